"""Invariants of placing quotes in the journey: by what is told and its neighbours, never by the place in the file."""

from __future__ import annotations

from dataclasses import replace

import talk
from hypothesis import given, settings
from hypothesis import strategies as st

from jtbd_analyzer import journey
from jtbd_analyzer.model import Coding, Grammar, Segment
from jtbd_analyzer.placement import UNSURE, place_all
from jtbd_analyzer.scheme import CODES

WORDS = st.sampled_from(("Hm.", "Back then it hung on a nail.", "In the trial it read every label.", "These days nobody rings me.",
                         "I compared three of them.", "It clicked."))
READING = st.tuples(st.sampled_from(("none", *CODES)), st.sampled_from(("struggle", "evaluation", "growth", "")), st.floats(0, 1), st.floats(0, 1))
TALK = st.lists(st.tuples(WORDS, READING), max_size=12)


def laid_out(units: list[tuple[str, tuple[str, str, float, float]]], start: int = 0) -> tuple[list[Segment], list[Coding]]:
    """Return segments and codings of one interview whose first unit stands at character `start`."""
    segments = [
        Segment(f"t-{n}", "t", "P1", start + n, start + n, start + 100 * n, start + 100 * n + len(words), words, "", None, False, Grammar())
        for n, (words, _) in enumerate(units)
    ]
    codings = [replace(talk.coding(code, phase=phase, phase_score=sure, score=score), quote_id=f"t-{n}")
               for n, (_, (code, phase, sure, score)) in enumerate(units)]
    return segments, codings


@given(TALK)
def test_an_interview_told_backwards_has_the_same_places(units: list[tuple[str, tuple[str, str, float, float]]]) -> None:
    segments, codings = laid_out(units)
    forwards = {p.quote_id: p for p in place_all(segments, codings)}
    for p in place_all(segments[::-1], codings[::-1]):
        assert abs(p.score - forwards[p.quote_id].score) <= 0.011  # sums in another order may round to the next hundredth
        if p.score > UNSURE + 0.02 and p.score > 0.51:
            assert (p.step, p.rule) == (forwards[p.quote_id].step, forwards[p.quote_id].rule)


@given(TALK, st.integers(0, 10_000))
def test_the_same_talk_in_the_same_context_has_the_same_place_wherever_it_stands(units: list[tuple[str, tuple[str, str, float, float]]], start: int) -> None:
    assert place_all(*laid_out(units)) == place_all(*laid_out(units, start))


@given(TALK)
def test_every_place_is_a_step_or_unclear_with_score_and_rule(units: list[tuple[str, tuple[str, str, float, float]]]) -> None:
    segments, codings = laid_out(units)
    frames = [journey.framework(name) for name in journey.names()]
    found = place_all(segments, codings)
    assert [p.quote_id for p in found] == [s.quote_id for s in segments]
    for p, c in zip(found, codings, strict=True):
        assert 0.0 <= p.score <= 1.0
        assert p.rule
        assert (p.step == "") == (p.rule == "unclear")
        assert not (c.code == "none" and p.step)
        assert all((f.phase_of(p.step) == "") == (p.step == "") for f in frames)


@settings(max_examples=30)
@given(st.permutations(["struggle"] * 3 + ["evaluation"] * 3 + ["growth"] * 3))
def test_sure_readings_keep_their_phase_in_any_order(order: list[str]) -> None:
    segments, codings = laid_out([("Hm.", ("habit" if p != "evaluation" else "criterion", p, 0.99, 0.9)) for p in order])
    frame = journey.framework("clg3")
    assert [frame.phase_of(p.step) for p in place_all(segments, codings)] == order
