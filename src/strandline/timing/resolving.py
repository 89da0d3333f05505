"""From a meaning and its anchors to a place in time.

Comes in: a meaning (``meanings.py``), the anchors at that place of the text, and which way the sentence points. Goes
out: a ``Resolution``: TIMEX3 type and value, the cell or interval, and what it was worked out from. Nothing here reads a
clock: without a publication date a relative meaning keeps its offset in words and has no interval.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from strandline.records import Basis, TimexType, days_from_civil
from strandline.timing.anchors import Anchors, Mention
from strandline.timing.cells import (
    DAY_S,
    PARTS,
    RANK,
    Cell,
    bounds_of_cell,
    cell_of,
    civil_from_days,
    convert,
    days_of,
    season_cell,
    shift_cell,
    week_cell,
    weekday_of,
    year_of,
)
from strandline.timing.completing import OPPOSITE, Completion, complete, instances
from strandline.timing.direction import Direction
from strandline.timing.feasts import nth_weekday_of_month
from strandline.timing.meanings import (
    Amount,
    Deictic,
    Delay,
    Directed,
    Edge,
    Every,
    Fields,
    Inside,
    Joined,
    Meaning,
    Nth,
    Part,
    Shifted,
    Vague,
    Window,
)
from strandline.timing.timex import clock_value, duration_value, set_value, value_of, weekday_name

_UNIT_PATTERN: Final = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "half": "XXXX-HX", "season": "XXXX-XX", "year": "XXXX", "decade": "XXX", "century": "XX", "millennium": "X",
    "hour": "XXXX-XX-XXTXX", "minute": "XXXX-XX-XXTXX:XX", "second": "XXXX-XX-XXTXX:XX:XX",
}  # fmt: skip


_AT_MOST: Final = {
    "second": 60, "minute": 60, "hour": 24, "day": 14, "weekend": 4, "week": 8, "month": 12, "quarter": 8, "year": 10,
    "decade": 10, "century": 10, "millennium": 10,
}  # fmt: skip
"""How many units a vague amount ("a few days") covers at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Where a meaning lies. ``cell`` is None where no point is known; ``bounds`` then may still hold a window.

    ``bounds`` are the first and last second (local, from 1970-01-01T00:00), None open. ``anchor`` says in words what it
    was worked out from; ``offset`` what it would be, where the anchor is missing.
    """

    type: TimexType
    value: str
    mod: str | None = None
    cell: Cell | None = None
    bounds: tuple[int | None, int | None] | None = None
    granularity: str = "unknown"
    basis: Basis = "stated"
    anchor: str = ""
    offset: str | None = None
    approximate: bool = False
    uncertain: bool = False
    zone: str | None = None
    explicit: bool = False
    choices: tuple[Cell, ...] = ()
    southern: bool = False


@dataclass(slots=True)
class Scene:
    """All that resolving needs to know: the anchors, and what the sentence says about the direction."""

    anchors: Anchors
    direction: Callable[[], Direction]
    text: str
    day_of_sentence: Callable[[], tuple[Cell, str] | None]
    shared: Fields | None = None


def resolve(meaning: Meaning, scene: Scene) -> Resolution:
    """The place in time of a meaning."""
    found = _RESOLVERS[type(meaning)](meaning, scene)
    if scene.anchors.southern and found.cell is not None and found.cell.unit == "season" and not found.southern:
        value = found.value[:-2] + OPPOSITE[found.value[-2:]]
        return replace(found, value=value, southern=True)
    return found


# ------------------------------------------------------------------------------------------------ points


def _point(cell: Cell, **about: Any) -> Resolution:
    kind: TimexType = "TIME" if RANK[cell.unit] < RANK["day"] else "DATE"
    granularity = "part-of-day" if cell.unit == "part" else "instant" if cell.unit == "second" else cell.unit
    granularity = {"weekend": "week", "half": "year", "millennium": "century"}.get(granularity, granularity)
    about.setdefault("bounds", bounds_of_cell(cell))
    about.setdefault("value", value_of(cell))
    return Resolution(type=kind, cell=cell, granularity=granularity, **about)


def _unknown(value: str, kind: TimexType = "DATE", offset: str | None = None, **about: Any) -> Resolution:
    return Resolution(type=kind, value=value, basis="unknown", offset=offset, **about)


def _resolve_fields(meaning: Fields, scene: Scene) -> Resolution:
    if not meaning.has_date and (meaning.has_clock or meaning.part):
        return _resolve_clock(meaning, scene)
    completion = complete(meaning, scene.anchors, scene.direction, scene.shared)
    if completion.cell is None:
        value = completion.value + _clock_suffix(meaning)
        kind: TimexType = "TIME" if meaning.has_clock or meaning.part else "DATE"
        return _unknown(value, kind, completion.offset, mod=meaning.mod, approximate=meaning.approximate)
    return _with_clock(completion, meaning, meaning)


def _with_clock(completion: Completion, clock: Fields, meaning: Meaning) -> Resolution:
    about: dict[str, Any] = {
        "mod": meaning.mod, "approximate": meaning.approximate, "basis": completion.basis, "anchor": completion.anchor,
        "uncertain": completion.uncertain, "explicit": completion.explicit,
    }  # fmt: skip
    assert completion.cell is not None  # noqa: S101 - the caller has looked
    if completion.other is not None:
        low, high = sorted((completion.cell, completion.other))
        bounds = (bounds_of_cell(low)[0], bounds_of_cell(high)[1])
        return _point(completion.cell, bounds=bounds, choices=(completion.cell, completion.other), **about)
    if completion.value:
        about["value"] = completion.value
    if clock.has_clock or clock.part:
        if completion.cell.unit != "day":
            return _point(completion.cell, **about)
        return _clock_on(completion.cell, clock, **about)
    return _point(completion.cell, **about)


def _clock_on(day: Cell, clock: Fields, **about: Any) -> Resolution:
    """A day cell with a clock time or a part of the day."""
    about["zone"] = clock.zone
    if clock.hour is None:
        return _point(Cell("part", day.index * len(PARTS) + PARTS.index(clock.part or "DT")), **about)
    start = day.index * DAY_S + clock.hour * 3600 + (clock.minute or 0) * 60 + (clock.second or 0)
    if clock.second is not None:
        return _point(Cell("second", start), bounds=(start, start), **about)
    if clock.hour == 24:
        value = value_of(day) + "T24:00"
        return _point(Cell("minute", start // 60), bounds=(start, start), value=value, **about)
    return _point(Cell("minute", start // 60), bounds=(start, start), **about)


def _resolve_clock(meaning: Fields, scene: Scene) -> Resolution:
    found = scene.day_of_sentence()
    if found is None:
        value = "XXXX-XX-XX" + _clock_suffix(meaning)
        granularity = "minute" if meaning.has_clock else "part-of-day"
        return _unknown(
            value, "TIME", f"{_clock_words(meaning)} on a day that the text does not give", mod=meaning.mod,
            approximate=meaning.approximate, zone=meaning.zone, granularity=granularity,
        )  # fmt: skip
    day, words = found
    return _clock_on(
        day, meaning, mod=meaning.mod, approximate=meaning.approximate, basis="relative", anchor=words
    )


def _clock_suffix(clock: Fields) -> str:
    if clock.hour is not None:
        seconds = clock.hour * 3600 + (clock.minute or 0) * 60 + (clock.second or 0)
        if clock.hour == 24:
            return "T24:00"
        return clock_value(Cell("second", seconds) if clock.second is not None else Cell("minute", seconds // 60))
    return f"T{clock.part}" if clock.part else ""


def _clock_words(clock: Fields) -> str:
    return _clock_suffix(clock).removeprefix("T") or "a time"


# ----------------------------------------------------------------------------------- units from an anchor


def _resolve_deictic(meaning: Deictic, scene: Scene) -> Resolution:
    anchors = scene.anchors
    if meaning.unit == "quarter" and meaning.latest:
        return _latest_quarter(meaning, anchors)
    if meaning.unit in ("time", "period"):
        return _resolve_anaphor(meaning, scene)
    if meaning.bare:
        return _resolve_bare(meaning, scene)
    if meaning.to == "published" and (anchors.published is not None and not _story_wins(meaning, anchors)):
        return _unit_from(anchors.published, meaning, f"published {_named(anchors.published)}")
    mention, coarser = anchors.reference(meaning.unit)
    if meaning.to == "published" and not anchors.narrative:
        mention = None
    if mention is not None and (coarser is None or not anchors.narrative or meaning.unit != "day"):
        return replace(_unit_from(mention.cell, meaning, _quoted(mention)), basis="relative")
    if meaning.to == "reference" and anchors.published is not None and not anchors.narrative:
        return _unit_from(anchors.published, meaning, f"published {_named(anchors.published)}")
    return _unknown(
        _partly_known(coarser, meaning.unit), offset=_offset_words(meaning.offset, meaning.unit), mod=meaning.mod
    )


def _latest_quarter(meaning: Deictic, anchors: Anchors) -> Resolution:
    """"the latest quarter": the one reported on, else the last that is over."""
    if anchors.topic is not None:
        return _point(anchors.topic, mod=meaning.mod, basis="relative", anchor="the quarter spoken of")
    if anchors.published is None:
        return _unknown("XXXX-QX", offset="the last quarter before publication")
    cell = Cell("quarter", convert(anchors.published, "quarter").index - 1)
    return _point(cell, basis="relative", anchor=f"published {_named(anchors.published)}")


def _story_wins(meaning: Deictic, anchors: Anchors) -> bool:
    """"This year" in a history is the year of the story, "today" is the writer's day even there."""
    return anchors.narrative and meaning.unit not in ("day",) and meaning.offset == 0 and anchors.last() is not None


