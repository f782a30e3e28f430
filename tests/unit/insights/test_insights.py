"""Insights on the small study, counted by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from study_fixture import big_study, study

from jtbd_analyzer import journey, registry
from jtbd_analyzer.insights._traits import exerted
from jtbd_analyzer.insights.journey_map import LANES
from jtbd_analyzer.insights.review_queue import prevalence
from jtbd_analyzer.insights.saturation import coverage
from jtbd_analyzer.trimming import says

NAMES = registry.names("insights")
OWN = ("contradictions", "forces", "heat_map", "job_matrix", "jobs", "journey_map", "milestones", "moments_of_truth", "review_queue", "saturation",
       "stories", "timeline", "value_map", "wanted_achieved")


def rows(name: str, of: Any = None) -> list[dict[str, Any]]:
    return (of or study()).table(name).to_dict("records")


@pytest.mark.parametrize("name", OWN)
def test_an_empty_study_gives_a_table(name: str) -> None:
    empty = replace(study(), quote_rows=(), theme_rows=(), participant_rows=(), transcript_rows=())
    assert list(empty.table(name).columns)


@pytest.mark.parametrize("name", OWN)
def test_the_order_of_runs_does_not_matter(name: str) -> None:
    assert study().table(name).equals(study().table(name))


@pytest.mark.parametrize("name", OWN)
def test_every_quote_id_exists(name: str) -> None:
    s = big_study(people=5, quotes_each=40)
    for row in rows(name, s):
        for key, value in row.items():
            if key.endswith("quote_ids") and value:
                assert all(i in s.quotes_by_id for i in value.split(", "))


def test_heat_map_counts_quotes_and_marks_denial() -> None:
    found = {r["theme_id"]: r for r in rows("heat_map")}
    assert [found["T-PAIN-01"][p] for p in ("P01", "P02", "P03", "P04")] == [2, 1, 1, 1]
    assert [found["T-PRICE-01"][p] for p in ("P01", "P02", "P03", "P04")] == ["", "(-)", 1, ""]
    assert found["T-PAIN-01"]["n_of_N"] == "4 of 4"
    blocks = [r["block"] for r in rows("heat_map")]
    assert blocks == sorted(blocks, key=["shared", "one person"].index)


def test_forces_count_people_and_show_the_best_quote() -> None:
    pain = next(r for r in rows("forces") if r["theme_id"] == "T-PAIN-01")
    assert (pain["force"], pain["n_of_N"], pain["acts_on"]) == ("push", "4 of 4", "choice")
    assert [r["force"] for r in rows("forces")] == sorted((r["force"] for r in rows("forces")), key=["push", "pull", "anxiety", "habit"].index)
    assert all(study().quote(r["exemplar_id"]).verbatim == r["exemplar"] for r in rows("forces"))


def test_a_force_says_how_many_voice_its_theme_and_shows_the_quote_of_its_name() -> None:
    s = study()
    theme = next(t for t in s.theme_rows if t.theme_id == "T-PAIN-01")
    own = [q for i in theme.quote_ids if (q := s.quotes_by_id[i]).counted and "push" in exerted(q)]
    for named in own:
        called = replace(s, theme_rows=tuple(replace(t, statement=named.verbatim) if t is theme else t for t in s.theme_rows))
        row = next(r for r in rows("forces", called) if r["theme_id"] == "T-PAIN-01" and r["force"] == "push")
        assert says(row["exemplar"], named.verbatim)
        assert row["voiced_by"] == f"{theme.n} of {s.n_total}"
    assert len({q.verbatim for q in own}) > 1


def test_kinds_that_are_not_grouped_say_so() -> None:
    row = next(r for r in rows("saturation") if r["kind"] == "marker")
    assert row["themes"] or "not grouped into themes" in row["sentence"]


def test_journey_map_takes_the_mean_per_person_before_the_median() -> None:
    lanes = {r["lane"]: r for r in rows("journey_map")}
    assert (lanes["n_people"]["growth"], lanes["feeling_lowest"]["growth"], lanes["feeling_highest"]["growth"]) == (3, -1.0, 2.0)
    assert lanes["feeling_median"]["growth"] == 1.0
    assert lanes["value realised"]["struggle"] == "no evidence"
    assert "2 of 4" in lanes["what set it off"]["struggle"]


def test_journey_map_keeps_what_the_framework_says_apart_from_what_people_say() -> None:
    lanes = {r["lane"]: r for r in rows("journey_map", replace(study(), framework=journey.framework("cx5")))}
    assert lanes["the job here (says the framework)"]["awareness"] == "Gather information and explore alternatives."
    assert "says the framework" not in "".join(k for k in lanes if k in LANES)
    phases = ("struggle", "evaluation", "growth")
    named = {r["lane"]: r for r in rows("journey_map")}
    assert all(named[lane][p] == "no evidence" or re.match(r"• .+ \(\d of 4\) \[", named[lane][p]) for lane in ("people named", "touchpoints") for p in phases)


def test_journey_map_names_people_and_touchpoints_once_per_person() -> None:
    quote = next(q for q in study().quote_rows if q.counted and q.phase == "struggle")
    told = replace(quote, verbatim="My boss asked the board, and then my boss asked again.")
    made = replace(study(), quote_rows=tuple(told if q.quote_id == quote.quote_id else q for q in study().quote_rows))
    lane = next(r for r in rows("journey_map", made) if r["lane"] == "people named")
    assert f"• boss (1 of 4) [{quote.quote_id}]" in lane["struggle"]


def test_journey_map_calls_few_people_thin() -> None:
    few = replace(study(), quote_rows=tuple(q for q in study().quote_rows if q.participant_id == "P01"))
    lanes = {r["lane"]: r for r in rows("journey_map", few)}
    assert lanes["strength"]["struggle"].startswith("thin")


def test_milestones_stand_in_order_with_leaps() -> None:
    found = rows("milestones")
    assert [r["step"] for r in found] == ["p07", "p13", "p14"]
    assert [(r["n"], r["leap_n"], r["first_value_n"]) for r in found] == [(1, 1, 0), (1, 0, 0), (1, 0, 1)]


def test_journey_map_shows_the_sign_of_moments_of_truth() -> None:
    lane = next(r for r in rows("journey_map") if r["lane"] == "moments of truth")
    shown = "\n".join(str(lane[p]) for p in ("struggle", "evaluation", "growth"))
    assert [line[:4] for line in shown.split("\n") if line.startswith("•")] == ["• + ", "• − "]


def test_a_moment_that_does_not_count_has_no_n() -> None:
    denied = replace(study(), quote_rows=tuple(replace(q, counted=False) if q.code == "moment_of_truth" else q for q in study().quote_rows))
    assert {r["n_of_N"] for r in rows("moments_of_truth", denied)} == {""}
    assert all(r["n_of_N"].endswith(" of 4") for r in rows("moments_of_truth"))


def test_moments_of_truth_tell_the_sign() -> None:
    assert [r["sign"] for r in rows("moments_of_truth")] == ["negative", "positive"]


def test_contradictions_list_denials_opposites_and_silence() -> None:
    found = rows("contradictions")
    assert {r["theme_id"] for r in found if r["contradiction"] == "denied"} == {"T-PRICE-01", "T-ANX-01"}
    assert [r["theme_id"] for r in found if r["contradiction"] == "felt opposite"] == ["T-MOT-01"]
    assert {r["code"] for r in found if r["contradiction"] == "looked for, not found"} == {
        "priority", "alternative", "objection", "deal_maker", "deal_breaker"}


def test_review_queue_gives_reasons_and_sorts_by_priority() -> None:
    found = rows("review_queue")
    assert [r["priority"] for r in found] == sorted((r["priority"] for r in found), reverse=True)
    why = {r["item_id"]: r["why"] for r in found}
    assert why["T-PRICE-01"] == "people deny it"
    assert any("leading question" in w for w in why.values())
    unsure = next(r for r in found if r["score"] == 0.38)
    assert unsure["why"] == "unsure code"


@pytest.mark.parametrize(("n", "label"), [(0, ""), (1, "single"), (2, "variant"), (6, "variant"), (7, "typical"), (10, "typical"), (11, "general")])
def test_prevalence_of_twelve(n: int, label: str) -> None:
    assert prevalence(n, 12) == label


def test_saturation_is_the_mean_over_all_orders() -> None:
    s = study()
    people = [p.participant_id for p in s.participant_rows]
    for k in range(1, 5):
        seen = [len([t for t in s.theme_rows if set(t.participants) & set(c)]) for c in combinations(people, k)]
        row = next(r for r in rows("saturation") if r["kind"] == "all" and r["k"] == k)
        assert row["expected_themes"] == pytest.approx(sum(seen) / len(seen), abs=0.006)
    assert "needs 6 interviews" in row["reading"]


def test_saturation_last_run() -> None:
    row = next(r for r in rows("saturation", big_study(people=12, quotes_each=60)) if r["kind"] == "all")
    assert row["reading"].startswith(f"{row['run_new']} new in the last 2 interviews")


@pytest.mark.parametrize(("case", "share"), [((0, 3, 20, 12), 1.0), ((4, 0, 20, 12), 0.8), ((4, 2, 20, 12), 0.82), ((0, 0, 0, 12), None)])
def test_coverage(case: tuple[int, int, int, int], share: float | None) -> None:
    assert coverage(*case) == share
