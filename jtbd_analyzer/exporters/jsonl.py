"""Writes every table of a study as JSON lines, for scripts and other tools."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.exporters._values import WHOLE, json_value
from jtbd_analyzer.files import write_atomically

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.study import Study


@dataclass(frozen=True)
class Jsonl:
    """Writes OUT/tables/*.jsonl: one object per row, the same tables as the CSV files, words exactly as said and no guard before formulas.

    UTF-8, one line per row, null for what is absent.
    """

    def __call__(self, study: Study, folder: Path) -> list[Path]:
        """Write the tables into `folder`/tables, each file replaced whole, and return the paths of those with rows; raises OutputError."""
        from jtbd_analyzer import frames

        target = folder / "tables"
        written = []
        try:
            target.mkdir(parents=True, exist_ok=True)
            for name, table in frames.every(study):
                path = target / f"{name}.jsonl"
                if len(table):
                    write_atomically(path, _lines(table))
                    written.append(path)
                else:
                    path.unlink(missing_ok=True)  # a table of an earlier run would pass for one of this study
        except OSError as error:
            place = error.filename or target
            raise OutputError(f"{place}: must be writable; got {error.strerror or error}. Close it elsewhere and run again.") from error
        return written


def _lines(table: pd.DataFrame) -> str:
    names = [str(c) for c in table.columns]
    columns = [[json_value(v, name in WHOLE) for v in table.iloc[:, i].tolist()] for i, name in enumerate(names)]
    return "".join(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, allow_nan=False) + "\n" for row in zip(*columns, strict=True))
