"""One time out of several: the times of an event's claims in, the event's time and the sides that exclude each other
out.

Times that share an instant are intersected, so that a precise report sharpens a vague one. Where they do not all agree,
the side that most voices hold gives the event its time, and the others stay beside it. What was planned does not speak
against what happened, and a time that the program worked out itself never contradicts one that a text states.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from strandline.reconciling.facts import UNREAL, Fact
from strandline.reconciling.intervals import DAY, OPEN, Interval, contains, gap, is_sound, of_one_form
from strandline.records import UNKNOWN_WHEN, Granularity, When

_TRUST: Final = {"stated": 5, "relative": 4, "inherited": 3, "inferred": 2, "publication": 1, "unknown": 0}
_FIRM: Final = frozenset({"stated", "relative"})
_ENDLESS: Final = 1 << 60
_SLACK_S: Final = {"minute": 300, "instant": 300, "hour": 1800, "part-of-day": 3600}
_SLACK_ABOUT_S: Final = {
    "minute": 1800,
    "instant": 1800,
    "hour": 3600,
    "part-of-day": 7200,
    "day": DAY,
    "month": 15 * DAY,
}
"""How far apart two times may be told and still be one: of clocks, and of times that are told as approximate."""


@dataclass(frozen=True, slots=True)
class Side:
    """Facts whose times all share an instant, and what they share. ``firm``: those whose texts state it."""

    facts: tuple[Fact, ...]
    shared: Interval
    firm: tuple[Fact, ...]

    @property
    def voices(self) -> int:
        """How many voices hold it."""
        return len({fact.voice for fact in self.facts})


def sides_of(facts: Sequence[Fact]) -> list[Side]:
    """The sides of an event's time, the one that most voices hold first.

    A time that fits several sides stands with none, unless there is only one.
    """
    speaking = [fact for fact in facts if fact.claim.status not in UNREAL and fact.dated]
    speaking = speaking or [fact for fact in facts if fact.dated]
    groups: list[list[Fact]] = []
    shared: list[Interval] = []
    for fact in sorted(speaking, key=_precise_first):
        fitting = [index for index, interval in enumerate(shared) if _fits(interval, fact)]
        if not fitting:
            groups.append([fact])
            shared.append(fact.interval)
        elif len(fitting) == 1:
            groups[fitting[0]].append(fact)
            shared[fitting[0]] = _meet(shared[fitting[0]], fact.interval)
    sides = [
        Side(
            tuple(sorted(own, key=lambda item: item.number)),
            shared[index],
            tuple(fact for fact in sorted(own, key=lambda item: item.number) if fact.claim.when.basis in _FIRM),
        )
        for index, own in enumerate(groups)
    ]
    return sorted(
        sides,
        key=lambda side: (-bool(side.firm), _all_doubted(side), -side.voices, -len(side.facts), side.facts[0].number),
    )


def _all_doubted(side: Side) -> bool:
    """Whether every text that gives a side its time may well mean another."""
    return all(fact.claim.when.qualifier == "?" for fact in side.facts)


def _precise_first(fact: Fact) -> tuple[bool, int, int, int]:
    firm = fact.claim.when.basis in _FIRM
    return (not firm, _width(fact.interval), -_TRUST[fact.claim.when.basis], fact.number)


def _width(interval: Interval) -> int:
    return _ENDLESS if interval.width is None else interval.width


def _fits(shared: Interval, fact: Fact) -> bool:
    when = fact.claim.when
    slack = (_SLACK_ABOUT_S if when.qualifier else _SLACK_S).get(when.granularity, 0)
    return gap(shared, fact.interval) <= slack


def _meet(a: Interval, b: Interval) -> Interval:
    """What two intervals share; the first where it is nothing."""
    move = a.shift - b.shift if a.shift is not None and b.shift is not None else 0
    low = a.low if b.low is None else b.low + move if a.low is None else max(a.low, b.low + move)
    high = a.high if b.high is None else b.high + move if a.high is None else min(a.high, b.high + move)
    if low is not None and high is not None and low > high:
        return a
    return Interval(low, high, a.shift if a.shift is not None else b.shift)


def agreed_when(facts: Sequence[Fact], sides: Sequence[Side]) -> When:
    """The event's time: what its first side shares, bounded by the reports where it is open."""
    if not sides:
        return _only_bounded(facts)
    side = sides[0]
    inside = [fact for fact in side.facts if contains(side.shared, fact.interval)]
    if inside:
        best = min(inside, key=_best_first)
        others = len({fact.voice for fact in side.facts} - {best.voice})
        words = f"; {others} more {'agrees' if others == 1 else 'agree'}" if others else ""
        return msgspec.structs.replace(best.claim.when, reason=best.claim.when.reason + words)
    return _from_two(side)


def _best_first(fact: Fact) -> tuple[bool, int, bool, int]:
    when = fact.claim.when
    return (when.basis not in _FIRM, _width(fact.interval), when.qualifier == "?", fact.number)


def _ended(side: str, reason: str) -> str:
    """A claim's reason as that of one end; one that speaks of ends by itself stands as it is."""
    return reason if reason.startswith(("not before", "not after", "on the day of")) else f"{side}: {reason}"


def _from_two(side: Side) -> When:
    """No single claim says it all: the latest beginning of one and the earliest end of another."""
    lows = [fact for fact in side.facts if fact.interval.low is not None]
    highs = [fact for fact in side.facts if fact.interval.high is not None]
    low = max(lows, key=lambda fact: (fact.interval.low or 0, -fact.number)) if lows else None
    high = min(highs, key=lambda fact: (fact.interval.high or 0, fact.number)) if highs else None
    earliest, latest = of_one_form(
        low.claim.when.earliest if low is not None else None, high.claim.when.latest if high is not None else None
    )
    reasons = [
        _ended("not before", low.claim.when.reason) if low else "",
        _ended("not after", high.claim.when.reason) if high else "",
    ]
    best = min(side.facts, key=_precise_first).claim.when
    reason = "; ".join(dict.fromkeys(item for item in reasons if item))
    shared = msgspec.structs.replace(
        best, earliest=earliest, latest=latest, basis="inferred", reason=reason,
        granularity=_granularity(earliest, latest), edtf=f"{(earliest or '..')[:10]}/{(latest or '..')[:10]}",
        timex=None, duration=None,
    )  # fmt: skip
    return shared if is_sound(shared) else best


def _granularity(earliest: str | None, latest: str | None) -> Granularity:
    return "day" if earliest is not None and latest is not None and earliest[:10] == latest[:10] else "unknown"


def _only_bounded(facts: Sequence[Fact]) -> When:
    """Nobody says when: the tightest bound that the dates of the reports give."""
    bounded = [fact for fact in facts if fact.interval[:2] != OPEN[:2]]
    real = [fact for fact in bounded if fact.claim.status not in UNREAL] or bounded
    if not real:
        return facts[0].claim.when if facts else UNKNOWN_WHEN
    best = min(real, key=lambda fact: (fact.interval.high if fact.interval.high is not None else _ENDLESS, fact.number))
    return best.claim.when
