"""JSON of the other speech-to-text services; which one is told by its keys (formats.md 1.3), since file names say nothing.

Every reader turns its service's shape into `Words`: text, speaker, start and end in seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders import _clouds, _json
from jtbd_analyzer.loaders._clouds import EARLIER, REPEATED
from jtbd_analyzer.loaders._records import TEXT_KEYS, ink_of, is_record, read_records, read_words, telling
from jtbd_analyzer.loaders._stt_words import Words, join_words, seconds_of, voice_of
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.sources import clean
from jtbd_analyzer.speech import Ledger

#: a whole text longer than its parts by more than this tells that parts are missing
_WHOLE_OVER_PARTS = 1.1


Reader = Callable[[Any], Iterable[Words]]


@dataclass(frozen=True)
class SttJson:
    """Reads AssemblyAI, Deepgram, AWS, Google, Azure, IBM, Speechmatics, Rev, Fireflies, Podcasting 2.0, WTF and the like."""

    def sniff(self, source: Source) -> float:
        """Return 0.85 for JSON of a known service, 0.3 for other JSON (so that it is refused with its keys), else 0."""
        if not _json.looks_like_json(source):
            return 0.0
        data = _json.parsed_or_none(source)
        if data is None:
            return 0.2 if source.suffix in (".json", ".jsonl") or source.text[:1] == "{" else 0.0  # type: ignore[index]
        return 0.85 if _found(data) else 0.3

    def __call__(self, source: Source) -> Reading:
        """Return the speech; raises InputError for broken JSON and, with the keys found, for unknown services."""
        data = _json.parse(source)
        inner = _found(data)
        if not inner:
            keys = ", ".join(list(data)[:12]) if isinstance(data, dict) else type(data).__name__
            raise InputError(
                f"{source.path.name}: must be JSON of a known speech-to-text service; got keys {keys}. Export VTT, SRT or text instead."
            )
        data, form, read = inner
        ledger = Ledger(warnings=list(source.warnings))
        body = 0
        try:
            for number, words in enumerate(read(data), 1):
                text = clean(words.text)[0]
                body += speech.ink(text)
                if words.speaker in (REPEATED, EARLIER):
                    ledger.drop(text, words.speaker)
                    continue
                ledger.say(text, words.speaker, words.start, words.end, number)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise InputError(f"{source.path.name}: must be whole {form}; got a record with parts missing or of another kind. Export it again.") from error
        _go_on(ledger)
        _check(ledger)
        return ledger.reading(source, body, form)


def _go_on(ledger: Ledger) -> None:
    """Read on in the whole text where it is longer than the timed words it begins with: the words after them are speech too."""
    wholes = [d for d in ledger.dropped if d.reason == REPEATED]
    if len(wholes) != 1 or not ledger.passages:
        return
    said = [w for p in ledger.passages for w in p.text.split()]
    whole = wholes[0].text.split()
    if len(whole) <= len(said) or [_plainly(w) for w in whole[: len(said)]] != [_plainly(w) for w in said]:
        return
    rest = " ".join(whole[len(said) :])
    if speech.ink(wholes[0].text) <= _WHOLE_OVER_PARTS * sum(map(speech.ink, said)):
        return
    voices = {p.speaker for p in ledger.passages}
    ledger.dropped.remove(wholes[0])
    ledger.drop(" ".join(whole[: len(said)]), REPEATED)
    ledger.say(rest, voices.pop() if len(voices) == 1 else None, line=ledger.passages[-1].line)
    ledger.warnings.append(f"the last {len(whole) - len(said)} words stand only in the whole text, after the timed ones; read as the last speaker's")


def _plainly(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())


def _check(ledger: Ledger) -> None:
    """Tell of words without a time and of a whole text that its parts do not cover."""
    untimed = [p.line for p in ledger.passages if p.start_s is None]
    if untimed:
        ledger.warnings.append(f"record {untimed[0]}: the words have no usable time ({len(untimed)} such)")
    said, whole = (sum(speech.ink(x.text) for x in part) for part in (ledger.passages, ledger.dropped))
    if whole > _WHOLE_OVER_PARTS * said:
        ledger.warnings.append(
            "the whole text in the file is longer than its timed words, which were read: export it again, or use the text"
        )


#: where services and their APIs put the record that holds the talk
_WRAPPERS = (
    "response", "data", "result", "results", "transcript", "transcription", "transcripts", "entries", "messages", "body", "payload", "output", "turns",
    "conversation", "timeline", "callTranscripts", "speech", "segments", "utterances",
)  # fmt: skip
_DEEPEST = 8
#: names of shapes that many write
_ANYBODYS = ("JSON records", "speech-to-text JSON", "speech-to-text JSON (words)")
#: places looked at inside unknown wrappers
_MOST_PLACES = 20_000


def _found(data: Any) -> tuple[Any, str, Reader] | None:
    """Return the record that holds the talk, the service's name and reader: a known shape, or the list of records anywhere that says most."""
    known = _wrapped(data)
    if known:
        return known
    places = list(_places(data))
    services = ((v, *here) for v in places if isinstance(v, dict) and (here := _detect(v)) and here[0] not in _ANYBODYS)
    if service := next(services, None):
        return service
    lists = [v for v in places if telling(v)]
    return (max(lists, key=ink_of), "JSON records", _plain) if lists else None


