"""Who left, and who did not buy: each such person with the quote that gives the reason best."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import recruits
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import NO_EVIDENCE, ids

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "participant_id", "what", "says_so", "n", "n_of_N", "exemplar", "exemplar_participant", "exemplar_id", "code", "exemplar_counted", "further_reasons",
    "quote_ids",
)
_ORDER: Final = (recruits.LEFT, recruits.DECLINED, recruits.ELSEWHERE)
#: codes whose quotes speak against going ahead or staying, and what each is worth as a reason
_AGAINST: Final = {"deal_breaker": 2.0, "objection": 1.0, "pain_point": 1.0, "price": 1.0, "habit": 0.5, "anxiety": 0.5}
#: codes that praise: what is made for something well is no reason to leave
_PRAISE: Final = frozenset({"value_realized", "first_value", "deal_maker"})
#: what set somebody moving away from the product
_LED_AWAY: Final = 2.0
#: the speaker gives the reason in so many words
_REASON: Final = re.compile(
    r"\bthe (?:main |real |only )?reason\b|\bwhat (?:it was(?! called)|did it|put (?:me|us) off|stopped (?:me|us|it)|finished it)\b|\bthat's why\b|\bthat was the (?:problem|end)\b"
    r"|\bif (?:it|they|you|he|she)(?:'d| had| could| did) [^.]*\b(?:i'd|we'd|i would|we would)\b", re.I)
#: the reason summed up: asked for it, or told what the product is made for
_SUMMED: Final = re.compile(
    r"\b(?:if (?:i'm|i am|i was|you|somebody|anybody) ask(?:s|ed)?(?: me)? (?:what|why)\b|what it (?:comes? down to|came down to)\b|reason (?:i|we) (?:left|stopped|went|moved|didn't)\b"
    r"|(?:it|they|that|this)(?:'s|'re| is| was| are| were) (?:not |never |only |really |just )?(?:made|built|meant|designed|intended) for)\b", re.I)
#: outcome -> words of that turn: leaving, or not going ahead
_TURN: Final = {
    recruits.LEFT: re.compile(
        r"\b(?:i|we) (?:just )?(?:stopped|gave up|cancell?ed|left (?:it|them)|dropped it)\b|\b(?:went|gone) back to\b|\b(?:i|we) (?:moved|switched) (?:away|off|over|to)\b|\b(?:wouldn't|won't|didn't) (?:renew|sign)\b", re.I),
    recruits.DECLINED: re.compile(
        r"\b(?:spending )?freeze\b|\bpending\b|\b(?:said|says) no\b|\bturned (?:it|us|me|them) down\b|\b(?:haven't|hadn't|didn't have|no) (?:got )?(?:a |the )?(?:budget|money|code|time)\b"
        r"|\b(?:didn't|never|wasn't|not) (?:get|got|go|went|been)? ?(?:through|approved|signed|ahead)\b|\b(?:has|had|have) to go (?:to|through)\b|\b(?:wouldn't|won't|can't|couldn't) (?:let|afford|sign|get it)\b|\bruled (?:it |them )?out\b", re.I),
}
_READABLE: Final = (6, 50)
#: canonical step of leaving
_EXIT: Final = "p20"
#: a reason is worth at least this much; below it nothing said is one
_LEAST: Final = 3.0
_FURTHER: Final = 2


@dataclass(frozen=True)
class LeftOrDeclined:
    """One row per person who left the product, did not buy it or chose another, by participants.csv or else by their own counted words.

    The exemplar is the quote of theirs that gives the reason best: said to be it, or of the turn itself, then by code, feeling and
    strength. It is shown though it does not count (what would have kept somebody is counterfactual); `exemplar_counted` says so.
    `n` is 1 where a reason was found, else 0, and the exemplar reads "no evidence".
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows: who left, who did not buy, who chose another."""
        import pandas as pd

        found = sorted(recruits.outcomes(study).items(), key=lambda item: (_ORDER.index(item[1][0]), item[0]))
        return pd.DataFrame([_row(study, person, *told) for person, told in found], columns=list(COLUMNS))


def _row(study: Study, person: str, what: str, says_so: str) -> dict[str, Any]:
    own = [q for q in study.quote_rows if q.participant_id == person and q.polarity != "denied" and q.elicitation != "led" and q.experiencer != "generic_other"]
    ranked = sorted(((_worth(q, what), q) for q in own), key=lambda pair: (-pair[0], pair[1].quote_id))
    reasons = [q for worth, q in ranked if worth >= _LEAST]
    shown = reasons[0] if reasons else None
    return {
        "participant_id": person, "what": what, "says_so": says_so, "n": int(bool(shown)), "n_of_N": n_of(int(bool(shown)), study.n_total),
        "exemplar": shown.verbatim if shown else NO_EVIDENCE, "exemplar_participant": person if shown else "", "exemplar_id": shown.quote_id if shown else "",
        "code": shown.code if shown else "", "exemplar_counted": ("yes" if shown.counted else f"no: {shown.grade_reason.removeprefix('not counted: ')}") if shown else "",
        "further_reasons": "\n".join(f"“{q.verbatim}” [{q.quote_id}]" for q in reasons[1 : 1 + _FURTHER]), "quote_ids": ids(reasons[: 1 + _FURTHER]),
    }


def _worth(q: Quote, what: str) -> float:
    """Return how well a quote gives the reason; what is told of the old way is none."""
    if q.referent == "old_way" and q.code != "struggle_trigger":
        return 0.0
    words, turn = q.verbatim.replace("’", "'"), _TURN.get(what, _TURN[recruits.DECLINED])
    against = _LED_AWAY if q.code == "struggle_trigger" and q.step == _EXIT else _AGAINST.get(q.code, 0.0)
    named = 4.0 * bool(_REASON.search(words)) + 3.0 * bool(turn.search(words)) + 2.5 * (q.valence <= 0 and q.code not in _PRAISE and bool(_SUMMED.search(words)))
    fits = _READABLE[0] <= len(words.split()) <= _READABLE[1]
    return (named + against + 0.5 * (q.valence < 0) + 0.3 * q.intensity + 0.5 * q.counted + q.score / 2) if fits and (named or against >= 1) else 0.0
