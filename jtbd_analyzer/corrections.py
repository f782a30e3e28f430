"""The study as the researcher corrected it: what the machine found, with every settled decision carried out.

A pure function of the machine's study and the decisions, so that applying twice, in another order, or after a re-run with
more interviews gives the same. The machine's grouping stays as it was; members move, and all counts are made anew from the
corrected quotes by the code that made them first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import anchors, followers, recoded, themes
from jtbd_analyzer import decisions as kept
from jtbd_analyzer.decisions import NEW_THEME, Settled, made_theme_id
from jtbd_analyzer.drafts import Draft
from jtbd_analyzer.exemplars import exemplars, spread
from jtbd_analyzer.keywords import keywords
from jtbd_analyzer.model import Decision, Quote, Theme
from jtbd_analyzer.scheme import CODES, NONE, kind_of
from jtbd_analyzer.text import readable

if TYPE_CHECKING:
    from jtbd_analyzer.study import Participant, Study

_WORD: Final = re.compile(r"[\w'’]+")
_STATEMENT_CHARS: Final = 90


def applied(study: Study, decisions: Sequence[Decision]) -> Study:
    """Return `study` as the machine made it with `decisions` carried out; those that could not be are in its `conflicts`."""
    base = study.suggested or study
    if not decisions:
        return base
    draft = _drafted(base, decisions)
    settled, by_quote = draft.settled, draft.of("quote")
    for target, said in draft.of("theme").items():
        _name(draft, target, said)
    touched = settled.base is not base or draft.merged or draft.left or any(set(said) - {"note", "reviewed"} for said in by_quote.values())
    rows = _themes(draft, bool(touched))
    quotes = _placed(draft, rows)
    people = tuple(_person(p, draft.of("participant").get(p.participant_id, {})) for p in base.participant_rows)
    counts = dict(base.manifest.get("counts", {})) | {"counted": sum(q.counted for q in quotes), "themes": len(rows)}
    review = {"decisions": len(decisions), "in_force": len(settled.words), "conflicts": len(draft.conflicts)}
    return replace(base, quote_rows=quotes, theme_rows=rows, participant_rows=people, decisions=tuple(decisions), suggested=base,
                   conflicts=tuple(sorted(draft.conflicts, key=lambda c: (c.place, c.decision_ids))),
                   manifest={**base.manifest, "counts": counts, "review": review})


def settled(study: Study) -> Settled:
    """Return the decisions of `study` settled, with what was written beside themes since merged away where it is shown now."""
    base = study.suggested or study
    return _drafted(base, study.decisions).settled if study.decisions else kept.settle(base, ())


def _drafted(base: Study, decisions: Sequence[Decision]) -> Draft:
    """Return the study in the making: quotes corrected, moved, themes merged and dropped; nothing named or counted anew."""
    found = kept.settle(base, decisions)
    names = frozenset(d.new for d in decisions if d.kind == "theme" and d.field == "label")
    draft = Draft(found.base, found, dict(found.base.quotes_by_id), {}, {}, list(found.conflicts), names=names)
    for t in found.base.theme_rows:
        draft.members[t.theme_id] = list(dict.fromkeys((*t.quote_ids, *t.counter_ids)))
        draft.heads[t.theme_id] = t
    by_quote, by_theme = draft.of("quote"), draft.of("theme")
    for target, said in by_quote.items():
        draft.quotes[target] = recoded.corrected(draft, draft.quotes[target], said)
    _move(draft, by_quote)
    _merge(draft, by_theme)
    _drop(draft, by_theme)
    dropped = {t.theme_id for t in found.base.theme_rows} - set(draft.heads) - set(draft.merged)
    draft.settled, homeless = followers.followed(found, draft.merged, dropped)
    draft.conflicts.extend(homeless)
    return draft


def _move(draft: Draft, by_quote: Mapping[str, Mapping[str, Decision]]) -> None:
    """Take quotes out of themes they no longer fit and put those moved where they were moved to."""
    places = anchors.Places(draft.base)
    for target in sorted(by_quote):
        q, move, home = draft.quotes[target], by_quote[target].get("theme"), draft.base.quotes_by_id[target].theme_id
        goal = _goal(draft, places, q.quote_id, move) if move else ""
        if q.code != draft.base.quotes_by_id[target].code:
            draft.left[target] = "no theme: not evidence" if q.code == NONE else "no theme yet: recoded by the reviewer"
        if move and move.new == NONE:
            goal, draft.left[target] = "", "taken out of its theme by the reviewer"
        elif goal and draft.heads[goal].code != q.code:
            draft.refuse(target, f"{goal} holds {draft.heads[goal].code} quotes and this one is {q.code}", move)  # type: ignore[arg-type]
            goal = ""
        if (goal or target in draft.left) and target in draft.members.get(home, ()):
            draft.members[home].remove(target)
        if goal:
            draft.left.pop(target, None)
            draft.members[goal].append(target)


def _goal(draft: Draft, places: anchors.Places, place: str, d: Decision) -> str:
    """Return the theme that a decision names as goal, made if it is the researcher's own; "" (and a conflict) if it is gone."""
    to = d.anchor.get("to", {})
    if d.new == NONE:
        return ""
    if d.new in draft.heads and not to.get("quotes"):
        return d.new  # a theme of the researcher's own
    if not d.new.startswith(NEW_THEME):
        found, why = kept.theme_of(places, to, d.new, draft.settled.homes)
        if not found:
            draft.refuse(place, f"{d.field} = {d.new!r} has nothing to act on: {why}", d)
        return found
    code, statement = str(to.get("code", "")), d.new.removeprefix(NEW_THEME).strip()
    made = made_theme_id(code, statement)
    if made not in draft.heads:
        draft.heads[made] = replace(Theme.head(made, code, kind_of(code), statement), status="edited")
        draft.members[made] = []
    return made


