"""Reads the yellow columns of an edited workbook back as decisions: by ids and headers, every value checked, every refusal by cell.

The workbook may have been sorted, filtered, re-saved by another program, its sheets renamed, columns added or moved, rows
deleted: a row that is not there, or a blank cell, says nothing. "undo" withdraws a decision. The workbook is only read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import corrections, entries, origins
from jtbd_analyzer.edited_sheets import META, META_FORM, filled, header, index_of, open_book, read_meta, value_of
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.readback import Edits, Reader, Refusal
from jtbd_analyzer.targets import target_of
from jtbd_analyzer.text import digest
from jtbd_analyzer.values import UNDO, Refused, Row, parsed

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

_IDS: Final = (("quote", "quote_id"), ("theme", "theme_id"), ("participant", "participant_id"))
_WHO: Final = ("reviewer", "reviewed_at")
_COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    "quote": {"human_class": "code", "human_theme": "theme", "human_stage": "step", "human_count": "count", "human_note": "note"},
    "theme": {"human_label": "label", "human_merge_into": "merge_into", "human_status": "status", "human_note": "note"},
}
#: yellow columns that only sheets of quotes, themes or participants have; others may carry a note or a status of their own
_TELLING: Final = frozenset({"human_class", "human_theme", "human_stage", "human_count", "human_label", "human_merge_into"})
#: what no sheet of themes has: its rows are quotes, though theme_id stands there too
_OF_QUOTES: Final = frozenset({"human_class", "human_theme", "human_stage", "human_count", "verbatim"})
#: likeness from which a header is a yellow column's, retyped
_RETYPED: Final = 0.8
_MUST: Final = "the header must be {}; got {}. Write it so; nothing of this column was read."
#: cells named in a note before "and more"
_NAMED: Final = 5


def state(study: Study) -> str:
    """Return what identifies the machine's side of a study: its quotes, their codes and themes; not the date."""
    base = study.suggested or study
    return digest(*(f"{q.quote_id}|{q.verbatim}|{q.code}|{q.theme_id}" for q in base.quote_rows), *(t.theme_id for t in base.theme_rows))[:16]


def meta(study: Study) -> list[tuple[str, str]]:
    """Return the rows of the hidden sheet: its form, the state of the study, the decisions that the workbook shows."""
    return [("form", META_FORM), ("run", state(study)), *(("decision", d.decision_id) for d in study.decisions)]


def read(path: Path, study: Study, *, reviewer: str = "", today: str = "", overrule: bool = False) -> Edits:
    """Return what the workbook at `path` decides on `study`; raises InputError if it is no workbook or has no yellow column.

    `reviewer` and `today` serve where a row names nobody and no date; `overrule` lets the workbook replace decisions that were
    made after it was written.
    """
    book = open_book(path)
    edits = Edits()
    form, run, known = read_meta(book)
    base = study.suggested or study
    stale = bool(run) and run != state(study)
    if form not in ("", META_FORM):
        edits.notes.append(f"{path.name}: was written by another version (form {form}, not {META_FORM}); what it says was checked all the same.")
    if not run:
        edits.notes.append(f"{path.name}: does not say which run it was written from; rows are matched by their words.")
    if stale:
        edits.notes.append(f"{path.name}: was written from an earlier run; rows are matched by their words.")
    settled = corrections.settled(study)
    origin = origins.of(path, book, study, settled.base) if stale or not run else origins.Origin()
    reader = Reader(study, base, settled, edits, known, f"{path.name}@{digest(run, *sorted(known))[:8]}", stale or not run, reviewer, today, overrule, origin)
    found = [_sheet(reader, sheet) for sheet in book.worksheets if sheet.title != META]
    if reader.blanked:
        more = " and more" if len(reader.blanked) > _NAMED else ""
        edits.notes.append(f"blank cells that showed a decision: {len(reader.blanked)} ({', '.join(reader.blanked[:_NAMED])}{more}); "
                           "a blank withdraws nothing: write undo there to withdraw it.")
    if not any(found):
        raise InputError(f"{path}: must have yellow columns such as human_class beside quote_id; got none. Give the edited themes.xlsx.")
    _refuse_impossible(reader)
    return edits


