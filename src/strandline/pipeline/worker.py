"""A worker process: documents in on standard input, what was found in them out on standard output.

Frames are a length (8 bytes, big-endian) and MessagePack. The first frame in is ``Opening``, the first out ``Ready``;
then one ``Task`` in for each ``Answer`` out. The worker ends with its input, so none outlives a killed run.
"""

from __future__ import annotations

import importlib
import os
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from typing import IO, Any, Final, TypeVar

import msgspec

from strandline.errors import InstallationError, StrandlineError
from strandline.pipeline.analysis import Analysis, AnalysisSettings, Analyst, StageError
from strandline.records import Document
from strandline.store import StoredReading

_LENGTH: Final = struct.Struct(">Q")
T = TypeVar("T")


class Opening(msgspec.Struct, frozen=True):
    """How a worker opens: ``analyst`` is ``module:function``."""

    analyst: str
    settings: AnalysisSettings


class Ready(msgspec.Struct, frozen=True):
    """The worker has loaded what it needs, or says why it could not."""

    problem: str | None = None
    installation: bool = False


class Task(msgspec.Struct, frozen=True):
    """A document to look at, and what readers saw in its text earlier."""

    document: Document
    known: tuple[StoredReading, ...] = ()


class Failure(msgspec.Struct, frozen=True, tag=True):
    """A stage failed: which, with what message; ``details`` is the traceback.

    ``installation``: a part of the program is missing, so that no document can be read.
    """

    stage: str
    message: str
    details: str
    installation: bool = False


class Found(msgspec.Struct, frozen=True, tag=True):
    """What was found in a document."""

    analysis: Analysis


Answer = Found | Failure


def write_frame(stream: IO[bytes], value: Any) -> None:
    """Send one value."""
    payload = msgspec.msgpack.encode(value)
    stream.write(_LENGTH.pack(len(payload)) + payload)
    stream.flush()


def read_frame(stream: IO[bytes], kind: type[T]) -> T:
    """Receive one value.

    Raises:
        EOFError: the other side is gone.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    payload = stream.read(length)
    if len(payload) < length:
        raise EOFError
    return msgspec.msgpack.decode(payload, type=kind)


def open_named(name: str) -> Callable[[AnalysisSettings], Analyst]:
    """The function under ``module:function``."""
    module, _, function = name.partition(":")
    found: Callable[[AnalysisSettings], Analyst] = getattr(importlib.import_module(module), function)
    return found


def answer(analyst: Analyst, task: Task) -> Answer:
    """Look at one document; whatever goes wrong becomes an answer."""
    try:
        return Found(analyst(task.document, task.known))
    except StageError as error:
        cause = error.__cause__ or error
        details = "".join(traceback.format_exception(cause))
        if isinstance(cause, InstallationError):
            return Failure(error.stage, str(cause), details, installation=True)
        return Failure(error.stage, said(cause), details)
    except Exception as error:  # the border of the loop over documents: recorded, never dropped
        return Failure("analysis", said(error), traceback.format_exc())


def said(error: BaseException) -> str:
    """An exception in one line."""
    message = " ".join(str(error).split())
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def main() -> None:
    """Run until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops its workers itself
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the frames
    opening = read_frame(incoming, Opening)
    try:
        analyst = open_named(opening.analyst)(opening.settings)
    except StrandlineError as error:
        write_frame(outgoing, Ready(str(error), installation=True))
        return
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        write_frame(outgoing, Ready(said(error)))
        return
    write_frame(outgoing, Ready())
    while True:
        try:
            task = read_frame(incoming, Task)
        except EOFError:
            return
        write_frame(outgoing, answer(analyst, task))
