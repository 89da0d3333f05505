"""Writes a few events of a chronology without a look at the others: the rows concerned in, the new state out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import msgspec
import sqlalchemy as sa

from strandline.errors import ChronologyError
from strandline.records import Actor, Claim, Document, Event, Place, When
from strandline.store import rows, schema
from strandline.store.bulk import Row, batched, put
from strandline.store.checking import event_faults, require_sound
from strandline.store.concerned import documents_of
from strandline.store.contents import Working
from strandline.store.placing import place_events
from strandline.store.writing import link_events, plus_rows, unlink_events

_BATCH: Final = 500


class Spot(NamedTuple):
    """Where an event goes in the display: ``key`` is what its time alone gives for that (``display_order.time_key``),
    to which the store adds its place in the text; ``follows`` are ids of events that stand before it."""

    key: str
    follows: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Rewrite:
    """What is to be written.

    Attributes:
        events: events that are new or changed, in order of display, each with its own time where that was narrowed.
        places: where events go that have to be put in their place anew, though nothing else of them may have changed.
            Those whose key changed, and what follows them, go to their places unasked.
        removed: ids of events that are no more.
        claims: claims that are new or changed.
        workings: of claims that are new or have another voice.
        own_actors: actors of claims as they stood before a person said otherwise, where nobody had before.
        own_where: the same for places.
        redirects: ids that are to redirect; ``standing`` ids no longer do.
        removed_claims: ids of claims that are no more.
        members: all claims of the events, by id.
        documents: the documents of the claims, with their texts.
    """

    events: Sequence[tuple[Event, When | None]] = ()
    places: Mapping[str, Spot] = field(default_factory=dict)
    removed: Sequence[str] = ()
    claims: Sequence[Claim] = ()
    workings: Mapping[str, Working] = field(default_factory=dict)
    own_actors: Mapping[str, tuple[Actor, ...]] = field(default_factory=dict)
    own_where: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    removed_claims: Sequence[str] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    standing: Sequence[str] = ()
    members: Mapping[str, Claim] = field(default_factory=dict)
    documents: Sequence[Document] = ()


def rewrite(connection: sa.Connection, wanted: Rewrite) -> None:
    """Write some events and claims, and what hangs on them.

    Raises:
        QuoteMismatch, ChronologyError: a record is not sound; give the transaction up then.
    """
    _require_sound(wanted)
    before = [*_digests(connection, schema.claims, [claim.id for claim in wanted.claims])]
    before += _digests(connection, schema.claims, wanted.removed_claims)
    changing = [event.id for event, _ in wanted.events]
    before += _digests(connection, schema.events, [*changing, *wanted.removed])
    after = [*_write_claims(connection, wanted), *_write_events(connection, wanted)]
    for batch in batched(sorted({*wanted.standing, *wanted.redirects}), _BATCH):
        connection.execute(schema.redirects.delete().where(schema.redirects.c.old.in_(batch)))
    put(connection, schema.redirects, [{"old": old, "new": new} for old, new in sorted(wanted.redirects.items())])
    _restate(connection, after, before)


def _require_sound(wanted: Rewrite) -> None:
    texts = {document.id: document for document in wanted.documents}
    for claim in wanted.claims:
        if claim.document in texts:
            require_sound(texts[claim.document], [claim])
    plain = {identity: document.text for identity, document in texts.items()}
    for event, _ in wanted.events:
        if all(claim in wanted.members and wanted.members[claim].document in plain for claim in event.claims):
            for fault in event_faults(event, wanted.members, plain):
                raise ChronologyError(f"event {event.id}: {fault.message}")


def _write_claims(connection: sa.Connection, wanted: Rewrite) -> list[tuple[str, str, str]]:
    """Returns table, id and digest of what was written."""
    table = schema.claims
    for batch in batched(wanted.removed_claims, _BATCH):
        # The rows that link an event to it go by cascade; the event itself is rewritten too.
        connection.execute(table.delete().where(table.c.id.in_(batch)))
    known: dict[str, sa.Row[Any]] = {}
    for ids in batched([claim.id for claim in wanted.claims], _BATCH):
        query = sa.select(table).where(table.c.id.in_(ids))
        known.update({row.id: row for row in connection.execute(query)})
    written = []
    fresh: list[Row] = []
    for claim in wanted.claims:
        row = rows.claim_row(claim, rows.claim_parts(claim, *_own(wanted, claim, known.get(claim.id))))
        written.append(("claims", claim.id, row["digest"]))
        if claim.id in known:
            connection.execute(table.update().where(table.c.id == claim.id), row)
        else:
            fresh.append(row)
    put(connection, table, fresh)
    return written


def _own(wanted: Rewrite, claim: Claim, stored: sa.Row[Any] | None) -> tuple[Any, Any, Working | None]:
    """What is kept beside a claim: as its document has it, which the first change of it sets down."""
    actors, places = None, None
    if stored is not None and stored.own_actors is not None:
        actors = msgspec.json.decode(stored.own_actors, type=tuple[Actor, ...])
    if stored is not None and stored.own_where is not None:
        places = msgspec.json.decode(stored.own_where, type=tuple[Place, ...])
    working = wanted.workings.get(claim.id)
    if working is None and stored is not None and stored.cluster is not None:
        tie = None if stored.tie is None else msgspec.json.decode(stored.tie, type=tuple[str, str])
        working = Working(cluster=stored.cluster, voice=stored.voice, tie=tie)
    return actors or wanted.own_actors.get(claim.id), places or wanted.own_where.get(claim.id), working


def _write_events(connection: sa.Connection, wanted: Rewrite) -> list[tuple[str, str, str]]:
    """Returns table, id and digest of what was written."""
    table = schema.events
    known: dict[str, sa.Row[Any]] = {}
    for batch in batched([*(event.id for event, _ in wanted.events), *wanted.removed], _BATCH):
        query = sa.select(table.c.id, table.c.number, table.c.position, table.c.sort_key, table.c.behind)
        known.update({row.id: row for row in connection.execute(query.where(table.c.id.in_(batch)))})
    unlink_events(connection, [row.number for row in known.values()])
    for gone in batched([known[identity].number for identity in wanted.removed if identity in known], _BATCH):
        connection.execute(table.delete().where(table.c.number.in_(gone)))
    following = (connection.execute(sa.select(sa.func.max(table.c.number))).scalar() or 0) + 1
    sources = _first_documents(connection, wanted)
    moving = set(wanted.places)
    written, linked = [], []
    for event, own_when in wanted.events:
        before = known.get(event.id)
        number = following if before is None else before.number
        key = rows.sort_key(event, wanted.members, sources)
        if before is None or before.sort_key != key:
            moving.add(event.id)
        standing = (
            rows.Standing(0, key, behind=True) if before is None else rows.Standing(before.position, key, before.behind)
        )
        row = {**rows.event_row(event, standing, rows.event_parts(event, own_when)), "number": number}
        if before is not None:
            connection.execute(table.update().where(table.c.number == number), row)
        else:
            connection.execute(table.insert(), row)
            following += 1
        written.append(("events", event.id, row["digest"]))
        linked.append((event, number))
    link_events(connection, linked, wanted.members)
    place_events(connection, moving, {identity: spot.follows for identity, spot in wanted.places.items()})
    return written


def _first_documents(connection: sa.Connection, wanted: Rewrite) -> dict[str, Document]:
    """The documents of the events' first claims, by id."""
    found = {document.id: document for document in wanted.documents}
    first = [wanted.members[event.claims[0]] for event, _ in wanted.events if event.claims]
    missing = {claim.document for claim in first} - found.keys()
    return found | {document.id: document for document in documents_of(connection, missing)}


def _digests(connection: sa.Connection, table: sa.Table, ids: Sequence[str]) -> list[tuple[str, str, str]]:
    found = []
    for batch in batched(ids, _BATCH):
        query = sa.select(table.c.id, table.c.digest).where(table.c.id.in_(batch))
        found += [(table.name, row.id, row.digest) for row in connection.execute(query)]
    return found


def _restate(
    connection: sa.Connection, added: Sequence[tuple[str, str, str]], removed: Sequence[tuple[str, str, str]]
) -> None:
    table = schema.meta
    stored = connection.scalar(sa.select(table.c.value).where(table.c.key == "state"))
    if stored is not None:
        state = plus_rows(msgspec.json.decode(stored), added, removed)
        value = msgspec.json.encode(state).decode()
        connection.execute(table.update().where(table.c.key == "state").values(value=value))
