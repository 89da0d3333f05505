"""Reads a chronology: one consistent view of the database for as long as a transaction lasts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from strandline.records import Actor, Claim, Decision, Document, Event, Origin, Place, Reading, Refusal
from strandline.store.bulk import batched
from strandline.store.contents import InputRecord, StoredReading, Unresolved
from strandline.store.decisions import all_decisions, decisions_on, last_number, standing
from strandline.store.filters import EventFilter, conditions
from strandline.store.readings import unpack_reading
from strandline.store.schema import claims, documents, event_claims, events, inputs, meta, origins, passages, readings
from strandline.store.schema import redirects as redirects_table
from strandline.store.search import matching, phrases_of

_decode_document = msgspec.json.Decoder(Document).decode
_decode_claim = msgspec.json.Decoder(Claim).decode
_decode_actors = msgspec.json.Decoder(tuple[Actor, ...]).decode
_decode_places = msgspec.json.Decoder(tuple[Place, ...]).decode
_decode_event = msgspec.json.Decoder(Event).decode
_decode_origin = msgspec.json.Decoder(Origin).decode
_CHUNK = 1000
_AT_ONCE = 500
"""So many records are asked for by id together."""


class Page(NamedTuple):
    """Some of the rows that were asked for, and how many there are in all."""

    total: int
    rows: list[Any]


class Snapshot:
    """What a chronology holds at one moment. Made by ``Chronology.reading``."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    # ------------------------------------------------------------------------------------------ documents

    def documents(self) -> Iterator[Document]:
        """All documents, in order of path."""
        query = sa.select(documents.c.record, documents.c.text).order_by(documents.c.position)
        for record, text in self._stream(query):
            yield _with_text(record, text)

    def document(self, identity: str) -> Document | None:
        """The document of this id."""
        query = sa.select(documents.c.record, documents.c.text).where(documents.c.id == identity)
        row = self.connection.execute(query).first()
        return None if row is None else _with_text(row.record, row.text)

    def documents_of(self, identities: Sequence[str]) -> dict[str, Document]:
        """The documents of these ids, by id; those that are not there are left out."""
        found = {}
        for batch in batched(identities, _AT_ONCE):
            query = sa.select(documents.c.record, documents.c.text).where(documents.c.id.in_(batch))
            for record, text in self.connection.execute(query):
                document = _with_text(record, text)
                found[document.id] = document
        return found

    def find_documents(self, *, text: str | None = None, limit: int, offset: int = 0) -> Page:
        """Documents without their texts, those in which what was typed occurs, in order of path."""
        where: list[sa.ColumnElement[bool]] = []
        for phrase in phrases_of(text or ""):
            # Each anywhere in the document, not all in one passage.
            holding = matching(self.connection, "passages", [phrase])
            found = sa.select(passages.c.document).where(passages.c.number.in_(holding))
            where.append(documents.c.number.in_(found))
        total = self.connection.execute(sa.select(sa.func.count()).select_from(documents).where(*where)).scalar_one()
        query = sa.select(documents.c.record).where(*where).order_by(documents.c.position).limit(limit).offset(offset)
        return Page(total, [_decode_document(record) for record in self.connection.scalars(query)])

    def unresolved(self) -> dict[str, tuple[Unresolved, ...]]:
        """The time expressions that point at no known time, by document id, where there are any."""
        query = sa.select(documents.c.id, documents.c.unresolved).where(documents.c.unresolved != "[]")
        rows = self.connection.execute(query.order_by(documents.c.position))
        return {row.id: msgspec.json.decode(row.unresolved, type=tuple[Unresolved, ...]) for row in rows}

    # --------------------------------------------------------------------------------------------- claims

    def claims(self) -> Iterator[Claim]:
        """All claims, in the order of the documents and of their texts."""
        return map(_decode_claim, self.claim_records())

    def claim_records(self) -> Iterator[str]:
        """The same, as JSON."""
        query = (
            sa.select(claims.c.record)
            .join(documents, documents.c.id == claims.c.document)
            .order_by(documents.c.position, claims.c.start, claims.c.end, claims.c.id)
        )
        for (record,) in self._stream(query):
            yield record

    def extracted_claims(self) -> Iterator[Claim]:
        """The same as each document alone gives them: without events, with its own view of who the actors are."""
        query = (
            sa.select(claims.c.record, claims.c.own_actors, claims.c.own_where)
            .join(documents, documents.c.id == claims.c.document)
            .order_by(documents.c.position, claims.c.start, claims.c.end, claims.c.id)
        )
        for record, own_actors, own_where in self._stream(query):
            claim = msgspec.structs.replace(_decode_claim(record), event=None)
            if own_actors is not None:
                claim = msgspec.structs.replace(claim, actors=_decode_actors(own_actors))
            if own_where is not None:
                claim = msgspec.structs.replace(claim, where=_decode_places(own_where))
            yield claim

    def claim(self, identity: str) -> Claim | None:
        """The claim of this id."""
        record = self.connection.scalar(sa.select(claims.c.record).where(claims.c.id == identity))
        return None if record is None else _decode_claim(record)

    def claims_of(self, identities: Sequence[str]) -> dict[str, Claim]:
        """The claims of these ids, by id; those that are not there are left out."""
        found = {}
        for batch in batched(identities, _AT_ONCE):
            for record in self.connection.scalars(sa.select(claims.c.record).where(claims.c.id.in_(batch))):
                claim = _decode_claim(record)
                found[claim.id] = claim
        return found

    def claims_of_document(self, identity: str) -> list[Claim]:
        """The claims of one document, in the order of its text."""
        query = (
            sa.select(claims.c.record)
            .where(claims.c.document == identity)
            .order_by(claims.c.start, claims.c.end, claims.c.id)
        )
        return [_decode_claim(record) for record in self.connection.scalars(query)]

    def claims_of_event(self, identity: str) -> list[Claim]:
        """The claims of one event, in its order."""
        query = (
            sa.select(claims.c.record)
            .join(event_claims, event_claims.c.claim == claims.c.id)
            .join(events, events.c.number == event_claims.c.event)
            .where(events.c.id == identity)
            .order_by(event_claims.c.position)
        )
        return [_decode_claim(record) for record in self.connection.scalars(query)]

    # --------------------------------------------------------------------------------------------- events

    def events(self, wanted: EventFilter | None = None) -> Iterator[Event]:
        """All events that meet a filter, in order of display."""
        for record in self.event_records(wanted):
            yield _decode_event(record)

    def event_records(self, wanted: EventFilter | None = None) -> Iterator[str]:
        """The same, as JSON."""
        where = conditions(self.connection, wanted or EventFilter())
        for (record,) in self._stream(sa.select(events.c.record).where(*where).order_by(events.c.position)):
            yield record

    def find_events(self, wanted: EventFilter, *, limit: int, offset: int = 0) -> Page:
        """One page of the events that meet a filter, in order of display, and their number."""
        where = conditions(self.connection, wanted)
        total = self.connection.execute(sa.select(sa.func.count()).select_from(events).where(*where)).scalar_one()
        query = sa.select(events.c.record).where(*where).order_by(events.c.position).limit(limit).offset(offset)
        return Page(total, [_decode_event(record) for record in self.connection.scalars(query)])

    def event(self, identity: str) -> Event | None:
        """The event of this very id; see ``redirect``."""
        record = self.connection.scalar(sa.select(events.c.record).where(events.c.id == identity))
        return None if record is None else _decode_event(record)

    def redirect(self, identity: str) -> str | None:
        """The id of the event that this one was merged into, at the end of the chain; None where it was not."""
        seen = {identity}
        current: str | None = identity
        while True:
            query = sa.select(redirects_table.c.new).where(redirects_table.c.old == current)
            following = self.connection.scalar(query)
            if following is None or following in seen:
                return None if current == identity else current
            seen.add(following)
            current = following

    def redirects(self) -> dict[str, str]:
        """All ids that were merged away, and where each went."""
        query = sa.select(redirects_table.c.old, redirects_table.c.new).order_by(redirects_table.c.old)
        return {row.old: row.new for row in self.connection.execute(query)}

    def origins(self) -> list[Origin]:
        """All origins, in their order."""
        query = sa.select(origins.c.record).order_by(origins.c.position)
        return [_decode_origin(record) for record in self.connection.scalars(query)]

    # ------------------------------------------------------------------------------------------ the rest

    def decisions(self, target: str | None = None) -> list[Decision]:
        """What people decided, oldest first; about one thing where ``target`` is its id."""
        return all_decisions(self.connection) if target is None else decisions_on(self.connection, target)

    def decisions_last(self) -> int:
        """The number of the last decision; 0 where there is none."""
        return last_number(self.connection)

    def hidden(self) -> list[str]:
        """Ids of the events that people keep out of lists and of what is published, in order."""
        turned = {decision.target: decision.action for decision in standing(self.connection, ("hide", "show"))}
        wanted = sorted(target for target, action in turned.items() if action == "hide")
        return [identity for identity in wanted if self._stands(identity)]

    def restricted(self) -> list[str]:
        """Ids of the documents whose text people keep out of what is published, in order."""
        turned = {
            decision.target: decision.action for decision in standing(self.connection, ("restrict", "unrestrict"))
        }
        return sorted(target for target, action in turned.items() if action == "restrict")

    def _stands(self, identity: str) -> bool:
        return self.connection.scalar(sa.select(events.c.number).where(events.c.id == identity)) is not None

    def inputs(self) -> list[InputRecord]:
        """The files that were read, by path."""
        decode = msgspec.json.decode
        return [
            InputRecord(
                path=row.path,
                fingerprint=row.fingerprint,
                settings=row.settings,
                documents=decode(row.documents, type=tuple[str, ...]),
                notes=decode(row.notes, type=tuple[str, ...]),
                refusals=decode(row.refusals, type=tuple[Refusal, ...]),
            )
            for row in self.connection.execute(sa.select(inputs).order_by(inputs.c.path, inputs.c.fingerprint))
        ]

    def meta(self) -> dict[str, Any]:
        """What is known of the chronology as a whole."""
        query = sa.select(meta.c.key, meta.c.value).order_by(meta.c.key)
        return {key: msgspec.json.decode(value) for key, value in self.connection.execute(query)}

    def meta_of(self, *keys: str) -> dict[str, Any]:
        """Some of it; what is not there is left out."""
        query = sa.select(meta.c.key, meta.c.value).where(meta.c.key.in_(keys))
        return {key: msgspec.json.decode(value) for key, value in self.connection.execute(query)}

    def reading(self, text_sha256: str, reader: str) -> Reading | None:
        """What this reader saw in this text, where it was kept."""
        query = sa.select(readings.c.reading)
        query = query.where(readings.c.text_sha256 == text_sha256, readings.c.reader == reader)
        packed = self.connection.scalar(query)
        return None if packed is None else unpack_reading(packed)

    def readings_of(self, text_sha256: str) -> list[StoredReading]:
        """All that any reader saw in this text, compressed."""
        query = sa.select(readings).where(readings.c.text_sha256 == text_sha256).order_by(readings.c.reader)
        return [StoredReading(**row._mapping) for row in self.connection.execute(query)]

    def counts(self) -> dict[str, int]:
        """Rows of the main tables."""
        tables = (documents, claims, events, origins)
        return {
            table.name: self.connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in tables
        }

    def _stream(self, query: sa.Select[Any]) -> Iterator[Sequence[Any]]:
        yield from self.connection.execute(query, execution_options={"yield_per": _CHUNK})


def _with_text(record: str, text: str) -> Document:
    return msgspec.structs.replace(_decode_document(record), text=text)
