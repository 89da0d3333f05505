"""When times exclude each other: the sides of an event's time in, conflicts of time out.

Only times that the texts state, of what happened, in reports that are dated. A day and an hour of it agree, as do two
clocks that a zone nobody told may set apart, and the hours of one clock face; days a week apart are one weekday that
was put into two weeks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from strandline.reconciling.agreeing import Side
from strandline.reconciling.conflicts_alike import (
    HAPPENED,
    crossing_words,
    gainsays,
    have_others_act,
    have_others_suffer,
    is_copy,
    is_firm,
    lexicon,
    share_people,
    shared_words,
    tell_apart,
    told_of_others,
)
from strandline.reconciling.facts import Fact
from strandline.reconciling.intervals import DAY, gap
from strandline.reconciling.limits import is_another
from strandline.reconciling.two_hours import are_two
from strandline.records import Conflict, ConflictValue, When

_YEAR: Final = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_NAMED_DAY: Final = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]{2}|"
    r"\b[A-Z][a-z]{2,8}\.?\s+\d{1,2}\b|\d{4}-\d\d-\d\d|\b\d{1,2}[./]\d{1,2}\b",
    re.IGNORECASE,
)
"""Words that name a day by themselves, and not by how far it is from that of the report."""
_BOUND: Final = re.compile(
    r"\b(?:by|until|till|before|since|after)\s+(?:(?:the|about|around|early|late)\s+)*$", re.IGNORECASE
)
"""What makes a time one before or after which it happened: "restored by Saturday"."""
_FARTHEST_S: Final = 8 * DAY
"""Days that are farther apart are not two versions of one happening's time, but two happenings."""
_CLOCKS: Final = frozenset({"instant", "minute", "hour"})
_DAYS: Final = _CLOCKS | {"part-of-day", "day"}
_OFTEN: Final = frozenset({"statement", "publish", "accuse", "request", "reject", "threaten", "support"})
_SPOKEN: Final = frozenset({"saying", "demand", "announcement", "denial", "warning"})
"""Kinds and families of acts that one and the same person does again on another day."""
_HOUR_S: Final = 3600
_ZONES_S: Final = 14 * _HOUR_S
_AROUND: Final = 2
"""Shared words of two clauses and the text around them by which one shared word of the clauses is enough."""
_NEAR_S: Final = 600
"""Clocks that are less apart differ by how they were read."""
_FACE_S: Final = 12 * _HOUR_S


def disputed_times(sides: Sequence[Side]) -> list[Conflict]:
    """The sides that some claims hold against those of others."""
    held = [firm for firm in ([fact for fact in side.firm if _speaks(fact)] for side in sides) if firm]
    standing = [
        own for own in held if any(_differ(a, b) for other in held if other is not own for a in own for b in other)
    ]
    if len(standing) < 2:
        return []
    values = tuple(
        ConflictValue(value=time_words(_best(own)), claims=tuple(fact.claim.id for fact in own)) for own in standing
    )
    return [Conflict(field="when", values=values)]


def _speaks(fact: Fact) -> bool:
    """Whether a claim tells when it happened, and the day can be told: the weekday of an undated text may be any."""
    if fact.claim.status not in HAPPENED or fact.claim.kind in _OFTEN or not fact.families.isdisjoint(_SPOKEN):
        return False
    if not is_firm(fact) or not fact.stems.isdisjoint(lexicon()["stamps"]):
        return False
    told = fact.claim.when.expression
    if told is not None and _BOUND.search(fact.claim.quote[: max(0, told.start - fact.claim.start)]) is not None:
        return False
    return (
        fact.reported is not None
        or (told is None and fact.claim.when.basis == "stated")
        or (told is not None and _YEAR.search(told.text) is not None)
    )


