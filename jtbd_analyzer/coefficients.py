"""Coefficients of agreement of two coders, each a function of their contingency table (rows: reference, columns: the other coder).

Sources: Cohen (1960) for kappa; Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48, for AC1;
Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, for alpha of nominal data by two coders.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.int64]


def kappa(table: Table) -> float:
    """Return Cohen's kappa: agreement beyond what the two coders' own frequencies give by chance; 1 is perfect, nan without units."""
    n = table.sum()
    if not n:
        return float("nan")
    chance = float(table.sum(axis=1) @ table.sum(axis=0)) / float(n) ** 2
    return _corrected(float(table.trace() / n), chance)


def ac1(table: Table) -> float:
    """Return Gwet's AC1, which stays steady where one category is very common; categories are those that either coder used."""
    n, used = table.sum(), (table.sum(axis=0) + table.sum(axis=1)) > 0
    if not n:
        return float("nan")
    share = (table.sum(axis=0) + table.sum(axis=1))[used] / (2 * n)
    q = int(used.sum())
    return _corrected(float(table.trace() / n), float((share * (1 - share)).sum() / (q - 1)) if q > 1 else 1.0)


def alpha(table: Table) -> float:
    """Return Krippendorff's alpha for nominal data by two coders without gaps."""
    n = 2 * table.sum()
    if n < 2:
        return float("nan")
    each = table.sum(axis=0) + table.sum(axis=1)
    return _corrected(float(2 * table.trace() / n), float((each * (each - 1)).sum() / (n * (n - 1))))


def _corrected(agreed: float, chance: float) -> float:
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def observed(table: Table) -> float:
    """Return the share of units on which both agree, nan without units."""
    return float(table.trace() / table.sum()) if table.sum() else float("nan")


def f1(table: Table, k: int) -> tuple[float, float, float]:
    """Return F1, precision and recall of category `k`, 0 where it was never met."""
    right, given, wanted = float(table[k, k]), float(table[:, k].sum()), float(table[k].sum())
    return (2 * right / (given + wanted) if given + wanted else 0.0, right / given if given else 0.0, right / wanted if wanted else 0.0)


def one_against_rest(table: Table, k: int) -> Table:
    """Return the two-by-two table of category `k` against all others."""
    import numpy as np

    hit, row, column, n = table[k, k], table[k].sum(), table[:, k].sum(), table.sum()
    made: Table = np.array([[hit, row - hit], [column - hit, n - row - column + hit]])
    return made


def macro_f1(table: Table, within: Sequence[int]) -> float:
    """Return the mean F1 of the categories `within`, nan if there are none."""
    return sum(f1(table, k)[0] for k in within) / len(within) if within else float("nan")
