"""`jtbd themes`: group and name excerpts somebody already collected."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def themes(
    table: Annotated[Path, typer.Argument(help="A .csv, .tsv or .xlsx table of excerpts.", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the results.")] = Path("jtbd-themes"),
    text_column: Annotated[str, typer.Option(help="Column that holds the excerpts.")] = "text",
    code_column: Annotated[str, typer.Option(help="Column of codes; excerpts are then grouped within each code.")] = "",
    participant_column: Annotated[str, typer.Option(help="Column that says who speaks; without it nobody is counted, since a row is not a person.")] = "",
    recipe: Annotated[str, typer.Option("-r", "--recipe", help="Recipe by name or path.")] = "standard",
    settings: Annotated[list[str], typer.Option("--set", help="Change an option of the recipe, e.g. --set group.granularity=1.5.")] = [],  # noqa: B006 - Typer's form
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Compute everything anew and keep nothing.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Write assignments.csv (row, theme_id, theme_label; an empty theme_id is a row left out) and themes.xlsx."""
    from jtbd_analyzer import excerpts, offline, pipeline
    from jtbd_analyzer.cli._progress import progress
    from jtbd_analyzer.recipe import load_recipe

    offline.allow(load_recipe(recipe, settings).online())
    rows = excerpts.read(table, text_column, code_column, participant_column)
    with progress(quiet) as tell:
        study = excerpts.find_themes(rows.texts, codes=rows.codes, participants=rows.participants, recipe=recipe, settings=settings,
                                     name=table.stem, earlier=output, cache=not no_cache, progress=tell)
        study = pipeline.reviewed(study, output)
        pipeline.write(study, output, ("tables", "workbook"), tell,
                       also=lambda folder: excerpts.write_assignments(study, len(rows.texts), folder / "assignments.csv"))
    if not quiet:
        typer.echo(f"{excerpts.told(study, len(rows.texts))}\n{output / 'assignments.csv'}")
