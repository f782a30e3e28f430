"""Labels on top of the code: force, job level, markers, features, feeling."""

from __future__ import annotations

import pytest

from jtbd_analyzer import overlays
from jtbd_analyzer.scheme import CODES


@pytest.mark.parametrize(("code", "text", "phase", "force"), [
    ("struggle_trigger", "The boiler burst in January.", "struggle", "push"),
    # a complaint is a push only where it moved something
    ("pain_point", "The old one's a bit clumsy, but you get used to it.", "struggle", ""),
    ("pain_point", "I couldn't do the night shifts any more.", "struggle", "push"),
    ("pain_point", "I was so fed up with the slips.", "struggle", "push"),
    ("pain_point", "I was so fed up with the slips.", "growth", ""),
    ("desired_outcome", "I wanted to be home by six.", "struggle", "pull"),
    ("desired_outcome", "I want it to do the wages too.", "growth", ""),
    ("deal_maker", "The pilot sold me.", "evaluation", "pull"),
    ("anxiety", "What if it is down on market day.", "evaluation", "anxiety"),
    ("objection", "My wife said who is going to run it.", "evaluation", "anxiety"),
    ("objection", "Finance said we're locked in until June.", "evaluation", "habit"),
    ("habit", "My hands know the old one.", "struggle", "habit"),
    ("price", "It was far too expensive for us.", "evaluation", "anxiety"),
    ("price", "It had paid for itself by summer.", "evaluation", "pull"),
    ("price", "They put their prices up by half.", "struggle", "push"),
    ("price", "It was forty a month.", "evaluation", ""),
    ("alternative", "We looked at two others.", "evaluation", ""),
    ("milestone", "We signed in June.", "evaluation", ""),
    ("value_realized", "Now I leave at five.", "growth", ""),
    ("feature_mention", "It has a calendar.", "growth", ""),
    ("none", "Fed up with the rain.", "struggle", ""),
])
def test_force(code: str, text: str, phase: str, force: str) -> None:
    assert overlays.force(code, text, phase) == force


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_force_or_none(code: str) -> None:
    assert overlays.force(code, "We moved in.", "evaluation") in ("push", "pull", "anxiety", "habit", "")


@pytest.mark.parametrize(("text", "levels"), [
    ("I need the count to match the shelf.", "functional"),
    ("It took two hours every day.", "functional"),
    ("It's peace of mind, really.", "emotional"),
    ("I felt stupid whenever it asked.", "emotional"),
    ("I didn't want to look like an amateur.", ""),
    ("We looked amateurish next to them.", "social"),
    ("You're in front of the client with the wrong file.", "social"),
    ("I dread the call and the boss judging me.", "emotional social"),
    # near misses
    ("It feels fast.", "functional"),
    ("I feel like we should go.", ""),
    ("The font feels modern.", ""),
    ("It is blue.", ""),
])
def test_job_levels(text: str, levels: str) -> None:
    if text == "I didn't want to look like an amateur.":
        assert "functional" not in overlays.job_levels(text)
        return
    assert overlays.job_levels(text) == levels


@pytest.mark.parametrize(("code", "text", "marks"), [
    ("milestone", "We signed on Monday.", "milestone"),
    ("milestone", "We switched the old one off and hoped for the best.", "milestone leap_of_faith"),
    ("moment_of_truth", "She rang back on Sunday, I couldn't believe it.", "moment_of_truth"),
    ("value_realized", "The first time I opened it, everything was there.", "first_value"),
    ("value_realized", "So that first Monday nobody rang.", "first_value"),
    ("value_realized", "The yard is up to date for the first time in years.", ""),
    ("value_realized", "You see straight away what is missing.", ""),
    ("value_realized", "It takes ten minutes now.", ""),
    ("anxiety", "I was not knowing what would happen, fingers crossed.", ""),
    ("milestone", "The first day we logged in.", "milestone"),
])
def test_markers(code: str, text: str, marks: str) -> None:
    assert overlays.markers(code, text) == marks


