# ruff: noqa: E501, PLR0911  (a rule reads best on its one line)
"""Counts every number of every table and sheet again, from quotes alone, and says where it differs.

Each column that shows numbers has a rule here: the column of ids it is counted from, or a function that counts again.
A column with numbers and without a rule is a difference too, so that no new number goes unchecked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from statistics import median
from typing import Any

from jtbd_analyzer import attributes, onsets, registry, things
from jtbd_analyzer.insights._gather import reassures
from jtbd_analyzer.insights._nearby import leaps
from jtbd_analyzer.insights.journey_map import LANES
from jtbd_analyzer.insights.milestones import _blocks
from jtbd_analyzer.insights.team_view import _QUESTIONS
from jtbd_analyzer.model import Quote
from jtbd_analyzer.study import Study

Rule = str | Callable[[Study, dict[str, Any]], Any]
OF = re.compile(r"(\d+) of (\d+)")
#: a line of a list: "• the slips (2 of 4) [q1, q2 + 3 more]", or "• “words” (P01, 1 of 4) [q1]"
LINE = re.compile(r"• (?P<said>.*) \((?:\S+, )?(?P<n>\d+) of (?P<total>\d+)\) \[(?P<ids>[^\]+]+?)(?: \+ (?P<more>\d+) more)?\]", re.S)
TALLY = re.compile(r"([^,(\n]+) \((\d+)\)(?:, |\n|$)")
#: columns whose words are somebody's own, or names: what looks like a number there counts nothing
WORDS = re.compile(r"verbatim|exemplar|quote|statement|words|want$|before$|after$|text|^why_left$|held_by|^also_named_by$|^said_as$|^option$|_said|story|prompt|question|reason|flags|examples|role|said|^when$|"
                   r"old_way$|pain$|pull$|fired|hired|also_considered|success_measures|emotional_job|social_job|motivation|outcome|clg|title|what_|held_back$|"
                   r"resolution|alternatives|deal_maker|value$|trigger$|objections_raised|elapsed|_check|event|looking|thought|deciding|buying|consuming|satisfaction|"
                   r"data|kpi|chain|stage_questions|how|separation|evidence_strength|gates$|reading|definition|not$|_when$|order_reason|_ids?$|features|phrasing")
#: numbers that are no counts of quotes or people: measures of a model, of a file, places and thresholds, each checked by tests of its own part
MEASURES = {
    "themes": {"cohesion", "confidence", "stability", "survival"}, "participants": {"words_participant", "words_interviewer", "talk_ratio", "minutes", "months_since_switch", "team_size"},
    "before_after": {"likeness"}, "expansion_paths": {"cycle"}, "interviewer": {"words_interviewer", "words_participant", "talk_ratio", "questions", "open_questions",
                                                                                  "leading_questions"},
    "job_matrix": {"place", "stability"}, "jobs": {"stability", "gates_passed"}, "message_bank": {"intensity"}, "moments_of_truth": {"valence", "intensity"},
    "review_queue": {"priority", "score", "why", "tier"}, "saturation": {"expected_themes", "expected_new", "coverage", "sentence"}, "value_map": {"priority_rank", "likeness", "order_of_engagement"},
    "wanted_achieved": {"likeness"}, "questions_answered": {"asked_in"},
}


def split(ids: Any) -> list[str]:
    return [i for i in str(ids or "").split(", ") if i]


def quotes(s: Study, ids: Any) -> list[Quote]:
    return [s.quote(i) for i in split(ids)]


def counted(s: Study, **is_: Any) -> list[Quote]:
    """Return the counted quotes of the study whose fields have these values; None takes any."""
    return [q for q in s.quote_rows if q.counted and all(v is None or getattr(q, k) == v for k, v in is_.items())]


def people(found: Iterable[Quote]) -> int:
    return len({q.participant_id for q in found})


def per_person(found: list[Quote], value: Callable[[Quote], float]) -> list[float]:
    own: dict[str, list[float]] = {}
    for q in found:
        own.setdefault(q.participant_id, []).append(value(q))
    return [sum(v) / len(v) for v in own.values()]


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def in_theme(s: Study, r: dict[str, Any]) -> list[Quote]:
    return [q for q in counted(s, theme_id=r["theme_id"]) if q.code == r.get("code", q.code) or True]


def theme_n(s: Study, r: dict[str, Any]) -> int:
    return people(counted(s, theme_id=r["theme_id"])) if r["theme_id"] else 0


def sure(found: Iterable[Quote]) -> list[Quote]:
    return [q for q in found if q.score >= 0.6 or q.status != "provisional"]


def forced(s: Study, force: str) -> list[Quote]:
    """Return the counted quotes that exert a force; having seen it elsewhere pushes and pulls."""
    return [q for q in counted(s) if q.force == force or (force == "pull" and q.force == "push" and q.code == "struggle_trigger"
                                                          and attributes.value(q.verbatim, q.code, "trigger_type", q.step, q.features) == "exposure")]


def denied_by(s: Study, r: dict[str, Any]) -> int:
    return people(q for q in s.quote_rows if q.theme_id == r["theme_id"] and q.polarity == "denied")


def of_person(s: Study, r: dict[str, Any]) -> list[Quote]:
    return [q for q in s.quote_rows if q.participant_id == r["participant_id"]]


def tallied(name: str, ids: str = "quote_ids") -> Rule:
    """Return the rule of "incident (3), mandate (1)": people whose counted quotes show each value of the attribute `name`."""
    def rule(s: Study, r: dict[str, Any]) -> dict[str, int]:
        shown: dict[str, set[str]] = {}
        for q in quotes(s, r[ids]):
            for a in attributes.read(q.verbatim, q.code, q.step, q.features):
                if a.name == name:
                    shown.setdefault(a.value, set()).add(q.participant_id)
        return {k: len(v) for k, v in shown.items()}

    return rule


def stages(s: Study, r: dict[str, Any]) -> dict[str, int]:
    """Return the people behind each event of the switch: as the words say, else by the step."""
    shown: dict[str, set[str]] = {}
    for q in quotes(s, r["quote_ids"]):
        said = attributes.value(q.verbatim, q.code, "trigger_stage", q.step, q.features)
        if q.code == "struggle_trigger" and (event := said or {"p02": "first_thought", "p04": "event_one", "p09": "event_two"}.get(q.step)):
            shown.setdefault(event, set()).add(q.participant_id)
    return {k: len(v) for k, v in shown.items()}


def at_most(ids: str = "quote_ids", everybody: bool = False) -> Rule:
    """Return the rule of a tally that also reads neighbouring quotes or several attributes: no value has more people than may show it."""
    def rule(s: Study, r: dict[str, Any]) -> range:
        return range(1, (s.n_total if everybody else people(quotes(s, r[ids]))) + 1)

    return rule


def feeling(which: Callable[[list[float]], float]) -> Rule:
    return lambda s, r: round(which(per_person(quotes(s, r["quote_ids"]), lambda q: q.valence)), 2)


def spoke_at(s: Study, r: dict[str, Any]) -> int:
    """Return how many people's interviews reached the main phase of a theme, its own people in any case; to have been there a quote need not count."""
    own = {q.participant_id for q in counted(s, theme_id=r["theme_id"])}
    here = {q.participant_id for q in s.quote_rows if q.phase == r["phase_main"]}
    return len(own | here) if r["phase_main"] else s.n_total


