"""Objections and worries by stage: who raised them, what they are about, what overcame them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import best, group, ids, people
from jtbd_analyzer.insights._nearby import answers, places
from jtbd_analyzer.insights._traits import NOT_TOLD, found, said, tally
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "phase", "step", "step_name", "code", "theme_id", "statement", "concern", "raised_by", "acts_on", "overcome_by", "overcome_words", "overcome_ids",
    "perhaps_afterwards", "n", "n_of_N", "participants", "exemplar", "exemplar_participant", "exemplar_id", "quote_ids",
)


#: experiences shown beside one objection
_LATER: Final = 2


@dataclass(frozen=True)
class Objections:
    """One row per theme of objections or anxieties, then one per counted quote of them outside themes.

    `overcome_by` is told only where the words say that a doubt was met: in the quote, in the rest of its turn, or in answer to the
    next questions where these ask for it; `overcome_ids` is where those words stand, a quote or a turn of a transcript. `perhaps_afterwards`
    is what the same person tells of the time after the choice, matched by meaning (table before_after): to be confirmed.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of the journey, most people first."""
        import pandas as pd

        steps = {t.theme_id: t for t in study.theme_rows}
        own = [q for q in study.quote_rows if q.counted and q.code in ("objection", "anxiety")]
        later = {str(r["before_id"]): {str(k): v for k, v in r.items()} for r in study.table("before_after").to_dict("records")}
        rows = [_row(study, quotes, later) for quotes in group(own, lambda q: q.theme_id if q.theme_id in steps else q.quote_id).values()]
        rows.sort(key=lambda r: (r["step"] or "p99", -r["n"], not r["theme_id"]))
        return pd.DataFrame(rows, columns=list(COLUMNS))


def _afterwards(own: list[Quote], later: Mapping[str, dict[str, Any]]) -> str:
    """Return how the feared thing turned out for the first `_LATER` who tell of it: relation, words, person, id."""
    told = [later[q.quote_id] for q in own if q.quote_id in later]
    return "\n".join(f"{r['relation'].split(', ')[1]}: “{short(r['after'])}” ({r['participant_id']}) [{r['after_id']}]" for r in told[:_LATER])


def _row(study: Study, own: list[Quote], later: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    theme = next((t for t in study.theme_rows if t.theme_id == own[0].theme_id), None)
    shown, who, resolved = best(own), people(own), answers(study, own)
    step = theme.step_main if theme else own[0].step
    return {
        "phase": study.framework.phase_of(step), "step": step, "step_name": journey.step_name(step) or "unclear", "code": own[0].code,
        "theme_id": theme.theme_id if theme else "", "statement": theme.statement if theme else "", "concern": tally(found(own, "concern")) or NOT_TOLD,
        "raised_by": tally(found(own, "raised_by")) or NOT_TOLD, "acts_on": tally(found(own, "when")), "overcome_by": tally(resolved) or NOT_TOLD,
        "overcome_words": said(resolved), "overcome_ids": places(resolved),
        "perhaps_afterwards": _afterwards(own, later), "n": len(who), "n_of_N": n_of(len(who), study.n_total),
        "participants": ", ".join(who), "exemplar": shown.verbatim, "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id,
        "quote_ids": ids(own),
    }
