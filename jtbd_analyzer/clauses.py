"""Clauses of a parsed sentence that could stand alone as a statement, and how each would read to somebody who sees nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.model import Form

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLAUSAL: Final = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "acl", "xcomp", "pcomp"})
#: clauses shorter or longer than this, in words, do not serve as a theme's name
_WORDS: Final = (3, 14)
_LIMIT: Final = 16
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT: Final = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
#: what a word cannot do without; a span that ends before it is broken off
_NEEDED: Final = frozenset({"dobj", "ccomp", "xcomp", "pobj", "pcomp", "acomp", "attr", "prt", "oprd", "dative"})
#: under these words a clause is not claimed
_UNCLAIMED: Final = frozenset({"if", "unless", "whether", "lest", "why", "how", "who", "what", "where", "when", "until", "till", "before", "like", "as", "whatever", "whoever"})
_WONDERED: Final = frozenset({"what", "who", "how", "whether"})
_WISHED: Final = frozenset({"wish", "wished", "imagine", "pretend", "suppose", "supposed", "bet"})
_REASON: Final = frozenset({"because", "since", "though", "although", "cos", "cause", "'cause", "'cos", "while", "so", "whereas"})
#: a comma before these does not end a clause: what follows limits what was said
_BINDING: Final = frozenset({"if", "unless", "until", "till", "except", "not", "without", "before", "apart"})
_CLEAR: Final = frozenset({"i", "we", "you", "nobody", "everybody", "everyone", "someone", "somebody", "anybody", "anyone", "people", "nothing", "everything"})
_POINTERS: Final = frozenset({"it", "that", "this", "them", "him", "her", "there", "those", "these", "she", "he", "they", "one", "ones", "itself", "themselves", "so", "here"})
_POINTING: Final = frozenset({"this", "that", "these", "those", "such"})
_FRAMES: Final = frozenset(
    "say says said saying tell tells told think thinks thought know knew knows guess mean means meant suppose remember remembered asked ask asks go goes went heard hear reckon believe feel felt".split()
)
#: verbs that say nothing until one knows of what
_BARE: Final = frozenset(
    "say says said saying tell telling want wants wanted need needs needed do does did doing get gets got make makes made put puts take takes took keep keeps kept let lets like liked try trying tried mean means "
    "give gives gave have has had find found use used using thinking think thought know knew feel felt include includes included say become became seem seemed".split()
)
#: words after which "like" compares
_COMPARED: Final = frozenset("look looks looked looking feel feels felt feeling sound sounds sounded seem seems seemed taste smell act things stuff something anything nothing people someone somebody".split())
#: nouns that name nothing one could picture
_LIGHT: Final = frozenset(
    "thing things way ways bit lot lots kind kinds sort sorts time times day days week weeks month months year years hour hours minute minutes moment point case fact end start stuff part side place people person "
    "one ones question questions issue issues idea sense reason example matter rest number course word words terms order problem problems half couple everything something anything nothing everyone someone "
    "anyone nobody somebody everybody thought morning afternoon evening night weekend instance area guy guys man woman".split()
)
_DATED: Final = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|september|october|november|december|o'clock|yesterday|midnight|half-?term|christmas|easter|\d.*|[£$€].*)$"
)
_WHEN: Final = frozenset("day week month year morning afternoon evening night weekend summer winter spring autumn term season time ago later".split())
#: talk about the interview rather than in it, and talk that only announces what is to come
_ABOUT_TALK: Final = re.compile(
    r"\b(?:your (?:\w+ )?(?:questions?|study|project|survey)|questions? here|ask(?:ed|ing)? me (?:that|this|about|something|after)|talk(?:ed|ing)? (?:through|about (?:this|that|it|everything))|this (?:interview|conversation|chat|call|discussion)"
    r"|(?:want|like|going|have|got) to (?:say|be (?:clear|honest|fair|sure|careful)|make (?:it|that) clear|stress|emphasi[sz]e|add|mention|point out|tell you|put it)|(?:what|as|like) i(?:['’]m| am|['’]ve)? (?:said|saying|mentioned|trying to say|mean)"
    r"|i(?:['’]m| am)? (?:just )?(?:saying|referring|thinking of|talking about|sorry)|the (?:word|term|phrase)|if you (?:like|will|see)|good question|let me|i can tell you|i(?:['’]d| would) say|i don['’]t know (?:if|whether|what (?:else|to say))"
    r"|you(?:['’]re| are) (?:asking|saying|doing|looking)|we(?:['’]re| are) (?:talking|discussing)|(?:can|could) you|for example|so to speak|long story)\b", re.I,
)
_DOUBLED: Final = re.compile(r"\b(?:the|a|an|my|our|your|their|some) (?:another|such|a|an|the|this|that|these|my|our|i|we|and|or|so|like)\b|\b(?:of|to|for|with|in|on|at) (?:and|but|so|because|i|we|is|was)\b|\b(?:wanted|want|needed|need) to (?:it|that|the|them)\b", re.I)


def clauses(doc: Doc) -> tuple[tuple[int, int, Form], ...]:
    """Return the spans of `doc.text` that could stand alone as a statement, each with its form, in order of telling.

    Each is a subject with its finite verb and what belongs to it, whole or up to a border where the rest is only added on.
    Beside them what somebody wonders ("what happens to the data") and actions without subject ("being able to see who has it"),
    marked as such. Not among them: questions, what stands under "if" or "whether" or a denied "think" (it was not claimed), relative clauses
    (their subject is elsewhere), and spans that break off.
    """
    found: dict[tuple[int, int], Form] = {}
    asked = doc.text.rstrip(" \"'”’)").endswith("?")
    for verb in doc:
        subject = _stated(verb)
        start, extra = (_head(doc, subject), Form.UNKNOWN) if subject is not None else _otherwise(verb)
        if start is None:
            continue
        for end in _ends(doc, verb):
            n = sum(1 for x in doc[start:end] if not x.is_punct and "'" not in x.text[:1] and x.lower_ not in ("n't", "n’t"))
            if asked and end >= len(doc) - 1:
                continue
            if _WORDS[0] <= n <= _WORDS[1] and not _breaks_off(doc, verb, start, end):
                found[(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))] = _form(doc, verb, subject, start, end) | extra
    return tuple((a, b, form) for (a, b), form in sorted(found.items()))[:_LIMIT]


def _stated(verb: Any) -> Any:
    """Return the subject of a finite verb that claims something, or None."""
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ not in _CLAUSAL or verb.dep_ in ("relcl", "acl", "csubj"):
        return None
    children = list(verb.children)
    subject = next((c for c in children if c.dep_ in _SUBJECT), None)
    helpers = [c for c in children if c.dep_ in ("aux", "auxpass")]
    if subject is None or subject.i > verb.i or subject.tag_ in ("WP", "WDT") or any(h.i < subject.i for h in helpers):
        return None
    if verb.tag_ not in _FINITE and not any(h.tag_ in _FINITE for h in helpers):
        return None
    above, node = verb, verb
    while True:  # what governs it: a condition, a question or a denial somewhere above takes the claim away
        if any(c.dep_ in ("mark", "advmod", "dobj", "attr", "nsubj") and c.lower_ in _UNCLAIMED and c.i < above.i for c in above.children):
            return None
        node = above.head
        if node is above or above.dep_ not in ("ccomp", "advcl", "conj", "xcomp", "pcomp"):
            return subject
        if above.dep_ == "ccomp" and (any(c.dep_ == "neg" for c in node.children) or node.lower_ in _WISHED):
            return None
        if above.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in above.children):
            return subject
        above = node


def _head(doc: Doc, subject: Any) -> int:
    """Return where the words of a subject begin, what only leads up to it left out."""
    start: int = subject.left_edge.i
    while start < subject.i and (doc[start].dep_ in ("cc", "intj", "punct", "mark") or doc[start].is_punct):
        start += 1
    return start


def _otherwise(verb: Any) -> tuple[int | None, Form]:
    """Return where a wondering ("what happens to the data") or an action without subject ("being able to …") begins, and which it is; else None."""
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ not in _CLAUSAL or verb.dep_ in ("relcl", "acl"):
        return None, Form.UNKNOWN
    first = min(verb.children, key=lambda c: c.i, default=verb)
    finite = verb.tag_ in _FINITE or any(c.tag_ in _FINITE for c in verb.children if c.dep_ in ("aux", "auxpass"))
    subject = next((c for c in verb.children if c.dep_ in _SUBJECT), None)
    if finite and first.lower_ in _WONDERED and subject is not None and subject.i < verb.i and not any(
            c.i < subject.i for c in verb.children if c.dep_ in ("aux", "auxpass")):
        return first.i, Form.ASKED
    if verb.tag_ == "VBG" and subject is None and not finite and verb.dep_ in ("ROOT", "conj", "pcomp", "advcl", "csubj", "parataxis") and not any(
            c.dep_ in ("aux", "auxpass") for c in verb.children):
        return verb.i, Form.PHRASE
    return None, Form.UNKNOWN


def _ends(doc: Doc, verb: Any) -> list[int]:
    """Return where a clause may end: its own last word, and before each part that is only added on."""
    last = verb.right_edge.i + 1
    out = {last}
    for c in verb.children:
        added = c.dep_ in ("conj", "parataxis") or (c.dep_ == "advcl" and any(m.lower_ in _REASON for m in c.children)) or _says_when(c)
        if added and c.i > verb.i:
            out.add(c.left_edge.i)
    for t in doc[verb.i + 1 : last]:
        after = doc[t.i + 1].lower_ if t.i + 1 < len(doc) else ""
        if (t.lower_ in (",", ";", "–", "—", "-", ":", "...", "…") and after not in _BINDING) or (t.dep_ == "cc" and t.head.dep_ not in ("amod", "compound") and t.lower_ in ("and", "but")) or t.lower_ in ("because", "whereas"):
            out.add(t.i)
    return sorted({_back(doc, end) for end in out if end > verb.i})


def _says_when(part: Any) -> bool:
    """Say whether a part of a clause only gives the date or time: "in the February", "last week"."""
    if part.dep_ not in ("prep", "npadvmod", "advmod"):
        return False
    inside = list(part.subtree)
    return len(inside) <= 6 and any(_DATED.match(t.lower_) or t.lower_ in _WHEN for t in inside if t.dep_ in ("pobj", "npadvmod", "nummod", "advmod"))


def _back(doc: Doc, end: int) -> int:
    while end > 0 and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].dep_ in ("cc", "intj", "mark") or doc[end - 1].lower_ in ("so", "and", "but", "like", "then")):
        end -= 1
    return end


def _breaks_off(doc: Doc, verb: Any, start: int, end: int) -> bool:
    """Say whether the span that ends before token `end` lacks something its last words or its verb ask for."""
    if end <= verb.i:
        return True
    last = doc[end - 1]
    if last.tag_ in ("DT", "PDT", "CC", "TO", "PRP$", "MD", "WDT", "WP", "WRB", "POS", "UH") or (last.tag_ == "IN" and last.dep_ != "prt"):
        return True
    if (last.tag_ == "PRP" and last.dep_ in ("nsubj", "nsubjpass")) or (last.pos_ == "ADJ" and last.dep_ == "pobj"):
        return True
    if last.pos_ == "AUX" or (last.lower_ in ("n't", "not", "n’t") and last.head.dep_ in ("aux", "ROOT")):
        return True
    if any(t.head.i >= end and t.dep_ in ("det", "amod", "compound", "poss", "nummod", "nsubj", "aux", "neg", "quantmod") for t in doc[verb.i:end]):
        return True
    if any(c.i >= end and c.dep_ in _NEEDED for t in doc[verb.i:end] for c in t.children):
        return True
    if _DOUBLED.search(doc[start:end].text):
        return True
    inside = [c for c in verb.children if verb.i < c.i < end and not c.is_punct]
    return not inside and verb.tag_ != "VBN"


def _form(doc: Doc, verb: Any, subject: Any, start: int, end: int) -> Form:
    out, span = _of_subject(subject) if subject is not None else Form.UNKNOWN, doc[start:end]
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    denied = any(c.dep_ == "neg" for c in verb.children) or any(t.lower_ in ("never", "nobody", "no", "nothing") for t in span)
    obliged = any(c.dep_ == "xcomp" for c in verb.children)  # "had to"
    if verb.tag_ == "VBD" and not helpers and not denied and not obliged and verb.lower_ not in ("was", "were", "wanted", "needed", "used", "felt", "kept"):
        out |= Form.EVENT
    if verb.lower_ in _FRAMES and not any(c.dep_ in ("dobj", "xcomp", "neg") for c in verb.children):
        out |= Form.FRAME
    if any(t.tag_ in ("NNP", "NNPS", "CD") or t.like_num or _DATED.match(t.lower_) for t in span if t.lower_ not in ("i", "one") and not t.text.isupper()):
        out |= Form.NAMED
    if any(t.lower_ in _POINTERS and t.i > verb.i and t.dep_ not in ("det", "mark", "expl", "advmod") for t in span) or span[-1].lower_ in ("there", "here"):
        out |= Form.LOOSE
    if any(t.pos_ == "NOUN" and t.lower_ not in _LIGHT for t in span) or any(t.text.isupper() and len(t) > 1 for t in span):
        out |= Form.THING
    if any(t.lower_ in _POINTING and t.dep_ in ("det", "amod", "predet") for t in span) or any(
            t.lower_ in ("other", "another", "same", "latter", "former", "both", "next", "others") for t in span):
        out |= Form.POINTING
    if _ABOUT_TALK.search(span.text):
        out |= Form.ABOUT_TALK
    if _is_open(doc, end) or any(t.dep_ in ("intj", "meta") or t.tag_ == "UH" or _is_filler(t) for t in span) or any(t.dep_ in ("dep", "parataxis") for t in span[1:]):
        out |= Form.UNSURE
    return out | Form.MAIN if verb.dep_ == "ROOT" else out


def _of_subject(subject: Any) -> Form:
    word = subject.lower_
    if word in _CLEAR:
        return Form.SELF
    if subject.tag_ in ("PRP", "DT", "EX", "PRP$", "CD") or word in ("one", "ones", "thing", "things", "other", "others", "all", "some", "most", "both"):
        return Form.UNKNOWN if word == "there" else Form.VAGUE
    return Form.NOUN if subject.pos_ in ("NOUN", "VERB", "ADJ") else Form.UNKNOWN


def _is_open(doc: Doc, end: int) -> bool:
    """Say whether the last word leaves one waiting: a verb that needs an object and has none, an adverb that leads on."""
    last = doc[end - 1]
    if last.tag_ == "RP" or last.lower_ in ("even", "just", "still", "only", "also", "actually", "probably", "maybe", "especially", "particularly", "mostly"):
        return last.tag_ != "RP"
    return last.lower_ in _BARE and last.tag_.startswith("V")


def _is_filler(t: Any) -> bool:
    """Say whether a "like" compares nothing: "it's like new", "working like research"."""
    return t.lower_ == "like" and not t.tag_.startswith("V") and t.head.lower_ not in _COMPARED
