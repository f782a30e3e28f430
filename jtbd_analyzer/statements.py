"""Which clauses of coded quotes may stand for a theme and name it, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import vectors as v
from jtbd_analyzer.reading import BROKEN, content, reads
from jtbd_analyzer.stages import Offers
from jtbd_analyzer.text import readable
from jtbd_analyzer.trimming import DANGLING, trimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.model import Clause, Quote
    from jtbd_analyzer.stages import Vectors

#: words of a name, fewest and most
WORDS: Final = (3, 12)
#: rating of a clause that nobody rated: the middle
_UNRATED: Final = 1.5
#: share of its quote's claim that a clause makes which nobody asked about: the middle
_UNASKED: Final = 0.5
#: what the look of a clause adds to its learnt rating
_LOOK: Final = 1.0
#: from this share of content words in common on, two names are nearly the same
_SAME: Final = 0.6


@dataclass(frozen=True)
class Statements:
    """Clauses, trimmed as they would be shown, in the order of the quotes they are from, and the same as a clusterer reads them."""

    clauses: tuple[Clause, ...]
    offers: Offers


def statements(quotes: Sequence[Quote], clauses: Mapping[str, Sequence[Clause]], named: Collection[str],
               embed: Callable[[Sequence[str]], Vectors]) -> Statements:
    """Return the clauses of `quotes` by id that would do as a name by length and words; `named` are names of people, lower case."""
    own = [readable(q.verbatim) for q in quotes]
    found = [(i, replace(c, text=text)) for i, q in enumerate(quotes) for c in clauses.get(q.quote_id, ()) for text in (trimmed(c.text),) if names(text)]
    look = np.array([reads(c.text, c.form, quotes[i].code, own[:i] + own[i + 1 :], named) for i, c in found])
    rating = np.array([_UNRATED if c.worth is None else c.worth for _, c in found]) + _LOOK * look
    rows: NDArray[np.float64] = v.unit(embed([c.text for _, c in found])) if found else np.zeros((0, 1))
    claim = np.array([_UNASKED if c.claim is None else c.claim for _, c in found], dtype=np.float64)
    return Statements(tuple(c for _, c in found), Offers(rows, np.array([i for i, _ in found], dtype=np.int64), rating, claim))


def names(text: str) -> bool:
    """Tell whether a trimmed clause could be a name by its length and by being whole."""
    return WORDS[0] <= len(text.split()) <= WORDS[1] and not BROKEN.search(text) and not DANGLING.search(text)


def alike(a: str, b: str) -> bool:
    """Tell whether two names are nearly the same by their content words."""
    x, y = content(a), content(b)
    return bool(x) and bool(y) and len(x & y) / len(x | y) >= _SAME
