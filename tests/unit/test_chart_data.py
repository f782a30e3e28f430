"""What the charts may show: people not mentions, hollow points, no point without evidence, no line over a gap, ranges over orders."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
import study_fixture
from hypothesis import given
from hypothesis import strategies as st

from jtbd_analyzer import chart_data, journey, overlays, value_map
from jtbd_analyzer.insights import _clusters, _nearby
from jtbd_analyzer.insights.heat_map import HeatMap
from jtbd_analyzer.study import Study

STUDY = study_fixture.study()
EMPTY = replace(STUDY, quote_rows=(), theme_rows=())


def told(*lines: tuple[str, str, int], framework: str = "switch", **other: Any) -> Study:
    """Return a study in which people (id, step, valence) tell of steps."""
    frame = journey.framework(framework)
    made = tuple((who, "And?", f"Words {i}.", "pain_point", step, v, "", other) for i, (who, step, v) in enumerate(lines))
    quotes, transcripts = study_fixture.quotes_of(made)
    return replace(STUDY, quote_rows=tuple(replace(q, phase=frame.phase_of(q.step)) for q in quotes), transcript_rows=transcripts, theme_rows=(),
                   framework=frame)


def by_phase(study: Study) -> dict[str, chart_data.Row]:
    return {r["phase"]: r for r in chart_data.feelings(study)}


class TestFeelings:
    def test_the_mean_of_each_person_comes_first(self) -> None:
        row = by_phase(told(*[("P01", "p01", -2)] * 5, ("P02", "p01", 2), ("P03", "p01", 2)))["status_quo"]
        assert (row["median"], row["low"], row["high"], row["n_of_N"]) == (2.0, -2.0, 2.0, "3 of 4")

    @pytest.mark.parametrize(("people", "hollow"), [(1, True), (2, True), (3, False)])
    def test_fewer_than_three_people_are_hollow(self, people: int, hollow: bool) -> None:
        assert by_phase(told(*[(f"P0{i + 1}", "p01", 1) for i in range(people)]))["status_quo"]["hollow"] is hollow

    def test_a_phase_without_evidence_has_no_point_and_breaks_the_line(self) -> None:
        rows = by_phase(told(("P01", "p01", 1), ("P01", "p02", 1), ("P01", "p04", 1)))
        silent = rows["passive_looking"]
        assert (silent["median"], silent["n"], silent["run"], silent["n_of_N"], silent["hollow"]) == (None, 0, None, "no evidence", False)
        assert rows["status_quo"]["run"] == rows["first_thought"]["run"] != rows["event_one"]["run"]

    def test_what_is_not_counted_is_no_evidence(self) -> None:
        assert all(r["n"] == 0 for r in chart_data.feelings(told(("P01", "p01", 2), counted=False)))

    def test_every_phase_is_there_in_order(self) -> None:
        assert [r["phase"] for r in chart_data.feelings(STUDY)] == [p.id for p in STUDY.framework.phases]


class TestMarks:
    def test_moments_of_truth_go_by_sign_and_markers_by_name(self) -> None:
        found = {(r["marker"], r["phase"]): r["n"] for r in chart_data.marks(STUDY)}
        frame = STUDY.framework
        assert found["moment of truth, good", frame.phase_of("p13")] == 1
        assert found["moment of truth, bad", frame.phase_of("p12")] == 1
        assert found["leap of faith", frame.phase_of("p07")] == 1
        assert found["first value", frame.phase_of("p14")] == 1

    def test_one_person_who_says_it_twice_is_one(self) -> None:
        rows = chart_data.marks(told(("P01", "p13", 2), ("P01", "p13", 1), markers="first_value"))
        assert [(r["marker"], r["n_of_N"]) for r in rows] == [("first value", "1 of 4")]


    def test_every_leap_of_the_journey_map_is_marked_also_one_told_by_what_was_at_stake(self) -> None:
        lines = (("P01", "And?", "I said to the board we open with it on Saturday, and if it went wrong they would close us.", "objection", "p10", 0, "", {}),)
        quotes, transcripts = study_fixture.quotes_of(lines)
        made = replace(STUDY, quote_rows=quotes, transcript_rows=transcripts, theme_rows=())
        assert "leap_of_faith" not in quotes[0].markers
        assert [r["quote_ids"] for r in chart_data.marks(made) if r["marker"] == "leap of faith"] == [[quotes[0].quote_id]]
        assert {i for r in chart_data.marks(STUDY) if r["marker"] == "leap of faith" for i in r["quote_ids"]} == set(_nearby.leaps(STUDY))


class TestForces:
    def test_at_most_five_statements_weak_ones_last_else_most_people_first(self) -> None:
        study = study_fixture.big_study(quotes_each=60)
        study = replace(study, quote_rows=tuple(replace(q, score=0.9) for q in study.quote_rows))
        weak = {t.theme_id: t.code in overlays.WEAK for t in study.theme_rows}
        rows = chart_data.forces(study)
        for force in chart_data.QUADRANTS:
            own = [r for r in rows if r["force"] == force]
            assert len(own) <= 5
            order = [(weak[r["theme_id"]], -r["n"]) for r in own]
            assert order == sorted(order)

    def test_n_is_people_and_nothing_is_added_up(self) -> None:
        rows = chart_data.forces(STUDY)
        assert rows
        for r in rows:
            assert r["n"] == len(chart_data.voices(STUDY, r["quote_ids"])) <= STUDY.n_total
            assert set(r) == {"force", "rank", "statement", "n", "n_of_N", "theme_id", "more", "quote_ids"}

    def test_lone_quotes_are_no_statements(self) -> None:
        assert all(r["theme_id"] for r in chart_data.forces(STUDY))


class TestHeat:
    def test_cells_tell_who_said_it_how_and_who_denied_it(self) -> None:
        rows = {r["theme_id"]: r for r in chart_data.heat(STUDY)}
        pain = rows["T-PAIN-01"]["cells"]
        assert (pain["P01"]["state"], pain["P01"]["count"]) == ("strong", 2)
        assert pain["P04"]["state"] == "light"
        assert rows["T-ANX-01"]["cells"]["P03"]["state"] == "denied"
        assert "P02" not in rows["T-ANX-01"]["cells"]

    def test_themes_of_one_person_are_in_it(self) -> None:
        assert "one person" in {r["block"] for r in chart_data.heat(STUDY)}

    def test_people_of_one_job_stand_side_by_side(self, monkeypatch: pytest.MonkeyPatch) -> None:
        formed = (_clusters.Cluster("J1", ("P04", "P02"), None), _clusters.Cluster("J2", ("P03",), None))
        made = replace(_clusters.stories(STUDY), clusters=formed)
        monkeypatch.setattr(_clusters, "stories", lambda study: made)
        assert chart_data.people_in_order(STUDY) == ["P04", "P02", "P03", "P01"]
        assert _clusters.by_job(STUDY) == {"P04": "J1", "P02": "J1", "P03": "J2", "P01": "unassigned"}
        head = HeatMap()(STUDY).columns
        assert [c for c in head if c in STUDY.participants["participant_id"].tolist()] == ["P04", "P02", "P03", "P01"]


THEMES = st.lists(st.sets(st.sampled_from("abcde"), min_size=1), max_size=6)


class TestSaturation:
    @given(THEMES)
    def test_ranges_are_those_of_all_orders(self, themes: list[set[str]]) -> None:
        persons = list("abcde")
        found = chart_data.ranges(themes, persons)
        for k in range(1, 6):
            counts = [sum(bool(t & set(order[:k])) for t in themes) for order in permutations(persons)]
            assert found[k] == (min(counts), max(counts))

    @given(st.lists(st.sets(st.integers(0, 19), min_size=1), min_size=1, max_size=8))
    def test_many_people_are_sampled_alike_each_time(self, themes: list[set[int]]) -> None:
        persons, named = [str(i) for i in range(20)], [{str(i) for i in t} for t in themes]
        found = chart_data.ranges(named, persons)
        assert found == chart_data.ranges(named, persons)
        assert found[20] == (len(themes), len(themes))
        assert all(low <= high for low, high in found.values())

    def test_the_mean_lies_within_the_range_and_the_curve_ends_at_all(self) -> None:
        rows = chart_data.saturation(STUDY)
        assert all(r["low"] <= r["mean"] + 0.01 and r["mean"] - 0.01 <= r["high"] for r in rows)
        assert (rows[-1]["low"], rows[-1]["high"]) == (rows[0]["total"],) * 2
        assert sum(r["new"] for r in rows) == rows[0]["total"]

    def test_the_caption_says_granularity_and_coverage_and_where_it_flatters(self) -> None:
        caption = chart_data.saturation_caption(STUDY)
        assert "Granularity: " in caption
        assert "Estimated coverage 0." in caption
        assert "flatters" not in caption
        shared = replace(STUDY, theme_rows=tuple(t for t in STUDY.theme_rows if t.n != 1))
        assert "No theme of one person was kept, which flatters the curve" in chart_data.saturation_caption(shared)

    def test_nothing_found_is_no_evidence(self) -> None:
        assert chart_data.saturation_caption(EMPTY) == "no evidence"


class TestDecisionsAndTime:
    def test_roles_follow_the_code(self) -> None:
        quotes, _ = study_fixture.quotes_of((
            ("P01", "?", "That settled it.", "deal_maker", "p10", 1, "T-WON-01", {}),
            ("P02", "?", "No import, so out.", "deal_breaker", "p08", -1, "T-OUT-01", {}),
            ("P02", "?", "I looked at speed.", "criterion", "p08", 0, "T-CRIT-01", {}),
            ("P02", "?", "My boss said no.", "objection", "p10", -1, "T-OBJ-01", {}),
        ))
        themes = tuple(study_fixture.theme_of(i, i, quotes, 4) for i in ("T-WON-01", "T-OUT-01", "T-CRIT-01", "T-OBJ-01"))
        rows = chart_data.decision_profile(replace(STUDY, quote_rows=quotes, theme_rows=themes))
        assert {r["theme_id"]: (r["role"], r["n_of_N"]) for r in rows} == {
            "T-WON-01": ("tipped", "1 of 4"), "T-OUT-01": ("eliminated", "1 of 4"), "T-CRIT-01": ("compared", "1 of 4"), "T-OBJ-01": ("raised", "1 of 4")}

    def test_without_the_table_events_come_from_where_quotes_stand(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(chart_data, "table", lambda study, name: [])
        rows = chart_data.timeline(told(("P01", "p02", 0), ("P01", "p11", 0), ("P02", "p01", 0)))
        assert [(r["participant_id"], r["event"]) for r in rows] == [("P01", "first_thought"), ("P01", "buying")]

    def test_wanted_needs_its_table(self, monkeypatch: pytest.MonkeyPatch) -> None:
        own = [q.quote_id for q in STUDY.quote_rows if q.theme_id == "T-WANT-01"]
        rows = [{"theme_id": "T-WANT-01", "statement": "Know at a glance", "wanted_ids": ", ".join(own), "achieved_ids": ""}]
        monkeypatch.setattr(chart_data, "table", lambda study, name: rows if name == "wanted_achieved" else [])
        assert [(r["wanted_of_N"], r["achieved_of_N"]) for r in chart_data.wanted(STUDY)] == [("2 of 4", "0 of 2")]
        monkeypatch.setattr(chart_data, "table", lambda study, name: [])
        assert chart_data.wanted(STUDY) == []

    def test_kinds_of_progress_stand_before_themes_and_count_all_who_have_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        wish, had = (next(q for q in STUDY.quote_rows if q.code == code) for code in ("desired_outcome", "value_realized"))
        kind = {"progress": "know how things stand", "wanted_n_of_N": "1 of 4", "reached_n_of_N": "1 of 4", "quote_ids": f"{wish.quote_id}, {had.quote_id}"}
        monkeypatch.setattr(chart_data, "table", lambda study, name: [kind] if name == "shared_progress" else [])
        row, = chart_data.wanted(STUDY)
        assert (row["statement"], row["wanted"], row["achieved"], row["achieved_of_N"]) == ("know how things stand", 1, 1, "1 of 4")
        assert (row["wanted_ids"], row["achieved_ids"]) == ([wish.quote_id], [had.quote_id])

    def test_an_insight_this_version_does_not_have_is_empty(self) -> None:
        assert chart_data.table(STUDY, "no_such_insight") == []


class TestValueMap:
    def make(self, same_quote: bool) -> Study:
        quotes, transcripts = study_fixture.quotes_of((
            ("P01", "?", "The import saved my Sunday.", "value_realized", "p14", 2, "T-HAVE-01", {"features": "import" if same_quote else ""}),
            ("P01", "?", "That import again.", "feature_mention", "p14", 0, "", {"features": "" if same_quote else "import"}),
        ))
        quotes = (quotes[0], replace(quotes[1], turn=quotes[0].turn))
        return replace(STUDY, quote_rows=quotes, transcript_rows=transcripts, theme_rows=(study_fixture.theme_of("T-HAVE-01", "Sundays", quotes, 4),),
                       features={"import": ("import",), "export": ("export",)})

    @pytest.fixture(autouse=True)
    def without_table(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(chart_data, "table", lambda study, name: [])

    @pytest.mark.parametrize(("same", "kind"), [(True, "evidenced"), (False, "co-mentioned")])
    def test_a_link_says_what_it_rests_on(self, same: bool, kind: str) -> None:
        rows = value_map.links(self.make(same))
        assert [(r["theme_id"], r["step"], r["link_type"], r["n_of_N"]) for r in rows if r["feature"] == "import"] == [("T-HAVE-01", "p14", kind, "1 of 4")]

    def test_a_part_nobody_names_is_a_gap(self) -> None:
        rows = [r for r in value_map.links(self.make(True)) if r["feature"] == "export"]
        assert [(r["theme_id"], r["n"]) for r in rows] == [("", 0)]
        nodes, _ = value_map.layout(value_map.links(self.make(True)), None)
        assert {n["text"]: n["gap"] for n in nodes} == {"Sundays": False, journey.step_name("p14"): False, "import": False, "export": True}
