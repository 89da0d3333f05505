"""Which events are meant: filters that combine, as people give them in, as SQL out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

import sqlalchemy as sa

from strandline.errors import UsageError
from strandline.records import Kind, Review, Status, days_from_civil, instant_of
from strandline.store.bulk import is_postgresql
from strandline.store.schema import event_actors, event_documents, event_places, events
from strandline.store.search import matching, phrases_of

_PARTIAL: Final = re.compile(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?")
_DAY_S: Final = 86400


@dataclass(frozen=True, kw_only=True)
class EventFilter:
    """Events that meet every condition; within one condition any of its values will do.

    ``since`` and ``until`` are seconds from 1970: the interval of an event overlaps ``[since, until]``; an event of
    which nothing is known in time meets neither. ``actors`` and ``places`` are ids or parts of names, places country
    codes too. ``dated`` False asks for the events that have no time at all.
    """

    since: int | None = None
    until: int | None = None
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    disputed: bool | None = None
    dated: bool | None = None
    origins_at_least: int | None = None
    text: str | None = None


def event_filter(
    *,
    since: str | None = None,
    until: str | None = None,
    kinds: tuple[str, ...] = (),
    statuses: tuple[str, ...] = (),
    reviews: tuple[str, ...] = (),
    **others: Any,
) -> EventFilter:
    """A filter from what people type: ``since`` and ``until`` as ``2024``, ``2024-03``, ``2024-03-01`` or an instant.

    Raises:
        UsageError: a date that is none, an unknown kind, status or state of review.
    """
    _require_known("kind", kinds, get_args(Kind))
    _require_known("status", statuses, get_args(Status))
    _require_known("review", reviews, get_args(Review))
    return EventFilter(
        since=None if since is None else bounds_of_typed(since)[0],
        until=None if until is None else bounds_of_typed(until)[1],
        kinds=kinds,
        statuses=statuses,
        reviews=reviews,
        **others,
    )


def _require_known(what: str, values: tuple[str, ...], known: tuple[str, ...]) -> None:
    for value in values:
        if value not in known:
            raise UsageError(f"{what} {value!r} is unknown; it is one of: {' '.join(known)}")


def bounds_of_typed(typed: str) -> tuple[int, int]:
    """First and last second (from 1970) of a year, month, day or instant that somebody typed.

    Raises:
        UsageError: it is none.
    """
    partial = _PARTIAL.fullmatch(typed.strip())
    try:
        if partial is None:
            instant = instant_of(typed.strip().replace(" ", "T"))
            return instant, instant
        year, month, day = int(partial[1]), int(partial[2] or 0), int(partial[3] or 0)
        if not (partial[2] is None or 1 <= month <= 12) or not (partial[3] is None or 1 <= day <= _days(year, month)):
            raise ValueError(typed)
    except ValueError:
        raise UsageError(f"{typed!r} is no date; write 2024, 2024-03, 2024-03-01 or 2024-03-01T09:30") from None
    first = days_from_civil(year, month or 1, day or 1)
    if day:
        after = first + 1
    elif month:
        after = days_from_civil(year + month // 12, month % 12 + 1, 1)
    else:
        after = days_from_civil(year + 1, 1, 1)
    return first * _DAY_S, after * _DAY_S - 1


def _days(year: int, month: int) -> int:
    return days_from_civil(year + month // 12, month % 12 + 1, 1) - days_from_civil(year, month, 1)


def fold(name: str) -> str:
    """A name in lower case without accents, for look-up."""
    split = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in split if not unicodedata.combining(character))


def conditions(connection: sa.Connection, wanted: EventFilter) -> list[sa.ColumnElement[bool]]:
    """The conditions of a filter over the table ``events``."""
    table = events.c
    found: list[sa.ColumnElement[bool]] = []
    if wanted.since is not None:
        found.append(sa.or_(table.latest >= wanted.since, sa.and_(table.latest.is_(None), table.earliest.is_not(None))))
    if wanted.until is not None:
        found.append(
            sa.or_(table.earliest <= wanted.until, sa.and_(table.earliest.is_(None), table.latest.is_not(None)))
        )
    for column, values in ((table.kind, wanted.kinds), (table.status, wanted.statuses), (table.review, wanted.reviews)):
        if values:
            found.append(column.in_(values))
    if wanted.disputed is not None:
        found.append(table.disputed == wanted.disputed)
    if wanted.dated is not None:
        undated = sa.and_(table.earliest.is_(None), table.latest.is_(None))
        found.append(sa.not_(undated) if wanted.dated else undated)
    if wanted.origins_at_least is not None:
        found.append(table.origins >= wanted.origins_at_least)
    found.extend(_links(connection, wanted))
    return found


def _links(connection: sa.Connection, wanted: EventFilter) -> list[sa.ColumnElement[bool]]:
    # With the sign, SQLite goes through the narrow index of filters, in the order of display, and not from each number
    # to its row, which is wide.
    number: sa.ColumnElement[int] = events.c.number
    if not is_postgresql(connection):
        number = sa.literal_column("+events.number", sa.Integer)
    found: list[sa.ColumnElement[bool]] = []
    if wanted.actors:
        who = event_actors.c
        ways = [[who.actor == value, _contains(who.folded, value)] for value in wanted.actors]
        found.append(number.in_(_any_way(who.event, ways)))
    if wanted.places:
        where = event_places.c
        ways = [
            [where.place == value, where.country == value.upper(), _contains(where.folded, value)]
            for value in wanted.places
        ]
        found.append(number.in_(_any_way(where.event, ways)))
    if wanted.documents:
        cites = event_documents.c
        found.append(number.in_(sa.select(cites.event).where(cites.document.in_(wanted.documents))))
    phrases = phrases_of(wanted.text or "")
    if phrases:
        found.append(number.in_(matching(connection, "events", phrases)))
    return found


def _any_way(
    event: sa.ColumnElement[int], ways: Sequence[Sequence[sa.ColumnElement[bool]]]
) -> sa.CompoundSelect[tuple[int]]:
    """Events that are found in any of some ways: a query for each, so that each goes by an index of its own."""
    return sa.union_all(*(sa.select(event).where(condition) for conditions in ways for condition in conditions))


def _contains(column: sa.ColumnElement[str], value: str) -> sa.ColumnElement[bool]:
    return column.contains(fold(value), autoescape=True)
