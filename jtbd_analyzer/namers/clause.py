"""Names a theme with a clause its quotes hold: central to the theme, apart from its neighbours, clear to somebody who reads nothing else.

Candidates are the clauses of all member quotes that could stand alone (found by the parser when quotes were cut), trimmed of
what only dresses talk. They are judged first by how they read and by the words several people of the theme share, then the best
of them by meaning: how near they are to what every person of the theme says (each person weighs the same), and how seldom a
quote of a neighbouring theme is as near. A name that a neighbour has, or nearly has, is not given twice.
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
from jtbd_analyzer.text import readable, sentences
from jtbd_analyzer.trimming import DANGLING, shortened, trimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.stages import Vectors

    Array = NDArray[np.float64]

#: a question, an editor's bracket, or speech within speech: not a statement of the customer's own; or a false start
_BROKEN: Final = re.compile(
    r"[?\[\]\"“”;:()/]|(?<!\w)['‘]|\.\.|…|\b(?:is|was|are|were|be) (?:like|just|not)$|\s[-–—]\s|\w[-–—]$|\b(?:an?|the|my|our|of|to|is|was|are|were|\w+['’]s),|\b(?:um|uh|erm?)\b"
    r"|, (?:so|well|no|yeah|what|why|how|who|where)\b|^(?:\w+, )|\b(?:said|says|goes|went|like) (?:don['’]t|what|yes|no|thanks|well|why|how|oh)\b|\b(?:said|thought|asked), "
    r"|\b(?:what|how|why|where|when|which)(?: \w+)? (?:do|does|did|is|are|was|can|would|should) (?:i|we|you|they|it|he|she)\b|\bthink (?:could|can|would|is|was)\b", re.I)
_WORD: Final = re.compile(r"[a-z][a-z'’-]+")
_NAME: Final = re.compile(r"(?<=\s)(?!I\b|I['’]|[A-Z]{2,}\b)[A-Z][\w’'-]+|\S*\d\S*")
_NUMBER: Final = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\b", re.I)
_SMALL: Final = frozenset(
    """about actually after again all also always am an and another any anything are around as at back be because been before being but by came can can't come could couldn't did didn't do does doesn't doing don't done
    down each either else even ever every everyone everything few for from get gets getting give given go goes going got had has have haven't having he her here him his how i'd i'll i'm i've if in into is isn't it it's its
    just kind know let like little lot made make makes many maybe me mean might more most much must my need never no nobody not nothing now of off on once one only or other others our out over own people probably put quite
    rather really right said same say saying says see seem she should so some somebody someone something sort still such take tell than that that's the their them then there there's these they they're thing things think
    this those though thought through time to told too two up us use used using very want wanted was wasn't way we we'd we'll we're we've well went were weren't what what's when where whether which while who why will with
    within without won't would wouldn't yeah yet you you'd you'll you're you've your don’t it’s i’m that’s didn’t can’t there’s we’re you’re they’re i’ve i’d doesn’t wasn’t couldn’t wouldn’t isn’t won’t""".split()
)


@dataclass(frozen=True)
class ClauseNamer:
    """Extractive: every word of the name stands, in that order, in one quote."""

    min_words: int = field(default=3, metadata={"min": 2})
    max_words: int = field(default=12, metadata={"min": 4})
    #: quotes nearest the centre whose clauses are candidates
    quotes: int = field(default=30, metadata={"min": 1})
    #: candidates, those that read best and hold most of the theme's words, that are compared by meaning
    compared: int = field(default=20, metadata={"min": 1})
    #: what being near to what each person says is worth
    near: float = field(default=1.0, metadata={"min": 0.0, "max": 3.0})
    #: what the share of neighbours' quotes that are less near than the theme's own is worth
    apart: float = field(default=0.8, metadata={"min": 0.0, "max": 3.0})
    #: what a word that several people of the theme use, and the neighbours do not, is worth
    shared_words: float = field(default=0.2, metadata={"min": 0.0, "max": 1.0})
    #: what reading well as a statement is worth; higher reads better and tells themes apart less well
    form: float = field(default=0.8, metadata={"min": 0.0, "max": 3.0})

    def __call__(self, quotes: Sequence[Quote], clauses: Mapping[str, Sequence[Clause]], others: Sequence[str],
                 embed: Callable[[Sequence[str]], Vectors]) -> str:
        """Return the statement for `quotes`, most central first; `others` are quotes and names of neighbours; see `stages.Namer`."""
        own, people = [readable(q.verbatim) for q in quotes], [q.participant_id for q in quotes]
        found: dict[str, tuple[int, Form]] = {}
        for i, q in enumerate(quotes[: self.quotes]):
            for c in clauses.get(q.quote_id, ()):
                text = trimmed(c.text)
                if self.min_words <= len(text.split()) <= self.max_words and not _BROKEN.search(text) and not DANGLING.search(text):
                    found.setdefault(text, (i, c.form))
        texts = _unlike(found, others)
        if not texts:
            found = _pieces(own[: self.quotes], self.max_words)
            texts = _unlike(found, others) or list(found)
        source = np.array([found[t][0] for t in texts])
        words = _words(texts, own, people, others)
        form = np.array([_reads(t, found[t][1], quotes[i].code, [x for j, x in enumerate(own) if j != i]) for t, i in zip(texts, source, strict=True)])
        shown = self.shared_words * words + self.form * form
        kept = sorted(range(len(texts)), key=lambda i: (-round(float(shown[i]), 6), source[i], texts[i]))[: self.compared]
        rows = v.unit(embed([*(texts[i] for i in kept), *own, *others]))
        mine, members, rest = np.split(rows, [len(kept), len(kept) + len(own)])
        near, apart = _meaning(mine, members, rest, source[kept], people)
        score = shown[kept] + self.near * near + self.apart * apart
        best = min(range(len(kept)), key=lambda k: (-round(float(score[k]), 5), source[kept[k]], texts[kept[k]]))
        return texts[kept[best]]


def _meaning(mine: Array, members: Array, rest: Array, source: NDArray[np.int64], people: Sequence[str]) -> tuple[Array, Array]:
    """Return per candidate its mean likeness to each person's quotes, and the share of neighbours' texts less like it than those; its own quote aside."""
    sims, far = mine @ members.T, mine @ rest.T
    counts = np.ones(sims.shape)
    counts[np.arange(len(sims)), source] = 0.25  # of its own quote a clause is naturally a likeness; kept a little, since the quote is a voice too
    member = np.array([[p == x for x in people] for p in sorted(set(people))], dtype=np.float64)
    weight = counts @ member.T
    near = ((sims * counts) @ member.T / weight).mean(axis=1)
    apart = np.array([(row < at).mean() if len(row) else 1.0 for row, at in zip(far, near, strict=True)])
    return near, apart


def _words(texts: Sequence[str], own: Sequence[str], people: Sequence[str], others: Sequence[str]) -> Array:
    """Return how strongly each candidate's words are those several people of this theme use and the neighbours do not."""
    users: dict[str, set[str]] = {}
    for text, p in zip(own, people, strict=True):
        for w in _content(text):
            users.setdefault(w, set()).add(p)
    elsewhere = Counter(w for text in others for w in _content(text))
    voices, n = len(set(people)), max(1, len(others))
    worth = {w: np.sqrt(len(u) / voices) * (1 - min(1.0, 3 * elsewhere[w] / n)) for w, u in users.items() if len(u) > 1 or voices == 1}
    topic = {w for w, c in elsewhere.items() if c >= _TOPIC * n}
    return np.array([-1.0 if said and said <= topic else min(3.0, sum(worth.get(w, 0.0) for w in said)) for said in map(_content, texts)])


