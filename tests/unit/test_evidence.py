"""Trap sentences and their near misses: whose experience, did it happen, is it denied, was it led, what is it worth.

Worded for these tests after the kinds of trap in the project's field guide (pitfalls 6.1 to 6.12).
"""

from __future__ import annotations

from dataclasses import replace

import pytest
import talk

from jtbd_analyzer import evidence, small_talk
from jtbd_analyzer.model import Evidence


def graded(text: str, code: str = "pain_point", prompt: str = "", phase: str = "struggle", **values: object) -> Evidence:
    return evidence.grade(talk.segment(text, prompt, **values), talk.coding(code), phase)


@pytest.mark.parametrize(("text", "who"), [
    ("I kept two ledgers side by side.", "self"),
    ("You end up typing every address twice.", "self"),
    ("You just never knew which van had left.", "self"),
    ("We ran out of labels every December.", "own_team"),
    ("Our drivers rang in from the road.", "own_team"),
    ("Most people just give up on the old printer.", "generic_other"),
    ("Some small companies lose whole days over stock.", "generic_other"),
    ("Well, everybody struggles with the annual return.", "generic_other"),
    ("A lot of clinics still use paper.", "generic_other"),
    ("Most people here rang me when it broke.", "self"),
    ("My neighbour lost all her photos that way.", "other_known"),
    ("His brother kept the books in a drawer.", "other_known"),
    ("My neighbour told me to look at the grey one.", "self"),
    ("My back hurt every morning.", "self"),
    ("They just stopped answering my emails.", "self"),
])
def test_whose_experience(text: str, who: str) -> None:
    assert evidence.experiencer(text) == who


@pytest.mark.parametrize(("text", "code", "real"), [
    # habitual would and used to are facts, 6.3
    ("Every Monday I'd drive across town with the cash box.", "pain_point", "habitual"),
    ("Most weeks we would count the tins twice.", "pain_point", "habitual"),
    ("He would ring me whenever the door code changed.", "pain_point", "habitual"),
    ("I used to stay up until the export finished.", "pain_point", "habitual"),
    ("The scanner always jams on the thin paper.", "pain_point", "habitual"),
    # conditional would is not
    ("I'd probably pay double for that.", "price", "hypothetical"),
    ("We would maybe move the whole team over.", "milestone", "hypothetical"),
    ("It would be nice if it read my handwriting.", "feature_mention", "hypothetical"),
    ("If they ever closed the shop I would look elsewhere.", "alternative", "hypothetical"),
    ("I'd love to see it do the wages too.", "feature_mention", "hypothetical"),
    # told as it happened
    ("The till died on the Saturday before Easter.", "struggle_trigger", "episode"),
    ("We signed on the second of June.", "milestone", "episode"),
    ("I rang three plumbers and nobody came.", "pain_point", "episode"),
    ("It took us eleven days to get the refund.", "pain_point", "episode"),
    # a reported thought was a real thought
    ("I was like, what if the whole list is gone.", "anxiety", "episode"),
    ("In my head I'm going, would anybody even open it?", "anxiety", "episode"),
    ("I kept thinking, would they lock us in?", "anxiety", "episode"),
    ("My husband goes, why would we need another one.", "objection", "episode"),
    # counterfactual
    ("If we hadn't had the pilot, we wouldn't have bought it.", "deal_maker", "counterfactual"),
    ("Without that I'd have walked out.", "deal_breaker", "counterfactual"),
    ("If they'd asked for a card first I would have left.", "deal_breaker", "counterfactual"),
    # wished then
    ("I just wanted to stop carrying the keys home.", "desired_outcome", "desired"),
    ("We needed to know who was on shift.", "desired_outcome", "desired"),
    ("I was hoping to be home for tea.", "desired_outcome", "desired"),
    # to come
    ("We're planning to roll it out to the north depot.", "milestone", "future"),
    ("Next year we'll put the second shop on it.", "milestone", "future"),
    ("I'm going to tell the whole guild about it.", "milestone", "future"),
    # present
    ("The app doesn't show the second address.", "pain_point", "habitual"),
    ("It takes me ten minutes now.", "value_realized", "habitual"),
])
def test_did_it_happen(text: str, code: str, real: str) -> None:
    assert graded(text, code).reality == real


@pytest.mark.parametrize(("text", "polarity"), [
    ("It wasn't about the price.", "denied"),
    ("It was never really a money issue, price was not a factor.", "denied"),
    ("Money didn't come into it.", "denied"),
    ("I wasn't worried about the move at all.", "denied"),
    ("I wasn't particularly nervous.", "denied"),
    ("We never had any trouble with deliveries.", "denied"),
    ("No real concerns, to be honest.", "denied"),
    ("It's not that it was slow.", "denied"),
    ("I didn't have any doubts.", "denied"),
    # near misses
    ("It wasn't just the price, it was the waiting.", "affirmed"),
    ("Not only the cost worried me.", "affirmed"),
    ("No, it was terrible.", "affirmed"),
    ("Nah, we were worried all week.", "affirmed"),
    ("I can't say I didn't like it.", "affirmed"),
    ("I wasn't unhappy with them.", "affirmed"),
    ("I couldn't find the invoice.", "affirmed"),
    ("Nobody knew where the key was.", "affirmed"),
    ("It never worked on the second floor.", "affirmed"),
    ("The price was a problem.", "affirmed"),
    ("I was worried about the move.", "affirmed"),
    ("We had no idea who had paid.", "affirmed"),
    ("I haven't lost a parcel since.", "affirmed"),
])
def test_is_it_denied(text: str, polarity: str) -> None:
    assert evidence.polarity(text) == polarity


