"""The workbook: what is in it, that words stay words, that links lead somewhere, that runs repeat."""

from __future__ import annotations

import os
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter
from study_fixture import big_study, study

from jtbd_analyzer.entries import FORMS
from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.exporters._book import CELL_UNITS, CUT_MARK, WORKING, Column, cut, shown_as, unique, units
from jtbd_analyzer.exporters._package import NO_DATE, date_of
from jtbd_analyzer.exporters._style import PRINT_WIDTH
from jtbd_analyzer.exporters.workbook import SHEETS, Workbook
from jtbd_analyzer.scheme import CODES


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Workbook()(study(), tmp_path_factory.mktemp("book"))[0]


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def rows_of(sheet: Any, table: str) -> list[dict[str, Any]]:
    """Return a table of a sheet as dicts by header."""
    head, *rows = sheet[sheet.tables[table].ref]
    return [dict(zip([c.value for c in head], r, strict=True)) for r in rows]


def test_sheets_stand_in_order(book: Any) -> None:
    assert tuple(book.sheetnames) == (*SHEETS, "Lists", "_meta")
    assert book["Lists"].sheet_state == "hidden"


def test_no_cell_is_a_formula_or_an_error(book: Any) -> None:
    kinds = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
    assert kinds <= {"s", "n", "b"}


def test_risky_words_are_text_with_a_quote_prefix(book: Any) -> None:
    cells = {r["verbatim"].value: r["verbatim"] for r in rows_of(book["Quotes"], "tblQuotes")}
    assert cells["#N/A"].data_type == "s"
    for lead in ("=SUM", "-5", "@Lena", "  +49"):
        cell = next(c for text, c in cells.items() if text.startswith(lead))
        assert cell.quotePrefix, lead
    plain = next(c for text, c in cells.items() if text.startswith("We went"))
    assert not plain.quotePrefix


def test_characters_xml_forbids_are_marked_and_escapes_stay_as_said(book: Any, path: Path) -> None:
    texts = [r["verbatim"].value for r in rows_of(book["Quotes"], "tblQuotes")]
    assert "A bad \ufffd byte and an odd \ufffd mark, said the export." in texts
    raw = zipfile.ZipFile(path).read("xl/worksheets/sheet5.xml").decode()
    assert "_x005F_x0041_ was printed" in raw  # Excel shows _x0041_, not A


def test_a_cell_too_long_is_cut_in_sight_and_told_on_read_me(book: Any) -> None:
    long = max((r["verbatim"].value for r in rows_of(book["Quotes"], "tblQuotes")), key=len)
    assert units(long) <= CELL_UNITS
    assert long.endswith(CUT_MARK)
    assert "Cut cells" in [c.value for c in book["Read me"]["A"]]


@pytest.mark.parametrize("text", ["a" * 40_000, "🚲" * 20_000, "One. " * 9000, "x" * 32_767])
def test_cut_keeps_within_the_limit(text: str) -> None:
    short = cut(text)
    assert units(short) <= CELL_UNITS
    assert short == text if units(text) <= CELL_UNITS else text.startswith(short.removesuffix(CUT_MARK))


def test_tables_are_real_with_different_names_and_matching_headers(book: Any) -> None:
    names = [t.displayName for sheet in book for t in sheet.tables.values()]
    assert len(names) == len({n.lower() for n in names})
    for sheet in book:
        for t in sheet.tables.values():
            head = [c.value for c in sheet[t.ref][0]]
            assert head == [c.name for c in t.tableColumns]
            assert len({h.lower() for h in head}) == len(head)
            assert t.autoFilter is not None
            assert len(list(sheet[t.ref])) >= 2


def test_every_link_leads_to_a_cell_that_holds_what_it_names(book: Any) -> None:
    seen = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    name, place = re.fullmatch(r"'(.+)'!([A-Z]+\d+)", cell.hyperlink.location).groups()
                    assert book[name][place].value, cell.hyperlink.location
                    seen += 1
    assert seen > 80


def test_theme_leads_to_its_quotes_and_quote_to_its_theme(book: Any) -> None:
    for row in rows_of(book["Themes"], "tblThemes"):
        place = row["theme_id"].hyperlink.location.split("!")[1]
        number = book["Quotes"][place].row
        quote = next(r for r in rows_of(book["Quotes"], "tblQuotes") if r["quote_id"].row == number)
        assert quote["theme_id"].value == row["theme_id"].value
        back = quote["theme_id"].hyperlink.location.split("!")[1]
        assert book["Themes"][back].value == row["theme_id"].value
        exemplar = row["said_by"].hyperlink.location.split("!")[1]
        assert book["Quotes"][exemplar].value == row["exemplar_id"].value


def test_human_columns_are_empty_yellow_and_have_choices(book: Any) -> None:
    lists = {"Quotes": ("human_class", "human_theme", "human_stage", "human_count"), "Themes": ("human_merge_into", "human_status")}
    for name, columns in lists.items():
        sheet = book[name]
        rows = rows_of(sheet, f"tbl{name}")
        ruled = {str(v.sqref).split(":", maxsplit=1)[0] for v in sheet.data_validations.dataValidation}
        for c in columns:
            assert rows[0][c].value is None
            assert rows[0][c].coordinate in ruled
            head = sheet.cell(4, rows[0][c].column)
            assert head.fill.fgColor.rgb == "FFFFE08A"
    codes = [c.value for c in book["Lists"]["A"] if c.value][1:]
    assert codes == [*(c.label for c in CODES.values()), "none", "undo"]


