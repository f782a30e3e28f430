"""Whether words stand by themselves: a clause with subject and verb that can be read without what was said before it."""

from __future__ import annotations

import re
from typing import Final

from jtbd_analyzer.text import readable

#: he or she, who must have been named; it, they, this, that, which must point at something
_PERSON: Final = re.compile(r"\b(?:he|she|him|her|hers|his)(?='|\b)", re.I)
_THING: Final = re.compile(r"\b(?:it|they|them|these|those|its|their)(?='|\b)", re.I)
_POINTS: Final = re.compile(
    r"\b(?:this|that)(?:'s|'d|'ll)|\b(?:this|that) (?:is|was|were|had|has|would|could|did|does|went|came|got|one|way|much|thing|bit|sort|kind|lot)\b|\b(?:this|that|these|those|there|then|so|either|too)[.,;!?]*$"
    r"|\b(?:with|of|on|in|for|at|by|about|like|after|before|to|from|than|all) (?:this|that)\b(?! \w)|^(?:this|that|these|those|which|who|whose|there|then|either)\b", re.I)
#: a person or thing brought in by the words themselves, to which a pronoun after it can point
_MAN: Final = re.compile(
    r"\b(?:a|an|my|our|the|that|this|some|every|another|one|any) (?:[\w'-]+ ){0,2}?(?:man|woman|boy|girl|person|guest|customer|client|colleague|boss|manager|director|teacher|technician|student|member|friend|wife|husband|mother"
    r"|father|mum|dad|sister|brother|son|daughter|caretaker|treasurer|owner|child|kid|lad|nurse|doctor|volunteer|driver|neighbou?r|somebody|someone)s?\b|\b(?:somebody|someone|anybody|anyone|everybody|everyone|whoever)\b", re.I)
_NOUN: Final = re.compile(r"\b(?:a|an|the|my|our|your|every|each|any|one|some|no|all|which|what|another|both|half|more|somebody's|people's) (?:[\w'-]+ ){0,2}?[a-z][\w'-]{2,}|\b(?:something|everything|anything|nothing|people|things)\b", re.I)
#: the thing sought, whatever it is called: "I wanted it to …"
_SOUGHT: Final = re.compile(r"\b(want|wanted|need|needed|liked?|'d like) it\b", re.I)
#: days, dates, amounts and years: what a clause is about where they stand in it; Sundays are a way of life as often as a date
_DATE: Final = re.compile(
    r"\b(?:january|february|march(?= (?:the|\d|this|last|we|i)\b)|april|june|july|august|september|october|november|december|(?:in|of|by|since|until|till|last|next|that|this|early|late|mid) may|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|christmas|easter|half.term|covid|o'clock|half past|quarter (?:past|to)|(?:nine|two|three) thousand|nineteen|twenty[- ]\w+|thirty[- ]\w+|(?:first|second|third|fourth|\w+th|\w+st) of (?:the month|[a-z]+ber|[a-z]+ary|[a-z]+il|may|june|july|august|march)"
    r"|last (?:year|week|month|summer|winter|spring|autumn)|(?:this|that) (?:year|week|month|morning|afternoon|evening|day|weekend))\b", re.I)
_COUNT: Final = (r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy"
                 r"|eighty|ninety|hundred|thousand|million|dozen)")
#: an amount is the gist: figures, money, a duration, more than one number; "two groups at the door" is not
_AMOUNT: Final = re.compile(
    rf"\d|\b(?:grand|quid|pounds?|euros?|dollars?|pence|kilos?|stone)\b|\b{_COUNT}(?: or \w+| more)? (?:minutes?|hours?|days?|nights?|weeks?|months?|years?|terms?|seasons?|percent|per cent)\b"
    rf"|\b{_COUNT}\b.*\b{_COUNT}\b", re.I)
#: speech within speech, and an answer or aside rather than a statement
_TOLD: Final = re.compile(r"\b(?:he|she|they|who|\w+) (?:said|says|goes|went,|was like|asked|told)\b|\bi (?:said|thought|was like|go|went),|\b(?:she|he|they) put it\b|[\"“”?]|…|\.\.\.", re.I)
_ASIDE: Final = re.compile(r"^(?:(?:no|yes|yeah|well|oh|um|er|hm|ok|okay|right|look|i mean|you know|honestly|to be honest|now|so|and|but|because|cos|then|also|plus|anyway|maybe|actually|basically|obviously|like|see|sure|fine|not for a bit)\b[,.]? ?)+", re.I)
_HEARER: Final = re.compile(r"\b(?:you asked|you didn't ask|you'd ask|i tell a lie|i don't know|i suppose|i think so|let me think|what was it|can you (?:see|hear)|you know what|want to say|touch wood|mind you|wanted to (?:be sick|cry|scream|die))\b", re.I)
_VERB: Final = re.compile(
    r"\b(?:nobody|no one|everybody|everyone|somebody|someone|nothing|everything) (?:\w+ )?[a-z]{2,}s\b|\b(?:i|we|you|they|people|nobody|no one|everybody|everyone|somebody|someone|nothing|everything|\w+s?)(?:'(?:m|re|ve|d|ll|s)\b| (?:(?:just|never|always|still|only|really|actually|already|all|both|also|often|now|don't|didn't|can't|couldn't"
    r"|won't|wouldn't|haven't|hadn't|not) )*(?:am|is|are|was|were|have|has|had|do|does|did|can|could|will|would|must|go|get|got|keep|kept|know|knew|need|needed|want|wanted|[a-z]{2,}(?:ed|es|ught)|went|came|saw|made|found|lost|sat|took|told|ran|rang|spent"
    r"|wrote|left|felt|stood|broke|gave|use|see|see|spend|lose|find|look|ask|ring|chase|count|check|come|make|take|put|cut|let|set|hate|worry|wait|miss|forget|carry|sit))\b", re.I)
