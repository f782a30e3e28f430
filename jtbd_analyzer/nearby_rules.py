"""The words by which people tell, next to a quote, what met a worry, how they heard of a product, whether they passed it on …

Each list of values goes from the most telling to the least. A sentence that shows none of them tells nothing.
"""

from __future__ import annotations

import re
from typing import Final

from jtbd_analyzer.attribute_rules import RESOLVED_BY, Rules


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


_THEM: Final = r"(?:he|she|they|it|(?:my|our|the) \w+)"
#: a question about the one doubt told last: "What did you say to that?"
ASKS_ABOUT_THAT: Final = _any(
    r"\b(?:what|how) did (?:you|they|he|she) (?:say|do|answer|deal|reply|respond)\b(?: (?:to|with|about|in reply))+ (?:that|this|it|them|him|her|those)\b[^.?]{0,20}\?",
    r"\b(?:did|have) you (?:get|got|find|ever get) an? (?:\w+ )?(?:answer|solution|way round|reply)\b", r"\bhow (?:did|do) (?:you|they|he|she) (?:\w+ )?(?:square|handle|get (?:past|over|around|round)|overcome|resolve|solve|sort|settle) (?:that|this|it|him|her)\b",
    r"\bwhat did you do about (?:that|this|the) (?:\w+ )?(?:worry|concern|fear|problem)\b", r"\bhow did (?:that|it) get (?:resolved|sorted|settled)\b", r"\bgot (?:you|him|her|them) (?:over|past|round) (?:that|it|this)\b",
)
#: a question about all that was in the way: "What settled it, in the end?"; its answer is about one doubt only where it says so
ASKS_WHAT_SETTLED_IT: Final = _any(
    r"\bwhat (?:\w+ ){0,2}(?:changed|made up) (?:your|his|her|their) minds?\b", r"\bwhat (?:\w+ ){0,2}(?:settled|reassured|calmed|convinced|persuaded|got you (?:over|past|round)|helped you (?:over|past|with that)|won (?:you|him|her|them)|swung)\b",
    r"\bhow did (?:he|she|they) come (?:round|around)\b", r"\bwhat finally did it\b",
)
#: an answer that says there was none
NO_ANSWER: Final = _any(r"^(?:(?:um|er|well|oh|so|no)[,.]? )*(?:i|we) (?:haven't|didn't|never|don't|couldn't|can't|still (?:am|have))\b", r"^(?:(?:um|er|well|oh)[,.]? )*(?:no\b|not really|nothing|nobody)", r"\?$",
                         r"^(?:yeah|yes|no|right|okay|oh|hm+|well|mm+)[,.]?(?: \w+){0,2}[.!]?$", r"\b(?:don't|can't|couldn't) (?:know|say|tell|remember)\b", r"\blay awake\b|\bdaft\b")
#: words that say that something is not so, or only might be: also that what meets doubts was not done ("I hadn't tried it")
_UNTRUE: Final = _any(
    r"\b(?:(?:had|have|has|did|could|would|do|does|can|was|were)(?:n't| not)|never|without|nobody) (?:\w+ ){0,3}(?:tr(?:y|ied|ying)|tested|testing|trial\w*|pilot\w*|demo\w*|checked|asked|show(?:n|ed|ing)?|seen|proved|promised|offered|refund\w*|guarantee\w*|trained|explained|references?|discount\w*)\b",
    r"\b(?:didn't|did not|doesn't|never|hasn't|haven't|nobody|nothing|wouldn't|won't|not) (?:\w+ ){0,3}(?:settle|convince|persuade|help|reassur|calm|come round|work|agree|sign|answer)", r"\bdid nothing\b|\bnothing at all\b", r"\b(?:might|maybe|if (?:i|we|they|he|she) (?:could|had|would|were))\b", r"\?$")
