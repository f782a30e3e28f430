"""The corrected study in the making, which each kind of correction works on in turn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jtbd_analyzer.model import Conflict, Decision, Quote, Theme

if TYPE_CHECKING:
    from jtbd_analyzer.decisions import Settled
    from jtbd_analyzer.study import Study


@dataclass
class Draft:
    """The corrected study in the making: quotes, members by theme, the themes' heads, and what could not be done."""

    base: Study
    settled: Settled
    quotes: dict[str, Quote]
    members: dict[str, list[str]]
    heads: dict[str, Theme]
    conflicts: list[Conflict]
    #: theme merged away -> theme it went into
    merged: dict[str, str] = field(default_factory=dict)
    #: quote -> why it has no theme
    left: dict[str, str] = field(default_factory=dict)
    #: all names a researcher ever gave
    names: frozenset[str] = frozenset()

    def refuse(self, place: str, reason: str, *why: Decision) -> None:
        """List decisions that could not be carried out."""
        self.conflicts.append(Conflict(tuple(sorted(d.decision_id for d in why)), place, reason))

    def of(self, kind: str) -> dict[str, dict[str, Decision]]:
        """Return the settled decisions of one kind: target -> field -> decision."""
        found: dict[str, dict[str, Decision]] = defaultdict(dict)
        for (k, target, name), d in self.settled.shown.items():
            if k == kind:
                found[target][name] = d
        return dict(found)
