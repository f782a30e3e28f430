"""PDF with a text layer: the second-best form of a transcript. Lines are put back into paragraphs by where they end on the page."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders._document import form_of, read_document
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.sources import clean
from jtbd_analyzer.speech import Ledger, Line

_MOST_PAGES = 2000
#: a line on more than this share of the pages, at least so many, is a header or footer
_RUNNING_SHARE, _RUNNING_PAGES = 0.5, 3
#: a gap between lines over this many times the usual one begins a paragraph
_WIDE_GAP = 1.4
#: nothing but page and line numbers
_COUNT = re.compile(r"[\d/ .|–-]{1,20}|(?:[Pp]age|[Pp]\.)? ?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?")
_LINE_NUMBER = re.compile(r"(\d{1,5})(?:\s+|$)")
#: lines that bear a number, and their share, before the numbers are those of lines
_NUMBERS, _NUMBERED_SHARE = 8, 0.6
_HYPHEN = re.compile(r"[^\W\d_]{2}-$")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a page with where it stands, in points: left and right end, top, the width of its first word, and its page."""

    text: str
    bold: bool
    slanted: bool
    left: float
    right: float
    top: float
    bottom: float
    first: float
    page: int


@dataclass(frozen=True)
class Pdf:
    """Reads PDF. `speakers` are names to accept as labels though they occur only once."""

    speakers: tuple[str, ...] = ()

    def sniff(self, source: Source) -> float:
        """Return 0.95 for bytes that open as PDF does, else 0."""
        return 0.95 if source.data[:1024].lstrip().startswith(b"%PDF") else 0.0

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the pages; raises InputError for a PDF that is broken, locked or holds pictures only."""
        rows, body = _rows(source)
        if not body:
            raise InputError(f"{source.path.name}: must hold text; got a PDF without a text layer. Run text recognition (OCR) on it, or give it as text.")
        front = Ledger(warnings=list(source.warnings))
        kept = _without_numbers(_without_running(rows, front), front)
        lines = _paragraphs(kept, front)
        ledger, _ = read_document(lines, self.speakers)
        ledger.dropped[:0] = front.dropped
        ledger.warnings[:0] = [*front.warnings, "a PDF does not say where turns and paragraphs end: compare some with the file, or give it as text or Word"]
        return ledger.reading(source, body, form_of(lines, ledger, "PDF", "PDF"))


def _rows(source: Source) -> tuple[list[_Row], int]:
    """Return the lines of all pages and the number of characters on them, counted one by one."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it tells of every odd font
    rows: list[_Row] = []
    body = 0
    try:
        with pdfplumber.open(BytesIO(source.data)) as book:
            if len(book.pages) > _MOST_PAGES:
                raise InputError(f"{source.path.name}: must have at most {_MOST_PAGES} pages; got {len(book.pages)}. Split the file.")
            for page in book.pages:
                shown = _shown(page)
                body += sum(speech.ink(clean(c["text"])[0]) for c in shown.chars)
                rows += [_row(x, page.page_number) for x in shown.extract_text_lines(strip=True, x_tolerance_ratio=0.15)]
                page.close()
    except InputError:
        raise
    except Exception as error:  # pdfminer raises many kinds for broken, locked and odd files
        told = f"{type(error).__name__} {error}"
        what = "a locked PDF" if re.search(r"ncrypt|assword", told) else "one that is torn or damaged"
        raise InputError(f"{source.path.name}: must be a readable PDF without a password; got {what}. Save it again, or as .docx.") from error
    return rows, body


