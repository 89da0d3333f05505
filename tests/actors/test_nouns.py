"""Which nouns may stand for somebody named, where the reader links them; on readings written by hand."""

# ruff: noqa: E501
from __future__ import annotations

import pytest
from trees import write

from strandline.actors import resolve_actors
from strandline.records import Reading, Reference

FIRST = "Ana/PROPN/3/nsubj Roth/PROPN/1/flat spoke/VERB/0/root/speak ./PUNCT/3/punct"
MINE = "Norvik/PROPN/2/nsubj spoke/VERB/0/root/speak ./PUNCT/2/punct"


def meant(parse: str, name: str, sort: str, noun: str) -> str | None:
    """Whom the noun means where the reader links it with the name."""
    written = write(parse, {name: sort})
    first, at = written.at(name.split(maxsplit=1)[0]), written.at(noun)
    reading = Reading(
        sentences=written.reading.sentences, tokens=written.reading.tokens, names=written.reading.names,
        references=(Reference(mentions=((first, first + len(name.split())), (at, at + 1))),),
    )  # fmt: skip
    return next((actor.name for actor in resolve_actors(written.text, reading=reading) if noun in actor.text), None)


@pytest.mark.parametrize(
    "sentence",
    [
        "The/DET/2/det judge/NOUN/3/nsubj agreed/VERB/0/root/agree ./PUNCT/3/punct",
        "The/DET/3/det former/ADJ/3/amod judge/NOUN/4/nsubj agreed/VERB/0/root/agree ./PUNCT/4/punct",
    ],
)
def test_the_judge_is_the_one_named_before(sentence: str) -> None:
    assert meant(f"{FIRST}\n{sentence}", "Ana Roth", "PER", "judge") == "Ana Roth"


@pytest.mark.parametrize(
    ("sentence", "noun"),
    [
        ("A/DET/2/det judge/NOUN/3/nsubj agreed/VERB/0/root/agree ./PUNCT/3/punct", "judge"),
        ("Another/DET/2/det victim/NOUN/3/nsubj agreed/VERB/0/root/agree ./PUNCT/3/punct", "victim"),
        ("The/DET/2/det team/NOUN/3/nsubj agreed/VERB/0/root/agree ./PUNCT/3/punct", "team"),
        ("My/PRON/2/nmod:poss/PRP$ mother/NOUN/3/nsubj agreed/VERB/0/root/agree ./PUNCT/3/punct", "mother"),
        ("The/DET/3/det Danish/ADJ/3/amod judge/NOUN/4/nsubj agreed/VERB/0/root/agree ./PUNCT/4/punct", "judge"),
        (
            "The/DET/3/det energy/NOUN/3/compound secretary/NOUN/4/nsubj agreed/VERB/0/root/agree ./PUNCT/4/punct",
            "secretary",
        ),
        ("Daughter/NOUN/2/nsubj agreed/VERB/0/root/agree ./PUNCT/2/punct", "Daughter"),
    ],
)
def test_whoever_the_grammar_tells_apart_is_somebody_else(sentence: str, noun: str) -> None:
    assert meant(f"{FIRST}\n{sentence}", "Ana Roth", "PER", noun) is None


def test_whoever_owns_is_not_the_owned() -> None:
    owned = "Ana/PROPN/4/nmod:poss Roth/PROPN/1/flat 's/PART/1/case mother/NOUN/5/nsubj agreed/VERB/0/root/agree ./PUNCT/5/punct"
    assert meant(f"{FIRST}\n{owned}", "Ana Roth", "PER", "mother") is None


def test_a_noun_for_the_other_gender_is_somebody_else() -> None:
    woman = "The/DET/2/det woman/NOUN/3/nsubj agreed/VERB/0/root/agree ./PUNCT/3/punct"
    parse = f"Mr/PROPN/3/nsubj Kemp/PROPN/1/flat spoke/VERB/0/root/speak ./PUNCT/3/punct\n{woman}"
    assert meant(parse, "Kemp", "PER", "woman") is None


def test_an_indefinite_noun_before_the_name_brings_the_person_in() -> None:
    parse = f"A/DET/2/det judge/NOUN/3/nsubj agreed/VERB/0/root/agree ./PUNCT/3/punct\n{FIRST}"
    assert meant(parse, "Ana Roth", "PER", "judge") == "Ana Roth"


@pytest.mark.parametrize(
    ("before", "noun", "sort", "expected"),
    [
        ("The/DET/2/det", "company", "ORG", "Norvik"),
        ("The/DET/2/det", "ship", "PRODUCT", "Norvik"),
        ("The/DET/2/det", "plane", "ORG", None),
        ("The/DET/2/det", "decision", "ORG", None),
        ("The/DET/3/det Danish-led/ADJ/3/amod", "coalition", "ORG", None),
        ("A/DET/2/det", "company", "ORG", None),
    ],
)
def test_bodies_and_things(before: str, noun: str, sort: str, expected: str | None) -> None:
    at = len(before.split()) + 1
    sentence = f"{before} {noun}/NOUN/{at + 1}/nsubj moved/VERB/0/root/move ./PUNCT/{at + 1}/punct"
    assert meant(f"{MINE}\n{sentence}", "Norvik", sort, noun) == expected


def test_an_office_is_not_whoever_bears_another_later() -> None:
    judge = "A/DET/2/det physician/NOUN/3/nsubj agreed/VERB/0/root/agree ./PUNCT/3/punct"
    roth = "Judge/PROPN/2/nmod:desc/judge Ana/PROPN/4/nsubj Roth/PROPN/2/flat spoke/VERB/0/root/speak ./PUNCT/4/punct"
    assert meant(f"{judge}\n{roth}", "Ana Roth", "PER", "physician") is None
