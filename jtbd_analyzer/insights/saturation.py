"""How much of what could be heard has been heard: theme accumulation, last-run rule and coverage.

Order-free accumulation and incidence coverage after Good and Turing, and Chao; last-run rule after Guest, Namey and Chen (2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import comb
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import themes
from jtbd_analyzer.scheme import KINDS

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "kind", "k", "expected_themes", "expected_new", "in_order_themes", "in_order_new", "themes", "once", "twice", "uses", "coverage",
    "base_themes", "run_new", "reading", "sentence",
)


@dataclass(frozen=True)
class Saturation:
    """One row per kind (and "all") and number of people k = 1..N, over all that was heard: themes, those of one person and single voices included.

    `expected_themes` is the mean over all orders, `in_order_themes` follows the order of participants; the columns from
    `themes` on repeat per kind: Q1 (`once`), Q2 (`twice`), U (`uses`), estimated coverage 0..1, and the last-run rule with
    `base` and `run` interviews and `threshold` new themes per base theme. Themes are made from all interviews together, so
    the curve looks back; it speaks only for the kind of customer recruited. `sentence` says so in words for this N.
    """

    base: int = 4
    run: int = 2
    threshold: float = 0.05

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the curves, kind after kind."""
        import pandas as pd

        persons = [p.participant_id for p in study.participant_rows]
        rows: list[dict[str, Any]] = []
        found = themes.heard(study)
        for kind in ("all", *KINDS):
            rows += self._curve(kind, [who & set(persons) for k, who in found if kind in ("all", k)], persons)
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _curve(self, kind: str, heard: Sequence[frozenset[str]], persons: Sequence[str]) -> list[dict[str, Any]]:
        total = len(persons)
        counts = [len(who) for who in heard]
        expected = [0.0, *(sum(1 - comb(total - n, k) / comb(total, k) for n in counts) for k in range(1, total + 1))]
        seen = [sum(bool(who & set(persons[:k])) for who in heard) for k in range(total + 1)]
        once, twice, uses = counts.count(1), counts.count(2), sum(counts)
        facts: dict[str, Any] = {
            "kind": kind, "themes": len(heard), "once": once, "twice": twice, "uses": uses, "coverage": coverage(once, twice, uses, total),
            **self._last_run(seen, total),
        }
        facts["sentence"] = _NOT_GROUPED if kind == _MARKER and not heard else sentence(total, len(heard), once, facts["coverage"])
        steps = zip(pairwise(expected), pairwise(seen), strict=True)
        return [
            {**facts, "k": k, "expected_themes": round(e1, 2), "expected_new": round(e1 - e0, 2), "in_order_themes": s1, "in_order_new": s1 - s0}
            for k, ((e0, e1), (s0, s1)) in enumerate(steps, 1)
        ]

    def _last_run(self, seen: list[int], total: int) -> dict[str, Any]:
        if total < self.base + self.run or not seen[-1]:
            need = "no themes" if not seen[-1] else f"needs {self.base + self.run} interviews, has {total}"
            return {"base_themes": None, "run_new": None, "reading": f"not judged: {need}"}
        base, new = seen[self.base], seen[total] - seen[total - self.run]
        settled = new <= self.threshold * base
        told = f"{new} new in the last {self.run} interviews against {base} in the first {self.base}"
        return {"base_themes": base, "run_new": new, "reading": f"{told}: {'few new themes' if settled else 'still finding new themes'}"}


#: kind of steps taken and parts named, which are counted where they are told and make no themes
_MARKER: Final = "marker"
_NOT_GROUPED: Final = "Steps taken and parts named are counted one by one, not grouped into themes: see Milestones & leaps and Value map."
#: coverage from which the main themes are called probably heard
_MAINLY: Final = 0.85
#: people interviewed below which nothing is said of what is covered
_FEWEST: Final = 6


def sentence(total: int, found: int, once: int, covered: float | None) -> str:
    """Return in plain words what `total` interviews with `found` themes, `once` of them from one person, do and do not show."""
    if not found or covered is None:
        return "Nothing was heard of this kind: that says nothing of what others would say."
    alone = f"{once} of {found} themes were heard from one person only"
    limit = "It shows nothing of how common a theme is among customers, and nothing of kinds of customers who were not interviewed."
    if total < _FEWEST:
        return f"With {total} interviews no claim can be made of having heard most themes; {alone}. {limit}"
    if covered >= _MAINLY:
        return (f"With {total} interviews the main themes of this kind of customer have probably been heard (estimated coverage {covered:.2f}); rarer ones "
                f"have not: {alone}. {limit}")
    return f"With {total} interviews themes are still being missed (estimated coverage {covered:.2f}): {alone}. More interviews would bring new ones. {limit}"


def coverage(once: int, twice: int, uses: int, total: int) -> float | None:
    """Return the estimated share 0..1 of theme mentions that belong to themes already found, or None without themes."""
    if not uses:
        return None
    if not once:
        return 1.0
    part = (total - 1) * once / ((total - 1) * once + 2 * twice) if twice and total > 1 else 1.0
    return round(1 - once / uses * part, 2)
