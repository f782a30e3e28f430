"""What a sentence claims: did it happen (reality), and is it said or denied (polarity). Named rules, tried in order.

Both read a plain copy of the words: fillers, restarts and asides such as "you know" out, apostrophes straight. After the
coding guideline: *would* beside a frequency, in a chain of actions or in a past frame tells what used to happen; *would*
with *if*, *probably*, *maybe* does not; a reported thought ("I was like, what if") was a real thought; a plain past
continues as habitual where it states a condition and as an episode where it tells an event.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from jtbd_analyzer.model import Grammar
from jtbd_analyzer.text import readable

_ASIDE: Final = re.compile(r"(?:,\s*)?\b(?:you know|i mean|to be honest|honestly|sort of|kind of)\b,?|,\s*like\b,?|\blike,(?=\s)(?<!was like,)(?<!were like,)(?<!'m like,)(?<!'s like,)", re.I)
_HEDGE: Final = re.compile(
    r"\bi(?:'d| would|'m|)(?:n't| not)? (?:just )?(?:say(?! to| that we)|call it|describe it as|guess|suppose|reckon|don't know|dont know|have to say|must say|agree(?: with that| there)?|argue|admit)\b(?! so\b)[, ]*"
    r"|\bi(?:'ll| will| won't) (?:not )?(?:be honest|tell you|admit|lie|say(?: who| which| what)?|leave it (?:there|at that))\b[, ]*|,\s*let's say(?=,)", re.I,
)

_TIME: Final = r"(?:day|week|month|year|quarter|term|season|morning|afternoon|evening|night|sunday|monday|tuesday|wednesday|thursday|friday|saturday|weekend|time|spring|summer|autumn|winter|shift|december|easter|christmas)"
_PARTICIPLE: Final = (
    r"(?:\w{2,}ed|\w+wn|\w+(?:k|t|v|s|d|l)en|been|had|done|gone|seen|got|made|bought|paid|lost|left|kept|told|said|found|come|become|run|cut|put|thought|felt|sent|spent|built|taught|caught|brought|met|heard|held|sold|stood|"
    r"understood|won|read|let|set|begun|worn|torn|sworn|fallen)"
)
#: readings of a claim that did not happen
UNREAL: Final = frozenset({"hypothetical", "counterfactual", "future"})
#: words that make a thought or saying of what follows, told as it happened
_REPORTED: Final = re.compile(
    r"\b(?:i|he|she|we|they|you|who|\w+(?:'s)?)(?:'m| am|'s| is|'re| are| was| were) (?:just |all )?like,? (?=(?:oh|no|yes|okay|ok|right|what|why|who|how|where|is|are|do|does|will|would|can|could|if|this|that|i|i'm|we|we're|you|they|he|it's|it|there|come|hang|wait|enough|not|please|hey)\b)"
    r"|\b(?:i|he|she|we|they)(?:'m|'s|'re| am| is| are| was| were) (?:just |all |also )?(?:thinking|wondering|going)(?:,| to (?:my|him|her|them)sel)|\b(?:i|we) (?:was|were|'m|kept) (?:just |also )?(?:thinking|wondering)\b"
    r"|\b(?:i|we|he|she|they|\w+) goes,|\b\w+'s going,|\b(?:in|at the back of) my (?:head|mind)\b|\bmy (?:head|mind|brain) (?:was|is|went|goes)\b|\bpart of me (?:was|went|is)\b"
    r"|\b(?:i|we)(?:'d| had)? (?:just |also |then |always |often |immediately )?(?:thought|wondered|figured|assumed|asked myself|said to myself|told myself|remember (?:thinking|wondering|saying))\b"
    r"|\b(?:first|only|immediate|next) (?:thought|question|reaction) was\b|\bwords were\b|(?<!if )(?<!')\b(?!being\b|if\b|was\b|were\b|is\b|are\b|got\b|get\b|have\b|has\b|had\b|be\b|been\b)\w+ (?:asked|said|told (?:me|us|him|her|them))\b", re.I,
)
#: *would* that only looks forward from a past moment: nervous that nobody would come
_FORWARD_FROM_PAST: Final = re.compile(
    r"\b(?:was|were|got|felt) (?:so |really |very |a bit |always )?(?:worried|afraid|scared|nervous|anxious|terrified|concerned|sure|convinced|hoping|wondering|told)\b[^.?!]{0,40}\b(?:would|wouldn't|'d|could)\b"
    r"|\b(?:knew|promised|worry was|fear was|whether)\b[^.?!]{0,40}\b(?:would|wouldn't|'d|was going)\b", re.I,
)
_ESTIMATE: Final = re.compile(r"\b(?:would|must|'d) have been (?:about|around|roughly|maybe|like)\b", re.I)
_UNDONE: Final = re.compile(
    rf"(?:\b(?:would|could|should|might)(?:n't)?|'d)(?: (?:never|still|probably|just|not|have|definitely|happily))*(?: have|'ve| of) (?:just |never |probably |already |rather )?{_PARTICIPLE}\b"
    rf"|\bif (?:i|we|he|she|it|they|you|there|that|the \w+|my \w+|\w+)(?:'d| had|hadn't| hadn't) (?:not |never |only |just |already )?{_PARTICIPLE}\b"
    r"|^(?:\w+, )?had (?:i|we|he|she|it|they|there|the \w+) \w+|\bwere it not for\b|\bif it weren't for\b|\bif \w+ hadn't\b|\bknowing what i know now\b", re.I,
)
_IFFY: Final = re.compile(r"\b(?:if|unless|probably|maybe|perhaps|might|possibly|in theory|hypothetically|imagine|ideally)\b", re.I)
_IMAGINED: Final = re.compile(
    r"\b(?:it|that|this)(?:'d| would) be (?:\w+ ){0,2}(?:nice|great|cool|good|helpful|lovely|amazing|useful|brilliant|handy|perfect)\b|^(?:and |but |so )?would be (?:\w+ ){0,2}(?:nice|great|cool|good|lovely|helpful)\b"
    r"|\bif (?:they|it|you|we|i|there|someone|somebody|he|she) (?:ever|could|would|were)\b|\b(?:in theory|hypothetically|in (?:a|an) (?:perfect|ideal) world|let's say)\b|^(?:and |so |but |just )?imagine\b"
    r"|\bi wish\b[^.?!]{0,40}\b(?:had|could|would|did)\b|\bi wonder (?:if|whether)\b|\b(?:i|you|we) (?:can|could) (?:see (?:us|me|a (?:future|world|day)|myself)|imagine)\b|\b(?:i|we|they|it|you|he|she) (?:may|might)(?! have been)\b|^(?:maybe|perhaps) (?:we|i|they|it) would\b"
    r"|\b(?:i|we)(?:'d| would) (?:probably|maybe|definitely|love|like|imagine|guess|consider|be (?:\w+ )?(?:happy|open|interested|furious|annoyed|gone))\b|\bi think (?:most|many|people|everyone|it|they|you)\b[^.?!]{0,30}\b(?:would|could|'d)\b|\bcould be (?:a (?:bit|little) )?\w+er\b", re.I,
)
#: what others or rules refuse, told in the present
_REFUSED: Final = re.compile(r"\b(?!i\b|we\b|it\b|that\b|there\b)\w+ (?:just |simply )?(?:won't|will not) (?:have|do|let|use|touch|scan|go near|take|sign|allow|accept|wear|read|look at)\b", re.I)
#: a preference held now
_SOONER: Final = re.compile(r"\b(?:i|we)(?:'d| would) (?:much )?(?:rather|sooner) (?!have (?:had|been)\b)", re.I)
_ASKED_FEAR: Final = re.compile(r"\b(?:were|was|did|had)\b[^?]{0,60}\b(?:worr\w+|afraid|nervous|fear\w*|concern\w*|hesita\w+|doubt\w*|unsure|put(?:ting)? you off|hold(?:ing)? you back|held you back|go(?:ing)? wrong)\b|\bwhat (?:worried|frightened|scared|concerned) you\b", re.I)
_FEARED: Final = re.compile(r"(?:well|oh|yes|yeah|only|mainly|mostly|just|and|so|um|,|\W)*(?:that|whether|if|would|what if)\b", re.I)
_ONE_DAY: Final = re.compile(r"\b(?:(?<!for )(?<!in )(?<!than )(?<!only )one day|some ?day|down the line|potentially)\b", re.I)
_TO_COME: Final = re.compile(
    r"\b(?:i|we|they|it|he|she|you|that|there|somehow it|who|\w+)(?:'ll| will| won't)\b|(?:'m|'re|\bare|\bam|\bis|'s) (?:not |never |just |probably |also )?(?:going to|gonna|about to|planning to|hoping to) (?!the\b|a\b|my\b|our\b|work\b)\w+"
    r"|(?:'re|'m|\bare|\bam|\bis|'s) (?:\w+ )?\w+ing\b[^.?!]{0,40}\b(?:soon|next (?:week|month|year|term|season|quarter|spring|summer|autumn|fall|winter)|in the (?:new year|autumn|spring|summer|winter|fall)|later this)\b|\bhopefully (?:they|it|we|he|she)\b|\bin the future\b", re.I,
)
_LATER: Final = re.compile(r"\b(?:going to|gonna|about to|soon|next (?:week|month|year|term|season|quarter|spring|summer|autumn|fall|winter)|in the (?:new year|future|autumn|spring|summer|winter)|definitely|eventually|hopefully|someday|one day|by then|won't be)\b", re.I)
#: kinds of claim where a plain *will* tells what keeps happening ("it'll crash and I'll start over")
_LASTING: Final = frozenset({"pain_point", "value_realized", "habit", "alternative"})
#: a wish for oneself held now, as polite speech puts it
_LIKE: Final = re.compile(r"\b(?:i|we)(?:'d| would) (?:\w+ )?(?:like|love|want|prefer) (?:to (?!see (?:it|them)\b)|(?:my|the|our) \w+ to|\w+s to)|\bwhat (?:i|we)(?:'d| would) (?:want|like)\b", re.I)
_WISH: Final = re.compile(r"\b(?:want(?:ed|s|ing)?|wanna|need(?:ed|s)?|hop(?:e|ed|es|ing)|wish(?:ed)?|looking (?:for|to)|so (?:that )?(?:i|we) c(?:an|ould)|the (?:goal|aim|point|dream|idea))\b", re.I)
_OFTEN: Final = re.compile(
    rf"\b(?:every|each) (?:\w+ )?{_TIME}s?\b|\b(?:always|usually|often|constantly|whenever|used to|normally|all the time|half the time|anytime|any time|hardly ever)\b|\b(?:once|twice|three times|ten times) an? \w+|\btimes an? \w+|\b(?:most|some) (?:days|weeks|nights|mornings|times)\b", re.I,
)
_PLURAL_DAYS: Final = re.compile(r"(?<!two )(?<!three )(?<!four )(?<!five )(?<!few )\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|mornings|evenings|weekends|nights)\b", re.I)
_DATED: Final = re.compile(
    rf"\b(?:last (?:\w+ )?{_TIME}|that (?:same )?(?:day|week|night|morning|evening|afternoon|month|time|weekend)|yesterday|\w+ ago|in (?:january|february|march|april|may|june|july|august|september|october|november|december|20\d\d|19\d\d)|\w+day running"
    r"|that was the (?:end|moment|point|last)|once,|once (?:in|at|on)|(?<!for )(?<!in )(?<!than )(?<!only )one day|(?:two|three|four) \w+s running)\b", re.I,
)
#: a past that states how things were rather than what happened
_STANDING: Final = re.compile(
    r"\b(?:was|wasn't|were|weren't|had (?:no|to|never)|kept \w+ing|could(?:n't)?|never knew|didn't (?:have|know|like|trust|work|feel)|needed|meant|felt|hated|hardly|spent (?:my|half|hours))\b", re.I,
)
#: kinds of claim about a condition, where a plain past of state is habitual
_CONDITIONS: Final = frozenset({"pain_point", "habit"})
#: kinds of claim that are happenings, where a plain past or a story told in the present is an episode
_HAPPENINGS: Final = frozenset({"struggle_trigger", "milestone", "moment_of_truth", "deal_maker", "deal_breaker", "objection", "social_influence", "leap_of_faith"})
_STORY: Final = re.compile(r"^(?:and |so |but )*(?:then |so |now )*(?:i'm|he's|she's|we're|there (?:i am|we are)|it's (?:\w+ ){0,3}(?:past|o'clock|morning|raining|january|february|march|april|may|june|july|august|september|october|november|december|\d)|(?:and|so|then) (?:he|she|this|the|i)\b)", re.I)
_PAST_PERFECT: Final = re.compile(rf"\b(?:i|we|he|she|they|you|it|there|that|who)'d (?:already |just |never |only |also |always |even )?(?!let\b|cut\b|put\b|set\b|run\b|come\b|become\b|read\b){_PARTICIPLE}\b", re.I)
_ASKED_WOULD: Final = re.compile(r"\b(?:would|could) you\b|\bcould you imagine\b|\bif you\b|\bwhat if\b", re.I)
#: a time asked after by *would*: what such a day used to be like
_ASKED_DAY: Final = re.compile(rf"\bwhat would (?:a|an|your) (?:(?!ideal|perfect|good|better)\w+ ){{0,2}}?{_TIME}s?(?: \w+)? (?:be|look|have been) like\b", re.I)
#: the old way as the frame of a *would* or *would have*: what used to be done
_FORMERLY: Final = re.compile(
    r"\b(?:previously|formerly|back then|in those days|in the old days|before(?: that| this|,|(?= (?:i|we|you|they|it|he|she)(?:'d| would))))(?:,? \w+){0,4}?(?:'d| would)\b|\b(?:would|'d) (?:have )?(?:\w+ ){1,8}(?:previously|formerly|back then|in those days)\b", re.I,
)
#: *if* that stands for whether
_WHETHER: Final = re.compile(r"\b((?:ask|see|know|check|wonder|tell|find out|test|look(?:ing)? at|sure|certain|clear)\w*(?: (?:me|us|him|her|them|you))?) if\b", re.I)
#: *'d* before a noun is had
_HAD: Final = re.compile(r"\b(i|we|he|she|they|you|it)'d (?=(?:a|an|the|no|my|our|his|her|their|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\b)", re.I)
#: said of what was done or felt, though the words are those of what was not
_DONE: Final = re.compile(
    r"\bshould(?:n't| not) (?:really )?(?:have|'ve) been \w+ing\b|\b(?:could|might|may)(?: have|'ve) been (?:\w+ ){0,2}?(?:[a-z]+|either)(?:,| or) (?:it )?(?:could|might|may|or)\b"
    r"|\bi could(?: have|'ve) (?:just )?(?:kissed|killed|cried|hugged|strangled|screamed|wept|died|thrown it|put my (?:fist|foot))\b", re.I,
)
#: opens a claim that is not of what happened
_UNREAL: Final = re.compile(r"\b(?:would|wouldn't|could(?:n't)?(?= have|'ve)|might|may(?! (?:the|and)\b)|will|won't|gonna|probably|maybe|perhaps|ideally|imagine|wish|hopefully)\b|\w'(?:d|ll)\b|\bgoing to (?!the\b|a\b|my\b|our\b|work\b)", re.I)
_PART: Final = re.compile(r"[;:]\s+|,\s+|\s+(?=(?:and|but|so|because|cos|cause|since|which|who|than|where|as|what|though|although|even if|if|that(?= (?:would|might|could)\b))\b)", re.I)
_CONDITION: Final = re.compile(r"(?:(?:and|but|so|because|cos|or|even|which|as|like) )*(?:if|unless|when|imagine|say|(?:were|had|should) (?:i|we|you|he|she|it|they)|with(?:out)? (?:such|that|this))\b", re.I)
#: a time to come, beside which a present tells a plan
_SCHEDULED: Final = re.compile(
    r"\b(?:next|this) (?:week|month|year|term|season|quarter|spring|summer|autumn|fall|winter|fiscal|release)\b|\b(?:in|from|by|for|until|after) (?:the )?(?:(?:new|next) year|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|easter|20[2-9]\d)\b|\b(?:is|are|'s|'re) (?:turning|coming|bringing|building|talking about|meant to)\b|\bsoon\b|\bwe'll see\b|\bmore (?:seasons|years|months)\b", re.I,
)
_FINITE: Final = re.compile(
    r"\b(?:i|we|he|she|they|it|you|there|that|this)(?:'m|'s|'re|'ve)\b|\b(?:am|is|are|was|were|has|have|had|do|does|did|don't|doesn't|didn't|isn't|wasn't|weren't|can't|can|couldn't|went|got|came|took|said|told|thought|found|put|gave|quit|lost|made)\b"
    r"|\b\w{2,}ed\b|\b(?:i|we|they|you) (?:just |always |still |never |usually )?(?!and\b|or\b|but\b|who\b)[a-z]+\b|\b(?:he|she|it) (?:just |always |still |never |usually )?\w+s\b", re.I,
)
#: *would* so often in one sentence tells a chain of actions
_CHAIN: Final = 3
_IFFY_BUT_MIGHT: Final = r"\b(?:if|unless|probably|perhaps|maybe|possibly|ideally)\b"
#: told in the past, a date is no plan
_PAST_TOLD: Final = re.compile(r"\b(?:was|were|had|did|didn't|went|got|came|took|said|thought|used to)\b", re.I)
#: words of a stretch that is a claim of its own
_A_FACT: Final = 5
#: kinds of claim where the wish or demand is the claim, whatever is told before it
_WISHED: Final = frozenset({"desired_outcome", "feature_mention", "criterion", "priority"})
_ASKED_PAST: Final = re.compile(r"\b(?:did|was|were|before|used to|back then|at the time)\b", re.I)


@lru_cache(maxsize=1024)  # every rule of a quote asks for it, one quote after the other
def plain(text: str) -> str:
    """Return the copy of `text` that rules read: no fillers, restarts or asides, straight apostrophes, one space between words."""
    straight = text.replace("’", "'").replace("‘", "'")
    return readable(re.sub(r"\s+,", ",", _ASIDE.sub(" ", readable(straight))))


def is_reported(text: str) -> bool:
    """Say whether the sentence reports a thought or saying as it went at the time ("I was like, what if it breaks")."""
    words = plain(text)
    return bool(_REPORTED.search(words)) and not re.search(r"\bi (?:think|keep (?:thinking|wondering))\b", words, re.I)


def reality(text: str, grammar: Grammar, code: str, phase: str = "", prompt: str = "") -> str:
    """Return episode, habitual, desired, hypothetical, counterfactual or future for one unit.

    `code` is what it was coded as, `phase` (clg3) the time told of, `prompt` the question it answers ("" inside an answer).
    """
    full = plain(text)
    words = _HEDGE.sub("", full)
    if is_reported(text) or (_FORWARD_FROM_PAST.search(words) and code != "desired_outcome"):
        return "desired" if code == "desired_outcome" else "episode"
    words = _DONE.sub(" ", _HAD.sub(r"\1 had ", _WHETHER.sub(r"\1 whether", words)))
    if _FORMERLY.search(_PAST_PERFECT.sub("had", words)) and not re.search(r"\bif\b", words, re.I):
        return "habitual"
    told = _claimed(words, grammar, code, phase, prompt)
    fact = _told_first(words) if told in UNREAL and code not in _WISHED else ""
    if fact:
        return _told_by_tense(fact, grammar, code)
    if told in UNREAL and prompt and _ASKED_FEAR.search(prompt[-200:]) and _FEARED.match(words):
        return "episode"
    return "desired" if told == "hypothetical" and _SOONER.search(words) and not re.search(r"\bif (?:they|it|you|somebody|someone)\b", words, re.I) else told


def _claimed(words: str, grammar: Grammar, code: str, phase: str, prompt: str) -> str:
    """Return the reality of the claim read as one, whatever is stated before it."""
    if _UNDONE.search(words) and not _ESTIMATE.search(words):
        return "counterfactual"
    told = _told_by_would(words, grammar, code, phase, prompt)
    if told:
        return told
    if _IMAGINED.search(words) or (_ONE_DAY.search(words) and grammar.tense != "past" and not _TO_COME.search(words)):
        return "hypothetical"
    if code == "desired_outcome" or (code == "priority" and _WISH.search(words)):
        return "desired"
    if code in _LASTING and not _LATER.search(words):
        return _told_by_tense(words, grammar, code)
    if _REFUSED.search(words) and not _LATER.search(words):
        return _told_by_tense(words, grammar, code)
    if _TO_COME.search(words) and grammar.tense in ("future", "present", ""):
        return "future"
    return _told_by_tense(words, grammar, code)


def _told_first(words: str) -> str:
    """Return what the sentence states before it turns to what would, might or will be; "" where it does not turn, or states nothing first.

    "They jam, and I'd buy another" and "a thing I would have missed" claim the jam and the thing; "if they jam, I'd …" claims nothing.
    """
    if _SCHEDULED.search(words) and not _PAST_TOLD.search(words):
        return ""
    rest = _PAST_PERFECT.sub("had", words)
    parts = _PART.split(rest)
    turn = next((i for i, part in enumerate(parts) if _UNREAL.search(part)), 0)
    first = parts[:turn]
    while first and _CONDITION.match(first[-1]):
        first.pop()
    told = ", ".join(first)
    stated = [x for x in first if not _CONDITION.match(x) and _FINITE.search(x)]
    return told if stated and len(told.split()) >= _A_FACT else ""


def _told_by_would(words: str, grammar: Grammar, code: str, phase: str, prompt: str) -> str:
    """Return what a *would* makes of the unit, "" where there is none that decides."""
    rest = _PAST_PERFECT.sub("had", words)
    found = re.findall(r"\b(?:would(?:n't)?)\b|\w'd\b", rest, re.I)
    if not found or not grammar.would or _ESTIMATE.search(words):
        return ""
    if code == "desired_outcome" and _LIKE.search(words) and not (prompt and _ASKED_WOULD.search(prompt[-200:])) and not re.search(r"\bif\b", words, re.I):
        return "desired"
    if prompt and _ASKED_DAY.search(prompt[-200:]):
        return "habitual"
    if prompt and _ASKED_WOULD.search(prompt[-200:]) and not _ASKED_PAST.search(prompt[-200:]) and (phase != "struggle" or re.search(r"\bif\b", prompt[-200:], re.I)):
        return "hypothetical"
    if len(found) >= _CHAIN and not re.search(r"\b(?:if|unless|probably)\b" if phase == "struggle" else _IFFY_BUT_MIGHT, words, re.I):
        return "habitual"
    if _OFTEN.search(words) or re.search(r"\b(?:every|each|back then|in those days|on a (?:good|bad) (?:day|week))\b", words, re.I) or _PLURAL_DAYS.search(words):
        return "hypothetical" if re.search(r"\b(?:probably|if (?:they|it|you) (?:had|could|ever))\b", words, re.I) else "habitual"
    if _IFFY.search(words) or _IMAGINED.search(words):
        return "hypothetical"
    refusal = re.search(r"\b(?!i\b|we\b|you\b)\w+ (?:wouldn't|would not)\b|\b(?:nobody|no one|none of \w+) would\b", rest, re.I)
    if refusal and not re.search(r"^(?:that|this)\b", words, re.I):
        return "episode" if code in _HAPPENINGS else "habitual"
    if code == "desired_outcome" and grammar.volition:
        return ""
    if len(found) > 1 or phase == "struggle" or grammar.would == "habitual":
        return "habitual"
    return "episode" if prompt and _ASKED_PAST.search(prompt[-200:]) and re.match(r"that\b", words, re.I) else "hypothetical"


def _told_by_tense(words: str, grammar: Grammar, code: str) -> str:
    """Return habitual or episode for a unit without *would*, wish or future."""
    if code == "struggle_trigger" or _DATED.search(words):
        return "habitual" if _OFTEN.search(words) and grammar.tense != "past" else "episode"
    if _OFTEN.search(words) and not (code in _HAPPENINGS and grammar.tense == "past"):
        return "habitual"
    if grammar.tense == "past":
        if _PLURAL_DAYS.search(words) and code not in _HAPPENINGS:
            return "habitual"
        return "habitual" if code in _CONDITIONS and _STANDING.search(words) else "episode"
    if _STORY.search(words) and code not in ("value_realized", "desired_outcome", "priority", "criterion", "anxiety", "price", "feature_mention", "alternative"):
        return "episode"
    return "episode" if code in _HAPPENINGS and re.search(r"\b(?:i|we|they|he|she) \w+ed\b|, i \w+ed\b", words, re.I) else "habitual"


_BE_NOT: Final = r"\b(?:(?:was|is|were|are)(?:n't|,? not|,? never)|'s not|'re not|'m not)(?: in the least| at all| really| so much| actually| even| that| very| too| particularly| overly| ever| all that| any)*"
_MATTER: Final = r"(?:price|cost|money|budget|issue|problem|factor|concern|consideration|worry|deal ?breaker|reason|pain|priority|thing|point|trouble|obstacle|barrier|hurdle)"
_TROUBLE: Final = r"(?:problems?|issues?|worr(?:y|ies)|concerns?|trouble|doubts?|anxiety|hesitations?|reservations?|difficult(?:y|ies)|fears?|objections?|complaints?|resistance|pushback)"
_HARD: Final = r"(?:worried|nervous|concerned|scared|afraid|anxious|bothered|frustrat\w+|annoy\w+|stress\w+|hard|difficult|slow|confusing|painful|complicated|expensive|dear|bad|tricky)"
#: denials of any claim: it did not matter, it was not about that
_NO_MATTER: Final = re.compile(
    rf"{_BE_NOT} (?:about |because |for )|{_BE_NOT} (?:the |a |an |any |my |our |much of an? |\w+ )?{_MATTER}\b(?! (?:with|until|when) (?:that|it))|\bit (?:was|is)(?:n't| not) (?:that|because)\b|^not (?:that|because) (?:it|they|the|we|i)\b|\bit's not (?:that|because) "
    r"|\b(?:price|cost|money|budget|brand|colour|size|looks|that|it|they|reviews?)\b[^.?!;]{0,25}(?:(?:didn't|did not|doesn't|never)(?: really| even| ever)? (?:matter|bother|come (?:into|up)|play|enter|count)|made (?:no|little) difference|(?:played|plays) no (?:part|role)|meant nothing|had nothing to do with|(?:was|were) neither here nor there)"
    r"|\b(?:i|we) (?:did|do|could)(?:n't| not) (?:really |actually |particularly )?(?:care (?:less )?(?:about|for)|mind (?:the|paying|that|it)|need the (?:fancy|extra|other)|(?:buy|pick|choose|take|get) (?:it|this|that|them) (?:for|because))|\bdon't think (?:the |that )?\w+ (?:mattered|was important|played)|\bnot once did\b|\bhad nothing to do with\b", re.I,
)
#: denials of trouble, worry or resistance
_NO_TROUBLE: Final = re.compile(
    rf"{_BE_NOT} {_HARD}\b|\b(?:didn't|don't|did not|do not|never|haven't|hadn't)(?: really| actually| particularly| even)? (?:have|had|see|feel|find) (?:any |a |much |that |a single )?(?:\w+ )?{_TROUBLE}\b|\b(?:no|zero|without any|weren't any|wasn't any|never any) (?:real |big |major |particular |great )?{_TROUBLE}\b"
    r"|\b(?:didn't|never|did not) (?:really )?(?:hesitate|worr(?:y|ied)|doubt(?:ed)?|object)\b|\bnothing to (?:be afraid of|worry about|fear)\b|\bnobody (?:objected|minded|complained|pushed back)\b|\b(?:was|is|were) (?:never a worry|painless|effortless|no trouble|no problem|no bother)\b|\bwouldn't say (?:it was |that |it's )?\w+(?:ing|ed)\b", re.I,
)
_NO_GAIN: Final = re.compile(r"\b(?:didn't|doesn't|hasn't|never|don't) (?:really |actually )?(?:save|help|work|change|improve|make (?:any|a|much))\b|\bno (?:benefit|difference|gain|better)\b", re.I)
#: negations that affirm: not just, can't say it was not, it is not as if it never
_AFFIRMING: Final = re.compile(
    r"\bnot (?:just|only|merely|simply)\b|n't (?:just|only|simply|merely)\b|\b(?:can't|couldn't|won't|don't|not) (?:say|saying|deny|tell me)\b|\bcouldn't have been (?:more|less)|wasn't (?:un|dis)\w+|weren't (?:un|dis)\w+|\bnot (?:as if|like) (?:i|we|it) (?:never|wasn't|didn't|weren't)\b|\bwasn't everything\b|\bnothing \w+ (?:me|us) more\b", re.I,
)
#: a denial followed by what it was instead
_INSTEAD: Final = re.compile(r"(?:n't|\bnot\b|\bnever\b)[^.?!]{0,60}(?:,| but| it was) (?:it|that|they) (?:was|were|is)(?!n't| not| never)\b|(?:it|that) was not[^.?!]{0,60} it was (?!not)", re.I)
_MONEY: Final = re.compile(r"\b(?:price|cost|money|budget|fees?|cheap\w*|expensive)\b", re.I)
_GAINS: Final = frozenset({"value_realized", "deal_maker", "desired_outcome"})
_TROUBLED: Final = frozenset({"pain_point", "anxiety", "objection", "price", "struggle_trigger", "criterion", ""})


def polarity(text: str, code: str = "") -> str:
    """Return denied where the claim of `code` is itself negated ("it wasn't about the price"), else affirmed.

    Of a result ("no complaints since") the absence of trouble is the claim; only "it didn't help" denies it.
    """
    body = re.sub(r"^(?:(?:no|nah|nope|well|price)[,.?]+ *)+", "", plain(text), flags=re.I)  # a discourse *no* negates nothing
    if code in _GAINS:
        return "denied" if _NO_GAIN.search(body) and not _AFFIRMING.search(body) else "affirmed"
    if _AFFIRMING.search(body):
        return "affirmed"
    instead = _INSTEAD.search(body)
    if instead and not (code == "price" and _MONEY.search(instead.group())):
        return "affirmed"
    if _NO_MATTER.search(body) or (re.match(r"price\?", text, re.I) and re.search(r"\bno (?:part|role)\b", body)):
        return "denied"
    return "denied" if code in _TROUBLED and _NO_TROUBLE.search(body) else "affirmed"
