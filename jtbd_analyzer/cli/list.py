"""`jtbd list`: what there is to choose from."""

from __future__ import annotations

import textwrap
from typing import Annotated, Final

import typer

#: columns of a line, and where what is said of a name begins
_WIDTH: Final = 120
_INDENT: Final = 25


def list_parts(
    what: Annotated[str, typer.Argument(help="recipes, frameworks, loaders, coders … ; without it, everything.")] = "",
) -> None:
    """List recipes, frameworks and parts, with a line about each and the options of a part."""
    from jtbd_analyzer import journey, recipe, registry
    from jtbd_analyzer.errors import RecipeError, not_one_of

    kinds = ["recipes", "frameworks", *registry.FOLDERS.values()]
    if what and what not in kinds:
        raise RecipeError(not_one_of("list", what, kinds))
    for kind in [what] if what else kinds:
        typer.echo(f"{kind}:")
        if kind == "recipes":
            for name, path in sorted(recipe.available().items()):
                typer.echo(_entry(name, recipe.about(path)))
        elif kind == "frameworks":
            for name in journey.names():
                frame = journey.framework(name)
                typer.echo(_entry(name, f"{frame.title}: {', '.join(p.id for p in frame.phases)}"))
        else:
            for name in registry.names(kind):
                typer.echo(_entry(name, registry.describe(kind, name)))
                options = registry.defaults(registry.part_class(kind, name))
                if options:
                    typer.echo(_entry("", ", ".join(f"{k}={v!r}" for k, v in options.items())))


def _entry(name: str, text: str) -> str:
    """Return a name and what it is, all of it, in lines of a terminal's width."""
    lines = textwrap.wrap(text, _WIDTH - _INDENT, break_on_hyphens=False, break_long_words=False) or [""]
    return f"  {name:<22} " + ("\n" + " " * _INDENT).join(lines)
