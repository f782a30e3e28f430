"""Where people met the company: touchpoints by phase, and how that felt."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import best, group, ids, mean_per_person, people
from jtbd_analyzer.insights._nearby import contact
from jtbd_analyzer.insights._traits import Found, tally, trait

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "item_id", "phase", "touchpoint", "n", "n_of_N", "participants", "felt_good_n", "felt_bad_n", "feeling_median", "feeling_lowest", "feeling_highest",
    "strength", "company_did", "effect", "exemplar", "exemplar_participant", "exemplar_id", "quote_ids",
)
_THIN_BELOW: Final = 3


@dataclass(frozen=True)
class Touchpoints:
    """One row per phase and touchpoint named in counted quotes; feelings (valence -2..2) are means per person first.

    `felt_good_n` and `felt_bad_n` count people whose mean is above or below 0.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows by phase, most people first."""
        import pandas as pd

        met = [q for q in study.quote_rows if q.counted and trait(q, "touchpoint")]
        order = study.framework.order()
        rows = [_row(study, phase, kind, own) for (phase, kind), own in group(met, lambda q: (q.phase, trait(q, "touchpoint"))).items()]
        rows.sort(key=lambda r: (order.get(r["phase"], len(order)), -r["n"], r["touchpoint"]))
        return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(study: Study, phase: str, kind: str, own: list[Quote]) -> dict[str, Any]:
    means = sorted(mean_per_person(own, lambda q: q.valence).values())
    shown, who = best(own), people(own)
    return {
        "item_id": f"{phase}|{kind}", "phase": phase, "touchpoint": kind, "n": len(who), "n_of_N": n_of(len(who), study.n_total),
        "participants": ", ".join(who),
        "felt_good_n": sum(m > 0 for m in means), "felt_bad_n": sum(m < 0 for m in means), "feeling_median": round(median(means), 2),
        "feeling_lowest": round(means[0], 2), "feeling_highest": round(means[-1], 2),
        "strength": "thin: fewer than 3 people" if len(who) < _THIN_BELOW else "enough to compare",
        "company_did": tally(_contacts(study, own, "company_did")), "effect": tally(_contacts(study, own, "effect")), "exemplar": shown.verbatim,
        "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id, "quote_ids": ids(own),
    }


def _contacts(study: Study, own: list[Quote], name: str) -> Found:
    """Return what the moments of truth among `own` tell of the contact."""
    return [(q, a) for q in own if q.code == "moment_of_truth" or "moment_of_truth" in q.markers if (a := contact(study, q).get(name))]
