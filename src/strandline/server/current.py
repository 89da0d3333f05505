"""The chronology that is being served, opened anew when a run has put another one in its place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from strandline.store import DATABASE, Chronology, Snapshot
from strandline.store.chronology import ChronologyReplaced

_TRIES: Final = 5
T = TypeVar("T")


class CurrentChronology:
    """Opens the database of a folder and watches for its being replaced."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / DATABASE if folder.is_dir() else folder
        self._lock = threading.Lock()
        self._chronology = Chronology.open(folder)
        self._file = self._identity()

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """One consistent view of what stands there now.

        Raises:
            ChronologyError: it is gone or cannot be read.
        """
        with self._now().reading() as snapshot:
            yield snapshot

    def written(self, write: Callable[[Chronology], T]) -> T:
        """What writing gives; again, into the new chronology, where a run replaced the old one at that moment.

        Raises:
            ChronologyError: it is gone or cannot be written.
        """
        for _ in range(_TRIES):
            try:
                return write(self._now())
            except ChronologyReplaced:
                continue
        return write(self._now())

    def close(self) -> None:
        """Let go of the database."""
        self._chronology.close()

    def _now(self) -> Chronology:
        with self._lock:
            identity = self._identity()
            if identity != self._file:
                replaced = Chronology.open(self.folder)
                # Views that are still open keep their connections; those in the pool are of the old file.
                self._chronology.close()
                self._chronology, self._file = replaced, identity
            return self._chronology

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
