"""Documents (Word, OpenDocument, RTF, pages, PDF) as lines and tables, and how these are read. Not a loader itself.

A walker turns its format into blocks; here the whole document decides whether a table holds the talk, whether lines are
labelled, or whether bold or slanted paragraphs are the interviewer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError, came
from jtbd_analyzer.loaders import _columns
from jtbd_analyzer.loaders._dialogue import read_dialogue
from jtbd_analyzer.model import Source
from jtbd_analyzer.speech import Ledger, Line

#: share of paragraphs that are set off throughout, between which this is read as the interviewer's mark
_SET_OFF_SHARE = (0.1, 0.7)
_LEAST_PARAGRAPHS = 4
#: a transcript table holds at least this share of the document's words
_TABLE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Cells:
    """A table of a document: rows of cells, each cell its lines."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]

    def grid(self) -> list[list[str]]:
        """Return the cells as text, the lines of one joined by spaces."""
        return [[" ".join(x.text.strip() for x in cell if x.text.strip()) for cell in row] for row in self.rows]

    def lines(self) -> list[Line]:
        """Return the lines of all cells in reading order."""
        return [line for row in self.rows for cell in row for line in cell]


Block = Line | Cells


def parse_xml(source: Source, data: bytes, part: str) -> Any:
    """Return the root of an XML part, entities left alone; raises InputError where it is not well-formed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{source.path.name}: {part} must be well-formed; got {came(error)}. Open the file where it was made and save it again.") from error


def lines_in(blocks: Iterable[Block]) -> list[Line]:
    """Return the lines of blocks in reading order, those in tables too."""
    return [line for block in blocks for line in (block.lines() if isinstance(block, Cells) else (block,))]


def read_document(blocks: Sequence[Block], speakers: Iterable[str] = ()) -> tuple[Ledger, bool]:
    """Return what a document says and whether a table says it; every character of its lines is speech or set aside."""
    written = sum(speech.ink(line.text) for line in lines_in(blocks))
    found = [(b, c, top) for b in blocks if isinstance(b, Cells) for c, top in [_columns_of(b)] if c]
    inside = sum(speech.ink(line.text) for b, _, _ in found for line in b.lines())
    if found and inside >= _TABLE_SHARE * written:
        return _read_tables(blocks, {id(b): (c, top) for b, c, top in found}), True
    return _read_lines(lines_in(blocks), tuple(speakers)), False


def _columns_of(table: Cells) -> tuple[dict[str, int], bool]:
    """Return the columns of a table that holds talk, and whether its first row is a header; no columns where it does not."""
    grid = table.grid()
    header = _columns.by_header(grid[0]) if grid else {}
    if "text" in header and ({"speaker", "start", "question"} & set(header)) and len(grid) > 2:
        return header, True
    found = _columns.by_content(grid)
    return found, bool(found) and _columns.has_header(grid, found)


def _read_tables(blocks: Sequence[Block], tables: dict[int, tuple[dict[str, int], bool]]) -> Ledger:
    """Return the rows of the tables of a talk, a row without a name said by the one before; text around them is set aside."""
    ledger = Ledger()
    number = 0
    for block in blocks:
        if not isinstance(block, Cells) or id(block) not in tables:
            for line in block.lines() if isinstance(block, Cells) else (block,):
                ledger.drop(line.text, "outside the transcript table", line.number)
            continue
        columns, headed = tables[id(block)]
        rows = block.grid()
        if headed:
            number += 1
            for name in rows[0]:
                ledger.drop(name, "column header", number)
        body = rows[headed:]
        _columns.read_rows(ledger, body, range(number + 1, number + 1 + len(body)), columns)
        number += len(body)
    last: str | None = None
    for i, p in enumerate(ledger.passages):
        last = p.speaker or last
        if last is not None:
            ledger.passages[i] = speech.voiced(p, last)
    outside = sum(len(d.text.split()) for d in ledger.dropped if d.reason == "outside the transcript table")
    if outside > speech.PREAMBLE_WORDS:
        ledger.warnings.append(f"{outside} words outside the transcript table were set aside. Put them in it if they are speech.")
    ledger.names = tuple(dict.fromkeys(p.speaker for p in ledger.passages if p.speaker))
    return ledger


def _read_lines(lines: Sequence[Line], speakers: tuple[str, ...]) -> Ledger:
    ledger = read_dialogue(lines, speakers)
    if ledger.names:
        return ledger
    written = [line for line in lines if line.text.strip()]
    marks = [speech.parse_line(line.text) for line in written]
    spoken = [x for x, m in zip(written, marks, strict=True) if m.shape != "stamp" or m.rest.strip()]
    for kind, off in (("bold", [x.bold for x in spoken]), ("slanted", [x.slanted for x in spoken])):
        if len(spoken) >= _LEAST_PARAGRAPHS and _SET_OFF_SHARE[0] <= sum(off) / len(spoken) <= _SET_OFF_SHARE[1] and sum(off) > 1:
            return _by_type(lines, kind)
    return ledger


def _by_type(lines: Sequence[Line], kind: str) -> Ledger:
    """Give bold (or slanted) paragraphs to the interviewer; what stands set off above the first plain paragraph is the title, if it asks nothing."""
    ledger = Ledger()
    start: float | None = None
    end: float | None = None
    first = next((i for i, x in enumerate(lines) if x.text.strip() and not _off(x, kind)), 0)
    asked = next((i for i in range(first - 1, -1, -1) if lines[i].text.strip()), None)
    for i, line in enumerate(lines):
        mark = speech.parse_line(line.text)
        if i < first and i != asked and not line.text.strip().endswith("?"):
            ledger.drop(line.text, "title", line.number)
        elif mark.shape == "stamp":
            start, end = mark.start_s, mark.end_s
            ledger.drop(mark.label, "time stamp", line.number)
            ledger.say(mark.rest, "Interviewer" if _off(line, kind) else "Participant", start, end, line.number)
            start = None if mark.rest.strip() else start
        elif line.text.strip():
            ledger.say(line.text, "Interviewer" if _off(line, kind) else "Participant", start, end, line.number)
            start = end = None
    ledger.warnings.append(
        f"no speaker labels were found; {kind} paragraphs were taken for the interviewer's, the others for the participant's"
    )
    ledger.names = ("Interviewer", "Participant")
    return ledger


def _off(line: Line, kind: str) -> bool:
    return line.bold if kind == "bold" else line.slanted


def form_of(lines: Sequence[Line], ledger: Ledger, suffix: str, other: str) -> str:
    """Return the tool that made a document, as "Teams DOCX" with `suffix` "DOCX", or `other` with a note where nobody is named."""
    text = "\n".join(line.text for line in lines)
    if ledger.shapes["header"] >= 2:
        if re.search(r"\(\d{1,2}:\d{2}(?::\d{2})?\):", text):
            return f"Rev {suffix}"
        teams = len(re.findall(r"\S {3}\d{1,2}:\d{2}(?::\d{2})?\n", text))
        return f"Otter {suffix}" if "otter.ai" in text or teams < ledger.shapes["header"] / 2 else f"Teams {suffix}"
    if "📖" in text or "This editable transcript was computer generated" in text or "Meeting ended after" in text:
        return f"Google Meet {suffix}"
    return other if ledger.names else f"{other} without speakers"
