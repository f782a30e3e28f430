"""What a row of an edited workbook is about: found by its id, and checked by its words or quotes."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import anchors
from jtbd_analyzer.text import squeeze
from jtbd_analyzer.values import Refused, bare, near, themes_of

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study
    from jtbd_analyzer.values import Row

#: what stands before the place of a quote that was cut in a cell
_CUT: Final = " … ["


def target_of(row: Row, study: Study, stale: bool) -> str:
    """Return the id of what a row is about; raises Refused where the id is unknown or does not belong to the row's words."""
    if row.kind == "quote":
        return _quote(row, study, stale)
    key = f"{row.kind}_id"
    given = row.text(key)
    if row.kind == "participant":
        ids = {p.participant_id for p in study.participant_rows}
    else:
        ids = set(themes_of(row.base, study))
        if found := _theme_of(row, study, ids):
            return found
    if given in ids:
        return given
    hint = "." if stale else near(given, ids)
    raise Refused(key, f"{key} must be one of this study; got {bare(given)!r}{hint} {'Decide in the new workbook' if stale else 'Restore the id'}.")


def _theme_of(row: Row, study: Study, ids: Collection[str]) -> str:
    """Return the theme a row is about by its quotes, or "" where its id must tell; raises Refused where id and row do not belong together."""
    given = row.text("theme_id")
    if given in row.origin.themes:
        found, why = row.origin.themes[given]
        if not found:
            raise Refused("theme_id", f"{given} is no theme of this study any more: {why}. Decide on those in the new workbook.")
        return found
    if given not in ids:
        own = [[*anchors.place_of(q), anchors.mark_of(q)] for i in re.split(r"[,\s]+", row.text("quote_ids")) if (q := study.quotes_by_id.get(i))]
        return anchors.Places(row.base).theme({"quotes": own}, "")[0] if own else ""
    said, named = _folded(row.text("statement")), [(t.theme_id, _folded(t.statement)) for t in (*row.base.theme_rows, *study.theme_rows)]
    named += [(d.target, _folded(d.new)) for d in study.decisions if d.kind == "theme" and d.field == "label"]
    other = next((i for i, name in named if name == said and i != given), "")
    if said and other and (given, said) not in named:
        raise Refused("theme_id", f"theme_id and statement must belong together; got {given} with the statement of {other}. Was one column sorted alone?")
    return ""


def _folded(text: str) -> str:
    return squeeze(text).casefold()


def _quote(row: Row, study: Study, stale: bool) -> str:
    given, words = row.text("quote_id"), row.text("verbatim")
    known = study.quotes_by_id.get(given)
    if known and (not words or _same(words, known)):
        return given
    numbers = [int(x) if (x := row.text(c)).isdigit() else 0 for c in ("char_start", "char_end")]
    place = row.text("transcript_id") or given.rpartition("-")[0]
    found = anchors.Places(study).quote({"transcript": place, "start": numbers[0], "end": numbers[1], "verbatim": words}) if words else ""
    if found and (stale or not known):
        return found
    if found and known:
        raise Refused("quote_id", f"quote_id and verbatim must belong together; got {given} with the words of {found}. Was one column sorted alone?")
    if known and not stale:
        return given  # the words were touched in the sheet; the transcript's stand
    raise Refused("quote_id", f"quote_id must be one of this study; got {bare(given)!r}{near(given, study.quotes_by_id)} Restore the id.")


def _same(words: str, q: Quote) -> bool:
    """Tell whether a cell holds the words of a quote, which may be cut there, or hold stand-ins for characters no cell allows."""
    plain = [re.sub(r"[^\w]+", " ", x, flags=re.UNICODE).strip() for x in (words.partition(_CUT)[0], q.verbatim)]
    return plain[0] == plain[1] or (_CUT in words and plain[1].startswith(plain[0]))
