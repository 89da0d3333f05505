"""TIMEX3 values of cells, patterns and amounts, as TimeML 1.2.1 and the TempEval-3 corpora write them.

Years BC are written ``BC0499``, decades and centuries by their leading digits (``198``, ``19``), weeks ``1998-W11``,
weekends ``1998-W11-WE``, quarters ``1989-Q3``, seasons ``1998-FA``, parts of the day ``1998-02-06TMO``; what is not
known is an X.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from strandline.timing.cells import PARTS, SEASONS, Cell, civil_from_days, days_of, iso_week_of, weekday_of

_LETTERS: Final = {
    "millennium": "ML", "century": "CE", "decade": "DE", "year": "Y", "half": "H", "quarter": "Q", "month": "M",
    "week": "W", "weekend": "WE", "day": "D", "hour": "H", "minute": "M", "second": "S",
}  # fmt: skip
_CLOCK: Final = frozenset(("hour", "minute", "second"))


def year_value(year: int) -> str:
    """Four digits, or BC and four digits."""
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def value_of(cell: Cell) -> str:
    """The TIMEX3 value of a cell."""
    unit, index = cell
    if unit in ("millennium", "century", "decade"):
        width = {"millennium": 1, "century": 2, "decade": 3}[unit]
        return f"{index:0{width}d}" if index >= 0 else f"BC{-index - 1:0{width}d}"
    if unit == "season":
        return f"{year_value(index // 4)}-{SEASONS[index % 4]}"
    if unit in ("week", "weekend"):
        year, week = iso_week_of(days_of(cell)[0])
        return f"{year_value(year)}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
    year, month, day = civil_from_days(days_of(cell)[0])
    if unit == "year":
        return year_value(year)
    if unit == "half":
        return f"{year_value(year)}-H{1 + month // 7}"
    if unit == "quarter":
        return f"{year_value(year)}-Q{(month + 2) // 3}"
    if unit == "month":
        return f"{year_value(year)}-{month:02d}"
    date = f"{year_value(year)}-{month:02d}-{day:02d}"
    return date + clock_value(cell)


def clock_value(cell: Cell) -> str:
    """What stands behind the date: ``T22:00``, ``TMO``; empty for a day."""
    unit, index = cell
    if unit == "part":
        return f"T{PARTS[index % len(PARTS)]}"
    if unit == "hour":
        return f"T{index % 24:02d}"
    if unit == "minute":
        return f"T{index // 60 % 24:02d}:{index % 60:02d}"
    if unit == "second":
        return f"T{index // 3600 % 24:02d}:{index // 60 % 60:02d}:{index % 60:02d}"
    return ""


def duration_value(parts: Sequence[tuple[float | None, str]]) -> str:
    """``P18M``, ``PT3H``, ``P2Y6M``, ``PXD``; decades and centuries as years, as TempEval-3 has them."""
    date, clock = "", ""
    for count, unit in parts:
        if unit in ("decade", "century", "millennium") and count is not None:
            count, unit = count * {"decade": 10, "century": 100, "millennium": 1000}[unit], "year"
        if unit == "quarter" and count is not None:
            count, unit = count * 3, "month"
        if unit == "year" and count is not None and count % 1 == 0.5 and len(parts) == 1:
            date += f"{int(count)}Y6M" if count >= 1 else "6M"
            continue
        if unit == "hour" and count is not None and count % 1 == 0.5 and len(parts) == 1:
            clock += f"{int(count)}H30M" if count >= 1 else "30M"
            continue
        text = "X" if count is None else f"{count:g}" if count < 1e6 else f"{count:.0f}"
        if unit in _CLOCK:
            clock += text + _LETTERS[unit]
        else:
            date += text + _LETTERS[unit]
    return f"P{date}" + (f"T{clock}" if clock else "")


def set_value(unit: str, count: float | None) -> str:
    """``P1D`` for every day, ``P2W`` for every other week."""
    return duration_value(((count, unit),))


def weekday_name(day: int) -> str:
    """Mon ... Sun of a day counted from 1970-01-01."""
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[weekday_of(day) - 1]
