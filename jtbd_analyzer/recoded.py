"""A quote as a researcher corrected it: its code, place, count and status, and all that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import evidence, journey, overlays
from jtbd_analyzer.scheme import CODES, NONE, kind_of
from jtbd_analyzer.text import readable

if TYPE_CHECKING:
    from jtbd_analyzer.drafts import Draft
    from jtbd_analyzer.model import Decision, Quote

#: rule of a place that a researcher gave
BY_REVIEWER: Final = "set by the reviewer"
#: what the machine's valence says of how the words read, as probabilities of negative, neutral and positive
_READ: Final = {-1: (0.7, 0.2, 0.1), 0: (0.2, 0.6, 0.2), 1: (0.1, 0.2, 0.7)}


def _felt(code: str, q: Quote) -> int:
    """Return the feeling of a quote whose code was corrected: what the new code usually feels like, weighed against the words."""
    sign = (q.valence > 0) - (q.valence < 0)
    return overlays.valence(overlays.feeling({code: 1.0}, _READ[sign]), q.intensity)


def corrected(draft: Draft, q: Quote, said: Mapping[str, Decision]) -> Quote:
    """Return a quote with the decisions on its code, place, count and status; its theme is seen to later."""
    move = said.get("theme")
    implied = move.anchor.get("to", {}).get("code", "") if move and move.new != NONE else ""
    code = said["code"].new if "code" in said else implied or q.code
    new, phase3 = q, journey.framework("clg3").phase_of(q.step)
    if "step" in said:
        new, phase3 = _stepped(draft, q, said["step"])
    if code != q.code or new.step != q.step:
        text = readable(q.verbatim)
        new = replace(evidence.regraded(new, code, phase3), kind=kind_of(code), force=overlays.force(code, text, phase3),
                      markers=overlays.markers(code, text, new.step, q.prompt), valence=_felt(code, q) if code in CODES else 0)
        if code == q.code:
            new = replace(new, grade=q.grade, grade_reason=q.grade_reason, counted=q.counted, valence=q.valence)
    elif {"code", "reviewed"} & set(said) and q.grade_reason.endswith(evidence.UNSURE):
        new = replace(new, counted=True, grade_reason=q.grade_reason.removesuffix(f"; {evidence.UNSURE}"))
    if "count" in said:
        yes = said["count"].new == "yes"
        if yes and code == NONE:
            draft.refuse(q.quote_id, "it was decided to count, and to be no evidence", said["count"], said["code"])
        else:
            new = replace(new, counted=yes, grade_reason=f"{new.grade_reason}; {'counted' if yes else 'rejected'} by the reviewer")
    moved = move is not None and move.new != q.theme_id
    edited = moved or any(getattr(new, k) != getattr(q, k) for k in ("code", "step", "phase", "counted"))
    looked = set(said) - {"note"}
    return replace(new, status="edited" if edited else "reviewed" if looked else q.status)


def _stepped(draft: Draft, q: Quote, d: Decision) -> tuple[Quote, str]:
    """Return a quote at the step (or in the phase that all steps named share) decided, and its phase in the base framework."""
    steps, frame = d.new.split(), draft.base.framework
    step = q.step if q.step in steps else steps[0] if len(steps) == 1 else ""
    phases = {frame.phase_of(s) for s in ([step] if step else steps)}
    base = {journey.framework("clg3").phase_of(s) for s in ([step] if step else steps)}
    if len(phases) > 1:
        draft.refuse(q.quote_id, f"steps {d.new} lie in several phases of {frame.name}: choose one step", d)
        return q, journey.framework("clg3").phase_of(q.step)
    return replace(q, step=step, phase=phases.pop(), phase_score=1.0, phase_rule=BY_REVIEWER), base.pop() if len(base) == 1 else ""
