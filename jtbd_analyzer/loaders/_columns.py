"""Columns of a table by their meaning, and its rows as speech: shared by tables, Word tables and tables in pages. Not a loader itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from jtbd_analyzer import speech
from jtbd_analyzer.loaders._stt_words import unit_of
from jtbd_analyzer.names import QUESTION, clean_name, plausible
from jtbd_analyzer.speech import Ledger

#: what a column can mean to a loader; `[load] columns` maps these to the names in a file
MEANINGS: Final = ("speaker", "text", "question", "start", "end", "source_type")
#: column names by meaning, best first; compared in lower case without punctuation
_SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
        "text", "content", "transcript", "transcription", "utterance", "dialogue", "quote", "verbatim", "message", "sentence", "excerpt", "speech", "answer",
        "response", "review text", "review body", "review", "feedback", "comment",
        "comments", "open text", "free text", "body", "words", "description", "highlight",
        "note", "what was said", "spoken text", "transcript text", "caption", "line", "dialog", "statement", "phrase", "subtitle",
        "inhalt", "transkript", "aussage", "äußerung", "antwort", "texto", "contenido",
        "contenu", "texte", "testo", "tekst", "transkrypcja", "文本", "内容", "テキスト",
    ),
    "speaker": (
        "speaker", "speaker name", "participant", "participant name", "respondent", "respondent name", "name", "author", "author name", "reviewer",
        "reviewer name", "customer", "customer name", "requester", "requester name", "user name", "username", "who", "role", "user", "person",
        "respondent id", "response id", "participant id", "customer id", "user id", "author id", "submission id",
        "speaker label", "speaker id", "voice", "talker", "email", "email address", "e mail",
        "sprecher", "sprecherin", "sprecher in", "wer", "befragte", "befragter", "sprechende", "teilnehmer",
        "interviewpartner", "interviewpartnerin", "quien", "quién", "persona", "qui",
        "hablante", "locuteur", "locutrice", "intervenant", "orador", "interlocutor", "parlante", "spreker", "mówca",
        "说话人", "话者", "話者",
    ),
    "start": (
        "start", "start time", "time", "timestamp", "timespan", "time span", "time stamp", "in", "from", "begin", "start s", "start ms", "start seconds",
        "timecode", "time code", "time in", "time start", "start timecode", "begin time", "zeit", "zeitstempel", "zeitmarke", "start zeit", "beginn", "von",
        "tiempo", "temps", "inicio", "início", "début", "inizio", "tijd", "时间", "時間",
        "date", "created at", "created", "submitted at", "submission date",
    ),
    "end": ("end", "end time", "out", "to", "stop", "end s", "end ms", "end seconds", "time out", "time end", "end timecode",
            "ende", "bis", "fin", "fim", "fine"),
    "question": ("question", "question text", "prompt", "asked"),
    "source_type": ("source type", "source", "channel"),
}  # fmt: skip
_MOMENT: Final = re.compile(
    r"(?:(?P<year>\d{4})-(?P<c>\d{1,2})-(?P<d>\d{1,2})|(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>\d{4}|\d{2}))"
    r"(?:(?:T|,?\s{1,3})(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?)\s?(?P<half>[AaPp]\.?[Mm]\.?)?(?:\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?"
)
#: of a table without a header: rows it needs, and the share of rows that must hold a name or a time in the column that gives it
_HEADLESS_ROWS: Final = 3
#: in a talk voices change this often, and what is said is hardly ever said again in the same words
_CHANGES: Final = 0.4
_DISTINCT: Final = 0.7
#: words a cell of speech has on average
_WORDS: Final = 3
_NAMED_SHARE: Final = 0.8


def plain(name: str) -> str:
    """Return a column name for comparison: lower case, letters and digits only, single spaces."""
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())


def by_header(header: Sequence[str], told: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return meaning -> index of the columns a header row names; a column told in `told` must be there by that name."""
    names = [plain(cell) for cell in header]
    found: dict[str, int] = {}
    for meaning, synonyms in _SYNONYMS.items():
        wanted = (plain(told[meaning]),) if told and told.get(meaning) else synonyms
        index = next((names.index(w) for w in wanted if w in names and names.index(w) not in found.values()), None)
        if index is not None:
            found[meaning] = index
    return found


