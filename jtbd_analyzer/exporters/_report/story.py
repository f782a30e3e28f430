"""What the report says, block by block, as plain values for the page: every number comes with the quotes it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import chart_data, onsets
from jtbd_analyzer.exporters import _answers
from jtbd_analyzer.exporters._report.evidence import STATUS, Block, Evidence, quotes_of
from jtbd_analyzer.exporters._sheets_front import sample_statement
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights.jobs import standing_jobs, stated
from jtbd_analyzer.insights.journey_map import LANES
from jtbd_analyzer.insights.review_queue import prevalence
from jtbd_analyzer.insights.wanted_next import NOT_COUNTED
from jtbd_analyzer.recruits import missed
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.sureness import headline, to_show, told
from jtbd_analyzer.tellers import telling

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

_KINDS: Final = (("struggle_trigger", "What set them off"), ("value_theme", "What they value"), ("decision_factor", "What decided"))
_TOP, _PER_PERSON, _LANE = 5, 2, 3
_SLOTS: Final = ("when", "motivation", "outcome")
#: the id of a quote after its words, which the page shows as a link instead
_ID: Final = re.compile(r"(?<=\)) \[[^\]\s]+\]")


def front(study: Study, evidence: Evidence) -> Block:
    """Return the head of the page: name, what the study holds, and how to take it."""
    counted = [q.quote_id for q in study.quote_rows if q.counted]
    reviewed = sum(t.status != "provisional" for t in study.theme_rows)
    return {
        "name": study.name, "sample": sample_statement(study.n_total), "missed": missed(study), "reviewed": reviewed,
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
        # the people of some answers speak in quotes that do not count: reasons for leaving, what they would like if it existed
        given = block.question == _answers.LEFT
        own = [{"text": a.text, "n": evidence.count(a.text, a.quote_ids, a.people if given or a.people == NOT_COUNTED else ""), "label": a.label,
                "place": a.place, "sure": a.sure,
                "lone": not a.theme_id and a.text.startswith("“"),
                "quote": evidence.said(a.quote) if a.quote else None} for a in block.answers]
        out.append({"question": block.question, "people": block.people, "note": block.note, "answers": own})
    return out


def jobs(study: Study, evidence: Evidence) -> list[Block]:
    """Return the candidate jobs, where this version forms them: statement, people, slots with their quotes, what is fired and hired."""
    out = []
    for r in standing_jobs(chart_data.table(study, "jobs")):
        ids = chart_data.split_ids(study, r.get("quote_ids"))
        title = str(chart_data.first_of(r, "job_title", "job_id"))
        slots = []
        for slot in _SLOTS:
            own = chart_data.split_ids(study, chart_data.first_of(r, f"{slot}_quote_ids", f"slot_quotes_{slot}"))
            held = quotes_of(len(own)) if own else "no evidence"
            slots.append({"name": slot, "said": str(r.get(slot) or ""), **evidence.count(f"{title}: {slot}", own, held)})
        facts = [(label, str(r.get(key) or "")) for label, key in (("leaves behind", "fired"), ("hires", "hired"), ("also considered", "also_considered"),
                                                                   ("emotional", "emotional_job"), ("social", "social_job"), ("gates passed", "gates_passed"))]
        n = str(chart_data.first_of(r, "n_of_members", "n_of_N", default=n_of(int(r.get("n") or 0), study.n_total)))
        out.append({
            "id": r.get("job_id", ""), "title": title, "status": str(chart_data.first_of(r, "status", default="candidate")),
            "statement": _ID.sub("", stated(r)) or "no evidence", "slots": slots,
            "people": str(chart_data.first_of(r, "members", "participants")), "n": evidence.count(title, ids, n),
            "facts": [(a, _lines(b)) for a, b in facts if b],
        })
    return out


def _lines(text: str) -> list[str]:
    """Return a cell of lines without the ids in brackets, which the page shows as links instead."""
    return [re.sub(r"\s*\[[^\]]*\](?: \+ \d+ more)?(?=$|; \d+ more of)", "", x).lstrip("• ") for x in text.split("\n") if x.strip()]


def top_themes(study: Study, evidence: Evidence) -> list[Block]:
    """Return the themes to be read first, by kind, each with its best quote; nobody is quoted more than twice."""
    said: dict[str, int] = {}
    blocks = []
    for kind, title in _KINDS:
        if kind == onsets.TRIGGER:
            moving = [o for o in onsets.onsets(study) if o.quotes]
            cards, more = [_onset_card(study, evidence, o, said) for o in moving[:_TOP]], len(moving) - _TOP
        else:
            own = sorted((t for t in study.theme_rows if t.kind == kind and t.n), key=lambda t: headline(study, t))
            cards, more = [theme_card(study, evidence, t, said) for t in own[:_TOP]], len(own) - _TOP
        blocks.append({"title": title, "more": max(0, more), "themes": cards})
    return blocks


def _onset_card(study: Study, evidence: Evidence, o: onsets.Onset, said: dict[str, int]) -> Block:
    """Return a trigger theme as the page shows it, by its quotes that tell what set somebody moving."""
    ids = [q.quote_id for q in o.quotes]
    shown = next((q for q in o.best_first if said.get(q.participant_id, 0) < _PER_PERSON), o.best_first[0])
    said[shown.participant_id] = said.get(shown.participant_id, 0) + 1
    return theme_card(study, evidence, o.theme) | {
        "statement": o.theme.statement, "n": evidence.count(o.theme.statement, ids), "sure": told(study, ids),
        "prevalence": prevalence(len(o.people), study.n_total),
        "quote": evidence.said(shown), **({"phase": o.event} if o.event else {}),
    }


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
        own = telling(study, codes)
        cells = [_cell(study, evidence, [q for q in own if q.phase == p.id]) for p in study.framework.phases]
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
        ("decisions of researchers not carried out", {"text": n_of(len(study.conflicts), len(study.decisions)), "href": ""},
         [] if shared else [f"{c.place}: {c.reason}" for c in study.conflicts]),
        ("files that could not be read", {"text": n_of(len(failed), study.n_transcripts_given), "href": ""}, [] if shared else failed),
    ]
    rows = [r for r in rows if study.conflicts or not r[0].startswith("decisions")]
    return [{"what": what, "n": n, "list": listed[:6], "more": max(0, len(listed) - 6)} for what, n, listed in rows]


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
