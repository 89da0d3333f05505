"""The line of a story: which of its dates carry it on, and the years of those that have none.

A history names a year now and then and leaves it out in between; it looks back, quotes and runs ahead. Comes in: the
dates of a document in their order, each with the cells that it could be. Goes out: for each the cell that fits best,
and whether it lies on the story's line. The best reading is found by a beam search over a simple cost: a step on costs
the logarithm of its months, a step back somewhat more, and leaving a date aside (a citation, a look back) a fixed
price, less where the words say so. Linear in the number of dates.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from strandline.timing.cells import RANK, Cell, convert, days_of

_BEAM: Final = 12
_BACK: Final = 1.2
_TURN: Final = 0.45
_ASIDE: Final = 4.0
_ASIDE_FULL: Final = 5.0
_ASIDE_CUED: Final = 0.8
_HEAD_START: Final = 0.7
_FROM_ASIDE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Stop:
    """One date of the story.

    ``choices`` gives the cells that it could be, from the cell that the story has reached (None at its start);
    ``explicit`` says that it names its year; ``aside`` that its words mark it as background; ``opens`` that it stands
    at the head of a paragraph; ``earlier`` that its clause looks back from what has been told ("had taken").
    """

    choices: Callable[[Cell | None], Sequence[Cell]]
    explicit: bool
    aside: bool
    opens: bool
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """The cell of a stop, and whether the story goes through it."""

    cell: Cell | None
    on_line: bool


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    cell: Cell | None
    placed: Placed | None
    before: _Path | None
    hint: Cell | None = None


def place(stops: Sequence[Stop]) -> list[Placed]:
    """The cells of all stops along the cheapest line."""
    beam = [_Path(0.0, None, None, None)]
    for stop in stops:
        grown = [path for known in beam for path in _grow(known, stop)]
        grown.sort(key=lambda path: path.cost)
        beam = _distinct(grown)
    placed: list[Placed] = []
    path: _Path | None = beam[0]
    while path is not None and path.placed is not None:
        placed.append(path.placed)
        path = path.before
    placed.reverse()
    return placed


def _distinct(paths: list[_Path]) -> list[_Path]:
    """The cheapest paths, one for each cell that the story has reached."""
    kept: list[_Path] = []
    seen: set[Cell | None] = set()
    for path in paths:
        if path.cell not in seen:
            seen.add(path.cell)
            kept.append(path)
            if len(kept) == _BEAM:
                break
    return kept


def _grow(path: _Path, stop: Stop) -> list[_Path]:
    choices = stop.choices(path.cell or path.hint)
    flashback = False
    if stop.earlier and not stop.explicit and path.cell is not None:
        reached_on = days_of(path.cell)[1]
        before = [cell for cell in choices if days_of(cell)[0] <= reached_on]
        flashback = bool(before) and stop.opens
        choices = before or choices
    if not choices:
        return [_Path(path.cost, path.cell, Placed(None, False), path, path.hint)]
    grown = []
    for cell in choices:
        start = path.cell or path.hint
        step = 0.0 if start is None else step_cost(start, cell) * (1.0 if path.cell else _FROM_ASIDE)
        cost = step * (_HEAD_START if stop.opens else 1.0) + (1.5 if stop.aside and not flashback else 0.0)
        reached = path.cell if path.cell is not None and _repeats(path.cell, cell) else cell
        grown.append(_Path(path.cost + cost, reached, Placed(cell, True), path))
    if path.cell is None and stop.aside:
        grown.append(_Path(path.cost + _ASIDE_CUED, None, Placed(choices[0], False), path, choices[0]))
    if path.cell is not None:
        nearest = min(choices, key=lambda cell: step_cost(path.cell, cell) if path.cell is not None else 0.0)
        full = stop.explicit and RANK[nearest.unit] < RANK["year"]
        price = _ASIDE_CUED if stop.aside else _ASIDE_FULL if full else _ASIDE
        price += 0.0 if stop.explicit else 0.5 * step_cost(path.cell, nearest)
        grown.append(_Path(path.cost + price, path.cell, Placed(nearest, False), path))
    return grown


def _repeats(reached: Cell, cell: Cell) -> bool:
    """A coarser date that only holds the finer one that the story has reached."""
    return RANK[cell.unit] > RANK[reached.unit] and convert(reached, cell.unit) == cell


def step_cost(start: Cell, end: Cell) -> float:
    """What it costs a story to go from one date to another: the logarithm of the months between, more when it goes
    back."""
    first, last = days_of(start)
    begin, finish = days_of(end)
    if begin <= last and finish >= first:
        if begin >= first or finish >= last:
            return 0.0
        return 0.1
    if begin > last:
        return math.log1p((begin - last) / 30.4)
    return _TURN + _BACK * math.log1p((first - finish) / 30.4)
