"""Insights that rest on attributes, people and segments, on a kennel study made by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from study_fixture import Line, quotes_of, study, theme_of

from jtbd_analyzer import actors, attributes
from jtbd_analyzer.insights._questions import _QUESTION, ASKED, is_leading, is_open
from jtbd_analyzer.insights._traits import phrasing
from jtbd_analyzer.insights.segments import Segments, cell_of, not_cut
from jtbd_analyzer.study import Participant, Study

LINES: tuple[Line, ...] = (
    ("P01", "How was it before?", "Before that we had a big whiteboard by the gate.", "alternative", "p01", 0, "", {}),
    ("P01", "Did you look elsewhere?", "We looked at Fetchly for a week.", "alternative", "p07", 0, "", {}),
    ("P01", "And?", "Fetchly wanted three years, so that was out.", "deal_breaker", "p07", -1, "", {}),
    ("P01", "Who decided?", "Our treasurer had to sign it off.", "social_influence", "p10", 0, "", {}),
    ("P01", "Any doubts?", "My husband said who is going to type it all in, but then they showed him how the import works.", "objection", "p10", -1,
     "T-OBJ-01", {}),
    ("P01", "How did you hear?", "A friend at the show told me about it.", "milestone", "p06", 0, "", {}),
    ("P01", "And now?", "I've told at least three other kennels about it.", "milestone", "p19", 1, "", {}),
    ("P01", "What changed?", "By the third booking I wasn't even checking it any more.", "value_realized", "p15", 2, "", {}),
    ("P02", "Support?", "I rang on a Sunday and somebody rang back within the hour, and I told everyone in the choir.", "moment_of_truth", "p17", 2, "",
     {"intensity": 2}),
    ("P02", "Support again?", "I rang again and nobody ever got back to me.", "moment_of_truth", "p17", -2, "", {}),
    ("P02", "Other options?", "Fetchly was too expensive for us.", "alternative", "p07", -1, "", {}),
    ("P02", "Doubts?", "I was nervous we would lose the records.", "anxiety", "p09", -1, "T-OBJ-01", {"counted": False, "grade": "C"}),
    ("P02", "Mornings?", "It was like being a lighthouse keeper with forty dogs, every single night.", "pain_point", "p01", -2, "T-PAIN-01", {"intensity": 2}),
    ("P03", "Mornings?", "Every evening went into the list of who eats what.", "pain_point", "p01", -1, "T-PAIN-01", {}),
    ("P04", "Mornings?", "The list ate my evenings.", "pain_point", "p01", -1, "T-PAIN-01", {}),
)


def kennels() -> Study:
    """Return four kennels, two of them in the country, one without a segment."""
    quotes, transcripts = quotes_of(LINES, "k")
    people = tuple(Participant(f"P0{i}", f"Person {i}", (f"shop-p0{i}",), 500, {"place": place, "consent": "yes" if i == 2 else ""})
                   for i, place in enumerate(("town", "country", "country", ""), 1))
    themes = (theme_of("T-PAIN-01", "The list eats the evenings", quotes, 4), theme_of("T-OBJ-01", "Who will type it all in", quotes, 4))
    return replace(study(), transcript_rows=transcripts, quote_rows=quotes, participant_rows=people, theme_rows=themes)


def rows(name: str) -> list[dict[str, Any]]:
    return kennels().table(name).to_dict("records")


def test_alternatives_gather_a_name_over_people_with_why_it_was_left() -> None:
    first, *others = rows("alternatives")
    assert (first["option"], first["n_of_N"], first["participants"]) == ("Fetchly", "2 of 4", "P01, P02")
    assert "three years" in first["why_left"]
    assert "too expensive" in first["why_left"]
    assert {(r["option"], r["said_as"]): r["status"] for r in others} == {("paper or a board", "whiteboard"): "old way: P01"}


def test_stakeholders_have_role_part_stage_and_the_template_of_that_stage() -> None:
    found = {r["role"]: r for r in rows("stakeholders")}
    assert found["treasurer"]["buying_role"] == "approver (1)"
    assert found["treasurer"]["stage"] == "Internal consensus and business case"
    assert found["treasurer"]["suggested_next_step"] == "Final executive decision"
    assert found["husband"]["overcome_by"].startswith("demo (1)")
    assert (found["friend"]["buying_role"], found["friend"]["stage"]) == ("recommender (1)", "Solution search")


def test_one_person_has_one_seat_whatever_they_are_called() -> None:
    lines: tuple[Line, ...] = (
        ("P01", "Who?", "My boss had to sign it off.", "social_influence", "p10", 0, "", {}),
        ("P02", "Who?", "The boss said who is going to pay for that.", "objection", "p10", -1, "", {}),
        ("P03", "Who?", "My boss is the director, he had to sign it off.", "social_influence", "p10", 0, "", {}),
        ("P01", "Home?", "Sarah, my wife, she said go for it.", "social_influence", "p10", 1, "", {}),
        ("P01", "And then?", "Sarah said no, not this year.", "objection", "p10", -1, "", {}),
        ("P02", "Money?", "The head of department had to say yes to the money, and signed it off.", "social_influence", "p10", 0, "", {}),
    )
    quotes, transcripts = quotes_of(lines, "k")
    found = replace(kennels(), quote_rows=quotes, transcript_rows=transcripts, theme_rows=()).table("stakeholders").to_dict("records")
    assert {r["role"]: r["n_of_N"] for r in found} == {"boss / boss, director": "3 of 4", "wife": "1 of 4", "head of department": "1 of 4"}
    assert all("Sarah" not in r["role"] for r in found)
    assert len(next(r for r in found if r["role"] == "wife")["quote_ids"].split(", ")) == 2


def test_objections_tell_who_raised_them_and_what_met_them() -> None:
    one = rows("objections")[0]
    assert (one["raised_by"], one["overcome_by"], one["n"]) == ("husband (1)", "demo (1)", 1)
    assert "showed him" in one["overcome_words"]


def test_an_answer_counts_only_where_words_say_that_a_doubt_was_met() -> None:
    unmet = (("P01", "Doubts?", "My husband said who will type it in.", "objection", "p10", -1, "", {}),)
    quotes, transcripts = quotes_of(unmet)
    one = replace(kennels(), quote_rows=quotes, transcript_rows=transcripts, theme_rows=()).table("objections").to_dict("records")[0]
    assert (one["overcome_by"], one["overcome_words"]) == ("not told", "")


def test_touchpoints_take_feelings_per_person() -> None:
    phone = next(r for r in rows("touchpoints") if r["touchpoint"] == "phone")
    assert (phone["phase"], phone["n"], phone["feeling_median"], phone["felt_good_n"], phone["felt_bad_n"]) == ("growth", 1, 0.0, 0, 0)
    assert phone["strength"].startswith("thin")


def test_moments_tell_touchpoint_kind_effect_and_what_the_company_did() -> None:
    good, bad = sorted(rows("moments_of_truth"), key=lambda r: -r["valence"])
    assert (good["touchpoint"], good["kind"], good["company_did"], good["effect"]) == ("phone", "second: living with it", "quick_response", "tell")
    assert (bad["company_did"], bad["effect"], bad["job_at_stake"]) == ("silence", "", "no evidence")


def test_word_of_mouth_keeps_done_apart_from_silence() -> None:
    first, second, *_ = rows("word_of_mouth")
    assert (first["found_through"], first["passed_on"], first["champion"]) == ("word_of_mouth", "recommended", "yes")
    assert (second["found_through"], second["passed_on"], second["champion"]) == ("not told", "not told", "")


def test_message_bank_prefers_pictures_and_shows_consent_on_file() -> None:
    bank = {r["quote_id"]: r for r in rows("message_bank")}
    keeper = next(r for r in bank.values() if "lighthouse" in r["verbatim"])
    assert keeper["consent_on_file"] == "yes"
    assert all(kennels().quote(i).verbatim == r["verbatim"] and kennels().quote(i).counted for i, r in bank.items())


def test_segments_count_within_each_and_show_the_missing() -> None:
    pain = [r for r in rows("segments") if r["item_id"] == "T-PAIN-01" and r["column"] == "place"]
    assert [(r["segment"], r["n_of_segment"], r["warning"]) for r in pain] == [
        ("country", "2 of 2", "only 2 people"), ("town", "0 of 1", "only 1 person"), ("(missing)", "1 of 1", "only 1 person")]
    assert pain[0]["compared"] == "2 of 2 country, 0 of 1 town, 1 of 1 (missing)"
    assert not [r for r in rows("segments") if r["column"] == "display_name"]


@pytest.mark.parametrize("s", [kennels(), replace(study(), participant_rows=kennels().participant_rows)], ids=["kennels", "bikes"])
def test_forces_pains_and_feelings_are_cut_by_segment_too(s: Study) -> None:
    table = s.table("segments").to_dict("records")
    for r in (r for r in table if r["item"] in ("force", "pain in a phase", "feeling in a phase")):
        here = {p.participant_id for p in s.participant_rows if (p.attributes["place"] or "(missing)") == r["segment"]}
        own = [q for q in s.quote_rows if q.counted and q.participant_id in here and (
            q.force == r["item_id"] if r["item"] == "force" else q.phase == r["item_id"] and (r["item"] != "pain in a phase" or q.code == "pain_point"))]
        assert r["n_of_segment"] == f"{len({q.participant_id for q in own})} of {len(here)}"
        assert r["quote_ids"] == ", ".join(q.quote_id for q in own)
        assert (r["felt_median"] is None) == (r["item"] != "feeling in a phase" or not own)
    items = {"force", "pain in a phase", "feeling in a phase", "theme"}
    assert {r["item"] for r in table} >= items - (set() if any(q.force for q in s.quote_rows) else {"force"})


def test_a_feeling_is_the_median_of_peoples_means() -> None:
    lines = tuple((p, "And?", "It ate my evenings.", "pain_point", "p01", v, "", {}) for p, v in (("P01", -2), ("P01", 0), ("P02", -2), ("P03", 1)))
    quotes, transcripts = quotes_of(lines)
    people = tuple(Participant(f"P0{i}", "", (f"shop-p0{i}",), 500, {"place": "town" if i < 3 else "country"}) for i in (1, 2, 3))
    told = replace(kennels(), quote_rows=quotes, transcript_rows=transcripts, participant_rows=people, theme_rows=()).table("segments")
    felt = {r["segment"]: (r["felt_median"], cell_of(r), r["compared"]) for r in told.to_dict("records") if r["item"] == "feeling in a phase"}
    assert felt == {"town": (-1.5, "−1.5: 2 of 2", "2 of 2 town (−1.5), 1 of 1 country (+1.0)"), "country": (1, "+1.0: 1 of 1", felt["town"][2])}


@pytest.mark.parametrize(("values", "why"), [
    ("a a b b", ""), ("a b c d", "no two people share a value"), ("a a a a", "the same for everybody"), ("- - - -", "empty for everybody"),
    ("a a b c d e f g h", ""), ("a a b c d e f g h i", "9 different groups; at most 8 are compared: put values together in participants.csv"),
])
def test_a_column_that_is_not_cut_is_named_with_the_reason(values: str, why: str) -> None:
    given = [v.strip("-") for v in values.split()]
    people = tuple(Participant(f"P{i}", "", (), 9, {"place": v}) for i, v in enumerate(given))
    s = replace(kennels(), participant_rows=people)
    assert [r["why"] for r in not_cut(s, [] if why else ["place"])] == ([why] if why else [])
    chosen = Segments()._chosen(s)
    assert chosen == ([] if why else ["place"])


def test_segments_add_up_to_the_study() -> None:
    table = rows("segments")
    for key in {(r["column"], r["item"], r["item_id"]) for r in table}:
        own = [r for r in table if (r["column"], r["item"], r["item_id"]) == key]
        assert sum(r["people_in_segment"] for r in own) == 4
        assert f"{sum(r['n'] for r in own)} of 4" == own[0]["n_of_N"]


def test_coverage_names_phases_never_reached() -> None:
    found = {r["participant_id"]: r for r in rows("coverage")}
    assert (found["P03"]["struggle"], found["P03"]["never_reached"]) == (1, "Evaluation, Growth")
    assert found["P01"]["never_reached"] == ""


def test_experiments_quote_a_threshold_and_never_a_value() -> None:
    found = rows("experiments")
    assert found[0]["kpi"] == "reaches “the third booking”"
    assert {"NPS", "retention", "engagement"} <= {r["kpi"] for r in found if r["basis"].startswith("needs your own data")}
    assert len({r["item_id"] for r in found}) == len(found)


def test_opportunities_say_how_far_evidence_carries() -> None:
    only = rows("opportunities")
    assert [(r["need"], r["n_of_N"]) for r in only] == [("The list eats the evenings", "3 of 4")]
    assert "3 of 3 tell it as it happened" in only[0]["evidence_strength"]


def test_team_view_has_no_evidence_where_there_is_none() -> None:
    found = {(r["phase"], r["question"]): r for r in rows("team_view")}
    assert len(found) == 9
    assert found["struggle", "How are we doing here?"]["evidence"] == "no evidence"


def test_themes_show_what_their_quotes_tell() -> None:
    found = {r["theme_id"]: r for r in rows("theme_attributes")}
    assert found["T-OBJ-01"]["raised_by"] == "husband (1)"
    assert found["T-OBJ-01"]["resolved_by"] == "demo (1)"


def test_segments_that_disagree_are_a_contradiction() -> None:
    lines = tuple((f"P0{i}", "Mornings?", "The list ate my evenings.", "pain_point", "p01", -1, "T-PAIN-01", {}) for i in (1, 2, 3))
    quiet = tuple((f"P0{i}", "Mornings?", "We looked at Fetchly.", "alternative", "p07", 0, "", {}) for i in (4, 5, 6))
    quotes, transcripts = quotes_of((*lines, *quiet))
    people = tuple(Participant(f"P0{i}", "", (f"shop-p0{i}",), 500, {"place": "town" if i < 4 else "country"}) for i in range(1, 7))
    six = replace(kennels(), quote_rows=quotes, transcript_rows=transcripts, participant_rows=people,
                  theme_rows=(theme_of("T-PAIN-01", "Evenings", quotes, 6),))
    found = six.table("contradictions").to_dict("records")
    assert [r["statement"] for r in found if r["contradiction"] == "segments disagree"] == ["Evenings (place: 3 of 3 town, 0 of 3 country)"]
    small = replace(six, participant_rows=people[:5]).table("contradictions")
    assert "segments disagree" not in set(small["contradiction"])


def test_interviewer_counts_words_and_flags_by_threshold() -> None:
    one = rows("interviewer")[0]
    assert (one["words_interviewer"], one["words_participant"], one["led_of_quotes"], one["flags"]) == (80, 500, "0 of 8", "")
    loud = kennels()
    t = loud.transcript_rows[0]
    t = replace(t, speakers=(replace(t.speakers[0], words=600), *t.speakers[1:]))
    assert "the interviewer speaks 600 of 1100 words" in replace(loud, transcript_rows=(t,)).table("interviewer")["flags"][0]


@pytest.mark.parametrize(("question", "leading", "is_free"), [
    ("What happened then?", False, True), ("Did you look at others?", False, False), ("So it was chaos?", True, False), ("You were on the tour?", False, False),
    ("Can you hear me all right?", False, False),
    ("That must have been hard?", True, False),
    ("Was it frustrating?", True, False), ("You liked it, right?", True, False), ("How did it feel?", False, True), ("Was that in March?", False, False),
    ("Would you say price was the main thing?", True, False), ("Who else was in the room?", False, True),
])
def test_questions(question: str, leading: bool, is_free: bool) -> None:
    assert (is_leading(question), is_open(question)) == (leading, is_free)


@pytest.mark.parametrize(("force", "statement", "phrased"), [
    ("push", "The freezer failed", "When the freezer failed …"), ("push", "I lost the list", "When I lost the list …"),
    ("pull", "I wanted to know who is in", "So I can know who is in"), ("pull", "He showed me on his phone", ""),
    ("anxiety", "Will it hold?", "Will it hold?"), ("anxiety", "I was worried we would lose it", "What if we would lose it?"),
    ("habit", "Always done on paper", "Always done on paper"), ("habit", "My hands know the book", "Already: my hands know the book"), ("", "It is blue", ""),
])
def test_phrasing(force: str, statement: str, phrased: str) -> None:
    assert phrasing(force, statement) == phrased


def test_a_name_keeps_its_capital_where_a_statement_is_put_into_a_sentence() -> None:
    assert phrasing("push", "Rosa's manager had left", frozenset({"rosa"})) == "When Rosa's manager had left …"
    assert phrasing("push", "Our manager had left", frozenset({"rosa"})) == "When our manager had left …"


@pytest.mark.parametrize(("question", "code"), [
    ("And what settled it, in the end?", "deal_maker"), ("So what was it, for Leeds?", "deal_maker"),
    ("Was there a moment where you decided, yes, this one?", "deal_maker"),
    ("And what's not so good?", "pain_point"), ("What trouble do you still have with it?", "pain_point"),
    ("Has anything else not worked so well?", "pain_point"),
])
def test_what_a_question_asks_for_is_known_by_the_ways_it_is_put(question: str, code: str) -> None:
    assert ASKED[code].search(question)


@pytest.mark.parametrize("question", ["Was there a point where you decided to try it?", "So what was it that got you looking?", "What was good about it?"])
def test_a_question_of_another_matter_asks_for_neither(question: str) -> None:
    assert not ASKED["deal_maker"].search(question)
    assert not ASKED["pain_point"].search(question)


@given(st.lists(st.sampled_from(range(len(LINES))), unique=True))
def test_whatever_quotes_there_are_n_counts_people_of_the_ids(chosen: list[int]) -> None:
    quotes, transcripts = quotes_of(tuple(LINES[i] for i in sorted(chosen)))
    part = replace(kennels(), quote_rows=quotes, transcript_rows=transcripts, theme_rows=())
    for name in ("alternatives", "stakeholders", "touchpoints", "objections", "segments", "team_view"):
        for row in part.table(name).to_dict("records"):
            ids = [i for i in row["quote_ids"].split(", ") if i]
            assert row["n"] == len({part.quote(i).participant_id for i in ids})
            assert all(part.quote(i).counted for i in ids)


@given(st.text("ab ?.!\n", max_size=40))
def test_questions_are_all_that_stands_between_a_mark_and_a_question_mark(text: str) -> None:
    assert [m.span() for m in _QUESTION.finditer(text)] == [m.span() for m in re.finditer(r"[^.?!]*\?", text)]


def options(*lines: tuple[str, str, str, str]) -> dict[str, dict[str, Any]]:
    """Return the rows of alternatives by option, of lines (person, question, words, code) told of the choice; one question, one answer."""
    known: Line = ("P01", "What did you look at?", "We looked at Fetchly for a week.", "alternative", "p07", 0, "", {})
    full: list[Line] = [known, *((who, asked, words, code, "p07", 0, "", {"score": 0.4}) for who, asked, words, code in lines)]
    quotes, transcripts = quotes_of(tuple(full), "o")
    turns: dict[tuple[str, str], int] = {}
    quotes = tuple(replace(q, turn=turns.setdefault((q.participant_id, q.prompt), q.turn)) for q in quotes)
    s = replace(study(), quote_rows=quotes, transcript_rows=transcripts, theme_rows=())
    return {r["option"]: r for r in s.table("alternatives").to_dict("records")}


class TestWhyAnOptionWasLeft:
    def test_in_the_answer_to_a_question_about_it(self) -> None:
        row = options(("P02", "And what about Fetchly?", "That one looked nice, but it goes by the dog and it was too expensive.", "price"))["Fetchly"]
        assert (row["n_of_N"], row["participants"]) == ("2 of 4", "P01, P02")
        assert "goes by the dog" in row["why_left"]

    def test_not_in_the_answer_to_a_question_about_two(self) -> None:
        row = options(("P03", "What else?", "We looked at Barkbook too.", "alternative"),
                      ("P02", "And Fetchly or Barkbook?", "That one was too expensive.", "price"))["Fetchly"]
        assert (row["participants"], row["why_left"]) == ("P01", "not said")

    def test_not_where_the_answer_turns_to_another(self) -> None:
        row = options(("P02", "And what about Fetchly?", "And then another was too expensive.", "price"))["Fetchly"]
        assert (row["participants"], row["why_left"]) == ("P01", "not said")

    def test_in_the_sentence_after_its_name(self) -> None:
        row = options(("P02", "What else?", "Fetchly had a lovely calendar.", "feature_mention"),
                      ("P02", "What else?", "But it was counting per dog, so no, we couldn't.", "price"))["Fetchly"]
        assert "counting per dog" in row["why_left"]

    def test_by_who_writes_without_capitals(self) -> None:
        row = options(("P02", "What else?", "fetchly wanted to know how many dogs we have and i closed the tab", "criterion"))["Fetchly"]
        assert row["participants"] == "P01, P02"
        assert "closed the tab" in row["why_left"]

    def test_what_is_said_against_something_else_is_not_said_of_it(self) -> None:
        words = "The vet has Fetchly, and then finance said use the ledger, which never knows where a dog is."
        assert options(("P02", "What else?", words, "objection"))["Fetchly"]["why_left"] == "not said"


@pytest.mark.parametrize(("text", "part", "role"), [
    ("My head of service said find something by autumn.", "initiator", "head"),
    ("So I said to the committee, come and look at it.", "approver", "committee"),
    ("It's not on the council's own, so it has to go to the parish board.", "approver", "board"),
    ("So I put it up to our manager.", "approver", "manager"),
    ("We have a data person who had to approve it.", "approver", "data protection"),
])
def test_bodies_and_offices_are_told_apart(text: str, part: str, role: str) -> None:
    assert actors.part(text)[:2] == (part, role)


@pytest.mark.parametrize(("text", "direction"), [
    ("The boss said fine but only with our login.", "mixed"), ("The boss said yes, as long as it stays under fifty.", "mixed"),
    ("The boss said fine, go on.", "for"),
])
def test_a_yes_on_a_condition_is_not_for(text: str, direction: str) -> None:
    assert [a.value for a in attributes.read(text, "social_influence", "p10") if a.name == "direction"] == [direction]


def test_rows_of_one_role_are_one_and_outsiders_need_a_concern_of_the_choice() -> None:
    lines: tuple[Line, ...] = (
        ("P01", "Who?", "IT wouldn't sign it off.", "objection", "p07", -1, "", {}),
        ("P02", "Who?", "The IT people had to sign it off.", "social_influence", "p10", 0, "", {}),
        ("P01", "Who?", "My manager had to sign it off.", "social_influence", "p10", 0, "", {}),
        ("P02", "Who?", "My boss had to sign it off.", "social_influence", "p07", 0, "", {}),
        ("P01", "Home?", "My wife said you never show it in the room.", "objection", "p10", -1, "", {}),
    )
    quotes, transcripts = quotes_of(lines)
    people = tuple(Participant(f"P0{i}", "", (f"shop-p0{i}",), 500) for i in (1, 2))
    made = replace(study(), quote_rows=quotes, transcript_rows=transcripts, participant_rows=people, theme_rows=())
    assert {r["item_id"]: r["n"] for r in made.table("stakeholders").to_dict("records")} == {"IT": 2, "boss": 2}
