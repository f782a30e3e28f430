"""Which event of the switch a quote tells of: read from its words and from the question asked just before it.

The class of a quote says what kind of claim it is and not which event it belongs to: a purchase told with its date may be coded
a trigger. So the words are read first ("I paid for it on the second"), then what was asked ("take me to when you signed it"), and
the class and place only where they leave little doubt. An event nobody tells in such words stays empty: a wrong event misleads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from jtbd_analyzer import journey, onsets
from jtbd_analyzer.dates import is_date, is_due, months, when
from jtbd_analyzer.evidence import UNSURE
from jtbd_analyzer.recoded import BY_REVIEWER
from jtbd_analyzer.switch_words import (
    ANY_SPAN,
    AS_REASON,
    ASKED,
    DID_IT,
    ELSE_BOUGHT,
    HOW_LONG,
    LOOKING,
    NEXT,
    NO_MOMENT,
    NOT_DONE,
    OLD_WAY,
    OTHER_SAID,
    OTHER_TIME,
    SAID,
    SIGNED,
)

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote

#: readings kept: several tables ask for those of the same quotes
_KEPT: Final = 8192
#: the events and spans of the switch timeline with their canonical steps, without the background before it
EVENTS: Final[dict[str, tuple[str, ...]]] = {p.id: p.steps for p in journey.framework("switch").phases if p.id != "status_quo"}
#: the last words of a question are what is asked
_ASKED_CHARS: Final = 160
_IN_USE: Final = "p12"
#: class of a quote -> events it may tell of where only the question says which
_FITS: Final[dict[str, frozenset[str]]] = {e: frozenset(c.split()) for e, c in {
    "first_thought": "struggle_trigger anxiety", "passive_looking": "habit milestone",
    "event_one": "struggle_trigger moment_of_truth pain_point", "active_looking": "milestone alternative social_influence deal_breaker moment_of_truth", "event_two": "struggle_trigger objection price milestone",
    "deciding": "deal_maker objection price priority social_influence criterion", "buying": "milestone price struggle_trigger moment_of_truth", "consuming": "milestone pain_point moment_of_truth",
    "satisfaction": "value_realized",
}.items()}
#: classes of a dated answer to "when did you buy it"
_DATED_BY: Final = ("milestone", "struggle_trigger", "price", "value_realized", "moment_of_truth")


class Reading(NamedTuple):
    """Which event a quote tells of, and how surely.

    -1: a researcher placed it; 0: words and question agree; 1: the words say it; 2: the question and the class; 3: class and place; 4: the same of a
    trigger that names no known kind of event.
    """

    event: str
    strength: int


#: strength of a reading by the question and the class, and of what a researcher placed
_ASKED: Final = 2
_DECIDED: Final = -1


def usable(q: Quote) -> bool:
    """Tell whether a quote may say when something happened to its speaker: a real event of their own, whatever its class.

    A quote not counted only because the coder is unsure of its class may: the event is read from the words. One that is a wish,
    hearsay, about people in general, or that a researcher took out, may not; a purchase given as the reason for a "would" was made.
    """
    if q.experiencer not in ("self", "own_team") or q.polarity == "denied" or not (q.counted or q.status == "provisional"):
        return False
    real = q.grade in ("A", "B") and (q.counted or UNSURE in q.grade_reason)
    return real or (q.grade == "C" and q.reality == "hypothetical" and bool(AS_REASON.search(q.verbatim)))


def asked(prompt: str) -> str:
    """Return the event that the end of a question asks about, "" where it asks for none or for leaving and buying again."""
    words = prompt.replace("’", "'").strip()[-_ASKED_CHARS:]
    # what is asked stands last: an earlier sentence only leads up to it
    last = re.split(r"(?<=[.!?])\s+", words)
    for part in (last[-1], words):
        if OTHER_TIME.search(part):
            return ""
        for event in ("satisfaction", "first_thought", "buying", "event_two", "event_one", "passive_looking", "deciding", "consuming", "active_looking"):
            if ASKED[event].search(part):
                return event
    return ""


@lru_cache(_KEPT)
def read(q: Quote) -> Reading | None:
    """Return which event a quote tells of and how surely, None where its words and its question leave it open."""
    if q.phase_rule == BY_REVIEWER:
        return next((Reading(e, _DECIDED) for e, steps in EVENTS.items() if q.step in steps), None)
    words, about = q.verbatim.replace("’", "'"), asked(q.prompt)
    told = [e for e in EVENTS if (SAID[e].search(words) or (e == "buying" and _signed(q, words, about))) and _CHECKS.get(e, _always)(q, words, about)]
    if about in ("buying", "consuming") and _CHECKS[about](q, words, about) and when(words, weekday=about == "buying") and q.code in _DATED_BY:
        return Reading(about, 0)
    if about == "buying" and DID_IT.search(words):
        return Reading(about, 0)
    if about in told and about != "satisfaction":
        return Reading(about, 0)
    for event in ("buying", "event_two", "first_thought", "passive_looking", "event_one", "deciding", "active_looking"):
        if event in told:
            return Reading(event, 1)
    return _by_class(q, words, about, "consuming" in told)


def _by_class(q: Quote, words: str, about: str, set_up: bool) -> Reading | None:
    """Return the event of a quote whose words name none: by the question and the class, or by the class and the place."""
    if about and about not in ("buying", "event_two") and q.code in _FITS[about] and _CHECKS.get(about, _always)(q, words, about):
        return Reading("event_one" if about == "first_thought" and NEXT.match(words) else about, _ASKED)
    if about == "buying" and q.code == "milestone" and not ELSE_BOUGHT.search(words):
        return Reading("buying", _ASKED)
    if not q.counted or OTHER_TIME.search(q.prompt):
        return None
    if q.code == onsets.TRIGGER and not onsets.why_not(q) and about in ("", "event_one", "passive_looking") and not OLD_WAY.search(q.prompt):
        return Reading("event_one", 3 if when(words) or onsets.kind_of_event(q) else 4)
    if q.code == "milestone" and q.step in EVENTS["consuming"] and set_up and q.reality == "episode":
        return Reading("consuming", 3)
    if q.code == "alternative" and q.step in EVENTS["active_looking"][1:] and q.referent != "old_way" and about in ("", "deciding"):
        return Reading("active_looking", 3)
    if q.code == "value_realized" and q.step >= _IN_USE and q.valence >= 0 and (about == "consuming" or SAID["satisfaction"].search(words)):
        return Reading("satisfaction", 3)
    return None


def _always(q: Quote, words: str, about: str) -> bool:
    return True


def _before_use(q: Quote, words: str, about: str) -> bool:
    """Tell whether nothing says that a quote is of the time of use, of leaving or of buying again."""
    return about not in ("satisfaction", "consuming") and (q.step < _IN_USE or bool(about)) and not OTHER_TIME.search(q.prompt[-_ASKED_CHARS:]) and not OTHER_SAID.search(words)


def _searched(q: Quote, words: str, about: str) -> bool:
    return _before_use(q, words, about) and (about == "active_looking" or q.code not in ("pain_point", "struggle_trigger", "value_realized", "habit", "desired_outcome")) and (bool(q.step) or about == "active_looking")


def _decided(q: Quote, words: str, about: str) -> bool:
    return _before_use(q, words, about) and (about in ("deciding", "buying") or q.step in (*EVENTS["active_looking"], *EVENTS["event_two"], *EVENTS["deciding"], *EVENTS["buying"]))


def _forced(q: Quote, words: str, about: str) -> bool:
    return _before_use(q, words, about) and (about in ("event_two", "buying", "deciding") or q.step in (*EVENTS["event_two"], *EVENTS["buying"]))


def _bought(q: Quote, words: str, about: str) -> bool:
    """Tell whether a purchase was made and is told here: of the time of use, one is mostly only mentioned, unless with its day."""
    other = OTHER_TIME.search(q.prompt[-_ASKED_CHARS:]) or OTHER_SAID.search(words) or NOT_DONE.search(words)
    return not other and about != "satisfaction" and (about == "buying" or q.step < _IN_USE or bool(time_of(q, "buying")))


def _signed(q: Quote, words: str, about: str) -> bool:
    """Tell whether somebody signed or bought, where the place or the question makes that the purchase."""
    return bool(SIGNED.search(words)) and (about in ("buying", "deciding") or q.step in (*EVENTS["deciding"], *EVENTS["buying"])) and q.code != "social_influence"


def _pushed(q: Quote, words: str, about: str) -> bool:
    return _before_use(q, words, about) and not onsets.is_option(words)


def _put_off(q: Quote, words: str, about: str) -> bool:
    return _before_use(q, words, about) and q.code != "anxiety"


def _set_up(q: Quote, words: str, about: str) -> bool:
    return q.step >= _IN_USE or about == "consuming"


_CHECKS: Final[dict[str, Callable[[Quote, str, str], bool]]] = {
    "first_thought": _before_use, "passive_looking": _put_off, "event_one": _pushed, "active_looking": _searched, "event_two": _forced,
    "deciding": _decided, "buying": _bought, "consuming": _set_up,
}


def time_of(q: Quote, event: str) -> str:
    """Return the time a quote gives for `event`, as said; for the purchase a day of the week, too.

    What is due by a day did not happen on it, and another day told beside that is not when somebody had to decide.
    """
    if event == "event_two" and is_due(q.verbatim):
        return ""
    return when(q.verbatim, weekday=event == "buying")


def chosen(quotes: Iterable[Quote], left: bool = False) -> dict[str, Quote]:
    """Return for each event one person tells of the quote that tells it best: surest, with a time, counted, best graded, readable.

    `left` says that the person has left the product: what they decided and had to do by then is of the way out, unless asked for.
    """
    found: dict[str, list[tuple[int, Quote]]] = {}
    for q in quotes:
        if usable(q) and (reading := read(q)) and _may(q, reading, left):
            found.setdefault(reading.event, []).append((reading.strength, q))
            if reading == Reading("first_thought", _ASKED) and q.code == onsets.TRIGGER:
                found.setdefault("event_one", []).append((4, q))
    best: dict[str, Quote] = {}
    for event in (e for e in EVENTS if e in found):
        if free := [pair for pair in found[event] if pair[1] not in best.values()]:
            best[event] = min(free, key=lambda pair: (pair[0] if pair[0] < 0 else max(pair[0], 1), not time_of(pair[1], event), pair[0], *_rank(pair[1])))[1]
    return best


def _may(q: Quote, reading: Reading, left: bool) -> bool:
    """Tell whether a reading may stand: no unsure verdict on the result, no haste of somebody on the way out."""
    if reading.strength == _DECIDED:
        return True
    if reading.event == "satisfaction":
        return (q.counted or reading.strength == _ASKED) and not NO_MOMENT.search(q.verbatim)
    return not (left and reading.event in _OF_LEAVING and reading.strength in (1, 3))


def _rank(q: Quote) -> tuple[bool, str, bool, int]:
    return not q.counted, q.grade, not 5 <= len(q.verbatim.split()) <= 40, -q.intensity


#: what somebody who left tells of these is mostly the way out
_OF_LEAVING: Final = ("event_two", "deciding")


def elapsed(quotes: Sequence[Quote]) -> tuple[str, Quote] | None:
    """Return how long one person says their own looking or deciding took, as said, with the quote; None where they do not say.

    What they say of looking itself goes before an answer to "how long"; the longest counts. How long a page was looked at, a loan
    ran or the old way lasted is no such span.
    """
    found = [(named, span, q) for q in quotes for named, span in _spans(q)]
    best = max(found, key=lambda span: (span[0], months(span[1])), default=None)
    return best[1:] if best else None


@lru_cache(_KEPT)
def _spans(q: Quote) -> tuple[tuple[bool, str], ...]:
    """Return the spans of time a quote tells of looking, each with whether it says so itself."""
    words = q.verbatim.replace("’", "'")
    if not usable(q) or OTHER_SAID.search(words) or OTHER_TIME.search(q.prompt[-_ASKED_CHARS:]):
        return ()
    named, spans = [next(g for g in m.groups() if g) for m in LOOKING.finditer(words)], []
    if not named and HOW_LONG.search(q.prompt[-_ASKED_CHARS:]) and (m := ANY_SPAN.search(words)):
        spans = [m.group()]
    return tuple((bool(named), s) for s in named or spans if months(s) >= _A_DAY)


#: a switch that takes less is a look at a page
_A_DAY: Final = months("a day")
#: where a switch begins, the surest start first, and where it ends
_STARTS: Final = ("first_thought", "event_one")
_END: Final = "buying"


def between(found: Mapping[str, Quote]) -> tuple[str, Quote] | None:
    """Return from when to when a switch lies where somebody dates its start and the purchase, as said, with the quote of the purchase."""
    start = next((said for e in _STARTS if e in found and is_date(said := time_of(found[e], e))), "")
    end = time_of(found[_END], _END) if _END in found else ""
    return (f"from {start} to {end}", found[_END]) if start and is_date(end) else None
