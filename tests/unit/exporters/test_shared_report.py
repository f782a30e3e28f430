"""The report to hand on: whoever is named anywhere in it is replaced, it says so, and its numbers are those of the full report."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from pathlib import Path

import commands
import pytest
import study_fixture
from lxml import html

from jtbd_analyzer.exporters._report.page import build
from jtbd_analyzer.exporters.report import Report
from jtbd_analyzer.inputs import people_beside
from jtbd_analyzer.privacy.register import Register
from jtbd_analyzer.pseudonyms import pseudonyms_of, shown_ids, spoken
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.study import Participant, Study
from jtbd_analyzer.transcripts import discover, load_all

SAMPLES = commands.ROOT / "data" / "samples"
OF = re.compile(r"\d+ of \d+")
needs_presidio = pytest.mark.skipif(importlib.util.find_spec("presidio_analyzer") is None, reason="needs the extra 'privacy'")


def named() -> Study:
    """Return a small study whose people, files, quotes, questions and themes name others."""
    base = study_fixture.study()
    lines = (
        ("Anna Lund", "What did Ngozi say?", "Ngozi's list was gone, so I rang Wei at Brightwater.", "pain_point", "p01", -1, "T-PAIN-01", {}),
        ("Will Hart", "And then?", "We had looked at Fetchly, and Ngozi hated it.", "alternative", "p07", -1, "", {}),
        ("Will Hart", "And?", "Wei does the Sunday lists now.", "pain_point", "p01", -1, "T-PAIN-01", {}),
    )
    quotes, transcripts = study_fixture.quotes_of(lines)
    people = tuple(Participant(who, who, (f"shop-{who.lower()}",), 500, {"segment": "with Wei"}) for who in ("Anna Lund", "Will Hart"))
    themes = (replace(study_fixture.theme_of("T-PAIN-01", "ngozi's list was gone", quotes, 2), keywords="list ngozi"),)
    return replace(base, name="Anna Lund and others", quote_rows=quotes, transcript_rows=transcripts, participant_rows=people, theme_rows=themes)


def heard() -> Register:
    register = Register()
    for words, kind in (("Ngozi", "person"), ("Wei", "person"), ("Brightwater", "organisation"), ("Fetchly", "organisation")):
        register.add(words, kind)
    return register


def words_of(page: str) -> str:
    tree = html.document_fromstring(page)
    for hidden in tree.xpath("//script | //style | //svg | //*[@id='names']"):
        hidden.drop_tree()
    return " ".join(tree.itertext())  # cells beside each other are not one number


def test_no_name_is_left_in_quotes_questions_themes_titles_ids_and_segments() -> None:
    s = named()
    full, shared = build(s), build(s, pseudonyms_of(s, heard()))
    for name in ("Ngozi", "Wei", "Brightwater", "Fetchly", "Anna", "Lund", "Hart", "shop-"):
        assert re.search(rf"\b{name}", full, re.IGNORECASE)
        assert not re.search(rf"\b{name}(?!gh)", shared, re.IGNORECASE), name
    assert "Person 1's list was gone, so I rang Person 2 at Organisation 1." in shared.replace("\u0026#39;", "'")
    assert "T01-q0001" in shared
    assert "with Person 2" in shared


def test_numbers_are_those_of_the_full_report() -> None:
    s = named()
    full, shared = build(s), build(s, pseudonyms_of(s, heard()))
    assert OF.findall(words_of(full)) == OF.findall(words_of(shared)) != []


def test_the_page_says_what_was_replaced_how_often_and_what_not() -> None:
    s = named()
    (told,) = html.document_fromstring(build(s, pseudonyms_of(s, heard()))).xpath("//*[@id='names']")
    text = told.text_content()
    assert "2 organisations, 2 other people" in text
    # 3 + 1 + 1 in quotes, 1 in a question, 1 in the name of the theme, 1 more for the firm that was looked at
    assert "Put 8 times in all" in text
    assert "not replaced" in text
    assert not html.document_fromstring(build(s)).xpath("//*[@id='names']")


def test_ids_of_the_researcher_stay_and_names_become_ids() -> None:
    people = tuple(Participant(i, i, (), 1) for i in ("P02", "Anna", "03-bo", "P07"))
    assert shown_ids(replace(study_fixture.study(), participant_rows=people)) == {"P02": "P02", "Anna": "P01", "03-bo": "P03", "P07": "P07"}


def all_the_talk() -> Study:
    """Return a study of the samples in which every turn of a participant is a quote, and some of them are names of themes."""
    people, _ = people_beside([SAMPLES], None)
    paths, _ = discover([SAMPLES], None)
    transcripts, files = load_all(paths, LoadOptions(), people, lambda *_: None)
    base = study_fixture.study()
    like, quotes, asked = base.quote_rows[0], [], ""
    for t in transcripts:
        for x in t.turns:
            if x.participant_id:
                quotes.append(replace(like, quote_id=f"{t.transcript_id}-{x.index:04d}", transcript_id=t.transcript_id, participant_id=x.participant_id,
                                      turn=x.index, char_start=x.char_start, char_end=x.char_end, verbatim=t.text(x), prompt=asked, theme_id=""))
            else:
                asked = t.text(x)
    rows = {r["participant_id"]: r for r in people.rows}
    persons = tuple(Participant(p, rows[p]["name"], tuple(t.transcript_id for t in transcripts if any(x.participant_id == p for x in t.turns)), 1,
                                {"segment": rows[p]["segment"]}) for p in rows)
    themes = tuple(replace(base.theme_rows[0], theme_id=f"T-PAIN-{k}", statement=q.verbatim[:60], quote_ids=(q.quote_id,), counter_ids=(),
                           exemplar_id=q.quote_id, second_id="", participants=(q.participant_id,), n=1) for k, q in enumerate(quotes[::40]))
    return replace(base, quote_rows=tuple(quotes), transcript_rows=tuple(transcripts), participant_rows=persons, theme_rows=themes, files=tuple(files),
                   vectors={})


@needs_presidio
def test_no_person_the_samples_name_is_in_their_shared_report(tmp_path: Path) -> None:
    s = all_the_talk()
    (path,) = Report(share=True)(s, tmp_path)
    page = path.read_text(encoding="utf-8")
    register = spoken(s)
    assert register is not None
    persons = [k for k in register.known.values() if k.kind == "person"]
    assert len({k.pseudonym for k in persons}) > 50
    left = [k.words for k in persons if re.search(rf"\b{re.escape(k.words)}\b", page, 0 if k.exact else re.IGNORECASE)]
    assert left == []
    # told by reading the samples, whatever the recognisers say
    read = ("Denise", "Wilf", "Dom", "Jeanette", "Petra", "Declan", "Wes", "Shona", "Anand", "Hilary", "Colette", "Priya", "Gareth", "Pugh")
    assert [name for name in read if re.search(rf"\b{name}\b", page, re.IGNORECASE)] == []
    assert [i for i in (t.transcript_id for t in s.transcript_rows) if i in page] == []


@needs_presidio
def test_a_word_to_keep_stays(tmp_path: Path) -> None:
    s = named()
    (path,) = Report(share=True, keep=("Fetchly",))(s, tmp_path)
    page = path.read_text(encoding="utf-8")
    assert "Fetchly" in page
    assert "Ngozi" not in page


def test_a_study_without_names_is_not_looked_through_again() -> None:
    s = replace(study_fixture.study(), manifest={"privacy": {"pseudonymised": True}})
    assert spoken(s) is None
    (told,) = html.document_fromstring(build(s, pseudonyms_of(s))).xpath("//*[@id='names']")
    assert "taken out before the study was analysed" in told.text_content()
