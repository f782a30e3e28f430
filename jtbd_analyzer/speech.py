"""The line grammar of transcripts: time stamps, speaker labels, what is not speech, and proof that nothing got lost.

Every pattern has bounded repeats and never gives white space back, so that reading stays linear in the length of a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from jtbd_analyzer.errors import InputError
from jtbd_analyzer.model import Dropped, Passage, Reading, Source
from jtbd_analyzer.names import clean_name, is_aside, is_page, is_role, one_person, plausible

#: from this share of labelled lines on, a name that speaks once is believed too
LABELLED_SHARE = 0.6
#: names on lines of their own, from which a role that stands so once is believed
_HEADED = 4
#: labels of one name after which the same second name stands, before the two are one
_DOUBLED = 3
#: more words than this before the first speaker are worth a warning
PREAMBLE_WORDS = 40

TIME = r"(?:\d{2}(?:;\d{2}){3}|\d{1,3}:\d{1,2}(?::\d{1,2}){0,2}(?:[.,]\d{1,3}|-\d(?![\d:]))?(?:\s?[AaPp]\.?[Mm]\b\.?)?|\d{1,2}\.\d{2}\.\d{2}(?!\d))"
_RANGE = rf"({TIME})(?:\s*+(?:-->|->|→|[-–—]|to|(?<=\t))\s*+({TIME}))?"
_DATE = r"(?:(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?:,\s?|\s|T))"
#: where a time stamp of a page links to: "[00:12](https://...)", "{#00:12}"
_LINK = r"(?:\((?:https?:|javascript:|#|/)[^\s()]{0,300}(?:\([^\s()]{0,80}\)[^\s()]{0,80})?\)|\s?\{#[^\s{}]{1,60}\})"
_BOXED_STAMP = re.compile(rf"\s*+(?:\*\*)?[\[({{<#]{{1,2}}\s*+(?P<day>{_DATE})?{_RANGE}\s*+[\])}}>#]{{1,2}}{_LINK}?(?:\*\*)?[ \t:–—|-]{{0,4}}")
_BARE_STAMP = re.compile(rf"\s*+@?(?P<day>{_DATE})?{_RANGE}(?P<gap>[ \t–—|-]{{0,6}})(?![\d:])")
_HEADED_STAMP = re.compile(rf"\s*+#{{1,6}}\s++(?:\*\*)?[\[(]?{_RANGE}[\])]?(?:\*\*)?{_LINK}?\s*+")
#: times in words, as screen readers say them: "1 hour 2 minutes 3 seconds"
_SPOKEN_TIME = re.compile(r"\s*+(?=\d)(?:(\d{1,2}) hours?\s?)?(?:(\d{1,2}) minutes?\s?)?(?:(\d{1,2}) seconds?)?\s*+")
_FULL_TIME = re.compile(r"\s*+\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?(?:\s++|$)")
MID_STAMP = re.compile(rf"\s{{0,9}}[\[{{#]\s{{0,9}}{_RANGE}\s{{0,9}}[\]}}#]\s*")
#: the same, and at the end of a line in round brackets, where closing times are a habit of the file: "(00:01:02)"
ROUND_STAMP = re.compile(rf"\s{{0,9}}[\[{{#(]\s{{0,9}}{_RANGE}\s{{0,9}}(?:[\]}}#]\s*|\)\s*$)")
#: what is told of a speaker in round brackets, colons and all, but no time: "(she/her)", "(PhD: UX)"
_TOLD = r"\((?!\s?\d{1,3}[:.]\d)[^()\n]{1,24}\)"
_NAME = rf"(?P<name>[^:：\[\]{{}}()<>|\t\n]{{1,63}}?(?:\s?{_TOLD}|\s?\[[^\[\]:：\d]{{1,24}}\])?(?:\s?\|\s?[^:：\[\]{{}}()<>|\t\n]{{1,40}}?)?)"
_MARK = r"(?:\*{1,3}|_{1,2})?"
_OPEN = r"\s*+(?:[-*>•–—]\s++|>{2,3}\s*+)?(?:\*{1,3}|_{1,2}|@|#(?=[\w*]))?"
_STAMP_AFTER = rf"(?:\s*+[\[({{<#|,–—-]{{0,2}}\s*+{_RANGE}\s*+[\])}}>#]{{0,2}})"
_LABEL = re.compile(rf"{_OPEN}{_NAME}\s*+{_MARK}{_STAMP_AFTER}?\s*+{_MARK}\s*+[:：](?!//)\s*+{_MARK}\s*+")
_BOXED_NAME = re.compile(rf"{_OPEN}[\[{{](?P<name>[^\[\]{{}}:\n]{{1,63}})[\]}}]{_STAMP_AFTER}?\s*+{_MARK}\s*+[:：]?\s*+{_MARK}\s*+")
_HEADER = re.compile(rf"{_OPEN}(?:#{{1,6}}\s++)?[\[{{]?{_NAME}[\]}}]?{_MARK}{_STAMP_AFTER}{_LINK}?\s*+{_MARK}\s*+[:：]?\s*+{_MARK}\s*+")
#: "Ann [00:02] text", "Ann   00:00:02   text": a name and a time, no colon
_TIMED_LABEL = re.compile(rf"{_OPEN}{_NAME}{_MARK}(?:\s*+[\[(<{{]{_RANGE}[\])>}}]{_LINK}?|(?P<wide>\s++){TIME}){_MARK}\s++(?=[^\s:：–—-])")
#: a name right after a time, alone on its line: "0:07 - Ann (Acme)"
_AFTER_TIME = re.compile(rf"(?:\*\*)?{_NAME}(?:\*\*)?\s*+")
#: a letter of a name alone on its line; stars only where they hide digits of a number
_LETTER = r"(?:[^:：\[\]{}()<>|\t\n*]|(?<=[\d *-])\*(?=[\d*-]))"
_BARE = re.compile(rf"\s*+(?P<deco>#{{1,6}}\s++|\*{{2,3}}|__|\()?(?P<name>{_LETTER}{{1,63}}?(?:\s?{_TOLD})?)(?:\*{{2,3}}|__|\))?\s*+")
_INITIAL = re.compile(r"(?:.*[\s.])?[^\W\d_]\.")
#: labels that only a habit of the whole file makes labels: "Q. text", "Interviewer - text", "<Ann> text"
WEAK_LABEL = re.compile(
    rf"(?:\s*+(?:[-*•]\s++)?\*\*(?P<bold>[^*:\n]{{1,63}})\*\*\s++|{_OPEN}(?:<{{1,2}}(?P<boxed>[^<>:\n]{{1,63}})>{{1,2}}\s*+[:：]?\s*+|\((?P<round>[^():\n]{{1,63}})\)\s++|(?P<name>[^:：\[\]{{}}()<>|\t\n.–—-]{{1,63}}?)(?:\s++[-–—]{{1,2}}\s++|\.\s++|\s*+[–—]\s*+|\s*+\)\s++|\t\s*+|\s{{3,40}}|;\s++|\s*+>{{1,2}}\s++)))(?=\S)"
)
ATTENDEES = re.compile(
    r"[\W_]{0,4}(?:participants?|attendees|speakers?|invited|present|interviewe[re]s?|moderators?)[\W_]{0,6}(?P<names>.*)", re.IGNORECASE
)
RULE = re.compile(r"[\s\-—–_=*~#·•]{3,}")
HEADING = re.compile(r"\s*#{1,6}\s+\S")
START = re.compile(
    r"\W{0,14}(?:📖.{0,40}|(?:[A-Z0-9]{1,2}[.)] )?(?:(?:start|beginning) of (?:the )?)?"
    r"(?:(?:full|meeting|interview|call|edited|cleaned|clean|raw|verbatim) ){0,2}transcript(?:ion)?(?: start| begins)?)\W{0,14}", re.IGNORECASE,
)
FURNITURE = re.compile(
    r"\W{0,3}(?:(?:transcri(?:bed|ption) (?:by|from|with) (?:https?://)?\S*(?:otter|rev|turboscribe|descript|zoom|sonix|trint)\b.{0,90})|"
    r"(?:(?:transcription|meeting|recording|interview) (?:ended|stopped|started)\b.{0,40})|"
    r"(?:end of (?:the )?(?:transcript|interview|recording|audio|meeting)\W{0,4})|"
    r"(?:auto-?generated transcript\b.{0,80})|(?:view recording - .{1,160})|"
    r"(?:.{1,60} (?:started|stopped) transcription\W{0,2})|"
    r"(?:this editable transcript was computer generated.{0,120})|(?:(?:subtitles|captions?|captioning) (?:by|made by|provided by) .{1,60}))",
    re.IGNORECASE,
)

#: what chats write for what is no text
OMITTED = re.compile(
    r"\W{0,3}(?:messages and calls are end-to-end encrypted\b.{0,200}|"
    r"(?:image|video|audio|sticker|gif|document|media|contact card) omitted|this message was deleted)\W{0,3}",
    re.IGNORECASE,
)


#: characters of a line that is only a name and a time, and of one whose time is a link
_LONGEST_HEADER, _LINKED_HEADER = 160, 400
#: passages in a row with the same words, from which they are taken for a loop of the recogniser
_LOOP = 4
_LOOP_INSIDE = re.compile(r"(?:^|\s)((?:\S{1,20}\s){1,6}?)\1{5}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source: its text, its number from 1, whether all of it is bold, or slanted, and how many characters at its start are bold."""

    text: str
    number: int
    bold: bool = False
    slanted: bool = False
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """How a line opens: `name` is the speaker it may announce, `label` the text that is not speech, `rest` what follows."""

    shape: Literal["inline", "header", "bare", "stamp", "loose", "text"]
    rest: str
    name: str = ""
    label: str = ""
    start_s: float | None = None
    end_s: float | None = None
    strong: bool = False
    clock: bool = False


