"""The line grammar: stamps, labels with their near misses, conservation."""

from __future__ import annotations

import pytest

from jtbd_analyzer import speech
from jtbd_analyzer.model import Dropped, Passage, Reading
from jtbd_analyzer.sources import unescape


@pytest.mark.parametrize(
    ("stamp", "seconds"),
    [
        ("0:04", 4.0), ("00:12:31", 751.0), ("00:12:31,500", 751.5), ("0:0:5.100", 5.1), ("00:12:31:14", 751.0), ("1.23.45", 5025.0),
        ("00:00:05-3", 5.3), ("09:02 AM", 32_520.0), ("12:30 pm", 45_000.0), ("12:61", None), ("abc", None), ("7", None),
    ],
)  # fmt: skip
def test_stamps_in_all_shapes(stamp: str, seconds: float | None) -> None:
    assert speech.seconds(stamp) == seconds


@pytest.mark.parametrize(
    ("line", "shape", "name", "rest", "start"),
    [
        ("Ann: hello there", "inline", "Ann", "hello there", None),
        ("**Ann:** hello", "inline", "Ann", "hello", None),
        ("**Ann**: hello", "inline", "Ann", "hello", None),
        ("[00:01:05] Ann Lee: hello", "inline", "Ann Lee", "hello", 65.0),
        ("Ann (01:05): hello", "inline", "Ann", "hello", 65.0),
        ("Ann: [01:05] hello", "inline", "Ann", "hello", 65.0),
        ("00:03:40.5Zack: hello", "inline", "Zack", "hello", 220.5),
        ("[SPEAKER_00]: hello", "inline", "SPEAKER_00", "hello", None),
        ("田中：こんにちは", "inline", "田中", "こんにちは", None),
        ("Jane Doe (she/her): hello", "inline", "Jane Doe", "hello", None),
        ("+44 7700 900123: hello", "inline", "+44 7700 900123", "hello", None),
        ("Ann Lee  0:04", "header", "Ann Lee", "", 4.0),
        ("Ann (00:04):", "header", "Ann", "", 4.0),
        ("[Ann Lee] 15:05:17", "header", "Ann Lee", "", 54_317.0),
        ("Moderator (00:00:11 - 00:00:30)", "header", "Moderator", "", 11.0),
        ("00:05:00", "stamp", "", "", 300.0),
        ("Three things: milk, eggs", "text", "", "Three things: milk, eggs", None),
        ("Note: remember this", "text", "", "Note: remember this", None),
        ("http://example.org/x", "text", "", "http://example.org/x", None),
        ("We met at 10:30", "text", "", "We met at 10:30", None),
        ("[laughter] and so on", "text", "", "[laughter] and so on", None),
    ],
)
def test_lines_and_near_misses(line: str, shape: str, name: str, rest: str, start: float | None) -> None:
    mark = speech.parse_line(line)
    assert (mark.shape, mark.name, mark.rest.strip(), mark.start_s) == (shape, name, rest, start)
    assert speech.ink(mark.label) + speech.ink(mark.rest) == speech.ink(line)


def test_a_name_must_recur_or_be_a_role() -> None:
    lines = ["Ann: a b c", "Waiter: tea?", "Interviewer: mm", "Ann: no", "plain words", "more words", "yet more"]
    assert set(speech.accepted([speech.parse_line(x) for x in lines])) == {"ann", "interviewer"}
    assert "waiter" in speech.accepted([speech.parse_line(x) for x in lines], known=["Waiter"])


def test_entities_are_resolved_once_and_only_when_whole() -> None:
    assert unescape("O&apos;Brien &amp;lt; R&D &notes") == "O'Brien &lt; R&D &notes"


def test_conservation_sees_a_single_lost_character() -> None:
    reading = Reading((Passage("a b"),), (Dropped("c", "label"),), (), 3)
    assert speech.conserved(reading)
    assert not speech.conserved(Reading(reading.passages, (), (), 3))
