"""Jobs, stories, timeline, value map, leaps, wanted and achieved: on invented people whose answers are known."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from study_fixture import Line, quotes_of, study, theme_of

from jtbd_analyzer import value_map as drawn
from jtbd_analyzer.dates import order_check, when
from jtbd_analyzer.insights._clauses import clause_of, title_of
from jtbd_analyzer.insights._clusters import _silhouette, by_job, stories
from jtbd_analyzer.insights._slots import slots
from jtbd_analyzer.insights._stance import named_beside, stance
from jtbd_analyzer.study import Participant, Study


def rows(name: str, of: Study) -> list[dict[str, Any]]:
    return of.table(name).to_dict("records")


def made(lines: list[Line], themes: dict[str, str], people: int, **other: Any) -> Study:
    quotes, transcripts = quotes_of(tuple(lines))
    persons = tuple(Participant(f"P{i:02d}", f"P{i:02d}", (f"shop-p{i:02d}",), 500) for i in range(1, people + 1))
    found = tuple(theme_of(i, s, quotes, people) for i, s in themes.items())
    return replace(study(), quote_rows=quotes, transcript_rows=transcripts, participant_rows=persons, theme_rows=found, **other)


def line(who: int, words: str, code: str, step: str, theme: str = "", **other: Any) -> Line:
    return (f"P{who:02d}", "And then?", words, code, step, 0, theme, other)


PUSH, PULL = {"force": "push"}, {"force": "pull"}
THEMES = {
    "T-A": "Two groups at the door", "T-B": "The slips were unreadable", "T-C": "Know what is free", "T-D": "A friend said take it",
    "T-H": "Nobody asks any more",
}


def two_kinds() -> Study:
    """Six people: four are pushed by double bookings and want to know what is free, two by slips and a friend's word."""
    lines: list[Line] = []
    for p in (1, 2, 3, 4):
        lines += [line(p, "We had two groups at the door for one set of bikes.", "struggle_trigger", "p04", "T-A", **PUSH),
                  line(p, "I wanted to see at the counter which bikes are free.", "desired_outcome", "p04", "T-C", **PULL)]
    for p in (1, 2):
        lines.append(line(p, "Now nobody asks me any more.", "value_realized", "p15", "T-H"))
    for p in (5, 6):
        lines += [line(p, "I lost a slip with a deposit on it.", "struggle_trigger", "p04", "T-B", **PUSH),
                  line(p, "A friend in the trade said take it.", "social_influence", "p07", "T-D", **PULL)]
    lines.append(line(1, "Before that we had a wall calendar.", "alternative", "p01"))
    return made(lines, THEMES, 6)


def test_stories_alike_form_clusters_and_the_small_one_is_tentative() -> None:
    found = stories(two_kinds())
    assert [set(c.members) for c in found.clusters] == [{"P01", "P02", "P03", "P04"}, {"P05", "P06"}]
    assert [c.status.split(":")[0] for c in found.clusters] == ["candidate", "tentative"]
    assert [c.stability for c in found.clusters] == [1.0, 1.0]
    assert found.reading.startswith("groups stand clearly apart")
    apart = [found.order.index(p) for p in ("P05", "P06")]
    assert abs(apart[0] - apart[1]) == 1


def test_a_theme_of_all_or_of_one_does_not_part_people() -> None:
    s = two_kinds()
    lines = [line(p, "Everybody says this.", "struggle_trigger", "p04", "T-ALL", **PUSH) for p in range(1, 7)] + [
        line(1, "Only one says this.", "struggle_trigger", "p04", "T-ONE", **PUSH)]
    quotes, _ = quotes_of(tuple(lines), prefix="x")
    more = replace(s, quote_rows=(*s.quote_rows, *quotes), theme_rows=(*s.theme_rows, theme_of("T-ALL", "all", quotes, 6), theme_of("T-ONE", "one", quotes, 6)))
    assert {t.theme_id for t in stories(more).themes} == {"T-A", "T-B", "T-C", "T-D"}


def test_matrix_holds_one_and_nought_by_counted_quotes() -> None:
    cells = {(r["participant_id"], r["theme_id"]): r["present"] for r in rows("job_matrix", two_kinds())}
    assert len(cells) == 24
    assert (cells["P01", "T-A"], cells["P05", "T-A"], cells["P05", "T-B"]) == (1, 0, 1)


