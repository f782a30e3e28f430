"""The tables: bytes that spreadsheet programs open right, cells that do no harm."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from study_fixture import big_study, study

from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.exporters._values import is_risky
from jtbd_analyzer.exporters.tables import Tables


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def test_writes_each_table_and_each_insight(tmp_path: Path) -> None:
    names = [p.name for p in Tables()(study(), tmp_path)]
    assert names == ["quotes.csv", "themes.csv", "participants.csv", "transcripts.csv", "codebook.csv", "heat_map.csv", "forces.csv"]


def test_bytes_have_a_mark_and_crlf_row_ends(tmp_path: Path) -> None:
    raw = (Tables()(study(), tmp_path)[1]).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 11


def test_words_are_kept_but_for_a_guard_before_formulas(tmp_path: Path) -> None:
    rows = read(Tables()(study(), tmp_path)[0])
    for row, quote in zip(rows, study().quote_rows, strict=True):
        assert row["verbatim"].removeprefix("'").replace("\ufffd", "") == quote.verbatim.replace("\ud800", "")
        assert row["verbatim"].startswith("'") == is_risky(quote.verbatim)


def test_numbers_truths_and_absent_values(tmp_path: Path) -> None:
    row = read(Tables()(study(), tmp_path)[0])[0]
    assert (row["score"], row["valence"], row["counted"], row["markers"]) == ("0.8200", "-2", "True", "")
    some = replace(study(), quote_rows=tuple(replace(q, start_s=None) for q in study().quote_rows))
    assert read(Tables()(some, tmp_path)[0])[0]["start_s"] == ""


@pytest.mark.parametrize(("text", "risky"), [
    ("=1+1", True), ("+49", True), ("-5 percent", True), ("@Lena", True), ("\tx", True), ("\rx", True), ("  =1", True), ("\u00a0=1", True),
    ("\uff1d1", True), ("\uff0b1", True), ("\u200b=1", True), ("plain", False), ("", False), ("   ", False), ("(-)", False), ("5-3", False), ("'quoted", False),
])
def test_is_risky(text: str, risky: bool) -> None:
    assert is_risky(text) is risky


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("in the way")
    with pytest.raises(OutputError, match="must be writable"):
        Tables()(study(), tmp_path)


def test_two_runs_are_equal(tmp_path: Path) -> None:
    first = [p.read_bytes() for p in Tables()(big_study(), tmp_path / "a")]
    assert first == [p.read_bytes() for p in Tables()(big_study(), tmp_path / "b")]
