"""People that an earlier sentence told, the members of a list that "both" and "the pair" mean, and who is no person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from notes import note
from trees import write

from strandline.actors import resolve_actors
from strandline.claims import extract_claims
from strandline.claims.arguments_pairs import counted_members
from strandline.claims.arguments_roles import is_passive, reduced_noun, words_of
from strandline.claims.arguments_told import root_of
from strandline.reading import Reader
from strandline.records import Claim

Read = Callable[[str], list[Claim]]


@pytest.fixture(scope="module")
def read(reader: Reader) -> Read:
    """Claims of a text in its order."""

    def run(text: str) -> list[Claim]:
        document = note(text)
        reading = reader.read(text)
        actors = resolve_actors(text, reading=reading)
        return list(extract_claims(document, reading=reading, times=(), places=(), actors=actors))

    return run


def parts(claims: list[Claim], trigger: str) -> set[tuple[str, str]]:
    """Names and roles of the last claim with this trigger."""
    claim = next(claim for claim in reversed(claims) if claim.trigger.text == trigger)
    return {(actor.name, actor.role) for actor in claim.actors}


# -------------------------------------------------------------------------------------------------- told before


def test_a_noun_that_points_back_takes_the_people_over(read: Read) -> None:
    claims = read("Nordsund bought Vestfjord in May. The takeover was approved by the regulator.")
    assert parts(claims, "takeover") == {("Nordsund", "agent"), ("Vestfjord", "patient")}


def test_another_one_is_another(read: Read) -> None:
    claims = read("Nordsund bought Vestfjord in May. Another takeover was approved by the regulator.")
    assert ("Vestfjord", "patient") not in parts(claims, "takeover")


def test_a_name_beside_the_noun_tells_it_apart(read: Read) -> None:
    claims = read("Nordsund bought Vestfjord in May. The Ostbank takeover was approved by the regulator.")
    assert ("Vestfjord", "patient") not in parts(claims, "takeover")


def test_a_setting_takes_nobody_over(read: Read) -> None:
    claims = read("Nordsund bought Vestfjord in May. Shares fell after the takeover.")
    told = [claim for claim in claims if claim.trigger.text == "takeover"]
    assert all(not claim.actors for claim in told)


def test_a_passive_has_the_doer_that_was_told(read: Read) -> None:
    claims = read("Soldiers arrested Ana Roth on Friday. She said that she was arrested at home.")
    assert {("Soldiers", "agent"), ("Ana Roth", "patient")} <= parts(claims, "arrested")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("invade", "invasion"), ("assassinate", "assassination"), ("arrest", "arrest"), ("kidnap", "kidnapping"),
        ("arrive", "arrival"), ("agree", "agreement"), ("die", "death"), ("accuse", "accusation"), ("seize", "seizure"),
    ],
)  # fmt: skip
def test_words_of_one_root(one: str, other: str) -> None:
    assert root_of(one) == root_of(other)


def test_words_of_other_roots() -> None:
    assert len({root_of(word) for word in ("raid", "rain", "attack", "attach", "crash", "cross")}) == 6


def test_what_follows_a_blow_tells_whom_it_struck(read: Read) -> None:
    claims = read("Rockets hit the depot on Monday, killing a guard, Petar Ilic.")
    assert ("Petar Ilic", "patient") in parts(claims, "hit")


# -------------------------------------------------------------------------------------------------- so many


def test_both_are_the_two_of_the_list_before(read: Read) -> None:
    claims = read("Ana Roth and Jan Hora met in Lima on Friday. Both left the town at night.")
    assert parts(claims, "left") == {("Ana Roth", "agent"), ("Jan Hora", "agent")}


def test_three_are_not_both() -> None:
    written = write(
        "Ana/PROPN/7/nsubj Roth/PROPN/1/flat ,/PUNCT/4/punct Ivo/PROPN/1/conj and/CCONJ/6/cc Jan/PROPN/1/conj met/VERB/0/root/meet\n"  # noqa: E501
        "Both/DET/2/nsubj left/VERB/0/root/leave",
        names={"Ana Roth": "PER", "Ivo": "PER", "Jan": "PER"},
    )
    assert counted_members(written.tree, written.at("Both")) == ()


def test_two_countries_are_no_men() -> None:
    written = write(
        "Norway/PROPN/4/nsubj and/CCONJ/3/cc Chile/PROPN/1/conj signed/VERB/0/root/sign\n"
        "The/DET/3/det two/NUM/3/nummod men/NOUN/4/nsubj/NNS/man left/VERB/0/root/leave\n"
        "The/DET/3/det two/NUM/3/nummod countries/NOUN/4/nsubj/NNS/country met/VERB/0/root/meet",
        names={"Norway": "GPE", "Chile": "GPE"},
    )
    assert counted_members(written.tree, written.at("men")) == ()
    found = counted_members(written.tree, written.at("countries"))
    assert [written.reading.tokens[item].text for item in found] == ["Norway", "Chile"]


# -------------------------------------------------------------------------------------------------- forms of verbs


def test_a_subject_misread_as_one_that_suffers() -> None:
    written = write("Police/NOUN/2/nsubj:pass arrested/VERB/0/root/VBN/arrest two/NUM/4/nummod men/NOUN/2/obj/NNS/man")
    assert not is_passive(written.tree, written.at("arrested"))
    given = write("Guards/NOUN/2/nsubj:pass/NNS given/VERB/0/root/VBN/give jail/NOUN/4/compound terms/NOUN/2/obj/NNS")
    assert is_passive(given.tree, given.at("given"))


def test_a_participle_read_as_the_verb_of_the_sentence() -> None:
    written = write(
        "The/DET/2/det letter/NOUN/8/nsubj ,/PUNCT/2/punct forwarded/VERB/0/root/VBD/forward to/ADP/6/case "
        "Oslo/PROPN/4/obl ,/PUNCT/2/punct alarmed/VERB/4/conj/alarm ministers/NOUN/8/obj/NNS"
    )
    assert reduced_noun(written.tree, written.at("forwarded")) == written.at("letter")
    assert is_passive(written.tree, written.at("forwarded"))


def test_who_takes_part_is_told_without_the_mark_of_a_possessor() -> None:
    written = write("the/DET/2/det junta/NOUN/4/nmod:poss 's/PART/2/case answer/NOUN/5/nsubj came/VERB/0/root/come")
    assert written.words(*words_of(written.tree, written.at("junta"))) == "the junta"


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("The offer was passed to the junta through Norway on Monday.", "passed", {("junta", "addressee"), ("Norway", "via")}),  # noqa: E501
        ("The ambassador was summoned to the foreign ministry.", "summoned", {("ambassador", "addressee")}),
        ("The tribe demanded of the miners that they leave.", "demanded", {("tribe", "speaker"), ("miners", "addressee")}),  # noqa: E501
        ("The separatists signed a truce with the government.", "truce", {("separatists", "agent"), ("government", "agent")}),  # noqa: E501
    ],
)  # fmt: skip
def test_who_tells_whom(read: Read, text: str, trigger: str, wanted: set[tuple[str, str]]) -> None:
    assert parts(read(text), trigger) == wanted


def test_the_minister_does_not_urge_himself(read: Read) -> None:
    claims = read("The minister wrote to the bishop on Friday, urging him to resign.")
    assert ("minister", "addressee") not in parts(claims, "urging")
