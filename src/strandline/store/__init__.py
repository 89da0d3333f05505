"""Store: the chronology database.

``Chronology`` opens it, ``Snapshot`` reads it, ``Contents`` is what is written, ``EventFilter`` says which events are
meant. SQLite by default, PostgreSQL by the same code. Decisions are only ever added.

Names are looked up when they are first asked for: the workers of the pipeline need the checks of this package, but not
the database, which takes longer to import than a short document to read.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from strandline.store.auditing import Audit, audit
    from strandline.store.checking import claim_faults, document_faults, event_faults, require_sound, text_sha256
    from strandline.store.chronology import Chronology, compact_copy
    from strandline.store.contents import (
        FORMAT,
        Changes,
        Contents,
        InputRecord,
        RowChanges,
        StoredReading,
        Unresolved,
        document_order,
        natural_order,
    )
    from strandline.store.filters import EventFilter, event_filter
    from strandline.store.folder import DATABASE
    from strandline.store.readings import pack_reading, unpack_reading
    from strandline.store.snapshot import Page, Snapshot

_HOMES: Final = {
    "auditing": ("Audit", "audit"),
    "checking": ("claim_faults", "document_faults", "event_faults", "require_sound", "text_sha256"),
    "chronology": ("Chronology", "compact_copy"),
    "contents": (
        "FORMAT", "Changes", "Contents", "InputRecord", "RowChanges", "StoredReading", "Unresolved", "document_order",
        "natural_order",
    ),
    "filters": ("EventFilter", "event_filter"),
    "folder": ("DATABASE",),
    "readings": ("pack_reading", "unpack_reading"),
    "snapshot": ("Page", "Snapshot"),
}  # fmt: skip
_HOME_OF: Final = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "DATABASE",
    "FORMAT",
    "Audit",
    "Changes",
    "Chronology",
    "Contents",
    "EventFilter",
    "InputRecord",
    "Page",
    "RowChanges",
    "Snapshot",
    "StoredReading",
    "Unresolved",
    "audit",
    "claim_faults",
    "compact_copy",
    "document_faults",
    "document_order",
    "event_faults",
    "event_filter",
    "natural_order",
    "pack_reading",
    "require_sound",
    "text_sha256",
    "unpack_reading",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
