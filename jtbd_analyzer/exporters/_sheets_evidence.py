"""The sheets that hold the evidence: Themes, Quotes, the three views by kind, Participants, Codebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import decisions, edited_sheets, edits, journey, onsets, review
from jtbd_analyzer.exporters._book import HEADER, Book, Column
from jtbd_analyzer.exporters._style import PRINT_WIDTH
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights.theme_attributes import RESOLVABLE, SUB_KIND
from jtbd_analyzer.recruits import missed
from jtbd_analyzer.scheme import CODES, NONE
from jtbd_analyzer.values import STATUS, UNDO

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: hidden sheet with the choices of drop-downs
LISTS: Final = "Lists"
_QUOTE_DETAIL: Final = (
    "display_text", "kind", "second_code", "reason", "step", "phase_rule", "force", "job_level", "experiencer", "reality", "polarity",
    "elicitation", "referent", "grade_reason", "markers", "theme_role", "features", "status", "source_type", "cycle", "branch",
)
#: least width of a person's story in one sentence
_STORY: Final = 50
#: numbers about the interview that stand folded behind who the person is
_PEOPLE_DETAIL: Final = ("words_participant", "words_interviewer", "n_quotes_A", "n_quotes_B", "n_quotes_C", "transcripts")
_VIEWS: Final = (
    ("Struggle triggers", "struggle_trigger",
     "What happened that made them start moving, in the order of the Summary. set_moving counts people with a quote that tells it; left_out says why "
     "others do not."),
    ("Value themes", "value_theme", "What was hard, what they wanted, what they have now."),
    ("Decision factors", "decision_factor",
     "What they compared, feared and were moved by."),
)

#: kind -> what a view shows of its themes beyond the sheet Themes, with the width of the column; the first of them are printed
_VIEW_MORE: Final = {
    "struggle_trigger": {"set_moving": 11, "left_out": 20,
                         "trigger_type": 17, "trigger_stage": 14, "what_changed": 32, "old_way": 26, "elapsed_to_purchase": 18, "workaround": 22, "chain": 36},
    "value_theme": {"chain": 58, "participants": 17, "touchpoint": 16, "workaround": 24},
    "decision_factor": {"role": 11, "option_concerned": 16, "raised_by": 12, "resolved_by": 13, "alternatives": 22, "sub_kind": 16, "price_role": 13,
                        "concern": 13, "acts_on": 12, "resolved_words": 26},
}
_VIEW_DETAIL: Final = ("resolved_words",)
#: what only some codes can tell of; other themes leave the cell empty
_TOLD_BY: Final = {
    "workaround": ("struggle_trigger", "pain_point"), "role": (), "alternatives": ("alternative",), "price_role": ("price",),
    "raised_by": ("objection", "anxiety"), "resolved_by": RESOLVABLE, "resolved_words": RESOLVABLE, "acts_on": ("anxiety", "habit", "objection", "price"),
    "sub_kind": tuple(SUB_KIND), "concern": ("criterion", "objection", "anxiety", "deal_breaker", "price"),
    "option_concerned": ("alternative", "deal_breaker", "objection", "criterion", "price", "deal_maker", "anxiety"),
}
#: columns of a view before its own; the code of struggle triggers is always the same
_VIEW_HEAD: Final = ("theme_id", "statement", "code", "n_of_N", "exemplar_quote", "said_by")


def lists(book: Book) -> dict[str, str]:
    """Fill the hidden sheet of choices and return the formula of each drop-down by name."""
    sheet = book.workbook[LISTS]
    steps = [*(p.id for p in book.study.framework.phases), *(f"{s.id} {s.name}" for s in journey.steps())]
    columns = {"code": [*(c.label for c in CODES.values()), NONE, UNDO], "stage": [*steps, UNDO], "status": [*STATUS, UNDO], "yes_no": ["yes", "no", UNDO]}
    formulas = {}
    for i, (name, values) in enumerate(columns.items(), 1):
        for row, value in enumerate((name, *values), 1):
            book.put(sheet, row, i, value)
        formulas[name] = f"'{LISTS}'!${'ABCD'[i - 1]}$2:${'ABCD'[i - 1]}${len(values) + 1}"
    n = len(book.study.theme_rows)
    formulas["theme"] = f"'Themes'!$A${HEADER + 1}:$A${HEADER + n}" if n else ""
    sheet.sheet_state = "hidden"
    return formulas


def theme_columns(book: Book, first_link: bool) -> list[Column]:
    """Return the columns every theme sheet begins with; the id leads to the first quote, or to the sheet Themes."""
    first = {t.theme_id: t.quote_ids[0] for t in book.study.theme_rows if t.quote_ids}
    lead = (lambda r: book.quote(first.get(r["theme_id"], ""))) if first_link else (lambda r: book.theme(r["theme_id"]))
    return [
        Column("theme_id", 13, "id", link=lead), Column("statement", 34, "strong"), Column("code", 16), Column("n_of_N", 8, "center"),
        Column("prevalence", 11), Column("sure_quotes", 12, "center"), Column("exemplar_quote", 46),
        Column("said_by", 9, "center", key="exemplar_participant", link=lambda r: book.quote(r["exemplar_id"])),
        Column("second_quote", 34), Column("participants", 17), Column("phase_main", 12),
        Column("counter_n", 10, "number"), Column("counter_evidence", 18, "id"), Column("confidence", 26), Column("stability", 20),
    ]


def themes(book: Book, choices: dict[str, str]) -> None:
    """Write the sheet Themes: one row per theme, with the columns in which a researcher overrules it."""
    sheet = book.open("Themes", f"One row per theme, N = {book.study.n_total} people. Ids lead to the quotes. Suggested statements are provisional: "
                      "write yours in the yellow columns. sure_quotes: how many of the counted quotes the coder is sure of (score 0.6 or more, or reviewed).")
    decided = review.cells(book.study)
    human = [
        Column("human_label", 30, human=True), Column("human_merge_into", 15, human=True, choices=choices["theme"], free=True),
        Column("human_status", 12, human=True, choices=choices["status"]), Column("human_note", 30, human=True),
        Column("reviewer", 12, human=True), Column("reviewed_at", 12, human=True),
    ]
    detail = [
        Column("linked_themes", 40, detail=True), Column("survival", 9, "decimal", detail=True),
        Column("kind", 15, detail=True), Column("force", 9, detail=True), Column("job_levels", 18, detail=True), Column("keywords", 24, detail=True),
        Column("label_status", 12, detail=True), Column("n_participants", 9, "number", detail=True), Column("n_total", 9, "number", detail=True),
        Column("n_eligible", 9, "number", detail=True), Column("n_quotes", 9, "number", detail=True), Column("sure_n", 9, "number", detail=True),
        Column("spontaneous_n", 9, "number", detail=True), Column("mean_intensity", 9, "decimal", detail=True),
        Column("valence", 9, "decimal", detail=True), Column("step_main", 9, detail=True), Column("step_spread", 9, "number", detail=True),
        Column("cohesion", 9, "decimal", detail=True),
        Column("exemplar_id", 16, "id", link=lambda r: book.quote(r["exemplar_id"]), detail=True),
        Column("second_id", 16, "id", link=lambda r: book.quote(r["second_id"]), detail=True), Column("quote_ids", 40, "id", detail=True),
    ]
    columns = [*theme_columns(book, True), *human, *detail]
    rows = [r | decided.get(f"theme {r['theme_id']}", {}) for r in (*records(book.study.themes), *_no_longer_themes(book))]
    book.table(sheet, "Themes", columns, rows)
    book.finish(sheet, columns, f"C{HEADER + 1}", area_to="participants")


def _no_longer_themes(book: Book) -> list[dict[str, Any]]:
    """Return rows for the machine's themes that were merged, dropped or emptied, so that the decision can be seen and withdrawn."""
    shown = {t.theme_id for t in book.study.theme_rows}
    base = decisions.settle(book.study.suggested or book.study, book.study.decisions).base
    gone = [t for t in base.theme_rows if t.theme_id not in shown]
    return [{"theme_id": t.theme_id, "statement": t.statement, "code": t.code, "confidence": "no theme any more, by decision of the reviewer",
             "label_status": "edited", "exemplar_id": "", "second_id": ""} for t in gone]


