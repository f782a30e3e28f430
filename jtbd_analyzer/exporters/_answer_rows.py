"""The answers that a table of an insight gives: where it hurts, who left, options, parts, wants, differences, what to look into first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey
from jtbd_analyzer.exemplars import fits
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights import hurts_most
from jtbd_analyzer.insights._questions import interviews_asked
from jtbd_analyzer.insights.wanted_next import NOT_COUNTED, WHY
from jtbd_analyzer.products import has
from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.sureness import headline, is_sure, to_show, told
from jtbd_analyzer.tellers import in_time

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Theme
    from jtbd_analyzer.study import Study

#: nobody is quoted more often than this in the whole list
_PER_PERSON: Final = 5
#: the questions of what follows from the answers
GROUPS: Final = "Where groups of people differ"
FIRST: Final = "What to look into first, by its evidence"
_OPTIONS, _WANTS, _PARTS, _GROUPS, _FIRST, _TOPICS, _TROUBLES, _PROGRESS, _OPEN, _REASONS = 6, 3, 3, 3, 3, 5, 4, 4, 4, 3
#: column of the table of topics -> what its people tell, in a few words
_TOLD: Final = {"hard_n": "hard for", "wanted_n": "wanted by", "reached_n": "a gain for", "held_back_n": "holds back", "chosen_by_n": "part of choosing for"}


@dataclass(frozen=True)
class Answer:
    """One answer: its text, people as "n of N", prevalence, the quote to show, where in the journey, its theme ("" for none), all its quotes.

    `sure` says how many of the quotes the coder is sure of, as "3 of 9"; "" where the answer does not rest on counted quotes.
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
    """One question, the sheet that tells more, and its answers, those on sure quotes first, then those of most people.

    `people` is who answers it in all, as "7 of 13" ("" where a table and no code answers); `note` is what its answers say together.
    """

    question: str
    sheet: str
    answers: tuple[Answer, ...]
    people: str = ""
    note: str = ""


def of_theme(study: Study, theme: Theme, said: dict[str, int], when: str = "") -> Answer:
    """Return a theme as an answer, shown by a quote told of the time before or after first use where that is asked ("" both)."""
    counted = tuple(i for i in theme.quote_ids if i in study.quotes_by_id and study.quotes_by_id[i].counted)
    return Answer(theme.statement, n_of(theme.n, study.n_total), theme.prevalence, quote(study, _shown(study, theme, when), said),
                  journey.step_name(theme.step_main) or "unclear", theme.theme_id, counted, told(study, counted))


def _shown(study: Study, theme: Theme, when: str) -> tuple[str, ...]:
    """Return the quotes that may stand for a theme, those of the time asked for first; another of its quotes where none shown is of it."""
    shown = to_show(study, theme)
    fitting = [q for q in shown if in_time(q.step, when)]
    if when and not fitting:
        others = (q for i in theme.quote_ids if (q := study.quotes_by_id.get(i)) and q.counted and in_time(q.step, when))
        fitting = sorted(others, key=lambda q: (not fits(q), not is_sure(q), q.grade, -q.score))[:1]
    return tuple(q.quote_id for q in (*fitting, *(q for q in shown if q not in fitting)))


def quote(study: Study, ids: tuple[str, ...], said: dict[str, int]) -> Quote | None:
    """Return the first of some quotes whose speaker has not been quoted too often, else the first."""
    choices = [study.quotes_by_id[i] for i in ids if i in study.quotes_by_id]
    chosen = next((q for q in choices if said.get(q.participant_id, 0) < _PER_PERSON), choices[0] if choices else None)
    if chosen:
        said[chosen.participant_id] = said.get(chosen.participant_id, 0) + 1
    return chosen


def hurts(study: Study, question: str) -> Block:
    """Return where it hurts most: the phase of most people with a pain, then the phase felt lowest where that is another."""
    rows = _records(study, "hurts_most")
    most, lowest = ([r for r in rows if r[k] == "yes"] for k in ("most_people", "lowest_felt"))
    shown = [(r, "most people with a pain point") for r in most] + [(r, "felt lowest") for r in lowest if r not in most]
    found = []
    for r, why in shown:
        ids = _ids(study, r["quote_ids"])
        median = r["feeling_median"]
        felt = f"feeling {signed(median)} of −2 to +2, median of {r['heard_n']} people" if median is not None else "feeling: no evidence"
        found.append(Answer(r["phase_name"], r["n_of_N"], "", study.quotes_by_id.get(r["exemplar_id"]), f"{why}; {felt}", "", ids, told(study, ids)))
    return Block(question, "Journey map", tuple(found), note=" ".join(x for x in (hurts_most.said(rows), _pains(study, [r for r, _ in shown])) if x))


