"""The talk in the shapes public repositories hold, under any name; and near misses, whose words must stay words."""

from __future__ import annotations

import json
from pathlib import Path

import dialogues
import found_shapes
import pytest

from jtbd_analyzer.errors import InputError
from jtbd_analyzer.inputs import People
from jtbd_analyzer.model import Transcript
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.transcripts import assemble, load_all, read_file

SAID = [" ".join(words.split()) for _, words in dialogues.SAID]
SHAPES = found_shapes.TIMED | found_shapes.UNTIMED
NAMES = ("", "talk", "talk.txt", "talk.docx", "talk.json")


def read(path: Path, text: str) -> Transcript:
    path.write_bytes(text.encode())
    transcripts, statuses = load_all([path], LoadOptions(), People(), lambda *_: None)
    assert transcripts, statuses
    return transcripts[0]


def said(made: Transcript) -> list[tuple[str, str]]:
    return [(t.speaker, " ".join(made.text(t).split())) for t in made.turns]


@pytest.mark.parametrize("name", list(SHAPES))
def test_a_found_shape_gives_the_talk_under_any_name(name: str, tmp_path: Path) -> None:
    for other in NAMES:
        made = read(tmp_path / (other or name), SHAPES[name])
        assert [x for _, x in said(made)] == SAID, other
        assert [t.role for t in made.turns] == ["interviewer", "participant"] * 4, other
        assert not [w for w in made.warnings if "unaccounted" in w or "neither speech" in w], other


@pytest.mark.parametrize("name", list(found_shapes.TIMED))
def test_its_times_are_read(name: str, tmp_path: Path) -> None:
    made = read(tmp_path / name, SHAPES[name])
    assert [int(t.start_s or 0) for t in made.turns] == [dialogues.at(k) for k in range(8)]


def test_a_saved_page_is_read_from_its_archive(tmp_path: Path) -> None:
    page = "".join(f"<p><b>{w}:</b> {dialogues.esc(x)}</p>" for w, x in dialogues.SAID)
    quoted = f"<html><body>{page}</body></html>".replace("=", "=3D").replace("Å", "=C3=85").replace("Jonas", "Jo=\nnas")
    text = ('From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="--b"\n\n----b\nContent-Type: text/html\n'
            f"Content-Transfer-Encoding: quoted-printable\n\n{quoted}\n----b\nContent-Type: text/css\n\np {{}}\n----b--\n")
    for name in ("talk.mhtml", "talk.txt"):
        assert said(read(tmp_path / name, text)) == [(w, x) for (w, _), x in zip(dialogues.SAID, SAID, strict=True)]


def words_of(text: str, tmp_path: Path) -> list[tuple[str | None, str]]:
    path = tmp_path / "x.txt"
    path.write_bytes(text.encode())
    return [(p.speaker, p.text) for p in read_file(path).reading.passages]


NEAR_MISSES = {
    "a time as an answer": ("Ann: How long did it take?\nBo: Let me think.\n3 seconds\nAnn: No!\nBo: Yes.\n", "3 seconds"),
    "a time in a sentence": ("Ann: When?\nBo: We went.\nAt 5:30 we left the house.\nAnn: And?\nBo: At 5:45 we were back.\n", "At 5:30 we left the house."),
    "an answer after a time": ("[00:01] Did you?\n[00:04] Yes\n[00:09] And she?\n[00:12] Yes\n[00:15] And he?\n[00:19] No\n[00:23] Why?\n[00:26] No\n", "Yes"),
    "an answer under a time": ("0:01\nso did you like it\n0:04\nYes\n0:09\nand she\n0:12\nYes\n0:15\nand he did too I suppose\n", "Yes"),
    "a list in an answer": ("Ann: What did you need?\nBo: Well:\n1. a van\n2. a key\n3. a day off\nAnn: And?\nBo: That is all.\n", "a van"),
    "an omitted thing": ("Ann: What was wrong?\nBo: The image omitted the logo.\nAnn: And?\nBo: That is all.\n", "The image omitted the logo."),
}


@pytest.mark.parametrize("name", list(NEAR_MISSES))
def test_near_misses_stay_words(name: str, tmp_path: Path) -> None:
    text, words = NEAR_MISSES[name]
    passages = words_of(text, tmp_path)
    assert any(words in said for _, said in passages)
    assert {who for who, _ in passages} <= {"Ann", "Bo", None}


def test_a_list_of_steps_is_no_talk_of_numbers(tmp_path: Path) -> None:
    steps = "\n".join(f"{n}. Do the thing that has to be done." for n in range(1, 9))
    assert {who for who, _ in words_of(steps, tmp_path)} == {None}


def test_surnames_join_only_where_one_person_has_them(tmp_path: Path) -> None:
    one = "Ann Lee: Why?\nBo Ray: It broke.\nLEE: And?\nRAY: That is all.\nLEE: Sure?\nRAY: Yes.\n"
    two = one.replace("Bo Ray", "Bo Lee").replace("RAY", "Bo Lee")
    assert {t.speaker for t in read(tmp_path / "one.txt", one).turns} == {"Ann Lee", "Bo Ray"}
    assert {t.speaker for t in read(tmp_path / "two.txt", two).turns} == {"Ann Lee", "Bo Lee", "LEE"}


