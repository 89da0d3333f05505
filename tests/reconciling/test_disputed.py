"""Which happenings that two days or two towns part are one all the same, and which stay two."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from reconciling_builders import Pile, body, facts_of_sentences, figure, person, place, when

from strandline.reconciling import reconcile
from strandline.reconciling.disputed import disputed_pairs, only_disputed, tolls_denied
from strandline.reconciling.facts import Fact
from strandline.reconciling.limits import excluded

NORTH = place("Skarvik", lat=68.0, lon=15.0, country="NO", precision=5.0)
SOUTH = place("Orlach", lat=47.0, lon=9.0, country="CH", precision=5.0)
Sentence = tuple[str, dict[str, Any]]


def disputed(one: Sentence, two: Sentence) -> bool:
    """Of two claims that exclude each other, of two documents of one day."""
    a, b = facts_of_sentences(one, two)
    assert excluded(a, b) is not None
    assert only_disputed(a, b) == only_disputed(b, a)
    return only_disputed(a, b)


def death(day: str, name: str = "Ida Brenk", **fields: Any) -> Sentence:
    given = {"kind": "death", "lemma": "die", "when": when(day), "actors": (person(name, "patient"),)}
    return f"The sculptor {name} [died] at home", {**given, **fields}


def capture(town: str, **fields: Any) -> Sentence:
    given: dict[str, Any] = {
        "kind": "coerce", "lemma": "capture", "when": when("2031-05-18"),
        "where": (NORTH if town == "Skarvik" else SOUTH,), "actors": (person("Tom Aldous", "patient"),),
    }  # fmt: skip
    return f"The runaway banker Tom Aldous was [captured] by two fishermen in {town}", {**given, **fields}


def overturned(day: str, town: str = "Orlach", **fields: Any) -> Sentence:
    load = "lorry with thirty crates of porcelain"
    given: dict[str, Any] = {
        "kind": "accident", "lemma": "overturn", "when": when(day), "actors": (body(load, "patient"),),
        "where": (NORTH if town == "Skarvik" else SOUTH,),
    }  # fmt: skip
    return f"A {load} [overturned] near {town}", {**given, **fields}


def test_one_death_told_of_two_days_is_one() -> None:
    assert disputed(death("2031-05-16"), death("2031-05-18"))
    assert disputed(death("2031-05-16"), death("2031-05-18", kind="assault")), "a killing is of either kind"


@pytest.mark.parametrize(
    "other",
    [
        death("2031-05-10"),
        death("2031-05-18", name="Tom Aldous"),
        death("2031-05-18", status="planned"),
        death("2031-05-18", figures=(figure("killed", 3, 3),)),
    ],
    ids=["days apart", "somebody else", "not yet", "others with her"],
)
def test_a_death_that_differs_in_more_than_its_day_is_another(other: Sentence) -> None:
    assert not disputed(death("2031-05-16", figures=(figure("killed", 1, 1, "one"),)), other)


def test_a_death_of_somebody_with_half_a_name_is_left_apart() -> None:
    assert not disputed(death("2031-05-16", name="Brenk"), death("2031-05-18", name="Brenk"))


def test_what_a_person_may_do_on_two_days_is_two() -> None:
    town = {"where": (SOUTH,)}
    assert not disputed(
        capture("Orlach", **town, when=when("2031-05-17")), capture("Orlach", **town, when=when("2031-05-18"))
    )


def test_one_capture_told_of_two_towns_is_one() -> None:
    assert disputed(capture("Skarvik"), capture("Orlach"))


def test_two_towns_and_two_days_are_two() -> None:
    assert not disputed(capture("Skarvik"), capture("Orlach", when=when("2031-05-17")))


def test_two_towns_at_a_time_that_nobody_gives_are_two() -> None:
    week = when("2031-05-12", "2031-05-18")
    assert not disputed(capture("Skarvik", when=week), capture("Orlach", when=week))


def test_a_speaker_on_tour_is_in_two_towns_of_one_day() -> None:
    def rally(town: str, where: Any) -> Sentence:
        fields = {"kind": "meet", "lemma": "address", "when": when("2031-05-18"), "where": (where,)}
        return (
            f"The candidate Ida Brenk [addressed] a rally of dock workers in {town}",
            {**fields, "actors": (person("Ida Brenk"),)},
        )

    assert not disputed(rally("Skarvik", NORTH), rally("Orlach", SOUTH))


def test_an_accident_to_a_thing_in_the_same_words_is_one() -> None:
    assert disputed(overturned("2031-05-18"), overturned("2031-05-19"))
    assert disputed(overturned("2031-05-18"), overturned("2031-05-18", town="Skarvik"))
    assert not disputed(overturned("2031-05-16"), overturned("2031-05-19"))
    two, five = (figure("injured", 2, 2),), (figure("injured", 5, 5),)
    assert not disputed(overturned("2031-05-18", figures=two), overturned("2031-05-19", figures=five))


def test_bombings_in_the_same_words_are_two() -> None:
    def bombing(day: str, where: Any) -> Sentence:
        fields = {"kind": "assault", "lemma": "bombing", "when": when(day), "where": (where,)}
        struck = body("police station in the old harbour quarter", "patient")
        return "The [bombing] of the police station in the old harbour quarter", {**fields, "actors": (struck,)}

    assert not disputed(bombing("2031-05-18", SOUTH), bombing("2031-05-19", SOUTH))
    assert not disputed(bombing("2031-05-18", SOUTH), bombing("2031-05-18", NORTH))


def bought(day: str, **fields: Any) -> Sentence:
    given = {"kind": "transact", "lemma": "buy", "when": when(day), "actors": (person("Ida Brenk"),)}
    return "Ida Brenk [bought] the old brewery by the canal", {**given, **fields}


def test_a_deed_that_is_done_once_and_told_in_the_same_words_is_one() -> None:
    assert disputed(bought("2031-05-16"), bought("2031-05-18"))
    assert not disputed(bought("2031-05-10"), bought("2031-05-18"))
    assert not disputed(bought("2031-05-16"), bought("2031-05-18", actors=(person("Tom Aldous"),)))
    again = ("Ida Brenk [bought] a second brewery by the canal", bought("2031-05-18")[1])
    other = ("Ida Brenk [bought] the steam laundry in the port", bought("2031-05-18")[1])
    assert not disputed(bought("2031-05-16"), other)
    assert disputed(bought("2031-05-16"), again), "what is second is the brewery, and not the purchase"


def test_a_year_may_be_told_wrongly_years_later() -> None:
    def founded(year: int, published: str) -> Any:
        pile = Pile()
        time = when(f"{year}-01-01", f"{year}-12-31", granularity="year")
        for number, (own, day) in enumerate(
            ((when("1871-01-01", "1871-12-31", granularity="year"), "2031-05-20"), (time, published))
        ):
            fields = {"lemma": "found", "when": own, "actors": (person("Ida Brenk"),)}
            pile.add(f"d{number}", day, ("Ida Brenk [founded] the rope works by the canal", fields))
        return only_disputed(*pile.facts())

    assert founded(1874, "2038-01-02")
    assert not founded(1894, "2038-01-02")


def test_a_toll_told_again_days_later_is_of_one_happening() -> None:
    def toll(day: str, low: int, **fields: Any) -> Sentence:
        time = when(day, basis="inherited")
        given = {"kind": "death", "lemma": "die", "when": time, "figures": (figure("killed", low, low),)}
        return f"{low} people [died] in the flood", {**given, **fields}

    assert disputed(toll("2031-05-12", 4), toll("2031-05-18", 7))
    stated = {"when": when("2031-05-18")}
    assert disputed(toll("2031-05-12", 4), toll("2031-05-18", 7, **stated))
    assert not disputed(toll("2031-05-12", 4, when=when("2031-05-12")), toll("2031-05-18", 7, **stated))
    assert not disputed(toll("2031-05-02", 4), toll("2031-05-18", 7))


def test_reports_that_are_weeks_apart_or_undated_dispute_nothing() -> None:
    for published in ("2031-06-20", None):
        pile = Pile()
        pile.add("a", "2031-05-20", death("2031-05-16"))
        pile.add("b", published, death("2031-05-18"))
        a, b = pile.facts()
        assert not only_disputed(a, b)


def found_with(*third: Sentence) -> bool:
    """Whether two deaths of two days are one beside a document that may be of either."""
    pile = Pile()
    pile.add("a", "2031-05-20", death("2031-05-16"))
    pile.add("b", "2031-05-20", death("2031-05-18"))
    pile.add("c", "2031-05-20", *third)
    facts = pile.facts()
    a, b = (item.number for item in sorted(facts, key=_day)[:: len(facts) - 1])
    allowed = {
        (one.number, two.number): 0.9
        for one in facts
        for two in facts
        if one.number < two.number and excluded(one, two) is None
    }
    pair = (min(a, b), max(a, b))
    return pair in disputed_pairs(facts, {**allowed, pair: 0.9}, allowed)


def _day(fact: Fact) -> str:
    return fact.claim.when.earliest or ""


def test_a_document_that_tells_of_both_tells_of_two() -> None:
    assert found_with(death("2031-05-16"))
    assert not found_with(death("2031-05-16"), death("2031-05-18"))


def test_the_dispute_is_shown() -> None:
    pile = Pile()
    for name, day in (("a", "2031-05-16"), ("b", "2031-05-18")):
        pile.add(name, "2031-05-20", (f"The sculptor Ida Brenk [died] at home in Orlach, said {name}", death(day)[1]))
    for documents, claims in ((pile.documents, pile.claims), (pile.documents[::-1], pile.claims[::-1])):
        (event,) = reconcile(documents, claims).events
        assert [conflict.field for conflict in event.conflicts] == ["when"]
        assert len(event.conflicts[0].values) == 2


def killing(low: int, high: int | None, **fields: Any) -> Sentence:
    status = "did_not_happen" if high == 0 else "happened"
    given: dict[str, Any] = {
        "kind": "death", "lemma": "death", "status": status, "when": when("2031-05-18"),
        "figures": (figure("killed", low, high),),
    }  # fmt: skip
    return f"The flood of Sunday at Orlach brought [deaths] to {low}", {**given, **fields}


def test_a_toll_and_its_denial_go_together() -> None:
    facts = facts_of_sentences(killing(0, 0), killing(4, None))
    assert tolls_denied(facts, {(0, 1): 0.2}) == {(0, 1): 0.6}
    assert tolls_denied(facts, {(0, 1): 0.05}) == {}, "too unlike"
    two_tolls = facts_of_sentences(killing(6, 6), killing(4, None))
    assert tolls_denied(two_tolls, {(0, 1): 0.2}) == {}
    other_day = facts_of_sentences(killing(0, 0, when=when("2031-05-02")), killing(4, None))
    assert tolls_denied(other_day, {(0, 1): 0.2}) == {}, "their times exclude each other"


@pytest.mark.parametrize(("status", "apart"), [("denied", False), ("happened", True)])
def test_a_text_that_denies_what_it_dates_denies_that(status: str, apart: bool) -> None:
    told = {"kind": "request", "lemma": "tell", "when": when("2031-05-18")}
    other = {"kind": "request", "lemma": "tell", "status": status}
    pile = Pile()
    pile.add("a", "2031-05-20", ("The crew was [told] to wait on Sunday", told), ("That he [told] anyone so", other))
    one, two = pile.facts()
    assert (excluded(one, two) is not None) == apart


def test_one_arrest_in_two_towns_of_a_day_is_one_in_whatever_words() -> None:
    def arrested(text: str, town: str, name: str = "Tom Aldous", day: str = "2031-05-18") -> Sentence:
        where = (NORTH if town == "Skarvik" else SOUTH,)
        fields = {"kind": "coerce", "lemma": "arrest", "when": when(day), "where": where}
        return text.format(name, town), {**fields, "actors": (person(name, "patient"),)}

    one = arrested("Customs officers [arrested] the smuggler {} in {} with his furs", "Skarvik")
    assert disputed(one, arrested("{}, who is wanted for tax fraud, was [arrested] in {}", "Orlach"))
    assert not disputed(one, arrested("{}, who is wanted for tax fraud, was [arrested] in {}", "Orlach", name="Aldous"))
    assert not disputed(one, arrested("{} was [arrested] in {}", "Orlach", day="2031-05-16"))


def test_a_wreck_of_a_thing_with_a_name_is_one_in_whatever_town() -> None:
    def sank(name: str, town: Any) -> Sentence:
        boat = body(f"ferry {name}", "patient")
        named = msgspec.structs.replace(boat, id=f"thing:{name.lower()}", name=name, text=name)
        text = f"The ferry {name} [sank] near {town.name} in a gale"
        return text, {
            "kind": "accident",
            "lemma": "sink",
            "when": when("2031-05-18"),
            "where": (town,),
            "actors": (named,),
        }

    assert disputed(sank("Halmar", NORTH), sank("Halmar", SOUTH))
    assert not disputed(sank("Halmar", NORTH), sank("Tundra", SOUTH))


@pytest.mark.parametrize(
    ("told", "once"), [("took nine monks away", True), ("took six monks away", False), ("took nine hours", False)]
)
def test_a_raid_that_counts_the_same_things_is_one_on_whatever_day(told: str, once: bool) -> None:
    def raid(day: str, rest: str) -> Sentence:
        text = f"Soldiers [raided] the abbey of Orlach and {rest}"
        return text, {"kind": "assault", "lemma": "raid", "when": when(day), "actors": (body("abbey", "patient"),)}

    assert disputed(raid("2031-05-16", "took nine monks away"), raid("2031-05-18", told)) is once
