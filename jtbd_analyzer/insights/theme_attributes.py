"""What the quotes of each theme tell beyond it: kind of trigger, option, who raised it, what answered it, its chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.attributes import Attribute
from jtbd_analyzer.insights._gather import ids
from jtbd_analyzer.insights._nearby import TROUBLES, answers, workarounds
from jtbd_analyzer.insights._traits import found, phrasing, said, tally
from jtbd_analyzer.links import LINKED, Links
from jtbd_analyzer.onsets import TRIGGER
from jtbd_analyzer.switch_events import between, chosen, elapsed
from jtbd_analyzer.text import short

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
#: code -> attribute that tells its kind within it
SUB_KIND: Final = {
    "struggle_trigger": "trigger_type", "alternative": "alt_type", "social_influence": "influence_kind", "price": "price_role", "deal_maker": "tipped_by",
    "anxiety": "when", "habit": "when", "moment_of_truth": "moment_kind",
}
#: codes of what may be answered by something that took the worry away
RESOLVABLE: Final = ("anxiety", "objection", "habit")
#: event of the switch -> its canonical step, where the words of a trigger do not say
EVENTS: Final = {"first_thought": "p02", "event_one": "p04", "event_two": "p09"}


@dataclass(frozen=True)
class ThemeAttributes:
    """One row per theme. "incident (3)" means that three people's counted quotes show it; "" means that none does.

    `chain` names the themes of other codes that at least `linked` people tell in the same answer, in the order trigger, pain,
    wish, priority, tipping, result; `phrasing` is the statement in the form of its force, a suggestion.
    """

    linked: int = LINKED

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of the themes."""
        import pandas as pd

        links = Links(study, self.linked)
        return pd.DataFrame([_row(study, t, links) for t in study.theme_rows], columns=list(COLUMNS))


def _stages(quotes: Sequence[Quote]) -> list[tuple[Quote, Attribute]]:
    """Return the event of the switch each trigger belongs to: as its words say, else by the step it was placed at."""
    said_so = found(quotes, "trigger_stage")
    silent = [q for q in quotes if q.code == "struggle_trigger" and q not in [x for x, _ in said_so]]
    return [*said_so, *((q, Attribute("trigger_stage", event, step)) for q in silent for event, step in EVENTS.items() if q.step == step)]


def _elapsed(study: Study, t: Theme, top: int = 2) -> str:
    """Return how long the first `top` people of a trigger theme say their looking or deciding took, else from when to when by their dates.

    The facts are those of the timeline; only what somebody said as a whole stands in quotation marks.
    """
    told = []
    for p in t.participants if t.code == TRIGGER else ():
        own = [q for q in study.quote_rows if q.participant_id == p]
        if span := elapsed(own):
            told.append(f"“{span[0]}” ({p})")
        elif dates := between(chosen(own)):
            told.append(f"{dates[0]} ({p})")
    return "\n".join(told[:top])


def _row(study: Study, t: Theme, links: Links) -> dict[str, Any]:
    own = [q for i in t.quote_ids if (q := study.quotes_by_id.get(i)) and q.counted]
    theirs = [q for q in study.quote_rows if q.counted and q.participant_id in t.participants] if t.kind == "struggle_trigger" else []
    resolved = answers(study, own) if t.code in RESOLVABLE else []
    left = [q for q, a in found(own, "alt_status") if a.value == "rejected"]
    return {
        "theme_id": t.theme_id, "code": t.code, "statement": t.statement, "phrasing": phrasing(t.force, t.statement),
        "sub_kind": tally(found(own, SUB_KIND[t.code])) if t.code in SUB_KIND else "", "trigger_type": tally(found(own, "trigger_type")),
        "trigger_stage": tally(_stages(own)), "what_changed": said(found(own, "what_changed")),
        "old_way": tally(found(theirs or own, "old_way")), "workaround": said(workarounds(study, own) if t.code in TROUBLES else found(own, "workaround")),
        "elapsed_to_purchase": _elapsed(study, t), "chain": links.chain(t),
        "option_concerned": tally(found(own, "option")), "role": _ROLE.get(t.code, ""), "raised_by": tally(found(own, "raised_by")),
        "resolved_by": tally(resolved), "resolved_words": said(resolved), "price_role": tally(found(own, "price_role")),
        "alternatives": "\n".join([*dict.fromkeys(f"{a.value}: {s.value}" for q, a in found(own, "option") for _, s in found([q], "alt_status")),
                                   *(f"left: “{short(q.verbatim, 90)}” ({q.participant_id})" for q in left[:2])]),
        "concern": tally(found(own, "concern")), "acts_on": tally(found(own, "when")), "touchpoint": tally(found(own, "touchpoint")), "quote_ids": ids(own),
    }
