"""The four forces of a switch: what pushes, pulls, worries and holds back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import CODE_ORDER, best, group, ids, mean_per_person, people
from jtbd_analyzer.insights._nearby import answers
from jtbd_analyzer.insights._traits import exerted, phrasing, said, tally
from jtbd_analyzer.overlays import WEAK
from jtbd_analyzer.sureness import is_sure, standing
from jtbd_analyzer.text import readable
from jtbd_analyzer.trimming import says
from jtbd_analyzer.wording import names_in

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: force -> how it acts, in words
FORCES: Final[dict[str, str]] = {
    "push": "away from the old way", "pull": "towards the new way", "anxiety": "doubts about the new way", "habit": "holds in the old way",
}
#: first canonical step after the purchase; before it a force acts on choice, from it on use
_FIRST_STEP_OF_USE: Final = "p12"
COLUMNS: Final = (
    "force", "direction", "strength", "theme_id", "code", "statement", "n", "n_of_N", "voiced_by", "sure_n", "acts_on", "phrasing", "reduced_by", "intensity", "exemplar", "exemplar_participant",
    "exemplar_id", "participants", "quote_ids",
)


@dataclass(frozen=True)
class Forces:
    """One row per force and theme; counted quotes of a force outside themes make one row per code. Forces are not added up.

    A requirement that was met and somebody's word for it are weak pulls and stand after the others. `n` counts the people
    whose quotes exert the force, `voiced_by` all who voice the theme, some of them as another force or none; `sure_n` those of them with a sure quote.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows by force (push, pull, anxiety, habit): themes before lone quotes, weak ones and those of one person last, those on sure quotes first, then most people."""
        import pandas as pd

        rows: list[dict[str, Any]] = []
        names = names_in(readable(q.verbatim) for q in study.quote_rows)
        for force in FORCES:
            own = [q for q in study.quote_rows if q.counted and force in exerted(q)]
            groups = group(own, lambda q: (q.theme_id, "" if q.theme_id else q.code))
            found = [_row(study, force, theme, quotes, names) for (theme, _), quotes in groups.items()]
            rows += sorted(found, key=lambda r: (not r["theme_id"], r["strength"] == "weak", r["n"] < 2, standing(r["sure_n"]), -r["n"], CODE_ORDER.get(r["code"], 99), r["theme_id"]))
        return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(study: Study, force: str, theme_id: str, quotes: list[Quote], names: frozenset[str]) -> dict[str, Any]:
    theme = next((t for t in study.theme_rows if t.theme_id == theme_id), None)
    statement, who = theme.statement if theme else "", people(quotes)
    # the name is somebody's words: where they exert the force, they stand beside it
    shown = best([q for q in quotes if statement and says(q.verbatim, statement)] or quotes)
    means = mean_per_person(quotes, lambda q: q.intensity).values()
    stages = {"use" if q.step >= _FIRST_STEP_OF_USE else "choice" for q in quotes if q.step}
    met = answers(study, quotes) if force in ("anxiety", "habit") else []
    return {
        "force": force, "direction": FORCES[force], "strength": "weak" if force == "pull" and quotes[0].code in WEAK else "", "theme_id": theme.theme_id if theme else "", "code": quotes[0].code,
        "statement": statement or "(quotes outside themes)", "n": len(who), "n_of_N": n_of(len(who), study.n_total),
        "voiced_by": n_of(theme.n, study.n_total) if theme else "", "sure_n": len(people(filter(is_sure, quotes))), "acts_on": " and ".join(sorted(stages)) or "unclear", "phrasing": phrasing(force, statement, names),
        "reduced_by": "\n".join(x for x in (tally(met), said(met)) if x), "intensity": round(sum(means) / len(means), 1), "exemplar": shown.verbatim,
        "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id, "participants": ", ".join(who), "quote_ids": ids(quotes),
    }
