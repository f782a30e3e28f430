"""What holds for every part of every plural folder: a new file is tested the moment it is there."""

from __future__ import annotations

import dataclasses
import inspect
import pickle

import pytest

from jtbd_analyzer import registry

PARTS = [(folder, name) for folder in registry.FOLDERS.values() for name in registry.names(folder)]
FINGERPRINTED = ("segmenters", "embedders", "coders")


@pytest.mark.parametrize(("folder", "name"), PARTS)
class TestPart:
    def test_is_a_frozen_dataclass_with_defaults_that_pickles(self, folder: str, name: str) -> None:
        part = registry.build(folder, name)
        with pytest.raises(dataclasses.FrozenInstanceError):
            part.anything = 1
        assert pickle.loads(pickle.dumps(part)) == part
        assert registry.build(folder, name) == part

    def test_says_what_it_does(self, folder: str, name: str) -> None:
        cls = registry.part_class(folder, name)
        own = vars(cls).get("__doc__") or ""
        assert own, "a class docstring"
        assert not own.startswith(f"{cls.__name__}("), "dataclass made that docstring up"
        module = inspect.getmodule(cls)
        assert module is not None
        assert module.__doc__, "a module docstring"
        assert cls.__call__.__doc__, "a docstring of __call__"
        assert registry.describe(folder, name).endswith((".", ":"))
        public = [m for n, m in vars(cls).items() if inspect.isfunction(m) and not n.startswith("_")]
        assert all(m.__doc__ for m in public)

    def test_has_options_that_a_recipe_can_hold(self, folder: str, name: str) -> None:
        for option, value in registry.defaults(registry.part_class(folder, name)).items():
            assert isinstance(value, str | int | float | bool | tuple | dict), option

    def test_options_named_wrong_are_refused(self, folder: str, name: str) -> None:
        with pytest.raises(registry.RecipeError, match="'no_such_option' is not one of"):
            registry.build(folder, name, {"no_such_option": 1})


@pytest.mark.parametrize(("folder", "name"), [p for p in PARTS if p[0] in FINGERPRINTED])
def test_fingerprints_are_the_same_twice_and_fit_for_a_key(folder: str, name: str) -> None:
    first, again = registry.build(folder, name).fingerprint(), registry.build(folder, name).fingerprint()
    assert first == again
    assert first
    assert "0x" not in first, "an address is no fingerprint"


def test_fingerprints_tell_parts_apart() -> None:
    for folder in FINGERPRINTED:
        prints = [registry.build(folder, n).fingerprint() for n in registry.names(folder)]
        assert len(set(prints)) == len(prints)


def test_the_fingerprint_of_vectors_knows_no_batch_size_and_that_of_units_knows_the_limit() -> None:
    def of(folder: str, name: str, **options: int) -> str:
        return str(registry.build(folder, name, options).fingerprint())

    assert of("embedders", "sentence_transformer", batch_size=8) == of("embedders", "sentence_transformer")
    assert of("segmenters", "spacy", max_words=20) != of("segmenters", "spacy")
