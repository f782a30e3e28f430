"""Names of interviewers that a researcher gives: several in one place, and one who is nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from jtbd_analyzer import askers
from jtbd_analyzer.cli.main import run
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.inputs import People
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.transcripts import load_all

TALK = "Kim: How did it start?\nLou: It leaked in May, and I put a bucket there.\nKim: And then?\nLou: I asked around and bought a new one.\n"
OTHER = TALK.replace("Kim", "Mia Rolf").replace("leaked in May", "broke in June").replace("bucket", "box")


def read(folder: Path, *names: str, texts: dict[str, str] | None = None, people: People | None = None) -> dict[str, dict[str, str]]:
    for name, text in (texts or {"a.txt": TALK, "b.txt": OTHER}).items():
        (folder / name).write_text(text, encoding="utf-8")
    made, _ = load_all(sorted(folder.iterdir()), LoadOptions(interviewer=names), people or People(), lambda *_: None)
    return {t.file: {s.name: s.role for s in t.speakers} for t in made}


@pytest.mark.parametrize(("cell", "names"), [
    ("Marta", ["Marta"]), ("Marta; Joel", ["Marta", "Joel"]), ("Marta and Joel", ["Marta", "Joel"]), ("Doe, Jane", ["Doe, Jane", "Doe", "Jane"]),
    ("Anders Brand", ["Anders Brand"]), (" ", []), ("Ann | Bo & Cy", ["Ann", "Bo", "Cy"]),
])  # fmt: skip
def test_several_names_in_one_cell(cell: str, names: list[str]) -> None:
    assert list(askers.taken_apart([cell]))[int(len(names) > 1 and names[0] != cell) :] == names


def test_a_name_that_is_in_some_files_is_as_it_should_be(tmp_path: Path) -> None:
    assert read(tmp_path, "Mia") == {"a.txt": {"Kim": "interviewer", "Lou": "participant"}, "b.txt": {"Mia Rolf": "interviewer", "Lou": "participant"}}


def test_a_name_that_is_nobodys_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"--interviewer: must be a speaker of at least one file; got 'Bob', and the speakers are Kim, Lou, Mia Rolf"):
        read(tmp_path, "Bob", "Kim")
    with pytest.raises(InputError, match=r"did you mean 'Mia Rolf'\?"):
        read(tmp_path, "Mia Rolff")


def test_files_that_name_nobody_and_files_that_fail_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no file names its speakers \(1 files could not be read\)\. Leave it out, or label the speakers"):
        read(tmp_path, "Bob", texts={"a.txt": "How did it start? It leaked in May.\n", "b.txt": ""})


def test_the_command_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    assert run(["inspect", str(tmp_path), "--interviewer", "Bob"]) == 2
    assert "got 'Bob'" in capsys.readouterr().err


def test_two_interviewers_in_one_cell_of_participants_csv(tmp_path: Path) -> None:
    told = "Kim: It is warm in here.\nLou: It leaked in May, was that not known?\nMia: Go on.\nLou: I asked around, did I not?\n"
    people = People(({"file": "a.txt", "interviewer": "Kim; Mia"},))
    assert read(tmp_path, texts={"a.txt": told}, people=people)["a.txt"] == {"Kim": "interviewer", "Lou": "participant", "Mia": "interviewer"}


def test_several_given_one_by_one(tmp_path: Path) -> None:
    told = "Kim: It is warm in here.\nLou: It leaked in May, was that not known?\nMia: Go on.\nLou: I asked around, did I not?\n"
    assert read(tmp_path, "Kim", "Mia", texts={"a.txt": told})["a.txt"] == {"Kim": "interviewer", "Lou": "participant", "Mia": "interviewer"}
