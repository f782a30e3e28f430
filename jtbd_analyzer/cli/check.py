"""`jtbd check`: is this recipe right, and what does it settle?"""

from __future__ import annotations

from typing import Annotated

import typer


def check(
    recipe: Annotated[str, typer.Argument(help="Recipe by name or path.", show_default=False)],
    settings: Annotated[list[str], typer.Option("--set", help="Change an option, e.g. --set group.min_size=4.")] = [],  # noqa: B006 - Typer's form
) -> None:
    """Check a recipe and its journey framework and print it filled in; nothing is read or computed."""
    from jtbd_analyzer import journey
    from jtbd_analyzer.recipe import load_recipe

    made = load_recipe(recipe, settings)
    frame = journey.framework(made.journey.framework, made.journey.first_value_phase)
    for section, options in made.filled().items():
        typer.echo(f"[{section}]")
        for key, value in options.items():
            typer.echo(f"{key} = {_toml(value)}")
    typer.echo(f"# framework {frame.name}: {', '.join(p.id for p in frame.phases)}")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
