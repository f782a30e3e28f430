"""The value map: what people value, where in the journey, and with which product part; its links and where each stands in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import chart_data as data
from jtbd_analyzer import journey
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.picture import Link, wrapped

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

LINK_TYPES: Final = ("evidenced", "co-mentioned", "proposed")
#: what the table value_map calls a link by a good word and one by a complaint
SERVES: Final = "serves it"
TROUBLE: Final = "is in its way"


def links(study: Study, top: int = 10) -> list[data.Row]:
    """Return links value theme -> step -> feature, from the table value_map where there is one, else from what was said together.

    One row per theme, step, feature and sense: `link_type` evidenced (one quote names both), co-mentioned (the same answer) or
    proposed; `n` the people behind it. Shown are the `top` themes of most people and those a part serves. `gap` marks a theme
    without feature, and a feature that nobody speaks well of, just as the table does.
    """
    table = data.table(study, "value_map")
    served = {r["theme_id"] for r in table if r["sense"] == SERVES}
    ranked = sorted((t for t in study.theme_rows if t.kind == "value_theme" and t.n), key=lambda t: (-t.n, -t.intensity, t.theme_id))
    themes = [t for i, t in enumerate(ranked) if i < top or t.theme_id in served]
    alone = {r["theme_id"] for r in table if r["gap"]} if table else {t.theme_id for t in themes if not _said_together(study, t)}
    alone = alone if study.features else set()
    made = [r | {"gap": t.theme_id in alone} for t in themes for r in _steps(study, t)]
    made += _links_of_table(study, table, {t.theme_id for t in themes}) if table else [r for t in themes for r in _said_together(study, t)]
    named = {r["feature"] for r in made}
    for feature in study.features:
        ids = [q.quote_id for q in study.quote_rows if feature in features_of(q)]
        if feature not in named:
            n = len(data.voices(study, ids))
            made.append({"theme_id": "", "statement": "", "step": "", "feature": feature, "link_type": "", "sense": "", "n": n,
                         "n_of_N": n_of(n, study.n_total), "quote_ids": ids, "gap": not table})
    return made


def features_of(q: Quote) -> list[str]:
    """Return the product parts a quote names."""
    return [f.strip() for f in q.features.split(";") if f.strip()]


def _links_of_table(study: Study, table: Sequence[data.Row], shown: set[str]) -> list[data.Row]:
    """Return the rows of the table that name a part, those outside the themes shown without a theme."""
    out = []
    for r in table:
        feature, inside = str(r["feature"]), r["theme_id"] in shown
        if not feature or (not inside and r["link_type"] == "proposed"):
            continue
        ids, n = data.split_ids(study, r["quote_ids"]), int(r["n_link"])
        out.append({"theme_id": r["theme_id"] if inside else "", "statement": str(r["statement"]), "step": str(r["step"]) if inside else "",
                    "feature": feature, "link_type": str(r["link_type"]), "sense": str(r["sense"]), "n": n, "n_of_N": n_of(n, study.n_total),
                    "quote_ids": ids, "gap": bool(r["gap"])})
    return out


def _members(study: Study, theme: Theme) -> list[Quote]:
    return [q for i in theme.quote_ids if (q := study.quotes_by_id.get(i)) and q.counted]


def _row(study: Study, theme: Theme, step: str, feature: str, kind: str, quotes: Sequence[Quote]) -> data.Row:
    ids = [q.quote_id for q in quotes]
    n = len(data.voices(study, ids))
    return {"theme_id": theme.theme_id, "statement": theme.statement, "step": step, "feature": feature, "link_type": kind, "sense": "", "n": n,
            "n_of_N": n_of(n, study.n_total), "quote_ids": ids}


def _steps(study: Study, theme: Theme) -> list[data.Row]:
    """Return one row, without a feature, per step at which people voice the theme."""
    own = _members(study, theme)
    return [_row(study, theme, step, "", "", [q for q in own if q.step == step]) for step in sorted({q.step for q in own})]


def _said_together(study: Study, theme: Theme) -> list[data.Row]:
    """Return one row per step and feature that the theme's quotes, or the answers they stand in, name."""
    answers: dict[tuple[str, int], set[str]] = {}
    for q in study.quote_rows:
        answers.setdefault((q.transcript_id, q.turn), set()).update(features_of(q))
    own, out = _members(study, theme), []
    for step in sorted({q.step for q in own}):
        here = [q for q in own if q.step == step]
        for feature in sorted(set().union(*(answers[q.transcript_id, q.turn] for q in here))):
            both = [q for q in here if feature in features_of(q)]
            near = [q for q in here if feature in answers[q.transcript_id, q.turn]]
            out.append(_row(study, theme, step, feature, LINK_TYPES[0] if both else LINK_TYPES[1], both or near))
    return out


