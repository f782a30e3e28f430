"""One pseudonym for everything that names somebody, the same over the whole study, and the finding of names that are known."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from jtbd_analyzer.privacy.words import is_common

#: how each kind is called in its pseudonym
CALLED: Final = {
    "person": "Person {n}", "organisation": "Organisation {n}", "place": "Place {n}", "email": "[email {n}]", "phone": "[phone {n}]", "web": "[web address {n}]", "address": "[address {n}]",
    "card": "[card {n}]", "iban": "[IBAN {n}]", "account": "[account {n}]",
}
_WORD: Final = re.compile(r"[^\W_]+")
#: names that a single word of is a name too
_PARTED: Final = ("person",)
_TITLES: Final = frozenset("mr mrs ms miss mx dr prof professor sir dame auntie aunty aunt uncle sister nurse chef coach father pastor reverend rev doctor señora señor".split())
_PARTICLES: Final = frozenset("de da di dos del van von der den bin ibn al el la le ter the of and for".split())


def fold(text: str) -> str:
    """Return `text` for comparison, of the same length: lower case, without accents, one kind of apostrophe."""
    return "".join(_folded(c) for c in text)


def _folded(c: str) -> str:
    if c in "’ʼ`´":
        return "'"
    return (unicodedata.normalize("NFKD", c)[:1].casefold() or c)[:1]


@dataclass(frozen=True, slots=True)
class Known:
    """A wording that identifies: as it was said, what stands for it, and whether only this very case counts."""

    words: str
    pseudonym: str
    kind: str
    exact: bool


@dataclass
class Register:
    """All that identifies in a study with its pseudonyms; filled first, used then. How often each was replaced is counted."""

    known: dict[str, Known] = field(default_factory=dict)
    used: Counter[str] = field(default_factory=Counter)
    _count: Counter[str] = field(default_factory=Counter)
    _first: dict[str, list[Known]] = field(default_factory=dict)

    def add(self, words: str, kind: str, pseudonym: str = "") -> str:
        """Take in a wording and return its pseudonym: the one given, the one it has, that of the same person, or a new one."""
        words = " ".join(words.split()).strip(" .,;:!?…'\"“”‘’")
        if kind in _PARTED:
            parts = words.split()
            while len(parts) > 1 and fold(parts[0]).rstrip(".") in _TITLES:
                parts = parts[1:]
            words = " ".join(parts)
        if not any(c.isalnum() for c in words):
            return words
        key = fold(words)
        if key in self.known:
            return self.known[key].pseudonym
        given = pseudonym or (self.same_person(key) if kind in _PARTED else "") or self._new(kind)
        self._put(words, given, kind)
        if kind in _PARTED and " " in words:
            for part in words.split():
                bare = part.strip(".'’")
                if len(bare) > 1 and fold(bare) not in _PARTICLES and fold(bare) not in self.known:
                    self._put(bare, given, kind)
        return given

    def _new(self, kind: str) -> str:
        self._count[kind] += 1
        return CALLED[kind].format(n=self._count[kind])

    def same_person(self, key: str) -> str:
        """Return the pseudonym of the one person whose name holds every part of this one (or the other way round), or ""."""
        parts = set(key.split())
        names = {k.pseudonym for other, k in self.known.items() if k.kind in _PARTED and " " in other and (parts <= set(other.split()))}
        if not names and len(parts) > 1:
            first = self.known.get(key.split(maxsplit=1)[0])
            longer = [o for o in self.known if " " in o and o.split()[0] == key.split(maxsplit=1)[0]]
            names = {first.pseudonym} if first and first.kind in _PARTED and not longer else set()
        return names.pop() if len(names) == 1 else ""

    def _put(self, words: str, pseudonym: str, kind: str) -> None:
        entry = Known(words, pseudonym, kind, all(is_common(w) for w in _WORD.findall(words)) and kind in ("person", "organisation", "place"))
        self.known[fold(words)] = entry
        first = _WORD.search(fold(words))
        if first:
            self._first.setdefault(first.group(), []).append(entry)
            self._first[first.group()].sort(key=lambda k: -len(k.words))

    def found(self, text: str) -> Iterator[tuple[int, int, Known]]:
        """Yield where known wordings stand in `text`, from the left, the longest at each place, on word boundaries."""
        folded, at = fold(text), 0
        for m in _WORD.finditer(folded):
            if m.start() < at:
                continue
            for k in self._first.get(m.group(), ()):
                lead = _WORD.search(fold(k.words))
                start = m.start() - (lead.start() if lead else 0)
                end = self._end(folded, start, k)
                if start >= at and end and (not k.exact or text[start:end] == k.words or text[start:end] == k.words.upper()):
                    yield start, end, k
                    at = end
                    break

    @staticmethod
    def _end(folded: str, start: int, k: Known) -> int:
        """Return where `k` ends if it stands at `start`, white space in it being any; 0 if it does not."""
        if start < 0:
            return 0
        at = start
        for i, piece in enumerate(fold(k.words).split(" ")):
            if i:
                gap = len(folded) - len(folded[at:].lstrip()) - at if at < len(folded) and folded[at].isspace() else 0
                if not gap:
                    return 0
                at += gap
            if not folded.startswith(piece, at):
                return 0
            at += len(piece)
        inside = at < len(folded) and folded[at].isalnum() and folded[at - 1].isalnum()
        return 0 if inside else at

    def apply(self, text: str) -> str:
        """Return `text` with every known wording replaced by its pseudonym."""
        out, at = [], 0
        for start, end, k in self.found(text):
            out += [text[at:start], k.pseudonym]
            self.used[k.pseudonym] += 1
            at = end
        return "".join((*out, text[at:]))

    def rows(self) -> list[dict[str, str | int]]:
        """Return the key: one row per wording, with pseudonym and kind. This names people: it goes where the researcher says only."""
        return [{"pseudonym": k.pseudonym, "kind": k.kind, "original": k.words} for k in sorted(self.known.values(), key=lambda k: (k.kind, k.pseudonym, k.words))]

    def counts(self) -> list[dict[str, str | int]]:
        """Return the review sheet: one row per pseudonym, with its kind, in how many wordings it came and how often it was put. No original is in it."""
        kinds: dict[str, tuple[str, int]] = {}
        for k in self.known.values():
            kinds[k.pseudonym] = (k.kind, kinds.get(k.pseudonym, ("", 0))[1] + 1)
        return [{"pseudonym": p, "kind": kind, "wordings": n, "replaced": self.used[p]} for p, (kind, n) in sorted(kinds.items(), key=_natural)]

    def extend(self, names: Iterable[str], kind: str = "person", pseudonym: str = "") -> None:
        """Take in several wordings of one kind."""
        for name in names:
            self.add(name, kind, pseudonym)


def _natural(item: tuple[str, tuple[str, int]]) -> tuple[str, str, int]:
    number = re.search(r"\d+", item[0])
    return item[1][0], item[0].rstrip("]0123456789"), int(number.group()) if number else 0
