"""Themes around statements: of all clauses the quotes of a code hold, those that together cover most of what people said.

A theme is a clause that stands for it and the quotes that are like that clause. The clauses are chosen one after the other, each
time the one whose quotes gain most by it, until no further one is worth its cost: facility location by greedy choice (Nemhauser,
Wolsey and Fisher 1978), with clauses for facilities and quotes for customers. A clause gains nothing by its own quote, so
what only one quote says founds no theme; it gains by being a clear name and by making the claim of its code; and quotes of one
HDBSCAN core count as a little more alike. What no chosen clause is like stays by itself. Every theme so begins with its name, and
none of its quotes is there because it is like another quote that is like a third. No step knows chance. Without clauses, as
for excerpts that bring no code, quotes are grouped by density alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import vectors as v
from jtbd_analyzer.clusterers.density import DensityClusterer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.stages import Offers

    Matrix = NDArray[np.float64]
    Labels = NDArray[np.int64]
    Places = NDArray[np.int64]

#: clauses compared at most, the best worded of a larger family
_COMPARED: Final = 1500
#: what all quotes of a family share is its topic; of few quotes the shared part is chance, and less of it is taken off
_SHRINK: Final = 8
#: quotes of a family from which a theme costs its full price; of fewer, fewer can speak for one
_USUAL: Final = 24


@dataclass(frozen=True)
class StatementClusterer(DensityClusterer):
    """A clause for each theme and the quotes like it; by density where there are no clauses."""

    #: likeness from which a quote is of a theme, cosine to its statement
    near: float = field(default=0.15, metadata={"min": -1.0, "max": 1.0})
    #: likeness beyond `near`, summed over quotes, that a further theme must add
    cost: float = field(default=0.4, metadata={"min": 0.0, "max": 10.0})
    #: what a step of the rating of a clause as a name is worth, in the same units
    rated: float = field(default=0.2, metadata={"min": 0.0, "max": 3.0})
    #: rating as a name below which a clause founds no theme
    least: float = field(default=1.2, metadata={"min": -3.0, "max": 3.0})
    #: what making the claim of its code surely is worth, beside not making it
    claimed: float = field(default=0.5, metadata={"min": 0.0, "max": 3.0})
    #: claim of its code, 0..1, below which a clause founds no theme: read alone it says something else
    says: float = field(default=0.2, metadata={"min": 0.0, "max": 1.0})
    #: how much more alike a quote and a clause are whose quotes are in one core
    together: float = field(default=0.1, metadata={"min": 0.0, "max": 1.0})

    def __call__(self, vectors: NDArray[np.floating], people: Sequence[str] = ()) -> tuple[Labels, NDArray[np.bool_]]:
        """Return the groups by density, of rows without clauses; see `stages.Clusterer`."""
        return super().__call__(vectors, people)

    def around(self, vectors: NDArray[np.floating], words: NDArray[np.floating], offers: Offers,
               people: Sequence[str] = (), drawn_from: int = 0) -> tuple[Labels, Places]:
        """Return a label per row, -1 for none, and for each label the place in `offers` of the clause it is around.

        `vectors` (n, d) are the meanings of the quotes, `words` (n, e) the same beside the words they share, which HDBSCAN reads.
        Of rows drawn from a family of `drawn_from` quotes a theme can hold but a part, so it costs in proportion.
        """
        n = len(vectors)
        none: tuple[Labels, Places] = np.full(n, -1, dtype=np.int64), np.zeros(0, dtype=np.int64)
        worth = self.rated * (offers.rating - 1.5) + self.claimed * (offers.claim - 0.5)
        ranked = np.argsort(-np.round(worth, 6), kind="stable")
        fit = (np.round(offers.rating, 6) >= self.least) & (np.round(offers.claim, 6) >= self.says)
        some = np.sort(ranked[fit[ranked]][:_COMPARED])
        if n < 2 or not len(some):
            return none
        source, worth = offers.source[some], worth[some]
        topic = vectors.mean(axis=0) * n / (n + _SHRINK)
        sims = v.unit(offers.rows[some] - topic) @ v.unit(vectors - topic).T
        room = max(3, int(self.largest * n))
        if n >= v.FEW and self.core > 1 and self.together:
            rows = v.unit(words)
            cores = self._cores(rows @ rows.T, room)
            sims += self.together * (cores[source][:, None] == cores[None, :])
        sims = np.round(sims, 6)
        who = np.array([*people] if len(people) == n and any(people) else [str(i) for i in range(n)], dtype=object)
        whole = max(n, drawn_from)
        chosen = self._chosen(sims, source, worth - self.cost * min(1.0, whole / _USUAL) * n / whole, who, room)
        while len(chosen):
            labels = _put(sims[chosen], source[chosen], self.near, room)
            bad = [k for k in range(len(chosen)) if not self._holds(labels == k, who)]
            if not bad:
                order = v.relabel(labels)
                return order, some[[chosen[int(labels[order == k][0])] for k in range(int(order.max()) + 1)]]
            del chosen[bad[-1]]  # the last was worth least; its quotes may save another
        return none

    def _chosen(self, sims: Matrix, source: Places, worth: Matrix, who: NDArray[np.object_], room: int) -> list[int]:
        """Return the rows of `sims` (clauses by quotes) chosen as statements, in order; `worth` is what each is worth beyond its quotes, less its cost."""
        gains = np.maximum(sims - self.near, 0.0)
        gains[np.arange(len(source)), source] = 0.0
        best, out = np.zeros(sims.shape[1]), list[int]()
        while True:
            added = np.maximum(gains - best, 0.0)
            if added.shape[1] > room:
                added = np.partition(added, -room, axis=1)[:, -room:]
            total = np.round(added.sum(axis=1) + worth, 6)
            for k in np.argsort(-total, kind="stable"):
                if total[k] <= 0:
                    return out
                if np.isinf(best[source[k]]):
                    continue
                held = gains[k] > best
                held[source[k]] = sims[k, source[k]] > self.near
                if self._holds(held, who):
                    out.append(int(k))
                    best = np.maximum(best, gains[k])
                    best[source[k]] = np.inf  # the quote a theme is named after founds no other
                    break
            else:
                return out

    def _holds(self, members: NDArray[np.bool_], who: NDArray[np.object_]) -> bool:
        """Tell whether these quotes are enough for a theme, of enough people."""
        return int(members.sum()) >= self.min_size and len(set(who[members])) >= self.min_people


def _put(sims: Matrix, source: Places, near: float, room: int) -> Labels:
    """Return for each quote the statement (row of `sims`) that is its own, or else most like it, the surest first; -1 where none is `near` or has room."""
    labels = np.full(sims.shape[1], -1, dtype=np.int64)
    labels[source] = np.arange(len(sims))
    sizes = np.ones(len(sims), dtype=np.int64)
    for i in np.argsort(-sims.max(axis=0), kind="stable"):
        for k in np.argsort(-sims[:, i], kind="stable"):
            if labels[i] >= 0 or sims[k, i] < near:
                break
            if sizes[k] < room:
                labels[i] = k
                sizes[k] += 1
                break
    return labels
