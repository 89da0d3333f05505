"""What a decision changes: ids in, the events concerned made again and written, what changed out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
import sqlalchemy as sa

from strandline.pipeline.decided import claim_by_hand, identities_of
from strandline.reconciling import Ordered, Placed, Voices, Workings, remake, reorder
from strandline.records import Claim, Decision, Document, Event, When
from strandline.store import Snapshot
from strandline.store.concerned import Concerned, concerned, documents_of, in_order_with
from strandline.store.contents import Working
from strandline.store.decisions import standing
from strandline.store.rewriting import Rewrite, Spot, rewrite
from strandline.store.schema import documents, event_actors, event_places, events


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Events and claims that changed, and ids that redirect now or are gone."""

    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    removed: tuple[str, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class _Change:
    """What is different about the claims of a closed set: claims that are new, renamed or gone."""

    claims: dict[str, Claim] = field(default_factory=dict)
    workings: dict[str, Working] = field(default_factory=dict)
    own: dict[str, Claim] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)


def events_made_anew(connection: sa.Connection, event_ids: Iterable[str], claim_ids: Iterable[str]) -> Effect:
    """Make events again from their claims and from all that people decided on them, and write what changed."""
    return _made(connection, concerned(connection, event_ids, claim_ids), _Change())


def marked(connection: sa.Connection, claim_id: str, decision: Decision | None) -> Effect:
    """Put a claim that somebody marked into the chronology, with an event of its own; or take it out again.

    Args:
        connection: open for writing.
        claim_id: the claim.
        decision: as it stands in the log; None takes the claim out.
    """
    scope = concerned(connection, [], [claim_id])
    if decision is None:
        return _made(connection, scope, _Change(gone=[claim_id]))
    (document,) = documents_of(connection, [decision.target])
    claim = claim_by_hand(document, decision.after, who=decision.who)
    voice = _voices(connection).of(claim)
    working = Working(cluster=claim.id, voice=voice)
    return _made(connection, scope, _Change(claims={claim.id: claim}, workings={claim.id: working}))


def meant_elsewhere(connection: sa.Connection, identity: str) -> Effect:
    """Give an actor or place the id and name that people say, in every claim that speaks of it."""
    people = identities_of(standing(connection, ("identity",)))
    number = sa.union(
        sa.select(event_actors.c.event).where(event_actors.c.actor == identity),
        sa.select(event_places.c.event).where(event_places.c.place == identity),
    )
    homes = list(connection.scalars(sa.select(events.c.id).where(events.c.number.in_(number))))
    scope = concerned(connection, homes, [])
    change = _Change()
    for claim in scope.claims.values():
        named = people.applied(claim)
        if named != claim:
            change.claims[claim.id] = named
            change.own[claim.id] = claim
    if change.claims:
        voices = _voices(connection)
        for identity_of_claim, claim in change.claims.items():
            known = scope.workings.get(identity_of_claim)
            if known is not None:
                change.workings[identity_of_claim] = msgspec.structs.replace(known, voice=voices.of(claim))
    return _made(connection, scope, change)


def _voices(connection: sa.Connection) -> Voices:
    """Who stands behind the claims of any document: made from what is known of all of them, without their texts."""
    rows = connection.scalars(sa.select(documents.c.record).order_by(documents.c.position))
    known = [msgspec.json.decode(record, type=Document) for record in rows]
    return Voices(known, Snapshot(connection).origins())


# ----------------------------------------------------------------------------------------------------- making


