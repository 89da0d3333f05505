"""Decisions over HTTP: taking them, and the log of all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Final
from urllib.parse import quote, unquote

import msgspec
from fastapi import FastAPI, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from strandline.errors import UsageError
from strandline.pipeline.deciding import NOBODY, Decided, Meanwhile, decide, page_of
from strandline.pipeline.proposals import MOST_NAME, Proposal, plain_line
from strandline.server.access import Access, Person
from strandline.server.answering import as_json, describe_body
from strandline.server.changes import Changes
from strandline.server.current import CurrentChronology
from strandline.server.jobs import Jobs
from strandline.server.schemas import DecisionRequest, answers
from strandline.store.decisions import count_decisions, decisions_page, last_number, undone_by

MOST_BODY: Final = 1024 * 1024
NAME_COOKIE: Final = "strandline_name"
_ID: Final = re.compile(r"[0-9a-f]{16,32}")
_YEAR_S: Final = 365 * 86400


_decode: Final = msgspec.json.Decoder(DecisionRequest).decode


def add_decisions(
    app: FastAPI,
    current: CurrentChronology,
    *,
    access: Access,
    changes: Changes,
    jobs: Jobs,
    decided: Callable[[], None],
    originals: bool,
) -> None:
    """The routes of decisions; ``decided`` is called after each, ``originals`` is told to the page."""

    @app.get("/api/me", summary="Who is asking, and what they may do", responses=answers("Me"))
    def me(request: Request) -> Response:
        person = access.person(request)
        name = person.name or remembered_name(request)
        own = {"name": name, "role": person.role, "accounts": access.accounts, "csrf": person.csrf}
        return as_json({**own, "originals": originals})

    @app.get("/api/decisions", summary="The log of decisions", responses=answers("DecisionPage"))
    def decisions(
        target: Annotated[str | None, Query(max_length=200, description="Only those that speak of this id.")] = None,
        after: Annotated[int | None, Query(ge=0, description="Only later ones than this number, oldest first.")] = None,
        limit: Annotated[int, Query(ge=1, le=1000, description="Rows on one page.")] = 100,
        offset: Annotated[int, Query(ge=0, le=2**40, description="Rows to pass over.")] = 0,
    ) -> Response:
        with current.reading() as snapshot:
            connection = snapshot.connection
            rows = decisions_page(connection, target=target, after=after, limit=limit, offset=offset)
            return as_json(
                {
                    "total": count_decisions(connection, target=target, after=after),
                    "last": last_number(connection),
                    "decisions": page_of(rows, undone_by(connection)),
                }
            )

    @app.post(
        "/api/decisions",
        summary="Take a decision; it takes effect at once",
        status_code=201,
        responses=answers("DecisionAnswer", status=201),
        openapi_extra=describe_body("DecisionRequest"),
    )
    async def take(request: Request) -> Response:
        person = access.require(request, "reviewer")
        proposal, identity = read_proposal(await request.body(), person)
        outcome = await run_in_threadpool(_taken, current, proposal, identity)
        if isinstance(outcome, Meanwhile):
            return _meanwhile(outcome)
        job = await run_in_threadpool(jobs.refresh) if outcome.run else None
        decided()
        changes.wake()
        answer = as_json(_told(outcome, job), status=201)
        if not access.accounts:
            answer.set_cookie(
                NAME_COOKIE, quote(proposal.who), max_age=_YEAR_S, httponly=True, samesite="strict", path="/"
            )
        return answer


def read_proposal(body: bytes, person: Person) -> tuple[Proposal, str | None]:
    """What was sent, and the id that the page gave it.

    Raises:
        UsageError: it is no decision.
    """
    try:
        sent = _decode(body)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise UsageError(f"this is no decision: {error}") from None
    if sent.id is not None and not _ID.fullmatch(sent.id):
        raise UsageError("id must be 16 to 32 hex digits")
    who = person.name or plain_line(sent.who or "")[:MOST_NAME] or NOBODY
    proposal = Proposal(
        action=sent.action, target=sent.target, after=sent.after, who=who, note=sent.note, seen=sent.seen
    )
    return proposal, sent.id


def remembered_name(request: Request) -> str:
    """The name that this browser sent last."""
    return plain_line(unquote(request.cookies.get(NAME_COOKIE, "")))[:MOST_NAME] or NOBODY


def _taken(current: CurrentChronology, proposal: Proposal, identity: str | None) -> Decided | Meanwhile:
    return current.written(lambda chronology: decide(chronology, proposal, identity=identity))


def _told(outcome: Decided, job: str | None) -> dict[str, Any]:
    (row,) = page_of([(outcome.number, outcome.decision)], {})
    return {
        "decision": row,
        "last": outcome.number,
        "events": outcome.events,
        "removed": outcome.removed,
        "redirects": outcome.redirects,
        "claims": outcome.claims,
        "documents": outcome.documents,
        "job": job,
    }


def _meanwhile(outcome: Meanwhile) -> Response:
    return as_json(
        {
            "error": {"status": 409, "code": "changed-meanwhile", "message": outcome.message},
            "decisions": page_of(outcome.decisions, {}),
            "events": outcome.events,
            "last": outcome.last,
        },
        status=409,
    )
