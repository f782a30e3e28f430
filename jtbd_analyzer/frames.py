"""A study as tidy pandas DataFrames: one schema per table, used for the frames, the docs and the tests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import stability, sureness
from jtbd_analyzer.cycles import cycle_of
from jtbd_analyzer.links import Links
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.text import clock, readable, solid

if TYPE_CHECKING:
    import pandas as pd

    from jtbd_analyzer.model import Theme
    from jtbd_analyzer.study import Study

#: table -> column -> meaning
SCHEMAS: Final[dict[str, dict[str, str]]] = {
    "quotes": {
        "quote_id": "stable id: transcript and place of the sentence in it", "transcript_id": "file stem", "participant_id": "who says it",
        "turn": "turn in the transcript, from 0", "char_start": "offset in the transcript's text", "char_end": "end of it, exclusive",
        "start_s": "seconds from the start, empty where the file has no times", "time": "the same as h:mm:ss",
        "verbatim": "the exact words", "display_text": "the words without fillers and notation", "prompt": "what the interviewer said before; context only",
        "code": "one of the 17 codes", "kind": "value_theme, struggle_trigger, decision_factor or marker", "score": "how sure the coder is, 0 to 1",
        "second_code": "runner-up", "reason": "why this code", "step": "canonical step p01 to p20, empty if unclear",
        "phase": "phase of the chosen framework", "phase_score": "how sure the place is, 0 to 1", "phase_rule": "which rule placed it",
        "valence": "feeling at the time told, -2 to 2", "intensity": "0 flat to 3 breaking point",
        "force": "push, pull, anxiety, habit or empty", "job_level": "functional, emotional, social (any)", "experiencer": "whose experience",
        "reality": "episode, habitual, desired, hypothetical, counterfactual or future", "polarity": "affirmed or denied",
        "elicitation": "spontaneous, prompted or led", "referent": "old_way, our_product, competitor, company, self or unclear",
        "grade": "A, B, C or X", "grade_reason": "why this grade", "counted": "whether it counts in n of N",
        "markers": "milestone, leap_of_faith, first_value, moment_of_truth", "theme_id": "the theme it belongs to, empty if none",
        "theme_role": "core, rescued (joined by likeness), uncounted or counter; or single voice or left out, and why",
        "features": "product parts named, from features.csv",
        "status": "provisional (suggested), reviewed (a researcher agreed) or edited (a researcher changed it)",
        "source_type": "interview, or the kind of listening post the words come from", "cycle": "round of the journey told of: 2 where words tell of renewing, "
        "returning or taking more", "branch": "how that round begins: renewal, return, expansion; empty in the first",
    },
    "themes": {
        "theme_id": "stable id", "code": "the code of its quotes", "kind": "the kind of that code", "statement": "the theme in customers' words",
        "keywords": "words that set it apart", "label_status": "provisional, reviewed or edited", "n_participants": "people with a counted quote",
        "n_total": "people in the study", "n_of_N": "the two as text", "n_eligible": "people whose interview reached that stage",
        "prevalence": "general, typical, variant or single", "n_quotes": "counted quotes; never used for ranking alone",
        "sure_quotes": "how many of them are sure: a score of 0.6 or more, or looked at by a researcher", "sure_n": "people with a sure quote",
        "participants": "who", "spontaneous_n": "people who raised it unasked", "mean_intensity": "0 to 3, per person first",
        "valence": "-2 to 2, per person first", "force": "the force most quotes carry", "job_levels": "levels and quotes at each",
        "step_main": "most frequent canonical step", "step_spread": "steps of the journey its counted quotes are told of",
        "phase_main": "phase of that step", "exemplar_quote": "the quote that says it best",
        "exemplar_participant": "who said it", "exemplar_id": "its id", "second_quote": "a second one, from another person",
        "second_id": "its id", "counter_evidence": "quotes that deny it", "counter_n": "how many people deny it",
        "cohesion": "how alike its quotes are, 0 to 1", "confidence": "high, medium or low, and why",
        "linked_themes": "trigger → pain → wish → priority → tipping → result, told by two or more people in one answer with it",
        "stability": "whether it comes back when quotes are drawn anew or an interview is left out, in words",
        "survival": "share of those resamples in which it came back, 0 to 1, empty if none could tell", "quote_ids": "all its quotes",
    },
    "participants": {
        "participant_id": "id", "display_name": "name shown", "transcripts": "where they speak", "words_participant": "words they said",
        "words_interviewer": "words of the interviewer in those transcripts",
        "talk_ratio": "share of the words in those transcripts that are participants', 0 to 1",
        "minutes": "length by the file's times, empty without", "n_quotes": "coded quotes", "n_quotes_A": "of grade A", "n_quotes_B": "of grade B",
        "n_quotes_C": "of grade C", "themes": "themes they voiced", "phases_covered": "phases with counted quotes", "flags": "what to be careful with",
    },
    "transcripts": {
        "transcript_id": "file stem", "file": "file name", "format": "shape found in the content",
        "source_type": "interview, or the kind of listening post: survey, review, ticket", "encoding": "of the file", "turns": "number of turns",
        "words": "all words", "speakers": "names, roles and how sure the role is", "participants": "ids", "dropped_lines": "lines set aside as not speech",
        "dropped_characters": "their characters", "warnings": "what to look at", "sha256": "of the file",
    },
}


def frame(table: str, rows: Sequence[Mapping[str, Any]], extra: Sequence[str] = ()) -> pd.DataFrame:
    """Return `rows` as a DataFrame with the columns of `table`'s schema, in its order, then `extra`."""
    import pandas as pd

    return pd.DataFrame(list(rows), columns=[*SCHEMAS[table], *extra])


