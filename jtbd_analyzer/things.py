"""Words that name things, and how usual each is in interviews about anything."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from jtbd_analyzer.keywords import STOP, telling

#: in how many of the bank's interviews a participant says each word: a line of their number, then `word<TAB>interviews`
USUAL: Final = Path(__file__).parent / "bank" / "usual_words.tsv"
#: a word that fewer interviews of the bank hold is not listed there
_LISTED: Final = 3
#: what stands before a thing somebody names, and what does not follow it: a noun has the first, an adjective or verb seldom both
_BEFORE: Final = re.compile(r"\b(?:an?|the|my|our|your|his|her|their|its|this|that|these|those|no|any|some|every|each|which|what|another|\w+['’]s)(?: \w+)? $")
_AFTER: Final = re.compile(r"(?:['’]s)?(?:[^\w'’ -]|$| (?P<next>[\w'’-]+))")
WORD: Final = re.compile(r"[a-z][a-z'’-]{2,}")
#: things in these are spoken of by nobody
_IDIOM: Final = re.compile(r"\b(?:cap|hat) in hand\b|\bhand in hand\b|\b(?:face to face|side by side)\b")
_OWNER: Final = re.compile(r"['’]s?$")
#: words that stand where things stand and name none
_NO_THINGS: Final = frozenset(
    """few fewer less least more due free wrong mine whatever enough later latter former mind lead kinda sorta future past present rather
    example instance particular wider main total low high
    amount level terms result results position background daft theirs lad bloke interesting
    available public ethical possible important different""".split())


def words(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (form in the singular, form, whether it stands where a thing stands) for each telling word of a quote."""
    lower = _IDIOM.sub(lambda m: " " * len(m.group()), text.lower())
    for m in WORD.finditer(lower):
        form = _OWNER.sub("", m.group())
        if form not in _NO_THINGS and telling(form):
            after = _AFTER.match(lower, m.start() + len(form))
            ends = after is not None and (after["next"] is None or after["next"] in STOP)
            yield singular(form), form, ends and bool(_BEFORE.search(lower, 0, m.start()))


def singular(form: str) -> str:
    """Return a word without the plural's ending, as far as its letters tell; "e-mail" as "email"."""
    form = form.replace("e-mail", "email")
    if len(form) > 4 and form.endswith("ies"):
        return form[:-3] + "y"
    if re.search(r"(?:ss|x|ch|sh)es$", form):
        return form[:-2]
    return form[:-1] if len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is")) else form


def usual(interviews: Iterable[Iterable[str]]) -> tuple[int, dict[str, int]]:
    """Return how many `interviews`, each the sentences of its participants, there are, and how many hold each word, singular and plural as one."""
    n, found = 0, Counter[str]()
    for said in interviews:
        n += 1
        found.update({stem for text in said for stem, _, _ in words(text)})
    return n, {w: k for w, k in sorted(found.items()) if k >= _LISTED}


def of_bank() -> tuple[int, dict[str, int]]:
    """Return the same of the bank's interviews, read anew; `python -m jtbd_analyzer.things` writes it down after interviews were added."""
    from jtbd_analyzer import bank
    from jtbd_analyzer.text import readable

    return usual([readable(line.text) for line in i.lines if line.code is not None] for i in bank.load())


def rarity(word: str) -> float:
    """Return how seldom interviews about anything hold a word in the singular: the natural logarithm of all by those that do (Spärck Jones 1972)."""
    n, found = _usual()
    return round(math.log((n + 1) / (found.get(word, 0) + 1)), 2)


@cache
def _usual() -> tuple[int, dict[str, int]]:
    first, *rest = USUAL.read_text(encoding="utf-8").splitlines()
    return int(first), {w: int(k) for w, k in (line.split("\t") for line in rest)}


if __name__ == "__main__":
    count, listed = of_bank()
    USUAL.write_text("".join(f"{x}\n" for x in (count, *(f"{w}\t{k}" for w, k in listed.items()))), encoding="utf-8")
