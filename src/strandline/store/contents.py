"""What a chronology holds when it is written, and what a write changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from strandline.records import Actor, Claim, Document, Event, Origin, Place, Refusal, When

FORMAT: Final = 1
"""The version of the outside forms (JSON Lines, page data): changes with the contract only."""

_DIGITS: Final = re.compile(r"(\d+)")


class InputRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was read, in one version of it.

    ``fingerprint`` is a hash of its bytes and of what stands beside it; ``settings`` the hash of the settings under
    which it was read; ``documents`` the ids of the documents in it, in its own order; ``notes`` what was noted;
    ``refusals`` which parts of it were not read.
    """

    path: str
    fingerprint: str
    settings: str
    documents: tuple[str, ...]
    notes: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Unresolved(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression that points at no known time: its words, and what they mean as far as that can be said."""

    start: int
    end: int
    text: str
    offset: str | None = None


class StoredReading(msgspec.Struct, frozen=True, kw_only=True):
    """A compressed reading, by the text that was read (``text_sha256``) and the reader's fingerprint."""

    text_sha256: str
    reader: str
    reading: bytes


class Working(msgspec.Struct, frozen=True, kw_only=True):
    """What reconciling worked out for one claim, so that its event can be made again without the rest of the pile.

    ``cluster`` is the first claim of those that belong together by their words alone, whatever people decided;
    ``voice`` who stands behind the claim; ``tie`` the claim of its cluster that it is likest to, and why, in words.
    """

    cluster: str
    voice: str
    tie: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Contents:
    """All of a chronology but the decisions of people.

    ``events`` stand in the order of display. ``claims`` name their events and ``documents`` their origins.
    ``own_actors`` gives, by claim id, the actors as the claim's document alone has them, where they differ;
    ``own_where`` the places; ``own_whens``, by event id, the time as the event's claims give it, where it differs.
    ``workings`` gives what single events are made again from, by claim id, ``orderings`` pairs of claim ids that a text
    puts in order, each with the word that says so.
    ``unresolved`` gives the time expressions without a known time, by document id. ``meta`` holds JSON values by key.
    """

    documents: Sequence[Document]
    claims: Sequence[Claim]
    events: Sequence[Event]
    origins: Sequence[Origin] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    inputs: Sequence[InputRecord] = ()
    own_actors: Mapping[str, tuple[Actor, ...]] = field(default_factory=dict)
    own_where: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    own_whens: Mapping[str, When] = field(default_factory=dict)
    workings: Mapping[str, Working] = field(default_factory=dict)
    orderings: Sequence[tuple[str, str, str]] = ()
    unresolved: Mapping[str, tuple[Unresolved, ...]] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)


class RowChanges(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of the rows of one table that a write added, changed and removed, each in order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What a write changed."""

    documents: RowChanges
    claims: RowChanges
    events: RowChanges

    @classmethod
    def none(cls) -> Changes:
        """Of a write that changed nothing."""
        same = RowChanges(added=(), changed=(), removed=())
        return cls(documents=same, claims=same, events=same)


def encode_pretty(value: Any) -> bytes:
    """JSON for people: indented, with a line end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def natural_order(path: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key of a path in which numbers count as numbers: ``page 2`` before ``page 10``."""
    key = []
    for part in filter(None, _DIGITS.split(path)):
        number = part.lstrip("0") if _DIGITS.fullmatch(part) else None
        key.append((1, 0, part) if number is None else (0, len(number), number))
    return tuple(key)


def document_order(document: Document) -> tuple[object, ...]:
    """Sort key of a document in a chronology: by path, then by id."""
    return natural_order(document.path), document.path, document.id
