"""Turns of files that name nobody: who asks and who answers, guessed sentence by sentence. What is quoted from a guess is not counted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from jtbd_analyzer.model import Passage
from jtbd_analyzer.roles import OPENER, YOU, asks

#: labels of guessed speakers
GUESSED: Final = ("guessed interviewer", "guessed participant")
#: words to a full stop or question mark beyond which a text counts as written without them
_WORDS_PER_POINT: Final = 80
#: stands where a typed line ends a sentence without a full stop
_PART_END: Final = "\x1f"
_SENTENCE: Final = re.compile(r"[^.?!…\x1f]*(?:[.?!…]+[\"')\]]*|\x1f|$)[\s\x1f]*", re.S)
#: characters of a line from which on it may be wrapped rather than ended
_WRAPPED: Final = 60


def _unpointed(passages: Sequence[Passage]) -> bool:
    """Return whether the words have next to no full stops or question marks, as some recognisers write them: then a line is the unit."""
    text = " ".join(p.text for p in passages)
    return len(re.findall(r"[.?!…。？！]", text)) * _WORDS_PER_POINT < len(text.split())


def _run_on(passages: Sequence[Passage]) -> list[Passage]:
    """Join timed passages of one guess: captions are cut anywhere, and a line end would part their sentences. Typed lines stay."""
    out: list[Passage] = []
    for p in passages:
        last = out[-1] if out else None
        if last is not None and last.speaker == p.speaker and last.start_s is not None and p.start_s is not None:
            out[-1] = replace(last, text=f"{last.text} {p.text}", end_s=p.end_s)
        else:
            out.append(p)
    return out


def _ends(passages: Sequence[Passage]) -> list[bool]:
    """Return for each passage whether a typed line ends its sentence though no full stop does: a short line before one with a capital."""
    last = [False] if passages else []
    return [a.start_s is None and len(a.text) < _WRAPPED and b.text.lstrip()[:1].isupper() for a, b in pairwise(passages)] + last


def guess_turns(passages: Sequence[Passage]) -> list[Passage]:
    """Return unlabelled speech cut into guessed turns: sentences that ask are the interviewer's, the others the participant's.

    Sentences run over cues, so they are cut from all the words at once; each has the time and line of the passage it begins in.
    A guess for files that name nobody; what is quoted from it is shown and not counted unless the researcher says so.
    """
    if _unpointed(passages):
        return _run_on([replace(p, speaker=GUESSED[0] if asks(p.text) else GUESSED[1]) for p in passages])
    starts: list[int] = []
    parts: list[str] = []
    at = 0
    for p in passages:
        starts.append(at)
        parts.append(p.text.strip())
        at += len(parts[-1]) + 1
    text = "".join(p + (_PART_END if own else " ") for p, own in zip(parts, _ends(passages), strict=True)).rstrip()
    out: list[Passage] = []
    for m in _SENTENCE.finditer(text):
        sentence = m.group().strip(_PART_END + " \n")
        if not sentence:
            continue
        first = passages[bisect_right(starts, m.start()) - 1]
        last = passages[bisect_right(starts, m.start() + len(m.group().rstrip(_PART_END + " \n")) - 1) - 1]
        asked = sentence.endswith("?") or bool(OPENER.match(sentence) and YOU.search(sentence))
        out.append(Passage(sentence, GUESSED[0] if asked else GUESSED[1], first.start_s, last.end_s, first.line))
    return out