def _unit_from(base: Cell, meaning: Deictic, words: str) -> Resolution:
    unit = meaning.unit
    cell = shift_cell(convert(base, unit), meaning.offset, unit)
    return _point(cell, mod=meaning.mod, basis="relative", anchor=words, approximate=meaning.approximate)


def _resolve_anaphor(meaning: Deictic, scene: Scene) -> Resolution:
    if meaning.unit == "period" and scene.anchors.topic is not None:
        return _point(scene.anchors.topic, mod=meaning.mod, basis="relative", anchor="the period spoken of")
    last = scene.anchors.last()
    if last is None:
        return _unknown("PRESENT_REF" if scene.anchors.published else "XXXX-XX-XX", offset="the time spoken of")
    return _point(last.cell, mod=meaning.mod, basis="relative", anchor=_quoted(last))


def _resolve_bare(meaning: Deictic, scene: Scene) -> Resolution:
    """"the quarter", "the year", "the week": the one spoken of, else the one of the publication."""
    anchors = scene.anchors
    if meaning.unit == "quarter" and anchors.topic is not None:
        return _point(anchors.topic, mod=meaning.mod, basis="relative", anchor="the quarter spoken of")
    mention, _ = anchors.reference(meaning.unit)
    if mention is not None and (anchors.narrative or anchors.published is None or meaning.unit == "day"):
        return _unit_from(mention.cell, meaning, _quoted(mention))
    if anchors.published is not None:
        return _unit_from(anchors.published, meaning, f"published {_named(anchors.published)}")
    return _unknown(_UNIT_PATTERN.get(meaning.unit, "XXXX"), offset=f"the {meaning.unit} spoken of", mod=meaning.mod)


