"""Groupings compared whatever their labels are called."""

from __future__ import annotations

import numpy as np


def partition(labels: np.ndarray, names: list[int]) -> set[frozenset[int]]:
    """Return the groups of `labels` as sets of `names`; -1 is no group."""
    return {frozenset(n for n, x in zip(names, labels, strict=True) if x == k) for k in set(labels.tolist()) - {-1}}
