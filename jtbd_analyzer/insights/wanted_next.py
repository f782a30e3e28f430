"""What customers want and do not report having: wishes in use, wishes nobody says came true, new occasions, what they use beside the product."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import best, features_of, group, ids, people, theme_or_quote
from jtbd_analyzer.insights.wanted_achieved import WantedAchieved
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "about_id", "why", "theme_id", "want", "step_name", "features", "n", "n_of_N", "exemplar", "exemplar_participant", "exemplar_id", "participants",
    "perhaps_had_by", "if_asked_n", "if_asked_ids", "quote_ids",
)
#: kinds of a want, in the order they are shown
WHY: Final = ("wanted, nobody reports having it", "wished for in use", "does without it in use", "a new occasion in use", "used beside it",
              "wanted, perhaps had: compare")
#: how many people it is where everything said of it was about what would be, and so is not counted
NOT_COUNTED: Final = "not counted"
_WISHES: Final = ("desired_outcome", "priority", "criterion")
#: canonical steps: the first in use, and taking more
_IN_USE, _MORE = "p12", "p18"
#: something the product does not do, said of it in use
_LACKS: Final = re.compile(
    r"(?:\b(?:it|the (?:app|tool|product|system|software|phone|report|search))|(?:^|[.,;] |\b(?:and|but|so|because) )that)(?: just| really| still)?"
    r" (?:doesn't|does not|can't|cannot|won't)\b(?! (?:always|really matter|matter|help|mean|take|cost)\b)"
    r"|\bit (?:still )?only (?:lets?|does|allows?|counts?|shows?|gives?|takes?|has|works?)\b"
    r"|\bthere(?:'s| is| was) no (?:way|box|button|field|option|place|setting)\b"
    r"|\byou (?:still )?(?:(?:can't|cannot)\b(?! (?:ask|argue|blame|complain|expect|say|help|be (?:sure|too)))|have to \w+ (?:it|them) (?:by hand|yourself)\b)"
    r"|\b(?:i|we) (?:do |really |just |still )*wish\b|\bwould be (?:nice|good|great|handy|useful)\b|\b(?:is|are|was) missing\b", re.I)
#: the same said of parts of the product, which are named beside it: "we have two phones, and they don't know each other"
_PARTS_LACK: Final = re.compile(r"\bthey(?: just| really| still)? (?:don't|do not|can't|cannot|won't)\b", re.I)
_BESIDE: Final = re.compile(
    r"\b(?:i|we)(?:'ve| have)? (?:still|also) (?:use|keep|kept|have|got|pay|run|need|write|print)\b"
    r"|\b(?:alongside|next to it|on top of it|as well as (?:it|that))\b", re.I)


@dataclass(frozen=True)
class WantedNext:
    """One row per theme (or quote outside themes) and reason why it asks for more; `n` counts people with a counted quote.

    A wish stands once: among those nobody reports fulfilled, else, told in use, with the people who do not report having it.
    Wishes that were never reported fulfilled come from the table of wanted and achieved: silence is not failure. Where a result of
    one who wished is near enough to the wish to be looked at, `perhaps_had_by` names them and the wish stands apart, last. What people
    would like if it existed is hypothetical and never counted; it stands in `if_asked_n` and `if_asked_ids`, and `n_of_N` says "not counted".
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows by reason, most people first."""
        import pandas as pd

        matched: list[dict[Any, Any]] = WantedAchieved()(study).to_dict("records")
        rows = [*_unmet(study, matched)]
        told = [q for q in study.quote_rows if q.step >= _IN_USE and q.polarity != "denied"]
        # a wish stands once, and not for those who say they have it
        settled, have = {r["about_id"] for r in rows}, {r["theme_id"]: r["achieved_by"].split(", ") for r in matched}
        picks = {
            WHY[1]: [q for q in told if q.code in _WISHES and q.theme_id not in settled and q.participant_id not in have.get(q.theme_id, ())],
            WHY[2]: [q for q in told if q.code in ("pain_point", "objection", "deal_breaker") and q.referent != "old_way" and _lacking(q)],
            WHY[3]: [q for q in told if q.step == _MORE and q.code == "struggle_trigger"],
            WHY[4]: [q for q in told if q.code in ("alternative", "habit", "feature_mention") and _BESIDE.search(q.verbatim)],
        }
        for why, quotes in picks.items():
            groups = group(quotes, theme_or_quote(study)).values()
            rows += [row for own in groups if (row := _row(study, why, own))["n"] or row["if_asked_n"]]
        rows.sort(key=lambda r: (WHY.index(r["why"]), -r["n"], r["about_id"]))
        return pd.DataFrame(rows, columns=list(COLUMNS))


def _lacking(q: Quote) -> bool:
    words = q.verbatim.replace("’", "'")
    return bool(_LACKS.search(words)) or bool(features_of(q) and _PARTS_LACK.search(words))


def _unmet(study: Study, matched: Sequence[dict[Any, Any]]) -> Iterator[dict[str, Any]]:
    wishes = group([q for q in study.quote_rows if q.polarity != "denied"], lambda q: q.theme_id)
    for r in matched if study.vectors else ():
        if r["n"] and not r["achieved_n"]:
            yield _row(study, WHY[5 if r["perhaps_by"] else 0], wishes[r["theme_id"]]) | {"perhaps_had_by": r["perhaps_by"]}


def _row(study: Study, why: str, own: Sequence[Quote]) -> dict[str, Any]:
    counted = [q for q in own if q.counted]
    unreal = [q for q in own if not q.counted and q.reality in ("desired", "hypothetical", "future", "counterfactual")]
    shown = best(own)
    theme = next((t for t in study.theme_rows if t.theme_id == shown.theme_id), None)
    key = theme.theme_id if theme else shown.quote_id
    n = len(people(counted))
    return {
        "about_id": key, "why": why, "theme_id": theme.theme_id if theme else "",
        # of a theme of which one person alone says this, the quote tells what is wanted and the theme's name something else
        "want": theme.statement if theme and (n > 1 or theme.n <= 1) else f"“{short(shown.verbatim)}”",
        "step_name": journey.step_name(shown.step) or "unclear", "features": "; ".join(dict.fromkeys(f for q in own for f in features_of(q))), "n": n,
        "n_of_N": n_of(n, study.n_total) if n else NOT_COUNTED,
        "exemplar": shown.verbatim, "exemplar_participant": shown.participant_id, "exemplar_id": shown.quote_id,
        "participants": ", ".join(people(counted)), "perhaps_had_by": "", "if_asked_n": len(people(unreal)) or "", "if_asked_ids": ids(unreal),
        "quote_ids": ids(counted),
    }
