"""What words stand for that name no sort of happening, verbs that say nothing of it by themselves, and times that are
only those of the telling."""

from __future__ import annotations

from typing import Any

import pytest
from reconciling_builders import Pile, facts_of_sentences, figure, when

from strandline.reconciling import reconcile
from strandline.reconciling.facts import Fact
from strandline.reconciling.limits import TIMES, excluded, told_long_after
from strandline.reconciling.words import families_of, stem


def told(*sentences: tuple[str, dict[str, Any]]) -> list[Fact]:
    """Facts of the sentences of one document."""
    pile = Pile()
    pile.add("a", "2031-05-20", *sentences)
    return pile.facts()


def test_a_noun_for_whatever_it_was_stands_for_what_was_told_before() -> None:
    tank, accident = told(
        ("A tank [burst] at the dye works", {"kind": "accident"}),
        ("Nobody has explained the [accident] yet", {"kind": "accident"}),
    )
    assert accident.stands_for == tank.claim.trigger.start
    assert tank.families & accident.families


def test_it_stands_for_the_deed_rather_than_for_what_came_of_it() -> None:
    blast, killed, attack = told(
        ("A bomb [exploded] on the quay", {"kind": "assault"}),
        ("Two dockers were [killed]", {"kind": "death"}),
        ("Monday's [attack] came at noon", {"kind": "assault"}),
    )
    assert attack.stands_for == blast.claim.trigger.start
    assert not attack.families & killed.families


@pytest.mark.parametrize(
    "sentence",
    [
        "Another [accident] followed",
        "An [accident] of this sort is rare",
        "The dyers [accidented] on",
        "The [accident] at Skarvik was worse",
    ],
)
def test_a_word_that_points_elsewhere_stands_for_nothing(sentence: str) -> None:
    _, other = told(("A tank [burst] at Orlach", {"kind": "accident"}), (sentence, {"lemma": "accident"}))
    assert other.stands_for is None


def test_what_was_never_told_is_stood_for_by_nothing() -> None:
    _, deal = told(("A tank [burst]", {"kind": "accident"}), ("The [deal] was welcomed", {"kind": "agree"}))
    assert deal.stands_for is None


def test_a_happening_is_not_stood_for_where_its_day_is_another() -> None:
    _, accident = told(
        ("A tank [burst] at the works", {"kind": "accident", "when": when("2031-05-01")}),
        ("The [accident] of 9 April killed two", {"kind": "accident", "when": when("2031-04-09")}),
    )
    assert accident.stands_for is None


@pytest.mark.parametrize(
    ("sentence", "fields", "family"),
    [
        ("The jury [found] the fitter guilty", {"lemma": "find"}, "conviction"),
        ("The fire [left] two firemen dead", {"lemma": "leave"}, "killing"),
        ("They [took] the bishop hostage", {"lemma": "take"}, "abduction"),
        ("The dyers [staged] a short march", {"lemma": "stage"}, "protest"),
        ("A curfew was [imposed]", {"lemma": "impose"}, "curfew"),
    ],
)
def test_a_verb_has_the_family_of_what_stands_apart_from_it(sentence: str, fields: dict[str, Any], family: str) -> None:
    (fact,) = facts_of_sentences((sentence, fields))
    assert family in fact.families


def test_words_apart_count_only_where_both_are_there() -> None:
    find, guilty = frozenset({stem("find")}), frozenset({stem("guilty")})
    assert "conviction" in families_of(find, rest=guilty)
    assert "conviction" not in families_of(find)
    assert "conviction" not in families_of(find, rest=frozenset({stem("wallet")}))


def test_a_particle_makes_another_verb_of_one_of_many_meanings() -> None:
    left, left_out, burnt, burnt_down = facts_of_sentences(
        ("The keeper [left] on Monday", {"lemma": "leave"}),
        ("The keeper was [left] out of the team", {"lemma": "leave"}),
        ("The mill [burned] for a day", {"lemma": "burn"}),
        ("The mill [burned] down", {"lemma": "burn"}),
    )
    assert not left.stems & left_out.stems
    assert burnt.stems & burnt_down.stems


def test_what_happens_again_is_told_from_what_happened() -> None:
    first, again = facts_of_sentences(
        ("Four hundred people had to [leave] their homes", {}), ("They had to [leave] their homes again", {})
    )
    assert not first.another
    assert again.another


def looking_back(sentence: str, day: str, basis: str) -> Fact:
    (fact,) = facts_of_sentences((sentence, {"when": when(day, basis=basis)}))
    return fact


def test_a_time_of_the_telling_is_none_of_what_the_telling_looks_back_at() -> None:
    collapse = looking_back("The roof [collapsed]", "2031-03-02", "stated")
    assert excluded(collapse, looking_back("which [collapsed]", "2031-05-19", "inherited")) is None
    assert told_long_after(collapse, looking_back("after the [collapse]", "2031-05-19", "inherited"))
    for sentence, day, basis in (
        ("which [collapsed]", "2031-05-19", "stated"),
        ("a roof [collapsed]", "2031-05-19", "inherited"),
        ("which [collapsed]", "2031-03-06", "inherited"),
        ("which [collapsed]", "2031-01-02", "inherited"),
    ):
        assert excluded(collapse, looking_back(sentence, day, basis)) == TIMES


def test_a_growing_toll_is_one_event_with_a_series_and_no_conflict() -> None:
    pile = Pile()
    days = ("2031-05-11", "2031-05-12", "2031-05-14", "2031-05-17")
    for number, (day, toll) in enumerate(zip(days, (12, 15, 19, 19), strict=True)):
        pile.add(
            f"d{number}", day,
            (f"{toll} dyers were [killed] when a tank burst at the dye works in Orlach",
             {"kind": "death", "lemma": "kill", "figures": (figure("killed", toll, toll),),
              "when": when("2031-05-10")}),
        )  # fmt: skip
    (event,) = reconcile(pile.documents, pile.claims).events
    (killed,) = event.figures
    assert [value.low for value in killed.values] == [12, 15, 19, 19]
    assert (killed.low, killed.high) == (12, 19)
    assert event.conflicts == ()


def test_tolls_of_one_day_that_exclude_each_other_are_a_conflict() -> None:
    pile = Pile()
    reports = (
        (12, "12 dyers were [killed] when a tank burst at the dye works in Orlach, the police said"),
        (
            19,
            "A tank that burst at the dye works in Orlach on Saturday [killed] 19 dyers, nurses said",
        ),
    )
    for number, (toll, sentence) in enumerate(reports):
        own = (figure("killed", toll, toll, f"{toll} dyers"),)
        fields = {"kind": "death", "lemma": "kill", "figures": own, "when": when("2031-05-10")}
        pile.add(f"d{number}", "2031-05-11", (sentence, fields))
    (event,) = reconcile(pile.documents, pile.claims).events
    assert [conflict.field for conflict in event.conflicts] == ["figures"]
