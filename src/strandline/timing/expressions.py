"""From a resolution to the records that leave the stage, with EDTF, zone and reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from strandline.records import Granularity, Qualifier, Reading, Span, TimeExpression, Timex, When
from strandline.timing import edtf
from strandline.timing.cascade import Node
from strandline.timing.cells import DAY_S, PART_WORDS, RANK, SEASONS, Cell, bounds_of_cell, civil_from_days, days_of
from strandline.timing.resolving import Resolution
from strandline.timing.scanning import Tokens
from strandline.timing.timex import value_of, weekday_name

_ZONE_YEARS: Final = range(2, 9999)
_SEASON_CODES: Final = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_IN_PLACE: Final = re.compile(r"\b(?:[Ii]n|[Aa]t|near|from|outside|to) (?:the )?((?:[A-Z][\w'’-]+ ?){1,4})")
_REACH: Final = 200


@dataclass(slots=True)
class Place:
    """What is known of where the text happens: the reading's names, the document's zone, the look-up of zones, and the
    zone that the text ``stated`` for all its clock times."""

    reading: Reading | None
    zone: str | None
    zone_of_place: Callable[[str], str | None] | None
    stated: str | None = None
    token_starts: list[int] = field(init=False)
    names: list[tuple[int, str]] = field(init=False)

    def __post_init__(self) -> None:
        tokens, names = ((), ()) if self.reading is None else (self.reading.tokens, self.reading.names)
        self.token_starts = [token.start for token in tokens]
        self.names = sorted((name.start, name.text) for name in names if name.type in ("GPE", "LOC", "FAC"))


def expression_of(node: Node, resolution: Resolution, tokens: Tokens, place: Place) -> TimeExpression:
    """The record of one expression."""
    start, end = tokens.starts[node.first], tokens.ends[node.last - 1]
    span = Span(start, end, tokens.text[start:end])
    first, last = bisect_left(place.token_starts, start), bisect_left(place.token_starts, end)
    return TimeExpression(
        start=start,
        end=end,
        text=span.text,
        type=resolution.type,
        value=resolution.value,
        mod=resolution.mod,
        when=_when(resolution, span, tokens.text, place),
        offset=resolution.offset,
        tokens=(first, last) if first < last else (0, 0),
    )


def _when(resolution: Resolution, span: Span, text: str, place: Place) -> When | None:
    if resolution.bounds is None or resolution.bounds == (None, None):
        return None
    low, high = resolution.bounds
    if low is not None and high is not None and low > high:
        low, high = high, low
    clock = resolution.granularity in ("minute", "hour", "instant", "part-of-day")
    zone, assumed = _zone(resolution, span, text, place) if clock else (None, False)
    earliest = None if low is None else iso_of(low, clock=clock, zone=zone)
    latest = None if high is None else iso_of(high, clock=clock, zone=zone)
    qualifier: Qualifier = "?" if resolution.uncertain else "~" if resolution.approximate else ""
    return When(
        earliest=earliest,
        latest=latest,
        granularity=_granularity(resolution),
        edtf=edtf_of(resolution, zone),
        timex=Timex(type=resolution.type, value=resolution.value),
        expression=span,
        basis=resolution.basis,
        qualifier=qualifier,
        zone=zone,
        zone_assumed=assumed,
        reason=_reason(resolution, span.text, earliest, latest, zone if not assumed else None),
    )


_GRANULARITIES: Final[dict[str, Granularity]] = {
    "instant": "instant", "minute": "minute", "hour": "hour", "part-of-day": "part-of-day",
    "day": "day", "week": "week", "month": "month", "season": "season", "quarter": "quarter",
    "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip


def _granularity(resolution: Resolution) -> Granularity:
    return _GRANULARITIES.get(resolution.granularity, "unknown")


# -------------------------------------------------------------------------------------------------- EDTF


def edtf_of(resolution: Resolution, zone: str | None) -> str | None:
    """EDTF of a resolution; a part of a day is its day, what has no day at both ends is an interval."""
    mark = "?" if resolution.uncertain else "~" if resolution.approximate else ""
    cell = resolution.cell
    if resolution.choices:
        days = sorted(days_of(choice)[0] for choice in resolution.choices)
        members = tuple(edtf.Date(*civil_from_days(day)) for day in days)
        return str(edtf.Choice(members))
    if cell is not None and cell.unit in ("minute", "second", "hour"):
        return _edtf_instant(resolution, zone)
    if cell is not None and cell.unit == "season" and resolution.mod is None and 0 <= cell.index // 4 <= 9999:
        return str(edtf.Date(cell.index // 4, _SEASON_CODES[SEASONS[_season_as_named(resolution)]], None, mark))
    low, high = resolution.bounds or (None, None)
    return edtf.from_days(
        None if low is None else low // DAY_S, None if high is None else high // DAY_S, mark
    )  # fmt: skip


def _season_as_named(resolution: Resolution) -> int:
    """The season that the words name, which in the southern half of the world is not the cell's."""
    return SEASONS.index(resolution.value[-2:])


