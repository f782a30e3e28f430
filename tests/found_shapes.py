# ruff: noqa: E501 - one shape to a line reads best as a table
"""The talk of `dialogues` in shapes that public repositories hold beside those of the big tools: file name -> text."""

from __future__ import annotations

import json
import textwrap

from dialogues import ASKS, SAID, TELLS, at, esc, stamp, turns

_HMS, _MS = "{h:02d}:{m:02d}:{s:02d}", "{mm}:{s:02d}"
NUMBER = {ASKS: "1", TELLS: "2"}
SHORT = {ASKS: "SPEAKER_00", TELLS: "SPEAKER_01"}


def t(k: int, form: str = _HMS) -> str:
    return stamp(at(k), form)


def records(**keys: str) -> list[dict[str, object]]:
    """Return a record per turn with `who`, `words`, `start` and `end` under the keys given."""
    return [{keys["who"]: who, keys["words"]: words, keys["start"]: at(k), keys["end"]: at(k) + 6} for k, (who, words) in enumerate(SAID)]


def spelled(k: int, words: str) -> list[tuple[str, float, float]]:
    return [(w, round(at(k) + 0.1 * n, 2), round(at(k) + 0.1 * n + 0.08, 2)) for n, w in enumerate(words.split())]


#: with a time for every turn
TIMED: dict[str, str] = {
    "time-dash-name.txt": "Shift planning - January 29\nVIEW RECORDING - 31 mins (No highlights): https://calls.example/1\n\n---\n\n"
    + turns(lambda k, w, x: f"{t(k, _MS)} - {w} (Shiftly Ltd)\n  {x}\n"),
    "at-time-dash-name.txt": turns(lambda k, w, x: f"@{t(k, _MS)} - {w}\n{x}\n"),
    "boxed-time-dash-name.txt": turns(lambda k, w, x: f"[{t(k)}.150] - {w}\n{x}\n"),
    "time-bar-name.txt": turns(lambda k, w, x: f"{t(k, _MS)} | {w}\n{x}\n"),
    "name-bar-time.txt": turns(lambda k, w, x: f"{w} | {t(k, _MS)}\n{x}\n"),
    "time-above-name.txt": "Call with Jonas\nRecorded on 3 March\n\n" + turns(lambda k, w, x: f"{t(k, _MS)}\n{w}\n{x}\n"),
    "frames-above-name.txt": turns(lambda k, w, x: f"{t(k, '{h:02d};{m:02d};{s:02d}')};02 - {t(k, '{h:02d};{m:02d};{s:02d}')};20\n{w}\n{x}\n"),
    "spoken-time.txt": turns(lambda k, w, x: f"{w}\n{at(k) // 60} minutes {at(k) % 60} seconds\n{t(k, _MS)}\n{x}"),
    "wide-time.txt": turns(lambda k, w, x: f"{w}    {t(k)}    {x}"),
    "name-boxed-time.txt": turns(lambda k, w, x: f"{w} [{t(k)}] {x}\n"),
    "label-then-time.txt": turns(lambda k, w, x: f"{w}: {t(k)}.000 {x}"),
    "arrow-range.txt": turns(lambda k, w, x: f"[{t(k)} → {t(k)}] {w}:\n    {x}\n", names=SHORT),
    "box-then-range.txt": turns(lambda k, w, x: f"[{w}] ({t(k, '{mm:02d}:{s:02d}')}.000 - {t(k, '{mm:02d}:{s:02d}')}.900) {x}", names=SHORT),
    "linked-time.md": turns(lambda k, w, x: f"[{t(k)}](https://video.example/watch?v=x&t={at(k)}) {w}: {x}\n"),
    "script-link.md": turns(lambda k, w, x: f"[{t(k, _MS)}](javascript:void(0);) {w}: {x}\n"),
    "name-above-linked-time.md": "# Transcript of episode 1\n\n" + turns(lambda k, w, x: f"{w}\n[({t(k)})](https://video.example/x?t={at(k)}) {x}\n"),
    "bold-stamp.md": "# Rota talk\n\n" + turns(lambda k, w, x: f"**[{t(k, '{mm:02d}:{s:02d}')}] {w}:** {x}\n", names=SHORT),
    "heading-name-time.md": "# Expert talk\n\n## Interview\n\n" + turns(lambda k, w, x: f"### {w} ({t(k, '{mm:02d}:{s:02d}')})\n{x}\n\n---\n"),
    "heading-time.md": "# Notes\n\n## Summary\n\nThey agreed.\n\n# 📖 Transcript\n\n## **Rota \\- Transcript**\n\n"
    + turns(lambda k, w, x: f"### **{t(k)}** {{#{t(k)}}}\n\n**{w}:** {x}\n") + "\n### **Transcription ended after 00:01:30**\n",
    "webex.vtt": "WEBVTT\n\n" + turns(lambda k, w, x: f'{k + 1} "{w}" (1234567)\n{t(k)}.000 --> {t(k)}.900\n{x}\n'),
    "boxed-label.srt": turns(lambda k, w, x: f"{k + 1}\n{t(k)},000 --> {t(k)},900\n[{w}] {x}\n", names=SHORT),
    "agents.ttml": '<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><head><metadata>'
    + "".join(f'<ttm:agent xml:id="v{NUMBER[w]}" type="person"><ttm:name type="full">{w}</ttm:name></ttm:agent>' for w in (ASKS, TELLS))
    + "</metadata></head><body><div>\n" + turns(lambda k, w, x: f'<p begin="{t(k)}.000" dur="6s" ttm:agent="v{NUMBER[w]}">{esc(x)}</p>') + "</div></body></tt>",
    "labels.dfxp": '<tt xmlns="http://www.w3.org/2006/10/ttaf1" xmlns:tts="http://www.w3.org/2006/10/ttaf1#styling"><body><div>'
    + turns(lambda k, w, x: f'<p begin="{at(k)}s" end="{at(k) + 6}s"><span tts:color="white">{w}:</span><br/>{esc(x)}</p>') + "</div></body></tt>",
    "podcast-app.ttml": '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:podcasts="http://podcasts.apple.com/transcript-ttml-internal" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><body><div>'
    + turns(lambda k, w, x: f'<p begin="{at(k)}.0" end="{at(k) + 6}.0" ttm:agent="SPEAKER_{NUMBER[w]}">' + " ".join(f'<span begin="{at(k)}.0" podcasts:unit="word">{esc(v)}</span>' for v in x.split()) + "</p>", "") + "</div></body></tt>",
    "events.ass": "[Script Info]\nTitle: x\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    + turns(lambda k, w, x: f"Dialogue: 0,{t(k)}.00,{t(k)}.90,Default,{w},0,0,0,,{{\\an8}}{x}"),
    "columns-de.csv": "Zeit;Sprecher;Text\n" + turns(lambda k, w, x: f'{t(k)};{w}:;"{x}"'),
    "words-column.csv": "timestamp,speaker,words,tags,highlight\n" + turns(lambda k, w, x: f'[{t(k)}],{w}:,"{x}",rota,'),
    "milliseconds.json": json.dumps({"segments": [{"segment_id": k, "start_ms": at(k) * 1000, "end_ms": at(k) * 1000 + 6000, "speaker": SHORT[w], "text": x} for k, (w, x) in enumerate(SAID)]}),
    "deep.json": json.dumps({"export": {"payload": {"items": [{"summary": [{"text": "They spoke of a board that was wiped."}], "call": {"track": {"turnList": records(who="who", words="line", start="begin", end="endTime")}}}]}}}),
    "timeline.json": json.dumps({"meeting": {"id": 1}, "timeline": [{"text": x, "ts": f"{t(k)}.000", "end_ts": f"{t(k)}.900", "users": [{"username": w, "user_id": "1"}]} for k, (w, x) in enumerate(SAID)]}),
    "sentences-in-turns.json": json.dumps({"callTranscripts": [{"callId": "7", "transcript": [
        {"speakerId": f"11{NUMBER[w]}", "topic": None, "sentences": [{"start": at(k) * 1000, "end": at(k) * 1000 + 6000, "text": x}]} for k, (w, x) in enumerate(SAID)]}]}),
    "words-in-turns.json": json.dumps([{"participant": {"id": 1, "name": w}, "words": [
        {"text": v, "start_timestamp": {"relative": a}, "end_timestamp": {"relative": b}} for v, a, b in spelled(k, x)]} for k, (w, x) in enumerate(SAID)]),
    "spaced-words.json": json.dumps({"language_code": "eng", "text": " ".join(x for _, x in SAID), "words": [y for k, (w, x) in enumerate(SAID) for v, a, b in spelled(k, x) for y in (
        {"text": v, "start": a, "end": b, "type": "word", "speaker_id": f"speaker_{NUMBER[w]}"}, {"text": " ", "start": b, "end": b, "type": "spacing", "speaker_id": f"speaker_{NUMBER[w]}"})]}),
    "name-linked-time.md": "# Rota talk\n\n## Transcript\n\n" + turns(lambda k, w, x: f"**{w}** [{t(k, _MS)}](https://video.example/share/recording/7?t={at(k)}000&view=a_rather_long_name_of_a_view_that_the_tool_adds_to_each_link)\n{x}\n"),
    "name-above-words.srt": turns(lambda k, w, x: f"{k + 1}\n{t(k)},345 --> {t(k)},900\n{w}\n{x}\n"),
    "columns-gendered.csv": "Nr.;Zeitmarke;Sprecher/in;Transkript;Kommentar\n" + turns(lambda k, w, x: f'{k + 1};{t(k)};{w};"{x}";'),
    "table.md": "# Rota talk\n\n| Time | Speaker | Text |\n|---|:--|---|\n" + turns(lambda k, w, x: f"| {t(k, _MS)} | {w} | {x} |"),
    "analytics.json": json.dumps({"JobStatus": "COMPLETED", "LanguageCode": "en-US", "Transcript": [
        {"Id": str(k), "BeginOffsetMillis": at(k) * 1000, "EndOffsetMillis": at(k) * 1000 + 6000, "ParticipantRole": {ASKS: "AGENT", TELLS: "CUSTOMER"}[w], "Content": x,
         "Items": [{"BeginOffsetMillis": at(k) * 1000, "Content": v} for v in x.split()]} for k, (w, x) in enumerate(SAID)]}),
    "pascal.json": json.dumps({"Title": "Rota", "Items": [{"Speaker": w, "Text": x, "StartTime": f"{t(k)}", "EndTime": f"{t(k)}.900"} for k, (w, x) in enumerate(SAID)]}),
    "chunks.json": json.dumps({"speakers": [{"speaker": SHORT[w], "text": f" {x}", "timestamp": [at(k), at(k) + 6.5]} for k, (w, x) in enumerate(SAID)],
                               "chunks": [{"text": f" {x}", "timestamp": [at(k), at(k) + 6.5]} for k, (_, x) in enumerate(SAID)], "text": " ".join(x for _, x in SAID)}),
}
#: without times, or with times of day
UNTIMED: dict[str, str] = {
    "own-line-once.md": turns(lambda k, w, x: f"**{w}:**\n\n{x}\n"),
    "time-at-the-end.txt": turns(lambda k, w, x: f"{w}: {x} ({t(k)})\n"),
    "described.txt": turns(lambda k, w, x: f"{ {ASKS: 'Mara Quist (Interviewer)', TELLS: 'Jonas Åberg (Nurse, 41)'}[w]}: {x}\n"),
    "full-then-short.txt": turns(lambda k, w, x: f"{ {ASKS: 'Interviewer', TELLS: 'Participant 2'}[w] if k < 2 else {ASKS: 'I', TELLS: 'P2'}[w]}: {x}"),
    "numbered-questions.txt": turns(lambda k, w, x: f"{ {ASKS: 'Q', TELLS: 'A'}[w]}{k // 2 + 1}: {x}"),
    "fixed-columns.txt": turns(lambda k, w, x: textwrap.fill(x, 72, initial_indent=f"{ {ASKS: 'Interviewer', TELLS: 'Participant'}[w]:<16}", subsequent_indent=" " * 16) + "\n"),
    "angle-after.txt": turns(lambda k, w, x: f"{w}> {x}\n"),
    "double-angles.txt": turns(lambda k, w, x: f"<<{ {ASKS: 'INT', TELLS: 'P12'}[w]}>> {x}\n"),
    "bold-no-colon.md": turns(lambda k, w, x: f"**{w}** {x}\n"),
    "definitions.html": "<html><body><h1>Talk</h1><dl>" + turns(lambda k, w, x: f"<dt>{w}</dt><dd>{esc(x)}</dd>") + "</dl></body></html>",
    "numbers.txt": turns(lambda k, w, x: f"{w}: {x}", names=NUMBER),
    "boxed-numbers.txt": turns(lambda k, w, x: f"({w}) {x}\n", names=NUMBER),
    "explained.md": "# Sample transcripts: rota tools\n\n## Transcript 1: a ward in the north\n\n**Interviewer (I):** " + SAID[0][1] + "\n\n**Respondent (R1):** " + SAID[1][1]
    + "\n\n" + "\n\n".join(f"**{'I' if w == ASKS else 'R1'}:** {x}" for w, x in SAID[2:]),
    "broadcast.txt": f"MARA QUIST, HOST:\n\n{SAID[0][1]}\n\nJONAS ÅBERG: {SAID[1][1]}\n\n" + "\n\n".join(f"{'QUIST' if w == ASKS else 'ÅBERG'}: {x}" for w, x in SAID[2:]),
    "fields.md": "**Interviewers:** Mara Quist (ward 2)\n\n**Respondent:** Jonas Åberg, RN — night nurse\n\n**Context:** a talk on how rotas are made and kept in three wards.\n\n##### **Transcript:**\n\n"
    + turns(lambda k, w, x: f"**{'Interviewer' if w == ASKS else 'Respondent'}:** {x}\n"),
    "start-and-end.txt": "[START OF TRANSCRIPT]\n\n" + turns(lambda k, w, x: f"{w}: {x}\n") + "[END OF TRANSCRIPT]\n",
    "chat-app.txt": "[03/02/2026, 14:00:00] Mara Quist: ‎Messages and calls are end-to-end encrypted. Only people in this chat can read them.\n"
    + turns(lambda k, w, x: f"[03/02/2026, 14:{k + 1:02d}:11] {w}: {x}") + "[03/02/2026, 14:50:00] Jonas Åberg: ‎image omitted\n",
    "chat-phone.txt": "3/2/26, 2:00 pm - Messages and calls are end-to-end encrypted.\n" + turns(lambda k, w, x: f"3/2/26, 2:{k + 1:02d} pm - {w}: {x}"),
    "dated-lines.txt": turns(lambda k, w, x: f"2026-02-03 14:{k:02d}:11 {w}: {x}"),
    "from-value.json": json.dumps([{"from": "interviewer" if w == ASKS else "participant", "value": x} for w, x in SAID]),
}
