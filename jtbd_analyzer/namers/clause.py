"""Names a theme with a clause its quotes hold: central to the theme, apart from its neighbours, clear to somebody who reads nothing else.

Candidates are the clauses of all member quotes that could stand alone (found by the parser when quotes were cut), trimmed of
what only dresses talk. They are judged first by how they read and by the words several people of the theme share, then the best
of them by meaning: how near they are to what every person of the theme says (each person weighs the same), and how seldom a
quote of a neighbouring theme is as near. A name that a neighbour has, or nearly has, is not given twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jtbd_analyzer.namers._extractive import Choice, chosen

if TYPE_CHECKING:
    from jtbd_analyzer.model import Clause, Quote
    from jtbd_analyzer.stages import Vectors


@dataclass(frozen=True)
class ClauseNamer(Choice):
    """Extractive: every word of the name stands, in that order, in one quote."""

    def __call__(self, quotes: Sequence[Quote], clauses: Mapping[str, Sequence[Clause]], others: Sequence[str],
                 embed: Callable[[Sequence[str]], Vectors]) -> str:
        """Return the statement for `quotes`; see `stages.Namer`."""
        return chosen(self, quotes, clauses, others, embed)
