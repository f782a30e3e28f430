"""Places each unit at one of the 20 canonical steps, by the time told about and not by the place in the file.

Order of trust, after the field guide: an explicit anchor in the words ("before we had it", "in the trial", "since then"),
verb and step evidence, the coder's reading of the whole interview (which knows the question and the neighbours), the
class prior. A wrong step is worse than none, so below `UNSURE` the place stays empty.
"""

from __future__ import annotations

import re
from typing import Final

from jtbd_analyzer.model import Coding, Placement, Segment

#: below this a place is left unclear
UNSURE: Final = 0.34
#: how far an explicit anchor outweighs the coder's reading
_ANCHOR: Final = 0.82

_PHASE_STEPS: Final = {
    "struggle": ("p01", "p02", "p03", "p04", "p05"),
    "evaluation": ("p06", "p07", "p08", "p09", "p10", "p11"),
    "growth": ("p12", "p13", "p14", "p15", "p16", "p17", "p18", "p19", "p20"),
}
#: step cues: what people say when they tell of a step
_CUES: Final = tuple((step, re.compile(pattern, re.I)) for step, pattern in (
    ("p20", r"\b(?:cancel+ed|cancel+ing|stopped using|let it lapse|downgraded|went back to|left them|moved away from|unsubscribed)\b"),
    ("p19", r"\b(?:recommend(?:ed)?|told (?:my|a|another|all|other|everyone|people|him|her|them)|referred|wrote a review|spread the word|reference call)\b"),
    ("p18", r"\b(?:renew(?:ed|al|ing)?|upgrad(?:ed|ing)|added (?:more )?(?:seats|users|another)|rolled (?:it )?out to|bigger plan|second (?:one|site)|another year)\b"),
    ("p17", r"\b(?:support (?:team|chat|person|line|ticket|call|guy|woman|people)|rang (?:them|up)|(?:raised|opened|put in) a ticket|help ?desk|got back to (?:me|us)|customer service|it was down|outage)\b"),
    ("p14", r"\b(?:first time (?:it|i|we|that)|it clicked|the first (?:week|month|day) (?:it|we|i|of)|first (?:order|invoice|monday|morning)|and it just worked)\b"),
    ("p13", r"\b(?:set(?:ting)? (?:it |that |everything |them )?up|install(?:ed|ing)?|import(?:ed|ing)?|migrat(?:ed|ing|ion)|configur\w+|onboarding|training (?:session|day|video|the)|trained (?:the|my|our|everyone|people)|getting started|learning curve)\b"),
    ("p12", r"\b(?:arrived|delivered|got (?:the|our|my) login|kick-?off|unbox\w*|came in the (?:post|mail)|turned up in)\b"),
    ("p11", r"\b(?:signed (?:the|it|up for the (?:year|plan|paid)|a contract)|bought (?:it|one|the|a|two)|ordered|paid (?:for|up|the)|put (?:the|my|our) card in|pulled the trigger|purchase[d]?|subscribed|placed the order)\b"),
    ("p10", r"\b(?:in the end (?:we|i) (?:went|chose|picked)|went with|tipped it|sign-?off|ran it past|negotiat\w+|came down to|sold me|decided|had to (?:approve|agree|sign)|the reason (?:i|we) (?:chose|went|picked)|made (?:up )?(?:my|our) mind)\b"),
    ("p09", r"\b(?:had to decide|deadline|running out of time|offer (?:ended|ran out)|before the (?:season|deadline|end of)|renewal was (?:coming|due)|contract was (?:up|ending))\b"),
    ("p08", r"\b(?:trial|pilot(?:ed)?|tested (?:it|them|each)|tried (?:it|them|one) (?:out|on|for)|test drive|free month|sample|proof of concept|free (?:plan|version|tier))\b"),
    ("p07", r"\b(?:compar(?:ed|ing|ison)|reviews?|demo(?:ed|s)?|short-?list\w*|pricing page|quotes?|looked at (?:a few|two|three|several|their|the|other)|asked them (?:whether|if|about)|brochure|options?)\b"),
    ("p06", r"\b(?:heard about|came across|stumbled (?:on|across|upon)|told me about|saw (?:their|an? ad|it (?:at|on|in))|found (?:them|it|this) (?:through|on|via)|first heard)\b"),
    ("p05", r"\b(?:googl(?:ed|ing)|search(?:ed|ing) (?:for|online|around)|asked around|looked up how|posted in|started looking|went looking|looking around|did some research)\b"),
    ("p04", r"\b(?:last straw|that's when (?:i|we)|so then (?:i|we)|had to do something|we said,? (?:right|enough)|forced (?:the|us|me)|enough is enough|that was (?:it|the moment|the point))\b"),
    ("p03", r"\b(?:back of (?:my|our) mind|some ?day|kept an eye|meant to|never got (?:round|around)|put(?:ting)? it off|didn't do anything about)\b"),
    ("p02", r"\b(?:first (?:started )?(?:thought|thinking|occurred)|it hit me|there (?:must|has to|had to) be a better|started to (?:notice|wonder|think)|i remember thinking|it dawned)\b"),
    ("p01", r"\b(?:before (?:that|this|then|we had|i had|it)|back then|used to|for years|in the old days|at the time we|previously|the old (?:way|system|one))\b"),
))
_ANCHORS: Final = (
    ("growth", re.compile(r"\b(?:since (?:then|we (?:switched|got|moved|started)|i (?:switched|got|moved|started)|switching)|these days|nowadays|now (?:i|we|it|they|that|she|he|the)|ever since|(?:i|we) still (?:use|have|do)|at the moment|currently|today (?:i|we)"
                          r"|after (?:we|i) (?:switched|bought|got|moved|signed)|any ?more)\b", re.I)),
    ("evaluation", re.compile(r"\b(?:in the (?:trial|demo|pilot)|during the (?:trial|demo|pilot)|when (?:we|i) (?:were|was) (?:choosing|comparing|deciding|looking at)|before (?:we|i) (?:bought|signed|committed|paid|decided|chose)|on the (?:demo|sales call)|shortlist)\b", re.I)),
    ("struggle", re.compile(r"\b(?:before (?:we|i) (?:had|switched|got|started using)|back then|in the old (?:days|system|way)|with the old (?:one|way|system)|we used to|i used to|before (?:all )?th(?:at|is),? (?:we|i|it))\b", re.I)),
)
#: (code, phase) -> step where nothing else speaks
_PRIOR: Final = {
    ("struggle_trigger", "struggle"): "p04", ("struggle_trigger", "evaluation"): "p09", ("struggle_trigger", "growth"): "p18",
    ("pain_point", "struggle"): "p01", ("pain_point", "evaluation"): "p07", ("pain_point", "growth"): "p16",
    ("desired_outcome", "struggle"): "p04", ("desired_outcome", "evaluation"): "p07", ("desired_outcome", "growth"): "p16",
    ("value_realized", "struggle"): "p01", ("value_realized", "evaluation"): "p08", ("value_realized", "growth"): "p15",
    ("alternative", "struggle"): "p01", ("habit", "struggle"): "p01", ("habit", "growth"): "p16",
    ("anxiety", "evaluation"): "p10", ("anxiety", "growth"): "p16", ("deal_maker", "evaluation"): "p10", ("priority", "evaluation"): "p10",
    ("milestone", "struggle"): "p05", ("milestone", "growth"): "p13", ("social_influence", "struggle"): "p05",
    ("moment_of_truth", "growth"): "p17", ("moment_of_truth", "evaluation"): "p07",
}
_FALLBACK: Final = {"struggle": "p01", "evaluation": "p07", "growth": "p16"}


