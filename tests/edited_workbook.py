"""Edits a researcher might make in a workbook: forty that are right and ten that are not, and ways to make them."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from jtbd_analyzer import journey
from jtbd_analyzer.exporters.workbook import Workbook
from jtbd_analyzer.study import Study

SCRIPT = Path(__file__).parent / "libreoffice_edit.py"
IDS = {"Quotes": "quote_id", "Themes": "theme_id", "Participants": "participant_id"}


@dataclass(frozen=True)
class Edit:
    """One cell: sheet, id of its row, column, what is typed; and for a wrong one what the refusal says."""

    sheet: str
    row: str
    column: str
    value: str
    refused: str = ""


def plan(study: Study) -> tuple[list[Edit], list[Edit]]:
    """Return forty right edits and ten wrong ones for a study of at least six people and ten pairs of themes of one class and several people."""
    counted = [q for q in study.quote_rows if q.counted and q.theme_id]
    themes = {t.theme_id: t for t in study.theme_rows}
    used: set[str] = set()

    def quote(code: str = "", apart: str = "") -> Any:
        """Return a quote not used yet, of a theme that has lost none yet if there is one."""
        open_ = [q for q in counted if q.quote_id not in used and code in ("", q.code) and q.theme_id != apart]
        found = next((q for q in open_ if q.theme_id not in used), open_[0])
        used.update((found.quote_id, found.theme_id))
        return found

    by_code = {t.code: [x.theme_id for x in study.theme_rows if x.code == t.code and x.n > 1] for t in study.theme_rows}
    pairs = [own[i : i + 2] for i in range(0, len(study.theme_rows), 2) for own in by_code.values() if len(own) >= i + 2]
    apart = next(x for x in pairs[10:] if themes[x[0]].code != themes[pairs[9][0]].code)
    right = [Edit("Quotes", quote().quote_id, "human_class", c) for c in ("habit", "Pain point", "none", "deal_maker", "CRITERION")]
    right += [Edit("Quotes", quote(themes[own[0]].code, own[0]).quote_id, "human_theme", own[0]) for own in pairs[:5]]
    right += [Edit("Quotes", quote().quote_id, "human_theme", "new: The calls nobody counts") for _ in range(2)]
    right += [Edit("Quotes", quote().quote_id, "human_stage", s) for s in ("p09", f"p04 {journey.step_name('p04')}", "Struggle")]
    right += [Edit("Quotes", quote().quote_id, "human_stage", s) for s in ("growth",)]
    right += [Edit("Quotes", quote().quote_id, "human_count", s) for s in ("no", "No", "FALSE", "yes", "reject")]
    right += [Edit("Quotes", quote().quote_id, "human_note", s) for s in ("=ask again", "line one\nline two", "ünïcode 🚲 “quoted”")]
    right += [Edit("Quotes", quote().quote_id, "reviewer", "Ida")]
    right += [Edit("Themes", own[0], "human_label", f"What it is about: {own[0]}") for own in pairs[:4]]
    right += [Edit("Themes", own[1], "human_merge_into", own[0]) for own in pairs[:3]]
    right += [Edit("Themes", pairs[3][1], "human_status", "keep"), Edit("Themes", pairs[4][1], "human_status", "drop"),
              Edit("Themes", pairs[5][0], "human_status", "split"), Edit("Themes", pairs[6][0], "human_note", "talk to sales")]
    right += [Edit("Participants", "P01", "human_display_name", "Ada"), Edit("Participants", "P02", "human_segment", "two shops"),
              Edit("Participants", "P03", "human_segment", "club"), Edit("Participants", "P04", "human_note", "was in a hurry")]
    other = next(q for q in counted if q.quote_id not in used and q.code != themes[pairs[7][0]].code)
    used.add(other.quote_id)
    wrong = [
        Edit("Quotes", quote().quote_id, "human_class", "habbit", "did you mean 'habit'"),
        Edit("Quotes", quote().quote_id, "human_theme", "T-PAIN-99", "must be the id of a theme"),
        Edit("Quotes", other.quote_id, "human_theme", pairs[7][0], "human_class too"),
        Edit("Quotes", quote().quote_id, "human_theme", "new: ", "must have a name"),
        Edit("Quotes", quote().quote_id, "human_stage", "p21", "must be a step"),
        Edit("Quotes", quote().quote_id, "human_count", "maybe", "must be yes or no"),
        Edit("Themes", pairs[8][0], "human_status", "merge", "merge needs the theme"),
        Edit("Themes", pairs[8][1], "human_status", "delete", "must be one of keep"),
        Edit("Themes", pairs[9][0], "human_merge_into", apart[0], "different classes"),
        Edit("Themes", apart[1], "human_label", "x" * 201, "at most 200 characters"),
    ]
    return right, wrong


def written(study: Study, out: Path) -> Path:
    """Save `study` into `out` as a run would and return its workbook."""
    study.save(out / "study")
    return Workbook()(study, out)[0]


def stripped(path: Path, target: Path) -> Path:
    """Save as `target` the workbook at `path` with only the sheets that are read back."""
    book = openpyxl.load_workbook(path)
    for name in book.sheetnames:
        if name not in (*IDS, "_meta", "Lists"):
            del book[name]
    book.save(target)
    return target


def place(path: Path, edit: Edit, sheet: str = "") -> tuple[str, str]:
    """Return the sheet and cell of an edit in the workbook at `path`, where rows and columns may have moved."""
    found = openpyxl.load_workbook(path)[sheet or edit.sheet]
    top, names = header(found)
    row = next(r for r in range(top + 1, found.max_row + 1) if str(found.cell(r, names[IDS[edit.sheet]]).value) == edit.row)
    return found.title, found.cell(row, names[edit.column]).coordinate


def header(sheet: Any) -> tuple[int, dict[str, int]]:
    """Return the row of a sheet's header and the column of each name."""
    for row in range(1, 30):
        names = {str(c.value): c.column for c in sheet[row] if c.value}
        if set(IDS.values()) & set(names):
            return row, names
    raise AssertionError("no header")


def edit(path: Path, target: Path, edits: list[Edit]) -> Path:
    """Make `edits` with openpyxl and save as `target`."""
    book = openpyxl.load_workbook(path)
    for e in edits:
        sheet = book[e.sheet]
        top, names = header(sheet)
        row = next(r for r in range(top + 1, sheet.max_row + 1) if str(sheet.cell(r, names[IDS[e.sheet]]).value) == e.row)
        cell = sheet.cell(row, names[e.column])
        cell.value = e.value
        cell.data_type = "s"
    book.save(target)
    return target


def office() -> tuple[str, str] | None:
    """Return LibreOffice and a Python that can talk to it, or None."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    for python in ("/usr/bin/python3", shutil.which("python3") or "", str(Path(soffice).resolve().parent / "python") if soffice else ""):
        if soffice and python and Path(python).exists() and not subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode:
            return soffice, python
    return None


def edit_in_office(path: Path, target: Path, edits: list[Edit], **changes: Any) -> Path:
    """Make `edits` in LibreOffice and save as `target`; `changes` may sort, insert a column, delete rows and rename a sheet."""
    found = office()
    assert found
    plan_file = target.with_suffix(".json")
    rows = [[e.sheet, IDS[e.sheet], e.row, e.column, e.value] for e in edits]
    plan_file.write_text(json.dumps({"soffice": found[0], "source": str(path), "target": str(target), "edits": rows, **changes}), encoding="utf-8")
    done = subprocess.run([found[1], str(SCRIPT), str(plan_file)], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return target
