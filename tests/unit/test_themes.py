"""Themes: counted in people, named from quotes, with exemplars and counter-evidence; nobody's single voice lost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from talk import quote

from jtbd_analyzer import keywords, themes
from jtbd_analyzer.clusterers.density import DensityClusterer
from jtbd_analyzer.exemplars import exemplars
from jtbd_analyzer.families import Sorting
from jtbd_analyzer.frames import n_of
from jtbd_analyzer.model import Quote

TOPICS = ("slips", "kennel", "price", "tablet", "phone")


def embed(texts: Sequence[str]) -> np.ndarray:
    """Vectors by which word of TOPICS a text holds: one direction each, a little of the text's own."""
    rows = np.zeros((len(texts), 8), dtype=np.float32)
    for i, t in enumerate(texts):
        for k, word in enumerate(TOPICS):
            rows[i, k] = 3.0 * (word in t.lower())
        rows[i, 5 + len(t) % 3] += 0.3
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def shortest(quotes: Sequence[Quote], clauses: object, others: Sequence[str], embed: object) -> str:
    return min((q.verbatim for q in quotes), key=len)


def grouped(quotes: Sequence[Quote], people: Sequence[str] = ("P1", "P2", "P3", "P4"), reached: dict[str, frozenset[str]] | None = None) -> themes.Grouping:
    return themes.group(quotes, embed, DensityClusterer(), shortest, {}, themes.Setting(people, reached or {}))


def test_prevalence_of_twelve() -> None:
    labels = [themes.prevalence(n, 12) for n in range(1, 13)]
    assert labels == ["single"] + ["variant"] * 5 + ["typical"] * 4 + ["general"] * 2


@pytest.mark.parametrize(("n", "total", "label"), [
    (0, 12, "single"), (1, 1, "single"), (2, 2, "typical"), (2, 3, "general"), (1, 2, "single"), (2, 4, "variant"), (3, 4, "general"),
])
def test_prevalence_of_few(n: int, total: int, label: str) -> None:
    assert themes.prevalence(n, total) == label


def test_n_of() -> None:
    assert n_of(7, 11) == "7 of 11"


def test_people_are_counted_and_not_mentions() -> None:
    made = grouped([quote(f"q{i}", "P1", f"The slips were a mess number {i}.") for i in range(6)] + [quote("q9", "P2", "I hated the slips.")])
    assert [(t.n, t.n_total, t.prevalence) for t in made.themes] == [(2, 4, "variant")]
    assert made.themes[0].participants == ("P1", "P2")
    assert "one person's" in made.themes[0].confidence


def test_two_topics_make_two_themes_and_every_quote_knows_its_own() -> None:
    quotes = [quote(f"s{i}", f"P{i + 1}", f"The slips on Sunday {i}.") for i in range(3)]
    quotes += [quote(f"k{i}", f"P{i + 1}", f"Which kennel is free {i}?") for i in range(3)]
    made = grouped(quotes)
    assert len(made.themes) == 2
    for t in made.themes:
        assert {q.quote_id for q in made.quotes if q.theme_id == t.theme_id} == set(t.quote_ids)
        assert len({q.verbatim.split()[1] for q in made.quotes if q.theme_id == t.theme_id}) == 1


def test_codes_are_never_mixed() -> None:
    quotes = [quote("a", "P1", "The slips took hours."), quote("b", "P2", "The slips took hours."),
              quote("c", "P1", "No more slips.", "value_realized"), quote("d", "P2", "No more slips.", "value_realized")]
    made = grouped(quotes)
    assert [t.code for t in made.themes] == ["pain_point", "value_realized"]
    assert {i[0] for t in made.themes for i in t.quote_ids} == set("abcd")


def test_counter_evidence_is_shown_with_the_theme_and_not_counted() -> None:
    quotes = [quote("a", "P1", "The price made me swallow.", "price"), quote("b", "P2", "A steep price.", "price"),
              quote("c", "P3", "The price was never an issue.", "price", polarity="denied", counted=False),
              quote("d", "P4", "I'd maybe pay that price.", "price", counted=False, grade="C")]
    made = grouped(quotes)
    (theme,) = made.themes
    assert theme.n == 2
    assert theme.participants == ("P1", "P2")
    assert theme.counter_ids == ("c",)
    assert "c" not in theme.quote_ids
    assert "d" in theme.quote_ids
    assert {q.quote_id: q.theme_role for q in made.quotes} == {"a": "core", "b": "core", "c": "counter", "d": "uncounted"}
    assert "denied in 1 quote" in theme.confidence


def test_uncounted_quotes_alone_make_no_theme() -> None:
    made = grouped([quote(f"q{i}", "P1", "I'd maybe use the phone.", counted=False, grade="C") for i in range(4)])
    assert made.themes == ()
    assert all(q.theme_id == "" for q in made.quotes)


def test_markers_form_no_themes() -> None:
    made = grouped([quote(f"q{i}", f"P{i}", "We bought the tablet.", "milestone") for i in range(4)])
    assert made.themes == ()


