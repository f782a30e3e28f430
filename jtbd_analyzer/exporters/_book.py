"""A workbook in the making: cells as text, tables with links and drop-downs, ids that know their row."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import entries, review
from jtbd_analyzer.exporters._style import PRINT_WIDTH, RUNS_ON, Looks, fit_rows, height_of, lines_of, set_page, widen
from jtbd_analyzer.exporters._values import is_blank, is_risky, legal
from jtbd_analyzer.scheme import label_of, readable_words
from jtbd_analyzer.text import squeeze

if TYPE_CHECKING:
    from concurrent.futures import Future

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from jtbd_analyzer.picture import Drawing
    from jtbd_analyzer.study import Study

HEADER: Final = 4
#: sheets that are sorted, filtered and corrected on the screen; on paper they are long
WORKING: Final = ("Quotes", "Review queue", "Segments", "Codebook")
NO_EVIDENCE: Final = "no evidence"
#: limits of Excel: UTF-16 units in a cell, rows, columns and links on a sheet (specifications and limits, Microsoft)
CELL_UNITS, SHEET_ROWS, SHEET_COLUMNS, SHEET_LINKS = 32_767, 1_048_576, 16_384, 65_530
CUT_MARK: Final = " … [continues in tables/quotes.csv]"
#: texts up to this length fit every column on one line
_NARROW: Final = 6
_CENTERED: Final = ("number", "decimal", "center", "heat none")
_ESCAPE: Final = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)")

#: look of a cell -> the same with a link; other looks keep theirs and are still clickable
_LINKED: Final = {"id": "link", "center": "link center", "strong": "link strong", "suggested": "link suggested", "head": "head link"}

#: columns of codes, shown by their labels, and columns of other names of the machine, shown in words; ids and keys keep theirs
_CODES: Final = frozenset({"code", "second_code", "before_code", "after_code"})
_NAMES: Final = frozenset((
    "kind", "item", "alt_type", "trigger_type", "trigger_stage", "resolved_by", "overcome_by", "reduced_by", "sub_kind", "touchpoint", "company_did", "effect",
    "found_through", "passed_on", "order_check", "reason", "experiencer", "referent", "markers", "kinds_named", "price_role", "raised_by", "theme_role",
    "phase_rule", "why", "touchpoints", "job_levels", "job_level", "polarity", "order_reason",
))
#: tables that say what the machine's names mean, and so show them
_SHOWING_NAMES: Final = ("Codebook", "Columns", "ChangeLog", "Setup")

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column of a table: the key of its rows, width in characters, look, and where its cells lead.

    `choices` is the formula of a drop-down; `link` gives the target of a cell's link, or "" for none; `detail` columns
    are grouped and folded away; `human` columns are for the researcher and show what was decided; `free` ones also take
    what is not in the list; `key` is the key of the rows where it is not the name; an empty cell of a `told` one says "no
    evidence", unless the row's "NAME applies" is False.
    """

    name: str
    width: float = 14
    look: str = "text"
    link: Callable[[Row], str] | None = None
    human: bool = False
    choices: str = ""
    detail: bool = False
    key: str = ""
    free: bool = False
    told: bool = False


def shown_as(table: str, column: Column, value: Any) -> Any:
    """Return the value of a cell as a person reads it: codes by their labels, other names of the machine in words; keys and `human` cells as they are."""
    keys = entries.FORMS[table].keys if table in entries.FORMS else ()
    if not isinstance(value, str) or column.human or table in _SHOWING_NAMES or column.name in keys:
        return value
    return label_of(value) if column.name in _CODES else readable_words(value) if column.name in _NAMES else value


def units(text: str) -> int:
    """Return the length of `text` as Excel counts it: UTF-16 code units."""
    return len(text) + sum(c > "\uffff" for c in text)