def _shown(page: Any) -> Any:
    """Return the page with the letters a reader sees: none beyond its edges, each once where some program prints them twice for bold."""
    left, top, right, bottom = page.bbox
    seen: set[tuple[str, int, int]] = set()
    hidden: set[int] = set()
    for c in page.chars:
        middle, height = (c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2
        key = (c["text"], round(c["x0"]), round(c["top"]))
        if not (left <= middle <= right and top <= height <= bottom) or (key in seen and c["text"].strip()):
            hidden.add(id(c))
        seen.update((c["text"], round(c["x0"] + dx), round(c["top"] + dy)) for dx in (-0.5, 0.0, 0.5) for dy in (-0.5, 0.0, 0.5))
    return page.filter(lambda x: x["object_type"] == "char" and id(x) not in hidden) if hidden else page


def _row(line: dict[str, Any], page: int) -> _Row:
    written = [c for c in line["chars"] if c["text"].strip()]
    fonts = [str(c.get("fontname", "")).casefold() for c in written]
    text = clean(line["text"])[0].replace("\n", " ")
    letters = len(text.split(" ", 1)[0])
    first = written[min(letters, len(written)) - 1]["x1"] - line["x0"] if written else 0.0
    bold, slanted = (bool(fonts) and all(any(w in f for w in words) for f in fonts) for words in (("bold", "black", "heavy"), ("italic", "oblique")))
    return _Row(
        text, bold, slanted, line["x0"], line["x1"], line["top"], line["bottom"], first, page
    )


def _without_running(rows: Sequence[_Row], ledger: Ledger) -> list[_Row]:
    """Set aside headers and footers: lines at the edge of a page that stand on most pages, page numbers in them not compared."""
    pages: dict[int, list[_Row]] = {}
    for row in rows:
        pages.setdefault(row.page, []).append(row)
    edges = Counter(key for page in pages.values() for key in {_key(r.text) for r in (*page[:2], *page[-2:])})
    inside = {_key(r.text) for page in pages.values() for r in page[2:-2]}
    most = max(_RUNNING_PAGES, _RUNNING_SHARE * len(pages) + 0.1)
    kept: list[_Row] = []
    for number, page in pages.items():
        for i, row in enumerate(page):
            at_edge = i < 2 or i >= len(page) - 2
            # a speaker's name stands at the edge of pages too, but elsewhere as well
            running = edges[_key(row.text)] >= most and not (speech.parse_line(row.text).name and _key(row.text) in inside)
            if at_edge and (running or _COUNT.fullmatch(row.text)):
                ledger.drop(row.text, "page header or footer", number)
            else:
                kept.append(row)
    return kept


def _without_numbers(rows: Sequence[_Row], ledger: Ledger) -> list[_Row]:
    """Set aside numbers of lines, which count up by one (or by five) down the pages, perhaps anew on each."""
    for step in (1, 5):
        found: dict[int, int] = {}
        wanted = step
        for i, row in enumerate(rows):
            if i and rows[i - 1].page != row.page and row.text.split(" ", 1)[0] == str(step):
                wanted = step
            if (m := _LINE_NUMBER.match(row.text)) and int(m.group(1)) == wanted:
                found[i], wanted = m.end(), wanted + step
        if len(found) >= _NUMBERS and len(found) * step >= _NUMBERED_SHARE * len(rows):
            for i, end in found.items():
                ledger.drop(rows[i].text[:end], "number of the line", rows[i].page)
            return [replace(row, text=row.text[found[i] :]) if i in found else row for i, row in enumerate(rows)]
    return list(rows)


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", text.strip().casefold())


def _paragraphs(rows: Sequence[_Row], ledger: Ledger) -> list[Line]:
    """Return the paragraphs: a line goes on where the first word of the next would not have fitted into it."""
    if not rows:
        return []
    margin = sorted(r.right for r in rows)[int(0.98 * (len(rows) - 1))]
    gaps = [b.top - a.bottom for a, b in pairwise(rows) if a.page == b.page and b.top > a.top]
    usual = median(gaps) if gaps else 0.0
    height = median(r.bottom - r.top for r in rows)
    words = {w.casefold() for r in rows for w in re.findall(r"[\w'’-]+", r.text)}
    out: list[Line] = []
    for i, row in enumerate(rows):
        before = rows[i - 1] if i else None
        if before is not None and _goes_on(before, row, margin, max(usual, 0.0) * _WIDE_GAP + 0.4 * height):
            line, text = out[-1], out[-1].text
            if _HYPHEN.search(text) and row.text[:1].islower() and _split_word(text, row.text, words):
                ledger.drop("-", "hyphen at the end of a line", row.page)
                text = text[:-1] + row.text
            else:
                text = text + ("" if text.endswith("-") and row.text[:1].islower() else " ") + row.text
            out[-1] = replace(line, text=text, bold=line.bold and row.bold, slanted=line.slanted and row.slanted)
        else:
            out.append(Line(row.text, row.page, row.bold, row.slanted))
    return out


def _goes_on(before: _Row, row: _Row, margin: float, widest: float) -> bool:
    """Return whether `row` continues the paragraph of `before`."""
    if before.page == row.page and row.top - before.bottom > widest:
        return False
    opens = speech.parse_line(re.sub(r"^\s*\d{1,5}\s+", "", row.text))
    if opens.shape in ("stamp", "header") or (opens.name and opens.shape == "inline") or (row.bold != before.bold):
        return False
    return before.right + row.first + 3.0 > margin


def _split_word(text: str, after: str, words: set[str]) -> bool:
    """Return whether a hyphen at the end of a line parts one word: its whole form stands elsewhere, or its hyphened form does not."""
    head, tail = re.findall(r"[\w'’-]+-$", text)[-1], re.match(r"[\w'’]+", after)
    joined = head[:-1] + (tail.group() if tail else "")
    return joined.casefold() in words or (head + (tail.group() if tail else "")).casefold() not in words
