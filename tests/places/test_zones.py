from __future__ import annotations

import pytest

from strandline.places import Gazetteer, zone_of, zone_of_place, zones_of
from strandline.records import Place


@pytest.mark.parametrize(
    ("lat", "lon", "zone"),
    [(59.91, 10.75, "Europe/Oslo"), (-12.05, -77.04, "America/Lima"), (0.0, -140.0, "Etc/GMT+9")],
)
def test_zone_of_a_point(lat: float, lon: float, zone: str) -> None:
    assert zone_of(lat, lon) == zone


@pytest.mark.parametrize(("lat", "lon"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_no_point_on_the_globe(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="globe"):
        zone_of(lat, lon)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Lima", "America/Lima"), ("Norway", "Europe/Oslo"), ("China", "Asia/Shanghai"), ("Russia", None),
        ("Brazil", None), ("Queensland", "Australia/Brisbane"), ("Heathrow", "Europe/London"), ("Zzyzzx", None),
        ("Pacific Ocean", None), ("Denver", "America/Denver"),
    ],
)  # fmt: skip
def test_zone_of_a_place(gazetteer: Gazetteer, name: str, zone: str | None) -> None:
    assert zone_of_place(name, gazetteer) == zone


def test_what_a_document_means_by_a_name_decides(gazetteer: Gazetteer) -> None:
    def place(name: str, country: str) -> Place:
        found = next(item for item in gazetteer.lookup(name) if item.country == country and item.level == "locality")
        return Place(
            start=0, end=len(name), text=name, name=found.name, id=found.id, lat=found.lat, lon=found.lon,
            country=country, level="locality", precision=None, role="at",
        )  # fmt: skip

    assert zone_of_place("Santiago", gazetteer) == "America/Santiago"
    zone = zones_of([place("Santiago", "PH"), place("Birmingham", "US")], gazetteer)
    assert zone("Santiago") == "Asia/Manila"
    assert zone("Birmingham") == "America/Chicago"
    assert zone("Lima") is None
