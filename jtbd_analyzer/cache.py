"""A store of results that are dear to compute: vectors, parses, codes. Keys are hashes, so it holds no words of anybody.

One SQLite file; each row carries a checksum. A damaged file or row is set aside and computed again, with a warning.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import warnings
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from jtbd_analyzer.errors import CacheWarning, came

#: raised when the meaning of a stored value changes
_FORM: Final = 1
_BATCH: Final = 500


def folder() -> Path:
    """Return the folder of caches: $JTBD_CACHE, else the user's cache folder of this system."""
    if chosen := os.environ.get("JTBD_CACHE"):
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "jtbd_analyzer" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "jtbd_analyzer"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "jtbd_analyzer"


class Store:
    """Bytes by space and key, kept over runs. `Store(None)` forgets everything at once and serves where no cache is wanted."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._db = self._open() if path is not None else None

    def _open(self) -> sqlite3.Connection | None:
        assert self.path is not None
        for last in (False, True):
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                db = sqlite3.connect(self.path, timeout=30)
                db.execute("PRAGMA journal_mode=WAL")
                db.execute("PRAGMA synchronous=NORMAL")
                db.execute("CREATE TABLE IF NOT EXISTS item (space TEXT, key TEXT, crc INTEGER, value BLOB, PRIMARY KEY (space, key)) WITHOUT ROWID")
                if db.execute("PRAGMA user_version").fetchone()[0] not in (0, _FORM):
                    db.execute("DELETE FROM item")
                db.execute(f"PRAGMA user_version={_FORM}")
                db.execute("SELECT space, key FROM item LIMIT 1").fetchall()
                db.commit()
                return db
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) and not _damaged(error):
                    warnings.warn(f"cache {self.path}: cannot be used ({error}); computing without it", CacheWarning, stacklevel=3)
                    return None
                if last:
                    break
                self._discard(str(error))
            except OSError as error:
                warnings.warn(f"cache {self.path}: cannot be used ({came(error)}); computing without it", CacheWarning, stacklevel=3)
                return None
        return None

    def _discard(self, why: str) -> None:
        assert self.path is not None
        warnings.warn(f"cache {self.path}: damaged ({why}); it is made anew", CacheWarning, stacklevel=4)
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def get(self, space: str, keys: Sequence[str]) -> dict[str, bytes]:
        """Return the stored values of `keys`; those absent or damaged are left out."""
        if self._db is None:
            return {}
        out: dict[str, bytes] = {}
        bad = 0
        try:
            for i in range(0, len(keys), _BATCH):
                part = list(keys[i : i + _BATCH])
                marks = ",".join("?" * len(part))
                for key, crc, value in self._db.execute(f"SELECT key, crc, value FROM item WHERE space=? AND key IN ({marks})", [space, *part]):
                    if zlib.crc32(value) == crc:
                        out[key] = value
                    else:
                        bad += 1
        except sqlite3.DatabaseError as error:
            self._db.close()
            self._discard(str(error))
            self._db = self._open()
            return {}
        if bad:
            warnings.warn(f"cache {self.path}: {bad} damaged entries; they are computed again", CacheWarning, stacklevel=2)
        return out

    def put(self, space: str, items: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> None:
        """Keep `items`; a full disk or a locked file costs the cache, not the run."""
        if self._db is None:
            return
        pairs = items.items() if isinstance(items, Mapping) else items
        try:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO item VALUES (?,?,?,?)", [(space, k, zlib.crc32(v), v) for k, v in pairs])
        except sqlite3.DatabaseError as error:
            warnings.warn(f"cache {self.path}: not written ({error})", CacheWarning, stacklevel=2)

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
            self._db = None


def _damaged(error: sqlite3.OperationalError) -> bool:
    return any(word in str(error) for word in ("malformed", "not a database", "corrupt", "no such column"))


def open_store(use: bool = True) -> Store:
    """Return the store in the cache folder, or one that keeps nothing."""
    return Store(folder() / "results.sqlite" if use else None)
