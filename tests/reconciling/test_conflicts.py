"""Conflicts: only values that exclude each other, each with its claims."""

from __future__ import annotations

from typing import Any

import msgspec
from reconciling_builders import Pile, before, body, facts_of_sentences, figure, person, place, when

from strandline.reconciling.agreeing import agreed_when, sides_of
from strandline.reconciling.conflicts import conflicts_of
from strandline.records import Conflict

SANK = "The ferry [sank] off the cape"


def conflicts(*fields: dict[str, Any]) -> list[Conflict]:
    told = ((f"{SANK}, so report {number}", {"kind": "accident", **own}) for number, own in enumerate(fields))
    facts = facts_of_sentences(*told)
    return list(conflicts_of(facts, sides_of(facts)))


def dead(low: int, high: int | None) -> dict[str, Any]:
    return {"figures": (figure("killed", low, high),)}


def test_at_least_four_and_six_are_compatible() -> None:
    assert conflicts(dead(4, None), dead(6, 6)) == []


def test_no_deaths_and_six_conflict() -> None:
    (found,) = conflicts(dead(0, 0), dead(6, 6))
    assert found.field == "figures"
    assert {value.value for value in found.values} == {"killed 0", "killed 6"}
    assert all(len(value.claims) == 1 for value in found.values)


def test_up_to_nine_and_six_are_compatible_and_exact_numbers_are_not() -> None:
    assert conflicts(dead(0, 9), dead(6, 6)) == []
    assert [item.field for item in conflicts(dead(5, 5), dead(6, 6))] == ["figures"]


def test_figures_of_different_things_do_not_conflict() -> None:
    assert conflicts(dead(0, 0), {"figures": (figure("injured", 6, 6),)}) == []


def test_a_vague_time_beside_a_precise_one_is_sharpened_and_no_conflict() -> None:
    vague, precise = when("2031-05-16"), when("2031-05-16T00:20+02:00", granularity="minute", zone="Europe/Berlin")
    facts = facts_of_sentences((SANK, {"when": vague}), (SANK, {"when": precise}))
    sides = sides_of(facts)
    assert len(sides) == 1
    assert agreed_when(facts, sides).earliest == "2031-05-16T00:20+02:00"
    assert "1 more agrees" in agreed_when(facts, sides).reason
    assert conflicts({"when": vague}, {"when": precise}) == []


def test_two_stated_clocks_conflict_and_the_one_with_more_voices_gives_the_time() -> None:
    first = when("2031-05-16T00:20+02:00", granularity="minute")
    second = when("2031-05-16T00:45+02:00", granularity="minute")
    (found,) = conflicts({"when": first}, {"when": second}, {"when": second})
    assert found.field == "when"
    assert [len(value.claims) for value in found.values] == [2, 1]
    facts = facts_of_sentences((SANK, {"when": first}), (SANK, {"when": second}), (SANK, {"when": second}))
    assert agreed_when(facts, sides_of(facts)).earliest == second.earliest


def test_clocks_of_two_zones_that_are_one_moment_agree() -> None:
    here = when("2031-05-16T11:10+00:00", granularity="minute")
    there = when("2031-05-16T12:10+01:00", granularity="minute")
    assert conflicts({"when": here}, {"when": there}) == []


def test_a_plan_does_not_contradict_what_happened_nor_does_a_time_that_was_worked_out() -> None:
    happened = {"when": when("2031-05-16")}
    assert conflicts(happened, {"when": when("2031-05-15"), "status": "planned"}) == []
    assert conflicts(happened, {"when": when("2031-05-14", basis="inherited")}) == []
    assert conflicts(happened, {"when": before("2031-05-10")}) == []


def test_a_denial_conflicts_and_another_moment_of_one_story_does_not() -> None:
    assert [item.field for item in conflicts({}, {"status": "denied"})] == ["status"]
    apart = conflicts({"when": when("2031-05-16")}, {"status": "did_not_happen", "when": when("2031-05-12")})
    assert [item.field for item in apart if item.field == "status"] == []


def test_a_negation_conflicts_where_it_is_of_the_same_people_and_time() -> None:
    crew = {"actors": (person("Ida Brenk", "patient"),), "when": when("2031-05-16")}

    def against(no: dict[str, Any], words: str = "Nobody says that the ferry [sank]") -> list[str]:
        facts = facts_of_sentences((SANK, {"kind": "accident", **crew}), (words, {"kind": "accident", **no}))
        return [item.field for item in conflicts_of(facts, sides_of(facts))]

    assert against({**crew, "status": "did_not_happen"}) == ["status"]
    assert against({**crew, "status": "did_not_happen"}, "The ferry that [sank]") == [], "no word of it denies anything"
    assert against({"status": "did_not_happen", "when": when("2031-05-16")}) == []


