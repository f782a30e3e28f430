"""Ways of speaking that a coder may take at their word: "I wanted to be sick" wishes for nothing, "it's made more work" is no value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jtbd_analyzer.model import Coding, Segment

_DISTRESS: Final = re.compile(
    r"\b(?:want(?:ed)?|wanna|could have|feel(?:ing)? like|felt like|nearly|almost) (?:just |honestly |really )?(?:to )?"
    r"(?:be sick|sick|cry(?:ing)?|cried|weep(?:ing)?|wept|scream(?:ing|ed)?|die|died|dying|throw(?:ing)? up"
    r"|vomit(?:ing)?|disappear|run away|curl up|crawl (?:under|into|away)|bang(?:ing)? my head"
    r"|(?:kill(?:ed|ing)?|strangl(?:e|ed|ing)|murder(?:ed|ing)?) (?:him|her|them|myself|somebody|someone)"
    r"|throw(?:ing)? (?:it|the \w+|my \w+) (?:out of the|across the|through the|in the))\b"
    r"|\bwish(?:ed|ing)? the (?:ground|earth|floor) would\b", re.I)
_WORSE: Final = re.compile(
    r"(?P<before>[^.;,]{0,24})\b(?:more (?:work(?! (?:done|in|out|through|from|coming))|effort|hassle|clicks|steps|admin|typing|bother|trouble|paperwork"
    r"|stress\w*|complicated|annoying|confusing|fiddly)|(?:bit|lot|much|it's|it is|got|even|actually|maybe|made \w+) (?:slower|worse|harder)"
    r"|takes? (?:\w+ )?longer)\b", re.I)
_NOT_SO: Final = re.compile(r"\b(?:no|not|never|any|less|without|nothing|was|were|used to|before|instead of)\b|n't\b", re.I)
_VALUE: Final = frozenset({"value_realized", "first_value"})
_WISHES: Final = frozenset({"desired_outcome", "priority"})
_WHY: Final = "a figure of speech for distress, no wish"
_DEARER: Final = "tells of more work or time than before, no gain"


def taken_plainly(segments: Sequence[Segment], codings: Sequence[Coding]) -> tuple[Coding, ...]:
    """Return `codings` with two kinds read as what they tell.

    A wish that is only a way of speaking becomes a pain, or the moment or fear that was the runner-up; a "result" that cost more work
    or time than the old way becomes a pain (of 22 such sentences in the bank's interviews none is labelled as value).
    """

    def plain(s: Segment, c: Coding) -> Coding:
        if c.code in _VALUE and _dearer(s.verbatim.replace("’", "'")):
            return replace(c, code="pain_point", score=min(c.score, 0.5), second_code="", second_score=0.0, valence=-1, reason=f"{_DEARER}: {c.reason}")
        if c.code not in _WISHES or not _DISTRESS.search(s.verbatim.replace("’", "'")):
            return c
        other = c.second_code if c.second_code in ("moment_of_truth", "anxiety") else "pain_point"
        return replace(c, code=other, score=min(c.score, 0.5), second_code="", second_score=0.0, valence=min(c.valence, -1), reason=f"{_WHY}: {c.reason}")

    return tuple(map(plain, segments, codings))


def _dearer(text: str) -> bool:
    """Tell whether `text` says that something now takes more than it did, and does not deny it or tell it of the time before."""
    return any(not _NOT_SO.search(m["before"]) for m in _WORSE.finditer(text))
