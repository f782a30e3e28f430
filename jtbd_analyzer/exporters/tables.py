"""Writes every table of a study as CSV, in the form that spreadsheet programs open without harm."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.exporters._values import WHOLE, encodable, is_blank, is_risky
from jtbd_analyzer.files import write_atomically

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.study import Study


@dataclass(frozen=True)
class Tables:
    """Writes OUT/tables/*.csv: quotes, themes, participants, transcripts, codebook and one per insight of the study.

    UTF-8 with a byte order mark, rows ending in CR LF; text that begins like a formula gets a leading apostrophe (so a
    verbatim there may be one character longer than its span); `decimals` is the number of places of every float.
    """

    decimals: int = 4

    def __call__(self, study: Study, folder: Path) -> list[Path]:
        """Write the tables into `folder`/tables, each file replaced whole, and return their paths; raises OutputError."""
        from jtbd_analyzer import frames

        target = folder / "tables"
        written = []
        try:
            target.mkdir(parents=True, exist_ok=True)
            for name, table in frames.every(study):
                path = target / f"{name}.csv"
                write_atomically(path, self.csv(table))
                written.append(path)
        except OSError as error:
            place = error.filename or target
            raise OutputError(f"{place}: must be writable; got {error.strerror or error}. Close it elsewhere and run again.") from error
        return written

    def csv(self, table: pd.DataFrame) -> bytes:
        """Return one table in the form of the files."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        names = [str(c) for c in table.columns]
        writer.writerow([_text(n) for n in names])
        columns = [self._column(n, table.iloc[:, i].tolist()) for i, n in enumerate(names)]
        writer.writerows(zip(*columns, strict=True))
        return out.getvalue().encode("utf-8-sig")

    def _column(self, name: str, values: list[Any]) -> list[str]:
        return [self._cell(v, name in WHOLE) for v in values]

    def _cell(self, value: Any, whole: bool) -> str:
        if isinstance(value, str):
            return _text(value)
        if is_blank(value):
            return ""
        if isinstance(value, bool | int) or whole:
            return str(int(value) if whole else value)
        return f"{value:.{self.decimals}f}" if isinstance(value, float) else _text(str(value))


def _text(value: str) -> str:
    return encodable(f"'{value}" if is_risky(value) else value)