def meta(book: Book) -> None:
    """Fill the hidden sheet that tells, when an edited workbook is read back, what it was written from."""
    sheet = book.workbook.create_sheet(edited_sheets.META)
    for row, (key, value) in enumerate(edits.meta(book.study), 1):
        book.put(sheet, row, 1, key)
        book.put(sheet, row, 2, value)
    sheet.sheet_state = "veryHidden"


def quotes(book: Book, choices: dict[str, str]) -> None:
    """Write the sheet Quotes: one row per coded quote in the order of telling, with the columns of the researcher."""
    sheet = book.open("Quotes", "Every coded quote, word for word, in the order of the interviews. Filter by theme, person or phase; unfold the "
                      "grouped columns on the right for how each was judged.")
    statements = {t.theme_id: t.statement for t in book.study.theme_rows}
    human = [
        Column("human_class", 17, human=True, choices=choices["code"], free=True), Column("human_theme", 14, human=True, choices=choices["theme"], free=True),
        Column("human_stage", 22, human=True, choices=choices["stage"]), Column("human_count", 12, human=True, choices=choices["yes_no"]),
        Column("human_note", 30, human=True), Column("reviewer", 12, human=True), Column("reviewed_at", 12, human=True),
    ]
    numbers = [Column(c, 9, "decimal", detail=True) for c in ("score", "phase_score")] + [Column("review_priority", 14, "number", detail=True)]
    whole = [Column(c, 9, "number", detail=True) for c in ("valence", "intensity", "turn", "char_start", "char_end")]
    columns = [
        Column("quote_id", 17, "id"), Column("participant_id", 14, "center"), Column("verbatim", 68), Column("prompt", 32, "id"), Column("code", 16),
        Column("theme_id", 13, "id", link=lambda r: book.theme(r["theme_id"])), Column("theme_statement", 32), Column("phase", 12),
        Column("grade", 8, "center"), Column("counted", 10, "center"), *human, Column("transcript_id", 18, detail=True), Column("time", 9, detail=True),
        *numbers, *whole, *(Column(c, 18, detail=True) for c in _QUOTE_DETAIL),
    ]
    decided = review.cells(book.study)
    rows = [r | decided.get(f"quote {r['quote_id']}", {}) for r in records(book.study.quotes)]
    priority = {r["item_id"]: r["priority"] for r in records(book.study.table("review_queue"))}
    for row in rows:
        row |= {"theme_statement": statements.get(row["theme_id"], ""), "review_priority": priority.get(row["quote_id"])}
    book.table(sheet, "Quotes", columns, rows)
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="theme_statement")


