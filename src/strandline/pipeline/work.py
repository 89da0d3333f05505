"""What a run has done so far, in a file of its own, so that the next run goes on where a killed one stopped.

Keys are hashes of everything that the result depends on: bytes, settings, code. A wrong or damaged work file is thrown
away: it only ever saves time.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from strandline.records import Document, Refusal

WORK_FILE: Final = ".work.db"
_COMMIT_EVERY_S: Final = 0.5
T = TypeVar("T")


class Ingested(msgspec.Struct, frozen=True):
    """The documents in one file, what was noted of it, and which parts of it were refused."""

    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class WorkFile:
    """Results by key. Close it; delete it once the chronology is written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / WORK_FILE
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError:
            self._remove()
            self._connection = self._open()
        self._committed = time.monotonic()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")  # after a loss of power the file is thrown away, see above
            connection.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
            if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("damaged")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def get(self, key: str, kind: type[T]) -> T | None:
        """The result under a key."""
        row = self._connection.execute("SELECT value FROM results WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return msgspec.msgpack.decode(row[0], type=kind)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return None

    def holds(self, key: str, kind: type[Any]) -> bool:
        """Whether there is a result of this kind under a key."""
        return self.get(key, kind) is not None

    def put(self, key: str, value: Any) -> None:
        """Keep a result; after half a second at most it survives the death of the process."""
        row = (key, msgspec.msgpack.encode(value))
        self._connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?)", row)
        if time.monotonic() - self._committed > _COMMIT_EVERY_S:
            self._connection.commit()
            self._committed = time.monotonic()

    def close(self) -> None:
        """Keep everything for the next run."""
        with closing(self._connection):
            self._connection.commit()

    def delete(self) -> None:
        """Throw everything away."""
        self._connection.close()
        self._remove()

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(WORK_FILE + ending).unlink(missing_ok=True)


def key_of(*parts: Any) -> str:
    """A hash of values: SHA-256 of their MessagePack, in hex."""
    return hashlib.sha256(msgspec.msgpack.encode(parts)).hexdigest()
