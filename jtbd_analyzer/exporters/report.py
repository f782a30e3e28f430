"""Writes the report a team reads: one HTML file that opens anywhere, offline, with every number leading to its quotes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.files import write_atomically

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

#: added to the name of the shared form, so that it never takes the place of the full one
_SHARED: Final = "-shared"


@dataclass(frozen=True)
class Report:
    """Writes `file`: the story on one page, then themes, people and quotes to explore; it loads nothing and runs no code but its own.

    With `share` it writes the form to hand on, under a name of its own: transcripts left out, names of people and files replaced
    by ids, and whoever or whatever else is named in what was said by pseudonyms (needs the extra "privacy"). `keep` are words to
    leave in it, such as the product's name.
    """

    file: str = "report.html"
    share: bool = False
    keep: tuple[str, ...] = ()

    def __call__(self, study: Study, folder: Path) -> list[Path]:
        """Write the page into `folder` and return its path; raises OutputError and leaves an earlier file whole; ModelError for the
        shared form without Presidio."""
        from jtbd_analyzer.exporters._report.page import build

        name = Path(self.file)
        path = folder / (f"{name.stem}{_SHARED}{name.suffix}" if self.share else name.name)
        known = None
        if self.share:
            from jtbd_analyzer.pseudonyms import pseudonyms_of, spoken

            known = pseudonyms_of(study, spoken(study, self.keep))
        page = build(study, known)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, page)
        except OSError as error:
            raise OutputError(f"{path}: must be writable; got {error.strerror or error}. Close it elsewhere or choose another folder.") from error
        return [path]
