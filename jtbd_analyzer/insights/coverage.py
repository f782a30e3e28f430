"""Which phases and steps each interview reached, and which it never came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jtbd_analyzer import journey

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.study import Study


@dataclass(frozen=True)
class Coverage:
    """One row per participant, one column per phase with the number of counted quotes there (0 = not reached).

    `steps_reached` lists canonical steps with a counted quote; `never_reached` names the phases without one; `unplaced`
    counts quotes without a clear place. A phase not reached may not have been asked for: absence is no finding.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of the participants."""
        import pandas as pd

        phases = study.framework.phases
        rows = []
        for p in study.participant_rows:
            own = [q for q in study.quote_rows if q.counted and q.participant_id == p.participant_id]
            told = {phase.id: sum(q.phase == phase.id for q in own) for phase in phases}
            steps = [s.id for s in journey.steps() if any(q.step == s.id for q in own)]
            row: dict[str, Any] = {
                "participant_id": p.participant_id, **told, "steps_reached": " ".join(steps), "n_steps": len(steps),
                "never_reached": ", ".join(phase.name for phase in phases if not told[phase.id]), "unplaced": sum(not q.phase for q in own),
            }
            rows.append(row)
        columns = ["participant_id", *(p.id for p in phases), "steps_reached", "n_steps", "never_reached", "unplaced"]
        return pd.DataFrame(rows, columns=columns)
