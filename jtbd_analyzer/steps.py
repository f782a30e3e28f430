"""Which of the 20 canonical steps a unit tells of, inside its phase: what is asked and what is told, each for the codes it says something of.

On the bank's 4,091 coded sentences, given code and phase, the usual step of a class is right for 73 of 100 in switch stories (87
in talk about use), with these rules 79 (88). A rule holds only for the codes where it was right more often than the usual step.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jtbd_analyzer.model import Segment

PHASE_STEPS: Final = {
    "struggle": ("p01", "p02", "p03", "p04", "p05"),
    "evaluation": ("p06", "p07", "p08", "p09", "p10", "p11"),
    "growth": ("p12", "p13", "p14", "p15", "p16", "p17", "p18", "p19", "p20"),
}
#: step cues: what people say when they tell of a step
_CUES: Final = tuple((step, frozenset(codes.split()), re.compile(pattern, re.I)) for step, codes, pattern in (
    ("p20", "milestone struggle_trigger deal_breaker", r"\b(?:cancel+ed|cancel+ing|stopped using|let it lapse|downgraded|went back to|left them|moved away from|unsubscribed)\b"),
    ("p19", "milestone social_influence", r"\b(?:recommend(?:ed)?|told (?:my|a|another|all|other|everyone|people|him|her|them)|referred|wrote a review|spread the word|reference call)\b"),
    ("p18", "milestone price anxiety", r"\b(?:renew(?:ed|al|ing)?|upgrad(?:ed|ing)|added (?:more )?(?:seats|users|another)|rolled (?:it )?out to|bigger plan|second (?:one|site)|another year)\b"),
    ("p17", "moment_of_truth pain_point", r"\b(?:support (?:team|chat|person|line|ticket|call|guy|woman|people)|rang (?:them|up)|(?:raised|opened|put in) a ticket|help ?desk|got back to (?:me|us)|customer service|it was down|outage)\b"),
    ("p14", "value_realized", r"\b(?:very )?first (?:time|night|day|week|month|morning|evening|job|order|invoice|go|round|weekend|\w+day)\b(?! (?:since|somebody|someone|anybody|he|she|they)\b)|\b(?:second|third) (?:time|night|week|month|round|weekend|\w+day)\b"
            r"|\bi thought,? (?:yes|yep|huh|well|right|good|there|that's|this)\b|\bit clicked\b|\bjust worked\b"),
    ("p13", "milestone pain_point moment_of_truth anxiety", r"\b(?:set(?:ting)? (?:it |that |everything |them )?up|install(?:ed|ing)?|import(?:ed|ing)?|migrat(?:ed|ing|ion)|configur\w+|onboarding|training (?:session|day|video|the)|trained (?:the|my|our|everyone|people)|getting started|learning curve)\b"),
    ("p12", "milestone moment_of_truth", r"\b(?:arrived|delivered|got (?:the|our|my) login|kick-?off|unbox\w*|came in the (?:post|mail)|turned up in)\b"),
    ("p11", "milestone", r"\b(?:signed (?:the|it|up for the (?:year|plan|paid)|a contract)|bought (?:it|one|the|a|two)|ordered|paid (?:for|up|the)|put (?:the|my|our) card in|pulled the trigger|purchase[d]?|subscribed|placed the order)\b"),
    ("p10", "milestone objection deal_maker social_influence anxiety", r"\b(?:in the end (?:we|i) (?:went|chose|picked)|went with|tipped it|sign-?off|ran it past|negotiat\w+|came down to|sold me|decided|had to (?:approve|agree|sign)|the reason (?:i|we) (?:chose|went|picked)|made (?:up )?(?:my|our) mind)\b"),
    ("p09", "milestone struggle_trigger anxiety", r"\b(?:had to decide|deadline|running out of time|offer (?:ended|ran out)|before the (?:season|deadline|end of)|renewal was (?:coming|due)|contract was (?:up|ending))\b"),
    ("p08", "milestone deal_maker anxiety moment_of_truth", r"\b(?:trial|pilot(?:ed)?|tested (?:it|them|each)|tried (?:it|them|one) (?:out|on|for)|test drive|free month|sample|proof of concept|free (?:plan|version|tier))\b"),
    ("p07", "milestone alternative criterion moment_of_truth anxiety", r"\b(?:compar(?:ed|ing|ison)|reviews?|demo(?:ed|s)?|short-?list\w*|pricing page|quotes?|looked at (?:a few|two|three|several|their|the|other)|asked them (?:whether|if|about)|brochure|options?)\b"),
    ("p06", "milestone social_influence moment_of_truth", r"\b(?:heard about|came across|stumbled (?:on|across|upon)|told me about|saw (?:their|an? ad|it (?:at|on|in))|found (?:them|it|this) (?:through|on|via)|first heard)\b"),
    ("p05", "milestone social_influence", r"\b(?:googl(?:ed|ing)|search(?:ed|ing) (?:for|online|around)|asked around|looked up how|posted in|started looking|went looking|looking around|did some research)\b"),
    ("p04", "struggle_trigger", r"\b(?:last straw|that's when (?:i|we)|so then (?:i|we)|had to do something|we said,? (?:right|enough)|forced (?:the|us|me)|enough is enough|that was (?:it|the moment|the point))\b"),
    ("p03", "habit", r"\b(?:back of (?:my|our) mind|some ?day|kept an eye|meant to|never got (?:round|around)|put(?:ting)? it off|didn't do anything about)\b"),
    ("p02", "struggle_trigger pain_point desired_outcome", r"\b(?:first (?:started )?(?:thought|thinking|occurred)|it hit me|there (?:must|has to|had to) be a better|started to (?:notice|wonder|think)|i remember thinking|it dawned)\b"),
    ("p01", "pain_point habit alternative desired_outcome value_realized", r"\b(?:before (?:that|this|then|we had|i had|it)|back then|used to|for years|in the old days|at the time we|previously|the old (?:way|system|one))\b"),
))
#: what the end of a question asks for; the third says whether only the first unit of the answer is meant
_ASKED: Final = tuple((step, frozenset(codes.split()), only_first, re.compile(pattern, re.I)) for step, codes, only_first, pattern in (
    ("p14", "value_realized", False, r"\bwhen did (?:you|it|that|things?)\b[^?]{0,40}\b(?:work(?:ed|ing)?|useful|click|paid off|pay off|difference|feel|know|trust)\b|\bfirst time (?:it|that it) (?:worked|helped|paid)|\bwas there (?:a|an) (?:moment|point|aha|time|day|week)\b|\bfirst (?:feel|felt|noticed?|work(?:ed)?)\b"),
    ("p02", "struggle_trigger", False, r"\b(?:when|what) (?:was|did) (?:the |you |it )?(?:first|begin|start)\b[^?]{0,40}\b(?:th(?:ought|ink|inking)|cross|mind|wonder\w*|occur\w*)|\bfirst (?:time )?(?:it )?(?:crossed|occurred|thought|think)|\bstart(?:ed)? thinking\b|\bbegin thinking\b"),
    ("p03", "habit", False, r"\b(?:in between|in the meantime|meanwhile|why not (?:sooner|earlier|before)|why (?:didn't|did) (?:you|it) (?:not |take )?[^?]{0,20}(?:sooner|earlier|so long)|what took)\b"),
    ("p19", "milestone", False, r"\b(?:recommend\w*|told (?:anyone|anybody|others|people|other)|tell (?:anyone|anybody|others|other people|a friend)|pass(?:ed)? it on|evangeli\w+|spread the word|shown (?:it )?(?:to )?any)\b"),
    ("p20", "struggle_trigger milestone", False, r"\bwhy did you (?:stop|leave|cancel|give up|go back)|\bwhen did you (?:stop|leave|decide to (?:stop|leave)|cancel)|\b(?:stopp(?:ed|ing)|cancell?(?:ed|ing)|quit(?:ting)?|left (?:them|it))\b|what (?:have you got|do you (?:use|do)) (?:now )?instead"),
    ("p13", "pain_point milestone moment_of_truth", False, r"\bset(?:ting)? (?:it |that |everything |them )?up\b|\bset-?up\b|\bgetting started\b|\bget(?:ting)? (?:it )?going\b|\bonboarding\b|\binstall\w*|\bimport\w*|\bfirst (?:few )?(?:days?|weeks?)\b|\broll(?:ed|ing)? (?:it )?out\b|\bhow did (?:you|they|he|she) learn\b|\bgo(?:ing)? live\b"),
    ("p11", "milestone", False, r"\b(?:the day|when|how did) you (?:actually )?(?:bought|buy|signed?|paid|pay|pressed|ordered|order|took)\b|\bthe purchase\b|\b(?:signed|paid|bought|ordered) (?:it|for|up)\b|\bday you\b"),
    ("p08", "milestone deal_maker anxiety", False, r"\btr(?:y|ied|ying) (?:it|one|them|that|out)|\btrial\b|\btest(?:ed|ing)?\b|\bhav(?:e|ing) a go\b|\bpilot\b|\bdemo\b"),
    ("p06", "social_influence", False, r"\bhow did you (?:come (?:to|across)|hear|find (?:out|it|them|that))|\bwhere did you (?:hear|find)|\bhear (?:about|of)\b|\bcome across\b"),
    ("p05", "milestone social_influence", False, r"\bwhere did you (?:look|start|go)|\bwhat did you do (?:first|then|next|about)|\bhow did you (?:look|search|go about)|\bstart(?:ed)? (?:looking|searching)|\blook(?:ing)? around\b"),
    ("p10", "deal_maker objection anxiety price", True, r"\bwhat (?:settled|decided|tipped|swung|convinced|clinched|made (?:you|up))|\bwho (?:else )?(?:had|has|was|were|did|decided|signed)|\bhow did you decide\b|\b(?:worr(?:y|ied|ies)|hesitat\w+|doubts?|nearly|unsure|stopped you|against|objection\w*|convince\w*)\b"),
    ("p17", "moment_of_truth", False, r"\b(?:support|customer service|contact(?:ed)? (?:them|the company)|anything (?:go|went|gone) wrong)\b"),
))
_ASKED_CHARS: Final = 160
#: (code, phase) -> step where nothing else speaks: the commonest in the bank
_PRIOR: Final = {
    ("struggle_trigger", "struggle"): "p04", ("struggle_trigger", "evaluation"): "p09", ("struggle_trigger", "growth"): "p16",
    ("pain_point", "struggle"): "p01", ("pain_point", "evaluation"): "p07", ("pain_point", "growth"): "p16",
    ("desired_outcome", "struggle"): "p05", ("desired_outcome", "evaluation"): "p07", ("desired_outcome", "growth"): "p16",
    ("value_realized", "struggle"): "p01", ("value_realized", "evaluation"): "p08", ("value_realized", "growth"): "p15",
    ("alternative", "struggle"): "p01", ("habit", "struggle"): "p01", ("habit", "growth"): "p16",
    ("anxiety", "evaluation"): "p10", ("anxiety", "growth"): "p16", ("deal_maker", "evaluation"): "p08", ("objection", "evaluation"): "p10", ("price", "evaluation"): "p10", ("priority", "evaluation"): "p10",
    ("milestone", "struggle"): "p05", ("milestone", "evaluation"): "p11", ("social_influence", "evaluation"): "p06", ("milestone", "growth"): "p13", ("social_influence", "struggle"): "p05",
    ("moment_of_truth", "growth"): "p17", ("habit", "evaluation"): "p10", ("moment_of_truth", "evaluation"): "p07",
}
_FALLBACK: Final = {"struggle": "p01", "evaluation": "p07", "growth": "p16"}


def step(segment: Segment, code: str, phase: str, likely: str = "") -> tuple[str, str]:
    """Return the step of a unit of `code` told of `phase`, and what it rests on; `likely` is a step the coder suggests."""
    own = PHASE_STEPS[phase]
    asked = segment.prompt[-_ASKED_CHARS:]
    for s, codes, only_first, pattern in _ASKED:
        if s in own and code in codes and (segment.first_of_turn or not only_first) and pattern.search(asked):
            return s, "what was asked"
    for s, codes, pattern in _CUES:
        if s in own and code in codes and pattern.search(segment.verbatim):
            return s, "what is told"
    if likely in own:
        return likely, "similar quotes"
    return _PRIOR.get((code, phase), _FALLBACK[phase]), "class"
