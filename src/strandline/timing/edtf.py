"""Extended Date/Time Format (EDTF, ISO 8601-2:2019 and loc.gov/standards/datetime): levels 0 and 1, and the sets of 2.

A small value type of our own: ``parse`` reads a string into ``Date``, ``Instant``, ``Interval`` or ``Choice``; ``str``
writes it back; ``bounds`` gives its first and last day. What the calendar does not have (2023-02-29, month 13, an
interval that ends before it starts) is refused with a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from strandline.errors import UsageError
from strandline.records import days_from_civil
from strandline.timing.cells import civil_from_days, days_in_month, days_of, season_cell

_DATE: Final = re.compile(
    r"(?P<year>-?\d{4}|-?\d{3}X|-?\d{2}XX|Y-?\d{5,12})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%])?"
)
_INSTANT: Final = re.compile(
    r"(?P<date>-?\d{4}-\d\d-\d\d)T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?"
)
_SEASON_NAMES: Final = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Date:
    """A year, month, day or season, perhaps qualified or with unspecified digits.

    ``year`` is astronomical; ``masked`` (0 to 2) of its last digits are X and stand as 0 in ``year``. ``month`` or
    ``day`` of 0 is XX, None is absent; ``month`` 21 to 24 is a season. ``mark`` is empty, ``?``, ``~`` or ``%``.
    """

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""
    masked: int = 0

    def __str__(self) -> str:
        """The EDTF string."""
        digits = f"{abs(self.year):04d}"
        if self.masked:
            digits = digits[: -self.masked] + "X" * self.masked
        sign = "-" if self.year < 0 else ""
        year = f"{sign}{digits}" if len(digits) == 4 else f"Y{sign}{digits}"
        month = "" if self.month is None else "-XX" if self.month == 0 else f"-{self.month:02d}"
        day = "" if self.day is None else "-XX" if self.day == 0 else f"-{self.day:02d}"
        return f"{year}{month}{day}{self.mark}"


@dataclass(frozen=True, slots=True)
class Instant:
    """A day with a clock time; ``zone`` is empty (local), ``Z`` or an offset."""

    date: Date
    hour: int
    minute: int
    second: int
    zone: str = ""

    def __str__(self) -> str:
        """The EDTF string."""
        return f"{self.date}T{self.hour:02d}:{self.minute:02d}:{self.second:02d}{self.zone}"


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``start`` to ``end``; an end is a date, ``".."`` (open) or ``""`` (unknown)."""

    start: Date | str
    end: Date | str

    def __str__(self) -> str:
        """The EDTF string."""
        return f"{self.start}/{self.end}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of (``all_of`` False) or all of some dates; a member is a date or a stretch of dates, perhaps open."""

    members: tuple[Date | Interval, ...]
    all_of: bool = False

    def __str__(self) -> str:
        """The EDTF string."""
        inner = ",".join(_member_text(member) for member in self.members)
        return f"{{{inner}}}" if self.all_of else f"[{inner}]"


Edtf = Date | Instant | Interval | Choice


def _member_text(member: Date | Interval) -> str:
    if isinstance(member, Date):
        return str(member)
    start = "" if isinstance(member.start, str) else str(member.start)
    end = "" if isinstance(member.end, str) else str(member.end)
    return f"{start}..{end}"


def parse(text: str) -> Edtf:
    """Read an EDTF string.

    Raises:
        UsageError: it is not EDTF of levels 0 and 1 or a set of level 2, or names a date that there is not.
    """
    if len(text) > _LONGEST:
        raise UsageError(f"an EDTF string of {len(text)} characters is too long (the limit is {_LONGEST})")
    if text[:1] in ("[", "{"):
        return _parse_choice(text)
    if "/" in text:
        return _parse_interval(text)
    instant = _INSTANT.fullmatch(text)
    if instant is not None:
        return _instant(instant, text)
    return _parse_date(text)


def _refuse(text: str, why: str) -> UsageError:
    return UsageError(f"{text!r} is no EDTF date: {why}")


def _parse_date(text: str) -> Date:
    match = _DATE.fullmatch(text)
    if match is None:
        raise _refuse(text, "write YYYY, YYYY-MM or YYYY-MM-DD, with X for unknown digits and ?, ~ or % at the end")
    year_text = match["year"].removeprefix("Y")
    masked = year_text.count("X")
    year = int(year_text.replace("X", "0"))
    if year_text.startswith("-") and year == 0 and not masked:
        raise _refuse(text, "there is no year -0000")
    if match["year"].startswith("Y") and (match["month"] or abs(year) < 10000):
        raise _refuse(text, "Y is for years of more than four digits, alone")
    month, day = _number(match["month"]), _number(match["day"])
    if month is not None and not (0 <= month <= 12 or (month in _SEASON_NAMES and day is None)):
        raise _refuse(text, f"there is no month {month}")
    if masked and month is not None:
        raise _refuse(text, "a month cannot follow a year with unknown digits")
    if month == 0 and day not in (None, 0):
        raise _refuse(text, "a day cannot follow an unknown month")
    if day and month and day > days_in_month(year, month):
        raise _refuse(text, f"there is no day {day} in that month")
    if day == 0 and match["day"] == "00":
        raise _refuse(text, "there is no day 0")
    if month == 0 and match["month"] == "00":
        raise _refuse(text, "there is no month 0")
    return Date(year, month, day, match["mark"] or "", masked)


def _number(text: str | None) -> int | None:
    return None if text is None else 0 if text == "XX" else int(text)


