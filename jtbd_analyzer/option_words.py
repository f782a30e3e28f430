"""Words for what else people could have done: kinds of option that go by many names, and how somebody says they weighed, used or left one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """An option that goes by many words: its name in a table, its type in the coding scheme, and the words for it.

    `told_by_words` says that the words alone tell somebody weighed it ("he'd build us one"); the others need to be said of a way
    used before, or along with a word of weighing.
    """

    name: str
    alt_type: str
    words: re.Pattern[str]
    told_by_words: bool = False


def _kind(name: str, alt_type: str, words: str, told_by_words: bool = False) -> Kind:
    return Kind(name, alt_type, re.compile(rf"\b(?:{words})\b", re.I), told_by_words)


_MADE: Final = r"(?:build|built|building|writ(?:e|ing|ten)|wrote|cod(?:e|ed|ing)|program(?:med|ming)?|develop(?:ed|ing)?|knock(?:ed|ing)?|rig(?:ged|ging)?|put(?:ting)? together|cobbl(?:e|ed|ing))"
KINDS: Final = (
    _kind("home-made build", "internal_build",
          rf"(?:{_MADE}|do|did) (?:us|me) (?:one|something|a (?:little |simple )?(?:tool|system|app|thing|program|database|script|sheet))|(?:build|built|building|making|cod(?:e|ed|ing)|program(?:med|ming)?|develop(?:ed|ing)?) (?:us|me) (?:up )?(?:a|an)|{_MADE} (?:something|one) (?:for (?:us|me)|up for (?:us|me)|ourselves|myself|himself|herself)"
          rf"|(?:we'll|i'll|we could|i could|we'd|i'd|he'd|she'd|he could|she could|option (?:was|is)(?: \w+)?(?: to)?|thought (?:of|about)|consider\w*|talk\w* (?:of|about)|wanted to) (?:just |always )?{_MADE} (?:it(?! (?:down|up|out|off|on|in|into|to)\b)|one|something|our own|my own|his own|her own)(?: in-?house)?"
          r"|(?:build|building|built|mak(?:e|ing)|made|writ(?:e|ing)|wrote|develop(?:ed|ing)?) (?:our|my) own (?:\w+ )?(?:system|app|tool|thing|software|database|one|version)|in-?house (?:tool|system|app|build|solution|software)"
          r"|(?:home-?made|home-?grown) (?:\w+ )?(?:tool|system|app|database|software|thing)|(?:(?-i:Access)|own|home-?made|filemaker) database|\bin (?:ms |microsoft )?(?-i:Access)", True),
    _kind("doing nothing", "do_nothing",
          r"(?:carry|carrying|carried|keep|keeping|kept|go|going|went) (?:on|going) (?:just )?(?:as|like|the way) (?:we|i|it|they|things) (?:were|was|are|is|had|always)|(?:just |nearly |almost |could |of |to |about |option (?:was|is) )(?:do|doing) nothing(?! (?:else|but|for|with|about))"
          r"|(?:leav(?:e|ing)|left) (?:it|things) (?:as (?:it|they) (?:was|is|were|are)|another (?:year|month|season|term|winter))|stay(?:ing|ed)? (?:as we (?:were|are)|put with|(?:on|with) (?:what we (?:had|have)|the old (?:way|one|system)))"
          r"|stick(?:ing)? with (?:what (?:we|i) (?:had|have)|the old (?:way|one|system))|muddl(?:e|ing) (?:on|along|through)", True),
    _kind("hiring somebody", "person_or_service",
          r"(?:hir(?:e|ing)|employ(?:ing)?|tak(?:e|ing) on|get(?:ting)? in|pay(?:ing)?(?: for)?) (?:just )?(?:somebody|someone|a (?:\w+ )?(?:part-?timer|temp|student|assistant|bookkeeper|secretary|consultant|freelancer|contractor|person|intern)|another (?:person|pair of hands)|an (?:assistant|intern|agency|accountant))"
          r"|outsourc(?:e|ed|ing) (?:it|that|this|the whole)"),
    _kind("message group", "diy",
          r"whats ?app(?: (?:group|chat|thread))?|(?:group|family|team) (?:chat|text|message)s?|(?:telegram|signal|viber|messenger|facebook) (?:group|chat)|(?:slack|teams) (?:channel|chat)"),
    _kind("spreadsheet", "diy", r"(?:google |excel )?spread-?sheets?|(?-i:Excel)(?: (?:sheet|file|workbook|grid)s?)?|(?:an|the|my|our|on|in|ian's|his|her) excel(?: (?:sheet|file|workbook|grid)s?)?|google (?:spread)?sheets?|google thing"),
    _kind("shared calendar", "diy", r"(?:shared|google|outlook|team|family|online) calendars?"),
    _kind("paper or a board", "diy",
          r"(?:hardback |paper |old |big |red |black |blue )*(?:ledger|log ?book|exercise book|note ?book|duplicate book|day ?book|order book|sign(?:ing)?-?[ -]?(?:in|out) (?:sheet|book|list))s?|(?<!for )(?<!sign )(?<!about )(?<!of )(?<!write )(?<!wrote )(?<!read )(?:the|our|my|his|her|a big|a paper|an old|paper|red|black|blue|green) (?:(?:red|black|blue|green|old|big|paper|little) )*book(?! (?:it|in|out|a|the)\b)"
          r"|clip-?boards?|(?:white|black|cork|tally|peg|magnet)-?[ -]?boards?|wall (?:planner|calendar|chart)s?|card index|index cards?|(?:box|tin|drawer)s? (?:of|with|for|full of) (?:\w+ ){0,3}cards|the cards|(?:each|every) \w+ (?:has|had) (?:one|a|its own) card|(?:pink |paper |white )+slips?|sticky notes?|post-?its?|(?:ring )?binders?"
          r"|(?:desk |paper |page-a-day |big )?diary|pen and paper|(?-i:on|with|our|just|all|of) paper(?! (?:round|trail|towel|bag))|paper (?:forms?|sheets?|lists?|cards?|system|records?)|(?:bits?|scraps?|pieces?) of paper"),
    _kind("e-mail", "diy", r"(?:all |just |done |did it |everything )(?:by|over|via|through|on) e-?mails?|by e-?mail"),
    _kind("memory", "diy", r"from memory|by memory|(?:all|was|were|only|just|kept|lived|carried it|of it) in (?:my|his|her|our|their) heads?"),
)
#: "the sheet" is a spreadsheet of those who name one elsewhere
BARE_SHEET: Final = re.compile(r"\b(?:the|my|our) sheet\b(?! music)", re.I)
#: a system an organisation already has, or that its trade uses, by its own name: "the library system", "the asset register", "the hire package"
SYSTEM: Final = re.compile(
    r"\b(?i:the|our|their|her|his|a|an)\s+(?P<what>(?:[a-z][\w'-]+ )?[a-z][\w'-]+) (?P<head>system|software|package|register|catalogue|platform|module|portal|intranet)\b(?! (?:of|people|team|engineer|developer|guy|lady|company|firm|department|manager|person)\b)")
_NO_SYSTEM: Final = frozenset(
    "a an the new old same whole other different better best proper right good bad big small own first last next second current existing another real main only nice simple full entire actual existing previous particular separate central paper "
    "computer software it free cheap clever fancy sort kind of one two three newer older large huge standard common normal usual general online digital modern and on in with for to from at working perfect similar similarly certain such".split())
#: the first word of a system's name stands for it where options are told one after the other: "CheckRack, and then the library"
ALIAS: Final = r"\b(?:the |our |public |county |city |school )+{}(?=[,.;:?!]|$|'s a\b| (?:also|too|is|was|and|or|but|then|one)\b)"

#: words of weighing: offered, suggested, looked at, tried, wanted, could have
WEIGHED: Final = re.compile(
    r"\b(?:offer(?:ed|ing)|suggest\w*|reckon\w*|propos(?:e|ed|al)|options?|alternatives?|look(?:ed|ing)? (?:at|into)|consider(?:ed|ing)?|thought (?:about|of|hard)|think(?:ing)? (?:about|of)|tempted|toy(?:ed|ing) with|prefer\w*|wanted|was (?:all )?for"
    r"|why (?:don't|dont|not|can't|couldn't)|(?:could|can|might)(?:'ve| have)? (?:just |always |all )?(?:use|used|put|do|done|go|gone|have|be|been|get)|instead of|rather than|tr(?:y|ied|ying)|trial\w*|pilot\w*|ruled|said (?:use|why)|go(?:ing)? with|weigh\w*|compar\w+"
    r"|the other (?:one|thing|option|idea)|quote(?:d)? (?:from|for)|demo\w*|non-starter|let it go)\b", re.I)
ASKED_OF_OPTIONS: Final = re.compile(
    r"\b(?:look(?:ed|ing)? (?:at|into)|anything else|what else|others\b|other (?:options|ones|ways|things|systems|products|suppliers)|alternatives?|consider\w*|weigh\w*|compar\w+|instead|options?|what about|rule[d]? out)\b", re.I)
ASKED_OF_BEFORE: Final = re.compile(
    r"\b(?:what (?:did you|were you|was there|had you|did it) (?:\w+ ){0,4}before|before (?:that|this|then|it|you had|stowley|all)|did you have before|used to|how did (?:it|that|you) (?:\w+ ){0,3}(?:then|before)|(?:in|what were) the old days|old way)\b", re.I)
ASKED_OF_USE: Final = re.compile(r"\bhow (?:did|do|are|were) you us(?:e|ing)\b|\b(?:these days|nowadays|since then|now that)\b", re.I)
#: a question about a way of doing things that was
PAST: Final = re.compile(r"\b(?:was|were|did|had)\b", re.I)
#: a question that goes on about what was told last
GOES_ON: Final = re.compile(
    r"^\W*(?:(?:and|so|but|okay|ok|right|for free|fair enough)\W+)*(?:what was (?:that|it) like|why not(?: that)?|why was that|what happened (?:there|with (?:it|that|them))|how come|why's that|what was wrong(?: with (?:it|that))?|what put you off)\W*$", re.I)
BEFORE: Final = re.compile(r"\b(?:before (?:that|this|then|we (?:had|got|switched)|i (?:had|got))|used to|until then|previously|back then|before me|up till|which is where we were)\b", re.I)
#: what other people have, told as that and not as something for the speaker
OTHERS: Final = re.compile(
    r"\b(?:(?:most|some|half|all|one|two|three|four|five|lots?|many|a (?:couple|few)) of (?:them|those|the \w+)|they|theirs|some(?:body|one)(?: else)?|one (?:lady|man|guy|woman|person)|other (?:people|places|clubs|schools|firms)|everyone else|everybody else|(?:three|four|five|six|a couple|a few|one)(?= (?:said|were|are|had|has|have|use)))\b"
    r"[^.?!]{0,30}?\b(?:said|say|use[ds]?|using|were on|are on|had|has|have|'d got|gone to|built|swears?)\b|\btheirs\b", re.I)
TO_US: Final = re.compile(r"\bwhy (?:don't|dont|not)\b|\b(?:you|we|i) (?:could|can|should)\b|\b(?:for|build|building|built|make|making|write|do|offered|told|asked) (?:us|me)\b|\bwhy (?:don't|dont) (?:you|we|i)\b", re.I)
#: somebody's own doing before the name of a way: "I made a Google Sheet"
OWN_DOING: Final = re.compile(r"\b(?:i|we)(?:'d| had|'ve)? (?:\w+ )?(?:made|had|kept|used|did|ran|set up|started|redone|was using|were using|were on|was on)(?: (?:\w+ ){0,3})?$", re.I)
#: what a list made to compare options goes on with, which is no way of working
A_LIST_OF: Final = re.compile(r"\W*(?:of|with|comparing|to compare)\b", re.I)
#: how a way of doing things is told to have been there
WAS_THERE: Final = re.compile(r"\bthere(?:'s| was| were|'d been| had been)\b|\b(?:i|we|he|she|they)(?:'d| had)? (?:had|kept|made|used)\b|\b(?:was|were) (?:all )?(?:on|in)\b|\b(?:i|we) put it (?:on|in)\b", re.I)
TRIED: Final = re.compile(
    r"\b(?:(?:a|the|free|on) (?:\w+ )?trial(?! (?:and|by))|trial(?:l?ed)|pilot(?:ed)?|(?:i|we)(?:'d| had|'ve)? (?:actually |even )?(?:tried|tested)\b|test(?:ed)? it|free (?:month|version|one|plan)|gave (?:it|them) a (?:go|try))\b", re.I)
#: words that move somebody to an option, before its name
MOVED: Final = r"\b(?:mov(?:ed|ing|e)|switch(?:ed|ing)?|went|gone|going|chang(?:ed|ing)|left) (?:\w+ ){{0,2}}?(?:over |across )?(?:to|onto|on to|for) (?:\w+ ){{0,2}}?{}\b"
#: what is brought into a product, or out of it again, is no way of working
CARRIED: Final = re.compile(r"\b(?:had to take|import\w*|export\w*|upload\w*|download\w*|csv|went in|go in|came in|in whole|back out|get (?:\w+ ){0,4}(?:out|back)|(?:put|getting|get|took|sent up) (?:\w+ ){0,4}(?:in|up)|out again)\b", re.I)


@lru_cache(maxsize=8192)  # asked of each sentence for each system a study knows
def systems(text: str) -> tuple[str, ...]:
    """Return the systems a text names by what they are for ("library system"), lower case."""
    found = []
    for m in SYSTEM.finditer(text):
        words = [w.removesuffix("'s") for w in m["what"].split()]
        words = words[1:] if len(words) > 1 and words[0] in _NO_SYSTEM else words
        if not any(w in _NO_SYSTEM or w.endswith(("ed", "ly")) for w in words):
            found.append(f"{' '.join(words)} {m['head']}")
    return tuple(found)
