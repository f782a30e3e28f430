"""The files of a run as one set: all new, or all as they were before.

    1. everything is written into OUT/.jtbd-new and flushed; a disk that is full or a check that fails stops here
    2. what is to be replaced gets a second name in OUT/.jtbd-old, with a list of it (the journal)
    3. the new files replace the old ones, one by one, manifest.json with the hash of each last
    4. the journal goes: from here on the new set holds

If anything fails in step 3 the old files are put back at once; if the machine fails, by the next command that opens or
writes OUT. A file that was changed since we wrote it (by its hash in the manifest), or that we never wrote, is a
researcher's work: it is kept beside the new one as `NAME.edited-DATE`.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jtbd_analyzer import files
from jtbd_analyzer.errors import InputError, OutputError, OutputWarning
from jtbd_analyzer.locks import locked

NEW, OLD, JOURNAL, MANIFEST = ".jtbd-new", ".jtbd-old", "journal.json", "manifest.json"
#: names in OUT that belong to the writing itself
OWN: Final = (NEW, OLD, ".jtbd-lock")
#: files named of those taken away
_NAMED: Final = 5
#: the researcher's own file in the study: may be edited by hand, is never taken away
DECISIONS: Final = "study/decisions.jsonl"

#: what a check of the new set is given: the folder it stands in; it raises to stop the set from being published
Check = Callable[[Path], None]


def unchecked(folder: Path) -> None:
    """Let every set pass."""


@dataclass(frozen=True, slots=True)
class _Change:
    """What a publication does: files put in place, files of the earlier set taken away, and the hashes of the new set."""

    put: tuple[str, ...]
    away: tuple[str, ...]
    hashes: Mapping[str, str]


def prepare(out: Path) -> None:
    """Make `out` if absent and see that it can be written and nobody else is writing it; raises OutputError."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}: must be a folder that can be written; got {error.strerror or error}. Choose another with -o.") from error
    with locked(out):
        pass


def publish(out: Path, fill: Callable[[Path], object], manifest: Mapping[str, Any] | None, *, check: Check = unchecked, add: bool = False) -> list[Path]:
    """Let `fill` write a set of files into a folder it is given and publish them in `out` together with `manifest`.

    Returns the paths in `out`, sorted, the manifest last. With `add` the files join the set that is there; without, files
    of the earlier set that this one does not hold are taken away, unless they were changed. Without a manifest the one that
    stands in `out` goes on, with the new hashes. Raises OutputError, and whatever `fill` and `check` raise; then `out` is
    as before.
    """
    prepare(out)
    manifest = manifest if manifest is not None else manifest_of(out)
    with locked(out):
        settle(out)
        new = out / NEW
        try:
            os.mkdir(new)
            fill(new)
            check(new)
            change = _change(out, new, add)
            files.write_atomically(new / MANIFEST, json.dumps({**manifest, "outputs": change.hashes}, ensure_ascii=False, indent=1) + "\n")
            _flush_all(new)
            _keep_edited(out, change)
            _swap(out, change)
        except OutputError as error:
            raise type(error)(str(error).replace(str(new), str(out))) from error
        except OSError as error:
            raise OutputError(_explained(error, out, new)) from error
        finally:
            files.clear(new)
    return [out / name for name in (*change.put, MANIFEST)]


def settle(out: Path) -> None:
    """End a publication that a crash broke off: put the earlier files back, or, if the new set is whole, let it hold.

    Raises OutputError where another run is writing, or where that cannot be done.
    """
    if not (out / OLD).is_dir() and not (out / NEW).is_dir():
        return
    with locked(out):
        try:
            if (out / OLD / JOURNAL).is_file() and files.file_hash(out / MANIFEST) != _journal(out)["manifest"]:
                _put_back(out)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(out / OLD / JOURNAL)
        except OSError as error:
            raise OutputError(f"{out}: holds files of two runs, since the last one was broken off; putting the earlier ones back got "
                              f"{error.strerror or error}. They are whole in {out / OLD}: free space or close what holds them, then run again.") from error
        files.clear(out / OLD)
        files.clear(out / NEW)


def manifest_of(out: Path) -> dict[str, Any]:
    """Return the manifest that stands in `out` without its hashes; empty where there is none."""
    try:
        found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in found.items() if k != "outputs"} if isinstance(found, dict) else {}


