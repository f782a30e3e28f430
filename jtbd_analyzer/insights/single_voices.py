"""What only one person said: quotes that join no theme, and themes of one person. Rare is not unimportant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import themes
from jtbd_analyzer.insights._gather import likeness

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.study import Study

COLUMNS: Final = ("form", "code", "kind", "participant_id", "words", "theme_id", "intensity", "grade", "phase", "nearest_theme", "nearest_statement",
                  "quote_ids")


@dataclass(frozen=True)
class SingleVoices:
    """One row per single voice: a counted quote like no other of its code, or a theme that one person holds.

    `nearest_theme` is the theme of the same code whose best quote comes nearest in meaning, for a researcher who would put
    the quote there; "" where the study keeps no vectors.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows, strongest feeling first within each code."""
        import pandas as pd

        rows: list[dict[str, Any]] = []
        for t in (t for t in study.theme_rows if t.n == 1):
            q = study.quotes_by_id[t.exemplar_id]
            rows.append({"form": "theme of one person", "code": t.code, "kind": t.kind, "participant_id": t.participants[0], "words": t.statement,
                         "theme_id": t.theme_id, "intensity": round(t.intensity, 1), "grade": q.grade, "phase": t.phase_main, "nearest_theme": "",
                         "nearest_statement": "", "quote_ids": ", ".join(i for i in t.quote_ids if study.quotes_by_id[i].counted)})
        for q in (q for q in study.quote_rows if q.counted and q.theme_role == themes.SINGLE):
            near = [t for t in study.theme_rows if t.code == q.code and t.exemplar_id in study.vectors]
            best = None
            if near and q.quote_id in study.vectors:
                best = near[int(likeness(study, [q], [study.quotes_by_id[t.exemplar_id] for t in near])[0].argmax())]
            rows.append({"form": "quote by itself", "code": q.code, "kind": q.kind, "participant_id": q.participant_id, "words": q.verbatim, "theme_id": "",
                         "intensity": float(q.intensity), "grade": q.grade, "phase": q.phase, "nearest_theme": best.theme_id if best else "",
                         "nearest_statement": best.statement if best else "", "quote_ids": q.quote_id})
        order = {t.code: i for i, t in reversed(list(enumerate(study.theme_rows)))}
        rows.sort(key=lambda r: (order.get(r["code"], len(order)), r["code"], -r["intensity"], r["quote_ids"]))
        return pd.DataFrame(rows, columns=list(COLUMNS))
