"""What neighbouring expressions give each other: a year in a range, the date in an apposition, the day of a clock
time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from strandline.timing.cascade import Node
from strandline.timing.cells import RANK, Cell
from strandline.timing.layout import Layout
from strandline.timing.meanings import Deictic, Directed, Fields, Joined, Meaning, Nth, Part, Shifted

LINKS: Final = frozenset(("to", "and", "-", "–", "—", "or", "through", "until", "till", "&", "/"))
"""Words between two dates that share a year."""
SPANS: Final = frozenset(("to", "-", "–", "—", "through", "until", "till"))
"""Words between the two ends of a range."""
_LONGEST_NAME: Final = 2
_APPOSITION: Final = frozenset((",", "on", "in", "(", "-", "—", "–", "the"))


def unwrapped(node: Node) -> Meaning:
    """The meaning under "early", "late" and the like."""
    meaning: Meaning = node.meaning
    return meaning.inner if isinstance(meaning, Part) else meaning


def link_between(layout: Layout, first: Node, second: Node) -> str:
    """The one word that links two expressions; empty where there is more or nothing."""
    words = [word for word in layout.words_between(first, second) if word != "the"]
    return words[0] if len(words) == 1 else ""


def lent_fields(layout: Layout, first: Node, second: Node) -> Fields | None:
    """The pattern that lends its year: "July" of "July to August 1943"; None where it has none to lend."""
    meaning = unwrapped(second)
    if not isinstance(first.meaning, Fields) or not isinstance(meaning, Fields):
        return None
    if _is_year_of_event(layout, first, second) or _is_year_behind(layout, first, second):
        return meaning
    named = meaning.year is not None or meaning.short_year is not None
    same = (meaning.month is None) == (first.meaning.month is None)
    return meaning if named and same and link_between(layout, first, second) in LINKS else None


def _is_year_behind(layout: Layout, first: Node, second: Node) -> bool:
    """ "on 10 December in 1989": the year of the day in front of it."""
    year = second.meaning
    if not isinstance(year, Fields) or year.year is None or year.month is not None or first.meaning.month is None:
        return False
    return first.meaning.year is None and link_between(layout, first, second) == "in"


def _is_year_of_event(layout: Layout, first: Node, second: Node) -> bool:
    """ "the October Rising of 1846": the year of what the month or season is part of the name of."""
    season, year = first.meaning, second.meaning
    if season.year is not None or season.day is not None or (season.month is None and season.season is None):
        return False
    if not isinstance(year, Fields) or year.year is None or year.month is not None or year.season is not None:
        return False
    *names, link = layout.words_between(first, second) or [""]
    return link == "of" and 1 <= len(names) <= _LONGEST_NAME and all(name.isalpha() for name in names)


def is_range(layout: Layout, first: Node, second: Node) -> bool:
    """Whether two months, days or seasons without a year go together ("from October to March", "spring and summer")."""
    start, end = first.meaning, second.meaning
    if not isinstance(start, Fields) or not isinstance(end, Fields) or start.year is not None or end.year is not None:
        return False
    if start.season is not None and end.season is not None:
        return link_between(layout, first, second) in LINKS
    return start.month is not None and end.month is not None and link_between(layout, first, second) in SPANS


def is_weekday_range(layout: Layout, first: Node, second: Node, *, links: frozenset[str] = SPANS) -> bool:
    """Whether two expressions are the ends of a range of weekdays ("from Monday to Wednesday"), or joined otherwise."""
    start, end = first.meaning, second.meaning
    if not isinstance(start, Fields) or not isinstance(end, Fields):
        return False
    return bool(start.weekday and end.weekday) and link_between(layout, first, second) in links


def with_year_before(pattern: Fields, end: Fields, year: int) -> Fields:
    """The start of a range with the year of its end, or the year before where it would come after it."""
    later = (pattern.month or 0, pattern.day or 0) > (end.month or 13, end.day or 32)
    return replace(pattern, year=year - later)


def stands_before_its_date(layout: Layout, node: Node, follower: Node) -> bool:
    """ "Two days later, on Dec. 31": the second says which day the first is."""
    between = layout.words_between(node, follower)
    return bool(between) and set(between) <= _APPOSITION and between[0] != "the" and is_dated(follower.meaning)


def stands_behind_its_date(layout: Layout, before: Node, node: Node) -> bool:
    """ "On Oct. 12, the day before the vote": the first says which day the second is."""
    between = layout.words_between(before, node)
    return between in ([","], ["("], ["-"]) and is_dated(before.meaning) and layout.tokens.word(node.last) != "of"


def is_dated(meaning: Meaning) -> bool:
    """Whether a meaning is a calendar date with a month or a year, or a feast."""
    if not isinstance(meaning, Fields):
        return False
    return meaning.month is not None or meaning.year is not None or meaning.holiday is not None


def leans_on_reference(meaning: Meaning) -> bool:
    """Whether a meaning is counted from the time just mentioned."""
    return isinstance(meaning, (Shifted, Deictic)) and meaning.to == "reference"


def looks_back(meaning: Meaning) -> bool:
    """Whether a meaning that is counted from the time just mentioned lies before it."""
    if not leans_on_reference(meaning):
        return False
    return (meaning.sign if isinstance(meaning, Shifted) else getattr(meaning, "offset", 0)) < 0


def is_vague(meaning: Any) -> bool:
    """Whether a shift has no number, or no unit of the calendar."""
    if isinstance(meaning, Shifted):
        return any(count is None for count, _ in meaning.amount.parts)
    return getattr(meaning, "unit", "") not in RANK


def is_as_fine(cell: Cell, meaning: Any) -> bool:
    """Whether a cell is at least as fine as the unit that a relative meaning counts in."""
    unit = meaning.amount.unit if isinstance(meaning, Shifted) else meaning.unit
    return unit in RANK and RANK[cell.unit] <= RANK[unit]


def names_day(meaning: Meaning) -> bool:
    """Whether a meaning is a day, with or without a clock time."""
    if isinstance(meaning, Fields):
        return meaning.day is not None or meaning.weekday is not None or meaning.holiday is not None
    if isinstance(meaning, Joined):
        return names_day(meaning.date)
    if isinstance(meaning, Directed):
        return names_day(meaning.fields)
    if isinstance(meaning, Nth):
        return meaning.weekday is not None
    return isinstance(meaning, Deictic) and meaning.unit == "day"
