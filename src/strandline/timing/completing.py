"""Completing a calendar pattern: which Tuesday, whose December.

A pattern with its year needs nothing. Else the instances near the base are listed, and the one is taken that the
direction of the sentence and the distance speak for: from the publication date in news, from the time reached so far in
a story.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from strandline.records import Basis, days_from_civil
from strandline.timing.anchors import Anchors, Mention, written
from strandline.timing.cells import (
    RANK,
    SEASONS,
    Cell,
    cell_of,
    civil_from_days,
    day_cell,
    days_in_month,
    days_of,
    month_cell,
    season_cell,
    week_cell,
    weekday_of,
    year_of,
)
from strandline.timing.feasts import holiday_day, holiday_names
from strandline.timing.meanings import Fields
from strandline.timing.pointing import FUTURE, MODIFIER, SINCE, WAS_TO_COME, Direction
from strandline.timing.storyline import step_cost
from strandline.timing.timex import value_of, year_value

_WEEKDAY_YEARS: Final = range(-3, 2)
"""Years around the base in which a date with its weekday is looked for."""
_MONTHS_TO_WEEKDAY: Final = 14
"""Months on each side of the base in which a day of the month falls on every weekday."""
_NEAR: Final = 3
"""Sentences over which "the Thursday" goes on from a day."""
_FARTHEST_ON: Final = 240
"""Days over which a telling of the past goes on to the next month that it names."""
_LONG_SINCE: Final = 45
"""Days after which "since Sept. 11" no longer means the last one."""
_YEAR_OF_ATTACKS: Final = 2001
_DAY_OF_ATTACKS: Final = day_cell(_YEAR_OF_ATTACKS, 9, 11)
_JUST_OVER: Final = 2
"""Days for which a weekday that was still to come when it was spoken of may be over when it is written of."""
_TO_COME: Final = ("a term", "possible", "present tense", "planned")
OPPOSITE: Final = {"SP": "FA", "SU": "WI", "FA": "SP", "WI": "SU"}
"""The season that the other half of the world has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A completed pattern, or its value with X where nothing completes it (``cell`` None)."""

    cell: Cell | None
    value: str = ""
    basis: Basis = "stated"
    anchor: str = ""
    offset: str | None = None
    uncertain: bool = False
    explicit: bool = False
    other: Cell | None = None


def complete(
    pattern: Fields, anchors: Anchors, direction: Callable[[], Direction], shared: Fields | None
) -> Completion:
    """The cell of a pattern; ``shared`` is the pattern that follows in a range and lends its year."""
    if pattern.numeric is not None and anchors.day_first is None:
        return _either_order(pattern, anchors, direction)
    pattern = _ordered(pattern, anchors)
    year = full_year(pattern, anchors)
    if year is None and shared is not None and _needs_year(pattern):
        year = _lent_year(pattern, shared, anchors)
    if (year is not None and pattern.weekday is None) or (year is not None and pattern.month is not None):
        return _stated(pattern, year, anchors)
    for unit in ("decade", "century", "millennium"):
        index = getattr(pattern, unit)
        if index is not None:
            return Completion(cell=Cell(unit, index), explicit=True)
    if pattern.short_decade is not None:
        return _short_decade(pattern.short_decade, anchors)
    return _nearest_instance(pattern, anchors, direction)


def _either_order(pattern: Fields, anchors: Anchors, direction: Callable[[], Direction]) -> Completion:
    """A numeric date that can be read both ways: the two days, month first in front."""
    first, second = pattern.numeric or (0, 0)
    readings = [
        complete(replace(pattern, numeric=None, month=month, day=day), anchors, direction, None)
        for month, day in ((first, second), (second, first))
    ]
    anchor = "month/day or day/month, the text does not tell"
    return replace(readings[0], other=readings[1].cell, uncertain=True, anchor=anchor)


def full_year(pattern: Fields, anchors: Anchors) -> int | None:
    """The astronomical year of a pattern; two digits become the year nearest to the text's own."""
    if pattern.year is not None:
        return pattern.year
    if pattern.short_year is None:
        return None
    base = anchors.base_year()
    if base is None:
        return 2000 + pattern.short_year if pattern.short_year < 50 else 1900 + pattern.short_year
    century = base - base % 100
    options = [century + shift + pattern.short_year for shift in (-100, 0, 100)]
    return min(options, key=lambda year: abs(year - base) * (1.0 if year <= base else 2.5))


def _needs_year(pattern: Fields) -> bool:
    return pattern.month is not None or pattern.season is not None or pattern.quarter is not None


