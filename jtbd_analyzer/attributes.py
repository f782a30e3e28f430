"""What more a coded quote tells: kind of trigger, option, who raised it, touchpoint, what resolved it …

Pure functions over the words of a quote, its code and its canonical step. Each attribute is soft evidence: a value with
the words that showed it. Where no words show it there is no attribute; nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jtbd_analyzer import actors, journey, overlays
from jtbd_analyzer.attribute_rules import ELAPSED, KPI, KPI_VERDICT, LOOSE_TOUCHPOINTS, RESOLUTION, TABLE, TIPPING, TO_PURCHASE, UNSURE, Rules
from jtbd_analyzer.text import readable


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a quote: its name, its value and the words (fillers out) that showed it.

    `place` is where those words stand, if not in the quote itself: the id of another quote or the turn of a transcript.
    """

    name: str
    value: str
    words: str
    place: str = ""


#: first canonical step after the purchase; first step at which the company can be met; steps at which an offering is found
FIRST_STEP_OF_USE, FIRST_CONTACT, _FOUND_BY = "p12", "p05", "p08"
_OF_CONTACT: Final = ("moment_of_truth", "milestone", "deal_maker", "deal_breaker")
#: tools that are options whatever stands before them
_KNOWN: Final = (
    "Excel|Google Sheets|Google Calendar|Google Forms|Google Docs|Google Drive|Outlook|SharePoint|Airtable|Notion|Trello|Asana|Monday\\.com|Jira|Basecamp|Slack|WhatsApp|Dropbox|FileMaker|Salesforce"
    "|HubSpot|QuickBooks|Xero|Sage|Evernote|OneNote|Doodle|Calendly|Mailchimp|Shopify|Etsy|Airbnb|MS Access|Microsoft Access"
)
_SOUGHT: Final = (
    r"(?:look(?:ed|ing)? (?:at|into)(?: one| two)?,?|tried|try|trying|there was,?|moved onto|trialled|trialed|piloted|tested|considered|considering|demoed|compared|crossed off|ruled out|dropped|rejected|switched (?:from|away from|to)|moved (?:over )?from|came from|migrated from"
    r"|(?:pilot|trial|demo|version|quote) (?:of|from|with)|(?:quote|demo|offer) from|between|called|instead of|rather than|a look at|used|using|went with)"
)
#: words after which a product named is what somebody had before
_HAD_USED: Final = r"\b(?i:used|using|had been using|were on|was on|moved onto|switched (?:from|away from)|(?:moved|migrated) (?:over )?from|came from)"
_NAMED: Final = re.compile(rf"\b(?P<known>(?:{_KNOWN}))\b|\b(?i:{_SOUGHT}) (?:the |a |this |both )?(?P<name>[A-Z][\w&+-]*(?:\.\w+)?(?: [A-Z][\w&+-]+){{0,2}})\b(?! (?:said|says|told|came|rang|was like|and I|who)\b)(?!,? (?:and |so )?(?:(?P=name)|he|she|who)\b)")
_NO_NAME: Final = re.compile(
    r"(?:I|I'\w+|IT|HR|Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?|January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|English|German|French|Spanish|Dutch|Mac|Mr|Mrs|Ms|Dr|God|TV|PC|Europe|Britain|Ireland|Germany|France|England|London|Google|OK|AI|UK|US|EU|USA|And|But|So|The|My|We|They|It|That|This|He|She|You)", re.I)
