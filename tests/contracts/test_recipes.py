"""Every recipe in pipelines/ loads, checks and runs."""

from __future__ import annotations

import json
from pathlib import Path

import commands
import pytest

from jtbd_analyzer import journey, models
from jtbd_analyzer.errors import ModelError
from jtbd_analyzer.recipe import available, load_recipe

RECIPES = sorted(available())


def missing_model(recipe: str) -> str:
    """Return why the recipe's sentence model is not here, or ""; looks only at what is installed."""
    model = str(load_recipe(recipe).parts["embed"][1]["model"])
    if model != "all-mpnet-base-v2":
        return ""
    try:
        models.embedding_path(model)
    except ModelError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_loads_builds_and_has_a_framework(name: str) -> None:
    made = load_recipe(name)
    assert made.name == name
    for section in made.parts:
        assert callable(made.build(section))
    assert journey.framework(made.journey.framework, made.journey.first_value_phase)
    assert {"tables", "workbook"} <= set(made.exports)


#: "standard" is run by every test of the command line; the others learn or load larger models first
@pytest.mark.parametrize("name", [n if n == "standard" else pytest.param(n, marks=pytest.mark.slow) for n in RECIPES])
def test_a_recipe_runs(name: str, tiny: Path, tmp_path: Path) -> None:
    if why := missing_model(name):
        pytest.skip(why)
    done = commands.jtbd("analyze", tiny, "-o", tmp_path / "out", "-r", name)
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["recipe_name"] == name
    assert manifest["recipe"] == json.loads(json.dumps(load_recipe(name).filled()))
    assert manifest["counts"]["quotes"] > 3
