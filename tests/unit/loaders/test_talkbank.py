"""CHAT transcripts of TalkBank: words as a reader says them, everything else set aside and listed. All talk here is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from jtbd_analyzer.inputs import People
from jtbd_analyzer.loaders.talkbank import Talkbank
from jtbd_analyzer.model import Transcript
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.speech import conserved
from jtbd_analyzer.transcripts import load_all, read_file

TALK = """@UTF8
@PID:\t00000/a-00000000-1
@Begin
@Languages:\teng
@Participants:\tPAR Participant, INV Investigator
@ID:\teng|stall|PAR|52;00.|female|||Participant|||
@ID:\teng|stall|INV|||||Investigator|||
@Media:\tstall, audio
*INV:\thow did you keep the list of orders before ? \x150_2450\x15
%mor:\tadv|how v|do pro|you v|keep ?
%gra:\t1|4|JCT
*PAR:\t&-um I wrote it <in a> [//] on the back of (th)e (.) &+ord order_book
\tand it got wet &=laughs . \x152450_9100\x15
%com:\ta van passes
*PAR:\tso no:body knew what we had +... [+ exc] \x159100_11000\x15
*INV:\tdid you look for something else ? \x1511000_13000\x15
*PAR:\tI asked my sister &*INV:mhm and she had an app@k [: application] , xxx .
*PAR:\t+< yes it costs twelve pounds +/. \x1515000_17000\x15
@End
"""


def load(path: Path, text: str = TALK) -> Transcript:
    path.write_text(text, encoding="utf-8")
    made, statuses = load_all([path], LoadOptions(), People(), lambda *_: None)
    assert [s.status for s in statuses] == ["read"], statuses
    return made[0]


@pytest.mark.parametrize("name", ["x.cha", "x.txt", "x", "x.json"])
def test_words_speakers_and_times_whatever_the_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(TALK, encoding="utf-8")
    found = read_file(path)
    assert (found.loader, found.reading.format) == ("talkbank", "CHAT (TalkBank)")
    assert [(p.speaker, p.text, p.start_s, p.end_s) for p in found.reading.passages] == [
        ("Investigator", "how did you keep the list of orders before?", 0.0, 2.45),
        ("Participant", "um I wrote it in a on the back of the order book and it got wet.", 2.45, 9.1),
        ("Participant", "so nobody knew what we had...", 9.1, 11.0),
        ("Investigator", "did you look for something else?", 11.0, 13.0),
        ("Participant", "I asked my sister and she had an app, xxx.", None, None),
        ("Participant", "yes it costs twelve pounds.", 15.0, 17.0),
    ]
    assert conserved(found.reading)
    assert found.warnings == ("lines about the words were set aside: 1 %com, 1 %gra, 1 %mor",)


def test_all_that_is_not_said_is_listed(tmp_path: Path) -> None:
    dropped = {(d.text, d.reason) for d in load(tmp_path / "x.cha").dropped}
    assert {("%com:\ta van passes", "line %com about the words"), ("&=laughs", "event"), ("[//]", "code of the transcriber"), ("(.)", "pause"),
            ("&+ord", "word broken off"), ("&*INV:mhm", "word of another speaker"), ("@k", "kind of word"), ("*PAR:", "speaker label")} <= dropped
    assert ("@Media:\tstall, audio", "header") in dropped


def test_who_asks_is_told_by_the_headers(tmp_path: Path) -> None:
    assert {s.name: s.role for s in load(tmp_path / "x.cha").speakers} == {"Investigator": "interviewer", "Participant": "participant"}


def test_names_go_before_roles_and_two_of_one_role_stay_two(tmp_path: Path) -> None:
    text = TALK.replace("PAR Participant, INV Investigator", "PAR Ada Participant, PA2 Participant, PA3 Participant, INV Investigator")
    text = text.replace("*PAR:\tso", "*PA2:\tso").replace("*PAR:\tI asked", "*PA3:\tI asked")
    made = load(tmp_path / "x.cha", text)
    assert {s.name: s.role for s in made.speakers} == {
        "Investigator": "interviewer", "Ada": "participant", "Participant (PA2)": "participant", "Participant (PA3)": "participant"}


def test_without_headers_the_codes_are_the_names(tmp_path: Path) -> None:
    text = "*INV:\twhat happened then ?\n%mor:\tpro|what\n*PAR:\tit got wet .\n%mor:\tpro|it\n*INV:\tand who knew ?\n*PAR:\tnobody did .\n"
    made = load(tmp_path / "x.cha", text)
    assert {s.name: s.role for s in made.speakers} == {"INV": "interviewer", "PAR": "participant"}


def test_a_line_outside_of_the_tiers_is_named(tmp_path: Path) -> None:
    made = load(tmp_path / "x.cha", TALK.replace("%com:", "somebody wrote this\n%com:"))
    assert any("line 14: stands outside of the tiers" in w for w in made.warnings)


@pytest.mark.parametrize("text", ["*Ann:* why?\n*Bo:* it leaked\n", "Ann: why?\nBo: @home: it leaked\n", "@Ann: hi there\n@Bo: hello\n"])
def test_other_text_with_stars_and_ats_is_not_chat(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    assert read_file(tmp_path / "x.txt").loader != "talkbank"


def test_headers_alone_are_no_speech(tmp_path: Path) -> None:
    (tmp_path / "x.cha").write_text("@UTF8\n@Begin\n@Participants:\tPAR Participant\n@End\n", encoding="utf-8")
    _, statuses = load_all([tmp_path / "x.cha"], LoadOptions(), People(), lambda *_: None)
    assert statuses[0].status == "failed"
    assert Talkbank().sniff.__doc__
