"""Relative times: units around an anchor ("last week", "that day"), shifts by an amount ("two days later"), windows
("the past 18 months"), and bare directions ("recently").

The anchor is the publication date or the last time that the text has mentioned; without one the meaning keeps its
offset in words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from strandline.records import TimexType
from strandline.timing.anchors import Anchors, Mention, written
from strandline.timing.cells import (
    DAY_S,
    RANK,
    SECONDS_IN,
    Cell,
    bounds_of_cell,
    convert,
    days_of,
    shift_cell,
    weekday_of,
    year_of,
)
from strandline.timing.meanings import Amount, Deictic, Meaning, Shifted, Vague, Window
from strandline.timing.resolution import (
    AT_MOST,
    UNIT_PATTERN,
    Resolution,
    Scene,
    amount_words,
    point,
    quoted,
    resolve,
    resolves,
    unknown,
)
from strandline.timing.timex import duration_value, value_of, year_value

_WIDEST: Final = 5
"""How many times its least number a word such as "dozens" may mean."""
_HALF: Final = {"week": 3, "month": 15}
"""Half a unit in days: what "three weeks ago" may be out by."""
_LOOK_BACK: Final = 24
"""How many mentions back a time may lie that "a decade later" is counted from."""

# ----------------------------------------------------------------------------------- units from an anchor


@resolves(Deictic)
def _resolve_deictic(meaning: Deictic, scene: Scene) -> Resolution:
    anchors = scene.anchors
    if meaning.unit == "quarter" and meaning.latest:
        return _latest_quarter(meaning, anchors)
    if meaning.unit in ("time", "period"):
        return _resolve_anaphor(meaning, scene)
    if meaning.unit in SECONDS_IN and RANK[meaning.unit] < RANK["day"] and meaning.offset:  # "the next hour"
        span = Amount(parts=((abs(meaning.offset), meaning.unit),))
        return resolve(Window(amount=span, sign=1 if meaning.offset > 0 else -1, to=meaning.to), scene)
    if meaning.bare:
        return _resolve_bare(meaning, scene)
    if meaning.to == "published" and (anchors.published is not None and not _story_wins(meaning, anchors)):
        return _unit_from(anchors.published, meaning, written(anchors))
    mention, coarser = anchors.reference(meaning.unit)
    just = anchors.just_told()
    if just is not None and meaning.to == "reference" and not meaning.offset and _is_meant(just, meaning, anchors):
        return _unit_from(just.cell, meaning, quoted(just))
    if just is not None and not anchors.narrative and RANK[just.cell.unit] > RANK[meaning.unit] and meaning.offset == 0:
        mention, coarser = (None, just) if anchors.sentence == just.sentence else (mention, coarser)
    if meaning.to == "published" and (not anchors.narrative or _is_of_writing(meaning, anchors)):
        mention = coarser = None
    left = mention is not None and not anchors.narrative and anchors.moved_on(mention, coarser)
    if mention is not None and not left and (coarser is None or not anchors.narrative or meaning.unit != "day"):
        return replace(_unit_from(mention.cell, meaning, quoted(mention)), basis="relative")
    if coarser is not None and RANK[meaning.unit] >= RANK["day"]:
        return _somewhere_in(coarser, Amount(parts=((abs(meaning.offset), meaning.unit),)), meaning)
    if meaning.to == "reference" and anchors.published is not None and not anchors.narrative:
        return _unit_from(anchors.published, meaning, written(anchors))
    return unknown(
        _partly_known(coarser, meaning.unit), offset=_offset_words(meaning.offset, meaning.unit), mod=meaning.mod
    )


def _is_meant(just: Mention, meaning: Deictic, anchors: Anchors) -> bool:
    """Whether "that year" is the year just named, though only in passing ("the worst since 1991. That year, ...")."""
    named = just.dated and not just.of_name and just.cell.unit == meaning.unit
    return named and not anchors.narrative and RANK[meaning.unit] > RANK["week"]


def _latest_quarter(meaning: Deictic, anchors: Anchors) -> Resolution:
    """ "the latest quarter": the one reported on, else the last that is over."""
    if (quarter := anchors.quarter()) is not None:
        return point(quarter, mod=meaning.mod, basis="relative", anchor="the quarter spoken of")
    if anchors.published is None:
        return unknown("XXXX-QX", offset="the last quarter before publication")
    cell = Cell("quarter", convert(anchors.published, "quarter").index - 1)
    return point(cell, basis="relative", anchor=written(anchors))


def _story_wins(meaning: Deictic, anchors: Anchors) -> bool:
    """ "This year" in a history is the year of the story, "today" is the writer's day even there."""
    return anchors.narrative and meaning.unit not in ("day",) and meaning.offset == 0 and anchors.last() is not None


