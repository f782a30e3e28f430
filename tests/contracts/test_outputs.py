"""Insights and exporters: what holds for each on a small study, and on one in which nothing was found."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import study_fixture

from jtbd_analyzer import anchors, corrections, decisions, registry
from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.study import Study

STUDY = study_fixture.study()
STUDIES = {
    "small": STUDY,
    "nothing coded": replace(STUDY, quote_rows=(), theme_rows=()),
    "nobody": replace(STUDY, quote_rows=(), theme_rows=(), participant_rows=(), transcript_rows=()),
    "nothing counted": replace(STUDY, quote_rows=tuple(replace(q, counted=False, grade="C") for q in STUDY.quote_rows), theme_rows=()),
}



def reviewed() -> Study:
    """Return the small study with a quote recoded, one no evidence, one rejected, a theme renamed and one dropped."""
    q = {x.quote_id: anchors.anchor_of_quote(x) for x in STUDY.quote_rows}
    t = {x.theme_id: anchors.anchor_of_theme(STUDY, x) for x in STUDY.theme_rows}
    said = (("code", "habit"), ("code", "none"), ("count", "no"), ("step", "p12 p13"), ("theme", "none"))
    on = [("quote", i, f, x) for i, (f, x) in zip(list(q)[1:], said, strict=False)]
    on += [("theme", "T-PAIN-01", "label", "Typing"), ("theme", "T-SOC-01", "status", "drop"), ("theme", "T-TRIG-01", "status", "keep"),
           ("theme", "T-HAVE-01", "status", "split")]
    return corrections.applied(STUDY, [decisions.make(k, i, f, "", x, anchor=(q if k == "quote" else t)[i]) for k, i, f, x in on])


STUDIES["reviewed"] = reviewed()


def split(cell: object) -> list[str]:
    return [x for x in re.split(r"[,;\s]+", str(cell)) if x]


@pytest.mark.parametrize("name", registry.names("insights"))
class TestInsight:
    @pytest.mark.parametrize("which", STUDIES)
    def test_is_a_tidy_table_with_the_same_columns_whatever_was_found(self, name: str, which: str) -> None:
        table = registry.build("insights", name)(STUDIES[which])
        assert isinstance(table, pd.DataFrame)
        assert table.columns.is_unique
        fixed = [c for c in registry.build("insights", name)(STUDY).columns if c not in {p.participant_id for p in STUDY.participant_rows}]
        if which != "nobody":
            assert [c for c in table.columns if c in fixed] == fixed

    def test_every_quote_named_is_a_quote(self, name: str) -> None:
        table = registry.build("insights", name)(STUDY)
        for column in table.columns:
            if column.endswith(("quote_ids", "exemplar_id", "quote_id")):
                assert {i for cell in table[column].dropna() for i in split(cell)} <= set(STUDY.quotes_by_id)

    def test_counts_are_of_people(self, name: str) -> None:
        table = registry.build("insights", name)(STUDY)
        if {"n", "quote_ids"} <= set(table.columns):
            for n, ids in zip(table["n"], table["quote_ids"], strict=True):
                counted = {STUDY.quote(i).participant_id for i in split(ids) if STUDY.quote(i).counted}
                assert n == len(counted) <= STUDY.n_total
        for column in (c for c in table.columns if c.endswith("n_of_N")):
            assert all(re.fullmatch(r"\d+ of \d+", x) for x in table[column] if x)

    def test_nothing_counted_gives_no_count(self, name: str) -> None:
        table = registry.build("insights", name)(STUDIES["nothing counted"])
        if {"n", "quote_ids"} <= set(table.columns):
            assert (table["n"] == 0).all()

    def test_the_same_study_gives_the_same_table_and_is_not_changed(self, name: str) -> None:
        before = study_fixture.study()
        insight = registry.build("insights", name)
        pd.testing.assert_frame_equal(insight(before), insight(before))
        assert before.quote_rows == STUDY.quote_rows


@pytest.mark.parametrize("name", registry.names("exporters"))
class TestExporter:
    @pytest.fixture(autouse=True)
    def library(self, name: str) -> None:
        if name == "parquet":
            pytest.importorskip("pyarrow", reason="the extra 'parquet' is not installed")

    @pytest.mark.parametrize("which", STUDIES)
    def test_writes_the_files_it_names_and_nothing_else(self, name: str, which: str, tmp_path: Path) -> None:
        written = registry.build("exporters", name)(STUDIES[which], tmp_path)
        assert written
        assert {p for p in tmp_path.rglob("*") if p.is_file()} == set(written)
        assert all(p.stat().st_size for p in written)

    def test_the_same_study_gives_the_same_bytes(self, name: str, tmp_path: Path) -> None:
        def contents(study: Study, folder: Path) -> dict[str, bytes]:
            return {str(p.relative_to(folder)): p.read_bytes() for p in registry.build("exporters", name)(study, folder)}

        first, again = contents(STUDY, tmp_path / "a"), contents(study_fixture.study(), tmp_path / "b")
        assert first.keys() == again.keys()
        assert [k for k in first if first[k] != again[k]] == []

    def test_an_earlier_file_is_replaced(self, name: str, tmp_path: Path) -> None:
        exporter = registry.build("exporters", name)
        paths = exporter(STUDY, tmp_path)
        good = {p: p.read_bytes() for p in paths}
        for p in paths:
            p.write_bytes(b"old")
        assert {p: p.read_bytes() for p in exporter(STUDY, tmp_path)} == good

    def test_a_folder_that_cannot_be_written_is_said_so(self, name: str, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        with pytest.raises(OutputError, match="must be"):
            registry.build("exporters", name)(STUDY, tmp_path / "file")
