"""Times as records: expressions with their prepositions, and intervals of the network, in; Whens with their reasons
out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from strandline.claims.lexica import word_set
from strandline.claims.timing_attachment import Own
from strandline.claims.timing_network import DAY, Bounds, local_bounds
from strandline.records import (
    UNKNOWN_WHEN,
    Granularity,
    Published,
    Span,
    TimeExpression,
    Timex,
    When,
    days_from_civil,
)  # fmt: skip

_WEEKDAYS: Final = ("timing_doubt", "words", "weekday")
_WORDS: Final = {
    "until": "until", "by": "by", "before": "before", "after": "after", "since": "since", "at": "",
}  # fmt: skip


def own_when(items: Sequence[Own], published: Published | None, *, ahead: bool) -> When | None:
    """What the expressions of a happening say together: each with its preposition, the narrowest that fit one
    another; of those that do not, the first given."""
    related = [(_related(item, published, ahead=ahead), item.relation) for item in items]
    whens = [when for when, _ in related if when is not None]
    if not whens:
        return None
    at = [when for when, relation in related if when is not None and relation in ("at", "since")]
    best = (at or whens)[0]
    for other in (at or whens)[1:]:
        best = _narrower(best, other)
    if not at and len(whens) > 1:
        best = _between(whens) or best
    return best


def coming(when: When, published: Published | None) -> When:
    """The time of what is still to come: a bare weekday that was read as the last one is the next ("the chiefs meet on
    Monday", told on Tuesday)."""
    told = when.expression.text.lower() if when.expression is not None else ""
    if published is None or when.earliest is None or when.latest is None or told not in word_set(*_WEEKDAYS):
        return when
    low = local_bounds(when).low
    ago = days_from_civil(*_civil(published.earliest[:10])) * DAY - (low or 0)
    if low is None or when.granularity != "day" or when.earliest != when.latest or not 0 < ago <= 7 * DAY:
        return when
    later = date_of(low + 7 * DAY)
    words = when.reason.rpartition(" → ")[0]
    anchor = words.rpartition(", ")[0] or words
    return msgspec.structs.replace(
        when, earliest=later, latest=later, edtf=later, timex=Timex(type="DATE", value=later),
        reason=f"{anchor}, planned → {told[:3].capitalize()} {later}",
    )  # fmt: skip


def _related(item: Own, published: Published | None, *, ahead: bool) -> When | None:
    """The meaning of an expression under its preposition."""
    when = item.expression.when
    if when is None:
        return None
    if item.relation in ("at", "since"):
        return when if ahead else _not_after(when, published)
    low, high = when.earliest, when.latest
    words = f"“{_WORDS[item.relation]} {item.expression.text}”"
    reason = f"{words}: {when.reason}"
    if item.relation in ("until", "by"):
        start = published.earliest[:10] if ahead and published is not None else None
        if start is not None and high is not None and start > high[: len(start)]:
            start = None
        return _open(when, start, high, reason)
    if item.relation == "before":
        start = published.earliest[:10] if ahead and published is not None else None
        end = _just_before(low)
        return _open(when, None if start is not None and end is not None and start > end else start, end, reason)
    end = None if ahead or published is None else published.latest[:10]
    if low is not None and end is not None and low[:10] > end:
        end = None
    return _open(when, low, end, reason)


def _not_after(when: When, published: Published | None) -> When:
    """What happened did so by the document's date: "this week", told on Tuesday, ends on Tuesday."""
    if published is None or when.earliest is None or when.latest is None or "T" in when.latest:
        return when
    day = published.latest[:10]
    if not when.earliest[:10] <= day < when.latest:
        return when
    reason = f"{when.reason}, not after the document's date {day}"
    return msgspec.structs.replace(when, latest=day, edtf=interval_edtf(when.earliest, day), reason=reason)


def _open(when: When, earliest: str | None, latest: str | None, reason: str) -> When:
    return msgspec.structs.replace(
        when, earliest=earliest, latest=latest, granularity="unknown", reason=reason, duration=None,
        edtf=interval_edtf(earliest, latest),
    )  # fmt: skip


def _just_before(iso: str | None) -> str | None:
    """The end of what lies before a time: the day before a date, the very instant of a clock time."""
    if iso is None or "T" in iso:
        return iso
    year, month, day = _civil(iso)
    return date_of((days_from_civil(year, month, day) - 1) * DAY)


def _civil(iso: str) -> tuple[int, int, int]:
    head, _, day = iso.rpartition("-")
    year, _, month = head.rpartition("-")
    return int(year), int(month), int(day)


def _between(whens: Sequence[When]) -> When | None:
    """Two open intervals that close one another: "after Monday and before Thursday"."""
    lows = [when for when in whens if when.earliest is not None]
    highs = [when for when in whens if when.latest is not None]
    if not lows or not highs:
        return None
    low = max(lows, key=lambda when: local_bounds(when).low or 0)
    high = min(highs, key=lambda when: local_bounds(when).high or 0)
    low_s, high_s = local_bounds(low).low, local_bounds(high).high
    if low is high or low_s is None or high_s is None or low_s > high_s:
        return None
    return _open(low, low.earliest, high.latest, f"{low.reason}; {high.reason}")


def _narrower(one: When, other: When) -> When:
    """The one of two meanings that lies in the other; the first where neither does."""
    a, b = local_bounds(one), local_bounds(other)
    if None in a or None in b:
        return one if None not in a else other
    inside = (a.low or 0) <= (b.low or 0) and (b.high or 0) <= (a.high or 0)
    return other if inside else one


def bounded_when(bounds: Bounds, *, reason: str, source: When | None, inherited: bool) -> When:
    """A When of an interval of the network, in days.

    Args:
        bounds: seconds on the place's own clock.
        reason: one line that says where it comes from.
        source: the When of the happening that it was taken from, for its expression.
        inherited: whether it was taken over whole, rather than narrowed from two ends.
    """
    earliest = None if bounds.low is None else date_of(bounds.low)
    latest = None if bounds.high is None else date_of(bounds.high)
    if earliest is None and latest is None:
        return msgspec.structs.replace(UNKNOWN_WHEN, reason=reason)
    one_day = earliest is not None and earliest == latest
    return When(
        earliest=earliest,
        latest=latest,
        granularity="day" if one_day else _granularity(source, earliest, latest),
        edtf=earliest if one_day else interval_edtf(earliest, latest),
        timex=None,
        expression=source.expression if source is not None and inherited else None,
        basis="inherited" if inherited else "inferred",
        qualifier=source.qualifier if source is not None and inherited else "",
        zone=None,
        zone_assumed=False,
        reason=reason,
    )


def _granularity(source: When | None, earliest: str | None, latest: str | None) -> Granularity:
    if source is None or source.earliest is None or source.latest is None:
        return "unknown"
    if (source.earliest[:10], source.latest[:10]) != (earliest, latest):
        return "unknown"
    return source.granularity if source.granularity not in ("instant", "minute", "hour", "part-of-day") else "day"


def with_clock(when: When, clock: TimeExpression) -> When:
    """A time of day on a day that only the telling bounds: exact where that is one day, else kept beside the bounds.

    ``clock`` says the hour itself ("at 7:30 p.m.") or by how much something missed it ("three hours late").
    """
    offset = clock.offset or ""
    at = clock.value.partition("T")[2] if clock.type == "TIME" else offset[-len("00:00") :]
    reason = f'"{clock.text}": {offset}; {when.reason.replace("no time is given", "no day is given")}'
    one_day = when.earliest is not None and when.earliest == when.latest and "T" not in when.earliest
    moment = f"{when.earliest if one_day else 'XXXX-XX-XX'}T{at}"
    changed = msgspec.structs.replace(
        when, expression=Span(start=clock.start, end=clock.end, text=clock.text), reason=reason,
        timex=Timex(type="TIME", value=moment),
    )  # fmt: skip
    if not one_day:
        return changed
    return msgspec.structs.replace(changed, earliest=moment, latest=moment, granularity="minute", edtf=moment)


def publication_when(published: Published | None, *, ahead: bool, reason: str | None = None) -> When:
    """Only bounded by the document's date: before it for what happened, after it for what is to come."""
    if published is None:
        return UNKNOWN_WHEN
    earliest = published.earliest[:10] if ahead else None
    latest = None if ahead else published.latest[:10]
    day = earliest or latest or ""
    return When(
        earliest=earliest, latest=latest, granularity="unknown", edtf=interval_edtf(earliest, latest), timex=None,
        expression=None, basis="publication", qualifier="", zone=None, zone_assumed=False,
        reason=reason or f"no time is given; {'ahead of' if ahead else 'not after'} the document's date {day}",
    )  # fmt: skip


def interval_edtf(earliest: str | None, latest: str | None) -> str:
    """EDTF of an interval in days, open ends as "..": ``2024-01-01/..``."""
    first, last = (".." if end is None else end[:10] for end in (earliest, latest))
    return f"{first}/{last}"


def date_of(seconds: int) -> str:
    """ISO date of a moment, seconds from 1970-01-01T00:00 (Hinnant's algorithm)."""
    days = seconds // DAY + 719_468
    era = days // 146_097
    day_of_era = days - era * 146_097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + (3 if shifted < 10 else -9)
    year = year_of_era + era * 400 + (month <= 2)
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"
