"""`jtbd evaluate`: how far the run, or a second coder, agrees with labels that people gave."""

from __future__ import annotations

from math import isnan, nan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from jtbd_analyzer.agreement import Comparison
    from jtbd_analyzer.study import Study


def evaluate(
    study: Annotated[Path, typer.Argument(help="Folder that 'jtbd analyze' wrote.", show_default=False)],
    labels: Annotated[Path, typer.Argument(help="Labelled sentences (transcript, sentence, code), an edited workbook, or a second coder's quotes.",
                                           show_default=False)],
    against: Annotated[Path | None, typer.Option(help="Compare with another coder's file instead of the run.", show_default=False)] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder for the tables; default: agreement in the study's folder.")] = None,
) -> None:
    """Print kappa, AC1, alpha and F1, and write agreement.csv, confusion.csv and differences.csv (the quotes that differ)."""
    from rich.console import Console

    from jtbd_analyzer import agreement
    from jtbd_analyzer import labels as given
    from jtbd_analyzer.errors import OutputError
    from jtbd_analyzer.exporters.tables import Tables
    from jtbd_analyzer.files import write_atomically
    from jtbd_analyzer.study import Study

    opened = Study.open(study)
    compared = agreement.compare(opened, given.read(labels, opened), given.read(against, opened) if against else None)
    figures, differing = agreement.figures(compared), agreement.differences(opened, compared)
    folder = output or study / "agreement"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in (("agreement", figures), ("confusion", agreement.confusion(compared, "codes")), ("differences", differing)):
            write_atomically(folder / f"{name}.csv", Tables().csv(table))
    except OSError as error:
        raise OutputError(f"{folder}: must be writable; got {error.strerror or error}. Choose another with -o.") from error
    console = Console(width=None if Console().is_terminal else 140)
    rows = [{str(k): v for k, v in row.items()} for row in figures.to_dict("records")]
    for shown in (_overall(compared, rows), _codes(rows), _confusion(agreement.confusion(compared, "kinds"), compared)):
        console.print(shown)
    for note in compared.notes:
        console.print(f"Note: {note}", markup=False)
    if _kept(study, opened, compared, rows):
        console.print(f"The figures stand on the sheet Saturation & quality of the next workbook: jtbd export {study}", markup=False, soft_wrap=True)
    console.print(f"{len(differing)} of {len(compared.pairs)} units differ: {folder / 'differences.csv'}", markup=False, soft_wrap=True)


def _kept(folder: Path, opened: Study, compared: Comparison, rows: list[dict[str, Any]]) -> bool:
    """Keep the figures beside the study for its workbook; return whether that could be, since a study may be in a folder only to read."""
    from jtbd_analyzer import edits, second_coder
    from jtbd_analyzer.delivery import today

    home = folder / "study" if (folder / "study").is_dir() else folder
    try:
        second_coder.keep(home, second_coder.record(compared.reference, compared.other, rows, state=edits.state(opened), date=today()))
    except OSError:
        return False
    return True


def _overall(compared: Comparison, figures: list[dict[str, Any]]) -> Table:
    from rich.table import Table

    table = Table("", "units", "kappa", "95 in 100", "reading", "AC1", "alpha", "agreement", "F1", title=f"{compared.reference} and {compared.other}")
    names = {"kinds": "kinds", "codes": "codes", "coded": "coded or not", "phases": "phase (coded by both)", "valence": "feeling (coded by both)"}
    for of, name in names.items():
        whole = {r["measure"]: r for r in figures if r["of"] == of and not r["category"]}
        if whole:
            f1 = next((r["value"] for r in figures if r["of"] == of and r["measure"] == ("F1" if of == "coded" else "macro F1")), nan)
            kappa = whole["kappa"]
            table.add_row(name, str(kappa["units"]), _number(kappa["value"]), _span(kappa), kappa["reading"],
                          *(_number(whole[m]["value"]) for m in ("AC1", "alpha", "agreement")), _number(f1))
    return table


def _codes(figures: list[dict[str, Any]]) -> Table:
    from rich.table import Table

    table = Table("code", "in labels", "in the other", "F1", "95 in 100", "precision", "recall", "kappa", title="by code")
    for name in dict.fromkeys(r["category"] for r in figures if r["of"] == "codes" and r["category"]):
        own = {r["measure"]: r for r in figures if r["of"] == "codes" and r["category"] == name}
        table.add_row(name, str(own["F1"]["in_reference"]), str(own["F1"]["in_other"]), _number(own["F1"]["value"]), _span(own["F1"]),
                      *(_number(own[m]["value"]) for m in ("precision", "recall", "kappa")))
    return table


def _confusion(counts: pd.DataFrame, compared: Comparison) -> Table:
    from rich.table import Table

    table = Table(*(["labels ↓  other →"] + [str(c) for c in counts.columns[1:]]), title=f"kinds: rows {compared.reference}, columns {compared.other}")
    for row in counts.itertuples(index=False):
        table.add_row(*map(str, row))
    return table


def _number(value: float) -> str:
    return "" if isnan(value) else f"{value:.3f}"


def _span(row: dict[str, Any]) -> str:
    return "" if isnan(row["low95"]) else f"{row['low95']:.2f} to {row['high95']:.2f}"
