"""What was written beside a theme that a reviewer merged away or dropped: it goes with the theme, or is listed, never lost in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import entries
from jtbd_analyzer.model import Conflict

if TYPE_CHECKING:
    from jtbd_analyzer.decisions import Key, Settled

#: what a theme's own row holds that goes with it into another
_OWN: Final = ("label", "note")


def followed(settled: Settled, merged: Mapping[str, str], dropped: Collection[str]) -> tuple[Settled, list[Conflict]]:
    """Return `settled` with what was planned for themes beside those they were merged into, and what has no place.

    `merged` holds the themes merged away and the one each went into, `dropped` those dropped. A name or an entry goes
    where the other theme has none of its own; a note that finds another one there stays with the decision only.
    """
    goes: dict[Key, list[Key]] = defaultdict(list)
    conflicts = []
    for key, d in settled.words.items():
        theme = _about(key, bool(d.anchor.get("theme")))
        if theme in dropped and key[0] == entries.KIND:
            conflicts.append(Conflict((d.decision_id,), key[1], f"{d.field} = {d.new!r} has nothing to act on: its theme {theme} was dropped"))
        elif theme in merged:
            goes[_beside(key, merged[theme])].append(key)
    blocked = set()
    for goal, own in goes.items():
        words = {settled.words[k].new for k in own}
        there = settled.words.get(goal)
        if len(words) == 1 and there is None and not any(d.new for d in settled.open.get(goal, ())):
            continue
        blocked |= set(own)
        for key in own if goal[2] != "note" and not (there and words == {there.new}) else ():
            d, into = settled.words[key], merged[_about(key, entry=True)]
            held = f"which has {there.new!r}" if there else "as did others with words of their own"
            conflicts.append(Conflict((d.decision_id,), key[1], f"{d.field} = {d.new!r} has no place: its theme went into {into}, {held}. "
                                                                "Write what is to hold beside that one"))
    return replace(settled, moved={k: goal for goal, own in goes.items() for k in own}, blocked=frozenset(blocked)), conflicts


def _about(key: Key, entry: bool) -> str:
    """Return the theme that a word of a theme's row or of a planning sheet is about, "" if about none."""
    kind, target, name = key
    if kind == "theme":
        return target if name in _OWN else ""
    return target.split("|")[1] if kind == entries.KIND and entry else ""


def _beside(key: Key, theme: str) -> Key:
    kind, target, name = key
    if kind == "theme":
        return kind, theme, name
    table, _, *rest = target.split("|")
    return kind, "|".join((table, theme, *rest)), name