def views(book: Book, below: Mapping[str, Callable[[Book, Worksheet, int], int]]) -> None:
    """Write Struggle triggers, Value themes and Decision factors: the themes of one kind, most people first.

    `below` holds what a sheet shows under its themes: a function of book, sheet and first row that returns the last row.
    """
    labels, codes = {c.name: c.label for c in CODES.values()}, {t.theme_id: t.code for t in book.study.theme_rows}
    for name, kind, note in _VIEWS:
        sheet = book.open(name, f"{note} N = {book.study.n_total} people.{f' {missed(book.study)}' if kind == 'decision_factor' else ''}")
        rows = [r | {"code": labels.get(r["code"], r["code"])} for r in records(book.study.themes) if r["kind"] == kind]
        rows = _set_moving(book, rows) if kind == onsets.TRIGGER else sorted(rows, key=lambda r: (-r["n_participants"], -r["mean_intensity"]))
        told = {r["theme_id"]: r for r in records(book.study.table("theme_attributes"))}
        rows = [told.get(r["theme_id"], {}) | r | {f"{c} applies": codes[r["theme_id"]] in own for c, own in _TOLD_BY.items()} for r in rows]
        more = [Column(c, w, detail=c in _VIEW_DETAIL, told=True) for c, w in _VIEW_MORE[kind].items()]
        common = theme_columns(book, False)
        head = [c for c in common if c.name in _VIEW_HEAD and (c.name != "code" or kind != "struggle_trigger")]
        columns = [*head, *more, *(c for c in common if c not in head and c.name not in _VIEW_MORE[kind]), Column("force", 9),
                   Column("spontaneous_n", 12, "number"), Column("mean_intensity", 10, "decimal"),
                   Column("valence", 9, "decimal")]
        last = book.table(sheet, name.replace(" ", ""), columns, rows)
        if name in below:
            below[name](book, sheet, last + 2)
        book.finish(sheet, columns, f"C{HEADER + 1}", blocks=name in below)


