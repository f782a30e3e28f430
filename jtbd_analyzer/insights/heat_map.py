"""Who said what: themes by participants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._clusters import by_job
from jtbd_analyzer.insights._gather import CODE_ORDER, group, ids

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Theme
    from jtbd_analyzer.study import Study


@dataclass(frozen=True)
class HeatMap:
    """Theme by participant: the number of counted quotes, "(-)" where only denied, "" where silent.

    Themes of two or more people first, by code, then people; themes of one person, then of none, after them (`block` tells which).
    People of one candidate job stand side by side, the largest first; those of no job after them (the table job_matrix has their job).
    Where stories form no separate groups, people stand in the order of the study.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return one row per theme, one column per participant id."""
        import pandas as pd

        persons = list(by_job(study))
        fixed = ["theme_id", "code", "statement", "n_of_N", "block"]
        rows = [self._row(study, t, persons) for t in sorted(study.theme_rows, key=_place)]
        return pd.DataFrame(rows, columns=[*fixed, *persons, "quote_ids"], dtype=object)

    def _row(self, study: Study, theme: Theme, persons: list[str]) -> dict[str, object]:
        by_id = study.quotes_by_id
        own = [by_id[i] for i in theme.quote_ids if i in by_id]
        counted = group((q for q in own if q.counted), lambda q: q.participant_id)
        denied = {by_id[i].participant_id for i in theme.counter_ids if i in by_id}
        cells = {p: len(counted[p]) if p in counted else "(-)" if p in denied else "" for p in persons}
        fixed = {
            "theme_id": theme.theme_id, "code": theme.code, "statement": theme.statement, "n_of_N": n_of(theme.n, study.n_total),
            "block": "shared" if theme.n > 1 else "one person" if theme.n else "not counted",
        }
        return {**cells, **fixed, "quote_ids": ids(q for q in own if q.counted)}


def _place(theme: Theme) -> tuple[int, int, int, str]:
    return min(2, theme.n) * -1, CODE_ORDER.get(theme.code, len(CODE_ORDER)), -theme.n, theme.theme_id
