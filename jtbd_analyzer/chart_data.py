"""What each chart shows, as plain rows: people counted, never mentions; nothing where there is no evidence.

A row is a dict of plain values; `quote_ids` lists the quotes behind its number, so that a click on it can lead to them.
"""

from __future__ import annotations

import math
import random
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._clusters import by_job
from jtbd_analyzer.insights._nearby import leaps
from jtbd_analyzer.insights._traits import exerted
from jtbd_analyzer.themes import heard

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

Row = dict[str, Any]
#: forces by quadrant: those for the new on top, those against it below; the old way left, the new way right
QUADRANTS: Final = ("push", "pull", "habit", "anxiety")
#: a point of fewer people than this is drawn hollow (field guide, journey map)
THIN_BELOW: Final = 3
#: what marks the journey, in the order of the lanes under the curve
MARKERS: Final = ("leap of faith", "moment of truth, good", "moment of truth, mixed", "moment of truth, bad", "first value")
#: parts of a factor in the decision, as the sheet Decision factors gives them; "raised" stands for those it gives none
ROLE_NAMES: Final = ("compared", "tipped", "eliminated", "raised")
#: up to this many people every order of interviews is looked at, above it this many orders drawn with a fixed seed
_ALL_ORDERS, _ORDERS, _SEED = 14, 2000, 7


def table(study: Study, insight: str) -> list[Row]:
    """Return the rows of an insight, or none where this version of the tool has no such insight."""
    from jtbd_analyzer import registry

    if insight not in registry.names("insights"):
        return []
    return [{str(k): _plain(v) for k, v in r.items()} for r in study.table(insight).to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, float) and math.isnan(value):
        return None
    return value.item() if hasattr(value, "item") else value


def split_ids(study: Study, value: Any) -> list[str]:
    """Return the quote ids that a cell of a table lists, in any of the forms tables use; words that are no ids are left out."""
    found = value if isinstance(value, list | tuple) else str(value or "").replace(";", ",").replace(" ", ",").split(",")
    return [i for i in dict.fromkeys(str(x).strip() for x in found) if i in study.quotes_by_id]


def voices(study: Study, quote_ids: Iterable[str]) -> list[str]:
    """Return the people whose counted quotes are among `quote_ids`, each once: the n of every number."""
    quotes = (study.quotes_by_id[i] for i in quote_ids)
    return list(dict.fromkeys(q.participant_id for q in quotes if q.counted))


def first_of(row: Mapping[str, Any], *names: str, default: Any = "") -> Any:
    """Return the first filled of several columns of a row: tables of other versions may name a thing otherwise."""
    return next((row[n] for n in names if row.get(n) not in (None, "")), default)


def forces(study: Study, top: int = 5) -> list[Row]:
    """Return up to `top` statements per force in the order of the table: weak ones last, most people first; `more` says how many further ones there are."""
    rows = [r for r in table(study, "forces") if r["theme_id"] and r["n"]]
    out: list[Row] = []
    for force in QUADRANTS:
        own = [r for r in rows if r["force"] == force]
        for rank, r in enumerate(own[:top]):
            out.append({
                "force": force, "rank": rank, "statement": r["statement"], "n": r["n"], "n_of_N": n_of(r["n"], study.n_total), "theme_id": r["theme_id"],
                "more": max(0, len(own) - top), "quote_ids": split_ids(study, r["quote_ids"]),
            })
    return out


def force_people(study: Study) -> dict[str, list[str]]:
    """Return for each force the counted quotes that carry it."""
    return {f: [q.quote_id for q in study.quote_rows if q.counted and f in exerted(q)] for f in QUADRANTS}


def feelings(study: Study) -> list[Row]:
    """Return one row per phase in order: median, lowest and highest of people's mean valence (-2..2), None where nobody spoke.

    `hollow` holds for fewer than three people. `run` numbers unbroken stretches of phases with evidence: a line may join
    points of one run only.
    """
    lanes = {r["lane"]: r for r in table(study, "journey_map")}
    out: list[Row] = []
    run, before = 0, True
    for order, phase in enumerate(study.framework.phases):
        n = int(lanes.get("n_people", {}).get(phase.id) or 0)
        here = [q.quote_id for q in study.quote_rows if q.phase == phase.id and q.counted]
        run += bool(n) and not before
        before = bool(n)
        numbers = {k: lanes[f"feeling_{name}"][phase.id] if n else None for k, name in (("median", "median"), ("low", "lowest"), ("high", "highest"))}
        out.append({"phase": phase.id, "name": phase.name, "order": order, "n": n, "n_of_N": n_of(n, study.n_total) if n else "no evidence",
                    "hollow": 0 < n < THIN_BELOW, "run": run if n else None, "quote_ids": here, **numbers})
    return out


