"""HTML entities that a table, a service or a second pass through a page left in words: read as the letters they stand for."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from jtbd_analyzer.model import Reading
from jtbd_analyzer.sources import ENTITY, clean, unescape

#: entities a program writes for what it was given; others a person may have typed to talk of them
_PUNCTUATION: Final = frozenset({"&amp;", "&quot;", "&apos;", "&nbsp;", "&rsquo;", "&lsquo;", "&ldquo;", "&rdquo;", "&hellip;", "&mdash;", "&ndash;"})
#: quote marks written as entities that outweigh bare ampersands
_QUOTES: Final = 3


def throughout(texts: Iterable[str]) -> bool:
    """Return whether texts that are no mark-up have their ampersands or quote marks as HTML entities.

    A bare ampersand speaks against it, unless quote marks stand as entities again and again: some programs put only these.
    """
    kinds: Counter[str] = Counter()
    bare = 0
    for text in texts:
        if "&" in text:
            kinds.update(m.group() for m in ENTITY.finditer(text) if html.unescape(m.group()) != m.group())
            bare += "&" in ENTITY.sub("", text)
    quotes = sum(n for k, n in kinds.items() if k.startswith("&#") or k in ("&quot;", "&apos;"))
    return quotes >= max(_QUOTES, bare) if bare else bool(quotes) or any(k in _PUNCTUATION for k in kinds)


def written_out(reading: Reading) -> tuple[Reading, tuple[str, ...]]:
    """Put letters for entities such as &amp; that a table, a service or a second pass through a page left in the words.

    Only where they stand throughout: who talks of "&nbsp;" among bare ampersands means the word.
    """
    if not throughout(p.text for p in reading.passages):
        return reading, ()
    texts = [unescape(p.text) for p in reading.passages]
    if throughout(texts):  # "&amp;#39;": written as entities twice
        texts = [unescape(t) for t in texts]
    passages = tuple(replace(p, text=clean(t)[0].replace("\xa0", " ").strip()) for p, t in zip(reading.passages, texts, strict=True))
    changed = sum(a.text != b.text for a, b in zip(reading.passages, passages, strict=True))
    return (replace(reading, passages=tuple(p for p in passages if p.text)),
            (f"entities such as &amp; were read as the letters they stand for ({changed} passages)",))
