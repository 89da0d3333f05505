"""One input file to its documents, in this process."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from strandline.errors import InputRefused
from strandline.ingest.documents import finish
from strandline.ingest.drafts import Harvest, Source
from strandline.ingest.formats import read_into
from strandline.ingest.inputs import InputFile
from strandline.ingest.settings import MIB, IngestSettings, Limits
from strandline.ingest.sidecars import SIDECAR_BYTES, Fields, read_sidecar
from strandline.records import Document, Refusal


@dataclass(frozen=True, kw_only=True)
class IngestResult:
    """What one input file gives.

    Attributes:
        file: the input.
        documents: in the order of the file; a container gives several. Ids of different files can be the same where
            their bytes are.
        refusals: what was not read: the file itself (then ``documents`` is empty), or parts of a container.
        notes: what a person should know, each starting with the path that it speaks of.
    """

    file: InputFile
    documents: tuple[Document, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def refusal(self) -> Refusal | None:
        """The refusal of the file as a whole, None where any of it was read."""
        return self.refusals[0] if self.refusals and not self.documents else None


def refused_result(file: InputFile, reason: str, *, code: str) -> IngestResult:
    """The result of a file that gives nothing."""
    return IngestResult(file=file, refusals=(Refusal(path=file.relative, reason=reason, code=code),))


def read_file(file: InputFile, *, settings: IngestSettings) -> IngestResult:
    """Read one file in this process.

    Hostile input is met by the limits on size, nesting and unpacking alone; memory and time are only limited in the
    workers of ``read_all``.
    """
    if file.refused is not None:
        code, reason = file.refused
        return refused_result(file, reason, code=code)
    limits = settings.limits
    harvest = Harvest(limits=limits, read=read_into)
    try:
        data = read_bytes(file.path, shown=file.relative, limits=limits)
        fields = _sidecar_fields(file, harvest)
        read_into(Source(path=file.relative, data=data, limits=limits, fields=fields), harvest)
    except InputRefused as refused:
        harvest.refuse(refused)
    except MemoryError:
        return refused_result(file, "reading it took more memory than the limit allows", code="too-much-memory")
    documents, notes = [], list(harvest.notes)
    for draft in harvest.drafts:
        try:
            document, remarks = finish(draft, settings)
        except Exception as error:  # the loop over documents: a document that stumbles costs only itself
            reason = f"its date, title or language could not be worked out ({type(error).__name__}: {error})"
            harvest.refuse(InputRefused(draft.source.path, reason, code="unreadable"))
            continue
        documents.append(document)
        notes += [f"{document.path}: {remark}" for remark in remarks]
    return IngestResult(file=file, documents=tuple(documents), refusals=tuple(harvest.refusals), notes=tuple(notes))


def read_bytes(path: Path, *, shown: str, limits: Limits) -> bytes:
    """The bytes of a regular file within the limit; a link put in its place since it was listed is not followed.

    Args:
        path: the file.
        shown: its name in a refusal.
        limits: ``file_bytes`` holds.

    Raises:
        InputRefused: ``vanished``, ``no-permission``, ``not-a-file``, ``too-large`` or ``unreadable``.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise _unopened(shown, error) from None
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise InputRefused(shown, "it is no regular file but a pipe, socket, device or folder", code="not-a-file")
        if status.st_size > limits.file_bytes:
            size, limit = status.st_size / MIB, limits.file_bytes / MIB
            raise InputRefused(shown, f"it is {size:.1f} MB large; the limit is {limit:g} MB", code="too-large")
        try:
            data = stream.read(limits.file_bytes + 1)
        except OSError as error:
            raise _unopened(shown, error) from None
    if len(data) > limits.file_bytes:
        raise InputRefused(shown, f"it grew beyond the limit of {limits.file_bytes / MIB:g} MB", code="too-large")
    return data


def _unopened(name: str, error: OSError) -> InputRefused:
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return InputRefused(name, "the file vanished before it could be read", code="vanished")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return InputRefused(name, "there is no permission to read the file", code="no-permission")
    if error.errno == errno.ELOOP:
        return InputRefused(name, "a link was put in the place of the file", code="link-outside")
    return InputRefused(name, f"the file could not be opened ({error.strerror or error})", code="unreadable")


def _sidecar_fields(file: InputFile, harvest: Harvest) -> Fields:
    if file.sidecar is None:
        return Fields()
    try:
        fields = read_sidecar(
            read_bytes(file.sidecar, shown=file.sidecar.name, limits=Limits(file_bytes=SIDECAR_BYTES))
        )
    except InputRefused as refused:
        harvest.notes.append(f"{file.relative}: its sidecar {file.sidecar.name} was passed over: {refused.reason}")
        return Fields()
    if fields is None:
        harvest.notes.append(f"{file.relative}: its sidecar {file.sidecar.name} is one no longer and was passed over")
    return fields or Fields()
