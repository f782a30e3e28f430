"""Nothing a researcher changed in a results folder is ever overwritten: an edited file is copied aside, dated, before it is replaced."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from jtbd_analyzer.text import write_atomically

#: what was written last and its hash, in OUT/study
RECORD: Final = "written.json"
#: folder of the copies, in OUT
EDITED: Final = "edited"
WORKBOOK: Final = "themes.xlsx"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _record(out: Path) -> dict[str, str]:
    try:
        found = json.loads((out / "study" / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def set_aside(out: Path, date: str) -> list[Path]:
    """Copy every file in `out` that is not as it was written to `out`/edited, its name with `date` (and a number); return the copies.

    A workbook of which nothing is recorded may have been edited, so it is copied too. The same content is kept once.
    """
    record = _record(out)
    paths = [out / name for name in sorted({*record, WORKBOOK})]
    return [made for p in paths if p.is_file() and _hash(p) != record.get(p.relative_to(out).as_posix()) and (made := copy(p, out, date))]


def copy(path: Path, out: Path, date: str) -> Path | None:
    """Copy `path` to `out`/edited, its name with `date` (and a number); return the copy, None if the same content is kept already."""
    folder = out / EDITED
    folder.mkdir(exist_ok=True)
    if any(_hash(p) == _hash(path) for p in folder.glob(f"{path.stem}-*{path.suffix}")):
        return None
    target, number = folder / f"{path.stem}-{date}{path.suffix}", 2
    while target.exists():
        target, number = folder / f"{path.stem}-{date}-{number}{path.suffix}", number + 1
    shutil.copy2(path, target)
    return target


def remember(out: Path, paths: Iterable[Path]) -> None:
    """Record the content of the files just written into `out`, if it is the folder of a study."""
    if (out / "study").is_dir():
        found = _record(out) | {str(p.relative_to(out).as_posix()): _hash(p) for p in paths if p.is_file() and p.is_relative_to(out)}
        write_atomically(out / "study" / RECORD, json.dumps(found, indent=1, sort_keys=True) + "\n")
