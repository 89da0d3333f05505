"""The folder of a chronology on disk: its files, who may write them, and how new ones take the place of old ones.

New files are finished in ``.staged/`` first. Then the database changes (the one moment that counts), then the open
files follow by renaming. A run that dies before that moment leaves the old chronology; one that dies after it leaves
files that the next run carries over (``finish_interrupted``).
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from strandline.errors import ChronologyError, UsageError

DATABASE: Final = "chronology.db"
PUBLISHED: Final = ("documents.jsonl", "claims.jsonl", "events.jsonl", "index.html", "report.json")
FAILURES_LOG: Final = "failures.log"
STAGED: Final = ".staged"
UPLOADS: Final = ".uploads"
"""Where files wait that were uploaded and not read yet; a folder for each upload."""
_COMPLETE: Final = "complete"
_JOURNALS: Final = ("-journal", "-wal", "-shm")


def require_writable(folder: Path) -> None:
    """Make the folder where it is missing; refuse to write over files that are not Strandline's.

    Raises:
        UsageError: it is a file, cannot be made, or holds foreign files under the names that ``build`` writes.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; give a folder to write the chronology into")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the folder {folder} cannot be made: {(error.strerror or '').lower()}") from error
    if not os.access(folder, os.W_OK):
        raise UsageError(f"the folder {folder} cannot be written; choose another, or change its permissions")
    if not (folder / DATABASE).exists():
        foreign = [name for name in PUBLISHED if (folder / name).exists()]
        if foreign and not (folder / STAGED).exists():
            raise UsageError(
                f"{folder} holds {foreign[0]} but no {DATABASE}, so it is not a chronology's; choose another folder"
            )


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold the folder: whoever writes a chronology does it under this lock. It ends with the process.

    Raises:
        ChronologyError: another process holds it.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ChronologyError(f"{folder} is being written by another run; wait until that is done") from error
        yield
    finally:
        os.close(handle)


class Staging:
    """New files of a chronology on their way in.

    Attributes:
        path: the folder to write them to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / STAGED
        shutil.rmtree(self.path, ignore_errors=True)
        self.path.mkdir()

    def complete(self, state: str) -> None:
        """Say that all files are there and belong to the database with this ``state``; wait for the disk."""
        (self.path / _COMPLETE).write_text(state, encoding="ascii")
        for path in sorted(self.path.iterdir()):
            _sync(path)
        _sync(self.path)

    def switch_database(self) -> None:
        """Put the staged database in the place of the old one."""
        for ending in _JOURNALS:
            # A journal of the old file would be played back into the new one.
            (self.folder / f"{DATABASE}{ending}").unlink(missing_ok=True)
        (self.path / DATABASE).replace(self.folder / DATABASE)
        _sync(self.folder)

    def publish(self) -> None:
        """Let the other files follow, and clear up."""
        for name in PUBLISHED:
            staged = self.path / name
            if staged.exists():
                staged.replace(self.folder / name)
        _sync(self.folder)
        shutil.rmtree(self.path, ignore_errors=True)


def finish_interrupted(folder: Path, state: str | None) -> bool:
    """Carry over what a killed run had finished, or clear away what it had not.

    Args:
        folder: the chronology's folder, held by ``sole_writer``.
        state: the state of the database that is in place, None where there is none.

    Returns whether files were carried over.
    """
    staged = folder / STAGED
    if not staged.exists():
        return False
    complete = staged / _COMPLETE
    belongs = state is not None and complete.is_file() and complete.read_text(encoding="ascii") == state
    if belongs:
        for name in PUBLISHED:
            if (staged / name).exists():
                (staged / name).replace(folder / name)
    shutil.rmtree(staged, ignore_errors=True)
    return belongs


def discard_unfinished(folder: Path) -> None:
    """Clear away files that a failed run had not finished; finished ones stay, to be carried over."""
    if not (folder / STAGED / _COMPLETE).exists():
        shutil.rmtree(folder / STAGED, ignore_errors=True)


def interrupted(folder: Path) -> bool:
    """Whether a run died in this folder (or is at work in it)."""
    return (folder / STAGED).exists()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
