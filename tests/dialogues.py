# ruff: noqa: E501, RUF046, PLC0207 - one shape to a line reads best as a table
"""One invented interview rendered as many tools and typists write it: file name -> bytes. What each must give is the same talk."""

from __future__ import annotations

import io
import json
import textwrap
import zipfile
from collections.abc import Callable

ASKS, TELLS = "Mara Quist", "Jonas Åberg"
#: who, words; with what misleads a reader of labels: a clock time, a colon in a sentence, an address, a notation
SAID: tuple[tuple[str, str], ...] = (
    (ASKS, "Thanks for coming. How did you plan the rota before this?"),
    (TELLS, "On a whiteboard in the staff room. Three things: names, shifts, and who swapped with whom."),
    (ASKS, "And what happened in the week you started looking?"),
    (TELLS, "It got wiped on a Friday at 12:30 and nobody had a copy. I was so done with it."),
    (ASKS, "Can you walk me through that evening?"),
    (TELLS, "I sat in the car, searched on my phone and found shiftly.example, you know, http://shiftly.example/try. [laughs] I signed up there."),
    (ASKS, "What worried you about moving over?"),
    (TELLS, "That the older nurses would not use it. Note: they do now."),
)


def at(k: int) -> int:
    """Return the second at which turn `k` starts."""
    return 7 * k + 3


