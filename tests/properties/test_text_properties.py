"""Invariants over made-up text: nothing lost, nothing invented, spans exact, files whole."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest
import talk
from hypothesis import example, given
from hypothesis import strategies as st

from jtbd_analyzer import files
from jtbd_analyzer import text as words
from jtbd_analyzer.guesses import GUESSED, guess_turns
from jtbd_analyzer.model import Passage
from jtbd_analyzer.recipe import LoadOptions

TALK = st.text(st.one_of(st.sampled_from(" \n.?!…,\"')I…aAé5-"), st.characters(codec="utf-8", exclude_characters="\r")), max_size=120)
NAMES = st.sampled_from([None, "Interviewer", "Ann", "Bo", "P1", "R", "Unknown Speaker", "Zoë (she/her)", "Speaker 1", "I"])


@given(TALK)
@example("Dr. A. B. said e.g. no… yes.\n\n\"Why?\" etc. 3.5")
def test_sentences_cover_every_letter_in_order(text: str) -> None:
    spans = words.sentences(text)
    end = 0
    for a, b in spans:
        assert end <= a < b <= len(text)
        assert text[end:a].strip() == "", "words between two sentences are lost"
        assert text[a:b] == text[a:b].strip()
        assert "\n" not in text[a:b]
        end = b
    assert text[end:].strip() == ""


@given(TALK)
def test_readable_only_takes_away(text: str) -> None:
    shown = words.readable(text)
    assert shown == words.squeeze(shown)
    rest = iter(text)
    assert all(c in rest or c == " " for c in shown.replace(" ", "")), "a letter stands there that was not said"


@given(TALK)
def test_squeeze_keeps_the_letters(text: str) -> None:
    assert words.solid(words.squeeze(text)) == words.solid(text)
    assert words.squeeze(words.squeeze(text)) == words.squeeze(text)


@given(TALK)
def test_slug_is_a_file_name(text: str) -> None:
    name = words.slug(text)
    assert 1 <= len(name) <= 60
    assert not set(name) & set("/\\:*?\"<>| \n\0.")


@given(st.lists(st.tuples(NAMES, TALK), max_size=12))
def test_turns_are_exact_spans_of_all_that_was_said(said: list[tuple[str | None, str]]) -> None:
    made = talk.transcript(said)
    end = 0
    for n, turn in enumerate(made.turns):
        assert turn.index == n
        assert end <= turn.char_start < turn.char_end <= len(made.source_text)
        assert made.source_text[end : turn.char_start].strip("\n") == f"{turn.speaker}: "
        end = turn.char_end
    spoken = sum(words.solid(t) for _, t in said)
    assert sum(words.solid(made.text(t)) for t in made.turns) == spoken
    assert all(a.speaker != b.speaker for a, b in zip(made.turns, made.turns[1:], strict=False))
    assert sum(s.words for s in made.speakers) == sum(len(t.split()) for _, t in said)


@given(st.lists(st.tuples(NAMES, TALK), max_size=12), st.sampled_from([(), ("Ann",), ("Interviewer", "Bo"), ("nobody here",)]),
       st.sampled_from(["show", "guess", "participant"]))
def test_only_participants_have_an_id(said: list[tuple[str | None, str]], interviewers: tuple[str, ...], unlabelled: str) -> None:
    options = LoadOptions(interviewer=interviewers, unlabelled=unlabelled)  # type: ignore[arg-type]
    made = talk.transcript(said, options=options)
    roles = {s.name: s.role for s in made.speakers}
    for turn in made.turns:
        assert turn.role == roles[turn.speaker]
        assert bool(turn.participant_id) == (turn.role == "participant")
        if turn.speaker in interviewers:
            assert turn.role == "interviewer"
    ids = [s.participant_id for s in made.speakers if s.participant_id]
    assert len(set(ids)) == len(ids), "two people under one id"
    assert all(0 <= s.confidence <= 1 and s.reason for s in made.speakers)


@given(TALK)
def test_guessed_turns_keep_every_letter(text: str) -> None:
    turns = guess_turns([Passage(text)])
    assert "".join("".join(t.text.split()) for t in turns) == "".join(text.split())
    assert {t.speaker for t in turns} <= set(GUESSED)


@given(st.lists(st.text(max_size=8), max_size=5), st.lists(st.text(max_size=8), max_size=5))
def test_digests_of_different_parts_differ(a: list[str], b: list[str]) -> None:
    assert (words.digest(*a) == words.digest(*b)) == (a == b)


@given(st.one_of(st.binary(max_size=200), st.text(st.characters(codec="utf-8"), max_size=60)))
def test_what_is_written_is_there(content: bytes | str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        files.write_atomically(path, content)
        assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)
        assert os.listdir(folder) == ["file"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    files.write_atomically(path, "old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "disk full")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="disk full"):
        files.write_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["file"]
