"""Contacts with the company that people felt something about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.contact_rules import CONTACT
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import NO_EVIDENCE, best, features_of, likeness
from jtbd_analyzer.insights._nearby import contact
from jtbd_analyzer.insights._traits import traits

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "quote_id", "participant_id", "phase", "step", "step_name", "touchpoint", "kind", "sign", "valence", "intensity", "what_happened", "company_did",
    "company_words", "effect", "job_at_stake", "job_quote_id", "people_named", "theme_id", "statement",
    "n_of_N", "grade", "counted",
)

#: the four moments of truth in words
KINDS: Final = {
    "zero": "zero: what others say of it before", "first": "first: meeting it while choosing",
    "second": "second: living with it", "ultimate": "ultimate: telling others",
}


@dataclass(frozen=True)
class MomentsOfTruth:
    """One row per quote coded or marked as a moment of truth; `n_of_N` is that of its theme, or of the one person, "" where it is not counted.

    `kind` says in words which of the four moments it is by its step. `job_at_stake` is what the same person wanted or values, told
    in the same answer and at least `near` like it (cosine, 0 to 1) or about the same part of the product. What the company did, what
    came of it and the touchpoint are read from the quote and the two sentences after it; "" marks what the words do not show.
    """

    near: float = field(default=0.35, metadata={"min": 0.0, "max": 1.0})

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the moments in the order of the journey, strongest feeling first; those that do not count come last."""
        import pandas as pd

        found = [q for q in study.quote_rows if q.code == "moment_of_truth" or "moment_of_truth" in q.markers]
        found.sort(key=lambda q: (not q.counted, q.step or "p99", -abs(q.valence), -q.intensity))
        return pd.DataFrame([_row(study, q, self.near) for q in found], columns=list(COLUMNS))


def _job(study: Study, q: Quote, near: float) -> Quote | None:
    """Return the wish or worth that a contact touched: of the same answer, and related to it by meaning or by a part of the product."""
    wants = [x for x in study.quote_rows if (x.transcript_id, x.turn) == (q.transcript_id, q.turn) and x.participant_id == q.participant_id and x.counted
             and x.quote_id != q.quote_id and x.code in ("desired_outcome", "value_realized", "priority")]
    alike = likeness(study, [q], wants)
    related = [x for x, close in zip(wants, alike[0] if wants else (), strict=True) if close >= near or set(features_of(x)) & set(features_of(q))]
    return best(related) if related else None


def _row(study: Study, q: Quote, near: float) -> dict[str, Any]:
    theme = next((t for t in study.theme_rows if t.theme_id == q.theme_id), None)
    n = theme.n if theme else 1
    told = {a.name: a for a in reversed(traits(q)) if a.name not in CONTACT} | contact(study, q)
    value = {name: told[name].value if name in told else "" for name in ("touchpoint", "moment_kind", "company_did", "effect")}
    job = _job(study, q, near)
    return {
        "quote_id": q.quote_id, "participant_id": q.participant_id, "phase": q.phase, "step": q.step, "step_name": journey.step_name(q.step) or "unclear",
        "touchpoint": value["touchpoint"], "kind": KINDS.get(value["moment_kind"], ""), "company_did": value["company_did"],
        "company_words": told["company_did"].words if "company_did" in told else "", "effect": value["effect"],
        "job_at_stake": job.verbatim if job else NO_EVIDENCE, "job_quote_id": job.quote_id if job else "",
        "people_named": ", ".join(a.value for a in traits(q) if a.name == "who"),
        "sign": "positive" if q.valence > 0 else "negative" if q.valence < 0 else "neutral", "valence": q.valence, "intensity": q.intensity,
        "what_happened": q.verbatim, "theme_id": theme.theme_id if theme else "", "statement": theme.statement if theme else "",
        "n_of_N": n_of(n, study.n_total) if q.counted else "", "grade": q.grade, "counted": q.counted,
    }
