"""The questions a product team asks first, each with the themes or options that answer it: the head of Summary and report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import journey
from jtbd_analyzer.exemplars import fits
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.statements import WORDS
from jtbd_analyzer.sureness import headline, is_sure, to_show, told
from jtbd_analyzer.themes import SINGLE
from jtbd_analyzer.trimming import shortened, trimmed

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

#: nobody is quoted more often than this in the whole list
_PER_PERSON: Final = 3
#: canonical step of the first use: a pain from there on is about the product
_IN_USE: Final = "p12"


@dataclass(frozen=True)
class Answer:
    """One answer: its text, people as "n of N", prevalence, the quote to show, where in the journey, its theme ("" for none), all its quotes.

    `sure` says how many of the quotes the coder is sure of, as "3 of 9".
    """

    text: str
    people: str
    label: str
    quote: Quote | None
    place: str
    theme_id: str
    quote_ids: tuple[str, ...]
    sure: str


@dataclass(frozen=True)
class Block:
    """One question, the sheet that tells more, and its answers, those on sure quotes first, then those of most people."""

    question: str
    sheet: str
    answers: tuple[Answer, ...]


#: question -> codes of the themes that answer it, whether told of the time before or after first use ("" both), sheet, and how many are shown
_QUESTIONS: Final = (
    ("What started people looking", ("struggle_trigger",), "", "Struggle triggers", 4),
    ("What was hard before", ("pain_point",), "before", "Value themes", 3),
    ("What they wanted", ("desired_outcome", "priority"), "", "Value themes", 3),
    ("What nearly stopped them", ("anxiety", "objection", "habit", "deal_breaker"), "", "Objections", 4),
    ("What tipped the choice", ("deal_maker",), "", "Decision factors", 3),
    ("Whose word counted", ("social_influence",), "", "Stakeholders", 3),
    ("What changed for them", ("value_realized",), "", "Value themes", 3),
    ("What is still hard in use", ("pain_point",), "after", "Wanted next", 3),
)
#: the questions of what follows from the answers
GROUPS: Final = "Where groups of people differ"
FIRST: Final = "What to look into first, by its evidence"
_OPTIONS, _WANTS, _PARTS, _GROUPS, _FIRST = 4, 3, 3, 3, 3


def answers(study: Study, voices: dict[str, int] | None = None) -> Iterator[Block]:
    """Yield the questions in the order of the journey; `voices` counts how often each person has been quoted so far."""
    said = {} if voices is None else voices
    for question, codes, when, sheet, most in _QUESTIONS:
        own = [t for t in study.theme_rows if t.code in codes and t.n and (not when or (t.step_main >= _IN_USE) == (when == "after"))]
        own.sort(key=lambda t: headline(study, t))
        # no theme is not no evidence: what single people say answers the question too
        yield Block(question, sheet, tuple(_of_theme(study, t, said) for t in own[:most]) or tuple(_single(study, codes, when, most, said)))
        if question == "What they wanted":
            yield Block("What else they looked at, and why they left it", "Alternatives", tuple(_options(study, said)))
    yield Block("Which parts of the product made the difference", "Value map", tuple(_parts(study, said)))
    yield Block("What they want and nobody reports having", "Wanted next", tuple(_wants(study, said)))
    if any(p.attributes for p in study.participant_rows):
        yield Block(GROUPS, "Segments", tuple(_differences(study, said)))
    yield Block(FIRST, "Opportunities", tuple(_first(study, said)))


def _of_theme(study: Study, theme: Theme, said: dict[str, int]) -> Answer:
    counted = tuple(i for i in theme.quote_ids if i in study.quotes_by_id and study.quotes_by_id[i].counted)
    return Answer(theme.statement, n_of(theme.n, study.n_total), theme.prevalence, _quote(study, tuple(q.quote_id for q in to_show(study, theme)), said),
                  journey.step_name(theme.step_main) or "unclear", theme.theme_id, counted, told(study, counted))


def _single(study: Study, codes: tuple[str, ...], when: str, most: int, said: dict[str, int]) -> Iterator[Answer]:
    """Yield the best quotes of these codes that are in no theme, one of each person, the surest first."""
    own = [q for q in study.quote_rows if q.code in codes and q.counted and q.theme_role == SINGLE and (not when or (q.step >= _IN_USE) == (when == "after"))]
    own.sort(key=lambda q: (not fits(q), not is_sure(q), q.grade, -q.score, q.quote_id))
    for q in list({q.participant_id: q for q in reversed(own)}.values())[::-1][:most]:
        shown = _quote(study, (q.quote_id,), said)
        yield Answer(shortened(trimmed(q.verbatim), WORDS[1]), n_of(1, study.n_total), "single", shown, journey.step_name(q.step) or "unclear", "",
                     (q.quote_id,), told(study, (q.quote_id,)))


def _quote(study: Study, ids: tuple[str, ...], said: dict[str, int]) -> Quote | None:
    """Return the first of some quotes whose speaker has not been quoted too often, else the first."""
    choices = [study.quotes_by_id[i] for i in ids if i in study.quotes_by_id]
    chosen = next((q for q in choices if said.get(q.participant_id, 0) < _PER_PERSON), choices[0] if choices else None)
    if chosen:
        said[chosen.participant_id] = said.get(chosen.participant_id, 0) + 1
    return chosen


def _options(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    for r in study.table("alternatives").to_dict("records")[:_OPTIONS]:
        ids = tuple(i for i in str(r["quote_ids"]).split(", ") if i in study.quotes_by_id)
        against = tuple(i for i in str(r["why_left_ids"]).split(", ") if i in study.quotes_by_id)
        shown = _quote(study, against or (r["exemplar_id"],), said)
        status = str(r["status"]).replace("_", " ")
        place = "the quote speaks against it" if against else f"{status}; why they left it: not said" if status != "not told" else "why they left it: not said"
        yield Answer(r["option"], str(r["n_of_N"]), "", shown, place, "", ids, told(study, ids))


def _parts(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    """Yield the parts of the product that people link to what they value, in the suggested order of engagement."""
    table = study.table("value_map")
    for feature in table[table["order_of_engagement"].notna()].sort_values("order_of_engagement", kind="stable")["feature"].unique()[:_PARTS]:
        own = table[(table["feature"] == feature) & (table["sense"] == "serves it") & table["link_type"].isin(("evidenced", "co-mentioned"))]
        ids = tuple(dict.fromkeys(i for listed in own["quote_ids"] for i in listed.split(", ") if i))
        naming = sorted((study.quotes_by_id[i] for i in ids), key=lambda q: (q.code != "value_realized", q.grade, -q.intensity))
        n = len({q.participant_id for q in naming})
        yield Answer(feature, n_of(n, study.n_total), "", _quote(study, tuple(q.quote_id for q in naming), said),
                     f"for “{own['statement'].iloc[0]}”" if len(own) else "", "", ids, told(study, ids))


def _wants(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    table = study.table("wanted_next")
    for r in table[table["n"] > 0].drop_duplicates("about_id").to_dict("records")[:_WANTS]:
        ids = tuple(i for i in r["quote_ids"].split(", ") if i)
        place = f"perhaps had by {r['perhaps_had_by']}: compare" if r["perhaps_had_by"] else r["step_name"]
        yield Answer(r["want"], r["n_of_N"], "", _quote(study, (r["exemplar_id"],), said), place, r["theme_id"], ids, told(study, ids))


def _differences(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    """Yield the themes that most of one segment and none of another voice, with how many of each."""
    table = study.table("contradictions")
    themes = {t.theme_id: t for t in study.theme_rows}
    own = [(themes[r["theme_id"]], r) for r in table[table["contradiction"] == "segments disagree"].to_dict("records")]
    for theme, r in sorted(own, key=lambda pair: headline(study, pair[0]))[:_GROUPS]:
        groups = r["statement"].removeprefix(f"{theme.statement} (").removesuffix(")")
        yield replace(_of_theme(study, theme, said), place=groups.replace("_", " "))


def _first(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    """Yield of each kind of need that on the surest quotes of most people; what to do about them is for people to decide."""
    rows = {r["theme_id"]: r for r in study.table("opportunities").to_dict("records")}
    ranked = sorted((t for t in study.theme_rows if t.theme_id in rows), key=lambda t: headline(study, t))
    for theme in [next(t for t in ranked if t.code == code) for code in dict.fromkeys(t.code for t in ranked)][:_FIRST]:
        strength = str(rows[theme.theme_id]["evidence_strength"]).rsplit("; ", 1)[-1]
        yield replace(_of_theme(study, theme, said), place=f"{CODES[theme.code].label.lower()}; {strength}")
