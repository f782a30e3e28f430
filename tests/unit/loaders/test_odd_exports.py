"""Odd exports of two talks: every turn with its voice and its time, who asks, nothing lost, whatever the file is called."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import odd_exports
import pytest

from jtbd_analyzer.inputs import People
from jtbd_analyzer.model import Transcript
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.transcripts import load_all


def read(path: Path, data: bytes) -> Transcript:
    path.write_bytes(data)
    transcripts, statuses = load_all([path], LoadOptions(), People(), lambda *_: None)
    assert transcripts, statuses
    return transcripts[0]


def turns(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return neighbouring parts of one voice as one turn, words only."""
    return [(who, " ".join(re.findall(r"\w+", " ".join(x for _, x in group)))) for who, group in groupby(parts, key=lambda p: p[0])]


@pytest.mark.parametrize("name", list(odd_exports.SHAPES))
def test_every_turn_has_its_voice_and_who_asks_is_found(name: str, tmp_path: Path) -> None:
    odd = odd_exports.SHAPES[name]
    made = read(tmp_path / name, odd.data)
    assert turns([(t.speaker, made.text(t)) for t in made.turns]) == turns(list(odd.said))
    assert {s.name for s in made.speakers if s.role == "interviewer"} == odd.asks
    assert not [w for w in made.warnings if "unaccounted" in w or "neither speech" in w]
    if odd.timed:
        assert [round(t.start_s or 0) for t in made.turns] == [odd_exports.at(k) for k in range(len(odd.said))]


@pytest.mark.parametrize("name", ["own-ids.vtt", "names-above.txt", "small-name.txt", "one-paragraph.docx", "cells.rtf", "line-numbers.pdf", "rev-people.json"])
@pytest.mark.parametrize("other", ["x", "x.csv", "a b ü 😀.json", "x.docx"])
def test_the_name_of_the_file_does_not_matter(name: str, other: str, tmp_path: Path) -> None:
    odd = odd_exports.SHAPES[name]
    made = read(tmp_path / other, odd.data)
    assert turns([(t.speaker, made.text(t)) for t in made.turns]) == turns(list(odd.said))


def test_answers_that_come_again_are_no_names(tmp_path: Path) -> None:
    """Lines on their own that recur are names only where they head everything."""
    text = "How was it?\nGood\nAnd the price?\nFine\nAnd the help?\nGood\nWould you go on?\nFine\nAnd your boss?\nGood\n"
    made = read(tmp_path / "x.txt", text.encode())
    assert not {"Good", "Fine"} & {s.name for s in made.speakers}


def test_what_is_written_small_before_a_colon_stays_speech_where_lines_bear_no_labels(tmp_path: Path) -> None:
    text = "Ann: So what happened?\nBo: They told me off.\nmy boss: no\nmy boss: never\nAnd I left.\nThat was it.\nIt was hard.\nAnn: And then?\nBo: Nothing.\n"
    made = read(tmp_path / "x.txt", text.encode())
    assert [s.name for s in made.speakers] == ["Ann", "Bo"]
    assert "my boss: never" in made.source_text


def test_labels_written_small_throughout_are_labels(tmp_path: Path) -> None:
    made = read(tmp_path / "x.txt", b"ann: so what happened?\nbo: they told me off.\n")
    assert [t.speaker for t in made.turns] == ["ann", "bo"]
