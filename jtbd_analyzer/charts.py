"""The charts of a study, drawn with Vega-Altair: the same drawing serves a notebook, a page and a workbook.

Each function takes a study and, for a page, `link`: (title, quote ids) -> place in the page that shows these quotes. It returns
None where there is nothing to draw. Counts are of people, as "n of N"; no chart prints a percentage or adds up forces.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import chart_data as data
from jtbd_analyzer import journey, value_map
from jtbd_analyzer.picture import BLUE, FLAG, GRID, INK, MUTED, OCHRE, PALE, PAPER, RUST, SAND, SLATE, STAR, TEAL, Drawing, Link, configured, wrapped

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

FORCE_COLORS: Final = {"push": BLUE, "pull": TEAL, "habit": OCHRE, "anxiety": RUST}
_ACTS: Final = {"push": "Push: away from the old way →", "pull": "Pull: towards the new way →", "habit": "← Habit: holds in the old way",
                "anxiety": "← Anxiety: doubts about the new way"}
_ROLE_COLORS: Final = {"compared": SLATE, "tipped": TEAL, "eliminated": RUST}
#: marker -> shape and colour
_MARKS: Final = {
    "leap of faith": ("triangle-up", BLUE), "moment of truth, good": (STAR, TEAL), "moment of truth, mixed": (STAR, MUTED),
    "moment of truth, bad": (STAR, RUST), "first value": (FLAG, OCHRE),
}
_SIGNED: Final = "datum.value > 0 ? '+' + datum.value : datum.value < 0 ? '−' + (-datum.value) : '0'"
_WIDTH: Final = 860
_PEOPLE: Final = "people"


def draw(study: Study, name: str, link: Link | None = None) -> Drawing | None:
    """Return the chart `name` (one of CHARTS), or None where there is nothing to draw."""
    from altair.utils.schemapi import debug_mode

    with debug_mode(False):  # checking every part against Vega-Lite's schema takes as long as making it; the tests check them all
        return CHARTS[name](study, link)


def _values(rows: Sequence[data.Row], link: Link | None, title: Callable[[data.Row], str]) -> list[data.Row]:
    """Return rows as a chart needs them: without lists of ids, with the place each leads to."""
    return [{**{k: v for k, v in r.items() if k not in ("quote_ids", "cells")}, **({"href": link(title(r), r["quote_ids"])} if link else {})} for r in rows]


def _of(rows: Sequence[data.Row]) -> Any:
    import altair as alt

    values: Any = tuple(dict(r) for r in rows)  # no list: Altair copies lists and all they hold every time it puts a chart into another
    return alt.Chart(alt.InlineData(values=values))


def _href(link: Link | None) -> dict[str, Any]:
    return {"href": "href:N"} if link else {}


def forces(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw the forces of the switch: push and pull on top pointing right, habit and anxiety below pointing left; length = people."""
    import altair as alt

    rows = data.forces(study)
    if not rows:
        return None
    half, step, head, room = 415, 62, 44, 74
    tall = {side: max([sum(r["force"] == f for r in rows) for f in pair] + [1]) for side, pair in (("top", ("push", "pull")), ("low", ("habit", "anxiety")))}
    top_of = {"push": 0, "pull": 0, "habit": head + tall["top"] * step + 18, "anxiety": head + tall["top"] * step + 18}
    left_of = {"push": 0, "pull": _WIDTH - half, "habit": 0, "anxiety": _WIDTH - half}
    bars, heads = [], []
    for r in _values(rows, link, lambda r: f"{r['force']}: {r['statement']}"):
        left, line, right = left_of[r["force"]], top_of[r["force"]] + head + r["rank"] * step, r["force"] in ("push", "pull")
        length = (half - room) * r["n"] / max(1, study.n_total)
        start = left if right else left + half
        end = start + length if right else start - length
        text = wrapped(r["statement"], 66)
        bars.append({**r, "x": start, "x2": end - 8 if right else end + 8, "y": line + 33, "y2": line + 46, "mid": line + 39.5, "tip": end, "text": text,
                     "tx": start,
                     "ty": line + 29 - 15 * text.count("\n"), "nx": end + 18 if right else end - 18, "side": "right" if right else "left"})
    people = data.force_people(study)
    for force in data.QUADRANTS:
        own, n = [r for r in rows if r["force"] == force], len(data.voices(study, people[force]))
        more = "" if not own and n == 0 else ", in quotes outside themes" if not own else f", {own[0]['more']} more themes" if own[0]["more"] else ""
        right = force in ("push", "pull")
        heads.append({"x": left_of[force] + (0 if right else half), "y": top_of[force], "force": force, "title": _ACTS[force],
                      "side": "right" if right else "left",
                      "sub": f"{n} of {study.n_total} people{more}" if n else "no evidence", "y2": top_of[force] + 18})
    bottom = max(top_of.values()) + head + tall["low"] * step
    x: dict[str, Any] = {"scale": alt.Scale(domain=[0, _WIDTH], nice=False), "axis": None}
    y: dict[str, Any] = {"scale": alt.Scale(domain=[0, bottom], reverse=True, nice=False), "axis": None}
    color = alt.Color("force:N", legend=None, scale=alt.Scale(domain=list(FORCE_COLORS), range=list(FORCE_COLORS.values())))
    at = _href(link)
    layers = [_of(bars).mark_rect().encode(alt.X("x:Q", **x), alt.X2("x2:Q"), alt.Y("y:Q", **y), alt.Y2("y2:Q"), color=color, **at)]
    for side, align in (("right", "left"), ("left", "right")):
        own, top = [r for r in bars if r["side"] == side], _of([h for h in heads if h["side"] == side])
        layers += [
            top.mark_text(align=align, baseline="top", fontSize=14, fontWeight="bold").encode(
                alt.X("x:Q", **x), alt.Y("y:Q", **y), text="title:N", color=color),
            top.mark_text(align=align, baseline="top", color=MUTED).encode(alt.X("x:Q", **x), alt.Y("y2:Q", **y), text="sub:N"),
            _of(own).mark_point(shape=f"triangle-{side}", filled=True, size=380, opacity=1).encode(
                alt.X("tip:Q", **x), alt.Y("mid:Q", **y), color=color, **at),
            _of(own).mark_text(align=align, baseline="bottom", lineBreak="\n", lineHeight=15).encode(
                alt.X("tx:Q", **x), alt.Y("ty:Q", **y), text="text:N", **at),
            _of(own).mark_text(align=align, baseline="middle", fontWeight="bold").encode(alt.X("nx:Q", **x), alt.Y("mid:Q", **y), text="n_of_N:N", **at),
        ]
    return Drawing(
        "forces", "Forces of the switch", f"Arrow length = people, N = {study.n_total}. Forces have no common unit and are not added up.",
        configured(alt.layer(*layers).properties(width=_WIDTH, height=bottom)),
        (("force", "force"), ("statement", "statement"), ("n_of_N", _PEOPLE)), rows)


