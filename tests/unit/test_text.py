"""Strings: what is shown, what is kept, how files are replaced."""

from __future__ import annotations

import pytest

from jtbd_analyzer.text import clock, digest, readable, sentences, slug, solid, squeeze


@pytest.mark.parametrize(("said", "shown"), [
    ("So, um, we had, uh, three of them.", "So, we had, three of them."),
    ("Um, yeah.", "yeah."),
    ("the the old one", "the old one"),
    ("I I I know", "I know"),
    ("and it [inaudible] broke (laughs)", "and it broke"),
    ("the drum and the hmm", "the drum and the"),
    ("uh-huh, mm-hm, well", "uh-huh, well"),
    ("We hummed and erred.", "We hummed and erred."),
    ("the umbrella, her ermine", "the umbrella, her ermine"),
    ("It was [two words I chose] fine", "It was [two words I chose] fine"),
    ("a  \n b", "a b"),
    ("", ""),
])
def test_readable_takes_out_fillers_and_notation_and_no_words(said: str, shown: str) -> None:
    assert readable(said) == shown


@pytest.mark.parametrize(("text", "units"), [
    ("It broke. We left.", ["It broke.", "We left."]),
    ("It broke\nWe left", ["It broke", "We left"]),
    ("Dr. Moss rang at 9 a.m. sharp.", ["Dr. Moss rang at 9 a.m. sharp."]),
    ("We paid e.g. for tea, i.e. too much.", ["We paid e.g. for tea, i.e. too much."]),
    ("I met J. Moss there.", ["I met J. Moss there."]),
    ("So did I. We left.", ["So did I.", "We left."]),
    ("It was, like… really slow.", ["It was, like… really slow."]),
    ("It stopped… Then it rang.", ["It stopped…", "Then it rang."]),
    ("it broke. we left.", ["it broke.", "we left."]),
    ("\"Why now?\" she said.", ["\"Why now?\"", "she said."]),
    ("He said \"stop.\" Then he left.", ["He said \"stop.\"", "Then he left."]),
    ("Version 3.2 cost 4.50 then.", ["Version 3.2 cost 4.50 then."]),
    ("What?! No way!!", ["What?!", "No way!!"]),
    ("slips, books, etc. We kept all.", ["slips, books, etc.", "We kept all."]),
    ("   ", []),
    ("", []),
])
def test_sentences_cut_where_a_reader_would(text: str, units: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == units


def test_squeeze_and_solid_agree_on_what_is_white_space() -> None:
    text = " a\tb\n\u00a0c "
    assert squeeze(text) == "a b c"
    assert solid(text) == 3


@pytest.mark.parametrize(("name", "made"), [
    ("Ana Ruiz", "Ana-Ruiz"), ("../etc/passwd", "etc-passwd"), ("Zoë", "Zoë"), ("???", "unnamed"), ("x" * 99, "x" * 60),
])
def test_slug_is_safe_in_file_names(name: str, made: str) -> None:
    assert slug(name) == made


def test_digest_keeps_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")
    assert digest("\ud800") != digest("?"), "a lone surrogate must not stop the run"


@pytest.mark.parametrize(("seconds", "shown"), [(None, ""), (0.0, "0:00:00"), (59.9, "0:00:59"), (3661, "1:01:01"), (36000.4, "10:00:00")])
def test_clock(seconds: float | None, shown: str) -> None:
    assert clock(seconds) == shown
