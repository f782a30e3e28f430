"""The sheets that draw a picture: Forces, Journey map, Heat map, Moments of truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.exporters._book import HEADER, NO_EVIDENCE, Book, Column
from jtbd_analyzer.exporters._sheets_evidence import records
from jtbd_analyzer.exporters._sheets_people import section
from jtbd_analyzer.exporters._style import MUTED, PRINT_WIDTH, STRONG
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._clusters import UNASSIGNED, are_parted, by_job
from jtbd_analyzer.insights._traits import exerted
from jtbd_analyzer.insights.journey_map import NAMED
from jtbd_analyzer.scheme import readable_words
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from jtbd_analyzer.study import Study

_NUMBERS: Final = ("feeling_median", "feeling_lowest", "feeling_highest", "n_people")
_THIN_BELOW: Final = 3
_FORCES: Final = ("push", "pull", "anxiety", "habit")
#: length of a quote in a cell of the block of people by forces
_CELL_QUOTE: Final = 110
#: width of lanes and of the least columns of the journey map, and the rows that its chart takes
_LANE, _SPARE, _CHART_ROWS = 22.0, 16.0, 20


def forces(book: Book) -> None:
    """Write the sheet Forces: statements by force, then who feels which."""
    study = book.study
    sheet = book.open("Forces", f"What pushes and pulls people to the new way, and what worries and holds them. N = {study.n_total} people; "
                      "forces have no common unit and are not added up. n_of_N = whose quotes exert the force, "
                      "voiced_by = all who voice the theme. weak = a requirement that was met, or somebody's word for it.")
    columns = [
        Column("force", 14, "strong"), Column("statement", 36, "strong"), Column("phrasing", 34),
        Column("exemplar", 42), Column("reduced_by", 30, told=True), Column("n_of_N", 8, "center", link=lambda r: book.theme(r["theme_id"])),
        Column("said_by", 9, "center", key="exemplar_participant", link=lambda r: book.quote(r["exemplar_id"])),
        Column("voiced_by", 9, "center", link=lambda r: book.theme(r["theme_id"])), Column("strength", 10), Column("participants", 17), Column("acts_on", 14),
        Column("direction", 22), Column("code", 17), Column("sure_n", 8, "number"), Column("intensity", 10, "decimal"),
        Column("theme_id", 13, "id", link=lambda r: book.theme(r["theme_id"])), Column("quote_ids", 34, "id"),
    ]
    last = book.table(sheet, "Forces", columns, records(study.table("forces")))
    top = section(book, sheet, last + 2, "Person by force: how many counted quotes, and the strongest", len(columns))
    book.table(sheet, "PersonForce", [Column("participant_id", look="strong"), *(Column(f, told=True) for f in _FORCES)], _person_force(study), top)
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="participants", blocks=True)


def _person_force(study: Study) -> list[dict[str, Any]]:
    """Return a row per person: for each force how many counted quotes exert it and the strongest, with its id."""
    rows = []
    for p in study.participant_rows:
        row: dict[str, Any] = {"participant_id": p.participant_id}
        for force in _FORCES:
            own = [q for q in study.quote_rows if q.counted and q.participant_id == p.participant_id and force in exerted(q)]
            best = min(own, key=lambda q: (q.grade, -q.intensity, -q.score), default=None)
            row[force] = f"{len(own)}: “{short(best.verbatim, _CELL_QUOTE)}” [{best.quote_id}]" if best else ""
        rows.append(row)
    return rows


def _placed_by_class(study: Study) -> str:
    """Return how many counted quotes are at a step only because such claims mostly are: the finer a framework, the more that matters."""
    placed = [q for q in study.quote_rows if q.counted and q.step]
    usual = sum(q.phase_rule.endswith("step by class") for q in placed)
    return (f"Of {len(placed)} counted quotes with a place, {usual} stand at the step of their phase where claims of their class mostly stand, since "
            "nothing asked or told names another: read phases before steps.") if usual else ""


def journey_map(book: Book) -> None:
    """Write the sheet Journey map: phases as columns, lanes as rows, the emotional curve as a chart of its own table."""
    from openpyxl.worksheet.pagebreak import Break

    study = book.study
    sheet = book.open("Journey map", f"{study.framework.title}. N = {study.n_total} people; every line with n of N and quote ids. The emotional curve "
                      f"is below the lanes. {_placed_by_class(study)}")
    rows = records(study.table("journey_map"))
    numbers = {r["lane"]: r for r in rows if r["lane"] in _NUMBERS}
    names = {p.id: p.name for p in study.framework.phases}
    keys = ("phase", "feeling_median", "feeling_lowest", "feeling_highest", "n_people", "strength")
    spare = max(0, len(keys) - 1 - len(names))
    width = max(18.0, (PRINT_WIDTH - _LANE - spare * _SPARE) / max(1, len(names)))
    columns = [Column("lane", _LANE, "strong"), *(Column(name, width, key=key) for key, name in names.items())]
    lanes = [r | {f"{n} look": "id" for k, n in names.items() if r[k] == NO_EVIDENCE} for r in rows if r["lane"] not in _NUMBERS]
    lanes = [{k: readable_words(v) if isinstance(v, str) else v for k, v in r.items()} if r["lane"] in NAMED else r for r in lanes]
    last = book.table(sheet, "JourneyMap", columns, lanes)
    unplaced = sum(q.counted and not q.phase for q in study.quote_rows)
    book.put(sheet, last + 1, 1, f"{unplaced} counted quotes have no clear phase: filter the sheet Quotes by an empty phase.", "note")
    last = _questions(book, sheet, last + 3)
    book.put(sheet, last + 3, 1, "Emotional curve", "section")
    sheet.row_breaks.append(Break(id=last + 2))
    curve = [{"phase": n, **{k: numbers[k][p] for k in _NUMBERS if k in numbers}} for p, n in names.items()]
    for r in curve:
        r["strength"] = NO_EVIDENCE if not r["n_people"] else "thin" if r["n_people"] < _THIN_BELOW else ""
    looks = {"phase": "strong", "n_people": "number", "strength": "text"}
    end = book.table(sheet, "EmotionalCurve", [Column(k, look=looks.get(k, "decimal")) for k in keys], curve, last + 4)
    columns += [Column(f"more {i}", _SPARE) for i in range(spare)]
    if any(r["n_people"] for r in curve):
        _curve_chart(sheet, last + 4, end, [r["n_people"] for r in curve])
        told = "; ".join(f"{r['phase']} {r['feeling_median']:+.1f} ({n_of(r['n_people'], study.n_total)} people)" for r in curve if r["n_people"])
        book.alts[sheet.title] = [f"Emotional curve, median feeling from −2 to +2 by phase: {told}"]
    # below the chart, and last: a table with yellow cells is read back to the end of its sheet
    _plan(book, sheet, end + _CHART_ROWS + 1, names)
    book.finish(sheet, columns, f"B{HEADER + 1}", blocks=True, whole=True)


def _plan(book: Book, sheet: Worksheet, top: int, names: dict[str, str]) -> int:
    """Write the lane that is the team's own, a row per phase with yellow cells, from row `top`; return the last row."""
    top = section(book, sheet, top, "Yours: what follows from each phase (see the sheet Opportunities for what asks for it)", 6)
    columns = [Column("phase", look="strong"), *(Column(c, human=True) for c in ("opportunity", "kpi_confirmed", "resources", "owner"))]
    return book.table(sheet, "JourneyPlan", columns, [{"phase": n} for n in names.values()], top)


