"""What the yellow cells of a workbook may hold: each value checked against the study, in words a researcher understands."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import anchors, entries, journey
from jtbd_analyzer import decisions as kept
from jtbd_analyzer.decisions import NEW_THEME
from jtbd_analyzer.errors import UserError, suggest
from jtbd_analyzer.origins import Origin
from jtbd_analyzer.scheme import CODES, NONE, code_named
from jtbd_analyzer.text import squeeze

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

#: withdraws a decision
UNDO: Final = "undo"
STATUS: Final = ("keep", "merge", "split", "drop")
YES: Final = frozenset({"yes", "y", "true", "1", "x", "count"})
NO: Final = frozenset({"no", "n", "false", "0", "reject"})
#: longest name of a theme, of a person or segment, and note, in characters
_LABEL, _NAME, _NOTE = 200, 100, 5000
#: years in which anybody can have reviewed
_YEARS: Final = range(1990, 2100)
#: a time of day behind a date
_TIME: Final = re.compile(r"[ T]\d{1,2}:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$")
_DATES: Final = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y/%m/%d")


class Refused(UserError):
    """A value that cannot be taken; `column` is the column or field at fault."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


@dataclass(frozen=True)
class Row:
    """One row of a sheet: kind of thing, sheet, yellow columns and their fields, the cell and the text of every column.

    `base` is the study as the machine made it, in which decisions are settled; `origin` what a workbook of an earlier run calls its themes.
    """

    base: Study
    kind: str
    sheet: str
    columns: Mapping[str, str]
    cells: Mapping[str, str]
    values: Mapping[str, str]
    origin: Origin = field(default_factory=Origin)

    def text(self, column: str) -> str:
        """Return the text of a column, "" if blank, absent or an error."""
        value = self.values.get(column, "")
        return "" if value.startswith("\0") else value

    def column_of(self, name: str) -> str:
        """Return the column of a field; of the mark of review, the column that holds it."""
        found = next((c for c, f in self.columns.items() if f == name), "")
        return found or next((c for c in ("reviewer", "reviewed_at") if self.values.get(c)), "reviewer")

    def date(self, today: str) -> str:
        """Return the date of the row, year first, or `today`."""
        return _iso(self.text("reviewed_at")) or today

    def bad_date(self) -> str:
        """Return why the date of the row is none, or ""."""
        text = self.values.get("reviewed_at", "")
        fine = not text or text.casefold() == UNDO or _iso(text)
        return "" if fine else f"must be a date such as 2026-05-04; got {bare(text)!r}. The rest of the row was read."

    def shown(self, study: Study, target: str, name: str) -> str:
        """Return the value a field has now, as the machine suggested it."""
        if self.kind == "quote":
            q = study.quotes_by_id[target]
            return {"code": q.code, "theme": q.theme_id, "step": q.step, "count": "yes" if q.counted else "no"}.get(name, "")
        if self.kind == "theme":
            return next((t.statement for t in study.theme_rows if t.theme_id == target), "") if name == "label" else ""
        if self.kind == entries.KIND:
            return ""
        person = next(p for p in study.participant_rows if p.participant_id == target)
        return person.display_name if name == "display_name" else person.attributes.get(name, "")

    def anchor(self, study: Study, target: str, name: str, value: str) -> dict[str, Any]:
        """Return what finds the target, and the theme a decision names, in another run."""
        if self.kind == entries.KIND:
            return entries.anchor_of(study, target, self.base)
        if self.kind == "participant":
            return anchors.anchor_of_participant(study, next(p for p in study.participant_rows if p.participant_id == target))
        if self.kind == "quote":
            out = anchors.anchor_of_quote(study.quotes_by_id[target])
            code = next((code_named(self.text(c)) for c, f in self.columns.items() if f == "code"), "") or study.quotes_by_id[target].code
        else:
            theme = themes_of(self.base, study)[target]
            out = anchors.anchor_of_theme(self.base, theme)
            code = theme.code
            if not out["quotes"]:
                out["made"] = True
        if name in ("theme", "merge_into") and value not in (UNDO, NONE):
            if value.startswith(NEW_THEME):
                out["to"] = {"code": code, "statement": value.removeprefix(NEW_THEME).strip(), "made": True}
            else:
                out["to"] = anchors.anchor_of_theme(self.base, themes_of(self.base, study)[value])
        return out

    def contradictions(self, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the fields of a row that cannot hold together, with the reason."""
        code, status, into = said.get("code", ""), said.get("status", ""), said.get("merge_into", "")
        if code == NONE and said.get("theme", NONE) not in (NONE, UNDO):
            yield "theme", "a quote of class none has no theme; got one. Leave one of the two cells blank."
        if code == NONE and said.get("count") == "yes":
            yield "count", "a quote of class none cannot count; got yes. Leave one of the two cells blank."
        if status == "merge" and not into:
            yield "status", "merge needs the theme to merge into in human_merge_into; got none. Choose it."
        if into not in ("", UNDO) and status in ("keep", "split", "drop"):
            yield "status", f"a theme is merged or it is to {status}; got both. Leave one of the two cells blank."
            yield "merge_into", f"a theme is merged or it is to {status}; got both. Leave one of the two cells blank."


def _iso(text: str) -> str:
    plain = _TIME.sub("", text.strip())
    for form in _DATES:
        try:
            found = datetime.datetime.strptime(plain, form)
        except ValueError:
            continue
        return found.strftime("%Y-%m-%d") if found.year in _YEARS else ""
    return ""


def bare(text: str) -> str:
    shown = text.lstrip("\0")
    return shown if len(shown) <= 60 else shown[:60] + "…"


def near(word: str, choices: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" for the nearest of `choices`, or a full stop."""
    return suggest(word, choices) or "."


def themes_of(base: Study, study: Study) -> dict[str, Any]:
    """Return all themes by id that a cell may name: those shown, and those of the machine that were merged or dropped."""
    return {t.theme_id: t for t in (*base.theme_rows, *study.theme_rows)}


def parsed(row: Row, study: Study, target: str, name: str, value: str, settled: kept.Settled) -> str:
    """Return a cell's value in the one form decisions keep; raises Refused with what must hold, what came and what to do."""
    if value.startswith("\0"):
        raise Refused(name, f"must be a value; got the error {bare(value)}. Type the value itself.")
    if value.casefold() == UNDO:
        return UNDO
    holds = settled.word(row.kind, target, name)
    if holds and holds.new == value:
        return value  # what the workbook showed, whatever has become of it since
    checks: dict[str, Callable[[], str]] = {
        "code": lambda: _checked(code_named(value), name, f"must be one of {', '.join((*CODES, NONE))}", value, (*CODES, NONE)),
        "theme": lambda: _theme(row, study, target, name, value, settled), "merge_into": lambda: _theme(row, study, target, name, value, settled),
        "step": lambda: _step(study, value), "count": lambda: _checked(_yes_no(value), name, "must be yes or no", value, ("yes", "no")),
        "status": lambda: _checked(value.casefold() if value.casefold() in STATUS else "", name, f"must be one of {', '.join(STATUS)}", value, STATUS),
    }
    return checks[name]() if name in checks else _free(name, value)


def _free(name: str, value: str) -> str:
    most = _LABEL if name == "label" else _NOTE if name == "note" else _NAME
    text = value if name == "note" else squeeze(value)
    if len(text) > most:
        raise Refused(name, f"must be at most {most} characters; got {len(text)}. Shorten it.")
    if name != "note" and not re.search(r"\w", text):
        raise Refused(name, f"must hold a word; got {text!r}. Write it out or leave the cell blank.")
    return text


def _yes_no(value: str) -> str:
    low = value.casefold()
    return "yes" if low in YES else "no" if low in NO else ""


def _checked(found: str, name: str, rule: str, value: str, choices: Any) -> str:
    if not found:
        raise Refused(name, f"{rule}; got {bare(value)!r}{near(value.casefold(), choices)} Choose from the list.")
    return found


def _theme(row: Row, study: Study, target: str, name: str, value: str, settled: kept.Settled) -> str:
    if value.casefold() == NONE and name == "theme":
        return NONE
    if value.casefold().startswith(NEW_THEME) and name == "theme":
        text = squeeze(value[len(NEW_THEME) :])
        if not re.search(r"\w", text) or len(text) > _LABEL:
            raise Refused(name, f"a new theme must have a name of at most {_LABEL} characters after 'new:'; got {bare(text)!r}. Write it out.")
        return f"{NEW_THEME} {text}"
    given, why = row.origin.themes.get(value, (value, ""))
    if why:
        raise Refused(name, f"{value} is no theme of this study any more: {why}. Choose from the list of the new workbook.")
    value, shown = given, {t.theme_id: t for t in study.theme_rows}
    named = [t.theme_id for t in study.theme_rows if squeeze(t.statement).casefold() == squeeze(value).casefold()]
    goal = shown.get(value.strip()) or shown.get(value.strip().upper()) or (shown[named[0]] if len(named) == 1 else None)
    if goal is None:
        gone = _gone(settled, value) if value in themes_of(row.base, study) else f"got {bare(value)!r}{near(value.upper(), shown)}"
        raise Refused(name, f"must be the id of a theme on the sheet Themes; {gone} Choose from the list.")
    if goal.theme_id == target:
        raise Refused(name, f"a theme must be merged into another; got {value!r} itself. Choose another or leave the cell blank.")
    code = code_named(row.text("human_class")) or study.quotes_by_id[target].code if row.kind == "quote" else themes_of(row.base, study)[target].code
    if goal.code != code:
        more = f"; write {goal.code} in human_class too, or choose another" if row.kind == "quote" else "; themes of different classes stay apart"
        raise Refused(name, f"{goal.theme_id} holds {goal.code} quotes; this {row.kind} is {code}{more}.")
    made = kept.made_theme_of(study, goal.theme_id)
    return f"{NEW_THEME} {made}" if made and name == "theme" else str(goal.theme_id)


def _gone(settled: kept.Settled, theme_id: str) -> str:
    """Return what became of a theme that is on no sheet any more, and by whom."""
    into, status = settled.word("theme", theme_id, "merge_into"), settled.word("theme", theme_id, "status")
    done = into or (status if status and status.new == "drop" else None)
    how = f"merged into {into.new}" if into else "dropped" if done else "left without a counted quote"
    return f"{theme_id} was {how}{f' by {done.who}' if done and done.who else ''}."


def _step(study: Study, value: str) -> str:
    """Return canonical steps: one by id or name, or all those of a phase of the study's framework."""
    low, frame = squeeze(value).casefold(), study.framework
    for s in journey.steps():
        if low in (s.id, s.name.casefold(), f"{s.id} {s.name}".casefold()):
            return s.id
    for p in frame.phases:
        if low in (p.id.casefold(), p.name.casefold()):
            return " ".join(p.steps)
    choices = [*(p.id for p in frame.phases), *(f"{s.id} {s.name}" for s in journey.steps())]
    raise Refused("step", f"must be a step (p01 to p20) or a phase of {frame.name} ({', '.join(p.id for p in frame.phases)}); "
                          f"got {bare(value)!r}{near(low, choices)} Choose from the list.")
