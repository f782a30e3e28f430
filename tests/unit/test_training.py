"""The sequence network: learns, is kept as small differences from the public encoder, and moves with a researcher's corrections."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import talk
import torch

from jtbd_analyzer import bank, registry, training
from jtbd_analyzer import sequence_net as nets
from jtbd_analyzer.coders.sequence import SequenceCoder
from jtbd_analyzer.model import Lesson
from jtbd_analyzer.stages import Interview

PLAN = training.Plan(epochs=2, batch=1, threads=1)
SHAPE = nets.Shape(frozen_layers=5, hidden=8)
SAID = [nets.Utterance("How was it?", False, True), nets.Utterance("I copied the slips by hand every week.", True, True),
        nets.Utterance("The kennel is green.", True, False)]


@pytest.fixture(scope="module")
def few() -> list[bank.Labelled]:
    return list(bank.load(bank.paths()[:2]))


@pytest.fixture(scope="module")
def net(few: list[bank.Labelled]) -> nets.SequenceNet:
    return training.train(few, SHAPE, PLAN)[0]


def test_learning_lowers_the_loss(few: list[bank.Labelled]) -> None:
    told: list[str] = []
    training.train(few, SHAPE, training.Plan(epochs=3, batch=1, threads=1), told.append)
    losses = [float(x.rsplit(" ", 1)[1]) for x in told if "loss" in x]
    assert len(losses) == 3
    assert losses[-1] < losses[0]


def test_the_same_seed_learns_the_same(few: list[bank.Labelled], net: nets.SequenceNet) -> None:
    again = training.train(few, SHAPE, PLAN)[0]
    for a, b in zip(nets.read([net], SAID), nets.read([again], SAID), strict=True):
        assert np.array_equal(a, b)


def test_frozen_layers_read_the_same_whether_kept_or_run(net: nets.SequenceNet) -> None:
    ids = net.tokens(SAID)
    with torch.inference_mode():
        assert torch.allclose(net.upper(net.lower(ids)), net.encode(ids), atol=2e-2)  # kept in 16 bits


def test_what_is_kept_gives_the_network_back(net: nets.SequenceNet, tmp_path: Path) -> None:
    path = tmp_path / "some.safetensors"
    nets.save([net], path, {"bank": "x"})
    back, about = nets.restore(path)
    assert about["bank"] == "x"
    assert path.stat().st_size < 3_000_000
    for a, b in zip(nets.read([net], SAID), nets.read(back, SAID), strict=True):
        assert np.abs(a - b).max() < 0.02


def test_weights_of_another_network_are_refused(net: nets.SequenceNet) -> None:
    with pytest.raises(ValueError, match="another network"):
        net.learn({"encoder.strange": torch.zeros(2)})


def test_stretches_hold_a_participant_and_stay_inside(few: list[bank.Labelled], net: nets.SequenceNet) -> None:
    e = training.example(few[0], net)
    chance = random.Random(3)
    lengths = set()
    for _ in range(30):
        made = training._cut(e, 1.0, chance)
        assert len(made.utterances) == len(made.code) == len(made.lower) <= len(e.utterances)
        assert bool((made.code >= 0).any())
        lengths.add(len(made.utterances))
    assert len(lengths) > 5
    assert training._cut(e, 0.0, chance) is e


class TestCorrections:
    @pytest.fixture(scope="class")
    def interview(self) -> Interview:
        t = talk.transcript([
            ("Interviewer", "How was it?"), ("P1", "The kennel is green. We painted it in May. I have a dog called Moss. It barks at the post."),
            ("Interviewer", "And the fence?"), ("P1", "The fence is green too. We painted that in June."),
        ])
        return Interview(t, registry.build("segmenters", "spacy")(t))

    def test_a_corrected_sentence_and_its_like_change_and_the_rest_does_not(self, interview: Interview) -> None:
        coder = SequenceCoder(firmness=0.02)
        before = coder(interview, lambda _: np.zeros((0, 0), np.float32))
        green = interview.segments[0]
        taught = coder.taught([interview], [Lesson(green.transcript_id, green.char_start, green.char_end, "criterion")])
        after = taught(interview, lambda _: np.zeros((0, 0), np.float32))
        assert before[0].code == "none"
        assert after[0].code == "criterion"
        assert [c.code for c in coder(interview, lambda _: np.zeros((0, 0), np.float32))] == [c.code for c in before], "the coder itself is as it was"
        assert taught.fingerprint() != coder.fingerprint()

    def test_corrections_of_other_texts_change_nothing(self, interview: Interview) -> None:
        coder = SequenceCoder()
        assert coder.taught([interview], [Lesson("another", 0, 5, "price")]) is coder
        assert coder.taught([interview], []) is coder

    def test_the_order_of_corrections_does_not_matter(self, interview: Interview) -> None:
        lessons = [Lesson(s.transcript_id, s.char_start, s.char_end, c) for s, c in zip(interview.segments, ("habit", "none", "price"), strict=False)]
        one, other = (SequenceCoder().taught([interview], x) for x in (lessons, lessons[::-1]))
        assert one.fingerprint() == other.fingerprint()
        assert one(interview, lambda _: np.zeros((0, 0), np.float32)) == other(interview, lambda _: np.zeros((0, 0), np.float32))

    def test_a_firm_coder_hardly_moves(self, interview: Interview) -> None:
        s = interview.segments[0]
        lesson = [Lesson(s.transcript_id, s.char_start, s.char_end, "criterion")]
        before = SequenceCoder()(interview, lambda _: np.zeros((0, 0), np.float32))
        firm = SequenceCoder(firmness=1e6).taught([interview], lesson)(interview, lambda _: np.zeros((0, 0), np.float32))
        assert [c.code for c in firm] == [c.code for c in before]
        assert [c.score for c in firm] == pytest.approx([c.score for c in before], abs=0.02)
