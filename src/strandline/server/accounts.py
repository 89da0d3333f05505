"""Accounts: who may come in from elsewhere than this machine, and what they may do.

They stand in a file that the owner of the chronology keeps: names, roles, and argon2id hashes of passwords. Sessions
live in the memory of the server; a cookie that no script can read carries a random token, of which only the hash is
kept. What writes takes a second token besides, which only the page itself can read (``/api/me``).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import Request
from starlette.exceptions import HTTPException

from strandline.errors import UsageError
from strandline.pipeline.proposals import MOST_NAME, plain_line
from strandline.server.access import Person, Role, may

COOKIE: Final = "__Host-strandline"
TOKEN_HEADER: Final = "x-csrf-token"  # noqa: S105 - a name
SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 1_000
_IDLE_S: Final = 12 * 3600
_MOST_FAILURES: Final = 10
_FORGET_FAILURES_S: Final = 900
_MOST_SESSIONS: Final = 10_000


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A name, what it may do, and the argon2id hash of its password."""

    name: str
    role: Role
    password: str


class AccountsFile(msgspec.Struct, frozen=True, kw_only=True):
    """The form of the file."""

    accounts: tuple[Account, ...]


def read_accounts(path: Path) -> dict[str, Account]:
    """The accounts in a file, by name.

    Raises:
        UsageError: it is missing, open to others, damaged, or holds no account or one name twice.
    """
    try:
        mode = path.stat().st_mode
        found = msgspec.json.decode(path.read_bytes(), type=AccountsFile).accounts
    except OSError as error:
        reason = (error.strerror or "").lower()
        raise UsageError(f"the accounts in {path} cannot be read: {reason}; make one with --new-account") from error
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"{path} is no file of accounts: {error}") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UsageError(f"{path} can be read by others on this machine; close it: chmod 600 {path}")
    by_name = {account.name: account for account in found}
    if not found or len(by_name) != len(found):
        raise UsageError(f"{path} holds {'one name twice' if found else 'no account; make one with --new-account'}")
    return by_name


def write_account(path: Path, *, name: str, role: Role, password: str) -> None:
    """Put an account into a file, in the place of one of the same name; the file is made where it is missing.

    Raises:
        UsageError: the name is empty or has control characters, or the password is too short or too long.
    """
    if not name or name != plain_line(name) or len(name) > MOST_NAME:
        raise UsageError(f"the name {name!r} cannot be taken; give 1 to {MOST_NAME} characters")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UsageError(f"a password has at least {SHORTEST_PASSWORD} characters")
    known = read_accounts(path) if path.exists() else {}
    known[name] = Account(name=name, role=role, password=PasswordHasher().hash(password))
    data = msgspec.json.format(msgspec.json.encode(AccountsFile(accounts=tuple(known.values()))), indent=2)
    fresh = path.with_name(path.name + ".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data + b"\n")
    fresh.replace(path)


@dataclass
class _Session:
    person: Person
    seen: float


class SignedIn:
    """``Access`` with accounts.

    Args:
        known: accounts by name.
        clock: seconds that only go forward.
    """

    accounts = True

    def __init__(self, known: dict[str, Account], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._known = known
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: dict[bytes, _Session] = {}
        self._failures: dict[str, list[float]] = {}
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex())

    def person(self, request: Request) -> Person:
        """See ``Access``."""
        found = self.session_of(request.cookies.get(COOKIE, ""))
        if found is None:
            raise HTTPException(401, "sign in first")
        return found

    def require(self, request: Request, role: Role) -> Person:
        """See ``Access``."""
        person = self.person(request)
        may(person, role)
        if request.method not in ("GET", "HEAD"):
            given = request.headers.get(TOKEN_HEADER, "")
            if not hmac.compare_digest(given.encode(), (person.csrf or "").encode()):
                raise HTTPException(403, "the token of the page is missing or old; load the page again")
        return person

    def session_of(self, token: str) -> Person | None:
        """Who holds a token, if the session still stands."""
        now = self._clock()
        with self._lock:
            session = self._sessions.get(_key(token))
            if session is None or now - session.seen > _IDLE_S:
                self._sessions.pop(_key(token), None)
                return None
            session.seen = now
            return session.person

    def sign_in(self, name: str, password: str) -> str:
        """A token for a new session. It takes as long for a name that is unknown.

        Raises:
            HTTPException: 401, name or password is wrong; 429, too many attempts.
        """
        now = self._clock()
        with self._lock:
            recent = [at for at in self._failures.get(name, ()) if now - at < _FORGET_FAILURES_S]
            if len(recent) >= _MOST_FAILURES:
                raise HTTPException(429, "too many attempts with this name; wait a quarter of an hour")
            # Counted before the slow part, so that many attempts at once count too.
            self._failures[name] = [*recent, now]
            while len(self._failures) > _MOST_SESSIONS:
                self._failures.pop(next(iter(self._failures)))
        account = self._known.get(name)
        try:
            self._hasher.verify(self._nobody if account is None else account.password, password)
        except (VerificationError, InvalidHashError):
            account = None
        if account is None:
            raise HTTPException(401, "the name or the password is wrong")
        token = secrets.token_urlsafe(32)
        person = Person(name=account.name, role=account.role, csrf=secrets.token_urlsafe(32))
        with self._lock:
            self._failures.pop(name, None)
            self._sessions = {key: session for key, session in self._sessions.items() if now - session.seen <= _IDLE_S}
            while len(self._sessions) >= _MOST_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[_key(token)] = _Session(person, now)
        return token

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_key(token), None)


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
