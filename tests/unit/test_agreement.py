"""Agreement figures against published examples and other libraries; labels in each form laid over the words; what differs."""

from __future__ import annotations

import csv
import math
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from study_fixture import study

from jtbd_analyzer import agreement as ag
from jtbd_analyzer import labels
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.labels import Label, Labels
from jtbd_analyzer.study import Study

TABLES = arrays(np.int64, st.integers(1, 5).map(lambda n: (n, n)), elements=st.integers(0, 20))


def crossed(one: str, two: str) -> ag.Table:
    names = sorted({*one.split(), *two.split()})
    table = np.zeros((len(names), len(names)), dtype=np.int64)
    for a, b in zip(one.split(), two.split(), strict=True):
        table[names.index(a), names.index(b)] += 1
    return table


class TestPublishedExamples:
    def test_kappa_of_cohen_1968(self) -> None:
        assert ag.kappa(np.array([[44, 5, 1], [7, 20, 3], [9, 5, 6]])) == pytest.approx(0.492, abs=5e-4)

    def test_kappa_of_fifty_grant_proposals(self) -> None:
        assert ag.kappa(np.array([[20, 5], [10, 15]])) == pytest.approx(0.40)

    def test_alpha_of_krippendorff_2011_binary(self) -> None:
        assert ag.alpha(crossed("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")) == pytest.approx(0.095, abs=5e-4)

    def test_alpha_of_krippendorff_2011_nominal(self) -> None:
        assert ag.alpha(crossed("a a b b d c c c e d d a", "b a b b b c c c e d d d")) == pytest.approx(0.692, abs=5e-4)

    def test_ac1_where_kappa_is_paradoxical(self) -> None:
        """118 of 125 both yes: nearly all agree, kappa is below zero, AC1 is not (the table of Gwet's papers on the paradox)."""
        table = np.array([[118, 5], [2, 0]])
        assert ag.kappa(table) == pytest.approx(-0.0234, abs=5e-5)
        assert ag.ac1(table) == pytest.approx(0.9408, abs=5e-5)


class TestFigures:
    @given(TABLES)
    def test_kappa_and_f1_are_those_of_scikit_learn(self, table: ag.Table) -> None:
        from sklearn.metrics import cohen_kappa_score, precision_recall_fscore_support

        pairs = [(a, b) for a in range(len(table)) for b in range(len(table)) for _ in range(table[a, b])]
        if len({x for p in pairs for x in p}) < 2:
            return
        one, two = zip(*pairs, strict=True)
        assert ag.kappa(table) == pytest.approx(cohen_kappa_score(one, two))
        precision, recall, f, _ = precision_recall_fscore_support(one, two, labels=range(len(table)), zero_division=0.0)
        for k in range(len(table)):
            assert ag.f1(table, k) == pytest.approx((f[k], precision[k], recall[k]))

    @given(TABLES)
    def test_they_stay_in_range_and_are_one_only_for_full_agreement(self, table: ag.Table) -> None:
        for figure in (ag.kappa, ag.ac1, ag.alpha):
            value = figure(table)
            assert math.isnan(value) if not table.sum() else value <= 1.0
            if table.sum() and table.trace() < table.sum():
                assert value < 1.0
        full = np.diag(np.arange(1, len(table) + 1))
        assert [round(f(full), 9) for f in (ag.kappa, ag.ac1, ag.alpha)] == [1.0, 1.0, 1.0]

    @given(TABLES, st.integers(0, 4))
    def test_one_against_rest_keeps_the_units(self, table: ag.Table, k: int) -> None:
        k %= len(table)
        small = ag.one_against_rest(table, k)
        assert small.sum() == table.sum()
        assert (small >= 0).all()
        assert ag.f1(small, 0) == ag.f1(table, k)

    @pytest.mark.parametrize(("value", "word"), [(0.8, "reliable"), (0.799, "tentative"), (0.667, "tentative"), (0.66, "insufficient"), (-0.2, "insufficient"),
                                                 (float("nan"), "")])
    def test_readings(self, value: float, word: str) -> None:
        assert ag.reading(value) == word

    def test_an_interval_holds_the_value_repeats_and_needs_two_transcripts(self) -> None:
        tables = np.array([[[9, 1], [2, 8]], [[5, 5], [5, 5]], [[10, 0], [0, 10]], [[7, 3], [3, 7]]])
        c = ag.Counts(("none", "coded"), tables)
        low, high = ag.interval(ag.resampled(c), ag.kappa)
        assert 0.0 <= low < ag.kappa(c.total) < high <= 1.0
        assert (low, high) == ag.interval(ag.resampled(c), ag.kappa)
        assert all(math.isnan(x) for x in ag.interval(ag.resampled(ag.Counts(c.categories, tables[:1])), ag.kappa))
        same = ag.interval(ag.resampled(ag.Counts(c.categories, np.array([tables[0]] * 3))), ag.kappa)
        assert same == pytest.approx((ag.kappa(tables[0]),) * 2)


