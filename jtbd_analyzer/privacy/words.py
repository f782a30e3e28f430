"""Which words name nobody: what English writes in lower case, and names of days, places of work and everyday software."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

#: upper-case letters of the Latin, Greek and Cyrillic alphabets
_UPPER: Final = "".join(c for c in map(chr, (*range(0x41, 0x250), *range(0x386, 0x430), *range(0x1E00, 0x1F00))) if c.isupper())
#: one word that begins like a name; O'Brien, Al-Hassan, McTavish are one
CAPITAL: Final = rf"[{_UPPER}][\w]*(?:['’-][{_UPPER}\w][\w]+)*"
PARTICLE: Final = r"(?:de la|de los|van der|van den|von der|de|da|di|dos|del|van|von|bin|binti|ibn|al|el|ter|le|la|ní|ó|mac|o')"
#: one to four such words, particles between them, an initial allowed
NAME: Final = rf"{CAPITAL}(?:(?: {PARTICLE})? (?:[{_UPPER}]\.|{CAPITAL})){{0,3}}"

CALENDAR: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sept oct nov dec christmas easter "
    "ramadan diwali eid hanukkah thanksgiving halloween lent passover brexit covid".split()
)
#: software and makers that everybody uses: naming them identifies nobody, and what people used before is evidence
EVERYDAY: Final = frozenset(
    "excel word outlook powerpoint sheets docs drive gmail google microsoft apple amazon facebook instagram whatsapp linkedin youtube twitter tiktok zoom teams slack trello "
    "notion asana jira confluence airtable monday hubspot salesforce shopify paypal stripe quickbooks xero sage dropbox onedrive sharepoint canva figma miro photoshop adobe "
    "chatgpt openai claude copilot gemini github gitlab windows mac macbook iphone ipad android linux chrome safari firefox siri alexa uber netflix spotify airbnb ebay etsy "
    "wordpress squarespace mailchimp calendly evernote zapier bluetooth wifi wi-fi internet skype messenger telegram signal basecamp clickup access filemaker kindle xbox "
    "playstation samsung dell lenovo sony nokia huawei tesla toyota ikea fedex dhl ups visa mastercard amex".split()
)
_SPOKEN: Final = frozenset(
    "cheers scouts scout brownies ta i i'm i've i'd i'll yeah yep yup nope okay ok hmm hm mm mhm uh um ah oh wow gosh god jesus christ hi hello hey bye gonna wanna gotta kinda sorta dunno cos cuz cause mum mom "
    "dad mummy daddy granny grandma grandpa nan nana sir madam miss mr mrs ms dr prof english british american french german spanish italian european african asian indian "
    "chinese irish scottish welsh polish dutch brit brits interviewer participant moderator speaker facilitator respondent internet tv uk us usa eu nhs ceo cfo cto coo hr it "
    "pr qa vat gdpr crm erp api csv pdf sms sql url pos pc cv faq roi kpi okr saas b2b diy ai ui ux id atm gps asap fyi btw rsvp am pm ltd inc plc llc person organisation".split()
)
_CAPITALISED: Final = re.compile(rf"[{_UPPER}][\w'’]*")
_LETTERS: Final = re.compile(r"[a-z]+(?:['’][a-z]+)?")


@cache
def _bank() -> frozenset[str]:
    """Return the words that at least two interviews of the bank write in lower case, in lines that use capitals at all."""
    from jtbd_analyzer import bank

    homes: dict[str, set[str]] = {}
    for interview in bank.load():
        for line in interview.lines:
            if line.text[:1].isupper():
                for word in _LETTERS.findall(_CAPITALISED.sub(" ", line.text)):
                    homes.setdefault(word, set()).add(interview.name)
    return frozenset(w for w, names in homes.items() if len(names) > 1)


@cache
def _dictionary() -> frozenset[str]:
    """Return the words of WordNet as spaCy's lemmatiser carries them; names of people and towns are among its nouns."""
    lookups: Any = _pipeline().get_pipe("lemmatizer").lookups
    if "lemma_index" not in lookups.tables:
        return frozenset()
    return frozenset(w for words in lookups.get_table("lemma_index").values() for w in words)


@cache
def _pipeline() -> Any:
    from jtbd_analyzer import models

    models.go_offline()
    import spacy

    return spacy.load(models.spacy_package(), exclude=["parser"])


def pipeline() -> Any:
    """Return the English tagger, lemmatiser and entity recogniser; loaded once, from the installed package, never downloaded."""
    return _pipeline()


def is_common(word: str) -> bool:
    """Tell whether `word`, whatever its case, is one that talk of this kind writes small, or that names no person or firm."""
    low = word.casefold().replace("’", "'").removesuffix("'s")
    return low in CALENDAR or low.removesuffix("s") in CALENDAR or low in EVERYDAY or low in _SPOKEN or low in _bank()


def is_listed(word: str) -> bool:
    """Tell whether `word` is common or at least in the dictionary, where John, Grace and London are too."""
    return is_common(word) or word.casefold() in _dictionary()
