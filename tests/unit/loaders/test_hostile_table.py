# ruff: noqa: E501 - tables of cases read best a case to a line
"""The table of bad input in tests/hostile.md, row by row, through the command itself: its status, its words, its exit code."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import commands
import dialogues
import pytest

from jtbd_analyzer.cli.main import run
from jtbd_analyzer.sources import MAX_BYTES

#: place: what must hold; got what. What to do.
MESSAGE = re.compile(r"^[^:]+:? .*\bmust (?:be|hold|have|not|unpack)\b.*; got .+\. [A-Z].+", re.M | re.S)
TALK = dialogues.SHAPES["inline.txt"]
GOOD = {k: dialogues.SHAPES[k] for k in ("teams.vtt", "typed.docx", "typed.odt", "typed.rtf", "page.html", "typed.pdf", "bom.csv", "whisperx.json")}


def package(name: str, data: bytes, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for key, part in {name: data, **more}.items():
            z.writestr(key, part)
    return out.getvalue()


DOCTYPE = b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
BODY = dialogues.docx(dialogues.para("Ann: hi"))


def only(data: bytes, name: str = "x.txt") -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(data) and None


def many(**files: bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        for name, data in files.items():
            (folder / name.replace("__", ".")).write_bytes(data)
    return write


def linked(folder: Path) -> None:
    (folder / "a.txt").write_bytes(TALK)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "round").symlink_to(folder, target_is_directory=True)


def ten_hours(folder: Path) -> None:
    cue = dialogues.SAID[1][1]
    lines = (f"{k // 720:02d}:{k // 12 % 60:02d}:{k % 12 * 5:02d}.000 --> {k // 720:02d}:{k // 12 % 60:02d}:{k % 12 * 5 + 4:02d}.000\n"
             f"<v {('Ann', 'Bo')[k % 2]}>{cue} Take {k}{'?' if k % 2 == 0 else '.'}</v>\n" for k in range(7200))
    (folder / "x.vtt").write_text("WEBVTT\n\n" + "\n".join(lines), encoding="utf-8")


def locked_pdf() -> bytes:
    return dialogues.SHAPES["typed.pdf"].replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 9 /R 9 /O (x) /U (y) /P -1 >> /ID [(a) (b)]")


GERMAN = "".join(f"Interviewer: Wie war das und was ist dann mit dem Ordner passiert?\nBefragte: Das war {n} Wochen lang nicht gut und ich habe "
                 "immer wieder alles von Hand in die Liste geschrieben, weil wir sonst nichts hatten.\n" for n in range(4))

PL = "".join(f"Moderator: Jak to było i co się stało z teczką?\nAnna: To nie było dobre przez {n} tygodnie i wszystko trzeba było wpisywać ręcznie, bo nie było "
             "nic innego, a potem się okazało, że jest jeszcze gorzej.\n" for n in range(2, 6))
JA = "".join(f"聞き手：そのとき何が起こったのですか。\n田中：{n}週間ずっと紙に書いていました。とても大変でした。\n" for n in range(4))
ZH = "".join(f"主持人：那时候发生了什么事？\n李梅：我们{n}个星期都是用手写的，后来本子丢了，就没有办法了。\n" for n in range(2, 6))
KO = "".join(f"면접관: 그때 무슨 일이 있었나요?\n김민수: {n}주 동안 종이에 적었어요. 정말 힘들었어요.\n" for n in range(4))
AR = "".join(f"المحاور: كيف كان الأمر وماذا حدث بعد ذلك؟\nأمينة: لم يكن ذلك جيدا لمدة {n} أسابيع وكتبت كل شيء بيدي.\n" for n in range(3, 7))
CUT = GOOD["typed.docx"][: len(GOOD["typed.docx"]) * 3 // 4]
CHAT = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINV Mara Investigator, PAR Jonas Participant\n*INV:\twhy did you ?\n*PAR:\tit leaked .\n%mor:\tpro|it v|leak\n*INV:\tand then ?\n*PAR:\ti left .\n@End\n"


def locked(data: bytes) -> bytes:
    """Return a package whose parts say that they are encrypted."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = 0
        while (begin := out.find(mark, begin)) >= 0:
            out[begin + at] |= 1
            begin += 4
    return bytes(out)