def quotes(study: Study) -> pd.DataFrame:
    """Return one row per coded quote, in the order of transcripts and telling."""
    kinds = {t.transcript_id: t.source_type for t in study.transcript_rows}
    return frame("quotes", [
        {k: getattr(q, k, None) for k in SCHEMAS["quotes"]} | {"time": clock(q.start_s), "display_text": readable(q.verbatim)}
        | {"source_type": kinds.get(q.transcript_id, "excerpt")} | dict(zip(("cycle", "branch"), cycle_of(q.step, q.verbatim), strict=True))
        for q in study.quote_rows
    ])


def n_of(n: int, total: int) -> str:
    """Return a count of people as text: "7 of 11"; with no people known to count, that."""
    return f"{n} of {total}" if total else "speakers unknown"


def titled(theme: Theme) -> str:
    """Return a theme's statement as it stands in lists: a ✓ before what a researcher reviewed or wrote."""
    return theme.statement if theme.status == "provisional" else f"✓ {theme.statement}"


def theme_row(study: Study, t: Theme, links: Links) -> dict[str, Any]:
    """Return one theme as a row of the themes table."""
    by_id = study.quotes_by_id
    first, second = by_id.get(t.exemplar_id), by_id.get(t.second_id)
    counters = {by_id[i].participant_id for i in t.counter_ids if i in by_id}
    return {
        "theme_id": t.theme_id, "code": t.code, "kind": t.kind, "statement": t.statement, "keywords": t.keywords, "label_status": t.status,
        "n_participants": t.n, "n_total": t.n_total, "n_of_N": n_of(t.n, t.n_total), "n_eligible": t.n_eligible, "prevalence": t.prevalence,
        "n_quotes": sum(by_id[i].counted for i in t.quote_ids), "sure_quotes": sureness.told(study, t.quote_ids),
        "sure_n": sureness.sure_people(study, t.quote_ids), "participants": ", ".join(t.participants), "spontaneous_n": t.spontaneous_n,
        "mean_intensity": round(t.intensity, 2), "valence": round(t.valence, 2), "force": t.force, "job_levels": t.job_levels,
        "step_main": t.step_main, "step_spread": len({by_id[i].step for i in t.quote_ids if by_id[i].counted and by_id[i].step}),
        "phase_main": t.phase_main, "exemplar_quote": first.verbatim if first else "",
        "exemplar_participant": first.participant_id if first else "", "exemplar_id": t.exemplar_id,
        "second_quote": second.verbatim if second else "", "second_id": t.second_id, "counter_evidence": ", ".join(t.counter_ids),
        "counter_n": len(counters), "cohesion": round(t.cohesion, 2), "confidence": t.confidence,
        "linked_themes": links.chain(t), "stability": stability.words(t), "survival": round(t.returned / t.draws, 2) if t.draws else None,
        "quote_ids": ", ".join(t.quote_ids),
    }


def themes(study: Study) -> pd.DataFrame:
    """Return one row per theme, by code, then people, then quotes."""
    links = Links(study)
    return frame("themes", [theme_row(study, t, links) for t in study.theme_rows])