def _merge(draft: Draft, by_theme: Mapping[str, Mapping[str, Decision]]) -> None:
    """Pour the members of each theme that is merged into the theme it is merged into at last."""
    places, to = anchors.Places(draft.base), dict[str, tuple[str, Decision]]()
    for target, said in sorted(by_theme.items()):
        d = said.get("merge_into")
        if d is None or target not in draft.heads:
            continue
        goal = _goal(draft, places, target, d)
        status = said.get("status")
        if goal and status and status.new in ("keep", "drop"):
            draft.refuse(target, f"it was decided to {status.new} it, and to merge it into {goal}", status, d)
        elif goal and draft.heads[goal].code != draft.heads[target].code:
            draft.refuse(target, f"{goal} holds {draft.heads[goal].code} quotes and {target} {draft.heads[target].code} quotes", d)
        elif goal and goal != target and (end := by_theme.get(goal, {}).get("status")) and end.new == "drop":
            draft.refuse(target, f"{goal}, into which it was merged, was dropped", d, end)
        elif goal and goal != target:  # else the machine has put the two together itself
            to[target] = (goal, d)
    for target in sorted(to):
        path = [target]
        while path[-1] in to and to[path[-1]][0] not in path:
            path.append(to[path[-1]][0])
        if path[-1] in to:
            draft.refuse(target, f"merging goes in a circle: {' → '.join(path)} → {to[path[-1]][0]}", to[target][1])
        else:
            draft.merged[target] = path[-1]
    for target, goal in sorted(draft.merged.items(), key=lambda x: (to[x[0]][1].when, x[0])):
        draft.members[goal] = [*draft.members[goal], *draft.members.pop(target)]
        first, d = to[target]
        draft.heads[goal] = replace(draft.heads[goal], status="edited", statement=_seen(draft, d.anchor.get("to", {}), goal) if first == goal else
                                    draft.heads[goal].statement)
        del draft.heads[target]


def _seen(draft: Draft, anchor: Mapping[str, Any], theme_id: str) -> str:
    """Return the name a theme had when a researcher decided on it, which holds though the machine finds another; not a name withdrawn since."""
    name = str(anchor.get("statement", ""))
    return name if name and name not in draft.names else draft.heads[theme_id].statement


def _drop(draft: Draft, by_theme: Mapping[str, Mapping[str, Decision]]) -> None:
    for target, said in sorted(by_theme.items()):
        status = said.get("status")
        if status is None or status.new != "drop" or target not in draft.heads or any(status.decision_id in c.decision_ids for c in draft.conflicts):
            continue
        moved = [(i, d) for i in draft.members[target] if (d := draft.settled.word("quote", i, "theme")) and d.new != NONE]
        if moved:
            draft.refuse(target, f"it was dropped, and quotes were moved into it ({', '.join(i for i, _ in moved)})", status, *(d for _, d in moved))
            continue
        draft.left |= dict.fromkeys(draft.members.pop(target), "its theme was dropped by the reviewer")
        del draft.heads[target]


