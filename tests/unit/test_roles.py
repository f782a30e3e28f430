"""Who interviews: by what the researcher says, by label, by recurrence, by who asks."""

from __future__ import annotations

from pathlib import Path

import pytest
import talk

from jtbd_analyzer import guesses, roles
from jtbd_analyzer.model import Passage
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.transcripts import People, read_people

ASKS = ("How did you keep track of it before that?", "And what made you start looking?", "Can you walk me through that day?", "What did you do then?")
ANSWERS = ("We kept it all in one big paper folder by the door.", "Well, in spring the folder got wet and half the names were gone.",
           "I came in early, opened it and the ink had run, so I rang my sister.", "She sent me a link and I had it running by lunch.")


def dialogue(asker: str, answerer: str) -> list[Passage]:
    return [Passage(words, who) for pair in zip(ASKS, ANSWERS, strict=True) for words, who in zip(pair, (asker, answerer), strict=True)]


def role_of(passages: list[Passage], **given: object) -> dict[str, str]:
    return {n: p.role for n, p in roles.assign(passages, **given).items()}  # type: ignore[arg-type]


@pytest.mark.parametrize("label", ["Interviewer", "INTERVIEWER 2", "I", "Q", "Moderator", "Mod", "Facilitator", "Researcher", "Int.", "**Interviewer**"])
def test_interviewer_labels(label: str) -> None:
    part = roles.assign([Passage("Mm.", label), Passage("Long story, that.", "Participant")])[label]
    assert part.role == "interviewer"
    assert part.confidence > 0.9


@pytest.mark.parametrize("label", ["Participant", "P", "P3", "P 12", "Respondent", "Interviewee", "Customer", "Client", "A", "Informant"])
def test_participant_labels_hold_even_where_they_ask(label: str) -> None:
    """A label is trusted before behaviour: participants ask too."""
    passages = [Passage("What do you mean? Could you say that again? Do you record?", label), Passage("Yes.", "Interviewer")]
    assert role_of(passages)[label] == "participant"


@pytest.mark.parametrize(("labels", "expected"), [
    (("I", "R"), ("interviewer", "participant")),
    (("R", "P"), ("interviewer", "participant")),
    (("M", "P1"), ("interviewer", "participant")),
    (("Q", "R"), ("interviewer", "participant")),
    (("Interviewer", "R1"), ("interviewer", "participant")),
])
def test_letters_that_mean_two_things_are_settled_by_their_partner(labels: tuple[str, str], expected: tuple[str, str]) -> None:
    found = role_of(dialogue(*labels))
    assert (found[labels[0]], found[labels[1]]) == expected


def test_a_letter_alone_is_settled_by_who_asks() -> None:
    assert role_of(dialogue("R", "Someone Else"))["R"] == "interviewer"
    assert role_of(dialogue("Someone Else", "R"))["R"] == "participant"


@pytest.mark.parametrize(("asker", "answerer"), [("Mia Holt", "Ben Ode"), ("Ben Ode", "Mia Holt"), ("Speaker 1", "Speaker 2"), ("Speaker 2", "Speaker 1")])
def test_plain_names_are_settled_by_who_asks(asker: str, answerer: str) -> None:
    found = roles.assign(dialogue(asker, answerer))
    assert found[asker].role == "interviewer"
    assert found[answerer].role == "participant"
    assert "asks" in found[asker].reason


def test_what_the_researcher_says_outweighs_labels_and_behaviour() -> None:
    found = role_of(dialogue("Interviewer", "Ben Ode"), interviewers=["Ben"], participants=["Interviewer"])
    assert found == {"Interviewer": "participant", "Ben Ode": "interviewer"}


def test_a_second_interviewer_may_say_things_too() -> None:
    """Beside somebody who only tells, whoever plainly asks interviews, though another asks more."""
    ravi = ("Mm-hm.", "Right, I see.", "Did you mind?", "Okay.", "And who decided?", "That was really helpful.")
    ada = ("All paper, then.", "A few boxes a month.", "Not at all.", "It did the job.", "I did, mostly.", "Any time.")
    passages = [*dialogue("Zoe", "Ada"), *(Passage(x, who) for pair in zip(ravi, ada, strict=True) for x, who in zip(pair, ("Ravi", "Ada"), strict=True))]
    assert roles.asking(ravi) < 0.6 * roles.asking(ASKS)
    assert role_of(passages) == {"Zoe": "interviewer", "Ada": "participant", "Ravi": "interviewer"}


