"""Where it hurts most, who left, and one count of people per question for Summary, report and the table of questions."""

from __future__ import annotations

from dataclasses import replace

import commands
import pytest
from study_fixture import big_study, quotes_of, study

from jtbd_analyzer import recruits
from jtbd_analyzer.exporters import _answer_rows
from jtbd_analyzer.exporters._answers import _QUESTIONS, HURTS, LEFT, OPEN, answers
from jtbd_analyzer.exporters._report import story
from jtbd_analyzer.exporters._report.evidence import Evidence
from jtbd_analyzer.insights import hurts_most
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.study import Study
from jtbd_analyzer.tellers import telling

SAMPLES = commands.ROOT / "data" / "samples"


def told(*lines: tuple[str, str, str, str, int], **recruited: str) -> Study:
    """Return a study of these lines: person, words, code, step, feeling."""
    plain = {"theme_role": "single voice", "referent": "unclear"}
    quotes, transcripts = quotes_of(tuple((p, "And then?", words, code, step, v, "", plain) for p, words, code, step, v in lines))
    s = study()
    people = tuple(replace(p, attributes={"recruited_as": recruited.get(p.participant_id, "recent switcher")}) for p in s.participant_rows)
    return replace(s, quote_rows=quotes, transcript_rows=transcripts, theme_rows=(), participant_rows=people)


def same_everywhere(s: Study) -> None:
    """Compare each question of the Summary with the table of questions, and each with the report."""
    table = {r["question"]: r for r in s.table("questions_answered").to_dict("records") if r["asked_by"] == "codebook"}
    ids = {code: {i for i in str(table[CODES[code].question]["quote_ids"]).split(", ") if i} for code in CODES}
    blocks = {b.question: b for b in answers(s)}
    shown = {b["question"]: b["people"] for b in story.answers(s, Evidence(s, transcripts=True))}
    for question, codes, when, *_ in _QUESTIONS:
        listed = {i for code in codes for i in ids[code]}
        own = {q.quote_id for q in telling(s, codes, when)}
        assert own <= listed
        assert when or own == listed, question
        n = len({s.quotes_by_id[i].participant_id for i in own})
        assert blocks[question].people == shown[question] == f"{n} of {s.n_total}", question
        if len(codes) == 1 and not when and n:
            assert blocks[question].people == table[CODES[codes[0]].question]["answered_by"], question
        assert n or not blocks[question].answers, question
        quoted = {i for a in blocks[question].answers for i in a.quote_ids if a.label == "single"}
        assert quoted <= listed, question


class TestCounts:
    def test_each_question_counts_the_same_people_everywhere(self) -> None:
        same_everywhere(study())
        same_everywhere(big_study(people=5, quotes_each=40))

    def test_single_tellers_of_what_tipped_it_are_counted_though_few_are_shown(self) -> None:
        s = told(*((f"P0{i}", f"The trial with the label number {i} was it for us, really.", "deal_maker", "p10", 1) for i in (1, 2, 3)))
        same_everywhere(s)
        assert next(b for b in answers(s) if b.question == "What tipped the choice").people == "3 of 4"


    @pytest.mark.slow
    def test_the_samples_count_the_same_people_everywhere(self) -> None:
        from jtbd_analyzer import analyze

        made = analyze(SAMPLES)
        same_everywhere(made)
        told_of = {a.text.split(": ")[1] for b in answers(made) if b.question == LEFT for a in b.answers}
        assert told_of == {recruits.LEFT, recruits.DECLINED, "also speaks against it"}


class TestHurtsMost:
    def test_people_and_feeling_may_disagree_and_it_is_said(self) -> None:
        s = told(("P01", "The labels come off every week.", "pain_point", "p16", -1), ("P02", "The labels curl.", "pain_point", "p16", 0),
                 ("P03", "It prints them twice.", "pain_point", "p16", 0), ("P01", "Slips every Sunday night.", "pain_point", "p01", -2),
                 ("P02", "We had two groups at the door.", "struggle_trigger", "p04", -2), ("P03", "The sheet was lost.", "struggle_trigger", "p04", -2))
        rows = {r["phase"]: r for r in s.table("hurts_most").to_dict("records")}
        assert (rows["growth"]["n_of_N"], rows["growth"]["most_people"], rows["growth"]["lowest_felt"]) == ("3 of 4", "yes", "")
        assert (rows["struggle"]["n_of_N"], rows["struggle"]["feeling_median"], rows["struggle"]["lowest_felt"]) == ("1 of 4", -2, "yes")
        block = next(b for b in answers(s) if b.question == HURTS)
        assert [(a.text, a.people) for a in block.answers] == [("Growth", "3 of 4"), ("Struggle", "1 of 4")]
        assert block.note == "The two disagree: more people tell of a pain in Growth, but they felt worse in Struggle."
        assert "%" not in block.note + "".join(a.place for a in block.answers)

    def test_where_they_agree_one_phase_is_named(self) -> None:
        block = next(b for b in answers(study()) if b.question == HURTS)
        assert [a.text for a in block.answers] == ["Struggle"]
        pains = [t.statement for t in study().theme_rows if t.code == "pain_point" and t.phase_main == "struggle"]
        assert pains
        assert f"Most told in Struggle: “{pains[0]}” (" in block.note
        assert block.note.startswith("The two agree: Struggle")

    def test_without_pains_there_is_no_evidence(self) -> None:
        s = replace(study(), quote_rows=(), theme_rows=())
        assert next(b for b in answers(s) if b.question == HURTS).answers == ()
        assert hurts_most.said(s.table("hurts_most").to_dict("records")) == ""

    def test_two_people_are_too_few_to_be_felt_lowest(self) -> None:
        s = told(("P01", "The labels come off.", "pain_point", "p16", -2), ("P02", "The labels curl.", "pain_point", "p16", -2))
        assert set(s.table("hurts_most")["lowest_felt"]) == {""}