@pytest.mark.parametrize(("prompt", "text", "elicitation"), [
    ("Was it frustrating?", "Yeah, very.", "led"),
    ("Was it frustrating?", "Yeah, totally.", "led"),
    ("So the main trouble was the reporting, right?", "Exactly.", "led"),
    ("So it was chaos?", "It was chaos, yeah.", "led"),
    ("Did it save you time?", "It did.", "led"),
    ("It sounds like the setup was hard, was it?", "Mm-hm.", "led"),
    # goes on with content of their own: prompted
    ("Was it frustrating?", "Yeah, I threw the phone across the van once.", "prompted"),
    ("So the main trouble was the reporting, right?", "No, it was getting the drivers to log in.", "prompted"),
    ("What was the hardest part?", "Getting the drivers to log in.", "prompted"),
    ("More about speed or about price?", "Neither, I liked the woman on the phone.", "prompted"),
    # no question, or not the answer to it
    ("", "Yeah, very.", "spontaneous"),
    ("Okay, thanks.", "The drivers hated logging in.", "spontaneous"),
])
def test_was_it_led(prompt: str, text: str, elicitation: str) -> None:
    assert graded(text, prompt=prompt).elicitation == elicitation


def test_only_the_first_sentence_of_an_answer_can_be_led() -> None:
    assert graded("It was chaos, yeah.", prompt="So it was chaos?", first_of_turn=False).elicitation == "spontaneous"


@pytest.mark.parametrize(("text", "code", "prompt", "grade", "counted"), [
    ("In May the server failed and we lost two days.", "struggle_trigger", "", "A", True),
    ("Every Friday I'd copy forty numbers by hand.", "pain_point", "", "A", True),
    ("It always took ages.", "pain_point", "", "B", True),
    ("I just wanted to know who was in the building.", "desired_outcome", "", "B", True),
    ("I was like, what if it eats the photos.", "anxiety", "", "A", True),
    ("If we hadn't seen the pilot we wouldn't have bought it.", "deal_maker", "", "B", True),
    ("If it had rained we wouldn't have gone out.", "pain_point", "", "C", False),
    ("I'd probably pay double for that.", "price", "", "C", False),
    ("It would be great if it had a dark screen.", "feature_mention", "", "C", False),
    ("We'll definitely roll it out in Berlin.", "milestone", "", "C", False),
    ("Most companies waste days on this.", "pain_point", "", "C", False),
    ("My sister had the same thing with hers.", "pain_point", "", "C", False),
    ("My sister told us to get the grey one.", "social_influence", "", "A", True),
    ("Apparently it saves ten hours a week.", "value_realized", "", "C", False),
    ("Yeah, very.", "pain_point", "Was it frustrating?", "C", False),
    ("It wasn't about the price.", "price", "", "B", False),
    ("I wasn't worried about it at all.", "anxiety", "", "B", False),
    ("I'm still afraid it will break next year.", "anxiety", "", "B", True),
    ("Anything I heard, I heard that people love it.", "value_realized", "", "C", False),
    ("Every winter the pipes would freeze and I'd be out there at six.", "pain_point", "", "A", True),
])
def test_grade_and_whether_it_counts(text: str, code: str, prompt: str, grade: str, counted: bool) -> None:
    found = graded(text, code, prompt)
    assert (found.grade, found.counted) == (grade, counted), found.reason
    assert found.reason


def test_what_is_denied_says_so_and_is_never_counted() -> None:
    found = graded("Price was never an issue for us.", "price")
    assert found.polarity == "denied"
    assert not found.counted
    assert "counter-evidence" in found.reason


def test_guessed_speakers_show_and_do_not_count() -> None:
    found = evidence.grade(talk.segment("The till died on Saturday."), talk.coding("struggle_trigger"), "struggle", speakers_known=False)
    assert (found.grade, found.counted) == ("C", False)
    assert "guessed" in found.reason


def test_a_sentence_without_code_is_never_counted() -> None:
    assert not graded("In May the server failed.", "none").counted


@pytest.mark.parametrize(("text", "strength"), [
    ("That was the last straw.", 3), ("It was a nightmare, honestly.", 3), ("I burst into tears in the car park.", 3),
    ("It took hours, every single week.", 2), ("I was so frustrated.", 2), ("It was a bit slow.", 1), ("We used a folder.", 0),
])
def test_intensity(text: str, strength: int) -> None:
    assert evidence.intensity(text) == strength


