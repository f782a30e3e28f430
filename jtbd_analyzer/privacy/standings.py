"""How names of people and of firms stand in talk: "my sister Ngozi", "thanks, Wei", "I worked at ...", with and without capitals."""

from __future__ import annotations

import re
from typing import Final

from jtbd_analyzer.privacy.words import CAPITAL, NAME

_KIN: Final = (
    r"(?:(?:ex|step|grand|great|half)[- ]?)*(?:wife|husband|partner|fianc[ée]e?|girlfriend|boyfriend|son|daughter|brother|sister|mum|mom|mother|dad|father|cousin|aunt|auntie|uncle|nephew|"
    r"niece|neighbou?r|landlord|landlady|friend|mate|boss|manager|supervisor|colleague|co-?worker|assistant|accountant|bookkeeper|deputy|predecessor|successor|director|"
    r"head|founder|co-?founder|business partner|intern|apprentice|nanny|childminder|teacher|tutor|doctor|gp|nurse|dentist|therapist|lawyer|solicitor|agent|rep|"
    r"trainer|coach|mentor|flatmate|roommate|housemate|client|customer|guy|woman|lady|girl|lad|volunteer|chair|treasurer|secretary|owner|in-law|kid|child|boy|baby|twins?)"
)
_SAYS: Final = (
    r"(?:said|says|told|tells|asked|asks|called|rang|phoned|emailed|texted|messaged|goes|went|thinks|thought|wanted|wants|reckons|reckoned|swears|swore|suggested|recommended|"
    r"showed|helped|joined|left|runs|ran|does|did|was like|is like|has|had|from|in (?:accounts|sales|finance|marketing|support|operations|ops|the)|over at|who|and I|and me|mentioned|explained|sent|came|comes|took|knows|knew|"
    r"loves|loved|hated|hates|keeps|kept|insisted|insists|laughed|handles|looks after)"
)
_GREETS: Final = r"(?:thanks|thank you|hi|hello|hey|okay|ok|so|well|right|yes|yeah|no|great|cheers|bye|sorry|morning|good morning|good afternoon|lovely|perfect|welcome|and|oh|alright)"
_WORK: Final = (
    r"(?:Ltd|Limited|LLC|Inc|GmbH|AG|plc|PLC|LLP|Corp|Corporation|Co\.?|Group|Holdings|University|College|School|Academy|Primary|Hospital|Clinic|Surgery|Practice|Trust|"
    r"Council|Bank|Church|Theatre|Museum|Foundation|Charity|Partners|Associates|Solutions|Systems|Logistics|Consulting|Consultants|Bakery|Bakers|Dental|Studios?|Hotel|Brothers|Bros|"
    r"Agency|Institute|Society|Association|Union|Nursery|Motors|Builders|Plumbing|Electrical|Kennels|Vets|Veterinary|Pharmacy|Brewery|Coffee|Café|Farm|Farms|Foods|Industries|"
    r"Engineering|Electronics|Pharma|Insurance|Capital|Ventures|Media|Press|Labs?|Software|Technologies|Analytics|Robotics|Energy|Housing|Homes|Properties|Estates|Library|FC|"
    r"Daughters|Sons|Market|Mills?|Dairy|Hosting|Deli|Butchers|Garage|Bookshop|Books|Printers|Supplies|Services|Wines|Roasters|Kitchens|Removals|Recruitment|"
    r"Lettings|Legal|Law|Accountants|Accounting|Advisers|Care|Health|Medical|Opticians|Telecom|Broadband|Airways|Cars|Cabs|Taxis|Couriers|Packaging|Textiles|Tools|Timber|"
    r"Rovers|Club|Gym|Fitness|Dance|Salon|Interiors|Catering|Travel|Transport|Freight|Shipping|Airlines|Outfitters|Bikes|Cycles)"
)
_ANY: Final = rf"{CAPITAL}(?:['’]s)?(?:(?: (?:of|and|&|the|for|de|du|la|van|der|'n'|\+)){{0,2}} {CAPITAL}(?:['’]s)?){{0,4}}"

