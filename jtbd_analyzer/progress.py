"""Kinds of progress people seek, told by the words of a clause: what several people share although each says it of other things.

A job is progress in a circumstance (Christensen et al. 2016), and much of what people want of any product is of few kinds
(the functional "elements of value": informs, saves time, avoids hassle, organizes, reduces risk; Almquist et al. 2016). A
kind is read where the clause itself says it, as wished, as reached or as missing, so that a reader of the clauses sees it
too; what no rule fires on is of no kind. Likeness by sentence vectors is no ground for this: it follows days and objects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

_WHAT: Final = r"(?:what|where|who|which|whose|how many|how much|whether|if|in what|every(?: single)?|exactly|at a glance)"
_NOT: Final = r"(?:n't|not|never|nobody|no one|none of us|no idea|without)"
_CALL: Final = (r"(?:rings?|ringing|rang|rung|calls?|called|calling|phoned|phoning|to phone|telephoned|texted|texting|messages?|messaged|messaging|e-?mails?|e-?mailed|mails|chas(?:e|es|ed|ing)"
                r"|nagg(?:ed|ing))")
_OFF: Final = r"(?:evenings?|nights?|weekends?|saturdays?|sundays?|holidays?|lunch ?(?:hour|break|time)s?|half.term|christmas)"
_POWER: Final = r"(?:auditors?|inspectors?|insurers?|insurance|funders?|regulators?|the board|boss|committee|trustees|bank|tax office|accountant|director|chief executive|clients?|customers?|parents?|councillors?)"

_TIME: Final = (r"(?:an?|half an?|a whole|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|\d+) (?:\w+ )?"
                r"(?:seconds?|minutes?|hours?|days?|weeks?|mornings?|afternoons?|evenings?|weekends?)")
#: kinds whose words tell a circumstance; those of the others tell the wish and what was reached, but too much else beside them
_CIRCUMSTANCES: Final = frozenset({"answer", "once", "slow"})
#: kind -> what it is, in our words, and the words it is read from
_RULES: Final[dict[str, tuple[str, str]]] = {
    "know": ("know how things stand", (
        rf"\b(?:know|knew|see|saw|tell|find out|look up|check) (?:(?!was\b|is\b|people\b)\w+ ){{0,2}}?{_WHAT}\b(?! to put myself)|\bput (?:my|our|your) (?:finger|hands?) on\b|\bat a glance\b|\bthe (?:one )?truth\b"
        r"|\b(?:want|wanted|need|needed|hoped|like|love|able|could) (?:to )?(?:just |only |be able to )?(?:know|find out|(?:see|look)\b(?: [\w']+){0,9}? (?:what|where|who|which|whether|if|how|there's|that))\b"
        rf"|\b{_NOT} (?:\w+ )?(?:know|knew|knows|tell|find|see|remember|been told) (?:it|them|that|where|who|what|which|whether|if|how)\b"
        r"|\bno (?:idea|clue|way of (?:knowing|telling|seeing)|record of)\b|\b(?:lost track|keep track|kept track|be guessing|which one'?s? (?:is |was )?(?:the )?(?:real|right|latest|current))\b"
        r"|\bwhose (?:\w+ )?(?:to|it|that|they)\b|\bnobody (?:knew|knows|could (?:say|tell))\b|\bi know the answer\b|\b(?:i|we) (?:can|could) see (?:it|them|everything) (?:all )?(?:going (?!wrong)|coming|at a glance)"
        r"|\b(?:didn't|don't|doesn't|without|never|no longer) (?:have|having|need|needing) to (?:go and |go |even )?(?:look(?! far)|check|search|hunt|count(?! on)|guess)\b")),
    "peace": ("not be rung, asked or chased, and not have to chase", (
        rf"\b(?:stop(?:s|ped)?|no more|fewer|less|not one|nobody|no one|not a single|without|don't|didn't|doesn't|never|instead of|used to|forever|always|all day|a dozen|hardly any|hardly get any) (?:(?!until\b|if\b|when\b)[\w']+ ){{0,3}}?{_CALL}\b"
        rf"|\b{_CALL} (?:me|us) (?:back )?(?:all (?:day|the time)|every (?:day|week|time|evening|night)|at (?:ten|eleven|night|home)|again and again|constantly)\b"
        r"|\b(?:phone )?calls a (?:day|week)\b|\b(?:messages|mails|e-?mails|texts|calls) (?:a|in the|per|in a) (?:day|week|month)\b")),
    "own_time": ("have time of one's own", (
        rf"\b(?:my|our|the|every|a|one|whole) (?:\w+ ){{0,2}}?{_OFF} (?:\w+ ){{0,3}}?(?:back|free|off|to myself|any ?more|gone|lost)\b|\b(?:lost|lose|spen[dt]|gave up|giving up|waste[ds]?) (?:my|our|every|the|all|whole|half) (?:\w+ ){{0,2}}?{_OFF}\b"
        rf"|\b(?:go|get|gone|got|be|was|went) (?:straight )?home (?:and|at|by|before|on time|early|earlier)\b|\b{_OFF} (?:with|at) (?:my|our|the) (?:kids?|children|family|daughters?|sons?|wife|husband|grandchildren|mother)\b"
        r"|\b(?:see|be with|time (?:with|for)) my (?:kids?|children|family|daughters?|sons?|wife|husband|grandchildren)\b")),
    "answer": ("have the answer when somebody asks", (
        rf"\b(?:answer|show|prove)(?:s|ed)? (?:\w+ ){{0,3}}?(?:that|the|her|him|them|an?|our|my) (?:\w+ ){{0,2}}?(?:woman|man|person|{_POWER})\b"
        rf"|\b(?:when|next time|every time|the minute|if) (?:somebody|someone|anybody|anyone|he|she|they|an? \w+|the \w+) (?:asks?|asked|wants? to know|wanted to know)\b|\b{_POWER} (?:\w+ )?(?:asks?|asked|wanted|wants) (?:for |to know |to see |me |us |what |how |where |the )"
        r"|\b(?:hadn't|haven't|had no|didn't have|got) (?:got )?(?:an?|the) answer\b|\bcouldn't (?:answer|tell (?:him|her|them)|prove|show)\b")),
    "without_me": ("have it go on without one person", (
        r"\bwithout me\b(?! \w+ing)|\b(?:only be|be only) me\b|\bonly me (?:who|that|could|can|knew)\b|\bin (?:my|one person's|his|her) head\b|\bwhoever(?: was|'s| is) (?:in|on|here|there)\b|\bif (?:i'm|i was|i am|i'd been|he's|she's) (?:off|ill|away|sick|on leave|hit by)\b"
        r"|\bi'm the only (?:one|person)\b|\bonly (?:one|person) who (?:knew|knows|could|can)\b|\bdepend(?:s|ed)? on (?:me|one person|him|her)\b|\bcome in after me\b|\b(?:when(?:ever)?|while) i(?:'m| am| was|'d be) (?:not (?:here|there|in)|away|off|on (?:holiday|leave))\b|\b(?:the|my) phone (?:didn't|doesn't|never) (?:go|ring)\b(?! \w)"
        r"|\bi(?: can| could)? (?:had|took|take) (?:an?|one|two|three|four|five|ten|my|\d+) (?:\w+ )?(?:days?|weeks?|fortnight) off\b(?! (?:a|the|to|with|it) )"
        r"|\b(?:anybody|anyone|any of (?:us|them)) can (?:pick (?:it|any|one)|find|run|do) ")),
    "once": ("not do the same work twice", (
        r"\b(?:do|did|doing|done|type|typed|typing|enter|entered|entering|write|wrote|writing|copy|copied|copying|key|keyed) (?:it|them|everything|the same (?:\w+)) (?:all )?(?:\w+ ){0,2}?(?:again|twice|over|out again|three times)\b"
        r"|\btwo of everything\b|\bdouble (?:entry|entering|work|handling|keying)\b|\b(?:re-?typ|re-?key|copy(?:ing)? and past|copied and past)\w*\b|\bin (?:two|three|four|five) (?:different )?places\b")),
    "quick": ("get it done in less time", (
        r"\b(?:quicker|faster|saves? (?:me |us )?(?:time|an hour|hours|days)|half the time)\b"
        rf"|\btake[sn]? (?:me |us |about |only )*{_TIME}\b[^.]*\b(?:instead of|where|used to|would have|before)\b")),
    "slow": ("spend too long on it", rf"\b(?:take[sn]?|took|taking) (?:me |us |him |her |them |you |about |nearly |\w+ )?{_TIME}\b|\b(?:so long|too long|forever to)\b"),
    "calm": ("not have to worry", (
        r"\b(?:l(?:ie|ay|ying) awake|awake at (?:night|three|two|four)|worr(?:y|ied|ying|ies)|dread(?:ed|ing)?|panic\w*|sleep (?:at night|better|through)|a relief|relieved|peace of mind|stressed|stressful)\b")),
}
#: kind -> what it is, in our words
KINDS: Final[Mapping[str, str]] = MappingProxyType({kind: name for kind, (name, _) in _RULES.items()})
_FOUND: Final = {kind: re.compile(rule, re.I) for kind, (_, rule) in _RULES.items()}


@lru_cache(maxsize=8192)  # slots are compared with each other, so each clause is asked for many times
def kinds_in(clause: str, *, circumstance: bool = False) -> frozenset[str]:
    """Return the kinds of progress that `clause` speaks of, as wished or reached, or as a `circumstance` in which they are missing."""
    plain = clause.replace("’", "'")
    return frozenset(kind for kind, rule in _FOUND.items() if (kind in _CIRCUMSTANCES if circumstance else kind != "slow") and rule.search(plain))
