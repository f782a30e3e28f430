"""JSON of the other speech-to-text services; which one is told by its keys (formats.md 1.3), since file names say nothing.

Every reader turns its service's shape into `Words`: text, speaker, start and end in seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.loaders import _json
from jtbd_analyzer.loaders._records import TEXT_KEYS, ink_of, is_record, read_records, read_words, telling
from jtbd_analyzer.loaders._stt_words import Words, join_words, seconds_of, voice_of
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.sources import clean
from jtbd_analyzer.speech import Ledger

_TICKS_PER_S = 10_000_000
#: a whole text longer than its parts by more than this tells that parts are missing
_WHOLE_OVER_PARTS = 1.1
_REPEATED = "repeated text, as in the passages"


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
                if words.speaker == _REPEATED:
                    ledger.drop(text, _REPEATED)
                    continue
                ledger.say(text, words.speaker, words.start, words.end, number)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise InputError(f"{source.path.name}: must be whole {form}; got a record with parts missing or of another kind. Export it again.") from error
        _check(ledger)
        return ledger.reading(source, body, form)


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
#: places looked at inside unknown wrappers
_MOST_PLACES = 20_000


def _found(data: Any) -> tuple[Any, str, Reader] | None:
    """Return the record that holds the talk, the service's name and reader: a known shape, or the list of records anywhere that says most."""
    known = _wrapped(data)
    if known:
        return known
    lists = [v for v in _places(data) if telling(v)]
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
        return ("JSON records", _plain) if data and is_record(data[0]) else None
    if not isinstance(data, dict):
        return None
    results = data.get("results")
    first = results[0] if isinstance(results, list) and results and isinstance(results[0], dict) else {}
    tests: tuple[tuple[bool, str, Reader], ...] = (
        (_has(data.get("monologues"), "elements"), "Rev JSON", _rev),
        (_has(data.get("sentences"), "text"), "Fireflies JSON", lambda d: _plain(d["sentences"])),
        (isinstance(results, dict) and "channels" in results, "Deepgram JSON", _deepgram),
        (isinstance(results, dict) and "items" in results, "AWS Transcribe JSON", _aws),
        ("recognizedPhrases" in data, "Azure batch JSON", _azure_batch),
        ("phrases" in data and "combinedPhrases" in data, "Azure fast JSON", _azure_fast),
        (_has(first.get("alternatives"), "timestamps"), "IBM JSON", _ibm),
        ("alternatives" in first and "type" in first, "Speechmatics JSON", _speechmatics),
        (_has(results, "alternatives"), "Google STT JSON", _google),
        (("utterances" in data or "words" in data) and "audio_url" in data, "AssemblyAI JSON", _assembly),
        (isinstance(data.get("transcript"), dict) and _has(data.get("segments"), "text"), "WTF JSON", _wtf),
        (_has(data.get("segments"), "body"), "Podcasting 2.0 JSON", lambda d: _plain(d["segments"])),
        (_has(data.get("words"), "text") and "paragraphs" in data, "digital paper edit JSON", _paper_edit),
        (_has(data.get("utterances"), "text", "transcript"), "speech-to-text JSON", lambda d: _plain(d["utterances"])),
        (bool(data.get("segments")) and telling(data["segments"]), "JSON records", lambda d: _plain(d["segments"])),
        (_has(data.get("chunks"), "text") and "timestamp" in data["chunks"][0], "Whisper JSON (chunks)", _chunks),
        (_has(data.get("events"), "segs", "tStartMs"), "YouTube JSON", _json3),
        (_has(data.get("words"), "text", "word") and "start" in data["words"][0], "speech-to-text JSON (words)",
         lambda d: read_words(d["words"], str(d.get("text") or ""), _REPEATED)),
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
    yield Words(str(data.get("text") or ""), _REPEATED)


def _rev(data: Any) -> Iterator[Words]:
    names = {s.get("id"): s.get("name") for s in data.get("speakers") or [] if isinstance(s, dict)}
    for turn in data["monologues"]:
        elements = turn.get("elements") or []
        times = [t for e in elements if (t := seconds_of(e.get("ts"))) is not None]
        ends = [t for e in elements if (t := seconds_of(e.get("end_ts"))) is not None]
        text = "".join(str(e.get("value", "")) for e in elements)
        who = (turn.get("speaker_info") or {}).get("display_name") or names.get(turn.get("speaker"), turn.get("speaker"))
        yield Words(text, voice_of(who), times[0] if times else None, ends[-1] if ends else None)


def _deepgram(data: Any) -> Iterator[Words]:
    results = data["results"]
    best = [c["alternatives"][0] for c in results["channels"] if c.get("alternatives")]
    if results.get("utterances"):
        for u in results["utterances"]:
            yield from _utterance(u)
    else:
        several = len(best) > 1
        for number, channel in enumerate(best):
            words = channel.get("words") or []
            voices = (w.get("speaker", number if several else None) for w in words)
            spoken = [
                Words(w.get("punctuated_word") or w["word"], voice_of(v), seconds_of(w.get("start")), seconds_of(w.get("end")))
                for w, v in zip(words, voices, strict=True)
            ]
            yield from join_words(spoken)
    for channel in best:
        yield Words(channel.get("transcript", ""), _REPEATED)


def _utterance(u: dict[str, Any]) -> Iterator[Words]:
    """Yield the words of an utterance, parted where its words tell another voice than it does: it was cut at pauses, not at voices."""
    words = u.get("words") or []
    voices = [w.get("speaker") for w in words]
    text = str(u.get("transcript", ""))
    spoken = [str(w.get("punctuated_word") or w.get("word") or "") for w in words]
    if len(set(voices)) > 1 and None not in voices and "".join(spoken) == "".join(text.split()):
        whose = [a if a == b and a != v else v for a, v, b in zip([voices[0], *voices], voices, [*voices[1:], voices[-1]], strict=False)]
        yield from join_words(
            Words(s, voice_of(v), seconds_of(w.get("start")), seconds_of(w.get("end"))) for s, v, w in zip(spoken, whose, words, strict=True))
    else:
        yield Words(text, voice_of(u.get("speaker")), seconds_of(u.get("start")), seconds_of(u.get("end")))


def _aws(data: Any) -> Iterator[Words]:
    results = data["results"]
    segments = (results.get("speaker_labels") or {}).get("segments") or []
    voices = {i["start_time"]: i.get("speaker_label") or s.get("speaker_label") for s in segments for i in s.get("items", [])}
    words = []
    for item in results["items"]:
        content = item["alternatives"][0]["content"]
        who = item.get("speaker_label") or voices.get(item.get("start_time"))
        words.append(
            Words(
                content,
                voice_of(who),
                seconds_of(item.get("start_time")),
                seconds_of(item.get("end_time")),
                item.get("type") == "punctuation",
            )
        )
    yield from join_words(words)
    for whole in results.get("transcripts") or []:
        yield Words(whole.get("transcript", ""), _REPEATED)


def _azure_batch(data: Any) -> Iterator[Words]:
    for p in data["recognizedPhrases"]:
        start = seconds_of(p.get("offsetInTicks"), 1 / _TICKS_PER_S)
        length = seconds_of(p.get("durationInTicks"), 1 / _TICKS_PER_S) if "durationInTicks" in p else seconds_of(p.get("duration"))
        text = p["nBest"][0].get("display", "") if p.get("nBest") else ""
        yield Words(text, voice_of(p.get("speaker")), start, None if start is None or length is None else start + length)
    for whole in data.get("combinedRecognizedPhrases") or []:
        yield Words(whole.get("display", ""), _REPEATED)


def _azure_fast(data: Any) -> Iterator[Words]:
    for p in data["phrases"]:
        start, length = seconds_of(p.get("offsetMilliseconds"), 0.001), seconds_of(p.get("durationMilliseconds"), 0.001)
        yield Words(p.get("text", ""), voice_of(p.get("speaker")), start, None if start is None or length is None else start + length)
    for whole in data.get("combinedPhrases") or []:
        yield Words(whole.get("text", ""), _REPEATED)


def _ibm(data: Any) -> Iterator[Words]:
    voices = {label["from"]: label.get("speaker") for label in data.get("speaker_labels") or []}
    for result in data["results"]:
        best = result["alternatives"][0]
        yield from join_words(
            Words(word, voice_of(voices.get(start)), seconds_of(start), seconds_of(end)) for word, start, end in best.get("timestamps", [])
        )
        yield Words(best.get("transcript", ""), _REPEATED)


def _speechmatics(data: Any) -> Iterator[Words]:
    words = []
    for r in data["results"]:
        best = r["alternatives"][0]
        words.append(
            Words(
                best["content"],
                voice_of(best.get("speaker")),
                seconds_of(r.get("start_time")),
                seconds_of(r.get("end_time")),
                r["type"] == "punctuation",
            )
        )
    yield from join_words(words)


def _google(data: Any) -> Iterator[Words]:
    """With speakers asked for, the last result repeats every word, and it alone has tags: then it is the one to read."""
    best = [r["alternatives"][0] for r in data["results"] if r.get("alternatives")]
    tagged = [any(w.get("speakerTag") or w.get("speakerLabel") for w in b.get("words") or []) for b in best]
    last_only = len(best) > 1 and tagged[-1] and not any(tagged[:-1])
    for number, b in enumerate(best):
        words = [
            Words(
                w.get("word", ""),
                voice_of(w.get("speakerTag") or w.get("speakerLabel")),
                seconds_of(w.get("startTime", w.get("startOffset"))),
                seconds_of(w.get("endTime", w.get("endOffset"))),
            )
            for w in b.get("words") or []
        ]
        whole = b.get("transcript", "")
        if last_only and number < len(best) - 1:
            yield Words(whole, _REPEATED)
        elif tagged[number]:
            yield from join_words(words)
            yield Words(whole, _REPEATED)
        else:
            yield Words(whole, None, words[0].start if words else None, words[-1].end if words else None)


def _assembly(data: Any) -> Iterator[Words]:
    if data.get("utterances"):
        for u in data["utterances"]:
            yield Words(u.get("text", ""), voice_of(u.get("speaker")), seconds_of(u.get("start"), 0.001), seconds_of(u.get("end"), 0.001))
    else:
        words = data.get("words") or []
        yield from join_words(
            Words(w["text"], voice_of(w.get("speaker")), seconds_of(w.get("start"), 0.001), seconds_of(w.get("end"), 0.001)) for w in words
        )
    yield Words(data.get("text") or "", _REPEATED)


def _wtf(data: Any) -> Iterator[Words]:
    labels = {str(k): v.get("label") for k, v in (data.get("speakers") or {}).items()}
    for s in data["segments"]:
        who = s.get("speaker")
        yield Words(s.get("text", ""), voice_of(labels.get(str(who)) or who), seconds_of(s.get("start")), seconds_of(s.get("end")))
    yield Words(data["transcript"].get("text", ""), _REPEATED)


def _paper_edit(data: Any) -> Iterator[Words]:
    spans = [(seconds_of(p.get("start")) or 0.0, seconds_of(p.get("end")) or 0.0, p.get("speaker")) for p in data["paragraphs"]]
    words, at = [], 0
    for w in data["words"]:
        start, end = seconds_of(w.get("start")), seconds_of(w.get("end"))
        while at + 1 < len(spans) and start is not None and start >= spans[at + 1][0]:
            at += 1
        words.append(Words(w["text"], voice_of(spans[at][2] if spans else None), start, end))
    yield from join_words(words)
