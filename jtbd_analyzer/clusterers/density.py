"""Groups of quotes by density, for tens to some thousands of points: HDBSCAN, then rescue and merging with stated limits.

On a reduction that removes what all quotes share, HDBSCAN (Campello, Moulavi and Sander 2013; leaf selection) finds the
tight cores. Points it calls noise join the nearest core only above a stated similarity. Cores are merged, nearest first,
down to about the square root of the number of quotes, never into a group larger than a quarter of the family.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import vectors as v

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: directions a family keeps however small it is
_LEAST_DIRECTIONS: Final = 10
#: quotes more alike than this are one statement said twice, whatever the size of the group
_COPY = 0.95


@dataclass(frozen=True)
class DensityClusterer:
    """HDBSCAN on principal directions, noise rescued above a similarity, groups merged under a size limit."""

    min_size: int = field(default=3, metadata={"min": 2})  #: smallest core HDBSCAN may find
    #: principal directions kept, at most; fewer for few quotes, see `_directions`
    dimensions: int = field(default=80, metadata={"min": 2})
    #: groups aimed at, as a multiple of the square root of the number of quotes
    granularity: float = field(default=1.0, metadata={"min": 0.2, "max": 5.0})
    #: cosine similarity to a group's centre, in the reduced space, that lets a noise point in
    rescue: float = field(default=0.2, metadata={"min": -1.0, "max": 1.0})
    #: cosine similarity between centres below which groups are not merged
    merge: float = field(default=0.1, metadata={"min": -1.0, "max": 1.0})
    largest: float = field(default=0.25, metadata={"min": 0.05, "max": 1.0})  #: largest share of the family one group may hold
    #: cosine similarity, in the full space, that joins quotes of a small family
    alike: float = field(default=0.45, metadata={"min": 0.0, "max": 1.0})

    def __call__(self, vectors: NDArray[np.floating]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return a label per row, -1 for none, and which rows are noise that was rescued; see `stages.Clusterer`."""
        rows = v.unit(vectors)
        n = len(rows)
        if n == 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
        if n < v.FEW:
            labels = self._few(rows)
            return labels, np.zeros(n, dtype=bool)
        distinct, back = np.unique(np.round(rows, 5), axis=0, return_inverse=True)
        back = np.asarray(back).ravel()
        if len(distinct) < v.FEW:
            few = self._few(v.unit(distinct))
            repeated = np.flatnonzero((few < 0) & (np.bincount(back) > 1))  # said word for word by several: a group without a neighbour
            few[repeated] = few.max() + 1 + np.arange(len(repeated))
            labels = v.relabel(few[back])
            return labels, np.zeros(n, dtype=bool)
        space = v.reduce(rows, self._directions(len(distinct)))
        cores = self._cores(space)
        labels = self._rescued(space, cores)
        labels = self._merged(space, labels)
        labels = v.relabel(self._bounded(rows, self._rescued(space, labels)))
        return labels, (labels >= 0) & (cores < 0)

    def _directions(self, n: int) -> int:
        """Return how many directions `n` quotes can tell apart: a quarter of them, since the rest is wording of single quotes."""
        return min(self.dimensions, max(_LEAST_DIRECTIONS, n // 4))

    def _few(self, rows: NDArray[np.float64]) -> NDArray[np.int64]:
        """Group a small family: the most alike pair of groups first (average link), while they are alike enough."""
        groups = [[i] for i in range(len(rows))]
        sims = rows @ rows.T
        while len(groups) > 1:
            best, a, b = max((float(sims[np.ix_(x, y)].mean()), -i, -j) for i, x in enumerate(groups) for j, y in enumerate(groups) if i < j)
            if best < self.alike:
                break
            groups[-a] += groups[-b]
            del groups[-b]
        labels = np.full(len(rows), -1, dtype=np.int64)
        for k, g in enumerate(x for x in groups if len(x) > 1):
            labels[g] = k
        return v.relabel(labels)

    def _cores(self, space: NDArray[np.float64]) -> NDArray[np.int64]:
        import hdbscan

        size = min(self.min_size, max(2, len(space) // 4))
        found = hdbscan.HDBSCAN(
            min_cluster_size=size, min_samples=1, cluster_selection_method="leaf", core_dist_n_jobs=1, approx_min_span_tree=False
        ).fit_predict(space)
        return v.relabel(np.asarray(found, dtype=np.int64))

    def _rescued(self, space: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.int64]:
        if labels.max() < 0:
            return labels
        middle = v.centres(space, labels)
        sims = space @ middle.T
        room = self._room(len(space))
        sizes = np.bincount(labels[labels >= 0], minlength=len(middle))
        out = labels.copy()
        loose = np.flatnonzero(labels < 0)
        for i in loose[np.argsort(-sims[loose].max(axis=1), kind="stable")]:
            for k in np.argsort(-sims[i], kind="stable"):
                if sims[i, k] < self.rescue:
                    break
                if sizes[k] < room:
                    out[i] = k
                    sizes[k] += 1
                    break
        return out

    def _bounded(self, rows: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return `labels` with the outermost rows of every group beyond its share left out, unless it says one thing almost word for word."""
        out, room = labels.copy(), self._room(len(rows))
        for k in range(int(labels.max()) + 1):
            own = np.flatnonzero(labels == k)
            near = rows[own] @ v.unit(rows[own].mean(axis=0))
            if len(own) > room and near.min() < _COPY:
                out[own[np.argsort(-near, kind="stable")[room:]]] = -1
        return out

    def _room(self, n: int) -> int:
        return max(self.min_size, int(self.largest * n))

    def _merged(self, space: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.int64]:
        labels = labels.copy()
        wanted = max(2, round(self.granularity * np.sqrt(len(space))))
        room = self._room(len(space))
        while (k := int(labels.max()) + 1) > wanted:
            middle = v.centres(space, labels)
            sizes = np.bincount(labels[labels >= 0], minlength=k)
            sims = middle @ middle.T
            sims[np.tril_indices(k)] = -2
            # small groups are merged before large ones of the same likeness: the correction is Ward's, sizes as harmonic mean
            weight = np.sqrt(2 * sizes[:, None] * sizes[None, :] / (sizes[:, None] + sizes[None, :]))
            cost = (1 - sims) * weight
            cost[(sizes[:, None] + sizes[None, :] > room) | (sims < self.merge)] = np.inf
            a, b = np.unravel_index(int(np.argmin(cost)), cost.shape)
            if not np.isfinite(cost[a, b]):
                break
            labels[labels == b] = a
            labels = v.relabel(labels)
        return labels
