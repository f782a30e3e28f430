"""Job statements from customers' own clauses: cut out of a quote, with only person, tense and names changed.

A word the speaker did not use stands in square brackets, as editors mark it; a name becomes `[name]`. What offers no
clause of the form asked for gives "", never an invented one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from jtbd_analyzer.text import readable

#: words of a slot, at most; longer clauses are cut at a border inside
MOST_WORDS: Final = 18
NAME: Final = "[name]"

_ASIDE: Final = (r"you know|i mean|like|honestly|to be honest|i think|i don't know|i guess|basically|obviously|actually|anyway|well|right|okay|ok|oh|yeah|yes|no"
                 r"|so|look|er|em|um|uh|mind|sort of|kind of")
_INSIDE: Final = re.compile(rf",? (?:{_ASIDE})(?P<comma>,)(?= )", re.I)
_LEAD: Final = re.compile(rf"^(?:(?:and|but|so|because|cause|cos|then|also|plus|now|just|that|{_ASIDE})\b[, ]+)+", re.I)
_TAIL: Final = re.compile(rf"(?:[, ]+(?:or something(?: like that)?|or whatever|and (?:stuff|everything|all that)|though|then|too|either|and|but|so|or|{_ASIDE}))+$", re.I)
#: where a clause ends for the purpose of a slot
_BORDER: Final = re.compile(
    r"[.;:!?…]|\s[–—-]\s|, (?=(?:because|cause|but|so|which|who|then|and then|and (?:i|we|it|that|he|she|they|there|the|my|our|now)|you know|i mean|like|you see"
    r"|that's|is|was|this|these|not)\b)|, (?=(?:i|we|it|they|he|she|there|you)(?:'\w+)? )|,? (?=(?:because|cause|but|which is|so (?:i|we|it|that|they|you))\b)", re.I,
)
#: words no clause ends with, and those it may end with but not where it was cut for its length
_DANGLING: Final = re.compile(r"\b(?:the|a|an|and|or|but|my|our|their|because|so|if|which|who|when|than|as|very|really|nearly|almost|quite|just|i|we|i'd|i've|we'd|had|has)$", re.I)
_CUT_SHORT: Final = re.compile(
    r"\b(?:of|to|for|with|in|on|at|his|her|its|is|was|are|were|be|been|that|from|by|they|he|she|it's|there's|have|not|into|about|whoever|what|where)$", re.I)
#: speech within speech, an editor's bracket, a false start
_BROKEN: Final = re.compile(r"[?\[\]\"“”]|\.\.|…|\b(?:an?|the|my|our|of|to),|\b(?:is|was|are|were|be) (?:like|just)$|\b(\w+), \1\b", re.I)
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_SELF: Final = r"(?:i|we)"
_SOFT: Final = r"(?:(?:just|really|only|always|also|still|actually|all|both|basically|kind of|sort of|desperately|mainly) )*"
_WANTS: Final = rf"(?:(?:'d|'ve| had| have)? ?{_SOFT}(?:want|wanted|need|needed|hoped|wished|was hoping|were hoping|was looking|were looking|'d like|would like|'d love|would love))"
_WISH_TO: Final = re.compile(
    rf"(?:\b{_SELF} ?{_WANTS} to (?=\w)|\b(?:all|what) {_SELF} ?{_WANTS} (?:was|is) (?:to )?|\bthe (?:whole |only )?(?:point|idea|dream|aim|goal|plan|hope) (?:was|is) to )"
    r"(?:be able to |just )?(?P<wish>(?!make (?:it|that) clear|say (?:that|this)\b|be sick|be (?:honest|fair|clear)).+)", re.I)
_WISH_CAN: Final = re.compile(
    rf"\b(?:so |that |where |when |then |and |, ?){_SELF} (?:can|could|'d be able to|would be able to) (?:just |actually |finally )?(?P<wish>(?!not\b|have\b|n't\b).+)", re.I)
_WISH_THING: Final = re.compile(rf"\b{_SELF} ?{_WANTS} (?P<wish>(?:one|something|somewhere|someone|somebody|a|an|the|my|our|some) .+)", re.I)
_WISH_AVOID: Final = re.compile(rf"\b{_SELF} {_SOFT}(?:didn't|don't|did not|never) {_SOFT}want (?:to )(?P<wish>.+)", re.I)
_PURPOSE: Final = re.compile(
    rf"\bso (?:that )?(?:{_SELF}|you) (?:can|could|would be able to) (?:just |actually |finally )?(?P<end>(?!n't|not\b|have\b|see why|imagine|understand why).+)", re.I)
_PURPOSE_NOT: Final = re.compile(rf"\bso (?:that )?(?:{_SELF}|you) (?:don't|didn't|wouldn't|won't) (?P<end>(?:have to|need to|get|end up|forget|lose|miss) .+)", re.I)
_RESULT_CAN: Final = re.compile(rf"\b(?:now )?{_SELF} can (?:now |just |actually |finally )*(?P<end>(?!'t|not\b|see why|tell you|'t).+)", re.I)
_RESULT_NOT: Final = re.compile(rf"\b{_SELF} (?:don't|no longer) (?P<end>(?:have to|need to|have|go|lose|chase|worry|ring|miss|forget|spend) .+)", re.I)
_RESULT_HAVE: Final = re.compile(rf"\b{_SELF}'?(?:ve| have) (?:got )?(?P<end>(?:my|our) .+? back\b.*)", re.I)
_RESULT_CLAUSE: Final = re.compile(
    r"(?:^|\b(?:now|and|so|since then|these days)[, ]+)(?P<end>(?:nobody|no one|nothing|everybody|everyone|people|my \w+|our \w+|the (?:team|kids|staff|customers|clients)) "
    r"(?!said|thought|told)[\w' ]+)", re.I)
_WISHING: Final = re.compile(
    r"\b(?:(?:want|wants|wanted|wanting)(?! to say)|need(?:ed|s)?|hop(?:e|ed|ing)|wish(?:ed)?|'d (?:like|love)|would (?:like|love)|looking (?:for|to)|so (?:that )?(?:i|we) could"
    r"|that (?:i|we) could|if (?:i|we) could|the (?:point|idea|dream|aim|goal|plan|hope)|important|matter(?:s|ed)?|main (?:one|thing)|most of all|priority)\b", re.I)
_ASKED_WISH: Final = re.compile(r"\b(?:want\w*|hop(?:e|ed|ing)|wish\w*|looking for|ideal|better look|good look|change for|expect\w*|magic)\b", re.I)
_RESULT_SIGN: Final = re.compile(r"\b(?:any ?more|now|straight away|again|since|these days|no longer)\b", re.I)

_SUBJECT: Final = re.compile(
    r"^(?:i|we|they|somebody|someone|nobody|no one|everybody|everyone|people|one of|two|three|four|half|every|my|our|the|a|an|another|there (?:was|were|is))\b", re.I)
_VAGUE: Final = re.compile(r"^(?:he|she|it|that|this|they|him|her|those|these|which|who|what)\b|^(?:i|we) (?:was|were|had|'d|said|thought|think|mean|know|knew|remember)\b", re.I)
_POINTING: Final = re.compile(r"\b(?:he|she|it|they|them|him|her|that|this|those|these|there|here|one|then)\b", re.I)
_DATED: Final = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|covid|that year|last year|twenty[- ]\w+|thirty[- ]\w+|\d{2,})\b", re.I)
_SPEECH: Final = re.compile(r"\b(?:said|says|saying|goes|went|was like|told)\b(?= (?:i|you|we|no|yes|it|oh|that)\b)|\b(?:say|said|ask|asked)\b", re.I)
_TIMED: Final = re.compile(r"\b(?:until|till|when|whenever|every time|each time|once) (?P<when>(?:i|we|they|somebody|someone|nobody|everyone|people|one|two|three|my|our|the|a|an|another) .+)", re.I)
_PERSONA: Final = re.compile(r"\bas an? (?!result|matter|rule|joke|whole|report)\w+|\b(?:i'm|i am|we're|we are) (?:an? )?(?:\w+ )?(?:\d+|years? old|manager|owner|director|woman|man|mother|father|student|company|team|smb|startup)\b", re.I)
_NOT_NAMES: Final = frozenset("january february march april may june july august september october november december monday tuesday wednesday thursday friday "
                           "saturday sunday christmas easter english french german i i'd i'm i've i'll".split())

#: past -> present of verbs people tell stories with; the regular ones follow from spelling
_PRESENT: Final = dict(pair.split(":") for pair in (
    "was:am were:are had:have did:do went:go got:get came:come saw:see said:say told:tell found:find lost:lose kept:keep left:leave made:make "
    "took:take gave:give knew:know thought:think felt:feel sat:sit stood:stand ran:run rang:ring wrote:write broke:break brought:bring bought:buy "
    "sent:send spent:spend met:meet paid:pay drove:drive fell:fall forgot:forget began:begin woke:wake spoke:speak chose:choose heard:hear "
    "couldn't:can't could:can didn't:don't wasn't:'m_not weren't:aren't hadn't:haven't would:would wouldn't:won't missed:miss needed:need tried:try "
    "started:start looked:look asked:ask turned:turn called:call emailed:email texted:text used:use checked:check copied:copy typed:type "
    "hired:hire dropped:drop moved:move grew:grow sold:sell built:build changed:change counted:count booked:book ordered:order signed:sign shared:share "
    "worked:work realised:realize realized:realize wanted:want noticed:notice opened:open closed:close"
).split())
_BASES: Final = frozenset(_PRESENT.values()) | {"be", "eat", "have", "plan", "learn", "help", "share", "book", "track", "stop", "start", "let", "put", "do"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for a slot and how well they stand there, from 0 (not at all); no words where a quote offers none."""

    text: str = ""
    worth: float = 0.0


