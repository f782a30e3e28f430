"""Word files: Teams, Otter, Rev, Google Meet, NVivo tables and hand-typed interviews.

The body is walked by hand, since the common libraries skip tables, tracked insertions, content controls and smart tags. A line,
not a paragraph, is the unit: Teams packs a whole turn in one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders._dialogue import read_dialogue
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.names import clean_name
from jtbd_analyzer.sources import check_package, zip_member, zip_names
from jtbd_analyzer.speech import Ledger, Line

_BODY = "word/document.xml"
_SKIP = frozenset({"del", "moveFrom", "Fallback", "pPr", "sectPr", "instrText", "delText"})
_ON = ("1", "true", "on", None)
_TIME_COLUMN = re.compile(r"(?:time ?span|time ?stamp|times?|time ?code|start(?: time)?)", re.IGNORECASE)
_TEXT_COLUMN = re.compile(r"(?:content|text|transcript(?:ion)?|utterance|speech|dialogue)", re.IGNORECASE)
_SPEAKER_COLUMN = re.compile(r"(?:speaker|participant|name|who|role)", re.IGNORECASE)
#: share of paragraphs that are bold throughout, between which bold is read as the interviewer's mark
_BOLD_SHARE = (0.1, 0.7)


@dataclass(frozen=True)
class Docx:
    """Reads Word documents. `speakers` are names to accept as labels though they occur only once."""

    speakers: tuple[str, ...] = ()

    def sniff(self, source: Source) -> float:
        """Return 0.95 for a zip package with a Word body, else 0."""
        if not source.data.startswith(b"PK") or b"word/" not in source.data:
            return 0.0
        return 0.95 if _BODY in zip_names(source) else 0.0

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the document; raises InputError for a broken package or a body without speech."""
        check_package(source)
        body, root = _body(source)
        table = _speech_table(body)
        ledger = _read_table(body, table) if table is not None else _read_lines(body, self.speakers)
        notes = _footnotes(source)
        for note in notes:
            ledger.drop(note, "footnote")
        ledger.warnings[:0] = source.warnings
        total = _ink_of(root) + sum(map(speech.ink, notes))
        return ledger.reading(source, total, "Word table" if table is not None else _form(body, ledger))


