"""Which of the places that bear a name is meant.

In: the mentions of one document with the entries of the gazetteer. Out: each mention's candidate. The points of a
candidate add up its prominence (a power of ten of inhabitants), what the words around the mention ask for (kind of
place, "Iraqi city of", ", Ohio", "in northern Syria"), and what the rest of the document is about: countries, regions,
the neighbourhood, weighed by the odds of the other mentions' candidates and refined in a few rounds. A name means the
same place throughout a document unless the words beside it say otherwise (one sense per discourse; Gale, Church and
Yarowsky 1992). The same input gives the same choice.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from strandline.places.distance import distance_km
from strandline.places.gazetteer import Candidate, Gazetteer
from strandline.places.mentions import Mention
from strandline.places.name_keys import name_key
from strandline.places.words import lexicon

_ROUNDS: Final = 3
_MOST_CANDIDATES: Final = 60
_MOST_MENTIONS: Final = 40
"""Mentions of one name whose neighbours are weighed."""
_SHARPNESS: Final = 2.0
_COUNTRY_PROMINENCE: Final = 8.6
_OTHER_NAME: Final = 1.3
_COUNTRY_POINTS: Final = 1.6
_SAME_COUNTRY_POINTS: Final = 0.4
_REGION_POINTS: Final = 2.4
_NEIGHBOUR_POINTS: Final = 1.6
_SIBLING_POINTS: Final = 0.7
_PEOPLE_POINTS: Final = 3.5
_CONTAINED_POINTS: Final = 6.0
_ELSEWHERE_CONTAINED_POINTS: Final = 4.0
_WHOLE_COUNTRY_POINTS: Final = 3.5
"""What makes up for the points that a country's own cities get for lying in it."""
_MOST_AROUND: Final = 3.6
"""What the rest of a document can add for a town: a thousandfold size, so that it does not beat a world city."""
_BESIDE_POINTS: Final = 2.0
_PEOPLE_BESIDE_POINTS: Final = 1.0
_PILE_POINTS: Final = 1.5
_PILE_WEIGHT: Final = 2.0
_PEOPLE_WEIGHT: Final = 0.5
_WEIGHT_OF_USE: Final = {"place": 1.0, "government": 1.0, "attribute": 0.6, "organisation": 0.6}
_BESIDE: Final = 4
_BESIDE_LENGTH: Final = 150.0
"""Characters after which a neighbour counts for 1/e."""
_ENOUGH_EVIDENCE: Final = 2.0
_NO_EVIDENCE: Final = 0.1
_WELL_KNOWN: Final = 5.3
_KNOWN_BY_ONE_NAME: Final = 4.5
_CELL_DEGREES: Final = 2.0

_FEATURES_OF_KIND: Final[dict[str, dict[str, float]]] = {
    "county": {"county": 4.0, "part": 3.0, "admin1": 2.0, "city": -0.5, "country": -3.0},
    "admin1": {"admin1": 4.0, "part": 3.0, "county": 1.0, "city": -0.5, "capital": -0.5, "country": -1.0},
    "region": {"part": 3.0, "admin1": 2.0, "county": 2.0, "city": 0.5, "country": -2.0, "world_region": 0.5},
    "office": {"admin1": 1.5, "city": 1.0, "capital": 1.0, "county": 1.0, "part": 1.0, "country": 1.0},
    "site": {"city": 1.0, "capital": 1.0},
    "dateline": {"city": 1.5, "capital": 1.5},
    "city": {"city": 2.0, "capital": 2.0, "admin1": -1.5, "part": -1.0, "country": -3.0},
    "river": {"river": 5.0, "canal": 5.0, "city": -2.0, "capital": -2.0, "admin1": -2.0, "country": -4.0},
    "lake": {"lake": 5.0, "city": -1.0, "admin1": -2.0, "country": -4.0},
    "sea": {"sea": 4.0, "ocean": 4.0, "gulf": 4.0, "strait": 4.0, "country": -2.0},
    "mountain": {"mountains": 4.0, "country": -2.0, "admin1": -1.0},
    "island": {"island": 4.0, "country": 0.5, "admin1": 0.5, "part": 0.5, "city": -0.5},
    "valley": {"natural": 3.0, "world_region": 3.0, "desert": 3.0, "part": 3.0, "country": -2.0},
}


