"""Where in time something lies, in seconds that can be compared: a When in, an interval out.

A date without a clock is a day at the place's own clock, whatever its zone. So instants with a zone are compared with
one another on the world's clock, and everything else on the clock of the place (``wall``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from strandline.records import When, bounds_of, instant_of

DAY: Final = 86_400
_OFFSET: Final = re.compile(r"([+-])(\d\d):?(\d\d)$")


class Interval(NamedTuple):
    """From ``low`` to ``high``, seconds from 1970 on the place's own clock, None open; ``shift`` is that clock's offset
    from UTC in seconds where it is known."""

    low: int | None
    high: int | None
    shift: int | None = None

    @property
    def width(self) -> int | None:
        """Seconds between the ends; None where one is open."""
        return None if self.low is None or self.high is None else self.high - self.low

    @property
    def bounded(self) -> bool:
        """Whether both ends are known."""
        return self.low is not None and self.high is not None


OPEN: Final = Interval(None, None)


@lru_cache(maxsize=200_000)
def wall_seconds(iso: str, end_of_day: bool = False) -> tuple[int, int | None]:
    """Seconds from 1970 on the place's own clock, and that clock's offset from UTC where ``iso`` gives one."""
    clock = iso.partition("T")[2]
    if clock.endswith("Z"):
        return instant_of(iso, end_of_day=end_of_day), 0
    match = _OFFSET.search(clock)
    if match is None:
        return instant_of(iso, end_of_day=end_of_day), None
    shift = int(match[2]) * 3600 + int(match[3]) * 60
    shift = -shift if match[1] == "-" else shift
    return instant_of(iso) + shift, shift


def interval_of(when: When) -> Interval:
    """The interval of a When."""
    low = None if when.earliest is None else wall_seconds(when.earliest, False)
    high = None if when.latest is None else wall_seconds(when.latest, True)
    shift = low[1] if low is not None else high[1] if high is not None else None
    if low is not None and high is not None and low[1] != high[1]:
        shift = None
    return Interval(None if low is None else low[0], None if high is None else high[0], shift)


def gap(a: Interval, b: Interval) -> int:
    """Seconds between two intervals; 0 where they share an instant, or an end is open."""
    move = a.shift - b.shift if a.shift is not None and b.shift is not None else 0
    if a.high is not None and b.low is not None and b.low + move > a.high:
        return b.low + move - a.high
    if a.low is not None and b.high is not None and b.high + move < a.low:
        return a.low - b.high - move
    return 0


def contains(outer: Interval, inner: Interval) -> bool:
    """Whether the one lies in the other."""
    move = outer.shift - inner.shift if outer.shift is not None and inner.shift is not None else 0
    low = outer.low is None or (inner.low is not None and inner.low + move >= outer.low)
    return low and (outer.high is None or (inner.high is not None and inner.high + move <= outer.high))


def is_sound(when: When) -> bool:
    """Whether the ends are in order, on the world's clock and on the place's own."""
    low, high = bounds_of(when)
    own = interval_of(when)
    return not (low is not None and high is not None and low > high) and not (
        own.low is not None and own.high is not None and own.low > own.high
    )


def of_one_form(earliest: str | None, latest: str | None) -> tuple[str | None, str | None]:
    """Ends from different tellings in one form: days where only one of them has a clock, or a zone."""
    if earliest is None or latest is None:
        return earliest, latest
    if ("T" in earliest) == ("T" in latest) and (_zoned(earliest) == _zoned(latest)):
        return earliest, latest
    return earliest.partition("T")[0], latest.partition("T")[0]


def _zoned(iso: str) -> bool:
    clock = iso.partition("T")[2]
    return clock.endswith("Z") or _OFFSET.search(clock) is not None
