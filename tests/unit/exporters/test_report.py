"""The report: every number counts the people of the quotes it leads to, nothing is loaded, nothing a participant says becomes code."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import study_fixture
from lxml import html

from jtbd_analyzer import chart_data
from jtbd_analyzer.exporters._answers import _QUESTIONS, FIRST, GROUPS, OPEN, answers
from jtbd_analyzer.exporters._report import explore, story
from jtbd_analyzer.exporters._report.evidence import Evidence, script_json, utf16
from jtbd_analyzer.exporters._report.page import build
from jtbd_analyzer.exporters.report import Report
from jtbd_analyzer.insights.contradictions import Contradictions
from jtbd_analyzer.model import Theme
from jtbd_analyzer.study import Study
from jtbd_analyzer.themes import SINGLE

STUDY = study_fixture.study()
PAGE = build(STUDY)
TREE = html.document_fromstring(PAGE)
OF = re.compile(r"(\d+) of (\d+)")


def data_of(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(html.document_fromstring(page).get_element_by_id("data").text)
    return found


DATA = data_of(PAGE)
QUOTES = [dict(zip(DATA["fields"], row, strict=True)) for row in DATA["quotes"]]


class TestNumbers:
    def test_every_count_of_people_is_that_of_its_quotes(self) -> None:
        checked = 0
        for a in TREE.xpath("//a[contains(@class, 'n')][starts-with(@href, '#see=')]"):
            m = OF.fullmatch(a.text_content())
            if m and not a.xpath("ancestor::section[@id='care']"):
                _, places = DATA["sets"][a.get("href").removeprefix("#see=")]
                assert int(m[1]) == len({QUOTES[i]["who"] for i in places if QUOTES[i]["counted"]}), a.text_content()
                # a job counts within its own group of people, a segment within its own
                within = a.xpath("ancestor::section[@id='jobs' or @id='segments']")
                assert int(m[2]) == STUDY.n_total or (within and int(m[1]) <= int(m[2]) < STUDY.n_total)
                checked += 1
        assert checked > 40

    def test_every_link_leads_somewhere(self) -> None:
        ids = set(TREE.xpath("//@id"))
        for href in TREE.xpath("//@href"):
            what, _, rest = href.removeprefix("#").partition("=")
            assert href.startswith("#") or href == "data:,", href
            if what == "see":
                assert rest in DATA["sets"]
            elif what == "at":
                assert int(rest) < len(QUOTES)
            elif what == "find":
                assert rest.split(":")[0] in ("theme", "who")
            elif href != "data:,":
                assert what in ids, href

    def test_counts_of_themes_are_those_of_the_study(self) -> None:
        cards = [t for b in story.top_themes(STUDY, Evidence(STUDY, True)) for t in b["themes"]]
        ns = {t.theme_id: t.n for t in STUDY.theme_rows}
        assert cards
        assert all(c["n"]["text"] == f"{ns[c['id']]} of 4" for c in cards)

    def test_no_percentage(self) -> None:
        assert "%" not in TREE.get_element_by_id("main").text_content()


class TestEvidence:
    def test_a_quote_is_found_in_its_turn_as_a_browser_counts(self) -> None:
        for q in QUOTES:
            text = DATA["transcripts"][q["home"]][1][q["turn"]][3]
            units = text.encode("utf-16-le", "surrogatepass")[2 * q["start"] : 2 * q["end"]]
            assert units.decode("utf-16-le", "surrogatepass") == q["text"]

    def test_its_question_stands_with_it(self) -> None:
        assert [DATA["prompts"][q["prompt"]] for q in QUOTES] == [q.prompt for q in STUDY.quote_rows]

    @pytest.mark.parametrize(("text", "units"), [("", 0), ("abc", 3), ("a🚲b", 4), ("é", 1)])
    def test_utf16(self, text: str, units: int) -> None:
        assert utf16(text) == units

    def test_json_cannot_leave_its_element(self) -> None:
        evil = {"</script><script>": "<!-- & \u2028\u2029"}
        made = script_json(evil)
        assert not set("<>&\u2028\u2029") & set(made)
        assert json.loads(made) == evil


class TestPage:
    def test_the_policy_lets_only_its_own_style_and_script_run(self) -> None:
        policy = TREE.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert policy.startswith("default-src 'none'; ")
        for tag, rule in (("style", "style-src"), ("script", "script-src")):
            (text,) = [e.text for e in TREE.iter(tag) if e.get("type") != "application/json"]
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"{rule} 'sha256-{digest}'" in policy
        assert not TREE.xpath("//@style")
        assert not [a for a in TREE.xpath("//@*") if a.attrname.startswith("on")]
        assert not TREE.xpath("//img | //iframe | //object | //embed | //link[@rel='stylesheet'] | //script[@src]")

    def test_people_with_screen_readers_find_their_way(self) -> None:
        assert TREE.xpath("//html/@lang") == ["en"]
        assert len(TREE.xpath("//main")) == len(TREE.xpath("//h1")) == len(TREE.xpath("//nav")) == 1
        assert TREE.xpath("//body/*[1]/@href") == ["#main"]
        assert all(t.find("caption") is not None for t in TREE.iter("table"))
        assert all(t.xpath(".//th[@scope='col']") for t in TREE.iter("table"))
        assert TREE.xpath("//*[@aria-live='polite']/@id") == ["found"]
        assert all(f.getparent().tag == "label" for f in TREE.xpath("//input | //select"))
        ids = TREE.xpath("//@id")
        assert len(ids) == len(set(ids))
        for place in TREE.xpath("//@aria-labelledby"):
            assert place in ids

    def test_suggested_and_decided_look_different(self) -> None:
        def decided(t: Theme, status: str) -> Theme:
            return replace(t, status=status)

        rows = [decided(t, ("reviewed", "edited", "provisional")[i % 3]) for i, t in enumerate(STUDY.theme_rows)]
        tree = html.document_fromstring(build(replace(STUDY, theme_rows=tuple(rows))))
        for word in ("suggested", "confirmed", "edited"):
            assert tree.xpath(f"//article[contains(@class, 'theme {word}')]//span[@class='status {word}']")

    @pytest.mark.parametrize("study", [
        replace(STUDY, quote_rows=(), theme_rows=()), replace(STUDY, quote_rows=(), theme_rows=(), participant_rows=(), transcript_rows=()),
    ])
    def test_nothing_found_says_so(self, study: Study) -> None:
        assert "no evidence" in build(study)

    def test_jobs_are_shown_where_they_are_formed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        own = ", ".join(q.quote_id for q in STUDY.quote_rows if q.theme_id == "T-WANT-01")
        job = {"job_id": "J1", "job_title": "Know what is free", "status": "thin", "members": "P01, P03", "n_of_members": "2 of 2", "quote_ids": own,
               "job_statement_clg": "When I <stand> at the counter, help me know", "when": "I stand", "when_quote_ids": own,
               "fired": f"• paper (2 of 2) [{own}]"}
        real = chart_data.table
        monkeypatch.setattr(chart_data, "table", lambda study, name: [job] if name == "jobs" else real(study, name))
        section = html.document_fromstring(build(STUDY)).get_element_by_id("jobs")
        assert "When I <stand> at the counter" in section.text_content()
        assert section.xpath(".//a[text()='2 of 2']/@href")
        assert section.xpath(".//dd/text()") == ["paper (2 of 2)"]


class TestFiles:
    @pytest.mark.skipif(importlib.util.find_spec("presidio_analyzer") is None, reason="needs the extra 'privacy'")
    def test_the_shared_form_has_no_transcripts_and_a_name_of_its_own(self, tmp_path: Path) -> None:
        full, shared = (Report(share=s)(STUDY, tmp_path)[0] for s in (False, True))
        assert (full.name, shared.name) == ("report.html", "report-shared.html")
        text = shared.read_text(encoding="utf-8")
        found = data_of(text)
        assert found["transcripts"] == []
        assert len(found["quotes"]) == len(STUDY.quote_rows)
        assert "#at=" not in text.split("<script>")[0]
        assert "shop-p01" in full.read_text(encoding="utf-8")
        assert "shop-p01" not in text
        assert next(p[1] for p in data_of(full.read_text(encoding="utf-8"))["people"]) == "Person 1"
        assert all(p[0] == p[1] for p in found["people"])

    def test_a_large_study_stays_small_and_quick(self, tmp_path: Path) -> None:
        began = time.process_time()
        (path,) = Report()(study_fixture.big_study(), tmp_path)
        assert path.stat().st_size < 3_000_000
        assert time.process_time() - began < 10


class TestSegments:
    def test_quotes_can_be_filtered_by_each_segment_of_their_speaker(self) -> None:
        assert DATA["segments"] == ["role: owner", "role: =manager"]
        of = {p[0]: p[2] for p in DATA["people"]}
        assert (of["P01"], of["P04"]) == (["role: owner"], [])

    def test_cells_count_the_people_of_the_segment(self) -> None:
        block, = explore.segments(STUDY, Evidence(STUDY, transcripts=True))
        assert block["segments"][0] == {"name": "owner", "n": 2, "small": True}
        row = next(r for r in block["rows"] if r["statement"] == "Sunday nights go into copying slips")
        assert [c["text"] for c in row["cells"]] == ["2 of 2", "1 of 1", "1 of 1"]

    def test_a_study_without_columns_has_no_such_section(self) -> None:
        bare = replace(STUDY, participant_rows=tuple(replace(p, attributes={}) for p in STUDY.participant_rows))
        page = html.document_fromstring(build(bare))
        assert not page.xpath("//section[@id='segments']")
        assert data_of(build(bare))["segments"] == []


class TestAtAGlance:
    def test_each_question_stands_once_with_its_answers_or_no_evidence(self) -> None:
        blocks = story.answers(STUDY, Evidence(STUDY, transcripts=True))
        assert [b["question"] for b in blocks][:2] == ["What started people looking", "Where it hurts most"]
        assert blocks[0]["answers"][0]["n"]["text"] == "2 of 4"
        empty = replace(STUDY, quote_rows=(), theme_rows=())
        assert all(not b["answers"] for b in story.answers(empty, Evidence(empty, transcripts=False)) if b["question"] != OPEN)

    def test_what_no_theme_answers_is_answered_by_single_people(self) -> None:
        code = STUDY.theme_rows[0].code
        alone = tuple(replace(q, theme_id="", theme_role=SINGLE) if q.code == code else q for q in STUDY.quote_rows)
        s = replace(STUDY, quote_rows=alone, theme_rows=tuple(t for t in STUDY.theme_rows if t.code != code))
        shown = next(b for b in answers(s) if b.question == next(question for question, codes, *_ in _QUESTIONS if code in codes)).answers
        assert shown
        assert len({a.quote.participant_id for a in shown if a.quote}) == len(shown)
        for a in shown:
            assert (a.people, a.label, a.theme_id) == ("1 of 4", "single", "")
            assert a.quote_ids == (a.quote.quote_id,)  # type: ignore[union-attr]

    def test_the_last_answers_say_where_groups_differ_and_what_asks_for_action(self) -> None:
        persons = tuple(replace(p, attributes={"team_kind": "agency" if p.participant_id in ("P01", "P02") else "in-house"}) for p in STUDY.participant_rows)
        s = replace(STUDY, participant_rows=persons)
        s._tables["contradictions"] = Contradictions(people=2)(s)
        blocks = {b.question: b for b in answers(s)}
        shown = [(a.text, a.place) for a in blocks[GROUPS].answers]
        voiced = {t.statement: set(t.participants) for t in s.theme_rows}
        assert shown
        for text, place in shown:
            own = voiced[text]
            counts = {kind: f"{len(own & ids)} of {len(ids)} {kind}" for kind, ids in (("agency", {"P01", "P02"}), ("in-house", {"P03", "P04"}))}
            assert place.startswith("team kind: ")
            assert set(place.removeprefix("team kind: ").split(", ")) == set(counts.values())
        first = blocks[FIRST].answers
        assert len({a.place.split(";")[0] for a in first}) == len(first) > 0
        alone = replace(STUDY, participant_rows=tuple(replace(p, attributes={}) for p in STUDY.participant_rows))
        assert GROUPS not in {b.question for b in answers(alone)}

    def test_the_teams_own_plans_are_not_shared(self) -> None:
        from jtbd_analyzer import decisions

        plan = decisions.make("entry", "TeamView|x", "owner", "", "Ida")
        s = replace(STUDY, decisions=(plan,))
        assert explore.decisions(s, shared=False)
        assert not explore.decisions(s, shared=True)
