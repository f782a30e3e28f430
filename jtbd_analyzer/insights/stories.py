"""The switch told in one line per person, each part in their own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import review
from jtbd_analyzer.insights._clusters import stories
from jtbd_analyzer.insights._gather import reassures
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: first canonical step after the purchase
_USE: Final = "p12"
EMPTY: Final = "[no evidence]"
#: part of the story -> which quotes tell it
PARTS: Final[dict[str, Callable[[Quote], bool]]] = {
    "trigger": lambda q: q.code == "struggle_trigger" and q.step < _USE,
    "old_way": lambda q: (q.code == "alternative" and "" < q.step <= "p04") or (q.code == "habit" and q.step < _USE),
    "pain": lambda q: q.code == "pain_point" and "" < q.step < _USE,
    "pull": lambda q: q.force == "pull" and q.code in ("desired_outcome", "social_influence", "criterion") and q.step < _USE,
    "held_back": lambda q: q.force in ("anxiety", "habit") and q.step < _USE,
    "resolution": lambda q: reassures(q) and "p05" <= q.step < "p14",
    "alternatives": lambda q: q.code in ("alternative", "deal_breaker") and "p05" <= q.step < _USE,
    "deal_maker": lambda q: q.code == "deal_maker",
    "value": lambda q: q.code == "value_realized",
}
_TEMPLATE: Final = ("When {trigger}, I was using {old_way}. {pain} pushed me; {pull} drew me; {held_back} held me back, until {resolution}. "
                    "I looked at {alternatives} and chose because {deal_maker}. Now {value}.")


@dataclass(frozen=True)
class Stories:
    """One row per participant: the switch story and each part of it as a counted quote with its id.

    The parts are verbatim in quotation marks, trimmed to `longest` characters; a part nobody told reads "[no evidence]".
    A quote serves one part only. A story that a researcher wrote takes the place of the machine's. `parts_told` is how many of
    the parts have one; `job_id` the cluster of the person's story.
    """

    longest: int = 80

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of participants."""
        import pandas as pd

        columns = ["participant_id", "job_id", "one_line_story", "parts_told", *(c for p in PARTS for c in (p, f"{p}_quote_id")), "quote_ids"]
        found, own = stories(study), review.cells(study)
        rows = [self._row(study, p.participant_id, found.cluster_of(p.participant_id)) for p in study.participant_rows]
        for r in rows:
            r["one_line_story"] = own.get(f"participant {r['participant_id']}", {}).get("human_one_line_story", "") or r["one_line_story"]
        return pd.DataFrame(rows, columns=columns)

    def _row(self, study: Study, person: str, job: str) -> dict[str, Any]:
        own = [q for q in study.quote_rows if q.participant_id == person and q.counted]
        central = {t.exemplar_id for t in study.theme_rows} | {t.second_id for t in study.theme_rows}
        used: dict[str, Quote] = {}
        # the rarest parts choose first, so that a common one does not take their only quote
        for part in sorted(PARTS, key=lambda p: (sum(map(PARTS[p], own)), list(PARTS).index(p))):
            free = [q for q in own if PARTS[part](q) and q not in used.values()]
            if free:
                used[part] = min(free, key=lambda q: (q.grade, q.quote_id not in central, -q.intensity, not 6 <= len(q.verbatim.split()) <= 30))
        words = {p: f"“{short(used[p].verbatim, self.longest).rstrip('.,;')}” [{used[p].quote_id}]" if p in used else EMPTY for p in PARTS}
        return {
            "participant_id": person, "job_id": job, "one_line_story": _TEMPLATE.format(**words) if used else EMPTY, "parts_told": len(used),
            **{p: used[p].verbatim if p in used else "" for p in PARTS}, **{f"{p}_quote_id": used[p].quote_id if p in used else "" for p in PARTS},
            "quote_ids": ", ".join(used[p].quote_id for p in PARTS if p in used),
        }
