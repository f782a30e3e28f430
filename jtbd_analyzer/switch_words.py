"""How people tell of each event of a switch, and how interviewers ask for it: the patterns that `switch_events` reads by."""

from __future__ import annotations

import re
from typing import Final

from jtbd_analyzer.dates import SPAN


def _words(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.I)


_I: Final = r"(?:i|we)(?:'d| had|'ve| have)? (?:(?:just|then|actually|finally|only|also|even|already|straight away) )?"
#: how people tell of each event
SAID: Final[dict[str, re.Pattern[str]]] = {
    "first_thought": _words(
        r"first (?:time (?:i|we) (?:thought|wondered)|started (?:thinking|wondering|to think|to wonder)|occurred)\b", r"(?:i|we) first (?:thought|wondered)\b", r"(?:it|that) (?:first )?(?:hit|struck) (?:me|us)\b", r"dawned on (?:me|us)\b",
        r"there (?:must|has to|had to|has got to|'s got to) be (?:a |an |some )?(?:better|other|another|easier)", r"(?:i|we) (?:started|began) (?:to (?:wonder|think)|wondering|thinking)\b",
        r"crossed my mind\b", r"(?<!did )(?<!never )(?<!never really )(?:first )?occurred to (?:me|us)\b", r"(?:i|we)(?:'d| had) (?:already )?thought about (?:it|doing|chang\w+|getting)\b", r"in my head,? since\b", r"and (?:i|we) thought,? (?:hello|hang on|why not|that's what)\b",
        r"had an inkling\b", r"(?:thought|thinking)\b[^.]{0,30}\b(?:this is (?:daft|mad|ridiculous|silly|crazy|stupid|not right)|(?:we|i|this|it) can'?t (?:keep|go on|carry on)|why (?:do|am|are) (?:i|we) (?:put|still|doing)|why is it so|how many more)", r"(?:thought|thinking)\b[^.]{0,90}\bwhy do (?:i|we) (?:accept|put up)"),
    "passive_looking": _words(
        r"(?:at|in) the back of (?:my|our) mind\b", r"kept an eye (?:out|on)\b", r"(?<!am )(?<!are )(?:i|we)(?:'d| had)? (?:always |kept )?(?:meant|been meaning|meaning) to\b", r"never (?:got|getting) (?:a?round) to\b",
        r"(?:i|we|kept)\b(?! would| might| could)[^.]{0,12}(?<!have )\bput(?:ting)? it off\b", r"(?:didn'?t|did not) do (?:anything|nothing) (?:about|with) (?:it|that)\b", r"did nothing (?:about it|from|for|until)\b", r"(?:left|leave) it (?:until|till) (?:after|the)\b",
        r"that was the end of it\b", r"(?:weeks?|months?|years?),? (?:i did |we did )?nothing\b", r"sat (?:there )?(?:on the (?:fridge|side|desk)|in (?:a|the|my) (?:drawer|inbox|bag))\b",
        r"(?:had|having) a (?:nose|look|poke) (?:a?round|about)\b", r"toyed with\b", r"thought no more (?:of|about) it\b",
        r"(?:i|we)(?:'d| had) (?:always )?known (?:about|of) (?:it|them)\b", r"(?:i|we)'d see the(?:ir)? ads?\b"),
    "event_one": _words(
        r"(?:last|final) straw\b", r"(?:we|i) (?:can'?t|couldn'?t) (?:go on|keep|carry on|do (?:that|this|it) again)", r"(?:i|we) (?:have|had|'ve got|'d got) to do something\b",
        r"(?:find|get|bring|sort) (?:me |us )?something\b[^.]{0,15}\b(?:by|before)\b", r"until \w+ to (?:bring|find|come up|sort)\b", r"(?:told|asked) (?:me|us) to (?:find|look|get|sort)\b", r"this can'?t be how\b",
        r"that'?s when (?:i|we) (?:started|began|decided to|went) look", r"(?:what|that|this) (?:really |finally )?(?:got|set|made|pushed|drove) (?:me|us) (?:moving|going|started|looking|look|start|search)\b", r"had (?:just )?had enough of it\b", r"never again\b"),
    "active_looking": _words(
        r"(?:i |we )?googled\b", _I + r"(?:search(?:ed)?|shopped around|asked (?:on|around|in|the|a|my|everyone)|looked (?:at|on the|into|around|online|up (?:how|what|other))|rang (?:round|around|two|three|four|five|a few|some)|wrote to (?:a|the|two|three)|called (?:a|two|three)|posted|put (?:a (?:post|thing|note)|up a post))",
        _I + r"(?:had|got|did|took) (?:a|an|the|three|two|some|another) (?:quick )?(?:call|demo\w*|quotes?|look|go|trial|free|visit|presentation)", _I + r"(?:tried|tested|piloted|test[- ]drove) (?:it|one|the|a|them|out|both)\b",
        _I + r"went (?:to see|(?:on|onto|to) (?:the|a|one|their) (?:website|site|forum|shop|showroom|fair|open))", r"(?:had|did) (?:a|the) (?:trial|demo|pilot|call with)\b", r"(?:trial|pilot) (?:we|i) did\b", r"on the free (?:one|version|plan)\b", r"the free one with\b",
        r"a trial of (?:it|that)\b", r"sent (?:me|us) (?:a|this|the) (?:link|long|voice|quote)", r"stumbled (?:on|across|upon)\b", r"(?:i|we) came across\b", r"quite a long way with\b"),
    "event_two": _words(
        r"had to (?:decide|choose|sign|have it|be (?:done|in|signed|on)) (?:\w+ ){0,3}?(?:by|before)\b", r"last day (?:we|i|you|to)\b", r"deadline\b", r"running out of time\b", r"offer (?:ended|ran out|was only)\b", r"year[- ]?end\b",
        r"(?<!since )before the (?:season|deadline|renewal|price (?:went|goes))", r"(?:renewal|contract|lease|licen[cs]e) (?:was|is) (?:coming up|due|up|ending|running out|about to)\b", r"first (?:group|day|week) of (?:the )?(?:season|term)\b",
        r"if (?:i|we|it|it's|it'd)\b[^.]{0,25}\b(?:don'?t|didn'?t|isn'?t|not|wasn'?t|hadn'?t)\b[^.]{0,40}\b(?:by|now|until|before|goes back)\b", r"(?:gave|given) (?:me|us) until\b", r"due (?:on |by )?the\b",
        r"list from each \w+ by\b", r"price (?:was|were) going up\b"),
    "deciding": _words(
        r"(?:i|we|they|me)(?:'d| had| was| were|'ve)? (?:\w+ )?decided\b(?! (?:to (?:stop|have a word|leave it|wait)|not\b|i leave|they'?d|that (?:year|was)))", r"made (?:up )?(?:my|our) minds?\b", r"went (?:with|for) (?:it|them|that one|this one)\b",
        r"(?:what|that|which)(?:'s| was| is)? (?:\w+ )?(?:sold|tipped|swung|clinched|convinced|settled|decided) (?:it|me|us|\w+)\b", r"(?:sold|convinced|won) me\b", r"it came down to\b", r"took (?:\w+ ){1,6}to (?:choose|decide|pick one|make up)\b", r"got it over the line\b",
        r"stopped looking for a reason\b", r"(?<!wasn't )(?<!not )(?:reason|why) (?:i|we) (?:chose|went|picked|took)\b", r"(?:i|we) (?:chose|picked) (?:it|them|the|that|this)\b", r"(?:they|we|committee|board|it was) (?:passed|voted|approved|agreed)\b",
        r"signed (?:it|that) off\b", r"sign-?off (?:from|by|on)\b", r"that was (?:all i needed|me decided)\b", r"(?:said|thought) that's the one\b", r"(?:there|then) i knew\b", r"(?:thought|said),? (?:right|ok\w*|yes),? (?:i'?ll|we'?ll|let'?s)\b"),
    "buying": _words(
        _I + r"(?:bought|paid for|ordered|purchased|subscribed to|took out) (?:it\b|one of (?:them|those)\b|the (?:year|month\w*|plan|licen[cs]e|subscription|annual|paid)\b)",

        _I + r"signed (?:up\b|(?:it|that)\b(?! (?:back|out|off|in\b(?! (?:the )?[A-Z0-9])))|the (?:contract|order|quot\w+|form|papers?|agreement|dotted|lease)|for (?:it|that|the|our)\b(?! (?:parcel|delivery|post))"
        r"|on (?:the|a|last)\b|in (?:the )?(?:spring|summer|autumn|fall|winter|January|February|March|April|May|June|July|August|September|October|November|December)|before\b|anyway\b|a (?:contract|year|two)|beyond\b)",
        r"paid (?:it )?(?:on|by|with) (?:the|my|our|a|his|her) (?:own )?card\b", r"(?:did|made|sent) (?:the|a) (?:bank )?(?:transfer|payment)\b", r"(?:mailed|wrote|sent|posted) the (?:check|cheque)\b",
        r"the (?:actual )?(?:buying|purchase|payment|signing) (?:of it|was)\b", r"got (?:my|our|the) card out\b", r"put (?:the|my|our) card (?:in|details)\b", r"put the (?:card )?numbers? in\b", r"pulled the trigger\b",
        r"(?:placed|put in|sent) the order\b", r"raised (?:a|the) purchase order\b", r"(?:took|paid) (?:it )?(?:the year|monthly|by the (?:month|year)|annually)\b", r"(?:paid|gave|put down|put)\b[^.]{0,15} (?:the|a) deposit\b",
        r"press(?:ed|ing)? (?:this|the button|buy|pay|order)\b"),
    "consuming": _words(
        r"set(?:ting)? (?:it|that|everything|them) (?:all )?up\b", r"set it going\b", r"set-?up\b", r"install\w*\b", r"import(?:ed|ing)?\b", r"migrat\w+\b", r"configur\w+\b", r"onboarding\b", r"training\b", r"trained\b", r"moved (?:everything|it|all)\b",
        r"put (?:the|my|our|all|everything)\b[^.]{0,30}\bin\b", r"(?:did|put on|printed) (?:the )?(?:stickers|labels)\b", r"sticker (?:day|sunday|saturday)\b", r"went live\b", r"roll(?:ed)? (?:it )?out\b", r"(?:it|they|box|parcel) (?:arrived|came|was delivered)\b",
        r"got (?:the|our|my) log-?ins?\b", r"first (?:week|day|month|night|morning)\b", r"kick-?off\b", r"(?:was|were|got it) fitted\b", r"plugged (?:it|them) in\b", r"(?:i|we) started (?:using|with) (?:it|the)\b"),
    "satisfaction": _words(
        r"now\b", r"since\b", r"these days\b", r"any ?more\b", r"no longer\b", r"used to\b", r"haven't had\b", r"don't (?:have to|need to)\b", r"instead of\b", r"(?:better|quicker|easier|faster|less|fewer) (?:than|now)\b", r"last (?:week|month|year)\b"),
}
#: a signature of somebody else's, or nobody's named: a purchase only where its place or the question says so
SIGNED: Final = _words(
        r"signed (?:up\b|(?:it|that)\b(?! (?:back|out|off|in\b(?! (?:the )?[A-Z0-9])))|the (?:contract|order|quot\w+|form|papers?|agreement|dotted|lease)|for (?:it|that|the|our)\b(?! (?:parcel|delivery|post))"
        r"|on (?:the|a|last)\b|in (?:the )?(?:spring|summer|autumn|fall|winter|January|February|March|April|May|June|July|August|September|October|November|December)|before\b|anyway\b|a (?:contract|year|two)|beyond\b)", r"bought it\b")