def contains(outer: Candidate, inner: Candidate) -> bool:
    """Whether a place can lie in another one, as far as codes, points and radii tell."""
    if outer.id == inner.id or inner.level == "country":
        return False
    if outer.level == "country":
        return outer.country in inner.countries
    if outer.lat is None or outer.lon is None or inner.lat is None or inner.lon is None:
        return False
    if outer.countries and inner.countries and not set(outer.countries) & set(inner.countries):
        return False
    if outer.feature == "admin1" and inner.admin1 is not None:
        return outer.admin1 == inner.admin1
    apart = distance_km(outer.lat, outer.lon, inner.lat, inner.lon)
    if outer.feature == "county":
        return outer.admin1 == inner.admin1 and apart <= 1.6 * outer.radius + 10
    if outer.feature == "part":
        return apart <= 2.0 * outer.radius
    if outer.level == "locality":
        return inner.level in ("facility", "locality") and apart <= max(40.0, 1.5 * outer.radius)
    return apart <= 1.25 * outer.radius + min(inner.radius, 30.0)


class _Group:
    """Mentions of one name that ask for the same kind of place, and the odds of their candidates."""

    def __init__(self, mentions: list[Mention], candidates: list[Candidate]) -> None:
        self.mentions = mentions
        self.sample = mentions[:_MOST_MENTIONS]
        self.candidates = candidates
        self.fixed = [fixed_points(candidate, mentions[0].kind) for candidate in candidates]
        self.points = list(self.fixed)
        self.odds = _softmax(self.points)
        self.weight = sum(_WEIGHT_OF_USE[mention.use] for mention in mentions) ** 0.5

        self.best = self._likeliest()

    def lean_towards(self, shares: Mapping[str, float]) -> None:
        """Add points for the countries that the pile is about."""
        if not shares or len(self.candidates) < 2:
            return
        for place, candidate in enumerate(self.candidates):
            self.fixed[place] += _PILE_POINTS * max((shares.get(one, 0.0) for one in candidate.countries), default=0.0)
        self.points = list(self.fixed)
        self.settle_odds()

    def _likeliest(self) -> Candidate | None:
        return self.candidates[max(range(len(self.odds)), key=self.odds.__getitem__)] if self.candidates else None

    def settle_odds(self) -> None:
        """Turn points into odds."""
        self.odds = _softmax(self.points)
        self.best = self._likeliest()


class _Evidence(NamedTuple):
    """What the document is about: weight by country, by admin-1 region, by cell of the globe, and of regions named."""

    countries: dict[str, float]
    regions: dict[str, float]
    cells: dict[tuple[int, int], float]
    regions_named: dict[str, float]


def choose(
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    peoples: Mapping[str, int],
    pile_countries: Mapping[str, float] | None = None,
) -> None:
    """Set ``candidate`` of every mention that the gazetteer knows.

    Args:
        mentions: all mentions of one document, containers among them.
        gazetteer: where their entries come from.
        peoples: how often the document names each country's people, by ISO code.
        pile_countries: how much the pile is about each country, any positive weights.
    """
    _set_beside(mentions)
    groups = _group(mentions, gazetteer)
    shares = _shares(pile_countries or {})
    for group in groups:
        group.lean_towards(shares)
    group_of = {id(mention): group for group in groups for mention in group.mentions}
    given = _given_countries(peoples, shares)
    for _ in range(_ROUNDS):
        evidence = _weigh(groups, given)
        for group in groups:
            if len(group.candidates) > 1:
                _rescore(group, group_of, evidence)
        for group in groups:
            if len(group.candidates) > 1:
                group.settle_odds()
    evidence = _weigh(groups, given)
    for group in groups:
        _settle(group, group_of)
        _doubt(group, evidence)


def _set_beside(mentions: Sequence[Mention]) -> None:
    """For each mention, the nearest ones on either side with weights that fall with the distance in the text."""
    ordered = sorted(mentions, key=lambda mention: mention.start)
    for place, mention in enumerate(ordered):
        mention.beside = [
            (other, math.exp(-max(0, other.start - mention.end, mention.start - other.end) / _BESIDE_LENGTH))
            for other in ordered[max(0, place - _BESIDE) : place + _BESIDE + 1]
            if other is not mention
        ]


