"""Who else was in the decision: role, part, stage, concern, what they objected and what overcame it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import best, group, ids, people, short
from jtbd_analyzer.insights._traits import NOT_TOLD, answers, found, said, tally, trait, traits

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
    """One row per role, part in the decision and stage, from counted quotes in which somebody decides, advises, objects or carries out.

    People are named by role ("treasurer", "IT"), never by name. Resources and next steps are those the b2b9 framework
    suggests for the stage: a template to edit, not a finding.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows by stage, then people."""
        import pandas as pd

        frame = journey.framework(_STAGES)
        seats: dict[tuple[str, str, str], list[Quote]] = {}
        for q in study.quote_rows:
            for role, part in dict.fromkeys(_seats(q)) if q.counted else ():
                seats.setdefault((role, part, frame.phase_of(q.step)), []).append(q)
        order = frame.order()
        rows = [_row(study, frame, key, own) for key, own in seats.items()]
        rows.sort(key=lambda r: (order[r["stage"]], -r["n"], r["item_id"]))
        names = {p.id: p.name for p in frame.phases}
        return pd.DataFrame([r | {"stage": names.get(r["stage"], "unclear")} for r in rows], columns=list(COLUMNS))


def _seats(q: Quote) -> Iterator[tuple[str, str]]:
    """Return role and part of everybody who acts in the decision in this quote; people who only occur in the story have none."""
    holder = trait(q, "buying_role_of")
    if holder:
        yield holder, trait(q, "buying_role")
    raised = trait(q, "raised_by")
    if raised and raised not in ("self", holder):
        yield raised, ""
    if q.code == "social_influence" and not holder and (trait(q, "direction") or trait(q, "influence_kind") == "influencer"):
        yield from ((a.value, "") for a in traits(q) if a.name == "who")


def _row(study: Study, frame: journey.Framework, key: tuple[str, str, str], own: list[Quote]) -> dict[str, Any]:
    role, part, stage = key
    notes = next((p.notes for p in frame.phases if p.id == stage), {})
    raised = [q for q in own if q.code in ("objection", "anxiety")]
    resolved, shown, who = answers(study, raised), best(own), people(own)
    by_theme = group(raised, lambda q: q.theme_id or q.quote_id)
    return {
        "item_id": f"{role}|{part}|{stage}", "role": role, "buying_role": part or NOT_TOLD, "stage": stage, "direction": tally(found(own, "direction")),
        "concern": tally(found(own, "concern")) or NOT_TOLD,
        "objections_raised": "\n".join(f"“{short(best(qs).verbatim, 120)}” ({best(qs).participant_id})" for qs in list(by_theme.values())[:3]),
        "overcome_by": "\n".join(x for x in (tally(resolved), said(resolved)) if x) or (NOT_TOLD if raised else ""),
        "met_the_seller": tally(found(own, "met_seller")) or NOT_TOLD, "n": len(who), "n_of_N": n_of(len(who), study.n_total),
        "participants": ", ".join(who), "exemplar": shown.verbatim, "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id,
        "suggested_resources": ", ".join(notes.get("resources", ())), "suggested_next_step": notes.get("cta", ""),
        "stage_questions": "\n".join(notes.get("questions", ())), "quote_ids": ids(own),
    }
