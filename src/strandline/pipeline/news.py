"""What a run changed about events: the events before and after in, what is new of each out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

import msgspec

from strandline.records import Event, bounds_of

Turn = Literal["new", "grown", "sharpened", "moved", "disputed", "settled", "turned", "figure", "merged", "gone"]
TURNS: Final[tuple[Turn, ...]] = (
    "new", "grown", "sharpened", "moved", "disputed", "settled", "turned", "figure", "merged", "gone",
)  # fmt: skip
_OPEN: Final = 1 << 62


class EventNews(msgspec.Struct, frozen=True, kw_only=True):
    """What changed, each as ids of events in order of display.

    ``new`` events; those that have ``grown`` by a claim; whose time is ``sharpened`` (lies within what it was) or has
    ``moved`` otherwise; newly ``disputed`` (a contradiction more) or ``settled`` (one less); whose status ``turned``;
    of which a ``figure`` moved; that were ``merged`` into another or are ``gone``.
    """

    new: tuple[str, ...] = ()
    grown: tuple[str, ...] = ()
    sharpened: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    figure: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many of each, where there are any."""
        return {turn: len(getattr(self, turn)) for turn in TURNS if getattr(self, turn)}


class EventChange(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one event: ``turns`` as in ``EventNews``; as it ``was`` and as it is ``now``, None where it was or
    is not there; ``into`` is the event that it was merged into."""

    turns: tuple[Turn, ...]
    was: Event | None
    now: Event | None
    into: Event | None = None


def changes_of(
    news: EventNews, before: Iterable[Event], after: Iterable[Event], redirects: Mapping[str, str]
) -> tuple[EventChange, ...]:
    """The changes of a run event by event, in the order of ``news``; arguments as of ``news_of``."""
    turns: dict[str, list[Turn]] = {}
    for turn in TURNS:
        for identity in getattr(news, turn):
            turns.setdefault(identity, []).append(turn)
    was = {event.id: event for event in before if event.id in turns}
    now = {event.id: event for event in after}
    return tuple(
        EventChange(
            turns=tuple(own), was=was.get(identity), now=now.get(identity), into=now.get(_end_of(identity, redirects))
            if identity in news.merged else None,
        )
        for identity, own in turns.items()
    )  # fmt: skip


def _end_of(identity: str, redirects: Mapping[str, str]) -> str:
    seen = {identity}
    while (following := redirects.get(identity)) is not None and following not in seen:
        seen.add(following)
        identity = following
    return identity


def news_of(before: Iterable[Event], after: Iterable[Event], redirects: Mapping[str, str]) -> EventNews:
    """Compare the events of two runs.

    Args:
        before: the events as they stood.
        after: as they stand now, in order of display.
        redirects: ids that were merged away.
    """
    known = {event.id: event for event in before}
    found: dict[Turn, list[str]] = {turn: [] for turn in TURNS}
    for event in after:
        was = known.pop(event.id, None)
        for turn in ("new",) if was is None else _turns(was, event):
            found[turn].append(event.id)
    for identity in known:
        found["merged" if identity in redirects else "gone"].append(identity)
    return EventNews(**{turn: tuple(ids) for turn, ids in found.items()})


def _turns(was: Event, event: Event) -> tuple[Turn, ...]:
    if was == event:
        return ()
    turns: list[Turn] = []
    if set(event.claims) - set(was.claims):
        turns.append("grown")
    then, now = _interval(was), _interval(event)
    if now != then:
        turns.append("sharpened" if then[0] <= now[0] and now[1] <= then[1] else "moved")
    if len(event.conflicts) != len(was.conflicts):
        turns.append("disputed" if len(event.conflicts) > len(was.conflicts) else "settled")
    if event.status != was.status:
        turns.append("turned")
    if _figures(event) != _figures(was):
        turns.append("figure")
    return tuple(turns)


def _interval(event: Event) -> tuple[int, int]:
    earliest, latest = bounds_of(event.when)
    return -_OPEN if earliest is None else earliest, _OPEN if latest is None else latest


def _figures(event: Event) -> set[tuple[str, str | None, int, int | None]]:
    return {(figure.what, figure.whose, figure.low, figure.high) for figure in event.figures}
