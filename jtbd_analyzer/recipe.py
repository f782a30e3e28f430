"""Recipes: TOML files that say which parts run with which options. Everything is checked before a transcript is opened."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from jtbd_analyzer import registry
from jtbd_analyzer.errors import RecipeError, came, not_one_of

#: in a checkout the recipes stand beside the package; in an installed wheel they are packed inside it
FOLDERS: Final = (Path(__file__).parent.parent / "pipelines", Path(__file__).parent / "_pipelines")


@dataclass(frozen=True)
class LoadOptions:
    """How transcripts are read. A loader with a field of the same name as one here is given its value."""

    encoding: str = ""  #: force an encoding; "" finds it
    speakers: tuple[str, ...] = ()  #: labels to believe though they occur only once
    columns: dict[str, str] = field(default_factory=dict)  #: of tables: speaker, text, start, end or source_type -> name in the file
    source_type: str = ""  #: "interview", or what kind of listening post all files are: "survey", "review", ...; "" finds it
    interviewer: tuple[str, ...] = ()  #: names of interviewers, beside those found
    #: files that label no speakers: show quotes without counting them, count by the guessed turns, or take all as one participant
    unlabelled: Literal["show", "guess", "participant"] = "show"


@dataclass(frozen=True)
class JourneyOptions:
    """Which framework groups the canonical steps into phases."""

    framework: str = "clg3"  #: a name in journeys/ or the path of a TOML file
    first_value_phase: Literal["growth", "evaluation"] = "growth"  #: where clg3 puts first value


@dataclass(frozen=True)
class RunOptions:
    """How the run itself behaves; of the tables only the stability of themes depends on it."""

    seed: int = field(default=7, metadata={"min": 0})  #: of the resamples that tell how themes hold
    workers: int = field(default=0, metadata={"min": 0, "max": 64})  #: processes for parsing; 0 chooses by the machine


CORE: Final[dict[str, type[Any]]] = {"load": LoadOptions, "journey": JourneyOptions, "run": RunOptions}
#: sections that choose one part, with the part used where the recipe is silent
CHOICES: Final[dict[str, str]] = {
    "segment": "spacy", "embed": "sentence_transformer", "alike": "themes", "code": "linear", "group": "context", "name": "clause",
}


@dataclass(frozen=True)
class Recipe:
    """A checked recipe: its name, the options of the run and the chosen parts with their options, all filled in."""

    name: str
    load: LoadOptions
    journey: JourneyOptions
    run: RunOptions
    parts: Mapping[str, tuple[str, Mapping[str, Any]]]
    exports: tuple[str, ...]
    insights: tuple[str, ...]

    def build(self, section: str) -> Any:
        """Return the part chosen for `section`, built with its options."""
        name, options = self.parts[section]
        return registry.build(registry.FOLDERS[section], name, options, f"{self.name}: [{section}]")

    def online(self) -> tuple[str, ...]:
        """Return the chosen parts that use the network, such as "namers/llm"; none in a recipe of this project."""
        chosen = [(registry.FOLDERS[section], name) for section, (name, _) in self.parts.items()]
        chosen += [("insights", n) for n in self.insights] + [("exporters", n) for n in self.exports]
        return tuple(f"{folder}/{name}" for folder, name in chosen if registry.is_online(folder, name))

    def filled(self) -> dict[str, Any]:
        """Return everything the recipe settles, defaults included, as plain values for the manifest."""
        out: dict[str, Any] = {k: asdict(getattr(self, k)) for k in CORE}
        out |= {k: {"use": name, **options} for k, (name, options) in self.parts.items()}
        return out | {"export": {"use": list(self.exports)}, "insight": {"use": list(self.insights)}}


def available() -> dict[str, Path]:
    """Return the recipes that come with the project, by name."""
    return {p.stem: p for folder in reversed(FOLDERS) if folder.is_dir() for p in sorted(folder.glob("*.toml"))}


def about(path: Path) -> str:
    """Return what a recipe says of itself: the comment it opens with, in one line."""
    opening = itertools.takewhile(lambda line: line.startswith("#"), path.read_text(encoding="utf-8").splitlines())
    return " ".join(line.lstrip("# ").rstrip() for line in opening)


def load_recipe(which: str | Path = "standard", overrides: Mapping[str, Any] | Iterable[str] = ()) -> Recipe:
    """Return the recipe `which` (a name or the path of a TOML file), with overrides such as "group.min_size=4" laid over it.

    Raises RecipeError for an unknown name, section, part, option or value.
    """
    path = Path(which)
    if not (path.suffix == ".toml" or path.is_file()):
        known = available()
        if str(which) not in known:
            raise RecipeError(not_one_of("recipe", str(which), known, "Or give the path of a TOML file."))
        path = known[str(which)]
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RecipeError(f"{path}: must be a recipe file; got nothing there. Check the path.") from error
    except OSError as error:
        raise RecipeError(f"{path}: must be a readable recipe file; got {came(error)}. Check the path and its permissions.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path}: must be TOML; got {came(error)}. Correct that line.") from error
    return from_dict(data, path.name, overrides)


def from_dict(data: Mapping[str, Any], name: str, overrides: Mapping[str, Any] | Iterable[str] = ()) -> Recipe:
    """Return a recipe from nested options, checked."""
    merged = {k: dict(v) if isinstance(v, Mapping) else v for k, v in data.items()}
    for key, value in _pairs(overrides):
        section, _, option = key.partition(".")
        if not option:
            raise RecipeError(f"--set {key}: must be section.option=value; got no option. Write for example group.min_size=4.")
        option, _, entry = option.partition(".")
        options = merged.setdefault(section, {})
        if entry:  # load.columns.text=Answer sets one entry of a table of options
            options[option] = {**(options[option] if isinstance(options.get(option), Mapping) else {}), entry: value}
        else:
            options[option] = value
    sections = {*CORE, *CHOICES, "export", "insight"}
    for key, value in merged.items():
        if key in ("title", "about"):
            continue
        if key not in sections:
            raise RecipeError(not_one_of(f"{name}: section", key, sections))
        if not isinstance(value, dict):
            raise RecipeError(f"{name}: [{key}]: must be a table of options; got {value!r}. Write it as a section.")
    core = {k: cls(**registry.checked_options(cls, merged.get(k, {}), f"{name}: [{k}]")) for k, cls in CORE.items()}
    parts = {}
    for section, default in CHOICES.items():
        options = dict(merged.get(section, {}))
        use = options.pop("use", default)
        if not isinstance(use, str):
            raise RecipeError(f"{name}: [{section}] use: must be the name of a part; got {use!r}. Run 'jtbd list' to see them.")
        cls = registry.part_class(registry.FOLDERS[section], use, f"{name}: [{section}] use")
        parts[section] = (use, registry.checked_options(cls, options, f"{name}: [{section}]"))
    return Recipe(
        name=name.removesuffix(".toml"), parts=parts, exports=_chosen(merged, "export", name, ("tables", "workbook", "report")),
        insights=_chosen(merged, "insight", name, registry.names("insights")), **core,
    )


def _chosen(merged: Mapping[str, Any], section: str, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    options = dict(merged.get(section, {}))
    use = options.pop("use", default)
    if options:
        raise RecipeError(not_one_of(f"{name}: [{section}]", next(iter(options)), ["use"]))
    use = (use,) if isinstance(use, str) else use
    if not (isinstance(use, list | tuple) and all(isinstance(part, str) for part in use)):
        raise RecipeError(f"{name}: [{section}] use: must be a list of names; got {use!r}. Run 'jtbd list' to see them.")
    known = registry.names(registry.FOLDERS[section])
    for part in use:
        if part not in known:
            raise RecipeError(not_one_of(f"{name}: [{section}] use", part, known))
    return tuple(use)


def _pairs(overrides: Mapping[str, Any] | Iterable[str]) -> Iterable[tuple[str, Any]]:
    if isinstance(overrides, Mapping):
        yield from overrides.items()
        return
    for text in overrides:
        key, eq, raw = text.partition("=")
        if not eq:
            raise RecipeError(f"--set {text}: must be section.option=value; got no '='. Write for example group.min_size=4.")
        try:
            value = tomllib.loads(f"v = {raw}")["v"]
        except tomllib.TOMLDecodeError:
            value = raw  # a bare word is text: embed.model=minilm needs no quotes in the shell
        yield key.strip(), value
