"""Coded quotes to themes: grouped within code and polarity, counted in people, with exemplars and counter-evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import likeness, lineage, stability
from jtbd_analyzer import vectors as v
from jtbd_analyzer.exemplars import exemplars, spread
from jtbd_analyzer.families import Around, Family, Sorting
from jtbd_analyzer.keywords import content, keywords, people_named, telling
from jtbd_analyzer.model import Clause, Quote, Theme
from jtbd_analyzer.naming import Naming
from jtbd_analyzer.scheme import CODES, EXCERPT, prefix_of
from jtbd_analyzer.text import digest, readable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jtbd_analyzer.stages import Clusterer, Namer, Vectors
    from jtbd_analyzer.study import Study

#: kinds that form themes; markers are steps and names of parts, shown in their own tables
GROUPED: Final = ("struggle_trigger", "value_theme", "decision_factor")
#: roles of quotes outside themes, each with its reason; a single voice says what no theme of its code is about
SINGLE: Final = "single voice: like no theme of its code"
SHORT: Final = "left out: too few words to say what it is about"
UNLIKE: Final = "left out: not counted, and like no theme of its code"
MARKER: Final = "left out: a marker, shown in tables of its own"
#: content words from which a quote that joins no other stands for itself
_ALONE: Final = 3
#: how like a theme's centre an uncounted or denied quote must be to be shown with it, cosine
_BESIDE: Final = 0.35
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Grouping:
    """What grouping made: the themes, and the quotes with theme and role filled in."""

    themes: tuple[Theme, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What of the study themes are seen against.

    `people` are all participants (the N; none where speakers are not known), `reached` the phases each one's interview told
    of (who was eligible), `earlier` the themes of an earlier run, whose ids go on, and `seed` that of the resamples. `known` is
    what is told of some quotes before their likeness is asked, `around` what stands around them.
    """

    people: Sequence[str] = ()
    reached: Mapping[str, frozenset[str]] = field(default_factory=dict)
    earlier: Sequence[lineage.Known] = ()
    seed: int = 7
    known: Sorting = field(default_factory=Sorting)
    around: Around = field(default_factory=Around)
    names: frozenset[str] = frozenset()


def group(quotes: Sequence[Quote], embed: Callable[[Sequence[str]], Vectors], cluster: Clusterer, name: Namer,
          clauses: Mapping[str, Sequence[Clause]], setting: Setting) -> Grouping:
    """Return themes over all `quotes` and the quotes with their theme and role: every one in a theme, a single voice, or left out and why.

    `clauses` are the clauses of each quote by id. Only counted quotes form groups; denied and uncounted ones are shown
    beside the theme they are nearest to.
    """
    ordered = sorted(quotes, key=lambda q: q.quote_id)
    families: dict[str, list[Quote]] = defaultdict(list)
    for q in ordered:
        if q.kind in GROUPED or q.kind == EXCERPT:
            families[q.code].append(q)
    grouped = [q for own in families.values() for q in own]
    meant = likeness.meanings([q.verbatim for q in grouped], embed, clauses=[clauses.get(q.quote_id, ()) for q in grouped])
    rows = dict(zip((q.quote_id for q in grouped), meant, strict=True))
    named = people_named(q.verbatim for q in grouped)
    naming = Naming(name, clauses, named | setting.names, embed, setting.known)
    themes: list[Theme] = []
    roles: dict[str, tuple[str, str]] = {}
    by_rank = {c: i for i, c in enumerate((*CODES, *sorted(set(families) - set(CODES))))}
    for code in sorted(families, key=by_rank.__getitem__):
        made, given = _Code(code, families[code], rows, named, setting).grouped(cluster, naming)
        themes += made
        roles |= given
    themes.sort(key=lambda t: (by_rank[t.code], -t.n, -len(t.quote_ids), t.theme_id))
    placed = [roles.get(q.quote_id, ("", MARKER)) for q in quotes]
    themes_shown = spread(themes, {q.quote_id: q for q in quotes})
    return Grouping(themes_shown, tuple(replace(q, theme_id=t, theme_role=r) for q, (t, r) in zip(quotes, placed, strict=True)))


