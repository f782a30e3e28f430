"""Which theme of an earlier run is which of this one: ids that survive interviews added, merges and splits.

A theme is recognised by its quotes. Quotes the earlier run did not have say nothing either way, so an interview added
does not make an old theme a new one; what counts is what became of the quotes both runs know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

#: share of the quotes known to both runs that two themes must have in common to be one theme, of those either holds
SAME: Final = 0.4
#: share of an earlier theme's quotes that must stand in a theme of another id for the two to be called merged or split
PART: Final = 0.34


@dataclass(frozen=True, slots=True)
class Known:
    """A theme of an earlier run, as far as recognising it goes."""

    theme_id: str
    code: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alias:
    """What became of an earlier id: `theme_id` now stands for (part of) what `earlier` stood for; `how` is merged, split or gone."""

    earlier: str
    theme_id: str
    how: str


def known(themes: Iterable[object]) -> tuple[Known, ...]:
    """Return the themes of a study as values to recognise them by; takes rows with `theme_id`, `code` and `quote_ids`."""
    return tuple(Known(t.theme_id, t.code, frozenset(t.quote_ids)) for t in themes)  # type: ignore[attr-defined]  # any row of these fields


def matched(earlier: Sequence[Known], code: str, groups: Sequence[Collection[str]]) -> dict[int, str]:
    """Return which of `groups` (quote ids) of `code` keeps which earlier id: {place in groups: id}; each id at most once.

    The pair with most in common comes first; ties go by id and place, so the answer is the same on every run.
    """
    old = sorted((k for k in earlier if k.code == code), key=lambda k: k.theme_id)
    everything = frozenset[str]().union(*(k.members for k in old)) if old else frozenset[str]()
    now = frozenset[str]().union(*map(frozenset, groups)) if groups else frozenset[str]()
    both = everything & now
    pairs = []
    for i, group in enumerate(groups):
        here = both & frozenset(group)
        for k in old:
            there = both & k.members
            common = len(here & there)
            if common and common / len(here | there) >= SAME:
                pairs.append((-common / len(here | there), -common, k.theme_id, i))
    kept: dict[int, str] = {}
    for _, _, theme_id, i in sorted(pairs):
        if i not in kept and theme_id not in kept.values():
            kept[i] = theme_id
    return kept


def aliases(earlier: Sequence[Known], now: Sequence[Known]) -> tuple[Alias, ...]:
    """Return what became of every earlier id that no theme bears any more, and which new ids were split off from one that lives on."""
    living = {k.theme_id: k for k in now}
    before = {k.theme_id for k in earlier}
    out = []
    for k in sorted(earlier, key=lambda x: x.theme_id):
        shares = {n.theme_id: len(k.members & n.members) / max(1, len(k.members)) for n in now if n.code == k.code and k.members & n.members}
        if k.theme_id not in living:
            heir = min(shares, key=lambda x: (-shares[x], x), default="")
            out.append(Alias(k.theme_id, heir, "merged") if heir and shares[heir] >= PART else Alias(k.theme_id, "", "gone"))
        out += [Alias(k.theme_id, x, "split") for x in sorted(shares) if x not in before and shares[x] >= PART]
    return tuple(out)


def resolved(theme_id: str, aliases: Mapping[str, str]) -> str:
    """Return the id that `theme_id` goes by now, through any number of merges; "" if it is gone, itself if nothing is known."""
    seen: set[str] = set()
    while theme_id in aliases and theme_id not in seen:
        seen.add(theme_id)
        theme_id = aliases[theme_id]
    return theme_id
