"""Four digits at the head of a line: a clock time in a log ("1524 Smoke over the market."), or a year in a list of
years ("1914 The line is opened.").

Comes in: the expressions that the grammar found. Goes out: the same, each such number settled, all of a document in the
same way. A number that can be no year ("0915") makes all of them clock times, one that can be no clock time ("1968")
makes them years; else the date of a day above them speaks for a log. Without one, numbers that can be years of our time
are years, and older ones are clock times unless other years stand near them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from strandline.timing.cascade import Node
from strandline.timing.cells import year_of
from strandline.timing.layout import Layout
from strandline.timing.meanings import Fields

LINE_NUMBER: Final = "line-number"
_FIRST_YEAR: Final = 1000
_MODERN: Final = range(1900, 2060)
_NEAR_YEARS: Final = 100
_NEAR_FUTURE: Final = 10


def settle_line_numbers(nodes: list[Node], layout: Layout) -> list[Node]:
    """The expressions with every number at the head of a line made a clock time or a year."""
    numbers = [_number(node) for node in nodes if node.weak == LINE_NUMBER]
    if not numbers or _are_clocks(numbers, nodes, layout):
        return nodes
    return [_as_year(node) if node.weak == LINE_NUMBER else node for node in nodes]


def _number(node: Node) -> int:
    return int(node.meaning.hour) * 100 + int(node.meaning.minute or 0)


def _as_year(node: Node) -> Node:
    return replace(node, meaning=Fields(year=_number(node)), weak="year")


def _are_clocks(numbers: Sequence[int], nodes: Sequence[Node], layout: Layout) -> bool:
    published = layout.published
    if min(numbers) < _FIRST_YEAR or max(numbers) >= _MODERN.stop:
        return True
    years = [(node, node.meaning.year) for node in nodes if _is_bare_year(node)]
    if any(_opens_line(node, layout) for node, _ in years):
        return False
    if _day_above(nodes):
        return True
    if all(number in _MODERN for number in numbers):
        return published is not None and max(numbers) > year_of(published) + _NEAR_FUTURE
    return not any(abs(year - number) <= _NEAR_YEARS for _, year in years for number in numbers)


def _is_bare_year(node: Node) -> bool:
    return node.weak == "year" and isinstance(node.meaning, Fields) and node.meaning.year is not None


def _opens_line(node: Node, layout: Layout) -> bool:
    start = layout.tokens.starts[node.first]
    return start == 0 or layout.tokens.text[start - 1] == "\n"


def _day_above(nodes: Sequence[Node]) -> bool:
    """Whether a date with its year stands above the first of the numbers."""
    for node in nodes:
        if node.weak == LINE_NUMBER:
            return False
        meaning = node.meaning
        if isinstance(meaning, Fields) and meaning.year is not None and meaning.day is not None:
            return True
    return False
