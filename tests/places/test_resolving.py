"""What a mention means, and the record that comes of it; sentences of our own."""

from __future__ import annotations

import random

import pytest
from conftest import MakeReading, Resolve, make_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from strandline.places import Gazetteer, resolve_places
from strandline.places.distance import distance_km
from strandline.records import Place, Reading


def _near(place: Place, lat: float, lon: float, km: float = 30.0) -> bool:
    return place.lat is not None and place.lon is not None and distance_km(place.lat, place.lon, lat, lon) < km


def test_a_country_is_never_a_point(resolve: Resolve) -> None:
    place = resolve("The war in Sudan goes on.")["Sudan"]
    assert (place.level, place.country, place.lat, place.lon, place.precision) == ("country", "SD", None, None, None)


def test_a_region_has_a_point_and_a_radius(resolve: Resolve) -> None:
    place = resolve("Fires burned in Queensland.")["Queensland"]
    assert place.level == "region"
    assert place.lat is not None
    assert place.precision is not None
    assert place.precision > 100


def test_a_town_has_a_small_radius(resolve: Resolve) -> None:
    place = resolve("A match in Lyon was stopped.")["Lyon"]
    assert place.level == "locality"
    assert place.precision is not None
    assert 1 <= place.precision <= 30


# --------------------------------------------------------------------------------------------- containment


@pytest.mark.parametrize(
    ("text", "words", "point"),
    [
        ("It happened in Paris, Texas.", "Paris", (33.66, -95.56)),
        ("It happened in Paris, France.", "Paris", (48.86, 2.35)),
        ("It happened in London, Ontario.", "London", (42.98, -81.25)),
        ("It happened in Athens, Georgia.", "Athens", (33.96, -83.38)),
        ("It happened in Tripoli, Lebanon.", "Tripoli", (34.44, 35.84)),
        ("It happened in Hyderabad in Pakistan.", "Hyderabad", (25.4, 68.37)),
        ("It happened in the Spanish city of Cartagena.", "Cartagena", (37.6, -0.98)),
        ("It happened in Colombia's Cartagena.", "Cartagena", (10.4, -75.51)),
        ("It happened in Birmingham, Ala., on Monday.", "Birmingham", (33.52, -86.8)),
        ("It happened in Portland, ME, on Monday.", "Portland", (43.66, -70.26)),
        ("It happened in Cambridge (England).", "Cambridge", (52.2, 0.12)),
    ],
)
def test_a_container_decides(resolve: Resolve, text: str, words: str, point: tuple[float, float]) -> None:
    assert _near(resolve(text)[words], *point), resolve(text)


def test_a_container_serves_later_mentions_too(resolve: Resolve, gazetteer: Gazetteer) -> None:
    text = "Fire broke out in Paris, Texas. By noon, half of Paris had no power."
    places = resolve_places(text, reading=make_reading(""), gazetteer=gazetteer)
    assert [place.country for place in places if place.text == "Paris"] == ["US", "US"]


def test_two_places_of_one_name_beside_their_containers(gazetteer: Gazetteer) -> None:
    text = "He flew from Paris, France, to Paris, Texas."
    places = resolve_places(text, reading=make_reading(""), gazetteer=gazetteer)
    assert [place.country for place in places if place.text == "Paris"] == ["FR", "US"]


def test_a_town_that_the_gazetteer_lacks_is_not_its_namesake(resolve: Resolve) -> None:
    place = resolve("Hail fell on Innisfail, Norway, at noon.").get("Innisfail")
    assert place is not None
    assert (place.id, place.lat, place.country) == (None, None, "NO")


@pytest.mark.parametrize(
    ("text", "words", "country", "level"),
    [
        ("Snow fell in Oregon, Washington and Idaho.", "Washington", "US", "region"),
        ("The law passed in Alabama, Georgia and Florida.", "Georgia", "US", "region"),
        ("Envoys of Armenia, Georgia and Azerbaijan met.", "Georgia", "GE", "country"),
        ("Troops moved into Donetsk, Luhansk and Kherson provinces.", "Kherson", "UA", "region"),
        ("The army took Idlib province.", "Idlib", "SY", "region"),
        ("The army took the city of Idlib.", "Idlib", "SY", "locality"),
        ("The Mexico border was shut by Mexico.", "Mexico", "MX", "country"),
    ],
)
def test_kinds_and_lists(resolve: Resolve, text: str, words: str, country: str, level: str) -> None:
    place = resolve(text)[words]
    assert (place.country, place.level) == (country, level)


