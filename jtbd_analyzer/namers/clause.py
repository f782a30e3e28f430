"""Names a theme with a clause its quotes hold: central to the theme, apart from its neighbours, short, complete.

Candidates are the clauses of all member quotes that could stand alone (found by the parser when quotes were cut). Each is
scored by how near it is to what every person of the theme says (each person weighs the same), by how many other people
say something like it, by words it shares with them and not with the neighbours, and by how it reads as a title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import vectors as v
from jtbd_analyzer.model import Clause, Form
from jtbd_analyzer.text import readable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.stages import Vectors

_ASIDE: Final = (
    r"(?:i mean|you know|i guess|i suppose|i(?:'d| would) say|i don['’]t know|to be (?:honest|fair)|sort of|kind of|if that makes sense|in a way|as i say|like i said"
    r"|honestly|actually|basically|obviously|literally|frankly|apparently|anyway|well|right|okay|ok|yeah|oh|see|look)"
)
_LEAD: Final = re.compile(
    rf"^(?:(?:(?:and|but|so|because|cause|cos|like|then|yes|no|also|plus|or|again|now|just|{_ASIDE})\b[, ]+)|(?:(?:i think|i thought|i felt|i said|i knew|i know|i find|i found)\b,? (?:that )?(?=(?:i|we|you|they|the|there|it|my|our|people|everyone|nobody|a)\b)))+",
    re.I,
)
_INSIDE: Final = re.compile(rf", (?:{_ASIDE}|like), ", re.I)
_TAIL: Final = re.compile(rf"(?:[, ]+(?:or something(?: like that)?|or whatever|and (?:stuff|everything|all that)|and so on|though|then|so|and|but|like|really|too|either|um|uh|touch wood|{_ASIDE}))+$", re.I)
_DANGLING: Final = re.compile(
    r"\b(?:the|a|an|of|to|for|with|and|or|but|in|on|at|my|our|their|is|was|are|were|be|because|so|if|that|which|who|when|than|as|from|by|very|really|i|we)$", re.I
)
#: a question, an editor's bracket, or speech within speech: not a statement of the customer's own; or a false start
_BROKEN: Final = re.compile(r"[?\[\]\"“”]|\.\.|…|\b(?:is|was|are|were|be) (?:like|just|not)$|\s[-–—]\s|\b(?:an?|the|my|our|of|to),", re.I)
_MARKS: Final = " .,;:–—-…\"“”‘’'*_"
_WORD: Final = re.compile(r"[a-z][a-z'’-]+")
_NAME: Final = re.compile(r"(?<=\s)(?!I\b)[A-Z][\w’'-]+|\S*\d\S*")
_SMALL: Final = frozenset(
    """about after again all also always am an and any anything are as at back be because been before being but by came can can't come could couldn't did didn't do does doesn't doing don't even ever every
    for from get gets getting give given go goes going got had has have having he her here him his how i'd i'll i'm i've if in into is isn't it it's its just know let like little lot made make many me mean
    more most much my need never no nobody not nothing now of off on one only or other our out over people put really right said same say says see she so some something still such take tell than that that's
    the their them then there there's these they they're thing things think this those thought time to told too two up us use used very want wanted was wasn't way we we'd we're we've well went were what
    when where which while who why will with without won't would wouldn't you you're your don’t it’s i’m that’s didn’t can’t there’s we’re you’re they’re i’ve doesn’t wasn’t couldn’t wouldn’t""".split()
)