def _differ(a: Fact, b: Fact) -> bool:
    """Whether two texts give one happening times that are neither stages of it nor those of two happenings."""
    if a.document == b.document or not _speak_of_one(a, b) or have_others_act(a, b) or have_others_suffer(a, b):
        return False
    if is_another(a) != is_another(b) or told_of_others(a, b) or are_two(a, b):
        return False
    one, two = a.claim.when, b.claim.when
    apart = gap(a.interval, b.interval)
    if apart == 0 or (apart > _FARTHEST_S and not _DAYS.isdisjoint((one.granularity, two.granularity))):
        return False
    clocks = one.granularity in _CLOCKS and two.granularity in _CLOCKS
    if not (_clocks_differ(a, b, apart) if clocks else _days_differ(a, b, apart)):
        return False
    if is_copy(a, b, told_a=_told(one), told_b=_told(two)):
        return False
    shared = shared_words(a, b)
    return len(shared) >= 2 or (bool(shared) and (share_people(a, b) or (clocks and _told_around(a, b))))


def _told_around(a: Fact, b: Fact) -> bool:
    """Whether two hours of one day stand in texts that share words of each other's clauses."""
    day = {fact.interval.low // DAY for fact in (a, b) if fact.interval.low is not None}
    return len(day) == 1 and len(crossing_words(a, b)) >= _AROUND


def _speak_of_one(a: Fact, b: Fact) -> bool:
    """Whether two claims of an event name one thing, or one has only a verb that says that it took place: "the
    explosion came at 14:50"."""
    return gainsays(a, b) or ((a.phase or b.phase) and tell_apart(a, b))


def _told(when: When) -> str:
    return when.expression.text if when.expression is not None else when.earliest or ""


def _clocks_differ(a: Fact, b: Fact, apart: int) -> bool:
    """Whether two clock times cannot be one, however their zones were taken."""
    one, two = a.claim.when, b.claim.when
    if apart < _NEAR_S or _near_multiple(apart, _FACE_S):
        return False
    if apart > _FACE_S and not (_names_day(a) and _names_day(b)):
        return False
    guessed = (one.zone_assumed or one.zone is None) != (two.zone_assumed or two.zone is None)
    return not (guessed and apart <= _ZONES_S and _near_multiple(apart, _HOUR_S))


def _near_multiple(seconds: int, unit: int) -> bool:
    """Whether a time is a whole number of units, but for a minute or two."""
    return min(seconds % unit, unit - seconds % unit) <= 120 and seconds >= unit - 120


def _days_differ(a: Fact, b: Fact, apart: int) -> bool:
    """Whether two days, or longer times, cannot be one."""
    one, two = a.claim.when, b.claim.when
    if one.granularity not in _DAYS and two.granularity not in _DAYS:
        return one.basis == two.basis == "stated"
    whole = _near_multiple(apart + DAY, 7 * DAY) or _near_multiple(apart, 7 * DAY)
    if whole and not (_has_date(one) and _has_date(two)):
        return False
    return _is_plain(a) and _is_plain(b) and not (one.qualifier or two.qualifier)


def _is_plain(fact: Fact) -> bool:
    """Whether a time names its day or, of longer times, itself."""
    return _names_day(fact) or (fact.claim.when.granularity not in _DAYS and fact.claim.when.basis == "stated")


def _names_day(fact: Fact) -> bool:
    """Whether a clause names the day; a clock's may stand beside it."""
    told, when = fact.claim.when.expression, fact.claim.when
    if told is None:
        return when.basis == "stated"
    if _NAMED_DAY.search(told.text) is not None:
        return True
    return when.granularity in _CLOCKS and _NAMED_DAY.search(fact.claim.quote) is not None


def _has_date(when: When) -> bool:
    return when.expression is None or any(letter.isdecimal() for letter in when.expression.text)


def _best(facts: Sequence[Fact]) -> When:
    narrow = min(
        facts, key=lambda fact: (fact.interval.width if fact.interval.width is not None else 1 << 60, fact.number)
    )
    return narrow.claim.when


def time_words(when: When) -> str:
    """A time in the short form in which sides of a conflict are shown."""
    first, last = (when.earliest or "").replace("T", " "), (when.latest or "").replace("T", " ")
    if not first or not last:
        return f"before {last}" if last else f"after {first}" if first else "unknown"
    if first == last or (first[:10] == last[:10] and len(first) == 10 == len(last)):
        return first
    return f"{first} to {last}"
