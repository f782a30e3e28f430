"""Content words of quotes, and those that set one group of quotes apart from others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jtbd_analyzer.text import readable

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote

_WORD: Final = re.compile(r"[a-z][a-z'’-]{2,}")
#: endings taken off, so that "reports", "reported" and "reporting" are one word to be shared
_ENDING: Final = re.compile(r"(?:'s|’s|ing|ed|es|s)$")
_LONG: Final = 5
#: of two letters on, since "AI" and "HR" are what a quote is about
_SHORT_TOO: Final = re.compile(r"[a-z][a-z'’-]+")


def keywords(members: Sequence[Quote], others: Sequence[Quote], count: int = 5) -> str:
    """Return words that more people use in this theme than in its siblings, by weighted log-odds over quotes, joined by ", "."""
    def said(quotes: Sequence[Quote]) -> Counter[str]:
        return Counter(w for q in quotes for w in _said(q.verbatim))

    mine, theirs = said(members), said(others)
    n, m = max(1, len(members)), max(1, len(others))
    score = {w: math.log((c + 0.5) / (n + 1)) - math.log((theirs[w] + 0.5) / (m + 1)) for w, c in mine.items() if c > 1 or len(members) < 4}
    ranked = sorted(score, key=lambda w: (-score[w] * math.sqrt(mine[w]), w))
    return ", ".join(ranked[:count])


@lru_cache(maxsize=1 << 15)
def _said(verbatim: str) -> frozenset[str]:
    """Return the words a quote may give to a theme; kept, since every sibling theme asks for them again."""
    return frozenset(w for w in _WORD.findall(readable(verbatim).lower()) if w not in STOP)


def content(text: str) -> frozenset[str]:
    """Return the content words of `text`, lower case, common endings off."""
    return frozenset(_ENDING.sub("", w) if len(w) >= _LONG else w for w in _SHORT_TOO.findall(text.lower()) if w not in STOP)


STOP: Final = frozenset(
    """a about actually after again all also always an and any anything are as at back be because been before being but by can can't could couldn't did didn't do does doesn't doing don't
    down each else even ever every everything for from get gets getting go goes going gone gonna good got had has have haven't having he he's her here him his how i i'd i'll i'm i've if in into is isn't it
    it's its just kind know let lets like little look lot lots made make makes maybe me mean more most much my need never no not nothing now of off oh okay on one only or other our out over people probably
    put quite really right said same say says see she she's so some something sort still such take than that that's the their them then there there's these they they'd they'll they're they've thing things
    think this those thought three through time to too try two up us use used using very want wanted was wasn't way we we'd we'll we're we've well went were weren't what what's when where which while who
    why will with without won't would wouldn't yeah yes you you'd you'll you're you've your don’t it’s i’m that’s didn’t can’t there’s we’re you’re they’re i’ve doesn’t wasn’t couldn’t wouldn’t he’s she’s what’s""".split()
)