_NOTHING: Final = Phrase()


def circumstance(text: str, names: frozenset[str] = frozenset(), *, as_told: bool = False) -> Phrase:
    """Return a clause of `text` that can follow "When", in the present unless `as_told`."""
    plain = _plain(text)
    timed = _TIMED.search(plain)
    found = [_told(timed["when"], 0.5)] if timed else []
    found += [_told(c, 0.0) for c in _BORDER.split(plain) if c]
    best = max(found, key=lambda p: p.worth, default=_NOTHING)
    words = best.text if as_told else timeless(best.text)
    return Phrase(_named(_lower(words), names), best.worth) if best.worth else _NOTHING


def _told(clause: str, extra: float) -> Phrase:
    """Return how well a clause tells a circumstance without its context."""
    cut = _clean(clause)
    n = len(cut.split())
    # a clause that breaks off was a false start
    if _DANGLING.search(clause.strip(" ,")) or not 4 <= n <= MOST_WORDS or not _SUBJECT.search(cut) or _BROKEN.search(cut) or not _has_verb(cut) or _PERSONA.search(cut):
        return _NOTHING
    return Phrase(cut, 1.0 + extra + (0.4 if n >= 6 else 0.0) - (0.5 if _VAGUE.search(cut) else 0.0) - _doubt(cut))


