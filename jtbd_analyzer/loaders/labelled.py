"""Plain text and Markdown with a speaker label at the start of a turn, and, as the last resort, prose without labels."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders import _json
from jtbd_analyzer.loaders._dialogue import read_dialogue
from jtbd_analyzer.loaders._labels import labels_of
from jtbd_analyzer.model import Reading, Source

_SAMPLE_CHARS = 60_000
#: how text of other kinds opens, whose words are not to be taken for a talk: pages, XML, and CHAT with its tiers
_OTHER = ("<!doctype", "<html", "<?xml", "<sami", "@utf8\n@begin", "@begin\n")
_MEET_END = re.compile(r"^(?:this editable transcript was computer generated|(?:meeting|transcription) ended after \d)", re.IGNORECASE | re.MULTILINE)
_MEET_HEAD = re.compile(r"(?:[^\n]{0,300}\n){1,3}?\s{0,4}Attendees\s{0,4}\n[^\n]{1,500}\n\s{0,4}Transcript\s{0,4}\n")


@dataclass(frozen=True)
class Labelled:
    """Reads `Name: text` in every hand-typed or exported shape, with or without time stamps.

    `speakers` are names to accept as labels though they occur only once.
    """

    speakers: tuple[str, ...] = ()

    def sniff(self, source: Source) -> float:
        """Return 0.6 to 0.75 for text with labels, 0.1 for other text, 0 for what is not text."""
        text = source.text
        if text is None or _json.looks_like_json(source) or text.lstrip()[:14].casefold().startswith(_OTHER):
            return 0.0
        marks, names = labels_of(speech.lines_of(text[:_SAMPLE_CHARS]), self.speakers)
        turns = sum(1 for m in marks if (m.shape in ("inline", "header") or (m.shape == "bare" and m.strong)) and m.name.casefold() in names)
        tie = 0.05 if source.suffix in (".txt", ".md", ".text", ".markdown") else 0.0
        if turns < 2:
            return 0.1 + tie
        return 0.6 + min(0.1, turns / 200) + tie

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the file; raises InputError where there is no text or none of it is speech."""
        if source.text is None:
            raise InputError(f"{source.path.name}: must be text; got bytes of another kind. Export the transcript as text.")
        ledger = read_dialogue(speech.lines_of(source.text), self.speakers)
        ledger.warnings[:0] = source.warnings
        return ledger.reading(source, speech.ink(source.text), _form(source.text, ledger))


def _form(text: str, ledger: speech.Ledger) -> str:
    if not ledger.names:
        return "text without speakers"
    start = text[:400]
    if "📖" in text[:20_000] or _MEET_END.search(text[-2000:]) or _MEET_HEAD.match(text[:2000]):
        return "Google Meet text"
    if any(d.text.startswith(("**", "__", "#", "- **")) for d in ledger.dropped) or start.startswith("# "):
        return "Markdown"
    return "labelled text"
