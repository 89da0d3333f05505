"""Server: a chronology over HTTP, and the decisions of people on it.

``application`` makes the ASGI application, ``run`` serves it until it is stopped. On loopback nobody signs in; anywhere
else it takes accounts and a certificate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Where a server is reached, and by whom.

    Attributes:
        host: the address to bind: loopback or, with accounts and a certificate, any.
        port: 0 takes any free port.
        accounts: the file of accounts; None: nobody signs in.
        names: hosts under which it is reached, beside loopback and the address itself.
        certificate: PEM file of the certificate; ``key`` that of its key.
        key: see ``certificate``.
    """

    host: str = "127.0.0.1"
    port: int = 8787
    accounts: Path | None = None
    names: Sequence[str] = ()
    certificate: Path | None = None
    key: Path | None = None


def application(folder: Path, *, sources: Path | None = None) -> FastAPI:
    """The application that serves the chronology in a folder to this machine.

    Args:
        folder: the chronology.
        sources: the folder that its documents were read from: pages of PDFs can be seen.

    Raises:
        UsageError: there is no folder of sources.
        ChronologyError: there is no chronology.
        InstallationError: the page was not built.
    """
    from strandline.server.assembling import make_application

    return make_application(folder, sources=sources)


def run(folder: Path, *, reach: Reach, announce: Callable[[str], None], sources: Path | None = None) -> None:
    """Serve until stopped.

    Args:
        folder: the chronology.
        reach: where, and to whom.
        announce: is told the address once the port is open.
        sources: see ``application``.

    Raises:
        UsageError: the host is not loopback and accounts or certificate are missing, the port is taken, or there is no
            folder of sources.
        ChronologyError, InstallationError: see ``application``.
    """
    from strandline.server.accounts import SignedIn, read_accounts
    from strandline.server.assembling import make_application
    from strandline.server.listening import Listening, names_of, require_allowed, serve

    address = require_allowed(reach)
    access = None if reach.accounts is None else SignedIn(read_accounts(reach.accounts))
    app = make_application(folder, access=access, names=names_of(reach, address), sources=sources)
    listening = Listening(address=address, port=reach.port, certificate=reach.certificate, key=reach.key)
    serve(app, listening, announce=announce)
