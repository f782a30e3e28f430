"""Who shares which pushes and pulls: the matrix that candidate jobs are formed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._clusters import UNASSIGNED, stories
from jtbd_analyzer.insights._gather import ids

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "participant_id", "place", "job_id", "job_status", "stability", "force", "theme_id", "statement", "n_of_N", "present", "quote_ids",
)


@dataclass(frozen=True)
class JobMatrix:
    """One row per participant and push or pull theme, `present` 1 or 0 by counted quotes; people in dendrogram order (`place`).

    `job_id` is the cluster of the person, "unassigned" outside; `stability` (0 to 1) how well that cluster holds when one
    person at a time is left out, empty where there are too few people to tell. Themes held by all or by one are left out.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the cells, person after person, pushes before pulls."""
        import pandas as pd

        found = stories(study)
        by_id = {c.id: c for c in found.clusters}
        rows: list[dict[str, Any]] = []
        for place, (person, cells) in enumerate(zip(found.order, found.cells, strict=True), 1):
            job = by_id.get(found.cluster_of(person))
            for theme, present in zip(found.themes, cells, strict=True):
                own = [q for q in study.quote_rows if q.counted and q.theme_id == theme.theme_id and q.participant_id == person]
                rows.append({
                    "participant_id": person, "place": place, "job_id": job.id if job else UNASSIGNED, "job_status": job.status if job else "",
                    "stability": job.stability if job else None, "force": theme.force, "theme_id": theme.theme_id, "statement": theme.statement,
                    "n_of_N": n_of(theme.n, study.n_total), "present": int(present), "quote_ids": ids(own),
                })
        return pd.DataFrame(rows, columns=list(COLUMNS))