class TestLeftOrDeclined:
    lines = (
        ("P01", "It was fine on most days, I suppose.", "value_realized", "p15", 1),
        ("P01", "If I'm asked what it was, it kept losing our deposits.", "criterion", "p07", -1),
        ("P02", "There was a spending freeze and the form was still sat there in May.", "pain_point", "p10", -1),
        ("P02", "I liked the colours of the calendar.", "feature_mention", "p07", 1), ("P03", "Now nobody double-books.", "value_realized", "p15", 2),
    )

    def test_each_has_the_quote_that_gives_the_reason(self) -> None:
        s = told(*self.lines, P01="churned", P02="considered-not-bought")
        rows = s.table("left_or_declined").to_dict("records")
        assert [(r["participant_id"], r["what"]) for r in rows] == [("P01", recruits.LEFT), ("P02", recruits.DECLINED)]
        assert [r["exemplar"] for r in rows] == [self.lines[1][1], self.lines[2][1]]
        block = next(b for b in answers(s) if b.question == LEFT)
        assert [a.quote.participant_id for a in block.answers if a.quote] == ["P01", "P02"]

    def test_further_reasons_stand_below_each_with_whether_it_counts(self) -> None:
        further = "We hadn't got the money for it either, not that year."
        s = told(*self.lines, ("P02", further, "objection", "p10", -1), P02="considered-not-bought")
        s = replace(s, quote_rows=tuple(replace(q, counted=q.verbatim != further) for q in s.quote_rows))
        block = next(b for b in answers(s) if b.question == LEFT)
        assert [(a.text, a.quote.verbatim) for a in block.answers if a.quote] == [
            (f"P02: {recruits.DECLINED}", self.lines[2][1]), ("P02: also speaks against it", further)]
        assert (block.answers[1].people, block.answers[1].place) == ("not counted", "in a quote that is not counted")

    def test_a_reason_that_does_not_count_is_shown_as_such(self) -> None:
        s = told(*self.lines, P01="churned")
        s = replace(s, quote_rows=tuple(replace(q, counted=False, grade_reason="did not happen") if q.code == "criterion" else q for q in s.quote_rows))
        row, = s.table("left_or_declined").to_dict("records")
        assert (row["exemplar"], row["exemplar_counted"]) == (self.lines[1][1], "no: did not happen")
        block = next(b for b in answers(s) if b.question == LEFT)
        assert "not counted" in block.answers[0].place

    @pytest.mark.parametrize(("other", "code", "felt"), [
        ("I just stopped using it around the half term, and went back to my sheet.", "pain_point", -1),
        ("I can't remember what it was called, something with an S.", "criterion", 0),
        ("It was made for clubs like ours, and it ran all winter.", "value_realized", 1),
    ])
    def test_the_reason_summed_up_goes_before_a_step_on_the_way_and_before_asides(self, other: str, code: str, felt: int) -> None:
        reason = "If I'm asked what it was, it's made for things that come back, and mine stay out."
        s = told(("P01", other, code, "p16", felt), ("P01", reason, "criterion", "p20", 0), P01="churned")
        row, = s.table("left_or_declined").to_dict("records")
        assert row["exemplar"] == reason
        assert "made for clubs" not in row["further_reasons"]

    def test_where_no_quote_gives_it_nothing_is_invented(self) -> None:
        s = told(("P01", "I liked the colours of the calendar.", "feature_mention", "p07", 1), P01="churned")
        row, = s.table("left_or_declined").to_dict("records")
        assert (row["n"], row["exemplar"], row["quote_ids"]) == (0, "no evidence", "")

    def test_a_study_of_buyers_is_not_asked(self) -> None:
        s = told(*self.lines)
        assert s.table("left_or_declined").empty
        assert LEFT not in {b.question for b in answers(s)}


class TestLeftOpen:
    def test_names_what_few_answer_and_few_were_asked(self) -> None:
        s = told(*((f"P0{i}", f"Finding the cards took me all of morning {i}.", "pain_point", "p01", -1) for i in (1, 2, 3)),
                 ("P01", "I wanted to find it in a minute.", "desired_outcome", "p02", 1))
        block = next(b for b in answers(s) if b.question == OPEN)
        assert len(block.answers) == 4
        assert {a.people for a in block.answers} == {"0 of 4"}
        assert all(a.quote is None and a.place.startswith("asked in 0 of ") for a in block.answers)
        assert CODES["pain_point"].question not in {a.text for a in block.answers}

    @pytest.mark.parametrize(("asked", "open_"), [("And then?", True), ("Were you worried about anything?", False)])
    def test_what_every_interview_asked_is_no_gap(self, monkeypatch: pytest.MonkeyPatch, asked: str, open_: bool) -> None:
        monkeypatch.setattr(_answer_rows, "_OPEN", 99)
        quotes, transcripts = quotes_of(tuple((p, asked, "It took me all morning to find the cards.", "pain_point", "p01", -1, "", {}) for p in ("P01", "P02")))
        s = replace(study(), quote_rows=quotes, transcript_rows=transcripts, theme_rows=())
        block = next(b for b in answers(s) if b.question == OPEN)
        assert (CODES["anxiety"].question in {a.text for a in block.answers}) == open_
