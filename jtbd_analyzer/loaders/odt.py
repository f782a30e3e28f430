"""OpenDocument text (LibreOffice, Google Docs), zipped or flat: hand-typed interviews and what tools save as .odt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders._document import Block, Cells, form_of, lines_in, parse_xml, read_document
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.sources import check_package, clean, has_doctype, zip_member, zip_names
from jtbd_analyzer.speech import Line

#: struck out words, notes of the reader, and what stands on every page
_ASIDE = {"tracked-changes": "deleted text", "annotation": "comment", "note": "footnote", "forms": "form", "table-of-content": "table of contents",
          "title": "picture title", "desc": "picture description"}
_MOST_SPACES = 1000
_Style = tuple[bool, bool]


@dataclass(frozen=True)
class Odt:
    """Reads OpenDocument text. `speakers` are names to accept as labels though they occur only once."""

    speakers: tuple[str, ...] = ()

    def sniff(self, source: Source) -> float:
        """Return 0.95 for a package or a flat file of OpenDocument text, else 0."""
        if source.text is not None:
            start = source.text[:5000]
            return 0.95 if source.text.lstrip().startswith("<") and "office:document" in start and "opendocument.text" in source.text[:20_000] else 0.0
        if not source.data.startswith(b"PK") or b"content.xml" not in source.data:
            return 0.0
        names = zip_names(source)
        if "content.xml" not in names or "mimetype" not in names:
            return 0.0
        return 0.95 if b"opendocument.text" in zip_member(source, "mimetype", 1000) else 0.2

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the document; raises InputError for a broken package or a body without speech."""
        if source.text is not None:
            if has_doctype(source.data):
                raise InputError(f"{source.path.name}: must not declare a DOCTYPE; got one. Open the file in LibreOffice and save it again.")
            root = parse_xml(source, source.text.encode().removeprefix(b"\xef\xbb\xbf"), "the document")
        else:
            check_package(source)
            root = parse_xml(source, zip_member(source, "content.xml"), "content.xml")
        text = root.find(".//{*}body/{*}text")
        if text is None:
            raise InputError(f"{source.path.name}: must hold text; got an OpenDocument file of another kind. Save it as .odt, or tables as .csv.")
        walk = _Walk(_styles(root), [], [0])
        blocks = walk.blocks(text)
        ledger, table = read_document(blocks, self.speakers)
        for words, reason in walk.asides:
            ledger.drop(words, reason)
        ledger.warnings[:0] = source.warnings
        form = "OpenDocument table" if table else form_of(lines_in(blocks), ledger, "ODT", "OpenDocument text")
        return ledger.reading(source, speech.ink(clean("".join(text.itertext()))[0]), form)


def _tag(element: Any) -> str:
    name = element.tag
    return name.rsplit("}", 1)[-1] if isinstance(name, str) else ""


def _named(element: Any, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.endswith("}" + name)), "")


def _styles(root: Any) -> dict[str, _Style]:
    """Return style name -> (bold, slanted), what its parent says included."""
    own: dict[str, tuple[str, str, str]] = {}
    for style in root.iter("{*}style"):
        properties = style.find("./{*}text-properties")
        weight, slant = ("", "") if properties is None else (_named(properties, "font-weight"), _named(properties, "font-style"))
        own[_named(style, "name")] = weight, slant, _named(style, "parent-style-name")
    out: dict[str, _Style] = {}
    for key in own:
        weight, slant, at, seen = "", "", key, set[str]()
        while at in own and at not in seen:
            seen.add(at)
            weight, slant, at = weight or own[at][0], slant or own[at][1], own[at][2]
        out[key] = weight in ("bold", "600", "700", "800", "900"), slant in ("italic", "oblique")
    return out


@dataclass(frozen=True, slots=True)
class _Walk:
    """Walks a text body in reading order; what is no body text is put into `asides` with its reason."""

    styles: dict[str, _Style]
    asides: list[tuple[str, str]]
    count: list[int]

    def blocks(self, element: Any) -> list[Block]:
        """Return paragraphs and headings as lines, numbered from 1, and tables as cells."""
        out: list[Block] = []
        self._loose(element.text)
        for child in element:
            self._loose(child.tail)
            tag = _tag(child)
            if tag in _ASIDE:
                self.asides.append((clean("".join(child.itertext()))[0], _ASIDE[tag]))
            elif tag == "table":
                rows = [r for r in child.iter("{*}table-row") if _above(r, "table") is child]
                cells = [[c for c in r if _tag(c).endswith("table-cell")] for r in rows]
                self._between(child, {c for row in cells for c in row})
                out.append(Cells(tuple(tuple(tuple(lines_in(self.blocks(c))) for c in row) for row in cells)))
            elif tag in ("p", "h"):
                self.count[0] += 1
                boxes: list[Any] = []
                out += self._lines(child, boxes)
                for box in boxes:  # text boxes stand after the paragraph that holds them
                    out += self.blocks(box)
            else:
                out += self.blocks(child)
        return out

    def _loose(self, text: str | None) -> None:
        """Set aside text that stands outside paragraphs, as it does in torn files only."""
        if text and text.strip():
            self.asides.append((clean(text)[0], "text outside a paragraph"))

    def _between(self, element: Any, cells: set[Any]) -> None:
        """Set aside text of a table that stands in no cell."""
        self._loose(element.text)
        for child in element:
            self._loose(child.tail)
            if child not in cells:
                self._between(child, cells)

    def _lines(self, paragraph: Any, boxes: list[Any]) -> list[Line]:
        base = self.styles.get(_named(paragraph, "style-name"), (False, False))
        number, out = self.count[0], list[Line]()
        text, bold, slanted = "", True, True
        for piece, (heavy, leaning) in self._pieces(paragraph, base, boxes):
            parts = piece.split("\v")
            for i, part in enumerate(parts):
                if i:
                    out.append(Line(text, number, bold and bool(text.strip()), slanted and bool(text.strip())))
                    text, bold, slanted = "", True, True
                text += clean(part)[0].replace("\n", " ")
                bold &= heavy or not part.strip()
                slanted &= leaning or not part.strip()
        return [*out, Line(text, number, bold and bool(text.strip()), slanted and bool(text.strip()))]

    def _pieces(self, element: Any, style: _Style, boxes: list[Any]) -> Iterator[tuple[str, _Style]]:
        """Yield the text of a paragraph with its style; a line break is a vertical tab, since line ends in the file are mere spaces."""
        yield (element.text or "").replace("\v", " "), style
        for child in element:
            tag = _tag(child)
            if tag in _ASIDE:
                self.asides.append((clean("".join(child.itertext()))[0], _ASIDE[tag]))
            elif tag == "line-break":
                yield "\v", style
            elif tag == "tab":
                yield "\t", style
            elif tag == "s":
                given = _named(child, "c")
                yield " " * min(int(given) if given.isdigit() and len(given) < 6 else 1, _MOST_SPACES), style
            elif tag in ("frame", "text-box", "table", "section"):
                boxes.append(child)
            elif tag:
                yield from self._pieces(child, self.styles.get(_named(child, "style-name"), style), boxes)
            yield (child.tail or "").replace("\v", " "), style


def _above(element: Any, tag: str) -> Any:
    return next((a for a in element.iterancestors() if _tag(a) == tag), None)
