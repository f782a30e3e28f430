"""Every error a user can cause. The command line catches `UserError` and prints it without a traceback."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Final


class UserError(Exception):
    """A mistake or a fault of input that the user can mend; its text reads *place: what must hold; got what. What to do.*"""


class InputError(UserError):
    """A transcript, table or folder that cannot be read; the other files of the batch still run."""


class RecipeError(UserError):
    """A recipe, an option or a framework that is not valid."""


class ModelError(UserError):
    """A language or embedding model that is missing or is not the one expected."""


class OutputError(UserError):
    """An output that cannot be written; what was there before is untouched."""


class ExportWarning(UserWarning):
    """What a form of export cannot carry; the file is written all the same."""


class CompareWarning(UserWarning):
    """Two waves that are not independent of each other."""


class CacheWarning(UserWarning):
    """A cache that was damaged and has been rebuilt."""


class OnlineWarning(UserWarning):
    """Words of participants are about to leave this process, because a recipe asks for it."""


class OutputWarning(UserWarning):
    """A file that was kept beside its successor, or taken away, when outputs were replaced."""


#: what the libraries raise by the name of its class, in words for somebody who does not know the libraries
_CAME: Final = {
    "BadZipFile": "a package that is torn or damaged", "EOFError": "a file that breaks off", "error": "damaged data",
    "NotImplementedError": "a package packed in an unusual way", "RecursionError": "parts nested too deep", "MemoryError": "more than the memory holds",
    "InvalidFileException": "a file of another kind",
} | dict.fromkeys(("KeyError", "IndexError", "AttributeError", "TypeError"), "a file with parts missing or damaged")


def came(error: BaseException) -> str:
    """Return what was met instead, in words: no class of an exception, no number of an error, no text of a library."""
    if isinstance(error, UnicodeDecodeError):
        return f"letters that are not {error.encoding.upper()}, from byte {error.start} on"
    if isinstance(error, OSError):
        return error.strerror or "a file the system cannot read"
    if isinstance(error, RuntimeError) and "assword" in str(error):
        return "a package with a password"
    line, column = (getattr(error, k, None) for k in ("lineno", "colno"))
    if line:  # JSON and XML
        return f"a break in line {line}" + (f", column {column}" if column else "")
    if found := re.search(r"\(at (line \d+, column \d+|end of document)\)", str(error)):  # TOML
        return f"a mistake at {found.group(1)}"
    return next((_CAME[c.__name__] for c in type(error).__mro__ if c.__name__ in _CAME), "a damaged file")


def suggest(word: str, choices: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest of `choices`, or an empty string when none is near."""
    near = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""


def not_one_of(place: str, word: str, choices: Iterable[str], advice: str = "") -> str:
    """Return the message for a word that is not in the list it must come from, with the nearest one and `advice`."""
    options = sorted(choices)
    near = suggest(word, options)
    return f"{place}: {word!r} is not one of {', '.join(options)}{near}" + (f"{'' if near else '.'} {advice}" if advice else "")