def test_one_label_for_all_voices_counts_nobody(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("\n\n".join(f"Unknown Speaker  0:0{k}\n{words}" for k, (_, words) in enumerate(dialogues.SAID)), encoding="utf-8")
    made = assemble(read_file(path), LoadOptions(), People(), {}, 1, "x")
    assert any("no speaker labels" in w for w in made.warnings)
    assert not any(t.speaker == "Unknown Speaker" for t in made.turns)


@pytest.mark.parametrize("text", [
    '<?xml version="1.0"?><annotations><tier name="Ann">hello there</tier><tier name="Bo">hello</tier></annotations>',
])  # fmt: skip
def test_what_only_looks_like_text_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(text)
    with pytest.raises(InputError, match="must be a transcript"):
        read_file(tmp_path / "x.txt")


@pytest.mark.parametrize(("text", "fault"), [
    ('<!DOCTYPE tt [<!ENTITY a "ha">]><tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s">&a;</p></body></tt>', "DOCTYPE"),
    ('<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s">hi</body></tt>', "well-formed"),
    ('<tt xmlns="http://www.w3.org/ns/ttml"><body><div/></body></tt>', "must hold speech"),
    ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/css\n\np {} text/html\n--b--\n", "without one"),
])  # fmt: skip
def test_broken_captions_and_archives_are_refused(text: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(text)
    with pytest.raises(InputError, match=fault):
        read_file(tmp_path / "x.txt")


def test_units_of_timed_text(tmp_path: Path) -> None:
    cues = [("00:00:01:15", 1.5), ("30f", 2.0), ("2500ms", 2.5), ("40000t", 4.0), ("0.1h", 360.0), ("6:30.5", 390.5)]
    body = "".join(f'<p begin="{b}">Ann: word {k}.</p>' for k, (b, _) in enumerate(cues))
    rates = 'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="15" ttp:tickRate="10000"'
    (tmp_path / "x.ttml").write_text(f'<tt xmlns="http://www.w3.org/ns/ttml" {rates}><body>{body}</body></tt>')
    starts = [p.start_s for p in read_file(tmp_path / "x.ttml").reading.passages]
    assert starts[1:] == [s for _, s in cues[1:]]
    assert starts[0] in (1.0, 1.5)  # frames may be left out


@pytest.mark.parametrize(("before", "after"), [("**Ann:** ", ""), ("Ann: ", ""), ("[00:01:0{k}] Ann: ", "[00:01:09] ")])
def test_a_remark_with_a_colon_is_nobody(before: str, after: str, tmp_path: Path) -> None:
    """In a file where every turn is labelled a remark that opens a paragraph is not labelled like it, or is no name."""
    asks, tells = (before.replace("Ann", who) for who in ("Ann", "Bo"))
    text = "".join(f"{asks}Why was that {n}?\n\n{tells}It got wet {n} times.\n\n".replace("{k}", str(k)) for k, n in enumerate(("one", "two", "three")))
    assert {who for who, _ in words_of(f"{text}Reminder: ask for the receipt.\n", tmp_path)} == {"Ann", "Bo"}
    assert ("Bo", "Reminder: ask for the receipt.") in words_of(f"{text}Reminder: ask for the receipt.\n", tmp_path)
    third = f"{before.replace('Ann', 'Cy').replace('{k}', '8')}I was there too."
    assert {who for who, _ in words_of(f"{text}{third}\n", tmp_path)} == {"Ann", "Bo", "Cy"}


def test_a_bold_name_opens_a_paragraph_of_a_word_file(tmp_path: Path) -> None:
    body = "".join(dialogues.para((w, dialogues.BOLD), f" {dialogues.esc(x)}") for w, x in dialogues.SAID)
    (tmp_path / "x.docx").write_bytes(dialogues.docx(dialogues.para("Consent: signed.") + body))
    assert [p.speaker for p in read_file(tmp_path / "x.docx").reading.passages] == [w for w, _ in dialogues.SAID]


def test_a_time_in_brackets_inside_a_line_stays_words(tmp_path: Path) -> None:
    text = "".join(f"Ann: Why then ({k}:30)?\nBo: It was (12:{k}5) by then. (00:00:1{k})\n" for k in range(1, 6))
    assert ("Bo", "It was (12:15) by then.") in words_of(text.replace(")?", ")? (00:00:09)"), tmp_path)


def test_utterances_are_parted_where_their_words_tell_another_voice(tmp_path: Path) -> None:
    """Deepgram cuts utterances at pauses; a single word of another voice among those of one is noise."""
    spoken = [(w, 0) for w in "Okay. And then?".split()] + [(w, 1) for w in "It got wet. Then it got lost.".split()]
    noisy = [(w, 0 if k == 5 else v) for k, (w, v) in enumerate(spoken)]
    words = [{"word": w.lower(), "punctuated_word": w, "start": k / 2, "end": k / 2 + 0.4, "speaker": v} for k, (w, v) in enumerate(noisy)]
    whole = " ".join(w for w, _ in spoken)
    data = {"metadata": {}, "results": {"channels": [{"alternatives": [{"transcript": whole, "words": words}]}],
                                        "utterances": [{"start": 0, "end": 9, "speaker": 0, "transcript": whole, "words": words}]}}
    (tmp_path / "x.json").write_text(json.dumps(data))
    assert [(p.speaker, p.text) for p in read_file(tmp_path / "x.json").reading.passages] == [
        ("Speaker 0", "Okay. And then?"), ("Speaker 1", "It got wet. Then it got lost.")]
