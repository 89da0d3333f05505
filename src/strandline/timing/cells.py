"""Cells of the calendar grid: the points that time expressions stand for.

A cell is one box of the grid of one unit (one day, one ISO week, one quarter, one decade, ...), named by an integer
that grows by one from each box to the next, so that shifting is addition and works for any year, BC included. Years are
astronomical (year 0 is 1 BC), the calendar is proleptic Gregorian, weeks follow ISO 8601, and the ordinal centuries run
from 1 to 0 (the 20th century is 1901 to 2000). A winter belongs to the year in which it ends.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from strandline.records import days_from_civil

_DAYS_OF_MONTH: Final = 30
DAY_S: Final = 86400

PARTS: Final = ("MO", "MI", "AF", "EV", "NI", "DT")
PART_WORDS: Final = {
    "MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime",
}  # fmt: skip
"""TimeML's codes of the parts of a day, in words."""
"""Parts of the day as TIMEX3 names them, in the order of their code."""
_PART_HOURS: Final = {"MO": (5, 12), "MI": (11, 14), "AF": (12, 18), "EV": (17, 23), "NI": (18, 30), "DT": (6, 18)}
SEASONS: Final = ("WI", "SP", "SU", "FA")
_SEASON_BOUNDS: Final = {0: ((12, 1), (3, 20)), 1: ((3, 1), (6, 20)), 2: ((6, 1), (9, 22)), 3: ((9, 1), (12, 21))}

ORDER: Final = (
    "second", "minute", "hour", "part", "day", "weekend", "week", "month", "season", "quarter", "half", "year",
    "decade", "century", "millennium",
)  # fmt: skip
"""Units from fine to coarse."""
RANK: Final = {unit: rank for rank, unit in enumerate(ORDER)}
MONTHS_IN: Final = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200,
                    "millennium": 12000}  # fmt: skip
SECONDS_IN: Final = {"second": 1, "minute": 60, "hour": 3600, "day": DAY_S, "weekend": 7 * DAY_S, "week": 7 * DAY_S}


