"""How readings are kept: MessagePack of the record, compressed; the same reading gives the same bytes."""

from __future__ import annotations

import zlib
from typing import Final

import msgspec

from strandline.records import Reading

_LEVEL: Final = 6
_decode = msgspec.msgpack.Decoder(Reading).decode


def pack_reading(reading: Reading) -> bytes:
    """A reading as compressed bytes."""
    return zlib.compress(msgspec.msgpack.encode(reading), _LEVEL)


def unpack_reading(packed: bytes) -> Reading:
    """The reading in compressed bytes."""
    return _decode(zlib.decompress(packed))
