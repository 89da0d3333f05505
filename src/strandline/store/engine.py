"""Opens the database of a chronology: a path or an address in, a SQLAlchemy engine out, its schema up to date.

On SQLite the journal is a rollback journal, never WAL: ``build`` puts a finished database in the place of an old one by
renaming it, and a write-ahead log left beside the old file would be played back into the new one.
"""

from __future__ import annotations

import sqlite3
import warnings
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import sqlalchemy as sa

from strandline.errors import ChronologyError, InstallationError, UsageError

HEAD: Final = "0003"
"""The newest step under ``migrations/versions``; a test holds the two together."""

BUSY_TIMEOUT_S: Final = 30.0
_SPILL_PAGES: Final = 65536
"""A quarter of a GiB, in pages of 4 KiB."""
_SQLITE_MAGIC: Final = b"SQLite format 3\x00"


def open_engine(place: Path | str, *, create: bool = False, durable: bool = True) -> sa.Engine:
    """Open a database, without looking at its schema.

    Args:
        place: the path of a SQLite file, or an address ``postgresql://…``.
        create: make the SQLite file where it is missing.
        durable: False skips the journal and the waiting for the disk: only for a file that nobody reads before it is
            finished.

    Raises:
        ChronologyError: the file is missing or is no SQLite database.
        UsageError: the address is none of a PostgreSQL database.
        InstallationError: the driver for PostgreSQL is missing.
    """
    if isinstance(place, str) and "://" in place:
        return _postgresql_engine(place)
    path = Path(place)
    if not create:
        check_is_sqlite(path)
    return _sqlite_engine(path, create=create, durable=durable)


def address_of(place: str) -> sa.URL:
    """The address of a PostgreSQL database; print it with ``render_as_string(hide_password=True)``.

    Raises:
        UsageError: it is none.
    """
    try:
        url = sa.make_url(place)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise UsageError(f"{place!r} is no address of a database; write postgresql://user@host/name") from error
    if url.get_backend_name() != "postgresql":
        kind = url.get_backend_name()
        raise UsageError(f"{kind} is not supported; give a path (SQLite) or postgresql://user@host/name")
    return url.set(drivername="postgresql+psycopg")


def _postgresql_engine(place: str) -> sa.Engine:
    try:
        return sa.create_engine(address_of(place), isolation_level="REPEATABLE READ")
    except ImportError as error:
        raise InstallationError("PostgreSQL needs its driver: pip install 'strandline[postgres]'") from error


def check_is_sqlite(path: Path) -> None:
    """Refuse what is missing or no SQLite file, before SQLite words it less well.

    Raises:
        ChronologyError: says which.
    """
    if not path.is_file():
        raise ChronologyError(f"{path} does not exist; `strandline build INPUT -o DIR` makes a chronology")
    with path.open("rb") as stream:
        magic = stream.read(len(_SQLITE_MAGIC))
    if magic != _SQLITE_MAGIC:
        raise ChronologyError(f"{path} is not a SQLite database; build the chronology anew into another folder")


def _sqlite_engine(path: Path, *, create: bool, durable: bool) -> sa.Engine:
    address = f"file:{quote(str(path.absolute()))}?mode={'rwc' if create else 'rw'}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA cache_size = -65536")
        if durable:
            # A writer that spills shuts readers out until it is done, one that need not only while it commits.
            connection.execute(f"PRAGMA cache_spill = {_SPILL_PAGES}")
        else:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    # The sqlite3 module is told to leave transactions alone (isolation_level None), so that reads are one snapshot.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def schema_of(connection: sa.Connection) -> str | None:
    """The step at which a database stands; None where it is no chronology (yet)."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def migrate(engine: sa.Engine, *, place: str) -> None:
    """Bring the schema up to date, in one transaction; nothing happens where it is.

    Args:
        engine: the database.
        place: how messages name it.

    Raises:
        ChronologyError: the database was made by a newer Strandline, or cannot be written.
    """
    with engine.connect() as connection:
        found = schema_of(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise ChronologyError(
            f"{place} was written by a newer Strandline (schema {found}, this program knows {HEAD}); upgrade Strandline"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from alembic import command
        from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require_schema(engine: sa.Engine, *, place: str) -> None:
    """Refuse a database that is no chronology; bring an older one up to date.

    Raises:
        ChronologyError: it is foreign, damaged, locked, or newer than the program.
    """
    try:
        with engine.connect() as connection:
            if schema_of(connection) is None:
                raise ChronologyError(f"{place} is not a chronology; `strandline build INPUT -o DIR` makes one")
        migrate(engine, place=place)
    except sa.exc.DatabaseError as error:
        raise ChronologyError(f"{place} cannot be opened: {database_message(error)}") from error


def database_message(error: sa.exc.DatabaseError) -> str:
    """What a driver says, without SQLAlchemy's additions, with the advice that belongs to it."""
    said: Any = error.orig
    message = str(said).strip()
    if "locked" in message:
        return f"{message}; another program is writing to it: wait until it is done"
    if "malformed" in message or "not a database" in message:
        return f"{message}; the file is damaged: restore a copy, or build the chronology anew"
    return message