def _doubt(phrase: str) -> float:
    """Return what words cost that mean nothing without their context: pronouns, one person's dates, speech told."""
    return 0.12 * len(_POINTING.findall(phrase)) + 0.3 * bool(_DATED.search(phrase)) + 0.2 * bool(_SPEECH.search(phrase))


_WISHES: Final = ((_WISH_TO, "", 1.0), (_WISH_CAN, "", 0.9), (_WISH_AVOID, "not ", 0.8), (_WISH_THING, "[have] ", 0.7))
_ENDINGS: Final = (
    (_PURPOSE, "so I can ", 1.0), (_PURPOSE_NOT, "so I don't ", 1.0), (_RESULT_HAVE, "so I [have] ", 0.9), (_RESULT_NOT, "so I don't ", 0.8),
    (_RESULT_CAN, "so I can ", 0.7), (_RESULT_CLAUSE, "so [that] ", 0.6),
)


def wish(text: str, names: frozenset[str] = frozenset()) -> Phrase:
    """Return what `text` wants, as words that can follow "help me"."""
    return _phrase(_plain(text), _WISHES, "wish", names)


def ending(text: str, names: frozenset[str] = frozenset()) -> Phrase:
    """Return what `text` does it for, with its lead: "so I can …" or "so [that] …"."""
    return _phrase(_plain(text), _ENDINGS, "end", names)


def wishes(text: str, prompt: str) -> bool:
    """Tell whether `text` says that something is wanted, or answers a question of what was wanted."""
    return bool(_WISHING.search(text.replace("’", "'")) or _ASKED_WISH.search(prompt.replace("’", "'")))


def _phrase(plain: str, patterns: Iterable[tuple[re.Pattern[str], str, float]], group: str, names: frozenset[str]) -> Phrase:
    found = [_NOTHING]
    for pattern, lead, worth in patterns:
        start = 0
        while m := pattern.search(plain, start):
            start = max(m.start(group), start + 1)  # a clause that opens the words would be found again for ever
            phrase = _clean(m[group])
            n = len(phrase.split())
            if n < 2 or _BROKEN.search(phrase) or (pattern is _RESULT_CLAUSE and not _RESULT_SIGN.search(phrase)):
                continue
            found.append(Phrase(_named(lead + _lower(phrase), names), worth + 0.05 * min(n, 8) - _doubt(phrase)))
    return max(found, key=lambda p: p.worth)


