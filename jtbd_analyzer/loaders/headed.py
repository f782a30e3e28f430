"""Text whose turns stand under a header line of name and time: Otter, Rev, Zoom's local file, and their like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders._dialogue import read_dialogue
from jtbd_analyzer.model import Reading, Source

_SAMPLE_CHARS = 60_000
_ZOOM = re.compile(r"^\[[^\]\n]{1,63}\] \d{1,2}:\d{2}:\d{2}[ \t]*$", re.MULTILINE)
_REV = re.compile(r"^[^\n:(]{1,63}\(\d{1,2}:\d{2}(?::\d{2})?\):[ \t]*$", re.MULTILINE)
_OTTER = re.compile(r"^\S[^\n:]{0,62}\S {2,3}\d{1,2}:\d{2}(?::\d{2})?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Headed:
    """Reads blocks of `Name  0:04` (or `Name (00:00):`, `[Name] 15:05:17`) with the words below."""

    def sniff(self, source: Source) -> float:
        """Return 0.8 to 0.95 when header lines recur, else 0."""
        if source.text is None or "-->" in source.text[:_SAMPLE_CHARS]:
            return 0.0
        marks = [speech.parse_line(line.text) for line in speech.lines_of(source.text[:_SAMPLE_CHARS])]
        names = speech.accepted(marks)
        heads = sum(1 for m in marks if m.shape == "header" and m.name.casefold() in names)
        stamped = sum(1 for a, b in pairwise(marks) if _above_time(a, b) and a.name.casefold() in names)
        inline = sum(1 for m in marks if m.shape == "inline" and m.rest.strip() and m.name.casefold() in names)
        turns = max(heads, stamped)
        return 0.8 + min(0.15, turns / 100) if turns >= 2 and turns > inline else 0.0

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the file; raises InputError where there is no text or none of it is speech."""
        if source.text is None:
            raise InputError(f"{source.path.name}: must be text; got bytes of another kind. Export the transcript as text.")
        ledger = read_dialogue(speech.lines_of(source.text))
        ledger.warnings[:0] = source.warnings
        return ledger.reading(source, speech.ink(source.text), _form(source.text))


def _above_time(mark: speech.Mark, below: speech.Mark) -> bool:
    return mark.shape == "bare" and below.shape == "stamp" and not below.rest.strip()


def _form(text: str) -> str:
    counts = {
        "Zoom TXT": len(_ZOOM.findall(text)),
        "Rev TXT": len(_REV.findall(text)),
        "Otter TXT": len(_OTTER.findall(text)),
    }
    form = max(counts, key=lambda k: counts[k])
    return form if counts[form] else "text with speaker headers"