#: a turn to one more matter: what follows is not about the doubt told before
OTHER_MATTER: Final = _any(r"^(?:(?:um|er|well|oh|yeah|so)[,.]? )*(?:and |but )?(?:also|the other (?:thing|worry|one|bit|problem)|another (?:thing|worry|problem)|apart from (?:that|this)|besides|as well as that|separately)\b")
#: somebody told of before, by he, she or they
PRONOUN: Final = _any(r"\b(?:he|she|him|her)\b")
#: words that say that a doubt was met, as people tell it right after the doubt
MET: Final = _any(
    r"\b(?:what|which|that|this|it)(?:'s what| was what)? (?:(?:finally|really|actually|then|sort of|kind of) )?(?:settled|reassured|calmed|convinced|persuaded|eased|swung|won) (?:it|me|us|him|her|them|my|our|the|that)\b",
    r"\b(?:decided|settled|convinced|reassured|sold|persuaded) (?:it for )?(?:me|us|him|her|them)\b",
    rf"\b{_THEM} came (?:round|around)(?= (?:to|in the end|after|when|once|eventually)|[.,;]|$)", r"\bin the end (?:he|she|they) (?:\w+ )?(?:said yes|agreed|signed|gave in|let (?:us|me)|was fine|were fine|was all right|liked it)\b",
    rf"\b{_THEM} (?:\w+ )?(?:signed it off|gave in|said (?:yes|fine|go ahead|that's fine|go for it|that was fine))\b",
    r"\bwhat (?:i|we)(?:'ve| have)? (?:done|did) (?:is|was)\b", r"\b(?:so )?what (?:i|we) did was\b", r"\b(?:got|get|getting|found a way) (?:a)?round (?:it|that)\b", r"\bthe way (?:i|we) (?:did|do) it\b",
    r"\b(?:i|we)(?:'d|'ve)? (?:\w+ )?(?:tried|tested|asked|rang|phoned|looked|checked|got|ran|booked|put|printed|took|sent|read|did)\b[^.?!]{0,90}\b(?:to (?:check|try it)|(?:just )?to (?:see|make sure) (?:if|whether|that|you|it|i))\b",
    r"\b(?:i|we) (?:\w+ )?(?:tried|tested|checked|piloted|asked|rang|phoned|looked (?:it|that) up|made (?:him|her|them) show)\b[^.?!]{0,110}\b(?:and|,) (?:it|they|he|she|you|there) (?:did|could|was|were|worked|can|does|said|showed|told|sent|ran|came|had)\b(?!n't)(?! not\b)",
    r"^(?:and|but) (?:it|you|they|he|she) (?:could|did|does|can|was fine|were fine|worked)\b(?!n't)(?! not| i| you| we| have| think)", r"\b(?:said|told (?:him|her|them)) (?:i|we)(?:'d| would) (?:find out|ask|look)[^.?!]{0,20}\band (?:i|we) did\b",
    r"\b(?:turned out|turns out) (?:\w+ ){0,4}(?:fine|nothing|easy|ok(?:ay)?|all right|grand|for nothing|not (?:so|that|as) bad)\b", r"\bneedn't have worried\b", r"\bworried (?:about (?:it|that) )?for nothing\b", r"\bstopped worrying\b", r"\b(?:i|we) (?:didn't|don't) (?:need|have) to worry\b",
    r"\b(?:felt|feel) (?:\w+ )?(?:better|safer|easier|calmer|reassured|happier) (?:about|after|once|when|with|knowing)\b", r"\bmind (?:was )?at (?:rest|ease)\b", r"\bworst (?:comes to (?:the )?worst|case)\b", r"\bnothing to lose\b", r"\bno more argument\b",
    r"\b(?:i|we) trusted (?:him|her|them)\b", r"\b(?:you|i|we) (?:could|can) (?:always )?(?:cancel|pause|stop|send it back|return it|get (?:your|my|our|the) money back|get (?:it|everything|the (?:data|list)) (?:back )?out)\b", r"\bmoney[- ]back\b", r"\bif (?:\w+ )?(?:didn't|doesn't) (?:\w+ )?(?:on with it|like it|suit|work),? (?:it'd|they'd|you|we|i)\b[^.?!]*\b(?:back|cancel|gone|stop|refund)\b",
    r"\b(?:got|did get) (?:it|me|us) over the line\b", r"\bthat was (?:me|us|him|her) (?:decided|convinced|sold|persuaded|in)\b", r"\b(?:offered|said (?:she|he|they)(?:'d| would)) (?:to )?(?:pay|cover|help|do it|lend)\b",
)
#: how it was met -> words; what none of these names is "other"
MET_BY: Final[Rules] = (
    *((name, words) for name, words in RESOLVED_BY if name in ("guarantee", "proof_of_security")),
    ("way_out", _any(r"\bworst (?:comes to (?:the )?worst|case)\b", r"\b(?:could|can) (?:always )?(?:pause|cancel|stop)\b", r"\b(?:export|spreadsheet|list|everything|data)\b[^.?!]{0,40}\b(?:out|back|export)\b", r"\b(?:export|full report|report)\b[^.?!]*\b(?:sav\w+|spreadsheet|drive)\b", r"\brental\b")),
    *((name, words) for name, words in RESOLVED_BY if name in ("trial", "reference", "demo")),
    ("reference", _any(r"\b(?:had|has|have|used|uses) (?:it|one) (?:already|before|themselves|for years)\b", r"\balready (?:had|has|have|used|uses)\b")),
    ("trial", _any(r"\b(?:i|we) (?:\w+ )?(?:tried|tested|checked|piloted|ran|booked)\b", r"\bto (?:try|check|see (?:if|whether))\b")),
    ("price", _any(r"\b(?:offered to|she'd|he'd|they'd|would) (?:pay|cover)\b")),
    *((name, words) for name, words in RESOLVED_BY if name in ("support", "price")),
    ("approval", _any(r"\b(?:signed|said yes|agreed|came (?:round|around)|gave in|said (?:fine|go ahead)|let (?:us|me))\b")),
    ("own_arrangement", _any(r"\bwhat (?:i|we)(?:'ve| have)? (?:done|did)\b", r"\bround (?:it|that)\b", r"\bthe way (?:i|we) (?:did|do)\b", r"\b(?:i|we) (?:\w+ )?(?:kept|keep|put|made|started|print|export)\b")),
    *((name, words) for name, words in RESOLVED_BY if name == "own_arrangement"),
    ("answer", _any(r"\b(?:i|we|he|she|they) (?:\w+ )?(?:said|told|asked|answered|explained|showed|found out|looked|read)\b")),
)


