"""The tables behind `attributes.py`: for each attribute its values, each with the words that show it, most telling first.

A value is given only where such words stand in the quote; a quote that shows none of them gets none. Names of attributes
and values follow the coding guideline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

Rules = tuple[tuple[str, re.Pattern[str]], ...]

NUMBER: Final = r"(?:\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|a couple of|a few|several|half an?)"
DURATION: Final = rf"{NUMBER} (?:and a half )?(?:minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|terms?|seasons?|years?)"
_ORDINAL: Final = r"(?:first|second|third|fourth|fifth|sixth|seventh|tenth|\d+(?:st|nd|rd|th))"
_IT: Final = r"(?:it|them|that|this)"


def _rules(**values: str) -> Rules:
    return tuple((name, re.compile(pattern, re.I)) for name, pattern in values.items())


#: who can ask for something to change
_POWER: Final = (
    r"boss|manager|(?:vice[- ]?)?principal|head ?(?:teacher|master|mistress)|head of \w+|(?:managing |finance )?directors?|chief \w+|ceo|cfo|owner|partners?|supervisor|dean|chair(?:man|woman|person)?|treasurer|trustees?|governors?|committee|board|council|trust|funders?"
    r"|landlord|bank|insurers?|auditors?|inspectors?|accountant|lawyers?|solicitor|head office|ministry|clients?|customers?|hospital|agency|franchise|union"
)
_TRIGGERS: Final = _rules(
    accumulation=r"\blast straw\b|\b(?:third|fourth|fifth|umpteenth|hundredth) time\b|\b(?:yet|once) again\b[^.]*\b(?:enough|done|that was it)\b|\btipping point\b|\bone (?:too many|more time)\b|\bhad enough\b|\bfed up\b|\b(?:had|was) built up\b",
    org_change=r"\b(?:merged|merger|took over|taken over|acquired|acquisition|reorgani[sz]\w+|restructur\w+|cut (?:the|his|her|our|my) (?:post|jobs?|hours|team|staff\w*)|redundan\w+|laid off|new (?:boss|manager|director|head|owner|owners|ceo|management|chair|principal|committee))\b",
    mandate=r"\b(?:audit(?:s|ed|ors?)?|inspectors?|inspections?|regulat\w+|new (?:law|rule|policy)|by law|legally|compliance|gdpr|ofsted|insurers?|insurance (?:said|wrote|wants?|company)|ministry|required (?:us|to)|requirement|were told (?:we|to) (?:had|have|must)|client (?:demanded|insisted|wants?|asked) (?:that|us|for)?)\b"
    rf"|\b(?:{_POWER})\b[^.?!]{{0,50}}\b(?:said|says|saying|wants?|wanted|asked|asks|told|tells|needs?|needed|insist\w*|demand\w*|decided|wrote)\b[^.?!]{{0,60}}\b(?:until|by|should|must|ha(?:ve|s|d) to|can't|cannot|could not|no longer|lists?|find|sort|proof|prove|figures?|numbers?|polic\w+|procedures?|plan|location|records?|stop)\b"
    rf"|\b(?:{_POWER})\b[^.?!]{{0,50}}\b(?:gave|giving|given) (?:us|me|him|her|them)\b|\b(?:you|we|i) ha(?:ve|d) until\b",
    cost_or_contract=r"\b(?:(?:contract |licen[cs]e |subscription |up for |the |their |our |at )renewals?|price (?:rise|increase|hike)|put (?:the|their|its) prices? up|prices? (?:went|going|was going|is going|goes|shot) up|(?:cost|costs|fee|fees|licen[cs]e) (?:went|going|goes) up|(?:contract|licen[cs]e|subscription|lease)(?: on [^.,]{1,30})? (?:was |is |had |were )?(?:ending|ended|ran out|runs out|running out|expired|expiring|up)|doubled (?:the|their|our) (?:price|fee|rate)s?)\b",
    deadline=r"\bdeadline\b|\bdue (?:on|by|in|at|that|the|next)\b|\bby (?:the end of|january|february|march|april|may|june|july|august|september|october|november|december|monday|friday|christmas|easter)\b[^.]*\b(?:had to|needed|must)\b|\b(?:had to|needed to|must) [^.]{0,40}\bby (?:the end of|january|february|march|april|june|july|august|september|october|november|december|monday|friday|christmas|easter|then)\b|\bbefore (?:the )?(?:season|term|school year|christmas|opening|audit|summer)\b[^.]*\bhad to\b|\brunning out of time\b",
    role_or_life_change=r"\b(?:pregnan\w+|maternity|had (?:a|the|our) baby|(?:son|daughter|baby|twins?) (?:was|were) born|got (?:married|divorced|promoted|the job|diagnosed)|divorc\w+|retir(?:ed|ing)|new job|promoted|moved (?:house|to|in with|cities|abroad)|diagnos\w+|(?:husband|wife|mum|mom|dad|mother|father|partner) (?:died|passed away|left|fell ill|got ill|got sick)|took over (?:from|the (?:job|role))|back to work|an operation|(?:hip|knee) (?:done|replaced)|on maternity|went freelance|changed jobs|started (?:school|university|college|a family|freelancing|my own))\b",
    exposure=r"\b(?:i|we) (?:\w+ )?(?:saw|watched|noticed|visited)\b[^.]{0,70}\b(?:friend|other|another|neighbou?r|colleague|studio|shop|school|company|using|scan|tap\w*|tablet|phone|screen|done|works?|better|she|he|they)\b|\b(?:showed|was showing) (?:me|us) (?:hers|his|theirs|how|what)\b|\bwhy (?:am i|are we) not doing\b",
    threshold=r"\b(?:outgr[eo]w\w*|grew|growing|grown|doubled|tripled|hired (?:the|a|our|another|two|three|four)|took on|expanded|opened (?:a|the|our) (?:second|third|new|another)|too many|more than (?:\d+|a hundred|thirty|forty|fifty|twenty|ten)|couldn't keep up|could not (?:keep up|cope)|couldn't cope|scal(?:ed|ing)|went from (?:about |around )?(?:\d+|[a-z]+(?:ty|teen)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a (?:handful|dozen|hundred|couple))(?:[- ]\w+)? to)\b",
    incident=r"\b(?:broke|broken|breaking|crash\w*|fail(?:ed|ing|s)?|leak\w*|burst|flood\w*|soaked|stolen|stole|theft|went missing|vanish\w*|disappear\w*|lost|missed|forgot(?:ten)?|double[- ]?booked|turned up (?:for|at|on|with|and)|went down|died|threw out|ruined|wrong (?:version|client|person|date|day|address|number)|made a mistake|by mistake|mixed up|fell (?:off|over|through|apart)|quit|walked out|left the (?:company|team)|complain\w*|complaint|twice to|got (?:a shock|hurt|burnt|locked out)|was (?:hurt|injured|damaged|refused)|injur\w+|(?:nobody|no one) (?:knew|could (?:say|tell|find))|(?:had no|hadn't (?:got )?an|didn't have an) (?:answer|idea)|turned (?:it|us|me|the claim|our claim) down|same (?:\w+ )?twice|accident|caught fire|couldn't (?:find|produce|tell|get|put (?:my|our) hands? on))\b",
)
_TRIGGER_STAGES: Final = _rules(
    event_two=r"\b(?:had|have) to (?:decide|choose|pick|make a decision|sign)\b|\b(?:decide|pick|choose|sign)\b[^.]{0,25}\bby\b|\brunning out of time\b|\boffer (?:ended|ran out|expired)\b|\b(?:had|gave us) until\b|\bdecision (?:date|day)\b",
    event_one=r"\b(?:started|began|begin|went|been) (?:\w+ )?(?:looking|searching|googling|shopping|asking around)\b|\blast straw\b|\bsomething (?:has|had) to (?:change|give|happen)\b|\b(?:had|have) to do something\b|\benough(?: is enough)?[.,!]|\bthat's it\b|\bnever again\b|\bno more\b|\bforced (?:us|me|the|our)\b|\bsat down and\b|\bget serious\b",
    first_thought=r"\b(?:first|initially) (?:\w+ )?(?:thought|occurred|noticed|realised|realized|started (?:to think|thinking|wondering))\b|\bi remember thinking\b|\b(?:there )?(?:must|has to|had to|got to) be (?:a |some )?(?:better|easier|another|other) (?:way|thing|system)\b|\bit (?:hit|struck|occurred to|dawned on) (?:me|us)\b|\bhang on\b|\bstarted (?:to wonder|wondering|to think|to notice)\b|\bwhy am i\b|\bi (?:just |suddenly )?realised\b|\bi (?:just |suddenly )?realized\b",
)
_WORKAROUNDS: Final = _rules(
    told=r"\bwork-?arounds?\b|\b(?:i|we)(?:'d|'ve| just| still| always| then| had to| have to| would)*(?: to)? (?:keep|kept|made|make|write|wrote|built|started|maintain|use|used|put|print|printed|carry|photograph|take|took) (?:\w+ ){0,3}?(?:own|second|separate|extra|backup|back-up|paper|shadow|duplicate|copy|list of my|photos?|pictures?|screenshots?|notes?|sticky|post-?its?)\b|\bwhat (?:i|we) (?:do|did) (?:is|was|instead)\b|\bjust in case\b[^.]*\b(?:keep|kept|copy|print|write)\b|\b(?:ended|end) up (?:\w+ ){0,2}(?:writing|keeping|doing|using|making|copying|typing|printing|calling|texting) (?:\w+ ){0,4}(?:by hand|myself|ourselves|instead|own)\b|\bby hand (?:anyway|instead|afterwards)\b|\bhad to (?:re-?type|re-?enter|copy it all)\b",
)
_ALTERNATIVE_TYPES: Final = _rules(
    do_nothing=r"\b(?:(?:do|doing|done) nothing|leav(?:e|ing) it(?: as it (?:is|was)| another| for)?|left it as it was|(?:stay|staying|stick|sticking|carry on|carrying on|keep going|keep on|go on|continue|live|living) (?:\w+ )?(?:as we were|as it (?:is|was)|with (?:it|what we had|the old|paper|excel|the spreadsheets?)|on (?:paper|excel)|like that|the way)|put up with|not (?:bother|change|changing) (?:at all|anything)|live with it)\b",
    internal_build=r"\b(?:build|built|building|program|programmed|code|coded|develop|developed|write|wrote|knock up|put together) (?:\w+ ){0,3}(?:ourselves|us|myself|in-?house|for us|own|something|an app|a database|in access)\b|\bin-?house (?:tool|system|app|build|solution)\b|\b(?:home-?made|homegrown|home-?grown) (?:tool|system|app|database|thing)\b|\bour own (?:system|app|tool|software|database)\b",
    person_or_service=r"\b(?:hir(?:e|ed|ing)|paying|pay|get|getting|find|bring(?:ing)? in|outsourc\w+(?: it| this| that)? to|employ\w*) (?:\w+ ){0,3}(?:someone|somebody|a (?:part-?timer|bookkeeper|person|temp|student|freelancer|assistant|secretary|company|agency|consultant|cleaner|accountant)|another (?:person|pair of hands)|an (?:agency|assistant|intern|accountant|external))\b|\boutsourc\w+\b|\bagency\b[^.]*\b(?:do|did|handle|handled) it\b",
    different_category=r"\b(?:something|a thing|an option) (?:completely|totally|entirely|altogether) (?:different|else)\b|\b(?:instead of|rather than) (?:software|an app|a system|a tool)\b|\bsame money\b|\bspend (?:it|the money) on\b",
    diy=r"\b(?:spread-?sheets?|excel|google sheets?|paper|notebooks?|exercise books?|clip-?boards?|white-?boards?|wall (?:planner|calendar|chart)s?|binders?|ring binders?|folders?|sticky notes?|post-?its?|card index|index cards?|sign-?out (?:sheet|book)s?|log ?books?|shared calendar|google calendar|by hand|pen and paper|word doc\w*|e-?mails?|whats ?app|group chat|diary|ledger|access database|from memory|in my head|manual(?:ly)?|the book)\b",
    competitor=r"\b(?:competitors?|competing|rivals?|(?:an)?other (?:vendor|provider|supplier|product|system|software|app|tool|platform|company|package)s?|looked at (?:two|three|four|five|a few|a couple|several|some|various) (?:other|of|different|more)?|short-?list\w*|vendors?|(?:the|a) (?:big|bigger|expensive|cheaper|other|american|german) (?:one|ones|system|systems|platform|software|vendor)|off-the-shelf)\b",
)
_STATUSES: Final = _rules(
    fallback=r"\b(?:backup|back-up|fall ?back|plan b|worst case|if (?:that|it|this) (?:had |hadn't |didn't |doesn't |does not |did not )?(?:fail|failed|work|worked)|could always (?:go back|have))\b",
    rejected=r"\b(?:decided against|ruled (?:it |them |that )?out|crossed (?:it|them|that)? ?(?:one )?off|turned (?:it|them) down|dropped (?:it|them|that)|walked away|said no to|didn't go (?:with|for|any further|ahead)|didn't (?:work|fit|suit)|wasn't (?:for us|right|good enough|an option)|too (?:expensive|complicated|big|much|clunky|slow|limited)|not an option|gave up on|got rid of|never went (?:further|anywhere))\b",
    trialled=r"\b(?:trial(?:l?ed|s)?|pilot(?:ed)?|tested|tried (?:it|them|that|out|a|the)|free month|test drive|demo account|sandbox|proof of concept|gave (?:it|them) a (?:go|try))\b",
    used_before=r"\b(?:used to (?!(?:be )?(?:a|an|the|it|that|this)\b)|before (?:that|this|then|all this|we (?:had|got|switched))\b|previously|until then|back then|(?:for|over) (?:\w+ )?(?:years|ages|decades|a long time)|old (?:system|way|one|spreadsheet|tool|software)|(?:we|i) (?:were using|was using|were on|were living|had been using|ran (?:it|everything))|always (?:had|used|been)|came from|switched from|moved (?:over )?from|(?:i|we) (?:had|kept) (?:everything|it all|a card|an? (?:old|big|whiteboard|spreadsheet|notebook|book|binder|tin))|it was (?:all )?(?:in|on|a) (?:a |an |the |my |our |big |an excel|excel)*(?:excel|spreadsheet|paper|notebook|whiteboard|wall planner|book|binder|email|google))\b",
    considered=r"\b(?:(?:look(?:ed|ing)?|look) (?:at|into)|had a look|consider\w*|thought (?:about|of) (?:a|an|the other|another|just|getting|hiring|buying|switching|moving|staying|trying)|think about (?:a|an|the other|another|just|getting|hiring|buying|paying)|toyed|talk(?:ed)? about|weighed|compar\w+|evaluat\w+|short-?list\w*|was between|it was between|debat\w+|the other (?:option|idea|choice)|another (?:option|idea)|quote from|demo(?:ed)? (?:of|from|with)|could have|close to|tempted)\b",
)
PRICE_ROLES: Final = _rules(
    not_a_factor=r"\b(?:price|cost|money|budget)\b[^.?!,;]{0,25}\b(?:didn't|did not|never|wasn't|doesn't|isn't|was not) (?:really |even |ever )?(?:matter|come (?:into|up)|play|enter|a factor|an issue|a problem|the (?:issue|problem|thing|point))|\b(?:wasn't|isn't|not|never) (?:really |so much |actually )?(?:about |because of )(?:the |how much )?(?:price|cost|money|it cost)|\bdidn't (?:even )?(?:look at|care about|think about|mind) (?:the |what it )?(?:price|cost|costs?)\b",
    justified=r"\b(?:worth (?:it|every|the money|paying)|pays? for (?:itself|themselves)|paid for (?:itself|themselves)|paid (?:it|itself) back|did the (?:maths?|sums?)|return on|roi|made (?:the money|it) back|cheaper than (?:losing|buying|hiring|paying|a|one|the)|less than (?:i|we|what|one|a|the) (?:\w+ )?(?:pay|paid|lost|lose|spend|spent|cost|replace\w*)|saves? (?:us|me) more|good value|value for money|spend more (?:than that )?on)\b",
    barrier=r"\b(?:(?:too|so|very|pretty|really|quite|bit|bloody|ridiculously) (?:expensive|dear|pricey|steep|much money)|expensive|(?:not|n't|never) (?:\w+ )?cheap\b(?![^.]*\b(?:but|pays?|worth))|lot of money|came (?:out |to )?(?:at |to )?more than|out of (?:reach|our reach|budget)|can't afford|couldn't afford|cannot afford|over (?:the |our )?budget|way over|beyond (?:the |our )?budget|no (?:budget|money) (?:for|left)|hadn't (?:got )?(?:the )?(?:budget|money)|fell off (?:my|the) chair|sticker shock|hefty|steep|ceiling|(?:price|cost|quote|fee|figure)\b[^.]{0,30}\b(?:killed|scared|put (?:me|us) off|shock\w*|swallow|wince\w*|gulp\w*)|made me (?:swallow|wince|gulp)|cost (?:a lot|too much|a fortune))\b",
    attractor=r"\b(?:free (?:plan|tier|trial|month|version|for)|(?:it was|it's|they're|was|is|for) free\b|(?:half|money|percent|%|pounds?|euros?|dollars?|a bit|something) off|(?:it's|is|was) free (?:up to|until|for|if)|discount\w*|bargain|nothing to lose|so cheap|(?:really|very|pretty|quite|fairly|dirt) cheap|cheap enough|affordable|reasonable|good (?:price|deal)|great deal|cheapest|a lot cheaper|much cheaper|less than we (?:thought|expected|feared))\b|\d ?% off",
)
RESOLVED_BY: Final = _rules(
    guarantee=r"\b(?:money[- ]back|(?:get|got) (?:your|our|my|the) money back|guarantee\w*|refund\w*|return (?:it|policy|them|label)|send it back|take it back|cancel (?:any ?time|at any|whenever|monthly)|no contract|month[- ]to[- ]month|monthly contract|no commitment|without commitment)\b",
    trial=r"\b(?:trial\w*|pilot\w*|tried it|try it|tested it|test(?:ing)? it (?:with|on|for|first)|ran it (?:next to|alongside|beside|in parallel|for)|run it (?:next to|alongside|beside|in parallel|for)|side by side|in parallel|free (?:month|version)|sent (?:us|me) a sample|hands[- ]on|with (?:our|my) own (?:data|list|stuff|spreadsheet|file)s?)\b",
    reference=r"\b(?:references?|(?:put|got) (?:us|me|him|her|them) in touch|(?:spoke|talked|speak|talk|rang|called|phoned) (?:to|with)? ?(?:\w+ ){0,3}(?:who (?:uses?|had|have|already)|customers?|users?|that (?:uses?|had))|case stud\w+|reviews?|others? (?:had|who) (?:used|done|had)|already (?:using|used) it|same size (?:as us)?|someone (?:like us|who)|knew (?:someone|somebody))\b",
    demo=r"\b(?:demos?|demoed|demonstration|walked (?:him|her|them|us|me|it) through|showed (?:him|her|them|us|me)|shown (?:him|her|them|us|me)|saw it (?:working|work|running|in action)|show(?:s|ed)? how)\b",
    support=r"\b(?:train(?:ed|ing)|(?:they|she|he|someone|support) (?:helped|offered to help|sat (?:down )?with|answered|promised|explained|guided|did (?:it|the import) for)|hand[- ]?held|help (?:line|desk)|set it up for (?:us|me)|did the (?:import|migration|move) for)\b",
    price=r"\b(?:discount|came down|knocked|(?:lower|cheaper|better) (?:price|offer|deal)|half price|took (?:\w+ ){0,3}off|paid monthly|free of charge|threw in)\b",
    proof_of_security=r"\b(?:certificat\w+|iso ?\d+|soc ?2|encrypt\w+|data (?:agreement|protection agreement|processing)|back-?ups? (?:every|of|are|were)|hosted in|servers? in|security (?:review|audit|questionnaire))\b",
    own_arrangement=r"\b(?:kept the (?:old|paper|book)|kept (?:a|the) (?:backup|copy|old)|exported (?:it|everything) first|started small|one (?:team|department|class|room) first|printed (?:it|everything) out first|ran both)\b",
)
#: words that say a worry or objection was met; without them `RESOLVED_BY` names only a wish
RESOLUTION: Final = re.compile(
    r"\b(?:but (?:then|after|when|once|in the end|they|she|he|we)|until|what (?:helped|calmed|reassured|settled|convinced|changed|eased|won)|(?:that|which|it|this) (?:helped|calmed|reassured|settled|convinced|eased|sorted|solved|won|took (?:the|that|my|away))|came (?:round|around)|in the end|so (?:that|then) (?:was|it) (?:fine|ok(?:ay)?|all right)|(?:felt|feel) (?:better|safer|reassured|calmer)|after (?:that|she|he|they|we|i)|once (?:we|i|she|he|they)|because (?:they|you|there|it|we|she|he) (?:had|have|could|can|offered|gave|said|promised|get|got|kept|was|were|is|did)|thanks to|luckily|knowing)\b", re.I,
)
_INFLUENCE: Final = _rules(
    influencer=r"\b(?:told (?:me|us) (?:to|about|you should|get|it's|it was)|recommend\w*|swears? by|suggest\w*|sign(?:ed|s)? (?:it )?off|sign-?off|had to (?:sign|approve|agree|say yes|be convinced)|approv\w+|run (?:it|that|this) past|ran (?:it|that|this) past|get (?:\w+ ){1,3}on board|(?:her|his|their|whose|my \w+'s|the \w+'s) (?:call|decision|idea|say|budget)|convinc\w+|persuad\w*|insisted|pushed (?:for|me|us)|pushing|wasn't keen|weren't keen|(?:was|were|dead) against it|all for it|in favou?r|put (?:me|us) on ?to|(?:my|our|the) (?:\w+ )?(?:wife|husband|boss|manager|accountant|director|board|treasurer|head|partner|colleague|friend|sister|brother|daughter|son|committee|doctor) (?:\w+ )?(?:said|says|wanted|decided|liked|loved|thought))\b",
    social_proof=r"\b(?:reviews?|ratings?|rated|stars?|trust ?pilot|testimonials?|case stud\w+|references?|forums?|reddit|facebook group|community|(?:every(?:one|body)?|all|most|half|a lot|lots|plenty|two|three|four|five|several|many)(?: of)? (?:\w+ ){0,6}(?:uses?|using|on it|have it|has it|had it)|already (?:uses?|using|had it|on it)|(?:like|same as) us\b|other (?:\w+ )?(?:schools?|shops?|clubs?|companies|clinics|studios|theatres?|libraries|teams|kennels|customers) (?:\w+ )?(?:use|used|using|had|have|were|did)|(?:school|shop|club|place|company|clinic|team|university|group|friend) that (?:had|has|uses?|used) it|moved (?:on ?to|over to) (?:it|\w+) after|well[- ]known|good reputation|reputation)\b",
)
DIRECTIONS: Final = _rules(
    mixed=r"\b(?:came (?:round|around)(?! (?:in|with|at|for|on|and)\b)|(?:not|wasn't|weren't) (?:\w+ )?(?:keen|sure|convinced|happy)\b[^.]*\bbut|at first\b[^.]*\bbut|half (?:of them )?(?:wanted|were for)|some (?:were|liked|wanted)\b[^.]*\b(?:others?|some)|in two minds)\b",
    against=r"\b(?:(?:(?:was|were|is|are|dead|totally|completely|all) against (?:it|the idea|that))|(?:wasn't|weren't|not) (?:\w+ )?(?:keen|convinced|happy|having it|impressed)|refus\w+|veto\w*|block(?:ed|s) (?:it|us|the|that|this)|resist(?:ed|ing|s)|said no(?!,)|wouldn't (?:have it|hear of|touch it|sign)|didn't (?:want (?:it|another|a|the)|like (?:it|the idea)|see (?:the point|why))|pushed back|object\w*|hated|warned (?:me|us)|talked (?:me|us) out|sceptical|skeptical)\b",
    **{"for": r"\b(?:all for it|in favou?r|recommend\w*|swears? by|loves? it|loved (?:it|the)|keen on|really keen|was keen|were keen|pushed for|told (?:me|us) to (?:get|try|take|use|buy|look)|(?:said|says),? (?:yes|take it|get it|try it|go for it|you should|just do it|do it|you have to|you need)|on board straight|convinced (?:me|us)|persuaded (?:me|us)|talked (?:me|us) into|backed (?:it|me|us)|supported (?:it|the))\b"},
)
_TIPPED: Final = _rules(
    trial_result=r"\b(?:trial|pilot|after (?:a|one|two|the first) (?:\w+ )?(?:day|days|week|weeks|month|fortnight)|by (?:day|the) (?:one|two|three|second|third|first|wednesday|thursday|friday|end)|(?:our|my) (?:own|actual|real) (?:\w+ )?(?:data|file|spreadsheet|bookings?|list|cases?|stuff)|imported (?:my|our)|tested it|with it on the real|tried it)\b",
    proof=r"\b(?:seeing (?:that|how|another|others)|references?|case stud\w+|reviews?|(?:down the road|next door|next town|others?|same size|like us)\b[^.]{0,30}\b(?:use|used|uses|using|ran|had|has|on it)|spoke to|talked to|visited|customers?)\b",
    price=r"\b(?:price|cheap\w*|discount|free|cost|costs|for the money|offer(?:ed)? (?:us )?(?:of|a|two)|half (?:price|off)|deal|per seat|monthly|no contract|months? free)\b",
    service=r"\b(?:rang (?:me |us )?back|called (?:me |us )?back|picked up|answered|phone|support|service|helped|listened|took the time|(?:she|he|they) (?:actually |really )?(?:listened|cared|stayed|came|explained|imported|set)|didn't (?:try to|push)|honest|person(?:al)?(?: on the)?|migration for (?:us|free)|delivered?|delivery)\b",
    ease=r"\b(?:eas(?:y|ier|iest|e)|simple|simpl\w+|without (?:asking|training|thinking|a manual|reading)|intuitive|two (?:taps|clicks|minutes)|three clicks|no training|(?:even )?my (?:mother|mum|dad|father|grandmother) could|straight away without|understood it|quick to learn)\b",
    timing=r"\b(?:in time|before (?:the )?(?:season|term|christmas|summer|lambing|opening|start)|next day|same day|within (?:a|one|two) (?:day|days|week|weeks)|straight away|immediately|right (?:time|moment)|live (?:by|in|before|within)|ready (?:by|before|in))\b",
    person=r"\b(?:my|our) (?:wife|husband|boss|manager|daughter|son|mother|mum|father|dad|colleague|accountant|partner|friend|sister|brother|technician|team|staff|students?|volunteers?)\b|\b(?:she|he) (?:said|told|loved|wanted|convinced)\b",
    feature=r"\b(?:feature|function|button|app|scann\w*|barcode\w*|labels?|calendar|reminders?|export|import|integrat\w+|offline|mobile|sync\w*|dashboard|reports?|api|search|print\w*|login|sign[- ]on|photo\w*|list|from my phone|on my phone)\b",
)
_FEATURE_ROLES: Final = _rules(
    broke=r"\b(?:stopped (?:work|send|go|sync|print|show)\w*|(?:doesn't|didn't|won't) (?:work|load|sync|open|save)\b|broke|broken|crash\w*|fail(?:s|ed|ing)?|buggy|bugs?|glitch\w*|freez\w+|(?:it|app|site|server|system|everything) went down|keeps? (?:crash|fail|dropp|los)\w+)\b",
    missing=r"\b(?:(?:is|are|was|'s) missing|missing (?:a|is|the|from)|(?:there's|there is|there was|has|had|have) no (?:way|option|button|app|search|export|undo|\w+ (?:view|button|option|mode))|no way to|lacks?|lacking|doesn't (?:have|do|let|offer|support)|didn't (?:have|do|offer|support)|can't (?:even )?(?:export|undo|filter|sort|search|print|attach|change|add)|without (?:a|any) (?:app|export|search))\b",
    wanted=r"\b(?:(?:i|we)(?:'d| would) (?:\w+ )?(?:love|like|want)|(?:would|it'd|that'd|'d) be (?:\w+ ){0,2}(?:nice|great|good|cool|useful|handy|lovely|brilliant|helpful) (?:to|if|when|for)\b|(?:i|we) wish|wish (?:it|they|there|i|we)|(?:i|we) (?:want|wanted|hope for) (?:a|an|some|the|more)\b|if only|on my wish ?list|hoping (?:for|they))\b",
    unused=r"\b(?:never (?:\w+ ){0,2}(?:use|used|touch\w*|open\w*|look\w*|tried|got (?:round|into)|bother\w*)|(?:don't|do not|didn't|haven't|hardly|barely|rarely) (?:really |ever |even )?(?:use|used|touch\w*|open\w*|need|look at)|no use for|ignor(?:e|ed)|unused|turned (?:it |them )?off|switched (?:it |them )?off)\b",
    decisive=r"\b(?:only (?:took|bought|chose|went)|because of the|sold (?:me|us)|the reason (?:we|i)|clinch\w*|swung it|tipp\w+|won (?:me|us)|decid(?:ed|ing) (?:it|factor)|couldn't live without|deal ?-?(?:maker|breaker)|must[- ]have|non-negotiable|that was it)\b",
    used=r"\b(?:(?:i|we|they|she|he|everyone|everybody)(?:'ve| have)? (?:(?:just|only|all|always|mostly|actually|really|still) )?(?:use|used|uses|rely on|live in|am using|are using)\b|(?:i'm|we're|they're) using|every (?:single )?(?:day|morning)|all the time|works? (?:well|great|fine|perfectly|beautifully)|go-to)\b",
)
EFFECTS: Final = _rules(
    leave=r"\b(?:(?:i|we) (?:\w+ )?cancel?led|closed (?:my|our|the) account|never (?:again|went back|bought)|went (?:elsewhere|to (?:a|another|the) (?:competitor|other))|took (?:my|our) (?:money|business) elsewhere|walked (?:out|away)|(?:i|we) left (?:them|it)|switched (?:away|back)|so we (?:left|stopped|dropped)|done with them|unsubscribed)\b",
    tell=r"\b(?:(?:i|we)(?:'ve| have)? (?:\w+ )?(?:tell|told|telling) (?:every(?:one|body)|people|all (?:my|the|our)|anyone|the whole|half|my|our|loads|lots|that story)|recommended (?:them|it) to|wrote (?:a|them a) (?:\w+ )?review|left (?:them )?a (?:\w+ )?review|posted (?:about|it))\b",
    doubt=r"\b(?:alarm bells|second thoughts|red flag|made (?:me|us) (?:\w+ )?(?:wonder|doubt|think twice|nervous|hesitate|suspicious|question)|put (?:me|us) off|lost (?:all |some |my |our )?(?:trust|faith|confidence)|(?:nearly|almost) (?:left|cancel?led|walked|gave up|went elsewhere)|started to (?:doubt|wonder|regret)|(?:don't|didn't) trust (?:them|it)|not sure (?:any ?more|about them)|that told me everything)\b",
    stay=r"\b(?:stuck with (?:them|it)|stay(?:ed)? with (?:them|it)|won (?:me|us) over|(?:so )?(?:i|we) renewed|(?:that's|which is|that is) why (?:we're|i'm|we are|i am|we|i) (?:\w+ )?(?:still|stay\w*|with)|never looked back|(?:i|we) trust(?:ed)? them|kept (?:me|us) (?:as|with|there|loyal)|loyal|with them (?:for life|ever since)|knew (?:i|we)(?:'d| had)? (?:\w+ )?(?:made the right|picked|chosen|in good hands)|decent people|in good hands)\b",
)
_BY_THEM: Final = r"(?:they|she|he|someone|somebody|support|the (?:\w+ )?(?:guy|woman|man|lady|girl|rep|team|company|person|people|support|engineer|technician|founder)|nobody|no one|no-one)"
COMPANY_DID: Final = _rules(
    silence=rf"\b(?:nobody|no one|no-one|they never|never)\b[^.]{{0,30}}\b(?:answer\w*|repl\w+|got back|rang|called|respond\w*|wrote back|picked up|told (?:me|us))\b|\b(?:ignored (?:me|us)|no (?:answer|reply|response)|didn't (?:answer|reply|respond|get back|call back|even answer))\b|\b{_BY_THEM} took (?:{DURATION}|ages|forever|days|weeks)\b|\bon hold\b|\bpassed (?:me|us) (?:around|from)\b",
    surprise_charge=r"\b(?:setup fee|hidden (?:fee|cost|charge)s?|(?:charged|billed) (?:me|us) (?:twice|for|again|double)|nobody (?:had )?mentioned (?:the|a|that)|put (?:the|their) prices? up|extra (?:charge|fee|cost)s?)\b",
    put_right=rf"\b{_BY_THEM} (?:\w+ ){{0,3}}(?:fixed|sorted|replaced|refunded|sent (?:(?:a|me a|us a|out a) (?:new|replacement)|another|me another|us another)|gave (?:me|us) (?:my|our|the) money back|put it right|solved|restored|recovered|apologi[sz]ed|took it back|cancelled the (?:bill|charge))\b|\bgot (?:a|my|our) (?:full )?refund\b",
    quick_response=rf"\b{_BY_THEM} (?:\w+ ){{0,2}}(?:picked up|answered|rang (?:me |us )?(?:straight )?back|called (?:me |us )?(?:straight )?back|wrote (?:me |us )?back|replied|got back|came (?:out|round)|phoned (?:me |us )?back|responded|was there)\b|\b(?:actual|real|human) (?:person|human|voice|being) (?:\w+ )?(?:picked up|answered|replied)\b|\bhad an answer (?:in|within)\b",
    proactive=rf"\b{_BY_THEM} (?:\w+ ){{0,2}}(?:emailed (?:me|us|every)|warned (?:me|us)|let (?:me|us) know|told (?:me|us) (?:before|upfront|straight|beforehand)|checked in|followed up|rang (?:me|us) to (?:ask|see|check)|called (?:me|us) to (?:ask|see|check)|kept (?:me|us) (?:posted|informed|up to date)|offered)\b",
    personal=rf"\b(?:hand-?written|by name|remembered (?:me|us|my|our|that)|personal(?:ly)?)\b|\b{_BY_THEM} (?:\w+ ){{0,2}}(?:listened|stayed (?:on|until|with)|sat (?:down )?with|took (?:the |her |his |their )?time|walked (?:me|us) through|came in person|helped|used (?:my|our) own|had (?:read|looked at) (?:my|our|everything))\b",
    honest=rf"\b{_BY_THEM} (?:\w+ ){{0,3}}(?:honest|admitted|straight with|didn't (?:try to )?(?:push|sell|upsell|pretend)|talked (?:me|us) out of|said (?:you don't need|it can't|no, you))\b",
    unprepared=rf"\b{_BY_THEM} (?:\w+ ){{0,2}}(?:hadn't (?:even )?(?:read|looked at|opened)|didn't (?:know|listen|understand|read|have a clue)|had no (?:idea|clue)|kept (?:asking|reading|pushing)|read (?:from|out) (?:a|the) script)\b",
)
_STAKES: Final = _rules(
    no_way_back=r"\bno (?:way|going|turning) back\b|\b(?:burn(?:ed|t)|threw (?:away|out)|binned|got rid of|switched off|turned off|shut (?:down|off)|cancel?led|deleted|shredded) (?:all )?(?:the|our|my) (?:old|paper|previous|existing|spreadsheets?|contract)\b|\bswitched the old (?:\w+ )?off\b|\bold (?:one|system) (?:was )?(?:off|gone)\b",
    reputation=r"\b(?:put|stuck|stick) my (?:neck|name|head|reputation)\b|\b(?:told|promised|assured|convinced|vouched to) (?:the |my |our )?(?:whole )?(?:board|boss|team|committee|head|director|staff|clients?|customers?|governors|trustees)\b|\bvouched\b|\brecommended it (?:up|to (?:my|the) (?:boss|board))\b",
    money=r"\b(?:paid|pay|signed|bought|put|spent|committed)\b[^.]{0,40}\b(?:up ?front|in advance|card|deposit|years?|whole year|thousand|grand|hundred|pounds|euros|dollars|contract|budget)\b|[$£€]\d",
    data=r"\b(?:hand(?:ed)?|gave|moved|migrated|imported|uploaded|transferred|put|switched|deleted) (?:\w+ ){0,4}(?:data|list|lists|records|database|books|files|history|bookings|catalogue|inventory|everything|customers|clients|members)\b",
    time=r"\b(?:spent|put in|invested|took) (?:\w+ ){0,3}(?:hours?|days?|weekends?|weeks?|evenings?|nights?|summer|holiday)\b",
)
#: words that say a choice was tipped; without them a praise is no tipping
TIPPING: Final = re.compile(r"\b(?:sold (?:me|us|it)|tipp\w+|clinch\w*|swung|won (?:me|us|it)|seal(?:ed|s)|convinc\w+|decid\w+|the reason|went with|go with|chose|choose|picked (?:it|them)|that was (?:it|the moment|that|the point|enough)|that's when|(?:i|we) knew|no-brainer|in the end it|made (?:me|us) (?:choose|go|buy|sign)|settled (?:it|me|him|her|us)|did it\b|made up (?:my|our) mind|why (?:i|we) (?:took|bought|chose|went|picked)|made the difference|done\.|sold\.)", re.I)
#: contacts that need not be with the company: read only from quotes about a step, a moment or the choice itself
LOOSE_TOUCHPOINTS: Final = frozenset({"phone", "email", "shop", "delivery", "form", "document_download", "app_or_product", "social_media", "event", "advertising", "training", "invoice_or_billing"})
#: somebody commits without proof; beside the marker of the overlays
UNSURE: Final = re.compile(r"\b(?:fingers crossed|crossed (?:my|our) fingers|just hoped|hop(?:ed|ing) for the best|just trusted|had to trust|without (?:really |having |ever |even )?(?:know|see|test|try)\w*|not (?:really )?knowing|before (?:i|we) knew|no (?:way|going|turning) back|leap|plunge|bit the bullet|just went for it|blind(?:ly)?|stuck my neck|put my neck|gamble)\b", re.I)
_CONCERNS: Final = _rules(
    time=r"\b(?:(?:no|haven't|hadn't|don't have|didn't have|without|not (?:the|enough)|got) (?:got )?(?:the |any |enough )?time|too busy|middle of (?:the )?(?:season|term|year|project)|how long (?:it|will|would|does)|(?:weeks|months|hours|days) (?:to|of) (?:set|learn|train|move|migrat|implement|install|import|typing)\w*|time[- ]consuming|takes? (?:too|so) long|go live (?:in|by|within)|not this (?:year|term|month|season)|right now|bad timing|wrong time|(?:more|extra|double) work|slower|slow (?:us|me|the|it) \w+|(?:hours|days|weeks|months|a month) of (?:typing|stickers|work))\b",
    money=r"\b(?:costs?|costly|costing|price\w*|pric(?:ey|ing)|budget\w*|afford\w*|expensive|cheap\w*|subscription\w*|money|invoice|pay (?:for|extra|more)|paying|fees?|grand|discount|per seat|another licen[cs]e|(?:why|should|would) (?:\w+ )?(?:we|i|you|they) (?:be )?pay\w*|pay(?:ing)? to \w+|charge them|bill|waste of money|wasted money)\b|[$£€]\d",
    usability=r"\b(?:eas(?:y|ier|ily)|simple|simpl\w+|hard to (?:use|learn)|learn(?:ing)?(?: it| a new| curve)?|complicated|technical|tech-?savvy|intuitive|(?:need\w*|without|no|hours of|much|enough) training|clunky|figure (?:it )?out|able to (?:use|work|handle)|user[- ]friendly|understand it|use it (?:with|without)|confus\w+|too (?:old (?:for (?:it|this|that)|to (?:use|learn|start))|many (?:buttons|clicks|steps))|nobody (?:\w+ )?(?:uses|logs|used)|wouldn't use it|won't use it|refuse (?:to )?use|(?:be|been) the only one|(?:and|with) nobody else|would (?:they|students|people|staff|anyone|anybody) (?:\w+ )?(?:do|use|scan) it|(?:couldn't|can't|don't) (?:see|believe) (?:them|him|her|people|they) (?:\w+ing|would)|(?:don't|doesn't) have a smart ?phone|use a smart ?phone|(?:wet|cold) hands|cope with (?:it|the)|learn (?:four|new|a))\b",
    risk=r"\b(?:los(?:e|es|ing|t)|(?:is|are|all|be|just|was|were|'s|'re) gone|data (?:protection|breach|leak|loss|security|agreement)|secur\w+|safe(?:ty)?|risk\w*|fail\w*|break\w*|crash\w*|goes? down|is down|went down|privacy|private|gdpr|legal|compl(?:y|iance|iant)|locked? in|lock-in|regret\w*|go(?:es)? wrong|went wrong|back-?ups?|(?:don't|didn't|can't|couldn't|not) (?:\w+ )?trust|trusting|reliab\w+|disappear\w*|go(?:es|ing)? bust|hack\w*|leak\w*|go(?:es|ing|ne)? (?:under|pop|out of business)|went under|(?:if|when|once) (?:they|one of them|the (?:firm|company)|it|he|she) (?:\w+ )?(?:close|closes|stop|stops|fold|folds|leave|leaves|kill|sell|gets? (?:bought|ill|a job))|if they (?:go|get bought)|(?:pupil|student|people's|customers') names?|track(?:ing)? (?:us|me|them|people)|who(?:'s| can| is) (?:going to )?(?:look|see|able)\w*|drop out|(?:be|giving something|get it) wrong|flop\w*|disaster|catch)\b",
    other=r"\b(?:integrat\w+|compatib\w+|talk to (?:the|our)|work(?:s|ed)? with (?:the|our)|connect\w* to|run on|runs on|fit(?:s|ted)? (?:in|under|our|the)|languages?|offline|how it looks|colou?r scheme|support(?:ed)? (?:in|for)|environment\w*|ethic\w+|local (?:company|firm))\b",
)
_ADVOCACY: Final = _rules(
    would_not=r"\b(?:wouldn't|would not|would never|can't|couldn't|won't) (?:\w+ )?recommend\b|\bnot (?:sure i'd|going to) recommend\b",
    reviewed=r"\b(?:wrote|left|gave|posted|written|leave|put up) (?:\w+ ){0,2}(?:a |an )?(?:\w+ ){0,3}(?:review|testimonial|five stars|rating)\b",
    reference=r"\b(?:reference (?:call|visit|for them)|(?:ring|call|phone|talk to|speak to|speak with|visit) me\b[^.]*\b(?:about (?:it|them)|call|did that|said yes|happy)|case study (?:with|about) (?:us|me)|spoke at their|(?:i|we) (?:did|gave|do) (?:\w+ )?(?:a |that |the )?(?:reference|talk|webinar|case study))\b",
    rewarded=r"\b(?:referral (?:code|bonus|credit|fee|scheme|link)|(?:got|get|gave (?:me|us)) (?:a |one )?(?:free month|month free|discount|voucher|credit) for (?:recommending|referring|telling|bringing))\b",
    recommended=rf"\b(?:i|we)(?:'ve| have|'d| had)? (?:\w+ )?(?:told|tell|recommended|convinced|persuaded|showed|mentioned (?:it|them) to|passed (?:it|them) on)\b (?:(?:at least|probably|about|like|maybe|{_IT}|to|my|the|our|an?|another|all|every\w*|other|some|half|two|three|four|five|ten|loads|lots|of|people|so many|several|a few|whole|other) ?){{1,6}}\w*[^.]{{0,30}}?\b(?:about (?:it|them)|on to it|onto it|to (?:get|try|use|buy|take) it|people|friends?|colleagues?|sister|brother|every(?:one|body)|neighbou?rs?|to it)\b|\b(?:i|we)(?:'ve| have)? (?:\w+ )?recommended it\b|\bgot (?:my|a|the|our|another|two|three) (?:\w+ ){{1,3}}(?:on|onto|using) it\b|\b(?:is|are) (?:now )?on it (?:now |as well|too)\b",
    would=r"\b(?:i|we)(?:'d| would) (?:\w+ )?(?:recommend|tell (?:every(?:one|body)|anyone|people)|say to any)\b|\bwould (?:\w+ )?recommend\b",
)
_DISCOVERY: Final = _rules(
    word_of_mouth=r"\b(?:(?:told|mentioned|showed|recommended|suggested) (?:it |them |that )?(?:to )?(?:me|us)\b(?! (?:that |to |we |i |it was|'?twas|no\b|not |he|she|they|how |what |why ))|told (?:me|us) (?:about|they|she|he|to (?:try|get|look))|heard (?:about |of )?(?:it |them )?(?:from|through)|through (?:a|my|our) (?:\w+ )?(?:friend|colleague|sister|brother|neighbou?r|contact)|put (?:me|us) on ?to|(?:a|my|our|another) (?:\w+ ){1,4}(?:told|mentioned|recommended|uses it|used it|swears|raved|said she|said he)|word of mouth|recommendation from|asked (?:around|my|other))\b",
    review_site=r"\b(?:trust ?pilot|capterra|g2|product ?hunt|review (?:site|page)s?|comparison (?:site|page|article)s?|which\? magazine|top (?:ten|five|10|5) list)\b",
    search=r"\b(?:googled|googling|google search|searched (?:for|online|the)|search engine|looked (?:it )?up online|(?:first|came up) (?:page|result|hit|in the results)|typed (?:in|into) google|on google|bing|duckduckgo)\b",
    social_media=r"\b(?:instagram|facebook|linked ?in|tik ?tok|you ?tube|reddit|twitter|mastodon|pinterest|discord)\b",
    community=r"\b(?:mailing list|e-?mail list|forum|user group|professional (?:group|network)|slack (?:group|community))\b",
    event=r"\b(?:trade (?:fair|show)|conference|county show|exhibition|expo|trade event|meet-?up|webinar|their (?:stand|booth)|at (?:a|the) (?:fair|show|workshop|talk))\b",
    advert=r"\b(?:advert\w*|ads?|poster|flyer|leaflet|billboard|sponsor\w*|brochure|commercial)\b",
    press=r"\b(?:article|magazine|newspaper|podcast|newsletter|blog(?: post)?|read about (?:it|them))\b",
    sales_outreach=r"\b(?:(?:they|a rep|a salesman|someone from) (?:\w+ )?(?:called|rang|emailed|wrote to|contacted|approached) (?:me|us)|cold[- ]?(?:call|email)\w*|sales (?:rep|guy|man) (?:\w+ )?(?:came|rang|called))\b",
)
#: seven measurable touchpoints of the engagement journey (pages, chat, download, form, cart, support case, community) and the usual others
TOUCHPOINTS: Final = _rules(
    review_site=r"\b(?:trust ?pilot|capterra|g2|review (?:site|page)s?|reviews|comparison (?:site|page)s?|star ratings?)\b",
    demo=r"\b(?:demos?|demoed|demonstration|walk-?through|product tour|presentation of theirs|sales presentation)\b",
    chat=r"\b(?:live chat|chat (?:window|bot|box|support)|chatbot|in the chat|on (?:the )?chat|over chat|via chat)\b",
    community=r"\b(?:community (?:forum|site|page|login|group)|user (?:forum|group|community)|(?:their|the|help) forum|facebook group|slack (?:group|channel|community)|discord)\b",
    document_download=r"\b(?:white ?paper|download\w* (?:the|a|their|some)|brochure|pdf|guide|data ?sheet|checklist|template they|e-?book)\b",
    form=r"\b(?:(?:web|contact|sign-?up|enquiry|inquiry|registration|order|online|application) forms?|fill(?:ed|ing)? (?:in|out) (?:\w+ ){0,4}forms?|this form|their form|form (?:with|on|that))\b",
    cart_or_checkout=r"\b(?:check-?out|shopping (?:cart|basket)|(?:in|add(?:ed)?|to) (?:the|my) (?:cart|basket)|(?:put|typed|entered) (?:the|my|our) (?:card|card details)|order(?:ed)? (?:it )?online|payment page)\b",
    invoice_or_billing=r"\b(?:invoices?|bill(?:s|ed|ing)?|(?:setup|cancellation) fee|charged (?:me|us)|direct debit|receipt)\b",
    contract=r"\b(?:contracts?|terms and conditions|small print|fine print|redlines?|data (?:processing )?agreement|signature|docusign)\b",
    support_case=r"\b(?:(?:support|help) ?(?:team|desk|line|case|ticket|guy|woman|person|staff|people|request)|(?:raised|opened|closed|a support) (?:a |the )?ticket|(?:their|contacted|rang|called|emailed|asked|wrote to|customer) (?:support|service)|(?:got on to|through to|on to) support|support (?:was|were|took|answered|rang|called|replied|came|got|told))\b",
    training=r"\b(?:training (?:session|course|day|video|call)|onboarding(?: call| session)?|trained us|kick-?off(?: call| meeting)?|tutorials?|webinars?|help (?:page|article|centre|center|video)s?|their (?:manual|instructions))\b",
    delivery=r"\b(?:deliver(?:y|ed)|parcel|unbox\w*|(?:the|a) box (?:came|arrived|opened|was)|arrived (?:in|by|on|the|next)|courier|packaging|came in (?:a|the) (?:post|mail|box))\b",
    shop=r"\b(?:(?:in|at|into|to) (?:the|a|their|that) (?:shop|store|showroom|branch)|shop assistant|salesperson in|showroom)\b",
    event=r"\b(?:trade (?:fair|show)|conference|exhibition|expo|their (?:stand|booth)|county show|meet-?up)\b",
    sales_contact=r"\b(?:sales (?:call|rep|guy|man|woman|person|team|people|meeting)|salesman|saleswoman|salesperson|(?:the|their|a) rep\b|account (?:manager|executive)|talk(?:ed)? to sales|quote (?:came|from))\b",
    phone=r"\b(?:(?:i|we) (?:\w+ )?(?:rang|phoned|called)(?: (?:them|up|support|their|on|and|again|in)|[.,])|(?:they|she|he|someone|somebody) (?:\w+ )?(?:rang|phoned|called) (?:me|us|back|straight)|on the phone|over the phone|phone call|picked up the phone|on hold|rang (?:on|me|us|back)|call(?:ed)? (?:me |us )?back|hotline)\b",
    email=r"\b(?:e-?mailed (?:me|us|them|back|support|every|straight)|(?:got|had|received) (?:an|the|their|this|that|a \w+) e-?mails?|(?:their|welcome|automated|apology) e-?mails?|by e-?mail|via e-?mail|newsletter|e-?mails? (?:from|came|saying|said|every|with|them|back))\b",
    social_media=r"\b(?:instagram|facebook|linked ?in|tik ?tok|you ?tube|twitter)\b",
    advertising=r"\b(?:advert\w*|(?:an|their|the) ads?\b|poster|flyer|leaflet|billboard)\b",
    website=r"\b(?:(?:their|the|the company's|'s|'s) web ?(?:site|page)s?|on a web ?site|their (?:site|page|homepage|landing page)|(?:pricing|price) page|pricing page|home ?page|on (?:the|their) (?:site|web)|online shop|clicked (?:around|through))\b",
    trial=r"\b(?:(?:free |the |a |their )trial|trial (?:account|period|version)|pilot)\b",
    app_or_product=r"\b(?:app store|(?:their|mobile|phone) app\b|error (?:message|screen)|log-?in (?:page|screen)|(?:the|an|their) (?:latest |last |new |big )?update\b)",
)

#: attribute -> codes it is read from, rules; "*" means every code
TABLE: Final[Mapping[str, tuple[str, Rules]]] = {
    "trigger_type": ("struggle_trigger", _TRIGGERS),
    "trigger_stage": ("struggle_trigger", _TRIGGER_STAGES),
    "workaround": ("pain_point habit alternative struggle_trigger", _WORKAROUNDS),
    "alt_type": ("alternative habit deal_breaker", _ALTERNATIVE_TYPES),
    "alt_status": ("alternative", _STATUSES),
    "price_role": ("price", PRICE_ROLES),
    "influence_kind": ("social_influence", _INFLUENCE),
    "direction": ("social_influence objection", DIRECTIONS),
    "tipped_by": ("deal_maker", _TIPPED),
    "concern": ("criterion objection anxiety deal_breaker price", _CONCERNS),
    "feature_role": ("*", _FEATURE_ROLES),
    "effect": ("moment_of_truth", EFFECTS),
    "company_did": ("moment_of_truth", COMPANY_DID),
    "stake": ("milestone deal_maker value_realized", _STAKES),
    "advocacy": ("milestone value_realized moment_of_truth social_influence priority feature_mention", _ADVOCACY),
    "discovery": ("milestone social_influence moment_of_truth alternative", _DISCOVERY),
    "touchpoint": ("*", TOUCHPOINTS),
    "resolved_by": ("anxiety objection habit milestone deal_maker", RESOLVED_BY),
}
KPI: Final = re.compile(
    rf"\b(?:after|by|from|since|once|until|it took) (?:\w+ ){{0,3}}?(?P<hint>(?:the |about |like |our |my )?(?:(?:{_ORDINAL}|{NUMBER}) (?:or \w+ )?\w+|(?:day|week|month) {NUMBER}))", re.I)
KPI_VERDICT: Final = re.compile(r"\b(?:hooked|(?:i|we) knew|trust(?:ed)?|wasn't even|weren't even|didn't (?:even )?(?:check|think|look)\w*|stopped (?:check|worry|look|us)\w*|convinced|it clicked|clicked|sold|never looked back|second nature|automatic\w*|without thinking|confident|got the hang|couldn't imagine|part of)\b", re.I)
ELAPSED: Final = re.compile(
    rf"\b(?:(?:took|taken|spent) (?:\w+ ){{0,3}}?(?P<a>{DURATION})|(?:within|after|in under|under) (?:about |roughly |maybe |like |only |just )?(?P<b>{DURATION})|(?P<c>{DURATION}) (?:later|after (?:that|we|i)|before (?:we|i) (?:decided|bought|signed|ordered|did))|(?:by|on) (?P<d>day (?:one|two|three|four|five|\d+)))\b", re.I)
TO_PURCHASE: Final = re.compile(
    rf"\b(?:(?:took|spent) (?:\w+ ){{0,3}}?(?P<a>{DURATION}) (?:\w+ ){{0,3}}?(?:to (?:make up|decide|choose|pick|buy|sign|order|commit|get (?:it )?(?:approved|sign)\w*|convince)|before (?:we|i) (?:decided|bought|signed|ordered)|deciding|comparing|looking|choosing|going back and forth)|(?P<b>{DURATION}) later (?:\w+ ){{0,3}}(?:bought|signed|ordered|paid|went with|took it|decided)|(?P<c>{DURATION}) (?:between|from) (?:\w+ ){{1,5}}(?:to|and) (?:buying|signing|ordering|the order|the purchase))\b", re.I)
