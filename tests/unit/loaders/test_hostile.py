"""Whatever a folder holds: a status per file or an error in words, never a traceback, never a hang."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from jtbd_analyzer.inputs import People, discover
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.transcripts import load_all, read_file

TALK = "Ann: why did you leave it?\nBo: it lost my notes twice.\nAnn: what then?\nBo: I went back to paper.\n"


def status_of(folder: Path) -> dict[str, tuple[str, str]]:
    paths, aside = discover([folder])
    _, read = load_all(paths, LoadOptions(), People(), lambda *_: None)
    return {s.file: (s.status, s.message) for s in (*aside, *read)}


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("x.txt", b"", "empty file"), ("x.txt", bytes(range(256)) * 9, "binary data"), ("x.txt", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office file"), ("x.pdf", b"%PDF-1.7", "readable PDF"), ("x.rtf", b"{\\rtf1 }", "must hold speech"),
        ("x.docx", b"PK\x03\x04 torn", "whole package"), ("x.json", b"[" * 100_000, "nested too deep"), ("x.json", b'{"a": 1}', "got keys a"),
        ("x.json", b'{"segments":[{"start":' + b"9" * 5000 + b',"text":"a"}]}', "must be JSON"), ("x.csv", b"wind,rain\nlow,high\n", "got columns wind, rain"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TALK)
    found = status_of(tmp_path)
    assert found["good.txt"][0] == "read"
    assert found[name][0] == "failed" and reason in found[name][1] and str(tmp_path) not in found[name][1]


@pytest.mark.parametrize(
    "data",
    [
        TALK.encode("utf-16"), TALK.encode("utf-16-le"), TALK.replace("twice", "twi\x00ce").encode(),
        TALK.replace("then", "\ud800then").encode("utf-8", "surrogatepass"),
    ],
)  # fmt: skip
def test_odd_encodings_give_the_talk(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.txt").write_bytes(data)
    assert [p.text for p in read_file(tmp_path / "x.txt").reading.passages][1::2] == ["it lost my notes twice.", "I went back to paper."]


def test_a_file_half_in_another_encoding_keeps_both_halves(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes("Ann: café déjà\n".encode() + "Bo: naïve\n".encode("cp1252") + b"Ann: a\nBo: b\n")
    read = read_file(tmp_path / "x.txt")
    assert [p.text for p in read.reading.passages][:2] == ["café déjà", "naïve"]
    assert any("not UTF-8" in w for w in read.warnings)


def test_links_folders_and_copies(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "x.txt" / "inner.txt").write_text(TALK)
    (tmp_path / "copy.txt").write_text(TALK)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "round").symlink_to(tmp_path)
    found = status_of(tmp_path)
    assert {k: v[0] for k, v in found.items()} == {"inner.txt": "skipped", "copy.txt": "read", "loop.txt": "failed", "gone.txt": "failed"}


@pytest.mark.parametrize(
    "text",
    [
        "Ann: " + "word " * 200_000, "Ann: a" + " " * 300_000 + "b", "[" * 100_000, "<v " * 30_000, "a:b" * 50_000, "\t" * 100_000 + "x",
        ("Ann" + " " * 290 + "(\n") * 300, ("Ann |" + " " * 290 + "\n") * 300, (" " * 290 + "x\n") * 300, ("12:30 " * 50 + "\n") * 300,
    ],
)  # fmt: skip
def test_long_and_tricky_lines_take_linear_time(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(text + "\nBo: yes\nAnn: so\nBo: no\n")
    (tmp_path / "x.tsv").write_text("speaker,text\n" + text + "\n")
    start = time.process_time()
    status_of(tmp_path)
    assert time.process_time() - start < 10


def test_a_csv_field_over_the_default_limit(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('speaker,text\nAnn,"' + "so " * 60_000 + '"\nBo,yes\n')
    assert len(read_file(tmp_path / "x.csv").reading.passages) == 2