def _questions(book: Book, sheet: Worksheet, top: int) -> int:
    """Write which questions the interviews answer and how many people answer each, from row `top`; return the last row."""
    top = section(book, sheet, top, "Questions, and how many people answer them (a question nobody answers may never have been asked)", 6)
    columns = [Column("phase", look="strong"), Column("question"), Column("in their words", key="exemplar"), Column("how answers were found", key="how"),
               Column("answered_by", look="center", link=lambda r: book.quote(r["exemplar_id"])), Column("asked_in", look="center")]
    return book.table(sheet, "Questions", columns, records(book.study.table("questions_answered")), top)


def _curve_chart(sheet: Worksheet, top: int, end: int, people: list[int]) -> None:
    """Draw median and range of feeling per phase; gaps stay gaps, points of fewer than 3 people are hollow."""
    from openpyxl.chart import LineChart, Reference
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.marker import DataPoint, Marker
    from openpyxl.chart.shapes import GraphicalProperties

    chart: Any = LineChart()
    chart.title = "Emotional curve (hollow = fewer than 3 people)"
    chart.height, chart.width, chart.dispBlanksAs = 8.5, 24, "gap"
    chart.add_data(Reference(sheet, min_col=2, max_col=4, min_row=top, max_row=end), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=end))
    teal, grey = STRONG[2:], MUTED[2:]
    for series, color, symbol in zip(chart.series, (teal, grey, grey), ("circle", "dash", "dash"), strict=True):
        series.smooth = False
        series.marker = Marker(symbol=symbol, size=9, spPr=GraphicalProperties(solidFill=color))
        series.graphicalProperties.line.solidFill = color
        series.graphicalProperties.line.width = 28_000
        series.graphicalProperties.line.noFill = symbol == "dash" or None
        if symbol == "dash":
            series.graphicalProperties.line.solidFill = None
    for i, n in enumerate(people):
        if 0 < n < _THIN_BELOW:
            hollow = Marker(symbol="circle", size=9, spPr=GraphicalProperties(solidFill="FFFFFF"))
            hollow.spPr.line.solidFill = teal
            chart.series[0].dPt.append(DataPoint(idx=i, marker=hollow))
    chart.hiLowLines = ChartLines()
    chart.y_axis.scaling.min, chart.y_axis.scaling.max, chart.y_axis.majorUnit = -2, 2, 1
    chart.y_axis.number_format, chart.y_axis.title = "+0;-0;0", "feeling"
    chart.x_axis.tickLblPos = "low"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    sheet.add_chart(chart, f"A{end + 2}")


