"""Which part of the product serves which value, where in the journey, on what evidence; and the gaps both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey, overlays
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._gather import features_of, ids, likeness, people
from jtbd_analyzer.insights._nearby import first_values
from jtbd_analyzer.insights._stance import NAMED, SERVES, TROUBLE, named_beside, stance_on

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

COLUMNS: Final = (
    "theme_id", "statement", "code", "n_of_N", "priority_rank", "step", "step_name", "phase", "feature", "sense", "link_type", "n_link", "link_n_of_N",
    "quote_ids", "likeness", "serves_n_of_N", "in_its_way_n_of_N", "order_of_engagement", "order_reason", "first_value_candidate", "first_value_ids", "gap",
    "serves_ids", "in_its_way_ids",
)
#: from the strongest evidence to the weakest; a suggestion by likeness links nobody
LINKS: Final = ("evidenced", "co-mentioned", "proposed")
_NO_FEATURE, _NO_VALUE, _NO_LEXICON = "value without a part of the product", "part of the product without a voiced value", "no parts given: add features.csv"
_NUMBERS: Final = ("priority_rank", "likeness", "order_of_engagement")
_SENSES: Final = (SERVES, TROUBLE, NAMED)
#: stands for a theme in rows of quotes that speak of a part without being in a theme of value
OUTSIDE: Final = "(quotes outside these themes)"
#: part -> link type -> the counted quotes that name it themselves, or right beside
Naming = dict[str, dict[str, list["Quote"]]]


@dataclass(frozen=True)
class ValueMap:
    """One row per value theme, product part and what is said of it, then quotes outside themes, then what stands alone (`gap` says which).

    `evidenced`: a counted quote of the theme names the part. `co-mentioned`: the same person names it right beside it in the
    same answer, or was asked about it. `proposed`: nobody links them, but the quotes that name the part are at least `near` like
    the theme (cosine, 0 to 1). `n_link` counts people. `sense`: a part "serves it" only where a counted quote speaks well of
    it (a good result, what tipped the choice); a complaint of it in use "is in its way"; else it is "named with it".
    `serves_n_of_N` and `in_its_way_n_of_N` are those of the part in all. `order_of_engagement` ranks parts that serve: more
    people, earlier steps, pains first, then feeling.
    """

    near: float = field(default=0.35, metadata={"min": 0.0, "max": 1.0})

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return the links by theme (most people first) and strength, then the gaps."""
        import pandas as pd

        themes = sorted((t for t in study.theme_rows if t.kind == "value_theme" and t.n), key=lambda t: (-t.n, -t.intensity, t.theme_id))
        naming = _naming(study)
        rows: list[dict[str, Any]] = []
        for rank, theme in enumerate(themes, 1):
            fixed = _theme(study, theme, rank)
            found = self._links(study, theme, naming)
            rows += [fixed | link for link in found] or [fixed | {"gap": _NO_FEATURE if study.features else _NO_LEXICON, "n_link": 0}]
        inside = {t.theme_id for t in themes}
        rows += [{"statement": OUTSIDE} | row for f, own in naming.items()
                 for row in _said(study, f, {k: [q for q in v if q.theme_id not in inside] for k, v in own.items()}) if row["sense"] != NAMED]
        totals = {f: _total(study, f, own) for f, own in naming.items()}
        rows += [_link(study, f, "", "", naming[f][LINKS[0]]) | {"link_type": "", "gap": _NO_VALUE} for f in naming if not totals[f]["serves_ids"]]
        order = _order(study, rows)
        firsts = [(q, {*features_of(q), *overlays.features_named(text, study.features).split("; ")}) for q, text in first_values(study)]
        blank = {c: None if c in _NUMBERS else "" for c in COLUMNS}
        made = []
        for row in rows:
            feature = row.get("feature", "")
            made.append(blank | row | totals.get(feature, {}) | order.get(feature, {}) | _first_value(study, feature, firsts))
        return pd.DataFrame(made, columns=list(COLUMNS), dtype=object).astype({"n_link": "int64"})

    def _links(self, study: Study, theme: Theme, naming: Naming) -> list[dict[str, Any]]:
        own = [study.quotes_by_id[i] for i in theme.quote_ids if i in study.quotes_by_id and study.quotes_by_id[i].counted]
        found = []
        for feature, said in naming.items():
            sims = likeness(study, own, said[LINKS[0]])
            near = float(sims.mean(axis=0).max()) if sims.size else 0.0
            links = _said(study, feature, {k: [q for q in v if q.theme_id == theme.theme_id] for k, v in said.items()})
            if not links and near >= self.near:
                links = [_link(study, feature, "", LINKS[2], [])]
            found += [link | {"likeness": round(near, 2)} for link in links]
        return sorted(found, key=lambda r: (LINKS.index(r["link_type"]), -r["n_link"], -r["likeness"], r["feature"], r["sense"]))


