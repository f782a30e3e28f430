"""Words that can be read by themselves, and words that cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtbd_analyzer.standing import fits, stands, statement_in, wholeness


@pytest.mark.parametrize("text", [
    "I wanted one list that everybody trusts.",
    "And I hadn't realised there was a second key.",
    "I texted my neighbour and he came with his van.",  # he is named first
    "We had two groups at the door for one set of bikes.",
    "I wanted it without anyone having to feel watched.",  # the thing sought
    "That I could stand at the gate and know every bike by name.",
    "Now nobody asks me any more.",
])
def test_stands(text: str) -> None:
    assert stands(text)
    assert (statement_in(text), wholeness(text)) == (text, 1.0)


@pytest.mark.parametrize("text", [
    "She had to ring round for the keys.",  # who?
    "I put it on the shelf by the door.",  # what?
    "That was the trouble with the shelf.",
    "The caretaker was asking him for the keys.",
    "We paid for the bikes in November.",  # a date
    "I lost three hundred pounds on the bikes.",  # money
    "The list takes me ten minutes now.",  # a duration
    "And every Sunday night.",  # no verb
    "because the shelf by the",  # breaks off
    "He said we should get a bigger van.",  # speech told
    "I wanted to be sick, I mean really.",
    "Bikes, helmets, locks, pumps, and I had the list, the old one.",  # a search for words
    "",
])
def test_does_not_stand(text: str) -> None:
    assert not stands(text)


@pytest.mark.parametrize(("text", "taken"), [
    ("It was a Friday. I had bikes I couldn't find a key for.", "I had bikes I couldn't find a key for."),
    ("It was the last week of June, and I had keys I couldn't find a bike for, and he laughed", "and I had keys I couldn't find a bike for"),
    ("It was a Friday, and I ran, and he laughed", ""),  # too little to be a statement
])
def test_a_clause_is_taken_word_for_word_or_not_at_all(text: str, taken: str) -> None:
    assert statement_in(text) == taken
    assert wholeness(text) < 1.0


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_what_is_taken_stands_in_the_words(text: str) -> None:
    assert statement_in(text) in text


@pytest.mark.parametrize(("phrase", "fit"), [
    ("see at the counter which bikes are free", True), ("know every bike in that shed", False), ("ring her before noon", False), ("save 40 pounds", False),
])
def test_fits_a_sentence_of_several_people(phrase: str, fit: bool) -> None:
    assert fits(phrase) is fit
