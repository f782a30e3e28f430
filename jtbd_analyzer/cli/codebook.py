"""`jtbd codebook`: the codes of this program, or of a codebook that another wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def codebook(
    file: Annotated[Path | None, typer.Argument(help="A REFI-QDA codebook (.qdc) or project (.qdpx); without it, our own codes.", show_default=False)] = None,
) -> None:
    """Show codes and what they mean; for a file of another program, also which code of ours each stands for."""
    if file is None:
        from jtbd_analyzer.scheme import CODES

        for c in CODES.values():
            typer.echo(f"{c.name:<18} {c.kind:<17} {c.question}\n{'':<18} {c.definition}\n{'':<18} Not: {c.exclude}")
        return
    from jtbd_analyzer.refi import read_codebook

    book = read_codebook(file)
    for code in book.codes:
        indent = "  " * len(code.above)
        typer.echo(f"{indent}{code.name}  →  {f'{code.ours} ({code.how})' if code.ours else 'no code of ours'}")
        if code.description:
            typer.echo(f"{indent}    {' '.join(code.description.split())}")
    for name, members in book.sets:
        names = {c.guid: c.name for c in book.codes}
        typer.echo(f"set {name}: {', '.join(names.get(m, m) for m in members)}")
    known = sum(bool(c.ours) for c in book.codes)
    typer.echo(f"{known} of {len(book.codes)} codes stand for one of ours; written by {book.origin or 'an unnamed program'}")
