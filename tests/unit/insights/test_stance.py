"""What a good quote says of a part of the product that it names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from study_fixture import study

from jtbd_analyzer.insights._stance import NAMED, SERVES, stance_on

STUDY = replace(study(), features={"scanning": ("scan", "scanned"), "reminders": ("reminder",)})


@pytest.mark.parametrize(("words", "part", "said"), [
    ("I scan the bag and it's out.", "scanning", SERVES), ("They went home, they're not going to scan.", "scanning", NAMED),
    ("We never had to scan it twice.", "scanning", SERVES), ("It isn't slow, we scan and go.", "scanning", SERVES),
    ("I couldn't live without the reminders.", "reminders", SERVES), ("It's not only the reminders.", "reminders", SERVES),
    ("They never use the reminders, they just come.", "reminders", NAMED),
    ("There was never a reminder before, and now the reminders do it.", "reminders", SERVES),
])
def test_a_part_named_as_not_used_is_not_praised(words: str, part: str, said: str) -> None:
    q = replace(STUDY.quote_rows[0], verbatim=words, code="value_realized", valence=1, polarity="affirmed", step="p15", markers="")
    assert stance_on(STUDY, q, part) == said
