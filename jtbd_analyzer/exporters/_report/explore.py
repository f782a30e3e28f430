"""What the report lets a reader explore after the story: segments, charts with their numbers, themes by people, people, further tables."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import chart_data, charts, pseudonyms
from jtbd_analyzer.errors import ExportWarning, OutputError
from jtbd_analyzer.exporters._book import Column, shown_as
from jtbd_analyzer.exporters._report.evidence import STATUS, Block, Evidence, quotes_of
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights._clusters import UNASSIGNED, are_parted, by_job
from jtbd_analyzer.insights._segment_items import THEME, TOUCHPOINT
from jtbd_analyzer.insights.review_queue import tiers
from jtbd_analyzer.insights.segments import SMALL, cell_of
from jtbd_analyzer.rendering import NOT_DRAWN
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.sureness import UNSURE

if TYPE_CHECKING:
    from jtbd_analyzer.picture import Drawing
    from jtbd_analyzer.pseudonyms import Pseudonyms
    from jtbd_analyzer.study import Study

#: themes shown per column of segments
_SEGMENT_ROWS: Final = 15
#: insights that the page shows in a form of its own, or that are for working, not for reading
_SHOWN: Final = frozenset({"contradictions", "forces", "heat_map", "jobs", "job_matrix", "journey_map", "moments_of_truth", "review_queue", "saturation",
                           "value_map", "wanted_achieved", "timeline", "segments", "attributes", "theme_attributes", "team_view"})
_ROWS: Final = 60


def segments(study: Study, evidence: Evidence) -> list[Block]:
    """Return one table per column of participants.csv: themes cut by segment, those of the story's disagreements first, then those that differ most."""
    out = []
    disagreed = {(r["theme_id"], r["statement"].rsplit(" (", 1)[-1].split(":", 1)[0]) for r in chart_data.table(study, "contradictions")
                 if r["contradiction"] == "segments disagree"}
    table = chart_data.table(study, "segments")
    for column in dict.fromkeys(r["column"] for r in table):
        own = [r for r in table if r["column"] == column and r["item"] == THEME]
        others = [r for r in table if r["column"] == column and r["item"] not in (THEME, TOUCHPOINT)]
        sizes = {r["segment"]: r["people_in_segment"] for r in (*others, *own)}
        whole: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for r in others:
            whole.setdefault((r["item"], r["item_id"]), []).append(r)
        themes: dict[str, list[dict[str, Any]]] = {}
        for r in own:
            themes.setdefault(r["item_id"], []).append(r)

        def apart(cells: list[dict[str, Any]]) -> tuple[bool, float, int]:
            shares = [c["n"] / c["people_in_segment"] for c in cells if c["people_in_segment"] >= chart_data.THIN_BELOW]
            told = (cells[0]["item_id"], cells[0]["column"]) in disagreed
            return told, max(shares) - min(shares) if len(shares) > 1 else 0.0, sum(c["n"] for c in cells)

        ranked = sorted(themes.values(), key=apart, reverse=True)[:_SEGMENT_ROWS]
        body = [{"statement": cells[0]["statement"], "n": cells[0]["n_of_N"],
                 "cells": [evidence.count(f"{c['statement']}: {c['segment']}", chart_data.split_ids(study, c["quote_ids"]), cell_of(c))
                           if c["n"] else {"text": "–", "href": ""} for c in cells]} for cells in (*whole.values(), *ranked)]
        out.append({"column": column, "segments": [{"name": s, "n": n, "small": n < SMALL} for s, n in sizes.items()], "rows": body,
                    "more": max(0, len(themes) - len(ranked))})
    return out


def figure(study: Study, evidence: Evidence, name: str) -> Block | None:
    """Return a chart for the page: caption and the same numbers as a table, each leading to its quotes; None without evidence.

    Its picture is drawn meanwhile: `drawn` waits for it.
    """
    drawing = charts.draw(study, name, evidence.link)
    if drawing is None:
        return None
    return {"name": name, "title": drawing.title, "caption": drawing.caption, "svg": drawing.inline_later(), **_table(drawing, evidence)}


