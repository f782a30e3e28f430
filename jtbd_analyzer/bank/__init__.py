"""The coder's examples: invented interviews in which every participant sentence is labelled. README.md says how to add."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jtbd_analyzer.errors import InputError
from jtbd_analyzer.scheme import NONE, PHASE_SHORT, SHORT

FOLDER: Final = Path(__file__).parent / "interviews"
#: one interview in this many is held back from training, for the project's own measurements
HOLD_BACK: Final = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a participant with its labels, or one whole turn of an interviewer (`code` is None)."""

    text: str
    code: str | None = None
    second_code: str = ""
    phase: str = ""
    step: str = ""
    valence: int = 0
    experiencer: str = "self"
    reality: str = "actual"
    polarity: str = "affirmed"
    elicitation: str = ""
    first_value: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled interview: its name, what is known of it and its lines in order."""

    name: str
    meta: dict[str, Any]
    lines: tuple[Line, ...]

    @property
    def held_back(self) -> bool:
        """Whether it is kept out of training; decided by the hash of its name, so that adding others changes nothing."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % HOLD_BACK == 0


def paths(folder: Path = FOLDER) -> list[Path]:
    """Return the interview files, sorted by name."""
    return sorted(folder.glob("*.jsonl"))


def fingerprint(folder: Path = FOLDER) -> str:
    """Return a hash of the whole bank."""
    h = hashlib.sha256()
    for p in paths(folder):
        h.update(p.name.encode() + b"\0" + p.read_bytes())
    return h.hexdigest()


def load(files: Iterable[Path] | None = None) -> tuple[Labelled, ...]:
    """Return the labelled interviews; raises InputError that names file, line and label at fault."""
    return tuple(_read(p) for p in (paths() if files is None else files))


def _read(path: Path) -> Labelled:
    meta: dict[str, Any] = {}
    lines = []
    for n, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not raw.strip():
            continue
        try:
            row = json.loads(raw)
            if "meta" in row:
                meta = row["meta"]
                continue
            lines.append(_line(row))
        except (ValueError, KeyError) as error:
            raise InputError(f"{path.name} line {n}: must be a labelled sentence; got {error}. See bank/README.md.") from error
    return Labelled(path.stem, meta, tuple(lines))


def _line(row: dict[str, Any]) -> Line:
    if row["role"] == "I":
        return Line(row["text"])
    first, _, second = str(row["code"]).partition("+")
    return Line(
        row["text"], SHORT[first], SHORT[second] if second else "", PHASE_SHORT[row.get("phase") or "U"], row.get("step", ""),
        int(row.get("valence", 0)), row.get("exp", "self"), row.get("real", "actual"), row.get("pol", "affirmed"), row.get("elic", ""),
        bool(row.get("first", False)),
    )


def is_coded(line: Line) -> bool:
    """Say whether a line is a participant sentence with a code."""
    return line.code not in (None, NONE)
