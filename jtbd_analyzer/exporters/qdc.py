"""Writes the codebook of a study as REFI-QDA (.qdc), which programs for qualitative analysis import."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.exporters._refi import Tree, add_codes, add_sets
from jtbd_analyzer.files import write_atomically
from jtbd_analyzer.refi import CODEBOOK

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study


@dataclass(frozen=True)
class Qdc:
    """Writes `file`: the 17 codes with definitions and colours, the study's themes under them, the four forces, and a set of codes for each kind.

    Ids depend on names alone, so that importing a later codebook merges with an earlier one.
    """

    file: str = "codebook.qdc"

    def __call__(self, study: Study, folder: Path) -> list[Path]:
        """Write the codebook into `folder`, replaced whole, and return its path; raises OutputError."""
        path = folder / self.file
        tree = Tree(CODEBOOK, "CodeBook", origin=f"jtbd_analyzer {study.manifest.get('version', '')}".strip())
        add_codes(tree, tree.root, study)
        add_sets(tree, tree.root, "guid")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, tree.as_bytes())
        except OSError as error:
            raise OutputError(f"{path}: must be writable; got {error.strerror or error}. Close it elsewhere and run again.") from error
        return [path]
