"""What is cut by segment: forces, phases, jobs, themes and touchpoints, each with the counted quotes it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jtbd_analyzer.insights._clusters import Stories, stories
from jtbd_analyzer.insights._gather import CODE_ORDER, group, people
from jtbd_analyzer.insights._traits import exerted, trait

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: what a row cuts, in the order of the sheet
FORCE, PAIN, FEELING, JOB, THEME, TOUCHPOINT = "force", "pain in a phase", "feeling in a phase", "job", "theme", "touchpoint"
_FORCES: Final = {"push": "push: away from the old way", "pull": "pull: towards the new way", "anxiety": "anxiety: doubts about the new way",
                  "habit": "habit: holds in the old way"}


@dataclass(frozen=True)
class Item:
    """One thing that people tell of: its kind (`item`), id and name, the code of a theme, and all its counted quotes."""

    item: str
    id: str
    statement: str
    quotes: tuple[Quote, ...]
    code: str = ""


def items(study: Study) -> Iterator[Item]:
    """Yield what somebody tells of: forces, pains and feelings by phase, jobs by their members, themes, touchpoints."""
    counted = [q for q in study.quote_rows if q.counted]
    found = [
        *(Item(FORCE, f, name, tuple(q for q in counted if f in exerted(q))) for f, name in _FORCES.items()),
        *(Item(PAIN, p.id, f"{p.name}: tells of a pain", tuple(q for q in counted if q.phase == p.id and q.code == "pain_point"))
          for p in study.framework.phases),
        *(Item(FEELING, p.id, f"{p.name}: how it felt", tuple(q for q in counted if q.phase == p.id)) for p in study.framework.phases),
        *_jobs(study, stories(study), counted),
        *(Item(THEME, t.theme_id, t.statement, tuple(q for i in t.quote_ids if (q := study.quotes_by_id.get(i)) and q.counted), t.code)
          for t in sorted(study.theme_rows, key=lambda t: (CODE_ORDER.get(t.code, 99), -t.n, t.theme_id))),
    ]
    met = group(((kind, q) for q in counted if (kind := trait(q, "touchpoint"))), lambda pair: pair[0])
    touched = [Item(TOUCHPOINT, kind, kind.replace("_", " "), tuple(q for _, q in own)) for kind, own in met.items()]
    yield from (x for x in (*found, *sorted(touched, key=lambda x: (-len(people(x.quotes)), x.id))) if x.quotes)


def _jobs(study: Study, found: Stories, counted: list[Quote]) -> Iterator[Item]:
    """Yield the clusters of stories that jobs are formed from, with the pushes and pulls of their members that put them there.

    One cluster of everybody has every segment as its members: nothing to cut.
    """
    titles: dict[str, list[str]] = {}
    for r in study.table("jobs").to_dict("records"):
        titles.setdefault(str(r["members"]), []).append(f"{r['job_id']} {r['job_title']}")
    formed = {t.theme_id for t in found.themes}
    for c in found.clusters if found.parted else ():
        named = "; ".join(titles.get(", ".join(c.members), [c.id]))
        yield Item(JOB, c.id, f"member of the cluster of {named}", tuple(q for q in counted if q.theme_id in formed and q.participant_id in c.members))