def _made(connection: sa.Connection, scope: Concerned, change: _Change) -> Effect:
    claims = {key: claim for key, claim in {**scope.claims, **change.claims}.items() if key not in change.gone}
    workings = {**scope.workings, **change.workings}
    sources = documents_of(connection, {claim.document for claim in claims.values()})
    complete = all(claim in workings for claim in claims)
    earlier = {identity: list(event.claims) for identity, event in scope.events.items()}
    made = remake(
        sources,
        [msgspec.structs.replace(claim, event=None) for claim in claims.values()],
        workings=_workings(claims, workings, sources),
        decisions=scope.decisions,
        earlier={key: [claim for claim in own if claim in claims] for key, own in earlier.items()},
    )
    placed, others = (
        _placed(connection, scope, made.events) if complete else (_in_place(scope, made.events), Concerned())
    )
    stored = {**others.events, **scope.events}
    own_whens = {event.id: event.when for event in made.events} | {key: others.own(key).when for key in others.events}
    changed = [event for event, *_ in placed if stored.get(event.id) != event]
    home = {claim: event.id for event in made.events for claim in event.claims}
    moved = [
        msgspec.structs.replace(claim, event=home[key])
        for key, claim in claims.items()
        if claim.event != home[key] or key in change.claims
    ]
    standing_ids = {event.id for event in made.events}
    removed = tuple(sorted(scope.events.keys() - standing_ids))
    redirects = {old: new for old, new in made.redirects.items() if old not in standing_ids and new in standing_ids}
    everything = {**others.claims, **claims, **{claim.id: claim for claim in moved}}
    rewrite(
        connection,
        Rewrite(
            events=[(event, _narrowed(event, own_whens)) for event in changed],
            places=_moved_places(placed, stored),
            removed=removed,
            claims=moved,
            removed_claims=change.gone,
            workings=change.workings,
            own_actors={key: claim.actors for key, claim in change.own.items()},
            own_where={key: claim.where for key, claim in change.own.items()},
            redirects={old: new for old, new in redirects.items() if scope.redirects.get(old) != new},
            standing=sorted(standing_ids & scope.redirects.keys() | standing_ids - scope.events.keys()),
            members=everything,
            documents=sources,
        ),
    )
    return Effect(events=tuple(changed), claims=tuple(moved), removed=removed, redirects=redirects)


def _workings(claims: Mapping[str, Claim], known: Mapping[str, Working], sources: Sequence[Document]) -> Workings:
    """What the last run worked out; where an older Strandline kept nothing, events as they stand and origins."""
    origin = {document.id: document.origin or document.id for document in sources}
    return Workings(
        clusters={key: known[key].cluster if key in known else claim.event or key for key, claim in claims.items()},
        voices={
            key: known[key].voice if key in known else f"origin:{origin[claim.document]}"
            for key, claim in claims.items()
        },
        ties={key: tie for key, working in known.items() if (tie := working.tie) is not None},
    )


def _placed(connection: sa.Connection, scope: Concerned, made: Sequence[Event]) -> tuple[list[Placed], Concerned]:
    """Events with the neighbours that the texts' order gives them; with them all other events that this reaches."""
    if _only_reviewed(scope, made):
        return _in_place(scope, made), Concerned()
    others, pairs = in_order_with(connection, scope)
    order = [Ordered(*pair) for pair in pairs]
    return reorder([*made, *(others.own(key) for key in others.events)], order), others


def _only_reviewed(scope: Concerned, made: Sequence[Event]) -> bool:
    """Whether nothing changed that order goes by, so that times and neighbours stay as they are."""
    if {event.id for event in made} != scope.events.keys():
        return False
    for event in made:
        was = scope.own(event.id)
        if "edited" in (event.review, was.review) and event != was:
            return False
        if msgspec.structs.replace(event, review=was.review, why=was.why) != was:
            return False
    return True


def _in_place(scope: Concerned, made: Sequence[Event]) -> list[Placed]:
    """Events with the times and neighbours that they have."""
    found = []
    for event in made:
        was = scope.events.get(event.id)
        if was is not None and scope.own(event.id).when == event.when:
            event = msgspec.structs.replace(event, when=was.when, after=was.after, before=was.before)
        ((_, key, _),) = reorder([msgspec.structs.replace(event, after=(), before=())], ())
        found.append(Placed(event, key, event.after))
    return found


def _narrowed(event: Event, own_whens: Mapping[str, When]) -> When | None:
    own = own_whens.get(event.id)
    return own if own is not None and own != event.when else None


def _moved_places(placed: Sequence[Placed], stored: Mapping[str, Event]) -> dict[str, Spot]:
    """Where events go that are new, whose time or neighbours changed, or that follow one that was moved."""
    found: dict[str, Spot] = {}
    for event, key, follows in placed:
        was = stored.get(event.id)
        same = was is not None and (was.when, was.after) == (event.when, event.after)
        if not same or not found.keys().isdisjoint(follows):
            found[event.id] = Spot(key, follows)
    return found