@dataclass(slots=True)
class Ledger:
    """Collects passages, dropped text and warnings, and closes as a `Reading` only when the sums agree."""

    passages: list[Passage] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    #: names of speakers found, and lines that announced one
    names: tuple[str, ...] = ()
    shapes: Counter[str] = field(default_factory=Counter)

    def say(
        self, text: str, speaker: str | None = None, start_s: float | None = None, end_s: float | None = None, line: int | None = None
    ) -> None:
        """Add speech; text without ink is ignored."""
        if text.strip():
            self.passages.append(Passage(text.strip(), speaker, start_s, end_s, line))

    def drop(self, text: str, reason: str, line: int | None = None) -> None:
        """Set text aside with the reason; text without ink is ignored."""
        if text.strip():
            self.dropped.append(Dropped(text.strip(), reason, line))

    def _mark_loops(self) -> None:
        """Set aside what a recogniser repeats on silence, the same timed words over and over; tell of loops inside a passage."""
        kept: list[Passage] = []
        first, times = None, 0
        loops: list[tuple[int | None, int]] = []
        for p in self.passages:
            words = " ".join(re.findall(r"\w+", p.text.casefold()))
            same = kept and p.start_s is not None and p.speaker == kept[-1].speaker and words == first
            times = times + 1 if same else 1
            first = words
            kept.append(p)
            if times >= _LOOP:
                gone = kept[-_LOOP + 1 :] if times == _LOOP else kept[-1:]
                del kept[-len(gone) :]
                kept_last = kept[-1]
                for x in gone:
                    self.drop(x.text, "repeated by the recogniser", x.line)
                if times == _LOOP:
                    loops.append((kept_last.line, _LOOP))
                else:
                    loops[-1] = loops[-1][0], times
        self.passages[:] = kept
        inside = [p.line for p in kept if _LOOP_INSIDE.search(p.text[:20_000])]
        for line, n in loops[:5]:
            self.warnings.append(f"line {line}: the same words {n} times over, as recognisers invent on silence; kept once")
        if inside:
            self.warnings.append(f"line {inside[0]}: words that repeat in a loop, as recognisers invent on silence ({len(inside)} such); kept, check them")

    def reading(self, source: Source, body_chars: int, form: str) -> Reading:
        """Return the reading; raises InputError where nothing was said, warns where characters are unaccounted for."""
        self._mark_loops()
        if not self.passages:
            raise InputError(f"{source.path.name}: must hold speech; got {form} with none. Check that the export is complete.")
        reading = Reading(tuple(self.passages), tuple(self.dropped), tuple(self.warnings), body_chars, form)
        missing = body_chars - _accounted(reading)
        if missing:
            note = f"{source.path.name}: {missing} of {body_chars} characters are neither speech nor set aside. Report this shape."
            reading = replace(reading, warnings=(*reading.warnings, note))
        return reading