def segment_people(s: Study, r: dict[str, Any]) -> list[str]:
    return [p.participant_id for p in s.participant_rows if (p.attributes.get(r["column"], "") or "(missing)") == r["segment"]]


def saturation_rows(pick: str) -> Rule:
    def rule(s: Study, r: dict[str, Any]) -> Any:
        persons = [p.participant_id for p in s.participant_rows]
        own = [t for t in s.theme_rows if r["kind"] in ("all", t.kind)]
        voices = [v for t in own if (v := {q.participant_id for q in counted(s, theme_id=t.theme_id)})]
        # a single voice is a theme of one person that nobody else has voiced yet
        voices += [{q.participant_id} for q in s.quote_rows if q.counted and q.theme_role.startswith("single voice") and r["kind"] in ("all", q.kind)]
        seen = [sum(bool(v & set(persons[:k])) for v in voices) for k in range(len(persons) + 1)]
        sizes = Counter(len(v) for v in voices)
        return {"in_order_themes": seen[r["k"]], "in_order_new": seen[r["k"]] - seen[r["k"] - 1], "themes": len(voices), "once": sizes[1], "twice": sizes[2],
                "uses": sum(map(len, voices)), "base_themes": seen[4] if len(persons) >= 6 and voices else None,
                "run_new": seen[-1] - seen[-3] if len(persons) >= 6 and voices else None, "k": r["k"]}[pick]

    return rule


