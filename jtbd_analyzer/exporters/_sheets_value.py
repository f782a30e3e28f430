"""The sheets that lead from value to the product: Topics, Value map, Milestones & leaps, and wanted beside achieved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtbd_analyzer.exporters._book import HEADER, NO_EVIDENCE, Book, Column
from jtbd_analyzer.exporters._sheets_evidence import records
from jtbd_analyzer.exporters._sheets_people import YES_NO, section
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights.topics import ASPECTS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def value_map(book: Book) -> None:
    """Write the sheet Value map: value themes, the step they belong to and the parts of the product, then the gaps."""
    study = book.study
    given = "" if study.features else " No product parts were given: add features.csv."
    sheet = book.open("Value map", f"What people value, where in the journey, and which part of the product it hangs on; N = {study.n_total} people. "
                      f"evidenced = named in the same quote; co-mentioned = right beside it or in the question; proposed = alike in meaning only. "
                      f"A part serves only where a counted quote speaks well of it; a complaint is in the way.{given}")
    rows = records(study.table("value_map"))
    for r in rows:
        r["link_type look"] = {"evidenced": "strong", "proposed": "id"}.get(r["link_type"], "text")
        first, *more = r["quote_ids"].split(", ")
        r["quote"] = first or (NO_EVIDENCE if r["link_type"] == "proposed" else "")
        r["more"] = len(more) or ""
    columns = [
        Column("theme_id", 13, "id", link=lambda r: book.theme(r["theme_id"])), Column("statement", 30, "strong"), Column("code", 14),
        Column("n_of_N", 8, "center"), Column("step_name", 18), Column("feature", 20, "strong"), Column("sense", 11), Column("link_type", 13),
        Column("link_n_of_N", 12, "center"), Column("gap", 19), Column("serves_n_of_N", 10, "center"), Column("in_its_way_n_of_N", 10, "center"),
        Column("order_of_engagement", 20, "number"),
        Column("first_value_candidate", 21, "center", told=True),
        Column("order_reason", 28), Column("quote", 20, "id", link=lambda r: book.quote(r["quote"])), Column("more", 7, "number"),
        Column("human_order", 12, human=True), Column("supporting_asset", 22, human=True), Column("human_note", 24, human=True),
        Column("priority_rank", 10, "number", detail=True), Column("likeness", 10, "decimal", detail=True), Column("phase", 12, detail=True),
        Column("first_value_ids", 18, "id", detail=True), Column("serves_ids", 24, "id", detail=True), Column("in_its_way_ids", 24, "id", detail=True),
        Column("quote_ids", 40, "id", detail=True),
    ]
    book.table(sheet, "ValueMap", columns, rows)
    book.finish(sheet, columns, f"C{HEADER + 1}", area_to="first_value_candidate")


def milestones(book: Book) -> None:
    """Write the sheet Milestones & leaps: the steps taken, in order, and what surrounds each."""
    n = book.study.n_total
    sheet = book.open("Milestones & leaps", f"Steps people told of, in the order of the journey, N = {n} people: what was at stake, what held them back, what "
                      "helped. A proposed KPI is a hypothesis: interviews give no targets.")
    rows = records(book.study.table("milestones"))
    for r in rows:
        r |= {f"{k}_of_N": n_of(r[f"{k}_n"], n) if r[f"{k}_n"] else "" for k in ("first_value", "held_back")}
    columns = [
        Column("step", 6, "id"), Column("step_name", 20, "strong"), Column("n_of_N", 8, "center"),
        Column("what_they_did", 32), Column("said_by", 9, "center", link=lambda r: book.quote(r["exemplar_id"])), Column("leap", 15, told=True),
        Column("anxieties_before", 29), Column("reassurance", 29), Column("roadblocks", 29), Column("proposed_kpi", 23),
        Column("stake", 26, told=True), Column("held_back_of_N", 15, "center", told=True), Column("first_value_of_N", 16, "center", told=True),
        Column("phase", 13),
        Column("target", 14, human=True), Column("owner", 14, human=True),
        Column("participants", 20, detail=True), Column("leap_ids", 18, "id", detail=True), Column("held_back_ids", 18, "id", detail=True),
        Column("quote_ids", 34, "id", detail=True),
    ]
    book.table(sheet, "Milestones", columns, rows)
    book.finish(sheet, columns, f"C{HEADER + 1}", area_to="proposed_kpi")


def wanted_achieved(book: Book, sheet: Worksheet, top: int) -> int:
    """Write wanted beside achieved under the themes of Value themes, from row `top`; return the last row."""
    rows = records(book.study.table("wanted_achieved"))
    for i in range(1, 16):
        book.put(sheet, top, i, "Wanted and achieved: results are matched by person and meaning, and are for you to confirm" if i == 1 else None, "section")
    for r in rows:
        r["wanted"] = f"wanted by {r['wanted_n_of_N']}"
        r["achieved"] = f"reported by {r['achieved_of_wanted']}" if r["achieved_n"] else "not reported"
        said = book.entry("WantedAchieved", r["theme_id"], r["how_matched"]).get("confirmed", "")
        matched = ", ".join(x for x in (r["achieved_by"], r["perhaps_by"]) if x)
        if said and matched:
            r["achieved"] = f"confirmed by a person: {matched}" if said == "yes" else f"matched, but refused by a person: {matched}"
    columns = [
        Column("theme_id", look="id", link=lambda r: book.theme(r["theme_id"])), Column("statement", look="strong"), Column("wanted"),
        Column("n", look="number"), Column("achieved_quote"),
        Column("achieved_by", look="center", link=lambda r: book.quote(r["achieved_quote_ids"].split(", ")[0])),
        Column("perhaps_quote"), Column("achieved"),
        Column("perhaps_by", link=lambda r: book.quote(r["perhaps_quote_ids"].split(", ")[0])), Column("likeness", look="decimal"),
        Column("confirmed", human=True, choices=YES_NO), Column("wanted_by"), Column("how_matched"),
        Column("derived_outcome", told=True), Column("outcome_in_standard_form", human=True),
    ]
    return book.table(sheet, "WantedAchieved", columns, rows, top + 1)


def wanted_next(book: Book) -> None:
    """Write the sheet Wanted next: what people want and may still lack, by the reason why it asks for more."""
    study = book.study
    sheet = book.open("Wanted next", f"What people want and may still lack, N = {study.n_total}; silence is not failure, so ask. "
                      "“if it existed” = hypothetical wishes, shown and never counted.")
    columns = [
        Column("why", 24, "strong"), Column("theme_id", 13, "id", link=lambda r: book.theme(r["theme_id"])), Column("want", 38), Column("n_of_N", 8, "center"),
        Column("exemplar", 52), Column("said_by", 9, "center", key="exemplar_participant", link=lambda r: book.quote(r["exemplar_id"])),
        Column("participants", 18), Column("step_name", 20), Column("features", 16), Column("perhaps_had_by", 15),
        Column("if_it_existed", 12, "number", key="if_asked_n"),
        Column("opportunity", 24, human=True), Column("owner", 14, human=True), Column("about_id", 18, "id"),
        Column("if_asked_ids", 24, "id", detail=True), Column("quote_ids", 30, "id", detail=True),
    ]
    book.table(sheet, "WantedNext", columns, records(study.table("wanted_next")))
    book.finish(sheet, columns, f"C{HEADER + 1}", area_to="features")


def before_after(book: Book) -> None:
    """Write the sheet Before & after: hopes and fears before the choice beside what the same person tells of the time after."""
    study = book.study
    sheet = book.open("Before & after", "What somebody hoped or feared before the choice, beside what the same person tells of the time after, "
                      f"N = {study.n_total}. "
                      "Pairs are matched by meaning: suggestions to confirm (yellow), no proof.")
    columns = [
        Column("relation", 24, "strong"), Column("n_of_N", 8, "center"), Column("participant_id", 14, "center"), Column("before", 55),
        Column("before_code", 14), Column("after", 55), Column("after_code", 14), Column("confirmed", 11, human=True, choices=YES_NO),
        Column("before quote", 18, "id", key="before_id", link=lambda r: book.quote(r["before_id"])),
        Column("after quote", 18, "id", key="after_id", link=lambda r: book.quote(r["after_id"])),
        Column("likeness", 9, "decimal"), Column("item_id", 20, "id", detail=True),
    ]
    book.table(sheet, "BeforeAfter", columns, records(study.table("before_after")))
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="confirmed")


def topics(book: Book) -> None:
    """Write the sheet Topics: the things several people name, whatever they say of them."""
    sheet = book.open("Topics", f"The things people name in counted quotes, across all kinds and themes, N = {book.study.n_total}. A word counts where it is "
                      "said; those that mark this study stand first, words of any conversation last. "
                      "The next columns say how many of these people found it hard, wanted it, reached it, were held back by it, or chose by it.")
    columns = [
        Column("topic", 16, "strong"), Column("n_of_N", 9, "center"), *(Column(name, 10, "number") for name in ASPECTS), Column("feeling", 9, "decimal"),
        Column("in their words", 60, key="exemplar"), Column("said_by", 9, "center", key="exemplar_participant", link=lambda r: book.quote(r["exemplar_id"])),
        Column("participants", 26), Column("n_quotes", 9, "number"), Column("n_themes", 9, "number"), Column("spread", 15),
        Column("other_forms", 15, detail=True), Column("theme_ids", 30, "id", detail=True), Column("quote_ids", 40, "id", detail=True),
    ]
    book.table(sheet, "Topics", columns, records(book.study.table("topics")))
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="participants")


def left_or_declined(book: Book, sheet: Worksheet, row: int) -> int:
    """Write who left and who did not buy below the decision factors, where anybody interviewed did; return the last row."""
    rows = records(book.study.table("left_or_declined"))
    if not rows:
        return row
    columns = [
        Column("participant_id", look="strong"), Column("reason", key="exemplar"), Column("what"), Column("n_of_N", look="center"),
        Column("further_reasons"), Column("said_by", look="center", key="exemplar_participant", link=lambda r: book.quote(r["exemplar_id"])),
        Column("counted", key="exemplar_counted"), Column("says_so"), Column("quote_ids", look="id"),
    ]
    return book.table(sheet, "LeftOrDeclined", columns, rows, section(book, sheet, row, "Who left, and who did not buy: the quote that gives the reason best"))
