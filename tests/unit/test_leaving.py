"""The two switches in the story of somebody who left, on an invented interview about an oven planner called Bakewell, near misses beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from study_fixture import quotes_of, study

from jtbd_analyzer import leaving
from jtbd_analyzer.leaving import AWAY, TO, USE
from jtbd_analyzer.model import Quote
from jtbd_analyzer.study import Study

#: question, answer, code, step, what a rule must find
STORY = (
    ("So you've stopped using Bakewell. When did you last open it?", "On Friday, to save the recipes.", "milestone", "p20", AWAY),
    ("Go back to before Bakewell. How were the ovens planned?", "We had a chalk board and it was wrong by ten.", "pain_point", "p01", TO),
    ("What made you look for something?", "A wedding cake went in twice and I said never again.", "struggle_trigger", "p04", TO),
    ("What sold it to you?", "It drew the whole morning on one page.", "deal_maker", "p08", TO),
    ("How did you use it in the first weeks?", "Every tray had to be typed in twice.", "pain_point", "p01", USE),
    ("Did you tell them?", "They wrote back in May that it was planned.", "struggle_trigger", "p09", USE),
    ("And the rye?", "You'd have rye on two racks and no warning.", "pain_point", "p01", USE),
    ("So when did you decide to stop?", "My sister counted the wasted loaves and I felt sick.", "struggle_trigger", "p04", AWAY),
    ("What did you check before you moved to that?", "I made him plan a Saturday on it and it worked.", "deal_maker", "p08", AWAY),
    ("Were you unsure of it?", "It's so ugly, it's all in capitals.", "objection", "p10", AWAY),
    ("And the planning, is it slow?", "We had a chalk board before we had Bakewell, that was slower.", "pain_point", "p01", TO),
)


def story(**other: Any) -> Study:
    lines = tuple(("P01", asked, words, code, step, -1, "", {"second_code": "", "force": "push", **other}) for asked, words, code, step, _ in STORY)
    quotes, transcripts = quotes_of(lines)
    base = study()
    people = tuple(replace(p, attributes={"recruited_as": "churned" if p.participant_id == "P01" else "recent switcher"}) for p in base.participant_rows)
    return replace(base, quote_rows=quotes, transcript_rows=transcripts, theme_rows=(), participant_rows=people)


def by_words(quotes: list[Quote], start: str) -> Quote:
    return next(q for q in quotes if q.verbatim.startswith(start))


def test_each_answer_tells_of_one_part_of_the_story() -> None:
    s = story()
    found = leaving.parts_told(s.quote_rows, ["Bakewell"])
    assert [found[q.quote_id] for q in s.quote_rows] == [part for *_, part in STORY]


@pytest.mark.parametrize(("asked", "part"), [
    ("When did you stop using the old book?", ""), ("Why did you leave?", AWAY), ("What did you do before you left the house?", ""),
    ("Would anything bring you back?", AWAY), ("And once it was running?", USE), ("Why did you choose it in the first place?", TO),
    ("You've cancelled it. Tell me about yourself.", ""), ("How many ovens?", ""),
    ("You moved to Bakewell in May. Where did you look?", TO), ("What stopped you from buying it?", ""),
])
def test_what_a_question_asks_for(asked: str, part: str) -> None:
    line = ("P01", asked, "It was all right, I suppose.", "pain_point", "p01", 0, "", {})
    assert list(leaving.parts_told(quotes_of((line,))[0], ["Bakewell"]).values()) == [part]


def test_what_is_told_of_use_and_of_leaving_is_no_reason_to_have_bought() -> None:
    after = leaving.told_apart(story())
    for words, step in (("They wrote back", "p20"), ("My sister", "p20"), ("I made him", "p20"), ("It's so ugly", "p20")):
        q = by_words(after, words)
        assert (q.counted, q.step, q.phase, q.force, q.phase_rule) == (False, step, "growth", "", leaving.TOLD_OF_LEAVING), words
        assert q.grade_reason.startswith("not counted: told of leaving the product")
    trouble = by_words(after, "Every tray")
    assert (trouble.counted, trouble.step, trouble.referent, trouble.phase_rule) == (True, "p16", "our_product", leaving.TOLD_OF_USE)


def test_the_switch_to_the_product_stays_as_it_was() -> None:
    s = story()
    after = leaving.told_apart(s)
    for words in ("We had a chalk board and", "A wedding cake", "It drew", "We had a chalk board before"):
        assert by_words(after, words) == by_words(list(s.quote_rows), words)


def test_a_trigger_told_of_use_that_is_trouble_with_the_product_counts_as_such() -> None:
    q = by_words(leaving.told_apart(story(second_code="pain_point")), "They wrote back")
    assert (q.code, q.second_code, q.counted, q.step, q.referent, q.force) == ("pain_point", "struggle_trigger", True, "p16", "our_product", "")


def test_nobody_else_is_touched() -> None:
    s = story()
    people = tuple(replace(p, attributes={}) for p in s.participant_rows)
    stayed = replace(s, participant_rows=people, quote_rows=tuple(q for q in s.quote_rows if q.step != "p20"))
    assert leaving.told_apart(stayed) == list(stayed.quote_rows)


def test_one_sentence_of_stopping_makes_nobody_gone_who_tells_of_no_leaving() -> None:
    lines = (("P01", "How did you use it?", "In the summer we unsubscribed from the letters.", "pain_point", "p16", -1, "", {"referent": "our_product"}),
             ("P01", "And then?", "A page came out blank.", "struggle_trigger", "p04", -1, "", {}))
    s = replace(story(), quote_rows=quotes_of(lines)[0])
    s = replace(s, participant_rows=tuple(replace(p, attributes={}) for p in s.participant_rows))
    assert leaving.told_apart(s) == list(s.quote_rows)
