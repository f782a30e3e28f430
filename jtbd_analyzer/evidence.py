"""What a quote is worth as evidence: who says it, did it happen, is it denied, was it led; from that the grade A, B, C or X.

The rules follow the coding guideline: only the participant's own experience counts; habitual *would* is fact, conditional
*would* is not; a reported thought ("I was like, what if") was a real thought; an answer that only echoes its question is led.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from jtbd_analyzer.model import Coding, Evidence, Quote, Segment

_GENERIC: Final = re.compile(
    r"^(?:(?:and|but|so|well|i mean|you know|yeah|look|honestly|like|because|cause|also)[, ]+)*"
    r"(?:(?:most|many|some|other|a lot of|lots of|plenty of|certain) (?:\w+ )?(?:people|companies|firms|businesses|folks|teams|users|customers|students|places|schools|clinics|shops|offices|hospitals|agencies|parents|managers|clients|organi[sz]ations|researchers|writers|artists)"
    r"|people|everyone|everybody|anyone|companies|folks|somebody|someone (?:who|like)|usually people|the industry|kids these days|society)\b", re.I,
)
_KIN: Final = r"sister|brother|mum|mom|mother|dad|father|wife|husband|partner|friend|neighbou?r|cousin|aunt|uncle|son|daughter|boyfriend|girlfriend|colleague|mate"
_OTHER: Final = re.compile(
    rf"^(?:(?:and|but|so|well|i mean|you know|yeah|like|because|cause)[, ]+)*(?:(?:my|his|her|their|our|a|one|another|some|this) (?:\w+ ){{0,2}}(?:{_KIN})s?(?:'s \w+)?|he|she|they)\b", re.I,
)
_HEARSAY: Final = re.compile(r"\b(?:i(?:'ve)? heard (?:that|people|of)|apparently|supposedly|they say|it says on|he says they|she says (?:they|it|he|she)|word is|i(?:'ve)? read that|rumou?r)\b", re.I)
_FIRST: Final = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself|we|we're|we've|we'd|us|our|ours)\b", re.I)
_YOU: Final = re.compile(r"\byou(?:'re|'ve|'d|'ll|r)?\b", re.I)

_COUNTERFACTUAL: Final = re.compile(
    r"\bif\b[^.?!]{0,60}\b(?:had(?:n't)?|hadn’t|'d)\b[^.?!]{0,80}\b(?:would(?:n't|n’t)?|'d|could(?:n't)?)\b|\bwould(?:n't|n’t)?(?: not)? have\b|\bwithout (?:it|that|them|this)[^.?!]{0,20}(?:would|'d)\b", re.I,
)
_UNREAL: Final = re.compile(
    r"\b(?:it|that)(?:'d| would) be (?:\w+ ){0,2}(?:nice|great|cool|good|helpful|lovely|amazing|useful|brilliant|handy)\b|\bif (?:they|it|you|we|i|there|someone|somebody|he|she) (?:ever|could|would|were|did)\b"
    r"|\b(?:i|we)(?:'d| would) (?:probably|maybe|definitely|love|like|imagine|guess|say|think|consider|be (?:\w+ )?(?:happy|open|interested|furious|annoyed|gone))\b|\b(?:in theory|hypothetically|potentially|one day|some ?day|down the line)\b"
    r"|\bi wish\b[^.?!]{0,40}\b(?:had|could|would)\b", re.I,
)
_FUTURE: Final = re.compile(r"\b(?:(?:i|we|they|it|he|she|you|that|there)(?:'ll| will| won't)|going to be|gonna be|(?:'re|'m|are|am|is) (?:planning|hoping|going) to|next (?:year|month|term|season|quarter|spring|summer|autumn|fall|winter)|in the future|eventually we)\b", re.I)
_REPORTED: Final = re.compile(
    r"\b(?:was|were|am|is|'m|'s) like\b|\bi(?:'m| was)? (?:just |also )?(?:think|thinking|wondering)\b,?|\bi thought\b|\bin my head\b|\b(?:he|she|they|i|we)(?:'s)? (?:goes|go|went|said|says|told|asked)\b|\bgoes,|\bi kept (?:thinking|wondering)\b|\bi(?:'m| was) going,", re.I,
)
_HABIT_FRAME: Final = re.compile(
    r"\b(?:every|each|always|usually|often|constantly|whenever|all the time|used to|normally|once a|twice a|times a|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|most (?:days|weeks))\b", re.I
)
_WISH: Final = re.compile(r"\b(?:want(?:ed|s|ing)?|wanna|need(?:ed|s)?|hop(?:e|ed|es|ing)|wish(?:ed)?|looking (?:for|to)|so (?:that )?(?:i|we) c(?:an|ould)|the (?:goal|aim|point|dream|idea))\b", re.I)

_DENIED: Final = (
    re.compile(r"\b(?:was|is|were|are)(?:n't|n’t| not| never) (?:really |so much |actually |even |that |very )?(?:about )?(?:the |a |an |any |my |our )?(?:price|cost|money|issue|problem|factor|concern|worry|deal ?breaker|reason|pain|priority|budget)\b", re.I),
    re.compile(r"\b(?:was|were|is|am|'m|are|'re)(?:n't|n’t| not| never) (?:really |that |too |particularly |at all |very |so |overly |all that |even |actually )*(?:worried|nervous|concerned|scared|afraid|anxious|bothered|frustrat\w+|annoyed|stressed)\b", re.I),
    re.compile(r"\b(?:didn't|didn’t|don't|don’t|did not|do not|never) (?:really |actually |particularly |even )?(?:have|had|see|feel|find) (?:any |a |much |that )?(?:\w+ )?(?:problems?|issues?|worr(?:y|ies)|concerns?|trouble|doubts?|anxiety|hesitations?|reservations?|difficult(?:y|ies))\b", re.I),
    re.compile(r"\b(?:no|zero) (?:real |big |major |particular )?(?:worries|concerns|anxiety|doubts|hesitations?|complaints|issues|problems?)\b(?! with (?:that|it) (?:until|when))", re.I),
    re.compile(r"\b(?:price|cost|money|budget)\b[^.?!,;]{0,25}\b(?:didn't|didn’t|did not|never|wasn't|wasn’t|doesn't|isn't|was not|is not) (?:really |even |ever )?(?:matter|come (?:into|up)|play|enter|a factor|an issue|a problem|the (?:issue|problem|thing|point))", re.I),
    re.compile(r"\bnot (?:that|because) (?:it|they|the|we|i)\b|\bit (?:wasn't|wasn’t|isn't|isn’t) (?:that|because|about)\b", re.I),
)
_AFFIRMED: Final = re.compile(r"\bnot (?:just|only|merely|simply)\b|n't (?:just|only|say (?:i|we|it) (?:didn't|don't|wasn't))|can't say\b|couldn't have been (?:more|less)|wasn't (?:un|dis)\w+", re.I)

_YES: Final = re.compile(r"^(?:oh,? )?(?:yes|yeah|yep|yup|exactly|definitely|absolutely|totally|right|correct|for sure|of course|mm-?hm+|uh-?huh|very(?: much)?|sure|true|completely|that's right|it was|it did|i did|we did|no|nope|not really)\b", re.I)
_LEADING: Final = re.compile(r"(?:^|[.?!,] )(?:and |so |but |okay,? )*(?:was|were|is|are|did|do|does|would|could|had|has|have|so|it sounds|sounds)\b[^.?]*\?\s*$|\b(?:right|isn't it|wasn't it|didn't (?:it|you|they)|don't you|correct|yeah)\?\s*$", re.I)
_CONTENT: Final = re.compile(r"[a-z']{4,}")
_DULL: Final = frozenset("yeah very really that this what when were have with they them there then just like been from about your would could into some more than much well also because".split())

_BREAKING: Final = re.compile(r"\b(?:last straw|never again|nightmare|disaster|furious|killing me|desperate|couldn't (?:take|do|stand) (?:it )?any ?more|hate[ds]?|awful|horrible|terrible|burst into tears|crying|cried|unbearable|the worst|devastat\w+|terrified|livid)\b|[!]{2,}", re.I)
_MARKED: Final = re.compile(r"\b(?:really|so much|totally|absolutely|completely|constantly|literally|extremely|incredibly|super|huge|massive|hours|days|every single|whole|fed up|stress\w*|frustrat\w*|embarrass\w*|panick?\w*|scared|worried sick|love[ds]?|brilliant|amazing|thousands?|hundreds?|damn|hell|crap|shit|fuck\w*|bloody)\b|!", re.I)
_MILD: Final = re.compile(r"\b(?:a bit|kind of|sort of|slightly|annoying|hard|difficult|nice|good|better|bad|tricky|pain|slow|easy|quite|pretty|too)\b", re.I)

_NUMBER: Final = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|hundred|thousand|half|twice|couple|dozen|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|night|week|weeks|month|months|year|years|yesterday|hours?|minutes?)\b", re.I)
#: kinds of claim where a counterfactual about the real choice is evidence
_CHOICE: Final = frozenset({"deal_maker", "deal_breaker", "criterion"})
#: old words: what people call the way before and what they call the thing now
_OLD: Final = re.compile(r"\b(?:old|before|previous(?:ly)?|used to|back then|at the time|spreadsheets?|paper|by hand|manual(?:ly)?)\b", re.I)
_NEW: Final = re.compile(r"\b(?:now|these days|nowadays|since (?:we|i|then)|today|currently|new (?:one|system|tool|app|way)|still)\b", re.I)

_GUESSED: Final = "speakers are guessed in this file; not counted until confirmed"


def grade(segment: Segment, coding: Coding, phase: str, speakers_known: bool = True) -> Evidence:
    """Return the evidence of one coded segment.

    `phase` is where in the journey it was placed (clg3: struggle, evaluation, growth or ""), used only to say which
    thing is spoken of. The reason names what decided the grade.
    """
    text = segment.verbatim
    reported = bool(_REPORTED.search(text))
    who = experiencer(text)
    real = reality(text, segment, coding.code, reported)
    polar = polarity(text)
    led = elicitation(segment)
    letter, why = _letter(text, coding.code, who, real, led, reported)
    if not speakers_known and letter in "AB":
        letter, why = "C", _GUESSED
    counted = letter in "AB" and polar == "affirmed" and coding.code != "none"
    if polar == "denied" and letter in "AB":
        why += "; denied, so kept as counter-evidence"
    return Evidence(segment.quote_id, who, real, polar, led, referent(text, coding.code, phase), intensity(text), letter, counted, why)


def regraded(quote: Quote, code: str, phase: str) -> Quote:
    """Return `quote` as a quote of `code`, graded by the rules of `grade`; who speaks and whether it was led stand as read before."""
    text = quote.verbatim
    reported = bool(_REPORTED.search(text))
    real = "desired" if code == "desired_outcome" and quote.reality in ("episode", "habitual") and not reported else quote.reality
    letter, why = _letter(text, code, quote.experiencer, real, quote.elicitation, reported)
    if quote.grade_reason == _GUESSED:
        letter, why = "C", _GUESSED
    if quote.polarity == "denied" and letter in "AB":
        why += "; denied, so kept as counter-evidence"
    counted = letter in "AB" and quote.polarity == "affirmed" and code != "none"
    return replace(quote, code=code, reality=real, referent=referent(text, code, phase), grade=letter, grade_reason=why, counted=counted)


def experiencer(text: str) -> str:
    """Return whose experience it is: self, own_team, other_known or generic_other. Generic "you" is self."""
    first = _FIRST.search(text)
    if _GENERIC.search(text) and not first:
        return "generic_other"
    other = _OTHER.search(text)
    rest = text[other.end() :] if other else ""  # the "my" of "my sister" says nothing about whose experience it is
    if other and not _FIRST.search(rest) and not _YOU.search(rest) and re.search(rf"\b(?:{_KIN})s?\b", text, re.I):
        return "other_known"
    return "own_team" if re.search(r"\b(?:we|we're|we've|we'd|us|our)\b", text, re.I) and not re.search(r"\b(?:i|my|me)\b", text, re.I) else "self"


def reality(text: str, segment: Segment, code: str, reported: bool) -> str:
    """Return episode, habitual, desired, hypothetical, counterfactual or future for one unit."""
    g = segment.grammar
    if reported and g.tense != "future":
        return "episode"
    if _COUNTERFACTUAL.search(text) and g.would != "habitual":
        return "counterfactual"
    if g.would == "habitual":
        return "habitual"
    if _UNREAL.search(text) or (g.would == "conditional" and not _WISH.search(text)) or (g.would == "conditional" and re.search(r"\bif\b", text, re.I)):
        return "hypothetical"
    if code == "desired_outcome" or (_WISH.search(text) and code == "priority"):
        return "desired"
    if _FUTURE.search(text) and g.tense in ("future", "present", ""):
        return "future"
    if _HABIT_FRAME.search(text) or g.tense in ("present", ""):
        return "habitual"
    return "episode"


def polarity(text: str) -> str:
    """Return denied where the claim itself is negated ("it wasn't about the price"), else affirmed."""
    body = re.sub(r"^(?:no|nah|nope)[,.]+ *", "", text.strip(), flags=re.I)  # a discourse *no* negates nothing
    if _AFFIRMED.search(body):
        return "affirmed"
    return "denied" if any(p.search(body) for p in _DENIED) else "affirmed"


def elicitation(segment: Segment) -> str:
    """Return led, prompted or spontaneous.

    Led: a short yes to a question that held the content, or an answer whose words all stood in the question.
    """
    prompt, text = segment.prompt.lower(), segment.verbatim.lower()
    if not segment.first_of_turn or not prompt:
        return "spontaneous"
    own = set(_CONTENT.findall(text)) - _DULL
    asked = set(_CONTENT.findall(prompt[-200:])) - _DULL
    new = own - asked
    short = segment.grammar.tokens <= 6
    if _LEADING.search(prompt.strip()[-200:]) and _YES.search(text) and (short or len(new) <= 1) and len(new) <= 2:
        return "led"
    if _YES.search(text) and own and not new and len(own) <= 6:
        return "led"
    return "prompted" if own & asked or "?" in prompt[-200:] else "spontaneous"


def intensity(text: str) -> int:
    """Return 0 flat, 1 mild, 2 marked, 3 breaking point or strong feeling."""
    if _BREAKING.search(text):
        return 3
    if _MARKED.search(text):
        return 2
    return 1 if _MILD.search(text) else 0


def referent(text: str, code: str, phase: str) -> str:
    """Return what is praised or blamed: old_way, our_product, competitor, company, self or unclear."""
    if code in ("alternative", "deal_breaker"):
        return "competitor"
    if code in ("value_realized", "deal_maker"):
        return "our_product"
    if code == "moment_of_truth":
        return "company"
    if code == "habit":
        return "old_way"
    if code == "pain_point":
        if phase == "growth" and not (_OLD.search(text) and not _NEW.search(text)):
            return "our_product"
        return "old_way" if phase == "struggle" else "unclear"
    return "unclear"


def _letter(text: str, code: str, who: str, real: str, led: str, reported: bool) -> tuple[str, str]:
    if led == "led":
        return "C", "led: the content was in the question"
    if who == "generic_other":
        return "C", "about people in general"
    if _HEARSAY.search(text) and code not in ("social_influence", "anxiety", "alternative"):
        return "C", "hearsay"
    if who == "other_known" and code not in ("social_influence", "objection"):
        return "C", "somebody else's experience"
    if real == "counterfactual":
        return ("B", "what would have decided it: about the real choice") if code in _CHOICE else ("C", "did not happen (counterfactual)")
    if real == "hypothetical":
        return "C", "hypothetical"
    if real == "future":
        return ("B", "a present worry about what may come") if code == "anxiety" else ("C", "about the future")
    if real == "desired":
        return "B", "a wish held at the time"
    concrete = bool(_NUMBER.search(text))
    if real == "episode":
        return ("A", "own experience, a particular past event" + (", a reported thought" if reported else ""))
    return ("A", "own repeated experience with a concrete detail") if concrete else ("B", "own experience, in general terms")
