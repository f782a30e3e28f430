"""What the same person says next to a quote: the rest of the turn and the answers to the questions that follow.

People seldom tell a worry and what calmed it in one sentence. These functions return the sentences around a quote with the
place of each, so that whatever is read from them can be traced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jtbd_analyzer.text import sentences, squeeze

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Transcript

#: participant turns after that of the quote that can still be about it
TURNS: Final = 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a participant and its place: `verbatim` is `source_text[char_start:char_end]` of its transcript.

    `asked` is what was said to the participant since their turn before, `first` tells the first sentence of a turn.
    """

    transcript_id: str
    participant_id: str
    turn: int
    char_start: int
    char_end: int
    verbatim: str
    asked: str
    first: bool

    @property
    def place(self) -> str:
        """Return where the sentence stands, for people to read: "said in 03-linda, turn 12"."""
        return f"said in {self.transcript_id}, turn {self.turn}"

    @property
    def text(self) -> str:
        """Return the words on one line, apostrophes as typed on a keyboard, for patterns to read."""
        return squeeze(self.verbatim).replace("’", "'")


def spoken(transcript: Transcript) -> tuple[Sentence, ...]:
    """Return the sentences of all participants of a transcript in order."""
    out: list[Sentence] = []
    asked = ""
    for turn in transcript.turns:
        words = transcript.text(turn)
        if turn.role == "interviewer":
            asked = f"{asked} {squeeze(words)}".strip()
        elif turn.participant_id:
            out += [Sentence(transcript.transcript_id, turn.participant_id, turn.index, turn.char_start + start, turn.char_start + end,
                             words[start:end], asked, not k) for k, (start, end) in enumerate(sentences(words))]
            asked = ""
    return tuple(out)


def rest_of_turn(said: Sequence[Sentence], q: Quote) -> list[Sentence]:
    """Return what the person says in the same turn after a quote."""
    return [s for s in said if s.turn == q.turn and s.participant_id == q.participant_id and s.char_start >= q.char_end]


def before_in_turn(said: Sequence[Sentence], q: Quote) -> list[Sentence]:
    """Return what the person says in the same turn before a quote, the nearest first."""
    return [s for s in said if s.turn == q.turn and s.participant_id == q.participant_id and s.char_end <= q.char_start][::-1]


def next_turns(said: Sequence[Sentence], q: Quote) -> list[list[Sentence]]:
    """Return the next `TURNS` turns of the same person after that of a quote, each as its sentences."""
    later: dict[int, list[Sentence]] = {}
    for s in said:
        if s.turn > q.turn and s.participant_id == q.participant_id:
            later.setdefault(s.turn, []).append(s)
    return list(later.values())[:TURNS]
