"""Names a theme with a clause its quotes hold: central to the theme, apart from its neighbours, short, complete."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from jtbd_analyzer import vectors as v
from jtbd_analyzer.text import readable

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote
    from jtbd_analyzer.stages import Vectors

_LEAD: Final = re.compile(
    r"^(?:(?:and|but|so|well|because|cause|cos|like|then|yeah|yes|no|right|okay|ok|oh|honestly|actually|basically|obviously|also|plus|or|i mean|you know|i guess|i suppose|i think|sort of|kind of|to be honest|again|now|which|that)\b[, ]+)+",
    re.I,
)
_TAIL: Final = re.compile(r"(?:[, ]+(?:you know|i guess|i suppose|or something|or whatever|and stuff|and so on|and that|so|and|but|like|basically|really|right|to be honest|if that makes sense|um|uh|yeah))+$", re.I)
_VAGUE: Final = re.compile(r"^(?:it|that|this|they|he|she|there|those|these|one)\b", re.I)
_VAGUE_ANY: Final = re.compile(r"\b(?:thing|things|stuff|something|it|that|this|them|there)\b", re.I)
_DANGLING: Final = re.compile(r"\b(?:the|a|an|of|to|for|with|and|or|but|in|on|at|my|our|their|is|was|are|were|be|because|so|if|that|which|who|when|than|as|from|by|very|really|i|we)$", re.I)


@dataclass(frozen=True)
class ClauseNamer:
    """Extractive: every word of the name stands, in that order, in one quote."""

    min_words: int = field(default=4, metadata={"min": 2})
    max_words: int = field(default=12, metadata={"min": 4})
    #: quotes nearest the centre whose clauses are candidates
    quotes: int = field(default=12, metadata={"min": 1})

    def __call__(self, quotes: Sequence[Quote], clauses: Mapping[str, Sequence[str]], others: Sequence[str],
                 embed: Callable[[Sequence[str]], Vectors]) -> str:
        """Return the statement for `quotes`, most central first; see `stages.Namer`."""
        found: dict[str, float] = {}
        for rank, q in enumerate(quotes[: self.quotes]):
            for raw in (q.verbatim, *clauses.get(q.quote_id, ())):
                text = trimmed(raw)
                if text and text.lower() not in (x.lower() for x in found):
                    found[text] = rank
        if not found:
            return shortened(trimmed(readable(quotes[0].verbatim)) or readable(quotes[0].verbatim), self.max_words)
        texts = list(found)
        own = [readable(q.verbatim) for q in quotes]
        rows = v.unit(embed([*texts, *own, *others]))
        mine, members, rest = rows[: len(texts)], rows[len(texts) : len(texts) + len(own)], rows[len(texts) + len(own) :]
        near = mine @ v.unit(members.mean(axis=0))
        far = (mine @ rest.T).max(axis=1) if len(rest) else np.zeros(len(texts))
        score = near - 0.35 * far + np.array([self._form(t) for t in texts])
        best = min(range(len(texts)), key=lambda i: (-round(float(score[i]), 5), found[texts[i]], texts[i]))
        return shortened(texts[best], self.max_words)

    def _form(self, text: str) -> float:
        """Return how well a clause reads as a name: whole, not vague, of a fitting length."""
        n = len(text.split())
        out = 0.0
        if n < self.min_words:
            out -= 0.12 * (self.min_words - n)
        if n > self.max_words:
            out -= 0.05 * (n - self.max_words)
        if _VAGUE.search(text):
            out -= 0.10
        out -= 0.04 * len(_VAGUE_ANY.findall(text))
        if _DANGLING.search(text):
            out -= 0.25
        if text.endswith("?") or "[" in text:
            out -= 0.1
        return out


def trimmed(text: str) -> str:
    """Return a clause as a name: fillers, leading connectives and trailing tags out, first letter upper case."""
    plain = readable(text).strip(" .,;:–—-…\"“”'")
    plain = _TAIL.sub("", _LEAD.sub("", plain)).strip(" .,;:–—-…\"“”")
    return plain[:1].upper() + plain[1:]


def shortened(text: str, words: int) -> str:
    """Return at most `words` words of `text`, cut at a clause border where there is one, "…" where words were left out."""
    parts = text.split()
    if len(parts) <= words:
        return text
    cut = " ".join(parts[:words])
    border = max(cut.rfind(x) for x in (", ", "; ", " because ", " but ", " so ", " and ", " which ", " when "))
    if border > len(cut) * 0.5:
        cut = cut[:border]
    while _DANGLING.search(cut) and " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:–—-") + "…"
