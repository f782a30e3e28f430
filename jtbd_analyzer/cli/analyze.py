"""`jtbd analyze`: transcripts in; report, theme workbook and tables out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jtbd_analyzer.errors import RecipeError

if TYPE_CHECKING:
    from jtbd_analyzer.privacy import Policy
    from jtbd_analyzer.study import Study

#: decisions not carried out that the terminal names
_FIRST = 5


def analyze(
    inputs: Annotated[list[Path], typer.Argument(help="Transcript files or folders of them.", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the results.")] = Path("jtbd-results"),
    recipe: Annotated[str, typer.Option("-r", "--recipe", help="Recipe by name or path; see 'jtbd list recipes'.")] = "standard",
    framework: Annotated[str, typer.Option(help="Journey framework by name, or the path of your own TOML file.")] = "",
    interviewer: Annotated[list[str], typer.Option(help="Name of an interviewer; may be given more than once.")] = [],  # noqa: B006 - Typer's form
    participants: Annotated[Path | None, typer.Option(help="Table of participants; default: participants.csv beside the transcripts.")] = None,
    features: Annotated[Path | None, typer.Option(help="Table of product features; default: features.csv beside the transcripts.")] = None,
    settings: Annotated[list[str], typer.Option("--set", help="Change an option of the recipe, e.g. --set group.min_size=4.")] = [],  # noqa: B006
    name: Annotated[str, typer.Option(help="Name of the study; default: the folder's name.")] = "",
    pseudonymise: Annotated[bool, typer.Option("--pseudonymise", help="Take names and other identifiers out first; needs the extra 'privacy'.")] = False,
    names: Annotated[Path | None, typer.Option(help="With --pseudonymise: further names to take out, one a line.")] = None,
    keep: Annotated[list[str], typer.Option(help="With --pseudonymise: a word to leave, such as your product's name.")] = [],  # noqa: B006
    key: Annotated[Path | None, typer.Option(help="With --pseudonymise: new file for the key, outside the output folder.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Compute everything anew and keep nothing.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Code, grade, group and place what participants said; write themes.xlsx, tables and a manifest."""
    from jtbd_analyzer import offline, outputs, pipeline, review
    from jtbd_analyzer.cli._progress import progress
    from jtbd_analyzer.locks import locked
    from jtbd_analyzer.recipe import load_recipe

    changes = [*settings]
    if framework:
        changes.append(f"journey.framework={_quoted(framework)}")
    if interviewer:
        changes.append(f"load.interviewer=[{', '.join(map(_quoted, interviewer))}]")
    made = load_recipe(recipe, changes)
    policy = _policy(pseudonymise, names, keep, key)
    offline.allow(made.online())
    outputs.prepare(output)
    with locked(output), progress(quiet) as tell:
        lesson = None if quiet else review.lesson(output)
        study = pipeline.analyze(inputs, output, recipe=made, participants=participants, features=features, name=name,
                                 progress=tell, cache=not no_cache, pseudonymise=policy)
    failed = [f for f in study.files if f.status == "failed"]
    for f in study.files:
        if f.status == "failed" or (not quiet and (f.status == "skipped" or f.message)):
            note = f.message if f.message.startswith(f.file) else f"{f.file}: {f.message}"
            typer.echo(f"{f.status}: {note}", err=True)
    if not quiet:
        typer.echo(summary(study, output))
        if lesson is not None:
            typer.echo(lesson.told(study))
    say_conflicts(study)
    if policy is not None:
        from jtbd_analyzer.privacy import CAUTION

        typer.echo(f"pseudonymised: {CAUTION}", err=True)
    if failed:
        raise typer.Exit(1)


def say_conflicts(study: Study) -> None:
    """Say which decisions of a researcher could not be carried out: how many, the first of them, and where all are."""
    for c in study.conflicts[:_FIRST]:
        typer.echo(f"conflict: {c.place}: {c.reason}", err=True)
    if len(study.conflicts) > _FIRST:
        typer.echo(f"conflict: and {len(study.conflicts) - _FIRST} more", err=True)
    if study.conflicts:
        typer.echo(f"{len(study.conflicts)} of {len(study.decisions)} decisions were not carried out; the sheet Review queue lists them first.", err=True)


def _policy(pseudonymise: bool, names: Path | None, keep: list[str], key: Path | None) -> Policy | None:
    if not pseudonymise:
        if names or keep or key:
            raise RecipeError("--names, --keep and --key: need --pseudonymise; got them without. Add it, or leave them out.")
        return None
    from jtbd_analyzer.privacy import Policy, read_names

    return Policy(read_names(names), tuple(keep), key)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def summary(study: object, output: Path) -> str:
    """Return what a run found and where it stands, in a few lines."""
    from jtbd_analyzer.study import Study

    assert isinstance(study, Study)
    counts = study.manifest["counts"]
    kinds = {"value_theme": "value", "struggle_trigger": "trigger", "decision_factor": "decision"}
    themes = ", ".join(f"{sum(t.kind == k for t in study.theme_rows)} {word}" for k, word in kinds.items())
    return (f"{counts['transcripts']} transcripts, {counts['participants']} participants, {counts['segments']} participant sentences\n"
            f"{counts['quotes']} quotes, {counts['counted']} counted, in {counts['themes']} theme{'' if counts['themes'] == 1 else 's'} ({themes})\n"
            + "\n".join(str(output / f) for f in ("themes.xlsx", "report.html") if (output / f).exists()))
