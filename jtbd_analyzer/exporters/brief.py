"""Writes one page about a study as Markdown, to paste into a wiki, a ticket or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jtbd_analyzer.errors import OutputError
from jtbd_analyzer.exporters._brief import NO_EVIDENCE, Finding, Page, page
from jtbd_analyzer.exporters._values import legal
from jtbd_analyzer.files import write_atomically
from jtbd_analyzer.text import squeeze

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

#: characters that Markdown or HTML would read as something else
_SPECIAL: Final = re.compile(r"([\\`*_\[\]|#~$])")
#: as entities, so that not even a reader who takes Markdown for HTML sees an element
_MARKUP: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(frozen=True)
class Brief:
    """Writes `file`: top themes with n of N and a quote each, candidate jobs, the four forces, and what to be careful with; `top` themes per block."""

    file: str = "brief.md"
    top: int = field(default=3, metadata={"min": 1, "max": 20})

    def __call__(self, study: Study, folder: Path) -> list[Path]:
        """Write the page into `folder`, replaced whole, and return its path; raises OutputError."""
        path = folder / self.file
        text = "\n".join(_lines(page(study, self.top)))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, legal(text) + "\n")
        except OSError as error:
            raise OutputError(f"{path}: must be writable; got {error.strerror or error}. Close it elsewhere and run again.") from error
        return [path]


def _lines(about: Page) -> Iterator[str]:
    yield f"# {escaped(about.title)}"
    yield f"\n{escaped(about.scope)}"
    for title, findings in about.blocks:
        yield f"\n## {title}\n"
        yield from (_finding(f) for f in findings)
        if not findings:
            yield NO_EVIDENCE
    yield "\n## Candidate jobs\n"
    yield from (f"- **{escaped(j.title)}** {j.n_of_members} support all of it, {j.status}. {escaped(j.statement)}" for j in about.jobs)
    if not about.jobs:
        yield NO_EVIDENCE
    yield "\n## Forces of the switch\n"
    yield "| force | people | strongest themes |\n|---|---|---|"
    for f in about.forces:
        yield f"| {f.force}: {f.direction} | {f.n_of_N} | {'; '.join(map(escaped, f.themes)) or NO_EVIDENCE} |"
    yield "\n## Be careful\n"
    yield from (f"- {escaped(c)}" for c in about.cautions)
    yield f"\n{escaped(about.source)}"


def _finding(f: Finding) -> str:
    said = f" “{escaped(f.quote)}” ({escaped(f.who)}) \\[{escaped(f.quote_id)}\\]" if f.quote else f" {NO_EVIDENCE}"
    denied = f", denied by {f.denied_by}" if f.denied_by else ""
    return f"- **{escaped(f.statement)}** {f.n_of_N}, {f.prevalence}{denied}.{said}"


def escaped(text: str) -> str:
    """Return `text` on one line, so that Markdown shows every character of it as it is; for use within a line, not at its start."""
    return _SPECIAL.sub(r"\\\1", squeeze(text)).translate(_MARKUP)
