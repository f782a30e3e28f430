"""Pseudonymising: names are taken out of the transcripts before anything is analysed, so that every quote is verbatim of what is kept.

It reduces what identifies people; it does not guarantee that nothing does. A story can name its teller without a name.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.errors import InputError, OutputError, came
from jtbd_analyzer.files import write_new
from jtbd_analyzer.inputs import People
from jtbd_analyzer.model import Dropped, FileStatus, Speaker, Transcript, Turn
from jtbd_analyzer.names import is_role
from jtbd_analyzer.privacy import leaks, recognisers
from jtbd_analyzer.privacy.register import Register, fold
from jtbd_analyzer.privacy.words import is_common, is_listed
from jtbd_analyzer.roles import is_part, plain
from jtbd_analyzer.text import solid

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

#: said wherever pseudonymising is reported
CAUTION: Final = "reduces what identifies people, does not guarantee it: read the files before you hand them on"
#: a participant id that says nothing of its own: P01, 12, TN-3; not Tom1 or Amy-2
_CODE: Final = re.compile(r"(?:[A-Za-z]|tn|tp|vp|id|ip|ie|pp|pt|int|par|sub|res|usr|cus)?[-_ ]?\d{1,5}[a-z]?", re.IGNORECASE)
_STEM_WORD: Final = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Policy:
    """What a researcher asks for: further names to take out, words to leave, and where the key goes (nowhere by default)."""

    names: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    key: Path | None = None

    def checked(self, out: Path | None) -> Policy:
        """Return this policy; raises where it cannot be carried out: Presidio missing, a key inside the output folder or in the way of a file."""
        recognisers.check_installed()
        if self.key is not None:
            place = self.key.expanduser().resolve()
            if out is not None and (out.resolve() == place or out.resolve() in place.parents):
                raise OutputError(f"--key {self.key}: must lie outside the output folder {out}, so that the two are not handed on together. "
                                  "Choose another place.")
            if place.exists():
                raise OutputError(f"--key {self.key}: must be a new file; got one that is there. Choose another name; a key is never overwritten.")
            if not place.parent.is_dir():
                raise OutputError(f"--key {self.key}: must lie in a folder that exists; got none. Make it first.")
        return self


@dataclass
class Veil:
    """A study's transcripts, files and people under pseudonyms, and what is needed to keep the rest of it so."""

    transcripts: list[Transcript]
    files: tuple[FileStatus, ...]
    people: People
    register: Register
    policy: Policy
    _files: dict[str, str] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """Return a line of ours (a message, a setting) under pseudonyms."""
        for old, new in sorted(self._files.items(), key=lambda x: -len(x[0])):
            text = text.replace(old, new)
        return self.register.apply(self._stems().apply(text))

    def _stems(self) -> Register:
        """Return the names of files without their endings that may name somebody, for our own lines and for the last look."""
        stems = Register()
        for old, new in self._files.items():
            stem = Path(old).stem
            if any(not is_common(w) for w in _STEM_WORD.findall(stem)):
                stems.add(stem, "file", Path(new).stem)
        return stems

    def values(self, value: Any) -> Any:
        """Return nested plain values with every text in them under pseudonyms."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {k: self.values(v) for k, v in value.items()}
        return [self.values(v) for v in value] if isinstance(value, list | tuple) else value

    def summary(self) -> dict[str, Any]:
        """Return for the manifest what was replaced: how many of each kind, never what."""
        kinds = Counter({k.pseudonym: k.kind for k in self.register.known.values()}.values())
        return {"pseudonymised": True, "replaced": dict(sorted(kinds.items())), "caution": CAUTION}

    def check(self, empty: Callable[[Path], object] | None, out: Path) -> Callable[[Path], None]:
        """Return the check of a set before it is published in `out`: no replaced name in it, nor in what lies there already.

        `empty` writes the same files for a study in which nothing was said: of names that are everyday words (Will, Page) those
        that stand in its files are our own words. Other names are never excused.
        """
        def look(folder: Path) -> None:
            found = leaks.look(folder, self.register, words=False) + leaks.look(folder, self._stems())
            everyday = leaks.look(folder, self.register, words=True)
            if everyday and empty is not None:
                with tempfile.TemporaryDirectory() as name:
                    empty(Path(name))
                    everyday = leaks.look(folder, self.register, leaks.look(Path(name), self.register, words=True), words=True)
            if found := found + everyday:
                raise leaks.Leak(f"{out}: {leaks.message(found)}")
            if old := leaks.look(out, self.register, leaks.look(folder, self.register), foreign=True):
                names = ", ".join(sorted({n for n, _ in old})[:5])
                raise leaks.Leak(f"{out}: must hold nothing that names people; files from before do ({names}). Nothing was published. "
                                 "Choose a new folder with -o.")

        return look

    def write_key(self) -> None:
        """Write the key, if one was asked for: a table of pseudonyms and originals that only its owner can read."""
        if self.policy.key is None:
            return
        out = io.StringIO(newline="")
        table: Any = csv.DictWriter(out, ["pseudonym", "kind", "original"], lineterminator="\r\n")
        table.writeheader()
        table.writerows(self.register.rows())
        table.writerows({"pseudonym": new, "kind": "file", "original": old} for old, new in self._files.items())
        place = self.policy.key.expanduser()
        try:
            write_new(place, out.getvalue().encode("utf-8-sig", "replace"), 0o600)
        except OSError as error:
            raise OutputError(f"--key {place}: must be writable; got {error.strerror or error}. Choose another place.") from error

    def drop_key(self) -> None:
        """Remove the key again: what it opens was not published."""
        if self.policy.key is not None:
            self.policy.key.expanduser().unlink(missing_ok=True)

    def cover(self, study: Study, named: bool) -> Study:
        """Return a study of these transcripts with its manifest and name under pseudonyms; a name nobody gave is left out."""
        manifest = {**self.values(dict(study.manifest)), "privacy": self.summary()}
        return replace(study, manifest=manifest, name=self.text(study.name) if named else "Study")


def veil(transcripts: Sequence[Transcript], files: Sequence[FileStatus], people: People, policy: Policy) -> Veil:
    """Return the transcripts of a study with everything that identifies replaced, the same way over all of them.

    What the study says itself comes first (speaker labels, participants.csv, names of files, `policy.names`), then what the
    recognisers find in the talk; then every text is gone through for all of it.
    """
    register = Register()
    ids = _participants(transcripts, people)
    _own_names(register, transcripts, people, policy, ids)
    texts = [t.text(x) for t in transcripts for x in t.turns]
    texts += [str(v) for r in people.rows for k, v in r.items() if k not in _NAMING and v]
    take_in(register, texts, people.features, policy.keep)
    renamed, labels = {}, {}
    for k, t in enumerate(transcripts, 1):
        renamed[t.file] = f"T{k:02d}{Path(t.file).suffix.lower()}"
        labels[t.transcript_id] = _labels(t, ids, register)
    renamed |= {f.file: f"F{k:02d}{Path(f.file).suffix.lower()}" for k, f in enumerate((f for f in files if f.file not in renamed), 1)}
    made = Veil([], (), people, register, policy, renamed)
    made.transcripts = [_covered(t, f"T{k:02d}", renamed[t.file], labels[t.transcript_id], ids, made) for k, t in enumerate(transcripts, 1)]
    made.files = tuple(sorted((FileStatus(renamed[f.file], f.status, made.text(f.message)) for f in files), key=lambda f: f.file))
    made.people = _people(people, transcripts, renamed, ids, made)
    return made


def take_in(register: Register, texts: Sequence[str], features: Mapping[str, Iterable[str]], keep: Iterable[str] = ()) -> None:
    """Add to `register` what the recognisers find in `texts`, without words to keep: those of `keep`, and features with what they are called."""
    kept = {w.casefold() for name in (*keep, *features, *(s for x in features.values() for s in x)) for w in name.split()}
    for text, findings in zip(texts, recognisers.find(texts), strict=True):
        for f in findings:
            words = text[f.start : f.end]
            if not all(w.casefold().strip(".,'’s") in kept or w.casefold() in kept for w in words.split()):
                register.add(words, f.kind)
    register.extend(n for n in dict.fromkeys(recognisers.surnames(texts, register)) if n.split()[-1] not in kept)


#: columns of participants.csv that name people or files
_NAMING: Final = ("participant_id", "file", "transcript", "name", "speaker", "interviewer", "interview_role", "display_name")


def _participants(transcripts: Sequence[Transcript], people: People) -> dict[str, str]:
    """Return for each participant id the one that is shown: a code of the researcher's is kept, others become P01, P02 …"""
    given = [s.participant_id for t in transcripts for s in t.speakers if s.participant_id]
    given += [r["participant_id"] for r in people.rows if r.get("participant_id")]
    taken = {i for i in given if _CODE.fullmatch(i)}
    out: dict[str, str] = {i: i for i in given if i in taken}
    free = (p for p in (f"P{k:02d}" for k in range(1, 100_000)) if p not in taken)
    for i in dict.fromkeys(given):
        out.setdefault(i, i if i in taken else next(free))
    return out