def _marker(q: Quote, leapt: Container[str]) -> set[str]:
    found = {m.replace("_", " ") for m in q.markers.replace(",", " ").split()} & {"first value"}
    if q.quote_id in leapt:
        found.add("leap of faith")
    if q.code == "moment_of_truth" or "moment_of_truth" in q.markers:
        found.add(f"moment of truth, {'good' if q.valence > 0 else 'bad' if q.valence < 0 else 'mixed'}")
    return found


def marks(study: Study) -> list[Row]:
    """Return one row per phase and marker that somebody told of in counted quotes, in the order of phases and lanes."""
    out, leapt = [], leaps(study)
    for order, phase in enumerate(study.framework.phases):
        here = [(q, _marker(q, leapt)) for q in study.quote_rows if q.phase == phase.id and q.counted]
        for kind in MARKERS:
            own = [q.quote_id for q, kinds in here if kind in kinds]
            n = len(voices(study, own))
            if n:
                out.append({"phase": phase.id, "name": phase.name, "order": order, "marker": kind, "n": n, "n_of_N": n_of(n, study.n_total), "quote_ids": own})
    return out


def people_in_order(study: Study) -> list[str]:
    """Return participant ids, those of one candidate job side by side where stories form clusters, else in their own order."""
    return list(by_job(study))


def heat(study: Study) -> list[Row]:
    """Return one row per theme in the order of the heat map with `cells`: participant id -> state, count and quote ids.

    States: strong (a counted quote of grade A), light (other counted quotes), denied (only denied). Silent people have no cell.
    """
    out: list[Row] = []
    themes, persons = {t.theme_id: t for t in study.theme_rows}, people_in_order(study)
    for r in table(study, "heat_map"):
        theme = themes[r["theme_id"]]
        cells = {p: cell for p in persons if (cell := _cell(study, theme, p))}
        counted = [i for i in theme.quote_ids if i in study.quotes_by_id and study.quotes_by_id[i].counted]
        out.append({"theme_id": theme.theme_id, "code": theme.code, "statement": theme.statement, "n": theme.n, "n_of_N": n_of(theme.n, study.n_total),
                    "block": r["block"], "status": theme.status, "cells": cells, "quote_ids": counted})
    return out


def _cell(study: Study, theme: Theme, person: str) -> Row | None:
    own = [q for i in theme.quote_ids if (q := study.quotes_by_id.get(i)) and q.participant_id == person and q.counted]
    if own:
        return {"state": "strong" if any(q.grade == "A" for q in own) else "light", "count": len(own), "quote_ids": [q.quote_id for q in own]}
    denied = [i for i in theme.counter_ids if i in study.quotes_by_id and study.quotes_by_id[i].participant_id == person]
    return {"state": "denied", "count": 0, "quote_ids": denied} if denied else None


def saturation(study: Study) -> list[Row]:
    """Return one row per number of interviews k: mean, lowest and highest number of themes over all orders, new in the order read."""
    rows = [r for r in table(study, "saturation") if r["kind"] == "all"]
    persons = [p.participant_id for p in study.participant_rows]
    spans = ranges([set(who) & set(persons) for _, who in heard(study)], persons)
    return [
        {"k": r["k"], "mean": r["expected_themes"], "low": spans[r["k"]][0], "high": spans[r["k"]][1], "new": r["in_order_new"], "total": r["themes"]}
        for r in rows
    ]


