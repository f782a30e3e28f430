"""`jtbd export`: write a finished study again, in another form or place, without computing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def export(
    study: Annotated[Path, typer.Argument(help="Folder that 'jtbd analyze' wrote.", show_default=False)],
    to: Annotated[list[str], typer.Option("--to", help="Exporter by name; may be given more than once; see 'jtbd list exporters'.")] = ["workbook"],  # noqa: B006 - Typer's form
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder to write into; default: the study's own.")] = None,
    share: Annotated[bool, typer.Option("--share", help="The form to hand on: no transcripts, names replaced; needs the extra 'privacy'.")] = False,
    keep: Annotated[list[str], typer.Option(help="With --share: a word to leave, such as your product's name; may be given more than once.")] = [],  # noqa: B006
) -> None:
    """Write the chosen exports of a study that was analysed before."""
    from jtbd_analyzer import pipeline, registry
    from jtbd_analyzer.errors import RecipeError, not_one_of
    from jtbd_analyzer.privacy import CAUTION
    from jtbd_analyzer.study import Study

    if keep and not share:
        raise RecipeError("--keep: needs --share; got it without. Add it, or leave it out.")
    known = registry.names("exporters")
    for name in to:
        if name not in known:
            raise RecipeError(not_one_of("--to", name, known))
        if share and "share" not in registry.defaults(registry.part_class("exporters", name)):
            can = [n for n in known if "share" in registry.defaults(registry.part_class("exporters", n))]
            raise RecipeError(f"--share: must go with an exporter that can leave names out ({', '.join(can)}); got {name}. Give --to {can[0]}.")
    opened = Study.open(study)
    for path in pipeline.export(opened, output or study, to, options={"share": True, "keep": tuple(keep)} if share else {}):
        typer.echo(str(path))
    if share:
        typer.echo(f"shared form: {CAUTION}", err=True)
