"""Grouping: who ends in which theme, and what is said of those that end in none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from partitions import partition
from talk import quote

from jtbd_analyzer import likeness, lineage, registry, stability, themes
from jtbd_analyzer.clusterers.density import DensityClusterer
from jtbd_analyzer.lineage import Alias, Known, Past

CLUSTERERS = registry.names("clusterers")


def points(n: int, seed: int = 0, groups: int = 0, spread: float = 0.4) -> np.ndarray:
    """Return `n` unit vectors: at random, or around `groups` directions, `spread` away from them."""
    random = np.random.default_rng(seed)
    rows = random.normal(size=(n, 24)) * (spread if groups else 1.0)
    if groups:
        rows += 2.0 * random.normal(size=(groups, 24))[np.arange(n) % groups]
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@pytest.mark.parametrize("name", CLUSTERERS)
class TestEveryClusterer:
    @pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 11, 12, 13, 40])
    def test_is_safe_for_any_number_of_points(self, name: str, n: int) -> None:
        labels, rescued = registry.build("clusterers", name)(points(n))
        assert labels.shape == rescued.shape == (n,)
        assert labels.dtype.kind == "i"
        assert rescued.dtype == bool
        assert set(labels.tolist()) - {-1} == set(range(int(labels.max(initial=-1)) + 1)), "labels run 0.. without gaps"
        assert not (rescued & (labels < 0)).any()

    @pytest.mark.parametrize("n", [2, 3, 12, 60])
    def test_says_of_one_thing_said_by_all_that_it_is_one_theme(self, name: str, n: int) -> None:
        labels, _ = registry.build("clusterers", name)(np.repeat(points(1), n, axis=0))
        assert set(labels.tolist()) == {0}

    def test_bears_a_smallest_size_beyond_the_number_of_points(self, name: str) -> None:
        labels, _ = registry.build("clusterers", name, {"min_size": 50})(points(20, groups=3))
        assert len(labels) == 20

    @pytest.mark.parametrize("n", [24, 60, 200])
    def test_no_theme_is_larger_than_a_quarter(self, name: str, n: int) -> None:
        for seed in range(3):
            labels, _ = registry.build("clusterers", name)(points(n, seed, groups=2, spread=1.0))
            assert np.bincount(labels[labels >= 0]).max(initial=0) <= n // 4

    def test_the_same_rows_give_the_same_groups(self, name: str) -> None:
        cluster = registry.build("clusterers", name)
        assert (cluster(points(80, 3))[0] == cluster(points(80, 3))[0]).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_quotes_does_not_decide(n: int, seed: int, random: object) -> None:
    rows, order = points(n, seed, groups=5), list(range(n))
    random.shuffle(order)  # type: ignore[attr-defined]
    cluster = DensityClusterer()
    assert partition(cluster(rows)[0], list(range(n))) == partition(cluster(rows[order])[0], order)


def test_rescue_can_be_undone() -> None:
    rows = points(90, 5, groups=6, spread=1.5)
    with_rescue, without = (DensityClusterer(granularity=3, min_size=3, rescue=x)(rows) for x in (0.0, 1.0))
    assert with_rescue[1].any()
    assert not without[1].any()
    assert partition(np.where(with_rescue[1], -1, with_rescue[0]), list(range(90))) == partition(without[0], list(range(90)))


def test_a_large_family_is_grouped_in_time() -> None:
    labels, rescued = DensityClusterer()(points(4000, groups=30))
    assert (labels >= 0).mean() > 0.9
    assert rescued.any(), "those not linked pair by pair join the nearest group"


WORDS = ("slips", "kennel", "price", "tablet", "phone", "invoice", "calendar", "boss")


def embed(texts: list[str]) -> np.ndarray:
    rows = np.array([[3.0 * (w in t.lower()) for w in WORDS] + [0.3 if "that" in t else 0.0] for t in texts]) if texts else np.zeros((0, 9))
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def grouped(quotes: list, earlier: tuple[Known, ...] = ()) -> themes.Grouping:
    setting = themes.Setting(["P1", "P2", "P3", "P4"], {}, earlier)
    return themes.group(quotes, embed, DensityClusterer(), lambda m, *_: m[0].verbatim, {}, setting)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["P1", "P2", "P3"]), st.sampled_from(["pain_point", "anxiety", "milestone"]),
                          st.booleans()), max_size=25))
def test_every_quote_is_in_a_theme_or_says_why_not(said: list[tuple[str, str, str, bool]]) -> None:
    quotes = [quote(f"q{i:02d}", who, f"It was about the {w} and nothing else, time {i}.", code, counted=counted)
              for i, (w, who, code, counted) in enumerate(said)]
    made = grouped(quotes)
    home = {i: t.theme_id for t in made.themes for i in (*t.quote_ids, *t.counter_ids)}
    assert [q.quote_id for q in made.quotes] == [q.quote_id for q in quotes]
    for q in made.quotes:
        assert home.get(q.quote_id, "") == q.theme_id
        assert q.theme_role in ("core", "rescued", "uncounted", "counter") if q.theme_id else q.theme_role.startswith(("single voice", "left out"))
    for t in made.themes:
        counted = [q for q in made.quotes if q.theme_id == t.theme_id and q.counted]
        assert t.participants == tuple(sorted({q.participant_id for q in counted}))
        assert len(counted) >= 2
        assert t.returned <= t.draws


def test_a_quote_like_no_other_is_a_single_voice_and_a_bare_word_is_not() -> None:
    quotes = [quote(f"s{i}", f"P{i}", f"The slips took all Sunday {i}.") for i in range(3)]
    quotes += [quote("k", "P1", "My boss kept shouting about the missing kennel keys."), quote("w", "P2", "It was that.")]
    roles = {q.quote_id: q.theme_role for q in grouped(quotes).quotes}
    assert roles == {"s0": "core", "s1": "core", "s2": "core", "k": themes.SINGLE, "w": themes.SHORT}


def test_rows_without_a_speaker_are_not_counted_as_people() -> None:
    quotes = [quote(f"s{i}", "", f"The slips took all Sunday {i}.") for i in range(3)]
    made = themes.group(quotes, embed, DensityClusterer(), lambda m, *_: m[0].verbatim, {}, themes.Setting())
    (t,) = made.themes
    assert (t.n, t.n_total, t.participants, t.prevalence, t.spontaneous_n) == (0, 0, (), "", 0)
    assert t.confidence.startswith("low: 3 excerpts")
    assert t.second_id, "another row may be shown"


def test_the_same_people_are_not_shown_over_and_over() -> None:
    words = "The {} kept me busy for a whole evening each week, time {}."
    quotes = [quote(f"{w}{p}", p, words.format(w, k), grade="A") for w in WORDS for k, p in enumerate(("P1", "P2", "P3", "P4"))]
    made = grouped(quotes)
    by_id = {q.quote_id: q for q in made.quotes}
    shown = [by_id[i].participant_id for t in made.themes for i in (t.exemplar_id, t.second_id)]
    assert len(made.themes) == len(WORDS)
    assert min(map(shown.count, ("P1", "P2", "P3", "P4"))) >= 2
    assert all(by_id[t.exemplar_id].participant_id != by_id[t.second_id].participant_id for t in made.themes)


class TestStability:
    def test_apart_groups_come_back_and_chance_groups_do_not(self) -> None:
        clear, noise = points(60, 1, groups=5), points(60, 2)
        cluster, who = DensityClusterer(), [f"P{i % 12}" for i in range(60)]

        def share(rows: np.ndarray) -> float:
            held = stability.survival(cluster(rows)[0], lambda keep: cluster(rows[keep])[0], who)
            return sum(c for c, _ in held) / sum(j for _, j in held)

        assert share(clear) > 0.9
        assert share(noise) < 0.7

    def test_is_the_same_for_a_seed_and_judges_nothing_of_nothing(self) -> None:
        rows, cluster = points(40, 3, groups=4), DensityClusterer()
        first, again = (stability.survival(cluster(rows)[0], lambda keep: cluster(rows[keep])[0], ["P1"] * 40, seed=3) for _ in range(2))
        assert first == again
        assert stability.survival(np.full(4, -1), lambda keep: np.zeros(keep.sum(), dtype=int), ["P"] * 4) == []


class TestIds:
    QUOTES = tuple(quote(f"{w}-{i}", f"P{i + 1}", f"The {w} took hours, {i}.") for w in WORDS[:5] for i in range(3))

    def test_an_interview_more_leaves_ids_as_they_are(self) -> None:
        before = grouped([q for q in self.QUOTES if q.participant_id != "P3"])
        after = grouped(self.QUOTES, lineage.known(before.themes))
        assert {t.theme_id for t in after.themes} == {t.theme_id for t in before.themes}
        for t in before.themes:
            assert set(t.quote_ids) < set(next(x for x in after.themes if x.theme_id == t.theme_id).quote_ids)

    def test_quotes_new_to_the_run_say_nothing_against_it(self) -> None:
        assert lineage.matched([Known("T-1", "price", frozenset("ab"))], "price", ["abcdefgh"]) == {0: "T-1"}
        assert lineage.matched([Known("T-1", "price", frozenset("ab"))], "habit", ["ab"]) == {}

    def test_a_merge_and_a_split_are_told(self) -> None:
        past = Past((Known("T-1", "price", frozenset("abc")), Known("T-2", "price", frozenset("de")), Known("T-3", "price", frozenset("xyz"))))
        quotes = {i: quote(i, "P1", "The price.", "price") for i in "abcdexyz"}

        def theme(theme_id: str, ids: str) -> object:
            from dataclasses import replace

            from jtbd_analyzer.model import Theme

            return replace(Theme.head(theme_id, "price", "decision_factor", "The price"), quote_ids=tuple(quotes[i].quote_id for i in ids))

        told = lineage.aliases(past, [theme("T-1", "abcde"), theme("T-3", "x"), theme("T-4", "yz")])  # type: ignore[list-item]
        assert told == (Alias("T-2", "T-1", "merged"), Alias("T-3", "T-4", "split"))
        assert lineage.resolved("T-2", told) == "T-1"
        assert lineage.resolved("T-3", told) == "T-3"
        again = lineage.aliases(Past(lineage.known([theme("T-1", "abcde")]), told), [theme("T-9", "abcde")])  # type: ignore[list-item]
        assert lineage.resolved("T-2", again) == "T-9"

    def test_aliases_in_a_circle_end(self) -> None:
        assert lineage.resolved("T-1", [Alias("T-1", "T-2", "merged"), Alias("T-2", "T-1", "merged")]) in ("T-1", "T-2")

    def test_what_cannot_be_read_is_no_past(self, tmp_path: object) -> None:
        assert lineage.read(None) == lineage.read(tmp_path) == Past()  # type: ignore[arg-type]


def test_dressing_is_not_what_is_said() -> None:
    assert likeness.undressed("And, um, honestly, I think the slips took hours, you know.") == "the slips took hours"
    assert likeness.undressed("Because nobody knew.") == "nobody knew"
    assert likeness.undressed("Right.") == likeness.undressed("Right.")
