"""Charts of the choice: forces, decision factors, what people value with which product part, wanted and achieved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import chart_data as data
from jtbd_analyzer import journey, value_map
from jtbd_analyzer.chart_parts import PEOPLE, WIDTH, as_values, chart_of, href_of, listed
from jtbd_analyzer.picture import BLUE, INK, MUTED, OCHRE, RUST, SLATE, TEAL, Drawing, Link, configured, wrapped

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

FORCE_COLORS: Final = {"push": BLUE, "pull": TEAL, "habit": OCHRE, "anxiety": RUST}
_ACTS: Final = {"push": "Push: away from the old way →", "pull": "Pull: towards the new way →", "habit": "← Habit: holds in the old way",
                "anxiety": "← Anxiety: doubts about the new way"}
_ROLE_COLORS: Final = {"compared": SLATE, "tipped": TEAL, "eliminated": RUST, "raised": OCHRE}


#: width of half of the diagram of forces, height of a bar with its statement, of a heading, and room for the count beside a full bar
_HALF, _STEP, _HEAD, _ROOM = 415, 62, 44, 74


def forces(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw the forces of the switch: push and pull on top pointing right, habit and anxiety below pointing left; length = people."""
    import altair as alt

    rows = data.forces(study)
    if not rows:
        return None
    tall = {side: max([sum(r["force"] == f for r in rows) for f in pair] + [1]) for side, pair in (("top", ("push", "pull")), ("low", ("habit", "anxiety")))}
    low = _HEAD + tall["top"] * _STEP + 18
    corners = {"push": (0, 0), "pull": (WIDTH - _HALF, 0), "habit": (0, low), "anxiety": (WIDTH - _HALF, low)}
    bars = [_bar(r, corners[r["force"]], study.n_total) for r in as_values(rows, link, lambda r: f"{r['force']}: {r['statement']}")]
    heads = [_heading(study, force, rows, corners[force]) for force in data.QUADRANTS]
    bottom = low + _HEAD + tall["low"] * _STEP
    return Drawing(
        "forces", "Forces of the switch", f"Arrow length = people, N = {study.n_total}. Forces have no common unit and are not added up.",
        configured(alt.layer(*_force_layers(bars, heads, bottom, href_of(link))).properties(width=WIDTH, height=bottom)),
        (("force", "force"), ("statement", "statement"), ("n_of_N", PEOPLE)), rows)


def _bar(r: data.Row, corner: tuple[int, int], total: int) -> data.Row:
    """Return a theme's arrow in the quadrant at `corner` with the places of its text and count."""
    line, right = corner[1] + _HEAD + r["rank"] * _STEP, r["force"] in ("push", "pull")
    length = (_HALF - _ROOM) * r["n"] / max(1, total)
    start = corner[0] if right else corner[0] + _HALF
    end = start + length if right else start - length
    text = wrapped(r["statement"], 66)
    return {**r, "x": start, "x2": end - 8 if right else end + 8, "y": line + 33, "y2": line + 46, "mid": line + 39.5, "tip": end, "text": text,
            "tx": start, "ty": line + 29 - 15 * text.count("\n"), "nx": end + 18 if right else end - 18, "side": "right" if right else "left"}


def _heading(study: Study, force: str, rows: Sequence[data.Row], corner: tuple[int, int]) -> data.Row:
    """Return the heading of a quadrant: the force, how many people feel it, what is not shown."""
    own, n = [r for r in rows if r["force"] == force], len(data.voices(study, data.force_people(study)[force]))
    more = "" if not own and n == 0 else ", in quotes outside themes" if not own else f", {own[0]['more']} more themes" if own[0]["more"] else ""
    right = force in ("push", "pull")
    return {"x": corner[0] + (0 if right else _HALF), "y": corner[1], "force": force, "title": _ACTS[force], "side": "right" if right else "left",
            "sub": f"{n} of {study.n_total} people{more}" if n else "no evidence", "y2": corner[1] + 18}