def met(text: str) -> bool:
    """Tell whether a sentence says that a doubt was met."""
    return MET.search(text) is not None and _UNTRUE.search(text) is None


def untrue(text: str) -> bool:
    """Tell whether words say that what would meet a doubt is not so, was not done, or only might be."""
    return _UNTRUE.search(text) is not None


def met_by(text: str) -> str:
    """Return what met a doubt by the words of a sentence: trial, reference, way_out, own_arrangement …; "other" where none fits."""
    return next((value for value, words in MET_BY if words.search(text)), "other")

_WE: Final = r"\b(?:i|we|people)(?:'d|'ve| have| had to| would| just| only| always| still| now| ended up| used to| also)*"
_HABIT: Final = r"(?:started \w+ing|puts?|print|carry|keep|kept|write|wrote|photograph|take|make|do it|tie|tape|stick|copy|copied|type|typed|ring|text|e-?mail|hide|lock|count)"
#: how people get by in spite of what is hard: told of themselves, as what they do (not once)
GOT_BY: Final = _any(
    rf"\bso (?:now |then )?{_WE} {_HABIT}\b(?! (?:it )?(?:to|in a message)\b)", r"\bso (?:now |then |what )?(?:i|we)(?:'ve| have) (?:just |now )?started \w+ing\b", r"\bso what (?:i|we|people|they) (?:do|did) (?:is|was)\b|^what (?:people|we|i) do is\b",
    r"\bwent back to (?:my|our|the) (?:own |old )?(?:spreadsheet|paper|book|list|sheet|notebook|whiteboard|excel|cards?|diary|wall)\b", r"\bby hand\b(?! soap)",
    r"\b(?:i|we) (?:still |now |always |also )*(?:keep|kept) (?:a|my|an|our) (?:own |second |little |separate |spare |shadow )+(?:paper |hand-?written )?(?:list|notebook|copy|spreadsheet|record|book|sheet|diary|tally)\b",
)
#: not a way of getting by: something done once, or what is wished
_ONCE: Final = _any(r"\b(?:yesterday|once|that (?:day|morning|night|afternoon|evening|time)|one (?:day|time|night)|would be (?:nice|good)|i'd like|wish)\b", r"\?$")


