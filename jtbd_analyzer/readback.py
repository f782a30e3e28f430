"""What is read out of an edited workbook, cell by cell: decisions taken, cells refused, cells that say what holds already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jtbd_analyzer import decisions as kept
from jtbd_analyzer import origins
from jtbd_analyzer.model import Decision
from jtbd_analyzer.values import UNDO, Refused, Row

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that was not taken, and why."""

    sheet: str
    cell: str
    reason: str


@dataclass
class Edits:
    """What an edited workbook says: decisions not known before by their cell, cells refused, cells that say what holds already, notes."""

    taken: list[tuple[str, Decision]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    known: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The new decisions, each once."""
        return tuple({d.decision_id: d for _, d in self.taken}.values())


@dataclass
class Reader:
    """What a workbook is read against, and what it has said so far."""

    study: Study
    base: Study
    settled: kept.Settled
    edits: Edits
    known: frozenset[str]
    source: str
    stale: bool
    reviewer: str
    today: str
    overrule: bool
    origin: origins.Origin
    #: cells that are blank though the file showed a decision in them
    blanked: list[str] = field(default_factory=list)

    def showed(self, kind: str, target: str, name: str) -> bool:
        """Tell whether the file showed a decision, still in force, in the cell of this field."""
        word = self.settled.shown.get((kind, target, name))
        return word is not None and word.decision_id in self.known

    def decide(self, row: Row, target: str, name: str, value: str) -> None:
        """Take one checked value as a decision unless it is what holds already, or contradicts one its file did not know."""
        cell, kind = row.cells[row.column_of(name)], row.kind
        who, when = row.text("reviewer"), row.date(self.today)
        who = self.reviewer if not who or who.casefold() == UNDO else who
        open_, replaced = self.settled.there((kind, target, name))
        new = "" if value == UNDO else value
        if (not open_ and not new) or (open_ and {d.new for d in open_} == {new}):
            self.edits.known += 1
            return
        unseen = [d for d in open_ if d.decision_id not in self.known and (d.source != self.source or d.who != who)]
        if unseen and not self.overrule:
            said = ", ".join(f"{d.new or UNDO!r}{f' by {d.who}' if d.who else ''}{f' on {d.when}' if d.when else ''}" for d in unseen)
            raise Refused(name, f"it was decided as {said} after this workbook was written; got {value!r}. "
                                "Decide in the new workbook, or apply with --overrule.")
        old = open_[0].new if len(open_) == 1 and open_[0].new else row.shown(self.study, target, name)
        made = kept.make(kind, target, name, old, new, who=who, when=when, replaces=[d.decision_id for d in replaced], source=self.source,
                         anchor=row.anchor(self.study, target, name, value))
        self.edits.taken.append((f"{row.sheet}!{cell}", made))
