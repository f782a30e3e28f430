"""The coder that asks a chat model: what it sends, what it believes, and that it says so."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import Any

import chat
import pytest
import talk

from jtbd_analyzer import offline, registry
from jtbd_analyzer.coders.llm import LlmCoder, echoes
from jtbd_analyzer.errors import ModelError, OnlineWarning
from jtbd_analyzer.model import Coding
from jtbd_analyzer.recipe import available, load_recipe
from jtbd_analyzer.scheme import NONE
from jtbd_analyzer.stages import Interview

SAID = [("Interviewer", "How was it?"), ("P1", "I hated the slips we had to copy. My name is on the door. What sold me was the import on the call.")]


@pytest.fixture(scope="module")
def interview() -> Interview:
    t = talk.transcript(SAID)
    return Interview(t, registry.build("segmenters", "spacy")(t))


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    offline.allow(("coders/llm",))  # as the command does for a recipe with an online part; the guard stays once it was set in a process
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OnlineWarning)
        yield
    offline.allow(())


def coded(interview: Interview, answer: chat.Answer, **options: Any) -> tuple[tuple[Coding, ...], list[dict[str, Any]]]:
    with chat.served(answer) as (url, asked):
        return LlmCoder(url=url, **options)(interview, lambda _: pytest.fail("no vectors are needed")), asked


def test_codes_come_back_in_the_order_of_the_sentences(interview: Interview) -> None:
    codings, asked = coded(interview, chat.coded_by_word)
    assert [c.code for c in codings] == ["pain_point", NONE, "deal_maker"]
    assert [c.quote_id for c in codings] == [s.quote_id for s in interview.segments]
    assert codings[0].phase == "struggle"
    assert asked[0]["path"] == "/v1/chat/completions"
    assert asked[0]["temperature"] == 0


def test_long_interviews_are_asked_in_parts(interview: Interview) -> None:
    codings, asked = coded(interview, chat.coded_by_word, at_once=1)
    assert len(asked) == len(interview.segments)
    assert [c.code for c in codings] == ["pain_point", NONE, "deal_maker"]


@pytest.mark.parametrize("row", [
    {"n": 0, "starts": "They loved the new way", "code": "pain_point"},  # words nobody said
    {"n": 1, "starts": "I hated the slips we", "code": "pain_point"},  # the words of another sentence
    {"n": 0, "starts": "I hated", "code": "pain_point"},  # too few to tell
    {"n": 0, "starts": "I hated the slips we", "code": "misery"},  # no such code
    {"n": 99, "starts": "I hated the slips we", "code": "pain_point"},
    {"n": "0", "code": "pain_point"}, "pain_point", {},
])
def test_an_answer_that_is_not_of_the_sentence_is_not_believed(interview: Interview, row: Any) -> None:
    codings, _ = coded(interview, lambda _: json.dumps({"sentences": [row]}))
    assert {c.code for c in codings} == {NONE}


@pytest.mark.parametrize("text", ["", "Sure! Here are the codes.", "[]", '{"sentences": 5}', "null"])
def test_an_answer_of_another_form_leaves_everything_uncoded(interview: Interview, text: str) -> None:
    codings, _ = coded(interview, lambda _: text)
    assert {c.code for c in codings} == {NONE}


def test_numbers_out_of_range_are_brought_into_it(interview: Interview) -> None:
    row = {"n": 0, "starts": "I hated the slips we", "code": "pain_point", "score": 7, "valence": "very", "phase": "nirvana", "second": "x"}
    codings, _ = coded(interview, lambda _: json.dumps({"sentences": [row]}))
    assert (codings[0].score, codings[0].valence, codings[0].phase, codings[0].second_code) == (1.0, 0, "", "")


def test_it_says_that_words_leave_the_process(interview: Interview) -> None:
    with chat.served(chat.coded_by_word) as (url, _), pytest.warns(OnlineWarning, match=r"talk\.txt are sent to http"):
        warnings.simplefilter("always", OnlineWarning)
        LlmCoder(url=url)(interview, lambda _: pytest.fail("no vectors are needed"))


def test_a_key_is_sent_only_where_the_variable_holds_one(interview: Interview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_KEY", "s3cret")
    assert coded(interview, chat.coded_by_word, key_variable="SOME_KEY")[1][0]["key"] == "Bearer s3cret"
    assert coded(interview, chat.coded_by_word, key_variable="NO_SUCH_KEY")[1][0]["key"] == ""


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", "file:///etc/passwd", "localhost:11434"])
def test_an_endpoint_that_is_not_there_is_named(interview: Interview, url: str) -> None:
    with pytest.raises(ModelError, match=url.partition("/v1")[0]):
        LlmCoder(url=url, timeout_s=2)(interview, lambda _: pytest.fail("no vectors are needed"))


def test_a_part_that_goes_online_says_so_and_is_in_no_recipe_of_ours() -> None:
    assert registry.part_class("coders", "llm").online is True
    assert available()
    for name in available():
        assert load_recipe(name).parts["code"][0] != "llm"


@pytest.mark.parametrize(("words", "sentence", "same"), [
    ("I hated the slips we", "I hated the slips we had", True), ("i  HATED the slips we", "I hated the slips we had", True),
    ("Yes, I did", "Yes, I did", True), ("Yes,", "Yes, I did", False), ("", "Yes", False), ("I loved the slips we", "I hated the slips we had", False),
])
def test_echoes(words: str, sentence: str, same: bool) -> None:
    assert echoes(words, sentence) is same