def voiced(passage: Passage, speaker: str) -> Passage:
    """Return `passage` as said by `speaker` where it names nobody."""
    return passage if passage.speaker is not None else replace(passage, speaker=speaker)


def ink(text: str) -> int:
    """Return the number of characters of `text` that are not white space."""
    return sum(map(len, text.split()))


def _accounted(reading: Reading) -> int:
    return sum(ink(p.text) for p in reading.passages) + sum(ink(d.text) for d in reading.dropped)


def conserved(reading: Reading) -> bool:
    """Return whether speech and dropped text together hold exactly the characters of the source body."""
    return reading.body_chars == _accounted(reading)


def lines_of(text: str) -> list[Line]:
    """Return the lines of decoded text, numbered from 1."""
    return [Line(line, i) for i, line in enumerate(text.split("\n"), 1)]


def seconds(stamp: str) -> float | None:
    """Return the seconds of a time stamp in any shape transcripts use, or None where a part is out of range.

    Two parts are minutes and seconds, with AM or PM hours and minutes; a fourth part counts frames and is left out.
    """
    text = stamp.strip().rstrip(".").casefold().replace(",", ".")
    half = text.replace(".", "")[-2:]
    day = half in ("am", "pm")
    text = re.sub(r"\s?[ap]\.?m$", "", text).replace(";", ":")
    if ":" not in text and text.count(".") == 2:
        text = text.replace(".", ":")
    text = re.sub(r"-(\d)$", r".\1", text)
    try:
        parts = [float(p) for p in text.split(":")][: 3 if text.count(":") < 4 else 0]
    except ValueError:
        return None
    if not 2 <= len(parts) <= 3 or any(p >= 60 for p in parts[1:]):
        return None
    if day:
        hours, minutes, rest = parts[0] % 12 + (12 if half == "pm" else 0), parts[1], parts[2] if len(parts) > 2 else 0.0
        return hours * 3600 + minutes * 60 + rest
    total = 0.0
    for part in parts:
        total = total * 60 + part
    return round(total, 3)


