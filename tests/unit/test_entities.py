"""Entities left in cells and records: read as letters where they stand throughout, with quotes verbatim all the same."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtbd_analyzer import entities
from jtbd_analyzer.inputs import People
from jtbd_analyzer.model import Transcript
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.sources import unescape
from jtbd_analyzer.transcripts import load_all

ROWS = [("Kim", "How did you &amp; your sister keep it?"), ("Lou", "We didn&#39;t. It said &quot;full&quot; all day."), ("Kim", "And then?"),
        ("Lou", "I&#x27;d had enough of it &lt;br&gt; so I left.")]
SAID = ["How did you & your sister keep it?", "We didn't. It said \"full\" all day.", "And then?", "I'd had enough of it <br> so I left."]


def load(path: Path) -> Transcript:
    made, statuses = load_all([path], LoadOptions(), People(), lambda *_: None)
    assert [s.status for s in statuses] == ["read"], statuses
    return made[0]


def write(folder: Path, kind: str) -> Path:
    path = folder / f"x.{kind}"
    if kind == "csv":
        path.write_text("speaker,text\n" + "".join(f'{a},"{b}"\n' for a, b in ROWS), encoding="utf-8")
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        for row in [("speaker", "text"), *ROWS]:
            book.active.append(row)
        book.save(path)
    else:
        path.write_text(json.dumps({"segments": [{"speaker": a, "text": b, "start": k, "end": k + 1} for k, (a, b) in enumerate(ROWS)]}), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_entities_in_cells_are_letters_and_quotes_stay_verbatim(kind: str, tmp_path: Path) -> None:
    made = load(write(tmp_path, kind))
    assert [made.text(t) for t in made.turns] == SAID
    assert [made.source_text[t.char_start : t.char_end] for t in made.turns] == SAID
    assert any("entities" in w for w in made.warnings)
    assert not any("unaccounted" in w or "neither speech" in w for w in made.warnings)


@pytest.mark.parametrize(("texts", "found"), [
    (["a &amp; b"], True), (["it&#39;s"], True), (["a & b"], False), (["we typed &lt;br&gt; there"], False), (["at R&D we wrote &amp; into it"], False),
    (["R&D said it&#39;s", "we&#39;d", "they&#39;re"], True), (["AT&T;x"], False), (["nothing"], False), (["&bogus; &"], False),
])  # fmt: skip
def test_who_talks_of_entities_keeps_them(texts: list[str], found: bool) -> None:
    assert entities.throughout(texts) is found


def test_entities_of_entities_are_read_twice(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("speaker,text\nKim,Why?\nLou,It didn&amp;#39;t work\n", encoding="utf-8")
    made = load(path)
    assert made.text(made.turns[1]) == "It didn't work"


@given(st.text(max_size=60))
def test_plain_words_are_never_touched(text: str) -> None:
    if "&" not in text:
        assert not entities.throughout([text])
    if not entities.throughout([text]):
        return
    assert unescape(text) != text
