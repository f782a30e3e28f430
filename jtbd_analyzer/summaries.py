"""What an interviewer sums up and holds out for a yes ("So price ruled it out."), and what the person answers to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jtbd_analyzer.model import Transcript

#: "so" and a statement; an invitation to tell, a plan of the talk and a return to the person's own words sum up nothing
_SUMMARY: Final = re.compile(
    r"\A\W*(?:(?:okay|ok|right|mm|and|but|ah|oh|yeah|no|well)[,. ]+)*(?:so,? then|so)[, ]+(?!if\b)(?!(?:tell|talk|walk|take|show|give|let's|let me|we'll|i'll|i'm|i|go|start|what|how|why|when did|where|who|which|can|could you|did|do|does|were you|was it|are|is)\b)"
    r"(?=[^?]*\b(?:was|were|is|are|did|didn't|had|has|been|would|wouldn't|could|couldn't|must|meant|needed|wanted|decided|felt|fell|came|made|went|got|put|took|drove|\w{3,}ed)\b|[^?]*\w(?:'s|'re|'d|s'|n't) )[^?]{12,}\Z"
    r"|\A\W*(?:and )?(?:it|that) (?:must have been|was really|sounds)\b[^?]{6,}\Z|\A\W*and (?:that|it) was (?:when|what|why|where)\b[^?]{6,}\Z", re.I,
)
_OWN_WORDS: Final = re.compile(r"\b(?:you (?:said|wrote|mentioned|told)|i think you (?:wrote|said))\b", re.I)
#: asks for more than a yes, though typed without a question mark
_ASKS: Final = re.compile(r"\b(?:tell me|how|who|why|(?:can|could) you|you can|thanks|is that (?:right|fair)|let's|just (?:go|talk))\b|\bwhat (?:is|are|do|did|happened|tends|changed|was it|kind|about)\b", re.I)
_MOST_WORDS: Final = 25
#: says that something is what set the person moving
_OF_THE_START: Final = re.compile(
    r"\b(?:start(?:ed|s)?|began|set|sent|got|pushed|made|prompted|triggered|led)\b[^.?]*\b(?:you|it off|off|looking|moving|it)\b|\byou (?:started|began|decided|went|thought you|knew you)\b|\bthe (?:point|moment|trigger|reason|push)\b", re.I,
)
_NO: Final = re.compile(
    r"\A\W*(?:(?:um+|uh+|er+|mm+|oh|well|hm+|em|erm|yeah|so)[,. ]+)*(?:no\b|nope\b|nah\b|not,? no\b|not (?:really|quite|exactly|so much|as such)\b|(?:i|it|he|she|they|we|that) (?:didn't|wasn't|weren't|isn't|doesn't|did not|was not|wouldn't say)\b)", re.I,
)
_FRAME: Final = frozenset(
    "so then that this what when where which point moment reason trigger started start began begin looking look decided decide system something going were with your you've them they really after before have having from made make pushed sounds "
    "weekend week month year time summer winter spring autumn term evening morning first second third half whole "
    "like into get needed need proper thought about could would first came come went just there".split()
)
_WORD: Final = re.compile(r"[a-z]{4,}")
_STEM: Final = re.compile(r"(?:ing|ed|es|s)\Z")


@dataclass(frozen=True, slots=True)
class Denial:
    """A summary of what set somebody moving that they said no to: the turn of the answer, and the words of what it named."""

    turn: int
    words: frozenset[str]


def is_summary(sentence: str) -> bool:
    """Say whether a sentence of an interviewer without a question mark holds out a reading for the person to agree to."""
    plain = sentence.replace("’", "'").strip()
    return _SUMMARY.match(plain) is not None and len(plain.split()) <= _MOST_WORDS and not _OWN_WORDS.search(plain) and not _ASKS.search(plain)


def _last_sentence(text: str) -> str:
    """Return the last sentence of `text` with its marks; searched from the end, since an interviewer's turn can be long."""
    body = text.rstrip().rstrip(".?!").rstrip()
    return text[max(body.rfind(mark) for mark in ".?!") + 1 :].strip() if body else ""


def held_out(t: Transcript) -> Iterator[tuple[int, str, str]]:
    """Return turn, summary and the answer to it for each summary that ends what an interviewer says."""
    for asked, said in zip(t.turns, t.turns[1:], strict=False):
        if asked.role == "interviewer" and said.role == "participant":
            last = _last_sentence(t.text(asked))
            if last and is_summary(last):
                yield asked.index, last, t.text(said)


def denied_starts(t: Transcript) -> list[Denial]:
    """Return what people were told had set them moving, and said had not ("So the fire started it off." "No, …")."""
    found = ((turn, summary) for turn, summary, answer in held_out(t) if _OF_THE_START.search(summary) and _NO.match(answer.replace("’", "'")))
    return [Denial(turn + 1, frozenset(stems(summary))) for turn, summary in found]


def stems(text: str) -> set[str]:
    """Return the words of a summary that name what it is about, without their endings."""
    return {_STEM.sub("", w) for w in _WORD.findall(text.casefold()) if w not in _FRAME}
