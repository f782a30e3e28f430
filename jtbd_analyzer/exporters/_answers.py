"""The questions a product team asks first, each with the themes or options that answer it: the head of Summary and report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jtbd_analyzer import journey, onsets
from jtbd_analyzer.exemplars import fits
from jtbd_analyzer.exporters import _answer_rows as rows
from jtbd_analyzer.exporters._answer_rows import FIRST, GROUPS, Answer, Block, of_theme, quote
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.insights.review_queue import prevalence
from jtbd_analyzer.statements import WORDS
from jtbd_analyzer.sureness import headline, is_sure, told
from jtbd_analyzer.tellers import in_time, tellers, telling
from jtbd_analyzer.themes import SINGLE
from jtbd_analyzer.trimming import shortened, trimmed

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

TIPPED: Final = "What tipped the choice"
#: question -> codes of the themes that answer it, whether told of the time before or after first use ("" both), sheet, and how many are shown
_QUESTIONS: Final = (
    ("What started people looking", (onsets.TRIGGER,), "", "Struggle triggers", 4),
    ("What was hard before", ("pain_point",), "before", "Value themes", 3),
    ("What they wanted", ("desired_outcome", "priority"), "", "Value themes", 3),
    ("What nearly stopped them", ("anxiety", "objection", "habit", "deal_breaker"), "before", "Objections", 4),
    (TIPPED, ("deal_maker",), "", "Decision factors", 4),
    ("Whose word counted", ("social_influence",), "", "Stakeholders", 3),
    ("What changed for them", ("value_realized",), "", "Value themes", 3),
    ("What is still hard in use", ("pain_point",), "after", "Wanted next", 3),
)
HURTS: Final = "Where it hurts most"
LEFT: Final = "Who left, and who did not buy"
PROGRESS: Final = "What progress several people seek"
HARD_PARTS: Final = "Which parts of the product are hard in use"
OPEN: Final = "What the interviews leave open: ask next"
TOPICS: Final = "What people name most, whatever the question"

__all__ = ["FIRST", "GROUPS", "HURTS", "LEFT", "OPEN", "TIPPED", "TOPICS", "Answer", "Block", "answers"]


def answers(study: Study, voices: dict[str, int] | None = None) -> Iterator[Block]:
    """Yield the questions in the order of the journey; `voices` counts how often each person has been quoted so far.

    Who left and who did not buy is asked only where somebody interviewed did.
    """
    said = {} if voices is None else voices
    yield _of_codes(study, said, *_QUESTIONS[0])
    yield rows.hurts(study, HURTS)
    for asked in _QUESTIONS[1:]:
        yield _of_codes(study, said, *asked)
        if asked[0] == "What they wanted":
            if sought := tuple(rows.progress(study, said)):
                yield Block(PROGRESS, "Jobs", sought)
            yield Block("What else they looked at, and why they left it", "Alternatives", tuple(rows.options(study, said)))
        if asked[0] == TIPPED and (gone := tuple(rows.losses(study))):
            yield Block(LEFT, "Decision factors", gone)
    yield Block("Which parts of the product made the difference", "Value map", tuple(rows.parts(study, said)))
    if hard := tuple(rows.troubles(study, said)):
        yield Block(HARD_PARTS, "Value map", hard, note="A part counts all who complain of it, in whatever theme or alone; a theme counts those who say the "
                                                        "same. So one matter can have two numbers.")
    yield Block("What they want and may still lack", "Wanted next", tuple(rows.wants(study, said)))
    if any(p.attributes for p in study.participant_rows):
        yield Block(GROUPS, "Segments", tuple(rows.differences(study, said)))
    yield Block(FIRST, "Opportunities", tuple(rows.first(study, said)))
    if silent := tuple(rows.left_open(study)):
        yield Block(OPEN, "Journey map", silent, note="Few people answer and few interviews asked: a gap in the interviews, no "
                                                      "finding. It may have been asked in other words.")
    if named := tuple(rows.topics(study, said)):
        yield Block(TOPICS, "Topics", named, note="Words that people of this study use and people elsewhere seldom do, counted where they are said: a matter "
                                                 "that lies over several themes and kinds shows here at its whole size.")


def _of_codes(study: Study, said: dict[str, int], question: str, codes: tuple[str, ...], when: str, sheet: str, most: int) -> Block:
    """Return a question that quotes of some codes answer: by themes, then, where few are shared, by what single people say, which is no less an answer."""
    if codes == (onsets.TRIGGER,):
        found = [_of_onset(study, o, said) for o in onsets.onsets(study)[:most] if o.quotes]
    else:
        own = [t for t in study.theme_rows if t.code in codes and t.n and in_time(t.step_main, when)]
        found = [of_theme(study, t, said, when) for t in sorted(own, key=lambda t: headline(study, t))[:most]]
    return Block(question, sheet, (*found, *_single(study, codes, when, most - len(found), said)), tellers(study, codes, when))


def _of_onset(study: Study, o: onsets.Onset, said: dict[str, int]) -> Answer:
    n, ids = len(o.people), tuple(q.quote_id for q in o.quotes)
    shown = quote(study, tuple(q.quote_id for q in o.best_first), said)
    return Answer(f"{o.event}: {o.theme.statement}" if o.event else o.theme.statement, n_of(n, study.n_total), prevalence(n, study.n_total), shown,
                  journey.step_name(o.theme.step_main) or "unclear", o.theme.theme_id, ids, told(study, ids))


def _single(study: Study, codes: tuple[str, ...], when: str, most: int, said: dict[str, int]) -> Iterator[Answer]:
    """Yield the best quotes of these codes that are in no theme, one of each person, the surest first."""
    own = [q for q in telling(study, codes, when) if q.theme_role == SINGLE]
    own.sort(key=lambda q: (not fits(q), not is_sure(q), q.grade, -q.score, q.quote_id))
    for q in list({q.participant_id: q for q in reversed(own)}.values())[::-1][:most]:
        shown = quote(study, (q.quote_id,), said)
        yield Answer(shortened(trimmed(q.verbatim), WORDS[1]), n_of(1, study.n_total), "single", shown, journey.step_name(q.step) or "unclear", "",
                     (q.quote_id,), told(study, (q.quote_id,)))
