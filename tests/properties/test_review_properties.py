"""Invariants of decisions: their order says nothing, applying again changes nothing, counts are what the quotes say."""

from __future__ import annotations

from dataclasses import replace

import study_fixture
from hypothesis import given, settings
from hypothesis import strategies as st

from jtbd_analyzer import anchors, corrections, review
from jtbd_analyzer import decisions as kept
from jtbd_analyzer.model import Decision
from jtbd_analyzer.scheme import CODES, NONE
from jtbd_analyzer.study import Study

STUDY = study_fixture.big_study(people=4, quotes_each=36)
QUOTES = [q.quote_id for q in STUDY.quote_rows][::3]
THEMES = {t.theme_id: t for t in STUDY.theme_rows}


@st.composite
def decision(draw: st.DrawFn, earlier: tuple[Decision, ...] = ()) -> Decision:
    """Return a decision of any kind; sometimes in place of an earlier one."""
    if draw(st.booleans()):
        target = draw(st.sampled_from(QUOTES))
        name = draw(st.sampled_from(["code", "theme", "step", "count", "note", "reviewed"]))
        new = draw({"code": st.sampled_from([*CODES, NONE]), "theme": st.sampled_from([*THEMES, NONE, "new: Own"]), "count": st.sampled_from(["yes", "no"]),
                    "step": st.sampled_from(["p01", "p09", "p12 p13", "p01 p20"]), "note": st.just("x"), "reviewed": st.just("yes")}[name])
        anchor = anchors.anchor_of_quote(STUDY.quote(target))
        kind = "quote"
    else:
        target = draw(st.sampled_from(sorted(THEMES)))
        name = draw(st.sampled_from(["label", "merge_into", "status"]))
        new = draw({"label": st.sampled_from(["One", "Two"]), "merge_into": st.sampled_from(sorted(THEMES)),
                    "status": st.sampled_from(["keep", "split", "drop"])}[name])
        anchor = anchors.anchor_of_theme(STUDY, THEMES[target])
        kind = "theme"
    if name in ("theme", "merge_into") and new != NONE:
        made = {"code": STUDY.quote(target).code, "statement": "Own", "made": True} if new.startswith("new:") else {}
        anchor["to"] = made or anchors.anchor_of_theme(STUDY, THEMES[new])
    replaced = [d.decision_id for d in earlier if (d.kind, d.target, d.field) == (kind, target, name)]
    return kept.make(kind, target, name, "", new, anchor=anchor, replaces=replaced if draw(st.booleans()) else ())


@st.composite
def decisions(draw: st.DrawFn) -> list[Decision]:
    made: list[Decision] = []
    for _ in range(draw(st.integers(1, 12))):
        made.append(draw(decision(tuple(made))))
    return made


@settings(max_examples=40)
@given(decisions(), st.randoms())
def test_the_order_of_decisions_says_nothing(made: list[Decision], chance: object) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = corrections.applied(STUDY, made), corrections.applied(STUDY, shuffled)
    assert replace(one, decisions=()) == replace(other, decisions=())


@settings(max_examples=40)
@given(decisions())
def test_applying_again_or_twice_over_changes_nothing(made: list[Decision]) -> None:
    once = corrections.applied(STUDY, made)
    assert corrections.applied(once, made) == once
    doubled = list({d.decision_id: d for d in (*made, *made)}.values())
    assert replace(corrections.applied(once, doubled), decisions=()) == replace(corrections.applied(STUDY, doubled), decisions=())


def counts_hold(study: Study) -> None:
    for t in study.theme_rows:
        own = [study.quotes_by_id[i] for i in t.quote_ids]
        assert {q.participant_id for q in own if q.counted} == set(t.participants)
        assert t.n == len(t.participants)
        assert study.quotes_by_id[t.exemplar_id].counted
        assert {q.theme_id for q in own} == {t.theme_id}
        assert {q.code for q in own} == {t.code}
    shown = {t.theme_id for t in study.theme_rows}
    assert {q.theme_id for q in study.quote_rows} <= shown | {""}


@settings(max_examples=40)
@given(decisions())
def test_counts_are_those_of_the_corrected_quotes(made: list[Decision]) -> None:
    touched = [*made, kept.make("quote", QUOTES[0], "count", "", "no", anchor=anchors.anchor_of_quote(STUDY.quote(QUOTES[0])))]
    after = corrections.applied(STUDY, touched)
    counts_hold(after)
    assert [q.quote_id for q in after.quote_rows] == [q.quote_id for q in STUDY.quote_rows], "no quote is lost"
    assert all(a.verbatim == b.verbatim for a, b in zip(after.quote_rows, STUDY.quote_rows, strict=True))


@settings(max_examples=40)
@given(decisions())
def test_nothing_is_settled_in_silence(made: list[Decision]) -> None:
    """Every open decision holds, or is listed as a conflict, or lost its object by another decision that holds."""
    after = corrections.applied(STUDY, made)
    listed = {i for c in after.conflicts for i in c.decision_ids}
    replaced = {i for d in made for i in d.replaces}
    for d in made:
        if d.decision_id in listed | replaced or d.kind != "quote":
            continue
        q = after.quote(d.target)
        if d.field == "code":
            assert q.code == d.new
        elif d.field == "count" and q.code != NONE:
            assert q.counted == (d.new == "yes")
        elif d.field == "step":
            assert q.step in ("", *d.new.split())


@settings(max_examples=20)
@given(decisions())
def test_examples_lie_in_their_transcripts(made: list[Decision]) -> None:
    texts = {t.transcript_id: t.source_text for t in STUDY.transcript_rows}
    for transcript, (a, b), code in review.examples(made, STUDY):
        assert 0 <= a < b <= len(texts[transcript])
        assert code in (*CODES, NONE)
