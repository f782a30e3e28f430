"""Pages: Podcasting 2.0 transcripts, what Google Docs, Notion, Confluence and Word save as HTML, and hand-made pages."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders._document import Block, Cells, form_of, lines_in, read_document
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.sources import clean, decoded
from jtbd_analyzer.speech import Line

_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|cite|time|p|div|span|h[1-6]|table|ul|ol|dl|article|section|main|meta|style|b|strong|!--)\b", re.I)
_MIME = re.compile(r"^content-type:\s{0,10}multipart/(?:related|alternative|mixed)\b", re.I | re.M)
_TAGS = re.compile(r"</?(?:p|div|br|li|cite|time|tr|td|h[1-6]|span|b|strong|body|html)\b[^<>]{0,500}>", re.I)
#: elements whose text nobody said
_NEVER = {"script": "script", "style": "style", "head": "head of the page", "nav": "navigation", "noscript": "script", "template": "template",
          "button": "button", "select": "form", "svg": "picture", "title": "title", "footer": "footer of the page"}
_LINE = frozenset(re.findall(
    r"\w+", "p div br li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article main header aside blockquote pre hr tr table cite body html figure details",
))  # fmt: skip
_VOID = frozenset(re.findall(r"\w+", "br hr img input meta link area base col embed source track wbr"))
_BOLD, _SLANTED = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"}), frozenset({"i", "em"})
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.I)
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.I)
_LEANING = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
#: elements open at once; deeper ones are read as if they were not nested
_DEEPEST = 500


@dataclass(frozen=True)
class Html:
    """Reads pages. `speakers` are names to accept as labels though they occur only once."""

    speakers: tuple[str, ...] = ()

    def sniff(self, source: Source) -> float:
        """Return 0.92 for text that opens with an element of HTML and has more of them, else 0."""
        if _archived(source):
            return 0.92
        if source.text is None or not source.text.lstrip().startswith("<"):
            return 0.0
        if source.text.lstrip()[:5] == "<?xml" and "<html" not in source.text[:1000].casefold():
            return 0.0
        start = re.sub(r"^\s*<\?xml[^>]{0,200}>", "", source.text[:60_000])
        return 0.92 if _PAGE.match(start) and len(_TAGS.findall(start)) >= 2 else 0.0

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the page; raises InputError where there is none."""
        if source.text is None:
            raise InputError(f"{source.path.name}: must be a page as text; got bytes of another kind. Export the transcript as text.")
        page = _Page()
        page.feed(_page_of(source) if _archived(source) else source.text)
        page.close()
        page.finish()
        ledger, table = read_document(page.blocks, self.speakers)
        for text, reason, number in page.asides:
            ledger.drop(text, reason, number)
        ledger.warnings[:0] = source.warnings
        podcast = bool(page.cites) and not table
        form = "table in a page (HTML)" if table else "Podcasting 2.0 HTML" if podcast else form_of(lines_in(page.blocks), ledger, "HTML", "page (HTML)")
        return ledger.reading(source, page.ink, form)


def _archived(source: Source) -> bool:
    """Return whether the file is a page a browser saved as one file of MIME parts (.mhtml)."""
    head = (source.text or "")[:4000]
    return _MIME.search(head) is not None and "text/html" in (source.text or "")[:20_000]


def _page_of(source: Source) -> str:
    """Return the first page among the parts; raises InputError where there is none."""
    for part in email.message_from_bytes(source.data, policy=email.policy.default).walk():
        payload = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(payload, bytes) and (page := decoded(source.path, payload)) and page.text:
            return page.text
    raise InputError(f"{source.path.name}: must hold a page; got an archive without one. Save the page as HTML.")


class _Page(HTMLParser):
    """Collects the lines and tables of a page; white space is squeezed as a browser does, `<pre>` left alone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.asides: list[tuple[str, str, int]] = []
        self.ink = 0
        self.cites = 0
        self._open: list[tuple[str, bool, bool]] = []
        self._rows: list[list[list[Line]]] | None = None
        self._nested = 0
        self._text, self._bold, self._slanted = "", True, True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a cell or a style."""
        if tag in _LINE:
            self.flush()
            while any(t == "head" for t, _, _ in self._open):
                self._open.pop()  # the end of the head may be left out
        self.cites += tag == "cite"
        if tag == "table":
            self._nested += 1
            self._rows = [] if self._rows is None else self._rows
        elif tag in ("tr", "td", "th") and self._rows is not None and self._nested == 1:
            self.flush()
            if tag == "tr" or not self._rows:
                self._rows.append([])
            if tag != "tr":
                self._rows[-1].append([])
        if tag in _VOID or len(self._open) >= _DEEPEST:
            return
        if tag in ("p", "li", "td", "tr") and self._open and self._open[-1][0] == tag:
            self._open.pop()  # these may be left unclosed
        style = next((v or "" for k, v in attrs if k == "style"), "")
        _, bold, slanted = self._open[-1] if self._open else ("", False, False)
        bold = (bold or tag in _BOLD or bool(_HEAVY.search(style))) and not _LIGHT.search(style)
        self._open.append((tag, bold, slanted or tag in _SLANTED or bool(_LEANING.search(style))))

    def handle_endtag(self, tag: str) -> None:
        """End a line, a cell, a table or a style."""
        if tag in _LINE or tag in ("td", "th"):
            self.flush()
        if tag == "table":
            self._nested = max(0, self._nested - 1)
            self._end_table()
        at = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i][0] == tag), None)
        if at is not None:
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        """Take words into the line, or aside."""
        text = clean(data)[0]
        self.ink += speech.ink(text)
        never = next((_NEVER[t] for t, _, _ in self._open if t in _NEVER), None)
        if never:
            if text.strip():
                self.asides.append((text, never, self.getpos()[0]))
            return
        if any(t == "pre" for t, _, _ in self._open):
            head, *rest = text.split("\n")
            self._add(head)
            for part in rest:
                self.flush()
                self._add(part)
            return
        self._add(re.sub(r"[ \t\n]+", " ", text))

    def _add(self, text: str) -> None:
        _, bold, slanted = self._open[-1] if self._open else ("", False, False)
        self._text += text
        self._bold &= bold or not text.strip()
        self._slanted &= slanted or not text.strip()

    def flush(self) -> None:
        """Close the line that is being read."""
        if self._text.strip():
            line = Line(self._text.strip(), self.getpos()[0], self._bold, self._slanted)
            if self._rows and self._rows[-1]:
                self._rows[-1][-1].append(line)
            else:
                self.blocks.append(line)
        self._text, self._bold, self._slanted = "", True, True

    def finish(self) -> None:
        """Close what the page leaves open."""
        self.flush()
        self._nested = 0
        self._end_table()

    def _end_table(self) -> None:
        if self._nested == 0 and self._rows is not None:
            self.blocks.append(Cells(tuple(tuple(tuple(cell) for cell in row) for row in self._rows)))
            self._rows = None
