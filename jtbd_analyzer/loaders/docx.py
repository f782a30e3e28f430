"""Word files: Teams, Otter, Rev, Google Meet, NVivo tables and hand-typed interviews.

The body is walked by hand, since the common libraries skip tables, tracked insertions, content controls and smart tags. A line,
not a paragraph, is the unit: Teams packs a whole turn in one paragraph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders._document import Block, Cells, form_of, lines_in, parse_xml, read_document
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.sources import check_package, clean, zip_member, zip_names
from jtbd_analyzer.speech import Line

_BODY = "word/document.xml"
_SKIP = frozenset({"del", "moveFrom", "Fallback", "pPr", "sectPr", "instrText", "delText", "tblPr", "tblGrid", "trPr", "tcPr", "rPr"})
#: within any of these a cell or a row is no part of a table, but of what holds it
_PARTS = ("tc", "p", "r", "t")
_ON = ("1", "true", "on", None)
#: inks of a run: plain, bold, slanted
_Style = tuple[bool, bool]


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
        root = parse_xml(source, zip_member(source, _BODY), _BODY)
        if not any(_tag(child) == "body" for child in root):
            raise InputError(f"{source.path.name}: must hold a document body; got none. Open the file in Word and save it again.")
        blocks = _Walk(_styles(source)).blocks(root)  # all of it: a torn file may have a second body
        ledger, table = read_document(blocks, self.speakers)
        asides = _asides(source)
        for note, reason in asides:
            ledger.drop(note, reason)
        ledger.warnings[:0] = source.warnings
        total = _ink_of(root) + sum(speech.ink(note) for note, _ in asides)
        return ledger.reading(source, total, "Word table" if table else form_of(lines_in(blocks), ledger, "DOCX", "Word document"))


def _tag(element: Any) -> str:
    name = element.tag
    return name.rsplit("}", 1)[-1] if isinstance(name, str) else ""


def _value(element: Any) -> str | None:
    return next((v for k, v in element.attrib.items() if k.endswith("}val")), None)


def _set(properties: Any, name: str) -> bool | None:
    """Return whether properties switch `name` (b or i) on or off, or None where they say nothing."""
    mark = None if properties is None else properties.find(f"./{{*}}{name}")
    return None if mark is None else _value(mark) in _ON


def _styles(source: Source) -> dict[str, _Style]:
    """Return style id -> (bold, slanted) of styles.xml, what a style is based on included."""
    if "word/styles.xml" not in zip_names(source):
        return {}
    root = parse_xml(source, zip_member(source, "word/styles.xml"), "word/styles.xml")
    own: dict[str, tuple[bool | None, bool | None, str]] = {}
    for style in root.iterfind("./{*}style"):
        key = next((v for k, v in style.attrib.items() if k.endswith("}styleId")), "")
        based = style.find("./{*}basedOn")
        run = style.find("./{*}rPr")
        own[key] = _set(run, "b"), _set(run, "i"), (_value(based) or "") if based is not None else ""
    out: dict[str, _Style] = {}
    for key in own:
        found: list[bool | None] = [None, None]
        at, seen = key, set[str]()
        while at in own and at not in seen:
            seen.add(at)
            found = [f if f is not None else x for f, x in zip(found, own[at][:2], strict=True)]
            at = own[at][2]
        out[key] = bool(found[0]), bool(found[1])
    return out


@dataclass(frozen=True, slots=True)
class _Walk:
    """Walks a body in reading order with the styles of its document at hand."""

    styles: dict[str, _Style]

    def blocks(self, element: Any) -> list[Block]:
        """Return paragraphs as lines, numbered from 1, and tables as cells, each text once."""
        out: list[Block] = []
        self._collect(element, out, [0])
        return out

    def _collect(self, element: Any, out: list[Block], count: list[int], within: bool = False, done: Collection[Any] = ()) -> None:
        """Append the blocks under `element` that are not `done`; `within` a paragraph its own text is booked already, and only boxes are looked for."""
        for child in element:
            tag = _tag(child)
            if tag in _SKIP or child in done:
                continue
            if tag == "tbl":
                lines = [row for row in child.iter("{*}tr") if _holds(row, "tbl", *_PARTS) is child]
                rows = [[c for c in row.iter("{*}tc") if _holds(c, "tr", *_PARTS) is row] for row in lines]
                out.append(Cells(tuple(tuple(tuple(self._cell(c, count)) for c in row) for row in rows)))
                self._collect(child, out, count, done={c for row in rows for c in row})  # torn files have text between cells
            elif tag == "p":
                count[0] += 1
                out += self._lines(child, count[0], self._style_of(child))
                self._collect(child, out, count, True, done)  # text boxes stand after the paragraph that holds them
            elif within or tag not in ("r", "t"):
                self._collect(child, out, count, within, done)
            else:
                out += self._lines([child], count[0], (False, False))  # torn files have text outside paragraphs
                self._collect(child, out, count, True, done)

    def _cell(self, cell: Any, count: list[int]) -> list[Line]:
        inner: list[Block] = []
        self._collect(cell, inner, count)
        return lines_in(inner)

    def _style_of(self, paragraph: Any) -> _Style:
        style = paragraph.find("./{*}pPr/{*}pStyle")
        return self.styles.get(_value(style) or "", (False, False)) if style is not None else (False, False)

    def _lines(self, paragraph: Any, number: int, base: _Style) -> list[Line]:
        out: list[Line] = []
        text, bold, slanted, lead = "", True, True, 0
        for piece, (heavy, leaning) in self._runs(paragraph, base):
            parts = clean(piece)[0].split("\n")
            for i, part in enumerate(parts):
                if i:
                    out.append(Line(text, number, bold and bool(text.strip()), slanted and bool(text.strip()), lead))
                    text, bold, slanted, lead = "", True, True, 0
                text += part
                bold &= heavy or not part.strip()
                slanted &= leaning or not part.strip()
                lead = len(text) if bold and text.strip() else lead
        out.append(Line(text, number, bold and bool(text.strip()), slanted and bool(text.strip()), lead))
        return out

    def _runs(self, element: Any, style: _Style) -> Iterator[tuple[str, _Style]]:
        """Yield the pieces of text of one paragraph with their style; nested paragraphs (text boxes) have their own turn."""
        for child in element:
            tag = _tag(child)
            if tag in _SKIP or tag in ("p", "tbl"):
                continue
            if tag == "t":
                yield child.text or "", style
                yield from self._runs(child, style)  # nothing stands in it but in torn files
            elif tag in ("br", "cr"):
                yield "\n", style
            elif tag in ("tab", "ptab"):
                yield "\t", style
            elif tag == "noBreakHyphen":
                yield "‑", style
            elif tag == "r":
                properties = child.find("./{*}rPr")
                named = None if properties is None else properties.find("./{*}rStyle")
                base = self.styles.get(_value(named) or "", style) if named is not None else style
                bold, slanted = _set(properties, "b"), _set(properties, "i")
                yield from self._runs(child, (base[0] if bold is None else bold, base[1] if slanted is None else slanted))
            else:
                yield from self._runs(child, style)


def _holds(element: Any, *tags: str) -> Any:
    """Return the nearest element around `element` that is one of `tags`."""
    return next((a for a in element.iterancestors() if _tag(a) in tags), None)


def _ink_of(root: Any) -> int:
    """Count the body's characters straight from the text elements, so that the walk above is checked against something."""
    total = 0
    for element in root.iter("{*}t", "{*}noBreakHyphen"):
        if any(_tag(a) in _SKIP for a in element.iterancestors()):
            continue
        total += speech.ink(clean(element.text or "")[0]) if _tag(element) == "t" else 1
    return total


def _asides(source: Source) -> list[tuple[str, str]]:
    """Return footnotes, endnotes and comments with what they are: somebody wrote them afterwards."""
    found: list[tuple[str, str]] = []
    names = set(zip_names(source))
    for kind in ("footnote", "endnote", "comment"):
        name = f"word/{kind}s.xml"
        if name in names:
            try:
                root = parse_xml(source, zip_member(source, name), name)
            except InputError:
                continue
            for line in lines_in(_Walk({}).blocks(root)):
                found.append((line.text, kind))
    return [(text, kind) for text, kind in found if text.strip()]
