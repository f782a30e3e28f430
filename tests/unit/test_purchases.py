"""Which quotes stand at the step "Buys / commits", on invented answers about an oven planner, near misses beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from study_fixture import quotes_of, study

from jtbd_analyzer import evidence, purchases
from jtbd_analyzer.model import Quote
from jtbd_analyzer.recoded import BY_REVIEWER
from jtbd_analyzer.study import Study


def of(prompt: str, words: str, code: str = "milestone", step: str = "p11", outcome: str = "", **other: Any) -> Study:
    quotes, transcripts = quotes_of((("P01", prompt, words, code, step, 0, "", {"markers": "", **other}),))
    base = study()
    people = tuple(replace(p, attributes={"recruited_as": outcome} if p.participant_id == "P01" else {}) for p in base.participant_rows)
    return replace(base, quote_rows=quotes, transcript_rows=transcripts, theme_rows=(), participant_rows=people)


def only(s: Study) -> Quote:
    return purchases.placed(s)[0]


def test_a_purchase_read_as_a_trigger_is_a_milestone_at_its_step() -> None:
    q = only(of("When did you sign it?", "It was the ninth of June, our year ends on the tenth.", "struggle_trigger", "p04", force="push"))
    assert (q.code, q.kind, q.second_code, q.step, q.force, q.markers, q.phase_rule) == (
        "milestone", "marker", "struggle_trigger", "p11", "", "milestone", purchases.THE_PURCHASE)


def test_it_counts_where_only_its_class_was_unsure() -> None:
    unsure = {"counted": False, "grade_reason": f"own experience; {evidence.UNSURE}"}
    q = only(of("And?", "I bought it on a Sunday night on my own card.", step="p10", **unsure))
    assert (q.counted, q.grade_reason, q.step) == (True, "own experience", "p11")
    out = {"counted": False, "grade_reason": "rejected by the reviewer"}
    assert not only(of("And?", "I bought it on a Sunday night on my own card.", step="p10", **out)).counted


def test_what_it_cost_stays_a_price() -> None:
    q = only(of("When did you buy it?", "We paid for the year, it was cheaper.", "price", "p10"))
    assert (q.code, q.step, q.markers) == ("price", "p11", "milestone")


@pytest.mark.parametrize(("prompt", "words", "step"), [
    ("How was the setting up?", "I put all the recipes in over a weekend.", "p13"), ("And where did you look?", "I asked on a bakers' forum.", "p07"),
    ("And where did you look?", "I tried the free one with just the rolls.", "p08"), ("Was that embarrassing?", "We painted the door that night.", ""),
])
def test_another_milestone_is_not_at_the_step_of_the_purchase(prompt: str, words: str, step: str) -> None:
    q = only(of(prompt, words))
    assert (q.step, q.phase_rule, q.counted) == (step, purchases.NO_PURCHASE, True)


@pytest.mark.parametrize("words", ["I signed in the same week.", "In January we got the licences, forty of them.", "Then I registered one evening."])
def test_words_of_committing_keep_the_step(words: str) -> None:
    s = of("And the price?", words)
    assert only(s).step == "p11"


@pytest.mark.parametrize(("words", "code"), [
    ("In 2020 my phone fell in the dough and I lost every recipe.", "struggle_trigger"), ("The one page sold me, so I bought it.", "deal_maker"),
])
def test_what_is_only_told_beside_it_stays_where_it_was(words: str, code: str) -> None:
    s = of("What led you to sign up, and what had you been using?", words, code, "p08")
    assert purchases.placed(s) == list(s.quote_rows)


def test_who_did_not_buy_has_no_purchase_and_a_researcher_goes_first() -> None:
    s = of("And?", "I bought it in May.", "struggle_trigger", "p04", "did not buy")
    assert purchases.placed(s) == list(s.quote_rows)
    s = of("And?", "I put a note on the door.", phase_rule=BY_REVIEWER)
    assert purchases.placed(s) == list(s.quote_rows)
