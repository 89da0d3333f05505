"""Where events stand by themselves: by time, standing and place in the text, so that one can be put among them."""

from __future__ import annotations

import heapq
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from alembic import op

from strandline.display_order import display_key
from strandline.records import Claim, Document, Event

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

_GAP: Final = 1 << 20
_BATCH: Final = 5_000


def upgrade() -> None:
    """Add the columns, work the keys out, and put all events in their order."""
    op.add_column("events", sa.Column("sort_key", sa.Text, nullable=False, server_default=""))
    op.add_column("events", sa.Column("behind", sa.Boolean, nullable=False, server_default=sa.false()))
    connection = op.get_bind()
    keys: dict[str, str] = {}
    after: dict[str, tuple[str, ...]] = {}
    for record, claim, document, text in connection.execute(first_claims()):
        event = msgspec.json.decode(record, type=Event)
        first = None if claim is None else msgspec.json.decode(claim, type=Claim)
        source = None if document is None else msgspec.json.decode(document, type=Document)
        if source is not None:
            source = msgspec.structs.replace(source, text=text)
        keys[event.id] = display_key(event, first, source)
        after[event.id] = event.after
    write_order(connection, keys, in_order(keys, after))
    op.create_index("ix_events_behind_sort_key_position", "events", ["behind", "sort_key", "position"])


def downgrade() -> None:
    """Refused: an older program would not keep what this step adds."""
    raise NotImplementedError("this step is not taken back")


def first_claims() -> sa.TextClause:
    """Each event's record with its first claim, that claim's document and its text; null where it has no claim."""
    return sa.text(
        "SELECT events.record, claims.record, documents.record, documents.text FROM events "
        "LEFT JOIN event_claims ON event_claims.event = events.number AND event_claims.position = 0 "
        "LEFT JOIN claims ON claims.id = event_claims.claim LEFT JOIN documents ON documents.id = claims.document"
    )


def in_order(keys: dict[str, str], after: dict[str, tuple[str, ...]]) -> list[str]:
    """Ids of all events: of those that may come next, always the one with the least key."""
    following: dict[str, list[str]] = {}
    waiting = {}
    for item, before in after.items():
        known = [other for other in before if other in keys]
        waiting[item] = len(known)
        for other in known:
            following.setdefault(other, []).append(item)
    ready = [(keys[item], item) for item, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    found = []
    while ready:
        _, item = heapq.heappop(ready)
        found.append(item)
        for other in following.get(item, ()):
            waiting[other] -= 1
            if waiting[other] == 0:
                heapq.heappush(ready, (keys[other], other))
    # Nothing stands in a circle; were it so, its events would come last rather than get lost.
    return found + sorted(keys.keys() - set(found), key=keys.__getitem__)


def write_order(connection: sa.Connection, keys: dict[str, str], order: list[str]) -> None:
    """Set position, key, and whether an event of a greater key stands before it."""
    rows: list[dict[str, Any]] = []
    greatest = ""
    for at, item in enumerate(order):
        rows.append({"the_id": item, "place": at * _GAP, "key": keys[item], "pushed": keys[item] < greatest})
        greatest = max(greatest, keys[item])
    events = sa.table(
        "events", *(sa.column(name) for name in ("id", "position", "sort_key")), sa.column("behind", sa.Boolean)
    )
    statement = events.update().where(events.c.id == sa.bindparam("the_id"))
    statement = statement.values(
        position=sa.bindparam("place"), sort_key=sa.bindparam("key"), behind=sa.bindparam("pushed", type_=sa.Boolean)
    )
    for begin in range(0, len(rows), _BATCH):
        connection.execute(statement, rows[begin : begin + _BATCH])
