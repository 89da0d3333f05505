"""The HTTP interface: the page, and reads under ``/api/``. Read-only for now."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException

from strandline import __version__
from strandline.errors import ChronologyError, StrandlineError, UsageError
from strandline.publishing.page import page_data
from strandline.records import Kind, Review, Status
from strandline.server.current import CurrentChronology
from strandline.server.guards import Guard, error_body
from strandline.server.page_files import PageFiles
from strandline.server.schemas import answers, describe_records
from strandline.store import EventFilter, Snapshot, event_filter

PAGE_ROWS: Final = 100
MOST_ROWS: Final = 1000
_IN_MEMORY_BYTES: Final = 32 * 1024 * 1024
_PIECE_BYTES: Final = 256 * 1024

Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows on one page.")]
Offset = Annotated[int, Query(ge=0, le=2**40, description="Rows to pass over.")]
Text = Annotated[str | None, Query(max_length=500, description='All these words; "in quotation marks": in this order.')]


def make_application(folder: Path) -> FastAPI:
    """The application that serves the chronology in a folder; see ``strandline.server.application``."""
    current = CurrentChronology(folder)
    app = FastAPI(
        title="Strandline",
        version=__version__,
        summary="A chronology, read-only. Records are those of the contract.",
        openapi_url="/openapi.json",
        docs_url=None,  # Swagger UI and ReDoc load their code from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.add_middleware(Guard)
    add_error_handlers(app)
    add_page(app, PageFiles())
    add_whole(app, current)
    add_documents(app, current)
    add_events(app, current)
    describe_records(app)
    return app


def as_json(value: Any, *, status: int = 200) -> Response:
    """An answer from records."""
    return Response(msgspec.json.encode(value), status_code=status, media_type="application/json")


def failure(status: int, code: str, message: str) -> Response:
    """An error in the one shape."""
    return Response(error_body(status, code, message), status_code=status, media_type="application/json")


def not_found(what: str, identity: str) -> HTTPException:
    """The error for an unknown id."""
    return HTTPException(404, f"there is no {what} {identity[:80]!r} in this chronology")


def add_error_handlers(app: FastAPI) -> None:
    """Every error in one shape; what is unexpected says nothing of the inside."""

    @app.exception_handler(HTTPException)
    async def of_http(_: Request, error: HTTPException) -> Response:
        codes = {404: "not-found", 405: "method-not-allowed"}
        return failure(error.status_code, codes.get(error.status_code, "error"), str(error.detail))

    @app.exception_handler(RequestValidationError)
    async def of_validation(_: Request, error: RequestValidationError) -> Response:
        said = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors())
        return failure(422, "invalid", said)

    @app.exception_handler(StrandlineError)
    async def of_strandline(_: Request, error: StrandlineError) -> Response:
        if isinstance(error, UsageError):
            return failure(422, "invalid", str(error))
        return failure(503, "unavailable" if isinstance(error, ChronologyError) else "installation", str(error))

    @app.exception_handler(Exception)
    async def of_anything(_: Request, error: Exception) -> Response:
        return failure(500, "internal", f"an error inside the program ({type(error).__name__})")


def add_page(app: FastAPI, files: PageFiles) -> None:
    """The page and its files."""

    @app.get("/", include_in_schema=False)
    def page() -> Response:
        return Response(files.page(), media_type="text/html; charset=utf-8")

    @app.get("/assets/{name}", include_in_schema=False)
    def asset(name: str) -> Response:
        found = files.asset(name)
        if found is None:
            raise not_found("file", name)
        # The name holds a hash of the content.
        return Response(
            found.content,
            media_type=found.media_type,
            headers={"cache-control": "private, max-age=31536000, immutable"},
        )


def add_whole(app: FastAPI, current: CurrentChronology) -> None:
    """The whole chronology at once, and what is known of it."""

    @app.get("/api/chronology", summary="Everything, in the form of the page's data", responses=answers("Chronology"))
    def chronology(request: Request) -> Response:
        with current.reading() as snapshot:
            etag = f'"{snapshot.meta().get("state", "")}"'
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
    def events(
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
        limit: Limit = PAGE_ROWS,
        offset: Offset = 0,
    ) -> Response:
        wanted: EventFilter = event_filter(
            since=since, until=until, actors=tuple(actor), places=tuple(place), kinds=tuple(kind),
            statuses=tuple(status), reviews=tuple(review), documents=tuple(document), disputed=disputed, dated=dated,
            origins_at_least=origins, text=text,
        )  # fmt: skip
        with current.reading() as snapshot:
            total, rows = snapshot.find_events(wanted, limit=limit, offset=offset)
        return as_json({"total": total, "limit": limit, "offset": offset, "events": rows})

    @app.get(
        "/api/events/{identity}",
        summary="An event with its claims and their documents; an id that was merged away redirects",
        responses=answers("EventWithClaims"),
    )
    def event(identity: str) -> Response:
        with current.reading() as snapshot:
            found = snapshot.event(identity)
            if found is None:
                moved = snapshot.redirect(identity)
                if moved is None:
                    raise not_found("event", identity)
                return RedirectResponse(app.url_path_for("event", identity=moved), status_code=308)
            claims = snapshot.claims_of_event(identity)
            sources = [snapshot.document(source) for source in dict.fromkeys(claim.document for claim in claims)]
            documents = [msgspec.structs.replace(source, text="") for source in sources if source is not None]
            return as_json({"event": found, "claims": claims, "documents": documents})
