"""Who else was in the decision: role, part, stage, concern, what they objected and what overcame it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import best, group, ids, people
from jtbd_analyzer.insights._nearby import answers
from jtbd_analyzer.insights._seats import Seat, named_people, seats, title
from jtbd_analyzer.insights._traits import NOT_TOLD, found, said, tally
from jtbd_analyzer.nearby import rest_of_turn
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "item_id", "role", "buying_role", "stage", "direction", "concern", "objections_raised", "overcome_by", "met_the_seller", "n", "n_of_N",
    "participants", "exemplar", "exemplar_participant", "exemplar_id", "suggested_resources", "suggested_next_step", "stage_questions", "quote_ids",
)
#: the framework whose stages carry questions, resources and next steps for a sale to organisations
_STAGES: Final = "b2b9"


@dataclass(frozen=True)
class Stakeholders:
    """One row per role, from counted quotes in which somebody decides, advises, objects or carries out.

    People are called what participants call them ("treasurer", "IT man"), never by name: somebody told of by name, with my
    or with the is one. `buying_role` counts the people who tell of each part. Resources and next steps are those the b2b9 framework
    suggests for the stage: a template to edit, not a finding.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows, those of most people first, then by stage."""
        import pandas as pd

        frame, names = journey.framework(_STAGES), named_people(study)
        seated: dict[str, list[tuple[Quote, Seat]]] = {}
        for q in study.quote_rows:
            for seat in dict.fromkeys(seats(q, names.get(q.participant_id, {}), rest_of_turn(study.spoken.get(q.transcript_id, ()), q))) if q.counted else ():
                seated.setdefault(seat.role, []).append((q, seat))
        order = frame.order()
        rows = [_row(study, frame, role, own) for role, own in seated.items()]
        rows.sort(key=lambda r: (-r["n"], order[r["stage"][0]], r["item_id"]))
        called = {p.id: p.name for p in frame.phases}
        return pd.DataFrame([r | {"stage": ", ".join(called.get(s, "unclear") for s in r["stage"])} for r in rows], columns=list(COLUMNS))


def _row(study: Study, frame: journey.Framework, role: str, seated: list[tuple[Quote, Seat]]) -> dict[str, Any]:
    own = list(dict.fromkeys(q for q, _ in seated))
    parts = {part: len({q.participant_id for q, seat in seated if seat.part == part}) for part in dict.fromkeys(seat.part for _, seat in seated if seat.part)}
    stages = sorted({frame.phase_of(q.step) for q in own}, key=lambda s: frame.order()[s])
    notes = next((p.notes for p in frame.phases if p.id == stages[0]), {})
    raised = [q for q in own if q.code in ("objection", "anxiety")]
    resolved, shown, who = answers(study, raised), best(own), people(own)
    by_theme = group(raised, lambda q: q.theme_id or q.quote_id)
    return {
        "item_id": role, "role": title(seat.words for _, seat in seated),
        "buying_role": ", ".join(f"{part} ({n})" for part, n in parts.items()) or NOT_TOLD, "stage": stages,
        "direction": tally(found(own, "direction")),
        "concern": tally(found(own, "concern")) or NOT_TOLD,
        "objections_raised": "\n".join(f"“{short(best(qs).verbatim, 120)}” ({best(qs).participant_id})" for qs in list(by_theme.values())[:3]),
        "overcome_by": "\n".join(x for x in (tally(resolved), said(resolved)) if x) or (NOT_TOLD if raised else ""),
        "met_the_seller": tally(found(own, "met_seller")) or NOT_TOLD, "n": len(who), "n_of_N": n_of(len(who), study.n_total),
        "participants": ", ".join(who), "exemplar": shown.verbatim, "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id,
        "suggested_resources": ", ".join(notes.get("resources", ())), "suggested_next_step": notes.get("cta", ""),
        "stage_questions": "\n".join(notes.get("questions", ())), "quote_ids": ids(own),
    }