def _own_names(register: Register, transcripts: Sequence[Transcript], people: People, policy: Policy, ids: Mapping[str, str]) -> None:
    """Take in what the study itself calls people: participants first, so that they carry their ids."""
    for t in transcripts:
        for s in t.speakers:
            if s.participant_id and _is_name(s.name):
                register.add(s.name, "person", ids[s.participant_id])
    for row in people.rows:
        shown = ids.get(row.get("participant_id", ""), "") or _shown_of_file(row, transcripts, ids)
        for key in ("name", "speaker", "display_name"):
            if _is_name(row.get(key, "")):
                register.add(row[key], "person", shown)
    interviewers = [s.name for t in transcripts for s in t.speakers if s.role == "interviewer"]
    interviewers += [*people.interviewers, *(r.get("interviewer", "") for r in people.rows)]
    count = 0
    for name in sorted({n for n in interviewers if _is_name(n)}, key=lambda n: (-len(n.split()), n)):
        known = fold(name) in register.known or bool(register.same_person(fold(name)))
        count += not known
        register.add(name, "person", "" if known else f"Interviewer {count}")
    register.extend(s.name for t in transcripts for s in t.speakers if _is_name(s.name))
    register.extend(n for n in policy.names if n.strip())
    kept = {w.casefold() for name in policy.keep for w in name.split()}
    for t in transcripts:
        people_here = {ids[s.participant_id] for s in t.speakers if s.participant_id}
        for word in _STEM_WORD.findall(Path(t.file).stem):
            if word.casefold() not in kept and not is_role(word) and (not is_listed(word) or _named_in(word, t)):
                register.add(word.capitalize() if is_listed(word) else word, "person", next(iter(people_here)) if len(people_here) == 1 else "")


