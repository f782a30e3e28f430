"""Recipes: what is refused before a transcript is opened, and in which words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jtbd_analyzer import registry
from jtbd_analyzer.errors import RecipeError
from jtbd_analyzer.recipe import available, from_dict, load_recipe


@pytest.mark.parametrize(("data", "message"), [
    ({"group": {"min_sise": 3}}, "mine.toml: [group]: 'min_sise' is not one of .*; did you mean 'min_size'?"),
    ({"group": {"min_size": "3"}}, "mine.toml: [group] min_size: must be a whole number; got '3'. Correct the value."),
    ({"group": {"min_size": 3.0}}, "mine.toml: [group] min_size: must be a whole number; got 3.0. Correct the value."),
    ({"group": {"min_size": True}}, "mine.toml: [group] min_size: must be a whole number; got True. Correct the value."),
    ({"group": {"min_size": 1}}, "mine.toml: [group] min_size: must be at least 2; got 1. Correct the value."),
    ({"group": {"largest": 1.5}}, "mine.toml: [group] largest: must be at most 1.0; got 1.5. Correct the value."),
    ({"group": {"rescue": "high"}}, "mine.toml: [group] rescue: must be a number; got 'high'. Correct the value."),
    ({"group": {"use": "densty"}}, "mine.toml: [group] use: 'densty' is not one of .*density.*; did you mean 'density'?"),
    ({"group": {"use": 1}}, "mine.toml: [group] use: must be the name of a part; got 1."),
    ({"export": {"use": [1, 2]}}, "mine.toml: [export] use: must be a list of names; got [1, 2]."),
    ({"insight": {"use": 7}}, "mine.toml: [insight] use: must be a list of names; got 7."),
    ({"groop": {}}, "mine.toml: section: 'groop' is not one of .*group.*; did you mean 'group'?"),
    ({"group": 3}, "mine.toml: [group]: must be a table of options; got 3. Write it as a section."),
    ({"load": {"unlabelled": "guss"}}, "mine.toml: [load] unlabelled: 'guss' is not one of guess, participant, show; did you mean 'guess'?"),
    ({"load": {"interviewer": 3}}, "mine.toml: [load] interviewer: must be a list; got 3. Write it as [\"a\", \"b\"]."),
    ({"load": {"interviewer": ["Ana", 3]}}, "mine.toml: [load] interviewer: must be text; got 3. Correct the value."),
    ({"export": {"use": ["tables", "workbok"]}}, "mine.toml: [export] use: 'workbok' is not one of .*; did you mean 'workbook'?"),
    ({"export": {"format": "csv"}}, "mine.toml: [export]: 'format' is not one of use"),
    ({"insight": {"use": "heatmap"}}, "mine.toml: [insight] use: 'heatmap' is not one of .*; did you mean 'heat_map'?"),
    ({"journey": {"frame": "clg3"}}, "mine.toml: [journey]: 'frame' is not one of .*framework.*; did you mean 'framework'?"),
    ({"run": {"seed": -1}}, "mine.toml: [run] seed: must be at least 0; got -1. Correct the value."),
])
def test_what_is_wrong_is_named_with_place_and_advice(data: dict[str, object], message: str) -> None:
    with pytest.raises(RecipeError) as error:
        from_dict(data, "mine.toml")
    first, _, rest = message.partition(".*")
    assert str(error.value).startswith(first)
    assert all(part in str(error.value) for part in rest.split(".*"))


@pytest.mark.parametrize(("setting", "message"), [
    ("group.min_sise=4", "did you mean 'min_size'?"), ("group.min_size", "got no '='"), ("min_size=4", "got no option"),
    ("grp.min_size=4", "did you mean 'group'?"),
])
def test_settings_are_checked_like_the_file(setting: str, message: str) -> None:
    with pytest.raises(RecipeError, match=re.escape(message)):
        load_recipe("standard", [setting])


@pytest.mark.parametrize(("setting", "section", "option", "value"), [
    ("group.min_size=4", "group", "min_size", 4),
    ("group.rescue=1", "group", "rescue", 1.0),
    ("embed.model=some/folder", "embed", "model", "some/folder"),
    ("embed.model='quoted'", "embed", "model", "quoted"),
])
def test_settings_lie_over_the_recipe(setting: str, section: str, option: str, value: object) -> None:
    made = load_recipe("standard", [setting])
    got = made.parts[section][1][option]
    assert got == value
    assert type(got) is type(value)
    assert getattr(made.build(section), option) == value


def test_a_setting_may_be_a_list() -> None:
    assert load_recipe("standard", ['load.interviewer=["Ana", "Bo"]']).load.interviewer == ("Ana", "Bo")
    assert load_recipe("standard", {"load.interviewer": "Ana"}).load.interviewer == ("Ana",)


def test_a_recipe_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"'standrad' is not one of .* did you mean 'standard'\? Or give the path"):
        load_recipe("standrad")
    with pytest.raises(RecipeError, match="must be a recipe file; got nothing there"):
        load_recipe(tmp_path / "mine.toml")


def test_a_recipe_that_is_not_toml(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[group\n", encoding="utf-8")
    with pytest.raises(RecipeError, match="must be TOML"):
        load_recipe(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(RecipeError, match="must be a readable recipe file"):
        load_recipe(path)


def test_a_recipe_fills_in_what_it_is_silent_about(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[group]\nmin_size = 5\n", encoding="utf-8")
    filled = load_recipe(path).filled()
    assert filled["group"]["min_size"] == 5
    assert filled["group"]["use"] in registry.names("clusterers")
    assert set(filled) == {"load", "journey", "run", "segment", "embed", "alike", "code", "group", "name", "export", "insight"}
    assert set(filled["insight"]["use"]) == set(registry.names("insights"))


def test_a_filled_recipe_read_again_is_the_same() -> None:
    first = load_recipe("standard", ["group.min_size=4"])
    again = from_dict(first.filled(), "standard.toml")
    assert again.filled() == first.filled()


def test_the_recipes_that_come_along_say_in_their_first_line_what_they_are_for() -> None:
    assert {"standard", "fast", "accurate"} <= set(available())
    for path in available().values():
        assert path.read_text(encoding="utf-8").startswith("# ")
