"""Contacts with the company that people felt something about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.frames import n_of

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "quote_id", "participant_id", "phase", "step", "step_name", "sign", "valence", "intensity", "what_happened", "theme_id", "statement",
    "n_of_N", "grade", "counted",
)


@dataclass(frozen=True)
class MomentsOfTruth:
    """One row per quote coded or marked as a moment of truth; `n_of_N` is that of its theme, or of the one person."""

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the moments in the order of the journey, strongest feeling first."""
        import pandas as pd

        found = [q for q in study.quote_rows if q.code == "moment_of_truth" or "moment_of_truth" in q.markers]
        found.sort(key=lambda q: (q.step or "p99", -abs(q.valence), -q.intensity))
        return pd.DataFrame([_row(study, q) for q in found], columns=list(COLUMNS))


def _row(study: Study, q: Quote) -> dict[str, Any]:
    theme = next((t for t in study.theme_rows if t.theme_id == q.theme_id), None)
    n = theme.n if theme else int(q.counted)
    return {
        "quote_id": q.quote_id, "participant_id": q.participant_id, "phase": q.phase, "step": q.step, "step_name": journey.step_name(q.step) or "unclear",
        "sign": "positive" if q.valence > 0 else "negative" if q.valence < 0 else "neutral", "valence": q.valence, "intensity": q.intensity,
        "what_happened": q.verbatim, "theme_id": theme.theme_id if theme else "", "statement": theme.statement if theme else "",
        "n_of_N": n_of(n, study.n_total), "grade": q.grade, "counted": q.counted,
    }
