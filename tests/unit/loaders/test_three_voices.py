"""A talk of three under hard names in many shapes: every turn with its voice, its part and its time, nothing lost; and what only looks alike."""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path

import pytest
import three_voices

from jtbd_analyzer.inputs import People
from jtbd_analyzer.model import Transcript
from jtbd_analyzer.names import clean_name
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.transcripts import load_all

#: neighbouring parts of one voice are one turn: (voice, second, words)
TURNS = [
    (i, three_voices.at(part[0][0]), " ".join(" ".join(x for _, (_, x) in part).split()))
    for i, group in groupby(enumerate(three_voices.TALK), key=lambda p: p[1][0])
    for part in [list(group)]
]


def read(path: Path, data: bytes) -> Transcript:
    path.write_bytes(data)
    transcripts, statuses = load_all([path], LoadOptions(), People(), lambda *_: None)
    assert transcripts, statuses
    return transcripts[0]


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


@pytest.mark.parametrize("name", list(three_voices.SHAPES))
def test_every_turn_has_its_voice_part_and_time(name: str, tmp_path: Path) -> None:
    data, names, timed = three_voices.SHAPES[name]
    made = read(tmp_path / name.rpartition("-")[2], data)
    assert [words(made.text(t)) for t in made.turns] == [words(x) for _, _, x in TURNS]
    assert [t.speaker.casefold() for t in made.turns] == [clean_name(names[i]).casefold() for i, _, _ in TURNS]
    assert [t.role for t in made.turns] == ["participant" if i else "interviewer" for i, _, _ in TURNS]
    assert not [w for w in made.warnings if "unaccounted" in w or "neither speech" in w]
    if timed:
        second = 3 if name == "days.json" else 0  # counted from the first
        assert [round(t.start_s or 0) + second for t in made.turns if name != "two-in-a-cue.vtt"] == [s for _, s, _ in TURNS if name != "two-in-a-cue.vtt"]


def spoken(text: str, tmp_path: Path) -> list[tuple[str, str]]:
    made = read(tmp_path / "x.txt", text.encode())
    return [(t.speaker, made.text(t)) for t in made.turns]


def test_words_said_twice_and_a_time_in_the_last_words_stay(tmp_path: Path) -> None:
    said = spoken("Ann: one\nreally\nreally\nBo: two\nAnn: three\nBo: four\nAnn: we left and the clock said 01:02:03\n", tmp_path)
    assert said[0] == ("Ann", "one\nreally\nreally")
    assert said[-1] == ("Ann", "we left and the clock said 01:02:03")


def test_what_a_whole_text_says_beyond_its_timed_words_is_read(tmp_path: Path) -> None:
    data = {"results": {"channels": [{"alternatives": [{"transcript": "We lost the rota. Nobody had a copy of it.", "words": [
        {"word": w, "punctuated_word": w, "start": k, "end": k + 0.5, "speaker": 0} for k, w in enumerate(("We", "lost", "the", "rota."))]}]}]}}
    made = read(tmp_path / "x.json", json.dumps(data).encode())
    assert made.text(made.turns[0]) == "We lost the rota.\nNobody had a copy of it."
    assert any("6 words stand only in the whole text" in w for w in made.warnings)
