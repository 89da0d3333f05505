"""The log of what people decided: rows that are only ever added.

Each row carries a digest over itself and the digest of the row before it, so that a row that was changed or taken out
behind the database's back shows. Triggers refuse both from within.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from strandline.records import Decision
from strandline.store.schema import decisions

BEGINNING: Final = "0" * 64


def append_decisions(connection: sa.Connection, made: Iterable[Decision]) -> None:
    """Add decisions at the end of the log, in their order. The transaction must have been opened for writing."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE decisions IN SHARE ROW EXCLUSIVE MODE"))
    last = connection.execute(sa.select(decisions.c.digest).order_by(decisions.c.number.desc()).limit(1)).scalar()
    digest = last or BEGINNING
    for decision in made:
        row = _row(decision)
        digest = chain(digest, row)
        connection.execute(decisions.insert(), {**row, "digest": digest})


def all_decisions(connection: sa.Connection) -> list[Decision]:
    """Every decision, oldest first."""
    return [_decision(row) for row in connection.execute(sa.select(decisions).order_by(decisions.c.number))]


def decisions_on(connection: sa.Connection, target: str) -> list[Decision]:
    """The decisions about one event, claim, document, …, oldest first."""
    query = sa.select(decisions).where(decisions.c.target == target).order_by(decisions.c.number)
    return [_decision(row) for row in connection.execute(query)]


def decision_faults(connection: sa.Connection) -> Iterator[str]:
    """Where the chain of digests breaks."""
    digest, number = BEGINNING, 0
    for row in connection.execute(sa.select(decisions).order_by(decisions.c.number)):
        values = {column: getattr(row, column) for column in _COLUMNS}
        digest = chain(digest, values)
        if digest != row.digest:
            yield f"decision {row.id}: it, or a decision before it, was changed or removed outside Strandline"
            digest = row.digest
        number = row.number
    recorded = _last_number_given(connection)
    if recorded is not None and recorded != number:
        yield f"decisions: {recorded} were taken, the last that is left is number {number}"


def chain(before: str, row: dict[str, Any]) -> str:
    """The digest of a row that follows the row with the digest ``before``."""
    values = [before, *(row[column] for column in _COLUMNS)]
    return hashlib.sha256(msgspec.json.encode(values)).hexdigest()


_COLUMNS: Final = ("id", "at", "who", "action", "target", "before", "after", "note")


def _row(decision: Decision) -> dict[str, Any]:
    row = msgspec.structs.asdict(decision)
    row["before"] = msgspec.json.encode(decision.before).decode()
    row["after"] = msgspec.json.encode(decision.after).decode()
    return row


def _decision(row: sa.Row[Any]) -> Decision:
    return Decision(
        id=row.id,
        at=row.at,
        who=row.who,
        action=row.action,
        target=row.target,
        before=msgspec.json.decode(row.before),
        after=msgspec.json.decode(row.after),
        note=row.note,
    )


def _last_number_given(connection: sa.Connection) -> int | None:
    """SQLite remembers the last number that it gave; PostgreSQL leaves gaps where a transaction is given up."""
    if connection.dialect.name != "sqlite":
        return None
    value = connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'decisions'")).scalar()
    return None if value is None else int(value)
