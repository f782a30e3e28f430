"""Zip packages (workbook, Word file, REFI-QDA project) as bytes that are the same on every run: fixed dates, fixed order of parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from openpyxl import Workbook

#: date of a study whose manifest gives none
NO_DATE: Final = datetime(2000, 1, 1)
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_PICTURE: Final = re.compile(rb'(<(?:xdr:)?cNvPr id="\d+" name="(?:Image|Chart) \d+")(?: descr="[^"]*")?\s*/>')
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def date_of(text: Any) -> datetime:
    """Return the date a manifest gives in ISO form, without a zone, or 2000-01-01."""
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return NO_DATE


def package(book: Workbook, date: datetime, alts: Sequence[Sequence[str]] = ()) -> bytes:
    """Return the file of `book`, created and modified at `date`.

    `alts` says what the pictures and charts show, for each sheet that has any, in their order.
    """
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = date
    book.properties.creator = "jtbd_analyzer"
    first = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(first, "w", zipfile.ZIP_STORED, allowZip64=True)).save()
    return repacked(first.getvalue(), date, alts)


def repacked(office: bytes, date: datetime, alts: Sequence[Sequence[str]] = ()) -> bytes:
    """Return an Office file with its parts in one order, its dates fixed to `date`, and `alts` as texts of its pictures."""
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(office)) as source:
        parts = {name: source.read(name) for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n))}
    for i, texts in enumerate(alts, 1):
        name = f"xl/drawings/drawing{i}.xml"
        parts[name] = _described(parts[name], texts)
    core = "docProps/core.xml"
    return zipped(parts | ({core: _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", parts[core])} if core in parts else {}))


def _described(drawing: bytes, texts: Sequence[str]) -> bytes:
    """Return the part of a drawing with the text of each picture and chart: openpyxl writes none, or the word Picture."""
    waiting = list(texts)

    def told(m: re.Match[bytes]) -> bytes:
        return m.group(1) + b" descr=" + quoteattr(waiting.pop(0)).encode() + b"/>" if waiting else m.group()

    return _PICTURE.sub(told, drawing)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file of `parts` in their order, without any date of today."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6) as target:
        for name, raw in parts.items():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, raw)
    return out.getvalue()
