"""Groups of quotes read in their context: by density and average linkage, less the quotes that do not fit the group they fell to.

What a quote is about often stands beside it, in the question or the sentence before ("And that one gets missed"). So quotes of
interviews come with what was asked and said around them (`likeness.in_context`); from there the groups are those of `density.py`. They
put nearly every quote somewhere, which makes groups of strangers. So a quote less like the others of its group than `fit` is taken
out again, the least like first, and stays by itself; and of what is left, a small group must be the more alike (`holds`), since two
quotes are alike by chance. Rows without context, as of excerpts, are grouped by density alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import vectors as v
from jtbd_analyzer.clusterers.density import DensityClusterer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Labels = NDArray[np.int64]

#: decimals that are compared: sums in another order differ beyond them
_PLACES: Final = 9


@dataclass(frozen=True)
class ContextClusterer(DensityClusterer):
    """Density and average linkage over quotes in context, less what does not fit; by density alone where there is no context."""

    #: mean cosine, in context, to the others of its group below which a quote is taken out of it
    fit: float = field(default=0.14, metadata={"min": -1.0, "max": 1.0})
    #: the same by the quote's own words: what only stands beside the same things does not say them
    fit_alone: float = field(default=0.1, metadata={"min": -1.0, "max": 1.0})
    #: `fit` in families too small for density, where a group is a quarter of all that was said
    fit_of_few: float = field(default=0.2, metadata={"min": -1.0, "max": 1.0})
    #: mean cosine, in context, within what is left of a group of two; of more quotes less will do, by the root of one less than their number
    holds: float = field(default=0.25, metadata={"min": -1.0, "max": 1.0})
    #: what one person alone says again and again is no theme of a study, where it is known who speaks
    min_people: int = field(default=2, metadata={"min": 1})

    def __call__(self, vectors: NDArray[np.floating], people: Sequence[str] = ()) -> tuple[Labels, NDArray[np.bool_]]:
        """Return the groups by density, of rows without context; see `stages.Clusterer`."""
        return super().__call__(vectors, people)

    def within(self, vectors: NDArray[np.floating], alone: NDArray[np.floating], people: Sequence[str] = ()) -> tuple[Labels, NDArray[np.bool_]]:
        """Return a label per row, -1 for none, and which rows were rescued; see `stages.Clusterer`.

        `vectors` (n, e) are quotes in their context, `alone` (n, d) their own words, both around the middle of their family.
        """
        rows, own = v.unit(vectors), v.unit(alone)
        few = len(rows) < v.FEW
        by_density = DensityClusterer(**{k: getattr(self, k) for k in _SHARED} | ({"alike": self.fit_of_few} if few else {}))
        found, rescued = by_density(rows, people)
        enough = [(rows @ rows.T, self.fit_of_few if few else self.fit), (own @ own.T, self.fit_alone)]
        fitting = _fitting(enough, found, self.min_size)
        labels = self._shared(_holding(rows @ rows.T, fitting, self.holds), people)
        return v.relabel(labels), rescued & (labels >= 0)


_SHARED: Final = ("granularity", "apart", "rescue", "alike", "tight", "largest", "min_size", "min_people", "core")


def _fitting(enough: Sequence[tuple[Matrix, float]], labels: Labels, smallest: int) -> Labels:
    """Return `labels` with the row least like its group taken out, one after the other, until all fit: by each cosine matrix as much as its least."""
    out = labels.copy()
    for k in range(int(labels.max(initial=-1)) + 1):
        own = np.flatnonzero(labels == k)
        while len(own) >= smallest:
            spare = np.min([_like_others(sims[np.ix_(own, own)]) - least for sims, least in enough], axis=0)
            worst = int(np.round(spare, _PLACES).argmin())
            if round(float(spare[worst]), _PLACES) >= 0:
                break
            out[own[worst]] = -1
            own = np.delete(own, worst)
        if len(own) < smallest:
            out[own] = -1
    return out


def _holding(sims: Matrix, labels: Labels, least: float) -> Labels:
    """Return `labels` without the groups whose likeness might as well be chance: two quotes are alike by chance more often than five."""
    out = labels.copy()
    for k in range(int(labels.max(initial=-1)) + 1):
        own = np.flatnonzero(labels == k)
        if len(own) and round(float(_like_others(sims[np.ix_(own, own)]).mean()) * float(np.sqrt(len(own) - 1)), _PLACES) < least:
            out[own] = -1
    return out


def _like_others(block: Matrix) -> Matrix:
    """Return the mean cosine of each row of a group to the others."""
    like: Matrix = (block.sum(axis=1) - np.diag(block)) / max(1, len(block) - 1)
    return like