# ------------------------------------------------------------------------------------------------- context


def test_the_country_of_a_document_decides(resolve: Resolve) -> None:
    text = "Pakistani police closed the road from Karachi. Lorries to Hyderabad had to wait in Sindh."
    assert resolve(text)["Hyderabad"].country == "PK"
    text = "Indian police closed the road from Bengaluru. Lorries to Hyderabad had to wait in Telangana."
    assert resolve(text)["Hyderabad"].country == "IN"


def test_neighbours_decide(resolve: Resolve) -> None:
    text = "The bus runs from Toronto by way of Kitchener and London to Windsor."
    assert resolve(text)["London"].country == "CA"


def test_the_pile_decides_where_the_text_does_not(resolve: Resolve) -> None:
    text = "A boat sank off Tripoli."
    assert resolve(text, pile={"LB": 8.0, "SY": 1.0})["Tripoli"].country == "LB"
    assert resolve(text)["Tripoli"].country == "LY"


def test_people_named_beside_a_place_tell_its_country(resolve: Resolve) -> None:
    assert resolve("The Lebanese army closed the road to Tripoli.")["Tripoli"].country == "LB"
    far = "The Lebanese army closed a road. " + "Nothing else was said of it by anybody on that day. " * 8
    assert resolve(f"{far}A boat sank off Tripoli.")["Tripoli"].country == "LY"


def test_a_pile_about_a_country_is_about_its_territories(resolve: Resolve) -> None:
    assert resolve("A bus crashed near San Juan.", pile={"US": 1.0})["San Juan"].country == "PR"
    assert resolve("A bus crashed near San Juan.", pile={"AR": 1.0})["San Juan"].country == "AR"


def test_a_small_namesake_abroad_is_not_taken(resolve: Resolve) -> None:
    text = "In Peru, miners from Lima, Cusco and Arequipa marched. The mine near Tooting was shut."
    place = resolve(text).get("Tooting")
    assert place is None or place.id is None


# --------------------------------------------------------------------------------- distances and facilities


def test_a_distance_moves_the_point(resolve: Resolve) -> None:
    place = resolve("A bus fell into a ravine 100 km north of Lima.")["Lima"]
    assert place.id is None
    assert place.name == "100 km north of Lima"
    assert place.lat == pytest.approx(-12.05 + 0.9, abs=0.1)
    assert place.precision is not None
    assert place.precision > 30


def test_miles_and_words(resolve: Resolve) -> None:
    place = resolve("It crashed about ten miles south-east of Quito.")["Quito"]
    assert _near(place, -0.22 - 0.102, -78.5 + 0.102, 8)


def test_a_distance_from_a_known_place_leaves_it_there(resolve: Resolve) -> None:
    places = resolve("A shell hit Tikrit, 140 km north of Baghdad, at dawn.")
    assert _near(places["Tikrit"], 34.6, 43.68)
    assert "Baghdad" not in places


def test_near_widens_the_radius(resolve: Resolve) -> None:
    at, near = resolve("It fell in Quito.")["Quito"], resolve("It fell near Quito.")["Quito"]
    assert at.precision is not None
    assert near.precision is not None
    assert near.precision > at.precision


@pytest.mark.parametrize(
    ("text", "words", "point"),
    [
        ("Shells hit the Z9 military base near Irbid.", "Z9 military base", (32.56, 35.85)),
        ("They stormed the Dutch embassy in Cairo.", "Dutch embassy", None),
        ("They stormed the U.S. Embassy compound in Nairobi.", "U.S. Embassy compound", (-1.28, 36.82)),
        ("Smoke rose over Basra airport.", "Basra airport", (30.5, 47.8)),
        ("He died at St. Brendan's Hospital in Cork.", "St. Brendan's Hospital", (51.9, -8.47)),
        ("He was held in Evin prison.", "Evin prison", None),
        ("It landed at Ramstein Air Base.", "Ramstein Air Base", (49.44, 7.6)),
    ],
)
def test_facilities(resolve: Resolve, text: str, words: str, point: tuple[float, float] | None) -> None:
    places = resolve(text)
    found = [place for place in places.values() if place.level == "facility"]
    if point is None:
        assert all(place.country in ("EG", "IR") for place in places.values() if place.country)
        return
    assert words in places, places
    assert found == [places[words]]
    assert _near(places[words], *point)
    assert places[words].precision is not None


def test_the_owner_of_an_embassy_is_not_where_it_is(resolve: Resolve) -> None:
    places = resolve("Crowds gathered outside the U.S. Embassy.")
    assert all(place.country != "US" and place.lat is None for place in places.values())


