"""What time expressions mean, before they meet a date: a small algebra.

A meaning is one of: a calendar pattern (``Fields``: "Tuesday", "Dec. 27", "third quarter", "7:30 p.m."), a pattern with
a direction (``Directed``: "last fall"), a unit counted from an anchor (``Deictic``: "last week", "that day",
"yesterday"), a shift by an amount (``Shifted``: "two days later", "a year ago"), a part or the n-th piece of another
meaning (``Part``, ``Nth``), a date with a clock or part of day (``Joined``), an amount (``Amount``: "three hours"), a
window that ends or starts at an anchor (``Window``: "the past 18 months"), a repetition (``Every``), or a bare
direction (``Vague``: "now"). ``strandline.timing.resolving`` turns a meaning and its anchors into an interval.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Base of all meanings. ``mod`` is a TIMEX3 modifier; ``approximate`` says "about"."""

    mod: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields(Meaning):
    """A calendar pattern: any set of fields. ``year`` is astronomical; ``short_year`` has two digits."""

    millennium: int | None = None
    century: int | None = None
    decade: int | None = None
    short_decade: int | None = None
    year: int | None = None
    short_year: int | None = None
    bc: bool = False
    fiscal: bool = False
    half: int | None = None
    quarter: int | None = None
    season: str | None = None
    month: int | None = None
    week: int | None = None
    weekend: bool = False
    day: int | None = None
    weekday: int | None = None
    holiday: str | None = None
    part: str | None = None
    small_hours: bool = False
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    meridiem: str | None = None
    zone: str | None = None
    numeric: tuple[int, int] | None = None

    @property
    def has_clock(self) -> bool:
        """Whether the pattern holds a clock time."""
        return self.hour is not None

    @property
    def has_date(self) -> bool:
        """Whether the pattern holds anything at least as coarse as a day."""
        return any(
            value is not None
            for value in (self.year, self.short_year, self.month, self.day, self.weekday, self.season, self.quarter,
                          self.half, self.week, self.holiday, self.decade, self.short_decade, self.century,
                          self.millennium, self.numeric)
        ) or self.weekend  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Meaning):
    """How long: (count, unit) pairs; a count of None is vague, ``least`` then says how many it is ("dozens": 24)."""

    parts: tuple[tuple[float | None, str], ...] = ()
    high: float | None = None
    least: float = 1
    working: bool = False
    bare: bool = False

    @property
    def unit(self) -> str:
        """The finest unit."""
        return self.parts[-1][1]

    @property
    def coarsest(self) -> str:
        """The coarsest unit."""
        return self.parts[0][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deictic(Meaning):
    """The unit that holds the anchor, moved by ``offset`` units; ``to`` is ``published`` or ``reference``."""

    unit: str
    offset: int
    to: str
    bare: bool = False
    latest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Directed(Meaning):
    """A pattern with a word that picks one of its instances: last next this previous following same recent."""

    fields: Fields
    which: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted(Meaning):
    """``amount`` after (sign 1) or before (sign -1) an anchor: published, reference, or another meaning."""

    amount: Amount
    sign: int
    to: str | Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Meaning):
    """A stretch of another meaning: START MID END of ``inner``."""

    inner: Meaning
    which: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nth(Meaning):
    """The ``n``-th (negative: from the end) unit or weekday of ``inner``."""

    n: int
    unit: str | None = None
    weekday: int | None = None
    count: float | None = None
    inner: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Meaning):
    """A date with a clock time or part of day."""

    date: Meaning
    clock: Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Meaning):
    """An amount that ends (-1) or starts (1) at the anchor."""

    amount: Amount
    sign: int
    to: str
    as_date: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Every(Meaning):
    """A repetition: every ``count`` ``unit``, or each instance of a pattern."""

    unit: str | None = None
    count: float | None = 1
    fields: Fields | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague(Meaning):
    """PAST_REF, PRESENT_REF, FUTURE_REF or a time that only the text's story knows (an empty reference)."""

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay(Meaning):
    """An amount later or earlier than a planned time ("three hours late")."""

    amount: Amount
    sign: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge(Meaning):
    """An amount at the start or the end of another meaning."""

    amount: Amount
    inner: Meaning
    at_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside(Meaning):
    """The instance of a pattern that lies inside another meaning."""

    fields: Fields
    outer: Meaning


def merged(first: Fields, second: Fields) -> Fields:
    """Both patterns at once; the second wins where both have a field."""
    values = {name: getattr(second, name) for name in Fields.__dataclass_fields__ if _is_set(getattr(second, name))}
    return replace(first, **values)


def _is_set(value: object) -> bool:
    return value is not None and value is not False


def unit_of(pattern: Fields) -> str:
    """The unit of a pattern's instances."""
    if pattern.has_clock:
        return "minute"
    if pattern.part:
        return "part"
    if pattern.day is not None or pattern.weekday is not None or pattern.holiday is not None:
        return "day"
    for unit in ("weekend", "week", "month", "season", "quarter", "half", "decade", "century", "millennium"):
        if getattr(pattern, unit) not in (None, False):
            return unit
    return "decade" if pattern.short_decade is not None else "year"