def got_by(text: str) -> bool:
    """Tell whether a sentence says how somebody gets by in spite of what is hard."""
    return GOT_BY.search(text) is not None and _ONCE.search(text) is None


#: a question about how the product came to somebody; where it may also ask what they think of it, only a channel answers it
ASKS_HOW_FOUND: Final = _any(
    r"\bhow did (?:you|he|she|they) (?:\w+ )?(?:come across|hear (?:of|about)|get to know|get on ?to|learn (?:of|about)|discover)\b", r"\bhow did (?:you|they) (?:\w+ )?come to (?:this|that|them|(?-i:[A-Z]\w+))", r"\bwhere(?: did|'d| had) you (?:first )?(?:\w+ )?(?:hear|see|find|come across|learn)\b",
    r"\bhow did (?:\w+ )?(?:come up|come into it|turn up|get on your (?:list|radar))\b", r"\bwho (?:told|put|pointed) you\b",
)
ASKS_WHERE_LOOKED: Final = _any(
    r"\bhow did you (?:then )?find (?:this|that|them|the one|out about|(?:the )?\w+\?)", r"\bwhere did you (?:go|look|start)\b", r"\bwhat did you do (?:first|then to find|to find)\b", r"\bhow did you (?:go about|start) (?:looking|finding)\b",
)
#: somebody who said it, beside the roles and names people are told of by
_SOMEBODY: Final = r"(?:an?|the|this|that|one of (?:the|my|our)|my|our|another) (?:\w+ ){0,3}?(?:woman|man|girl|lad|lady|fella|fellow|chap|guy|bloke|friend|mate|student|ex-student|neighbour|neighbor|colleague|sister|brother|cousin|daughter|son|nephew|niece|coach|vet|doctor|nurse|teacher|rep|customer|member|coordinator|technician|mother|mum|mom|dad|uncle|aunt|boss|manager)"
#: how the product came to somebody, read from an answer to a question about that
FOUND_THROUGH: Final[Rules] = (
    ("community", _any(r"\b(?:mailing list|e-?mail list|forum|user group|whats ?app group|facebook group|slack|discord|reddit|professional (?:group|network))\b")),
    ("search", _any(r"\b(?:googled?|searched|search engine|typed (?:\w+ ){0,4}in(?:to)?|looked (?:it |them )?up online)\b")),
    ("review_site", _any(r"\b(?:trust ?pilot|capterra|g2|review sites?|comparison (?:site|page)s?|the reviews)\b")),
    ("social_media", _any(r"\b(?:instagram|facebook|linked ?in|tik ?tok|you ?tube|twitter)\b")),
    ("event", _any(r"\b(?:trade (?:fair|show)|conference|county (?:show|do)|exhibition|expo|webinar|their (?:stand|booth)|meet-?up)\b")),
    ("press", _any(r"\b(?:article|magazine|newspaper|in the paper|podcast|blog)\b")),
    ("advert", _any(r"\b(?:advert\w*|ads?|poster|flyer|leaflet|billboard|in the window|shop window|brochure)\b")),
    ("word_of_mouth", _any(rf"^.{{0,30}}(?<!looked at )\b{_SOMEBODY}\b", rf"\b{_SOMEBODY}\b[^.?!]{{0,40}}\b(?:said|says|told|put|showed|mentioned|recommended|suggested)\b", r"\bmentioned (?:it|them)\b", r"^(?:(?:um|er|well|oh|so|that was|it was|through|from)[, ]+)*(?!(?:The|A|An|Yes|No|So|It|That|There|We|I|In|On|At|My|Well|And|But|Because|They|He|She|This|Just|Oh|Um)\b)(?-i:[A-Z][a-z]+)(?:[.,]| (?:told|said|runs?|had|has|put|showed|mentioned))", r"\b(?:told|showed|recommended|mentioned|suggested) (?:it |them |that )?(?:to )?(?:me|us)\b", r"\b(?:i|we) asked (?:around|her|him|them|my|our|a|the|other)\b(?! (?:chat|assistant|model|ai\b))")),
)
#: what an answer to "where did you look?" must say beside the channel: that somebody there was asked or told them
LOOKED: Final = _any(r"\b(?:i|we) (?:\w+ )?(?:asked|put|posted|googled|searched|typed|saw|found|went|got)\b|\btyped\b|\b(?:told|showed|recommended|suggested)(?: it| them)?(?: to)? (?:me|us)\b")
#: said without being asked: somebody names how they heard of it
HEARD: Final = _any(
    rf"\b{_SOMEBODY}\b[^.?!]{{0,60}}\b(?:put (?:me|us) on ?to|told (?:me|us) about|mentioned) (?:it|them|this|that|these)\b", r"\b(?:i|we)(?:'d| had)? (?:first )?heard (?:about|of) (?:it|them|this one) (?:from|through|on|in|at)\b",
    r"\b(?:that's|that is|it's) (?:how|where) (?:i|we) (?:first )?(?:heard|found|came across|saw|got) (?:\w+ )?(?:it|them|about)\b", r"\b(?:i|we) (?:first )?(?:came across|stumbled (?:on|across|upon)|spotted) (?:it|them|this) (?:on|in|at|through)\b",
)
#: somebody of the same trade or circle was written to or asked, told of the time of looking
ASKED_A_PEER: Final = _any(
    r"\b(?:i|we) (?:\w+ )?(?:wrote to|asked|rang|phoned|called|messaged|e-?mailed|texted) (?:an?|my|our|another|two|some) (?:\w+ )?(?:friends?|mates?|colleagues?|neighbou?rs?|cousin)\b")
