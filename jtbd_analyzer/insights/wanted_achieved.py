"""What was wanted, and who says they have it now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import ids, likeness, people

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "theme_id", "statement", "n", "wanted_n_of_N", "wanted_by", "achieved_n", "achieved_of_wanted", "achieved_by", "achieved_quote", "achieved_quote_ids",
    "likeness", "perhaps_by", "perhaps_quote", "perhaps_quote_ids", "not_reported_by", "how_matched", "quote_ids",
)


@dataclass(frozen=True)
class WantedAchieved:
    """One row per outcome theme: wanted by n, reported achieved by how many of them.

    A person counts as having achieved it where one of their own counted value_realized quotes is at least `near` (cosine of
    sentence vectors, 0 to 1) like one of their wishes in the theme. Results from `look` up to that stand in the `perhaps`
    columns, uncounted, for a researcher to judge. Silence is not failure, and likeness is not proof. `likeness` is that of
    the best pair, counted or not.
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
            "not_reported_by": ", ".join(p for p in who if p not in pairs), "how_matched": self._how(study), "quote_ids": ids(wishes),
        }

    def _how(self, study: Study) -> str:
        if not study.vectors:
            return "not matched: the study keeps no sentence vectors"
        return f"same person, meaning alike by {self.near:.2f} or more (perhaps: {self.look:.2f}); a suggestion to confirm"
