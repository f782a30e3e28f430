"""What a value may look like in a file that a spreadsheet program opens."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any, Final

#: first characters that a spreadsheet reads as the start of a formula (OWASP, CSV injection)
RISKY_LEADS: Final = "=+-@"
#: columns of whole numbers that pandas turns into floats where some are absent
WHOLE: Final = frozenset({"minutes"})
#: characters XML 1.0 does not allow, lone surrogates among them
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: white space and zero-width marks that may hide a risky lead
_INVISIBLE: Final = " \t\r\n\v\f\xa0\u2002\u2003\u2009\u202f\u3000\u200b\u200e\u200f\ufeff\u2060"
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def is_risky(text: str) -> bool:
    """Tell whether a spreadsheet might take `text` for a formula: = + - @ first, also wide forms or after white space, or a tab or CR."""
    if text[:1].isascii() and text[:1].isalnum():  # most texts; what follows is slower
        return False
    bare = text.lstrip(_INVISIBLE)
    return text[:1] in ("\t", "\r", "\n") or (bool(bare) and unicodedata.normalize("NFKC", bare[0])[:1] in RISKY_LEADS)


def is_blank(value: Any) -> bool:
    """Tell whether `value` is None or not-a-number."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def legal(text: str) -> str:
    """Return `text` with line ends as LF and characters that XML forbids as U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def encodable(text: str) -> str:
    """Return `text` with lone surrogates as U+FFFD, so that it can be written as UTF-8."""
    return _SURROGATE.sub("\ufffd", text)


def json_value(value: Any, whole: bool = False) -> Any:
    """Return a cell of a table as JSON and Arrow know it: text without lone surrogates, None for absent, a number or truth as it is."""
    if isinstance(value, str):
        return encodable(value)
    if is_blank(value):
        return None
    if isinstance(value, bool | int | float):
        return int(value) if whole else value
    return encodable(str(value))