def phases(s: Study) -> dict[str, Rule]:
    return {p.id: (lambda s, r, p=p.id: people_lane(s, r, p)) for p in s.framework.phases}


def people_lane(s: Study, r: dict[str, Any], phase: str) -> Any:
    own = [q for q in counted(s) if q.phase == phase]
    means = sorted(per_person(own, lambda q: q.valence))
    numbers = {"n_people": len(means), "feeling_median": round(median(means), 2) if means else None, "feeling_lowest": round(means[0], 2) if means else None,
               "feeling_highest": round(means[-1], 2) if means else None}
    if r["lane"] in numbers:
        return numbers[r["lane"]]
    if r["lane"] == "people with evidence":
        return len(means)
    if r["lane"].startswith("feeling"):
        return {f"median of {len(means)};"} if means else None
    if r["lane"] == "features named":
        return {"named": [(f.strip(), q) for q in own for f in q.features.split(";")]}
    if r["lane"] in ("people named", "touchpoints"):
        name = {"people named": "who", "touchpoints": "touchpoint"}[r["lane"]]
        return {"named": [(a.value, q) for q in own for a in attributes.read(q.verbatim, q.code, q.step, q.features) if a.name == name]}
    if r["lane"] == "what took the risk out":
        return [q for q in own if reassures(q)]
    if r["lane"] == "leaps of faith":
        return [q for q in leaps(s).values() if q.phase == phase]
    no_answer = {i for i, reason in onsets.judged(s).items() if reason}
    return [q for q in own if q.code in LANES.get(r["lane"], ()) and q.quote_id not in no_answer]


