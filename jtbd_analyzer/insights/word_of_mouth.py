"""How each person came to the product, and whether they passed it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.attributes import Attribute
from jtbd_analyzer.insights._nearby import found_through, passed_on
from jtbd_analyzer.insights._traits import NOT_TOLD, found, trait

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "participant_id", "found_through", "found_words", "found_quote_id", "passed_on", "passed_on_words", "passed_on_quote_id", "champion", "said_to_others",
    "touchpoints",
)
#: what was done outranks what would be done
_DONE: Final = ("recommended", "reviewed", "reference", "rewarded")
_NONE: Final = (NOT_TOLD, "", "")


@dataclass(frozen=True)
class WordOfMouth:
    """One row per participant: discovery channel, advocacy done (recommended, reviewed, reference, rewarded) apart from said (would, would not).

    How they found it and whether they passed it on is read first from the answers to questions about it, then from coded
    quotes; `found_quote_id` and `passed_on_quote_id` say where the words stand, a quote or a turn and its characters.
    `champion` is yes where somebody has recommended and tells a result they have; touchpoints are those they name, in order.
    """

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the rows in the order of the participants; "not told" where no words show it."""
        import pandas as pd

        return pd.DataFrame([_row(study, p.participant_id) for p in study.participant_rows], columns=list(COLUMNS))


def _row(study: Study, person: str) -> dict[str, Any]:
    own = [q for q in study.quote_rows if q.participant_id == person]
    counted = [q for q in own if q.counted]
    came = _shown(found_through(study, person)) or _first(found(counted, "discovery")) or _NONE
    acts = found(own, "advocacy")  # "I would recommend it" is hypothetical and so not counted; it is shown as said
    done = [pair for pair in acts if pair[1].value in _DONE and pair[0].counted]
    said = passed_on(study, person)
    told = _shown(said if said and said.value in _DONE else None) or _first(done) or _shown(said) or _first(acts) or _NONE
    has = any(q.code == "value_realized" for q in counted)
    met = list(dict.fromkeys(x for q in sorted(counted, key=lambda q: q.step or "p99") if (x := trait(q, "touchpoint"))))
    return {
        "participant_id": person, **dict(zip(("found_through", "found_words", "found_quote_id"), came, strict=True)),
        **dict(zip(("passed_on", "passed_on_words", "passed_on_quote_id"), told, strict=True)),
        "champion": "yes" if told[0] in _DONE and has else "",
        "said_to_others": "\n".join(dict.fromkeys([*(f"“{q.verbatim}”" for q, _ in done[:2]), *([f"“{told[1]}”"] if told[0] in _DONE and not done else [])])),
        "touchpoints": ", ".join(met) or NOT_TOLD,
    }


def _shown(told: Attribute | None) -> tuple[str, str, str] | None:
    return (told.value, told.words, told.place) if told else None


def _first(pairs: Sequence[tuple[Quote, Attribute]]) -> tuple[str, str, str] | None:
    """Return value, words and quote of the first pair, None for none."""
    return next(((a.value, a.words, q.quote_id) for q, a in pairs), None)
