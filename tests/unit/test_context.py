"""Grouping quotes of interviews in their context: what stands around a quote, and groups less what does not fit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from talk import quote

from jtbd_analyzer import likeness, registry, themes
from jtbd_analyzer import vectors as v
from jtbd_analyzer.clusterers.context import ContextClusterer
from jtbd_analyzer.families import Around

TEXT = "Yes. We had four vans then, and the red one was never where the board said. Nobody knew. It was in Leith, mostly."


def bundles(groups: int, of: int, noise: float = 0.2, seed: int = 3) -> np.ndarray:
    """Unit rows of `groups` bundles of `of` each, one direction a bundle."""
    chance = np.random.default_rng(seed)
    rows = np.repeat(np.eye(groups, 24), of, axis=0) + noise * chance.normal(size=(groups * of, 24))
    return v.unit(rows)


def test_surroundings_are_whole_words_of_the_turn_and_the_end_of_the_question() -> None:
    start = TEXT.index("Nobody")
    made = likeness.surroundings(TEXT, (5, len(TEXT)), (start, start + len("Nobody knew.")), "x" * 300 + " So where was it?")
    asked, said = made[:120], made[121:]
    assert asked.endswith("So where was it?")
    assert "Nobody knew." in said
    assert set(said.split()) <= set(TEXT.split())
    assert "Yes." not in said


def test_surroundings_never_leave_the_turn() -> None:
    made = likeness.surroundings(TEXT, (5, 40), (10, 20), "")
    assert made == TEXT[5:40].strip()


@given(st.integers(0, 60), st.integers(1, 40))
def test_surroundings_hold_the_quote(start: int, length: int) -> None:
    end = min(len(TEXT), start + length)
    assert " ".join(TEXT[start:end].split()) in likeness.surroundings(TEXT, (0, len(TEXT)), (start, end), "")


def test_bundles_are_found_and_a_stranger_stays_alone() -> None:
    rows = np.vstack([bundles(4, 5), v.unit(np.eye(1, 24, 23))])
    labels, _ = ContextClusterer(min_people=1).within(rows - rows.mean(axis=0), rows - rows.mean(axis=0))
    assert labels[-1] == -1
    assert [len(set(labels[k * 5 : k * 5 + 5])) for k in range(4)] == [1, 1, 1, 1]
    assert len(set(labels[:20])) == 4


def test_what_only_stands_beside_the_same_things_is_taken_out() -> None:
    context = bundles(4, 5)
    alone = context.copy()
    alone[0] = v.unit(np.eye(1, 24, 20))[0]
    labels, _ = ContextClusterer(min_people=1).within(context - context.mean(axis=0), alone - alone.mean(axis=0))
    assert labels[0] == -1
    assert len(set(labels[1:5])) == 1


def test_one_persons_group_is_no_theme() -> None:
    rows = bundles(4, 5)
    people = ["P1"] * 5 + [f"P{k}" for k in range(15)]
    labels, _ = ContextClusterer().within(rows - rows.mean(axis=0), rows - rows.mean(axis=0), people)
    assert set(labels[:5]) == {-1}
    assert -1 not in set(labels[5:])


@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, 11, 12])
def test_few_rows_and_copies(n: int) -> None:
    rows = np.ones((n, 4)) / 2
    labels, rescued = ContextClusterer(min_people=1).within(rows, rows)
    assert len(labels) == len(rescued) == n
    assert n < 2 or set(labels.tolist()) <= {0, -1}


def test_the_order_of_the_rows_makes_no_difference() -> None:
    rows = bundles(5, 4, 0.35)
    rows -= rows.mean(axis=0)
    turned = np.random.default_rng(1).permutation(len(rows))
    straight, _ = ContextClusterer(min_people=1).within(rows, rows)
    shuffled, _ = ContextClusterer(min_people=1).within(rows[turned], rows[turned])
    assert {frozenset(np.flatnonzero(straight == k)) for k in set(straight) - {-1}} == {
        frozenset(turned[np.flatnonzero(shuffled == k)]) for k in set(shuffled) - {-1}}


def test_context_decides_where_words_do_not() -> None:
    """Quotes that say next to nothing by themselves group by what they are said about; without context they cannot."""
    topics = ("stickers", "reminders", "vans", "prices")
    own = [quote(f"q{i:02d}", f"P{i % 5}", f"That one gets missed, honestly, number {i}.") for i in range(20)]
    spoken = [topics[i % 4] for i in range(20)]

    def embed(texts: object) -> np.ndarray:
        return v.unit(np.array([[1.0, *(0.1 * (hash_of(t, k) - 0.5) for k in range(7))] for t in texts])).astype(np.float32)  # type: ignore[attr-defined]

    around = np.array([[1.0 * (s == t) for t in topics] for s in spoken]) + 0.01
    words = {q.quote_id: f"about {s} and the {s}" for q, s in zip(own, spoken, strict=True)}
    beside = Around(words, dict(zip(words, v.unit(around), strict=True)))
    cluster = registry.build("clusterers", "context", {"fit_alone": -1.0})
    made = themes.group(own, embed, cluster, lambda m, *_: m[0].verbatim, {}, themes.Setting([f"P{k}" for k in range(5)], around=beside))
    assert sorted(len(t.quote_ids) for t in made.themes) == [5, 5, 5, 5]
    for t in made.themes:
        assert len({spoken[int(i[1:])] for i in t.quote_ids}) == 1


def hash_of(text: str, k: int) -> float:
    """A number 0..1 that only a text decides."""
    return (sum(ord(c) * (k + 3) ** (j % 5) for j, c in enumerate(text)) % 97) / 97


def test_a_pair_must_be_more_alike_than_a_bundle() -> None:
    """Two quotes are alike by chance; the same likeness holds five together."""
    rows = np.zeros((22, 40))
    for i in range(22):
        group, shared = (0, 0.25) if i < 5 else (1, 0.25) if i < 7 else (2 + (i - 7) // 5, 0.9)
        rows[i, group], rows[i, 10 + i] = shared**0.5, (1 - shared) ** 0.5
    strict, _ = ContextClusterer(min_people=1, holds=0.4).within(rows, rows)
    loose, _ = ContextClusterer(min_people=1, holds=0.2).within(rows, rows)
    assert len({*strict[:5]}) == 1
    assert strict[0] != -1
    assert loose[5] == loose[6] != -1
    assert strict[5] == strict[6] == -1
