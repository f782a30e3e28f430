"""Figures of speech that a coder may take at their word: "I wanted to be sick" tells of distress and wishes for nothing."""

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
_WISHES: Final = frozenset({"desired_outcome", "priority"})
_WHY: Final = "a figure of speech for distress, no wish"


def taken_plainly(segments: Sequence[Segment], codings: Sequence[Coding]) -> tuple[Coding, ...]:
    """Return `codings` with a wish that is only a way of speaking given the code of a pain, or of the moment or fear that was the runner-up."""

    def plain(s: Segment, c: Coding) -> Coding:
        if c.code not in _WISHES or not _DISTRESS.search(s.verbatim.replace("’", "'")):
            return c
        other = c.second_code if c.second_code in ("moment_of_truth", "anxiety") else "pain_point"
        return replace(c, code=other, score=min(c.score, 0.5), second_code="", second_score=0.0, valence=min(c.valence, -1), reason=f"{_WHY}: {c.reason}")

    return tuple(map(plain, segments, codings))
