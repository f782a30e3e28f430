"""Tables with a column of speech: CSV, TSV (Whisper's too) and XLSX, their columns found by name or told."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError, suggest
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.sources import check_package, clean, zip_names
from jtbd_analyzer.speech import Ledger

_FIELD_CHARS = 10_000_000
_SNIFF_CHARS = 100_000
_HEADER_ROWS = 10
#: column names by meaning, best first; compared in lower case without punctuation
_SYNONYMS = {
    "speaker": ("speaker", "speaker name", "participant", "participant name", "name", "author", "role", "who", "user", "person"),
    "text": (
        "text",
        "content",
        "transcript",
        "quote",
        "utterance",
        "message",
        "sentence",
        "excerpt",
        "verbatim",
        "speech",
        "comment",
        "response",
        "highlight",
        "note",
    ),
    "start": (
        "start",
        "start time",
        "time",
        "timestamp",
        "timespan",
        "time span",
        "time stamp",
        "in",
        "from",
        "begin",
        "start s",
        "start ms",
        "timecode",
        "date",
    ),
    "end": ("end", "end time", "out", "to", "stop", "end s", "end ms"),
}


@dataclass(frozen=True)
class Table:
    """Reads one passage per row. Column options name the columns where the header does not say ("" = find them)."""

    text_column: str = ""
    speaker_column: str = ""
    start_column: str = ""
    end_column: str = ""

    def sniff(self, source: Source) -> float:
        """Return 0.85 to 0.9 for a table whose header names a column of speech, else 0."""
        if source.text is None:
            if not source.data.startswith(b"PK") or b"xl/" not in source.data or "xl/workbook.xml" not in zip_names(source):
                return 0.0
            return 0.9
        if source.text.lstrip()[:1] in ("{", "[", "<") or "-->" in source.text[:2000]:
            return 0.0
        rows = _delimited(source.text[:_SNIFF_CHARS])
        found = self._columns(rows[0]) if rows else {}
        if "text" not in found or len(rows) < 2:
            return 0.0
        return (
            0.85 + (0.05 if source.suffix in (".csv", ".tsv", ".tab") else 0.0)
            if len(found) > 1 or source.suffix in (".csv", ".tsv")
            else 0.3
        )

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the rows; raises InputError when no column of speech is found, with the columns there are."""
        rows = _delimited(source.text) if source.text is not None else _workbook(source)
        kind = "XLSX" if source.text is None else "TSV" if source.suffix in (".tsv", ".tab") else "CSV"
        top = next((i for i, row in enumerate(rows[:_HEADER_ROWS]) if "text" in self._columns(row)), None)
        if top is None:
            self._refuse(source, rows)
        header = rows[top or 0]
        columns = self._columns(header)
        ledger = Ledger(warnings=list(source.warnings))
        for number, row in enumerate(rows[: (top or 0) + 1], 1):
            for cell in row:
                ledger.drop(cell, "column header" if number == (top or 0) + 1 else "above the table", number)
        scale = _scale(header, columns, rows[(top or 0) + 1 :])
        self._read(ledger, rows[(top or 0) + 1 :], (top or 0) + 2, columns, scale)
        mapped = ", ".join(f"{meaning} = {header[i]!r}" for meaning, i in columns.items())
        ledger.warnings.append(f"columns read as {mapped}")
        return ledger.reading(source, sum(speech.ink(cell) for row in rows for cell in row), f"table ({kind})")

    def _read(self, ledger: Ledger, rows: Sequence[Sequence[str]], first: int, columns: dict[str, int], scale: float) -> None:
        strange: list[int] = []
        for number, row in enumerate(rows, first):
            cells = {meaning: row[i] if i < len(row) else "" for meaning, i in columns.items()}
            for i, cell in enumerate(row):
                meaning = next((m for m, j in columns.items() if j == i), "")
                if meaning != "text":
                    ledger.drop(cell, {"speaker": "speaker label", "": "column that is not speech"}.get(meaning, "time stamp"), number)
            start, end = _time(cells.get("start", ""), scale)
            end = end if end is not None else _time(cells.get("end", ""), scale)[0]
            if cells.get("start", "").strip() and start is None:
                strange.append(number)
            ledger.say(cells["text"].replace("\n", " "), speech.clean_name(cells.get("speaker", "")) or None, start, end, number)
        if strange:
            ledger.warnings.append(f"row {strange[0]}: the time cannot be read ({len(strange)} such); these rows stay without a time")

    def _columns(self, header: Sequence[str]) -> dict[str, int]:
        """Return meaning -> index; a column told by an option must be there by that name."""
        names = [_plain(cell) for cell in header]
        told = {"speaker": self.speaker_column, "text": self.text_column, "start": self.start_column, "end": self.end_column}
        found: dict[str, int] = {}
        for meaning, synonyms in _SYNONYMS.items():
            wanted = (_plain(told[meaning]),) if told[meaning] else synonyms
            index = next((names.index(w) for w in wanted if w in names and names.index(w) not in found.values()), None)
            if index is not None:
                found[meaning] = index
        return found

    def _refuse(self, source: Source, rows: Sequence[Sequence[str]]) -> None:
        seen = [c.strip() for c in rows[0] if c.strip()][:20] if rows else []
        if self.text_column:
            hint = suggest(self.text_column, seen)
            raise InputError(
                f"{source.path}: must have the column {self.text_column!r}; got {', '.join(seen) or 'none'}{hint}. Name one of these."
            )
        raise InputError(
            f"{source.path}: must have a column of speech (text, quote, ...); got {', '.join(seen) or 'none'}. Name it with text_column."
        )


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())