def _body(source: Source) -> tuple[Any, Any]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(zip_member(source, _BODY), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{source.path.name}: {_BODY} must be well-formed; got {error}. Open the file in Word and save it again.") from error
    body = next((child for child in root if _tag(child) == "body"), None)
    if body is None:
        raise InputError(f"{source.path.name}: must hold a document body; got none. Open the file in Word and save it again.")
    return body, root


def _tag(element: Any) -> str:
    name = element.tag
    return name.rsplit("}", 1)[-1] if isinstance(name, str) else ""


def _value(element: Any) -> str | None:
    return next((v for k, v in element.attrib.items() if k.endswith("}val")), None)


def _paragraphs(element: Any) -> Iterator[Any]:
    """Yield the paragraphs under `element` in reading order, each once, those in text boxes after the one that holds them."""
    for child in element:
        if _tag(child) in _SKIP:
            continue
        if _tag(child) == "p":
            yield child
        yield from _paragraphs(child)


def _runs(element: Any, bold: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of text of one paragraph with their bold flag; nested paragraphs (text boxes) have their own turn."""
    for child in element:
        tag = _tag(child)
        if tag in _SKIP or tag == "p":
            continue
        if tag == "t":
            yield child.text or "", bold
        elif tag in ("br", "cr"):
            yield "\n", bold
        elif tag in ("tab", "ptab"):
            yield "\t", bold
        elif tag == "noBreakHyphen":
            yield "‑", bold
        elif tag == "r":
            marks = list(child.iterfind("./{*}rPr/{*}b"))
            yield from _runs(child, bold=bool(marks) and _value(marks[0]) in _ON)
        else:
            yield from _runs(child, bold)


def _lines(element: Any) -> list[Line]:
    """Return the lines under `element`; their number is that of the paragraph, from 1."""
    out: list[Line] = []
    for number, paragraph in enumerate(_paragraphs(element), 1):
        text, bold = "", True
        for piece, heavy in _runs(paragraph):
            parts = piece.replace("\r", "\n").split("\n")
            for i, part in enumerate(parts):
                if i:
                    out.append(Line(text, number, bold and bool(text.strip())))
                    text, bold = "", True
                text += part
                bold &= heavy or not part.strip()
        out.append(Line(text, number, bold and bool(text.strip())))
    return out


def _ink_of(root: Any) -> int:
    """Count the body's characters straight from the text elements, so that the walk above is checked against something."""
    total = 0
    for element in root.iter("{*}t", "{*}noBreakHyphen"):
        if (
            any(_tag(a) in _SKIP for a in element.iterancestors())
            or not element.tag.startswith("{")
            or "wordprocessingml" not in element.tag
        ):
            continue
        total += speech.ink(element.text or "") if _tag(element) == "t" else 1
    return total


def _footnotes(source: Source) -> list[str]:
    from lxml import etree

    notes: list[str] = []
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in zip_names(source):
            try:
                root = etree.fromstring(zip_member(source, name), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
            except etree.XMLSyntaxError:
                continue
            notes += [text for p in _paragraphs(root) if (text := "".join(t for t, _ in _runs(p))).strip()]
    return notes


def _read_lines(body: Any, known: tuple[str, ...]) -> Ledger:
    lines = _lines(body)
    ledger = read_dialogue(lines, known)
    if ledger.names:
        return ledger
    written = [line for line in lines if line.text.strip()]
    heavy = sum(line.bold for line in written)
    if len(written) < 4 or not _BOLD_SHARE[0] <= heavy / len(written) <= _BOLD_SHARE[1]:
        return ledger
    ledger = Ledger()
    for line in written:
        if speech.parse_line(line.text).shape == "stamp" and not speech.parse_line(line.text).rest.strip():
            ledger.drop(line.text, "time stamp", line.number)
        else:
            ledger.say(line.text, "Interviewer" if line.bold else "Participant", line=line.number)
    ledger.warnings.append(
        "no speaker labels were found; bold paragraphs were taken for the interviewer's, the others for the participant's"
    )
    ledger.names = ("Interviewer", "Participant")
    return ledger


def _rows(table: Any) -> list[list[str]]:
    return [
        [" ".join(x.text.strip() for x in _lines(cell) if x.text.strip()) for cell in row.iterfind("./{*}tc")]
        for row in table.iterfind("./{*}tr")
    ]


def _speech_table(body: Any) -> Any | None:
    """Return the longest table whose header names a column of words and one of speakers or times (NVivo), if there is one."""
    best = None
    for table in body.iterfind(".//{*}tbl"):
        rows = _rows(table)
        header = [c.strip() for c in rows[0]] if rows else []
        words = any(_TEXT_COLUMN.fullmatch(c) for c in header)
        who = any(_SPEAKER_COLUMN.fullmatch(c) or _TIME_COLUMN.fullmatch(c) for c in header)
        if words and who and len(rows) > 2 and (best is None or len(rows) > len(_rows(best))):
            best = table
    return best


def _column(header: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((i for i, name in enumerate(header) if pattern.fullmatch(name.strip())), None)


def _read_table(body: Any, table: Any) -> Ledger:
    """Return the rows of a transcript table; text around it and its other columns are set aside."""
    ledger = Ledger()
    inside = set(table.iter())
    for number, paragraph in enumerate(_paragraphs(body), 1):
        if paragraph not in inside:
            ledger.drop("".join(t for t, _ in _runs(paragraph)), "outside the transcript table", number)
    rows = _rows(table)
    for name in rows[0]:
        ledger.drop(name, "column header", 1)
    text, who, when = (_column(rows[0], p) for p in (_TEXT_COLUMN, _SPEAKER_COLUMN, _TIME_COLUMN))
    speaker: str | None = None
    for number, row in enumerate(rows[1:], 2):
        start = end = None
        words = ""
        for i, cell in enumerate(row):
            if i == text:
                words = cell
            elif i == who:
                speaker = clean_name(cell) or speaker
                ledger.drop(cell, "speaker label", number)
            else:
                if i == when:
                    mark = speech.parse_line(cell)
                    start, end = mark.start_s, mark.end_s
                ledger.drop(cell, "time stamp" if i == when else "column that is not speech", number)
        ledger.say(words, speaker, start, end, number)
    return ledger


def _form(body: Any, ledger: Ledger) -> str:
    text = "\n".join(line.text for line in _lines(body))
    if ledger.shapes["header"] >= 2:
        if re.search(r"\(\d{1,2}:\d{2}(?::\d{2})?\):", text):
            return "Rev DOCX"
        teams = len(re.findall(r"\S {3}\d{1,2}:\d{2}(?::\d{2})?\n", text))
        return "Otter DOCX" if "otter.ai" in text or teams < ledger.shapes["header"] / 2 else "Teams DOCX"
    if "📖" in text or "This editable transcript was computer generated" in text or "Meeting ended after" in text:
        return "Google Meet DOCX"
    return "Word document" if ledger.names else "Word document without speakers"