def _places(data: Any) -> Iterator[Any]:
    """Yield the values inside `data`, outer ones first."""
    level, seen = [data] if isinstance(data, dict | list) else [], 0
    for _ in range(_DEEPEST):
        level = [v for x in level for v in (x.values() if isinstance(x, dict) else x) if isinstance(v, dict | list)][:_MOST_PLACES]
        seen += len(level)
        yield from level
        if seen > _MOST_PLACES:
            return


def _wrapped(data: Any, depth: int = 0) -> tuple[Any, str, Reader] | None:
    """Return the record that holds the talk, the service's name and reader; looked for inside known wrappers."""
    here = _detect(data)
    if here:
        return data, *here
    if isinstance(data, dict) and depth < _DEEPEST:
        for key in _WRAPPERS:
            if isinstance(data.get(key), dict | list) and (inner := _wrapped(data[key], depth + 1)):
                return inner
    return None


def _detect(data: Any) -> tuple[str, Reader] | None:
    """Return the service's name and reader by the keys, most telling first."""
    if isinstance(data, list):
        if data and isinstance(data[0], dict) and len(data) == 1 and (inner := _detect(data[0])):
            return inner[0], lambda d: inner[1](d[0])
        if any(map(_clouds.is_live, data[:20])):
            return "Deepgram JSON (live)", _clouds.deepgram_live
        return ("JSON records", _plain) if data and is_record(data[0]) else None
    if not isinstance(data, dict):
        return None
    results = data.get("results")
    first = results[0] if isinstance(results, list) and results and isinstance(results[0], dict) else {}
    tests: tuple[tuple[bool, str, Reader], ...] = (
        (_has(data.get("monologues"), "elements"), "Rev JSON", _rev),
        (_has(data.get("sentences"), "text"), "Fireflies JSON", lambda d: _plain(d["sentences"])),
        (isinstance(results, dict) and "channels" in results, "Deepgram JSON", _clouds.deepgram),
        (isinstance(results, dict) and "items" in results, "AWS Transcribe JSON", _clouds.aws),
        ("recognizedPhrases" in data, "Azure batch JSON", _clouds.azure_batch),
        ("phrases" in data and "combinedPhrases" in data, "Azure fast JSON", _clouds.azure_fast),
        (_has(first.get("alternatives"), "timestamps"), "IBM JSON", _clouds.ibm),
        ("alternatives" in first and "type" in first, "Speechmatics JSON", _clouds.speechmatics),
        (_has(results, "alternatives"), "Google STT JSON", _clouds.google),
        (("utterances" in data or "words" in data) and "audio_url" in data, "AssemblyAI JSON", _assembly),
        (isinstance(data.get("transcript"), dict) and _has(data.get("segments"), "text"), "WTF JSON", _wtf),
        (_has(data.get("segments"), "body"), "Podcasting 2.0 JSON", lambda d: _plain(d["segments"])),
        (_has(data.get("words"), "text") and "paragraphs" in data, "digital paper edit JSON", _paper_edit),
        (_has(data.get("utterances"), "text", "transcript"), "speech-to-text JSON", lambda d: _plain(d["utterances"])),
        (bool(data.get("segments")) and telling(data["segments"]), "JSON records", lambda d: _plain(d["segments"])),
        (_has(data.get("chunks"), "text") and "timestamp" in data["chunks"][0], "Whisper JSON (chunks)", _chunks),
        (_has(data.get("events"), "segs", "tStartMs"), "YouTube JSON", _json3),
        (_has(data.get("words"), "text", "word") and "start" in data["words"][0], "speech-to-text JSON (words)",
         lambda d: read_words(d["words"], str(d.get("text") or ""), REPEATED)),
    )
    return next(((name, read) for hit, name, read in tests if hit), None)


