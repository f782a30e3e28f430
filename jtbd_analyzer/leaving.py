"""The story of somebody who left the product holds two switches: the one to the product, and the one away from it.

Each answer is given to one of them, in the order of talk: what was asked says which (a question for the time before, for the time of
use, or for leaving), an answer told of the use opens the time of use, and a question that says nothing goes on with what was told.
What is told of the time of use or of leaving is then no reason to have bought: no trigger, deal-maker, objection or criterion of the
choice, and no force on it. What was wrong with the product stays counted, as trouble in use. Where neither the question nor the words
tell, nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import evidence, overlays, recruits
from jtbd_analyzer import leaving_words as w
from jtbd_analyzer.dates import is_date, when
from jtbd_analyzer.option_words import systems
from jtbd_analyzer.products import product_names
from jtbd_analyzer.scheme import kind_of
from jtbd_analyzer.text import readable

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

#: the parts of the story: the switch to the product, the time of use, the switch away from it
TO, USE, AWAY = "to", "use", "away"
#: rules of the place of a quote, and the end of the reason of one that does not count
TOLD_OF_LEAVING: Final = "told of leaving the product"
TOLD_OF_USE: Final = "told of the time of use, by somebody who left the product"
NOT_THE_CHOICE: Final = "not counted: told of {} the product by somebody who left it, so it is no {} of the choice of it"
_TROUBLE: Final = "told as trouble with the product in use, not as what set its speaker looking for it"
_CHOOSING: Final = {"struggle_trigger": "trigger", "deal_maker": "deal-maker", "deal_breaker": "deal-breaker", "objection": "objection", "criterion": "criterion",
                    "social_influence": "influence"}
#: what held somebody to, or back from, something else
_OF_ANOTHER: Final = {"anxiety": "worry", "habit": "habit"}
#: first canonical step in which one has the product, routine use, and leaving
_HAS, _ROUTINE, _EXIT = "p12", "p16", "p20"
#: the last words of a question are what is asked
_ASKED_CHARS: Final = 160


def told_apart(study: Study) -> list[Quote]:
    """Return the quotes of `study` with those of people who left the product given to the switch they tell of; a researcher's word goes before this."""
    gone = {p for p, (outcome, _) in recruits.outcomes(study).items() if outcome == recruits.LEFT}
    parts = parts_told((q for q in study.quote_rows if q.participant_id in gone), product_names(study) | _named(study, gone)) if gone else {}
    # somebody whom one sentence made out as gone, and who tells of no leaving, has not gone
    told = {q.participant_id for q in study.quote_rows if parts.get(q.quote_id) == AWAY}
    return [_of(study, q, parts[q.quote_id]) if q.participant_id in told and parts.get(q.quote_id, TO) != TO else q for q in study.quote_rows]


def _named(study: Study, people: set[str]) -> frozenset[str]:
    """Return what interviewers call the product that `people` left: a name they use more than once, of something used, bought or left."""
    own = [t for t in study.transcript_rows if people & {s.participant_id for s in t.speakers}]
    asked = "\n".join(t.text(turn) for t in own for turn in t.turns if turn.role == "interviewer")
    return frozenset(n for n in w.USED.findall(asked) if not when(n) and not is_date(n) and len(re.findall(rf"\b{re.escape(n)}\b", asked)) > 1)


def parts_told(quotes: Iterable[Quote], products: Iterable[str] = ()) -> dict[str, str]:
    """Return for each quote of people who left, in the order of talk, which part of the story it tells: TO, USE, AWAY, "" for unclear.

    `products` are the names of the product.
    """
    asked = _Questions(products)
    found: dict[str, str] = {}
    for _, own in groupby(quotes, key=lambda q: (q.participant_id, q.transcript_id)):
        part = ""
        for _, answer in groupby(own, key=lambda q: q.turn):
            said = list(answer)
            part = asked.part(said[0].prompt) or part
            if part == USE and systems(said[0].prompt[-_ASKED_CHARS:]):  # asked, of the time of use, about something else that does the job
                part = AWAY
            if part == TO and len(said) > 1 and all(q.step >= _HAS for q in said):
                part = USE
            for q in said:
                found[q.quote_id] = TO if w.BACK.search(q.verbatim.replace("’", "'")) else AWAY if asked.stopped(q.verbatim) and part != TO else part
    return found


