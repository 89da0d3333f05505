"""The chronology that is being served, opened anew when a run has put another one in its place."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from strandline.store import DATABASE, Chronology, Snapshot


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
        with self._lock:
            identity = self._identity()
            if identity != self._file:
                replaced = Chronology.open(self.folder)
                # Views that are still open keep their connections; those in the pool are of the old file.
                self._chronology.close()
                self._chronology, self._file = replaced, identity
            chronology = self._chronology
        with chronology.reading() as snapshot:
            yield snapshot

    def close(self) -> None:
        """Let go of the database."""
        self._chronology.close()

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
