"""Customers' own phrases for headlines and onboarding, word for word, by class and phase."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.insights._gather import CODE_ORDER, group

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "quote_id", "code", "phase", "verbatim", "participant_id", "job_level", "intensity", "theme_id", "statement", "names_to_check", "consent_on_file",
)
#: length in words of a phrase that can be used as it stands
_LENGTH: Final = (5, 30)
#: strength from which a phrase is kept: felt and marked, or a picture
_LEAST: Final = 4
#: speech with a picture in it
_VIVID: Final = re.compile(
    r"\b(?:like (?:a|an|the|being|having|somebody|someone)|as if|felt like|feels like|nightmare|magic|drown\w*|juggl\w+|chas(?:e|ed|ing)|firefight\w*|breath\w*|sleep|awake"
    r"|heart|blood|gold|mountain|black hole|needle|guess\w*|traffic warden|babysit\w*|herding|lifesaver|headache|sinking|weight off|my sundays|peace of mind)\b", re.I)
_NAME: Final = re.compile(r"(?<=[a-z,;] )(?!I\b|I'|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[A-Z][a-z]+\b")


@dataclass(frozen=True)
class MessageBank:
    """Up to `top` phrases per class and phase, at most `each` of one person there: counted, short, and vivid or felt.

    `names_to_check` lists capitalised words that may name somebody; `consent_on_file` is the column consent of participants.csv.
    """

    top: int = 4
    each: int = 2

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the phrases by phase and class, strongest first."""
        import pandas as pd

        order, rows = study.framework.order(), []
        fit = [q for q in study.quote_rows if q.counted and q.elicitation != "led" and _LENGTH[0] <= len(q.verbatim.split()) <= _LENGTH[1] and _strength(q) >= _LEAST]
        for _, own in sorted(group(fit, lambda q: (q.phase, q.code)).items(), key=lambda item: (order.get(item[0][0], 99), CODE_ORDER.get(item[0][1], 99))):
            voices: dict[str, int] = {}
            for q in sorted(own, key=lambda q: -_strength(q)):
                voices[q.participant_id] = voices.get(q.participant_id, 0) + 1
                if voices[q.participant_id] <= self.each and sum(min(v, self.each) for v in voices.values()) <= self.top:
                    rows.append(_row(study, q))
        return pd.DataFrame(rows, columns=list(COLUMNS))


def _strength(q: Quote) -> int:
    """Return 0..9: a picture weighs most, then feeling or standing voiced, then intensity and not being asked."""
    felt = any(level in q.job_level for level in ("emotional", "social"))
    return 3 * bool(_VIVID.search(q.verbatim)) + 2 * felt + min(q.intensity, 3) + (q.elicitation == "spontaneous")


def _row(study: Study, q: Quote) -> dict[str, Any]:
    theme = next((t for t in study.theme_rows if t.theme_id == q.theme_id), None)
    consent = next((p.attributes.get("consent", "") for p in study.participant_rows if p.participant_id == q.participant_id), "")
    return {
        "quote_id": q.quote_id, "code": q.code, "phase": q.phase, "verbatim": q.verbatim, "participant_id": q.participant_id, "job_level": q.job_level,
        "intensity": q.intensity, "theme_id": theme.theme_id if theme else "", "statement": theme.statement if theme else "",
        "names_to_check": ", ".join(dict.fromkeys(_NAME.findall(q.verbatim))), "consent_on_file": consent,
    }
