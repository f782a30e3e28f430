"""Which files a run reads, which it passes over, and which are one interview in two forms."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import talk

from jtbd_analyzer.errors import InputError
from jtbd_analyzer.inputs import people_beside
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.transcripts import People, discover, load, load_all, read_people, transcript_ids

TEXT = talk.INTERVIEWS["ada.txt"]


def put(folder: Path, *names: str, text: str = TEXT) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def names(*inputs: Path, output: Path | None = None) -> list[str]:
    return [p.name for p in discover(inputs, output)[0]]


def test_transcripts_are_found_below_and_sorted_by_name(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "sub/a.txt", "sub/deep/c.vtt")
    assert names(tmp_path) == ["a.txt", "b.txt", "c.vtt"]


@pytest.mark.parametrize("name", [".hidden.txt", "~$open.docx", "._mac.txt", "participants.csv", "features.csv", "participants.xlsx"])
def test_what_is_no_transcript_is_passed_over_silently(tmp_path: Path, name: str) -> None:
    put(tmp_path, "a.txt", name)
    paths, aside = discover([tmp_path])
    assert [p.name for p in paths] == ["a.txt"]
    assert aside == []


@pytest.mark.parametrize("name", ["README.md", "readme.txt", "LICENSE", "talk.mp3", "talk.MP4", "plot.png", "all.zip", "chat.txt", "notes.py"])
def test_what_looks_like_no_transcript_is_named_as_skipped(tmp_path: Path, name: str) -> None:
    put(tmp_path, "a.txt", name)
    paths, aside = discover([tmp_path])
    assert [p.name for p in paths] == ["a.txt"]
    assert [(s.file, s.status) for s in aside] == [(name, "skipped")]
    assert "not a transcript by its name" in aside[0].message


def test_a_file_given_by_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, "README.md")
    assert names(tmp_path / "README.md") == ["README.md"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    assert names(tmp_path, tmp_path / "a.txt") == ["a.txt"]


def test_the_output_of_a_run_is_no_input(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "out/b.txt", "earlier/manifest.json", "earlier/tables/quotes.csv", "earlier/c.txt", "notes/d.txt")
    assert names(tmp_path, output=tmp_path / "out") == ["a.txt", "d.txt"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "in/a.txt", "elsewhere/b.txt")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
    assert names(tmp_path / "in") == ["a.txt"]


def test_an_input_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: must be a file or folder; got nothing there"):
        discover([tmp_path / "nowhere"])


def status_of(folder: Path) -> dict[str, tuple[str, str]]:
    paths, _ = discover([folder])
    return {s.file: (s.status, s.message) for s in load_all(paths, LoadOptions(), People(), lambda *_: None)[1]}


def test_a_copy_in_another_form_is_counted_once_and_the_labelled_one_kept(tmp_path: Path) -> None:
    bare = "\n".join(line.partition(": ")[2] for line in TEXT.splitlines())
    put(tmp_path, "a-bare.txt", text=bare)
    put(tmp_path, "z-labelled.txt")
    put(tmp_path, "other.txt", text=talk.INTERVIEWS["ben.txt"])
    found = status_of(tmp_path)
    assert found["a-bare.txt"] == ("skipped", "the same interview as z-labelled.txt: counted once")
    assert found["z-labelled.txt"][0] == found["other.txt"][0] == "read"


def test_a_guide_asked_of_everybody_makes_no_copies(tmp_path: Path) -> None:
    """The same questions with other answers are two interviews."""
    questions = [x for x in TEXT.splitlines() if x.startswith("Interviewer")]
    for name, place in (("a.txt", "shed"), ("b.txt", "office")):
        answers = [f"Participant: In the {place} we had {n} {place} books of our own and {place} keys, {place} lists, {place} bins." for n in range(9)]
        put(tmp_path, name, text="\n".join(x for pair in zip(questions, answers, strict=False) for x in pair))
    assert {s for s, _ in status_of(tmp_path).values()} == {"read"}


def test_one_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "c.txt", text=talk.INTERVIEWS["ben.txt"])
    put(tmp_path, "a.txt")
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 half a package")
    found = status_of(tmp_path)
    assert found["b.docx"][0] == "failed"
    assert "b.docx" in found["b.docx"][1]
    assert found["a.txt"][0] == found["c.txt"][0] == "read"
    with pytest.raises(InputError, match=r"b\.docx"):
        load(tmp_path)


def test_ids_are_stems_and_tell_twins_apart(tmp_path: Path) -> None:
    paths = [tmp_path / x for x in ("a.txt", "b.txt", "b.vtt", "x/c.txt", "y/c.txt")]
    ids = transcript_ids(paths)
    assert ids[paths[0]] == "a"
    assert len(set(ids.values())) == len(paths)
    assert (ids[paths[1]], ids[paths[2]]) == ("b.txt", "b.vtt")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_participants_in_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    table = tmp_path / "participants.csv"
    table.write_text(f"file{delimiter}Months since switch\na.txt{delimiter}4\n", encoding="utf-8-sig")
    assert read_people(table).rows == ({"file": "a.txt", "months_since_switch": "4"},)


def test_a_participants_table_without_a_key_column_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "participants.csv"
    table.write_text("segment,size\nshop,4\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"participants\.csv: must have a column file, transcript, name or participant_id; got segment, size"):
        read_people(table)


def test_features_with_synonyms(tmp_path: Path) -> None:
    table = tmp_path / "features.csv"
    table.write_text("feature,synonyms\nreminders,texting | nudges\nimport,\n", encoding="utf-8")
    assert read_people(None, table).features == {"reminders": ("reminders", "texting", "nudges"), "import": ("import",)}


@pytest.mark.parametrize("name", ["participants", "features"])
@pytest.mark.parametrize(("data", "words"), [
    (b"", "must hold a header and rows; got an empty file. Fill it in, or take it away."),
    (b" \n\n", "must hold a header and rows; got only white space. Fill it in, or take it away."),
    (b"\x89PNG\r\n\x1a\n" + bytes(99), "must hold a table; got a PNG image. Save the table as CSV or .xlsx, or take the file away."),
    (bytes(range(256)) * 20, "must be a text table or .xlsx; got binary data. Save it as CSV."),
    (b"colour,size\nred,big\n", "must have a column"),
])  # fmt: skip
def test_a_table_beside_the_interviews_that_cannot_be_read_is_named_and_they_are_read(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.csv").write_bytes(data)
    people, failed = people_beside([tmp_path])
    assert people == People()
    assert [(f.file, f.status) for f in failed] == [(f"{name}.csv", "failed")]
    assert failed[0].message.startswith(f"{name}.csv: {words}")
    assert "transcript again" not in failed[0].message
    with pytest.raises(InputError, match=rf"^{name}\.csv: "):
        people_beside([tmp_path], **{name: tmp_path / f"{name}.csv"})  # one that was given is refused
    with pytest.raises(InputError, match=rf"^{name}\.csv: "):
        people_beside([tmp_path], strict=True)  # whom to hide must be known


@pytest.mark.parametrize("data", ["file,participant_id\na.txt,P07\n".encode("utf-16"), "file,participant_id,name\na.txt,P07,Zoë\n".encode("cp1252"),
                                  b"file,participant_id\x00\na.txt,P07\n", b"\xef\xbb\xbffile;participant_id\r\na.txt;P07\r\n"])
def test_a_table_in_another_encoding_is_read(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "participants.csv").write_bytes(data)
    people, failed = people_beside([tmp_path])
    assert not failed
    assert people.rows[0]["participant_id"] == "P07"
