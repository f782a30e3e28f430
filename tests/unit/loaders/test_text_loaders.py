"""Text loaders on invented talk: right speaker, right time, no label left, no character lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders.cues import Cues
from jtbd_analyzer.loaders.headed import Headed
from jtbd_analyzer.loaders.labelled import Labelled
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.speech import conserved


def source(text: str, name: str = "x.txt") -> Source:
    return Source(Path(name), text.encode(), text, "utf-8")


def spoken(reading: Reading) -> list[tuple[str | None, str, float | None]]:
    assert conserved(reading), reading.warnings
    return [(p.speaker, p.text, p.start_s) for p in reading.passages]


VTT = (
    "WEBVTT\n\n1\n00:02.000 --> 00:04.000\nAnn Lee: so the kettle\n\n2\n"
    "00:05.000 --> 00:06.000\nBo: it leaks\n\n3\n00:07.000 --> 00:08.000\nevery day\n\n"
)


def test_zoom_vtt_carries_the_speaker_on() -> None:
    reading = Cues()(source(VTT + "4\n00:09.000 --> 00:10.000\nAnn Lee: oh\n\n5\n00:11.000 --> 00:12.000\nBo: yes\n"))
    assert reading.format == "Zoom VTT"
    assert spoken(reading)[:3] == [("Ann Lee", "so the kettle", 2.0), ("Bo", "it leaks", 5.0), ("Bo", "every day", 7.0)]


def test_teams_voices_two_in_a_cue_missing_close_and_entities() -> None:
    text = (
        "webvtt\n\nab12cd34-1111-2222-3333-444455556666/12-0\n0:0:1.5 --> 0:0:3.0\n"
        "<v O&apos;Neil>a &amp; b</v> <v Bo>c\n\nd after a gap\n\n"
    )
    reading = Cues()(source(text))
    assert reading.format == "Teams VTT"
    assert spoken(reading) == [("O'Neil", "a & b", 1.5), ("Bo", "c d after a gap", 1.5)]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nhi all\n2\n00:00:03,000 --> 00:00:04,000\nbye\n", "SubRip (SRT)"),
        ("0:00:01.000,0:00:02.000\nhi all\n\n0:00:03.000,0:00:04.000\nbye\n", "YouTube SBV"),
        ("[00:01.000 --> 00:02.000]  hi all\n[00:03.000 --> 00:04.000]  bye\n", "Whisper TXT"),
        ("[ti:x]\n[00:01.00]hi all\n[00:02.00]\n[00:03.00]bye\n[00:04.00]\n", "LRC"),
    ],
)
def test_cue_families_agree(text: str, form: str) -> None:
    assert Cues().sniff(source(text)) >= 0.85
    reading = Cues()(source(text))
    assert reading.format == form
    assert spoken(reading) == [(None, "hi all", 1.0), (None, "bye", 3.0)]
    assert [p.end_s for p in reading.passages] == [2.0, 4.0]


def test_rolling_captions_say_each_line_once() -> None:
    text = (
        "WEBVTT\nKind: captions\n\n00:00:01.000 --> 00:00:02.000\nfirst<00:00:01.500><c> line</c>\n\n"
        "00:00:02.000 --> 00:00:02.010\nfirst line\n\n00:00:02.010 --> 00:00:04.000\nfirst line\nsecond<00:00:03.000><c> one</c>\n\n"
        "00:00:04.000 --> 00:00:04.010\nsecond one\n"
    )
    assert [p[1] for p in spoken(Cues()(source(text)))] == ["first line", "second one"]


def test_impossible_times_are_told_with_their_line() -> None:
    reading = Cues()(source("00:00:09.000 --> 00:00:05.000\na\n\n00:99:00.000 --> 00:99:01.000\nb\n"))
    assert any("line 1" in w for w in reading.warnings) and any("line 4" in w and "out of range" in w for w in reading.warnings)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Ann  0:04  \nthe kettle\n\nBo  0:09  \nleaks\nagain\n\nAnn  0:12  \noh\n\nTranscribed by https://otter.ai\n", "Otter TXT"),
        ("Ann (00:04):\nthe kettle\n\nBo (00:09):\nleaks\nagain\n\nAnn (00:12):\noh\n", "Rev TXT"),
        ("[Ann] 15:05:04\nthe kettle\n\n[Bo] 15:05:09\nleaks\nagain\n\n[Ann] 15:05:12\noh\n", "Zoom TXT"),
    ],
)
def test_headers(text: str, form: str) -> None:
    assert Headed().sniff(source(text)) > Labelled().sniff(source(text))
    reading = Headed()(source(text))
    assert reading.format == form
    first = 0.0 if form == "Zoom TXT" else 4.0
    assert spoken(reading) == [
        ("Ann", "the kettle", first), ("Bo", "leaks", first + 5), ("Bo", "again", None), ("Ann", "oh", first + 8),
    ]  # fmt: skip


def test_markdown_turns_of_several_paragraphs_and_front_matter() -> None:
    text = (
        "---\ntitle: x\n---\n# Talk\n\n**Id:** 7\n\n---\n\n**Ann:** one\n\ntwo\n\n"
        "**Bo:** three\n\n## Part\n\n**Ann:** four\n\n**Bo:** five\n"
    )
    reading = Labelled()(source(text, "x.md"))
    assert [p[:2] for p in spoken(reading)] == [("Ann", "one"), ("Ann", "two"), ("Bo", "three"), ("Ann", "four"), ("Bo", "five")]
    assert {d.reason for d in reading.dropped} >= {"front matter", "heading", "speaker label", "before the first speaker"}


def test_header_fields_do_not_speak_and_single_names_are_told() -> None:
    text = (
        "Date: 3 May\nInterviewer: Ann Lee\nParticipants: Ann, Bo\n\n"
        "Interviewer: hello\nP1: hi\nWaiter: tea?\nP1: no\nInterviewer: so\nplain\nmore\nmore\nmore\n"
    )
    reading = Labelled()(source(text))
    assert spoken(reading)[0] == ("Interviewer", "hello", None)
    assert any("'Waiter'" in w and "line 7" in w for w in reading.warnings)


def test_summary_before_the_transcript_heading_is_not_speech() -> None:
    text = (
        "📝 Notes\nInvited Ann Lee, Bo Ray\nSummary\nAnn liked it a lot.\n📖 Transcript\n"
        "00:00:11\nAnn Lee: hello\nBo Ray: hi\nTranscription ended after 00:00:39\n"
    )
    assert spoken(Labelled()(source(text))) == [("Ann Lee", "hello", 11.0), ("Bo Ray", "hi", None)]


def test_stamps_inside_and_at_the_end_part_the_words() -> None:
    reading = Labelled()(source("Ann: one [00:10] two\nBo: three #00:00:20-0#\nAnn: four [inaudible 00:01:23]\nBo: five\n"))
    assert spoken(reading) == [
        ("Ann", "one", None), ("Ann", "two", 10.0), ("Bo", "three", None), ("Ann", "four [inaudible 00:01:23]", None), ("Bo", "five", None),
    ]  # fmt: skip
    assert reading.passages[2].end_s == 20.0


def test_prose_is_read_without_speakers_and_said_so() -> None:
    reading = Labelled()(source("We left at noon.\n12:30 is when we ate.\n"))
    assert [p[0] for p in spoken(reading)] == [None, None]
    assert reading.format == "text without speakers"
    with pytest.raises(InputError, match=r"x\.txt: must hold speech"):
        Labelled()(source("---\n***\n"))


def test_page_marks_are_no_speech() -> None:
    reading = Labelled()(source("Ann: one\n[page 2]\nBo: two\nPage 3 of 9\nand more\n- 4 -\nAnn: page 5 is torn\n"))
    assert [p[:2] for p in spoken(reading)] == [("Ann", "one"), ("Bo", "two"), ("Bo", "and more"), ("Ann", "page 5 is torn")]
    assert [d.text for d in reading.dropped if d.reason == "page mark"] == ["[page 2]", "Page 3 of 9", "- 4 -"]


@pytest.mark.parametrize("frame", [("Attendees\nAnn Lee, Bo Ray\nTranscript\n", ""), ("", "Meeting ended after 00:30:08 👋\n")])
def test_google_meet_text_is_known_by_its_head_or_end(frame: tuple[str, str]) -> None:
    reading = Labelled()(source(f"Ann / Bo - Transcript\n{frame[0]}Ann Lee: one\nBo Ray: two\nAnn Lee: three\n{frame[1]}"))
    assert reading.format == "Google Meet text"
    assert [p[0] for p in spoken(reading)] == ["Ann Lee", "Bo Ray", "Ann Lee"]


def test_a_full_name_is_believed_beside_its_first_name() -> None:
    reading = Labelled()(source("Ann Lee: one\nlong words\nlong words\nBo: two\nwords\nwords\nAnn: three\nBo: four\n"))
    assert [p[0] for p in spoken(reading)] == ["Ann Lee"] * 3 + ["Bo"] * 3 + ["Ann", "Bo"]
