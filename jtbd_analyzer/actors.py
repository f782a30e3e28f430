"""Who is named in a quote, what part they have in the decision, and who says what: people by role, never by name."""

from __future__ import annotations

import re
from typing import Final

#: role shown -> words people use for it; family, own organisation, advisers, then the seller's side
_WORDS: Final[dict[str, str]] = {
    "wife": "wife", "husband": "husband", "partner": "partner|boyfriend|girlfriend", "mother": "mother|mum|mom|mam", "father": "father|dad",
    "sister": "sisters?(?! (?:school|company|shop|site|club|store))|sister-in-law", "brother": "brothers?|brother-in-law", "son": "sons?", "daughter": "daughters?", "cousin": "cousins?", "uncle or aunt": "uncles?|aunts?|aunty", "nephew or niece": "nephew|niece",
    "friend": "friends?|mate|buddy", "neighbour": "neighbou?rs?",
    "boss": "boss|line manager|supervisor", "director": "directors?|ceo|cto|cfo|coo|md|managing director|vice president|vp|executive",
    "finance": "finance|accounts department|controller|purchasing|procurement|cfo office", "legal": "legal(?: team| department)?|lawyers?|solicitors?",
    "IT": "(?:(?-i:IT)(?: (?:guy|guys|man|woman|people|person|lead|manager|department|team|lot|services))?)|sysadmin|tech(?:ie|ies)", "board": "board(?= (?:of|wanted|said|had|met|asked|approved|members?|meeting|didn't|wouldn't|saw|has|decided|refused|signed|says?)|['.?!])|governors?|council",
    "trustees": "trustees?", "councillor": "councillors?|portfolio holder|mayor", "data protection": "data (?:person|officer|protection (?:officer|lead|person))|dpo",
    "vice principal": "(?:vice|deputy|assistant)[- ]principal|deputy head(?:teacher)?", "business manager": "business manager|bursar",
    "committee": "committee", "treasurer": "treasurer", "head": "head of (?!the\\b|a\\b|my\\b|our\\b|that\\b|it\\b|hair\\b|steam\\b)[a-z]+|(?<!my )(?<!his )(?<!her )(?<!their )head(?=[ ,.?!](?:teacher|gave|said|had|wanted|signed|agreed|approved|was|who|of))(?! of the )(?:teacher| of (?:drama|department|school|music|art|sport)|mistress|master)?|principal|dean|headteacher|headmaster",
    "chair": "chair(?:man|woman|person)?", "owner": "owners?|founder", "manager": "managers?", "HR": "(?-i:HR)", "office": "office manager|secretary|receptionist|reception|administrator|admin",
    "colleague": "colleagues?|co-?workers?|workmates?|(?:a )?guy at work|woman at work", "staff": "staff|team|crew|employees?|girls|guys|lads|drivers|operators",
    "technician": "technicians?|caretaker|janitor|storekeeper", "volunteers": "volunteers?|helpers?|members?", "teachers": "teachers?|lecturers?|tutors?|professors?|coach(?:es)?",
    "students": "students?|pupils?|kids|children", "accountant": "accountants?|bookkeepers?|auditors?", "adviser": "consultants?|advis[eo]rs?|doctor|gp|vet|audiologist|physio\\w*|nurse",
    "client": "clients?|customers?", "parents": "parents?",
}
#: people of the seller; they are no party to the buying side
_SELLER: Final = "rep|salesman|saleswoman|salesperson|sales (?:guy|rep|person|team|man|woman)|account manager|support (?:guy|person|woman|team)|customer success"
_ROLE: Final = re.compile(
    r"\b(?:(?:my|our|the|his|her|their|your|an?|another|one|two|some) )(?:(?!(?:the|a|my|our|and|of|to|who|that)\b)[\w-]+ ){0,2}?(?:" + "|".join(f"(?P<r{i}>{w})" for i, w in enumerate(_WORDS.values())) + r")\b(?!'s (?:day|room)\b|-)", re.I)
_BARE: Final = re.compile(r"(?:^|[,.;] |\b(?:and|but|so|then|because|convince|asked|told|past|by|from) )(?P<w>(?-i:IT)|finance|legal|procurement|management|(?-i:HR)|mum|mom|dad)\b(?! (?:and|or)\b)(?! (?:aid|reasons?|terms?)\b)", re.I)
_BARE_ROLE: Final = {"it": "IT", "finance": "finance", "legal": "legal", "procurement": "finance", "management": "boss", "hr": "HR", "mum": "mother", "mom": "mother", "dad": "father"}
_SELLER_ROLE: Final = re.compile(rf"\b(?:{_SELLER})\b", re.I)
_NAMES: Final = tuple(_WORDS)

