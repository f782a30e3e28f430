"""The choice of a statement from the clauses of a theme's quotes, which every namer falls back on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import vectors as v
from jtbd_analyzer.keywords import people_named, telling
from jtbd_analyzer.model import Clause, Form
from jtbd_analyzer.reading import BROKEN, content, opposite, reads
from jtbd_analyzer.text import readable, sentences
from jtbd_analyzer.trimming import DANGLING, shortened, trimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.stages import Vectors

    Array = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """What a statement must be, and what is weighed in choosing it; weights are in units of cosine similarity."""

    min_words: int = field(default=3, metadata={"min": 2})
    max_words: int = field(default=12, metadata={"min": 4})
    #: quotes nearest the centre whose clauses are candidates
    quotes: int = field(default=30, metadata={"min": 1})
    #: candidates, those that read best and hold most of the theme's words, that are compared by meaning
    compared: int = field(default=20, metadata={"min": 1})
    #: what being near to what each person says is worth
    near: float = field(default=3.0, metadata={"min": 0.0, "max": 6.0})
    #: what the share of neighbours' quotes that are less near than the theme's own is worth
    apart: float = field(default=3.0, metadata={"min": 0.0, "max": 6.0})
    #: what a word that several people of the theme use, and the neighbours do not, is worth
    shared_words: float = field(default=0.2, metadata={"min": 0.0, "max": 1.0})
    #: what telling nothing that only its speaker tells is worth: a detail of one story is no name for several people's
    common: float = field(default=0.5, metadata={"min": 0.0, "max": 3.0})
    #: what reading well as a statement is worth, by the look of the words
    form: float = field(default=0.8, metadata={"min": 0.0, "max": 3.0})
    #: what a whole step of the rating 0..3 as a name is worth, where clauses are rated; the look of the words then weighs a third
    rating: float = field(default=0.8, metadata={"min": 0.0, "max": 3.0})
    #: what saying by itself what its quote was coded for is worth, rather than what happened around it
    claim: float = field(default=0.8, metadata={"min": 0.0, "max": 3.0})
    #: what a feeling that fits the code is worth: no pain is named "everything else is solid"
    feeling: float = field(default=1.5, metadata={"min": 0.0, "max": 3.0})


def chosen(by: Choice, quotes: Sequence[Quote], clauses: Mapping[str, Sequence[Clause]], others: Sequence[str],
           embed: Callable[[Sequence[str]], Vectors]) -> str:
    """Return the statement for `quotes`, most central first, in words of one of them; `others` are quotes and names of neighbours."""
    own, people = [readable(q.verbatim) for q in quotes], [q.participant_id or q.quote_id for q in quotes]
    found: dict[str, tuple[int, Form]] = {}
    claims: dict[str, float] = {}
    ratings: dict[str, float] = {}
    fits: dict[str, float] = {}
    for i, q in enumerate(quotes[: by.quotes]):
        for c in clauses.get(q.quote_id, ()):
            text = trimmed(c.text)
            if by.min_words <= len(text.split()) <= by.max_words and not BROKEN.search(text) and not DANGLING.search(text) and not opposite(text, q.code):
                found.setdefault(text, (i, c.form))
                claims[text] = max(c.claim or 0.0, claims.get(text, 0.0))
                fits[text] = c.fits
                if c.worth is not None:
                    ratings[text] = c.worth
    texts = unlike(found, others)
    if not texts:
        found = _pieces(own[: by.quotes], by.max_words)
        found = {t: at for t, at in found.items() if not opposite(t, quotes[at[0]].code)} or found
        texts = unlike(found, others) or list(found)
    if len(texts) == 1:
        return texts[0]
    source = np.array([found[t][0] for t in texts])
    words = _words(texts, own, people, others) * by.shared_words + _common(texts, source, own, people, others) * by.common
    named = people_named([*own, *others])
    form = np.array([reads(t, found[t][1], quotes[i].code, [x for j, x in enumerate(own) if j != i], named) for t, i in zip(texts, source, strict=True)])
    claim = np.array([claims.get(t, 0.0) for t in texts])
    rating = np.array([ratings.get(t, 0.0) for t in texts])
    felt = np.array([fits.get(t, 1.0) for t in texts])
    shown = words + by.form * form / (_RATED if ratings else 1.0) + by.rating * rating + by.claim * claim + by.feeling * felt
    kept = sorted(range(len(texts)), key=lambda i: (-round(float(shown[i]), 6), source[i], texts[i]))[: by.compared]
    rows = v.unit(embed([*(texts[i] for i in kept), *own, *others]))
    mine, members, rest = np.split(rows, [len(kept), len(kept) + len(own)])
    near, apart = _meaning(mine, members, rest, source[kept], people)
    score = shown[kept] + by.near * near + by.apart * apart
    best = min(range(len(kept)), key=lambda k: (-round(float(score[k]), 5), source[kept[k]], texts[kept[k]]))
    return texts[kept[best]]


def _meaning(mine: Array, members: Array, rest: Array, source: NDArray[np.int64], people: Sequence[str]) -> tuple[Array, Array]:
    """Return per candidate its mean likeness to each person's quotes, its speaker's weighing less, and the share of neighbours' texts less like it."""
    sims, far = mine @ members.T, mine @ rest.T
    counts = np.ones(sims.shape)
    counts[np.arange(len(sims)), source] = _OWN  # of its own quote a clause is naturally a likeness; kept a little, since the quote is a voice too
    names = sorted(set(people))
    member = np.array([[p == x for x in people] for p in names], dtype=np.float64)
    each = (sims * counts) @ member.T / (counts @ member.T)
    weight = np.array([[_OWN if people[i] == p else 1.0 for p in names] for i in source])
    near = (each * weight).sum(axis=1) / weight.sum(axis=1)
    apart = np.array([(row < at).mean() if len(row) else 1.0 for row, at in zip(far, near, strict=True)])
    return near, apart