def _edtf_instant(resolution: Resolution, zone: str | None) -> str | None:
    low = (resolution.bounds or (None, None))[0]
    if low is None:
        return None
    days, seconds = divmod(low, DAY_S)
    year, month, day = civil_from_days(days)
    offset = _offset(zone, year, month, day, seconds) if zone else ""
    return edtf.instant(year, month, day, seconds, offset)


# ------------------------------------------------------------------------------------------------ reason


def _reason(resolution: Resolution, text: str, earliest: str | None, latest: str | None, zone: str | None) -> str:
    words = " ".join(text.split())
    anchor = f" + {resolution.anchor}" if resolution.anchor else ""
    where = f" {zone}" if zone else ""
    return f'"{words}"{anchor} → {_result_words(resolution, earliest, latest)}{where}'


def _result_words(resolution: Resolution, earliest: str | None, latest: str | None) -> str:
    cell = resolution.cell
    if resolution.choices:
        return " or ".join(value_of(choice) for choice in resolution.choices)
    wider = cell is not None and resolution.bounds != bounds_of_cell(cell) and resolution.uncertain
    if cell is not None and resolution.mod == "APPROX":
        return f"about {_cell_words(cell, resolution.value)}"
    if cell is not None and not wider and (resolution.mod is None or cell.unit == "day"):
        return _cell_words(cell, resolution.value)
    if earliest is not None and earliest == latest:
        return earliest if resolution.bounds is None else _day_words(resolution.bounds[0], earliest)
    return f"{earliest or 'open'} to {latest or 'open'}"


def _day_words(second: int | None, written: str) -> str:
    return written if second is None else f"{weekday_name(second // DAY_S)} {written}"


def _cell_words(cell: Cell, value: str) -> str:
    if cell.unit == "day":
        return f"{weekday_name(cell.index)} {value}"
    if RANK[cell.unit] < RANK["day"]:
        day = days_of(cell)[0] - value.endswith("T24:00")
        date, _, within = value.partition("T")
        return f"{weekday_name(day)} {date} {PART_WORDS.get(within, within)}"
    return PART_WORDS.get(value, value)


# ------------------------------------------------------------------------------------------------- zones


def iso_of(seconds: int, *, clock: bool, zone: str | None = None) -> str:
    """ISO 8601 of local seconds from 1970-01-01T00:00: a date alone unless ``clock``, an offset where a zone is."""
    days, rest = divmod(seconds, DAY_S)
    year, month, day = civil_from_days(days)
    date = f"{year:04d}-{month:02d}-{day:02d}" if year >= 0 else f"-{-year:04d}-{month:02d}-{day:02d}"
    if not clock:
        return date
    time = f"T{rest // 3600:02d}:{rest // 60 % 60:02d}" + (f":{rest % 60:02d}" if rest % 60 else "")
    return date + time + (_offset(zone, year, month, day, rest) if zone else "")


def _offset(zone: str, year: int, month: int, day: int, seconds: int) -> str:
    if zone[0] in "+-":
        return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    info = zone_info(zone)
    if info is None or year not in _ZONE_YEARS:
        return ""
    local = datetime(year, month, day, tzinfo=info) + timedelta(seconds=seconds)
    minutes = round((local.utcoffset() or timedelta(0)).total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


@lru_cache(maxsize=256)
def zone_info(zone: str) -> ZoneInfo | None:
    """The zone of a name; None where the name is unknown."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _zone(resolution: Resolution, span: Span, text: str, place: Place) -> tuple[str | None, bool]:
    named = resolution.zone
    if named and named != "local":
        return named, False
    if place.stated is not None and not named:
        return place.stated, False
    found = _zone_of_surroundings(span, text, place)
    if found is not None:
        return found, False
    return place.zone, place.zone is not None


def _zone_of_surroundings(span: Span, text: str, place: Place) -> str | None:
    """The zone of the nearest place in the sentence, by the reader's names or by "in Xxxx"."""
    if place.zone_of_place is None:
        return None
    reach, limit = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    begin = max(text.rfind(". ", reach, span.start), text.rfind("\n", reach, span.start), reach - 1) + 1
    ends = (text.find(". ", span.end, limit), text.find("\n", span.end, limit))
    stop = min((end for end in ends if end >= 0), default=limit)
    for name in sorted(_names(begin, stop, text, place), key=lambda found: abs(found[0] - span.start)):
        zone = place.zone_of_place(name[1])
        if zone is not None:
            return zone
    return None


def _names(begin: int, stop: int, text: str, place: Place) -> list[tuple[int, str]]:
    if place.reading is not None:
        return place.names[bisect_left(place.names, (begin, "")) : bisect_left(place.names, (stop, ""))]
    return [(match.start(1), match[1].strip()) for match in _IN_PLACE.finditer(text, begin, stop)]
