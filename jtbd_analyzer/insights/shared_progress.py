"""Progress that several people seek whatever their story: kinds of progress, with who wanted and who reached each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._clauses import MOTIVATION, OUTCOME
from jtbd_analyzer.insights._gather import ids, people
from jtbd_analyzer.insights._profile import said
from jtbd_analyzer.insights._statements import own_quotes
from jtbd_analyzer.progress import KINDS, kinds_in

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = ("progress", "n", "n_of_N", "participants", "wanted_n_of_N", "wanted_by", "reached_n_of_N", "reached_by", "in_their_words", "quote_ids")


def by_kind(study: Study, members: Sequence[str]) -> dict[str, list[Quote]]:
    """Return kind of progress -> the quotes of `members` that say it, wishes first, then what was reached."""
    slots = own_quotes(study, members)
    told = [*slots[MOTIVATION], *(q for q in slots[OUTCOME] if q.code == "value_realized")]
    return {kind: [q for q in told if kind in kinds_in(said(q))] for kind in KINDS}


@dataclass(frozen=True)
class SharedProgress:
    """One row per kind of progress that people across all clusters of stories want or have reached, most people first.

    A kind is counted where the words of a counted quote say it, as a wish before the purchase or as reached, with a code that is
    not unsure; its name is ours and the clauses are theirs, so that a reader can judge whether it is one thing. A hypothesis to
    look at beside the jobs, which are formed from pushes and pulls.
    """

    #: people who must speak of it
    min_people: int = field(default=2, metadata={"min": 1})

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows."""
        import pandas as pd

        found = by_kind(study, [p.participant_id for p in study.participant_rows])
        rows: list[dict[str, Any]] = []
        for kind, name in KINDS.items():
            own = found[kind]
            who, wanted, reached = (sorted(people(q for q in own if q.code in codes)) for codes in
                                    (("desired_outcome", "value_realized"), ("desired_outcome",), ("value_realized",)))
            if len(who) < self.min_people:
                continue
            rows.append({
                "progress": name, "n": len(who), "n_of_N": n_of(len(who), study.n_total), "participants": ", ".join(who),
                "wanted_n_of_N": n_of(len(wanted), study.n_total), "wanted_by": ", ".join(wanted), "reached_n_of_N": n_of(len(reached), study.n_total),
                "reached_by": ", ".join(reached), "in_their_words": "\n".join(f"• “{said(q)}” ({q.participant_id}) [{q.quote_id}]" for q in own),
                "quote_ids": ids(own),
            })
        rows.sort(key=lambda r: (-r["n"], r["progress"]))
        return pd.DataFrame(rows, columns=list(COLUMNS))
