"""What is told of the time after the choice: further rounds, wants, hopes and fears met, questions answered, reasons for leaving an option."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from study_fixture import Line, quotes_of, study

from jtbd_analyzer import journey
from jtbd_analyzer.cycles import cycle_of
from jtbd_analyzer.exporters._answers import answers
from jtbd_analyzer.exporters._report import story
from jtbd_analyzer.exporters._report.evidence import Evidence
from jtbd_analyzer.exporters._sheets_front import sample_caution, sample_statement
from jtbd_analyzer.study import Study


def told(*lines: tuple[str, str, str, str, int, dict[str, Any]]) -> Study:
    """Return a study of quotes (person, words, code, step, valence, other fields), each an answer of its own and no themes."""
    full: list[Line] = [(who, "And?", words, code, step, valence, "", other) for who, words, code, step, valence, other in lines]
    quotes, transcripts = quotes_of(tuple(full))
    return replace(study(), quote_rows=quotes, transcript_rows=transcripts, theme_rows=(), features={})


def alike(s: Study, *groups: tuple[int, ...]) -> Study:
    """Return the study with vectors: quotes of one group mean the same, others nothing alike."""
    home = {i: g for g, own in enumerate(groups) for i in own}
    rows = {q.quote_id: np.eye(40)[home.get(i, 20 + i)].astype(np.float16) for i, q in enumerate(s.quote_rows)}
    return replace(s, vectors=rows)


@pytest.mark.parametrize(("step", "words", "found"), [
    ("p18", "We renewed in June without thinking.", (2, "renewal")),
    ("p18", "Then we upgraded to the bigger plan.", (2, "expansion")),
    ("p16", "By autumn the other school wanted it too.", (2, "expansion")),
    ("p20", "I left for a year and came back to it.", (2, "return")),
    ("p04", "The renewal of the old contract was what started it.", (1, "")),
    ("p18", "I use it every day now.", (1, "")),
    ("", "We renewed in June.", (1, "")),
    ("p16", "I'd renewed everybody in one go and missed a street.", (1, "")),
    ("p16", "He came back to the counter with the bike.", (1, "")),
])
def test_a_further_round_needs_words_and_a_place(step: str, words: str, found: tuple[int, str]) -> None:
    assert cycle_of(step, words) == found


def test_expansion_paths_count_people_per_branch_and_tell_place_from_words() -> None:
    s = told(("P01", "We renewed in June.", "milestone", "p18", 1, {}), ("P02", "We renewed again.", "milestone", "p18", 1, {}),
             ("P02", "It is a habit by now.", "milestone", "p18", 0, {}), ("P03", "We may well be renewed.", "milestone", "p18", 0, {"counted": False}))
    rows = s.table("expansion_paths").to_dict("records")
    assert [(r["branch"], r["n"], r["cycle"]) for r in rows] == [("renewal", 2, 2), ("renewal", 2, 2), ("told at the step of taking more", 1, 1)]


class TestWantedNext:
    def test_a_lack_told_in_use_is_wanted_and_one_of_the_old_way_is_not(self) -> None:
        s = told(("P01", "It doesn't print the labels.", "pain_point", "p16", -1, {"referent": "our_product"}),
                 ("P02", "It didn't cost much.", "pain_point", "p16", -1, {"referent": "our_product"}),
                 ("P03", "The sheet couldn't, it can't count.", "pain_point", "p16", -1, {"referent": "old_way"}),
                 ("P04", "It doesn't print the labels.", "pain_point", "p01", -1, {}))
        assert [(r["why"], r["participants"]) for r in s.table("wanted_next").to_dict("records")] == [("does without it in use", "P01")]

    @pytest.mark.parametrize(("words", "lacks"), [
        ("It only lets me have four fields.", True), ("No, it doesn't work in the basement.", True), ("You can't put one on a lens.", True),
        ("So that doesn't print either.", True), ("There's no way to shift a whole show.", True),
        ("They were bought in a month that doesn't exist.", False), ("The volunteers come at nine and they don't find the card.", False),
        ("It doesn't always go like this.", False), ("You can't ask anybody, they are all away.", False), ("It doesn't matter much.", False),
    ])
    def test_what_the_product_lacks_is_told_of_the_product(self, words: str, lacks: bool) -> None:
        s = told(("P01", words, "pain_point", "p16", -1, {"referent": "our_product"}))
        assert [r["why"] for r in s.table("wanted_next").to_dict("records")] == ["does without it in use"] * lacks

    def test_parts_that_lack_something_are_named_beside_it(self) -> None:
        said = "We have two phones without the net, and they don't know each other."
        assert told(("P01", said, "pain_point", "p16", -1, {"referent": "our_product"})).table("wanted_next").empty
        assert len(told(("P01", said, "pain_point", "p16", -1, {"referent": "our_product", "features": "offline scanning"})).table("wanted_next")) == 1

    def test_what_one_person_of_a_theme_wants_is_told_in_their_words(self) -> None:
        s = told(("P01", "It doesn't print the labels.", "pain_point", "p16", -1, {"theme_id": "T1", "referent": "our_product"}),
                 ("P02", "The labels come off every week.", "pain_point", "p16", -1, {"theme_id": "T1"}))
        theme = replace(study().theme_rows[0], theme_id="T1", code="pain_point", statement="The labels come off", n=2, counter_ids=(),
                        quote_ids=tuple(q.quote_id for q in s.quote_rows))
        row, = replace(s, theme_rows=(theme,)).table("wanted_next").to_dict("records")
        assert (row["want"], row["theme_id"], row["n"]) == ("“It doesn't print the labels.”", "T1", 1)

    def test_what_one_would_like_stands_on_the_summary_and_counts_nobody(self) -> None:
        s = told(("P01", "It doesn't print the labels.", "pain_point", "p16", -1, {"referent": "our_product"}),
                 ("P02", "I would want it on the phone.", "desired_outcome", "p16", 0, {"counted": False, "reality": "hypothetical", "grade": "C"}))
        block = next(b for b in answers(s) if b.question.startswith("What they want and"))
        assert [(a.people, a.sure, a.quote_ids) for a in block.answers] == [
            ("1 of 4", "1 of 1", (s.quote_rows[0].quote_id,)), ("not counted", "", (s.quote_rows[1].quote_id,))]
        shown = next(b for b in story.answers(s, Evidence(s, transcripts=True)) if b["question"] == block.question)
        assert [a["n"]["text"] for a in shown["answers"]] == ["1 of 4", "not counted"]

    def test_what_one_would_like_is_shown_and_not_counted(self) -> None:
        s = told(("P01", "I would want it on the phone.", "desired_outcome", "p16", 0, {"counted": False, "reality": "hypothetical", "grade": "C"}))
        row, = s.table("wanted_next").to_dict("records")
        assert (row["n"], row["if_asked_n"], row["quote_ids"]) == (0, 1, "")

    def test_a_count_of_nobody_does_not_stand_beside_a_quote(self) -> None:
        s = told(("P01", "I would want it on the phone.", "desired_outcome", "p16", 0, {"counted": False, "reality": "hypothetical", "grade": "C"}))
        row, = s.table("wanted_next").to_dict("records")
        assert (row["n_of_N"], row["exemplar_participant"]) == ("not counted", "P01")

    def test_a_wish_that_somebody_perhaps_has_is_not_among_those_nobody_has(self) -> None:
        s = told(("P01", "I wanted to know what is free.", "desired_outcome", "p04", 0, {"theme_id": "T1"}),
                 ("P02", "I wanted to see what is free.", "desired_outcome", "p04", 0, {"theme_id": "T1"}),
                 ("P01", "Now I see most of it.", "value_realized", "p16", 2, {}))
        theme = replace(study().theme_rows[0], theme_id="T1", code="desired_outcome", statement="T1", counter_ids=(),
                        quote_ids=tuple(q.quote_id for q in s.quote_rows if q.theme_id == "T1"))
        near = {q.quote_id: np.array([1.0, 0.0] if q.code == "desired_outcome" else [0.3, 0.954], dtype="float16") for q in s.quote_rows}
        row, = replace(s, theme_rows=(theme,), vectors=near).table("wanted_next").to_dict("records")
        assert (row["why"], row["perhaps_had_by"], row["n_of_N"]) == ("wanted, perhaps had: compare", "P01", "2 of 4")

    def test_a_denied_wish_is_none(self) -> None:
        s = told(("P01", "I never wanted it on the phone.", "desired_outcome", "p16", 0, {"counted": False, "polarity": "denied", "grade": "X"}))
        assert s.table("wanted_next").empty

    def test_a_wish_stands_once_and_not_for_who_has_it(self) -> None:
        s = told(("P01", "I wanted to know what is free.", "desired_outcome", "p16", 0, {"theme_id": "T1"}),
                 ("P02", "I wanted to know what is free.", "desired_outcome", "p16", 0, {"theme_id": "T1"}),
                 ("P02", "Now I see what is free.", "value_realized", "p16", 2, {}),
                 ("P03", "I wanted it on the phone.", "desired_outcome", "p16", 0, {"theme_id": "T2"}),
                 ("P03", "I'd want it on a watch.", "desired_outcome", "p16", 0, {"theme_id": "T2", "counted": False, "reality": "hypothetical"}))
        themes = [replace(study().theme_rows[0], theme_id=t, code="desired_outcome", statement=t, counter_ids=(),
                          quote_ids=tuple(q.quote_id for q in s.quote_rows if q.theme_id == t)) for t in ("T1", "T2")]
        s = alike(replace(s, theme_rows=tuple(themes)), (0, 1, 2), (3, 4))
        assert [(r["why"], r["theme_id"], r["participants"], r["if_asked_n"]) for r in s.table("wanted_next").to_dict("records")] == [
            ("wanted, nobody reports having it", "T2", "P03", 1), ("wished for in use", "T1", "P01", "")]


class TestBeforeAfter:
    lines = (("P01", "I feared the import would fail.", "anxiety", "p09", -1, {}), ("P01", "The import was through by noon.", "value_realized", "p14", 2, {}),
             ("P02", "I hoped to know what is free.", "desired_outcome", "p04", 1, {}), ("P02", "What is free is never right.", "pain_point", "p16", -1, {}),
             ("P03", "I feared the import too.", "anxiety", "p09", -1, {}))

    def test_pairs_are_of_one_person_alike_and_named_by_what_became_of_them(self) -> None:
        rows = alike(told(*self.lines), (0, 1, 4), (2, 3)).table("before_after").to_dict("records")
        assert [(r["participant_id"], r["relation"], r["n"]) for r in rows] == [
            ("P02", "hoped for, then met trouble", 1), ("P01", "feared, then it went well", 1)]

    def test_unlike_quotes_and_a_study_without_vectors_make_no_pair(self) -> None:
        assert alike(told(*self.lines), (0, 2), (1, 3)).table("before_after").empty
        assert told(*self.lines).table("before_after").empty

    def test_a_pair_names_the_same_thing_and_a_doubt_that_was_met_makes_none(self) -> None:
        s = told(("P01", "I feared the price.", "anxiety", "p09", -1, {}), ("P01", "The import was through by noon.", "value_realized", "p14", 2, {}),
                 ("P02", "I said I'd ask about the list, and I did.", "objection", "p09", -1, {}),
                 ("P02", "The list is right now.", "value_realized", "p14", 2, {}))
        assert alike(s, (0, 1), (2, 3)).table("before_after").empty

    def test_an_experience_before_the_choice_is_no_experience_of_it(self) -> None:
        s = told(("P01", "I feared the import.", "anxiety", "p09", -1, {}), ("P01", "The import of the old tool failed.", "pain_point", "p01", -1, {}))
        assert alike(s, (0, 1)).table("before_after").empty


class TestQuestions:
    def test_every_code_has_its_question_and_silence_is_no_evidence(self) -> None:
        rows = {r["how"]: r for r in told(("P01", "It broke.", "struggle_trigger", "p04", -1, {})).table("questions_answered").to_dict("records")}
        assert rows["quotes coded struggle trigger that tell what set somebody moving"]["answered_by"] == "1 of 4"
        assert rows["quotes coded habit"]["answered_by"] == "no evidence"

    def test_questions_of_a_framework_are_answered_in_their_phase_or_said_to_need_own_data(self) -> None:
        s = replace(study(), framework=journey.framework("b2b9"))
        frame = s.framework
        s = replace(s, quote_rows=tuple(replace(q, phase=frame.phase_of(q.step)) for q in s.quote_rows))
        rows = {r["question"]: r for r in s.table("questions_answered").to_dict("records")}
        assert rows["What is the trigger?"]["answered_by"] == "2 of 4"
        assert rows["What is the checkpoint cadence?"]["answered_by"] == "not from interviews"


class TestWhyLeft:
    def reasons(self, *lines: Any) -> str:
        rows = told(*lines).table("alternatives").to_dict("records")
        return str(next(r["why_left"] for r in rows if r["option"] == "Trello"))

    def test_a_but_in_the_quote_that_names_it(self) -> None:
        named = ("P01", "We looked at Trello, it was pretty, but it counted per seat.", "alternative", "p08", 0, {})
        assert self.reasons(named) == "“… but it counted per seat.” (P01)"

    def test_no_reason_is_made_up(self) -> None:
        assert self.reasons(("P01", "We looked at Trello for a week.", "alternative", "p08", 0, {})) == "not said"

    def test_the_next_quote_of_another_answer_is_none(self) -> None:
        assert self.reasons(("P01", "We looked at Trello for a week.", "alternative", "p08", 0, {}),
                            ("P01", "But it was too dear.", "deal_breaker", "p08", -1, {})) == "not said"

    def test_a_mention_is_no_claim_whatever_its_code(self) -> None:
        for code in ("alternative", "social_influence", "criterion"):
            assert self.reasons(("P01", "We looked at Trello for a week.", "alternative", "p08", 0, {}),
                                ("P01", "Four of them were on paper and a couple said Trello.", code, "p07", 0, {})) == "not said"

    def test_a_claim_the_coder_is_unsure_of_needs_words_that_say_it(self) -> None:
        named = ("P01", "We looked at Trello for a week.", "alternative", "p08", 0, {})
        assert self.reasons(named, ("P01", "And a couple of them said Trello.", "deal_breaker", "p07", 0, {"score": 0.1})) == "not said"
        assert "ruled" in self.reasons(named, ("P01", "And that ruled Trello out.", "deal_breaker", "p07", 0, {"score": 0.1}))

    def test_a_name_is_one_option_whatever_its_capitals(self) -> None:
        rows = told(("P01", "We looked at AirTable for a week.", "alternative", "p08", 0, {}),
                    ("P02", "We looked at Airtable too.", "alternative", "p08", 0, {})).table("alternatives").to_dict("records")
        assert [(r["option"], r["n"]) for r in rows] == [("AirTable", 2)]

    def test_somebody_is_no_option(self) -> None:
        rows = told(("P01", "Before me there was Len, and Len had the store for years.", "alternative", "p01", 0, {})).table("alternatives").to_dict("records")
        assert not [r for r in rows if r["option"] == "Len"]


@pytest.mark.parametrize(("n", "said"), [(1, "fewer than 8"), (7, "fewer than 8"), (8, ""), (12, ""), (15, ""), (16, "More than 15")])
def test_small_and_large_samples_are_cautioned_about(n: int, said: str) -> None:
    assert (said in sample_caution(n)) if said else sample_caution(n) == ""
    assert sample_caution(n) in sample_statement(n)


@pytest.mark.parametrize(("words", "derived"), [
    ("I wanted to be done in ten minutes.", "minimise the time"), ("I wanted it without having to ring round.", "minimise the effort"),
    ("I wanted nobody to be blamed for a broken drill.", "minimise the likelihood of loss or mistake"),
    ("I wanted to see who has it.", "maximise the likelihood of knowing"), ("I wanted a purple one.", ""),
])
def test_an_outcome_in_standard_form_is_begun_only_where_words_show_its_metric(words: str, derived: str) -> None:
    s = told(("P01", words, "desired_outcome", "p05", 0, {"theme_id": "T1"}))
    theme = replace(study().theme_rows[0], theme_id="T1", code="desired_outcome", quote_ids=(s.quote_rows[0].quote_id,), counter_ids=())
    row, = replace(s, theme_rows=(theme,)).table("wanted_achieved").to_dict("records")
    assert row["derived_outcome"] == (f"derived: {derived} … [{s.quote_rows[0].quote_id}]" if derived else "")


def test_a_person_in_no_slot_of_a_job_is_named() -> None:
    s = study()
    jobs = s.table("jobs")
    slots = [r[f"{k}_quote_ids"] for r in jobs.to_dict("records") for k in ("when", "motivation", "outcome")]
    heard = {s.quote(i).participant_id for own in slots for i in own.split(", ") if i}
    told_of = {r["against_participant"] for r in s.table("contradictions").to_dict("records") if r["contradiction"] == "fits no candidate job"}
    assert len(jobs)
    assert told_of.isdisjoint(heard)
    assert told_of | heard == {q.participant_id for q in s.quote_rows if q.counted}


def test_no_target_is_proposed_for_leaving() -> None:
    rows = told(("P01", "We went live on a Tuesday.", "milestone", "p13", 0, {}), ("P01", "I got my first list out.", "milestone", "p14", 0, {}),
                ("P01", "They switched my account off.", "milestone", "p20", 0, {})).table("milestones")
    assert dict(zip(rows["step"], rows["proposed_kpi"].astype(bool), strict=True)) == {"p13": False, "p14": True, "p20": False}
