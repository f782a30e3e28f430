"""What is no evidence whatever it is coded as: greetings, the call itself, who somebody is."""

from __future__ import annotations

import pytest

from jtbd_analyzer.small_talk import GREETED, TALK, WHO, aside


@pytest.mark.parametrize(("text", "prompt", "turn", "why"), [
    ("Oh, it's not really a holiday for us.", "Hello Jo, thank you for doing this in your holidays.", 1, GREETED),
    ("Yes, much easier, the office is loud.", "No problem. Is chat easier for you than a call?", 3, GREETED),
    ("It is, yes, the name's on the door.", "Is that Jo?", 1, GREETED),
    ("Yes, only leave the names out.", "I'd like to record this. Is that all right for you?", 5, GREETED),
    ("I can, yes, the picture may freeze because it's raining.", "", 1, TALK),
    ("I've a kiln to look at, so I might vanish for a moment.", "", 30, TALK),
    ("Anything with a plug on it comes to us when it breaks.", "So could you start by telling me what you look after?", 7, WHO),
    ("I run the crew and get the sound in and out.", "So what's the job, production electrician?", 7, WHO),
    # the same questions far into the talk, and questions that ask for more
    ("It breaks twice a week.", "So could you tell me what you look after?", 41, ""),
    ("It breaks twice a week.", "What's your job, and how did you keep track before?", 3, ""),
    ("I signed in the kitchen.", "You signed up three months ago. Is that right?", 9, ""),
    ("It's much better.", "And how are things now?", 40, ""),
    ("The picture on the label fades.", "And the labels?", 40, ""),
    ("I could make a second source appear or vanish.", "", 1, ""),
    ("It loses an hour a day.", "Thanks. What is hard about it?", 3, ""),
])
def test_aside(text: str, prompt: str, turn: int, why: str) -> None:
    assert aside(text, prompt, turn) == why
