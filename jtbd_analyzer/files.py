"""The one place where outputs are written: whole or not at all, flushed to disk, retried where another program holds them."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import time
from pathlib import Path
from typing import Final

#: seconds between tries when a file cannot be replaced: an indexer or virus scanner lets go in that time, a person does not
RETRIES: Final = (0.05, 0.1, 0.2, 0.4)
#: file systems that cannot flush a folder say so with these; there is nothing to be done about it
_NO_FLUSH: Final = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` so that the file there is at any moment either the old or the new one, whole.

    The temporary file stands in the same folder, is flushed to disk and then replaces `path`; then the folder is flushed.
    Text is written as UTF-8, half a surrogate pair as "?". Raises OSError, with the old file untouched.
    """
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    part = path.with_name(f".jtbd-{secrets.token_hex(6)}.part")
    try:
        write_new(part, raw)
        replace(part, path)
        flush(path.parent)
    except BaseException as error:
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None  # the file that was meant, for whoever tells of it
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise


def write_new(path: Path, raw: bytes, mode: int = 0o666) -> None:
    """Write `raw` to `path`, which must not exist, and flush it to disk; raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        rest = memoryview(raw)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(source: Path, target: Path) -> None:
    """Put `source` in the place of `target` in one step; tried again for a moment where another program holds `target`."""
    for wait in RETRIES:
        try:
            os.replace(source, target)
            return
        except PermissionError:
            time.sleep(wait)
    os.replace(source, target)


def flush(folder: Path) -> None:
    """Make the names in `folder` last over a power cut; does nothing where the system has no way to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise
    finally:
        os.close(handle)


def duplicate(source: Path, target: Path) -> None:
    """Give `source` a second name `target`, by link where the file system has them, else by copy; raises OSError."""
    try:
        os.link(source, target)
    except OSError as error:
        if isinstance(error, FileExistsError) or error.errno in (errno.ENOSPC, errno.EIO, errno.EACCES):
            raise
        write_new(target, source.read_bytes())


def clear(folder: Path) -> None:
    """Remove a folder of ours with all that is in it, as far as that can be done."""
    shutil.rmtree(folder, ignore_errors=True)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, "" where there is none; raises OSError where it cannot be read."""
    h = hashlib.sha256()
    try:
        with path.open("rb") as f:
            while block := f.read(1 << 20):
                h.update(block)
    except FileNotFoundError:
        return ""
    return h.hexdigest()
