"""Tables with a column of speech: CSV, TSV (Whisper's too) and XLSX, their columns found by name or told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jtbd_analyzer import grids, speech
from jtbd_analyzer.errors import InputError, suggest
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.names import clean_name
from jtbd_analyzer.speech import Ledger

_SNIFF_CHARS = 100_000
_HEADER_ROWS = 10
#: columns of a sheet that lists people; without one of the latter its notes are not speech
_OF_PEOPLE = frozenset({"participant id", "segment", "recruited as", "age", "gender", "occupation", "job title", "company", "email", "e mail"})
_OF_SPEECH = frozenset({"text", "content", "transcript", "quote", "utterance", "message", "sentence", "excerpt", "verbatim", "speech"})
_MOMENT = re.compile(
    r"(?:(?P<year>\d{4})-(?P<c>\d{1,2})-(?P<d>\d{1,2})|(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>\d{4}|\d{2}))"
    r"(?:T|,?\s{1,3})(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?)\s?(?P<half>[AaPp]\.?[Mm]\.?)?(?:\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
)
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
        """Return 0.85 or 0.9 for a table whose header names a column of speech, 0.2 for another table, so that it is refused by its columns."""
        if source.text is None:
            if not grids.is_workbook(source):
                return 0.0
            return 0.9 if self._top(self._sheet(grids.sheets(source, most=2 * _HEADER_ROWS))) is not None else 0.2
        if source.text.lstrip()[:1] in ("{", "[", "<") or "-->" in source.text[:2000]:
            return 0.0
        by_name = source.suffix in (".csv", ".tsv", ".tab")
        rows = grids.delimited(source.text[:_SNIFF_CHARS], source.path.name)
        top = self._top(rows)
        if top is None or len(rows) < top + 2:
            return 0.2 if by_name else 0.0
        if not by_name and (top or len(self._columns(rows[top])) == 1):
            return 0.0
        return 0.9 if by_name else 0.85

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the rows; raises InputError when no column of speech is found, with the columns there are."""
        rows = grids.delimited(source.text, source.path.name) if source.text is not None else self._sheet(grids.sheets(source))
        kind = "XLSX" if source.text is None else "TSV" if source.suffix in (".tsv", ".tab") else "CSV"
        top = self._top(rows)
        if top is None:
            raise self._refusal(source, rows)
        header, body = rows[top], rows[top + 1 :]
        columns = self._columns(header)
        ledger = Ledger(warnings=list(source.warnings))
        for number, row in enumerate(rows[: top + 1], 1):
            for cell in row:
                ledger.drop(cell, "column header" if number == top + 1 else "above the table", number)
        self._read(ledger, body, top + 2, columns, _scale(header, columns, body))
        mapped = ", ".join(f"{meaning} = {header[i]!r}" for meaning, i in columns.items())
        ledger.warnings.append(f"columns read as {mapped}")
        return ledger.reading(source, sum(speech.ink(cell) for row in rows for cell in row), f"table ({kind})")

    def _top(self, rows: Sequence[Sequence[str]]) -> int | None:
        """Return the index of the header row, or None where no row names a column of speech or the rows list people."""
        top = next((i for i, row in enumerate(rows[:_HEADER_ROWS]) if "text" in self._columns(row)), None)
        if top is None or self.text_column:
            return top
        names = {_plain(cell) for cell in rows[top]}
        return None if len(names & _OF_PEOPLE) > 1 and not names & _OF_SPEECH else top

    def _sheet(self, book: Sequence[list[list[str]]]) -> list[list[str]]:
        """Return the sheet to read: with a column of speech if there is one, else and among these the one with the most text."""
        return max(book, key=lambda rows: (self._top(rows) is not None, sum(speech.ink(c) for r in rows for c in r)), default=[])

    def _read(self, ledger: Ledger, rows: Sequence[Sequence[str]], first: int, columns: dict[str, int], scale: float) -> None:
        cells = {m: [row[i] if i < len(row) else "" for row in rows] for m, i in columns.items()}
        blank = [""] * len(rows)
        starts, dated = _times(cells.get("start", blank), scale)
        ends, _ = ([(None, None)] * len(rows), False) if dated else _times(cells.get("end", blank), scale)
        whose = {i: m for m, i in columns.items()}
        reasons = {"speaker": "speaker label", "": "column that is not speech"}
        for k, row in enumerate(rows):
            for i, cell in enumerate(row):
                if whose.get(i) != "text":
                    ledger.drop(cell, reasons.get(whose.get(i, ""), "time stamp"), first + k)
            speaker = clean_name(cells.get("speaker", blank)[k]) or None
            end = starts[k][1] if starts[k][1] is not None else ends[k][0]
            ledger.say(cells["text"][k].replace("\n", " "), speaker, starts[k][0], end, first + k)
        strange = [first + k for k, cell in enumerate(cells.get("start", blank)) if cell.strip() and starts[k][0] is None]
        if strange:
            ledger.warnings.append(f"row {strange[0]}: the time cannot be read ({len(strange)} such); these rows stay without a time")
        if dated:
            ledger.warnings.append("the table gives date and time; times were counted from its first row")

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

    def _refusal(self, source: Source, rows: Sequence[Sequence[str]]) -> InputError:
        seen = [c.strip() for c in rows[0] if c.strip()][:12] if rows else []
        got = ", ".join(c[:40] for c in seen) or "none"
        if self.text_column:
            hint = suggest(self.text_column, seen)
            return InputError(f"{source.path.name}: must have the column {self.text_column!r}; got {got}{hint}. Name one of these.")
        if {_plain(c) for c in seen} & _OF_PEOPLE:
            return InputError(
                f"{source.path.name}: must have a column of speech; got columns {got}, a table of people. "
                "Name it participants.csv or participants.xlsx, or give it with --participants."
            )
        return InputError(
            f"{source.path.name}: must have a column of speech (text, content, quote, ...); got columns {got}. "
            "Name the column of speech 'text' and the one of names 'speaker'."
        )


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())