def _delimited(text: str) -> list[list[str]]:
    """Return the rows of delimited text; the delimiter is the one that parts the header most often."""
    first = text.lstrip("\n").split("\n", 1)[0][:10_000]
    delimiter = max(",\t;|", key=first.count)
    csv.field_size_limit(_FIELD_CHARS)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True))
        if delimiter == "\t" and any(cell.count("\n") > 20 for row in rows for cell in row):
            rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE))  # a stray quote mark
    except csv.Error as error:
        raise InputError(f"table: every field must hold at most {_FIELD_CHARS} characters; got {error}. Check the quote marks.") from error
    return [row for row in rows if any(cell.strip() for cell in row)]


def _workbook(source: Source) -> list[list[str]]:
    """Return the rows of the sheet with the most text; formulas come as their last values."""
    import openpyxl

    check_package(source)
    try:
        book = openpyxl.load_workbook(BytesIO(source.data), read_only=True, data_only=True)
        sheets = [[[_cell(v) for v in row] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]
    except InputError:
        raise
    except Exception as error:  # openpyxl raises KeyError, ValueError, BadZipFile and others for broken parts
        raise InputError(f"{source.path}: must be a readable workbook; got {error}. Save it again as .xlsx.") from error
    kept = [[row for row in rows if any(c.strip() for c in row)] for rows in sheets]
    return max(kept, key=lambda rows: sum(speech.ink(c) for r in rows for c in r), default=[])


def _cell(value: object) -> str:
    return "" if value is None else clean(str(value))[0]


def _scale(header: Sequence[str], columns: dict[str, int], rows: Sequence[Sequence[str]]) -> float:
    """Return seconds per unit of plain numbers: Whisper's TSV (start, end, text) and columns named ms count milliseconds."""
    if "start" not in columns:
        return 1.0
    names = [_plain(h) for h in header]
    if names[:3] == ["start", "end", "text"] and all(r[columns["start"]].strip().isdigit() for r in rows[:50] if len(r) > columns["start"]):
        return 0.001
    return 0.001 if names[columns["start"]].endswith(" ms") else 1.0


def _time(cell: str, scale: float) -> tuple[float | None, float | None]:
    """Return (start, end) of a cell: a number in the column's unit, a stamp, or a span of two stamps."""
    text = cell.strip()
    if re.fullmatch(r"\d{1,12}(?:[.,]\d{1,6})?", text):
        return round(float(text.replace(",", ".")) * scale, 3), None
    mark = speech.parse_line(text[:80])
    return (mark.start_s, mark.end_s) if mark.shape in ("stamp", "loose") else (None, None)