def by_content(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return meaning -> index for rows without a header: a column of recurring names beside the one with most words; {} where there is none."""
    width = max(map(len, rows), default=0)
    if len(rows) < _HEADLESS_ROWS or width < 2:
        return {}
    cells = [[row[i].strip() if i < len(row) else "" for row in rows] for i in range(width)]
    text = max(range(width), key=lambda i: sum(map(speech.ink, cells[i])))
    if sum(len(c.split()) for c in cells[text]) < _WORDS * len(rows):
        return {}
    found = {"text": text}
    for i in range(width):
        written = [c for c in cells[i] if c]
        if i == text or len(written) < 2:
            continue
        stamped = sum(map(is_time, written))
        people = {clean_name(c) for c in written}
        named = sum(plausible(clean_name(c)) for c in written)
        if stamped >= _NAMED_SHARE * len(written):
            found.setdefault("start", i)
        elif named >= _NAMED_SHARE * len(written) and len(people) <= max(2, len(written) // 2):
            found.setdefault("speaker", i)
    if "speaker" not in found:
        return {}
    voices = cells[found["speaker"]]
    changes = sum(a != b for a, b in pairwise(voices))
    said = [c for c in cells[text] if c]
    taken_in_turn = voices[0] in voices[1:] or changes >= _CHANGES * len(rows)
    return found if taken_in_turn and len(set(said)) >= _DISTINCT * len(said) else {}


def has_header(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> bool:
    """Return whether the first of rows read by content names the columns, in whatever language: its speaker never speaks again."""
    voices = [row[columns["speaker"]].strip() if columns["speaker"] < len(row) else "" for row in rows]
    return voices[0] not in voices[1:]


def read_rows(ledger: Ledger, rows: Sequence[Sequence[str]], numbers: Sequence[int], columns: Mapping[str, int], scale: float = 1.0) -> None:
    """Book the cells of `rows` (numbered `numbers`): words as speech, the others set aside; tell of times that cannot be read."""
    cells = {m: [row[i] if i < len(row) else "" for row in rows] for m, i in columns.items()}
    _name_below(cells)
    blank = [""] * len(rows)
    starts, dated = _times(cells.get("start", blank), scale)
    ends, _ = ([(None, None)] * len(rows), False) if dated else _times(cells.get("end", blank), scale)
    whose = {i: m for m, i in columns.items()}
    asked, voice = "", None if "speaker" in columns or "question" not in columns else "Participant"
    reasons = {"speaker": "speaker label", "start": "time stamp", "end": "time stamp", "question": "question again"}
    for k, row in enumerate(rows):
        for i, cell in enumerate(row):
            if whose.get(i) == "question" and cell.strip() != asked:
                asked = cell.strip()
                ledger.say(asked.replace("\n", " "), QUESTION, line=numbers[k])
            elif whose.get(i) != "text":
                ledger.drop(cell, reasons.get(whose.get(i, ""), "column that is not speech"), numbers[k])
        speaker = clean_name(cells.get("speaker", blank)[k]) or voice
        end = starts[k][1] if starts[k][1] is not None else ends[k][0]
        ledger.say(cells["text"][k].replace("\n", " "), speaker, starts[k][0], end, numbers[k])
    strange = [numbers[k] for k, cell in enumerate(cells.get("start", blank)) if cell.strip() and starts[k][0] is None]
    if strange:
        ledger.warnings.append(f"row {strange[0]}: the time cannot be read ({len(strange)} such); these rows stay without a time")
    if dated:
        ledger.warnings.append("the table gives date and time; times were counted from its first row")


def _name_below(cells: dict[str, list[str]]) -> None:
    """Move a name that stands in a row without words, as in merged cells, to the words in the row below that names nobody."""
    names = cells.get("speaker", [])
    for k in range(len(names) - 1):
        if names[k].strip() and not cells["text"][k].strip() and not names[k + 1].strip():
            names[k + 1] = names[k]


def scale_of(header: Sequence[str], columns: Mapping[str, int], rows: Sequence[Sequence[str]]) -> float:
    """Return seconds per unit of plain numbers: Whisper's TSV (start, end, text) and columns named ms count milliseconds."""
    if "start" not in columns:
        return 1.0
    names = [plain(h) for h in header]
    if names[:3] == ["start", "end", "text"] and all(r[columns["start"]].strip().isdigit() for r in rows[:50] if len(r) > columns["start"]):
        return 0.001
    if names[columns["start"]].endswith((" ms", "milliseconds")):
        return 0.001
    starts = [float(c) for row in rows if len(row) > columns["start"] and (c := row[columns["start"]].strip()).isdigit() and len(c) < 13]
    words = sum(len(row[columns["text"]].split()) for row in rows if "text" in columns and len(row) > columns["text"])
    return unit_of(starts, words) if len(starts) > 1 else 1.0


def _times(cells: Sequence[str], scale: float) -> tuple[list[tuple[float | None, float | None]], bool]:
    """Return (start, end) of each cell in seconds and whether they were dates, which count from the first.

    A cell holds a number in the column's unit, a stamp, a span of two stamps, or a date with or without a time.
    """
    moments = _moments(cells)
    known = [m for m in moments if m is not None]
    if not known:
        return [_time(c, scale) for c in cells], False
    zero = known[0]
    return [(None if m is None else round(m - zero, 3), None) for m in moments], True


def _moments(cells: Sequence[str]) -> list[float | None]:
    """Return seconds since year 1 for cells like "2025-09-17 10:00:13"; months come first only where a day over 12 says so."""
    found = [_MOMENT.fullmatch(c.strip()) for c in cells]
    second_is_day = any(m and not m["year"] and int(m["b"]) > 12 for m in found)
    out: list[float | None] = []
    for m in found:
        if m is None:
            out.append(None)
            continue
        stamp = m["time"] or "0:00:00"
        hours_only = stamp.count(":") == 1 and not m["half"]
        time = speech.seconds(stamp + (m["half"] or (":00" if hours_only else "")))
        year, month, day = (m["year"], m["c"], m["d"]) if m["year"] else (m["y"], *((m["a"], m["b"]) if second_is_day else (m["b"], m["a"])))
        try:
            days = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).toordinal()
            out.append(None if time is None else days * 86_400.0 + time)
        except ValueError:
            out.append(None)
    return out


def is_time(cell: str) -> bool:
    """Return whether a cell holds a time stamp or a span of two."""
    return ":" in cell and _time(cell, 1.0)[0] is not None


def _time(cell: str, scale: float) -> tuple[float | None, float | None]:
    """Return (start, end) of a cell: a number in the column's unit, a stamp, or a span of two stamps."""
    text = cell.strip()[:80]
    if re.fullmatch(r"\d{1,12}(?:[.,]\d{1,6})?", text):
        return round(float(text.replace(",", ".")) * scale, 3), None
    mark = speech.parse_line(text)
    return (mark.start_s, mark.end_s) if mark.shape in ("stamp", "loose") else (None, None)