@dataclass(frozen=True)
class ClauseNamer:
    """Extractive: every word of the name stands, in that order, in one quote."""

    min_words: int = field(default=4, metadata={"min": 2})
    max_words: int = field(default=12, metadata={"min": 4})
    #: quotes nearest the centre whose clauses are candidates
    quotes: int = field(default=40, metadata={"min": 1})
    #: cosine similarity from which another person's quote supports a name
    support: float = field(default=0.4, metadata={"min": 0.0, "max": 1.0})
    #: what the share of people who support a name is worth, beside its nearness to the theme
    many: float = field(default=0.2, metadata={"min": 0.0, "max": 2.0})
    #: what being like the neighbouring themes costs
    apart: float = field(default=0.2, metadata={"min": 0.0, "max": 2.0})
    #: what a word that several people of the theme use, and the neighbours do not, is worth
    shared_words: float = field(default=0.1, metadata={"min": 0.0, "max": 1.0})
    #: what reading well as a title is worth; higher reads better and tells themes apart less well
    form: float = field(default=0.6, metadata={"min": 0.0, "max": 2.0})

    def __call__(self, quotes: Sequence[Quote], clauses: Mapping[str, Sequence[Clause]], others: Sequence[str],
                 embed: Callable[[Sequence[str]], Vectors]) -> str:
        """Return the statement for `quotes`, most central first; see `stages.Namer`."""
        own = [readable(q.verbatim) for q in quotes]
        found: dict[str, tuple[int, Form]] = {}
        for i, q in enumerate(quotes[: self.quotes]):
            for c in clauses.get(q.quote_id, ()):
                text = trimmed(c.text)
                if self.min_words <= len(text.split()) <= self.max_words and not _BROKEN.search(text):
                    found.setdefault(text, (i, c.form))
        if not found:
            return shortened(trimmed(own[0]) or own[0], self.max_words)
        texts = list(found)
        rows = v.unit(embed([*texts, *own, *others]))
        mine, members, rest = rows[: len(texts)], rows[len(texts) : len(texts) + len(own)], rows[len(texts) + len(own) :]
        from_quote = np.array([found[t][0] for t in texts])
        near, wide = self._agreement(mine @ members.T, from_quote, [q.participant_id for q in quotes])
        far = np.sort(mine @ rest.T, axis=1)[:, -5:].mean(axis=1) if len(rest) else np.zeros(len(texts))
        words = self._words(texts, from_quote, own, [q.participant_id for q in quotes], others)
        form = np.array([_reads(t, found[t][1], [x for j, x in enumerate(own) if j != found[t][0]]) for t in texts])
        score = near + self.many * wide - self.apart * far + self.shared_words * words + self.form * form
        best = min(range(len(texts)), key=lambda i: (-round(float(score[i]), 5), found[texts[i]][0], texts[i]))
        return texts[best]

    def _agreement(self, sims: NDArray[np.float64], from_quote: NDArray[np.int64],
                   people: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return per candidate the mean likeness to each person's quotes, its own quote aside, and the share of people who support it."""
        others = np.ones(sims.shape)
        others[np.arange(len(sims)), from_quote] = 0.0
        member = np.array([[p == x for x in people] for p in sorted(set(people))], dtype=np.float64)
        count = others @ member.T
        mean = (sims * others) @ member.T / np.maximum(count, 1)
        near = mean.sum(axis=1) / np.maximum((count > 0).sum(axis=1), 1)
        supports = ((sims >= self.support) * others) @ member.T > 0
        return near, supports.mean(axis=1)

    def _words(self, texts: Sequence[str], from_quote: NDArray[np.int64], own: Sequence[str], people: Sequence[str],
               others: Sequence[str]) -> NDArray[np.float64]:
        """Return how strongly each candidate's words are those several people of this theme use and the neighbours do not."""
        users: dict[str, set[str]] = {}
        for text, p in zip(own, people, strict=True):
            for w in _content(text):
                users.setdefault(w, set()).add(p)
        elsewhere = Counter(w for text in others for w in _content(text))
        voices, n = len(set(people)), max(1, len(others))
        worth = {w: np.sqrt(len(u) / voices) * (1 - min(1.0, 3 * elsewhere[w] / n)) for w, u in users.items() if len(u) > 1}
        return np.array([min(3.0, sum(worth.get(w, 0.0) for w in _content(t))) for t in texts])


def _content(text: str) -> set[str]:
    """Return the content words of `text` in lower case, endings off, so that "labels" is "label"."""
    return {re.sub(r"(?:'s|’s|ing|ed|es|s)$", "", w) if len(w) > 4 else w for w in _WORD.findall(text.lower()) if w not in _SMALL}


#: what each form is worth in a title, in units of cosine similarity; design values, judged by reading names
_WORTH: Final = {
    Form.NOUN: 0.04, Form.SELF: 0.03, Form.VAGUE: -0.09, Form.EVENT: -0.05, Form.FRAME: -0.08, Form.LOOSE: -0.04, Form.MAIN: 0.01,
}
#: what names and numbers cost that no other quote has, and those that others have too
_NAMED, _KNOWN = 0.12, 0.03
_COMMA, _BREAK = 0.06, 0.3
#: per word fewer than six; per title with fewer than two words of content
_SHORT, _SAYS_LITTLE = 0.03, 0.08


def _reads(text: str, form: Form, elsewhere: Sequence[str]) -> float:
    """Return how well a clause reads as a title: who and what is clear without context, nothing only one person can know."""
    out = sum(worth for flag, worth in _WORTH.items() if form & flag)
    names = set(_NAME.findall(text))
    if form & Form.NAMED and not form & (Form.NOUN | Form.SELF | Form.VAGUE):
        names.add(text.split(maxsplit=1)[0])
    if form & Form.NAMED or names:
        known = bool(names) and all(any(x.lower() in t.lower() for t in elsewhere) for x in names)
        out -= _KNOWN if known else _NAMED
    n = len(text.split())
    out -= _SHORT * max(0, 6 - n) + _COMMA * text.count(",")
    if len(_content(text)) < 2:
        out -= _SAYS_LITTLE
    if _DANGLING.search(text):
        out -= _BREAK
    return float(out)


def trimmed(text: str) -> str:
    """Return a clause as a name: fillers, leading connectives, asides and trailing tags out, first letter upper case."""
    plain = _INSIDE.sub(" ", readable(text).strip(_MARKS))
    plain = _TAIL.sub("", _LEAD.sub("", plain)).strip(_MARKS)
    return plain[:1].upper() + plain[1:]


def shortened(text: str, words: int) -> str:
    """Return at most `words` words of `text`, cut at a clause border where there is one, "…" where words were left out."""
    parts = text.split()
    if len(parts) <= words:
        return text
    cut = " ".join(parts[:words])
    border = max(cut.rfind(x) for x in (", ", "; ", " because ", " but ", " so ", " and ", " which ", " when "))
    if border > len(cut) * 0.5:
        cut = cut[:border]
    while _DANGLING.search(cut) and " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:–—-") + "…"