def test_job_is_composed_of_customers_clauses() -> None:
    job = rows("jobs", two_kinds())[0]
    assert job["job_statement_clg"] == (
        "When “We had two groups at the door for one set of bikes” (P01) [shop-p01-q0001], help me “see at the counter which bikes are free” (P01) "
        "[shop-p01-q0002], so that “nobody asks me any more” (P01) [shop-p01-q0003].")
    assert job["job_story"] == job["job_statement_clg"].replace("help me", "I want to")
    assert job["job_title"] == "know how things stand: see at the counter which bikes are free"
    assert set(job["support_by_slot"].split("\n")) == {
        "when: P01, P02, P03, P04", "motivation: P01, P02, P03, P04", "outcome: P01, P02"}
    assert (job["participants"], job["n_of_members"], job["status"]) == ("P01, P02", "2 of 4", "candidate")
    assert job["gates_passed"] == "10 of 10", job["gates"]


def test_a_slot_nobody_fills_stays_visibly_empty_and_the_job_is_thin() -> None:
    job = rows("jobs", two_kinds())[1]
    assert (job["motivation"], job["outcome"]) == ("[no evidence]", "[no evidence]")
    assert job["job_statement_clg"] == "When “I lost a slip with a deposit on it” (P05) [shop-p05-q0001], help me [no evidence], so I can [no evidence]."
    assert job["job_story"] == "When “I lost a slip with a deposit on it” (P05) [shop-p05-q0001], I want to [no evidence], so I can [no evidence]."
    assert job["status"] == "thin: all three slots from nobody"
    assert (job["n"], job["quote_ids"], job["fired"]) == (0, "", "no evidence")
    failed = {x.split(": ")[1] for x in job["gates"].split("\n") if "FAIL" in x}
    assert {"an end state", "one job", "two people in all three slots", "says what is fired", "customers' own words"} <= failed


@pytest.mark.parametrize(("words", "gate"), [
    ("I wanted to see the labels at the counter.", "no product, brand or feature word"),
    ("I wanted to see the bikes and know who has them.", "one job"),
    ("I wanted to see bookings in the app at the counter.", "would be there without the product"),
])
def test_gates_fail_where_they_must(words: str, gate: str) -> None:
    s = two_kinds()
    quotes = tuple(replace(q, verbatim=words) if q.code == "desired_outcome" else q for q in s.quote_rows)
    job = rows("jobs", replace(s, quote_rows=quotes, features={"labels": ("labels", "sticker")}))[0]
    assert f"FAIL: {gate}" in job["gates"]


@pytest.mark.parametrize(("code", "words"), [
    ("struggle_trigger", "She had two groups at the door for them."),  # somebody unnamed
    ("struggle_trigger", "It was the second Friday of October, at the door."),  # a day
    ("desired_outcome", "I wanted it by the 14th, for 300 pounds."),  # figures
    ("value_realized", "And then he said that was that."),  # an anecdote
])
def test_words_that_do_not_stand_by_themselves_fill_no_slot(code: str, words: str) -> None:
    s = two_kinds()
    job = rows("jobs", replace(s, quote_rows=tuple(replace(q, verbatim=words) if q.code == code else q for q in s.quote_rows)))[0]
    slot = {"struggle_trigger": "when", "desired_outcome": "motivation", "value_realized": "outcome"}[code]
    assert (job[slot], job["status"].split(":")[0]) == ("[no evidence]", "thin")


def test_an_unsure_code_fills_no_slot_unless_a_researcher_agreed() -> None:
    s = two_kinds()

    def wishes(**other: Any) -> str:
        return str(rows("jobs", replace(s, quote_rows=tuple(replace(q, **other) if q.code == "desired_outcome" else q for q in s.quote_rows)))[0]["motivation"])

    assert wishes(score=0.49) == "[no evidence]"
    assert wishes(score=0.49, status="reviewed") == wishes(score=0.5) == "“see at the counter which bikes are free”"


