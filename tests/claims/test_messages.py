"""Who writes, passes on and answers messages, whom pronouns and lists stand for, and ages that are no toll."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from notes import note

from strandline.actors import resolve_actors
from strandline.claims import extract_claims
from strandline.reading import Reader
from strandline.records import Claim

Read = Callable[[str], dict[str, Claim]]


@pytest.fixture(scope="module")
def read(reader: Reader) -> Read:
    """Claims of a text by their trigger's words."""

    def run(text: str) -> dict[str, Claim]:
        document = note(text)
        reading = reader.read(text)
        actors = resolve_actors(text, reading=reading)
        claims = extract_claims(document, reading=reading, times=(), places=(), actors=actors)
        return {claim.trigger.text: claim for claim in claims}

    return run


def parts(claim: Claim) -> set[tuple[str, str]]:
    return {(actor.text.lower(), actor.role) for actor in claim.actors}


def test_a_message_comes_back_through_its_go_between(read: Read) -> None:
    claims = read(
        "The kidnappers sent a letter to the family through a priest. A reply came back through the priest two days "
        "later. The letter, forwarded to Oslo within an hour, alarmed ministers."
    )
    assert parts(claims["sent"]) == {("the kidnappers", "speaker"), ("the family", "addressee"), ("a priest", "via")}
    back = {("the family", "speaker"), ("the priest", "via"), ("the kidnappers", "addressee")}
    assert parts(claims["came back"]) == back
    assert ("the priest", "agent") in parts(claims["forwarded"])


def test_a_message_from_somebody_that_is_named_is_no_answer(read: Read) -> None:
    claims = read(
        "The kidnappers sent a letter to the family through a priest. A letter from the governor came back through "
        "the priest two days later."
    )
    assert ("the family", "speaker") not in parts(claims["came back"])


def test_whoever_relays_is_between(read: Read) -> None:
    claims = read("The diplomats relayed the king's message to the rebels on Monday.")
    assert {("the diplomats", "via"), ("the king", "speaker")} <= parts(claims["relayed"])


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("A note signed by Petar Ilic began circulating on Friday.", "circulating", ("petar ilic", "agent")),
        ("The general demanded that the union return the trucks.", "demanded", ("the union", "addressee")),
        ("A gas leak has taken the lives of nine miners this week.", "taken the lives", ("nine miners", "patient")),
        ("One poster claimed that the mill had burned down on Monday.", "claimed", ("one poster", "speaker")),
    ],
)  # fmt: skip
def test_who_takes_part(read: Read, text: str, trigger: str, wanted: tuple[str, str]) -> None:
    claims = read(text)
    found = next((claim for words, claim in claims.items() if words in trigger or trigger in words), None)
    assert found is not None, list(claims)
    assert wanted in parts(found)


def test_they_are_those_who_say_so(read: Read) -> None:
    claims = read("The rebels told the government that they would free the hostages.")
    (agent,) = (actor for actor in claims["free"].actors if actor.role == "agent")
    assert (agent.text, agent.name) == ("they", "rebels")


def test_an_age_is_no_toll(read: Read) -> None:
    claim = read("Ana Roth, who was 38, died in the crash on Monday.")["died"]
    assert [(item.what, item.low, item.high) for item in claim.figures] == [("killed", 1, 1)]


def test_what_kills_and_who_is_taken_in_says_nothing(read: Read) -> None:
    claims = read("The fire claimed 12 lives on Monday. Ana Roth was admitted to hospital, having suffered burns.")
    assert all(not claim.attribution for claim in claims.values())