def _is_of_writing(meaning: Deictic, anchors: Anchors) -> bool:
    """ "yesterday", "last week" in a text without a date: a day of writing that nothing tells, no day of its story."""
    return anchors.published is None and (meaning.unit in ("day", "week", "weekend") or meaning.offset != 0)


def unit_of_writing(meaning: Meaning, anchors: Anchors) -> Resolution | None:
    """ "Papers released earlier this year": even in a history the writer's year; None where that is not known."""
    if not isinstance(meaning, Deictic) or meaning.to != "published" or anchors.published is None or meaning.bare:
        return None
    return (
        _unit_from(anchors.published, meaning, written(anchors)) if meaning.unit in ("year", "month", "week") else None
    )


def _unit_from(base: Cell, meaning: Deictic, words: str) -> Resolution:
    unit = meaning.unit
    cell = shift_cell(convert(base, unit), meaning.offset, unit)
    return point(cell, mod=meaning.mod, basis="relative", anchor=words, approximate=meaning.approximate)


def _resolve_anaphor(meaning: Deictic, scene: Scene) -> Resolution:
    if meaning.unit == "period" and (quarter := scene.anchors.quarter()) is not None:
        return point(quarter, mod=meaning.mod, basis="relative", anchor="the period spoken of")
    last = scene.anchors.last()
    if last is None:
        return unknown("XXXX-XX-XX", offset="the time spoken of")
    return point(last.cell, mod=meaning.mod, basis="relative", anchor=quoted(last))


def _resolve_bare(meaning: Deictic, scene: Scene) -> Resolution:
    """ "the quarter", "the year", "the week": the one spoken of, else the one of the publication."""
    anchors = scene.anchors
    if meaning.unit == "quarter" and (quarter := anchors.quarter()) is not None:
        return point(quarter, mod=meaning.mod, basis="relative", anchor="the quarter spoken of")
    mention, _ = anchors.reference(meaning.unit)
    told = meaning.unit == "day" or (mention is not None and _is_told_of(mention, anchors))
    if mention is not None and (anchors.narrative or anchors.published is None or told):
        return _unit_from(mention.cell, meaning, quoted(mention))
    if anchors.published is not None:
        over = meaning.unit == "quarter" and scene.direction().sign < 0  # reported on, so that it is over
        return _unit_from(anchors.published, replace(meaning, offset=-1) if over else meaning, written(anchors))
    return unknown(UNIT_PATTERN.get(meaning.unit, "XXXX"), offset=f"the {meaning.unit} spoken of", mod=meaning.mod)


def _is_told_of(mention: Mention, anchors: Anchors) -> bool:
    """Whether the paragraph has just told, in the foreground, of a time whose year is not that of the writing."""
    if anchors.published is None or mention.heading or mention.of_name or not mention.foreground:
        return False
    near = mention.paragraph == anchors.paragraph and anchors.sentence - mention.sentence <= 1
    return near and mention.dated and abs(year_of(mention.cell) - year_of(anchors.published)) > 1


