"""Which lines announce a speaker: `speech.py` proposes line by line, here the habits of the whole file decide. Not a loader itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from jtbd_analyzer import speech
from jtbd_analyzer.names import META, clean_name, is_role, plausible
from jtbd_analyzer.roles import asks
from jtbd_analyzer.speech import Line, Mark

#: lines that open with a bare time, as a share of all and as a count, before "12:31 text" is read as a stamp
_LOOSE_SHARE, _LOOSE_COUNT = 0.2, 3
#: lines with a weak label, such as "Q. text", before they are believed
_WEAK = 4
#: names after times that head no words, as a share of those that do
_HEADS_MISSED = 0.2
#: voices that may be told by a number alone, and the share of lines that then bear one
_NUMBERS, _NUMBERED_SHARE = 6, 0.8
_NUMBERED = re.compile(r"\s*+(?:\(([1-9])\)|\[([1-9])\]|([1-9])(?:[:.)]|\s[-–—]))\s++(?=\S)")
#: dashes that open turns, and the share of paragraphs that have one, before they are read as such
_DASH = re.compile(r"\s*+[-–—―]{1,2}(?![-–—>])\s*+(?=[^\s\d-])")
_DASHES, _DASHED_SHARE = 6, 0.6
#: share of the turns of two voices that ask, from which it is plain that the one interviews and the other does not
_ONE_ASKS, _OTHER_ASKS = 0.7, 0.15
#: words of a header field's value, as in "Interviewer: Marta Lind"
_FIELD_WORDS = 5
#: names on lines of their own, lines of a title above the first, and words below each on average, before they head what is below
_ABOVE, _TITLE, _WORDS_BELOW = 4, 3, 4
#: a label written small, and the share of lines that must bear a label then
_SMALL = re.compile(r"\s*+(?P<name>[^\W\d_][\w'’.-]{0,20}(?: [\w'’.-]{1,20}){0,3})\s?[:：]\s++(?=\S)")
_SMALL_SHARE = 0.9
#: words that tell that a name follows
_TOLD_BY = ("speaker", "sprecher", "name", "hablante", "locuteur")


def labels_of(lines: Sequence[Line], known: Iterable[str] = ()) -> tuple[list[Mark], dict[str, str]]:
    """Return how each line opens and the names to believe, case folded -> as written: what a loader asks before it reads."""
    marks, names, _ = read_labels(lines, tuple(known))
    return marks, names


def read_labels(body: Sequence[Line], known: tuple[str, ...]) -> tuple[list[Mark], dict[str, str], set[int]]:
    """Return how each line opens, the names to believe, and the lines that are fields of a header."""
    marks = [speech.parse_line(line.text, line.bold) for line in body]
    marks = _without_doubles(body, _without_loose_stamps(body, marks))
    marks = _with_stamped_names(marks)
    marks = _with_names_after_times(marks)
    marks = _with_times_below(marks)
    marks = _with_names_told(marks)
    marks = _with_names_above(body, marks)
    second = speech.doubled(marks)
    marks = [speech.whole(m, second) for m in marks]
    fields = _header_fields(body, marks)
    names = speech.accepted([m for i, m in enumerate(marks) if i not in fields], known)
    marks, small = _with_small_names(body, marks, names)
    names |= small
    if not names:
        weak = _weakly_labelled(body, marks) or _numbered(body, marks)
        if weak:
            return weak, {m.name.casefold(): m.name for m in weak if m.name}, set()
    return marks, names, fields


def _weakly_labelled(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Mark]:
    """Return marks with weak labels ("Q. text", "Ann - text", "<Ann> text", a bold name) where nearly every line has one of few names; else none.

    Lines that hang under a label which stands further left go on with what it says.
    """
    found: dict[int, Mark] = {}
    for i, line in enumerate(lines):
        begin = len(marks[i].label) if marks[i].shape == "stamp" else 0
        match = speech.WEAK_LABEL.match(line.text[:300], begin)
        boxed = (match["boxed"] or match["round"] or match["bold"] or "") if match else ""
        name, end = (clean_name(boxed or match["name"]), match.end()) if match else ("", 0)
        if line.lead > begin and line.text[line.lead :].strip():
            name, boxed, end = clean_name(line.text[begin : line.lead]), "bold", line.lead
        if end and plausible(name) and (boxed or is_role(name) or len(name) < 3 or "." not in line.text[begin:end]):
            found[i] = Mark("inline", line.text[end:], name, line.text[:end], marks[i].start_s, marks[i].end_s, clock=marks[i].clock)
    counts = Counter(m.name.casefold() for m in found.values())
    found = {i: m for i, m in found.items() if counts[m.name.casefold()] > 1}
    hanging = not any(lines[i].text[:1].isspace() for i in found)
    written = sum(1 for x, m in zip(lines, marks, strict=True) if (m.rest.strip() or m.shape == "bare") and not (hanging and x.text[:4].isspace()))
    voices = {m.name.casefold() for m in found.values()}
    if len(found) < _WEAK or len(voices) < 2 or len(found) < speech.LABELLED_SHARE * written or len(voices) > len(found) / 2:
        return []
    return [found.get(i, m) for i, m in enumerate(marks)]


def dashed(lines: Sequence[Line]) -> bool:
    """Return whether turns are told by a dash at the beginning, as in printed dialogue: a habit of nearly all paragraphs."""
    return sum(_DASH.match(x.text) is not None for x in lines) >= max(_DASHES, _DASHED_SHARE * sum(bool(x.text.strip()) for x in lines))


def by_dashes(lines: Sequence[Line]) -> tuple[list[Mark], bool]:
    """Return marks of dashed turns, and whether it is plain that two voices take turns: one asks nearly always, the other hardly ever.

    Then the marks name them "Speaker 1" and "Speaker 2"; a list of notes has dashes too, and no such order.
    """
    opens = [(i, m) for i, x in enumerate(lines) if (m := _DASH.match(x.text))]
    ends = [i for i, _ in opens[1:]] + [len(lines)]
    turns = [" ".join((lines[i].text[m.end() :], *(x.text for x in lines[i + 1 : end]))) for (i, m), end in zip(opens, ends, strict=True)]
    share = [sum(asks(t) for t in turns[k::2]) / max(1, len(turns[k::2])) for k in (0, 1)]
    plain = max(share) >= _ONE_ASKS and min(share) <= _OTHER_ASKS
    marks = [Mark("text", x.text) for x in lines]
    for k, (i, m) in enumerate(opens):
        marks[i] = Mark("inline", lines[i].text[m.end() :], f"Speaker {k % 2 + 1}" if plain else "", m.group())
    return marks, plain


def _numbered(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Mark]:
    """Return marks with voices told by a number alone ("1: text", "(2) text") where nearly every line has one and they take turns; else none."""
    found: dict[int, Mark] = {}
    for i, line in enumerate(lines):
        begin = len(marks[i].label) if marks[i].shape == "stamp" else 0
        match = _NUMBERED.match(line.text[:300], begin)
        if match:
            number = next(g for g in match.groups() if g)
            found[i] = Mark("inline", line.text[match.end() :], f"Speaker {number}", line.text[: match.end()], marks[i].start_s, marks[i].end_s)
    counts = Counter(m.name for m in found.values())
    order = [m.name for m in found.values()]
    written = sum(1 for m in marks if m.rest.strip() or m.shape == "bare")
    back = sum(a > b for a, b in pairwise(order))
    if len(found) < _WEAK or not 2 <= len(counts) <= _NUMBERS or min(counts.values()) < 2 or back < len(found) // 4 or len(found) < _NUMBERED_SHARE * written:
        return []
    return [found.get(i, m) for i, m in enumerate(marks)]


def _with_stamped_names(marks: list[Mark]) -> list[Mark]:
    """A name on a line of its own above a line with nothing but a time is set off as clearly as a bold one.

    Where every time opens a line of words, the name above it is set off too, as a habit of the file.
    """
    alone: list[int] = []
    above: list[int] = []
    for i, mark in enumerate(marks):
        if mark.shape == "bare" and mark.start_s is None:
            after = next((m for m in marks[i + 1 : i + 3] if m.rest.strip() or m.shape != "text"), None)
            if after and after.shape == "stamp":
                (above if after.rest.strip() else alone).append(i)
    timed = sum(1 for m in marks if m.shape == "stamp" and m.rest.strip())
    if len(above) < _LOOSE_COUNT or len(above) < (1 - _HEADS_MISSED) * timed or len({marks[i].name for i in above}) > max(2, len(above) // 2):
        above = []
    out = list(marks)
    for i in (*alone, *above):
        habit = len(alone) >= _LOOSE_COUNT and i in alone
        out[i] = replace(marks[i], strong=True, shape="header" if habit else "bare")
    return out


def _with_names_after_times(marks: list[Mark]) -> list[Mark]:
    """A name after a time, in its line ("0:07 - Ann (Acme)") or the next, heads the words below, as a habit of the file.

    The words below bear no time of their own: where every line has one, "0:07 Yes" is an answer.
    """
    written = [i for i, m in enumerate(marks) if m.rest.strip() or m.shape != "text"]
    heads, others = [], 0
    for before, i, after in zip([-1, *written], written, [*written[1:], -1], strict=False):
        mark = marks[i]
        under = before >= 0 and marks[before].shape == "stamp" and not marks[before].rest.strip()
        if mark.shape != "bare" or not (mark.start_s is not None or under):
            continue
        spoken = after >= 0 and marks[after].start_s is None and marks[after].shape in ("text", "bare")
        heads += [i] if spoken else []
        others += 0 if spoken or after < 0 else 1
    voices = {marks[i].name.casefold() for i in heads}
    if len(heads) < 2 or others > _HEADS_MISSED * len(heads) or len(voices) > max(2, len(heads) // 2):
        return marks
    out = list(marks)
    for i in heads:
        headed = marks[i].start_s is not None or len(heads) >= _LOOSE_COUNT
        out[i] = replace(marks[i], strong=True, shape="header" if headed else "bare")
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


def _with_names_told(marks: list[Mark]) -> list[Mark]:
    """A line "SPEAKER: S1" heads the words below it, as a habit of the file."""
    told = {i: clean_name(m.rest) for i, m in enumerate(marks) if m.shape == "inline" and m.name.casefold() in _TOLD_BY and plausible(clean_name(m.rest))}
    if len(told) < _LOOSE_COUNT or len({n.casefold() for n in told.values()}) > len(told) / 2:
        return marks
    return [replace(m, shape="header", name=told[i], label=m.label + m.rest, rest="") if i in told else m for i, m in enumerate(marks)]


def _without_doubles(lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """A name that stands twice above its words is one label, as a habit of the file: text copied from Teams has it again, alone or with its time in words."""
    again: dict[int, Mark] = {}
    last = -1
    for i, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        text = line.text.strip()
        if not text or mark.shape == "stamp":
            continue
        name = marks[last].name if last >= 0 and marks[last].shape in ("bare", "header") else ""
        after = text[len(name) :].strip(" ,") if name and text.startswith(name) else text
        if name and after != text and (speech.is_spoken_time(after) or (not after and _time_follows(marks, i))):
            again[i] = Mark("stamp", "", "", line.text, start_s=speech.parse_line(after).start_s if after else None)
            continue
        last = i
    return [again.get(i, m) for i, m in enumerate(marks)] if len(again) >= _LOOSE_COUNT else marks


def _time_follows(marks: Sequence[Mark], i: int) -> bool:
    """Return whether the next line that is written after `i` is nothing but a time."""
    after = next((m for m in marks[i + 1 : i + 3] if m.rest.strip() or m.shape != "text"), None)
    return after is not None and after.shape == "stamp" and not after.rest.strip()


def _with_names_above(lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """A few names that stand again and again on lines of their own, words below each, head these words, as a habit of the file."""
    bare = {i: m.name for i, m in enumerate(marks) if m.shape == "bare" and m.start_s is None and not m.name[:1].islower()}
    counts = Counter(bare.values())
    heads = [i for i, name in bare.items() if counts[name] > 1 or is_role(name)]
    written = [i for i, x in enumerate(lines) if x.text.strip()]
    place = {i: k for k, i in enumerate(written)}
    apart = sum(i == 0 or not lines[i - 1].text.strip() for i in heads)
    voices = {marks[i].name for i in heads}
    if (len(heads) < _ABOVE or len(voices) < 2 or len(voices) > len(heads) / 2 or place[heads[0]] > _TITLE or heads[-1] == written[-1]
            or any(place[b] - place[a] < 2 for a, b in pairwise(heads))
            or not (apart == len(heads) or len(written) - place[heads[0]] == 2 * len(heads)) or any(m.shape in ("header", "stamp") for m in marks)):
        return marks
    spoken = sum(len(lines[i].text.split()) for i in written if i not in bare)
    if spoken < _WORDS_BELOW * len(heads):
        return marks
    out = list(marks)
    for i in heads:
        out[i] = replace(marks[i], strong=True)
    return out


def _with_small_names(lines: Sequence[Line], marks: list[Mark], names: Mapping[str, str]) -> tuple[list[Mark], dict[str, str]]:
    """Return marks and names with labels written small ("ana's colleague: yes"), where these recur and leave hardly a line without a label."""
    found = {i: m for i, x in enumerate(lines) if marks[i].shape == "text" and (m := _SMALL.match(x.text[:80]))}
    counts = Counter(m["name"].casefold() for m in found.values())
    found = {i: m for i, m in found.items() if counts[m["name"].casefold()] > 1}
    labelled = {m.name.casefold() for m in marks if m.shape == "inline" and m.name.casefold() in names}
    bearing = len(found) + sum(1 for m in marks if m.shape == "inline" and m.name.casefold() in labelled)
    voices = labelled | {m["name"].casefold() for m in found.values()}
    written = sum(1 for x in lines if x.text.strip())
    if not found or len(voices) < 2 or bearing < max(_WEAK, _SMALL_SHARE * written):
        return marks, {}
    out = list(marks)
    for i, m in found.items():
        out[i] = Mark("inline", lines[i].text[m.end() :], m["name"], m.group())
    return out, {m["name"].casefold(): m["name"] for m in found.values()}


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
