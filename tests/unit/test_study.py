"""A study saved and opened again is the same study; its tables keep to their schemas."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import study_fixture

from jtbd_analyzer import frames
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.model import as_row
from jtbd_analyzer.scheme import CODES, KINDS
from jtbd_analyzer.study import SCHEMA, Study

#: as on disk, where half a character cannot stand
STUDY = replace(study_fixture.study(), quote_rows=tuple(q for q in study_fixture.study().quote_rows if "\ud800" not in q.verbatim),
                transcript_rows=tuple(replace(t, source_text=t.source_text.replace("\ud800", "?")) for t in study_fixture.study().transcript_rows))


def test_saved_and_opened_is_equal(tmp_path: Path) -> None:
    STUDY.save(tmp_path / "study")
    assert Study.open(tmp_path) == STUDY
    assert Study.open(tmp_path / "study") == STUDY


def test_saved_twice_is_the_same_bytes(tmp_path: Path) -> None:
    STUDY.save(tmp_path / "a")
    Study.open(tmp_path / "a").save(tmp_path / "b")
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == ["quotes.jsonl", "study.json", "transcripts.jsonl"]
    assert all(p.read_bytes() == (tmp_path / "b" / p.name).read_bytes() for p in (tmp_path / "a").iterdir())


def test_a_line_end_of_another_alphabet_inside_a_quote_survives(tmp_path: Path) -> None:
    odd = replace(STUDY, quote_rows=(replace(STUDY.quote_rows[0], verbatim="a\u2028b\x85c"),))
    odd.save(tmp_path)
    assert Study.open(tmp_path).quote_rows == odd.quote_rows


@pytest.mark.parametrize("damage", ["absent", "torn", "other form"])
def test_what_is_no_study_is_refused(tmp_path: Path, damage: str) -> None:
    if damage != "absent":
        STUDY.save(tmp_path)
        head = json.loads((tmp_path / "study.json").read_text(encoding="utf-8"))
        text = json.dumps(head | {"schema": SCHEMA + 1}) if damage == "other form" else "{"
        (tmp_path / "study.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"must be a (folder that 'jtbd analyze' wrote|study of form)"):
        Study.open(tmp_path)


def test_a_quote_in_context_is_marked() -> None:
    q = STUDY.quote_rows[1]
    text = STUDY.in_context(q.quote_id, 40)
    assert f"»{q.verbatim}«" in text
    assert q.prompt in text
    with pytest.raises(KeyError):
        STUDY.quote("nobody")


@pytest.mark.parametrize("table", ["quotes", "themes", "transcripts"])
def test_a_table_has_the_columns_of_its_schema_in_order(table: str) -> None:
    made = getattr(STUDY, table)
    assert list(made.columns) == list(frames.SCHEMAS[table])
    assert len(made) == len(getattr(STUDY, f"{table[:-1]}_rows"))
    empty = getattr(replace(STUDY, quote_rows=(), theme_rows=(), transcript_rows=()), table)
    assert list(empty.columns) == list(made.columns)


def test_participants_have_their_own_columns_after_the_fixed_ones() -> None:
    assert list(STUDY.participants.columns) == [*frames.SCHEMAS["participants"], "role", "recruited_as"]
    assert list(STUDY.participants["participant_id"]) == ["P01", "P02", "P03", "P04"]


def test_a_column_of_the_researcher_cannot_push_out_a_fixed_one() -> None:
    people = tuple(replace(p, attributes={"n_quotes": "many", "segment": "shop"}) for p in STUDY.participant_rows)
    table = replace(STUDY, participant_rows=people).participants
    assert table.columns.is_unique
    assert list(table.columns)[-1] == "segment"


def test_counts_of_a_participant_are_of_their_quotes() -> None:
    row = STUDY.participants.set_index("participant_id").loc["P02"]
    own = [q for q in STUDY.quote_rows if q.participant_id == "P02"]
    assert row["n_quotes"] == len(own)
    assert row["n_quotes_A"] == sum(q.grade == "A" for q in own)
    assert row["themes"] == len({q.theme_id for q in own if q.theme_id and q.counted})


def test_talk_ratio_is_the_share_of_their_words() -> None:
    row = STUDY.participants.iloc[0]
    assert (row["words_participant"], row["words_interviewer"], row["talk_ratio"]) == (500, 80, 0.86)


def test_flags_say_what_to_be_careful_with() -> None:
    quiet = replace(STUDY.participant_rows[0], words=120, attributes={"months_since_switch": "14"})
    flags = replace(STUDY, participant_rows=(quiet,)).participants.loc[0, "flags"]
    assert "few words (120)" in flags
    assert "switched 14 months ago" in flags
    assert STUDY.participants.loc[0, "flags"] == ""


def test_theme_rows_count_people_and_name_who_denies() -> None:
    row = STUDY.themes.set_index("theme_id").loc["T-PRICE-01"]
    assert (row["n_participants"], row["n_of_N"], row["counter_n"]) == (1, "1 of 4", 1)
    assert row["n_quotes"] == 1
    assert row["exemplar_quote"] == STUDY.quote(row["exemplar_id"]).verbatim


def test_codes_and_kinds_of_the_tables_are_those_of_the_scheme() -> None:
    assert set(STUDY.quotes["code"]) <= set(CODES)
    assert {c.kind for c in CODES.values()} == set(KINDS)
    book = frames.codebook()
    assert list(book["code"]) == list(CODES)
    assert book["theme_prefix"].is_unique


def test_every_quote_is_the_exact_span_of_its_transcript() -> None:
    texts = {t.transcript_id: t.source_text for t in STUDY.transcript_rows}
    assert all(texts[q.transcript_id][q.char_start : q.char_end] == q.verbatim for q in STUDY.quote_rows)


def test_a_row_of_a_value_is_flat() -> None:
    row = as_row(STUDY.theme_rows[0])
    assert row["participants"] == "P01 P02"
    assert list(row)[:2] == ["theme_id", "code"]


def test_a_table_written_and_read_again_has_the_same_words(tmp_path: Path) -> None:
    from jtbd_analyzer import registry

    registry.build("exporters", "tables")(STUDY, tmp_path)
    text = (tmp_path / "tables" / "quotes.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [r["quote_id"] for r in rows] == [q.quote_id for q in STUDY.quote_rows]
    for r, q in zip(rows, STUDY.quote_rows, strict=True):
        assert r["prompt"] == q.prompt
        assert r["verbatim"] in (q.verbatim, "'" + q.verbatim, q.verbatim.replace("\x0b", "").replace("\ufffe", ""))
        assert not r["verbatim"].startswith(("=", "+", "-", "@"))


def test_vectors_survive_saving_and_a_broken_file_is_as_none(tmp_path: Path) -> None:
    s = STUDY
    vectors = {q.quote_id: np.full(4, i / 100, dtype=np.float16) for i, q in enumerate(s.quote_rows)}
    replace(s, vectors=vectors).save(tmp_path)
    again = Study.open(tmp_path)
    assert again.vectors.keys() == vectors.keys()
    assert all((again.vectors[k] == v).all() for k, v in vectors.items())
    (tmp_path / "vectors.npy").write_bytes(b"not an array")
    assert Study.open(tmp_path).vectors == {}
    s.save(tmp_path)
    assert not (tmp_path / "vectors.npy").exists()
