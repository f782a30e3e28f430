"""The emotional and the social side of a job: clauses in which people say how they feel, or how others see them, in so many words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import standing
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import NO_EVIDENCE, best, people
from jtbd_analyzer.sureness import UNSURE, is_sure
from jtbd_analyzer.text import readable, short

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote

#: codes of what people want, have reached or suffer; doubts about the product are no part of the job
_WANTED: Final = ("desired_outcome", "value_realized", "priority")
_SUFFERED: Final = ("pain_point", "struggle_trigger")
#: the speaker, and words that may stand between a speaker and what they feel
_ME: Final = r"\b(?:i|we)(?:'m|'d| was| am| were|'re|'ve been| have been|'d been| had been| felt| feel| got| get| used to be| would be|'d be| was being)"
_MUCH: Final = r"(?: (?:so|very|really|quite|a bit|a little|just|always|never|actually|absolutely|constantly|more|less|a lot|much|too|that|still|pretty|kind of|sort of|rather|completely|getting))*"
_BAD: Final = (r"(?:stressed|worried|anxious|overwhelmed|guilty|frustrated|annoyed|scared|afraid|panicking|fed up|sick of (?!the )|nervous|ashamed|embarrassed|upset|angry|furious|lonely|helpless|stupid|"
               r"exhausted|useless|on edge|tired of|dreading|terrified|humiliated|mortified|awful|terrible|rubbish)")
_GOOD: Final = r"(?:calm(?:er)?|relaxed|relieved|proud|in control|happ(?:y|ier)(?! (?:to|with (?:that|it|this|how|what|the)|for)\b)|confident|comfortable|safe(?:r)?|at ease|less (?:stressed|worried|anxious|nervous))"
_AVOIDED: Final = re.compile(
    rf"{_ME}{_MUCH} {_BAD}\b|\b(?:i|we) (?:used to |really |always |just |'d |would )*(?:worr(?:y|ied)|panicked|dread(?:ed)?|hate[ds]?|cried|l(?:ay|ie) awake|couldn't sleep|can't sleep|lost sleep)\b"
    r"|\b(?:made|makes|making|left|leaves) me (?:feel )?(?:so |really |very )*(?:stressed|anxious|nervous|angry|cry|feel bad|feel guilty|guilty|upset)\b", re.I)
_SOUGHT: Final = re.compile(
    rf"{_ME}{_MUCH} {_GOOD}\b|\b(?:it was|it's|what|such|that was) (?:a |an )?(?:\w+ )?relief\b(?! (?:to|for) (?!me|us))|\bpeace of mind\b|\b(?:i|we) (?:can |could |now |finally )*(?:sleep|slept) (?:at night|better|through|well|again)\b"
    r"|\b(?:wanted|want|need|needed|like|love|hoped) to (?:just )?(?:feel|stop (?:worrying|panicking)|not (?:worry|panic|be (?:stressed|worried)))\b|\b(?:don't|didn't|not|no longer|stopped|without) (?:have to |having to )?worry(?:ing)?\b", re.I)
#: how others see the speaker
_US: Final = r"(?:me|us|my|our)"
_SHAMED: Final = re.compile(
    r"\b(?:i|we) (?:\w+ ){0,2}?look(?:ed|s|ing)? (?:so |really |very |a bit |like )*(?:an? )?(?:stupid|amateur\w*|bad|silly|ancient|unprofessional|disorgani[sz]ed|incompetent|foolish|fools?|idiots?)\b"
    rf"|\b(?:made?|makes|making) {_US} (?:\w+ )?look (?:like )?(?:an? )?(?:stupid|bad|silly|unprofessional|amateur\w*|idiots?|fools?)\b|\bembarrass(?:ing|ed)? (?:\w+ ){{0,2}}?in front of\b"
    rf"|\bthink(?:s|ing)? (?:i'm|we're|i was|we were) (?:\w+ )?(?:stupid|nagging|lazy|useless|incompetent|difficult|mad|a nag)\b|\b(?:blam(?:ed|ing)|laughed at|judg(?:ed|ing)|shouted at) {_US}\b"
    r"|\b(?:i|we) (?:was|were|got|get|am|'m|'d be) (?:\w+ )?(?:blamed|judged|laughed at|told off)\b|\b(?:i'm|i was|i'd be|be|being|feel like|felt like|was like) the (?:police|bad guy|nag|villain)\b|\blet(?:ting)? (?:the|my|our|them|people|everybody) (?:\w+ )?down\b", re.I)
_ESTEEMED: Final = re.compile(
    rf"\b(?:i|we|it) (?:\w+ ){{0,3}}?looks? (?:so |really |very |more )*(?:professional|competent|organi[sz]ed|serious)\b|\b(?:take|taken|took|takes) {_US} (?:more )?seriously\b|\bbe taken seriously\b"
    rf"|\b(?:trust|respect|believe)s? {_US} (?:more|again|now)\b|\b(?:my|our) (?:reputation|standing|good name)\b|\b(?:impress(?:ed)?|proud of) (?:me|us|the (?:board|boss|client|clients))\b", re.I)


def feeling_job(own: Sequence[Quote], size: int) -> str:
    """Return what members want to feel, else what they want to stop feeling, in the clause that says it best; "no evidence" without one."""
    return _shown(own, size, (("feel", _SOUGHT), ("avoid feeling", _AVOIDED)))


def social_job(own: Sequence[Quote], size: int) -> str:
    """Return how members want to be seen by others, else how not; "no evidence" where no clause says it."""
    return _shown(own, size, (("be seen as", _ESTEEMED), ("avoid being seen as", _SHAMED)))


def _shown(own: Sequence[Quote], size: int, sides: Sequence[tuple[str, re.Pattern[str]]]) -> str:
    """Return the first of `sides` that has a quote of a fairly sure code which can be read by itself, with how many people say either."""
    found = {lead: [q for q in own if q.code in codes and (q.score >= UNSURE or is_sure(q)) and rule.search(readable(q.verbatim).replace("’", "'"))]
             for (lead, rule), codes in zip(sides, (_WANTED, _SUFFERED), strict=True)}
    for lead, quotes in found.items():
        clear = [q for q in quotes if not standing.unresolved(standing.bare(q.verbatim))]
        if clear:
            q, who = best(clear), people(q for side in found.values() for q in side)
            words = short(standing.opened(q.verbatim) or q.verbatim)
            return f"{lead}: “{words}” ({q.participant_id}) [{q.quote_id}]\nsaid in so many words by {n_of(len(who), size)}"
    return NO_EVIDENCE
