"""Who acts in the decision, told apart by what participants call them: one seat per role, whether by name, with my or with the."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import actors
from jtbd_analyzer.insights._gather import group
from jtbd_analyzer.insights._traits import trait

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.nearby import Sentence
    from jtbd_analyzer.study import Study

#: "Malcolm, our treasurer", "my wife Sarah", "Sunita … she's the treasurer", "our treasurer is Malcolm"
_NAME: Final = r"(?P<name>(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)[A-Z][a-zé]+)"
_WHOSE: Final = r"(?:my|our|the|his|her|their)"
_ROLE: Final = r"(?P<role>[a-z][\w-]*(?: [a-z][\w-]*){0,2}?)"
_NAMED: Final = tuple(re.compile(p) for p in (
    rf"\b{_NAME}, (?:who(?:'s| is| was) |(?:he|she)(?:'s| is| was) )?{_WHOSE} {_ROLE}(?=[,.;]| who\b)", rf"\b[Mm]y {_ROLE},? {_NAME}\b", rf"\b(?:[Oo]ur|[Tt]he) {_ROLE}, {_NAME}(?=[,.;])",
    rf"\b{_NAME}(?: on the \w+)?, (?:he|she)(?:'s| is| was) {_WHOSE} {_ROLE}(?=[,.;]|$| because| who\b)", rf"\b{_WHOSE} {_ROLE} (?:there )?(?:is|was|'s) {_NAME}(?=[,.;]|$)",
))
_KIN: Final = r"(?:husband|wife|partner|brother|sister|son|daughter|friend|mother|father|mum|dad|manager|boss)\b"
#: people outside the organisation: in the decision only where they say what speaks against the purchase
_OUTSIDE: Final = frozenset("wife husband partner mother father sister brother son daughter cousin friend neighbour".split()) | {"uncle or aunt", "nephew or niece"}
_QUESTIONS_IT: Final = re.compile(r"\b(?:who|why|how|what) (?:is|are|'s|will|would|do|does|if)\b|\btoo (?:dear|much|expensive|big|complicated)\b|\bagainst\b", re.I)
#: two words for one role, and words that say nothing beside one that says which
_SAME_ROLE: Final = {"manager": "boss"}
_VAGUE: Final = ("boss", "manager")
_TOLD_APART: Final = ("vice principal", "business manager", "head", "treasurer")
_CHOICE, _USE = "p05", "p12"
_OWNER: Final = re.compile(r"^(?:my|our|the|his|her|their|your|a|an|another|one|two|some|own)\b ?", re.I)
#: what a role is of, and words that are no part of it
_OF: Final = re.compile(r" of (?:the )?(?!it\b|them\b|us\b|course\b)[a-z]+(?: (?:services|studies|arts|education|school|department))?\b")
#: "my boss is the vice principal": two words for one person
_SAME_PERSON: Final = re.compile(r"^(?:'s| is| was|,|, who's|, who is) $", re.I)
#: the next sentences go on about somebody by he, she or they
_PRONOUN: Final = re.compile(r"(?:(?:and|but|so|then)[, ]+)*(?:he|she|they)\b(?: |(?='))", re.I)
_NEXT: Final = 2
#: codes of quotes about the people in a decision
_ABOUT_PEOPLE: Final = ("social_influence", "objection", "price", "anxiety")


@dataclass(frozen=True)
class Seat:
    """What somebody does in one quote: role as the scheme calls it, part in the decision ("" not told), the participant's words for them."""

    role: str
    part: str
    words: str


def named_people(study: Study) -> dict[str, dict[str, str]]:
    """Return for each participant the names they give somebody with a role: name -> the role as they say it."""
    found: dict[str, dict[str, str]] = {}
    for who, own in group(study.quote_rows, lambda q: q.participant_id).items():
        for q in own:
            for pattern in _NAMED:
                for m in pattern.finditer(q.verbatim.replace("’", "'")):
                    if actors.named(f"our {m['role']}"):
                        found.setdefault(who, {}).setdefault(m["name"], m["role"])
    return found


