"""Which capitalised words are places; sentences of our own."""

from __future__ import annotations

import pytest
from conftest import MakeReading, Resolve


@pytest.mark.parametrize(
    "text",
    [
        "Reading is good for children.",
        "Nice weather is expected all week.",
        "Mobile phones were banned in class.",
        "Chad Smith plays the drums.",
        "Paris Hilton opened the shop.",
        "President Lincoln signed it.",
        "Mr. Jackson would not comment.",
        "Gen. Washington crossed the river.",
        "The Bank of England kept its rate.",
        "She reads the Chicago Tribune.",
        "Students of the University of Texas marched.",
        "The Boston Red Sox lost again.",
        "Iraqi and Turkish troops met.",
        "IT and AIDS were discussed by WHO staff.",
        "Us too, he said.",
        "It cost US$ 40.",
        "A case of West Nile virus was confirmed.",
        "Victoria said that she would come. Victoria Adams is her name.",
        "Iran-backed fighters withdrew.",
        "Temples of 508 BC were found.",
        "",
        "\n\n",
        "12 34 . , ;",
    ],
)
def test_no_place(resolve: Resolve, text: str) -> None:
    assert resolve(text) == {}


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("He was born in Reading, Pennsylvania.", "Reading", "US"),
        ("A truck drove into the crowd in Nice on a summer night.", "Nice", "FR"),
        ("Two people died in Mobile, Alabama.", "Mobile", "US"),
        ("Refugees crossed from Chad into Sudan.", "Chad", "TD"),
        ("Georgia's coast on the Black Sea is short.", "Georgia", "GE"),
        ("The king of Jordan flew home.", "Jordan", "JO"),
        ("They met in the UAE and in the U.S. again.", "UAE", "AE"),
        ("They met in the UAE and in the U.S. again.", "U.S.", "US"),
        ("The town of Batman lies on a river.", "Batman", "TR"),
        ("A dam burst near Port-au-Prince.", "Port-au-Prince", "HT"),
        ("OSLO (Reuters) - Snow fell.", "OSLO", "NO"),
        ("Fighting went on in eastern Aleppo.", "Aleppo", "SY"),
        ("A plant in al-Qaim was hit.", "al-Qaim", "IQ"),
        ("They sailed through the Strait of Hormuz.", "Strait of Hormuz", None),
        ("He was arrested in The Hague.", "The Hague", "NL"),
        ("They left for N'Djamena.", "N'Djamena", "TD"),
        ("A storm hit Washington, D.C., at night.", "Washington", "US"),
        ("A fire broke out in St. Louis.", "St. Louis", "US"),
    ],
)
def test_place(resolve: Resolve, text: str, words: str, country: str | None) -> None:
    places = resolve(text)
    assert words in places, places
    assert places[words].country == country


def test_a_family_name_stays_one(resolve: Resolve) -> None:
    text = "Michael Jordan opened the hall. Jordan thanked the builders, and Jordan left early."
    assert resolve(text) == {}


def test_a_doubtful_name_is_taken_where_it_is_sure_elsewhere(resolve: Resolve) -> None:
    places = resolve("Floods reached Innisfail. In Innisfail the bridge is gone.")
    assert "Innisfail" in places


def test_names_of_a_list_help_each_other(resolve: Resolve) -> None:
    places = resolve("Rain fell in Kakamega, Bungoma, Busia and Siaya.")
    assert {"Kakamega", "Bungoma", "Busia", "Siaya"} <= set(places)
    assert {place.country for place in places.values()} == {"KE"}


def test_headings_say_nothing_by_their_capitals(resolve: Resolve) -> None:
    places = resolve("Floods Strike Peru As Rivers Rise\nMany homes were lost.")
    assert list(places) == ["Peru"]


def test_a_tag_that_is_no_proper_noun_counts_against_a_name(resolve: Resolve, read: MakeReading) -> None:
    text = "Split opinions remain."
    assert resolve(text, reading=read(text, tags="ADJ NOUN VERB PUNCT")) == {}


def test_an_abbreviation_before_a_noun_is_an_adjective(resolve: Resolve, read: MakeReading) -> None:
    text = "US troops left the US."
    reading = read(text, tags="PROPN NOUN VERB DET PROPN PUNCT")
    places = resolve(text, reading=reading)
    assert [place.start for place in places.values()] == [text.rindex("US")]


def test_a_person_for_the_reader_is_no_place(resolve: Resolve, read: MakeReading) -> None:
    text = "Then Florence arrived from Lyon."
    assert list(resolve(text, reading=read(text, names=[("PER", "Florence"), ("GPE", "Lyon")]))) == ["Lyon"]


def test_an_organisation_for_the_reader_holds_its_place(resolve: Resolve, read: MakeReading) -> None:
    text = "The Kenya Wildlife Lodge Owners met in Nairobi."
    reading = read(text, names=[("ORG", "Kenya Wildlife Lodge Owners"), ("GPE", "Nairobi")])
    assert list(resolve(text, reading=reading)) == ["Nairobi"]


def test_the_reader_finds_what_the_gazetteer_lacks(resolve: Resolve, read: MakeReading) -> None:
    text = "Two huts burned in Zzyzzxville yesterday."
    place = resolve(text, reading=read(text, names=[("GPE", "Zzyzzxville")]))["Zzyzzxville"]
    assert (place.name, place.id, place.lat, place.country, place.level) == ("Zzyzzxville", None, None, None, "unknown")


def test_a_piece_of_a_known_name_adds_nothing(resolve: Resolve, read: MakeReading) -> None:
    text = "Help came from the United States."
    reading = read(text, names=[("GPE", "United", 0.6), ("GPE", "States", 0.6)])
    assert list(resolve(text, reading=reading)) == ["United States"]