def ranges(themes: Sequence[set[str]], persons: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Return for each k the fewest and most themes that the first k interviews hold, over the orders of the interviews.

    With up to 14 people over all orders (the first k of an order are a set, so all sets of k are looked at); with more over
    2,000 orders drawn with a fixed seed.
    """
    bit = {p: i for i, p in enumerate(persons)}
    held = [0] * len(persons)
    for t, who in enumerate(themes):
        for p in who:
            held[bit[p]] |= 1 << t
    spans = {k: (len(themes), 0) for k in range(1, len(persons) + 1)}

    def note(k: int, found: int) -> None:
        low, high = spans[k]
        spans[k] = (min(low, found), max(high, found))

    if len(persons) <= _ALL_ORDERS:
        union = [0] * (1 << len(persons))
        for s in range(1, len(union)):
            last = s & -s
            union[s] = union[s ^ last] | held[last.bit_length() - 1]
            note(s.bit_count(), union[s].bit_count())
        return spans
    shuffle, order = random.Random(_SEED), list(held)
    for _ in range(_ORDERS):
        shuffle.shuffle(order)
        found = 0
        for k, mask in enumerate(order, 1):
            found |= mask
            note(k, found.bit_count())
    return spans


def saturation_caption(study: Study) -> str:
    """Return what the curve says in words: granularity, coverage, range, last-run rule, and what it cannot say."""
    row = next((r for r in table(study, "saturation") if r["kind"] == "all"), None)
    if row is None or not row["themes"]:
        return "no evidence"
    over = "all orders" if study.n_total <= _ALL_ORDERS else f"{_ORDERS:,} orders"
    merged = "" if row["once"] else "No theme of one person was kept, which flatters the curve. "
    covered = f"Estimated coverage {row['coverage']:.2f} (1 = nothing new to expect). " if row["coverage"] is not None else ""
    return (f"Granularity: {row['themes']} themes, grouped within each code; {row['once']} of them from one person. Line: mean over all orders of the "
            f"interviews; band: fewest to most over {over}; bars: new themes in the order read. "
            f"{covered}{merged}{row['reading'][:1].upper()}{row['reading'][1:]}. "
            "The themes were made from all interviews together, so the curve looks back, and it speaks only for the kind of customer recruited.")


def decision_profile(study: Study, top: int = 4) -> list[Row]:
    """Return one row per decision theme with its role in the choice and its people.

    Roles are those of the table theme_attributes: compared, tipped, eliminated; "raised" where it gives none, as for doubts,
    objections and other people's word. The `top` themes of each role are shown, of compared twice as many, most people first.
    """
    given = {r["theme_id"]: str(r["role"] or "") for r in table(study, "theme_attributes")}
    ranked = sorted((t for t in study.theme_rows if t.kind == "decision_factor" and t.n), key=lambda t: -t.n)
    role = {t.theme_id: next((x for x in ROLE_NAMES if given.get(t.theme_id, "").startswith(x)), "raised") for t in ranked}
    shown = [t for name in ROLE_NAMES for t in [x for x in ranked if role[x.theme_id] == name][: top * (2 if name == "compared" else 1)]]
    out = []
    for rank, t in enumerate(shown):
        ids = [i for i in t.quote_ids if i in study.quotes_by_id and study.quotes_by_id[i].counted]
        n = len(voices(study, ids))
        out.append({"rank": rank, "theme_id": t.theme_id, "code": t.code, "statement": t.statement, "role": role[t.theme_id], "n": n,
                    "n_of_N": n_of(n, study.n_total), "quote_ids": ids})
    return out


def wanted(study: Study, kinds_shown: int = 5, themes_shown: int = 7) -> list[Row]:
    """Return what people want and have: kinds of progress over all themes first, then one row per outcome theme, most people first.

    Of a kind of progress, `achieved` counts all who tell of having it (table shared_progress); of a theme those of the people who
    wanted it (table wanted_achieved), which is said by `achieved_of_N`.
    """
    out, kinds = list[Row](), list[Row]()
    for r in table(study, "shared_progress"):
        own = split_ids(study, r["quote_ids"])
        want, got = ([i for i in own if study.quotes_by_id[i].code == code] for code in ("desired_outcome", "value_realized"))
        kinds.append({"theme_id": "", "statement": str(r["progress"]), "wanted": len(voices(study, want)), "achieved": len(voices(study, got)),
                      "wanted_of_N": str(r["wanted_n_of_N"]), "achieved_of_N": str(r["reached_n_of_N"]), "wanted_ids": want, "achieved_ids": got})
    for r in table(study, "wanted_achieved"):
        want, got = (split_ids(study, first_of(r, *names)) for names in (("wanted_ids", "wanted_quote_ids", "quote_ids"),
                                                                         ("achieved_ids", "achieved_quote_ids")))
        n, m = (int(first_of(r, *names, default=len(voices(study, ids)))) for names, ids in (
            (("n_wanted", "wanted_n", "wanted_by_n", "n"), want), (("n_achieved", "achieved_n", "achieved_by_n"), got)))
        out.append({"theme_id": str(first_of(r, "theme_id", "outcome_theme_id")), "statement": str(first_of(r, "statement", "outcome", "theme_statement")),
                    "wanted": n, "achieved": m, "wanted_of_N": n_of(n, study.n_total),
                    "achieved_of_N": str(first_of(r, "achieved_of_wanted", default=n_of(m, n))),
                    "wanted_ids": want, "achieved_ids": got})
    return [*kinds[:kinds_shown], *sorted((r for r in out if r["wanted"]), key=lambda r: -r["wanted"])[:themes_shown]]


def timeline(study: Study) -> list[Row]:
    """Return one row per person and event of the switch that somebody told of, from the table timeline or else from where quotes were placed.

    `when` is the time the person gave, "" where they gave none: then only the order is known.
    """
    events = [p for p in journey.framework("switch").phases if p.id != "status_quo"]
    out = []
    wide = {str(first_of(r, "participant_id", "participant")): r for r in table(study, "timeline")}
    for p in people_in_order(study):
        for order, event in enumerate(events):
            told = wide.get(p, {})
            ids = split_ids(study, first_of(told, f"{event.id}_ids", f"{event.id}_quote_ids", f"{event.id}_quote_id", f"{event.id}_id"))
            if not wide:
                ids = [q.quote_id for q in study.quote_rows if q.participant_id == p and q.counted and q.step in event.steps]
            if ids:
                out.append({"participant_id": p, "event": event.id, "name": event.name.split(" (")[0], "order": order,
                            "when": str(first_of(told, f"{event.id}_when", f"{event.id}_date", f"{event.id}_time")), "quote_ids": ids})
    return out