def test_cells_show_labels_and_words_where_the_tables_keep_the_machines_names(book: Any) -> None:
    machine = re.compile(r"(?<!\w)[a-z]+(?:_[a-z]+)+(?!\w)")
    quotes = rows_of(book["Quotes"], "tblQuotes")
    assert {r["code"].value for r in quotes} <= {c.label for c in CODES.values()}
    assert len({r["code"].value for r in quotes}) > 3
    for sheet in (s for s in book if s.title not in ("Codebook", "Read me", "_meta", "Lists")):
        for name in sheet.tables:
            for row in rows_of(sheet, name):
                shown = {k: c.value for k, c in row.items() if isinstance(c.value, str) and not str(k).endswith(("_id", "_ids"))}
                assert not {k: v for k, v in shown.items() if machine.search(v)}, (sheet.title, name)


def test_no_key_of_a_row_with_yellow_cells_is_shown_in_other_words() -> None:
    assert all(shown_as(table, Column(k), "way_out") == "way_out" for table, form in FORMS.items() for k in form.keys)
    column = Column("code", human=True)
    assert shown_as("Quotes", column, "pain_point") == "pain_point"
    assert shown_as("Codebook", Column("code"), "pain_point") == "pain_point"
    assert shown_as("Forces", Column("reduced_by"), "way_out (2)\n“it is way_out of line”") == "way out (2)\n“it is way_out of line”"


def test_no_percentage_anywhere(book: Any) -> None:
    said = {q.verbatim for q in study().quote_rows}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert "%" not in str(cell.number_format)
                assert cell.value in said or "%" not in str(cell.value or "")


def test_sheets_print_landscape_to_one_page_width_with_frozen_heads(book: Any) -> None:
    for name in SHEETS:
        sheet = book[name]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes
    assert book["Quotes"].print_title_rows == "$4:$4"


def printed(sheet: Any) -> float:
    """Return how wide the printed part of a sheet is, in characters."""
    first, last = sheet.print_area.split("!")[1].replace("$", "").split(":")
    assert first == "A1"
    end = column_index_from_string(re.match(r"[A-Z]+", last)[0])
    shown = [sheet.column_dimensions[get_column_letter(i)] for i in range(1, end + 1)]
    return sum(float(d.width) for d in shown if not d.hidden)


def test_sheets_are_readable_on_paper_and_say_what_they_leave_to_the_screen(book: Any) -> None:
    for name in SHEETS:
        sheet = book[name]
        assert printed(sheet) <= PRINT_WIDTH + 0.5, name
        whole = sheet.max_column
        end = column_index_from_string(re.search(r":\$?([A-Z]+)", sheet.print_area)[1])
        left_out = [i for i in range(end + 1, whole + 1) if not sheet.column_dimensions[get_column_letter(i)].hidden
                    and any(sheet.cell(r, i).value for r in range(1, sheet.max_row + 1))]
        told = sheet.oddFooter.center.text or ""
        if name in WORKING:
            assert "filter before printing" in told, name
        elif left_out:
            assert told == "more columns on screen", name


def test_a_study_with_many_columns_of_its_own_stays_readable_on_paper(tmp_path: Path) -> None:
    wide = replace(study(), participant_rows=tuple(
        replace(p, attributes={**p.attributes, **{f"question_number_{i}": "an answer" for i in range(12)}}) for p in study().participant_rows))
    assert printed(openpyxl.load_workbook(Workbook()(wide, tmp_path)[0])["Participants"]) <= PRINT_WIDTH


def test_the_block_of_forces_shows_the_strongest_quote_of_each_person(book: Any) -> None:
    cells = [r[f].value for r in rows_of(book["Forces"], "tblPersonForce") for f in ("push", "pull", "anxiety", "habit") if r[f].value != "no evidence"]
    assert cells
    for cell in cells:
        n, said, at = re.fullmatch(r"(\d+): “(.+?)(?: …)?” \[(.+)\]", cell).groups()
        q = study().quote(at)
        assert int(n) >= 1
        assert q.counted
        assert q.verbatim.casefold().replace(",", "").startswith(said[:12].casefold().replace(",", "")) or said[:12] in q.verbatim


def test_charts_stand_on_journey_and_saturation(path: Path) -> None:
    parts = zipfile.ZipFile(path).namelist()
    assert sum(p.startswith("xl/charts/chart") for p in parts) == 2


def test_heat_map_fill_tells_presence(book: Any) -> None:
    row = next(r for r in rows_of(book["Heat map"], "tblHeatMap") if r["theme_id"].value == "T-PRICE-01")
    assert row["P02"].value == "(-)"
    assert {row[p].fill.fgColor.rgb for p in ("P01", "P02", "P03")} == {"00000000", "FFF6D9CC", "FFB9DCDD"}


