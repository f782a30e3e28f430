"""A summary held out for a yes is a leading question, and a no to it says what did not set somebody moving."""

from __future__ import annotations

from dataclasses import replace

import pytest
from study_fixture import study

from jtbd_analyzer import onsets, summaries
from jtbd_analyzer.model import Transcript


@pytest.mark.parametrize("sentence", [
    "So price ruled it out.", "So your foreman leaving is what started it off.", "Right, so the fine was an obstacle.", "That must have been embarrassing.",
    "So after that weekend you started looking.", "So it came down to the money.",
])
def test_a_statement_held_out_is_a_summary(sentence: str) -> None:
    assert summaries.is_summary(sentence)


@pytest.mark.parametrize("sentence", [
    "So tell me about the first week.", "So, Christmas.", "So then there was a fire, I think you wrote.", "You said sixty before.", "And then term started.",
    "So what did you do then?", "so if you could change it what would it be", "Oh no.", "So price ruled it out?",
])
def test_an_invitation_or_a_question_is_none(sentence: str) -> None:
    assert not summaries.is_summary(sentence)


def talk(*said: tuple[str, str]) -> Transcript:
    """Return the first transcript of the small study with other words: (role, text) per turn."""
    source, turns = "", []
    for k, (role, text) in enumerate(said):
        turns.append(replace(study().transcript_rows[0].turns[0], index=k, role=role, char_start=len(source), char_end=len(source) + len(text)))
        source += text + "\n"
    return replace(study().transcript_rows[0], turns=tuple(turns), source_text=source)


@pytest.mark.parametrize(("answer", "denied"), [
    ("No, we only put up a sign.", 1), ("Not really, that was just a bad week.", 1),
    ("It was, yes.", 0), ("Yes, that same night.", 0),
])
def test_a_no_denies_what_was_held_out(answer: str, denied: int) -> None:
    found = summaries.denied_starts(talk(("interviewer", "Okay. So the flood is what started you looking."), ("participant", answer)))
    assert len(found) == denied
    assert all("flood" in d.words and d.turn == 1 for d in found)


def test_an_event_denied_later_or_put_before_answers_nothing() -> None:
    q = replace(study().quote_rows[0], verbatim="In May the flood took the whole cellar with it.", step="p04", turn=3, experiencer="self", referent="unclear")
    flood = summaries.Denial(7, frozenset({"flood"}))
    assert onsets._is_denied(q, [flood])
    assert not onsets._is_denied(replace(q, turn=9), [flood])
    assert not onsets._is_denied(replace(q, verbatim="In May the van went missing."), [flood])
    earlier = replace(q, verbatim="Yes that was before, in May the insurer wanted a list of everything.")
    assert onsets.why_not(earlier) == "they say it is not what set them moving"
    assert onsets.why_not(replace(q, verbatim="Before that the insurer wanted a list of everything.")) == ""
