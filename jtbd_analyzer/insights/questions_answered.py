"""Which questions the interviews answer: those of the framework's phases, then those behind the codes, each with who answers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import NO_EVIDENCE, best, ids, people, reassures
from jtbd_analyzer.insights._questions import interviews_asked
from jtbd_analyzer.insights._traits import trait
from jtbd_analyzer.onsets import TRIGGER
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.tellers import telling

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "phase", "question", "asked_by", "n", "answered_by", "asked_in", "exemplar", "exemplar_participant", "exemplar_id", "how", "quote_ids",
)
_ONSET: Final = " that tell what set somebody moving"
OWN_DATA: Final = "your own data: customers cannot know it"


def _coded(*codes: str) -> Callable[[Quote], bool]:
    return lambda q: q.code in codes


def _shows(*names: str) -> Callable[[Quote], bool]:
    return lambda q: any(trait(q, n) for n in names)


#: words of a framework's question -> what its answers look like, and the same in words; the first that fits holds
_ANSWERS: Final[tuple[tuple[re.Pattern[str], str, Callable[[Quote], bool] | None], ...]] = tuple((re.compile(p, re.I), how, test) for p, how, test in (
    (r"\bwe offer\b|\bcadence\b|\bhealth\b|\bnarrative\b", OWN_DATA, None),
    (r"\btrigger\b", "quotes coded struggle trigger", _coded("struggle_trigger")),
    (r"\bconcern\b", "quotes that name a concern: money, risk, time", _shows("concern")),
    (r"\bcriteria\b|\bcompares?\b", "quotes coded criterion, price or alternative", _coded("criterion", "price", "alternative")),
    (r"\bproven\b|\bde-?risked?\b", "quotes that name what took the risk out", reassures),
    (r"\bcontract\b|\bsignature\b|\bprice\b", "quotes coded price", _coded("price")),
    (r"\bsuccess\b|\bvalue\b", "quotes coded value realised", _coded("value_realized")),
    (r"\badd\b|\bleave\b", "quotes coded desired outcome, pain or deal-breaker", _coded("desired_outcome", "pain_point", "deal_breaker")),
    (r"^who\b|\bmanager\b|\bbought in\b", "quotes that name a person's part", _shows("buying_role", "who", "raised_by")),
))


@dataclass(frozen=True)
class QuestionsAnswered:
    """One row per question: of each phase of the framework where it brings any, then of each code for the whole journey.

    `answered_by` counts people with a counted quote that answers it (in that phase); `asked_in` the interviews that asked for
    it in so many words. A question nobody answers may never have been asked: absence is no finding.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows: phases in order, then codes in the order of the scheme."""
        import pandas as pd

        return pd.DataFrame([*_of_phases(study), *_of_codes(study)], columns=list(COLUMNS))


def _of_phases(study: Study) -> Iterator[dict[str, Any]]:
    for phase in study.framework.phases:
        for question in phase.notes.get("questions", ()):
            how, test = next(((how, test) for p, how, test in _ANSWERS if p.search(question)), ("no rule: read the phase's quotes", None))
            own = [q for q in study.quote_rows if test and q.counted and q.phase == phase.id and test(q)]
            yield _row(study, own, phase=phase.name, question=question, asked_by=f"framework {study.framework.name}", asked_in="", how=how,
                       answerable=test is not None)


def _of_codes(study: Study) -> Iterator[dict[str, Any]]:
    asked_for = interviews_asked(study)
    for code in CODES.values():
        own = telling(study, (code.name,))
        asked = n_of(asked_for.get(code.name, 0), len(study.transcript_rows))
        yield _row(study, own, phase="whole journey", question=code.question, asked_by="codebook", asked_in=f"{asked} interviews",
                   how=f"quotes coded {code.label.lower()}{_ONSET if code.name == TRIGGER else ''}", answerable=True)


def _row(study: Study, own: list[Quote], *, answerable: bool, **fixed: str) -> dict[str, Any]:
    shown, n = best(own) if own else None, len(people(own))
    return {
        **fixed, "n": n, "answered_by": n_of(n, study.n_total) if n else NO_EVIDENCE if answerable else "not from interviews",
        "exemplar": shown.verbatim if shown else "", "exemplar_participant": shown.participant_id if shown else "",
        "exemplar_id": shown.quote_id if shown else "", "quote_ids": ids(own),
    }
