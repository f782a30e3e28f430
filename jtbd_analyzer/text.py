"""Pure functions on strings."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Final

_SPACE: Final = re.compile(r"\s+")
#: words without content that speakers fill pauses with; removed for display and for the model, never from the verbatim
_FILLER: Final = re.compile(
    r"(?:(?<=^)|(?<=[\s,.;–—-]))(?:u+m+|u+h+|e+r+m*|h+m+|m+-?h*m+|ah)(?=[\s,.;:?!–—]|-(?!\w)|$)[,.]?\s*", re.IGNORECASE
)
#: what a transcriber notes: sounds, gaps, overlap (its slashes, not its words), lengths of pauses
_NOTATION: Final = re.compile(
    r"[\[({<*]{1,2}(?:(?:background|nervous|loud|long|short|both) )?(?:inaudible|unclear|unintelligible|indistinct|crosstalk|cross[- ]talk|overlap\w*"
    r"|laugh\w*|chuckl\w*|pauses?|silence|sighs?|sighing|cough\w*|music|noises?)\b[^\])}>*]{0,40}[\])}>*]{1,2}"
    r"|[\[(]ph[\])]|\((?:\.{1,3}|\d{1,2}\.\d|\d{1,2} ?s(?:ec(?:onds?)?)?)\)|(?<!:)//",
    re.IGNORECASE,
)
_STAMP: Final = re.compile(r"[\[(]?\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\b[\])]?")
_AHEAD: Final = re.compile(r"\s+([,.;:?!])")
_RESTART: Final = re.compile(r"\b(\w+(?:'\w+)?)(?:[,\s]+\1\b)+", re.IGNORECASE)


def squeeze(text: str) -> str:
    """Return `text` with runs of white space as one space and none at the ends."""
    return _SPACE.sub(" ", text).strip()


def solid(text: str) -> int:
    """Return the number of characters of `text` that are not white space."""
    return len(_SPACE.sub("", text))


@lru_cache(maxsize=4096)  # every stage and many tables ask for the same quotes and clauses
def readable(text: str) -> str:
    """Return `text` for display and for models: fillers, notation and doubled words out, spaces squeezed; wording untouched."""
    plain = _NOTATION.sub(" ", text)
    plain = _FILLER.sub("", plain)
    plain = _RESTART.sub(r"\1", plain)
    return squeeze(_AHEAD.sub(r"\1", plain))


def short(text: str, limit: int = 140) -> str:
    """Return the beginning of `text` for a cell that shows many, cut at a word with an ellipsis; every word stays as said, fillers too."""
    plain = squeeze(text)
    return plain if len(plain) <= limit else plain[:limit].rsplit(" ", 1)[0].rstrip(",;:.–-") + " …"


def slug(text: str, limit: int = 60) -> str:
    """Return `text` as a name safe in files and ids: letters, digits, `-` and `_`."""
    return re.sub(r"[^\w]+", "-", text, flags=re.UNICODE).strip("-_")[:limit] or "unnamed"


def digest(*parts: str) -> str:
    """Return the SHA-256 of the parts, each set off from the next, in hexadecimal."""
    h = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        h.update(len(raw).to_bytes(8, "little") + raw)
    return h.hexdigest()


def clock(seconds: float | None) -> str:
    """Return seconds as h:mm:ss, or "" for None."""
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


_END: Final = re.compile(r"[.?!…]+[\"'”’)\]]*(?=\s+|$)|\n+")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|prof|st|no|approx|inc|ltd|co|fig|al|a\.m|p\.m|u\.s|u\.k|jan|feb|mar|apr|aug|sept?|oct|nov|dec)|\b[A-Za-z])\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of sentences in `text`, without the white space between them; a line end always ends a sentence.

    Works on punctuation alone, so that the same words give the same units whatever stands around them. An ellipsis or a
    full stop followed by a lower-case word continues the sentence only after an abbreviation, since typed chat is lower case.
    """
    spans, start = [], 0
    for m in _END.finditer(text):
        end = m.end() if text[m.start()] != "\n" else m.start()
        if end == m.end() and text[m.start()] == "." and _abbreviated(text, start, m.start() + 1, end):
            continue
        if text[m.start()] == "…" and text[end : end + 2].strip()[:1].islower():
            continue
        spans += _trimmed(text, start, end)
        start = m.end()
    return spans + _trimmed(text, start, len(text))


def _abbreviated(text: str, start: int, dot: int, end: int) -> bool:
    """Say whether the full stop that ends at `dot` belongs to an abbreviation or initial rather than to a sentence."""
    m = _ABBREVIATION.search(text[max(start, dot - 12) : dot])
    if not m or end >= len(text):
        return False
    word, after = m.group().rstrip("."), text[end:].lstrip()[:1]
    if len(word) == 1:
        return word.isupper() and word not in "I" and after.isupper()  # an initial; "plan B." ends a sentence more rarely
    return word.lower() not in ("etc", "no", "co") or after.islower() or after.isdigit()


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    return [(left, right)] if right > left else []
