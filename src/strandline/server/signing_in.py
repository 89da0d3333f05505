"""The door for accounts: a plain page to sign in, and nothing else for whoever has not."""

from __future__ import annotations

import html
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from strandline.server.accounts import COOKIE, LONGEST_PASSWORD, SignedIn
from strandline.server.answering import failure

SIGN_IN: Final = "/sign-in"
SIGN_OUT: Final = "/api/session/end"
_MOST_FORM_BYTES: Final = 8_192
_PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in · Strandline</title>
<h1>Strandline</h1>
{said}<form method="post" action="/sign-in">
<p><label>Name<br><input name="name" autocomplete="username" required autofocus></label></p>
<p><label>Password<br><input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button>Sign in</button></p>
</form>
</html>
"""


class Door:
    """ASGI middleware: whoever is not signed in gets the page to sign in, or 401."""

    def __init__(self, application: ASGIApp, access: SignedIn) -> None:
        self.application = application
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["path"] == SIGN_IN or self.access.session_of(_token_of(scope)) is not None:
            await self.application(scope, receive, send)
            return
        answer: Response = failure(401, "not-signed-in", "sign in first")
        if scope["path"] == "/":
            answer = RedirectResponse(SIGN_IN, status_code=303)
        await answer(scope, receive, send)


def _token_of(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                morsel = SimpleCookie(value.decode("latin-1")).get(COOKIE)
            except CookieError:
                continue
            if morsel is not None:
                return morsel.value
    return ""


def add_signing_in(app: FastAPI, access: SignedIn) -> None:
    """The routes of signing in and out."""

    @app.get(SIGN_IN, include_in_schema=False)
    def page() -> Response:
        return _page("")

    @app.post(SIGN_IN, include_in_schema=False)
    async def sign_in(request: Request) -> Response:
        body = await request.body()
        if len(body) > _MOST_FORM_BYTES:
            raise HTTPException(413, "this is too much for a name and a password")
        sent = parse_qs(body.decode("utf-8", "replace"), max_num_fields=8, keep_blank_values=True)
        name, password = sent.get("name", [""])[0], sent.get("password", [""])[0]
        try:
            token = await run_in_threadpool(access.sign_in, name[:200], password[:LONGEST_PASSWORD])
        except HTTPException as error:
            return _page(str(error.detail), status=error.status_code)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="strict", path="/")
        return answer

    @app.post(SIGN_OUT, summary="Sign out", status_code=204)
    def sign_out(request: Request) -> Response:
        access.require(request, "reader")
        access.sign_out(request.cookies.get(COOKIE, ""))
        answer = Response(status_code=204)
        answer.delete_cookie(COOKIE, secure=True, httponly=True, samesite="strict", path="/")
        return answer


def _page(said: str, *, status: int = 200) -> Response:
    shown = f'<p role="alert">{html.escape(said)}</p>\n' if said else ""
    return Response(_PAGE.replace("{said}", shown), status_code=status, media_type="text/html; charset=utf-8")