_SPOKE: Final = (
    r"(?:'s (?:thing|worry|fear|point|position|view|line|take|question|concern) was|(?:,? (?:who|he|she|they|just|basically|then|always|actually|really|also|immediately))*,? (?:said|says|say|goes|go|went,|was like|were like|is like|asked|kept asking|argued|complained|grumbled|moaned|thought|pushed back|push back"
    r"|objected|refused|insisted|wanted to know|told (?:me|us)|felt|reckoned|(?:wasn't|weren't|was not|were not) (?:\w+ )?(?:keen|sure|convinced|happy|having|impressed|bothered)|was against|were against|was worried|were worried|(?:didn't|did not|don't|doesn't|wouldn't) (?:\w+ )?(?:want|like|see|think|believe|trust|have it|hear|get why)|hated|resisted|was (?:\w+ )?sceptical|was (?:\w+ )?skeptical|had (?:a|some) (?:problem|concern|doubt|question)s?))"
)
_SELF: Final = re.compile(
    r"\b(?:i|we) (?:\w+ ){0,2}?(?:said|told (?:them|him|her|the \w+|my \w+))(?: (?:to )?(?:them|him|her))?(?: straight)?,? \W?(?:no\b|not\b|please no|(?:we|i)(?:'m| am|'re| are)? (?:can't|cannot|don't|haven't|won't|aren't|isn't|not|only|three|too|just)|we (?:are|have)|it's (?:too|not)|who|why|how)"
    r"|\b(?:i|we) (?:\w+ )?(?:argued|pushed back|objected|refused)\b|\bmy (?:objection|argument|point) was\b", re.I)

_OTHER: Final = re.compile(
    r"(?:(?:and|but|so|then|because|well)[, ]+)*(?:he|she|they|somebody|someone|one of (?:them|the \w+)|(?!(?:I|It|That|This|You|We|There|What|And|But|So|Then|Because|Well|Who|Nobody)\b)(?-i:[A-Z][a-zé]+))(?:,? (?:just|then|also|did))* (?:said|says|goes|asked|felt|thought|objected|refused|wanted to know|was worried|had a worry|wasn't (?:keen|for it|sure)|did say)\b", re.I)
_OWN_DOUBT: Final = re.compile(
    r"\b(?:i|we)(?:'m| am|'d| had| was| were| did| do)? (?:\w+ ){0,2}?(?:worried|worry|afraid|scared|nervous|concerned|bothered|frightened|wondered|wonder|wondering|hesitat\w+|in two minds|not sure|wasn't sure|weren't sure|kept thinking)\b|\bmy (?:\w+ )?(?:worry|fear|concern|hesitation|doubt|thing) (?:was|is)\b|\b(?:bothered|worried|scared|frightened) me\b|\bi thought,? (?:what if|who|how|will|would)\b", re.I)

_PARTS: Final = tuple((name, re.compile(pattern, re.I)) for name, pattern in {
    "blocker": r"\b(?:refus\w+|veto\w*|block\w+|dead against|flat out|wouldn't (?:have|hear of|allow|let us|sign)|put (?:his|her|their) foot down|killed it|(?:said|says|was) (?:a )?(?:flat )?no\b|no way\b)",
    "approver": r"\b(?:(?:has|have|had|needs?|needed) to go (?:to|through|past|before)|put (?:it|that|this) (?:up )?to"
    r"|(?:said|took it|put it|presented (?:it )?|brought it) to (?=(?:the|our|my) (?:\w+ )?(?:committee|board|trustees|panel|governors|council)\b)|only meets|sign(?:ed|s)?(?: it| that| this| anything| everything)?(?: all)? off|sign-?off|had to (?:sign|approve|agree|okay|ok|say yes|be convinced|give)|(?:has|have) to (?:sign|approve|agree)|approv(?:ed?|es|al)|green light|go-?ahead|r[au]n (?:it|that|this|everything) (?:past|by)|get \w+(?: \w+)? on board|final (?:say|decision|word)|(?:his|her|their|'s) (?:call|decision)|permission|wanted (?:to see )?(?:two|three|\d) (?:quotes|offers)|(?:said|says) (?:fine|yes|go ahead|bring it to)|put it in (?:next year's|this year's|the) budget|would(?:n't|'ve| have) (?:even )?(?:gone to|have the conversation))\b",
    "payer": r"\b(?:(?:pays|paid|paying|pay) for (?:it|that|this|the)|(?:'s|from the|out of the|out of their|out of his|out of her|their|his|her) budget|holds? the (?:purse|budget)|budget holder|foots? the bill|released the money|gave us the money|funded)\b",
    "initiator": r"\b(?:(?:said|says|told (?:me|us)),? [^.?!]{0,50}?\b(?:find|get|bring|sort) (?:me |us )?something\b|first (?:to|one to|person to) (?:say|suggest|bring|notice|ask|mention|raise)|brought (?:it|this|that) up|(?:was|'s) (?:his|her|their) idea|came (?:to (?:me|us)|in) (?:and said|saying|with)|started (?:it all|the whole thing)|kicked (?:it|this) off)\b",
    "implementer": r"\b(?:(?<!i )(?<!we )(?:set|sets|setting) (?:it|everything|the whole thing)(?: all)? up|(?<!i )(?<!we )(?:migrated|moved everything over|rolled it out|did the (?:import|migration|setup|set-up|whole import)|typed (?:it|everything) (?:all )?in|trained (?:the|us|everyone|everybody|our)|installed (?:it|everything)|imported (?:it|everything|the|all)))\b",
    "recommender": r"\b(?:told (?:me|us) (?:about|to (?:get|try|take|use|buy|look))|recommend\w*|swears? by|suggest(?:ed|s)|put (?:me|us) on ?to|pointed (?:me|us) (?:to|at)|(?:said|says),? \W?(?:take it|get it|try it|you should|you need|go for|have a look|look at)|showed (?:me|us) (?:hers|his|theirs|it|how))\b",
    "user": r"\b(?:(?:will|would|are going to|have to|had to|actually|all|they) use it|uses? it (?:every|all|most|too|as well|now|daily)|the (?:one|ones|person|people) (?:who|that) (?:use|uses|used|have to use|would use|sits?)|day-to-day users?)\b",
}.items())


