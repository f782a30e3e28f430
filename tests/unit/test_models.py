"""The models are loaded without what a run does not need."""

from __future__ import annotations

import subprocess
import sys

import pytest

from jtbd_analyzer import models

_LOADS = """
import sys
import pytest

from jtbd_analyzer import models
tagged = [t.tag_ for t in models.spacy_pipeline()("We paid them twice.")]
import spacy
assert spacy.util.registry._entry_point_factories.entry_points, "others in this process may need them"
print(tagged, sorted({m.partition(".")[0] for m in sys.modules} & {"presidio_analyzer", "tldextract"}))
"""


def test_the_parser_imports_no_parts_that_other_packages_announce() -> None:
    done = subprocess.run([sys.executable, "-c", _LOADS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['PRP', 'VBD', 'PRP', 'RB', '.'] []"


class Registry:
    """As spaCy's, were it to drop the switch."""


def test_a_registry_without_the_switch_is_left_alone() -> None:
    registry = Registry()
    with models._no_foreign_parts(registry):
        pass
    assert vars(registry) == {}


@pytest.mark.parametrize("library", [object(), None])
def test_memory_is_given_back_only_where_the_system_takes_it(monkeypatch: pytest.MonkeyPatch, library: object) -> None:
    asked: list[object] = []

    def opened(name: object) -> object:
        asked.append(name)
        if library is None:
            raise OSError("no such handle")
        return library

    monkeypatch.setitem(sys.modules, "torch", object())
    monkeypatch.setattr(models.ctypes, "CDLL", opened)
    models.give_back()
    assert asked == [None]


def test_a_run_without_models_has_nothing_to_give_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.delattr(models.ctypes, "CDLL")
    models.give_back()
