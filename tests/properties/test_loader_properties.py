# ruff: noqa: E501, PLW0108 - tables of cases read best a case to a line
"""Invariants of every loader over made-up files: a bounded guess, an InputError at worst, nothing lost, words as they were written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import dialogues
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jtbd_analyzer import registry
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.model import Source
from jtbd_analyzer.sources import decoded
from jtbd_analyzer.speech import conserved

LOADERS = registry.names("loaders")
#: what the formats are made of, in any order and number
PIECES = {
    "lines": ("Ann", "Bo Ray", "Interviewer", "P3", ": ", "\n", "\n\n", " ", "0:04", "[00:01:02]", "(12:31)", "  ", "**", "# ", "- ", "{", "}", "<", ">", "#00:00:05-0#", "1. ", "WEBVTT\n",
              "00:00:01.000 --> 00:00:02.000", "00:01,000 --> 00:02,000", "<v Ann>", "</v>", "NOTE x\n", "&amp;", "so it leaked", "why?", "é", "田中：", "[inaudible]", "Transcript\n",
              "📖 Transcript", "Attendees\n", "---\n", "title: x\n", "\t", "speaker,text\n", '"', ",", ";", "Timespan\tContent\tSpeaker\n", "0:00:00.378,0:00:11.378\n", "\u202e", "\u2028"),
    "html": ("<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</table>", "<br>", "<div>", "</div>", "<head>", "<script>", "</script>", "<!--", "-->", "<cite>", "</cite>", "<time>", "</time>",
             "<html>", "Ann: ", "so", "0:04", "&lt;", "&#0;", "<pre>", "\n", "<", ">"),
    "rtf": ("{\\rtf1\\ansi ", "{", "}", "\\par ", "\\b ", "\\b0 ", "\\'e9", "\\u233?", "\\u-10179?\\u-8704?", "\\trowd ", "\\intbl ", "\\cell ", "\\row ", "\\pard ", "{\\footnote ", "\\*", "\\uc2 ", "\\bin5 ", "Ann: ", "so", "\\",
            "\\v ", "{\\fonttbl{\\f1\\fcharset128 X;}}", "\\f1 ", "\\line ", "\\tab "),
    "odt": ("<text:p>", "</text:p>", "<text:span>", "</text:span>", "<text:line-break/>", '<text:s text:c="3"/>', "<table:table>", "</table:table>", "<table:table-row>", "</table:table-row>", "<table:table-cell>",
            "</table:table-cell>", "<office:annotation>", "</office:annotation>", "Ann: ", "so", "<text:tab/>", "<text:h>", "</text:h>", "<text:note>", "</text:note>"),
    "docx": ("<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:br/>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:ins>", "</w:ins>", "<w:del>", "</w:del>", "Ann: ", "so", "<w:tab/>",
             "<w:sdt>", "</w:sdt>", "<w:rPr><w:b/></w:rPr>"),
}  # fmt: skip
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def some(kind: str) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(st.sampled_from(PIECES[kind]), st.text(max_size=6)), max_size=40).map("".join)


def hold(source: Source | None) -> None:
    if source is None:
        return
    for name in LOADERS:
        loader = registry.build("loaders", name)
        try:
            assert 0.0 <= loader.sniff(source) <= 1.0
            reading = loader(source)
        except InputError as error:
            assert source.path.name in str(error)
            continue
        assert conserved(reading), name
        assert all(p.text.strip() for p in reading.passages), name


@QUICK
@given(some("lines"), st.sampled_from(["x.txt", "x.vtt", "x.csv", "x.json", "x"]))
def test_text_of_any_kind(text: str, name: str) -> None:
    hold(decoded(Path(name), text.encode("utf-8", "surrogatepass")))


@QUICK
@given(st.one_of(some("html"), some("rtf").map(lambda x: "{\\rtf1 " + x)))
def test_pages_and_rich_text(text: str) -> None:
    hold(decoded(Path("x"), text.encode("utf-8", "surrogatepass")))


def balanced(pieces: list[str]) -> str:
    """Return the pieces as well-formed XML: ends without a start are left out, what is open is closed."""
    out, stack = "", list[str]()
    for piece in pieces:
        tag = piece.strip("<>/").split(" ")[0]
        if piece.startswith("</"):
            if tag in stack:
                while (top := stack.pop()) != tag:
                    out += f"</{top}>"
                out += piece
        elif piece.startswith("<") and not piece.endswith("/>") and piece.count("<") == 1:
            stack.append(tag)
            out += piece
        else:
            out += piece if piece.startswith("<") else dialogues.esc(piece)
    return out + "".join(f"</{t}>" for t in reversed(stack))


@QUICK
@given(st.lists(st.sampled_from(PIECES["docx"]), max_size=50))
def test_word_bodies(pieces: list[str]) -> None:
    hold(Source(Path("x.docx"), dialogues.docx(balanced(pieces)), None, "binary"))


@QUICK
@given(st.lists(st.sampled_from(PIECES["odt"]), max_size=50))
def test_opendocument_bodies(pieces: list[str]) -> None:
    hold(Source(Path("x.odt"), dialogues.odt(balanced(pieces)), None, "binary"))


def jsons() -> st.SearchStrategy[Any]:
    keys = st.sampled_from(["segments", "results", "utterances", "words", "text", "start", "end", "speaker", "alternatives", "channels", "items", "monologues", "elements", "transcript",
                            "sentences", "speaker_labels", "phrases", "combinedPhrases", "recognizedPhrases", "nBest", "body", "value", "content", "timestamps", "speakerTag", "data"])  # fmt: skip
    leaves = st.one_of(st.none(), st.booleans(), st.integers(-5, 9_000), st.floats(), st.text(max_size=8), st.sampled_from(["12.9s", "PT1.5S", "0:04", "spk_0"]))
    return st.recursive(leaves, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=5)), max_leaves=25)


@QUICK
@given(jsons())
def test_json_of_any_shape(data: Any) -> None:
    hold(decoded(Path("x.json"), json.dumps(data).encode()))


@QUICK
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"{\\rtf1 ", b"\xff\xfe", b"WEBVTT\n\n", b"<html>"]))
def test_bytes_of_any_kind(data: bytes, start: bytes) -> None:
    hold(decoded(Path("x"), start + data) or Source(Path("x"), start + data, None, "binary"))


WORDS = st.lists(st.sampled_from("so it leaked and then we tore pages out of that old blue binder every friday naïve 漢字 42 don't".split()), min_size=3, max_size=25)
TURNS = st.lists(WORDS, min_size=4, max_size=10)


@pytest.mark.parametrize("form", ["txt", "vtt", "srt", "docx", "odt", "rtf", "html", "json", "csv"])
@settings(max_examples=12, deadline=None)
@given(said=TURNS)
def test_what_is_written_is_what_is_read(form: str, said: list[list[str]]) -> None:
    turns = [(("Mara Quist", "Jonas Åberg")[k % 2], " ".join(words)) for k, words in enumerate(said)]
    made = {
        "txt": lambda: "\n".join(f"{n}: {w}" for n, w in turns).encode(),
        "vtt": lambda: ("WEBVTT\n\n" + "\n\n".join(dialogues.cue(k, f"<v {n}>{w}</v>") for k, (n, w) in enumerate(turns))).encode(),
        "srt": lambda: "\n\n".join(f"{k + 1}\n{dialogues.cue(k, f'{n}: {w}', ',')}" for k, (n, w) in enumerate(turns)).encode(),
        "docx": lambda: dialogues.docx("".join(dialogues.para(f"{n}: {w}") for n, w in turns)),
        "odt": lambda: dialogues.odt("".join(f"<text:p>{n}: {w}</text:p>" for n, w in turns)),
        "rtf": lambda: dialogues.rtf(*(dialogues.rtf_text(f"{n}: {w}") for n, w in turns)),
        "html": lambda: ("<html><body>" + "".join(f"<p>{n}: {w}</p>" for n, w in turns) + "</body></html>").encode(),
        "json": lambda: json.dumps({"segments": [{"start": k, "end": k + 1, "text": w, "speaker": n} for k, (n, w) in enumerate(turns)]}).encode(),
        "csv": lambda: ("speaker,text\n" + "\n".join(f"{n},{w}" for n, w in turns)).encode(),
    }[form]()
    source = decoded(Path("x"), made) or Source(Path("x"), made, None, "binary")
    scores = {name: registry.build("loaders", name).sniff(source) for name in LOADERS}
    reading = registry.build("loaders", max(scores, key=lambda k: scores[k]))(source)
    assert [(p.speaker, p.text) for p in reading.passages] == turns
