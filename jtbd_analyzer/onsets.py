"""What set people moving: the one rule of which trigger quotes answer "what started people looking", for every list that does.

A quote coded struggle trigger answers it where it counts, is the speaker's or their team's own, is placed before the first use, and
tells an event: not the purchase itself, not why somebody stopped using the product, and more than a date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import attributes, recruits, summaries
from jtbd_analyzer.attributes import Attribute
from jtbd_analyzer.families import Sorting
from jtbd_analyzer.option_words import KINDS
from jtbd_analyzer.sureness import is_sure, standing, sure_people
from jtbd_analyzer.text import readable, squeeze

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

TRIGGER: Final = "struggle_trigger"
#: kind of event of the coding scheme -> what it is in the words of a reader
EVENTS: Final = {
    "mandate": "somebody with a say asked for it", "deadline": "a date was set", "incident": "something went wrong", "accumulation": "one time too many",
    "threshold": "it outgrew the old way", "role_or_life_change": "a change of post or in life", "org_change": "the organisation changed",
    "cost_or_contract": "a price rose or a contract ended", "exposure": "they saw it done better",
}
_AN_OPTION: Final = "another way they had or were offered, not an event"
_NOT_IT: Final = "they say it is not what set them moving"
#: canonical step of the first use
_IN_USE: Final = "p12"
_PURCHASE: Final = re.compile(
    r"\b(?:i|we)(?:'d| had)? (?:paid for|bought|ordered|purchased) (?:it|the (?:subscription|licen[cs]e|plan))\b|\bthe (?:actual )?(?:buying|purchase|payment) of it\b|\b(?:on|raised) a purchase order\b"
    r"|\b(?:i|we) (?:signed up|signed the contract|got (?:my|our|the) card out)\b", re.I)
_STOPPED: Final = re.compile(
    r"\b(?:i|we) (?:just )?(?:stopped|gave up) (?:doing|using|putting|trusting|entering)\b[^.]*?\b(?:in it|it)\b|\b(?:went|gone|going) back to (?:my|our|the) (?:own |old )*(?:spread-?sheet|paper|excel|book|cards?)\b", re.I)
#: an event the speaker puts before what set them moving: "yes, that was before", "no, the fire was earlier"
_EARLIER: Final = re.compile(r"^\W*(?:(?:yes|yeah|no|oh|well|so|um|but|and)[,. ]+)*(?:the \w+|that|it|this)(?:'s| was| were| had been) (?:before(?:,| that\b| then\b|\.|$)|earlier\b|(?:a|the) (?:year|term|summer) before\b|something else\b|another (?:thing|matter)\b)", re.I)
#: words that only say when, and those that hold a sentence together
_WHEN: Final = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|week|month|year|day|spring|summer|autumn|winter"
    r"|christmas|easter|first|second|third|fourth|fifth|last|next|early|late|mid|half|term|beginning|middle|start|end|time|before|after|about|around|ago|morning|afternoon|evening|night|\d\w*|\w+(?:teen|ty)(?:th|ieth)?|\w+th"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)s?", re.I)
_JOINING: Final = frozenset(
    "a an the and or but so no yes yeah um er well right then that thats it its it's that's this there was were is are be been in on at of to for from by with i we my our you he she they because cos as like just think know actually "
    "really not which when would had have has".split())
#: words beyond these from which a sentence tells an event and not only when it was
_TELLS: Final = 2
#: end of a question that asks about the time of use: what is told in answer is no reason to have begun
_ASKED_CHARS: Final = 160
_ASKED_OF_USE: Final = re.compile(
    r"\b(?:(?:feel|know|see|notice) (?:that |like )?it was (?:working|doing|paying off|worth)|(?:start|began|begin)\w* (?:to work|working|to pay off|paying off|to trust it)|(?:been )?able to do (?:now|since)|since (?:you|then|it|the switch|you've)\b"
    r"|(?:you|it)(?:'ve|'s| have| has) (?:been )?(?:changed|done|used|using|noticed)\b|first (?:few )?(?:weeks?|months?|days?) (?:with|of using|on|after)|(?:didn't|did not|wouldn't have) expect(?:ed)?|how(?:'s| is| has) it (?:been|going|gone)"
    r"|(?:what|how) (?:about|is it) (?:now|today|these days)|what(?:'s| is| has) (?:been )?(?:different|changed|better|worse|harder|easier))\b", re.I)
#: a way of working somebody made, and what makes its end an event
_HOME_MADE: Final = next(k for k in KINDS if k.alt_type == "internal_build")
_WENT_WRONG: Final = re.compile(r"\b(?:broke\w*|crash\w*|corrupt\w*|lost|wiped|deleted|vanish\w*|disappear\w*|fail\w*|went (?:wrong|down|blank)|fell over|died|wouldn't (?:open|load|start)|stopped working|left (?:us|the|in)|retire\w*)\b", re.I)
#: words of a quote that can be read out
_READABLE: Final = (8, 45)


@dataclass(frozen=True)
class Onset:
    """A trigger theme with those of its counted quotes that tell what set somebody moving, and why others of them do not: reason -> people."""

    theme: Theme
    quotes: tuple[Quote, ...]
    #: all its counted quotes
    judged: tuple[Quote, ...]
    left_out: tuple[tuple[str, int], ...]

    @property
    def people(self) -> list[str]:
        """The people of its quotes, each once."""
        return list(dict.fromkeys(q.participant_id for q in self.quotes))

    @property
    def event(self) -> str:
        """What kind of event its quotes tell of, in the words of a reader; "" where they are not all of one kind."""
        kinds = {a.value if (a := kind_of_event(q)) else "" for q in self.quotes}
        return EVENTS.get(next(iter(kinds)), "") if len(kinds) == 1 else ""

    @property
    def best_first(self) -> list[Quote]:
        """Its quotes, those to show first: that the theme is named after, then sure, readable, told as it happened, strong."""
        name = squeeze(self.theme.statement).casefold().strip("…. ")
        return sorted(self.quotes, key=lambda q: (name not in squeeze(readable(q.verbatim)).casefold(), not is_sure(q), not _READABLE[0] <= len(q.verbatim.split()) <= _READABLE[1], q.grade, -q.intensity, -q.score))


def why_not(q: Quote, left: bool = False, product: Iterable[str] = ()) -> str:
    """Return why a counted trigger quote does not tell what started its speaker looking, "" where it does.

    `left` says that the speaker has stopped using the product: words that name one of `product` are then about leaving it.
    """
    words = q.verbatim.replace("’", "'")
    if q.experiencer not in ("self", "own_team"):
        return "somebody else's experience"
    if q.step >= _IN_USE:
        return "told of the time of use"
    if not q.step:
        return "no clear time"
    if _ASKED_OF_USE.search(q.prompt[-_ASKED_CHARS:].replace("’", "'")):
        return "told of the time of use"
    if q.referent == "our_product" or _STOPPED.search(words) or (left and any(re.search(rf"\b{re.escape(p)}\b", words) for p in product)):
        return "why they stopped using the product"
    if _EARLIER.search(words):
        return _NOT_IT
    if _PURCHASE.search(words):
        return "the purchase itself"
    if is_option(words):
        return _AN_OPTION
    spoken = [w for w in re.findall(r"[\w'-]+", words.casefold()) if w not in _JOINING]
    told = {w for w in spoken if not _WHEN.fullmatch(w)}
    return "only when it was" if len(told) < min(_TELLS, len(set(spoken))) else ""


def is_option(words: str) -> bool:
    """Tell whether words tell of something made or offered in their own house, and of nothing that went wrong with it."""
    return _HOME_MADE.words.search(words) is not None and not _WENT_WRONG.search(words)


def kind_of_event(q: Quote) -> Attribute | None:
    """Return which kind of event a trigger quote tells of, after the coding scheme (mandate, incident …), with the words that show it."""
    return next((a for a in attributes.read(q.verbatim, q.code, q.step, q.features) if a.name == "trigger_type"), None)


def judged(study: Study) -> dict[str, str]:
    """Return for each counted trigger quote why it is no answer, "" for those that are."""
    if "judged" not in study.memory:
        study.memory["judged"] = _judged(study)
    return dict(study.memory["judged"])


def _judged(study: Study) -> dict[str, str]:
    from jtbd_analyzer.products import product_names

    gone = {p for p, (outcome, _) in recruits.outcomes(study).items() if outcome == recruits.LEFT}
    product = product_names(study) if gone else ()
    denials = {t.transcript_id: summaries.denied_starts(t) for t in study.transcript_rows}
    own = [q for q in study.quote_rows if q.code == TRIGGER and q.counted]
    return {q.quote_id: why_not(q, q.participant_id in gone, product) or (_NOT_IT if _is_denied(q, denials.get(q.transcript_id, [])) else "") for q in own}


def _is_denied(q: Quote, denials: Iterable[summaries.Denial]) -> bool:
    """Say whether the speaker, asked whether what the quote names had set them moving, later said no."""
    return any(q.turn < d.turn and d.words & summaries.stems(q.verbatim) for d in denials)


def sorting(study: Study) -> Sorting:
    """Return how trigger quotes sort before their likeness is asked: those that are no answer apart, the others by the kind of event they tell of.

    Events of one kind (somebody with a say asks for something, a loss, a new post) are told in words that have nothing else in
    common, and words in common ("in January", "on the Friday") make no kind of event.
    """
    verdict = judged(study)
    found = {i: a for i, reason in verdict.items() if not reason and (a := kind_of_event(study.quotes_by_id[i]))}
    return Sorting(frozenset(i for i, reason in verdict.items() if reason), {i: a.value for i, a in found.items()}, {i: a.words for i, a in found.items()})


def onsets(study: Study) -> list[Onset]:
    """Return the trigger themes, those that answer first: sure quotes of several people, then people, then strength; silent ones last."""
    verdict = judged(study)
    found = []
    for t in (t for t in study.theme_rows if t.code == TRIGGER):
        own = [study.quotes_by_id[i] for i in t.quote_ids if i in verdict]
        why = {q.quote_id: verdict[q.quote_id] for q in own}
        reasons = Counter(reason for reason, _ in {(why[q.quote_id], q.participant_id) for q in own if why[q.quote_id]})
        found.append(Onset(t, tuple(q for q in own if not why[q.quote_id]), tuple(own), tuple(sorted(reasons.items(), key=lambda r: (-r[1], r[0])))))
    return sorted(found, key=lambda o: _first(study, o))


def _first(study: Study, o: Onset) -> tuple[Any, ...]:
    return not o.quotes, standing(sure_people(study, [q.quote_id for q in o.quotes])), -len(o.people), -o.theme.intensity, o.theme.theme_id
