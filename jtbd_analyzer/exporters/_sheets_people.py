"""The sheets about people and what they met: Alternatives, Objections, Stakeholders, Touchpoints, Message bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jtbd_analyzer.exporters._book import HEADER, Book, Column, Row
from jtbd_analyzer.exporters._sheets_charts import put_picture
from jtbd_analyzer.exporters._sheets_evidence import records
from jtbd_analyzer.recruits import missed

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

YES_NO: Final = '"yes,no"'
USES: Final = '"message,feature,onboarding,support"'


def to_quote(book: Book, key: str) -> Callable[[Row], str]:
    """Return where a cell leads: to the quote whose id stands in the column `key` of its row."""
    return lambda r: book.quote(r[key])


def to_theme(book: Book) -> Callable[[Row], str]:
    """Return where a cell leads: to the theme of its row."""
    return lambda r: book.theme(r["theme_id"])


def section(book: Book, sheet: Worksheet, row: int, title: str, width: int = 8) -> int:
    """Write the heading of a further block over `width` columns and return the row for its table."""
    for i in range(1, width + 1):
        book.put(sheet, row, i, title if i == 1 else None, "section")
    return row + 1


def exemplar(book: Book, width: float = 50) -> list[Column]:
    """Return the columns that show a row's best quote, who said it (leading to it), who else, and all ids."""
    return [
        Column("exemplar", width), Column("said_by", 9, "center", key="exemplar_participant", link=to_quote(book, "exemplar_id")), Column("participants", 20),
        Column("quote_ids", 30, "id", detail=True),
    ]


def alternatives(book: Book) -> None:
    """Write the sheet Alternatives: what else people could have done, and why they left it."""
    sheet = book.open("Alternatives", f"What people used, considered, tried or could have done instead, one row each however called, N = {book.study.n_total}. "
                      "n of N counts people of counted quotes; also_named_by shows who names it only in words that do not count. status: each person once. "
                      f"why_left quotes a claim from before the purchase, or says: not said. {missed(book.study)}")
    columns = [Column("option", 20, "strong"), Column("said_as", 20), Column("alt_type", 14, told=True), Column("status", 24), Column("n_of_N", 8, "center"),
               Column("also_named_by", 34), Column("why_left", 41), Column("held_by", 30, told=True), *exemplar(book, 40)]
    book.table(sheet, "Alternatives", columns, records(book.study.table("alternatives")))
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="participants")


def objections(book: Book) -> None:
    """Write the sheet Objections: doubts by stage, who raised them, what overcame them."""
    sheet = book.open("Objections", f"Objections and worries in the order of the journey, N = {book.study.n_total}: what they are about, who raised them, what "
                      "met them: in the quote, in the rest of its turn or in answer to the next questions (overcome_ids says where). “not told” = "
                      "the words do not say. perhaps_afterwards: what the same person tells of the time after, matched by meaning; "
                      "confirm it on Before & after.")
    best, who, *others = exemplar(book, 40)
    columns = [Column("phase", 11), Column("code", 10), Column("statement", 33, "strong"), Column("n_of_N", 8, "center", link=to_theme(book)),
               Column("concern", 12), Column("raised_by", 12), Column("overcome_by", 14), Column("overcome_words", 22, told=True),
               Column("perhaps_afterwards", 32),
               best, who, Column("step_name", 20),
               Column("acts_on", 13), *others, Column("theme_id", 13, "id", link=to_theme(book)), Column("overcome_ids", 18, "id", detail=True)]
    book.table(sheet, "Objections", columns, records(book.study.table("objections")))
    book.finish(sheet, columns, f"D{HEADER + 1}", area_to="said_by")


def stakeholders(book: Book) -> None:
    """Write the sheet Stakeholders: roles in the decision by stage, with a template of resources and next steps."""
    sheet = book.open("Stakeholders", f"Who else was in the decision, by role, N = {book.study.n_total}. Resources and next steps are the b2b9 framework's "
                      "suggestions for that stage, not findings: edit them in yellow.")
    columns = [
        Column("role", 14, "strong"), Column("buying_role", 12), Column("stage", 18), Column("n_of_N", 8, "center"),
        Column("concern", 14), Column("objections_raised", 33, told=True), Column("overcome_by", 19), Column("exemplar", 40),
        Column("said_by", 9, "center", key="exemplar_participant", link=to_quote(book, "exemplar_id")),
        Column("suggested_next_step", 28), Column("direction", 13, told=True), Column("suggested_resources", 22), Column("our_resources", 22, human=True),
        Column("our_next_step", 22, human=True), Column("employee_decision", 20, human=True), Column("item_id", 18, "id"),
        Column("met_the_seller", 13, detail=True),
        Column("participants", 18, detail=True), Column("stage_questions", 34, detail=True), Column("quote_ids", 30, "id", detail=True),
    ]
    last = book.table(sheet, "Stakeholders", columns, records(book.study.table("stakeholders")))
    end = _concerns(book, sheet, last + 2)
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="suggested_next_step", blocks=end > last + 2, below=max(0, end - sheet.max_row))