def drawn(figure: Block | None) -> Block | None:
    """Return a chart of `figure` with its picture, as SVG; where that cannot be drawn, with a sentence that says so."""
    if figure is None:
        return None
    try:
        return figure | {"svg": figure["svg"]()}
    except OutputError:
        warnings.warn(f"report: chart '{figure['name']}': {NOT_DRAWN}", ExportWarning, stacklevel=2)
        return figure | {"svg": f"<p>{NOT_DRAWN}</p>"}


def _table(drawing: Drawing, evidence: Evidence) -> Block:
    rows = []
    for r in drawing.rows:
        title = " · ".join(str(r[k]) for k, _ in drawing.columns[:2] if r.get(k) and not k.endswith("n_of_N"))
        cells: list[dict[str, str]] = []
        for key, _ in drawing.columns:
            text = str(r.get(key, "") if r.get(key) is not None else "")
            ids = r.get(f"{key.removesuffix('_of_N')}_ids") or (r.get("quote_ids") if key in ("n_of_N", "name") else None) or []
            linked = key.endswith("_of_N") or (key == "name" and drawing.name == "timeline")
            cells.append(evidence.count(title, ids, text) if ids and linked else {"text": text, "href": ""})
        rows.append(cells)
    return {"heads": [h for _, h in drawing.columns], "rows": rows}


def heat(study: Study, evidence: Evidence) -> Block:
    """Return themes by people for a table whose cells lead to that person's quotes."""
    jobs = by_job(study)
    persons = list(jobs)
    rows = []
    for r in chart_data.heat(study):
        cells = []
        for p in persons:
            c = r["cells"].get(p)
            text = "" if c is None else str(c["count"]) if c["count"] else "(−)"
            shown = evidence.count(f"{r['statement']}: {p}", c["quote_ids"], text) if c else {"text": "", "href": ""}
            cells.append({"state": c["state"] if c else "none", **shown})
        code = CODES[r["code"]].label if r["code"] in CODES else r["code"]
        rows.append({"id": r["theme_id"], "statement": r["statement"], "code": code, "block": r["block"], "status": STATUS.get(r["status"], "suggested"),
                     "n": evidence.count(r["statement"], r["quote_ids"]), "cells": cells})
    heads = [{"id": p, "job": "" if jobs[p] == UNASSIGNED else jobs[p]} for p in persons]
    return {"persons": heads, "rows": rows, "clusters": are_parted(jobs)}


def people(study: Study, evidence: Evidence) -> Block:
    """Return one row per participant: what the study knows of them, their quotes by grade, and what to be careful with."""
    names = list(dict.fromkeys(k for p in study.participant_rows for k in p.attributes))
    flags = dict(zip(study.participants["participant_id"], study.participants["flags"], strict=True))
    rows = []
    for p in study.participant_rows:
        own = [q for q in study.quote_rows if q.participant_id == p.participant_id]
        graded = [evidence.count(f"{p.participant_id}: grade {g}", [q.quote_id for q in own if q.grade == g], str(sum(q.grade == g for q in own)))
                  for g in "ABCX"]
        rows.append({"id": p.participant_id, "name": p.display_name if p.display_name != p.participant_id else "", "words": p.words, "graded": graded,
                     "attributes": [p.attributes.get(k, "") for k in names], "flags": flags.get(p.participant_id, "")})
    return {"attributes": names, "rows": rows}


def other_tables(study: Study, evidence: Evidence, names: Iterable[str]) -> list[Block]:
    """Return the tables of all further insights as they are, columns of ids folded into one link to their quotes."""
    out = []
    for name in names:
        rows = chart_data.table(study, name) if name not in _SHOWN else []
        if not rows:
            continue
        keys = [k for k in rows[0] if not k.endswith(("_id", "_ids")) and any(r.get(k) not in (None, "") for r in rows)]
        body = []
        for r in rows[:_ROWS]:
            title = str(next((r[k] for k in keys if r.get(k)), name))
            ids = chart_data.split_ids(study, r.get("quote_ids") or r.get("quote_id"))
            cells = [{"text": str(shown_as(name, Column(k), "" if r.get(k) is None else r[k])), "href": ""} for k in keys]
            body.append([*cells, evidence.count(title, ids, quotes_of(len(ids)) if ids else "–")])
        out.append({"title": name.replace("_", " ").capitalize(), "heads": [*(k.replace("_", " ") for k in keys), "evidence"], "rows": body,
                    "more": max(0, len(rows) - _ROWS)})
    return out


