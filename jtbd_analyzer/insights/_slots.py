"""Which quotes may fill which slot of a switch story: read from the event they tell of, never from their class alone.

A purchase coded a trigger, a mishap coded a deal-maker or a neighbour's tool coded an alternative would make a sentence nobody said.
So a slot asks for the words, the question or the place of its own event, and stays empty where none tells it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import actors, onsets, options, recruits
from jtbd_analyzer import nearby_rules as rules
from jtbd_analyzer import switch_events as events
from jtbd_analyzer.insights._gather import reassures
from jtbd_analyzer.insights._traits import trait
from jtbd_analyzer.option_words import ASKED_OF_BEFORE, BEFORE
from jtbd_analyzer.switch_words import OLD_WAY, OTHER_SAID, OTHER_TIME

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: first canonical steps of choosing, of use and of first value
_CHOICE, _USE, _VALUE = "p05", "p12", "p14"
#: end of a question that says what is asked about
_ASKED_CHARS: Final = 160
#: events that are not what set somebody moving, and those that are not of the time before the purchase
_NO_ONSET: Final = ("active_looking", "deciding", "buying", "consuming", "satisfaction")
_AFTER: Final = ("consuming", "satisfaction")
#: a question about what spoke against it, and one that asks whether anything did or is left to say
_ASKS_DOUBT: Final = re.compile(
    r"\b(?:worr(?:y|ied|ies)|afraid|scared|nervous|unsure|not sure|hesita\w+|(?:hold|held|holding) (?:\w+ )?back|concern\w*|doubts?|objections?|object|fear\w*"
    r"|persuad\w+|put you off|in two minds|against it|stopp?(?:ed|ing)? you)\b", re.I)
#: no doubt of the speaker's: an answer that there was none, a hope told
_NO_DOUBT: Final = re.compile(
    r"^(?:(?:um|er|well|oh|and)[,.]? )*(?:no\b|not really)|\bhopeful\b|\bdon't be (?:daft|silly)\b|\b(?:i'm|i was) happy\b|\bthey were going to\b", re.I)
#: what somebody without a role says to object
_OBJECTS: Final = re.compile(
    r"\b(?:says?|said|asked?) (?:what|who|how|why|no\b)|\b(?:can't|couldn't|wouldn't|won't|refus\w+|allowed|against|only with|what if"
    r"|what happens|the whole point)\b", re.I)
#: a free way that was not enough takes no risk out
_NOT_ENOUGH: Final = re.compile(r"\bonly (?:goes|went|lets?|allows|covers|does)\b|\btoo (?:small|short|few)\b|\bnot enough\b", re.I)
#: a question about what somebody went on to
_MOVED_ON: Final = re.compile(r"\b(?:mov|switch|chang)(?:ed|ing|e)? (?:over )?(?:to|away|from|off|on)\b", re.I)
#: what somebody took up again was no way before the product
_BACK_TO: Final = re.compile(r"\b(?:went|gone|go|going|came) back to\b", re.I)
#: classes of quotes that tell of the way things were done
_OLD_WAYS: Final = ("alternative", "habit")
#: what tips a choice, in the words of who made it
_TIPPED: Final = re.compile(r"\bthat was (?:it|me|that)\b|\b(?:i|we)(?:'d| had)? decided\b|\b(?:it was|that's) (?:what|why|the reason)\b", re.I)


@dataclass(frozen=True)
class Slots:
    """What has to be known of a whole study to tell which quotes may fill a slot: options named, triggers judged, who left or never bought."""

    old: frozenset[str]
    others: frozenset[str]
    offered: frozenset[str]
    onsets: Mapping[str, str]
    outcome: Mapping[str, str]
    leaving: frozenset[tuple[str, int]]

    def may(self, part: str, q: Quote) -> bool:
        """Tell whether a quote may fill `part` of the story of its speaker."""
        if part in _OF_BUYERS and self.outcome.get(q.participant_id) in (recruits.DECLINED, recruits.ELSEWHERE):
            return False
        if self.outcome.get(q.participant_id) == recruits.LEFT and (part == "value" or (q.transcript_id, q.turn) in self.leaving):
            return False
        return RULES[part](self, q) and (part == "value" or not OTHER_SAID.search(q.verbatim))


def slots(study: Study) -> Slots:
    """Return what tells which quotes of a study may fill which slot."""
    named = [(m, m.sentence.quote) for m in options.mentions(study) if m.sentence.quote and m.words]
    outcome = {p: o for p, (o, _) in recruits.outcomes(study).items()}
    gone = {(m.sentence.transcript_id, m.sentence.turn) for m in options.mentions(study) if m.status == options.LEFT_FOR}
    gone |= {(q.transcript_id, q.turn) for q in study.quote_rows if OTHER_TIME.search(q.prompt[-_ASKED_CHARS:]) or _MOVED_ON.search(q.prompt[-_ASKED_CHARS:])}
    return Slots(
        old=frozenset(q.quote_id for m, q in named if m.status == options.USED or (m.alt_type == "diy" and m.when != options.AFTER and q.code in _OLD_WAYS)),
        others=frozenset(q.quote_id for m, q in named if m.status in (options.LOOKED, options.TRIED) and m.when != options.AFTER),
        offered=frozenset(q.quote_id for m, q in named if m.alt_type in ("internal_build", options.COMPETITOR)),
        onsets=onsets.judged(study), outcome=outcome, leaving=frozenset(gone))


def told_of(q: Quote) -> str:
    """Return the event a quote tells of, or else the one its question asks about; "" for none."""
    reading = events.read(q)
    return reading.event if reading else events.asked(q.prompt)


def _onset(s: Slots, q: Quote) -> bool:
    return s.onsets.get(q.quote_id, "no trigger") == "" and q.quote_id not in s.offered and told_of(q) not in _NO_ONSET


def _old_way(s: Slots, q: Quote) -> bool:
    return bool(q.step or q.code == "habit") and q.quote_id in s.old and q.step < _USE and q.referent != "our_product" and not _BACK_TO.search(q.verbatim)


def _pain(s: Slots, q: Quote) -> bool:
    if s.outcome.get(q.participant_id) == recruits.LEFT and not (BEFORE.search(q.verbatim) or told_of(q) in ("first_thought", "event_one")):
        asked = q.prompt[-_ASKED_CHARS:]
        if not OLD_WAY.search(asked) and not ASKED_OF_BEFORE.search(asked):
            return False  # troubles of those who left may be why they did
    return q.code == "pain_point" and "" < q.step < _USE and q.referent != "our_product" and told_of(q) not in (*_AFTER, "buying", "active_looking")


def _pull(s: Slots, q: Quote) -> bool:
    wanted = q.force == "pull" and q.code in ("desired_outcome", "social_influence", "criterion") and q.step < _USE
    return wanted and not _asks_doubt(q) and told_of(q) not in (*_AFTER, "buying")


def _doubt(s: Slots, q: Quote) -> bool:
    if q.force not in ("anxiety", "habit") or not q.step < _USE or q.valence > 0 or events.asked(q.prompt) in _AFTER or rules.ASKS_PASSED_ON.search(q.prompt):
        return False
    words = q.verbatim.replace("’", "'")
    if _NO_DOUBT.search(words) or rules.met(words):
        return False
    raised = actors.own_doubt(words) or actors.speaker(words) not in ("", "self") or (actors.other_speaker(words) and _OBJECTS.search(words))
    return bool(raised) or _asks_doubt(q) or bool(trait(q, "concern")) or (q.force == "habit" and q.quote_id in s.old)


def _asks_doubt(q: Quote) -> bool:
    return _ASKS_DOUBT.search(q.prompt[-_ASKED_CHARS:]) is not None


def _resolution(s: Slots, q: Quote) -> bool:
    words = q.verbatim.replace("’", "'")
    return reassures(q) and _CHOICE <= q.step < _USE and told_of(q) not in _AFTER and not _NOT_ENOUGH.search(words) and not rules.untrue(words)


def _alternative(s: Slots, q: Quote) -> bool:
    return q.quote_id in s.others and "" < q.step < _USE


def _deal_maker(s: Slots, q: Quote) -> bool:
    if q.code != "deal_maker" or not _CHOICE <= q.step < _USE:
        return False
    return told_of(q) in ("deciding", "buying") or bool(trait(q, "tipped_by")) or _TIPPED.search(q.verbatim.replace("’", "'")) is not None


def _value(s: Slots, q: Quote) -> bool:
    if q.code != "value_realized" or q.valence < 0:
        return False
    event, asked = told_of(q), q.prompt[-_ASKED_CHARS:]
    return not OTHER_TIME.search(asked) and (event == "satisfaction" or (not event and q.step >= _VALUE and not OLD_WAY.search(asked)))


#: part of the story -> which quotes may tell it
RULES: Final[dict[str, Callable[[Slots, Quote], bool]]] = {
    "trigger": _onset, "old_way": _old_way, "pain": _pain, "pull": _pull, "held_back": _doubt, "resolution": _resolution, "alternatives": _alternative,
    "deal_maker": _deal_maker, "value": _value,
}
#: parts that only somebody who took the product can tell
_OF_BUYERS: Final = ("resolution", "deal_maker", "value")
#: part -> event of the timeline whose quote goes first
FIRST: Final = {"trigger": "event_one", "alternatives": "active_looking", "deal_maker": "deciding", "value": "satisfaction"}