def _naming(study: Study) -> Naming:
    """Return the counted quotes that name each part, and those with it named right beside."""
    out: Naming = {f: {LINKS[0]: [], LINKS[1]: []} for f in study.features}
    for q in study.quote_rows:
        if q.counted:
            for link, named in ((LINKS[0], features_of(q)), (LINKS[1], named_beside(study, q))):
                for f in named:
                    if f in out:
                        out[f][link].append(q)
    return out


def _said(study: Study, feature: str, said: dict[str, list[Quote]]) -> list[dict[str, Any]]:
    """Return one row per link type and sense of the quotes that name a part."""
    return [_link(study, feature, sense, link, own) for link, quotes in said.items() for sense in _SENSES
            if (own := [q for q in quotes if stance_on(study, q, feature) == sense])]


def _link(study: Study, feature: str, sense: str, link: str, quotes: Sequence[Quote]) -> dict[str, Any]:
    n = len(people(quotes))
    return {"feature": feature, "sense": sense, "link_type": link, "n_link": n, "link_n_of_N": n_of(n, study.n_total) if n or not link else "",
            "quote_ids": ids(quotes), "gap": ""}


def _total(study: Study, feature: str, said: dict[str, list[Quote]]) -> dict[str, str]:
    """Return how many people speak well of a part, and how many complain of it, with their quotes."""
    out: dict[str, str] = {}
    for name, sense in (("serves", SERVES), ("in_its_way", TROUBLE)):
        own = [q for quotes in said.values() for q in quotes if stance_on(study, q, feature) == sense]
        out |= {f"{name}_n_of_N": n_of(len(people(own)), study.n_total) if own else "", f"{name}_ids": ids(own)}
    return out


def _theme(study: Study, theme: Theme, rank: int) -> dict[str, Any]:
    step = theme.step_main
    return {
        "theme_id": theme.theme_id, "statement": theme.statement, "code": theme.code, "n_of_N": n_of(theme.n, study.n_total), "priority_rank": rank,
        "step": step, "step_name": journey.step_name(step) or "unclear", "phase": study.framework.phase_of(step),
    }


def _order(study: Study, rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the suggested rank of each part that somebody speaks well of, with the reason in words."""
    by_id = study.quotes_by_id
    serving: dict[str, dict[str, Quote]] = {}
    pains: dict[str, set[str]] = {}
    trouble: dict[str, set[str]] = {}
    for r in rows:
        own = {i: by_id[i] for i in r.get("quote_ids", "").split(", ") if i}
        if r.get("sense") == SERVES:
            serving.setdefault(r["feature"], {}).update(own)
        elif r.get("sense") == TROUBLE:
            trouble.setdefault(r["feature"], set()).update(people(own.values()))
        elif r.get("code") == "pain_point":  # a pain of the time before that the part is named with
            pains.setdefault(r.get("feature", ""), set()).update(people(own.values()))

    def key(feature: str) -> tuple[int, str, int, float, str]:
        own = serving[feature].values()
        steps = sorted(q.step for q in own if q.step)
        return (-len(people(own)), steps[0] if steps else "p99", -len(pains.get(feature, ())), -sum(q.intensity for q in own) / len(own), feature)

    out = {}
    for rank, feature in enumerate(sorted(serving, key=key), 1):
        n, step, ailing, _, _ = key(feature)
        told = f"{n_of(-n, study.n_total)} people speak well of it, from {journey.step_name(step) or 'no clear step'}"
        told += f"; named with a pain of the time before by {-ailing}" if ailing else ""
        told += f"; in the way of {len(trouble[feature])}" if feature in trouble else ""
        out[feature] = {"order_of_engagement": rank, "order_reason": told}
    return out


def _first_value(study: Study, feature: str, firsts: Sequence[tuple[Quote, set[str]]]) -> dict[str, str]:
    """Return who names a part in the turn in which they tell when the product first proved its worth."""
    if not study.features or not feature:
        return {}
    first = [q for q, named in firsts if feature in named]
    return {"first_value_candidate": f"yes ({n_of(len(people(first)), study.n_total)})" if first else "", "first_value_ids": ids(first)}
