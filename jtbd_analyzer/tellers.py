"""Who tells of what: the one count of people behind a question, for the Summary, the report and the table of questions alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import onsets
from jtbd_analyzer.frames import n_of

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: canonical step of the first use: a pain from there on is about the product
IN_USE: Final = "p12"
#: what a count beside a question counts, in the words of a reader
COUNTED_AS: Final = ("Beside a question: people with a counted quote that answers it, in a theme or alone (the lone ones: Saturation & quality). "
                     "Beside a line: those of that theme, or the one person quoted.")


def telling(study: Study, codes: Sequence[str], when: str = "") -> list[Quote]:
    """Return the counted quotes that answer a question: of its codes, told of the time "before" the first use, "after" it, or whenever ("").

    Of triggers only those that tell what set somebody moving (`onsets`).
    """
    verdict = onsets.judged(study) if onsets.TRIGGER in codes else {}
    return [q for q in study.quote_rows if q.code in codes and q.counted and not verdict.get(q.quote_id) and in_time(q.step, when)]


def in_time(step: str, when: str) -> bool:
    """Tell whether a step lies "before" or "after" the first use; an unclear one lies in neither."""
    return not when or (bool(step) and (step >= IN_USE) == (when == "after"))


def tellers(study: Study, codes: Sequence[str], when: str = "") -> str:
    """Return how many people answer a question, as "7 of 13"."""
    return n_of(len({q.participant_id for q in telling(study, codes, when)}), study.n_total)
