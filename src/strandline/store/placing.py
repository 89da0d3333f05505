"""Puts single events in their places of the display: ids in, their rows' positions out, without a look at the others.

The whole order is always that of the least key among all that may come next (``display_order``, and ``schema.events``
for what is stored of it). So an event stands behind all that it has to follow, and there before the first one whose key
is greater.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from strandline.records import Event
from strandline.store import rows, schema
from strandline.store.bulk import batched

_BATCH: Final = 500
_decode_event = msgspec.json.Decoder(Event).decode


@dataclass(frozen=True)
class _Mover:
    """An event that is to be put in its place: its row's number, its key, and what it has to follow."""

    number: int
    key: str
    follows: tuple[str, ...]


def place_events(connection: sa.Connection, moving: Collection[str], follows: Mapping[str, Sequence[str]]) -> None:
    """Put events in their places, and those that follow them, whatever their keys.

    Args:
        connection: open for writing; the rows of the events stand, with their keys.
        moving: ids of the events.
        follows: all events that some of them have to follow; for the others, the record tells.
    """
    movers = _movers(connection, moving, follows)
    _set_aside(connection, movers.values())
    following: dict[str, list[str]] = {}
    waiting = {}
    for identity, mover in movers.items():
        known = {other for other in mover.follows if other in movers}
        waiting[identity] = len(known)
        for other in known:
            following.setdefault(other, []).append(identity)
    ready = [(movers[identity].key, identity) for identity, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    while ready:
        _, identity = heapq.heappop(ready)
        _put(connection, movers[identity])
        for other in following.get(identity, ()):
            waiting[other] -= 1
            if waiting[other] == 0:
                heapq.heappush(ready, (movers[other].key, other))


def _movers(
    connection: sa.Connection, moving: Collection[str], follows: Mapping[str, Sequence[str]]
) -> dict[str, _Mover]:
    """The events that move, and all that follow them, directly or not."""
    table = schema.events.c
    found: dict[str, _Mover] = {}
    front = set(moving)
    while front:
        onward: set[str] = set()
        for batch in batched(sorted(front), _BATCH):
            query = sa.select(table.number, table.sort_key, table.record).where(table.id.in_(batch))
            for number, key, record in connection.execute(query):
                event = _decode_event(record)
                found[event.id] = _Mover(number, key, tuple(follows.get(event.id, event.after)))
                onward.update(event.before)
        front = onward - found.keys()
    return found


def _set_aside(connection: sa.Connection, movers: Iterable[_Mover]) -> None:
    """Put events behind all others, where they stand in nobody's way."""
    table = schema.events
    last = connection.execute(sa.select(sa.func.max(table.c.position))).scalar() or 0
    statement = table.update().where(table.c.number == sa.bindparam("the_row"))
    statement = statement.values(position=sa.bindparam("place"), behind=True)
    for batch in batched(enumerate(movers, start=1), _BATCH):
        places = [{"the_row": mover.number, "place": last + at * rows.GAP} for at, mover in batch]
        connection.execute(statement, places)


def _put(connection: sa.Connection, mover: _Mover) -> None:
    """Put an event before the first one whose key is greater, behind all that it has to follow; makes room where there
    is none."""
    table = schema.events
    following = _first_after(connection, mover, _last_of(connection, mover.follows))
    others: list[Any] = [table.c.number != mover.number]
    if following is not None:
        others.append(table.c.position < following)
    before = connection.execute(sa.select(sa.func.max(table.c.position)).where(*others)).scalar()
    if before is not None and following is not None and following - before < 2:
        _make_room(connection)
        _put(connection, mover)
        return
    if before is None:
        position = 0 if following is None else int(following) - rows.GAP
    else:
        position = int(before) + (rows.GAP if following is None else (int(following) - int(before)) // 2)
    unbound = _first_by_key(connection, mover, None)
    behind = unbound is not None and unbound < position
    connection.execute(table.update().where(table.c.number == mover.number).values(position=position, behind=behind))


def _first_after(connection: sa.Connection, mover: _Mover, floor: int | None) -> int | None:
    """The position of the first event behind a place whose key is greater."""
    table = schema.events.c
    where = [table.behind, table.sort_key > mover.key, table.number != mover.number]
    if floor is not None:
        where.append(table.position > floor)
    pushed = connection.execute(sa.select(sa.func.min(table.position)).where(*where)).scalar()
    found = [_first_by_key(connection, mover, floor), pushed]
    return min((place for place in found if place is not None), default=None)


def _first_by_key(connection: sa.Connection, mover: _Mover, floor: int | None) -> int | None:
    """The same among those that stand in the order of their keys."""
    table = schema.events.c
    where = [~table.behind, table.sort_key > mover.key, table.number != mover.number]
    if floor is not None:
        where.append(table.position > floor)
    query = sa.select(table.position).where(*where).order_by(table.sort_key).limit(1)
    return connection.execute(query).scalar()


def _last_of(connection: sa.Connection, identities: Sequence[str]) -> int | None:
    """The position of the last of some events."""
    table = schema.events.c
    found: list[int] = []
    for batch in batched(identities, _BATCH):
        found += connection.scalars(sa.select(table.position).where(table.id.in_(batch)))
    return max(found, default=None)


def _make_room(connection: sa.Connection) -> None:
    """Give all events their positions anew."""
    table = schema.events
    numbers = list(connection.scalars(sa.select(table.c.number).order_by(table.c.position)))
    statement = table.update().where(table.c.number == sa.bindparam("the_row")).values(position=sa.bindparam("place"))
    for batch in batched(enumerate(numbers), 5_000):
        connection.execute(statement, [{"the_row": number, "place": at * rows.GAP} for at, number in batch])
