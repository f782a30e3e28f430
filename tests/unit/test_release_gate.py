"""The release gate of the field guide (pitfalls 6.12) by name, on three whole interviews that set its traps; and traps 6.1 and 6.10.

The traps of evidence (6.2 to 6.8) are in `evidence_cases.tsv`; counting and grouping (6.9; a theme of one person is kept) in
`test_themes.py`.
"""

from __future__ import annotations

import pytest
import talk

from jtbd_analyzer import overlays, pipeline
from jtbd_analyzer.study import Study

#: 6.1: what only the interviewer says; fluent, full of the words of the field
ASKED = (
    "So the main pain point was the reporting?",
    "It sounds like the spreadsheets were a nightmare for you.",
    "I wanted to ask what made you leave the old system.",
    "We built the import because everybody loses a whole day over it.",
    "What I hear is that the price nearly stopped you.",
    "My own team wasted every Friday on this before we had it.",
    "That must have been so frustrating, losing all those orders in May.",
    "Our product saves people about three hours a week.",
    "I was worried nobody would switch, to be honest.",
    "So in the end you just wanted peace of mind on a Sunday?",
)
ANSWERED = (
    "No, it was the labels.",
    "Well, the labels fell off in the cold store, every single morning.",
    "In March a whole pallet went to the wrong town and that was the last straw.",
    "Uh-huh.",
    "It wasn't about the price.",
    "Every Friday I'd sit there copying the weights onto a second card.",
    "I'd probably pay double for one that reads the card itself.",
    "Yeah, right.",
    "My worry was that the old printer wouldn't take the new roll.",
    "I just wanted to stop guessing which pallet was whose.",
)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = talk.write_interviews(tmp_path_factory.mktemp("gate"))
    turns = [f"Interviewer: {q}\nParticipant: {a}" for q, a in zip(ASKED, ANSWERED, strict=True)]
    (folder / "cora.txt").write_text("\n".join(turns) + "\n", encoding="utf-8")
    return pipeline.analyze(folder, folder / "out")


def test_the_interviews_give_evidence(study: Study) -> None:
    assert sum(q.counted for q in study.quote_rows) >= 8


@pytest.mark.parametrize("line", ASKED)
def test_no_interviewer_quote_is_exported(study: Study, line: str) -> None:
    assert not [q for q in study.quote_rows if q.verbatim in line or line in q.verbatim]


def test_no_quote_that_is_not_verbatim(study: Study) -> None:
    texts = {t.transcript_id: t for t in study.transcript_rows}
    assert all(texts[q.transcript_id].source_text[q.char_start : q.char_end] == q.verbatim for q in study.quote_rows)


def test_no_denied_quote_and_none_of_grade_c_or_x_is_counted(study: Study) -> None:
    assert not [q for q in study.quote_rows if q.counted and (q.polarity == "denied" or q.grade not in ("A", "B"))]


def test_habitual_would_is_accepted_and_conditional_would_is_not(study: Study) -> None:
    told = {q.verbatim: q for q in study.quote_rows}
    habitual = told.get("Every Friday I'd sit there copying the weights onto a second card.")
    assert habitual is not None
    assert (habitual.reality, habitual.counted) == ("habitual", True)
    assert not [q for q in study.quote_rows if "I'd probably pay double" in q.verbatim and q.counted]


def test_what_a_single_participant_tells_is_kept(study: Study) -> None:
    """The only price, the only way out and the only pallet stay as counted quotes, in a theme of one or in none."""
    lone = {q.code: q.participant_id for q in study.quote_rows if q.counted and sum(x.code == q.code for x in study.quote_rows) == 1}
    assert len(lone) >= 2


@pytest.mark.parametrize(("text", "code", "phase", "force"), [
    ("The reports took two days.", "pain_point", "struggle", ""),  # a complaint that moved nothing
    ("It was always slow on Mondays.", "pain_point", "struggle", ""),
    ("I never knew who had paid.", "pain_point", "struggle", ""),
    ("I was fed up and started looking.", "pain_point", "struggle", "push"),
    ("I couldn't do another year of it any more.", "pain_point", "struggle", "push"),
    ("The search still loses the old notes.", "pain_point", "growth", ""),  # of our product: no push away from the old way
    ("I love the undo button.", "value_realized", "growth", ""),  # liked after the purchase
    ("Now I leave at five.", "value_realized", "growth", ""),
    ("I'd like it to print labels too.", "desired_outcome", "growth", ""),
    ("I wanted to leave at five.", "desired_outcome", "struggle", "pull"),
    ("The board said we were locked in till June.", "objection", "evaluation", "habit"),
])
def test_no_force_is_read_where_there_is_none(text: str, code: str, phase: str, force: str) -> None:
    assert overlays.force(code, text, phase) == force
