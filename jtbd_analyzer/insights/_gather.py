"""What insights share: quotes by key, people counted, ids listed, themes or lone quotes as lines of evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from jtbd_analyzer.frames import n_of, titled
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.text import readable

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

K = TypeVar("K", bound=Hashable)

NO_EVIDENCE: Final = "no evidence"
#: place of each code in the scheme, for sorting
CODE_ORDER: Final[dict[str, int]] = {code: i for i, code in enumerate(CODES)}


def group(quotes: Iterable[Quote], key: Callable[[Quote], K]) -> dict[K, list[Quote]]:
    """Return `quotes` by `key`, in order of first appearance."""
    found: dict[K, list[Quote]] = defaultdict(list)
    for q in quotes:
        found[key(q)].append(q)
    return dict(found)


def people(quotes: Iterable[Quote]) -> list[str]:
    """Return the participants of `quotes`, each once, in order of appearance."""
    return list(dict.fromkeys(q.participant_id for q in quotes))


def ids(quotes: Iterable[Quote]) -> str:
    """Return the ids of `quotes` as text."""
    return ", ".join(q.quote_id for q in quotes)


def best(quotes: Sequence[Quote]) -> Quote:
    """Return the quote to show for a group: counted, best grade, spontaneous, of a readable length, strongest, then first."""
    def rank(q: Quote) -> tuple[bool, str, bool, bool, int]:
        return not q.counted, q.grade, q.elicitation != "spontaneous", not 8 <= len(q.verbatim.split()) <= 45, -q.intensity

    return min(quotes, key=rank)


def short(text: str, limit: int = 140) -> str:
    """Return `text` for a cell that shows many: fillers out, cut at a word with an ellipsis."""
    plain = readable(text)
    return plain if len(plain) <= limit else plain[:limit].rsplit(" ", 1)[0].rstrip(",;:.–-") + " …"


def mean_per_person(quotes: Iterable[Quote], value: Callable[[Quote], float]) -> dict[str, float]:
    """Return the mean of `value` for each participant, so that nobody weighs more by talking more."""
    return {p: sum(map(value, own)) / len(own) for p, own in group(quotes, lambda q: q.participant_id).items()}


def lines(study: Study, quotes: Sequence[Quote], top: int) -> str:
    """Return the `top` themes (or quotes outside themes) of `quotes` as lines with n of N and ids, or "no evidence"."""
    statements = {t.theme_id: titled(t) for t in study.theme_rows}
    groups = group(quotes, lambda q: q.theme_id if q.theme_id in statements else q.quote_id)
    ranked = sorted(groups.items(), key=lambda item: (-len(people(item[1])), -max(q.intensity for q in item[1])))
    out = []
    for key, own in ranked[:top]:
        n, shown = n_of(len(people(own)), study.n_total), own[:3]
        more = f" + {len(own) - 3} more" if len(own) > 3 else ""
        said = f"{statements[key]} ({n})" if key in statements else f"“{short(own[0].verbatim)}” ({own[0].participant_id}, {n})"
        out.append(f"• {said} [{ids(shown)}{more}]")
    if len(ranked) > top:
        out.append(f"… and {len(ranked) - top} more")
    return "\n".join(out) or NO_EVIDENCE
