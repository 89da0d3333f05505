"""The date in a file name: ``2014-03-02_council.txt``, ``20140302.eml``, ``02-mar-2014.pdf``, ``2014/03/02/x.html``."""

from __future__ import annotations

import re
from typing import Final

from strandline.ingest.date_phrases import MONTHS, alternatives
from strandline.ingest.date_values import DateValue, ImpossibleDate, day_value, iso_day, month_value

EARLIEST_YEAR: Final = 1400
LATEST_YEAR: Final = 2100

_SEP: Final = r"[-_. ]"
_YEAR: Final = r"(?P<year>1[4-9]\d\d|20\d\d)"
_MONTH: Final = rf"(?P<word>{alternatives(name for name in MONTHS if len(name) >= 3)})"
_DAYS: Final = tuple(
    re.compile(rf"(?<![0-9]){shape}(?![0-9])", re.IGNORECASE | re.ASCII)
    for shape in (
        rf"{_YEAR}(?P<sep>{_SEP})(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:[T_-]?\d{{4}}(?:\d\d)?Z?)?",
        rf"(?P<day>\d\d?){_SEP}?{_MONTH}{_SEP}?{_YEAR}",
        rf"{_MONTH}{_SEP}?(?P<day>\d\d?){_SEP}+{_YEAR}",
        rf"{_YEAR}{_SEP}?{_MONTH}{_SEP}?(?P<day>\d\d?)",
        rf"(?P<first>\d\d?)(?P<sep>{_SEP})(?P<second>\d\d?)(?P=sep){_YEAR}",
    )
)
_MONTHS_ONLY: Final = tuple(
    re.compile(rf"(?<![0-9]){shape}(?![0-9])", re.IGNORECASE | re.ASCII)
    for shape in (rf"{_YEAR}{_SEP}(?P<month>0[1-9]|1[0-2])", rf"{_MONTH}{_SEP}?{_YEAR}", rf"{_YEAR}{_SEP}?{_MONTH}")
)
_YEAR_ONLY: Final = re.compile(rf"(?<![0-9]){_YEAR}(?![0-9])")


def date_of_name(path: str) -> tuple[DateValue | None, str | None]:
    """The date in a path, and a complaint where the path names a day that never was.

    The file's own name counts first, then its folders, the nearest first, then ``YYYY/MM/DD`` spread over folders.
    Two days in one name ("…_2014-03-02_to_2014-03-08") give the interval from the first to the last.

    >>> date_of_name("wire/2014-03-02_council.txt")[0].earliest
    '2014-03-02'
    """
    parts = [part for part in path.replace("!", "").split("/") if part]
    if parts:
        stem, dot, _ = parts[-1].rpartition(".")
        parts[-1] = stem if dot and stem and not re.fullmatch(r"[\d.]+", parts[-1]) else parts[-1]
    complaint = None
    for part in reversed(parts):
        value, problem = _day_in(part)
        complaint = complaint or problem
        if value is not None:
            return value, complaint
    spread = re.search(rf"(?:^|/){_YEAR}/(?P<month>\d\d)/(?P<day>\d\d)(?:/|$)", "/".join(parts))
    if spread is not None:
        try:
            return day_value(int(spread["year"]), int(spread["month"]), int(spread["day"])), complaint
        except ImpossibleDate as error:
            complaint = complaint or str(error)
    for part in reversed(parts):
        for shape in _MONTHS_ONLY:
            match = shape.search(part)
            if match is not None and complaint is None:
                return month_value(int(match["year"]), _month(match)), complaint
    return None, complaint


def year_of_name(path: str) -> int | None:
    """The one year that a path names, or None."""
    years = {int(match["year"]) for match in _YEAR_ONLY.finditer(path)}
    return years.pop() if len(years) == 1 else None


def _day_in(part: str) -> tuple[DateValue | None, str | None]:
    problem = None
    values = []
    taken: list[tuple[int, int]] = []
    for shape in _DAYS:
        for match in shape.finditer(part):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            try:
                values.append(_value(match))
                taken.append(match.span())
            except ImpossibleDate as error:
                # 8 digits that are no date are a number of something, not a mistake
                if "sep" in match.groupdict() or "word" in match.groupdict():
                    problem = problem or str(error)
                    taken.append(match.span())
    if not values:
        return None, problem
    return DateValue(min(value.earliest for value in values), max(value.latest for value in values)), problem


def _value(match: re.Match[str]) -> DateValue:
    groups = match.groupdict()
    year = int(groups["year"])
    if groups.get("first") is None:
        return day_value(year, _month(match), int(groups["day"]))
    first, second = int(groups["first"]), int(groups["second"])
    if first > 12 or groups["sep"] == ".":
        return day_value(year, second, first)
    if second > 12:
        return day_value(year, first, second)
    ends = sorted((iso_day(year, second, first), iso_day(year, first, second)))
    return DateValue(ends[0], ends[1])


def _month(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return MONTHS[groups["word"].lower()] if groups.get("word") else int(groups["month"])