def _sheet(reader: Reader, sheet: Any) -> bool:
    """Read one sheet if it has ids and yellow columns; return whether it had."""
    if _entries(reader, sheet):
        return True
    found = header(sheet)
    if found is None:
        return False
    top, names, doubled = found
    human = {n for n in names if n.startswith("human_") or n in _WHO}
    kind = next((k for k, key in _IDS if key in names), "")
    if not kind and not human & _TELLING:
        if not filled(sheet, top, [names[n] for n in human]):
            return False
        reader.edits.notes.append(f"{sheet.title}: its yellow columns are not read back; what you wrote there stays in your file.")
        return False
    if not kind or (kind != "quote" and _OF_QUOTES & set(names)):
        ids = "quote_id" if _OF_QUOTES & set(names) else "quote_id, theme_id or participant_id"
        reason = f"the column of ids ({ids}) must be there; got none. Restore it; nothing of this sheet was read."
        reader.edits.refused.append(Refusal(sheet.title, f"{names[min(human)]}{top}", reason))
        return True
    for name, cell in doubled:
        if name in human:
            reader.edits.refused.append(Refusal(sheet.title, cell, f"a column may stand once; got {name} again. Remove or rename one; the left one was read."))
    readable = _columns(reader, kind)
    lost = _unread(reader, sheet, top, names, kind, {*readable, *(_WHO if kind != "participant" else ())})
    columns = {c: f for c, f in readable.items() if c in human}
    for cells in sheet.iter_rows(min_row=top + 1):
        row = Row(reader.settled.base, kind, sheet.title, columns, {n: f"{letter}{cells[0].row}" for n, letter in names.items()},
                  {n: value_of(cells[index_of(letter)]) for n, letter in names.items() if index_of(letter) < len(cells)}, reader.origin)
        if any(row.values.get(n) for n in (*columns, *_WHO)):
            _row(reader, row, lost)
        elif reader.known:
            _blank(reader, row)
    return True


def _entries(reader: Reader, sheet: Any) -> bool:
    """Read the yellow cells of the planning tables of one sheet; return whether it has such a table."""
    rows = [[value_of(c) for c in cells] for cells in sheet.iter_rows()]
    found = list(entries.tables_in(rows, sheet.title))
    ends = [*(number - 1 for _, number, _ in found[1:]), len(rows)][: len(found)]
    for (table, top, names), end in zip(found, ends, strict=True):
        _retyped(reader, sheet.title, table, rows[top - 1 : end], top, names)
        for number in range(top + 1, end + 1):
            _entry(reader, sheet.title, table, number, {n: rows[number - 1][i] for n, i in names.items()}, names)
    return bool(found)


def _retyped(reader: Reader, sheet: str, table: str, rows: Sequence[Sequence[str]], top: int, names: Mapping[str, int]) -> None:
    """Refuse the filled columns of a planning table that stand under a retyped header."""
    from openpyxl.utils import get_column_letter

    form = entries.FORMS[table]
    for i, title in enumerate(rows[0]):
        name = entries.header(title)
        if not name or name in form.columns or name in form.keys or not any(row[i] for row in rows[1:] if i < len(row)):
            continue
        if meant := get_close_matches(name, set(form.columns) - set(names), 1, _RETYPED):
            reader.edits.refused.append(Refusal(sheet, f"{get_column_letter(i + 1)}{top}", _MUST.format(meant[0], name)))


def _entry(reader: Reader, sheet: str, table: str, number: int, values: Mapping[str, str], names: Mapping[str, int]) -> None:
    """Take the entries of one row, which its keys name; a row without keys is not of the table."""
    from openpyxl.utils import get_column_letter

    form = entries.FORMS[table]
    keys = [values.get(k, "") for k in form.keys]
    said = {c: values[c] for c in form.columns if values.get(c)}
    if not any(keys) or not (said or reader.known):
        return
    target = entries.known_as(entries.target_of(table, keys), (t for kind, t, _ in reader.settled.open if kind == entries.KIND))
    cells = {c: f"{get_column_letter(i + 1)}{number}" for c, i in names.items()}
    row = Row(reader.settled.base, entries.KIND, sheet, {c: c for c in form.columns}, cells, values)
    reader.blanked.extend(f"{sheet}!{cells[c]}" for c in form.columns if c in cells and not values.get(c) and reader.showed(entries.KIND, target, c))
    for column, value in said.items():
        try:
            if value.casefold() != UNDO and (reason := entries.wrong(form, column, value)):
                raise Refused(column, reason)
            chosen = value.casefold() if form.columns[column] or value.casefold() == UNDO else value
            reader.decide(row, target, column, chosen)
        except Refused as refused:
            reader.edits.refused.append(Refusal(sheet, row.cells[column], str(refused)))


def _unread(reader: Reader, sheet: Any, top: int, names: Mapping[str, str], kind: str, expected: Set[str]) -> frozenset[str]:
    """Refuse columns under a retyped header and return them; note other yellow ones that are not read back."""
    # of people the workbook writes each field beside its yellow column; elsewhere a bare "class" can only be meant for one
    written = {c.removeprefix("human_") for c in expected} if kind == "participant" else frozenset()
    telling = bool(_TELLING & set(names))
    lost = set()
    for name in sorted(n for n in set(names) - expected - written if filled(sheet, top, [names[n]])):
        missing = expected - set(names) - (frozenset() if telling else frozenset(_WHO))
        if meant := (_meant(name, missing & _TELLING) if telling else "") or next(iter(get_close_matches(name, missing, 1, _RETYPED)), ""):
            lost.add(name)
            reader.edits.refused.append(Refusal(sheet.title, f"{names[name]}{top}", _MUST.format(meant, name)))
        elif name.startswith("human_"):
            reader.edits.notes.append(f"{sheet.title}: column {name} is not one that is read back; it stays in your file.")
    return frozenset(lost)


