from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import row
from pytest_benchmark.fixture import BenchmarkFixture

from strandline.errors import InstallationError
from strandline.places import Gazetteer


def test_a_city_has_its_fields(gazetteer: Gazetteer) -> None:
    city = gazetteer.lookup("Lisbon")[0]
    assert (city.name, city.country, city.level, city.zone) == ("Lisbon", "PT", "locality", "Europe/Lisbon")
    assert city.lat == pytest.approx(38.72, abs=0.05)
    assert city.lon == pytest.approx(-9.13, abs=0.05)
    assert city.id.startswith("geonames:")
    assert city.admin1 is not None
    assert city.admin1.startswith("PT.")
    assert 5 < city.radius < 60


def test_a_country_has_no_point(gazetteer: Gazetteer) -> None:
    country = gazetteer.lookup("Portugal")[0]
    assert (country.level, country.country, country.lat, country.lon) == ("country", "PT", None, None)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("UAE", "AE"), ("U.K.", "GB"), ("DRC", "CD"), ("Holland", "NL"), ("Burma", "MM"), ("Swaziland", "SZ"),
        ("the Netherlands", "NL"), ("Ivory Coast", "CI"), ("Côte d'Ivoire", "CI"), ("North Korea", "KP"),
        ("USA", "US"), ("Czechia", "CZ"), ("East Timor", "TL"), ("Persia", "IR"), ("Türkiye", "TR"),
    ],
)  # fmt: skip
def test_countries_by_other_names(gazetteer: Gazetteer, name: str, country: str) -> None:
    best = gazetteer.lookup(name)[0]
    assert (best.level, best.country) == ("country", country)


@pytest.mark.parametrize(
    ("name", "level", "country"),
    [
        ("Bavaria", "region", "DE"), ("Nova Scotia", "region", "CA"), ("N.J.", "region", "US"),
        ("Uttar Pradesh", "region", "IN"), ("Sichuan", "region", "CN"), ("Khyber Pakhtunkhwa", "region", "PK"),
        ("Cornwall", "region", "GB"), ("Cook County", "region", "US"), ("Balkans", "area", None),
        ("Sahara", "area", None), ("Red Sea", "water", None), ("Danube", "water", None), ("Suez Canal", "water", "EG"),
        ("Lake Geneva", "water", None), ("Kremlin", "facility", "RU"), ("Heathrow", "facility", "GB"),
        ("Mount Etna", "area", "IT"), ("Crete", "region", "GR"), ("Horn of Africa", "area", None),
    ],
)  # fmt: skip
def test_other_places_have_points_and_radii(gazetteer: Gazetteer, name: str, level: str, country: str | None) -> None:
    places = [place for place in gazetteer.lookup(name) if place.level == level]
    assert places, name
    assert places[0].country == country
    assert places[0].lat is not None
    assert places[0].radius > 0


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Kenyan", "KE"), ("Kenyans", "KE"), ("Dutch", "NL"), ("Frenchwoman", "FR"), ("Filipino", "PH"),
        ("Portuguese", "PT"), ("Swiss", "CH"), ("Danes", "DK"), ("Emirati", "AE"), ("table", None), ("Kenya", None),
    ],
)  # fmt: skip
def test_peoples(gazetteer: Gazetteer, word: str, country: str | None) -> None:
    assert gazetteer.country_of_demonym(word) == country


def test_every_country_has_a_people_or_is_tiny(gazetteer: Gazetteer) -> None:
    named = set(gazetteer.peoples().values())
    nameless = [code for code in gazetteer.countries() if code not in named]
    assert len(nameless) < 40
    assert not set(nameless) & {"IQ", "FR", "NG", "BR", "CN", "UA", "CD", "PS", "KR", "ZA", "XK", "TL"}


def test_unknown_names_give_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Zzyzzxburgh") == []
    assert gazetteer.lookup("") == []
    assert gazetteer.lookup("…") == []


def test_candidates_come_most_prominent_first(gazetteer: Gazetteer) -> None:
    found = [place.prominence for place in gazetteer.lookup("Springfield")]
    assert len(found) > 10
    assert found == sorted(found, reverse=True)


def test_an_article_may_be_missing(small: Callable[..., Gazetteer]) -> None:
    opened = small(row("geonames:1", "Al Marsa"))
    assert opened.lookup("Marsa")[0].id == "geonames:1"
    assert opened.lookup("El Marsa")[0].id == "geonames:1"


def test_own_ids_and_several_countries(small: Callable[..., Gazetteer]) -> None:
    opened = small(row("lake:mirror", "Mirror Lake", country="", feature="lake", countries=("SE", "NO"), radius=7))
    lake = opened.lookup("mirror lake")[0]
    assert (lake.id, lake.country, lake.countries, lake.level, lake.radius) == (
        "lake:mirror", None, ("SE", "NO"), "water", 7.0,
    )  # fmt: skip


def test_missing_gazetteer_is_said(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match="reinstall"):
        Gazetteer.open(tmp_path / "gone.bin")


def test_several_processes_read_at_once(gazetteer: Gazetteer) -> None:
    names = ["Lisbon", "Oslo", "Quito", "Hanoi"]
    look = "import sys; from strandline.places import Gazetteer; print(Gazetteer.open().lookup(sys.argv[1])[0].id)"
    running = [
        subprocess.Popen([sys.executable, "-c", look, name], stdout=subprocess.PIPE, text=True) for name in names
    ]
    said = [process.communicate(timeout=120)[0].strip() for process in running]
    assert said == [gazetteer.lookup(name)[0].id for name in names]


def test_speed_of_lookups(benchmark: BenchmarkFixture) -> None:
    opened = Gazetteer.open()
    names = list(opened.names())[::100]

    def look_all_up() -> int:
        fresh = Gazetteer.open()
        return sum(bool(fresh.rows_of(name)) for name in names)

    assert benchmark(look_all_up) == len(names)
