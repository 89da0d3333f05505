"""Time zones of places: IANA names from points, offline.

Source: the boundaries of timezonefinder (MIT; data from OpenStreetMap, ODbL, inside that package), loaded on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from strandline.places.gazetteer import Candidate, Gazetteer
from strandline.records import Place


@cache
def _finder() -> Any:
    from timezonefinder import TimezoneFinder

    return TimezoneFinder()


@lru_cache(maxsize=4096)
def zone_of(lat: float, lon: float) -> str | None:
    """The IANA zone at a point in degrees north and east; ``Etc/GMT±h`` at sea.

    Raises:
        ValueError: the point is not on the globe.
    """
    if not (-90.0 <= lat <= 90.0 and -180.0 <= lon <= 180.0):
        raise ValueError(f"no point on the globe: latitude {lat}, longitude {lon}")
    zone = _finder().timezone_at(lat=lat, lng=lon)
    return None if zone is None else str(zone)


def zone_of_place(name: str, gazetteer: Gazetteer) -> str | None:
    """The IANA zone that a place's name stands for by itself: that of the best-known place of that name.

    Where that is a region of several zones, or unknown, there is none.
    """
    candidates = gazetteer.lookup(name)
    return _zone_of_candidate(candidates[0], gazetteer) if candidates else None


def zones_of(places: Iterable[Place], gazetteer: Gazetteer) -> Callable[[str], str | None]:
    """Name in, IANA zone out, for the places of one document as they were resolved there.

    What the document means by a name decides, not the best-known place of that name; a name that is no place in it,
    or one that could not be told, has no zone.
    """
    known: dict[str, str | None] = {}

    def zone(name: str) -> str | None:
        if name not in known:
            place = meant.get(name)
            candidates = [*gazetteer.lookup(place.name), *gazetteer.lookup(name)] if place is not None else []
            chosen = next((item for item in candidates if place is not None and item.id == place.id), None)
            known[name] = _zone_of_candidate(chosen, gazetteer) if chosen is not None else None
        return known[name]

    meant = {place.text: place for place in places if place.id is not None}
    return zone


def _zone_of_candidate(place: Candidate, gazetteer: Gazetteer) -> str | None:
    """A city's own zone, a country's or region's where it has but one."""
    if place.level == "country":
        return gazetteer.single_zone_of(place.country) if place.country else None
    if place.zone is not None:
        return place.zone
    if place.level in ("facility", "locality") and place.lat is not None and place.lon is not None:
        return zone_of(place.lat, place.lon)
    return None
