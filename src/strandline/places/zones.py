"""Time zones of places: IANA names from points, offline.

Source: the boundaries of timezonefinder (MIT; data from OpenStreetMap, ODbL, inside that package), loaded on first use.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from strandline.places.gazetteer import Gazetteer


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
    """The IANA zone that a place's name stands for: a city's, or a country's or region's where it has but one.

    Where the best-known place of that name is a region of several zones, or unknown, there is none.
    """
    candidates = gazetteer.lookup(name)
    if not candidates:
        return None
    best = candidates[0]
    if best.level == "country":
        return gazetteer.single_zone_of(best.country) if best.country else None
    if best.zone is not None:
        return best.zone
    if best.level in ("facility", "locality") and best.lat is not None and best.lon is not None:
        return zone_of(best.lat, best.lon)
    return None
