"""The records in ``/openapi.json``: generated from ``records.py``, so that the two cannot drift apart."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from strandline.records import Claim, Document, Event, Origin, Refusal

_REFERENCE = "#/components/schemas/{name}"


class ErrorBody(msgspec.Struct, kw_only=True):
    """What went wrong: the HTTP status, a short word for machines, a sentence for people."""

    status: int
    code: str
    message: str


class Error(msgspec.Struct, kw_only=True):
    """The one shape of errors."""

    error: ErrorBody


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


SHAPES = (Error, DocumentPage, DocumentWithClaims, EventPage, EventWithClaims, Report, Chronology)


def answers(name: str) -> dict[int | str, dict[str, Any]]:
    """What a route may answer: a record by its name, or an error."""

    def of(name: str, description: str) -> dict[str, Any]:
        reference = _REFERENCE.format(name=name)
        return {"description": description, "content": {"application/json": {"schema": {"$ref": reference}}}}

    return {200: of(name, "What was asked for"), "4XX": of("Error", "The request cannot be answered")}


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
