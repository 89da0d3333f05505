"""Whether two texts that give two hours of one day, or two ages or tallies, tell of two happenings: two facts in, a
verdict out.

An hour that somebody got wrong and a second blast in one town look alike: one sort of happening, one town, one day.
What else is told sets them apart. Things of two names that it befell ("a carpet shop", "a garage"), people of two sorts
who did it by themselves, things of one sort that are told apart ("the water bill", "the harbour bill"), two spots of
the town ("in the fish market", "outside the police school") or two strengths are two happenings. Hours that lie far
apart take more: clauses that say nothing of what, or to whom, that both would share are of two as well.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import Final

from strandline.reconciling.conflicts_alike import (
    befall_one_person,
    have_others_suffer,
    lexicon,
    own_words,
    told_of_others,
)
from strandline.reconciling.facts import Fact
from strandline.reconciling.intervals import gap
from strandline.reconciling.tellings import after_head, anybody
from strandline.reconciling.words import content_words, families_of, stem, words_of

OTHER_CLOCK_S: Final = 1800
"""Clock times of one happening may be told so far apart; what is told as another one has its own."""
_FAR_S: Final = 3 * 3600
"""Hours that are farther apart than this are seldom two versions of one."""
_FACE_S: Final = 12 * 3600
_ALIKE: Final = 2
"""Words beside names of towns that two clauses share which give such hours to one happening."""
_CLOCKS: Final = frozenset({"instant", "minute", "hour", "part-of-day"})
_SPOT: Final = re.compile(
    r"\b(?:in|at|near|outside|inside|on|off|behind|beside|opposite|next to|in front of)\s+"
    r"(?:the|an?|its|his|her|their)\s+((?:[\w’'-]+\s*){1,6})"
)
"""What comes after a word of place and an article."""
_STRENGTH: Final = re.compile(
    r"\bmagnitude\s+(?:of\s+)?(\d+(?:[.,]\d+)?)|\b(\d+(?:[.,]\d+)?)[- ]magnitude\b", re.IGNORECASE
)
_AGE: Final = re.compile(
    r"\b(\d{1,2})[- ]years?[- ]old\b|\baged (\d{1,2})\b|\b(?:man|woman|boy|girl|person) of (\d{1,2})\b", re.IGNORECASE
)
_AGES: Final = 3
"""Years by which the age of one person may be told wrongly."""
_TALLY: Final = re.compile(
    r"\b(\d{1,3})\s+(?:votes\s+)?to\s+(\d{1,3})\b(?!\s*(?:per cent|percent|%|years|months|[ap]\.?m))", re.IGNORECASE
)
_VOTES: Final = frozenset({"vote", "parliament_vote"})


def of_two_ages(a: Fact, b: Fact) -> bool:
    """Whether each clause gives somebody's age, and these are years apart: "a 34-year-old man", "a man of 58"."""
    one, two = _ages(a.claim.quote), _ages(b.claim.quote)
    return bool(one and two) and all(abs(x - y) > _AGES for x in one for y in two)


def of_two_tallies(a: Fact, b: Fact) -> bool:
    """Whether both tell of a vote, and each has the tally of another one: "61 to 40", "58 votes to 44"."""
    if not a.families & b.families & _VOTES:
        return False
    one, two = _tallies(a.claim.quote), _tallies(b.claim.quote)
    return bool(one and two) and one.isdisjoint(two)


@lru_cache(maxsize=4_096)
def _ages(quote: str) -> frozenset[int]:
    return frozenset(int(next(filter(None, found.groups()))) for found in _AGE.finditer(quote))


@lru_cache(maxsize=4_096)
def _tallies(quote: str) -> frozenset[tuple[int, int]]:
    return frozenset((int(found[1]), int(found[2])) for found in _TALLY.finditer(quote))


def has_clock(fact: Fact) -> bool:
    """Whether a text itself gives the hour."""
    return fact.claim.when.basis in ("stated", "relative") and fact.claim.when.granularity in _CLOCKS


