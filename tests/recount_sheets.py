# ruff: noqa: E501, PLR0911, PLR0912  (a rule reads best on its one line)
"""Follows every number of a written workbook to the table it shows, or counts it again where only a sheet has it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import openpyxl
import recount
from recount import OF, cell, counted, forced, in_theme, people, per_person, quotes, split, sure, theme_n

from jtbd_analyzer import onsets
from jtbd_analyzer.exporters._answers import _QUESTIONS, HARD_PARTS, OPEN, PROGRESS
from jtbd_analyzer.insights import segments as segments_module
from jtbd_analyzer.insights._questions import interviews_asked
from jtbd_analyzer.scheme import CODES, readable_words
from jtbd_analyzer.study import Study
from jtbd_analyzer.text import squeeze

Rows = list[dict[str, Any]]
#: table of the workbook -> table of the study, where the rows of one are the rows of the other in their order
SAME = {
    "Themes": "themes", "Participants": "participants", "WantedAchieved": "wanted_achieved", "Forces": "forces", "HeatMap": "heat_map", "Topics": "topics", "Jobs": "jobs",
    "ValueMap": "value_map", "WantedNext": "wanted_next", "BeforeAfter": "before_after", "Milestones": "milestones", "MomentsOfTruth": "moments_of_truth",
    "Alternatives": "alternatives", "Objections": "objections", "Stakeholders": "stakeholders", "Touchpoints": "touchpoints", "MessageBank": "message_bank",
    "Opportunities": "opportunities", "TeamView": "team_view", "Contradictions": "contradictions", "ReviewQueue": "review_queue", "Questions": "questions_answered",
    "SingleVoices": "single_voices", "ExpansionPaths": "expansion_paths", "Interviewers": "interviewer", "Coverage": "coverage", "Quotes": "quotes", "Transcripts": "transcripts", "Experiments": "experiments",
    "LeftOrDeclined": "left_or_declined", "SharedProgress": "shared_progress",
}
#: header of a sheet -> column of the table, where they differ
ALIAS = {"if_it_existed": "if_asked_n", "said_by": "exemplar_participant", "before quote": "before_id", "after quote": "after_id",
         "in their words": "exemplar", "how answers were found": "how"}
#: tables of words about the study itself, and the job matrix, whose cells `totals` follows
WORDY = {"Setup", "Codebook", "Phases", "Features", "Columns", "ChangeLog", "JourneyPlan", "WordOfMouth", "JobMatrix"}


def read(path: Path) -> tuple[Any, dict[str, Rows]]:
    """Return the workbook and its tables by name, rows by header; where it says "no evidence" there is none."""
    book = openpyxl.load_workbook(path)
    found: dict[str, Rows] = {}
    for sheet in book.worksheets:
        for name, place in sheet.tables.items():
            head, *body = ([c.value for c in row] for row in sheet[place])
            found[name.removeprefix("tbl")] = [dict(zip(head, [None if v == "no evidence" else v for v in row], strict=True))
                                                for row in body if row[0] != "no evidence"]
    return book, found


def counts(value: Any) -> bool:
    """Tell whether a cell shows a count: a number, or "7 of 11"; a sentence somebody said is none."""
    return (isinstance(value, int | float) and not isinstance(value, bool)) or bool(isinstance(value, str) and OF.search(value))


def plain(table: Any) -> Rows:
    rows: Rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return rows


def differences(path: Path, s: Study) -> tuple[list[str], int]:
    """Return what differs between a workbook and its study, and how many numbers of how many were followed."""
    book, shown = read(path)
    wrong: list[str] = []
    checked = 0
    special = own_tables(s)
    for name, found in shown.items():
        rows = found
        if name in WORDY:
            continue
        if name == "PersonForce":
            wrong += strongest(rows, s)
            rows = [{k: v if k == "participant_id" else int(v.split(":")[0]) if v else None for k, v in r.items()} for r in rows]
        if name in SAME:
            table = plain(getattr(s, SAME[name]) if SAME[name] in ("themes", "participants", "quotes", "transcripts") else s.table(SAME[name]))
            right = [{**r, **more(name, s, r)} for r in table]
            if name == "Quotes":
                queue = {r["item_id"]: r["priority"] for r in plain(s.table("review_queue"))}
                right = [{**r, "review_priority": queue.get(r["quote_id"])} for r in right]
        elif name in special:
            right = special[name]
        elif m := re.fullmatch(r"Segment(\d+)", name):
            right = segments(s, int(m[1]))
        else:
            wrong.append(f"{name}: no rule")
            continue
        if len(rows) != len(right):
            wrong.append(f"{name}: {len(rows)} rows, not {len(right)}")
            continue
        for i, (r, t) in enumerate(zip(rows, right, strict=True)):
            for header, value in r.items():
                key = header if header in t else ALIAS.get(header, header)
                if key in t and (counts(value) or counts(t[key])):
                    checked += 1
                    if str(value or "") not in (str(t[key] or ""), readable_words(str(t[key] or ""))) and not (isinstance(value, int | float) and isinstance(t[key], int | float) and abs(value - t[key]) < 1e-9):
                        wrong.append(f"{name}.{header}, row {i + 1}: {value!r} is not {t[key]!r}")
                elif counts(value) and key not in t:
                    wrong.append(f"{name}.{header}, row {i + 1}: shows {value!r} and nobody counts it again")
    for told in (*summary(book, s), *totals(book, s)):
        checked += 1
        wrong += [told] if told else []
    return wrong, checked


def strongest(rows: Rows, s: Study) -> Iterator[str]:
    """Yield what is wrong with the quote shown for a person and a force: it must be theirs, counted, of that force, of the best grade."""
    for r in rows:
        for force in ("push", "pull", "anxiety", "habit"):
            if r[force]:
                own = {q.quote_id: q for q in forced(s, force) if q.participant_id == r["participant_id"]}
                shown = own.get(r[force].rsplit("[", 1)[1].rstrip("]"))
                if shown is None or shown.grade != min(q.grade for q in own.values()):
                    yield f"PersonForce.{force}, {r['participant_id']}: {r[force]!r} is not the strongest of theirs"


def more(name: str, s: Study, r: dict[str, Any]) -> dict[str, Any]:
    """Return what a sheet shows beside the columns of its table."""
    total = s.n_total
    if name == "WantedAchieved":
        return {"wanted": f"wanted by {r['wanted_n_of_N']}", "achieved": f"reported by {r['achieved_of_wanted']}" if r["achieved_n"] else "not reported"}
    if name == "ValueMap":
        return {"more": len(split(r["quote_ids"])[1:]) or None}
    if name == "Milestones":
        return {f"{k}_of_N": f"{r[f'{k}_n']} of {total}" if r[f"{k}_n"] else None for k in ("first_value", "held_back")}
    if name == "Contradictions":
        return {"against_of_N": f"{r['n_against']} of {total}"}
    if name == "Coverage":
        return {p.name: r[p.id] for p in s.framework.phases}
    if name == "Jobs":
        stable = "" if r["stability"] is None else f"\nwith one person left out it holds to {r['stability']:.2f} of 1"
        kind = (f"\n{r['progress']}: wanted by {r['wanted_n_of_members']} ({r['wanted_by']}); {r['spoken_n_of_members']} speak of it ({r['spoken_by']})"
                if r["progress"] else "")
        return {"support": f"{r['status']}\nall three slots: {r['n_of_members']} ({r['participants'] or 'nobody'}){kind}\nwho says the same as the clause shown:"
                           f"\n{r['support_by_slot']}\nmembers: {r['members']}{stable}"}
    return {}


def own_tables(s: Study) -> dict[str, Rows]:
    """Return the rows of tables that only sheets have, counted from quotes."""
    persons = [p.participant_id for p in s.participant_rows]
    view = {kind: [t for t in plain(s.themes) if t["kind"] == kind] for kind in ("struggle_trigger", "value_theme", "decision_factor")}
    told = {r["theme_id"]: r for r in plain(s.table("theme_attributes"))}
    out: dict[str, Rows] = {
        name: [told.get(r["theme_id"], {}) | r for r in sorted(view[kind], key=lambda r: (-r["n_participants"], -r["mean_intensity"]))]
        for name, kind in (("Struggletriggers", "struggle_trigger"), ("Valuethemes", "value_theme"), ("Decisionfactors", "decision_factor"))
    }
    moved = {t.theme_id: set_moving(s, t.theme_id) for t in s.theme_rows if t.code == onsets.TRIGGER}
    first = [o.theme.theme_id for o in onsets.onsets(s)]
    out["Struggletriggers"] = [r | {"set_moving": f"{people(moved[r['theme_id']])} of {s.n_total}" if moved[r["theme_id"]] else None}
                               for r in sorted(out["Struggletriggers"], key=lambda r: first.index(r["theme_id"]))]
    out["PersonForce"] = [{"participant_id": p, **{f: sum(q.participant_id == p for q in forced(s, f)) or None for f in ("push", "pull", "anxiety", "habit")}} for p in persons]
    lanes = {r["lane"]: r for r in plain(s.table("journey_map"))}
    words = [r for k, r in lanes.items() if not k.startswith("feeling_") and k != "n_people"]
    out["JourneyMap"] = [{"lane": r["lane"], **{p.name: r[p.id] for p in s.framework.phases}} for r in words]
    out["EmotionalCurve"] = [{"phase": p.name, **{k: lanes[k][p.id] for k in ("feeling_median", "feeling_lowest", "feeling_highest", "n_people")}}
                             for p in s.framework.phases]
    met = {(r["touchpoint"], r["phase"]): r for r in plain(s.table("touchpoints"))}
    out["TouchpointMatrix"] = [{"touchpoint": k, **{p.name: touch(s, met.get((k, p.id))) for p in s.framework.phases}} for k in dict.fromkeys(k for k, _ in met)]
    flat = plain(s.table("saturation"))
    out["Saturation"] = [r | {"from_one_person": r["once"], "from_two_people": r["twice"], "estimated_coverage": r["coverage"]} for r in flat if r["k"] == 1]
    out["SaturationCurve"] = [{"interviews": r["k"], "expected, any order": r["expected_themes"], "in the order read": r["in_order_themes"],
                               "new in that order": r["in_order_new"]} for r in flat if r["kind"] == "all"]
    bands = (("unsure (below 0.5)", 0.0, 0.5), ("fair (0.5 to 0.75)", 0.5, 0.75), ("sure (0.75 and more)", 0.75, 1.01))
    out["CoderScores"] = [{"code": c, **{b: sum(low <= q.score < high for q in s.quote_rows if q.code == c) for b, low, high in bands},
                           "led answers": sum(q.code == c and q.elicitation == "led" for q in s.quote_rows)} for c in dict.fromkeys(q.code for q in s.quote_rows)]
    queue = plain(s.table("review_queue"))
    out["ReviewTiers"] = []
    for name, own in (("first 25", queue[:25]), ("next 75", queue[25:100]), ("the rest", queue[100:])):
        low = [s.quotes_by_id[r["item_id"]] for r in own if r["item_id"] in s.quotes_by_id]
        out["ReviewTiers"] += [{"tier": name, "items": len(own), "minutes": -(-len(own) * 24 // 60),
                                "counted quotes below 0.5": sum(q.counted and q.score < 0.5 for q in low)}] if own else []
    out["NotCut"] = not_cut(s)
    out["Timeline"] = []
    for r in plain(s.table("timeline")):
        out["Timeline"] += [{"events_told": r["events_told"]}, {}]
    return out


def set_moving(s: Study, theme_id: str) -> list[Any]:
    """Return the counted quotes of a trigger theme that tell what set somebody moving."""
    verdict = onsets.judged(s)
    return [q for q in counted(s, theme_id=theme_id) if not verdict[q.quote_id]]


def touch(s: Study, r: dict[str, Any] | None) -> Any:
    if r is None:
        return None
    means = per_person(quotes(s, r["quote_ids"]), lambda q: q.valence)
    felt = [f"{mark}{n}" for mark, n in (("+", sum(m > 0 for m in means)), ("−", sum(m < 0 for m in means))) if n]
    return f"{len(means)} ({', '.join(felt)})" if felt else str(len(means))


def segments(s: Study, k: int) -> Rows:
    """Return the block of the `k`th column: a row per thing told of, a cell per segment."""
    table = plain(s.table("segments"))
    if not table:
        return []
    column = list(dict.fromkeys(r["column"] for r in table))[k - 1]
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for r in (r for r in table if r["column"] == column):
        size = f"{r['segment']} ({r['people_in_segment']}{', small' if r['people_in_segment'] < 5 else ''})"
        own = quotes(s, r["quote_ids"])
        means = sorted(per_person(own, lambda q: q.valence))
        felt = f"{round(round(median(means), 2), 1) + 0.0:+.1f}: ".replace("-", "−") if means and r["item"].startswith("feeling") else ""
        rows.setdefault((r["item"], r["item_id"]), {"n_of_N": r["n_of_N"]})[size] = f"{felt}{people(own)} of {r['people_in_segment']}" if own else "–"
    return list(rows.values())


def not_cut(s: Study) -> Rows:
    """Return the columns of participants.csv that the table of segments leaves out, their values and people counted."""
    cut = set(s.table("segments")["column"])
    columns = [c for c in dict.fromkeys(k for p in s.participant_rows for k in p.attributes) if c not in cut]
    told = {c: [v for p in s.participant_rows if (v := p.attributes.get(c))] for c in columns}
    return [{"column": c, "different_values": len(set(told[c])), "people_with_a_value": f"{len(told[c])} of {s.n_total}",
             "why": re.sub(r"^\d+", str(len({p.attributes.get(c) or "" for p in s.participant_rows})), why)}
            for c, why in ((r["column"], r["why"]) for r in segments_module.not_cut(s, cut))]


def summary(book: Any, s: Study) -> Iterator[str]:  # noqa: PLR0915 - one rule for each block of the sheet
    """Yield "" for each number of the Summary that is right and what is wrong with the others."""
    sheet, at = book["Summary"], {f"{c.coordinate}": c.value for c in book["Themes"]["A"]}
    n = s.n_total
    block = ""
    forces = {f: people(q for q in forced(s, f) if q.grade in "AB") for f in ("push", "pull", "anxiety", "habit")}
    options = {r["option"]: people(quotes(s, r["quote_ids"])) for r in plain(s.table("alternatives"))}
    wants = {r["want"]: people(quotes(s, r["quote_ids"])) for r in reversed(plain(s.table("wanted_next")))}
    parts: dict[str, set[str]] = {}
    for r in plain(s.table("value_map")):
        if r["sense"] == "serves it" and r["link_type"] in ("evidenced", "co-mentioned"):
            parts.setdefault(r["feature"], set()).update(q.participant_id for q in quotes(s, r["quote_ids"]))
    shown_themes = {t.theme_id: t for t in s.theme_rows}
    watch = {
        "themes that somebody denies": (sum(any(q.theme_id == t.theme_id and q.polarity == "denied" for q in s.quote_rows) for t in s.theme_rows), len(s.theme_rows)),
        "counted quotes in no theme": (sum(not q.theme_id for q in counted(s)), len(counted(s))),
        "themes from one person": (sum(people(counted(s, theme_id=t.theme_id)) == 1 for t in s.theme_rows), len(s.theme_rows)),
        "phases with fewer than 3 people": (sum(people(counted(s, phase=p.id)) < 3 for p in s.framework.phases), len(s.framework.phases)),
        "people to be careful with": (int((s.participants["flags"] != "").sum()), n),
        "themes not yet reviewed": (sum(t.status == "provisional" for t in s.theme_rows), len(s.theme_rows)),
        "quotes not yet reviewed": (sum(q.status == "provisional" for q in s.quote_rows), len(s.quote_rows)),
        "decisions not carried out": (len(s.conflicts), len(s.decisions)),
        "files that could not be read": (sum(f.status == "failed" for f in s.files), sum(f.status in ("read", "failed") for f in s.files)),
        "counted quotes with a score below 0.5": (sum(q.counted and q.score < 0.5 and q.status == "provisional" for q in s.quote_rows), len(counted(s))),
        "themes on which segments differ": (len({r["theme_id"] for r in plain(s.table("contradictions")) if r["contradiction"] == "segments disagree"}),
                                            len(s.theme_rows)),
        "answers to leading questions": (sum(q.elicitation == "led" for q in s.quote_rows), len(s.quote_rows)),
    }
    for row in sheet.iter_rows(min_row=5, max_col=7):
        name, value = row[0].value, row[1].value
        if row[0].style.startswith("jtbd head"):
            block = name
            if asked := next((q for q in _QUESTIONS if q[0] == block), None):
                right = f"{people(answering(s, *asked[1:3]))} of {n}"
                yield "" if value == right else f"Summary, {block}: {value} is not {right}"
            continue
        yield from spoken(row, s)
        if name == "read together":
            yield from most_told(str(row[3].value), s)
        m = OF.fullmatch(str(value or ""))
        if not m:
            continue
        link = row[0].hyperlink.location if row[0].hyperlink else ""
        theme = at.get(link.split("!")[1]) if link.startswith("'Themes'!") else ""
        if block.startswith("Watch-outs"):
            right = watch.get(name)
        elif block.startswith("Forces"):
            right = (forces[name.split(":")[0]], n)
        elif block.startswith("Candidate"):
            job = next(r for r in plain(s.table("jobs")) if name.startswith(f"{r['job_id']}:"))
            right = (people(quotes(s, job["quote_ids"])), len(split(job["members"])))
        elif block.startswith("What people name"):
            own = quotes(s, next(r for r in plain(s.table("topics")) if r["topic"] == name)["quote_ids"])
            right = (people(own), n)
            hard = people(q for q in own if q.code in ("pain_point", "struggle_trigger"))
            yield "" if (f"hard for {hard}" in row[5].value if hard else "hard for" not in row[5].value) else f"Summary, {name}: {row[5].value}"
        elif block == PROGRESS:
            kind = next(r for r in plain(s.table("shared_progress")) if r["progress"].startswith(name.removesuffix(" …")))
            own = quotes(s, kind["quote_ids"])
            right = (people(own), n)
            told = f"wanted by {people(q for q in own if q.code == 'desired_outcome')} of {n}, reached by {people(q for q in own if q.code == 'value_realized')} of {n}"
            yield "" if row[5].value == told else f"Summary, {name}: {row[5].value}"
        elif block == OPEN:
            code = next(c.name for c in CODES.values() if c.question.startswith(name.removesuffix(" …")))
            right = (people(answering(s, (code,), "")), n)
            yield "" if row[5].value == f"asked in {interviews_asked(s).get(code, 0)} of {len(s.transcript_rows)} interviews" else f"Summary, {name}: {row[5].value}"
        elif block == HARD_PARTS:
            right = (people(quotes(s, next(r["in_its_way_ids"] for r in plain(s.table("value_map")) if r["feature"] == name and r["in_its_way_ids"]))), n)
        elif block.startswith("Which parts"):
            right = (len(parts[name]), n)
        elif block.startswith("What else"):
            right = (next(v for k, v in options.items() if k.startswith(name.removesuffix(" …"))), n)
        elif block.startswith("What they want and"):
            right = (next(v for k, v in wants.items() if k.startswith(name.removesuffix(" …"))), n)
        elif block.startswith("Where it hurts"):
            phase = next(p.id for p in s.framework.phases if p.name == name)
            right = (people(counted(s, phase=phase, code="pain_point")), n)
        elif block.startswith("Who left"):
            right = (1, n)
        elif block.startswith("What started") and theme in shown_themes:
            right = (people(set_moving(s, theme)), n)
        elif theme in shown_themes:
            right = (theme_n(s, {"theme_id": theme}), n)
        else:  # a question no theme answers is answered by quotes that are in none, each of one person
            words = str(row[3].value).strip("“”").removesuffix(" …")
            voice = [q for q in counted(s) if q.theme_role.startswith("single voice") and q.participant_id == row[4].value and squeeze(q.verbatim).startswith(words)]
            right = (people(voice), n)
        yield "" if right == (int(m[1]), int(m[2])) else f"Summary, {block}, {name}: {value} is not {right}"
        if theme in shown_themes and not block.startswith("What they want and"):
            own = set_moving(s, theme) if block.startswith("What started") else in_theme(s, {"theme_id": theme})
            yield "" if row[6].value == f"{len(sure(own))} of {len(own)}" else f"Summary, {block}, {name}: {row[6].value} sure quotes"
            if block.startswith("What to look"):
                right = f"{people(q for q in own if q.grade == 'A')} of {people(own)} tell it"
                yield "" if right in row[5].value else f"Summary, {block}, {name}: {row[5].value} is not {right}"
            elif block.startswith("Where groups"):
                yield from groups(str(row[5].value), name, {q.participant_id for q in own}, s)


def answering(s: Study, codes: tuple[str, ...], when: str) -> list[Any]:
    """Return the counted quotes of some codes, of the time before or after the first use; of triggers those that set somebody moving."""
    verdict = onsets.judged(s)
    own = [q for code in codes for q in counted(s, code=code) if not verdict.get(q.quote_id)]
    return [q for q in own if not when or (q.step and (q.step >= "p12") == (when == "after"))]


def spoken(row: Any, s: Study) -> Iterator[str]:
    """Yield the same for the words of a row of the Summary: what stands in quotation marks was said so, by that person."""
    said, who = str(row[3].value or ""), row[4].value
    if said.startswith("“"):
        words = said.strip("“”").removesuffix(" …")
        right = any(squeeze(q.verbatim).startswith(words) for q in s.quote_rows if q.participant_id == who)
        yield "" if right else f"Summary: {said} is not what {who} said"


def most_told(note: str, s: Study) -> Iterator[str]:
    """Yield the same for each “Typing” (3 of 13 there) of a note such as "Most told in Struggle: “Typing” (3 of 13 there), …; in Growth: …"."""
    for phase in s.framework.phases:
        for told in re.findall(rf"\bin {re.escape(phase.name)}: ((?:“[^”]+” \(\d+ of \d+ there\)(?:, )?)+)", note):
            for statement, some in re.findall(r"“([^”]+)” \((\d+ of \d+) there\)", told):
                rights = {f"{people(counted(s, phase=phase.id, code='pain_point', theme_id=t.theme_id))} of {s.n_total}" for t in s.theme_rows if t.statement == statement}
                yield "" if some in rights else f"Summary, {phase.name}, {statement}: {some} is not {rights}"


def groups(shown: str, name: str, voices: set[str], s: Study) -> Iterator[str]:
    """Yield the same for each "5 of 7 recent switcher" of a place such as "recruited as: 5 of 7 recent switcher, 0 of 4 long-term"."""
    column, counted_there = shown.split(": ", 1)
    for some, size, segment in re.findall(r"(\d+) of (\d+) ([^,]+)(?:, |$)", counted_there.removesuffix(" …")):
        own = {p.participant_id for p in s.participant_rows for k, v in p.attributes.items() if k.replace("_", " ") == column and v.startswith(segment)}
        yield "" if (len(own & voices), len(own)) == (int(some), int(size)) else f"Summary, {name}: {some} of {size} {segment} is not {len(own & voices)} of {len(own)}"


def totals(book: Any, s: Study) -> Iterator[str]:
    """Yield the same for the rows of sums under the heat map and the job matrix, and for each cell of the matrix."""
    sheet = book["Heat map"]
    head = {c.value: c.column for c in sheet[4]}
    last = next((r for r in sheet.iter_rows(min_row=5) if r[1].value == "themes voiced"), None)
    for p in (x.participant_id for x in s.participant_rows) if last else ():
        right = sum(isinstance(cell(s, {"theme_id": t.theme_id}, p), int) for t in s.theme_rows)
        yield "" if last[head[p] - 1].value == right else f"Heat map, {p}: {last[head[p] - 1].value} is not {right}"
    sheet, themes = book["Job matrix"], {c.coordinate: c.value for c in book["Themes"]["A"]}
    columns = [(c.column - 1, themes[c.hyperlink.location.split("!")[1]]) for c in sheet[4] if c.hyperlink]
    for row in sheet.iter_rows(min_row=5):
        for i, theme in columns:
            own = {q.participant_id for q in counted(s, theme_id=theme)}
            right = len(own) if row[0].value == "people" else int(row[0].value in own)
            yield "" if row[i].value == right else f"Job matrix, {row[0].value}, {theme}: {row[i].value} is not {right}"


def main() -> int:
    """Recount the workbooks and tables of the result folders named on the command line; return 1 if a number differs."""
    status = 0
    for folder in map(Path, sys.argv[1:]):
        s = Study.open(folder)
        for name, (wrong, checked) in (("tables", recount.differences(s)), ("workbook", differences(folder / "themes.xlsx", s))):
            print(f"{folder.name}: {name}: {checked} numbers counted again, {len(wrong)} differ", *wrong[:20], sep="\n  ")
            status |= bool(wrong)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