def test_three_quotes_of_different_topics_are_thin() -> None:
    s = two_kinds()
    axis = {"struggle_trigger": 0, "desired_outcome": 1, "value_realized": 2, "social_influence": 3, "alternative": 3}
    apart = {q.quote_id: np.eye(4, dtype=np.float16)[axis[q.code]] for q in s.quote_rows}
    job = rows("jobs", replace(s, vectors=apart))[0]
    assert job["status"] == "thin: the three are not clearly of one topic"
    assert "FAIL: all three of one topic" in job["gates"]


def mixed() -> Study:
    """Six people whose stories overlap crosswise; the fourth tells nothing that counts."""
    s = two_kinds()
    lines = [line(p, "Said by a few.", "struggle_trigger", "p04", t, **PUSH) for t, who in
             (("T-1", (1, 5)), ("T-2", (2, 6)), ("T-3", (3, 5)), ("T-4", (1, 6)), ("T-5", (2, 3))) for p in who]
    quotes, _ = quotes_of(tuple(lines), prefix="x")
    return replace(s, quote_rows=quotes, theme_rows=tuple(theme_of(f"T-{i}", str(i), quotes, 6) for i in range(1, 6)))


def test_where_stories_do_not_stand_apart_everybody_who_told_something_is_of_one_job() -> None:
    s, told = mixed(), ("P01", "P02", "P03", "P05", "P06")
    found = stories(s)
    assert [(c.id, c.members) for c in found.clusters] == [("J1", told)]
    assert (found.parted, found.reading.split(" (")[0]) == (False, "groups do not stand apart")
    job, = rows("jobs", s)
    assert (job["job_id"], job["members"]) == ("J1", ", ".join(told))
    assert {r["job_id"] for r in rows("job_matrix", s) if r["participant_id"] in told} == {"J1"}
    assert [(r["participant_id"], r["job_id"]) for r in rows("stories", s)] == [
        (p.participant_id, "J1" if p.participant_id in told else "unassigned") for p in s.participant_rows]
    assert list(by_job(s)) == [p.participant_id for p in s.participant_rows]


def test_nobody_speaks_against_the_one_job_of_all_by_bookkeeping() -> None:
    assert not [r for r in rows("contradictions", mixed()) if "job" in r["contradiction"]]


def test_who_is_outside_all_clusters_stands_against_the_wish_of_the_first_job() -> None:
    lone = line(7, "I had a van full of tools that nobody signed for.", "struggle_trigger", "p04", "T-E", **PUSH)
    lines = [line(int(q.participant_id[1:]), q.verbatim, q.code, q.step, q.theme_id, force=q.force) for q in two_kinds().quote_rows]
    s = made([*lines, lone], THEMES, 7)
    assert stories(s).parted
    row, = (r for r in rows("contradictions", s) if r["contradiction"] == "fits no candidate job")
    assert (row["against_participant"], row["quote_for"]) == ("P07", "I wanted to see at the counter which bikes are free.")


def test_the_wish_of_many_makes_the_statement_and_the_outcome_does_not_say_it_again() -> None:
    lines = [line(1, "I was on my knees in the shed with a torch.", "pain_point", "p01"),
             line(1, "I wanted to ride to the sea on a tandem.", "desired_outcome", "p04"),
             line(1, "I wanted to see at the counter which bikes are free.", "desired_outcome", "p04"),
             *(line(p, "I wanted to know who has the spare wheels.", "desired_outcome", "p04") for p in (2, 3)),
             line(3, "Now I know where every bike is.", "value_realized", "p15")]
    job = rows("jobs", made(lines, {}, 3))[0]
    assert (job["progress"], job["wanted_n_of_members"], job["spoken_n_of_members"]) == ("know how things stand", "3 of 3", "3 of 3")
    assert job["job_title"].startswith("know how things stand: ")
    assert job["functional_job"] == "know how things stand"
    assert not set(job["motivation_quote_ids"].split(", ")) & set(job["outcome_quote_ids"].split(", "))
    assert "know" not in job["outcome"]


