"""Dialogues typed with a dash for each new voice and no names."""

from __future__ import annotations

from pathlib import Path

import pytest

from jtbd_analyzer.inputs import People
from jtbd_analyzer.model import Transcript
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.transcripts import load_all

ASKED = ["Thanks for coming. How did you keep track of it?", "What happened then?", "When did you start to look?", "And what did you try first?"]
TOLD = ["On a board. It worked until two people booked one.", "They both came on Saturday.", "The week after, at night.", "A calendar, but nobody wrote in it."]


def load(folder: Path, text: str, name: str = "x.txt") -> Transcript:
    (folder / name).write_text(text, encoding="utf-8")
    made, statuses = load_all([folder / name], LoadOptions(), People(), lambda *_: None)
    assert [s.status for s in statuses] == ["read"], statuses
    assert not any("neither speech" in w or "unaccounted" in w for w in made[0].warnings)
    return made[0]


@pytest.mark.parametrize("dash", ["- ", "– ", "— ", "—", "-"])
@pytest.mark.parametrize("first", [0, 1])
def test_two_voices_of_whom_one_plainly_asks(dash: str, first: int, tmp_path: Path) -> None:
    order = [x for pair in zip(ASKED, TOLD, strict=True) for x in pair][first:]
    made = load(tmp_path, "A talk at the boat shed\n\n" + "\n\n".join(dash + x for x in order))
    assert {s.name: s.role for s in made.speakers} == {f"Speaker {1 + first}": "interviewer", f"Speaker {2 - first}": "participant"}
    assert [made.text(t) for t in made.turns if t.role == "participant"] == TOLD
    assert made.speakers_known
    assert any("each dash was read as the other of two speakers" in w for w in made.warnings)


def test_a_line_without_a_dash_goes_on(tmp_path: Path) -> None:
    made = load(tmp_path, "".join(f"- {a}\n- {b}\nAnd that was it.\n" for a, b in zip(ASKED, TOLD, strict=True)))
    assert [made.text(t) for t in made.turns if t.role == "participant"] == [f"{b}\nAnd that was it." for b in TOLD]


def test_where_it_is_not_plain_who_asks_nobody_is_counted(tmp_path: Path) -> None:
    made = load(tmp_path, "".join(f"- {x}\n" for x in (*TOLD, ASKED[1], *TOLD[::-1])))
    assert not made.speakers_known
    assert "no speaker labels" in " ".join(made.warnings)
    assert "- " not in made.source_text
    assert [made.text(t) for t in made.turns if t.role == "interviewer"] == [ASKED[1]]


def test_a_list_of_notes_is_no_dialogue(tmp_path: Path) -> None:
    notes = ["They keep the list on a board", "It worked until two booked one boat", "He was angry", "Looked for something at night", "Nobody wrote in it",
             "Is the message what keeps them?", "Costs four pounds a month"]
    made = load(tmp_path, "".join(f"- {x}\n" for x in notes))
    assert not made.speakers_known
    assert [made.text(t) for t in made.turns if t.role == "interviewer"] == ["Is the message what keeps them?"]


def test_named_lines_in_a_list_keep_their_names(tmp_path: Path) -> None:
    made = load(tmp_path, "".join(f"- Kim: {a}\n- Lou: {b}\n" for a, b in zip(ASKED, TOLD, strict=True)))
    assert {s.name: s.role for s in made.speakers} == {"Kim": "interviewer", "Lou": "participant"}
