"""The one reader of tables: delimited text and workbooks as rows of text, under the limits of `sources`."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final

from jtbd_analyzer.errors import InputError, came
from jtbd_analyzer.model import Source
from jtbd_analyzer.sources import check_package, clean, open_source, zip_names

#: characters in one field; the csv module's own limit of 131,072 refuses long interviews
FIELD_CHARS: Final = 10_000_000
_DELIMITERS: Final = ",\t;|"
#: line ends in one field from which a quote mark is taken for a stray one
_STRAY_LINES: Final = 20
#: lines of a table in Markdown, header and rule included, and their share of all lines
_PIPED_ROWS, _PIPED_SHARE = 4, 0.6
_RULE: Final = re.compile(r"\|(?:\s*:?-+:?\s*\|?)+")
#: a bar between cells, not one that is part of what is written
_BAR: Final = re.compile(r"(?<!\\)\|")

Grid = list[list[str]]


def is_workbook(source: Source) -> bool:
    """Return whether the bytes are an .xlsx package; raises InputError where the package is hostile or torn."""
    return source.data.startswith(b"PK") and b"xl/" in source.data and "xl/workbook.xml" in zip_names(source)


def delimiter(text: str) -> str:
    """Return the delimiter of text: the one that parts its first line most often."""
    return max(_DELIMITERS, key=text.lstrip("\n").split("\n", 1)[0][:10_000].count)


def delimited(text: str, place: str = "table") -> Grid:
    """Return the rows of delimited text that are not empty, parted at their `delimiter`.

    Raises InputError, which names `place`, where a field is longer than `FIELD_CHARS` or the quoting is broken.
    """
    if piped := _piped(text):
        return piped
    mark = delimiter(text)
    csv.field_size_limit(FIELD_CHARS)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=mark, skipinitialspace=True))
        if mark == "\t" and any(cell.count("\n") > _STRAY_LINES for row in rows for cell in row):
            rows = list(csv.reader(StringIO(text, newline=""), delimiter=mark, quoting=csv.QUOTE_NONE))
    except csv.Error as error:
        raise InputError(f"{place}: every field must hold at most {FIELD_CHARS} characters; got more, or open quote marks. Check the quote marks.") from error
    return [row for row in rows if any(cell.strip() for cell in row)]


def _piped(text: str) -> Grid | None:
    """Return the rows of a table in Markdown, lines around it as rows of one cell; None where the text is not such a table."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    rows = [line for line in lines if line.startswith("|")]
    if len(rows) < _PIPED_ROWS or len(rows) < _PIPED_SHARE * len(lines) or not _RULE.fullmatch(rows[1]):
        return None
    return [[c.replace("\\|", "|").strip() for c in _BAR.split(line.removeprefix("|").removesuffix("|"))] if line.startswith("|") else [line]
            for line in lines if line != rows[1]]


def sheets(source: Source, most: int | None = None) -> list[Grid]:
    """Return the rows of every sheet that are not empty, at most the first `most` of each; formulas come as their last values.

    Raises InputError for a workbook that is hostile, broken or locked.
    """
    import openpyxl

    check_package(source)
    try:
        book = openpyxl.load_workbook(BytesIO(source.data), read_only=True, data_only=True)
        grids = [[[_cell(v) for v in row] for row in sheet.iter_rows(values_only=True, max_row=most)] for sheet in book.worksheets]
    except InputError:
        raise
    except Exception as error:  # openpyxl raises KeyError, ValueError, BadZipFile and others for broken parts
        raise InputError(f"{source.path.name}: must be a readable workbook; got {came(error)}. Open it in Excel and save it again as .xlsx.") from error
    return [[row for row in grid if any(c.strip() for c in row)] for grid in grids]


def _cell(value: object) -> str:
    return "" if value is None else clean(str(value))[0]


def rows_of(path: Path, least: int = 1) -> tuple[list[str], Grid]:
    """Return the header and the rows of a .csv, .tsv or .xlsx table (its first sheet), chosen by content; rows as long as the header.

    Raises InputError for a file that is missing, is no table, or has fewer rows than `least` below its header.
    """
    if not path.is_file():
        raise InputError(f"{path}: must be a table; got no file. Check the path.")
    source = open_source(path, holds="table")
    if source.text is not None:
        grid = delimited(source.text, path.name)
    elif is_workbook(source):
        grid = next(iter(sheets(source)), [])
    else:
        raise InputError(f"{path.name}: must be a text table or .xlsx; got binary data. Save it as CSV.")
    if len(grid) <= least:
        raise InputError(f"{path.name}: must hold a header and rows; got {len(grid)} rows. Check the file.")
    header = [h.strip() for h in grid[0]]
    return header, [[*row, *[""] * (len(header) - len(row))] for row in grid[1:]]