@pytest.mark.parametrize(("code", "words", "emotional", "social"), [
    ("pain_point", "I used to dread the Monday count.", "avoid feeling: “", ""),
    ("value_realized", "I feel a lot calmer about Mondays now.", "feel: “", ""),
    ("pain_point", "I looked like an idiot before the whole parish.", "", "avoid being seen as: “"),
    ("value_realized", "The auditors take us seriously now.", "", "be seen as: “"),
    ("value_realized", "The list for the trust took me ten minutes and the clerk thought I'd been up all night.", "", ""),
    ("value_realized", "I spend the same on tidying, only not in front of a class.", "", ""),
    ("value_realized", "I'm happy with the reports.", "", ""),
    ("anxiety", "I was worried about the wifi.", "", ""),
])
def test_emotional_and_social_jobs_are_clauses_that_say_so(code: str, words: str, emotional: str, social: str) -> None:
    job = rows("jobs", made([line(1, words, code, "p15" if code == "value_realized" else "p01")], {}, 1))[0]
    for shown, lead in ((job["emotional_job"], emotional), (job["social_job"], social)):
        assert shown.startswith(lead) if lead else shown == "no evidence"


def test_with_too_few_people_for_clusters_one_job_is_formed() -> None:
    s = two_kinds()
    one = replace(s, participant_rows=s.participant_rows[:1], quote_rows=tuple(q for q in s.quote_rows if q.participant_id == "P01"))
    job, = rows("jobs", one)
    assert (job["members"], job["status"]) == ("P01", "thin: all three slots from P01")
    assert job["separation"] == "too few people or themes to tell groups apart"


def test_a_story_has_a_part_for_each_slot_or_says_there_is_none() -> None:
    first = rows("stories", two_kinds())[0]
    assert first["one_line_story"].startswith(
        "When “We had two groups at the door for one set of bikes” [shop-p01-q0001], I was using “Before that we had a wall calendar”")
    assert "because [no evidence]" in first["one_line_story"]
    assert (first["job_id"], first["parts_told"]) == ("J1", 4)


@pytest.mark.parametrize(("part", "words", "code", "step", "other", "fits"), [
    ("old_way", "Before that we had a wall calendar.", "alternative", "p01", {}, True),
    ("old_way", "That's the one I'm looking at.", "alternative", "p01", {}, False),
    ("old_way", "I went back to my own spreadsheet for the deposits.", "habit", "p01", {}, False),
    ("trigger", "The actual buying of it was the thirtieth of October.", "struggle_trigger", "p04", PUSH, False),
    ("deal_maker", "So the tutor had promised it and everybody was right.", "deal_maker", "p01", {}, False),
    ("deal_maker", "That was me decided, there and then.", "deal_maker", "p08", {}, True),
    ("alternatives", "I'd thought about it in October, when Terry had his hip done.", "alternative", "p05", {}, False),
    ("held_back", "I felt very hopeful after that call.", "anxiety", "p10", {"force": "anxiety"}, False),
    ("held_back", "I was worried it would lock us in.", "anxiety", "p10", {"force": "anxiety"}, True),
    ("value", "We imported everything in an afternoon.", "value_realized", "p13", {}, False),
    ("value", "Now nobody asks me any more.", "value_realized", "p15", {}, True),
])
def test_a_quote_fills_a_slot_only_where_it_tells_of_its_event(part: str, words: str, code: str, step: str, other: dict[str, Any], fits: bool) -> None:
    s = made([line(1, words, code, step, **other)], {}, 1)
    assert slots(s).may(part, s.quote_rows[0]) is fits


@pytest.mark.parametrize("outcome", ["did not buy", "chose a competitor", "cancelled"])
def test_who_has_no_product_now_has_no_now_and_who_never_had_it_no_reason_to_choose_it(outcome: str) -> None:
    s = made([line(1, "That was me decided, there and then.", "deal_maker", "p08"), line(1, "Now nobody asks me any more.", "value_realized", "p15")], {}, 1)
    s = replace(s, participant_rows=(replace(s.participant_rows[0], attributes={"outcome": outcome}),))
    assert [slots(s).may(part, q) for part, q in zip(("deal_maker", "value"), s.quote_rows, strict=True)] == [outcome == "cancelled", False]


@pytest.mark.parametrize(("said", "time"), [
    ("It was in March, on a Friday.", "March"), ("We bought it the 3rd of April 2024.", "the 3rd of April 2024"),
    ("about three weeks later we paid", "about three weeks later"),
    ("two years ago it was paper", "two years ago"), ("Last summer it broke.", "Last summer"), ("It may break, we march on.", ""), ("It took a while.", ""),
])
def test_when_finds_dates_and_relative_times(said: str, time: str) -> None:
    assert when(said) == time


