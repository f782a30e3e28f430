"""What a parsed sentence shows of tense, frame and subject: from spaCy's tags to the `Grammar` of a segment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.model import Form, Grammar

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
_CLAUSAL: Final = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "acl", "xcomp", "pcomp"})
_FIRST: Final = frozenset({"i", "we", "us", "me"})
#: clauses shorter or longer than this, in words, do not serve as a theme's name
_CLAUSE_WORDS: Final = (3, 14)
_CLAUSE_LIMIT: Final = 10
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: under these words a clause is not claimed
_UNCLAIMED: Final = frozenset({"if", "unless", "whether", "lest", "why", "how", "who", "what", "where", "when", "until", "till", "before", "like", "as"})
_WISHED: Final = frozenset({"wish", "wished", "imagine", "pretend", "suppose", "supposed", "bet"})
_REASON: Final = frozenset({"because", "since", "though", "although", "cos", "cause", "'cause", "'cos", "while", "so"})
#: a comma before these does not end a clause: what follows limits what was said
_BINDING: Final = frozenset({"if", "unless", "until", "till", "except", "not", "without", "before", "apart"})
_CLEAR: Final = frozenset({"i", "we", "you", "nobody", "everybody", "everyone", "someone", "somebody", "anybody", "anyone", "people", "nothing", "everything"})
_POINTERS: Final = frozenset({"it", "that", "this", "them", "him", "her", "there", "those", "these", "she", "he", "they", "one", "ones"})
_FRAMES: Final = frozenset(
    "say says said saying tell tells told think thinks thought know knew knows guess mean means meant suppose remember remembered asked ask asks go goes went heard hear reckon believe feel felt".split()
)
_DATED: Final = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|september|october|november|december|o'clock|yesterday|midnight|half-?term|christmas|easter|\d.*|[£$€].*)$"
)


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


def clauses(doc: Doc) -> tuple[tuple[int, int, Form], ...]:
    """Return the spans of `doc.text` that could stand alone as a statement, each with its form, in order of telling.

    Each is a subject with its finite verb and what belongs to it, whole or up to a border where the rest is only added on.
    Not among them: questions, what stands under "if" or "whether" or a denied "think" (it was not claimed), relative clauses
    (their subject is elsewhere), and spans that break off.
    """
    found: dict[tuple[int, int], Form] = {}
    for verb in doc:
        subject = _stated(verb)
        if subject is None:
            continue
        start = subject.left_edge.i
        while start < subject.i and (doc[start].dep_ in ("cc", "intj", "punct", "mark") or doc[start].is_punct):
            start += 1
        for end in _ends(doc, verb):
            n = sum(1 for x in doc[start:end] if not x.is_punct and "'" not in x.text[:1] and x.lower_ not in ("n't", "n’t"))
            if _CLAUSE_WORDS[0] <= n <= _CLAUSE_WORDS[1] and not _breaks_off(doc, verb, end):
                found[(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))] = _form(doc, verb, subject, start, end)
    return tuple((a, b, form) for (a, b), form in sorted(found.items()))[:_CLAUSE_LIMIT]


def _stated(verb: Any) -> Any:
    """Return the subject of a finite verb that claims something, or None."""
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ not in _CLAUSAL or verb.dep_ in ("relcl", "acl", "csubj"):
        return None
    children = list(verb.children)
    subject = next((c for c in children if c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")), None)
    helpers = [c for c in children if c.dep_ in ("aux", "auxpass")]
    if subject is None or subject.i > verb.i or subject.tag_ in ("WP", "WDT") or any(h.i < subject.i for h in helpers):
        return None
    if verb.tag_ not in _FINITE and not any(h.tag_ in _FINITE for h in helpers):
        return None
    above, node = verb, verb
    while True:  # what governs it: a condition, a question or a denial somewhere above takes the claim away
        if any(c.dep_ in ("mark", "advmod") and c.lower_ in _UNCLAIMED and c.i < above.i for c in above.children):
            return None
        node = above.head
        if node is above or above.dep_ not in ("ccomp", "advcl", "conj", "xcomp", "pcomp"):
            return subject
        if above.dep_ == "ccomp" and (any(c.dep_ == "neg" for c in node.children) or node.lower_ in _WISHED):
            return None
        if above.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in above.children):
            return subject
        above = node


def _ends(doc: Doc, verb: Any) -> list[int]:
    """Return where a clause may end: its own last word, and before each part that is only added on."""
    last = verb.right_edge.i + 1
    out = {last}
    for c in verb.children:
        added = c.dep_ in ("conj", "parataxis") or (c.dep_ == "advcl" and any(m.lower_ in _REASON for m in c.children))
        if added and c.i > verb.i:
            out.add(c.left_edge.i)
    for t in doc[verb.i + 1 : last]:
        after = doc[t.i + 1].lower_ if t.i + 1 < len(doc) else ""
        if t.lower_ in (",", ";", "–", "—", "-", ":", "...", "…") and after not in _BINDING:
            out.add(t.i)
    return sorted({_back(doc, end) for end in out if end > verb.i})


def _back(doc: Doc, end: int) -> int:
    while end > 0 and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].dep_ in ("cc", "intj", "mark") or doc[end - 1].lower_ in ("so", "and", "but", "like", "then")):
        end -= 1
    return end


def _breaks_off(doc: Doc, verb: Any, end: int) -> bool:
    """Say whether the span that ends before token `end` lacks something its last words or its verb ask for."""
    if end <= verb.i:
        return True
    last = doc[end - 1]
    if last.tag_ in ("DT", "PDT", "CC", "TO", "PRP$", "MD", "WDT", "WP", "WRB", "POS", "UH") or (last.tag_ == "IN" and last.dep_ != "prt"):
        return True
    if last.tag_ == "PRP" and last.dep_ in ("nsubj", "nsubjpass"):
        return True
    if last.pos_ == "AUX" or (last.lower_ in ("n't", "not", "n’t") and last.head.dep_ in ("aux", "ROOT")):
        return True
    if any(t.head.i >= end and t.dep_ in ("det", "amod", "compound", "poss", "nummod", "nsubj", "aux", "neg", "quantmod") for t in doc[verb.i:end]):
        return True
    inside = [c for c in verb.children if verb.i < c.i < end and not c.is_punct]
    return not inside and verb.tag_ != "VBN"


def _form(doc: Doc, verb: Any, subject: Any, start: int, end: int) -> Form:
    out = Form.UNKNOWN
    word = subject.lower_
    if word in _CLEAR:
        out |= Form.SELF
    elif subject.tag_ in ("PRP", "DT", "EX", "PRP$") or word in ("one", "ones", "thing", "things", "other", "others"):
        out |= Form.UNKNOWN if word == "there" else Form.VAGUE
    elif subject.pos_ in ("NOUN", "VERB", "ADJ"):
        out |= Form.NOUN
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    denied = any(c.dep_ == "neg" for c in verb.children) or any(t.lower_ in ("never", "nobody", "no", "nothing") for t in doc[start:end])
    obliged = any(c.dep_ == "xcomp" for c in verb.children)  # "had to"
    if verb.tag_ == "VBD" and not helpers and not denied and not obliged and verb.lower_ not in ("was", "were", "wanted", "needed", "used", "felt", "kept"):
        out |= Form.EVENT
    if verb.lower_ in _FRAMES and not any(c.dep_ in ("dobj", "xcomp", "neg") for c in verb.children):
        out |= Form.FRAME
    span = doc[start:end]
    if any(t.tag_ in ("NNP", "NNPS", "CD") or t.like_num or _DATED.match(t.lower_) for t in span if t.lower_ not in ("i", "one")):
        out |= Form.NAMED
    if any(t.lower_ in _POINTERS and t.i > verb.i and t.dep_ not in ("det", "mark", "expl") for t in span):
        out |= Form.LOOSE
    return out | Form.MAIN if verb.dep_ == "ROOT" else out
