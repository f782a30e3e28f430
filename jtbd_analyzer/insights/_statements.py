"""One job statement for people with like stories: a slot each for circumstance, motivation and outcome, filled from their clauses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import wording
from jtbd_analyzer.insights._gather import group, ids, likeness, people, short, theme_or_quote

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

EMPTY: Final = "[no evidence]"
#: themes looked at for each slot, most people first
_LOOKED_AT: Final = 12
#: first canonical step after the purchase: a pain from here on is about the new way
_USE: Final = "p12"
#: what a name, or a word for a part of the product, costs a clause; two things joined cost half
_NAMED: Final = 0.4
#: how much worse a clause may read for being of somebody who supports all three slots
_THEIRS: Final = 0.25


@dataclass(frozen=True)
class Slot:
    """One slot: its words, the quote they come from, and all quotes of the theme (or the lone quote) that fill it."""

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


@dataclass(frozen=True)
class Statement:
    """The slots of a job and who supports all three, in the order of the study."""

    when: Slot = field(default_factory=Slot)
    motivation: Slot = field(default_factory=Slot)
    outcome: Slot = field(default_factory=Slot)

    @property
    def slots(self) -> tuple[Slot, Slot, Slot]:
        """The three, in the order of the statement."""
        return self.when, self.motivation, self.outcome

    @property
    def supporters(self) -> list[str]:
        """The people with a counted quote in each of the three."""
        return sorted(frozenset.intersection(*(s.voices for s in self.slots)))

    def said(self, wanting: str) -> str:
        """Return the sentence; `wanting` is "help me" or "I want to"."""
        end = self.outcome.text if self.outcome.fits else f"so I can {self.outcome.text}"
        return f"When {self.when.text}, {wanting} {self.motivation.text}, {end}."


def statement(study: Study, members: Sequence[str], names: frozenset[str]) -> Statement:
    """Return the statement that most of `members` support: two people in all three slots first, then clauses that fit, then people."""
    own = [q for q in study.quote_rows if q.counted and q.participant_id in set(members)]
    parts = {
        "when": ([q for q in own if (q.code == "struggle_trigger" and q.step < _USE) or _is_old_pain(q)], wording.circumstance),
        "motivation": ([q for q in own if q.code == "desired_outcome"], wording.wish),
        "outcome": ([q for q in own if q.code in ("desired_outcome", "value_realized")], wording.ending),
    }
    options = {name: _slots(study, quotes, words, names) for name, (quotes, words) in parts.items()}

    def in_their_words(s: Statement) -> Statement:
        """Take the clauses from people who support all three slots, where their quotes hold one."""
        made = []
        for slot, (_, words) in zip(s.slots, parts.values(), strict=True):
            own = [q for q in slot.quotes if q.participant_id in s.supporters]
            told = _slot(study, own, words, names) if own else slot
            made.append(replace(told, quotes=slot.quotes) if told.fits and told.worth >= slot.worth - _THEIRS else slot)
        return Statement(*made)

    found = [Statement(w, m, o) for w, m, o in product(*(options[k] or [Slot()] for k in parts)) if not m.quotes or m.quotes != o.quotes]
    if not found:
        # one wish is all there is: it fills the motivation, and the outcome stays visibly empty
        found = [Statement(w, m) for w, m in product(options["when"] or [Slot()], options["motivation"])]
    return in_their_words(max(found, key=_strength, default=Statement()))


def _is_old_pain(q: Quote) -> bool:
    return q.code == "pain_point" and bool(q.step) and q.step < _USE


def _strength(s: Statement) -> tuple[int, int, int, int]:
    n = len(s.supporters)
    return min(n, 2), sum(x.fits for x in s.slots), n, sum(len(x.voices) for x in s.slots)


def _slots(study: Study, quotes: Sequence[Quote], words: Callable[[str, frozenset[str]], wording.Phrase], names: frozenset[str]) -> list[Slot]:
    """Return what could fill a slot, by people: each theme with its best clause, or its best quote in quotation marks."""
    groups = sorted(group(quotes, theme_or_quote(study)).values(), key=lambda own: -len(people(own)))
    found = [_slot(study, own, words, names) for own in groups]
    return sorted(found, key=lambda s: (-len(s.voices), not s.fits))[:_LOOKED_AT] + [s for s in found if s.fits][:_LOOKED_AT]


def _slot(study: Study, own: Sequence[Quote], words: Callable[[str, frozenset[str]], wording.Phrase], names: frozenset[str]) -> Slot:
    central = likeness(study, own, own).mean(axis=1)

    def worth(pair: tuple[float, Quote, wording.Phrase]) -> tuple[float, bool]:
        near, q, phrase = pair
        doubts = (wording.NAME in phrase.text) + bool(parts_named(phrase.text, study.features)) + 0.5 * wording.joins_two(phrase.text)
        return (phrase.worth + near - _NAMED * doubts if phrase.text else -9.0), q.grade == "A"

    near, source, phrase = max(((float(near), q, words(q.verbatim, names)) for near, q in zip(central, own, strict=True)), key=worth)
    if phrase.text:
        return Slot(phrase.text, source, tuple(own), True, worth((near, source, phrase))[0])
    source = min(own, key=lambda q: (q.grade, abs(len(q.verbatim.split()) - 14)))
    return Slot(f"“{short(source.verbatim, 90).rstrip('.')}”", source, tuple(own))


def parts_named(text: str, features: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the product's features that `text` names, by whole words."""
    return [name for name, synonyms in features.items() if any(re.search(rf"\b{re.escape(w)}(?:s|es)?\b", text, re.I) for w in synonyms)]


#: words for the product itself: a job would be there without it
_PRODUCT: Final = re.compile(r"\b(?:apps?|software|platforms?|systems?|tools?|website|dashboard|subscription|vendor)\b", re.I)
_ENDLESS: Final = re.compile(r"\b(?:keep|continue|always|manage|ongoing|constantly)\b", re.I)
_FRAME: Final = frozenset("when help me so i can don't that want to not have".split())


def gates(study: Study, s: Statement, has_old_way: bool) -> list[tuple[str, bool]]:
    """Return the eight gates of a job statement and whether each is passed; what is judged are words and evidence, not worth."""
    text, filled = s.said("help me"), [x for x in s.slots if x.quotes]
    said = {w for x in filled for q in x.quotes for w in wording.content(q.verbatim)}
    said |= {wording.present_of(w) for w in said}
    return [
        ("no product, brand or feature word", wording.NAME not in text and not parts_named(text, study.features)),
        ("a circumstance, not a kind of person", s.when.fits and not wording.is_persona(s.when.text)),
        ("an end state", s.outcome.fits and not _ENDLESS.search(s.outcome.text)),
        ("one job", s.motivation.fits and s.outcome.fits and not any(wording.joins_two(x.text) for x in (s.motivation, s.outcome))),
        ("two people in all three slots", len(s.supporters) >= 2),
        ("says what is fired", has_old_way),
        ("would be there without the product", bool(filled) and not _PRODUCT.search(text)),
        ("customers' own words", len(filled) == len(s.slots) and wording.content(text) - _FRAME <= said),
    ]
