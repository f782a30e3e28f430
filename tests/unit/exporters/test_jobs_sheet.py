"""The sheets of jobs and of who said what: every line of evidence can be read on paper, and clusters are promised only where there are some."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from study_fixture import Line, quotes_of, study, theme_of

from jtbd_analyzer.exporters._book import HEADER
from jtbd_analyzer.exporters._sheets_jobs import _pieces
from jtbd_analyzer.exporters._style import lines_of
from jtbd_analyzer.exporters.workbook import Workbook
from jtbd_analyzer.study import Participant, Study

_LONG = "because the slips were in the till and the till was in the back office and the back office was locked for the whole of the fair"


def told(parted: bool) -> Study:
    """Twelve people who each tell a pain of their own at length; in two groups of like stories, or in none."""
    lines: list[Line] = []
    for p in range(1, 13):
        who = f"P{p:02d}"
        for k in range(3):
            words = f"Somebody stood at gate number {p * 10 + k} with nothing to ride, {_LONG}."
            lines.append((who, "And then?", words, "pain_point", "p01", -1, "", {"force": "push"}))
        lines.append((who, "And then?", "I wanted to see at the counter which bikes are free.", "desired_outcome", "p04", 0, "", {}))
        theme = ("T-A" if p < 7 else "T-B") if parted else ""
        lines.append((who, "And then?", "We had two groups at the door for one set of bikes.", "struggle_trigger", "p04", -1, theme, {"force": "push"}))
    quotes, transcripts = quotes_of(tuple(lines))
    persons = tuple(Participant(f"P{i:02d}", f"P{i:02d}", (f"shop-p{i:02d}",), 500) for i in range(1, 13))
    themes = tuple(theme_of(i, s, quotes, 12) for i, s in (("T-A", "Two groups at the door"), ("T-B", "The slips were unreadable"))) if parted else ()
    return replace(study(), quote_rows=quotes, transcript_rows=transcripts, participant_rows=persons, theme_rows=themes)


@pytest.fixture(scope="module", params=[True, False], ids=["two groups", "no groups"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Study, Any]:
    s = told(request.param)
    return s, openpyxl.load_workbook(Workbook()(s, tmp_path_factory.mktemp("jobs"))[0])


def _width(sheet: Any, cell: Any) -> float:
    own = next((m for m in sheet.merged_cells.ranges if cell.coordinate in m), None)
    columns = range(own.min_col, own.max_col + 1) if own else [cell.column]
    return float(sum(sheet.column_dimensions[openpyxl.utils.get_column_letter(c)].width for c in columns))


def test_every_printed_row_is_as_high_as_its_words_need(made: tuple[Study, Any]) -> None:
    sheet = made[1]["Jobs"]
    checked = 0
    for row in sheet.iter_rows(min_row=HEADER + 1, max_col=6):
        for c in (c for c in row if isinstance(c.value, str) and c.alignment.wrap_text):
            needed = lines_of(c.value, _width(sheet, c)) * 13.0
            assert (sheet.row_dimensions[c.row].height or 15) >= needed, c.coordinate
            checked += 1
    assert checked > 20


def test_cards_hold_every_line_that_the_members_tell(made: tuple[Study, Any]) -> None:
    s, book = made
    shown = "\n".join(str(c.value) for row in book["Jobs"].iter_rows(max_col=6) for c in row if c.value)
    for job in s.table("jobs").to_dict("records"):
        for lane in ("when_told", "pushes", "motivation_told"):
            assert all(line in shown for line in job[lane].split("\n"))


def test_one_job_of_all_takes_all_the_width_and_two_share_it(made: tuple[Study, Any]) -> None:
    s, book = made
    jobs = len(s.table("jobs"))
    spans = {m.max_col - m.min_col + 1 for m in book["Jobs"].merged_cells.ranges if m.min_row > HEADER}
    assert spans == {5 // jobs}


def test_a_cluster_is_promised_above_the_heat_map_only_where_there_are_several(made: tuple[Study, Any]) -> None:
    s, book = made
    parted = len({r["members"] for r in s.table("jobs").to_dict("records")}) > 1
    sheet = book["Heat map"]
    assert ("its cluster above" in sheet["A2"].value) == parted
    assert [c.value for c in sheet[HEADER - 1][4:16]] == ([*["J1"] * 6, *["J2"] * 6] if parted else [None] * 12)
    assert ("no separate groups" in book["Job matrix"]["A2"].value) != parted


def test_a_job_of_everybody_is_theirs_on_every_sheet(made: tuple[Study, Any]) -> None:
    s, book = made
    jobs = {r["job_id"] for r in s.table("jobs").to_dict("records")}
    for name in ("Participants", "Job matrix"):
        head = [c.value for c in book[name][HEADER]]
        column = head.index("job_cluster" if name == "Participants" else "job_id")
        shown = {r[column].value for r in book[name].iter_rows(min_row=HEADER + 1, max_row=HEADER + 12)}
        assert shown == jobs or (name == "Job matrix" and not s.table("job_matrix").size), name


def test_pieces_part_only_between_lines_and_lose_none() -> None:
    lines = [f"• “{'words ' * n}” (P0{n}, 1 of 9) [q{n}]" for n in range(1, 10)]
    pieces = _pieces("\n".join(lines), 30, 6)
    assert "\n".join(pieces).split("\n") == lines
    assert len(pieces) > 1
    assert all(lines_of(p, 30) <= 6 or "\n" not in p for p in pieces)


def test_segments_promise_jobs_only_where_there_is_a_row(tmp_path: Path) -> None:
    for parted in (True, False):
        s = told(parted)
        people = tuple(replace(p, attributes={"segment": "shop" if i < 6 else "fair"}) for i, p in enumerate(s.participant_rows))
        s = replace(s, participant_rows=people)
        sheet = openpyxl.load_workbook(Workbook()(s, tmp_path / str(parted))[0])["Segments"]
        rows = [r for r in s.table("segments").to_dict("records") if r["item"] == "job"]
        assert (bool(rows), "jobs by members" in sheet["A2"].value) == (parted, parted)
