"""One talk in every shape tools export and people type: the same turns, roles and times, whatever the file is called."""

from __future__ import annotations

from pathlib import Path

import dialogues
import pytest

from jtbd_analyzer.inputs import People
from jtbd_analyzer.model import Transcript
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.transcripts import load_all

SAID = [" ".join(words.split()) for _, words in dialogues.SAID]
#: the file's own name, none, and the names of other formats
NAMES = ("", "talk", "talk.txt", "talk.docx", "talk.vtt", "talk.json", "talk.csv")


def read(path: Path, data: bytes) -> Transcript:
    path.write_bytes(data)
    transcripts, statuses = load_all([path], LoadOptions(), People(), lambda *_: None)
    assert transcripts, statuses
    return transcripts[0]


@pytest.mark.parametrize("name", list(dialogues.SHAPES))
def test_a_shape_gives_the_talk_under_any_name(name: str, tmp_path: Path) -> None:
    for other in NAMES:
        made = read(tmp_path / (other or name), dialogues.SHAPES[name])
        assert [" ".join(made.text(t).split()) for t in made.turns] == SAID, other
        assert [t.role for t in made.turns] == ["interviewer", "participant"] * 4, other
        assert made.source_type == "interview"
        assert not [w for w in made.warnings if "unaccounted" in w or "neither speech" in w], other


@pytest.mark.parametrize("name", [*dialogues.CAPTIONS, *dialogues.SERVICES])
def test_times_are_seconds_from_the_start(name: str, tmp_path: Path) -> None:
    made = read(tmp_path / name, dialogues.SHAPES[name])
    if name == "chat.json":
        assert all(t.start_s is None for t in made.turns)
        return
    assert [round(t.start_s or 0) for t in made.turns] == [dialogues.at(k) for k in range(8)]


STAMPED = [n for n in dialogues.TEXTS if "time" in n and n != "own-time.txt"] + ["otter.txt", "rev.txt", "descript.txt", "maxqda.txt", "turboscribe.txt"]


@pytest.mark.parametrize("name", STAMPED)
def test_stamps_of_text_are_read(name: str, tmp_path: Path) -> None:
    made = read(tmp_path / name, dialogues.SHAPES[name])
    assert [int(t.start_s or 0) for t in made.turns] == [dialogues.at(k) for k in range(8)]
