"""Charts of people and their way: the emotional curve, who said what, timelines, how much has been heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import chart_data as data
from jtbd_analyzer import journey
from jtbd_analyzer.chart_parts import PEOPLE, WIDTH, as_values, chart_of, href_of, quoted, shortened, top_axis
from jtbd_analyzer.picture import BLUE, FLAG, GRID, INK, MUTED, OCHRE, PALE, PAPER, RUST, SAND, STAR, TEAL, Drawing, Link, configured, wrapped

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

#: marker -> shape and colour
_MARKS: Final = {
    "leap of faith": ("triangle-up", BLUE), "moment of truth, good": (STAR, TEAL), "moment of truth, mixed": (STAR, MUTED),
    "moment of truth, bad": (STAR, RUST), "first value": (FLAG, OCHRE),
}
_SIGNED: Final = "datum.value > 0 ? '+' + datum.value : datum.value < 0 ? '−' + (-datum.value) : '0'"


def journey_curve(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw the emotional curve: median of people's mean feeling per phase with range and n, and what marks each phase below it."""
    import altair as alt

    rows, marks = data.feelings(study), data.marks(study)
    told = [r for r in rows if r["n"]]
    if not told:
        return None
    names = [wrapped(r["name"], 14, 3) for r in rows]
    wide = max(340, min(WIDTH - 180, 190 * len(names)))
    shown = [r | {"name": wrapped(r["name"], 14, 3)} for r in as_values(told, link, lambda r: f"{r['name']}: all counted quotes")]
    x = alt.X("name:N", title=None, scale=alt.Scale(domain=names),
              axis=top_axis(names, labelFontWeight="bold"))
    y = alt.Y("median:Q", title="feeling", scale=alt.Scale(domain=[-2, 2]), axis=alt.Axis(values=[-2, -1, 0, 1, 2], labelExpr=_SIGNED))
    base, at = chart_of(shown), href_of(link)
    layers = [
        base.mark_rule(strokeWidth=22, color=PALE, opacity=1).encode(x, alt.Y("low:Q", title="feeling"), alt.Y2("high:Q")),
        base.mark_line(color=TEAL, strokeWidth=2).encode(x, y, detail="run:N"),
        chart_of([r for r in shown if not r["hollow"]]).mark_point(filled=True, size=120, color=TEAL, opacity=1).encode(x, y, **at),
        chart_of([r for r in shown if r["hollow"]]).mark_point(filled=True, fill=PAPER, stroke=TEAL, strokeWidth=2.5, size=120, opacity=1).encode(x, y, **at),
        base.mark_text(dy=15, fontWeight="bold").encode(x, alt.Y("low:Q", title="feeling"), text="n_of_N:N", **at),
    ]
    parts = [alt.layer(*layers).properties(width=wide, height=230)]
    lanes = [k for k in data.MARKERS if any(m["marker"] == k for m in marks)]
    if lanes:
        pins = [m | {"name": wrapped(m["name"], 14, 3)} for m in as_values(marks, link, lambda m: f"{m['marker']}, {m['name']}")]
        lane: dict[str, Any] = {"title": None, "scale": alt.Scale(domain=lanes), "axis": alt.Axis(domain=False, ticks=False, grid=False)}
        plain = alt.X("name:N", title=None, scale=alt.Scale(domain=names), axis=None)
        parts.append(alt.layer(*[
            chart_of([p for p in pins if p["marker"] == k]).mark_point(shape=_MARKS[k][0], filled=True, color=_MARKS[k][1], size=130, opacity=1).encode(
                plain, alt.Y("marker:N", **lane), **at) for k in lanes
        ], chart_of(pins).mark_text(align="left", dx=14).encode(plain, alt.Y("marker:N", **lane), text="n_of_N:N", **at)).properties(
            width=wide, height=30 * len(lanes)))
    table = [{**r, "feeling": f"{r['median']:+.1f} ({r['low']:+.1f} to {r['high']:+.1f})" if r["n"] else "no evidence", "what": "feeling"} for r in rows]
    table += [{**m, "feeling": "", "what": m["marker"]} for m in marks]
    return Drawing(
        "journey", f"Emotional curve: {study.framework.title}",
        f"Feeling at the time told, −2 to +2: mean per person, then the median; bar = lowest to highest person; hollow = fewer than {data.THIN_BELOW} people; "
        f"no point = no evidence. N = {study.n_total}.{_below(lanes)}",
        configured(alt.vconcat(*parts, spacing=10)),
        (("name", "phase"), ("what", "what"), ("feeling", "median (lowest to highest)"), ("n_of_N", PEOPLE)), table)


def _below(lanes: Sequence[str]) -> str:
    """Return what stands under the curve, of the marks that somebody told of."""
    shapes = {"leap of faith": "a leap of faith (triangle)", "moment of truth": "a moment of truth (star)", "first value": "first value (flag)"}
    told = list(dict.fromkeys(shapes[lane.split(",")[0]] for lane in lanes))
    return f" Below: people who tell of {', '.join(told[:-1])}{' or ' if told[1:] else ''}{told[-1]}." if told else ""


