"""Put on PYTHONPATH, this ends every process, workers too, that reaches for the network."""

import os
import sys

_REACHES = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in _REACHES:
        print(f"reached for the network: {event} {arguments[1:]}", file=sys.stderr, flush=True)
        os._exit(86)


sys.addaudithook(_watch)
