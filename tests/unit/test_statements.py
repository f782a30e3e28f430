"""Themes around statements: which clauses are chosen, whose quotes they hold, and what becomes of the rest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from partitions import partition
from talk import quote

from jtbd_analyzer import registry, themes
from jtbd_analyzer.cache import Store
from jtbd_analyzer.clusterers.statements import StatementClusterer
from jtbd_analyzer.model import Clause
from jtbd_analyzer.remembered import clustering
from jtbd_analyzer.stages import Offers
from jtbd_analyzer.statements import alike, names, statements

STATING = [n for n in registry.names("clusterers") if hasattr(registry.build("clusterers", n), "around")]
GROUPS = 4


def family(n: int, seed: int = 0, spread: float = 0.15, rating: float = 2.0) -> tuple[np.ndarray, Offers]:
    """Return `n` quotes around four directions, and one clause of each, a little beside it."""
    random = np.random.default_rng(seed)
    middles = np.eye(8)[:GROUPS] * 2.0
    rows = middles[np.arange(n) % GROUPS] + random.normal(size=(n, 8)) * spread if n else np.zeros((0, 8))
    clauses = rows + random.normal(size=(n, 8)) * spread
    return unit(rows), Offers(unit(clauses), np.arange(n), np.full(n, rating) + random.random(n) * 0.01, np.full(n, 0.9))


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@pytest.mark.parametrize("name", STATING)
class TestEveryStatingClusterer:
    @pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 11, 12, 40, 200])
    def test_labels_run_without_gaps_and_each_is_around_a_clause_of_its_own(self, name: str, n: int) -> None:
        rows, offers = family(n)
        labels, around = registry.build("clusterers", name).around(rows, rows, offers, [f"P{i % 7}" for i in range(n)])
        assert labels.shape == (n,)
        assert set(labels.tolist()) - {-1} == set(range(len(around)))
        for k, at in enumerate(around):
            assert labels[offers.source[at]] == k, "the quote a theme is named after is in it"
            assert (labels == k).sum() >= 2

    def test_what_nobody_offered_is_no_theme(self, name: str) -> None:
        rows, offers = family(20)
        labels, around = registry.build("clusterers", name).around(rows, rows, offers.of(np.array([], dtype=np.int64), np.arange(20)), ["P1"] * 20)
        assert (labels == -1).all()
        assert len(around) == 0

    def test_the_groups_there_are_are_found(self, name: str) -> None:
        rows, offers = family(48)
        labels, around = registry.build("clusterers", name).around(rows, rows, offers, [f"P{i % 7}" for i in range(48)])
        assert len(around) == GROUPS
        for k in range(GROUPS):
            assert len({i % GROUPS for i in np.flatnonzero(labels == k)}) == 1, "a theme mixes two meanings"
        assert (labels >= 0).mean() > 0.9

    def test_no_theme_is_larger_than_a_quarter(self, name: str) -> None:
        rows, offers = family(80, spread=0.02)
        rows[:, 0] += 3.0  # one thing dominates
        labels, _ = registry.build("clusterers", name).around(unit(rows), rows, offers, [f"P{i % 7}" for i in range(80)])
        assert np.bincount(labels[labels >= 0]).max(initial=0) <= 20

    def test_fewer_people_than_asked_for_make_no_theme(self, name: str) -> None:
        rows, offers = family(48)
        who = [f"P{i % GROUPS}" for i in range(48)]  # each meaning is one person's
        labels, _ = registry.build("clusterers", name, {"min_people": 2}).around(rows, rows, offers, who)
        for k in set(labels.tolist()) - {-1}:
            assert len({who[i] for i in np.flatnonzero(labels == k)}) >= 2

    def test_a_clause_that_is_no_name_founds_no_theme(self, name: str) -> None:
        rows, offers = family(48, rating=0.2)
        labels, _ = registry.build("clusterers", name).around(rows, rows, offers, [f"P{i % 7}" for i in range(48)])
        assert (labels == -1).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 60), st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_quotes_does_not_decide(n: int, seed: int, random: object) -> None:
    rows, offers = family(n, seed, spread=0.6)
    order = list(range(n))
    random.shuffle(order)  # type: ignore[attr-defined]
    place = np.argsort(order)
    turned = Offers(offers.rows, place[offers.source], offers.rating, offers.claim)
    who = [f"P{i % 5}" for i in range(n)]
    cluster = StatementClusterer()
    straight, at = cluster.around(rows, rows, offers, who)
    mixed, there = cluster.around(rows[order], rows[order], turned, [who[i] for i in order])
    assert partition(straight, list(range(n))) == partition(mixed, order)
    assert set(at.tolist()) == set(there.tolist())


def test_what_only_one_quote_says_is_no_theme_however_well_put() -> None:
    rows = np.eye(6)
    offers = Offers(np.eye(6), np.arange(6), np.full(6, 3.0), np.ones(6))
    labels, _ = StatementClusterer().around(rows, rows, offers, [f"P{i}" for i in range(6)])
    assert (labels == -1).all()


def test_the_clearer_of_two_clauses_names_the_theme() -> None:
    rows, offers = family(16, spread=0.0)
    offers.rating[5] = 3.0
    _, around = StatementClusterer().around(rows, rows, offers, [f"P{i % 7}" for i in range(16)])
    assert 5 in around.tolist()


def test_groups_around_clauses_are_remembered(tmp_path: object) -> None:
    rows, offers = family(30)
    store, who = Store(tmp_path / "s.sqlite"), [f"P{i % 7}" for i in range(30)]  # type: ignore[operator]
    first = clustering(StatementClusterer(), store).around(rows, rows, offers, who)  # type: ignore[attr-defined]

    again = clustering(StatementClusterer(), store)
    object.__setattr__(again, "_clusterer", None)
    for a, b in zip(first, again.around(rows, rows, offers, who), strict=True):  # type: ignore[attr-defined]
        assert np.array_equal(a, b)
    other = clustering(StatementClusterer(cost=0.9), store)
    object.__setattr__(other, "_clusterer", None)
    with pytest.raises(AttributeError):
        other.around(rows, rows, offers, who)  # type: ignore[attr-defined]


WORDS = ("slips", "kennel", "invoice")


def embed(texts: list[str]) -> np.ndarray:
    rows = np.array([[3.0 * (w in t.lower()) for w in WORDS] + [0.3] for t in texts]) if texts else np.zeros((0, 4))
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def test_a_theme_is_named_by_the_clause_it_is_made_around() -> None:
    said = {"slips": "The slips were never where I looked", "kennel": "Nobody told the kennel we were coming", "invoice": "Each invoice took me all of Sunday"}
    quotes, clauses = [], {}
    for w, clause in said.items():
        for i in range(4):
            text = f"{clause}, and then the {w} went wrong again on day {i}." if i == 0 else f"It was about the {w} once more, time {i}, and always so."
            q = quote(f"{w}{i}", f"P{i}", text)
            quotes.append(q)
            clauses[q.quote_id] = (Clause(clause, claim=0.9, worth=2.5),) if i == 0 else ()
    made = themes.group(quotes, embed, StatementClusterer(), registry.build("namers", "clause"), clauses, themes.Setting(["P0", "P1", "P2", "P3"]))
    assert {t.statement for t in made.themes} == set(said.values())
    for t in made.themes:
        assert next(q for q in quotes if q.quote_id == t.exemplar_id).verbatim.startswith(t.statement)
        assert t.n == 3, "a quarter of the twelve quotes, so the fourth is left out"


def test_excerpts_without_a_code_are_grouped_by_density() -> None:
    quotes = [quote(f"q{i:02d}", f"P{i}", f"It was about the {WORDS[i % 3]} and nothing else, time {i}.", "topic") for i in range(30)]
    by = [themes.group(quotes, embed, registry.build("clusterers", n), lambda m, *_: m[0].verbatim, {}, themes.Setting()) for n in ("density", "statements")]
    assert [t.quote_ids for t in by[0].themes] == [t.quote_ids for t in by[1].themes]


def test_only_whole_clauses_of_fitting_length_are_offered() -> None:
    q = quote("a", "P1", "I was doing it by hand every night, you know, um, because of the")
    made = statements([q], {"a": (Clause("I was doing it by hand every night"), Clause("you know"), Clause("because of the"))}, frozenset(), embed)
    assert [c.text for c in made.clauses] == ["I was doing it by hand every night"]
    assert not names("because of the")


def test_names_that_share_most_of_their_words_are_alike() -> None:
    assert alike("The slips were never there", "Those slips never there")
    assert not alike("The slips were never there", "Nobody told the kennel")
