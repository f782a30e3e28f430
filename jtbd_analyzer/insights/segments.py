"""Forces, phases, jobs, themes and touchpoints cut by what participants.csv says of people: "5 of 6 at agencies, 1 of 5 in-house"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import ids, mean_per_person, people
from jtbd_analyzer.insights._segment_items import FEELING, items

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.insights._segment_items import Item
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "column", "segment", "item", "item_id", "code", "statement", "n", "people_in_segment", "n_of_segment", "n_of_N", "felt_median", "warning", "compared",
    "participants", "quote_ids",
)
MISSING: Final = "(missing)"
#: a segment of fewer people than this is told apart but not to be read as a pattern
SMALL: Final = 5
#: more values than this make segments of one or two people each, in studies of this size
MOST: Final = 8


@dataclass(frozen=True)
class Segments:
    """One row per column of participants.csv, segment and thing that somebody tells of (counted quotes only).

    Things are the forces (people who tell of one), pains and feelings by phase of the framework, jobs (members of the cluster),
    themes and touchpoints. `felt_median` (-2..2, mean per person first) is given for feelings, whose `n` are the people with
    evidence. `columns` names those to cut by; empty takes all that have at least two and at most `most` different values, some
    value shared by two people; `not_cut` says why others are not. People without a value are the segment "(missing)".
    `compared` reads across: "3 of 4 school, 0 of 3 theatre".
    """

    columns: tuple[str, ...] = ()
    most: int = MOST

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows by column: forces, phases, jobs, themes in the order of the scheme, touchpoints."""
        import pandas as pd

        told = list(items(study))
        rows = [row for column in self._chosen(study) for row in _cut(study, column, told)]
        table = pd.DataFrame(rows, columns=list(COLUMNS))
        table["felt_median"] = pd.Series([r["felt_median"] for r in rows], dtype=object)  # no number is no "nan"
        return table

    def _chosen(self, study: Study) -> list[str]:
        known = list(dict.fromkeys(k for p in study.participant_rows for k in p.attributes))
        if self.columns:
            return [c for c in self.columns if c in known]
        return [c for c in known if not _hindrance(study, c, self.most)]


def not_cut(study: Study, cut: Iterable[str], most: int = MOST) -> list[dict[str, Any]]:
    """Return the columns of participants.csv that are not among those `cut`: how many different values they have, for how many people, and why not."""
    known = dict.fromkeys(k for p in study.participant_rows for k in p.attributes)
    rows = []
    for column in (c for c in known if c not in set(cut)):
        told = [v for p in study.participant_rows if (v := p.attributes.get(column, ""))]
        rows.append({"column": column, "different_values": len(set(told)), "people_with_a_value": n_of(len(told), study.n_total),
                     "why": _hindrance(study, column, most) or "not among the columns that were asked for"})
    return rows


def _hindrance(study: Study, column: str, most: int) -> str:
    """Return why a column cuts nothing, or ""."""
    values = [p.attributes.get(column, "") for p in study.participant_rows]
    told = [v for v in values if v]
    if not told:
        return "empty for everybody"
    if len(set(values)) < 2:
        return "the same for everybody"
    if max(map(told.count, told)) < 2:
        return "no two people share a value"
    if len(set(values)) > most:
        missing = ", people without a value among them" if len(told) < len(values) else ""
        return f"{len(set(values))} different groups{missing}; at most {most} are compared: put values together in participants.csv"
    return ""


def segments_of(study: Study, column: str) -> dict[str, list[str]]:
    """Return the participants of each value of a column, most first, "(missing)" last."""
    found: dict[str, list[str]] = {}
    for p in study.participant_rows:
        found.setdefault(p.attributes.get(column, "") or MISSING, []).append(p.participant_id)
    return dict(sorted(found.items(), key=lambda item: (item[0] == MISSING, -len(item[1]), item[0])))


def _cut(study: Study, column: str, told: list[Item]) -> Iterator[dict[str, Any]]:
    groups = segments_of(study, column)
    for x in told:
        cells = {name: [q for q in x.quotes if q.participant_id in who] for name, who in groups.items()}
        felt = {name: _felt(own) if x.item == FEELING else None for name, own in cells.items()}
        counts = {name: n_of(len(people(cells[name])), len(who)) for name, who in groups.items()}
        compared = ", ".join(f"{counts[name]} {name}{'' if felt[name] is None else f' ({signed(felt[name])})'}" for name in groups)
        for name, who in groups.items():
            yield {
                "column": column, "segment": name, "item": x.item, "item_id": x.id, "code": x.code, "statement": x.statement, "n": len(people(cells[name])),
                "people_in_segment": len(who), "n_of_segment": counts[name], "n_of_N": n_of(len(people(x.quotes)), study.n_total), "felt_median": felt[name],
                "warning": f"only {len(who)} {'person' if len(who) == 1 else 'people'}" if len(who) < SMALL else "", "compared": compared,
                "participants": ", ".join(people(cells[name])), "quote_ids": ids(cells[name]),
            }


def signed(felt: float | None) -> str:
    """Return a feeling to one place with its sign, "+0.0" for what rounds to nothing; "" for none."""
    return "" if felt is None else f"{round(felt, 1) + 0.0:+.1f}".replace("-", "−")


def cell_of(row: Mapping[str, Any]) -> str:
    """Return what a cell of a row shows: people of the segment, and before them how it felt where that is asked."""
    felt = signed(row["felt_median"])
    return f"{felt}: {row['n_of_segment']}" if felt else str(row["n_of_segment"])


def _felt(quotes: list[Quote]) -> float | None:
    """Return the median of people's mean feeling, each person's mean first; None where nobody tells of it."""
    means = mean_per_person(quotes, lambda q: q.valence).values()
    return round(median(means), 2) if means else None
