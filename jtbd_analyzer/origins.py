"""What a workbook of an earlier run means by its ids: its quotes known again by their words, its themes by their quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import anchors
from jtbd_analyzer.edited_sheets import META, header, index_of, value_of
from jtbd_analyzer.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from jtbd_analyzer.study import Study

#: share of a workbook's quotes that must stand in a study's interviews for it to be a workbook of that study
_OURS: Final = 1 / 3
#: yellow columns that only the sheet of themes has
_OF_THEMES: Final = frozenset({"human_label", "human_merge_into", "label_status"})


@dataclass(frozen=True)
class Origin:
    """The themes of a workbook of an earlier run: the id there -> the id of this study, or "" and where its quotes are now."""

    themes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def of(path: Path, book: Any, study: Study, base: Study) -> Origin:
    """Return what the workbook `book` read from `path` means by its ids; raises InputError if it is of another study."""
    places = anchors.Places(study)
    quotes: dict[str, list[Any]] = {}
    for row in _rows(book, "quote_id", "verbatim"):
        numbers = [int(x) if (x := row.get(c, "")).isdigit() else 0 for c in ("char_start", "char_end")]
        place = row.get("transcript_id") or row["quote_id"].rpartition("-")[0]
        found = study.quotes_by_id.get(places.quote({"transcript": place, "start": numbers[0], "end": numbers[1], "verbatim": row["verbatim"]}))
        quotes[row["quote_id"]] = [*anchors.place_of(found), anchors.mark_of(found)] if found else []
    ours = sum(map(bool, quotes.values()))
    if ours < len(quotes) * _OURS:
        raise InputError(f"{path}: must be a workbook of this study; got one of other interviews: {ours} of its {len(quotes)} quotes are in these. "
                         "Give the results folder it was written from.")
    return Origin({row["theme_id"]: _theme(row, quotes, study, base) for row in _rows(book, "theme_id", "quote_ids") if row["quote_ids"]})


def _theme(row: Mapping[str, str], quotes: Mapping[str, list[Any]], study: Study, base: Study) -> tuple[str, str]:
    """Return the theme a row is about: as corrected, which its members in the file may show, else as the machine grouped it."""
    ids = re.findall(r"[^,;\s]+", row["quote_ids"])
    known = {i: [*anchors.place_of(q), anchors.mark_of(q)] for i in ids if not quotes and (q := study.quotes_by_id.get(i))}
    spans = [quotes.get(i) or known.get(i) or ["", 0, k, ""] for k, i in enumerate(ids)]
    found, why = anchors.Places(study).theme({"quotes": spans}, row["theme_id"])
    return (found, "") if found else anchors.Places(base).theme({"quotes": spans}, row["theme_id"]) if base is not study else ("", why)


def _rows(book: Any, *needed: str) -> Iterator[dict[str, str]]:
    """Yield the rows of every sheet that has yellow columns and the columns `needed`, by header, where the first of these is filled."""
    for sheet in book.worksheets:
        found = header(sheet) if sheet.title != META else None
        if found is None or not set(needed) <= set(found[1]) or ("quote_id" in found[1]) != ("quote_id" in needed):
            continue
        if "theme_id" in needed and not _OF_THEMES & set(found[1]):
            continue  # a sheet to plan in, which lists some of a theme's quotes
        at = {name: index_of(letter) for name, letter in found[1].items()}
        for cells in sheet.iter_rows(min_row=found[0] + 1):
            row = {name: value_of(cells[i]) for name, i in at.items() if i < len(cells)}
            if row.get(needed[0]) and all(n in row for n in needed):
                yield row
