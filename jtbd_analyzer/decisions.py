"""The researcher's decisions: kept in a plain file, found again after any re-run, and settled into one word per field.

A decision is never deleted or changed. A later one names those it replaces; what no other replaces is open. Two open
decisions on one thing that differ are a conflict, whoever wrote first, so the order of lines says nothing.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.anchors import Places
from jtbd_analyzer.errors import InputError, came
from jtbd_analyzer.model import Conflict, Decision, Theme
from jtbd_analyzer.scheme import prefix_of
from jtbd_analyzer.text import digest, squeeze

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.study import Study

FILE: Final = "decisions.jsonl"
#: what makes a theme of the researcher's own out of quotes: "new: Nobody answers the phone"
NEW_THEME: Final = "new:"

#: what a decision is about: kind, target as it is called in this study, field
Key = tuple[str, str, str]


def make(kind: Any, target: str, field: str, old: str, new: str, *, who: str = "", when: str = "", replaces: Iterable[str] = (),
         source: str = "", anchor: Mapping[str, Any] | None = None) -> Decision:
    """Return a decision with its id: what was decided on what, in place of what; the same words by two people are one decision."""
    taken = tuple(sorted(replaces))
    made = digest(kind, target, field, new, *taken)[:12]
    return Decision(made, kind, target, field, old, new, who, when, taken, source, dict(anchor or {}))


def read(folder: Path) -> tuple[Decision, ...]:
    """Return the decisions kept in `folder` (OUT/study), none if there is no file; raises InputError that names the line at fault."""
    path = folder / FILE
    if not path.parent.is_dir():
        return ()
    found: dict[str, Decision] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: must be readable text; got {came(error)}. It holds the researcher's decisions: restore it before running again.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            made = Decision(**{**row, "replaces": tuple(row.get("replaces", ()))})
            if made.kind not in ("quote", "theme", "participant", "entry") or not all(isinstance(x, str) for x in (made.decision_id, made.target, made.new)):
                raise ValueError("no decision")
        except (ValueError, TypeError) as error:
            raise InputError(f"{path} line {number}: must be a decision as 'jtbd apply' writes it; got {line[:60]!r}. Correct or remove the line.") from error
        found.setdefault(made.decision_id, made)
    return tuple(found.values())


def as_lines(decisions: Iterable[Decision]) -> str:
    """Return `decisions` as JSON lines, the form of the file."""
    return "".join(json.dumps(asdict(d), ensure_ascii=False) + "\n" for d in decisions)


def made_theme_id(code: str, statement: str) -> str:
    """Return the id of a theme the researcher made: the same words for the same code are one theme."""
    return f"T-{prefix_of(code)}-R{digest(code, squeeze(statement).casefold())[:5].upper()}"


@dataclass(frozen=True)
class Settled:
    """The open decisions by what they are about in one study, and those that could not be settled."""

    open: Mapping[Key, tuple[Decision, ...]]
    conflicts: tuple[Conflict, ...]
    #: the machine's study in which they hold, with the themes held together that were decided on; see `held`
    base: Study
    #: a word about a theme merged away -> what it is about since; of these, those that have no place there
    moved: Mapping[Key, Key] = field(default_factory=dict)
    blocked: frozenset[Key] = frozenset()
    #: the id of a theme decided on -> its id in `base`, of those held together there
    homes: Mapping[str, str] = field(default_factory=dict)

    def word(self, kind: str, target: str, field: str) -> Decision | None:
        """Return the one decision that holds for a field, or None where there is none, a withdrawn one or a conflict."""
        found = self.open.get((kind, target, field), ())
        return found[0] if len({d.new for d in found}) == 1 and found[0].new else None

    @cached_property
    def words(self) -> dict[Key, Decision]:
        """The decisions that hold, by what they are about, in a fixed order."""
        return {k: d for k in sorted(self.open) if (d := self.word(*k))}

    @cached_property
    def shown(self) -> dict[Key, Decision]:
        """The decisions that hold, by what they are shown beside: the words on a theme merged away beside the one it went into."""
        stay = {k: d for k, d in self.words.items() if k not in self.moved or k in self.blocked}
        return stay | {self.moved[k]: d for k, d in self.words.items() if k in self.moved and k not in self.blocked}

    def there(self, key: Key) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
        """Return the open decisions shown at `key`, and all that a new one there takes the place of."""
        came = tuple(d for k, goal in self.moved.items() if goal == key for d in self.open[k])
        own = self.open.get(key, ())
        return own if key in self.words or key not in self.shown else tuple(d for d in came if d.new == self.shown[key].new), (*own, *came)


def settle(base: Study, decisions: Sequence[Decision]) -> Settled:
    """Return `decisions` settled for the study `base` as the machine made it."""
    replaced = {i for d in decisions for i in d.replaces}
    base, homes = held(base, [d for d in decisions if d.decision_id not in replaced])
    places = Places(base)
    found: dict[Key, list[Decision]] = defaultdict(list)
    conflicts = []
    for d in sorted(decisions, key=lambda d: d.decision_id):
        if d.decision_id in replaced:
            continue
        target, why = find(places, d, homes)
        if target:
            found[(d.kind, target, d.field)].append(d)
        elif d.new and not (d.field == "count" and d.new == "no") and not (d.field == "code" and d.new == "none"):
            conflicts.append(Conflict((d.decision_id,), d.target, f"{d.field} = {d.new!r} has nothing to act on: {why}"))
    for (_, target, name), own in sorted(found.items()):
        if len({d.new for d in own}) > 1:
            said = " and ".join(repr(x) for x in sorted({d.new or "undo" for d in own}))
            conflicts.append(Conflict(tuple(d.decision_id for d in own), target, f"{name} was decided more than once: {said}"))
    return Settled({k: tuple(v) for k, v in found.items()}, tuple(conflicts), base, homes=homes)


def held(base: Study, decisions: Sequence[Decision]) -> tuple[Study, dict[str, str]]:
    """Return `base` with each theme that a researcher decided on made of its own quotes again, and its id there by the id decided on.

    More interviews may group quotes anew, and a coder that learns may code them anew. Where no one theme holds most of a decided
    theme's quotes any more, those that still have its code leave the themes they are in now: what a researcher has judged is not
    taken apart by a machine, nor two judged themes put together (`_found`). A theme made of them by half or more, on which nobody
    decided, goes with them whole, so that new voices still join.

    A drop is on a group, not on what was said: it holds for the theme known again with whoever joined it and for the pieces made
    mostly of its quotes; quotes that have gone among others count there. A theme marked to be split, and nothing else, may fall
    apart. Of several anchors of one theme the latest counts, as of two themes that shared quotes. Counts are not made anew here.
    """
    wanted, dropped = _anchors(decisions)
    places, taken, made, homes = Places(base), dict[str, str](), dict[str, Theme](), dict[str, str]()
    known = _found(places, wanted, dropped)
    for theme_id, anchor in wanted.items():
        spans, found = anchor.get("quotes", ()), known[theme_id]
        own = [q for q in places.at(spans) if q.quote_id not in taken and q.code == anchor.get("code")]
        if theme_id in dropped:
            own = [q for q in own if q.theme_id and places.mostly(q.theme_id, spans)]
            taken |= {q.quote_id: found for q in own if found and q.theme_id != found and q.theme_id not in known.values()}
        if found or not any(q.counted for q in own):
            continue
        name = theme_id if theme_id not in {t.theme_id for t in base.theme_rows} else f"{theme_id}-R"
        taken |= {q.quote_id: name for q in own}
        homes[theme_id] = name
        head = Theme.head(name, own[0].code, own[0].kind, str(anchor.get("statement", "")))
        made[name] = replace(head, exemplar_id=own[0].quote_id)
    if not taken:
        return base, homes
    taken |= _joining(base, taken, {*known.values(), *(homes.get(i, known[i]) for i in dropped)})
    came: dict[str, list[str]] = defaultdict(list)
    for q in base.quote_rows:
        if q.quote_id in taken:
            came[taken[q.quote_id]].append(q.quote_id)
    rows = [replace(t, quote_ids=(*(i for i in t.quote_ids if i not in taken), *came[t.theme_id]),
                    counter_ids=tuple(i for i in t.counter_ids if i not in taken)) for t in base.theme_rows]
    quotes = tuple(replace(q, theme_id=taken[q.quote_id], theme_role=_role(q)) if q.quote_id in taken else q for q in base.quote_rows)
    formed = [replace(t, quote_ids=tuple(came[name])) for name, t in made.items()]
    return replace(base, theme_rows=(*rows, *formed), quote_rows=quotes), homes


def _role(q: Quote) -> str:
    return "core" if q.counted else "counter" if q.polarity == "denied" else "uncounted"


def _found(places: Places, wanted: Mapping[str, Mapping[str, Any]], dropped: Set[str]) -> dict[str, str]:
    """Return the theme that each decided one is now, "" for none, by the id decided on.

    Where the machine has put several of them together that shared few quotes or none, one is it: the one of that id, else the
    latest that was not dropped. The others are to be held apart from it.
    """
    spans = {i: {tuple(x) for x in anchor.get("quotes", ())} for i, anchor in wanted.items()}
    found = {i: places.theme(anchor, i)[0] for i, anchor in wanted.items()}
    keepers: dict[str, str] = {}
    for i in sorted(found, key=lambda i: (i != found[i], i in dropped)):  # of equals the latest, which is first in `wanted`
        keepers.setdefault(found[i], i)

    def apart(i: str) -> bool:
        shared = spans[i] & spans[keepers[found[i]]]
        return len(shared) * 2 < min(len(spans[i]), len(spans[keepers[found[i]]]))

    return {i: "" if found[i] and spans[i] and apart(i) else found[i] for i in wanted}


def _anchors(decisions: Sequence[Decision]) -> tuple[dict[str, Mapping[str, Any]], set[str]]:
    """Return the anchors of the themes that open decisions are about or lead into, by the id decided on, latest first, and which were dropped."""
    wanted: dict[str, Mapping[str, Any]] = {}
    dropped = set()
    for d in sorted(decisions, key=lambda d: (d.when, d.decision_id), reverse=True):
        if not d.new:
            continue
        if d.kind == "theme" and (d.field, d.new) != ("status", "split"):
            wanted.setdefault(d.target, d.anchor)
            dropped |= {d.target} if (d.field, d.new) == ("status", "drop") else set()
        if d.kind == "entry" and "theme" in d.anchor:
            wanted.setdefault(str(d.anchor.get("id", "")), d.anchor["theme"])
        if d.anchor.get("to", {}).get("quotes"):
            wanted.setdefault(d.new, d.anchor["to"])
    return wanted, dropped


def _joining(base: Study, taken: Mapping[str, str], closed: Set[str]) -> dict[str, str]:
    """Return the quotes that go along: those of themes whose counted quotes were `taken` by half or more, most of them into one theme.

    Nothing leaves a theme of `closed` and nothing joins one: those decided on themselves, and those dropped.
    """
    left: dict[str, list[Quote]] = defaultdict(list)
    for q in base.quote_rows:
        if q.theme_id and q.theme_id not in closed:
            left[q.theme_id].append(q)
    out: dict[str, str] = {}
    for own in left.values():
        into = Counter(taken[q.quote_id] for q in own if q.counted and q.quote_id in taken)
        name, most = min(into.items(), key=lambda x: (-x[1], x[0]), default=("", 0))
        if name and name not in closed and most * 2 >= sum(q.counted for q in own):
            out |= {q.quote_id: name for q in own if q.quote_id not in taken}
    return out


def find(places: Places, d: Decision, homes: Mapping[str, str]) -> tuple[str, str]:
    """Return the id of what `d` is about in a study, and "", or "" and why it is not there; `homes` are the themes held together, see `held`."""
    if d.kind == "quote":
        return places.quote(d.anchor), "no quote of this study has these words"
    if d.kind == "participant":
        return places.participant(d.anchor, d.target), "nobody of this study speaks in those transcripts"
    if d.kind == "entry":
        return _entry(places, d, homes)
    if d.anchor.get("made"):
        return d.target, ""
    return theme_of(places, d.anchor, d.target, homes)


def theme_of(places: Places, anchor: Mapping[str, Any], target: str, homes: Mapping[str, str]) -> tuple[str, str]:
    """Return the id of the theme that is the anchor's, and "", or "" and where its quotes are; one held together is it with whatever is left."""
    found, why = places.theme(anchor, target)
    return (found, why) if found or target not in homes else (homes[target], "")


def _entry(places: Places, d: Decision, homes: Mapping[str, str]) -> tuple[str, str]:
    """Return the row of a planning sheet that an entry stands in: about the same theme or quote, else under the same keys."""
    about, why = str(d.anchor.get("id", "")), ""
    if "theme" in d.anchor:
        found, why = theme_of(places, d.anchor["theme"], about, homes)
    elif "quote" in d.anchor:
        found, why = places.quote(d.anchor["quote"]), "no quote of this study has these words"
    else:
        return d.target, ""
    return ("|".join((d.target.partition("|")[0], found, *d.anchor.get("rest", ()))), "") if found else ("", why)


def alive(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the open decisions on quotes: each keeps its quote in the study, to be seen, even where the coder no longer codes it."""
    replaced = {i for d in decisions for i in d.replaces}
    return [d for d in decisions if d.kind == "quote" and d.decision_id not in replaced and d.new]


def made_theme_of(study: Study, theme_id: str) -> str:
    """Return the name by which the researcher made a theme, or "" for a theme of the machine's."""
    for d in study.decisions:
        to = d.anchor.get("to", {})
        if to.get("made") and made_theme_id(to["code"], to["statement"]) == theme_id:
            return str(to["statement"])
    return ""
