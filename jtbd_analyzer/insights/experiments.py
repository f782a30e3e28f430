"""A template for KPIs and experiments: what participants and the framework suggest to measure; values come from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.insights._traits import found

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.study import Study

COLUMNS: Final = ("item_id", "basis", "phase", "kpi", "definition", "said_by", "verbatim", "quote_id")
#: measures every team asks for and no interview can supply
_ELSEWHERE: Final = {
    "NPS": "net promoter score from your survey", "retention": "share of customers kept, from your own records",
    "engagement": "frequency of the key behaviour, from usage data", "satisfaction": "rating from your survey",
    "repeat business": "renewals and further orders, from your own records",
}


@dataclass(frozen=True)
class Experiments:
    """One row per threshold a participant names ("after the third report"), KPI the framework hints at, and measure that needs own data.

    All are hypotheses; baseline, target, data source, test and result are for people to fill in.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows: named by participants, by the framework, then those interviews cannot supply."""
        import pandas as pd

        rows = [*_named(study), *_hinted(study), *_blank()]
        return pd.DataFrame(rows, columns=list(COLUMNS))


def _named(study: Study) -> Iterator[dict[str, Any]]:
    for q, a in found((q for q in study.quote_rows if q.counted), "kpi_hint"):
        yield {
            "item_id": f"hint|{q.quote_id}", "basis": "hypothesis from a participant", "phase": q.phase, "kpi": f"reaches “{a.value}”",
            "definition": "share of new customers who get that far, and how soon", "said_by": q.participant_id, "verbatim": q.verbatim, "quote_id": q.quote_id,
        }


def _hinted(study: Study) -> Iterator[dict[str, Any]]:
    for p in study.framework.phases:
        for hint in p.notes.get("kpi_hints", ()):
            if hint.lower() in map(str.lower, _ELSEWHERE):
                continue
            yield {"item_id": f"{p.id}|{hint}", "basis": f"hypothesis from the framework {study.framework.name}", "phase": p.id, "kpi": hint, "definition": "",
                   "said_by": "", "verbatim": "", "quote_id": ""}


def _blank() -> Iterator[dict[str, Any]]:
    for kpi, definition in _ELSEWHERE.items():
        yield {**dict.fromkeys(COLUMNS, ""), "item_id": f"own|{kpi}", "basis": "needs your own data: interviews cannot supply it", "kpi": kpi,
               "definition": definition}
