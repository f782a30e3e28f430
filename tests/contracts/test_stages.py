"""Segmenters, embedders, coders, clusterers and namers: what a later stage relies on, for every part there is."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import chat
import numpy as np
import pytest
import talk

from jtbd_analyzer import offline, registry
from jtbd_analyzer.errors import OnlineWarning
from jtbd_analyzer.model import Segment, Transcript
from jtbd_analyzer.scheme import CODES, NONE
from jtbd_analyzer.stages import Interview
from jtbd_analyzer.text import readable, solid

RUN_ON = " and then we put the slips in the box".join(["so I went in"] * 30)
TALKS: dict[str, list[tuple[str | None, str]]] = {
    "plain": [("Interviewer", "How was it? Tell me."), ("P1", "It was slow. I hated it, honestly. Dr. Moss said so at 9 a.m. too."),
              ("Interviewer", "And now?"), ("P1", "Fine.")],
    "run-on": [("Interviewer", "How?"), ("P1", RUN_ON)],
    "two people": [("Interviewer", "And you both?"), ("P1", "I drove."), ("P2", "I paid… or was it you?"), ("P1", "You did.")],
    "scripts": [("Interviewer", "Y?"), ("P1", "Ça a coûté 5 €. 🚲🚲 Sì! それは高い。И всё\u200b тут.")],
    "marks": [("Interviewer", "?"), ("P1", "... — ! ?"), ("P1", "[laughs]"), ("P1", "=SUM(A1) - 5%.\n\nNew line")],
    "no participant": [("Interviewer", "Hello? Anybody?"), ("Interviewer 2", "No.")],
    "one word": [("Interviewer", "So?"), ("P1", "Mm")],
}


def text_of(segments: Sequence[Segment]) -> list[str]:
    return [s.verbatim for s in segments]


@pytest.mark.parametrize("name", registry.names("segmenters"))
@pytest.mark.parametrize("which", TALKS)
class TestSegmenter:
    @pytest.fixture
    def made(self, name: str, which: str) -> tuple[Transcript, tuple[Segment, ...]]:
        t = talk.transcript(TALKS[which])
        return t, registry.build("segmenters", name)(t)

    def test_units_are_spans_of_participants_in_order(self, made: tuple[Transcript, tuple[Segment, ...]]) -> None:
        transcript, segments = made
        end = 0
        for n, s in enumerate(segments):
            turn = transcript.turns[s.turn]
            assert s.verbatim == transcript.source_text[s.char_start : s.char_end] != ""
            assert turn.role == "participant"
            assert s.participant_id == turn.participant_id != ""
            assert max(end, turn.char_start) <= s.char_start < s.char_end <= turn.char_end
            assert (s.ordinal, s.transcript_id) == (n, transcript.transcript_id)
            end = s.char_end
        assert len({s.quote_id for s in segments}) == len(segments)

    def test_no_word_of_a_participant_is_lost(self, made: tuple[Transcript, tuple[Segment, ...]]) -> None:
        transcript, segments = made
        said = sum(solid(transcript.text(t)) for t in transcript.turns if t.role == "participant")
        assert sum(solid(s.verbatim) for s in segments) == said

    def test_the_prompt_is_what_the_interviewer_said_last(self, made: tuple[Transcript, tuple[Segment, ...]]) -> None:
        transcript, segments = made
        for s in segments:
            before = [t for t in transcript.turns[: s.turn] if t.role == "interviewer"]
            assert transcript.text(before[-1]).endswith(s.prompt) if before else s.prompt == ""
            assert s.first_of_turn == (s.ordinal == min(x.ordinal for x in segments if x.turn == s.turn))

    def test_grammar_holds_clauses_inside_the_unit(self, made: tuple[Transcript, tuple[Segment, ...]]) -> None:
        for s in made[1]:
            assert all(0 <= a < b <= len(s.verbatim) for a, b in s.grammar.clauses)
            assert s.grammar.tense in ("past", "present", "future", "")
            assert s.grammar.would in ("habitual", "conditional", "")


@pytest.mark.parametrize("name", registry.names("segmenters"))
def test_a_units_cut_does_not_depend_on_the_file_around_it(name: str) -> None:
    segmenter = registry.build("segmenters", name)
    alone = segmenter(talk.transcript(TALKS["plain"]))
    beside = segmenter(talk.transcript([*TALKS["plain"], *TALKS["run-on"]]))
    assert text_of(beside)[: len(alone)] == text_of(alone)
    assert [s.grammar for s in beside[: len(alone)]] == [s.grammar for s in alone]


TEXTS = ["I hated the slips.", "How did you do it before?", "a", "", "🚲", "word " * 400, "The kennel was free."]


@pytest.mark.parametrize("name", registry.names("embedders"))
class TestEmbedder:
    def test_rows_are_unit_and_one_per_text(self, name: str) -> None:
        rows = registry.build("embedders", name)(TEXTS)
        assert rows.shape[0] == len(TEXTS)
        assert rows.dtype == np.float32
        assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-4)

    def test_a_text_has_its_vector_whoever_stands_beside_it(self, name: str) -> None:
        embed = registry.build("embedders", name)
        alone = np.vstack([embed([t]) for t in TEXTS])
        assert np.allclose(alone, embed(TEXTS), atol=1e-5)
        assert np.allclose(alone[::-1], embed(TEXTS[::-1]), atol=1e-5)

    def test_nothing_gives_no_rows(self, name: str) -> None:
        assert len(registry.build("embedders", name)([])) == 0

    def test_what_means_the_same_is_nearer_than_what_does_not(self, name: str) -> None:
        a, b, c = registry.build("embedders", name)(["The price was too high for us.", "It cost more than we could pay.", "The dog slept by the door."])
        assert a @ b > a @ c + 0.1


#: coders that learn first take long
CODERS = [pytest.param(n, marks=pytest.mark.slow) if n == "linear" else n for n in registry.names("coders")]


@pytest.mark.parametrize("name", CODERS)
class TestCoder:
    @pytest.fixture
    def options(self, name: str) -> Iterator[dict[str, Any]]:
        """Options of a coder that asks an endpoint: a server of ours on this machine; one that learns first learns from fewer examples here."""
        if name == "linear":
            yield {"examples": 1500}  # the recipe that uses it is run with all of them, see test_recipes
            return
        if not getattr(registry.part_class("coders", name), "online", False):
            yield {}
            return
        with chat.served(chat.coded_by_word) as (url, _), warnings.catch_warnings():
            warnings.simplefilter("ignore", OnlineWarning)
            offline.allow((name,))
            yield {"url": url}
            offline.allow(())

    def interview(self, said: list[tuple[str | None, str]]) -> Interview:
        t = talk.transcript(said)
        return Interview(t, registry.build("segmenters", "spacy")(t))

    @pytest.fixture(scope="class")
    def embed(self) -> Any:
        return registry.build("embedders", "sentence_transformer")

    @pytest.mark.parametrize("which", TALKS)
    def test_each_segment_has_one_legal_coding(self, name: str, options: dict[str, Any], embed: Any, which: str) -> None:
        interview = self.interview(TALKS[which])
        codings = registry.build("coders", name, options)(interview, embed)
        assert [c.quote_id for c in codings] == [s.quote_id for s in interview.segments]
        for c in codings:
            assert c.code in (*CODES, NONE)
            assert c.second_code in (*CODES, NONE, "")
            assert c.code != c.second_code
            assert 0.0 <= c.second_score <= 1.0
            assert 0.0 <= c.score <= 1.0
            assert 0.0 <= c.phase_score <= 1.0
            assert c.phase in ("struggle", "evaluation", "growth", "")
            assert c.valence in (-2, -1, 0, 1, 2)
            assert c.reason
            assert not any(math.isnan(x) for x in (c.score, c.second_score, c.phase_score))

    def test_an_interview_is_coded_the_same_twice(self, name: str, options: dict[str, Any], embed: Any) -> None:
        interview = self.interview(TALKS["plain"])
        coder = registry.build("coders", name, options)
        assert coder(interview, embed) == coder(interview, embed)

    def test_plain_cases_are_told_apart(self, name: str, options: dict[str, Any], embed: Any) -> None:
        interview = self.interview([
            ("Interviewer", "How did you handle it before?"), ("P1", "Every Friday I had to copy the numbers by hand from three places, it took hours."),
            ("Interviewer", "What tipped it in the end?"), ("P1", "What sold me was that they imported my whole file while I watched."),
            ("Interviewer", "Can you hear me all right?"), ("P1", "Yes, I can hear you fine.")])
        codings = registry.build("coders", name, options)(interview, embed)
        # which code the second gets in so short a talk depends on the weights; that it is evidence and small talk is not does not
        assert [c.code == NONE for c in codings] == [False, False, True]
        assert codings[0].code == "pain_point" or name == "linear", "only the weaker coder may miss this one"


def cloud(n: int, centres: int = 3, seed: int = 5) -> np.ndarray:
    """Return n unit points around a few centres."""
    random = np.random.default_rng(seed)
    middles = random.normal(size=(centres, 24))
    rows = middles[np.arange(n) % centres] + 0.15 * random.normal(size=(n, 24))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True) if n else np.zeros((0, 24))


CLOUDS = {
    **{f"{n} points": cloud(n) for n in (0, 1, 2, 3, 10, 11, 12, 13, 60)},
    "duplicates": np.repeat(cloud(3), 20, axis=0), "all the same": np.repeat(cloud(1), 30, axis=0), "opposite": np.vstack([cloud(6, 1), -cloud(6, 1)]),
    "noise": cloud(40, 40), "one dimension": np.ones((15, 1)), "zeros": np.zeros((14, 24)), "one far out": np.vstack([cloud(30, 1), -cloud(1)]),
}


@pytest.mark.parametrize("name", registry.names("clusterers"))
class TestClusterer:
    @pytest.mark.parametrize("which", CLOUDS)
    def test_labels_are_contiguous_and_fits_bounded(self, name: str, which: str) -> None:
        rows = CLOUDS[which]
        before = rows.copy()
        labels, fit = registry.build("clusterers", name)(rows)
        assert labels.shape == fit.shape == (len(rows),)
        assert np.issubdtype(labels.dtype, np.integer)
        assert set(labels[labels >= 0]) == set(range(labels.max() + 1 if len(labels) else 0))
        assert labels.min(initial=0) >= -1
        assert np.isfinite(fit).all()
        assert ((fit >= 0) & (fit <= 1)).all()
        assert (fit[labels < 0] == 0).all()
        assert np.array_equal(rows, before)

    def test_the_same_points_give_the_same_groups(self, name: str) -> None:
        clusterer = registry.build("clusterers", name)
        assert np.array_equal(clusterer(cloud(60))[0], clusterer(cloud(60))[0])

    def test_plain_groups_are_found(self, name: str) -> None:
        labels, _ = registry.build("clusterers", name)(cloud(60))
        assert len(set(labels[labels >= 0])) >= 3
        for k in set(labels[labels >= 0]):
            assert len({i % 3 for i in np.flatnonzero(labels == k)}) == 1, "a group mixes two clouds"

    @pytest.mark.parametrize("n", [2, 5, 12, 20])
    def test_a_smallest_size_above_the_number_of_points_is_safe(self, name: str, n: int) -> None:
        labels, _ = registry.build("clusterers", name, {"min_size": 50})(cloud(n))
        assert len(labels) == n


WORDS = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    return WORDS.findall(text.lower())


def stands_in(name: Sequence[str], text: Sequence[str]) -> bool:
    rest = iter(text)
    return all(w in rest for w in name)


@pytest.mark.parametrize("name", registry.names("namers"))
class TestNamer:
    @pytest.fixture
    def options(self, name: str) -> Iterator[dict[str, Any]]:
        """Options of a namer that asks an endpoint: a server of ours on this machine, which names every theme in words nobody said."""
        if not registry.is_online("namers", name):
            yield {}
            return
        with chat.served(lambda _: '{"name": "Efficiency gains across the lifecycle"}') as (url, _), warnings.catch_warnings():
            warnings.simplefilter("ignore", OnlineWarning)
            offline.allow((f"namers/{name}",))
            yield {"url": url}
            offline.allow(())

    @pytest.mark.parametrize("said", [
        ["I hated copying the slips into the sheet every Sunday.", "Copying slips took my whole Sunday, and I mean it.", "Slips. Always the slips."],
        ["Mm."], ["?!"], ["[inaudible]"], ["=cmd|' /C calc'!A0"], ["the the the"], ["Yeah, so, um, you know, and but."], ["word " * 200],
        ["Ça a coûté 5 € par mois, quand même."],
    ])
    def test_every_word_of_a_name_was_said_in_that_order_by_one_person(self, name: str, options: dict[str, Any], said: list[str]) -> None:
        quotes = [talk.quote(f"q{i}", f"P{i}", t) for i, t in enumerate(said)]
        made = registry.build("namers", name, options)(quotes, {}, ["The kennel was free."], registry.build("embedders", "sentence_transformer"))
        assert any(stands_in(words(made), words(readable(t))) or stands_in(words(made), words(t)) for t in said), made
        assert "\n" not in made

    def test_a_name_is_short_and_the_same_twice(self, name: str, options: dict[str, Any]) -> None:
        long = "I copied the slips into the sheet every Sunday evening until it was ten and then I went to bed with a headache " * 2
        quotes = [talk.quote(f"q{i}", f"P{i}", long) for i in range(3)]
        namer, embed = registry.build("namers", name, options), registry.build("embedders", "sentence_transformer")
        made = namer(quotes, {}, [], embed)
        assert 2 <= len(made.split()) <= 16
        assert namer(quotes, {}, [], embed) == made
