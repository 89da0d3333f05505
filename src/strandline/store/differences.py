"""What of a chronology differs from the rows that stand: its contents in, the rows to be written out.

A record is the same where its digest is; the columns of a row are only made of what is to be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from strandline.records import Claim, Event
from strandline.store import rows, schema
from strandline.store.bulk import Row
from strandline.store.contents import Contents, RowChanges


@dataclass(frozen=True)
class Difference:
    """How the rows of a table have to change. ``numbers`` gives the number of every row that will stand, by id."""

    added: list[Row]
    changed: list[Row]
    moved: list[Row]
    removed: dict[str, int]
    numbers: dict[str, int]

    def as_changes(self) -> RowChanges:
        """The ids alone."""
        return _changes(self.added, self.changed, self.removed)


@dataclass(frozen=True)
class ClaimDifference:
    """How the rows of claims have to change; of those that go, ``removed`` gives the digests by id."""

    added: list[Row]
    changed: list[Row]
    removed: dict[str, str]

    def as_changes(self) -> RowChanges:
        """The ids alone."""
        return _changes(self.added, self.changed, self.removed)


def _changes(added: Iterable[Row], changed: Iterable[Row], removed: Iterable[str]) -> RowChanges:
    return RowChanges(
        added=tuple(row["id"] for row in added), changed=tuple(row["id"] for row in changed), removed=tuple(removed)
    )


@dataclass(frozen=True)
class Fresh:
    """Ids of the claims that do not stand in the database as they are to stand: they, or their documents, are new,
    changed or gone. ``everything``: nothing that stands there counts as known, for another program wrote it."""

    claims: frozenset[str]
    everything: bool

    @classmethod
    def of(cls, contents: Contents, claims: ClaimDifference, documents: Difference, *, same_program: bool) -> Fresh:
        """What is fresh, given what differs."""
        changed = {row["id"] for row in (*documents.added, *documents.changed)}
        own = {row["id"] for row in (*claims.added, *claims.changed)} | claims.removed.keys()
        own.update(claim.id for claim in contents.claims if claim.document in changed or not same_program)
        return cls(frozenset(own), not same_program)

    def concerns(self, event: Event) -> bool:
        """Whether an event stands on some of them."""
        return self.everything or not self.claims.isdisjoint(event.claims)


def documents_that_differ(connection: sa.Connection, contents: Contents) -> Difference:
    """Compare documents with the rows that stand."""
    made = (
        rows.document_row(document, at, contents.unresolved.get(document.id, ()))
        for at, document in enumerate(contents.documents)
    )
    return _difference(connection, schema.documents, made)


def claims_that_differ(connection: sa.Connection, contents: Contents) -> ClaimDifference:
    """Compare claims with the rows that stand."""
    query = sa.select(schema.claims.c.id, schema.claims.c.digest)
    known = dict(connection.execute(query).all())
    difference = ClaimDifference([], [], known)
    for claim in contents.claims:
        parts = rows.claim_parts(
            claim,
            contents.own_actors.get(claim.id),
            contents.own_where.get(claim.id),
            contents.workings.get(claim.id),
        )
        before = known.pop(claim.id, None)
        if before is None:
            difference.added.append(rows.claim_row(claim, parts))
        elif before != parts.digest:
            difference.changed.append(rows.claim_row(claim, parts))
    return difference


class _Stood(NamedTuple):
    """The row of an event as it stands, as far as it is compared."""

    number: int
    digest: str
    position: int
    sort_key: str
    behind: bool


def events_that_differ(
    connection: sa.Connection, contents: Contents, claims: Mapping[str, Claim], fresh: Fresh
) -> Difference:
    """Compare events, and where they stand, with the rows that stand.

    Args:
        connection: to the database.
        contents: what is to stand there.
        claims: all of them, by id.
        fresh: those that do not stand there so, or whose documents do not: an event that is as it was, and whose first
            claim is none of them, stands by itself where it stood.
    """
    table = schema.events.c
    query = sa.select(table.id, *(table[name] for name in _Stood._fields))
    known = {identity: _Stood(*stood) for identity, *stood in connection.execute(query).all()}
    following = max((stood.number for stood in known.values()), default=0) + 1
    documents = {document.id: document for document in contents.documents}
    difference = Difference([], [], [], {}, {})
    greatest = ""
    for at, event in enumerate(contents.events):
        parts = rows.event_parts(event, contents.own_whens.get(event.id))
        before = known.pop(event.id, None)
        same = before is not None and before.digest == parts.digest
        if same and before is not None and not fresh.everything and fresh.claims.isdisjoint(event.claims[:1]):
            key = before.sort_key
        else:
            key = rows.sort_key(event, claims, documents)
        standing = rows.Standing(at * rows.GAP, key, behind=key < greatest)
        greatest = max(greatest, key)
        number = following if before is None else before.number
        difference.numbers[event.id] = number
        if before is None:
            following += 1
            difference.added.append(rows.event_row(event, standing, parts) | {"number": number})
        elif not same:
            difference.changed.append(rows.event_row(event, standing, parts) | {"number": number})
        elif before[2:] != standing:
            difference.moved.append({"number": number, **standing._asdict()})
    difference.removed.update({identity: stood.number for identity, stood in known.items()})
    return difference


def _difference(connection: sa.Connection, table: sa.Table, found: Iterable[Row]) -> Difference:
    """Compare rows with what a numbered table holds, by their digests and positions."""
    query = sa.select(table.c.id, table.c.number, table.c.digest, table.c.position)
    known = {row.id: row for row in connection.execute(query).all()}
    following = max((row.number for row in known.values()), default=0) + 1
    difference = Difference([], [], [], {}, {})
    for row in found:
        before = known.pop(row["id"], None)
        if before is None:
            row["number"] = following
            following += 1
            difference.added.append(row)
        else:
            row["number"] = before.number
            if before.digest != row["digest"]:
                difference.changed.append(row)
            elif before.position != row["position"]:
                difference.moved.append({"number": row["number"], "position": row["position"]})
        difference.numbers[row["id"]] = row["number"]
    difference.removed.update({identity: row.number for identity, row in known.items()})
    return difference
