"""The switch told in one line per person, each part in their own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import recruits, review
from jtbd_analyzer.insights._clusters import stories
from jtbd_analyzer.insights._slots import FIRST, RULES, Slots, slots
from jtbd_analyzer.switch_events import chosen
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

EMPTY: Final = "[no evidence]"
#: parts of the story, in the order of its sentence
PARTS: Final = tuple(RULES)
_TEMPLATE: Final = ("When {trigger}, I was using {old_way}. {pain} pushed me; {pull} drew me; {held_back} held me back, until {resolution}. "
                    "I looked at {alternatives} and chose because {deal_maker}. Now {value}.")


@dataclass(frozen=True)
class Stories:
    """One row per participant: the switch story and each part of it as a counted quote with its id.

    The parts are verbatim in quotation marks, trimmed to `longest` characters. A part is filled only by a quote that tells of its own event
    (`_slots`), read from words, question and place; a part nobody told so reads "[no evidence]". A quote serves one part only.
    A story that a researcher wrote takes the place of the machine's. `parts_told` is how many of the parts have one; `job_id`
    the cluster of the person's story.
    """

    longest: int = 80

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of participants."""
        import pandas as pd

        columns = ["participant_id", "job_id", "one_line_story", "parts_told", *(c for p in PARTS for c in (p, f"{p}_quote_id")), "quote_ids"]
        found, own, may = stories(study), review.cells(study), slots(study)
        rows = [self._row(study, may, p.participant_id, found.cluster_of(p.participant_id)) for p in study.participant_rows]
        for r in rows:
            r["one_line_story"] = own.get(f"participant {r['participant_id']}", {}).get("human_one_line_story", "") or r["one_line_story"]
        return pd.DataFrame(rows, columns=columns)

    def _row(self, study: Study, may: Slots, person: str, job: str) -> dict[str, Any]:
        own = [q for q in study.quote_rows if q.participant_id == person and q.counted]
        central = {t.exemplar_id for t in study.theme_rows} | {t.second_id for t in study.theme_rows}
        told = chosen([q for q in study.quote_rows if q.participant_id == person], may.outcome.get(person) == recruits.LEFT)
        fits = {part: [q for q in own if may.may(part, q)] for part in PARTS}
        used: dict[str, Quote] = {}
        # the rarest parts choose first, so that a common one does not take their only quote
        for part in sorted(PARTS, key=lambda p: (len(fits[p]), PARTS.index(p))):
            free = [q for q in fits[part] if q not in used.values()]
            first = told.get(FIRST.get(part, ""))
            if free:
                used[part] = min(free, key=lambda q: (q is not first, *_rank(q, central)))
        words = {p: f"“{short(used[p].verbatim, self.longest).rstrip('.,;')}” [{used[p].quote_id}]" if p in used else EMPTY for p in PARTS}
        return {
            "participant_id": person, "job_id": job, "one_line_story": _TEMPLATE.format(**words) if used else EMPTY, "parts_told": len(used),
            **{p: used[p].verbatim if p in used else "" for p in PARTS}, **{f"{p}_quote_id": used[p].quote_id if p in used else "" for p in PARTS},
            "quote_ids": ", ".join(used[p].quote_id for p in PARTS if p in used),
        }


def _rank(q: Quote, central: set[str]) -> tuple[str, bool, int, bool]:
    """Return how well a quote shows a part, the lowest first: by its grade, as the example of a theme, by its strength, of a readable length."""
    return q.grade, q.quote_id not in central, -q.intensity, not 6 <= len(q.verbatim.split()) <= 30
