"""Times and figures in the words of a chronology: a heading for the day, a short time beside the line.

An ISO string is cut, never converted: what the source says in its own zone stays as it is.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from typing import Final, NamedTuple

from strandline.records import Event, EventFigure, When, days_from_civil

UNDATED: Final = "Without a date"
_MONTHS: Final = tuple(calendar.month_name)
_DAYS: Final = ("Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday")
_PARTS_OF_DAY: Final = {
    "MO": "in the morning", "MI": "at midday", "AF": "in the afternoon", "EV": "in the evening", "NI": "at night",
    "DT": "by day",
}  # fmt: skip
"""TIMEX3 parts of day, in words."""
_SEASONS: Final = {"21": "Spring", "22": "Summer", "23": "Autumn", "24": "Winter"}
"""EDTF seasons (level 1)."""
_JOINING: Final = re.compile(r"[\s,;]+|(?:[Aa]nd|[Bb]ut)\s+")
"""What binds a clause to the words before it, and says nothing once it stands alone."""
_THAT: Final = re.compile(
    r"that\s+(?!(?:\w+\s+)?(?:day|night|morning|noon|afternoon|evening|week|weekend|month|year|time|moment|hour)\b"
    r"|(?:same|one|is|was|were|are|be|been|has|have|had|will|would|can|could|may|might|must|shall|should|do|does|did)\b)"
)
"""A conjunction: not "that night", nor the "that" which is itself the subject ("that was found")."""
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
    if (when.earliest is None or when.latest is None) and _opens_year(when, first):
        return _year(first.year)
    if first.date == last.date:
        return f"{_weekday(first)}, {_day(first)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return _year(first.year) if first.year == last.year else f"{_year(first.year)} – {_year(last.year)}"
    if first.day == 1 and last.day == _days_in(last.year, last.month):
        if (first.year, first.month) == (last.year, last.month):
            return f"{_MONTHS[first.month]} {_year(first.year)}"
        return f"{_MONTHS[first.month]} {_year(first.year)} – {_MONTHS[last.month]} {_year(last.year)}"
    if when.granularity == "season" and (season := _SEASONS.get((when.edtf or "")[-2:])):
        return f"{season} {_year(first.year)}"
    return f"{_weekday(first)}, {_day(first)}"


def _opens_year(when: When, known: Moment) -> bool:
    """Whether the one known end is the edge of a year: "since 1934" says nothing of a first of January."""
    edge = (1, 1) if when.latest is None else (12, 31)
    return known.clock is None and when.granularity != "day" and (known.month, known.day) == edge


def time_of(when: When) -> str:
    """The time beside an event, given its heading; empty where the heading says all."""
    said = _bare_time(when)
    if when.qualifier == "~":
        # "About in the evening" is nothing that a person says: a part of a day has no sharp edges anyway.
        return said if said in _PARTS_OF_DAY.values() else f"about {said}" if said else "about then"
    if when.qualifier == "?":
        return f"{said}?" if said else "perhaps then"
    return said


def stays_under(when: When, day: When) -> bool:
    """Whether a stretch of days takes in the one day of the heading above it, so that it may stand under that."""
    if when.earliest is None or when.latest is None or day.earliest is None or day.latest is None:
        return False
    here = moment_of(day.earliest).date
    return moment_of(day.latest).date == here and moment_of(when.earliest).date < here <= moment_of(when.latest).date


def stretch_of(when: When) -> str:
    """The whole of a stretch of days, for a place under the heading of one of them: ``5 – 11 Apr``."""
    first, last = moment_of(when.earliest or ""), moment_of(when.latest or "")
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {_MONTHS[first.month][:3]}"
    year = "" if first.year == last.year else f" {_year(first.year)}"
    ends = f"{last.day} {_MONTHS[last.month][:3]}" + (f" {_year(last.year)}" if year else "")
    said = f"{first.day}{month}{year} – {ends}"
    return f"about {said}" if when.qualifier == "~" else f"{said}?" if when.qualifier == "?" else said


def _bare_time(when: When) -> str:
    if when.earliest is None and when.latest is None:
        return ""
    if when.earliest is None:
        last = _end_of(when.latest or "")
        return f"by {last.clock}" if last.clock else "by then"
    first = moment_of(when.earliest)
    if when.latest is None:
        return f"{first.clock} or later" if first.clock else "or later"
    last = _end_of(when.latest)
    if part := _part_of_day(when, first, last):
        return part
    if first.date == last.date:
        return _time_within_day(first, last, when)
    if heading_of(when) != f"{_weekday(first)}, {_day(first)}":
        return ""
    begins = f"{first.clock} " if first.clock else ""
    ends = f", {last.clock}" if last.clock else ""
    year = "" if first.year == last.year else f" {_year(last.year)}"
    return f"{begins}– {last.day} {_MONTHS[last.month][:3]}{year}{ends}"


def _time_within_day(first: Moment, last: Moment, when: When) -> str:
    if first.clock is None or last.clock is None:
        return first.clock or last.clock or ""
    if when.earliest == when.latest:
        return first.clock
    # A minute to its last second is that minute.
    if moment_of(when.latest or "").clock == f"{first.clock}:59":
        return first.clock
    if (first.clock, last.clock) == ("00:00", "24:00"):
        return ""
    return first.clock if first.clock == last.clock else f"{first.clock} – {last.clock}"


def _end_of(iso: str) -> Moment:
    """The end of an interval: its last second of a minute is written as the minute that follows (24:00 after 23:59)."""
    last = moment_of(iso)
    if last.clock is None or len(last.clock) != 8 or not last.clock.endswith(":59"):
        return last
    minutes = int(last.clock[:2]) * 60 + int(last.clock[3:5]) + 1
    return last._replace(clock=f"{minutes // 60:02}:{minutes % 60:02}")


def _part_of_day(when: When, first: Moment, last: Moment) -> str:
    """``in the evening``, where the sources name a part of one day (a night ends on the next); empty else."""
    if when.granularity != "part-of-day" or when.timex is None:
        return ""
    code = when.timex.value.rpartition("T")[2]
    days = days_from_civil(*last.date) - days_from_civil(*first.date)
    return _PARTS_OF_DAY.get(code, "") if days == 0 or (days == 1 and code == "NI") else ""


def gist_line(gist: str) -> str:
    """A gist without the words that only bind it to what stood before it: ``and``, ``but``, a conjunction ``that``.

    The quotes stay as they are; this is for a line that is read alone.

    >>> gist_line("and that the gates were open")
    'the gates were open'
    >>> gist_line("that night the gates were open")
    'that night the gates were open'
    """
    line = gist
    while found := _JOINING.match(line) or _THAT.match(line):
        line = line[found.end() :]
    if not line:
        return gist
    return line[0].upper() + line[1:] if gist[:1].isupper() else line


def figure_words(figure: EventFigure) -> str:
    """``3 killed``, ``3 – 9 killed``, ``at least 3 killed``, ``up to 9 killed``; a bare ``2,300`` of nobody named."""
    what = figure.what if figure.what != "count" else (figure.whose or "")
    if figure.high is None:
        number = f"at least {figure.low:,}" if figure.low else "some"
    elif figure.low == figure.high:
        number = f"{figure.low:,}"
    else:
        number = f"up to {figure.high:,}" if figure.low == 0 else f"{figure.low:,} – {figure.high:,}"
    return f"{number} {what}".rstrip()


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
