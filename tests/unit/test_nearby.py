"""What the same person says next to a quote: where it is looked for, and what counts as telling something."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from study_fixture import quotes_of

from jtbd_analyzer import actors, nearby, nearby_rules
from jtbd_analyzer.insights import _nearby
from jtbd_analyzer.model import Transcript, Turn
from jtbd_analyzer.study import Participant, Study

Said = tuple[str, str]


def talk(*said: Said) -> tuple[Transcript, dict[str, tuple[int, int, int]]]:
    """Return a transcript of turns (who, words; "I" asks) and where each sentence stands: turn, start, end."""
    text, turns, found = "", [], {}
    for k, (who, words) in enumerate(said):
        text += f"{who}: "
        start = len(text)
        text += words
        turns.append(Turn(k, who, "interviewer" if who == "I" else "participant", "" if who == "I" else who, start, len(text)))
        for sentence in (f"{w.strip()}." for w in words.rstrip(".").split(". ")):
            at = words.find(sentence.rstrip("."))
            found[sentence] = (k, start + at, start + at + len(sentence) if words.find(sentence) >= 0 else start + len(words))
        text += "\n\n"
    made = Transcript("shop", "shop.txt", "txt", "utf-8", "", text, tuple(turns), ())
    return made, found


def study(said: list[Said], quotes: dict[str, dict[str, Any]]) -> Study:
    """Return a study of one conversation in which the sentences `quotes` are coded as given."""
    made, at = talk(*said)
    blank = quotes_of((("P1", "", "x", "objection", "p10", -1, "", {}),))[0][0]
    rows = []
    for k, (sentence, values) in enumerate(quotes.items()):
        turn, start, end = at[sentence]
        who = next(t.participant_id for t in made.turns if t.index == turn)
        rows.append(replace(blank, quote_id=f"shop-{k}", transcript_id="shop", participant_id=who, turn=turn, char_start=start, char_end=end,
                            verbatim=made.source_text[start:end], theme_id="", theme_role="", **values))
    persons = tuple(Participant(p, p, ("shop",), 100) for p in dict.fromkeys(t.participant_id for t in made.turns if t.participant_id))
    from jtbd_analyzer import journey

    return Study("shop", (made,), persons, tuple(rows), (), journey.framework("clg3"), {"labels": ("label",), "export": ("export",)})


def met(said: list[Said], *worries: str) -> list[tuple[str, str, str]]:
    """Return what met the worries: the value, the words and the place."""
    made = study(said, {w: {"code": "objection"} for w in worries})
    return [(a.value, a.words, a.place) for _, a in _nearby.answers(made, made.quote_rows)]


WORRY = "The treasurer said it would lock us in."


def test_sentences_know_their_place_and_the_question_before_them() -> None:
    made, _ = talk(("I", "And then?"), ("P1", "We looked. We bought it."), ("I", "Why?"), ("I", "Honestly?"), ("P1", "It fits."))
    said = nearby.spoken(made)
    assert [s.verbatim for s in said] == ["We looked.", "We bought it.", "It fits."]
    assert all(made.source_text[s.char_start : s.char_end] == s.verbatim for s in said)
    assert [(s.asked, s.first) for s in said] == [("And then?", True), ("And then?", False), ("Why? Honestly?", True)]
    assert said[2].place == "said in shop, turn 4"


def test_a_worry_is_met_by_what_the_same_person_says_next() -> None:
    got = met([("I", "Any doubts?"), ("P1", f"{WORRY} We tried it for a month to see if it would suit us.")], WORRY)
    assert [(v, w) for v, w, _ in got] == [("trial", "We tried it for a month to see if it would suit us.")]
    assert got[0][2] == "said in shop, turn 1"


@pytest.mark.parametrize("question", ["And what did you say to that?", "How did you get round that?", "What settled it, in the end?"])
def test_a_worry_is_met_in_the_answer_to_a_question_about_it(question: str) -> None:
    got = met([("P1", WORRY), ("I", question), ("P1", "I showed him the page where you can cancel any month.")], WORRY)
    assert [(v, w) for v, w, _ in got] == [("way_out", "I showed him the page where you can cancel any month.")]


@pytest.mark.parametrize("said", [
    [("P1", WORRY), ("I", "And what did you say to that?"), ("P1", "I haven't answered him yet.")],
    [("P1", WORRY), ("I", "What colour is it?"), ("P1", "Green, a dark one.")],
    [("P1", WORRY), ("I", "What did you do on the Monday?"), ("P1", "We tried it for a month to see if it would suit.")],
    [("P1", WORRY), ("P2", "What settled it was the trial."), ("I", "Hm."), ("P1", "Right.")],
    [("P1", f"{WORRY} Nothing settled it for us.")],
])
def test_a_worry_is_not_met_where_nobody_says_so(said: list[Said]) -> None:
    assert met(said, WORRY) == []


def test_the_next_worry_takes_what_follows_it() -> None:
    other = "He was worried about the price."
    made = study([("P1", f"{WORRY} {other} What settled it was the free month.")], {WORRY: {"code": "objection"}, other: {"code": "anxiety"}})
    assert [q.verbatim for q, _ in _nearby.answers(made, made.quote_rows)] == [other]


def test_a_place_that_is_a_quote_is_told_by_its_id() -> None:
    calm = "What settled it was the free month."
    made = study([("P1", f"{WORRY} {calm}")], {WORRY: {"code": "objection"}, calm: {"code": "deal_maker"}})
    assert _nearby.places(_nearby.answers(made, made.quote_rows[:1])) == "shop-1"


@pytest.mark.parametrize(("text", "value"), [
    ("What we've done is keep the names out of it.", "own_arrangement"),
    ("In the end he agreed.", "approval"), ("What swung it was a call with a shop that had it already.", "reference"),
    ("I did try to get the list out again, just to check that you could.", "way_out"),
    ("And she offered to pay half of it.", "price"),
    ("You can cancel when you like.", "way_out"),
])
def test_what_met_a_worry_has_a_kind(text: str, value: str) -> None:
    assert nearby_rules.met(text)
    assert nearby_rules.met_by(text) == value


@pytest.mark.parametrize("text", ["And I did think they would laugh.",
    "It might settle them.",
    "That never convinced him.",
    "He came round with the van.",
    "We tried it, and it did nothing at all."])
def test_words_like_it_do_not_meet_a_worry(text: str) -> None:
    assert not nearby_rules.met(text)


@pytest.mark.parametrize(("text", "expected"), [
    ("so I print it and tape it to the door", True),
    ("I went back to my own spreadsheet for the deposits", True),
    ("so I carry a pen now", True),
    ("we type every line in by hand", True),
    ("so we printed one that day", False),
    ("so they put it in the report", False),
    ("I'd like to do it by hand, that would be nice", False),
    ("we keep bees", False),
])
def test_how_people_get_by(text: str, expected: bool) -> None:
    assert nearby_rules.got_by(text) is expected


def test_a_workaround_may_follow_the_pain() -> None:
    pain = "You cannot see two weeks on one screen."
    made = study([("P1", f"{pain} So I print it and stick it up.")], {pain: {"code": "pain_point"}})
    assert [(a.value, a.words) for _, a in _nearby.workarounds(made, made.quote_rows)] == [("told", "So I print it and stick it up.")]


@pytest.mark.parametrize(("question", "answer", "value"), [
    ("How did you come across it?", "That was a neighbour, she has the stall next to ours.", "word_of_mouth"),
    ("Where did you hear about it?", "On a forum for bike shops.", "community"),
    ("Where did you look?", "I googled bike rental planner.", "search"), ("How did you find it at first?", "My son set it up and it rang all day.", ""),
    ("Where did you go?", "My sister lives in the next town.", ""), ("What do you do?", "I asked my friend about the weather.", ""),
])
def test_how_it_was_found(question: str, answer: str, value: str) -> None:
    made = study([("I", question), ("P1", answer)], {})
    told = _nearby.found_through(made, "P1")
    assert (told.value if told else "") == value


@pytest.mark.parametrize(("question", "answer", "value"), [
    ("Have you recommended it to anyone?", "I sent two of the guides to the shop.", "recommended"),
    ("Would you recommend it to another shop?", "I would recommend it, yes.", "would"),
    ("Is there anyone you've told?", "No, not yet.", "not so far"),
    ("And did you tell them about the fault?", "I told everybody they were going to fix it.", ""),
    ("How was it?", "I did ten minutes on ours at the county day.", "reference"), ("How was it?", "I told a man the way.", ""),
])
def test_whether_it_was_passed_on(question: str, answer: str, value: str) -> None:
    told = _nearby.passed_on(study([("I", question), ("P1", answer)], {}), "P1")
    assert (told.value if told else "") == value


def moment(words: str, step: str = "p17", valence: int = 1) -> dict[str, str]:
    """Return what is told of the contact in a moment of truth, words of the first sentence, with what follows it."""
    first = words.split(". ", 1)[0].rstrip(".") + "."
    made = study([("P1", words)], {first: {"code": "moment_of_truth", "step": step, "valence": valence}})
    return {k: a.value for k, a in _nearby.contact(made, made.quote_rows[0]).items()}


def test_what_the_company_did_and_what_came_of_it() -> None:
    assert moment("I wrote to them and a man called Jo answered the same afternoon, which I liked better.") == {
        "company_did": "quick_response", "effect": "stay", "touchpoint": "support_case"}
    assert moment("I wrote to support about the fault. The reply was clearly a template.", valence=-1)["company_did"] == "unprepared"
    assert "company_did" not in moment("She rang me back within the hour.", valence=-1), "a deed that does not fit the feeling"
    assert moment("I rang him and he answered the same day.", step="p01") == {}, "nobody knew the company yet"


def test_a_leap_is_a_step_with_something_at_stake_without_proof() -> None:
    step, other = "I said to the committee we open with it on Saturday.", "We bought it in May."
    said = [("P1", f"{step} I hadn't tried it with anyone, and if it went wrong they would close us."), ("I", "And?"), ("P1", f"{other} It is green.")]
    made = study(said, {step: {"code": "objection"}, other: {"code": "milestone", "step": "p11"}})
    assert list(_nearby.leaps(made)) == ["shop-0"]


def test_first_value_is_what_is_told_when_asked_for_it() -> None:
    gain, none = "Nobody rang me that Friday.", "No, there was no one time."
    made = study([("I", "When did you feel it was working?"), ("P1", f"{gain} They scan the label and go.")], {gain: {"code": "value_realized", "step": "p15"}})
    assert [(q.verbatim, "label" in text) for q, text in _nearby.first_values(made)] == [(gain, True)]
    made = study([("I", "When did you feel it was working?"), ("P1", f"{none} {gain}")], {gain: {"code": "value_realized", "step": "p15"}})
    assert _nearby.first_values(made) == []


@pytest.mark.parametrize(("text", "who"), [
    ("Our head of engineering, he goes, where do I hire them from?", "head"), ("My partner did the sums and he said it costs too much.", "partner"),
    ("The little lads, she said, they would get lost.", ""),
    ("My cousin said leave it.", "cousin"),
    ("The treasurer's line was why would we pay.", "treasurer"),
])
def test_who_raises_it_may_be_told_before_he_or_she(text: str, who: str) -> None:
    assert actors.speaker(text) == who


def test_somebody_without_a_role_and_one_self_raise_doubts_too() -> None:
    assert actors.other_speaker("And she said names can't go in") == "And she said"
    assert actors.other_speaker("It said no") == ""
    assert actors.own_doubt("I was worried it would break") and not actors.own_doubt("It broke")



@pytest.mark.parametrize("said", [
    [("P1", f"{WORRY} I hadn't tried it with anyone.")], [("P1", f"{WORRY} We bought it without the free trial they offered to us.")],
    [("P1", f"{WORRY} And also they are small, so I took it all out to see if I can.")],
    [("P1", WORRY), ("I", "What settled it, in the end?"), ("P1", "It was a trial we did in March, to see if the scanner worked.")],
    [("P1", WORRY), ("I", "Hm."), ("P1", "Yes."), ("I", "What settled it?"), ("P1", "We asked the treasurer and he said yes.")],
])
def test_a_worry_is_not_met_by_what_was_not_done_or_is_about_something_else(said: list[Said]) -> None:
    assert met(said, WORRY) == []


def test_what_was_not_done_does_not_meet_the_worry_that_tells_it() -> None:
    worry = "I hadn't tried it with anyone, because they had no trial."
    assert met([("P1", worry)], worry) == []


def test_what_met_a_worry_loosens_no_habit_told_after_it() -> None:
    habit = "I loved the slips."
    made = study([("P1", f"{WORRY} {habit} What settled it was the free month.")], {WORRY: {"code": "objection"}, habit: {"code": "habit"}})
    assert [q.verbatim for q, _ in _nearby.answers(made, made.quote_rows)] == [WORRY]


def test_a_friend_asked_while_looking_is_how_it_was_found() -> None:
    asked = "In June I wrote to a friend, she is at another yard."
    made = study([("I", "Where did you look?"), ("P1", f"Nowhere for weeks, there was too much on in the yard. It rained. It was cold. {asked}")],
                 {asked: {"code": "milestone", "step": "p06"}})
    told = _nearby.found_through(made, "P1")
    assert told and (told.value, told.place) == ("word_of_mouth", "shop-0")
