"""Two waves side by side: what is new, gone, grown, shrunk; counted in people, careful with few of them."""

from __future__ import annotations

import csv
import html.parser
import warnings
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
import study_fixture
from hypothesis import given
from hypothesis import strategies as st

from jtbd_analyzer import anchors, corrections, decisions, pipeline, waves
from jtbd_analyzer.errors import CompareWarning
from jtbd_analyzer.exporters import _waves
from jtbd_analyzer.study import Study

STUDY = study_fixture.study()


def embed(texts: Sequence[str]) -> Any:
    """Return vectors of words: texts with the same words are alike."""
    rows = np.zeros((len(texts), 512), dtype=np.float32)
    for i, text in enumerate(texts):
        for word in text.lower().split():
            rows[i, zlib.crc32(word.encode()) % 512] += 1.0
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def other_files(study: Study) -> Study:
    """Return the study as if heard from other recordings."""
    return replace(study, transcript_rows=tuple(replace(t, sha256="1" * 64) for t in study.transcript_rows))


def without(study: Study, *theme_ids: str) -> Study:
    return replace(study, theme_rows=tuple(t for t in study.theme_rows if t.theme_id not in theme_ids),
                   quote_rows=tuple(replace(q, theme_id="") if q.theme_id in theme_ids else q for q in study.quote_rows))


def by_theme(changes: Sequence[waves.Change]) -> dict[str, waves.Change]:
    return {c.theme_b or c.theme_a: c for c in changes}


def test_a_study_beside_itself_is_about_the_same_by_its_quotes() -> None:
    changes = waves.compare(STUDY, STUDY, embed)
    assert {c.change for c in changes} == {"about the same"}
    assert {c.matched_by for c in changes} == {"the same quotes"}
    assert all(c.theme_a == c.theme_b and c.n_a == c.n_b for c in changes)
    assert any("in both waves" in x for x in waves.cautions(STUDY, STUDY))


def test_a_merge_by_a_reviewer_is_no_change_in_what_people_say() -> None:
    ids = {"P01": "T-PAIN-A", "P02": "T-PAIN-B", "P03": "T-PAIN-C", "P04": "T-PAIN-C"}
    quotes = tuple(replace(q, theme_id=ids[q.participant_id]) if q.code == "pain_point" else q for q in STUDY.quote_rows)
    pains = [study_fixture.theme_of(i, f"pain {i}", quotes, 4) for i in ("T-PAIN-A", "T-PAIN-B", "T-PAIN-C")]
    apart = replace(STUDY, quote_rows=quotes, theme_rows=(*(t for t in STUDY.theme_rows if t.code != "pain_point"), *pains))
    to = anchors.anchor_of_theme(apart, pains[2])
    merges = [decisions.make("theme", t.theme_id, "merge_into", "", "T-PAIN-C", anchor=anchors.anchor_of_theme(apart, t) | {"to": to}) for t in pains[:2]]
    merged = corrections.applied(apart, merges)
    for pair in ((apart, merged), (merged, apart)):
        rows = [c for c in waves.compare(*pair, embed) if c.code == "pain_point"]
        assert sorted(c.change for c in rows) == ["about the same", "part of another", "part of another"]
        assert any("4 people in A, 4 in B" in c.caution for c in rows)
        assert any("T-PAIN-C, 4 people" in c.caution for c in rows)
        assert any("not the same: part of the difference is theirs" in x for x in waves.cautions(*pair))


def test_other_people_who_say_the_same_are_matched_by_meaning() -> None:
    changes = waves.compare(STUDY, other_files(STUDY), embed)
    assert all(c.theme_a == c.theme_b for c in changes)
    assert all(c.matched_by.startswith("meaning") for c in changes)


def test_new_and_gone_name_quotes_near_them() -> None:
    later = other_files(without(STUDY, "T-HABIT-01"))
    changes = by_theme(waves.compare(without(STUDY, "T-ANX-01"), later, embed))
    assert changes["T-ANX-01"].change == "new"
    gone = changes["T-HABIT-01"]
    assert (gone.change, gone.n_a, gone.n_b, gone.total_b) == ("gone", 2, 0, 4)
    assert "Paper never crashes" in gone.near
    assert "quotes near it" in gone.caution


def test_themes_of_two_codes_are_never_one() -> None:
    recoded = replace(STUDY, theme_rows=tuple(replace(t, code="anxiety") if t.theme_id == "T-HABIT-01" else t for t in STUDY.theme_rows))
    assert by_theme(waves.compare(STUDY, recoded, embed))["T-HABIT-01"].change in ("new", "gone")


@pytest.mark.parametrize(("counts", "change"), [
    ((2, 10, 7, 10), "grown"), ((7, 10, 2, 10), "shrunk"), ((3, 10, 5, 10), "about the same"), ((3, 8, 4, 8), "about the same"),
    ((1, 4, 9, 12), "grown"), ((2, 4, 6, 12), "about the same"), ((5, 5, 12, 12), "about the same"), ((1, 1, 1, 1), "about the same"),
])
def test_direction(counts: tuple[int, int, int, int], change: str) -> None:
    assert waves.direction(*counts) == change


