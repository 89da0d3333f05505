"""Records to rows: the JSON of each record, its digest, and the columns that filters need."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from strandline.display_order import display_key
from strandline.records import Actor, Claim, Document, Event, Place, When, bounds_of, instant_of
from strandline.store.bulk import Row
from strandline.store.contents import Unresolved, Working
from strandline.store.filters import fold
from strandline.store.search import EventWords

GAP: Final = 1 << 20
"""Between the positions of two events that a whole run wrote one after the other."""
_encode = msgspec.json.Encoder().encode


def digest_of(record: str) -> str:
    """A short hash of a record's JSON: BLAKE2b, 16 bytes, in hex."""
    return hashlib.blake2b(record.encode("utf-8"), digest_size=16).hexdigest()


def document_row(document: Document, position: int, unresolved: Sequence[Unresolved]) -> Row:
    """The row of a document, but for its ``number``."""
    record = _encode(msgspec.structs.replace(document, text="")).decode()
    open_times = _encode(unresolved).decode()
    published = document.published
    return {
        "id": document.id,
        "position": position,
        "digest": digest_of(record + open_times),
        "text_sha256": document.text_sha256,
        "path": document.path,
        "title": document.title,
        "publisher": document.publisher,
        "language": document.language,
        "published_earliest": None if published is None else instant_of(published.earliest),
        "published_latest": None if published is None else instant_of(published.latest, end_of_day=True),
        "origin": document.origin,
        "words": len(document.text.split()),
        "unresolved": open_times,
        "record": record,
        "text": document.text,
    }


class ClaimParts(NamedTuple):
    """What a claim's row holds as JSON, and what a run worked out for it; ``digest`` is of all of it."""

    record: str
    own_actors: str | None
    own_where: str | None
    cluster: str | None
    voice: str | None
    tie: str | None

    @property
    def digest(self) -> str:
        """A short hash of all parts."""
        return digest_of("".join(part or "" for part in self))


def claim_parts(
    claim: Claim, own_actors: Sequence[Actor] | None, own_where: Sequence[Place] | None, working: Working | None
) -> ClaimParts:
    """What the row of a claim is known by."""
    return ClaimParts(
        record=_encode(claim).decode(),
        own_actors=None if own_actors is None else _encode(own_actors).decode(),
        own_where=None if own_where is None else _encode(own_where).decode(),
        cluster=None if working is None else working.cluster,
        voice=None if working is None else working.voice,
        tie=None if working is None or working.tie is None else _encode(working.tie).decode(),
    )


def claim_row(claim: Claim, parts: ClaimParts) -> Row:
    """The row of a claim."""
    earliest, latest = bounds_of(claim.when)
    return {
        "id": claim.id,
        "digest": parts.digest,
        "document": claim.document,
        "start": claim.start,
        "end": claim.end,
        "kind": claim.kind,
        "status": claim.status,
        "earliest": earliest,
        "latest": latest,
        "basis": claim.when.basis,
        "confidence": claim.confidence,
        "event": claim.event,
        "own_actors": parts.own_actors,
        "own_where": parts.own_where,
        "cluster": parts.cluster,
        "voice": parts.voice,
        "tie": parts.tie,
        "record": parts.record,
    }


class Standing(NamedTuple):
    """Where an event stands: see ``schema.events``."""

    position: int
    sort_key: str
    behind: bool


def sort_key(event: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> str:
    """Where an event stands by itself; ``claims`` and ``documents`` by id, at least its first claim and that one's."""
    first = claims.get(event.claims[0]) if event.claims else None
    return display_key(event, first, None if first is None else documents.get(first.document))


class EventParts(NamedTuple):
    """What an event's row holds as JSON; ``digest`` is of all of it."""

    record: str
    own_when: str | None

    @property
    def digest(self) -> str:
        """A short hash of all parts."""
        return digest_of(self.record + (self.own_when or ""))


def event_parts(event: Event, own_when: When | None) -> EventParts:
    """What the row of an event is known by."""
    return EventParts(_encode(event).decode(), None if own_when is None else _encode(own_when).decode())


def event_row(event: Event, standing: Standing, parts: EventParts) -> Row:
    """The row of an event, but for its ``number``."""
    earliest, latest = bounds_of(event.when)
    return {
        "id": event.id,
        **standing._asdict(),
        "digest": parts.digest,
        "gist": event.gist,
        "kind": event.kind,
        "status": event.status,
        "earliest": earliest,
        "latest": latest,
        "granularity": event.when.granularity,
        "basis": event.when.basis,
        "disputed": bool(event.conflicts),
        "claims": len(event.claims),
        "documents": event.documents,
        "origins": event.origins,
        "review": event.review,
        "own_when": parts.own_when,
        "record": parts.record,
    }


def claim_links(event: Event, number: int) -> Iterator[Row]:
    """The rows of ``event_claims``."""
    for position, claim in enumerate(event.claims):
        yield {"event": number, "position": position, "claim": claim}


def document_links(event: Event, number: int, claims: Mapping[str, Claim]) -> Iterator[Row]:
    """The rows of ``event_documents``."""
    for document in sorted({claims[claim].document for claim in event.claims if claim in claims}):
        yield {"event": number, "document": document}


def actor_links(event: Event, number: int) -> Iterator[Row]:
    """The rows of ``event_actors``."""
    for position, actor in enumerate(event.actors):
        yield {
            "event": number, "position": position, "actor": actor.id, "name": actor.name,
            "folded": fold(f"{actor.name} {actor.text}" if actor.text != actor.name else actor.name),
            "role": actor.role,
        }  # fmt: skip


def place_links(event: Event, number: int) -> Iterator[Row]:
    """The rows of ``event_places``."""
    for position, place in enumerate(event.where):
        yield {
            "event": number, "position": position, "place": place.id, "name": place.name,
            "folded": fold(f"{place.name} {place.text}" if place.text != place.name else place.name),
            "country": place.country, "level": place.level, "lat": place.lat, "lon": place.lon, "role": place.role,
        }  # fmt: skip


def event_words(event: Event, number: int, claims: Mapping[str, Claim]) -> EventWords:
    """What an event is found by: each word of it once, in its order."""
    quotes = [claims[claim].quote for claim in event.claims if claim in claims]
    actors = [name for actor in event.actors for name in (actor.name, actor.text)]
    places = [name for place in event.where for name in (place.name, place.text)]
    return EventWords(number, event.gist, "\n".join(_once(quotes)), "\n".join(_once(actors + places)))


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
