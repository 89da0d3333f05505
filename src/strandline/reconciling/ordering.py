"""The order of events: events and what the texts say of their order in; narrowed times, neighbours and a total order
out.

Events are nodes, each somewhere in its interval; an ordered pair of claims makes an edge between their events. Edges
are taken one by one, those that most voices tell first; one that the times exclude, or that would close a circle, is
left out, for a contradiction is a finding and no error. What is only bounded is narrowed by its neighbours (each event
begins no earlier than what came before it). The display goes by the edges always, by time where times tell, and by
standing and place in the text where they do not (``strandline.display_order``), so that it is total and stable.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import msgspec

from strandline.display_order import display_key, time_key
from strandline.reconciling.intervals import DAY, Interval, gap, interval_of, is_sound, of_one_form
from strandline.reconciling.signals import Ordered
from strandline.records import Claim, Document, Event, Granularity, When

_OPEN_BASES: Final = frozenset({"publication", "unknown", "inferred"})
_WIDEST_S: Final = 366 * DAY
"""How far apart two ends that were only worked out may lie and both be shown."""
_DAY_OF_KEY: Final = 9
"""How much of a key of time tells the day."""
_NEIGHBOURS: Final = 8
"""How many neighbours on each side an event shows at most."""
Edge = tuple[str, str]


@dataclass
class Graph:
    """Edges between events, first to second, with the words that say so; no circles.

    ``loose`` are those that bound no times, ``unnamed`` those that order the display and nothing else, ``unshown``
    those that do not order the display.
    """

    following: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    preceding: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    words: dict[Edge, str] = field(default_factory=dict)
    loose: set[Edge] = field(default_factory=set)
    unnamed: set[Edge] = field(default_factory=set)
    unshown: set[Edge] = field(default_factory=set)
    left_out: list[Edge] = field(default_factory=list)

    def add(self, edge: Edge, word: str) -> None:
        """One more edge."""
        self.following[edge[0]].append(edge[1])
        self.preceding[edge[1]].append(edge[0])
        self.words[edge] = word

    def shown_before(self, item: str) -> list[str]:
        """The events that have to be shown before one."""
        return [other for other in self.preceding.get(item, ()) if (other, item) not in self.unshown]

    def named_before(self, item: str) -> list[str]:
        """The events that come before one, and may be named."""
        return [other for other in self.preceding.get(item, ()) if (other, item) not in self.unnamed]

    def named_after(self, item: str) -> list[str]:
        """The events that come after one, and may be named."""
        return [other for other in self.following.get(item, ()) if (item, other) not in self.unnamed]

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
    counts: Counter[Edge] = Counter()
    words: dict[Edge, str] = {}
    firm: set[Edge] = set()
    named: set[Edge] = set()
    for pair in ordered:
        edge = home.get(pair.first, ""), home.get(pair.second, "")
        if all(edge) and edge[0] != edge[1]:
            counts[edge] += 1
            if (pair.narrows and edge not in firm) or (pair.is_sure and edge not in named) or edge not in words:
                words[edge] = pair.word
            firm |= {edge} if pair.narrows else set()
            named |= {edge} if pair.is_sure else set()
    graph = Graph()
    tied = {item for edge in counts for item in edge}
    spans = {event.id: interval_of(event.when) for event in events if event.id in tied}
    whens: dict[str, When] = {}
    for edge in sorted(counts, key=lambda item: (item not in firm, item not in named, -counts[item], item)):
        if edge not in firm and not whens:
            whens = {event.id: event.when for event in _narrowed({event.id: event for event in events}, graph)}
        if _contradicted(spans[edge[0]], spans[edge[1]]) or graph.leads(edge[1], edge[0]):
            graph.left_out.append(edge)
        else:
            graph.add(edge, words[edge])
            graph.loose |= set() if edge in firm else {edge}
            graph.unnamed |= set() if edge in named else {edge}
            if edge not in firm and _is_later(whens[edge[0]], whens[edge[1]]):
                graph.unshown.add(edge)
    return graph


def _contradicted(first: Interval, second: Interval) -> bool:
    """Whether the second is over before the first begins."""
    return gap(first, second) > 0 and first.low is not None and second.high is not None and second.high < first.low


def _is_later(first: When, second: When) -> bool:
    """Whether the first, of which only its latest day is known, would stand below the second by time alone.

    What merely tends to go so must not hold back an event of a known day until the day before which another lies.
    """
    return first.earliest is None and time_key(first)[:_DAY_OF_KEY] > time_key(second)[:_DAY_OF_KEY]


def in_order(
    events: Sequence[Event], graph: Graph, documents: Sequence[Document] = (), claims: Sequence[Claim] = ()
) -> list[Event]:
    """Events in the order of display, narrowed by their neighbours, with these in ``after`` and ``before``.

    Of all that may come next, the one with the least key does: so the keys decide wherever the edges leave it open.

    Args:
        events: in any order.
        graph: their edges.
        documents: those of the claims; without them the texts decide nothing that times leave open.
        claims: at least the first of each event.
    """
    narrowed = _narrowed({event.id: event for event in events}, graph)
    known = {event.id: event for event in narrowed}
    key = _keys(narrowed, documents, claims)
    waiting = {event.id: len(graph.shown_before(event.id)) for event in narrowed}
    ready = [(key[item], item) for item, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    shown: list[str] = []
    while ready:
        _, item = heapq.heappop(ready)
        shown.append(item)
        for other in graph.following.get(item, ()):
            if (item, other) in graph.unshown:
                continue
            waiting[other] -= 1
            if waiting[other] == 0:
                heapq.heappush(ready, (key[other], other))
    return [_beside(known[item], graph, known) for item in shown]


def _beside(event: Event, graph: Graph, known: Mapping[str, Event]) -> Event:
    """An event with its neighbours."""
    after = _neighbours(graph.named_before(event.id), known)[-_NEIGHBOURS:]
    before = _neighbours(graph.named_after(event.id), known)[:_NEIGHBOURS]
    if (event.after, event.before) == (after, before):
        return event
    return msgspec.structs.replace(event, after=after, before=before)


def _keys(events: Sequence[Event], documents: Sequence[Document], claims: Sequence[Claim]) -> dict[str, str]:
    by_id = {document.id: document for document in documents}
    first = {event.claims[0] for event in events if event.claims}
    claim_of = {claim.id: claim for claim in claims if claim.id in first}
    found = {}
    for event in events:
        claim = claim_of.get(event.claims[0]) if event.claims else None
        found[event.id] = display_key(event, claim, None if claim is None else by_id.get(claim.document))
    return found


def _neighbours(ids: Sequence[str], known: Mapping[str, Event]) -> tuple[str, ...]:
    """Neighbours by their times: the same wherever it is asked, for it takes no look at the texts."""
    if len(ids) < 2:
        return tuple(ids)
    return tuple(sorted(ids, key=lambda item: (time_key(known[item].when), item)))


def sort_key_of(event: Event) -> str:
    """Where an event would stand by its time alone; see ``display_order.time_key``."""
    return time_key(event.when)


# ------------------------------------------------------------------------------------------------- narrowing


class _Bound(NamedTuple):
    """An end that comes to an event from another: seconds, the time that it is an end of, and that event's id."""

    value: int
    when: When
    event: str


