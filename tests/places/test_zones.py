from __future__ import annotations

import pytest

from strandline.places import Gazetteer, zone_of, zone_of_place


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
