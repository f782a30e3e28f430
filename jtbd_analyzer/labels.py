"""Codes that people (or another coder) gave, read from a table or an edited workbook and laid over a study's transcripts."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import grids, journey
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.model import Source
from jtbd_analyzer.scheme import CODES, NONE, code_named, kind_of
from jtbd_analyzer.sources import open_source
from jtbd_analyzer.text import sentences, squeeze

if TYPE_CHECKING:
    from jtbd_analyzer.model import Transcript
    from jtbd_analyzer.study import Study

#: marks that count as the code beside them when two coders are compared
ALIAS: Final[dict[str, str]] = {"first_value": "value_realized", "leap_of_faith": "milestone", "": NONE}
_REVIEWED: Final = ("human_class", "human_stage", "human_count", "reviewer", "reviewed_at")
#: a header stands within so many rows of the top
_HEADER_WITHIN: Final = 60

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Label:
    """One stretch of a transcript and what one coder made of it; `_alt` is a second reading that counts as right too.

    Offsets are characters in the transcript's `source_text`. `kind` is "none" for no code and for markers. `valence` is -1, 0,
    1 or None where the coder gave none; `phase` likewise "". `quote_id` is set where the label is a quote of the study.
    """

    transcript_id: str
    char_start: int
    char_end: int
    code: str
    kind: str
    code_alt: str = ""
    kind_alt: str = ""
    phase: str | None = None
    phase_alt: str = ""
    valence: int | None = None
    quote_id: str = ""


@dataclass(frozen=True)
class Labels:
    """All labels of one coder, by transcript and place.

    `complete` says that a stretch without a label in these transcripts was read and given no code; if not, it was not read.
    `units` are the stretches to compare on. `notes` say what could not be placed or must be kept in mind.
    """

    name: str
    rows: tuple[Label, ...]
    complete: bool
    units: tuple[Label, ...]
    notes: tuple[str, ...] = ()


def of_study(study: Study) -> Labels:
    """Return the codes of the run itself, those before any researcher's correction where the study keeps them apart."""
    machine = getattr(study, "suggested", None) or study
    rows = tuple(
        Label(q.transcript_id, q.char_start, q.char_end, ALIAS.get(q.code, q.code), _kind(q.code), phase=q.phase, valence=_sign(q.valence), quote_id=q.quote_id)
        for q in machine.quote_rows
    )
    return Labels("run", rows, True, rows)


def read(path: Path, study: Study) -> Labels:
    """Return the labels in `path`, laid over the transcripts of `study`; raises InputError for a file without the columns.

    Three forms, told apart by their columns: labelled sentences (transcript, sentence, code; code_alt, kind, kind_alt, phase,
    phase_alt, valence if known), an edited workbook (quote_id and human_class …: only rows touched by a reviewer count), and
    coded passages of a second coder (transcript_id, verbatim, code, as in tables/quotes.csv or the sheet Quotes).
    """
    rows = _rows(path)
    header = set(rows[0]) if rows else set()
    if {"transcript", "sentence", "code"} <= header:
        return _sentences(path, rows, study)
    if "quote_id" in header and any(r.get(c) for r in rows for c in _REVIEWED):
        return _reviewed(path, rows, study)
    if {"transcript_id", "verbatim", "code"} <= header:
        return _passages(path, rows, study)
    raise InputError(f"{path.name}: must have the columns transcript, sentence, code, or transcript_id, verbatim, code, or quote_id and human_class; "
                     f"got {', '.join(sorted(header)[:8]) or 'no header'}. Rename the columns.")


def _rows(path: Path) -> list[Row]:
    source = open_source(path)
    if source.text is not None:
        tables = [_delimited(source, path)]
    elif grids.is_workbook(source):
        tables = grids.sheets(source)
    else:
        raise InputError(f"{path.name}: must be a text table or .xlsx; got binary data. Save it as CSV.")
    for grid in tables:
        for at, row in enumerate(grid[:_HEADER_WITHIN]):
            names = [squeeze(c).casefold().replace(" ", "_") for c in row]
            if "quote_id" in names or "sentence" in names or "verbatim" in names:
                return [dict(zip(names, (*r, *[""] * len(names)), strict=False)) for r in grid[at + 1 :]]
    return []


