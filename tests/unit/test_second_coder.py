"""Agreement with a second coder is kept beside the study and stands on the sheet Saturation & quality."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from pathlib import Path

import openpyxl
from study_fixture import study

from jtbd_analyzer import edits, pipeline, second_coder
from jtbd_analyzer.study import Study

FIGURES = [
    {"of": "codes", "category": "", "measure": "kappa", "value": 0.71, "low95": 0.6, "high95": 0.8, "units": 40, "reading": "tentative"},
    {"of": "codes", "category": "", "measure": "AC1", "value": 0.8, "low95": nan, "high95": nan, "units": 40, "reading": "reliable"},
    {"of": "codes", "category": "", "measure": "alpha", "value": nan, "low95": nan, "high95": nan, "units": 40, "reading": ""},
    {"of": "codes", "category": "anxiety", "measure": "kappa", "value": 0.1, "low95": nan, "high95": nan, "units": 40, "reading": ""},
]


def shown(path: Path) -> list[str]:
    return [str(c.value) for row in openpyxl.load_workbook(path)["Saturation & quality"].iter_rows() for c in row if c.value is not None]


def test_a_record_holds_the_whole_and_not_each_code() -> None:
    made = second_coder.record("Ida", "this run", FIGURES, state="s", date="2026-05-04")
    assert made["rows"] == [{"of": "codes", "units": 40, "kappa": 0.71, "reading": "tentative", "span": "0.60 to 0.80", "AC1": 0.8, "alpha": None}]


def test_it_is_shown_once_measured_and_outlives_a_new_export(tmp_path: Path) -> None:
    pipeline.write(replace(study(), features={}), tmp_path, ("workbook",))
    assert any(x.startswith("not measured") for x in shown(tmp_path / "themes.xlsx"))
    opened = Study.open(tmp_path)
    for coder, state in (("Ida", edits.state(opened)), ("Ben", "another"), ("Ida", edits.state(opened))):
        second_coder.keep(tmp_path / "study", second_coder.record(coder, "this run", FIGURES, state=state, date="2026-05-04"))
    pipeline.export(Study.open(tmp_path), tmp_path, ["workbook"])
    cells = shown(tmp_path / "themes.xlsx")
    assert [c for c in cells if c.endswith(" and this run")] == ["Ben and this run", "Ida and this run"]
    assert "2026-05-04" in cells
    assert "2026-05-04, on an earlier state of this study" in cells
    assert "0.71" in cells
    assert len(Study.open(tmp_path).agreements) == 2


def test_a_file_that_is_not_ours_is_no_record(tmp_path: Path) -> None:
    for words in ("", "{}", "[1, 2]", "not json"):
        (tmp_path / second_coder.FILE).write_text(words, encoding="utf-8")
        assert second_coder.read(tmp_path) == ()
