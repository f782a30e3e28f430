"""The team's own view beside the evidence, phase by phase: what people say, with room for what the team assumes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import NO_EVIDENCE, lines, people

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.journey import Phase
    from jtbd_analyzer.study import Study

COLUMNS: Final = ("phase", "phase_name", "question", "evidence", "n", "n_of_N", "listening_posts", "quote_ids")
#: what a team should be able to answer of each phase -> codes whose quotes speak to it
_QUESTIONS: Final[dict[str, tuple[str, ...]]] = {
    "What matters to customers here?": ("desired_outcome", "priority", "criterion", "deal_maker"),
    "What is in their way here?": ("struggle_trigger", "pain_point", "anxiety", "objection", "habit", "price", "deal_breaker"),
    "How are we doing here?": ("value_realized", "moment_of_truth"),
}


@dataclass(frozen=True)
class TeamView:
    """One row per phase and question: the `top` themes that speak to it. The team's assumption and whether it differs are for people to fill in.

    `listening_posts` names the kinds of source heard here; interviews are one.
    """

    top: int = 3

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of the phases."""
        import pandas as pd

        rows = [self._row(study, p, question, codes) for p in study.framework.phases for question, codes in _QUESTIONS.items()]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _row(self, study: Study, phase: Phase, question: str, codes: tuple[str, ...]) -> dict[str, Any]:
        own = [q for q in study.quote_rows if q.counted and q.phase == phase.id and q.code in codes]
        posts = {q.transcript_id: "excerpt" for q in own} | {t.transcript_id: t.source_type for t in study.transcript_rows}
        return {
            "phase": phase.id, "phase_name": phase.name, "question": question, "evidence": lines(study, own, self.top), "n": len(people(own)),
            "n_of_N": n_of(len(people(own)), study.n_total), "listening_posts": ", ".join(dict.fromkeys(posts[q.transcript_id] for q in own)) or NO_EVIDENCE,
            "quote_ids": ", ".join(q.quote_id for q in own),
        }
