"""What a researcher should look at first: where one look changes most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "item_id", "item", "priority", "why", "text", "participant_id", "code", "second_code", "score", "theme_id", "n_of_N", "grade", "counted",
)


@dataclass(frozen=True)
class ReviewQueue:
    """One row per quote or theme that has a reason to be looked at; `priority` adds up the weights of its reasons.

    `low` is the score below which a code is unsure, `close` the score below which the runner-up is named as a rival,
    `unplaced` the score below which the place in the journey is unsure.
    """

    low: float = 0.5
    close: float = 0.6
    unplaced: float = 0.35

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows by priority, then in the order of themes and quotes."""
        import pandas as pd

        rows = [*self._themes(study), *self._quotes(study)]
        rows.sort(key=lambda r: -r["priority"])
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _themes(self, study: Study) -> Iterator[dict[str, Any]]:
        for t in study.theme_rows:
            reasons = [(2, "people deny it")] if t.counter_ids else []
            if t.n > 1 and t.confidence.startswith("low"):
                reasons.append((2, f"confidence {t.confidence}"))
            if reasons:
                yield _row(study, t.theme_id, "theme", reasons, t.statement, code=t.code, theme=t)

    def _quotes(self, study: Study) -> Iterator[dict[str, Any]]:
        themes = {t.theme_id: t for t in study.theme_rows}
        alone = _deciding(study)
        for q in study.quote_rows:
            theme = themes.get(q.theme_id)
            reasons = []
            if q.quote_id in alone and theme:
                reasons.append((2, f"alone decides that its theme is {theme.prevalence}"))
            if q.score < self.low:
                reasons.append((2, "unsure code"))
            if self.low <= q.score < self.close and q.second_code not in ("", "none", q.code):
                reasons.append((1, f"may be {q.second_code}"))
            if q.elicitation == "led":
                reasons.append((1, "answer to a leading question"))
            if q.phase and q.phase_score < self.unplaced:
                reasons.append((1, "unsure place in the journey"))
            if reasons:
                yield _row(study, q.quote_id, "quote", reasons, q.verbatim, code=q.code, theme=theme, quote=q)


def prevalence(n: int, total: int) -> str:
    """Return the verbal label of n people of `total`: general, typical, variant, single or "" (Hill's consensual qualitative research)."""
    if n <= 1:
        return "single" if n else ""
    return "general" if n >= total - 1 else "typical" if n > total / 2 else "variant"


def _deciding(study: Study) -> set[str]:
    """Return the quotes that are a person's only counted one in a shared theme whose label would drop without that person."""
    found = set()
    for t in study.theme_rows:
        if t.n < 2 or prevalence(t.n, study.n_total) == prevalence(t.n - 1, study.n_total):
            continue
        counted = [study.quotes_by_id[i] for i in t.quote_ids if i in study.quotes_by_id and study.quotes_by_id[i].counted]
        voices = [q.participant_id for q in counted]
        found |= {q.quote_id for q in counted if voices.count(q.participant_id) == 1}
    return found


def _row(study: Study, key: str, item: str, reasons: list[tuple[int, str]], text: str, *, code: str, theme: Theme | None,
         quote: Quote | None = None) -> dict[str, Any]:
    return {
        "item_id": key, "item": item, "priority": sum(w for w, _ in reasons), "why": "; ".join(r for _, r in reasons), "text": text,
        "participant_id": quote.participant_id if quote else "", "code": code, "second_code": quote.second_code if quote else "",
        "score": round(quote.score, 2) if quote else None, "theme_id": theme.theme_id if theme else "",
        "n_of_N": n_of(theme.n, study.n_total) if theme else "", "grade": quote.grade if quote else "", "counted": quote.counted if quote else None,
    }
