"""JSON lines, Parquet, the page in Markdown and in Word: what a colleague or a script gets is what the study holds."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from study_fixture import big_study, study

from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.exporters.brief import Brief, escaped
from jtbd_analyzer.exporters.docx import Docx
from jtbd_analyzer.exporters.jsonl import Jsonl
from jtbd_analyzer.exporters.parquet import Parquet


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(x) for x in path.read_text(encoding="utf-8").split("\n") if x]


class TestJsonl:
    def test_words_are_exactly_those_said(self, tmp_path: Path) -> None:
        paths = {p.name: p for p in Jsonl()(study(), tmp_path)}
        for row, quote in zip(lines(paths["quotes.jsonl"]), study().quote_rows, strict=True):
            assert row["verbatim"] == quote.verbatim.replace("\ud800", "\ufffd")
            assert (row["counted"], row["valence"], row["score"]) == (quote.counted, quote.valence, quote.score)
        assert next(r for r in lines(paths["quotes.jsonl"]) if str(r["verbatim"]).startswith("=")), "no guard before a formula here"

    def test_absent_is_null_and_whole_numbers_are_whole(self, tmp_path: Path) -> None:
        silent = replace(study(), quote_rows=tuple(replace(q, start_s=None) for q in study().quote_rows))
        paths = {p.name: p for p in Jsonl()(silent, tmp_path)}
        assert {r["start_s"] for r in lines(paths["quotes.jsonl"])} == {None}
        assert all(isinstance(r["minutes"], int) for r in lines(paths["participants.jsonl"]))

    def test_a_table_without_rows_leaves_no_file_of_an_earlier_study(self, tmp_path: Path) -> None:
        Jsonl()(study(), tmp_path)
        Jsonl()(replace(study(), quote_rows=(), theme_rows=()), tmp_path)
        assert not (tmp_path / "tables" / "quotes.jsonl").exists()


class TestParquet:
    def test_gives_back_the_rows_with_types(self, tmp_path: Path) -> None:
        pq = pytest.importorskip("pyarrow.parquet")
        paths = {p.name: p for p in Parquet()(study(), tmp_path)}
        table = pq.read_table(paths["quotes.parquet"])
        assert [str(table.schema.field(c).type) for c in ("verbatim", "counted", "valence", "score")] == ["string", "bool", "int64", "double"]
        assert table["verbatim"].to_pylist() == [q.verbatim.replace("\ud800", "\ufffd") for q in study().quote_rows]
        assert set(paths) == {f"{n}.parquet" for n in ("quotes", "themes", "participants", "transcripts", "codebook", "heat_map", "forces")}

    def test_says_what_to_install_where_it_is_missing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
        with pytest.raises(OutputError, match=r'needs the package pyarrow.*pip install "jtbd_analyzer\[parquet\]", or choose --to jsonl'):
            Parquet()(study(), tmp_path)
        assert not list(tmp_path.iterdir())


class TestBrief:
    def test_each_theme_has_people_and_a_quote_that_was_said(self, tmp_path: Path) -> None:
        text = Brief()(study(), tmp_path)[0].read_text(encoding="utf-8")
        found = re.findall(r"^- \*\*(.+?)\*\* (\d) of 4, \w+(?:, denied by \d)?\. “(.+?)” \((P0\d)\) \\\[(.+?)\\\]$", text, re.MULTILINE)
        assert len(found) >= 6
        for _, n, said, who, quote_id in found:
            quote = study().quote(quote_id)
            assert quote.participant_id == who
            assert quote.counted
            assert int(n) >= 1
            assert re.sub(r"\\(.)", r"\1", said).removesuffix(" …").replace("\ufffd", "") in re.sub(r"\s+", " ", quote.verbatim)
        assert "%" not in text

    def test_fits_one_page_even_of_a_large_study(self, tmp_path: Path) -> None:
        text = Brief()(big_study(), tmp_path)[0].read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 55
        assert len(text.split()) <= 800

    def test_says_where_there_is_nothing(self, tmp_path: Path) -> None:
        text = Brief()(replace(study(), quote_rows=(), theme_rows=()), tmp_path)[0].read_text(encoding="utf-8")
        assert text.count("no evidence") == 3 + 1 + 4 * 2

    @pytest.mark.parametrize(("text", "shown"), [
        ("a *b* _c_", "a \\*b\\* \\_c\\_"), ("<script> &", "&lt;script&gt; &amp;"), ("a | b", "a \\| b"), ("line\nbreak", "line break"),
        ("plain, words.", "plain, words."),
    ])
    def test_words_cannot_act_as_markup(self, text: str, shown: str) -> None:
        assert escaped(text) == shown


class TestDocx:
    def test_holds_the_same_as_the_page_and_opens(self, tmp_path: Path) -> None:
        from docx import Document

        document = Document(str(Docx()(study(), tmp_path)[0]))
        text = "\n".join(p.text for p in document.paragraphs)
        assert "Two groups at the door for the same bikes  2 of 4, variant" in text
        assert "“The day two families turned up for the same four bikes, I said that is it.” (P01) [shop-p01-q0001]" in text
        assert [c.text for c in document.tables[0].columns[0].cells][1:] == [
            "push: away from the old way", "pull: towards the new way", "anxiety: doubts about the new way", "habit: holds in the old way"]
        assert document.core_properties.author == "jtbd_analyzer"

    def test_no_date_of_today_is_in_it(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(io.BytesIO(Docx()(study(), tmp_path)[0].read_bytes())) as package:
            assert {i.date_time for i in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = package.read("docProps/core.xml").decode()
        assert set(re.findall(r">(\d{4}-\d\d-\d\d)T", core)) == {"2026-05-04"}
