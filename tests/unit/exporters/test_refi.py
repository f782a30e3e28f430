"""REFI-QDA out and in: valid by the standard's schemas, passages where their words are, hostile files refused."""

from __future__ import annotations

import io
import re
import uuid
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from study_fixture import study

from jtbd_analyzer.errors import ExportWarning, InputError
from jtbd_analyzer.exporters.qdc import Qdc
from jtbd_analyzer.exporters.qdpx import Qdpx
from jtbd_analyzer.refi import guid, matched, plain, read_codebook
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.study import Study

SCHEMAS = Path(__file__).parents[2] / "schemas"
NS = {"q": "urn:QDA-XML:project:1.0", "c": "urn:QDA-XML:codebook:1.0"}
EMPTY = replace(study(), quote_rows=(), theme_rows=(), participant_rows=(), transcript_rows=())
STUDIES = {
    "small": study(), "empty": EMPTY, "nothing coded": replace(study(), quote_rows=(), theme_rows=()),
    "no columns": replace(study(), participant_rows=tuple(replace(p, attributes={}) for p in study().participant_rows)),
    "excerpts": replace(EMPTY, quote_rows=tuple(replace(q, transcript_id="", code="a code of theirs") for q in study().quote_rows[:3])),
}


def valid(schema: str, raw: bytes) -> Any:
    root = etree.fromstring(raw)
    etree.XMLSchema(etree.parse(str(SCHEMAS / schema))).assertValid(root)
    return root


def project(made: Study, folder: Path) -> tuple[Any, dict[str, bytes]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExportWarning)
        raw = Qdpx()(made, folder)[0].read_bytes()
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        parts = {n: package.read(n) for n in package.namelist()}
    return valid("Project.xsd", parts.pop("project.qde")), parts


@pytest.mark.parametrize("which", STUDIES)
class TestAnyStudy:
    def test_codebook_is_valid(self, which: str, tmp_path: Path) -> None:
        raw = Qdc()(STUDIES[which], tmp_path)[0].read_bytes()
        assert raw.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0"')
        assert b"\r" not in raw
        valid("Codebook.repaired.xsd", raw)

    def test_project_is_valid_and_every_reference_leads_somewhere(self, which: str, tmp_path: Path) -> None:
        root, parts = project(STUDIES[which], tmp_path)
        ids = [n.get("guid") for n in root.iter() if n.get("guid")]
        assert len(ids) == len(set(ids))
        assert all(str(uuid.UUID(i)) == i for i in ids)
        assert {n.get(a) for n in root.iter() for a in ("targetGUID", "creatingUser", "creatingUserGUID") if n.get(a)} <= set(ids)
        assert {n.get("plainTextPath").replace("internal://", "sources/") for n in root.iterfind(".//q:TextSource", NS)} == set(parts)


class TestProject:
    def test_each_passage_is_where_its_words_are_in_code_points_and_in_utf16(self, tmp_path: Path) -> None:
        root, parts = project(study(), tmp_path)
        seen = 0
        for source in root.iterfind(".//q:TextSource", NS):
            raw = parts[source.get("plainTextPath").replace("internal://", "sources/")]
            text = raw.decode("utf-8")
            assert not raw.startswith(b"\xef\xbb\xbf")
            assert "\r" not in text
            wide = text.encode("utf-16-le")
            for passage in source.iterfind("q:PlainTextSelection", NS):
                a, b = int(passage.get("startPosition")), int(passage.get("endPosition"))
                assert text[a:b] == wide[2 * a : 2 * b].decode("utf-16-le") == passage.get("name")
                seen += 1
        assert seen == len(study().quote_rows)

    def test_words_are_those_of_the_study_but_for_replaced_characters(self, tmp_path: Path) -> None:
        root, _ = project(study(), tmp_path)
        names = [n.get("name") for n in root.iterfind(".//q:PlainTextSelection", NS)]
        assert sorted(names) == sorted(plain(q.verbatim)[0] for q in study().quote_rows)
        assert sum("\ufffd" in n for n in names) == 2

    def test_replaced_characters_and_losses_are_told(self, tmp_path: Path) -> None:
        with pytest.warns(ExportWarning) as told:
            Qdpx()(study(), tmp_path)
        said = [str(w.message) for w in told]
        assert "not at all" in said[0]
        assert said[1].startswith("project.qdpx: 4 characters")

    def test_a_quote_carries_code_theme_and_the_force_that_counts(self, tmp_path: Path) -> None:
        root, _ = project(study(), tmp_path)
        names = {n.get("guid"): n.get("name") for n in root.iterfind(".//q:Code", NS)}
        by_words = {n.get("name"): [names[c.get("targetGUID")] for c in n.iterfind("q:Coding/q:CodeRef", NS)]
                    for n in root.iterfind(".//q:PlainTextSelection", NS)}
        assert by_words["The day two families turned up for the same four bikes, I said that is it."] == [
            "Struggle trigger", "T-TRIG-01 Two groups at the door for the same bikes", "Push"]
        assert by_words["I was not worried about the season at all."] == ["Anxiety", "T-ANX-01 Will it work before the season starts?"]

    def test_cases_carry_the_columns_and_share_a_transcript_by_passages(self, tmp_path: Path) -> None:
        people = study().participant_rows
        two = replace(study(), participant_rows=(*people, replace(people[0], participant_id="P09", display_name="Ninth")))
        root, _ = project(two, tmp_path)
        cases = {c.get("name"): c for c in root.iterfind(".//q:Case", NS)}
        values = [v.findtext("q:TextValue", namespaces=NS) for v in cases["P02"].iterfind("q:VariableValue", NS)]
        assert values == ["=manager", "recent switcher"]
        assert len(cases["P02"].findall("q:SourceRef", NS)) == 1
        assert cases["P01"].findall("q:SourceRef", NS) == [] == cases["P09"].findall("q:SelectionRef", NS)
        assert len(cases["P01"].findall("q:SelectionRef", NS)) == sum(q.participant_id == "P01" for q in study().quote_rows)

    def test_ids_are_the_same_when_a_theme_goes_and_differ_between_studies(self, tmp_path: Path) -> None:
        def ids(made: Study, name: str) -> dict[str, str]:
            return {n.get("name"): n.get("guid") for n in project(made, tmp_path / name)[0].iterfind(".//q:TextSource", NS)}

        assert ids(study(), "a") == ids(replace(study(), theme_rows=study().theme_rows[:2]), "b")
        assert set(ids(study(), "a").values()).isdisjoint(ids(replace(study(), name="Another"), "c").values())


