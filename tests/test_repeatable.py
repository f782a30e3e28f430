"""Same input, recipe, seed and versions: the same tables, in any order, at any batch size, with and without a cache."""

from __future__ import annotations

import shutil
from pathlib import Path

import commands
import pytest
import talk

pytestmark = pytest.mark.slow
SAMPLES = commands.ROOT / "data" / "samples"
CHOSEN = ("04-nadia.txt", "08-ruth.srt", "10-hanna.csv", "12-aoife.txt")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study folder large enough for groups by density: four samples and the two short interviews."""
    folder = talk.write_interviews(tmp_path_factory.mktemp("study"))
    for name in CHOSEN:
        shutil.copy(SAMPLES / name, folder)
    return folder


def tables(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((out / "tables").glob("*.csv"))}


@pytest.fixture(scope="module")
def first(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("first") / "out"
    done = commands.jtbd("analyze", inputs, "-o", out, "--no-cache")
    assert done.returncode == 0, done.stderr
    made = tables(out)
    assert made["quotes.csv"].count(b"\n") > 60
    assert made["themes.csv"].count(b"\n") > 5
    return made


@pytest.mark.parametrize("how", ["again", "smaller batches", "shuffled", "from the cache"])
def test_another_run_gives_the_same_bytes(how: str, inputs: Path, first: dict[str, bytes], tmp_path: Path) -> None:
    out, options, given = tmp_path / "out", ["--no-cache"], [inputs]
    if how == "smaller batches":
        options += ["--set", "embed.batch_size=8"]
    if how == "shuffled":
        given = sorted(inputs.iterdir(), key=lambda p: p.name[::-1])
    if how == "from the cache":
        options = []
        commands.jtbd("analyze", inputs, "-o", tmp_path / "warm")
    done = commands.jtbd("analyze", *given, "-o", out, *options)
    assert done.returncode == 0, done.stderr
    made = tables(out)
    assert made.keys() == first.keys()
    assert [name for name in first if made[name] != first[name]] == []
