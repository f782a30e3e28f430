"""Timed cues: WebVTT (Zoom, Teams, Whisper, YouTube), SubRip, SBV, LRC and Whisper's `[00:01.000 --> 00:02.000]  text`.

Written by hand because the common libraries lose speech here without a word (formats.md 0.1).
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.names import clean_name
from jtbd_analyzer.sources import unescape
from jtbd_analyzer.speech import Ledger

_T = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_ARROW = re.compile(rf"\s{{0,40}}(?P<box>\[)?\s{{0,9}}(?P<start>{_T})\s{{0,9}}-{{1,2}}>\s{{0,9}}(?P<end>{_T})\s{{0,9}}\]?(?P<rest>.*)")
_SBV = re.compile(r"\s*(?P<start>\d{1,2}:\d{2}:\d{2}\.\d{1,3}),(?P<end>\d{1,2}:\d{2}:\d{2}\.\d{1,3})(?P<rest>)\s*")
_LRC = re.compile(r"\s*\[(?P<start>\d{1,3}:\d{2}(?:[.:]\d{1,3})?)\](?P<rest>.*)")
_LRC_TAG = re.compile(r"\s*\[(?:ar|al|ti|au|by|offset|length|re|ve|la|tool):.*\]\s*", re.IGNORECASE)
_SETTINGS = re.compile(r"\s*(?:[A-Za-z]{1,12}\d?:\S{1,40}(?:\s+|$)){0,12}")
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>\n]{0,200}|\d[\d:.,]{3,16})>|\{\\[^{}\n]{1,60}\}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,40})?\s+([^<>\n]{1,120})>", re.IGNORECASE)
_CUE_ID = re.compile(r"\s*(?:\d{1,7}|[0-9a-fA-F]{8}-[0-9a-fA-F-]{4,40}(?:/[\d-]{1,20})?|[\w.-]{0,40}[/#-]\d{1,7})\s*")
#: Webex names the speaker beside the number: 12 "Ann Lee" (1234567)
_NAMED_ID = re.compile(r"\s*\d{1,7} \"([^\"\n]{1,80})\"(?: \(\d{1,20}\))?\s*")
_ROLLING = re.compile(r"<(?:c|u|\d[\d:.]{3,16})>")
#: share of cues that begin with the end of the cue before, from which a file counts as rolling captions
_ROLLING_SHARE = 0.3
#: share of cues that open with a name on a line of its own, before such lines are taken for labels
_HEADED_SHARE = 0.6
#: cues, their share and letters of a name of a cue, before a line above each time is taken for one
_ID_CUES, _ID_SHARE, _ID_CHARS = 3, 0.9, 60
#: seconds by which neighbours may overlap before a reader is told
_OVERLAP_S = 0.5


@dataclass(slots=True)
class _Cue:
    start: float | None
    end: float | None
    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)
    #: the speaker named beside the number of the cue
    voice: str = ""


@dataclass(frozen=True)
class Cues:
    """Reads caption files cue by cue: one passage per voice and cue, with its times."""

    def sniff(self, source: Source) -> float:
        """Return 0.98 with a WEBVTT header, 0.85 to 0.95 for cue time lines, else 0."""
        text = source.text
        if text is None:
            return 0.0
        start = text.lstrip()[:6].upper()
        lines = text[:60_000].split("\n")
        written = sum(1 for line in lines if line.strip())
        timed = sum(1 for line in lines if _ARROW.match(line) or _SBV.fullmatch(line))
        lyrics = sum(1 for line in lines if (m := _LRC.match(line)) and "." in m["start"])
        if start == "WEBVTT" and timed:
            return 0.98
        if timed and timed >= 0.15 * written:
            return 0.95
        spread = sum(1 for line in lines if _LRC.match(line) and speech.parse_line(line).shape != "inline")
        return 0.85 if lyrics >= 2 and lyrics >= 0.6 * written and spread == lyrics else 0.0

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the captions; raises InputError where no cue has words."""
        if source.text is None:
            raise InputError(f"{source.path.name}: must be captions as text; got bytes of another kind. Export VTT or SRT.")
        ledger = Ledger(warnings=list(source.warnings))
        text = _plain(source.text)
        cues = _cut(text, ledger)
        if not cues:
            raise InputError(f"{source.path.name}: must hold cues like 00:00:01.000 --> 00:00:02.000; got none. Export VTT or SRT again.")
        rolling = _unroll(cues, ledger)
        voiced = _speak(cues, ledger)
        _check_times(cues, ledger, rolling)
        return ledger.reading(source, speech.ink(unescape(text)), _form(source.text, voiced))


