"""Decisions carried out on the small study: what moves, what is counted anew, what conflicts, what a re-run keeps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import study_fixture

from jtbd_analyzer import anchors, corrections, entries, evidence, overlays, review
from jtbd_analyzer import decisions as kept
from jtbd_analyzer.cli.analyze import say_conflicts
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.exporters._report import page
from jtbd_analyzer.model import Decision
from jtbd_analyzer.study import Study

STUDY = study_fixture.study()
#: ids of quotes of the small study by participant and place
TRIGGER, SLIPS, SUM, WISH, WORRY = (f"shop-p01-q000{i}" for i in range(1, 6))
PRICE = "shop-p03-q0003"
SLIPS_P3 = "shop-p03-q0001"


def on_quote(target: str, field: str, new: str, to: dict[str, Any] | None = None, **more: Any) -> Decision:
    """Return a decision on a quote of the small study."""
    anchor = anchors.anchor_of_quote(STUDY.quote(target)) | ({"to": to} if to else {})
    return kept.make("quote", target, field, "", new, anchor=anchor, **more)


def on_theme(target: str, field: str, new: str, **more: Any) -> Decision:
    """Return a decision on a theme of the small study."""
    anchor = anchor_of(target) | ({"to": anchor_of(new)} if field == "merge_into" else {})
    return kept.make("theme", target, field, "", new, anchor=anchor, **more)


def anchor_of(theme_id: str) -> dict[str, Any]:
    return anchors.anchor_of_theme(STUDY, next(t for t in STUDY.theme_rows if t.theme_id == theme_id))


def made(statement: str, code: str) -> dict[str, Any]:
    return {"code": code, "statement": statement, "made": True}


def theme(study: Study, theme_id: str) -> Any:
    return next((t for t in study.theme_rows if t.theme_id == theme_id), None)


def test_no_decision_changes_nothing() -> None:
    assert corrections.applied(STUDY, ()) is STUDY


class TestQuote:
    def test_rejecting_the_only_quote_of_a_person_takes_them_out_of_n(self) -> None:
        before = theme(STUDY, "T-PAIN-01")
        after = corrections.applied(STUDY, [on_quote(SLIPS_P3, "count", "no")])
        found = theme(after, "T-PAIN-01")
        assert (before.n, found.n) == (4, 3)
        assert "P03" not in found.participants
        assert SLIPS_P3 in found.quote_ids, "shown beside, not counted"
        q = after.quote(SLIPS_P3)
        assert (q.counted, q.status, q.theme_role) == (False, "edited", "uncounted")
        assert after.manifest["counts"]["counted"] == sum(x.counted for x in after.quote_rows)

    def test_rejecting_one_of_two_quotes_of_a_person_keeps_n(self) -> None:
        assert theme(corrections.applied(STUDY, [on_quote(SUM, "count", "no")]), "T-PAIN-01").n == 4

    def test_counting_what_the_machine_did_not(self) -> None:
        led = "shop-p04-q0002"
        after = corrections.applied(STUDY, [on_quote(led, "count", "yes")])
        assert after.quote(led).counted
        assert after.quote(led).grade_reason.endswith("counted by the reviewer")

    @pytest.mark.parametrize(("field", "word"), [("code", "pain_point"), ("reviewed", "yes")])
    def test_a_code_the_machine_was_unsure_of_counts_once_confirmed(self, field: str, word: str) -> None:
        rows = [replace(q, counted=False, theme_role="uncounted", grade_reason=f"own episode; {evidence.UNSURE}") if q.quote_id == SLIPS_P3 else q
                for q in STUDY.quote_rows]
        unsure = replace(STUDY, quote_rows=tuple(rows))
        after = corrections.applied(unsure, [on_quote(SLIPS_P3, field, word)]).quote(SLIPS_P3)
        assert (after.counted, after.grade_reason) == (True, "own episode")
        noted = corrections.applied(unsure, [on_quote(SLIPS_P3, "note", "ask again")]).quote(SLIPS_P3)
        assert not noted.counted

    def test_a_new_code_brings_its_kind_force_and_grade(self) -> None:
        q = corrections.applied(STUDY, [on_quote(SLIPS, "code", "habit")]).quote(SLIPS)
        assert (q.code, q.kind, q.force, q.referent) == ("habit", "decision_factor", "habit", "old_way")
        assert q.force == overlays.force("habit", q.verbatim, "struggle")
        assert q.grade == evidence.regraded(STUDY.quote(SLIPS), "habit", "struggle").grade
        assert (q.theme_id, q.theme_role) == ("", "no theme yet: recoded by the reviewer")

    def test_no_code_is_no_evidence(self) -> None:
        after = corrections.applied(STUDY, [on_quote(TRIGGER, "code", "none")])
        q = after.quote(TRIGGER)
        assert (q.code, q.kind, q.counted, q.theme_id) == ("none", "none", False, "")
        assert theme(after, "T-TRIG-01").participants == ("P02",)

    def test_the_same_code_is_a_confirmation(self) -> None:
        after = corrections.applied(STUDY, [on_quote(SLIPS, "code", "pain_point")])
        assert after.quote(SLIPS) == replace(STUDY.quote(SLIPS), status="reviewed")

    def test_a_note_confirms_nothing(self) -> None:
        assert corrections.applied(STUDY, [on_quote(SLIPS, "note", "ask again")]).quote(SLIPS).status == "provisional"

    def test_the_last_counted_quote_leaves_and_the_theme_goes(self) -> None:
        after = corrections.applied(STUDY, [on_quote(PRICE, "count", "no")])
        assert theme(after, "T-PRICE-01") is None
        assert after.quote(PRICE).theme_role == "no counted quote is left in its theme"

    def test_moved_into_a_theme_of_ones_own(self) -> None:
        to = made("Slips nobody can read", "pain_point")
        after = corrections.applied(STUDY, [on_quote(i, "theme", "new: Slips nobody can read", to) for i in (SLIPS_P3, SUM)])
        own = kept.made_theme_id("pain_point", "Slips nobody can read")
        assert theme(after, own).participants == ("P01", "P03")
        assert theme(after, own).status == "edited"
        assert set(theme(after, own).quote_ids) == {SLIPS_P3, SUM}
        assert not {SLIPS_P3, SUM} & set(theme(after, "T-PAIN-01").quote_ids)

    def test_a_moved_quote_takes_the_code_of_its_theme_in_another_coding(self) -> None:
        move = on_quote(SLIPS, "theme", "T-PAIN-01", anchor_of("T-PAIN-01"))
        other = replace(STUDY, quote_rows=tuple(replace(q, code="habit", theme_id="") if q.quote_id == SLIPS else q for q in STUDY.quote_rows))
        assert corrections.applied(other, [move]).quote(SLIPS).code == "pain_point"
        assert corrections.applied(other, [move]).quote(SLIPS).theme_id == "T-PAIN-01"

    def test_a_name_whose_quote_has_left_gives_way_to_words_that_stayed(self) -> None:
        named = replace(STUDY, theme_rows=tuple(
            replace(t, statement="numbers on slips nobody could read") if t.theme_id == "T-PAIN-01" else t for t in STUDY.theme_rows))
        after = corrections.applied(named, [on_quote(SLIPS_P3, "theme", "none")])
        found = theme(after, "T-PAIN-01")
        assert found.statement != "numbers on slips nobody could read"
        assert any(found.statement.rstrip(" …") in after.quote(i).verbatim for i in found.quote_ids)

    @pytest.mark.parametrize(("steps", "step", "phase"), [("p09", "p09", "evaluation"), ("p12 p13", "", "growth"), ("p01 p02", "p01", "struggle")])
    def test_places(self, steps: str, step: str, phase: str) -> None:
        q = corrections.applied(STUDY, [on_quote(SLIPS, "step", steps)]).quote(SLIPS)
        assert (q.step, q.phase, q.phase_score, q.phase_rule) == (step, phase, 1.0, "set by the reviewer")

    def test_a_place_that_another_framework_splits_is_listed(self) -> None:
        from jtbd_analyzer import journey

        other = replace(STUDY, framework=journey.framework("switch"))
        after = corrections.applied(other, [on_quote(WORRY, "step", "p01 p02 p03 p04")])
        assert "several phases of switch" in after.conflicts[0].reason
        assert after.quote(WORRY).step == other.quote(WORRY).step


class TestTheme:
    def test_renamed(self) -> None:
        found = theme(corrections.applied(STUDY, [on_theme("T-PAIN-01", "label", "Sundays go into typing")]), "T-PAIN-01")
        assert (found.statement, found.status) == ("Sundays go into typing", "edited")

    def test_kept_is_reviewed(self) -> None:
        assert theme(corrections.applied(STUDY, [on_theme("T-PAIN-01", "status", "keep")]), "T-PAIN-01").status == "reviewed"

    def test_marked_to_be_split_stays_open_and_leads_the_queue(self) -> None:
        after = corrections.applied(STUDY, [on_theme("T-PAIN-01", "status", "split")])
        assert theme(after, "T-PAIN-01").status == "provisional"
        assert after.table("review_queue").iloc[0]["item_id"] == "T-PAIN-01"

    def test_dropped(self) -> None:
        after = corrections.applied(STUDY, [on_theme("T-PAIN-01", "status", "drop")])
        assert theme(after, "T-PAIN-01") is None
        assert after.quote(SLIPS).theme_role == "its theme was dropped by the reviewer"
        assert after.quote(SLIPS).counted, "the quote stays evidence"

    def test_merged_through_a_third(self) -> None:
        study, a, b, c = three_pains()
        after = corrections.applied(study, [merge(study, a, b), merge(study, b, c)])
        assert [t.theme_id for t in after.theme_rows if t.code == "pain_point"] == [c]
        assert theme(after, c).n == 4
        assert theme(after, c).status == "edited"
        assert not after.conflicts

    def test_merged_in_a_circle_is_listed_and_nothing_is_merged(self) -> None:
        study, a, b, _ = three_pains()
        after = corrections.applied(study, [merge(study, a, b), merge(study, b, a)])
        assert {t.theme_id for t in after.theme_rows} == {t.theme_id for t in study.theme_rows}
        assert len(after.conflicts) == 2
        assert all("circle" in x.reason for x in after.conflicts)

    def test_merged_into_a_dropped_one_is_listed(self) -> None:
        study, a, b, _ = three_pains()
        drop = kept.make("theme", b, "status", "", "drop", anchor=anchors.anchor_of_theme(study, theme(study, b)))
        after = corrections.applied(study, [merge(study, a, b), drop])
        assert "was dropped" in after.conflicts[0].reason
        assert theme(after, a) is not None
        assert theme(after, b) is not None

    def test_merged_into_another_code_is_listed(self) -> None:
        after = corrections.applied(STUDY, [on_theme("T-PAIN-01", "merge_into", "T-WANT-01")])
        assert "holds desired_outcome quotes" in after.conflicts[0].reason


def three_pains() -> tuple[Study, str, str, str]:
    """Return the small study with its pains in three themes."""
    ids = {"P01": "T-PAIN-A", "P02": "T-PAIN-B", "P03": "T-PAIN-C", "P04": "T-PAIN-C"}
    quotes = tuple(replace(q, theme_id=ids[q.participant_id]) if q.code == "pain_point" else q for q in STUDY.quote_rows)
    pains = [study_fixture.theme_of(i, f"pain {i}", quotes, 4) for i in ("T-PAIN-A", "T-PAIN-B", "T-PAIN-C")]
    return (replace(STUDY, quote_rows=quotes, theme_rows=(*(t for t in STUDY.theme_rows if t.code != "pain_point"), *pains)),
            "T-PAIN-A", "T-PAIN-B", "T-PAIN-C")


def merge(study: Study, a: str, b: str) -> Decision:
    return kept.make("theme", a, "merge_into", "", b, anchor=anchors.anchor_of_theme(study, theme(study, a))
                     | {"to": anchors.anchor_of_theme(study, theme(study, b))})


def entry(study: Study, theme_id: str, new: str) -> Decision:
    """Return what was planned for a theme on the sheet Opportunities."""
    target = f"Opportunities|{theme_id}"
    return kept.make("entry", target, "opportunity", "", new, anchor=entries.anchor_of(study, target, study))


def label(study: Study, theme_id: str, new: str, field: str = "label", **more: Any) -> Decision:
    return kept.make("theme", theme_id, field, "", new, anchor=anchors.anchor_of_theme(study, theme(study, theme_id)), **more)


class TestWhatGoesWithATheme:
    """What was written beside a theme that is merged into another, or dropped."""

    def test_a_plan_moves_with_the_merge(self) -> None:
        study, a, b, c = three_pains()
        after = corrections.applied(study, [entry(study, a, "Sell labels"), merge(study, a, b), merge(study, b, c)])
        assert review.cells(after)[f"entry Opportunities|{c}"] == {"opportunity": "Sell labels"}
        assert not after.conflicts

    def test_a_plan_for_a_dropped_theme_is_listed_and_the_drop_holds(self) -> None:
        study, a, _, _ = three_pains()
        after = corrections.applied(study, [entry(study, a, "Sell labels"), label(study, a, "drop", "status")])
        (x,) = after.conflicts
        assert x.reason == f"opportunity = 'Sell labels' has nothing to act on: its theme {a} was dropped"
        assert theme(after, a) is None

    def test_a_plan_that_meets_another_is_listed_until_one_is_written_for_both(self) -> None:
        study, a, b, _ = three_pains()
        decided = [entry(study, a, "Sell labels"), entry(study, b, "Sell paint"), merge(study, a, b)]
        after = corrections.applied(study, decided)
        assert "which has 'Sell paint'" in after.conflicts[0].reason
        assert review.cells(after)[f"entry Opportunities|{b}"] == {"opportunity": "Sell paint"}
        _, replaced = corrections.settled(after).there(("entry", f"Opportunities|{b}", "opportunity"))
        assert {d.new for d in replaced} == {"Sell labels", "Sell paint"}

    def test_a_name_of_the_theme_merged_away_names_the_whole(self) -> None:
        study, a, b, _ = three_pains()
        after = corrections.applied(study, [label(study, a, "All of it"), merge(study, a, b)])
        assert (theme(after, b).statement, after.conflicts) == ("All of it", ())
        assert review.cells(after)[f"theme {b}"]["human_label"] == "All of it"

    def test_a_name_that_meets_another_is_listed(self) -> None:
        study, a, b, _ = three_pains()
        after = corrections.applied(study, [label(study, a, "All of it"), label(study, b, "Paper"), merge(study, a, b)])
        assert theme(after, b).statement == "Paper"
        assert f"its theme went into {b}, which has 'Paper'" in after.conflicts[0].reason


class TestConfirmedName:
    """Another run may find another name for the same quotes."""

    def again(self, study: Study, theme_id: str, statement: str) -> Study:
        return replace(study, theme_rows=tuple(replace(t, statement=statement) if t.theme_id == theme_id else t for t in study.theme_rows))

    @pytest.mark.parametrize(("field", "new"), [("status", "keep"), ("reviewed", "yes")])
    def test_stays_what_was_confirmed(self, field: str, new: str) -> None:
        study, a, _, _ = three_pains()
        found = theme(corrections.applied(self.again(study, a, "other words"), [label(study, a, new, field)]), a)
        assert (found.statement, found.status) == (f"pain {a}", "reviewed")

    def test_of_a_theme_merged_into_stays_what_it_was(self) -> None:
        study, a, b, _ = three_pains()
        found = theme(corrections.applied(self.again(study, b, "other words"), [merge(study, a, b)]), b)
        assert (found.statement, found.status) == (f"pain {b}", "edited")

    def test_does_not_bring_back_a_name_that_was_withdrawn(self) -> None:
        study, a, _, _ = three_pains()
        named = label(study, a, "Typing")
        kept_ = label(self.again(study, a, "Typing"), a, "keep", "status")
        after = corrections.applied(study, [named, kept_, label(study, a, "", replaces=[named.decision_id])])
        assert theme(after, a).statement == f"pain {a}"


class TestConflicts:
    def test_two_words_on_one_thing_hold_neither(self) -> None:
        after = corrections.applied(STUDY, [on_quote(SLIPS, "code", "habit"), on_quote(SLIPS, "code", "anxiety")])
        assert after.quote(SLIPS).code == "pain_point"
        assert "decided more than once: 'anxiety' and 'habit'" in after.conflicts[0].reason

    def test_a_later_word_that_names_the_earlier_holds(self) -> None:
        first = on_quote(SLIPS, "code", "habit")
        later = on_quote(SLIPS, "code", "anxiety", replaces=[first.decision_id])
        for order in ([first, later], [later, first]):
            after = corrections.applied(STUDY, order)
            assert after.quote(SLIPS).code == "anxiety"
            assert not after.conflicts

    def test_withdrawn(self) -> None:
        first = on_quote(SLIPS, "code", "habit")
        after = corrections.applied(STUDY, [first, on_quote(SLIPS, "code", "", replaces=[first.decision_id])])
        assert after.quote_rows == STUDY.quote_rows

    def test_a_target_that_is_gone_is_listed(self) -> None:
        gone = replace(STUDY, quote_rows=tuple(q for q in STUDY.quote_rows if q.quote_id != SLIPS))
        after = corrections.applied(gone, [on_quote(SLIPS, "code", "habit")])
        assert "has nothing to act on" in after.conflicts[0].reason

    def test_a_rejected_quote_that_the_machine_codes_no_more_is_no_conflict(self) -> None:
        gone = replace(STUDY, quote_rows=tuple(q for q in STUDY.quote_rows if q.quote_id != SLIPS))
        assert not corrections.applied(gone, [on_quote(SLIPS, "count", "no"), on_quote(SLIPS, "code", "none")]).conflicts


class TestReRun:
    def test_other_ids_and_positions(self) -> None:
        moved = replace(STUDY, quote_rows=tuple(
            replace(q, quote_id=f"{q.quote_id}x", char_start=q.char_start + 7, char_end=q.char_end + 7) for q in STUDY.quote_rows))
        assert corrections.applied(moved, [on_quote(SLIPS, "code", "habit")]).quote(f"{SLIPS}x").code == "habit"

    def test_words_said_twice_are_told_apart_by_place_or_not_at_all(self) -> None:
        q = STUDY.quote(SLIPS)
        twins = [replace(q, quote_id=f"twin-{k}", char_start=q.char_start + k, char_end=q.char_end + k) for k in (-10, 10, 40)]
        rest = tuple(x for x in STUDY.quote_rows if x.quote_id != SLIPS)
        assert anchors.Places(replace(STUDY, quote_rows=(*rest, *twins[1:]))).quote(anchors.anchor_of_quote(q)) == "twin-10"
        assert anchors.Places(replace(STUDY, quote_rows=(*rest, *twins))).quote(anchors.anchor_of_quote(q)) == ""

    def test_a_theme_is_known_by_its_members(self) -> None:
        renamed = replace(
            STUDY, quote_rows=tuple(replace(q, theme_id="T-PAIN-ZZ") if q.theme_id == "T-PAIN-01" else q for q in STUDY.quote_rows),
            theme_rows=tuple(replace(t, theme_id="T-PAIN-ZZ") if t.theme_id == "T-PAIN-01" else t for t in STUDY.theme_rows))
        after = corrections.applied(renamed, [on_theme("T-PAIN-01", "label", "Typing on Sundays")])
        assert theme(after, "T-PAIN-ZZ").statement == "Typing on Sundays"

    def test_a_named_theme_that_a_later_run_takes_apart_is_held_together(self) -> None:
        study, a, b, c = three_pains()
        after = corrections.applied(study, [on_theme("T-PAIN-01", "label", "Typing")])
        held = theme(after, "T-PAIN-01")
        assert (held.statement, held.status, held.n) == ("Typing", "edited", 4)
        own = {q.quote_id for q in STUDY.quote_rows if q.theme_id == "T-PAIN-01"}
        assert own <= set(held.quote_ids)
        assert [theme(after, x) for x in (a, b, c)] == [None] * 3, "its quotes are in no other theme"
        assert {study.quote(i).theme_id for i in set(held.quote_ids) - own} == {c}, "what the machine has put beside most of its quotes goes along"
        assert not after.conflicts
        assert after.suggested == study

    @pytest.mark.parametrize(("field", "new"), [("note", "ask Tom"), ("status", "keep"), ("reviewed", "yes")])
    def test_so_is_one_that_anything_was_said_of(self, field: str, new: str) -> None:
        study, a, b, _ = three_pains()
        after = corrections.applied(study, [on_theme("T-PAIN-01", field, new)])
        assert set(theme(after, "T-PAIN-01").quote_ids) >= {q.quote_id for q in STUDY.quote_rows if q.theme_id == "T-PAIN-01"}
        assert (theme(after, a), theme(after, b), after.conflicts) == (None, None, ())

    def test_so_is_one_that_something_was_planned_for(self) -> None:
        study, *_ = three_pains()
        after = corrections.applied(study, [entry(STUDY, "T-PAIN-01", "Sell labels")])
        assert not after.conflicts
        assert review.cells(after)["entry Opportunities|T-PAIN-01"] == {"opportunity": "Sell labels"}

    def test_a_dropped_theme_that_a_later_run_takes_apart_stays_dropped(self) -> None:
        study, a, b, c = three_pains()
        after = corrections.applied(study, [on_theme("T-PAIN-01", "status", "drop")])
        assert not after.conflicts
        assert [theme(after, x) for x in ("T-PAIN-01", a, b)] == [None, None, None]
        dropped = {q.quote_id for q in STUDY.quote_rows if q.theme_id == "T-PAIN-01"}
        assert {after.quote(i).theme_id for i in dropped} == {""}
        new = {q.quote_id for q in study.quote_rows if q.theme_id == c} - dropped
        assert {after.quote(i).theme_id for i in new} <= {c}, "nobody has dropped these"

    def test_a_drop_of_a_theme_that_is_known_again_takes_its_pieces_along(self) -> None:
        """Most of a dropped theme is one theme now, and the rest another made of its quotes alone."""
        study, a, b, _ = three_pains()
        own = [q for q in STUDY.quote_rows if q.theme_id == "T-PAIN-01" and q.counted]
        quotes = tuple(replace(q, theme_id=b if q.quote_id == own[-1].quote_id else a) if q.quote_id in {x.quote_id for x in own} else
                       replace(q, theme_id="") if q.theme_id in (a, b, "T-PAIN-C") else q for q in study.quote_rows)
        themes = [study_fixture.theme_of(i, f"pain {i}", quotes, 4) for i in (a, b)]
        study = replace(study, quote_rows=quotes, theme_rows=(*(t for t in study.theme_rows if t.code != "pain_point"), *themes))
        after = corrections.applied(study, [on_theme("T-PAIN-01", "status", "drop")])
        assert ([theme(after, x) for x in (a, b)], after.conflicts) == ([None, None], ())

    @pytest.mark.parametrize("field", ["label", "note", "reviewed"])
    def test_two_themes_that_the_machine_puts_together_are_held_apart(self, field: str) -> None:
        """One was dropped and something was said of the other: neither goes the way of the other."""
        apart, a, b, c = three_pains()
        whole = {"T-PAIN-Z" if i in (a, b) else i for i in (a, b, c)}
        quotes = tuple(replace(q, theme_id="T-PAIN-Z") if q.theme_id in (a, b) else q for q in apart.quote_rows)
        themes = [study_fixture.theme_of(i, f"pain {i}", quotes, 4) for i in sorted(whole)]
        study = replace(apart, quote_rows=quotes, theme_rows=(*(t for t in apart.theme_rows if t.code != "pain_point"), *themes))
        decided = [label(apart, a, "drop", "status"), label(apart, b, "yes" if field == "reviewed" else "Paper", field)]
        after = corrections.applied(study, decided)
        turned = corrections.applied(study, decided[::-1])
        assert (after.quote_rows, after.theme_rows, after.conflicts) == (turned.quote_rows, turned.theme_rows, turned.conflicts)
        kept_quotes = {q.quote_id for q in apart.quote_rows if q.theme_id == b}
        gone = {q.quote_id for q in apart.quote_rows if q.theme_id == a and q.counted}
        assert {after.quote(i).theme_id for i in gone} == {""}
        homes = {after.quote(i).theme_id for i in kept_quotes}
        assert len(homes) == 1
        assert theme(after, homes.pop()) is not None
        assert not after.conflicts

    def test_a_theme_decided_on_is_not_drained_into_another(self) -> None:
        """Pieces of a named theme outnumber another named theme in its own place: each has its own quotes."""
        apart, a, b, c = three_pains()
        first, second = ([q.quote_id for q in apart.quote_rows if q.theme_id == i and q.counted] for i in (c, a))
        quotes = tuple(replace(q, theme_id=a) if q.quote_id == first[0] else replace(q, theme_id=b) if q.quote_id in first[1:] else q for q in apart.quote_rows)
        themes = [study_fixture.theme_of(i, f"pain {i}", quotes, 4) for i in (a, b)]
        study = replace(apart, quote_rows=quotes, theme_rows=(*(t for t in apart.theme_rows if t.code != "pain_point"), *themes))
        after = corrections.applied(study, [label(apart, c, "One"), label(apart, a, "Two")])
        named = {t.statement: set(t.quote_ids) for t in after.theme_rows if t.statement in ("One", "Two")}
        assert set(named) == {"One", "Two"}
        assert set(second) <= named["Two"]
        assert not after.conflicts

    def test_of_two_themes_that_shared_quotes_the_latest_counts_whatever_they_are_called(self) -> None:
        own = [q for q in STUDY.quote_rows if q.theme_id == "T-PAIN-01" and q.counted]
        spans = [[*anchors.place_of(q), anchors.mark_of(q)] for q in own]
        quotes = tuple(replace(q, theme_id="") if q.theme_id == "T-PAIN-01" else q for q in STUDY.quote_rows)
        study = replace(STUDY, quote_rows=quotes, theme_rows=tuple(t for t in STUDY.theme_rows if t.theme_id != "T-PAIN-01"))
        for earlier, later in (("T-PAIN-A", "T-PAIN-B"), ("T-PAIN-B", "T-PAIN-A")):
            made = [kept.make("theme", i, "label", "", words, when=when, anchor={"code": "pain_point", "statement": "Paper", "quotes": own_spans})
                    for i, words, when, own_spans in ((earlier, "Some", "2026-01-01", spans[:-1]), (later, "All", "2026-02-01", spans))]
            after = corrections.applied(study, made)
            assert theme(after, later).n == len({q.participant_id for q in own})
            assert theme(after, earlier) is None

    def test_a_denied_quote_of_a_theme_held_together_speaks_against_it(self) -> None:
        study, *_ = three_pains()
        denied = {q.quote_id: q for q in STUDY.quote_rows if q.theme_id == "T-PAIN-01" and q.polarity == "denied"}
        study = replace(study, quote_rows=tuple(replace(q, polarity="denied", counted=False) if q.quote_id == SLIPS else q for q in study.quote_rows))
        after = corrections.applied(study, [on_theme("T-PAIN-01", "label", "Typing")])
        assert {after.quote(i).theme_role for i in (*denied, SLIPS)} == {"counter"}

    def test_a_theme_to_be_split_may_fall_apart_and_is_listed(self) -> None:
        study, a, b, _ = three_pains()
        after = corrections.applied(study, [on_theme("T-PAIN-01", "status", "split")])
        assert "its quotes are now in" in after.conflicts[0].reason
        assert {a, b} <= {t.theme_id for t in after.theme_rows}

    def test_one_most_of_whose_quotes_are_coded_otherwise_now_is_made_of_the_rest(self) -> None:
        own = [q.quote_id for q in STUDY.quote_rows if q.theme_id == "T-PAIN-01" and q.counted]
        quotes = tuple(replace(q, code="habit", kind="decision_factor", theme_id="") if q.quote_id in own[1:] else q for q in STUDY.quote_rows)
        study = replace(STUDY, quote_rows=quotes, theme_rows=tuple(t for t in STUDY.theme_rows if t.theme_id != "T-PAIN-01"))
        after = corrections.applied(study, [on_theme("T-PAIN-01", "label", "Typing")])
        assert (theme(after, "T-PAIN-01").statement, theme(after, "T-PAIN-01").n, after.conflicts) == ("Typing", 1, ())
        assert {after.quote(i).code for i in own[1:]} == {"habit"}

    def test_a_voice_that_the_machine_put_beside_most_of_its_quotes_joins_it(self) -> None:
        study, a, _, _ = three_pains()
        late = replace(STUDY.quote(SLIPS), quote_id="shop-p09-q0001", transcript_id="late", participant_id="P04", theme_id=a)
        grown = replace(study, quote_rows=(*study.quote_rows, late),
                        theme_rows=tuple(study_fixture.theme_of(a, "pain", (*study.quote_rows, late), 4) if t.theme_id == a else t for t in study.theme_rows))
        named = corrections.applied(grown, [on_theme("T-PAIN-01", "label", "Typing")])
        assert late.quote_id in theme(named, "T-PAIN-01").quote_ids
        dropped = corrections.applied(grown, [on_theme("T-PAIN-01", "status", "drop")])
        assert dropped.quote(late.quote_id).theme_id != "T-PAIN-01"
        assert late.quote_id in theme(dropped, a).quote_ids, "nobody has dropped it"

    def test_a_theme_that_two_of_its_quotes_fell_into_is_not_it(self) -> None:
        """Of several quotes one is in a large theme now, the others in none; the drop must not fall on the large one, nor on the quote there."""
        spans = [[*anchors.place_of(q), anchors.mark_of(q)] for q in STUDY.quote_rows if q.theme_id == "T-PAIN-01" and q.counted][:1]
        gone = [["elsewhere", k, k + 9, "00000000"] for k in range(len(spans) + 1)]
        anchor = {"code": "pain_point", "statement": "Paper", "quotes": [*spans, *gone]}
        after = corrections.applied(STUDY, [kept.make("theme", "T-PAIN-ZZ", "status", "", "drop", anchor=anchor)])
        assert theme(after, "T-PAIN-01") == theme(STUDY, "T-PAIN-01")
        assert f"its quotes are now in T-PAIN-01 ({len(spans)} of {2 * len(spans) + 1})" in after.conflicts[0].reason

    def test_a_theme_of_another_id_that_grew_to_more_than_twice_is_not_it(self) -> None:
        small = anchor_of("T-PAIN-01") | {"quotes": anchor_of("T-PAIN-01")["quotes"][:1]}
        after = corrections.applied(STUDY, [kept.make("theme", "T-PAIN-ZZ", "status", "", "drop", anchor=small)])
        assert theme(after, "T-PAIN-01") is not None
        assert after.conflicts
        same = corrections.applied(STUDY, [kept.make("theme", "T-PAIN-01", "status", "", "drop", anchor=small)])
        assert theme(same, "T-PAIN-01") is None, "the same id may grow"

    def test_a_decision_on_a_theme_does_not_cross_to_another_code(self) -> None:
        d = kept.make("theme", "T-HABIT-ZZ", "label", "", "Typing", anchor=anchor_of("T-PAIN-01") | {"code": "habit"})
        after = corrections.applied(STUDY, [d])
        assert theme(after, "T-PAIN-01").statement == theme(STUDY, "T-PAIN-01").statement
        assert after.conflicts

    def test_quotes_of_a_theme_are_known_by_words_where_lines_were_added(self) -> None:
        moved = replace(STUDY, quote_rows=tuple(
            replace(q, transcript_id=f"{q.transcript_id}-b", char_start=q.char_start + 7, char_end=q.char_end + 7,
                    theme_id="T-PAIN-ZZ" if q.theme_id == "T-PAIN-01" else q.theme_id) for q in STUDY.quote_rows),
            theme_rows=tuple(replace(t, theme_id="T-PAIN-ZZ") if t.theme_id == "T-PAIN-01" else t for t in STUDY.theme_rows))
        assert theme(corrections.applied(moved, [on_theme("T-PAIN-01", "label", "Typing")]), "T-PAIN-ZZ").statement == "Typing"

    def test_a_person_is_known_by_their_transcripts(self) -> None:
        d = kept.make("participant", "P01", "display_name", "", "Ada", anchor=anchors.anchor_of_participant(STUDY, STUDY.participant_rows[0]))
        ids = {"P01": "P07"}
        other = replace(STUDY, participant_rows=tuple(replace(p, participant_id=ids.get(p.participant_id, p.participant_id)) for p in STUDY.participant_rows))
        names = {p.participant_id: p.display_name for p in corrections.applied(other, [d]).participant_rows}
        assert names["P07"] == "Ada"


class TestFile:
    def test_kept_with_the_study_and_carried_out_when_opened(self, tmp_path: Path) -> None:
        clean = replace(STUDY, quote_rows=tuple(q for q in STUDY.quote_rows if "\ud800" not in q.verbatim),
                        transcript_rows=tuple(replace(t, source_text=t.source_text.replace("\ud800", "?")) for t in STUDY.transcript_rows))
        after = corrections.applied(clean, [on_quote(SLIPS, "code", "habit", who="Ida", when="2026-05-04")])
        after.save(tmp_path / "study")
        again = Study.open(tmp_path)
        assert again == after
        assert again.suggested == clean
        again.save(tmp_path / "copy")
        assert Study.open(tmp_path / "copy") == after

    @pytest.mark.parametrize("line", ["{", '{"decision_id": 3}', '["x"]',
                                      '{"decision_id": "a", "kind": "cat", "target": "", "field": "", "old": "", "new": ""}'])
    def test_a_broken_line_is_named_and_nothing_runs_over_it(self, tmp_path: Path, line: str) -> None:
        (tmp_path / kept.FILE).write_text(kept.as_lines([on_quote(SLIPS, "code", "habit")]) + line + "\n", encoding="utf-8")
        with pytest.raises(InputError, match=r"decisions\.jsonl line 2: must be a decision"):
            kept.read(tmp_path)

    def test_the_same_line_twice_is_one_decision(self, tmp_path: Path) -> None:
        (tmp_path / kept.FILE).write_text(kept.as_lines([on_quote(SLIPS, "code", "habit")]) * 2, encoding="utf-8")
        assert kept.read(tmp_path) == (on_quote(SLIPS, "code", "habit"),)


def test_examples_are_codes_chosen_confirmed_and_implied() -> None:
    decided = [
        on_quote(SLIPS, "code", "habit"), on_quote(SUM, "code", "none"), on_quote(WISH, "reviewed", "yes"),
        on_quote(SLIPS_P3, "theme", "new: Slips", made("Slips", "pain_point")), on_quote(PRICE, "count", "no"), on_quote(WORRY, "note", "hm"),
    ]
    found = {(t, span): code for t, span, code in review.examples(decided, STUDY)}
    expected = {SLIPS: "habit", SUM: "none", WISH: "desired_outcome", SLIPS_P3: "pain_point"}
    assert found == {(q.transcript_id, (q.char_start, q.char_end)): code for i, code in expected.items() for q in [STUDY.quote(i)]}
    texts = {t.transcript_id: t.source_text for t in STUDY.transcript_rows}
    assert all(texts[t][a:b] in {q.verbatim for q in STUDY.quote_rows} for t, (a, b) in found)


def test_progress_counts_what_was_looked_at() -> None:
    after = corrections.applied(STUDY, [on_quote(SLIPS, "code", "habit"), on_theme("T-WANT-01", "status", "keep")])
    assert review.progress(after) == {"quotes": (1, len(STUDY.quote_rows)), "themes": (1, len(STUDY.theme_rows))}


def test_a_waiting_quote_that_brings_a_person_says_so_and_one_of_a_person_already_there_gains_nothing() -> None:
    from study_fixture import study

    from jtbd_analyzer import evidence
    from jtbd_analyzer.insights import review_queue

    s = study()
    theme = next(t for t in s.theme_rows if t.n)
    q = next(x for x in s.quote_rows if x.quote_id in theme.quote_ids and x.counted)
    waits = replace(q, counted=False, grade_reason=f"own experience; {evidence.UNSURE}")
    assert review_queue._gain(waits, theme, {theme.theme_id: {"somebody"}}, 12) == 4
    assert review_queue._gain(waits, theme, {theme.theme_id: {"one", "two"}}, 12) == 2
    assert review_queue._gain(waits, theme, {theme.theme_id: {q.participant_id}}, 12) == 0
    assert review_queue._gain(q, theme, {}, 12) == 0
    kindred, stranger = (replace(waits, code="criterion", second_code=c) for c in ("price", "pain_point"))
    assert review_queue._chance(kindred) > review_queue._chance(stranger)


class TestTold:
    """What a run says of the decisions made before it."""

    def test_decisions_not_carried_out_are_said_and_stand_in_the_report(self, capsys: pytest.CaptureFixture[str]) -> None:
        gone = replace(STUDY, quote_rows=tuple(q for q in STUDY.quote_rows if q.code != "pain_point"),
                       theme_rows=tuple(t for t in STUDY.theme_rows if t.code != "pain_point"))
        after = corrections.applied(gone, [on_theme("T-PAIN-01", "label", "Typing"), on_quote(PRICE, "count", "no")])
        say_conflicts(after)
        told = capsys.readouterr().err
        assert "conflict: T-PAIN-01: label = 'Typing' has nothing to act on" in told
        assert "1 of 2 decisions were not carried out" in told
        assert "decisions of researchers not carried out" in page.build(after)
        assert "decisions of researchers not carried out" not in page.build(STUDY)

    def test_how_many_other_quotes_changed_since_the_coder_learnt(self, tmp_path: Path) -> None:
        clean = replace(STUDY, quote_rows=tuple(q for q in STUDY.quote_rows if "\ud800" not in q.verbatim),
                        transcript_rows=tuple(replace(t, source_text=t.source_text.replace("\ud800", "?")) for t in STUDY.transcript_rows))
        clean.save(tmp_path / "study")
        assert review.lesson(tmp_path) is None
        before = corrections.applied(clean, [on_quote(SLIPS, "code", "habit"), on_quote(PRICE, "count", "no")])
        before.save(tmp_path / "study")
        lesson = review.lesson(tmp_path)
        assert lesson is not None
        after = replace(before, quote_rows=tuple(replace(q, code="anxiety") if q.quote_id == SUM else q for q in before.quote_rows[1:]))
        assert lesson.told(after).startswith(
            f"corrected or signed quotes that the coder learnt from: 1; of {len(before.quote_rows)} quotes of the last run 1 have another code, count "
            "or theme, 1 are gone, 0 are new")
