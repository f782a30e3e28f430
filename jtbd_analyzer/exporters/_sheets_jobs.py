"""The sheets about jobs and the stories they come from: Jobs, Job matrix, Timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.exporters._book import HEADER, NO_EVIDENCE, Book, Column, Row, unique
from jtbd_analyzer.exporters._sheets_evidence import records
from jtbd_analyzer.exporters._sheets_people import section
from jtbd_analyzer.exporters._style import lines_of
from jtbd_analyzer.insights._clusters import UNASSIGNED
from jtbd_analyzer.insights._statements import EMPTY
from jtbd_analyzer.insights.jobs import THIN
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: lane of a job card -> its name; the words of a slot and where they come from stand in one cell
_LANES: Final[dict[str, str]] = {
    "when": "when: circumstance", "when_told": "circumstances its members tell", "motivation": "motivation: progress",
    "motivation_told": "progress its members want", "outcome": "hoped-for outcome", "outcome_told": "outcomes its members reached or hope for",
    "functional_job": "functional job",
    "emotional_job": "emotional job", "social_job": "social job", "pushes": "pushes", "pulls": "pulls", "anxieties": "anxieties (vary, do not form the job)",
    "habits": "habits (vary, do not form the job)", "fired": "fired: the old way", "hired": "hired for", "also_considered": "also considered",
    "success_measures": "how they judge progress",
}
_SLOTS: Final = ("when", "motivation", "outcome")
#: width of a column of 1 and 0, and height of the slanted statements above it, in points
_CELL, _TALL = 5.0, 235.0
#: characters of a statement above such a column; jobs shown side by side
_HEAD, _CARDS = 46, 5
#: characters of a job's title above its card, per column
_TITLE = 70
#: width of the columns that cards stand in and of that of their names; lines of a row at most
_WIDE, _NAME, _MOST = 37.0, 15.0, 28
#: height of a line, and of the highest row that Excel has, in points
_LINE, _HIGHEST = 13.2, 409.0


def jobs(book: Book, choices: dict[str, str]) -> None:
    """Write the sheet Jobs: one row per candidate job to judge, then a card of evidence for each."""
    rows = records(book.study.table("jobs"))
    parted = len({r["members"] for r in rows}) > 1
    formed = (f"Candidate jobs from people with like stories, most people first ({rows[0]['separation']})." if parted else
              f"One job hypothesis for all who told something: {rows[0]['separation']}." if rows else
              "Candidate jobs: too little was told to form one.")
    sheet = book.open("Jobs", f"{formed} n counts who supports all three slots; below {THIN} a job is thin (grey). What stands in quotation marks is "
                      "customers' own, word for word; the words between are ours. The evidence below is told by members, line by line. "
                      "Gates judge words and evidence, not worth.")
    for r in rows:
        r["support"] = support_of(r)
        if r["n"] < THIN:
            r.update({"gates_passed look": "thin"} | {f"{name} look": "id" for name in ("job_statement_clg", "job_story", "gates")})
    columns = [
        Column("job_id", 15, "id", link=lambda _: "'Job matrix'!A1"), Column("job_statement_clg", _WIDE, "strong"), Column("job_story", _WIDE),
        Column("human_statement", _WIDE, human=True), Column("gates", _WIDE), Column("support", _WIDE), Column("n_of_members", 13, "center"),
        Column("participants", 20), Column("gates_passed", 12, "center"), Column("members", 24), Column("stability", 10, "decimal"),
        Column("human_status", 13, human=True, choices=choices["status"]), Column("human_note", 26, human=True),
        Column("job_title", 26, detail=True), Column("status", 24, detail=True), Column("quote_ids", 40, "id", detail=True),
        Column("wish", 24, "id", detail=True),
    ]
    last = book.table(sheet, "Jobs", columns, rows)
    lines = {HEADER + i: max(lines_of(str(r[c.name] or ""), _WIDE) for c in columns[1:6]) for i, r in enumerate(rows, 1)}
    if rows:
        last = _cards(book, sheet, last + 2, rows, lines)
    _shared(book, sheet, last + 2, lines)
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="support", blocks=True)
    for row, count in lines.items():
        sheet.row_dimensions[row].height = min(_HIGHEST, 3 + count * _LINE)


def support_of(row: Mapping[str, Any]) -> str:
    """Return how far a job carries, in lines: status, who supports what, who seeks the same kind of progress, members and how stable they are."""
    lines = [str(row["status"]), f"all three slots: {row['n_of_members']} ({row['participants'] or 'nobody'})"]
    if row["progress"]:
        wanted = f"wanted by {row['wanted_n_of_members']} ({row['wanted_by']})"
        lines.append(f"{row['progress']}: {wanted}; {row['spoken_n_of_members']} speak of it ({row['spoken_by']})")
    lines += ["who says the same as the clause shown:", row["support_by_slot"], f"members: {row['members']}"]
    if row["stability"] is not None and row["stability"] == row["stability"]:
        lines.append(f"with one person left out it holds to {row['stability']:.2f} of 1")
    return "\n".join(lines)


def _shared(book: Book, sheet: Worksheet, top: int, lines: dict[int, int]) -> None:
    """Write what people across all clusters want or have reached, by kind of progress, with their clauses; note in `lines` how high each row is."""
    top = section(book, sheet, top, f"Progress that several of N = {book.study.n_total} people seek, whatever their story: named by us, to be checked")
    columns = [
        Column("progress", look="strong"), Column("in_their_words"), Column("participants"), Column("wanted_by"), Column("reached_by"),
        Column("quote_ids", look="id"), Column("n_of_N", look="center"), Column("wanted_n_of_N", look="center"), Column("reached_n_of_N", look="center"),
    ]
    rows = records(book.study.table("shared_progress"))
    for i, r in enumerate(rows, top + 1):
        pieces = _pieces(r["in_their_words"], _WIDE, _MOST)
        more = sum(line.startswith("•") for piece in pieces[1:] for line in piece.split("\n"))
        r["in_their_words"] = pieces[0] + (f"\n… and {more} more, see quote_ids" if more else "")
        lines[i] = lines_of(r["in_their_words"], _WIDE)
    book.table(sheet, "SharedProgress", columns, rows, top)


def _cards(book: Book, sheet: Worksheet, top: int, rows: list[dict[str, Any]], lines: dict[int, int]) -> int:
    """Write the evidence of the jobs side by side, lanes as rows, each job as wide as there is room for; return the last row.

    A lane that is too long for a row goes on in the next, between two lines of it; `lines` notes how high each row is.
    """
    shown = rows[:_CARDS]
    span = _CARDS // len(shown)
    titles = [short(f"{r['job_id']}: {r['job_title']}", _TITLE * span) for r in shown]
    _card_row(book, sheet, top, "evidence", titles, span, "section")
    for lane, name in _LANES.items():
        cells = [_lane(r, lane) for r in shown]
        pieces = [_pieces(c, _WIDE * span, _MOST) for c in cells]
        for k in range(max(map(len, pieces))):
            top += 1
            part = [p[k] if k < len(p) else "" for p in pieces]
            _card_row(book, sheet, top, name if k == 0 else "", part, span)
            lines[top] = max(lines_of(name, _NAME), *(lines_of(x, _WIDE * span) for x in part))
    return top


def _card_row(book: Book, sheet: Worksheet, row: int, name: str, cells: Sequence[str], span: int, look: str = "") -> None:
    """Write one row of cards: its name, then each cell over `span` columns."""
    book.put(sheet, row, 1, name, look or "strong")
    for i, text in enumerate(cells):
        first = 2 + i * span
        for column in range(first, first + span):
            book.put(sheet, row, column, text if column == first else None, look or ("id" if text in (NO_EVIDENCE, EMPTY) else "text"))
        if span > 1:
            sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=first + span - 1)


def _lane(row: Mapping[str, Any], lane: str) -> str:
    """Return what a card says in a lane: of a slot also where its clause comes from and which quotes support it."""
    said = str(row[lane])
    return said if lane not in _SLOTS or said == EMPTY else f"{said}\n{row[f'{lane}_verbatim']}\nsupported by {_some(row[f'{lane}_quote_ids'])}"


def _pieces(text: str, width: float, most: int) -> list[str]:
    """Return `text` in pieces of up to `most` lines in a column of `width`, parted between its own lines; a longer line is a piece by itself."""
    out: list[str] = []
    for line in text.split("\n"):
        if out and lines_of(f"{out[-1]}\n{line}", width) <= most:
            out[-1] += f"\n{line}"
        else:
            out.append(line)
    return out


def _some(quote_ids: str, most: int = 4) -> str:
    """Return the first ids of many, and how many more there are."""
    found = [i for i in quote_ids.split(", ") if i]
    return ", ".join(found[:most]) + (f" + {len(found) - most} more" if len(found) > most else "")


def job_matrix(book: Book) -> None:
    """Write the sheet Job matrix: people by pushes and pulls, in the order of the dendrogram."""
    cells = records(book.study.table("job_matrix"))
    parted = len({c["job_id"] for c in cells} - {UNASSIGNED}) > 1
    groups = "Clusters of fewer than 3 people are tentative." if parted else "Stories form no separate groups, so one job hypothesis is held for all."
    sheet = book.open("Job matrix", f"Stories by pushes and pulls, N = {book.study.n_total} people in the order of the dendrogram: 1 = told, in a counted "
                      f"quote. Pushes and pulls that all or only one person told are left out. {groups}")
    themes = {c["theme_id"]: c for c in cells}
    rows: dict[str, dict[str, Any]] = {}
    for c in cells:
        row = rows.setdefault(c["participant_id"], {k: c[k] for k in ("participant_id", "job_id", "job_status", "stability")})
        row[c["theme_id"]] = c["present"]
    columns = unique([
        Column("participant_id", 14, "strong"), Column("job_id", 12, "center"), Column("job_status", 24), Column("stability", 10, "decimal"),
        *(Column(short(f"{c['force']}: {c['statement']}", _HEAD), _CELL, "heat none", key=t) for t, c in themes.items()),
    ])
    for told in rows.values():
        told.update({f"{c.name} look": "heat strong" if told[c.key] else "heat zero" for c in columns if c.key in themes})
    last = book.table(sheet, "JobMatrix", columns, rows.values())
    for i, (t, column) in enumerate(zip(themes, columns[4:], strict=True), 5):
        book.put(sheet, HEADER, i, column.name, "head tall", link=book.theme(t))
        book.put(sheet, last + 1, i, sum(bool(r[t]) for r in rows.values()), "number")
    if themes:
        book.put(sheet, last + 1, 1, "people", "strong")
    book.finish(sheet, columns, f"B{HEADER + 1}", whole=True)
    if themes:
        sheet.row_dimensions[HEADER].height = _TALL


def _to_quote(book: Book, key: str, row: Row) -> str:
    return book.quote(row[key])


def timeline(book: Book) -> None:
    """Write the sheet Timeline: each person's switch, event by event."""
    sheet = book.open("Timeline", f"Each person's switch from first thought to ongoing use, N = {book.study.n_total} people: what they said of it, when, and "
                      "the quote. The event was read from the words and the question before them, not from the class. Empty = not found in so many "
                      "words; elapsed = how long they say their looking or deciding took, or from when to when by their own dates.")
    events = {p.id: p.name for p in journey.framework("switch").phases if p.id != "status_quo"}
    rows: list[dict[str, Any]] = []
    for r in records(book.study.table("timeline")):
        said = {e: (f"{r[f'{e}_when']}: " if r[f"{e}_when"] else "") + r[e] for e in events}
        rows.append(r | said | {"line": "what they said"})
        rows.append({"participant_id": r["participant_id"], "line": "quote", "elapsed": r["elapsed_quote_id"]} | {e: r[f"{e}_quote_id"] for e in events})
    for r in rows[1::2]:
        r |= {f"{name} look": "id" for name in (*events.values(), "elapsed", "participant_id", "line")}
    columns = [
        Column("participant_id", 14, "strong"), Column("line", 10),
        *(Column(name, 19, key=e, link=partial(_to_quote, book, e)) for e, name in events.items()),
        Column("elapsed", 16, link=lambda r: book.quote(r["elapsed"])), Column("order_check", 22), Column("events_told", 12, "number"),
    ]
    last = section(book, sheet, book.table(sheet, "Timeline", columns, rows) + 2, "Going round again: renewing, returning, taking more, handing on")
    again = [
        Column("participant_id", look="strong"), Column("cycle", look="center"), Column("branch"), Column("n_of_N", look="center"),
        Column("starts_at"), Column("quote_id", look="id", link=lambda r: book.quote(r["quote_id"])), Column("verbatim"), Column("hand_off_note", human=True),
    ]
    book.table(sheet, "ExpansionPaths", again, records(book.study.table("expansion_paths")), last)
    book.finish(sheet, columns, f"C{HEADER + 1}", blocks=True)
