"""When figures exclude each other: an event's facts in, conflicts of figures out.

A toll grows, so a later report with a higher one goes on where an earlier one stopped, and the missing become fewer:
that is a series and no conflict. Reports of one day that give different numbers of the same people contradict each
other, and so does a toll that later reports put lower. A number of a part ("two women", "another three", "15 of them")
says no more than that there were so many at least, and the numbers of one clause may be parts of one sum.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from strandline.reconciling.facts import Fact
from strandline.reconciling.figures import figure_key
from strandline.reconciling.intervals import DAY
from strandline.reconciling.words import words_of
from strandline.records import Conflict, ConflictValue, Figure, FigureKind

_PART_BEFORE: Final = re.compile(
    r"\b(?:another|other|others|further|more|last|first|second|third|next|additional|including|among them|of whom|"
    r"also)\W+$", re.IGNORECASE,
)  # fmt: skip
_PART_AFTER: Final = re.compile(
    r"^\W*(?:\w+\W+)?(?:more|others?|of (?:them|whom|the|those|these|his|her|its|their)|including)\b", re.IGNORECASE
)
_PART_WHOSE: Final = frozenset(
    ["man", "men", "woman", "women", "child", "children", "boy", "boys", "girl", "girls", "baby", "others", "other",
     "adults", "local", "locals", "foreigners"]
)  # fmt: skip
_NUMBER: Final = re.compile(
    r"\d|\b(?:one|single|only|no|none|nobody|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|"
    r"thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|scores?|hundreds?|thousands?|several|couple|both)\b",
    re.IGNORECASE,
)
_HOUR: Final = 3600
_SHARED_WORDS: Final = 2
Range = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Toll:
    """What one claim says of how many: ``shown`` its own words' range, ``ranges`` all that it can mean."""

    fact: Fact
    shown: Range
    ranges: tuple[Range, ...]


def disputed_figures(facts: Sequence[Fact]) -> list[Conflict]:
    """A conflict for each thing counted of which some claims exclude others."""
    found: defaultdict[tuple[FigureKind, str], list[Toll]] = defaultdict(list)
    for fact in facts:
        for key in sorted({figure_key(figure.what, figure.whose) for figure in fact.claim.figures if _counts(figure)}):
            found[key].append(_toll(fact, key))
    conflicts = []
    for (what, _), tolls in sorted(found.items()):
        against = [
            toll for toll in tolls if any(_exclude(toll, other, what) for other in tolls)
        ]  # fmt: skip
        if against:
            conflicts.append(_conflict(what, against))
    return conflicts


def _toll(fact: Fact, key: tuple[FigureKind, str]) -> Toll:
    own = [item for item in fact.claim.figures if _counts(item) and figure_key(item.what, item.whose) == key]
    ranges: list[Range] = [(figure.low, None if _is_part(fact, figure) else figure.high) for figure in own]
    if len(own) > 1:
        ranges += [
            (sum(figure.low for figure in own), None), (max(figure.low for figure in own), None),
        ]  # fmt: skip
    return Toll(fact, (own[0].low, own[0].high), tuple(ranges))


def _counts(figure: Figure) -> bool:
    """Whether it is a number, or none at all, and not people who are named one by one."""
    return figure.high == 0 or _NUMBER.search(figure.text) is not None


def _is_part(fact: Fact, figure: Figure) -> bool:
    """Whether a number is told of some only of those concerned, or stands so far off that nobody can say."""
    last = words_of(figure.whose or "")[-1:]
    if figure.low and last and last[0] in _PART_WHOSE:
        return True
    quote, at = fact.claim.quote, figure.start - fact.claim.start
    if not 0 <= at < len(quote):
        return True
    before, after = quote[:at], quote[figure.end - fact.claim.start :]
    return _PART_BEFORE.search(before) is not None or _PART_AFTER.match(after) is not None


def _exclude(a: Toll, b: Toll, what: FigureKind) -> bool:
    """Whether two claims contradict each other."""
    one, two = a.fact, b.fact
    if one.voice == two.voice or not (one.stems & two.stems or one.families & two.families):
        return False
    if any(_meet(x, y) for x in a.ranges for y in b.ranges):
        return False
    if what == "count" and not _same_count(one, two):
        return False
    dated = one.reported is not None and two.reported is not None
    nobody = 0 in (a.shown[1], b.shown[1])
    if _shared_words(one, two) < (0 if dated and nobody else 1 if dated else _SHARED_WORDS):
        return False
    return not _series(a, b, what)


def _same_count(a: Fact, b: Fact) -> bool:
    """Whether two clauses that count something are alike enough to count the same."""
    here = bool(a.places & b.places) and bool(a.agents & b.agents or a.patients & b.patients)
    return here and _shared_words(a, b) >= _SHARED_WORDS


def _shared_words(a: Fact, b: Fact) -> int:
    return sum(not word.isdecimal() for word in (a.words & b.words) - a.stems - b.stems)


def _meet(a: Range, b: Range) -> bool:
    return (a[1] is None or b[0] <= a[1]) and (b[1] is None or a[0] <= b[1])


def _series(a: Toll, b: Toll, what: FigureKind) -> bool:
    """Whether the later of two reports may just know more."""
    one, two = a.fact.reported, b.fact.reported
    if one is None or two is None or not _told_later(one, two):
        return what == "missing" and a.fact.interval != b.fact.interval and a.fact.dated and b.fact.dated
    early, late = (a, b) if one < two else (b, a)
    return what == "missing" or late.shown[0] >= early.shown[0]


def _told_later(one: int, two: int) -> bool:
    """Whether two reports are of different days or, where both have a clock, of different hours."""
    clocks = one % DAY != 0 and two % DAY != 0
    return one // DAY != two // DAY or (clocks and abs(one - two) >= _HOUR)


def _conflict(what: FigureKind, tolls: Sequence[Toll]) -> Conflict:
    by_value: dict[Range, list[str]] = {}
    for toll in sorted(tolls, key=lambda item: (item.fact.reported or 0, item.fact.number)):
        by_value.setdefault(toll.shown, []).append(toll.fact.claim.id)
    values = tuple(
        ConflictValue(value=f"{what} {_range(*shown)}", claims=tuple(dict.fromkeys(claims)))
        for shown, claims in by_value.items()
    )
    return Conflict(field="figures", values=values)


def _range(low: int, high: int | None) -> str:
    return f"at least {low}" if high is None else str(low) if low == high else f"{low} to {high}"
