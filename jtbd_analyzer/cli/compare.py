"""`jtbd compare`: two studies side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def compare(
    earlier: Annotated[Path, typer.Argument(help="Results folder of the earlier wave (A).", show_default=False)],
    later: Annotated[Path, typer.Argument(help="Results folder of the later wave (B).", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for waves.xlsx, waves.html and waves.csv.")] = Path("jtbd-waves"),
    recipe: Annotated[str, typer.Option("-r", "--recipe", help="Recipe whose sentence model compares the themes.")] = "standard",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Show which themes are new, gone, voiced by more or by fewer people, with the N of each wave and what to be careful with."""
    from jtbd_analyzer import pipeline
    from jtbd_analyzer.waves import CHANGES

    changes, written = pipeline.compare(earlier, later, output, recipe=recipe)
    if not quiet:
        typer.echo(", ".join(f"{sum(c.change == x for c in changes)} {x}" for x in CHANGES))
        for path in written:
            typer.echo(str(path))