def codebook() -> list[Block]:
    """Return the codes with the question each answers, what it is and what it is not."""
    return [{"label": c.label, "question": c.question, "definition": c.definition, "not": c.exclude} for c in CODES.values()]


def made_with(study: Study, shared: bool) -> list[tuple[str, str]]:
    """Return how the study was made, in a few lines."""
    m = study.manifest
    models = ", ".join(str(v) for k, v in (m.get("models") or {}).items() if v and "sha" not in k)
    frame = f"{study.framework.title}: {', '.join(p.name for p in study.framework.phases)}"
    rows = [("journey", frame), ("date", str(m.get("date", ""))), ("jtbd_analyzer", str(m.get("version", ""))),
            ("recipe", str(m.get("recipe_name", ""))), ("seed", str(m.get("seed", ""))), ("models", models)]
    if shared:
        rows.append(("shared form", "names replaced, transcripts left out; what was replaced and what not stands at the top"))
    return [(k, v) for k, v in rows if v]


#: kind of name -> one of them, several
_CALLED: Final = {
    "person": ("other person", "other people"), "organisation": ("organisation", "organisations"), "place": ("place", "places"),
    "email": ("e-mail address", "e-mail addresses"), "phone": ("phone number", "phone numbers"), "web": ("web address", "web addresses"),
    "address": ("postal address", "postal addresses"), "card": ("card number", "card numbers"), "iban": ("IBAN", "IBANs"),
    "account": ("account number", "account numbers"),
}


def replaced(study: Study, known: Pseudonyms) -> list[tuple[str, str]]:
    """Return what the shared form says of itself: what was replaced and how often, what was not, what to do before it is handed on."""
    told, times = pseudonyms.replaced(study, known)
    own = told.pop("known", 0)
    kinds = [f"{n} {_CALLED[k][n != 1]}" for k, n in sorted(told.items(), key=lambda item: (-item[1], item[0])) if k in _CALLED]
    first = (f"{study.n_total} participants are P01, P02 …, files and the ids of quotes T01, T02 …"
             f"{f'; {own} of the people and files of the study are named in what was said' if own else ''}")
    if (study.manifest.get("privacy") or {}).get("pseudonymised"):
        others = "other names were taken out before the study was analysed, and were not looked for again"
    else:
        others = f"{', '.join(kinds) or 'nobody and nothing else'}, each by the same pseudonym everywhere (Person 1, Organisation 1, Place 1 …)"
    return [
        ("replaced", f"{first}. Named in quotes, questions and names of themes: {others}. Put {times} times in all."),
        ("not replaced", "names that the recogniser did not take for names, such as everyday words; large towns and countries; software and makers that "
         "everybody uses; the product's features and words kept on purpose; roles, dates and events, by which somebody may be known without a name."),
        ("before you hand it on", "read it. Replacing names reduces what identifies people, and does not guarantee that nothing does. Some words that are no "
         "names may have been replaced too."),
    ]


def decisions(study: Study, shared: bool) -> list[Block]:
    """Return what researchers decided, where this version keeps it, newest last; without names and the team's own plans where the page is to be shared."""
    return [
        {"kind": d.kind, "target": d.target, "field": d.field, "old": d.old, "new": d.new, "who": "" if shared else d.who, "when": d.when}
        for d in getattr(study, "decisions", ()) or () if d.new and not (shared and d.kind == "entry")
    ]


def review(study: Study) -> Block:
    """Return how much of a review is enough: tiers of the queue with what correcting them may change, and how many counted quotes are unsure."""
    counted = [q for q in study.quote_rows if q.counted]
    return {"tiers": tiers(study), "unsure": n_of(sum(q.score < UNSURE and q.status == "provisional" for q in counted), len(counted)), "below": UNSURE}
