"""Examples for grouping and naming: invented studies whose quotes are put to themes, and clauses rated as names. README.md says how to add."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jtbd_analyzer.errors import InputError
from jtbd_analyzer.scheme import SHORT

STUDIES: Final = Path(__file__).parent / "studies"
NAMES: Final = Path(__file__).parent / "names.tsv"
#: one study in so many, and one interview's clauses in so many, are held back from training
HOLD_BACK: Final = 6
#: the best rating of a name; 0 is no name at all
BEST: Final = 3.0


@dataclass(frozen=True, slots=True)
class Said:
    """A quote of a study: who says it, its code, its theme ("" where no other quote says the like) and its words."""

    participant_id: str
    code: str
    theme: str
    text: str


@dataclass(frozen=True, slots=True)
class ThemedStudy:
    """An invented study: what it is about, the statement and code of each theme by its id, and the quotes."""

    name: str
    world: str
    statements: dict[str, tuple[str, str]]
    quotes: tuple[Said, ...]

    @property
    def held_back(self) -> bool:
        """Whether it is kept out of training."""
        return _held_back(self.name)


@dataclass(frozen=True, slots=True)
class Rated:
    """A clause, the code of the quote it was cut from, and how well it would do as a theme's name (0..3); from which interview."""

    interview: str
    code: str
    rating: float
    clause: str

    @property
    def held_back(self) -> bool:
        """Whether it is kept out of training, as are all clauses of its interview."""
        return _held_back(self.interview)


def studies(files: Iterable[Path] | None = None) -> tuple[ThemedStudy, ...]:
    """Return the studies, sorted by file name; raises InputError that names file, line and what is at fault."""
    return tuple(_study(p) for p in (sorted(STUDIES.glob("*.jsonl")) if files is None else files))


def names(path: Path = NAMES) -> tuple[Rated, ...]:
    """Return the rated clauses; raises InputError that names the line at fault."""
    with path.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(_rated(path, n, row) for n, row in enumerate(rows, 2))


def fingerprint() -> str:
    """Return a hash of all studies and ratings."""
    h = hashlib.sha256()
    for p in (*sorted(STUDIES.glob("*.jsonl")), NAMES):
        h.update(p.name.encode() + b"\0" + p.read_bytes())
    return h.hexdigest()


def _held_back(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % HOLD_BACK == 0


def _study(path: Path) -> ThemedStudy:
    about: dict[str, Any] = {}
    statements: dict[str, tuple[str, str]] = {}
    quotes: list[Said] = []
    for n, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(raw)
            if "study" in row:
                about = row
            elif "statement" in row:
                statements[row["theme"]] = (SHORT[row["code"]], row["statement"])
            else:
                quotes.append(Said(row["p"], SHORT[row["code"]], row["theme"], row["text"]))
        except (ValueError, KeyError, TypeError) as error:
            wanted = "a study, a theme or a quote as the bank's README says"
            raise InputError(f"{path.name} line {n}: must be {wanted}; got {raw[:60]!r}. Correct that line.") from error
    return ThemedStudy(path.stem, str(about.get("world", "")), statements, tuple(quotes))


def _rated(path: Path, line: int, row: dict[str, str]) -> Rated:
    try:
        made = Rated(row["interview"], SHORT[row["code"]], float(row["rating"]), row["clause"])
    except (KeyError, ValueError, TypeError) as error:
        raise InputError(f"{path.name} line {line}: must be interview, code, rating and clause; got {list(row.values())}. Correct that line.") from error
    if not 0 <= made.rating <= BEST:
        raise InputError(f"{path.name} line {line}: rating must be 0 to 3; got {made.rating}. Correct that line.")
    return made
