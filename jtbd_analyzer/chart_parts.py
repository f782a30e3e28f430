"""What all charts are made with: their rows, the place each mark leads to, labels of several lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from jtbd_analyzer import chart_data as data
from jtbd_analyzer.picture import Link, wrapped

#: width of a chart in points, and the title of an axis that counts people
WIDTH: Final = 860
PEOPLE: Final = "people"


def as_values(rows: Sequence[data.Row], link: Link | None, title: Callable[[data.Row], str]) -> list[data.Row]:
    """Return rows as a chart needs them: without lists of ids, with the place each leads to."""
    return [{**{k: v for k, v in r.items() if k not in ("quote_ids", "cells")}, **({"href": link(title(r), r["quote_ids"])} if link else {})} for r in rows]


def chart_of(rows: Sequence[data.Row]) -> Any:
    """Return a chart that holds `rows` itself."""
    import altair as alt

    values: Any = tuple(dict(r) for r in rows)  # no list: Altair copies lists and all they hold every time it puts a chart into another
    return alt.Chart(alt.InlineData(values=values))


def href_of(link: Link | None) -> dict[str, Any]:
    """Return the encoding that makes marks lead somewhere, none without `link`."""
    return {"href": "href:N"} if link else {}


def top_axis(names: Sequence[str], **more: Any) -> Any:
    """Return an axis on top of the chart whose labels may have several lines."""
    import altair as alt

    lines = max((n.count("\n") + 1 for n in names), default=1)
    return alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False, labelBaseline="top", labelPadding=15 * lines, labelExpr="split(datum.label, '\\n')",
                    **more)


def shortened(text: str, limit: int) -> str:
    """Return `text` on one line of at most `limit` characters."""
    return wrapped(text, limit, 1)


def quoted(text: str) -> str:
    """Return `text` as a string of the Vega expression language, which reads those of JSON."""
    import json

    return json.dumps(text, ensure_ascii=False)


def listed(labels: dict[int, str]) -> str:
    """Return `labels` in their order as a list of the Vega expression language."""
    return "[" + ", ".join(quoted(labels[i]) for i in sorted(labels)) + "]"
