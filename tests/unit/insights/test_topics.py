"""What several people speak of, counted by hand on quotes made for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from study_fixture import study

from jtbd_analyzer import registry


def topics(said: list[tuple[str, str, str]], **options: Any) -> list[dict[str, Any]]:
    """Return the rows for quotes given as (person, code, words)."""
    base = study().quote_rows[0]
    own = tuple(replace(base, quote_id=f"q{i}", participant_id=who, code=code, verbatim=words, counted=True, theme_id="", valence=0)
                for i, (who, code, words) in enumerate(said))
    return registry.build("insights", "topics", options)(replace(study(), quote_rows=own, theme_rows=())).to_dict("records")


def test_forms_of_a_word_are_one_topic_and_people_are_counted_once() -> None:
    found = topics([
        ("P01", "pain_point", "The labels came off in the rain."), ("P01", "pain_point", "And the label would not print."),
        ("P02", "value_realized", "I like the labels."), ("P03", "objection", "Nobody will read a label."),
    ])
    label = next(r for r in found if r["topic"] in ("label", "labels"))
    assert (label["n"], label["n_quotes"], label["n_of_N"]) == (3, 4, "3 of 4")
    assert (label["hard_n"], label["reached_n"], label["held_back_n"], label["wanted_n"], label["chosen_by_n"]) == (1, 1, 1, 0, 0)
    assert label["participants"] == "P01, P02, P03" and label["quote_ids"] == "q0, q1, q2, q3"


def test_what_one_person_repeats_and_what_names_no_thing_is_no_topic() -> None:
    found = topics([(p, "pain_point", f"The printer jammed and we waited slowly {p}.") for p in ("P01", "P01", "P01")]
                   + [(p, "pain_point", "We waited slowly again.") for p in ("P02", "P03", "P04")])
    assert [r["topic"] for r in found] == []


def test_names_are_no_topics_and_the_threshold_can_be_set() -> None:
    said = [(p, "pain_point", "So the scanner, I mean the Zebra, lost the Zebra again.") for p in ("P01", "P02")]
    assert topics(said) == []
    assert [r["topic"] for r in topics(said, min_people=2)] == ["scanner"]


def test_what_nearly_all_say_is_marked_as_the_subject_of_the_study() -> None:
    people = [replace(study().participant_rows[0], participant_id=f"P{i:02}") for i in range(1, 8)]
    base = study().quote_rows[0]
    own = tuple(replace(base, quote_id=f"q{p.participant_id}", participant_id=p.participant_id, verbatim="I put it in the diary.", counted=True)
                for p in people)
    table = replace(study(), quote_rows=own, participant_rows=tuple(people), theme_rows=()).table("topics")
    assert [(r["topic"], r["spread"]) for r in table.to_dict("records")] == [("diary", "what the study is about")]


def test_a_word_of_any_conversation_stands_after_one_that_marks_the_study() -> None:
    said = [(p, "pain_point", "It was in my hand.") for p in ("P01", "P02", "P03", "P04")]
    said += [(p, "pain_point", "It came off the sticker.") for p in ("P01", "P02", "P03")]
    found = topics(said)
    assert [(r["topic"], r["n"]) for r in found] == [("sticker", 3), ("hand", 4)]
    assert found[0]["rarity"] > found[1]["rarity"] > 0


def test_words_that_features_csv_gives_one_part_are_one_topic() -> None:
    base = study().quote_rows[0]
    said = [("P01", "It came off the sticker."), ("P02", "It came off the label."), ("P03", "I lost a label."),
            ("P04", "And a sticker."), ("P01", "We scanned it all.")]
    own = tuple(replace(base, quote_id=f"q{i}", participant_id=who, verbatim=words, counted=True, theme_id="") for i, (who, words) in enumerate(said))
    made = replace(study(), quote_rows=own, theme_rows=(), features={"barcode labels": ("barcode labels", "label", "sticker", "scanned")})
    assert [(r["topic"], r["n"], r["other_forms"]) for r in made.table("topics").to_dict("records")] == [("label", 4, "sticker")]