def rules(s: Study) -> dict[str, dict[str, Rule]]:
    """Return the rule of every column that shows counts, by table."""
    n = {"n": "quote_ids", "n_of_N": "quote_ids"}
    own: Rule = theme_n
    persons = {p.participant_id: (lambda s, r, p=p.participant_id: cell(s, r, p)) for p in s.participant_rows}
    return {
        "themes": {"n_participants": own, "n_total": lambda s, r: s.n_total, "n_of_N": own, "n_eligible": spoke_at, "n_quotes": lambda s, r: len(in_theme(s, r)),
                   "sure_n": lambda s, r: people(sure(in_theme(s, r))), "sure_quotes": lambda s, r: f"{len(sure(in_theme(s, r)))} of {len(in_theme(s, r))}",
                   "spontaneous_n": lambda s, r: people(q for q in in_theme(s, r) if q.elicitation == "spontaneous"),
                   "mean_intensity": lambda s, r: round(mean(per_person(in_theme(s, r), lambda q: q.intensity)), 2),
                   "valence": lambda s, r: round(mean(per_person(in_theme(s, r), lambda q: q.valence)), 2), "counter_n": denied_by,
                   "step_spread": lambda s, r: len({q.step for q in in_theme(s, r) if q.step}), "job_levels": lambda s, r: None},
        "participants": {"n_quotes": lambda s, r: len(of_person(s, r)), **{f"n_quotes_{g}": (lambda s, r, g=g: sum(q.grade == g for q in of_person(s, r))) for g in "ABC"},
                         "themes": lambda s, r: len({q.theme_id for q in of_person(s, r) if q.counted and q.theme_id})},
        "alternatives": {**n},
        "before_after": {"n": "relation_quote_ids", "n_of_N": "relation_quote_ids"},
        "contradictions": {"n_of_N": lambda s, r: people(quotes(s, r["quote_ids"])) if "job" in r["contradiction"] else theme_n(s, r), "n_against": lambda s, r: 0 if "segment" in r["contradiction"] else people(quotes(s, r["quote_ids"]))},
        "coverage": {**{p.id: (lambda s, r, p=p.id: sum(q.counted and q.phase == p for q in of_person(s, r))) for p in s.framework.phases},
                     "n_steps": lambda s, r: len({q.step for q in of_person(s, r) if q.counted and q.step}),
                     "unplaced": lambda s, r: sum(q.counted and not q.phase for q in of_person(s, r))},
        "expansion_paths": {"n": "branch_quote_ids", "n_of_N": "branch_quote_ids"},
        "forces": {**n, "intensity": lambda s, r: round(mean(per_person(quotes(s, r["quote_ids"]), lambda q: q.intensity)), 1), "reduced_by": at_most(), "voiced_by": lambda s, r: theme_n(s, r) or None, "sure_n": lambda s, r: people(sure(quotes(s, r["quote_ids"])))},
        "heat_map": {"n_of_N": own, **persons},
        "hurts_most": {**n, "heard_n": lambda s, r: people(counted(s, phase=r["phase"])), "feeling_median": lambda s, r: _felt(counted(s, phase=r["phase"]))},
        "left_or_declined": {"n": lambda s, r: int(bool(r["exemplar_id"])), "n_of_N": lambda s, r: int(bool(r["exemplar_id"]))},
        "interviewer": {"quotes": lambda s, r: sum(q.transcript_id == r["transcript_id"] for q in s.quote_rows),
                        "led_quotes": lambda s, r: sum(q.transcript_id == r["transcript_id"] and q.elicitation == "led" for q in s.quote_rows),
                        "led_of_quotes": lambda s, r: f"{sum(q.transcript_id == r['transcript_id'] and q.elicitation == 'led' for q in s.quote_rows)} of "
                                                      f"{sum(q.transcript_id == r['transcript_id'] for q in s.quote_rows)}",
                        "hypothetical_quotes": lambda s, r: sum(q.transcript_id == r["transcript_id"] and q.reality in ("hypothetical", "future", "counterfactual")
                                                                for q in s.quote_rows)},
        "job_matrix": {"present": lambda s, r: int(bool(quotes(s, r["quote_ids"]))), "n_of_N": own},
        "jobs": {"n": "quote_ids", "n_of_members": lambda s, r: f"{people(quotes(s, r['quote_ids']))} of {len(split(r['members']))}",
                 "members_n": lambda s, r: len(split(r["members"])), **{f"{k}_n_of_members": of_kind(k) for k in ("wanted", "spoken")}, "when_told": lines_of, **{k: (lambda s, r, f=f: [q for q in lines_of(s, r) if q.force == f]) for k, f in
                    (("pushes", "push"), ("pulls", "pull"), ("anxieties", "anxiety"), ("habits", "habit"))}},
        "journey_map": phases(s),
        "milestones": {**n, "leap_n": "leap_ids", "first_value_n": "first_value_ids", "held_back_n": "held_back_ids", "leap": "leap_ids",
                       "anxieties_before": lambda s, r: around(s, r, lambda q: q.code in ("anxiety", "objection") or q.force == "anxiety"),
                       "reassurance": lambda s, r: around(s, r, reassures), "roadblocks": blocking, "stake": lambda s, r: counted(s)},
        "moments_of_truth": {"n_of_N": lambda s, r: (theme_n(s, r) if r["theme_id"] else 1) if r["counted"] else None},
        "objections": {**n, "concern": tallied("concern"), "raised_by": tallied("raised_by"), "acts_on": tallied("when"), "overcome_by": at_most()},
        "opportunities": {"n_of_N": "quote_ids", "mean_intensity": lambda s, r: round(mean(per_person(quotes(s, r["quote_ids"]), lambda q: q.intensity)), 1),
                          "held_against": denied_by},
        "questions_answered": {"n": "quote_ids", "answered_by": "quote_ids"},
        "review_queue": {"n_of_N": theme_n},
        "saturation": {k: saturation_rows(k) for k in ("k", "in_order_themes", "in_order_new", "themes", "once", "twice", "uses", "base_themes", "run_new")},
        "segments": {"n": lambda s, r: people(in_segment(s, r)), "people_in_segment": lambda s, r: len(segment_people(s, r)),
                     "n_of_segment": lambda s, r: f"{people(quotes(s, r['quote_ids']))} of {len(segment_people(s, r))}",
                     "n_of_N": lambda s, r: people(segment_pool(s, r)),
                     "felt_median": lambda s, r: _felt(in_segment(s, r)) if r["item"].startswith("feeling") else None,
                     "compared": lambda s, r: None},
        "shared_progress": {**n, "wanted_n_of_N": lambda s, r: people(q for q in quotes(s, r["quote_ids"]) if q.code == "desired_outcome"),
                            "reached_n_of_N": lambda s, r: people(q for q in quotes(s, r["quote_ids"]) if q.code == "value_realized")},
        "stakeholders": {**n, "buying_role": at_most(), "direction": tallied("direction"), "concern": tallied("concern"), "met_the_seller": tallied("met_seller"), "overcome_by": at_most()},
        "stories": {"parts_told": lambda s, r: sum(bool(v) for k, v in r.items() if k.endswith("_quote_id"))},
        "team_view": {**n, "evidence": lambda s, r: [q for q in counted(s) if q.phase == r["phase"] and q.code in _QUESTIONS[r["question"]]]},
        "theme_attributes": {k: tallied(v) for k, v in {"trigger_type": "trigger_type", "option_concerned": "option",
                                                        "raised_by": "raised_by", "price_role": "price_role", "concern": "concern", "acts_on": "when",
                                                        "touchpoint": "touchpoint"}.items()} | {"trigger_stage": stages, "sub_kind": at_most(), "resolved_by": at_most(),
                                                                                                 "old_way": at_most(everybody=True)},
        "timeline": {"events_told": lambda s, r: sum(bool(v) for k, v in r.items() if k.endswith("_quote_id") and k != "elapsed_quote_id")},
        "single_voices": {"intensity": lambda s, r: round(mean([q.intensity for q in quotes(s, r["quote_ids"])]), 1)},
        "topics": {**n, "rarity": lambda s, r: things.rarity(things.singular(r["topic"])), "n_quotes": lambda s, r: len(quotes(s, r["quote_ids"])), "feeling": lambda s, r: round(mean(per_person(quotes(s, r["quote_ids"]), lambda q: q.valence)), 1),
                   "n_themes": lambda s, r: len({q.theme_id for q in quotes(s, r["quote_ids"])} - {""}),
                   **{k: (lambda s, r, codes=codes: people(q for q in quotes(s, r["quote_ids"]) if q.code in codes)) for k, codes in {
                       "hard_n": ("pain_point", "struggle_trigger"), "wanted_n": ("desired_outcome", "priority"), "reached_n": ("value_realized",),
                       "held_back_n": ("anxiety", "objection", "habit", "deal_breaker"),
                       "chosen_by_n": ("criterion", "alternative", "deal_maker", "price", "social_influence")}.items()}},
        "touchpoints": {**n, "felt_good_n": lambda s, r: sum(m > 0 for m in per_person(quotes(s, r["quote_ids"]), lambda q: q.valence)),
                        "felt_bad_n": lambda s, r: sum(m < 0 for m in per_person(quotes(s, r["quote_ids"]), lambda q: q.valence)),
                        "feeling_median": feeling(median), "feeling_lowest": feeling(min), "feeling_highest": feeling(max),
                        "company_did": at_most(), "effect": at_most()},
        "value_map": {"n_of_N": lambda s, r: theme_n(s, r) if r["theme_id"] else None, "n_link": "quote_ids", "link_n_of_N": "quote_ids", "serves_n_of_N": "serves_ids",
                      "in_its_way_n_of_N": "in_its_way_ids", "first_value_candidate": "first_value_ids"},
        "wanted_achieved": {"n": "quote_ids", "wanted_n_of_N": "quote_ids", "achieved_n": "achieved_quote_ids",
                            "achieved_of_wanted": lambda s, r: f"{people(quotes(s, r['achieved_quote_ids']))} of {people(quotes(s, r['quote_ids']))}"},
        "wanted_next": {"n": "quote_ids", "n_of_N": lambda s, r: people(quotes(s, r["quote_ids"])) or None, "if_asked_n": lambda s, r: people(quotes(s, r["if_asked_ids"])) or None},
    }


