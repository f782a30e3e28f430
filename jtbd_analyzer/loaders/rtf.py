"""Rich Text (TextEdit, WordPad, Word, Scrivener): read by hand, so that bold, tables and footnotes are known and nothing is lost unseen."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders._document import Block, Cells, form_of, lines_in, read_document
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.sources import clean
from jtbd_analyzer.speech import Line

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL)
#: groups that hold no text of the body
_NEVER = frozenset(re.findall(
    r"\w+", "fonttbl colortbl stylesheet info pict object fldinst themedata colorschememapping latentstyles datastore xmlnstbl listtable "
    "listoverridetable rsidtbl generator filetbl revtbl pgptbl bkmkstart bkmkend upr nonesttables listtext pntext shppict nonshppict",
))  # fmt: skip
#: groups whose text is set aside, with the reason
_ASIDE = {"footnote": "footnote", "annotation": "comment", "atnid": "comment", "atnauthor": "comment", "header": "page header", "headerl": "page header",
          "headerr": "page header", "headerf": "page header",
          "footer": "page footer", "footerl": "page footer", "footerr": "page footer", "footerf": "page footer"}
_MARKS = {"tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
          "enspace": " ", "qmspace": " ", "_": "‑", "~": "\u00a0", "\\": "\\", "{": "{", "}": "}"}
_BREAKS = frozenset({"par", "line", "sect", "page", "column", "softline", "\n", "\r"})
#: character sets of fonts, as code pages
_CHARSETS = {0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258",
             177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 437: "cp437"}
_DEEPEST = 2000


@dataclass(frozen=True)
class Rtf:
    """Reads Rich Text. `speakers` are names to accept as labels though they occur only once."""

    speakers: tuple[str, ...] = ()

    def sniff(self, source: Source) -> float:
        """Return 0.97 for text that opens as Rich Text does, else 0."""
        return 0.97 if source.data.lstrip()[:5] == b"{\\rtf" else 0.0

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the document; raises InputError where there is none."""
        if not source.data.lstrip().startswith(b"{\\rtf"):
            raise InputError(f"{source.path.name}: must be Rich Text; got other content. Save it as .rtf or .docx.")
        text = _Text()
        for piece in _Reader(source.data).pieces():
            text.take(piece)
        text.finish()
        ledger, table = read_document(text.blocks, self.speakers)
        for words, reason in text.asides:
            ledger.drop(words, reason)
        form = "RTF table" if table else form_of(lines_in(text.blocks), ledger, "RTF", "Rich Text")
        return ledger.reading(source, text.ink, form)


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits: how many bytes stand for one Unicode letter, code page, style, and whether its text is hidden, aside or nothing."""

    skip: int = 1
    page: str = "cp1252"
    bold: bool = False
    slanted: bool = False
    never: bool = False
    aside: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text with its state, or a mark: "\\n" ends a line, "cell" and "row" a cell and a row of a table."""

    text: str
    state: _State
    mark: str = ""