@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_quotes_are_safe(n: int) -> None:
    made = grouped([quote(f"q{i}", f"P{i + 1}", f"{TOPICS[i]} alone") for i in range(n)])
    assert len(made.quotes) == n
    assert all(t.n == 1 for t in made.themes)


def test_one_persons_theme_is_kept() -> None:
    made = grouped([quote("a", "P1", "The phone rang at night."), quote("b", "P1", "That phone again."),
                    quote("c", "P2", "The slips."), quote("d", "P3", "Slips, slips.")])
    assert sorted((t.n, t.prevalence) for t in made.themes) == [(1, "single"), (2, "variant")]


def test_exemplars_are_from_two_people_and_of_the_best_grade() -> None:
    long = "I copied the slips into the sheet every single Sunday evening until ten."
    members = [quote("a", "P1", long, grade="B"), quote("b", "P1", long), quote("c", "P1", long), quote("d", "P2", long, grade="B")]
    first, second = exemplars(members)
    assert first.quote_id == "b"
    assert second is not None
    assert second.participant_id == "P2"


def test_an_exemplar_says_enough_and_not_too_much() -> None:
    members = [quote("a", "P1", "Slips."), quote("b", "P1", "word " * 80), quote("c", "P2", "I copied the slips into the sheet every Sunday evening.")]
    assert exemplars(members)[0].quote_id == "c"
    assert exemplars(members[:1])[1] is None


def test_eligible_are_those_whose_story_reached_the_phase() -> None:
    quotes = [quote("a", "P1", "The slips took hours."), quote("b", "P2", "Slips all night.")]
    reached = {"P1": frozenset({"struggle"}), "P2": frozenset({"struggle"}), "P3": frozenset({"struggle", "growth"}), "P4": frozenset({"growth"})}
    assert grouped(quotes, reached=reached).themes[0].n_eligible == 3


def test_ids_are_the_same_in_any_order_and_differ_between_themes() -> None:
    quotes = [quote(f"q{i}-{w}", f"P{i + 1}", f"The {w} took hours {i}.") for i in range(4) for w in TOPICS]
    one, other = grouped(quotes), grouped(quotes[::-1])
    assert one.themes == other.themes
    assert len({t.theme_id for t in one.themes}) == len(one.themes) == len(TOPICS)
    assert {q.quote_id: q.theme_id for q in one.quotes} == {q.quote_id: q.theme_id for q in other.quotes}
    assert [q.quote_id for q in other.quotes] == [q.quote_id for q in quotes[::-1]]


def test_keywords_set_a_theme_apart() -> None:
    mine = [quote(f"a{i}", "P1", "The slips and the sheet took hours.") for i in range(4)]
    rest = [quote(f"b{i}", "P1", "The kennel and the sheet took hours.") for i in range(4)]
    words = keywords.keywords(mine, rest).split(", ")
    assert words[0] == "slips"
    assert "the" not in words


def test_a_theme_of_four_without_doubts_is_high_and_of_one_low() -> None:
    four = [quote(f"q{i}", f"P{i}", "The slips took hours.") for i in range(4)]
    assert themes.confidence(four, ["P0", "P1", "P2", "P3"], 0.8, 0) == "high: 4 people"
    assert themes.confidence(four[:1], ["P0"], 0.8, 0) == "low: 1 person, but one person only"


def test_what_is_known_beforehand_goes_before_likeness() -> None:
    """Quotes of one kind are one theme whatever their words; those apart never join the rest, though they say the same."""
    own = [quote("q1", "P1", "The auditor came about the slips."), quote("q2", "P2", "My boss said no more of that phone."),
           quote("q3", "P3", "The price of the tablet went up."), quote("q4", "P4", "That tablet and its price again."),
           quote("q5", "P1", "The tablet, its price, oh dear."), quote("q6", "P2", "A tablet and the price of it.")]
    known = Sorting(frozenset({"q3", "q4"}), {"q1": "mandate", "q2": "mandate"}, {"q1": "auditor came"})
    made = themes.group(own, embed, DensityClusterer(), shortest, {}, themes.Setting(("P1", "P2", "P3", "P4"), {}, known=known))
    assert sorted(t.quote_ids for t in made.themes) == [("q1", "q2"), ("q3", "q4"), ("q5", "q6")]
    alone = themes.group(own[:1] + own[2:], embed, DensityClusterer(), shortest, {}, themes.Setting(("P1", "P2", "P3", "P4"), {}, known=known))
    assert ("q1",) not in {t.quote_ids for t in alone.themes}
    assert next(q for q in alone.quotes if q.quote_id == "q1").theme_role == themes.SINGLE


def test_a_kind_that_most_tell_of_is_no_theme_by_itself() -> None:
    own = [quote(f"q{i:02d}", f"P{i % 4 + 1}", f"The {TOPICS[i % 4]} again, number {i}.") for i in range(16)]
    known = Sorting(kinds={q.quote_id: "mandate" for q in own})
    made = themes.group(own, embed, DensityClusterer(), shortest, {}, themes.Setting(("P1", "P2", "P3", "P4"), {}, known=known))
    assert made.themes
    assert max(len(t.quote_ids) for t in made.themes) <= 4
