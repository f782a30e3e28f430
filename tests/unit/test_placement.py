"""Where in the journey a quote belongs: by the time told of, never by its place in the file."""

from __future__ import annotations

import pytest
import talk

from jtbd_analyzer import journey, placement
from jtbd_analyzer.placement import UNSURE, place


def placed(text: str, code: str = "milestone", phase: str = "evaluation", score: float = 0.8, step: str = "") -> tuple[str, str]:
    found = place(talk.segment(text), talk.coding(code, phase=phase, phase_score=score, step=step))
    return found.step, found.rule


@pytest.mark.parametrize(("text", "phase", "step"), [
    ("For years the keys hung on one nail.", "struggle", "p01"),
    ("It hit me that nobody had the list.", "struggle", "p02"),
    ("It sat in the back of my mind all winter.", "struggle", "p03"),
    ("That was the last straw.", "struggle", "p04"),
    ("I googled kennel software.", "struggle", "p05"),
    ("We first heard of it at the fair, somebody told me about it.", "evaluation", "p06"),
    ("I compared three of them side by side.", "evaluation", "p07"),
    ("We ran a pilot with two vans.", "evaluation", "p08"),
    ("The deadline was the first of May.", "evaluation", "p09"),
    ("It came down to the two.", "evaluation", "p10"),
    ("I placed the order on Sunday.", "evaluation", "p11"),
    ("The box arrived on Friday.", "growth", "p12"),
    ("My son installed it.", "growth", "p13"),
    ("And suddenly it clicked.", "growth", "p14"),
    ("I rang them up and they sorted it.", "growth", "p17"),
    ("We renewed in June.", "growth", "p18"),
    ("I've recommended it to half the street.", "growth", "p19"),
    ("We cancelled after a month.", "growth", "p20"),
])
def test_what_is_told_decides_the_step_inside_the_phase(text: str, phase: str, step: str) -> None:
    assert placed(text, phase=phase)[0] == step


def test_a_cue_of_another_phase_does_not_move_the_quote() -> None:
    """"We cancelled" while choosing is an option that fell out, not an exit."""
    assert placed("We cancelled the other trial.", phase="evaluation")[0] == "p08"


@pytest.mark.parametrize(("text", "phase"), [
    ("Back then it all hung on one nail.", "struggle"),
    ("In the old days I counted by hand.", "struggle"),
    ("In the trial it read every label.", "evaluation"),
    ("Before we signed I asked my brother.", "evaluation"),
    ("Since we switched I sleep.", "growth"),
    ("These days nobody rings me.", "growth"),
])
@pytest.mark.parametrize("read", ["struggle", "evaluation", "growth"])
def test_an_anchor_in_the_words_outweighs_an_unsure_reading(text: str, phase: str, read: str) -> None:
    step, rule = placed(text, "pain_point", phase=read, score=0.5)
    assert journey.framework("clg3").phase_of(step) == phase
    assert "anchor" in rule


def test_a_sure_reading_outweighs_an_anchor() -> None:
    step, rule = placed("Back then it all hung on one nail.", "pain_point", phase="growth", score=0.95)
    assert journey.framework("clg3").phase_of(step) == "growth"
    assert "anchor" not in rule


def test_a_wrong_place_is_worse_than_none() -> None:
    assert placed("It hung on a nail.", phase="struggle", score=UNSURE - 0.01) == ("", "unclear")
    assert placed("It hung on a nail.", phase="", score=0.9) == ("", "unclear")
    assert placed("It hung on a nail.", phase="struggle", score=UNSURE)[0] != ""


def test_the_coders_step_serves_where_the_words_say_nothing_and_it_fits_the_phase() -> None:
    assert placed("It hung on a nail.", "habit", "growth", 0.8, "p18") == ("p18", "the coder's reading of question and neighbours; step by similar quotes")
    assert placed("It hung on a nail.", "habit", "growth", 0.8, "p03")[0] == "p16"


@pytest.mark.parametrize("phase", ["struggle", "evaluation", "growth"])
def test_every_class_has_a_step_of_its_phase(phase: str) -> None:
    from jtbd_analyzer.scheme import CODES

    for code in CODES:
        step, _ = placed("Hm.", code, phase)
        assert journey.framework("clg3").phase_of(step) == phase


def test_the_scores_stay_between_nought_and_one() -> None:
    for text in ("Since we switched I sleep.", "Hm."):
        for score in (0.0, 0.33, 0.34, 0.5, 0.82, 1.0):
            for phase in ("struggle", "evaluation", "growth", ""):
                found = place(talk.segment(text), talk.coding("habit", phase=phase, phase_score=score))
                assert 0.0 <= found.score <= 1.0


def test_phases_of_placement_are_those_of_clg3() -> None:
    frame = journey.framework("clg3")
    assert {p: tuple(s) for p, s in placement._PHASE_STEPS.items()} == {p.id: p.steps for p in frame.phases}