#: how an old way is called -> words for it
_WAYS: Final = tuple((name, re.compile(rf"\b(?:{words})\b", re.I)) for name, words in {
    "spreadsheet": r"spread-?sheets?|google sheet|excel (?:sheet|file)s?", "whiteboard": r"white-?boards?", "wall planner": r"wall (?:planner|calendar|chart)s?",
    "card index": r"card index|index cards?", "exercise book": r"exercise books?", "notebook": r"notebooks?|note books?", "diary": r"(?:desk |paper |page-a-day )?diary",
    "clipboard": r"clip-?boards?", "sticky notes": r"sticky notes?|post-?its?", "sign-out sheet": r"sign(?:ing)?-?[ -]?out (?:sheet|book|list)s?|log ?books?|paper log|ledger",
    "binder": r"(?:ring )?binders?|folders?", "shared calendar": r"shared calendars?", "group chat": r"group chats?|whats ?app group", "paper": r"(?:on|the|with|our|just|all) paper|pen and paper|paper (?:slips?|forms?|sheets?|lists?|cards?|system|book)|bits? of paper|scraps? of paper",
    "email": r"(?:by|over|via|through) e-?mails?|in(?:to)? (?:my|our) inbox", "memory": r"from memory|(?:all|was|were|only|kept|lived|carried it) in (?:my|his|her|our|their) heads?|by memory", "database": r"(?:access|old|own|home-?made) database", "book": r"(?:the|a|our|paper|big|old|red|black|blue) book\b",
}.items())
_CLAUSE_END: Final = re.compile(r"[,;:.!?…—–]+\s|\s(?:and that's|so that's|and then|so then|because|but)\s", re.I)


@lru_cache(maxsize=65_536)
def read(verbatim: str, code: str, step: str = "", features: str = "") -> tuple[Attribute, ...]:
    """Return the attributes the words of a quote show, in the order of the guideline.

    `step` is the canonical step the quote was placed at ("" unclear), `features` the product parts it names.
    """
    text = readable(verbatim).replace("’", "'")
    found: list[Attribute] = []
    for name, (codes, rules) in TABLE.items():
        if (codes == "*" or code in codes.split()) and _applies(name, text, code, step, features):
            read_here = rules if name != "touchpoint" or code in _OF_CONTACT else tuple(r for r in rules if r[0] not in LOOSE_TOUCHPOINTS)
            found += _first(name, read_here, text)
    found += [a for a in (*_about_option(text, code, step), *_about_people(text, code), *_about_time(text, code, step), _moment_kind(code, step, found)) if a]
    if changed := next((a for a in found if a.name == "trigger_type"), None):
        event = clause(text, changed.words)
        found.append(Attribute("what_changed", event, event))
    return tuple(found)


def value(verbatim: str, code: str, name: str, step: str = "", features: str = "") -> str:
    """Return the value of one attribute of a quote, "" where its words do not show it."""
    return next((a.value for a in read(verbatim, code, step, features) if a.name == name), "")


def clause(text: str, words: str) -> str:
    """Return the clause of `text` in which `words` stand, so that they can be read; `text` itself where it is short or they are not in it."""
    at = text.find(words)
    if at < 0 or len(text) <= 90:
        return text
    ends = [0, *(m.end() for m in _CLAUSE_END.finditer(text)), len(text)]
    start = max(e for e in ends if e <= at)
    end = min((e for e in ends if e >= at + len(words)), default=len(text))
    return text[start:end].strip(" ,;:—–")


def _first(name: str, rules: Rules, text: str) -> list[Attribute]:
    for found, pattern in rules:
        if m := pattern.search(text):
            shown = clause(text, m.group()) if name in ("workaround", "resolved_by", "company_did") else m.group()
            return [Attribute(name, clause(text, m.group()) if name == "workaround" else found, shown)]
    return []


def _applies(name: str, text: str, code: str, step: str, features: str) -> bool:
    """Say whether an attribute can be read here at all: by step, features or a frame its words need around them."""
    if name == "touchpoint":
        return step >= FIRST_CONTACT or (not step and code in ("moment_of_truth", "milestone", "social_influence", "deal_maker", "deal_breaker"))
    if name == "discovery":
        return step < _FOUND_BY
    if name == "feature_role":
        return bool(features) or code == "feature_mention"
    if name == "stake":
        return UNSURE.search(text) is not None or "leap_of_faith" in overlays.markers(code, text)
    if name == "tipped_by":
        return TIPPING.search(text) is not None
    if name == "resolved_by":
        return RESOLUTION.search(text) is not None
    return True