def _lent_year(pattern: Fields, shared: Fields, anchors: Anchors) -> int | None:
    year = full_year(shared, anchors)
    if year is not None and shared.season == "WI" and pattern.season not in (None, "WI"):
        return year - 1  # "fall and winter": the winter ends in the next year
    if year is None or pattern.month is None or shared.month is None:
        return year
    later = (pattern.month, pattern.day or 0) > (shared.month, shared.day or 32)
    return year - 1 if later else year


def _ordered(pattern: Fields, anchors: Anchors) -> Fields:
    if pattern.numeric is None:
        return pattern
    first, second = pattern.numeric
    day, month = (first, second) if anchors.day_first else (second, first)
    return replace(pattern, numeric=None, month=month, day=day)


def _stated(pattern: Fields, year: int, anchors: Anchors) -> Completion:
    cell = cell_in_year(pattern, year, anchors)
    if cell is None:
        return Completion(cell=None, value=pattern_value(pattern, anchors.country))
    return Completion(cell=cell, explicit=True)


def cell_in_year(pattern: Fields, year: int, anchors: Anchors) -> Cell | None:
    """The instance of a pattern in a year; None where the year lacks it (February 29)."""
    if pattern.month is not None and pattern.day is not None:
        if pattern.day > days_in_month(year, pattern.month):
            return None
        cell = day_cell(year, pattern.month, pattern.day)
        return cell_of("weekend", cell.index) if pattern.weekend else cell
    if pattern.month is not None:
        return month_cell(year, pattern.month)
    if pattern.season is not None:
        return season_cell(year, OPPOSITE[pattern.season] if anchors.southern else pattern.season)
    if pattern.quarter is not None:
        return Cell("quarter", year * 4 + pattern.quarter - 1)
    if pattern.half is not None:
        return Cell("half", year * 2 + pattern.half - 1)
    if pattern.week is not None:
        return week_cell(year, pattern.week)
    if pattern.holiday is not None:
        day = holiday_day(pattern.holiday, year, anchors.country)
        if day is not None and pattern.weekend:
            return cell_of("weekend", day + 2 if weekday_of(day) in (4, 5) else day - 2 if weekday_of(day) < 4 else day)
        return None if day is None else Cell("day", day)
    return Cell("year", year)


def instances(pattern: Fields, year: int, anchors: Anchors, *, around: int) -> list[Cell]:
    """Instances of a pattern near a day (counted from 1970-01-01), in order."""
    pattern = _ordered(pattern, anchors)
    if pattern.weekday is not None and pattern.month is None and pattern.day is not None:
        days = _days_of_months(pattern.day, around, reach=_MONTHS_TO_WEEKDAY)
        return [cell for cell in days if weekday_of(cell.index) == pattern.weekday]
    if pattern.weekday is not None and pattern.month is None:
        first = around - 7 - (weekday_of(around) - pattern.weekday) % 7
        return [Cell("day", first + 7 * step) for step in range(5)]
    if pattern.weekend and pattern.holiday is None:
        base = cell_of("weekend", around).index
        return [Cell("weekend", base + step) for step in range(-2, 3)]
    if pattern.day is not None and pattern.month is None:
        return _days_of_months(pattern.day, around)
    if pattern.weekday is not None and pattern.month is not None and pattern.day is not None:
        return _on_weekday(pattern, year, anchors)
    if pattern.holiday is not None and len(holiday_names(pattern.holiday)) > 1:
        either = (replace(pattern, holiday=name) for name in holiday_names(pattern.holiday))
        return sorted(cell for one in either for cell in instances(one, year, anchors, around=around))
    years = range(year - 8, year + 9) if (pattern.month, pattern.day) == (2, 29) else range(year - 1, year + 2)
    found = [cell_in_year(pattern, candidate, anchors) for candidate in years]
    return [cell for cell in found if cell is not None]


def _on_weekday(pattern: Fields, year: int, anchors: Anchors) -> list[Cell]:
    """ "Monday, September 25": the years in which it is a Monday; those around where there is none near."""
    found = {step: cell_in_year(pattern, year + step, anchors) for step in _WEEKDAY_YEARS}
    cells = [cell for cell in found.values() if cell is not None and weekday_of(cell.index) == pattern.weekday]
    return cells or [cell for step, cell in found.items() if cell is not None and abs(step) <= 1]


