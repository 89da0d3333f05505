"""Days of holidays, by rule (``holidays.toml``) or, where they follow another calendar, by the ``holidays`` library."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from dateutil.easter import easter

from strandline.records import days_from_civil
from strandline.timing.cells import days_in_month, weekday_of
from strandline.timing.lexicon import read_toml


@cache
def holiday_day(name: str, year: int, country: str | None = None) -> int | None:
    """Day (counted from 1970-01-01) of a holiday in a year; None where that is not known."""
    table = read_toml("holidays.toml")
    day = _by_rule(table["country"].get(country or "", {}), name, year)
    if day is None and name in table["national"] and country not in (None, "US"):
        return _by_library(country, table["national"][name], year) or _by_rule(table["elsewhere"], name, year)
    if day is None:
        day = _by_rule(table, name, year)
    if day is not None:
        return day + int(table["shift"].get(name, 0))
    if name not in table["library"]:
        return None
    calendar, label, *category = table["library"][name]
    return _by_library(calendar, label, year, *category)


def _by_rule(rules: dict[str, Any], name: str, year: int) -> int | None:
    if name in rules.get("fixed", {}):
        month, day = rules["fixed"][name]
        return days_from_civil(year, month, day)
    if name in rules.get("weekday", {}):
        return nth_weekday_of_month(year, *rules["weekday"][name])
    if 1583 <= year <= 4099:
        if name in rules.get("easter", {}):
            return _day_of(easter(year)) + int(rules["easter"][name])
        if name in rules.get("orthodox", {}):
            return _day_of(easter(year, 2)) + int(rules["orthodox"][name])
    return None


def _day_of(date: datetime.date) -> int:
    return days_from_civil(date.year, date.month, date.day)


def nth_weekday_of_month(year: int, month: int, weekday: int, n: int) -> int | None:
    """Day of the n-th (from the end where negative) weekday of a month; None where the month has not so many."""
    if n > 0:
        first = days_from_civil(year, month, 1)
        day = first + (weekday - weekday_of(first)) % 7 + 7 * (n - 1)
        return day if day < first + days_in_month(year, month) else None
    last = days_from_civil(year, month, days_in_month(year, month))
    return last - (weekday_of(last) - weekday) % 7 + 7 * (n + 1)


def holiday_names(name: str) -> tuple[str, ...]:
    """The holidays that a name may mean: "Eid" is one of two."""
    return tuple(read_toml("holidays.toml")["either"].get(name, (name,)))


def holiday_length(name: str) -> int:
    """Days that a holiday lasts; 1 unless it is a time of its own, as Ramadan is."""
    return int(read_toml("holidays.toml")["days"].get(name, 1))


@cache
def _by_library(country: str, name: str, year: int, category: str = "") -> int | None:
    """The first day of a holiday that begins in a year, by the ``holidays`` library."""
    days = _library_days(country, name, year, category)
    goes_on = days_from_civil(year, 1, 1) in days and days_from_civil(year - 1, 12, 31) in _library_days(
        country, name, year - 1, category
    )
    starts = [day for day in days if day - 1 not in days and not (goes_on and day == days_from_civil(year, 1, 1))]
    return min(starts, default=None)


@cache
def _library_days(country: str, name: str, year: int, category: str) -> frozenset[int]:
    import holidays

    if not 1950 <= year <= 2075:
        return frozenset()
    wanted = (category,) if category else None
    try:
        days = holidays.country_holidays(country, years=year, language="en_US", categories=wanted)
    except NotImplementedError:
        return frozenset()
    return frozenset(
        _day_of(date) for date, label in days.items() if any(one.endswith(name) for one in str(label).split("; "))
    )
