"""JSON of the Whisper family: openai-whisper, faster-whisper, whisper-timestamped and WhisperX (speakers per segment or per word)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders import _json
from jtbd_analyzer.loaders._stt_words import name_in
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.sources import clean
from jtbd_analyzer.speech import Ledger


@dataclass(frozen=True)
class WhisperJson:
    """Reads `segments` with start, end (seconds) and text; a segment in which the speaker changes is parted."""

    def sniff(self, source: Source) -> float:
        """Return 0.9 for JSON with text segments and neither `body` nor a `transcript` object, else 0."""
        data = _segmented(_json.parsed_or_none(source))
        if data is None or isinstance(data.get("transcript"), dict):
            return 0.0
        return 0.9 if any(isinstance(s, dict) and "text" in s and "start" in s for s in data["segments"][:20]) else 0.0

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the segments; raises InputError when the JSON is not of this family."""
        data = _segmented(_json.parse(source))
        if data is None:
            raise InputError(f"{source.path.name}: must be Whisper JSON with 'segments'; got other content. Export JSON from Whisper again.")
        ledger = Ledger(warnings=list(source.warnings))
        body = 0
        untimed: list[int] = []
        speakers = False
        for number, segment in enumerate(data["segments"], 1):
            if not isinstance(segment, dict):
                continue
            text = clean(str(segment.get("text") or ""))[0]
            body += speech.ink(text)
            for words, speaker, start, end in _parts(segment, text):
                if speech.FURNITURE.fullmatch(words.strip()):
                    ledger.drop(words, "note of the transcription tool", number)
                    continue
                ledger.say(words, speaker, start, end, number)
                speakers |= speaker is not None
                if words.strip() and start is None:
                    untimed.append(number)
        if untimed:
            ledger.warnings.append(f"segment {untimed[0]}: the words have no usable time ({len(untimed)} such)")
        whole = clean(str(data.get("text") or ""))[0]
        ledger.drop(whole, "whole text again, as in the segments")
        form = "WhisperX JSON" if speakers or "word_segments" in data else "Whisper JSON"
        return ledger.reading(source, body + speech.ink(whole), form)


def _segmented(data: Any) -> dict[str, Any] | None:
    """Return the object with the segments: the file's own, a list of segments wrapped in one, or None."""
    first = set(data[0]) if isinstance(data, list) and data and isinstance(data[0], dict) else set()
    if {"start", "end", "text"} <= first and {"seek", "tokens", "words", "id"} & first:
        return {"segments": data}
    return data if isinstance(data, dict) and isinstance(data.get("segments"), list) else None


def _number(value: Any) -> float | None:
    """Return a finite number of seconds; Whisper may write NaN."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e9 else None


def _parts(segment: dict[str, Any], text: str) -> Iterator[tuple[str, str | None, float | None, float | None]]:
    """Yield (text, speaker, start, end): one part, or one per speaker where words name more than one and spell the text."""
    start, end = _number(segment.get("start")), _number(segment.get("end"))
    speaker = name_in(segment.get("speaker"))
    words = [w for w in segment.get("words") or [] if isinstance(w, dict)]
    named = [name_in(w.get("speaker")) for w in words]
    voices = {v for v in named if v}
    spelled = "".join(str(w.get("word", w.get("text", ""))) for w in words)
    if len(voices) < 2 or "".join(spelled.split()) != "".join(text.split()):
        only = next((v for v in named if v), None) if speaker is None else speaker
        yield text, only, start, end
        return
    group: list[dict[str, Any]] = []
    current = next(v for v in named if v)
    for word, name in zip(words, named, strict=True):
        voice = name or current  # numbers may lack one
        if voice != current and group:
            yield _joined(group, current, start, end)
            group = []
        current = voice
        group.append(word)
    yield _joined(group, current, start, end)


def _joined(
    group: list[dict[str, Any]], speaker: str, start: float | None, end: float | None
) -> tuple[str, str, float | None, float | None]:
    texts = [str(w.get("word", w.get("text", ""))) for w in group]
    glue = "" if any(t[:1].isspace() for t in texts[1:]) else " "
    times = [t for w in group if (t := _number(w.get("start"))) is not None]
    ends = [t for w in group if (t := _number(w.get("end"))) is not None]
    return clean(glue.join(texts))[0], speaker, times[0] if times else start, ends[-1] if ends else end