def _days_of_months(day: int, around: int, *, reach: int = 2) -> list[Cell]:
    year, month, _ = civil_from_days(around)
    found = []
    for step in range(-reach, reach + 1):
        months = year * 12 + month - 1 + step
        if day <= days_in_month(months // 12, months % 12 + 1):
            found.append(Cell("day", days_from_civil(months // 12, months % 12 + 1, day)))
    return found


def _short_decade(tens: int, anchors: Anchors) -> Completion:
    base = anchors.base_year()
    if base is None:
        return Completion(cell=Cell("decade", 190 + tens), uncertain=True)
    century = base // 100 * 10
    options = [century + shift + tens for shift in (-10, 0)]
    best = max((option for option in options if option * 10 <= base), default=options[0])
    return Completion(cell=Cell("decade", best), basis="stated", explicit=True)


def _nearest_instance(pattern: Fields, anchors: Anchors, direction: Callable[[], Direction]) -> Completion:
    value = pattern_value(pattern, anchors.country)
    last = anchors.last()
    published = anchors.published
    weekday_only = pattern.weekday is not None and pattern.month is None and pattern.day is None
    if anchors.planned is not None and not weekday_only:
        words = "" if last is None else f"“{last.text}” ({value_of(last.cell)})"
        return Completion(cell=anchors.planned, basis="relative", anchor=words or "the dates of the text")
    if anchors.beside is not None and not weekday_only and not anchors.narrative:
        return _beside(pattern, anchors.beside, anchors)
    if anchors.year is not None and not weekday_only:
        cell = cell_in_year(_ordered(pattern, anchors), year_of(anchors.year.cell), anchors)
        if cell is not None:
            words = f"“{anchors.year.text}” ({value_of(anchors.year.cell)})"
            return Completion(cell=cell, basis="relative", anchor=words)
    if weekday_only and anchors.article == "a":
        return Completion(cell=None, value=value, offset=f"{describe(pattern)} of an unknown week")
    if weekday_only and anchors.article == "the" and not anchors.narrative:
        told = anchors.reference("week")[0]
        near = told is not None and anchors.paragraph == told.paragraph and anchors.sentence - told.sentence <= _NEAR
        if told is not None and near and RANK[told.cell.unit] <= RANK["day"]:
            day = days_of(told.cell)[0]
            cell = _next_weekday(instances(pattern, year_of(told.cell), anchors, around=day), Cell("day", day))
            return Completion(cell=cell, basis="relative", anchor=f"“{told.text}” ({value_of(told.cell)})")
    gone_on = None if anchors.narrated is None else _gone_on(pattern, anchors.narrated, anchors)
    if gone_on is not None:
        return gone_on
    in_story = last is not None and (anchors.narrative or published is None)
    if in_story and last is not None and not (weekday_only and last.cell.unit not in ("day", "part", "minute")):
        base = last.cell
        found = instances(pattern, year_of(base), anchors, around=days_of(base)[0])
        if not found:
            return Completion(cell=None, value=value)
        words = f"“{last.text}” ({value_of(base)})"
        cell = _next_weekday(found, base) if weekday_only else min(found, key=lambda cell: step_cost(base, cell))
        return Completion(cell=cell, basis="relative", anchor=words)
    if published is None or (anchors.narrative and weekday_only):
        return Completion(cell=None, value=value, offset=f"{describe(pattern)} of an unknown {_open_unit(pattern)}")
    return _from_publication(pattern, anchors, published, direction())


def _beside(pattern: Fields, mention: Mention, anchors: Anchors) -> Completion:
    """The instance that is nearest to a date in the same sentence, rather on from it than back."""
    base = mention.cell
    found = instances(pattern, year_of(base), anchors, around=days_of(base)[0])
    if not found:
        return Completion(cell=None, value=pattern_value(pattern, anchors.country))
    cell = min(found, key=lambda cell: step_cost(base, cell))
    return Completion(cell=cell, basis="relative", anchor=f"“{mention.text}” ({value_of(base)})")


def _gone_on(pattern: Fields, mention: Mention, anchors: Anchors) -> Completion | None:
    """The instance that a telling of the past reaches next; None where it would be too far on."""
    base = mention.cell
    first, last = days_of(base)
    found = instances(pattern, year_of(base), anchors, around=first)
    later = [cell for cell in found if first <= days_of(cell)[0] <= last + _FARTHEST_ON]
    if not later:
        return None
    cell = min(later, key=lambda cell: days_of(cell)[0])
    return Completion(cell=cell, basis="relative", anchor=f"“{mention.text}” ({value_of(base)})")


def _next_weekday(found: list[Cell], base: Cell) -> Cell:
    day = days_of(base)[0]
    return min((cell for cell in found if cell.index >= day), key=lambda cell: cell.index)


def _from_publication(pattern: Fields, anchors: Anchors, published: Cell, direction: Direction) -> Completion:
    day = published.index
    found = instances(pattern, year_of(published), anchors, around=day)
    if not found:
        return Completion(cell=None, value=pattern_value(pattern, anchors.country))
    known = _known_by_its_day(pattern, found, day, direction, anchors)
    other_day = anchors.article == "the" and pattern.weekday == weekday_of(day) and pattern.month is None
    cell = known or _by_direction(
        pattern, [cell for cell in found if cell.index != day] if other_day else found, day, direction
    )
    words = written(anchors)
    if direction.words:
        words += f", {direction.words}"
    return Completion(cell=cell, basis="relative", anchor=words)


def _known_by_its_day(
    pattern: Fields, found: list[Cell], day: int, direction: Direction, anchors: Anchors
) -> Cell | None:
    """ "since Sept. 11", long after the last one: the day of 2001, which is known by its date alone.

    So is every one without a year in a text that has named that day before.
    """
    if (pattern.month, pattern.day) != (9, 11) or pattern.weekday is not None or direction.sign > 0:
        return None
    if direction is not SINCE and all(mention.cell != _DAY_OF_ATTACKS for mention in anchors.told()):
        return None
    last = max((cell.index for cell in found if cell.index <= day), default=day)
    return _DAY_OF_ATTACKS if day - last > _LONG_SINCE and year_of(Cell("day", day)) > _YEAR_OF_ATTACKS else None


def _by_direction(pattern: Fields, found: list[Cell], day: int, direction: Direction) -> Cell:
    """The instance that costs least: distance in days, the wrong side weighted."""
    if pattern.weekday is not None and pattern.month is None and pattern.day is None:
        same = next((cell for cell in found if cell.index == day), None)
        if same is not None:
            return same
        past = next(cell for cell in reversed(found) if cell.index < day)
        if direction is WAS_TO_COME:
            return past if day - past.index <= _JUST_OVER else next(cell for cell in found if cell.index > day)
        if direction.sign > 0 and (direction.strong or direction.words in _TO_COME):
            return next(cell for cell in found if cell.index > day)
        return past
    past_weight, future_weight = _weights(pattern, direction)

    def cost(cell: Cell) -> float:
        first, last = days_of(cell)
        if first <= day <= last:
            return 0.5
        if last < day:
            return (day - last) * past_weight
        return (first - day) * future_weight

    return min(found, key=cost)


def _weights(pattern: Fields, direction: Direction) -> tuple[float, float]:
    if pattern.quarter is not None or pattern.half is not None:
        return (3.0, 1.0) if direction.sign > 0 else (1.0, 3.0 if direction.sign == 0 else 8.0)
    if direction.sign > 0:
        month = pattern.month is not None and pattern.day is None
        if month and direction is FUTURE:  # what will be in a month is not in one that is over
            return 200.0, 1.0
        return (8.0, 1.0) if direction.strong else (5.0 if month else 3.0, 1.0)
    if direction.sign < 0:
        return (1.0, 12.0) if pattern.day is not None else (1.0, 40.0)
    if pattern.day is not None or direction is MODIFIER:
        return 1.0, 1.6
    return 1.0, 4.0


def pattern_value(pattern: Fields, country: str | None = None) -> str:
    """TIMEX3 value of a pattern that nothing completes."""
    year = "XXXX" if pattern.year is None else year_value(pattern.year)
    if pattern.month is not None:
        return f"{year}-{pattern.month:02d}" + ("" if pattern.day is None else f"-{pattern.day:02d}")
    if pattern.numeric is not None:
        return f"{year}-XX-XX"
    if pattern.day is not None:
        return f"{year}-XX-{pattern.day:02d}"
    if pattern.weekday is not None:
        return f"{year}-WXX-{pattern.weekday}"
    if pattern.season is not None:
        return f"{year}-{pattern.season}"
    if pattern.quarter is not None:
        return f"{year}-Q{pattern.quarter}"
    if pattern.half is not None:
        return f"{year}-H{pattern.half}"
    if pattern.weekend:
        return f"{year}-WXX-WE"
    if pattern.holiday is not None:
        day = holiday_day(pattern.holiday, 2001, country)
        later = holiday_day(pattern.holiday, 2002, country)
        if day is not None and later is not None and civil_from_days(day)[1:] == civil_from_days(later)[1:]:
            return f"XXXX-{civil_from_days(day)[1]:02d}-{civil_from_days(day)[2]:02d}"
        return "XXXX-XX-XX"
    return "XXXX-XX-XX" if pattern.part or pattern.has_clock else year


def describe(pattern: Fields) -> str:
    """A pattern in words."""
    if pattern.holiday is not None:
        return pattern.holiday.replace("-", " ")
    return pattern_value(pattern)


def _open_unit(pattern: Fields) -> str:
    if pattern.weekday is not None and pattern.month is None:
        return "week"
    if pattern.day is not None and pattern.month is None:
        return "month"
    return "week" if pattern.weekend else "year"


__all__ = ["SEASONS", "Completion", "complete", "describe", "instances", "pattern_value"]
