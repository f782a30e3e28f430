"""Every error a user can cause. The command line catches `UserError` and prints it without a traceback."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


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


class CacheWarning(UserWarning):
    """A cache that was damaged and has been rebuilt."""


class OnlineWarning(UserWarning):
    """Words of participants are about to leave this process, because a recipe asks for it."""


class OutputWarning(UserWarning):
    """A file that was kept beside its successor, or taken away, when outputs were replaced."""


def suggest(word: str, choices: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest of `choices`, or an empty string when none is near."""
    near = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""


def not_one_of(place: str, word: str, choices: Iterable[str], advice: str = "") -> str:
    """Return the message for a word that is not in the list it must come from, with the nearest one and `advice`."""
    options = sorted(choices)
    near = suggest(word, options)
    return f"{place}: {word!r} is not one of {', '.join(options)}{near}" + (f"{'' if near else '.'} {advice}" if advice else "")
