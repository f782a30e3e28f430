"""Writes the workbook a researcher opens, filters, corrects and hands on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.files import write_atomically

if TYPE_CHECKING:
    from jtbd_analyzer.exporters._book import Book
    from jtbd_analyzer.study import Study

SHEETS: Final = (
    "Read me", "Summary", "Participants", "Themes", "Quotes", "Struggle triggers", "Value themes", "Decision factors", "Forces", "Timeline",
    "Journey map", "Heat map", "Topics", "Jobs", "Job matrix", "Value map",
    "Wanted next", "Before & after", "Milestones & leaps", "Moments of truth", "Alternatives", "Objections", "Stakeholders",
    "Touchpoints", "Segments", "Message bank", "Opportunities", "Team view", "KPIs & experiments", "Saturation & quality", "Contradictions",
    "Review queue", "Charts", "Codebook",
)


@dataclass(frozen=True)
class Workbook:
    """Writes `file` with one sheet per question, every count "n of N" and every theme linked to its quotes.

    Words of participants are text in every cell, never a formula; the same study gives the same bytes.
    """

    file: str = "themes.xlsx"

    def __call__(self, study: Study, folder: Path) -> list[Path]:
        """Write the workbook into `folder` and return its path; raises OutputError and leaves an earlier file whole."""
        from jtbd_analyzer.exporters._package import date_of, package

        path = folder / self.file
        book = _build(study)
        raw = package(book.workbook, date_of(study.manifest.get("date")), book.descriptions())
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, raw)
        except PermissionError as error:
            raise OutputError(f"{path}: must be writable; it is open in another program or protected. Close it in Excel and run again.") from error
        except OSError as error:
            raise OutputError(f"{path}: must be writable; got {error.strerror or error}. Choose another folder.") from error
        return [path]


def _build(study: Study) -> Book:
    from openpyxl import Workbook as Excel

    from jtbd_analyzer.exporters import (
        _sheets_charts,
        _sheets_evidence,
        _sheets_front,
        _sheets_jobs,
        _sheets_journey,
        _sheets_people,
        _sheets_plan,
        _sheets_quality,
        _sheets_readme,
        _sheets_value,
    )
    from jtbd_analyzer.exporters._book import Book
    from jtbd_analyzer.exporters._style import Looks

    excel = Excel()
    excel.active.title = SHEETS[0]
    for name in (*SHEETS[1:], _sheets_evidence.LISTS):
        excel.create_sheet(name)
    book = Book(study, excel, Looks(excel))
    _sheets_charts.begin(book)
    choices = _sheets_evidence.lists(book)
    _sheets_front.summary(book)
    _sheets_evidence.participants(book)
    _sheets_evidence.themes(book, choices)
    _sheets_evidence.quotes(book, choices)
    _sheets_evidence.views(book, {"Value themes": _sheets_value.wanted_achieved, "Decision factors": _sheets_value.left_or_declined})
    _sheets_jobs.jobs(book, choices)
    for write in (_sheets_journey.forces, _sheets_jobs.timeline, _sheets_journey.journey_map, _sheets_journey.heat_map, _sheets_value.topics,
                  _sheets_jobs.job_matrix, _sheets_value.value_map, _sheets_value.wanted_next, _sheets_value.before_after, _sheets_value.milestones,
                  _sheets_journey.moments, _sheets_people.alternatives, _sheets_people.objections,
                  _sheets_people.stakeholders, _sheets_people.touchpoints, _sheets_plan.segments, _sheets_people.message_bank,
                  _sheets_plan.opportunities, _sheets_plan.team_view, _sheets_plan.experiments, _sheets_quality.saturation,
                  _sheets_quality.contradictions, _sheets_quality.review_queue, _sheets_evidence.codebook):
        write(book)
    _sheets_charts.charts(book)
    _sheets_readme.read_me(book)
    _sheets_evidence.meta(book)
    excel.active = SHEETS.index("Summary")
    return book