def _content(text: str) -> set[str]:
    """Return the content words of `text` in lower case, endings off, so that "labels" is "label"."""
    return {re.sub(r"(?:'s|’s|ing|ed|es|s)$", "", w) if len(w) > 4 else w for w in _WORD.findall(text.lower()) if w not in _SMALL}


#: a word in this share of the neighbours' texts is the topic of the study; a name of nothing else restates it
_TOPIC: Final = 0.2
#: from this share of content words in common on, two names are nearly the same
_SAME: Final = 0.6


def _unlike(found: Mapping[str, object], others: Sequence[str]) -> list[str]:
    """Return the candidates that are not nearly the same as a text of a neighbour, its name among them."""
    taken = [_content(t) for t in others if len(t.split()) <= 14]
    return [t for t in found if not any(_same(_content(t), x) for x in taken) and t not in others]


def _same(a: set[str], b: set[str]) -> bool:
    return bool(a) and bool(b) and len(a & b) / len(a | b) >= _SAME


def _pieces(own: Sequence[str], words: int) -> dict[str, tuple[int, Form]]:
    """Return sentences of the quotes, cut short: what there is to choose from where no clause stands alone."""
    out: dict[str, tuple[int, Form]] = {}
    for i, text in enumerate(own):
        for a, b in sentences(text):
            piece = shortened(trimmed(text[a:b]) or text[a:b], words)
            out.setdefault(piece, (i, Form.UNSURE if _BROKEN.search(piece.rstrip("…")) else Form.UNKNOWN))
    return out or {own[0]: (0, Form.UNKNOWN)}