class _Questions:
    """What questions ask for, given the names of the product."""

    def __init__(self, products: Iterable[str]) -> None:
        name = f"(?:{'|'.join([*map(re.escape, sorted(products)), 'the (?:app|product|service|platform|tool|software|subscription)'])})"
        self._asked = tuple((part, _filled(words, name)) for part, words in ((AWAY, w.ASKED_AWAY), (TO, w.ASKED_TO), (USE, w.ASKED_USE)))
        self._stopped = _filled(w.STOPPED, name)

    def part(self, prompt: str) -> str:
        """Return the part of the story that the end of a question asks for, "" where it says none."""
        words = prompt.replace("’", "'").strip()[-_ASKED_CHARS:]
        # what is asked stands last: an earlier sentence only leads up to it, and not to a question for who somebody is
        for s in reversed(re.split(r"(?<=[.!?])\s+", words)):
            found = next((part for part, pattern in self._asked if _asks(pattern, s)), "")
            if found or w.ABOUT_THEM.search(s):
                return found
        return ""

    def stopped(self, words: str) -> bool:
        """Tell whether the words say that their speaker stopped using the product."""
        return self._stopped.search(words.replace("’", "'")) is not None


def _filled(pattern: str, name: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{p}", name), re.I)


def _asks(pattern: re.Pattern[str], sentence: str) -> bool:
    """Tell whether a sentence asks for it; to stop or leave the old way is no leaving of the product."""
    return any(not re.match(rf"\s*(?:(?:using|with|doing) )?{w.OLD}", sentence[m.end() :], re.I) for m in pattern.finditer(sentence))


def _of(study: Study, q: Quote, part: str) -> Quote:
    """Return a quote of the time of use or of leaving as such; one of an unclear part as it is."""
    if not part:
        return q
    if q.code == "struggle_trigger" and part == USE and (q.second_code == "pain_point" or (q.features and q.valence < 0)):
        q = _as_trouble(q)
    step = _step(q, part)
    if step != q.step:
        seen = "our_product" if part == USE else "unclear"
        rule = TOLD_OF_USE if part == USE and step != _EXIT else TOLD_OF_LEAVING
        q = replace(q, step=step, phase=study.framework.phase_of(step), phase_rule=rule, referent=seen if q.code == "pain_point" and q.referent == "old_way" else q.referent)
    aside = _CHOOSING | (_OF_ANOTHER if part == AWAY else {})
    if q.counted and q.code in aside:
        q = replace(q, counted=False, grade_reason=NOT_THE_CHOICE.format("leaving" if step == _EXIT or part == AWAY else "using", aside[q.code]))
    return replace(q, force="")


def _as_trouble(q: Quote) -> Quote:
    """Return a trigger told of the time of use as a pain: what happened with the product set nobody looking for it."""
    new = evidence.regraded(replace(q, reason=f"{q.reason}; {_TROUBLE}" if q.reason else _TROUBLE, second_code="struggle_trigger"), "pain_point", "growth")
    return replace(new, kind=kind_of("pain_point"), referent="our_product", markers=overlays.markers("pain_point", readable(q.verbatim), _ROUTINE, q.prompt),
                   counted=new.counted and q.counted)


def _step(q: Quote, part: str) -> str:
    """Return the step of growth at which a quote stands: its own if it has one, else leaving, or routine use."""
    if q.step >= _HAS or (not q.step and q.code != "pain_point"):
        return q.step
    if q.code == "pain_point" or (part == USE and q.code not in ("struggle_trigger", "deal_maker", "deal_breaker", "objection", "criterion", "alternative")):
        return _ROUTINE
    return _EXIT
