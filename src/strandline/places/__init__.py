"""Places: names in context in, places with coordinates out."""

from __future__ import annotations

from strandline.places.gazetteer import Candidate, Gazetteer
from strandline.places.resolving import resolve_places
from strandline.places.zones import zone_of, zone_of_place, zones_of

__all__ = ["Candidate", "Gazetteer", "resolve_places", "zone_of", "zone_of_place", "zones_of"]