def timeless(clause: str) -> str:
    """Return `clause` in the present where each past verb follows I, we, they or you; else as it was told."""
    words = clause.split(" ")
    out = list(words)
    for i, word in enumerate(words):
        bare = word.lower().strip(",")
        if bare not in _PRESENT and not re.fullmatch(r"[a-z]{3,}ed", bare):
            continue
        before = words[i - 1].lower().strip(",") if i else ""
        if before in ("just", "never", "always", "then", "literally", "still", "only") and i > 1:
            before = words[i - 2].lower()
        if before not in ("i", "we", "they", "you") or bare not in _PRESENT or "_" in _PRESENT[bare] or (bare == "was" and before != "i"):
            return clause
        if bare == "had" and i + 1 < len(words) and re.fullmatch(r"\w+(?:ed|en|ne|wn)|been|got|gone|put", words[i + 1].lower()):
            return clause
        out[i] = word.replace(word.strip(","), _PRESENT[bare])
    return " ".join(out)


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the words mostly written with a capital inside sentences: names of people, places and products, lower case."""
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in texts:
        for m in _WORD.finditer(text):
            word = m.group()
            if word[:1].islower():
                lower[word.lower()] += 1
            elif word[:1].isupper() and text[: m.start()].rstrip()[-1:] not in ("", ".", "!", "?", "…", ":", "\"", "“"):
                upper[re.sub(r"['’]s$", "", word).lower()] += 1
    return frozenset(w for w, n in upper.items() if w not in _NOT_NAMES and len(w) > 1 and n > 2 * lower[w])


def content(text: str) -> set[str]:
    """Return the words of `text` in lower case, editor's brackets left out."""
    return {w.lower().replace("’", "'") for w in _WORD.findall(re.sub(r"\[[^\]]*\]", " ", text))}


def present_of(word: str) -> str:
    """Return the present form `timeless` gives a past verb, or the word itself."""
    return _PRESENT.get(word, word)


def joins_two(phrase: str) -> bool:
    """Tell whether "and" in `phrase` joins two things to be done."""
    return any(w.lower() in _BASES for w in re.findall(r"\band (?:then |also |just |not )?(\w+)", phrase))


def is_persona(clause: str) -> bool:
    """Tell whether `clause` says who somebody is rather than what goes on."""
    return bool(_PERSONA.search(clause))


def _plain(text: str) -> str:
    plain = readable(text).replace("’", "'")
    before = ""
    while before != plain:
        before, plain = plain, _INSIDE.sub(",", plain)
    return plain


def _clean(clause: str) -> str:
    cut = _BORDER.split(clause.strip(), maxsplit=1)[0]
    cut = _LEAD.sub("", cut.strip(" ,;:–—-\"“”'*_"))
    words = cut.split()
    ends = [_DANGLING]
    if len(words) > MOST_WORDS:
        head = " ".join(words[:MOST_WORDS])
        border = max(head.rfind(", "), head.rfind(" and "), head.rfind(" when "), head.rfind(" if "))
        cut = head[:border] if border > len(head) // 3 else head
        ends.append(_CUT_SHORT)
    cut = _TAIL.sub("", cut).strip(" ,;:–—-")
    while any(end.search(cut) for end in ends):
        cut = cut.rsplit(" ", 1)[0].strip(" ,") if " " in cut else ""
    return cut


def _has_verb(clause: str) -> bool:
    words = [w.lower().strip(",") for w in clause.split()[1:]]
    common = {"is", "are", "was", "were", "have", "has", "had", "do", "does", "can", "could", "would", "couldn't", "didn't", "don't", "can't", "wasn't"}
    told = [w for before, w in zip(["", *words], words, strict=False) if before != "to"]
    return any(w in common or w in _PRESENT or re.fullmatch(r"[a-z]{2,}ed", w) for w in told) or bool(re.match(r"(?:i|we|they)'(?:d|ve|re|m)\b", clause, re.I))


def _lower(clause: str) -> str:
    clause = re.sub(r"\bi(?=['’ ]|$)", "I", clause)
    first = clause.split(" ", 1)[0]
    return clause if re.match(r"I\b|\[", first) or (len(first) > 1 and first.isupper()) else clause[:1].lower() + clause[1:]


def _named(clause: str, names: frozenset[str]) -> str:
    def swap(m: re.Match[str]) -> str:
        word = re.sub(r"['’]s$", "", m.group())
        return m.group() if word.lower() not in names else NAME + m.group()[len(word):]

    return re.sub(rf"{re.escape(NAME)}(?: {re.escape(NAME)})+", NAME, _WORD.sub(swap, clause))
