"""Stories alike in what pushed and pulled them: participants by themes 0/1, clustered; what jobs are formed from.

Practice of switch interviews: each story is coded 0/1 on affinity-grouped pushes and pulls, then the stories are clustered;
anxieties and habits describe a cluster and do not form it. Stability after Hennig (2007): the mean likeness (Jaccard) of a
cluster to its nearest cluster when one person at a time is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.model import Theme
    from jtbd_analyzer.study import Study

    Matrix = NDArray[np.int64]

#: clusters of fewer people are tentative; of fewer than two no cluster
SURE, LEAST = 3, 2
#: practitioners expect three to five jobs for one product
MOST: Final = 5
UNASSIGNED: Final = "unassigned"
_BOUNDS: Final = ((0.7, "groups stand clearly apart"), (0.5, "groups stand apart"), (0.25, "groups overlap: weak structure"),
                  (-1.01, "groups do not stand apart"))
#: silhouette up to which no substantial structure has been found: no clusters then (Kaufman and Rousseeuw, 1990)
_NO_STRUCTURE: Final = 0.25


@dataclass(frozen=True)
class Cluster:
    """People with like stories: id J1…, members in dendrogram order, and how well it holds with one person left out (0 to 1, or None)."""

    id: str
    members: tuple[str, ...]
    stability: float | None

    @property
    def status(self) -> str:
        """Say candidate, or tentative where fewer than three people make it."""
        return "candidate" if len(self.members) >= SURE else "tentative: fewer than 3 people"


@dataclass(frozen=True)
class Stories:
    """The matrix: `themes` are the columns, `cells` (people, themes) 0/1 with people in dendrogram `order`, and the clusters found.

    Where no groups stand apart there is one cluster, J1, of everybody with a counted quote: one job hypothesis for all.
    """

    order: tuple[str, ...]
    themes: tuple[Theme, ...]
    cells: Matrix
    clusters: tuple[Cluster, ...]
    #: mean silhouette of the cut, -1 to 1, or None where there was nothing to cut
    separation: float | None = None

    @property
    def reading(self) -> str:
        """How far the clusters stand apart, in words (bounds after Kaufman and Rousseeuw, 1990)."""
        if self.separation is None:
            return "too few people or themes to tell groups apart"
        clear = next(word for bound, word in _BOUNDS if self.separation > bound)
        return f"{clear} (silhouette {self.separation:.2f})"

    @property
    def parted(self) -> bool:
        """Whether stories form several clusters; one of everybody parts nobody."""
        return len(self.clusters) > 1

    def cluster_of(self, participant: str) -> str:
        """Return the id of the cluster of a participant, or "unassigned"."""
        return next((c.id for c in self.clusters if participant in c.members), UNASSIGNED)


def stories(study: Study) -> Stories:
    """Return the clustered stories of a study; themes that all people or only one hold do not part them and are left out."""
    people = [p.participant_id for p in study.participant_rows]
    voiced = {(q.theme_id, q.participant_id) for q in study.quote_rows if q.counted and q.theme_id}
    columns = [t for t in study.theme_rows if t.force in ("push", "pull") and 1 < sum((t.theme_id, p) in voiced for p in people) < len(people)]
    columns.sort(key=lambda t: (t.force != "push", -t.n, t.theme_id))
    cells = np.array([[(t.theme_id, p) in voiced for t in columns] for p in people], dtype=np.int64).reshape(len(people), len(columns))
    told = [i for i in range(len(people)) if cells[i].any()]
    labels, leaves, separation = _clustered(cells[told])
    order = [*(told[i] for i in leaves), *(i for i in range(len(people)) if i not in told)]
    groups = [[told[i] for i in leaves if labels[i] == k] for k in dict.fromkeys(labels[i] for i in leaves)]
    held = _stability(cells[told], [[told.index(i) for i in g] for g in groups])
    made = sorted(zip(groups, held, strict=True), key=lambda pair: -len(pair[0]))
    clusters = [Cluster(f"J{k}", tuple(people[i] for i in g), s) for k, (g, s) in enumerate((m for m in made if len(m[0]) >= LEAST), 1)]
    apart = separation is not None and separation > _NO_STRUCTURE
    if not apart:
        heard = {q.participant_id for q in study.quote_rows if q.counted}
        clusters = [Cluster("J1", everybody, None)] if (everybody := tuple(p for p in people if p in heard)) else []
    return Stories(tuple(people[i] for i in order), tuple(columns), cells[order], tuple(clusters), separation)


def by_job(study: Study) -> dict[str, str]:
    """Return participant id -> id of their cluster, or "unassigned": members of one cluster side by side, the largest first, others after them.

    Where stories form no separate groups, people are in the order of the study.
    """
    found = stories(study)
    if not found.parted:
        return {p.participant_id: found.cluster_of(p.participant_id) for p in study.participant_rows}
    told = {p: c.id for c in found.clusters for p in c.members}
    return told | {p.participant_id: UNASSIGNED for p in study.participant_rows if p.participant_id not in told}


def are_parted(jobs: Mapping[str, str]) -> bool:
    """Tell whether people by the id of their cluster, as `by_job` gives them, are of several clusters."""
    return len({c for c in jobs.values() if c != UNASSIGNED}) > 1


def _distances(cells: Matrix) -> NDArray[np.float64]:
    """Return Jaccard distances: what two people both leave unsaid does not make them alike."""
    both = cells @ cells.T
    either = cells.sum(axis=1)[:, None] + cells.sum(axis=1)[None, :] - both
    apart = 1.0 - both / np.maximum(either, 1)
    np.fill_diagonal(apart, 0.0)
    return np.asarray(apart, dtype=np.float64)


def _clustered(cells: Matrix, clusters: int = 0) -> tuple[list[int], list[int], float | None]:
    """Return a label for each row, the rows in dendrogram order, and the silhouette of the cut (None if nothing was cut).

    `clusters` 0 takes the number with the best silhouette of those that leave two or more clusters of two or more people.
    """
    n = len(cells)
    if n < 2 * LEAST:
        return [0] * n, list(range(n)), None
    from scipy.cluster.hierarchy import fcluster, leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import squareform

    apart = _distances(cells)
    flat = squareform(apart, checks=False)
    tree = optimal_leaf_ordering(linkage(flat, "average"), flat)
    leaves = [int(x) for x in leaves_list(tree)]
    best, worth = [0] * n, -2.0
    for k in [clusters] if clusters else range(2, min(MOST, n - 1) + 1):
        labels = fcluster(tree, k, "maxclust")
        sizes = sorted(np.bincount(labels), reverse=True)
        if len(set(labels)) == n or (not clusters and sizes[1] < LEAST) or sizes[1] == 0:
            continue
        score = _silhouette(apart, labels)
        if score > worth + 1e-9:
            best, worth = [int(x) for x in labels], score
    return best, leaves, round(worth, 2) if worth > -2 else None


def _silhouette(apart: NDArray[np.float64], labels: Matrix) -> float:
    """Return the mean silhouette of `labels` (n) over distances (n, n), -1 to 1 (Rousseeuw 1987); one alone in its cluster has 0.

    By hand, since the library that has it takes longer to import than all else here takes to run.
    """
    kinds, own = np.unique(labels, return_inverse=True)
    member, each = own[:, None] == np.arange(len(kinds)), np.arange(len(own))
    sums, sizes = apart @ member, member.sum(axis=0)
    inside = sums[each, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[each, own] = np.inf
    outside = means.min(axis=1)
    larger = np.maximum(inside, outside)
    widths = np.where((sizes[own] > 1) & (larger > 0), (outside - inside) / np.where(larger > 0, larger, 1.0), 0.0)
    return float(widths.mean())


def _stability(cells: Matrix, groups: Sequence[Sequence[int]]) -> list[float | None]:
    """Return for each group its mean likeness to the nearest cluster over runs that each leave one person out."""
    n, count = len(cells), len(groups)
    if n < 2 * LEAST + 1 or count < 2:
        return [None] * count
    likeness: list[list[float]] = [[] for _ in groups]
    for out in range(n):
        kept = [i for i in range(n) if i != out]
        labels, _, _ = _clustered(cells[kept], count)
        found = [{i for i, label in zip(kept, labels, strict=True) if label == k} for k in set(labels)]
        for g, group in enumerate(groups):
            rest = set(group) - {out}
            if rest:
                likeness[g].append(max(len(rest & f) / len(rest | f) for f in found))
    return [round(float(np.mean(x)), 2) if x else None for x in likeness]
