"""`jtbd apply`: read an edited workbook back, keep what it decides, write everything anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

#: fields that hold sentences, which are not repeated on the terminal
_WORDS = ("label", "note", "display_name")


def written(results: Path) -> list[str]:
    """Return what a run wrote into `results`: each file, and each folder of tables or of the study with how many files it holds."""
    from collections import Counter

    from jtbd_analyzer.outputs import recorded

    names = sorted(recorded(results))
    folders = Counter(n.split("/", 1)[0] for n in names if "/" in n)
    return [str(results / n) for n in names if "/" not in n] + [f"{results / f} ({n} files)" for f, n in sorted(folders.items())]


def apply(
    results: Annotated[Path, typer.Argument(help="Folder that 'jtbd analyze' wrote.", show_default=False)],
    workbook: Annotated[Path, typer.Argument(help="The workbook with your words in its yellow columns.", show_default=False)],
    reviewer: Annotated[str, typer.Option(help="Your name, for rows that name no reviewer.")] = "",
    overrule: Annotated[bool, typer.Option("--overrule", help="Let this workbook replace decisions made after it was written.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what was refused.")] = False,
) -> None:
    """Take the decisions of an edited workbook, say cell by cell what was refused and why, and write workbook and tables anew."""
    from jtbd_analyzer import pipeline, review
    from jtbd_analyzer.cli._progress import progress

    with progress(quiet) as tell:
        study, found = pipeline.apply(results, workbook, reviewer=reviewer, overrule=overrule, progress=tell)
    if not quiet:
        for place, d in found.taken:
            typer.echo(f"taken: {place}: {d.target} {d.field}" + ("" if d.field in _WORDS else f" {d.old or '(none)'} → {d.new or 'undo'}"))
        for note in found.notes:
            typer.echo(f"note: {note}")
    for r in found.refused:
        typer.echo(f"refused: {r.sheet}!{r.cell}: {r.reason}", err=True)
    for c in study.conflicts:
        typer.echo(f"conflict: {c.place}: {c.reason}", err=True)
    if not quiet:
        done = ", ".join(f"{k} of {n} {name}" for name, (k, n) in review.progress(study).items())
        typer.echo(f"{len(found.decisions)} new decisions, {found.known} known before, {len(found.refused)} refused; reviewed: {done}")
        if found.decisions:
            typer.echo("\n".join(written(results)))
            if taught := len(review.examples(study.decisions, study)):
                typer.echo(f"Corrected or signed quotes that the coder learns from: {taught}. "
                           f"Other quotes may change when 'jtbd analyze' next runs into {results}.")
    if found.refused:
        raise typer.Exit(1)
