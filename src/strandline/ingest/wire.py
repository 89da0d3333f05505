"""What passes between the run and its workers: MessagePack in frames, each led by its length in four bytes.

Frames are decoded into these types and nothing else, so a worker that a hostile file has taken over can say something
false but cannot make the run do anything.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from strandline.ingest.inputs import InputFile
from strandline.ingest.settings import IngestSettings
from strandline.records import Document, Refusal

FRAME_BYTES: Final = 1 << 30
_LENGTH: Final = struct.Struct(">I")


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One file to read."""

    path: str
    relative: str
    root: str
    sidecar: str | None

    @classmethod
    def of(cls, file: InputFile) -> Job:
        """The job that reads a file."""
        sidecar = None if file.sidecar is None else str(file.sidecar)
        return cls(path=str(file.path), relative=file.relative, root=str(file.root), sidecar=sidecar)

    def file(self) -> InputFile:
        """The file to read."""
        sidecar = None if self.sidecar is None else Path(self.sidecar)
        return InputFile(path=Path(self.path), relative=self.relative, root=Path(self.root), sidecar=sidecar)


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What a file gave. ``spent``: the worker has used so much memory that it should be replaced."""

    documents: tuple[Document, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...]
    spent: bool


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """A worker's first word."""

    ready: bool


class BrokenFrame(Exception):
    """The other side sent something that is no frame."""


class EndOfFrames(BrokenFrame):
    """The other side ended in the middle of a frame or before its answer."""


def send(stream: BinaryIO, message: Job | Reply | Ready | IngestSettings) -> None:
    """Write one frame."""
    data = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive_bytes(stream: BinaryIO) -> bytes | None:
    """The content of the next frame; None at the end of the stream.

    Raises:
        EndOfFrames: the stream ends inside a frame.
        BrokenFrame: the frame is larger than 1 GiB.
    """
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise EndOfFrames("a frame breaks off")
    (length,) = _LENGTH.unpack(head)
    if length > FRAME_BYTES:
        raise BrokenFrame("a frame is too large")
    data = stream.read(length)
    if len(data) < length:
        raise EndOfFrames("a frame breaks off")
    return data
