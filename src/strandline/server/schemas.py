"""The records in ``/openapi.json``: generated from ``records.py``, so that the two cannot drift apart."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from strandline.records import Claim, Decision, Document, Event, Origin, Refusal
from strandline.server.access import Role
from strandline.store.density import Density

JobKind = Literal["documents", "refresh", "rebuild"]
JobState = Literal["waiting", "running", "done", "failed"]

_REFERENCE = "#/components/schemas/{name}"


class ErrorBody(msgspec.Struct, kw_only=True):
    """What went wrong: the HTTP status, a short word for machines, a sentence for people."""

    status: int
    code: str
    message: str


class Error(msgspec.Struct, kw_only=True):
    """The one shape of errors."""

    error: ErrorBody


class DecisionRequest(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A decision as the page sends it.

    ``seen`` is the number of the last decision that the page knows; ``id``, 16 to 32 hex digits that the page makes up,
    lets it send the same decision again when no answer came: it is taken once.
    """

    action: str
    target: str = ""
    after: dict[str, Any] = {}
    note: str = ""
    who: str | None = None
    seen: int | None = None
    id: str | None = None


class DocumentPage(msgspec.Struct, kw_only=True):
    """Documents without their texts (``text`` is empty), and how many there are in all."""

    total: int
    limit: int
    offset: int
    documents: tuple[Document, ...]


class DocumentWithClaims(msgspec.Struct, kw_only=True):
    """A document and its claims, in the order of its text."""

    document: Document
    claims: tuple[Claim, ...]


class EventPage(msgspec.Struct, kw_only=True):
    """Events in order of display, and how many there are in all."""

    total: int
    limit: int
    offset: int
    events: tuple[Event, ...]


class EventWithClaims(msgspec.Struct, kw_only=True):
    """An event, its claims in its order, and their documents without their texts."""

    event: Event
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]


class StandingBy(msgspec.Struct, kw_only=True):
    """An event that stands right above or below another in the display, and why the lower one stands below the upper.

    ``tie``: nothing tells which came first, and ``reason`` is what decides instead.
    """

    event: str
    gist: str
    tie: bool
    reason: str


class EventStanding(msgspec.Struct, kw_only=True):
    """Why an event stands where it stands; null where nothing stands above or below it."""

    event: str
    above: StandingBy | None
    below: StandingBy | None


class Report(msgspec.Struct, kw_only=True):
    """What the last run told of itself."""

    counts: dict[str, Any]
    refused: tuple[Refusal, ...]
    undated: tuple[str, ...]
    notes: tuple[str, ...]


class Chronology(msgspec.Struct, kw_only=True):
    """Everything, in the form of the page's data."""

    format: int
    generated_by: str
    title: str
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    origins: tuple[Origin, ...]
    report: Report
    decisions_last: int
    hidden: tuple[str, ...]


class OpeningCounts(msgspec.Struct, kw_only=True):
    """How many there are in all; ``open`` waits for a decision, ``refused`` are files that could not be read."""

    documents: int
    claims: int
    events: int
    undated: int
    disputed: int
    open: int
    refused: int


class Opening(msgspec.Struct, kw_only=True):
    """What the first view of a large chronology needs: its first dated events with their words, and counts over time.

    ``origins`` are all of them: their numbers are shown. Where ``large`` is false the lists are empty, and
    ``/api/chronology`` has everything.
    """

    format: int
    generated_by: str
    title: str
    decisions_last: int
    hidden: tuple[str, ...]
    large: bool
    counts: OpeningCounts | None
    density: Density | None
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    origins: tuple[Origin, ...]


class Me(msgspec.Struct, kw_only=True):
    """Who is asking. ``csrf`` goes into the header ``X-CSRF-Token`` of whatever writes; null: none is needed.

    ``originals``: pages of the PDFs that the documents were read from can be asked for.
    """

    name: str
    role: Role
    accounts: bool
    csrf: str | None
    originals: bool


