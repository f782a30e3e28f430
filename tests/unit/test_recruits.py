"""Who left, did not buy or chose another: read from participants.csv or from their own words, and what such people cannot report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from study_fixture import study

from jtbd_analyzer import recruits
from jtbd_analyzer.study import Study


def marked(**of: str) -> Study:
    s = study()
    return replace(s, participant_rows=tuple(replace(p, attributes={"recruited_as": of.get(p.participant_id, "recent switcher")}) for p in s.participant_rows))


@pytest.mark.parametrize(("value", "outcome"), [
    ("churned", recruits.LEFT), ("former customer", recruits.LEFT), ("lapsed user", recruits.LEFT), ("cancelled in May", recruits.LEFT),
    ("considered-not-bought", recruits.DECLINED), ("did not buy", recruits.DECLINED), ("lost deal", recruits.DECLINED), ("non-buyer", recruits.DECLINED),
    ("chose a competitor", recruits.ELSEWHERE), ("competitor", recruits.ELSEWHERE), ("bought elsewhere", recruits.ELSEWHERE),
    ("recent switcher", ""), ("long-term", ""), ("left school at 16", ""), ("", ""),
])
def test_a_column_says_what_became_of_somebody(value: str, outcome: str) -> None:
    assert recruits.recruited({"recruited_as": value})[0] == outcome


def test_other_columns_say_nothing_of_it() -> None:
    assert recruits.recruited({"role": "competitor analyst", "segment": "lapsed parishes"}) == ("", "")


def test_own_words_count_only_of_the_time_of_use() -> None:
    s = study()
    first = s.quote_rows[0]
    for step, referent, left in (("p20", "our_product", True), ("p16", "our_product", True), ("p01", "unclear", False), ("p16", "old_way", False)):
        said = replace(first, verbatim="In May we stopped using it.", code="pain_point", step=step, referent=referent)
        found = recruits.outcomes(replace(s, quote_rows=(said,)))
        assert (found.get("P01", ("", ""))[0] == recruits.LEFT) is left, (step, referent)


def test_who_never_had_the_product_reports_no_value_of_it_and_is_not_in_its_use() -> None:
    s = marked(P01="considered-not-bought")
    after = recruits.without_the_product(s.quote_rows, s.participant_rows)
    values = [q for q in after if q.code == "value_realized"]
    assert [(q.participant_id, q.counted, q.grade_reason) for q in values] == [("P01", False, recruits.NEVER_HAD)]
    assert all(q.step < "p12" for q in after if q.participant_id == "P01")
    assert [q for q in after if q.participant_id != "P01"] == [q for q in s.quote_rows if q.participant_id != "P01"]


def test_who_did_not_buy_was_tipped_by_nothing() -> None:
    s = marked(P01="considered-not-bought")
    liked = tuple(replace(q, code="deal_maker", step="p08") for q in s.quote_rows if q.participant_id in ("P01", "P02"))
    after = recruits.without_the_product(liked, s.participant_rows)
    assert {q.grade_reason for q in after if q.participant_id == "P01" and not q.counted} >= {recruits.TIPPED_NOTHING}
    assert not [q for q in after if q.participant_id == "P01" and q.counted]
    assert [q for q in after if q.participant_id == "P02"] == [q for q in liked if q.participant_id == "P02"]


def test_who_left_had_it_and_keeps_what_they_report() -> None:
    s = marked(P01="churned")
    assert recruits.without_the_product(s.quote_rows, s.participant_rows) == list(s.quote_rows)


def test_the_caution_is_true_of_the_sample() -> None:
    assert recruits.missed(marked()).startswith("Nobody interviewed is marked")
    told = recruits.missed(marked(P01="churned", P02="did not buy"))
    assert told.startswith("Of 4 people, 1 left, 1 did not buy")
    assert "buyers were asked" not in told