def stamp(s: float, form: str = "{h:02d}:{m:02d}:{s:02d}") -> str:
    return form.format(h=int(s) // 3600, m=int(s) // 60 % 60, s=int(s) % 60, mm=int(s) // 60, f=int(round(s % 1 * 1000)))


def turns(form: Callable[[int, str, str], str], between: str = "\n", names: dict[str, str] | None = None) -> str:
    return between.join(form(k, (names or {}).get(who, who), words) for k, (who, words) in enumerate(SAID)) + "\n"


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def esc(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(name, text)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a Word package with `body` (paragraphs as XML) and further parts under word/."""
    return zipped({"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
                   "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **{f"word/{k}.xml": v for k, v in parts.items()}})


def para(*runs: str | tuple[str, str]) -> str:
    """Return a Word paragraph; a run is text, or (text, XML of its properties); a newline in text is a line break."""
    out = ""
    for r in runs:
        text, properties = (r, "") if isinstance(r, str) else r
        pieces = "<w:br/>".join(f'<w:t xml:space="preserve">{esc(x)}</w:t>' for x in text.split("\n"))
        out += f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{pieces}</w:r>"
    return f"<w:p>{out}</w:p>"


def table(rows: list[tuple[str, ...]]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(f"<w:tc>{para(c)}</w:tc>" for c in row) + "</w:tr>" for row in rows) + "</w:tbl>"


ODF = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in
               {"office": "office", "text": "text", "table": "table", "style": "style", "fo": "xsl-fo-compatible"}.items())


def odt(body: str, styles: str = "") -> bytes:
    """Return an OpenDocument package with `body` and automatic styles."""
    content = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>'
               f"<office:body><office:text>{body}</office:text></office:body></office:document-content>")
    listed = "".join(f'<m:file-entry m:full-path="{n}" m:media-type="{t}"/>' for n, t in (("/", "application/vnd.oasis.opendocument.text"), ("content.xml", "text/xml")))
    manifest = f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{listed}</m:manifest>'
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "META-INF/manifest.xml": manifest})


def rtf_text(text: str) -> str:
    """Return text as Rich Text writes it: escapes, and letters beyond ASCII as numbers of UTF-16 units."""
    out = ""
    for c in text:
        if c in "\\{}":
            out += "\\" + c
        elif ord(c) < 128:
            out += c
        else:
            units = c.encode("utf-16-le")
            out += "".join(f"\\u{int.from_bytes(units[i : i + 2], 'little', signed=True)}?" for i in range(0, len(units), 2))
    return out


def rtf(*paragraphs: str) -> bytes:
    """Return a Rich Text file of paragraphs that are already escaped."""
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Helvetica;}}{\colortbl;\red0\green0\blue0;}{\*\generator X 1;}" "\n\\pard\\f0\\fs24 "
    return (head + "\\par\n".join(paragraphs) + "\\par}").encode("ascii")


def pdf(lines: list[str], per_page: int = 40, head: str = "") -> bytes:
    """Return a PDF with a text layer in Helvetica, one string per line (letters of Windows-1252)."""
    pages = [lines[i : i + per_page] for i in range(0, len(lines), per_page)] or [[]]
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{4 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    for i, page in enumerate(pages):
        shown = ([f"{head} {i + 1}"] if head else []) + page
        text = "BT /F1 10 Tf 60 780 Td 14 TL " + " ".join("({}) Tj T*".format(x.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")) for x in shown) + " ET"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>")
        objects.append(f"<< /Length {len(text.encode('cp1252'))} >>\nstream\n{text}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for n, o in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{o}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{p:010d} 00000 n \n".encode() for p in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def wrapped(text: str, width: int = 80) -> list[str]:
    """Return the lines of a paragraph as a page shows them."""
    return textwrap.wrap(text, width, break_on_hyphens=False)


def cue(k: int, words: str, mark: str = ".", hours: bool = True) -> str:
    form = "{h:02d}:{m:02d}:{s:02d}" if hours else "{m:02d}:{s:02d}"
    return f"{stamp(at(k), form)}{mark}000 --> {stamp(at(k) + 6, form)}{mark}500\n{words}"


def two(who: str) -> str:
    """Return the first name."""
    return who.split()[0]


SPLIT = {k: words.split(". ", 1) for k, (_, words) in enumerate(SAID)}
ROLES = {ASKS: "Interviewer", TELLS: "Participant"}

CAPTIONS: dict[str, str] = {
    "zoom.vtt": "WEBVTT\r\n\r\n" + turns(lambda k, n, w: f"{k + 1}\r\n{cue(k, f'{n}: {w}')}\r\n", "\r\n"),
    "zoom-carried.vtt": "WEBVTT\n\n" + turns(lambda k, n, w: "\n\n".join(
        cue(k, part) for part in (f"{n}: {SPLIT[k][0]}" + (". " if len(SPLIT[k]) > 1 else ""), *SPLIT[k][1:])), "\n\n"),
    "teams.vtt": "WEBVTT\n\n" + turns(lambda k, n, w: f"0b1f9b0a-8d8d-4c0c-9c7b-1b2c3d4e5f60/{k}-0\n{cue(k, f'<v {n}>{w}</v>')}\n"),
    "teams-old.vtt": 'WEBVTT\n\nNOTE duration:"00:01:00"\n\nNOTE language:en-us\n\n' + turns(lambda k, n, w: f"NOTE Confidence: 0.89\n\n{cue(k, f'<v {n}>{w}')}\n"),
    "unpadded.vtt": "WEBVTT\n\n" + turns(lambda k, n, w: f"0:0:{at(k)}.100 --> 0:0:{at(k) + 6}.200\n<v {n}>{w}</v>\n"),
    "no-hours.vtt": "WEBVTT\n\n" + turns(lambda k, n, w: cue(k, f"{n}: {w}", hours=False) + "\n"),
    "commas.vtt": "WEBVTT\n\n" + turns(lambda k, n, w: cue(k, f"{n}: {w}", ",") + "\n"),
    "no-header.vtt": turns(lambda k, n, w: cue(k, f"{n}: {w}") + "\n"),
    "settings.vtt": "WEBVTT - made by hand\nLanguage: en\n\nSTYLE\n::cue { color: red }\n\n" + turns(
        lambda k, n, w: cue(k, f"<v {n}>{w}").replace("500\n", "500 align:start position:0%\n") + "\n"),
    "wrapped.vtt": "WEBVTT\n\n" + turns(lambda k, n, w: cue(k, f"<v {n}>" + "\n".join(wrapped(w, 40)) + "</v>") + "\n"),
    "plain.srt": turns(lambda k, n, w: f"{k + 1}\n{cue(k, f'{n}: {w}', ',')}\n"),
    "whisperx.srt": turns(lambda k, n, w: f"{k + 1}\n{cue(k, f'[{n}]: {w}', ',')}\n", names={ASKS: "SPEAKER_00", TELLS: "SPEAKER_01"}),
    "dots.srt": turns(lambda k, n, w: f"{k + 1}\n{cue(k, f'{n}: {w}')}\n"),
    "dashes.srt": turns(lambda k, n, w: f"{k + 1}\n{cue(k, f'- {n}: {w}', ',')}\n"),
    "glued.srt": turns(lambda k, n, w: f"{k + 1}\n{cue(k, f'{n}: {w}', ',')}", "\n"),
    "capitals.srt": turns(lambda k, n, w: f"{k + 1}\n{cue(k, f'{n}: {w}', ',')}\n", names={x: x.upper() for x in (ASKS, TELLS)}),
    "youtube.sbv": turns(lambda k, n, w: f"0:00:{at(k):02d}.100,0:00:{at(k) + 6:02d}.000\n{n}: {w}\n"),
    "whisper.txt": turns(lambda k, n, w: f"[{stamp(at(k), '{m:02d}:{s:02d}')}.000 --> {stamp(at(k) + 6, '{m:02d}:{s:02d}')}.000]  {n}: {w}"),
}  # fmt: skip

TEXTS: dict[str, str] = {
    "inline.txt": turns(lambda k, n, w: f"{n}: {w}"),
    "inline-spaced.txt": turns(lambda k, n, w: f"{n}: {w}", "\n\n"),
    "inline-space-before-colon.txt": turns(lambda k, n, w: f"{n} : {w}"),
    "inline-tab.txt": turns(lambda k, n, w: f"{n}:\t{w}"),
    "roles.txt": turns(lambda k, n, w: f"{n}: {w}", names=ROLES),
    "int-res.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "Int", TELLS: "Res"}),
    "i-r.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "I", TELLS: "R"}),
    "r-p.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "R", TELLS: "P"}),
    "m-p3.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "M", TELLS: "P3"}),
    "q-a.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "Q", TELLS: "A"}),
    "q-a-dots.txt": turns(lambda k, n, w: f"{n}. {w}", names={ASKS: "Q", TELLS: "A"}),
    "iv1-b1.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "IV1", TELLS: "IP1"}),
    "capitals.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "INTERVIEWER", TELLS: "PARTICIPANT 3"}),
    "speakers.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "Speaker 1", TELLS: "Speaker 2"}),
    "moderator.txt": turns(lambda k, n, w: f"{n} (00:00:{at(k):02d} - 00:00:{at(k) + 6:02d})\n{w}\n", names={ASKS: "Moderator", TELLS: "Respondent"}),
    "own-line.txt": turns(lambda k, n, w: f"{n}:\n{w}\n", names=ROLES),
    "own-line-bare.txt": turns(lambda k, n, w: f"{n}\n{w}\n", names={ASKS: "INTERVIEWER", TELLS: "PARTICIPANT"}),
    "own-line-names.txt": turns(lambda k, n, w: f"{n}:\n{w}\n"),
    "initials.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "MQ", TELLS: "JÅ"}),
    "bold.md": "# Interview 4\n\n" + turns(lambda k, n, w: f"**{n}:** {w}\n"),
    "bold-outside.md": turns(lambda k, n, w: f"**{n}**: {w}\n"),
    "bold-header.md": turns(lambda k, n, w: f"**{n}**\n\n{w}\n"),
    "heading.md": turns(lambda k, n, w: f"## {n}\n\n{w}\n"),
    "heading-time.md": turns(lambda k, n, w: f"### {n} [{stamp(at(k))}]\n\n{w}\n"),
    "list.md": turns(lambda k, n, w: f"- **{n}**: {w}"),
    "quoted.md": turns(lambda k, n, w: f"> **{n}:** {w}\n"),
    "time-before.md": turns(lambda k, n, w: f"**[{stamp(at(k))}] {n}:** {w}\n"),
    "hash.txt": turns(lambda k, n, w: f"#{n}: {w}"),
    "at-sign.txt": turns(lambda k, n, w: f"@{n}: {w}"),
    "brackets.txt": turns(lambda k, n, w: f"[{n}] {w}"),
    "braces.txt": turns(lambda k, n, w: f"{{{n}}} {w}"),
    "angles.txt": turns(lambda k, n, w: f"<{n}> {w}"),
    "dash.txt": turns(lambda k, n, w: f"{n} - {w}", names=ROLES),
    "time-before.txt": turns(lambda k, n, w: f"[{stamp(at(k))}] {n}: {w}"),
    "time-round.txt": turns(lambda k, n, w: f"({stamp(at(k), '{mm}:{s:02d}')}) {n}: {w}"),
    "time-bare.txt": turns(lambda k, n, w: f"{stamp(at(k), '{m:02d}:{s:02d}')} {n}: {w}"),
    "time-ms.txt": turns(lambda k, n, w: f"{stamp(at(k))},500 {n}: {w}"),
    "time-frames.txt": turns(lambda k, n, w: f"{stamp(at(k))}:14 {n}: {w}"),
    "time-dots.txt": turns(lambda k, n, w: f"{stamp(at(k), '{h}.{m:02d}.{s:02d}')} {n}: {w}"),
    "time-braces.txt": turns(lambda k, n, w: f"{{{stamp(at(k))}}} {n}: {w}"),
    "time-hashes.txt": turns(lambda k, n, w: f"#{stamp(at(k))}# {n}: {w}"),
    "time-after.txt": turns(lambda k, n, w: f"{n} [{stamp(at(k))}]: {w}"),
    "time-after-round.txt": turns(lambda k, n, w: f"{n} ({stamp(at(k), '{mm}:{s:02d}')}): {w}"),
    "time-after-colon.txt": turns(lambda k, n, w: f"{n}: [{stamp(at(k))}] {w}"),
    "maxqda.txt": turns(lambda k, n, w: f"{stamp(at(k))}.5{n}: {w}"),
    "f4.txt": turns(lambda k, n, w: f"{n}: {w} #{stamp(at(k) + 6)}-5#"),
    "own-time.txt": turns(lambda k, n, w: f"{stamp(at(k))}\n{n}: {w}\n"),
    "otter.txt": turns(lambda k, n, w: f"{n}  {stamp(at(k), '{mm}:{s:02d}')}  \n{w}\n") + "\nTranscribed by https://otter.ai\n",
    "rev.txt": turns(lambda k, n, w: f"{n} ({stamp(at(k), '{m:02d}:{s:02d}')}):\n{w}\n"),
    "zoom-local.txt": turns(lambda k, n, w: f"[{n}] 15:05:{at(k):02d}\n{w}\n"),
    "descript.txt": turns(lambda k, n, w: f"[{stamp(at(k))}] {n}: {w}\n"),
    "turboscribe.txt": "(Transcribed by TurboScribe. Go Unlimited to remove this message.)\n\n" + turns(
        lambda k, n, w: f"[{n}] ({stamp(at(k), '{mm}:{s:02d}')} - {stamp(at(k) + 6, '{mm}:{s:02d}')})\n{w}\n"),
    "meet-old.txt": "Rota talk (2024-05-02) - Transcript\nAttendees\n" + f"{ASKS}, {TELLS}, {ASKS}'s Presentation\nTranscript\n" + turns(
        lambda k, n, w: f"{n}: {w}") + "00:05:00\nMeeting ended after 00:05:19 👋\n",
    "meet-new.txt": f"📝 Notes\nMay 2, 2024\nRota talk\nInvited {ASKS} {TELLS}\n\nSummary\n{TELLS} described how the rota was kept on a whiteboard and lost.\n\n"
        "Suggested next steps\n* Send the guide.\n\n📖 Transcript\nMay 2, 2024\nRota talk - Transcript\n00:00:03\n" + turns(lambda k, n, w: f"{n}: {w}")
        + "Transcription ended after 00:01:12\nThis editable transcript was computer generated and might contain errors. "
        "People can also change the text after it was created.\n",
    "teams-lines.txt": turns(lambda k, n, w: f"{n}   {stamp(at(k), '{mm}:{s:02d}')}\n{w}"),
    "name-time-below.txt": turns(lambda k, n, w: f"{n}\n{stamp(at(k))}\n{w}\n"),
    "time-name-above.txt": turns(lambda k, n, w: f"{stamp(at(k))}\n{n}\n{w}\n", names={ASKS: "INTERVIEWER", TELLS: "PARTICIPANT"}),
    "granola.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "Me", TELLS: "Them"}),
    "fullwidth.txt": turns(lambda k, n, w: f"{n}：{w}", names={ASKS: "聞き手", TELLS: "田中"}),
    "pronouns.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "Mara Quist (she/her)", TELLS: "Jonas Åberg (he/him)"}),
    "company.txt": turns(lambda k, n, w: f"{n}: {w}", names={ASKS: "Mara Quist | Shiftly", TELLS: "Jonas Åberg (Guest)"}),
    "dial-in.txt": turns(lambda k, n, w: f"{n}: {w}", names={TELLS: "+46 70 555 01 99"}),
    "call-in.txt": turns(lambda k, n, w: f"{n}: {w}", names={TELLS: "Call-in User 1"}),
    "numbered.txt": "".join(f"{k + 1}  {who}: {words}\n" for k, (who, words) in enumerate(SAID)),
    "front.md": f"---\ntitle: Rota\ndate: 2024-05-02\n---\n\n# Rota\n\n**Date:** 2 May 2024\n**Interviewer:** {ASKS}\n**Participant:** {TELLS}\n\n---\n\n"
        + turns(lambda k, n, w: f"**{two(n)}:** {w}\n"),
    "header-fields.txt": f"Interview 4\nDate: 2 May 2024\nInterviewer: {ASKS}\nParticipant: {TELLS}\nLength: 31:20\n\n" + turns(lambda k, n, w: f"{n}: {w}", "\n\n", ROLES),
    "rules.txt": ("-" * 40 + "\n").join(f"{who}: {words}\n" for who, words in SAID),
    "page-marks.txt": turns(lambda k, n, w: f"{n}: {w}" + ("\n\nPage 2 of 9\n" if k == 3 else "")),
}  # fmt: skip


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _words(k: int, words: str) -> list[tuple[str, float, float]]:
    parts = words.split()
    return [(w, at(k) + round(6 * i / len(parts), 3), at(k) + round(6 * (i + 1) / len(parts), 3)) for i, w in enumerate(parts)]


NUMBER = {ASKS: 0, TELLS: 1}
WORDS = [(w, a, b, NUMBER[who]) for k, (who, words) in enumerate(SAID) for w, a, b in _words(k, words)]
WHOLE = " ".join(words for _, words in SAID)
SENTENCES = [{"index": k, "speaker_id": NUMBER[who], "speaker_name": who, "text": words, "raw_text": words, "start_time": at(k), "end_time": at(k) + 6.5,
              "ai_filters": {"sentiment": None}} for k, (who, words) in enumerate(SAID)]

SERVICES: dict[str, str] = {
    "whisperx.json": _json({"segments": [{"start": at(k), "end": at(k) + 6.5, "text": " " + words, "speaker": f"SPEAKER_0{NUMBER[who]}", "words": [
        {"word": w, "start": a, "end": b, "speaker": f"SPEAKER_0{NUMBER[who]}"} if not w[0].isdigit() else {"word": w} for w, a, b in _words(k, words)]}
        for k, (who, words) in enumerate(SAID)], "word_segments": [], "language": "en"}),
    "whisperx-words.json": _json({"segments": [{"start": 3, "end": 60, "text": WHOLE, "words": [
        {"word": w, "start": a, "end": b, "speaker": f"SPEAKER_0{s}"} for w, a, b, s in WORDS]}], "language": "en"}),
    "assemblyai.json": _json({"id": "x", "audio_url": "https://a.example/x", "status": "completed", "text": WHOLE, "words": [], "utterances": [
        {"speaker": "AB"[NUMBER[who]], "text": words, "start": 1000 * at(k), "end": 1000 * at(k) + 6500, "confidence": 0.9, "words": []}
        for k, (who, words) in enumerate(SAID)]}),
    "assemblyai-bare.json": _json({"utterances": [
        {"speaker": "AB"[NUMBER[who]], "text": words, "start": 1000 * at(k), "end": 1000 * at(k) + 6500, "confidence": 0.9} for k, (who, words) in enumerate(SAID)]}),
    "deepgram.json": _json({"metadata": {"request_id": "x"}, "results": {"channels": [{"alternatives": [{"transcript": WHOLE, "confidence": 0.9, "words": []}]}],
        "utterances": [{"start": at(k), "end": at(k) + 6.5, "transcript": words, "speaker": NUMBER[who], "channel": 0} for k, (who, words) in enumerate(SAID)]}}),
    "deepgram-words.json": _json({"metadata": {}, "results": {"channels": [{"alternatives": [{"transcript": WHOLE, "words": [
        {"word": w.strip(".,?:").lower(), "punctuated_word": w, "start": a, "end": b, "speaker": s} for w, a, b, s in WORDS]}]}]}}),
    "aws.json": _json({"jobName": "x", "accountId": "1", "status": "COMPLETED", "results": {"transcripts": [{"transcript": WHOLE}], "speaker_labels": {
        "speakers": 2, "segments": [{"start_time": str(a), "end_time": str(b), "speaker_label": f"spk_{s}", "items": [
            {"start_time": str(a), "end_time": str(b), "speaker_label": f"spk_{s}"}]} for _, a, b, s in WORDS]}, "items": [
        {"type": "pronunciation", "start_time": str(a), "end_time": str(b), "alternatives": [{"confidence": None, "content": w}]} for w, a, b, _ in WORDS]}}),
    "aws-new.json": _json({"jobName": "x", "results": {"transcripts": [{"transcript": WHOLE}], "items": [
        {"type": "pronunciation", "speaker_label": f"spk_{s}", "start_time": str(a), "end_time": str(b), "alternatives": [{"confidence": "0.9", "content": w}]}
        for w, a, b, s in WORDS]}}),
    "google.json": _json({"results": [{"alternatives": [{"transcript": " " + words, "words": [
        {"word": w, "startTime": f"{a}s", "endTime": f"{b}s"} for w, a, b in _words(k, words)]}]} for k, (_, words) in enumerate(SAID)] + [
        {"alternatives": [{"words": [{"word": w, "startTime": f"{a}s", "endTime": f"{b}s", "speakerTag": s + 1} for w, a, b, s in WORDS]}]}]}),
    "google-nanos.json": _json({"response": {"@type": "x", "results": [{"alternatives": [{"transcript": WHOLE, "words": [
        {"word": w, "startTime": {"seconds": str(int(a)), "nanos": int(a % 1 * 1e9)}, "endTime": {"seconds": str(int(b))}, "speakerTag": s + 1} for w, a, b, s in WORDS]}]}]}}),
    "azure-batch.json": _json({"source": "x", "combinedRecognizedPhrases": [{"channel": 0, "display": WHOLE}], "recognizedPhrases": [
        {"recognitionStatus": "Success", "channel": 0, "speaker": NUMBER[who] + 1, "offset": f"PT{at(k)}S", "duration": "PT6.5S", "offsetInTicks": at(k) * 1e7,
         "durationInTicks": 6.5e7, "nBest": [{"confidence": 0.9, "lexical": words.lower(), "display": words}]} for k, (who, words) in enumerate(SAID)]}),
    "azure-fast.json": _json({"durationMilliseconds": 60_000, "combinedPhrases": [{"text": WHOLE}], "phrases": [
        {"speaker": NUMBER[who], "offsetMilliseconds": 1000 * at(k), "durationMilliseconds": 6500, "text": words, "words": [], "locale": "en-US", "confidence": 0.9}
        for k, (who, words) in enumerate(SAID)]}),
    "speechmatics.json": _json({"format": "2.9", "job": {"id": "x"}, "metadata": {}, "results": [
        {"type": "word", "start_time": a, "end_time": b, "alternatives": [{"confidence": 0.9, "content": w, "language": "en", "speaker": f"S{s + 1}"}]} for w, a, b, s in WORDS]}),
    "ibm.json": _json({"result_index": 0, "results": [{"final": True, "alternatives": [{"transcript": words + " ", "confidence": 0.9, "timestamps": [
        [w, a, b] for w, a, b in _words(k, words)]}]} for k, (_, words) in enumerate(SAID)], "speaker_labels": [
        {"from": a, "to": b, "speaker": s, "confidence": 0.7, "final": False} for _, a, b, s in WORDS]}),
    "rev.json": _json({"monologues": [{"speaker": NUMBER[who], "elements": [e for i, (w, a, b) in enumerate(_words(k, words)) for e in (
        *([{"type": "punct", "value": " "}] if i else []), {"type": "text", "value": w, "ts": a, "end_ts": b, "confidence": 0.9})]} for k, (who, words) in enumerate(SAID)]}),
    "rev-named.json": _json({"speakers": [{"id": 0, "name": ASKS}, {"id": 1, "name": TELLS}], "monologues": [
        {"speaker": NUMBER[who], "speaker_info": {"id": NUMBER[who], "display_name": who}, "elements": [{"type": "text", "value": words, "timestamp": "00:00:05,000", "ts": at(k)}]}
        for k, (who, words) in enumerate(SAID)]}),
    "fireflies.json": _json({"id": "x", "title": "Rota", "sentences": SENTENCES}),
    "fireflies-api.json": _json({"data": {"transcript": {"id": "x", "title": "Rota", "sentences": SENTENCES, "summary": {"overview": "They spoke of the rota."}}}}),
    "fireflies-list.json": _json([{"sentence": words, "startTime": stamp(at(k), "{m:02d}:{s:02d}"), "endTime": stamp(at(k) + 6, "{m:02d}:{s:02d}"), "speaker_name": who, "speaker_id": NUMBER[who]}
        for k, (who, words) in enumerate(SAID)]),
    "podcast.json": _json({"version": "1.0.0", "segments": [{"speaker": who, "startTime": at(k), "endTime": at(k) + 6.5, "body": words} for k, (who, words) in enumerate(SAID)]}),
    "faster-whisper.json": _json([{"id": k, "seek": 0, "start": at(k), "end": at(k) + 6.5, "text": " " + words, "speaker": who, "tokens": [1]} for k, (who, words) in enumerate(SAID)]),
    "whisper-lines.jsonl": "\n".join(_json({"start": at(k), "end": at(k) + 6.5, "text": words, "speaker": who}) for k, (who, words) in enumerate(SAID)),
    "chat.json": _json([{"role": "assistant" if who == ASKS else "user", "content": words} for who, words in SAID]),
    "transcript-list.json": _json({"title": "x", "transcript": [{"speaker": who, "text": words, "timestamp": stamp(at(k))} for k, (who, words) in enumerate(SAID)]}),
    "descript.json": _json({"name": "x", "segments": [{"speaker": {"id": NUMBER[who], "name": who}, "text": words, "start": at(k), "end": at(k) + 6} for k, (who, words) in enumerate(SAID)]}),
}  # fmt: skip

TABLES: dict[str, str] = {
    "nvivo.txt": "Timespan\tContent\tSpeaker\n" + turns(lambda k, n, w: f"0:{at(k):02d}.0 - 0:{at(k) + 6:02d}.0\t{w}\t{n}"),
    "otter.csv": "Speaker,Start Time,End Time,Transcript\n" + turns(lambda k, n, w: f'{n},0:{at(k):02d},0:{at(k) + 6:02d},"{w}"'),
    "semicolon.csv": "Name;Zeit;Text\n".replace("Zeit", "Time") + turns(lambda k, n, w: f'{n};00:00:{at(k):02d};"{w}"'),
    "pipe.txt": "speaker|text\n" + turns(lambda k, n, w: f"{n}|{w}"),
    "quoted.csv": '"#","Time","Participant","Quote","Tags"\n' + turns(lambda k, n, w: f'"{k}","0:{at(k):02d}","{n}","{w}",""'),
    "headless.tsv": turns(lambda k, n, w: f"00:00:{at(k):02d}\t{n}\t{w}"),
    "title-above.csv": "Study 4,,\nExported 2024-05-02,,\nSpeaker,Time,Text\n" + turns(lambda k, n, w: f'{n},0:{at(k):02d},"{w}"'),
    "ms.csv": "start_ms,end_ms,speaker,text\n" + turns(lambda k, n, w: f'{at(k) * 1000},{at(k) * 1000 + 6000},{n},"{w}"'),
    "bom.csv": "\ufeffSpeaker,Text\n" + turns(lambda k, n, w: f'{n},"{w}"'),
}

BOLD, SLANT = "<w:b/>", "<w:i/>"
STYLES = (f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Q"><w:basedOn w:val="Base"/></w:style>'
          '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style></w:styles>')
ODT_BOLD = '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'

DOCUMENTS: dict[str, bytes] = {
    "teams.docx": docx(para("Rota-20240502_150731-Meeting Recording") + para("2 May 2024, 03:07pm") + para(f"{ASKS} started transcription")
        + turns(lambda k, n, w: para(f"{n}   0:{at(k):02d}\n" + "\n".join(wrapped(w, 50))), "") + para(f"{ASKS} stopped transcription")),
    "teams-german.docx": docx(para("Rota-20240502_150731-Besprechungsaufzeichnung") + para("2. Mai 2024, 15:07") + para(f"{ASKS} hat die Transkription gestartet")
        + turns(lambda k, n, w: para(f"{n}   0:{at(k):02d}\n{w}"), "") + para(f"{ASKS} hat die Transkription beendet")),
    "teams-two-paragraphs.docx": docx(turns(lambda k, n, w: para((n, BOLD), f"   0:{at(k):02d}") + para(w), "")),
    "otter.docx": docx(turns(lambda k, n, w: para(f"{n}  0:{at(k):02d}  ") + para(w) + para(""), "") + para("Transcribed by https://otter.ai")),
    "rev.docx": docx(turns(lambda k, n, w: para(f"{n} (00:{at(k):02d}):") + para(w), "")),
    "meet.docx": docx(para("📝 Notes") + para("2 May 2024") + para(f"Invited {ASKS} {TELLS}") + para("Summary") + para(f"{TELLS} lost a rota. {ASKS}: asked why.")
        + para("📖 Transcript") + para("00:00:03") + turns(lambda k, n, w: para((f"{n}:", BOLD), f" {w}"), "") + para("Transcription ended after 00:01:12")
        + para("This editable transcript was computer generated and might contain errors. People can also change the text after it was created.")),
    "typed.docx": docx(para("Interview 4") + turns(lambda k, n, w: para((f"{n}:", BOLD), f" {w}"), "", ROLES)),
    "bold-asks.docx": docx(para(("Interview with a ward manager", BOLD)) + turns(lambda k, n, w: para((w, BOLD)) if n == ASKS else para(w), "")),
    "slant-asks.docx": docx(turns(lambda k, n, w: para((w, SLANT)) if n == ASKS else para(w), "")),
    "style-asks.docx": docx(turns(lambda k, n, w: para(w).replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="Q"/></w:pPr>') if n == ASKS else para(w), ""), styles=STYLES),
    "nvivo.docx": docx(para("Rota") + table([("Timespan", "Content", "Speaker"), *((f"0:{at(k):02d}.0 - 0:{at(k) + 6:02d}.0", w, n) for k, (n, w) in enumerate(SAID))])),
    "two-columns.docx": docx(para("Rota") + table([(n, w) for n, w in SAID])),
    "three-columns.docx": docx(table([(str(k + 1), n, w) for k, (n, w) in enumerate(SAID)])),
    "tracked.docx": docx(turns(lambda k, n, w: f"<w:p><w:r><w:t xml:space='preserve'>{n}: </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        f"<w:ins><w:r><w:t>{esc(w)}</w:t></w:r></w:ins></w:p>", "")),
    "controls.docx": docx(turns(lambda k, n, w: f"<w:sdt><w:sdtContent>{para(f'{n}: {w}')}</w:sdtContent></w:sdt>", "")),
    "typed.odt": odt(turns(lambda k, n, w: f'<text:p><text:span text:style-name="B">{n}:</text:span> {esc(w)}</text:p>', ""), ODT_BOLD),
    "bold-asks.odt": odt(turns(lambda k, n, w: f'<text:p><text:span text:style-name="B">{esc(w)}</text:span></text:p>' if n == ASKS else f"<text:p>{esc(w)}</text:p>", ""), ODT_BOLD),
    "otter.odt": odt(turns(lambda k, n, w: f'<text:p>{n}<text:s text:c="2"/>0:{at(k):02d}</text:p><text:p>{esc(w)}</text:p>', "")),
    "teams.odt": odt(turns(lambda k, n, w: f'<text:p>{n}<text:s text:c="3"/>0:{at(k):02d}<text:line-break/>{esc(w)}</text:p>', "")),
    "table.odt": odt("<table:table>" + turns(lambda k, n, w: f"<table:table-row><table:table-cell><text:p>{n}</text:p></table:table-cell><table:table-cell><text:p>"
        f"{esc(w)}</text:p></table:table-cell></table:table-row>", "") + "</table:table>"),
    "flat.fodt": (f'<?xml version="1.0" encoding="UTF-8"?><office:document {ODF} office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        + turns(lambda k, n, w: f"<text:p>{n}: {esc(w)}</text:p>", "") + "</office:text></office:body></office:document>").encode(),
    "typed.rtf": rtf(*(f"{{\\b {rtf_text(n)}:}} {rtf_text(w)}" for n, w in SAID)),
    "bold-asks.rtf": rtf(*(f"{{\\b {rtf_text(w)}}}" if n == ASKS else rtf_text(w) for n, w in SAID)),
    "rev.rtf": rtf(*(f"{rtf_text(n)} (00:{at(k):02d}):\\line {rtf_text(w)}" for k, (n, w) in enumerate(SAID))),
    "table.rtf": rtf(*(f"\\trowd\\cellx2000\\cellx9000\\pard\\intbl {rtf_text(n)}\\cell {rtf_text(w)}\\cell\\row" for n, w in SAID), "\\pard "),
    "bytes.rtf": (b"{\\rtf1\\ansi\\ansicpg1252 " + b"\\par ".join(
        "".join(c if c.isascii() else f"\\'{c.encode('cp1252')[0]:02x}" for c in f"{n}: {w}").encode() for n, w in SAID) + b"}"),
    "podcast.html": turns(lambda k, n, w: f"<cite>{n}:</cite>\n<time>0:{at(k):02d}</time>\n<p>{esc(w)}</p>").encode(),
    "page.html": ("<!DOCTYPE html><html><head><title>Rota</title><style>p { color: red }</style></head><body><nav>Home</nav><h1>Rota</h1>"
        + turns(lambda k, n, w: f"<p><strong>{n}:</strong> {esc(w)}</p>", "") + "<script>var x = 'Ann: hi';</script></body></html>").encode(),
    "breaks.html": ("<html><body><div>" + turns(lambda k, n, w: f"{n}: {esc(w)}<br>", "") + "</div></body></html>").encode(),
    "docs.html": ("<html><head><meta charset='utf-8'></head><body>" + turns(lambda k, n, w: f'<p class="c1"><span style="font-weight:700">{n}: </span><span class="c2">{esc(w)}</span></p>',
        "") + "</body></html>").encode(),
    "table.html": ("<html><body><table>" + turns(lambda k, n, w: f"<tr><td>{n}<td>{esc(w)}", "") + "</table></body></html>").encode(),
    "bold-asks.html": ("<html><body>" + turns(lambda k, n, w: f"<p><b>{esc(w)}</b></p>" if n == ASKS else f"<p>{esc(w)}</p>", "") + "</body></html>").encode(),
    "typed.pdf": pdf([x for n, w in SAID for x in (*wrapped(f"{n}: {w}"), "")]),
    "tight.pdf": pdf([x for n, w in SAID for x in wrapped(f"{n}: {w}")]),
    "otter.pdf": pdf([x for k, (n, w) in enumerate(SAID) for x in (f"{n}  0:{at(k):02d}", *wrapped(w), "")]),
    "running.pdf": pdf([x for n, w in SAID for x in (*wrapped(f"{n}: {w}"), "")], per_page=6, head="Rota study, interview 4, page"),
}  # fmt: skip

SHAPES: dict[str, bytes] = {name: text.encode() for shapes in (CAPTIONS, TEXTS, SERVICES, TABLES) for name, text in shapes.items()} | DOCUMENTS
