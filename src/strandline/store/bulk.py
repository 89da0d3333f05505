"""Many rows at once: SQLite by ``executemany``, PostgreSQL by ``COPY``, which is several times as fast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final, TypeVar

import sqlalchemy as sa

Row = dict[str, Any]
T = TypeVar("T")
_BATCH: Final = 5_000


def is_postgresql(connection: sa.Connection) -> bool:
    """Whether the database is PostgreSQL, else it is SQLite."""
    return connection.dialect.name == "postgresql"


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of ``size`` values, the last one shorter."""
    iterator = iter(values)
    while batch := list(islice(iterator, size)):
        yield batch


def put(connection: sa.Connection, table: sa.Table, rows: Iterable[Row]) -> None:
    """Insert rows; all have the same columns."""
    for batch in batched(rows, _BATCH):
        if is_postgresql(connection):
            copy_rows(connection, table.name, list(batch[0]), (list(row.values()) for row in batch))
        else:
            _insert(connection, table.name, batch)


def _insert(connection: sa.Connection, table: str, rows: list[Row]) -> None:
    """Insert rows into a table of SQLite: past the statement builder, which looks at every value once more."""
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column) for column in rows[0])
    marks = ", ".join("?" * len(rows[0]))
    statement = f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})"  # noqa: S608 - names of the schema
    connection.exec_driver_sql(statement, [tuple(row.values()) for row in rows])


def copy_rows(connection: sa.Connection, table: str, columns: list[str], rows: Iterable[list[Any]]) -> None:
    """Insert rows into a table of PostgreSQL; values in the order of ``columns``."""
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column) for column in columns)
    driver = connection.connection.driver_connection
    if driver is None:
        raise sa.exc.InvalidRequestError("the connection is closed")
    with driver.cursor() as cursor, cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def put_words(connection: sa.Connection, table: str, rows: Iterable[tuple[int, str]]) -> None:
    """Insert numbers and the words that they are found by into a search table of PostgreSQL."""
    connection.exec_driver_sql("CREATE TEMPORARY TABLE IF NOT EXISTS new_words (number integer, words text)")
    copy_rows(connection, "new_words", ["number", "words"], ([number, words] for number, words in rows))
    insert = f"INSERT INTO {table} SELECT number, to_tsvector('strandline', words) FROM new_words"  # noqa: S608
    connection.exec_driver_sql(insert)
    connection.exec_driver_sql("TRUNCATE new_words")
