"""What a parsed sentence shows of tense, frame and subject: from spaCy's tags to the `Grammar` of a segment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.clauses import clauses
from jtbd_analyzer.model import Grammar

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FREQUENT: Final = re.compile(
    r"\b(?:every|each|always|usually|often|sometimes|constantly|whenever|any ?time|all the time|half the time|normally|most (?:days|weeks|times)"
    r"|(?:once|twice) an?|times? (?:a|per)|(?:mon|tues|wednes|thurs|fri|satur|sun)days|mornings|evenings|weekends|nights|used to|back then|in those days)\b", re.I,
)
_IFFY: Final = re.compile(r"\b(?:if|unless|probably|maybe|perhaps|might|could see|would (?:like|love|prefer|hope|imagine|think|say|be (?:nice|great|good|cool|helpful)))\b", re.I)
_CONDITIONAL: Final = re.compile(r"\b(?:if|unless|probably|maybe|perhaps|might|possibly|one day|some ?day|in theory|hypothetically|potentially)\b", re.I)
_QUOTATIVE: Final = re.compile(
    r"(?:\b(?:was|were|am|is|'m|'s|be|been) like\b|\bi(?:'m| was)? (?:just )?think(?:ing)?,|\bi thought\b|\bin my head\b|\b(?:he|she|they|i|we|it)(?:'s)? (?:goes|go|went|said|says|say|thinks?|thought|told)\b"
    r"|\bgoing,|\bsaying\b)", re.I,
)
_VOLITION: Final = re.compile(r"\b(?:want(?:ed|s|ing)?|wanna|need(?:ed|s)?|hop(?:e|ed|es|ing)|wish(?:ed)?|looking (?:for|to)|trying to|ideally|the (?:goal|aim|point|dream|idea)|so (?:that )?(?:i|we) c(?:an|ould))\b", re.I)
_INTENSE: Final = re.compile(
    r"\b(?:really|very|so much|totally|absolutely|completely|constantly|literally|extremely|incredibly|super|massive(?:ly)?|huge(?:ly)?|awful(?:ly)?|terribl[ey]|horrible|nightmare|hate[ds]?|furious|desperate"
    r"|killing|drives? me|fed up|insane|ridiculous|endless(?:ly)?|never|always|every single|whole|entire|worst|best|brilliant|amazing|love[ds]?)\b", re.I,
)
_FIRST: Final = frozenset({"i", "we", "us", "me"})


def describe(doc: Doc) -> Grammar:
    """Return the grammar of one segment from its parse; spans are characters of `doc.text`."""
    text = doc.text
    words = [t for t in doc if not t.is_punct and not t.is_space]
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    stated = clauses(doc)
    return Grammar(
        tense=_tense(doc, root), would=_would(doc, text), person=_person(root),
        negated=any(t.dep_ == "neg" for t in doc) or bool(re.search(r"\b(?:never|no one|nobody|nothing|none|neither|nor|without)\b", text, re.I)),
        question=text.rstrip().endswith("?"), quotative=bool(_QUOTATIVE.search(text)), conditional=bool(_CONDITIONAL.search(text)),
        modal=any(t.tag_ == "MD" for t in doc), volition=bool(_VOLITION.search(text)),
        comparison=any(t.tag_ in ("JJR", "JJS", "RBR", "RBS") for t in doc) or bool(re.search(r"\b(?:rather|instead|than|as long as)\b", text, re.I)),
        intensifiers=len(_INTENSE.findall(text)), tokens=len(words),
        clauses=tuple((a, b) for a, b, _ in stated), clause_forms=tuple(int(form) for _, _, form in stated),
    )


def _tense(doc: Doc, root: Any) -> str:
    around = [] if root is None else [root, *(t for t in root.children if t.dep_ in ("aux", "auxpass", "cop"))]
    for tokens in (around, list(doc)):
        tags = {t.tag_ for t in tokens}
        lower = {t.lower_ for t in tokens if t.tag_ == "MD"}
        if lower & {"will", "'ll", "wo", "shall", "’ll"}:
            return "future"
        if "VBD" in tags or lower & {"could", "would", "'d"}:
            return "past"
        if tags & {"VBP", "VBZ", "MD"}:
            return "present"
    return ""


def _would(doc: Doc, text: str) -> str:
    modals = [t for t in doc if t.tag_ == "MD" and t.lower_ in ("would", "'d", "’d", "wouldn")]
    if not modals:
        return ""
    if _FREQUENT.search(text):
        return "habitual"
    if _IFFY.search(text) or any(c.dep_ == "aux" and c.lower_ in ("have", "'ve", "’ve") for t in modals for c in t.head.children):
        return "conditional"  # "would have gone" did not happen
    return "habitual" if sum(t.tag_ == "VBD" for t in doc) >= 1 else "conditional"


def _person(root: Any) -> str:
    if root is None:
        return ""
    subject = next((t for t in root.children if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return ""
    word = subject.lower_
    return "first" if word in _FIRST else "second" if word == "you" else "third"

