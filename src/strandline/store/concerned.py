"""What a decision concerns: ids in, everything out that its effect can reach.

Some events are closed over when no claim of theirs belongs together by its words, or by what anybody decided, with a
claim of another event. Inside such a closed set events can be made again without a look at the rest of the pile, and
come out as a whole run would make them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from strandline.records import Claim, Decision, Document, Event, When
from strandline.store.bulk import batched
from strandline.store.contents import Working
from strandline.store.decisions import decisions_about
from strandline.store.schema import claims, documents, events, orderings, redirects

_BATCH: Final = 500
_decode_claim = msgspec.json.Decoder(Claim).decode
_decode_event = msgspec.json.Decoder(Event).decode
_decode_document = msgspec.json.Decoder(Document).decode
_decode_tie = msgspec.json.Decoder(tuple[str, str]).decode
_decode_when = msgspec.json.Decoder(When).decode


@dataclass
class Concerned:
    """A closed set.

    Attributes:
        claims: by id, each with the event that it is in.
        workings: by claim id; missing where an older Strandline wrote the chronology.
        events: by id, as they are stored.
        own_whens: the time that an event's claims give, by id, where it was narrowed.
        decisions: all that speak of any of these, oldest first.
        redirects: ids that were merged into one of the events, directly or not, and where each went.
    """

    claims: dict[str, Claim] = field(default_factory=dict)
    workings: dict[str, Working] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    own_whens: dict[str, When] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)

    def own(self, identity: str) -> Event:
        """An event as its claims and people's decisions give it, before the events around it narrow it."""
        event = self.events[identity]
        when = self.own_whens.get(identity, event.when)
        return msgspec.structs.replace(event, when=when, after=(), before=())


def concerned(connection: sa.Connection, event_ids: Iterable[str], claim_ids: Iterable[str]) -> Concerned:
    """Close a set of events and claims; ids that are unknown are passed over."""
    found = Concerned()
    new_events, new_claims, clusters = set(event_ids), set(claim_ids), set[str]()
    asked: set[str] = set()
    numbered: dict[int, Decision] = {}
    while new_events or new_claims:
        fresh_events = load_events(connection, found, new_events)
        rows = [
            *_claim_rows(connection, claims.c.id, new_claims - found.claims.keys()),
            *_claim_rows(connection, claims.c.event, fresh_events),
        ]
        homes = take_claims(found, rows)
        fresh_clusters = {row.cluster for row in rows if row.cluster is not None} - clusters
        clusters |= fresh_clusters
        homes |= take_claims(found, _claim_rows(connection, claims.c.cluster, fresh_clusters))
        older = _redirected(connection, found, fresh_events)
        subjects = {*new_events, *new_claims, *found.events, *found.claims, *older} - asked
        asked |= subjects
        spoken_of = set[str]()
        for number, decision in decisions_about(connection, sorted(subjects)):
            if number not in numbered:
                numbered[number] = decision
                spoken_of.update(_ids_in(decision))
        new_events = (homes | spoken_of) - asked
        new_claims = spoken_of - found.claims.keys() - asked
    found.decisions = [numbered[number] for number in sorted(numbered)]
    return found


def load_events(connection: sa.Connection, found: Concerned, wanted: Collection[str]) -> set[str]:
    """Put stored events into a set; returns the ids of those that were not there yet."""
    fresh = set()
    for batch in batched(sorted(set(wanted) - found.events.keys()), _BATCH):
        query = sa.select(events.c.id, events.c.record, events.c.own_when).where(events.c.id.in_(batch))
        for identity, record, own_when in connection.execute(query):
            found.events[identity] = _decode_event(record)
            fresh.add(identity)
            if own_when is not None:
                found.own_whens[identity] = _decode_when(own_when)
    return fresh


def take_claims(found: Concerned, rows: Iterable[sa.Row[Any]]) -> set[str]:
    """Put claims into a set; returns the ids of their events."""
    homes = set()
    for row in rows:
        claim = found.claims[row.id] = _decode_claim(row.record)
        if claim.event is not None:
            homes.add(claim.event)
        if row.cluster is not None:
            tie = None if row.tie is None else _decode_tie(row.tie)
            found.workings[row.id] = Working(cluster=row.cluster, voice=row.voice, tie=tie)
    return homes


def documents_of(connection: sa.Connection, wanted: Collection[str]) -> list[Document]:
    """Documents with their texts, by id."""
    found = []
    for batch in batched(sorted(wanted), _BATCH):
        query = sa.select(documents.c.record, documents.c.text).where(documents.c.id.in_(batch))
        for record, text in connection.execute(query):
            found.append(msgspec.structs.replace(_decode_document(record), text=text))
    return found


def in_order_with(connection: sa.Connection, found: Concerned) -> tuple[Concerned, list[tuple[str, str, str]]]:
    """All events that the texts put in some order with those of a closed set, directly or not, and the pairs of claims.

    Returns the other events with their claims, and the pairs (claim, claim, word) among all of them, in stored order.
    """
    others = Concerned()
    pairs: dict[int, tuple[str, str, str]] = {}
    front = set(found.claims)
    seen = set(front)
    while front:
        reached = set()
        for batch in batched(sorted(front), _BATCH):
            query = sa.select(orderings).where(sa.or_(orderings.c.first.in_(batch), orderings.c.second.in_(batch)))
            for row in connection.execute(query):
                pairs[row.number] = (row.first, row.second, row.word)
                reached |= {row.first, row.second}
        homes = take_claims(others, _claim_rows(connection, claims.c.id, reached - seen))
        fresh = load_events(connection, others, homes - found.events.keys())
        take_claims(others, _claim_rows(connection, claims.c.event, fresh))
        front = others.claims.keys() - seen
        seen |= front
    return others, [pairs[number] for number in sorted(pairs)]


def _claim_rows(connection: sa.Connection, column: sa.Column[Any], values: Collection[str]) -> Iterator[Any]:
    table = claims.c
    for batch in batched(sorted(values), _BATCH):
        query = sa.select(table.id, table.record, table.cluster, table.voice, table.tie).where(column.in_(batch))
        yield from connection.execute(query).all()


def _redirected(connection: sa.Connection, found: Concerned, into: Collection[str]) -> set[str]:
    """Ids that were merged into some events, directly or not."""
    older = set[str]()
    front: Sequence[str] = sorted(into)
    while front:
        fresh = set()
        for batch in batched(front, _BATCH):
            query = sa.select(redirects.c.old, redirects.c.new).where(redirects.c.new.in_(batch))
            for old, new in connection.execute(query):
                if old not in found.redirects:
                    found.redirects[old] = new
                    fresh.add(old)
        older |= fresh
        front = sorted(fresh)
    return older


def _ids_in(decision: Decision) -> Iterator[str]:
    yield decision.target
    for side in (decision.before, decision.after):
        for name in ("events", "claims"):
            listed = side.get(name) if isinstance(side, dict) else None
            if isinstance(listed, dict):
                yield from listed
                for inner in listed.values():
                    yield from (item for item in inner if isinstance(item, str))
            elif isinstance(listed, list):
                yield from (item for item in listed if isinstance(item, str))
