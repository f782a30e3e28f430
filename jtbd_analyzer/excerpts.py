"""Tables of excerpts collected or coded elsewhere: read with named columns, and the themes given back row by row."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jtbd_analyzer import themes
from jtbd_analyzer.errors import InputError, not_one_of
from jtbd_analyzer.files import write_atomically
from jtbd_analyzer.grids import rows_of

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study


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