def _pains(study: Study, phases: Sequence[Mapping[str, Any]]) -> str:
    """Return the pains most told in each of some phases, by the names of their themes; "" where none is shared."""
    ranked = sorted((t for t in study.theme_rows if t.code == "pain_point"), key=lambda t: headline(study, t))
    told_of = []
    for r in phases:
        voices: dict[str, set[str]] = {}
        for q in (study.quotes_by_id[i] for i in _ids(study, r["quote_ids"])):
            voices.setdefault(q.theme_id, set()).add(q.participant_id)
        own = sorted((t for t in ranked if len(voices.get(t.theme_id, ())) > 1), key=lambda t: -len(voices[t.theme_id]))
        named = ", ".join(f"“{t.statement}” ({n_of(len(voices[t.theme_id]), study.n_total)} there)" for t in own[:_REASONS])
        told_of += [f"in {r['phase_name']}: {named}"] if named else []
    return f"Most told {'; '.join(told_of)}." if told_of else ""


def signed(value: float) -> str:
    """Return a feeling with its sign, a true minus where it is low."""
    return f"{value:+.1f}".replace("-", "−")


def losses(study: Study) -> Iterator[Answer]:
    """Yield each person who left, did not buy or chose another, with the quote that gives the reason best, counted or not."""
    for r in _records(study, "left_or_declined"):
        ids = _ids(study, r["quote_ids"])
        where = "in a counted quote" if r["exemplar_counted"] == "yes" else "the reason is in a quote that is not counted"
        place = f"{r['says_so']}; {where if r['exemplar_id'] else 'no quote gives the reason'}"
        yield Answer(f"{r['participant_id']}: {r['what']}", n_of(1, study.n_total), "", study.quotes_by_id.get(r["exemplar_id"]), place, "", ids, "")
        for i in (i for i in ids if i != r["exemplar_id"]):
            known = study.quotes_by_id[i].counted
            yield Answer(f"{r['participant_id']}: also speaks against it", n_of(1, study.n_total) if known else NOT_COUNTED, "", study.quotes_by_id[i],
                         "in a counted quote" if known else "in a quote that is not counted", "", (i,), "")