def participants(study: Study) -> pd.DataFrame:
    """Return one row per participant, with the columns of participants.csv after the fixed ones."""
    by_person: dict[str, list[Any]] = defaultdict(list)
    for q in study.quote_rows:
        by_person[q.participant_id].append(q)
    spoken = {t.transcript_id: sum(s.words for s in t.speakers if s.role == "participant") for t in study.transcript_rows}
    asked = {t.transcript_id: sum(s.words for s in t.speakers if s.role == "interviewer") for t in study.transcript_rows}
    ends = {t.transcript_id: max((x.end_s or x.start_s or 0.0 for x in t.turns), default=0.0) for t in study.transcript_rows}
    guessed = {t.transcript_id for t in study.transcript_rows if not t.speakers_known}
    order = study.framework.order()
    extra = list(dict.fromkeys(k for p in study.participant_rows for k in p.attributes))
    rows = []
    for p in study.participant_rows:
        own = by_person[p.participant_id]
        grades = Counter(q.grade for q in own)
        questions = sum(asked[t] for t in p.transcript_ids)
        # several people may share an interview: their words together stand against the interviewer's
        answered = max(p.words, sum(spoken[t] for t in p.transcript_ids))
        ratio = round(answered / (answered + questions), 2) if p.words else 0.0
        minutes = round(sum(ends[t] for t in p.transcript_ids) / 60)
        phases = sorted({q.phase for q in own if q.counted and q.phase}, key=lambda x: order[x])
        rows.append({
            "participant_id": p.participant_id, "display_name": p.display_name, "transcripts": ", ".join(p.transcript_ids),
            "words_participant": p.words, "words_interviewer": questions, "talk_ratio": ratio, "minutes": minutes or None,
            "n_quotes": len(own), **{f"n_quotes_{g}": grades[g] for g in "ABC"},
            "themes": len({q.theme_id for q in own if q.theme_id and q.counted}), "phases_covered": ", ".join(phases),
            "flags": "; ".join(_flags(p, own, ratio, bool(guessed & set(p.transcript_ids)))), **p.attributes,
        })
    return frame("participants", rows, [c for c in extra if c not in SCHEMAS["participants"]])


#: thresholds of the interview quality flags; design values of the field guide the README cites
_MIN_TALK, _MAX_LED, _MIN_WORDS, _MAX_MONTHS = 0.6, 0.2, 300, 6


def _flags(person: Any, own: Sequence[Any], ratio: float, guessed: bool) -> list[str]:
    led = sum(q.elicitation == "led" for q in own)
    unreal = sum(q.reality in ("hypothetical", "future", "counterfactual") for q in own)
    months = str(person.attributes.get("months_since_switch", "")).strip()
    checks = (
        (guessed, "speakers guessed: not counted unless confirmed"),
        (person.words < _MIN_WORDS, f"few words ({person.words})"),
        (ratio < _MIN_TALK, "the interviewer talks more than 40 in 100 words"),
        (len(own) >= 5 and led > _MAX_LED * len(own), f"many led answers ({led} of {len(own)} quotes)"),
        (len(own) >= 5 and unreal > len(own) / 3, f"much hypothetical talk ({unreal} of {len(own)} quotes)"),
        (months.replace(".", "", 1).isdigit() and float(months or 0) > _MAX_MONTHS, f"switched {months} months ago: memory fades"),
    )
    return [text for holds, text in checks if holds]


def transcripts(study: Study) -> pd.DataFrame:
    """Return one row per transcript that was read."""
    return frame("transcripts", [
        {
            "transcript_id": t.transcript_id, "file": t.file, "format": t.format, "source_type": t.source_type, "encoding": t.encoding,
            "turns": len(t.turns),
            "words": sum(s.words for s in t.speakers),
            "speakers": "; ".join(f"{s.name}: {s.role} ({s.confidence:.2f}, {s.reason})" for s in t.speakers),
            "participants": ", ".join(s.participant_id for s in t.speakers if s.participant_id), "dropped_lines": len(t.dropped),
            "dropped_characters": sum(solid(d.text) for d in t.dropped), "warnings": "; ".join(t.warnings), "sha256": t.sha256,
        }
        for t in study.transcript_rows
    ])


def codebook() -> pd.DataFrame:
    """Return one row per code: what it asks, what it is and what it is not."""
    import pandas as pd

    return pd.DataFrame([
        {"code": c.name, "kind": c.kind, "label": c.label, "question": c.question, "definition": c.definition, "not": c.exclude,
         "default_force": c.force, "theme_prefix": c.prefix} for c in CODES.values()
    ])


def every(study: Study) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each table of a study by name: the four of evidence, the codebook, then one per insight of its recipe."""
    yield "quotes", study.quotes
    yield "themes", study.themes
    yield "participants", study.participants
    yield "transcripts", study.transcripts
    yield "codebook", codebook()
    for name in study.insights:
        yield name, study.table(name)