def _plain(text: str) -> str:
    """Return captions whose cues hold records of voice and words, as Microsoft Graph gives them, as captions with voices."""
    if '"spokenText"' not in text:
        return text
    out = []
    for line in text.split("\n"):
        try:
            record = json.loads(line) if line.startswith("{") and '"spokenText"' in line else None
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict):
            words = " ".join(str(record.get("spokenText") or "").split())
            told = f"<v {clean_name(str(record.get('speakerName') or 'Unknown speaker'))}>{html.escape(words, quote=False)}</v>"
            out.append(told)
        else:
            out.append(line)
    return "\n".join(out)


def _cut(text: str, ledger: Ledger) -> list[_Cue]:
    """Return the cues in order; header, notes, cue numbers and time lines go to the ledger."""
    lines = text.split("\n")
    arrow = any(_ARROW.match(line) or _SBV.fullmatch(line) for line in lines)
    vtt = lines[0].strip().upper().startswith("WEBVTT") or any(x.strip().upper().startswith("WEBVTT") for x in lines[:3])
    cues: list[_Cue] = []
    skip = "header" if vtt else ""
    ids = _ids_by_habit(lines) if arrow else frozenset()
    lost = 0
    voice = ""
    for i, line in enumerate(lines):
        number = i + 1
        match = (_ARROW.match(line) or _SBV.fullmatch(line)) if arrow else _LRC.match(line)
        before = lines[i - 1].strip() if i else ""
        if match:
            skip = ""
            cues.append(_open(match, line, number, ledger))
            cues[-1].voice, voice = voice, ""
        elif not line.strip():
            skip = ""
        elif arrow and (named := _NAMED_ID.fullmatch(line)) and _before_time(lines, i):
            voice = clean_name(named.group(1))
            ledger.drop(unescape(line), "cue number", number)
        elif i in ids or (arrow and _is_id(lines, i, cues)):
            ledger.drop(unescape(line), "cue number", number)
        elif skip or (vtt and not before and re.match(r"(?:NOTE|STYLE|REGION)(?:\s|$)", line)):
            skip = skip or "note"
            ledger.drop(unescape(line), f"caption {skip}", number)
        elif not cues or (not arrow and _LRC_TAG.fullmatch(line)):
            lost += 0 if vtt or _LRC_TAG.fullmatch(line) else 1
            ledger.drop(unescape(line), "before the first cue", number)
        else:
            if "-->" in line:
                ledger.warnings.append(f"line {number}: this time line cannot be read; its words keep the time of the cue before")
            cues[-1].lines.append((number, line))
    if lost:
        ledger.warnings.append(f"{lost} lines before the first cue were set aside")
    return cues


def _open(match: re.Match[str], line: str, number: int, ledger: Ledger) -> _Cue:
    """Return the cue a time line opens, with the words that stand on the same line."""
    rest = match["rest"]
    boxed = match.re is _LRC or (match.re is _ARROW and match["box"] is not None)
    words = rest if boxed or not _SETTINGS.fullmatch(rest) else ""
    ledger.drop(unescape(line[: len(line) - len(words)] if words else line), "cue time", number)
    end = speech.seconds(match["end"]) if match.re is not _LRC else None
    start = speech.seconds(match["start"])
    if start is None or (match.re is not _LRC and end is None):
        ledger.warnings.append(f"line {number}: the time {line.strip()[:40]!r} is out of range; its words stay without a time")
    cue = _Cue(start, end, number)
    if words.strip():
        cue.lines.append((number, words))
    return cue


def _before_time(lines: list[str], i: int) -> bool:
    below = lines[i + 1] if i + 1 < len(lines) else ""
    return bool(_ARROW.match(below) or _SBV.fullmatch(below))


