"""The chronology in the open: ``documents.jsonl``, ``claims.jsonl``, ``events.jsonl``, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from strandline.errors import UsageError
from strandline.store import Snapshot

FILES: Final = ("documents.jsonl", "claims.jsonl", "events.jsonl")
_BUFFER_BYTES: Final = 1 << 20


def write_all(snapshot: Snapshot, folder: Path, *, just_written: bool = False) -> None:
    """Write the three files into a folder.

    ``just_written``: this very program wrote every record of the database, so that they stand there in its form.
    """
    write_lines(snapshot.documents(), folder / "documents.jsonl")
    if just_written:
        _write_records(snapshot.claim_records(), folder / "claims.jsonl")
        _write_records(snapshot.event_records(), folder / "events.jsonl")
    else:
        write_lines(snapshot.claims(), folder / "claims.jsonl")
        write_lines(snapshot.events(), folder / "events.jsonl")


def _write_records(records: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n", buffering=_BUFFER_BYTES) as stream:
        for record in records:
            stream.write(f"{record}\n")


def write_lines(records: Iterable[msgspec.Struct], path: Path) -> None:
    """Write records as JSON, one a line."""
    encoder = msgspec.json.Encoder()
    line = bytearray()
    with path.open("wb", buffering=_BUFFER_BYTES) as stream:
        for record in records:
            encoder.encode_into(record, line)
            line += b"\n"
            stream.write(line)
            line.clear()


def export(snapshot: Snapshot, path: Path) -> None:
    """Export into a folder, made where it is missing.

    Raises:
        UsageError: ``path`` is a file.
    """
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file; --format jsonl writes three files, so give a folder")
    path.mkdir(parents=True, exist_ok=True)
    write_all(snapshot, path)