def _times(match: re.Match[str]) -> tuple[float | None, float | None, bool]:
    start, end = (g for g in match.groups()[-2:])
    day = bool(start) and start.rstrip(". ").casefold().endswith("m")
    return (seconds(start) if start else None), (seconds(end) if end else None), day


@lru_cache(maxsize=8192)  # loaders look at the lines of a file to see whether it is theirs, then again to read it
def parse_line(text: str, bold: bool = False) -> Mark:
    """Return how a line opens. It only proposes a speaker; `accepted` decides over the whole file."""
    head, position, start, end, clock = text[:300], 0, None, None, False
    alone = _HEADED_STAMP.fullmatch(head) or _SPOKEN_TIME.fullmatch(head) if head[:1].isdigit() or "#" in head[:8] else None
    if alone:
        first = seconds(alone.group(1)) if alone.re is _HEADED_STAMP else _spoken(alone)
        if first is not None:
            return Mark("stamp" if alone.re is _HEADED_STAMP else "loose", "", "", text, first, None)
    lead = _BOXED_STAMP.match(head) or _BARE_STAMP.match(head)
    if lead:
        found = re.search(_RANGE, lead.group()[(lead.end("day") if lead["day"] else lead.start()) - lead.start() :])
        start, end, clock = _times(found) if found else (None, None, False)
        clock |= bool(lead["day"])
        position = lead.end() if start is not None else 0
    announced = _announced(text, head, position, bold, start)
    if announced:
        # some tools put the time twice, the first always zero
        return replace(announced, start_s=announced.start_s if not start and announced.start_s is not None else start, end_s=announced.end_s or end,
                       clock=announced.clock or clock)
    if position and lead:
        gap = "" if lead.re is _BOXED_STAMP else lead["gap"]
        boxed = lead.re is _BOXED_STAMP or not text[position:].strip() or gap.count(" ") > 1 or "\t" in gap or "|" in gap
        return Mark("stamp" if boxed else "loose", text[position:], "", text[:position], start, end, clock=clock)
    return Mark("text", text)


