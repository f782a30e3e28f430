"""`jtbd redact`: transcripts with names and other identifiers replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def redact(
    inputs: Annotated[list[Path], typer.Argument(help="Transcript files or folders of them.", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the pseudonymised transcripts.")] = Path("jtbd-redacted"),
    names: Annotated[Path | None, typer.Option(help="Further names to take out, one a line.")] = None,
    keep: Annotated[list[str], typer.Option(help="A word to leave, such as your product's name; may be given more than once.")] = [],  # noqa: B006 - Typer's form
    key: Annotated[Path | None, typer.Option(help="New file for the key (who is who), outside the output folder; none is written without it.")] = None,
    interviewer: Annotated[list[str], typer.Option(help="Name of an interviewer; may be given more than once.")] = [],  # noqa: B006
    participants: Annotated[Path | None, typer.Option(help="Table of participants; default: participants.csv beside the transcripts.")] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Replace names of people and organisations, e-mail, phone, addresses and numbers of cards and accounts, the same way over all files.

    Writes T01.txt … , participants.csv and redactions.csv (what was put how often, never what for). This reduces what
    identifies people; it does not guarantee it.
    """
    from jtbd_analyzer import outputs, privacy, redaction
    from jtbd_analyzer.errors import InputError
    from jtbd_analyzer.inputs import people_beside
    from jtbd_analyzer.locks import locked
    from jtbd_analyzer.recipe import LoadOptions
    from jtbd_analyzer.transcripts import discover, load_all

    policy = privacy.Policy(privacy.read_names(names), tuple(keep), key).checked(output)
    people, _ = people_beside(inputs, participants, strict=True)
    paths, aside = discover(inputs, output)
    transcripts, statuses = load_all(paths, LoadOptions(interviewer=tuple(interviewer)), people, lambda *_: None)
    if not transcripts:
        raise InputError("no transcript could be read:\n" + "\n".join(f"  {s.message}" for s in statuses if s.status == "failed"))
    outputs.prepare(output)
    with locked(output):
        veil = privacy.veil(transcripts, (*aside, *statuses), people, policy)
        redaction.write(veil, output)
    failed = [s for s in statuses if s.status == "failed"]
    for s in failed:
        typer.echo(f"failed: {s.message}", err=True)
    if not quiet:
        kinds = ", ".join(f"{n} {kind}" for kind, n in veil.summary()["replaced"].items())
        typer.echo(f"{len(veil.transcripts)} transcripts; replaced {kinds or 'nothing'}\n{output / 'redactions.csv'}")
    typer.echo(f"jtbd redact {privacy.CAUTION}", err=True)
    if failed:
        raise typer.Exit(1)
