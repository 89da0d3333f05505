"""What can never be one happening, however alike it sounds."""

from __future__ import annotations

from typing import Any

import pytest
from reconciling_builders import Pile, before, facts_of_sentences, figure, person, place, when

from strandline.reconciling.limits import distance_km, excluded

BOMB = {"kind": "assault", "lemma": "bombing"}


def pair(one: dict[str, object], two: dict[str, object], text: str = "The [bombing] at the market hall") -> str | None:
    a, b = facts_of_sentences((text, {**BOMB, **one}), (text, {**BOMB, **two}))
    assert excluded(a, b) == excluded(b, a)
    return excluded(a, b)


def test_two_bombings_of_one_month_are_two() -> None:
    assert pair({"when": when("2031-05-03")}, {"when": when("2031-05-17")}) == "their times exclude each other"


def test_two_incidents_of_a_kind_in_one_town_on_two_days_are_two() -> None:
    town = (place("Orlach"),)
    for other in ("2031-05-04", "2031-05-05"):
        one, two = {"when": when("2031-05-03"), "where": town}, {"when": when(other), "where": town}
        assert pair(one, two) == "their times exclude each other"


def test_clocks_on_both_sides_of_midnight_may_be_of_one_night() -> None:
    late = when("2031-05-03T23:50", granularity="minute")
    early = when("2031-05-04T00:20", granularity="minute")
    assert pair({"when": late}, {"when": early}) is None
    assert pair({"when": late}, {"when": when("2031-05-04T18:00", granularity="minute")}) is not None


def test_times_that_touch_or_are_only_bounded_exclude_nothing() -> None:
    assert pair({"when": when("2031-05-03")}, {"when": before("2031-05-20")}) is None
    assert pair({"when": when("2031-05-01", "2031-05-31")}, {"when": when("2031-05-03")}) is None
    assert pair({"when": when("2031-05-03")}, {"when": before("2031-04-20")}) is not None


def test_a_time_that_was_worked_out_from_the_telling_may_be_off_by_more() -> None:
    told = when("2031-05-05", basis="inherited")
    assert pair({"when": when("2031-05-03")}, {"when": told}) is None


def test_towns_far_from_each_other_exclude_one_happening() -> None:
    north = place("Skarvik", lat=68.0, lon=15.0, country="NO", precision=5.0)
    south = place("Orlach", lat=47.0, lon=9.0, country="CH", precision=5.0)
    near = place("Orlach-Bad", lat=47.1, lon=9.0, country="CH", precision=5.0)
    text = "The [bombing]"
    assert pair({"where": (north,)}, {"where": (south,)}, text) == "they are at different places"
    assert pair({"where": (south,)}, {"where": (near,)}, text) is None


def test_one_text_that_names_two_places_tells_of_two_happenings() -> None:
    pile = Pile()
    pile.add("a", "2031-05-20", ("The [bombing] in Orlach", dict(BOMB)), ("The [bombing] in Skarvik", dict(BOMB)))
    a, b = pile.facts()
    assert excluded(a, b) == "one text names different places for them"


def test_different_victims_exclude_one_killing() -> None:
    text = "Gunmen [killed] a councillor"
    one, two = facts_of_sentences(
        (text, {"kind": "assault", "actors": (person("Ida Brenk", "patient"),)}),
        (text, {"kind": "assault", "actors": (person("Tom Aldous", "patient"),)}),
    )
    assert excluded(one, two) == "they befall different people"
    one, two = facts_of_sentences(
        (text, {"kind": "assault", "actors": (person("Ida Brenk", "patient"),)}),
        (text, {"kind": "assault", "actors": (person("Brenk", "patient"),)}),
    )
    assert excluded(one, two) is None


def test_a_man_who_died_is_not_the_toll() -> None:
    toll = {"figures": (figure("killed", 6, 6, "six"),)}
    man = {"figures": (figure("killed", 1, 1, "a man of 58"),)}
    early = {"figures": (figure("killed", 1, 1, "one person"),)}
    assert pair(man, toll) == "one tells of a single person, the other of many"
    assert pair(early, toll) is None


def test_distance() -> None:
    assert distance_km(0.0, 0.0, 0.0, 90.0) == pytest.approx(10_007.5, abs=1.0)
    assert distance_km(12.5, 30.0, 12.5, 30.0) == 0.0


def test_a_verb_that_its_text_leaves_undated_is_not_the_dated_one() -> None:
    pile = Pile()
    pile.add(
        "a", "2031-05-20", ("On 3 May the wall [collapsed]", {"lemma": "collapse", "when": when("2031-05-03")}),
        ("A roof [collapsed]", {"lemma": "collapse"}), ("The [collapse] cost lives", {}),
    )  # fmt: skip
    wall, roof, told = pile.facts()
    assert excluded(wall, roof) == "one text dates the one and tells the other apart from it"
    assert excluded(wall, told) is None


def test_the_time_of_a_denial_is_not_that_of_the_deed() -> None:
    deed, said = when("2031-05-03"), when("2031-05-09", basis="inferred")
    assert pair({"when": deed}, {"when": said, "status": "denied"}) is None
    assert pair({"when": deed}, {"when": said}) is not None
    assert pair({"when": deed}, {"when": when("2031-05-09"), "status": "denied"}) is not None


@pytest.mark.parametrize(
    ("text", "parted"),
    [("A second [bombing] at the market hall", True), ("A second bomb [bombing] the hall", True),
     ("The [bombing] at the market hall", False)],
)  # fmt: skip
def test_another_one_at_another_hour_is_another(text: str, parted: bool) -> None:
    early, late = (when(f"2031-05-03T{clock}", granularity="minute") for clock in ("09:10", "13:30"))
    a, b = facts_of_sentences(
        ("The [bombing] at the market hall", {**BOMB, "when": early}), (text, {**BOMB, "when": late})
    )
    assert (excluded(a, b) is not None) == parted
    near = facts_of_sentences(
        ("The [bombing] at the market hall", {**BOMB, "when": early}), (text, {**BOMB, "when": early})
    )
    assert excluded(*near) is None


def test_two_people_who_resign_on_one_day_resign_twice() -> None:
    def left(name: str) -> tuple[str, dict[str, object]]:
        return f"The minister {name} [resigned]", {
            "kind": "appoint", "lemma": "resign", "when": when("2031-05-16"), "actors": (person(name),),
        }  # fmt: skip

    a, b, c = facts_of_sentences(left("Ida Brenk"), left("Tom Aldous"), left("Brenk"))
    assert excluded(a, b) == "different people do it"
    assert excluded(a, c) is None


@pytest.mark.parametrize(
    ("later", "apart"),
    [
        (("A drone [strike] hit a convoy", {"kind": "assault"}), True),
        (("The [invasion] was long ago", {"kind": "assault"}), False),
        (("A drone [strike] hit Orlach", {"kind": "assault", "where": (place("Orlach"),)}), False),
    ],
)
def test_what_is_dated_to_years_before_is_not_what_a_report_leaves_undated(
    later: tuple[str, dict[str, Any]], apart: bool
) -> None:
    old = ("They came in the [invasion] of 2003", {"kind": "assault", "when": when("2003-01-01", "2003-12-31"),
           "where": (place("Orlach"),)})  # fmt: skip
    one, other = facts_of_sentences(old, later)
    assert (excluded(one, other) is not None) is apart