def _force_layers(bars: Sequence[data.Row], heads: Sequence[data.Row], bottom: int, at: dict[str, Any]) -> list[Any]:
    """Return the layers of the diagram of forces: bars, and per side headings, arrow heads, statements and counts."""
    import altair as alt

    x: dict[str, Any] = {"scale": alt.Scale(domain=[0, WIDTH], nice=False), "axis": None}
    y: dict[str, Any] = {"scale": alt.Scale(domain=[0, bottom], reverse=True, nice=False), "axis": None}
    color = alt.Color("force:N", legend=None, scale=alt.Scale(domain=list(FORCE_COLORS), range=list(FORCE_COLORS.values())))
    layers = [chart_of(bars).mark_rect().encode(alt.X("x:Q", **x), alt.X2("x2:Q"), alt.Y("y:Q", **y), alt.Y2("y2:Q"), color=color, **at)]
    for side, align in (("right", "left"), ("left", "right")):
        own, top = chart_of([r for r in bars if r["side"] == side]), chart_of([h for h in heads if h["side"] == side])
        layers += [
            top.mark_text(align=align, baseline="top", fontSize=14, fontWeight="bold").encode(
                alt.X("x:Q", **x), alt.Y("y:Q", **y), text="title:N", color=color),
            top.mark_text(align=align, baseline="top", color=MUTED).encode(alt.X("x:Q", **x), alt.Y("y2:Q", **y), text="sub:N"),
            own.mark_point(shape=f"triangle-{side}", filled=True, size=380, opacity=1).encode(
                alt.X("tip:Q", **x), alt.Y("mid:Q", **y), color=color, **at),
            own.mark_text(align=align, baseline="bottom", lineBreak="\n", lineHeight=15).encode(
                alt.X("tx:Q", **x), alt.Y("ty:Q", **y), text="text:N", **at),
            own.mark_text(align=align, baseline="middle", fontWeight="bold").encode(alt.X("nx:Q", **x), alt.Y("mid:Q", **y), text="n_of_N:N", **at),
        ]
    return layers


#: left end of the lines from steps to parts in the value map
_MIDDLE: Final = 600


