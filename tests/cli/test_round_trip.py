"""The researcher's way through the sample interviews: ten analysed, corrected in LibreOffice, applied, and two more interviews added."""

from __future__ import annotations

import shutil
from pathlib import Path

import commands
import edited_workbook as ew
import pytest

from jtbd_analyzer import review
from jtbd_analyzer.study import Study

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
LATER = ("11-marcus.md", "12-aoife.txt")


@pytest.mark.slow
def test_forty_corrections_made_in_libreoffice_hold_when_two_interviews_come_later(tmp_path: Path) -> None:
    if ew.office() is None:
        pytest.skip("LibreOffice with Python's uno is not installed")
    folder, out = tmp_path / "interviews", tmp_path / "out"
    shutil.copytree(SAMPLES, folder, ignore=shutil.ignore_patterns("README.md", *LATER))
    assert commands.jtbd("analyze", folder, "-o", out).returncode == 0
    study = Study.open(out)
    assert len(study.transcript_rows) == 10
    right, wrong = ew.plan(study)
    mine = ew.edit_in_office(out / "themes.xlsx", tmp_path / "mine.xlsx", [*right, *wrong])

    applied = commands.jtbd("apply", out, mine, "--reviewer", "Ida")
    assert "40 new decisions, 0 known before, 10 refused" in applied.stdout
    for e in wrong:
        sheet, cell = ew.place(mine, e)
        assert any(line.startswith(f"refused: {sheet}!{cell}: ") and e.refused in line for line in applied.stderr.splitlines()), e
    before = Study.open(out)
    decided = {d.decision_id for d in before.decisions}
    assert len(decided) == 40
    assert not before.conflicts

    for name in LATER:
        shutil.copy(SAMPLES / name, folder)
    assert commands.jtbd("analyze", folder, "-o", out).returncode == 0
    after = Study.open(out)
    assert len(after.transcript_rows) == 12
    assert {d.decision_id for d in after.decisions} == decided
    # what was marked to be split may fall apart, and is listed with where its quotes are; everything else acts
    made = {d.decision_id: d for d in after.decisions}
    assert {made[i].new for c in after.conflicts for i in c.decision_ids} <= {"split"}
    assert all("has nothing to act on: its quotes are now in " in c.reason for c in after.conflicts)
    holds(before, after, right)


def holds(before: Study, after: Study, right: list[ew.Edit]) -> None:
    """Check on the quotes, themes and people of the larger study what had been decided on the smaller one."""
    fields = {"human_class": "code", "human_theme": "code", "human_stage": "step", "human_count": "counted", "reviewer": "status"}
    for e in right:
        if e.sheet == "Quotes" and e.row in before.quotes_by_id:
            old, new = before.quote(e.row), after.quote(e.row)
            assert new.verbatim == old.verbatim
            if e.column in fields:  # a note decides nothing, so that the machine may change its mind about the rest
                assert getattr(new, fields[e.column]) == getattr(old, fields[e.column]), e
    rejected = [e.row for e in right if e.column == "human_class" and e.value == "none"]
    assert rejected
    assert {(after.quote(i).code, after.quote(i).counted) for i in rejected} == {("none", False)}
    named = {e.value for e in right if e.column == "human_label"} | {"The calls nobody counts"}
    assert named <= {t.statement for t in after.theme_rows}
    shown = review.cells(after)
    assert {e.value for e in right if e.column == "human_note"} <= {c.get("human_note", "") for c in shown.values()}
    # a drop is on a group: a quote of it may count among others now, but nothing that is mostly it has come back
    dropped = {i for e in right if e.value == "drop" for i in suggested(before, e.row) if before.quote(i).theme_id == ""}
    assert len(dropped) > 1
    assert all(len(dropped & set(t.quote_ids)) * 2 < len(t.quote_ids) for t in after.theme_rows)
    assert sum(after.quote(i).theme_id == "" for i in dropped) * 2 >= len(dropped)
    assert after.participant_rows[0].display_name == "Ada"


def suggested(study: Study, theme_id: str) -> list[str]:
    """Return the quotes that the machine had put into a theme before it was corrected."""
    assert study.suggested
    return [q.quote_id for q in study.suggested.quote_rows if q.theme_id == theme_id]
