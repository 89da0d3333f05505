"""What looks like a conflict and is none, field by field, and what is one although it looks like the same sentence."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from reconciling_builders import Pile as Reports
from reconciling_builders import body, figure, person, place, when

from evaluation.reconciling_conflicts import BALANCED, PILES, SETS, Pile, is_right, unmarked
from strandline.reconciling.agreeing import sides_of
from strandline.reconciling.conflicts import conflicts_of
from strandline.records import Actor, Attribution, Conflict, ConflictValue, Span, When

Told = tuple[str, dict[str, Any]]
DAY = "2031-05-16"


def disputed(*told: Told, days: tuple[str, ...] = ()) -> list[str]:
    """Fields of the conflicts of sentences, each in a report of its own, published on the days given."""
    pile = Reports()
    for number, sentence in enumerate(told):
        pile.add(f"d{number}", days[number] if days else "2031-05-20", sentence)
    facts = pile.facts()
    return [item.field for item in conflicts_of(facts, sides_of(facts))]


def at(iso: str, words: str, quote: str, **fields: Any) -> When:
    """A time that a text states in some of its words."""
    start = quote.replace("[", "").replace("]", "").index(words)
    return when(iso, expression=Span(start=start, end=start + len(words), text=words), basis="relative", **fields)


def sank(words: str, iso: str, text: str = "The ferry [sank] off the long cape {}", **fields: Any) -> Told:
    quote = text.format(words)
    granularity = "minute" if "T" in iso else "day"
    return quote, {"kind": "accident", "when": at(iso, words, quote, granularity=granularity, **fields)}


# ---------------------------------------------------------------------------------------------------------- times


def test_two_days_that_are_named_conflict_and_a_day_that_is_counted_back_does_not() -> None:
    assert disputed(sank("on Friday", "2031-05-16"), sank("on Saturday", "2031-05-17")) == ["when"]
    assert disputed(sank("on Friday", "2031-05-16"), sank("yesterday", "2031-05-19")) == []


def test_a_day_by_which_it_happened_does_not_conflict_with_the_day_on_which_it_did() -> None:
    on, by = "The ferry [sank] off the long cape on {}", "The ferry [sank] off the long cape by {}"
    friday = sank("Friday", "2031-05-16", text=on)
    assert disputed(friday, sank("Saturday", "2031-05-17", text=on)) == ["when"]
    assert disputed(friday, sank("Saturday", "2031-05-17", text=by)) == []


def voted(clock: str, words: str, law: str) -> Told:
    text = f"The assembly in Skarvik [voted] on {law} {words}"
    return text, {"kind": "legal", "when": at(f"2031-05-16T{clock}", words, text, granularity="minute")}


def test_two_hours_of_things_that_are_told_apart_do_not_conflict() -> None:
    early = voted("11:00", "at 11 a.m. on Friday", "the pension law")
    assert disputed(early, voted("16:20", "at 4:20 p.m. on Friday", "the pension law")) == ["when"]
    assert disputed(early, voted("16:20", "at 4:20 p.m. on Friday", "the fishing law")) == []


def test_another_one_at_another_hour_is_no_conflict() -> None:
    first = sank("at 4:10 on Friday", "2031-05-16T04:10")
    other = sank("at 9:30 on Friday", "2031-05-16T09:30", text="A second ferry [sank] off the long cape {}")
    assert disputed(first, sank("at 9:30 on Friday", "2031-05-16T09:30")) == ["when"]
    assert disputed(first, other) == []


def test_a_day_and_an_hour_of_it_agree() -> None:
    assert disputed(sank("on Friday", "2031-05-16"), sank("at 8 on Friday", "2031-05-16T08:00+02:00")) == []


def test_a_weekday_of_two_weeks_is_one_day() -> None:
    assert disputed(sank("on Friday", "2031-05-09"), sank("on Friday", "2031-05-16")) == []
    assert disputed(sank("on 9 May", "2031-05-09"), sank("on 16 May", "2031-05-16")) == ["when"]


def test_whole_hours_that_an_assumed_zone_explains_are_no_conflict() -> None:
    here = sank("at 18:00", f"{DAY}T18:00+02:00", zone="Europe/Madrid", zone_assumed=True)
    there = sank("at 20:00 GMT", f"{DAY}T20:00+00:00", zone="Etc/UTC")
    assert disputed(here, there) == []
    told = sank("at 20:25 GMT", f"{DAY}T20:25+00:00", zone="Etc/UTC")
    assert disputed(here, told) == ["when"]
    both = {"zone": "Europe/Madrid", "zone_assumed": True}
    assert disputed(sank("at 18:00", f"{DAY}T18:00+02:00", **both), sank("at 21:00", f"{DAY}T21:00+02:00", **both)) == [
        "when"
    ]


def test_the_two_halves_of_one_clock_face_are_no_conflict() -> None:
    assert disputed(sank("at 6:02", f"{DAY}T06:02"), sank("at 18:02", f"{DAY}T18:02")) == []


def test_the_day_of_the_saying_is_not_the_day_of_the_deed() -> None:
    def said(day: str, iso: str) -> Told:
        quote = f"The ferry [sank] off the long cape, the owner said {day}"
        plain = quote.replace("[", "").replace("]", "")
        cue = plain.index("said")
        link = Attribution(
            source=None, source_kind="unknown", cue=Span(start=cue, end=cue + 4, text="said"),
            content=Span(start=0, end=len(plain), text=plain), terms="unstated", basis="unstated",
        )  # fmt: skip
        return quote, {"kind": "accident", "when": at(iso, day, quote), "attribution": (link,)}

    assert disputed(said("on Friday", "2031-05-16"), said("on Saturday", "2031-05-17")) == []


def test_who_says_something_on_two_days_says_it_twice() -> None:
    text = "The owner [announced] the loss of the ferry {}"
    one, two = sank("on Friday", "2031-05-16", text), sank("on Saturday", "2031-05-17", text)
    for told in (one, two):
        told[1]["kind"] = "statement"
    assert disputed(one, two) == []


# --------------------------------------------------------------------------------------------------------- places


def test_places_next_to_each_other_across_a_border_agree() -> None:
    def overturned(name: str, **fields: Any) -> Told:
        text = f"A lorry with cement [overturned] near {name} in the night"
        start = text.replace("[", "").replace("]", "").index(name)
        here = msgspec.structs.replace(place(name, precision=3.0, **fields), start=start, end=start + len(name))
        return text, {"kind": "accident", "where": (here,), "actors": (body("lorry", "patient"),)}

    one = overturned("Orlach", lat=47.0, lon=9.0, country="CH")
    assert disputed(one, overturned("Brenk", lat=47.2, lon=9.3, country="AT")) == []
    assert disputed(one, overturned("Skarvik", lat=48.4, lon=13.0, country="AT")) == ["where"]


# -------------------------------------------------------------------------------------------------------- figures


def fire(words: str, number: int, high: int | None, *, whose: str | None = None, what: str = "killed") -> Told:
    text = f"The fire in the cannery of Skarvik [killed] {words}"
    start = text.replace("[", "").replace("]", "").index(words)
    counted = msgspec.structs.replace(
        figure(what, number, high, words), start=start, end=start + len(words), whose=whose
    )
    return text, {"kind": "death", "figures": (counted,), "when": when(DAY)}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (fire("three soldiers", 3, 3, whose="soldiers"), fire("seven guards", 7, 7, whose="guards")),
        (fire("nine people", 9, 9, whose="people"), fire("four children", 4, 4, whose="children")),
        (fire("nine people", 9, 9, whose="people"), fire("another two people", 2, 2, whose="people")),
        (fire("about 40 people", 40, 40), fire("38 people", 38, 38)),
        (fire("at least 10 people", 10, None), fire("12 people", 12, 12)),
        (fire("no soldiers", 0, 0, whose="soldiers"), fire("seven people", 7, 7, whose="people")),
    ],
)
def test_numbers_of_classes_of_parts_and_round_ones_leave_each_other_standing(one: Told, two: Told) -> None:
    assert disputed(one, two) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (fire("nine people", 9, 9, whose="people"), fire("seven people", 7, 7, whose="people")),
        (fire("nobody", 0, 0), fire("seven guards", 7, 7, whose="guards")),
        (fire("11 people", 11, 11, whose="people"), fire("40 guards", 40, 40, whose="guards")),
        (fire("about 40 people", 40, 40), fire("60 people", 60, 60)),
    ],
)
def test_numbers_of_the_same_people_conflict(one: Told, two: Told) -> None:
    assert disputed(one, two) == ["figures"]


def test_a_number_many_times_another_is_of_something_else_unless_much_else_is_the_same() -> None:
    def drowned(words: str, number: int, where: str) -> Told:
        text, fields = fire(words, number, number)
        return text.replace("The fire in the cannery of Skarvik [killed]", f"Water in {where} [killed]"), {
            **fields,
            "figures": (msgspec.structs.replace(fields["figures"][0], start=len(f"Water in {where} killed ")),),
        }

    assert disputed(drowned("200 people", 200, "the valley"), drowned("two people", 2, "the valley")) == []
    assert disputed(fire("200 people", 200, 200), fire("two people", 2, 2)) == ["figures"]


def test_of_texts_without_dates_nobody_knows_whether_a_toll_grew() -> None:
    pile = Reports()
    pile.add("one", None, fire("nine people", 9, 9))
    pile.add("two", None, fire("seven people", 7, 7))
    assert conflicts_of(pile.facts(), sides_of(pile.facts())) == ()


def test_things_that_were_counted_do_not_conflict_and_crowds_do() -> None:
    def marched(words: str, number: int, whose: str) -> Told:
        text, fields = fire(words, number, number, whose=whose, what="count")
        return text, {**fields, "where": (place("Skarvik"),)}

    assert disputed(marched("400 barrels", 400, "barrels"), marched("900 barrels", 900, "barrels")) == []
    assert disputed(marched("400 workers", 400, "workers"), marched("900 workers", 900, "workers")) == ["figures"]


# --------------------------------------------------------------------------------------------------------- status


def signed(words: str, status: str, agent: Actor | None = None, **fields: Any) -> Told:
    actors = (agent or person("Ida Brenk"), body("contract", "patient"))
    return words, {"kind": "agree", "status": status, "actors": actors, "lemma": "sign", **fields}


YES = signed("Ida Brenk [signed] the contract for the ferry", "happened")


@pytest.mark.parametrize(
    "no",
    [
        signed("Ida Brenk did not [sign] the contract until noon", "did_not_happen"),
        signed("Ida Brenk could not [sign] the contract", "did_not_happen"),
        signed("Ida Brenk did not only [sign] the contract", "did_not_happen"),
        signed("Ida Brenk did not [sign] the contract for the harbour works", "did_not_happen"),
        signed("Ida Brenk was told not to [sign] the contract", "did_not_happen"),
        signed("Ida Brenk does not [sign] any contract", "did_not_happen"),
        signed("Tom Aldous did not [sign] the contract", "did_not_happen", person("Tom Aldous")),
        signed(
            "Skarvik did not [sign] the contract",
            "did_not_happen",
            Actor(start=0, end=7, text="Skarvik", name="Skarvik", id="geonames:7", role="agent"),
        ),
    ],
)
def test_a_negation_of_something_else_denies_nothing(no: Told) -> None:
    assert disputed(YES, no) == []


def test_a_plain_negation_denies_be_it_but_for_one_word_the_same_sentence() -> None:
    assert disputed(YES, signed("Ida Brenk did not [sign] the contract for the ferry", "did_not_happen")) == ["status"]


def test_what_has_not_happened_yet_may_happen_after_the_report() -> None:
    no = signed("Ida Brenk has not [signed] the contract for the ferry", "did_not_happen")
    assert disputed(no, YES, days=("2031-05-16", "2031-05-20")) == []
    assert disputed(YES, no, days=("2031-05-16", "2031-05-16")) == ["status"]


def denied(text: str, cue: str) -> Told:
    plain = text.replace("[", "").replace("]", "")
    start = plain.index(cue)
    link = Attribution(
        source=None, source_kind="unknown", cue=Span(start=start, end=start + len(cue), text=cue),
        content=Span(start=start + len(cue), end=len(plain), text=plain[start + len(cue) :]), terms="unstated",
        basis="unstated",
    )  # fmt: skip
    return signed(text, "denied", attribution=(link,))


def test_a_denial_reaches_what_it_governs_and_a_refusal_is_none() -> None:
    assert disputed(YES, denied("Ida Brenk denied that she had [signed] the contract", "denied")) == ["status"]
    assert disputed(YES, denied("Ida Brenk denied it all; she had [signed] the contract", "denied")) == []
    assert disputed(YES, denied("Ida Brenk denied knowing who [signed] the contract", "denied")) == []
    assert disputed(YES, denied("Ida Brenk rejected the offer that she had [signed]", "rejected")) == []
    assert disputed(YES, denied("Ida Brenk rejected reports that she had [signed] the contract", "rejected")) == [
        "status"
    ]


def test_who_was_not_hurt_is_a_matter_of_figures_alone() -> None:
    nobody = ("Nobody was [hurt] in the cannery of Skarvik", 0)
    six = ("Six workers were [hurt] in the cannery of Skarvik", 6)
    told = []
    for (text, number), status in ((nobody, "did_not_happen"), (six, "happened")):
        words = " ".join(text.split()[: 1 if number == 0 else 2])
        counted = msgspec.structs.replace(figure("injured", number, number, words), end=len(words))
        told.append((text, {"kind": "assault", "status": status, "figures": (counted,), "when": when(DAY)}))
    assert disputed(*told) == ["figures"]


# ---------------------------------------------------------------------------------------------------------- doers


def raided(name: str, identity: str | None = None, **fields: Any) -> Told:
    text = f"{name} [attacked] the barracks at Skarvik and burned six trucks"
    doer = Actor(start=0, end=len(name), text=name, name=name, id=identity or f"nominal:{name.lower()}", role="agent")
    return text, {"kind": "assault", "when": when(DAY), "actors": (doer, body("barracks", "patient")), **fields}


def test_two_named_bodies_conflict_and_one_under_two_names_does_not() -> None:
    front = raided("Fighters of the Orlach Front")
    assert disputed(front, raided("Fighters of the Tamrit Brigade")) == ["actors"]
    assert disputed(front, raided("The Orlach rebels")) == []
    assert disputed(front, raided("Rebels")) == []
    assert disputed(raided("The Free Orlach Army", "org:foa"), raided("The FOA", "org:foa2")) == []


def test_a_person_and_a_body_and_a_deed_of_another_day_leave_each_other_standing() -> None:
    front = raided("Fighters of the Orlach Front")
    assert disputed(raided("Tom Aldous", "per:tom-aldous"), front) == []
    assert "actors" not in disputed(front, raided("Fighters of the Tamrit Brigade", when=when("2031-05-12")))


def test_who_killed_somebody_is_disputed_whatever_day_is_told() -> None:
    def killed(name: str) -> Told:
        return (
            f"{name} [killed] Oda Vestre with a rifle",
            {"kind": "death", "actors": (person(name), person("Oda Vestre", "patient"))},
        )

    assert disputed(killed("Tom Aldous"), killed("Ida Brenk")) == ["actors"]
    assert disputed(killed("Tom Aldous"), killed("Aldous")) == []


def ordered(name: str, what: str = "the attack on the convoy at Skarvik", role: Any = "speaker") -> Told:
    fields = {"kind": "request", "lemma": "order", "when": when(DAY), "actors": (person(name, role),)}
    return f"{name} [ordered] {what} during the siege", fields


def test_two_who_are_said_to_have_ordered_one_deed_conflict() -> None:
    assert disputed(ordered("Tom Aldous"), ordered("Ida Brenk")) == ["actors"]
    assert disputed(ordered("Tom Aldous"), ordered("Ida Brenk", role="agent")) == ["actors"]
    assert disputed(ordered("Tom Aldous"), ordered("Ida Brenk", "the clearing of the old hospital")) == []
    assert disputed(ordered("Tom Aldous"), ordered("Aldous")) == []


# ---------------------------------------------------------------------------------------------------------- piles


def test_marks_are_taken_out_of_a_text_and_tell_its_sides() -> None:
    text, marks = unmarked("The ferry [sank:a] at noon, and a boat [sailed].")
    assert text == "The ferry sank at noon, and a boat sailed."
    assert [(text[start:end], side) for start, end, side in marks] == [("sank", "a"), ("sailed", "")]


def test_a_conflict_is_right_where_two_values_have_claims_of_two_sides() -> None:
    pile = Pile("p", "when", [], [], {"x": "a", "y": "b", "z": "a"}, 0)

    def told(field: Any, *sides: tuple[str, ...]) -> Conflict:
        return Conflict(field=field, values=tuple(ConflictValue(value="v", claims=side) for side in sides))

    assert is_right(pile, told("when", ("x",), ("y",)))
    assert not is_right(pile, told("when", ("x",), ("z",)))
    assert not is_right(pile, told("when", ("x", "y"), ("other",)))
    assert not is_right(pile, told("where", ("x",), ("y",)))


@pytest.mark.parametrize("name", SETS)
def test_about_half_of_the_piles_are_disputed_and_every_one_has_its_sides(name: str) -> None:
    rows = tomllib.loads((PILES / f"{name}.toml").read_text("utf-8"))["pile"]
    for row in rows:
        labels = {label for _, _, text in row["reports"] for _, _, label in unmarked(text)[1]} - {""}
        sides = {label for label in labels if label.isalpha()}
        assert len(sides) >= 2 if row["disputed"] else not sides, row["name"]
        assert len(labels - sides) != 1, row["name"]
    share = sum(bool(row["disputed"]) for row in rows) / len(rows)
    assert 0.4 <= share <= (0.6 if name in BALANCED else 0.75)
    assert len({row["name"] for row in rows}) == len(rows)


def said(text: str, source: str, low: int, high: int | None) -> Told:
    """A toll on somebody's word, who is named outside the clause."""
    link = Attribution(
        source=Span(start=0, end=len(source), text=source), source_kind="official", cue=None, content=None,
        terms="named", basis="unstated",
    )  # fmt: skip
    count = figure("killed", low, high, "at least four" if low else "no")
    status = "happened" if low else "did_not_happen"
    lemma = "kill" if low else "death"
    return text, {"kind": "death", "lemma": lemma, "status": status, "figures": (count,), "attribution": (link,)}


def test_one_text_that_sets_nobody_against_a_toll_tells_of_a_dispute() -> None:
    pile = Reports()
    none, some = (
        said("There were no [deaths]", "Brenkwerk", 0, 0),
        said("It [killed] at least four", "rescuers", 4, None),
    )
    pile.add("d", "2031-05-20", none, some)
    facts = [replace(fact, voice=f"source:{fact.number}") for fact in pile.facts()]
    assert [item.field for item in conflicts_of(facts, sides_of(facts))] == ["figures"]
    assert disputed(none, some) == [], "of two texts, more would have to be shared"
