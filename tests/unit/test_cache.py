"""The store forgets damaged rows, rebuilds damaged files and never stops a run."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from jtbd_analyzer.cache import Store, folder
from jtbd_analyzer.errors import CacheWarning
from jtbd_analyzer.remembered import Clustering, Embedding


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "results.sqlite"


def filled(path: Path) -> None:
    store = Store(path)
    store.put("s", {"a": b"one", "b": b"two"})
    store.close()


def test_what_is_put_is_there_for_the_next_run_in_its_own_space(path: Path) -> None:
    filled(path)
    store = Store(path)
    assert store.get("s", ["a", "b", "c"]) == {"a": b"one", "b": b"two"}
    assert store.get("t", ["a"]) == {}


def test_more_keys_than_one_query_holds(path: Path) -> None:
    store = Store(path)
    items = {f"k{i}": str(i).encode() for i in range(1203)}
    store.put("s", items)
    assert store.get("s", list(items)) == items


def test_a_damaged_row_is_left_out_with_a_warning_and_can_be_put_again(path: Path) -> None:
    filled(path)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE item SET value=? WHERE key='a'", (b"onf",))
    store = Store(path)
    with pytest.warns(CacheWarning, match="1 damaged entries; they are computed again"):
        assert store.get("s", ["a", "b"]) == {"b": b"two"}
    store.put("s", {"a": b"one"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert store.get("s", ["a"]) == {"a": b"one"}


@pytest.mark.parametrize("damage", [b"this is no database" * 300, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_file_is_made_anew_with_a_warning(path: Path, damage: bytes) -> None:
    filled(path)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.write_bytes(damage)
    with pytest.warns(CacheWarning, match="damaged .* made anew"):
        store = Store(path)
    assert store.get("s", ["a"]) == {}
    store.put("s", {"a": b"one"})
    store.close()
    assert Store(path).get("s", ["a"]) == {"a": b"one"}


def test_a_truncated_file_costs_the_cache_and_not_the_run(path: Path) -> None:
    store = Store(path)
    store.put("s", {f"k{i}": bytes(500) for i in range(200)})
    store.close()
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 3])
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        store = Store(path)
        store.get("s", [f"k{i}" for i in range(200)])
        store.put("s", {"new": b"x"})
    assert any(issubclass(w.category, CacheWarning) for w in told)
    assert store.get("s", ["new"]) == {"new": b"x"}


def test_a_folder_that_cannot_be_made_costs_the_cache_and_not_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.warns(CacheWarning, match="cannot be used"):
        store = Store(tmp_path / "file" / "results.sqlite")
    store.put("s", {"a": b"one"})
    assert store.get("s", ["a"]) == {}


def test_a_store_that_keeps_nothing() -> None:
    store = Store(None)
    store.put("s", {"a": b"one"})
    assert store.get("s", ["a"]) == {}


def test_the_folder_is_the_one_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JTBD_CACHE", str(tmp_path / "mine"))
    assert folder() == tmp_path / "mine"


class Counting:
    """An embedder that tells what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def fingerprint(self) -> str:
        return "counting"

    def __call__(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(t), 1.0] for t in texts], dtype=np.float32)


def test_each_text_is_embedded_once_over_runs(path: Path) -> None:
    first, again = Counting(), Counting()
    rows = Embedding(first, Store(path))(["aa", "b", "aa"])
    assert first.asked.count("aa") == 1
    assert rows.tolist() == [[2, 1], [1, 1], [2, 1]]
    assert Embedding(again, Store(path))(["b", "aa", "ccc"]).tolist() == [[1, 1], [2, 1], [3, 1]]
    assert again.asked == ["ccc"]


def test_the_store_holds_no_words(path: Path) -> None:
    store = Store(path)
    Embedding(Counting(), store)(["a secret about the boss"])
    store.close()
    assert b"secret" not in path.read_bytes()


@dataclass(frozen=True, slots=True)
class Halves:
    """A clusterer that tells how often it was asked."""

    asked: list[int] = field(default_factory=list, repr=False)
    least: int = 1

    def __call__(self, vectors: np.ndarray, people: Sequence[str] = ()) -> tuple[np.ndarray, np.ndarray]:
        self.asked.append(len(vectors))
        n = len(vectors)
        return np.arange(n, dtype=np.int64) % 2 - 1, np.arange(n) % 3 == 0


def test_each_array_is_grouped_once_over_runs(path: Path) -> None:
    first, again, rows = Halves(), Halves(), np.arange(10, dtype=np.float64).reshape(5, 2)
    fresh, kept = Clustering(first, Store(path))(rows), Clustering(again, Store(path))(np.asfortranarray(rows))
    assert (first.asked, again.asked) == ([5], [])
    for a, b in zip(fresh, kept, strict=True):
        assert (a.tolist(), a.dtype) == (b.tolist(), b.dtype)
    kept[0][0] = 7  # callers renumber what they are given


@pytest.mark.parametrize("change", [
    pytest.param(lambda x: x[::-1], id="another order"), pytest.param(lambda x: x.reshape(2, 5), id="another shape"),
    pytest.param(lambda x: x + 1e-12, id="another number"), pytest.param(lambda x: x.astype(np.float32), id="another precision"),
])
def test_another_array_is_grouped_anew(path: Path, change: Callable[[np.ndarray], np.ndarray]) -> None:
    made, rows = Halves(), np.arange(10, dtype=np.float64).reshape(5, 2)
    call = Clustering(made, Store(path))
    call(rows)
    call(change(rows))
    assert len(made.asked) == 2


def test_groups_of_other_options_are_not_taken(path: Path) -> None:
    rows, other = np.ones((4, 2)), Halves(least=2)
    Clustering(Halves(), Store(path))(rows)
    Clustering(other, Store(path))(rows)
    assert other.asked == [4]


def test_no_rows_are_no_groups(path: Path) -> None:
    labels, rescued = Clustering(Halves(), Store(path))(np.zeros((0, 2)))
    assert len(labels) == len(rescued) == 0
