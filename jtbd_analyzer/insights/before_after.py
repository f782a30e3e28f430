"""Expectation and experience: what somebody hoped or feared before the choice, beside what the same person tells of the time after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import keywords
from jtbd_analyzer import nearby_rules as rules
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import group, likeness, people

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "relation", "n", "n_of_N", "relation_quote_ids", "participant_id", "before", "before_code", "before_id", "after", "after_code", "after_id", "likeness",
    "item_id",
)
_HOPES: Final = ("desired_outcome", "priority", "criterion", "deal_maker")
_FEARS: Final = ("anxiety", "objection")
_AFTER: Final = ("value_realized", "pain_point", "moment_of_truth")
#: canonical step from which somebody speaks of the time after the choice
_IN_USE: Final = "p12"
#: what becomes of a hope or a fear, in the order shown
RELATIONS: Final = ("hoped for, then met trouble", "feared, then met trouble", "feared, then it went well", "hoped for, then it went well")


@dataclass(frozen=True)
class BeforeAfter:
    """One row per pair of counted quotes of one person that are alike in meaning: a hope or fear before the choice, an experience after it.

    A pair is at least `near` alike (cosine of sentence vectors, 0 to 1) and names the same thing, each quote stands in one pair, and a
    person has up to `most`. A doubt told together with what met it makes no pair. Likeness is no proof:
    pairs are suggestions to confirm. `n` counts the people of the relation.
    """

    near: float = field(default=0.5, metadata={"min": 0.0, "max": 1.0})
    most: int = 3

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the pairs by relation, the likest first; none where the study keeps no sentence vectors."""
        import pandas as pd

        pairs = [pair for p in study.participant_rows for pair in self._pairs(study, p.participant_id)]
        by = group(pairs, lambda pair: _relation(*pair[:2]))
        rows = [row for relation in RELATIONS for row in _rows(study, relation, sorted(by.get(relation, []), key=lambda pair: -pair[2]))]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _pairs(self, study: Study, person: str) -> Iterator[tuple[Quote, Quote, float]]:
        own = [q for q in study.quote_rows if q.participant_id == person and q.counted]
        before = [q for q in own if q.code in (*_HOPES, *_FEARS) and q.step < _IN_USE and not (q.code in _FEARS and rules.met(q.verbatim.replace("’", "'")))]
        after = [q for q in own if q.code in _AFTER and q.step >= _IN_USE and (q.code != "moment_of_truth" or q.valence)]
        sims = likeness(study, before, after)
        about = [[keywords.telling(q.verbatim) for q in side] for side in (before, after)]
        pairs = ((float(sims[i, j]), i, j) for i in range(len(before)) for j in range(len(after)) if about[0][i] & about[1][j])
        ranked = sorted((pair for pair in pairs if pair[0] >= self.near), reverse=True)
        used: set[tuple[str, int]] = set()
        for sim, i, j in ranked:
            if len(used) < 2 * self.most and not used & {("before", i), ("after", j)}:
                used |= {("before", i), ("after", j)}
                yield before[i], after[j], sim


def _relation(before: Quote, after: Quote) -> str:
    well = after.code == "value_realized" or (after.code == "moment_of_truth" and after.valence > 0)
    return RELATIONS[(3 if before.code in _HOPES else 2) if well else (0 if before.code in _HOPES else 1)]


def _rows(study: Study, relation: str, pairs: list[tuple[Quote, Quote, float]]) -> list[dict[str, Any]]:
    n = len(people(before for before, _, _ in pairs))
    listed = ", ".join(q.quote_id for pair in pairs for q in pair[:2])
    return [{
        "relation": relation, "n": n, "n_of_N": n_of(n, study.n_total), "relation_quote_ids": listed, "participant_id": b.participant_id,
        "before": b.verbatim, "before_code": b.code, "before_id": b.quote_id, "after": a.verbatim, "after_code": a.code, "after_id": a.quote_id,
        "likeness": round(sim, 2), "item_id": f"{b.quote_id}|{a.quote_id}",
    } for b, a, sim in pairs]