class Cell(NamedTuple):
    """One box of the grid: ``unit`` from ``ORDER``, ``index`` counted in that unit."""

    unit: str
    index: int  # type: ignore[assignment]  # hides tuple.index, which a cell has no use for


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Year, month and day of a day counted from 1970-01-01 (Hinnant's algorithm, the inverse of days_from_civil)."""
    days += 719468
    era = days // 146097
    day_of_era = days - era * 146097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + (3 if shifted < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, day


def days_in_month(year: int, month: int) -> int:
    """Number of days of a month; February of a leap year has 29."""
    if month == 2:
        return 29 if (year % 4 == 0 and year % 100 != 0) or year % 400 == 0 else 28
    return 30 if month in (4, 6, 9, 11) else 31


def weekday_of(day: int) -> int:
    """ISO weekday (1 Monday ... 7 Sunday) of a day counted from 1970-01-01."""
    return (day + 3) % 7 + 1


def iso_week_of(day: int) -> tuple[int, int]:
    """ISO week-numbering year and week of a day counted from 1970-01-01."""
    thursday = day + 4 - weekday_of(day)
    year = civil_from_days(thursday)[0]
    return year, (thursday - days_from_civil(year, 1, 1)) // 7 + 1


def day_cell(year: int, month: int, day: int) -> Cell:
    """The cell of a civil date."""
    return Cell("day", days_from_civil(year, month, day))


def week_cell(year: int, week: int) -> Cell:
    """The cell of an ISO week."""
    fourth = days_from_civil(year, 1, 4)
    return Cell("week", (fourth + 3) // 7 + week - 1)


def month_cell(year: int, month: int) -> Cell:
    """The cell of a month."""
    return Cell("month", year * 12 + month - 1)


def season_cell(year: int, season: str) -> Cell:
    """The cell of a season; ``season`` from ``SEASONS``."""
    return Cell("season", year * 4 + SEASONS.index(season))


def cell_of(unit: str, day: int) -> Cell:
    """The cell of ``unit`` (day or coarser) that holds a day counted from 1970-01-01."""
    if unit == "day":
        return Cell(unit, day)
    if unit in ("week", "weekend"):
        return Cell(unit, (day + 3) // 7)
    year, month, day_of_month = civil_from_days(day)
    if unit == "season":
        if month == 12:
            return Cell(unit, (year + 1) * 4) if day_of_month > 21 else Cell(unit, year * 4 + 3)
        starts = ((3, 1), (6, 1), (9, 1))
        return Cell(unit, year * 4 + sum((month, day_of_month) >= start for start in starts))
    return _cell_of_month(unit, year, month)


def _cell_of_month(unit: str, year: int, month: int) -> Cell:
    if unit == "month":
        return month_cell(year, month)
    if unit == "quarter":
        return Cell(unit, year * 4 + (month - 1) // 3)
    if unit == "half":
        return Cell(unit, year * 2 + (month - 1) // 6)
    if unit == "year":
        return Cell(unit, year)
    if unit == "decade":
        return Cell(unit, year // 10 if year > 0 else -((1 - year) // 10 + 1))
    if unit == "century":
        return Cell(unit, (year - 1) // 100 if year > 0 else -(-year // 100 + 1))
    return Cell("millennium", (year - 1) // 1000 if year > 0 else -(-year // 1000 + 1))


def days_of(cell: Cell) -> tuple[int, int]:
    """First and last day (counted from 1970-01-01) of a cell; the day itself for a part of a day or a clock time."""
    unit, index = cell
    if unit == "day":
        return index, index
    if unit == "week":
        return index * 7 - 3, index * 7 + 3
    if unit == "weekend":
        return index * 7 + 2, index * 7 + 3
    if unit == "season":
        year, season = divmod(index, 4)
        (month, day), (last_month, last_day) = _SEASON_BOUNDS[season]
        return days_from_civil(year - (season == 0), month, day), days_from_civil(year, last_month, last_day)
    if unit in MONTHS_IN:
        return _days_of_months(unit, index)
    day = index // len(PARTS) if unit == "part" else index * SECONDS_IN[unit] // DAY_S
    return day, day


def _days_of_months(unit: str, index: int) -> tuple[int, int]:
    if unit in ("decade", "century", "millennium"):
        first, last = _years_of(unit, index)
        return days_from_civil(first, 1, 1), days_from_civil(last, 12, 31)
    months = MONTHS_IN[unit]
    first, after = index * months, (index + 1) * months
    return (
        days_from_civil(first // 12, first % 12 + 1, 1),
        days_from_civil(after // 12, after % 12 + 1, 1) - 1,
    )


def _years_of(unit: str, index: int) -> tuple[int, int]:
    size = {"decade": 10, "century": 100, "millennium": 1000}[unit]
    if unit == "decade":
        if index >= 0:
            return max(index * 10, 1), index * 10 + 9
        back = -(index + 1) * 10
        return 1 - (back + 9), 1 - max(back, 1)
    if index >= 0:
        return index * size + 1, (index + 1) * size
    back = -(index + 1) * size
    return -(back + size - 1), -back


def bounds_of_cell(cell: Cell) -> tuple[int, int]:
    """First second and last second (both inside) of a cell, counted from 1970-01-01T00:00 local time."""
    unit, index = cell
    if unit in ("second", "minute", "hour"):
        size = SECONDS_IN[unit]
        return index * size, (index + 1) * size - 1
    first, last = days_of(cell)
    if unit == "part":
        start, end = _PART_HOURS[PARTS[index % len(PARTS)]]
        return first * DAY_S + start * 3600, first * DAY_S + end * 3600 - 1
    return first * DAY_S, (last + 1) * DAY_S - 1


def convert(cell: Cell, unit: str) -> Cell:
    """The cell of a unit, day or coarser, that holds the middle of ``cell`` (its first day, where it is finer)."""
    if cell.unit == unit:
        return cell
    first, last = days_of(cell)
    return cell_of(unit, (first + last) // 2)


def shift_cell(cell: Cell, count: float, unit: str) -> Cell:
    """The cell of the same unit, ``count`` units of ``unit`` later (earlier where negative).

    A day of the month that the target month lacks becomes its last day. Where ``unit`` is finer than the cell's own
    unit, the count is rounded to whole cells.
    """
    if unit in ("second", "minute", "hour") and RANK[cell.unit] > RANK["hour"]:
        return Cell(cell.unit, cell.index + round(count * SECONDS_IN[unit] / (SECONDS_IN.get(cell.unit) or DAY_S * 30)))
    if cell.unit in MONTHS_IN and unit in MONTHS_IN:
        months = count * MONTHS_IN[unit]
        return Cell(cell.unit, cell.index + round(months / MONTHS_IN[cell.unit]))
    if cell.unit in MONTHS_IN:
        days = days_of(cell)[0] + round(count * SECONDS_IN[unit] / DAY_S)
        return cell_of(cell.unit, days)
    return _shift_days(cell, count, unit)


def _shift_days(cell: Cell, count: float, unit: str) -> Cell:
    size = DAY_S // len(PARTS) if cell.unit == "part" else SECONDS_IN[cell.unit]
    if unit in MONTHS_IN:
        day = days_of(cell)[0]
        year, month, day_of_month = civil_from_days(day)
        steps = int(count * MONTHS_IN[unit])
        rest = round((count * MONTHS_IN[unit] - steps) * _DAYS_OF_MONTH)  # "six and a half months ago"
        months = year * 12 + month - 1 + steps
        year, month = months // 12, months % 12 + 1
        moved = days_from_civil(year, month, min(day_of_month, days_in_month(year, month))) - day + rest
        seconds = moved * DAY_S
    else:
        seconds = round(count * SECONDS_IN[unit])
    return Cell(cell.unit, cell.index + round(seconds / size))


def year_of(cell: Cell) -> int:
    """Astronomical year of a cell (its first day's; for a winter, the year in which it ends)."""
    if cell.unit == "season":
        return cell.index // 4
    if cell.unit == "week":
        return iso_week_of(days_of(cell)[0])[0]
    return civil_from_days(days_of(cell)[0])[0]
