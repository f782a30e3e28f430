"""How alike quotes are: vectors in which two quotes that say the same thing in other words stand near each other.

Three views of a quote are put together: the quote as a whole, the mean of its sentences (a long answer is otherwise a blur
of all it touches) and of the clauses that make its claim, and the content words it shares with others of its family (a
sentence model of this size blurs names of things). Their weights are a compromise: shared words bring groups nearer to those of
people who coded real excerpts, and further from those of invented studies in which one theme is never said twice in the same words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import vectors as v
from jtbd_analyzer.text import readable, sentences
from jtbd_analyzer.trimming import trimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.model import Clause
    from jtbd_analyzer.stages import Vectors

#: share of a quote's vector that is the mean of its sentences rather than the quote as a whole
PARTS: Final = 0.2
#: weight of shared content words beside the sentence vector, in units of its length
WORDS: Final = 0.4
#: share of a quote's vector that is the clauses that make its claim rather than all it says
CLAIMS: Final = 0.5
#: how much a clause must be of its code for a quote to be grouped by its claim, how much of the best others that stand in for it too, and how many
_CLAIMS, _NEARLY, _MOST_CLAUSES = 0.3, 0.8, 3
#: weight of what was asked and said around a quote beside the quote, and of the content words of both, in units of its length
CONTEXT: Final = 1.0
WORDS_AROUND: Final = 0.55
#: characters of the question, and of the same turn before and after a quote, that are its context
_ASKED, _BEFORE, _AFTER = 120, 80, 60
#: rows whose middle is as much chance as topic
SHRINK: Final = 8
#: words of a sentence beyond which it weighs no more in the mean
_FULL_SENTENCE: Final = 12
#: content words kept for a family at most, those more quotes use first: keeps the array small for large tables
_VOCABULARY: Final = 2000
_ASIDE: Final = (
    r"(?:i mean|you know|i guess|i suppose|i(?:'d| would) say|to be (?:honest|fair)|sort of|kind of|in a way|like i said|honestly|actually|basically"
    r"|obviously|literally|frankly|apparently|anyway|well|right|okay|ok|yeah|yes|no|oh|see|look)"
)
#: how talk begins, breaks off and trails away: says nothing of what it is about
_LEAD: Final = re.compile(
    r"^(?:(?:and|but|so|because|cause|cos|like|then|also|plus|or|again|now|just"
    rf"|i (?:don['’]t )?(?:think|thought|felt|feel|guess|know|said)(?: that)?|{_ASIDE})\b[, ]+)+", re.I,
)
_INSIDE: Final = re.compile(rf", (?:{_ASIDE}|like), ", re.I)
_TAIL: Final = re.compile(
    rf"(?:[, ]+(?:or something(?: like that)?|or whatever|and (?:stuff|everything|all that)|and so on|though|then|so|and|but|{_ASIDE}))+$", re.I,
)
_MARKS: Final = " .,;:–—-…\"“”‘’'*_"


def meanings(texts: Sequence[str], embed: Callable[[Sequence[str]], Vectors], parts: float = PARTS,
             clauses: Sequence[Sequence[Clause]] = (), claims: float = CLAIMS) -> NDArray[np.float64]:
    """Return unit vectors (n, d) of `texts`: each as a whole and, weighing `parts` (0..1), as the mean of its sentences.

    Where the `clauses` of a text tell which of them make its claim, those weigh `claims` (0..1) beside the rest.
    """
    whole = _wholes(texts, embed, parts)
    made = [_claimed(own) for own in clauses]
    told = [i for i, own in enumerate(made) if own]
    if not told:
        return whole
    rows = v.unit(embed([t for i in told for t in made[i]]))
    owner = np.repeat(told, [len(made[i]) for i in told])
    means = np.zeros_like(whole)
    np.add.at(means, owner, rows)
    whole[told] = v.unit((1 - claims) * whole[told] + claims * v.unit(means[told]))
    return whole


def _claimed(clauses: Sequence[Clause]) -> list[str]:
    """Return the words of the clauses that make the claim of their quote, trimmed; none where no clause does."""
    best = max((c.claim or 0.0 for c in clauses), default=0.0)
    return list(dict.fromkeys(t for c in clauses if best >= _CLAIMS and (c.claim or 0.0) >= _NEARLY * best and (t := trimmed(c.text))))[:_MOST_CLAUSES]


def _wholes(texts: Sequence[str], embed: Callable[[Sequence[str]], Vectors], parts: float) -> NDArray[np.float64]:
    if not texts:
        return np.zeros((0, 1))
    whole = [readable(t) for t in texts]
    pieces = [[p for a, b in sentences(t) if (p := undressed(t[a:b]))] or [w] for t, w in zip(texts, whole, strict=True)]
    flat = [p for own in pieces for p in own]
    rows = v.unit(embed([*whole, *flat]))
    weight = np.array([min(len(p.split()), _FULL_SENTENCE) for p in flat], dtype=np.float64)
    owner = np.repeat(np.arange(len(texts)), [len(own) for own in pieces])
    means = np.zeros((len(texts), rows.shape[1]))
    np.add.at(means, owner, rows[len(texts) :] * weight[:, None])
    return v.unit((1 - parts) * rows[: len(texts)] + parts * v.unit(means))


def together(rows: NDArray[np.float64], said: Sequence[Collection[str]], people: Sequence[str] = (), words: float = WORDS) -> NDArray[np.float64]:
    """Return `rows` (n, d) of one family beside the content words (`said`, of each) that two or more of its quotes use, rarer ones weighing more.

    Where `people` says who speaks, only words that two people or more use count: what one person alone calls things holds nobody together.

    The result (n, d + number of words) is of unit length; `words` is the weight of the second part in units of the first.
    What all quotes share is the study's topic and tells none apart: it is taken off `rows`, of families of `vectors.FEW` quotes or more.
    """
    if not len(rows):
        return rows
    apart = v.unit(rows - rows.mean(axis=0)) if len(rows) >= v.FEW else rows
    return v.unit(np.hstack([apart, words * _lexical(said, people)]))


def _lexical(said: Sequence[Collection[str]], people: Sequence[str]) -> NDArray[np.float64]:
    """Return unit rows (n, words) of the words two quotes or more, and where people are known two people or more, use, rarer ones weighing more."""
    users = Counter(w for own in said for w in own)
    voices = Counter(w for w, _ in {(w, p) for own, p in zip(said, people, strict=True) for w in own}) if len(set(people) - {""}) > 1 else users
    shared = sorted((w for w, c in users.items() if min(c, voices[w]) > 1), key=lambda w: (-users[w], w))[:_VOCABULARY]
    place = {w: i for i, w in enumerate(sorted(shared))}
    lexical = np.zeros((len(said), len(place)))
    for i, own in enumerate(said):
        for w in place.keys() & own:
            lexical[i, place[w]] = math.log((1 + len(said)) / (1 + users[w]))
    return v.unit(lexical)


def in_context(rows: NDArray[np.float64], around: NDArray[np.float64], heard: Sequence[Collection[str]], people: Sequence[str]) -> NDArray[np.float64]:
    """Return unit `rows` (n, d) of one family beside the vectors (n, e) of what stands `around` each and the content words `heard` there.

    On quotes grouped by hand, pairs of two people's quotes that belong together stand much further up so than by the quotes alone.
    """
    if not len(rows):
        return rows
    return v.unit(np.hstack([around_middle(rows), CONTEXT * around_middle(around), WORDS_AROUND * _lexical(heard, people)]))


def around_middle(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return unit `rows` (n, d) less what all share, which is their topic; of few rows the shared part is chance, and less of it is taken off."""
    return v.unit(rows - rows.mean(axis=0) * (len(rows) / (len(rows) + SHRINK))) if len(rows) else rows


def surroundings(text: str, turn: tuple[int, int], span: tuple[int, int], prompt: str) -> str:
    """Return a quote with the end of the question it answers and some of what its speaker says before and after it in the same turn, whole words.

    `turn` and `span` are offsets of turn and quote in `text`.
    """
    start, end = max(turn[0], span[0] - _BEFORE), min(turn[1], span[1] + _AFTER)
    while turn[0] < start and not text[start - 1].isspace():
        start -= 1
    while end < turn[1] and not text[end].isspace():
        end += 1
    return f"{prompt[-_ASKED:]} {readable(text[start:end])}".strip()


def undressed(sentence: str) -> str:
    """Return `sentence` without what talk is dressed in: fillers, leading connectives, asides, trailing tags."""
    plain = _INSIDE.sub(" ", readable(sentence).strip(_MARKS))
    return _TAIL.sub("", _LEAD.sub("", plain)).strip(_MARKS)