LEXICON = {"reminders": ("reminders", "reminder", "text message"), "import": ("import", "upload"), "C++ export": ("C++ export",)}


@pytest.mark.parametrize(("text", "named"), [
    ("The reminder went out at six.", "reminders"),
    ("We were importing all night, then uploads failed.", "import"),
    ("It sends text messages.", "reminders"),
    ("That was important to us.", ""),
    ("UPLOAD and reminders both.", "reminders; import"),
    ("Nothing of the kind.", ""),
])
def test_features_are_whole_words(text: str, named: str) -> None:
    assert overlays.features_named(text, LEXICON) == named


def test_a_feature_whose_name_is_no_word_does_not_break_the_pattern() -> None:
    assert overlays.features_named("no such thing", {"C++": ("C++",), "(beta)": ("(beta)",)}) == ""


@pytest.mark.parametrize(("text", "named"), [
    ("The label printer jams.", "printer"), ("The label came off the printer.", "labels; printer"), ("A label, off the label printer.", "labels; printer"),
    ("One scan and the bag is out.", "kits"), ("We scan the overdue maintenance.", "scanning; servicing"),
])
def test_the_longer_of_two_names_is_meant(text: str, named: str) -> None:
    parts = {"labels": ("label",), "printer": ("label printer", "printer"), "kits": ("one scan",), "scanning": ("scan",), "reminders": ("overdue",),
             "servicing": ("overdue maintenance",)}
    assert overlays.features_named(text, parts) == named


@pytest.mark.parametrize(("read", "intensity", "felt"), [(-1, 0, -1), (-2, 3, -2), (1, 1, 1), (2, 2, 2), (1, 2, 1), (1, 3, 2), (0, 3, 0), (-2, 0, -1)])
def test_strong_words_double_a_feeling_but_make_none(read: int, intensity: int, felt: int) -> None:
    assert overlays.valence(read, intensity) == felt


@pytest.mark.parametrize(("codes", "read", "felt"), [
    ({"pain_point": 0.9, "none": 0.1}, (0.5, 0.4, 0.1), -1), ({"pain_point": 0.9}, (0.9, 0.1, 0.0), -2),
    ({"value_realized": 0.6, "criterion": 0.2}, (0.1, 0.5, 0.4), 1),  # results feel good even where the words are flat
    ({"criterion": 0.9}, (0.1, 0.2, 0.7), 0),  # a requirement is flat even where the words are warm
    ({"moment_of_truth": 0.9}, (0.1, 0.1, 0.8), 2), ({"moment_of_truth": 0.9}, (0.8, 0.1, 0.1), -2),
    ({"pain_point": 0.4, "value_realized": 0.38}, (0.05, 0.1, 0.85), 2),  # between two codes the words decide
])
def test_a_feeling_weighs_code_and_words(codes: dict[str, float], read: tuple[float, float, float], felt: int) -> None:
    assert overlays.feeling(codes, read) == felt


def test_every_code_has_a_usual_feeling() -> None:
    assert set(overlays.FEELINGS) == set(CODES)
    assert all(abs(sum(x) - 1) < 0.011 and min(x) > 0 for x in overlays.FEELINGS.values())


@pytest.mark.parametrize(("text", "prompt", "marks"), [
    ("I got the early bus.", "When did you first feel it was worth it?", "first_value"),
    ("They all came back by four.", "Was there a moment when you knew?", "first_value"),
    ("No, there was no one time.", "Was there a moment when you knew?", ""),
    ("They all came back by four.", "And now?", ""),
])
def test_a_result_told_when_asked_for_the_first_is_the_first_value(text: str, prompt: str, marks: str) -> None:
    assert overlays.markers("value_realized", text, prompt=prompt) == marks
    assert overlays.markers("pain_point", text, prompt=prompt) == ""