@pytest.mark.parametrize(("told", "reading"), [
    ([("event_one", "in March 2024"), ("buying", "in June 2024")], "in order"),
    ([("event_one", "in June 2024"), ("buying", "in March 2024")], "contradicts: buying (March 2024) before event_one (June 2024)"),
    ([("event_one", "two months ago"), ("buying", "three weeks ago")], "in order"),
    ([("event_one", "three weeks ago"), ("buying", "two months ago")], "contradicts: buying (two months ago) before event_one (three weeks ago)"),
    ([("event_one", "in June"), ("buying", "in March")], "in order only if the later event is of the next year: buying (March) after event_one (June)"),
    ([("event_one", "in June"), ("buying", "on a Friday")], "too few dates to tell"),
    ([], "too few dates to tell"),
])
def test_order_check_compares_only_what_can_be_compared(told: list[tuple[str, str]], reading: str) -> None:
    assert order_check(told) == reading


def test_timeline_takes_the_event_and_leaves_the_rest_empty() -> None:
    s = made([line(1, "In March we had two groups at the door.", "struggle_trigger", "p04"), line(1, "It was busy.", "pain_point", "p04"),
              line(1, "It took us about three weeks to choose.", "milestone", "p10")], {}, 1)
    row, = rows("timeline", s)
    assert (row["event_one"], row["event_one_when"], row["buying"]) == ("In March we had two groups at the door.", "March", "")
    assert (row["elapsed"], row["events_told"]) == ("three weeks", 2)


def value_study() -> Study:
    said = ("P03", "And the labels?", "Now nobody asks.", "value_realized", "p14", 1, "T-H", {})
    lines = [
        line(1, "I wanted to see what is free on the labels.", "desired_outcome", "p04", "T-C", features="labels"),
        line(2, "I wanted to see what is free.", "desired_outcome", "p04", "T-C"),
        line(2, "The import was long.", "pain_point", "p13", "T-B", features="import"),
        said, line(3, "We went live with the labels.", "milestone", "p14", features="labels"),
        line(1, "The labels peel, and the import lost half.", "pain_point", "p16", features="labels; import"),
        line(1, "The import went in by itself.", "value_realized", "p15", features="import", valence=1, counted=False),
        line(2, "The exports sold it to me.", "deal_maker", "p08", features="exports", valence=1),
        line(2, "The label on the old box was nice.", "value_realized", "p01", features="labels", valence=1),
    ]
    return made(lines, {"T-C": "Know what is free", "T-B": "Import takes long", "T-H": "Nobody asks"}, 3,
                features={"labels": ("labels",), "import": ("import",), "reports": ("reports",), "exports": ("exports",)})


def test_value_map_tells_link_types_and_senses_apart_and_names_gaps_both_ways() -> None:
    found = rows("value_map", value_study())
    assert {(r["theme_id"], r["feature"], r["link_type"], r["link_n_of_N"], r["sense"]) for r in found if r["link_type"]} == {
        ("T-C", "labels", "evidenced", "1 of 3", "named with it"),
        ("T-B", "import", "evidenced", "1 of 3", "is in its way"),
        ("T-H", "labels", "co-mentioned", "1 of 3", "serves it"),
        ("", "labels", "evidenced", "1 of 3", "is in its way"),
        ("", "import", "evidenced", "1 of 3", "is in its way"),
        ("", "exports", "evidenced", "1 of 3", "serves it"),
    }
    by_part = {r["feature"]: r for r in found if r["feature"]}
    assert {f: (r["serves_n_of_N"], r["in_its_way_n_of_N"], r["order_of_engagement"]) for f, r in by_part.items()} == {
        "labels": ("1 of 3", "1 of 3", 2), "import": ("", "2 of 3", None), "reports": ("", "", None), "exports": ("1 of 3", "", 1)}
    assert {r["feature"] for r in found if r["gap"] == "part of the product without a voiced value"} == {"reports", "import"}
    assert by_part["labels"]["first_value_candidate"] == "yes (1 of 3)"
    assert by_part["labels"]["order_reason"] == "1 of 3 people speak well of it, from First value; in the way of 1"


