"""Coded quotes to themes: grouped within code and polarity, counted in people, with exemplars and counter-evidence."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import vectors as v
from jtbd_analyzer.model import Clause, Quote, Theme
from jtbd_analyzer.scheme import CODES, EXCERPT, prefix_of
from jtbd_analyzer.text import digest, readable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.stages import Clusterer, Namer, Vectors

#: kinds that form themes; markers are steps and names of parts, shown in their own tables
GROUPED: Final = ("struggle_trigger", "value_theme", "decision_factor")
#: how like a theme's centre an uncounted or denied quote must be to be shown with it, cosine
_BESIDE: Final = 0.35
_EXEMPLAR_WORDS: Final = (8, 45)
_WORD: Final = re.compile(r"[a-z][a-z'’-]{2,}")
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Grouping:
    """What grouping made: the themes, and the quotes with theme and role filled in."""

    themes: tuple[Theme, ...]
    quotes: tuple[Quote, ...]


def group(quotes: Sequence[Quote], embed: Callable[[Sequence[str]], Vectors], cluster: Clusterer, name: Namer,
          clauses: Mapping[str, Sequence[Clause]], people: Sequence[str], reached: Mapping[str, frozenset[str]]) -> Grouping:
    """Return themes over all `quotes` and the quotes with their theme.

    `clauses` are the clauses of each quote by id; `people` all participants of the study (the N); `reached` the phases
    each participant's interview told of (who was eligible). Only counted quotes form groups; denied and uncounted ones are
    shown beside the theme they are nearest to.
    """
    ordered = sorted(quotes, key=lambda q: q.quote_id)
    rows = v.unit(embed([readable(q.verbatim) for q in ordered])) if ordered else np.zeros((0, 1))
    place = {q.quote_id: i for i, q in enumerate(ordered)}
    families: dict[str, list[Quote]] = defaultdict(list)
    for q in ordered:
        if q.kind in GROUPED or q.kind == EXCERPT:
            families[q.code].append(q)
    themes: list[Theme] = []
    roles: dict[str, tuple[str, str]] = {}
    by_rank = {c: i for i, c in enumerate((*CODES, *sorted(set(families) - set(CODES))))}
    for code in sorted(families, key=by_rank.__getitem__):
        made, given = _family(code, families[code], rows, place, embed, cluster, name, clauses, people, reached)
        themes += made
        roles |= given
    themes.sort(key=lambda t: (by_rank[t.code], -t.n, -len(t.quote_ids), t.theme_id))
    placed = tuple(replace(q, theme_id=roles[q.quote_id][0], theme_role=roles[q.quote_id][1]) if q.quote_id in roles else q for q in quotes)
    return Grouping(tuple(themes), placed)


def _family(code: str, family: Sequence[Quote], rows: NDArray[np.float64], place: Mapping[str, int], embed: Callable[[Sequence[str]], Vectors],
            cluster: Clusterer, name: Namer, clauses: Mapping[str, Sequence[Clause]], people: Sequence[str],
            reached: Mapping[str, frozenset[str]]) -> tuple[list[Theme], dict[str, tuple[str, str]]]:
    counted = [q for q in family if q.counted]
    beside = [q for q in family if not q.counted]
    labels, fit = cluster(rows[[place[q.quote_id] for q in counted]]) if counted else (np.zeros(0, dtype=np.int64), np.zeros(0))
    groups: dict[int, list[int]] = defaultdict(list)
    for i, label in enumerate(labels):
        if label >= 0:
            groups[int(label)].append(i)
    roles = {q.quote_id: ("", "left out: like no other quote of its code") for i, q in enumerate(counted) if labels[i] < 0}
    members: list[list[Quote]] = []
    for k in sorted(groups):
        central = v.most_central(rows, [place[counted[i].quote_id] for i in groups[k]])
        by_place = {place[counted[i].quote_id]: counted[i] for i in groups[k]}
        members.append([by_place[p] for p in central])
    middles = v.unit(np.stack([rows[[place[q.quote_id] for q in m]].mean(axis=0) for m in members])) if members else None
    extra: dict[int, list[Quote]] = defaultdict(list)
    for q in beside:
        if middles is None:
            continue
        sims = middles @ rows[place[q.quote_id]]
        k = int(sims.argmax())
        if sims[k] >= _BESIDE:
            extra[k].append(q)
    ids = _ids(code, members)
    themes: list[Theme] = []
    for k, m in enumerate(members):
        others = [*(readable(q.verbatim) for j, x in enumerate(members) if j != k for q in x[:5]), *(t.statement for t in themes)]
        statement = name(m, clauses, others, embed)
        words = keywords(m, [q for j, x in enumerate(members) if j != k for q in x])
        cohesion = float(np.mean([fit[i] for i in groups[sorted(groups)[k]]]))
        themes.append(_theme(ids[k], code, statement, words, m, extra[k], people, reached, cohesion))
        roles |= {q.quote_id: (ids[k], "core") for q in m}
        roles |= {q.quote_id: (ids[k], "counter" if q.polarity == "denied" else "uncounted") for q in extra[k]}
    return themes, roles


def _ids(code: str, members: Sequence[Sequence[Quote]]) -> list[str]:
    """Return an id for each group from its most central quote, so that a re-run gives the same; a clash takes the next quote."""
    out: list[str] = []
    for m in members:
        for q in m:
            number = int(digest(code, q.quote_id)[:12], 16)
            tag = "".join(_ALPHABET[number // len(_ALPHABET) ** i % len(_ALPHABET)] for i in range(4))
            made = f"T-{prefix_of(code)}-{tag}"
            if made not in out:
                out.append(made)
                break
    return out


def _theme(theme_id: str, code: str, statement: str, words: str, members: Sequence[Quote], extra: Sequence[Quote],
           people: Sequence[str], reached: Mapping[str, frozenset[str]], cohesion: float) -> Theme:
    voices = sorted({q.participant_id for q in members})
    phases = Counter(q.phase for q in members if q.phase)
    steps = Counter(q.step for q in members if q.step)
    phase = _most(phases)
    eligible = [p for p in people if not phase or phase in reached.get(p, frozenset()) or p in voices]
    first, second = exemplars(members)
    per_person = [[q for q in members if q.participant_id == p] for p in voices]
    counter = [q.quote_id for q in extra if q.polarity == "denied"]
    return Theme(
        theme_id, code, members[0].kind, statement, words, len(voices), len(people), len(eligible), prevalence(len(voices), len(people)),
        tuple(voices), tuple(q.quote_id for q in [*members, *(x for x in extra if x.polarity != "denied")]), tuple(counter),
        first.quote_id, second.quote_id if second else "", _most(steps), phase,
        float(np.mean([np.mean([q.valence for q in own]) for own in per_person])),
        float(np.mean([np.mean([q.intensity for q in own]) for own in per_person])),
        _most(Counter(q.force for q in members if q.force)), _levels(members),
        len({q.participant_id for q in members if q.elicitation == "spontaneous"}), cohesion,
        confidence(members, voices, cohesion, len(counter)),
    )


def _most(counts: Counter[str]) -> str:
    """Return the most frequent key, ties by name."""
    return min(counts, key=lambda k: (-counts[k], k)) if counts else ""


def _levels(members: Sequence[Quote]) -> str:
    counts = Counter(level for q in members for level in q.job_level.split())
    return ", ".join(f"{k} {counts[k]}" for k in ("functional", "emotional", "social") if counts[k])


def prevalence(n: int, total: int) -> str:
    """Return general (all or all but one), typical (more than half), variant (two up to half) or single, after consensual qualitative research."""
    if n <= 1:
        return "single"
    if n >= total - 1 and total > 2:
        return "general"
    return "typical" if n > total / 2 else "variant"


def exemplars(members: Sequence[Quote]) -> tuple[Quote, Quote | None]:
    """Return the quote that says it best and a second from another person: grade A, unprompted, complete, most central first."""
    def worth(pair: tuple[int, Quote]) -> tuple[bool, bool, int, bool, int]:
        rank, q = pair
        n = len(readable(q.verbatim).split())
        fits = _EXEMPLAR_WORDS[0] <= n <= _EXEMPLAR_WORDS[1]
        return (not fits, q.grade != "A", rank // max(1, len(members) // 3), q.elicitation != "spontaneous", rank)

    ranked = [q for _, q in sorted(enumerate(members), key=worth)]
    second = next((q for q in ranked if q.participant_id != ranked[0].participant_id), None)
    return ranked[0], second


def confidence(members: Sequence[Quote], voices: Sequence[str], cohesion: float, denied: int) -> str:
    """Return high, medium or low with the reason in words."""
    n, strong = len(voices), sum(q.grade == "A" for q in members)
    prompted = sum(q.elicitation == "prompted" for q in members)
    sure = float(np.mean([q.score for q in members]))
    top = max(Counter(q.participant_id for q in members).values())
    doubts = []
    if n == 1:
        doubts.append("one person only")
    elif top > 0.6 * len(members) and len(members) > 3:
        doubts.append(f"{top} of {len(members)} quotes are one person's")
    if strong * 2 < len(members):
        doubts.append(f"{len(members) - strong} of {len(members)} quotes are in general terms")
    if prompted * 2 > len(members):
        doubts.append(f"{prompted} of {len(members)} answers were prompted")
    if sure < 0.6:
        doubts.append("the coder was often unsure")
    if cohesion < 0.5:
        doubts.append("the quotes differ in wording")
    if denied:
        doubts.append(f"denied in {denied} quote" + ("s" if denied > 1 else ""))
    level = "high" if n >= 4 and len(doubts) <= 1 else "low" if n == 1 or len(doubts) >= 4 else "medium"
    return f"{level}: {n} {'people' if n != 1 else 'person'}" + (", but " + ", ".join(doubts) if doubts else "")


def reached(quotes: Iterable[Quote]) -> dict[str, frozenset[str]]:
    """Return for each participant the phases their interview told of."""
    told: dict[str, set[str]] = defaultdict(set)
    for q in quotes:
        if q.phase:
            told[q.participant_id].add(q.phase)
    return {k: frozenset(x) for k, x in told.items()}


def rebuilt(theme: Theme, members: Sequence[Quote], extra: Sequence[Quote], people: Sequence[str],
            reached: Mapping[str, frozenset[str]]) -> Theme:
    """Return `theme` with all that is counted or chosen made anew from its counted `members` (at least one) and those beside them."""
    made = _theme(theme.theme_id, theme.code, theme.statement, theme.keywords, members, extra, people, reached, theme.cohesion)
    return replace(made, status=theme.status)
