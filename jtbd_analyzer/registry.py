"""Finds and builds the replaceable parts: a file in a plural folder is a part, its name is the name in a recipe."""

from __future__ import annotations

import dataclasses
import difflib
import importlib
import inspect
import operator
import pkgutil
import typing
from collections.abc import Mapping
from typing import Any, Final

from jtbd_analyzer.errors import RecipeError, not_one_of

#: recipe section -> plural folder
FOLDERS: Final[dict[str, str]] = {
    "load": "loaders", "segment": "segmenters", "embed": "embedders", "code": "coders", "group": "clusterers",
    "name": "namers", "insight": "insights", "export": "exporters",
}

#: parts found so far: every file asks for all loaders, every table for its insight
_KNOWN: Final[dict[tuple[str, str], type[Any]]] = {}


def names(folder: str) -> tuple[str, ...]:
    """Return the names of the parts in a plural folder, sorted; importing none of them."""
    package = importlib.import_module(f"jtbd_analyzer.{folder}")
    return tuple(sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_")))


def part_class(folder: str, name: str, place: str = "") -> type[Any]:
    """Return the one public dataclass with a `__call__` that `folder/name.py` defines; raises RecipeError."""
    known = _KNOWN.get((folder, name))
    if known is not None:
        return known
    if name not in names(folder):
        raise RecipeError(not_one_of(place or folder, name, names(folder), f"Use one of these, or add {folder}/{name}.py."))
    module = importlib.import_module(f"jtbd_analyzer.{folder}.{name}")
    found = [
        c for n, c in inspect.getmembers(module, inspect.isclass)
        if c.__module__ == module.__name__ and not n.startswith("_") and dataclasses.is_dataclass(c) and "__call__" in vars(c)
    ]
    if len(found) != 1:
        raise RecipeError(f"{folder}/{name}.py: must define one public dataclass with __call__; got {len(found)}. Rename or split it.")
    return _KNOWN.setdefault((folder, name), found[0])


def describe(folder: str, name: str) -> str:
    """Return the first line of a part's docstring."""
    return (inspect.getdoc(part_class(folder, name)) or "").splitlines()[0]


def is_online(folder: str, name: str) -> bool:
    """Return whether a part sends what it is given to another program or machine: it says so by `online: ClassVar[bool] = True`."""
    return bool(getattr(part_class(folder, name), "online", False))


def defaults(cls: type[Any]) -> dict[str, Any]:
    """Return the options of a part with their default values."""
    out: dict[str, Any] = {}
    for f in dataclasses.fields(cls):
        if f.init and not f.name.startswith("_"):
            out[f.name] = f.default_factory() if f.default_factory is not dataclasses.MISSING else f.default
    return out


def check_value(place: str, value: Any, hint: Any, limits: Mapping[str, Any]) -> Any:
    """Return `value` as the type `hint` asks for, or raise RecipeError saying what must hold and what came."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        items = (value,) if isinstance(value, str) else value
        if not isinstance(items, list | tuple):
            raise RecipeError(f"{place}: must be a list; got {value!r}. Write it as [\"a\", \"b\"].")
        return tuple(check_value(place, v, args[0], limits) for v in items)
    if origin is dict:
        if not isinstance(value, Mapping):
            raise RecipeError(f"{place}: must be a table; got {value!r}. Write it as {{ key = \"value\" }}.")
        return {str(k): check_value(f"{place}.{k}", v, args[1], limits) for k, v in value.items()}
    if origin is typing.Literal:
        if value not in args:
            raise RecipeError(not_one_of(place, str(value), [str(a) for a in args]))
        return value
    ok = isinstance(value, hint) and not (hint is not bool and isinstance(value, bool))
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        value, ok = float(value), True
    if not ok:
        raise RecipeError(f"{place}: must be {_word(hint)}; got {value!r}. Correct the value.")
    for key, bound, crossed in (("min", "at least", operator.lt), ("max", "at most", operator.gt)):
        if key in limits and crossed(value, limits[key]):
            raise RecipeError(f"{place}: must be {bound} {limits[key]}; got {value!r}. Correct the value.")
    return value


def _word(hint: Any) -> str:
    return {int: "a whole number", float: "a number", bool: "true or false", str: "text"}.get(hint, str(hint))


def checked_options(cls: type[Any], options: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return the options of `cls` with `options` laid over the defaults; raises RecipeError for a wrong key or value."""
    known = {f.name: f for f in dataclasses.fields(cls) if f.init and not f.name.startswith("_")}
    hints = typing.get_type_hints(cls)
    filled = defaults(cls)
    for key, value in options.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            advice = f"did you mean {near[0]!r}?" if near else "see 'jtbd list' for the options."
            raise RecipeError(f"{place}: {key!r} is not one of {', '.join(sorted(known)) or '(no options)'}; {advice}")
        filled[key] = check_value(f"{place} {key}", value, hints[key], known[key].metadata)
    return filled


def build(folder: str, name: str, options: Mapping[str, Any] | None = None, place: str = "") -> Any:
    """Return the part `name` of `folder` with its options set; raises RecipeError."""
    cls = part_class(folder, name, place)
    return cls(**checked_options(cls, options or {}, place or f"{folder}/{name}"))
