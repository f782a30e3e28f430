"""When it happened: each person's switch on the timeline from first thought to ongoing use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jtbd_analyzer import recruits
from jtbd_analyzer.dates import order_check, when
from jtbd_analyzer.switch_events import EVENTS, between, chosen, elapsed, time_of
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study


@dataclass(frozen=True)
class Timeline:
    """One row per participant; per event a trimmed verbatim, its quote id and the date or time said in it. Empty = not found.

    Which event a quote tells of is read from its words and its question (`switch_events`), so a quote that is not counted only
    because the coder is unsure of its class may stand here. `elapsed` is how long the person says their looking or deciding
    took, else from when to when their events lie, as said, with its quote. `order_check` compares what can be compared;
    a day by which something had to be is no day on which it was.
    `longest` is the length of a cell in characters.
    """

    longest: int = 120

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of participants."""
        import pandas as pd

        events = [c for e in EVENTS for c in (e, f"{e}_quote_id", f"{e}_when")]
        columns = ["participant_id", *events, "events_told", "elapsed", "elapsed_quote_id", "order_check"]
        gone = {p for p, (outcome, _) in recruits.outcomes(study).items() if outcome == recruits.LEFT}
        rows = [self._row([q for q in study.quote_rows if q.participant_id == p.participant_id], p.participant_id, p.participant_id in gone)
                for p in study.participant_rows]
        return pd.DataFrame(rows, columns=columns)

    def _row(self, own: Sequence[Quote], person: str, left: bool) -> dict[str, Any]:
        found = chosen(own, left)
        row: dict[str, Any] = {"participant_id": person}
        for event in EVENTS:
            q = found.get(event)
            row |= {event: short(q.verbatim, self.longest) if q else "", f"{event}_quote_id": q.quote_id if q else "",
                    f"{event}_when": time_of(q, event) if q else ""}
        span = elapsed(own) or between(found)
        return row | {"events_told": len(found), "elapsed": span[0] if span else "", "elapsed_quote_id": span[1].quote_id if span else "",
                      "order_check": order_check([(e, row[f"{e}_when"]) for e, q in found.items() if row[f"{e}_when"] == when(q.verbatim)])}