def strange_method(data: bytes) -> bytes:
    """Return a package whose parts say that they are packed in a way nobody knows."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        begin = 0
        while (begin := out.find(mark, begin)) >= 0:
            out[begin + at] = 97
            begin += 4
    return bytes(out)


def big(folder: Path) -> None:
    with (folder / "x.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)


def pipe(folder: Path) -> list[str]:
    os.mkfifo(folder / "pipe.txt")
    (folder / "x.txt").write_bytes(TALK)
    return [str(folder / "pipe.txt")]


def own_output(folder: Path) -> None:
    (folder / "x.txt").write_bytes(TALK)
    (folder / "results" / "tables").mkdir(parents=True)
    (folder / "results" / "manifest.json").write_text("{}")
    (folder / "results" / "tables" / "quotes.csv").write_bytes(b"speaker,text\nAnn,why?\nBo,it leaked\n")


#: row -> what stands in the folder, status and words of x (or of the file named last), exit code of `jtbd inspect`
CASES: dict[str, tuple[Callable[[Path], list[str] | None], str, str, int]] = {
    "empty folder": (lambda _: None, "", "must hold transcripts; got none", 2),
    "empty file": (only(b""), "failed", "got an empty file", 1),
    "white space only": (only(b" \n\t\n"), "failed", "got only white space", 1),
    "binary": (only(bytes(range(256)) * 20), "failed", "binary data", 1),
    "picture called .txt": (only(b"\x89PNG\r\n\x1a\n" + bytes(99)), "failed", "got a PNG image", 1),
    "old or encrypted Office file": (only(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "x.doc"), "failed", "Save it as .docx", 1),
    "Word file called .txt": (only(GOOD["typed.docx"]), "read", "", 0),
    "captions called .docx": (only(GOOD["teams.vtt"], "x.docx"), "read", "", 0),
    "UTF-16 without a mark": (only(TALK.decode().encode("utf-16-le")), "read", "", 0),
    "Windows-1252": (only(TALK.decode().replace("Å", "Å").encode("cp1252")), "read", "read as Windows-1252", 0),
    "two encodings in one file": (only(TALK + "Jonas Åberg: naïve\n".encode("cp1252")), "read", "are not UTF-8", 0),
    "lone surrogate": (only(TALK.replace(b"whiteboard", b"white\xed\xa0\x80board")), "read", "control or invalid characters were removed", 0),
    "NUL in text": (only(TALK.replace(b"whiteboard", b"white\x00board")), "read", "control or invalid characters were removed", 0),
    "zip bomb": (only(package("word/document.xml", b"<a>" + b"0" * 60_000_000), "x.docx"), "failed", "looks like a zip bomb", 1),
    "entities (billion laughs)": (only(package("word/document.xml", DOCTYPE + b"<a>&b;</a>"), "x.docx"), "failed", "must not declare a DOCTYPE", 1),
    "entities in OpenDocument": (only(package("mimetype", b"application/vnd.oasis.opendocument.text", **{"content.xml": DOCTYPE + b"<a/>"}), "x.odt"), "failed", "DOCTYPE", 1),
    "external entity": (only(package("word/document.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><a>&x;</a>'), "x.docx"), "failed", "DOCTYPE", 1),
    "path traversal in a package": (only(package("../../evil.txt", b"x", **{"word/document.xml": zipfile.ZipFile(io.BytesIO(BODY)).read("word/document.xml")}), "x.docx"), "read", "", 0),
    "torn package": (only(GOOD["typed.docx"][:200], "x.docx"), "failed", "must be", 1),
    "another package": (only(package("a.txt", b"hi"), "x.docx"), "failed", "got a ZIP archive. Unpack it", 1),
    "deeply nested JSON": (only(b"[" * 100_000, "x.json"), "failed", "nested too deep", 1),
    "number of 5,000 digits": (only(b'{"segments": [{"start": ' + b"9" * 5000 + b', "text": "a"}]}', "x.json"), "failed", "must be JSON", 1),
    "unknown JSON": (only(b'{"colour": 1}', "x.json"), "failed", "got keys colour", 1),
    "ten hours": (ten_hours, "read", "", 0),
    "line of 1 MB": (only(b"Ann: why?\nBo: " + b"so it went " * 95_000 + b"\nAnn: and?\nBo: done\n"), "read", "", 0),
    "CSV field over 131,072": (only(b'speaker,text\nAnn,why?\nBo,"' + b"so it went " * 20_000 + b'"\n', "x.csv"), "read", "", 0),
    "CSV without a column of speech": (only(b"wind,rain\nlow,high\nlow,low\n", "x.csv"), "failed", "got columns wind, rain", 1),
    "PDF of pictures": (only(dialogues.pdf([]), "x.pdf"), "failed", "without a text layer", 1),
    "broken PDF": (only(b"%PDF-1.7\n1 0 obj", "x.pdf"), "failed", "must be a readable PDF", 1),
    "locked PDF": (only(locked_pdf(), "x.pdf"), "failed", "must be a readable PDF without a password", 1),
    "captions without words": (only(b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n\n", "x.vtt"), "failed", "must hold speech", 1),
    "times that cannot be read": (only(b"WEBVTT\n\n00:99:01.000 --> 00:99:02.000\n<v Ann>why?\n\n00:00:03.000 --> 00:00:04.000\n<v Bo>it leaked\n", "x.vtt"), "read", "out of range", 0),
    "times that run back": (only(b"WEBVTT\n\n00:00:09.000 --> 00:00:10.000\n<v Ann>why?\n\n00:00:03.000 --> 00:00:04.000\n<v Bo>it leaked\n", "x.vtt"), "read", "starts before the cue above", 0),
    "one speaker": (only(b"Ann: It was a mess every week.\nAnn: Then it got lost.\nAnn: So I left.\n"), "read", "no interviewer found", 0),
    "interviewer only": (only(b"Interviewer: How was it?\nInterviewer: And then?\n"), "failed", "must hold a participant's words", 1),
    "nobody named": (only(b"How did it start? It got wet in May. And then? I asked my group about it.\n"), "read", "no speaker labels", 0),
    "not English": (only(GERMAN.encode()), "read", "reads like German", 0),
    "two forms of one interview": (many(**{"a__txt": TALK, "x__docx": GOOD["typed.docx"]}), "read", "", 0),
    "link in a circle": (linked, "failed", "must be a file", 1),
    "right-to-left mark in a name": (only("Ann\u202e: why?\nBo: it leaked\nAnn\u202e: and?\nBo: i left\n".encode()), "read", "", 0),
    "byte order mark in the middle": (only("Ann: why?\nBo: it leaked\n\ufeffAnn: and?\n\ufeffBo: i left\n".encode()), "read", "", 0),
    "one label for all voices": (only(b"Unknown Speaker  0:01\nWhy did you?\n\nUnknown Speaker  0:04\nIt leaked.\n\nUnknown Speaker  0:09\nI left.\n"), "read", "no speaker labels", 0),
    "XML of another kind": (only(b'<?xml version="1.0"?><notes><p>Ann: hello there</p><p>Bo: hello</p></notes>'), "failed", "must be a transcript", 1),
    "entities in captions": (only(DOCTYPE + b'<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s">&b;</p></body></tt>'), "failed", "must not declare a DOCTYPE", 1),
    "captions not well-formed": (only(b'<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s">hi</body></tt>'), "failed", "must be well-formed", 1),
    "page archive without a page": (only(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/css\n\np {} text/html\n--b--\n"), "failed", "must hold a page", 1),
    "talk six levels deep in JSON": (only(json.dumps({"a": {"b": [{"c": {"d": {"e": [{"who": w, "line": x, "begin": k} for k, (w, x) in enumerate(dialogues.SAID)]}}}]}}).encode()), "read", "", 0),
    "name of a file with a line end": (only(TALK, "new\nline 😀.txt"), "read", "", 0),
    "two hundred speakers": (only("\n".join(f"Interviewer: And you, number {k}?\nP{k}: I have used it for {k} years and it works." for k in range(200)).encode()), "read", "", 0),
    "2,000 tiny files": (lambda folder: [(folder / f"i{k}.txt").write_bytes(b"Ann: why was %d?\nBo: number %d of them leaked" % (k, k * 7)) for k in range(2000)] and None, "read", "", 0),
    "package cut in the middle": (only(CUT, "x.docx"), "failed", "must be", 1),
    "package with a password": (only(locked(GOOD["typed.docx"]), "x.docx"), "failed", "got a package with a password", 1),
    "package packed in an unknown way": (only(strange_method(GOOD["typed.docx"]), "x.docx"), "failed", "packed in an unusual way", 1),
    "package in a package": (only(package("word/document.xml", zipfile.ZipFile(io.BytesIO(BODY)).read("word/document.xml"), **{"word/embeddings/x.zip": package("a", b"0" * 10_000_000)}), "x.docx"), "read", "", 0),
    "file over 200 MB": (big, "failed", "got 200", 1),
    "pipe instead of a file": (pipe, "", "must be a file or folder; got a device or pipe", 2),
    "noncharacters": (only(TALK.replace(b"whiteboard", "white\ufffeboard\uffff".encode())), "read", "control or invalid characters were removed", 0),
    "carriage returns alone": (only(TALK.replace(b"\n", b"\r")), "read", "", 0),
    "NaN in JSON": (only(b'{"segments": [{"start": NaN, "end": 2, "text": "It leaked in May and we left.", "speaker": "B"}, {"start": 3, "end": Infinity, "text": "And why was that?", "speaker": "A"}]}', "x.json"), "read", "no usable time", 0),
    "a key twice in JSON": (only(b'{"segments": [], "segments": [{"start": 1, "end": 2, "text": "Why?", "speaker": "A"}, {"start": 3, "end": 4, "text": "It leaked.", "speaker": "B"}]}', "x.json"), "read", "", 0),
    "CSV of 20,000 columns": (only(b"speaker,text" + b",x" * 20_000 + b"\nAnn,why?" + b"," * 20_000 + b"\nBo,it leaked" + b"," * 20_000 + b"\n", "x.csv"), "read", "", 0),
    "entities in cells": (only(b"speaker,text\nAnn,why?\nBo,it&#39;s the Smith &amp; Sons lot\nAnn,and?\nBo,it &quot;leaked&quot;\n", "x.csv"), "read", "letters they stand for", 0),
    "dialogue told by dashes": (only("".join(f"— Why was it {n}?\n\n— It leaked {n} times and we all got wet.\n\n" for n in range(1, 6)).encode()), "read", "each dash was read as the other", 0),
    "CHAT": (only(CHAT.encode(), "x.cha"), "read", "", 0),
    "stranger named as interviewer": (lambda folder: only(TALK)(folder) or ["--interviewer", "Zelda"], "", "must be a speaker of at least one file", 2),
    "loop of a recogniser": (only(("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ann>why?\n\n" + "".join(f"00:00:{k:02d}.000 --> 00:00:{k:02d}.900\n<v Bo>Thank you.\n\n" for k in range(3, 12))).encode(), "x.vtt"), "read", "recognisers invent on silence", 0),
    "Polish": (only(PL.encode("cp1250")), "read", "read as cp1250 by its letters", 0),
    "Japanese": (only(JA.encode("cp932")), "read", "read as cp932 by its letters", 0),
    "Chinese": (only(ZH.encode("gb18030")), "read", "read as gb18030 by its letters", 0),
    "Korean": (only(KO.encode("euc_kr")), "read", "read as euc_kr by its letters", 0),
    "Arabic": (only(AR.encode()), "read", "reads like Arabic", 0),
    "hidden and lock files": (many(**{"x__txt": TALK, "__DS_Store": b"x", "__hidden__txt": TALK, "~$x__docx": b"x", "__1____x__vtt": b"x"}), "read", "", 0),
    "output of a run among the files": (own_output, "read", "", 0),
    "formula in words": (only(b"Ann: why?\nBo: =cmd|' /C calc'!A0\nAnn: and?\nBo: +1 to that\n"), "read", "", 0),
    "script in words": (only(b"Ann: why?\nBo: <script>alert(1)</script> is what I typed\nAnn: and?\nBo: it ran\n"), "read", "", 0),
}  # fmt: skip


def exit_code(*arguments: str) -> int:
    """Return the exit code of the command; click ends it with SystemExit where it has one."""
    try:
        return run(list(arguments))
    except SystemExit as end:
        return int(end.code or 0)


@pytest.mark.parametrize("row", list(CASES))
def test_a_row_of_the_table(row: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write, status, words, code = CASES[row]
    more = write(tmp_path) or []
    assert exit_code("inspect", str(tmp_path), *more, "--json") == code
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    if not status:
        assert words in err
        assert MESSAGE.search(err)
        return
    rows = {r["file"]: r for r in json.loads(out)}
    shown = rows[next(n for n in ("loop.txt", *sorted(rows, reverse=True)) if n in rows)]
    assert shown["status"] == status, shown["warnings"]
    assert words in " ".join(shown["warnings"])
    assert status == "read" or MESSAGE.search(shown["warnings"][0])
    assert not any("neither speech" in w or "unaccounted" in w for w in shown["warnings"])
    assert str(tmp_path) not in out or row == "link in a circle"


#: a superuser opens everything unless two rights are taken away, which setpriv does for one command
WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")


def test_what_may_not_be_opened_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    lead = WITHOUT_RIGHTS if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    if os.name != "posix" or (lead and shutil.which(lead[0]) is None):
        pytest.skip("needs a system on which a file can be shut, and setpriv for a superuser")
    (tmp_path / "a.txt").write_bytes(TALK)
    (tmp_path / "shut").mkdir(mode=0)
    (tmp_path / "locked.vtt").write_bytes(GOOD["teams.vtt"])
    (tmp_path / "locked.vtt").chmod(0)
    (tmp_path / "participants.csv").write_text("file,participant_id\na.txt,P07\n", encoding="utf-8")
    (tmp_path / "participants.csv").chmod(0)
    told = subprocess.run(check=False, args=[*lead, sys.executable, "-m", "jtbd_analyzer", "inspect", str(tmp_path), "--json"], capture_output=True, text=True, timeout=120,
                          encoding="utf-8", env={**os.environ, "PYTHONPATH": str(commands.ROOT)})
    rows = {r["file"]: r for r in json.loads(told.stdout)}
    assert {name: r["status"] for name, r in rows.items()} == {"a.txt": "read", "shut": "failed", "locked.vtt": "failed", "participants.csv": "failed"}
    assert all("Check" in r["warnings"][0] and MESSAGE.search(r["warnings"][0]) for r in rows.values() if r["status"] == "failed")
    assert told.returncode == 1
    assert "Traceback" not in told.stdout + told.stderr
    alone = subprocess.run(check=False, args=[*lead, sys.executable, "-m", "jtbd_analyzer", "inspect", str(tmp_path / "shut")], capture_output=True, text=True, timeout=120,
                           encoding="utf-8", env={**os.environ, "PYTHONPATH": str(commands.ROOT)})
    assert alone.returncode == 2
    assert "not readable" in alone.stderr
    assert "Traceback" not in alone.stderr


def test_the_table_in_words_has_the_same_rows() -> None:
    text = (commands.ROOT / "tests" / "hostile.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \| (read|failed|refused) \| (\d) \|$", text, re.M)
    assert {name: (status if status != "refused" else "", int(code)) for name, _, status, code in rows} == {n: (c[1], c[3]) for n, c in CASES.items()}
    assert all(len(what.split()) > 2 for _, what, _, _ in rows)


def test_the_tests_named_are_there() -> None:
    tests = commands.ROOT / "tests"
    second = (tests / "hostile.md").read_text(encoding="utf-8").partition("## On the way out")[2]
    rows = [line for line in second.split("\n") if line.startswith("| ")][1:]
    written = "\n".join(p.read_text(encoding="utf-8") for p in tests.rglob("test_*.py"))
    assert rows
    for row in rows:
        names = re.findall(r"`(test_\w+)`", row)
        assert names, row
        assert [n for n in names if f"def {n}(" not in written] == []