#: how interviewers ask for each event; what is asked is the event the answer tells of, unless its words say otherwise
ASKED: Final[dict[str, re.Pattern[str]]] = {
    "first_thought": _words(
        r"(?:when|how|what)\b[^?]{0,40}\b(?:first|start(?:ed)?|begin|began)\b[^?]{0,12}\b(?:think|thought|thinking|occur|cross|wonder\w*|consider\w*)", r"first (?:think|thought|thinking|occur\w*|cross\w*)\b", r"cross(?:ed)? your mind\b", r"first came? (?:up|in)\b",
        r"thought (?:first )?come\b", r"(?:had|have) you (?:thought|known|had any)\b[^?]{0,60}\bbefore\b", r"point where you thought\b"),
    "passive_looking": _words(r"how long\b[^?]{0,30}\blooking\b", r"going on in between\b", r"were you (?:actively )?looking\b", r"how long\b[^?]{0,30}before (?:you|anyone|anybody) did (?:something|anything)\b", r"why (?:not|didn'?t you)\b[^?]{0,30}\b(?:then|sooner|earlier|straight away)\b", r"did you do anything (?:about|in|with)\b"),
    "event_one": _words(
        r"what (?:then )?(?:changed|pushed|prompted|triggered|forced)\b(?! (?:for|since|now))", r"what happened[^?]{0,6}\bthat you\b", r"what happened between\b", r"(?:got|made|pushed|drove|led|forced|set) (?:you|it|that|the change)\b[^?]{0,40}\b(?:look\w*|search|serious|urgent|change|move|act|start\w*|pick it up|shift|off)\b",
        r"turned (?:it )?(?:from|into)\b", r"when did (?:looking|the search|you start (?:looking|to look))\b", r"something (?:that made it|must have) (?:more )?(?:serious|shifted|changed)", r"(?:started|set) (?:this|it|all this|you) off\b", r"changed your mind\b", r"drive the change\b", r"become (?:yours|a problem)\b",
        r"decided (?:to (?:get|look|find|change|do something)|you (?:needed|had to))\b", r"go from\b[^?]{0,30}\bto\b"),
    "active_looking": _words(
        r"where did you (?:look|go|find|start looking)\b", r"how did you (?:go about|find|come across|hear|come to|look)\b", r"(?:what|where) did you (?:do|try|look)(?: (?:first|next|then|after))\b", r"look(?:ed)? at (?:anything|any|others?|what)\b", r"anything else (?:you )?(?:considered|looked)", r"in the running\b", r"other (?:ways|cars|makes|products|tools|systems|places)\b",
        r"compar(?:e|ed|ing)\b", r"other (?:options|ones|things you)\b", r"shop(?:ped)? around\b", r"then (?:you )?tr(?:y|ied) it\b", r"what was your next step\b", r"and what did you do\b(?! (?:with|about))"),
    "event_two": _words(r"why (?:now|then|that (?:day|week|month|summer)|not later)\b", r"riding on it\b", r"deadline\b", r"why the (?:hurry|rush)\b", r"by when\b", r"decide by\b", r"being (?:before|done by)\b"),
    "deciding": _words(
        r"(?:settled|tipped|swung|clinched) (?:it|you)\b", r"what (?:finally |really |was it that )?(?:settled|decided|tipped|convinced|swung|sold|clinched|made you (?:choose|go (?:for|with|ahead)|pick|decide|take))\b", r"how did you (?:decide|choose|settle|pick)\b", r"why (?:did you (?:choose|go|pick|take)|that one|this one)\b",
        r"(?:point|moment|when|where)\b[^?]{0,30}\b(?:you decided|you were happy|you knew|made up your mind|decided)\b", r"who (?:else )?had (?:to (?:say|agree|approve|sign)|a say)\b", r"(?:have|had) to (?:approve|agree|sign it off)\b", r"what was it, for\b",
        r"how did (?:it go inside|that go, the)\b", r"get everybody to agree\b", r"in the end\b", r"decided it\b", r"family decision\b", r"(?:made it|was it) a yes\b", r"say yes\b", r"(?:land|settle|end up) (?:on|with)\b", r"did you decide\b", r"what made it \w+\b[^?]{0,12}in the end"),
    "buying": _words(
        r"(?:day|time|moment|when|where|evening|night|through)\b[^?]{0,50}\b(?:you|it|that)\b[^?]{0,25}\b(?:bought|signed?|paid|ordered?|subscribed?|committed?|purchased?|to buy|got signed)\b(?! (?:it |that )?(?:off|out|in|back)\b)", r"planned to buy\b", r"(?:when|where) did you (?:actually |properly |finally )?(?:get|buy|sign|order|pay)\b(?! (?:to|on|it set|from|into|used|back))",
        r"you (?:bought|signed(?: up)?(?: for)?|ordered|paid for) (?:it|\w+) (?:around|about|in|on)\b", r"you (?:still )?went ahead\b", r"decision to buy\b"),
    "consuming": _words(
        r"(?:get|got|getting|set|setting|put|putting)\b[^?]{0,15}\b(?:it )?(?:set ?up|going|started|up and running|in place)\b", r"setting[- ]?(?:it |everything |that )?up\b", r"go(?:ing)? live\b", r"first (?:few |couple of )?(?:days?|weeks?|months?|time you used)\b", r"roll(?:ed|ing)? (?:it )?out\b", r"roll-?out\b", r"install\w*\b", r"when (?:it|they) (?:came|arrived|(?:was|were) delivered)\b", r"(?:collected|picked) (?:it|them)\b", r"delivery\b",
        r"move(?:d|ing)? (?:everything|the data|over)\b", r"after the order\b", r"happened next\b", r"when\b[^?]{0,30}\bcame in\b", r"once you (?:had|'d) (?:it|bought|signed)\b"),
    "satisfaction": _words(
        r"what(?:'s| is| has)\b[^?]{0,20}\b(?:different|changed|better|worse)\b", r"first (?:feel|felt|know|knew)\b", r"paid off\b", r"what(?:'s| has) it been like\b", r"how(?:'s| is| has) it (?:been|going)\b", r"worth (?:it|the|having)\b", r"(?:it|this|that)(?:'s| is| was)?,? (?:really )?(?:working|doing (?:something|what)|paying off)\b", r"do you (?:use|still|ever)\b", r"how did you use it\b", r"difference\b[^?]{0,15}\bmade\b", r"doing what you\b", r"what (?:can you do|would you miss)\b",
        r"(?:(?<!why )now|day to day|normal week)\b[^?]{0,20}\?$", r"had answered\b", r"so overall\b", r"and now\b", r"is it (?:better|working)\b", r"are you (?:happy|glad)\b"),
}
#: a question about stopping, or about buying once more, is not about the switch to the product
OTHER_TIME: Final = _words(r"(?:stop(?:ped|ping)?|quit)\b[^?]{0,20}\busing\b", r"decided to stop\b", r"you (?:\w+ ){0,2}(?:leave|left|leaving)\b", r"cancel\w*\b", r"renew\w*\b", r"tomorrow\b", r"would you (?:come|go|do|pay|miss|recommend|keep|be|still|buy|sign)\b", r"come back\b", r"moved? to that\b", r"next year\b")
#: words of buying once more
OTHER_SAID: Final = _words(r"renew\w*\b", r"(?:another|second) year\b", r"gone up by\b", r"next year\b", r"going to (?:buy|sign|order)\b", r"cancelled\b")
#: questions about the time before
OLD_WAY: Final = _words(r"before(?: (?:that|this|then|it|you had it))?,?\?$", r"how did (?:that|it|borrowing) work,? before\b", r"used to\b", r"back then\b", r"until last\b", r"example of\b")
#: a purchase that was not made, or only thought of
NOT_DONE: Final = _words(r"before (?:i|we) (?:bought|ordered|paid|signed)\b", r"(?:up (?:for|to) (?:the|a)|(?:the|a)) (?:free|trial) (?:version|trial|plan|account)\b", r"(?:didn't|did not|never|haven't|hadn't|wouldn't|couldn't|not) (?:\w+ )?(?:buy|bought|sign|signed|pay|paid|order)\b", r"(?:if|could|would|might|should)\b[^.]{0,20}\b(?:bought|signed|paid|ordered|buy|pay|sign)\b", r"(?:ask(?:ed)? (?:me|us) to|need to|have to|want to) sign\b")
#: a purchase that was made, named as the reason to begin the story there
AS_REASON: Final = _words(r"because (?:then |that's when |that was when |in \w+ |it was then (?:that )?)?(?:i|we) (?:bought|paid for|signed|ordered) (?:it|for it|the)\b")
#: what tells a purchase only where the purchase was asked about
DID_IT: Final = _words(r"(?:i'?ll|let'?s) do it (?:right )?now\b", r"(?:i|we) did it (?:on|there|then|online|in)\b", r"(?:was|were) putting it through\b", r"(?:it|the (?:payment|order)) went through\b")
#: words of another purchase than that of the product: a part, a supply, the old way
ELSE_BOUGHT: Final = _words(r"bought (?:that one|a|an|some|more|pizza|the labels)\b")
#: an answer that goes on from the first thought to what came of it
NEXT: Final = re.compile(r"(?:and |so |but )*(?:then|after that|later)\b", re.I)
#: words that say there was no such moment
NO_MOMENT: Final = _words(r"no one (?:time|moment|day)\b", r"wasn['’]t (?:a|one) moment\b", r"don['’]t (?:know|think) (?:that )?(?:i had|there was) (?:one|a)\b")
#: a span of the person's own looking or deciding, in the words or asked for
LOOKING: Final = _words(
    rf"(?:properly |really |been )*(?:looking|searching|deciding|choosing|comparing)(?: (?:for|at|it|around|about))*,? (?:it (?:was|took) )?(?:about |for |maybe )*(?P<a>{SPAN})",
    rf"(?P<b>{SPAN}) (?:of )?(?:properly |just |really )*(?:looking|searching|deciding|comparing|shopping around|going back and forth)\b(?! at (?:it|that))",
    rf"(?:took|spent) (?:\w+ ){{0,3}}?(?P<c>{SPAN}) (?:\w+ ){{0,3}}?(?:to (?:make up|decide|choose|pick|buy|sign|commit|get (?:it )?(?:approved|sign)\w*)|before (?:we|i) (?:decided|bought|signed|ordered))",
    rf"(?P<d>{SPAN}) later (?:\w+ ){{0,3}}(?:bought|signed|ordered|paid|went with|decided)\b", rf"thought about it for (?P<e>{SPAN})",
    rf"(?P<f>{SPAN}) (?:between|from) (?:\w+ ){{1,6}}(?:to|and) (?:buying|signing|ordering|the order|the purchase)\b")
#: questions how long it took
HOW_LONG: Final = _words(
    r"how long\b[^?]{0,60}\b(?:looking|decid\w+|search\w*|buy|bought|sign\w*|choos\w+|all that take|it take|the whole)\b", r"(?:going on|looking|decid\w+|search\w*)\b[^?]{0,30}\bhow long\b", r"how long\b[^?]{0,30}\b(?:by then|from)\b", r"how much time (?:passed|went)\b")
ANY_SPAN: Final = re.compile(rf"\b{SPAN}\b(?! ago)", re.I)
