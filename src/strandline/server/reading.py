"""Reads under ``/api/``: the whole chronology, documents, claims, events, and how dense they lie in time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from typing import Annotated, Final

import msgspec
from fastapi import Depends, FastAPI, Query, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from strandline.display_order import Standing
from strandline.publishing.page import page_data
from strandline.publishing.standings import Standings
from strandline.records import Event, Kind, Review, Status
from strandline.server.answering import as_json, not_found
from strandline.server.current import CurrentChronology
from strandline.server.schemas import EventStanding, StandingBy, answers
from strandline.store import EventFilter, Snapshot, event_filter
from strandline.store.density import density

PAGE_ROWS: Final = 100
MOST_ROWS: Final = 1000
MOST_BUCKETS: Final = 2000
_IN_MEMORY_BYTES: Final = 32 * 1024 * 1024
_PIECE_BYTES: Final = 256 * 1024

Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows on one page.")]
Offset = Annotated[int, Query(ge=0, le=2**40, description="Rows to pass over.")]
Text = Annotated[str | None, Query(max_length=500, description='All these words; "in quotation marks": in this order.')]


def wanted_events(
    *,
    since: Annotated[str | None, Query(alias="from", description="Not over before: 2024, 2024-03, …")] = None,
    until: Annotated[str | None, Query(alias="to", description="Begun by the end of: 2024, 2024-03, …")] = None,
    actor: Annotated[list[str], Query(description="Ids or parts of names.")] = [],  # noqa: B006
    place: Annotated[list[str], Query(description="Ids, parts of names, or country codes.")] = [],  # noqa: B006
    kind: Annotated[list[Kind], Query()] = [],  # noqa: B006
    status: Annotated[list[Status], Query()] = [],  # noqa: B006
    review: Annotated[list[Review], Query()] = [],  # noqa: B006
    document: Annotated[list[str], Query(description="Ids of documents.")] = [],  # noqa: B006
    disputed: bool | None = None,
    dated: Annotated[bool | None, Query(description="false: only what has no time at all.")] = None,
    origins: Annotated[int | None, Query(ge=0, description="At least so many independent origins.")] = None,
    text: Text = None,
) -> EventFilter:
    """The filter that the parameters of a request ask for."""
    return event_filter(
        since=since, until=until, actors=tuple(actor), places=tuple(place), kinds=tuple(kind),
        statuses=tuple(status), reviews=tuple(review), documents=tuple(document), disputed=disputed, dated=dated,
        origins_at_least=origins, text=text,
    )  # fmt: skip


Wanted = Annotated[EventFilter, Depends(wanted_events)]


def add_whole(app: FastAPI, current: CurrentChronology) -> None:
    """The whole chronology at once, and what is known of it."""

    @app.get("/api/chronology", summary="Everything, in the form of the page's data", responses=answers("Chronology"))
    def chronology(request: Request) -> Response:
        with current.reading() as snapshot:
            state = snapshot.meta_of("state").get("state", "")
            etag = f'"{state}-{snapshot.decisions_last()}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"etag": etag, "cache-control": "no-cache"})
        headers = {"etag": etag, "cache-control": "no-cache"}
        return StreamingResponse(streamed(current, page_data), media_type="application/json", headers=headers)

    @app.get("/api/report", summary="Counts, refused inputs, undated documents", responses=answers("Report"))
    def report() -> Response:
        with current.reading() as snapshot:
            meta = snapshot.meta()
            return as_json({**meta.get("report", {}), "stored": snapshot.counts(), "state": meta.get("state")})


def streamed(current: CurrentChronology, pieces: Callable[[Snapshot], Iterator[bytes]]) -> Iterator[bytes]:
    """Pieces from one view of the chronology, which is let go before the first is sent: a slow client would hold up
    whoever wants to write."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES) as spool:
        with current.reading() as snapshot:
            for piece in pieces(snapshot):
                spool.write(piece)
        spool.seek(0)
        while piece := spool.read(_PIECE_BYTES):
            yield piece


