"""The lines of a PDF page in reading order, by measure alone.

Columns: a vertical strip that few lines cross and that has filled lines on both sides. Lines that cross it (headlines,
tables) divide the page into bands; in each band the left side is read before the right. A page without columns from
top to bottom may still have them in one of its zones, between white strips.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

GUTTER_WIDTH: Final = 7.0
GUTTER_CROSSED: Final = 0.3
COLUMN_ROWS: Final = 4
COLUMN_FILL: Final = 0.55
COLUMN_CHARACTERS: Final = 14
MOST_FRAGMENTS: Final = 2_000
JUSTIFIED_GAP: Final = 0.4
ZONE_GAP: Final = 0.6
ROW_OVERLAP: Final = 0.5
CELL_GAP: Final = 2.2
SAME_SIZE: Final = 0.12


@dataclass(frozen=True)
class Fragment:
    """A run of text on one line; the box in points, y upwards.

    ``size`` is the height of the type's box, ``first_width`` the width of the first word.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    text: str
    first_width: float


@dataclass
class Line:
    """A line of a column.

    ``left`` and ``right`` are the edges of the column, as its ``alike`` lines of the same size of type show them;
    ``band`` counts the columns of a page in reading order.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    text: str
    first_width: float
    widest_gap: float = 0.0
    left: float = 0.0
    right: float = 0.0
    alike: int = 1
    band: int = 0


def read_page(fragments: Iterable[Fragment]) -> list[Line]:
    """The lines of a page in reading order."""
    lines: list[Line] = []
    for band, group in enumerate(_bands(list(fragments))):
        rows = rows_of(group)
        for row in rows:
            # a headline over a narrow column says nothing of the width of its lines
            alike = [other for other in rows if abs(other.size - row.size) <= SAME_SIZE * row.size]
            row.left, row.right = min(other.x0 for other in alike), max(other.x1 for other in alike)
            row.alike, row.band = len(alike), band
        _undo_justified(rows)
        lines.extend(rows)
    return lines


def _undo_justified(rows: list[Line]) -> None:
    """Wide gaps in a justified line are no cells: the line fills the column as the running text around it does."""

    def fills(line: Line) -> bool:
        return line.x0 - line.left < line.size and line.right - line.x1 < 0.2 * line.size

    for index, row in enumerate(rows):
        if "\t" in row.text and fills(row) and row.widest_gap < JUSTIFIED_GAP * (row.right - row.left):
            around = rows[max(0, index - 2) : index] + rows[index + 1 : index + 3]
            if any("\t" not in line.text and fills(line) for line in around):
                row.text = row.text.replace("\t", " ")


# ------------------------------------------------------------------------------------------------ order


def _bands(fragments: list[Fragment]) -> Iterator[list[Fragment]]:
    """Groups of fragments that make one column each, in reading order."""
    if not fragments:
        return
    gutter = _gutter(fragments)
    if gutter is None:
        yield from _zones(fragments)
        return
    crossing = sorted((f for f in fragments if f.x0 < gutter < f.x1), key=lambda f: -f.y1)
    rest = [f for f in fragments if not f.x0 < gutter < f.x1]
    for group in _runs(crossing, rest):
        band = [f for f in rest if f.y1 <= group[0] + 0.1 and f.y1 > group[1] + 0.1]
        for side in ([f for f in band if f.x1 <= gutter], [f for f in band if f.x0 >= gutter]):
            yield from _bands(side)
        if group[2]:
            yield group[2]


def _zones(fragments: list[Fragment]) -> Iterator[list[Fragment]]:
    """A page without columns from top to bottom may still have them in one zone: look between its white strips."""
    zones: list[list[Fragment]] = []
    lowest = float("inf")
    for fragment in sorted(fragments, key=lambda f: -f.y1):
        if not zones or lowest - fragment.y1 > ZONE_GAP * fragment.size:
            zones.append([])
        zones[-1].append(fragment)
        lowest = min(lowest, fragment.y0)
    gutters = [_gutter(zone) for zone in zones]
    if len(zones) < 2 or all(gutter is None for gutter in gutters):
        yield fragments
        return
    group: list[Fragment] = []
    for index, zone in enumerate(zones):
        group += zone
        here, below = gutters[index], gutters[index + 1] if index + 1 < len(zones) else 0.0
        if (here is None) != (below is None) or (here and below and abs(here - below) > GUTTER_WIDTH) or below == 0.0:
            yield from [group] if here is None else _bands(group)
            group = []


def _runs(crossing: list[Fragment], rest: list[Fragment]) -> Iterator[tuple[float, float, list[Fragment]]]:
    """(top, bottom, the crossing lines below it) for each band between lines that cross the gutter."""
    top = float("inf")
    held: list[Fragment] = []
    for index, fragment in enumerate(crossing):
        held.append(fragment)
        following = crossing[index + 1] if index + 1 < len(crossing) else None
        between = following is not None and any(following.y1 < f.y1 <= fragment.y1 for f in rest)
        if following is None or between:
            yield top, held[0].y1, held
            top, held = held[0].y1, []
    yield top, float("-inf"), []


def _gutter(fragments: list[Fragment]) -> float | None:
    """The middle of the strip between two columns, or None."""
    left, right = min(f.x0 for f in fragments), max(f.x1 for f in fragments)
    if not 2 * COLUMN_ROWS <= len(fragments) <= MOST_FRAGMENTS or right - left < 12 * GUTTER_WIDTH:
        return None
    edges = sorted({round(f.x1, 1) for f in fragments} | {round(f.x0, 1) for f in fragments})
    best: tuple[int, float, float] | None = None
    for start, end in pairwise(edges):
        middle = (start + end) / 2
        if end - start < GUTTER_WIDTH or not left + 0.15 * (right - left) < middle < right - 0.15 * (right - left):
            continue
        crossing = sum(f.x0 < middle < f.x1 for f in fragments)
        if crossing > GUTTER_CROSSED * (len(fragments) - crossing) / 2:
            continue
        sides = [f for f in fragments if f.x1 <= middle], [f for f in fragments if f.x0 >= middle]
        if all(_is_column(side) for side in sides) and _side_by_side(*sides):
            rank = (crossing, -(end - start), middle)
            best = rank if best is None or rank < best else best
    return None if best is None else best[2]


def _is_column(fragments: list[Fragment]) -> bool:
    """Filled lines of running text, not the cells of a table?"""
    if len(fragments) < COLUMN_ROWS:
        return False
    width = max(f.x1 for f in fragments) - min(f.x0 for f in fragments)
    long = median(len(f.text) for f in fragments) >= COLUMN_CHARACTERS
    inked = sum((f.x1 - f.x0) * (f.y1 - f.y0) for f in fragments)
    return long and inked >= COLUMN_FILL * width * _covered_height(fragments)


def _covered_height(fragments: list[Fragment]) -> float:
    """How much of the height of a page lines cover, in points; columns side by side cover it once."""
    covered, top = 0.0, float("-inf")
    for fragment in sorted(fragments, key=lambda f: f.y0):
        covered += max(0.0, fragment.y1 - max(top, fragment.y0))
        top = max(top, fragment.y1)
    return covered


def _side_by_side(first: list[Fragment], second: list[Fragment]) -> bool:
    top = min(max(f.y1 for f in first), max(f.y1 for f in second))
    bottom = max(min(f.y0 for f in first), min(f.y0 for f in second))
    heights = [max(f.y1 for f in side) - min(f.y0 for f in side) for side in (first, second)]
    return top - bottom >= 0.4 * min(heights)


def rows_of(fragments: Iterable[Fragment]) -> list[Line]:
    """Fragments on one height as one line, cells apart by a tab."""
    return [line_of(group) for group in row_groups(fragments)]


def row_groups(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Fragments that stand on one height, the highest first."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (-(f.y0 + f.y1) / 2, f.x0)):
        row = rows[-1] if rows else []
        if row and _overlap(row[0], fragment) >= ROW_OVERLAP:
            row.append(fragment)
        else:
            rows.append([fragment])
    return rows


def _overlap(first: Fragment, second: Fragment) -> float:
    shared = min(first.y1, second.y1) - max(first.y0, second.y0)
    return shared / max(0.1, min(first.y1 - first.y0, second.y1 - second.y0))


def line_of(row: list[Fragment]) -> Line:
    """Fragments of one height, in any order, as a line."""
    row = sorted(row, key=lambda f: f.x0)
    text = row[0].text.strip()
    for before, fragment in pairwise(row):
        gap = fragment.x0 - before.x1
        text += (
            "\t" if gap > CELL_GAP * fragment.size else " " if gap > 0.12 * fragment.size else ""
        ) + fragment.text.strip()
    return Line(
        x0=row[0].x0,
        y0=min(f.y0 for f in row),
        x1=max(f.x1 for f in row),
        y1=max(f.y1 for f in row),
        size=max(row, key=lambda f: len(f.text)).size,
        text=text,
        first_width=row[0].first_width,
        widest_gap=max((after.x0 - before.x1 for before, after in pairwise(row)), default=0.0),
    )
