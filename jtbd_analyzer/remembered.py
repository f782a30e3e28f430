"""Stages that remember: what is dear to compute is looked up in the store first, and kept there for the next run."""

from __future__ import annotations

import hashlib
import inspect
from importlib import metadata
from typing import TYPE_CHECKING, Any

import numpy as np

from jtbd_analyzer import vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.cache import Store
    from jtbd_analyzer.stages import Labels


class Clustering:
    """A clusterer that remembers the groups of each array it was given; a run groups every family some twenty times over resamples.

    What is kept is labels, by a hash of the array and of all that decides on them: options, source text, library.
    """

    def __init__(self, clusterer: Any, store: Store) -> None:
        self._clusterer, self._store = clusterer, store
        state = hashlib.sha256(repr(clusterer).encode())
        for module in (inspect.getmodule(type(clusterer)), vectors):
            state.update(inspect.getsource(module).encode() if module is not None else b"")
        for library in ("numpy", "hdbscan", "scikit-learn"):
            state.update(f"{library} {metadata.version(library)}".encode())
        self._space = f"group:{state.hexdigest()[:24]}"

    def __call__(self, rows: NDArray[np.floating]) -> tuple[Labels, NDArray[np.bool_]]:
        """Return a label per row, -1 for none, and which rows were rescued; see `stages.Clusterer`."""
        whole = np.ascontiguousarray(rows)
        key = hashlib.sha256(f"{whole.shape} {whole.dtype}".encode())
        key.update(whole.data if whole.size else b"")
        name = key.hexdigest()
        found = self._store.get(self._space, [name]).get(name)
        if found is not None and len(found) == 9 * len(whole):
            return np.frombuffer(found[: 8 * len(whole)], dtype=np.int64).copy(), np.frombuffer(found[8 * len(whole) :], dtype=bool).copy()
        labels, rescued = self._clusterer(rows)
        self._store.put(self._space, {name: labels.astype(np.int64).tobytes() + rescued.astype(bool).tobytes()})
        return labels, rescued
