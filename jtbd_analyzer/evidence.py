"""What a quote is worth as evidence: who says it, did it happen, is it denied, was it led; from that the grade A, B, C or X.

The rules follow the coding guideline: only the participant's own experience counts; what did not happen, what is only
hoped for the product and what an answer takes over from its question does not. Whether it happened and whether it is
denied is read in `claims.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from jtbd_analyzer.claims import is_reported, plain, polarity, reality
from jtbd_analyzer.model import Coding, Evidence, Quote, Segment
from jtbd_analyzer.small_talk import aside

_LEAD: Final = r"^(?:(?:and|but|so|well|then|yeah|yes|no|look|like|because|cause|also|okay|oh|in (?:our|this|my) (?:industry|trade|line))[, ]+)*"
_CROWD: Final = r"(?:people|folks|companies|firms|businesses|teams|users|customers|clients|patients|students|guests|readers|kids|parents|teachers|managers|farmers|everyone|everybody|anyone|anybody|society)"
_PAST: Final = r"(?! (?:\w+ ){0,2}?(?:was|were|had|did|didn't|would|could|kept|knew|went|got|came|\w{2,}ed)\b)"
#: people in general as the subject: "most dentists", "small charities", "our clients", "nobody likes"; told in the past it is the teller's own case
_GENERIC: Final = re.compile(
    rf"{_LEAD}(?:(?:most|many|other|a lot of|lots of|plenty of|certain) (?!of\b|days|weeks|nights|times|mornings|things)(?:\w+ ){{0,2}}?\w+s?|(?:some|small|big|large) (?:\w+ )?(?:{_CROWD}|charities|clinics|shops|schools|makers|offices)"
    rf"|(?:usually |generally )?(?:{_CROWD}|our (?:clients|customers|patients|users|students|guests|readers)){_PAST}|someone (?:who|like)|the industry|nobody (?:likes|wants|reads|enjoys|cares))\b", re.I,
)
_KIN: Final = r"sister|brother|mum|mom|mother|dad|father|wife|husband|partner|friend|neighbou?r|cousin|aunt|uncle|son|daughter|boyfriend|girlfriend|colleague|mate|guy at work|woman at work"
#: somebody the speaker knows as the subject
_OTHER: Final = re.compile(
    rf"{_LEAD}(?:(?:my|his|her|their|our|a|one|another|some|this)(?: \w+){{0,2}} (?:{_KIN})s?(?:'s \w+)?|the \w+ (?:down the road|next door|across the street)|(?:somebody|someone) (?:i|we) know)\b(?: of (?:mine|ours))?(?! and (?:i|me)\b)", re.I,
)
_PRONOUN: Final = re.compile(rf"{_LEAD}(?:he|she)\b", re.I)
#: what others do to the speaker is the speaker's experience
_TOWARDS: Final = re.compile(r"\b(?:phoned?|rang|ring|rings|calls?|called|tells?|told|asks?|asked|sends?|sent|gave|gives?|shows?|showed|said|says|nag(?:s|ged)?|turned up|set it up)\b", re.I)
_CREW: Final = re.compile(rf"{_LEAD}(?:the (?:\w+ )?(?:team|guys|lads|girls|staff|crew|drivers|nurses|office)|one of our|our)\b", re.I)
_OWN_CROWD: Final = re.compile(rf"{_LEAD}every(?:one|body) (?:in|on|at) (?:our|the) (?:office|team|floor|shop|site|ward|clinic|depot)\b", re.I)
_ASIDE_I: Final = re.compile(r"\b(?:i (?:don't|dont) know|i (?:mean|think|guess|suppose|remember|know|speak to|talk to|meet|work with|see)|i'd say|if you ask me)\b", re.I)
_FIRST: Final = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself|we|we're|we've|we'd|we'll|us|our|ours)\b", re.I)
_WE: Final = re.compile(r"\b(?:we|we're|we've|we'd|we'll|us|our|ours)\b", re.I)
_I: Final = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself)\b", re.I)
_YOU: Final = re.compile(r"\byou(?:'re|'ve|'d|'ll|r)?\b", re.I)
_QUOTED: Final = re.compile(r"\b(like|goes|going|went|said|says|told (?:me|us|him|her|them))\b.*", re.I)
#: kinds of claim that are about the teller's case though somebody else is the subject
_ABOUT_CASE: Final = frozenset({"social_influence", "objection", "moment_of_truth", "deal_maker", "deal_breaker", "struggle_trigger", "milestone", "price", "alternative"})
_HEARSAY: Final = re.compile(
    r"(?<!when )\b(?:i(?:'ve| have)? heard (?:that|people|it (?!i\b|we\b)|they|of)|from what i(?:'ve)? (?:hear|heard)|according to (?!(?:the|our|my|this|that|its|it)\b(?! (?:vendor|rep|sales\w*|website|site|reviews?|papers?|news|forum|brochure|internet))|it\b)|^(?:(?:and|but|so|well),? )*they say (?!yes\b|no\b)|, they say\W*$|it says on|he says they|she says (?:they|it|he|she)|word is|i(?:'ve)? read that|i was told (?:it|that)|rumou?r)\b", re.I,
)
#: hearsay where nothing of the speaker's own stands beside it: "apparently it's fast", not "you get a student who apparently has two"
_BY_REPORT: Final = re.compile(r"\b(?:apparently|supposedly)\b", re.I)
#: opens a worry that is itself only supposed
_SUPPOSED_WORRY: Final = re.compile(r"\b(?:i|we|i'd|we'd|it'd|it|that|that'd)(?: would| wouldn't)? (?:probably |maybe )?(?:be|get|feel) (?:\w+ )?(?:worried|nervous|scared|afraid|anxious|concerned|surprised|angry|furious|annoyed|happy)\b|\b(?:i|we)(?:'d| would) probably\b", re.I)
_YES: Final = re.compile(
    r"^(?:(?:oh|well|mm|hm|so|and|no|yeah)[, ]+)*(?:yes|yeah|yep|yup|exactly|definitely|absolutely|totally|right|correct|for sure|of course|mm-?hm+|mm|uh-?huh|very(?: much)?|sure|true|completely|basically|pretty much|that's (?:right|fair|it|true|correct)|(?:it|that|they|he|she|i|we|you) (?:was|were|is|are|did|does|do|has|have|had)(?=$|[,.! ]+(?:yes|yeah|i|it|they|$))"
    r"|i (?:would|'d) say so|i'd say so|no|nope|nah|not really)\b", re.I,
)
#: a question that can be answered by yes, or a summary held out for it
_LEADING: Final = re.compile(
    r"(?:^|[.?!,] )(?:and |so |but |okay,? |then )*(?:was|were|is|are|did|do|does|would|could|had|has|have|isn't|wasn't|didn't|so|basically|i (?:imagine|suppose|guess|take it)|you (?:mentioned|said)|it sounds|sounds)\b[^.?]*[?.]?\s*$|^and (?:price|it|that|you|they)\b[^?]*\?\s*$|\b(?:right|isn't it|wasn't it|didn't (?:it|you|they)|don't you|correct|yeah|is that fair)\?\s*$|, (?:happy|then)\?\s*$", re.I,
)
#: "tell me more": names no topic
_GO_ON: Final = re.compile(r"^(?:(?:okay|right|and|so|uh-huh|mm-?hm|lovely|great|sure)[,. ]*)*(?:then|what (?:happened )?(?:then|next|after that)|then what(?: happened)?|(?:can|could) you (?:say|tell me) (?:a bit )?more(?: about that)?|tell me more|go on|say more|how so|anything else|what else|why|really)?[?. ]*$", re.I)
_CHOICE_ASKED: Final = re.compile(r"\bor\b[^?]*\?", re.I)
_CONTENT: Final = re.compile(r"[a-z']{3,}|\d+")
_DULL: Final = frozenset(
    "yeah yes very really that this what when were have with they them there then just like been from about your would could into some more than much well also because the and was are did does had has it's for you not but his her "
    "our out all how who why its i'd bit little pretty quite fair guess suppose think say enough one too can't isn't that's doesn't didn't wasn't can did get got i'm i've so much sure exactly right okay hmm mm-hm nope nah without doubt say".split()
)
_LED_WORDS: Final = 6

_BREAKING: Final = re.compile(r"\b(?:last straw|never again|nightmare|disaster|furious|killing me|desperate|couldn't (?:take|do|stand) (?:it )?any ?more|hate[ds]?|awful|horrible|terrible|burst into tears|crying|cried|unbearable|the worst|devastat\w+|terrified|livid)\b|[!]{2,}", re.I)
_MARKED: Final = re.compile(r"\b(?:really|so much|totally|absolutely|completely|constantly|literally|extremely|incredibly|super|huge|massive|hours|days|every single|whole|fed up|stress\w*|frustrat\w*|embarrass\w*|panick?\w*|scared|worried sick|love[ds]?|brilliant|amazing|thousands?|hundreds?|damn|hell|crap|shit|fuck\w*|bloody)\b|!", re.I)
_MILD: Final = re.compile(r"\b(?:a bit|kind of|sort of|slightly|annoying|hard|difficult|nice|good|better|bad|tricky|pain|slow|easy|quite|pretty|too)\b", re.I)


#: a detail that places or measures an experience
_DETAIL: Final = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundreds?|thousands?|twice|couple|dozen|midnight|january|february|march|april|june|july|august|september|october|november|december|in may|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|easter|christmas|yesterday|once)\b"
    r"|\b(?:every|each|an?|per|whole|all|for|until|till|last|half an?|in the|at|that|first) (?:\w+ )?(?:hour|minute|morning|afternoon|evening|night|week|month|quarter|year|weekend)s?\b|\b(?:hours|minutes) (?:of|a|an|to|on|every)\b", re.I,
)
#: kinds of claim where a counterfactual about the real choice is evidence
_CHOICE: Final = frozenset({"deal_maker", "deal_breaker", "criterion", "price"})
#: what people call the way before and what they call the thing now
_OLD: Final = re.compile(r"\b(?:old|before|previous(?:ly)?|used to|back then|at the time|spreadsheets?|paper|by hand|manual(?:ly)?)\b", re.I)
_NEW: Final = re.compile(r"\b(?:now|these days|nowadays|since (?:we|i|then)|today|currently|new (?:one|system|tool|app|way)|still)\b", re.I)
_FAILED: Final = re.compile(r"\b(?:lost|late|broke|broken|wrong|died|dies|crash\w*|fail\w*|outage|missed|missing|double|jam\w*|quit|embarrass\w*|last straw|hit|stopped|blows?|still)\b", re.I)
_SELF: Final = re.compile(r"\b(?:i'm (?:just )?not (?:an? )?\w+ person|i was the problem|my own fault|i'm (?:too old|bad|hopeless|terrible)|i never read the)\b", re.I)
_COMPANY: Final = re.compile(r"\b(?:they (?:would|wouldn't|never|didn't|told|said|promised|put|wanted|charged?)|support|help ?line|help ?desk|rep|salesman|founder|invoice|bill|email)\b", re.I)

_GUESSED: Final = "speakers are guessed in this file; not counted until confirmed"
#: ends the reason of a quote that would count if its code were sure
UNSURE: Final = "not counted until you confirm it: the coder is unsure of the code"
_NOT_MET: Final = "told of the old way, before any contact with the company"
_COUNTER: Final = "denied, so kept as counter-evidence"


def grade(segment: Segment, coding: Coding, phase: str, speakers_known: bool = True) -> Evidence:
    """Return the evidence of one coded segment.

    `phase` is where in the journey it was placed (clg3: struggle, evaluation, growth or ""): the frame of a *would* and of
    what is spoken of. The reason names what decided the grade.
    """
    text = segment.verbatim
    who = experiencer(text, coding.code)
    real = reality(text, segment.grammar, coding.code, phase, segment.prompt if segment.first_of_turn else "")
    polar = polarity(text, coding.code)
    led = elicitation(segment)
    apart = aside(text, segment.prompt, segment.turn)
    letter, why = ("X", apart) if apart else _letter(text, coding.code, who, real, led, polar)
    if coding.code == "moment_of_truth" and phase == "struggle" and letter in "AB":
        letter, why = "C", _NOT_MET
    if not speakers_known and letter in "AB":
        letter, why = "C", _GUESSED
    counted = letter in "AB" and polar == "affirmed" and coding.code != "none"
    if counted and not coding.sure:
        counted, why = False, f"{why}; {UNSURE}"
    return Evidence(segment.quote_id, who, real, polar, led, referent(text, coding.code, phase), intensity(text), letter, counted, why)


def regraded(quote: Quote, code: str, phase: str) -> Quote:
    """Return `quote` as a quote of `code`, graded by the rules of `grade`; who speaks and whether it was led stand as read before."""
    text = quote.verbatim
    real = "desired" if code == "desired_outcome" and quote.reality in ("episode", "habitual") and not is_reported(text) else quote.reality
    polar = polarity(text, code)
    apart = aside(text)  # whoever set the code has read what it answers
    letter, why = ("X", apart) if apart else _letter(text, code, quote.experiencer, real, quote.elicitation, polar)
    if quote.grade_reason == _GUESSED:
        letter, why = "C", _GUESSED
    counted = letter in "AB" and polar == "affirmed" and code != "none"
    return replace(quote, code=code, reality=real, polarity=polar, referent=referent(text, code, phase), grade=letter, grade_reason=why, counted=counted)


def experiencer(text: str, code: str = "") -> str:
    """Return whose experience it is: self, own_team, other_known or generic_other. Generic "you" is self.

    A person who is only the subject of what happened to the teller ("my neighbour told me", "she quit") is no experiencer:
    `code` says which claims are about the teller's own case.
    """
    words = _ASIDE_I.sub(" ", plain(text))
    told = _QUOTED.sub(r"\1", words) if is_reported(text) else words  # the "we" inside another's words is theirs
    crowd = _GENERIC.match(told)
    if crowd and not _FIRST.search(told[crowd.end() :]) and not _OWN_CROWD.match(told):
        return "generic_other"
    other = _OTHER.match(told)
    rest = told[other.end() :] if other else ""  # the "my" of "my sister" says nothing about whose experience it is
    if other and code not in _ABOUT_CASE and not _FIRST.search(rest) and not _YOU.search(rest) and not _TOWARDS.search(rest):
        return "other_known"
    if _PRONOUN.match(told) and code not in _ABOUT_CASE and not _FIRST.search(told) and not _YOU.search(told) and not _TOWARDS.search(told):
        return "other_known"
    crew = any(p.search(told) for p in (_CREW, _OWN_CROWD, _WE))
    return "own_team" if crew and not _I.search(told) else "self"


def elicitation(segment: Segment) -> str:
    """Return led, prompted or spontaneous.

    Led: a yes to a question or summary that held the content, or an answer whose words all stood in the question. An answer
    that adds content of its own, chooses between two things offered or contradicts is prompted.
    """
    prompt, text = plain(segment.prompt).lower().strip()[-200:], (plain(segment.verbatim) or segment.verbatim).lower()  # "mm-hm" alone is an answer
    if not segment.first_of_turn or not prompt or _GO_ON.match(prompt):
        return "spontaneous"
    own = {_stem(w) for w in _CONTENT.findall(text) if w not in _DULL and not w.endswith("ly")}
    asked = {_stem(w) for w in _CONTENT.findall(prompt) if w not in _DULL}
    new = own - asked
    short = segment.grammar.tokens <= _LED_WORDS
    leading = bool(_LEADING.search(prompt)) and not _CHOICE_ASKED.search(prompt)
    agrees = bool(_YES.match(text)) or (bool(own) and short)
    if leading and agrees and not new:
        return "led"
    return "prompted" if own & asked or "?" in prompt or leading else "spontaneous"


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e|'s)$", "", word) if len(word) > 3 else word


def intensity(text: str) -> int:
    """Return 0 flat, 1 mild, 2 marked, 3 breaking point or strong feeling."""
    if _BREAKING.search(text):
        return 3
    if _MARKED.search(text):
        return 2
    return 1 if _MILD.search(text) else 0


def referent(text: str, code: str, phase: str) -> str:
    """Return what is praised or blamed: old_way, our_product, competitor, company, self or unclear."""
    words = plain(text)
    if _SELF.search(words):
        return "self"
    if code == "alternative":
        return "old_way" if phase == "struggle" and not re.search(r"\bother\b", words, re.I) else "competitor"
    if code == "struggle_trigger":
        return "company" if phase == "growth" and _COMPANY.search(words) else "old_way" if phase == "struggle" and _FAILED.search(words) else "unclear"
    if code == "pain_point":
        if phase == "growth" and not (_OLD.search(words) and not _NEW.search(words)):
            return "our_product"
        return "old_way" if phase == "struggle" else "unclear"
    if code in ("anxiety", "habit") and phase == "growth":
        return "our_product" if code == "anxiety" or not _OLD.search(words) else "old_way"
    if code == "objection":
        return "company" if _COMPANY.search(words) else "unclear"
    return {"deal_breaker": "competitor", "value_realized": "our_product", "deal_maker": "our_product", "moment_of_truth": "company", "habit": "old_way"}.get(code, "unclear")


def _is_hearsay(words: str) -> bool:
    """Say whether the speaker only has it from others; what befell them "apparently" is told at first hand."""
    own = bool(_FIRST.search(words)) or bool(re.search(r"(?<!apparently )(?<!supposedly )\byou(?:'ve|'re)? (?:get|got|have|find|end up|see|lose)\b", words, re.I))
    return bool(_HEARSAY.search(words)) or (bool(_BY_REPORT.search(words)) and not own)


def _letter(text: str, code: str, who: str, real: str, led: str, polar: str) -> tuple[str, str]:
    """Return the grade and its reason; the first rule that fits decides."""
    if led == "led":
        return "C", "led: the content was in the question"
    if who == "generic_other":
        return "C", "about people in general"
    if _is_hearsay(plain(text)) and code not in ("social_influence", "anxiety", "alternative", "objection"):
        return "C", "hearsay"
    if who == "other_known" and code not in ("social_influence", "objection"):
        return "C", "somebody else's experience"
    unreal = {
        "counterfactual": ("B", "what would have decided it: about the real choice") if code in _CHOICE else ("C", "did not happen (counterfactual)"),
        "hypothetical": ("C", "hypothetical"),
        "future": ("B", "a present worry about what may come") if code == "anxiety" else ("C", "about the future"),
        "desired": ("B", "a wish held at the time"),
    }
    if real == "hypothetical" and code == "anxiety" and not _SUPPOSED_WORRY.search(plain(text)):
        real = "future"
    if real in unreal:
        letter, why = unreal[real]
    elif real == "episode":
        letter, why = "A", "own experience, a particular past event" + (", a reported thought" if is_reported(text) else "")
    elif _DETAIL.search(plain(text)):
        letter, why = "A", "own repeated experience with a concrete detail"
    else:
        letter, why = "B", "own experience, in general terms"
    if polar == "denied" and letter in "AB":
        return "B", f"{why}; {_COUNTER}"
    return letter, why
