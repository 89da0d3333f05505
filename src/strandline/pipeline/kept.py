"""What merging worked out in earlier runs, in a file beside the chronology: bytes under hashes of all that they were
made from, and of the code that made them.

It only ever saves time. A file that is missing, damaged or cannot be written is done without, and whoever takes a
chronology elsewhere need not take it along.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

KEPT_FILE: Final = ".kept.db"
_AT_ONCE: Final = 200
"""So many results wait to be written together."""


class KeptFile(MutableMapping[str, bytes]):
    """Bytes by key. Close it.

    Args:
        folder: of the chronology.
        version: of the code; what another version kept is not there.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self._path = folder / KEPT_FILE
        self._version = version
        self._asked: set[str] = set()
        self._waiting: dict[str, bytes] = {}
        self._connection: sqlite3.Connection | None = None
        self._usable = True
        self._spared = False
        self._begun = not self._path.exists()
        """Whether there was nothing: then only what this run put in can be there."""
        if not self._begun:
            self._open()

    def __getitem__(self, key: str) -> bytes:
        name = self._named(key)
        if name in self._waiting:
            return self._waiting[name]
        row = None
        if not self._begun or name in self._asked:
            row = self._one("SELECT value FROM kept WHERE key = ?", name)
        if row is None:
            raise KeyError(key)
        self._asked.add(name)
        return bytes(row[0])

    def __setitem__(self, key: str, value: bytes) -> None:
        if self._connection is None and self._usable:
            self._open()
        if not self._usable:
            return
        name = self._named(key)
        self._asked.add(name)
        self._waiting[name] = value
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def __delitem__(self, key: str) -> None:
        self[key]  # raises KeyError where there is none
        self._write()
        self._do("DELETE FROM kept WHERE key = ?", (self._named(key),))

    def __iter__(self) -> Iterator[str]:
        self._write()
        rows = [] if self._connection is None else self._connection.execute("SELECT key FROM kept ORDER BY key")
        before = f"{self._version} "
        return (key.removeprefix(before) for (key,) in rows if key.startswith(before))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def in_use(self) -> bool:
        """Whether anything is kept at all."""
        return self._connection is not None

    def spare(self) -> None:
        """Forget nothing when it is closed: this run had no use for it, the next one may."""
        self._spared = True

    def close(self, *, forget: bool) -> None:
        """Keep everything for the next run; ``forget`` what nobody asked for or put in since it was opened."""
        self._write()
        if self._connection is not None and forget and not self._begun and not self._spared:
            self._do("CREATE TEMPORARY TABLE asked (key TEXT PRIMARY KEY) WITHOUT ROWID", ())
            with suppress(sqlite3.Error):
                self._connection.executemany("INSERT INTO asked VALUES (?)", ((key,) for key in sorted(self._asked)))
            self._do("DELETE FROM kept WHERE key NOT IN (SELECT key FROM asked)", ())
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.commit()
            self._connection.close()
            self._connection = None

    def _open(self) -> None:
        try:
            self._connection = _opened(self._path)
        except sqlite3.Error:
            remove_kept(self._path.parent)
            try:
                self._connection = _opened(self._path)
            except sqlite3.Error:
                self._usable = False

    def _named(self, key: str) -> str:
        return f"{self._version} {key}"

    def _write(self) -> None:
        """Put what waits into the file, all at once."""
        waiting, self._waiting = self._waiting, {}
        if self._connection is None or not waiting:
            return
        try:
            self._connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", waiting.items())
        except sqlite3.Error:
            self._give_up()

    def _one(self, query: str, value: str) -> tuple[bytes] | None:
        if self._connection is None:
            return None
        try:
            found: tuple[bytes] | None = self._connection.execute(query, (value,)).fetchone()
        except sqlite3.Error:
            self._give_up()
            return None
        return found

    def _do(self, statement: str, values: tuple[object, ...]) -> None:
        if self._connection is None:
            return
        try:
            self._connection.execute(statement, values)
        except sqlite3.Error:
            self._give_up()

    def _give_up(self) -> None:
        """Do without: the disk is full, or the file was damaged since."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._usable = False
        self._waiting.clear()
        remove_kept(self._path.parent)


@contextmanager
def kept_results(folder: Path, version: str, *, fresh: bool) -> Iterator[KeptFile]:
    """What is kept beside a chronology. What a run that comes to its end did not need is forgotten.

    Args:
        folder: of the chronology.
        version: of the code.
        fresh: begin with nothing.
    """
    if fresh:
        remove_kept(folder)
    kept = KeptFile(folder, version)
    try:
        yield kept
    except BaseException:
        kept.close(forget=False)
        raise
    kept.close(forget=True)


def remove_kept(folder: Path) -> None:
    """Throw everything away."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            (folder / f"{KEPT_FILE}{ending}").unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")  # what is lost with the power is worked out again
        connection.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
        if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