def _concerns(book: Book, sheet: Worksheet, row: int) -> int:
    """Put the chart of concerns by role below the table, where anybody told of one; return the row below it."""
    if "concerns" not in book.pictures:
        return row
    return put_picture(book, sheet, section(book, sheet, row, book.pictures["concerns"][0].title), "concerns")


def touchpoints(book: Book) -> None:
    """Write the sheet Touchpoints: where people met the company by phase and how it felt; below, how each came and whom they told."""
    study = book.study
    sheet = book.open("Touchpoints", f"Where people met the company, by phase, N = {study.n_total}. Feelings are means per person (−2 to +2). Below: how "
                      "each person came to the product, and whether they passed it on.")
    best, who, *others = exemplar(book, 44)
    columns = [
        Column("phase", 14), Column("touchpoint", 18, "strong"), best, who, Column("n_of_N", 11, "center"), Column("felt_good_n", 12, "number"),
        Column("felt_bad_n", 12, "number"), Column("feeling_median", 14, "decimal"), Column("company_did", 24, told=True),
        Column("strength", 14), Column("effect", 11, told=True),
        *others, Column("data_source", 16, human=True), Column("kpi", 16, human=True), Column("hand_off_note", 18, human=True),
        Column("item_id", 18, "id"),
    ]
    last = book.table(sheet, "Touchpoints", columns, records(study.table("touchpoints")))
    kinds = list(dict.fromkeys(r["touchpoint"] for r in records(study.table("touchpoints"))))
    cells = {(r["touchpoint"], r["phase"]): r for r in records(study.table("touchpoints"))}
    phases = {p.id: p.name for p in study.framework.phases}
    matrix = [{"touchpoint": k, **{name: _cell(cells.get((k, p))) for p, name in phases.items()}} for k in kinds]
    top = section(book, sheet, last + 2, "Touchpoint by phase: people, and how many felt good (+) or bad (−)")
    last = book.table(sheet, "TouchpointMatrix", [Column("touchpoint"), *(Column(n, look="center", told=True) for n in phases.values())], matrix, top)
    top = section(book, sheet, last + 2, "How each person came to the product, and whether they passed it on")
    people = [Column("participant_id"), Column("found_through"), Column("found_words", told=True), Column("champion", look="center", told=True),
              Column("passed_on"),
              Column("found in quote", look="id", key="found_quote_id", link=to_quote(book, "found_quote_id")),
              Column("passed on in quote", look="id", key="passed_on_quote_id", link=to_quote(book, "passed_on_quote_id")), Column("touchpoints"),
              Column("passed_on_words", told=True)]
    book.table(sheet, "WordOfMouth", people, records(study.table("word_of_mouth")), top)
    book.finish(sheet, columns, f"C{HEADER + 1}", area_to="participants", blocks=True)


def _cell(row: Row | None) -> str:
    if row is None:
        return ""
    felt = [f"{mark}{row[key]}" for mark, key in (("+", "felt_good_n"), ("−", "felt_bad_n")) if row[key]]
    return f"{row['n']} ({', '.join(felt)})" if felt else str(row["n"])


def message_bank(book: Book) -> None:
    """Write the sheet Message bank: customers' own phrases, with the consent that a person must give."""
    sheet = book.open("Message bank", "Customers' own phrases, word for word, by phase and class, for headlines and onboarding. Publish none before the "
                      "speaker has agreed (yellow); check names.")
    columns = [
        Column("verbatim", 66, "strong"), Column("participant_id", 14, "center", link=to_quote(book, "quote_id")), Column("phase", 13),
        Column("code", 17, link=to_theme(book)), Column("statement", 34), Column("names_to_check", 15), Column("consent_on_file", 15),
        Column("consent", 10, human=True, choices=YES_NO), Column("use_for", 12, human=True, choices=USES),
        Column("quote_id", 18, "id"), Column("job_level", 16, detail=True), Column("intensity", 9, "number", detail=True),
    ]
    book.table(sheet, "MessageBank", columns, records(book.study.table("message_bank")))
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="use_for")
