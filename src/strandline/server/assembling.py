"""The HTTP interface put together: the page, reads under ``/api/``, decisions, jobs, and what happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.responses import Response

from strandline import __version__
from strandline.pipeline.running import Runner
from strandline.server.access import Access, Everybody
from strandline.server.accounts import SignedIn
from strandline.server.adding import add_jobs
from strandline.server.answering import add_error_handlers, not_found
from strandline.server.changes import Changes, add_changes
from strandline.server.current import CurrentChronology
from strandline.server.guards import FILES, FORM, JSON, Doors, Guard
from strandline.server.jobs import Jobs
from strandline.server.openfiles import OpenFiles
from strandline.server.opening import add_opening
from strandline.server.originals import Originals, add_originals
from strandline.server.page_files import PageFiles
from strandline.server.reaching import add_reaching
from strandline.server.reading import add_documents, add_events, add_whole
from strandline.server.reviewing import add_decisions
from strandline.server.schemas import describe_records
from strandline.server.signing_in import SIGN_IN, SIGN_OUT, Door, add_signing_in

WRITING: Final = {"/api/decisions": JSON, "/api/jobs/documents": FILES, "/api/jobs/rebuild": JSON}


def make_application(
    folder: Path,
    *,
    access: SignedIn | None = None,
    names: frozenset[str] = frozenset(),
    runner: Runner | None = None,
    sources: Path | None = None,
) -> FastAPI:
    """The application that serves the chronology in a folder; see ``strandline.server.application``.

    Args:
        folder: the chronology.
        access: accounts; without them whoever reaches the port may do everything.
        names: hosts beside loopback under which it is reached.
        runner: what jobs run with.
        sources: the folder of the originals, pages of which may be seen.
    """
    originals = Originals(sources)
    current = CurrentChronology(folder)
    who: Access = access or Everybody()
    changes = Changes()
    jobs = Jobs(folder, changes, runner=runner)
    files = OpenFiles(current)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        changes.closed = True
        changes.wake()
        jobs.close()
        files.close()

    app = FastAPI(
        title="Strandline",
        version=__version__,
        summary="A chronology, and the decisions of people on it. Records are those of the contract.",
        openapi_url="/openapi.json",
        docs_url=None,  # Swagger UI and ReDoc load their code from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    if access is not None:
        app.add_middleware(Door, access=access)
        add_signing_in(app, access)
    writing = WRITING if access is None else {**WRITING, SIGN_IN: FORM, SIGN_OUT: JSON}
    schemes = ("http",) if access is None else ("https", "http")
    app.add_middleware(Guard, doors=Doors(writing=writing, names=names, schemes=schemes))
    add_error_handlers(app)
    add_page(app, PageFiles())
    add_whole(app, current)
    add_opening(app, current)
    add_documents(app, current)
    add_events(app, current)
    add_originals(app, current, originals)
    add_decisions(app, current, access=who, changes=changes, jobs=jobs, decided=files.behind, originals=originals.known)
    add_reaching(app, current)
    add_changes(app, current, access=who, changes=changes)
    add_jobs(app, jobs, access=who)
    describe_records(app)
    return app


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
