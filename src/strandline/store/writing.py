"""Writes a chronology: all its contents in, only the rows that differ out to the database, in one transaction.

The same function serves ``build`` (into an empty database), ``add`` (into a full one) and PostgreSQL. A run that dies
inside the transaction leaves what stood there before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from strandline.errors import ChronologyError
from strandline.records import Claim, Event
from strandline.store import rows, schema, search
from strandline.store.bulk import Row, batched, is_postgresql, put
from strandline.store.checking import event_faults, require_sound
from strandline.store.contents import Changes, Contents, StoredReading
from strandline.store.differences import (
    ClaimDifference,
    Difference,
    Fresh,
    claims_that_differ,
    documents_that_differ,
    events_that_differ,
)

_BATCH: Final = 5_000
_LINKS: Final = (schema.event_claims, schema.event_documents, schema.event_actors, schema.event_places)


def write_contents(connection: sa.Connection, contents: Contents) -> Changes:
    """Make the database hold exactly ``contents``; decisions and readings stay as they are.

    Raises:
        QuoteMismatch: words that a claim or event stands on are not where it says.
        ChronologyError: another invariant of the records is broken (see ``checking``); nothing was written then,
            provided that the caller's transaction is given up.
    """
    by_id = require_linked(contents)
    claims = claims_that_differ(connection, contents)
    documents = documents_that_differ(connection, contents)
    fresh = Fresh.of(contents, claims, documents, same_program=_is_of_this_program(connection, contents))
    events = events_that_differ(connection, contents, by_id, fresh)
    _require_sound(contents, by_id, fresh, events)
    # Claims go first: removing a document would take its claims along uncounted.
    _write_claims(connection, claims)
    _write_documents(connection, documents)
    _write_events(connection, contents, by_id, events)
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
    return Changes(documents=documents.as_changes(), claims=claims.as_changes(), events=events.as_changes())


def require_linked(contents: Contents) -> dict[str, Claim]:
    """Check every link between the records; returns the claims by id.

    Raises:
        ChronologyError: see ``write_contents``.
    """
    texts = {document.id: document for document in contents.documents}
    if len(texts) != len(contents.documents):
        raise ChronologyError("two documents of the chronology have the same id")
    by_id = {claim.id: claim for claim in contents.claims}
    if len(by_id) != len(contents.claims):
        raise ChronologyError("two claims of the chronology have the same id")
    for claim in contents.claims:
        if claim.document not in texts:
            raise ChronologyError(f"claim {claim.id} is of document {claim.document}, which is not in the chronology")
    seen = {event.id for event in contents.events}
    if len(seen) != len(contents.events):
        raise ChronologyError("two events of the chronology have the same id")
    for event in contents.events:
        for neighbour in (*event.after, *event.before):
            if neighbour not in seen:
                raise ChronologyError(f"event {event.id} stands beside the event {neighbour}, which does not exist")
    for claim in contents.claims:
        if claim.event is not None and claim.event not in seen:
            raise ChronologyError(f"claim {claim.id} belongs to the event {claim.event}, which does not exist")
    return by_id


def _is_of_this_program(connection: sa.Connection, contents: Contents) -> bool:
    """Whether the program that wrote what stands there says that it is the one that writes now."""
    written = connection.scalar(sa.select(schema.meta.c.value).where(schema.meta.c.key == "program"))
    return written is not None and written == _json(contents.meta.get("program"))


def _require_sound(contents: Contents, claims: Mapping[str, Claim], fresh: Fresh, events: Difference) -> None:
    """Check the words of every record that the database does not hold already: what it holds was checked when this very
    program wrote it. The texts are checked against their hashes always.

    Raises:
        QuoteMismatch, ChronologyError: see ``write_contents``.
    """
    of_document: dict[str, list[Claim]] = {}
    for claim in contents.claims:
        if claim.id in fresh.claims:
            of_document.setdefault(claim.document, []).append(claim)
    for document in contents.documents:
        require_sound(document, of_document.get(document.id, ()))
    texts = {document.id: document.text for document in contents.documents}
    written = {row["id"] for row in (*events.added, *events.changed)}
    for event in contents.events:
        if event.id in written or fresh.concerns(event):
            for fault in event_faults(event, claims, texts):
                raise ChronologyError(f"event {event.id}: {fault.message}")


def state_of(connection: sa.Connection) -> str:
    """A hash of all documents, claims and events as they stand: the sum of their parts, 64 hex digits."""
    return plus_rows(
        "0",
        (
            (table.name, identity, digest)
            for table in (schema.documents, schema.claims, schema.events)
            for identity, digest in connection.execute(sa.select(table.c.id, table.c.digest)).all()
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


def _write_documents(connection: sa.Connection, difference: Difference) -> None:
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


def _searched(connection: sa.Connection, identities: Sequence[str]) -> dict[str, tuple[str | None, str]]:
    """Title and text of documents as they were indexed."""
    table = schema.documents.c
    found = {}
    for batch in batched(identities, 500):
        query = sa.select(table.id, table.title, table.text).where(table.id.in_(batch))
        found.update({identity: (title, text) for identity, title, text in connection.execute(query)})
    return found


def _write_claims(connection: sa.Connection, difference: ClaimDifference) -> None:
    _delete(connection, schema.claims, schema.claims.c.id, list(difference.removed))
    _update(connection, schema.claims, difference.changed, key="id")
    put(connection, schema.claims, difference.added)


def _write_events(
    connection: sa.Connection, contents: Contents, claims: Mapping[str, Claim], difference: Difference
) -> None:
    changed = [difference.numbers[row["id"]] for row in difference.changed]
    unlink_events(connection, [*difference.removed.values(), *changed])
    _apply(connection, schema.events, difference)
    touched = {row["id"] for row in (*difference.added, *difference.changed)}
    written = [(event, difference.numbers[event.id]) for event in contents.events if event.id in touched]
    link_events(connection, written, claims)


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
    query = sa.select(table.c.id, table.c.number)
    return dict(connection.execute(query).all())


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
