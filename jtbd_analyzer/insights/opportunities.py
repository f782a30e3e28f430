"""Where there is something to do: needs and obstacles with the strength of their evidence; what to do is for people to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import CODE_ORDER

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Theme
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "theme_id", "need", "code", "phase", "n_of_N", "evidence_strength", "mean_intensity", "held_against", "exemplar", "exemplar_participant", "exemplar_id",
    "quote_ids",
)
#: themes of these codes ask for something
_NEEDS: Final = ("pain_point", "desired_outcome", "anxiety", "objection", "habit", "criterion", "deal_breaker", "moment_of_truth")


@dataclass(frozen=True)
class Opportunities:
    """One row per theme that asks for something (pains, wishes, doubts, bad moments) and at least `people` voice, most people first.

    `evidence_strength` says in words how far it carries; owner, status, effort, impact and the rest are for people to fill in.
    """

    people: int = 2

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows by people, then intensity."""
        import pandas as pd

        asked = [t for t in study.theme_rows if t.code in _NEEDS and t.n >= self.people and (t.code != "moment_of_truth" or t.valence < 0)]
        asked.sort(key=lambda t: (-t.n, -t.intensity, CODE_ORDER.get(t.code, 99), t.theme_id))
        return pd.DataFrame([_row(study, t) for t in asked], columns=list(COLUMNS))


def _row(study: Study, t: Theme) -> dict[str, Any]:
    own = [q for i in t.quote_ids if (q := study.quotes_by_id.get(i)) and q.counted]
    sure = {q.participant_id for q in own if q.grade == "A"}
    against = {study.quotes_by_id[i].participant_id for i in t.counter_ids if i in study.quotes_by_id}
    shown = study.quotes_by_id.get(t.exemplar_id)
    return {
        "theme_id": t.theme_id, "need": t.statement, "code": t.code, "phase": t.phase_main, "n_of_N": n_of(t.n, study.n_total),
        "evidence_strength": f"{t.confidence}; {n_of(len(sure), t.n)} tell it as it happened", "mean_intensity": round(t.intensity, 1),
        "held_against": f"{n_of(len(against), study.n_total)} deny it" if against else "", "exemplar": shown.verbatim if shown else "",
        "exemplar_participant": shown.participant_id if shown else "", "exemplar_id": t.exemplar_id, "quote_ids": ", ".join(q.quote_id for q in own),
    }
