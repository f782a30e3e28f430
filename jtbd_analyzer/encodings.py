"""Text in encodings older than Unicode, told by its letters: detectors need more of it than a short talk has, and confuse code pages."""

from __future__ import annotations

import re
from typing import Final

#: each with the letters that prove it and the share of all beyond ASCII they must have; two bytes rarely fit by chance
_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30fc]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
#: the characters Chinese is written with most, both forms
_FREQUENT: Final = re.compile(
    "[的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經"
    "么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實]"
)
_PROOFS: Final = (
    ("cp932", _KANA, 0.3), ("euc_jp", _KANA, 0.3), ("euc_kr", _HANGUL, 0.7), ("gb18030", _FREQUENT, 0.2), ("big5", _FREQUENT, 0.2),
)  # fmt: skip
_BEYOND_ASCII: Final = re.compile("[^\x00-\x7f]")
#: letters beyond ASCII, as a count and as a share of all written, below which text is Latin with accents
_LEAST: Final = 20
_LEAST_SHARE: Final = 0.3


def _east_asian(data: bytes) -> tuple[str, str] | None:
    """Return text and encoding of bytes that are plainly Japanese, Korean or Chinese in an encoding of two bytes a letter; else None."""
    found: list[tuple[float, str, str]] = []
    for name, proof, share in _PROOFS:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        beyond = len(_BEYOND_ASCII.findall(text))
        if beyond >= max(_LEAST, _LEAST_SHARE * sum(map(len, text.split()))) and (got := len(proof.findall(text)) / beyond) >= share:
            found.append((got / share, text, name))
    best = max(found, key=lambda f: f[0], default=None)
    return None if best is None else best[1:]


#: what Polish letters become in Windows-1252, inside a word where these signs never stand: "by³o" for "było"
_POLISH: Final = re.compile(r"[^\W\d_][³¹¿Ÿ¼][^\W\d_]")
_POLISH_LEAST: Final = 3


def _polish(data: bytes) -> tuple[str, str] | None:
    """Return text and encoding of bytes that are plainly Polish in Windows-1250; else None."""
    plain = len(_POLISH.findall(data.decode("cp1252", "replace"))) >= _POLISH_LEAST
    return (data.decode("cp1250", "replace"), "cp1250") if plain else None


def by_letters(data: bytes) -> tuple[str, str, tuple[str, ...]] | None:
    """Return text, encoding and a warning for bytes whose letters tell it beyond doubt: Japanese, Korean, Chinese, Polish; else None."""
    found = _east_asian(data) or _polish(data)
    return None if found is None else (*found, (f"read as {found[1]} by its letters. Give the encoding if they look wrong.",))
