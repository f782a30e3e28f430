"""Excerpts that somebody has coded already, grouped by the shipped models."""

from __future__ import annotations

import pytest

from jtbd_analyzer import find_themes
from jtbd_analyzer.text import readable

SAID = [
    "I spend every Sunday evening typing the invoices.", "Typing the invoices takes me all weekend.", "The invoices eat my Sundays, I type each one by hand.",
    "It takes hours to type up the invoices at the weekend.", "Doing the invoices by hand costs me my Sunday.",
    "Nobody tells me when a dog is picked up early.", "I never know that a dog has been collected until I find the empty kennel.",
    "They collect the dog and no one tells us.", "We are not told when an owner comes for the dog.", "A dog gets picked up and nobody lets me know.",
    "The phone rings all through feeding time.", "I cannot feed them without the phone ringing.", "At feeding the phone never stops.",
    "The calls always come while I am feeding.", "Every time I feed the dogs somebody phones.",
]


@pytest.mark.parametrize("recipe", ["standard", "fast"])
def test_coded_excerpts_form_themes_named_in_words_somebody_said(recipe: str) -> None:
    made = find_themes(SAID, codes=["pain_point"] * len(SAID), participants=[f"P{k % 5}" for k in range(len(SAID))], recipe=recipe, cache=False)
    assert len(made.theme_rows) >= 2
    assert len(made.quote_rows) == len(SAID)
    for theme in made.theme_rows:
        words = theme.statement[0].lower() + theme.statement[1:]
        assert any(words.rstrip(".") in readable(t)[0].lower() + readable(t)[1:] for t in SAID), theme.statement
        assert 2 <= theme.n <= 5 and theme.n_total == 5
    topics = [{k // 5 for k, q in enumerate(made.quote_rows) if q.theme_id == t.theme_id} for t in made.theme_rows]
    assert all(len(t) == 1 for t in topics), "a theme holds quotes of one of the three topics"