#: what each form is worth, in units of cosine similarity; design values, judged by reading names
_WORTH: Final = {
    Form.NOUN: 0.05, Form.SELF: 0.04, Form.VAGUE: -0.16, Form.FRAME: -0.12, Form.LOOSE: -0.1, Form.MAIN: 0.01, Form.THING: 0.15,
    Form.POINTING: -0.08, Form.ABOUT_TALK: -0.3, Form.UNSURE: -0.12,
}
#: what something that happened once costs where the code asks for what goes on, and where it asks for events
_ONCE, _HAPPENED = 0.12, 0.0
_EVENTS: Final = frozenset({"struggle_trigger", "moment_of_truth", "deal_maker", "deal_breaker", "social_influence", "milestone", "leap_of_faith", "first_value"})
#: what names and numbers cost that no other quote has, and those that others have too
_NAMED, _KNOWN = 0.2, 0.04
_COMMA, _SHORT, _LONG, _SAYS_LITTLE = 0.12, 0.04, 0.015, 0.2
#: how a code is usually put into words; a clause that sounds like its code is worth a little more
_SOUNDS_LIKE: Final = 0.05
_SOUNDS: Final[dict[str, re.Pattern[str]]] = {
    code: re.compile(rf"\b(?:{words})", re.I) for code, words in {
        "pain_point": r"can['’]?t|couldn['’]t|cannot|never|no one|nobody|nothing|not|\w+n['’]t|had to|have to|hard|difficult|problem|nightmare|took|takes|spen[dt]|lost|los[ei]|miss|wrong|too|only|hat(?:e|ed)\b|annoy|pain|mess|slow|by hand|every",
        "desired_outcome": r"want|need|hop(?:e|ed|ing)|wish|like to|love to|trying to|look(?:ing)? (?:for|to)|so (?:that )?(?:i|we) can|be able|should",
        "priority": r"more|most|main|first|important|matter|over|rather|instead|as long as|than|best|key|biggest",
        "value_realized": r"now|can\b|no longer|don['’]t have to|never|nobody|less|fewer|faster|quick|saved?|able|better|easier|stopped|used to|only|haven['’]t",
        "anxiety": r"worr|afraid|scared|fear|sure|don['’]t know|didn['’]t know|wonder|risk|might|would|could|nervous|concern|doubt|trust|what if|will|won['’]t|convinced",
        "objection": r"not|\w+n['’]t|too|can['’]?t|against|never|no\b|problem|difficult|but|already|only",
        "criterion": r"need|must|has to|have to|had to|should|could|can|would|want|without|work|with|important|easy",
        "habit": r"always|still|used to|never|every|already|been|\w+ing\b|just|way",
        "alternative": r"used|use|tried|look|consider|instead|could|could have|another|else|went|had|keep|kept",
        "price": r"cost|price|paid|pay|pounds?|dollars?|euros?|money|cheap|expensive|budget|fund|afford|free|[£$€]",
        "social_influence": r"said|told|recommend|asked|says|uses?|used|they|she|he|everyone|colleague|friend|boss|suggest|encourag|show",
        "deal_maker": r"because|convinced|made|sold|saw|it|decid|chose|won|good|that",
        "deal_breaker": r"\w+n['’]t|no\b|not|never|too|only|needed|out|wanted|refus",
    }.items()
}


def _reads(text: str, form: Form, code: str, elsewhere: Sequence[str]) -> float:
    """Return how well a clause reads as a statement: who and what is clear without context, nothing only one person can know."""
    out = sum(worth for flag, worth in _WORTH.items() if form & flag)
    if form & Form.EVENT:
        out -= _HAPPENED if code in _EVENTS else _ONCE
    names = set(_NAME.findall(text)) | set(_NUMBER.findall(text))
    if form & Form.NAMED or names:
        known = bool(names) and all(any(re.search(rf"\b{re.escape(x)}\b", t, re.I) for t in elsewhere) for x in names)
        out -= _KNOWN if known else _NAMED
    if code in _SOUNDS and _SOUNDS[code].search(text):
        out += _SOUNDS_LIKE
    n = len(text.split())
    out -= _SHORT * max(0, 5 - n) + _LONG * max(0, n - 9) + _COMMA * text.count(",")
    if len(_content(text)) < 2:
        out -= _SAYS_LITTLE
    return float(out)
