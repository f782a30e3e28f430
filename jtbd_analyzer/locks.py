"""One run at a time in one folder: a lock that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from jtbd_analyzer.errors import OutputError

LOCK: Final = ".jtbd-lock"
#: folders this process holds, so that a step of a run may ask for what the run has already
_HELD: Final[set[Path]] = set()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` (which must exist) for the body; raises OutputError that names who holds it if somebody else does.

    The system frees the lock of a process that was killed, so a lock file left behind holds up nobody. On file systems
    without locks (some network drives) the process and machine named in the file decide: one that no longer runs here is passed over.
    """
    own = folder.resolve()
    if own in _HELD:
        yield
        return
    path = own / LOCK
    handle = _taken(path, folder)
    _HELD.add(own)
    try:
        yield
    finally:
        _HELD.discard(own)
        # the name goes while the lock is still held: whoever opens it now makes a new file
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(handle)


def _taken(path: Path, folder: Path) -> int:
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise OutputError(f"{folder}: must be a folder that can be written; got {error.strerror or error}. Choose another with -o.") from error
        try:
            free = _try(handle) if (supported := _supported(handle)) else _gone(_holder(handle))
        except BaseException:
            os.close(handle)
            raise
        if not free:
            who = _holder(handle)
            os.close(handle)
            hint = "" if supported else f", or delete {path} if that process no longer runs"
            raise OutputError(f"{folder}: must be written by one run at a time; got another ({who or 'unknown process'}). "
                              f"Wait until it has ended, or choose another folder with -o{hint}.")
        if _same(handle, path):
            with contextlib.suppress(OSError):  # on a full disk the lock holds without its holder's name
                os.ftruncate(handle, 0)
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, f"process {os.getpid()} on {platform.node()}, since {time.strftime('%Y-%m-%d %H:%M:%S')}".encode())
            return handle
        os.close(handle)  # the holder before us took the name away between our opening and locking it


def _same(handle: int, path: Path) -> bool:
    try:
        there = os.stat(path)
    except OSError:
        return False
    own = os.fstat(handle)
    return (own.st_ino, own.st_dev) == (there.st_ino, there.st_dev)


def _holder(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    with contextlib.suppress(OSError):
        return os.read(handle, 200).decode("utf-8", "replace")
    return ""


def _gone(holder: str) -> bool:
    """Tell whether the process named in a lock file surely has ended: it ran on this machine and is not there any more."""
    words = holder.replace(",", "").split()
    if len(words) < 4 or words[0] != "process" or not words[1].isdigit():
        return True
    if words[3] != platform.node():
        return False
    try:
        os.kill(int(words[1]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return int(words[1]) == os.getpid()


if os.name == "nt":  # pragma: no cover - other systems

    def _supported(handle: int) -> bool:
        return True

    def _try(handle: int) -> bool:
        import msvcrt

        os.lseek(handle, 1 << 20, os.SEEK_SET)  # a byte nobody reads, so that the holder's name stays readable
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

else:
    import errno
    import fcntl

    def _supported(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)
        return True

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
