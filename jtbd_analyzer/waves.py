"""Two studies side by side: which themes are new, gone, voiced by more or by fewer people, and how sure that can be.

Themes are matched within one code: by what they mean (cosine of the means of their quotes and statements) and, where both
studies hold the same transcripts, by the quotes they share. Counts are of people, beside the N of each wave.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from math import comb
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from jtbd_analyzer import vectors as v
from jtbd_analyzer.anchors import place_of
from jtbd_analyzer.frames import n_of, titled
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.text import digest, readable, squeeze

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.stages import Vectors
    from jtbd_analyzer.study import Study

#: cosine from which two themes may be one. Halves of one theme, heard from different people of the sample study, reach it in
#: three of four cases, two different themes of one code in one of twelve; from `_CLOSE` on in almost none
_ALIKE: Final = 0.5
_CLOSE: Final = 0.6
#: share of the smaller theme's quotes that two themes must have in common to be one, where the transcripts are the same
_SHARED: Final = 0.5
#: how often chance alone may give a difference that is still called one that chance hardly gives (Fisher's exact test, two-sided)
_CHANCE: Final = 0.1
CHANGES: Final = ("new", "grown", "shrunk", "gone", "part of another", "about the same")


@dataclass(frozen=True, slots=True)
class Change:
    """One theme over two waves, or of one of them: people of N in each, how it was matched, and what to be careful with.

    `n_a`, `n_b` are people (0 where the wave has no such theme), `likeness` the cosine of the two (0 without a match), `near` quotes
    of the other wave that say something like a theme it does not have.
    """

    change: str
    code: str
    kind: str
    theme_a: str
    statement_a: str
    n_a: int
    total_a: int
    theme_b: str
    statement_b: str
    n_b: int
    total_b: int
    people_a: str
    people_b: str
    likeness: float
    matched_by: str
    caution: str
    quote_a: str
    quote_a_id: str
    quote_b: str
    quote_b_id: str
    near: str


def compare(a: Study, b: Study, embed: Callable[[Sequence[str]], Vectors]) -> tuple[Change, ...]:
    """Return every theme of the earlier wave `a` and the later wave `b`: new first, then grown, shrunk, gone, part of another, about the same.

    Where both hold the same transcripts, a theme without a match whose quotes are in one of the other wave is part of that one, and
    that one is compared with all its parts: themes merged or split are no change in what people say.
    """
    mean_a, mean_b = _means(a, embed), _means(b, embed)
    pairs = _pairs(a, b, mean_a, mean_b)
    of_a, of_b = {x: y for x, y, _, _ in pairs}, {y: x for x, y, _, _ in pairs}
    themes_a, themes_b = ({t.theme_id: t for t in s.theme_rows} for s in (a, b))
    in_b = _parts(a, b, [t for t in a.theme_rows if t.theme_id not in of_a])
    in_a = _parts(b, a, [t for t in b.theme_rows if t.theme_id not in of_b])
    rows = [_paired(a, b, (themes_a[x], themes_b[y]), round(sim, 2), how, ([themes_a[i] for i, whole in in_b.items() if whole == y],
                                                                            [themes_b[i] for i, whole in in_a.items() if whole == x]))
            for x, y, sim, how in pairs]
    rows += [_part(_change(a, b, t, None, 0.0, ""), themes_b[in_b[t.theme_id]]) if t.theme_id in in_b else
             _change(a, b, t, None, 0.0, "", _near(b, mean_a[t.theme_id], t.code, embed)) for t in a.theme_rows if t.theme_id not in of_a]
    rows += [_part(_change(a, b, None, t, 0.0, ""), themes_a[in_a[t.theme_id]]) if t.theme_id in in_a else
             _change(a, b, None, t, 0.0, "", _near(a, mean_b[t.theme_id], t.code, embed)) for t in b.theme_rows if t.theme_id not in of_b]
    place = {c: i for i, c in enumerate(CODES)}
    return tuple(sorted(rows, key=lambda r: (CHANGES.index(r.change), place.get(r.code, len(place)), r.code, -max(r.n_a, r.n_b), r.theme_a, r.theme_b)))


def frame(changes: Sequence[Change]) -> pd.DataFrame:
    """Return `changes` as a table; counts also as "n of N"."""
    import pandas as pd

    names = ["change", "code", "kind", "statement_a", "n_of_N_a", "statement_b", "n_of_N_b"]
    rest = [f for f in Change.__dataclass_fields__ if f not in names]
    rows = [asdict(c) | {"n_of_N_a": n_of(c.n_a, c.total_a), "n_of_N_b": n_of(c.n_b, c.total_b)} for c in changes]
    return pd.DataFrame(rows, columns=[*names, *rest])


def cautions(a: Study, b: Study) -> list[str]:
    """Return what must stand above any comparison of these two studies."""
    out = [f"Wave A: {a.name}, {a.n_total} people. Wave B: {b.name}, {b.n_total} people. Counts are of people who voiced a theme, not of mentions."]
    if min(a.n_total, b.n_total) < 20:
        out.append("With so few people a difference of one or two is chance. A theme is called grown or shrunk only if one person more and one fewer would "
                   "not undo it; a theme nobody voiced in one wave may still be there.")
    if both := shared(a, b):
        out.append(f"{both} of the transcripts ({len(a.transcript_rows)} in A, {len(b.transcript_rows)} in B) are in both waves: the two are not "
                   "independent, and what is the same in both says nothing of a change.")
    if {d.decision_id for d in a.decisions} != {d.decision_id for d in b.decisions}:
        out.append(f"Researchers decided {len(a.decisions)} things on A and {len(b.decisions)} on B, not the same: part of the difference is theirs.")
    if (a.manifest.get("fingerprints") or {}) != (b.manifest.get("fingerprints") or {}):
        out.append("The two were made with different models or settings: part of the difference may be theirs.")
    return out


def shared(a: Study, b: Study) -> int:
    """Return how many transcripts of `a` are in `b` too: the same file, or the same words in another form."""
    def marks(study: Study) -> dict[str, set[str]]:
        return {t.transcript_id: {t.sha256, digest(*(squeeze(t.text(x)).casefold() for x in t.turns)) if t.turns else t.sha256} for t in study.transcript_rows}

    there = set().union(*marks(b).values())
    return sum(bool(own & there) for own in marks(a).values())


def _means(study: Study, embed: Callable[[Sequence[str]], Vectors]) -> dict[str, NDArray[np.float64]]:
    """Return the unit mean of each theme's counted quotes and its statement."""
    out = {}
    for t in study.theme_rows:
        said = [q for i in t.quote_ids if (q := study.quotes_by_id.get(i)) and q.counted]
        rows = v.unit(embed([t.statement, *(readable(q.verbatim) for q in said)]))
        out[t.theme_id] = v.unit(rows.mean(axis=0))
    return out