def _felt(own: list[Any]) -> float | None:
    means = per_person(own, lambda q: q.valence)
    return round(median(means), 2) if means else None


def segment_pool(s: Study, r: dict[str, Any]) -> list[Quote]:
    """Return all counted quotes of what a row of the segments cuts."""
    key = r["item_id"]
    if r["item"] == "force":
        return forced(s, key)
    if r["item"] in ("pain in a phase", "feeling in a phase"):
        return counted(s, phase=key, code="pain_point" if r["item"].startswith("pain") else None)
    if r["item"] == "job":
        cells = [c for c in s.table("job_matrix").to_dict("records") if c["job_id"] == key]
        return [q for c in cells for q in counted(s, theme_id=c["theme_id"], participant_id=c["participant_id"])]
    return counted(s, theme_id=key) if r["item"] == "theme" else [q for q in counted(s) if _touches(q) == key]


def in_segment(s: Study, r: dict[str, Any]) -> list[Quote]:
    """Return those of them that people of the row's segment say; the ids of the row must be exactly theirs."""
    own = [q for q in segment_pool(s, r) if q.participant_id in segment_people(s, r)]
    assert {q.quote_id for q in own} == set(split(r["quote_ids"])), f"segments: {r['segment']}, {r['item_id']}: other quotes than those listed"
    return own


