"""The shared form of a study: known names are gone from every text, spans still hold, and words that only look like names stay."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
import study_fixture
from hypothesis import given
from hypothesis import strategies as st

from jtbd_analyzer.model import Speaker
from jtbd_analyzer.pseudonyms import Pseudonyms, pseudonymised
from jtbd_analyzer.study import Study

KNOWN = Pseudonyms({"anna maria lund": "P01", "anna": "P01", "maria": "P01", "lund": "P01", "will": "P02", "bo": "P03"})


def named() -> Study:
    """Return the small study with people who have names, in labels, in what is said and in file names."""
    base = study_fixture.study()
    lines = (
        ("Anna Lund", "Anna, what then?", "Anna Lund here, I told Will and will Smith will do it.", "pain_point", "p01", -1, "T-PAIN-01", {}),
        ("Will Hart", "And Ms Lund?", "Lund's list was 🚲 gone, so I rang Anna.", "pain_point", "p01", -1, "T-PAIN-01", {}),
    )
    quotes, transcripts = study_fixture.quotes_of(lines)
    people = tuple(
        replace(p, participant_id=w, display_name=w, transcript_ids=(t.transcript_id,), attributes={"segment": f"with {w}", "company": "Lund & Co"})
        for p, w, t in zip(base.participant_rows, ("Anna Lund", "Will Hart"), transcripts, strict=False)
    )
    asks = Speaker("Marta Vel", "interviewer", 1.0, "asks", 9)
    transcripts = tuple(
        replace(t, speakers=(asks, Speaker(p.participant_id, "participant", 1.0, "answers", 9, p.participant_id)))
        for t, p in zip(transcripts, people, strict=True)
    )
    themes = (replace(study_fixture.theme_of("T-PAIN-01", "Anna's list was gone", quotes, 2), keywords="list anna"),)
    return replace(base, name="Study of anna lund", quote_rows=quotes, transcript_rows=transcripts, participant_rows=people, theme_rows=themes)


@pytest.mark.parametrize(("text", "shown"), [
    ("Anna Maria Lund said", "P01 said"), ("ANNA  maria\nLund", "P01"), ("Maria's", "P01's"), ("Annabel and bold", "Annabel and bold"),
    ("Will will ask Bo.", "P02 will ask P03."), ("", ""), ("nobody", "nobody"),
])
def test_longest_first_on_word_boundaries(text: str, shown: str) -> None:
    assert KNOWN(text) == shown


@given(st.lists(st.sampled_from(["Anna", "Maria Lund", "anna maria lund", "will", "Will", "🚲", "x", " ", ", "]), max_size=12).map("".join), st.data())
def test_a_place_between_names_is_found_again(text: str, data: st.DataObject) -> None:
    shown, place = KNOWN.located(text)
    assert place(0) == 0
    assert place(len(text)) == len(shown)
    cut = data.draw(st.integers(0, len(text)))
    assert 0 <= place(cut) <= len(shown)
    if cut == len(text) or text[cut].isspace():
        assert KNOWN(text[:cut]) == shown[: place(cut)]


def test_no_known_name_is_left_anywhere() -> None:
    shared = pseudonymised(named())
    text = json.dumps([asdict(x) for x in (*shared.quote_rows, *shared.transcript_rows, *shared.participant_rows, *shared.theme_rows)]).casefold()
    text += shared.name.casefold() + json.dumps(dict(shared.manifest))
    for name in ("anna", "lund", "hart", "marta", "shop-"):
        assert name not in text
    assert shared.quote_rows[0].verbatim == "P01 here, I told P02 and will Smith will do it."
    assert shared.theme_rows[0].statement == "P01's list was gone"


def test_spans_hold_and_ids_agree() -> None:
    shared = pseudonymised(named())
    texts = {t.transcript_id: t.source_text for t in shared.transcript_rows}
    for q in shared.quote_rows:
        assert texts[q.transcript_id][q.char_start : q.char_end] == q.verbatim
    for t in shared.transcript_rows:
        assert all(t.source_text[x.char_end : x.char_end + 1] in ("", "\n") for x in t.turns)
    people = {p.participant_id for p in shared.participant_rows}
    assert people == {"P01", "P02"} == {q.participant_id for q in shared.quote_rows}
    assert set(shared.theme_rows[0].quote_ids) == set(shared.quotes_by_id)
    assert set(shared.theme_rows[0].participants) <= people


def test_only_columns_that_name_nobody_stay() -> None:
    assert [dict(p.attributes) for p in pseudonymised(named()).participant_rows] == [{"segment": "with P01"}, {"segment": "with P02"}]


def test_ids_and_roles_are_no_names() -> None:
    base = study_fixture.study()
    shared = pseudonymised(base)
    assert [q.verbatim for q in shared.quote_rows] == [q.verbatim for q in base.quote_rows]
