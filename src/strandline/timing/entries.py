"""The headings of a diary, of minutes or of a running log: the day that each entry is told from.

Comes in: the expressions that are times, the layout, the anchors. Goes out: the same, a heading such as "Monday 8."
with its day of the month, and the entries: from which token on which day counts as the day of writing. A heading is a
day at the head of a line that is a line by itself ("Tuesday, 6 November") or is set off by a mark ("Sunday 9 Oct.
Rain."); one alone must say more than a weekday, since a line may begin with any word. Bare weekdays are counted on
from heading to heading, the last of them being the nearest in front of the publication.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from strandline.timing.anchors import Anchors
from strandline.timing.cascade import Node
from strandline.timing.cells import Cell, weekday_of, year_of
from strandline.timing.completing import complete, instances
from strandline.timing.layout import Layout
from strandline.timing.meanings import Fields
from strandline.timing.pointing import PAST

_LINE_END: Final = re.compile(r"[ \t]*(?:\n|\Z)")
_SET_OFF: Final = re.compile(r"[ \t]*(?:[.:;]|[-–—]{1,2}[ \t])[ \t]*")
_DAY_BEHIND: Final = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?")
_TITLE: Final = re.compile(r"\n[ \t]*\n[ \t]*([^\W\d_][^\n]*)\n[ \t]*\n")
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n\s*")
_LONGEST_DIARY: Final = 60
"""Days before the publication from which an entry says more than its own line."""
_STOPS: Final = frozenset(".!?:;,)\"”’'…")
_LONGEST_TITLE: Final = 60
_LAST_DAY: Final = 31
_LATER_STEP: Final = 3
"""Days from one weekday to the next that speak for entries in the order of time: more speak for the newest first."""
_FUTURE_WEIGHT: Final = 2
_FEWEST_WEEKDAYS: Final = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """From token ``first`` on, ``day`` is the day of writing; None: that of the whole document again."""

    first: int
    day: Cell | None


@dataclass(frozen=True, slots=True)
class _Heading:
    """The expression at ``index`` heads an entry; ``alone``: it is a line by itself."""

    index: int
    node: Node
    alone: bool


def find_entries(nodes: list[Node], layout: Layout, anchors: Anchors) -> tuple[list[Node], list[Entry]]:
    """The expressions, those of headings made whole, and the entries in their order."""
    headings = [found for index, node in enumerate(nodes) if (found := _heading(index, node, layout)) is not None]
    if layout.published is None or not _are_headings(headings):
        return nodes, []
    nodes = list(nodes)
    for heading in headings:
        nodes[heading.index] = heading.node
    days = _days(headings, anchors, layout.published)
    entries: list[Entry] = []
    for heading, day in zip(headings, days, strict=True):
        entries.append(Entry(heading.node.first, day))
        if day is None or (not heading.alone and abs(day.index - layout.published.index) > _LONGEST_DIARY):
            entries.append(Entry(_paragraph_behind(heading.node, layout), None))
    title = _title_behind(headings[-1].node, layout)
    if title is not None:
        entries.append(Entry(title, None))
    return nodes, sorted(entries, key=lambda entry: entry.first)


def _heading(index: int, node: Node, layout: Layout) -> _Heading | None:
    meaning, tokens = node.meaning, layout.tokens
    if not isinstance(meaning, Fields) or meaning.part or meaning.has_clock:
        return None
    if meaning.weekday is None and (meaning.month is None or meaning.day is None):
        return None
    start = tokens.starts[node.first]
    line = tokens.text.rfind("\n", 0, start) + 1
    if tokens.text[line:start].strip():
        return None
    last = node.last
    if meaning.weekday is not None and meaning.day is None and node.last < len(tokens):
        day = _DAY_BEHIND.fullmatch(tokens.word(node.last))
        if (
            day is not None
            and 1 <= int(day[1]) <= _LAST_DAY
            and tokens.starts[node.last] - tokens.ends[node.last - 1] == 1
        ):
            node, last = replace(node, meaning=replace(meaning, day=int(day[1]))), last + 1
    end = tokens.ends[last - 1]
    alone = _LINE_END.match(tokens.text, end) is not None or _is_stop_at_end(tokens.text, end)
    if not alone and _SET_OFF.match(tokens.text, end) is None:
        return None
    return _Heading(index, node, alone)


def _is_stop_at_end(text: str, end: int) -> bool:
    mark = _SET_OFF.match(text, end)
    return mark is not None and _LINE_END.match(text, mark.end()) is not None


def _are_headings(headings: Sequence[_Heading]) -> bool:
    """Whether the days at the heads of lines head entries: several, or one that is a whole date on a line by itself."""
    if len(headings) >= _FEWEST_WEEKDAYS:
        return True
    return any(heading.alone and heading.node.meaning.day is not None for heading in headings)


def _days(headings: Sequence[_Heading], anchors: Anchors, published: Cell) -> list[Cell | None]:
    """The day of each heading: dates first, then the weekdays between them, from the last one back."""
    days = [_dated(heading.node.meaning, anchors, published) for heading in headings]
    weekdays = [heading.node.meaning.weekday for heading in headings]
    forward = _runs_forward(weekdays)
    order = range(len(headings) - 1, -1, -1) if forward else range(len(headings))
    latest = published.index
    for place, index in enumerate(order):
        known, weekday = days[index], weekdays[index]
        if known is None and weekday is not None:
            first = place == 0
            back = (weekday_of(latest) - weekday) % 7 or (0 if first else 7)
            known = days[index] = Cell("day", latest - back)
        if known is not None:
            latest = known.index
    return days


def _dated(meaning: Fields, anchors: Anchors, published: Cell) -> Cell | None:
    if meaning.day is None:
        return None
    if meaning.year is not None or meaning.short_year is not None:
        found = complete(meaning, anchors, lambda: PAST, None).cell
        return found if found is not None and found.unit == "day" else None
    near = [
        cell for cell in instances(meaning, year_of(published), anchors, around=published.index) if cell.unit == "day"
    ]

    def distance(cell: Cell) -> int:
        ahead = cell.index - published.index
        return ahead * _FUTURE_WEIGHT if ahead > 0 else -ahead

    return min(near, key=distance, default=None)


def _runs_forward(weekdays: Sequence[int | None]) -> bool:
    """Whether the weekdays of headings follow each other in the order of time."""
    steps = [
        (after - before) % 7
        for before, after in pairwise(weekdays)
        if before is not None and after is not None and before != after
    ]
    return sum(step <= _LATER_STEP for step in steps) * 2 >= len(steps)


def _paragraph_behind(node: Node, layout: Layout) -> int:
    """First token behind the paragraph of an expression: a chronology dates no more than a line."""
    tokens = layout.tokens
    end = _BLANK_LINE.search(tokens.text, tokens.ends[node.last - 1])
    return len(tokens) if end is None else bisect_left(tokens.starts, end.end())


def _title_behind(node: Node, layout: Layout) -> int | None:
    """First token of the title of another part behind the last entry: a few words between blank lines."""
    tokens, text = layout.tokens, layout.tokens.text
    for match in _TITLE.finditer(text, tokens.ends[node.last - 1]):
        if len(match[1]) <= _LONGEST_TITLE and match[1].rstrip()[-1] not in _STOPS:
            return bisect_left(tokens.starts, match.start(1))
    return None
