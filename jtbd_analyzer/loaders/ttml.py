"""Timed text in XML: TTML, DFXP, SMPTE-TT, iTT and the transcripts of Apple Podcasts, with the voices their agents name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders._document import parse_xml
from jtbd_analyzer.loaders._stt_words import voice_of
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.names import clean_name
from jtbd_analyzer.sources import clean, has_doctype
from jtbd_analyzer.speech import Ledger

_ROOT: Final = re.compile(
    r"\s{0,20}(?:<\?xml[^>]{0,200}>\s{0,200}|<!DOCTYPE[^\[>]{0,200}(?:\[[^\]]{0,2000}\])?\s{0,20}>\s{0,200}|<!--[^>]{0,500}-->\s{0,200}){0,5}"
    r"<(?:\w{1,12}:)?tt[\s>]"
)
_OFFSET: Final = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|m|s|ms|f|t)?")
#: seconds of an offset's unit; frames and ticks depend on the file
_UNITS: Final[Mapping[str, float]] = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "": 1.0}
_FRAMES_PER_S: Final = 30.0


@dataclass(frozen=True)
class Ttml:
    """Reads one passage per `p`, with its times and the voice of its agent, its `region` label or its own "Name:"."""

    def sniff(self, source: Source) -> float:
        """Return 0.97 for XML whose root is `tt`, else 0."""
        return 0.97 if source.text is not None and _ROOT.match(source.text[:5000]) else 0.0

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the captions; raises InputError for broken XML, a DOCTYPE or captions without words."""
        if source.text is None:
            raise InputError(f"{source.path.name}: must be captions as XML text; got bytes of another kind. Export VTT or SRT.")
        if has_doctype(source.data):
            raise InputError(f"{source.path.name}: must not declare a DOCTYPE; got one. Export the captions again, or as VTT.")
        text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", source.text)  # its encoding is that of the bytes, not of this text
        root = parse_xml(source, text.encode(), "the captions")
        body = next((e for e in root if _name(e) == "body"), root)
        ledger = Ledger(warnings=list(source.warnings))
        agents, clock = _agents(root), _Clock(root)
        cues = [(p, _lines(p)) for p in body.iter("{*}p")]
        names = speech.accepted([speech.parse_line(line) for _, lines in cues for line in lines], agents.values())
        for p, lines in cues:
            start, end = clock.span(p)
            speaker: str | None = _voice(p, agents)
            words: list[str] = []
            for line in lines:
                mark = speech.parse_line(line)
                name = names.get(mark.name.casefold()) if mark.shape == "inline" else None
                if name:
                    ledger.say(" ".join(words), speaker, start, end, p.sourceline)
                    ledger.drop(mark.label, "speaker label", p.sourceline)
                    words, speaker = [], name
                words.append(mark.rest if name else line)
            if speech.FURNITURE.fullmatch(" ".join(words)):
                ledger.drop(" ".join(words), "note of the transcription tool", p.sourceline)
            else:
                ledger.say(" ".join(words), speaker, start, end, p.sourceline)
        if untimed := sum(x.start_s is None for x in ledger.passages):
            ledger.warnings.append(f"{untimed} captions have no time that can be read; their words stay without one")
        spoken = speech.ink(clean("".join(body.itertext()))[0])
        outside = spoken - sum(speech.ink(line) for _, lines in cues for line in lines)
        if outside:
            ledger.warnings.append(f"{outside} characters stand outside the captions (metadata) and were left out")
        return ledger.reading(source, spoken - outside, "Apple Podcasts TTML" if "podcasts.apple.com" in source.text[:2000] else "TTML")


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _given(element: Any, key: str) -> str:
    """Return an attribute by its local name, whatever its namespace."""
    return next((v.strip() for k, v in element.attrib.items() if k.rpartition("}")[2] == key), "")


def _agents(root: Any) -> dict[str, str]:
    """Return the names of agents by id; one that has no name is called by its id."""
    out = {}
    for agent in root.iter("{*}agent"):
        key = _given(agent, "id")
        out[key] = clean_name(" ".join("".join(agent.itertext()).split())) or (voice_of(key) or "")
    return {k: v for k, v in out.items() if k and v}


def _voice(p: Any, agents: Mapping[str, str]) -> str | None:
    """Return the voice of a caption: of its agent, or of the one within."""
    keys = [_given(e, "agent") for e in p.iter() if isinstance(e.tag, str)] + [_given(p.getparent(), "agent")]
    return next((agents.get(k) or voice_of(k) for k in keys if k), None)


def _lines(p: Any) -> list[str]:
    """Return the lines of a caption, parted at `br`, with white space as shown."""
    text = ""
    for e in p.iter():
        if e is not p and _name(e) == "br":
            text += "\n"
        elif isinstance(e.tag, str):
            text += (e.text or "").replace("\n", " ")
        if e is not p:
            text += _tail(e)
    return [line for x in clean(text)[0].split("\n") if (line := " ".join(x.split()))]


def _tail(element: Any) -> str:
    return (element.tail or "").replace("\n", " ")


class _Clock:
    """Reads the times of one file, whose frames and ticks have a rate."""

    def __init__(self, root: Any) -> None:
        self.frames = _positive(_given(root, "frameRate")) or _FRAMES_PER_S
        self.ticks = _positive(_given(root, "tickRate")) or self.frames

    def span(self, p: Any) -> tuple[float | None, float | None]:
        """Return start and end of a caption in seconds, the end from its length where only that is given."""
        start, end = self.seconds(_given(p, "begin")), self.seconds(_given(p, "end"))
        if end is None and start is not None and (length := self.seconds(_given(p, "dur"))) is not None:
            end = round(start + length, 3)
        return start, end

    def seconds(self, value: str) -> float | None:
        """Return the seconds of "00:00:01.5", "00:00:01:12" (frames), "1.5s", "30f" or "10000t"."""
        offset = _OFFSET.fullmatch(value)
        if offset is None:
            return speech.seconds(value) if ":" in value else None
        unit = offset.group(2) or ""
        scale = 1 / self.frames if unit == "f" else 1 / self.ticks if unit == "t" else _UNITS[unit]
        return round(float(offset.group(1)) * scale, 3)


def _positive(value: str) -> float:
    return float(value) if value.isdigit() and 0 < len(value) < 13 else 0.0
