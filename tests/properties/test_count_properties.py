"""Invariants of ids and counts: no order of files, no batch size and no talker changes them."""

from __future__ import annotations

import csv
import io
import random
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import study_fixture
import talk
from hypothesis import given
from hypothesis import strategies as st

from jtbd_analyzer import registry
from jtbd_analyzer.exemplars import exemplars
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.model import Transcript
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.themes import prevalence
from jtbd_analyzer.transcripts import People, load_all

STEMS = ["ada", "ben", "cy", "dee", "eva"]


def write_five(folder: Path) -> list[Path]:
    for k, stem in enumerate(STEMS):
        place = ("shed", "office", "van", "shop", "yard")[k]
        turns = [f"Mia Holt: And the {place}, how was it?\n{stem.title()} Ode: In the {place} we had {n} {place} lists and {n + k} keys." for n in range(4)]
        (folder / f"{stem}.txt").write_text("\n".join(turns), encoding="utf-8")
    return sorted(folder.glob("*.txt"))


@given(st.permutations(range(5)))
def test_quote_ids_do_not_depend_on_the_order_of_files(order: list[int]) -> None:
    def ids(transcripts: list[Transcript]) -> dict[str, list[str]]:
        return {t.transcript_id: [s.name + s.role + s.participant_id for s in t.speakers] + [str(x) for x in t.turns] for t in transcripts}

    with tempfile.TemporaryDirectory() as name:
        paths = write_five(Path(name))
        plain, _ = load_all(paths, LoadOptions(), People(), lambda *_: None)
        shuffled, _ = load_all([paths[i] for i in order], LoadOptions(), People(), lambda *_: None)
        assert ids(plain) == ids(shuffled)
        assert {s.role for t in plain for s in t.speakers if s.name == "Mia Holt"} == {"interviewer"}


@given(st.integers(0, 30), st.integers(1, 30))
def test_prevalence_rises_with_the_number_of_people(n: int, total: int) -> None:
    order = ["single", "variant", "typical", "general"]
    n = min(n, total)
    label = prevalence(n, total)
    assert order.index(label) >= order.index(prevalence(max(0, n - 1), total))
    if total > 3:
        assert (label == "single") == (n <= 1)
        assert (label == "general") == (n >= total - 1)
    assert n_of(n, total).split(" of ") == [str(n), str(total)]


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(["A", "B"]), st.integers(1, 60)), min_size=1, max_size=9), st.randoms())
def test_exemplars_are_two_people_wherever_two_speak(said: list[tuple[str, str, int]], chance: random.Random) -> None:
    members = [talk.quote(f"q{i}", who, "slip " * n, grade=grade) for i, (who, grade, n) in enumerate(said)]
    first, second = exemplars(members)
    assert first in members
    assert (second is None) == (len({q.participant_id for q in members}) == 1)
    if second is not None:
        assert second.participant_id != first.participant_id


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)


RISKY = st.builds(lambda a, b: a + b, st.sampled_from(["=", "+", "-", "@", "\t", "'", '"', ",", ";", " ", "\n"]), WORDS)


@given(st.lists(st.one_of(WORDS, RISKY), min_size=1, max_size=6))
def test_words_survive_the_csv_and_start_no_formula(said: list[str]) -> None:
    small = study_fixture.study()
    quotes = tuple(replace(small.quote_rows[0], quote_id=f"q{i}", verbatim=t, char_end=small.quote_rows[0].char_start + len(t)) for i, t in enumerate(said))
    study = replace(small, quote_rows=quotes, theme_rows=(), insights=())
    with tempfile.TemporaryDirectory() as name:
        registry.build("exporters", "tables")(study, Path(name))
        raw = (Path(name) / "tables" / "quotes.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [r["verbatim"].removeprefix("'") if not t.startswith("'") else r["verbatim"][-len(t):] for r, t in zip(rows, said, strict=True)] == said
    assert not any(r["verbatim"].startswith(("=", "+", "-", "@", "\t")) for r in rows)
    assert len(pd.read_csv(io.BytesIO(raw), encoding="utf-8-sig", dtype=str, keep_default_na=False)) == len(said)
