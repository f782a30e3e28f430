"""One rule says which trigger quotes tell what set people moving, and every list keeps to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from study_fixture import study, theme_of

from jtbd_analyzer import onsets
from jtbd_analyzer.exporters._brief import page
from jtbd_analyzer.exporters._report import story
from jtbd_analyzer.exporters._report.evidence import Evidence
from jtbd_analyzer.model import Quote
from jtbd_analyzer.study import Study

FIRST = study().quote_rows[0]


def said(words: str, **other: object) -> Quote:
    values: dict[str, object] = {"step": "p04", "referent": "unclear", "verbatim": words, **other}
    return replace(FIRST, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("words", [
    "The day two families turned up for the same four bikes, I said that is it.", "In June the auditor came and asked for a list.",
    "We bought a second van and nobody knew where it was.", "I stopped sleeping over it.", "They cut the post in May.",
])
def test_an_event_before_the_first_use_answers(words: str) -> None:
    assert onsets.why_not(said(words)) == ""


@pytest.mark.parametrize(("words", "other", "reason"), [
    ("I can tell you the date because I paid for it in April.", {}, "the purchase itself"),
    ("So the actual buying of it was the day before the audit.", {}, "the purchase itself"),
    ("In the second week I stopped using it for the deposits.", {}, "why they stopped using the product"),
    ("And then I went back to my own spreadsheet just for the money.", {}, "why they stopped using the product"),
    ("In May, the second weekend of May.", {}, "only when it was"), ("It was a Friday, the fifteenth of March.", {}, "only when it was"),
    ("A crew rang me on the Friday and I looked it up.", {"step": "p16"}, "told of the time of use"),
    ("A crew rang me on the Friday about the van.", {"step": ""}, "no clear time"),
    ("Her school lost all of its violins in the flood.", {"experiencer": "other_known"}, "somebody else's experience"),
])
def test_what_is_no_answer_says_why(words: str, other: dict[str, object], reason: str) -> None:
    assert onsets.why_not(said(words, **other)) == reason


def test_who_left_and_names_the_product_tells_of_leaving_it() -> None:
    words = "In Rentomat the deposit belonged to the bike."
    assert onsets.why_not(said(words), left=True, product=("Rentomat",)) == "why they stopped using the product"
    assert onsets.why_not(said(words), left=False, product=("Rentomat",)) == ""


def two_triggers() -> Study:
    """Return the small study with a theme of purchases beside that of triggers, its name taken from one of them."""
    s = study()
    bought = [replace(q, quote_id=f"{q.quote_id}-x", verbatim=f"I paid for it in {month}, before the season.", code="struggle_trigger", kind="struggle_trigger",
                      step="p04", theme_id="T-TRIG-02", counted=True, polarity="affirmed", grade="A", experiencer="self")
              for q, month in zip([q for q in s.quote_rows if q.code == "pain_point"][:3], ("March", "April", "May"), strict=True)]
    quotes = (*s.quote_rows, *bought)
    return replace(s, quote_rows=quotes, theme_rows=(*s.theme_rows, theme_of("T-TRIG-02", "I paid for it in March", quotes, 4)))


def test_a_theme_without_an_answer_stands_last_and_on_no_list_of_answers() -> None:
    s = two_triggers()
    found = onsets.onsets(s)
    assert [(o.theme.theme_id, len(o.people)) for o in found] == [("T-TRIG-01", 2), ("T-TRIG-02", 0)]
    assert found[1].left_out == (("the purchase itself", 2),)
    from jtbd_analyzer.exporters._answers import answers

    shown = next(iter(answers(s)))
    assert [a.theme_id for a in shown.answers] == ["T-TRIG-01"]
    assert shown.people == "2 of 4"
    cards = story.top_themes(s, Evidence(s, transcripts=True))[0]["themes"]
    assert [c["id"] for c in cards] == ["T-TRIG-01"]
    assert [f.statement for f in page(s, 5).blocks[0][1]] == [shown.answers[0].text]


@pytest.mark.parametrize(("asked", "reason"), [
    ("When did you start to feel it was working?", "told of the time of use"),
    ("Has anything happened since that you didn't expect?", "told of the time of use"),
    ("How has it been going?", "told of the time of use"), ("And what is better these days?", "told of the time of use"),
    ("When did you start to feel the sheet wasn't enough?", ""), ("What was going on before that?", ""), ("So what made you start looking?", ""),
])
def test_the_question_says_whether_the_time_of_use_is_told_of(asked: str, reason: str) -> None:
    assert onsets.why_not(said("In January a crew rang me about the van and I couldn't say.", prompt=asked)) == reason


def test_quotes_that_are_no_answer_sort_apart_and_answers_by_the_kind_of_event() -> None:
    s = two_triggers()
    known = onsets.sorting(s)
    assert known.apart == {q.quote_id for q in s.quote_rows if q.theme_id == "T-TRIG-02"}
    assert not known.apart & known.kinds.keys()
    told = said("Then the auditor came and he gave us until June to have one list.", code="struggle_trigger", counted=True)
    known = onsets.sorting(replace(s, quote_rows=(told,)))
    assert known.kinds == {told.quote_id: "mandate"}
    assert known.tells(told.quote_id, "then the auditor came")
    assert not known.tells(told.quote_id, "in the spring we moved")
