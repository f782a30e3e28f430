"""Job statements for people with like stories: a slot each for circumstance, motivation and outcome, filled with clauses as they were said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import standing, wording
from jtbd_analyzer.insights._clauses import MOTIVATION, OUTCOME, WHEN, Clause, clause_of, parts_named
from jtbd_analyzer.insights._gather import ids, likeness, people
from jtbd_analyzer.insights._profile import said
from jtbd_analyzer.progress import kinds_in
from jtbd_analyzer.sureness import UNSURE, is_sure

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

EMPTY: Final = "[no evidence]"
#: quotes looked at for each slot, best first
_LOOKED_AT: Final = 14
#: first canonical step after the purchase: a pain from here on is about the new way
_USE: Final = "p12"
#: likeness by meaning from which three quotes are of one topic, and from which two say the same in nearly the same words; below
#: that, likeness follows days and objects more than what is meant
_ONE_TOPIC, _SAME_WORDS = 0.25, 0.7
#: what it is worth for a clause that another person supports it, and that it has the form the template asks for
_SHARED, _FORMED = 0.8, {WHEN: 0.3, MOTIVATION: 1.0, OUTCOME: 0.5}
#: what it is worth that a wish or an outcome is one, not two joined
_ONE_WISH: Final = 0.5
#: lead of a clause that fits -> the words it is read with
_READ_AS: Final = {"": "I wanted to", "have": "I wanted", "not": "I did not want to", "so I can": "I could", "so I can have": "I wanted",
                   "so I have": "I have", "so I don't": "I don't"}
#: likeness of two wishes from which they are one job
_SAME_WISH: Final = 0.5


@dataclass(frozen=True)
class Slot:
    """One slot: the clause shown in it, the quote it comes from, and all quotes that support it."""

    clause: Clause = field(default_factory=Clause)
    source: Quote | None = None
    quotes: tuple[Quote, ...] = ()
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
        """The clause in quotation marks, with who said it and the id of the quote."""
        return f"“{self.clause.words}” ({self.source.participant_id}) [{self.source.quote_id}]" if self.source else EMPTY

    @property
    def text(self) -> str:
        """The clause in quotation marks after our words that lead up to it."""
        return f"{self.clause.lead} “{self.clause.words}”".lstrip() if self.source else EMPTY


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
    def kind(self) -> str:
        """The kind of progress that most of those who support the motivation seek, where its clause says it and two people do; else ""."""
        asked = {k: people(q for q in self.motivation.quotes if k in kinds_in(said(q))) for k in sorted(_kinds(MOTIVATION, self.motivation.clause))}
        most = max(asked, key=lambda k: len(asked[k]), default="")
        return most if most and len(asked[most]) >= 2 else ""

    @property
    def of_somebody(self) -> bool:
        """Whether one person supports whatever is filled: a job stitched together from several people's words is nobody's."""
        return bool(frozenset.intersection(*(s.voices for s in self.slots if s.source))) if any(s.source for s in self.slots) else False

    @property
    def growth(self) -> str:
        """The statement of customer-led growth: When …, help me …, so I can …."""
        wish = self.motivation
        helped = f"help me {wish.clause.lead} ".rstrip() if wish.clause.fits or not wish.source else "help me get there:"
        return f"When {self.when.quoted}, {helped} {wish.quoted}, {self._end}"

    @property
    def story(self) -> str:
        """The job story: When …, I want to …, so I can …."""
        wish = self.motivation
        leads = {"": "I want to", "have": "I want to have", "not": "I do not want to"}
        wanted = leads[wish.clause.lead] if wish.clause.fits or not wish.source else "I want this:"
        return f"When {self.when.quoted}, {wanted} {wish.quoted}, {self._end}"

    @property
    def _end(self) -> str:
        end = self.outcome
        if end.clause.fits or not end.source:
            return f"{end.clause.lead or 'so I can'} {end.quoted}."
        return f"{'so I can say:' if end.source.code == 'value_realized' else 'so I have my wish:'} {end.quoted}."


def own_quotes(study: Study, members: Sequence[str]) -> dict[str, list[Quote]]:
    """Return the quotes of `members` that may fill each slot: counted, of its codes, with a code that is not unsure."""
    own = [q for q in study.quote_rows if q.counted and q.participant_id in set(members) and (q.score >= UNSURE or is_sure(q))]
    wanted = [q for q in own if q.code == "desired_outcome" and q.step < _USE and wording.wishes(q.verbatim, q.prompt)]
    return {
        WHEN: [q for q in own if (q.code == "struggle_trigger" and q.step < _USE) or (q.code == "pain_point" and q.step and q.step < _USE)],
        MOTIVATION: wanted,
        OUTCOME: [q for q in own if q.code == "value_realized" or q in wanted],
    }


def statements(study: Study, members: Sequence[str], names: frozenset[str], most: int) -> list[Statement]:
    """Return the jobs of `members`, the best supported first: one whatever it is worth, up to `most` where two people support all of each.

    A quote fills a slot only where a clause of it stands by itself and its code is not unsure.
    """
    options = {slot: [*_slots(study, slot, quotes, names), Slot()] for slot, quotes in own_quotes(study, members).items()}
    found = [Statement(w, m, rest) for m, o in product(options[MOTIVATION], options[OUTCOME]) if (rest := _beyond(m, o)) is not None for w in options[WHEN]]
    found = [replace(s, likeness=_alike(study, s.slots)) for s in found if s.of_somebody]
    chosen: list[Statement] = []
    for s in sorted(found, key=_strength, reverse=True):
        if not chosen or (len(chosen) < most and len(s.supporters) >= 2 and s.one_topic and not any(_same(study, s, c) for c in chosen)):
            chosen.append(s)
    return chosen or [Statement()]


def _beyond(wish: Slot, end: Slot) -> Slot | None:
    """Return the outcome `end` without the quotes that support `wish`; None where it says the wish again, which is no progress."""
    if end.source is None:
        return end
    if end.source in wish.quotes or _kinds(OUTCOME, end.clause) & _kinds(MOTIVATION, wish.clause):
        return None
    kept = tuple(q for q in end.quotes if q not in wish.quotes)
    return replace(end, quotes=kept, worth=end.worth - _SHARED * (len(end.voices) - len(people(kept))))


def _strength(s: Statement) -> tuple[Any, ...]:
    """Return what a statement is ranked by: two people behind all of it, whole, a wish and an outcome of many rather than the rarest, well formed."""
    return (len(s.supporters) >= 2 and s.one_topic, min(len(s.supporters), 2), sum(x.source is not None for x in s.slots),
            len(s.motivation.voices), len(s.outcome.voices), s.one_topic,
            round(sum(x.worth for x in s.slots) + 3 * (s.likeness or 0.0) + _of_one(s), 4), sum(len(x.voices) for x in s.slots), s.motivation.ids)


def _of_one(s: Statement) -> float:
    """Return what it is worth that the three clauses are of few people, and that one person's are shown."""
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