def _named_in(word: str, t: Transcript) -> bool:
    """Tell whether the talk uses a word of its file's name, in the dictionary as it may be, as a name: always with a capital, inside a sentence too."""
    inside = re.search(rf"[\w,;] {re.escape(word.capitalize())}\b", t.source_text) is not None
    return inside and re.search(rf"\b{re.escape(word.lower())}\b", t.source_text) is None


def _shown_of_file(row: Mapping[str, str], transcripts: Sequence[Transcript], ids: Mapping[str, str]) -> str:
    named = (row.get("file") or row.get("transcript") or "").casefold()
    here = {ids[s.participant_id] for t in transcripts if named in (t.file.casefold(), Path(t.file).stem.casefold()) for s in t.speakers if s.participant_id}
    return here.pop() if len(here) == 1 else ""


def _is_name(label: str) -> bool:
    """Tell whether a label names somebody rather than a part: Priya, not Speaker 1, Interviewer or P."""
    label = plain(label)
    return sum(c.isalpha() for c in label) > 1 and not is_role(label) and not is_part(label) and not label.startswith(("guessed ", "unknown"))


def _labels(t: Transcript, ids: Mapping[str, str], register: Register) -> dict[str, str]:
    """Return what each speaker of a transcript is called: participants by their id, others by their pseudonym or part."""
    return {s.name: ids[s.participant_id] if s.participant_id and _is_name(s.name) else register.apply(s.name) for s in t.speakers}


def _covered(t: Transcript, transcript_id: str, file: str, labels: Mapping[str, str], ids: Mapping[str, str], made: Veil) -> Transcript:
    text, turns = "", []
    words: Counter[str] = Counter()
    for x in t.turns:
        label, said = labels.get(x.speaker, x.speaker), made.register.apply(t.text(x))
        text += f"{label}: "
        turns.append(Turn(x.index, label, x.role, ids.get(x.participant_id, ""), len(text), len(text) + len(said), x.start_s, x.end_s, x.line))
        text += said + "\n\n"
        words[label] += len(said.split())
    speakers = tuple(
        Speaker(labels[s.name], s.role, s.confidence, made.text(s.reason), words[labels[s.name]], ids.get(s.participant_id, "")) for s in t.speakers
    )
    # what was set aside is never quoted: its length is kept for the account of characters, its words are not
    dropped = tuple(Dropped("·" * solid(d.text), d.reason, d.line) for d in t.dropped)
    return Transcript(transcript_id, file, t.format, t.encoding, t.sha256, text, tuple(turns), speakers, dropped,
                      tuple(map(made.text, t.warnings)), t.speakers_known)


def _people(people: People, transcripts: Sequence[Transcript], renamed: Mapping[str, str], ids: Mapping[str, str], made: Veil) -> People:
    """Return participants.csv under pseudonyms: ids and files by their new names, no names, attributes gone through."""
    by_stem = {Path(t.file).stem.casefold(): renamed[t.file] for t in transcripts} | {t.file.casefold(): renamed[t.file] for t in transcripts}
    rows = []
    for r in people.rows:
        row = {k: made.text(v) for k, v in r.items() if k not in _NAMING}
        if r.get("participant_id"):
            row["participant_id"] = ids.get(r["participant_id"], "")
        named = (r.get("file") or r.get("transcript") or "").strip().casefold()
        if named:
            row["file"] = by_stem.get(named, "")
        rows.append(row)
    return People(tuple(rows), (), people.features)


def names_of(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a list, one a line; empty lines and lines after # left out."""
    return tuple(x.strip() for x in lines if x.strip() and not x.lstrip().startswith("#"))


def read_names(path: Path | None) -> tuple[str, ...]:
    """Return the names in a text file; raises InputError where it cannot be read."""
    if path is None:
        return ()
    try:
        return names_of(path.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: must be a list of names, one a line, in UTF-8; got {came(error)}. Save it as plain text.") from error


__all__ = ["CAUTION", "Policy", "Veil", "names_of", "read_names", "take_in", "veil"]
