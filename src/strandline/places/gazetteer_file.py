"""The gazetteer's file: one file, written once, read through a memory map.

Layout, little-endian: a magic line, the header's length (u4), a JSON header, then sections that the header names by
offset, type and length. Rows lie in order of falling prominence, so a row's number is its rank. The keys are sorted
UTF-8 strings, front-coded in blocks of 16: bytes shared with the key before, bytes of the rest, the rest, then the
number of rows and the rows as variable-length integers, each ``2 * row + (1 where the name is no usual one of the
row)``, as differences. A look-up is a bisection over the blocks' first keys and a walk through one block; only those
first keys are ever loaded, at the first look-up, so opening costs a millisecond and several processes share one copy
of the pages.
"""

from __future__ import annotations

import json
import mmap
import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from strandline.errors import InstallationError

_MAGIC: Final = b"strandline gazetteer 1\n"
_BLOCK: Final = 16
_LONGEST_KEY: Final = 255
_TYPES: Final = {
    "id": "<i4", "lat": "<i4", "lon": "<i4", "population": "<u4", "name": "<u4", "country": "u1", "admin1": "<u2",
    "feature": "u1", "zone": "<u2", "radius": "<u2", "prominence": "u1",
}  # fmt: skip
NO_POINT: Final = -(2**31)
POINT_UNITS: Final = 100_000
"""Units in a degree of ``lat`` and ``lon``."""
PROMINENCE_UNITS: Final = 20
"""Units of ``prominence`` in one power of ten of inhabitants."""


class Row(NamedTuple):
    """One place as the build writes it.

    ``id`` is ``geonames:<number>`` or an id of our own; ``lat`` and ``lon`` in degrees or None; ``country`` an ISO
    code or ""; ``admin1`` "XX.code" or ""; ``radius`` in km, 0 where the population says it; ``prominence`` in powers
    of ten of inhabitants, 0 to 12; ``countries`` those that an area lies in, where there are several; ``keys``
    what it is found under, of which the first ``own_keys`` are its usual names and the rest other spellings; ``name``
    the name to show.
    """

    id: str
    lat: float | None
    lon: float | None
    country: str
    admin1: str
    feature: str
    population: int
    zone: str
    radius: int
    prominence: float
    countries: tuple[str, ...]
    keys: tuple[str, ...]
    own_keys: int
    name: str


class _Pool:
    """Strings written once each, with their length before them."""

    def __init__(self) -> None:
        self.data = bytearray(b"\0")
        self._places: dict[str, int] = {"": 0}

    def add(self, text: str) -> int:
        if text not in self._places:
            encoded = text.encode()[:255]
            self._places[text] = len(self.data)
            self.data += bytes((len(encoded),)) + encoded
        return self._places[text]


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def _encode_keys(postings: Mapping[bytes, Sequence[int]]) -> tuple[bytes, list[int]]:
    data, blocks, before = bytearray(), [], b""
    for number, key in enumerate(sorted(postings)):
        shared = 0
        if number % _BLOCK == 0:
            blocks.append(len(data))
        else:
            limit = min(len(before), len(key))
            while shared < limit and before[shared] == key[shared]:
                shared += 1
        entries = sorted(set(postings[key]))
        data += bytes((shared, len(key) - shared)) + key[shared:] + _varint(len(entries))
        last = 0
        for entry in entries:
            data += _varint(entry - last)
            last = entry
        before = key
    return bytes(data), blocks


def write_gazetteer(path: Path, rows: Sequence[Row], facts: Mapping[str, Any]) -> None:
    """Write rows and facts (what ``facts`` of the open file gives back) to ``path``; same input, same bytes.

    Raises:
        ValueError: more countries, regions, zones or kinds of feature than the format has numbers for.
    """
    ordered = sorted(rows, key=lambda row: (-round(row.prominence * PROMINENCE_UNITS), -row.population, row.id))
    pool, postings = _Pool(), {}  # type: tuple[_Pool, dict[bytes, list[int]]]
    tables: dict[str, list[str]] = {
        name: ["", *sorted({getattr(row, name) for row in ordered} - {""})]
        for name in ("country", "admin1", "feature", "zone")
    }
    if len(tables["country"]) > 256 or len(tables["feature"]) > 256 or len(tables["admin1"]) > 65536:
        raise ValueError("too many countries, features or regions for the gazetteer's format")
    numbers = {name: {value: place for place, value in enumerate(table)} for name, table in tables.items()}
    columns: dict[str, list[int]] = {name: [] for name in _TYPES}
    several: dict[str, list[str]] = {}
    for place, row in enumerate(ordered):
        geonames = row.id.startswith("geonames:")
        columns["id"].append(int(row.id[9:]) if geonames else -pool.add(row.id))
        columns["lat"].append(NO_POINT if row.lat is None else round(row.lat * POINT_UNITS))
        columns["lon"].append(NO_POINT if row.lon is None else round(row.lon * POINT_UNITS))
        columns["population"].append(row.population)
        columns["name"].append(pool.add(row.name))
        columns["radius"].append(row.radius)
        columns["prominence"].append(round(row.prominence * PROMINENCE_UNITS))
        for name in ("country", "admin1", "feature", "zone"):
            columns[name].append(numbers[name][getattr(row, name)])
        if row.countries:
            several[str(place)] = list(row.countries)
        for rank, key in enumerate(row.keys):
            encoded = key.encode()
            if 0 < len(encoded) <= _LONGEST_KEY:
                postings.setdefault(encoded, []).append(2 * place + (rank >= row.own_keys))
    keys, blocks = _encode_keys(postings)
    sections: list[tuple[str, str, bytes]] = [
        (name, kind, np.asarray(columns[name], dtype=kind).tobytes()) for name, kind in _TYPES.items()
    ]
    sections += [("blocks", "<u4", np.asarray(blocks, dtype="<u4").tobytes())]
    sections += [("keys", "bytes", keys), ("pool", "bytes", bytes(pool.data))]
    _write_sections(path, sections, {**tables, "several": several, "facts": facts, "keys": len(postings)})