def test_the_picture_of_the_value_map_calls_the_same_parts_gaps_as_the_table() -> None:
    s = value_study()
    nodes, lines = drawn.layout(drawn.links(s), None)
    assert {n["text"] for n in nodes if n["column"] == 2 and n["gap"]} == {r["feature"] for r in rows("value_map", s) if r["gap"].startswith("part")}
    assert {k["sense"] for k in lines if k["x"] > 600} == {"named with it", "is in its way", "serves it"}


@pytest.mark.parametrize(("code", "step", "valence", "said"), [
    ("value_realized", "p15", 1, "serves it"), ("value_realized", "", 1, "serves it"), ("value_realized", "p15", -1, "named with it"),
    ("deal_maker", "p08", 1, "serves it"),
    ("value_realized", "p01", 1, "named with it"), ("pain_point", "p16", 0, "is in its way"), ("pain_point", "p01", -1, "named with it"),
    ("objection", "p16", -1, "is in its way"), ("objection", "p10", -1, "named with it"), ("criterion", "p07", 0, "named with it"),
])
def test_a_part_serves_only_where_it_is_spoken_well_of(code: str, step: str, valence: int, said: str) -> None:
    s = made([line(1, "The labels, then.", code, step, features="labels", valence=valence)], {}, 1, features={"labels": ("labels",)})
    assert stance(s.quote_rows[0]) == said


def test_a_good_word_that_points_back_to_a_part_is_one_of_it_unless_it_is_complained_of_there() -> None:
    def beside(*words: str, codes: tuple[str, str] = ("milestone", "value_realized")) -> list[str]:
        text = " ".join(words)
        s = made([("P01", "How is it?", text, codes[1], "p15", 1, "", {})], {}, 1, features={"labels": ("labels",)})
        whole, start = s.quote_rows[0], len(words[0]) + 1
        first = replace(whole, quote_id="first", verbatim=words[0], char_end=whole.char_start + len(words[0]), features="labels",
                        code=codes[0], step="p16", valence=-1)
        second = replace(whole, verbatim=words[1], char_start=whole.char_start + start)
        return named_beside(replace(s, quote_rows=(first, second)), second)

    assert beside("We did the labels.", "And that saved my week.") == ["labels"]
    assert beside("We did the labels.", "My week is calm.") == []
    assert beside("The labels peel.", "But it saved my week.", codes=("pain_point", "value_realized")) == []


def test_value_map_proposes_by_meaning_without_counting() -> None:
    s = value_study()
    vectors = {q.quote_id: np.eye(16, dtype=np.float16)[i] for i, q in enumerate(s.quote_rows)}
    wish = next(q for q in s.quote_rows if q.code == "desired_outcome" and q.participant_id == "P02")
    pain = next(q for q in s.quote_rows if q.code == "pain_point")
    vectors[wish.quote_id] = vectors[pain.quote_id]
    row = next(r for r in rows("value_map", replace(s, vectors=vectors)) if (r["theme_id"], r["feature"]) == ("T-C", "import"))
    assert (row["link_type"], row["n_link"], row["link_n_of_N"], row["quote_ids"]) == ("proposed", 0, "", "")


def test_value_map_without_a_lexicon_says_so() -> None:
    assert {r["gap"] for r in rows("value_map", replace(value_study(), features={}))} == {"no parts given: add features.csv"}


def test_wanted_counts_achieved_only_for_the_same_person_and_a_like_meaning() -> None:
    lines = [line(p, "I wanted my evenings back.", "desired_outcome", "p04", "T-C") for p in (1, 2, 3)] + [
        line(1, "I have my evenings now.", "value_realized", "p15"), line(2, "The invoices look nice.", "value_realized", "p15"),
        line(4, "I have my evenings now.", "value_realized", "p15")]
    s = made(lines, {"T-C": "Evenings back"}, 4)
    towards = {"I wanted my evenings back.": [1.0, 0.0], "I have my evenings now.": [0.8, 0.6], "The invoices look nice.": [0.3, 0.954]}
    row, = rows("wanted_achieved", replace(s, vectors={q.quote_id: np.array(towards[q.verbatim], dtype=np.float16) for q in s.quote_rows}))
    assert (row["wanted_n_of_N"], row["achieved_of_wanted"], row["achieved_by"]) == ("3 of 4", "1 of 3", "P01")
    assert (row["perhaps_by"], row["not_reported_by"], row["likeness"]) == ("P02", "P03", 0.8)
    plain, = rows("wanted_achieved", s)
    assert (plain["achieved_n"], plain["how_matched"]) == (0, "not matched: the study keeps no sentence vectors")