def test_a_quarter_that_is_not_known_lies_in_its_town(resolve: Resolve) -> None:
    place = resolve("A bomb went off in the Hay Zzyzzx district of Baghdad.")["Hay Zzyzzx"]
    assert place.id is None
    assert place.country == "IQ"
    assert _near(place, 33.34, 44.4)


def test_a_village_that_is_not_known_has_no_point(resolve: Resolve) -> None:
    place = resolve("They fled the village of Zzyzzxabad in Iran.")["Zzyzzxabad"]
    assert (place.name, place.id, place.lat, place.lon, place.country) == ("Zzyzzxabad", None, None, None, "IR")


# ------------------------------------------------------------------------------------------- governments


def test_a_capital_that_speaks_is_no_place(resolve: Resolve, read: MakeReading) -> None:
    assert resolve("Moscow said nothing, and Tehran denied the report.") == {}
    text = "Moscow said nothing ."
    tree = {"tags": "PROPN VERB PRON PUNCT", "heads": [(0, 1, "nsubj"), (2, 1, "obj"), (3, 1, "punct")]}
    assert resolve(text, reading=read(text, lemmas={"said": "say"}, **tree)) == {}


def test_a_capital_that_is_the_subject_of_another_verb_is_a_place(resolve: Resolve, read: MakeReading) -> None:
    text = "Moscow burned then ."
    reading = read(text, tags="PROPN VERB ADV PUNCT", heads=[(0, 1, "nsubj")], lemmas={"burned": "burn"})
    assert list(resolve(text, reading=reading)) == ["Moscow"]


def test_people_in_a_capital_speak_in_a_place(resolve: Resolve) -> None:
    assert "Moscow" in resolve("Officials in Moscow said nothing.")


# --------------------------------------------------------------------------------------------- properties

_PIECES = st.sampled_from(
    ["Paris", "Texas", ",", ".", " ", "in", "Georgia", "U.S.", "the", "20 km north of", "Chad", "Smith", "(", ")", "’s",
     "city of", "Kirkuk", "\n", "province", "airport", "St.", "al-Qaim", "and", "Washington", "near", "-", "é", "—"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=25).map(" ".join)))
def test_any_text_gives_sound_places(gazetteer: Gazetteer, text: str) -> None:
    places = resolve_places(text, reading=make_reading(""), gazetteer=gazetteer)
    last = 0
    for place in places:
        assert text[place.start : place.end] == place.text != ""
        assert place.start >= last
        last = place.start
        assert (place.lat is None) == (place.lon is None)
        assert place.level != "country" or place.lat is None
        assert place.lat is not None or place.precision is None
        if place.lat is not None and place.lon is not None:
            assert -90 <= place.lat <= 90
            assert -180 <= place.lon <= 180
            assert place.precision is not None
            assert place.precision > 0


def test_earlier_documents_make_no_difference() -> None:
    texts = [
        "A boat sank off Tripoli.", "Tripoli, Lebanon, is old.", "Snow fell in Oregon, Washington and Idaho.",
        "It happened in Paris, Texas.", "Paris was quiet.", "Lorries to Hyderabad had to wait in Sindh.",
    ]  # fmt: skip
    fresh = [resolve_places(text, reading=make_reading(""), gazetteer=Gazetteer.open()) for text in texts]
    shuffled = list(enumerate(texts))
    random.Random(5).shuffle(shuffled)
    opened = Gazetteer.open()
    for place, text in shuffled:
        assert resolve_places(text, reading=make_reading(""), gazetteer=opened) == fresh[place]


def test_the_order_of_the_names_makes_no_difference(gazetteer: Gazetteer) -> None:
    text = "From Lyon he drove to Turin, and from Turin to Zzyzzxo near Milan."
    reading = make_reading(text, names=[("GPE", "Lyon"), ("GPE", "Turin"), ("GPE", "Zzyzzxo"), ("GPE", "Milan")])
    turned = Reading(sentences=(), tokens=(), names=reading.names[::-1])
    assert resolve_places(text, reading=reading, gazetteer=gazetteer) == resolve_places(
        text, reading=turned, gazetteer=gazetteer
    )


def test_a_long_text_takes_time_in_proportion(gazetteer: Gazetteer) -> None:
    text = "Rain fell in Springfield, and the bus from Paris to the Springfield airport in Texas was late.\n" * 4000
    assert len(resolve_places(text, reading=make_reading(""), gazetteer=gazetteer)) >= 12_000