def _somewhere_in(coarser: Mention, amount: Amount, meaning: Deictic | Shifted) -> Resolution:
    """ "ten days later" after "in June": from ten days after its first day to ten days after its last."""
    sign = meaning.sign if isinstance(meaning, Shifted) else 1 if meaning.offset > 0 else -1
    same = isinstance(meaning, Deictic) and meaning.offset == 0
    ends = []
    for day in days_of(coarser.cell):
        cell = Cell("day", day)
        for count, unit in amount.parts:
            cell = shift_cell(cell, sign * (count or 0), unit)
        ends.append(cell)
    value = _partly_known(coarser, amount.unit)
    if year_of(ends[0]) != year_of(ends[1]):
        value = UNIT_PATTERN.get(amount.unit, "XXXX-XX-XX")
    return Resolution(
        type="DATE", value=value, mod=meaning.mod, basis="relative", anchor=quoted(coarser),
        bounds=(bounds_of_cell(ends[0])[0], bounds_of_cell(ends[1])[1]), granularity=coarser.cell.unit,
        offset=None if same else f"{amount_words(amount, sign)} {quoted(coarser)}", approximate=meaning.approximate,
    )  # fmt: skip


def _partly_known(coarser: Mention | None, unit: str) -> str:
    if coarser is None or RANK[coarser.cell.unit] > RANK["year"]:
        return UNIT_PATTERN.get(unit, "XXXX-XX-XX")
    pattern = UNIT_PATTERN.get(unit, "XXXX-XX-XX")
    return value_of(convert(coarser.cell, "year")) + pattern[4:]


def _offset_words(offset: int, unit: str) -> str:
    if offset == 0:
        return f"the same {unit} as an unknown time"
    count = abs(offset)
    plural = "s" if count > 1 else ""
    return f"{count} {unit}{plural} {'after' if offset > 0 else 'before'} an unknown time"


# ------------------------------------------------------------------------------------------------ shifts


@resolves(Shifted)
def _resolve_shifted(meaning: Shifted, scene: Scene) -> Resolution:
    amount = meaning.amount
    words = amount_words(amount, meaning.sign)
    if isinstance(meaning.to, Meaning):
        base_found = resolve(meaning.to, scene)
        base, anchor, coarser = base_found.cell, base_found.value, None
    else:
        base, anchor, coarser = _base_of_shift(meaning, scene)
    about: dict[str, Any] = {"mod": meaning.mod, "approximate": meaning.approximate}
    if any(count is None for count, _ in amount.parts):
        return _not_to_come(_vaguely_shifted(meaning, base, anchor, words, **about), scene)
    if base is None and coarser is not None and RANK[amount.unit] >= RANK["day"]:
        return _somewhere_in(coarser, amount, meaning)
    if base is None:
        kind: TimexType = "TIME" if RANK[amount.unit] < RANK["day"] else "DATE"
        value = _partly_known(coarser, amount.unit)
        return unknown(value, kind, f"{words} an unknown time", **about)
    if RANK[amount.unit] < RANK["day"] and RANK[base.unit] >= RANK["day"]:
        return _some_time_from(base, meaning, anchor, words, **about)
    found = point(_shifted_cell(base, amount, meaning.sign), basis="relative", anchor=anchor, **about)
    return _loosened(found, base, amount) if meaning.to == "published" and meaning.sign < 0 else found


def _loosened(found: Resolution, base: Cell, amount: Amount) -> Resolution:
    """ "six months ago": half a unit on each side of the day so long ago, beside the calendar's unit."""
    half = _HALF.get(amount.unit)
    if half is None or base.unit != "day" or found.bounds is None or None in found.bounds or len(amount.parts) != 1:
        return found
    middle = base
    for count, unit in amount.parts:
        middle = shift_cell(middle, -(count or 0), unit)
    low, high = found.bounds
    assert low is not None and high is not None  # noqa: PT018 - just tested
    bounds = (min(low, (middle.index - half) * DAY_S), max(high, (middle.index + half + 1) * DAY_S - 1))
    return replace(found, bounds=bounds)


