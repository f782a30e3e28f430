"""Job statements for people with like stories: a slot each for circumstance, motivation and outcome, filled from clauses that stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import standing, wording
from jtbd_analyzer.insights._gather import ids, likeness
from jtbd_analyzer.sureness import UNSURE, is_sure
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

EMPTY: Final = "[no evidence]"
#: quotes looked at for each slot, best first
_LOOKED_AT: Final = 14
#: first canonical step after the purchase: a pain from here on is about the new way
_USE: Final = "p12"
#: likeness by meaning from which three quotes are of one topic, and from which another quote supports one; less is enough within its theme
_ONE_TOPIC, _SUPPORTS, _SUPPORTS_IN_THEME = 0.25, 0.45, 0.35
#: likeness of two wishes from which they are one job
_SAME_WISH: Final = 0.5
NAMES: Final = ("circumstance", "progress", "hoped-for outcome")


@dataclass(frozen=True)
class Slot:
    """One slot: its words, the quote they come from, and all quotes that say much the same."""

    text: str = EMPTY
    source: Quote | None = None
    quotes: tuple[Quote, ...] = ()
    #: whether the words are a clause of the form the slot asks for, rather than a quote in quotation marks
    fits: bool = False
    worth: float = 0.0

    @property
    def voices(self) -> frozenset[str]:
        """The people who support the slot."""
        return frozenset(q.participant_id for q in self.quotes)

    @property
    def ids(self) -> str:
        """The ids of its quotes."""
        return ids(self.quotes)

    @property
    def quoted(self) -> str:
        """What stands by itself of the quote, word for word, with who said it."""
        if self.source is None:
            return EMPTY
        return f"“{self.stands}” ({self.source.participant_id})"

    @property
    def stands(self) -> str:
        """The words of the quote that stand by themselves."""
        if self.source is None:
            return ""
        said = self.source.verbatim.strip()
        taken = standing.statement_in(said) or said
        at = said.find(taken)
        return f"{'… ' if at > 0 else ''}{taken}{' …' if at + len(taken) < len(said.rstrip('.,;!? ')) else ''}"


@dataclass(frozen=True)
class Statement:
    """The slots of a job, how alike in meaning they are (None where that is not known), and who supports all three."""

    when: Slot = field(default_factory=Slot)
    motivation: Slot = field(default_factory=Slot)
    outcome: Slot = field(default_factory=Slot)
    likeness: float | None = None

    @property
    def slots(self) -> tuple[Slot, Slot, Slot]:
        """The three, in the order of the statement."""
        return self.when, self.motivation, self.outcome

    @property
    def supporters(self) -> list[str]:
        """The people with a counted quote in each of the three."""
        return sorted(frozenset.intersection(*(s.voices for s in self.slots)))

    @property
    def one_topic(self) -> bool:
        """Whether the three quotes are of one topic, as far as can be told."""
        return self.likeness is None or self.likeness >= _ONE_TOPIC

    @property
    def is_sentence(self) -> bool:
        """Whether the clauses make a sentence that two people support in all of it, each clause said by one of them."""
        theirs = all(s.source is not None and s.source.participant_id in self.supporters for s in self.slots)
        return all(s.fits for s in self.slots) and len(self.supporters) >= 2 and self.one_topic and theirs

    def said(self, wanting: str) -> str:
        """Return the sentence, `wanting` being "help me" or "I want to"; or, where their words make none, the three quotes."""
        if not self.is_sentence:
            return "\n".join(f"{name}: {s.quoted}" for name, s in zip(NAMES, self.slots, strict=True))
        return f"When {self.when.text}, {wanting} {self.motivation.text}, {self.outcome.text}."


Words = Callable[[str, frozenset[str]], wording.Phrase]


def statements(study: Study, members: Sequence[str], names: frozenset[str], most: int) -> list[Statement]:
    """Return up to `most` jobs of `members`, each around another wish, the best supported first; the first of them whatever it is worth.

    A quote fills a slot only where a clause of it stands by itself and its code is not unsure.
    """
    own = [q for q in study.quote_rows if q.counted and q.participant_id in set(members)]
    parts: dict[str, tuple[list[Quote], Words]] = {
        "when": ([q for q in own if (q.code == "struggle_trigger" and q.step < _USE) or _is_old_pain(q)], wording.circumstance),
        "motivation": ([q for q in own if q.code == "desired_outcome" and q.step < _USE], wording.wish),
        "outcome": ([q for q in own if q.code == "value_realized" or (q.code == "desired_outcome" and q.step < _USE)], wording.ending),
    }
    options = {name: _slots(study, quotes, words, names) or [Slot()] for name, (quotes, words) in parts.items()}
    found = [Statement(w, m, o, _alike(study, (w, m, o))) for w, m, o in product(*options.values()) if not set(m.quotes) & set(o.quotes)]
    if not found:
        # one wish is all there is: it fills the motivation, and the outcome stays visibly empty
        found = [Statement(w, m) for w, m in product(options["when"], options["motivation"])]
    chosen: list[Statement] = []
    for s in sorted(found, key=_strength, reverse=True):
        if not chosen or (len(chosen) < most and s.one_topic and all(x.source for x in s.slots) and not any(_same(study, s, c) for c in chosen)):
            chosen.append(s)
    return chosen


def _is_old_pain(q: Quote) -> bool:
    return q.code == "pain_point" and bool(q.step) and q.step < _USE


def _strength(s: Statement) -> tuple[Any, ...]:
    return (sum(x.source is not None for x in s.slots), min(len(s.supporters), 2), s.one_topic, s.is_sentence,
            round(sum(x.worth for x in s.slots) + 3 * (s.likeness or 0.0) + _of_one(s), 4), len(s.supporters), s.motivation.ids)


def _of_one(s: Statement) -> float:
    """Return what it is worth that the three quotes are of few people: a job stitched together from many is nobody's."""
    said = [x.source.participant_id for x in s.slots if x.source]
    return 0.5 * (len(said) - len(set(said)))