_SUBJECT: Final = re.compile(r"^(?:i|we|you|people|nobody|no one|everybody|everyone|somebody|someone|anybody|half|every|each|my|our|the|a|an|one|most|all|nothing|everything|things|there (?:is|was|are|were)(?! no\b))(?='|\b)", re.I)
#: words nothing ends with that is whole
_OPEN_END: Final = re.compile(r"\b(?:the|a|an|and|or|but|my|our|their|because|so|if|which|who|when|than|as|very|really|just|of|into|i|we|was|were|is|are|had|has|have|um|er|like)[,]?$", re.I)
#: words of a clause that says enough and can be taken in at once
_FEWEST, _MOST = 5, 30
#: commas of a statement; more are a search for words
_COMMAS: Final = 3
#: words a clause cut out of more has at least; one about the speaker is preferred
_FEWEST_CUT: Final = 7
_FILLED: Final = re.compile(r"(?:,? (?:er|um|erm|uh|like|you know))+[, ]*$", re.I)
_OWN: Final = re.compile(r"(?:i|we|nobody|everybody|people)\b", re.I)
#: words from which a clause cut out says enough to be read as a sentence
_CLAUSE_SAYS: Final = 10
#: "that cupboard": one of a story
_THAT_ONE: Final = re.compile(r"\b(?:in|on|at|of|to|from|with|say|answer|ask|ring|the) that (?!i\b|we\b|they\b|it\b|is\b|are\b)\w+", re.I)
#: borders of sentences, then of clauses with a subject of their own
_SENTENCE: Final = re.compile(r"(?<=[.;:!?])\s+|\s[–—-]\s")
_CLAUSE: Final = re.compile(
    r",? (?=(?:because|but|so|and then|then) )|, (?=(?:and |or )?(?:i|we|you|it|they|he|she|there|that|this|what|who|which|the|my|our|your|people|nobody|everybody|everyone|somebody|one|two|three)(?:'\w+)? )", re.I)


def unresolved(text: str) -> bool:
    """Tell whether `text` points at somebody or something that it does not name itself."""
    text = _SOUGHT.sub(r"\1 something", text)
    if _POINTS.search(text):
        return True
    for pronoun, named in ((_PERSON, _MAN), (_THING, _NOUN)):
        first, brought = pronoun.search(text), named.search(text)
        if first and not (brought and brought.end() <= first.start()):
            return True
    # "the nurse asked him": the one named is not the one meant
    return re.search(r"\b(?:him|her)\b(?! \w+(?:ing|s)\b)", text, re.I) is not None and len(_MAN.findall(text)) < 2


def dated(text: str) -> bool:
    """Tell whether `text` is of a particular day or year."""
    return _DATE.search(text) is not None


def counting(text: str) -> bool:
    """Tell whether `text` is about an amount: money, a duration, figures."""
    return _AMOUNT.search(text) is not None


def bare(text: str) -> str:
    """Return `text` without fillers and without the words that only join it to what was said before."""
    plain = _ASIDE.sub("", readable(text).replace("’", "'").strip()).strip(" ,;")
    return re.sub(r"^that (?=(?:i|we) (?:could|can)\b)", "", plain, flags=re.I)


def opened(text: str) -> str:
    """Return `text` word for word from where its statement begins: without the words that only join it to what was said before."""
    return _ASIDE.sub("", text.strip()).strip(" ,;")


def stands(text: str) -> bool:
    """Tell whether `text`, joining words left off, is one statement that can be read by itself: whole, of its speaker, pointing at nothing outside."""
    plain = bare(text)
    words = len(plain.split())
    return (_FEWEST <= words <= _MOST and bool(_SUBJECT.search(plain) and _VERB.search(plain)) and not _OPEN_END.search(plain.rstrip(" .,;!"))
            and plain.count(",") <= _COMMAS and not plain.endswith(",") and not _TOLD.search(plain) and not _HEARER.search(plain) and not unresolved(plain) and not dated(plain)
            and not counting(plain))


def statement_in(text: str) -> str:
    """Return the words of `text` that stand by themselves: `text` itself, a sentence of it, or a clause, word for word; "" for none."""
    if stands(text):
        return text.strip(" ,;")
    for border in (_SENTENCE, _CLAUSE):
        parts = [_FILLED.sub("", p).strip(" ,;") for p in border.split(text.strip()) if stands(p) and len(bare(p).split()) >= _FEWEST_CUT]
        if parts:
            return max(parts, key=lambda p: (_OWN.match(bare(p)) is not None, len(p.split())))
    return ""


def wholeness(text: str) -> float:
    """Return how whole what `statement_in` takes of `text` is: 1 all of it, less for a sentence and for a clause cut out, 0 for nothing."""
    taken = statement_in(text)
    return 0.0 if not taken else 1.0 if stands(text) else 0.7 if taken[-1:] in ".!;" or len(taken.split()) > _CLAUSE_SAYS else 0.4


def fits(phrase: str) -> bool:
    """Tell whether a phrase may stand in a sentence made of several people's words: nothing in it is theirs alone or out of their story."""
    return not (unresolved(phrase) or dated(phrase) or counting(phrase) or _TOLD.search(phrase) or _HEARER.search(phrase) or _THAT_ONE.search(phrase))