def _partly_known(coarser: Mention | None, unit: str) -> str:
    if coarser is None or RANK[coarser.cell.unit] > RANK["year"]:
        return _UNIT_PATTERN.get(unit, "XXXX-XX-XX")
    pattern = _UNIT_PATTERN.get(unit, "XXXX-XX-XX")
    return value_of(convert(coarser.cell, "year")) + pattern[4:]


def _offset_words(offset: int, unit: str) -> str:
    if offset == 0:
        return f"the same {unit} as an unknown time"
    count = abs(offset)
    plural = "s" if count > 1 else ""
    return f"{count} {unit}{plural} {'after' if offset > 0 else 'before'} an unknown time"


# ------------------------------------------------------------------------------------------------ shifts


def _resolve_shifted(meaning: Shifted, scene: Scene) -> Resolution:
    amount = meaning.amount
    anchors = scene.anchors
    words = _amount_words(amount, meaning.sign)
    if isinstance(meaning.to, Meaning):
        base_found = resolve(meaning.to, scene)
        base, anchor, coarser = base_found.cell, base_found.value, None
    else:
        base, anchor, coarser = _base_of_shift(meaning, scene)
    about: dict[str, Any] = {"mod": meaning.mod, "approximate": meaning.approximate}
    if any(count is None for count, _ in amount.parts):
        return _vaguely_shifted(meaning, base, anchor, words, **about)
    if base is None:
        kind: TimexType = "TIME" if RANK[amount.unit] < RANK["day"] else "DATE"
        value = _partly_known(coarser, amount.unit)
        return _unknown(value, kind, f"{words} an unknown time", **about)
    return _point(_shifted_cell(base, amount, meaning.sign), basis="relative", anchor=anchor, **about)


