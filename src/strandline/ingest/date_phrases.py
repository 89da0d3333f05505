"""Dates as people write them, found in a line of text: ``Monday, 3 March 2014, 10:15 GMT``, ``03/04/2014``, ``Jan. 3``.

This reads the date line of a document, not its prose; time expressions in prose are the timing stage's business.
Words stand in ``dates.toml``. A numeric date that may be day/month or month/day keeps both readings as an interval.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Final

from strandline.ingest.date_values import (
    DateValue,
    ImpossibleDate,
    at_clock,
    day_value,
    iso_day,
    month_value,
    parse_iso,
)
from strandline.records import days_from_civil

LEXICON: Final = tomllib.loads(resources.files(__package__).joinpath("dates.toml").read_text(encoding="utf-8"))
MONTHS: Final = {name: int(number) for number, names in LEXICON["months"].items() for name in names}
WEEKDAYS: Final = {name: int(number) for number, names in LEXICON["weekdays"].items() for name in names}
ZONES: Final[dict[str, str]] = LEXICON["zones"]
BESIDE: Final = frozenset(LEXICON["labels"]["beside"])
PUBLISHED_LABELS: Final = tuple(LEXICON["labels"]["published"])
CHANGED_LABELS: Final = tuple(LEXICON["labels"]["changed"])
METADATA_CHARACTERS: Final = 100


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first, blanks between their parts free."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in ordered)


_MONTH: Final = rf"(?P<month>{alternatives(MONTHS)})\b\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_YEAR: Final = r"(?P<year>\d{4})(?!\d)"
_WEEKDAY: Final = rf"(?:(?P<weekday>{alternatives(WEEKDAYS)})\b\.?,?\s+(?:the\s+|den\s+|le\s+)?)?"
_BEFORE: Final = r"(?<![\w/.:-])"
_AFTER: Final = r"(?!(?!T\d\d:)[\w/]|[.:-]\d)"
_SHAPES: Final = (
    rf"{_DAY}(?:\s+of\s+|\s+de\s+|[\s\N{{NO-BREAK SPACE}}/-]*){_MONTH}(?:,\s*|\s+de\s+|\s+|[/-]){_YEAR}",
    rf"{_MONTH}[\s/-]+{_DAY}(?:,\s*|\s+|[/-]){_YEAR}",
    rf"{_YEAR}[\s/-]+{_MONTH}[\s/-]+{_DAY}",
    r"(?P<year>\d{4})(?P<sep>[-/.])(?P<number>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
    r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4})",
    r"(?P<year>\d{4})\s?年\s?(?P<number>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
)
_YEARLESS: Final = (rf"{_MONTH}\s*{_DAY}", rf"{_DAY}\s*(?:of\s+|de\s+)?{_MONTH}")
_CLOCK: Final = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s*(?:hrs|hours|uhr|h)\b)?"
    rf"(?:\s*\(?(?P<zone>[+-]\d\d:?\d\d|(?:{alternatives(ZONES)})\b)\)?)?"
)
_FLAGS: Final = re.IGNORECASE
FULL_DATES: Final = tuple(re.compile(rf"{_BEFORE}{_WEEKDAY}{shape}{_AFTER}", _FLAGS) for shape in _SHAPES)
YEARLESS_DATES: Final = tuple(re.compile(rf"{_BEFORE}{_WEEKDAY}{shape}(?!\w)", _FLAGS) for shape in _YEARLESS)
_MONTH_YEAR: Final = re.compile(rf"{_BEFORE}{_MONTH},?\s+(?:de\s+)?{_YEAR}", _FLAGS)
_DIGIT: Final = re.compile(r"\d")
_FOUR_DIGITS: Final = re.compile(r"\d{4}")
_CLOCK_AFTER: Final = re.compile(rf"(?:T|,?\s*(?:at|um|à|\||[-\u2013\u2014])?\s*){_CLOCK}(?![\w/])", _FLAGS)
_CLOCK_BEFORE: Final = re.compile(rf"(?<![\w/.:-]){_CLOCK}\s*,?\s*(?:on\s+)?$", _FLAGS)


@dataclass(frozen=True, kw_only=True)
class FoundDate:
    """A date in a line.

    Attributes:
        start: first code point of the date in the line, its clock included.
        end: end, excluded.
        value: what it means; None where there is no such day or where the year is missing.
        problem: why it means nothing ("2014-02 has no day 30").
        month: month and day where the year is missing.
        day: see month.
        weekday: 0 (Monday) to 6 where the line names one.
    """

    start: int
    end: int
    value: DateValue | None
    problem: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def wrong_weekday(self) -> bool:
        """Does the line name a weekday that the date was not?"""
        if self.weekday is None or self.value is None or not self.value.is_single_day:
            return False
        return weekday_of(self.value.earliest) != self.weekday


def weekday_of(iso: str) -> int:
    """0 (Monday) to 6 of an ISO date or instant."""
    year, month, day = iso[:10].rsplit("-", 2)
    return (days_from_civil(int(year), int(month), int(day)) + 3) % 7


def find_dates(line: str) -> Iterator[FoundDate]:
    """Every date with a year in a line, in the order of the line, with the clock that belongs to it.

    >>> [found.value.earliest for found in find_dates("Published: Monday, 3 March 2014, 10:15 GMT")]
    ['2014-03-03T10:15:00+00:00']
    """
    if _FOUR_DIGITS.search(line) is None:
        return
    spans: list[tuple[int, int]] = []
    matches = sorted((m for shape in FULL_DATES for m in shape.finditer(line)), key=lambda m: (m.start(), -m.end()))
    for match in matches:
        if all(match.start() >= end for _, end in spans):
            spans.append(match.span())
            yield _found(match, line)


def find_labelled(line: str, labels: tuple[str, ...]) -> Iterator[FoundDate]:
    """Every date, with or without a year, that one of the labels announces: ``Date: …``, ``By A. Writer | Posted …``.

    Without a colon the date must follow at once and must not run on into a sentence.
    """
    announced = list(label_pattern(labels).finditer(line))
    dates = [*find_dates(line), *find_yearless(line)] if announced else []
    for label in announced:
        rest = line[label.end() :]
        colon = re.match(r"\s*[:=]\s*", rest)
        gap = 25 if colon else len(rest) - len(rest.lstrip())
        start = label.end() + (colon.end() if colon else 0)
        for found in dates:
            if start <= found.start <= start + gap and (colon or not _runs_on(line[found.end :])):
                yield found
                break


@cache
def label_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    """A label where one may stand: at the start of a line or of a part of it."""
    return re.compile(rf"(?:^|[|·•;,(]|\s[-\u2013\u2014])\W*(?:{alternatives(labels)})(?!\w)", _FLAGS)


def _runs_on(rest: str) -> bool:
    """Does a sentence go on after the date ("Released 3 March 2014 without charge")?"""
    word = re.match(r",?\s+([a-z]+)", rest)
    return word is not None and word[1] not in BESIDE


def find_yearless(line: str) -> Iterator[FoundDate]:
    """Every month and day without a year in a line (``Jan. 3``, ``3 January``)."""
    if _DIGIT.search(line) is None:
        return
    matches = sorted((m for shape in YEARLESS_DATES for m in shape.finditer(line)), key=lambda m: (m.start(), -m.end()))
    end = 0
    for match in matches:
        if match.start() < end:
            continue
        end = match.end()
        month, day = MONTHS[match["month"].lower()], int(match["day"])
        try:
            iso_day(2000, month, day)
        except ImpossibleDate as error:
            yield FoundDate(start=match.start(), end=end, value=None, problem=str(error).removeprefix("2000-"))
            continue
        weekday = _weekday(match)
        yield FoundDate(start=match.start(), end=end, value=None, month=month, day=day, weekday=weekday)


def parse_metadata_date(raw: str) -> DateValue | None:
    """A date as metadata writes it: ISO 8601, RFC 822, seconds since 1970, or words.

    A clock of exactly midnight counts as none: that is how systems that know only the day fill the field.

    Returns:
        None where it is no date, or where several different dates stand in it.

    Raises:
        ImpossibleDate: it is written as a date that never was.
    """
    raw = raw.strip()[:METADATA_CHARACTERS]
    if re.fullmatch(r"\d{12}|\d{14}", raw, re.ASCII):
        raw = f"{raw[:8]}T{raw[8:]}"
    elif re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{13}", raw, re.ASCII):
        seconds = int(raw.partition(".")[0]) // (1000 if len(raw) == 13 and "." not in raw else 1)
        instant = datetime.fromtimestamp(seconds, tz=UTC).isoformat()
        return DateValue(instant, instant)
    value = parse_iso(raw)
    if value is None:
        found = list(find_dates(raw))
        problem = next((date.problem for date in found if date.problem), None)
        if problem:
            raise ImpossibleDate(problem)
        values = {date.value for date in found}
        month = _MONTH_YEAR.fullmatch(raw)
        if len(values) == 1:
            value = values.pop()
        elif not values and month:
            value = month_value(int(month["year"]), MONTHS[month["month"].lower()])
    return _without_midnight(value)


def _without_midnight(value: DateValue | None) -> DateValue | None:
    if value is not None and value.has_clock and value.earliest[value.earliest.index("T") + 1 :][:8] == "00:00:00":
        day = value.earliest.partition("T")[0]
        return DateValue(day, day)
    return value


def _found(match: re.Match[str], line: str) -> FoundDate:
    start, end = match.span()
    try:
        value = _day_of(match)
    except ImpossibleDate as error:
        return FoundDate(start=start, end=end, value=None, problem=str(error), weekday=_weekday(match))
    after = _CLOCK_AFTER.match(line, end)
    before = _CLOCK_BEFORE.search(line, max(0, start - 30), start)
    if after is not None and _is_clock(after) and value.is_single_day:
        value, end = _with_clock(value, after), after.end()
    elif before is not None and _is_clock(before) and value.is_single_day:
        value, start = _with_clock(value, before), before.start()
    return FoundDate(start=start, end=end, value=value, weekday=_weekday(match))


def _day_of(match: re.Match[str]) -> DateValue:
    groups = match.groupdict()
    year = int(groups["year"])
    if groups.get("month"):
        return day_value(year, MONTHS[groups["month"].lower()], int(groups["day"]))
    if groups.get("number"):
        return day_value(year, int(groups["number"]), int(groups["day"]))
    first, second = int(groups["first"]), int(groups["second"])
    if groups["sep"] == "." or first > 12:  # with full stops the day always stands first
        return day_value(year, second, first)
    if second > 12:
        return day_value(year, first, second)
    ends = sorted((iso_day(year, second, first), iso_day(year, first, second)))
    return DateValue(ends[0], ends[1])


def _is_clock(match: re.Match[str]) -> bool:
    """A lone number is an hour only with a.m. or p.m. beside it."""
    return match["minute"] is not None or match["half"] is not None


def _with_clock(day: DateValue, match: re.Match[str]) -> DateValue:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            return day
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = match["zone"]
    try:
        return at_clock(day, hour, minute, int(match["second"] or 0), zone=zone and ZONES.get(zone.lower(), zone))
    except ImpossibleDate:
        return day


def _weekday(match: re.Match[str]) -> int | None:
    name = match["weekday"]
    return WEEKDAYS[name.lower()] if name else None
