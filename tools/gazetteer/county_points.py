"""Points and radii of the counties of the USA, from boundary shapes, for ``us_counties.csv``.

In: ``counties-10m.json`` of the npm package us-atlas 3 (TopoJSON made from the U.S. Census Bureau's cartographic
boundary files, which are in the public domain). Out, on standard output: ``fips,name,lat,lon,radius_km`` a line, where
the point is the centroid of the county's largest ring and the circle of that radius has the area of the county.
Counties are few and change seldom: the result is kept beside the other tables.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

_KM_PER_DEGREE = 111.195
Point = tuple[float, float]


def decode_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Arcs of a quantised TopoJSON as lists of (longitude, latitude) in degrees."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(points)
    return arcs


def ring_of(indexes: list[int], arcs: list[list[Point]]) -> list[Point]:
    """One closed ring; a negative index is an arc backwards."""
    ring: list[Point] = []
    for index in indexes:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(points[1:] if ring else points)
    return ring


def area_and_centroid(ring: list[Point]) -> tuple[float, float, float]:
    """Area in square km, and latitude and longitude of the centroid, on a plane that is true at the ring's start."""
    origin_lon, origin_lat = ring[0]
    shrink = math.cos(math.radians(origin_lat))
    plane = [((lon - origin_lon) * shrink, lat - origin_lat) for lon, lat in ring]
    twice = sum_x = sum_y = 0.0
    for (x0, y0), (x1, y1) in zip(plane, plane[1:] + plane[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        twice += cross
        sum_x += (x0 + x1) * cross
        sum_y += (y0 + y1) * cross
    if twice == 0.0:  # an islet that the quantised grid has flattened
        return 0.0, origin_lat, origin_lon
    lat, lon = origin_lat + sum_y / (3 * twice), origin_lon + sum_x / (3 * twice) / shrink
    return abs(twice) / 2 * _KM_PER_DEGREE**2, lat, lon


def main() -> None:
    """Read the TopoJSON named on the command line and write the table."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = decode_arcs(topology)
    rows = []
    for shape in topology["objects"]["counties"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        pieces = [area_and_centroid(ring_of(polygon[0], arcs)) for polygon in polygons]
        _, lat, lon = max(pieces)
        radius_km = math.sqrt(sum(piece[0] for piece in pieces) / math.pi)
        rows.append(f"{shape['id']},{shape['properties']['name']},{lat:.3f},{lon:.3f},{radius_km:.0f}")
    sys.stdout.write("fips,name,lat,lon,radius_km\n" + "\n".join(sorted(rows)) + "\n")


if __name__ == "__main__":
    main()
