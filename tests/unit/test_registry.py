"""Parts are files: found by name, built with checked options."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from jtbd_analyzer import clusterers, registry
from jtbd_analyzer.errors import RecipeError


@pytest.fixture
def dropped_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that counts as part of `clusterers/`."""
    monkeypatch.setattr(clusterers, "__path__", [*clusterers.__path__, str(tmp_path)])
    return tmp_path


def test_a_file_dropped_in_is_a_part(dropped_in: Path) -> None:
    (dropped_in / "evens.py").write_text(
        "from dataclasses import dataclass\n\n@dataclass(frozen=True)\nclass Evens:\n    '''Every other.'''\n\n    step: int = 2\n\n"
        "    def __call__(self, vectors):\n        return self.step\n", encoding="utf-8")
    assert "evens" in registry.names("clusterers")
    assert registry.describe("clusterers", "evens") == "Every other."
    assert registry.build("clusterers", "evens", {"step": 5})(None) == 5


def test_a_file_with_two_parts_is_refused(dropped_in: Path) -> None:
    part = "@dataclass(frozen=True)\nclass {}:\n    def __call__(self):\n        ...\n"
    (dropped_in / "two.py").write_text("from dataclasses import dataclass\n" + part.format("A") + part.format("B"), encoding="utf-8")
    with pytest.raises(RecipeError, match=r"clusterers/two\.py: must define one public dataclass with __call__; got 2"):
        registry.build("clusterers", "two")


def test_a_private_file_is_no_part(dropped_in: Path) -> None:
    (dropped_in / "_inner.py").write_text("", encoding="utf-8")
    assert "_inner" not in registry.names("clusterers")


def test_an_unknown_part_is_named_with_the_nearest() -> None:
    with pytest.raises(RecipeError, match=r"did you mean 'density'\? Use one of these, or add clusterers/densty\.py"):
        registry.build("clusterers", "densty")


@pytest.mark.parametrize("folder", registry.FOLDERS.values())
def test_defaults_build_the_part_itself(folder: str) -> None:
    for name in registry.names(folder):
        cls = registry.part_class(folder, name)
        assert {k: v for k, v in dataclasses.asdict(cls()).items() if not k.startswith("_")} == registry.defaults(cls)