def test_leaps_show_stake_fears_before_and_reassurance() -> None:
    s = made([
        line(1, "We paid the year up front without knowing.", "milestone", "p11", markers="milestone leap_of_faith"),
        line(2, "What if we lose the money.", "anxiety", "p10", force="anxiety"), line(3, "They showed me my own list in the demo.", "deal_maker", "p10"),
        line(1, "We sent the first list.", "milestone", "p13", markers="milestone"), line(2, "The import was a pain.", "pain_point", "p13"),
        line(3, "I used to lie awake.", "pain_point", "p01"),
    ], {}, 3)
    pay, move = rows("milestones", s)
    assert (pay["leap"], move["leap"]) == ("told by 1 of 3", "usual at this step, nobody told of one")
    assert pay["stake"].startswith("• money: P01")
    assert "What if we lose the money." in pay["anxieties_before"]
    assert "my own list" in pay["reassurance"]
    assert (pay["roadblocks"], pay["proposed_kpi"]) == ("no evidence", "")
    assert "The import was a pain." in move["roadblocks"]
    assert move["anxieties_before"] == "no evidence"
    assert move["proposed_kpi"].startswith("hypothesis: ")


@pytest.mark.parametrize("seed", range(8))
def test_the_silhouette_is_that_of_scikit_learn(seed: int) -> None:
    from sklearn.metrics import silhouette_score

    chance = np.random.default_rng(seed)
    points = chance.integers(0, 3, (9, 4)).astype(float)  # with equal ones, whose silhouette has no width
    apart = np.abs(points[:, None] - points[None]).sum(axis=2)
    labels = np.array([1, 1, 2, 2, 3, *chance.integers(1, 3, 4)])  # one of them alone
    assert _silhouette(apart, labels) == pytest.approx(silhouette_score(apart, labels, metric="precomputed"))


def test_a_job_of_fewer_than_two_people_has_no_mark_of_gates_and_comes_last() -> None:
    found = rows("jobs", two_kinds())
    assert [r["n"] for r in found] == sorted((r["n"] for r in found), reverse=True)
    assert {r["gates_passed"] for r in found if r["n"] < 2} == {"thin"}
    assert all(" of " in r["gates_passed"] for r in found if r["n"] >= 2)


def test_what_a_job_leaves_behind_is_told_by_members_of_its_cluster() -> None:
    s = two_kinds()
    for r in rows("jobs", s):
        own = set(r["members"].split(", "))
        assert set(filter(None, r["heard_in"].split(", "))) <= own
        for lane in ("pushes", "pulls", "anxieties", "habits", "fired", "hired", "also_considered", "success_measures"):
            ids = re.findall(r"\[([^\]+]+)", r[lane])
            assert {s.quotes_by_id[i.strip()].participant_id for listed in ids for i in listed.split(",") if i.strip() in s.quotes_by_id} <= own


def wanting(*wishes: tuple[int, str]) -> Study:
    """Return `two_kinds` with other wishes, of people by number, and vectors that say nothing."""
    s = two_kinds()
    said = dict(wishes)
    quotes = [replace(q, verbatim=said[int(q.participant_id[1:])], theme_id="") if q.code == "desired_outcome" else q
              for q in s.quote_rows if q.code != "desired_outcome" or int(q.participant_id[1:]) in said]
    return replace(s, quote_rows=tuple(quotes), vectors={q.quote_id: np.eye(64, dtype=np.float16)[i] for i, q in enumerate(quotes)})


def test_people_support_a_slot_by_what_a_reader_of_the_clauses_sees() -> None:
    wishes = (1, "I wanted to know who has which of the bikes."), (2, "I wanted to see which helmets are out."), (3, "I wanted my Sundays free.")
    job = rows("jobs", wanting(*wishes))[0]
    assert {q.split("-")[1] for q in job["motivation_quote_ids"].split(", ")} == {"p01", "p02"}
    told = job["motivation_told"].split("\n")
    assert told[0].startswith("told by 3 of 4: ")
    assert told[1].startswith("• know how things stand: “I wanted to ")
    assert "(P01)" in told[1]
    assert "(P02) (2 of 4) [" in told[1]
    assert told[2].startswith("• “I wanted my Sundays free.” (P03, 1 of 4) [")


