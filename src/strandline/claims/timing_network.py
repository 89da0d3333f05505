"""The temporal network of a document: happenings with what is known of their times in, the narrowest intervals out.

A node is the moment at which a happening lies (its beginning, if it lasts), somewhere in ``[low, high]``, seconds on
the place's own clock. A tie says that one node does not lie after another, that it lies a span of time after it, or
that both lie on one day. Ties are taken in order of their strength, and each is drawn through to all that hangs on it;
one that contradicts the stronger ones before it is left out and kept as a finding (simple temporal networks: Dechter,
Meiri and Pearl 1991; the weakest constraint is the one that gives way).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from strandline.records import When, instant_of

DAY: Final = 86_400
_OFFSET: Final = re.compile(r"([+-]\d\d:?\d\d|Z)$")
_MOST_STEPS: Final = 20_000
_TURNS: Final = 64
"""A node that is narrowed so often, and twice as often as there are nodes, is on a round of ties that contradict one
another: where they do not, each node is narrowed about once."""

TieKind = Literal["before", "same day", "apart", "within"]


class Bounds(NamedTuple):
    """Seconds from 1970 on the place's own clock; None is open."""

    low: int | None
    high: int | None


OPEN: Final = Bounds(None, None)


def are_apart(a: Bounds, b: Bounds) -> bool:
    """Whether two intervals share no moment."""
    return (a.high is not None and b.low is not None and a.high < b.low) or (
        b.high is not None and a.low is not None and b.high < a.low
    )


@dataclass(frozen=True, slots=True)
class Tie:
    """``first`` is not after ``second``; or on the same day; or ``second`` lies ``least`` to ``most`` seconds after
    ``first``; or ``first`` lies ``within`` the seconds ``least`` to ``most``, which ``second`` gives the reason for.

    ``most``: None where there is no end to it. ``strength``: the higher, the longer it holds against others.
    ``reason`` completes "… because".
    """

    first: int
    second: int
    kind: TieKind
    strength: float
    reason: str
    least: int = 0
    most: int | None = 0


Judge = Callable[[Mapping[int, Bounds]], bool]
"""Whether bounds that a guess would narrow, by node, are worth saying."""


@dataclass
class Network:
    """Bounds by node, what narrowed each end last, and the ties that did not fit."""

    bounds: dict[int, Bounds]
    low_by: dict[int, Tie] = field(default_factory=dict)
    high_by: dict[int, Tie] = field(default_factory=dict)
    left_out: list[Tie] = field(default_factory=list)


def local_bounds(when: When) -> Bounds:
    """The interval of a When on the place's own clock."""
    return Bounds(
        None if when.earliest is None else instant_of(_OFFSET.sub("", when.earliest) if "T" in when.earliest else
        when.earliest), None if when.latest is None else instant_of(_OFFSET.sub("", when.latest) if "T" in when.latest
        else when.latest, end_of_day=True),
    )  # fmt: skip


def tighten(bounds: Mapping[int, Bounds], ties: Sequence[Tie], judge: Judge | None = None) -> Network:
    """Draw all ties through, the strongest first; see the module.

    Args:
        bounds: what is known of each node.
        ties: what holds between nodes.
        judge: asked of each tie that is a guess (strength below one), with all the bounds that it would narrow.
    """
    network = Network(dict(bounds))
    held: defaultdict[int, list[Tie]] = defaultdict(list)
    for tie in sorted(ties, key=lambda item: (-item.strength, item.first, item.second, item.kind)):
        if tie.first not in network.bounds or tie.second not in network.bounds or tie.first == tie.second:
            continue
        held[tie.first].append(tie)
        held[tie.second].append(tie)
        if not _draw(network, held, tie, judge if tie.strength < 1 else None):
            held[tie.first].pop()
            held[tie.second].pop()
            network.left_out.append(tie)
    return network


def _draw(network: Network, held: Mapping[int, list[Tie]], new: Tie, judge: Judge | None) -> bool:
    """Draw one more tie through; nothing changes where it contradicts the others, or the judge says no."""
    known = network.bounds
    changed: dict[int, Bounds] = {}
    low_by: dict[int, Tie] = {}
    high_by: dict[int, Tie] = {}
    queue = deque([new])
    steps = 0
    turns: Counter[int] = Counter()
    most_turns = _TURNS + 2 * len(known)
    while queue:
        tie = queue.popleft()
        steps += 1
        if steps > _MOST_STEPS:
            return False
        one, two = changed.get(tie.first) or known[tie.first], changed.get(tie.second) or known[tie.second]
        if _is_slack(tie, one, two):
            continue
        after = _narrowed(tie, one, two)
        for node, old, narrowed in ((tie.first, one, after[0]), (tie.second, two, after[1])):
            if narrowed is old or narrowed == old:
                continue
            if narrowed.low is not None and narrowed.high is not None and narrowed.low > narrowed.high:
                return False
            turns[node] += 1
            if turns[node] > most_turns:
                return False
            changed[node] = narrowed
            if narrowed.low != old.low:
                low_by[node] = tie
            if narrowed.high != old.high:
                high_by[node] = tie
            queue.extend(other for other in held[node] if other is not tie)
    if judge is not None and not judge(changed):
        return False
    network.bounds.update(changed)
    network.low_by.update(low_by)
    network.high_by.update(high_by)
    return True


def _is_slack(tie: Tie, first: Bounds, second: Bounds) -> bool:
    """Whether a tie plainly narrows neither of two nodes: so it is most often, and this is asked most."""
    low, high = first
    other_low, other_high = second
    if tie.kind == "before":
        return not (
            (other_high is not None and (high is None or other_high < high))
            or (low is not None and (other_low is None or low > other_low))
        )
    if tie.kind == "same day":
        return not (
            (low is not None and (other_low is None or low - low % DAY > other_low))
            or (other_low is not None and (low is None or other_low - other_low % DAY > low))
            or (high is not None and (other_high is None or high - high % DAY + DAY - 1 < other_high))
            or (other_high is not None and (high is None or other_high - other_high % DAY + DAY - 1 < high))
        )
    return False


def _narrowed(tie: Tie, first: Bounds, second: Bounds) -> tuple[Bounds, Bounds]:
    if tie.kind == "before":
        high, low = _least(first.high, second.high), _most(second.low, first.low)
        return (
            first if high == first.high else Bounds(first.low, high),
            second if low == second.low else Bounds(low, second.high),
        )
    if tie.kind == "same day":
        one = Bounds(_most(first.low, _day_start(second.low)), _least(first.high, _day_end(second.high)))
        two = Bounds(_most(second.low, _day_start(first.low)), _least(second.high, _day_end(first.high)))
        return one, two
    if tie.kind == "within":
        return Bounds(_most(first.low, tie.least), _least(first.high, tie.most)), second
    earliest = None if tie.most is None else _moved(second.low, -tie.most)
    latest = None if tie.most is None else _moved(first.high, tie.most)
    return (
        Bounds(_most(first.low, earliest), _least(first.high, _moved(second.high, -tie.least))),
        Bounds(_most(second.low, _moved(first.low, tie.least)), _least(second.high, latest)),
    )


def _moved(value: int | None, seconds: int) -> int | None:
    return None if value is None else value + seconds


def _most(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else max(a, b)


def _least(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else min(a, b)


def _day_start(value: int | None) -> int | None:
    return None if value is None else value - value % DAY


def _day_end(value: int | None) -> int | None:
    return None if value is None else value - value % DAY + DAY - 1
