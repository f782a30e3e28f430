# ruff: noqa: E501 - one shape to a line reads best as a table
"""A talk of three, with what interrupts real ones, under hard names, in shapes of tools: file name -> (bytes, names, whether it has times)."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable

from dialogues import docx, esc, para, stamp

#: who (0 asks), words: one voice twice in a row, answers of a word, a time of day, a dash, quotation marks, notations, a question asked back
TALK: tuple[tuple[int, str], ...] = (
    (0, "Okay, um, so thanks for coming, both of you. Can you tell me what your week looked like before you had the tool?"),
    (1, "Yeah."),
    (1, "So it was, you know, a spreadsheet. I'd send it out at 9:30 on a Sunday: everybody moaned."),
    (2, "Mm-hmm."),
    (1, "And then, um, people would ring me, like forty calls… [inaudible] and I would, I would write it all on my hand."),
    (0, "Right. And who else was involved in that?"),
    (2, "Me, mostly. I did the night shifts - and the payroll. Is that what you mean?"),
    (0, "Yes, exactly. What did that cost you?"),
    (2, "Two evenings a week. Honestly, I nearly quit over it."),
    (1, "She did. [laughter] She'd written the letter."),
    (0, "Hmm. When was the first time you thought there has to be another way?"),
    (1, 'Last March. We\'d missed a shift, nobody came, and the ward sister looked at me and said: "Never again."'),
    (2, "I remember that. It was 12:15, I'd just gone home."),
    (0, "What did you try first?"),
    (2, "We tried a group chat. Then the free version of another planner, but it was rubbish on my phone."),
    (1, "Okay."),
)
Names = tuple[str, str, str]
PLAIN: Names = ("Mara Quist", "Jonas Åberg", "Noor Haddad")
SERVICE: Names = ("Speaker 0", "Speaker 1", "Speaker 2")
LETTERS: Names = ("Speaker A", "Speaker B", "Speaker C")
#: last name first with a note, an address; a picture and an initial; numbers and devices of who dials in; other scripts, some from the right
HARD: dict[str, Names] = {
    "plain": PLAIN,
    "directory": ("Quist, Mara (EXT)", "Åberg Jonas", "noor.haddad@shiftly.example"),
    "emoji": ("Mara 🌿", "JONAS Å.", "Noor Al-Haddad 2"),
    "phone": ("Mara", "+46 ••• ••• •99", "iPhone de Noor"),
    "masked": ("Mara Quist", "1415***1234", "+1 ***-***-9876"),
    "hebrew": ("מרה", "יונס", "נור"),
    "arabic": ("المحاور", "يوناس", "نور"),
    "japanese": ("聞き手", "田中 太郎", "李 明"),
}
HMS, MS, MMS = "{h:02d}:{m:02d}:{s:02d}", "{mm}:{s:02d}", "{mm:02d}:{s:02d}"


def at(k: int) -> int:
    """Return the second at which part `k` starts."""
    return 5 * k + 3


def t(k: int, form: str = HMS, later: int = 0) -> str:
    return stamp(at(k) + later, form)


def under(names: Names) -> dict[str, tuple[bytes, bool]]:
    """Return the shapes that bear names, with `names`: file name -> (bytes, whether there are times)."""
    said = [(names[i], x) for i, x in TALK]

    def every(form: Callable[[int, str, str], str]) -> str:
        return "".join(form(k, w, x) for k, (w, x) in enumerate(said))

    timed = {
        "teams.vtt": "WEBVTT\r\n\r\n" + every(lambda k, w, x: f"0b1f9b0a-8d8d-4c0c-9c7b-1b2c3d4e5f60/{k}-0\r\n{t(k)}.450 --> {t(k)}.990\r\n<v {w}>{x}</v>\r\n\r\n"),
        "graph.vtt": "WEBVTT\n\n" + every(lambda k, w, x: f"{t(k)}.450 --> {t(k)}.990\n" + json.dumps(
            {"startDateTime": "2026-05-02T15:07:00Z", "speakerName": w, "spokenText": x, "spokenLanguage": "en-us"}, ensure_ascii=False) + "\n\n"),
        "zoom.vtt": "\ufeffWEBVTT\r\n\r\n" + every(lambda k, w, x: f"{k + 1}\r\n{t(k)}.450 --> {t(k)}.990\r\n{w}: {x}\r\n\r\n"),
        "plain.srt": every(lambda k, w, x: f"{k + 1}\r\n{t(k)},000 --> {t(k)},900\r\n{w}: {x}\r\n\r\n"),
        "otter.txt": "Rota call\nWed, Jan 10, 2026 10:00AM • 45:12\n\nSUMMARY KEYWORDS\nrota, shifts, phone, ward\n\nSPEAKERS\n" + ", ".join(names) + "\n\n"
        + every(lambda k, w, x: f"{w}  {t(k, MMS)}\n{x}\n\n"),
        "rev.txt": every(lambda k, w, x: f"{w} ({t(k, MMS)}):\n{x}\n\n"),
        "rev-colon.txt": every(lambda k, w, x: f"{w}: ({t(k, MMS)})\n{x}\n\n"),
        "time-first.txt": "Rota call\nhttps://meet.example/abc\n\nTranscript\n" + every(lambda k, w, x: f"{t(k, MMS)} {w}: {x}\n"),
        "boxed.txt": every(lambda k, w, x: f"[{t(k)}] {w}: {x}\n\n"),
        "bold.md": "# Rota call\n\n" + every(lambda k, w, x: f"**{w}:** [{t(k)}] {x}\n\n"),
        "rows.csv": '\ufeff"Speaker","Start","End","Text"\r\n' + every(lambda k, w, x: '"{}","{}","{}","{}"\r\n'.format(w, t(k), t(k), x.replace('"', '""'))),
        "time-start.csv": "Sentence,Speaker Name,Time Start,Time End,Sentiment\n" + every(lambda k, w, x: '"{}","{}",{},{},neutral\n'.format(x.replace('"', '""'), w, t(k, MMS), t(k, MMS))),
    }
    untimed = {
        "inline.txt": every(lambda _, w, x: f"{w}: {x}\n\n").encode(),
        "utf-16.txt": every(lambda _, w, x: f"{w}:\u00a0{x}\r\n").encode("utf-16"),
        "no-break.txt": every(lambda _, w, x: f"{w}\u00a0:\u00a0{x}\r\n").encode(),
        "meet.txt": (f"Rota call (2026-05-02 15:07 GMT+2) - Transcript\nAttendees\n{', '.join(names)}\nTranscript\n\n" + every(lambda _, w, x: f"{w}: {x}\n")
                     + "Meeting ended after 00:01:19 👋\n").encode(),
        "meet-german.txt": (f"Rota call (2026-05-02 15:07 GMT+2) – Transkript\nTeilnehmer\n{', '.join(names)}\nTranskript\n\n00:00:00\n\n"
                            + every(lambda _, w, x: f"{w}: {x}\n") + "Besprechung nach 00:01:19 beendet 👋\n").encode(),
        "meet-german.docx": docx(para("📝 Notizen") + para("2. Mai 2026") + para(f"Eingeladen {' '.join(names)}") + para("Zusammenfassung") + para(f"{names[1]} beschrieb, wie der Plan verloren ging.")
            + para("📖 Transkript") + para("00:00:03") + every(lambda _, w, x: para((f"{w}:", "<w:b/>"), f" {x}")) + para("Die Transkription wurde nach 00:01:12 beendet")
            + para("Dieses bearbeitbare Transkript wurde computergeneriert und kann Fehler enthalten. Nutzer können den Text auch nachträglich ändern.")),
    }
    documents = {
        "teams.docx": docx(para("Rota call-20260502_150731-Meeting Recording") + para("May 2, 2026, 3:07PM") + para("31m 5s") + para(f"{names[0]} started transcription")
            + every(lambda k, w, x: para("", (w, "<w:b/>"), f"   {t(k, MS)}\n{x}")) + para(f"{names[0]} stopped transcription")),
        "teams-before-2023.docx": docx(every(lambda k, w, x: para(f"0:0:{at(k)}.0 --> 0:0:{at(k) + 1}.630\n{w}\n{x}" if at(k) < 59 else f"0:1:{at(k) - 60}.0 --> 0:1:{at(k) - 59}.630\n{w}\n{x}"))),
        "time-dash-name.docx": docx(para("Rota call") + every(lambda k, w, x: para(f"{t(k, MMS)} - {w}") + para(x))),
        "name-above-time.docx": docx(para("Rota call - transcript") + every(lambda k, w, x: para((w, "<w:b/>")) + para(t(k, MMS)) + para(x))),
    }
    return {n: (x.encode(), True) for n, x in timed.items()} | {n: (x, False) for n, x in untimed.items()} | {n: (x, True) for n, x in documents.items()}


_SAID = [(PLAIN[i], x) for i, x in TALK]


def _every(form: Callable[[int, str, str], str]) -> str:
    return "".join(form(k, w, x) for k, (w, x) in enumerate(_SAID))


def words(k: int, text: str) -> list[tuple[str, float, float]]:
    parts = text.split()
    return [(w, round(at(k) + 4 * i / len(parts), 2), round(at(k) + 4 * (i + 1) / len(parts), 2)) for i, w in enumerate(parts)]


ALL = [(w, a, b, i) for k, (i, x) in enumerate(TALK) for w, a, b in words(k, x)]
WHOLE = " ".join(x for _, x in TALK)
PARTS = [(k, i, x) for k, (i, x) in enumerate(TALK)]

_TEXTS = {
    "speaker-field.txt": _every(lambda k, w, x: f"[{t(k)}]\nSPEAKER: {w}\n{x}\n\n"),
    "copied.txt": _every(lambda k, w, x: f"{w}\n{at(k) // 60} minutes {at(k) % 60} seconds\n{t(k, MS)}\n{w} {at(k) // 60} minutes {at(k) % 60} seconds\n{x}\n"),
    "doubled.txt": _every(lambda k, w, x: f"{w}\n{w}\n{at(k) // 60} minutes {at(k) % 60} seconds\n{t(k, MS)}\n{x}\n"),
    "range-name.txt": _every(lambda k, w, x: f"{t(k)} - {t(k)}\n{w}\n{x}\n\n"),
    "page.html": "<html><body>" + _every(lambda k, w, x: f'<div class="entry"><span class="name">{w}</span><span class="time">{t(k, MS)}</span><div class="text">{esc(x)}</div></div>') + "</body></html>",
    "two-in-a-cue.vtt": "WEBVTT\n\n" + "".join(f"{t(k)}.000 --> {t(k)}.900\n" + "".join(f"<v {w}>{x}</v>\n" for w, x in _SAID[k : k + 2]) + "\n" for k in range(0, 16, 2)),
    "classes.vtt": "WEBVTT Kind: captions; Language: en\n\nNOTE made by hand\n\n" + _every(lambda k, w, x: f"{k + 1}\n{t(k)}.000 --> {t(k)}.900 line:0 position:20%\n<v.loud {w}>{esc(x)}</v>\n\n"),
}
_UNTIMED = {
    "round.txt": _every(lambda _, w, x: f"({w}) {x}\n\n").encode(),
    "wrapped.txt": "\n\n".join(textwrap.fill(f"{w}: {x}", 60) for w, x in _SAID).encode(),
    "old-mac.txt": _every(lambda _, w, x: f"{w}: {x}\r").encode(),
    "next-line.txt": _every(lambda _, w, x: f"{w}: {x}\u0085").encode(),
    "line-separator.txt": _every(lambda _, w, x: f"{w}: {x}\u2028").encode(),
    "word.htm": b'<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"></head><body lang=EN-GB>' + _every(
        lambda _, w, x: f"<p class=MsoNormal><b><span lang=SV>{w}:</span></b><span\nlang=EN-GB> {esc(x)}<o:p></o:p></span></p>\n").encode("cp1252", "xmlcharrefreplace") + b"</body></html>",
}


def _dg(k: int, text: str, voice: int | None = None) -> list[dict[str, object]]:
    return [{"word": w.lower().strip(".,?"), "punctuated_word": w, "start": a, "end": b} | ({} if voice is None else {"speaker": voice}) for w, a, b in words(k, text)]


def _gw(k: int, i: int, text: str) -> list[dict[str, object]]:
    return [{"startOffset": f"{a}s", "endOffset": f"{b}s", "word": w, "speakerLabel": str(i)} for w, a, b in words(k, text)]


_ITEM = "pronunciation"
_SERVICES: dict[str, tuple[object, Names]] = {
    "deepgram-paragraphs.json": ({"metadata": {}, "results": {"channels": [{"alternatives": [{"transcript": WHOLE, "words": [], "paragraphs": {"transcript": "", "paragraphs": [
        {"sentences": [{"text": x, "start": at(k), "end": at(k) + 4}], "speaker": i, "start": at(k), "end": at(k) + 4} for k, i, x in PARTS]}}]}]}}, SERVICE),
    "deepgram-channels.json": ({"metadata": {}, "results": {"channels": [{"alternatives": [{"transcript": " ".join(x for _, i, x in PARTS if i == c), "words": [
        y for k, i, x in PARTS if i == c for y in _dg(k, x)]}]} for c in range(3)]}}, SERVICE),
    "deepgram-live.json": ([y for k, i, x in PARTS for y in (
        {"type": "Results", "start": at(k), "is_final": False, "channel": {"alternatives": [{"transcript": x[:20], "words": []}]}},
        {"type": "Results", "start": at(k), "is_final": True, "channel": {"alternatives": [{"transcript": x, "words": _dg(k, x, i)}]}})], SERVICE),
    "aws-segments.json": ({"jobName": "x", "results": {"transcripts": [{"transcript": WHOLE}], "items": [
        {"id": n, "type": _ITEM, "alternatives": [{"confidence": "0.9", "content": w}], "start_time": str(a), "end_time": str(b), "speaker_label": f"spk_{i}"} for n, (w, a, b, i) in enumerate(ALL)],
        "audio_segments": [{"id": k, "transcript": x, "start_time": str(at(k)), "end_time": str(at(k) + 4), "speaker_label": f"spk_{i}", "items": [1]} for k, i, x in PARTS]}}, ("spk_0", "spk_1", "spk_2")),
    "aws-channels.json": ({"jobName": "x", "results": {"transcripts": [{"transcript": WHOLE}], "channel_labels": {"channels": [{"channel_label": f"ch_{c}", "items": [
        {"type": _ITEM, "start_time": str(a), "end_time": str(b), "alternatives": [{"content": w}]} for w, a, b, i in ALL if i == c]} for c in range(3)]}, "items": [
        {"type": _ITEM, "start_time": str(a), "end_time": str(b), "alternatives": [{"content": w}]} for w, a, b, _ in ALL]}}, ("ch_0", "ch_1", "ch_2")),
    "google-batch.json": ({"results": {"gs://b/x.wav": {"transcript": {"results": [{"alternatives": [{"transcript": x, "words": _gw(k, i, x)}], "resultEndOffset": f"{at(k) + 4}s"} for k, i, x in PARTS]},
        "uri": "gs://b/y.json"}}}, SERVICE),
    "google-snake.json": ({"results": [{"alternatives": [{"transcript": x, "words": [{"word": w, "start_time": {"seconds": int(a)}, "end_time": {"seconds": int(b)}} for w, a, b in words(k, x)]}]} for k, _, x in PARTS]
        + [{"alternatives": [{"transcript": "", "words": [{"word": w, "start_time": {"seconds": int(a)}, "end_time": {"seconds": int(b)}, "speaker_tag": i + 1} for w, a, b, i in ALL]}]}]},
        ("Speaker 1", "Speaker 2", "Speaker 3")),
    "insights.json": ({"videos": [{"insights": {"transcript": [{"id": k, "text": x, "speakerId": i, "language": "en-US", "instances": [{"start": t(k), "end": t(k, later=4)}]} for k, i, x in PARTS],
        "speakers": [{"id": 1, "name": "x"}], "ocr": [{"id": 1, "text": "A slide with a title", "instances": [{"start": "0:00:01"}]}]}}]}, SERVICE),
    "data-start.json": ([{"speaker": PLAIN[i], "words": [{"text": w + " ", "type": "text", "data_start": a, "data_end": b} for w, a, b in words(k, x)]} for k, i, x in PARTS], PLAIN),
    "days.json": ({"messages": [{"id": str(k), "text": x, "from": {"id": "1", "name": PLAIN[i], "email": "a@b.example"}, "startTime": f"2026-05-02T15:{(at(k) - 3) // 60:02d}:{(at(k) - 3) % 60:02d}.000Z",
        "conversationId": "1"} for k, i, x in PARTS]}, PLAIN),
    "blocks.json": ({"title": "x", "speaker_blocks": [{"start_time": at(k) * 1000, "speaker": {"name": PLAIN[i]}, "words": x} for k, i, x in PARTS], "summary": "They talked of rotas."}, PLAIN),
    "sentences-ms.json": ({"id": "x", "sentences": [{"text": x, "start": at(k) * 1000, "end": at(k) * 1000 + 4000, "speaker": "ABC"[i], "words": []} for k, i, x in PARTS]}, LETTERS),
    "speechmatics.json": ({"format": "2.9", "results": [y for w, a, b, i in ALL for y in (
        {"type": "word", "start_time": a, "end_time": b, "alternatives": [{"content": re.sub(r"[.,?]$", "", w), "speaker": f"S{i}"}]},
        *([{"type": "punctuation", "attaches_to": "previous", "start_time": b, "end_time": b, "alternatives": [{"content": w[-1], "speaker": f"S{i}"}]}] if w[-1] in ".,?" else []))]}, ("S0", "S1", "S2")),
}

SHAPES: dict[str, tuple[bytes, Names, bool]] = (
    {f"{kind}-{n}": (data, names, timed) for kind, names in HARD.items() for n, (data, timed) in under(names).items()}
    | {n: (x.encode(), PLAIN, True) for n, x in _TEXTS.items()} | {n: (x, PLAIN, False) for n, x in _UNTIMED.items()}
    | {n: (json.dumps(data).encode(), names, True) for n, (data, names) in _SERVICES.items()}
)
