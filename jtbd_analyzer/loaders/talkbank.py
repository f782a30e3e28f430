"""CHAT transcripts of TalkBank (.cha): `*PAR:` lines of speech, `%mor:` lines about them, `@` headers, times in bullets.

The words are kept as a reader would say them; the codes between them (corrections, pauses, events, overlap) are set aside and listed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from jtbd_analyzer import speech
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.model import Reading, Source
from jtbd_analyzer.names import clean_name
from jtbd_analyzer.speech import Ledger

_HEAD: Final = re.compile(r"\s{0,20}@(?:UTF8|Begin|Window|Font)\b")
_TIER: Final = re.compile(r"(?P<mark>[*%@])(?P<name>[A-Za-z0-9][A-Za-z0-9_ -]{0,39})(?::[ \t]*|$)")
_TIERS_TOLD: Final = 2
_BULLET: Final = re.compile(r"[•\x15](\d{1,9})_(\d{1,9})[•\x15]")
#: what is no word, and why it is set aside; in this order, since brackets may hold the others
_CODES: Final = (
    (re.compile(r"\[[^\[\]\n]{0,300}\]"), "code of the transcriber"),
    (re.compile(r"&\*[A-Z0-9]{1,7}:\S{1,60}"), "word of another speaker"),
    (re.compile(r"&=[^\s.?!,]{1,60}"), "event"),
    (re.compile(r"&\+[^\s.?!,]{1,60}"), "word broken off"),
    (re.compile(r"\((?:\.{1,3}|\d{0,3}[.:]\d{0,3}\.?)\)"), "pause"),
    (re.compile(r"(?<!\S)0[A-Za-z][^\s.?!,]{0,40}"), "word left out by the speaker"),
    (re.compile(r"\+(?:\"/|/{1,2}|!|\"|[<,+^])?(?=[.?!\s]|$)|(?<!\S)\+[\"<,+^](?=\s)"), "mark of a break"),
    (re.compile(r"(?<=\w)@[a-z]{1,3}(?:[:$][a-z&+-]{1,20})?(?=\W|$)"), "kind of word"),
    (re.compile(r"(?<=[^\W\d_]):{1,3}(?=[^\W\d_]|\W|$)"), "drawn out sound"),
    (re.compile(r"&[-~]"), "mark of a filler"),
    (re.compile(r"[<>‡„⌈⌉⌊⌋ˈˌ↑↓≠∾⁎∆∇☺♋⁇∬Ϋ∮§°▔▁]|(?<=\w)[()]|[()](?=\w)"), "mark-up"),
)
_END: Final = re.compile(r"\s+(?=[.?!,]+(?:\s|$))")


@dataclass(frozen=True)
class Talkbank:
    """Reads one passage per `*` line of CHAT, said by the participant its code stands for in the headers, with the times of its bullet."""

    def sniff(self, source: Source) -> float:
        """Return 0.97 for text that opens with a CHAT header, or has its lines of speech and lines about them, else 0."""
        if source.text is None:
            return 0.0
        kinds = Counter(m["mark"] for line in source.text[:20_000].split("\n") if (m := _TIER.match(line)))
        if kinds["*"] and _HEAD.match(source.text):
            return 0.97
        return 0.97 if kinds["*"] >= _TIERS_TOLD and kinds["%"] + kinds["@"] >= _TIERS_TOLD else 0.0

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the main tiers; raises InputError where there is none."""
        if source.text is None:
            raise InputError(f"{source.path.name}: must be CHAT as text; got bytes of another kind. Export it again from CLAN.")
        ledger = Ledger(warnings=list(source.warnings))
        tiers = _tiers(source.text)
        names = _names(tiers)
        left: Counter[str] = Counter()
        strange: list[int] = []
        for number, mark, code, label, text in tiers:
            if mark == "*":
                ledger.drop(label, "speaker label", number)
                _say(ledger, text, names.get(code, code), number)
                continue
            ledger.drop(f"{label}{text}", f"line %{code} about the words" if mark == "%" else "header" if mark else "outside of the tiers", number)
            left[code] += mark == "%"
            strange += [] if mark else [number]
        if told := ", ".join(f"{n} %{code}" for code, n in sorted(left.items()) if n):
            ledger.warnings.append(f"lines about the words were set aside: {told}")
        if strange:
            ledger.warnings.append(f"line {strange[0]}: stands outside of the tiers and was set aside ({len(strange)} such)")
        return ledger.reading(source, speech.ink(source.text), "CHAT (TalkBank)")


_Tier = tuple[int, str, str, str, str]


def _tiers(text: str) -> list[_Tier]:
    """Return line number, mark ("*", "%", "@" or ""), name, label and text of each tier, the lines that go on with it joined."""
    out: list[_Tier] = []
    for number, line in enumerate(text.split("\n"), 1):
        match = _TIER.match(line)
        if not match and line[:1] in ("\t", " ") and out and line.strip():
            first, mark, name, label, said = out[-1]
            out[-1] = first, mark, name, label, f"{said} {line.strip()}"
        elif match:
            out.append((number, match["mark"], match["name"].strip(), match.group(), line[match.end() :].strip()))
        elif line.strip():
            out.append((number, "", "", "", line.strip()))
    return out


def _names(tiers: list[_Tier]) -> dict[str, str]:
    """Return code -> speaker by the @Participants header: the name where one is given, else the role, with the code where two share it."""
    listed = " ".join(text for _, mark, name, _, text in tiers if mark == "@" and name == "Participants")
    found: dict[str, str] = {}
    for entry in listed.split(","):
        code, *rest = entry.split()[:3] or [""]
        if rest:
            found[code] = clean_name(rest[0 if len(rest) > 1 else -1].replace("_", " "))
    shared = Counter(found.values())
    return {code: f"{name} ({code})" if shared[name] > 1 else name for code, name in found.items() if name}


def _say(ledger: Ledger, text: str, speaker: str, number: int) -> None:
    """Book the words of one main tier, parted at the bullets with their times; codes and marks are set aside."""
    begin = 0
    for bullet in (*_BULLET.finditer(text), None):
        piece = text[begin : bullet.start() if bullet else len(text)]
        for pattern, reason in _CODES:
            for found in pattern.finditer(piece):
                ledger.drop(found.group(), reason, number)
            piece = pattern.sub("" if reason in _INSIDE else " ", piece)
        if "_" in piece:
            ledger.drop("_" * piece.count("_"), "mark-up", number)
        words = _END.sub("", " ".join(piece.replace("_", " ").split()))
        start, end = (int(g) / 1000 for g in bullet.groups()) if bullet else (None, None)
        if re.search(r"\w", words):
            ledger.say(words, speaker, start, end, number)
        else:
            ledger.drop(words, "mark-up", number)
        if bullet:
            ledger.drop(bullet.group(), "time stamp", number)
            begin = bullet.end()


#: what stands inside of words, which close up without it
_INSIDE: Final = frozenset({"kind of word", "drawn out sound", "mark of a filler", "mark-up", "mark of a break"})