@dataclass(frozen=True)
class _Code:
    """All quotes of one code, with the vector of each by id, and the names of people said in the study."""

    code: str
    quotes: Sequence[Quote]
    rows: Mapping[str, NDArray[np.float64]]
    named: frozenset[str]
    setting: Setting

    def grouped(self, cluster: Clusterer, naming: Naming) -> tuple[list[Theme], dict[str, tuple[str, str]]]:
        """Return the themes of the family and theme and role of each quote by id.

        Quotes of interviews are grouped around what somebody said; excerpts, which others have chosen and which bring no code of
        this scheme, by topic.
        """
        counted = [q for q in self.quotes if q.counted]
        offered = naming.offered(counted) if self.code in CODES and hasattr(cluster, "around") else None
        told = [telling(readable(q.verbatim), self.named) for q in counted]
        beside, heard = self._around(counted)
        family = Family(counted, self._matrix(counted), told, offered.offers if offered else None, self.setting.known, beside, heard)
        labels, rescued, around = family.grouped(cluster)
        held = family.survival(labels, cluster, self.setting.seed)
        members = [self._central([q for q, x in zip(counted, labels, strict=True) if x == k]) for k in range(len(held))]
        joined = {q.quote_id for q, r in zip(counted, rescued, strict=True) if r}
        extra = self._beside(members)
        ids = self._ids(members)
        roles = {q.quote_id: ("", UNLIKE if not q.counted else SINGLE if self._stands(q) else SHORT) for q in self.quotes}
        themes: list[Theme] = []
        for k, m in enumerate(members):
            rest = [q for j, x in enumerate(members) if j != k for q in x]
            others = [*(readable(q.verbatim) for j, x in enumerate(members) if j != k for q in x[:5]), *(t.statement for t in themes)]
            clause = offered.clauses[around[k]] if offered and around[k] >= 0 else None
            source = counted[int(offered.offers.source[around[k]])].quote_id if offered and clause else ""
            head = Theme.head(ids[k], self.code, m[0].kind, naming.name(m, others, clause, source))
            head = replace(head, keywords=keywords(m, rest), cohesion=self._cohesion(m), returned=held[k][0], draws=held[k][1])
            themes.append(rebuilt(head, m, extra[k], self.setting.people, self.setting.reached))
            roles |= {q.quote_id: (ids[k], "rescued" if q.quote_id in joined else "core") for q in m}
            roles |= {q.quote_id: (ids[k], "counter" if q.polarity == "denied" else "uncounted") for q in extra[k]}
        return themes, roles

    def _around(self, quotes: Sequence[Quote]) -> tuple[NDArray[np.float64] | None, list[frozenset[str]]]:
        """Return the vectors of what stands around some quotes and the telling words there; None and [] where that is not known of all."""
        known = self.setting.around
        if not quotes or not all(q.quote_id in known.vectors for q in quotes):
            return None, []
        rows = np.stack([np.asarray(known.vectors[q.quote_id], dtype=np.float64) for q in quotes])
        return rows, [telling(known.words[q.quote_id], self.named) for q in quotes]

    def _stands(self, quote: Quote) -> bool:
        """Tell whether a quote says by itself what it is about."""
        text = readable(quote.verbatim)
        return len(content(text)) >= _ALONE and bool(telling(text, self.named))

    def _matrix(self, quotes: Sequence[Quote]) -> NDArray[np.float64]:
        return np.stack([self.rows[q.quote_id] for q in quotes]) if quotes else np.zeros((0, 1))

    def _central(self, quotes: Sequence[Quote]) -> list[Quote]:
        return [quotes[i] for i in v.most_central(self._matrix(quotes), range(len(quotes)))]

    def _cohesion(self, quotes: Sequence[Quote]) -> float:
        rows = self._matrix(quotes)
        return float(np.clip(np.mean(rows @ v.unit(rows.mean(axis=0))), 0.0, 1.0))

    def _beside(self, members: Sequence[Sequence[Quote]]) -> list[list[Quote]]:
        """Return for each group the quotes that do not count and are nearest to it."""
        extra: list[list[Quote]] = [[] for _ in members]
        middles = v.unit(np.stack([self._matrix(m).mean(axis=0) for m in members])) if members else np.zeros((0, 1))
        for q in self.quotes:
            if members and not q.counted:
                sims = middles @ self.rows[q.quote_id]
                if sims.max() >= _BESIDE:
                    extra[int(sims.argmax())].append(q)
        return extra

    def _ids(self, members: Sequence[Sequence[Quote]]) -> list[str]:
        """Return an id for each group: that of the earlier theme it is, else a new one from its most central quote that no theme bears or bore."""
        kept = lineage.matched(self.setting.earlier, self.code, [[q.quote_id for q in m] for m in members])
        taken = {k.theme_id for k in self.setting.earlier}
        out: list[str] = []
        for k, m in enumerate(members):
            names = (f"T-{prefix_of(self.code)}-{_tag(self.code, q.quote_id, x)}" for x in ("", "again", "once more") for q in m)
            made = kept.get(k) or next(x for x in names if x not in taken)
            taken.add(made)
            out.append(made)
        return out


