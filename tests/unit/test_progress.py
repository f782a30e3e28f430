"""Kinds of progress: read where a clause says them, and nowhere else."""

from __future__ import annotations

import pytest

from jtbd_analyzer.progress import KINDS, kinds_in


@pytest.mark.parametrize(("said", "kinds"), [
    ("I wanted to know which bikes are out.", {"know"}), ("Now I can put my finger on any helmet.", {"know"}), ("I had no idea who took it.", {"know"}),
    ("Nobody rings me at dinner now.", {"peace"}), ("I used to do a dozen phone calls a week.", {"peace"}),
    ("I wanted it to run without ringing round.", {"peace"}),
    ("I have my Sundays back.", {"own_time"}), ("All I wanted was to go home and cook.", {"own_time"}), ("I want to be able to answer a customer.", {"answer"}),
    ("When somebody asks I can show them.", {"answer"}), ("I'd like them to run it without me.", {"without_me"}),
    ("I wanted whoever is in to do it.", {"without_me"}),
    ("I don't type it all again.", {"once"}), ("It is quicker.", {"quick"}), ("It takes ten minutes where it used to take a day.", {"quick"}),
    ("It was a relief.", {"calm"}),
    # near misses: of no kind
    ("I wanted to see my daughter swim.", {"own_time"}), ("I wanted to see the pen test.", set()),
    ("If you ask me, safety comes first.", set()), ("It was like getting to know people.", set()),
    ("My phone was in the van.", set()), ("It took us nine days.", set()), ("We met on a Sunday.", set()),
    ("I didn't have to go and look", {"know"}), ("we didn't have to look far", set()), ("I don't have to count on him", set()),
    ("they did a whole show while I was on leave", {"without_me"}), ("I took ten days off in October", {"without_me"}),
    ("it took two days off the paperwork", set()), ("my phone doesn't go online", set()), ("the phone didn't go", {"without_me"}),
    ("anybody can find it", {"without_me"}), ("anybody can take one home", set()), ("I could see it going wrong", set()),
])
def test_kinds_in_a_clause(said: str, kinds: set[str]) -> None:
    assert kinds_in(said) == kinds
    assert kinds <= set(KINDS)


@pytest.mark.parametrize(("said", "kinds"), [
    ("It took me three weeks.", {"slow"}), ("I typed it all again in the evening.", {"once"}), ("When the board asked for it I had nothing.", {"answer"}),
    ("I spend whole evenings and nobody knew where it was.", set()),
])
def test_a_circumstance_has_fewer_kinds(said: str, kinds: set[str]) -> None:
    assert kinds_in(said, circumstance=True) == kinds