@given(st.integers(1, 30), st.integers(1, 30), st.data())
def test_direction_and_chance_are_the_same_seen_from_the_other_side(total_a: int, total_b: int, data: st.DataObject) -> None:
    n_a, n_b = data.draw(st.integers(0, total_a)), data.draw(st.integers(0, total_b))
    mirror = {"grown": "shrunk", "shrunk": "grown", "about the same": "about the same"}
    assert waves.direction(n_b, total_b, n_a, total_a) == mirror[waves.direction(n_a, total_a, n_b, total_b)]
    p = waves.by_chance(n_a, total_a, n_b, total_b)
    assert 0 < p <= 1 + 1e-9
    assert waves.by_chance(n_b, total_b, n_a, total_a) == pytest.approx(p)


def test_chance_is_fishers() -> None:
    assert waves.by_chance(3, 4, 1, 4) == pytest.approx(0.4857, abs=1e-4)  # the lady tasting tea
    assert waves.by_chance(0, 10, 9, 10) < 0.001


def test_few_people_are_told_of() -> None:
    changes = waves.compare(without(STUDY, "T-CRIT-01"), other_files(STUDY), embed)
    crit = by_theme(changes)["T-CRIT-01"]
    assert crit.caution.startswith("chance alone could give this difference; one person")
    assert any("so few people" in x for x in waves.cautions(STUDY, STUDY))


class Page(html.parser.HTMLParser):
    """Collects what a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "img", "iframe") or any(k in ("src", "href") for k, _ in attrs):
            self.loads.append(tag)


def test_the_page_stands_alone_and_shows_no_percentage() -> None:
    changes = waves.compare(without(STUDY, "T-ANX-01"), other_files(STUDY), embed)
    text = _waves.page(STUDY, STUDY, changes, waves.cautions(STUDY, STUDY))
    page = Page()
    page.feed(text)
    assert page.loads == []
    assert "%" not in text.replace("width:100%", "")
    assert "<h2>New: 1 theme</h2>" in text
    assert "●○○○" in text


def test_words_of_people_are_text_on_the_page_and_in_the_workbook(tmp_path: Path) -> None:
    risky = replace(STUDY, theme_rows=tuple(replace(t, statement="=1+1 <script>") for t in STUDY.theme_rows))
    changes = waves.compare(STUDY, risky, embed)
    assert "<script>" not in _waves.page(STUDY, risky, changes, ["one", "two"])
    (tmp_path / "w.xlsx").write_bytes(_waves.workbook(STUDY, risky, changes, ["one", "two"]))
    sheet = openpyxl.load_workbook(tmp_path / "w.xlsx")["Waves"]
    cells = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, str) and c.value.startswith("=")]
    assert cells
    assert all(c.data_type == "s" for c in cells)


def test_the_command_writes_three_files_and_keeps_an_edited_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = replace(STUDY, quote_rows=tuple(q for q in STUDY.quote_rows if "\ud800" not in q.verbatim),
                    transcript_rows=tuple(replace(t, source_text=t.source_text.replace("\ud800", "?")) for t in STUDY.transcript_rows))
    for name in "ab":
        clean.save(tmp_path / name / "study")
    monkeypatch.setattr(pipeline, "Embedding", lambda *_: embed)
    changes, written = pipeline.compare(tmp_path / "a", tmp_path / "b", tmp_path / "out")
    assert sorted(p.name for p in written) == ["waves.csv", "waves.html", "waves.xlsx"]
    with (tmp_path / "out" / "waves.csv").open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    assert len(rows) == len(changes) == len(STUDY.theme_rows)
    assert rows[0]["n_of_N_a"].endswith("of 4")
    (tmp_path / "out" / "waves.xlsx").write_bytes(b"mine")
    pipeline.compare(tmp_path / "a", tmp_path / "b", tmp_path / "out")
    assert [p.read_bytes() for p in (tmp_path / "out").glob("waves.edited-*.xlsx")] == [b"mine"]


def test_waves_that_share_transcripts_are_told_of_by_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = replace(STUDY, quote_rows=tuple(q for q in STUDY.quote_rows if "\ud800" not in q.verbatim),
                    transcript_rows=tuple(replace(t, source_text=t.source_text.replace("\ud800", "?")) for t in STUDY.transcript_rows))
    fewer = {"a": 4, "b": 4, "c": 1, "d": 0}
    for name, study in ((k, replace(clean, transcript_rows=clean.transcript_rows[:n])) for k, n in fewer.items()):
        study.save(tmp_path / name / "study")
    monkeypatch.setattr(pipeline, "Embedding", lambda *_: embed)
    n = len(clean.transcript_rows)
    with pytest.warns(CompareWarning, match=rf"different interviews; got {n} transcripts that are in both \({n} in the first, {n} in the second\)"):
        pipeline.compare(tmp_path / "a", tmp_path / "b", tmp_path / "out")
    with pytest.warns(CompareWarning, match=rf"\({n} in the first, 1 in the second\)"):
        pipeline.compare(tmp_path / "a", tmp_path / "c", tmp_path / "out")
    with warnings.catch_warnings():
        warnings.simplefilter("error", CompareWarning)
        pipeline.compare(tmp_path / "a", tmp_path / "d", tmp_path / "out")


def test_the_same_words_from_another_file_are_shared_too() -> None:
    with_turns = [t for t in STUDY.transcript_rows if t.turns]
    assert waves.shared(STUDY, other_files(STUDY)) == len(with_turns) > 0


def test_nothing_found_in_either() -> None:
    empty = replace(STUDY, theme_rows=(), quote_rows=())
    assert waves.compare(empty, empty, embed) == ()
    assert _waves.workbook(empty, empty, (), ["one"])
    assert {c.change for c in waves.compare(empty, STUDY, embed)} == {"new"}