def valued(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw what people value, where in the journey, and which product parts they name with it; thickness = people, dashed = not evidenced."""
    import altair as alt

    rows = value_map.links(study)
    if not any(r["theme_id"] for r in rows):
        return None
    nodes, links = value_map.layout(rows, link)
    bottom = 44 + 46 * max(sum(n["column"] == c for n in nodes) for c in (0, 1, 2))
    x: dict[str, Any] = {"scale": alt.Scale(domain=[0, WIDTH], nice=False), "axis": None}
    y: dict[str, Any] = {"scale": alt.Scale(domain=[0, bottom], reverse=True, nice=False), "axis": None}
    n: dict[str, Any] = {"scale": alt.Scale(type="linear", domain=[1, max(2, study.n_total)], range=[1, 14]), "legend": None}
    heads = [{"x": 0, "y": 4, "t": "what people value"}, {"x": 440, "y": 4, "t": "where in the journey"},
             *([{"x": 715, "y": 4, "t": "product part"}] if any(r["feature"] for r in rows) else [])]
    at = href_of(link)
    colors = {value_map.SERVES: TEAL, value_map.TROUBLE: RUST}
    lines = [
        chart_of(own).mark_rule(color=colors.get(sense, TEAL if where else SLATE), opacity=0.45, strokeDash=[5, 4] if dashed else [1, 0]).encode(
            alt.X("x:Q", **x), alt.X2("x2:Q"), alt.Y("y:Q", **y), alt.Y2("y2:Q"), strokeWidth=alt.StrokeWidth("n:Q", **n), **at)
        for dashed in (False, True) for where in (True, False) for sense in dict.fromkeys(k["sense"] for k in links)
        if (own := [k for k in links if k["dashed"] == dashed and k["sense"] == sense and (k["x"] < _MIDDLE) == where])
    ]
    gap = alt.Color("gap:N", legend=None, scale=alt.Scale(domain=[False, True], range=[INK, RUST]))
    chart = alt.layer(
        *lines,
        chart_of(heads).mark_text(align="left", baseline="top", fontWeight="bold", color=MUTED).encode(alt.X("x:Q", **x), alt.Y("y:Q", **y), text="t:N"),
        chart_of(nodes).mark_text(align="left", baseline="middle", lineBreak="\n", lineHeight=14).encode(
            alt.X("x:Q", **x), alt.Y("y:Q", **y), text="text:N", color=gap, **at),
    ).properties(width=WIDTH, height=bottom)
    table = [r | {"step_name": journey.step_name(r["step"]) or r["step"] or "unclear", "feature": r["feature"] or "–", "link_type": r["link_type"] or "–",
                  "sense": r["sense"] or "–", "statement": r["statement"] or "–"} for r in rows]
    return Drawing(
        "value_map", "What people value, where, and with which product part",
        f"Line thickness = people, N = {study.n_total}. " + (
            "To a part: green = a counted quote speaks well of it, red = one complains of it, grey = only named or proposed; solid = named in "
            "the quote itself. Names in red: a theme with no part, or a part that nobody speaks well of. A part in black without "
            "a line is praised outside these themes."
            if any(r["feature"] for r in rows) else "No product parts are known to this study: name them in features.csv to see links to them."),
        configured(chart), (("statement", "theme"), ("step_name", "step"), ("feature", "part"), ("sense", "what is said of it"), ("link_type", "link"),
                            ("n_of_N", PEOPLE)), table)


def decision_factors(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw the decision factors: people who compared by it, whom it tipped, for whom it ruled an option out, and who raised it."""
    import altair as alt

    rows = data.decision_profile(study)
    if not rows:
        return None
    label = {r["rank"]: wrapped(r["statement"], 60) for r in rows}
    shown = [r | {"place": data.ROLE_NAMES.index(r["role"])} for r in as_values(rows, link, lambda r: f"{r['statement']}: {r['role']}")]
    y = alt.Y("rank:O", title=None, axis=alt.Axis(domain=False, ticks=False, labelLimit=430, labelExpr=f"split({listed(label)}[datum.value], '\\n')"))
    most = max([study.n_total, *(r["n"] for r in rows)])
    x = alt.X("n:Q", title=PEOPLE, stack="zero", scale=alt.Scale(domain=[0, most]), axis=alt.Axis(tickMinStep=1, format="d"))
    color = alt.Color("role:N", title=None, scale=alt.Scale(domain=list(_ROLE_COLORS), range=list(_ROLE_COLORS.values())))
    sums = [{"rank": rank, "n": sum(r["n"] for r in rows if r["rank"] == rank), "text": _roles([r for r in rows if r["rank"] == rank])} for rank in label]
    chart = alt.layer(
        chart_of(shown).mark_bar(size=20).encode(x, y, color, alt.Order("place:Q"), **href_of(link)),
        chart_of(sums).mark_text(align="left", dx=5, fontWeight="bold").encode(alt.X("n:Q"), y, text="text:N"),
    ).properties(width=420, height=36 * len(label))
    return Drawing(
        "decision_factors", "What entered the decision",
        f"People per factor, N = {study.n_total}: compared by it (criteria, price, options), tipped by it (deal-makers), ruled an option out by it "
        "(deal-breakers); raised = doubts, objections, habits and other people's word, whose part in the choice is not told.", configured(chart),
        (("statement", "factor"), ("role", "part"), ("n_of_N", PEOPLE)), rows)


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
    shown = as_values(long, link, lambda r: f"{r['what']}: {r['statement']}")
    y = alt.Y("rank:O", title=None, axis=alt.Axis(domain=False, ticks=False, labelLimit=430, labelExpr=f"split({listed(label)}[datum.value], '\\n')"))
    x = alt.X("n:Q", title=PEOPLE, scale=alt.Scale(domain=[0, study.n_total]), axis=alt.Axis(tickMinStep=1, format="d"))
    off = alt.YOffset("what:N", sort=["wanted", "achieved"])
    color = alt.Color("what:N", title=None, scale=alt.Scale(domain=["wanted", "achieved"], range=[SLATE, TEAL]))
    chart = alt.layer(
        chart_of(shown).mark_bar().encode(x, y, color, off, **href_of(link)),
        chart_of(shown).mark_text(align="left", dx=5, fontWeight="bold", fontSize=11).encode(x, y, off, text="n_of_N:N", **href_of(link)),
    ).properties(width=420, height=46 * len(rows))
    return Drawing("wanted_achieved", "Wanted and achieved",
                   f"Kinds of progress over all themes first: people who want it, and all who tell of having it. Then themes of wishes: people who wished for "
                   f"it, and those of them who say they have it now. Five kinds and seven themes at most; all: Jobs, Value themes. N = {study.n_total}.",
                   configured(chart), (("statement", "outcome"), ("wanted_of_N", "wanted by"), ("achieved_of_N", "achieved by")), rows)
