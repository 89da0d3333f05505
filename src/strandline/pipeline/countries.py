"""Nationality words to the countries they belong to, as the actors stage asks for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
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