def _keys(study: Study, theme: Theme) -> set[tuple[str, str, int]]:
    """Return the members of a theme by content of the transcript, words and place, the same in any run over the same files."""
    files = {t.transcript_id: t.sha256 for t in study.transcript_rows}
    own = [study.quotes_by_id[i] for i in theme.quote_ids if i in study.quotes_by_id]
    return {(files[q.transcript_id], squeeze(q.verbatim), place_of(q)[1]) for q in own if q.transcript_id in files}


def _pairs(a: Study, b: Study, mean_a: dict[str, Any], mean_b: dict[str, Any]) -> list[tuple[str, str, float, str]]:
    """Return pairs of themes, each theme in one at most: those that share quotes first, then the most alike first."""
    keys_a, keys_b = ({t.theme_id: _keys(s, t) for t in s.theme_rows} for s in (a, b))
    found = []
    for x in a.theme_rows:
        for y in (t for t in b.theme_rows if t.code == x.code):
            sim = float(mean_a[x.theme_id] @ mean_b[y.theme_id])
            least = min(len(keys_a[x.theme_id]), len(keys_b[y.theme_id]))
            shared = len(keys_a[x.theme_id] & keys_b[y.theme_id]) / least if least else 0.0
            if shared >= _SHARED or sim >= _ALIKE:
                found.append((-round(shared if shared >= _SHARED else 0.0, 6), -round(sim, 6), x.theme_id, y.theme_id))
    taken: set[tuple[str, str]] = set()
    out = []
    for shared, sim, key_a, key_b in sorted(found):
        if ("a", key_a) not in taken and ("b", key_b) not in taken:
            taken |= {("a", key_a), ("b", key_b)}
            how = "the same quotes" if shared else "meaning: close" if -sim >= _CLOSE else "meaning: likely, read both"
            out.append((key_a, key_b, -sim, how))
    return out


def _parts(one: Study, other: Study, alone: Sequence[Theme]) -> dict[str, str]:
    """Return which of the themes `alone` of one study have at least half of their quotes in one theme of the other, and in which."""
    wholes = [(t.theme_id, t.code, _keys(other, t)) for t in other.theme_rows]
    found = {}
    for t in alone:
        own = _keys(one, t)
        best = max(((len(own & keys), i) for i, code, keys in wholes if code == t.code), default=(0, ""))
        if own and best[0] >= _SHARED * len(own):
            found[t.theme_id] = best[1]
    return found