def test_several_participants_of_one_call() -> None:
    passages = [*dialogue("Interviewer", "Linda"), Passage("I always told her the folder would go.", "Gareth")]
    assert role_of(passages) == {"Interviewer": "interviewer", "Linda": "participant", "Gareth": "participant"}


def test_a_name_in_many_files_is_the_interviewer_even_in_a_quiet_one() -> None:
    passages = [Passage("Right, you said it rained?", "Mia Holt"), Passage("It did. Do you want tea? Or shall we go on? What else?", "Ben Ode"),
                Passage("Okay.", "Mia Holt"), *(Passage(words, "Ben Ode") for words in ANSWERS)]
    recurring = {"mia holt": 6, "ben ode": 1}
    assert role_of(passages, recurring=recurring, files=6) == {"Mia Holt": "interviewer", "Ben Ode": "participant"}


def test_numbered_voices_recur_in_every_export_and_prove_nothing() -> None:
    recurring = {"speaker 1": 6, "speaker 2": 6}
    found = role_of(dialogue("Speaker 2", "Speaker 1"), recurring=recurring, files=6)
    assert found == {"Speaker 2": "interviewer", "Speaker 1": "participant"}


@pytest.mark.parametrize("label", ["Unknown", "Unknown Speaker", "Unidentified speaker 2", "?"])
def test_a_label_that_names_nobody_is_nobodys_role(label: str) -> None:
    assert role_of([*dialogue("Interviewer", "P"), Passage("Yes.", label)])[label] == "unknown"


def test_two_who_behave_alike_are_said_to_be_unsure() -> None:
    passages = [Passage(f"We had {n} of them and then two more.", who) for n, who in enumerate(("Ana", "Bo") * 4)]
    found = roles.assign(passages)
    assert {p.role for p in found.values()} == {"interviewer", "participant"}
    assert all(p.confidence < roles.SURE for p in found.values())


@pytest.mark.parametrize(("a", "b", "same"), [
    ("Ana Ruiz", "ana", True), ("Ana Ruiz (she/her)", "ANA RUIZ", True), ("**Ana:**", "Ana", True), ("Ana", "Anastasia", False), ("", "Ana", False),
])
def test_same_person(a: str, b: str, same: bool) -> None:
    assert roles.same_person(a, b) is same
    assert roles.same_person(b, a) is same


def test_asking_ranks_interviewers_above_participants_who_quote_questions() -> None:
    quoting = ["She said, why would we? And I said we need it. Then it went on for weeks and weeks until the old one broke.",
               "So I told her, look, it is forty a month, and that was the end of that."]
    assert roles.asking(list(ASKS)) > 2 * roles.asking(quoting)
    assert roles.asking(list(ASKS)) > 0.6
    assert roles.asking([""]) == 0.0


def test_guessed_turns_keep_every_word_and_give_questions_to_the_interviewer() -> None:
    text = "How did you start? I bought the small one. Tell me about your first day. It rained all day. Why?"
    turns = guesses.guess_turns([Passage(text)])
    assert " ".join(t.text for t in turns) == text
    assert [t.text for t in turns if t.speaker == guesses.GUESSED[0]] == ["How did you start?", "Tell me about your first day.", "Why?"]


def test_roles_of_a_file_without_labels_are_guesses_and_said_to_be() -> None:
    made = talk.transcript([(None, "How did you start? I bought the small one in May.")])
    assert not made.speakers_known
    assert {s.role for s in made.speakers} == {"interviewer", "participant"}
    assert "not counted" in " ".join(made.warnings)


def test_a_file_without_labels_may_be_taken_as_one_participant() -> None:
    made = talk.transcript([(None, "I bought the small one. Why? It rained.")], options=LoadOptions(unlabelled="participant"))
    assert [(s.role, s.participant_id) for s in made.speakers] == [("participant", "talk")]
    assert made.speakers_known


def test_people_table_names_participants_and_interviewers(tmp_path: Path) -> None:
    table = tmp_path / "participants.csv"
    table.write_text("File,Name,Participant ID,Interview role\ntalk.txt,Ben Ode,P7,\n,Mia Holt,,interviewer\n", encoding="utf-8")
    people = read_people(table)
    made = talk.transcript([("Ben Ode", "What? Why? How do you mean? Can you say more?"), ("Mia Holt", "It rained.")], people=people)
    assert {s.name: (s.role, s.participant_id) for s in made.speakers} == {"Ben Ode": ("participant", "P7"), "Mia Holt": ("interviewer", "")}


