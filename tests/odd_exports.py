# ruff: noqa: E501 - one shape to a line reads best as a table
"""Two talks full of what looks like labels and is not, in odd exports: file name -> `Odd`. What each must give was decided by hand, before it was read."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable
from typing import NamedTuple

import dialogues
from dialogues import docx, esc, odt, para, rtf_text, stamp, table

Talk = tuple[tuple[str, str], ...]
#: A asks, B tells; a time of day, an address, speech in speech, a dash, an answer of a breath
CLINIC: Talk = (
    ("A", "So, thanks for making the time. Maybe we start with the clinic itself, what does a normal Monday look like?"),
    ("B", "Busy. I open at 7:30, there's a queue already, and the phone doesn't stop."),
    ("A", "Mm, I see."),
    ("B", "Honestly the worst part was the reminders. I'd ring forty people: \"Hello, it's the dentist.\" Half didn't pick up."),
    ("A", "And at what point did you start looking for something else?"),
    ("B", "After the flu week. We lost eleven appointments in two days, and my boss said: sort it out. So I did."),
    ("A", "Walk me through that. What did you do first?"),
    ("B", "I asked in a group for receptionists. Somebody sent me a link, https://remindly.example/start?x=1, and I tried it that night. Do you know it?"),
    ("A", "I don't, no. What nearly stopped you?"),
    ("B", "Two things: the price, and whether the older patients would reply. They do, mostly (laughs)."),
    ("A", "Okay. And what's different now?"),
    ("B", "I go home at five. Note to self - I never used to."),
)
#: M asks, O asks once beside, P and Q tell; lines that begin with a time, sentences with colons, speech in speech
HOME: Talk = (
    ("M", "Right, recording's on. Ana, you wanted to start. Tell us about the handover sheet."),
    ("P", "Sure. Step one: print it. Step two: lose it. That was our system."),
    ("Q", "[laughs] True."),
    ("M", "Who loses it?"),
    ("Q", "Everyone. Me: \"Where's the sheet?\" Him: \"In the car.\" Every. Single. Night."),
    ("P", "12:30 we change over, and by 12:45 it's gone. Reminder: this is a care home."),
    ("M", "And then you found the app. How?"),
    ("P", "My cousin. She's at a home in Leeds, she said: try it. So I asked the manager: can we? He said: no budget. I said: it's free for ten people. Okay: yes."),
    ("O", "Can I just check - which version is that?"),
    ("P", "The free one. Still is."),
    ("Q", "(sighs) Until June. Then: 4 pounds a head."),
    ("M", "Is that a lot?"),
    ("Q", "For us? Yes: it is. I worry about it: what if they say no?"),
    ("P", "I'd pay it myself. Honestly."),
    ("M", "Thanks, both."),
)
Names = dict[str, str]
Form = Callable[[int, str, str], str]
TWO: Names = {"A": "Ifeoma Brandt", "B": "Lotte Vink"}
FOUR: Names = {"M": "Ravi", "P": "Ana Costa", "Q": "Beth", "O": "Observer"}
MS, MMS = "{mm}:{s:02d}", "{mm:02d}:{s:02d}"


class Odd(NamedTuple):
    """An export and what it must give: who says what, who asks, and whether each turn has a time."""

    data: bytes
    said: tuple[tuple[str, str], ...]
    asks: frozenset[str]
    timed: bool


def at(k: int) -> int:
    """Return the second at which part `k` starts."""
    return 11 * k + 4


def t(k: int, form: str = "{h:02d}:{m:02d}:{s:02d}", later: int = 0) -> str:
    return stamp(at(k) + later, form)


def spoken(talk: Talk, names: Names) -> tuple[tuple[str, str], ...]:
    return tuple((names[w], x) for w, x in talk)


def every(form: Form, talk: Talk, names: Names) -> str:
    return "".join(form(k, w, x) for k, (w, x) in enumerate(spoken(talk, names)))


def odd(data: str | bytes, talk: Talk, names: Names, timed: bool = False, shown: Names | None = None) -> Odd:
    """Return an export whose names come out as `shown`, else as written; who only looks on asks nothing."""
    out = shown or names
    asks = frozenset(out[x] for x in ("A", "M", "O") if x in out) - {"Observer", "Note-taker"}
    return Odd(data if isinstance(data, bytes) else data.encode(), spoken(talk, out), asks, timed)


def clinic(form: Form, names: Names = TWO, head: str = "", tail: str = "", timed: bool = False, shown: Names | None = None) -> Odd:
    return odd(head + every(form, CLINIC, names) + tail, CLINIC, names, timed, shown)


def home(form: Form, names: Names = FOUR, head: str = "", tail: str = "", timed: bool = False, shown: Names | None = None) -> Odd:
    return odd(head + every(form, HOME, names) + tail, HOME, names, timed, shown)


def half(text: str) -> tuple[str, str]:
    words = text.split()
    return " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s+", text)


def cue(k: int, words: str, mark: str = ".") -> str:
    return f"{t(k)}{mark}000 --> {t(k, later=3)}{mark}000\n{words}\n\n"


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def colon(_: int, who: str, words: str) -> str:
    return f"{who}: {words}\n"


def both(a: str, b: str) -> Names:
    return {"A": a, "B": b}


def group(m: str, p: str, q: str, o: str) -> Names:
    return {"M": m, "P": p, "Q": q, "O": o}


VTT = "WEBVTT\n\n"
CAPTIONS = {
    "own-ids.vtt": clinic(lambda k, w, x: f"talk/{k}-a\n" + cue(k, f"<v {w}>{half(x)[0]}\n{half(x)[1]}</v>"), head=VTT, timed=True),
    "ids-split.vtt": clinic(lambda k, w, x: f"c{k}-0\n{cue(k, f'<v {w}>{half(x)[0]}')}c{k}-1\n{cue(k, f'<v {w}>{half(x)[1]}')}", head=VTT),
    "voice-alone.vtt": clinic(lambda k, w, x: cue(k, f"<v {w}>\n{x}\n</v>"), head=VTT, timed=True),
    "colon-in-brackets.vtt": clinic(lambda k, w, x: cue(k, f"{w}: {x}"), both("Ifeoma (PhD: UX)", "Lotte V."), head=VTT, timed=True),
    "colon-in-name.vtt": clinic(lambda k, w, x: cue(k, f"{w}: {x}"), both("UX: Ifeoma", "Lotte Vink"), head=VTT, timed=True),
    "phone.vtt": clinic(lambda k, w, x: cue(k, f"{w}: {x}"), both("Ifeoma Brandt", "16175550134"), head=VTT, timed=True),
    "call-in.vtt": clinic(lambda k, w, x: cue(k, f"{w}: {x}"), both("Ifeoma Brandt", "Call-in User_1"), head=VTT, timed=True),
    "capitals-bold.vtt": clinic(lambda k, w, x: cue(k, f"<b>{w}:</b> {x}"), both("IFEOMA BRANDT", "LOTTE VINK"), head="WEBVTT\nKind: captions\nLanguage: en\n\n", timed=True),
    "arrows.sbv": clinic(lambda k, w, x: f"{t(k, '{h}:{m:02d}:{s:02d}')}.000,{t(k, '{h}:{m:02d}:{s:02d}', 3)}.500\n>> {w}: {x}\n\n", timed=True),
    "broken-lines.srt": home(lambda k, w, x: f"{k + 1}\n" + cue(k, f"{w}: {half(x)[0]}\n{half(x)[1]}", ","), timed=True),
    "a-sentence-a-cue.vtt": home(lambda k, w, x: "".join(cue(k, f"{'' if j else w + ': '}{s}") for j, s in enumerate(sentences(x))), head=VTT),
    "rooms.vtt": home(lambda k, w, x: cue(k, f"<v {w}>{x}</v>"), group("Nair, Ravi [EXT]", "Costa, Ana", "Okoro-Lind, Elisabeth (Beth)", "CONF RM 4.2: Leeds"), head=VTT, timed=True,
                      shown=group("Nair, Ravi (EXT)", "Costa, Ana", "Okoro-Lind, Elisabeth (Beth)", "CONF RM 4.2: Leeds")),
}
TEXTS = {
    "half-named.txt": clinic(lambda k, w, x: f"{w}  {t(k, MS)}  \n{x}\n\n", both("Unknown Speaker", "Lotte Vink"), timed=True),
    "paragraphs.txt": clinic(lambda k, w, x: f"{w}  {t(k, MS)}  \n{half(x)[0]}\n\n{half(x)[1]}\n\n", tail="Transcribed by https://otter.ai\n", timed=True),
    "names-above.txt": home(lambda _, w, x: f"{w}\n{x}\n\n"),
    "names-with-colon-above.txt": home(lambda _, w, x: f"{w}:\n{x}\n\n"),
    "capitals-above.txt": clinic(lambda _, w, x: f"{w}\n\n{x}\n\n", both("IFEOMA BRANDT", "LOTTE VINK")),
    "a-sentence-a-line.txt": home(lambda _, w, x: f"{w}: " + "\n".join(sentences(x)) + "\n"),
    "small-name.txt": home(colon, group("Dr. Ravi Nair", "Ana", "ana's colleague", "Intern")),
    "semicolon-in-brackets.txt": home(colon, group("Moderator (Ravi)", "Ana (nurse, 44)", "Beth (carer; nights)", "Note-taker")),
    "numbered-parts.txt": home(colon, group("INT1", "P1", "P2", "INT2")),
    "addresses.txt": home(colon, group("ravi.nair@study.example", "Ana C.", "B.", "+44 7700 900123")),
    "name-semicolon.txt": clinic(lambda _, w, x: f"{w}; {x}\n"),
    "name-arrows.txt": clinic(lambda _, w, x: f"{w} >> {x}\n"),
    "numbered-lines.txt": clinic(lambda k, w, x: f"{k + 1}. {w}: {x}\n"),
    "hanging.txt": clinic(lambda _, w, x: textwrap.fill(x, 70, initial_indent=f"{w:<16}", subsequent_indent=" " * 16, break_long_words=False, break_on_hyphens=False) + "\n"),
    "initials.txt": clinic(colon, both("IB", "LV"), head="Interview 4, 3 March 2026\nPresent: Ifeoma Brandt (IB), Lotte Vink (LV)\nPlace: phone\n\n"),
    "f4.txt": clinic(lambda k, w, x: f"{w}: {x} #{t(k)}-{k % 10}#\n"),
    "frames.txt": clinic(lambda k, w, x: f"{w} [{t(k)}:12]\n{x}\n", timed=True),
    "mixed-ends.txt": odd(every(lambda k, w, x: f"{w}: {x}\r\n" if k % 2 else f"{w}: {x}\r", CLINIC, TWO).encode("utf-16"), CLINIC, TWO),
    "marks-everywhere.txt": odd(b"\xef\xbb\xbf" + every(lambda _, w, x: f"\ufeff{w}: {x}\n\r\n", CLINIC, TWO).encode(), CLINIC, TWO),
    "polish-name.txt": odd(every(colon, CLINIC, both("Ifeoma", "Łukasz Żółć")).encode("cp1250"), CLINIC, both("Ifeoma", "Łukasz Żółć")),
    "embedded-right-to-left.txt": clinic(colon, both("\u202bמראיינת\u202c", "לוטה"), shown=both("מראיינת", "לוטה")),
    "emoji.txt": clinic(colon, both("🎤 Ifeoma", "Lotte 🦷✨")),
    "bold-in-list.md": clinic(lambda _, w, x: f"- **{w}** {x}\n"),
    "bold-sentences.md": home(lambda _, w, x: f"**{w}:** " + "\n\n".join(sentences(x)) + "\n\n"),
    "piped.md": clinic(lambda k, w, x: f"| {t(k, MS)} | {w} | {x} |\n", head="| Time | Speaker | Text |\n|---|---|---|\n", timed=True),
    "bold-names.html": home(lambda _, w, x: f"<p><b>{w}</b><br>{esc(x)}</p>", head="<html><body>", tail="</body></html>"),
    "defined.html": clinic(lambda _, w, x: f"<dt>{w}</dt><dd>{esc(x)}</dd>", head="<html><body><dl>", tail="</dl></body></html>"),
    "cells.rtf": clinic(lambda _, w, x: f"\\trowd\\cellx2000\\cellx9000\\intbl {rtf_text(w)}\\cell {rtf_text(x)}\\cell\\row\n", head="{\\rtf1\\ansi\n", tail="}"),
    "merged-cells.csv": clinic(lambda _, w, x: f"{w},{quoted(half(x)[0]) if len(x) > 10 else ''}\n,{quoted(half(x)[1] if len(x) > 10 else x)}\n", head="Speaker,Text\n"),
    "sep-line.csv": clinic(lambda k, w, x: f"{w};{t(k)};{quoted(x)}\r\n", head="sep=;\r\nSpeaker;Start;Text\r\n", timed=True),
}
DOCUMENTS = {
    "cell-a-turn.docx": odd(docx(table([(f"{w}\n{x}",) for w, x in spoken(CLINIC, TWO)])), CLINIC, TWO),
    "tracked.docx": odd(docx(every(lambda k, w, x: f'<w:p><w:r><w:t>{w}: </w:t></w:r><w:del w:id="{k}"><w:r><w:delText>gone </w:delText></w:r></w:del><w:ins w:id="9{k}"><w:r><w:t>{esc(x)}</w:t></w:r></w:ins></w:p>', CLINIC, TWO)), CLINIC, TWO),
    "one-paragraph.docx": odd(docx(para("\n".join(f"{w}: {x}" for w, x in spoken(HOME, FOUR)))), HOME, FOUR),
    "sentences.docx": odd(docx(every(lambda _, w, x: para((f"{w}: ", "<w:b/>"), sentences(x)[0]) + "".join(map(para, sentences(x)[1:])), HOME, FOUR)), HOME, FOUR),
    "notes.odt": odd(odt(every(lambda _, w, x: f"<text:p>{w}: {esc(x)}<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p>typist</text:p></text:note-body></text:note></text:p>", CLINIC, TWO)), CLINIC, TWO),
    "line-numbers.pdf": odd(dialogues.pdf([f"{i:>3}  {line}" for i, line in enumerate((y for w, x in spoken(HOME, FOUR) for y in dialogues.wrapped(f"{w}: {x}")), 1)], per_page=20), HOME, FOUR),
    "running-head.pdf": odd(dialogues.pdf([y for k, (w, x) in enumerate(spoken(HOME, FOUR)) for y in (f"{w} ({t(k, MMS)}):", *dialogues.wrapped(x), "")], per_page=20, head="CONFIDENTIAL"), HOME, FOUR, timed=True),
    "broken-lines.pdf": odd(dialogues.pdf([y for w, x in spoken(HOME, FOUR) for y in (*dialogues.wrapped(f"{w}: {x}"), "")], per_page=14, head="Care home study - page"), HOME, FOUR),
}
SERVICES = {
    "rev-people.json": odd(json.dumps({"speakers": [{"id": 7, "name": "Ifeoma Brandt"}, {"id": 9, "name": "Lotte Vink"}], "monologues": [{"speaker": {"A": 7, "B": 9}[w], "elements": [
        {"type": "text", "value": x, "timestamp": f"{t(k)},000", "end_timestamp": f"{t(k, later=2)},000"}]} for k, (w, x) in enumerate(CLINIC)]}), CLINIC, TWO, timed=True),
    "rev-objects.json": odd(json.dumps({"monologues": [{"speaker": {"id": w, "name": TWO[w]}, "elements": [{"type": "text", "value": x, "ts": at(k)}]} for k, (w, x) in enumerate(CLINIC)]}), CLINIC, TWO, timed=True),
    "fireflies-nulls.json": odd(json.dumps({"data": {"transcript": {"id": "x", "title": None, "summary": {"overview": "They spoke."}, "sentences": [
        {"index": k, "speaker_name": TWO[w], "text": x, "raw_text": None, "start_time": float(at(k)), "end_time": None, "ai_filters": None} for k, (w, x) in enumerate(CLINIC)]}}}), CLINIC, TWO, timed=True),
    "whisperx-gaps.json": odd(json.dumps({"language": "en", "word_segments": [], "segments": [{"start": at(k), "end": at(k) + 4, "text": f" {x}", "speaker": TWO[w], "words": [
        {"word": v} if i % 3 == 0 else {"word": v, "start": at(k), "end": at(k) + 1} for i, v in enumerate(x.split())]} for k, (w, x) in enumerate(CLINIC)]}), CLINIC, TWO, timed=True),
    "azure.json": odd(json.dumps({"combinedPhrases": [{"text": " ".join(x for _, x in HOME)}], "phrases": [{"speaker": "MPQO".index(w), "offsetMilliseconds": at(k) * 1000, "text": x} for k, (w, x) in enumerate(HOME)]}),
                      HOME, {c: f"Speaker {i}" for i, c in enumerate("MPQO")}, timed=True),
}

SHAPES: dict[str, Odd] = CAPTIONS | TEXTS | DOCUMENTS | SERVICES
