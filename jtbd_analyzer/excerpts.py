"""Tables of excerpts collected or coded elsewhere: read with named columns, and the themes given back row by row."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jtbd_analyzer.errors import InputError, not_one_of
from jtbd_analyzer.sources import open_source
from jtbd_analyzer.text import write_atomically

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study


@dataclass(frozen=True, slots=True)
class Excerpts:
    """Texts with their codes and speakers, each list as long as the table; None where no column was named."""

    texts: tuple[str, ...]
    codes: tuple[str, ...] | None = None
    participants: tuple[str, ...] | None = None


def rows_of(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of a .csv, .tsv or .xlsx table as text; raises InputError."""
    if not path.is_file():
        raise InputError(f"{path}: must be a table; got no file. Check the path.")
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        grid = _sheet(path)
    else:
        text = open_source(path).text
        if text is None:
            raise InputError(f"{path.name}: must be a text table or .xlsx; got binary data. Save it as CSV.")
        csv.field_size_limit(1 << 27)  # an excerpt may be long; the default of 131,072 characters refuses it
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        grid = [r for r in csv.reader(io.StringIO(text), delimiter=delimiter) if r]
    if len(grid) < 2:
        raise InputError(f"{path.name}: must hold a header and rows; got {len(grid)} rows. Check the file.")
    return [h.strip() for h in grid[0]], grid[1:]


def _sheet(path: Path) -> list[list[str]]:
    import openpyxl

    try:
        sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
        grid = [["" if c is None else str(c) for c in row] for row in sheet.iter_rows(values_only=True)]
    except Exception as error:
        raise InputError(f"{path.name}: must be an Excel table; got {error}. Save it again as .xlsx or .csv.") from error
    return [r for r in grid if any(r)]


def read(path: Path, text_column: str = "text", code_column: str = "", participant_column: str = "") -> Excerpts:
    """Return the excerpts of a table; raises InputError for a column that is not there."""
    header, rows = rows_of(path)

    def column(name: str) -> tuple[str, ...]:
        if name not in header:
            raise InputError(not_one_of(f"{path.name}: column", name, header, "Name the column as in the table."))
        at = header.index(name)
        return tuple(r[at] if at < len(r) else "" for r in rows)

    return Excerpts(column(text_column), column(code_column) if code_column else None, column(participant_column) if participant_column else None)


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
