"""What may be dropped from a customer's clause so that it reads as a statement; every word that stays is theirs, in their order.

Dropped are fillers and doubled words (`text.readable`), connectives and announcements at the start ("and so", "I think that",
"I mean"), asides inside ("you know", "sort of", "like" between commas), words that only add weight ("just", "really", unless
denied), and tags at the end ("or something", "to be honest"). Never a word that carries who, when, whether or how much.
"""

from __future__ import annotations

import re
from typing import Final

from jtbd_analyzer.text import readable

_ASIDE: Final = (
    r"(?:i mean|you know|you see|i guess|i suppose|i must admit|i(?:['’]d| would) say|i don['’]t know|i have to say|to be (?:honest|fair|clear)(?: with you)?|in (?:all )?(?:honesty|fairness)|sort of|kind of|if that makes sense|in a way|in a sense"
    r"|as i (?:say|said)|like i (?:say|said)|touch wood|at the end of the day|needless to say|of course|for example|for instance"
    r"|honestly|actually|basically|obviously|literally|frankly|apparently|essentially|personally|anyway|well|right|okay|ok|yeah|yes|oh|see|look|listen|sorry|hm|er|um|uh)"
)
#: verbs that announce a clause and, where no clause follows, take an object of their own ("I know my numbers"): dropped before "that" and pronouns only
_KNOWS: Final = r"(?:know|knew|find|found|believe|realis?ed|noticed|remember|understood)"
#: verbs that only announce; the past of "think" is kept, since what somebody thought then need not have been so
_THINKS: Final = (
    r"(?:(?:i|we) (?:also |just |really |always |still |do |personally |would )*(?:think|feel|say|guess|suppose|reckon|mean|suspect)(?: like)?"
    r"|it['’]?s (?:just )?(?:that|because)|the (?:thing|point|problem|issue|trouble|fact) is|(?:i['’]m|i am) (?:pretty |quite |very )?sure"
    r"|it (?:turned|turns) out|what (?:happened|happens) (?:was|is)|it seems(?: to me)?)"
)
_PRONOUN: Final = r"(?:i|we|you|they|it|he|she|there|nobody|everyone|everybody|people|someone|somebody|nothing|everything)(?:['’]\w+)?\b"
_STARTS: Final = rf"(?:{_PRONOUN}|(?:the|my|our|a|an|your|their|his|her|no one|some|most|many|any)\b)"
_LEAD: Final = re.compile(
    rf"^(?:(?:(?:and|but|so|because|because of that|cause|cos|'cause|'cos|although|though|whereas|since|then|also|plus|or|again|in fact|that is|i\.e\.|which means)\b(?:, ?|\s+)(?!enough\b|of\b|much\b|many\b))"
    rf"|(?:(?:{_ASIDE}|like|yes|no|now|just|only|even|at least)(?:, ?|\s+(?={_PRONOUN})))"
    rf"|(?:{_THINKS},? (?:that,? )?(?={_STARTS}))|(?:(?:i|we) (?:also |just |always |still )*{_KNOWS},? (?:that |(?={_PRONOUN}))))+",
    re.I,
)
_INSIDE: Final = re.compile(rf"(?:(?:,\s*|(?<=\s))(?:{_ASIDE}|like),(?=\s)|,\s*(?:you know|i mean|sort of|kind of|i think|i guess|i suppose)(?=\s))", re.I)
#: "sort of" as hedge, not as kind: no article or such before it
_HEDGE: Final = re.compile(
    r"(?<![\w'’])(?<!\bthe )(?<!\bthat )(?<!\bthis )(?<!\bsome )(?<!\bany )(?<!\bwhat )(?<!\bdifferent )(?<!\bsame )(?<!\bof )(?:(?<!\ba )|(?<=\bbit a ))(?:sort|kind) of\s+(?=\S)", re.I)