class _Reader:
    """Turns tokens into pieces; bytes wait until they are whole, since one letter of an Asian code page is two."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.page, self.font, self.fonts = "cp1252", 0, dict[int, str]()
        self.state, self.stack = _State(), list[_State]()
        self.raw, self.units, self.skipped = b"", "", 0
        self.in_fonts, self.star = 0, False

    def pieces(self) -> Iterator[_Piece]:
        """Yield the pieces of the document in order."""
        for token in _TOKEN.finditer(self.data):
            word, number, code, symbol, brace, plain = token.groups()
            if self.skipped and not word and not brace and (code or symbol or plain):
                cut = 1 if code or symbol else min(self.skipped, len(plain))
                self.skipped -= cut
                if code or symbol or cut == len(plain):
                    continue
                plain = plain[cut:]
            if code:
                self.raw += bytes([int(code, 16)])
            elif plain:
                self.raw += plain
            elif brace:
                yield from self._flush()
                self._group(brace == b"{")
            elif word or symbol:
                name = (word or symbol).decode("latin-1")
                if name == "u" and number is not None:
                    yield from self._flush(keep_units=True)
                    self.units += chr(int(number) % 65_536)
                    self.skipped = self.state.skip
                else:
                    yield from self._flush()
                    yield from self._word(name, None if number is None else int(number))
        yield from self._flush()

    def _group(self, opens: bool) -> None:
        self.skipped = 0
        if opens and len(self.stack) < _DEEPEST:
            self.stack.append(self.state)
        elif not opens and self.stack:
            self.state = self.stack.pop()
            self.in_fonts = 0 if len(self.stack) < self.in_fonts else self.in_fonts
        self.star = False

    def _flush(self, keep_units: bool = False) -> Iterator[_Piece]:
        text = ""
        if self.raw:
            text = self.units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if self.units else ""
            text += self.raw.decode(self.state.page, "replace")
            self.raw, self.units = b"", ""
        elif self.units and not keep_units:
            text = self.units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            self.units = ""
        if text and not self.state.never:
            yield _Piece(clean(text)[0].replace("\n", " "), self.state)

    def _word(self, name: str, number: int | None) -> Iterator[_Piece]:
        state, on = self.state, number != 0
        star, self.star = self.star, False
        if name == "*":
            self.star = True
        elif name in _NEVER or (star and name not in _ASIDE and name != "shptxt"):
            self.state = replace(state, never=True)
            self.in_fonts = len(self.stack) if name == "fonttbl" else self.in_fonts
        elif name in _ASIDE:
            self.state = replace(state, aside=_ASIDE[name])
        elif name in ("ansicpg", "fcharset", "f", "deff"):
            self._font(name, number or 0)
        elif name in ("b", "i", "v", "deleted"):
            aside = {"v": "hidden text", "deleted": "deleted text"}.get(name, "") if on else ""
            self.state = replace(state, bold=on) if name == "b" else replace(state, slanted=on) if name == "i" else replace(state, aside=aside)
        elif name == "plain":
            self.state = replace(state, bold=False, slanted=False)
        elif name == "uc":
            self.state = replace(state, skip=min(number if number is not None else 1, 10))
        elif name in ("mac", "pc", "pca"):
            self.page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[name]
            self.state = replace(state, page=self.page)
        elif not state.never and name in _BREAKS:
            yield _Piece("", state, "\n")
        elif not state.never and name in ("cell", "nestcell", "row", "nestrow", "trowd", "pard", "intbl"):
            yield _Piece("", state, name.removeprefix("nest"))
        elif not state.never and name in _MARKS:
            yield _Piece(_MARKS[name], state)

    def _font(self, name: str, number: int) -> None:
        if name == "ansicpg":
            self.page = _known(f"cp{number}")
            self.state = replace(self.state, page=self.page)
        elif name == "deff" or (name == "f" and self.in_fonts):
            self.font = number
        elif name == "fcharset":
            if number not in (0, 1):
                self.fonts[self.font] = _CHARSETS.get(number, self.page)
        else:
            self.state = replace(self.state, page=self.fonts.get(number, self.page))


def _known(page: str) -> str:
    try:
        return codecs.lookup({"cp10000": "mac_roman", "cp65001": "utf-8"}.get(page, page)).name
    except LookupError:
        return "cp1252"


@dataclass
class _Text:
    """Puts pieces together to lines and tables, and counts every letter that is given to it."""

    blocks: list[Block] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)
    ink: int = 0
    number: int = 0
    in_table: bool = False
    line: list[tuple[str, bool, bool]] = field(default_factory=list)
    cell: list[Line] = field(default_factory=list)
    row: list[tuple[Line, ...]] = field(default_factory=list)
    rows: list[tuple[tuple[Line, ...], ...]] = field(default_factory=list)

    def take(self, piece: _Piece) -> None:
        """Add a piece of text or act on a mark."""
        self.ink += speech.ink(piece.text)
        if piece.state.aside:
            if self.asides and self.asides[-1][1] == piece.state.aside:
                self.asides[-1] = self.asides[-1][0] + (piece.text or " "), piece.state.aside
            elif piece.text:
                self.asides.append((piece.text, piece.state.aside))
            return
        if piece.text:
            self.line.append((piece.text, piece.state.bold, piece.state.slanted))
        elif piece.mark in ("pard", "intbl"):
            self.in_table = piece.mark == "intbl"
        elif piece.mark == "\n":
            self._end_line()
        elif piece.mark in ("cell", "row"):
            self.in_table = True
            if self.line:
                self._end_line()
            if piece.mark == "cell" or self.cell:
                self.row.append(tuple(self.cell))
                self.cell = []
            if piece.mark == "row":
                self.rows.append(tuple(self.row))
                self.row = []

    def _end_line(self) -> None:
        self.number += 1
        written = [(b, s) for t, b, s in self.line if t.strip()]
        text = "".join(t for t, _, _ in self.line)
        made = Line(text, self.number, bool(written) and all(b for b, _ in written), bool(written) and all(s for _, s in written))
        self.line = []
        if self.in_table:
            self.cell.append(made)
            return
        self._close_table()
        self.blocks.append(made)

    def finish(self) -> None:
        """Close what is open."""
        self._end_line()
        self._close_table()

    def _close_table(self) -> None:
        if self.cell:
            self.row.append(tuple(self.cell))
        if self.row:
            self.rows.append(tuple(self.row))
        if self.rows:
            self.blocks.append(Cells(tuple(self.rows)))
        self.row, self.rows, self.cell = [], [], []
