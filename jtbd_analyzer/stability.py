"""Which themes come back when the quotes are drawn anew or an interview is left out.

Cluster-wise stability by resampling and best Jaccard match after Hennig (2007), Computational Statistics & Data Analysis
52, 258-271. A theme that comes back in fewer than 80 of 100 resamples is marked unstable and still shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = NDArray[np.int64]

#: a theme has come back where some group of the resample shares at least half of what either holds
RETURNED: Final = 0.5
#: share of resamples below which a theme is called unstable; after the field guide's rule for leaving interviews out
UNSTABLE: Final = 0.8
#: quotes grouped over all resamples of a family, at most: keeps large tables of excerpts from taking minutes
_WORK: Final = 8000


def survival(labels: Labels, cluster: Callable[[NDArray[np.bool_]], Labels], interviews: Sequence[str], rounds: int = 16, seed: int = 7) -> NDArray[np.float64]:
    """Return for each label 0..k-1 the share 0..1 of resamples in which it came back; nan where no resample could tell.

    `cluster` groups the rows a mask keeps and returns their labels. `interviews` says whose each row is. Resamples are
    `rounds` bootstrap draws (rows drawn with replacement, each kept once) and one without each interview. A theme of which a resample holds
    fewer than two quotes is not judged by it.
    """
    k = int(labels.max()) + 1 if len(labels) else 0
    came, judged = np.zeros(k), np.zeros(k)
    if not k:
        return came
    own = np.eye(k, dtype=bool)[:, labels] & (labels >= 0)
    own = (labels[None, :] == np.arange(k)[:, None])
    for keep in _resamples(interviews, rounds, seed):
        found = cluster(keep)
        best = _best_match(own[:, keep], found)
        can = own[:, keep].sum(axis=1) >= 2
        came += can & (best >= RETURNED)
        judged += can
    return np.where(judged > 0, came / np.maximum(judged, 1), np.nan)


def _resamples(interviews: Sequence[str], rounds: int, seed: int) -> Iterator[NDArray[np.bool_]]:
    n = len(interviews)
    whose = np.array(interviews, dtype=object)
    names = sorted(set(interviews))
    leave_out = names if 2 < len(names) <= max(3, _WORK // max(1, n)) else []
    random = np.random.default_rng(seed)
    for _ in range(max(4, min(rounds, _WORK // max(1, n)))):
        keep = np.zeros(n, dtype=bool)
        keep[random.integers(0, n, n)] = True
        yield keep
    for name in leave_out:
        keep = whose != name
        if keep.any():
            yield keep


def _best_match(own: NDArray[np.bool_], found: Labels) -> NDArray[np.float64]:
    """Return for each theme (a row of `own`) its best Jaccard overlap with a group of `found`."""
    k = int(found.max()) + 1 if len(found) else 0
    if not k:
        return np.zeros(len(own))
    groups = (found[None, :] == np.arange(k)[:, None]).astype(np.float64)
    common = own.astype(np.float64) @ groups.T
    either = own.sum(axis=1)[:, None] + groups.sum(axis=1)[None, :] - common
    best: NDArray[np.float64] = (common / np.maximum(either, 1)).max(axis=1)
    return best