def _has(records: Any, *keys: str) -> bool:
    return isinstance(records, list) and bool(records) and isinstance(records[0], dict) and any(k in records[0] for k in keys)


def _plain(records: list[dict[str, Any]]) -> Iterator[Words]:
    yield from read_records(records)


def _json3(data: Any) -> Iterator[Words]:
    """Read the captions of YouTube; their line ends are events of their own."""
    for event in data["events"]:
        text = "".join(str(s.get("utf8", "")) for s in event.get("segs") or []).replace("\n", " ")
        start, length = seconds_of(event.get("tStartMs"), 0.001), seconds_of(event.get("dDurationMs"), 0.001)
        if text.strip():
            yield Words(text, None, start, None if start is None or length is None else start + length)


def _chunks(data: Any) -> Iterator[Words]:
    """Read the segments of Hugging Face pipelines, with voices where they were told apart."""
    yield from read_records(data["speakers"] if _has(data.get("speakers"), *TEXT_KEYS) else data["chunks"])
    yield Words(str(data.get("text") or ""), REPEATED)


def _rev(data: Any) -> Iterator[Words]:
    names = {s.get("id"): s.get("name") for s in data.get("speakers") or [] if isinstance(s, dict)}
    for turn in data["monologues"]:
        elements = turn.get("elements") or []
        times = [t for e in elements if (t := seconds_of(e.get("ts", e.get("timestamp")))) is not None]
        ends = [t for e in elements if (t := seconds_of(e.get("end_ts", e.get("end_timestamp")))) is not None]
        text = "".join(str(e.get("value", "")) for e in elements)
        told = turn.get("speaker")
        who = (turn.get("speaker_info") or {}).get("display_name") or (told if isinstance(told, dict) else names.get(told, told))
        yield Words(text, voice_of(who), times[0] if times else None, ends[-1] if ends else None)


def _assembly(data: Any) -> Iterator[Words]:
    if data.get("utterances"):
        for u in data["utterances"]:
            yield Words(u.get("text", ""), voice_of(u.get("speaker")), seconds_of(u.get("start"), 0.001), seconds_of(u.get("end"), 0.001))
    else:
        words = data.get("words") or []
        yield from join_words(
            Words(w["text"], voice_of(w.get("speaker")), seconds_of(w.get("start"), 0.001), seconds_of(w.get("end"), 0.001)) for w in words
        )
    yield Words(data.get("text") or "", REPEATED)


def _wtf(data: Any) -> Iterator[Words]:
    labels = {str(k): v.get("label") for k, v in (data.get("speakers") or {}).items()}
    for s in data["segments"]:
        who = s.get("speaker")
        yield Words(s.get("text", ""), voice_of(labels.get(str(who)) or who), seconds_of(s.get("start")), seconds_of(s.get("end")))
    yield Words(data["transcript"].get("text", ""), REPEATED)


def _paper_edit(data: Any) -> Iterator[Words]:
    spans = [(seconds_of(p.get("start")) or 0.0, seconds_of(p.get("end")) or 0.0, p.get("speaker")) for p in data["paragraphs"]]
    words, at = [], 0
    for w in data["words"]:
        start, end = seconds_of(w.get("start")), seconds_of(w.get("end"))
        while at + 1 < len(spans) and start is not None and start >= spans[at + 1][0]:
            at += 1
        words.append(Words(w["text"], voice_of(spans[at][2] if spans else None), start, end))
    yield from join_words(words)