def _ids_by_habit(lines: list[str]) -> frozenset[int]:
    """Return the lines that name cues in words of a tool's own ("intro-2"): one above nearly every time, set off, no two alike, and words below each."""
    times = [i for i in range(len(lines)) if _ARROW.match(lines[i]) or _SBV.fullmatch(lines[i])]
    ids = {i - 1: lines[i - 1].strip() for i in times if i and lines[i - 1].strip() and (i < 2 or not lines[i - 2].strip())}
    spoken = sum(1 for i in times if i + 1 < len(lines) and lines[i + 1].strip())
    named = [t for t in ids.values() if len(t) <= _ID_CHARS and " " not in t]
    habit = len(times) >= _ID_CUES and min(len(named), spoken, len(set(named))) >= _ID_SHARE * len(times)
    return frozenset(i for i, t in ids.items() if habit and " " not in t)


def _is_id(lines: list[str], i: int, cues: list[_Cue]) -> bool:
    """Return whether line i names the cue on the next line, rather than being the last words of the cue before."""
    if not _before_time(lines, i):
        return False
    line = lines[i].strip()
    apart = i == 0 or not lines[i - 1].strip()
    if _CUE_ID.fullmatch(line):
        return apart or (line.isdigit() and int(line) == len(cues) + 1)
    return apart and not cues and len(line.split()) < 4 and not line.upper().startswith(("WEBVTT", "NOTE"))


def _bare(text: str) -> str:
    return " ".join(unescape(_TAG.sub("", text)).split())


def _unroll(cues: list[_Cue], ledger: Ledger) -> bool:
    """Take out lines that rolling captions repeat from the cue before; return whether the file rolls."""
    shown = [[x for _, t in cue.lines if (x := _bare(t))] for cue in cues]
    shared = [0, *(_overlap(a, b) for a, b in pairwise(shown))]
    partly = sum(1 for k, now in zip(shared, shown, strict=True) if 0 < k < len(now))
    marked = sum(1 for cue in cues for _, t in cue.lines if _ROLLING.search(t))
    if partly < _ROLLING_SHARE * len(cues) and not (marked >= 2 and sum(map(bool, shared)) >= _ROLLING_SHARE * len(cues)):
        return False
    for cue, repeats in zip(cues, shared, strict=True):
        count = repeats
        kept: list[tuple[int, str]] = []
        for number, text in cue.lines:
            if count and _bare(text):
                count -= 1
                ledger.drop(unescape(text), "repeated from the cue before", number)
            else:
                kept.append((number, text))
        cue.lines = kept
    return True


def _overlap(before: list[str], now: list[str]) -> int:
    """Return how many lines at the start of `now` are the last lines of `before`."""
    for k in range(min(len(before), len(now)), 0, -1):
        if before[-k:] == now[:k]:
            return k
    return 0


def _speak(cues: list[_Cue], ledger: Ledger) -> str:
    """Book the words of every cue with their speaker; return how voices are marked: "voice", "label" or ""."""
    marks = [[speech.parse_line(_bare(t)) for _, t in cue.lines] for cue in cues]
    second = speech.doubled(m for cue in marks for m in cue)
    marks = [[speech.whole(m, second) for m in cue] for cue in marks]
    voices = {clean_name(unescape(v)) for cue in cues for _, t in cue.lines for v in _VOICE.findall(t)}
    voices |= {cue.voice for cue in cues if cue.voice}
    names = speech.accepted([m for cue in marks for m in cue if m.shape in ("inline", "bare")], voices)
    above = _names_above(marks)
    names |= {n.casefold(): n for n in above}
    speaker: str | None = None
    tagged = labelled = False
    for cue in cues:
        words: list[str] = []
        first = cue.lines[0][0] if cue.lines else 0
        if cue.voice:
            speaker, tagged = cue.voice, True
        for number, text in cue.lines:
            if not text.strip("-–—> "):
                ledger.drop(text, "mark-up", number)
                continue
            for piece, voice in _pieces(text, number, ledger):
                if voice:
                    _book(ledger, cue, words, speaker)
                    words, speaker, tagged = [], voice, True
                    continue
                mark = speech.whole(speech.parse_line(piece.strip()), second)
                name = names.get(mark.name.casefold()) if mark.shape == "inline" or (
                    mark.shape == "bare" and (mark.strong or (number == first and mark.name in above))) else None
                if name:
                    _book(ledger, cue, words, speaker)
                    words, speaker, labelled = [], name, True
                    ledger.drop(mark.label, "speaker label", number)
                words.append(mark.rest if name else piece)
        _book(ledger, cue, words, speaker)
    return "voice" if tagged else "label" if labelled else ""


