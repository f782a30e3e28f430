"""The sheet Charts: pictures of what Excel's own charts do not draw; the numbers stand on the sheets they come from."""

from __future__ import annotations

import io
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.exporters._book import NO_EVIDENCE, Book
from jtbd_analyzer.exporters._style import fit_rows, set_page
from jtbd_analyzer.exporters._values import legal

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from jtbd_analyzer.picture import Drawing

_SHOWN: Final = ("forces", "journey", "value_map", "decision_factors", "wanted_achieved", "timeline")
#: height of a row in pixels, pixels of a picture per point it is shown at, and the height that fits a printed page
_ROW, _SCALE, _TALLEST = 20, 2, 520


def charts(book: Book) -> None:
    """Write the sheet Charts: forces, value map, decision factors, wanted and achieved, timelines, each with its caption, one to a page.

    Excel draws no markers below its curve, so the journey is here as a picture too.
    """
    from openpyxl.worksheet.pagebreak import Break

    from jtbd_analyzer.charts import draw

    sheet = book.open("Charts", f"Pictures to show or to copy, N = {book.study.n_total} people. They are redrawn with every export.")
    sheet.column_dimensions["A"].width = 130
    row, drawn = 5, [d for name in _SHOWN if (d := draw(book.study, name))]
    book.alts[sheet.title] = [legal(d.described()) for d in drawn]
    for i, drawing in enumerate(drawn):
        book.put(sheet, row, 1, drawing.title, "section")
        row = 1 + put_picture(sheet, row + 1, drawing)
        if i < len(drawn) - 1:
            sheet.row_breaks.append(Break(id=row - 1))
    if not drawn:
        book.put(sheet, row, 1, NO_EVIDENCE, "id")
    set_page(sheet, None, "A5", f"A1:A{row}")
    fit_rows(sheet, book.texts.get(sheet.title, ()))


def put_picture(sheet: Worksheet, row: int, drawing: Drawing) -> int:
    """Put the picture at `row` and return the first row below it."""
    from openpyxl.drawing.image import Image

    picture: Any = Image(io.BytesIO(drawing.png(_SCALE)))
    scale = max(_SCALE, picture.height / _TALLEST)
    picture.width, picture.height = picture.width / scale, picture.height / scale
    sheet.add_image(picture, f"A{row}")
    rows: int = ceil(picture.height / _ROW)
    return row + rows + 1