def _touches(q: Quote) -> str:
    return attributes.value(q.verbatim, q.code, "touchpoint", q.step, q.features)


def touched(s: Study, kind: str) -> int:
    return people(q for q in counted(s) if attributes.value(q.verbatim, q.code, "touchpoint", q.step, q.features) == kind)


def cell(s: Study, r: dict[str, Any], person: str) -> Any:
    own = [q for q in s.quote_rows if q.theme_id == r["theme_id"] and q.participant_id == person]
    told = sum(q.counted for q in own)
    return told or ("(-)" if any(q.polarity == "denied" for q in own) else None)


def around(s: Study, r: dict[str, Any], fits: Callable[[Quote], bool]) -> list[Quote]:
    """Return the counted quotes told of the time between the milestone before and this one that fit."""
    told = s.table("milestones")["step"].tolist()
    before = (["", *told])[told.index(r["step"])]
    return [q for q in counted(s) if r["step"] and before < q.step <= r["step"] and fits(q)]


def blocking(s: Study, r: dict[str, Any]) -> list[Quote]:
    """Return the trouble in the way of a step: placed before it, or told by those who took it in that turn or their next two."""
    took = [q for q in quotes(s, r["quote_ids"]) if not q.step or q.step >= "p07"]
    beside = []
    for q in took:
        turns = sorted({t.index for x in s.transcript_rows if x.transcript_id == q.transcript_id for t in x.turns if t.participant_id == q.participant_id and t.index >= q.turn and x.text(t).strip()})[:3]
        beside += [x for x in counted(s) if x.transcript_id == q.transcript_id and x.participant_id == q.participant_id and _blocks(x)
                   and x.turn in turns and (x.turn > q.turn or x.char_start >= q.char_end)]
    return list(dict.fromkeys([*around(s, r, _blocks), *beside]))


def of_kind(which: str) -> Rule:
    """Return the rule for who of a job's members says its kind of progress: by the quotes named, which must be theirs; "" without a kind."""
    def rule(s: Study, r: dict[str, Any]) -> str:
        own = [q for q in quotes(s, r[f"{which}_quote_ids"]) if q.participant_id in split(r["members"])]
        return f"{people(own)} of {len(split(r['members']))}" if r["progress"] else ""
    return rule


def lines_of(s: Study, r: dict[str, Any]) -> list[Quote]:
    return [q for q in counted(s) if q.participant_id in split(r["members"])]