def is_spoken_time(text: str) -> bool:
    """Return whether `text` is nothing but a time in words: "1 minute 3 seconds"."""
    return text[:1].isdigit() and _SPOKEN_TIME.fullmatch(text) is not None


def _spoken(match: re.Match[str]) -> float:
    """Return the seconds of a time in words."""
    hours, minutes, rest = (int(g or 0) for g in match.groups())
    return float(hours * 3600 + minutes * 60 + rest)


def _announced(text: str, head: str, position: int, bold: bool, lead: float | None) -> Mark | None:
    """Return the mark of the speaker announced at `position`, if any."""
    if len(text) <= (_LINKED_HEADER if "](" in head else _LONGEST_HEADER) and (m := _HEADER.fullmatch(text, position)):
        start, end, clock = _times(m)
        if start is not None and plausible(clean_name(m["name"])):
            local = bool(re.match(r"\s*\[[^\]]+\]\s*\d{1,2}:\d{2}:\d{2}\s*$", text))  # Zoom's local file writes the time of day
            return Mark("header", "", clean_name(m["name"]), text, start, end, clock=clock or local)
    timed = _timed_label(text, head, position) if lead is None else None
    if timed:
        return timed
    for pattern in (_BOXED_NAME, _LABEL):
        m = pattern.match(head, position)
        if not m or not plausible(clean_name(m["name"])) or _cuts_a_time(m, head):
            continue
        if HEADING.match(head) and head[m.end() :].strip() and not is_role(clean_name(m["name"])):
            continue  # "## Part 1: how it began" is a heading
        start, end, clock = _times(m) if m.groups()[-2] else (None, None, False)
        rest, stop = text[m.end() :], m.end()
        if lead is None and start is None and (after := _BOXED_STAMP.match(rest[:80]) or _FULL_TIME.match(rest[:80])):
            found = re.search(_RANGE, after.group())
            start, end, clock = _times(found) if found else (None, None, False)
            stop += after.end()
        return Mark("inline", text[stop:], clean_name(m["name"]), text[:stop], start, end, clock=clock)
    if lead is not None and len(text) <= 120 and (m := _AFTER_TIME.fullmatch(text, position)) and plausible(clean_name(m["name"])):
        return Mark("bare", "", clean_name(m["name"]), text, strong=bold or is_role(clean_name(m["name"])))
    m = _BARE.fullmatch(text, position) if len(text) <= 80 else None
    if m and plausible(clean_name(m["name"])) and (not m["name"].rstrip().endswith((".", "…")) or _INITIAL.fullmatch(m["name"].rstrip())):
        name = clean_name(m["name"])
        strong = bold or bool(m["deco"]) or is_role(name) or (name.isupper() and len(name) > 2)
        return Mark("bare", "", name, text, strong=strong)
    return None


def _timed_label(text: str, head: str, position: int) -> Mark | None:
    """Return the mark of a name, a time and words without a colon; an unboxed time must be full or set off, or the name a role."""
    m = _TIMED_LABEL.match(head, position)
    if not m or HEADING.match(head) or not plausible(clean_name(m["name"])):
        return None
    name = clean_name(m["name"])
    found = re.search(_RANGE, text[m.end("name") : m.end()])
    start, end, clock = _times(found) if found else (None, None, False)
    if start is None or found is None:
        return None
    if m["wide"] is not None and not (found.group(1).count(":") > 1 or len(m["wide"]) > 1 or "\t" in m["wide"] or is_role(name)):
        return None
    return Mark("inline", text[m.end() :], name, text[: m.end()], start, end, clock=clock)


