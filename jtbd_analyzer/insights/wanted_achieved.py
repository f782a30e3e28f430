"""What was wanted, and who says they have it now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import best, ids, likeness, people

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "theme_id", "statement", "n", "wanted_n_of_N", "wanted_by", "achieved_n", "achieved_of_wanted", "achieved_by", "achieved_quote", "achieved_quote_ids",
    "likeness", "perhaps_by", "perhaps_quote", "perhaps_quote_ids", "not_reported_by", "how_matched", "derived_outcome", "quote_ids",
)
#: direction and metric of an outcome in standard form (Ulwick) -> words of a wish that show them
_METRICS: Final = (
    ("minimise the time", r"\b(?:hours?|minutes?|days?|weeks?|time|quick\w*|fast\w*|slow\w*|wait\w*|late|straight away|in one go)\b"),
    ("minimise the effort", r"\b(?:without (?:having to|asking|ringing|typing|looking)|not have to|by hand|chas\w+|easy|easier|simple|hassle)\b"),
    ("minimise the likelihood of loss or mistake",
     r"\b(?:los[et]\w*|miss(?:ed|ing)|wrong|mistakes?|errors?|forg[eo]t\w*|break\w*|broken|risk\w*|safe\w*|blam\w+|accus\w+)\b"),
    ("maximise the likelihood of knowing", r"\b(?:know\w*|see|seen|tell|find|show|prove|answer|sure|certain|look (?:it )?up)\b"),
)


@dataclass(frozen=True)
class WantedAchieved:
    """One row per outcome theme: wanted by n, reported achieved by how many of them.

    A person counts as having achieved it where one of their own counted value_realized quotes is at least `near` (cosine of
    sentence vectors, 0 to 1) like one of their wishes in the theme. Results from `look` up to that stand in the `perhaps`
    columns, uncounted, for a researcher to judge. Silence is not failure, and likeness is not proof. `likeness` is that of
    the best pair, counted or not. `derived_outcome` is the beginning of an outcome in standard form, with the quote it is derived
    from beside it: direction and metric only, where the words show them; object and clarifier are for a researcher.
    """

    near: float = field(default=0.4, metadata={"min": 0.0, "max": 1.0})
    look: float = field(default=0.25, metadata={"min": 0.0, "max": 1.0})

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the themes, most people first."""
        import pandas as pd

        wanted = sorted((t for t in study.theme_rows if t.code == "desired_outcome"), key=lambda t: (-t.n, t.theme_id))
        return pd.DataFrame([self._row(study, t) for t in wanted], columns=list(COLUMNS))

    def _row(self, study: Study, theme: Theme) -> dict[str, Any]:
        wishes = [study.quotes_by_id[i] for i in theme.quote_ids if i in study.quotes_by_id and study.quotes_by_id[i].counted]
        who, have = people(wishes), [q for q in study.quote_rows if q.code == "value_realized" and q.counted]
        pairs: dict[str, tuple[float, Quote]] = {}
        sims = likeness(study, wishes, have)
        for i, wish in enumerate(wishes):
            for j, result in enumerate(have):
                sim = float(sims[i, j])
                if result.participant_id == wish.participant_id and sim >= self.look and sim > pairs.get(wish.participant_id, (0.0, wish))[0]:
                    pairs[wish.participant_id] = (sim, result)
        sure = [pairs[p][1] for p in who if p in pairs and pairs[p][0] >= self.near]
        perhaps = [pairs[p][1] for p in who if p in pairs and pairs[p][0] < self.near]
        likest = sorted(pairs.values(), key=lambda pair: -pair[0])
        shown, maybe = (next((q for _, q in likest if q in found), None) for found in (sure, perhaps))
        return {
            "theme_id": theme.theme_id, "statement": theme.statement, "n": len(who), "wanted_n_of_N": n_of(len(who), study.n_total),
            "wanted_by": ", ".join(who), "achieved_n": len(sure), "achieved_of_wanted": f"{len(sure)} of {len(who)}", "achieved_by": ", ".join(people(sure)),
            "achieved_quote": shown.verbatim if shown else "", "achieved_quote_ids": ids(sure), "likeness": round(likest[0][0], 2) if likest else None,
            "perhaps_by": ", ".join(people(perhaps)), "perhaps_quote": maybe.verbatim if maybe else "", "perhaps_quote_ids": ids(perhaps),
            "not_reported_by": ", ".join(p for p in who if p not in pairs), "how_matched": self._how(study),
            "derived_outcome": _derived(wishes), "quote_ids": ids(wishes),
        }

    def _how(self, study: Study) -> str:
        if not study.vectors:
            return "not matched: the study keeps no sentence vectors"
        return f"same person, meaning alike by {self.near:.2f} or more (perhaps: {self.look:.2f}); a suggestion to confirm"


def _derived(wishes: Sequence[Quote]) -> str:
    """Return direction and metric that most people's wishes show, with the quote that does so best; "" where no words do."""
    shown = [(metric, q) for q in wishes for metric, words in _METRICS if re.search(words, q.verbatim, re.I)]
    voices = {metric: len({q.participant_id for m, q in shown if m == metric}) for metric, _ in shown}
    metric = max(voices, key=lambda m: voices[m], default="")
    own = [q for m, q in shown if m == metric]
    return f"derived: {metric} … [{best(own).quote_id}]" if own else ""
