"""The steps people took, in the order of the journey, with leaps of faith and first value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import best, ids, people

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "step", "step_name", "phase", "n", "n_of_N", "participants", "what_they_did", "said_by", "exemplar_id", "leap_n", "leap_ids",
    "first_value_n", "first_value_ids", "held_back_n", "held_back_ids", "quote_ids",
)


@dataclass(frozen=True)
class Milestones:
    """One row per canonical step at which somebody tells of a milestone, a leap of faith or first value (counted quotes only).

    `held_back` counts the people who voice an anxiety, objection or habit at the same step.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the steps in order; steps nobody told of are left out, quotes without a step come last."""
        import pandas as pd

        rows = [_row(study, step) for step in (*(s.id for s in journey.steps()), "")]
        return pd.DataFrame([r for r in rows if r], columns=list(COLUMNS))


def _is_taken(q: Quote) -> bool:
    return q.code == "milestone" or any(m in q.markers for m in ("milestone", "leap_of_faith", "first_value"))


def _row(study: Study, step: str) -> dict[str, Any]:
    here = [q for q in study.quote_rows if q.step == step and q.counted]
    taken = [q for q in here if _is_taken(q)]
    if not taken:
        return {}
    leaps, firsts = ([q for q in taken if mark in q.markers] for mark in ("leap_of_faith", "first_value"))
    held = [q for q in here if q.code in ("anxiety", "objection", "habit")]
    shown, who = best(taken), people(taken)
    return {
        "step": step, "step_name": journey.step_name(step) or "unclear", "phase": study.framework.phase_of(step), "n": len(who),
        "n_of_N": n_of(len(who), study.n_total), "participants": ", ".join(who), "what_they_did": shown.verbatim, "said_by": shown.participant_id,
        "exemplar_id": shown.quote_id, "leap_n": len(people(leaps)), "leap_ids": ids(leaps), "first_value_n": len(people(firsts)),
        "first_value_ids": ids(firsts), "held_back_n": len(people(held)), "held_back_ids": ids(held), "quote_ids": ids(taken),
    }
