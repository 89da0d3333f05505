"""What happens while somebody looks: decisions, jobs and new runs, as server-sent events.

Decisions come from the log itself, so that those of other processes are told too, and none is missed: every message of
a decision has its number as id, and a browser that comes back says the last one that it saw.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from strandline.errors import ChronologyError
from strandline.server.access import Access
from strandline.server.current import CurrentChronology
from strandline.server.schemas import answers
from strandline.store.decisions import decisions_page, last_number

LOOK_S: Final = 1.0
"""How often the log is looked at for decisions of other processes."""
SIGN_OF_LIFE_S: Final = 15.0
_MOST_AT_ONCE: Final = 500
_MOST_WAITING: Final = 1000
Message = dict[str, Any]


class Changes:
    """Hands messages to everybody who listens; from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[tuple[asyncio.AbstractEventLoop, asyncio.Queue[Message | None]]] = []
        self.closed = False

    def open(self) -> asyncio.Queue[Message | None]:
        """A queue of messages for one listener; None means: look at the log."""
        queue: asyncio.Queue[Message | None] = asyncio.Queue(_MOST_WAITING)
        with self._lock:
            self._listeners.append((asyncio.get_running_loop(), queue))
        return queue

    def close(self, queue: asyncio.Queue[Message | None]) -> None:
        """The listener is gone."""
        with self._lock:
            self._listeners = [pair for pair in self._listeners if pair[1] is not queue]

    def tell(self, message: Message | None) -> None:
        """Tell everybody."""
        with self._lock:
            listeners = list(self._listeners)
        for loop, queue in listeners:
            if not loop.is_closed():
                loop.call_soon_threadsafe(_put, queue, message)

    def wake(self) -> None:
        """Something was decided: look now."""
        self.tell(None)


def _put(queue: asyncio.Queue[Message | None], message: Message | None) -> None:
    if not queue.full():  # whoever is that far behind finds it all in the log
        queue.put_nowait(message)


@dataclass
class _Told:
    """How far one listener is: the last decision and the last run that it was told of."""

    number: int
    written: str | None
    rows: list[Message] = field(default_factory=list)


def add_changes(app: FastAPI, current: CurrentChronology, *, access: Access, changes: Changes) -> None:
    """``/api/changes``."""

    @app.get("/api/changes", summary="What happens, as server-sent events", responses=answers(None))
    async def listen(request: Request) -> StreamingResponse:
        access.require(request, "reader")
        given = request.headers.get("last-event-id", "")
        after = int(given) if given.isdecimal() and len(given) < 12 else None
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        stream = messages(current, changes, after=after)
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def messages(
    current: CurrentChronology, changes: Changes, *, after: int | None, look_s: float = LOOK_S
) -> AsyncIterator[bytes]:
    """The stream of one listener, without an end.

    Args:
        current: the chronology.
        changes: who tells of jobs.
        after: number of the last decision that the listener knows; None: of what is taken from now on.
        look_s: seconds between looks at the log.
    """
    queue = changes.open()
    quiet_s = 0.0
    try:
        told = await run_in_threadpool(_beginning, current, after)
        yield b"retry: 2000\n\n"
        while not changes.closed:
            for message in await run_in_threadpool(_since, current, told):
                quiet_s = 0.0
                yield encoded(message)
            try:
                waiting = await asyncio.wait_for(queue.get(), look_s)
            except TimeoutError:
                quiet_s += look_s
                if quiet_s >= SIGN_OF_LIFE_S:
                    quiet_s = 0.0
                    yield b": still here\n\n"
                continue
            if waiting is not None:
                quiet_s = 0.0
                yield encoded(waiting)
    finally:
        changes.close(queue)


def encoded(message: Message) -> bytes:
    """One message as it is sent: ``event`` names it, ``id`` is the number of a decision."""
    fields = {key: value for key, value in message.items() if key != "event"}
    head = f"event: {message['event']}\n"
    if message["event"] == "decision":
        head += f"id: {message['number']}\n"
    return head.encode() + b"data: " + msgspec.json.encode(fields) + b"\n\n"


def _beginning(current: CurrentChronology, after: int | None) -> _Told:
    with current.reading() as snapshot:
        last = last_number(snapshot.connection)
        return _Told(last if after is None else min(after, last), snapshot.meta().get("written"))


def _since(current: CurrentChronology, told: _Told) -> list[Message]:
    """What there is to tell; nothing while the chronology cannot be read."""
    try:
        with current.reading() as snapshot:
            rows = decisions_page(snapshot.connection, target=None, after=told.number, limit=_MOST_AT_ONCE, offset=0)
            meta = snapshot.meta_of("written", "state")
    except ChronologyError:
        return []
    found: list[Message] = []
    for number, decision in rows:
        told.number = number
        found.append(
            {
                "event": "decision", "number": number, "id": decision.id, "target": decision.target,
                "who": decision.who, "action": decision.action,
            }
        )  # fmt: skip
    if meta.get("written") != told.written:
        told.written = meta.get("written")
        found.append({"event": "chronology", "state": meta.get("state")})
    return found
