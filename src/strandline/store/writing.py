"""Writes a chronology: all its contents in, only the rows that differ out to the database, in one transaction.

The same function serves ``build`` (into an empty database), ``add`` (into a full one) and PostgreSQL. A run that dies
inside the transaction leaves what stood there before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from strandline.errors import ChronologyError
from strandline.records import Claim, Event
from strandline.store import rows, schema, search
from strandline.store.bulk import Row, batched, is_postgresql, put
from strandline.store.checking import event_faults, require_sound
from strandline.store.contents import Changes, Contents, RowChanges, StoredReading

_BATCH: Final = 5_000
_LINKS: Final = (schema.event_claims, schema.event_documents, schema.event_actors, schema.event_places)


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
        return RowChanges(
            added=tuple(row["id"] for row in self.added),
            changed=tuple(row["id"] for row in self.changed),
            removed=tuple(self.removed),
        )


def write_contents(connection: sa.Connection, contents: Contents) -> Changes:
    """Make the database hold exactly ``contents``; decisions and readings stay as they are.

    Raises:
        QuoteMismatch: words that a claim or event stands on are not where it says.
        ChronologyError: another invariant of the records is broken (see ``checking``); nothing was written then,
            provided that the caller's transaction is given up.
    """
    by_id = require_sound_contents(contents)
    # Claims go first: removing a document would take its claims along uncounted.
    claims = _write_claims(connection, contents)
    documents = _write_documents(connection, contents)
    events = _write_events(connection, contents, by_id)
    _replace(connection, schema.origins, _origin_rows(contents))
    _replace(
        connection, schema.redirects, [{"old": old, "new": new} for old, new in sorted(contents.redirects.items())]
    )
    _replace(connection, schema.inputs, _input_rows(contents))
    _replace(connection, schema.orderings, _ordering_rows(contents))
    state = state_of(connection)
    values = {
        **contents.meta,
        "state": state,
        "written": state,
        "workings": bool(contents.workings) or not contents.claims,
    }
    encoded = [{"key": key, "value": _json(value)} for key, value in sorted(values.items())]
    _replace(connection, schema.meta, encoded)
    _drop_stale_readings(connection)
    if is_postgresql(connection):
        connection.exec_driver_sql("ANALYZE")
    return Changes(documents=documents, claims=claims, events=events)


def require_sound_contents(contents: Contents) -> dict[str, Claim]:
    """Check every record and every link between them; returns the claims by id.

    Raises:
        QuoteMismatch, ChronologyError: see ``write_contents``.
    """
    texts = {document.id: document for document in contents.documents}
    if len(texts) != len(contents.documents):
        raise ChronologyError("two documents of the chronology have the same id")
    by_id = {claim.id: claim for claim in contents.claims}
    if len(by_id) != len(contents.claims):
        raise ChronologyError("two claims of the chronology have the same id")
    of_document: dict[str, list[Claim]] = {}
    for claim in contents.claims:
        if claim.document not in texts:
            raise ChronologyError(f"claim {claim.id} is of document {claim.document}, which is not in the chronology")
        of_document.setdefault(claim.document, []).append(claim)
    for document in contents.documents:
        require_sound(document, of_document.get(document.id, ()))
    seen = {event.id for event in contents.events}
    if len(seen) != len(contents.events):
        raise ChronologyError("two events of the chronology have the same id")
    plain = {identity: document.text for identity, document in texts.items()}
    for event in contents.events:
        for fault in event_faults(event, by_id, plain):
            raise ChronologyError(f"event {event.id}: {fault.message}")
        for neighbour in (*event.after, *event.before):
            if neighbour not in seen:
                raise ChronologyError(f"event {event.id} stands beside the event {neighbour}, which does not exist")
    for claim in contents.claims:
        if claim.event is not None and claim.event not in seen:
            raise ChronologyError(f"claim {claim.id} belongs to the event {claim.event}, which does not exist")
    return by_id


def state_of(connection: sa.Connection) -> str:
    """A hash of all documents, claims and events as they stand: the sum of their parts, 64 hex digits."""
    return plus_rows(
        "0",
        (
            (table.name, identity, digest)
            for table in (schema.documents, schema.claims, schema.events)
            for identity, digest in connection.execute(sa.select(table.c.id, table.c.digest))
        ),
    )


def plus_rows(state: str, added: Iterable[tuple[str, str, str]], removed: Iterable[tuple[str, str, str]] = ()) -> str:
    """The state after some rows came and went, each given as table, id and digest."""
    total = int(state, 16)
    total += sum(_part(*row) for row in added) - sum(_part(*row) for row in removed)
    return f"{total % (1 << 256):064x}"


def _part(table: str, identity: str, digest: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{table} {identity} {digest}".encode()).digest(), "big")


def add_readings(connection: sa.Connection, found: Iterable[StoredReading]) -> None:
    """Keep what the reader saw; readings that are kept already stay."""
    for batch in batched(found, 500):
        wanted = {(reading.text_sha256, reading.reader): reading for reading in batch}
        hashes = sorted({text for text, _ in wanted})
        known = connection.execute(
            sa.select(schema.readings.c.text_sha256, schema.readings.c.reader).where(
                schema.readings.c.text_sha256.in_(hashes)
            )
        )
        for text, reader in known:
            wanted.pop((text, reader), None)
        put(connection, schema.readings, (msgspec.structs.asdict(reading) for reading in wanted.values()))


def _write_documents(connection: sa.Connection, contents: Contents) -> RowChanges:
    made = (
        rows.document_row(document, at, contents.unresolved.get(document.id, ()))
        for at, document in enumerate(contents.documents)
    )
    difference = _difference(connection, schema.documents, made)
    touched = [*difference.removed, *(row["id"] for row in difference.changed)]
    searched = _searched(connection, touched)
    fresh = {row["id"]: (row["title"], row["text"]) for row in difference.changed}
    stale = [identity for identity in touched if searched[identity] != fresh.get(identity)]
    before = {**_numbers_of(connection, schema.documents), **difference.removed}
    for identity in stale:
        search.drop_passages(connection, before[identity], *searched[identity])
    _apply(connection, schema.documents, difference)
    again = [row for row in difference.changed if row["id"] in set(stale)]
    found = [*again, *difference.added]
    search.index_passages(
        connection, (piece for row in found for piece in search.passages_of(row["number"], row["title"], row["text"]))
    )
    return difference.as_changes()


def _searched(connection: sa.Connection, identities: Sequence[str]) -> dict[str, tuple[str | None, str]]:
    """Title and text of documents as they were indexed."""
    table = schema.documents.c
    found = {}
    for batch in batched(identities, 500):
        query = sa.select(table.id, table.title, table.text).where(table.id.in_(batch))
        found.update({identity: (title, text) for identity, title, text in connection.execute(query)})
    return found


def _write_claims(connection: sa.Connection, contents: Contents) -> RowChanges:
    known = {row.id: row.digest for row in connection.execute(sa.select(schema.claims.c.id, schema.claims.c.digest))}
    added: list[Row] = []
    changed: list[Row] = []
    for claim in contents.claims:
        row = rows.claim_row(
            claim,
            contents.own_actors.get(claim.id),
            contents.own_where.get(claim.id),
            contents.workings.get(claim.id),
        )
        before = known.pop(row["id"], None)
        if before is None:
            added.append(row)
        elif before != row["digest"]:
            changed.append(row)
    _delete(connection, schema.claims, schema.claims.c.id, list(known))
    _update(connection, schema.claims, changed, key="id")
    put(connection, schema.claims, added)
    return RowChanges(
        added=tuple(row["id"] for row in added), changed=tuple(row["id"] for row in changed), removed=tuple(known)
    )


def _write_events(connection: sa.Connection, contents: Contents, claims: Mapping[str, Claim]) -> RowChanges:
    events = contents.events
    difference = _difference(connection, schema.events, _event_rows(contents, claims))
    changed = [difference.numbers[row["id"]] for row in difference.changed]
    unlink_events(connection, [*difference.removed.values(), *changed])
    _apply(connection, schema.events, difference)
    touched = {row["id"] for row in (*difference.added, *difference.changed)}
    link_events(connection, [(event, difference.numbers[event.id]) for event in events if event.id in touched], claims)
    return difference.as_changes()


def _event_rows(contents: Contents, claims: Mapping[str, Claim]) -> Iterator[Row]:
    documents = {document.id: document for document in contents.documents}
    greatest = ""
    for at, event in enumerate(contents.events):
        key = rows.sort_key(event, claims, documents)
        standing = rows.Standing(at * rows.GAP, key, behind=key < greatest)
        yield rows.event_row(event, standing, contents.own_whens.get(event.id))
        greatest = max(greatest, key)


def link_events(connection: sa.Connection, numbered: Sequence[tuple[Event, int]], claims: Mapping[str, Claim]) -> None:
    """Write what events are made of and found by; each with its number, none of it there yet."""
    put(connection, schema.event_claims, (row for event, number in numbered for row in rows.claim_links(event, number)))
    put(
        connection,
        schema.event_documents,
        (row for event, number in numbered for row in rows.document_links(event, number, claims)),
    )
    put(connection, schema.event_actors, (row for event, number in numbered for row in rows.actor_links(event, number)))
    put(connection, schema.event_places, (row for event, number in numbered for row in rows.place_links(event, number)))
    for batch in batched((rows.event_words(event, number, claims) for event, number in numbered), _BATCH):
        search.index_events(connection, batch)


def unlink_events(connection: sa.Connection, numbers: Sequence[int]) -> None:
    """Remove what ``link_events`` wrote."""
    search.drop_events(connection, numbers)
    for table in _LINKS:
        _delete(connection, table, table.c.event, numbers)


def _numbers_of(connection: sa.Connection, table: sa.Table) -> dict[str, int]:
    return {row.id: row.number for row in connection.execute(sa.select(table.c.id, table.c.number))}


def _difference(connection: sa.Connection, table: sa.Table, found: Iterable[Row]) -> Difference:
    """Compare rows with what a numbered table holds, by their digests and where they stand."""
    standing = [name for name in rows.Standing._fields if name in table.c]
    query = sa.select(table.c.id, table.c.number, table.c.digest, *(table.c[name] for name in standing))
    known = {row.id: row for row in connection.execute(query)}
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
            elif any(getattr(before, name) != row[name] for name in standing):
                difference.moved.append({name: row[name] for name in ("number", *standing)})
        difference.numbers[row["id"]] = row["number"]
    difference.removed.update({identity: row.number for identity, row in known.items()})
    return difference


def _apply(connection: sa.Connection, table: sa.Table, difference: Difference) -> None:
    _delete(connection, table, table.c.number, list(difference.removed.values()))
    _update(connection, table, difference.moved, key="number")
    _update(connection, table, difference.changed, key="number")
    put(connection, table, difference.added)


def _update(connection: sa.Connection, table: sa.Table, found: Sequence[Row], *, key: str) -> None:
    for columns, group in groupby(found, key=lambda row: sorted(set(row) - {key})):
        setting: dict[str, Any] = {column: sa.bindparam(f"new_{column}") for column in columns}
        statement = table.update().where(table.c[key] == sa.bindparam("the_row")).values(setting)
        for batch in batched(group, _BATCH):
            values = [{"the_row": row[key], **{f"new_{name}": row[name] for name in columns}} for row in batch]
            connection.execute(statement, values)


def _delete(connection: sa.Connection, table: sa.Table, column: sa.Column[Any], values: Sequence[Any]) -> None:
    statement = table.delete().where(column == sa.bindparam("the_row"))
    for batch in batched(values, _BATCH):
        connection.execute(statement, [{"the_row": value} for value in batch])


def _replace(connection: sa.Connection, table: sa.Table, found: Sequence[Row]) -> None:
    connection.execute(table.delete())
    put(connection, table, found)


def _origin_rows(contents: Contents) -> list[Row]:
    return [
        {"id": origin.id, "position": at, "record": msgspec.json.encode(origin).decode()}
        for at, origin in enumerate(contents.origins)
    ]


def _input_rows(contents: Contents) -> list[Row]:
    return [
        {
            "path": record.path,
            "fingerprint": record.fingerprint,
            "settings": record.settings,
            "documents": _json(record.documents),
            "notes": _json(record.notes),
            "refusals": _json(record.refusals),
        }
        for record in sorted(contents.inputs, key=lambda record: (record.path, record.fingerprint))
    ]


def _ordering_rows(contents: Contents) -> list[Row]:
    return [
        {"number": at, "first": first, "second": second, "word": word}
        for at, (first, second, word) in enumerate(contents.orderings)
    ]


def _json(value: Any) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def _drop_stale_readings(connection: sa.Connection) -> None:
    """Forget readings of texts that are no longer in the chronology."""
    connection.execute(
        schema.readings.delete().where(schema.readings.c.text_sha256.not_in(sa.select(schema.documents.c.text_sha256)))
    )