def _delimited(source: Source, path: Path) -> grids.Grid:
    """Return the rows of a text table; a tab-separated one whose lines all have the header's columns holds its quote marks as words."""
    text = source.text or ""
    plain = list(csv.reader(text.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [r for r in plain if r]
    return rows if rows and len(rows[0]) > 1 and all(len(r) == len(rows[0]) for r in rows) else grids.delimited(text, path.name)


def _kind(code: str) -> str:
    kind = kind_of(code)
    return NONE if kind == "marker" else kind


def _sign(value: float | str | None) -> int | None:
    if value is None or value == "":
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return (number > 0) - (number < 0)


def _checked(path: Path, code: str) -> str:
    code = code_named(code) or code.strip().casefold().replace(" ", "_").replace("-", "_")
    if code and code not in (*CODES, *ALIAS, NONE):
        raise InputError(f"{path.name}: every code must be one of {', '.join((*CODES, NONE))}; got {code!r}. Correct it.")
    return ALIAS.get(code, code)


class Speech:
    """What the participants of one transcript say, white space squeezed, with the way back to its offsets."""

    def __init__(self, t: Transcript) -> None:
        letters: list[str] = []
        self.at: list[int] = []
        for turn in (x for x in t.turns if x.role == "participant"):
            for i in (*range(turn.char_start, turn.char_end), -1):
                c = " " if i < 0 or t.source_text[i].isspace() else t.source_text[i]
                if c != " " or (letters and letters[-1] != " "):
                    letters.append(c)
                    self.at.append(i)
        self.text = "".join(letters)
        self.cursor = 0

    def place(self, words: str) -> tuple[int, int] | None:
        """Return the span of the next occurrence of `words`, from the last one found on or else from the start."""
        needle = squeeze(words)
        found = self.text.find(needle, self.cursor) if needle else -1
        found = found if found >= 0 or not needle else self.text.find(needle)
        if found < 0:
            return None
        self.cursor = found + len(needle)
        return self.at[found], self.at[self.cursor - 1] + 1


def _speeches(study: Study, names: Iterable[str]) -> dict[str, Speech]:
    wanted = set(names)
    return {t.transcript_id: Speech(t) for t in study.transcript_rows if t.transcript_id in wanted}


def _unplaced(path: Path, study: Study, missing: Sequence[str], total: int) -> tuple[str, ...]:
    if len(missing) == total:
        have = ", ".join(t.transcript_id for t in study.transcript_rows[:3])
        raise InputError(f"{path.name}: must hold words of this study's participants; found none of {total} rows in its transcripts. "
                         f"The transcripts are called {have} …: name them so.")
    return (f"{len(missing)} of {total} rows of {path.name} were not found in the participants' words and are left out",) if missing else ()


def _sentences(path: Path, rows: Sequence[Row], study: Study) -> Labels:
    speeches = _speeches(study, (r["transcript"] for r in rows))
    found, missing = [], []
    for r in rows:
        span = speeches[r["transcript"]].place(r["sentence"]) if r["transcript"] in speeches else None
        if span is None:
            missing.append(r["sentence"])
            continue
        code, alt = _checked(path, r["code"]), _checked(path, r.get("code_alt") or r["code"])
        kind = r.get("kind") or _kind(code)
        found.append(Label(r["transcript"], *span, code, kind, alt, r.get("kind_alt") or (kind if alt == code else _kind(alt)), r.get("phase"),
                           r.get("phase_alt") or r.get("phase", ""), _sign(r.get("valence"))))
    return Labels(path.name, tuple(found), False, tuple(found), _unplaced(path, study, missing, len(rows)))


def _reviewed(path: Path, rows: Sequence[Row], study: Study) -> Labels:
    machine = getattr(study, "suggested", None) or study
    found, missing, touched = [], [], 0
    for r in rows:
        if not any(r.get(c) for c in _REVIEWED):
            continue
        touched += 1
        q = machine.quotes_by_id.get(r["quote_id"])
        if q is None or ("verbatim" in r and squeeze(r["verbatim"].lstrip("'")) != squeeze(q.verbatim.lstrip("'"))):
            missing.append(r["quote_id"])
            continue
        said = r.get("human_class", "")
        code = _checked(path, said) if said else ALIAS.get(q.code, q.code)
        found.append(Label(q.transcript_id, q.char_start, q.char_end, code, _kind(code), code, _kind(code), _phase(r.get("human_stage", ""), study, q.phase),
                           quote_id=q.quote_id))
    notes = ("only quotes that the run had found were reviewed; what it missed does not show: read this as how often a reviewer agreed, not as what was found",)
    return Labels(path.name, tuple(found), False, tuple(found), (*_unplaced(path, study, missing, touched), *notes))


def _phase(stage: str, study: Study, otherwise: str) -> str:
    if stage[:3] in {s.id for s in journey.steps()}:
        return study.framework.phase_of(stage[:3])
    return stage if stage in {p.id for p in study.framework.phases} else otherwise


def _passages(path: Path, rows: Sequence[Row], study: Study) -> Labels:
    names = dict.fromkeys(r["transcript_id"] for r in rows)
    speeches = _speeches(study, names)
    texts = {t.transcript_id: t.source_text for t in study.transcript_rows}
    found, missing = [], []
    for r in rows:
        words, span = r["verbatim"], None
        a, b = r.get("char_start", ""), r.get("char_end", "")
        for said in dict.fromkeys((words, words.removeprefix("'"))):  # tables guard a word that begins like a formula
            if a.isdigit() and b.isdigit() and texts.get(r["transcript_id"], "")[int(a) : int(b)] == said:
                span = int(a), int(b)
            elif span is None and r["transcript_id"] in speeches:
                span = speeches[r["transcript_id"]].place(said)
        if span is None:
            missing.append(words)
            continue
        code = _checked(path, r.get("human_class") or r["code"])
        found.append(Label(r["transcript_id"], *span, code, _kind(code), code, _kind(code), r.get("phase"), r.get("phase", ""), _sign(r.get("valence"))))
    coded = Labels(path.name, tuple(found), True, ())
    over = Cover(coded)
    units = tuple(over(u) for t in study.transcript_rows if t.transcript_id in names for u in sentence_units(t))
    note = "every sentence of the participants is a unit; one without a passage of the second coder counts as none"
    return Labels(path.name, tuple(found), True, tuple(u for u in units if u), (*_unplaced(path, study, missing, len(rows)), note))


def sentence_units(t: Transcript) -> list[Label]:
    """Return the sentences of the participants of `t` as labels without a code."""
    return [
        Label(t.transcript_id, x.char_start + a, x.char_start + b, NONE, NONE, NONE, NONE)
        for x in t.turns if x.role == "participant" for a, b in sentences(t.text(x))
    ]


class Cover:
    """Finds the label that covers at least half of a unit: the one that covers most, the first among equals."""

    def __init__(self, labels: Labels) -> None:
        self._complete = labels.complete
        self._by_transcript: dict[str, list[Label]] = defaultdict(list)
        for row in labels.rows:
            self._by_transcript[row.transcript_id].append(row)

    def __call__(self, unit: Label) -> Label | None:
        """Return `unit`'s stretch with the covering label's codes, with none where nothing covers it, or None where it was not read."""
        most = max(self._by_transcript[unit.transcript_id], key=lambda r: _overlap(r, unit), default=None)
        if most is None or 2 * _overlap(most, unit) < max(1, unit.char_end - unit.char_start):
            return Label(unit.transcript_id, unit.char_start, unit.char_end, NONE, NONE, NONE, NONE) if self._complete else None
        return Label(unit.transcript_id, unit.char_start, unit.char_end, most.code, most.kind, most.code_alt or most.code, most.kind_alt or most.kind,
                     most.phase, most.phase_alt, most.valence, most.quote_id)


def _overlap(a: Label, b: Label) -> int:
    return min(a.char_end, b.char_end) - max(a.char_start, b.char_start)
