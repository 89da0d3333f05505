"""Dates as values: ISO 8601 in, an interval of ISO dates or instants out, and a plain refusal of days that never were.

The calendar is the proleptic Gregorian one with astronomical years, as in ``strandline.records``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from strandline.records import instant_of

MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_DATE: Final = r"(?P<year>[+-]\d{4,6}|\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
_COMPACT: Final = r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
_CLOCK: Final = (
    r"(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s?(?P<zone>[Zz]|UTC|GMT|[+\u2212-]\d\d(?::?\d\d)?)?"
)
_ISO: Final = tuple(
    re.compile(rf"{date}(?:(?:[Tt_]|\s+){_CLOCK})?", re.ASCII) for date in (_COMPACT, _DATE)
)  # fmt: skip


class ImpossibleDate(ValueError):
    """Written like a date, but no day of the calendar or no time of the clock; says which part is wrong."""


@dataclass(frozen=True)
class DateValue:
    """A date as an interval of ISO dates or instants, ``earliest <= latest``; a day or instant has both ends equal."""

    earliest: str
    latest: str

    @property
    def has_clock(self) -> bool:
        """Is it an instant, not a day or longer?"""
        return "T" in self.earliest

    @property
    def is_single_day(self) -> bool:
        """Does it name one day (or instant) and not a choice or a longer time?"""
        return self.earliest[:10] == self.latest[:10]

    @property
    def year(self) -> int:
        """Year of ``earliest``."""
        return int(self.earliest[: self.earliest.index("-", 1)])

    def seconds(self) -> tuple[int, int]:
        """Both ends in seconds from 1970, the last second of the day for a ``latest`` without a clock."""
        return instant_of(self.earliest), instant_of(self.latest, end_of_day=True)


def month_length(year: int, month: int) -> int:
    """Days of a month, 28 to 31."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else MONTH_DAYS[month - 1]


def day_value(year: int, month: int, day: int) -> DateValue:
    """One day.

    Raises:
        ImpossibleDate: there is no such day.
    """
    iso = iso_day(year, month, day)
    return DateValue(iso, iso)


def month_value(year: int, month: int) -> DateValue:
    """One month, from its first day to its last.

    Raises:
        ImpossibleDate: there is no such month.
    """
    return DateValue(iso_day(year, month, 1), iso_day(year, month, month_length(year, month)))


def iso_day(year: int, month: int, day: int) -> str:
    """``YYYY-MM-DD``.

    Raises:
        ImpossibleDate: there is no such day.
    """
    if not 1 <= month <= 12:
        raise ImpossibleDate(f"there is no month {month}")
    if not 1 <= day <= month_length(year, month):
        raise ImpossibleDate(f"{_year_text(year)}-{month:02d} has no day {day}")
    return f"{_year_text(year)}-{month:02d}-{day:02d}"


def at_clock(day: DateValue, hour: int, minute: int, second: int = 0, *, zone: str | None = None) -> DateValue:
    """The instant on ``day``; ``zone`` is an offset as written (``Z``, ``+0100``) or None where it is not known.

    Raises:
        ImpossibleDate: there is no such time or offset.
    """
    if hour > 23 or minute > 59 or second > 60:
        raise ImpossibleDate(f"there is no time {hour:02d}:{minute:02d}:{second:02d}")
    instant = f"{day.earliest}T{hour:02d}:{minute:02d}:{min(second, 59):02d}{_offset(zone)}"
    return DateValue(instant, instant)


def parse_iso(text: str) -> DateValue | None:
    """A date in ISO 8601: year, month, day or instant, extended or compact, or two of them with ``/`` between.

    A clock of exactly midnight is kept here; see ``date_phrases.parse_metadata_date`` for what feeds write.

    Returns:
        None where the text is no ISO date at all.

    Raises:
        ImpossibleDate: it has the form, but there is no such day or time.

    >>> parse_iso("2014-03")
    DateValue(earliest='2014-03-01', latest='2014-03-31')
    >>> parse_iso("2014-03-02T09:30Z").earliest
    '2014-03-02T09:30:00+00:00'
    """
    text = text.strip()
    if text.count("/") == 1:
        first, last = (parse_iso(part) for part in text.split("/"))
        if first is None or last is None:
            return None
        if first.seconds()[0] > last.seconds()[1]:
            raise ImpossibleDate("it ends before it starts")
        return DateValue(first.earliest, last.latest)
    for pattern in _ISO:
        match = pattern.fullmatch(text)
        if match is not None:
            return _value_of(match)
    return None


def _value_of(match: re.Match[str]) -> DateValue:
    year = int(match["year"])
    if match["month"] is None:
        if match["hour"] is not None:
            raise ImpossibleDate("a time of day without a day")
        return DateValue(iso_day(year, 1, 1), iso_day(year, 12, 31))
    if match["day"] is None:
        if match["hour"] is not None:
            raise ImpossibleDate("a time of day without a day")
        return month_value(year, int(match["month"]))
    day = day_value(year, int(match["month"]), int(match["day"]))
    if match["hour"] is None:
        return day
    return at_clock(day, int(match["hour"]), int(match["minute"]), int(match["second"] or 0), zone=match["zone"])


def _offset(zone: str | None) -> str:
    if zone is None:
        return ""
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return "+00:00"
    digits = re.sub(r"\D", "", zone).ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        raise ImpossibleDate(f"there is no UTC offset {zone}")
    return f"{'+' if zone[0] == '+' else '-'}{hours:02d}:{minutes:02d}"


def _year_text(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"