#: weight without content; after a negation or before "enough", "one", "that" and the like the word carries meaning
_WEIGHT: Final = re.compile(
    r"(?<!n't )(?<!n’t )(?<!\bnot )(?<!\bnever )(?<!\bonly )(?<!\bwas )(?<!\bis )(?<!'s )(?<!’s )\b(?:just|really|actually|basically|literally|obviously|definitely|genuinely|honestly|simply)\s+"
    r"(?!enough|one|that|this|like|as|before|after|under|over|about|a\b|an\b|the\b|in\b|for\b|because|when|if|to\b|\d)(?=\w)", re.I)
_TAGS: Final = _ASIDE.replace("|right|okay|ok|yeah|yes|oh|see|look|listen|sorry", "|okay|yeah|sorry")
_TAIL: Final = re.compile(
    rf"(?:[, ]+(?:or (?:something|anything)(?: like that)?|or whatever|and (?:stuff|everything|all that|things|things like that|stuff like that|so on|so forth)(?: and so forth)?|etc|in that sense|in that respect|as well|at all costs|though|then|so|and|but|or|like|really|too|either|anyway|you|i think|i reckon|i believe|{_TAGS}))+$",
    re.I,
)
#: a name does not end in one of these; none of them can be the last word of a clause but "in", "on" and the like as particles
DANGLING: Final = re.compile(
    r"\b(?:the|a|an|of|to|for|with|and|or|but|at|my|our|your|their|its|is|was|are|were|be|been|am|because|so|if|that|which|who|whose|when|where|while|than|as|from|by|very|quite|really|i|we|can|could|would|will|should|may|might"
    r"|have|has|had|do|does|did|not|i['’]m|it['’]s|that['’]s|we['’]re|they['’]re|into|about|whatever|whether|how|why|even|just)$", re.I
)
_MARKS: Final = " .,;:–—-…\"“”‘’'*_/"
_STAMMER: Final = re.compile(r"\b(\w+(?:['’]\w+)?(?: \w+(?:['’]\w+)?){0,2}),? \1\b(?!['’-])", re.I)
_TOKEN: Final = re.compile(r"[^\W_]+")
#: words trimmed out of a clause, at most, beside as many as it keeps
_BETWEEN: Final = 4
_SPACES: Final = re.compile(r"\s+")


def trimmed(text: str) -> str:
    """Return a clause as a statement: a sub-sequence of the words of `readable(text)`, first letter upper case; "" where nothing stays."""
    plain, before = text, ""
    while before != plain:
        before = plain
        plain = _INSIDE.sub("", readable(plain).strip(_MARKS))
        plain = _STAMMER.sub(r"\1", plain)
        plain = _WEIGHT.sub("", _HEDGE.sub("", plain))
        plain = _TAIL.sub("", _LEAD.sub("", plain)).strip(_MARKS)
    plain = re.sub(r"\bi(?=['’]|\b)(?!\.)", "I", _SPACES.sub(" ", plain))
    return plain[:1].upper() + plain[1:]


def says(text: str, statement: str) -> bool:
    """Tell whether `statement` is cut out of `text`: its words stand there in their order, with little between them."""
    wanted = _TOKEN.findall(statement.lower())
    words = _TOKEN.findall(readable(text).lower())
    for start in (i for i, w in enumerate(words) if wanted and w == wanted[0]):
        rest = iter(words[start : start + 2 * len(wanted) + _BETWEEN])
        if all(w in rest for w in wanted):
            return True
    return False


def shortened(text: str, words: int) -> str:
    """Return at most `words` words of `text`, cut at a clause border where there is one, "…" where words were left out."""
    parts = text.split()
    if len(parts) <= words:
        return text
    cut = " ".join(parts[:words])
    border = max(cut.rfind(x) for x in (", ", "; ", " because ", " but ", " so ", " and ", " which ", " when "))
    if border > len(cut) * 0.5:
        cut = cut[:border]
    while DANGLING.search(cut) and " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:–—-") + "…"
