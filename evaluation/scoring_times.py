"""Scores of a time tagger against annotated text: the measures of TempEval-3, task A, and interval accuracy.

Extents are scored strictly (same characters) and relaxed (any overlap, each expression matched once); ``value`` is the
relaxed F1 in which only matches with the gold TIMEX3 value count, as in the scorer of TempEval-3 (UzZaman et al. 2013).
Interval accuracy is the share of relaxed matches with a gold value that names days, for which the tagger names the same
days.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Timed:
    """One annotated or tagged expression: code points ``[start, end)`` and its TIMEX3 value (None: none given).

    ``days`` are the first and last day (ISO) that a tagger says; None: read them off the value.
    """

    start: int
    end: int
    value: str | None
    days: tuple[str, str] | None = None


@dataclass(slots=True)
class Tally:
    """Counts over documents; add with ``+=``."""

    gold: int = 0
    tagged: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    days_gold: int = 0
    days_same: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    def f1(self, measure: str) -> float:
        """F1 in percent of ``strict``, ``relaxed`` or ``value``; 0 where there is nothing."""
        return 200.0 * float(getattr(self, measure)) / (self.gold + self.tagged) if self.gold + self.tagged else 0.0

    def interval_accuracy(self) -> float:
        """Percent of the matches with days in the gold value that say the same days."""
        return 100.0 * self.days_same / self.days_gold if self.days_gold else 0.0


def match(gold: Sequence[Timed], tagged: Sequence[Timed]) -> list[tuple[int, int]]:
    """Pairs of indexes (gold, tagged) that overlap, each used once; the same extent first, then the longest overlap."""
    pairs = [
        (g.start == t.start and g.end == t.end, min(g.end, t.end) - max(g.start, t.start), -i, -j)
        for i, g in enumerate(gold)
        for j, t in enumerate(tagged)
        if min(g.end, t.end) > max(g.start, t.start)
    ]
    used_gold: set[int] = set()
    used_tagged: set[int] = set()
    found = []
    for _, _, minus_i, minus_j in sorted(pairs, reverse=True):
        if -minus_i not in used_gold and -minus_j not in used_tagged:
            used_gold.add(-minus_i)
            used_tagged.add(-minus_j)
            found.append((-minus_i, -minus_j))
    return sorted(found)


def score(gold: Sequence[Timed], tagged: Sequence[Timed]) -> Tally:
    """Counts for one document."""
    tally = Tally(gold=len(gold), tagged=len(tagged))
    for i, j in match(gold, tagged):
        g, t = gold[i], tagged[j]
        tally.relaxed += 1
        tally.strict += (g.start, g.end) == (t.start, t.end)
        tally.value += g.value is not None and g.value == t.value
        days = days_of_value(g.value)
        if days is not None:
            tally.days_gold += 1
            tally.days_same += days == (t.days or days_of_value(t.value))
    return tally


_VALUE: Final = re.compile(
    r"(?P<y>\d{4})(?:-(?:W(?P<w>\d\d)(?P<we>-WE)?|Q(?P<q>[1-4])|H(?P<h>[12])|(?P<m>\d\d)(?:-(?P<d>\d\d)(?P<t>T.*)?)?))?"
)


def days_of_value(value: str | None) -> tuple[str, str] | None:
    """First and last day (ISO) of a TIMEX3 value that names days of the years 1 to 9999; else None."""
    match_ = _VALUE.fullmatch(value or "")
    if match_ is None or not int(match_["y"]):
        return None
    year = int(match_["y"])
    try:
        if match_["w"]:
            monday = datetime.date.fromisocalendar(year, int(match_["w"]), 1)
            first = monday + datetime.timedelta(days=5 if match_["we"] else 0)
            return first.isoformat(), (monday + datetime.timedelta(days=6)).isoformat()
        if match_["d"]:
            day = datetime.date(year, int(match_["m"]), int(match_["d"])).isoformat()
            return day, day
        low, high = 1, 12
        if match_["m"]:
            low = high = int(match_["m"])
        elif match_["q"]:
            low, high = int(match_["q"]) * 3 - 2, int(match_["q"]) * 3
        elif match_["h"]:
            low, high = int(match_["h"]) * 6 - 5, int(match_["h"]) * 6
        last = calendar.monthrange(year, high)[1]
        return datetime.date(year, low, 1).isoformat(), datetime.date(year, high, last).isoformat()
    except ValueError:
        return None
