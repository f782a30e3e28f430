"""Roles in talk of every make-up: labels, two interviewers, two participants, bystanders, participants who ask."""

from __future__ import annotations

import pytest

from jtbd_analyzer.guesses import guess_turns
from jtbd_analyzer.model import Passage
from jtbd_analyzer.roles import SURE, assign, recurring_labels

ASK = ("Can you tell me how you chose it?", "What made you look for another?", "And how did that go for you?", "Thanks. Why did you stop?")
TELL = ("We had the old one for years and it broke at the worst time, so my manager said go and find another one.",
        "I looked at three, and the second one was cheap, but it could not do the reports that we need each month.",
        "It took us a week, and then another week, because nobody had written down where the files were kept.",
        "Is that what you mean? I mean, it was slow, and I had other work, so I went back to the paper forms.")


def talk(*turns: tuple[str, str]) -> list[Passage]:
    return [Passage(text, name) for name, text in turns]


def roles(*turns: tuple[str, str], **more: object) -> dict[str, str]:
    return {name: part.role for name, part in assign(talk(*turns), **more).items()}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asker", "teller"),
    [("Speaker 1", "Speaker 2"), ("Speaker 2", "Speaker 1"), ("+1 555 0100", "+1 555 0101"), ("R", "P"), ("I", "R"), ("M", "R"), ("Q1", "A1"), ("A", "B"),
     ("Jane (Interviewer)", "Tom"), ("Researcher 1", "Ana"), ("Host", "Unknown Speaker"), ("Kim", "Lou")],
)  # fmt: skip
def test_two_voices(asker: str, teller: str) -> None:
    turns = [t for a, b in zip(ASK, TELL, strict=True) for t in ((asker, a), (teller, b))]
    assert roles(*turns) == {asker: "interviewer", teller: "participant"}


def test_two_interviewers_two_participants_and_a_note_taker() -> None:
    turns = [t for k in range(4) for t in (("Kim" if k % 2 else "Lou", ASK[k]), ("Ana", TELL[k]), ("Tom", TELL[-k]))]
    turns = [*turns * 4, ("Zoe", "I am only taking notes.")]
    parts = assign(talk(*turns))
    assert {n: p.role for n, p in parts.items()} == {"Lou": "interviewer", "Kim": "interviewer", "Ana": "participant", "Tom": "participant", "Zoe": "other"}
    assert roles(*turns, participants=["Zoe"])["Zoe"] == "participant"


def test_a_participant_who_asks_and_an_interviewer_who_talks() -> None:
    long = "I have worked on this for some years, and what we heard from others is that the start is hard. "
    turns = [t for a, b in zip(ASK, TELL, strict=True) for t in (("Kim", long * 2 + a), ("Lou", b + " Does that make sense?"))]
    assert roles(*turns) == {"Kim": "interviewer", "Lou": "participant"}


def test_two_hosts_who_ask_and_tell_much_are_both_interviewers() -> None:
    long = "I had one of these once, and what I remember is that it was cold and that nobody came to see it. "
    turns = [t for k in range(4) for t in (("Kim" if k % 2 else "Lou", long + ASK[k]), ("Ana", " ".join(TELL[:3])))]
    parts = assign(talk(*turns))
    assert {n: p.role for n, p in parts.items()} == {"Lou": "interviewer", "Kim": "interviewer", "Ana": "participant"}
    assert all(p.confidence >= SURE for p in parts.values())


def test_a_panel_keeps_the_participant_who_asks_another() -> None:
    turns = [t for k in range(4) for t in (("Kim", ASK[k]), ("Ana", TELL[k]), ("Tom", TELL[-k - 1]))]
    turns += [("Ana", "What did you pay, Tom?"), ("Tom", TELL[0])]
    assert roles(*turns) == {"Kim": "interviewer", "Ana": "participant", "Tom": "participant"}


def test_somebody_is_a_participant_though_all_names_recur() -> None:
    turns = [t for a, b in zip(ASK, TELL, strict=True) for t in (("Kim", a), ("Lou", b))]
    assert roles(*turns, recurring={"kim": 3, "lou": 3}, files=3) == {"Kim": "interviewer", "Lou": "participant"}
    assert assign(talk(("Ann", "Well.")))["Ann"].confidence < SURE


def test_an_interviewer_is_known_by_first_or_full_name_over_the_files() -> None:
    assert recurring_labels([{"Marta", "Bo"}, {"Marta Velde", "Cy"}, {"MARTA", "Di"}]) == {"marta": 3, "marta velde": 3, "bo": 1, "cy": 1, "di": 1}


def test_a_guessed_question_runs_over_cues() -> None:
    cues = [Passage("So how did", None, 1.0, 2.0, 1), Passage("you find it? We asked", None, 2.0, 3.0, 2), Passage("a friend.", None, 3.0, 4.0, 3)]
    assert [(p.speaker, p.text, p.start_s, p.end_s) for p in guess_turns(cues)] == [
        ("guessed interviewer", "So how did you find it?", 1.0, 3.0), ("guessed participant", "We asked a friend.", 2.0, 4.0),
    ]  # fmt: skip