def _words(texts: Sequence[str], own: Sequence[str], people: Sequence[str], others: Sequence[str]) -> Array:
    """Return how strongly each candidate's words are those several people of this theme use and the neighbours do not."""
    users = _users(own, people)
    elsewhere = Counter(w for text in others for w in telling(text))
    voices, n = len(set(people)), max(1, len(others))
    worth = {w: np.sqrt(len(u) / voices) * (1 - min(1.0, 3 * elsewhere[w] / n)) for w, u in users.items() if len(u) > 1 or voices == 1}
    topic = {w for w, c in elsewhere.items() if c >= _TOPIC * n}
    return np.array([-1.0 if said and said <= topic else min(3.0, sum(worth.get(w, 0.0) for w in said)) for said in map(telling, texts)])


def _common(texts: Sequence[str], source: NDArray[np.int64], own: Sequence[str], people: Sequence[str], others: Sequence[str]) -> Array:
    """Return which part of each candidate's telling words somebody else of the theme says too, a neighbour's counting less; -1 where it has none."""
    users = _users(own, people)
    elsewhere = {w for text in others for w in telling(text)}

    def part(text: str, who: str) -> float:
        said = telling(text)
        return float(np.mean([1.0 if users[w] - {who} else _BESIDE if w in elsewhere else 0.0 for w in said])) if said else -1.0

    return np.array([part(t, people[i]) for t, i in zip(texts, source, strict=True)])


def _users(own: Sequence[str], people: Sequence[str]) -> dict[str, set[str]]:
    """Return who says each telling word; where speakers are not known each quote is a voice."""
    users: dict[str, set[str]] = defaultdict(set)
    for text, p in zip(own, people, strict=True):
        for w in telling(text):
            users[w].add(p)
    return users


#: the look of the words weighs so many times less where people's ratings have been learnt
_RATED: Final = 3.0
#: weight of a clause's own quote and own speaker beside the others, and of a word that only neighbours say beside one the theme shares
_OWN, _BESIDE = 0.25, 0.35
#: a word in this share of the neighbours' texts is the topic of the study; a name of nothing else restates it
_TOPIC: Final = 0.2
#: from this share of content words in common on, two names are nearly the same
_SAME: Final = 0.6


def unlike(found: Mapping[str, object], others: Sequence[str]) -> list[str]:
    """Return the candidates that are not nearly the same as a text of a neighbour, its name among them."""
    taken = [content(t) for t in others if len(t.split()) <= 14]
    return [t for t in found if not any(_same(content(t), x) for x in taken) and t not in others]


def _same(a: set[str], b: set[str]) -> bool:
    return bool(a) and bool(b) and len(a & b) / len(a | b) >= _SAME


def _pieces(own: Sequence[str], words: int) -> dict[str, tuple[int, Form]]:
    """Return sentences of the quotes, cut short: what there is to choose from where no clause stands alone."""
    out: dict[str, tuple[int, Form]] = {}
    for i, text in enumerate(own):
        for a, b in sentences(text):
            piece = shortened(trimmed(text[a:b]) or text[a:b], words)
            out.setdefault(piece, (i, Form.UNSURE if BROKEN.search(piece.rstrip("…")) else Form.UNKNOWN))
    return out or {own[0]: (0, Form.UNKNOWN)}