def are_two(a: Fact, b: Fact) -> bool:
    """Whether two claims of one sort are of two happenings, by the hours and by what is told beside them."""
    if not has_clock(a) or not has_clock(b) or a.document == b.document:
        return False
    apart = gap(a.interval, b.interval)
    if apart <= (0 if _by_part(a) and _by_part(b) else OTHER_CLOCK_S):
        return False
    if abs(apart - _FACE_S) <= OTHER_CLOCK_S and (_in_words(a) or _in_words(b)):
        return False
    others = (told_of_others(a, b) or _objects_differ(a, b)) and not befall_one_person(a, b)
    if others or have_others_suffer(a, b) or _doers_differ(a, b) or _spots_differ(a, b) or _strengths_differ(a, b):
        return True
    return apart > _FAR_S and not _told_alike(a, b)


def _in_words(fact: Fact) -> bool:
    """Whether the hour is told in words ("five to one"), which are of either half of a day."""
    told = fact.claim.when.expression
    return told is not None and not any(letter.isdecimal() for letter in told.text)


def _by_part(fact: Fact) -> bool:
    """Whether it is put into a part of its day; two that do not touch are no matter of minutes."""
    return fact.claim.when.granularity == "part-of-day"


def _objects_differ(a: Fact, b: Fact) -> bool:
    """Whether the verbs have objects, and neither stands in the other's text around it."""
    one, two = a.objects, b.objects
    return bool(one and two) and one.isdisjoint(b.words | b.context) and two.isdisjoint(a.words | a.context)


def _doers_differ(a: Fact, b: Fact) -> bool:
    """Whether people of two sorts do it by themselves: "teachers" and "taxi drivers" march."""
    if a.patients or b.patients or a.objects or b.objects:
        return False
    one, two = _sorts(a), _sorts(b)
    return bool(one and two) and one.isdisjoint(b.words | b.context) and two.isdisjoint(a.words | a.context)


def _sorts(fact: Fact) -> frozenset[str]:
    """Stems of the words for those who act; empty where somebody acts who is known by name, or is just anybody."""
    if any(not key.startswith("noun:") for key in fact.agents):
        return frozenset()
    return frozenset(key.removeprefix("noun:") for key in fact.agents) - anybody()


def _spots_differ(a: Fact, b: Fact) -> bool:
    """Whether both clauses have a spot in common words and neither's text around the other speaks of it."""
    one, two = spots_of(a.claim.quote), spots_of(b.claim.quote)
    return bool(one and two) and one.isdisjoint(b.words | b.context) and two.isdisjoint(a.words | a.context)


def spots_of(quote: str) -> frozenset[str]:
    """Stems of the words for the spots of a clause: "in the fish market" gives "fish" and "market"; no town, time or
    happening."""
    found: set[str] = set()
    for match in _SPOT.finditer(quote):
        words = list(takewhile(lambda word: word.casefold() not in after_head(), match[1].split()))
        stems = [stem(word) for word in words_of(" ".join(words)) if content_words(word)]
        if not stems or stems[-1] in _no_spots() or families_of(frozenset({stems[-1]})):
            continue
        if words[-1][:1].islower():
            found.update(stems)
    return frozenset(found)


def _no_spots() -> frozenset[str]:
    return frozenset(stem(word) for word in lexicon()["times"] | lexicon()["wide_places"] | lexicon()["anybody"])


def _strengths_differ(a: Fact, b: Fact) -> bool:
    """Whether both have a strength, as earthquakes have, and these differ."""
    one, two = _strengths(a), _strengths(b)
    return bool(one and two) and one.isdisjoint(two)


def _strengths(fact: Fact) -> frozenset[str]:
    return frozenset(found[1] or found[2] for found in _STRENGTH.finditer(fact.claim.quote))


def _told_alike(a: Fact, b: Fact) -> bool:
    """Whether two clauses share more than the town, or one says nothing that the other does not."""
    towns = {stem(name) for name in a.sites | b.sites}
    one, two = own_words(a) - towns, own_words(b) - towns
    return len(one & two) >= _ALIKE or one <= b.words | b.context or two <= a.words | a.context
