"""What time expressions mean, before they meet a date: a small algebra.

A meaning is one of: a calendar pattern (``Fields``: "Tuesday", "Dec. 27", "third quarter", "7:30 p.m."), a pattern with
a direction (``Directed``: "last fall"), a unit counted from an anchor (``Deictic``: "last week", "that day",
"yesterday"), a shift by an amount (``Shifted``: "two days later", "a year ago"), a part or the n-th piece of another
meaning (``Part``, ``Nth``), a date with a clock or part of day (``Joined``), an amount (``Amount``: "three hours"), a
window that ends or starts at an anchor (``Window``: "the past 18 months"), a repetition (``Every``), or a bare
direction (``Vague``: "now"). ``strandline.timing.resolving`` turns a meaning and its anchors into an interval.

The functions in ``CONSTRUCTORS`` are what the ``means`` column of the grammar files may call; a constructor that gives
None says that the words do not go together ("May 45").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from strandline.timing.cells import RANK, days_in_month


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
    """How long: (count, unit) pairs; a count of None is vague ("several"), ``vague`` then says which word."""

    parts: tuple[tuple[float | None, str], ...] = ()
    high: float | None = None
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


# ------------------------------------------------------------------------------------------ constructors


def add(*numbers: float | None) -> float:
    """The sum of the numbers that are there."""
    return sum(number for number in numbers if number is not None)


def times(first: float | None, second: float, rest: float | None = None) -> float:
    """``first * second + rest``."""
    return (1 if first is None else first) * second + (rest or 0)


def fields(**values: Any) -> Fields | None:
    """A calendar pattern; None where a day does not fit its month or an hour its clock."""
    bc = bool(values.pop("bc", None))
    year = values.get("year")
    if year is not None:
        values["year"] = 1 - int(year) if bc else int(year)
    month, day = values.get("month"), values.get("day")
    if day is not None and not 1 <= day <= (days_in_month(values.get("year") or 2000, month) if month else 31):
        return None
    hour, meridiem = values.get("hour"), values.get("meridiem")
    if hour is not None:
        if meridiem and not 1 <= hour <= 12:
            if meridiem == "am" or hour > 23:
                return None
            meridiem = None
        if meridiem:
            values["hour"] = hour % 12 + (12 if meridiem == "pm" else 0)
        values["meridiem"] = meridiem
        if hour > 24 or (hour == 24 and (values.get("minute") or 0)):
            return None
    return Fields(bc=bc, **{name: value for name, value in values.items() if value is not None})


def century(ordinal: int, bc: object = None) -> Fields:
    """The n-th century, BC where ``bc`` is there."""
    return Fields(century=-int(ordinal) if bc else int(ordinal) - 1, bc=bool(bc))


def decade(text: str, bc: object = None) -> Fields:
    """A decade in digits: "1980s", "'80s", "470s" BC; "1800s" is a century."""
    digits = "".join(character for character in text if character.isdigit())
    number = int(digits)
    if bc:
        return Fields(decade=-(number // 10 + 1), bc=True)
    if len(digits) == 2:
        return Fields(short_decade=number // 10)
    if len(digits) == 4 and number % 100 == 0 and number < 2000:
        return Fields(century=number // 100)
    return Fields(decade=number // 10)


def merged(first: Fields, second: Fields) -> Fields:
    """Both patterns at once; the second wins where both have a field."""
    values = {name: getattr(second, name) for name in Fields.__dataclass_fields__ if _is_set(getattr(second, name))}
    return replace(first, **values)


def _is_set(value: object) -> bool:
    return value is not None and value is not False


def clock(at: tuple[int, int, int | None], meridiem: str | None = None, zone: str | None = None) -> Fields | None:
    """A clock time from its shape."""
    hour, minute, second = at
    return fields(hour=hour, minute=minute, second=second, meridiem=meridiem, zone=zone)


def clock_words(hour: int, minute: float = 0, meridiem: str | None = None, zone: str | None = None) -> Fields | None:
    """A clock time in words; ``minute`` below 0 counts back from the hour ("ten to five")."""
    if minute < 0:
        hour, minute = (int(hour) - 2) % 12 + 1, 60 + minute
    return fields(hour=int(hour), minute=int(minute), meridiem=meridiem, zone=zone)


def military(number: int, zone: str | None = None) -> Fields | None:
    """Four digits as a 24-hour clock."""
    return fields(hour=int(number) // 100, minute=int(number) % 100, zone=zone)


def day_part_clock(hour: int, part: str, minute: int | None = None) -> Fields | None:
    """"4 in the morning", "10 at night"."""
    hour = int(hour)
    if not 1 <= hour <= 12:
        return fields(hour=hour, minute=minute) if hour < 24 else None
    if part == "MO" or (part == "NI" and hour in (12, 1, 2, 3, 4)):
        return fields(hour=hour % 12, minute=minute)
    return fields(hour=hour % 12 + 12, minute=minute)


def amount(count: float | None, unit: str, *, high: float | None = None, working: bool = False) -> Amount | None:
    """So many units; "fortnight" is two weeks, "generation" stays vague."""
    if unit == "fortnight":
        count, unit = None if count is None else count * 2, "week"
    if unit == "generation":
        count, unit = None, "year"
    if unit == "quarter" and count is not None and count > 100:
        return None
    return Amount(parts=((count, unit),), high=high, working=bool(working))


def amounts(first: Amount, second: Amount) -> Amount | None:
    """Two amounts read as one ("two hours and 30 minutes"); None unless the second is finer."""
    order = ("century", "decade", "year", "month", "week", "day", "hour", "minute", "second")
    try:
        if order.index(first.unit) >= order.index(second.coarsest):
            return None
    except ValueError:
        return None
    return Amount(parts=first.parts + second.parts)


def bare_amount(unit: str) -> Amount:
    """"days", "weeks": an unknown number of them."""
    return Amount(parts=((None, "year" if unit == "generation" else "week" if unit == "fortnight" else unit),), bare=True)


def deictic(unit: str, offset: int, to: str, bare: bool = False, latest: object = None) -> Deictic | None:
    """The unit around an anchor, moved; a generation is no unit of the calendar."""
    if unit == "generation":
        return None
    if unit == "fortnight":
        unit, offset = "week", offset * 2
    return Deictic(unit=unit, offset=offset, to=to, bare=bare, latest=latest is not None)


def shifted(amount_: Amount, sign: int, to: str | Meaning) -> Shifted:
    """An amount before or after an anchor."""
    return Shifted(amount=amount_, sign=sign, to=to, approximate=amount_.approximate, mod=amount_.mod)


def directed(inner: Meaning, which: str) -> Meaning | None:
    """A pattern picked by last, next, this, ...; years in the pattern make it nonsense."""
    if isinstance(inner, Fields):
        return None if inner.year is not None else Directed(fields=inner, which=which, mod=inner.mod)
    return None


def modified(inner: Meaning, mod: str) -> Meaning:
    """The same with a TIMEX3 modifier."""
    return replace(inner, mod=mod, approximate=inner.approximate or mod == "APPROX")


def part(which: str, inner: Meaning) -> Part:
    """Early, middle or late stretch."""
    return Part(inner=inner, which=which, mod=which)


def joined(date: Meaning, clock_: Fields) -> Meaning | None:
    """A date with a clock time or a part of day."""
    if isinstance(date, Fields) and not (date.has_clock or date.part):
        return merged(date, clock_)
    if isinstance(date, (Fields, Joined)):
        return None
    return Joined(date=date, clock=clock_, mod=date.mod or clock_.mod)


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


def within(inner: Meaning, outer: Meaning) -> Meaning | None:
    """"August of that year", "Tuesday of last week": a pattern inside a coarser meaning."""
    if isinstance(inner, Fields) and isinstance(outer, Fields):
        return None if outer.has_clock else merged(inner, outer)
    if isinstance(inner, Fields):
        if isinstance(outer, Deictic) and RANK[outer.unit] <= RANK[unit_of(inner)]:
            return None
        return Inside(fields=inner, outer=outer)
    return None


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


# --------------------------------------------------------------------- constructors that only one rule uses


def year_words(high: int, rest: float | None = None, ones: int | None = None) -> int | None:
    """A year in words ("nineteen ninety-six", "twenty twelve"); None outside the years that are said so."""
    low = (rest or 0) + (ones or 0)
    if not 13 <= high <= 20 or (high == 20 and not 10 <= low <= 99):
        return None
    return int(high * 100 + low)


def bc_of(era: str | None) -> bool:
    """Whether an era mark is one of BC."""
    return era is not None and era.lower().replace(".", "").replace(" ", "") in ("bc", "bce", "era")


def iso(text: str) -> Fields | None:
    """An ISO 8601 date or instant."""
    date, _, rest = text.replace(" ", "T", 1).partition("T")
    year, month, day = (int(piece) for piece in date.split("-"))
    if not 1 <= month <= 12:
        return None
    zone = None
    for mark in ("Z", "+", "-"):
        if mark in rest:
            cut = rest.index(mark)
            zone, rest = ("UTC" if mark == "Z" else rest[cut:]), rest[:cut]
            break
    clock_ = [int(float(piece)) for piece in rest.split(":")] if rest.strip() else []
    hour, minute, second = (*clock_, None, None, None)[:3]
    return fields(year=year, month=month, day=day, hour=hour, minute=minute, second=second, zone=zone)


def numeric(text: str) -> Fields | None:
    """A date in numbers; the order of day and month stays open where both fit (``numeric`` keeps the two)."""
    mark = next(character for character in text if not character.isdigit())
    first, second, third = text.split(mark)
    if len(first) == 4:
        return fields(year=int(first), month=int(second), day=int(third)) if int(second) <= 12 else None
    if len(first) > 2 or len(third) == 3 or not int(third):
        return None
    year = {"year": int(third)} if len(third) == 4 else {"short_year": int(third)}
    a, b = int(first), int(second)
    if a > 12 or b > 12:
        day, month = (a, b) if a > 12 else (b, a)
        return fields(**year, month=month, day=day) if month and month <= 12 else None
    if not a or not b:
        return None
    if a == b:
        return fields(**year, month=a, day=b)
    return fields(**year, numeric=(a, b))


def decade_of(hundreds: int, tens: int) -> int:
    """"nineteen-nineties" as a decade."""
    return hundreds * 10 + tens


def millennium_of(ordinal: int, bc: bool = False) -> int:
    """The n-th millennium."""
    return -int(ordinal) if bc else int(ordinal) - 1


def quarter_of(ordinal: int | None, name: int | None) -> int | None:
    """A quarter from an ordinal or a name; None above four."""
    number = name if name is not None else ordinal
    return int(number) if number is not None and 1 <= number <= 4 else None


def half_of(ordinal: int | None, name: int | None, last: str | None = None) -> int | None:
    """A half of a year."""
    number = 2 if last else name if name is not None else ordinal
    return int(number) if number is not None and 1 <= number <= 2 else None


def quarter_fields(**values: Any) -> Fields | None:
    """A pattern that is nonsense without its quarter or half."""
    return fields(**values) if values.get("quarter") or values.get("half") else None


def day_fields(day: int) -> Fields:
    """A day of the month."""
    return Fields(day=int(day))


def borrowed_day(number: float | None, date: Fields) -> Fields | None:
    """The "6" of "6-7 January 1916"."""
    if number is None or date.day is None or number >= date.day:
        return None
    return replace(date, day=int(number), weekday=None)


def following_day(date: Fields, number: float | None, year: Fields | None = None) -> Fields | None:
    """The "9, 1918" of "March 5-9, 1918"."""
    if number is None or date.day is None or number <= date.day:
        return None
    return fields(month=date.month, day=int(number), year=date.year if year is None else year.year)


def lent_year(date: Fields, year: Fields | None) -> Fields:
    """The first date of a pair with the year of the second."""
    return date if year is None or date.year is not None else replace(date, year=year.year)


def year_end(date: Fields, digits: int) -> Fields | None:
    """The "17" of "1915-17"."""
    if date.year is None or digits <= date.year % 100:
        return None
    return Fields(year=date.year // 100 * 100 + int(digits))


def borrowed_era(number: int, date: Meaning) -> Fields | None:
    """The "499" of "499-493 BC"."""
    if not isinstance(date, Fields) or date.year is None or not date.bc or number <= 1 - date.year:
        return None
    return Fields(year=1 - int(number), bc=True)


def borrowed_season(season: Fields, date: Fields) -> Fields:
    """The first season of "summer and autumn 1918"."""
    return replace(date, season=season.season)


def amount_range(low: float, high: float, unit: str) -> Amount | None:
    """"two to three weeks"; None where it does not grow."""
    found = amount(low, unit, high=high)
    return replace(found, approximate=True) if found is not None and low < high else None


def long_amount(amount_: Amount | None, unit: str | None = None) -> Amount | None:
    """"month-long", "weeklong": the amount, one unit where only the unit is given."""
    if amount_ is not None:
        return amount_
    return None if unit is None else amount(1, unit.removesuffix("long"))


def ago(amount_: Amount | None, unit: str | None = None) -> Meaning:
    """"two years ago", "year-ago"; without either "not long ago"."""
    if amount_ is None and unit is None:
        return Vague(reference="PAST_REF")
    return shifted(amount_ or Amount(parts=((1, unit or "day"),)), -1, "published")


def earlier(amount_: Amount | None, unit: str | None = None) -> Meaning:
    """"two years earlier", "year-earlier"."""
    return shifted(amount_ or Amount(parts=((1, unit or "day"),)), -1, "reference")


def same_period(of: Meaning) -> Meaning:
    """"the same period last year": the time just mentioned, that much earlier."""
    if isinstance(of, Deictic) and of.to == "published":
        return shifted(Amount(parts=((abs(of.offset) or 1, of.unit),)), -1 if of.offset <= 0 else 1, "reference")
    return of


def period(year: Fields | None = None, quarter: object = None) -> Meaning:
    """"the latest period", "the 1988 period", "the 1988 quarter"."""
    if year is None:
        return Deictic(unit="period", offset=0, to="reference")
    return Inside(fields=Fields(), outer=year) if quarter is not None else year


def joined_clock(date: Meaning, clock_: Fields) -> Meaning | None:
    """"10 p.m. Tuesday": the clock settles a part of the day that the date already has ("9 p.m. Tuesday night")."""
    if isinstance(date, Fields):
        return None if date.has_clock else merged(replace(date, part=None), clock_)
    if isinstance(date, Joined):
        return None if date.clock.has_clock else Joined(date=date.date, clock=clock_)
    return joined(date, clock_)


def part_of(word: str) -> str:
    """Part of the day of "midmorning"."""
    return {"morning": "MO", "afternoon": "AF", "midmorning": "MO", "midafternoon": "AF"}[word]


def part_name(found: Fields | str) -> Fields:
    """A part of the day as a pattern."""
    return found if isinstance(found, Fields) else Fields(part=part_of(found))


def clock_in_part(at: tuple[int, int, int | None], part_: str) -> Fields | None:
    """"10:35 in the morning"."""
    return day_part_clock(at[0], part_, at[1])


def noon_at(hour: int, zone: str | None = None) -> Fields:
    """Noon (12) or midnight (24)."""
    return Fields(hour=int(hour), minute=0, zone=zone)


def nth_unit(ordinal: int | None, unit: str, inner: Meaning) -> Nth:
    """"the first week of May", "the last day of the month"."""
    return Nth(n=-1 if ordinal is None else int(ordinal), unit=unit, inner=inner)


def nth_weekday(ordinal: int | None, weekday: Fields, inner: Meaning) -> Nth:
    """"the second Tuesday of November"."""
    return Nth(n=-1 if ordinal is None else int(ordinal), weekday=weekday.weekday, inner=inner)


def unit_end(unit: str | None) -> Part:
    """"year-end", "month's end"."""
    return Part(inner=Deictic(unit=unit or "year", offset=0, to="reference", bare=True), which="END", mod="END")


def edge(amount_: Amount | None, inner: Meaning, unit: str | None = None, last: object = None) -> Edge | None:
    """"the first ten months of 1915": an amount at the start or end of something."""
    found = amount_ if amount_ is not None else None if unit is None else amount(1, unit)
    return None if found is None else Edge(amount=found, inner=inner, at_end=last is not None)


def small_hours(date: Meaning) -> Meaning | None:
    """"the early hours of Thursday"."""
    if isinstance(date, Joined) or (isinstance(date, Fields) and date.part):
        return date
    return joined(date, Fields(part="MO", mod="START"))


def every_amount(count: float | None, unit: str | None, amount_: Amount | None = None) -> Every | None:
    """"every day", "every three months"."""
    if amount_ is not None:
        return Every(unit=amount_.unit, count=amount_.parts[0][0])
    if unit is None or unit == "generation":
        return None
    if unit == "fortnight":
        return Every(unit="week", count=(count or 1) * 2)
    return Every(unit=unit, count=count or 1)


def every_fields(which: Fields, part_: Fields | None = None) -> Every:
    """"every Monday", "each Friday night"."""
    return Every(fields=which if part_ is None else merged(which, part_))


def every_weekday(weekday: int | Fields, part_: str | Fields | None = None) -> Every:
    """"Tuesdays", "Monday nights"."""
    found = weekday if isinstance(weekday, Fields) else Fields(weekday=int(weekday))
    if isinstance(part_, str):
        part_ = Fields(part=part_)
    return every_fields(found, part_)


def zone_of(zone: str | None) -> str:
    """A zone by name; "local" for "local time"."""
    return zone or "local"


def of_meaning(which: Any) -> Any:
    """The meaning as it is."""
    return which


CONSTRUCTORS: Final[dict[str, Callable[..., Any]]] = {
    "add": add,
    "times": times,
    "fields": fields,
    "century": century,
    "decade": decade,
    "merged": merged,
    "clock": clock,
    "clock_words": clock_words,
    "military": military,
    "noon": noon_at,
    "zone_of": zone_of,
    "same": of_meaning,
    "of": of_meaning,
    "fields_of": of_meaning,
    "negative": lambda number: -number,
    "year_words": year_words,
    "bc_of": bc_of,
    "iso": iso,
    "numeric": numeric,
    "decade_of": decade_of,
    "millennium_of": millennium_of,
    "quarter_of": quarter_of,
    "half_of": half_of,
    "quarter_fields": quarter_fields,
    "borrowed_day": borrowed_day,
    "following_day": following_day,
    "lent_year": lent_year,
    "year_end": year_end,
    "borrowed_era": borrowed_era,
    "borrowed_season": borrowed_season,
    "amount_range": amount_range,
    "long_amount": long_amount,
    "ago": ago,
    "earlier": earlier,
    "same_period": same_period,
    "period": period,
    "part_of": part_of,
    "part_name": part_name,
    "clock_in_part": clock_in_part,
    "nth_unit": nth_unit,
    "nth_weekday": nth_weekday,
    "unit_end": unit_end,
    "small_hours": small_hours,
    "every_amount": every_amount,
    "every_fields": every_fields,
    "every_weekday": every_weekday,
    "joined_clock": joined_clock,
    "day_fields": day_fields,
    "edge": edge,
    "day_part_clock": day_part_clock,
    "amount": amount,
    "amounts": amounts,
    "bare_amount": bare_amount,
    "shifted": shifted,
    "directed": directed,
    "modified": modified,
    "part": part,
    "joined": joined,
    "within": within,
    "deictic": deictic,
    "nth": lambda n, inner, unit=None, weekday=None, count=None: Nth(
        n=int(n), unit=unit, weekday=weekday, count=count, inner=inner
    ),
    "window": lambda amount, sign, to: Window(amount=amount, sign=sign, to=to, mod=amount.mod),
    "every": lambda unit: every_amount(1, unit),
    "vague": lambda reference: Vague(reference=reference),
    "delay": lambda amount, sign: Delay(amount=amount, sign=sign),
}
