"""Meanings of calendar dates and clock times, made from the words that a rule has found.

What the ``means`` column of the grammar files calls (see ``constructors.py``). A function that gives None says that the
words do not go together ("May 45").
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from strandline.records import days_from_civil
from strandline.timing.cells import days_in_month, weekday_of
from strandline.timing.meanings import Fields, Meaning, merged

_NOON: Final = 12
_HUNDRED: Final = 100
_LONGEST_MONTH: Final = 31
_OUR_CALENDAR: Final = 1753
"""The first year in which English-speaking countries count their days as we do."""
_PARTS_BY_WORD: Final = {
    "morning": "MO", "afternoon": "AF", "midmorning": "MO", "midafternoon": "AF", "dawn": "MO", "daybreak": "MO",
    "sunrise": "MO", "dusk": "EV", "sunset": "EV", "nightfall": "EV",
}  # fmt: skip


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


def fiscal_year(number: int) -> Fields:
    """ "FY2019", "FY19"."""
    return Fields(short_year=number, fiscal=True) if number < 100 else Fields(year=number, fiscal=True)


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
    """ "4 in the morning", "10 at night"."""
    hour = int(hour)
    if not 1 <= hour <= 12:
        return fields(hour=hour, minute=minute) if hour < 24 else None
    if part == "MO" or (part == "NI" and hour in (12, 1, 2, 3, 4)):
        return fields(hour=hour % 12, minute=minute)
    return fields(hour=hour % 12 + 12, minute=minute)


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
    """ "nineteen-nineties" as a decade."""
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


def month_of_short_year(month: int, number: int) -> Fields | None:
    """ "Jan 90": None where the two digits may be a day of the month."""
    return Fields(short_year=int(number), month=int(month)) if number > _LONGEST_MONTH else None


def with_weekday(date: Fields, weekday: Fields) -> Fields | None:
    """ "March 30, 2004 Tuesday"; None where it is another day of our calendar."""
    if date.year is None or date.month is None or date.day is None or date.has_clock:
        return None
    if date.year < _OUR_CALENDAR:
        return date
    same = weekday_of(days_from_civil(date.year, date.month, date.day)) == weekday.weekday
    return replace(date, weekday=weekday.weekday) if same else None


def season_of_short_year(season: str, number: float) -> Fields | None:
    """ "the summer of ninety-six"; None where the number is none of a year."""
    spoken = _LONGEST_MONTH < number < _HUNDRED
    return Fields(short_year=int(number), season=season) if spoken else None


def quarter_with(month: Fields) -> Fields | None:
    """ "the June quarter": the quarter that a month lies in."""
    return None if month.month is None else Fields(quarter=(month.month - 1) // 3 + 1)


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


def season_span(season: str, first: int, last: int, bc: object = None) -> Fields | None:
    """ "the winter of 1942-43": the winter that ends in the second year."""
    if bc:
        return (
            Fields(year=1 - int(last if season == "WI" else first), season=season, bc=True)
            if first == last + 1
            else None
        )
    end = first // 100 * 100 + last if last < 100 else last
    return Fields(year=int(end if season == "WI" else first), season=season) if end == first + 1 else None


def century_of(ordinal: int, other: Fields | None = None) -> Fields:
    """The first century of "the 3rd and 4th centuries BC"."""
    return century(ordinal, other is not None and other.bc)


def borrowed_hour(hour: int, clock_: Fields) -> Fields | None:
    """The "2" of "between 2 and 4 p.m.": the same half of the day, or the one before where it would come later."""
    if clock_.hour is None or not clock_.meridiem or not 1 <= hour <= 12:
        return None
    same = hour % 12 + (12 if clock_.meridiem == "pm" else 0)
    if same >= clock_.hour:
        same -= 12
    return replace(clock_, hour=same, minute=0, meridiem="am" if same < 12 else "pm") if same >= 0 else None


def part_of(word: str) -> str:
    """Part of the day of "midmorning"."""
    return _PARTS_BY_WORD[word]


def part_name(found: Fields | str) -> Fields:
    """A part of the day as a pattern."""
    return found if isinstance(found, Fields) else Fields(part=part_of(found))


def clock_in_part(at: tuple[int, int, int | None], part_: str) -> Fields | None:
    """ "10:35 in the morning"."""
    return day_part_clock(at[0], part_, at[1])


def clock_with_part(clock_: Fields, part_: Fields) -> Fields | None:
    """ "half past nine in the morning"; None where the clock time says its half of the day itself."""
    if clock_.hour is None or clock_.meridiem or clock_.zone or part_.part is None or not 1 <= clock_.hour <= _NOON:
        return None
    return day_part_clock(clock_.hour, part_.part, clock_.minute)


def noon_at(hour: int, zone: str | None = None) -> Fields:
    """Noon (12) or midnight (24)."""
    return Fields(hour=int(hour), minute=0, zone=zone)


def zone_of(zone: str | None) -> str:
    """A zone by name; "local" for "local time"."""
    return zone or "local"


def of_meaning(which: Any) -> Any:
    """The meaning as it is."""
    return which


def weekend_of_year(weekend: Fields, year: Fields) -> Fields | None:
    """ "Labor Day weekend 2012": only of a weekend that has a name."""
    return merged(weekend, year) if weekend.holiday is not None else None


def first_night(part: Fields, number: float | None, date: Fields) -> Fields | None:
    """ "the night of 4-5 June": the night that begins on the first of the two days."""
    first = borrowed_day(number, date)
    return None if first is None else merged(first, part)
