"""Meanings of amounts, shifts, parts and repetitions, made from the words that a rule has found.

What the ``means`` column of the grammar files calls (see ``constructors.py``). A function that gives None says that the
words do not go together.
"""

from __future__ import annotations

from dataclasses import replace

from strandline.timing.cells import RANK
from strandline.timing.making_dates import day_part_clock
from strandline.timing.meanings import (
    Amount,
    Deictic,
    Directed,
    Edge,
    Every,
    Fields,
    Inside,
    Joined,
    Meaning,
    Nth,
    Part,
    Shifted,
    Vague,
    Window,
    merged,
    unit_of,
)

_MOST_WEEKDAYS = 60
"""How many "Sundays ago" are still a day of the calendar that one counts to."""


_NOON = 12
_SMALL_HOURS = 6
_WIDEST_STEP = 3
"""Units between the two parts of an amount at most: "a year and a day"."""
_FIRST_YEAR = 1000


def add(*numbers: float | None) -> float:
    """The sum of the numbers that are there."""
    return sum(number for number in numbers if number is not None)


def times(first: float | None, second: float, rest: float | None = None) -> float:
    """``first * second + rest``."""
    return (1 if first is None else first) * second + (rest or 0)


def amount(count: float | None, unit: str, *, high: float | None = None, working: bool = False) -> Amount | None:
    """So many units; "fortnight" is two weeks, "generation" stays vague."""
    if unit == "fortnight":
        count, unit = None if count is None else count * 2, "week"
    if unit == "generation":
        count, unit = None, "year"
    if unit == "quarter" and count is not None and count > 100:
        return None
    return Amount(parts=((count, unit),), high=high, working=bool(working))


def vague_amount(unit: str, least: float | None = None) -> Amount | None:
    """ "several days", "dozens of years": an unknown number of units, ``least`` of them at least where it is not 0."""
    found = amount(None, unit)
    return replace(found, least=least) if found is not None and least else found


def described(count: float | None, least: float | None, unit: str) -> Amount | None:
    """ "three horrific weeks", "several anxious days"."""
    return vague_amount(unit, least) if count is None else amount(count, unit)


def amounts(first: Amount, second: Amount) -> Amount | None:
    """Two amounts read as one ("two hours and 30 minutes"); None unless the second is finer."""
    order = ("year", "month", "week", "day", "hour", "minute", "second")
    if first.unit not in order or second.coarsest not in order:
        return None
    if not 0 < order.index(second.coarsest) - order.index(first.unit) <= _WIDEST_STEP:
        return None
    return Amount(parts=first.parts + second.parts)


def bare_amount(unit: str) -> Amount:
    """ "days", "weeks": an unknown number of them."""
    return Amount(
        parts=((None, "year" if unit == "generation" else "week" if unit == "fortnight" else unit),), bare=True
    )


def deictic(unit: str, offset: int, to: str, bare: bool = False, latest: object = None) -> Deictic | None:
    """The unit around an anchor, moved; a generation is no unit of the calendar."""
    if unit == "generation" or (bare and unit in ("second", "minute", "hour")):
        return None
    if unit == "fortnight":
        unit, offset = "week", offset * 2
    return Deictic(unit=unit, offset=offset, to=to, bare=bare, latest=latest is not None)


def shifted(amount_: Amount, sign: int, to: str | Meaning) -> Shifted:
    """An amount before or after an anchor."""
    return Shifted(amount=amount_, sign=sign, to=to, approximate=amount_.approximate, mod=amount_.mod)


def modified(inner: Meaning, mod: str) -> Meaning:
    """The same with a TIMEX3 modifier."""
    return replace(inner, mod=mod, approximate=inner.approximate or mod == "APPROX")


def part(which: str, inner: Meaning) -> Part:
    """Early, middle or late stretch."""
    return Part(inner=inner, which=which, mod=which)


def recent(amount_: Amount) -> Window:
    """ "recent years": so many of them up to now."""
    return Window(amount=amount_, sign=-1, to="published")


def hundred(unit: str) -> Amount | None:
    """ "Hundred Days"."""
    return amount(100, unit)


def amount_range(low: float, high: float, unit: str) -> Amount | None:
    """ "two to three weeks"; None where it does not grow."""
    if unit == "year" and low >= _FIRST_YEAR:  # "the 1973-1974 year"
        return None
    found = amount(low, unit, high=high)
    return replace(found, approximate=True) if found is not None and low < high else None


def long_amount(amount_: Amount | None, unit: str | None = None) -> Amount | None:
    """ "month-long", "weeklong": the amount, one unit where only the unit is given."""
    if amount_ is not None:
        return amount_
    return None if unit is None else amount(1, unit.removesuffix("long"))


def ago(amount_: Amount | None, unit: str | None = None) -> Meaning:
    """ "two years ago", "year-ago"; without either "not long ago"."""
    if amount_ is None and unit is None:
        return Vague(reference="PAST_REF")
    return shifted(amount_ or Amount(parts=((1, unit or "day"),)), -1, "published")


