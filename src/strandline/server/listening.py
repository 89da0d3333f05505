"""Opens the port and runs the server on it.

Loopback by default: the pile may be secret. Any other address takes accounts, so that it is known who decides, and a
certificate, so that neither passwords nor the pile go over a network in the clear.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from strandline.errors import UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from strandline.server import Reach


@dataclass(frozen=True, kw_only=True)
class Listening:
    """An address that may be bound (``require_allowed``), a port (0: any), certificate and key where it has some."""

    address: str
    port: int
    certificate: Path | None = None
    key: Path | None = None


def require_allowed(reach: Reach) -> str:
    """The address to bind.

    Raises:
        UsageError: it is not this machine's alone, and accounts, certificate or names are missing; or it is no address.
    """
    if (reach.certificate is None) != (reach.key is None):
        raise UsageError("--certificate and --key go together")
    if reach.accounts is None or reach.certificate is None:
        return require_loopback(reach.host, accounts=reach.accounts is not None)
    if reach.host == "localhost":
        return "127.0.0.1"
    try:
        address = ipaddress.ip_address(reach.host.strip("[]"))
    except ValueError:
        raise UsageError(f"--host {reach.host} is no address; give a number, and names of it with --name") from None
    if address.is_unspecified and not reach.names:
        raise UsageError(f"--host {reach.host} is every address of this machine; say under which --name it is reached")
    return str(address)


def require_loopback(host: str, *, accounts: bool = False) -> str:
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
        missing = "a certificate (--certificate, --key)" if accounts else "accounts (--accounts) and a certificate"
        raise UsageError(
            f"--host {host} is not an address of this machine alone, and anybody who reaches it could read the pile;"
            f" use 127.0.0.1, and a tunnel (ssh -L) from elsewhere, or give {missing}"
        )
    return str(address)


def names_of(reach: Reach, address: str) -> frozenset[str]:
    """Hosts under which a server is reached, in lower case; loopback is always one."""
    found = {name.strip().lower() for name in reach.names}
    if not ipaddress.ip_address(address).is_unspecified:
        found.add(address)
    return frozenset(found)


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


def serve(application: FastAPI, listening: Listening, *, announce: Callable[[str], None]) -> None:
    """Run the application until it is stopped; see ``strandline.server.run``.

    Raises:
        UsageError: the port or the certificate cannot be used.
    """
    import uvicorn

    config = uvicorn.Config(
        application, log_level="warning", access_log=False, server_header=False, date_header=False, ws="none",
        timeout_keep_alive=30, timeout_graceful_shutdown=3, ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
    )  # fmt: skip
    try:
        config.load()
    except OSError as error:
        raise UsageError(f"the certificate {listening.certificate} or its key cannot be used: {error}") from error
    listener = open_port(listening.address, listening.port)
    taken = listener.getsockname()[1]
    shown = f"[{listening.address}]" if listener.family == socket.AF_INET6 else listening.address
    announce(f"{'http' if listening.certificate is None else 'https'}://{shown}:{taken}/")
    with listener:
        uvicorn.Server(config).run(sockets=[listener])