#: somebody who had it already, told of the time before the purchase
HAD_IT: Final = _any(r"\b(?:had|has|have|uses?|used|moved on ?to|is on|are on|been on) (?:it\b|(?-i:[A-Z]\w+)|one\b)(?! (?:off|day|time|out|done)\b)", r"\b(?:came with it|showed (?:me|us) (?:it|hers|his|theirs|on))\b", r"\basked (?:her|him|them) what it was\b")
#: a question about whether somebody told others; one that asks for advice is answered only by what was done
ASKS_PASSED_ON: Final = _any(
    r"\b(?:have|did|is there|are there|do|has)\b[^.?!]*\b(?:recommend\w*|passed (?:it )?on|switched because of you|(?:you've told|you told|told|tell) (?:any\w*|some\w*|others?|other \w+|people|a friend|about it)|anyone you(?:'ve| have) told)\b[^.?!]*\?", r"\byou(?:'ve)? told about it\b|\banyone you've told\b", r"\bwould you (?:recommend|tell (?:other|any|a))\b", r"\bwho (?:have|did) you (?:tell|told|recommend\w*)\b", r"\banyone you'd recommend\b",
    r"\bwhat would you (?:say|tell)[^.?!]*\b(?:asked you|like you|friend|another|other)\b", r"\b(?:asked you|friend)\b[^.?!]*what would you (?:say|tell)\b",
)
#: what was done, then what would be, then that nothing was
PASSED_ON: Final[Rules] = (
    ("recommended", _any(
        r"\b(?:i|we)(?:'ve| have|'d| had)? (?:already |just |actually |even )*(?:told|sent|showed|recommended|convinced|persuaded|made) (?:(?:it|them) to )?(?:a|an|my|our|the|one|two|three|four|five|six|ten|half|loads|lots|people|every\w*|her|him|them|another|several|some|so many|at least|probably|about)\b(?! (?:i|we|it) (?:was|were|am)\b)",
        r"\bgot (?:my|a|the|our|another|two|three) (?:\w+ ){1,3}(?:on|onto|using) it\b", r"\b(?:i|we)(?:'ve| have)? had (?:half|all|most|\w+) (?:\w+ ){0,3}(?:through|round|over) to (?:see|turn|try|look)\b",
        r"\b(?:has|'s|have) got one (?:now|on order|too|as well)\b",
    )),
    ("would_not", _any(r"\b(?:wouldn't|would not|would never|couldn't) (?:\w+ )?recommend\b")),
    ("would", _any(r"\b(?:i|we)(?:'d| would) (?:\w+ )?recommend\b", r"^(?:oh,? )?(?:yes|yeah|definitely|absolutely|of course)\b[^.?!]*$")),
    ("not so far", _any(r"^(?:(?:um|er|well|oh)[,.]? )*(?:no\b(?!,? (?:problem|worries))|not (?:yet|really|so far))", r"\b(?:i|we) haven't (?:\w+ )?(?:told|recommended)\b")),
)
#: told without being asked
PRESENTED: Final = _any(r"\b(?:i|we) (?:did|gave) (?:a |an |the )?(?:little |short |half-day )?(?:\w+ minutes|talk|course|presentation|session) (?:on|about) (?:ours|it|how we)\b")

