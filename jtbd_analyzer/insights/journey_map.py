"""The customer's journey in the words of the people interviewed: phases as columns, lanes as rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import NO_EVIDENCE, features_of, lines, mean_per_person, people, reassures
from jtbd_analyzer.insights._nearby import leaps
from jtbd_analyzer.insights._traits import found
from jtbd_analyzer.tellers import telling

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.journey import Phase
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: lane -> codes whose counted quotes fill it
LANES: Final[dict[str, tuple[str, ...]]] = {
    "what set it off": ("struggle_trigger",),
    "what they do (milestones)": ("milestone",),
    "pains and roadblocks": ("pain_point",),
    "what they wish for": ("desired_outcome", "priority"),
    "criteria and questions": ("criterion", "price", "alternative"),
    "anxieties and objections": ("anxiety", "objection", "habit"),
    "who and what moved them": ("social_influence", "deal_maker", "deal_breaker"),
    "moments of truth": ("moment_of_truth",),
    "value realised": ("value_realized",),
}
#: lane -> what a framework may say of its phases, a suggestion and no finding
GIVEN: Final = {
    "the job here (says the framework)": "stage_job", "what customers need here (says the framework)": "customer_needs",
    "what may help here (says the framework)": "helps", "KPI hints (of the framework, to be confirmed)": "kpi_hints",
}
#: lane -> attribute of quotes whose values are named in it
NAMED: Final = {"people named": "who", "touchpoints": "touchpoint"}
#: most names in a cell
_NAMES: Final = 6
#: the place of a phase with fewer people than this is called thin (field guide, journey map)
THIN_BELOW: Final = 3


@dataclass(frozen=True)
class JourneyMap:
    """One row per lane, one column per phase of the study's framework.

    Lanes of words hold up to `top` themes or quotes with n of N and ids, or "no evidence". What the framework says of a phase
    stands in lanes of its own that say so. Lanes of numbers:
    `feeling_median`, `feeling_lowest`, `feeling_highest` (valence -2..2, mean per person first), `n_people`.
    """

    top: int = 4

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return lanes by phase ids."""
        import pandas as pd

        columns = {p.id: self._column(study, p) for p in study.framework.phases}
        names = list(next(iter(columns.values())))
        rows = [{"lane": lane, **{p: cells[lane] for p, cells in columns.items()}} for lane in names]
        return pd.DataFrame(rows, columns=["lane", *columns], dtype=object)

    def _column(self, study: Study, phase: Phase) -> dict[str, Any]:
        here = [q for q in study.quote_rows if q.phase == phase.id and q.counted]
        cells: dict[str, Any] = {"definition": phase.definition or NO_EVIDENCE}
        for lane, note in GIVEN.items():
            if any(note in p.notes for p in study.framework.phases):
                told = phase.notes.get(note, "")
                cells[lane] = (", ".join(map(str, told)) if isinstance(told, list | tuple) else str(told)) or "–"
        for lane, codes in LANES.items():
            own = [q for q in telling(study, codes) if q.phase == phase.id]
            cells[lane] = self._signed(study, own) if lane == "moments of truth" else lines(study, own, self.top)
        cells["leaps of faith"] = lines(study, [q for q in leaps(study).values() if q.phase == phase.id], self.top)
        cells["what took the risk out"] = lines(study, [q for q in here if reassures(q)], self.top)
        for lane, name in NAMED.items():
            cells[lane] = _named(((a.value, q) for q, a in found(here, name)), study.n_total)
        cells["features named"] = _named(((f, q) for q in here for f in features_of(q)), study.n_total)
        return cells | _feelings(here, study.n_total)

    def _signed(self, study: Study, quotes: list[Quote]) -> str:
        """Return lines of quotes with their sign before the words: + felt good, − felt bad, ± neither."""
        signed = ((sign, [q for q in quotes if (q.valence > 0) - (q.valence < 0) == k]) for sign, k in (("+", 1), ("−", -1), ("±", 0)))
        return "\n".join(lines(study, own, self.top).replace("• ", f"• {sign} ") for sign, own in signed if own) or NO_EVIDENCE


def _named(pairs: Iterable[tuple[str, Quote]], total: int) -> str:
    """Return the names that most people give as lines with n of N and one quote each."""
    named: dict[str, list[Quote]] = {}
    for name, q in pairs:
        named.setdefault(name, []).append(q)
    ranked = sorted(named.items(), key=lambda item: (-len(people(item[1])), item[0]))
    return "\n".join(f"• {f} ({n_of(len(people(own)), total)}) [{own[0].quote_id}]" for f, own in ranked[:_NAMES]) or NO_EVIDENCE


def _feelings(quotes: list[Quote], total: int) -> dict[str, Any]:
    means = mean_per_person(quotes, lambda q: q.valence)
    values = sorted(means.values())
    n = len(values)
    strength = "thin: fewer than 3 people" if 0 < n < THIN_BELOW else "enough to compare" if n else NO_EVIDENCE
    numbers = (median(values), values[0], values[-1]) if values else (None, None, None)
    middle, low, high = (None if x is None else round(x, 2) for x in numbers)
    words = f"{middle:+.1f} (median of {n}; from {low:+.1f} to {high:+.1f})" if values else NO_EVIDENCE
    return {
        "feeling (−2 to +2, mean per person first)": words, "people with evidence": n_of(n, total) if n else NO_EVIDENCE, "strength": strength,
        "feeling_median": middle, "feeling_lowest": low, "feeling_highest": high, "n_people": n,
    }