def seats(q: Quote, names: Mapping[str, str], after: Sequence[Sentence] = ()) -> Iterator[Seat]:
    """Yield everybody who acts in the decision in a quote; people who only occur in the story have no seat.

    `after` is what the same person says next in the turn: "he said put it in the budget" tells the part of the one just named.
    """
    text = _by_role(q.verbatim.replace("’", "'"), names)
    part, holder, _ = actors.part(text) if trait(q, "buying_role_of") or names else ("", "", "")
    if q.code in ("pain_point", "feature_mention", "value_realized"):
        part = holder = ""
    elif not holder and q.code in _ABOUT_PEOPLE:
        part, holder = _part_after(text, after)
    called = _called(text)
    if holder:
        yield Seat(_one(holder, called), part, called.get(holder, holder))
    raised = actors.speaker(text) if q.code in ("objection", "anxiety") else ""
    if raised in _OUTSIDE and not (_CHOICE <= q.step < _USE and (trait(q, "concern") or _QUESTIONS_IT.search(text))):
        raised = ""
    if raised and raised not in ("self", holder):
        yield Seat(_one(raised, called), "", called.get(raised, raised))
    if q.code == "social_influence" and not holder and (trait(q, "direction") or trait(q, "influence_kind") == "influencer"):
        yield from (Seat(_one(role, called), "", called.get(role, role)) for role in dict.fromkeys(actors.named(text)))


def _part_after(text: str, after: Sequence[Sentence]) -> tuple[str, str]:
    """Return the part of the only person a text names and does not begin with another, as the next sentences tell it with he, she or they for them."""
    roles = list(dict.fromkeys(role for _, _, role in actors.places(text)))
    if len(roles) != 1 or _PRONOUN.match(text):
        return "", ""
    for s in after[:_NEXT]:
        if actors.places(s.text) or not (start := _PRONOUN.match(s.text)):
            return "", ""
        part, _, _ = actors.part(f"our {roles[0]} {s.text[start.end() :]}")
        if part:
            return part, roles[0]
    return "", ""


def title(words: Iterable[str]) -> str:
    """Return what participants call a role, most used first: "head of department, the head" is one of two people's words for it."""
    said = Counter(words)
    return " / ".join(w for w, _ in sorted(said.items(), key=lambda item: (-item[1], item[0]))[:3])


def _by_role(text: str, names: Mapping[str, str]) -> str:
    """Return `text` with people's names replaced by the role that the participant gives them, not doubled where both stand there."""
    for name, role in names.items():
        text = re.sub(rf"\b{name}\b(?!'s {_KIN})(?!,? (?:(?:who|he|she)(?:'s| is| was) )?{_WHOSE} {re.escape(role)})(?<!{re.escape(role)} {name})(?<!{re.escape(role)}, {name})", f"our {role}", text)
    return text


def _called(text: str) -> dict[str, str]:
    """Return the words a text has for each role it names, without my, our, the."""
    out: dict[str, str] = {}
    found = actors.places(text)
    for k, (start, end, role) in enumerate(found):
        of = _OF.match(text, end) if role in ("head", "director", "manager", "chair") else None
        words = _OWNER.sub("", text[start : of.end() if of else end]).strip(" ,")
        after = found[k + 1] if k + 1 < len(found) else None
        if after and _SAME_PERSON.match(text[end : after[0]] or "-") and role != after[2]:
            words = f"{words}, {_OWNER.sub('', text[after[0] : after[1]])}"
            out.setdefault(after[2], words)
            vague, known = (role, after[2]) if role in _VAGUE and after[2] in _TOLD_APART else (after[2], role)
            out[f"={vague}"] = known
        out.setdefault(role, words if words[:2].isupper() else words[:1].lower() + words[1:])
    return out


def _one(role: str, called: Mapping[str, str]) -> str:
    """Return the role under which somebody is counted: the first where two words are for one person."""
    return called.get(f"={role}", _SAME_ROLE.get(role, role))
