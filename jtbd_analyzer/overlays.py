"""Labels on top of the code: which force it exerts, which level of the job, which markers, which features."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from jtbd_analyzer.attribute_rules import DIRECTIONS, PRICE_ROLES, Rules
from jtbd_analyzer.scheme import CODES

#: the energy test: a complaint is a push only where it moved something
_ENERGY: Final = re.compile(
    r"\b(?:couldn't|can't|could not) (?:\w+ ){0,6}any ?more|\bhad to (?:do something|change|find|get|look)|\bfed up\b|\benough\b|\bstarted looking\b|\bgot to (?:the|a) point\b|\bnever again\b|\bsick of\b|\btired of\b"
    r"|\bno more\b|\bsomething (?:had|has) to (?:change|give)\b|\bthat's when\b|\bunsustainable\b|\bdesperate\b|\bnot sustainable\b|\bgoing to (?:quit|leave)\b", re.I,
)
_ABOUT_LEAVING: Final = re.compile(r"\b(?:contract|locked|tied in|already (?:have|had|paid|got)|perfectly good|trained on|used to it|works fine|got one)\b", re.I)
#: role of money in the choice -> the force it exerts; money said to be no factor, or only named, exerts none
_PRICE_FORCE: Final = {"barrier": "anxiety", "attractor": "pull", "justified": "pull"}
#: a requirement is a pull where the words say that an option met it; a requirement alone pulls nowhere
_MET: Final = re.compile(
    r"\b(?:(?:and|which|that|so|because) (?:it|they|this one|that one|theirs) (?:does|did|do|has|had|was|could|can|would)\b(?!n't)|(?:it|they|this one|theirs) (?:could|can|did|does|do|had|has) (?:all |both )?(?:that|it|them|this|exactly)"
    r"|only (?:one|thing) (?:that|which|to|who|with)|tick(?:ed|s) (?:all|every|the|that|both)|met (?:that|it|all|every|the)|had everything|did everything|passed|fitted|worked (?:with|on|without|first time|straight away)|sorted that)\b", re.I)
#: codes whose pull the guideline calls weak: a requirement met, somebody's word for it
WEAK: Final = frozenset({"criterion", "social_influence"})
_RISE: Final = re.compile(r"\b(?:going up|went up|price (?:rise|increase|hike)|put (?:the|their) prices? up|doubled)\b", re.I)
_EMOTIONAL: Final = re.compile(
    r"\b(?:stress\w*|worr(?:y|ied|ies)|anxi\w+|calm\w*|relax\w*|peace of mind|overwhelm\w*|guilt\w*|proud|in control|frustrat\w*|annoy\w*|scared|afraid|panic\w*|sleep|awake|sick of|fed up|hate[ds]?|dread\w*|happy|happier"
    r"|confiden\w+|relie[fv]\w*|stupid|tired of|enjoy\w*|fun|boring|lonely|nervous|trust\w*|comfortable|uncomfortable|cried|crying|upset|angry|furious|lov(?:e|ed|ing) (?:it|that|how))\b"
    r"|\b(?:feel|feels|felt|feeling) (?!like (?:we|i|it|they|you|that)\b|fast|slow|modern|quick)", re.I,
)
_SOCIAL: Final = re.compile(
    r"\b(?:in front of|look(?:ed|s|ing)? (?:\w+ )?(?:professional|stupid|amateur\w*|bad|good|silly|ancient|unprofessional|serious)|embarrass\w*|reputation|taken seriously|what (?:will )?(?:they|people) (?:think|say)|respect(?:ed)?"
    r"|judg(?:e|ed|ing)|show (?:my|the|our|them) (?:boss|team|board|clients?)|impress\w*|seen as|credib\w+|let (?:\w+ ){1,2}down|nag(?:ging)?|the police|the bad guy|blam(?:e|ed|ing))\b", re.I,
)
_FUNCTIONAL: Final = re.compile(
    r"\d|\b(?:time|hours?|minutes?|days?|weeks?|fast(?:er)?|slow\w*|quick\w*|find(?:ing)?|track\w*|count\w*|check\w*|send\w*|book\w*|copy\w*|typ(?:e|ing)|cost\w*|money|accura\w+|errors?|mistakes?|correct\w*|data|records?|lists?|stock|work(?:s|ed)?"
    r"|manag\w+|organi[sz]\w+|search\w*|save[sd]?|report\w*|schedul\w+|deliver\w*|process\w*|tasks?|setup|install\w*|import\w*|export\w*|lost|missing|broken|broke|fix\w*|space|write|writing|code|print\w*|order\w*|see who|know (?:what|where|who|when))\b", re.I,
)
_LEAP: Final = re.compile(
    r"\b(?:just went for it|took the plunge|jumped in|bit the bullet|crossed (?:my|our) fingers|fingers crossed|had to trust|no way back|put my neck|without (?:really )?(?:knowing|testing|seeing)|hop(?:ed|ing) for the best|leap of faith|before (?:i|we) knew"
    r"|not (?:really )?knowing)\b", re.I,
)
#: the canonical step of first value
_FIRST_VALUE_STEP: Final = "p14"
#: the first time it worked, told at the start of the sentence ("for the first time in years" is no such moment)
_FIRST_VALUE: Final = re.compile(
    r"^(?:(?:and|so|then|well|um|er|oh|yeah|yes)[, ]+)*(?:(?:on |in )?(?:the |that |my |our )?(?:very )?first (?:time|day|week|month|order|job|run|morning|night|event|hire|loan|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|it (?:just )?clicked\b)"
    r"|\bit (?:just )?clicked\b|\bthat's when i (?:got|saw|knew) (?:it|that)\b", re.I)
#: a question for that moment: of the first results told in answer to one in the bank, 7 of 12 are labelled as first value, by words alone 6 of 38
_FIRST_ASKED: Final = re.compile(
    r"\bwhen (?:did|was|were) .{0,40}\bfirst\b|\bfirst (?:time )?(?:you |it |you'd )?(?:felt|feel|saw|knew|realis|realiz|notice|thought|worked|paid)|\b(?:moment|point)\b.{0,40}\b(?:worth|knew|realis|realiz|click)"
    r"|\bwhen did (?:you|it) (?:feel|see|know|click|notice|realise|realize|start to (?:be|feel|help|work)|pay)", re.I)

#: an answer that there was no such moment
_NO_MOMENT: Final = re.compile(r"\bno (?:one |single |particular |real )?(?:time|moment|point|day)\b|\bi don't (?:know|think) (?:that )?(?:i|there) (?:had|was|have|is)\b|\b(?:couldn't|can't) (?:really )?(?:tell|say)\b", re.I)


def force(code: str, text: str, phase: str) -> str:
    """Return push, pull, anxiety, habit or "" by the derivation table of the guideline."""
    if code == "pain_point":
        return "push" if phase != "growth" and _ENERGY.search(text) else ""
    if code == "price":
        return "push" if _RISE.search(text) and phase == "struggle" else _PRICE_FORCE.get(_first(PRICE_ROLES, text), "")
    if code == "social_influence":
        return "pull" if _first(DIRECTIONS, text) == "for" else ""
    if code == "criterion":
        return "pull" if phase != "growth" and _MET.search(text) else ""
    if code == "objection":
        return "habit" if _ABOUT_LEAVING.search(text) else "anxiety"
    if code == "desired_outcome":
        return "pull" if phase != "growth" else ""
    return CODES[code].force if code in CODES else ""


def _first(rules: Rules, text: str) -> str:
    """Return the first value of an attribute whose words stand in `text`, "" for none."""
    return next((value for value, words in rules if words.search(text)), "")


#: how often sentences of a code are told as negative, neutral and positive: shares in the bank, objections over both its labellers
FEELINGS: Final[dict[str, tuple[float, float, float]]] = {
    "struggle_trigger": (0.83, 0.16, 0.01), "pain_point": (0.98, 0.01, 0.01), "desired_outcome": (0.01, 0.97, 0.02), "priority": (0.02, 0.96, 0.02),
    "value_realized": (0.01, 0.01, 0.98), "moment_of_truth": (0.56, 0.02, 0.42), "criterion": (0.01, 0.97, 0.02), "alternative": (0.01, 0.98, 0.01),
    "anxiety": (0.98, 0.01, 0.01), "objection": (0.67, 0.32, 0.01), "habit": (0.03, 0.87, 0.10), "social_influence": (0.03, 0.63, 0.34),
    "price": (0.47, 0.45, 0.08), "deal_maker": (0.01, 0.02, 0.97), "deal_breaker": (0.97, 0.02, 0.01), "milestone": (0.02, 0.92, 0.06),
    "feature_mention": (0.01, 0.97, 0.02),
}
#: probability of a reading from which it is called strong
_STRONG: Final = 0.75


def feeling(codes: Mapping[str, float], read: Sequence[float]) -> int:
    """Return a coder's valence -2..2 of one sentence.

    `codes` are the probabilities of the codes, `read` those of negative, neutral and positive as the words alone read. The
    sign is the likeliest under what each likely code usually feels like, times the square root of the reading: on interviews
    held back from training that was right more often than either alone.
    """
    usual = [sum(p * FEELINGS[c][k] for c, p in codes.items() if c in FEELINGS) for k in range(3)]
    both = [u * r**0.5 for u, r in zip(usual, read, strict=True)]
    sign = max(range(3), key=lambda k: both[k]) - 1
    return sign * (2 if read[sign + 1] > _STRONG else 1)


def valence(read: int, intensity: int) -> int:
    """Return the feeling at the time told, -2..2: the sign as read by the coder, doubled where the words are strong."""
    sign = (read > 0) - (read < 0)
    return sign * (2 if intensity >= 3 or (intensity == 2 and abs(read) == 2) else 1)


def job_levels(text: str) -> str:
    """Return the levels of the job the words show, of functional, emotional, social; "" where none shows."""
    found = [name for name, cue in (("functional", _FUNCTIONAL), ("emotional", _EMOTIONAL), ("social", _SOCIAL)) if cue.search(text)]
    return " ".join(found)


def markers(code: str, text: str, step: str = "", prompt: str = "") -> str:
    """Return journey markers beside the code: milestone, leap_of_faith, first_value, moment_of_truth; `prompt` is the question answered."""
    found = [code] if code in ("milestone", "moment_of_truth") else []
    if code in ("milestone", "deal_maker", "value_realized") and _LEAP.search(text):
        found.append("leap_of_faith")
    told = code in ("value_realized", "deal_maker") and _FIRST_VALUE.search(text)
    asked = code == "value_realized" and (step == _FIRST_VALUE_STEP or _FIRST_ASKED.search(prompt[-160:])) and not _NO_MOMENT.search(text)
    if told or asked:
        found.append("first_value")
    return " ".join(found)


def features_named(text: str, lexicon: Mapping[str, tuple[str, ...]]) -> str:
    """Return the canonical names of the product's features that `text` names, by whole words and plural, joined by "; ".

    Where one name stands inside a longer one, the longer is meant: "label printer" names no label.
    """
    found = {name: spans_of(text, words) for name, words in lexicon.items()}
    spans = [(a, b, name) for name, own in found.items() for a, b in own]

    def inside(a: int, b: int, name: str) -> bool:
        return any(c <= a and b <= d and d - c > b - a and name != other for c, d, other in spans)

    return "; ".join(name for name, own in found.items() if any(not inside(a, b, name) for a, b in own))


def spans_of(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where `text` has one of `words`, as `features_named` reads them."""
    return [m.span() for m in _named(tuple(words)).finditer(text)]


@cache
def _named(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of `words` as a whole word, in the plural and as a verb too; of no words, nothing."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?:s|es|ing|ed)?\b" if words else r"(?!)", re.I)
