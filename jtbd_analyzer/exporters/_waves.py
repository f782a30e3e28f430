"""The comparison of two waves as a workbook and as one page that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.exporters._book import HEADER, Book, Column
from jtbd_analyzer.exporters._package import date_of, package
from jtbd_analyzer.exporters._style import Looks
from jtbd_analyzer.exporters._values import legal
from jtbd_analyzer.waves import CHANGES, Change, frame

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

_MEANING: Final = {
    "new": "voiced in wave B only", "grown": "voiced by more people, for its N, in wave B", "shrunk": "voiced by fewer people, for its N, in wave B",
    "gone": "voiced in wave A only", "part of another": "its quotes are in a larger theme of the other wave",
    "about the same": "no difference that one person more or fewer would not undo",
}
#: people shown as dots up to this N; above it the numbers alone
_DOTS: Final = 20
_CSS: Final = """
body{font:15px/1.45 system-ui,sans-serif;color:#22303c;margin:2rem auto;max-width:72rem;padding:0 1rem}
h1{font-size:1.5rem;margin-bottom:.3rem}h2{font-size:1.1rem;margin:2rem 0 .2rem;border-bottom:2px solid #d5dade}
p.note{color:#6b7780;margin:.2rem 0}p.caution{color:#8a4b00;margin:.2rem 0}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.5rem .6rem;border-bottom:1px solid #d5dade}
th{background:#e4e8eb}td.n{white-space:nowrap}.dots{letter-spacing:.1em;color:#2f7f86}blockquote{margin:.2rem 0 0;color:#6b7780}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}
"""


def workbook(a: Study, b: Study, changes: Sequence[Change], notes: Sequence[str]) -> bytes:
    """Return an Excel workbook with one row per theme of either wave and the cautions above them; the same input gives the same bytes."""
    from openpyxl import Workbook

    excel = Workbook()
    excel.active.title = "Waves"
    book, sheet = Book(b, excel, Looks(excel)), excel.active
    book.put(sheet, 1, 1, f"{a.name} → {b.name}", "title")
    book.put(sheet, 2, 1, notes[0], "note")
    book.put(sheet, 3, 1, " ".join(notes[1:]) or None, "note")
    columns = [
        Column("change", 14, "strong"), Column("code", 18), Column("statement_a", 38), Column("n_of_N_a", 11, "center"), Column("statement_b", 38),
        Column("n_of_N_b", 11, "center"), Column("caution", 34), Column("quote_a", 46), Column("quote_b", 46), Column("near", 46),
        Column("people_a", 20), Column("people_b", 20), Column("likeness", 9, "decimal"), Column("matched_by", 18), Column("theme_a", 13, "id"),
        Column("theme_b", 13, "id"), Column("quote_a_id", 17, "id"), Column("quote_b_id", 17, "id"),
    ]
    rows: Any = frame(changes).to_dict("records")
    book.table(sheet, "Waves", columns, rows)
    book.finish(sheet, columns, f"D{HEADER + 1}", area_to="near")
    return package(excel, date_of(b.manifest.get("date")))


def page(a: Study, b: Study, changes: Sequence[Change], notes: Sequence[str]) -> str:
    """Return one HTML page without scripts or links to elsewhere: the changes by kind, people as dots, quotes beside them."""
    title = escape(legal(f"{a.name} → {b.name}"))
    parts = [f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title><style>{_CSS}</style></head><body><h1>{title}</h1>"]
    parts += [f"<p class='{'caution' if i else 'note'}'>{escape(legal(n))}</p>" for i, n in enumerate(notes)]
    for change in CHANGES:
        own = [c for c in changes if c.change == change]
        parts.append(f"<h2>{change[:1].upper()}{change[1:]}: {len(own)} {'theme' if len(own) == 1 else 'themes'}</h2><p class='note'>{_MEANING[change]}</p>")
        if own:
            parts.append("<table><thead><tr><th>code</th><th>wave A</th><th>people</th><th>wave B</th><th>people</th><th>careful</th></tr></thead><tbody>")
            parts += [_row(c) for c in own]
            parts.append("</tbody></table>")
    return "".join(parts) + "</body></html>\n"


def _row(c: Change) -> str:
    near = f"<blockquote>near: {escape(legal(c.near))}</blockquote>" if c.near else ""
    cells = [
        escape(c.code.replace("_", " ")), _said(c.statement_a, c.quote_a, c.people_a, "wave A"), _people(c.n_a, c.total_a),
        _said(c.statement_b, c.quote_b, c.people_b, "wave B"), _people(c.n_b, c.total_b), escape(c.caution) + near,
    ]
    return "<tr>" + "".join(f"<td{' class=n' if i in (2, 4) else ''}>{x}</td>" for i, x in enumerate(cells)) + "</tr>"


def _said(statement: str, quote: str, people: str, wave: str) -> str:
    if not statement:
        return f"no theme in {wave}"
    return f"<strong>{escape(legal(statement))}</strong><blockquote>“{escape(legal(quote))}”<br>{escape(legal(people))}</blockquote>"


def _people(n: int, total: int) -> str:
    dots = f"<br><span class='dots' aria-hidden='true'>{'●' * n}{'○' * (total - n)}</span>" if total < _DOTS else ""
    return f"{n} of {total}{dots}"