def sunk(text: str, name: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    start = text.replace("[", "").replace("]", "").index(name)
    here = msgspec.structs.replace(place(name, **fields), start=start, end=start + len(name))
    return text, {"kind": "accident", "where": (here,), "actors": (body("ferry", "patient"),)}


def disputed_places(*told: tuple[str, dict[str, Any]]) -> list[str]:
    facts = facts_of_sentences(*told)
    return [value.value for item in conflicts_of(facts, sides_of(facts)) for value in item.values]


def test_different_towns_conflict_and_a_region_does_not_nor_a_name_in_a_name() -> None:
    one = sunk("The ferry [sank] near Skarvik", "Skarvik", lat=68.0, lon=15.0, country="NO", precision=5.0)
    town = {"lat": 47.0, "lon": 9.0, "country": "CH", "precision": 5.0}
    assert disputed_places(one, sunk("The ferry [sank] off Orlach", "Orlach", **town)) == ["Skarvik", "Orlach"]
    assert disputed_places(one, sunk("The Orlach ferry [sank]", "Orlach", **town)) == []
    assert disputed_places(one, sunk("The ferry [sank] in the Orlach affair", "Orlach", **town)) == []
    region = {"lat": 67.0, "lon": 15.0, "country": "NO", "level": "region", "precision": 250.0}
    assert disputed_places(one, sunk("The ferry [sank] off Nordland", "Nordland", **region)) == []


def test_two_people_who_are_each_said_by_name_to_have_done_one_deed_conflict() -> None:
    deed = {"when": when("2031-05-16")}
    hurt = body("guard", "patient")
    ida, tom = {**deed, "actors": (person("Ida Brenk"), hurt)}, {**deed, "actors": (person("Tom Aldous"), hurt)}
    found = conflicts(ida, tom)
    assert [item.field for item in found] == ["actors"]
    assert conflicts(ida, {**deed, "actors": (person("Brenk"), hurt)}) == []
    assert conflicts(ida, {**deed, "actors": (person("Tom Aldous"), body("porter", "patient"))}) == []
    pronoun = msgspec.structs.replace(person("Tom Aldous"), text="he")
    assert conflicts(ida, {**deed, "actors": (pronoun, hurt)}) == []


def test_two_camps_that_are_said_to_have_done_one_deed_conflict() -> None:
    def shelled(who: str) -> tuple[str, dict[str, Any]]:
        return f"{who} [shelled] the clinic at the ford", {
            "kind": "assault", "lemma": "shell", "when": when("2031-05-16"),
            "actors": (body(who), body("clinic", "patient")),
        }  # fmt: skip

    def fields_of(*told: tuple[str, dict[str, Any]]) -> list[str]:
        facts = facts_of_sentences(*told)
        return [item.field for item in conflicts_of(facts, sides_of(facts))]

    assert fields_of(shelled("Rebels"), shelled("Government soldiers")) == ["actors"]
    assert fields_of(shelled("Rebels"), shelled("Armed militants")) == []
    assert fields_of(shelled("Rebels"), shelled("Neighbours")) == []


def test_a_person_told_beside_what_he_is_and_one_singled_out_are_doers() -> None:
    def conflicting(kind: str, *told: tuple[str, Any]) -> list[str]:
        given = {"kind": kind, "when": when("2031-05-16")}
        contract = body("contract", "patient")
        facts = facts_of_sentences(
            *((text, {**given, "lemma": "sign", "actors": (who, contract)}) for text, who in told)
        )
        return [item.field for item in conflicts_of(facts, sides_of(facts))]

    dahl = ("Henrik Dahl [signed] the contract with the Orlen yard for coal", person("Henrik Dahl"))
    lind = ("It was Petra Lind who [signed] the contract with the Orlen yard for coal", person("Petra Lind"))
    plain = ("Petra Lind [signed] the contract with the Orlen yard for coal", person("Petra Lind"))
    beside = ("A clerk, Petra Lind, [signed] the contract with the Orlen yard for coal", body("A clerk, Petra Lind"))
    assert conflicting("agree", dahl, lind) == ["actors"]
    assert conflicting("agree", dahl, plain) == [], "two may sign"
    assert conflicting("legal", dahl, beside) == ["actors"]


def test_crowds_of_people_in_general_are_counted_twice() -> None:
    def march(low: int) -> tuple[str, dict[str, Any]]:
        count = msgspec.structs.replace(figure("count", low, low), text=f"{low} people")
        return f"{low} people [marched] through Orlach for the bakers", {
            "kind": "protest", "lemma": "march", "when": when("2031-05-16"), "where": (place("Orlach"),),
            "figures": (count,),
        }  # fmt: skip

    facts = facts_of_sentences(march(3000), march(22000))
    assert [item.field for item in conflicts_of(facts, sides_of(facts))] == ["figures"]


def test_a_later_higher_toll_is_a_series_and_a_later_lower_one_a_conflict() -> None:
    def toll(day: str, dead: int) -> tuple[str, str, tuple[str, dict[str, Any]]]:
        return (
            f"d{day}",
            day,
            (f"{SANK} on the {day}", {"kind": "accident", "figures": (figure("killed", dead, dead),)}),
        )

    def disputed(*reports: tuple[str, str, tuple[str, dict[str, Any]]]) -> list[str]:
        pile = Pile()
        for report in reports:
            pile.add(*report)
        return [item.field for item in conflicts_of(pile.facts(), sides_of(pile.facts()))]

    assert disputed(toll("2031-05-16", 4), toll("2031-05-18", 7)) == []
    assert disputed(toll("2031-05-16", 7), toll("2031-05-18", 4)) == ["figures"]


def test_a_number_of_some_of_them_and_one_sentence_told_twice_contradict_nothing() -> None:
    some = msgspec.structs.replace(figure("killed", 2, 2), whose="women")
    assert conflicts(dead(3, 3), {"figures": (some,)}) == []
    facts = facts_of_sentences((SANK, {"kind": "accident"}), (SANK, {"kind": "accident", "status": "denied"}))
    assert conflicts_of(facts, sides_of(facts)) == ()
