"""When it happened: each person's switch on the timeline from first thought to ongoing use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: the events and spans of the switch timeline, without the background before it
EVENTS: Final[dict[str, tuple[str, ...]]] = {p.id: p.steps for p in journey.framework("switch").phases if p.id != "status_quo"}
#: codes that tell what happened, before those that judge it
_HAPPENS: Final = ("struggle_trigger", "milestone", "deal_maker", "moment_of_truth", "value_realized", "alternative", "social_influence")

_NUMBER: Final = (r"(?:\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
                  r"|eighteen|nineteen|twenty(?:[- ]\w+)?|thirty|a (?:few|couple(?: of)?)|several|half an?)")
_UNIT: Final = r"(?:minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|terms?|seasons?|years?)"
_MONTH: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
#: a date or a relative time, as people say it; "may" only with a capital, since it is also a verb
_WHEN: Final = re.compile(
    rf"\b(?:the )?(?:\w+(?:st|nd|rd|th)(?: of)? )?{_MONTH}\b(?: (?:the \w+|\d{{1,2}}(?:st|nd|rd|th)?\b))?(?:,? (?:19|20)\d\d)?|\b(?:19|20)\d\d\b"
    rf"|\b(?i:(?:about |maybe |nearly |almost )?{_NUMBER} (?:and a half )?{_UNIT} (?:ago|later|before|after|in|on|earlier)\b|within {_NUMBER} {_UNIT}"
    rf"|(?:last|this|next|that|the (?:first|second|third|last|following)) (?:spring|summer|autumn|winter|week|weekend|month|term|year|season|{_MONTH.lower()})"
    rf"|(?:the )?(?:first|second|last) (?:week|day|weekend) (?:of|in) \w+|day (?:one|two|three)|at (?:christmas|easter|half[- ]term)"
    rf"|(?:easter|christmas|half[- ]term|new year))\b")
_SPAN: Final = re.compile(
    rf"\b(?:(?:it )?(?:took|was|were|waited|lasted|spent|for|after|over|about|maybe)) (?:\w+ ){{0,3}}?(?P<span>{_NUMBER} (?:and a half )?{_UNIT})\b",
    re.I)
_AGO: Final = re.compile(rf"\b(?P<n>{_NUMBER}) (?P<unit>{_UNIT}) ago\b", re.I)
_DATED: Final = re.compile(rf"\b(?P<month>{_MONTH})(?: \w+)?,? (?P<year>(?:19|20)\d\d)\b")
_MONTHS: Final = {m: i for i, m in enumerate(_MONTH[3:-1].split("|"))}
_WORTH: Final = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {"a": 1, "an": 1}
_IN_MONTHS: Final = {"day": 1 / 30, "night": 1 / 30, "week": 7 / 30, "fortnight": 14 / 30, "month": 1.0, "year": 12.0}


@dataclass(frozen=True)
class Timeline:
    """One row per participant; per event a trimmed verbatim, its quote id and the date or time said in it. Empty = not found.

    `elapsed` is the longest time somebody names on the way to the purchase, as said, with its quote. `order_check` compares
    what can be compared (dates with a year; "… ago"): it says "in order", names the contradiction, or that there is too
    little to tell. `longest` is the length of a cell in characters.
    """

    longest: int = 120

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of participants."""
        import pandas as pd

        events = [c for e in EVENTS for c in (e, f"{e}_quote_id", f"{e}_when")]
        columns = ["participant_id", *events, "events_told", "elapsed", "elapsed_quote_id", "order_check"]
        rows = [self._row([q for q in study.quote_rows if q.participant_id == p.participant_id and q.counted], p.participant_id)
                for p in study.participant_rows]
        return pd.DataFrame(rows, columns=columns)

    def _row(self, own: Sequence[Quote], person: str) -> dict[str, Any]:
        row: dict[str, Any] = {"participant_id": person}
        shown: list[tuple[str, Quote]] = []
        for event, steps in EVENTS.items():
            here = [q for q in own if q.step in steps]
            best = min(here, key=_rank) if here else None
            row |= {event: short(best.verbatim, self.longest) if best else "", f"{event}_quote_id": best.quote_id if best else "",
                    f"{event}_when": when(best.verbatim) if best else ""}
            if best:
                shown.append((event, best))
        spans = [(m["span"], q) for q in own if "p02" <= q.step <= "p11" for m in _SPAN.finditer(q.verbatim)]
        span = max(spans, key=lambda pair: _months(pair[0]), default=None)
        return row | {"events_told": len(shown), "elapsed": span[0] if span else "", "elapsed_quote_id": span[1].quote_id if span else "",
                      "order_check": order_check([(e, q.verbatim) for e, q in shown])}


def _rank(q: Quote) -> tuple[int, bool, str, int, bool]:
    told = _HAPPENS.index(q.code) // 2 if q.code in _HAPPENS else len(_HAPPENS)
    return told, not when(q.verbatim), q.grade, -q.intensity, not 5 <= len(q.verbatim.split()) <= 35


def when(text: str) -> str:
    """Return the first date or relative time that `text` names, as said, or ""."""
    found = _WHEN.search(text)
    return found.group().strip() if found else ""


def _months(span: str) -> float:
    """Return a span such as "three weeks" in months; 0 where its number is not one."""
    *number, unit = span.lower().split()
    size = _IN_MONTHS.get(unit.rstrip("s"), 0.0)
    first = number[-1] if number else ""
    return size * (float(first) if first.replace(".", "", 1).isdigit() else _WORTH.get(first, 2 if number[:1] == ["a"] else 0))


def order_check(events: Sequence[tuple[str, str]]) -> str:
    """Return whether the times told contradict the order of `events` (name, words): dates with dates, "… ago" with "… ago"."""
    dates = [(e, float(int(m["year"]) * 12 + _MONTHS[m["month"]]), m.group()) for e, text in events if (m := _DATED.search(text))]
    past = [(e, -_months(f"{m['n']} {m['unit']}"), m.group()) for e, text in events if (m := _AGO.search(text)) and _months(f"{m['n']} {m['unit']}")]
    wrong = [f"{e2} ({said2}) before {e1} ({said1})" for told in (dates, past) for (e1, t1, said1), (e2, t2, said2) in pairwise(told) if t2 < t1]
    if wrong:
        return "contradicts: " + "; ".join(wrong)
    return "in order" if len(dates) > 1 or len(past) > 1 else "too few dates to tell"
