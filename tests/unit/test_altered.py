"""Interviews told otherwise keep every word of the participant and the order within an answer."""

from __future__ import annotations

import random
import re

from hypothesis import given
from hypothesis import strategies as st

from jtbd_analyzer.altered import altered
from jtbd_analyzer.sequence_net import Utterance

WORDS = st.lists(st.sampled_from("well, we tried it. and then because the old one broke so I (really) don't know, but fine".split()), min_size=1, max_size=40)
TOLD = st.lists(st.tuples(WORDS.map(" ".join), st.booleans()), min_size=1, max_size=20)


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’]+", text.lower())


@given(TOLD, st.integers(0, 10_000))
def test_every_word_of_the_participant_stays(told: list[tuple[str, bool]], seed: int) -> None:
    said = [Utterance(t, p, True) for t, p in told]
    made = altered(said, random.Random(seed))
    before = sorted(w for u in said if u.participant for w in words(u.text))
    assert sorted(w for u in made if u.participant for w in words(u.text)) == before
    assert made == altered(said, random.Random(seed))


@given(TOLD, st.integers(0, 10_000))
def test_turns_begin_where_the_speaker_changes(told: list[tuple[str, bool]], seed: int) -> None:
    made = altered([Utterance(t, p, True) for t, p in told], random.Random(seed))
    for k, u in enumerate(made):
        assert u.first_of_turn == (k == 0 or made[k - 1].participant != u.participant)


def test_all_ways_of_telling_occur() -> None:
    said = [Utterance(f"Question {k}?", False, True) if k % 4 == 0 else
            Utterance(f"We tried {k} of them all spring, and then it turned out that nobody wanted any of that, because it rained.", True, k % 4 == 1)
            for k in range(40)]
    made = [altered(said, random.Random(s)) for s in range(60)]
    questions = [[u.text for u in m if not u.participant] for m in made]
    told = [[u.text for u in m if u.participant] for m in made]
    assert any(not q for q in questions) and any(q and q != sorted(q, key=lambda x: int(x[9:-1])) for q in questions)
    assert any(len(t) != 30 for t in told) and any("." not in "".join(t) for t in told)
