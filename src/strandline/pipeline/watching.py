"""Watches that the page exported (``watches.json``): what they hold now, and what a run changed of it.

A watch is a filter, an actor, a place or an event. The page keeps them in the browser; its export is the form that is
read here: ``{"strandline_watches": 1, "shelves": [{"title", "documents", "watches": [{"key", "name", …}]}]}``, a shelf
for each chronology. A key is ``actor:ID``, ``place:ID``, ``event:ID`` or ``filter:`` and the address of the filter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

import msgspec

from strandline.errors import UsageError
from strandline.pipeline.news import EventChange
from strandline.records import Event
from strandline.store import EventFilter, Snapshot, event_filter

FORMAT: Final = 1


class Watch(msgspec.Struct, frozen=True):
    """What is watched, and how the person calls it."""

    key: str
    name: str


class _Shelf(msgspec.Struct, frozen=True):
    title: str
    documents: tuple[str, ...]
    watches: tuple[Watch, ...]


class _Exported(msgspec.Struct, frozen=True):
    strandline_watches: int
    shelves: tuple[_Shelf, ...]


class Noticed(msgspec.Struct, frozen=True, kw_only=True):
    """What a run changed of what is watched; ``events`` is how many events the watch holds now."""

    watch: Watch
    changes: tuple[EventChange, ...]
    events: int


def read_watches(path: Path, documents: Collection[str]) -> list[Watch]:
    """The watches of a file that the page exported, each once.

    Args:
        path: the file.
        documents: ids of the documents of the chronology; of several shelves, the one that shares most of them counts.

    Raises:
        UsageError: the file cannot be read, holds no watches, or only those of other chronologies.
    """
    try:
        exported = msgspec.json.decode(path.read_bytes(), type=_Exported)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {(error.strerror or '').lower()}") from error
    except msgspec.DecodeError as error:
        raise UsageError(f"{path} holds no watches as the page exports them: {error}") from error
    if exported.strandline_watches != FORMAT:
        raise UsageError(f"{path} holds watches of format {exported.strandline_watches}; this program reads {FORMAT}")
    shared = [len(set(shelf.documents) & set(documents)) for shelf in exported.shelves]
    if not any(shared):
        titles = ", ".join(f"“{shelf.title}”" for shelf in exported.shelves) or "none"
        raise UsageError(f"{path} holds watches of another chronology: {titles}")
    shelf = exported.shelves[shared.index(max(shared))]
    for watch in shelf.watches:
        _require_known(watch, path)
    return list({watch.key: watch for watch in shelf.watches}.values())


def _require_known(watch: Watch, path: Path) -> None:
    sort, _, target = watch.key.partition(":")
    if sort not in ("filter", "actor", "place", "event") or not target:
        raise UsageError(f"{path}: the watch {watch.name!r} is of no known sort: {watch.key!r}")
    if sort == "filter":
        try:
            _filter_of(target)  # an unknown status or date is named before anything is read
        except UsageError as error:
            raise UsageError(f"{path}: the watch {watch.name!r}: {error}") from error


def noticed(snapshot: Snapshot, watches: Iterable[Watch], changes: Sequence[EventChange]) -> list[Noticed]:
    """For each watch, what changed of the events that it holds, or held: those merged into one that it holds too.

    Args:
        snapshot: the chronology as it is now.
        watches: see ``read_watches``.
        changes: what the run changed.
    """
    hidden = set(snapshot.hidden())
    found = []
    for watch in watches:
        held = {event.id for event in _held(snapshot, watch)} - hidden
        own = tuple(change for change in changes if _concerns(change, held))
        found.append(Noticed(watch=watch, changes=own, events=len(held)))
    return found


def _concerns(change: EventChange, held: set[str]) -> bool:
    return any(event is not None and event.id in held for event in (change.now, change.into))


def _held(snapshot: Snapshot, watch: Watch) -> list[Event]:
    """The events that a watch holds."""
    sort, _, target = watch.key.partition(":")
    if sort == "event":
        event = snapshot.event(target) or snapshot.event(snapshot.redirect(target) or "")
        return [] if event is None else [event]
    if sort == "actor":
        return list(snapshot.events(EventFilter(actors=(target,))))
    if sort == "place":
        return list(snapshot.events(EventFilter(places=(_place(target),))))
    return list(snapshot.events(_filter_of(target)))


def _place(key: str) -> str:
    """A place's id; one that no gazetteer knows is watched by its name."""
    return key.removeprefix("name:")


def _filter_of(address: str) -> EventFilter:
    """The filter in an address of the page: ``#/chronology?status=planned,denied&disputed=1&from=2024-11-13&q=gate``.

    Raises:
        UsageError: an unknown kind, status, state of review or date.
    """
    given = parse_qs(address.partition("?")[2])

    def listed(name: str) -> tuple[str, ...]:
        return tuple(part for value in given.get(name, ()) for part in value.split(",") if part)

    options: dict[str, Any] = {name: given[key][0] for name, key in _SINGLE if key in given}
    return event_filter(
        statuses=listed("status"), kinds=listed("kind"), reviews=listed("review"),
        actors=tuple(given.get("actor", ())), places=tuple(_place(key) for key in given.get("place", ())),
        disputed=True if given.get("disputed") == ["1"] else None, **options,
    )  # fmt: skip


_SINGLE: Final = (("since", "from"), ("until", "to"), ("text", "q"))
