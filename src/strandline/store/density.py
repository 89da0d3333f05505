"""How many events there are where in time: a filter in, counts by equal spans of time out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import sqlalchemy as sa

from strandline.store.filters import EventFilter, conditions
from strandline.store.schema import events

_DAY_S = 86_400


class Bucket(msgspec.Struct, frozen=True, kw_only=True):
    """The events that begin in ``[from_, to)``, ISO instants in UTC, and how many of them are disputed."""

    from_: str = msgspec.field(name="from")
    to: str
    count: int
    disputed: int


class Density(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over time, empty spans too, and how many of the events have no time at all."""

    buckets: tuple[Bucket, ...]
    undated: int


def density(connection: sa.Connection, wanted: EventFilter, *, count: int) -> Density:
    """Count events by where they begin; one that is only bounded from above counts at its bound.

    Args:
        connection: the database.
        wanted: which events; its ``since`` and ``until`` are the ends of the axis, the events' own where they are None.
        count: number of equal spans.
    """
    table = events.c
    where = conditions(connection, wanted)
    first = sa.func.coalesce(table.earliest, table.latest)
    dated = [*where, first.is_not(None)]
    undated = replace(wanted, since=None, until=None)
    open_count = connection.execute(
        sa.select(sa.func.count()).select_from(events).where(*conditions(connection, undated), first.is_(None))
    ).scalar_one()
    begin, end = wanted.since, None if wanted.until is None else wanted.until + 1
    if begin is None or end is None:
        ends = sa.select(sa.func.min(first), sa.func.max(first)).where(*dated)
        least, most = connection.execute(ends).one()
        if least is None:
            return Density(buckets=(), undated=open_count)
        begin = int(least) if begin is None else begin
        end = int(most) + 1 if end is None else end
    width = max(1, -(-(end - begin) // count))
    # An event that begins before the axis does reaches into it: it counts in the first span.
    shifted = sa.case((first < begin, 0), else_=first - begin)
    place = _whole(shifted, width).label("place")
    query = (
        sa.select(place, sa.func.count(), sa.func.sum(sa.case((table.disputed, 1), else_=0)))
        .where(*dated)
        .group_by(place)
    )
    found = {int(at): (int(number), int(disputed or 0)) for at, number, disputed in connection.execute(query)}
    spans = -(-(end - begin) // width)
    buckets = tuple(_bucket(begin, width, at, found.get(at, (0, 0))) for at in range(spans))
    return Density(buckets=buckets, undated=open_count)


def _whole(seconds: sa.ColumnElement[Any], width: int) -> sa.ColumnElement[Any]:
    """Whole spans in some seconds, which are not negative."""
    return sa.cast(seconds, sa.BigInteger).op("/")(sa.literal(width, sa.BigInteger))


def _bucket(begin: int, width: int, at: int, counts: tuple[int, int]) -> Bucket:
    start = begin + at * width
    return Bucket(from_=iso_of(start), to=iso_of(start + width), count=counts[0], disputed=counts[1])


def iso_of(seconds: int) -> str:
    """Seconds from 1970 as an ISO instant in UTC; years beyond 9999 and before 0 as the records write them."""
    days, rest = divmod(seconds, _DAY_S)
    year, month, day = civil_from_days(days)
    sign = "-" if year < 0 else ""
    clock = f"{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}"
    return f"{sign}{abs(year):04d}-{month:02d}-{day:02d}T{clock}Z"


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Year, month and day of a number of days from 1970-01-01; the inverse of ``records.days_from_civil`` (Hinnant)."""
    days += 719_468
    era, of_era = divmod(days, 146_097)
    year_of_era = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1
