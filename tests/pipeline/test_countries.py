"""What a given time zone says about the countries of a pile."""

from __future__ import annotations

import pytest

from strandline.pipeline.countries import countries_of_zone


@pytest.mark.parametrize(
    ("zone", "country"), [("Europe/Madrid", "ES"), ("America/Bogota", "CO"), ("Asia/Baghdad", "IQ")]
)
def test_a_zone_tells_its_country(zone: str, country: str) -> None:
    assert countries_of_zone(zone) == {country: 1.0}


def test_no_zone_and_zones_of_no_country_tell_nothing() -> None:
    assert countries_of_zone(None) == {}
    assert countries_of_zone("Etc/UTC") == {}
