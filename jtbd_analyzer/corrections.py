"""The study as the researcher corrected it: what the machine found, with every settled decision carried out.

A pure function of the machine's study and the decisions, so that applying twice, in another order, or after a re-run with
more interviews gives the same. The machine's grouping stays as it was; members move, and all counts are made anew from the
corrected quotes by the code that made them first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import anchors, evidence, journey, overlays, themes
from jtbd_analyzer import decisions as kept
from jtbd_analyzer.decisions import NEW_THEME, Settled, made_theme_id
from jtbd_analyzer.exemplars import exemplars, spread
from jtbd_analyzer.keywords import keywords
from jtbd_analyzer.model import Conflict, Decision, Quote, Theme
from jtbd_analyzer.scheme import CODES, NONE, kind_of
from jtbd_analyzer.text import readable

if TYPE_CHECKING:
    from jtbd_analyzer.study import Participant, Study

_WORD: Final = re.compile(r"[\w'’]+")
_STATEMENT_CHARS: Final = 90


@dataclass
class _Draft:
    """The corrected study in the making: quotes, members by theme, the themes' heads, and what could not be done."""

    base: Study
    settled: Settled
    quotes: dict[str, Quote]
    members: dict[str, list[str]]
    heads: dict[str, Theme]
    conflicts: list[Conflict]
    #: theme merged away -> theme it went into
    merged: dict[str, str] = field(default_factory=dict)
    #: quote -> why it has no theme
    left: dict[str, str] = field(default_factory=dict)

    def refuse(self, place: str, reason: str, *why: Decision) -> None:
        """List decisions that could not be carried out."""
        self.conflicts.append(Conflict(tuple(sorted(d.decision_id for d in why)), place, reason))

    def of(self, kind: str) -> dict[str, dict[str, Decision]]:
        """Return the settled decisions of one kind: target -> field -> decision."""
        found: dict[str, dict[str, Decision]] = defaultdict(dict)
        for (k, target, name), d in self.settled.words.items():
            if k == kind:
                found[target][name] = d
        return dict(found)


def applied(study: Study, decisions: Sequence[Decision]) -> Study:
    """Return `study` as the machine made it with `decisions` carried out; those that could not be are in its `conflicts`."""
    base = study.suggested or study
    if not decisions:
        return base
    settled = kept.settle(base, decisions)
    draft = _Draft(settled.base, settled, dict(settled.base.quotes_by_id), {}, {}, list(settled.conflicts))
    for t in settled.base.theme_rows:
        draft.members[t.theme_id] = list(dict.fromkeys((*t.quote_ids, *t.counter_ids)))
        draft.heads[t.theme_id] = t
    by_quote, by_theme = draft.of("quote"), draft.of("theme")
    for target, said in by_quote.items():
        draft.quotes[target] = _corrected(draft, draft.quotes[target], said)
    _move(draft, by_quote)
    _merge(draft, by_theme)
    _drop(draft, by_theme)
    for target, said in by_theme.items():
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


#: what the machine's valence says of how the words read, as probabilities of negative, neutral and positive
_READ: Final = {-1: (0.7, 0.2, 0.1), 0: (0.2, 0.6, 0.2), 1: (0.1, 0.2, 0.7)}


def _felt(code: str, q: Quote) -> int:
    """Return the feeling of a quote whose code was corrected: what the new code usually feels like, weighed against the words."""
    sign = (q.valence > 0) - (q.valence < 0)
    return overlays.valence(overlays.feeling({code: 1.0}, _READ[sign]), q.intensity)


def _corrected(draft: _Draft, q: Quote, said: Mapping[str, Decision]) -> Quote:
    """Return a quote with the decisions on its code, place, count and status; its theme is seen to later."""
    move = said.get("theme")
    implied = move.anchor.get("to", {}).get("code", "") if move and move.new != NONE else ""
    code = said["code"].new if "code" in said else implied or q.code
    new, phase3 = q, journey.framework("clg3").phase_of(q.step)
    if "step" in said:
        new, phase3 = _stepped(draft, q, said["step"])
    if code != q.code or new.step != q.step:
        text = readable(q.verbatim)
        new = replace(evidence.regraded(new, code, phase3), kind=kind_of(code), force=overlays.force(code, text, phase3),
                      markers=overlays.markers(code, text), valence=_felt(code, q) if code in CODES else 0)
        if code == q.code:
            new = replace(new, grade=q.grade, grade_reason=q.grade_reason, counted=q.counted, valence=q.valence)
    elif {"code", "reviewed"} & set(said) and q.grade_reason.endswith(evidence.UNSURE):
        new = replace(new, counted=True, grade_reason=q.grade_reason.removesuffix(f"; {evidence.UNSURE}"))
    if "count" in said:
        yes = said["count"].new == "yes"
        if yes and code == NONE:
            draft.refuse(q.quote_id, "it was decided to count, and to be no evidence", said["count"], said["code"])
        else:
            new = replace(new, counted=yes, grade_reason=f"{new.grade_reason}; {'counted' if yes else 'rejected'} by the reviewer")
    moved = move is not None and move.new != q.theme_id
    edited = moved or any(getattr(new, k) != getattr(q, k) for k in ("code", "step", "phase", "counted"))
    looked = set(said) - {"note"}
    return replace(new, status="edited" if edited else "reviewed" if looked else q.status)