@pytest.mark.parametrize(("text", "code", "phase", "what"), [
    ("The old sheet kept breaking.", "pain_point", "struggle", "old_way"),
    ("The sync still drops a row now and then.", "pain_point", "growth", "our_product"),
    ("Back then the spreadsheets kept breaking.", "pain_point", "growth", "unclear"),
    ("It was slow.", "pain_point", "evaluation", "unclear"),
    ("They wanted three years, so they were out.", "deal_breaker", "evaluation", "competitor"),
    ("Now I leave at five.", "value_realized", "growth", "our_product"),
    ("We had always used the folder.", "habit", "struggle", "old_way"),
])
def test_what_is_blamed_or_praised(text: str, code: str, phase: str, what: str) -> None:
    assert evidence.referent(text, code, phase) == what


def test_a_code_the_coder_is_unsure_of_is_not_counted_and_says_so() -> None:
    text = "Every Friday I lost the whole afternoon to the reports."
    sure, unsure = (evidence.grade(talk.segment(text), replace(talk.coding("pain_point"), sure=s), "struggle") for s in (True, False))
    assert sure.counted and not unsure.counted
    assert sure.grade == unsure.grade, "the evidence is as good as it was"
    assert unsure.reason.endswith(evidence.UNSURE)


@pytest.mark.parametrize(("text", "small"), [
    ("Now, is that better, can you see me, there's a lamp behind me that I cannot turn off at all.", True),
    ("Can you hear me now?", True),
    ("The guests kept asking at the desk whether they could see their bookings, and nobody there was able to tell them anything at all about it.", False),
    ("Support rang and asked can you hear me, and then they stayed on the line for an hour until the whole import was through and every row right.", False),
])
def test_to_be_seen_or_heard_is_talk_about_the_talk(text: str, small: bool) -> None:
    assert small_talk.is_small_talk(text) is small


def test_a_contact_told_of_the_old_way_is_no_moment_of_truth_that_counts() -> None:
    words = "She rang me at nine and I was livid."
    old, met = (graded(words, "moment_of_truth", phase=phase) for phase in ("struggle", "growth"))
    assert (old.grade, old.counted) == ("C", False)
    assert "before any contact with the company" in old.reason
    assert (met.grade, met.counted) == ("A", True)


def test_what_answers_a_greeting_counts_for_nothing_and_says_why() -> None:
    made = graded("It's not really a holiday, I lost two weeks of it.", prompt="Hello Jo, thank you for doing this in your holidays.", turn=1)
    assert (made.grade, made.counted) == ("X", False)
    assert "greeting" in made.reason


@pytest.mark.parametrize(("text", "code", "prompt", "phase", "real"), [
    # what is stated before the sentence turns to what would be is the claim
    ("We lost two crates in the yard, and I'd have cried if it had been the good ones.", "struggle_trigger", "", "struggle", "episode"),
    ("It finds gaps in the log that would have come up at the inspection.", "value_realized", "", "growth", "habitual"),
    ("They peel off in the freezer, so I'd put them on the lid.", "pain_point", "", "growth", "habitual"),
    ("If they peel off in the freezer, I'd put them on the lid.", "pain_point", "", "growth", "hypothetical"),
    ("We're getting a second van in spring and I'll have to train the new lad.", "milestone", "", "growth", "future"),
    ("I'd agree with that, it's slower at the door.", "pain_point", "", "growth", "habitual"),
    ("Before that you'd only find out at the stock count.", "pain_point", "", "growth", "habitual"),
    ("Previously I'd have rung round all the depots.", "value_realized", "", "growth", "habitual"),
    ("You'd go down, you'd ask at the hatch, and he'd look in the drawer.", "habit", "", "growth", "habitual"),
    ("It's for one day and the form takes three.", "value_realized", "", "growth", "habitual"),
    ("I'd sooner walk there twice than trust the list.", "priority", "", "evaluation", "desired"),
    ("That it would all be mine to keep up.", "anxiety", "Were you worried about anything before you began?", "evaluation", "episode"),
    ("I shouldn't have been doing it off my own phone.", "pain_point", "", "struggle", "habitual"),
])
def test_own_experience_in_the_words_of_what_would_be(text: str, code: str, prompt: str, phase: str, real: str) -> None:
    assert graded(text, code, prompt, phase, first_of_turn=bool(prompt)).reality == real


@pytest.mark.parametrize(("text", "code", "letters"), [
    ("You get a member who's apparently got two of the same saw.", "pain_point", "AB"),
    ("They were out with nobody, according to the list.", "pain_point", "AB"),
    ("The night crew won't do it, they say it's their own van.", "objection", "AB"), ("I can't send the box if they say no.", "pain_point", "AB"),
    ("Would I even be told if they changed it?", "anxiety", "B"), ("I'd be nervous if they changed it.", "anxiety", "C"),
    ("Apparently it saves an hour a day.", "value_realized", "C"), ("According to the website it saves an hour.", "value_realized", "C"),
])
def test_what_is_only_heard_or_supposed_is_kept_apart(text: str, code: str, letters: str) -> None:
    assert graded(text, code, phase="growth").grade in letters