def _scale(header: Sequence[str], columns: dict[str, int], rows: Sequence[Sequence[str]]) -> float:
    """Return seconds per unit of plain numbers: Whisper's TSV (start, end, text) and columns named ms count milliseconds."""
    if "start" not in columns:
        return 1.0
    names = [_plain(h) for h in header]
    if names[:3] == ["start", "end", "text"] and all(r[columns["start"]].strip().isdigit() for r in rows[:50] if len(r) > columns["start"]):
        return 0.001
    return 0.001 if names[columns["start"]].endswith(" ms") else 1.0


def _times(cells: Sequence[str], scale: float) -> tuple[list[tuple[float | None, float | None]], bool]:
    """Return (start, end) of each cell in seconds and whether they were dates, which count from the first.

    A cell holds a number in the column's unit, a stamp, a span of two stamps, or a date with a time.
    """
    moments = _moments(cells)
    zero = next((m for m in moments if m is not None), None)
    if zero is None:
        return [_time(c, scale) for c in cells], False
    return [(None if m is None else round(m - zero, 3), None) for m in moments], True


def _moments(cells: Sequence[str]) -> list[float | None]:
    """Return seconds since year 1 for cells like "2025-09-17 10:00:13"; months come first only where a day over 12 says so."""
    found = [_MOMENT.fullmatch(c.strip()) for c in cells]
    second_is_day = any(m and not m["year"] and int(m["b"]) > 12 for m in found)
    out: list[float | None] = []
    for m in found:
        hours_only = m is not None and m["time"].count(":") == 1 and not m["half"]
        time = speech.seconds(m["time"] + (m["half"] or (":00" if hours_only else ""))) if m else None
        if m is None or time is None:
            out.append(None)
            continue
        year, month, day = (m["year"], m["c"], m["d"]) if m["year"] else (m["y"], *((m["a"], m["b"]) if second_is_day else (m["b"], m["a"])))
        try:
            out.append(date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).toordinal() * 86_400.0 + time)
        except ValueError:
            out.append(None)
    return out


def _time(cell: str, scale: float) -> tuple[float | None, float | None]:
    """Return (start, end) of a cell: a number in the column's unit, a stamp, or a span of two stamps."""
    text = cell.strip()[:80]
    if re.fullmatch(r"\d{1,12}(?:[.,]\d{1,6})?", text):
        return round(float(text.replace(",", ".")) * scale, 3), None
    mark = speech.parse_line(text)
    return (mark.start_s, mark.end_s) if mark.shape in ("stamp", "loose") else (None, None)
