"""Times and figures in the words of a chronology: a heading for the day, a short time beside the line.

An ISO string is cut, never converted: what the source says in its own zone stays as it is.
"""

from __future__ import annotations

import calendar
import unicodedata
from typing import Final, NamedTuple

from strandline.records import Event, EventFigure, When, days_from_civil

UNDATED: Final = "Without a date"
_MONTHS: Final = tuple(calendar.month_name)
_DAYS: Final = ("Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday")
_BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


class Moment(NamedTuple):
    """A date, with a clock time where there is one (``HH:MM``, or ``HH:MM:SS`` where the seconds count)."""

    year: int
    month: int
    day: int
    clock: str | None

    @property
    def date(self) -> tuple[int, int, int]:
        """Year, month, day."""
        return self.year, self.month, self.day


def moment_of(iso: str) -> Moment:
    """A date or instant as the records write it."""
    date, _, clock = iso.partition("T")
    year, month, day = date.rsplit("-", 2)
    time = clock[:8] if clock[5:6] == ":" else clock[:5]
    return Moment(int(year), int(month), int(day), (time.removesuffix(":00") if len(time) == 8 else time) or None)


def heading_of(when: When) -> str:
    """What an event stands under: its day, or the month, year or span of which no more is known."""
    if when.earliest is None and when.latest is None:
        return UNDATED
    first = moment_of(when.earliest or when.latest or "")
    last = moment_of(when.latest or when.earliest or "")
    if first.date == last.date:
        return f"{_weekday(first)}, {_day(first)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return _year(first.year) if first.year == last.year else f"{_year(first.year)} – {_year(last.year)}"
    if first.day == 1 and last.day == _days_in(last.year, last.month):
        if (first.year, first.month) == (last.year, last.month):
            return f"{_MONTHS[first.month]} {_year(first.year)}"
        return f"{_MONTHS[first.month]} {_year(first.year)} – {_MONTHS[last.month]} {_year(last.year)}"
    return f"{_weekday(first)}, {_day(first)}"


def time_of(when: When) -> str:
    """The time beside an event, given its heading; empty where the heading says all."""
    said = _bare_time(when)
    if when.qualifier == "~":
        return f"about {said}" if said else "about then"
    if when.qualifier == "?":
        return f"{said}?" if said else "uncertain"
    return said


def _bare_time(when: When) -> str:
    if when.earliest is None and when.latest is None:
        return ""
    if when.earliest is None:
        last = moment_of(when.latest or "")
        return f"by {last.clock}" if last.clock else "by then"
    first = moment_of(when.earliest)
    if when.latest is None:
        return f"{first.clock} or later" if first.clock else "or later"
    last = moment_of(when.latest)
    if first.date == last.date:
        if first.clock is None or last.clock is None:
            return first.clock or last.clock or ""
        return first.clock if first.clock == last.clock else f"{first.clock} – {last.clock}"
    if heading_of(when) != f"{_weekday(first)}, {_day(first)}":
        return ""
    begins = f"{first.clock} " if first.clock else ""
    ends = f", {last.clock}" if last.clock else ""
    year = "" if first.year == last.year else f" {_year(last.year)}"
    return f"{begins}– {last.day} {_MONTHS[last.month][:3]}{year}{ends}"


def figure_words(figure: EventFigure) -> str:
    """``3 killed``, ``3 – 9 killed``, ``at least 3 killed``, ``up to 9 killed``."""
    what = figure.what if figure.what != "count" else (figure.whose or "counted")
    if figure.high is None:
        return f"at least {figure.low} {what}"
    if figure.low == figure.high:
        return f"{figure.low} {what}"
    return f"up to {figure.high} {what}" if figure.low == 0 else f"{figure.low} – {figure.high} {what}"


def places_words(event: Event) -> str:
    """The places of an event: ``Holm → Oster Quay`` for a way, else one after the other."""
    starts = [place.name for place in event.where if place.role == "from"]
    ends = [place.name for place in event.where if place.role == "to"]
    at = list(dict.fromkeys(place.name for place in event.where if place.role == "at"))
    way = " → ".join(part for part in (", ".join(dict.fromkeys(starts)), ", ".join(dict.fromkeys(ends))) if part)
    if ends and not starts:
        way = f"→ {way}"
    return ", ".join(part for part in (way, *at) if part)


def printable(text: str) -> str:
    """Text that does nothing to a terminal: control characters and marks that turn the writing direction are shown."""
    if text.isprintable() and _BIDI.isdisjoint(text):
        return text
    return "".join(
        "�" if character in _BIDI or unicodedata.category(character) in ("Cc", "Cs") else character
        for character in " ".join(text.split())
    )


def _weekday(moment: Moment) -> str:
    return _DAYS[days_from_civil(*moment.date) % 7]


def _day(moment: Moment) -> str:
    return f"{moment.day} {_MONTHS[moment.month]} {_year(moment.year)}"


def _year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"


def _days_in(year: int, month: int) -> int:
    return days_from_civil(year + month // 12, month % 12 + 1, 1) - days_from_civil(year, month, 1)