def place(segment: Segment, coding: Coding) -> Placement:
    """Return the place of one coded segment: an anchor in its words first, else the coder's reading; then the step inside that phase."""
    text = segment.verbatim
    phase, score, rule = coding.phase, coding.phase_score, "the coder's reading of question and neighbours"
    anchored = next((p for p, pattern in _ANCHORS if pattern.search(text)), "")
    if anchored and anchored != phase and score < _ANCHOR:
        phase, score, rule = anchored, max(0.6, 1 - score), "a time anchor in the words"
    elif anchored == phase and anchored:
        score, rule = max(score, 0.9), "a time anchor in the words and the coder's reading"
    if not phase or score < UNSURE:
        return Placement(segment.quote_id, "", round(score, 2), "unclear")
    cue = next((step for step, pattern in _CUES if step in _PHASE_STEPS[phase] and pattern.search(text)), "")
    if cue:
        return Placement(segment.quote_id, cue, round(score, 2), f"{rule}; step by what is told")
    if coding.step in _PHASE_STEPS[phase]:
        return Placement(segment.quote_id, coding.step, round(score, 2), f"{rule}; step by similar quotes")
    step = _PRIOR.get((coding.code, phase), _FALLBACK[phase])
    return Placement(segment.quote_id, step, round(score, 2), f"{rule}; step by class")
