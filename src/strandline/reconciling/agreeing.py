"""One time out of several: the Whens of an event's claims in, the event's When and the sides that exclude each other out.

Times that share an instant are intersected; a precise report sharpens a vague one. Where they do not all agree, the side
that most origins hold gives the event its time, and each other side is a conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from strandline.reconciling.facts import Fact
from strandline.reconciling.intervals import OPEN, Interval, contains, gap, interval_of
from strandline.records import UNKNOWN_WHEN, When

_TRUST: Final = {"stated": 5, "relative": 4, "inherited": 3, "inferred": 2, "publication": 1, "unknown": 0}


@dataclass(frozen=True, slots=True)
class Side:
    """Facts whose times all share an instant, and what they share."""

    facts: tuple[Fact, ...]
    shared: Interval

    @property
    def origins(self) -> int:
        """How many origins hold it."""
        return len({fact.origin for fact in self.facts})


def sides(facts: Sequence[Fact]) -> list[Side]:
    """Facts by agreeing times, the side with most origins first; the vague stand with the side that they fit, if it is one."""
    found: list[list[Fact]] = []
    shared: list[Interval] = []
    for fact in sorted(facts, key=_precise_first):
        fitting = [index for index, interval in enumerate(shared) if gap(interval, fact.interval) == 0]
        if not fitting:
            found.append([fact])
            shared.append(fact.interval)
            continue
        for index in fitting[:1]:
            found[index].append(fact)
            shared[index] = _meet(shared[index], fact.interval)
    made = [Side(tuple(sorted(own, key=lambda item: item.number)), shared[index]) for index, own in enumerate(found)]
    return sorted(made, key=lambda side: (-side.origins, -len(side.facts), side.facts[0].number))


def _precise_first(fact: Fact) -> tuple[int, int, int]:
    width = fact.interval.width
    return (-_TRUST[fact.claim.when.basis], width if width is not None else 1 << 60, fact.number)


def _meet(a: Interval, b: Interval) -> Interval:
    move = a.shift - b.shift if a.shift is not None and b.shift is not None else 0
    low = a.low if b.low is None else b.low + move if a.low is None else max(a.low, b.low + move)
    high = a.high if b.high is None else b.high + move if a.high is None else min(a.high, b.high + move)
    return Interval(low, high, a.shift if a.shift is not None else b.shift)


def agreed_when(side: Side) -> When:
    """The time that a side's facts share, with the reason of the fact that says it most precisely."""
    best = min(side.facts, key=_precise_first)
    if side.shared == OPEN:
        return UNKNOWN_WHEN
    narrowest = min(
        side.facts,
        key=lambda fact: (fact.interval.width if fact.interval.width is not None else 1 << 60, _precise_first(fact)),
    )
    when = narrowest.claim.when
    if contains(side.shared, interval_of(when)):
        others = len({fact.origin for fact in side.facts if fact.dated}) - 1
        agreed = f"; {others} more agree" if others > 0 and narrowest.dated else ""
        return msgspec.structs.replace(when, reason=when.reason + agreed)
    return _bounded(side, best)


def _bounded(side: Side, best: Fact) -> When:
    """No single claim says it all: the latest beginning and the earliest end, from two of them."""
    low = max(
        (fact for fact in side.facts if fact.interval.low is not None),
        key=lambda fact: (fact.interval.low or 0, -fact.number),
    )
    high = min(
        (fact for fact in side.facts if fact.interval.high is not None),
        key=lambda fact: (fact.interval.high or 0, fact.number),
    )
    earliest, latest = low.claim.when.earliest, high.claim.when.latest
    reason = f"from {low.claim.when.reason}; until {high.claim.when.reason}"
    return msgspec.structs.replace(
        best.claim.when, earliest=earliest, latest=latest, basis="inferred", reason=reason, edtf=f"{(earliest or '')[:10]}/{(latest or '')[:10]}",
        timex=None, duration=None,
    )  # fmt: skip