def _cuts_a_time(match: re.Match[str], head: str) -> bool:
    """Return whether the colon of a label stands inside a time: "Ann 00:00:12", "Ann [00:00:12] text"."""
    before, after = head[match.start() : match.end()].rstrip(" *_"), head[match.end() :]
    timed = match.groups()[-2] is not None
    return (match["name"][-1:].isdigit() and re.match(r"[:：]\d", head[match.end("name") :]) is not None) or (
        timed and before[-1:] in ":：" and re.match(r"\d\d(?!\d)", after) is not None and head[match.end() - 1 : match.end()] in ":："
    )


def doubled(marks: Iterable[Mark]) -> dict[str, str]:
    """Return the name, case folded -> what follows it and another colon in all its labels: names that hold a colon, as "UX: Ann"."""
    seconds_of: dict[str, list[str]] = {}
    for m in marks:
        if m.shape == "inline":
            after = parse_line(m.rest.strip())
            seconds_of.setdefault(m.name.casefold(), []).append(after.name if after.shape == "inline" else "")
    return {name: found[0] for name, found in seconds_of.items() if len(found) >= _DOUBLED and found[0] and len(set(found)) == 1}


def whole(mark: Mark, second: Mapping[str, str]) -> Mark:
    """Return `mark` with both parts of a name that holds a colon, where `doubled` found it so."""
    name = second.get(mark.name.casefold()) if mark.shape == "inline" else None
    after = parse_line(mark.rest.strip()) if name else mark
    if not name or after.name != name:
        return mark
    return replace(mark, name=f"{mark.name}: {name}", rest=after.rest, label=f"{mark.label}{after.label}")


def _manner(mark: Mark) -> tuple[str, bool]:
    """Return how a label is set off: the mark-up before the name and whether it has a time."""
    return "".join(c for c in mark.label.lstrip()[:3] if c in "*_#@[{<>"), mark.start_s is not None


def accepted(marks: Sequence[Mark], known: Iterable[str] = ()) -> dict[str, str]:
    """Return the names to believe, case folded -> as first written.

    A name is believed when its person recurs, when it is a role or is in `known`, or when nearly every line is labelled as it is; a name on a
    line of its own must also be set off (bold, heading, capitals, role).
    """
    sure = {clean_name(n).casefold() for n in known}
    proposed = [m for m in marks if m.name and (m.shape != "bare" or m.strong)]
    person = one_person(dict.fromkeys(m.name for m in proposed))
    counts = Counter(person[m.name] for m in proposed)
    labelled = [m for m in proposed if m.shape == "inline" and m.rest.strip()]
    written = sum(1 for m in marks if (m.rest.strip() and not is_page(m.rest)) or m.shape == "bare")
    dense = len(labelled) >= 2 and len({m.name for m in labelled}) >= 2 and len(labelled) >= LABELLED_SHARE * written
    manner = Counter(map(_manner, labelled)).most_common(1)[0][0] if labelled else None
    headers = sum(1 for m in proposed if m.shape == "header")
    own_line = [m for m in proposed if m.shape == "inline" and not m.rest.strip()]
    headed = sum(m.shape == "bare" and counts[person[m.name]] >= 2 for m in proposed) >= _HEADED
    told = {m.name.casefold() for m in proposed}
    firsts = {m.name[0] for m in proposed if counts[person[m.name]] >= 2 and m.name[0].isalpha()}
    capitals = bool(firsts) and all(c.isupper() for c in firsts)
    stacked = len(own_line) >= 4 and sum(counts[person[m.name]] >= 2 for m in own_line) >= LABELLED_SHARE * len(own_line)
    out: dict[str, str] = {}
    for m in proposed:
        key = m.name.casefold()
        alone = m.shape == "bare"
        once = counts[person[m.name]] < 2 and key not in sure
        if once and ((key == "me" and "them" not in told) or (m.name[:1].islower() and capitals and not is_role(m.name))):
            continue  # "Me: where is it?" tells what was said; "manager: can we?" is the rest of a line that was broken
        if (
            counts[person[m.name]] >= 2
            or key in sure
            or (is_role(m.name) and (headed or not alone))
            or (m.shape == "header" and headers >= 3)
            or (dense and not alone and not is_aside(m.name) and _manner(m) == manner)
            or (stacked and m.shape == "inline" and not m.rest.strip())
        ):
            out.setdefault(key, m.name)
    return out
