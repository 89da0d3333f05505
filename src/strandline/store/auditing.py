"""Rechecks a whole chronology: database, hashes, quotes, links, decisions, and the open files beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from strandline.errors import ChronologyError
from strandline.records import Claim, Document, Event
from strandline.store.checking import claim_faults, document_faults, event_faults
from strandline.store.chronology import Chronology
from strandline.store.decisions import decision_faults
from strandline.store.engine import check_is_sqlite
from strandline.store.folder import DATABASE, interrupted
from strandline.store.snapshot import Snapshot
from strandline.store.writing import state_of

_ENCODE: Final = msgspec.json.Encoder().encode


class Audit:
    """What was checked and what is wrong.

    Attributes:
        checked: how many documents, claims, events, quotes and spans were looked at.
        faults: one line for each thing that is wrong.
    """

    def __init__(self) -> None:
        self.checked: dict[str, int] = {"documents": 0, "claims": 0, "events": 0, "decisions": 0, "files": 0}
        self.faults: list[str] = []


def audit(folder: Path) -> Audit:
    """Check everything that can be checked without the original files.

    Args:
        folder: the folder of a chronology, or its ``chronology.db``.

    Raises:
        ChronologyError: there is no chronology at all.
    """
    found = Audit()
    database = folder / DATABASE if folder.is_dir() else folder
    check_is_sqlite(database)
    found.faults.extend(_file_faults(database))
    if found.faults:
        return found
    try:
        with Chronology.open(folder) as chronology, chronology.reading() as snapshot:
            _audit_snapshot(snapshot, found)
            if folder.is_dir():
                _audit_files(folder, snapshot, found)
    except (ChronologyError, msgspec.DecodeError, msgspec.ValidationError) as error:
        found.faults.append(f"{DATABASE}: {error}")
    return found


def _file_faults(database: Path) -> Iterator[str]:
    """What SQLite itself finds wrong."""
    connection = sqlite3.connect(f"file:{database.absolute().as_posix()}?mode=rw", uri=True)
    try:
        for (message,) in connection.execute("PRAGMA integrity_check"):
            if message != "ok":
                yield f"{DATABASE}: {message}"
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            yield f"{DATABASE}: row {row} of {table} points to a row of {parent} that does not exist"
    except sqlite3.DatabaseError as error:
        yield f"{DATABASE}: {error}"
    finally:
        connection.close()


def _audit_snapshot(snapshot: Snapshot, found: Audit) -> None:
    texts: dict[str, str] = {}
    for document in snapshot.documents():
        found.checked["documents"] += 1
        texts[document.id] = document.text
        found.faults.extend(f"document {document.id} ({document.path}): {f.message}" for f in document_faults(document))
    claims: dict[str, Claim] = {}
    for claim in snapshot.claims():
        found.checked["claims"] += 1
        claims[claim.id] = claim
        found.faults.extend(f"claim {claim.id}: {f.message}" for f in claim_faults(claim, texts[claim.document]))
    known = set()
    for event in snapshot.events():
        found.checked["events"] += 1
        known.add(event.id)
        found.faults.extend(f"event {event.id}: {f.message}" for f in event_faults(event, claims, texts))
    for claim in claims.values():
        if claim.event is not None and claim.event not in known:
            found.faults.append(f"claim {claim.id}: its event {claim.event} does not exist")
    for old, new in snapshot.redirects().items():
        if new not in known and snapshot.redirect(old) not in known:
            found.faults.append(f"event {old}: it was merged into {new}, which does not exist")
    found.checked["decisions"] = len(snapshot.decisions())
    found.faults.extend(decision_faults(snapshot.connection))
    if snapshot.meta().get("state") != state_of(snapshot.connection):
        found.faults.append(f"{DATABASE}: its records were changed outside Strandline since they were written")


def _audit_files(folder: Path, snapshot: Snapshot, found: Audit) -> None:
    if interrupted(folder):
        found.faults.append(f"{folder}: a run was interrupted here; run the same command again to finish it")
    sources: tuple[tuple[str, Callable[[], Iterator[Any]]], ...] = (
        ("documents.jsonl", snapshot.documents),
        ("claims.jsonl", snapshot.claims),
        ("events.jsonl", snapshot.events),
    )
    for name, records in sources:
        path = folder / name
        if not path.is_file():
            found.faults.append(f"{name}: missing; `strandline export {folder} --format jsonl -o {folder}` writes it")
            continue
        found.checked["files"] += 1
        fault = _first_difference(path, records())
        if fault is not None:
            found.faults.append(f"{name}: {fault}")


def _first_difference(path: Path, records: Iterator[Document | Claim | Event]) -> str | None:
    with path.open("rb") as stream:
        number = 0
        for number, record in enumerate(records, start=1):
            line = stream.readline()
            if line.rstrip(b"\n") != _ENCODE(record):
                return f"line {number} is not what the database holds for {record.id}"
        if stream.readline():
            return f"line {number + 1}: the database ends before it"
    return None