#: kind, pattern with the group `name`, whether a common word may be meant (only where nothing else fits the frame)
FRAMES: Final[tuple[tuple[str, re.Pattern[str], bool], ...]] = tuple((kind, re.compile(p), free) for kind, p, free in (
    ("person", rf"(?i:\b(?:my|his|her|their|your|whose) (?:full |first |last |real |maiden |married |own )?(?:sur)?name(?:'s|’s| is| was|:)? (?:actually |really )?)(?P<name>{NAME})", True),
    ("person", rf"(?i:\b(?:called|named|calls? (?:me|him|her)|known as|call(?:ed)? (?:me|him|her)|goes by|spelt|by the name of) )(?P<name>{NAME})", False),
    ("person", rf"(?i:\b(?:I'm|I’m|I am|this is|it's|it’s|meet|name,?) )(?P<name>{NAME})(?=[,.!?]|$| (?:and|from|here|speaking)\b)", False),
    ("person", rf"(?i:\b(?:my|our|his|her|their|your|the|a|an|old|another|\w+'s) (?:\w+ ){{0,2}}?{_KIN}s?,? (?:(?:is |was |who's )?(?:called |named )?)?)(?P<name>{NAME})", True),
    ("person", rf"(?P<name>{NAME}),? (?i:(?:is |was |being )?(?:my|our|his|her|their|your|the|a) (?:\w+ ){{0,2}}?{_KIN}\b)", False),
    ("person", rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Auntie|Aunty|Aunt|Uncle|Sister|Nurse|Chef|Coach|Father|Pastor|Reverend|Rev|Rabbi|Imam|Councillor|Cllr|Sergeant|Frau|Herr|"
               rf"Señora?|Madame|Monsieur|Doctor)\.? (?P<name>{NAME})", True),
    ("person", rf"(?:^|(?<=[.?!…] )|(?<=\n))(?i:{_GREETS}(?: (?:much|so much|again|then|very much))?),? (?P<name>{CAPITAL}(?: {CAPITAL})?)(?=[,.!?…]|$)", False),
    ("person", rf",\s(?P<name>{CAPITAL})(?=[.?!…](?:\s|$)|$)", False),
    ("person", rf"(?:^|(?<=[.?!…] )|(?<=\n))(?P<name>{CAPITAL}), (?=(?i:can|could|would|do|did|does|what|how|why|when|where|who|tell|thanks|thank|I|we|you|are|is|if|let|just|before|so|in|and|that|may)\b)", False),
    ("person", rf"(?P<name>{NAME})(?:'s|’s)? (?={_SAYS}\b)", False),
    ("person", rf"(?i:\b(?:with|ask|asked|told|tell|met|meet|emailed|rang|called|phoned|texted|cc'd|between|by|from|to|for|and|or|of|like|about|me|I) )(?P<name>{NAME})(?= (?:and|or) {CAPITAL}|[,.;?!]| (?:in|at|on|about|who|because|to|for)\b|$)", False),
    ("person", r"(?i:\bmy name is )(?P<name>[a-z]{3,}(?: [a-z]{3,})?)(?=[.,!?]|$| and\b)", False),
    ("person", rf"\b(?:So|And|But|Then|Because|When|It was|That was|With) (?P<name>{CAPITAL}) (?=from (?:the |head |our )?(?:accounts|sales|finance|marketing|support|operations|ops|payroll|"
               rf"reception|front|IT|HR|head|next|upstairs|downstairs|work|school)\b)", True),
    ("person", rf"(?:^|(?<=[.?!…] )|(?<=\n))(?P<name>{CAPITAL}) (?=from (?:accounts|sales|finance|marketing|support|operations|ops|payroll|reception|IT|HR|head office|next door)\b)", True),
    ("person", rf"\b(?:[Ii] think|[Ii]t was|[Tt]hat was|[Mm]aybe|when|because|if|[Ii]t's|[Ii]t’s|[Tt]hat's) (?P<name>{CAPITAL}) (?=(?:was|is) the one\b|who\b)", True),
    ("organisation", rf"(?P<name>\b{_ANY} {_WORK}\b(?: {_WORK}\b)*)", True),
    ("organisation", rf"(?P<name>\b{CAPITAL}\w(?: {CAPITAL})? & {CAPITAL}\w(?: {CAPITAL})?)", True),
    ("organisation", rf"(?i:\b(?:work(?:ed|s|ing)?|job|career|stint|years|interned|employed|position|role|started|contract(?:ed|ing)?|based|team|people|guys|folks|ops|marketing|sales|hr|engineer|manager|nurse|"
                     rf"buyer|teacher|analyst|developer|accountant) (?:\w+ )?(?:at|for|with|over at|out of) )(?P<name>{_ANY})", False),
    ("organisation", rf"(?i:\b(?:at|joined|left|quit|leaving|joining|acquired by|bought by|supplier|employer|company|firm|startup|start-up|agency|charity|competitor|vendor|client|business|shop|practice|school|college|"
                     rf"university|hospital|clinic|bank|insurer|landlord|wholesaler|builder|garage)"
                     rf"(?: called| named|,| is| was| like)? )(?P<name>{_ANY})", False),
))

#: what stands before a name in talk written without capitals; after the weaker ones something people do must follow
SMALL_BEFORE: Final = re.compile(rf"\b(?:(?:my|our|his|her|their|your) (?:\w+ ){{0,2}}?{_KIN}(?: (?:called|named|is))?|called|named|name is|name's|i'm) $")
SMALL_WEAK: Final = re.compile(r"(?:^|\b(?:rang|ring|ask|asked|told|tell|texted|emailed|phoned|called|met|with|and|then|when|because|so|but|that|if|was|to|from|for|thanks|hi|hello|hey) )$")
SMALL_AFTER: Final = re.compile(rf"^(?: (?:{_SAYS}|and (?:she|he|they|i|me)|was|is|would|could|still|always|never|just)\b|[,.?!]|$)")
