"""Names of themes: which clauses can stand alone, what is trimmed of them, which one is chosen, and that no two are nearly the same."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Sequence

import chat
import numpy as np
import pytest
import talk
from hypothesis import given
from hypothesis import strategies as st

from jtbd_analyzer import models, offline, registry
from jtbd_analyzer.clauses import clauses
from jtbd_analyzer.errors import ModelError, OnlineWarning
from jtbd_analyzer.model import Clause, Form
from jtbd_analyzer.namers._extractive import unlike
from jtbd_analyzer.namers.clause import ClauseNamer
from jtbd_analyzer.namers.llm import LlmNamer
from jtbd_analyzer.reading import BROKEN, content, opposite, reads
from jtbd_analyzer.text import readable
from jtbd_analyzer.trimming import DANGLING, shortened, trimmed

WORDS = re.compile(r"[^\W_]+")


def flat(texts: Sequence[str]) -> np.ndarray:
    """Vectors of letter counts: enough for likeness, no model needed."""
    rows = np.array([[t.lower().count(c) + 0.01 for c in "abcdefghijklmnopqrstuvwxyz"] for t in texts], dtype=np.float32).reshape(len(texts), 26)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def told(text: str) -> dict[str, Form]:
    doc = models.spacy_pipeline()(text)
    return {trimmed(text[a:b]): form for a, b, form in clauses(doc)}


@pytest.mark.parametrize(("said", "name"), [
    ("And so, I mean, I think that we never knew which version, you know, the client had", "We never knew which version the client had"),
    ("because it was sort of a nightmare, to be honest", "It was a nightmare"),
    ("So it just took me all weekend or something like that", "It took me all weekend"),
    ("i guess i wanted to, like, breathe", "I wanted to breathe"),
    ("we had, we had three keys", "We had three keys"),
    # near misses: the same words, but they carry meaning
    ("I think you know the answer", "You know the answer"),
    ("I know my numbers", "I know my numbers"),
    ("I thought it would be easy", "I thought it would be easy"),
    ("That sort of lock was a problem", "That sort of lock was a problem"),
    ("I don't really know who has it", "I don't really know who has it"),
    ("Well over half came back late", "Well over half came back late"),
    ("The drawer looks like a skip", "The drawer looks like a skip"),
])
def test_trimming_drops_what_dresses_talk_and_nothing_that_counts(said: str, name: str) -> None:
    assert trimmed(said) == name


TALK = "and so i think that the the you know, like, just really we had keys, sort of kind of a mess or something though not um".split(" ")


@given(st.lists(st.sampled_from(TALK), max_size=14))
def test_trimming_keeps_words_in_their_order(words: list[str]) -> None:
    said = " ".join(words)
    rest = iter(WORDS.findall(readable(said).lower()))
    assert all(w in rest for w in WORDS.findall(trimmed(said).lower()))
    assert trimmed(trimmed(said)) == trimmed(said)


@pytest.mark.parametrize("text", ["I copied the slips into the sheet until it was ten and I went to bed", "one two three four five six seven"])
def test_shortened_ends_on_a_word_a_name_may_end_with(text: str) -> None:
    cut = shortened(text, 6)
    assert cut.endswith("…")
    assert not DANGLING.search(cut.rstrip("…"))


def test_a_clause_is_found_without_what_leads_up_to_it() -> None:
    found = told("So on the Monday, because IT wanted a data form, we could not start the trial.")
    assert "IT wanted a data form" in found
    assert any(name.startswith("We could not start the trial") for name in found)


@pytest.mark.parametrize(("said", "not_told"), [
    ("Would the client see the old version?", "see the old version"),
    ("If the client sees the old version, we lose the job.", "The client sees the old version"),
    ("I don't think the client sees the old version.", "The client sees the old version"),
])
def test_what_was_asked_supposed_or_denied_is_no_statement(said: str, not_told: str) -> None:
    assert not [name for name in told(said) if not_told in name and not name.startswith(("If", "I don't"))]


@pytest.mark.parametrize(("said", "flag", "has"), [
    ("The printer spoils every label.", Form.THING, True), ("We did it that way.", Form.THING, False),
    ("It was difficult for everyone.", Form.VAGUE, True), ("Nobody knew the price of it.", Form.SELF, True),
    ("I want to be clear about the printer.", Form.ABOUT_TALK, True), ("I want a clear label on the printer.", Form.ABOUT_TALK, False),
    ("We printed that label twice.", Form.POINTING, True), ("We printed every label twice.", Form.POINTING, False),
    ("We bought the printer in March.", Form.EVENT, True), ("We never bought the printer.", Form.EVENT, False),
])
def test_what_a_clause_lacks_is_noted(said: str, flag: Form, has: bool) -> None:
    found = told(said)
    assert found
    assert any(bool(form & flag) for form in found.values()) is has


def test_what_somebody_wonders_can_stand_for_a_doubt_only() -> None:
    name = "What happens to the data"
    form = told("I kept asking what happens to the data.")[name]
    assert form & Form.ASKED
    assert reads(name, form, "anxiety", []) > reads(name, form, "value_realized", [])


@pytest.mark.parametrize("text", [
    "Is it safe?", "I said what if we lose it", "It's the, the box", "We looked [at] it", "You, the dynamic is different", "I meant a, thing",
])
def test_broken_talk_is_no_name(text: str) -> None:
    assert BROKEN.search(text)


def test_a_name_that_reads_alone_beats_one_that_points_elsewhere() -> None:
    said = ["It was like that. The slips got lost in the drawer.", "The slips were always lost.", "Lost slips, every week, in the drawer."]
    quotes = [talk.quote(f"q{i}", f"P{i}", t) for i, t in enumerate(said)]
    parsed = {q.quote_id: tuple(Clause(q.verbatim[a:b], f) for a, b, f in clauses(models.spacy_pipeline()(q.verbatim))) for q in quotes}
    assert "slips" in ClauseNamer()(quotes, parsed, ["The kennel was full of dogs."], flat)


SAID = st.lists(st.sampled_from([
    "The slips got lost in the drawer.", "We lost the slips in the drawer.", "The drawer lost our slips again.", "The van was late on every round.",
    "Every round the van came late.", "Nobody could read the labels.", "I wanted the labels to be read.", "Mm.", "It was that.",
]), min_size=2, max_size=6)


@given(st.lists(SAID, min_size=2, max_size=5))
def test_no_two_themes_of_a_family_have_nearly_the_same_name_while_there_is_another(groups: list[list[str]]) -> None:
    made: list[str] = []
    for g, said in enumerate(groups):
        quotes = [talk.quote(f"q{g}-{i}", f"P{i}", t) for i, t in enumerate(said)]
        held = {q.quote_id: (Clause(q.verbatim.rstrip("."), Form.NOUN),) for q in quotes}
        name = ClauseNamer()(quotes, held, made, flat)
        free = unlike({trimmed(t.rstrip(".")): 0 for t in said if len(t.split()) > 2}, made)
        assert not free or name in unlike({name: 0}, made), (name, made)
        made.append(name)


def test_near_the_same_is_told_by_content_words() -> None:
    assert unlike({"The slips got lost in our drawer": 0}, ["We lost the slips in the drawer"]) == []
    assert unlike({"The slips got wet": 0}, ["We lost the slips in the drawer"]) == ["The slips got wet"]
    assert content("The labels") == content("a label")


@pytest.fixture
def allowed() -> Iterator[None]:
    offline.allow(("namers/llm",))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OnlineWarning)
        yield
    offline.allow(())


QUOTES = [talk.quote(f"q{i}", f"P{i}", t) for i, t in enumerate([
    "We never knew which version the client had.", "The client had an old version, never the new one.", "Which version was it, I never knew."])]


def named(answer: str, others: Sequence[str] = ()) -> str:
    with chat.served(lambda _: answer) as (url, _):
        return LlmNamer(url=url)(QUOTES, {}, others, flat)


@pytest.mark.usefixtures("allowed")
def test_a_models_name_in_words_of_the_quotes_is_taken() -> None:
    assert named(json.dumps({"name": "never sure... of the version"})) != "Never sure... of the version", "nobody said sure"
    assert named(json.dumps({"name": "the client never had the new version."})) == "The client never had the new version"


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("answer", [
    "", "Sure!", "[]", "null", '{"title": "x"}', '{"name": null}', '{"name": "Version"}', '{"name": "Version control inefficiency for clients"}',
    '{"name": "Which version has the client?"}', json.dumps({"name": "the version the client had " * 5}),
])
def test_any_other_answer_leaves_the_name_to_the_quotes(answer: str) -> None:
    assert named(answer) == ClauseNamer()(QUOTES, {}, (), flat)


@pytest.mark.usefixtures("allowed")
def test_a_models_name_that_a_neighbour_has_is_not_taken() -> None:
    name = "The client never had the new version"
    assert named(json.dumps({"name": name}), [name]) != name


def test_the_model_is_off_unless_named_and_says_that_words_leave() -> None:
    assert registry.is_online("namers", "llm")
    with pytest.raises(ModelError, match="127"), pytest.warns(OnlineWarning, match="are sent to http"):
        LlmNamer(url="http://127.0.0.1:9/v1", timeout_s=2)(QUOTES, {}, (), flat)


@pytest.mark.parametrize(("text", "code", "contrary"), [
    ("I was very sick now", "value_realized", True), ("I never cry over the books now", "value_realized", False),
    ("I used to hate the counting", "value_realized", False), ("I was very sick now", "pain_point", False),
])
def test_distress_names_nothing_good_unless_it_is_over(text: str, code: str, contrary: bool) -> None:
    assert opposite(text, code) == contrary
