"""From a meaning and its anchors to a place in time: calendar patterns, and parts of other meanings.

Comes in: a meaning (``meanings.py``), the anchors at that place of the text, and which way the sentence points. Goes
out: a ``Resolution``: TIMEX3 type and value, the cell or interval, and what it was worked out from. Nothing here reads
a clock: without a publication date a relative meaning keeps its offset in words and has no interval.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from strandline.records import TimexType
from strandline.timing.anchors import Anchors, Mention, written
from strandline.timing.cells import (
    DAY_S,
    PART_WORDS,
    PARTS,
    RANK,
    Cell,
    bounds_of_cell,
    cell_of,
    civil_from_days,
    convert,
    days_of,
    shift_cell,
    weekday_of,
    year_of,
)
from strandline.timing.completing import Completion, complete, describe, instances, pattern_value
from strandline.timing.feasts import holiday_length, nth_weekday_of_month
from strandline.timing.meanings import Delay, Directed, Edge, Every, Fields, Inside, Joined, Meaning, Nth, Part
from strandline.timing.resolution import (
    Resolution,
    Scene,
    amount_words,
    clock_on,
    clock_suffix,
    point,
    quoted,
    resolve,
    resolves,
    unknown,
)
from strandline.timing.shifting import (
    counted_from,
    ended_with,
    moved,
    resolve_amount,
    unit_of_writing,
    window_granularity,
)
from strandline.timing.timex import set_value, value_of

_LATE_NIGHT_S: Final = 3 * 3600
"""Seconds from nightfall (18:00) to late night, which lasts twice as long."""
_BACKWARD: Final = 1.2
"""How much farther a day in front of "that September" seems than one behind it."""

# ----------------------------------------------------------------------------------- patterns and clocks


@resolves(Fields)
def _resolve_fields(meaning: Fields, scene: Scene) -> Resolution:
    if not meaning.has_date and (meaning.has_clock or meaning.part):
        return _resolve_clock(meaning, scene)
    completion = complete(meaning, scene.anchors, scene.direction, scene.shared)
    if completion.cell is None:
        value = completion.value + clock_suffix(meaning)
        kind: TimexType = "TIME" if meaning.has_clock or meaning.part else "DATE"
        return unknown(value, kind, completion.offset, mod=meaning.mod, approximate=meaning.approximate)
    return _with_clock(completion, meaning, meaning)


def _with_clock(completion: Completion, clock: Fields, meaning: Meaning) -> Resolution:
    about: dict[str, Any] = {
        "mod": meaning.mod, "approximate": meaning.approximate, "basis": completion.basis, "anchor": completion.anchor,
        "uncertain": completion.uncertain, "explicit": completion.explicit,
    }  # fmt: skip
    assert completion.cell is not None
    if completion.other is not None:
        low, high = sorted((completion.cell, completion.other))
        bounds = (bounds_of_cell(low)[0], bounds_of_cell(high)[1])
        return point(completion.cell, bounds=bounds, choices=(completion.cell, completion.other), **about)
    if completion.value:
        about["value"] = completion.value
    if clock.has_clock or clock.part:
        if completion.cell.unit != "day":
            return point(completion.cell, **about)
        return clock_on(completion.cell, clock, **about)
    if clock.holiday is not None and holiday_length(clock.holiday) > 1 and completion.cell.unit == "day":
        return _whole_feast(completion.cell, holiday_length(clock.holiday), **about)
    return point(completion.cell, **about)


def _whole_feast(first: Cell, days: int, **about: Any) -> Resolution:
    """A feast of many days from its first: its value is the month that it lies in, its bounds are its own."""
    month = cell_of("month", first.index + days // 2)
    bounds = (first.index * DAY_S, (first.index + days) * DAY_S - 1)
    return replace(point(month, **about), bounds=bounds)


def _resolve_clock(meaning: Fields, scene: Scene) -> Resolution:
    found = scene.day_of_sentence()
    if found is None:
        value = "XXXX-XX-XX" + clock_suffix(meaning)
        granularity = "minute" if meaning.has_clock else "part-of-day"
        return unknown(
            value, "TIME", f"{_clock_words(meaning)} on a day that the text does not give", mod=meaning.mod,
            approximate=meaning.approximate, zone=meaning.zone, granularity=granularity,
        )  # fmt: skip
    day, words = found
    return clock_on(day, meaning, mod=meaning.mod, approximate=meaning.approximate, basis="relative", anchor=words)


def _clock_words(clock: Fields) -> str:
    code = clock_suffix(clock).removeprefix("T")
    return PART_WORDS.get(code, code) or "a time"


# -------------------------------------------------------------------------------------- directed patterns


@resolves(Directed)
def _resolve_directed(meaning: Directed, scene: Scene) -> Resolution:
    anchors = scene.anchors
    pattern, which = meaning.fields, meaning.which
    of_writing = anchors.published is None and which in ("last", "next", "coming")
    if of_writing:
        base, words = None, ""
    elif which in ("following", "previous", "same") or (anchors.narrative and anchors.last() is not None):
        last = _pointed_at(pattern, anchors) if which == "same" else anchors.last()
        base = None if last is None else last.cell
        words = "" if last is None else quoted(last)
        if base is None:
            base, words = anchors.published, written(anchors)
    else:
        base = anchors.published
        words = written(anchors)
    if base is None:
        value = pattern_value(pattern, anchors.country) + clock_suffix(pattern)
        kind: TimexType = "TIME" if pattern.part or pattern.has_clock else "DATE"
        return unknown(value, kind, f"{which} {describe(pattern)} {_side(which)} an unknown day", mod=meaning.mod)
    cell = _pick(pattern, which, base, anchors, scene)
    if cell is None:
        return unknown(pattern_value(pattern, anchors.country), mod=meaning.mod)
    about: dict[str, Any] = {
        "mod": meaning.mod,
        "basis": "relative",
        "anchor": words,
        "approximate": meaning.approximate,
    }
    if (pattern.part or pattern.has_clock) and cell.unit == "day":
        return clock_on(cell, pattern, **about)
    return point(cell, **about)


def _pointed_at(pattern: Fields, anchors: Anchors) -> Mention | None:
    """What "that August" points at: the time just told, of a weekday no coarser than a month, else the last one."""
    just = anchors.just_told()
    coarse = just is not None and pattern.weekday is not None and RANK[just.cell.unit] > RANK["month"]
    return anchors.last() if just is None or coarse else just


def _side(which: str) -> str:
    return {"last": "before", "previous": "before", "this": "around", "same": "around"}.get(which, "after")


def _pick(pattern: Fields, which: str, base: Cell, anchors: Anchors, scene: Scene) -> Cell | None:
    first, last = days_of(base)
    found = instances(pattern, year_of(base), anchors, around=first)
    if not found:
        return None
    if which in ("last", "previous"):
        strict = [cell for cell in found if days_of(cell)[1] < first]
        return max(strict, key=lambda cell: cell.index, default=None)
    if which == "next" and pattern.weekday is not None and pattern.month is None:
        week = cell_of("week", first).index + 1
        return Cell("day", days_of(Cell("week", week))[0] + pattern.weekday - 1)
    if which == "next" and pattern.weekend:
        return Cell("weekend", cell_of("week", first).index + 1)
    if which in ("next", "following", "coming"):
        coarse = RANK[base.unit] >= RANK["year"]
        if base.unit == "season":  # winter and spring share some days
            last = (first + last) // 2
        later = [cell for cell in found if (days_of(cell)[1] if coarse else days_of(cell)[0]) > last]
        return min(later, key=lambda cell: cell.index, default=None)
    if which == "same":
        inside = [cell for cell in found if first <= days_of(cell)[0] and days_of(cell)[1] <= last]
        if inside and base.unit == "year" and pattern.weekday is None and not pattern.weekend:
            return inside[0]
        return min(found, key=lambda cell: max(days_of(cell)[0] - first, _BACKWARD * (first - days_of(cell)[0])))
    if pattern.weekday is not None and pattern.month is None:
        return Cell("day", days_of(cell_of("week", first))[0] + pattern.weekday - 1)
    if pattern.weekend:
        cell = cell_of("weekend", first)
        return Cell("weekend", cell.index - 1) if weekday_of(first) <= 3 and scene.direction().sign < 0 else cell
    if pattern.season is not None:
        return _this_season(found, first, scene)
    return next((cell for cell in found if year_of(cell) == year_of(base)), found[0])


def _this_season(found: list[Cell], day: int, scene: Scene) -> Cell:
    """ "this fall" is the one of the year, or the last one where the sentence is past and it is still to come."""
    year = civil_from_days(day)[0]
    cell = next((cell for cell in found if year_of(cell) == year), found[0])
    last = Cell("season", cell.index - 4)
    nearer = day - days_of(last)[1] < days_of(cell)[0] - day
    if days_of(cell)[0] > day and nearer and scene.direction().sign < 0:
        return last
    if days_of(cell)[1] < day and scene.direction().sign > 0:
        return Cell("season", cell.index + 4)
    return cell


# ------------------------------------------------------------------------------------------ parts of others


@resolves(Part)
def _resolve_part(meaning: Part, scene: Scene) -> Resolution:
    which = meaning.which
    aside = unit_of_writing(meaning.inner, scene.anchors) if which in ("EARLIER", "LATER") else None
    inner = resolve(meaning.inner, scene) if aside is None else aside
    if which in ("EARLIER", "LATER"):
        bounds = inner.bounds
        published = scene.anchors.published
        if bounds is not None and published is not None and None not in bounds:
            now = published.index * DAY_S
            low, high = bounds
            assert low is not None and high is not None  # noqa: PT018 - just tested
            if low <= now <= high:
                bounds = (low, now + DAY_S - 1) if which == "EARLIER" else (now, high)
        return replace(inner, bounds=bounds, mod=inner.mod)
    if inner.cell is None or inner.bounds is None or None in inner.bounds:
        return replace(inner, mod=which)
    return replace(inner, bounds=_stretch(inner.cell, which), mod=which)


def _stretch(cell: Cell, which: str) -> tuple[int, int]:
    """First, middle or last stretch of a cell, generous: two fifths at the ends, three fifths in the middle."""
    low, high = bounds_of_cell(cell)
    if RANK[cell.unit] <= RANK["hour"]:
        return low, high
    if which == "END" and cell.unit == "part" and PARTS[cell.index % len(PARTS)] == "NI":
        return low + _LATE_NIGHT_S, low + 3 * _LATE_NIGHT_S - 1  # "late last night" was before or just after midnight
    size = high - low + 1
    unit = DAY_S if RANK[cell.unit] > RANK["day"] else 3600
    fifth = size / 5

    def at(steps: float) -> int:
        return low + round(steps * fifth / unit) * unit

    if which == "START":
        return low, at(2) - 1
    if which == "END":
        return at(3), high
    return at(1), at(4) - 1


@resolves(Nth)
def _resolve_nth(meaning: Nth, scene: Scene) -> Resolution:
    outer = resolve(meaning.inner, scene)
    if outer.cell is None:
        return replace(outer, value="XXXX-XX-XX" if meaning.unit in (None, "day") else outer.value)
    about: dict[str, Any] = {"basis": outer.basis, "anchor": outer.anchor, "explicit": outer.explicit}
    cell = _nth_cell(meaning, outer.cell)
    return replace(outer, mod=None) if cell is None else point(cell, **about)


def _nth_cell(meaning: Nth, outer: Cell) -> Cell | None:
    first, last = days_of(outer)
    if meaning.weekday is not None and outer.unit == "day":  # "the Friday before Easter"
        nearest = (meaning.weekday - weekday_of(outer.index)) % 7 or 7
        return Cell("day", outer.index + (nearest if meaning.n > 0 else (nearest - 7 or -7)))
    if meaning.weekday is not None:
        if outer.unit != "month":
            return None
        day = nth_weekday_of_month(outer.index // 12, outer.index % 12 + 1, meaning.weekday, meaning.n)
        return None if day is None else Cell("day", day)
    unit = meaning.unit or "day"
    if RANK[unit] >= RANK[outer.unit] or RANK[unit] < RANK["day"]:
        return None
    if unit == "weekend":
        edge = cell_of(unit, first if meaning.n > 0 else last).index
        edge += days_of(Cell(unit, edge))[0] < first if meaning.n > 0 else -(days_of(Cell(unit, edge))[0] > last)
        index = edge + (meaning.n - 1 if meaning.n > 0 else meaning.n + 1)
    elif unit == "week":
        edge = cell_of(unit, first if meaning.n > 0 else last).index
        index = edge + meaning.n - 1 if meaning.n > 0 else edge + meaning.n + 1
    else:
        edge = cell_of(unit, first if meaning.n > 0 else last).index
        index = edge + (meaning.n - 1 if meaning.n > 0 else meaning.n + 1)
    cell = Cell(unit, index)
    return cell if days_of(cell)[0] <= last and days_of(cell)[1] >= first else None


@resolves(Joined)
def _resolve_joined(meaning: Joined, scene: Scene) -> Resolution:
    date = resolve(meaning.date, scene)
    if date.cell is None or date.cell.unit != "day":
        known = date.value if date.cell is None and len(date.value) == 10 else "XXXX-XX-XX"
        if date.cell is None and date.bounds is not None:
            return replace(date, type="TIME", value=known + clock_suffix(meaning.clock))
        return unknown(known + clock_suffix(meaning.clock), "TIME", date.offset, mod=meaning.clock.mod)
    return clock_on(
        date.cell, meaning.clock, mod=meaning.clock.mod or meaning.mod, basis=date.basis, anchor=date.anchor,
        explicit=date.explicit, approximate=meaning.approximate or meaning.clock.approximate,
    )  # fmt: skip


@resolves(Edge)
def _resolve_edge(meaning: Edge, scene: Scene) -> Resolution:
    plain = resolve_amount(meaning.amount, scene)
    outer = resolve(meaning.inner, scene)
    if outer.cell is None or any(count is None for count, _ in meaning.amount.parts):
        return plain
    first, last = days_of(outer.cell)
    edge = other = Cell("day", last + 1 if meaning.at_end else first)
    for count, unit in meaning.amount.parts:
        if count is not None and RANK[unit] >= RANK["day"]:
            other = shift_cell(other, -count if meaning.at_end else count, unit)
    low, high = sorted((edge.index, other.index))
    return replace(
        plain, bounds=(low * DAY_S, high * DAY_S - 1) if low < high else None, basis=outer.basis, anchor=outer.anchor,
        granularity=window_granularity(meaning.amount.unit),
    )  # fmt: skip


@resolves(Inside)
def _resolve_inside(meaning: Inside, scene: Scene) -> Resolution:
    outer = resolve(meaning.outer, scene)
    topic = scene.anchors.quarter()
    if meaning.fields == Fields():
        if topic is None or outer.cell is None:
            return outer
        return point(Cell("quarter", year_of(outer.cell) * 4 + topic.index % 4), basis="relative", anchor=outer.value)
    if outer.cell is None:
        completion = complete(meaning.fields, scene.anchors, scene.direction, None)
        return unknown(completion.value, offset=outer.offset)
    first, last = days_of(outer.cell)
    found = [
        cell
        for cell in instances(meaning.fields, year_of(outer.cell), scene.anchors, around=first)
        if first <= (days_of(cell)[0] + days_of(cell)[1]) // 2 <= last
    ]
    if not found:
        return outer
    about: dict[str, Any] = {"basis": outer.basis, "anchor": outer.anchor, "mod": meaning.mod}
    if (meaning.fields.part or meaning.fields.has_clock) and found[0].unit == "day":
        return clock_on(found[0], meaning.fields, **about)
    return point(found[0], **about)


# ------------------------------------------------------------------------------------ repetition, delays, ranges


@resolves(Every)
def _resolve_every(meaning: Every, scene: Scene) -> Resolution:
    if meaning.fields is None:
        return Resolution(type="SET", value=set_value(meaning.unit or "day", meaning.count))
    completion = complete(meaning.fields, no_anchors(scene.anchors), scene.direction, None)
    return Resolution(type="SET", value=completion.value + clock_suffix(meaning.fields))


def no_anchors(anchors: Anchors) -> Anchors:
    """Anchors that know nothing, so that a pattern stays a pattern."""
    return Anchors(published=None, narrative=False)


@resolves(Delay)
def _resolve_delay(meaning: Delay, scene: Scene) -> Resolution:
    plain = resolve_amount(meaning.amount, scene)
    words = amount_words(meaning.amount, meaning.sign)
    return replace(plain, offset=f"{words} the time planned")


def delayed_clock(plain: Resolution, delay: Delay, clock: Fields) -> Resolution:
    """A delay with the planned clock time that it moves: the clock time that it came to, in words."""
    seconds = (clock.hour or 0) * 3600 + (clock.minute or 0) * 60
    for count, unit in delay.amount.parts:
        if count is None or unit not in ("minute", "hour", "day"):
            return plain
        seconds += round(delay.sign * count * {"minute": 60, "hour": 3600, "day": DAY_S}[unit])
    days, rest = divmod(seconds, DAY_S)
    day = "" if not days else f" {abs(days)} day{'s' if abs(days) > 1 else ''} {'later' if days > 0 else 'earlier'}"
    words = amount_words(delay.amount, delay.sign)
    planned = clock_suffix(clock).removeprefix("T")
    return replace(plain, offset=f"{words} {planned}, the time planned: {rest // 3600:02d}:{rest // 60 % 60:02d}{day}")


def quarter_of_day(day: Cell) -> Resolution:
    """The calendar quarter that a quarter's last day lies in."""
    return point(convert(day, "quarter"), basis="relative", anchor=f"ended {value_of(day)}")


def after_start(start: Resolution, end: Resolution) -> Resolution:
    """The end of a range of weekdays: the first such day after its start."""
    if start.cell is None or end.cell is None or start.cell.unit != "day" or end.cell.unit != "day":
        return end
    if 0 <= end.cell.index - start.cell.index < 7:
        return end
    cell = Cell("day", start.cell.index + (end.cell.index - start.cell.index) % 7)
    return replace(
        end, cell=cell, value=value_of(cell), bounds=bounds_of_cell(cell), anchor=f"after {value_of(start.cell)}"
    )


__all__ = [
    "Resolution", "Scene", "after_start", "counted_from", "delayed_clock", "ended_with", "moved", "quarter_of_day",
    "resolve", "unknown",
]  # fmt: skip
