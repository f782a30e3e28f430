"""What a study is made of: the files to read, and what participants.csv and features.csv say about them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from jtbd_analyzer.errors import InputError
from jtbd_analyzer.grids import rows_of
from jtbd_analyzer.model import FileStatus

#: files of a study folder that are read as something else than a transcript
COMPANIONS: Final = ("participants.csv", "features.csv", "participants.xlsx", "features.xlsx")
_ASIDE: Final = re.compile(r"(?:readme|licen[cs]e|source|notice|changelog|contributing|chat|meeting_chat|meeting_saved_(?:new_)?chat)(?:\b.*)?", re.I)
#: tables about people or parts under other names than the ones that are read: older states, copies, templates
_ABOUT: Final = re.compile(r"(?:participants?|features?|people|recruit\w*|screener|roster)(?:[ _.-].*|\(.*|\d.*)?", re.I)
_TABLES: Final = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".ods"})
_SUFFIXES_NEVER: Final = frozenset({
    ".mp3", ".mp4", ".m4a", ".wav", ".mov", ".png", ".jpg", ".jpeg", ".gif", ".zip", ".py", ".ipynb", ".toml", ".parquet", ".npz", ".pyc",
})


@dataclass(frozen=True, slots=True)
class People:
    """What participants.csv says: rows by file and by speaker, and the interviewers it names."""

    rows: tuple[Mapping[str, str], ...] = ()
    interviewers: tuple[str, ...] = ()
    features: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of_file(self, stem: str, filename: str) -> tuple[Mapping[str, str], ...]:
        """Return the rows that name this file (with or without extension)."""
        keys = {stem.casefold(), filename.casefold()}
        return tuple(r for r in self.rows if (r.get("file") or r.get("transcript") or "").strip().casefold() in keys)


def discover(inputs: Iterable[str | Path], output: Path | None = None) -> tuple[list[Path], list[FileStatus]]:
    """Return the files to read, sorted by name, and a status for each that is passed over.

    Folders are searched one level and below, links to folders not followed, hidden and temporary files, the output
    folder and companions (participants.csv, features.csv) left out. Raises InputError if an input is not there.
    """
    found: dict[Path, Path] = {}
    aside: list[FileStatus] = []
    own = output.resolve() if output else None
    for item in map(Path, inputs):
        kind = _kind(item)
        if kind == "file":
            found.setdefault(item.resolve(), item)
            continue
        if kind != "folder":
            raise InputError(f"{item}: must be a file or folder; got {kind}. Check the path.")
        for path in _walk(item, own, aside, top=True):
            if path.name.startswith((".", "~$")) or path.name.lower() in COMPANIONS:
                continue
            about = path.suffix.lower() in _TABLES and _ABOUT.fullmatch(path.stem)
            if path.suffix.lower() in _SUFFIXES_NEVER or _ASIDE.fullmatch(path.stem) or about:
                aside.append(FileStatus(path.name, "skipped", "not a transcript by its name; give the file itself to read it"))
                continue
            found.setdefault(path.resolve(), path)
    return sorted(found.values(), key=lambda p: (p.name, str(p))), aside


def _kind(path: Path) -> str:
    """Return "file", "folder" or, in words, what else is there; links that lead in a circle lead nowhere."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        return "nothing there" if isinstance(error, FileNotFoundError) else str(getattr(error, "strerror", None) or error).lower()
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "a device or pipe"


def _walk(folder: Path, own: Path | None, aside: list[FileStatus], top: bool = False) -> Iterator[Path]:
    """Yield the files below `folder`; what cannot be opened there is set aside, only the folder given itself must open."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        if top:
            raise InputError(f"{folder}: must be a readable folder; got {error.strerror}. Check its permissions.") from error
        aside.append(FileStatus(folder.name, "failed", f"{folder}: must be a readable folder; got {error.strerror}. Check its permissions."))
        return
    for path in entries:
        kind = _kind(path)
        if kind == "file":
            yield path
        elif kind == "folder":
            # the functions of os.path say no where those of Path raise: in a folder that may not be opened
            is_output = os.path.exists(path / "manifest.json") and os.path.isdir(path / "tables")
            if not path.is_symlink() and not path.name.startswith(".") and path.resolve() != own and not is_output:
                yield from _walk(path, own, aside)
        elif not path.name.startswith("."):
            aside.append(FileStatus(path.name, "failed", f"{path.name}: must be a file; got {kind}. Check the link or its permissions."))


def companion(given: str | Path | None, roots: Sequence[Path], name: str) -> Path | None:
    """Return the table `name` that was given, or the one beside the inputs, or None; raises InputError if a given one is not there."""
    if given is not None:
        if not os.path.isfile(given):
            raise InputError(f"{given}: must be a table of {name}; got no file. Check the path.")
        return Path(given)
    folders = dict.fromkeys(r if r.is_dir() else r.parent for r in roots)
    return next((f / f"{name}{s}" for f in folders for s in (".csv", ".xlsx") if os.path.isfile(f / f"{name}{s}")), None)


def people_beside(roots: Sequence[Path], participants: str | Path | None = None, features: str | Path | None = None,
                  strict: bool = False) -> tuple[People, list[FileStatus]]:
    """Return what the tables say that were given or stand beside the inputs, and a failed status for each beside them that cannot be read.

    Raises InputError for a table that was given and, with `strict`, for any that cannot be read: who is to be hidden must be known.
    """
    found = {"participants": companion(participants, roots, "participants"), "features": companion(features, roots, "features")}
    given = {"participants": participants, "features": features}
    read, failed = [], []
    for name, path in found.items():
        try:
            read.append(read_people(path if name == "participants" else None, path if name == "features" else None))
        except InputError as error:
            if strict or given[name] is not None or path is None:
                raise
            read.append(People())
            failed.append(FileStatus(path.name, "failed", f"{error} The run goes on without it."))
    return People(read[0].rows, read[0].interviewers, read[1].features), failed


def read_people(table: Path | None, features: Path | None = None) -> People:
    """Return what participants.csv and features.csv say; both may be absent. Raises InputError for a table without its key column."""
    rows: list[dict[str, str]] = []
    if table is not None:
        rows = _records(table)
        if rows and not ({"file", "transcript", "speaker", "name", "participant_id"} & set(rows[0])):
            raise InputError(f"{table.name}: must have a column file, transcript, name or participant_id; got {', '.join(rows[0])}. Add one.")
    lexicon: dict[str, tuple[str, ...]] = {}
    if features is not None:
        for r in _records(features):
            name = r.get("feature") or r.get("name") or ""
            if not name:
                raise InputError(f"{features.name}: must have a column feature; got {', '.join(r)}. Name the product's parts there.")
            synonyms = re.split(r"[;|]", r.get("synonyms") or r.get("aliases") or "")
            lexicon[name] = tuple(dict.fromkeys(x.strip() for x in (name, *synonyms) if x.strip()))
    named = tuple(dict.fromkeys(r["name"] for r in rows if r.get("interview_role", "").casefold() == "interviewer" and r.get("name")))
    return People(tuple(r for r in rows if r.get("interview_role", "").casefold() != "interviewer"), named, lexicon)


def _records(path: Path) -> list[dict[str, str]]:
    header, rows = rows_of(path, least=0)
    return [{_key(k): v.strip() for k, v in zip(header, row, strict=False) if k} for row in rows]


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")
