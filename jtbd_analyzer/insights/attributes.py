"""Everything the words of a quote tell beyond its code: one row per quote and attribute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jtbd_analyzer.insights._traits import traits

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.study import Study

COLUMNS: Final = ("quote_id", "participant_id", "code", "step", "attribute", "value", "words", "counted")


@dataclass(frozen=True)
class Attributes:
    """One row per quote and attribute, with the words that showed it; quotes whose words show none have no row."""

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of telling."""
        import pandas as pd

        rows = [(q.quote_id, q.participant_id, q.code, q.step, a.name, a.value, a.words, q.counted) for q in study.quote_rows for a in traits(q)]
        return pd.DataFrame(rows, columns=list(COLUMNS))