def heat_map(book: Book) -> None:
    """Write the sheet Heat map: themes by participants, dark where somebody tells it as it happened."""
    study = book.study
    jobs = by_job(study)
    parted = are_parted(jobs)
    beside = ("People of one candidate job stand side by side, its cluster above." if parted else
              "Stories form no separate groups, so people stand in the order of their ids.")
    sheet = book.open("Heat map", f"Themes by people, N = {study.n_total}. A number counts that person's quotes: dark = told as it happened (grade A), "
                      f"light = other counted quotes, (-) = only denied, empty = not heard. {beside}")
    persons = list(jobs)
    sure = {(q.theme_id, q.participant_id) for q in study.quote_rows if q.counted and q.grade == "A"}
    rows = records(study.table("heat_map"))
    for row in rows:
        for p in persons:
            value = row[p]
            row[f"{p} look"] = "heat denied" if value == "(-)" else "heat none" if value == "" else (
                "heat strong" if (row["theme_id"], p) in sure else "heat light")
    columns = [Column("theme_id", 13, "id", link=lambda r: book.theme(r["theme_id"])), Column("statement", 46, "strong"), Column("code", 17),
               Column("n_of_N", 9, "center"), *(Column(p, min(16, max(7.5, len(p) + 4)), "heat none") for p in persons), Column("block", 12),
               Column("quote_ids", 30, "id", detail=True)]
    last = book.table(sheet, "HeatMap", columns, rows)
    # the row above the table is free but for the way back: who stands under which cluster is seen as blocks
    for i, p in enumerate(persons, 5) if parted else ():
        book.put(sheet, HEADER - 1, i, "–" if jobs[p] == UNASSIGNED else jobs[p], "center")
    book.put(sheet, last + 2, 2, "themes voiced", "strong")
    for i, p in enumerate(persons, 5):
        book.put(sheet, last + 2, i, sum(isinstance(r[p], int) for r in rows), "number")
    book.finish(sheet, columns, f"C{HEADER + 1}", whole=True)


def moments(book: Book) -> None:
    """Write the sheet Moments of truth: contacts with the company that people felt something about."""
    sheet = book.open("Moments of truth", f"Contacts with the company that people felt something about, in the order of the journey. "
                      f"N = {book.study.n_total} people. kind = by the step: before, while choosing, in use, telling others. n_of_N is that of the theme, "
                      "and of counted rows only; contacts told of the old way are not counted and stand last.")
    columns = [
        Column("quote_id", 16, "id", link=lambda r: book.quote(r["quote_id"])), Column("participant_id", 14, "center"), Column("phase", 11),
        Column("touchpoint", 15, told=True), Column("kind", 17, told=True), Column("sign", 9), Column("what_happened", 50),
        Column("company_did", 16, told=True),
        Column("people_named", 14, told=True), Column("effect", 11, told=True), Column("job_at_stake", 31), Column("action", 20, human=True),
        Column("job_quote_id", 17, "id", link=lambda r: book.quote(r["job_quote_id"])),
        Column("step_name", 22), Column("theme_id", 13, "id", link=lambda r: book.theme(r["theme_id"])),
        Column("statement", 34, "strong"), Column("n_of_N", 9, "center"), Column("valence", 9, "number"), Column("intensity", 10, "number"),
        Column("grade", 8, "center"), Column("counted", 10, "center"),
    ]
    book.table(sheet, "MomentsOfTruth", columns, records(book.study.table("moments_of_truth")))
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="action")
