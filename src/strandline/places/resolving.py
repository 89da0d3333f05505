"""Places of a text: names in context in, records with coordinates out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from strandline.places.choosing import choose
from strandline.places.distance import point_at
from strandline.places.facilities import FacilityFinder
from strandline.places.gazetteer import Gazetteer
from strandline.places.judging import PLACE_NAMES
from strandline.places.mentions import Mention
from strandline.places.naming import read_mentions
from strandline.places.relations import mark_governments, relate
from strandline.places.spotting import Spotter
from strandline.places.words import lexicon, scan_words
from strandline.records import Place, PlaceLevel, Reading

_NEAREST_CONTAINER_KM: Final = 80.0
"""An unknown place takes the point of what it lies in only when that is no larger."""
_DISTRICT_KM: Final = 25.0
"""Radius of a district that the gazetteer knows only as the town of its name."""
_WITHIN_KM: Final = 3.0
"""How near an unknown place is at best to the middle of what it lies in."""
_OFFSET_ERROR: Final = 0.3
"""Share of a stated distance by which "20 km north of" may be off."""


def resolve_places(
    text: str,
    *,
    reading: Reading,
    gazetteer: Gazetteer,
    pile_countries: Mapping[str, float] | None = None,
) -> tuple[Place, ...]:
    """The places named in a text, in order, one for each mention.

    Left out: peoples ("Iraqi"), names that stand for a government ("Moscow said"), that belong to an organisation
    ("Bank of England") or only go with a thing ("Iran-backed"); they still help to decide among places of one name.
    A country has no point. An unknown place keeps its name, with no id and no point unless the words put it into a town
    or another small area, whose point it then takes.

    Args:
        text: the document's text; offsets are code points in it.
        reading: what the reader saw; its names are trusted, its tags and trees are used where there are any. An empty
            reading is enough: names are then found by the gazetteer alone.
        gazetteer: see ``Gazetteer.open``.
        pile_countries: how much the pile is about each country (ISO code), any positive weights.
    """
    return tuple(record_of(mention, text) for mention in find_mentions(
        text, reading=reading, gazetteer=gazetteer, pile_countries=pile_countries
    ) if mention.use == "place")  # fmt: skip


def find_mentions(
    text: str,
    *,
    reading: Reading,
    gazetteer: Gazetteer,
    pile_countries: Mapping[str, float] | None = None,
) -> list[Mention]:
    """All mentions of place names with what they mean and how they are used; see ``resolve_places``."""
    words = scan_words(text)
    spotter = Spotter(text, words, gazetteer, reading)
    mentions = spotter.find()
    mentions = read_mentions(text, words, reading, mentions, spotter)
    others = [(name.start, name.end) for name in reading.names if name.type not in PLACE_NAMES]
    others += spotter.organisations
    mentions = FacilityFinder(text, words, gazetteer).find(mentions, others)
    peoples = relate(text, words, mentions, gazetteer)
    inside = [mention.container for mention in mentions if mention.container is not None]
    known = {id(mention) for mention in mentions}
    choose(
        [*mentions, *(mention for mention in inside if id(mention) not in known)],
        gazetteer, peoples=peoples, pile_countries=pile_countries,
    )  # fmt: skip
    mark_governments(mentions, words, reading, gazetteer)
    return mentions


# ------------------------------------------------------------------------------------------------- records


def record_of(mention: Mention, text: str) -> Place:
    """The record of a mention."""
    candidate = mention.candidate
    if candidate is None:
        return _unknown_place(mention, text)
    precision: float | None = candidate.radius
    lat, lon, level, identity, name = candidate.lat, candidate.lon, candidate.level, candidate.id, candidate.name
    if candidate.level == "country" or lat is None or lon is None:
        lat = lon = precision = None
    elif mention.offset is not None and mention.container is None:
        distance, bearing = mention.offset
        lat, lon = point_at(lat, lon, distance, bearing)
        precision = candidate.radius + _OFFSET_ERROR * distance
        identity, level, name = "", "area", text[mention.phrase : mention.end]
    else:
        if mention.kind in ("region", "county", "admin1") and level == "locality":
            level, precision = "region", max(candidate.radius, _DISTRICT_KM)
        precision = (precision or 0.0) + mention.near
    return Place(
        start=mention.start, end=mention.end, text=text[mention.start : mention.end], name=name, id=identity or None,
        lat=_rounded(lat), lon=_rounded(lon), country=candidate.country, level=level,
        precision=None if precision is None else round(precision, 1),
    )  # fmt: skip


def _unknown_place(mention: Mention, text: str) -> Place:
    """A place that the gazetteer does not know: where its container is small enough, its point."""
    surface = text[mention.start : mention.end]
    outer = mention.container.candidate if mention.container is not None else None
    level: PlaceLevel = "facility" if mention.facility else "unknown"
    country = outer.country if outer is not None else mention.people if not mention.facility else None
    lat = lon = precision = None
    if outer is not None and outer.lat is not None and outer.lon is not None:
        reach = lexicon().facility_radius_km.get(mention.facility, 0.0)
        if mention.offset is not None and outer.radius <= _NEAREST_CONTAINER_KM:
            lat, lon = point_at(outer.lat, outer.lon, *mention.offset)
            precision = outer.radius + _OFFSET_ERROR * mention.offset[0]
        elif mention.facility or outer.radius <= _NEAREST_CONTAINER_KM:
            lat, lon = outer.lat, outer.lon
            near = mention.container.near if mention.container is not None else 0.0
            precision = max(1.3 * outer.radius, reach, near, _WITHIN_KM)
    return Place(
        start=mention.start, end=mention.end, text=surface, name=surface, id=None, lat=_rounded(lat),
        lon=_rounded(lon), country=country, level=level, precision=None if precision is None else round(precision, 1),
    )  # fmt: skip


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, 5)
