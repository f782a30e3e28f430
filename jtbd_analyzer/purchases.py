"""The step "Buys / commits" holds the purchases people tell of, read as the timeline reads them, and no other milestone.

The coder's class and step of a purchase are often those of what is told beside it: a purchase dated for its year end reads as a
trigger, one told in answer to "how did it begin" as the search. The words and the question say it better, so the quote the timeline
takes for a person's purchase stands at that step as a milestone, and a milestone at that step which tells of none is given to the event
it tells of, or to no step.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import evidence, recruits
from jtbd_analyzer.recoded import BY_REVIEWER
from jtbd_analyzer.scheme import kind_of
from jtbd_analyzer.switch_events import chosen, read, usable
from jtbd_analyzer.switch_words import SAID

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: canonical step of the purchase, and the first of use
_BUYS, _HAS = "p11", "p12"
THE_PURCHASE: Final = "told as the purchase"
NO_PURCHASE: Final = "told of no purchase"
_MARK: Final = "milestone"
#: classes of a quote that may be the purchase itself; what tipped it or was hoped for is told of the choice
_MAY_BE: Final = ("milestone", "struggle_trigger", "price", "moment_of_truth")
#: the question is for the day, so that a date answers it
_ASKED_WHEN: Final = re.compile(r"\bwhen\b|\bwhat (?:day|date)\b|\b(?:take|bring|walk) me\b|\bthe day\b|\bwhere does (?:that|it) begin\b|\bwhere would you begin\b", re.I)
#: words of committing that the timeline takes for no purchase: too common in talk of other things
_COMMITS: Final = re.compile(
    r"\b(?:i|we|he|she|my \w+)(?:'d| had|'ve| have)? (?:\w+ ){0,2}?(?:bought|signed|paid|ordered|registered|subscribed|downloaded|got (?:ours|one|it|the licen[cs]es?)|took out|put (?:it|down|the \w+) (?:on|for))\b|^(?:and |so |then )*(?:bought|signed|ordered)\b", re.I)
#: event a milestone tells of -> its step; a hands-on trial is a step of its own
_STEPS: Final = {
    "first_thought": "p02", "passive_looking": "p03", "event_one": "p04", "active_looking": "p07", "event_two": "p09", "deciding": "p10", "consuming": "p13",
    "satisfaction": "p15",
}
_TRIED: Final = re.compile(r"\b(?:tried|trial|pilot|tested|free (?:one|version|plan|month|tier)|had a go)\b", re.I)


def placed(study: Study) -> list[Quote]:
    """Return the quotes of `study` with the purchases of people who bought at the step for them, and other milestones not there; a researcher's place stands."""
    outcome = {p: what for p, (what, _) in recruits.outcomes(study).items()}
    bought = set()
    for p in study.participant_rows:
        if outcome.get(p.participant_id) not in (recruits.DECLINED, recruits.ELSEWHERE):
            own = [q for q in study.quote_rows if q.participant_id == p.participant_id]
            bought |= _purchases(own, outcome.get(p.participant_id) == recruits.LEFT)
    return [_as_purchase(study, q) if q.quote_id in bought else _elsewhere(study, q) if q.step == _BUYS and q.code == "milestone" else q for q in study.quote_rows]


def _purchases(own: Sequence[Quote], left: bool) -> set[str]:
    """Return the quote that the timeline takes for the purchase of one person, and milestones in the same answer that tell it, too."""
    best = chosen(own, left).get("buying")
    if best is None or best.phase_rule == BY_REVIEWER or best.code not in _MAY_BE:
        return set()
    if best.code == "struggle_trigger" and not (SAID["buying"].search(best.verbatim) or _ASKED_WHEN.search(best.prompt)):
        return set()
    beside = [q for q in own if q.turn == best.turn and q.transcript_id == best.transcript_id and q.step == _BUYS and q.code == "milestone"]
    return {best.quote_id, *(q.quote_id for q in beside if usable(q) and _buys(q))}


def _buys(q: Quote) -> bool:
    reading = read(q)
    return reading is not None and reading.event == "buying"


def _as_purchase(study: Study, q: Quote) -> Quote:
    """Return the purchase as a milestone at its step; it counts where it did not only because its class was unsure. What a price was stays a price."""
    if q.phase_rule == BY_REVIEWER:
        return q
    code = "milestone" if q.code in ("struggle_trigger", "moment_of_truth") else q.code
    second = q.code if code != q.code else q.second_code
    sure = not q.counted and q.grade_reason.endswith(evidence.UNSURE) and code == "milestone"
    reason = q.grade_reason.removesuffix(f"; {evidence.UNSURE}") if sure else q.grade_reason
    marks = q.markers if _MARK in q.markers.split() else f"{_MARK} {q.markers}".strip()
    rule = q.phase_rule if q.step == _BUYS else THE_PURCHASE
    return replace(q, code=code, kind=kind_of(code), second_code=second, step=_BUYS, phase=study.framework.phase_of(_BUYS), phase_rule=rule,
                   force="" if code != q.code else q.force, markers=marks, counted=q.counted or sure, grade_reason=reason)


def _elsewhere(study: Study, q: Quote) -> Quote:
    """Return a milestone at the step of the purchase that tells of none at the step of the event it tells of, else at none."""
    reading = read(q)
    if q.phase_rule == BY_REVIEWER or _buys(q) or _COMMITS.search(q.verbatim.replace("’", "'")):
        return q
    step = _STEPS.get(reading.event, "") if reading else ""
    if step < _HAS and _TRIED.search(q.verbatim):
        step = "p08"
    return replace(q, step=step, phase=study.framework.phase_of(step), phase_score=q.phase_score if step else 0.0, phase_rule=NO_PURCHASE)