def heat_map(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw themes by participants: dark where somebody tells it as it happened, light for other counted quotes, (−) where only denied."""
    import altair as alt

    rows, persons = data.heat(study), data.people_in_order(study)
    if not rows or not persons:
        return None
    label = {r["theme_id"]: f"{shortened(r['statement'], 58)}  ({r['n_of_N']})" for r in rows}
    cells = [{"theme": r["theme_id"], "person": p, "state": c["state"], "text": str(c["count"]) if c["count"] else "(−)", "quote_ids": c["quote_ids"],
              "statement": r["statement"]} for r in rows for p, c in r["cells"].items()]
    shown = as_values(cells, link, lambda c: f"{c['statement']}: {c['person']}")
    states = {"strong": TEAL, "light": PALE, "denied": SAND}
    x = alt.X("person:N", title=None, scale=alt.Scale(domain=persons), axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False, labelLimit=60))
    names = "{" + ", ".join(f'"{k}": {quoted(v)}' for k, v in label.items()) + "}"
    y = alt.Y("theme:N", title=None, scale=alt.Scale(domain=[r["theme_id"] for r in rows]),
              axis=alt.Axis(domain=False, ticks=False, labelLimit=430, labelExpr=f"{names}[datum.value]"))
    grid = alt.layer(
        chart_of(shown).mark_rect(stroke=PAPER, strokeWidth=1).encode(
            x, y, color=alt.Color("state:N", legend=None, scale=alt.Scale(domain=list(states), range=list(states.values()))), **href_of(link)),
        *(chart_of([c for c in shown if (c["state"] == "strong") == dark]).mark_text(color=PAPER if dark else INK).encode(x, y, text="text:N", **href_of(link))
          for dark in (True, False)),
    ).properties(width=max(160, 34 * len(persons)), height=20 * len(rows))
    return Drawing(
        "heat_map", "Who said what", f"Themes by people, N = {study.n_total}. A number counts that person's quotes: dark = told as it happened (grade A), "
        "light = other counted quotes, (−) = only denied, empty = not heard.", configured(grid),
        (("statement", "theme"), ("n_of_N", PEOPLE)), rows)


def saturation(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw how many themes k interviews hold, over all orders, with the new ones of each interview as bars."""
    import altair as alt

    rows = data.saturation(study)
    if not rows or not rows[0]["total"]:
        return None
    most = rows[0]["total"]
    x = alt.X("k:O", title="interviews", axis=alt.Axis(labelAngle=0))
    y: dict[str, Any] = {"scale": alt.Scale(domain=[0, most], nice=True), "title": "themes", "axis": alt.Axis(tickMinStep=1, format="d")}
    base = chart_of(rows)
    chart = alt.layer(
        base.mark_bar(color=GRID, size=22).encode(x, alt.Y("new:Q", **y)),
        base.mark_area(color=PALE, opacity=0.6).encode(x, alt.Y("low:Q", **y), alt.Y2("high:Q")),
        base.mark_line(color=TEAL, strokeWidth=2.5, point=alt.OverlayMarkDef(color=TEAL, size=50)).encode(x, alt.Y("mean:Q", **y)),
        base.mark_text(dy=-6, fontSize=11, color=MUTED).encode(x, alt.Y("new:Q", **y), text="new:Q"),
    ).properties(width=max(300, 46 * len(rows)), height=250)
    table = [r | {"span": f"{r['low']} to {r['high']}"} for r in rows]
    return Drawing("saturation", "How much has been heard", data.saturation_caption(study), configured(chart),
                   (("k", "interviews"), ("mean", "themes, mean over orders"), ("span", "fewest to most"), ("new", "new in the order read")), table)


def timeline(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw one strip per person with a mark at each event of the switch they tell of."""
    import altair as alt

    rows = data.timeline(study)
    if not rows:
        return None
    events = [wrapped(p.name.split(" (")[0], 12, 2) for p in journey.framework("switch").phases if p.id != "status_quo"]
    shown = [r | {"name": wrapped(r["name"], 12, 2), "label": wrapped(str(r["when"]), 13, 2)}
             for r in as_values(rows, link, lambda r: f"{r['participant_id']}: {r['name']}")]
    persons = [p for p in data.people_in_order(study) if any(r["participant_id"] == p for r in rows)]
    x = alt.X("name:N", title=None, scale=alt.Scale(domain=events),
              axis=top_axis(events, grid=True))
    y = alt.Y("participant_id:N", title=None, scale=alt.Scale(domain=persons), axis=alt.Axis(domain=False, ticks=False, grid=True))
    dated = any(r["when"] for r in rows)
    chart = alt.layer(
        chart_of(shown).mark_point(filled=True, size=150, color=TEAL, opacity=1).encode(x, y, **href_of(link)),
        # two lines stand around the middle of the strip, so that no time runs into the next mark
        *(chart_of([r for r in shown if ("\n" in r["label"]) == two]).mark_text(
            align="left", dx=10, dy=-5 if two else 0, fontSize=10, lineHeight=10, lineBreak="\n", color=MUTED).encode(x, y, text="label:N", **href_of(link))
          for two in (False, True)),
    ).properties(width=WIDTH - 60, height=26 * len(persons))
    return Drawing(
        "timeline", "Timeline of each switch", "A mark: the person tells of this event; empty: not found. "
        + ("Times as the person gave them." if dated else "The order is that of the switch timeline; no dates are drawn."),
        configured(chart), (("participant_id", "person"), ("name", "event"), ("when", "when")), rows)
