"""When places exclude each other: an event's facts in, conflicts of place out.

A place counts where the clause has it as the place of the happening ("near …", "in …") and it is a locality. A town in
its region, a town and the next one, and the two ends of a way are no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from strandline.reconciling.conflicts_alike import (
    HAPPENED,
    befall_one_person,
    gainsays,
    is_copy,
    share_people,
    shared_words,
    stated,
    told_of_others,
)
from strandline.reconciling.facts import Fact, place_key
from strandline.reconciling.intervals import gap
from strandline.reconciling.limits import distance_km, elsewhere
from strandline.reconciling.words import words_of
from strandline.records import Conflict, ConflictValue, Place

_COMPOUND: Final = re.compile(
    r"\s+(?!(?:a|about|after|an|and|around|as|at|because|before|but|by|despite|during|earlier|early|for|from|had|has|"
    r"have|he|if|in|into|is|it|just|last|late|near|not|of|off|on|or|over|she|shortly|since|so|that|the|then|they|this|"
    r"through|to|today|tonight|under|until|was|we|were|when|where|which|while|who|will|with|without|yesterday)\b)[a-z]"
)
"""A word after a name that makes the name a mere part of another: "the Orlach verdict"."""
_SITED: Final = re.compile(
    r"\b(?:in|at|near|outside|inside|off|on|around)\s+(?:the\s+)?(?:[a-z]+\s+(?:of\s+)?)?$"
)  # fmt: skip
"""What stands before the name of the place where something happens."""
_NEXT_KM: Final = 60.0
"""Places so near each other may be told for one another."""


def disputed_places(facts: Sequence[Fact]) -> list[Conflict]:
    """Localities none of which can be the other."""
    placed = [
        fact for fact in facts
        if fact.spots and fact.claim.status in HAPPENED and all(_is_site(fact, place) for place in _at(fact))
    ]  # fmt: skip
    groups: list[list[Fact]] = []
    for fact in placed:
        home = next((group for group in groups if any(not _elsewhere(fact, other) for other in group)), None)
        if home is None:
            groups.append([fact])
        else:
            home.append(fact)
    standing = [
        own for own in groups
        if any(_placed_apart(a, b) for other in groups if other is not own for a in own for b in other)
    ]  # fmt: skip
    if len(standing) < 2:
        return []
    values = tuple(
        ConflictValue(value=_place_words(group), claims=tuple(fact.claim.id for fact in group)) for group in standing
    )
    return [Conflict(field="where", values=values)]


def _placed_apart(a: Fact, b: Fact) -> bool:
    """Whether two texts put what the same people did or suffered, at a time that agrees, at different places."""
    if a.document == b.document or not gainsays(a, b) or gap(stated(a), stated(b)) > 0:
        return False
    if told_of_others(a, b) and not befall_one_person(a, b):
        return False
    told = [" ".join(place.text for place in _at(fact)) for fact in (a, b)]
    if is_copy(a, b, told_a=told[0], told_b=told[1]):
        return False
    return share_people(a, b) and bool(shared_words(a, b))


def _at(fact: Fact) -> list[Place]:
    return [place for place in fact.claim.where if place.role == "at"]


def _is_site(fact: Fact, place: Place) -> bool:
    """Whether a place is told as the place of it, and its name is no mere part of another."""
    start, end = place.start - fact.claim.start, place.end - fact.claim.start
    quote = fact.claim.quote
    if not 0 <= start < end <= len(quote) or quote[start:end] != place.text:
        return False
    return _SITED.search(quote[:start]) is not None and _COMPOUND.match(quote[end:]) is None


def _elsewhere(a: Fact, b: Fact) -> bool:
    """Whether neither is where the other is, and no name of a place stands in both or in the other's text."""
    names = {word for place in _at(a) for word in words_of(f"{place.name} {place.text}")}
    others = {word for place in _at(b) for word in words_of(f"{place.name} {place.text}")}
    return elsewhere(a, b) and not names & others and not any(_adjacent(one, two) for one in _at(a) for two in _at(b))


def _adjacent(one: Place, two: Place) -> bool:
    """Whether two places are next to each other, be it across a border."""
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return False
    return distance_km(one.lat, one.lon, two.lat, two.lon) <= _NEXT_KM


def _place_words(group: Sequence[Fact]) -> str:
    names = {
        place_key(place): place.name for fact in group for place in fact.claim.where if place_key(place) in fact.spots
    }
    return ", ".join(sorted(set(names.values())))
