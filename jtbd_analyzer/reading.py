"""How a clause reads to somebody who sees nothing else: whether it is a statement at all, and how clear who and what it speaks of are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from jtbd_analyzer.keywords import is_counted, telling
from jtbd_analyzer.model import Form

#: a question, an editor's bracket, or speech within speech: not a statement of the customer's own; or a false start
BROKEN: Final = re.compile(
    r"[?\[\]\"“”;:()/]|(?<!\w)['‘]|\.\.|…|\b(?:is|was|are|were|be) (?:like|just|not)$|\s[-–—]\s|\w[-–—]$|\b(?:an?|the|my|our|of|to|is|was|are|were|\w+['’]s),|\b(?:um|uh|erm?)\b"
    r"|, (?:so|well|no|yeah|what|why|how|who|where)\b|^(?:\w+, )|\b(?:said|says|goes|went|like) (?:don['’]t|what|yes|no|thanks|well|why|how|oh)\b|\b(?:said|thought|asked), "
    r"|\b(?:what|how|why|where|when|which)(?: \w+)? (?:do|does|did|is|are|was|can|would|should) (?:i|we|you|they|it|he|she)\b|\bthink (?:could|can|would|is|was)\b", re.I)
_WORD: Final = re.compile(r"[a-z][a-z'’-]+")
_NAME: Final = re.compile(r"(?<=\s)(?!I\b|I['’]|[A-Z]{2,}\b)[A-Z][\w’'-]+|\S*\d\S*")
_NUMBER: Final = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\b", re.I)
_SMALL: Final = frozenset(
    """about actually after again all also always am an and another any anything are around as at back be because been before being but by came can can't come could couldn't did didn't do does doesn't doing don't done
    down each either else even ever every everyone everything few for from get gets getting give given go goes going got had has have haven't having he her here him his how i'd i'll i'm i've if in into is isn't it it's its
    just kind know let like little lot made make makes many maybe me mean might more most much must my need never no nobody not nothing now of off on once one only or other others our out over own people probably put quite
    rather really right said same say saying says see seem she should so some somebody someone something sort still such take tell than that that's the their them then there there's these they they're thing things think
    this those though thought through time to told too two up us use used using very want wanted was wasn't way we we'd we'll we're we've well went were weren't what what's when where whether which while who why will with
    within without won't would wouldn't yeah yet you you'd you'll you're you've your don’t it’s i’m that’s didn’t can’t there’s we’re you’re they’re i’ve i’d doesn’t wasn’t couldn’t wouldn’t isn’t won’t""".split()
)



def content(text: str) -> set[str]:
    """Return the content words of `text` in lower case, endings off, so that "labels" is "label"."""
    return {re.sub(r"(?:'s|’s|ing|ed|es|s)$", "", w) if len(w) > 4 else w for w in _WORD.findall(text.lower()) if w not in _SMALL}


#: what each form is worth, in units of cosine similarity; design values, judged by reading names
_WORTH: Final = {
    Form.NOUN: 0.05, Form.SELF: 0.04, Form.VAGUE: -0.16, Form.FRAME: -0.12, Form.LOOSE: -0.1, Form.MAIN: 0.01, Form.THING: 0.15,
    Form.POINTING: -0.08, Form.ABOUT_TALK: -0.3, Form.UNSURE: -0.12,
}
#: what something that happened once costs where the code asks for what goes on, and where it asks for events
_ONCE, _HAPPENED = 0.2, 0.05
_EVENTS: Final = frozenset({"struggle_trigger", "moment_of_truth", "deal_maker", "deal_breaker", "social_influence", "milestone", "leap_of_faith", "first_value"})
#: what a wondering costs where it is a doubt, and an action without subject where it is a wish or a way; and what either costs elsewhere
_OPEN_ENDED, _MISFITS = 0.05, 0.3
_OPEN: Final = frozenset({"anxiety", "desired_outcome", "criterion", "priority", "pain_point", "habit", "alternative"})
#: what names and numbers cost that no other quote has, and those that others have too
_NAMED, _KNOWN = 0.35, 0.04
#: what it costs to speak of somebody nobody can tell who they are, or of what was said; a third of it where what others say is the matter
_SOMEBODY, _TOLD = 0.2, 0.2
_OTHERS_SPEAK: Final = frozenset({"social_influence", "objection"})
_THIRD: Final = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.I)
_SPEAKS: Final = re.compile(r"\b(?:sa(?:id|ys|ying)|tells?|told|ask(?:ed|s)?|goes|(?:was|were|['’]s) like|replied|wrote|rang|phoned|emailed|texted)\b", re.I)
#: distress names nothing good, unless it is over
_GOOD: Final = frozenset({"value_realized", "deal_maker"})
_DISTRESS: Final = re.compile(r"\b(?:(?:was|am|felt|feel|i['’]m) (?:very |so |really )?(?:sick|ill)|upset|miserable|exhausted|dreadful|awful|horrible|terrible|cry|cried|crying|hate[sd]?|nightmare|panic\w*|frustrat\w*|in pieces)\b", re.I)
_OVER: Final = re.compile(r"\b(?:no|not|never|nobody|nothing|less|fewer|without|used to|stopped|before|instead|gone|ended|over|rid of|out of|saved?)\b|n['’]t\b", re.I)
_COMMA, _SHORT, _LONG, _SAYS_LITTLE = 0.12, 0.04, 0.015, 0.2
#: how a code is usually put into words; a clause that sounds like its code is worth a little more
_SOUNDS_LIKE: Final = 0.05
_SOUNDS: Final[dict[str, re.Pattern[str]]] = {
    code: re.compile(rf"\b(?:{words})", re.I) for code, words in {
        "pain_point": r"can['’]?t|couldn['’]t|cannot|never|no one|nobody|nothing|not|\w+n['’]t|had to|have to|hard|difficult|problem|nightmare|took|takes|spen[dt]|lost|los[ei]|miss|wrong|too|only|hat(?:e|ed)\b|annoy|pain|mess|slow|by hand|every",
        "desired_outcome": r"want|need|hop(?:e|ed|ing)|wish|like to|love to|trying to|look(?:ing)? (?:for|to)|so (?:that )?(?:i|we) can|be able|should",
        "priority": r"more|most|main|first|important|matter|over|rather|instead|as long as|than|best|key|biggest",
        "value_realized": r"now|can\b|no longer|don['’]t have to|never|nobody|less|fewer|faster|quick|saved?|able|better|easier|stopped|used to|only|haven['’]t",
        "anxiety": r"worr|afraid|scared|fear|sure|don['’]t know|didn['’]t know|wonder|risk|might|would|could|nervous|concern|doubt|trust|what if|will|won['’]t|convinced",
        "objection": r"not|\w+n['’]t|too|can['’]?t|against|never|no\b|problem|difficult|but|already|only",
        "criterion": r"need|must|has to|have to|had to|should|could|can|would|want|without|work|with|important|easy",
        "habit": r"always|still|used to|never|every|already|been|\w+ing\b|just|way",
        "alternative": r"used|use|tried|look|consider|instead|could|could have|another|else|went|had|keep|kept",
        "price": r"cost|price|paid|pay|pounds?|dollars?|euros?|money|cheap|expensive|budget|fund|afford|free|[£$€]",
        "social_influence": r"said|told|recommend|asked|says|uses?|used|they|she|he|everyone|colleague|friend|boss|suggest|encourag|show",
        "deal_maker": r"because|convinced|made|sold|saw|it|decid|chose|won|good|that",
        "deal_breaker": r"\w+n['’]t|no\b|not|never|too|only|needed|out|wanted|refus",
    }.items()
}


def opposite(text: str, code: str) -> bool:
    """Tell whether a clause speaks of distress that is not over, under a code for something good: it would name the contrary."""
    return code in _GOOD and _DISTRESS.search(text) is not None and not _OVER.search(text)


def reads(text: str, form: Form, code: str, elsewhere: Sequence[str], people: Collection[str] = ()) -> float:
    """Return how well a clause reads as a statement: who and what is clear without context, nothing only one person can know.

    `elsewhere` are the other quotes, whose names of products may stand; names of `people` (lower case), days and numbers may not.
    """
    out = sum(worth for flag, worth in _WORTH.items() if form & flag)
    if form & Form.EVENT:
        out -= _HAPPENED if code in _EVENTS else _ONCE
    names = set(_NAME.findall(text))
    if form & Form.NAMED or names or _NUMBER.search(text):
        free = bool(names) and not _NUMBER.search(text) and not any(is_counted(x) or x.lower() in people for x in names)
        out -= _KNOWN if free and all(any(re.search(rf"\b{re.escape(x)}\b", t, re.I) for t in elsewhere) for x in names) else _NAMED
    others_speak = code in _OTHERS_SPEAK
    if _THIRD.search(text):
        out -= _SOMEBODY / 3 if others_speak else _SOMEBODY
    if _SPEAKS.search(text):
        out -= _TOLD / 3 if others_speak else _TOLD
    if form & (Form.ASKED | Form.PHRASE):
        fits = code == "anxiety" if form & Form.ASKED else code in _OPEN and bool(form & Form.THING)
        out -= _OPEN_ENDED if fits else _MISFITS
    if code in _SOUNDS and _SOUNDS[code].search(text):
        out += _SOUNDS_LIKE
    n = len(text.split())
    out -= _SHORT * max(0, 5 - n) + _LONG * max(0, n - 9) + _COMMA * text.count(",")
    out -= _SAYS_LITTLE * max(0, 2 - len(telling(text)))
    return float(out)
