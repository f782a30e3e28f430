"""Journey frameworks as data: 20 canonical steps, and any framework as a partition of them."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from jtbd_analyzer.errors import RecipeError, came, not_one_of

FOLDER: Final = Path(__file__).parent / "journeys"


@dataclass(frozen=True, slots=True)
class Step:
    """One canonical step of the customer's journey, p01..p20."""

    id: str
    key: str
    name: str
    definition: str
    cues: tuple[str, ...]
    typical_milestones: tuple[str, ...]
    typical_classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of a framework: the steps it holds and what the framework says of it."""

    id: str
    order: int
    name: str
    steps: tuple[str, ...]
    definition: str
    notes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Framework:
    """A partition of the canonical steps into ordered phases."""

    name: str
    title: str
    source: str
    note: str
    phases: tuple[Phase, ...]

    def phase_of(self, step: str) -> str:
        """Return the id of the phase that holds `step`, or "" for no step."""
        return next((p.id for p in self.phases if step in p.steps), "")

    def order(self) -> dict[str, int]:
        """Return the place of each phase id, and of "" after all others."""
        return {p.id: i for i, p in enumerate(self.phases)} | {"": len(self.phases)}


@cache
def steps() -> tuple[Step, ...]:
    """Return the canonical steps in order."""
    data = tomllib.loads((FOLDER / "steps.toml").read_text(encoding="utf-8"))["step"]
    rows: list[dict[str, Any]] = [{k: tuple(v) if isinstance(v, list) else v for k, v in s.items()} for s in data]
    return tuple(Step(**row) for row in rows)


@cache
def step_name(step: str) -> str:
    """Return the plain name of a step id, or "" for no step."""
    return next((s.name for s in steps() if s.id == step), "")


@cache
def moment_kinds() -> dict[str, tuple[str, ...]]:
    """Return each kind of moment of truth (zero, first, second, ultimate) with the steps it belongs to; two kinds may share a step."""
    data = tomllib.loads((FOLDER / "steps.toml").read_text(encoding="utf-8"))["moment_of_truth"]
    return {kind: tuple(row["steps"]) for kind, row in data.items()}


def names() -> tuple[str, ...]:
    """Return the names of the frameworks that come with the project."""
    return tuple(sorted(p.stem for p in FOLDER.glob("*.toml") if p.stem != "steps"))


def framework(which: str = "clg3", first_value_phase: str = "growth") -> Framework:
    """Return a framework by name or by the path of a TOML file, checked to be a partition of the 20 steps.

    `first_value_phase` = "evaluation" moves step p14 to the evaluation phase of clg3 (trial-based products).
    Raises RecipeError that names the phase and step at fault.
    """
    path = Path(which) if which.endswith(".toml") else FOLDER / f"{which}.toml"
    if not which.endswith(".toml") and which not in names():
        raise RecipeError(not_one_of("framework", which, names(), "Or give the path of a TOML file."))
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RecipeError(f"{path}: must be a framework file; got {came(error)}. Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path}: must be TOML; got {came(error)}. Correct that line.") from error
    found = parse_framework(data, path.stem, str(path.name))
    if first_value_phase == "evaluation" and {"evaluation", "growth"} <= {p.id for p in found.phases}:
        moved = {"growth": lambda s: tuple(x for x in s if x != "p14"), "evaluation": lambda s: (*s, "p14")}
        found = replace(found, phases=tuple(replace(p, steps=moved[p.id](p.steps)) if p.id in moved else p for p in found.phases))
    return found


def parse_framework(data: Mapping[str, Any], name: str, place: str) -> Framework:
    """Return a framework from its TOML data; raises RecipeError unless the phases hold each step exactly once."""
    raw = data.get("phase")
    if not isinstance(raw, list) or not raw:
        raise RecipeError(f"{place}: must hold [[phase]] tables with id, name and steps; got none. See journeys/clg3.toml.")
    phases = []
    for i, p in enumerate(raw):
        missing = [k for k in ("id", "name", "steps") if k not in p]
        if missing:
            raise RecipeError(f"{place}: phase {i + 1} must have id, name and steps; got no {', '.join(missing)}. Add it.")
        notes = {k: v for k, v in p.items() if k not in ("id", "order", "name", "steps", "definition")}
        phases.append(Phase(str(p["id"]), int(p.get("order", i + 1)), str(p["name"]), tuple(p["steps"]), str(p.get("definition", "")), notes))
    known = [s.id for s in steps()]
    held = Counter(s for p in phases for s in p.steps)
    wrong = [s for s in held if s not in known]
    if wrong:
        raise RecipeError(f"{place}: {not_one_of('step', wrong[0], known)}")
    if bad := [s for s in known if held[s] != 1]:
        raise RecipeError(f"{place}: every step p01..p20 must stand in one phase; got {bad[0]} in {held[bad[0]]}. Add or remove it.")
    if twice := [i for i, n in Counter(p.id for p in phases).items() if n > 1]:
        raise RecipeError(f"{place}: phase ids must differ; got {twice[0]!r} twice. Rename one.")
    title, source, note = (str(data.get(k, d)) for k, d in (("title", name), ("source", "user"), ("note", "")))
    return Framework(name, title, source, note, tuple(sorted(phases, key=lambda p: p.order)))
