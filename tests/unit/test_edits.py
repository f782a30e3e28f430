"""An edited workbook read back: forty edits are forty decisions, ten wrong ones are refused by cell, nothing twice, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import edited_workbook as ew
import openpyxl
import pytest
import study_fixture
from edited_workbook import Edit

from jtbd_analyzer import corrections, edits, pipeline, review
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.readback import Edits
from jtbd_analyzer.study import Study

STUDY = study_fixture.big_study(people=6, quotes_each=40, themes_each=4)
RIGHT, WRONG = ew.plan(STUDY)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a study of six people, in its folder."""
    return ew.written(STUDY, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def book(whole: Path) -> Path:
    """The sheets of that workbook that are read back, as a researcher might have kept them: quicker to read and write."""
    return ew.stripped(whole, whole.with_name("kept.xlsx"))


def took(found: Edits) -> None:
    assert [f"{r.sheet}!{r.cell}: {r.reason}" for r in found.refused] == []
    assert len(found.decisions) == len(RIGHT) == 40


def refused(found: Edits, path: Path, titles: dict[str, str]) -> None:
    """Check that each wrong edit was refused at its cell for its reason."""
    said = {(r.sheet, r.cell): r.reason for r in found.refused}
    for e in WRONG:
        cell = ew.place(path, e, titles.get(e.sheet, ""))
        assert e.refused in said.pop(cell), (e, cell)
    assert said == {}
    assert len(WRONG) == 10


class TestFortyEdits:
    def test_are_forty_decisions(self, book: Path, tmp_path: Path) -> None:
        found = edits.read(ew.edit(book, tmp_path / "edited.xlsx", RIGHT), STUDY)
        took(found)
        assert {d.kind for d in found.decisions} == {"quote", "theme", "participant"}
        assert {"=ask again", "line one\nline two", "ünïcode 🚲 “quoted”"} <= {d.new for d in found.decisions}

    def test_ten_wrong_ones_among_them_are_refused_by_cell(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "edited.xlsx", [*RIGHT, *WRONG])
        found = edits.read(path, STUDY)
        assert len(found.decisions) == 40
        refused(found, path, {})

    def test_applied_twice_gives_nothing_new(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "edited.xlsx", RIGHT)
        after = corrections.applied(STUDY, edits.read(path, STUDY).decisions)
        again = edits.read(path, after)
        assert (again.decisions, again.refused, again.known) == ((), [], 40)
        assert not after.conflicts

    def test_the_new_workbook_shows_them_and_says_nothing_new(self, book: Path, tmp_path: Path) -> None:
        after = corrections.applied(STUDY, edits.read(ew.edit(book, tmp_path / "edited.xlsx", RIGHT), STUDY).decisions)
        shown = ew.written(after, tmp_path / "new")
        again = edits.read(shown, Study.open(tmp_path / "new"))
        assert (again.decisions, again.refused, again.notes) == ((), [], [])
        assert again.known >= 40

    @pytest.mark.slow
    def test_by_libreoffice_sorted_and_moved_about(self, whole: Path, tmp_path: Path) -> None:
        if ew.office() is None:
            pytest.skip("LibreOffice with Python's uno is not installed")
        spare = [q.quote_id for q in STUDY.quote_rows if q.quote_id not in {e.row for e in (*RIGHT, *WRONG)}][:3]
        path = ew.edit_in_office(
            whole, tmp_path / "edited.xlsx", [*RIGHT, *WRONG], delete=[["Quotes", "quote_id", spare]], insert=[["Quotes", "my colour"]],
            sort=[["Quotes", "verbatim"], ["Themes", "statement"]], rename=[["Quotes", "Zitate"]])
        found = edits.read(path, STUDY)
        refused(found, path, {"Quotes": "Zitate"})
        assert len(found.decisions) == 40
        assert found.notes == [], "the hidden sheet came through"
        typed = edits.read(ew.edit(whole, tmp_path / "typed.xlsx", [*RIGHT, *WRONG]), STUDY)
        assert {d.decision_id for d in found.decisions} == {d.decision_id for d in typed.decisions}


def one(book: Path, folder: Path, study: Study, *cells: Edit, **options: Any) -> Edits:
    """Return what a workbook with some cells filled says."""
    return edits.read(ew.edit(book, folder / f"edited-{len(list(folder.iterdir()))}.xlsx", list(cells)), study, **options)


QUOTE, OTHER = (q.quote_id for q in [q for q in STUDY.quote_rows if q.counted and q.theme_id][:2])


class TestRows:
    def test_a_blank_workbook_says_nothing(self, book: Path) -> None:
        found = edits.read(book, STUDY)
        assert (found.taken, found.refused, found.known, found.notes) == ([], [], 0, [])

    def test_reviewer_and_date_go_with_the_decision(self, book: Path, tmp_path: Path) -> None:
        cells = [Edit("Quotes", QUOTE, c, x) for c, x in (("human_class", "habit"), ("reviewer", "Ida"), ("reviewed_at", "04.05.2026"))]
        (d,) = one(book, tmp_path, STUDY, *cells).decisions
        assert (d.who, d.when, d.old, d.new) == ("Ida", "2026-05-04", STUDY.quote(QUOTE).code, "habit")

    @pytest.mark.parametrize("word", ["pain_point", "Pain point", "pain", "PAIN POINT"])
    def test_a_code_is_taken_by_its_name_and_by_its_label(self, book: Path, tmp_path: Path, word: str) -> None:
        quote = next(q.quote_id for q in STUDY.quote_rows if q.counted and q.code not in ("pain_point", "none"))
        (d,) = one(book, tmp_path, STUDY, Edit("Quotes", quote, "human_class", word)).decisions
        assert d.new == "pain_point"
        shown = ew.written(corrections.applied(STUDY, (d,)), tmp_path / "new")
        assert edits.read(shown, corrections.applied(STUDY, (d,))).decisions == ()  # the label that it shows is the decision that holds

    def test_a_story_that_a_researcher_wrote_takes_the_place_of_the_machines(self, book: Path, tmp_path: Path) -> None:
        own = "When the season began, P01 left paper for the planner, because two families stood at the door."
        found = one(book, tmp_path, STUDY, Edit("Participants", "P01", "human_one_line_story", own))
        assert [(d.kind, d.target, d.field, d.new) for d in found.decisions] == [("participant", "P01", "one_line_story", own)]
        s = corrections.applied(STUDY, found.decisions)
        stories = {r["participant_id"]: r["one_line_story"] for r in s.table("stories").to_dict("records")}
        machine = {r["participant_id"]: r["one_line_story"] for r in STUDY.table("stories").to_dict("records")}
        assert stories == machine | {"P01": own}
        assert "one_line_story" not in s.participants.columns
        assert review.cells(s)["participant P01"]["human_one_line_story"] == own

    def test_a_date_that_is_none_is_refused_and_the_rest_is_taken(self, book: Path, tmp_path: Path) -> None:
        found = one(book, tmp_path, STUDY, Edit("Quotes", QUOTE, "human_class", "habit"), Edit("Quotes", QUOTE, "reviewed_at", "soon"))
        assert len(found.decisions) == 1
        assert "must be a date" in found.refused[0].reason

    def test_a_class_and_a_theme_of_that_class(self, book: Path, tmp_path: Path) -> None:
        goal = next(t for t in STUDY.theme_rows if t.code != STUDY.quote(QUOTE).code)
        found = one(book, tmp_path, STUDY, Edit("Quotes", QUOTE, "human_class", goal.code), Edit("Quotes", QUOTE, "human_theme", goal.theme_id))
        after = corrections.applied(STUDY, found.decisions)
        assert after.quote(QUOTE).theme_id == goal.theme_id

    @pytest.mark.parametrize(("column", "value"), [("human_theme", "T"), ("human_count", "yes")])
    def test_no_evidence_has_no_theme_and_no_count(self, book: Path, tmp_path: Path, column: str, value: str) -> None:
        value = STUDY.quote(QUOTE).theme_id if value == "T" else value
        found = one(book, tmp_path, STUDY, Edit("Quotes", QUOTE, "human_class", "none"), Edit("Quotes", QUOTE, column, value))
        assert [r.cell for r in found.refused] == [ew.place(book, Edit("Quotes", QUOTE, column, ""))[1]]

    def test_themes_merged_in_a_circle_are_refused_both(self, book: Path, tmp_path: Path) -> None:
        a, b = [t.theme_id for t in STUDY.theme_rows if t.code == STUDY.theme_rows[0].code][:2]
        found = one(book, tmp_path, STUDY, Edit("Themes", a, "human_merge_into", b), Edit("Themes", b, "human_merge_into", a))
        assert not found.decisions
        assert len(found.refused) == 2
        assert all("circle" in r.reason for r in found.refused)

    def test_an_unknown_id_is_refused_with_the_nearest(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Themes", STUDY.theme_rows[0].theme_id, "human_label", "A name")])
        made = openpyxl.load_workbook(path)
        for column in ("theme_id", "quote_ids"):
            made["Themes"].cell(5, ew.header(made["Themes"])[1][column]).value = f"{STUDY.theme_rows[0].theme_id}x"
        made.save(path)
        (r,) = edits.read(path, STUDY).refused
        assert "did you mean" in r.reason

    def test_a_column_sorted_alone_is_noticed(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Quotes", QUOTE, "human_class", "habit")])
        made = openpyxl.load_workbook(path)
        sheet = made["Quotes"]
        column = ew.header(sheet)[1]["quote_id"]
        ids = [sheet.cell(r, column).value for r in range(5, sheet.max_row + 1)]
        for r, value in enumerate(reversed(ids), 5):
            sheet.cell(r, column).value = value
        made.save(path)
        found = edits.read(path, STUDY)
        assert not found.decisions
        assert "must belong together" in found.refused[0].reason

    def test_one_row_twice_with_two_words_is_refused(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Quotes", QUOTE, "human_class", "habit")])
        made = openpyxl.load_workbook(path)
        sheet, names = made["Quotes"], ew.header(made["Quotes"])[1]
        row = next(r for r in range(5, sheet.max_row + 1) if sheet.cell(r, names["quote_id"]).value == QUOTE)
        for column in ("quote_id", "verbatim"):
            sheet.cell(sheet.max_row + (column == "quote_id"), names[column]).value = sheet.cell(row, names[column]).value
        sheet.cell(sheet.max_row, names["human_class"]).value = "price"
        made.save(path)
        found = edits.read(path, STUDY)
        assert not found.decisions
        assert all("more than once" in r.reason for r in found.refused)
        assert len(found.refused) == 2

    def test_an_error_value_is_refused(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Quotes", QUOTE, "human_note", "x")])
        made = openpyxl.load_workbook(path)
        cell = made["Quotes"][ew.place(path, Edit("Quotes", QUOTE, "human_note", ""))[1]]
        cell.value = "#N/A"
        cell.data_type = "e"
        made.save(path)
        assert "error #N/A" in edits.read(path, STUDY).refused[0].reason

    @pytest.mark.parametrize(("stored", "meant"), [("_x005F_x0041_ stays", "_x0041_ stays"), ("a_x000D_\nb", "a\nb"), ("snake_x_case", "snake_x_case")])
    def test_what_xml_escapes_is_read_as_it_was_meant(self, book: Path, tmp_path: Path, stored: str, meant: str) -> None:
        (d,) = one(book, tmp_path, STUDY, Edit("Quotes", QUOTE, "human_note", stored)).decisions
        assert d.new == meant

    def test_true_and_a_number_are_read_as_words(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [])
        made = openpyxl.load_workbook(path)
        made["Quotes"][ew.place(path, Edit("Quotes", QUOTE, "human_count", ""))[1]].value = False
        made["Quotes"][ew.place(path, Edit("Quotes", OTHER, "human_note", ""))[1]].value = 12.0
        made.save(path)
        assert sorted(d.new for d in edits.read(path, STUDY).decisions) == ["12", "no"]


class TestLaterFiles:
    def test_a_change_of_mind_in_the_new_workbook_holds(self, book: Path, tmp_path: Path) -> None:
        first = corrections.applied(STUDY, one(book, tmp_path, STUDY, Edit("Quotes", QUOTE, "human_class", "habit")).decisions)
        shown = ew.stripped(ew.written(first, tmp_path / "new"), tmp_path / "new" / "kept.xlsx")
        (d,) = one(shown, tmp_path, first, Edit("Quotes", QUOTE, "human_class", "price")).decisions
        after = corrections.applied(first, (*first.decisions, d))
        assert after.quote(QUOTE).code == "price"
        assert (d.old, after.conflicts) == ("habit", ())

    def test_undo_brings_the_machine_back_and_is_known_then(self, book: Path, tmp_path: Path) -> None:
        first = corrections.applied(STUDY, one(book, tmp_path, STUDY, Edit("Quotes", QUOTE, "human_class", "habit")).decisions)
        undo = ew.edit(ew.written(first, tmp_path / "new"), tmp_path / "undo.xlsx", [Edit("Quotes", QUOTE, "human_class", "undo")])
        after = corrections.applied(first, (*first.decisions, *edits.read(undo, first).decisions))
        assert after.quote(QUOTE) == STUDY.quote(QUOTE)
        assert len(after.decisions) == 2
        assert not edits.read(undo, after).decisions

    def test_a_colleague_who_did_not_see_it_does_not_overrule_it(self, book: Path, tmp_path: Path) -> None:
        first = corrections.applied(STUDY, one(book, tmp_path, STUDY, Edit("Quotes", QUOTE, "human_class", "habit"), reviewer="Ida").decisions)
        cell = Edit("Quotes", QUOTE, "human_class", "price")
        found = one(book, tmp_path, first, cell, reviewer="Ben")
        assert not found.decisions
        assert "decided as 'habit' by Ida" in found.refused[0].reason
        assert len(one(book, tmp_path, first, cell, reviewer="Ben", overrule=True).decisions) == 1

    def test_a_workbook_of_an_earlier_run_is_matched_by_words(self, book: Path, tmp_path: Path) -> None:
        from dataclasses import replace

        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Quotes", QUOTE, "human_class", "habit")])
        ids = {q.quote_id: f"{q.transcript_id}-{1000 + k}" for k, q in enumerate(STUDY.quote_rows)}
        later = replace(STUDY, quote_rows=tuple(replace(q, quote_id=ids[q.quote_id]) for q in STUDY.quote_rows), theme_rows=())
        found = edits.read(path, later)
        assert "earlier run" in found.notes[0]
        assert [d.target for d in found.decisions] == [ids[QUOTE]]

    def test_without_the_hidden_sheet(self, book: Path, tmp_path: Path) -> None:
        path = ew.edit(book, tmp_path / "e.xlsx", [Edit("Quotes", QUOTE, "human_class", "habit")])
        made = openpyxl.load_workbook(path)
        del made["_meta"]
        made.save(path)
        found = edits.read(path, STUDY)
        assert len(found.decisions) == 1
        assert "does not say which run" in found.notes[0]


class TestFiles:
    @pytest.mark.parametrize("content", [b"not a workbook", b"PK\x03\x04 torn", None])
    def test_what_is_no_workbook(self, tmp_path: Path, content: bytes | None) -> None:
        if content is not None:
            (tmp_path / "x.xlsx").write_bytes(content)
        with pytest.raises(InputError, match=r"x\.xlsx: must be"):
            edits.read(tmp_path / "x.xlsx", STUDY)

    def test_a_workbook_of_something_else(self, tmp_path: Path) -> None:
        openpyxl.Workbook().save(tmp_path / "x.xlsx")
        with pytest.raises(InputError, match="yellow columns"):
            edits.read(tmp_path / "x.xlsx", STUDY)

    def test_the_edited_workbook_in_the_folder_is_kept_before_it_is_replaced(self, tmp_path: Path) -> None:
        path = ew.written(STUDY, tmp_path)
        pipeline.write(STUDY, tmp_path, ("workbook",))
        ew.edit(path, path, RIGHT)
        mine = path.read_bytes()
        study, found = pipeline.apply(tmp_path, path, reviewer="Ida")
        took(found)
        copies = list(tmp_path.glob("themes.edited-*.xlsx"))
        assert mine in [p.read_bytes() for p in copies]
        assert path.read_bytes() != mine
        assert Study.open(tmp_path) == study
        assert review.progress(study)["quotes"][0] >= 20
        before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
        pipeline.apply(tmp_path, next(p for p in copies if p.read_bytes() == mine), reviewer="Ida")
        assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before, "the same file again changes nothing"

    def test_an_edited_workbook_somewhere_else_is_left_alone(self, tmp_path: Path) -> None:
        pipeline.write(STUDY, tmp_path / "out", ("workbook",))
        path = ew.edit(tmp_path / "out" / "themes.xlsx", tmp_path / "mine.xlsx", RIGHT)
        mine = path.read_bytes()
        pipeline.apply(tmp_path / "out", path)
        assert path.read_bytes() == mine
        assert not list((tmp_path / "out").glob("*.edited-*"))

    def test_edits_forgotten_in_the_folder_outlive_a_new_run(self, tmp_path: Path) -> None:
        pipeline.write(STUDY, tmp_path, ("workbook",))
        path = ew.edit(tmp_path / "themes.xlsx", tmp_path / "themes.xlsx", RIGHT[:1])
        mine = path.read_bytes()
        pipeline.write(STUDY, tmp_path, ("workbook",))
        pipeline.write(STUDY, tmp_path, ("workbook",))
        assert [p.read_bytes() for p in tmp_path.glob("themes.edited-*.xlsx")] == [mine]


def test_suggested_and_confirmed_look_different(tmp_path: Path) -> None:
    target = STUDY.theme_rows[0].theme_id
    book = ew.written(STUDY, tmp_path / "a")
    after = corrections.applied(STUDY, edits.read(ew.edit(book, tmp_path / "e.xlsx", [Edit("Themes", target, "human_status", "keep")]), STUDY).decisions)
    sheets = [openpyxl.load_workbook(p)["Themes"] for p in (book, ew.written(after, tmp_path / "b"))]
    fonts = []
    for sheet in sheets:
        column = ew.header(sheet)[1]["statement"]
        row = next(r for r in range(5, sheet.max_row + 1) if sheet.cell(r, 1).value == target)
        fonts.append(sheet.cell(row, column).font)
    assert (fonts[0].italic, fonts[0].bold) == (True, False)
    assert (bool(fonts[1].italic), fonts[1].bold) == (False, True)
