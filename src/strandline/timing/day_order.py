"""Day or month first: how a document writes its numeric dates ("4/5/2012"), by what its own dates can only mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from strandline.timing.cascade import Node
from strandline.timing.cells import Cell, civil_from_days
from strandline.timing.layout import Layout

_MONTH_FIRST: Final = frozenset(("US", "PH", "PW", "FM"))
"""Countries that write the month first."""


def day_comes_first(kept: Sequence[Node], layout: Layout, country: str | None) -> bool | None:
    """Whether the day stands first, by the dates that fit only one way, else by the one that is the day of publication,
    else by the country; None where nothing tells."""
    votes = 0
    for node in kept:
        if node.weak == "numeric-date" and node.meaning.numeric is None:
            first, second, *_ = (int(digits) for digits in re.findall(r"\d+", layout.tokens.surface(node.first)))
            votes += (12 < first <= 31) - (first <= 12 < second)
    if votes:
        return votes > 0
    told = None if layout.published is None else _by_publication(kept, layout.published)
    if told is not None or country is None:
        return told
    return country not in _MONTH_FIRST


def _by_publication(kept: Sequence[Node], published: Cell) -> bool | None:
    """The order in which one of the dates is the day of publication; None where none is."""
    year, month, day = civil_from_days(published.index)
    for node in kept:
        if node.weak != "numeric-date" or node.meaning.numeric not in ((month, day), (day, month)) or month == day:
            continue
        written = node.meaning.year if node.meaning.year is not None else node.meaning.short_year
        if written in (year, year % 100):
            return bool(node.meaning.numeric == (day, month))
    return None
