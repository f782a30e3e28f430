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

    from jtbd_analyzer.model import Theme
    from jtbd_analyzer.stages import Labels

#: a theme has come back where a group of the resample shares at least half of what either holds
RETURNED: Final = 0.5
#: share of resamples below which a theme is called unstable
UNSTABLE: Final = 0.8
#: quotes grouped over all resamples of a family, at most: keeps large tables of excerpts from taking minutes
_WORK: Final = 8000
_FEWEST_DRAWS: Final = 4


def survival(labels: Labels, cluster: Callable[[NDArray[np.bool_]], Labels], interviews: Sequence[str], rounds: int = 16,
             seed: int = 7) -> list[tuple[int, int]]:
    """Return for each label 0..k-1 in how many resamples it came back, and how many could tell.

    `cluster` groups the rows that a mask keeps and returns their labels; `interviews` says whose each row is. Resamples are
    `rounds` bootstrap draws (rows drawn with replacement, each kept once) and one without each interview. Of a theme that
    loses all but one of its quotes, or keeps all of its family, a resample tells nothing.
    """
    k = int(labels.max()) + 1 if len(labels) else 0
    if not k:
        return []
    own = labels[None, :] == np.arange(k)[:, None]
    came, judged = np.zeros(k, dtype=np.int64), np.zeros(k, dtype=np.int64)
    for keep in _resamples(interviews, rounds, seed):
        can = own[:, keep].sum(axis=1) >= 2
        if keep.all() or not can.any():
            continue
        came += can & (_best_match(own[:, keep], cluster(keep)) >= RETURNED)
        judged += can
    return [(int(c), int(j)) for c, j in zip(came, judged, strict=True)]


def unstable(theme: Theme) -> bool:
    """Tell whether `theme` came back too rarely; one that no resample could judge is not called so."""
    return theme.draws > 0 and theme.returned < UNSTABLE * theme.draws


def words(theme: Theme) -> str:
    """Return how `theme` holds in words, with the counts."""
    if not theme.draws:
        return "not judged: too few quotes to leave some out"
    return f"{'unstable' if unstable(theme) else 'holds'}: came back in {theme.returned} of {theme.draws} resamples"


def _resamples(interviews: Sequence[str], rounds: int, seed: int) -> Iterator[NDArray[np.bool_]]:
    n, names = len(interviews), sorted(set(interviews))
    random = np.random.default_rng(seed)
    for _ in range(max(_FEWEST_DRAWS, min(rounds, _WORK // max(1, n)))):
        keep = np.zeros(n, dtype=bool)
        keep[random.integers(0, n, n)] = True
        yield keep
    if 2 < len(names) <= max(3, _WORK // max(1, n)):
        whose = np.array(interviews, dtype=object)
        for name in names:
            yield whose != name


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
