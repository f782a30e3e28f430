"""Which part of the product serves which value, where in the journey, on what evidence; and the gaps both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey, overlays
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import features_of, ids, likeness, people
from jtbd_analyzer.insights._nearby import first_values

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "theme_id", "statement", "code", "n_of_N", "priority_rank", "step", "step_name", "phase", "feature", "sense", "link_type", "n_link", "link_n_of_N",
    "quote_ids", "likeness", "order_of_engagement", "order_reason", "first_value_candidate", "first_value_ids", "gap",
)
#: from the strongest evidence to the weakest; a suggestion by likeness links nobody
LINKS: Final = ("evidenced", "co-mentioned", "proposed")
_NO_FEATURE, _NO_VALUE, _NO_LEXICON = "value without a part of the product", "part of the product without a voiced value", "no parts given: add features.csv"
#: first canonical step after the purchase; a pain from there on is about the product
_USE = "p12"
_NUMBERS: Final = ("priority_rank", "likeness", "order_of_engagement")
_SERVES, _TROUBLE = "serves it", "is in its way"


@dataclass(frozen=True)
class ValueMap:
    """One row per value theme and product part that belong together, then themes and parts that stand alone (`gap` says which).

    `evidenced`: a counted quote of the theme names the part. `co-mentioned`: the same person names it elsewhere in the same
    answer. `proposed`: nobody links them, but the quotes that name the part are at least `near` like the theme (cosine,
    0 to 1). `n_link` counts people. `sense` tells a need the part serves from a trouble with it after the purchase.
    `order_of_engagement` ranks parts by what they serve: more people, earlier steps, pains first, then feeling.
    """

    near: float = field(default=0.35, metadata={"min": 0.0, "max": 1.0})

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the links by theme (most people first) and strength, then the gaps."""
        import pandas as pd

        themes = sorted((t for t in study.theme_rows if t.kind == "value_theme" and t.n), key=lambda t: (-t.n, -t.intensity, t.theme_id))
        naming = {f: [q for q in study.quote_rows if q.counted and f in features_of(q)] for f in study.features}
        rows: list[dict[str, Any]] = []
        for rank, theme in enumerate(themes, 1):
            fixed = _theme(study, theme, rank)
            found = self._links(study, theme, naming)
            rows += [fixed | link for link in found] or [fixed | {"sense": "", "gap": _NO_FEATURE if study.features else _NO_LEXICON, "n_link": 0}]
        linked = {r.get("feature") for r in rows if r.get("link_type") in LINKS[:2]}
        rows += [{"feature": f, "gap": _NO_VALUE, "n_link": len(people(own)), "link_n_of_N": n_of(len(people(own)), study.n_total), "quote_ids": ids(own)}
                 for f, own in naming.items() if f not in linked]
        order = _order(study, rows)
        firsts = [(q, {*features_of(q), *overlays.features_named(text, study.features).split("; ")}) for q, text in first_values(study)]
        blank = {c: None if c in _NUMBERS else "" for c in COLUMNS}
        made = []
        for row in rows:
            feature = row.get("feature", "")
            made.append(blank | row | order.get(feature, {}) | _first_value(study, feature, firsts))
        return pd.DataFrame(made, columns=list(COLUMNS), dtype=object).astype({"n_link": "int64"})

    def _links(self, study: Study, theme: Theme, naming: dict[str, list[Quote]]) -> list[dict[str, Any]]:
        own = [study.quotes_by_id[i] for i in theme.quote_ids if i in study.quotes_by_id and study.quotes_by_id[i].counted]
        answers = {(q.transcript_id, q.participant_id, q.turn) for q in own}
        found = []
        for feature, named in naming.items():
            direct = [q for q in named if q.theme_id == theme.theme_id]
            beside = [q for q in named if (q.transcript_id, q.participant_id, q.turn) in answers]
            sims = likeness(study, own, named)
            near = float(sims.mean(axis=0).max()) if sims.size else 0.0
            link, quotes = (LINKS[0], direct) if direct else (LINKS[1], beside) if beside else (LINKS[2], [])
            if quotes or near >= self.near:
                n = len(people(quotes))
                found.append({"feature": feature, "link_type": link, "n_link": n, "link_n_of_N": n_of(n, study.n_total) if n else "",
                              "quote_ids": ids(quotes), "likeness": round(near, 2), "gap": ""})
        return sorted(found, key=lambda r: (LINKS.index(r["link_type"]), -r["n_link"], -r["likeness"], r["feature"]))


def _theme(study: Study, theme: Theme, rank: int) -> dict[str, Any]:
    step = theme.step_main
    return {
        "theme_id": theme.theme_id, "statement": theme.statement, "code": theme.code, "n_of_N": n_of(theme.n, study.n_total), "priority_rank": rank,
        "sense": _TROUBLE if theme.code == "pain_point" and step >= _USE else _SERVES, "step": step, "step_name": journey.step_name(step) or "unclear",
        "phase": study.framework.phase_of(step),
    }


def _order(study: Study, rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the suggested rank of each part that quotes link to a value, with the reason in words."""
    by_id = study.quotes_by_id
    serving: dict[str, dict[str, Quote]] = {}
    pains: dict[str, set[str]] = {}
    for r in rows:
        if r.get("link_type") in LINKS[:2] and r["sense"] == _SERVES:
            quotes = {i: by_id[i] for i in r["quote_ids"].split(", ")}
            serving.setdefault(r["feature"], {}).update(quotes)
            if r["code"] == "pain_point":
                pains.setdefault(r["feature"], set()).update(people(quotes.values()))

    def key(feature: str) -> tuple[int, str, int, float, str]:
        own = serving[feature].values()
        steps = sorted(q.step for q in own if q.step)
        return (-len(people(own)), steps[0] if steps else "p99", -len(pains.get(feature, ())), -sum(q.intensity for q in own) / len(own), feature)

    out = {}
    for rank, feature in enumerate(sorted(serving, key=key), 1):
        n, step, ailing, _, _ = key(feature)
        told = f"{n_of(-n, study.n_total)} people, from {journey.step_name(step) or 'no clear step'}" + (f", a pain of {-ailing}" if ailing else "")
        out[feature] = {"order_of_engagement": rank, "order_reason": told}
    return out


def _first_value(study: Study, feature: str, firsts: Sequence[tuple[Quote, set[str]]]) -> dict[str, str]:
    """Return who names a part in the turn in which they tell when the product first proved its worth."""
    if not study.features or not feature:
        return {}
    first = [q for q, named in firsts if feature in named]
    return {"first_value_candidate": f"yes ({n_of(len(people(first)), study.n_total)})" if first else "", "first_value_ids": ids(first)}
