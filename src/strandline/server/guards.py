"""What stands between the network and the chronology: who may ask, and what a browser may do with the answer.

A page in a browser can make requests to loopback from anywhere. A foreign ``Host`` (DNS rebinding) or ``Origin``
(another site's script) is refused before anything is looked up; no answer ever allows another origin to read it. What
writes takes JSON, which no other site's form can send, or files, and those only from the page itself.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
JSON: Final = "application/json"
FILES: Final = "multipart/form-data"
FORM: Final = "application/x-www-form-urlencoded"
MOST_JSON_BYTES: Final = 1024 * 1024
MOST_FILES_BYTES: Final = 512 * 1024 * 1024
_HEADERS_OF_FORMS: Final = (
    (HEADERS[0][0], POLICY.replace("form-action 'none'", "form-action 'self'").encode()),
    *HEADERS[1:],
)
_SAFE: Final = frozenset({"GET", "HEAD"})
_TARGET_BYTES: Final = 8192
Refusal = tuple[int, str, str]
"""Status, code and message."""


def error_body(status: int, code: str, message: str) -> bytes:
    """The one shape of errors: ``{"error": {"status", "code", "message"}}``."""
    return msgspec.json.encode({"error": {"status": status, "code": code, "message": message}})


@dataclass(frozen=True, kw_only=True)
class Doors:
    """What may come in.

    Attributes:
        writing: paths that take POST, each with the type of body that it takes.
        names: hosts beside loopback under which the server is reached.
        schemes: of the page's own address.
    """

    writing: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    schemes: tuple[str, ...] = ("http",)


class Guard:
    """ASGI middleware: refuses foreign requests, and adds the security headers to every answer."""

    def __init__(self, application: ASGIApp, doors: Doors | None = None) -> None:
        self.application = application
        self.doors = doors or Doors()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "lifespan":
            await self.application(scope, receive, send)
            return
        if scope["type"] != "http":
            raise RuntimeError(f"this server does not speak {scope['type']}")

        answered = False

        async def send_guarded(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                kept = [pair for pair in message["headers"] if pair[0].lower() not in _GIVEN]
                kept.extend(HEADERS if self.doors.writing.get(scope["path"]) != FORM else _HEADERS_OF_FORMS)
                if not any(name == b"cache-control" for name, _ in kept):
                    kept.append((b"cache-control", b"no-store"))
                message = {**message, "headers": kept}
            await send(message)

        refusal = self.refusal(scope)
        if refusal is not None:
            await _refuse(refusal, scope, send_guarded)
            return
        most = _most_bytes(scope)
        try:
            await self.application(scope, _Counted(receive, most), send_guarded)
        except _TooMuch:
            if not answered:
                await _refuse(_too_large(most), scope, send_guarded)

    def refusal(self, scope: Scope) -> Refusal | None:
        """Status, code and message where the request must not be answered."""
        if scope["method"] not in _SAFE and (scope["method"] != "POST" or scope["path"] not in self.doors.writing):
            return 405, "read-only", f"{scope['method']} is not allowed here"
        if len(scope["path"]) + len(scope["query_string"]) > _TARGET_BYTES:
            return 414, "too-long", "the address is too long"
        hosts = _values(scope, b"host")
        if len(hosts) != 1 or not self._is_own(hosts[0]):
            return 421, "foreign-host", "this server answers only to its own address"
        origins = _values(scope, b"origin")
        for origin in origins:
            if not any(_same(origin, f"{scheme}://{hosts[0]}") for scheme in self.doors.schemes):
                return 403, "foreign-origin", "requests from other sites are refused"
        site = _values(scope, b"sec-fetch-site")
        mode = _values(scope, b"sec-fetch-mode")
        if site and site[0] in ("cross-site", "same-site") and (scope["method"] == "POST" or mode != ["navigate"]):
            return 403, "foreign-origin", "requests from other sites are refused"
        return self._refusal_of_body(scope, origins) if scope["method"] == "POST" else None

    def _refusal_of_body(self, scope: Scope, origins: list[str]) -> Refusal | None:
        wanted = self.doors.writing[scope["path"]]
        given = [value.partition(";")[0].strip().lower() for value in _values(scope, b"content-type")]
        if given != [wanted]:
            return 415, "unsupported-type", f"the body must be {wanted}"
        if wanted != JSON and not origins:
            return 403, "foreign-origin", "this is taken from the page alone, which says so (Origin)"
        lengths = _values(scope, b"content-length")
        most = _most_bytes(scope)
        if lengths and (not lengths[0].isdecimal() or int(lengths[0]) > most):
            return _too_large(most)
        return None

    def _is_own(self, host: str) -> bool:
        if is_loopback(f"//{host}"):
            return True
        try:
            split = urlsplit(f"//{host}")
            return split.hostname in self.doors.names and split.username is None and not (split.path or split.query)
        except ValueError:
            return False


class _TooMuch(Exception):
    """More came than was announced, or than is taken."""


class _Counted:
    """Hands on what comes in, up to a number of bytes."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise _TooMuch
        return message


def _most_bytes(scope: Scope) -> int:
    kind = b"".join(value for key, value in scope["headers"] if key == b"content-type")
    return MOST_FILES_BYTES if kind.lower().startswith(FILES.encode()) else MOST_JSON_BYTES


def _too_large(most: int) -> Refusal:
    return 413, "too-large", f"more than {most // 1024:,} KiB at once are not taken"


async def _refuse(refusal: Refusal, scope: Scope, send: Send) -> None:
    status, code, words = refusal
    body = error_body(status, code, words)
    headers = [
        (b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), (b"connection", b"close")
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


_GIVEN: Final = frozenset(name for name, _ in HEADERS) | {b"access-control-allow-origin", b"server"}


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1").strip() for key, value in scope["headers"] if key == name]


def is_loopback(address: str) -> bool:
    """Whether an address names loopback, by number or as ``localhost``; the port does not matter."""
    try:
        split = urlsplit(address)
        host, _ = split.hostname, split.port
    except ValueError:
        return False
    if host is None or split.username is not None or split.path or split.query or split.fragment:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _same(one: str, other: str) -> bool:
    try:
        first, second = urlsplit(one), urlsplit(other)
        return (first.scheme, first.hostname, first.port) == (second.scheme, second.hostname, second.port)
    except ValueError:
        return False
