"""Words that name things, and the list of how usual each is."""

from __future__ import annotations

import pytest

from jtbd_analyzer import things


def test_usual_words_are_counted_by_interview_and_listed_from_three_on() -> None:
    said = [["The label came off.", "That label."], ["My labels!"], ["A label and a hand."], ["A hand."]]
    assert things.usual(said) == (4, {"label": 3})


def test_a_word_nobody_says_elsewhere_is_rarer_than_a_usual_one() -> None:
    assert things.rarity("frobnicator") > things.rarity("sticker") > things.rarity("hand") > 0


@pytest.mark.parametrize(("form", "one"), [("labels", "label"), ("batteries", "battery"), ("boxes", "box"), ("glass", "glass"), ("e-mails", "email")])
def test_forms_are_one(form: str, one: str) -> None:
    assert things.singular(form) == one


@pytest.mark.slow
def test_the_list_is_that_of_the_bank() -> None:
    n, *lines = things.USUAL.read_text(encoding="utf-8").splitlines()
    count, found = things.of_bank()
    assert (int(n), {w: int(k) for w, k in (line.split("\t") for line in lines)}) == (count, found)


def test_a_thing_in_an_idiom_is_not_spoken_of() -> None:
    assert "cap" not in {stem for stem, *_ in things.words("It's not me coming cap in hand in May.")}
    assert "cap" in {stem for stem, *_ in things.words("We put it on the caps, and the cap in his hand.")}
