"""Two hours of one day: one happening told wrongly, or two that look alike."""

from __future__ import annotations

from typing import Any

import pytest
from reconciling_builders import body, facts_of_sentences, person, when

from strandline.reconciling.limits import excluded
from strandline.reconciling.two_hours import are_two, spots_of
from strandline.records import Span, When

Sentence = tuple[str, dict[str, Any]]


def clock(hour: str, **fields: Any) -> When:
    return when(f"2031-05-16T{hour}", granularity="minute", **fields)


def two(one: Sentence, other: Sentence) -> bool:
    """Whether two claims of two documents are of two happenings, in either order."""
    a, b = facts_of_sentences(one, other)
    assert are_two(a, b) == are_two(b, a)
    assert not are_two(a, b) or excluded(a, b) is not None
    return are_two(a, b)


def blast(where: str, hour: str, **fields: Any) -> Sentence:
    return f"A bomb [exploded] {where}", {"kind": "assault", "lemma": "explode", "when": clock(hour), **fields}


def test_two_spots_of_a_town_at_two_hours_are_two() -> None:
    assert two(blast("in the hat market", "09:15"), blast("outside the music school", "10:30"))
    assert not two(blast("in the hat market", "09:15"), blast("outside the music school", "09:30"))
    assert not two(blast("in the hat market", "09:15"), blast("in the old hat market", "10:30"))
    assert not two(blast("in the hat market", "09:15"), blast("in the centre of the town", "10:30"))


def test_other_things_that_it_befell_are_two_and_one_person_is_one() -> None:
    def search(what: str, hour: str, *actors: Any) -> Sentence:
        text = f"Inspectors [searched] {what} for ledgers and seals"
        return text, {"kind": "coerce", "lemma": "search", "when": clock(hour), "actors": actors}

    villa, bank = (
        search("the villa", "07:00", body("villa", "patient")),
        search("the bank", "09:30", body("bank", "patient")),
    )
    assert two(villa, bank)
    assert not two(villa, search("the villa", "09:30", body("villa", "patient")))
    brenk = person("Ida Brenk", "patient")
    assert not two(search("the tall heiress", "07:00", brenk), search("the sick heiress", "09:30", brenk))


def test_people_of_two_sorts_in_two_parts_of_a_day_are_two() -> None:
    def march(who: str, first: str, last: str) -> Sentence:
        part = when(f"2031-05-16T{first}", f"2031-05-16T{last}", granularity="part-of-day")
        text = f"Some forty {who} [marched] to Orlach"
        return text, {"kind": "protest", "lemma": "march", "when": part, "actors": (body(who),)}

    morning = march("weavers", "05:00", "11:59:59")
    assert two(morning, march("bakers", "12:00", "17:59:59"))
    assert not two(morning, march("weavers", "12:00", "17:59:59"))


def test_strengths_tell_two_quakes_apart() -> None:
    def quake(strength: str, hour: str) -> Sentence:
        text = f"An earthquake of magnitude {strength} [shook] Orlach"
        return text, {"kind": "disaster", "lemma": "shake", "when": clock(hour)}

    assert two(quake("5.9", "02:10"), quake("5.4", "03:05"))
    assert not two(quake("5.9", "02:10"), quake("5.9", "03:05"))


@pytest.mark.parametrize(("hour", "parted"), [("10:40", False), ("17:30", True)])
def test_hours_far_apart_take_more_in_common_than_the_town(hour: str, parted: bool) -> None:
    assert two(blast("in Orlach while pupils sang", "09:15"), blast("in Orlach, a baker said", hour)) is parted
    assert not two(blast("in Orlach beside a green tram", "09:15"), blast("in Orlach by a green tram", hour))


def test_an_hour_in_words_may_be_of_the_other_half_of_the_day() -> None:
    told = Span(start=0, end=11, text="five to one")
    words = blast("in Orlach while pupils sang", "12:55", when=clock("12:55", expression=told))
    assert not two(blast("in Orlach, a baker said", "00:50"), words)
    assert two(blast("in Orlach, a baker said", "00:50"), blast("in Orlach while pupils sang", "12:55"))


def test_a_spot_is_a_common_word_of_place_and_no_town_time_or_happening() -> None:
    assert spots_of("a bomb went off in the hat market of Orlach") == {"hat", "market"}
    assert spots_of("a bomb went off in the morning in the city, in the attack on the Palace") == frozenset()


def test_two_ages_are_of_two_people() -> None:
    def held(who: str) -> Sentence:
        return f"Police in Orlach [arrested] {who}", {"kind": "coerce", "lemma": "arrest", "when": when("2031-05-16")}

    a, b, c, d = facts_of_sentences(
        held("a 34-year-old man"), held("a man of 58"), held("a 33-year-old"), held("a man aged 35")
    )
    assert excluded(a, b) == excluded(b, d) == "they are of people of two ages"
    assert excluded(a, c) is None
    assert excluded(a, d) is None


def test_two_tallies_are_of_two_votes() -> None:
    def voted(tally: str) -> Sentence:
        return f"The council [voted] {tally} for the bill", {
            "kind": "legal",
            "lemma": "vote",
            "when": when("2031-05-16"),
        }

    a, b, c = facts_of_sentences(voted("61 to 40"), voted("by 58 votes to 44"), voted("by 61 votes to 40"))
    assert excluded(a, b) == "they are votes with two tallies"
    assert excluded(a, c) is None
