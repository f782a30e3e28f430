"""The sheet Read me: how to use the workbook, what each sheet is for, what the study was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import entries
from jtbd_analyzer.exporters._book import WORKING, Book, Column
from jtbd_analyzer.exporters._sheets_front import sample_statement
from jtbd_analyzer.exporters._sheets_people import section
from jtbd_analyzer.exporters._style import fit_rows, set_page
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.recruits import missed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from jtbd_analyzer.study import Study

_GUIDE: Final = (
    ("Correct", ("Write in the yellow cells, save, and run: jtbd apply RESULTS-FOLDER THIS-FILE. Codes, themes and people are corrected on Quotes, Themes and "
     "Participants; what you write in yellow on other sheets is kept and shown again beside its row. Keep the "
     "ids in the first column; sort, filter, add columns or delete rows as you like: decisions are read by id, and a blank cell says and withdraws nothing. "
     "To agree, choose keep (theme) or write your name in reviewer (quote). human_theme also takes \"new: your name for a theme\". \"undo\" "
     "withdraws a decision, in reviewer a signature. Your file is never changed; decisions hold in every later run.")),
    ("Suggested or confirmed", ("Names and codes in italics are the machine's suggestions. Bold ones a researcher has reviewed or changed; "
     "in lists a ✓ stands before them.")),
    ("Links", "Theme ids lead to quotes and back. They point to rows as delivered: filtering keeps them right, sorting does not."),
    ("Counts", ("n of N counts people with at least one counted quote, not mentions. general = all or all but one; typical = more than half; "
     "variant = two up to half; single = one person.")),
    ("Empty cells", "no evidence, not told = nobody said so in a quote that counts; it does not mean that it did not happen. "
                     "Empty = does not apply, or yours to fill in."),
    ("Grades", ("A = own experience: a particular event, or repeated with a concrete detail. B = own experience in general terms, or a wish held at the time. "
     "C = hypothetical, future, hearsay, people in general, or led by the question: shown, never counted. "
     "Denied claims are not counted either; they stand as counter-evidence. grade_reason says why.")),
)
#: an id that says nothing of its person
_CODE: Final = re.compile(r"[A-Za-z]{0,3}[-_ ]?\d{1,5}[a-z]?")
#: sheets that are planned in: their yellow cells hold what no interview can supply
_PLANNING: Final = ("Opportunities", "Team view", "KPIs & experiments")
_SUMMARY: Final = "The questions a team asks first, with who answers each; forces, candidate jobs, and what to be careful with."
#: what no interview says and a reader of the report should know
SETUP: Final = (
    "product or service studied", "kind of customer recruited", "what prompted the study (symptoms in the business)", "decision the study is to serve",
)
#: what the manifest holds beside the settings
_NO_SETTINGS: Final = ("inputs", "files", "fingerprints", "counts", "tool", "outputs")


def read_me(book: Book) -> None:
    """Write the sheet Read me, last of all, because it tells what had to be cut on the others."""
    sheet = book.open("Read me", book.study.name)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 140
    row = _lines(book, sheet, 5, _use(book))
    row = _lines(book, sheet, row, _study(book))
    _setup(book, sheet, row)
    set_page(sheet, None, "A5", f"A1:B{sheet.max_row}")
    fit_rows(sheet, book.texts.get(sheet.title, ()))


def _lines(book: Book, sheet: Worksheet, row: int, told: Iterator[tuple[str, str | None, str, str]]) -> int:
    """Write name and text on a line each, a heading where there is no text; return the row below."""
    for key, value, look, link in told:
        if value is None:
            section(book, sheet, row, key, 2)
        else:
            book.put(sheet, row, 1, key, "strong", link=link)
            book.put(sheet, row, 2, value, look)
        row += 1
    return row


def _use(book: Book) -> Iterator[tuple[str, str | None, str, str]]:
    yield "What this shows", sample_statement(book.study.n_total), "warning", ""
    yield "Whom it misses", missed(book.study), "text", ""
    yield "Names", names_shown(book.study), "text", ""
    yield "How to use it", None, "", ""
    for key, text in _GUIDE:
        yield key, text, "text", ""
    shown = [s for s in book.workbook.worksheets if s.sheet_state == "visible" and s.title != "Read me"]
    groups = (
        ("Sheets to read and to present (printed on A4 or Letter, landscape)", [s for s in shown if s.title not in (*WORKING, *_PLANNING)]),
        ("Sheets to plan with: yellow is yours to fill in", [s for s in shown if s.title in _PLANNING]),
        ("Sheets to work with on screen: long on paper, filter before printing", [s for s in shown if s.title in WORKING]),
    )
    for title, sheets in groups:
        yield title, None, "", ""
        for s in sheets:
            yield s.title, _SUMMARY if s.title == "Summary" else str(s["A2"].value or ""), "text", f"'{s.title}'!A1"


def names_shown(study: Study) -> str:
    """Return whose names the workbook shows, and how to have them taken out."""
    if (study.manifest.get("privacy") or {}).get("pseudonymised"):
        return ("Names were replaced by pseudonyms before anything was analysed. This reduces what identifies people and does not guarantee it: "
                "check before you hand it on.")
    named = [p.participant_id for p in study.participant_rows if not _CODE.fullmatch(p.participant_id)]
    real = (f"{n_of(len(named), study.n_total)} participant ids are names or come from names of files, such as {named[0]}: give participants.csv a column "
            "participant_id with P01, P02 … to have ids that name nobody. ") if named else ""
    return (f"This workbook names people: display names, names of files and whoever is named in a quote stand as they were given. {real}"
            "Do not hand it on as it is. jtbd analyze --pseudonymise takes names out before anything is analysed; "
            "jtbd export --to report --share makes a report without them.")


def _setup(book: Book, sheet: Worksheet, row: int) -> None:
    """Write the block in which a researcher says what the study is about, last: what stands below yellow cells is read with them."""
    top = section(book, sheet, row, "About the study: yours to fill in, shown nowhere as a finding", 2)
    rows = [{"about_the_study": name} for name in SETUP]
    book.table(sheet, "Setup", [Column("about_the_study", look="strong"), Column("in_your_words", human=True)], rows, top)


def _study(book: Book) -> Iterator[tuple[str, str | None, str, str]]:
    study = book.study
    yield "This study", None, "", ""
    counts = f"{len(study.transcript_rows)} transcripts, {study.n_total} people, {len(study.quote_rows)} coded quotes, {len(study.theme_rows)} themes"
    yield "Study", f"{study.name}: {counts}", "text", ""
    yield "Journey", f"{study.framework.title} ({study.framework.name}): {', '.join(p.name for p in study.framework.phases)}", "text", ""
    yield "Files read", None, "", ""
    for t in study.transcript_rows:
        warned = f"; {'; '.join(t.warnings)}" if t.warnings else ""
        yield t.file, f"{t.format}, {len(t.turns)} turns{warned}", "text", ""
    yield from _left_out(study)
    if book.cuts:
        yield "Cut cells", None, "", ""
        for place in dict.fromkeys(book.cuts):
            yield place, "longer than a cell holds (32,767 units); the whole text is in tables/quotes.csv", "text", ""
    if homeless := book.homeless({entries.target_of("Setup", [name]) for name in SETUP}):
        yield "Kept entries", None, "", ""
        for place, told in homeless:
            yield place, f"{told} (kept; its row is not in this workbook and brings it back when it returns)", "text", ""
    yield "How it was made", None, "", ""
    for key, value in settings({k: v for k, v in study.manifest.items() if k not in _NO_SETTINGS}):
        yield key, value, "text", ""


def _left_out(study: Study) -> Iterator[tuple[str, str | None, str, str]]:
    for title, files in (("Files that could not be read", study.unread), ("Set aside: not a transcript, or a copy of one", study.set_aside)):
        yield title, None, "", ""
        for f in files:
            yield f.file, f.message.removeprefix(f.file).lstrip(": ") or "no reason noted", "text", ""
        if not files:
            yield "none", "every transcript was read" if title.startswith("Files") else "nothing else to name", "text", ""


def settings(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield nested settings as one line per group: its name, and "option value" for all that it holds."""
    own = {k: ", ".join(map(str, v)) if isinstance(v, list | tuple) else str(v) for k, v in values.items() if not isinstance(v, Mapping)}
    if prefix:
        if told := "; ".join(f"{k} {v}" for k, v in own.items() if v):
            yield prefix, told
    else:
        yield from ((k, v) for k, v in own.items() if v)
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from settings(value, f"{prefix}.{key}" if prefix else key)