def _group(mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[_Group]:
    by_name: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.entries:
            by_name[name_key(mention.name), mention.kind].append(mention)
    return [
        _Group(group, [gazetteer.candidate(entry) for entry in group[0].entries[:_MOST_CANDIDATES]])
        for group in by_name.values()
    ]


def fixed_points(candidate: Candidate, kind: str) -> float:
    """Points that do not depend on the other mentions."""
    points = min(candidate.prominence, _COUNTRY_PROMINENCE if candidate.level == "country" else 9.0)
    if candidate.other_name and candidate.level == "locality":
        points -= _OTHER_NAME
    return points + _FEATURES_OF_KIND.get(kind, {}).get(candidate.feature, -1.0 if kind else 0.0)


def _shares(pile: Mapping[str, float]) -> dict[str, float]:
    """Weights of countries as shares of their sum; a territory has the share of its country."""
    kept = {country: weight for country, weight in pile.items() if weight > 0}
    total = sum(kept.values())
    shares = {country: weight / total for country, weight in kept.items()}
    for territory, country in lexicon().sovereign_of.items():
        if country in shares:
            shares[territory] = max(shares[country], shares.get(territory, 0.0))
    return shares


def _given_countries(peoples: Mapping[str, int], shares: Mapping[str, float]) -> dict[str, float]:
    given = {country: _PEOPLE_WEIGHT * count**0.5 for country, count in peoples.items()}
    for country, share in shares.items():
        given[country] = given.get(country, 0.0) + _PILE_WEIGHT * share
    return given


def _softmax(points: list[float]) -> list[float]:
    if not points:
        return []
    top = max(points)
    powers = [math.exp(_SHARPNESS * (value - top)) for value in points]
    total = sum(powers)
    return [power / total for power in powers]


def _cell(candidate: Candidate) -> tuple[int, int] | None:
    if candidate.lat is None or candidate.lon is None or candidate.radius > 150:
        return None
    return int(candidate.lat // _CELL_DEGREES), int(candidate.lon // _CELL_DEGREES)


def _add(group: _Group, evidence: _Evidence, sign: float) -> None:
    """Add a group's share to the evidence, or take it away."""
    for candidate, odds in zip(group.candidates, group.odds, strict=True):
        if odds < 0.02:
            continue
        weight = sign * group.weight * odds
        for country in candidate.countries if len(candidate.countries) < 3 else ():
            evidence.countries[country] = evidence.countries.get(country, 0.0) + weight / len(candidate.countries)
        if candidate.admin1 is not None:
            evidence.regions[candidate.admin1] = evidence.regions.get(candidate.admin1, 0.0) + weight
        if candidate.feature == "admin1" and candidate.country is not None:
            named = evidence.regions_named
            named[candidate.country] = named.get(candidate.country, 0.0) + weight
        cell = _cell(candidate)
        if cell is not None:
            evidence.cells[cell] = evidence.cells.get(cell, 0.0) + weight


def _weigh(groups: list[_Group], given: Mapping[str, float]) -> _Evidence:
    evidence = _Evidence(dict(given), {}, {}, {})
    for group in groups:
        _add(group, evidence, 1.0)
    return evidence


def _rescore(group: _Group, group_of: Mapping[int, _Group], evidence: _Evidence) -> None:
    """Points of a group's candidates given all other groups."""
    _add(group, evidence, -1.0)
    countries = sum(weight for weight in evidence.countries.values() if weight > 0) + 0.5
    regions = sum(weight for weight in evidence.regions.values() if weight > 0) + 1.0
    for place, candidate in enumerate(group.candidates):
        said = max(_explicit_points(mention, candidate, group_of) for mention in group.sample)
        beside = max(_points_beside(mention, candidate, group_of) for mention in group.sample)
        around = _points_of_document(candidate, evidence, countries, regions) + beside
        if candidate.level == "locality":
            around = min(around, _MOST_AROUND)
        group.points[place] = group.fixed[place] + around + said * _ELSEWHERE_CONTAINED_POINTS / _CONTAINED_POINTS
    _add(group, evidence, 1.0)


def _points_of_document(candidate: Candidate, evidence: _Evidence, countries: float, regions: float) -> float:
    """Points for what the rest of the document is about; ``countries`` and ``regions`` are the sums of the weights."""
    present = max((evidence.countries.get(country, 0.0) for country in candidate.countries), default=0.0)
    points = _COUNTRY_POINTS * math.sqrt(max(0.0, present) / countries)
    points += _SAME_COUNTRY_POINTS if present > 0.3 else 0.0
    if candidate.admin1 is not None:
        points += _REGION_POINTS * max(0.0, evidence.regions.get(candidate.admin1, 0.0)) / regions
    most = _SIBLING_POINTS if candidate.feature == "admin1" else _NEIGHBOUR_POINTS
    points += most * (1.0 - math.exp(-_weight_around(candidate, evidence)))
    if candidate.level == "country":
        points += _WHOLE_COUNTRY_POINTS * (1.0 - math.exp(-max(0.0, present)))
    return points


def _weight_around(candidate: Candidate, evidence: _Evidence) -> float:
    if candidate.feature == "admin1":
        siblings = evidence.regions_named.get(candidate.country or "", 0.0)
        return max(0.0, siblings + evidence.regions.get(candidate.admin1 or "", 0.0))
    cell = _cell(candidate)
    if cell is None or candidate.level == "country":
        return 0.0
    row, column = cell
    around = ((row + up, column + right) for up in (-1, 0, 1) for right in (-1, 0, 1))
    return max(0.0, sum(evidence.cells.get(place, 0.0) for place in around))


def _explicit_points(mention: Mention, candidate: Candidate, group_of: Mapping[int, _Group]) -> float:
    """Points for what the words right beside a mention say of a candidate."""
    points = 0.0
    if mention.people is not None:
        points += _PEOPLE_POINTS if mention.people in candidate.countries else 0.0
    if mention.container is not None:
        outer = group_of.get(id(mention.container))
        if outer is not None:
            pairs = zip(outer.candidates, outer.odds, strict=True)
            points += _CONTAINED_POINTS * max(
                (odds**0.25 for place, odds in pairs if contains(place, candidate)), default=0.0
            )
    return points


def _points_beside(mention: Mention, candidate: Candidate, group_of: Mapping[int, _Group]) -> float:
    """Points for a mention in the same sentence or the next that the candidate lies in or by, or of its people."""
    named = max((mention.peoples.get(country, 0.0) for country in candidate.countries), default=0.0)
    most = _PEOPLE_BESIDE_POINTS * named
    for other, weight in mention.beside:
        group = group_of.get(id(other))
        best = group.best if group is not None else None
        if best is None or best.id == candidate.id:
            continue
        if best.feature in ("admin1", "county", "part") and contains(best, candidate):
            most = max(most, _BESIDE_POINTS * weight)
        elif _is_compatriot(best, candidate):
            most = max(most, 0.5 * _BESIDE_POINTS * weight)
    return most


def _is_compatriot(best: Candidate, candidate: Candidate) -> bool:
    """Whether a place lies in a country, or in the region of a town."""
    if best.level == "country":
        return best.country in candidate.countries
    return best.level == "locality" and candidate.level != "country" and best.admin1 == candidate.admin1


def _settle(group: _Group, group_of: Mapping[int, _Group]) -> None:
    """Give every mention of a group its candidate."""
    for mention in group.mentions:
        best, most = None, -math.inf
        for candidate, points in zip(group.candidates, group.points, strict=True):
            total = points + _explicit_points(mention, candidate, group_of)
            if total > most:
                best, most = candidate, total
        mention.candidate = best


def _doubt(group: _Group, evidence: _Evidence) -> None:
    """Take back a small place in a country of which the document says nothing else, where it is about others."""
    _add(group, evidence, -1.0)
    if sum(evidence.countries.values()) >= _ENOUGH_EVIDENCE:
        for mention in group.mentions:
            best = mention.candidate
            if best is None or best.level not in ("locality", "region") or mention.container is not None:
                continue
            if best.prominence >= _WELL_KNOWN or mention.people is not None:
                continue
            if (
                best.level == "locality"
                and len(group.candidates) == 1
                and not best.other_name
                and best.prominence >= _KNOWN_BY_ONE_NAME
            ):
                continue
            if evidence.countries.get(best.country or "", 0.0) < _NO_EVIDENCE:
                mention.candidate = None
    _add(group, evidence, 1.0)
