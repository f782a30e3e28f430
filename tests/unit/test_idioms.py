"""A way of speaking is no wish, and more work no gain."""

from __future__ import annotations

from dataclasses import replace

import pytest
from study_fixture import study

from jtbd_analyzer.idioms import taken_plainly
from jtbd_analyzer.model import Coding, Segment


def read(words: str, code: str = "desired_outcome", second: str = "", phase: str = "", prompt: str = "") -> Coding:
    q = study().quote_rows[0]
    segment = Segment(q.quote_id, q.transcript_id, q.participant_id, q.turn, 0, 0, len(words), words, prompt, None, True)
    return taken_plainly([segment], [Coding(q.quote_id, code, 0.8, second, phase=phase, valence=1)])[0]


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


@pytest.mark.parametrize("words", [
    "on the sonde it came off after two days in a river", "The first one fell apart.", "And then it crashed.",
])
def test_what_broke_is_no_value(words: str) -> None:
    made = read(words, code="value_realized")
    assert (made.code, made.valence) == ("pain_point", -1)


@pytest.mark.parametrize("words", ["It hasn't stopped working once.", "It never fell off."])
def test_what_did_not_break_stays_a_value(words: str) -> None:
    assert read(words, code="value_realized").code == "value_realized"


@pytest.mark.parametrize("words", [
    "never had a moment's bother with it", "It's been no trouble.", "I can't fault it.", "it hasn’t let us down", "We've had no problems.",
    "It all came in, no bother at all.", "It was actually the nicest day we had.",
])
def test_trouble_denied_is_a_value_of_the_product_and_no_pain_of_the_old_way(words: str) -> None:
    assert read(words, code="pain_point", second="value_realized").code == "value_realized"
    assert read(words, code="pain_point", second="value_realized").valence == 1
    assert read(words, code="pain_point", phase="growth").code == "value_realized"
    assert read(words, code="pain_point", phase="struggle").code == "none"


@pytest.mark.parametrize("words", ["mostly that's fine.", "Most of them are fine because you just point the phone at it.", "It's all right.", "It works fine."])
def test_what_is_only_fine_is_nothing(words: str) -> None:
    assert read(words, code="pain_point").code == "none"


@pytest.mark.parametrize("words", [
    "It takes the money no bother, but giving it back was a nightmare.", "It works, that's the trouble with it.", "It's fine until it rains.",
    "That had a problem with it.",
    "Is it any trouble?", "fourteen in the rack that were fine said they weren't available",
])
def test_a_pain_with_a_sting_stays_one(words: str) -> None:
    assert read(words, code="pain_point", second="value_realized").code == "pain_point"


@pytest.mark.parametrize("words", ["They are switching our log ins off on Friday.", "We've paid till September.", "So I cancelled it."])
def test_the_end_of_the_use_is_no_value(words: str) -> None:
    assert read(words, code="value_realized").code == "milestone"


@pytest.mark.parametrize(("asked", "code"), [
    ("When did you actually buy it?", "milestone"), ("Can you take me to the day you bought it?", "milestone"),
    ("So tell me about getting Toolbox. Where does that begin for you?", "milestone"),
    ("And after you'd bought it, when did it help?", "value_realized"), ("When did it start to help?", "value_realized"), ("", "value_realized"),
])
def test_an_answer_to_when_it_was_bought_is_no_value(asked: str, code: str) -> None:
    assert read("Tuesday, because I was in the office.", code="value_realized", prompt=asked).code == code


@pytest.mark.parametrize(("words", "valence"), [
    ("The first two times I got the same article sent back to me.", -1), ("He answered the same afternoon.", 1), ("She was very nice about it.", 1),
    ("Nobody rang back.", -1), ("They answered the same day and I was furious all the same.", 1), ("I rang her on the Thursday.", 1),
])
def test_a_contact_takes_the_sign_its_words_tell(words: str, valence: int) -> None:
    """Words of both kinds, and of neither, leave the sign as it was read (+1 here)."""
    made = read(words, code="moment_of_truth")
    assert (made.code, made.valence) == ("moment_of_truth", valence)


def test_words_that_claim_no_gain_are_no_value() -> None:
    assert read("I use it, I wouldn't say it helps a great deal.", code="value_realized").code == "none"
    assert read("It's so new that I couldn't tell you.", code="value_realized").code == "none"
    assert read("I couldn't tell you how many hours it saves.", code="value_realized").code == "value_realized"


@pytest.mark.parametrize(("words", "prompt", "code"), [
    ("That I'd do all of it and be the only one.", "Were you worried about anything at the time?", "anxiety"),
    ("That I'd do all of it and be the only one.", "What did you want from it?", "desired_outcome"),
    ("To have it done before the winter.", "What do you hope for, and where are your worries?", "desired_outcome"),
    ("I wanted it to run without me.", "Were you worried about anything at the time?", "desired_outcome"),
])
def test_what_answers_a_question_for_worries_is_a_worry_unless_it_wishes(words: str, prompt: str, code: str) -> None:
    assert read(words, prompt=prompt).code == code


@pytest.mark.parametrize(("words", "code"), [
    ("I felt very hopeful after that call.", "none"), ("I'm happy but it could still go wrong.", "anxiety"),
    ("I was relieved, they were going to mend it.", "none"), ("I was never happy about it.", "anxiety"), ("So I thought, right, I'll ask Sue.", "none"),
    ("I thought, right, I'll lose all my data.", "anxiety"), ("So I thought, right, I'll try it, but what if it breaks?", "anxiety"),
    ("I was happy with the cards, I was scared of losing them.", "anxiety"), ("He was delighted, I felt happy and it was a big risk.", "anxiety"),
    ("I thought right up to the end it would fail.", "anxiety"), ("I wasn't happy about the van.", "anxiety"),
])
def test_being_at_ease_is_no_worry(words: str, code: str) -> None:
    assert read(words, code="anxiety").code == code


def test_what_is_missed_of_the_old_way_is_a_habit_and_no_pain() -> None:
    assert read("You'd miss the chat at the hatch.", code="pain_point").code == "habit"
    assert read("We missed the bus twice because of it.", code="pain_point").code == "pain_point"


def test_wanting_to_say_something_is_no_wish() -> None:
    assert read("And I don't drive it myself, I want to make that clear.").code == "none"
    assert read("I wanted to say yes to people without looking it up.").code == "desired_outcome"


def test_what_came_after_the_purchase_is_no_reason_against_it() -> None:
    made = read("You can't put a sticker on a lens.", code="objection", prompt="So you've paid. What happened next?")
    assert made.code == "pain_point"
    assert read("You can't put a sticker on a lens.", code="objection", prompt="Did you see any problem with it?").code == "objection"


@pytest.mark.parametrize(("words", "phase", "code"), [
    ("The double booking's stopped.", "growth", "value_realized"), ("They've stopped ringing me at home.", "growth", "value_realized"),
    ("All our bookings have disappeared.", "growth", "pain_point"), ("The reminders have just stopped.", "growth", "pain_point"),
    ("They've stopped updating the app.", "growth", "pain_point"), ("The complaints have stopped.", "growth", "value_realized"),
    ("The double booking's stopped, but only on paper.", "growth", "pain_point"), ("It's stopped working.", "growth", "pain_point"),
    ("The deliveries have stopped.", "struggle", "pain_point"),
])
def test_a_trouble_that_has_stopped_in_use_is_a_gain(words: str, phase: str, code: str) -> None:
    assert read(words, "pain_point", phase=phase).code == code