#: words after which the holder of the part follows: "it has to go to the board"
_LEADS_TO: Final = re.compile(r"\b(?:to|through|past|before)\s*$", re.I)


def places(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and role of everybody named, in order; the seller's people are left out."""
    seller = [m.start() for m in _SELLER_ROLE.finditer(text)]
    found = [(m.start(), m.end(), _NAMES[next(i for i in range(len(_NAMES)) if m[f"r{i}"])]) for m in _ROLE.finditer(text)]
    found = [x for x in found if not any(x[0] <= at < x[1] for at in seller)]
    return sorted([*found, *((m.start("w"), m.end("w"), _BARE_ROLE[m["w"].lower()]) for m in _BARE.finditer(text))])


def named(text: str) -> tuple[str, ...]:
    """Return the roles of people named in `text`, in order, each once: "wife", "boss", "IT", "board" … The seller's people are left out."""
    return tuple(dict.fromkeys(role for _, _, role in places(text)))


def seller_named(text: str) -> str:
    """Return the words for somebody of the selling company (a rep, support, an account manager), "" where none is named."""
    found = _SELLER_ROLE.search(text)
    return found.group() if found else ""


def speaker(text: str) -> str:
    """Return who raises what `text` tells: a role where one is the subject of saying, refusing or doubting; "self"; or "" where not told."""
    for start, end, role in places(text):
        if text[start:end].endswith("s") and re.match(r", (?:s?he)\b", text[end:], re.I):
            continue  # "the lads, she said": somebody else speaks
        if re.match(rf"(?: (?:at|in|of|from) (?:\w+ )?\w+)?{_SPOKE}", text[end:], re.I):
            return role
    for k, (start, end, role) in enumerate(found := places(text)):
        until = found[k + 1][0] if k + 1 < len(found) else len(text)
        goes_on = "they" if text[start:end].endswith("s") else "he|she|they"
        if re.match(rf"[^.?!]{{0,90}}?\b(?:{goes_on}),?{_SPOKE}\b", text[end:until], re.I) and not re.search(r"\bI (?:said|thought|told)\b", text[end:until]):
            return role
    return "self" if _SELF.search(text) else ""


def other_speaker(text: str) -> str:
    """Return the words by which somebody without a role ("he said", "Bríd said", "somebody asked") raises what `text` tells, "" for none."""
    found = _OTHER.match(text)
    return found.group() if found else ""


def own_doubt(text: str) -> str:
    """Return the words by which the participant voices a doubt as their own ("I was worried"), "" for none."""
    found = _OWN_DOUBT.search(text)
    return found.group() if found else ""


def part(text: str) -> tuple[str, str, str]:
    """Return the part somebody has in the decision (initiator, recommender, user, approver, payer, blocker, implementer), who, and the words that say so.

    Who is the last role named before those words, or the first after; ("", "", "") where nobody is named, or where "I" stands between.
    """
    people = [(start, role) for start, _, role in places(text)]
    for name, pattern in _PARTS:
        for found in pattern.finditer(text):
            before = [p for p in people if p[0] < found.start()]
            after = [p for p in people if found.start() <= p[0] < found.end() + 25]
            if after and _LEADS_TO.search(found.group()) and after[0][0] >= found.end():
                return name, after[0][1], found.group()
            if before and not re.search(r"\b(?:i|i've|i'd|we|we've)\b", text[before[-1][0] : found.start()], re.I) and found.start() - before[-1][0] < 70:
                return name, before[-1][1], found.group()
            if after and name not in ("implementer", "user"):
                return name, after[0][1], found.group()
    return "", "", ""