def _names_above(marks: list[list[speech.Mark]]) -> set[str]:
    """Return the names that stand on a line of their own above the words of nearly every cue, as a habit of the file."""
    heads = Counter(cue[0].name for cue in marks if len(cue) > 1 and cue[0].shape == "bare" and cue[0].start_s is None)
    recurring = {name for name, n in heads.items() if n > 1}
    return recurring if len(recurring) > 1 and heads.total() >= _HEADED_SHARE * len(marks) and len(heads) <= heads.total() / 2 else set()


def _pieces(text: str, number: int, ledger: Ledger) -> list[tuple[str, str]]:
    """Return words and voices of a caption line in order; other tags only mark up and are dropped."""
    out: list[tuple[str, str]] = []
    begin, words = 0, ""
    for tag in _TAG.finditer(text):
        words += text[begin : tag.start()]
        begin = tag.end()
        ledger.drop(unescape(tag.group()), "caption tag", number)
        voice = _VOICE.fullmatch(tag.group())
        if voice:
            out += [(unescape(words), ""), ("", clean_name(voice.group(1)))]
            words = ""
    out.append((unescape(words + text[begin:]), ""))
    return [(w, v) for w, v in out if w.strip() or v]


def _book(ledger: Ledger, cue: _Cue, words: list[str], speaker: str | None) -> None:
    text = " ".join(w.strip() for w in words)
    if speech.FURNITURE.fullmatch(text.strip()):
        ledger.drop(text, "note of the transcription tool", cue.line)
    elif text.strip("-–—> "):
        ledger.say(text, speaker, cue.start, cue.end, cue.line)
    else:
        ledger.drop(text, "mark-up", cue.line)


def _check_times(cues: list[_Cue], ledger: Ledger, rolling: bool) -> None:
    """Complete ends from the cue that follows where the format has none, and tell of times that cannot be."""
    spoken = [c for c in cues if c.start is not None]
    ends = {a.line: b.start for a, b in pairwise(spoken)}
    ledger.passages[:] = [
        replace(p, end_s=ends.get(p.line or 0)) if p.end_s is None and p.start_s is not None else p for p in ledger.passages
    ]
    pairs = list(pairwise(spoken))
    faults = {
        "ends before it starts": [c.line for c in spoken if c.end is not None and c.start is not None and c.end < c.start],
        "starts before the cue above it": [b.line for a, b in pairs if (b.start or 0) < (a.start or 0)],
        "overlaps the cue above it": []
        if rolling
        else [b.line for a, b in pairs if (a.start or 0) <= (b.start or 0) < (a.end or 0) - _OVERLAP_S],
    }
    for fault, lines in faults.items():
        if lines:
            ledger.warnings.append(f"line {lines[0]}: this cue {fault} ({len(lines)} such); the order of the file was kept")


def _form(text: str, voiced: str) -> str:
    if text.lstrip()[:6].upper() == "WEBVTT":
        if "Kind: captions" in text[:300] or re.search(r"<\d\d:\d\d:\d\d\.\d{3}><c>", text[:5000]):
            return "YouTube VTT"
        return {"voice": "Teams VTT", "label": "Zoom VTT"}.get(voiced, "WebVTT")
    first = next((line for line in text.split("\n") if _ARROW.match(line) or _SBV.fullmatch(line) or _LRC.match(line)), "")
    if _SBV.fullmatch(first):
        return "YouTube SBV"
    arrow = _ARROW.match(first)
    if not arrow:
        return "LRC"
    return "Whisper TXT" if arrow["box"] else "SubRip (SRT)" if "," in arrow["start"] else "WebVTT"
