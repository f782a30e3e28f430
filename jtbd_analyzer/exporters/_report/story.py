"""What the report says, block by block, as plain values for the page: every number comes with the quotes it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import chart_data, charts
from jtbd_analyzer.exporters import _answers
from jtbd_analyzer.exporters._report.evidence import STATUS, Evidence
from jtbd_analyzer.exporters._sheets_front import sample_statement
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights.journey_map import LANES
from jtbd_analyzer.insights.review_queue import tiers
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.sureness import UNSURE, headline, to_show, told

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.picture import Drawing
    from jtbd_analyzer.study import Study

Block = dict[str, Any]
_KINDS: Final = (("struggle_trigger", "What set them off"), ("value_theme", "What they value"), ("decision_factor", "What decided"))
_TOP, _PER_PERSON, _LANE = 5, 2, 3
#: sentences a reader needs before any number
_MISSED: Final = ("Only people who were recruited are heard: interviews with recent customers under-represent fears that stopped others, reasons for "
                  "leaving and lost deals.")
#: themes shown per column of segments
_SEGMENT_ROWS: Final = 15
_SLOTS: Final = ("when", "motivation", "outcome")


def front(study: Study, evidence: Evidence) -> Block:
    """Return the head of the page: name, what the study holds, and how to take it."""
    counted = [q.quote_id for q in study.quote_rows if q.counted]
    reviewed = sum(t.status != "provisional" for t in study.theme_rows)
    return {
        "name": study.name, "sample": sample_statement(study.n_total), "missed": _MISSED, "reviewed": reviewed,
        "facts": [
            {"label": "people", "text": str(study.n_total), "href": ""},
            {"label": "transcripts", "text": str(len(study.transcript_rows)), "href": ""},
            {"label": "quotes coded", **evidence.count("All quotes", [q.quote_id for q in study.quote_rows], str(len(study.quote_rows)))},
            {"label": "of them counted", **evidence.count("All counted quotes", counted, str(len(counted)))},
            {"label": "themes", "text": str(len(study.theme_rows)), "href": "#heat"},
            {"label": "themes reviewed", "text": f"{reviewed} of {len(study.theme_rows)}", "href": ""},
        ],
    }


def answers(study: Study, evidence: Evidence) -> list[Block]:
    """Return the questions a team asks first, each with its answers, their people and a quote."""
    out = []
    for block in _answers.answers(study):
        own = [{"text": a.text, "n": evidence.count(a.text, a.quote_ids), "label": a.label, "place": a.place, "sure": a.sure,
                "lone": not a.theme_id and a.text.startswith("“"),
                "quote": evidence.said(a.quote) if a.quote else None} for a in block.answers]
        out.append({"question": block.question, "answers": own})
    return out


def segments(study: Study, evidence: Evidence) -> list[Block]:
    """Return one table per column of participants.csv: themes that most people voice, cut by segment, those that differ most first."""
    out = []
    rows = [r for r in chart_data.table(study, "segments") if r["item"] == "theme"]
    for column in dict.fromkeys(r["column"] for r in rows):
        own = [r for r in rows if r["column"] == column]
        sizes = {r["segment"]: r["people_in_segment"] for r in own}
        themes: dict[str, list[dict[str, Any]]] = {}
        for r in own:
            themes.setdefault(r["item_id"], []).append(r)

        def apart(cells: list[dict[str, Any]]) -> tuple[float, int]:
            shares = [c["n"] / c["people_in_segment"] for c in cells if not c["warning"]]
            return (max(shares) - min(shares) if len(shares) > 1 else 0.0, sum(c["n"] for c in cells))

        ranked = sorted(themes.values(), key=apart, reverse=True)[:_SEGMENT_ROWS]
        body = [{"statement": cells[0]["statement"], "n": cells[0]["n_of_N"],
                 "cells": [evidence.count(f"{c['statement']}: {c['segment']}", chart_data.split_ids(study, c["quote_ids"]), c["n_of_segment"])
                           if c["n"] else {"text": "–", "href": ""} for c in cells]} for cells in ranked]
        out.append({"column": column, "segments": [{"name": s, "n": n, "small": n < chart_data.THIN_BELOW} for s, n in sizes.items()], "rows": body,
                    "more": max(0, len(themes) - len(body))})
    return out


def jobs(study: Study, evidence: Evidence) -> list[Block]:
    """Return the candidate jobs, where this version forms them: statement, people, slots with their quotes, what is fired and hired."""
    out = []
    for r in chart_data.table(study, "jobs"):
        ids = chart_data.split_ids(study, r.get("quote_ids"))
        title = str(chart_data.first_of(r, "human_statement", "job_title", "job_id"))
        slots = []
        for slot in _SLOTS:
            own = chart_data.split_ids(study, chart_data.first_of(r, f"{slot}_quote_ids", f"slot_quotes_{slot}"))
            held = f"{len(own)} quotes" if own else "no evidence"
            slots.append({"name": slot, "said": str(r.get(slot) or ""), **evidence.count(f"{title}: {slot}", own, held)})
        facts = [(label, str(r.get(key) or "")) for label, key in (("leaves behind", "fired"), ("hires", "hired"), ("also considered", "also_considered"),
                                                                   ("emotional", "emotional_job"), ("social", "social_job"), ("gates passed", "gates_passed"))]
        n = str(chart_data.first_of(r, "n_of_members", "n_of_N", default=n_of(int(r.get("n") or 0), study.n_total)))
        out.append({
            "id": r.get("job_id", ""), "title": title, "status": str(chart_data.first_of(r, "status", "human_status", default="candidate")),
            "statement": str(chart_data.first_of(r, "human_statement", "job_statement_clg", "job_story", default="no evidence")), "slots": slots,
            "people": str(chart_data.first_of(r, "members", "participants")), "n": evidence.count(title, ids, n),
            "facts": [(a, _lines(b)) for a, b in facts if b],
        })
    return out


def _lines(text: str) -> list[str]:
    """Return a cell of lines without the ids in brackets, which the page shows as links instead."""
    return [re.sub(r"\s*\[[^\]]*\](?: \+ \d+ more)?$", "", x).lstrip("• ") for x in text.split("\n") if x.strip()]


def top_themes(study: Study, evidence: Evidence) -> list[Block]:
    """Return the themes to be read first, by kind, each with its best quote; nobody is quoted more than twice."""
    said: dict[str, int] = {}
    blocks = []
    for kind, title in _KINDS:
        own = sorted((t for t in study.theme_rows if t.kind == kind and t.n), key=lambda t: headline(study, t))
        blocks.append({"title": title, "more": max(0, len(own) - _TOP), "themes": [theme_card(study, evidence, t, said) for t in own[:_TOP]]})
    return blocks


def theme_card(study: Study, evidence: Evidence, theme: Theme, said: dict[str, int] | None = None) -> Block:
    """Return one theme as the page shows it."""
    quotes = [study.quotes_by_id[i] for i in theme.quote_ids if i in study.quotes_by_id]
    choices = to_show(study, theme)
    said = {} if said is None else said
    shown = next((q for q in choices if said.get(q.participant_id, 0) < _PER_PERSON), choices[0] if choices else None)
    if shown:
        said[shown.participant_id] = said.get(shown.participant_id, 0) + 1
    against = [i for i in theme.counter_ids if i in study.quotes_by_id]
    phases = {p.id: p.name for p in study.framework.phases}
    voices = {study.quotes_by_id[i].participant_id for i in against}
    return {
        "id": theme.theme_id, "statement": theme.statement, "code": CODES[theme.code].label if theme.code in CODES else theme.code,
        "status": STATUS.get(theme.status, "suggested"), "prevalence": theme.prevalence, "phase": phases.get(theme.phase_main, ""),
        "n": evidence.count(theme.statement, [q.quote_id for q in quotes if q.counted]), "confidence": theme.confidence,
        "sure": told(study, theme.quote_ids), "quote": evidence.said(shown) if shown else None, "stability": str(getattr(theme, "stability", "") or ""),
        "against": evidence.count(f"Against: {theme.statement}", against, f"denied by {n_of(len(voices), study.n_total)}") if against else None,
    }


def lanes(study: Study, evidence: Evidence) -> Block:
    """Return the journey as a table: phases as columns, lanes as rows, themes (or lone quotes) most people voice in each cell."""
    rows = []
    for lane, codes in LANES.items():
        cells = [_cell(study, evidence, [q for q in study.quote_rows if q.counted and q.phase == p.id and q.code in codes]) for p in study.framework.phases]
        if any(c["items"] for c in cells):
            rows.append({"name": lane, "cells": cells})
    unplaced = [q.quote_id for q in study.quote_rows if q.counted and not q.phase]
    return {"phases": [{"name": p.name, "definition": p.definition} for p in study.framework.phases], "rows": rows,
            "unplaced": evidence.count("Counted quotes without a clear phase", unplaced, f"{len(unplaced)} counted quotes") if unplaced else None}


def _cell(study: Study, evidence: Evidence, quotes: Sequence[Quote]) -> Block:
    statements = {t.theme_id: t for t in study.theme_rows}
    groups: dict[str, list[Quote]] = {}
    for q in quotes:
        groups.setdefault(q.theme_id if q.theme_id in statements else q.quote_id, []).append(q)
    ranked = sorted(groups.items(), key=lambda g: (-len({q.participant_id for q in g[1]}), -max(q.intensity for q in g[1])))
    items = []
    for key, own in ranked[:_LANE]:
        text = statements[key].statement if key in statements else own[0].verbatim
        items.append({"text": text, "lone": key not in statements, "n": evidence.count(text, [q.quote_id for q in own])})
    rest = [q.quote_id for _, own in ranked[_LANE:] for q in own]
    return {"items": items, "more": evidence.count("More of this cell", rest, f"{len(ranked) - _LANE} more") if rest else None}


def cautions(study: Study, evidence: Evidence, shared: bool) -> list[Block]:
    """Return what to be careful with before repeating anything of this page."""
    by_id, total = study.quotes_by_id, len(study.theme_rows)
    contested = [t for t in study.theme_rows if any(i in by_id for i in t.counter_ids)]
    lone = [t for t in study.theme_rows if t.n == 1]
    led = [q.quote_id for q in study.quote_rows if q.elicitation == "led"]
    reach = {p.name: len({q.participant_id for q in study.quote_rows if q.counted and q.phase == p.id}) for p in study.framework.phases}
    thin = [f"{name} ({n_of(n, study.n_total)})" for name, n in reach.items() if n < chart_data.THIN_BELOW]
    flagged = [f"{p}: {f}" for p, f in zip(study.participants["participant_id"], study.participants["flags"], strict=True) if f]
    failed = [f.file if f.message.startswith(f.file) or not f.message else f"{f.file}: {f.message}" for f in study.unread]
    unread = sum(t.status == "provisional" for t in study.theme_rows)
    rows = [
        ("themes that somebody denies", evidence.count("Quotes that deny a theme", [i for t in contested for i in t.counter_ids], n_of(len(contested), total)),
         [t.statement for t in contested]),
        ("themes from one person", evidence.count("Themes from one person", [i for t in lone for i in t.quote_ids], n_of(len(lone), total)),
         [t.statement for t in lone]),
        ("themes not yet reviewed by a researcher", {"text": n_of(unread, total), "href": ""}, []),
        ("quotes that answer a leading question", evidence.count("Answers to leading questions", led, n_of(len(led), len(study.quote_rows))), []),
        ("phases with fewer than 3 people", {"text": n_of(len(thin), len(reach)), "href": ""}, thin),
        ("people to be careful with", {"text": n_of(len(flagged), study.n_total), "href": "#people"}, flagged),
        ("files that could not be read", {"text": n_of(len(failed), study.n_transcripts_given), "href": ""}, [] if shared else failed),
    ]
    return [{"what": what, "n": n, "list": listed[:6], "more": max(0, len(listed) - 6)} for what, n, listed in rows]


def review(study: Study) -> Block:
    """Return how much of a review is enough: tiers of the queue with what correcting them may change, and how many counted quotes are unsure."""
    counted = [q for q in study.quote_rows if q.counted]
    return {"tiers": tiers(study), "unsure": n_of(sum(q.score < UNSURE and q.status == "provisional" for q in counted), len(counted)), "below": UNSURE}


def decisions(study: Study, shared: bool) -> list[Block]:
    """Return what researchers decided, where this version keeps it, newest last; without names and the team's own plans where the page is to be shared."""
    return [
        {"kind": d.kind, "target": d.target, "field": d.field, "old": d.old, "new": d.new, "who": "" if shared else d.who, "when": d.when}
        for d in getattr(study, "decisions", ()) or () if d.new and not (shared and d.kind == "entry")
    ]


