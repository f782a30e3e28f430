"""Which event of the switch a quote tells of, on invented answers with their questions, near misses beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from study_fixture import quotes_of

from jtbd_analyzer import evidence
from jtbd_analyzer.model import Quote
from jtbd_analyzer.recoded import BY_REVIEWER
from jtbd_analyzer.switch_events import asked, between, chosen, elapsed, read, time_of


def told(prompt: str, words: str, code: str = "milestone", step: str = "p11", **other: Any) -> Quote:
    return quotes_of((("P01", prompt, words, code, step, 0, "", other),))[0][0]


@pytest.mark.parametrize(("prompt", "event"), [
    ("Take me to when you signed it. When was that?", "buying"), ("When did you first start thinking about another way?", "first_thought"), ("What got you from grumbling to looking?", "event_one"),
    ("And where did you look?", "active_looking"), ("What tipped it in the end?", "deciding"), ("Why now, and not in summer?", "event_two"), ("How was the setting up?", "consuming"),
    ("When did you first feel it was worth it?", "satisfaction"), ("What was going on in between?", "passive_looking"), ("You signed it in May. So what's different now?", "satisfaction"),
    ("Would you buy it again next year?", ""), ("When did you decide to stop using it?", ""), ("And how many ovens is that?", ""),
])
def test_the_end_of_a_question_says_which_event_is_asked_for(prompt: str, event: str) -> None:
    assert asked(prompt) == event


@pytest.mark.parametrize(("prompt", "words", "code", "step", "event"), [
    ("How long have you had it?", "I paid for it on the second of May.", "struggle_trigger", "p04", "buying"),
    ("When did you buy it?", "It was the ninth of June, the day before the fair.", "struggle_trigger", "p04", "buying"),
    ("Take me to the day you bought it.", "I stood by Ann while she was putting it through, if it wasn't in by Friday it'd be June.", "milestone", "p13", "buying"),
    ("And then?", "We signed the contract in the vestry.", "milestone", "p11", "buying"),
    ("And then?", "I bought that printer and never used it.", "milestone", "p11", ""),
    ("And then?", "He never signed it back in.", "milestone", "p11", ""),
    ("And then?", "We didn't sign the contract.", "milestone", "p11", ""),
    ("And if it had been cheaper?", "If I could have signed up for a month I would.", "price", "p11", ""),
    ("So what did you do next?", "I did it in the bath, mainly, on the tablet.", "milestone", "p11", "active_looking"),
    ("And then?", "I'd a liking for the other one.", "priority", "p11", ""),
    ("When did you first think of it?", "My sister said nobody would carry on like that.", "struggle_trigger", "p02", "first_thought"),
    ("How had it been?", "It was at the back of my mind all winter.", "habit", "p01", "passive_looking"),
    ("And then?", "We gave up ringing round, we couldn't go on like that.", "struggle_trigger", "p04", "event_one"),
    ("What was it that settled it?", "They came out on a Sunday to show us.", "deal_maker", "p08", "deciding"),
    ("What got you looking?", "My brother said he'd do something, he's been building us a thing in Access since the flood.", "struggle_trigger", "p04", ""),
    ("What got you looking?", "The thing my brother built us in Access crashed on the Saturday.", "struggle_trigger", "p04", "event_one"),
    ("What was riding on it?", "It had to be in by the first week of term.", "objection", "p10", "event_two"),
    ("And since then?", "I don't ring anybody any more.", "value_realized", "p15", "satisfaction"),
    ("Do you use the rota?", "I looked at a trial of it once.", "milestone", "p16", ""),
])
def test_words_and_question_say_which_event_is_told(prompt: str, words: str, code: str, step: str, event: str) -> None:
    reading = read(told(prompt, words, code, step))
    assert (reading.event if reading else "") == event


def test_a_quote_whose_class_is_unsure_may_tell_an_event_and_one_a_researcher_rejected_may_not() -> None:
    unsure = told("When did you buy it?", "I bought it on a Sunday night.", counted=False, grade_reason=f"own experience; {evidence.UNSURE}")
    assert chosen([unsure]) == {"buying": unsure}
    assert time_of(unsure, "buying") == "on a Sunday night"
    assert not chosen([replace(unsure, status="edited")])
    assert not chosen([replace(unsure, grade="C", grade_reason="hypothetical")])
    assert not chosen([replace(unsure, counted=True, experiencer="generic_other")])


def test_a_purchase_given_as_a_reason_was_made_and_one_only_thought_of_was_not() -> None:
    other = {"grade": "C", "reality": "hypothetical", "counted": False, "grade_reason": "hypothetical"}
    made = told("Where would you begin?", "I would begin in March because then I paid for it.", step="p05", **other)
    assert (chosen([made]), time_of(made, "buying")) == ({"buying": made}, "March")
    assert not chosen([told("Where would you begin?", "I would have bought it in March.", step="p05", **other)])


def test_where_a_researcher_placed_a_quote_there_it_stands() -> None:
    bought, placed = told("And?", "I bought it in May.", quote_id="a"), told("And?", "I bought it in June.", step="p10", phase_rule=BY_REVIEWER, quote_id="b")
    assert chosen([bought, placed]) == {"deciding": placed, "buying": bought}


def test_the_way_out_of_somebody_who_left_is_not_how_they_chose() -> None:
    gone = told("And then?", "The board gave us until May, there was a deadline.", "struggle_trigger", "p09")
    assert set(chosen([gone])) == {"event_two"}
    assert not chosen([gone], left=True)


@pytest.mark.parametrize(("prompt", "words", "span"), [
    ("How long had you been looking by then?", "Oh, six weeks.", "six weeks"), ("And?", "Properly looking, six weeks.", "six weeks"), ("And?", "It took us about three months to decide.", "three months"),
    ("And?", "A week later we bought it.", "A week"), ("And?", "I was looking at their page for five minutes.", ""), ("And?", "We spent six years walking off with that sander.", ""),
    ("And the renewal?", "I thought about it for a day.", ""), ("How long does a loan run?", "Four weeks.", ""),
])
def test_elapsed_is_what_they_say_of_their_own_looking(prompt: str, words: str, span: str) -> None:
    found = elapsed([told(prompt, words)])
    assert (found[0] if found else "") == span


def test_between_needs_a_dated_start_and_a_dated_purchase() -> None:
    start, bought = told("And?", "It flooded in January.", "struggle_trigger", "p04"), told("When did you buy it?", "We bought it in June.")
    assert between({"event_one": start, "buying": bought}) == ("from January to June", bought)
    assert between({"event_one": start}) is None
    assert between({"event_one": start, "buying": told("And?", "I bought it on a Sunday night.")}) is None
