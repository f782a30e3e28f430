"""Word, JSON and table loaders on files made here: nothing of the body lost, hostile parts refused."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders.docx import Docx
from jtbd_analyzer.loaders.stt_json import SttJson
from jtbd_analyzer.loaders.table import Table
from jtbd_analyzer.loaders.whisper_json import WhisperJson
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.speech import conserved

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, **parts: str) -> Source:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as z:
        z.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, text in parts.items():
            z.writestr(f"word/{name}.xml", text)
    return Source(Path("x.docx"), buffer.getvalue(), None, "binary")


def p(*runs: str, bold: bool = False) -> str:
    mark = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return "<w:p>" + "".join(f'<w:r>{mark}<w:t xml:space="preserve">{r}</w:t></w:r>' for r in runs) + "</w:p>"


def said(reading: Reading) -> list[tuple[str | None, str]]:
    assert conserved(reading), reading.warnings
    return [(x.speaker, x.text) for x in reading.passages]


def as_json(data: Any) -> Source:
    text = json.dumps(data)
    return Source(Path("x.json"), text.encode(), text, "utf-8")


def test_docx_reads_insertions_controls_tags_and_skips_deletions() -> None:
    body = (
        p("Ann: ", "one")
        + "<w:p><w:r><w:t>Bo: two</w:t></w:r>"
        + "<w:ins><w:r><w:t> three</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        + f"<w:sdt><w:sdtContent>{p('Ann: four')}</w:sdtContent></w:sdt>"
        + "<w:p><w:smartTag><w:r><w:t>Bo: five</w:t></w:r></w:smartTag></w:p>"
    )
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote>{p("aside")}</w:footnote></w:footnotes>'
    reading = Docx()(word(body, footnotes=note))
    assert said(reading) == [("Ann", "one"), ("Bo", "two three"), ("Ann", "four"), ("Bo", "five")]
    assert any(d.reason == "footnote" for d in reading.dropped)


def test_teams_docx_packs_a_turn_in_one_paragraph() -> None:
    turn = "<w:p><w:r><w:t>{}   {}</w:t><w:br/><w:t>so</w:t><w:br/><w:t>then</w:t></w:r></w:p>"
    body = (
        p("Call-Recording")
        + p("Ann Lee started transcription")
        + turn.format("Ann Lee", "0:04")
        + turn.format("Bo Ray", "0:09")
        + turn.format("Ann Lee", "1:00:09")
    )
    reading = Docx()(word(body + p("Ann Lee stopped transcription")))
    assert reading.format == "Teams DOCX"
    assert said(reading)[:2] == [("Ann Lee", "so"), ("Ann Lee", "then")]
    assert [x.start_s for x in reading.passages[::2]] == [4.0, 9.0, 3609.0]


@pytest.mark.parametrize("day", ["5 November 2025, 10:02am", "November 5, 2025, 10:02 AM", "5. November 2025, 10:02", "05/11/2025 10:02"])
def test_the_date_of_a_teams_docx_is_no_speaker(day: str) -> None:
    turns = "".join(p(f"{name}   {at}") + p("words") for name, at in (("Ann Lee", "0:04"), ("Bo Ray", "0:09"), ("Ann Lee", "0:15")))
    reading = Docx()(word(p("Call-Recording") + p(day) + turns))
    assert [(x.speaker, x.start_s) for x in reading.passages] == [("Ann Lee", 4.0), ("Bo Ray", 9.0), ("Ann Lee", 15.0)]
    assert conserved(reading) and not reading.warnings


def test_bold_paragraphs_without_labels_are_the_interviewer() -> None:
    reading = Docx()(word(p("Why so?", bold=True) + p("It leaked.") + p("And then?", bold=True) + p("I left.")))
    assert said(reading)[:2] == [("Interviewer", "Why so?"), ("Participant", "It leaked.")]


def test_nvivo_table_in_word() -> None:
    row = "<w:tr>" + "<w:tc>{}</w:tc>" * 3 + "</w:tr>"
    cells = [("Timespan", "Content", "Speaker"), ("0:01.0 - 0:04.0", "one", "Ann"), ("0:04.0 - 0:06.0", "two", "Bo")]
    reading = Docx()(word(p("Title") + "<w:tbl>" + "".join(row.format(*map(p, c)) for c in cells) + "</w:tbl>"))
    assert said(reading) == [("Ann", "one"), ("Bo", "two")]
    assert (reading.passages[0].start_s, reading.passages[0].end_s) == (1.0, 4.0)


def test_docx_with_entities_is_refused() -> None:
    with pytest.raises(InputError, match="DOCTYPE"):
        Docx()(word(p("Ann: a"), styles="<!DOCTYPE x><x/>"))


def test_whisperx_parts_a_segment_where_the_voice_changes() -> None:
    words = [{"word": "Hello", "start": 1, "end": 2, "speaker": "A"}, {"word": "7"}, {"word": "yes", "start": 3, "end": 4, "speaker": "B"}]
    source = as_json(
        {"text": "Hello 7 yes", "language": "en", "segments": [{"start": 1, "end": 4, "text": " Hello 7 yes", "words": words}]}
    )
    assert WhisperJson().sniff(source) == 0.9
    reading = WhisperJson()(source)
    assert reading.format == "WhisperX JSON"
    assert said(reading) == [("A", "Hello 7"), ("B", "yes")]


def test_google_reads_doubled_words_once() -> None:
    def words(tag: dict[str, int]) -> list[dict[str, Any]]:
        return [{"word": w, "startTime": f"{i}s", "endTime": f"{i}.5s", **tag} for i, w in enumerate(("so", "then"))]

    parts = [{"alternatives": [{"transcript": "so then", "words": words({})}]}, {"alternatives": [{"words": words({"speakerTag": 2})}]}]
    assert said(SttJson()(as_json({"results": parts}))) == [("Speaker 2", "so then")]


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (
            {"monologues": [{"speaker": 1, "elements": [{"type": "text", "value": "so", "ts": 1.0}, {"type": "punct", "value": "."}]}]},
            "Rev JSON",
        ),
        ({"sentences": [{"speaker_name": "Speaker 1", "text": "so.", "start_time": 1.0}]}, "Fireflies JSON"),
        ({"phrases": [{"speaker": 1, "offsetMilliseconds": 1000, "text": "so."}], "combinedPhrases": [{"text": "so."}]}, "Azure fast JSON"),
        (
            {"recognizedPhrases": [{"speaker": 1, "offsetInTicks": 1e7, "duration": "PT1.5S", "nBest": [{"display": "so."}]}]},
            "Azure batch JSON",
        ),
        ({"segments": [{"speaker": "Speaker 1", "startTime": 1, "body": "so."}]}, "Podcasting 2.0 JSON"),
        ({"audio_url": "", "utterances": [{"speaker": "1", "start": 1000, "end": 2000, "text": "so."}]}, "AssemblyAI JSON"),
    ],
)
def test_services_by_their_keys(data: dict[str, Any], form: str) -> None:
    reading = SttJson()(as_json(data))
    assert (reading.format, said(reading), reading.passages[0].start_s) == (form, [("Speaker 1", "so.")], 1.0)


def test_unknown_and_hostile_json_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="got keys colour"):
        SttJson()(as_json({"colour": 1}))
    for text in ("{", "[" * 100_000, "[" + "1" * 5000 + "]"):
        with pytest.raises(InputError, match=r"x\.json: must be JSON"):
            SttJson()(Source(Path("x.json"), b"", text, "utf-8"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_by_the_meaning_of_columns(delimiter: str) -> None:
    rows = [("Time", "Participant", "Quote", "Tag"), ("0:05", "Ann", '"one\ntwo"', "x"), ("0:09", "", "three", "")]
    text = "\n".join(delimiter.join(r) for r in rows) + "\n"
    source = Source(Path("x.csv"), text.encode(), text, "utf-8")
    assert Table().sniff(source) > 0.8
    reading = Table()(source)
    assert said(reading) == [("Ann", "one two"), (None, "three")]
    assert reading.passages[0].start_s == 5.0


def test_whisper_tsv_counts_milliseconds_and_missing_columns_are_named() -> None:
    text = "start\tend\ttext\n1500\t2500\tso\n"
    assert Table()(Source(Path("x.tsv"), b"", text, "utf-8")).passages[0].start_s == 1.5
    with pytest.raises(InputError, match=r"must have the column 'txet'; got .*did you mean 'text'"):
        Table(columns={"text": "txet"})(Source(Path("x.tsv"), b"", text, "utf-8"))


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [
        ("2025-09-17 10:00:13", "2025-09-17 10:00:26", 13.0), ("2025-09-17T23:59:50Z", "2025-09-18T00:00:10Z", 20.0),
        ("17/09/2025, 10:00", "17/09/2025, 10:02", 120.0), ("9/17/2025 11:59:30 AM", "9/17/2025 12:00:00 PM", 30.0),
    ],
)  # fmt: skip
def test_dates_with_times_count_from_the_first(first: str, second: str, gap: float) -> None:
    text = f'timestamp,author,message\n"{first}",Ann,one\n"{second}",Bo,two\n,Bo,three\n'
    reading = Table()(Source(Path("x.csv"), text.encode(), text, "utf-8"))
    assert [x.start_s for x in reading.passages] == [0.0, gap, None]
    assert any("counted from its first" in w for w in reading.warnings) and conserved(reading)


def workbook(*sheets: tuple[tuple[str, ...], ...]) -> Source:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return Source(Path("x.xlsx"), buffer.getvalue(), None, "binary")


def test_a_sheet_of_people_is_refused_by_its_columns() -> None:
    people = (("participant_id", "segment", "note"), ("P1", "school", "A long remark on how the person was found and why they came to us."))
    source = workbook(people)
    assert 0.1 < Table().sniff(source) < 0.3
    with pytest.raises(InputError, match=r"x\.xlsx: must have a column of speech; got columns participant_id, segment, note, a table of people"):
        Table()(source)
    assert said(Table()(workbook(people, (("speaker", "text"), ("Ann", "one"))))) == [("Ann", "one")]
    text = "weather,wind\nfair,low\n"
    with pytest.raises(InputError, match="got columns weather, wind"):
        Table()(Source(Path("x.csv"), b"", text, "utf-8"))
    assert Table().sniff(Source(Path("x.csv"), b"", text, "utf-8")) == 0.2


def test_xlsx() -> None:
    source = workbook((("Study 4",), ("Speaker", "Text"), ("Ann", "one"), ("Bo", "two")))
    assert Table().sniff(source) == 0.9
    assert said(Table()(source)) == [("Ann", "one"), ("Bo", "two")]