def figure(study: Study, evidence: Evidence, name: str) -> Block | None:
    """Return a chart for the page: picture, caption and the same numbers as a table, each leading to its quotes; None without evidence."""
    drawing = charts.draw(study, name, evidence.link)
    return None if drawing is None else {"name": name, "title": drawing.title, "caption": drawing.caption, "svg": drawing.inline(), **_table(drawing, evidence)}


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
    persons = chart_data.people_in_order(study)
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
    return {"persons": persons, "rows": rows}


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


def against(study: Study, evidence: Evidence) -> list[Block]:
    """Return the denials and opposite voices, each with both quotes."""
    out = []
    for r in chart_data.table(study, "contradictions"):
        pro, con = (study.quotes_by_id.get(str(r.get(k) or "")) for k in ("for_id", "against_id"))
        if con:
            out.append({"what": r["contradiction"], "statement": r["statement"], "for": evidence.said(pro) if pro else None, "against": evidence.said(con)})
    return out


def not_found(study: Study) -> list[str]:
    """Return what was looked for and not voiced by anybody."""
    return [str(r["statement"]) for r in chart_data.table(study, "contradictions") if r["contradiction"] == "looked for, not found"]


#: insights that the page shows in a form of its own, or that are for working, not for reading
_SHOWN: Final = frozenset({"contradictions", "forces", "heat_map", "jobs", "job_matrix", "journey_map", "moments_of_truth", "review_queue", "saturation",
                           "value_map", "wanted_achieved", "timeline", "segments", "attributes", "theme_attributes", "team_view"})
_ROWS: Final = 60


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
            cells = [{"text": "" if r.get(k) is None else str(r[k]), "href": ""} for k in keys]
            body.append([*cells, evidence.count(title, ids, f"{len(ids)} quotes" if ids else "–")])
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
        rows.append(("shared form", "names replaced by ids, transcripts left out"))
    return [(k, v) for k, v in rows if v]


