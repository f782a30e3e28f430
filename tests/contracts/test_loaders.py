"""Every loader on a zoo of small inputs, whole and broken: a bounded guess, InputError at worst, nothing lost unseen."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from jtbd_analyzer import registry
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.model import Reading
from jtbd_analyzer.sources import open_source
from jtbd_analyzer.speech import conserved
from jtbd_analyzer.transcripts import read_file

SAID = [("Mia Holt", "How did you do it before?"), ("Ben Ode", "On paper, every Sunday, café and all."), ("Mia Holt", "And what changed?"),
        ("Ben Ode", "The folder got wet.\u2028So we looked around."), ("Mia Holt", "And now?"), ("Ben Ode", "Now I sleep.")]


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, text in parts.items():
            z.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def docx(*paragraphs: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{p}</w:t></w:r></w:p>" for p in paragraphs)
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return zipped(**{"[Content_Types].xml": types, "word__document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>"})


def clock(k: int, mark: str) -> str:
    return f"00:00:{5 * k:02d}{mark}000 --> 00:00:{5 * k + 4:02d}{mark}000"


LABELLED = "\n".join(f"{who}: {words}" for who, words in SAID)
#: inputs that are transcripts, by file name
TALK: dict[str, bytes] = {
    "labelled.txt": LABELLED.encode(),
    "labelled-utf16.txt": LABELLED.encode("utf-16"),
    "labelled-cp1252.txt": LABELLED.replace("\u2028", " ").encode("cp1252"),
    "headed.txt": "\n\n".join(f"{who}  0:{5 * k:02d}\n{words}" for k, (who, words) in enumerate(SAID)).encode(),
    "bold.md": ("# Interview\n\n" + "\n\n".join(f"**{who}:** {words}" for who, words in SAID)).encode(),
    "zoom.vtt": ("WEBVTT\n\n" + "\n\n".join(f"{k + 1}\n{clock(k, '.')}\n{who}: {words}" for k, (who, words) in enumerate(SAID))).encode(),
    "teams.vtt": ("WEBVTT\n\n" + "\n\n".join(f"{clock(k, '.')}\n<v {who}>{words}</v>" for k, (who, words) in enumerate(SAID))).encode(),
    "talk.srt": "\n\n".join(f"{k + 1}\n{clock(k, ',')}\n{who}: {words}" for k, (who, words) in enumerate(SAID)).encode(),
    "whisper.json": json.dumps({"text": " ".join(w for _, w in SAID), "language": "en", "segments": [
        {"id": k, "start": 5.0 * k, "end": 5.0 * k + 4, "text": words, "speaker": who} for k, (who, words) in enumerate(SAID)]}).encode(),
    "table.csv": ("speaker,start,text\n" + "\n".join(f'{who},{5 * k},"{words}"' for k, (who, words) in enumerate(SAID))).encode(),
    "table.tsv": ("Speaker\tText\n" + "\n".join(f"{who}\t{words}" for who, words in SAID)).replace("\u2028", " ").encode(),
    "talk.docx": docx(*(f"{who}: {words}" for who, words in SAID)),
    "plain.txt": " ".join(words for _, words in SAID).encode(),
}
#: inputs that are not, or hardly
ODD: dict[str, bytes] = {
    "one-letter.txt": b"a", "colon.txt": b":", "only-label.txt": b"Ann:", "only-labels.txt": b"Ann:\nBo:\nAnn:\nBo:\n", "numbers.txt": b"1\n2\n3\n",
    "vtt-head.vtt": b"WEBVTT", "vtt-empty-cue.vtt": b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n\n", "vtt-backwards.vtt":
    b"WEBVTT\n\n00:00:09.000 --> 00:00:02.000\nAnn: hi there\n", "srt-torn.srt": b"1\n00:00:01,000 -->\nhi", "arrow.txt": b"-->\n-->\n",
    "list.json": b"[]", "null.json": b"null", "number.json": b"3", "deep.json": b"[" * 400 + b"]" * 400, "torn.json": b'{"segments": [{"text": "hi"',
    "wrong.json": b'{"segments": 3}', "wrong-items.json": b'{"segments": [1, null, {"text": 5}, {"start": "x"}]}', "nan.json":
    b'{"segments":[{"start":NaN,"end":1e400,"text":"hi"}]}',
    "header.csv": b"speaker,text\n", "quotes.csv": b'speaker,text\n"Ann,"hi\n"', "ragged.csv": b"speaker,text\nAnn\n,,,,\nBo,hi,there,you\n",
    "commas.csv": b",,,,\n,,,,\n", "empty-package.docx": zipped(), "other-package.docx": zipped(**{"mimetype": "x"}), "torn.docx": docx("Ann: hi")[:120],
    "no-xml.docx": zipped(**{"word__document.xml": "<w:document"}), "page.html": b"<html><body><p>Ann: hi</p></body></html>",
    "code.txt": b"def f(x):\n    return {'a': x}\n", "long-line.txt": b"Ann: " + b"word " * 20_000, "many-colons.txt": b"a:b:c:d:" * 3000,
    "controls.txt": b"Ann: a\x01\x02b\nBo: \x7f c\n", "nul.txt": b"\x00\x01\x02" * 50, "bytes.bin": bytes(range(256)) * 8, "pdf.pdf": b"%PDF-1.7\n1 0 obj",
    "rtl.txt": "\u05d0\u05e0\u05d4: \u05e9\u05dc\u05d5\u05dd\n\u05d1\u05d5: \u05db\u05df".encode(),
    "lone-surrogate.json": b'{"segments":[{"text":"a\\ud800b"}]}',
}
TORN = {f"half-{name}": data[: len(data) // 2] for name, data in TALK.items()} | {f"tail-{name}": data[len(data) // 3 :] for name, data in TALK.items()}
SWAPPED = {f"swapped-{name}": bytes(b ^ 0x15 if i % 37 == 5 else b for i, b in enumerate(data)) for name, data in TALK.items()}
ZOO = TALK | ODD | TORN | SWAPPED
LOADERS = registry.names("loaders")


def readings(folder: Path, loader: str, zoo: dict[str, bytes]) -> dict[str, tuple[float, Reading | None]]:
    """Return the guess of `loader` for each input that opens, and its reading or None where it declined."""
    out: dict[str, tuple[float, Reading | None]] = {}
    part = registry.build("loaders", loader)
    for name, data in zoo.items():
        (folder / name).write_bytes(data)
        try:
            source = open_source(folder / name)
        except InputError:
            continue
        guess = 0.0
        try:
            guess = part.sniff(source)
            out[name] = guess, part(source)
        except InputError as error:
            assert name in str(error), "the file at fault is named"
            out[name] = guess, None
    return out


@pytest.mark.parametrize("loader", LOADERS)
def test_a_loader_never_crashes_and_loses_nothing(loader: str, tmp_path: Path) -> None:
    for name, (guess, reading) in readings(tmp_path, loader, ZOO).items():
        assert 0.0 <= guess <= 1.0, name
        if reading is not None and guess > 0:
            assert conserved(reading), f"{name}: speech and dropped text do not add up to the body"
            assert all(p.text.strip() for p in reading.passages), name
            assert all(d.reason for d in reading.dropped), name
            assert reading.format, name


@pytest.mark.parametrize("loader", LOADERS)
def test_a_loader_reads_the_same_twice_and_changes_nothing(loader: str, tmp_path: Path) -> None:
    assert readings(tmp_path, loader, TALK) == readings(tmp_path, loader, TALK)


@pytest.mark.parametrize("name", [n for n in TALK if n != "plain.txt"])
def test_each_shape_gives_the_same_speakers_and_words(name: str, tmp_path: Path) -> None:
    """The loader that is surest reads the talk as it was said, whatever the file."""
    (tmp_path / name).write_bytes(TALK[name])
    read = read_file(tmp_path / name)
    said: list[tuple[str | None, str]] = []
    for p in read.reading.passages:
        words = " ".join(p.text.split())
        if said and said[-1][0] == p.speaker:
            said[-1] = p.speaker, f"{said[-1][1]} {words}"
        else:
            said.append((p.speaker, words))
    assert said == [(who, " ".join(words.split())) for who, words in SAID]


@pytest.mark.parametrize("name", list(ODD))
def test_reading_an_odd_file_gives_speech_or_one_clear_error(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(ODD[name])
    try:
        read = read_file(tmp_path / name)
    except InputError as error:
        assert name in str(error)
        assert "must" in str(error)
    else:
        assert not any("unaccounted" in w for w in read.warnings)
