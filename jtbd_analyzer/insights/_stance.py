"""What a quote says of a part of the product it names: it serves, it is in the way, or neither; and the parts named right beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import overlays
from jtbd_analyzer.insights._gather import features_of
from jtbd_analyzer.text import readable

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

SERVES: Final = "serves it"
TROUBLE: Final = "is in its way"
NAMED: Final = "named with it"
_GOOD: Final = frozenset({"value_realized", "deal_maker"})
_BAD: Final = frozenset({"objection", "moment_of_truth", "deal_breaker"})
#: canonical steps: before this one nothing good is about the product, and from the second on a trouble is one in use
_MET: Final = "p05"
_USE: Final = "p12"
#: a question rules this many characters of its answer
_ANSWERS: Final = 350
#: a sentence that begins so points to the one before it
_POINTS: Final = re.compile(r"(?:(?:and|but|so|well|yeah|yes|no|mostly|um|er)[, ]+)*(?:that|this|it|they|them|those|these|which|(?:most|all|some|half) of (?:them|it|those))(?:'\w+)?\b", re.I)
#: an act of use that is denied, right before the part
_NOT: Final = re.compile(r"(?:\b(?:not|never)|n['’]t) (?:even |ever )?(?:(?:going|wanting|willing|able) to |gonna |want to )?(?:us(?:e|ed|ing) (?:the |a |any )?)?$", re.I)
_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+")


def stance(q: Quote) -> str:
    """Return whether a counted quote speaks well of what it names, complains of it in use, or only names it.

    Well: a good result or what tipped the choice, felt as good, not told of the old way. A complaint: a pain after the
    purchase, or a bad contact, doubt or objection there.
    """
    first = "first_value" in q.markers.split()
    if (q.code in _GOOD or first) and q.valence > 0 and q.polarity != "denied" and not "" < q.step < _MET:
        return SERVES
    if q.step >= _USE and ((q.code == "pain_point" and q.valence <= 0) or (q.code in _BAD and q.valence < 0)):
        return TROUBLE
    return NAMED


def stance_on(study: Study, q: Quote, feature: str) -> str:
    """Return the `stance` of a quote on one part of the product: a good word that names the part as not used, or not there, is no praise of it."""
    found = stance(q)
    places = overlays.spans_of(q.verbatim, study.features.get(feature, ())) if found == SERVES else []
    return NAMED if places and all(_NOT.search(q.verbatim[:start]) for start, _ in places) else found


def named_beside(study: Study, q: Quote) -> list[str]:
    """Return the parts that a quote speaks of without their name: those it was asked about, or points back to in the sentence before.

    A part that the same person complains of in the same answer is left out of what a good word is said of, and the other way round.
    """
    transcript = next((t for t in study.transcript_rows if t.transcript_id == q.transcript_id), None)
    turn = next((t for t in transcript.turns if t.index == q.turn), None) if transcript else None
    if transcript is None or turn is None:
        return []
    asked = _SENTENCE.split(q.prompt.strip())[-1] if q.char_start - turn.char_start < _ANSWERS else ""
    before = _SENTENCE.split(transcript.source_text[turn.char_start : q.char_start].strip())[-1] if _POINTS.match(readable(q.verbatim)) else ""
    near = [f for f in overlays.features_named(f"{asked}\n{readable(before)}", study.features).split("; ") if f and f not in features_of(q)]
    if not near:
        return []
    here = [x for x in study.quote_rows if (x.transcript_id, x.turn, x.participant_id) == (q.transcript_id, q.turn, q.participant_id) and x.counted]
    against = {SERVES: TROUBLE, TROUBLE: SERVES}.get(stance(q))
    other = {f for x in here if stance(x) == against for f in features_of(x)}
    return [f for f in near if f not in other]
