"""Places each unit at one of the 20 canonical steps, by the time told about and not by the place in the file.

The phase is weighed from what the field guide names: an explicit anchor in the words ("before we had it", "in the trial",
"since then"), the coder's reading of the whole interview, the frame of the question, the units told beside it, and what
claims of its kind usually tell of. Neighbours count alike in every direction, so that a story told backwards is smoothed
as one told forwards (forward-backward over the units of an interview). A wrong step is worse than none: below `UNSURE` the
place stays empty. Weights were chosen on interviews of the bank that the coder had not been trained on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from jtbd_analyzer import steps
from jtbd_analyzer.model import Coding, Placement, Segment
from jtbd_analyzer.scheme import NONE

#: below this a place is left unclear: on the bank about half of the places just above it are right
UNSURE: Final = 0.42
#: how many times likelier an anchor in the words, or the frame of the question, makes its phase
_ANCHOR: Final = 16.0
_FRAME: Final = 2.0
#: probability that a unit is of the same phase as its neighbour; a third would be no smoothing, and the reading has seen the neighbours already
_STAY: Final = 0.5
#: neighbours repeat each other, so their product is surer than it is right; this power brings the score near the share right
_TEMPER: Final = 0.5
_FLOOR: Final = 1e-3
_PHASES: Final = ("struggle", "evaluation", "growth")

#: shares of struggle, evaluation and growth among the bank's sentences of a code
_USUAL: Final = {
    "struggle_trigger": (0.91, 0.06, 0.03), "pain_point": (0.30, 0.01, 0.69), "desired_outcome": (0.37, 0.02, 0.61), "priority": (0.01, 0.59, 0.40),
    "value_realized": (0.01, 0.01, 0.98), "moment_of_truth": (0.05, 0.10, 0.85), "criterion": (0.01, 0.91, 0.08), "alternative": (0.45, 0.52, 0.03),
    "anxiety": (0.01, 0.36, 0.63), "objection": (0.01, 0.98, 0.01), "habit": (0.41, 0.03, 0.56), "social_influence": (0.03, 0.94, 0.03),
    "price": (0.02, 0.88, 0.10), "deal_maker": (0.01, 0.97, 0.02), "deal_breaker": (0.01, 0.98, 0.01), "milestone": (0.06, 0.57, 0.37),
    "feature_mention": (0.01, 0.04, 0.95),
}
_ANCHORS: Final = (
    ("growth", re.compile(r"\b(?:since (?:then|we (?:switched|got|moved|started)|i (?:switched|got|moved|started)|switching)|these days|nowadays|now (?:i|we|it|they|that|she|he|the)|ever since|(?:i|we) still (?:use|have|do)|at the moment|currently|today (?:i|we)"
                          r"|after (?:we|i) (?:switched|bought|got|moved|signed)|any ?more)\b", re.I)),
    ("evaluation", re.compile(r"\b(?:in the (?:trial|demo|pilot)|during the (?:trial|demo|pilot)|when (?:we|i) (?:were|was) (?:choosing|comparing|deciding|looking at)|before (?:we|i) (?:bought|signed|committed|paid|decided|chose)|on the (?:demo|sales call)|shortlist)\b", re.I)),
    ("struggle", re.compile(r"\b(?:before (?:we|i) (?:had|switched|got|started using)|back then|in the old (?:days|system|way)|with the old (?:one|way|system)|we used to|i used to|before (?:all )?th(?:at|is),? (?:we|i|it))\b", re.I)),
)
#: what the end of a question asks about
_FRAMES: Final = (
    ("struggle", re.compile(r"\b(?:before|used to|back then|old way|first (?:thought|think)|what was (?:going on|happening)|how did you (?:do|handle|manage|keep)|what made you (?:start|look)|when did you (?:first|start)|trigger)\b", re.I)),
    ("evaluation", re.compile(r"\b(?:compare|consider(?:ed)?|other options|alternatives|hesitat\w+|convince\w*|decid\w+|choose|chose|why (?:that|this|them)|must-have|rul(?:e|ed) out|who else (?:was|had)|trial|demo|price|cost|sign(?:ed)? up|nearly|buy|bought)\b", re.I)),
    ("growth", re.compile(r"\b(?:now|these days|today|since|so far|currently|how do you use|how has|do you use|typical|is there anything|would you (?:miss|recommend)|first week|set(?:ting)? up|changed|next|future|wish|hope)\b", re.I)),
)
_EVEN: Final = (1 / 3, 1 / 3, 1 / 3)
_ASKED_CHARS: Final = 160
def place_all(segments: Sequence[Segment], codings: Sequence[Coding]) -> tuple[Placement, ...]:
    """Return one place per unit of one interview, in the order given; units without a code lend their reading to neighbours.

    The score is near the share of such places that are right, 0..1; the rule says what decided phase and step.
    """
    own = [_evidence(s, c) for s, c in zip(segments, codings, strict=True)]
    return tuple(_placed(s, c, o, e) for s, c, o, e in zip(segments, codings, own, _smoothed(own), strict=True))


def place(segment: Segment, coding: Coding) -> Placement:
    """Return the place of one coded segment by itself, without neighbours."""
    return place_all((segment,), (coding,))[0]


def _anchor(text: str) -> str:
    return next((p for p, pattern in _ANCHORS if pattern.search(text)), "")


def _frame(segment: Segment) -> str:
    asked = segment.prompt[-_ASKED_CHARS:] if segment.first_of_turn else ""
    return next((p for p, pattern in _FRAMES if pattern.search(asked)), "")


def _evidence(segment: Segment, coding: Coding) -> list[float]:
    """Return how likely the unit by itself makes each of the three phases; the sum is 1. The kind of claim counts as far as the reading is unsure."""
    sure = coding.phase_score if coding.phase else 1 / 3
    usual = _usual(coding)
    anchor, frame = _anchor(segment.verbatim), _frame(segment)
    out = []
    for phase, share in zip(_PHASES, usual, strict=True):
        read = (sure if phase == coding.phase else (1 - sure) / 2) + _FLOOR
        out.append(read * share ** (1 - sure) * (_ANCHOR if phase == anchor else 1.0) * (_FRAME if phase == frame else 1.0))
    return _shares(out)


def _usual(coding: Coding) -> list[float]:
    """Return the usual shares of the phases, as far as the code is sure: the second code and doubt count for their part."""
    if coding.code == NONE:
        return list(_EVEN)
    first, second = _USUAL.get(coding.code, _EVEN), _USUAL.get(coding.second_code, _EVEN)
    doubt = max(0.0, 1 - coding.score - coding.second_score)
    return [coding.score * a + coding.second_score * b + doubt / 3 for a, b in zip(first, second, strict=True)]


def _shares(weights: Sequence[float]) -> list[float]:
    total = sum(weights)
    return [w / total for w in weights]


def _smoothed(own: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the shares of the phases of each unit given all units: the forward-backward algorithm with symmetric transitions."""

    def passed(row: Sequence[float]) -> list[float]:
        return [_STAY * x + (1 - _STAY) / 2 * (sum(row) - x) for x in row]

    def swept(rows: Sequence[Sequence[float]]) -> list[Sequence[float]]:
        """Return what everything before each row says of it."""
        out: list[Sequence[float]] = []
        before: Sequence[float] = _EVEN
        for row in rows:
            out.append(before)
            before = passed(_shares([a * b for a, b in zip(before, row, strict=True)]))
        return out

    ahead, back = swept(own), swept(own[::-1])[::-1]
    return [_shares([a * b * c for a, b, c in zip(x, y, z, strict=True)]) for x, y, z in zip(ahead, own, back, strict=True)]