def _name(draft: Draft, target: str, said: Mapping[str, Decision]) -> None:
    """Give a theme the researcher's statement and status."""
    head = draft.heads.get(target)
    if head is None:
        if target not in draft.merged and not any(d.new == "drop" for d in said.values()):
            draft.refuse(target, "the theme is no longer there", *said.values())
        return
    if label := said.get("label"):
        head = replace(head, statement=label.new, status="edited" if label.new != head.statement or head.status == "edited" else "reviewed")
    elif seen := next((d for name in ("status", "reviewed") if (d := said.get(name)) and d.new in ("keep", "yes")), None):
        head = replace(head, statement=_seen(draft, seen.anchor, target), status="reviewed" if head.status == "provisional" else head.status)
    draft.heads[target] = head


def _themes(draft: Draft, touched: bool) -> tuple[Theme, ...]:
    """Return the themes counted anew, in the order of the machine's; one without a counted quote is no theme."""
    if not touched:
        return tuple(draft.heads[t.theme_id] for t in draft.base.theme_rows)
    people = [p.participant_id for p in draft.base.participant_rows]
    reached = themes.reached(draft.quotes.values())
    own = {i: [draft.quotes[k] for k in dict.fromkeys(ids) if k in draft.quotes] for i, ids in draft.members.items()}
    before = {t.theme_id: {*t.quote_ids, *t.counter_ids} for t in draft.base.theme_rows}
    rows = []
    for key, quotes in own.items():
        counted = [q for q in quotes if q.counted]
        head = draft.heads[key]
        if not counted:
            lost = [d for name in ("label", "status", "merge_into") if (d := draft.settled.word("theme", key, name))]
            if lost:
                draft.refuse(key, "no counted quote is left in it", *lost)
            draft.left |= {q.quote_id: "no counted quote is left in its theme" for q in quotes}
            continue
        if {q.quote_id for q in quotes} != before.get(key):
            others = [q for k, x in own.items() if k != key and draft.heads[k].code == head.code for q in [y for y in x if y.counted][:5]]
            head = replace(head, keywords=keywords(counted, others), statement=_supported(head, counted, draft))
        rows.append(themes.rebuilt(head, counted, [q for q in quotes if not q.counted], people, reached))
    order = {c: i for i, c in enumerate(CODES)}
    rows.sort(key=lambda t: (order.get(t.code, len(order)), t.code if t.code not in order else "", -t.n, -len(t.quote_ids), t.theme_id))
    return spread(rows, draft.quotes)


def _supported(head: Theme, counted: Sequence[Quote], draft: Draft) -> str:
    """Return the theme's statement; a suggested one whose quote has left gives way to words of the best quote that stayed."""
    def said(quotes: Iterable[Quote]) -> bool:
        own = set(_WORD.findall(head.statement.casefold()))
        return any(own <= set(_WORD.findall(q.verbatim.casefold())) for q in quotes)

    gone = [draft.base.quotes_by_id[i] for i in (*head.quote_ids, *head.counter_ids) if i in draft.base.quotes_by_id]
    if head.status != "provisional" or said(counted) or not said(gone):
        return head.statement
    words = readable(exemplars(counted)[0].verbatim)
    return words if len(words) <= _STATEMENT_CHARS else words[:_STATEMENT_CHARS].rsplit(" ", 1)[0].rstrip(",;:–-") + " …"


def _placed(draft: Draft, rows: Sequence[Theme]) -> tuple[Quote, ...]:
    """Return all quotes in their order, each with the theme and the role it has now."""
    homes = {i: t.theme_id for t in rows for i in (*t.quote_ids, *t.counter_ids)}
    out = []
    for before in draft.base.quote_rows:
        q = draft.quotes[before.quote_id]
        home = homes.get(q.quote_id, "")
        same = home == before.theme_id and q.counted == before.counted
        role = draft.left.get(q.quote_id, before.theme_role) if not home else before.theme_role if same else \
            "core" if q.counted else "counter" if q.polarity == "denied" else "uncounted"
        out.append(replace(q, theme_id=home, theme_role=role))
    return tuple(out)


def _person(p: Participant, said: Mapping[str, Decision]) -> Participant:
    values = {k: d.new for k, d in said.items() if k not in ("display_name", "one_line_story", "note")}
    return replace(p, display_name=said["display_name"].new if "display_name" in said else p.display_name, attributes={**p.attributes, **values})