def _part(row: Change, whole: Theme) -> Change:
    """Return the row of a theme that is part of `whole` in the other wave."""
    return replace(row, change="part of another", caution=f"its quotes are in the other wave's “{titled(whole)}” ({whole.theme_id}, {whole.n} people)")


def _paired(a: Study, b: Study, pair: tuple[Theme, Theme], likeness: float, how: str, parts: tuple[Sequence[Theme], Sequence[Theme]]) -> Change:
    """Return the row of two themes matched; where one holds others of the other wave, all of these are compared."""
    row = _change(a, b, *pair, likeness, how)
    if not any(parts):
        return row
    n_a, n_b = (len({p for t in (own, *more) for p in t.participants}) for own, more in zip(pair, parts, strict=True))
    change = direction(n_a, a.n_total, n_b, b.n_total)
    others = ", ".join(f"{t.theme_id} of {wave}" for wave, more in zip("AB", parts, strict=True) for t in more)
    points = caution(change, (n_a, a.n_total), (n_b, b.n_total), "")
    return replace(row, change=change, caution="; ".join(filter(None, (f"compared together with {others}: {n_a} people in A, {n_b} in B", points))))


def _change(a: Study, b: Study, x: Theme | None, y: Theme | None, likeness: float, how: str, near: str = "") -> Change:
    n_a, n_b = x.n if x else 0, y.n if y else 0
    change = "new" if x is None else "gone" if y is None else direction(n_a, a.n_total, n_b, b.n_total)
    known = y or x
    assert known is not None
    first_a, first_b = (s.quotes_by_id.get(t.exemplar_id) if t else None for s, t in ((a, x), (b, y)))
    return Change(
        change, known.code, known.kind, x.theme_id if x else "", titled(x) if x else "", n_a, a.n_total, y.theme_id if y else "",
        titled(y) if y else "", n_b, b.n_total, ", ".join(x.participants) if x else "", ", ".join(y.participants) if y else "", likeness, how,
        caution(change, (n_a, a.n_total), (n_b, b.n_total), near), first_a.verbatim if first_a else "", first_a.quote_id if first_a else "",
        first_b.verbatim if first_b else "", first_b.quote_id if first_b else "", near,
    )


def direction(n_a: int, total_a: int, n_b: int, total_b: int) -> str:
    """Return grown or shrunk where one person more in one wave and one fewer in the other would not undo it, else about the same."""
    if (n_b - 1) * total_a > (n_a + 1) * total_b:
        return "grown"
    if (n_a - 1) * total_b > (n_b + 1) * total_a:
        return "shrunk"
    return "about the same"


def by_chance(n_a: int, total_a: int, n_b: int, total_b: int) -> float:
    """Return how often chance alone gives a difference as rare as this or rarer, 0..1 (Fisher's exact test, two-sided)."""
    said, total = n_a + n_b, total_a + total_b
    ways = {k: comb(total_a, k) * comb(total_b, said - k) for k in range(max(0, said - total_b), min(said, total_a) + 1)}
    return sum(w for w in ways.values() if w <= ways[n_a]) / comb(total, said) if total else 1.0


def caution(change: str, a: tuple[int, int], b: tuple[int, int], near: str) -> str:
    """Return what to be careful with in one row, each point in words; `a` and `b` are people and N of a wave."""
    points = []
    if change != "about the same" and by_chance(*a, *b) >= _CHANCE:
        points.append("chance alone could give this difference")
    if max(a[0], b[0]) == 1:
        points.append("one person")
    if near:
        points.append("the other wave has quotes near it, see near")
    return "; ".join(points)


def _near(study: Study, mean: NDArray[np.float64], code: str, embed: Callable[[Sequence[str]], Vectors], most: int = 3) -> str:
    """Return the quotes of `study` that come nearest to a theme it does not have, one per person, with ids; "" for none."""
    own = [q for q in study.quote_rows if q.code == code and q.counted]
    if not own:
        return ""
    sims = v.unit(embed([readable(q.verbatim) for q in own])) @ mean
    best: dict[str, tuple[float, Quote]] = {}
    for sim, q in zip(sims, own, strict=True):
        if sim >= _ALIKE and sim > best.get(q.participant_id, (0.0, q))[0]:
            best[q.participant_id] = (float(sim), q)
    ranked = sorted(best.values(), key=lambda x: (-round(x[0], 6), x[1].quote_id))[:most]
    return "; ".join(f"“{readable(q.verbatim)}” ({q.participant_id}, {q.quote_id})" for _, q in ranked)
