"""The order of events: events and what the texts say of their order in; narrowed times, neighbours and a total order
out.

Events are nodes, each somewhere in its interval; an ordered pair of claims makes an edge between their events. Edges
are taken one by one, those that most voices tell first; one that the times exclude, or that would close a circle, is
left out, for a contradiction is a finding and no error. What is only bounded is narrowed by its neighbours (each event
begins no earlier than what came before it). The display goes by time where times tell, by the edges always, and by the
ids in the end, so that it is total and stable.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from strandline.reconciling.intervals import Interval, gap, interval_of, is_sound, of_one_form
from strandline.reconciling.signals import Ordered
from strandline.records import Event, Granularity, When

_LAST: Final = 1 << 62
_OPEN_BASES: Final = frozenset({"publication", "unknown", "inferred"})
_NEIGHBOURS: Final = 8
"""How many neighbours on each side an event shows at most."""
Edge = tuple[str, str]


@dataclass
class Graph:
    """Edges between events, first to second, with the words that say so; no circles."""

    following: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    preceding: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    words: dict[Edge, str] = field(default_factory=dict)
    left_out: list[Edge] = field(default_factory=list)

    def add(self, edge: Edge, word: str) -> None:
        """One more edge."""
        self.following[edge[0]].append(edge[1])
        self.preceding[edge[1]].append(edge[0])
        self.words[edge] = word

    def leads(self, start: str, goal: str) -> bool:
        """Whether edges lead from one event to another."""
        seen, front = {start}, [start]
        while front:
            here = front.pop()
            if here == goal:
                return True
            new = [item for item in self.following.get(here, ()) if item not in seen]
            seen.update(new)
            front += new
        return False


def graph_of(events: Sequence[Event], ordered: Sequence[Ordered]) -> Graph:
    """The edges between events that hold together; see the module."""
    home = {claim: event.id for event in events for claim in event.claims}
    spans = {event.id: interval_of(event.when) for event in events}
    counts: Counter[Edge] = Counter()
    words: dict[Edge, str] = {}
    for pair in ordered:
        edge = home.get(pair.first, ""), home.get(pair.second, "")
        if all(edge) and edge[0] != edge[1]:
            counts[edge] += 1
            words.setdefault(edge, pair.word)
    graph = Graph()
    for edge in sorted(counts, key=lambda item: (-counts[item], item)):
        if _contradicted(spans[edge[0]], spans[edge[1]]) or graph.leads(edge[1], edge[0]):
            graph.left_out.append(edge)
        else:
            graph.add(edge, words[edge])
    return graph


def _contradicted(first: Interval, second: Interval) -> bool:
    """Whether the second is over before the first begins."""
    return gap(first, second) > 0 and first.low is not None and second.high is not None and second.high < first.low


def in_order(events: Sequence[Event], graph: Graph) -> list[Event]:
    """Events in the order of display, narrowed by their neighbours, with these in ``after`` and ``before``."""
    narrowed = _narrowed({event.id: event for event in events}, graph)
    known = {event.id: event for event in narrowed}
    key = {event.id: sort_key_of(event) for event in narrowed}
    waiting = {event.id: len(graph.preceding.get(event.id, ())) for event in narrowed}
    ready = [(key[item], item) for item, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    shown: list[Event] = []
    while ready:
        place, item = heapq.heappop(ready)
        shown.append(known[item])
        for other in graph.following.get(item, ()):
            waiting[other] -= 1
            key[other] = max(key[other], place)
            if waiting[other] == 0:
                heapq.heappush(ready, (key[other], other))
    place_of = {event.id: number for number, event in enumerate(shown)}
    return [
        msgspec.structs.replace(
            event,
            after=_neighbours(graph.preceding.get(event.id, ()), place_of),
            before=_neighbours(graph.following.get(event.id, ()), place_of),
        )
        for event in shown
    ]


def _neighbours(ids: Sequence[str], place_of: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=place_of.__getitem__)[:_NEIGHBOURS])


def sort_key_of(event: Event) -> tuple[int, int, int]:
    """Where an event would stand by its time alone: what is only bounded from above stands at its bound, the undated
    last."""
    low, high, shift = interval_of(event.when)
    move = shift or 0
    if low is None and high is None:
        return 1, _LAST, _LAST
    if low is None:
        return 0, (high or 0) - move, _LAST
    return 0, low - move, (high - move) if high is not None else _LAST


# ------------------------------------------------------------------------------------------------- narrowing


def _narrowed(events: dict[str, Event], graph: Graph) -> list[Event]:
    """Events whose open or merely inferred ends are closed by what came before and after them."""
    lows: dict[str, tuple[When, str]] = {}
    highs: dict[str, tuple[When, str]] = {}
    order = _topological(events, graph)
    for item in order:
        _carry(events, lows, item, graph.following.get(item, ()), low=True)
    for item in reversed(order):
        _carry(events, highs, item, graph.preceding.get(item, ()), low=False)
    return [_closed(event, lows.get(event.id), highs.get(event.id), graph, events) for event in events.values()]


def _carry(
    events: Mapping[str, Event], ends: dict[str, tuple[When, str]], item: str, onward: Sequence[str], *, low: bool
) -> None:
    """Hand the tighter of an event's own end and the one that came to it on to its neighbours."""
    own = events[item].when
    here = ends.get(item)
    if own.earliest is not None if low else own.latest is not None:
        mine = _end(own, low=low)
        if here is None or (mine > _end(here[0], low=low) if low else mine < _end(here[0], low=low)):
            here = (own, item)
    if here is None:
        return
    for other in onward:
        before = ends.get(other)
        value = _end(here[0], low=low)
        if before is None or (value > _end(before[0], low=low) if low else value < _end(before[0], low=low)):
            ends[other] = here


