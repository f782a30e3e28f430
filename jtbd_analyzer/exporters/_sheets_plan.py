"""The sheets that lead from findings to decisions: Segments, Opportunities, Team view, KPIs & experiments. Yellow is for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jtbd_analyzer.exporters._book import HEADER, NO_EVIDENCE, Book, Column
from jtbd_analyzer.exporters._sheets_evidence import records
from jtbd_analyzer.exporters._sheets_people import USES, YES_NO, section, to_quote
from jtbd_analyzer.insights.segments import SMALL, cell_of, not_cut
from jtbd_analyzer.scheme import readable_words

if TYPE_CHECKING:
    from typing import Any

_LEVELS: Final = '"low,medium,high"'
#: the four stages of work on an opportunity, of the founding document on the end-to-end experience
_STATUS: Final = '"discover,define,design,deliver"'
#: what a change may need, of the founding document on the B2B journey
_NEEDS: Final = ("people", "process", "policy", "technology", "data")


def segments(book: Book) -> None:
    """Write the sheet Segments: forces, phases, jobs, themes and touchpoints cut by participants.csv, a block per column; then what is not cut."""
    study = book.study
    table = records(study.table("segments"))
    jobs = "jobs by members, " if any(r["item"] == "job" for r in table) else ""
    sheet = book.open("Segments", f"Who says what, by the columns of participants.csv, N = {study.n_total}: forces, pains and feelings by phase (median of "
                      f"−2 to +2, then who tells), {jobs}themes, touchpoints. Each cell is people of that segment; fewer "
                      f"than {SMALL} = small: do not read them as a pattern.")
    widest: list[Column] = [Column("statement", 46, "strong"), Column("code", 17), Column("n_of_N", 9, "center")]
    last, top = HEADER, HEADER
    cuts = list(dict.fromkeys(r["column"] for r in table))
    for k, cut in enumerate(cuts):
        own = [r for r in table if r["column"] == cut]
        names = list(dict.fromkeys(r["segment"] for r in own))
        if k:
            top = section(book, sheet, last + 2, f"By {readable_words(cut)}", 3 + len(names))
        sizes = {r["segment"]: r["people_in_segment"] for r in own}
        heads = {s: f"{s} ({sizes[s]}{', small' if sizes[s] < SMALL else ''})" for s in names}
        columns = [Column(f"{readable_words(cut)}: statement", 46, "strong", key="statement", link=lambda r: book.theme(r["item_id"])), Column("code", 17),
                   Column("n_of_N", 9, "center"), *(Column(heads[s], 15, "center", key=s) for s in names)]
        last = book.table(sheet, f"Segment{k + 1}", columns, _across(own, heads), top)
        widest = max(widest, columns, key=len)
    if not cuts:
        last = book.table(sheet, "Segment1", widest, [])
        book.put(sheet, last + 1, 1, "Add columns such as segment or role to participants.csv, shared by at least two people, to compare them here.", "note")
        last += 1
    if aside := not_cut(study, cuts):
        top = section(book, sheet, last + 2, "Columns of participants.csv that are not cut, and why", len(widest))
        book.table(sheet, "NotCut", [Column("column", look="strong"), Column("different_values", look="number"),
                                     Column("people_with_a_value", look="center"), Column("why")],
                   [r | {"column": readable_words(r["column"])} for r in aside], top)
    book.finish(sheet, widest, f"B{HEADER + 1}", blocks=True, whole=True)


def _across(rows: list[dict[str, Any]], heads: dict[str, str]) -> list[dict[str, Any]]:
    """Return one row per thing told of, with a cell per segment."""
    out: dict[tuple[str, str], dict[str, Any]] = {}
    for r in rows:
        row = out.setdefault((r["item"], r["item_id"]), {k: r[k] for k in ("statement", "n_of_N", "item_id")} | {"code": r["code"] or r["item"]})
        row[r["segment"]] = cell_of(r) if r["n"] else "–"
        row[f"{heads[r['segment']]} look"] = _shade(r)
    return list(out.values())


def _shade(row: dict[str, Any]) -> str:
    """Return the look of a cell: dark only where most of a segment that is not small say it; a feeling is no count to be shaded."""
    if not row["n"] or row["felt_median"] is not None:
        return "heat none"
    return "heat strong" if row["n"] * 2 > row["people_in_segment"] >= SMALL else "heat light"


def opportunities(book: Book) -> None:
    """Write the sheet Opportunities: needs with the strength of their evidence; all decisions are yellow."""
    sheet = book.open("Opportunities", f"What asks for action, with how far its evidence carries, N = {book.study.n_total}. What to do about "
                      "it, who and when: yellow, yours to fill in.")
    human = [
        Column("opportunity", 20, human=True), Column("use_for", 11, human=True, choices=USES), Column("owner", 11, human=True),
        Column("status", 10, human=True, choices=_STATUS), Column("effort", 9, human=True, choices=_LEVELS), Column("impact", 9, human=True, choices=_LEVELS),
        *(Column(n, 11, human=True, choices=YES_NO) for n in _NEEDS), Column("business_goal", 20, human=True), Column("objective", 20, human=True),
        Column("key_result", 20, human=True), Column("supporting_asset", 20, human=True),
    ]
    columns = [
        Column("theme_id", 13, "id", link=lambda r: book.theme(r["theme_id"])), Column("need", 32, "strong"), Column("code", 15),
        Column("n_of_N", 8, "center"), Column("evidence_strength", 33), Column("exemplar", 36),
        Column("said_by", 9, "center", key="exemplar_participant", link=to_quote(book, "exemplar_id")), *human, Column("phase", 12), Column("held_against", 14),
        Column("mean_intensity", 9, "decimal", detail=True), Column("quote_ids", 30, "id", detail=True),
    ]
    book.table(sheet, "Opportunities", columns, records(book.study.table("opportunities")))
    book.finish(sheet, columns, f"C{HEADER + 1}", area_to="status")


def team_view(book: Book) -> None:
    """Write the sheet Team view: the team's assumption beside the evidence, per phase."""
    sheet = book.open("Team view", f"Write what the team believes before reading the evidence, then compare, N = {book.study.n_total}. Interviews are "
                      "one listening post: name the others you have.")
    columns = [
        Column("phase_name", 14, "strong"), Column("question", 25), Column("team_assumption", 34, human=True), Column("evidence", 62),
        Column("n_of_N", 8, "center"), Column("differs", 10, human=True, choices='"agrees,differs,partly,unknown"'),
        Column("how_do_we_know", 20, human=True), Column("focus_now", 11, human=True, choices=YES_NO), Column("owner", 14, human=True),
        Column("listening_posts", 16), Column("other_listening_posts", 22, human=True),
        Column("employee_decision", 20, human=True), Column("automated_decisions", 20, human=True), Column("side_processes", 20, human=True),
        Column("item_id", 16, "id"),
    ]
    rows = records(book.study.table("team_view"))
    for r in rows:
        r |= {"item_id": f"{r['phase']}|{r['question']}", "evidence look": "id" if r["evidence"] == NO_EVIDENCE else "text"}
    book.table(sheet, "TeamView", columns, rows)
    book.finish(sheet, columns, f"B{HEADER + 1}", area_to="owner")


def experiments(book: Book) -> None:
    """Write the sheet KPIs & experiments: what might be measured, as hypotheses; values come from elsewhere."""
    sheet = book.open("KPIs & experiments", "Hypotheses of what to measure and try. Interviews supply no values: NPS, retention and engagement come from "
                      "your own data (yellow).")
    human = [("baseline", 10), ("target", 9), ("data_source", 13), ("review_date", 12), ("hypothesis", 24), ("test", 18), ("result", 18), ("owner", 10)]
    columns = [
        Column("basis", 20), Column("phase", 11), Column("kpi", 26, "strong"), Column("definition", 29), *(Column(n, w, human=True) for n, w in human),
        Column("verbatim", 44), Column("said_by", 9, "center", link=to_quote(book, "quote_id")), Column("item_id", 20, "id"),
    ]
    book.table(sheet, "Experiments", columns, records(book.study.table("experiments")))
    book.finish(sheet, columns, f"D{HEADER + 1}", area_to="owner")
