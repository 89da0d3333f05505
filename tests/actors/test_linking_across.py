"""Who is meant across documents: fuller names take over shorter ones where exactly one fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.actors import link_across
from strandline.actors.names import (
    body_words,
    could_be_same_person,
    initials,
    person_words,
    slug,
    speaking_capitals,
    surname,
    titles,
)
from strandline.records import Actor


def actor(name: str, kind: str = "per") -> Actor:
    return Actor(start=0, end=len(name), text=name, name=name, id=f"{kind}:{slug(name)}", role="other")


def linked(*names: str, kind: str = "per") -> dict[str, tuple[str, str]]:
    return link_across(actor(name, kind) for name in names)


def test_a_surname_alone_is_the_one_named_in_full_elsewhere() -> None:
    assert linked("Roth", "Ana Roth") == {"per:roth": ("per:ana-roth", "Ana Roth")}


def test_a_surname_of_two_people_stays_by_itself() -> None:
    assert linked("Roth", "Ana Roth", "Emil Roth") == {}


def test_the_fullest_form_wins_at_once() -> None:
    found = linked("Kemp", "John Kemp", "John F. Kemp")
    assert {target for target, _ in found.values()} == {"per:john-f-kemp"}
    assert set(found) == {"per:kemp", "per:john-kemp"}


@pytest.mark.parametrize("names", [("Ana Roth", "Lea Roth"), ("Omar Saad", "Omar Haddad"), ("Roth", "Rothman")])
def test_different_people_stay(names: tuple[str, ...]) -> None:
    assert linked(*names) == {}


def test_names_in_other_alphabets() -> None:
    assert linked("Петров", "Иван Петров") == {"per:петров": ("per:иван-петров", "Иван Петров")}


def test_diacritics_do_not_part_people() -> None:
    assert linked("Nunez", "José Núñez") == {"per:nunez": ("per:jose-nunez", "José Núñez")}


def test_a_body_written_two_ways_is_one_under_the_commoner() -> None:
    found = linked("Norvik Inc", "Norvik", "Norvik", kind="org")
    assert found == {"org:norvik-inc": ("org:norvik", "Norvik")}
    assert linked("Ministry of Mines", "Mines Ministry", "Mines Ministry", kind="org") == {
        "org:ministry-of-mines": ("org:mines-ministry", "Mines Ministry")
    }


def test_people_and_bodies_never_mix() -> None:
    assert link_across([actor("Roth", "org"), actor("Ana Roth", "per")]) == {}


NAMES = st.lists(
    st.sampled_from(["Ana", "Emil", "Roth", "Kemp", "J.", "van", "Dijk", "Ли"]), min_size=1, max_size=3
).map(" ".join)


@given(st.lists(NAMES, max_size=8), st.randoms(use_true_random=False))
def test_links_end_at_once_and_do_not_hang_on_the_order(names: list[str], random: object) -> None:
    actors = [actor(name) for name in names]
    found = link_across(actors)
    known = {item.id for item in actors}
    for source, (target, _) in found.items():
        assert source in known
        assert target in known
        assert source != target
        assert target not in found
    shuffled = list(actors)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert {key: target for key, (target, _) in link_across(shuffled).items()} == {
        key: target for key, (target, _) in found.items()
    }


# --------------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("General Omar al-Saad", ("omar", "al", "saad")),
        ("Dr. Ana Roth", ("ana", "roth")),
        ("Martin Kemp, Jr.", ("martin", "kemp")),
        ("O’Neill", ("o'neill",)),
        ("President", ("president",)),
        ("", ()),
    ],
)
def test_person_words(name: str, words: tuple[str, ...]) -> None:
    assert person_words(name) == words


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Roth", "Ana Roth", True),
        ("Ana", "Ana Roth", True),
        ("A. Roth", "Ana Roth", True),
        ("B. Roth", "Ana Roth", False),
        ("Roth Ana", "Ana Roth", False),
        ("Li", "Li Wei", False),
        ("Saad", "Omar al-Saad", True),
    ],
)
def test_could_be_same_person(short: str, full: str, same: bool) -> None:
    assert could_be_same_person(person_words(short), person_words(full)) is same


def test_surname_skips_particles() -> None:
    assert surname(("omar", "al", "saad")) == "saad"
    assert surname(()) == ""


def test_initials_and_bodies() -> None:
    assert initials("Department of Mines and Water") == "DMW"
    assert body_words("The Norvik Group") == ("norvik",)
    assert body_words("Ministry of Mines") == body_words("Mines Ministry")
    assert body_words("Bank of Norland") != body_words("Norland Bank")


def test_lexica() -> None:
    assert set(titles().values()) == {"male", "female", "neutral"}
    assert all(word == word.lower() for word in titles())
    assert len(speaking_capitals()) >= 90
    assert all(len(code) == 2 and code.isupper() for _, code in speaking_capitals().values())
