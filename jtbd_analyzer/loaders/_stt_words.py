"""Words with times and voices, as speech-to-text services give them, and how they join to passages. Not a loader itself."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jtbd_analyzer import speech
from jtbd_analyzer.names import clean_name

#: a silence of this many seconds parts the words of services that give no sentences
_GAP_S = 2.0
#: no recording is longer (30 years); numbers beyond are no times
_LONGEST_S = 1e9
#: words per second below which no interview runs
_SLOWEST = 0.03
_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    #: punctuation stands without a space before it
    joined: bool = False


def seconds_of(value: Any, unit: float = 1.0) -> float | None:
    """Return seconds from a number, "12.9s", "PT1.5S" or {"seconds", "nanos"}; None where there is none or it cannot be one."""
    number: float | None
    try:
        if isinstance(value, dict):
            number = float(value.get("seconds", 0)) + float(value.get("nanos", 0)) / 1e9
        elif isinstance(value, str) and (span := _DURATION.fullmatch(value)):
            number = sum(float(p or 0) * f for p, f in zip(span.groups(), (3600, 60, 1), strict=True))
        elif isinstance(value, str) and ":" in value:
            number = speech.seconds(value)
        else:
            number = float(value.removesuffix("s") if isinstance(value, str) else value) * unit
    except (TypeError, ValueError, OverflowError):
        return None
    return round(number, 3) if number is not None and math.isfinite(number) and 0 <= number < _LONGEST_S else None


def unit_of(starts: Sequence[float], words: int) -> float:
    """Return seconds per unit of whole numbers: a thousandth where the words would else be said slower than anybody speaks."""
    span = max(starts, default=0.0) - min(starts, default=0.0)
    return 0.001 if words < _SLOWEST * span and all(s == int(s) for s in starts) else 1.0


def name_in(value: Any) -> str | None:
    """Return the name a record gives for a speaker, bare or as {"id", "name"}; None where it gives none."""
    if isinstance(value, dict):
        value = next((value[k] for k in ("name", "display_name", "displayName", "label", "id") if value.get(k) not in (None, "")), None)
    return None if value is None or isinstance(value, list) or not str(value).strip() else str(value)


def voice_of(value: Any) -> str | None:
    """Return a name for a speaker: numbers and letters become "Speaker 1"; None stays None."""
    text = name_in(value)
    if text is None:
        return None
    return f"Speaker {text}" if re.fullmatch(r"\d+|[A-Z]", text) else clean_name(text)


def join_words(words: Iterable[Words]) -> Iterator[Words]:
    """Put words together into passages, a new one at every change of speaker and every long silence."""
    group: list[Words] = []
    for word in words:
        last = group[-1].end if group else None
        pause = last is not None and word.start is not None and word.start - last > _GAP_S
        if group and not word.joined and (word.speaker != group[0].speaker or pause):
            yield _merged(group)
            group = []
        if word.joined and word.end is None and group:
            group.append(replace(word, speaker=group[0].speaker, end=group[-1].end))
            continue
        group.append(word)
    if group:
        yield _merged(group)


def _merged(group: list[Words]) -> Words:
    text = "".join(w.text if w.joined or not i else " " + w.text for i, w in enumerate(group))
    return Words(text, group[0].speaker, group[0].start, group[-1].end)
