# ruff: noqa: E501 - tables of cases read best a case to a line
"""Tables of many people: surveys, reviews and tickets keep their kind, everybody who wrote is a participant, and each answer has its question."""

from __future__ import annotations

from pathlib import Path

import pytest

from jtbd_analyzer.errors import InputError, RecipeError
from jtbd_analyzer.inputs import People
from jtbd_analyzer.model import Transcript
from jtbd_analyzer.recipe import LoadOptions, load_recipe
from jtbd_analyzer.transcripts import load_all, read_file

SURVEY = (
    "Timestamp,Email Address,What did you use before?,Why did you change?,How likely are you to recommend us?\n"
    '2024/05/02 10:00:01,kim@x.example,"A blue binder and a pencil, mostly","My daughter spilled juice on it, twice",9\n'
    '2024/05/03 11:30:00,lee@x.example,"Nothing at all, to be fair","The old app was closed down on us",7\n'
)
REVIEWS = 'Date,Rating,Review\n2024-05-02,5,"It gave me my Fridays back, really."\n2024-05-09,1,"It ate my list twice. Why no export?"\n'
TICKETS = 'Ticket ID,Requester,Subject,Description\n1,Kim,Import,"My old sheet will not go in at all."\n2,Lee,Bill,"You charged me for two months at once."\n'
ASKED = 'Respondent,Question,Answer\nR1,Why did you leave?,It got too dear for us.\nR2,Why did you leave?,My team moved on.\nR1,What now?,"A paper list, honestly."\n'


def made(folder: Path, text: str, name: str = "x.csv", people: People | None = None, **options: object) -> Transcript:
    (folder / name).write_text(text, encoding="utf-8")
    transcripts, statuses = load_all([folder / name], LoadOptions(**options), people or People(), lambda *_: None)  # type: ignore[arg-type]
    assert transcripts, statuses
    assert not [w for w in transcripts[0].warnings if "neither speech" in w or "unaccounted" in w]
    return transcripts[0]


def turns(t: Transcript) -> list[tuple[str, str, str]]:
    return [(x.speaker, x.role, t.text(x)) for x in t.turns]


def test_each_open_question_stands_before_its_answers_and_no_address_is_a_name(tmp_path: Path) -> None:
    t = made(tmp_path, SURVEY)
    assert t.source_type == "survey"
    assert turns(t) == [
        ("Question", "interviewer", "What did you use before?"), ("Respondent 1", "participant", "A blue binder and a pencil, mostly"),
        ("Respondent 2", "participant", "Nothing at all, to be fair"), ("Question", "interviewer", "Why did you change?"),
        ("Respondent 1", "participant", "My daughter spilled juice on it, twice"), ("Respondent 2", "participant", "The old app was closed down on us"),
    ]  # fmt: skip
    assert len({s.participant_id for s in t.speakers if s.participant_id}) == 2
    assert "@" not in t.source_text


def test_rows_nobody_signs_are_people_of_their_own_and_questions_of_theirs_no_interview(tmp_path: Path) -> None:
    t = made(tmp_path, REVIEWS)
    assert t.source_type == "review"
    assert [(s, r) for s, r, _ in turns(t)] == [("Row 2", "participant"), ("Row 3", "participant")]
    assert any("a person each" in w for w in t.warnings)


def test_tickets_and_answers_with_a_column_of_questions(tmp_path: Path) -> None:
    assert made(tmp_path, TICKETS).source_type == "ticket"
    t = made(tmp_path, ASKED)
    assert t.source_type == "survey"
    assert [(s, r) for s, r, _ in turns(t)] == [
        ("Question", "interviewer"), ("R1", "participant"), ("R2", "participant"), ("Question", "interviewer"), ("R1", "participant"),
    ]  # fmt: skip


