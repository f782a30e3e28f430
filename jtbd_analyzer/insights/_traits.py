"""What insights read from the attributes of quotes: one by name, people counted per value, their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import attributes
from jtbd_analyzer.attributes import Attribute

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote

NOT_TOLD: Final = "not told"
_WISH: Final = re.compile(r"^(?:i|we)(?: just| really| only| also)* (?:wanted|want|needed|need|hoped|wished|was hoping|were hoping)(?: to be able)? to (?=\w)", re.I)
_WORRY: Final = re.compile(r"^(?:i|we) (?:was|were|am|'m|are) (?:\w+ )?(?:worried|afraid|scared|nervous|concerned)(?: that)? (?=\w)|^my (?:\w+ )?(?:worry|fear|concern) was(?: that)? ", re.I)

Found = list[tuple["Quote", Attribute]]


def traits(q: Quote) -> tuple[Attribute, ...]:
    """Return all attributes of a quote."""
    return attributes.read(q.verbatim, q.code, q.step, q.features)


def trait(q: Quote, name: str) -> str:
    """Return the value of one attribute of a quote, "" where it is not told."""
    return next((a.value for a in traits(q) if a.name == name), "")


def found(quotes: Iterable[Quote], name: str) -> Found:
    """Return the quotes that show the attribute `name`, each with it (several times where it has several values)."""
    return [(q, a) for q in quotes for a in traits(q) if a.name == name]


def exerted(q: Quote) -> tuple[str, ...]:
    """Return the forces a quote exerts: its own; a trigger of having seen it elsewhere draws to the new as well as away from the old."""
    shown = q.force == "push" and q.code == "struggle_trigger" and trait(q, "trigger_type") == "exposure"
    return ("push", "pull") if shown else (q.force,) if q.force else ()


def tally(pairs: Iterable[tuple[Quote, Attribute]]) -> str:
    """Return the values with the number of people behind each, most first: "incident (3), mandate (1)"; "" for none."""
    who: dict[str, set[str]] = {}
    for q, a in pairs:
        who.setdefault(a.value, set()).add(q.participant_id)
    return ", ".join(f"{v} ({len(p)})" for v, p in sorted(who.items(), key=lambda item: (-len(item[1]), item[0])))


def said(pairs: Sequence[tuple[Quote, Attribute]], top: int = 2) -> str:
    """Return the words that showed an attribute, of the first `top` quotes of different people: “…” (P03)."""
    first = {q.participant_id: (q, a) for q, a in reversed(pairs)}
    return "\n".join(f"“{a.words}” ({q.participant_id})" for q, a in [pair for pair in pairs if pair in first.values()][:top])


def phrasing(force: str, statement: str, names: frozenset[str] = frozenset()) -> str:
    """Return a statement in the form practitioners give its force: push "When …", pull "So I can …", anxiety as a question, habit "Already …".

    Only opening words are changed; "" where the statement has no such opening, since its words are the customers'. Names of
    people and places (`names`, lower case) keep their capitals.
    """
    words = statement.strip().rstrip(".")
    if not words or force not in ("push", "pull", "anxiety", "habit"):
        return ""
    first = re.sub(r"['’]\w+$", "", words.split(" ", 1)[0].strip(",.;:!?"))
    kept = first == "I" or (len(first) > 1 and first.isupper()) or first.lower() in names
    lower = words if kept else words[:1].lower() + words[1:]
    if force == "push":
        return words if re.match(r"when\b", words, re.I) else f"When {lower} …"
    if force == "pull":
        bare = _WISH.sub("", words)
        return f"So I can {bare}" if bare != words else ""
    if force == "anxiety":
        bare = _WORRY.sub("", words)
        return words if words.endswith("?") else f"What if {bare}?" if bare != words else ""
    return words if re.match(r"(?:already|always|still)\b", words, re.I) else f"Already: {lower}"