def add_documents(app: FastAPI, current: CurrentChronology) -> None:
    """Documents and claims."""

    @app.get("/api/documents", summary="Documents without their texts", responses=answers("DocumentPage"))
    def documents(text: Text = None, limit: Limit = PAGE_ROWS, offset: Offset = 0) -> Response:
        with current.reading() as snapshot:
            total, rows = snapshot.find_documents(text=text, limit=limit, offset=offset)
        return as_json({"total": total, "limit": limit, "offset": offset, "documents": rows})

    @app.get("/api/documents/{identity}", summary="A document with its claims", responses=answers("DocumentWithClaims"))
    def document(identity: str) -> Response:
        with current.reading() as snapshot:
            found = snapshot.document(identity)
            if found is None:
                raise not_found("document", identity)
            return as_json({"document": found, "claims": snapshot.claims_of_document(identity)})

    @app.get("/api/claims/{identity}", summary="A claim", responses=answers("Claim"))
    def claim(identity: str) -> Response:
        with current.reading() as snapshot:
            found = snapshot.claim(identity)
        if found is None:
            raise not_found("claim", identity)
        return as_json(found)


def add_events(app: FastAPI, current: CurrentChronology) -> None:
    """Events."""

    @app.get("/api/events", summary="Events that meet every condition", responses=answers("EventPage"))
    def events(wanted: Wanted, limit: Limit = PAGE_ROWS, offset: Offset = 0) -> Response:
        with current.reading() as snapshot:
            total, rows = snapshot.find_events(wanted, limit=limit, offset=offset)
        return as_json({"total": total, "limit": limit, "offset": offset, "events": rows})

    @app.get("/api/density", summary="How many events begin when, for a filter", responses=answers("Density"))
    def dense(
        wanted: Wanted,
        buckets: Annotated[int, Query(ge=1, le=MOST_BUCKETS, description="Equal spans of time to count in.")] = 120,
    ) -> Response:
        with current.reading() as snapshot:
            return as_json(density(snapshot.connection, wanted, count=buckets))

    def elsewhere(snapshot: Snapshot, route: str, identity: str) -> Response:
        """To the event that one was merged into."""
        moved = snapshot.redirect(identity)
        if moved is None:
            raise not_found("event", identity)
        return RedirectResponse(app.url_path_for(route, identity=moved), status_code=308)

    @app.get(
        "/api/events/{identity}",
        summary="An event with its claims and their documents; an id that was merged away redirects",
        responses=answers("EventWithClaims"),
    )
    def event(identity: str) -> Response:
        with current.reading() as snapshot:
            found = snapshot.event(identity)
            if found is None:
                return elsewhere(snapshot, "event", identity)
            claims = snapshot.claims_of_event(identity)
            sources = [snapshot.document(source) for source in dict.fromkeys(claim.document for claim in claims)]
            documents = [msgspec.structs.replace(source, text="") for source in sources if source is not None]
            return as_json({"event": found, "claims": claims, "documents": documents})

    @app.get(
        "/api/events/{identity}/standing",
        summary="Why an event stands after the one above it, and the one below after it; a merged id redirects",
        responses=answers("EventStanding"),
    )
    def standing(identity: str) -> Response:
        with current.reading() as snapshot:
            found = snapshot.event(identity)
            if found is None:
                return elsewhere(snapshot, "standing", identity)
            near = Standings(snapshot).of(found)
        above, below = _standing_by(near.above, near.why_after), _standing_by(near.below, near.why_before)
        return as_json(EventStanding(event=found.id, above=above, below=below))


def _standing_by(event: Event | None, why: Standing | None) -> StandingBy | None:
    if event is None or why is None:
        return None
    return StandingBy(event=event.id, gist=event.gist, tie=why.tie, reason=why.reason)
