"""Every theme and touchpoint cut by what participants.csv says of people: "5 of 6 at agencies, 1 of 5 in-house"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import CODE_ORDER, ids, people
from jtbd_analyzer.insights._traits import trait

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "column", "segment", "item", "item_id", "code", "statement", "n", "people_in_segment", "n_of_segment", "n_of_N", "warning", "compared", "participants",
    "quote_ids",
)
MISSING: Final = "(missing)"
#: a segment of fewer people than this is told apart but not to be read as a pattern (field guide, segments)
SMALL: Final = 3


@dataclass(frozen=True)
class Segments:
    """One row per column of participants.csv, segment and theme or touchpoint that somebody voices (counted quotes only).

    `columns` names those to cut by; empty takes all that have at least two and at most `most` different values, some value shared
    by two people. People without a value are the segment "(missing)". `compared` reads across: "3 of 4 school, 0 of 3 theatre".
    """

    columns: tuple[str, ...] = ()
    most: int = 8

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows by column, themes in the order of the scheme, then touchpoints."""
        import pandas as pd

        rows = [row for column in self._chosen(study) for row in _cut(study, column)]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _chosen(self, study: Study) -> list[str]:
        known = list(dict.fromkeys(k for p in study.participant_rows for k in p.attributes))
        if self.columns:
            return [c for c in self.columns if c in known]
        return [c for c in known if self._cuts(study, c)]

    def _cuts(self, study: Study, column: str) -> bool:
        values = [p.attributes.get(column, "") for p in study.participant_rows]
        told = [v for v in values if v]
        return 2 <= len(set(values)) <= self.most and bool(told) and max(told.count(v) for v in told) >= 2


def segments_of(study: Study, column: str) -> dict[str, list[str]]:
    """Return the participants of each value of a column, most first, "(missing)" last."""
    found: dict[str, list[str]] = {}
    for p in study.participant_rows:
        found.setdefault(p.attributes.get(column, "") or MISSING, []).append(p.participant_id)
    return dict(sorted(found.items(), key=lambda item: (item[0] == MISSING, -len(item[1]), item[0])))


def _items(study: Study) -> Iterator[tuple[str, str, str, str, list[Quote]]]:
    """Return item, id, code, statement and counted quotes of every theme, then of every touchpoint."""
    for t in sorted(study.theme_rows, key=lambda t: (CODE_ORDER.get(t.code, 99), -t.n, t.theme_id)):
        own = [q for i in t.quote_ids if (q := study.quotes_by_id.get(i)) and q.counted]
        if own:
            yield "theme", t.theme_id, t.code, t.statement, own
    met: dict[str, list[Quote]] = {}
    for q in study.quote_rows:
        if q.counted and (kind := trait(q, "touchpoint")):
            met.setdefault(kind, []).append(q)
    for kind, own in sorted(met.items(), key=lambda item: (-len(people(item[1])), item[0])):
        yield "touchpoint", kind, "", kind.replace("_", " "), own


def _cut(study: Study, column: str) -> Iterator[dict[str, Any]]:
    groups = segments_of(study, column)
    for item, key, code, statement, own in _items(study):
        said = {name: [p for p in people(own) if p in who] for name, who in groups.items()}
        compared = ", ".join(f"{n_of(len(said[name]), len(who))} {name}" for name, who in groups.items())
        for name, who in groups.items():
            quotes = [q for q in own if q.participant_id in who]
            yield {
                "column": column, "segment": name, "item": item, "item_id": key, "code": code, "statement": statement, "n": len(said[name]),
                "people_in_segment": len(who), "n_of_segment": n_of(len(said[name]), len(who)), "n_of_N": n_of(len(people(own)), study.n_total),
                "warning": f"only {len(who)} {'person' if len(who) == 1 else 'people'}" if len(who) < SMALL else "", "compared": compared,
                "participants": ", ".join(said[name]), "quote_ids": ids(quotes),
            }
