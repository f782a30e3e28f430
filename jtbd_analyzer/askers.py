"""The names of interviewers a researcher gave: taken apart where several stand in one place, and held against who speaks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from jtbd_analyzer.errors import InputError, suggest
from jtbd_analyzer.roles import same_person

#: what parts names in one cell: "Marta; Joel", "Marta and Joel"
_BETWEEN: Final = re.compile(r"\s*[;|/&+\n]\s*|\s*,\s*|\s+(?:and|und|et|y)\s+", re.I)
#: speakers named in a message at most
_SHOWN: Final = 12


def taken_apart(cells: Iterable[str]) -> tuple[str, ...]:
    """Return the names in `cells`, each whole cell first, since "Doe, Jane" is one person and "Marta, Joel" are two."""
    names: dict[str, None] = {}
    for cell in cells:
        parts = [p for p in _BETWEEN.split(cell.strip()) if p]
        names |= dict.fromkeys(p for p in (cell.strip(), *(parts if len(parts) > 1 else ())) if p)
    return tuple(names)


def check(given: Sequence[str], labels_by_file: Sequence[Collection[str]], unread: int = 0) -> None:
    """Raise InputError for a name that is nobody's in any file, with the names there are; `unread` files could not be looked into.

    A name that is in some files only is as it should be where several people interview.
    """
    if not labels_by_file:
        return
    labels = sorted({x for labels in labels_by_file for x in labels})
    strangers = [n for n in given if not any(same_person(n, label) for label in labels)]
    if not strangers:
        return
    shown = ", ".join(labels[:_SHOWN]) + (f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else "")
    seen = f"the speakers are {shown}{suggest(strangers[0], labels)}" if labels else "no file names its speakers"
    more = f" ({unread} files could not be read)" if unread else ""
    raise InputError(f"--interviewer: must be a speaker of at least one file; got {', '.join(map(repr, strangers))}, and {seen}{more}. "
                     + ("Give one of these, or leave it out to have it found." if labels else "Leave it out, or label the speakers in the files."))
