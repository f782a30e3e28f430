"""Pure functions on arrays of vectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Labels = NDArray[np.int64]


#: fewer vectors than this have no common direction worth the name, and density means nothing in them
FEW: Final = 12


@contextmanager
def one_thread() -> Iterator[None]:
    """Let numpy's products run on one thread within: on arrays of some hundred rows its threads only wait for each other, spinning.

    It took three times the processor for the same groups. What libraries of models do is not touched.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, user_api="blas"):
        yield


def unit(rows: NDArray[np.floating]) -> Matrix:
    """Return `rows` (n, d) scaled to length 1 in float64; a zero row stays zero."""
    wide = np.asarray(rows, dtype=np.float64)
    length = np.linalg.norm(wide, axis=-1, keepdims=True)
    return wide / np.where(length > 0, length, 1.0)


def reduce(rows: Matrix, dimensions: int, centre: bool = True) -> Matrix:
    """Return `rows` projected on their leading principal directions and scaled to length 1; signs fixed, so repeatable.

    `centre` removes the mean first: what all quotes share (the study's topic) tells none of them apart.
    """
    x = rows - rows.mean(axis=0) if centre else rows
    k = min(dimensions, x.shape[0] - 1, x.shape[1])
    if k < 2:
        return unit(x)
    # the small square matrix has the same directions as the tall one and takes a tenth of the time
    basis = np.linalg.eigh(x.T @ x)[1][:, ::-1].T[:k] if len(x) > x.shape[1] else np.linalg.svd(x, full_matrices=False)[2][:k]
    signs = np.sign(basis[np.arange(k), np.abs(basis).argmax(axis=1)])
    return unit(x @ (basis * signs[:, None]).T)


def centres(rows: Matrix, labels: Labels) -> Matrix:
    """Return the unit mean of each label 0..k-1 (k, d)."""
    k = int(labels.max()) + 1 if len(labels) else 0
    return unit(np.stack([rows[labels == i].mean(axis=0) for i in range(k)])) if k else np.zeros((0, rows.shape[1]))


def relabel(labels: Labels) -> Labels:
    """Return labels renumbered 0.. in order of first appearance; -1 stays."""
    seen: dict[int, int] = {}
    return np.array([-1 if x < 0 else seen.setdefault(int(x), len(seen)) for x in labels], dtype=np.int64)


def most_central(rows: Matrix, members: Sequence[int]) -> list[int]:
    """Return `members` by falling similarity to their own mean, ties by order."""
    chosen = rows[list(members)]
    sims = chosen @ unit(chosen.mean(axis=0))
    return [members[i] for i in np.lexsort((np.arange(len(members)), -np.round(sims, 6)))]