def _instant(match: re.Match[str], text: str) -> Instant:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"])
    if hour > 23 or minute > 59 or second > 59:
        raise _refuse(text, "there is no such clock time")
    zone = match["zone"] or ""
    if zone and zone != "Z" and (int(zone[1:3]) > 14 or int(zone[-2:]) > 59):
        raise _refuse(text, "there is no such offset")
    return Instant(_parse_date(match["date"]), hour, minute, second, zone)


def _parse_interval(text: str) -> Interval:
    first, _, second = text.partition("/")
    start = first if first in ("", "..") else _parse_date(first)
    end = second if second in ("", "..") else _parse_date(second)
    if isinstance(start, str) and isinstance(end, str):
        raise _refuse(text, "an interval needs one end that is known")
    _check_order(start, end, text)
    return Interval(start, end)


def _check_order(start: Date | str, end: Date | str, text: str) -> None:
    if isinstance(start, Date) and isinstance(end, Date) and _days(start)[0] > _days(end)[1]:
        raise _refuse(text, "it ends before it starts")


def _parse_choice(text: str) -> Choice:
    all_of = text[0] == "{"
    if not text.endswith("}" if all_of else "]"):
        raise _refuse(text, "the bracket is not closed")
    members = tuple(_parse_member(piece.strip(), text) for piece in text[1:-1].split(","))
    return Choice(members, all_of)


def _parse_member(piece: str, text: str) -> Date | Interval:
    if ".." not in piece:
        return _parse_date(piece)
    first, _, second = piece.partition("..")
    if not first and not second:
        raise _refuse(text, "a stretch needs one end that is known")
    start = _parse_date(first) if first else ".."
    end = _parse_date(second) if second else ".."
    _check_order(start, end, text)
    return Interval(start, end)


# ------------------------------------------------------------------------------------------------ bounds


def bounds(value: Edtf) -> tuple[int | None, int | None]:
    """First and last day (counted from 1970-01-01) of a value; None is open or unknown."""
    if isinstance(value, Date):
        return _days(value)
    if isinstance(value, Instant):
        return _days(value.date)
    if isinstance(value, Interval):
        start = None if isinstance(value.start, str) else _days(value.start)[0]
        end = None if isinstance(value.end, str) else _days(value.end)[1]
        return start, end
    inner = [bounds(member) for member in value.members]
    starts = [start for start, _ in inner]
    ends = [end for _, end in inner]
    return (
        None if None in starts else min(start for start in starts if start is not None),
        None if None in ends else max(end for end in ends if end is not None),
    )


def _days(date: Date) -> tuple[int, int]:
    if date.month in _SEASON_NAMES:
        return days_of(season_cell(date.year, _SEASON_NAMES[date.month]))
    if date.month and date.day:
        day = days_from_civil(date.year, date.month, date.day)
        return day, day
    if date.month:
        return (
            days_from_civil(date.year, date.month, 1),
            days_from_civil(date.year, date.month, days_in_month(date.year, date.month)),
        )
    first, last = _masked_years(date)
    return days_from_civil(first, 1, 1), days_from_civil(last, 12, 31)


def _masked_years(date: Date) -> tuple[int, int]:
    span = int(10**date.masked) - 1
    if date.year < 0:
        return date.year - span, date.year
    return date.year, date.year + span


# ----------------------------------------------------------------------------------------------- writing


def from_days(first: int | None, last: int | None, mark: str = "") -> str | None:
    """The shortest EDTF for the days ``first`` to ``last`` (counted from 1970-01-01; None is open).

    A whole month or year is written as such, a decade of the years 0 on as ``198X``, anything else as an interval.
    EDTF has no days beyond the years -9999 and 9999: an edge there is its whole year.
    """
    if first is None and last is None:
        return None
    if first is not None and last is not None:
        whole = _whole(first, last, mark)
        if whole is not None:
            return str(whole)
    start: Date | str = ".." if first is None else _edge(first, mark)
    end: Date | str = ".." if last is None else _edge(last, mark)
    if isinstance(start, Date) and isinstance(end, Date):
        start, end = _coarser_edges(start, end, mark)
    return str(Interval(start, end))


def _edge(day: int, mark: str) -> Date:
    year, month, day_of_month = civil_from_days(day)
    return Date(year, None if abs(year) > 9999 else month, None if abs(year) > 9999 else day_of_month, mark)


def _whole(first: int, last: int, mark: str) -> Date | None:
    year, month, day = civil_from_days(first)
    last_year, last_month, last_day = civil_from_days(last)
    if first == last:
        return _edge(first, mark)
    if day != 1 or last_day != days_in_month(last_year, last_month):
        return None
    if (year, month) == (last_year, last_month) and abs(year) <= 9999:
        return Date(year, month, None, mark)
    if (month, last_month) != (1, 12):
        return None
    if year == last_year:
        return Date(year, None, None, mark)
    if 0 <= year <= 9999 and year % 10 == 0 and last_year == year + 9:
        return Date(year, None, None, mark, 1)
    return None


def _coarser_edges(start: Date, end: Date, mark: str) -> tuple[Date, Date]:
    """Years or months at both ends where the days are their first and last."""
    if start.day != 1 or end.month is None or end.day != days_in_month(end.year, end.month):
        return start, end
    if (start.month, end.month) == (1, 12):
        return Date(start.year, None, None, mark), Date(end.year, None, None, mark)
    return Date(start.year, start.month, None, mark), Date(end.year, end.month, None, mark)


def instant(year: int, month: int, day: int, seconds: int, zone: str) -> str | None:
    """A clock time on a day in EDTF; None for years that it has no clock for."""
    if not -9999 <= year <= 9999:
        return None
    date = Date(year, month, day)
    return str(Instant(date, seconds // 3600, seconds // 60 % 60, seconds % 60, zone))
