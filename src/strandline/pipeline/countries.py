"""Countries: those of nationality words, as the actors stage asks for them, and that of a time zone, which tells the
places stage what a pile is about."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from strandline.places import Gazetteer

CountryOf = Callable[[str], tuple[str, str] | None]


def country_finder(gazetteer: Gazetteer) -> CountryOf:
    """A function from a nationality word ("Iranian", "Swiss") to the name and id of its country, or None."""

    @lru_cache(maxsize=4096)
    def country_of(word: str) -> tuple[str, str] | None:
        code = gazetteer.country_of_demonym(word)
        country = None if code is None else gazetteer.country(code)
        return None if country is None else (country.name, country.id)

    return country_of


def countries_of_zone(zone: str | None) -> dict[str, float]:
    """How much a pile is about each country (ISO code), as far as the zone that somebody gave for it tells.

    From the zone table of the IANA database, which lists for each zone the countries that keep its time.
    """
    if zone is None:
        return {}
    table = files("tzdata.zoneinfo").joinpath("zone1970.tab").read_text("utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            codes, _, name, *_ = line.split("\t")
            if name == zone:
                return dict.fromkeys(codes.split(",")[:1], 1.0)
    return {}