def _tag(*parts: str) -> str:
    number = int(digest(*(p for p in parts if p))[:12], 16)
    return "".join(_ALPHABET[number // len(_ALPHABET) ** i % len(_ALPHABET)] for i in range(4))


def rebuilt(theme: Theme, members: Sequence[Quote], extra: Sequence[Quote], people: Sequence[str],
            reached: Mapping[str, frozenset[str]]) -> Theme:
    """Return `theme` with all that is counted or chosen made anew from its counted `members` (at least one) and those beside them.

    Members whose speaker is not known count as quotes and not as people; then n and N are 0.
    """
    voices = sorted({q.participant_id for q in members} - {""})
    phase = _most(Counter(q.phase for q in members if q.phase))
    eligible = [p for p in people if not phase or phase in reached.get(p, frozenset()) or p in voices]
    first, second = exemplars(members, statement=theme.statement)
    own = [[q for q in members if q.participant_id == p] for p in voices] or [[q] for q in members]
    counter = [q.quote_id for q in extra if q.polarity == "denied"]
    return replace(
        theme, code=theme.code, kind=members[0].kind, n=len(voices), n_total=len(people), n_eligible=len(eligible),
        prevalence=prevalence(len(voices), len(people)), participants=tuple(voices), counter_ids=tuple(counter),
        quote_ids=tuple(q.quote_id for q in [*members, *(x for x in extra if x.polarity != "denied")]),
        exemplar_id=first.quote_id, second_id=second.quote_id if second else "", step_main=_most(Counter(q.step for q in members if q.step)),
        phase_main=phase, valence=float(np.mean([np.mean([q.valence for q in x]) for x in own])),
        intensity=float(np.mean([np.mean([q.intensity for q in x]) for x in own])), force=_most(Counter(q.force for q in members if q.force)),
        job_levels=_levels(members), spontaneous_n=len({q.participant_id for q in members if q.elicitation == "spontaneous"} - {""}),
        confidence=confidence(members, voices, theme.cohesion, len(counter), stability.unstable(theme)),
    )


def _most(counts: Counter[str]) -> str:
    """Return the most frequent key, ties by name."""
    return min(counts, key=lambda k: (-counts[k], k)) if counts else ""


def _levels(members: Sequence[Quote]) -> str:
    counts = Counter(level for q in members for level in q.job_level.split())
    return ", ".join(f"{k} {counts[k]}" for k in ("functional", "emotional", "social") if counts[k])


def prevalence(n: int, total: int) -> str:
    """Return general (all or all but one), typical (more than half), variant (two up to half) or single, after consensual qualitative research.

    "" where speakers are not known.
    """
    if not total:
        return ""
    if n <= 1:
        return "single"
    if n >= total - 1 and total > 2:
        return "general"
    return "typical" if n > total / 2 else "variant"


#: mean score below which the codes of a theme's quotes are doubtful, and so is the theme, whatever else speaks for it
_SURE: Final = 0.6


def confidence(members: Sequence[Quote], voices: Sequence[str], cohesion: float, denied: int, unstable: bool = False) -> str:
    """Return high, medium or low with the reason in words; `voices` are the people, none where speakers are not known."""
    n, strong = len(voices), sum(q.grade == "A" for q in members)
    prompted = sum(q.elicitation == "prompted" for q in members)
    sure = float(np.mean([q.score for q in members]))
    top = max(Counter(q.participant_id for q in members).values())
    doubts = []
    if n == 0:
        doubts.append("who says it is not known")
    elif n == 1:
        doubts.append("one person only")
    elif top > 0.6 * len(members) and len(members) > 3:
        doubts.append(f"{top} of {len(members)} quotes are one person's")
    if strong * 2 < len(members):
        doubts.append(f"{len(members) - strong} of {len(members)} quotes are in general terms")
    if prompted * 2 > len(members):
        doubts.append(f"{prompted} of {len(members)} answers were prompted")
    if sure < _SURE:
        doubts.append("the coder was often unsure")
    if cohesion < 0.5:
        doubts.append("the quotes differ in wording")
    if unstable:
        doubts.append("its quotes often group otherwise when some are left out")
    if denied:
        doubts.append(f"denied in {denied} quote" + ("s" if denied > 1 else ""))
    level = "high" if n >= 4 and len(doubts) <= 1 and sure >= _SURE else "low" if n <= 1 or len(doubts) >= 4 else "medium"
    who = f"{n} {'people' if n != 1 else 'person'}" if n else f"{len(members)} excerpts"
    return f"{level}: {who}" + (", but " + ", ".join(doubts) if doubts else "")


def heard(study: Study) -> list[tuple[str, frozenset[str]]]:
    """Return kind and people of everything that was heard: each theme, and each single voice, which is a theme of one person not yet heard twice.

    What says how much is still to be heard must not begin by dropping what was heard once.
    """
    found = [(t.kind, frozenset(t.participants)) for t in study.theme_rows if t.n]
    return found + [(q.kind, frozenset({q.participant_id})) for q in study.quote_rows if q.counted and q.theme_role == SINGLE and q.participant_id]


def reached(quotes: Iterable[Quote]) -> dict[str, frozenset[str]]:
    """Return for each participant the phases their interview told of."""
    told: dict[str, set[str]] = defaultdict(set)
    for q in quotes:
        if q.phase:
            told[q.participant_id].add(q.phase)
    return {k: frozenset(x) for k, x in told.items()}
