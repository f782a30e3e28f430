"""From lines to speech: the one reader behind every loader whose container comes down to lines (text, Markdown, Word, HTML).

Not a loader itself. `speech.py` proposes how each line opens; here the whole file decides, and everything is booked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from jtbd_analyzer import speech
from jtbd_analyzer.loaders._labels import by_dashes, dashed, read_labels
from jtbd_analyzer.names import clean_name, is_page, plausible
from jtbd_analyzer.speech import Ledger, Line, Mark

_FRONT_MATTER_LINES = 60
#: characters of a tool's note after a name, and how alike the one at the end is to the one at the start
_ECHO, _ECHO_LIKE = 60, 0.6
#: the line that tells how long a recording was, and how many lines may stand from it to the end
_ENDED = re.compile(r"\D{0,60}\d{1,2}:\d{2}:\d{2}\D{0,40}(?<![.?!])")
_ENDING = 3
#: lines that bear a number, as a count and as a share of all, before numbers are taken for those of lines
_NUMBERS, _NUMBERED_SHARE = 6, 0.2
#: lines that end with a time in round brackets, as a count and a share, before such times are no speech
_CLOSING, _CLOSING_SHARE = 3, 0.5
#: numbers that may be missing between two lines that bear one
_MISSING = 2


@dataclass(slots=True)
class _State:
    """Where the reading stands: who speaks, and a time stamp that waits for its words."""

    speaker: str | None = None
    start_s: float | None = None
    end_s: float | None = None
    begun: bool = False
    clock: bool = False
    stamps: re.Pattern[str] = speech.MID_STAMP
    preamble: list[Line] = field(default_factory=list)


def read_dialogue(lines: Sequence[Line], known: Iterable[str] = ()) -> Ledger:
    """Return speech and dropped text of `lines`, every character of which is in one of the two.

    `known` are names to believe even if they occur once. Where no speaker is announced every passage has speaker None.
    """
    ledger = Ledger()
    body, attendees = _without_front(_without_numbers(lines, ledger), ledger)
    marks, names, fields = read_labels(body, (*known, *attendees))
    if not names and dashed(body):
        marks, names = _dashes(body, ledger)
        body = body if names else [replace(line, text=m.rest) for line, m in zip(body, marks, strict=True)]
        marks = marks if names else [Mark("text", line.text) for line in body]
    ledger.names = tuple(dict.fromkeys(names.values()))
    state = _State(begun=not names, stamps=_stamps_of(body))
    unsure: dict[str, int] = {}
    for index, (line, mark) in enumerate(zip(body, marks, strict=True)):
        name = None if index in fields else names.get(mark.name.casefold()) if mark.name else None
        if mark.shape == "bare" and not mark.strong:
            name = None
        _read_line(ledger, state, line, mark, name)
        if mark.shape == "inline" and not name and state.begun and names and line.text.strip():
            unsure.setdefault(mark.name, line.number)
    _close(ledger, state, unsure)
    return ledger


def _dashes(lines: Sequence[Line], ledger: Ledger) -> tuple[list[Mark], dict[str, str]]:
    """Return marks of turns told by dashes alone, and two names for the voices where it is plain who of them asks.

    Where it is not, the dashes are booked here, `rest` of each mark is its line without, and nobody is named.
    """
    marks, plain = by_dashes(lines)
    if plain:
        ledger.warnings.append("no names: each dash was read as the other of two speakers; that one asks and one answers throughout speaks for it, "
                               "check with 'jtbd inspect'")
        return marks, {m.name.casefold(): m.name for m in marks if m.name}
    for line, mark in zip(lines, marks, strict=True):
        ledger.drop(mark.label, "mark of a new speaker", line.number)
    return marks, {}


def _read_line(ledger: Ledger, state: _State, line: Line, mark: Mark, name: str | None) -> None:
    if not line.text.strip():
        return
    if not name and (speech.FURNITURE.fullmatch(shown := mark.rest.strip() or line.text.strip()) or speech.OMITTED.fullmatch(shown)):
        ledger.drop(line.text, "note of the transcription tool", line.number)
    elif is_page(line.text):
        ledger.drop(line.text, "page mark", line.number)
    elif speech.RULE.fullmatch(line.text):
        ledger.drop(line.text, "rule", line.number)
    elif name:
        state.speaker, state.begun = name, True
        ledger.shapes[mark.shape] += 1
        state.clock |= mark.clock
        ledger.drop(mark.label, "speaker label", line.number)
        if mark.start_s is not None:
            state.start_s, state.end_s = mark.start_s, mark.end_s
        _say(ledger, state, mark.rest, line)
    elif speech.HEADING.match(line.text) and (mark.shape != "stamp" or mark.rest.strip()):
        ledger.drop(line.text, "heading", line.number)
    elif mark.shape == "stamp":
        _stamped(ledger, state, line, mark)
    elif not state.begun:
        state.preamble.append(line)
        ledger.drop(line.text, "before the first speaker", line.number)
    else:
        _say(ledger, state, line.text, line)


def _stamped(ledger: Ledger, state: _State, line: Line, mark: Mark) -> None:
    """Keep the time for the words after it; a time of day above the talk is only when it was held."""
    ledger.drop(mark.label, "time stamp", line.number)
    if state.begun or not mark.clock:
        state.start_s, state.end_s = mark.start_s, mark.end_s
        state.clock |= mark.clock
    if state.begun:
        ledger.shapes["stamp"] += 1
        _say(ledger, state, mark.rest, line)
    else:
        state.preamble.append(replace(line, text=mark.rest))
        ledger.drop(mark.rest, "before the first speaker", line.number)


def _say(ledger: Ledger, state: _State, text: str, line: Line) -> None:
    """Book the words of one line, parted at the time stamps set between them."""
    text = _without_closing_mark(ledger, text, line)
    if opened := _CHANGE.match(text):
        ledger.drop(opened.group(), "mark of a new speaker", line.number)
        text = text[opened.end() :]
    if speech.OMITTED.fullmatch(text):
        ledger.drop(text, "note of the chat", line.number)
        return
    last = len(text.rstrip())
    start, end, begin = state.start_s, state.end_s, 0
    spoken = False
    for stamp in state.stamps.finditer(text):
        time = speech.seconds(stamp.group(1))
        if time is None:
            continue
        piece = text[begin : stamp.start()]
        closing = stamp.end() >= last
        ledger.say(piece, state.speaker, start, time if closing and start is None else end, line.number)
        spoken |= bool(piece.strip())
        ledger.drop(stamp.group(), "time stamp", line.number)
        begin, start, end = stamp.end(), None if closing else time, None
    ledger.say(text[begin:], state.speaker, start, end, line.number)
    if spoken or text[begin:].strip():
        state.start_s = state.end_s = None


def _stamps_of(lines: Sequence[Line]) -> re.Pattern[str]:
    """Return the shape of times inside lines; those in round brackets count where most lines end with one."""
    written = [line.text.rstrip() for line in lines if line.text.strip()]
    ends = sum(1 for t in written if t.endswith(")") and (m := speech.ROUND_STAMP.search(t[-40:])) and m.end() == len(t[-40:]) and m.start())
    return speech.ROUND_STAMP if ends >= max(_CLOSING, _CLOSING_SHARE * len(written)) else speech.MID_STAMP


def _without_closing_mark(ledger: Ledger, text: str, line: Line) -> str:
    """Bold that opened before the label may close after the words: "**Ann: yes**"."""
    bare = text.rstrip()
    if bare.endswith("**") and bare.count("**") % 2:
        ledger.drop("**", "mark-up", line.number)
        return bare[:-2]
    return text


def _without_front(lines: Sequence[Line], ledger: Ledger) -> tuple[list[Line], list[str]]:
    """Drop YAML front matter and all that stands before a "Transcript" heading; return the rest and the people listed there."""
    body = list(lines)
    first = next((i for i, line in enumerate(body) if line.text.strip()), 0)
    if body and body[first].text.strip() == "---":
        close = next((i for i, x in enumerate(body[first + 1 : first + _FRONT_MATTER_LINES], first + 1) if x.text.strip() == "---"), None)
        if close and all(":" in x.text or x.text.startswith((" ", "-", "#")) or not x.text.strip() for x in body[first + 1 : close]):
            for line in body[: close + 1]:
                ledger.drop(line.text, "front matter", line.number)
            body = body[close + 1 :]
    people = _attendees(body[:_FRONT_MATTER_LINES])
    heading = next((i for i, x in enumerate(body) if speech.START.fullmatch(x.text.strip()) and len(x.text) < 60), None)
    if heading is None or not any(x.text.strip() for x in body[heading + 1 :]):
        return body, people
    reason = "before the transcript: title, summary or notes, not speech"
    before = sum(len(x.text.split()) for x in body[:heading])
    if before and _speakers_in(body[:heading]) >= max(2, _speakers_in(body[heading:])):
        return body, people  # the word stands inside the talk
    people += _attendees(body[:heading])
    for line in body[: heading + 1]:
        ledger.drop(line.text, reason, line.number)
    if before > speech.PREAMBLE_WORDS:
        ledger.warnings.append(
            f"{before} words before the transcript heading in line {body[heading].number} were set aside (summary or notes)"
        )
    return body[heading + 1 :], people


def _speakers_in(lines: Sequence[Line]) -> int:
    return sum(1 for line in lines if speech.parse_line(line.text).shape in ("inline", "header"))


def _attendees(lines: Sequence[Line]) -> list[str]:
    """Return the people a header lists ("Participants: Ann, Bo"), in the line itself or the one below."""
    people: list[str] = []
    for line, below in zip(lines, [*lines[1:], None], strict=False):
        match = speech.ATTENDEES.fullmatch(line.text.strip()) if len(line.text) < 1000 else None
        listed = match["names"] or (below.text if below else "") if match else ""
        parts = [clean_name(p) for p in re.split(r"[,;&|]|\band\b", listed)]
        if match and ("," in listed or ";" in listed or len(parts) > 1):
            people += [p for p in parts if plausible(p)]
    return people


#: what captions put before the words of a new voice, whom they do not name
_CHANGE = re.compile(r"\s*+>{2,3}\s*+")
_NUMBERED = re.compile(r"\s*(\d{1,5})[.):]?(?=\s|$)\s*")


def _without_numbers(lines: Sequence[Line], ledger: Ledger) -> list[Line]:
    """Set aside numbers of lines or paragraphs, which count up by one (or by five) through the whole file."""
    written = [i for i, line in enumerate(lines) if line.text.strip()]
    for step in (1, 5):
        found: dict[int, int] = {}
        wanted = 0
        for i in written:
            match = _NUMBERED.match(lines[i].text[:40])
            number = int(match.group(1)) if match else 0
            if match and (wanted <= number <= wanted + _MISSING * step if wanted else number <= step):
                found[i] = match.end()
                wanted = number + step
        if len(found) >= _NUMBERS and len(found) * step >= _NUMBERED_SHARE * len(written):
            for i, end in found.items():
                ledger.drop(lines[i].text[:end], "number of the line or paragraph", lines[i].number)
            return [replace(line, text=line.text[found[i] :]) if i in found else line for i, line in enumerate(lines)]
    return list(lines)


def _close(ledger: Ledger, state: _State, unsure: dict[str, int]) -> None:
    words = sum(len(line.text.split()) for line in state.preamble)
    if words > speech.PREAMBLE_WORDS:
        ledger.warnings.append(
            f"{words} words before the first speaker (from line {state.preamble[0].number}) were set aside. Label them if they are speech."
        )
    for name, number in list(unsure.items())[:5]:
        ledger.warnings.append(f"line {number}: {name!r} looks like a speaker but occurs once; kept as words of the speaker before")
    _drop_echoes(ledger, state.preamble)
    _drop_ending(ledger)
    if state.clock:
        _from_first(ledger)
    timed = [p for p in ledger.passages if p.start_s is not None]
    back = next((b for a, b in pairwise(timed) if (b.start_s or 0) < (a.start_s or 0)), None)
    if back:
        ledger.warnings.append(f"line {back.line}: the time stamp is earlier than the one before; the order of the file was kept")


def _drop_echoes(ledger: Ledger, preamble: Sequence[Line]) -> None:
    """Set aside "Ann hat die Transkription beendet" at the end, in whatever language: the preamble has nearly the same of a name."""
    def tail(text: str) -> str:
        return next((text[len(n) :].strip() for n in ledger.names if text.startswith(n) and text[len(n) : len(n) + 1] not in (":", "：")), "")

    started = [t for line in preamble if (t := tail(line.text.strip())) and len(t) < _ECHO]
    for p in [p for p in ledger.passages[-2:] if len(p.text) < 2 * _ECHO]:
        said = tail(p.text)
        if len(ledger.passages) > 1 and said and any(SequenceMatcher(None, said, t).ratio() >= _ECHO_LIKE for t in started):
            ledger.passages.remove(p)
            ledger.drop(p.text, "note of the transcription tool", p.line)


def _drop_ending(ledger: Ledger) -> None:
    """Set aside what a tool puts below the talk in whatever language: a line of its own that tells the length, and what follows it."""
    labelled = {d.line for d in ledger.dropped if d.reason == "speaker label"}
    for k in range(max(1, len(ledger.passages) - _ENDING), len(ledger.passages)):
        rest = ledger.passages[k:]
        if _ENDED.fullmatch(rest[0].text) and rest[0].start_s is None and not any(p.line in labelled for p in rest):
            del ledger.passages[k:]
            for p in rest:
                ledger.drop(p.text, "note of the transcription tool", p.line)
            return


def _from_first(ledger: Ledger) -> None:
    """Make times of day relative to the first, over midnight too."""
    zero = next((p.start_s for p in ledger.passages if p.start_s is not None), None)
    if zero is None:
        return

    def shift(time: float | None) -> float | None:
        return None if time is None else round((time - zero) % 86_400, 3)

    ledger.passages[:] = [replace(p, start_s=shift(p.start_s), end_s=shift(p.end_s)) for p in ledger.passages]
    ledger.warnings.append("the file gives the time of day; times were counted from its first stamp")