class NumberedDecision(Decision, frozen=True, kw_only=True):
    """A row of the log; ``number`` counts from 1, ``undone_by`` is the id of the decision that takes it back."""

    number: int
    undone_by: str | None


class DecisionPage(msgspec.Struct, kw_only=True):
    """Rows of the log, how many there are in all, and the number of the last one that was taken."""

    total: int
    last: int
    decisions: tuple[NumberedDecision, ...]


class DecisionAnswer(msgspec.Struct, kw_only=True):
    """A decision and what it changed: events and claims whole, as they now are; ids that redirect or are gone.

    ``job`` is the id of the run that brings the rest of the effect.
    """

    decision: NumberedDecision
    last: int
    events: tuple[Event, ...]
    removed: tuple[str, ...]
    redirects: dict[str, str]
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    job: str | None


class Meanwhile(msgspec.Struct, kw_only=True):
    """Nothing was written: what others decided since, and the events as they now are."""

    error: ErrorBody
    decisions: tuple[NumberedDecision, ...]
    events: tuple[Event, ...]
    last: int


class Reached(msgspec.Struct, kw_only=True):
    """Decisions, oldest first, and all that they can have changed, whole, as it now is.

    ``removed`` ids redirect or are gone; ``removed_claims`` were marked by hand and are no more, and an event of
    nothing but such goes with them; documents come without their texts; ``hidden`` are all events that are hidden now.
    Where ``complete`` is false there was too much to tell: the chronology is to be read again.
    """

    last: int
    decisions: tuple[NumberedDecision, ...]
    complete: bool
    events: tuple[Event, ...]
    removed: tuple[str, ...]
    redirects: dict[str, str]
    claims: tuple[Claim, ...]
    removed_claims: tuple[str, ...]
    documents: tuple[Document, ...]
    hidden: tuple[str, ...]


class JobRefusal(msgspec.Struct, kw_only=True):
    """A file that was not read."""

    path: str
    reason: str
    code: str


class Job(msgspec.Struct, kw_only=True):
    """Work in the background. ``total`` is 0 where nobody knows; ``changes`` counts what became of events."""

    id: str
    kind: JobKind
    state: JobState
    stage: str | None
    done: int
    total: int
    started: str | None
    ended: str | None
    added: int
    refused: tuple[JobRefusal, ...]
    changes: dict[str, int]
    error: str | None


class JobStarted(msgspec.Struct, kw_only=True):
    """The id of a job that was started."""

    job: str


SHAPES = (
    Error, DocumentPage, DocumentWithClaims, EventPage, EventWithClaims, Report, Chronology, Me, DecisionPage,
    DecisionRequest, DecisionAnswer, Meanwhile, Reached, Job, JobStarted, Density, Opening, EventStanding,
)  # fmt: skip


def answers(name: str | None, *, status: int = 200, listed: bool = False) -> dict[int | str, dict[str, Any]]:
    """What a route may answer: a record by its name (or a list of them, or a stream of events), or an error."""

    def of(name: str, description: str) -> dict[str, Any]:
        reference = _REFERENCE.format(name=name)
        return {"description": description, "content": {"application/json": {"schema": {"$ref": reference}}}}

    refused: dict[int | str, dict[str, Any]] = {"4XX": of("Error", "The request cannot be answered")}
    if name is None:
        stream = {"description": "A stream of events", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
        return {status: stream, **refused}
    answer = of(name, "What was asked for")
    if listed:
        media = answer["content"]["application/json"]
        media["schema"] = {"type": "array", "items": media["schema"]}
    return {status: answer, **refused}


def describe_records(app: FastAPI) -> None:
    """Let ``/openapi.json`` define the records that ``answers`` names."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
            _, records = msgspec.json.schema_components(SHAPES, ref_template=_REFERENCE)
            described.setdefault("components", {}).setdefault("schemas", {}).update(records)
            for route in described["paths"].values():
                for operation in route.values():
                    operation["responses"].pop("422", None)  # errors have one shape, which 4XX describes
            app.openapi_schema = described
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