def _same(study: Study, a: Statement, b: Statement) -> bool:
    """Tell whether two statements share a quote or are about the same wish."""
    if {x.source.quote_id for x in a.slots if x.source} & {x.source.quote_id for x in b.slots if x.source}:
        return True
    alike = _alike(study, (a.motivation, b.motivation))
    return a.motivation.source is None or set(a.motivation.quotes) == set(b.motivation.quotes) or (alike is not None and alike > _SAME_WISH)


def _alike(study: Study, slots: Sequence[Slot]) -> float | None:
    """Return the mean likeness of the slots' quotes in pairs; None where the study keeps no vectors or a slot is empty."""
    sources = [s.source for s in slots if s.source]
    if len(sources) < len(slots) or any(q.quote_id not in study.vectors for q in sources):
        return None
    vectors = [study.vectors[q.quote_id].astype("float64") for q in sources]
    return float(sum(float(a @ b) for a, b in combinations(vectors, 2)) / (len(vectors) * (len(vectors) - 1) / 2))


def _slots(study: Study, quotes: Sequence[Quote], words: Words, names: frozenset[str]) -> list[Slot]:
    """Return what could fill a slot, best first: quotes with a clause that stands by itself and a code that is not unsure."""
    fit = [q for q in quotes if (q.score >= UNSURE or is_sure(q)) and standing.statement_in(q.verbatim)]
    alike = likeness(study, fit, quotes)
    found = []
    for q, row in zip(fit, alike, strict=True):
        known = q.quote_id in study.vectors
        support = [x for x, near in zip(quotes, row, strict=True) if x is q or _supports(q, x, float(near), known)]
        phrase = words(q.verbatim, names)
        clause = bool(phrase.text) and wording.NAME not in phrase.text and standing.fits(phrase.text) and not parts_named(phrase.text, study.features)
        worth = q.score + 1.5 * standing.wholeness(q.verbatim) + 0.2 * (q.grade == "A") + 0.3 * clause
        found.append(Slot(phrase.text if clause else f"“{short(q.verbatim, 120).rstrip('.')}”", q, tuple(support), clause, worth))
    return sorted(found, key=lambda s: -s.worth)[:_LOOKED_AT]


def _supports(source: Quote, other: Quote, near: float, known: bool) -> bool:
    """Tell whether `other` says much the same as `source`: by meaning, less of which is enough within a theme; by theme alone without vectors."""
    together = bool(source.theme_id) and other.theme_id == source.theme_id
    if not known or (together and other.status != "provisional"):
        return together
    return near >= (_SUPPORTS_IN_THEME if together else _SUPPORTS)


def parts_named(text: str, features: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the product's features that `text` names, by whole words."""
    return [name for name, synonyms in features.items() if any(re.search(rf"\b{re.escape(w)}(?:s|es)?\b", text, re.I) for w in synonyms)]


#: words for the product itself: a job would be there without it
_PRODUCT: Final = re.compile(r"\b(?:apps?|software|platforms?|systems?|tools?|website|dashboard|subscription|vendor)\b", re.I)
_ENDLESS: Final = re.compile(r"\b(?:keep|continue|always|manage|ongoing|constantly)\b", re.I)
_FRAME: Final = frozenset("when help me so i can don't that want to not have".split())


def gates(study: Study, s: Statement, has_old_way: bool) -> list[tuple[str, bool]]:
    """Return the gates of a job statement and whether each is passed; what is judged are words and evidence, not worth."""
    filled = [x for x in s.slots if x.quotes]
    # names of the slots are ours, not theirs
    text = s.said("help me") if s.is_sentence else " ".join(x.stands for x in filled)
    said = {w for x in filled for q in x.quotes for w in wording.content(q.verbatim)}
    said |= {wording.present_of(w) for w in said}
    return [
        ("no product, brand or feature word", wording.NAME not in text and not parts_named(text, study.features)),
        ("a circumstance, not a kind of person", bool(s.when.source) and not wording.is_persona(s.when.stands)),
        ("an end state", bool(s.outcome.source) and not _ENDLESS.search(s.outcome.stands)),
        ("one job", bool(s.motivation.source and s.outcome.source) and not any(wording.joins_two(x.text if x.fits else x.stands) for x in (s.motivation, s.outcome))),
        ("two people in all three slots", len(s.supporters) >= 2),
        ("says what is fired", has_old_way),
        ("would be there without the product", bool(filled) and not _PRODUCT.search(text)),
        ("customers' own words", len(filled) == len(s.slots) and wording.content(text) - _FRAME <= said),
        ("all three of one topic", len(filled) == len(s.slots) and s.one_topic),
        ("clauses that make a sentence", all(x.fits for x in s.slots)),
    ]