def _meant(name: str, missing: Set[str]) -> str:
    """Return the missing yellow column of which a header holds the word alone, such as "class" or "Class (human)", or ""."""
    bare = "_".join(w for w in re.findall("[a-z]+", name) if w not in ("human", "my", "our", "new"))
    return next((c for c in missing if c.removeprefix("human_") == bare), "")


def _columns(reader: Reader, kind: str) -> dict[str, str]:
    """Return the yellow columns that are read back from sheets of one kind of thing, and the field of each."""
    if kind != "participant":
        return dict(_COLUMNS[kind])
    fields = {"display_name", "segment", "role", "one_line_story", "note", *(k for p in reader.base.participant_rows for k in p.attributes)}
    return {f"human_{f}": f for f in sorted(fields)}


def _row(reader: Reader, row: Row, lost: Set[str] = frozenset()) -> None:
    """Take what one row says; where one of the `lost` columns is filled, its name signs nothing: what was written there is not known."""
    def refuse(column: str, reason: str) -> None:
        reader.edits.refused.append(Refusal(row.sheet, row.cells.get(column, "?"), reason))

    try:
        target = target_of(row, reader.study, reader.stale)
    except Refused as wrong:
        for column in [c for c in row.columns if row.values.get(c)] or [c for c in _WHO if row.values.get(c)][:1]:
            refuse(column, str(wrong))
        return
    given = row.text(f"{row.kind}_id")
    if row.kind == "theme" and target != given:
        reader.edits.notes.append(f"{row.sheet}!{row.cells['theme_id']}: {given} of this file is {target} now, by its quotes; the row was read for {target}.")
    if note := row.bad_date():
        refuse("reviewed_at", note)
    said: dict[str, str] = {}
    for column, name in row.columns.items():
        if row.values.get(column):
            try:
                said[name] = parsed(row, reader.study, target, name, row.values[column], reader.settled)
            except Refused as wrong:
                refuse(column, str(wrong))
    for name, reason in row.contradictions(said):
        said.pop(name, None)
        refuse(row.column_of(name), reason)
    if row.kind != "participant" and not any(row.values.get(c) for c in lost):
        said |= _signed(reader, row, target)
    reader.blanked.extend(_blanks(reader, row, target))
    for name, value in _in_order(said):
        try:
            reader.decide(row, target, name, value)
        except Refused as wrong:
            refuse(row.column_of(name), str(wrong))


def _signed(reader: Reader, row: Row, target: str) -> dict[str, str]:
    """Return what the name in a row signs: the row as it stands, if it holds no decision; a name left beside a cleared decision signs nothing."""
    if any(row.text(c).casefold() == UNDO for c in _WHO):
        return {"reviewed": UNDO}
    decided = any(row.values.get(c) for c, name in row.columns.items() if name != "note")
    cleared = any(reader.showed(row.kind, target, name) for name in _COLUMNS[row.kind].values() if name != "note")
    return {"reviewed": "yes"} if any(row.text(c) for c in _WHO) and not decided and not cleared else {}


def _blanks(reader: Reader, row: Row, target: str) -> list[str]:
    """Return the cells of a row that are blank though the file showed a decision in them."""
    return [f"{row.sheet}!{row.cells[c]}" for c, name in row.columns.items() if not row.values.get(c) and reader.showed(row.kind, target, name)]


def _blank(reader: Reader, row: Row) -> None:
    """Note the cells of a row in which nothing is left of the decisions that the file showed."""
    try:
        reader.blanked.extend(_blanks(reader, row, target_of(row, reader.study, reader.stale)))
    except Refused:
        return  # a row without a word of the researcher's is nothing to complain of


def _in_order(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a row says; "merge" itself is said by the theme it names."""
    for name, value in said.items():
        if not (name == "status" and value == "merge"):
            yield name, value


def _refuse_impossible(reader: Reader) -> None:
    """Refuse by cell the new decisions that cannot be carried out together, or with those made before."""
    before = {c.decision_ids for c in reader.study.conflicts}
    while reader.edits.taken:
        new = reader.edits.decisions
        conflicts = [c for c in corrections.applied(reader.base, (*reader.study.decisions, *new)).conflicts if c.decision_ids not in before]
        wrong = {i: c.reason for c in conflicts for i in c.decision_ids}
        bad = [(place, d) for place, d in reader.edits.taken if d.decision_id in wrong]
        if not bad:
            return
        for place, d in bad:
            sheet, _, cell = place.rpartition("!")
            reader.edits.refused.append(Refusal(sheet, cell, f"{wrong[d.decision_id]}. Decide for one."))
        reader.edits.taken = [(place, d) for place, d in reader.edits.taken if d.decision_id not in wrong]
