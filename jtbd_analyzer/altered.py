"""Interviews told otherwise: what a teacher network reads to a smaller one so that it learns more than the bank's own wording.

Labels hold for the sentences as they stand in the bank. A teacher can judge any words, so it may also be asked about
sentences run together or cut, about a transcript without punctuation, about questions asked in another order or not heard at
all: the ways in which exports differ from typed interviews (distillation on altered input, Hinton, Vinyals and Dean 2015).
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Final

from jtbd_analyzer.sequence_net import Utterance

#: how often: questions in another order, not heard, no punctuation, two sentences run together, a long one cut
_SHUFFLED: Final = 0.5
_UNASKED: Final = 0.15
_BARE: Final = 0.2
_JOINED: Final = 0.15
_CUT: Final = 0.3
#: words beyond which sentences are not run together, and from which on they may be cut
_LONGEST: Final = 45
_LONG: Final = 18
_SEAM: Final = re.compile(r"(?:[,;:] |\s+)(?=(?:and|but|so|because|which|where|when|if|then|or)\b)")
_MARKS: Final = re.compile(r"[^\w\s'’]+")


def altered(said: Sequence[Utterance], chance: random.Random) -> list[Utterance]:
    """Return the interview told otherwise, the same words but for punctuation and capitals; `chance` decides how."""
    blocks: list[list[Utterance]] = []
    for u in said:
        if not blocks or not u.participant:
            blocks.append([])
        blocks[-1].append(u)
    if chance.random() < _SHUFFLED:
        chance.shuffle(blocks)
    bare, unasked = chance.random() < _BARE, chance.random() < _UNASKED
    texts: list[tuple[str, bool]] = []
    for block in blocks:
        texts += [(u.text, False) for u in block if not u.participant and not unasked]
        texts += [(t, True) for t in _recut([u.text for u in block if u.participant], chance)]
    plain = [(" ".join(_MARKS.sub(" ", t).lower().split()) if bare and participant else t, participant) for t, participant in texts]
    return [Utterance(t, participant, k == 0 or plain[k - 1][1] != participant) for k, (t, participant) in enumerate(plain)]


def _recut(sentences: Sequence[str], chance: random.Random) -> list[str]:
    """Return the sentences of one answer, some run together and some cut at a clause."""
    out: list[str] = []
    joining = False
    for s in sentences:
        words = len(s.split())
        if joining and len(out[-1].split()) + words <= _LONGEST:
            out[-1] += " " + s
        else:
            seams = [m for m in _SEAM.finditer(s) if 6 <= len(s[: m.start()].split()) <= words - 6] if words >= _LONG else []
            if seams and chance.random() < _CUT:
                m = chance.choice(seams)
                out += [s[: m.start()], s[m.end() :]]
            else:
                out.append(s)
        joining = chance.random() < _JOINED
    return out
