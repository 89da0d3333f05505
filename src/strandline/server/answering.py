"""How the server answers: records as JSON, and every error in one shape."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from strandline.errors import ChronologyError, StrandlineError, UsageError
from strandline.server.guards import error_body

_CODES = {
    400: "bad-request", 401: "not-signed-in", 403: "forbidden", 404: "not-found", 405: "method-not-allowed",
    409: "conflict", 413: "too-large", 415: "unsupported-type", 429: "too-many",
}  # fmt: skip


def as_json(value: Any, *, status: int = 200) -> Response:
    """An answer from records."""
    return Response(msgspec.json.encode(value), status_code=status, media_type="application/json")


def failure(status: int, code: str, message: str) -> Response:
    """An error in the one shape."""
    return Response(error_body(status, code, message), status_code=status, media_type="application/json")


def not_found(what: str, identity: str) -> HTTPException:
    """The error for an unknown id."""
    return HTTPException(404, f"there is no {what} {identity[:80]!r} in this chronology")


def describe_body(name: str) -> dict[str, Any]:
    """What ``/openapi.json`` says of a body that is a record of ``schemas``."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def add_error_handlers(app: FastAPI) -> None:
    """Every error in one shape; what is unexpected says nothing of the inside."""

    @app.exception_handler(HTTPException)
    async def of_http(_: Request, error: HTTPException) -> Response:
        return failure(error.status_code, _CODES.get(error.status_code, "error"), str(error.detail))

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
