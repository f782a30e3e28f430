"""Entries of the planning sheets: every yellow cell is read back, shown again, and found again in another run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from study_fixture import study

from jtbd_analyzer import corrections, edits, entries
from jtbd_analyzer.exporters._brief import Page, page
from jtbd_analyzer.exporters._report.page import build
from jtbd_analyzer.exporters.workbook import Workbook
from jtbd_analyzer.readback import Edits
from jtbd_analyzer.study import Study
from jtbd_analyzer.values import UNDO


def place(sheet: Any, table: str, column: str, row: int = 1) -> Any:
    """Return the cell of a column in the `row`th row of a table."""
    head, *rows = sheet[sheet.tables[f"tbl{table}"].ref]
    return next(r[i] for r in rows[row - 1 : row] for i, c in enumerate(head) if entries.header(c.value) == column)


def written(s: Study, folder: Path, cells: dict[tuple[str, str], str], title: str = "") -> Path:
    """Return a workbook of `s` in which the first row of (table, column) was filled in."""
    path = Workbook()(s, folder)[0]
    book = openpyxl.load_workbook(path)
    for (table, column), value in cells.items():
        place(book[entries.FORMS[table].sheet], table, column).value = value
    if title:
        book["Team view"].title = title
    book.save(folder / "edited.xlsx")
    return folder / "edited.xlsx"


def page_of(s: Study) -> Page:
    return page(s, 9)


def applied(s: Study, found: Edits) -> Study:
    return corrections.applied(s, (*s.decisions, *found.decisions))




def with_all(s: Study, folder: Path) -> dict[tuple[str, str], str]:
    """Return something to write into every yellow column of every planning table that has a row with keys."""
    book = openpyxl.load_workbook(Workbook()(s, folder)[0])
    out = {}
    for table, form in entries.FORMS.items():
        sheet = book[form.sheet]
        if any(place(sheet, table, k).value not in (None, "", "no evidence") for k in form.keys):
            out |= {(table, c): choices[0] if choices else f"our word on {c}" for c, choices in form.columns.items()}
    return out


def test_every_yellow_column_of_the_workbook_is_read_back(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(Workbook()(study(), tmp_path)[0])
    known = {(f.sheet, c) for f in entries.FORMS.values() for c in f.columns}
    yellow = set()
    for sheet in book:
        for t in sheet.tables.values():
            yellow |= {(sheet.title, entries.header(c.value)) for c in sheet[t.ref][0] if c.style == "jtbd head human"}
    corrected = {(s, c) for s, c in yellow if s in ("Themes", "Quotes", "Participants")}
    assert yellow - corrected == known


def test_choices_in_the_drop_downs_are_the_ones_that_are_checked(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(Workbook()(study(), tmp_path)[0])
    for table, form in entries.FORMS.items():
        sheet = book[form.sheet]
        for column, choices in form.columns.items():
            at = place(sheet, table, column).coordinate
            rules = [v.formula1 for v in sheet.data_validations.dataValidation if at in v.sqref and '"' in v.formula1]
            assert [tuple(r.strip('"').split(",")) for r in rules] == ([choices] if choices and column != "human_status" else []), (table, column)


def test_what_is_written_comes_back_and_is_shown_again(tmp_path: Path) -> None:
    s = study()
    said = with_all(s, tmp_path)
    assert len(said) > 40
    found = edits.read(written(s, tmp_path, said), s, today="2026-05-04")
    assert not found.refused
    assert len(found.decisions) == len(said)
    later = applied(s, found)
    assert not later.conflicts
    book = openpyxl.load_workbook(Workbook()(later, tmp_path / "later")[0])
    for (table, column), value in said.items():
        assert place(book[entries.FORMS[table].sheet], table, column).value == value
    again = edits.read(tmp_path / "later" / "themes.xlsx", later)
    assert (again.decisions, again.refused) == ((), [])
    assert again.known >= len(said)


def test_a_value_outside_the_list_is_refused_by_cell(tmp_path: Path) -> None:
    s = study()
    found = edits.read(written(s, tmp_path, {("Opportunities", "effort"): "huge", ("TeamView", "team_assumption"): "they want it cheap"}), s)
    assert [(r.sheet, r.reason.split(";")[0]) for r in found.refused] == [("Opportunities", "must be one of low, medium, high")]
    assert [d.new for d in found.decisions] == ["they want it cheap"]


def test_a_renamed_sheet_is_known_by_its_headers(tmp_path: Path) -> None:
    s = study()
    found = edits.read(written(s, tmp_path, {("TeamView", "team_assumption"): "they want it cheap"}, title="Our view"), s)
    assert [d.field for d in found.decisions] == ["team_assumption"]


def test_an_entry_is_changed_and_withdrawn(tmp_path: Path) -> None:
    s = study()
    key = ("Milestones", "owner")
    s = applied(s, edits.read(written(s, tmp_path, {key: "Ida"}), s))
    s = applied(s, edits.read(written(s, tmp_path, {key: "Bo"}), s))
    book = openpyxl.load_workbook(Workbook()(s, tmp_path)[0])
    assert place(book["Milestones & leaps"], *key).value == "Bo"
    s = applied(s, edits.read(written(s, tmp_path, {key: UNDO}), s))
    book = openpyxl.load_workbook(Workbook()(s, tmp_path)[0])
    assert place(book["Milestones & leaps"], *key).value is None


def test_an_entry_follows_its_theme_to_another_id(tmp_path: Path) -> None:
    s = study()
    found = edits.read(written(s, tmp_path, {("Opportunities", "owner"): "Ida"}), s)
    theme = found.decisions[0].target.split("|")[1]
    renamed = replace(
        s, theme_rows=tuple(replace(t, theme_id="T-NEW-99") if t.theme_id == theme else t for t in s.theme_rows),
        quote_rows=tuple(replace(q, theme_id="T-NEW-99") if q.theme_id == theme else q for q in s.quote_rows))
    book = openpyxl.load_workbook(Workbook()(applied(renamed, found), tmp_path)[0])
    assert place(book["Opportunities"], "Opportunities", "theme_id").value == "T-NEW-99"
    assert place(book["Opportunities"], "Opportunities", "owner").value == "Ida"


def test_an_entry_without_its_row_is_kept_and_told(tmp_path: Path) -> None:
    s = study()
    found = edits.read(written(s, tmp_path, {("TeamView", "owner"): "Ida"}), s)
    moved = [replace(d, target="TeamView|no such phase|what?") for d in found.decisions]
    later = corrections.applied(s, moved)
    book = openpyxl.load_workbook(Workbook()(later, tmp_path)[0])
    told = {r[0].value: r[1].value for r in book["Read me"].iter_rows(max_col=2)}
    assert told["TeamView, no such phase, what?"].startswith("owner = Ida (kept;")


@pytest.mark.parametrize(("known", "found"), [
    (["Jobs|P01, P02, P03"], "Jobs|P01, P02, P03"), (["Jobs|P03, P04"], "Jobs|P01, P02"), ([], "Jobs|P01, P02"),
    (["Jobs|P02, P01", "Jobs|P01, P02"], "Jobs|P01, P02"),
])
def test_a_job_is_known_again_by_its_members(known: list[str], found: str) -> None:
    assert entries.known_as("Jobs|P01, P02", known) == found


@pytest.mark.parametrize(("row", "known", "found"), [
    # a statement for one job never lands on another of the same people
    ("Jobs|P01, P02|further q7", ["Jobs|P01, P02|first q3"], "Jobs|P01, P02|further q7"),
    ("Jobs|P01, P02|first q3", ["Jobs|P01, P02|first q3", "Jobs|P01, P02|further q7"], "Jobs|P01, P02|first q3"),
    ("Jobs|P01, P02|further q7", ["Jobs|P01, P02|first q3", "Jobs|P01, P02|further q7"], "Jobs|P01, P02|further q7"),
    # the first is known again around another wish; two that changed places by their wishes
    ("Jobs|P01, P02|first q9", ["Jobs|P01, P02|first q3"], "Jobs|P01, P02|first q3"),
    ("Jobs|P01, P02|first q7", ["Jobs|P01, P02|first q3", "Jobs|P01, P02|further q7"], "Jobs|P01, P02|further q7"),
    # a file of an older version names members only
    ("Jobs|P01, P02|first q3", ["Jobs|P01, P02"], "Jobs|P01, P02"), ("Jobs|P01, P02|further q7", ["Jobs|P01, P02"], "Jobs|P01, P02|further q7"),
])
def test_jobs_of_the_same_people_are_told_apart_by_their_wish(row: str, known: list[str], found: str) -> None:
    assert entries.known_as(row, known) == found


def test_a_job_in_a_persons_words_is_shown_in_place_of_ours(tmp_path: Path) -> None:
    s = study()
    first = next(str(r["job_statement_clg"]) for r in s.table("jobs").to_dict("records"))
    s = applied(s, edits.read(written(s, tmp_path, {("Jobs", "human_statement"): "When it is busy, help me know what is free"}), s))
    shown = "When it is busy, help me know what is free (confirmed by a person)"
    told = [str(c.value) for row in openpyxl.load_workbook(Workbook()(s, tmp_path)[0])["Summary"].iter_rows() for c in row]
    assert shown in told
    assert first not in told
    assert shown in build(s)
    assert [j.statement for j in page_of(s).jobs].count(shown) == 1


def test_a_job_a_person_dropped_is_on_no_summary(tmp_path: Path) -> None:
    s = study()
    assert page_of(s).jobs
    s = applied(s, edits.read(written(s, tmp_path, {("Jobs", "human_status"): "drop"}), s))
    assert len(page_of(s).jobs) == len(s.table("jobs")) - 1


def test_a_column_added_to_the_quotes_is_no_entry() -> None:
    rows = [["quote_id", "verbatim", "human_class", "action"], ["q1", "words", "", "call"]]
    assert list(entries.tables_in(rows, "Quotes")) == []


def test_a_match_that_a_person_confirmed_is_no_longer_not_reported(tmp_path: Path) -> None:
    s = study()
    row = next(iter(s.table("wanted_achieved").to_dict("records")))
    who = ", ".join(x for x in (row["achieved_by"], row["perhaps_by"]) if x)
    said = {"yes": f"confirmed by a person: {who}", "no": f"matched, but refused by a person: {who}"}
    for word, shown in said.items():
        decided = applied(s, edits.read(written(s, tmp_path, {("WantedAchieved", "confirmed"): word}), s))
        book = openpyxl.load_workbook(Workbook()(decided, tmp_path)[0])
        cell = place(book["Value themes"], "WantedAchieved", "achieved").value
        assert cell == shown if who else cell == "not reported"


def test_what_the_study_is_about_is_not_called_missing_above_its_own_row(tmp_path: Path) -> None:
    s = study()
    s = applied(s, edits.read(written(s, tmp_path, {("Setup", "in_your_words"): "a kennel diary"}), s))
    sheet = openpyxl.load_workbook(Workbook()(s, tmp_path)[0])["Read me"]
    told = [str(c.value) for row in sheet.iter_rows() for c in row if c.value]
    assert "a kennel diary" in told
    assert not [x for x in told if "its row is not in this workbook" in x]
