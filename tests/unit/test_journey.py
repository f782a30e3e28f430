"""The 20 steps and frameworks over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from jtbd_analyzer import journey
from jtbd_analyzer.errors import RecipeError
from jtbd_analyzer.scheme import CODES

IDS = [f"p{i:02d}" for i in range(1, 21)]

#: one moment of a story per step, and where clg3 has it
CLG3 = {
    **dict.fromkeys(("p01", "p02", "p03", "p04", "p05"), "struggle"), **dict.fromkeys(("p06", "p07", "p08", "p09", "p10", "p11"), "evaluation"),
    **dict.fromkeys(IDS[11:], "growth"),
}


def test_the_steps_are_twenty_in_order_and_whole() -> None:
    steps = journey.steps()
    assert [s.id for s in steps] == IDS
    assert len({s.key for s in steps}) == 20
    assert all(s.name and s.definition.endswith(".") and s.cues for s in steps)


def test_typical_classes_of_steps_are_codes_or_markers() -> None:
    known = {*CODES, "first_value", "leap_of_faith"}
    assert {c for s in journey.steps() for c in s.typical_classes} <= known


@pytest.mark.parametrize("step", IDS)
def test_clg3_holds_every_step(step: str) -> None:
    assert journey.framework("clg3").phase_of(step) == CLG3[step]
    assert journey.step_name(step)


def test_no_step_has_no_phase() -> None:
    frame = journey.framework("clg3")
    assert frame.phase_of("") == ""
    assert frame.phase_of("p21") == ""
    assert journey.step_name("") == ""


def test_first_value_may_lie_in_the_evaluation() -> None:
    assert journey.framework("clg3", "growth").phase_of("p14") == "growth"
    moved = journey.framework("clg3", "evaluation")
    assert moved.phase_of("p14") == "evaluation"
    assert sorted(s for p in moved.phases for s in p.steps) == IDS


def test_first_value_moves_in_no_framework_without_those_phases() -> None:
    assert journey.framework("stages9", "evaluation") == journey.framework("stages9", "growth")


def test_phases_have_an_order_and_the_unplaced_come_last() -> None:
    assert journey.framework("clg3").order() == {"struggle": 0, "evaluation": 1, "growth": 2, "": 3}
    assert journey.framework("switch").phases[0].id == "status_quo"


def own(path: Path, *phases: str) -> str:
    path.write_text("\n".join(f"[[phase]]\n{p}\n" for p in phases), encoding="utf-8")
    return str(path)


EARLY, LATE = f'id = "early"\nname = "Early"\nsteps = {IDS[:9]}', f'id = "late"\nname = "Late"\nsteps = {IDS[9:]}'


def test_a_framework_of_ones_own(tmp_path: Path) -> None:
    frame = journey.framework(own(tmp_path / "ours.toml", LATE + "\norder = 2", EARLY + "\norder = 1\ncolour = 'red'"))
    assert frame.name == "ours"
    assert [p.id for p in frame.phases] == ["early", "late"]
    assert frame.phase_of("p09") == "early"
    assert frame.phases[0].notes == {"colour": "red"}


@pytest.mark.parametrize(("phases", "message"), [
    ((EARLY,), r"ours\.toml: every step p01\.\.p20 must stand in one phase; got p10 in 0"),
    ((EARLY, LATE.replace("['p10'", "['p09', 'p10'")), r"got p09 in 2"),
    ((EARLY, LATE.replace("'p20'", "'p20', 'p21'")), r"step: 'p21' is not one of .*did you mean 'p20'|step: 'p21' is not one of"),
    ((EARLY, LATE.replace('"late"', '"early"')), r"phase ids must differ; got 'early' twice"),
    ((EARLY, 'id = "late"\nname = "Late"'), r"phase 2 must have id, name and steps; got no steps"),
    ((), r"must hold \[\[phase\]\] tables"),
])
def test_a_framework_that_is_no_partition_is_refused(tmp_path: Path, phases: tuple[str, ...], message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        journey.framework(own(tmp_path / "ours.toml", *phases))


def test_a_framework_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"'stage9' is not one of .*did you mean 'stages9'\? Or give the path"):
        journey.framework("stage9")
    with pytest.raises(RecipeError, match="must be a framework file"):
        journey.framework(str(tmp_path / "none.toml"))
    (tmp_path / "bad.toml").write_text("[[phase\n", encoding="utf-8")
    with pytest.raises(RecipeError, match="must be TOML"):
        journey.framework(str(tmp_path / "bad.toml"))
