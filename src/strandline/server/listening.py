"""Opens the port and runs the server on it. Loopback only: the pile may be secret, and there are no accounts yet."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from strandline.errors import UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI


def require_loopback(host: str) -> str:
    """The address to bind: ``localhost`` or a loopback address.

    Raises:
        UsageError: it is another one.
    """
    if host == "localhost":
        return "127.0.0.1"
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise UsageError(
            f"--host {host} is not an address of this machine alone, and anybody who reaches it could read the pile;"
            " use 127.0.0.1, and a tunnel (ssh -L) from elsewhere"
        )
    return str(address)


def open_port(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        UsageError: the port is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"port {port} on {host} cannot be used: {reason}; choose another with --port") from error
    return listener


def serve(application: FastAPI, *, address: str, port: int, announce: Callable[[str], None]) -> None:
    """Run the application on an address of ``require_loopback`` until it is stopped; see ``strandline.server.run``."""
    import uvicorn

    listener = open_port(address, port)
    taken = listener.getsockname()[1]
    shown = "[::1]" if listener.family == socket.AF_INET6 else listener.getsockname()[0]
    config = uvicorn.Config(
        application, log_level="warning", access_log=False, server_header=False, date_header=False, ws="none",
        timeout_keep_alive=30, timeout_graceful_shutdown=3,
    )  # fmt: skip
    announce(f"http://{shown}:{taken}/")
    with listener:
        uvicorn.Server(config).run(sockets=[listener])
