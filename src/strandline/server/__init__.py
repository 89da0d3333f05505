"""Server: a chronology over HTTP, and the decisions of people on it.

``application`` makes the ASGI application, ``run`` serves it until it is stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI


def application(folder: Path) -> FastAPI:
    """The application that serves the chronology in a folder.

    Raises:
        ChronologyError: there is no chronology.
        InstallationError: the page was not built.
    """
    from strandline.server.assembling import make_application

    return make_application(folder)


def run(folder: Path, *, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve until stopped.

    Args:
        folder: the chronology.
        host: a loopback address or ``localhost``.
        port: 0 takes any free port.
        announce: is told the address once the port is open.

    Raises:
        UsageError: the host is not loopback, or the port is taken.
        ChronologyError, InstallationError: see ``application``.
    """
    from strandline.server.listening import require_loopback, serve

    address = require_loopback(host)
    serve(application(folder), address=address, port=port, announce=announce)
