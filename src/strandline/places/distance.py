"""Distances on the globe, and points at a distance and bearing from another."""

from __future__ import annotations

import math
from typing import Final

_EARTH_RADIUS_KM: Final = 6371.0


def distance_km(lat0: float, lon0: float, lat1: float, lon1: float) -> float:
    """Great-circle distance between two points in degrees north and east (haversine)."""
    a, b = math.radians(lat0), math.radians(lat1)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon1 - lon0) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def point_at(lat: float, lon: float, distance: float, bearing: float) -> tuple[float, float]:
    """The point ``distance`` km from another, in the direction ``bearing`` (degrees clockwise from north)."""
    angle, way, start = distance / _EARTH_RADIUS_KM, math.radians(bearing), math.radians(lat)
    end = math.asin(
        max(-1.0, min(1.0, math.sin(start) * math.cos(angle) + math.cos(start) * math.sin(angle) * math.cos(way)))
    )
    turn = math.atan2(
        math.sin(way) * math.sin(angle) * math.cos(start), math.cos(angle) - math.sin(start) * math.sin(end)
    )
    return math.degrees(end), (lon + math.degrees(turn) + 540.0) % 360.0 - 180.0
