"""Speech as recognisers and real calls leave it: no punctuation, rolling captions, loops, cross talk, notations."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
import talk

from jtbd_analyzer.loaders.cues import Cues
from jtbd_analyzer.loaders.whisper_json import WhisperJson
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.segmenters.spacy import SpacySegmenter
from jtbd_analyzer.speech import conserved
from jtbd_analyzer.text import readable

RUN_ON = ("so yeah i had this blue binder and every friday i would go through it and tick off who had paid and who had not and it took me like two "
          "hours and my knee would hurt from the floor and then in may my daughter spilled juice all over it and half of the names were gone so i "
          "thought okay that is it and i asked in the group what the others use and two of them said the same app so i just got it the same night and "
          "to be fair the first week i hated it because it kept asking me for things but now i do the whole list on the bus and i have not opened the "
          "binder since")


def source(text: str, name: str = "x.vtt") -> Source:
    return Source(Path(name), text.encode(), text, "utf-8")


def said(reading: Reading) -> list[str]:
    assert conserved(reading), reading.warnings
    return [p.text for p in reading.passages]


def test_talk_without_punctuation_is_cut_into_ideas_and_nothing_is_lost() -> None:
    made = talk.transcript([("Interviewer", "how did you do it before"), ("Participant", RUN_ON)])
    segments = SpacySegmenter()(made)
    assert len(segments) >= 5
    assert all(3 <= len(s.verbatim.split()) <= 45 for s in segments)
    assert "".join("".join(s.verbatim.split()) for s in segments) == "".join(RUN_ON.split())
    assert all(s.verbatim == made.source_text[s.char_start : s.char_end] for s in segments)
    assert {s.prompt for s in segments} == {"how did you do it before"}


def stamped(k: int, words: str) -> str:
    return f"00:00:{k:02d}.000 --> 00:00:{k + 1:02d}.000\n{words}\n"


def test_words_lit_up_one_by_one_are_said_once() -> None:
    """Whisper with highlight_words shows the line again for every word."""
    first, second = "we tore the page out".split(), "and taped it up".split()
    cues = [" ".join(f"<u>{w}</u>" if i == k else w for i, w in enumerate(line)) for line in (first, second) for k in range(len(line))]
    reading = Cues()(source("WEBVTT\n\n" + "\n".join(stamped(k, c) for k, c in enumerate(cues))))
    assert said(reading) == ["we tore the page out", "and taped it up"]


def test_two_line_captions_that_roll_up_are_said_once() -> None:
    lines = ["we had a binder", "it was blue", "it got wet", "in may"]
    pairs = [stamped(k, f"{a}\n{b}") for k, (a, b) in enumerate(itertools.pairwise(lines))]
    assert said(Cues()(source("WEBVTT\n\n" + "\n".join(pairs)))) == ["we had a binder it was blue", "it got wet", "in may"]


def test_somebody_who_repeats_himself_keeps_his_words() -> None:
    """Near miss of rolling captions and of loops: three times no is speech."""
    text = "WEBVTT\n\n" + "\n".join(stamped(k, w) for k, w in enumerate(("no", "no", "no", "i said no", "and left", "for good")))
    assert said(Cues()(source(text))) == ["no", "no", "no", "i said no", "and left", "for good"]


@pytest.mark.parametrize("times", [4, 9])
def test_loops_on_silence_are_kept_once_and_told(times: int) -> None:
    words = ["So we left.", *["Thank you."] * times, "And came back."]
    vtt = Cues()(source("WEBVTT\n\n" + "\n".join(stamped(k, w) for k, w in enumerate(words))))
    data = json.dumps({"segments": [{"start": k, "end": k + 1, "text": " " + w} for k, w in enumerate(words)], "language": "en"})
    whisper = WhisperJson()(source(data, "x.json"))
    for reading in (vtt, whisper):
        assert said(reading) == ["So we left.", "Thank you.", "And came back."]
        assert sum(d.reason == "repeated by the recogniser" for d in reading.dropped) == times - 1
        assert any(f"the same words {times} times" in w for w in reading.warnings)


def test_a_loop_inside_a_passage_is_told_and_kept() -> None:
    reading = Cues()(source("WEBVTT\n\n" + stamped(1, "so i went " + "and then " * 12 + "home")))
    assert len(said(reading)[0].split()) == 28
    assert any("repeat in a loop" in w for w in reading.warnings)


@pytest.mark.parametrize("note", ["Subtitles by the Amara.org community", "Transcribed by https://otter.ai", "Transcription by Rev.com"])
def test_what_recognisers_sign_with_is_not_speech(note: str) -> None:
    text = "WEBVTT\n\n" + stamped(1, "we left") + "\n" + stamped(3, note)
    assert said(Cues()(source(text))) == ["we left"]


def test_two_who_talk_at_once_keep_their_own_words() -> None:
    text = ("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n- Ann: so you were saying\n- Bo: yeah so\n\n00:00:03.000 --> 00:00:06.000\nBo: it was the juice\n\n"
            "00:00:05.000 --> 00:00:06.000\nAnn: oh no\n")
    reading = Cues()(source(text))
    assert [(p.speaker, p.text) for p in reading.passages] == [("Ann", "so you were saying"), ("Bo", "yeah so"), ("Bo", "it was the juice"), ("Ann", "oh no")]
    assert any("overlaps" in w for w in reading.warnings)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Uh, I mean, um, it leaked [inaudible 00:01:23] twice.", "I mean, it leaked twice."),
        ("((pause)) well (unintelligible) yes", "well yes"),
        ("So //I thought// it (.) broke (2.0) there", "So I thought it broke there"),
        ("[CROSSTALK 00:02:00] right {laughs} it it went <laughter> on", "right it went on"),
        ("*laughs* never again", "never again"),
        ("Near misses: (2) of 12:30, a phrase (ph is acid), http://x.example // no", "Near misses: (2) of 12:30, a phrase (ph is acid), http://x.example no"),
        ("I was humming, ahead of the umbrella.", "I was humming, ahead of the umbrella."),
    ],
)
def test_fillers_and_notations_are_trimmed_for_display_only(words: str, shown: str) -> None:
    assert readable(words) == shown
    made = talk.transcript([("Interviewer", "And?"), ("Participant", words)])
    assert words in made.source_text