def _vaguely_shifted(meaning: Shifted, base: Cell | None, anchor: str, words: str, **about: Any) -> Resolution:
    """"a few days later": at least one unit on, at most what the word still covers."""
    unit = meaning.amount.unit
    value = _UNIT_PATTERN.get(unit, "XXXX-XX-XX")
    if meaning.to == "published":
        value = "PAST_REF" if meaning.sign < 0 else "FUTURE_REF"
    if base is None or (RANK[unit] < RANK["day"] and RANK[base.unit] >= RANK["day"]):
        offset = f"{words} an unknown time" if base is None else f"{words} {anchor}"
        return _unknown(value, "TIME" if RANK[unit] < RANK["day"] else "DATE", offset, **about)
    edge = Cell("day", days_of(base)[0 if meaning.sign < 0 else 1]) if RANK[base.unit] >= RANK["day"] else base
    near, far = (shift_cell(edge, meaning.sign * count, unit) for count in (1, _AT_MOST.get(unit, 10)))
    low, high = sorted((near, far))
    about["approximate"] = True
    return Resolution(
        type="DATE" if RANK[unit] >= RANK["day"] else "TIME", value=value, basis="relative", anchor=anchor,
        bounds=(bounds_of_cell(low)[0], bounds_of_cell(high)[1]), offset=f"{words} {anchor}",
        granularity=_window_granularity(unit), **about,
    )  # fmt: skip


def _base_of_shift(meaning: Shifted, scene: Scene) -> tuple[Cell | None, str, Mention | None]:
    anchors, amount = scene.anchors, meaning.amount
    published = None if anchors.published is None else f"published {_named(anchors.published)}"
    if amount.unit == "year" and meaning.sign < 0 and anchors.topic is not None and not anchors.narrative:
        return anchors.topic, f"the quarter spoken of, {value_of(anchors.topic)}", None
    if meaning.to == "published" and published is not None:
        return anchors.published, published, None
    if meaning.to == "published" and not anchors.narrative:
        return None, "", None
    mention, coarser = anchors.reference(amount.unit)
    if mention is not None and not (coarser is not None and anchors.narrative):
        return mention.cell, _quoted(mention), coarser
    if mention is None and coarser is None and published is not None and not anchors.narrative:
        return anchors.published, published, None
    return None, "", coarser


