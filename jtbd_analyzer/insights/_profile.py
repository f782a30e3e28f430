"""What the members of a job's cluster tell, slot by slot: who tells it, what several share, and each one's own clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jtbd_analyzer import standing
from jtbd_analyzer.frames import n_of, titled
from jtbd_analyzer.insights._clauses import WHEN
from jtbd_analyzer.insights._gather import NO_EVIDENCE, ids, people
from jtbd_analyzer.progress import KINDS, kinds_in
from jtbd_analyzer.sureness import is_sure
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: lines of what several share, and characters of a clause
_SHARED, _LONGEST = 2, 170


def told(study: Study, quotes: Sequence[Quote], members: Sequence[str], slot: str = "") -> str:
    """Return who of `members` tells it, then what several share, most people first, then a clause of each of the others.

    Shared is a theme, or for a `slot` a kind of progress whose words are in the clauses shown. Nobody's clause stands for
    those of others: each line has its people and ids.
    """
    who = [m for m in members if any(q.participant_id == m for q in quotes)]
    if not who:
        return NO_EVIDENCE
    size, out, seen = len(members), list[str](), set[str]()
    for name, own in _shared(study, quotes, slot):
        if len(out) < _SHARED and set(people(own)) - seen:
            out.append(f"• {name} ({n_of(len(people(own)), size)}) [{ids(own)}]")
            seen |= set(people(own))
    for m in who:
        if m not in seen:
            own = [q for q in quotes if q.participant_id == m]
            shown = max(own, key=_telling)
            more = f"; {len(own) - 1} more of {m}" if len(own) > 1 else ""
            out.append(f"• “{said(shown)}” ({m}, {n_of(1, size)}) [{shown.quote_id}]{more}")
    return "\n".join([f"told by {n_of(len(who), size)}: {', '.join(who)}", *out])


def said(quote: Quote) -> str:
    """Return the words of a quote from where its statement begins, as many as a line takes."""
    return short(standing.opened(quote.verbatim) or quote.verbatim, _LONGEST)


def _telling(q: Quote) -> tuple[bool, bool, bool, float]:
    return is_sure(q), bool(standing.statement_in(q.verbatim)), q.grade == "A", q.intensity + q.score


def _shared(study: Study, quotes: Sequence[Quote], slot: str) -> list[tuple[str, list[Quote]]]:
    """Return what at least two people share, with a quote of each, most people first."""
    groups: dict[str, list[Quote]] = defaultdict(list)
    if slot:
        for q in quotes:
            for kind in kinds_in(said(q), circumstance=slot == WHEN):
                groups[kind].append(q)
    else:
        titles = {t.theme_id: titled(t) for t in study.theme_rows}
        for q in quotes:
            if q.theme_id in titles:
                groups[q.theme_id].append(q)
    found = []
    for key, own in groups.items():
        if len(people(own)) > 1:
            each = [max((q for q in own if q.participant_id == p), key=_telling) for p in people(own)]
            name = f"{KINDS[key]}: {'; '.join(f'“{said(q)}” ({q.participant_id})' for q in each)}" if slot else titles[key]
            found.append((name, each if slot else own))
    return sorted(found, key=lambda pair: (-len(people(pair[1])), pair[0]))
