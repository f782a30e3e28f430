"""From lines to speech: the one reader behind every loader whose container comes down to lines (text, Markdown, Word, HTML).

Not a loader itself. `speech.py` proposes how each line opens; here the whole file decides, and everything is booked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from jtbd_analyzer import speech
from jtbd_analyzer.names import META, clean_name, is_page, is_role, plausible
from jtbd_analyzer.speech import Ledger, Line, Mark

_FRONT_MATTER_LINES = 60
#: lines that open with a bare time, as a share of all and as a count, before "12:31 text" is read as a stamp
_LOOSE_SHARE, _LOOSE_COUNT = 0.2, 3
#: characters of a tool's note after a name, and how alike the one at the end is to the one at the start
_ECHO, _ECHO_LIKE = 60, 0.6
#: lines with a weak label, such as "Q. text", before they are believed
_WEAK = 4
#: lines that bear a number, as a count and as a share of all, before numbers are taken for those of lines
_NUMBERS, _NUMBERED_SHARE = 6, 0.2
#: numbers that may be missing between two lines that bear one
_MISSING = 2
#: words of a header field's value, as in "Interviewer: Marta Lind"
_FIELD_WORDS = 5


@dataclass(slots=True)
class _State:
    """Where the reading stands: who speaks, and a time stamp that waits for its words."""

    speaker: str | None = None
    start_s: float | None = None
    end_s: float | None = None
    begun: bool = False
    clock: bool = False
    preamble: list[Line] = field(default_factory=list)


def read_dialogue(lines: Sequence[Line], known: Iterable[str] = ()) -> Ledger:
    """Return speech and dropped text of `lines`, every character of which is in one of the two.

    `known` are names to believe even if they occur once. Where no speaker is announced every passage has speaker None.
    """
    ledger = Ledger()
    body, attendees = _without_front(_without_numbers(lines, ledger), ledger)
    marks, names, fields = _labels(body, (*known, *attendees))
    ledger.names = tuple(dict.fromkeys(names.values()))
    state = _State(begun=not names)
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


def labels_of(lines: Sequence[Line], known: Iterable[str] = ()) -> tuple[list[Mark], dict[str, str]]:
    """Return how each line opens and the names to believe, case folded -> as written: what a loader asks before it reads."""
    marks, names, _ = _labels(lines, tuple(known))
    return marks, names


def _labels(body: Sequence[Line], known: tuple[str, ...]) -> tuple[list[Mark], dict[str, str], set[int]]:
    """Return how each line opens, the names to believe, and the lines that are fields of a header."""
    marks = [speech.parse_line(line.text, line.bold) for line in body]
    marks = _with_stamped_names(marks)
    marks = _without_loose_stamps(body, marks)
    marks = _with_times_below(marks)
    fields = _header_fields(body, marks)
    names = speech.accepted([m for i, m in enumerate(marks) if i not in fields], known)
    if not names:
        weak = _weakly_labelled(body, marks)
        if weak:
            return weak, {m.name.casefold(): m.name for m in weak if m.name}, set()
    return marks, names, fields


def _weakly_labelled(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Mark]:
    """Return marks with weak labels ("Q. text", "Ann - text", "<Ann> text") where nearly every line has one of few names; else none."""
    found: dict[int, Mark] = {}
    for i, line in enumerate(lines):
        begin = len(marks[i].label) if marks[i].shape == "stamp" else 0
        match = speech.WEAK_LABEL.match(line.text[:300], begin)
        name = clean_name(match["boxed"] or match["name"]) if match else ""
        if match and plausible(name) and (match["boxed"] or is_role(name) or len(name) < 3 or "." not in match.group()):
            found[i] = Mark("inline", line.text[match.end() :], name, line.text[: match.end()], marks[i].start_s, marks[i].end_s, clock=marks[i].clock)
    counts = Counter(m.name.casefold() for m in found.values())
    found = {i: m for i, m in found.items() if counts[m.name.casefold()] > 1}
    written = sum(1 for m in marks if m.rest.strip() or m.shape == "bare")
    voices = {m.name.casefold() for m in found.values()}
    if len(found) < _WEAK or len(voices) < 2 or len(found) < speech.LABELLED_SHARE * written or len(voices) > len(found) / 2:
        return []
    return [found.get(i, m) for i, m in enumerate(marks)]


def _read_line(ledger: Ledger, state: _State, line: Line, mark: Mark, name: str | None) -> None:
    if not line.text.strip():
        return
    if speech.FURNITURE.fullmatch(mark.rest.strip() or line.text.strip()) and not name:
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
    elif speech.HEADING.match(line.text):
        ledger.drop(line.text, "heading", line.number)
    elif mark.shape == "stamp":
        state.start_s, state.end_s = mark.start_s, mark.end_s
        state.clock |= mark.clock
        ledger.drop(mark.label, "time stamp", line.number)
        if state.begun:
            ledger.shapes["stamp"] += 1
            _say(ledger, state, mark.rest, line)
        else:
            state.preamble.append(replace(line, text=mark.rest))
            ledger.drop(mark.rest, "before the first speaker", line.number)
    elif not state.begun:
        state.preamble.append(line)
        ledger.drop(line.text, "before the first speaker", line.number)
    else:
        _say(ledger, state, line.text, line)


def _say(ledger: Ledger, state: _State, text: str, line: Line) -> None:
    """Book the words of one line, parted at the time stamps set between them."""
    text = _without_closing_mark(ledger, text, line)
    last = len(text.rstrip())
    start, end, begin = state.start_s, state.end_s, 0
    spoken = False
    for stamp in speech.MID_STAMP.finditer(text):
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


def _with_stamped_names(marks: list[Mark]) -> list[Mark]:
    """A name on a line of its own above a line with nothing but a time is set off as clearly as a bold one."""
    out = list(marks)
    for i, mark in enumerate(marks):
        if mark.shape == "bare":
            after = next((m for m in marks[i + 1 : i + 3] if m.rest.strip() or m.shape != "text"), None)
            if after and after.shape == "stamp" and not after.rest.strip():
                out[i] = replace(mark, strong=True)
    return out


def _without_loose_stamps(lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """A bare time before words is a stamp only as a habit of the file: "12:30 is when we left" is speech."""
    loose = sum(1 for m in marks if m.shape == "loose")
    written = sum(1 for line in lines if line.text.strip())
    habit = loose >= _LOOSE_COUNT and loose >= _LOOSE_SHARE * written
    out = []
    for line, mark in zip(lines, marks, strict=True):
        if mark.shape == "loose":
            out.append(replace(mark, shape="stamp") if habit else Mark("text", line.text))
        else:
            out.append(mark)
    return out


def _with_times_below(marks: list[Mark]) -> list[Mark]:
    """A label with nothing but a time after it heads the words below, as a habit of the file: "Ann: 0:04"."""
    times = {i: m for i, mark in enumerate(marks) if mark.shape == "inline" and (m := speech.parse_line(mark.rest)).shape == "stamp" and not m.rest.strip()}
    if len(times) < _LOOSE_COUNT or 2 * len(times) < sum(1 for m in marks if m.shape == "inline"):
        return marks
    return [
        replace(m, shape="header", label=m.label + m.rest, rest="", start_s=times[i].start_s, end_s=times[i].end_s) if i in times else m
        for i, m in enumerate(marks)
    ]


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


def _header_fields(lines: Sequence[Line], marks: Sequence[Mark]) -> set[int]:
    """Return the indexes of lines like "Interviewer: Marta Lind" in a block of fields at the top, which name and do not speak."""
    block: list[int] = []
    for i, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        text = line.text.strip()
        if not text and any(_is_field(lines[j].text) for j in block):
            break
        if text and mark.shape in ("header", "stamp"):
            break
        value = mark.rest.strip() if mark.shape == "inline" else ""
        if value and (len(value.split()) > _FIELD_WORDS or value.endswith((".", "?", "!"))):
            break
        block += [i] if text else []
    return {i for i in block if marks[i].name and marks[i].rest.strip()} if any(_is_field(lines[j].text) for j in block) else set()


def _is_field(text: str) -> bool:
    """Return whether `text` is a field no speaker can be: "Date: ...", "**Transcript ID:** ..."."""
    key, colon, value = text.strip().lstrip("#*_- ").partition(":")
    name = key.strip("*_ ")
    return bool(colon and value.strip()) and META.fullmatch(name) is not None and not is_role(name)


def _close(ledger: Ledger, state: _State, unsure: dict[str, int]) -> None:
    words = sum(len(line.text.split()) for line in state.preamble)
    if words > speech.PREAMBLE_WORDS:
        ledger.warnings.append(
            f"{words} words before the first speaker (from line {state.preamble[0].number}) were set aside. Label them if they are speech."
        )
    for name, number in list(unsure.items())[:5]:
        ledger.warnings.append(f"line {number}: {name!r} looks like a speaker but occurs once; kept as words of the speaker before")
    _drop_echoes(ledger, state.preamble)
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


def _from_first(ledger: Ledger) -> None:
    """Make times of day relative to the first, over midnight too."""
    zero = next((p.start_s for p in ledger.passages if p.start_s is not None), None)
    if zero is None:
        return

    def shift(time: float | None) -> float | None:
        return None if time is None else round((time - zero) % 86_400, 3)

    ledger.passages[:] = [replace(p, start_s=shift(p.start_s), end_s=shift(p.end_s)) for p in ledger.passages]
    ledger.warnings.append("the file gives the time of day; times were counted from its first stamp")
