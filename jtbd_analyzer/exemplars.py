"""Which quotes are shown for a theme: those that say it best, from different people, none of them always the same person's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from jtbd_analyzer.text import readable
from jtbd_analyzer.trimming import says

if TYPE_CHECKING:
    from jtbd_analyzer.model import Clause, Quote, Theme

#: words of a quote that can be shown: understood by itself, and not a story
_EXEMPLAR_WORDS: Final = (8, 45)
#: times one person is shown among the exemplars of a kind before others are preferred
_SHOWN: Final = 2


def exemplars(members: Sequence[Quote], shown: Mapping[str, int] | None = None, statement: str = "") -> tuple[Quote, Quote | None]:
    """Return the quote that says it best and a second from another person: complete, grade A, most central, unprompted first.

    Of those that fit in length the one whose words the `statement` is stands before all others: what a theme is called and what
    is shown for it are then one. `shown` says how often each person is shown already: whoever is shown twice gives way to others
    whose quote is as good.
    """
    def worth(pair: tuple[int, Quote]) -> tuple[bool, bool, bool, bool, int, bool, int]:
        rank, q = pair
        often = bool(shown) and shown.get(q.participant_id, 0) >= _SHOWN  # type: ignore[union-attr]  # bool(shown) has seen to None
        return (not fits(q), not (statement and says(q.verbatim, statement)), q.grade != "A", often, rank // max(1, len(members) // 3),
                q.elicitation != "spontaneous", rank)

    ranked = [q for _, q in sorted(enumerate(members), key=worth)]
    second = next((q for q in ranked if q.participant_id != ranked[0].participant_id or (not q.participant_id and q is not ranked[0])), None)
    return ranked[0], second


def fits(quote: Quote) -> bool:
    """Tell whether a quote is neither too short to be understood nor too long to be shown."""
    return _EXEMPLAR_WORDS[0] <= len(readable(quote.verbatim).split()) <= _EXEMPLAR_WORDS[1]


def showable(members: Sequence[Quote], clauses: Mapping[str, Sequence[Clause]], named: frozenset[str]) -> dict[str, Sequence[Clause]]:
    """Return the `clauses` of those `members` that may be shown first and so may name their theme: of fitting length, naming no person in `named`."""
    able = [q for q in members if fits(q) and clauses.get(q.quote_id)]
    private = [q for q in able if not (_words_of(q.verbatim) & named)]
    return {q.quote_id: clauses[q.quote_id] for q in private or able or members if q.quote_id in clauses}


def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.lower()))


def spread(themes: Sequence[Theme], quotes: Mapping[str, Quote]) -> tuple[Theme, ...]:
    """Return `themes` with exemplars chosen over all themes of a kind together, so that one talkative person does not write the report."""
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    out = []
    for t in themes:
        members = [quotes[i] for i in t.quote_ids if quotes[i].counted]
        first, second = exemplars(members, shown[t.kind], t.statement)
        shown[t.kind].update(q.participant_id for q in (first, second) if q)
        out.append(replace(t, exemplar_id=first.quote_id, second_id=second.quote_id if second else ""))
    return tuple(out)
