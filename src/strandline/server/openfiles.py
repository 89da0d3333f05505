"""The open files of a chronology (JSON Lines, the page, the report) kept in step with what people decide.

They are written a moment after the last of several decisions, and when the server ends. A server that is killed before
leaves them behind the database; ``strandline verify`` says so, and the next run writes them.
"""

from __future__ import annotations

import threading
from typing import Final

from strandline.errors import StrandlineError
from strandline.pipeline.running import publish_open_files
from strandline.server.current import CurrentChronology

QUIET_S: Final = 3.0


class OpenFiles:
    """Writes the open files of the chronology that is served."""

    def __init__(self, current: CurrentChronology, *, quiet_s: float = QUIET_S) -> None:
        self._current = current
        self._quiet_s = quiet_s
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def behind(self) -> None:
        """Something was decided: write them soon."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(self._quiet_s, self._write)
            self._timer.daemon = True
            self._timer.start()

    def close(self) -> None:
        """Write them now, if they are behind."""
        with self._lock:
            waiting, self._timer = self._timer, None
        if waiting is not None:
            waiting.cancel()
            self._write()

    def _write(self) -> None:
        with self._lock:
            self._timer = None
        folder = self._current.folder
        if not folder.is_dir():
            return
        try:
            with self._current.reading() as snapshot:
                publish_open_files(snapshot, folder)
        except (StrandlineError, OSError):
            return  # a run is at work on the folder and writes them itself, or `verify` says that they are behind
