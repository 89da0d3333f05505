"""The log of what people decided: rows that are only ever added.

Each row carries a digest over itself and the digest of the row before it, so that a row that was changed or taken out
behind the database's back shows. Triggers refuse both from within.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
import sqlalchemy as sa

from strandline.records import Decision, undone
from strandline.store.bulk import batched, put
from strandline.store.schema import decision_subjects, decisions

BEGINNING: Final = "0" * 64
_BATCH: Final = 500


class Numbered(NamedTuple):
    """A decision and its place in the log, from 1."""

    number: int
    decision: Decision


def lock_decisions(connection: sa.Connection) -> None:
    """Let nobody else write decisions until the transaction ends; first of all in it, so that nothing is read before.

    SQLite: a transaction that is opened for writing is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE decisions IN SHARE ROW EXCLUSIVE MODE"))


def append_decisions(connection: sa.Connection, made: Iterable[Decision]) -> int:
    """Add decisions at the end of the log, in their order. The transaction must have been opened for writing.

    Returns the number of the last one.
    """
    lock_decisions(connection)
    query = sa.select(decisions.c.number, decisions.c.digest).order_by(decisions.c.number.desc()).limit(1)
    last = connection.execute(query).first()
    number, digest = (0, BEGINNING) if last is None else (last.number, last.digest)
    for decision in made:
        row = _row(decision)
        digest = chain(digest, row)
        number += 1
        found = subjects_of(connection, decision)
        connection.execute(decisions.insert(), {**row, "number": number, "digest": digest})
        put(connection, decision_subjects, [{"subject": subject, "number": number} for subject in sorted(found)])
    return number


def subjects_of(connection: sa.Connection, decision: Decision) -> set[str]:
    """Ids of all that a decision speaks of: what an undone decision spoke of, its undoing speaks of too."""
    found = {decision.target, *_listed(decision.before), *_listed(decision.after)} - {""}
    if decision.action == "undo":
        query = sa.select(decision_subjects.c.subject).join(decisions, decisions.c.number == decision_subjects.c.number)
        found.update(connection.scalars(query.where(decisions.c.id == decision.target)))
    return found


def _listed(value: Any) -> Iterator[str]:
    """Ids of events, claims and what else one side of a decision names."""
    if not isinstance(value, Mapping):
        return
    for name in ("events", "claims"):
        found = value.get(name)
        if isinstance(found, Mapping):
            yield from found
            for claims in found.values():
                yield from (item for item in claims if isinstance(item, str))
        elif isinstance(found, list | tuple):
            yield from (item for item in found if isinstance(item, str))
    for name in ("same_as", "made"):
        if isinstance(value.get(name), str):
            yield value[name]


def last_number(connection: sa.Connection) -> int:
    """The number of the last decision; 0 where there is none."""
    return connection.execute(sa.select(sa.func.max(decisions.c.number))).scalar() or 0


def numbered_decisions(connection: sa.Connection, where: Sequence[sa.ColumnElement[bool]] = ()) -> list[Numbered]:
    """Decisions that meet some conditions, oldest first, each with its number."""
    query = sa.select(decisions).where(*where).order_by(decisions.c.number)
    return [Numbered(row.number, _decision(row)) for row in connection.execute(query)]


def decisions_page(
    connection: sa.Connection, *, target: str | None, after: int | None, limit: int, offset: int
) -> list[Numbered]:
    """Some rows of the log: the newest first or, where ``after`` is a number, those after it, oldest first.

    Args:
        connection: the database.
        target: only decisions that speak of this id.
        after: only decisions with a greater number.
        limit: rows at most.
        offset: rows to pass over.
    """
    table = decisions.c
    order = table.number.desc() if after is None else table.number
    query = sa.select(decisions).where(*_about(target, after)).order_by(order).limit(limit).offset(offset)
    return [Numbered(row.number, _decision(row)) for row in connection.execute(query)]


def count_decisions(connection: sa.Connection, *, target: str | None, after: int | None) -> int:
    """How many rows ``decisions_page`` has in all."""
    query = sa.select(sa.func.count()).select_from(decisions).where(*_about(target, after))
    return connection.execute(query).scalar_one()


def _about(target: str | None, after: int | None) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if target is not None:
        spoken = sa.select(decision_subjects.c.number).where(decision_subjects.c.subject == target)
        found.append(decisions.c.number.in_(spoken))
    if after is not None:
        found.append(decisions.c.number > after)
    return found


def decision_of(connection: sa.Connection, identity: str) -> Numbered | None:
    """The decision of this id."""
    found = numbered_decisions(connection, [decisions.c.id == identity])
    return found[0] if found else None


def decisions_about(connection: sa.Connection, subjects: Sequence[str], *, after: int = 0) -> list[Numbered]:
    """Decisions that speak of any of some things, oldest first; only those with a greater number than ``after``."""
    numbers: set[int] = set()
    table = decision_subjects.c
    for batch in batched(subjects, _BATCH):
        query = sa.select(table.number).where(table.subject.in_(batch), table.number > after)
        numbers.update(connection.scalars(query))
    found: list[Numbered] = []
    for batch_of_numbers in batched(sorted(numbers), _BATCH):
        found += numbered_decisions(connection, [decisions.c.number.in_(batch_of_numbers)])
    return found


def undone_by(connection: sa.Connection) -> dict[str, str]:
    """For each decision that is taken back, the id of the decision that does so."""
    taken: dict[str, str] = {}
    for _, decision in reversed(numbered_decisions(connection, [decisions.c.action == "undo"])):
        if decision.id not in taken:
            taken[decision.target] = decision.id
    return taken


def last_word(connection: sa.Connection, target: str, actions: Sequence[str]) -> str | None:
    """The last of some actions that was taken on a target and that nobody took back."""
    found = [decision for _, decision in decisions_about(connection, [target])]
    taken_back = undone(found)
    words = [one.action for one in found if one.target == target and one.action in actions and one.id not in taken_back]
    return words[-1] if words else None


def standing(connection: sa.Connection, actions: Sequence[str]) -> list[Decision]:
    """The decisions of some kinds that nobody took back, oldest first."""
    found = numbered_decisions(connection, [decisions.c.action.in_(actions)])
    taken = undone_by(connection) if found else {}
    return [decision for _, decision in found if decision.id not in taken]


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