def _end(when: When, *, low: bool) -> int:
    interval = interval_of(when)
    value = interval.low if low else interval.high
    return 0 if value is None else value - (interval.shift or 0)


def _closed(
    event: Event, low: tuple[When, str] | None, high: tuple[When, str] | None, graph: Graph, events: Mapping[str, Event]
) -> Event:
    when = event.when
    if when.basis not in _OPEN_BASES or event.review == "edited":
        return event
    own = interval_of(when)
    earliest, latest = when.earliest, when.latest
    reasons: list[str] = []
    if low is not None and (own.low is None or _end(low[0], low=True) > own.low):
        earliest = low[0].earliest
        reasons.append(f"not before “{_short(events[low[1]].gist)}”")
    if high is not None and (own.high is None or _end(high[0], low=False) < own.high):
        latest = high[0].latest
        reasons.append(f"not after “{_short(events[high[1]].gist)}”")
    if not reasons:
        return event
    earliest, latest = of_one_form(earliest, latest)
    closed = msgspec.structs.replace(
        when, earliest=earliest, latest=latest, basis="inferred", granularity=_granularity(earliest, latest),
        edtf=_edtf(earliest, latest, when.qualifier), timex=None, duration=None,
        reason=f"{when.reason}; {'; '.join(reasons)}",
    )  # fmt: skip
    return msgspec.structs.replace(event, when=closed) if is_sound(closed) else event


def _edtf(earliest: str | None, latest: str | None, mark: str) -> str:
    return "/".join(".." if end is None else f"{end[:10]}{mark}" for end in (earliest, latest))


def _granularity(earliest: str | None, latest: str | None) -> Granularity:
    return "day" if earliest is not None and latest is not None and earliest[:10] == latest[:10] else "unknown"


def _short(gist: str) -> str:
    return gist if len(gist) <= 50 else gist[:49].rstrip() + "…"


def _topological(events: Mapping[str, Event], graph: Graph) -> list[str]:
    waiting = {item: len(graph.preceding.get(item, ())) for item in events}
    ready = sorted(item for item, count in waiting.items() if count == 0)
    heapq.heapify(ready)
    found = []
    while ready:
        item = heapq.heappop(ready)
        found.append(item)
        for other in graph.following.get(item, ()):
            waiting[other] -= 1
            if waiting[other] == 0:
                heapq.heappush(ready, other)
    return found
