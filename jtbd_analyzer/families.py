"""Groups within one code: good moments apart from bad ones, by meaning, by the clause that makes the claim and by words that tell something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import likeness, stability
from jtbd_analyzer import vectors as v

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.stages import Clusterer, Labels, Offers

#: codes whose quotes are good or bad news: the two are never one theme
SIGNED: Final = frozenset({"moment_of_truth"})


@dataclass(frozen=True)
class Sorting:
    """What is known of some quotes before likeness is asked, by quote id.

    `apart` answer another question than the rest of their code and group among themselves only. Quotes of one of `kinds`, named by
    what they tell of, are one theme where enough people tell of it: how alike their words are says less; `shown` are the words that
    tell it.
    """

    apart: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)

    def __or__(self, other: Sorting) -> Sorting:
        """Return what is known here and there, of quotes of different codes."""
        return Sorting(self.apart | other.apart, {**self.kinds, **other.kinds}, {**self.shown, **other.shown})

    def tells(self, quote_id: str, text: str) -> bool:
        """Tell whether `text`, a part of a quote, holds at least half of the words that show the quote's kind."""
        words = set(self.shown.get(quote_id, "").casefold().split())
        return bool(words) and 2 * len(words & set(re.findall(r"[\w'’-]+", text.casefold()))) >= len(words)


@dataclass(frozen=True)
class Around:
    """What stands around quotes, by quote id: the words, and their unit vector; nothing for excerpts, whose surroundings are not known."""

    words: Mapping[str, str] = field(default_factory=dict)
    vectors: Mapping[str, NDArray[np.floating]] = field(default_factory=dict)


@dataclass(frozen=True)
class Family:
    """The counted quotes of one code, the vector of each (n, d) and the words of each that tell what it is about.

    A quote without such words ("it was two things at once") is left out: alike are only those that say something. `offers` are
    clauses of the quotes that a theme may be made around; a clusterer that cannot, and a family that has none, go without. `around`
    (n, e) are the vectors of what stands around each quote and `heard` the telling words there, where that is known.
    """

    quotes: Sequence[Quote]
    rows: NDArray[np.float64]
    said: Sequence[frozenset[str]]
    offers: Offers | None = None
    known: Sorting = field(default_factory=Sorting)
    around: NDArray[np.float64] | None = None
    heard: Sequence[frozenset[str]] = ()

    def grouped(self, cluster: Clusterer) -> tuple[Labels, NDArray[np.bool_], Labels]:
        """Return a label per quote (0.., -1 for none), which were rescued, and for each label the place of its clause in `offers`, -1 for none."""
        labels, rescued, around = self._of(np.ones(len(self.quotes), dtype=bool), cluster)
        return labels, rescued, np.array([around[labels == k][0] for k in range(int(labels.max(initial=-1)) + 1)], dtype=np.int64)

    def survival(self, labels: Labels, cluster: Clusterer, seed: int) -> list[tuple[int, int]]:
        """Return in how many resamples each group of `labels` came back, and how many could tell; see `stability.survival`."""
        whose = [q.transcript_id or q.participant_id or q.quote_id for q in self.quotes]
        return stability.survival(labels, lambda keep: self._of(keep, cluster)[0], whose, seed=seed)

    def _of(self, keep: NDArray[np.bool_], cluster: Clusterer) -> tuple[Labels, NDArray[np.bool_], Labels]:
        """Return label, rescued or not, and place of the clause its group is around, of the quotes that `keep` keeps, in their order."""
        labels, rescued = np.full(len(self.quotes), -1, dtype=np.int64), np.zeros(len(self.quotes), dtype=bool)
        around = np.full(len(self.quotes), -1, dtype=np.int64)
        for part, whole in self._parts(keep, cluster):
            own = np.flatnonzero(part & keep if whole else part & keep & self._tells)
            if whole:
                found = np.full(len(own), 0 if self._enough(own, cluster) else -1, dtype=np.int64)
            else:
                found, rescued[own], around[own] = self._alike(own, int((part & self._tells).sum()), cluster)
            labels[own] = np.where(found >= 0, found + labels.max(initial=-1) + 1, -1)
        return v.relabel(labels[keep]), rescued[keep], around[keep]

    def _alike(self, own: Labels, drawn_from: int, cluster: Clusterer) -> tuple[Labels, NDArray[np.bool_], Labels]:
        """Return the same of some quotes, given by place, that are grouped by likeness."""
        people = [self.quotes[int(i)].participant_id for i in own]
        around = np.full(len(own), -1, dtype=np.int64)
        if self.around is not None and hasattr(cluster, "within"):
            rows = likeness.in_context(self.rows[own], self.around[own], [self.heard[int(i)] for i in own], people)
            return *cluster.within(rows, likeness.around_middle(self.rows[own]), people), around
        words = likeness.together(self.rows[own], [self.said[int(i)] for i in own], people)
        if self.offers is None or not hasattr(cluster, "around"):
            return *cluster(words, people), around
        some = np.flatnonzero(np.isin(self.offers.source, own))
        found, at = cluster.around(self.rows[own], words, self.offers.of(some, own), people, drawn_from)
        around[found >= 0] = some[at[found[found >= 0]]]
        return found, np.zeros(len(own), dtype=bool), around

    @property
    def _tells(self) -> NDArray[np.bool_]:
        return np.array([bool(own) for own in self.said], dtype=bool)

    def _parts(self, keep: NDArray[np.bool_], cluster: Clusterer) -> Iterator[tuple[NDArray[np.bool_], bool]]:
        """Yield the quotes that may be grouped together, and whether they are one group by their kind rather than by likeness.

        By likeness go those of no known kind, those apart and the rest, the good and the bad for themselves, and a kind that most tell of,
        which says too little to be one theme.
        """
        apart = np.array([q.quote_id in self.known.apart for q in self.quotes], dtype=bool)
        kind = np.array([self.known.kinds.get(q.quote_id, "") for q in self.quotes], dtype=object)
        yield from ((own, False) for sign in self._signs for own in (sign & ~apart & (kind == ""), sign & apart & (kind == "")) if own.any())
        n = int(keep.sum())
        room = n if n < v.FEW else max(3, int(getattr(cluster, "largest", 1.0) * n))
        yield from ((kind == name, int(((kind == name) & keep).sum()) <= room) for name in sorted(set(kind) - {""}))

    def _enough(self, own: Labels, cluster: Clusterer) -> bool:
        """Tell whether these quotes are enough for a theme, of enough people."""
        people = {self.quotes[int(i)].participant_id or self.quotes[int(i)].quote_id for i in own}
        return len(own) >= max(2, getattr(cluster, "min_size", 2)) and len(people) >= getattr(cluster, "min_people", 1)

    @property
    def _signs(self) -> list[NDArray[np.bool_]]:
        """All quotes, or the good and the bad; one that is neither goes where it is more alike."""
        if not self.quotes or self.quotes[0].code not in SIGNED:
            return [np.ones(len(self.quotes), dtype=bool)]
        sign = np.sign([q.valence for q in self.quotes])
        if (sign > 0).any() and (sign < 0).any():
            good, bad = (v.unit(self.rows[sign == x].mean(axis=0)) for x in (1, -1))
            sign = np.where(sign == 0, np.where(np.round(self.rows @ (good - bad), 6) > 0, 1, -1), sign)
        return [sign > 0, sign <= 0]