def _some_time_from(base: Cell, meaning: Shifted, anchor: str, words: str, **about: Any) -> Resolution:
    """ "three hours later" on a day whose hour is not known: from its first second to its last, moved."""
    seconds = sum(round((count or 0) * SECONDS_IN[unit]) for count, unit in meaning.amount.parts if unit in SECONDS_IN)
    low, high = (bound + meaning.sign * seconds for bound in bounds_of_cell(base))
    if meaning.amount.unit == "hour" and not seconds % DAY_S and base.unit == "day":  # "24 hours ago"
        day = Cell("day", base.index + meaning.sign * seconds // DAY_S)
        return point(day, basis="relative", anchor=anchor, **about)
    pattern = UNIT_PATTERN.get(meaning.amount.unit, "XXXX-XX-XX")
    value = value_of(base) + pattern[10:] if base.unit == "day" and seconds < DAY_S else pattern
    return Resolution(
        type="TIME", value=value, basis="relative", anchor=anchor, bounds=(low, high), granularity=base.unit,
        offset=f"{words} {anchor}", **about,
    )  # fmt: skip


def _vaguely_shifted(meaning: Shifted, base: Cell | None, anchor: str, words: str, **about: Any) -> Resolution:
    """ "a few days later": at least one unit on, at most what the word still covers."""
    unit = meaning.amount.unit
    value = UNIT_PATTERN.get(unit, "XXXX-XX-XX")
    if meaning.to == "published":
        value = "PAST_REF" if meaning.sign < 0 else "FUTURE_REF"
    if base is not None and base.unit == "day" and RANK[unit] < RANK["day"]:
        return _some_hours_from(base, meaning, anchor, words, **about)
    if base is None or (RANK[unit] < RANK["day"] and RANK[base.unit] >= RANK["day"]):
        offset = f"{words} an unknown time" if base is None else f"{words} {anchor}"
        return unknown(value, "TIME" if RANK[unit] < RANK["day"] else "DATE", offset, **about)
    edge = Cell("day", days_of(base)[0 if meaning.sign < 0 else 1]) if RANK[base.unit] >= RANK["day"] else base
    least = meaning.amount.least
    most = AT_MOST.get(unit, 10) if least == 1 else least * _WIDEST
    near, far = (shift_cell(edge, meaning.sign * count, unit) for count in (least, most))
    low, high = sorted((near, far))
    about["approximate"] = True
    if value.startswith("XXXX-XX-XXT") and days_of(low) == days_of(high):
        value = value_of(Cell("day", days_of(low)[0])) + value[10:]
    elif value.startswith("XXXX") and year_of(low) == year_of(high):
        value = year_value(year_of(low)) + value[4:]
    return Resolution(
        type="DATE" if RANK[unit] >= RANK["day"] else "TIME", value=value, basis="relative", anchor=anchor,
        bounds=(bounds_of_cell(low)[0], bounds_of_cell(high)[1]), offset=f"{words} {anchor}",
        granularity=window_granularity(unit), **about,
    )  # fmt: skip


def _some_hours_from(base: Cell, meaning: Shifted, anchor: str, words: str, **about: Any) -> Resolution:
    """ "a few hours later" on a day: that day and what the word covers of the next, or of the one before."""
    size, most = SECONDS_IN[meaning.amount.unit], AT_MOST[meaning.amount.unit]
    near, far = meaning.sign * size, meaning.sign * size * most
    low, high = bounds_of_cell(base)
    about["approximate"] = True
    return Resolution(
        type="TIME", value=value_of(base) + UNIT_PATTERN[meaning.amount.unit][10:], basis="relative", anchor=anchor,
        bounds=(low + min(near, far), high + max(near, far)), granularity="day", offset=f"{words} {anchor}", **about,
    )  # fmt: skip


def _not_to_come(found: Resolution, scene: Scene) -> Resolution:
    """ "decades later" of what has happened: not after the text was published."""
    published = scene.anchors.published
    if published is None or found.bounds is None or scene.anchors.narrative:
        return found
    (low, high), last = found.bounds, bounds_of_cell(published)[1]
    if low is None or high is None or not low <= last < high or scene.direction().sign > 0:
        return found
    return replace(found, bounds=(low, last))


def _base_of_shift(meaning: Shifted, scene: Scene) -> tuple[Cell | None, str, Mention | None]:
    anchors, amount = scene.anchors, meaning.amount
    published = written(anchors) or None
    quarter = anchors.quarter()
    if amount.unit == "year" and meaning.sign < 0 and quarter is not None and not anchors.narrative:
        return quarter, f"the quarter spoken of, {value_of(quarter)}", None
    if meaning.to == "published" and published is not None:
        return anchors.published, published, None
    if meaning.to == "published" and (not anchors.narrative or published is None):
        return None, "", None
    mention, coarser = anchors.reference(amount.unit)
    left = mention is not None and (coarser is not None if anchors.narrative else anchors.moved_on(mention, coarser))
    if mention is not None and not left:
        mention = _not_past_writing(meaning, mention, scene)
        return mention.cell, quoted(mention), coarser
    if mention is None and coarser is None and published is not None and not anchors.narrative:
        if meaning.sign > 0 and scene.direction().sign <= 0 and anchors.sentence == 0:
            return None, "", None
        return (anchors.published, published, None) if RANK[amount.unit] >= RANK["day"] else (None, "", None)
    return None, "", coarser


def _not_past_writing(meaning: Shifted, mention: Mention, scene: Scene) -> Mention:
    """ "A decade later the firm is in debt": counted from the last time that leaves it before the day of writing."""
    published, amount = scene.anchors.published, meaning.amount
    if published is None or scene.anchors.narrative or meaning.sign < 0 or any(n is None for n, _ in amount.parts):
        return mention

    def written_after(base: Mention) -> bool:
        return days_of(_shifted_cell(base.cell, amount, 1))[0] <= published.index

    if written_after(mention) or scene.direction().sign > 0:
        return mention
    earlier = scene.anchors.mentions[-_LOOK_BACK:]
    fits = (base for base in reversed(earlier) if RANK[base.cell.unit] <= RANK[amount.unit] and written_after(base))
    return next(fits, mention)


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
        assert count is not None
        cell = _add(cell, sign * count, part_unit, working=amount.working)
    if RANK[cell.unit] < RANK[unit] and cell.unit != "quarter":
        target = {"decade": "year", "century": "year", "millennium": "year"}.get(unit, unit)
        cell = convert(cell, target) if RANK[target] >= RANK["day"] else cell
    return cell


def moved(meaning: Deictic | Shifted, reached: Cell | None) -> list[Cell]:
    """Where a relative expression takes a story that has reached a cell; nothing where the cell is too coarse."""
    unit = meaning.unit if isinstance(meaning, Deictic) else meaning.amount.unit
    if reached is None or RANK[reached.unit] > RANK[unit]:
        return []
    if isinstance(meaning, Deictic):
        return [shift_cell(convert(reached, unit), meaning.offset, unit)] if RANK[unit] >= RANK["day"] else []
    return [_shifted_cell(reached, meaning.amount, meaning.sign)]


def convert_clock(cell: Cell, *, last: bool = False) -> Cell:
    """A clock cell (minutes) from a coarser one: its first minute, or its last."""
    return Cell("minute", bounds_of_cell(cell)[last] // 60)


def _add(cell: Cell, count: float, unit: str, *, working: bool) -> Cell:
    if working and unit == "day" and cell.unit == "day":
        day, step, left = cell.index, (1 if count > 0 else -1), abs(round(count))
        while left:
            day += step
            left -= weekday_of(day) <= 5
        return Cell("day", day)
    return shift_cell(cell, count, unit)


# -------------------------------------------------------------------------------------- amounts, windows


@resolves(Amount)
def resolve_amount(meaning: Amount, scene: Scene) -> Resolution:
    """A length of time that points at no time."""
    return Resolution(
        type="DURATION", value=duration_value(meaning.parts), mod=meaning.mod, approximate=meaning.approximate,
        granularity="unknown",
    )  # fmt: skip


def counted_from(amount: Amount, sign: int, base: Resolution, words: str) -> Resolution | None:
    """A length of time that is counted from a date beside it: "two days" of "two days before Christmas"."""
    if base.cell is None or amount.bare or any(count is None for count, _ in amount.parts):
        return None
    if base.mod is not None or base.type != "DATE" or RANK[amount.unit] < RANK["day"]:
        return None
    cell = _shifted_cell(base.cell, amount, sign)
    side = "after" if sign > 0 else "before"
    return Resolution(
        type="DURATION", value=duration_value(amount.parts), mod=amount.mod, approximate=amount.approximate,
        bounds=bounds_of_cell(cell), basis="relative", anchor=f"{side} “{words}” ({value_of(base.cell)})",
        granularity=cell.unit,
    )  # fmt: skip


def ended_with(amount: Amount, end: Resolution, words: str) -> Resolution | None:
    """ "the three months ended Sept. 30": the length of time, and the days that it covers."""
    cell = end.cell
    if cell is None or amount.bare or any(count is None for count, _ in amount.parts) or end.type != "DATE":
        return None
    if RANK[amount.unit] < RANK["day"] or RANK[cell.unit] > RANK["month"]:
        return None
    last = days_of(cell)[1]
    first = Cell("day", last + 1)
    for count, unit in amount.parts:
        first = shift_cell(first, -(count or 0), unit)
    return Resolution(
        type="DURATION", value=duration_value(amount.parts), mod=amount.mod, approximate=amount.approximate,
        bounds=(first.index * DAY_S, (last + 1) * DAY_S - 1), basis="relative",
        anchor=f"up to “{words}” ({value_of(cell)})", granularity=window_granularity(amount.unit),
    )  # fmt: skip


@resolves(Window)
def _resolve_window(meaning: Window, scene: Scene) -> Resolution:
    amount = meaning.amount
    plain = resolve_amount(amount, scene)
    anchors = scene.anchors
    if meaning.to == "published" and not (anchors.narrative and anchors.last() is not None):
        base = anchors.published
        words = written(anchors)
        if meaning.sign > 0 and base is not None and scene.direction().sign < 0:  # "over the next four days they fled"
            last = anchors.just_told()
            base, words = (None, "") if last is None else (last.cell, quoted(last))
    else:
        last = anchors.last()
        base, words = (None, "") if last is None else (last.cell, quoted(last))
    if base is None:
        if meaning.as_date:
            plain = replace(plain, type="DATE", value="PAST_REF")
        return replace(plain, offset=_window_words(meaning))
    vague = any(count is None for count, _ in amount.parts)
    if vague:
        amount = Amount(parts=((AT_MOST.get(amount.unit, 2), amount.unit),))
        plain = replace(plain, approximate=True, offset=_window_words(meaning).replace("an unknown time", words))
    start, end = days_of(base)
    edge = Cell("day", end if meaning.sign > 0 else start)
    other = edge
    if RANK[amount.unit] < RANK["day"]:  # at what hour of its day the anchor lies is not known
        edge = convert_clock(Cell("day", edge.index), last=meaning.sign < 0)
        other = convert_clock(Cell("day", other.index), last=meaning.sign > 0)
    for count, unit in amount.parts:
        assert count is not None
        other = shift_cell(other, meaning.sign * count, unit)
    low, high = sorted((bounds_of_cell(edge), bounds_of_cell(other)))
    if meaning.as_date:
        value = "PAST_REF" if vague else value_of(shift_cell(convert(base, amount.unit), -1, amount.unit))
        plain = replace(plain, type="DATE", value=value)
    return replace(
        plain, bounds=(low[0], high[1]), basis="relative", anchor=words, granularity=window_granularity(amount.unit)
    )


def window_granularity(unit: str) -> str:
    """The granularity of a window counted in a unit."""
    return unit if unit in ("minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century") else "day"


def _window_words(meaning: Window) -> str:
    words = amount_words(meaning.amount, meaning.sign).rsplit(" ", 1)[0]
    return f"the {words} {'after' if meaning.sign > 0 else 'before'} an unknown time"


@resolves(Vague)
def _resolve_vague(meaning: Vague, scene: Scene) -> Resolution:
    return _vague_window(meaning.reference, scene)


def _vague_window(reference: str, scene: Scene) -> Resolution:
    published = scene.anchors.published
    if published is None or scene.anchors.narrative:
        return Resolution(type="DATE", value=reference, basis="unknown")
    low, high = bounds_of_cell(published)
    bounds = {"PAST_REF": (None, high), "FUTURE_REF": (low, None), "PRESENT_REF": (low, high)}.get(reference)
    return Resolution(
        type="DATE", value=reference, bounds=bounds, basis="relative", anchor=written(scene.anchors),
        granularity="unknown", uncertain=reference != "PRESENT_REF",
    )  # fmt: skip
