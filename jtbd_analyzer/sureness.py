"""How far a theme stands on quotes whose code is sure, and the order in which themes are shown first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.trimming import says

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

#: score of the coder from which a quote's code is called sure, and below which it is called unsure
SURE, UNSURE = 0.6, 0.5
#: words of a quote that can be read out: not a scrap, not a story
_READABLE: Final = (8, 45)


def is_sure(quote: Quote) -> bool:
    """Tell whether the coder is sure of a quote, or a researcher has looked at it."""
    return quote.score >= SURE or quote.status != "provisional"


def sure_quotes(study: Study, quote_ids: Iterable[str]) -> list[Quote]:
    """Return the counted quotes among `quote_ids` that are sure."""
    return [q for i in quote_ids if (q := study.quotes_by_id.get(i)) and q.counted and is_sure(q)]


def told(study: Study, quote_ids: Iterable[str]) -> str:
    """Return how many of the counted quotes among `quote_ids` are sure, as "3 of 9"."""
    ids = list(quote_ids)
    return f"{len(sure_quotes(study, ids))} of {sum(study.quotes_by_id[i].counted for i in ids if i in study.quotes_by_id)}"


def sure_people(study: Study, quote_ids: Iterable[str]) -> int:
    """Return how many people have a sure counted quote among `quote_ids`."""
    return len({q.participant_id for q in sure_quotes(study, quote_ids)})


def standing(people: int) -> int:
    """Return where a finding with `people` sure people stands in a list: 0 where there is one, 1 nobody, which never leads.

    Among those with any, people decide: readers take a list for ordered by the "n of N" they see, and each line says how many quotes are sure.
    """
    return 0 if people else 1


def headline(study: Study, theme: Theme) -> tuple[Any, ...]:
    """Return the key that sorts themes for a list read first: those with a sure quote, of them most people, then strength."""
    return standing(sure_people(study, theme.quote_ids)), -theme.n, -theme.intensity, theme.theme_id


def to_show(study: Study, theme: Theme) -> list[Quote]:
    """Return the quotes that may stand for a theme: that in whose words it is named, then its exemplars, sure ones first.

    Where neither exemplar is sure nor holds the name, sure quotes come before them: a name over other words reads as a mistake.
    """
    chosen = [q for i in (theme.exemplar_id, theme.second_id) if (q := study.quotes_by_id.get(i))]
    sure = [q for q in chosen if says(q.verbatim, theme.statement)] or [q for q in chosen if is_sure(q)]
    if not sure:
        readable = [q for q in sure_quotes(study, theme.quote_ids) if _READABLE[0] <= len(q.verbatim.split()) <= _READABLE[1]]
        sure = sorted(readable, key=lambda q: q.grade)[: len(chosen)]
    return [*sure, *(q for q in chosen if q not in sure)]