def test_two_runs_give_equal_bytes(path: Path, tmp_path: Path) -> None:
    assert Workbook()(study(), tmp_path)[0].read_bytes() == path.read_bytes()


def test_a_study_without_anything_says_no_evidence(tmp_path: Path) -> None:
    empty = replace(study(), quote_rows=(), theme_rows=(), participant_rows=(), transcript_rows=(), files=(), manifest={})
    found = openpyxl.load_workbook(Workbook()(empty, tmp_path)[0])
    assert found["Quotes"]["A5"].value == "no evidence"
    assert found["Themes"]["A5"].value == "no evidence"
    assert "no evidence" in [c.value for c in found["Summary"]["A"]]


def test_a_locked_target_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "themes.xlsx"
    target.write_bytes(b"old")

    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError, match="Close it in Excel and run again"):
        Workbook()(study(), tmp_path)
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["themes.xlsx"]


def test_column_names_are_made_different() -> None:
    assert [c.name for c in unique([Column("role"), Column("Role "), Column("")])] == ["role", "Role (2)", "column"]


def test_date_of_reads_iso_or_falls_back() -> None:
    assert date_of("2026-05-04").year == 2026
    assert date_of(None) == date_of("soon") == NO_DATE


def test_a_large_study_is_written_in_time(tmp_path: Path) -> None:
    def taken(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    def plain() -> None:
        made = openpyxl.Workbook()
        for _ in range(2500):
            made.active.append(["what somebody said at some length, as quotes are", 1] * 25)
        made.save(tmp_path / "plain.xlsx")

    large = big_study()
    taken(plain)
    pace = taken(plain)  # as many cells as the large study has, so that a slow or busy machine is measured by itself
    assert taken(lambda: Workbook()(large, tmp_path)) < 12 * pace


def test_jobs_stand_on_summary_and_on_their_sheet_with_yellow_columns(book: Any) -> None:
    job = rows_of(book["Jobs"], "tblJobs")[0]
    # a sentence where the clauses make one, else the three quotes it rests on
    assert job["job_statement_clg"].value.startswith(("When ", "circumstance: “"))
    assert job["human_statement"].value is None
    assert job["human_status"].coordinate in {str(v.sqref).split(":", maxsplit=1)[0] for v in book["Jobs"].data_validations.dataValidation}
    shown = [c.value for c in book["Summary"]["D"]]
    assert job["job_statement_clg"].value in shown


def test_timeline_has_a_line_of_words_and_a_line_of_quotes_for_each_person(book: Any) -> None:
    rows = rows_of(book["Timeline"], "tblTimeline")
    assert [r["line"].value for r in rows] == ["what they said", "quote"] * 4
    told = rows[1]["Event one"]
    assert book["Quotes"][told.hyperlink.location.split("!")[1]].value == told.value


def test_wanted_and_achieved_stand_under_the_value_themes(book: Any) -> None:
    row = rows_of(book["Value themes"], "tblWantedAchieved")[0]
    assert (row["wanted"].value, row["achieved"].value) == ("wanted by 2 of 4", "not reported")


def test_value_map_names_gaps_and_leaves_order_and_asset_to_people(book: Any) -> None:
    rows = rows_of(book["Value map"], "tblValueMap")
    assert {r["gap"].value for r in rows} >= {"value without a part of the product", "part of the product without a voiced value"}
    assert all(r["human_order"].value is None and r["supporting_asset"].value is None for r in rows)


def test_participants_show_their_story_and_job(book: Any) -> None:
    row = rows_of(book["Participants"], "tblParticipants")[0]
    assert row["one_line_story"].value.startswith("When “")
    assert row["job_cluster"].value in {"unassigned", "J1", "J2"}


def test_every_picture_and_chart_is_told_in_words(path: Path) -> None:
    with zipfile.ZipFile(path) as raw:
        drawings = [raw.read(n).decode() for n in raw.namelist() if n.startswith("xl/drawings/drawing")]
    told = [m for d in drawings for m in re.findall(r'<(?:xdr:)?cNvPr [^>]*name="(?:Image|Chart) \d+"(?: descr="([^"]*)")?', d)]
    assert len(told) >= 6
    assert all(len(t) > 40 for t in told)
    assert len(set(told)) == len(told)


def test_the_workbook_opens_on_the_summary(book: Any) -> None:
    assert book.active.title == "Summary"


def test_a_cell_that_nobody_told_of_says_so_and_one_that_does_not_apply_is_empty(book: Any) -> None:
    triggers = rows_of(book["Struggle triggers"], "tblStruggletriggers")
    assert {r[c].value for r in triggers for c in ("trigger_type", "trigger_stage", "elapsed_to_purchase")} - {None}
    assert not [r for r in triggers for c in ("trigger_type", "what_changed", "elapsed_to_purchase", "workaround") if not r[c].value]
    for r in rows_of(book["Decision factors"], "tblDecisionfactors"):
        assert bool(r["price_role"].value) == (r["code"].value == "Price")
        assert bool(r["resolved_by"].value) == (r["code"].value in ("Anxiety", "Objection", "Habit"))
