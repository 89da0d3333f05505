"""When figures exclude each other: an event's facts in, conflicts of figures out.

A toll grows, so a later report with a higher one goes on where an earlier one stopped, and the missing become fewer:
that is a series and no conflict. Reports of one day that give different numbers of the same people contradict each
other, and so does a toll that later reports put lower. A number of a part ("two women", "another three", "15 of them")
says no more than that there were so many at least; so the number of a class contradicts that of people in general only
where it is the greater, and numbers of different classes never. The numbers of one clause may be parts of one sum.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from strandline.reconciling.conflicts_alike import (
    crossing_words,
    gainsays,
    have_others_act,
    is_copy,
    lexicon,
    own_words,
    share_people,
    shared_names,
    stated,
)
from strandline.reconciling.facts import UNREAL, Fact
from strandline.reconciling.intervals import DAY, gap
from strandline.reconciling.words import stem, words_of
from strandline.records import Conflict, ConflictValue, Figure, FigureKind

_PART_BEFORE: Final = re.compile(
    r"\b(?:another|other|others|further|more|last|first|second|third|next|additional|including|among them|of whom|"
    r"also|\d+\s+[\w-]+\s+and)\W+$", re.IGNORECASE,
)  # fmt: skip
_PART_INSIDE: Final = re.compile(r"^(?:an)?other\b|\b(?:more|others?|further|additional)\b", re.IGNORECASE)
_PART_AFTER: Final = re.compile(
    r"^\W*(?:\w+\W+)?(?:more|others?|of (?:them|whom|the|those|these|his|her|its|their)|including|there|here|"
    r"(?:was|were|have been) also|also|and (?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b)", re.IGNORECASE
)  # fmt: skip
_BESIDE_BEFORE: Final = re.compile(r"\b(?:another|further|additional)\W+$", re.IGNORECASE)
_BESIDE_INSIDE: Final = re.compile(r"\b(?:another|further|additional|more(?!\s+than))\b", re.IGNORECASE)
_BESIDE_AFTER: Final = re.compile(r"^\W*(?:\w+\W+)?more\b(?!\s+than)", re.IGNORECASE)
"""What makes a number one beside those told of before ("dozens more"): it speaks against no other number."""
_OF_WHOM: Final = re.compile(r"\s+(?:to|among|of)\s+(?:(?:its|the|their|his|her|our)\s+)?([\w-]+)", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"\d|\b(?:one|single|only|no|none|nobody|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|"
    r"thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|scores?|hundreds?|thousands?|several|couple|both)\b",
    re.IGNORECASE,
)
_HOUR: Final = 3600
_ABOUT: Final = 0.15
"""Part of a number by which a round one may be off."""
_FARTHEST: Final = 5
"""Times that one number may be another and still be of the same people."""
_WILLED: Final = frozenset({"ordered", "planned", "proposed", "threatened", "conditional", "attempted"})
_TELLING: Final = 2
"""Shared words by which the reports of two clauses are surely of one thing."""
Range = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Toll:
    """What one claim says of how many: ``shown`` its own words' range, ``ranges`` all that it can mean, ``told`` the
    words of the number, ``whose`` the class that it counts, empty for people in general."""

    fact: Fact
    shown: Range
    ranges: tuple[Range, ...]
    told: str
    whose: str


def disputed_figures(facts: Sequence[Fact]) -> list[Conflict]:
    """A conflict for each thing counted of which some claims exclude others."""
    found: defaultdict[tuple[FigureKind, str], list[Toll]] = defaultdict(list)
    for fact in facts:
        if fact.claim.status in _WILLED:
            continue
        for key in sorted({_key(fact, figure) for figure in fact.claim.figures if _counts(figure)}):
            found[key[0], key[1] if key[0] == "count" else ""].append(_toll(fact, key))
    conflicts = []
    for (what, _), tolls in sorted(found.items()):
        against = [toll for toll in tolls if any(_exclude(toll, other, what) for other in tolls)]
        standing = _one_each([toll for toll in tolls if _stands_with(toll, against)])
        if len({toll.shown for toll in standing}) > 1:
            conflicts.append(_conflict(what, standing))
    return conflicts


def _one_each(tolls: Sequence[Toll]) -> list[Toll]:
    """The toll of each claim, that of people in general first: no claim stands on two sides."""
    first: dict[str, Toll] = {}
    for toll in sorted(tolls, key=lambda item: item.whose):
        first.setdefault(toll.fact.claim.id, toll)
    return [toll for toll in tolls if first[toll.fact.claim.id] is toll]


def _stands_with(toll: Toll, against: Sequence[Toll]) -> bool:
    """Whether a claim is on a side of a conflict: it excludes another, or its text or its source says so elsewhere."""
    return any(
        toll is other
        or (toll.shown == other.shown and toll.whose == other.whose
            and (toll.fact.document == other.fact.document or toll.fact.voice == other.fact.voice))
        for other in against
    )  # fmt: skip


def _key(fact: Fact, figure: Figure) -> tuple[FigureKind, str]:
    """What is counted, and of whom: no class for people in general."""
    words = words_of(figure.whose or "")
    if figure.high == 0 and not words:
        told = _OF_WHOM.match(fact.claim.quote[max(0, figure.end - fact.claim.start) :])
        words = words_of(told[1]) if told is not None else words
    last = words[-1] if words else ""
    if figure.what != "count" and last in lexicon()["anybody_counted"]:
        return figure.what, ""
    return figure.what, stem(last) if last else ""


def _toll(fact: Fact, key: tuple[FigureKind, str]) -> Toll:
    own = [item for item in fact.claim.figures if _counts(item) and _key(fact, item) == key]
    ranges: list[Range] = [_meant(fact, figure) for figure in own]
    if len(own) > 1:
        ranges += [(sum(figure.low for figure in own), None), (max(figure.low for figure in own), None)]
    return Toll(fact, (own[0].low, own[0].high), tuple(ranges), own[0].text, key[1])


def _meant(fact: Fact, figure: Figure) -> Range:
    """All that a number can mean where it stands: at least so many of a part, nearly so many of a round one."""
    if _is_beside(fact, figure):
        return 0, None
    if _is_part(fact, figure):
        return figure.low, None
    if figure.high is None or figure.low != figure.high or not _is_round(figure):
        return figure.low, figure.high
    return int(figure.low * (1 - _ABOUT)), int(figure.low * (1 + _ABOUT) + 1)


def _is_round(figure: Figure) -> bool:
    """Whether a number is told as about so many, or is a round one of a crowd."""
    if not lexicon()["about"].isdisjoint(words_of(figure.text)):
        return True
    return figure.what in ("count", "displaced") and figure.low >= 100 and figure.low % 100 == 0


def _counts(figure: Figure) -> bool:
    """Whether it is a number, or none at all, and not people who are named one by one."""
    return figure.high == 0 or _NUMBER.search(figure.text) is not None


def _is_part(fact: Fact, figure: Figure) -> bool:
    """Whether a number is told of some only of those concerned, or stands so far off that nobody can say."""
    if figure.high == 0:
        return False
    quote, at = fact.claim.quote, figure.start - fact.claim.start
    if not 0 <= at < len(quote) or _PART_INSIDE.search(figure.text) is not None:
        return True
    before, after = quote[:at], quote[figure.end - fact.claim.start :]
    return _PART_BEFORE.search(before) is not None or _PART_AFTER.match(after) is not None


def _is_beside(fact: Fact, figure: Figure) -> bool:
    """Whether a number comes on top of those told of before."""
    quote, at = fact.claim.quote, figure.start - fact.claim.start
    if figure.high == 0 or not 0 <= at < len(quote):
        return False
    before, after = quote[:at], quote[figure.end - fact.claim.start :]
    return (
        _BESIDE_BEFORE.search(before) is not None
        or _BESIDE_INSIDE.search(figure.text) is not None
        or _BESIDE_AFTER.match(after) is not None
    )


def _exclude(a: Toll, b: Toll, what: FigureKind) -> bool:
    """Whether two claims contradict each other."""
    one, two = a.fact, b.fact
    if not _numbers_exclude(a, b, what) or not gainsays(one, two) or gap(stated(one), stated(two)) > 0:
        return False
    if is_copy(one, two, told_a=a.told, told_b=b.told) or not _one_thing(a, b, what):
        return False
    return not _series(a, b, what)


def _numbers_exclude(a: Toll, b: Toll, what: FigureKind) -> bool:
    """Whether no range of the one meets one of the other, with what the classes that they count leave open."""
    if a.whose == b.whose:
        return not any(_meet(x, y) for x in a.ranges for y in b.ranges)
    if what == "count" or (a.whose and b.whose):
        return False
    part, whole = (a, b) if a.whose else (b, a)
    return not any(_meet((x[0], None), y) for x in part.ranges for y in whole.ranges)


def _meet(a: Range, b: Range) -> bool:
    return (a[1] is None or b[0] <= a[1]) and (b[1] is None or a[0] <= b[1])


def _one_thing(a: Toll, b: Toll, what: FigureKind) -> bool:
    """Whether two clauses that count surely count the victims, or the crowd, of one happening."""
    one, two = a.fact, b.fact
    if UNREAL & {one.claim.status, two.claim.status} or have_others_act(one, two):
        return False
    if one.sites and two.sites and not one.sites & two.sites:
        return False
    if one.document == two.document and not (one.claim.attribution and two.claim.attribution):
        return False
    shared = own_words(one) & own_words(two)
    dated = one.reported is not None and two.reported is not None
    if what == "count":
        here = bool(one.places & two.places or share_people(one, two))
        return dated and here and _is_crowd(a) and _is_crowd(b) and len(shared) >= _TELLING
    low, high = sorted((a.shown[0], b.shown[0]))
    if not dated or (low and high > _FARTHEST * low and len(shared) <= _TELLING):
        return False
    if one.document == two.document and (0, 0) in (a.shown, b.shown):
        return True  # one text sets "nobody was hurt" against a toll; the denial has no words of its own to share
    near = crossing_words(one, two) - {stem(word) for word in (*words_of(a.told), *words_of(b.told))}
    return bool(shared) or len(near) >= _TELLING or (bool(near) and bool(shared_names(one, two)))


def _is_crowd(toll: Toll) -> bool:
    """Whether people are counted, be it people in general."""
    return toll.whose in _crowds() or (not toll.whose and any(stem(word) in _crowds() for word in words_of(toll.told)))


@lru_cache(maxsize=1)
def _crowds() -> frozenset[str]:
    return frozenset(stem(word) for word in lexicon()["crowd"])


def _series(a: Toll, b: Toll, what: FigureKind) -> bool:
    """Whether the later of two reports may just know more."""
    one, two = a.fact.reported, b.fact.reported
    if one is None or two is None or not _told_later(one, two):
        return what == "missing" and gap(a.fact.interval, b.fact.interval) > 0 and a.fact.dated and b.fact.dated
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
