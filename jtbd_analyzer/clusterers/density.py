"""Groups of quotes by density, then by average linkage under a size limit; for tens to some thousands of points.

HDBSCAN (Campello, Moulavi and Sander 2013; leaf selection) finds the tight cores. On hundreds of short quotes it calls a
third of them noise, and its cores are too small to be themes. So cores and loose quotes are put together from there, the two
groups most alike first, until about `granularity` times the square root of the number of quotes are left or no two are alike
enough, and never beyond a share of the family. Families too small for density (`vectors.FEW`) are put together by likeness
alone, and there the size limit would leave no group. With `min_people` above 1, and where it is known who speaks, what fewer
people say is taken apart, and its quotes join the groups they are like. No step knows chance: the same quotes give the same
groups. Quotes that join nothing stay by themselves and are returned as -1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import vectors as v

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Labels = NDArray[np.int64]

#: quotes more alike than this are one statement said twice: they stay together whatever the size of the group
COPY: Final = 0.92
#: quotes linked pair by pair at most; of a larger family, every so many, the rest joins the nearest group
_LINKED: Final = 3000
_NEVER: Final = -9.0


@dataclass(frozen=True)
class DensityClusterer:
    """HDBSCAN's cores joined by average linkage, never beyond a share of the family; made for the vectors of `likeness.together`."""

    #: groups aimed at, as a multiple of the square root of the number of quotes
    granularity: float = field(default=1.6, metadata={"min": 0.2, "max": 5.0})
    #: mean cosine below which groups are not put together
    apart: float = field(default=0.06, metadata={"min": -1.0, "max": 1.0})
    #: mean cosine above which a quote left alone joins a group as rescued; 1 rescues none
    rescue: float = field(default=0.06, metadata={"min": -1.0, "max": 1.0})
    #: mean cosine that puts quotes of a small family together
    alike: float = field(default=0.35, metadata={"min": 0.0, "max": 1.0})
    #: mean cosine within a group of two; of more quotes less will do (by the root of one less than their number), since so many are alike less often by chance
    tight: float = field(default=0.2, metadata={"min": 0.0, "max": 1.0})
    largest: float = field(default=0.25, metadata={"min": 0.05, "max": 1.0})  #: largest share of the family one group may hold
    min_size: int = field(default=2, metadata={"min": 2})  #: smaller groups are taken apart
    min_people: int = field(default=1, metadata={"min": 1})  #: groups of fewer people are taken apart, where it is known who speaks
    core: int = field(default=2, metadata={"min": 0})  #: quotes of the smallest core HDBSCAN may find; 0 or 1 goes without cores

    def __call__(self, vectors: NDArray[np.floating], people: Sequence[str] = ()) -> tuple[Labels, NDArray[np.bool_]]:
        """Return a label per row, -1 for none, and which rows were rescued; `people` says who speaks; see `stages.Clusterer`."""
        rows = v.unit(vectors)
        n = len(rows)
        if n < 2:
            return np.full(n, -1, dtype=np.int64), np.zeros(n, dtype=bool)
        some = np.arange(n) if n <= _LINKED else np.arange(n)[:: -(-n // _LINKED)]
        few = n < v.FEW
        sims = rows[some] @ rows[some].T
        room = n if few else max(3, int(self.largest * len(some)))
        start = _copies(sims) if few or self.core < 2 else self._cores(sims, room)
        wanted = 1 if few else max(2, round(self.granularity * np.sqrt(int(start.max()) + 1)))
        linked = _linked(sims, start, wanted, room, self.alike if few else self.apart)
        labels = np.full(n, -1, dtype=np.int64)
        labels[some] = linked
        sizes = np.bincount(linked)
        chance = 0.0 if few else 1.0 / (len(some) - 1)  # vectors around their own middle are a little unlike each other, the fewer the more
        loose = (_likeness_within(sims, linked) + chance) * np.sqrt(np.maximum(1, sizes - 1)) < self.tight
        labels[np.isin(labels, np.flatnonzero((sizes < self.min_size) | loose))] = -1
        labels = v.relabel(self._shared(labels, people))
        rescued = self._rescued(rows, labels, max(3, int(self.largest * n)) if not few else n, self.alike if few else self.rescue)
        return v.relabel(rescued), (rescued >= 0) & (labels < 0)

    def _shared(self, labels: Labels, people: Sequence[str]) -> Labels:
        """Return `labels` without the groups that fewer than `min_people` people form; all of them where nobody or only one person is known."""
        if len({*people} - {""}) < self.min_people:
            return labels
        who = np.array(people, dtype=object)
        few = [k for k in range(int(labels.max(initial=-1)) + 1) if 0 < len({*who[labels == k]} - {""}) < self.min_people]
        return np.where(np.isin(labels, few), -1, labels)

    def _cores(self, sims: Matrix, room: int) -> Labels:
        """Return a label per row: that of its core, or of its copies, else one of its own; a core beyond `room` is none."""
        import hdbscan

        labels = _copies(sims)
        apart = np.sqrt(np.maximum(0.0, 2.0 - 2.0 * np.round(sims, 9)))
        np.fill_diagonal(apart, 0.0)
        found = hdbscan.HDBSCAN(min_cluster_size=self.core, min_samples=1, metric="precomputed", cluster_selection_method="leaf").fit_predict(apart)
        for k in range(int(found.max()) + 1):
            core = np.isin(labels, labels[found == k])  # a copy of a member belongs to the core too
            if core.sum() <= room:
                labels[core] = len(sims) + k
        return v.relabel(labels)

    def _rescued(self, rows: Matrix, labels: Labels, room: int, least: float) -> Labels:
        """Return `labels` with quotes left alone put to the group they are most like, the surest first, while it has room."""
        if labels.max() < 0:
            return labels
        sizes = np.bincount(labels[labels >= 0])
        sums = np.zeros((len(sizes), rows.shape[1]))
        np.add.at(sums, labels[labels >= 0], rows[labels >= 0])
        loose = np.flatnonzero(labels < 0)
        sims = np.round(rows[loose] @ (sums / sizes[:, None]).T, 9)
        out = labels.copy()
        for i in np.argsort(-sims.max(axis=1), kind="stable"):
            for k in np.argsort(-sims[i], kind="stable"):
                if sims[i, k] < least:
                    break
                if sizes[k] < room:
                    out[loose[i]] = k
                    sizes[k] += 1
                    break
        return out


def _likeness_within(sims: Matrix, labels: Labels) -> Matrix:
    """Return the mean cosine of the pairs of rows within each label 0..k-1; 1 for a row by itself."""
    member = (labels[None, :] == np.arange(int(labels.max()) + 1)[:, None]).astype(np.float64)
    sizes = member.sum(axis=1)
    own = np.einsum("ki,ki->k", member @ sims, member) - member @ np.diag(sims)
    return np.where(sizes > 1, own / np.maximum(1.0, sizes * (sizes - 1)), 1.0)


def _copies(sims: Matrix) -> Labels:
    """Return a label per row, the same for rows that say one thing almost word for word; `sims` are their cosines."""
    labels = np.arange(len(sims))
    for i in range(len(sims)):
        if labels[i] == i:
            labels[(sims[i] >= COPY) & (labels == np.arange(len(sims)))] = i
    return v.relabel(labels)


def _linked(sims: Matrix, start: Labels, wanted: int, room: int, least: float) -> Labels:
    """Return labels after putting the most alike groups together down to `wanted` groups, none beyond `room` rows."""
    k = int(start.max()) + 1
    member = np.zeros((k, len(start)))
    member[start, np.arange(len(start))] = 1.0
    sums, sizes = member @ sims @ member.T, member.sum(axis=1)
    label, alive = np.arange(k), np.ones(k, dtype=bool)

    def likeness(a: int) -> Matrix:
        row: Matrix = np.round(sums[a] / (sizes[a] * sizes), 9)
        row[~alive | (sizes + sizes[a] > room)] = _NEVER
        row[a] = _NEVER
        return row

    best = np.array([[row.max(), row.argmax()] for row in map(likeness, range(k))])
    for _ in range(k - wanted):
        a = int(best[:, 0].argmax())
        if best[a, 0] < least:
            break
        a, b = sorted((a, int(best[a, 1])))
        sums[a] += sums[b]
        sums[:, a] += sums[:, b]
        sizes[a] += sizes[b]
        alive[b] = False
        label[label == b] = a
        best[b] = _NEVER, 0
        row = likeness(a)
        best[a] = row.max(), row.argmax()
        closer = row > best[:, 0]
        best[closer, 0], best[closer, 1] = row[closer], a
        # whoever had been nearest to either of the two looks anew
        for i in np.flatnonzero(alive & ((best[:, 1] == a) | (best[:, 1] == b)) & ~closer):
            if i != a:
                own = likeness(int(i))
                best[i] = own.max(), own.argmax()
    return v.relabel(label[start])
