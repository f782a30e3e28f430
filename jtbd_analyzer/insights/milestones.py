"""The steps people took, in the order of the journey: what was at stake, what held them back, what helped, what blocked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import NO_EVIDENCE, best, group, ids, lines, people, reassures
from jtbd_analyzer.insights._nearby import leaps, next_to
from jtbd_analyzer.nearby import rest_of_turn

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "step", "step_name", "phase", "n", "n_of_N", "participants", "what_they_did", "said_by", "exemplar_id", "leap_n", "leap_ids",
    "first_value_n", "first_value_ids", "held_back_n", "held_back_ids", "leap", "stake", "anxieties_before", "reassurance", "roadblocks",
    "proposed_kpi", "quote_ids",
)
#: steps at which people usually commit before they have proof: trying with their own work, paying, moving over
_USUAL_LEAPS: Final = ("p08", "p11", "p13")
#: what is put at stake, by the words for it
_STAKES: Final[dict[str, re.Pattern[str]]] = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in {
    "money": r"paid|pay|price|cost|money|budget|card|invoice|pounds|euros?|dollars|quid|grand|contract|year up ?front|[£$€]\d+",
    "data": r"data|records?|import\w*|migrat\w+|lists?|spreadsheet|files|history|export",
    "time": r"hours?|days?|weeks?|weekends?|all day|evenings?|stickers",
    "standing": r"board|boss|head|trustees?|committee|reputation|look(?:ed)? (?:stupid|bad)|told (?:them|everyone|the)|promised|my neck",
    "a way back": r"no way back|cancel\w*|switched (?:\w+ )?off|turned (?:\w+ )?off|threw|deleted|got rid|stopped using|instead of",
}.items()}
#: first canonical step after the purchase
_USE: Final = "p12"
#: step of leaving: nothing anybody would want reached in time
_EXIT: Final = "p20"
#: first canonical step at which somebody can meet the product
_LOOKING: Final = "p07"


@dataclass(frozen=True)
class Milestones:
    """One row per canonical step at which somebody tells of a milestone, a leap of faith or first value (counted quotes only).

    `held_back` counts the people who voice an anxiety, objection or habit at the same step. `anxieties_before`, `reassurance`
    and `roadblocks` list counted quotes told of the time since the step before (told of) and up to this one: themes with
    n of N, most people first, `top` of each. `leap` tells a leap somebody told of from a step that usually is one;
    a leap is told where somebody commits and says, there or in the next sentence, what was at stake without proof.
    `roadblocks` adds trouble with the product told right after the step or in the person's next two turns.
    `proposed_kpi` is a hypothesis from the order of steps; interviews give no targets.
    """

    top: int = 3

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the steps in order; steps nobody told of are left out, quotes without a step come last."""
        import pandas as pd

        leapt = leaps(study)
        taken = group((q for q in study.quote_rows if q.counted and (_is_taken(q) or q.quote_id in leapt)), lambda q: q.step)
        told = [s.id for s in journey.steps() if s.id in taken]
        rows = []
        for before, step in zip(["", *told], [*told, ""], strict=True):
            if step in taken:
                own = [q for q in taken[step] if q.quote_id in leapt]
                rows.append(_row(study, step, taken[step], own) | self._around(study, before, step, taken[step], own))
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _around(self, study: Study, before: str, step: str, taken: list[Quote], leapt: list[Quote]) -> dict[str, str]:
        """Return what surrounds a step: the stake of leaps at it, what was voiced between the step before and it, what blocked."""
        near = [q for q in study.quote_rows if q.counted and step and before < q.step <= step]
        leap = f"told by {n_of(len(people(leapt)), study.n_total)}" if leapt else "usual at this step, nobody told of one" if step in _USUAL_LEAPS else ""
        held = [q for q in near if q.code in ("anxiety", "objection") or q.force == "anxiety"]
        return {
            "leap": leap, "stake": _stake(leapt or held, study) if leap else "",
            "anxieties_before": lines(study, held, self.top), "reassurance": lines(study, [q for q in near if reassures(q)], self.top),
            "roadblocks": lines(study, roadblocks(study, taken, near), self.top), "proposed_kpi": _kpi(before, step),
        }


def _is_taken(q: Quote) -> bool:
    return q.code == "milestone" or any(m in q.markers for m in ("milestone", "leap_of_faith", "first_value"))


def _blocks(q: Quote) -> bool:
    """Tell whether a quote is of something in the way of going on: trouble after the purchase, or an objection before it."""
    return q.code == "pain_point" and (q.step >= _USE or q.referent in ("our_product", "company"))


def roadblocks(study: Study, taken: Sequence[Quote], near: Sequence[Quote]) -> list[Quote]:
    """Return what stood in the way of a step: trouble placed before it, and trouble with the product told right after taking it."""
    beside = [x for q in taken if not q.step or q.step >= _LOOKING for x in next_to(study, q) if _blocks(x)]
    return list(dict.fromkeys([*(q for q in near if _blocks(q)), *beside]))


def _stake(quotes: Sequence[Quote], study: Study) -> str:
    """Return what the quotes put at stake, by their words or those right after them, each with the people who name it."""
    words = {q.quote_id: " ".join([q.verbatim, *(s.text for s in rest_of_turn(study.spoken.get(q.transcript_id, ()), q)[:1])]) for q in quotes}
    named = {name: [q for q in quotes if cue.search(words[q.quote_id])] for name, cue in _STAKES.items()}
    ranked = sorted(((name, own) for name, own in named.items() if own), key=lambda item: -len(people(item[1])))
    return "\n".join(f"• {name}: {', '.join(people(own))} [{ids(own[:3])}]" for name, own in ranked) or NO_EVIDENCE


def _kpi(before: str, step: str) -> str:
    if not before or step in ("", _EXIT):
        return ""
    return f"hypothesis: “{journey.step_name(step)}” within [set a threshold] of “{journey.step_name(before)}”"


def _row(study: Study, step: str, taken: list[Quote], leapt: list[Quote]) -> dict[str, Any]:
    firsts = [q for q in taken if "first_value" in q.markers]
    held = [q for q in study.quote_rows if q.step == step and q.counted and q.code in ("anxiety", "objection", "habit")]
    shown, who = best(taken), people(taken)
    return {
        "step": step, "step_name": journey.step_name(step) or "unclear", "phase": study.framework.phase_of(step), "n": len(who),
        "n_of_N": n_of(len(who), study.n_total), "participants": ", ".join(who), "what_they_did": shown.verbatim, "said_by": shown.participant_id,
        "exemplar_id": shown.quote_id, "leap_n": len(people(leapt)), "leap_ids": ids(leapt), "first_value_n": len(people(firsts)),
        "first_value_ids": ids(firsts), "held_back_n": len(people(held)), "held_back_ids": ids(held), "quote_ids": ids(taken),
    }
