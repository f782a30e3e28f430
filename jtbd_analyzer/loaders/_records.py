"""Records of text, voice and times in whatever keys a service or a script chose. Not a loader itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from jtbd_analyzer.loaders._stt_words import Words, join_words, name_in, seconds_of, unit_of, voice_of


def _written(*keys: str) -> tuple[str, ...]:
    """Return each key, and after them all as services of other languages write them: start_time, startTime, StartTime."""
    pascal = ["".join(part[:1].upper() + part[1:] for part in k.split("_")) for k in keys]
    return tuple(dict.fromkeys((*keys, *(p[:1].lower() + p[1:] for p in pascal), *pascal)))


TEXT_KEYS: Final = _written(
    "text", "transcript", "body", "sentence", "raw_text", "content", "message", "utterance", "value", "caption", "line", "quote", "dialogue", "speech",
    "spoken_text", "words",
)  # fmt: skip
_START_KEYS: Final = _written(
    "start", "start_time", "start_ms", "start_time_ms", "start_seconds", "begin", "from", "timestamp",
    "timestamps", "offsets", "time", "ts", "start_offset", "start_timestamp", "offset_ms", "t_start_ms", "begin_offset_millis", "begin_ms", "begin_time",
    "data_start", "instances",
)  # fmt: skip
_END_KEYS: Final = _written(
    "end", "end_time", "end_ms", "end_time_ms", "end_seconds", "to", "end_ts", "end_offset", "end_offset_millis",
    "end_timestamp", "timestamp", "timestamps", "offsets", "data_end", "instances",
)  # fmt: skip
_VOICE_KEYS: Final = _written(
    "speaker_name", "participant_name", "display_name", "speaker", "speaker_label", "author",
    "name", "role", "participant_role", "participant", "users", "user", "username", "speaker_id", "from", "sender", "who", "channel_tag",
)  # fmt: skip
#: where a record keeps records of its own, said by its voice
_PARTS: Final = ("sentences", "segments", "utterances", "transcript", "lines", "paragraphs", "turns", "messages")
_WORD_KEYS: Final = ("punctuated_word", "text", "word", "value", "utf8")
#: what an array gives for a pair of times
_PAIR: Final = 2


def is_record(value: Any) -> bool:
    """Return whether `value` is an object that holds text, or parts that do."""
    if not isinstance(value, dict):
        return False
    return any(isinstance(value.get(k), str) for k in TEXT_KEYS) or bool(_in_tongue(value) or _parts(value)) or _worded(value)


def telling(value: Any) -> bool:
    """Return whether a list holds records that tell a voice or a time besides their text, as a talk does and a list of notes does not."""
    if not isinstance(value, list) or not value or not is_record(value[0]):
        return False
    sample = [r for r in value[:20] if isinstance(r, dict)]
    return sum(_voice(r) is not None or _time(r, _START_KEYS, 0) is not None for r in sample) >= len(sample) / 2


def ink_of(value: Any) -> int:
    """Return roughly how much a list of records says."""
    return sum(len(_text(r)) for r, _ in _flat(value, None))


def read_records(records: list[Any]) -> Iterator[Words]:
    """Yield the words of records in order; whole times are milliseconds where speech would else crawl."""
    flat = list(_flat(records, None))
    starts = [_time(r, _START_KEYS, 0) for r, _ in flat]
    ends = [_time(r, _END_KEYS, 1) for r, _ in flat]
    days = [_moment(r, _START_KEYS) for r, _ in flat]
    if not any(starts) and (first := next((d for d in days if d is not None), None)) is not None:
        starts = [None if d is None else (max(0.0, d - first), True) for d in days]
        ends = [None if d is None else (max(0.0, d - first), True) for d in (_moment(r, _END_KEYS) for r, _ in flat)]
    unit = unit_of([s for s, known in (x for x in starts if x) if not known], sum(len(_text(r).split()) for r, _ in flat))
    for (r, voice), start, end in zip(flat, starts, ends, strict=True):
        yield Words(_text(r), _voice(r) or voice, _scaled(start, unit), _scaled(end, unit))


def read_words(words: list[Any], whole: str = "", label: str = "") -> Iterator[Words]:
    """Yield passages from a list of words with times and voices, spaces among them or not; then the whole text under `label`."""
    said = [w for w in words if isinstance(w, dict) and w.get("type") not in ("spacing", "space")]
    starts = [_time(w, _START_KEYS, 0) for w in said]
    unit = unit_of([s for s, known in (x for x in starts if x) if not known], len(said))
    yield from join_words(
        Words(_word(w).strip(), _voice(w), _scaled(s, unit), _scaled(_time(w, _END_KEYS, 1), unit), w.get("type") in ("punctuation", "punct"))
        for w, s in zip(said, starts, strict=True)
        if _word(w).strip()
    )
    if whole:
        yield Words(whole, label)


def _flat(records: list[Any], voice: str | None) -> Iterator[tuple[Mapping[str, Any], str | None]]:
    """Yield (record, voice of the record around it), records within records in their place."""
    for r in records:
        if not isinstance(r, dict):
            continue
        inner = _parts(r)
        if inner:
            yield from _flat(inner, _voice(r) or voice)
        else:
            yield r, voice


def _parts(record: Mapping[str, Any]) -> list[Any]:
    return next((v for k in _PARTS if isinstance(v := record.get(k), list) and v and is_record(v[0])), [])


def _worded(record: Mapping[str, Any]) -> bool:
    words = record.get("words")
    return isinstance(words, list) and bool(words) and isinstance(words[0], dict) and any(isinstance(words[0].get(k), str) for k in _WORD_KEYS)


def _in_tongue(record: Mapping[str, Any]) -> str:
    """Return the text of a record that has it by language: "text_en"."""
    return next((v for k, v in record.items() if isinstance(v, str) and isinstance(k, str) and re.fullmatch(r"text_[a-z]{2,3}", k)), "")


def _text(record: Mapping[str, Any]) -> str:
    value = next((record[k] for k in TEXT_KEYS if record.get(k) and not isinstance(record[k], dict) and (k != "words" or isinstance(record[k], str))), None)
    if value is None:
        value = _in_tongue(record) or (record["words"] if _worded(record) else "")
    parts = value if isinstance(value, list) else [value]
    return " ".join(_word(p).strip() if isinstance(p, dict) else str(p) for p in parts)


def _word(record: Mapping[str, Any]) -> str:
    return next((record[k] for k in _WORD_KEYS if isinstance(record.get(k), str)), "")


def _voice(record: Mapping[str, Any]) -> str | None:
    for key in _VOICE_KEYS:
        value = record.get(key)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if key == "from" and not (isinstance(value, str) and re.fullmatch(r"[^\d:]{1,60}", value)) and not (isinstance(value, dict) and "name" in value):
            continue  # a time
        if isinstance(value, dict) and "name" not in value:
            value = value.get("username") or value.get("display_name") or value
        if name_in(value) is not None:
            return voice_of(value)
    return None


def _time(record: Mapping[str, Any], keys: tuple[str, ...], at: int) -> tuple[float, bool] | None:
    """Return (time, whether it is in seconds for sure) from the first key that gives one; `at` is 0 for starts, 1 for ends."""
    for key in keys:
        value = record.get(key)
        if at and key in _START_KEYS and not isinstance(value, list | dict):
            continue  # one time alone is the start
        if isinstance(value, list):
            pair = len(value) == _PAIR and not isinstance(value[0], dict)
            value = value[at] if pair else value[0] if value and isinstance(value[0], dict) else None
        if isinstance(value, dict) and ({"from", "relative", "start"} & set(value)):
            value = value.get("relative") if "relative" in value else value.get(("to" if at else "from") if "from" in value else ("end" if at else "start"))
        elif isinstance(value, dict) and not ("seconds" in value or "nanos" in value):
            continue
        if value is None:
            continue
        if isinstance(value, str) and ":" not in value and not re.fullmatch(r"(?:PT\S{1,30}|\d[\d.]{0,20}s?)", value):
            continue
        milli = key.casefold().endswith(("ms", "millis"))
        if (number := seconds_of(value, 0.001 if milli else 1.0)) is not None:
            return number, milli or isinstance(value, str)
    inner = record.get("words") or record.get("result")
    if isinstance(inner, list) and inner and isinstance(inner[-at], dict) and "words" not in inner[-at]:
        return _time(inner[-at], keys, at)
    return None


def _moment(record: Mapping[str, Any], keys: tuple[str, ...]) -> float | None:
    """Return the first time that is written with its day, in seconds of the calendar."""
    for value in (record[k] for k in keys if isinstance(record.get(k), str) and "T" in record[k][:12]):
        try:
            day = datetime.fromisoformat(value)
        except ValueError:
            continue
        return (day if day.tzinfo else day.replace(tzinfo=UTC)).timestamp()
    return None


def _scaled(time: tuple[float, bool] | None, unit: float) -> float | None:
    return None if time is None else time[0] if time[1] else round(time[0] * unit, 3)
