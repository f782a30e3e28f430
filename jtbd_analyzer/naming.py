"""What a theme is named with: the clauses its name may be, and which namer chooses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jtbd_analyzer.exemplars import showable
from jtbd_analyzer.families import Sorting
from jtbd_analyzer.model import Clause, Quote
from jtbd_analyzer.statements import WORDS, Statements, alike, statements

if TYPE_CHECKING:
    from jtbd_analyzer.stages import Namer, Vectors


@dataclass(frozen=True)
class Naming:
    """What themes are named with: the namer, the clauses of each quote by id, names of people in the study, the embedder, and what is known beforehand."""

    namer: Namer
    clauses: Mapping[str, Sequence[Clause]]
    named: frozenset[str]
    embed: Callable[[Sequence[str]], Vectors]
    known: Sorting

    def offered(self, quotes: Sequence[Quote]) -> Statements:
        """Return the clauses of a family that a theme may be made around: of quotes that may be shown first."""
        return statements(quotes, showable(quotes, self.clauses, self.named), self.named, self.embed)

    def name(self, members: Sequence[Quote], others: Sequence[str], around: Clause | None, source: str) -> str:
        """Return the name of a theme; the clause it is made `around`, of the quote `source`, unless a neighbour is named nearly so."""
        if around is not None and not any(alike(around.text, x) for x in others if len(x.split()) <= WORDS[1]):
            return self.namer(members, {source: (around,)}, others, self.embed)
        return self.namer(members, self._of_nobody(showable(members, self._telling(members), self.named)), others, self.embed)

    def _of_nobody(self, clauses: Mapping[str, Sequence[Clause]]) -> Mapping[str, Sequence[Clause]]:
        """Return those of `clauses` that name no person, all of them where each does: a theme is not called after somebody."""
        kept = {i: [c for c in own if not set(re.findall(r"[^\W\d_]+", c.text.lower())) & self.named] for i, own in clauses.items()}
        return {i: own for i, own in kept.items() if own} or clauses

    def _telling(self, members: Sequence[Quote]) -> Mapping[str, Sequence[Clause]]:
        """Return the clauses of a theme of one kind that hold the words which show it, of any other theme all."""
        found = {q.quote_id: [c for c in self.clauses.get(q.quote_id, ()) if self.known.tells(q.quote_id, c.text)] for q in members}
        return found if any(found.values()) else self.clauses