def tables(s: Study) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each table of counts as rows: themes, participants and every insight."""
    for name in ("themes", "participants", *registry.names("insights")):
        table = getattr(s, name) if name in ("themes", "participants") else s.table(name)
        yield name, table.astype(object).where(table.notna(), None).to_dict("records")


def differences(s: Study) -> tuple[list[str], int]:
    """Return what differs between the tables of a study and its quotes, and how many numbers were counted again."""
    wrong: list[str] = []
    checked = 0
    known = rules(s)
    for name, rows in tables(s):
        for r in rows:
            for column, value in r.items():
                rule = known.get(name, {}).get(column)
                if rule is None:
                    if numeric(name, column, value):
                        wrong.append(f"{name}.{column}: shows {value!r} and nobody counts it again")
                    continue
                right = people(quotes(s, r[rule])) if isinstance(rule, str) else rule(s, r)
                if isinstance(rule, str) and any(not q.counted for q in quotes(s, r[rule])):
                    wrong.append(f"{name}.{column}: counts quotes that do not count: {r[rule]}")
                checked += 1
                if told := compared(s, value, right):
                    wrong.append(f"{name}.{column}: {told} in {str(dict(list(r.items())[:3]))[:120]}")
    return wrong, checked


def numeric(name: str, column: str, value: Any) -> bool:
    if column in MEASURES.get(name, ()) or isinstance(value, bool) or WORDS.search(column):
        return False
    return isinstance(value, int | float) or bool(isinstance(value, str) and (OF.search(value) or TALLY.search(value)))


def compared(s: Study, shown: Any, right: Any) -> str:
    """Return how a shown value differs from the one counted again, or ""."""
    if right is None or shown in (None, ""):
        return "" if shown in (None, "") or right is None else f"{shown!r} is not {right!r}"
    if isinstance(right, list):
        return lines_differ(s, str(shown), right)
    if isinstance(right, dict) and "named" in right:
        found = re.findall(r"• (.+?) \((\d+) of (\d+)\)", str(shown))
        bad = [f for f, n, total in found if people(q for name, q in right["named"] if name == f) != int(n) or int(total) != s.n_total]
        return f"named {bad}" if bad else ""
    if isinstance(right, dict):
        told = {k.strip(): int(v) for k, v in TALLY.findall(str(shown))}
        return "" if told == right or (not told and not right) else f"{told} is not {right}"
    if isinstance(right, range):
        bad = [k for k, v in TALLY.findall(str(shown)) if int(v) not in right]
        return f"{bad} have more people than the quotes" if bad else ""
    if isinstance(right, set):
        return "" if all(x in str(shown) for x in right) else f"{shown!r} lacks {right}"
    if isinstance(shown, str) and isinstance(right, int) and (m := OF.search(shown)):
        return "" if (int(m[1]), int(m[2])) == (right, s.n_total) else f"{shown!r} is not {right} of {s.n_total}"
    if isinstance(shown, str) and isinstance(right, int):
        return "" if right == 0 or not re.search(r"\d", shown) else f"{shown!r} is not {right}"
    if isinstance(shown, int | float) and isinstance(right, int | float):
        return "" if abs(shown - right) < 0.0051 or (isinstance(shown, float) and abs(shown - right) <= 0.051 and round(right, 1) == round(shown, 1)) else f"{shown} is not {right}"
    return "" if shown == right else f"{shown!r} is not {right!r}"


def lines_differ(s: Study, shown: str, pool: list[Quote]) -> str:
    """Count again each line of a list against the quotes it may count: ids listed, ids not shown, people."""
    titles = {t.theme_id: t.statement for t in s.theme_rows}
    for m in LINE.finditer("\n".join(x for x in shown.split("\n"))):
        listed = quotes(s, m["ids"].strip())
        theme = listed[0].theme_id
        whole = [q for q in pool if theme in titles and q.theme_id == theme] if not m["said"].startswith("“") else listed
        if people(whole) != int(m["n"]) and people(listed) != int(m["n"]):
            return f"{m.group()!r} is not {people(whole)}"
        if m["more"] and len(listed) + int(m["more"]) != len(whole):
            return f"{m.group()!r} has {len(whole)} quotes"
        if any(not q.counted for q in listed):
            return f"{m.group()!r} lists quotes that do not count"
    return ""
