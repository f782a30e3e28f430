"""What the quotes of each theme tell beyond it: kind of trigger, option, who raised it, what answered it, its chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.insights._gather import ids, short
from jtbd_analyzer.insights._traits import answers, found, phrasing, said, tally

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "theme_id", "code", "statement", "phrasing", "sub_kind", "trigger_type", "trigger_stage", "what_changed", "old_way", "workaround",
    "elapsed_to_purchase", "chain", "option_concerned", "role", "raised_by", "resolved_by", "resolved_words", "price_role", "alternatives", "concern",
    "acts_on", "touchpoint", "quote_ids",
)
#: what a theme of this code did in the choice
_ROLE: Final = {"criterion": "compared", "price": "compared", "alternative": "compared", "priority": "compared", "deal_maker": "tipped",
                "deal_breaker": "eliminated"}
#: code -> attribute that tells its sub-kind
_SUB_KIND: Final = {
    "struggle_trigger": "trigger_type", "alternative": "alt_type", "social_influence": "influence_kind", "price": "price_role", "deal_maker": "tipped_by",
    "anxiety": "when", "habit": "when", "moment_of_truth": "moment_kind",
}
#: order in which one thing leads to another in a story of change
_CHAIN: Final = {"struggle_trigger": 0, "pain_point": 1, "desired_outcome": 2, "priority": 3, "deal_maker": 4, "value_realized": 5}


@dataclass(frozen=True)
class ThemeAttributes:
    """One row per theme. "incident (3)" means that three people's counted quotes show it; "" means that none does.

    `chain` names the themes of other codes that at least `linked` people tell in the same answer, in the order trigger, pain,
    wish, priority, tipping, result; `phrasing` is the statement in the form of its force, a suggestion.
    """

    linked: int = 2

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of the themes."""
        import pandas as pd

        links = _answers_of(study)
        return pd.DataFrame([_row(study, t, links, self.linked) for t in study.theme_rows], columns=list(COLUMNS))


def _row(study: Study, t: Theme, links: dict[tuple[str, int], set[str]], linked: int) -> dict[str, Any]:
    own = [q for i in t.quote_ids if (q := study.quotes_by_id.get(i)) and q.counted]
    theirs = [q for q in study.quote_rows if q.counted and q.participant_id in t.participants] if t.kind == "struggle_trigger" else []
    resolved = answers(study, own) if t.code in ("anxiety", "objection", "habit") else []
    left = [q for q, a in found(own, "alt_status") if a.value == "rejected"]
    return {
        "theme_id": t.theme_id, "code": t.code, "statement": t.statement, "phrasing": phrasing(t.force, t.statement),
        "sub_kind": tally(found(own, _SUB_KIND[t.code])) if t.code in _SUB_KIND else "", "trigger_type": tally(found(own, "trigger_type")),
        "trigger_stage": tally(found(own, "trigger_stage")), "what_changed": said(found(own, "what_changed")),
        "old_way": tally(found(theirs or own, "old_way")), "workaround": said(found(own, "workaround")),
        "elapsed_to_purchase": said(found(theirs, "elapsed_to_purchase")), "chain": _chain(study, t, own, links, linked),
        "option_concerned": tally(found(own, "option")), "role": _ROLE.get(t.code, ""), "raised_by": tally(found(own, "raised_by")),
        "resolved_by": tally(resolved), "resolved_words": said(resolved), "price_role": tally(found(own, "price_role")),
        "alternatives": "\n".join([*dict.fromkeys(f"{a.value}: {s.value}" for q, a in found(own, "option") for _, s in found([q], "alt_status")),
                                   *(f"left: “{short(q.verbatim, 90)}” ({q.participant_id})" for q in left[:2])]),
        "concern": tally(found(own, "concern")), "acts_on": tally(found(own, "when")), "touchpoint": tally(found(own, "touchpoint")), "quote_ids": ids(own),
    }


def _answers_of(study: Study) -> dict[tuple[str, int], set[str]]:
    """Return the themes counted in each answer: transcript and turn -> theme ids."""
    out: dict[tuple[str, int], set[str]] = {}
    for q in study.quote_rows:
        if q.counted and q.theme_id and q.code in _CHAIN:
            out.setdefault((q.transcript_id, q.turn), set()).add(q.theme_id)
    return out


def _chain(study: Study, t: Theme, own: Sequence[Quote], links: dict[tuple[str, int], set[str]], linked: int) -> str:
    if t.code not in _CHAIN:
        return ""
    who: dict[str, set[str]] = {}
    for q in own:
        for other in links.get((q.transcript_id, q.turn), ()):
            who.setdefault(other, set()).add(q.participant_id)
    near = [x for x in study.theme_rows if len(who.get(x.theme_id, ())) >= linked and x.code != t.code]
    near.sort(key=lambda x: (_CHAIN[x.code], -len(who[x.theme_id]), x.theme_id))
    kept = {x.code: x for x in reversed(near)}  # the theme most people tell with it, of each code
    steps = sorted([*kept.values(), t], key=lambda x: _CHAIN[x.code])
    if len(steps) == 1:
        return ""
    return " → ".join("this" if x is t else f"{x.statement} [{x.theme_id}, {len(who[x.theme_id])}]" for x in steps)
