"""Who is asking, and what they may do.

On loopback nobody signs in: whoever reaches the port is the owner of the machine's account. Elsewhere everybody needs
an account (``accounts``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from fastapi import Request
from starlette.exceptions import HTTPException

Role = Literal["reader", "reviewer", "owner"]
ROLES: Final[tuple[Role, ...]] = ("reader", "reviewer", "owner")
"""What each may do, the next one more: read; decide; add documents and run again."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who is asking. ``name`` is empty where there are no accounts; ``csrf`` is the token that writing takes."""

    name: str
    role: Role
    csrf: str | None


class Access(Protocol):
    """Tells who is asking."""

    @property
    def accounts(self) -> bool:
        """Whether people have to sign in."""

    def person(self, request: Request) -> Person:
        """Who is asking.

        Raises:
            HTTPException: 401, nobody is signed in.
        """

    def require(self, request: Request, role: Role) -> Person:
        """Who is asking, if they may do what this role may; writing takes the token besides.

        Raises:
            HTTPException: 401 or 403.
        """


class Everybody:
    """Loopback without accounts."""

    accounts = False

    def person(self, request: Request) -> Person:
        """See ``Access``."""
        return Person(name="", role="owner", csrf=None)

    def require(self, request: Request, role: Role) -> Person:
        """See ``Access``."""
        return self.person(request)


def may(person: Person, role: Role) -> None:
    """Refuse what a role does not allow.

    Raises:
        HTTPException: 403.
    """
    if ROLES.index(person.role) < ROLES.index(role):
        raise HTTPException(403, f"this takes the role {role}; yours is {person.role}")