def test_the_given_id_holds_for_the_named_one_of_two_participants() -> None:
    people = People(({"file": "talk", "name": "Linda", "participant_id": "P3"}, {"file": "talk", "name": "Gareth", "participant_id": "P4"}))
    made = talk.transcript([("Interviewer", "And you?"), ("Gareth Pugh", "I drove."), ("Linda", "I paid.")], people=people)
    assert {s.name: s.participant_id for s in made.speakers} == {"Interviewer": "", "Gareth Pugh": "P4", "Linda": "P3"}


@pytest.mark.parametrize(("asker", "answerer"), [("IV", "IE"), ("IR", "IE"), ("Interviewerin", "Befragter"), ("Entrevistadora", "Entrevistado"),
                                                 ("Int.", "Res."), ("UXR", "Dana"), ("Ann (Interviewer)", "Dana"), ("Moderator B", "P-01")])
def test_short_and_foreign_labels_of_parts(asker: str, answerer: str) -> None:
    assert role_of(dialogue(asker, answerer)) == {asker: "interviewer", answerer: "participant"}
    assert role_of(dialogue(asker, answerer)[::-1]) == {answerer: "participant", asker: "interviewer"}


#: a recogniser's words, without capitals and punctuation; the asker speaks second
UNPOINTED = (("yeah i was nineteen and i bought my first one with my mums money and it was rubbish", False), ("mm", True),
             ("so i kept on borrowing my brothers until he moved and then i had nothing for the market", False),
             ("right and who did you talk to about it", True),
             ("only the man at the next stall he let me try his", False), ("did you pay for it up front", True),
             ("half and half he let me pay the rest after easter", False), ("were you worried about that", True), ("a bit you never know do you", False))


def test_who_asks_is_found_without_question_marks() -> None:
    passages = [Passage(words, "speaker 2" if asks else "speaker 1") for words, asks in UNPOINTED]
    assert role_of(passages) == {"speaker 1": "participant", "speaker 2": "interviewer"}


def test_unlabelled_words_without_punctuation_are_parted_by_line() -> None:
    guessed = guesses.guess_turns([Passage(words) for words, _ in UNPOINTED])
    assert [p.speaker == guesses.GUESSED[0] for p in guessed] == [asks and words != "mm" for words, asks in UNPOINTED]


def test_unpunctuated_captions_are_not_parted_inside_a_sentence() -> None:
    cues = [Passage(words, None, 2.0 * k) for k, words in enumerate(("so i moved from one bank", "to another and it took me", "two years to do it"))]
    assert [p.text for p in guesses.guess_turns(cues)] == ["so i moved from one bank to another and it took me two years to do it"]


@pytest.mark.parametrize("telling", ["when I was nineteen I bought one", "what we did is we kept both open", "how it went is no secret to anybody here"])
def test_telling_that_opens_with_a_question_word_does_not_ask(telling: str) -> None:
    assert roles.asking([telling]) < 0.2


def test_the_narrator_of_an_oral_history_is_interviewed_but_one_beside_a_participant_is_not() -> None:
    assert role_of(dialogue("Interviewer", "Narrator"))["Narrator"] == "participant"
    assert role_of([*dialogue("Interviewer", "Participant"), Passage("They sit down.", "Narrator")])["Narrator"] == "other"


def test_who_says_one_short_thing_takes_no_part() -> None:
    talk_of_two = dialogue("Ann Lee", "Bo Ray") * 4
    found = role_of([*talk_of_two, Passage("Sorry, the light is on.", "Cy Orr")])
    assert found == {"Ann Lee": "interviewer", "Bo Ray": "participant", "Cy Orr": "other"}
    longer = role_of([*talk_of_two, Passage("I did all of that too, and my folder got wet in the same spring.", "Cy Orr")])
    assert longer["Cy Orr"] == "participant"


@pytest.mark.parametrize(("asker", "answerer"), [
    ("提问者2", "受访者B"), ("聞き手", "話し手"), ("Agent", "Customer"), ("Host", "Guest"), ("DAN ROE, HOST", "ANN LEE"),
])  # fmt: skip
def test_labels_of_other_houses(asker: str, answerer: str) -> None:
    assert role_of([Passage("Mm.", asker), Passage("Long story, that.", answerer)]) == {asker: "interviewer", answerer: "participant"}
