"""Writes every table of a study as Parquet, for notebooks and data tools that want types."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.exporters._values import WHOLE, json_value
from jtbd_analyzer.files import write_atomically

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.study import Study

_MISSING: Final = ("parquet: needs the package pyarrow (about 50 MB to download); got none installed. "
                   "Run: pip install \"jtbd_analyzer[parquet]\", or choose --to jsonl.")


@dataclass(frozen=True)
class Parquet:
    """Writes OUT/tables/*.parquet: the same tables as the CSV files with types, words exactly as said; needs the extra `parquet`."""

    def __call__(self, study: Study, folder: Path) -> list[Path]:
        """Write the tables into `folder`/tables, each file replaced whole, and return their paths; raises OutputError."""
        from jtbd_analyzer import frames

        try:
            import pyarrow.parquet as pq
        except ImportError as error:
            raise OutputError(_MISSING) from error
        target = folder / "tables"
        written = []
        try:
            target.mkdir(parents=True, exist_ok=True)
            for name, table in frames.every(study):
                out = io.BytesIO()
                pq.write_table(_arrow(table), out, compression="zstd")
                path = target / f"{name}.parquet"
                write_atomically(path, out.getvalue())
                written.append(path)
        except OSError as error:
            place = error.filename or target
            raise OutputError(f"{place}: must be writable; got {error.strerror or error}. Close it elsewhere and run again.") from error
        return written


def _arrow(table: pd.DataFrame) -> Any:
    import pyarrow as pa

    return pa.table({str(c): _column(str(c), table.iloc[:, i].tolist()) for i, c in enumerate(table.columns)})


def _column(name: str, values: list[Any]) -> Any:
    """Return one column as Arrow; one that mixes text with numbers becomes text, since Parquet has one type per column."""
    import pyarrow as pa

    plain = [json_value(v, name in WHOLE) for v in values]
    kinds = {bool if isinstance(v, bool) else str if isinstance(v, str) else float for v in plain if v is not None}
    if kinds == {float}:
        return pa.array(plain, pa.float64() if any(isinstance(v, float) for v in plain) else pa.int64())
    if kinds == {bool}:
        return pa.array(plain, pa.bool_())
    return pa.array([None if v is None else str(v) for v in plain], pa.string())
