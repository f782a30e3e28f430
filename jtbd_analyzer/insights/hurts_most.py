"""Where it hurts most: the phase in which most people have a counted pain, beside the phase that is felt lowest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import ids, mean_per_person, people
from jtbd_analyzer.sureness import UNSURE, is_sure

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "phase", "phase_name", "n", "n_of_N", "participants", "heard_n", "feeling_median", "most_people", "lowest_felt", "exemplar", "exemplar_participant",
    "exemplar_id", "quote_ids",
)
#: a phase with fewer people than this has no feeling to compare (field guide, journey map)
THIN_BELOW: Final = 3
_READABLE: Final = (8, 45)


@dataclass(frozen=True)
class HurtsMost:
    """One row per phase of the framework: `n` people with a counted pain point there, `heard_n` people with any counted quote, how they felt.

    `most_people` marks the phase (or phases) of most people, `lowest_felt` the phase with the lowest median of people's mean
    feeling, of those with three people or more. The grain is the phase: within it the step mostly follows from the kind of quote.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of the journey."""
        import pandas as pd

        rows = [_row(study, p.id, p.name) for p in study.framework.phases]
        most = max((r["n"] for r in rows), default=0)
        felt = [r["feeling_median"] for r in rows if r["feeling_median"] is not None and r["heard_n"] >= THIN_BELOW]
        for r in rows:
            r["most_people"] = "yes" if r["n"] and r["n"] == most else ""
            r["lowest_felt"] = "yes" if felt and min(felt) < 0 and r["feeling_median"] == min(felt) and r["heard_n"] >= THIN_BELOW else ""
        return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _row(study: Study, phase: str, name: str) -> dict[str, Any]:
    here = [q for q in study.quote_rows if q.phase == phase and q.counted]
    pains = [q for q in here if q.code == "pain_point"]
    who, means = people(pains), mean_per_person(here, lambda q: q.valence)
    shown = min(pains, key=_strongest, default=None)
    return {
        "phase": phase, "phase_name": name, "n": len(who), "n_of_N": n_of(len(who), study.n_total), "participants": ", ".join(who), "heard_n": len(means),
        "feeling_median": round(median(means.values()), 2) if means else None, "exemplar": shown.verbatim if shown else "",
        "exemplar_participant": shown.participant_id if shown else "", "exemplar_id": shown.quote_id if shown else "", "quote_ids": ids(pains),
    }


def _strongest(q: Quote) -> tuple[bool, bool, int, int, bool, str, float]:
    readable = _READABLE[0] <= len(q.verbatim.split()) <= _READABLE[1]
    return not readable, q.score < UNSURE and not is_sure(q), -q.intensity, q.valence, not is_sure(q), q.grade, -q.score


def said(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return in one plain sentence whether people and feeling point at the same phase, "" where nobody tells of a pain."""
    most, lowest = ([r for r in rows if r[k] == "yes"] for k in ("most_people", "lowest_felt"))
    if not most:
        return ""
    names = " and ".join(str(r["phase_name"]) for r in most)
    if not lowest:
        return f"Most people tell of a pain in {names}; no phase is felt low by three people or more."
    down = lowest[0]["phase_name"]
    if down in [r["phase_name"] for r in most]:
        return f"The two agree: {down} has most people with a pain and is felt lowest." if len(most) == 1 else (
            f"As many people tell of a pain in {names}; of them {down} is felt lowest.")
    return f"The two disagree: more people tell of a pain in {names}, but they felt worse in {down}."
