"""Archives of files: zip (and WACZ) and gzip. Nothing is unpacked to disk; sizes are checked before and while reading.

``check_zip`` is also what stands between a ``.docx``, ``.odt`` or ``.epub`` and the library that opens it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from strandline.errors import InputRefused
from strandline.ingest.canonical import clean
from strandline.ingest.drafts import Harvest, Source
from strandline.ingest.inputs import is_hidden
from strandline.ingest.settings import MIB
from strandline.ingest.sidecars import SIDECAR_BYTES, pair_sidecars, read_sidecar

RATIO_FROM_BYTES: Final = 16 * MIB
_CHUNK: Final = 1 << 16
_ZIP_ERRORS: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, UnicodeError)


def open_zip(source: Source) -> zipfile.ZipFile:
    """The archive, its table of contents checked.

    Raises:
        InputRefused: ``broken-archive``, ``encrypted``, ``zip-bomb`` or ``too-many-parts``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
        infos = archive.infolist()
    except _ZIP_ERRORS as error:
        raise InputRefused(source.path, f"the archive is broken ({error})", code="broken-archive") from None
    if any(info.flag_bits & 1 for info in infos):
        raise InputRefused(source.path, "it is locked with a password", code="encrypted")
    if len(infos) > source.limits.members:
        reason = f"it holds more than {source.limits.members} parts; split it"
        raise InputRefused(source.path, reason, code="too-many-parts")
    expanded = sum(info.file_size for info in infos)
    if expanded > source.limits.expanded_bytes or (
        expanded > RATIO_FROM_BYTES and expanded > source.limits.expansion_ratio * len(source.data)
    ):
        reason = f"it would unpack from {len(source.data)} to {expanded} bytes, as archives made to do harm do"
        raise InputRefused(source.path, reason, code="zip-bomb")
    return archive


def read_member(archive: zipfile.ZipFile, name: str, *, path: str) -> bytes:
    """The bytes of a member; ``zipfile`` never gives more of them than the table of contents says.

    Raises:
        InputRefused: ``broken-archive``.
    """
    try:
        return archive.read(name)
    except KeyError:
        raise InputRefused(path, f"its part {clean(name)} is missing", code="broken-archive") from None
    except (*_ZIP_ERRORS, RuntimeError) as error:
        raise InputRefused(path, f"its part {clean(name)} is broken ({error})", code="broken-archive") from None


def harvest_zip(source: Source, harvest: Harvest) -> None:
    """Every file of a zip in the order of names, sidecars applied.

    Raises:
        InputRefused: see ``open_zip``; ``no-text`` for an archive without any file.
    """
    archive = open_zip(source)
    names = sorted(name for name in archive.namelist() if not name.endswith("/") and not _is_hidden(name))
    if not names:
        raise InputRefused(source.path, "the archive holds no files", code="no-text")
    sidecars = _sidecars(archive, names, source.path)
    taken: set[str] = set()
    for name in names:
        if name in sidecars.values():
            continue
        info = archive.getinfo(name)
        shown = _shown(name, taken)
        member_path = f"{source.path}!/{shown}"
        if info.file_size > source.limits.file_bytes:
            harvest.refuse(_too_large(member_path, source.limits.file_bytes))
            continue
        harvest.spend(info.file_size, path=source.path)
        try:
            data = read_member(archive, name, path=member_path)
        except InputRefused as refused:
            harvest.refuse(refused)
            continue
        fields = read_sidecar(read_member(archive, sidecars[name], path=member_path)) if name in sidecars else None
        harvest.take_member(source.member(shown, data, fields=fields))


def _shown(name: str, taken: set[str]) -> str:
    """A member's name as a path inside the archive, never out of it, and never the same twice."""
    parts = clean(name.replace("\\", "/")).replace("\n", " ").split("/")
    shown = base = "/".join(part for part in parts if part not in {"", ".", ".."}) or "part"
    number = 2
    while shown in taken:
        shown = f"{base}-{number}"
        number += 1
    taken.add(shown)
    return shown


def harvest_gzip(source: Source, harvest: Harvest) -> None:
    """The one file inside a ``.gz``.

    Raises:
        InputRefused: ``broken-archive``, ``zip-bomb`` or ``too-large``.
    """
    data = b"".join(gunzip(source.data, path=source.path, limit=source.limits.file_bytes))
    harvest.spend(len(data), path=source.path)
    name = source.name.removesuffix(".gz").removesuffix(".GZ")
    harvest.take_member(source.member(name, data))


def gunzip(data: bytes, *, path: str, limit: int) -> Iterator[bytes]:
    """The content of a gzip stream, member after member, in pieces.

    Raises:
        InputRefused: ``broken-archive``, or ``too-large`` beyond ``limit`` bytes.
    """
    total = 0
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while data and not unpacker.eof:
                piece = unpacker.decompress(data, _CHUNK)
                data = unpacker.unconsumed_tail or unpacker.unused_data
                total += len(piece)
                if total > limit:
                    raise _too_large(path, limit)
                yield piece
        except zlib.error as error:
            raise InputRefused(path, f"the archive is broken ({error})", code="broken-archive") from None
        if not unpacker.eof:
            raise InputRefused(path, "the archive ends in the middle of its content", code="broken-archive")
        data = data.lstrip(b"\x00")


def _too_large(path: str, limit: int) -> InputRefused:
    return InputRefused(path, f"it is larger than the limit of {limit / MIB:g} MB", code="too-large")


def _is_hidden(name: str) -> bool:
    return any(is_hidden(part) for part in PurePosixPath(name.replace("\\", "/")).parts if part not in {".", ".."})


def _sidecars(archive: zipfile.ZipFile, names: list[str], path: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    by_folder: dict[str, list[str]] = {}
    for name in names:
        folder, _, base = name.rpartition("/")
        by_folder.setdefault(folder, []).append(base)

    def describes(name: str) -> bool:
        if archive.getinfo(name).file_size > SIDECAR_BYTES:
            return False
        try:
            return read_sidecar(read_member(archive, name, path=path)) is not None
        except InputRefused:
            return False

    for folder, bases in by_folder.items():
        start = f"{folder}/" if folder else ""
        found = pair_sidecars(bases, lambda base, start=start: describes(start + base))  # type: ignore[misc]
        pairs.update({start + subject: start + sidecar for subject, sidecar in found.items()})
    return pairs
