"""Going round again: who renews, returns, takes more or hands it on to others after the first purchase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.cycles import cycle_of
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import group, people

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "branch", "n", "n_of_N", "branch_quote_ids", "quote_id", "participant_id", "cycle", "starts_at", "verbatim", "theme_id",
)
#: the step of taking more; a quote placed there without words for a further round is shown as such, in cycle 1
_MORE: Final = "p18"
_BY_PLACE: Final = "told at the step of taking more"


@dataclass(frozen=True)
class ExpansionPaths:
    """One row per counted quote that tells of a further round of the journey, by how that round begins.

    `cycle` is 2 where the words tell of renewing, returning or taking more, and 1 where only the place (step p18) speaks for
    it. `n` counts the people of the branch. Where a branch is handed over, and to whom, is for people to fill in.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows by branch, most people first."""
        import pandas as pd

        found: list[tuple[str, int, Quote]] = []
        for q in study.quote_rows:
            cycle, branch = cycle_of(q.step, q.verbatim)
            if q.counted and (branch or q.step == _MORE):
                found.append((branch or _BY_PLACE, cycle, q))
        branches = group(found, lambda f: f[0])
        order = sorted(branches, key=lambda b: (b == _BY_PLACE, -len(people(q for _, _, q in branches[b])), b))
        return pd.DataFrame([row for b in order for row in _rows(study, b, branches[b])], columns=list(COLUMNS))


def _rows(study: Study, branch: str, found: list[tuple[str, int, Quote]]) -> list[dict[str, Any]]:
    own = [q for _, _, q in found]
    n = len(people(own))
    shared = {"branch": branch, "n": n, "n_of_N": n_of(n, study.n_total), "branch_quote_ids": ", ".join(q.quote_id for q in own)}
    return [{**shared, "quote_id": q.quote_id, "participant_id": q.participant_id, "cycle": cycle, "starts_at": journey.step_name(q.step),
             "verbatim": q.verbatim, "theme_id": q.theme_id} for _, cycle, q in found]