#: a step that commits, taken by the people themselves
COMMITS: Final = _any(
    r"\b(?:i|we)(?:'d| had)? (?:just |only |then |already |finally )?(?:bought|paid|signed|ordered|pressed|moved|switched|cancel?led|went live|threw|rebuilt)\b", r"\bput (?:my|our) (?:own )?(?:card|name|neck)\b",
    r"\b(?:i|we) let them (?:also )?take away\b", r"\b(?:i|we) (?:said to|told|promised) (?:the|my|our) (?:committee|board|boss|head|team|trustees|governors|staff)\b", r"\b(?:put|moved|imported) (?:all|everything|the whole)\b",
)
#: what was at stake without proof, told with the step or right after it
AT_STAKE: Final = _any(
    r"\bif (?:it|this|that) (?:had )?(?:went|gone) (?:wrong|bad|badly)\b", r"\bif they (?:say|said) no\b", r"\b(?:i|we) hadn't (?:even |really )?(?:tried|tested|shown|seen|asked)(?: it| them| any\w+)?\b", r"\bno (?:way|going|turning) back\b", r"\b(?:bit|little) (?:sweaty|nervous|sick) about\b",
    r"\btook a (?:chance|punt|gamble|risk)\b", r"\bfingers crossed\b", r"\bwithout (?:knowing|trying it|testing it|having (?:seen|tried))\b", r"\bbefore any\w+ had said yes\b", r"\b(?:bit the bullet|took the plunge|just went for it|leap of faith|hoped for the best|hoping for the best|held my breath)\b", r"\bnot knowing (?:if|whether)\b",
)
#: a question about when it first proved its worth
ASKS_FIRST_VALUE: Final = _any(
    r"\b(?:when|moment|point|time|early on)\b[^.?!]*\b(?:this (?:was|is) worth|it(?:'s| was| is) worth|worth (?:it|the)|(?:it was|it's|is) working|paying off|doing something|does what it should|was glad|right (?:decision|choice)|it clicked|made a difference|first felt|good, it)\b[^.?!]*\?",
)
#: an answer that there was no such moment
NO_ONE_TIME: Final = _any(r"\bno (?:one|single|particular|special) (?:time|moment|point|day)\b", r"^(?:(?:um|er|well|oh)[,.]? )*(?:no\b|not really|i don't (?:know|think))")
