"""Excerpts collected or coded elsewhere: read from a table with named columns, grouped into themes, and given back row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jtbd_analyzer import evidence, journey, lineage, manifest, overlays, themes
from jtbd_analyzer.cache import open_store
from jtbd_analyzer.errors import InputError, not_one_of
from jtbd_analyzer.files import write_atomically
from jtbd_analyzer.grids import rows_of
from jtbd_analyzer.grouping import grouped_by
from jtbd_analyzer.model import Clause, Quote
from jtbd_analyzer.recipe import Recipe, load_recipe
from jtbd_analyzer.remembered import claimed
from jtbd_analyzer.scheme import EXCERPT, kind_of
from jtbd_analyzer.sources import clean
from jtbd_analyzer.stages import Progress, silent
from jtbd_analyzer.study import Participant, Study
from jtbd_analyzer.text import sentences, squeeze


@dataclass(frozen=True, slots=True)
class Excerpts:
    """Texts with their codes and speakers, each list as long as the table; None where no column was named."""

    texts: tuple[str, ...]
    codes: tuple[str, ...] | None = None
    participants: tuple[str, ...] | None = None


def read(path: Path, text_column: str = "text", code_column: str = "", participant_column: str = "") -> Excerpts:
    """Return the excerpts of a table; raises InputError for a column that is not there."""
    header, rows = rows_of(path)

    def column(name: str) -> tuple[str, ...]:
        if name not in header:
            raise InputError(not_one_of(f"{path.name}: column", name, header, "Name the column as in the table."))
        at = header.index(name)
        return tuple(r[at] if at < len(r) else "" for r in rows)

    return Excerpts(column(text_column), column(code_column) if code_column else None, column(participant_column) if participant_column else None)


def told(study: Study, rows: int) -> str:
    """Return in words what became of `rows` excerpts: how many are in themes, single voices, left out, empty; and whether people could be counted."""
    placed = sum(bool(q.theme_id) for q in study.quote_rows)
    single = sum(q.theme_role == themes.SINGLE for q in study.quote_rows)
    rest = {"single voices": single, "left out": len(study.quote_rows) - placed - single, "empty": rows - len(study.quote_rows)}
    counts = [f"{placed} of {rows} excerpts in {len(study.theme_rows)} themes", *(f"{n} {what}" for what, n in rest.items() if n)]
    people = "" if study.participant_rows else "\nNo column says who speaks, so people are not counted: name it with --participant-column."
    return ", ".join(counts) + people


def write_assignments(study: Study, rows: int, path: Path) -> None:
    """Write which theme each row is in: row (0-based), theme_id ("" for none), theme_label."""
    names = {t.theme_id: t.statement for t in study.theme_rows}
    given = {int(q.quote_id.removeprefix("row-")): q.theme_id for q in study.quote_rows}
    out = io.StringIO()
    writer: Any = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["row", "theme_id", "theme_label"])
    for i in range(rows):
        label = names.get(given.get(i, ""), "")
        writer.writerow([i, given.get(i, ""), "'" + label if label.startswith(tuple("=+-@\t\r")) else label])
    write_atomically(path, "\ufeff" + out.getvalue())


def find_themes(texts: Sequence[str], *, codes: Sequence[str] | None = None, participants: Sequence[str] | None = None,
                recipe: str | Path | Recipe = "standard", settings: Mapping[str, Any] | Iterable[str] = (), name: str = "excerpts",
                earlier: str | Path | None = None, cache: bool = True, progress: Progress = silent) -> Study:
    """Return a study of excerpts collected or coded elsewhere: grouped within each code (all as one without), named, counted.

    Quote ids are `row-0000` … in the order of `texts`; empty texts are left out. Without `participants`, and where one is
    blank, nobody is counted: who speaks is not known, and a row is not a person. `earlier` is the folder of an earlier run
    whose theme ids go on. Raises InputError where `codes` or `participants` are not as many as `texts`.
    """
    for what, given in (("codes", codes), ("participants", participants)):
        if given is not None and len(given) != len(texts):
            raise InputError(f"{what}: must be one for each text; got {len(given)} for {len(texts)} texts. Give \"\" where there is none.")
    made = recipe if isinstance(recipe, Recipe) else load_recipe(recipe, settings)
    frame = journey.framework(made.journey.framework, made.journey.first_value_phase)
    parts = {k: made.build(k) for k in ("alike", "group", "name")}
    past = lineage.read(Path(earlier) if earlier is not None else None)
    who = [squeeze(str(p)) for p in participants] if participants is not None else [""] * len(texts)
    labels = [squeeze(str(c)) or "uncoded" for c in codes] if codes is not None else [EXCERPT] * len(texts)
    cleaned = [clean(str(t))[0] for t in texts]
    quotes = [_excerpt(i, t, labels[i], who[i]) for i, t in enumerate(cleaned) if t.strip()]
    people = sorted({q.participant_id for q in quotes} - {""})
    store = open_store(cache)
    try:
        setting = themes.Setting(people, {}, past.themes, made.run.seed)
        clauses = _excerpt_clauses(quotes)
        if any(q.kind in themes.GROUPED for q in quotes):
            clauses |= claimed(clauses, quotes, made.build("code"), store)
        grouped = grouped_by(quotes, clauses, parts, store, setting, progress)
    finally:
        store.close()
    words = {p: sum(len(q.verbatim.split()) for q in quotes if q.participant_id == p) for p in people}
    persons = tuple(Participant(p, p, (), words[p]) for p in people)
    counts = {"excerpts": len(texts), "themes": len(grouped.themes)}
    return Study(name, (), persons, grouped.quotes, grouped.themes, frame, {}, (), manifest.describe(made, (), (), counts, {}), (),
                 aliases=lineage.aliases(past, grouped.themes))


def _excerpt(row: int, text: str, code: str, person: str) -> Quote:
    known = kind_of(code)
    kind = known if known in themes.GROUPED else EXCERPT
    return Quote(
        f"row-{row:04d}", "", person, row, 0, len(text), None, text, "", code, kind, 1.0, "", "given", "", "", 0.0, "", 0,
        evidence.intensity(text), "", overlays.job_levels(text), "self", "", "affirmed", "", "", "B", "given as evidence", True, "", "",
    )


def _excerpt_clauses(quotes: Sequence[Quote]) -> dict[str, tuple[Clause, ...]]:
    """Return clauses of excerpts by punctuation alone: parsing thousands of rows for a name each is not worth the wait."""
    out = {}
    for q in quotes:
        spans = [q.verbatim[a:b] for a, b in sentences(q.verbatim)]
        out[q.quote_id] = tuple(Clause(x) for s in spans for x in (s, *s.split(", ")) if 3 <= len(x.split()) <= 16)
    return out