def _shifted_cell(base: Cell, amount: Amount, sign: int) -> Cell:
    unit = amount.unit
    if base.unit == "quarter" and unit in ("year", "quarter"):
        cell = base
    elif RANK[unit] < RANK["day"]:
        cell = base if RANK[base.unit] < RANK["day"] and base.unit != "part" else convert_clock(base)
    elif unit in ("decade", "century", "millennium"):
        cell = convert(base, "year")
    else:
        cell = Cell("day", days_of(base)[0]) if RANK[base.unit] <= RANK["day"] else base
    for count, part_unit in amount.parts:
        assert count is not None  # noqa: S101 - vague amounts do not come here
        cell = _add(cell, sign * count, part_unit, working=amount.working)
    if RANK[cell.unit] < RANK[unit] and not (cell.unit == "quarter"):
        target = {"decade": "year", "century": "year", "millennium": "year"}.get(unit, unit)
        cell = convert(cell, target) if RANK[target] >= RANK["day"] else cell
    return cell


def convert_clock(cell: Cell) -> Cell:
    """A clock cell (minutes) from a coarser one: its first minute."""
    return Cell("minute", bounds_of_cell(cell)[0] // 60)


def _add(cell: Cell, count: float, unit: str, *, working: bool) -> Cell:
    if working and unit == "day" and cell.unit == "day":
        day, step, left = cell.index, (1 if count > 0 else -1), abs(round(count))
        while left:
            day += step
            left -= weekday_of(day) <= 5
        return Cell("day", day)
    return shift_cell(cell, count, unit)


def _amount_words(amount: Amount, sign: int) -> str:
    pieces = []
    for count, unit in amount.parts:
        number = "some" if count is None else f"{count:g}"
        pieces.append(f"{number} {unit}{'' if count == 1 else 's'}")
    return f"{' '.join(pieces)} {'after' if sign > 0 else 'before'}"


# -------------------------------------------------------------------------------------- directed patterns


def _resolve_directed(meaning: Directed, scene: Scene) -> Resolution:
    anchors = scene.anchors
    pattern, which = meaning.fields, meaning.which
    if which in ("following", "previous", "same") or (anchors.narrative and anchors.last() is not None):
        last = anchors.last()
        base = None if last is None else last.cell
        words = "" if last is None else _quoted(last)
        if base is None:
            base, words = anchors.published, "" if anchors.published is None else f"published {_named(anchors.published)}"
    else:
        base = anchors.published
        words = "" if base is None else f"published {_named(base)}"
    if base is None:
        completion = complete(pattern, anchors, scene.direction, None)
        return _unknown(completion.value, offset=f"{which} {completion.offset}", mod=meaning.mod)
    cell = _pick(pattern, which, base, anchors, scene)
    if cell is None:
        completion = complete(pattern, anchors, scene.direction, None)
        return _unknown(completion.value, mod=meaning.mod)
    about: dict[str, Any] = {"mod": meaning.mod, "basis": "relative", "anchor": words, "approximate": meaning.approximate}
    if (pattern.part or pattern.has_clock) and cell.unit == "day":
        return _clock_on(cell, pattern, **about)
    return _point(cell, **about)


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
        later = [cell for cell in found if days_of(cell)[0] > last]
        return min(later, key=lambda cell: cell.index, default=None)
    if which == "same":
        return min(found, key=lambda cell: abs(days_of(cell)[0] - first))
    if pattern.weekday is not None and pattern.month is None:
        return Cell("day", days_of(cell_of("week", first))[0] + pattern.weekday - 1)
    if pattern.weekend:
        cell = cell_of("weekend", first)
        return Cell("weekend", cell.index - 1) if weekday_of(first) <= 3 and scene.direction().sign < 0 else cell
    if pattern.season is not None:
        return _this_season(found, first, scene)
    return next((cell for cell in found if year_of(cell) == year_of(base)), found[0])


def _this_season(found: list[Cell], day: int, scene: Scene) -> Cell:
    """"this fall" is the one of the year, or the last one where the sentence is past and it is still to come."""
    year = civil_from_days(day)[0]
    cell = next((cell for cell in found if year_of(cell) == year), found[0])
    if days_of(cell)[0] > day and scene.direction().sign < 0:
        return Cell("season", cell.index - 4)
    if days_of(cell)[1] < day and scene.direction().sign > 0:
        return Cell("season", cell.index + 4)
    return cell


# ------------------------------------------------------------------------------------------ parts of others


def _resolve_part(meaning: Part, scene: Scene) -> Resolution:
    inner = resolve(meaning.inner, scene)
    which = meaning.which
    if which in ("EARLIER", "LATER"):
        bounds = inner.bounds
        published = scene.anchors.published
        if bounds is not None and published is not None and None not in bounds:
            now = published.index * DAY_S
            low, high = bounds
            assert low is not None and high is not None  # noqa: S101, PT018 - just tested
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


def _resolve_nth(meaning: Nth, scene: Scene) -> Resolution:
    outer = resolve(meaning.inner, scene)
    if outer.cell is None:
        return replace(outer, value="XXXX-XX-XX" if meaning.unit in (None, "day") else outer.value)
    about: dict[str, Any] = {"basis": outer.basis, "anchor": outer.anchor, "explicit": outer.explicit}
    cell = _nth_cell(meaning, outer.cell)
    return replace(outer, mod=None) if cell is None else _point(cell, **about)


def _nth_cell(meaning: Nth, outer: Cell) -> Cell | None:
    first, last = days_of(outer)
    if meaning.weekday is not None:
        if outer.unit != "month":
            return None
        day = nth_weekday_of_month(outer.index // 12, outer.index % 12 + 1, meaning.weekday, meaning.n)
        return None if day is None else Cell("day", day)
    unit = meaning.unit or "day"
    if RANK[unit] >= RANK[outer.unit] or RANK[unit] < RANK["day"]:
        return None
    if unit == "week":
        edge = cell_of(unit, first if meaning.n > 0 else last).index
        index = edge + meaning.n - 1 if meaning.n > 0 else edge + meaning.n + 1
    else:
        edge = cell_of(unit, first if meaning.n > 0 else last).index
        index = edge + (meaning.n - 1 if meaning.n > 0 else meaning.n + 1)
    cell = Cell(unit, index)
    return cell if days_of(cell)[0] <= last and days_of(cell)[1] >= first else None


def _resolve_joined(meaning: Joined, scene: Scene) -> Resolution:
    date = resolve(meaning.date, scene)
    if date.cell is None or date.cell.unit != "day":
        known = date.value if date.cell is None and len(date.value) == 10 else "XXXX-XX-XX"
        return _unknown(known + _clock_suffix(meaning.clock), "TIME", date.offset, mod=meaning.clock.mod)
    return _clock_on(
        date.cell, meaning.clock, mod=meaning.clock.mod or meaning.mod, basis=date.basis, anchor=date.anchor,
        explicit=date.explicit,
    )  # fmt: skip


def _resolve_edge(meaning: Edge, scene: Scene) -> Resolution:
    plain = _resolve_amount(meaning.amount, scene)
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
        granularity=_window_granularity(meaning.amount.unit),
    )  # fmt: skip


def _resolve_inside(meaning: Inside, scene: Scene) -> Resolution:
    outer = resolve(meaning.outer, scene)
    topic = scene.anchors.topic
    if meaning.fields == Fields():
        if topic is None or outer.cell is None:
            return outer
        return _point(Cell("quarter", year_of(outer.cell) * 4 + topic.index % 4), basis="relative", anchor=outer.value)
    if outer.cell is None:
        completion = complete(meaning.fields, scene.anchors, scene.direction, None)
        return _unknown(completion.value, offset=outer.offset)
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
        return _clock_on(found[0], meaning.fields, **about)
    return _point(found[0], **about)


# ----------------------------------------------------------------------------- amounts, windows, repetition


def _resolve_amount(meaning: Amount, scene: Scene) -> Resolution:
    return Resolution(
        type="DURATION", value=duration_value(meaning.parts), mod=meaning.mod, approximate=meaning.approximate,
        granularity="unknown",
    )  # fmt: skip


def _resolve_window(meaning: Window, scene: Scene) -> Resolution:
    amount = meaning.amount
    plain = _resolve_amount(amount, scene)
    anchors = scene.anchors
    if meaning.to == "published" and not (anchors.narrative and anchors.last() is not None):
        base = anchors.published
        words = "" if base is None else f"published {_named(base)}"
    else:
        last = anchors.last()
        base, words = (None, "") if last is None else (last.cell, _quoted(last))
    if base is None:
        return replace(plain, offset=_window_words(meaning))
    vague = any(count is None for count, _ in amount.parts)
    if vague:
        amount = Amount(parts=((_AT_MOST.get(amount.unit, 2), amount.unit),))
        plain = replace(plain, approximate=True, offset=_window_words(meaning).replace("an unknown time", words))
    start, end = days_of(base)
    edge = Cell("day", end if meaning.sign > 0 else start)
    other = edge
    clock = RANK[amount.unit] < RANK["day"]
    if clock:
        edge = other = convert_clock(Cell("day", edge.index + (meaning.sign < 0)))
    for count, unit in amount.parts:
        assert count is not None  # noqa: S101 - just tested
        other = shift_cell(other, meaning.sign * count, unit)
    low, high = sorted((bounds_of_cell(edge), bounds_of_cell(other)))
    return replace(
        plain, bounds=(low[0], high[1]), basis="relative", anchor=words, granularity=_window_granularity(amount.unit)
    )


def _window_granularity(unit: str) -> str:
    return unit if unit in ("minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century") else "day"


def _window_words(meaning: Window) -> str:
    words = _amount_words(meaning.amount, meaning.sign).rsplit(" ", 1)[0]
    return f"the {words} {'after' if meaning.sign > 0 else 'before'} an unknown time"


def _resolve_every(meaning: Every, scene: Scene) -> Resolution:
    if meaning.fields is None:
        return Resolution(type="SET", value=set_value(meaning.unit or "day", meaning.count))
    completion = complete(meaning.fields, replace_anchor(scene.anchors), scene.direction, None)
    return Resolution(type="SET", value=completion.value + _clock_suffix(meaning.fields))


def replace_anchor(anchors: Anchors) -> Anchors:
    """Anchors that know nothing, so that a pattern stays a pattern."""
    return Anchors(published=None, narrative=False)


def _resolve_vague(meaning: Vague, scene: Scene) -> Resolution:
    return _vague_window(meaning.reference, scene)


def _vague_window(reference: str, scene: Scene) -> Resolution:
    published = scene.anchors.published
    if published is None or scene.anchors.narrative:
        return Resolution(type="DATE", value=reference, basis="unknown")
    low, high = bounds_of_cell(published)
    bounds = {"PAST_REF": (None, high), "FUTURE_REF": (low, None), "PRESENT_REF": (low, high)}.get(reference)
    return Resolution(
        type="DATE", value=reference, bounds=bounds, basis="relative", anchor=f"published {_named(published)}",
        granularity="unknown", uncertain=reference != "PRESENT_REF",
    )  # fmt: skip


def _resolve_delay(meaning: Delay, scene: Scene) -> Resolution:
    plain = _resolve_amount(meaning.amount, scene)
    words = _amount_words(meaning.amount, meaning.sign)
    return replace(plain, offset=f"{words} the time planned")


# ------------------------------------------------------------------------------------------------- words


def _named(cell: Cell) -> str:
    return f"{weekday_name(days_of(cell)[0])} {value_of(cell)}" if cell.unit == "day" else value_of(cell)


def _quoted(mention: Mention) -> str:
    return f"“{mention.text}” ({value_of(mention.cell)})"


_RESOLVERS: Final[dict[type, Callable[..., Resolution]]] = {
    Fields: _resolve_fields,
    Deictic: _resolve_deictic,
    Shifted: _resolve_shifted,
    Directed: _resolve_directed,
    Part: _resolve_part,
    Nth: _resolve_nth,
    Joined: _resolve_joined,
    Edge: _resolve_edge,
    Inside: _resolve_inside,
    Amount: _resolve_amount,
    Window: _resolve_window,
    Every: _resolve_every,
    Vague: _resolve_vague,
    Delay: _resolve_delay,
}

__all__ = ["Resolution", "Scene", "days_from_civil", "resolve", "season_cell", "week_cell"]
