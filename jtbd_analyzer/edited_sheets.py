"""Reads the cells of a workbook that people and programs have changed: headers wherever they stand, values as text."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from jtbd_analyzer.errors import InputError, came
from jtbd_analyzer.text import squeeze

#: the very hidden sheet that says what a workbook was written from, and the form of that sheet
META: Final = "_meta"
META_FORM: Final = "1"
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: a formula of a cell, in the bytes of a sheet
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >/]")
#: a header stands within so many rows of the top
_HEADER_WITHIN: Final = 60


def open_book(path: Path) -> Any:
    """Return the workbook at `path` with the values of its cells; raises InputError if there is none or it is no workbook."""
    from openpyxl import load_workbook

    if not path.is_file():
        raise InputError(f"{path}: must be the edited workbook; got no file. Check the path.")
    try:
        book = load_workbook(path, data_only=True)
        _mark_formulas(path, book)
        return book
    except Exception as error:  # openpyxl raises what it meets: zip, XML, key and value errors
        raise InputError(f"{path}: must be an Excel workbook (.xlsx); got {came(error)}. Save it as .xlsx and apply again.") from error


def _mark_formulas(path: Path, book: Any) -> None:
    """Put an error in every cell whose formula has no value: a program that does not calculate leaves it so, and it reads as blank."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as parts:
        if not any(_FORMULA.search(parts.read(n)) for n in parts.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")):
            return
    for sheet in load_workbook(path).worksheets:
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            twin = book[sheet.title][cell.coordinate]
            if twin.value is None and twin.data_type != "str":  # a formula may well have nothing as its value
                twin.value, twin.data_type = f"{getattr(cell.value, 'text', cell.value)} without a value", "e"


def read_meta(book: Any) -> tuple[str, str, frozenset[str]]:
    """Return form, run and known decisions of the hidden sheet, "" and none where a program has dropped it."""
    if META not in book.sheetnames:
        return "", "", frozenset()
    rows = [(str(r[0]), str(r[1])) for r in book[META].iter_rows(min_col=1, max_col=2, values_only=True) if r[0] and r[1]]
    first = dict(reversed(rows))
    return first.get("form", ""), first.get("run", ""), frozenset(v for k, v in rows if k == "decision")


def filled(sheet: Any, top: int, letters: Sequence[str]) -> bool:
    """Say whether any cell below the header in these columns holds something."""
    at = [index_of(x) for x in letters]
    return any(i < len(row) and row[i] not in (None, "") for row in sheet.iter_rows(min_row=top + 1, values_only=True) for i in at)


def header(sheet: Any) -> tuple[int, dict[str, str], list[tuple[str, str]]] | None:
    """Return the row of the header, its names by column letter, and names that stand again; None where no row has a yellow column."""
    from openpyxl.utils import get_column_letter

    for number, values in enumerate(sheet.iter_rows(max_row=_HEADER_WITHIN, values_only=True), 1):
        names: dict[str, str] = {}
        doubled = []
        for i, value in enumerate(values, 1):
            name = squeeze(plain(value)).casefold().replace(" ", "_") if isinstance(value, str) else ""
            if name in names:
                doubled.append((name, f"{get_column_letter(i)}{number}"))
            elif name:
                names[name] = get_column_letter(i)
        if any(n.startswith("human_") for n in names):
            return number, names, doubled
    return None


def index_of(letter: str) -> int:
    """Return the place of a column from 0."""
    from openpyxl.utils import column_index_from_string

    return int(column_index_from_string(letter)) - 1


def plain(text: str) -> str:
    """Return a cell's text as it was meant: characters that XML escapes as _xHHHH_, and one kind of line end."""
    return _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def value_of(cell: Any) -> str:
    """Return what a cell holds as text: yes or no, dates as YYYY-MM-DD, whole numbers without a point, errors after a zero character."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = plain(str(value)).strip()
    return f"\0{text}" if cell.data_type == "e" else text
