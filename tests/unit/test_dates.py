"""Dates and spans: found whole, and numbers that are no dates left alone."""

from __future__ import annotations

import pytest

from jtbd_analyzer.dates import TOO_FEW, is_date, is_due, months, order_check, when


@pytest.mark.parametrize(("text", "said"), [
    ("It was the twenty-ninth of July, and the year ends on the thirty-first.", "the twenty-ninth of July"),
    ("We signed on 3 June.", "3 June"), ("The crate came on June 4th.", "June 4th"), ("on the third of May 2024 we opened", "the third of May 2024"),
    ("i think april, a friday", "april"), ("we began in march with two ovens", "march"), ("that was in may last year", "may last year"),
    ("So that was the February before last.", "the February before last"), ("It was three weeks before term.", "three weeks before term"),
    ("It broke two days after an operation.", "two days after an operation"), ("We'd the choir out over Easter.", "over Easter"),
    ("It was about two years ago.", "about two years ago"), ("It was the end of January.", "the end of January"), ("In the winter of 2022 we froze.", "the winter of 2022"),
])
def test_a_date_is_found_whole(text: str, said: str) -> None:
    assert when(text).removeprefix("In ") == said


@pytest.mark.parametrize("text", [
    "It says what it's worth in 2031.", "I had three minutes in the briefing.", "They pretend it is all due on the nineteenth of December.", "I thought, not this month.",
    "It drifted from day one.", "Find something by September.", "He wrote \"after Easter\" on the card.", "I don't know which Easter.", "I may go, and they march.",
    "I used to write ten letters in May.", "The form goes to a meeting in March.", "I bought the year before breakfast.", "We did 400 loaves.", "What about the winter?",
])
def test_other_numbers_and_times_are_no_date_of_what_is_told(text: str) -> None:
    assert when(text) == ""


def test_a_deadline_is_no_date_of_an_event() -> None:
    assert [when(x) for x in ("It was due the thirty-first of July.", "They wanted the list by the end of May.", "He gave us until June.")] == ["", "", ""]
    assert [is_due(x) for x in ("It was due the ninth of July.", "They wanted the list by the end of May.", "I paid on the ninth of July.")] == [True, True, False]


def test_a_time_only_supposed_is_none_and_neither_is_it_where_it_is_named_again() -> None:
    assert when("If it hadn't been signed that week it'd be November, and in November I've three fairs.") == ""
    assert when("It'd be the eleventh of June, if I'm not wrong.") == "the eleventh of June"


def test_a_day_of_the_week_counts_where_it_is_asked_for() -> None:
    assert (when("I did it on a Sunday night."), when("I did it on a Sunday night.", weekday=True)) == ("", "on a Sunday night")


@pytest.mark.parametrize(("span", "length"), [("three weeks", 0.7), ("a year and a half", 18), ("a couple of months", 2), ("twenty-two months", 22), ("half a year", 6), ("5 months", 5), ("blue months", 0)])
def test_spans_in_months(span: str, length: float) -> None:
    assert months(span) == pytest.approx(length)


@pytest.mark.parametrize(("told", "reading"), [
    ([("event_one", "January"), ("buying", "the second of April")], "in order (years not said)"),
    ([("event_one", "June"), ("buying", "March")], "in order only if the later event is of the next year: buying (March) after event_one (June)"),
    ([("event_two", "the twenty-ninth of July"), ("buying", "the third of July")], "in order only if the later event is of the next year: buying (the third of July) after event_two (the twenty-ninth of July)"),
    ([("event_one", "on a Sunday night"), ("buying", "May")], TOO_FEW),
])
def test_months_without_a_year_are_compared_and_said_to_be_so(told: list[tuple[str, str]], reading: str) -> None:
    assert order_check(told) == reading


def test_only_what_names_a_month_is_a_date() -> None:
    assert [is_date(x) for x in ("the second of April", "January", "three weeks ago", "last term")] == [True, True, False, False]
