"""Tables with a column of speech: CSV, TSV (Whisper's too) and XLSX, their columns found by name or told.

A table of survey answers, reviews or tickets is a listening post: many people, each a few words, nobody asks. Its kind is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from jtbd_analyzer import grids, speech
from jtbd_analyzer.errors import InputError, suggest
from jtbd_analyzer.loaders import _columns
from jtbd_analyzer.model import Passage, Reading, Source
from jtbd_analyzer.names import QUESTION, clean_name
from jtbd_analyzer.roles import is_asker
from jtbd_analyzer.speech import Ledger

_SNIFF_CHARS = 100_000
_HEADER_ROWS = 10
#: columns of a sheet that lists people; without one of the latter its notes are not speech
_OF_PEOPLE = frozenset({"participant id", "segment", "recruited as", "age", "gender", "occupation", "job title", "company", "email", "e mail"})
_OF_SPEECH = frozenset({
    "text", "content", "transcript", "quote", "utterance", "message", "sentence", "excerpt", "verbatim", "speech", "answer", "response", "review",
    "review text", "feedback", "comment", "comments",
})  # fmt: skip
#: columns that tell of a listening post, by its kind
_POSTS = {
    "review": frozenset({"rating", "stars", "star rating", "review", "review text", "review body", "review title", "reviewer", "reviewer name"}),
    "ticket": frozenset({"ticket", "ticket id", "ticket number", "case id", "case number", "requester", "assignee", "priority", "subject"}),
    "survey": frozenset({
        "respondent", "respondent id", "response id", "submission id", "nps", "nps score", "csat", "survey", "question", "answer", "collector id", "score",
    }),
}  # fmt: skip
#: an open question of a survey: words of its heading, and of its middle answer
_QUESTION_WORDS, _ANSWER_WORDS = 3, 3
_MAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
#: from this share of different authors on, rows are posts of many people rather than turns of a talk
_AUTHORS = 0.6


@dataclass(frozen=True)
class Table:
    """Reads one passage per row. `columns` names the columns where the header does not say: meaning -> name in the file."""

    columns: dict[str, str] = field(default_factory=dict)

    def sniff(self, source: Source) -> float:
        """Return 0.85 or 0.9 for a table whose header names a column of speech, 0.2 for another table, so that it is refused by its columns."""
        if source.text is None:
            if not grids.is_workbook(source):
                return 0.0
            return 0.9 if self._top(self._sheet(grids.sheets(source, most=5 * _HEADER_ROWS))) is not None else 0.2
        if source.text.lstrip()[:1] in ("{", "[", "<") or "-->" in source.text[:2000]:
            return 0.0
        by_name = source.suffix in (".csv", ".tsv", ".tab")
        rows = grids.delimited(source.text[:_SNIFF_CHARS], source.path.name)
        top = self._top(rows)
        if top is None or len(rows) < top + 2:
            headless = len(rows) >= (3 if by_name else _HEADER_ROWS) and _regular(rows) and _columns.by_content(rows)
            return 0.85 if headless else 0.2 if by_name and _regular(rows) else 0.0
        if by_name and _regular(rows[top:]):
            return 0.9
        telling = len(self._found(rows[top])) > 1 or bool(self._asked(rows[top:]))
        return 0.85 if self.columns.get("text") or (telling and _regular(rows[top:]) and (top == 0 or len(self._found(rows[top])) > 1)) else 0.0

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the rows; raises InputError when no column of speech is found, with the columns there are."""
        rows = grids.delimited(source.text, source.path.name) if source.text is not None else self._sheet(grids.sheets(source))
        kind = "XLSX" if source.text is None else "TSV" if grids.delimiter(source.text) == "\t" else "CSV"
        ledger = Ledger(warnings=list(source.warnings))
        body = sum(speech.ink(cell) for row in rows for cell in row)
        top = self._top(rows)
        if top is None:
            columns = _columns.by_content(rows)
            if not columns:
                raise self._refusal(source, rows)
            headed = int(_columns.has_header(rows, columns))
            for cell in rows[0] if headed else ():
                ledger.drop(cell, "column header", 1)
            _columns.read_rows(ledger, rows[headed:], range(1 + headed, len(rows) + 1), columns)
            ledger.warnings.append("the header names no column of speech: columns were found by their content, " + _listed(columns, None))
            return ledger.reading(source, body, f"table ({kind})")
        header, talk = rows[top], rows[top + 1 :]
        for number, row in enumerate(rows[:top], 1):
            for cell in row:
                ledger.drop(cell, "above the table", number)
        columns, questions = self._found(header), [] if self.columns.get("text") else self._asked(rows[top:])
        if len(questions) > 1 or "text" not in columns:
            form = self._survey(ledger, header, talk, top + 2, columns, questions)
        else:
            form = self._talk(ledger, header, talk, top + 2, columns)
        made = ledger.reading(source, body, f"{form or 'table'} ({kind})")
        return Reading(made.passages, made.dropped, made.warnings, made.body_chars, made.format, form)

    def _talk(self, ledger: Ledger, header: Sequence[str], rows: Sequence[Sequence[str]], first: int, columns: dict[str, int]) -> str:
        """Read a row per turn or post; return the kind of listening post, or "" for the turns of a talk."""
        for cell in header:
            ledger.drop(cell, "column header", first - 1)
        numbers = range(first, first + len(rows))
        _columns.read_rows(ledger, rows, numbers, columns, _columns.scale_of(header, columns, rows))
        ledger.warnings.append(f"columns read as {_listed(columns, header)}")
        form = _post(header, rows, columns)
        if form:
            ledger.passages[:] = _each_a_person(ledger)
        return form

    def _survey(self, ledger: Ledger, header: Sequence[str], rows: Sequence[Sequence[str]], first: int, columns: dict[str, int], questions: list[int]) -> str:
        """Read open questions, each a column: the question once, then everybody's answers, so that each answer has its question before it."""
        who = columns.get("speaker")
        for i, cell in enumerate(header):
            if i not in questions:
                ledger.drop(cell, "column header", first - 1)
        for i in questions:
            ledger.say(header[i], QUESTION, line=first - 1)
            for number, row in enumerate(rows, first):
                named = clean_name(row[who]) if who is not None and who < len(row) else ""
                ledger.say(row[i].replace("\n", " ") if i < len(row) else "", named or None, line=number)
        for number, row in enumerate(rows, first):
            for i, cell in enumerate(row):
                if i not in questions:
                    ledger.drop(cell, "speaker label" if i == who else "column that is not speech", number)
        ledger.warnings.append(f"read as a survey with {len(questions)} open questions: " + "; ".join(header[i][:60] for i in questions[:8]))
        ledger.passages[:] = _each_a_person(ledger)
        return "survey"

    def _found(self, header: Sequence[str]) -> dict[str, int]:
        return _columns.by_header(header, self.columns)

    def _asked(self, rows: Sequence[Sequence[str]]) -> list[int]:
        """Return the columns whose heading asks and whose cells answer in sentences; `rows` begins with the header."""
        header, talk = rows[0], rows[1:201]
        if any(cell.strip() and (cell in [row[i] for row in talk if i < len(row)] or _columns.is_time(cell)) for i, cell in enumerate(header)):
            return []  # what stands again below is no heading
        out = []
        for i, name in enumerate(header):
            asks = name.strip().endswith("?") or len(name.split()) > _QUESTION_WORDS
            written = [len(row[i].split()) for row in talk if i < len(row) and row[i].strip()]
            if asks and written and median(written) >= _ANSWER_WORDS:
                out.append(i)
        return out

    def _top(self, rows: Sequence[Sequence[str]]) -> int | None:
        """Return the index of the header row, or None where no row names a column of speech or the rows list people."""
        if self.columns.get("text"):
            return next((i for i, row in enumerate(rows[:_HEADER_ROWS]) if "text" in self._found(row)), None)
        for i, row in enumerate(rows[:_HEADER_ROWS]):
            names = {_columns.plain(cell) for cell in row}
            if "text" in self._found(row):
                return None if len(names & _OF_PEOPLE) > 1 and not names & _OF_SPEECH and not self._asked(rows[i:]) else i
            titles = all(sum(bool(cell.strip()) for cell in above) < 2 for above in rows[:i])
            if titles and self._asked(rows[i:]) and _regular(rows[i:]):
                return i
        return None

    def _sheet(self, book: Sequence[list[list[str]]]) -> list[list[str]]:
        """Return the sheet to read: with a column of speech if there is one, else and among these the one with the most text."""
        return max(book, key=lambda rows: (self._top(rows) is not None, sum(speech.ink(c) for r in rows for c in r)), default=[])

    def _refusal(self, source: Source, rows: Sequence[Sequence[str]]) -> InputError:
        seen = [c.strip() for c in rows[0] if c.strip()][:12] if rows else []
        got = ", ".join(c[:40] for c in seen) or "none"
        if told := self.columns.get("text"):
            return InputError(f"{source.path.name}: must have the column {told!r}; got {got}{suggest(told, seen)}. Name one of these.")
        if {_columns.plain(c) for c in seen} & _OF_PEOPLE:
            return InputError(
                f"{source.path.name}: must have a column of speech; got columns {got}, a table of people. "
                "Name it participants.csv or participants.xlsx, or give it with --participants."
            )
        return InputError(
            f"{source.path.name}: must have a column of speech (text, content, quote, ...); got columns {got}. "
            "Name it with --set load.columns.text=..., and the one of names with --set load.columns.speaker=..."
        )