def _slots(study: Study, slot: str, quotes: Sequence[Quote], names: frozenset[str]) -> list[Slot]:
    """Return what could fill a slot, best first: quotes with a clause that stands by itself."""
    fit = [q for q in quotes if standing.statement_in(q.verbatim)]
    found = []
    for q, row in zip(fit, likeness(study, fit, quotes), strict=True):
        clause = clause_of(slot, q, names, study.features)
        support = tuple(x for x, near in zip(quotes, row, strict=True) if x is q or _supports(slot, q, clause, x, float(near), q.quote_id in study.vectors))
        worth = (q.score + 1.5 * standing.wholeness(q.verbatim) + 0.2 * (q.grade == "A") + _FORMED[slot] * clause.fits + _SHARED * (len(people(support)) - 1)
                 + _ONE_WISH * (slot != WHEN and not wording.joins_two(clause.words)))
        found.append(Slot(clause, q, support, worth))
    found.sort(key=lambda s: -s.worth)
    # beside the best of all, the best of each: somebody's own circumstance goes with their own wish
    of_each = {s.source.participant_id: s for s in reversed(found) if s.source}.values()
    return [s for i, s in enumerate(found) if i < _LOOKED_AT or s in of_each]


def _supports(slot: str, source: Quote, clause: Clause, other: Quote, near: float, known: bool) -> bool:
    """Tell whether `other` says what the clause of `source` says, so that a reader of both sees it.

    That is the same kind of progress or nearly the same words; also one theme, where a researcher put the quote there or the
    study keeps no vectors to doubt it.
    """
    if _kinds(slot, clause) & kinds_in(said(other), circumstance=slot == WHEN):
        return True
    together = bool(source.theme_id) and other.theme_id == source.theme_id
    return (together and (not known or other.status != "provisional")) or (known and near >= _SAME_WORDS)


def _kinds(slot: str, clause: Clause) -> frozenset[str]:
    """Return the kinds of progress of a clause in its slot: one that was cut out of a wish is read as the wish it was."""
    if slot == WHEN:
        return kinds_in(clause.words, circumstance=True)
    lead = _READ_AS.get(clause.lead, "") if clause.fits else ""
    return kinds_in(f"{lead} {clause.words}" if lead else clause.words)


#: words for the product itself: a job would be there without it
_PRODUCT: Final = re.compile(r"\b(?:apps?|software|platforms?|systems?|tools?|website|dashboard|subscription|vendor)\b", re.I)
_ENDLESS: Final = re.compile(r"\b(?:keep|continue|always|manage|ongoing|constantly)\b", re.I)


def gates(study: Study, s: Statement, has_old_way: bool) -> list[tuple[str, bool]]:
    """Return the gates of a job statement and whether each is passed; what is judged are words and evidence, not worth."""
    filled = [x for x in s.slots if x.source]
    # words that lead up to a clause are ours, not theirs
    text = " ".join(x.clause.words for x in filled)
    said = {w for x in filled for q in x.quotes for w in wording.content(q.verbatim)}
    whole = len(filled) == len(s.slots)
    return [
        ("no product, brand or feature word", bool(filled) and not parts_named(text, study.features)),
        ("a circumstance, not a kind of person", bool(s.when.source) and not wording.is_persona(s.when.clause.words)),
        ("an end state", bool(s.outcome.source) and not _ENDLESS.search(s.outcome.clause.words)),
        ("one job", bool(s.motivation.source and s.outcome.source) and not any(wording.joins_two(x.clause.words) for x in (s.motivation, s.outcome))),
        ("two people in all three slots", len(s.supporters) >= 2),
        ("says what is fired", has_old_way),
        ("would be there without the product", bool(filled) and not _PRODUCT.search(text)),
        ("customers' own words", whole and wording.content(text) <= said),
        ("all three of one topic", whole and s.one_topic),
        ("clauses that make a sentence", all(x.clause.fits for x in s.slots)),
    ]
