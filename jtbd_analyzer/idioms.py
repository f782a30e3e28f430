"""Ways of speaking that a coder may take at their word: "I wanted to be sick" wishes for nothing, "it's made more work" is no value.

Each rule was held against the labels of the bank's interviews; the figures stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from jtbd_analyzer.scheme import NONE

if TYPE_CHECKING:
    from jtbd_analyzer.model import Coding, Segment

_DISTRESS: Final = re.compile(
    r"\b(?:want(?:ed)?|wanna|could have|feel(?:ing)? like|felt like|nearly|almost) (?:just |honestly |really )?(?:to )?"
    r"(?:be sick|sick|cry(?:ing)?|cried|weep(?:ing)?|wept|scream(?:ing|ed)?|die|died|dying|throw(?:ing)? up"
    r"|vomit(?:ing)?|disappear|run away|curl up|crawl (?:under|into|away)|bang(?:ing)? my head"
    r"|(?:kill(?:ed|ing)?|strangl(?:e|ed|ing)|murder(?:ed|ing)?) (?:him|her|them|myself|somebody|someone)"
    r"|throw(?:ing)? (?:it|the \w+|my \w+) (?:out of the|across the|through the|in the))\b"
    r"|\bwish(?:ed|ing)? the (?:ground|earth|floor) would\b", re.I)
#: of 35 such sentences in the bank none is labelled as value
_WORSE: Final = re.compile(
    r"(?P<before>[^.;,]{0,24})\b(?:more (?:work(?! (?:done|in|out|through|from|coming))|effort|hassle|clicks|steps|admin|typing|bother|trouble|paperwork"
    r"|stress\w*|complicated|annoying|confusing|fiddly)|(?:bit|lot|much|it's|it is|got|even|actually|maybe|made \w+) (?:slower|worse|harder)"
    r"|takes? (?:\w+ )?longer)\b", re.I)
_NOT_SO: Final = re.compile(r"\b(?:no|not|never|any|less|without|nothing|was|were|used to|before|instead of)\b|n't\b", re.I)
#: what fell off, broke or stopped: of 30 such sentences in the bank none is labelled as value
_FAILED: Final = re.compile(
    r"(?P<before>[^.;,]{0,24})\b(?:(?:came|fell|comes|falls|peels|peeled|wore|drops|rubbed) off|(?:it|they) (?:was|were|is|are) (?:just )?gone\b(?! (?:up|down|to|from|well))"
    r"|stopped working|packed up|conked out|fell (?:apart|over)|broke down|snapped|(?:it|they) (?:died|crashed|froze|jammed|broke))\b", re.I)
_TROUBLE: Final = r"(?:bother|trouble|problems?|issues?|hassle|complaints?|difficult(?:y|ies)|hiccups?|headaches?|glitch(?:es)?|drama|hitch(?:es)?)"
#: trouble denied outright, or praise; of 14 such sentences in the bank none is labelled as a pain
_NO_TROUBLE: Final = re.compile(
    r"\b(?:never|not|hasn't|haven't|hadn't|don't|didn't) (?:\w+ )?(?:had|have|been|give|gives|gave|given|cause|causes|caused) (?:me |us )?(?:a |an |any |one |much |the slightest )?"
    rf"(?:single |moment's |minute's |day's |bit of |real |big )?{_TROUBLE}\b"
    rf"|\b(?:was|is|been|had|have|has|gives?|gave|it's|that's|absolutely|really|i've|we've) (?:me |us )?(?:no|zero) (?:real |big |major )?{_TROUBLE}\b|,? (?:with )?no {_TROUBLE}(?: at all| whatsoever)?[.!]*$"
    r"|\b(?:i|we|you) (?:don't|dont|didn't|never) (?:even |really )?notice(?:d)? (?:anything|it|a thing)\b|\bcan(?:'t|not) (?:really )?(?:fault (?:it|them|that)|knock it)\b"
    r"|\b(?:never|hasn't|haven't|has not|not once) (?:\w+ )?(?:let (?:me|us) down|gone wrong|failed|crashed|broken down|missed a beat|skipped a beat)\b"
    r"|\b(?:nicest|loveliest|happiest|best) (?:day|morning|week|afternoon|evening)\b", re.I)
#: said to be all right: all 12 such sentences in the bank that take nothing back are labelled none
_FINE: Final = re.compile(
    r"^(?:(?:and|so|mostly|mainly|generally|usually|normally|largely|now|otherwise|well|yeah|yes|no|then),? )*"
    r"(?:it|that|this|they|everything|the rest|(?:most|all) of (?:it|them|that|those))(?:'s| is| are|'re) (?:\w+ )?(?:fine|all right|alright|solid)\b(?! (?:in|for|till|until|if|when|as long))"
    r"|, (?:and )?(?:(?:mostly|mainly|generally|usually|normally) )?(?:it|that|they)(?:'s| is| are|'re) (?:\w+ )?(?:fine|all right|alright)[.!]*$"
    r"|\b(?:works?|worked|runs?|ran|goes|went) (?:just |perfectly |absolutely |all )?(?:fine|perfectly|a treat|like a dream|beautifully|smoothly|brilliantly)(?: (?:now|for (?:me|us)|every time))?[.!]*$", re.I)
#: what takes a praise back
_STING: Final = re.compile(
    r"\b(?:but|except|apart from|only|until|till|though|although|however|unless|worst|wrong|yet|other than|less|in theory|supposed|not suitable|nobody|no good"
    r"|(?:trouble|problem|thing) (?:with it|is)|which is|would be|should be|mind you)\b|\?", re.I)
#: the end of the use: of 8 such sentences in the bank none is labelled as value, half as milestone
_ENDS: Final = re.compile(
    r"\b(?:(?:switch|turn|shut)(?:ed|ing|s)? (?:\w+ ){0,2}(?:log ?-?ins?|accounts?|access|licen[cs]es?|seats?) off|(?:switch|turn|shut)(?:ed|ing|s)? off (?:\w+ ){0,3}(?:log ?-?ins?|accounts?|access|licen[cs]es?)"
    r"|paid (?:up )?(?:till|until|to the end)|(?:contract|subscription|licen[cs]e|plan|membership|renewal|trial)s? (?:\w+ ){0,2}(?:ran out|runs out|run out|ends?|ended|lapsed?|lapses|expire[sd]?)"
    r"|cancel(?:l?ed|l?ing)? (?:it|the|our|my)\b|(?:we|i)(?:'ve| have)? (?:stopped|quit) using|(?:closed|closing|deleted|deleting) (?:\w+ ){0,2}account|let it (?:lapse|run out))\b", re.I)
#: a question for the purchase or the leaving itself: of 40 sentences in the bank that answer one none is labelled as value
_TAKEN: Final = r"(?:bought|buy|buying|purchas\w+|sign(?:ed|ing)? up|signed|paid for|placed? the order|ordered|stopped using|cancel\w*|opened it|(?:get|got|getting) (?-i:[A-Z])\w+)"
_ASKS_TAKING: Final = re.compile(
    rf"\b(?:when|what day|which day|the day|how did you come|where does (?:that|it)|how (?:long|many \w+) ago|months? ago|years? ago|last time|tell me about getting)\b.*\b{_TAKEN}\b"
    rf"|\b{_TAKEN}\b.*\b(?:when|ago|last time|where does (?:that|it)|start wherever)\b", re.I | re.S)
_AFTERWARDS: Final = re.compile(r"\b(?:after|since|now|like|different|paid for itself|going|work(?:s|ed|ing)?)\b", re.I)
#: a contact told as good, and as bad: of the bank's moments of truth with such words 7 of 8 are labelled positive, and 17 of 17 negative
_WELL_MET: Final = re.compile(
    r"\b(?:(?:answered|replied|wrote back|rang (?:me )?back|called (?:me )?back|fixed it|sorted it|back to me) (?:\w+ ){0,2}(?:the same|within|in (?:an|ten|five|twenty|half)|straight away|that (?:same )?(?:day|afternoon|evening|night))"
    r"|(?:very|so|really|ever so) (?:nice|kind|helpful|patient|good|polite|friendly|quick)|couldn't believe (?:it|how|my luck)|made my (?:day|week)|(?:i|we) (?:liked|loved|appreciated) (?:that|it|how|her|him|them)"
    r"|(?:wrote|said) [\"'“‘]?good[\"'”’]?|free of charge|no charge|thank(?:ed|s) (?:me|us)|apologi[sz]ed|stayed on the (?:line|phone))", re.I)
_ILL_MET: Final = re.compile(
    r"\b(?:(?:the )?same (?:article|answer|reply|e-?mail|link|script)(?: \w+){0,3} (?:back|again|sent|twice)|(?:same|standard|canned|automatic) (?:reply|answer|response)|on hold|no (?:reply|answer|response)"
    r"|(?:never|didn't|nobody|no one|not one) (?:\w+ )?(?:answered|replied|wrote back|rang back|called back|came back|heard|hear|answer|reply|call(?:ed)? back)|felt bad|annoyed|furious|upset|livid|told off|nightmare|angry|hung up|rude"
    r"|embarrass\w*|ashamed|humiliat\w*|felt (?:stupid|small|awful|terrible|sick))\b", re.I)
#: how sure it is that a trouble denied was denied of the time in use
_IN_USE: Final = 0.7
#: sentences of an answer that still tell of what was asked
_STILL: Final = 5
#: no gain is claimed: none of the 2 such sentences in the bank is labelled as value
_NO_CLAIM: Final = re.compile(
    r"\b(?:wouldn't|couldn't|can't|don't) (?:really )?(?:say|think) (?:that )?(?:it|this) (?:really )?helps?\b|\b(?:couldn't|can't) (?:really )?tell you[.!]*$", re.I)
#: a question for the time right after the purchase: of 120 coded sentences in the bank that answer one none is labelled as an objection
_ASKS_SETUP: Final = re.compile(
    r"\b(?:set(?:ting)?[ -](?:it |that |everything |them |any(?: of (?:it|them|those|these))? )?up|getting (?:started|it going)|go(?:ing)? live|first (?:few )?(?:days?|weeks?)"
    r"|you(?:'ve| have|'d| had) (?:just )?(?:paid|bought|signed|ordered)|after (?:you|the) (?:bought|paid|signed|purchase|payment)|(?:still have|still having) with it)\b", re.I)
#: a wish about the talk itself, not about anything in the story
_SAYS: Final = re.compile(
    r"\b(?:i|we)(?: do| just| also)?(?: want| wanted| would like|'d like) to (?:make (?:that|it|this) (?:very |quite )?clear|be (?:clear|fair|honest)|stress|point out|emphasi[sz]e)\b", re.I)
#: what they would miss or do miss: of 12 such sentences in the bank none is labelled as a pain; what is missed of the old way is a habit
_MISSES: Final = re.compile(r"\b(?:i|you|we|they)(?:'d| would| do| still|'ll)? miss (?:the|that|it|my|our|him|her|them|being|having|going)\b", re.I)
#: a question for worries at the time: of 195 coded sentences in the bank that answer one without a word of wishing 7 are labelled as wishes, all
#: of them asked for hopes as well
_ASKS_WORRY: Final = re.compile(
    r"\b(?:worr(?:y|ied|ies)|unsure|doubts?|hesitat\w*|afraid|nervous|concern\w*|anxious|scared|put you off|h(?:o|e)ld(?:ing)? you back|give you pause)\b", re.I)
_ASKS_HOPE: Final = re.compile(r"\b(?:hop(?:e|es|ed|ing)|want\w*|wish\w*|look(?:ing)? (?:ahead|forward)|future|next)\b", re.I)
_WISHING: Final = re.compile(
    r"\b(?:want\w*|hop(?:e|ed|ing)|wish\w*|need\w*|like to|love to|prefer\w*|rather|so (?:that )?(?:i|we) c(?:an|ould)|matter\w*|important|main thing|as long as"
    r"|must|should|keen|looking for|glad|would be)\b", re.I)
#: at ease, said outright: none of the bank's sentences with such words that take nothing back is labelled as an anxiety
_AT_EASE: Final = re.compile(r"\b(?:felt|feel|i'm|i was|i am|we were|we're|was|made me) (?:very |so |really |quite |much )?(?:hopeful|happy|relieved|pleased|delighted|reassured)\b", re.I)
#: what takes ease back; "I was relieved" and "they were going to mend it" do not
_UNEASY: Final = re.compile(
    r"\b(?:no|not|never|less|without|nothing|hardly|neither|nor|worr\w+|scared|afraid|fear\w*|frighten\w+|terrif\w+|nervous|anxious|risk\w*|what if)\b|n't\b", re.I)
#: a trouble that has stopped: of 3 such sentences in the bank all are labelled as value
_CEASED: Final = re.compile(
    r"\b(?:double \w+ing|(?:phone )?calls|ringing|chasing|queu(?:es?|ing)|complaints|texts|e-?mails|messages|arguments|rows|mix-?ups|mistakes|muddles?)(?:'s| has|'ve| have)"
    r" (?:all |just |pretty much |more or less |completely )?(?:stopped|gone away|dried up)\b"
    r"|\b(?:have|has|'ve|'s) stopped (?:ringing|calling|phoning|chasing|asking|texting|nagging|being a (?:problem|worry|bother))\b", re.I)
#: a resolve to do something; the bank has no such sentence, so only plain acts are taken for one
_RESOLVE: Final = re.compile(
    r"^(?:(?:and|so|but|well),? )*i (?:just )?thought,? (?:right|okay|ok),? (?:so )?i(?:'ll| will) (?:just )?"
    r"(?:ask|try|ring|call|buy|get (?:it|one|them)|sign|go|have a (?:go|look)|put (?:it|that|this)|look|find|write|give it)\b", re.I)
_VALUE: Final = frozenset({"value_realized", "first_value"})
_WISHES: Final = frozenset({"desired_outcome", "priority"})
_WHY: Final = "a figure of speech for distress, no wish"
_DEARER: Final = "tells of more work or time than before, no gain"
_LOST: Final = "tells of what broke or fell off, no gain"
_ENDED: Final = "tells of the end of the use, no gain"
_TOOK: Final = "answers when it was bought or left, no gain"
_UNCLAIMED: Final = "claims no gain"
_OVER: Final = "tells of a trouble that has stopped"
_DENIED: Final = "denies a trouble"
_BOUGHT: Final = "answers what came after the purchase, no reason against it"
_SAID: Final = "wants to say something, wishes for nothing"
_LIKED: Final = "tells what is missed of the way before"
_FEARED: Final = "answers a question for worries and wishes for nothing"
_RESOLVED: Final = "tells what was resolved, no worry"
_EASED: Final = "tells of being at ease, no worry"


def taken_plainly(segments: Sequence[Segment], codings: Sequence[Coding]) -> tuple[Coding, ...]:
    """Return `codings` of one interview with these kinds read as what they tell.

    A wish that is only a way of speaking becomes a pain, or the moment or fear that was the runner-up; a "result" that cost more
    work or time, or that broke, becomes a pain; one that tells how the thing was bought or given up becomes a milestone; a
    "pain" that denies any trouble becomes a result where it is told of the product, and no code where it only says "that's fine".
    A contact with the company keeps its code, and takes the sign its words tell.
    """
    place = {s.quote_id: i for _, turn in groupby(segments, key=lambda s: s.turn) for i, s in enumerate(turn)}

    def plain(s: Segment, c: Coding) -> Coding:
        words = s.verbatim.replace("’", "'")
        if c.code in _VALUE:
            return _no_gain(s, c, words, place[s.quote_id])
        if c.code == "pain_point":
            return _no_pain(c, words)
        if c.code == "objection" and place[s.quote_id] < _STILL and _ASKS_SETUP.search(s.prompt[-160:].replace("’", "'")):
            used = replace(c, phase="growth", phase_score=max(c.phase_score if c.phase == "growth" else 0.0, _IN_USE), step="p13")
            return _read(used, "pain_point", min(c.valence, -1), _BOUGHT)
        if c.code == "moment_of_truth":
            well, ill = (bool(p.search(words)) for p in (_WELL_MET, _ILL_MET))
            return c if well == ill else replace(c, valence=(1 if well else -1) * max(1, abs(c.valence)))
        if c.code == "anxiety" and _AT_EASE.search(words) and not _STING.search(words) and not _UNEASY.search(words):
            return _read(c, c.second_code if c.second_code in ("moment_of_truth", "deal_maker") else NONE, max(c.valence, 0), _EASED)
        if c.code == "anxiety" and _RESOLVE.search(words) and not _STING.search(words) and not _UNEASY.search(words):
            return _read(c, NONE, 0, _RESOLVED)
        if c.code in _WISHES and place[s.quote_id] < _STILL and not _WISHING.search(words):
            asked = s.prompt[-160:].replace("’", "'")
            if _ASKS_WORRY.search(asked) and not _ASKS_HOPE.search(asked):
                return _read(c, "anxiety", -1, _FEARED)
        if c.code in _WISHES and _SAYS.search(words) and not _WISHING.search(_SAYS.sub("", words)):
            return _read(c, NONE, 0, _SAID)
        if c.code not in _WISHES or not _DISTRESS.search(words):
            return c
        other = c.second_code if c.second_code in ("moment_of_truth", "anxiety") else "pain_point"
        return _read(c, other, min(c.valence, -1), _WHY)

    return tuple(map(plain, segments, codings))


def _read(c: Coding, code: str, valence: int, why: str) -> Coding:
    return replace(c, code=code, score=min(c.score, 0.5), second_code="", second_score=0.0, valence=valence, reason=f"{why}: {c.reason}")


def _no_gain(s: Segment, c: Coding, words: str, place: int) -> Coding:
    """Return the coding of a "result" as what the words tell instead, where they tell something else."""
    for pattern, why in ((_WORSE, _DEARER), (_FAILED, _LOST)):
        if any(not _NOT_SO.search(m["before"]) for m in pattern.finditer(words)):
            return _read(c, "pain_point", -1, why)
    if _NO_CLAIM.search(words):
        return _read(c, NONE, 0, _UNCLAIMED)
    if _ENDS.search(words):
        return _read(c, "milestone", 0, _ENDED)
    asked = s.prompt[-200:].replace("’", "'")
    if place < _STILL and _ASKS_TAKING.search(asked) and not _AFTERWARDS.search(asked):
        return _read(c, "milestone", 0, _TOOK)
    return c


def _no_pain(c: Coding, words: str) -> Coding:
    """Return the coding of a "pain" that denies one: a result of the product in use, else no code."""
    if _MISSES.search(words):
        return _read(c, "habit", 0, _LIKED)
    if _STING.search(words):
        return c
    if c.phase == "growth" and _CEASED.search(words):
        return _read(c, "value_realized", 1, _OVER)
    if _NO_TROUBLE.search(words):
        if c.phase != "growth" and c.second_code not in _VALUE:
            return _read(c, NONE, 0, _DENIED)
        used = replace(c, phase="growth", phase_score=max(c.phase_score if c.phase == "growth" else 0.0, _IN_USE), step="p15")
        return _read(used, "value_realized", 1, _DENIED)
    return _read(c, NONE, 0, _DENIED) if _FINE.search(words) else c
