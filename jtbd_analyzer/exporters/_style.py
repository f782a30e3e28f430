"""The one look of the workbook: named styles, colours, page set-up."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from math import ceil
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

INK, MUTED, LINK, RULE = "FF22303C", "FF6B7780", "FF1F5C99", "FFD5DADE"
GREY_HEAD, YELLOW_HEAD, YELLOW, BAND = "FFE4E8EB", "FFFFE08A", "FFFFFBEA", "FFF3F5F7"
#: presence in the heat map: grade A, other counted quotes, only denied
STRONG, LIGHT, DENIED = "FF2F7F86", "FFB9DCDD", "FFF6D9CC"
FONT: Final = "Calibri"

#: style -> font colour, size, bold, fill, alignment (wrap, horizontal, indent), number format, has a rule below
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {"size": 18, "bold": True, "wrap": False},
    "note": {"color": MUTED, "wrap": False},
    "note wrapped": {"color": MUTED},
    "warning": {"color": "FF8A4B00", "bold": True},
    "section": {"size": 12, "bold": True, "fill": BAND, "wrap": False, "rule": True, "middle": True},
    "head": {"bold": True, "fill": GREY_HEAD, "rule": True, "middle": True},
    "head center": {"bold": True, "fill": GREY_HEAD, "rule": True, "middle": True, "horizontal": "center"},
    "head tall": {"bold": True, "size": 9, "fill": GREY_HEAD, "grid": True, "rotation": 90, "wrap": False},
    "head human": {"bold": True, "fill": YELLOW_HEAD, "rule": True, "middle": True},
    "text": {"rule": True},
    "strong": {"bold": True, "rule": True},
    "suggested": {"italic": True, "rule": True},
    "id": {"color": MUTED, "size": 9, "rule": True},
    "thin": {"color": MUTED, "italic": True, "rule": True},
    "number": {"horizontal": "center", "rule": True, "format": "0"},
    "decimal": {"horizontal": "center", "rule": True, "format": "0.00"},
    "center": {"horizontal": "center", "rule": True},
    "link": {"color": LINK, "underline": True, "rule": True},
    "link center": {"color": LINK, "underline": True, "rule": True, "horizontal": "center"},
    "link strong": {"color": LINK, "bold": True, "rule": True},
    "link suggested": {"color": LINK, "italic": True, "rule": True},
    "head link": {"color": LINK, "bold": True, "fill": GREY_HEAD, "rule": True, "middle": True},
    "back": {"color": LINK, "underline": True, "wrap": False},
    "human": {"fill": YELLOW, "rule": True},
    "heat strong": {"color": "FFFFFFFF", "bold": True, "fill": STRONG, "horizontal": "center", "format": "0", "grid": True},
    "heat light": {"fill": LIGHT, "horizontal": "center", "format": "0", "grid": True},
    "heat denied": {"color": "FF9A3B16", "fill": DENIED, "horizontal": "center", "grid": True},
    "heat none": {"horizontal": "center", "grid": True},
    "heat zero": {"color": RULE, "horizontal": "center", "format": "0", "grid": True},
}


class Looks:
    """The styles of one workbook, each in a plain form and in a form that Excel shows as text whatever it begins with."""

    def __init__(self, book: Workbook) -> None:
        from openpyxl.cell.cell import Cell

        scratch: Any = Cell(book.worksheets[0])
        self._plain, self._quoted = {}, {}
        for name, look in _LOOKS.items():
            book.add_named_style(_named(name, look))
            scratch.style = f"jtbd {name}"
            self._plain[name] = scratch._style
            self._quoted[name] = copy(scratch._style)
            self._quoted[name].quotePrefix = 1

    def of(self, name: str, quoted: bool = False) -> Any:
        """Return the style array to set on a cell; shared by all cells of that look, so that big sheets stay quick."""
        return (self._quoted if quoted else self._plain)[name]


def _named(name: str, look: dict[str, Any]) -> Any:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    side = Side(style="thin", color=RULE)
    border = Border(left=side, right=side, top=side, bottom=side) if look.get("grid") else Border(bottom=side) if look.get("rule") else Border()
    return NamedStyle(
        name=f"jtbd {name}",
        font=Font(name=FONT, size=look.get("size", 10), bold=look.get("bold", False), italic=look.get("italic", False), color=look.get("color", INK),
                  underline="single" if look.get("underline") else None),
        fill=PatternFill("solid", fgColor=look["fill"]) if "fill" in look else PatternFill(),
        alignment=Alignment(wrap_text=look.get("wrap", True), vertical="center" if look.get("middle") else "top",
                            horizontal=look.get("horizontal", "left"), text_rotation=look.get("rotation", 0)),
        border=border, number_format=look.get("format", "General"),
    )


#: height of a line in points at 10 pt, the most of a row that still reads as a table, and characters that fill it
_LINE, _MOST, _READ = 13.2, 185.0, 3000
#: characters of running text at 10 pt per unit of column width
_PER_WIDTH: Final = 1.18
#: widest column that is still read at a glance
_WIDEST: Final = 70.0
#: looks whose text runs on over empty neighbours
RUNS_ON: Final = frozenset(name for name, look in _LOOKS.items() if not look.get("wrap", True))


def fit_rows(sheet: Worksheet, texts: Iterable[tuple[int, int, str]]) -> None:
    """Give each row the height its wrapped texts (row, column, text) need, for programs that do not fit rows on opening."""
    from openpyxl.utils import get_column_letter

    columns = {i: sheet.column_dimensions[get_column_letter(i)] for i in range(1, sheet.max_column + 1)}
    widths = {i: d.width for i, d in columns.items() if not d.hidden}
    lines: dict[int, int] = {}
    for row, column, text in texts:
        width = widths.get(column)
        if width and (len(text) > width or "\n" in text):
            lines[row] = max(lines.get(row, 1), lines_of(text[:_READ], width))
    for row, count in lines.items():
        sheet.row_dimensions[row].height = height_of(count)


def widen(sheet: Worksheet, texts: Iterable[tuple[int, int, str]], printed: int) -> None:
    """Make columns after the `printed` first ones so wide that their texts need no higher rows than those on paper, within reason."""
    from openpyxl.utils import get_column_letter

    columns = {i: sheet.column_dimensions[get_column_letter(i)] for i in range(1, sheet.max_column + 1)}
    told = [(row, column, text[:_READ]) for row, column, text in texts if column in columns and not columns[column].hidden]
    lines: dict[int, int] = {}
    for row, column, text in told:
        if column <= printed:
            lines[row] = max(lines.get(row, 1), lines_of(text, columns[column].width))
    for row, column, text in told:
        if column > printed:
            needed = len(text) / (lines.get(row, 1) * _PER_WIDTH) + 1
            columns[column].width = max(columns[column].width, min(_WIDEST, needed))


def lines_of(text: str, width: float) -> int:
    """Return how many lines `text` takes in a column of `width`."""
    return sum(max(1, ceil(len(part) / (width * _PER_WIDTH))) for part in text.split("\n"))


def height_of(lines: int) -> float:
    """Return the height in points of a row of so many lines, the highest that still reads as a table at most."""
    return min(_MOST, 3 + lines * _LINE)


#: characters across a landscape page at 7 pt: Letter less margins is 734 pt, a character of the default font 5.25 pt, text 10 pt
PRINT_WIDTH: Final = 200.0


def set_page(sheet: Worksheet, header_row: int | None, freeze: str | None, area: str | None = None, footer: str = "") -> None:
    """Set up `sheet` for screen and paper: frozen panes, landscape A4, fit to width, header repeated, page numbers, a word in the `footer`."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.freeze_panes = freeze
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.7, 0.3
    sheet.oddFooter.left.text, sheet.oddFooter.center.text, sheet.oddFooter.right.text = "&A", footer or None, "&P of &N"
    if header_row:
        sheet.print_title_rows = f"{header_row}:{header_row}"
    if area:
        sheet.print_area = area