def _narrowed(events: dict[str, Event], graph: Graph) -> list[Event]:
    """Events whose open or merely inferred ends are closed by what came before and after them."""
    order = _topological(events, graph)
    lows = _carried(events, order, graph, low=True)
    highs = _carried(events, order[::-1], graph, low=False)
    closed = (_closed(event, lows.get(event.id), highs.get(event.id), events) for event in events.values())
    return [_with_open_end(event) for event in closed]


def _carried(events: Mapping[str, Event], order: Sequence[str], graph: Graph, *, low: bool) -> dict[str, _Bound]:
    """The tightest end that comes to each event from those before it, or after it: each hands on its own, or what came
    to it."""
    found: dict[str, _Bound] = {}
    beside = graph.following if low else graph.preceding
    for item in order:
        near = beside.get(item, ())
        onward = [other for other in near if ((item, other) if low else (other, item)) not in graph.loose]
        if not onward:
            continue
        here, own = found.get(item), events[item].when
        if (own.earliest if low else own.latest) is not None:
            mine = _end(own, low=low)
            if here is None or _is_tighter(mine, here.value, low=low):
                here = _Bound(mine, own, item)
        if here is None:
            continue
        for other in onward:
            before = found.get(other)
            if before is None or _is_tighter(here.value, before.value, low=low):
                found[other] = here
    return found


def _is_tighter(value: int, than: int, *, low: bool) -> bool:
    return value > than if low else value < than


def _end(when: When, *, low: bool) -> int:
    interval = interval_of(when)
    value = interval.low if low else interval.high
    return 0 if value is None else value - (interval.shift or 0)


def _with_open_end(event: Event) -> Event:
    """An event whose ends are only worked out and lie years apart, without the later one.

    "1934 to 2024" reads as though it were known; all that is known is what it came after. What a text states, and what
    somebody set, stays.
    """
    when = event.when
    if when.basis != "inferred" or event.review == "edited":
        return event
    width = interval_of(when).width
    if width is None or width <= _WIDEST_S:
        return event
    years = round(width / (365.25 * DAY))
    apart = f"the later end, {years} {'year' if years == 1 else 'years'} on, is left open"
    opened = msgspec.structs.replace(
        when, latest=None, granularity="unknown", edtf=_edtf(when.earliest, None, when.qualifier), timex=None,
        duration=None, reason=f"{when.reason}; {apart}",
    )  # fmt: skip
    return msgspec.structs.replace(event, when=opened)


def _closed(event: Event, low: _Bound | None, high: _Bound | None, events: Mapping[str, Event]) -> Event:
    when = event.when
    if (low is None and high is None) or when.basis not in _OPEN_BASES or event.review == "edited":
        return event
    own = interval_of(when)
    earliest, latest = when.earliest, when.latest
    reasons: list[str] = []
    if low is not None and (own.low is None or low.value > own.low):
        earliest = low.when.earliest
        reasons.append(f"not before “{_short(events[low.event].gist)}”")
    if high is not None and (own.high is None or high.value < own.high):
        latest = high.when.latest
        reasons.append(f"not after “{_short(events[high.event].gist)}”")
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
    """Events that edges tie, each after those before it; of several that may be next, the one of the least id."""
    tied = [item for item in events if graph.following.get(item) or graph.preceding.get(item)]
    waiting = {item: len(graph.preceding.get(item, ())) for item in tied}
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
