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

from jtbd_analyzer import recruits
from jtbd_analyzer.statements import WORDS
from jtbd_analyzer.sureness import is_sure, standing, sure_people
from jtbd_analyzer.text import readable, squeeze
from jtbd_analyzer.trimming import shortened, trimmed

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

TRIGGER: Final = "struggle_trigger"
#: canonical step of the first use
_IN_USE: Final = "p12"
_PURCHASE: Final = re.compile(
    r"\b(?:i|we)(?:'d| had)? (?:paid for|bought|ordered|purchased) (?:it|the (?:subscription|licen[cs]e|plan))\b|\bthe (?:actual )?(?:buying|purchase|payment) of it\b|\b(?:on|raised) a purchase order\b"
    r"|\b(?:i|we) (?:signed up|signed the contract|got (?:my|our|the) card out)\b", re.I)
_STOPPED: Final = re.compile(
    r"\b(?:i|we) (?:just )?(?:stopped|gave up) (?:doing|using|putting|trusting|entering)\b[^.]*?\b(?:in it|it)\b|\b(?:went|gone|going) back to (?:my|our|the) (?:own |old )*(?:spread-?sheet|paper|excel|book|cards?)\b", re.I)
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
    def title(self) -> str:
        """The theme's statement; where it is only suggested and made of the words of a quote that is left out, those of a quote that is not."""
        others = [q for q in self.judged if q not in self.quotes]
        if self.theme.status != "provisional" or not self.quotes or not any(_holds(q, self.theme.statement) for q in others):
            return self.theme.statement
        return shortened(trimmed(self.best_first[0].verbatim), WORDS[1])

    @property
    def best_first(self) -> list[Quote]:
        """Its quotes, those to show first: sure, readable, told as it happened, strong."""
        return sorted(self.quotes, key=lambda q: (not is_sure(q), not _READABLE[0] <= len(q.verbatim.split()) <= _READABLE[1], q.grade, -q.intensity, -q.score))


def _holds(q: Quote, statement: str) -> bool:
    """Tell whether a statement is made of words of `q`, whatever was left off around them."""
    return squeeze(statement).casefold().strip("…. ") in squeeze(readable(q.verbatim)).casefold()


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
    if q.referent == "our_product" or _STOPPED.search(words) or (left and any(re.search(rf"\b{re.escape(p)}\b", words) for p in product)):
        return "why they stopped using the product"
    if _PURCHASE.search(words):
        return "the purchase itself"
    spoken = [w for w in re.findall(r"[\w'-]+", words.casefold()) if w not in _JOINING]
    told = {w for w in spoken if not _WHEN.fullmatch(w)}
    return "only when it was" if len(told) < min(_TELLS, len(set(spoken))) else ""


def judged(study: Study) -> dict[str, str]:
    """Return for each counted trigger quote why it is no answer, "" for those that are."""
    from jtbd_analyzer.insights.alternatives import product_names

    gone = {p for p, (outcome, _) in recruits.outcomes(study).items() if outcome == recruits.LEFT}
    product = product_names(study) if gone else ()
    return {q.quote_id: why_not(q, q.participant_id in gone, product) for q in study.quote_rows if q.code == TRIGGER and q.counted}


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
