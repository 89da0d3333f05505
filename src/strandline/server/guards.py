"""What stands between the network and the chronology: who may ask, and what a browser may do with the answer.

A page in a browser can make requests to loopback from anywhere. A foreign ``Host`` (DNS rebinding) or ``Origin``
(another site's script) is refused before anything is looked up; no answer ever allows another origin to read it.
"""

from __future__ import annotations

import ipaddress
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
_SAFE: Final = frozenset({"GET", "HEAD"})
_TARGET_BYTES: Final = 8192


def error_body(status: int, code: str, message: str) -> bytes:
    """The one shape of errors: ``{"error": {"status", "code", "message"}}``."""
    return msgspec.json.encode({"error": {"status": status, "code": code, "message": message}})


class Guard:
    """ASGI middleware: refuses foreign requests, and adds the security headers to every answer."""

    def __init__(self, application: ASGIApp) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "lifespan":
            await self.application(scope, receive, send)
            return
        if scope["type"] != "http":
            raise RuntimeError(f"this server does not speak {scope['type']}")

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message["headers"] if pair[0].lower() not in _GIVEN]
                kept.extend(HEADERS)
                if not any(name == b"cache-control" for name, _ in kept):
                    kept.append((b"cache-control", b"no-store"))
                message = {**message, "headers": kept}
            await send(message)

        refusal = self.refusal(scope)
        if refusal is None:
            await self.application(scope, receive, send_guarded)
            return
        status, code, words = refusal
        body = error_body(status, code, words)
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send_guarded({"type": "http.response.start", "status": status, "headers": headers})
        await send_guarded({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        """Status, code and message where the request must not be answered."""
        if scope["method"] not in _SAFE:
            return 405, "read-only", f"{scope['method']} is not allowed: this server only reads"
        if len(scope["path"]) + len(scope["query_string"]) > _TARGET_BYTES:
            return 414, "too-long", "the address is too long"
        hosts = _values(scope, b"host")
        if len(hosts) != 1 or not _is_own(f"//{hosts[0]}"):
            return 421, "foreign-host", "this server answers only to its loopback address"
        for origin in _values(scope, b"origin"):
            if not _same(origin, f"http://{hosts[0]}"):
                return 403, "foreign-origin", "requests from other sites are refused"
        site = _values(scope, b"sec-fetch-site")
        mode = _values(scope, b"sec-fetch-mode")
        if site and site[0] in ("cross-site", "same-site") and mode != ["navigate"]:
            return 403, "foreign-origin", "requests from other sites are refused"
        return None


_GIVEN: Final = frozenset(name for name, _ in HEADERS) | {b"access-control-allow-origin", b"server"}


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1").strip() for key, value in scope["headers"] if key == name]


def _is_own(address: str) -> bool:
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
