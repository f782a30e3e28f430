"""Names of speakers: what is none, and which labels name one person."""

from __future__ import annotations

import pytest

from jtbd_analyzer.names import clean_name, is_page, misspelt, one_person, plausible


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("**Ann:**", "Ann"), ("Ann Lee (she/her)", "Ann Lee"), ("Ann Lee | Larch & Co", "Ann Lee"), ("| Ann |", "Ann"),
        ("Ann Lee (Guest)", "Ann Lee"), ("Ann (mother)", "Ann (mother)"), ("O&apos;Brien", "O'Brien"),
    ],
)  # fmt: skip
def test_names_lose_what_is_not_the_name(label: str, name: str) -> None:
    assert clean_name(label) == name


@pytest.mark.parametrize(
    "label", ["5 November 2025", "15. August 2026", "15 août 2026", "2025-11-05", "11/5/2025", "page 2", "Page 3 of 9", "Duration", "inaudible", "3"]
)
def test_what_is_no_name(label: str) -> None:
    assert not plausible(label)


@pytest.mark.parametrize("label", ["Ann", "ANN", "Anneke van der Lee", "P3", "+44 7700 900123", "Speaker 1", "田中", "Studio 54"])
def test_what_can_be_a_name(label: str) -> None:
    assert plausible(label)


@pytest.mark.parametrize(
    ("line", "page"),
    [("[page 2]", True), ("Page 3 of 9", True), ("- 4 -", True), ("Seite 3 von 9", True), ("page 2 was torn", False), ("7", False)],
)
def test_page_marks(line: str, page: bool) -> None:
    assert is_page(line) is page


@pytest.mark.parametrize(
    ("labels", "persons"),
    [
        (("Ann", "Ann Lee", "ANN LEE", "Ann Lee (she/her)", "ann lee | Larch"), {"Ann Lee"}),
        (("Ann", "Ann L.", "Ann Lee", "Bo"), {"Ann Lee", "Bo"}),
        (("Ann", "Ann Lee", "Ann Moss"), {"Ann", "Ann Lee", "Ann Moss"}),
        (("Ana (mother)", "Ana (daughter)"), {"Ana (mother)", "Ana (daughter)"}),
        (("Speaker", "Speaker 1", "Speaker 2", "AI", "Ai Mori", "Participant", "Participant 3"),
         {"Speaker", "Speaker 1", "Speaker 2", "AI", "Ai Mori", "Participant", "Participant 3"}),
        (("  ", "?"), {"  ", "?"}),
        (("Interviewer", "I", "Participant", "P"), {"Interviewer", "Participant"}),
        (("Int", "Interviewer", "P1", "Participant 1", "P2", "Participant 2"), {"Interviewer", "Participant 1", "Participant 2"}),
        (("I", "Interviewer", "Interviewee"), {"I", "Interviewer", "Interviewee"}),
        (("R", "Researcher", "Respondent"), {"R", "Researcher", "Respondent"}),
        (("Moderator", "M", "F"), {"Moderator", "M", "F"}),
        (("P1", "P2", "Participant"), {"P1", "P2", "Participant"}),
        (("Q1", "A1", "Q2", "A2", "Ann"), {"Q", "A", "Ann"}),
        (("Q1", "Ann"), {"Q1", "Ann"}),
        (("Q1", "Q2", "A1", "A7"), {"Q1", "Q2", "A1", "A7"}),
    ],
)  # fmt: skip
def test_labels_of_one_person(labels: tuple[str, ...], persons: set[str]) -> None:
    assert set(one_person(labels).values()) == persons


def test_many_labels_stay_quick() -> None:
    assert len(one_person(f"The {i} Lee" for i in range(50_000))) == 50_000


@pytest.mark.parametrize(
    ("rare", "often", "slip"),
    [
        ("Particpant", "Participant", True), ("Interveiwer", "Interviewer", True), ("Participannt", "Participant", True), ("Marina", "Martina", True),
        ("Speaker 1", "Speaker 2", False), ("Martin", "Martina", False), ("Jon", "John", False),
        ("Daniel", "Danielle", False),
        ("Kirsten", "Kristina", False),
    ],
)  # fmt: skip
def test_a_label_that_stands_once_may_be_a_slip_of_one_that_stands_often(rare: str, often: str, slip: bool) -> None:
    assert misspelt({rare: 1, often: 12}) == ({rare: often} if slip else {})
    assert misspelt({rare: 5, often: 12}) == {}


@pytest.mark.parametrize("name", ["Doe, Jane", "Carl Doe, Jr.", "Carl's iPhone",
                                  "Maria del Carmen de la Fuente", "Ann (Moderator)", "Dr. Ann Berg", "A.B.", "IE"])
def test_names_of_directories_and_devices_are_plausible(name: str) -> None:
    assert plausible(name)


@pytest.mark.parametrize("text", ["Well, you know, it", "Yes, and then we went", "Okay, so the thing is", "three, four"])
def test_clauses_with_commas_are_no_names(text: str) -> None:
    assert not plausible(text)
