"""Who of the people interviewed left the product, did not buy it or chose another, and what that means for what they can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Participant, Study

LEFT, DECLINED, ELSEWHERE = "left", "did not buy", "chose another"
#: columns of participants.csv that may say how somebody was recruited
_COLUMNS: Final = re.compile(r"recruit|outcome|status|customer|kind|type|churn|group", re.I)
#: outcome -> words of such a column; what was considered and not bought is not what was left
_VALUES: Final = (
    (ELSEWHERE, re.compile(r"\bcompetitors?\b|\b(?:chose|bought|went with|picked) (?:an)?other\b|\bchose a competitor\b|\bbought elsewhere\b|\bwent elsewhere\b", re.I)),
    (DECLINED, re.compile(r"\bnot[ _-]*(?:bought|buy|purchased|converted|signed)|\bdid(?:n't| not) (?:buy|sign|convert)|\bnon[ _-]?(?:buyer|customer)|\blost (?:deal|lead)|\bdeclined\b|\bno decision\b|\bprospects?\b", re.I)),
    (LEFT, re.compile(r"\bchurn(?:ed|er)?\b|\bcancel\w*\b|\b(?:former|ex|lapsed|lost)[ _-]?(?:customer|user|client|buyer|member)s?\b|^(?:left|former|lapsed)$", re.I)),
)
#: how somebody says that they no longer have it
_SAYS_LEFT: Final = re.compile(
    r"\b(?:i|we)(?:'ve| have|'d| had)? (?:just )?(?:cancell?ed (?:it|the|our|my)\b|unsubscribed\b|stopped (?:using|paying for) it\b|let (?:it|the subscription|our subscription|my subscription) (?:lapse|go)\b"
    r"|(?:moved|switched) (?:away from|off) it\b)", re.I)
#: first canonical step in which one has the product, and that of leaving
_HAS, _EXIT = "p12", "p20"
#: end of the reason of a quote that would count had its speaker bought
NEVER_HAD: Final = "not counted: this person did not buy the product, so it is no value realised from it"
TIPPED_NOTHING: Final = "not counted: this person did not buy the product, so it tipped no choice of it"
_NO_TIME_OF_USE: Final = "not placed in the time of use: this person did not buy the product"


def recruited(attributes: Mapping[str, str]) -> tuple[str, str]:
    """Return what participants.csv says became of a person (left, did not buy, chose another, "") and the column that says so as "column: value"."""
    for column, value in attributes.items():
        if _COLUMNS.search(column):
            found = next((outcome for outcome, words in _VALUES if words.search(value)), "")
            if found:
                return found, f"{column.replace('_', ' ')}: {value}"
    return "", ""


def outcomes(study: Study) -> dict[str, tuple[str, str]]:
    """Return for each person who left, did not buy or chose another which of these, and what says so: participants.csv, else their own counted words.

    Own words hold only where they are placed in the time of use: what somebody stopped before was the old way.
    """
    found: dict[str, tuple[str, str]] = {}
    for p in study.participant_rows:
        told = recruited(p.attributes)
        if not told[0]:
            own = next((q for q in study.quote_rows if q.participant_id == p.participant_id and q.counted and q.experiencer in ("self", "own_team")
                        and q.step >= _HAS and q.referent != "old_way" and (q.step == _EXIT or _SAYS_LEFT.search(q.verbatim.replace("’", "'")))), None)
            told = (LEFT, f"own words [{own.quote_id}]") if own else ("", "")
        if told[0]:
            found[p.participant_id] = told
    return found


def without_the_product(quotes: Iterable[Quote], people: Sequence[Participant]) -> list[Quote]:
    """Return `quotes` with those of people who never had the product told apart: no value realised and no deal-maker of theirs counts, none stands in the time of use.

    What spoke for the product tipped no choice of it where it was not bought. A result "since using the new way" (coding scheme, value realised) is nothing they can have; their steps in use would be a guess
    from the kind of quote. What they say stays, with the reason; a researcher's word on a quote goes before this rule.
    """
    never = {p.participant_id for p in people if recruited(p.attributes)[0] in (DECLINED, ELSEWHERE)}
    return [_of_a_non_buyer(q) if q.participant_id in never else q for q in quotes]


def _of_a_non_buyer(q: Quote) -> Quote:
    if q.step >= _HAS:
        q = replace(q, step="", phase="", phase_score=0.0, phase_rule=_NO_TIME_OF_USE, referent="unclear" if q.referent == "our_product" else q.referent)
    if q.code == "value_realized" and q.counted:
        q = replace(q, counted=False, grade_reason=NEVER_HAD)
    if q.code == "deal_maker" and q.counted:
        q = replace(q, counted=False, grade_reason=TIPPED_NOTHING)
    return q


def missed(study: Study) -> str:
    """Return whom the sample does not speak for: true of a study of buyers and of one that heard others too."""
    found = [outcome for outcome, _ in outcomes(study).values()]
    if not found:
        return ("Nobody interviewed is marked as having left, or as not having bought: the fears that stopped others, reasons for leaving and lost deals "
                "are under-represented.")
    told = ", ".join(f"{found.count(o)} {o}" for o in (LEFT, DECLINED, ELSEWHERE) if o in found)
    return (f"Of {study.n_total} people, {told}; what they say of it is shown. So few cannot speak for all who left or stayed away; the fears that stopped "
            "others, reasons for leaving and lost deals are under-represented.")
