"""Advanced SubStation subtitles (.ass, .ssa): what subtitle editors and some speech-to-text scripts write, with a name per event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.names import clean_name
from jtbd_analyzer.speech import Ledger

_HEAD: Final = re.compile(r"\s{0,20}\[script info\]", re.IGNORECASE)
_TAG: Final = re.compile(r"\{[^{}\n]{0,300}\}")
_BREAK: Final = re.compile(r"\\[Nnh]")
#: columns of an event where the file does not say
_COLUMNS: Final = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")


@dataclass(frozen=True)
class Ass:
    """Reads one passage per `Dialogue` event; the speaker is its name, or a "Name:" before its words."""

    def sniff(self, source: Source) -> float:
        """Return 0.97 for text that opens with `[Script Info]`, else 0."""
        return 0.97 if source.text is not None and _HEAD.match(source.text) else 0.0

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the events; raises InputError where there is none."""
        if source.text is None:
            raise InputError(f"{source.path.name}: must be subtitles as text; got bytes of another kind. Export SRT or VTT.")
        ledger = Ledger(warnings=list(source.warnings))
        columns: tuple[str, ...] = _COLUMNS
        events: list[tuple[int, dict[str, str], str]] = []
        for number, line in enumerate(source.text.split("\n"), 1):
            kind, _, rest = line.partition(":")
            if kind.strip().casefold() == "format" and "text" in rest.casefold():
                columns = tuple(c.strip().casefold().replace("actor", "name") for c in rest.split(","))
            cells = dict(zip(columns, rest.split(",", len(columns) - 1), strict=False)) if kind.strip().casefold() == "dialogue" else {}
            if "text" not in cells:
                ledger.drop(line, "set-up of the subtitles", number)
                continue
            ledger.drop(line[: len(line) - len(cells["text"])], "time, style and name of the event", number)
            words = _TAG.sub("", cells["text"])
            for mark in (*_TAG.findall(cells["text"]), *_BREAK.findall(words)):
                ledger.drop(mark, "mark-up", number)
            events.append((number, cells, " ".join(_BREAK.sub(" ", words).split())))
        names = speech.accepted([speech.parse_line(text) for _, _, text in events])
        for number, cells, text in events:
            mark = speech.parse_line(text)
            said = names.get(mark.name.casefold()) if mark.shape == "inline" else None
            if said:
                ledger.drop(mark.label, "speaker label", number)
            speaker = said or clean_name(cells.get("name", "")) or None
            ledger.say(mark.rest if said else text, speaker, speech.seconds(cells.get("start", "")), speech.seconds(cells.get("end", "")), number)
        return ledger.reading(source, speech.ink(source.text), "SubStation (ASS)")
