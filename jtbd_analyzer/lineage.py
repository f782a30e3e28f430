"""Which theme of an earlier run is which of this one: ids that survive interviews added, merges and splits.

A theme is recognised by its quotes. Quotes the earlier run did not have say nothing either way, so an interview added
does not make an old theme a new one; what counts is what became of the quotes both runs know. What an id that no theme
bears any more stands for now is kept in `aliases.json` beside the study.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from jtbd_analyzer.model import Theme

FILE: Final = "aliases.json"
#: share of the quotes known to both runs that two themes must have in common to be one theme, of those either holds
SAME: Final = 0.4
#: share of an earlier theme's quotes that must stand in a theme of another id for the two to be called merged or split
PART: Final = 0.34


@dataclass(frozen=True, slots=True)
class Known:
    """A theme of an earlier run, as far as recognising it goes: its id, its code and the ids of its quotes."""

    theme_id: str
    code: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alias:
    """What became of an earlier id: `theme_id` holds all (merged) or a part (split) of what it stood for; "" where it is gone."""

    earlier: str
    theme_id: str
    how: Literal["merged", "split", "gone"]


@dataclass(frozen=True, slots=True)
class Past:
    """What an earlier run into the same folder left: its themes, and what had become of ids before it."""

    themes: tuple[Known, ...] = ()
    aliases: tuple[Alias, ...] = ()


def known(themes: Iterable[Theme]) -> tuple[Known, ...]:
    """Return `themes` as values to recognise them by."""
    return tuple(Known(t.theme_id, t.code, frozenset(t.quote_ids)) for t in themes)


def read(out: Path | None) -> Past:
    """Return what a run into `out` left; nothing where there was none or its files cannot be read: ids are then made anew."""
    if out is None:
        return Past()
    try:
        rows = json.loads((out / "study" / "study.json").read_text(encoding="utf-8"))["themes"]
        themes = tuple(Known(str(r["theme_id"]), str(r["code"]), frozenset(map(str, r["quote_ids"]))) for r in rows)
        return Past(themes, aliases_in(out / "study"))
    except (OSError, ValueError, KeyError, TypeError):
        return Past()


def aliases_in(folder: Path) -> tuple[Alias, ...]:
    """Return the aliases kept in `folder` (OUT/study), none where there is no such file or it holds none."""
    try:
        return tuple(Alias(str(r["earlier"]), str(r["theme_id"]), r["how"]) for r in json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def as_json(aliases: Iterable[Alias]) -> str:
    """Return `aliases` as the content of their file."""
    return json.dumps([asdict(a) for a in aliases], indent=1) + "\n"


def matched(earlier: Sequence[Known], code: str, groups: Sequence[Collection[str]]) -> dict[int, str]:
    """Return which of `groups` (quote ids) of `code` keeps which earlier id: {place in groups: id}; each id at most once.

    The pair with most in common comes first; ties go by id and place, so the answer is the same on every run.
    """
    old = sorted((k for k in earlier if k.code == code), key=lambda k: k.theme_id)
    both = frozenset(i for k in old for i in k.members) & frozenset(i for g in groups for i in g)
    pairs = []
    for place, group in enumerate(groups):
        here = both & frozenset(group)
        for k in old:
            common, either = len(here & k.members), len(here | (both & k.members))
            if common and common >= SAME * either:
                pairs.append((-common / either, -common, k.theme_id, place))
    kept: dict[int, str] = {}
    for _, _, theme_id, place in sorted(pairs):
        if place not in kept and theme_id not in kept.values():
            kept[place] = theme_id
    return kept


def aliases(past: Past, themes: Iterable[Theme]) -> tuple[Alias, ...]:
    """Return what became of every earlier id that `themes` bear no more, and which new ids were split off from one that lives on.

    Aliases of `past` go on for as long as no theme bears the id again.
    """
    now = known(themes)
    living, before = {k.theme_id for k in now}, {k.theme_id for k in past.themes}
    out = {(a.earlier, a.theme_id): a for a in past.aliases if (a.earlier not in living if a.how != "split" else a.theme_id in living)}
    for k in past.themes:
        shares = {n.theme_id: len(k.members & n.members) / max(1, len(k.members)) for n in now if n.code == k.code and k.members & n.members}
        if k.theme_id not in living:
            heir = min(shares, key=lambda x: (-shares[x], x), default="")
            found = heir if heir and shares[heir] >= PART else ""
            out[k.theme_id, found] = Alias(k.theme_id, found, "merged" if found else "gone")
        for x in (x for x in shares if x not in before and shares[x] >= PART and k.theme_id in living):
            out[k.theme_id, x] = Alias(k.theme_id, x, "split")
    return tuple(out[key] for key in sorted(out))


def resolved(theme_id: str, aliases: Iterable[Alias]) -> str:
    """Return the id that `theme_id` goes by now, through any number of merges; itself where nothing is known of it."""
    merged = {a.earlier: a.theme_id for a in aliases if a.how == "merged"}
    seen: set[str] = set()
    while theme_id in merged and theme_id not in seen:
        seen.add(theme_id)
        theme_id = merged[theme_id]
    return theme_id
