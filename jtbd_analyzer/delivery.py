"""What happens to a finished study: written as one set, exported again, corrected by an edited workbook, compared with another."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jtbd_analyzer import corrections, decisions, edits, outputs, registry, waves
from jtbd_analyzer.errors import CompareWarning
from jtbd_analyzer.files import write_atomically
from jtbd_analyzer.readback import Edits
from jtbd_analyzer.stages import silent
from jtbd_analyzer.study import Study

if TYPE_CHECKING:
    from jtbd_analyzer import privacy
    from jtbd_analyzer.stages import Progress, Vectors


def write(study: Study, out: Path, exports: Sequence[str], progress: Progress = silent, *, check: outputs.Check = outputs.unchecked,
          also: Callable[[Path], object] | None = None) -> list[Path]:
    """Write the study, the chosen exports, what `also` adds and last the manifest into `out`, as one set; raises OutputError.

    The set is published whole or not at all (see `outputs`); `check` may refuse it. What a researcher changed is kept
    beside its successor.
    """
    def fill(folder: Path) -> None:
        study.save(folder / "study")
        for k, name in enumerate(exports):
            progress("write", name, k, len(exports))
            registry.build("exporters", name)(study, folder)
        if also is not None:
            also(folder)

    written = outputs.publish(out, fill, study.manifest, check=check)
    progress("write", "", len(exports), len(exports))
    return written


def write_checked(study: Study, out: Path, exports: Sequence[str], progress: Progress, veil: privacy.Veil | None) -> None:
    """Write a study; a pseudonymised one only if no replaced name is left in any file, and its key, if asked for, with it."""
    if veil is None:
        write(study, out, exports, progress)
        return
    nothing = replace(study, name="", quote_rows=(), theme_rows=(), transcript_rows=(), participant_rows=(), files=(), features={}, manifest={},
                      decisions=(), conflicts=(), suggested=None, vectors={})

    def empty(folder: Path) -> None:
        nothing.save(folder / "study")
        for name in exports:
            registry.build("exporters", name)(nothing, folder)

    veil.write_key()
    try:
        write(study, out, exports, progress, check=veil.check(empty, out))
    except BaseException:
        veil.drop_key()
        raise


def export(study: Study, out: Path, exports: Sequence[str], *, options: Mapping[str, Any] | None = None) -> list[Path]:
    """Write some exports of a finished study, each with `options`, into `out`, beside what is there; return their paths. Raises OutputError."""
    made: list[Path] = []

    def fill(folder: Path) -> None:
        for name in exports:
            made.extend(p.relative_to(folder) for p in registry.build("exporters", name, options)(study, folder))

    outputs.publish(out, fill, None, add=True)
    return [out / p for p in made]


def apply(out: Path, workbook: Path, *, reviewer: str = "", overrule: bool = False, progress: Progress = silent) -> tuple[Study, Edits]:
    """Return the study in `out` with what the edited `workbook` decides, and what was taken and refused; write all of it anew.

    Nothing is written where nothing new was decided. `workbook` itself is never changed: if it is the one in `out`, it is
    kept there as `themes.edited-DATE.xlsx` beside the new one. Raises InputError, OutputError.
    """
    study = Study.open(out)
    found = edits.read(workbook, study, reviewer=reviewer, today=today(), overrule=overrule)
    if found.decisions:
        study = corrections.applied(study, (*study.decisions, *found.decisions))
        used = study.manifest.get("recipe", {}).get("export", {}).get("use") or ("tables", "workbook")
        write(study, out, used, progress)
    return study, found


def compare(earlier: Path, later: Path, out: Path, embed: Callable[[Sequence[str]], Vectors]) -> tuple[tuple[waves.Change, ...], list[Path]]:
    """Return how the themes of two studies differ, and the files written into `out`: waves.xlsx, waves.html, waves.csv.

    Raises InputError if a folder holds no study, OutputError if `out` cannot be written.
    """
    from jtbd_analyzer.exporters import _waves

    a, b = Study.open(earlier), Study.open(later)
    if both := waves.shared(a, b):
        warnings.warn(f"{earlier} and {later}: must be waves of different interviews; got {both} transcripts that are in both "
                      f"({len(a.transcript_rows)} in the first, {len(b.transcript_rows)} in the second). What is the same in both says nothing of a change.",
                      CompareWarning, stacklevel=2)
    changes = waves.compare(a, b, embed)
    notes, table = waves.cautions(a, b), registry.build("exporters", "tables")
    contents: dict[str, str | bytes] = {"waves.xlsx": _waves.workbook(a, b, changes, notes), "waves.html": _waves.page(a, b, changes, notes),
                                        "waves.csv": table.csv(waves.frame(changes))}

    def fill(folder: Path) -> None:
        for name, content in contents.items():
            write_atomically(folder / name, content)

    outputs.publish(out, fill, None, add=True)
    return changes, [out / name for name in contents]


def reviewed(study: Study, out: Path) -> Study:
    """Return `study` with what a researcher decided on an earlier run into `out`."""
    return corrections.applied(study, decisions.read(out / "study"))


def today() -> str:
    """Return the date, year first."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d")
