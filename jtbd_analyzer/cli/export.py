"""`jtbd export`: write a finished study again, in another form or place, without computing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def export(
    study: Annotated[Path, typer.Argument(help="Folder that 'jtbd analyze' wrote.", show_default=False)],
    to: Annotated[list[str], typer.Option("--to", help="Exporter by name; may be given more than once; see 'jtbd list exporters'.")] = ["workbook"],  # noqa: B006 - Typer's form
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder to write into; default: the study's own.")] = None,
) -> None:
    """Write the chosen exports of a study that was analysed before."""
    from jtbd_analyzer import pipeline, registry
    from jtbd_analyzer.errors import RecipeError, not_one_of
    from jtbd_analyzer.study import Study

    known = registry.names("exporters")
    for name in to:
        if name not in known:
            raise RecipeError(not_one_of("--to", name, known))
    opened = Study.open(study)
    for path in pipeline.export(opened, output or study, to):
        typer.echo(str(path))
