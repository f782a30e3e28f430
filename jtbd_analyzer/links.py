"""Which themes lead to which: trigger, pain, wish, priority, tipping, result, as told by the same people in the same answer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jtbd_analyzer.model import Theme
    from jtbd_analyzer.study import Study

#: order in which one thing leads to another in a story of change
CHAIN: Final = {"struggle_trigger": 0, "pain_point": 1, "desired_outcome": 2, "priority": 3, "deal_maker": 4, "value_realized": 5}
#: people who must tell two themes in one answer for the two to be linked; the number stands beside each link
LINKED: Final = 1


@dataclass(frozen=True)
class Links:
    """The chains of one study. That two things are told in one answer is no proof that one caused the other."""

    study: Study
    least: int = LINKED

    @cached_property
    def _answers(self) -> dict[tuple[str, int], set[str]]:
        """The themes counted in each answer: transcript and turn -> theme ids."""
        out: dict[tuple[str, int], set[str]] = defaultdict(set)
        for q in self.study.quote_rows:
            if q.counted and q.theme_id and q.transcript_id and q.code in CHAIN:
                out[q.transcript_id, q.turn].add(q.theme_id)
        return out

    def people(self, theme: Theme) -> dict[str, set[str]]:
        """Return who tells another theme in one answer with `theme`: id of the other theme -> people."""
        who: dict[str, set[str]] = defaultdict(set)
        for q in (q for i in theme.quote_ids if (q := self.study.quotes_by_id.get(i)) and q.counted):
            for other in self._answers.get((q.transcript_id, q.turn), ()):
                who[other].add(q.participant_id)
        return who

    def chain(self, theme: Theme) -> str:
        """Return the chain `theme` stands in, at most one theme of each other code, with id and number of people; "" for none."""
        if theme.code not in CHAIN:
            return ""
        who = self.people(theme)
        near = [x for x in self.study.theme_rows if len(who.get(x.theme_id, ())) >= self.least and x.code != theme.code and x.code in CHAIN]
        near.sort(key=lambda x: (CHAIN[x.code], -len(who[x.theme_id]), x.theme_id))
        kept = {x.code: x for x in reversed(near)}  # the theme most people tell with it, of each code
        steps = sorted([*kept.values(), theme], key=lambda x: CHAIN[x.code])
        told = ("this" if x is theme else f"{x.statement} [{x.theme_id}, {len(who[x.theme_id])}]" for x in steps)
        return " → ".join(told) if len(steps) > 1 else ""