def _set_moving(book: Book, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of trigger themes in the order of the Summary, each with who tells what set them moving, and a quote that does."""
    by_id = {r["theme_id"]: r for r in rows}
    out = []
    for o in onsets.onsets(book.study):
        row = by_id[o.theme.theme_id] | {"set_moving": n_of(len(o.people), book.study.n_total) if o.quotes else "",
                                         "left_out": "\n".join(f"{reason} ({n})" for reason, n in o.left_out) or "none"}
        if o.quotes:
            shown = o.best_first[0]
            row |= {"exemplar_quote": shown.verbatim, "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id}
        out.append(row)
    return out


def participants(book: Book) -> None:
    """Write the sheet Participants: who was heard, how much, and what to be careful with."""
    sheet = book.open("Participants", f"The {book.study.n_total} people interviewed: how much each said and what to be careful with.")
    told = book.study.table("stories").set_index("participant_id")
    table = book.study.participants.copy()
    at = list(table.columns).index("flags")
    table.insert(at, "one_line_story", table["participant_id"].map(told["one_line_story"]).fillna(""))
    table.insert(at, "job_cluster", table["participant_id"].map(told["job_id"]).fillna(""))
    wide = {"display_name": 13, "transcripts": 22, "phases_covered": 26, "flags": 26, "role": 19, "segment": 14, "recruited_as": 14, "job_cluster": 12,
            "months_since_switch": 11, "one_line_story": _STORY}
    columns = [
        Column(str(c), wide.get(str(c), max(8, len(str(c)) + 3)), "id" if c == "participant_id" else _looks(table[c])) for c in table.columns
    ]
    known = dict.fromkeys(k for p in book.study.participant_rows for k in p.attributes)
    first = ("participant_id", "display_name", *known, "job_cluster", "flags", "one_line_story")
    rank = {name: i for i, name in enumerate(first)}
    columns.sort(key=lambda c: rank.get(c.name, len(rank)))
    columns = [replace(c, detail=c.name in _PEOPLE_DETAIL) for c in columns]
    left = PRINT_WIDTH - sum(c.width for c in columns[: len(first) - 1])
    columns[len(first) - 1] = replace(columns[len(first) - 1], width=max(_STORY, left))
    yellow = {"one_line_story": 40, "display_name": 18, "segment": 18, "note": 18}
    columns[len(first) : len(first)] = [Column(f"human_{name}", width, human=True) for name, width in yellow.items()]
    decided = review.cells(book.study)
    book.table(sheet, "Participants", columns, [r | decided.get(f"participant {r['participant_id']}", {}) for r in records(table)])
    book.finish(sheet, columns, f"C{HEADER + 1}", area_to="one_line_story")


def codebook(book: Book) -> None:
    """Write the sheet Codebook: codes, then columns of the tables, then journey phases and product parts."""
    from jtbd_analyzer import frames

    sheet = book.open("Codebook", "What each code means and does not mean; below: the columns, the journey, the product parts looked for.")
    columns = [Column("code", 22, "strong"), Column("kind", 18), Column("label", 26), Column("question", 34), Column("definition", 56), Column("not", 44),
               Column("default_force", 13), Column("theme_prefix", 12)]
    last = book.table(sheet, "Codebook", columns, records(frames.codebook()))
    frame = book.study.framework
    phases = [{"phase": p.id, "place": p.order, "name": p.name, "steps": ", ".join(journey.step_name(s) for s in p.steps), "meaning": p.definition}
              for p in frame.phases]
    last = _block(book, sheet, last + 2, f"Journey: {frame.title}", name="Phases", columns=["phase", "place", "name", "steps", "meaning"], rows=phases)
    features = [{"feature": name, "kind": "product part", "words": ", ".join(words)} for name, words in book.study.features.items()]
    last = _block(book, sheet, last + 2, "Product parts looked for", name="Features", columns=["feature", "kind", "words"], rows=features)
    fields = [{"column": c, "table": t, "meaning": m} for t in ("themes", "quotes", "participants") for c, m in frames.SCHEMAS[t].items()]
    last = _block(book, sheet, last + 2, "Columns of the tables", name="Columns", columns=["column", "table", "meaning"], rows=fields)
    changes = [{"kind": d.kind, "what": d.target, "field": d.field, "before": d.old, "after": d.new or "withdrawn", "when": d.when, "who": d.who}
               for d in book.study.decisions]
    _block(book, sheet, last + 2, "Change log: what researchers decided, oldest first", name="ChangeLog",
           columns=["what", "kind", "field", "before", "after", "when", "who"], rows=changes)
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="not", blocks=True)


def _block(book: Book, sheet: Worksheet, top: int, title: str, *, name: str, columns: list[str], rows: list[dict[str, Any]]) -> int:
    for i in range(1, 9):
        book.put(sheet, top, i, title if i == 1 else None, "section")
    return book.table(sheet, name, [Column(c, look="number" if c == "place" else "text") for c in columns], rows, top + 1)


def _looks(column: Any) -> str:
    kind = str(column.dtype)
    return "number" if "int" in kind or column.name == "minutes" else "decimal" if "float" in kind else "text"


def records(table: Any) -> list[dict[str, Any]]:
    """Return a DataFrame as rows of plain Python values."""
    return [dict(zip(map(str, table.columns), values, strict=True)) for values in zip(*(table[c].tolist() for c in table.columns), strict=True)]