def cut(text: str, limit: int = CELL_UNITS) -> str:
    """Return `text` if it fits a cell, else as many whole sentences (or words) as do, and a mark that says where the rest is."""
    if len(text) * 2 <= limit or units(text) <= limit:
        return text
    room = limit - len(CUT_MARK)
    head = text[:room]
    while units(head) > room:
        head = head[: -max(1, (units(head) - room) // 2)]
    ends = [m.end() for m in _SENTENCE_END.finditer(head)]
    end = ends[-1] if ends and ends[-1] > len(head) // 2 else max(head.rfind(" "), len(head) // 2)
    return head[:end].rstrip() + CUT_MARK


@dataclass
class Book:
    """The workbook being written, its styles, the rows of themes and quotes, and what had to be cut."""

    study: Study
    workbook: Workbook
    looks: Looks
    cuts: list[str] = field(default_factory=list)
    texts: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    #: sheet -> what its pictures and charts show, in their order, for people who do not see them
    alts: dict[str, list[str]] = field(default_factory=dict)
    #: name of a chart -> the chart and its PNG to come
    pictures: dict[str, tuple[Drawing, Future[bytes]]] = field(default_factory=dict)
    _links: dict[str, int] = field(default_factory=dict)
    _rows: dict[str, str] = field(default_factory=dict)
    _status: dict[str, str] = field(default_factory=dict)
    #: row of a planning sheet -> yellow column -> what a researcher wrote there; and the rows that the workbook has
    _entries: dict[str, dict[str, str]] = field(default_factory=dict)
    _placed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Give every theme and quote its row: first row under the header, in the order of the study; and know what is reviewed."""
        self._status |= {t.theme_id: t.status for t in self.study.theme_rows} | {q.quote_id: q.status for q in self.study.quote_rows}
        cells = review.cells(self.study)
        self._entries |= {k.removeprefix("entry "): own for k, own in cells.items() if k.startswith("entry ")}
        for sheet, keys in (("Themes", [t.theme_id for t in self.study.theme_rows]), ("Quotes", [q.quote_id for q in self.study.quote_rows])):
            self._rows |= {f"{sheet} {key}": f"'{sheet}'!A{HEADER + 1 + i}" for i, key in enumerate(keys)}

    def theme(self, theme_id: str) -> str:
        """Return the place of a theme on the sheet Themes, or ""."""
        return self._rows.get(f"Themes {theme_id}", "")

    def quote(self, quote_id: str) -> str:
        """Return the place of a quote on the sheet Quotes, or ""."""
        return self._rows.get(f"Quotes {quote_id}", "")

    def look_of(self, theme_id: str) -> str:
        """Return the look of a theme's name: confirmed by a researcher or only suggested."""
        return "suggested" if self._status.get(theme_id, "") == "provisional" else "strong"

    def _look(self, column: Column, row: Row) -> str:
        """Return the look of a cell: what the machine suggests in italics, what a researcher confirmed or changed bold."""
        if column.human:
            return "human"
        if column.name == "statement" and column.look == "strong":
            return self.look_of(str(row.get("theme_id", "")))
        if column.name == "code" and "quote_id" in row and "verbatim" in row:
            return "suggested" if self._status.get(str(row["quote_id"])) == "provisional" else "strong"
        return str(row.get(f"{column.name} look", column.look))

    def open(self, name: str, note: str) -> Worksheet:
        """Return the sheet `name` with its title, one line that says what it shows, and the way back."""
        sheet: Worksheet = self.workbook[name]
        self.put(sheet, 1, 1, name, "title")
        self.put(sheet, 2, 1, note, "note")
        if name != "Summary":
            self.put(sheet, 3, 1, "← back to Summary", "back", link="'Summary'!A1")
        sheet.row_dimensions[1].height = 27
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, value: Any, look: str = "text", *, link: str = "") -> None:
        """Write one value: text always as text, never as formula or error; None and "" as an empty cell in its look."""
        cell: Any = sheet.cell(row, column)
        quoted = False
        if isinstance(value, str) and value:
            text = cut(_ESCAPE.sub(r"_x005F_\1", legal(value)))
            if text.endswith(CUT_MARK):
                self.cuts.append(f"{sheet.title}, row {row}, column {column}")
            quoted = is_risky(text)
            if look not in RUNS_ON and len(text) > _NARROW:
                self.texts.setdefault(sheet.title, []).append((row, column, text))
            cell._value, cell.data_type = text, "s"  # past openpyxl's guessing at what a value is
        elif not isinstance(value, str) and not is_blank(value):
            cell.value = value
        if link and self._links.setdefault(sheet.title, 0) < SHEET_LINKS:
            from openpyxl.worksheet.hyperlink import Hyperlink

            self._links[sheet.title] += 1
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=link)
            look = _LINKED.get(look, look)
        cell._style = self.looks.of(look, quoted)

    def table(self, sheet: Worksheet, name: str, columns: Sequence[Column], rows: Iterable[Row], top: int = HEADER) -> int:
        """Write a real Excel table with its header in row `top`; return the last row. Without rows it says "no evidence"."""
        columns = unique(columns)
        if len(columns) > SHEET_COLUMNS:
            self.cuts.append(f"{sheet.title}: columns after {SHEET_COLUMNS}")
            columns = columns[:SHEET_COLUMNS]
        for i, c in enumerate(columns, 1):
            self.put(sheet, top, i, c.name, "head human" if c.human else "head center" if c.look in _CENTERED else "head")
        last = top
        for row in rows:
            if last == SHEET_ROWS:
                self.cuts.append(f"{sheet.title}: rows after {SHEET_ROWS}")
                break
            last += 1
            written = self._written(name, columns, row)
            for i, c in enumerate(columns, 1):
                value = (written and written.get(entries.header(c.name))) or row.get(c.key or c.name)
                if value in (None, "") and c.told and row.get(f"{c.name} applies", True):
                    self.put(sheet, last, i, NO_EVIDENCE, "id")
                elif value not in (None, "") or not c.detail:
                    self.put(sheet, last, i, shown_as(name, c, value), self._look(c, row), link=c.link(row) if c.link else "")
        if last == top:
            last = top + 1
            for i in range(1, len(columns) + 1):
                self.put(sheet, last, i, NO_EVIDENCE if i == 1 else None, "id")
        self._register(sheet, name, columns, top, last)
        return last

    def _written(self, name: str, columns: Sequence[Column], row: Row) -> Mapping[str, str]:
        """Return what a researcher wrote in the yellow cells of a row of the planning table `name`, by column."""
        form = entries.FORMS.get(name)
        if form is None or not self._entries:
            return {}
        told = {entries.header(c.name): str(row.get(c.key or c.name) or "") for c in columns}
        target = entries.known_as(entries.target_of(name, [told.get(k, "") for k in form.keys]), self._entries)
        self._placed.add(target)
        return self._entries.get(target, {})

    def descriptions(self) -> list[list[str]]:
        """Return what the pictures and charts of each sheet that has any show, in the order of sheets."""
        return [self.alts.get(s.title, []) for s in self.workbook.worksheets if s._images or s._charts]

    def homeless(self, coming: Container[str] = ()) -> list[tuple[str, str]]:
        """Return the entries kept for rows that this workbook does not have, as (row, what was written); they return with their rows.

        `coming` are rows that are still to be written.
        """
        lost = {t: own for t, own in self._entries.items() if t not in self._placed and t not in coming}
        return [(t.replace("|", ", "), "; ".join(f"{c} = {v}" for c, v in own.items())) for t, own in lost.items()]

    def entry(self, table: str, *keys: str) -> Mapping[str, str]:
        """Return what a researcher wrote in the yellow cells of the row with these `keys`, by column."""
        return self._entries.get(entries.target_of(table, keys), {})

    def _register(self, sheet: Worksheet, name: str, columns: Sequence[Column], top: int, last: int) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation
        from openpyxl.worksheet.table import Table, TableStyleInfo

        table = Table(displayName=f"tbl{name}", ref=f"A{top}:{get_column_letter(len(columns))}{last}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        sheet.add_table(table)
        for i, c in enumerate(columns, 1):
            if c.choices:
                letter = get_column_letter(i)
                rule = DataValidation("list", formula1=c.choices, allow_blank=True, showErrorMessage=not c.free, errorTitle=c.name,
                                      error="Please choose from the list.")
                rule.add(f"{letter}{top + 1}:{letter}{last}")
                sheet.add_data_validation(rule)

    def finish(self, sheet: Worksheet, columns: Sequence[Column], freeze: str | None, *, area_to: str = "", blocks: bool = False,
               whole: bool = False, below: int = 0) -> None:
        """Set widths, folded columns, heights and page of a sheet whose main table has `columns`.

        It prints up to the column `area_to`, or as many columns as stay readable on paper, or all where only the `whole` says
        something, and `below` rows more for a chart there. A sheet of several `blocks` does not repeat the header of the first
        on each page.
        """
        from openpyxl.utils import get_column_letter

        for i, c in enumerate(columns[:SHEET_COLUMNS], 1):
            dimension = sheet.column_dimensions[get_column_letter(i)]
            dimension.width = c.width
            if c.detail:
                dimension.outlineLevel, dimension.hidden = 1, True
        shown = [c for c in columns if not c.detail]
        printed = shown if whole else _printed(shown, area_to)
        end = get_column_letter(columns.index(printed[-1]) + 1)
        if sheet.title in WORKING:
            footer = f"to work with on screen, {sheet.max_row - HEADER} rows: filter before printing"
        else:
            beyond = sheet.max_column > len(columns) and not whole  # a further block may be wider than the first
            footer = "more columns on screen" if beyond or len(printed) < len(shown) else ""
        self._wrap_note(sheet, end, sum(c.width for c in printed))
        set_page(sheet, None if blocks else HEADER, freeze, f"A1:{end}{sheet.max_row + below}", footer)
        texts = self.texts.get(sheet.title, ())
        widen(sheet, texts, columns.index(printed[-1]) + 1)
        fit_rows(sheet, texts)

    def _wrap_note(self, sheet: Worksheet, end: str, width: float) -> None:
        """Let the note below the title run over the columns up to `end`, on as many lines as it needs."""
        note = sheet["A2"]
        lines = lines_of(str(note.value or ""), width)
        if lines > 1:
            sheet.merge_cells(f"A2:{end}2")
            note._style = self.looks.of("note wrapped", is_risky(str(note.value)))
            sheet.row_dimensions[2].height = height_of(lines)


def _printed(columns: Sequence[Column], area_to: str) -> list[Column]:
    """Return the columns up to `area_to` (or all), fewer if more would be too small to read on paper, one at least."""
    names = [c.name for c in columns]
    wanted = columns[: names.index(area_to) + 1] if area_to in names else columns
    return [c for i, c in enumerate(wanted) if not i or sum(x.width for x in wanted[: i + 1]) <= PRINT_WIDTH]


def unique(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with names that a table allows: not empty, one line, all different whatever the case."""
    seen: set[str] = set()
    out = []
    for c in columns:
        base = name = squeeze(legal(c.name))[:200] or "column"
        count = 2
        while name.lower() in seen:
            name, count = f"{base} ({count})", count + 1
        seen.add(name.lower())
        out.append(c if name == c.name else replace(c, name=name, key=c.key or c.name))
    return out