def test_one_person_who_answers_many_questions_is_an_interview(tmp_path: Path) -> None:
    t = made(tmp_path, "Question,Answer\nWhy?,It got wet.\nAnd then?,I asked my group.\nAnd now?,I do it on the bus.\n")
    assert t.source_type == "interview"
    assert [r for _, r, _ in turns(t)] == ["interviewer", "participant"] * 3


@pytest.mark.parametrize("text", ["speaker,text\nAnn,why did you go?\nBo,it leaked\nAnn,and then?\nBo,i left\n", "Interviewer,x\n"])
def test_a_talk_is_no_post(tmp_path: Path, text: str) -> None:
    """Near misses: two voices that take turns."""
    if text.startswith("speaker"):
        assert made(tmp_path, text).source_type == "interview"


def test_the_kind_is_kept_or_told(tmp_path: Path) -> None:
    one = "source_type,author,text\n" + "".join(f'forum,{n},"It would not sync on the train at all."\n' for n in ("Kim", "Lee", "Max"))
    assert made(tmp_path, one).source_type == "forum"
    assert made(tmp_path, one.replace("forum,Lee", "ticket,Lee")).source_type == "mixed"
    plain = 'who,text\nKim,"It would not sync."\nLee,"It was too dear?"\n'
    assert made(tmp_path, plain).source_type == "interview"
    assert [s.role for s in made(tmp_path, plain, source_type="survey").speakers] == ["participant", "participant"]
    people = People(({"file": "x", "source_type": "Diary"},))
    assert made(tmp_path, plain, people=people).source_type == "diary"


def test_columns_are_told_by_the_recipe(tmp_path: Path) -> None:
    text = "k,foo,bar\n1,Ann,why did you go?\n2,Bo,it leaked\n"
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    options = load_recipe("standard", ["load.columns.text=bar", "load.columns.speaker=foo"]).load
    assert options.columns == {"text": "bar", "speaker": "foo"}
    assert [(p.speaker, p.text) for p in read_file(tmp_path / "x.txt", options).reading.passages] == [("Ann", "why did you go?"), ("Bo", "it leaked")]
    assert load_recipe("standard", ['load.columns={text = "bar"}']).load.columns == {"text": "bar"}
    with pytest.raises(RecipeError, match=r"\[load\] columns: must be a table; got 'bar'"):
        load_recipe("standard", ["load.columns=bar"])
    with pytest.raises(RecipeError, match=r"columns\.text: must be text; got 3"):
        load_recipe("standard", ["load.columns.text=3"])


def test_labels_that_occur_once_are_believed_where_the_recipe_names_them(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Ann: why?\nit leaked a lot\nand more\nGrandma: tea?\nAnn: so?\nlonger talk\nmore of it\n", encoding="utf-8")
    speakers = {p.speaker for p in read_file(tmp_path / "x.txt", LoadOptions(speakers=("Grandma",))).reading.passages}
    assert speakers == {"Ann", "Grandma"}
    assert {p.speaker for p in read_file(tmp_path / "x.txt").reading.passages} == {"Ann"}


def test_columns_are_found_by_content_where_the_header_is_foreign_but_not_in_a_sheet_of_facts(tmp_path: Path) -> None:
    talk = "Wer;Was\n" + "".join(f"{w};{t}\n" for w, t in (("Ann", "why did you go?"), ("Bo", "it leaked a lot"), ("Ann", "and what then?"), ("Bo", "i asked my group"), ("Ann", "how is it now?"), ("Bo", "it is all good now")))
    (tmp_path / "x.csv").write_text(talk, encoding="utf-8")
    assert [p.speaker for p in read_file(tmp_path / "x.csv").reading.passages] == ["Ann", "Bo"] * 3
    facts = "Id,Mode,Place\n" + "".join(f"{k},{m},Interview was held at the office in town\n" for k, m in enumerate(("Online", "Online", "Phone", "Online", "Phone")))
    (tmp_path / "y.csv").write_text(facts, encoding="utf-8")
    with pytest.raises(InputError, match="got columns Id, Mode, Place"):
        read_file(tmp_path / "y.csv")
