"""`jtbd list`: what there is to choose from."""

from __future__ import annotations

from typing import Annotated

import typer


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
                about = next((x.lstrip("# ").rstrip() for x in path.read_text(encoding="utf-8").splitlines() if x.startswith("#")), "")
                typer.echo(f"  {name:<22} {about}")
        elif kind == "frameworks":
            for name in journey.names():
                frame = journey.framework(name)
                typer.echo(f"  {name:<22} {frame.title}: {', '.join(p.id for p in frame.phases)}")
        else:
            for name in registry.names(kind):
                typer.echo(f"  {name:<22} {registry.describe(kind, name)}")
                options = registry.defaults(registry.part_class(kind, name))
                if options:
                    typer.echo(" " * 25 + ", ".join(f"{k}={v!r}" for k, v in options.items()))