def journey_curve(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw the emotional curve: median of people's mean feeling per phase with range and n, and what marks each phase below it."""
    import altair as alt

    rows, marks = data.feelings(study), data.marks(study)
    told = [r for r in rows if r["n"]]
    if not told:
        return None
    names = [wrapped(r["name"], 14, 3) for r in rows]
    wide = max(340, min(_WIDTH - 180, 190 * len(names)))
    shown = [r | {"name": wrapped(r["name"], 14, 3)} for r in _values(told, link, lambda r: f"{r['name']}: all counted quotes")]
    x = alt.X("name:N", title=None, scale=alt.Scale(domain=names),
              axis=_top_axis(names, labelFontWeight="bold"))
    y = alt.Y("median:Q", title="feeling", scale=alt.Scale(domain=[-2, 2]), axis=alt.Axis(values=[-2, -1, 0, 1, 2], labelExpr=_SIGNED))
    base, at = _of(shown), _href(link)
    layers = [
        base.mark_rule(strokeWidth=22, color=PALE, opacity=1).encode(x, alt.Y("low:Q", title="feeling"), alt.Y2("high:Q")),
        base.mark_line(color=TEAL, strokeWidth=2).encode(x, y, detail="run:N"),
        _of([r for r in shown if not r["hollow"]]).mark_point(filled=True, size=120, color=TEAL, opacity=1).encode(x, y, **at),
        _of([r for r in shown if r["hollow"]]).mark_point(filled=True, fill=PAPER, stroke=TEAL, strokeWidth=2.5, size=120, opacity=1).encode(x, y, **at),
        base.mark_text(dy=15, fontWeight="bold").encode(x, alt.Y("low:Q", title="feeling"), text="n_of_N:N", **at),
    ]
    parts = [alt.layer(*layers).properties(width=wide, height=230)]
    lanes = [k for k in data.MARKERS if any(m["marker"] == k for m in marks)]
    if lanes:
        pins = [m | {"name": wrapped(m["name"], 14, 3)} for m in _values(marks, link, lambda m: f"{m['marker']}, {m['name']}")]
        lane: dict[str, Any] = {"title": None, "scale": alt.Scale(domain=lanes), "axis": alt.Axis(domain=False, ticks=False, grid=False)}
        plain = alt.X("name:N", title=None, scale=alt.Scale(domain=names), axis=None)
        parts.append(alt.layer(*[
            _of([p for p in pins if p["marker"] == k]).mark_point(shape=_MARKS[k][0], filled=True, color=_MARKS[k][1], size=130, opacity=1).encode(
                plain, alt.Y("marker:N", **lane), **at) for k in lanes
        ], _of(pins).mark_text(align="left", dx=14).encode(plain, alt.Y("marker:N", **lane), text="n_of_N:N", **at)).properties(
            width=wide, height=30 * len(lanes)))
    table = [{**r, "feeling": f"{r['median']:+.1f} ({r['low']:+.1f} to {r['high']:+.1f})" if r["n"] else "no evidence", "what": "feeling"} for r in rows]
    table += [{**m, "feeling": "", "what": m["marker"]} for m in marks]
    return Drawing(
        "journey", f"Emotional curve: {study.framework.title}",
        f"Feeling at the time told, −2 to +2: mean per person, then the median; bar = lowest to highest person; hollow = fewer than {data.THIN_BELOW} people; "
        f"no point = no evidence. N = {study.n_total}. Below: people who tell of a leap of faith (triangle), a moment of truth (star) or first value (flag).",
        configured(alt.vconcat(*parts, spacing=10)),
        (("name", "phase"), ("what", "what"), ("feeling", "median (lowest to highest)"), ("n_of_N", _PEOPLE)), table)


def heat_map(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw themes by participants: dark where somebody tells it as it happened, light for other counted quotes, (−) where only denied."""
    import altair as alt

    rows, persons = data.heat(study), data.people_in_order(study)
    if not rows or not persons:
        return None
    label = {r["theme_id"]: f"{_short(r['statement'], 58)}  ({r['n_of_N']})" for r in rows}
    cells = [{"theme": r["theme_id"], "person": p, "state": c["state"], "text": str(c["count"]) if c["count"] else "(−)", "quote_ids": c["quote_ids"],
              "statement": r["statement"]} for r in rows for p, c in r["cells"].items()]
    shown = _values(cells, link, lambda c: f"{c['statement']}: {c['person']}")
    states = {"strong": TEAL, "light": PALE, "denied": SAND}
    x = alt.X("person:N", title=None, scale=alt.Scale(domain=persons), axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False, labelLimit=60))
    names = "{" + ", ".join(f'"{k}": {_quoted(v)}' for k, v in label.items()) + "}"
    y = alt.Y("theme:N", title=None, scale=alt.Scale(domain=[r["theme_id"] for r in rows]),
              axis=alt.Axis(domain=False, ticks=False, labelLimit=430, labelExpr=f"{names}[datum.value]"))
    grid = alt.layer(
        _of(shown).mark_rect(stroke=PAPER, strokeWidth=1).encode(
            x, y, color=alt.Color("state:N", legend=None, scale=alt.Scale(domain=list(states), range=list(states.values()))), **_href(link)),
        *(_of([c for c in shown if (c["state"] == "strong") == dark]).mark_text(color=PAPER if dark else INK).encode(x, y, text="text:N", **_href(link))
          for dark in (True, False)),
    ).properties(width=max(160, 34 * len(persons)), height=20 * len(rows))
    return Drawing(
        "heat_map", "Who said what", f"Themes by people, N = {study.n_total}. A number counts that person's quotes: dark = told as it happened (grade A), "
        "light = other counted quotes, (−) = only denied, empty = not heard.", configured(grid),
        (("statement", "theme"), ("n_of_N", _PEOPLE)), rows)


def saturation(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw how many themes k interviews hold, over all orders, with the new ones of each interview as bars."""
    import altair as alt

    rows = data.saturation(study)
    if not rows or not rows[0]["total"]:
        return None
    most = rows[0]["total"]
    x = alt.X("k:O", title="interviews", axis=alt.Axis(labelAngle=0))
    y: dict[str, Any] = {"scale": alt.Scale(domain=[0, most], nice=True), "title": "themes", "axis": alt.Axis(tickMinStep=1, format="d")}
    base = _of(rows)
    chart = alt.layer(
        base.mark_bar(color=GRID, size=22).encode(x, alt.Y("new:Q", **y)),
        base.mark_area(color=PALE, opacity=0.6).encode(x, alt.Y("low:Q", **y), alt.Y2("high:Q")),
        base.mark_line(color=TEAL, strokeWidth=2.5, point=alt.OverlayMarkDef(color=TEAL, size=50)).encode(x, alt.Y("mean:Q", **y)),
        base.mark_text(dy=-6, fontSize=11, color=MUTED).encode(x, alt.Y("new:Q", **y), text="new:Q"),
    ).properties(width=max(300, 46 * len(rows)), height=250)
    table = [r | {"span": f"{r['low']} to {r['high']}"} for r in rows]
    return Drawing("saturation", "How much has been heard", data.saturation_caption(study), configured(chart),
                   (("k", "interviews"), ("mean", "themes, mean over orders"), ("span", "fewest to most"), ("new", "new in the order read")), table)


def valued(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw what people value, where in the journey, and which product parts they name with it; thickness = people, dashed = not evidenced."""
    import altair as alt

    rows = value_map.links(study)
    if not any(r["theme_id"] for r in rows):
        return None
    nodes, links = value_map.layout(rows, link)
    bottom = 44 + 46 * max(sum(n["column"] == c for n in nodes) for c in (0, 1, 2))
    x: dict[str, Any] = {"scale": alt.Scale(domain=[0, _WIDTH], nice=False), "axis": None}
    y: dict[str, Any] = {"scale": alt.Scale(domain=[0, bottom], reverse=True, nice=False), "axis": None}
    n: dict[str, Any] = {"scale": alt.Scale(type="linear", domain=[1, max(2, study.n_total)], range=[1, 14]), "legend": None}
    heads = [{"x": 0, "y": 4, "t": "what people value"}, {"x": 440, "y": 4, "t": "where in the journey"},
             *([{"x": 715, "y": 4, "t": "product part"}] if any(r["feature"] for r in rows) else [])]
    at = _href(link)
    lines = [
        _of([k for k in links if k["dashed"] == dashed]).mark_rule(color=TEAL, opacity=0.45, strokeDash=[5, 4] if dashed else [1, 0]).encode(
            alt.X("x:Q", **x), alt.X2("x2:Q"), alt.Y("y:Q", **y), alt.Y2("y2:Q"), strokeWidth=alt.StrokeWidth("n:Q", **n), **at)
        for dashed in (False, True) if any(k["dashed"] == dashed for k in links)
    ]
    gap = alt.Color("gap:N", legend=None, scale=alt.Scale(domain=[False, True], range=[INK, RUST]))
    chart = alt.layer(
        *lines,
        _of(heads).mark_text(align="left", baseline="top", fontWeight="bold", color=MUTED).encode(alt.X("x:Q", **x), alt.Y("y:Q", **y), text="t:N"),
        _of(nodes).mark_text(align="left", baseline="middle", lineBreak="\n", lineHeight=14).encode(
            alt.X("x:Q", **x), alt.Y("y:Q", **y), text="text:N", color=gap, **at),
    ).properties(width=_WIDTH, height=bottom)
    table = [r | {"step_name": journey.step_name(r["step"]) or r["step"] or "unclear", "feature": r["feature"] or "–", "link_type": r["link_type"] or "–",
                  "statement": r["statement"] or "–"} for r in rows]
    return Drawing(
        "value_map", "What people value, where, and with which product part",
        f"Line thickness = people, N = {study.n_total}. " + (
            "Solid = theme and part in one quote; dashed = the same answer, or proposed. Red: a theme with no part named, or a part nobody names with a value."
            if any(r["feature"] for r in rows) else "No product parts are known to this study: name them in features.csv to see links to them."),
        configured(chart), (("statement", "theme"), ("step_name", "step"), ("feature", "part"), ("link_type", "link"), ("n_of_N", _PEOPLE)), table)


def timeline(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw one strip per person with a mark at each event of the switch they tell of."""
    import altair as alt

    rows = data.timeline(study)
    if not rows:
        return None
    events = [wrapped(p.name.split(" (")[0], 12, 2) for p in journey.framework("switch").phases if p.id != "status_quo"]
    shown = [r | {"name": wrapped(r["name"], 12, 2)} for r in _values(rows, link, lambda r: f"{r['participant_id']}: {r['name']}")]
    persons = [p for p in data.people_in_order(study) if any(r["participant_id"] == p for r in rows)]
    x = alt.X("name:N", title=None, scale=alt.Scale(domain=events),
              axis=_top_axis(events, grid=True))
    y = alt.Y("participant_id:N", title=None, scale=alt.Scale(domain=persons), axis=alt.Axis(domain=False, ticks=False, grid=True))
    dated = any(r["when"] for r in rows)
    chart = alt.layer(
        _of(shown).mark_point(filled=True, size=150, color=TEAL, opacity=1).encode(x, y, **_href(link)),
        _of(shown).mark_text(align="left", dx=10, fontSize=10, color=MUTED).encode(x, y, text="when:N", **_href(link)),
    ).properties(width=_WIDTH - 60, height=26 * len(persons))
    return Drawing(
        "timeline", "Timeline of each switch", "A mark: the person tells of this event; empty: not found. "
        + ("Times as the person gave them." if dated else "The order is that of the switch timeline; no dates are drawn."),
        configured(chart), (("participant_id", "person"), ("name", "event"), ("when", "when")), rows)


def decision_factors(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw the decision factors: people who compared by it, whom it tipped, for whom it ruled an option out."""
    import altair as alt

    rows = data.decision_profile(study)
    if not rows:
        return None
    label = {r["rank"]: wrapped(r["statement"], 60) for r in rows}
    shown = [r | {"place": data.ROLE_NAMES.index(r["role"])} for r in _values(rows, link, lambda r: f"{r['statement']}: {r['role']}")]
    y = alt.Y("rank:O", title=None, axis=alt.Axis(domain=False, ticks=False, labelLimit=430, labelExpr=f"split({_list(label)}[datum.value], '\\n')"))
    most = max([study.n_total, *(r["n"] for r in rows)])
    x = alt.X("n:Q", title=_PEOPLE, stack="zero", scale=alt.Scale(domain=[0, most]), axis=alt.Axis(tickMinStep=1, format="d"))
    color = alt.Color("role:N", title=None, scale=alt.Scale(domain=list(_ROLE_COLORS), range=list(_ROLE_COLORS.values())))
    sums = [{"rank": rank, "n": sum(r["n"] for r in rows if r["rank"] == rank), "text": _roles([r for r in rows if r["rank"] == rank])} for rank in label]
    chart = alt.layer(
        _of(shown).mark_bar(size=20).encode(x, y, color, alt.Order("place:Q"), **_href(link)),
        _of(sums).mark_text(align="left", dx=5, fontWeight="bold").encode(alt.X("n:Q"), y, text="text:N"),
    ).properties(width=420, height=36 * len(label))
    return Drawing(
        "decision_factors", "What entered the decision",
        f"People per factor, N = {study.n_total}: compared by it (criteria, price, doubts, other people's word), "
        "tipped by it (deal-makers), ruled an option out by it (deal-breakers).", configured(chart),
        (("statement", "factor"), ("role", "part"), ("n_of_N", _PEOPLE)), rows)


def _roles(rows: Sequence[data.Row]) -> str:
    """Return the counts of one factor as text, with the parts named only where there are several."""
    return ", ".join(f"{r['role']} {r['n_of_N']}" for r in rows) if len(rows) > 1 else str(rows[0]["n_of_N"])


def wanted_achieved(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw per outcome how many wanted it and how many say they have it."""
    import altair as alt

    rows = data.wanted(study)
    if not rows:
        return None
    label = {i: wrapped(r["statement"], 60) for i, r in enumerate(rows)}
    long = [{"rank": i, "what": k, "n": r[k], "n_of_N": r[f"{k}_of_N"], "quote_ids": r[f"{k}_ids"], "statement": r["statement"]}
            for i, r in enumerate(rows) for k in ("wanted", "achieved")]
    shown = _values(long, link, lambda r: f"{r['what']}: {r['statement']}")
    y = alt.Y("rank:O", title=None, axis=alt.Axis(domain=False, ticks=False, labelLimit=430, labelExpr=f"split({_list(label)}[datum.value], '\\n')"))
    x = alt.X("n:Q", title=_PEOPLE, scale=alt.Scale(domain=[0, study.n_total]), axis=alt.Axis(tickMinStep=1, format="d"))
    off = alt.YOffset("what:N", sort=["wanted", "achieved"])
    color = alt.Color("what:N", title=None, scale=alt.Scale(domain=["wanted", "achieved"], range=[SLATE, TEAL]))
    chart = alt.layer(
        _of(shown).mark_bar().encode(x, y, color, off, **_href(link)),
        _of(shown).mark_text(align="left", dx=5, fontWeight="bold", fontSize=11).encode(x, y, off, text="n_of_N:N", **_href(link)),
    ).properties(width=420, height=46 * len(rows))
    return Drawing("wanted_achieved", "Wanted and achieved", f"People who wished for it, and those of them who say they have it now; N = {study.n_total}.",
                   configured(chart), (("statement", "outcome"), ("wanted_of_N", "wanted by"), ("achieved_of_N", "achieved by")), rows)


def _top_axis(names: Sequence[str], **more: Any) -> Any:
    """Return an axis on top of the chart whose labels may have several lines."""
    import altair as alt

    lines = max((n.count("\n") + 1 for n in names), default=1)
    return alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False, labelBaseline="top", labelPadding=15 * lines, labelExpr="split(datum.label, '\\n')",
                    **more)


def _short(text: str, limit: int) -> str:
    return wrapped(text, limit, 1)


def _quoted(text: str) -> str:
    """Return `text` as a string of the Vega expression language, which reads those of JSON."""
    import json

    return json.dumps(text, ensure_ascii=False)


def _list(labels: dict[int, str]) -> str:
    return "[" + ", ".join(_quoted(labels[i]) for i in sorted(labels)) + "]"


CHARTS: Final[dict[str, Callable[[Any, Link | None], Drawing | None]]] = {
    "forces": forces, "journey": journey_curve, "heat_map": heat_map, "saturation": saturation, "value_map": valued, "timeline": timeline,
    "decision_factors": decision_factors, "wanted_achieved": wanted_achieved,
}
