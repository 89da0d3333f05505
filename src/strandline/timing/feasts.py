"""Days of holidays, by rule (``holidays.toml``) or, where they follow another calendar, by the ``holidays`` library."""

from __future__ import annotations

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
    for rules in (table["country"].get(country or "", {}), table):
        day = _by_rule(rules, name, year)
        if day is not None:
            return day + int(table["shift"].get(name, 0))
    if name in table["library"]:
        country, label = table["library"][name]
        return _by_library(country, label, year)
    return None


def _by_rule(rules: dict[str, Any], name: str, year: int) -> int | None:
    if name in rules.get("fixed", {}):
        month, day = rules["fixed"][name]
        return days_from_civil(year, month, day)
    if name in rules.get("weekday", {}):
        return nth_weekday_of_month(year, *rules["weekday"][name])
    if name in rules.get("easter", {}) and 1583 <= year <= 4099:
        date = easter(year)
        return days_from_civil(date.year, date.month, date.day) + int(rules["easter"][name])
    return None


def nth_weekday_of_month(year: int, month: int, weekday: int, n: int) -> int | None:
    """Day of the n-th (from the end where negative) weekday of a month; None where the month has not so many."""
    if n > 0:
        first = days_from_civil(year, month, 1)
        day = first + (weekday - weekday_of(first)) % 7 + 7 * (n - 1)
        return day if day < first + days_in_month(year, month) else None
    last = days_from_civil(year, month, days_in_month(year, month))
    return last - (weekday_of(last) - weekday) % 7 + 7 * (n + 1)


def _by_library(country: str, name: str, year: int) -> int | None:
    import holidays

    if not 1950 <= year <= 2075:
        return None
    days = holidays.country_holidays(country, years=year, language="en_US")
    found = [date for date, label in days.items() if name.lower() in str(label).lower()]
    return days_from_civil(min(found).year, min(found).month, min(found).day) if found else None
