"""Options are found in everything participants said, one name each, with what each person did with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from study_fixture import Line, quotes_of, study

from jtbd_analyzer import option_words, options
from jtbd_analyzer.study import Participant


def told(*lines: Line, left: str = "") -> list[options.Mention]:
    """Return the mentions in quotes; one question, one answer; `left` is who has left the product."""
    quotes, transcripts = quotes_of(lines, "m")
    turns: dict[tuple[str, str], int] = {}
    quotes = tuple(replace(q, turn=turns.setdefault((q.participant_id, q.prompt), q.turn)) for q in quotes)
    people = tuple(Participant(p.participant_id, p.display_name, p.transcript_ids, p.words, {"recruited_as": "churned"} if p.participant_id == left else {})
                   for p in study().participant_rows)
    return options.mentions(replace(study(), quote_rows=quotes, transcript_rows=transcripts, participant_rows=people, theme_rows=()))


def line(words: str, code: str = "alternative", step: str = "p08", asked: str = "What did you look at?", who: str = "P01", **more: Any) -> Line:
    return (who, asked, words, code, step, 0, "", more)


@pytest.mark.parametrize(("words", "step", "option", "status"), [
    ("It was all in an Excel somebody made.", "p01", "spreadsheet", options.USED),
    ("There was a Google Sheet with a tab for each van.", "p01", "spreadsheet", options.USED),
    ("We had the red book and a pen.", "p01", "paper or a board", options.USED),
    ("A clipboard hung by the kennel door.", "p01", "paper or a board", options.USED),
    ("My nephew offered to build us one.", "p08", "home-made build", options.LOOKED),
    ("Her son would write us something in Access.", "p08", "home-made build", options.LOOKED),
    ("The other idea was to hire somebody for the summer.", "p08", "hiring somebody", options.LOOKED),
    ("We thought about carrying on as we were.", "p08", "doing nothing", options.LOOKED),
    ("Finance said why don't you use the asset register.", "p08", "asset register", options.LOOKED),
    ("The vet offered us a place on the clinic system.", "p08", "clinic system", options.LOOKED),
    ("One of them reckoned you could do it on WhatsApp.", "p08", "message group", options.LOOKED),
])
def test_a_kind_of_option_has_one_name_however_called(words: str, step: str, option: str, status: str) -> None:
    assert [(m.option, m.status) for m in told(line(words, step=step, asked="Go on."))] == [(option, status)]


@pytest.mark.parametrize(("words", "code", "step"), [
    ("I put the spreadsheet in and it took it.", "milestone", "p13"),  # brought into the product
    ("You can export a spreadsheet.", "feature_mention", "p16"),
    ("Most of them said spreadsheet.", "alternative", "p07"),  # what others use
    ("One said she'd got a man building it in Access.", "alternative", "p07"),
    ("I asked on a WhatsApp group we have.", "alternative", "p07"),  # where somebody asked
    ("The new system has a better menu.", "alternative", "p08"),  # no system by its own name
    ("We didn't do nothing all day.", "pain_point", "p03"),
    ("Everything is on the whiteboard still.", "value_realized", "p16"),
])
def test_what_is_no_option_for_the_speaker_is_none(words: str, code: str, step: str) -> None:
    assert told(line(words, code, step, "Go on.")) == []


def test_a_product_is_one_option_with_or_without_its_capitals() -> None:
    found = told(line("We looked at KennelRack for a week."), line("And then kennel rack, I did a call with them.", who="P02"))
    assert {(m.option, m.sentence.participant_id) for m in found} == {("KennelRack", "P01"), ("KennelRack", "P02")}


def test_a_question_that_asks_on_about_it_keeps_the_option() -> None:
    lines = (line("The clinic offered us their booking system.", asked="Where did you go?"),
             line("It was for cats only.", "deal_breaker", asked="What was that like?"),
             line("Quite dear.", "price", asked="And the others?"))
    assert [(m.option, bool(m.words)) for m in told(*lines)] == [("booking system", True), ("booking system", False)]


def test_who_left_the_product_for_an_option_has_that_status() -> None:
    lines = (line("The clinic offered us the booking system.", who="P02"),
             line("Pauline put it in my head.", "struggle_trigger", "p16", "And moving to the booking system, where does that come in?", "P01"))
    assert [(m.sentence.participant_id, m.status) for m in told(*lines, left="P01")] == [("P02", options.LOOKED), ("P01", options.LEFT_FOR)]
    assert [m.status for m in told(*lines)] == [options.LOOKED, options.LOOKED]


def test_the_time_of_use_is_no_time_of_choosing_whatever_the_step_of_a_quote() -> None:
    assert told(line("And then I'd do it all again on the spreadsheet.", "pain_point", "p01", "How did you use it?")) == []


@pytest.mark.parametrize(("text", "found"), [
    ("We have the library system.", ["library system"]), ("Use our service desk system.", ["service desk system"]),
    ("The new system is fine.", []), ("A sort of system.", []), ("the design system people", []), ("a drone and software", []),
])
def test_systems_by_their_own_name(text: str, found: list[str]) -> None:
    assert list(option_words.systems(text)) == found


def test_alternatives_that_tell_of_no_option_are_sorted_apart() -> None:
    lines = (line("There was a whiteboard.", step="p01"), line("We had the red book.", step="p01", who="P02"),
             line("The label printer.", step="p16", who="P03"))
    quotes, transcripts = quotes_of(lines, "m")
    known = options.sorting(replace(study(), quote_rows=quotes, transcript_rows=transcripts, theme_rows=()))
    board, book, printer = (q.quote_id for q in quotes)
    assert known.apart == {printer}
    assert known.kinds == {board: "paper or a board", book: "paper or a board", printer: printer}