def written(path: Path, rows: list[dict[str, object]], delimiter: str = "\t") -> Path:
    with path.open("w", encoding="utf-8", newline="") as f:
        quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        writer = csv.DictWriter(f, list(rows[0]), delimiter=delimiter, quoting=quoting, lineterminator="\n", quotechar=None if delimiter == "\t" else '"')
        writer.writeheader()
        writer.writerows(rows)
    return path


#: short and plain quotes: what a labelled table can hold in one line
SAID = tuple(q for q in study().quote_rows if len(q.verbatim) < 200 and "\ufffe" not in q.verbatim)


def labelled(**changes: dict[str, str]) -> list[dict[str, object]]:
    """Return the study's own codes as labelled sentences, some changed by quote id."""
    return [
        {"transcript": q.transcript_id, "sentence": q.verbatim, "code": q.code, "code_alt": q.code, "phase": q.phase, "phase_alt": q.phase,
         "valence": (q.valence > 0) - (q.valence < 0)} | changes.get(q.quote_id.replace("-", "_"), {}) for q in SAID
    ]


class TestLabelledSentences:
    def test_the_runs_own_codes_agree_fully(self, tmp_path: Path) -> None:
        read = labels.read(written(tmp_path / "labels.tsv", labelled()), study())
        c = ag.compare(study(), read)
        assert len(c.pairs) == len(SAID)
        for what in ("kinds", "codes", "phases", "valence"):
            assert ag.kappa(ag.counts(c, what).total) == 1.0
        assert ag.differences(study(), c).empty

    def test_one_other_code_shows_as_one_difference_with_its_words(self, tmp_path: Path) -> None:
        path = written(tmp_path / "labels.tsv", labelled(shop_p01_q0002={"code": "none", "code_alt": "none"}))
        c = ag.compare(study(), labels.read(path, study()))
        table = ag.differences(study(), c)
        assert table[["verbatim", "differs_in", "reference_code", "other_code", "quote_id"]].values.tolist() == [
            ["Every Sunday night I copied the paper slips into a sheet.", "kind, code", "none", "pain_point", "shop-p01-q0002"]]
        kinds = ag.counts(c, "kinds")
        assert kinds.total[kinds.categories.index("none"), kinds.categories.index("value_theme")] == 1

    def test_a_second_reading_counts_as_right(self, tmp_path: Path) -> None:
        path = written(tmp_path / "labels.tsv", labelled(shop_p01_q0002={"code": "none", "code_alt": "pain_point"}))
        assert ag.differences(study(), ag.compare(study(), labels.read(path, study()))).empty

    def test_a_sentence_said_twice_is_placed_where_it_stands_in_order(self) -> None:
        t = study().transcript_rows[0]
        speech = labels.Speech(t)
        first, second = speech.place("a"), speech.place("a")
        assert first is not None
        assert second is not None
        assert first < second
        assert t.source_text[slice(*first)] == "a"

    def test_an_interviewers_words_are_never_a_unit(self) -> None:
        assert labels.Speech(study().transcript_rows[0]).place("What was going on?") is None

    def test_a_sentence_within_a_longer_quote_takes_its_code_and_a_short_overlap_does_not(self) -> None:
        rows = (Label("t", 10, 30, "price", "decision_factor"), Label("t", 30, 40, "habit", "decision_factor"))
        over = labels.Cover(Labels("x", rows, True, rows))
        codes = [found.code for a, b in ((12, 20), (0, 20), (0, 19), (25, 40), (41, 50)) for found in [over(Label("t", a, b, "none", "none"))] if found]
        assert codes == ["price", "price", "none", "habit", "none"]
        assert labels.Cover(Labels("x", rows, False, rows))(Label("t", 41, 50, "none", "none")) is None

    def test_quote_marks_in_a_tab_separated_table_are_words(self, tmp_path: Path) -> None:
        words = 'A friend with a shop in the next town said "take it" and I did 🚲.'
        found = labels.read(written(tmp_path / "labels.tsv", labelled()), study())
        assert words in [study().transcript_rows[3].source_text[u.char_start : u.char_end] for u in found.units if u.transcript_id == "shop-p04"]

    def test_sentences_nobody_said_are_told_and_left_out(self, tmp_path: Path) -> None:
        path = written(tmp_path / "labels.tsv", [*labelled(), labelled()[0] | {"sentence": "Never said."}])
        read = labels.read(path, study())
        assert len(read.units) == len(SAID)
        assert read.notes == (f"1 of {len(SAID) + 1} rows of labels.tsv were not found in the participants' words and are left out",)

    def test_labels_of_other_transcripts_are_refused(self, tmp_path: Path) -> None:
        path = written(tmp_path / "labels.tsv", [r | {"transcript": "elsewhere"} for r in labelled()])
        with pytest.raises(InputError, match=r"must hold words of this study's participants.*called shop-p01"):
            labels.read(path, study())

    def test_a_code_that_is_none_of_ours_is_refused(self, tmp_path: Path) -> None:
        path = written(tmp_path / "labels.tsv", labelled(shop_p01_q0002={"code": "payn"}))
        with pytest.raises(InputError, match=r"labels\.tsv: every code must be one of .*got 'payn'"):
            labels.read(path, study())

    def test_phases_of_three_are_compared_though_the_study_uses_another_framework(self, tmp_path: Path) -> None:
        from jtbd_analyzer import journey

        frame = journey.framework("cx5")
        other = replace(study(), framework=frame, quote_rows=tuple(replace(q, phase=frame.phase_of(q.step)) for q in study().quote_rows))
        c = ag.compare(other, labels.read(written(tmp_path / "labels.tsv", labelled()), other))
        assert ag.kappa(ag.counts(c, "phases").total) == 1.0

    def test_without_phases_and_feelings_they_are_not_compared(self, tmp_path: Path) -> None:
        rows = [{k: r[k] for k in ("transcript", "sentence", "code")} for r in labelled()]
        c = ag.compare(study(), labels.read(written(tmp_path / "labels.tsv", rows), study()))
        assert set(ag.figures(c)["of"]) == {"kinds", "codes", "coded"}
        assert any("phases are not compared" in n for n in c.notes)