def layout(rows: Sequence[data.Row], link: Link | None) -> tuple[list[data.Row], list[data.Row]]:
    """Return nodes and lines of the value map in points: themes left, steps in the middle, features right."""
    where = (0, 440, 715)
    order = {s.id: i for i, s in enumerate(journey.steps())}
    themes = list(dict.fromkeys(r["theme_id"] for r in rows if r["theme_id"]))
    main = {(t, s) for t in themes for s in _main_steps([r for r in rows if r["theme_id"] == t])}
    steps = sorted({s for _, s in main}, key=lambda s: (order.get(s, 99), s))
    kept = [r for r in rows if (r["theme_id"], r["step"]) in main or not r["theme_id"]]
    alone = {r[k] for r in rows for k in ("theme_id", "feature") if r.get("gap")}
    named = dict.fromkeys(r["feature"] for r in kept if r["feature"])
    near = {f: [steps.index(r["step"]) for r in kept if r["feature"] == f and r["theme_id"]] for f in named}
    features = sorted(named, key=lambda f: (sum(near[f]) / len(near[f]) if near[f] else len(steps), f))
    place: dict[tuple[int, str], float] = {}
    columns = (themes, steps, features)
    tall = 46 * max(map(len, columns))
    for c, keys in enumerate(columns):
        place |= {(c, k): 40 + tall * (i + 0.5) / len(keys) for i, k in enumerate(keys)}
    nodes, lines = [], []
    for (column, key), y in place.items():
        own = [r for r in kept if r[("theme_id", "step", "feature")[column]] == key]
        ids = list(dict.fromkeys(i for r in own for i in r["quote_ids"]))
        text = own[0]["statement"] if column == 0 else (journey.step_name(key) or key or "unclear place") if column == 1 else key
        gap = column != 1 and key in alone
        nodes.append({"column": column, "x": where[column], "y": y, "text": wrapped(text, (44, 26, 22)[column]), "gap": gap,
                      **({"href": link(text, ids)} if link else {})})
    for a, b, left, right, start in ((0, 1, "theme_id", "step", 305), (1, 2, "step", "feature", 605)):
        ends: dict[tuple[str, str, str], list[data.Row]] = {}
        for r in kept:
            if r["theme_id"] and (b == 1 or r["feature"]):
                ends.setdefault((r[left], r[right], r["sense"] if b == 2 else ""), []).append(r)
        for (one, other, sense), own in ends.items():
            ids = list(dict.fromkeys(i for r in own for i in r["quote_ids"]))
            lines.append({"x": start, "x2": where[b] - 8, "y": place[a, one], "y2": place[b, other], "n": max(r["n"] for r in own), "sense": sense,
                          "dashed": b == 2 and not any(r["link_type"] == "evidenced" for r in own),
                          **({"href": link("said together", ids)} if link else {})})
    return nodes, lines


def _main_steps(rows: Sequence[data.Row]) -> list[str]:
    """Return the steps to draw for a theme: those linked to a part, and up to three of two or more people, or else the strongest one."""
    best: dict[str, int] = {}
    for r in rows:
        best[r["step"]] = max(best.get(r["step"], 0), r["n"])
    ranked = sorted((s for s in best if s), key=lambda s: (-best[s], s)) or [""]
    linked = {r["step"] for r in rows if r["feature"]}
    return [s for s in ranked if s in linked or s in [x for x in ranked if best.get(x, 0) > 1][:3]] or ranked[:1]
