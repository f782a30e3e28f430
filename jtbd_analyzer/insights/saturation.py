"""How much of what could be heard has been heard: theme accumulation, last-run rule and coverage.

Order-free accumulation and incidence coverage after Good and Turing, and Chao; last-run rule after Guest, Namey and Chen (2020).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import comb
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.scheme import KINDS

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Theme
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "kind", "k", "expected_themes", "expected_new", "in_order_themes", "in_order_new", "themes", "once", "twice", "uses", "coverage",
    "base_themes", "run_new", "reading",
)


@dataclass(frozen=True)
class Saturation:
    """One row per kind (and "all") and number of people k = 1..N, over all themes, those of one person included.

    `expected_themes` is the mean over all orders, `in_order_themes` follows the order of participants; the columns from
    `themes` on repeat per kind: Q1 (`once`), Q2 (`twice`), U (`uses`), estimated coverage 0..1, and the last-run rule with
    `base` and `run` interviews and `threshold` new themes per base theme. Themes are made from all interviews together, so
    the curve looks back; it speaks only for the kind of customer recruited.
    """

    base: int = 4
    run: int = 2
    threshold: float = 0.05

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the curves, kind after kind."""
        import pandas as pd

        persons = [p.participant_id for p in study.participant_rows]
        rows: list[dict[str, Any]] = []
        for kind in ("all", *KINDS):
            own = [t for t in study.theme_rows if t.n > 0 and kind in ("all", t.kind)]
            rows += self._curve(kind, own, persons)
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _curve(self, kind: str, themes: list[Theme], persons: list[str]) -> list[dict[str, Any]]:
        total = len(persons)
        counts = [len(set(t.participants) & set(persons)) for t in themes]
        expected = [0.0, *(sum(1 - comb(total - n, k) / comb(total, k) for n in counts) for k in range(1, total + 1))]
        seen = [len([t for t in themes if set(t.participants) & set(persons[:k])]) for k in range(total + 1)]
        once, twice, uses = counts.count(1), counts.count(2), sum(counts)
        facts = {
            "kind": kind, "themes": len(themes), "once": once, "twice": twice, "uses": uses, "coverage": coverage(once, twice, uses, total),
            **self._last_run(seen, total),
        }
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


def coverage(once: int, twice: int, uses: int, total: int) -> float | None:
    """Return the estimated share 0..1 of theme mentions that belong to themes already found, or None without themes."""
    if not uses:
        return None
    if not once:
        return 1.0
    part = (total - 1) * once / ((total - 1) * once + 2 * twice) if twice and total > 1 else 1.0
    return round(1 - once / uses * part, 2)
