"""Rows of an edited workbook that do not say what they seem to: cleared cells, leftover names, lost id columns, sorted columns, another study."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import edited_workbook as ew
import openpyxl
import pytest
import study_fixture
from edited_workbook import Edit

from jtbd_analyzer import corrections, edits
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.readback import Edits
from jtbd_analyzer.study import Study

STUDY = study_fixture.big_study(people=4, quotes_each=34, themes_each=2)
QUOTE = next(q.quote_id for q in STUDY.quote_rows if q.counted and q.theme_id)
THEME, OTHER = (t.theme_id for t in STUDY.theme_rows if t.code == "pain_point")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    return ew.stripped(ew.written(STUDY, out), out / "kept.xlsx")


def changed(book: Path, target: Path, change: Any) -> Path:
    """Save as `target` the workbook with `change` made to it."""
    made = openpyxl.load_workbook(book)
    change(made)
    made.save(target)
    return target


def round_two(book: Path, folder: Path, first: list[Edit], second: list[Edit]) -> tuple[Study, Edits]:
    """Return the study after `first`, and what the workbook that shows it says after `second`."""
    after = corrections.applied(STUDY, edits.read(ew.edit(book, folder / "1.xlsx", first), STUDY, reviewer="Ida", today="2026-05-04").decisions)
    shown = ew.written(after, folder / "new")
    return after, edits.read(ew.edit(shown, folder / "2.xlsx", second), after, reviewer="Ida", today="2026-05-05")


class TestClearedCell:
    def test_is_noted_and_the_name_left_beside_it_signs_nothing(self, book: Path, tmp_path: Path) -> None:
        _, found = round_two(book, tmp_path, [Edit("Quotes", QUOTE, "human_count", "no")], [Edit("Quotes", QUOTE, "human_count", "")])
        assert (found.decisions, found.refused) == ((), [])
        (note,) = found.notes
        assert note.startswith("blank cells that showed a decision: 1 (Quotes!")
        assert "write undo" in note

    def test_is_noted_too_where_the_name_was_cleared(self, book: Path, tmp_path: Path) -> None:
        cells = [Edit("Themes", THEME, c, "") for c in ("human_label", "reviewer", "reviewed_at")]
        _, found = round_two(book, tmp_path, [Edit("Themes", THEME, "human_label", "Typing")], cells)
        assert found.decisions == ()
        assert "blank cells that showed a decision: 1 (Themes!" in found.notes[0]


class TestNameOfAThemeMergedAway:
    def test_is_shown_beside_the_whole_and_can_be_changed_there(self, book: Path, tmp_path: Path) -> None:
        first = [Edit("Themes", THEME, "human_merge_into", OTHER), Edit("Themes", THEME, "human_label", "All of it")]
        after, found = round_two(book, tmp_path, first, [Edit("Themes", OTHER, "human_label", "Other words")])
        assert next(t.statement for t in after.theme_rows if t.theme_id == OTHER) == "All of it"
        (d,) = found.decisions
        last = corrections.applied(after, (*after.decisions, d))
        assert (next(t.statement for t in last.theme_rows if t.theme_id == OTHER), last.conflicts) == ("Other words", ())
        again = edits.read(tmp_path / "new" / "themes.xlsx", after)
        assert (again.decisions, again.refused, again.notes) == ((), [], [])
        older = edits.read(tmp_path / "1.xlsx", after)
        assert (older.decisions, older.refused) == ((), [])


class TestSignature:
    def test_undo_withdraws_it(self, book: Path, tmp_path: Path) -> None:
        after, found = round_two(book, tmp_path, [Edit("Quotes", QUOTE, "reviewer", "Bo")], [Edit("Quotes", QUOTE, "reviewer", "undo")])
        assert after.quote(QUOTE).status == "reviewed"
        assert [(d.field, d.new, d.who) for d in found.decisions] == [("reviewed", "", "Ida")]
        assert corrections.applied(after, (*after.decisions, *found.decisions)).quote(QUOTE).status == STUDY.quote(QUOTE).status

    def test_nobody_is_called_undo(self, book: Path, tmp_path: Path) -> None:
        found = edits.read(ew.edit(book, tmp_path / "e.xlsx", [Edit("Quotes", QUOTE, "reviewer", "undo")]), STUDY)
        assert (found.decisions, found.refused, found.known) == ((), [], 1)


class TestIds:
    def test_quotes_without_their_ids_are_not_read_as_themes(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Quotes", QUOTE, "human_note", "hm"), Edit("Quotes", QUOTE, "reviewer", "Ida")])

        def cut(made: Any) -> None:
            made["Quotes"].delete_cols(ew.header(made["Quotes"])[1]["quote_id"])

        found = edits.read(changed(path, tmp_path / "cut.xlsx", cut), STUDY)
        assert found.decisions == ()
        assert [r.reason.partition(";")[0] for r in found.refused] == ["the column of ids (quote_id) must be there"]

    def test_a_column_of_themes_sorted_alone_is_refused(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Themes", THEME, "human_label", "Typing")])

        def turn(made: Any) -> None:
            sheet, at = made["Themes"], ew.header(made["Themes"])[1]["theme_id"]
            ids = [sheet.cell(r, at).value for r in range(5, sheet.max_row + 1)]
            for r, value in enumerate(reversed(ids), 5):
                sheet.cell(r, at).value = value

        found = edits.read(changed(path, tmp_path / "turned.xlsx", turn), STUDY)
        assert found.decisions == ()
        assert "theme_id and statement must belong together" in found.refused[0].reason


class TestEarlierRun:
    def test_a_row_is_read_for_the_theme_of_its_quotes_and_says_so(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Themes", THEME, "human_label", "Typing")])
        swap = {THEME: OTHER, OTHER: THEME}
        later = replace(STUDY, quote_rows=tuple(replace(q, theme_id=swap.get(q.theme_id, q.theme_id)) for q in STUDY.quote_rows),
                        theme_rows=tuple(replace(t, theme_id=swap.get(t.theme_id, t.theme_id)) for t in STUDY.theme_rows))
        found = edits.read(path, later)
        assert [(d.target, d.field) for d in found.decisions] == [(OTHER, "label")]
        assert any(f"{THEME} of this file is {OTHER} now" in n for n in found.notes)

    def test_a_row_whose_quotes_are_apart_now_is_refused(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Themes", THEME, "human_status", "drop")])
        own = [q.quote_id for q in STUDY.quote_rows if q.theme_id == THEME]
        homes = {i: OTHER if k == 0 else "" for k, i in enumerate(own)}
        later = replace(STUDY, quote_rows=tuple(replace(q, theme_id=homes.get(q.quote_id, q.theme_id)) for q in STUDY.quote_rows))
        found = edits.read(path, later)
        assert found.decisions == ()
        assert f"{THEME} is no theme of this study any more: its quotes are now in {OTHER} (1 of {len(own)})" in found.refused[0].reason

    def test_a_planning_sheet_with_some_quotes_of_the_theme_does_not_tell_which_it_is(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Themes", THEME, "human_label", "Typing")])

        def plan(made: Any) -> None:
            for row in (["theme_id", "feature", "human_order", "quote_ids"], [THEME, "import", 1, "x-0001"]):
                (made["Value map"] if "Value map" in made.sheetnames else made.create_sheet("Value map")).append(row)

        later = replace(STUDY, quote_rows=tuple(replace(q, quote_id=f"{q.quote_id}-b") for q in STUDY.quote_rows))
        found = edits.read(changed(path, tmp_path / "plan.xlsx", plan), later)
        assert [(d.target, d.field) for d in found.decisions if d.kind == "theme"] == [(THEME, "label")]

    def test_a_workbook_of_another_study_is_refused_as_a_whole(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Themes", THEME, "human_label", "2024")])
        other = replace(STUDY, quote_rows=tuple(replace(q, verbatim=f"Nothing like it, {k}.") for k, q in enumerate(STUDY.quote_rows)))
        with pytest.raises(InputError, match="must be a workbook of this study; got one of other interviews: 0 of its"):
            edits.read(path, other)


class TestHeaders:
    @pytest.mark.parametrize(("sheet", "row", "column", "typed"), [("Quotes", QUOTE, "human_class", "humn class"),
                                                                    ("Themes", THEME, "human_label", "Humanlabel"),
                                                                    ("Participants", "P01", "human_segment", "human_segmnt"),
                                                                    ("Quotes", QUOTE, "human_note", "human_notes"),
                                                                    ("Quotes", QUOTE, "human_class", "class"), ("Themes", THEME, "human_label", "My label")])
    def test_a_retyped_one_is_refused_by_its_cell(self, book: Path, tmp_path: Path, sheet: str, row: str, column: str, typed: str) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit(sheet, row, column, "habit")])

        def retype(made: Any) -> None:
            top, names = ew.header(made[sheet])
            made[sheet].cell(top, names[column]).value = typed

        found = edits.read(changed(path, tmp_path / "r.xlsx", retype), STUDY)
        assert found.decisions == ()
        (refused,) = found.refused
        assert (refused.sheet, refused.reason.partition(";")[0]) == (sheet, f"the header must be {column}")
        assert refused.cell == ew.place(path, Edit(sheet, row, column, ""))[1].rstrip("0123456789") + str(ew.header(openpyxl.load_workbook(path)[sheet])[0])

    def test_a_name_beside_what_was_not_read_signs_nothing(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Quotes", QUOTE, "human_class", "habit"), Edit("Quotes", QUOTE, "reviewer", "Ida")])

        def retype(made: Any) -> None:
            top, names = ew.header(made["Quotes"])
            made["Quotes"].cell(top, names["human_class"]).value = "class"

        found = edits.read(changed(path, tmp_path / "r.xlsx", retype), STUDY)
        assert (found.decisions, len(found.refused)) == ((), 1)

    def test_a_column_of_ones_own_about_people_is_left_alone(self, book: Path, tmp_path: Path) -> None:
        def add(made: Any) -> None:
            top, names = ew.header(made["Participants"])
            sheet, at = made["Participants"], made["Participants"].max_column + 1
            sheet.cell(top, at).value, sheet.cell(top + 1, at).value = "Reviewed", "yes"
            assert names

        found = edits.read(changed(book, tmp_path / "own.xlsx", add), STUDY)
        assert (found.decisions, found.refused) == ((), [])

    def test_a_retyped_header_of_a_planning_sheet_is_refused(self, tmp_path: Path) -> None:
        full = ew.written(STUDY, tmp_path / "out")

        def plan(made: Any) -> None:
            sheet = made["Opportunities"]
            top = next(r for r in range(1, 30) if "owner" in [c.value for c in sheet[r]])
            at = next(c.column for c in sheet[top] if c.value == "owner")
            sheet.cell(top, at).value, sheet.cell(top + 1, at).value = "Ownr", "Tom"

        found = edits.read(changed(full, tmp_path / "p.xlsx", plan), STUDY)
        assert [(r.sheet, r.reason.partition(";")[0]) for r in found.refused] == [("Opportunities", "the header must be owner")]

    def test_columns_that_are_gone_or_that_the_workbook_writes_are_not(self, book: Path, tmp_path: Path) -> None:
        def cut(made: Any) -> None:
            for name in ("human_one_line_story", "human_display_name", "human_segment"):
                made["Participants"].delete_cols(ew.header(made["Participants"])[1][name])

        found = edits.read(changed(book, tmp_path / "cut.xlsx", cut), STUDY)
        assert (found.decisions, found.refused) == ((), [])


class TestFormula:
    def test_without_a_value_is_refused_not_taken_for_a_blank(self, book: Path, tmp_path: Path) -> None:
        def write(made: Any) -> None:
            top, names = ew.header(made["Quotes"])
            row = next(r for r in range(top + 1, made["Quotes"].max_row + 1) if made["Quotes"].cell(r, names["quote_id"]).value == QUOTE)
            made["Quotes"].cell(row, names["human_class"]).value = '="hab"&"it"'

        found = edits.read(changed(book, tmp_path / "f.xlsx", write), STUDY)
        assert found.decisions == ()
        assert ['="hab"&"it" without a value' in r.reason for r in found.refused] == [True]


    def test_that_gives_nothing_is_a_blank_and_signs_nothing(self, book: Path, tmp_path: Path) -> None:
        def write(made: Any) -> None:
            top, names = ew.header(made["Quotes"])
            for r in range(top + 1, top + 4):
                made["Quotes"].cell(r, names["reviewer"]).value = '=IF(A1="never","Ida","")'

        def calculated(data: bytes) -> bytes:
            return re.sub(rb'<c r="(\w+)"([^>]*?)(?: t="\w+")?><f>(IF\(A1[^<]*)</f><v ?/?>(?:</v>)?</c>', rb'<c r="\1"\2 t="str"><f>\3</f><v></v></c>', data)

        path = changed(book, tmp_path / "b.xlsx", write)
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "c.xlsx", "w") as new:
            parts = {n: old.read(n) for n in old.namelist()}
            done = {n: calculated(d) if n.startswith("xl/worksheets/") else d for n, d in parts.items()}
            assert done != parts
            for n, d in done.items():
                new.writestr(n, d)
        found = edits.read(tmp_path / "c.xlsx", STUDY)
        assert (found.decisions, found.refused) == ((), [])
        unsure = edits.read(path, STUDY)  # no program has calculated it
        assert unsure.decisions == ()


@pytest.mark.parametrize("typed", ["2026-05-04x", "0026-05-04", "2026-05-04 later"])
def test_what_only_begins_like_a_date_is_none(book: Path, tmp_path: Path, typed: str) -> None:
    path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Quotes", QUOTE, "human_class", "habit"), Edit("Quotes", QUOTE, "reviewed_at", typed)])
    found = edits.read(path, STUDY, today="2026-05-06")
    assert [d.when for d in found.decisions] == ["2026-05-06"]
    assert "must be a date" in found.refused[0].reason


def test_a_date_with_a_time_of_day_is_one(book: Path, tmp_path: Path) -> None:
    path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Quotes", QUOTE, "human_class", "habit"), Edit("Quotes", QUOTE, "reviewed_at", "2026-05-04 10:30:00")])
    assert [d.when for d in edits.read(path, STUDY).decisions] == ["2026-05-04"]
