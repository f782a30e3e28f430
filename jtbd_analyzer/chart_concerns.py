"""The chart of concerns by role: whose worry is what, in people interviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jtbd_analyzer import chart_data as data
from jtbd_analyzer.chart_parts import PEOPLE, as_values, chart_of, href_of
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._seats import named_people, seats
from jtbd_analyzer.insights._traits import found, trait
from jtbd_analyzer.nearby import rest_of_turn
from jtbd_analyzer.picture import INK, TEAL, Drawing, Link, configured

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

#: the role of a concern that nobody else is said to raise
OWN: Final = "the person interviewed"
#: roles shown, most people first
_ROLES: Final = 12


def concerns(study: Study) -> list[data.Row]:
    """Return one row per role and concern with the people who tell of it in counted quotes; roles of most people first."""
    cells: dict[tuple[str, str], list[str]] = {}
    names = named_people(study)
    for q, concern in found([q for q in study.quote_rows if q.counted], "concern"):
        seated = dict.fromkeys(seat.role for seat in seats(q, names.get(q.participant_id, {}), rest_of_turn(study.spoken.get(q.transcript_id, ()), q)))
        raised = trait(q, "raised_by")
        for role in seated or ([raised] if raised not in ("", "self") else [OWN]):
            cells.setdefault((role, concern.value.replace("_", " ")), []).append(q.quote_id)
    voices: dict[str, set[str]] = {}
    for (role, _), ids in cells.items():
        voices.setdefault(role, set()).update(data.voices(study, ids))
    shown = sorted(voices, key=lambda r: (-len(voices[r]), r))[:_ROLES]
    told = {key: len(data.voices(study, ids)) for key, ids in cells.items() if key[0] in shown}
    rows = [{"role": role, "concern": concern, "n": n, "n_of_N": n_of(n, study.n_total), "quote_ids": cells[role, concern]}
            for (role, concern), n in told.items()]
    return sorted(rows, key=lambda r: (shown.index(r["role"]), -r["n"], r["concern"]))


def concern_by_role(study: Study, link: Link | None = None) -> Drawing | None:
    """Draw roles by concerns: the number of people who tell that somebody in this role had this concern."""
    import altair as alt

    rows = concerns(study)
    if not rows:
        return None
    roles, kinds = (list(dict.fromkeys(r[k] for r in rows)) for k in ("role", "concern"))
    kinds.sort(key=lambda k: (-max(r["n"] for r in rows if r["concern"] == k), k))
    shown = as_values(rows, link, lambda r: f"{r['role']}: {r['concern']}")
    most = max(r["n"] for r in rows)
    x = alt.X("concern:N", title=None, scale=alt.Scale(domain=kinds), axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False))
    y = alt.Y("role:N", title=None, scale=alt.Scale(domain=roles), axis=alt.Axis(domain=False, ticks=False, labelLimit=220))
    size = alt.Size("n:Q", legend=None, scale=alt.Scale(type="linear", domain=[0, max(2, most)], range=[0, 420]))
    chart = alt.layer(
        chart_of(shown).mark_point(filled=True, color=TEAL, opacity=1).encode(x, y, size=size, **href_of(link)),
        chart_of(shown).mark_text(align="left", dx=16, fontWeight="bold", color=INK).encode(x, y, text="n_of_N:N", **href_of(link)),
    ).properties(width=max(240, 120 * len(kinds)), height=34 * len(roles))
    return Drawing("concerns", "Concern by role", f"People who tell that somebody in this role had this concern, in counted quotes; area = people, "
                   f"N = {study.n_total}. Empty = not heard. A role is as the people interviewed call it.", configured(chart),
                   (("role", "role"), ("concern", "concern"), ("n_of_N", PEOPLE)), rows)
