"""Edits a workbook in LibreOffice as a person would: opens it, types, sorts, inserts, deletes, renames, saves as Excel.

Run by a Python that has LibreOffice's `uno`, with a JSON plan: soffice, source, target, edits (sheet, id column, id, column,
value), and optionally sort (sheet, column), insert (sheet, name of a new column), delete (sheet, ids), rename (old, new).
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import TableSortField

TOP_WITHIN = 30


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


def layout(sheet):
    """Return the row of the header, the columns by name and the last row, from 0."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last, right = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
    for row in range(TOP_WITHIN):
        names = {sheet.getCellByPosition(c, row).String: c for c in range(right + 1)}
        if {"quote_id", "theme_id", "participant_id"} & set(names):
            return row, names, last, right
    raise SystemExit("no header")


def row_of(sheet, column, key):
    top, names, last, _ = layout(sheet)
    return next(r for r in range(top + 1, last + 1) if sheet.getCellByPosition(names[column], r).String == key)


def change(document, plan):
    sheets = document.Sheets
    for name, key, row, column, value in plan["edits"]:
        sheet = sheets.getByName(name)
        sheet.getCellByPosition(layout(sheet)[1][column], row_of(sheet, key, row)).String = value
    for name, key, rows in plan.get("delete", []):
        sheet = sheets.getByName(name)
        for row in rows:
            sheet.Rows.removeByIndex(row_of(sheet, key, row), 1)
    for name, column in plan.get("insert", []):
        sheet = sheets.getByName(name)
        sheet.Columns.insertByIndex(1, 1)
        sheet.getCellByPosition(1, layout(sheet)[0]).String = column
    for name, column in plan.get("sort", []):
        sheet = sheets.getByName(name)
        top, names, last, right = layout(sheet)
        order = TableSortField()
        order.Field, order.IsAscending = names[column], False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (order,))
        sheet.getCellRangeByPosition(0, top + 1, right, last).sort((prop("SortFields", fields), prop("ContainsHeader", False)))
    for old, new in plan.get("rename", []):
        sheets.getByName(old).Name = new


def main():
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"jtbd{Path(profile).name}"
        office = subprocess.Popen([plan["soffice"], "--headless", "--norestore", "--nologo", f"-env:UserInstallation={Path(profile).as_uri()}",
                                   f"--accept=pipe,name={pipe};urp;"])
        try:
            context = connected(pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            document = desktop.loadComponentFromURL(Path(plan["source"]).as_uri(), "_blank", 0, (prop("Hidden", True),))
            change(document, plan)
            document.storeToURL(Path(plan["target"]).as_uri(), (prop("FilterName", "Calc MS Excel 2007 XML"),))
            document.close(True)
            with contextlib.suppress(Exception):  # the office closes the line as it goes
                desktop.terminate()
            office.wait(30)
        finally:
            if office.poll() is None:
                office.terminate()


main()
