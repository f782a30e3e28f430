"""Writes one or two pages about a study as a Word document, to hand to colleagues who comment in Word."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.exporters._brief import NO_EVIDENCE, Finding, Page, page
from jtbd_analyzer.exporters._package import date_of, repacked
from jtbd_analyzer.exporters._values import legal
from jtbd_analyzer.files import write_atomically
from jtbd_analyzer.text import squeeze

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

#: columns of the table of forces, in cm
_WIDTHS: Final = (4.5, 2.5, 10.0)


@dataclass(frozen=True)
class Docx:
    """Writes `file`: top themes with n of N and a quote each, candidate jobs, the four forces, and what to be careful with; `top` themes per block."""

    file: str = "summary.docx"
    top: int = field(default=5, metadata={"min": 1, "max": 20})

    def __call__(self, study: Study, folder: Path) -> list[Path]:
        """Write the document into `folder`, replaced whole, and return its path; raises OutputError."""
        path = folder / self.file
        date = date_of(study.manifest.get("date"))
        document = _document(page(study, self.top))
        document.core_properties.created = document.core_properties.modified = date
        document.core_properties.author, document.core_properties.comments = "jtbd_analyzer", ""
        document.core_properties.title = _line(study.name)[:255]
        out = io.BytesIO()
        document.save(out)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, repacked(out.getvalue(), date))
        except OSError as error:
            raise OutputError(f"{path}: must be writable; got {error.strerror or error}. Close it in Word and run again.") from error
        return [path]


def _document(about: Page) -> Any:
    from docx import Document
    from docx.shared import Cm

    document = Document()
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = Cm(21), Cm(29.7)
    sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Cm(2)
    document.add_heading(_line(about.title), 0)
    document.add_paragraph(about.scope)
    for title, findings in about.blocks:
        document.add_heading(title, 1)
        for f in findings:
            _finding(document, f)
        if not findings:
            document.add_paragraph(NO_EVIDENCE)
    document.add_heading("Candidate jobs", 1)
    for j in about.jobs:
        line = document.add_paragraph(style="List Bullet")
        line.add_run(_line(j.title)).bold = True
        line.add_run(f"  {j.n_of_members} support all of it, {j.status}. {_line(j.statement)}")
    if not about.jobs:
        document.add_paragraph(NO_EVIDENCE)
    _forces(document, about)
    document.add_heading("Be careful", 1)
    for caution in about.cautions:
        document.add_paragraph(_line(caution), style="List Bullet")
    document.add_paragraph(_line(about.source))
    return document


def _forces(document: Any, about: Page) -> None:
    from docx.shared import Cm

    document.add_heading("Forces of the switch", 1)
    table = document.add_table(rows=1, cols=3, style="Light Grid Accent 1")
    for cell, text in zip(table.rows[0].cells, ("force", "people", "strongest themes"), strict=True):
        cell.text = text
    for p in about.forces:
        row = (f"{p.force}: {p.direction}", p.n_of_N, "\n".join(map(_line, p.themes)) or NO_EVIDENCE)
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for row_of in table.rows:
        for cell, width in zip(row_of.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)


def _finding(document: Any, f: Finding) -> None:
    line = document.add_paragraph()
    line.paragraph_format.keep_with_next, line.paragraph_format.space_after = True, 0
    line.add_run(_line(f.statement)).bold = True
    denied = f", denied by {f.denied_by}" if f.denied_by else ""
    line.add_run(f"  {f.n_of_N}, {f.prevalence}{denied}")
    said = f"“{_line(f.quote)}” ({_line(f.who)}) [{_line(f.quote_id)}]" if f.quote else NO_EVIDENCE
    document.add_paragraph(said, style="Quote")


def _line(text: str) -> str:
    return squeeze(legal(text))