def test_likeness_by_meaning_alone_is_no_support() -> None:
    s = wanting((1, "I wanted the box of cards gone from the desk."), (2, "I wanted a card for the petrol pump."))
    near = {q.quote_id: np.array([1.0, 0.0] if q.participant_id == "P01" else [0.6, 0.8], dtype=np.float16) for q in s.quote_rows}
    job = rows("jobs", replace(s, vectors=near))[0]
    assert len(job["motivation_quote_ids"].split(", ")) == 1


def test_no_statement_is_stitched_together_from_people_of_whom_none_supports_it() -> None:
    s = two_kinds()
    left_out = {(p, c) for p in ("P01", "P02") for c in ("desired_outcome", "struggle_trigger")}
    alone = tuple(q for q in s.quote_rows if (q.participant_id, q.code) not in left_out)
    for r in rows("jobs", replace(s, quote_rows=alone, theme_rows=s.theme_rows)):
        sources = {r[f"{slot}_quote_ids"] for slot in ("when", "motivation", "outcome")}
        heard = [{s.quotes_by_id[i].participant_id for i in x.split(", ")} for x in sources if x]
        assert not heard or set.intersection(*heard), r["job_statement_clg"]


def test_what_is_in_quotation_marks_was_said_word_for_word() -> None:
    s = two_kinds()
    for r in rows("jobs", s):
        for column in ("job_statement_clg", "job_story"):
            for words, who, at in re.findall(r"“([^”]+?)(?: …)?” \((P\d+)\) \[([^\]]+)\]", r[column]):
                assert words in s.quotes_by_id[at].verbatim
                assert s.quotes_by_id[at].participant_id == who


@pytest.mark.parametrize(("words", "lead", "title"), [
    ("I wanted one list that everybody trusts, you know.", "have", "have one list that everybody trusts"),
    ("I wanted to stand at the counter and know which of all the many bikes are out, and then go home for my tea with the kids.", "", None),
])
def test_a_title_is_a_short_phrase_and_not_cut_in_the_middle(words: str, lead: str, title: str | None) -> None:
    s = two_kinds()
    q = replace(next(q for q in s.quote_rows if q.code == "desired_outcome"), verbatim=words)
    clause = clause_of("motivation", q, frozenset(), {})
    shown = title_of(clause)
    assert (clause.fits, clause.lead) == (True, lead)
    assert title is None or shown == title
    assert len(shown.split()) <= 12
    assert shown[-1].isalpha()
    assert "…" not in shown


def test_the_matrix_and_the_jobs_say_the_same_of_a_job_and_a_member_fits_one() -> None:
    s = two_kinds()
    status = {r["job_id"]: r["status"] for r in rows("jobs", s)}
    for r in rows("job_matrix", s):
        assert r["job_id"] == "unassigned" or r["job_status"] == status[r["job_id"]]
    members = {m for r in rows("jobs", s) for m in r["members"].split(", ")}
    assert not members & {r["against_participant"] for r in rows("contradictions", s) if r["contradiction"] == "fits no candidate job"}


def test_a_second_job_of_the_same_people_needs_two_who_support_all_of_it() -> None:
    found = rows("jobs", two_kinds())
    assert all(r["n"] >= 2 for r in found if r["wish"].startswith("further"))
    assert len({(r["members"], r["wish"]) for r in found}) == len(found)


def test_progress_is_shared_across_clusters_where_the_clauses_say_so() -> None:
    first, *rest = rows("shared_progress", two_kinds())
    assert (first["progress"], first["n_of_N"], first["wanted_n_of_N"], first["reached_n_of_N"]) == ("know how things stand", "4 of 6", "4 of 6", "0 of 6")
    assert first["wanted_by"] == "P01, P02, P03, P04"
    assert first["in_their_words"].startswith("• “I wanted to see at the counter which bikes are free.” (P01) [")
    assert [(r["progress"], r["reached_by"]) for r in rest] == []