def recorded(out: Path) -> dict[str, str]:
    """Return the hashes of the files of the set in `out` by name, as its manifest gives them; empty without one."""
    try:
        found = json.loads((out / MANIFEST).read_text(encoding="utf-8")).get("outputs", {})
    except (OSError, ValueError, AttributeError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def mixed(out: Path, within: str = "") -> list[str]:
    """Return the files of the set in `out` that are not as its manifest says (below the folder `within`, if given)."""
    return [name for name, known in recorded(out).items() if name.startswith(within) and name != DECISIONS and files.file_hash(out / name) != known]


def opened(base: Path) -> None:
    """See that the study folder `base` is of one run before it is read; raises InputError or OutputError."""
    out = base.parent
    settle(out)
    if wrong := mixed(out, f"{base.name}/"):
        raise InputError(f"{out}: must hold the files of one run; got {', '.join(wrong)} unlike {MANIFEST} says. "
                         "Put the file back as it was, or run 'jtbd analyze' again.")


def _names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _change(out: Path, new: Path, add: bool) -> _Change:
    earlier, put = recorded(out), tuple(n for n in _names(new) if n != MANIFEST)
    hashes = {n: files.file_hash(new / n) for n in put}
    rest = [n for n in earlier if n not in hashes]
    if add:
        return _Change(put, (), {**{n: earlier[n] for n in rest}, **hashes})
    return _Change(put, tuple(n for n in rest if n != DECISIONS and files.file_hash(out / n) == earlier[n]), hashes)


def _keep_edited(out: Path, change: _Change) -> None:
    """Keep a dated copy of every file that is about to be replaced and was not written by us as it stands."""
    earlier = recorded(out)
    for name in change.put:
        path = out / name
        there = files.file_hash(path) if path.is_file() else ""
        if there in ("", earlier.get(name), change.hashes[name]):
            continue
        day = datetime.datetime.fromtimestamp(path.stat().st_mtime).strftime("%Y-%m-%d")
        copy = next(c for c in _dated(path, day) if not c.exists())
        files.duplicate(path, copy)
        files.flush(copy.parent)
        warnings.warn(f"{path}: had been changed since it was written; that version is kept as {copy.name}", OutputWarning, stacklevel=4)
    if change.away:
        shown = ", ".join(change.away[:_NAMED]) + (f" and {len(change.away) - _NAMED} more" if len(change.away) > _NAMED else "")
        told = "file of an earlier run that is" if len(change.away) == 1 else "files of an earlier run that are"
        warnings.warn(f"{out}: took away {len(change.away)} {told} not part of this one: {shown}. `jtbd export` writes them anew.", OutputWarning, stacklevel=4)
    for name in sorted(set(earlier) - set(change.put) - set(change.away) - {DECISIONS}):
        if name not in change.hashes and (out / name).is_file():
            warnings.warn(f"{out / name}: had been changed, so it stays, but tells of an earlier run", OutputWarning, stacklevel=4)


def _dated(path: Path, day: str) -> Iterable[Path]:
    yield path.with_name(f"{path.stem}.edited-{day}{path.suffix}")
    for k in range(2, 10_000):
        yield path.with_name(f"{path.stem}.edited-{day}-{k}{path.suffix}")


def _swap(out: Path, change: _Change) -> None:
    """Put the new files in place of the old ones; on any error, and on Ctrl-C, put the old ones back."""
    names = (*change.put, MANIFEST)
    _note_old(out, (*names, *change.away))
    try:
        for name in names:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            if name == MANIFEST:
                for gone in change.away:
                    os.unlink(out / gone)
                _flush_all(out, names)  # the manifest must not outlive a power cut that the rest does not
            files.replace(out / NEW / name, out / name)
    except BaseException as error:
        try:
            _put_back(out)
            os.unlink(out / OLD / JOURNAL)
        except OSError:
            place = str(getattr(error, "filename2", None) or out).replace(str(out / NEW), str(out))
            raise OutputError(f"{place}: must be writable; got {getattr(error, 'strerror', None) or error}, and the earlier files could not be put back "
                              f"at once. They are whole in {out / OLD}: free space or close what holds them, and the next command puts them back.") from error
        files.clear(out / OLD)
        raise
    # the new set is whole: should the journal resist, `settle` sees that by the hash of the manifest
    with contextlib.suppress(OSError):
        files.flush(out)
        os.unlink(out / OLD / JOURNAL)
    files.clear(out / OLD)


def _note_old(out: Path, names: Iterable[str]) -> None:
    """Give every file that is about to change a second name; write down which there were, and the manifest that will end the change."""
    old = out / OLD
    os.mkdir(old)
    there = {}
    try:
        for name in names:
            there[name] = (out / name).is_file()
            if there[name]:
                (old / name).parent.mkdir(parents=True, exist_ok=True)
                files.duplicate(out / name, old / name)
        _flush_all(old)
        files.write_atomically(old / JOURNAL, json.dumps({"there": there, "manifest": files.file_hash(out / NEW / MANIFEST)}))
        files.flush(out)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(old / JOURNAL)
        files.clear(old)
        raise


def _journal(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / OLD / JOURNAL).read_text(encoding="utf-8"))
    return found


def _put_back(out: Path) -> None:
    """Undo what a publication did, as the journal tells; may be broken off and done again."""
    old, there = out / OLD, _journal(out)["there"]
    for name, was in there.items():
        if not was:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(out / name)
        elif (old / name).is_file() and files.file_hash(old / name) != files.file_hash(out / name):
            files.replace(old / name, out / name)
    _flush_all(out, there)


def _flush_all(folder: Path, names: Iterable[str] | None = None) -> None:
    folders = {p for p in folder.rglob("*") if p.is_dir()} if names is None else {(folder / n).parent for n in names}
    for each in sorted({*folders, folder}):
        if each.is_dir():
            files.flush(each)


def _explained(error: OSError, out: Path, new: Path) -> str:
    """Return what went wrong, which file it was and what to do; the file as it is called in `out`."""
    given = error.filename2 or error.filename
    named = str(given if isinstance(given, str | os.PathLike) else out).replace(str(new), str(out)).replace(str(out / OLD), str(out))
    if isinstance(error, PermissionError):
        return (f"{named}: must be writable; it is open in another program or protected ({error.strerror}). "
                "Close it in Excel and run again; all files are as they were before.")
    return (f"{named}: must be writable; got {error.strerror or error}. Free space there or choose another folder with -o; "
            "all files are as they were before.")