def _each_a_person(ledger: Ledger) -> list[Passage]:
    """Return the passages of a post with a voice each: rows nobody signs are people of their own, and no e-mail address becomes a name."""
    signed = list(dict.fromkeys(p.speaker for p in ledger.passages if p.speaker and _MAIL.fullmatch(p.speaker)))
    person = {mail: f"Respondent {n}" for n, mail in enumerate(signed, 1)}
    if any(p.speaker is None or p.speaker == "Participant" for p in ledger.passages):
        ledger.warnings.append("rows that name nobody were taken for a person each")
    return [
        replace(p, speaker=f"Row {p.line}" if p.speaker in (None, "Participant") else person.get(p.speaker or "", p.speaker)) for p in ledger.passages
    ]


def _listed(columns: Mapping[str, int], header: Sequence[str] | None) -> str:
    found = [(m, columns[m]) for m in _columns.MEANINGS if m in columns]
    return ", ".join(f"{meaning} = {header[i]!r}" if header else f"{meaning} = column {i + 1}" for meaning, i in found)


def _regular(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the rows are those of a table: two columns or more, and nearly all rows as wide as the first."""
    wide = len(rows[0]) if rows else 0
    return wide > 1 and sum(len(r) == wide for r in rows[:200]) >= 0.8 * len(rows[:200])


def _post(header: Sequence[str], rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> str:
    """Return the kind of listening post the rows come from ("survey", "review", "ticket", or what their column says), or "" for a talk."""
    def column(meaning: str) -> list[str]:
        i = columns.get(meaning)
        return [] if i is None else [row[i].strip() for row in rows if i < len(row) and row[i].strip()]

    names = {_columns.plain(h) for h in header}
    authors = column("speaker")
    if any(is_asker(a) for a in set(authors)) or (authors and len(set(authors)) < _AUTHORS * len(authors)) or "end" in columns:
        return ""
    questions = column("question")
    if questions and not authors and len(set(questions)) > 0.5 * len(questions):
        return ""  # one person's answers to many questions
    kinds = sorted(set(column("source_type")))
    if kinds:
        return kinds[0].casefold() if len(kinds) == 1 else "mixed"
    hits = {kind: len(names & words) for kind, words in _POSTS.items()}
    best = max(hits, key=lambda k: hits[k])
    return best if hits[best] else ""
