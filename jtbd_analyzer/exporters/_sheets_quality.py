"""The sheets that say how far to trust the rest: Saturation & quality, Contradictions, Review queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import edits, review
from jtbd_analyzer.exporters._book import HEADER, Book, Column
from jtbd_analyzer.exporters._sheets_evidence import records
from jtbd_analyzer.exporters._style import GREY_HEAD, STRONG
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights.review_queue import tiers as review_tiers
from jtbd_analyzer.scheme import readable_words
from jtbd_analyzer.sureness import UNSURE

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: bands of the coder's score in the table of codes
_BANDS: Final = ((0.0, 0.5, "unsure (below 0.5)"), (0.5, 0.75, "fair (0.5 to 0.75)"), (0.75, 1.01, "sure (0.75 and more)"))
_KINDS: Final = {"all": "all themes", "value_theme": "value themes", "struggle_trigger": "struggle triggers", "decision_factor": "decision factors",
                 "marker": "markers"}


def saturation(book: Book) -> None:
    """Write the sheet Saturation & quality: what is probably covered, the curve, transcripts, and how sure the coder is."""
    study = book.study
    sheet = book.open("Saturation & quality", f"How much of what could be heard has been heard, for the kind of customer recruited; N = {study.n_total} "
                      "people. Themes of one person are included.")
    rows = records(study.table("saturation"))
    for r in rows:
        r |= {"kind": _KINDS.get(r["kind"], r["kind"]), "from_one_person": r["once"], "from_two_people": r["twice"], "estimated_coverage": r["coverage"]}
    columns = [
        Column("kind", 22, "strong"), Column("themes", 20, "number"), Column("from_one_person", 18, "number"), Column("from_two_people", 18, "number"),
        Column("estimated_coverage", 20, "decimal"), Column("reading", 52), Column("sentence", 50),
    ]
    last = book.table(sheet, "Saturation", columns, [r for r in rows if r["k"] == 1])
    last = _section(book, sheet, last + 2, "Themes found as interviews are read")
    curve = [{"interviews": r["k"],
              "expected, any order": r["expected_themes"], "in the order read": r["in_order_themes"], "new in that order": r["in_order_new"]}
             for r in rows if r["kind"] == _KINDS["all"]]
    looks = {"expected, any order": "decimal"}
    names = ("interviews", "expected, any order", "in the order read", "new in that order")
    end = book.table(sheet, "SaturationCurve", [Column(c, look=looks.get(c, "number")) for c in names], curve, last + 1)
    if curve:
        _curve_chart(sheet, last + 1, end)
        book.alts[sheet.title] = [f"Themes found as interviews are read: {curve[0]['in the order read']} after the first, {curve[-1]['in the order read']} "
                                  f"after all {len(curve)}, {curve[-1]['new in that order']} new in the last"]
    end = max(end, last + 19)
    last = _section(book, sheet, end + 2, "Single voices: what one person said and nobody else; kept because rare is not unimportant")
    columns_alone = [Column("form"), Column("code"), Column("participant_id"), Column("theme_id", 13, "id", link=lambda r: book.theme(r["theme_id"])),
                     Column("phase"), Column("words"), Column("nearest_statement"),
                     Column("nearest_theme", 13, "id", link=lambda r: book.theme(r["nearest_theme"])), Column("intensity", look="decimal"), Column("grade"),
                     Column("quote_ids", 17, "id", link=lambda r: book.quote(r["quote_ids"].split(", ")[0]))]
    last = book.table(sheet, "SingleVoices", columns_alone, records(study.table("single_voices")), last + 1)
    last = _section(book, sheet, last + 2, "Transcripts")
    table = records(study.transcripts)
    keys = ("transcript_id", "participants", "words", "turns", "format", "warnings")
    last = book.table(sheet, "Transcripts", [Column(c, look="number" if c in ("words", "turns") else "text") for c in keys], table, last + 1)
    last = _interviews(book, sheet, last + 2)
    last = _section(book, sheet, last + 2, "How sure the coder is: quotes per code")
    book.table(sheet, "CoderScores", [Column("code"), *(Column(b[2], look="number") for b in _BANDS), Column("led answers", look="number")],
               _scores(book), last + 1)
    _second_coder(book, sheet, last + len(_scores(book)) + 4)
    book.finish(sheet, columns, f"B{HEADER + 1}", blocks=True)


def _second_coder(book: Book, sheet: Worksheet, row: int) -> None:
    """Write how far second coders agree, where `jtbd evaluate` measured it; else how to have it measured."""
    row = _section(book, sheet, row, "Agreement with a second coder")
    if not book.study.agreements:
        book.put(sheet, row + 1, 1, "not measured: have a second person code some interviews and run: jtbd evaluate RESULTS-FOLDER THEIR-FILE", "note")
        return
    now = edits.state(book.study)
    rows = [{"compared": f"{a['reference']} and {a['other']}", **r, "95 in 100": r.get("span", ""),
             "measured": f"{a['date']}{'' if a['state'] == now else ', on an earlier state of this study'}"} for a in book.study.agreements for r in a["rows"]]
    book.table(sheet, "SecondCoder", [Column("compared", look="strong"), Column("of"), Column("units", look="number"), Column("kappa", look="decimal"),
                                      Column("95 in 100", look="center"), Column("reading"), Column("AC1", look="decimal"), Column("alpha", look="decimal"),
                                      Column("agreement", look="decimal"), Column("measured")], rows, row + 1)


def _interviews(book: Book, sheet: Worksheet, row: int) -> int:
    """Write how each interview was led and which phases it reached; return the last row."""
    study = book.study
    row = _section(book, sheet, row, "How the interviews were led (questions are the interviewer's: never evidence)")
    keys = {"transcript_id": "text", "talk_ratio": "decimal", "questions": "number", "leading_questions": "number", "led_of_quotes": "center",
            "leading_examples": "text", "flags": "text", "hypothetical_quotes": "number"}
    last = book.table(sheet, "Interviewers", [Column(k, look=v) for k, v in keys.items()], records(study.table("interviewer")), row + 1)
    row = _section(book, sheet, last + 2, "Phases reached: counted quotes per person; a phase never reached may not have been asked for")
    names = {p.id: p.name for p in study.framework.phases}
    columns = [Column("participant_id"), *(Column(n, look="number", key=p) for p, n in names.items()), Column("n_steps", look="number"),
               Column("never_reached")]
    return book.table(sheet, "Coverage", columns, records(study.table("coverage")), row + 1)


def _section(book: Book, sheet: Worksheet, row: int, title: str) -> int:
    for i in range(1, 7):
        book.put(sheet, row, i, title if i == 1 else None, "section")
    return row


def _scores(book: Book) -> list[dict[str, Any]]:
    rows = []
    for code in dict.fromkeys(q.code for q in book.study.quote_rows):
        own = [q for q in book.study.quote_rows if q.code == code]
        bands = {name: sum(low <= q.score < high for q in own) for low, high, name in _BANDS}
        rows.append({"code": code, **bands, "led answers": sum(q.elicitation == "led" for q in own)})
    return rows


def _curve_chart(sheet: Worksheet, top: int, end: int) -> None:
    from openpyxl.chart import BarChart, LineChart, Reference

    bars: Any = BarChart()
    bars.add_data(Reference(sheet, min_col=4, min_row=top, max_row=end), titles_from_data=True)
    bars.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=end))
    bars.series[0].graphicalProperties.solidFill = GREY_HEAD[2:]
    bars.title, bars.height, bars.width, bars.gapWidth = "Themes found as interviews are read", 8.5, 15, 60
    lines: Any = LineChart()
    lines.add_data(Reference(sheet, min_col=2, max_col=3, min_row=top, max_row=end), titles_from_data=True)
    for series, color, dash in zip(lines.series, (STRONG[2:], "8FA3AD"), (None, "sysDash"), strict=True):
        series.smooth = False
        series.graphicalProperties.line.solidFill, series.graphicalProperties.line.dashStyle = color, dash
    bars += lines
    bars.y_axis.title, bars.x_axis.title, bars.y_axis.number_format = "themes", "interviews", "0"
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.y_axis.scaling.min = 0
    bars.legend.position = "b"
    sheet.add_chart(bars, f"E{top}")


def contradictions(book: Book) -> None:
    """Write the sheet Contradictions: denials, opposite voices, and what nobody said."""
    n = book.study.n_total
    sheet = book.open("Contradictions", f"What speaks against the findings, N = {n} people. A theme with counter-evidence is not wrong; hiding it would be.")
    rows = [r | {"against_of_N": n_of(r["n_against"], n), "statement": readable_words(r["statement"])} for r in records(book.study.table("contradictions"))]
    columns = [
        Column("contradiction", 20, "strong"), Column("theme_id", 13, "id", link=lambda r: book.theme(r["theme_id"])),
        Column("statement", 33, "strong"), Column("n_of_N", 8, "center"), Column("quote_for", 40),
        Column("for_participant", 15, "center", link=lambda r: book.quote(r["for_id"])), Column("quote_against", 40),
        Column("against_participant", 18, "center", link=lambda r: book.quote(r["against_id"])),
        Column("against_of_N", 12, "center"), Column("code", 17), Column("quote_ids", 28, "id"),
    ]
    book.table(sheet, "Contradictions", columns, rows)
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="against_of_N")


def review_queue(book: Book) -> None:
    """Write the sheet Review queue: what to look at first; decisions go to the yellow columns of Quotes and Themes."""
    rows = records(book.study.table("review_queue"))
    done = ", ".join(f"{n_of(k, n)} {name}" for name, (k, n) in review.progress(book.study).items())
    counted = [q for q in book.study.quote_rows if q.counted]
    low = sum(q.score < UNSURE and q.status == "provisional" for q in counted)
    sheet = book.open("Review queue", f"{len(rows)} items worth a look, those first where a correction would change most; follow the link and decide in "
                      f"the yellow columns there. Nobody needs to do all: the first tier is worth most. {n_of(low, len(counted))} counted quotes have a score "
                      f"below {UNSURE}. Reviewed so far: {done}.")
    tiers = [Column("tier", look="strong"), Column("items", look="number"), Column("minutes", look="number"),
             Column("what correcting them may change", key="changes"),
             Column(f"counted quotes below {UNSURE}", key="low_counted")]
    top = book.table(sheet, "ReviewTiers", tiers, review_tiers(book.study)) + 2
    columns = [
        Column("item_id", 17, "id", link=lambda r: book.quote(r["item_id"]) or book.theme(r["item_id"])), Column("item", 9), Column("tier", 9, "number"),
        Column("why", 32, "strong"), Column("text", 60), Column("participant_id", 14, "center"), Column("code", 16),
        Column("second_code", 16), Column("score", 8, "decimal"), Column("theme_id", 13, "id", link=lambda r: book.theme(r["theme_id"])),
        Column("n_of_N", 9, "center"), Column("grade", 8, "center"), Column("counted", 10, "center"), Column("priority", 9, "number"),
    ]
    book.table(sheet, "ReviewQueue", columns, rows, top)
    book.finish(sheet, columns, None, area_to="theme_id", blocks=True)
    sheet.freeze_panes = f"B{top + 1}"
