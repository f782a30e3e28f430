"""The JSON of the large speech-to-text services as words with voices and times. Not a loader itself; `stt_json` tells which one it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from jtbd_analyzer.loaders._stt_words import Words, join_words, seconds_of, voice_of

#: how text is marked that passages repeat
REPEATED: Final = "repeated text, as in the passages"
EARLIER: Final = "guess before the final text"
_TICKS_PER_S: Final = 10_000_000


def _in_time(channels: Iterable[Iterable[Words]]) -> list[Words]:
    """Return the passages of channels recorded side by side in the order in which they were said; as they stand where a time is missing."""
    spoken = [p for channel in channels for p in channel]
    return sorted(spoken, key=lambda p: p.start or 0.0) if all(p.start is not None for p in spoken) else spoken


def deepgram(data: Any) -> Iterator[Words]:
    """Yield utterances, or else words, or else paragraphs; channels side by side are one voice each."""
    results = data["results"]
    best = [c["alternatives"][0] for c in results["channels"] if c.get("alternatives")]
    if results.get("utterances"):
        for u in results["utterances"]:
            yield from _utterance(u)
    else:
        several = len(best) > 1
        yield from _in_time(_channel(c, number if several else None) for number, c in enumerate(best))
    for channel in best:
        yield Words(channel.get("transcript", ""), REPEATED)


def _channel(best: Mapping[str, Any], voice: int | None) -> Iterator[Words]:
    """Yield the passages of one channel, said by `voice` where its words name nobody."""
    words = best.get("words") or []
    if words:
        yield from join_words(_deepgram_word(w, voice) for w in words)
        return
    paragraphs = (best.get("paragraphs") or {}).get("paragraphs") or []
    for p in paragraphs:
        text = " ".join(str(s.get("text", "")) for s in p.get("sentences") or [])
        yield Words(text, voice_of(p.get("speaker", voice)), seconds_of(p.get("start")), seconds_of(p.get("end")))


def _deepgram_word(w: Mapping[str, Any], voice: int | None = None) -> Words:
    return Words(w.get("punctuated_word") or w["word"], voice_of(w.get("speaker", voice)), seconds_of(w.get("start")), seconds_of(w.get("end")))


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


def is_live(message: Any) -> bool:
    """Return whether `message` is one of those Deepgram sends while people speak."""
    channel = message.get("channel") if isinstance(message, dict) else None
    return isinstance(channel, dict) and isinstance(channel.get("alternatives"), list)


def deepgram_live(messages: list[Any]) -> Iterator[Words]:
    """Yield what was final in the messages of a live session; what came before it is a guess at the same words."""
    words: list[Words] = []
    for m in messages:
        if is_live(m) and m["channel"]["alternatives"]:
            best = m["channel"]["alternatives"][0]
            if not m.get("is_final", True):
                yield Words(best.get("transcript", ""), EARLIER)
                continue
            words += [_deepgram_word(w) for w in best.get("words") or []]
            if not best.get("words"):
                words.append(Words(best.get("transcript", ""), None, seconds_of(m.get("start"))))
    yield from join_words(w for w in words if w.text.strip())


def aws(data: Any) -> Iterator[Words]:
    """Yield words by speaker label or by channel; punctuation has no time."""
    results = data["results"]
    channels = (results.get("channel_labels") or {}).get("channels") or []
    if len(channels) > 1:
        yield from _in_time(join_words(_aws_word(i, c.get("channel_label")) for i in c.get("items") or []) for c in channels)
    else:
        segments = (results.get("speaker_labels") or {}).get("segments") or []
        voices = {i["start_time"]: i.get("speaker_label") or s.get("speaker_label") for s in segments for i in s.get("items", [])}
        yield from join_words(_aws_word(i, voices.get(i.get("start_time"))) for i in results["items"])
    for whole in results.get("transcripts") or []:
        yield Words(whole.get("transcript", ""), REPEATED)


def _aws_word(item: Mapping[str, Any], who: Any) -> Words:
    content, start, end = item["alternatives"][0]["content"], seconds_of(item.get("start_time")), seconds_of(item.get("end_time"))
    return Words(content, voice_of(item.get("speaker_label") or who), start, end, item.get("type") == "punctuation")


def azure_batch(data: Any) -> Iterator[Words]:
    """Yield phrases, the likeliest reading of each."""
    for p in data["recognizedPhrases"]:
        start = seconds_of(p.get("offsetInTicks"), 1 / _TICKS_PER_S)
        length = seconds_of(p.get("durationInTicks"), 1 / _TICKS_PER_S) if "durationInTicks" in p else seconds_of(p.get("duration"))
        text = p["nBest"][0].get("display", "") if p.get("nBest") else ""
        yield Words(text, voice_of(p.get("speaker")), start, None if start is None or length is None else start + length)
    for whole in data.get("combinedRecognizedPhrases") or []:
        yield Words(whole.get("display", ""), REPEATED)


def azure_fast(data: Any) -> Iterator[Words]:
    """Yield phrases."""
    for p in data["phrases"]:
        start, length = seconds_of(p.get("offsetMilliseconds"), 0.001), seconds_of(p.get("durationMilliseconds"), 0.001)
        yield Words(p.get("text", ""), voice_of(p.get("speaker")), start, None if start is None or length is None else start + length)
    for whole in data.get("combinedPhrases") or []:
        yield Words(whole.get("text", ""), REPEATED)


def ibm(data: Any) -> Iterator[Words]:
    """Yield words; their voices are found by the time at which they begin."""
    voices = {label["from"]: label.get("speaker") for label in data.get("speaker_labels") or []}
    for result in data["results"]:
        best = result["alternatives"][0]
        yield from join_words(
            Words(word, voice_of(voices.get(start)), seconds_of(start), seconds_of(end)) for word, start, end in best.get("timestamps", [])
        )
        yield Words(best.get("transcript", ""), REPEATED)


def speechmatics(data: Any) -> Iterator[Words]:
    """Yield words and their punctuation."""
    words = []
    for r in data["results"]:
        best = r["alternatives"][0]
        start, end = seconds_of(r.get("start_time")), seconds_of(r.get("end_time"))
        words.append(Words(best["content"], voice_of(best.get("speaker")), start, end, r["type"] == "punctuation"))
    yield from join_words(words)


def _either(record: Mapping[str, Any], *keys: str) -> Any:
    """Return the value of the first key that has one: Google writes camelCase in JSON and snake_case from its libraries."""
    return next((record[k] for k in keys if record.get(k)), None)


def google(data: Any) -> Iterator[Words]:
    """With speakers asked for, the last result repeats every word, and it alone has tags: then it is the one to read."""
    best = [r["alternatives"][0] for r in data["results"] if r.get("alternatives")]
    spoken = [
        [
            Words(
                w.get("word", ""),
                voice_of(_either(w, "speakerTag", "speakerLabel", "speaker_tag", "speaker_label")),
                seconds_of(_either(w, "startTime", "startOffset", "start_time", "start_offset") or 0),
                seconds_of(_either(w, "endTime", "endOffset", "end_time", "end_offset")),
            )
            for w in b.get("words") or []
        ]
        for b in best
    ]
    tagged = [any(w.speaker for w in words) for words in spoken]
    last_only = len(best) > 1 and tagged[-1] and not any(tagged[:-1])
    for number, (b, words) in enumerate(zip(best, spoken, strict=True)):
        whole = b.get("transcript", "")
        if last_only and number < len(best) - 1:
            yield Words(whole, REPEATED)
        elif tagged[number]:
            yield from join_words(words)
            yield Words(whole, REPEATED)
        else:
            yield Words(whole, None, words[0].start if words else None, words[-1].end if words else None)
