"""The gazetteer: names in, candidate places out; facts about countries and peoples.

The data are GeoNames' populated places, countries and counties (CC BY 4.0) and tables of our own, in one file that
ships with the program (see ``gazetteer_file``; built by ``tools/build_gazetteer.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from strandline.errors import InstallationError
from strandline.places.gazetteer_file import NO_POINT, POINT_UNITS, PROMINENCE_UNITS, GazetteerFile
from strandline.places.name_keys import loose_keys, name_key
from strandline.records import PlaceLevel

_LEVELS: Final[dict[str, PlaceLevel]] = {
    "city": "locality", "capital": "locality", "admin1": "region", "part": "region", "county": "region",
    "country": "country", "continent": "area", "world_region": "area", "island": "area", "mountains": "area",
    "desert": "area", "natural": "area", "ocean": "water", "sea": "water", "gulf": "water", "strait": "water",
    "canal": "water", "lake": "water", "river": "water", "government": "facility", "airport": "facility",
    "military": "facility", "prison": "facility", "industry": "facility", "landmark": "facility",
}  # fmt: skip
_CACHED_NAMES: Final = 200_000


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One place that a name can mean.

    ``lat`` and ``lon`` in degrees north and east, None for a country; ``country`` ISO 3166-1 alpha-2; ``admin1``
    "XX.code" as GeoNames has it; ``radius`` in km, what the point stands for; ``prominence`` in powers of ten of
    inhabitants, or what is worth as much; ``other_name`` when the name asked for is an unusual one of the place;
    ``countries`` all that it lies in.
    """

    id: str
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    level: PlaceLevel
    population: int
    feature: str
    radius: float
    prominence: float
    other_name: bool
    zone: str | None
    countries: tuple[str, ...]


class Gazetteer:
    """An open gazetteer. Read-only; cheap to open; each process opens its own.

    Attributes:
        file: the file under it.
    """

    def __init__(self, file: GazetteerFile) -> None:
        self.file = file
        self._rows: dict[str, tuple[int, ...]] = {}
        self._candidates: dict[int, Candidate] = {}
        self._rows_of_countries: dict[str, int] | None = None
        self._several: dict[str, list[str]] = file.header["several"]
        facts = file.header["facts"]
        self._peoples: dict[str, str] = facts["peoples"]
        self._zones: dict[str, str] = facts["zones"]

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """Open the gazetteer that ships with the program, or another one.

        Raises:
            InstallationError: the file is missing, damaged or of another version.
        """
        if path is None:
            inside = files("strandline.places").joinpath("data", "gazetteer.bin")
            if not isinstance(inside, Path):
                raise InstallationError("the gazetteer must lie in a folder, not in an archive; install the wheel")
            path = inside
        return cls(GazetteerFile(path))

    def rows_of(self, name: str) -> tuple[int, ...]:
        """What ``GazetteerFile.rows_of`` gives for a name's key; cheap to ask again."""
        key = name_key(name)
        rows = self._rows.get(key)
        if rows is None:
            rows = tuple(self.file.rows_of(key)) if key else ()
            if len(self._rows) < _CACHED_NAMES:
                self._rows[key] = rows
        return rows

    def lookup(self, name: str) -> list[Candidate]:
        """Places of that name, the most prominent first; none for a name that is not known.

        Accents, case, hyphens, "St."/"Saint" and a leading "the" make no difference; an Arabic article may be
        missing, or another one.
        """
        return [self.candidate(entry) for entry in self.entries_of(name)]

    def entries_of(self, name: str) -> tuple[int, ...]:
        """The entries of ``lookup``, as ``rows_of`` gives them."""
        rows = self.rows_of(name)
        if not rows:
            for key in loose_keys(name_key(name)):
                rows = self.rows_of(key)
                if rows:
                    break
        return rows

    def candidate(self, entry: int) -> Candidate:
        """The place of one entry of ``rows_of``."""
        found = self._candidates.get(entry)
        if found is None:
            found = self._read_candidate(entry)
            if len(self._candidates) < _CACHED_NAMES:
                self._candidates[entry] = found
        return found

    def _read_candidate(self, entry: int) -> Candidate:
        row, columns, header = entry >> 1, self.file.columns, self.file.header
        lat, lon, number = int(columns["lat"][row]), int(columns["lon"][row]), int(columns["id"][row])
        feature = header["feature"][columns["feature"][row]]
        population = int(columns["population"][row])
        country = header["country"][columns["country"][row]] or None
        return Candidate(
            id=f"geonames:{number}" if number >= 0 else self.file.string(-number),
            name=self.file.string(int(columns["name"][row])),
            lat=None if lat == NO_POINT else lat / POINT_UNITS,
            lon=None if lon == NO_POINT else lon / POINT_UNITS,
            country=country,
            admin1=header["admin1"][columns["admin1"][row]] or None,
            level=_LEVELS[feature],
            population=population,
            feature=feature,
            radius=float(columns["radius"][row]) or _radius_of_city(population),
            prominence=int(columns["prominence"][row]) / PROMINENCE_UNITS,
            other_name=bool(entry & 1),
            zone=header["zone"][columns["zone"][row]] or None,
            countries=tuple(self._several.get(str(row), ())) or ((country,) if country else ()),
        )

    def country_of_demonym(self, word: str) -> str | None:
        """ISO code of the country of a people: "Iraqi", "Iraqis", "Dutchman"; None for other words."""
        return self._peoples.get(name_key(word))

    def peoples(self) -> dict[str, str]:
        """Countries by the keys of the words for their people."""
        return dict(self._peoples)

    def countries(self) -> list[str]:
        """ISO codes of all countries and territories that any place lies in."""
        return [code for code in self.file.header["country"] if code]

    def country(self, code: str) -> Candidate | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        row = self._country_rows().get(code)
        return None if row is None else self.candidate(row << 1)

    def _country_rows(self) -> dict[str, int]:
        if self._rows_of_countries is None:
            columns, header = self.file.columns, self.file.header
            rows = np.flatnonzero(np.asarray(columns["feature"]) == header["feature"].index("country"))
            self._rows_of_countries = {header["country"][columns["country"][row]]: int(row) for row in rows.tolist()}
        return self._rows_of_countries

    def names(self) -> Iterator[str]:
        """All names that can be looked up, as their keys, in order."""
        return self.file.keys()

    def single_zone_of(self, country: str) -> str | None:
        """The IANA zone that (nearly) all of a country keeps, if there is one."""
        return self._zones.get(country)


def _radius_of_city(population: int) -> float:
    """Kilometres from its middle within which most of a city of that size lies; 3 where the size is not known."""
    return float(round(max(1.0, 0.015 * population**0.5), 1)) if population else 3.0
