"""What resolving gives and needs: the place in time, the scene, and the table of resolvers.

``resolve`` turns any meaning into a ``Resolution`` by the resolver that is registered for its type (``resolving.py``
and ``shifting.py`` register theirs on import).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from strandline.records import Basis, TimexType
from strandline.timing.anchors import Anchors, Mention
from strandline.timing.cells import DAY_S, PARTS, RANK, Cell, bounds_of_cell, days_of
from strandline.timing.completing import OPPOSITE
from strandline.timing.meanings import Amount, Fields, Meaning
from strandline.timing.pointing import Direction
from strandline.timing.timex import clock_value, value_of, weekday_name

UNIT_PATTERN: Final = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "half": "XXXX-HX", "season": "XXXX-XX", "year": "XXXX", "decade": "XXX", "century": "XX", "millennium": "X",
    "hour": "XXXX-XX-XXTXX", "minute": "XXXX-XX-XXTXX:XX", "second": "XXXX-XX-XXTXX:XX:XX",
}  # fmt: skip
"""TIMEX3 values of cells that nothing is known of."""

_SMALL_HOURS_S: Final = 6 * 3600

AT_MOST: Final = {
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
    day_of_sentence: Callable[[], tuple[Cell, str] | None]
    shared: Fields | None = None


_Resolver = Callable[[Any, Scene], Resolution]
_RESOLVERS: Final[dict[type, _Resolver]] = {}
_R = TypeVar("_R", bound=_Resolver)


def resolves(kind: type[Meaning]) -> Callable[[_R], _R]:
    """Register a resolver for a type of meaning."""

    def register(resolver: _R) -> _R:
        _RESOLVERS[kind] = resolver
        return resolver

    return register


def resolve(meaning: Meaning, scene: Scene) -> Resolution:
    """The place in time of a meaning."""
    found = _RESOLVERS[type(meaning)](meaning, scene)
    if scene.anchors.southern and found.cell is not None and found.cell.unit == "season" and not found.southern:
        value = found.value[:-2] + OPPOSITE[found.value[-2:]]
        return replace(found, value=value, southern=True)
    return found


def point(cell: Cell, **about: Any) -> Resolution:
    """The resolution to a cell, with its value, bounds and granularity; ``about`` fills the other fields."""
    kind: TimexType = "TIME" if RANK[cell.unit] < RANK["day"] else "DATE"
    granularity = "part-of-day" if cell.unit == "part" else "instant" if cell.unit == "second" else cell.unit
    granularity = {"weekend": "week", "half": "year", "millennium": "century"}.get(granularity, granularity)
    about.setdefault("bounds", bounds_of_cell(cell))
    about.setdefault("value", value_of(cell))
    return Resolution(type=kind, cell=cell, granularity=granularity, **about)


def unknown(value: str, kind: TimexType = "DATE", offset: str | None = None, **about: Any) -> Resolution:
    """A resolution that knows no place in time, only a value with X and an offset in words."""
    return Resolution(type=kind, value=value, basis="unknown", offset=offset, **about)


def clock_on(day: Cell, clock: Fields, **about: Any) -> Resolution:
    """A day cell with a clock time or a part of the day."""
    about["zone"] = clock.zone
    if clock.hour is None:
        if clock.small_hours:
            about["bounds"] = (day.index * DAY_S, day.index * DAY_S + _SMALL_HOURS_S - 1)
        return point(Cell("part", day.index * len(PARTS) + PARTS.index(clock.part or "DT")), **about)
    start = day.index * DAY_S + clock.hour * 3600 + (clock.minute or 0) * 60 + (clock.second or 0)
    if clock.second is not None:
        return point(Cell("second", start), bounds=(start, start), **about)
    if clock.hour == 24:
        value = value_of(day) + "T24:00"
        return point(Cell("minute", start // 60), bounds=(start, start), value=value, **about)
    return point(Cell("minute", start // 60), bounds=(start, start), **about)


def clock_suffix(clock: Fields) -> str:
    """What a clock time or part of the day adds to the value of a day."""
    if clock.hour is not None:
        seconds = clock.hour * 3600 + (clock.minute or 0) * 60 + (clock.second or 0)
        if clock.hour == 24:
            return "T24:00"
        return clock_value(Cell("second", seconds) if clock.second is not None else Cell("minute", seconds // 60))
    return f"T{clock.part}" if clock.part else ""


def named(cell: Cell) -> str:
    """A cell in words for the reason."""
    return f"{weekday_name(days_of(cell)[0])} {value_of(cell)}" if cell.unit == "day" else value_of(cell)


def quoted(mention: Mention) -> str:
    """A mention in words for the reason."""
    return f"“{mention.text}” ({value_of(mention.cell)})"


def amount_words(amount: Amount, sign: int) -> str:
    """ "2 days after" or "2 days before"."""
    pieces = []
    for count, unit in amount.parts:
        number = "some" if count is None else f"{count:g}"
        pieces.append(f"{number} {unit}{'' if count == 1 else 's'}")
    return f"{' '.join(pieces)} {'after' if sign > 0 else 'before'}"