@given(st.text())
def test_plain_keeps_length_and_leaves_one_unit_per_character(text: str) -> None:
    safe, replaced = plain(text)
    assert len(safe) == len(text)
    assert len(safe.encode("utf-16-le")) == 2 * len(safe)
    assert replaced == sum(a != b for a, b in zip(safe, text, strict=True))
    etree.fromstring(f"<a>{safe.replace('&', '&amp;').replace('<', '&lt;')}</a>")


class TestReading:
    def test_our_own_codebook_comes_back(self, tmp_path: Path) -> None:
        book = read_codebook(Qdc()(study(), tmp_path)[0])
        top = {c.name: c for c in book.codes if not c.above}
        assert [c.ours for c in top.values() if c.ours] == list(CODES)
        assert {c.how for c in top.values() if c.ours} == {"same id"}
        assert top["Forces of the switch"].ours == ""
        assert not top["Forces of the switch"].codable
        under = next(c for c in book.codes if c.name.startswith("T-PAIN-01"))
        assert (under.ours, under.how, under.above) == ("pain_point", "stands under Pain point", ("Pain point",))
        assert dict(book.sets)["Struggle triggers"] == (guid("code", "struggle_trigger"),)

    def test_the_codebook_of_a_project_comes_back_too(self, tmp_path: Path) -> None:
        project(study(), tmp_path)
        assert read_codebook(tmp_path / "project.qdpx") == replace(read_codebook(Qdc()(study(), tmp_path)[0]))

    @pytest.mark.parametrize(("name", "ours"), [
        ("Pain points", "pain_point"), ("PAIN-POINT", "pain_point"), ("Value realized", "value_realized"), ("Anxieties", "anxiety"), ("Habits", "habit"),
        ("trigger", "struggle_trigger"), ("Priorities", "priority"), ("Pain relief", ""), ("", ""), ("None", ""), ("Push", ""),
    ])
    def test_names_of_other_programs(self, name: str, ours: str) -> None:
        assert matched(name)[0] == ours

    def test_a_foreign_codebook_with_braces_a_mark_and_another_encoding(self, tmp_path: Path) -> None:
        text = ('<?xml version="1.0" encoding="utf-16"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Other 3"><Codes>'
                f'<Code guid="{{{guid("code", "price").upper()}}}" name="Geld" isCodable="true"><Description>Was es kostet</Description>'
                '<Code guid="00000000-0000-0000-0000-000000000001" name="Rabatt" isCodable="true"/></Code></Codes></CodeBook>')
        path = tmp_path / "other.qdc"
        path.write_bytes(text.encode("utf-16"))
        first, second = read_codebook(path).codes
        assert (first.name, first.ours, first.how, first.description) == ("Geld", "price", "same id", "Was es kostet")
        assert (second.name, second.ours, second.how) == ("Rabatt", "price", "stands under Geld")

    @pytest.mark.parametrize(("content", "said"), [
        (b'<!DOCTYPE a [<!ENTITY x "y">]><CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>', "DOCTYPE"),
        ('<!DOCTYPE a><CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>'.encode("utf-16"), "DOCTYPE"),
        (b"<CodeBook>", "well-formed"), (b"<html/>", "got <html>"), (b"<CodeBook/>", "must be a REFI-QDA codebook"),
        (b"", "empty"), (b"P1: hello", "well-formed"),
        (b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>' + b"<Code>" * 400 + b"</Code>" * 400 + b"</Codes></CodeBook>", "well-formed"),
    ])
    def test_what_is_no_codebook_is_refused(self, content: bytes, said: str, tmp_path: Path) -> None:
        path = tmp_path / "bad.qdc"
        path.write_bytes(content)
        with pytest.raises(InputError, match=re.escape(said)):
            read_codebook(path)

    @pytest.mark.parametrize(("parts", "said"), [
        ({"a.txt": b"x"}, "must hold one project file"), ({"a.qde": b"<a/>", "b.qde": b"<a/>"}, "got 2"),
        ({"project.qde": b"<!DOCTYPE a><Project/>"}, "DOCTYPE"), ({"project.qde": b" " * 30_000_000}, "zip bomb"),
    ])
    def test_packages_are_read_under_limits(self, parts: dict[str, bytes], said: str, tmp_path: Path) -> None:
        path = tmp_path / "bad.qdpx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, raw in parts.items():
                package.writestr(name, raw)
        with pytest.raises(InputError, match=said):
            read_codebook(path)

    def test_an_empty_codebook_has_no_codes(self, tmp_path: Path) -> None:
        (tmp_path / "a.qdc").write_bytes(b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>')
        assert read_codebook(tmp_path / "a.qdc").codes == ()
