"""Who shares which pushes and pulls: the matrix that candidate jobs are formed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._clusters import UNASSIGNED, stories
from jtbd_analyzer.insights._gather import group, ids

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "participant_id", "place", "job_id", "job_status", "stability", "force", "theme_id", "statement", "n_of_N", "present", "quote_ids",
)


@dataclass(frozen=True)
class JobMatrix:
    """One row per participant and push or pull theme, `present` 1 or 0 by counted quotes; people in dendrogram order (`place`).

    `job_id` names the jobs of the person's cluster (J1 for everybody where stories form no groups), "unassigned" outside,
    `job_status` is theirs; `stability` (0 to 1) how well that cluster holds when one person at a time is left out, empty where
    there are too few people to tell. Themes held by all or by one are left out.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the cells, person after person, pushes before pulls."""
        import pandas as pd

        found = stories(study)
        by_id = {c.id: c for c in found.clusters}
        formed = group(study.table("jobs").to_dict("records"), lambda r: str(r["members"]))
        rows: list[dict[str, Any]] = []
        for place, (person, cells) in enumerate(zip(found.order, found.cells, strict=True), 1):
            job = by_id.get(found.cluster_of(person))
            jobs = formed.get(", ".join(job.members), []) if job else []
            told = {"job_id": ", ".join(r["job_id"] for r in jobs) or UNASSIGNED, "job_status": _status(jobs), "stability": job.stability if job else None}
            for theme, present in zip(found.themes, cells, strict=True):
                own = [q for q in study.quote_rows if q.counted and q.theme_id == theme.theme_id and q.participant_id == person]
                rows.append({
                    "participant_id": person, "place": place, **told, "force": theme.force, "theme_id": theme.theme_id, "statement": theme.statement,
                    "n_of_N": n_of(theme.n, study.n_total), "present": int(present), "quote_ids": ids(own),
                })
        return pd.DataFrame(rows, columns=list(COLUMNS))


def _status(jobs: Sequence[Mapping[Any, Any]]) -> str:
    """Return the status of the jobs of a cluster, each with its id where there are several."""
    return "; ".join(f"{r['job_id']} {r['status']}" if len(jobs) > 1 else str(r["status"]) for r in jobs)