def workbook(folder: Path, edits: dict[str, dict[str, str]]) -> Path:
    import openpyxl

    from jtbd_analyzer.exporters.workbook import Workbook

    path = Workbook()(study(), folder)[0]
    book = openpyxl.load_workbook(path)
    sheet = book["Quotes"]
    top = next(r for r in range(1, 20) if sheet.cell(r, 1).value == "quote_id")
    columns = {c.value: c.column for c in sheet[top]}
    for row in sheet.iter_rows(min_row=top + 1):
        for name, value in edits.get(str(row[0].value), {}).items():
            row[columns[name] - 1].value = value
    book.save(path)
    return path


class TestEditedWorkbook:
    def test_only_reviewed_rows_count_and_blank_means_agreed(self, tmp_path: Path) -> None:
        edits = {"shop-p01-q0001": {"reviewer": "Ana"}, "shop-p01-q0002": {"human_class": "none"}, "shop-p02-q0001": {"human_stage": "p01 whatever"}}
        read = labels.read(workbook(tmp_path, edits), study())
        assert [(u.quote_id, u.code, u.phase) for u in read.units] == [
            ("shop-p01-q0001", "struggle_trigger", "struggle"), ("shop-p01-q0002", "none", "struggle"), ("shop-p02-q0001", "struggle_trigger", "struggle")]
        c = ag.compare(study(), read)
        assert ag.observed(ag.counts(c, "codes").total) == pytest.approx(2 / 3)
        assert any("does not show" in n for n in c.notes)

    def test_two_reviewers_are_compared_on_what_both_read(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        one = workbook(tmp_path, {"shop-p01-q0001": {"human_class": "pain_point"}, "shop-p01-q0002": {"reviewer": "Ana"}})
        two = workbook(tmp_path / "b", {"shop-p01-q0001": {"human_class": "pain_point"}, "shop-p03-q0001": {"reviewer": "Bo"}})
        c = ag.compare(study(), labels.read(one, study()), labels.read(two, study()))
        assert [(a.code, b.code) for a, b in c.pairs] == [("pain_point", "pain_point")]

    def test_reviewers_with_no_quote_in_common_are_told(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        one, two = workbook(tmp_path, {"shop-p01-q0001": {"reviewer": "A"}}), workbook(tmp_path / "b", {"shop-p03-q0001": {"reviewer": "B"}})
        with pytest.raises(InputError, match="share no unit"):
            ag.compare(study(), labels.read(one, study()), labels.read(two, study()))


class TestSecondCoder:
    def table(self, folder: Path, made: Study) -> Path:
        from jtbd_analyzer.exporters.tables import Tables

        return next(p for p in Tables()(made, folder) if p.name == "quotes.csv")

    def test_the_runs_own_table_agrees_fully_and_sentences_without_a_code_count(self, tmp_path: Path) -> None:
        safe = replace(study(), quote_rows=SAID, theme_rows=())
        c = ag.compare(safe, labels.read(self.table(tmp_path, safe), safe))
        table = ag.counts(c, "codes")
        assert ag.kappa(table.total) == 1.0
        assert table.total[table.categories.index("none"), table.categories.index("none")] > 100, "the long answer of P04 is many sentences"

    def test_a_passage_left_out_is_none_for_the_second_coder(self, tmp_path: Path) -> None:
        safe = replace(study(), quote_rows=SAID, theme_rows=())
        path = self.table(tmp_path, replace(safe, quote_rows=SAID[1:]))
        table = ag.differences(safe, ag.compare(safe, labels.read(path, safe)))
        assert table[["verbatim", "reference_code", "other_code"]].values.tolist() == [[SAID[0].verbatim, "none", "struggle_trigger"]]

    def test_a_table_without_the_columns_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="must have the columns transcript, sentence, code"):
            labels.read(written(tmp_path / "x.csv", [{"quote": "a", "tag": "b"}], ","), study())


def test_figures_of_two_random_coders_lie_around_nought() -> None:
    chance = random.Random(3)
    made = study()
    t = made.transcript_rows[0]
    codes = ["pain_point", "habit", "none"]
    pairs = tuple((Label(t.transcript_id, i, i + 1, a, labels._kind(a), a, labels._kind(a)), Label(t.transcript_id, i, i + 1, b, labels._kind(b)))
                  for i in range(600) for a, b in [(chance.choice(codes), chance.choice(codes))])
    table = ag.counts(ag.Comparison("a", "b", pairs, ()), "codes").total
    assert all(abs(f(table)) < 0.1 for f in (ag.kappa, ag.ac1, ag.alpha))
