"""The charts of a study, drawn with Vega-Altair: the same drawing serves a notebook, a page and a workbook.

Each function takes a study and, for a page, `link`: (title, quote ids) -> place in the page that shows these quotes. It returns
None where there is nothing to draw. Counts are of people, as "n of N"; no chart prints a percentage or adds up forces.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.chart_choice import decision_factors, forces, valued, wanted_achieved
from jtbd_analyzer.chart_concerns import concern_by_role
from jtbd_analyzer.chart_people import heat_map, journey_curve, saturation, timeline
from jtbd_analyzer.picture import Drawing, Link

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

CHARTS: Final[dict[str, Callable[[Any, Link | None], Drawing | None]]] = {
    "forces": forces, "journey": journey_curve, "heat_map": heat_map, "saturation": saturation, "value_map": valued, "timeline": timeline,
    "decision_factors": decision_factors, "wanted_achieved": wanted_achieved,
    "concerns": concern_by_role,
}


def draw(study: Study, name: str, link: Link | None = None) -> Drawing | None:
    """Return the chart `name` (one of CHARTS), or None where there is nothing to draw."""
    from altair.utils.schemapi import debug_mode

    with debug_mode(False):  # checking every part against Vega-Lite's schema takes as long as making it; the tests check them all
        return CHARTS[name](study, link)
