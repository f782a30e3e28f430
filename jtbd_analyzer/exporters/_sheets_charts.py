"""The sheet Charts: pictures of what Excel's own charts do not draw; the numbers stand on the sheets they come from."""

from __future__ import annotations

import io
import warnings
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.errors import ExportWarning, OutputError
from jtbd_analyzer.exporters._book import NO_EVIDENCE, Book
from jtbd_analyzer.exporters._style import fit_rows, set_page
from jtbd_analyzer.exporters._values import legal
from jtbd_analyzer.rendering import NOT_DRAWN, renderer

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SHOWN: Final = ("forces", "journey", "value_map", "decision_factors", "wanted_achieved", "timeline")
#: height of a row in pixels, pixels of a picture per point it is shown at, and the height that fits a printed page
_ROW, _SCALE, _TALLEST = 20, 2, 520


def begin(book: Book) -> None:
    """Have the pictures of all sheets drawn while the sheets are written."""
    from jtbd_analyzer.charts import draw

    renderer().start()
    for name in (*_SHOWN, "concerns"):
        if drawing := draw(book.study, name):
            book.pictures[name] = (drawing, drawing.png_later(_SCALE))


def charts(book: Book) -> None:
    """Write the sheet Charts: forces, value map, decision factors, wanted and achieved, timelines, each with its caption, one to a page.

    Excel draws no markers below its curve, so the journey is here as a picture too.
    """
    from openpyxl.worksheet.pagebreak import Break

    sheet = book.open("Charts", f"Pictures to show or to copy, N = {book.study.n_total} people. They are redrawn with every export.")
    sheet.column_dimensions["A"].width = 130
    row, drawn = 5, [name for name in _SHOWN if name in book.pictures]
    for i, name in enumerate(drawn):
        book.put(sheet, row, 1, book.pictures[name][0].title, "section")
        row = 1 + put_picture(book, sheet, row + 1, name)
        if i < len(drawn) - 1:
            sheet.row_breaks.append(Break(id=row - 1))
    if not drawn:
        book.put(sheet, row, 1, NO_EVIDENCE, "id")
    set_page(sheet, None, "A5", f"A1:A{row}")
    fit_rows(sheet, book.texts.get(sheet.title, ()))


def put_picture(book: Book, sheet: Worksheet, row: int, name: str) -> int:
    """Put the picture begun as `name` at `row` and return the first row below it; one that cannot be drawn leaves a sentence there."""
    from openpyxl.drawing.image import Image

    drawing, coming = book.pictures[name]
    try:
        picture: Any = Image(io.BytesIO(coming.result()))
    except OutputError:
        warnings.warn(f"workbook: chart '{name}': {NOT_DRAWN}", ExportWarning, stacklevel=2)
        book.put(sheet, row, 1, NOT_DRAWN, "id")
        return row + 2
    scale = max(_SCALE, picture.height / _TALLEST)
    picture.width, picture.height = picture.width / scale, picture.height / scale
    sheet.add_image(picture, f"A{row}")
    book.alts.setdefault(sheet.title, []).append(legal(drawing.described()))
    rows: int = ceil(picture.height / _ROW)
    return row + rows + 1