def options(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    """Yield the options most people name, each with a quote against it where there is one."""
    for r in _records(study, "alternatives")[:_OPTIONS]:
        ids, against = _ids(study, r["quote_ids"]), _ids(study, r["why_left_ids"])
        if not r["n"]:
            continue
        # a reader sees one quote: of those against the option one that says its name, where there is one
        against = tuple(sorted(against, key=lambda i: not has(study.quotes_by_id[i].verbatim, str(r["option"]))))
        shown = quote(study, against or (r["exemplar_id"],), said)
        also = ", ".join(line.partition(":")[0] for line in str(r["also_named_by"]).splitlines())
        did = ", ".join(line.partition(":")[0] for line in str(r["status"]).replace("not told", "").splitlines())
        why = "the quote speaks against it" if against else "why they left it: not said"
        place = "; ".join(x for x in (did, why, f"not counted: {also}" if also else "") if x)
        yield Answer(r["option"], str(r["n_of_N"]), "", shown, place, "", ids, told(study, ids))


def parts(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    """Yield the parts of the product that people speak well of, in the suggested order of engagement; complaints of them are told beside."""
    table, shown = study.table("value_map"), set[str]()
    for feature in table[table["order_of_engagement"].notna()].sort_values("order_of_engagement", kind="stable")["feature"].unique()[:_PARTS]:
        rows = table[table["feature"] == feature]
        own = rows[(rows["sense"] == "serves it") & rows["link_type"].isin(("evidenced", "co-mentioned"))]
        ids = tuple(dict.fromkeys(i for listed in own["quote_ids"] for i in listed.split(", ") if i))
        naming = sorted((study.quotes_by_id[i] for i in ids), key=lambda q: (
            feature not in q.features.split("; "), not is_sure(q), not fits(q), q.code != "value_realized", q.features.count(";"), q.grade,
            -q.score))
        n, against = len({q.participant_id for q in naming}), rows["in_its_way_n_of_N"].iloc[0]
        needs = own[own["theme_id"] != ""].sort_values("n_link", ascending=False, kind="stable")
        place = "; ".join([*([f"for “{needs['statement'].iloc[0]}”"] if len(needs) else []), *([f"in the way of {against}"] if against else [])])
        chosen = quote(study, tuple(q.quote_id for q in naming if q.quote_id not in shown) or ids, said)
        shown |= {chosen.quote_id} if chosen else set()
        yield Answer(feature, n_of(n, study.n_total), "", chosen, place, "", ids, told(study, ids))


def troubles(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    """Yield the parts of the product that most people complain of in use; praise of them is told beside."""
    table = study.table("value_map")
    rows = table[table["in_its_way_ids"] != ""].drop_duplicates("feature")
    found = sorted(((len({study.quotes_by_id[i].participant_id for i in ids}), str(r["feature"]), str(r["serves_n_of_N"]), ids)
                    for r in rows.to_dict("records") if (ids := _ids(study, r["in_its_way_ids"]))), key=lambda x: (-x[0], x[1]))
    for n, feature, serves, ids in found[:_TROUBLES]:
        own = [study.quotes_by_id[i] for i in ids]
        naming = sorted(own, key=lambda q: (_others(q, feature), not is_sure(q), not fits(q), q.valence, q.grade, -q.intensity))
        yield Answer(feature, n_of(n, study.n_total), "", quote(study, tuple(q.quote_id for q in naming), said),
                     f"spoken well of by {serves}" if serves else "nobody speaks well of it", "", ids, told(study, ids))


def _others(q: Quote, feature: str) -> int:
    """Return how many other parts of the product a quote names, one more where it does not name `feature` itself."""
    return len(set(q.features.split("; ")) ^ {feature})


def progress(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    """Yield the kinds of progress that several people seek or have reached, whatever their story: what a job is made of."""
    for r in _records(study, "shared_progress")[:_PROGRESS]:
        ids = _ids(study, r["quote_ids"])
        naming = sorted((study.quotes_by_id[i] for i in ids), key=lambda q: (q.code != "desired_outcome", not is_sure(q), q.grade, -q.intensity))
        yield Answer(r["progress"], r["n_of_N"], "", quote(study, tuple(q.quote_id for q in naming), said),
                     f"wanted by {r['wanted_n_of_N']}, reached by {r['reached_n_of_N']}", "", ids, told(study, ids))


def wants(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    """Yield what people want: of what nobody tells of having it that of most people, what they would like if it existed, what some perhaps have."""
    table = study.table("wanted_next")
    rows = table[table["why"].isin((*WHY[:3], *WHY[4:]))].drop_duplicates("about_id").to_dict("records")
    rows.sort(key=lambda r: (-r["n"], not r["features"]))
    if_asked = [r for r in rows if not r["n"]]
    silent, near = ([r for r in rows if r["n"] and bool(r["perhaps_had_by"]) == had][:_WANTS] for had in (False, True))
    for r in (*silent, *if_asked[:_WANTS], *near):
        place = f"something near it is told by {r['perhaps_had_by']}: compare" if r["perhaps_had_by"] else f"{r['why']}; {r['step_name']}"
        ids = _ids(study, r["quote_ids"])
        yield Answer(r["want"], r["n_of_N"], "", quote(study, (r["exemplar_id"],), said), place, r["theme_id"], ids or _ids(study, r["if_asked_ids"]),
                     told(study, ids) if ids else "")


def differences(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    """Yield the themes that most of one segment and none of another voice, with how many of each."""
    themes = {t.theme_id: t for t in study.theme_rows}
    own = [(themes[r["theme_id"]], r) for r in _records(study, "contradictions") if r["contradiction"] == "segments disagree"]
    for theme, r in sorted(own, key=lambda pair: headline(study, pair[0]))[:_GROUPS]:
        groups = r["statement"].removeprefix(f"{theme.statement} (").removesuffix(")")
        yield replace(of_theme(study, theme, said), place=groups.replace("_", " "))


def first(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    """Yield of each kind of need that on the surest quotes of most people; what to do about them is for people to decide."""
    rows = {r["theme_id"]: r for r in _records(study, "opportunities")}
    ranked = sorted((t for t in study.theme_rows if t.theme_id in rows), key=lambda t: headline(study, t))
    for theme in [next(t for t in ranked if t.code == code) for code in dict.fromkeys(t.code for t in ranked)][:_FIRST]:
        strength = str(rows[theme.theme_id]["evidence_strength"]).rsplit("; ", 1)[-1]
        yield replace(of_theme(study, theme, said), place=f"{CODES[theme.code].label.lower()}; {strength}")


def left_open(study: Study) -> Iterator[Answer]:
    """Yield the questions of the codebook that fewer than half of the people answer and fewer than half of the interviews ask, least answered first."""
    times = interviews_asked(study)
    asked = {c.question: times.get(c.name, 0) for c in CODES.values() if c.name != "feature_mention"}
    rows = [r for r in _records(study, "questions_answered") if r["asked_by"] == "codebook" and r["question"] in asked]
    few = [r for r in rows if r["n"] * 2 < study.n_total and asked[r["question"]] * 2 < len(study.transcript_rows)]
    for r in sorted(few, key=lambda r: (r["n"], asked[r["question"]]))[:_OPEN]:
        ids = _ids(study, r["quote_ids"])
        yield Answer(r["question"], n_of(r["n"], study.n_total), "", study.quotes_by_id.get(r["exemplar_id"]), f"asked in {r['asked_in']}", "", ids,
                     told(study, ids) if ids else "")


def topics(study: Study, said: dict[str, int]) -> Iterator[Answer]:
    """Yield the things that mark this study, those of most people first: whom they are hard for, wanted by and so on."""
    for r in sorted([r for r in _records(study, "topics") if not r["spread"]][:_TOPICS], key=lambda r: -r["n"]):
        ids = _ids(study, r["quote_ids"])
        place = ", ".join(f"{words} {r[column]}" for column, words in _TOLD.items() if r[column])
        yield Answer(r["topic"], r["n_of_N"], "", quote(study, (r["exemplar_id"],), said), place, "", ids, told(study, ids))


def _records(study: Study, insight: str) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in r.items()} for r in study.table(insight).to_dict("records")]


def _ids(study: Study, listed: Any) -> tuple[str, ...]:
    return tuple(i for i in str(listed).split(", ") if i in study.quotes_by_id)
