"""A way of speaking is no wish, and more work no gain."""

from __future__ import annotations

from dataclasses import replace

import pytest
from study_fixture import study

from jtbd_analyzer.idioms import taken_plainly
from jtbd_analyzer.model import Coding, Segment


def read(words: str, code: str = "desired_outcome", second: str = "") -> Coding:
    q = study().quote_rows[0]
    segment = Segment(q.quote_id, q.transcript_id, q.participant_id, q.turn, 0, 0, len(words), words, "", None, True)
    return taken_plainly([segment], [Coding(q.quote_id, code, 0.8, second, valence=1)])[0]


@pytest.mark.parametrize("words", [
    "I wanted to be sick.", "I honestly wanted to cry.", "I felt like throwing up.", "I wished the ground would open.", "I could have strangled him.",
    "I wanted to throw the tablet out of the window.",
])
def test_a_figure_of_speech_for_distress_is_a_pain(words: str) -> None:
    made = read(words)
    assert (made.code, made.valence) == ("pain_point", -1)
    assert made.score <= 0.5
    assert "figure of speech" in made.reason


def test_the_moment_or_fear_that_was_the_runner_up_is_taken() -> None:
    assert read("I wanted to die.", second="moment_of_truth").code == "moment_of_truth"


@pytest.mark.parametrize("words", ["I wanted to be sure.", "I wanted to quit that job and do my own thing.", "I wanted to be able to throw the list away."])
def test_a_wish_stays_one(words: str) -> None:
    assert read(words).code == "desired_outcome"


def test_other_codes_are_left_alone() -> None:
    made = read("I wanted to be sick.", code="struggle_trigger")
    assert made == replace(made, code="struggle_trigger", score=0.8)


@pytest.mark.parametrize("words", [
    "It's made a bit more work, if anything.", "it’s maybe slower, now we do the photo", "It takes me longer than the book did.",
])
def test_more_work_is_no_value(words: str) -> None:
    made = read(words, code="value_realized", second="pain_point")
    assert (made.code, made.valence, made.second_code) == ("pain_point", -1, "")
    assert "more work" in made.reason


@pytest.mark.parametrize("words", [
    "There's no more work with it.", "It isn't any slower.", "I get more work done.", "Before, it was a lot slower.", "It was much slower",
])
def test_a_gain_stays_one(words: str) -> None:
    assert read(words, code="value_realized").code == "value_realized"