def _write_sections(path: Path, sections: list[tuple[str, str, bytes]], header: dict[str, Any]) -> None:
    places, offset = {}, 0
    for name, kind, data in sections:
        places[name] = [offset, kind, len(data)]
        offset += -(-len(data) // 8) * 8
    text = json.dumps({"sections": places, **header}, ensure_ascii=False, sort_keys=True).encode()
    start = len(_MAGIC) + 4 + len(text)
    text += b" " * (-start % 8)
    with path.open("wb") as file:
        file.write(_MAGIC + struct.pack("<I", len(text)) + text)
        for _, _, data in sections:
            file.write(data + b"\0" * (-len(data) % 8))


class GazetteerFile:
    """An open gazetteer file: columns as memory-mapped arrays, look-up of keys, strings of the pool.

    Attributes:
        header: tables of countries, admin-1 codes, features and zones, ``several`` and ``facts``.
        columns: one array for each field of a row, shape (rows,).
    """

    def __init__(self, path: Path) -> None:
        """Map ``path``; raises InstallationError where it is missing, foreign or cut short."""
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise InstallationError(f"the gazetteer {path.name} cannot be opened ({error}); reinstall it") from error
        if self._map[: len(_MAGIC)] != _MAGIC:
            raise InstallationError(f"{path.name} is not a gazetteer of this version; reinstall the program")
        start = len(_MAGIC) + 4
        try:
            (length,) = struct.unpack_from("<I", self._map, len(_MAGIC))
            self.header: dict[str, Any] = json.loads(self._map[start : start + length])
            self._read_sections(start + length)
        except (ValueError, KeyError, struct.error) as error:
            raise InstallationError(f"the gazetteer {path.name} is damaged ({error}); reinstall it") from error

    def _read_sections(self, start: int) -> None:
        sections = self.header["sections"]
        if start + max(offset + -(-length // 8) * 8 for offset, _, length in sections.values()) != len(self._map):
            raise ValueError("it is not as long as its header says")

        def array(name: str) -> np.ndarray[Any, np.dtype[np.int64]]:
            offset, kind, length = sections[name]
            kind_of = np.dtype(kind)
            return np.frombuffer(self._map, kind_of, length // kind_of.itemsize, start + offset)

        self.columns = {name: array(name) for name in _TYPES}
        self._blocks: list[int] = array("blocks").tolist()
        self._first_keys: list[bytes] = []
        self._keys = start + sections["keys"][0]
        self._keys_end = self._keys + sections["keys"][2]
        self._pool = start + sections["pool"][0]

    def string(self, offset: int) -> str:
        """The string of the pool at ``offset``."""
        place = self._pool + offset
        return self._map[place + 1 : place + 1 + self._map[place]].decode(errors="replace")

    def _load_first_keys(self) -> list[bytes]:
        """The first key of every block; some ten milliseconds, once."""
        data = self._map
        places = (self._keys + offset + 2 for offset in self._blocks)
        return [data[place : place + data[place - 1]] for place in places]

    def rows_of(self, key: str) -> list[int]:
        """Numbers ``2 * row + (1 if the name is no usual one of the row)`` under a key, most prominent first."""
        wanted = key.encode()
        self._first_keys = self._first_keys or self._load_first_keys()
        block = bisect_right(self._first_keys, wanted) - 1
        if block < 0:
            return []
        for found, place in self._walk(block):
            if found == wanted:
                return self._entries(place)[0]
            if found > wanted:
                break
        return []

    def _walk(self, block: int) -> Iterator[tuple[bytes, int]]:
        """Keys of a block, each with the place where its rows begin."""
        data, place = self._map, self._keys + self._blocks[block]
        last = block + 1 == len(self._blocks)
        end = self._keys_end if last else self._keys + self._blocks[block + 1]
        key = b""
        while place < end:
            suffix = place + 2 + data[place + 1]
            key = key[: data[place]] + data[place + 2 : suffix]
            yield key, suffix
            place = suffix
            count, place = self._number(place)
            for _ in range(count):
                while data[place] > 127:
                    place += 1
                place += 1

    def _number(self, place: int) -> tuple[int, int]:
        data, number, shift = self._map, 0, 0
        while data[place] > 127:
            number |= (data[place] & 127) << shift
            shift += 7
            place += 1
        return number | data[place] << shift, place + 1

    def _entries(self, place: int) -> tuple[list[int], int]:
        count, place = self._number(place)
        entries, last = [], 0
        for _ in range(count):
            step, place = self._number(place)
            last += step
            entries.append(last)
        return entries, place

    def keys(self) -> Iterator[str]:
        """All keys, in order."""
        for block in range(len(self._blocks)):
            for key, _ in self._walk(block):
                yield key.decode()