def counted_to_day(amount_: Amount, sign: int, to: Meaning) -> Shifted | None:
    """ "a year ago today", "a week from Friday", "a year ago this month": that day, not the unit that is counted."""
    unit = to.unit if isinstance(to, Deictic) else "day"
    if any(count is None for count, _ in amount_.parts) or RANK.get(amount_.unit, 0) < RANK["day"]:
        return None
    if unit != "day" and (RANK.get(unit, 0) >= RANK[amount_.unit] or (isinstance(to, Deictic) and to.offset)):
        return None
    return shifted(replace(amount_, parts=(*amount_.parts, (0, unit))), sign, to)


def weekday_ago(amount_: Amount, weekday: Fields) -> Inside | None:
    """ "two weeks ago Tuesday": the Tuesday of that week."""
    (count, unit), *rest = amount_.parts
    if unit != "week" or rest or count is None or count != int(count):
        return None
    return Inside(fields=weekday, outer=Deictic(unit="week", offset=-int(count), to="published"))


def weekdays_ago(count: float, weekday: int) -> Shifted | None:
    """ "two Sundays ago": the last Sunday but one."""
    if count != int(count) or not 1 <= count <= _MOST_WEEKDAYS:
        return None
    weeks = Amount(parts=((int(count) - 1, "week"), (0, "day")))
    return Shifted(amount=weeks, sign=-1, to=Directed(fields=Fields(weekday=int(weekday)), which="last"))


def seasons_ago(count: float, season: str) -> Shifted | None:
    """ "two summers ago": the last summer but one."""
    if count != int(count) or not 1 <= count <= _MOST_WEEKDAYS:
        return None
    years = Amount(parts=((int(count) - 1, "year"), (0, "season")))
    return Shifted(amount=years, sign=-1, to=Directed(fields=Fields(season=season), which="last"))


def season_before_last(season: Fields) -> Shifted | None:
    """ "the summer before last"."""
    return None if season.season is None else seasons_ago(2, season.season)


def nth_in_row(count: float, unit: str) -> Amount | None:
    """ "the third straight month": so many of them."""
    return amount(count, "day" if unit == "night" else unit)


def earlier(amount_: Amount | None, unit: str | None = None) -> Meaning:
    """ "two years earlier", "year-earlier"."""
    return shifted(amount_ or Amount(parts=((1, unit or "day"),)), -1, "reference")


def same_period(of: Meaning) -> Meaning:
    """ "the same period last year": the time just mentioned, that much earlier."""
    if isinstance(of, Deictic) and of.to == "published":
        return shifted(Amount(parts=((abs(of.offset) or 1, of.unit),)), -1 if of.offset <= 0 else 1, "published")
    return of


def same_unit(unit: str, of: Meaning) -> Meaning:
    """ "the same month last year": the month just mentioned, a year earlier."""
    years = (
        of.unit == "year" if isinstance(of, Deictic) else isinstance(of, Shifted) and of.amount.parts == ((1, "year"),)
    )
    if not years or (isinstance(of, Deictic) and of.offset != -1):
        return of
    return shifted(Amount(parts=((1, "year"), (0, unit))), -1, "reference")


def period(year: Fields | None = None, quarter: object = None) -> Meaning:
    """ "the latest period", "the 1988 period", "the 1988 quarter"."""
    if year is None:
        return Deictic(unit="period", offset=0, to="reference")
    return Inside(fields=Fields(), outer=year) if quarter is not None else year


def edge(amount_: Amount | None, inner: Meaning, unit: str | None = None, last: object = None) -> Edge | None:
    """ "the first ten months of 1915": an amount at the start or end of something."""
    found = amount_ if amount_ is not None else None if unit is None else amount(1, unit)
    return None if found is None else Edge(amount=found, inner=inner, at_end=last is not None)


def stretch(found: Amount | Window, inner: Meaning, last: object = None) -> Edge | Part | None:
    """ "the first three weeks of this year": so much of it; "the last days of this month": a part of it."""
    amount_ = found.amount if isinstance(found, Window) else found
    if isinstance(found, Window) and found.sign > 0:
        return None
    if any(count is None for count, _ in amount_.parts):
        return part("END" if last is not None else "START", inner)
    return Edge(amount=amount_, inner=inner, at_end=last is not None)


def whole_unit(unit: str) -> Amount | None:
    """ "all week", "the entire year"."""
    return amount(1, unit)


def unit_end(unit: str | None) -> Part:
    """ "year-end", "month's end"."""
    return Part(inner=Deictic(unit=unit or "year", offset=0, to="reference", bare=True), which="END", mod="END")


def so_often(amount: Amount, unit: str | None, one: Amount | None = None) -> Every | None:
    """ "three days a week": a repetition in each unit; None where the amount is not finer than the unit."""
    each = unit or (one.unit if one is not None else "")
    if amount.coarsest not in RANK or RANK[amount.coarsest] >= RANK.get(each, -1):
        return None
    return every_amount(1, each)