def option(text: str, ways: bool = True) -> str:
    """Return the option a text concerns: a product named after a word of looking, trying or choosing; with `ways`, an old way too; "" for none."""
    for m in _NAMED.finditer(text):
        name = m["known"] or m["name"]
        words = [w for w in name.split() if not _NO_NAME.fullmatch(w)]
        if m["known"] or len(words) == len(name.split()):
            return name.removesuffix(".")
    return old_way(text) if ways else ""


def old_way(text: str) -> str:
    """Return the old way a text names ("spreadsheet", "notebook", "Excel"), "" for none."""
    return next((name for name, pattern in _WAYS if pattern.search(text)), "")


def _used_before(text: str) -> str:
    """Return the old way a quote about the choice names: a kind, a known tool, or a product said to have been used or come from."""
    if way := old_way(text):
        return way
    named = option(text, ways=False)
    if named in ("Excel", "Google Sheets"):
        return "spreadsheet"
    return named if named and (re.search(rf"\b(?:{_KNOWN})\b", named) or re.search(rf"{_HAD_USED} (?:the |a |this )?{re.escape(named)}\b", text)) else ""


def _about_option(text: str, code: str, step: str) -> list[Attribute]:
    found = []
    if code in ("alternative", "deal_breaker", "objection", "criterion", "price", "deal_maker", "anxiety") and (named := option(text, code == "alternative")):
        found.append(Attribute("option", named, named))
    before = step < "p05" or code == "habit"
    if code in ("pain_point", "habit", "struggle_trigger", "alternative") and before and (way := _used_before(text) if code == "alternative" else old_way(text)):
        found.append(Attribute("old_way", way, way))
    if code in ("anxiety", "habit", "objection", "price") and step:
        found.append(Attribute("when", "use" if step >= FIRST_STEP_OF_USE else "choice", step))
    return found


def _about_people(text: str, code: str) -> list[Attribute]:
    found = [Attribute("who", role, role) for role in actors.named(text)]
    who = actors.speaker(text) if code in ("objection", "anxiety") else ""
    if who and (who != "self" or code == "objection"):  # an "I said" in a worry says nothing of who worries
        found.append(Attribute("raised_by", who, who))
    elif code in ("objection", "anxiety") and (words := actors.other_speaker(text)):
        found.append(Attribute("raised_by", "somebody else", words))
    elif code in ("objection", "anxiety") and (words := actors.own_doubt(text)):
        found.append(Attribute("raised_by", "self", words))
    if code not in ("pain_point", "feature_mention", "value_realized"):
        part, who, words = actors.part(text)
        if part:
            found += [Attribute("buying_role", part, words), Attribute("buying_role_of", who, words)]
    if seller := actors.seller_named(text):
        found.append(Attribute("met_seller", "yes", seller))
    return found


def _about_time(text: str, code: str, step: str) -> list[Attribute]:
    found = []
    if m := ELAPSED.search(text):
        found.append(Attribute("elapsed", next(g for g in m.groups() if g), m.group()))
    if step < FIRST_STEP_OF_USE and (m := TO_PURCHASE.search(text)):
        found.append(Attribute("elapsed_to_purchase", next(g for g in m.groups() if g), m.group()))
    if code in ("value_realized", "deal_maker", "milestone", "moment_of_truth") and (m := KPI.search(text)) and KPI_VERDICT.search(text):
        found.append(Attribute("kpi_hint", m["hint"], m.group()))
    return found


def _moment_kind(code: str, step: str, found: list[Attribute]) -> Attribute | None:
    """Return zero, first, second or ultimate by the step; where two fit, `zero` if the words are of what others say."""
    if code != "moment_of_truth":
        return None
    kinds = [kind for kind, steps in journey.moment_kinds().items() if step in steps]
    hearsay = any(a.name in ("touchpoint", "discovery") and a.value in ("review_site", "community", "word_of_mouth", "social_media") for a in found)
    if len(kinds) > 1:
        kinds = ["zero" if hearsay else "first"]
    return Attribute("moment_kind", kinds[0], step) if kinds else None