def _placed(segment: Segment, coding: Coding, own: Sequence[float], all_told: Sequence[float]) -> Placement:
    """Return the place from the unit's own evidence and from that with its neighbours'."""
    tempered = _shares([x**_TEMPER for x in all_told])
    k = max(range(len(_PHASES)), key=lambda i: tempered[i])
    phase, score = _PHASES[k], round(tempered[k], 2)
    if tempered[k] < UNSURE or coding.code == NONE:
        return Placement(segment.quote_id, "", score, "unclear")
    return Placement(segment.quote_id, *_step(segment, coding, phase, score, _rule(segment, coding, phase, own)))


def _rule(segment: Segment, coding: Coding, phase: str, own: Sequence[float]) -> str:
    """Return in words what decided the phase."""
    read = coding.phase == phase
    if _anchor(segment.verbatim) == phase:
        return "a time anchor in the words" + (" and the coder's reading" if read else "")
    if read:
        return "the coder's reading of question and neighbours"
    if _PHASES[max(range(len(own)), key=lambda i: own[i])] != phase:
        return "what is told beside it"
    return "the question's frame" if _frame(segment) == phase else "what such claims usually tell of"


def _step(segment: Segment, coding: Coding, phase: str, score: float, rule: str) -> tuple[str, float, str]:
    """Return step, score and rule inside the phase: what is asked and told, else the coder's step, else the usual one of the class."""
    found, why = steps.step(segment, coding.code, phase, coding.step)
    return found, score, f"{rule}; step by {why}"