def every_amount(count: float | None, unit: str | None, amount_: Amount | None = None) -> Every | None:
    """ "every day", "every three months"."""
    if amount_ is not None:
        return Every(unit=amount_.unit, count=amount_.parts[0][0])
    if unit is None or unit == "generation":
        return None
    if unit == "fortnight":
        return Every(unit="week", count=(count or 1) * 2)
    return Every(unit=unit, count=count or 1)


def every_fields(which: Fields, part_: Fields | None = None) -> Every:
    """ "every Monday", "each Friday night"."""
    return Every(fields=which if part_ is None else merged(which, part_))


def every_weekday(weekday: int | Fields, part_: str | Fields | None = None) -> Every:
    """ "Tuesdays", "Monday nights"."""
    found = weekday if isinstance(weekday, Fields) else Fields(weekday=int(weekday))
    if isinstance(part_, str):
        part_ = Fields(part=part_)
    return every_fields(found, part_)


def nth_unit(ordinal: int | None, unit: str, inner: Meaning) -> Nth:
    """ "the first week of May", "the last day of the month"."""
    return Nth(n=-1 if ordinal is None else int(ordinal), unit=unit, inner=inner)


def nth_weekday(ordinal: int | None, weekday: Fields, inner: Meaning) -> Nth:
    """ "the second Tuesday of November"."""
    return Nth(n=-1 if ordinal is None else int(ordinal), weekday=weekday.weekday, inner=inner)


def directed(inner: Meaning, which: str) -> Meaning | None:
    """A pattern picked by last, next, this, ...; years in the pattern make it nonsense."""
    if isinstance(inner, Fields):
        return None if inner.year is not None else Directed(fields=inner, which=which, mod=inner.mod)
    return None


def within(inner: Meaning, outer: Meaning) -> Meaning | None:
    """ "August of that year", "Tuesday of last week": a pattern inside a coarser meaning."""
    if isinstance(inner, Fields) and isinstance(outer, Fields):
        return None if outer.has_clock else merged(inner, outer)
    if isinstance(inner, Fields):
        if isinstance(outer, Deictic) and RANK[outer.unit] <= RANK[unit_of(inner)]:
            return None
        return Inside(fields=inner, outer=outer)
    return None


def small_hours(date: Meaning) -> Meaning | None:
    """ "the early hours of Thursday", "the small hours of Sunday morning"."""
    hours = Fields(part="MO", small_hours=True, mod="START")
    if isinstance(date, Joined):
        return replace(date, clock=replace(hours, mod=date.clock.mod)) if date.clock.part == "MO" else date
    if isinstance(date, Fields) and date.part:
        return replace(date, small_hours=True) if date.part == "MO" else date
    return joined(date, hours)


def joined(date: Meaning, clock_: Fields) -> Meaning | None:
    """A date with a clock time or a part of day."""
    if isinstance(date, Fields) and not (date.has_clock or date.part):
        return merged(date, clock_)
    if isinstance(date, (Fields, Joined)):
        return None
    return Joined(date=date, clock=clock_, mod=date.mod or clock_.mod)


def joined_clock(date: Meaning, clock_: Fields) -> Meaning | None:
    """ "10 p.m. Tuesday": the clock settles a part of the day that the date already has ("9 p.m. Tuesday night")."""
    if isinstance(date, Fields):
        return None if date.has_clock else merged(replace(date, part=None), _in_half(clock_, date.part))
    if isinstance(date, Joined):
        if date.clock.has_clock:
            return None
        hour = (clock_.hour or 0) % _NOON
        past_midnight = date.clock.part == "NI" and clock_.meridiem != "pm" and hour < _SMALL_HOURS
        if past_midnight and date.date == Deictic(unit="day", offset=-1, to="published"):
            clock_ = replace(clock_, hour=hour, meridiem="am")
            return Joined(date=replace(date.date, offset=0), clock=clock_)
        return Joined(date=date.date, clock=_in_half(clock_, date.clock.part))
    return joined(date, clock_)


def clock_of_day(
    date: Meaning, part_: str, hour: int | None, at: tuple[int, int, int | None] | None = None
) -> Meaning | None:
    """ "3 o'clock this morning", "10:15 last night", "at eight tonight"."""
    found = (
        day_part_clock(at[0], part_, at[1]) if at is not None else None if hour is None else day_part_clock(hour, part_)
    )
    small = part_ == "NI" and found is not None and (found.hour or 0) < _SMALL_HOURS
    if small and date == Deictic(unit="day", offset=-1, to="published"):  # "two o'clock last night"
        date = Deictic(unit="day", offset=0, to="published")
    return None if found is None else joined(date, found)


def _in_half(clock_: Fields, part_: str | None) -> Fields:
    """ "twenty past six this evening": the half of the day that the part says."""
    if clock_.meridiem or clock_.hour is None or not 1 <= clock_.hour < _NOON:
        return clock_
    if part_ == "MO":
        return replace(clock_, meridiem="am")
    late = part_ in ("AF", "EV") or (part_ == "NI" and clock_.hour >= _SMALL_HOURS)
    return replace(clock_, hour=clock_.hour + _NOON, meridiem="pm") if late else clock_
