"""A chronology that is open: the one door to its database for reading and for writing."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa

from strandline.errors import ChronologyError
from strandline.records import Claim, Decision, Document, Event
from strandline.store import search
from strandline.store.contents import Changes, Contents, StoredReading
from strandline.store.decisions import append_decisions, lock_decisions
from strandline.store.engine import address_of, database_message, migrate, open_engine, require_schema
from strandline.store.filters import EventFilter
from strandline.store.folder import DATABASE
from strandline.store.snapshot import Snapshot
from strandline.store.writing import add_readings, write_contents


class ChronologyReplaced(ChronologyError):
    """What was opened is no longer what stands under its path; what is written into it would be lost."""


class Chronology:
    """The database of a chronology, SQLite or PostgreSQL. Close it, or use it in a ``with``.

    Attributes:
        engine: SQLAlchemy's engine.
        name: how messages name the chronology: the path or the address without a password.
    """

    def __init__(self, engine: sa.Engine, *, name: str, path: Path | None = None) -> None:
        self.engine = engine
        self.name = name
        self._path = path
        self._file = _identity(path)

    @classmethod
    def open(cls, place: Path | str) -> Chronology:
        """Open a chronology; one that an older Strandline wrote is brought up to date.

        Args:
            place: the folder that ``build`` wrote, its ``chronology.db``, or an address ``postgresql://…``.

        Raises:
            ChronologyError: there is no chronology, or it is damaged, locked, or written by a newer Strandline.
        """
        database, name = _located(place)
        engine = open_engine(database)
        chronology = cls(engine, name=name, path=database if isinstance(database, Path) else None)
        try:
            require_schema(engine, place=name)
        except ChronologyError:
            chronology.close()
            raise
        return chronology

    @classmethod
    def create(cls, place: Path | str, *, durable: bool = True) -> Chronology:
        """Open a database and make the tables where they are missing.

        Args:
            place: the path of a SQLite file (made where missing) or an address.
            durable: False for a file that nobody reads before it is finished: faster, but lost with the power.
        """
        engine = open_engine(place, create=True, durable=durable)
        chronology = cls(engine, name=_shown(place))
        with chronology._worded():
            migrate(engine, place=chronology.name)
        return chronology

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Chronology:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # ------------------------------------------------------------------------------------------- reading

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """One consistent view; keep it short: while it lasts, nobody can finish a write on SQLite.

        Raises:
            ChronologyError: the database cannot be read.
        """
        with self._worded(), self.engine.connect() as connection:
            yield Snapshot(connection)

    def documents(self) -> list[Document]:
        """All documents, in order of path."""
        with self.reading() as snapshot:
            return list(snapshot.documents())

    def claims(self) -> list[Claim]:
        """All claims, in the order of the documents and of their texts."""
        with self.reading() as snapshot:
            return list(snapshot.claims())

    def events(self, wanted: EventFilter | None = None) -> list[Event]:
        """The events that meet a filter (all without one), in order of display."""
        with self.reading() as snapshot:
            return list(snapshot.events(wanted))

    def meta(self) -> dict[str, Any]:
        """What is known of the chronology as a whole: format, program, settings, title, report, state."""
        with self.reading() as snapshot:
            return snapshot.meta()

    # ------------------------------------------------------------------------------------------- writing

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes: all of it happens, or nothing.

        Raises:
            ChronologyError: the database cannot be written.
            ChronologyReplaced: a run has put another file in its place since it was opened: open it anew.
        """
        connecting = self.engine.connect().execution_options(immediate=True)
        with self._worded(), _turn(self._path), connecting as connection, connection.begin():
            lock_decisions(connection)
            if _identity(self._path) != self._file:
                raise ChronologyReplaced(f"{self.name} was written anew since it was opened; try again")
            yield connection

    def write(self, contents: Contents, readings: Iterable[StoredReading] = (), *, tidy: bool = False) -> Changes:
        """Make the database hold exactly ``contents``, in one transaction; decisions stay.

        Args:
            contents: all of the chronology.
            readings: what the reader saw in new texts; what is kept already stays.
            tidy: bring the search index into its one canonical form too.

        Raises:
            QuoteMismatch: words that a claim stands on are not where it says; nothing was written.
            ChronologyError: another invariant is broken, or the database cannot be written; nothing was written.
        """
        with self.writing() as connection:
            changes = self.write_within(connection, contents, readings)
            if tidy:
                search.tidy(connection)
        return changes

    def write_within(
        self, connection: sa.Connection, contents: Contents, readings: Iterable[StoredReading] = ()
    ) -> Changes:
        """The same inside a transaction that the caller holds (see ``writing``)."""
        add_readings(connection, readings)
        return write_contents(connection, contents)

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Add decisions at the end of the log; they take effect with the next run. See ``pipeline.deciding``."""
        with self.writing() as connection:
            append_decisions(connection, decisions)

    @contextmanager
    def _worded(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DatabaseError as error:
            raise ChronologyError(f"{self.name}: {database_message(error)}") from error


@contextmanager
def _turn(path: Path | None) -> Iterator[None]:
    """Wait until it is this writer's turn. SQLite itself lets whoever asks at the right moment go first, so that of
    several busy writers one may never come to write; a lock on a file beside it is given in the order of asking.

    It ends with the process. Where the file cannot be made, SQLite's own locks have to do.
    """
    handle = None if path is None else _queue_of(path)
    if handle is None:
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _queue_of(path: Path) -> int | None:
    try:
        return os.open(path.with_name(f".{path.name}.writers"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Which file stands under a path."""
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def compact_copy(source: Path, target: Path) -> None:
    """Copy a SQLite database row by row into a new file: the same rows give the same bytes.

    Raises:
        ChronologyError: the disk is full or the source damaged.
    """
    connection = sqlite3.connect(source, isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise ChronologyError(f"{target} could not be written: {error}") from error
    finally:
        connection.close()


def _located(place: Path | str) -> tuple[Path | str, str]:
    if isinstance(place, str) and "://" in place:
        return place, _shown(place)
    path = Path(place)
    if not path.exists():
        raise ChronologyError(f"{path} does not exist; `strandline build INPUT -o {path}` makes a chronology")
    if path.is_dir():
        if not (path / DATABASE).is_file():
            raise ChronologyError(
                f"{path} holds no {DATABASE}, so it is no chronology; `strandline build INPUT -o {path}` makes one"
            )
        return path / DATABASE, str(path)
    return path, str(path)


def _shown(place: Path | str) -> str:
    if isinstance(place, str) and "://" in place:
        return address_of(place).render_as_string(hide_password=True)
    return str(place)
