"""Clauses for job statements: what is cut out of a quote, what is changed, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtbd_analyzer import wording
from jtbd_analyzer.wording import circumstance, ending, names_in, timeless, wish


@pytest.mark.parametrize(("said", "clause"), [
    ("It was fine, honestly, until we hired the fourth person, and then nobody knew who was on.", "we hire the fourth person"),
    ("So two families turned up for the same four bikes, and I said that is it.", "two families turned up for the same four bikes"),
    ("Um, we copied the slips into a sheet every Sunday night.", "we copy the slips into a sheet every Sunday night"),
    ("I rang Marta about the missing helmets.", "I ring [name] about the missing helmets"),
    # near misses: no clause, a kind of person, a question, a false start
    ("Every Sunday night.", ""),
    ("As a manager I have forty people to look after.", ""),
    ("Yeah, yeah.", ""),
    ("I was nearly, I was, you know.", ""),
])
def test_circumstance(said: str, clause: str) -> None:
    assert circumstance(said, frozenset({"marta"})).text == clause


@pytest.mark.parametrize(("said", "phrase"), [
    ("I just wanted to walk in on Monday and know what is free, you know.", "walk in on Monday and know what is free"),
    ("All I needed was to see who had which bike.", "see who had which bike"),
    ("We were hoping to be able to tell a guest on the phone.", "tell a guest on the phone"),
    ("That I could stand at the counter and know it.", "stand at the counter and know it"),
    ("I wanted one list that everybody trusts.", "[have] one list that everybody trusts"),
    ("I didn't want to be the one who drops it.", "not be the one who drops it"),
    # near misses: a pain is not turned round, somebody else's wish is not theirs, no wish, nothing to do
    ("I never knew what was free on a Monday.", ""),
    ("They wanted to charge by the bike.", ""),
    ("It had to run on the old tablet.", ""),
    ("I want to make that clear.", ""),
])
def test_wish(said: str, phrase: str) -> None:
    assert wish(said).text == phrase


@pytest.mark.parametrize(("said", "phrase"), [
    ("I look it up so I can ring them before noon.", "so I can ring them before noon"),
    ("It was so that we could close at six.", "so I can close at six"),
    ("It sends the texts so I don't have to chase anybody.", "so I don't have to chase anybody"),
    ("I've got my evenings back.", "so I [have] my evenings back"),
    ("Now nobody asks me any more.", "so [that] nobody asks me any more"),
    # near misses: "so" as a connective, a wish about the past, somebody thinking
    ("So I could have cried.", ""),
    ("You can see why nobody wanted to.", ""),
    ("It was all right.", ""),
])
def test_ending(said: str, phrase: str) -> None:
    assert ending(said).text == phrase


@pytest.mark.parametrize(("told", "now"), [
    ("I lost the slip", "I lose the slip"), ("we never found it", "we never find it"), ("we couldn't see a thing", "we can't see a thing"),
    # left as told: the subject is a noun, a participle, a past perfect, a verb not in the table
    ("the box came back wet", "the box came back wet"), ("we had counted them", "we had counted them"), ("I glued the crate", "I glued the crate"),
    ("we were late", "we are late"), ("I was alone", "I am alone"), ("they was late", "they was late"),
])
def test_timeless_changes_only_what_is_sure(told: str, now: str) -> None:
    assert timeless(told) == now


def test_names_are_words_with_a_capital_inside_sentences() -> None:
    said = ["I rang Marta on Monday.", "The list was Marta's.", "Stickers fell off.", "We moved to Velodesk in May, and velodesk was quick.",
            "It is on Velodesk, in Velodesk."]
    assert names_in(said) == {"marta", "velodesk"}


@pytest.mark.parametrize(("phrase", "two"), [
    ("count the bikes and know who has them", True), ("count bikes and helmets", False), ("see it and not go home late", True), ("stand at the counter", False),
])
def test_joins_two(phrase: str, two: bool) -> None:
    assert wording.joins_two(phrase) is two


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_no_word_is_made_up(said: str) -> None:
    spoken = wording.content(said) | {"i", "can", "don't", "that", "not", "so", "am"}
    spoken |= {wording.present_of(w) for w in spoken}
    for cut in (circumstance, wish, ending):
        assert wording.content(cut(said).text) <= spoken
        assert cut(said).worth == 0.0 or cut(said).text


@given(st.lists(st.sampled_from(
    "i we wanted needed to so can could until when nobody the slips bikes lost know and , . because Marta".split()), max_size=30))
def test_spoken_scraps_give_no_new_words(words: list[str]) -> None:
    said = " ".join(words)
    spoken = wording.content(said) | {"i", "can", "don't", "that", "not", "so", "am"}
    spoken |= {wording.present_of(w) for w in spoken}
    for cut in (circumstance, wish, ending):
        assert wording.content(cut(said, frozenset({"marta"})).text) <= spoken


@pytest.mark.parametrize(("said", "clause"), [
    ("Nobody rings me any more.", "so [that] nobody rings me any more"),
    ("Everybody just knows now.", "so [that] everybody just knows now"),
    ("People like it.", ""),
    ("My sister sees it straight away and our customers see it again.", "so [that] my sister sees it straight away and our customers see it again"),
])
def test_a_clause_that_opens_the_words_ends_the_search(said: str, clause: str) -> None:
    assert ending(said).text == clause