def _stepped(draft: _Draft, q: Quote, d: Decision) -> tuple[Quote, str]:
    """Return a quote at the step (or in the phase that all steps named share) decided, and its phase in the base framework."""
    steps, frame = d.new.split(), draft.base.framework
    step = q.step if q.step in steps else steps[0] if len(steps) == 1 else ""
    phases = {frame.phase_of(s) for s in ([step] if step else steps)}
    base = {journey.framework("clg3").phase_of(s) for s in ([step] if step else steps)}
    if len(phases) > 1:
        draft.refuse(q.quote_id, f"steps {d.new} lie in several phases of {frame.name}: choose one step", d)
        return q, journey.framework("clg3").phase_of(q.step)
    return replace(q, step=step, phase=phases.pop(), phase_score=1.0, phase_rule="set by the reviewer"), base.pop() if len(base) == 1 else ""


def _move(draft: _Draft, by_quote: Mapping[str, Mapping[str, Decision]]) -> None:
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


def _goal(draft: _Draft, places: anchors.Places, place: str, d: Decision) -> str:
    """Return the theme that a decision names as goal, made if it is the researcher's own; "" (and a conflict) if it is gone."""
    to = d.anchor.get("to", {})
    if d.new == NONE:
        return ""
    if d.new in draft.heads and not to.get("quotes"):
        return d.new  # a theme of the researcher's own
    if not d.new.startswith(NEW_THEME):
        found, why = places.theme(to, d.new)
        if not found:
            draft.refuse(place, f"{d.field} = {d.new!r} has nothing to act on: {why}", d)
        return found
    code, statement = str(to.get("code", "")), d.new.removeprefix(NEW_THEME).strip()
    made = made_theme_id(code, statement)
    if made not in draft.heads:
        draft.heads[made] = replace(Theme.head(made, code, kind_of(code), statement), status="edited")
        draft.members[made] = []
    return made


def _merge(draft: _Draft, by_theme: Mapping[str, Mapping[str, Decision]]) -> None:
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
    for target, goal in sorted(draft.merged.items()):
        draft.members[goal] = [*draft.members[goal], *draft.members.pop(target)]
        draft.heads[goal] = replace(draft.heads[goal], status="edited")
        del draft.heads[target]


def _drop(draft: _Draft, by_theme: Mapping[str, Mapping[str, Decision]]) -> None:
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


def _name(draft: _Draft, target: str, said: Mapping[str, Decision]) -> None:
    """Give a theme the researcher's statement and status."""
    head = draft.heads.get(target)
    if head is None:
        if target not in draft.merged and not any(d.new == "drop" for d in said.values()):
            draft.refuse(target, "the theme is no longer there", *said.values())
        return
    if label := said.get("label"):
        head = replace(head, statement=label.new, status="edited" if label.new != head.statement or head.status == "edited" else "reviewed")
    elif ("reviewed" in said or ("status" in said and said["status"].new == "keep")) and head.status == "provisional":
        head = replace(head, status="reviewed")
    draft.heads[target] = head


def _themes(draft: _Draft, touched: bool) -> tuple[Theme, ...]:
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


def _supported(head: Theme, counted: Sequence[Quote], draft: _Draft) -> str:
    """Return the theme's statement; a suggested one whose quote has left gives way to words of the best quote that stayed."""
    def said(quotes: Iterable[Quote]) -> bool:
        own = set(_WORD.findall(head.statement.casefold()))
        return any(own <= set(_WORD.findall(q.verbatim.casefold())) for q in quotes)

    gone = [draft.base.quotes_by_id[i] for i in (*head.quote_ids, *head.counter_ids) if i in draft.base.quotes_by_id]
    if head.status != "provisional" or said(counted) or not said(gone):
        return head.statement
    words = readable(exemplars(counted)[0].verbatim)
    return words if len(words) <= _STATEMENT_CHARS else words[:_STATEMENT_CHARS].rsplit(" ", 1)[0].rstrip(",;:–-") + " …"


def _placed(draft: _Draft, rows: Sequence[Theme]) -> tuple[Quote, ...]:
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
