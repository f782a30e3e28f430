"""What insights share: quotes by key, people counted, ids listed, themes or lone quotes as lines of evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from jtbd_analyzer.frames import n_of, titled
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.text import short

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

NO_EVIDENCE: Final = "no evidence"
#: place of each code in the scheme, for sorting
CODE_ORDER: Final[dict[str, int]] = {code: i for i, code in enumerate(CODES)}


def group(quotes: Iterable[V], key: Callable[[V], K]) -> dict[K, list[V]]:
    """Return `quotes` (or other rows) by `key`, in order of first appearance."""
    found: dict[K, list[V]] = defaultdict(list)
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


def features_of(quote: Quote) -> list[str]:
    """Return the product's features that a quote names, each once."""
    return list(dict.fromkeys(f.strip() for f in quote.features.split(";") if f.strip()))


def theme_or_quote(study: Study) -> Callable[[Quote], str]:
    """Return the key that puts quotes of one theme together and leaves a quote outside themes by itself."""
    known = {t.theme_id for t in study.theme_rows}
    return lambda q: q.theme_id if q.theme_id in known else q.quote_id


def likeness(study: Study, left: Sequence[Quote], right: Sequence[Quote]) -> NDArray[np.float64]:
    """Return the cosine likeness (len(left), len(right)) of quotes by meaning; 0 where the study keeps no vectors for them."""
    import numpy as np

    out = np.zeros((len(left), len(right)))
    known_left, known_right = ([i for i, q in enumerate(side) if q.quote_id in study.vectors] for side in (left, right))
    if known_left and known_right:
        a, b = (np.stack([study.vectors[side[i].quote_id] for i in known]).astype(np.float64)
                for side, known in ((left, known_left), (right, known_right)))
        out[np.ix_(known_left, known_right)] = a @ b.T
    return out


def mean_per_person(quotes: Iterable[Quote], value: Callable[[Quote], float]) -> dict[str, float]:
    """Return the mean of `value` for each participant, so that nobody weighs more by talking more."""
    return {p: sum(map(value, own)) / len(own) for p, own in group(quotes, lambda q: q.participant_id).items()}


def lines(study: Study, quotes: Sequence[Quote], top: int, total: int | None = None) -> str:
    """Return the `top` themes (or quotes outside themes) of `quotes` as lines with n of N and ids, or "no evidence".

    `total` is the N where it is not all people of the study.
    """
    statements = {t.theme_id: titled(t) for t in study.theme_rows}
    groups = group(quotes, lambda q: q.theme_id if q.theme_id in statements else q.quote_id)
    ranked = sorted(groups.items(), key=lambda item: (-len(people(item[1])), -max(q.intensity for q in item[1])))
    out = []
    for key, own in ranked[:top]:
        n, shown = n_of(len(people(own)), study.n_total if total is None else total), own[:3]
        more = f" + {len(own) - 3} more" if len(own) > 3 else ""
        said = f"{statements[key]} ({n})" if key in statements else f"“{short(own[0].verbatim)}” ({own[0].participant_id}, {n})"
        out.append(f"• {said} [{ids(shown)}{more}]")
    if len(ranked) > top:
        out.append(f"… and {len(ranked) - top} more")
    return "\n".join(out) or NO_EVIDENCE


#: what takes the risk out of a step: a trial, a way back, proof, a person who answers
_REASSURES: Final = re.compile(
    r"\b(?:free|trial|refund\w*|guarante\w+|money back|cancel|month(?:ly| to month| by month)|no contract|way back|worst case"
    r"|tried|try it|tested|test it|piloted|showed|show me|demo|proved?|proof|references?|answered|got back|support|rang (?:me )?back|export"
    r"|spreadsheet (?:back|again)|get (?:\w+ ){0,3}(?:back|out) again|reviews?|same (?:size|problem)|uses? it|had it)\b", re.I)
_REASSURING: Final = ("deal_maker", "social_influence", "criterion", "price", "moment_of_truth", "value_realized", "milestone")


def reassures(quote: Quote) -> bool:
    """Tell whether a quote names something that takes the risk out of going ahead, by its code, its feeling and its words."""
    return quote.code in _REASSURING and quote.valence >= 0 and quote.force != "anxiety" and bool(_REASSURES.search(quote.verbatim))
