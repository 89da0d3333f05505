"""Names read off GUM's mentions for training and evaluation."""

from __future__ import annotations

from training.sources_ud import Mention, names_of_mentions


def named(rows: str, *mentions: tuple[str, int, int, int]) -> list[tuple[str, str]]:
    """Names of words given as form/part of speech/head/relation, with mentions as kind, first, last, head."""
    parts = [row.split("/") for row in rows.split()]
    syntax = {
        "upos": [part[1] for part in parts],
        "xpos": ["NNP" for _ in parts],
        "head": [int(part[2]) for part in parts],
        "rel": [part[3] for part in parts],
    }
    document = {"words": [part[0] for part in parts], "syntax": syntax}
    found = names_of_mentions([Mention(str(number), *mention) for number, mention in enumerate(mentions)], document)
    return [(" ".join(part[0] for part in parts[first:last]), types[0]) for first, last, types in found]  # type: ignore[misc, index]


OF = "of/ADP/4/case the/DET/4/det "


def test_a_person_and_a_body_are_two_names() -> None:
    rows = "Ana/PROPN/-1/root Velt/PROPN/0/flat " + OF.replace("4", "5") + "Harbour/PROPN/5/compound Party/PROPN/0/nmod"
    assert named(rows, ("person", 0, 6, 0), ("organization", 3, 6, 5)) == [
        ("Ana Velt", "PER"), ("Harbour Party", "ORG"),
    ]  # fmt: skip


def test_a_role_is_no_name_but_what_it_is_a_role_in() -> None:
    rows = "Emperor/PROPN/-1/root " + OF.replace("4", "3") + "Andes/PROPN/0/nmod"
    assert named(rows, ("person", 0, 4, 0), ("place", 2, 4, 3)) == [("Andes", "GPE")]


def test_persons_joined_are_two_names_and_a_body_with_and_is_one() -> None:
    rows = "Ana/PROPN/-1/root and/CCONJ/2/cc Leo/PROPN/0/conj"
    assert named(rows, ("person", 0, 3, 0), ("person", 0, 1, 0), ("person", 2, 3, 2)) == [
        ("Ana", "PER"),
        ("Leo", "PER"),
    ]
    rows = "Food/PROPN/1/compound Board/PROPN/-1/root of/ADP/3/case Ava/PROPN/1/nmod and/CCONJ/5/cc Oru/PROPN/3/conj"
    assert named(rows, ("organization", 0, 6, 1), ("place", 3, 4, 3), ("place", 5, 6, 5)) == [
        ("Food Board of Ava and Oru", "ORG"),
    ]  # fmt: skip


def test_a_common_noun_is_named_by_what_is_joined_to_it() -> None:
    assert named("actor/NOUN/-1/root Leo/PROPN/0/flat Velt/PROPN/0/flat", ("person", 0, 3, 0)) == [("Leo Velt", "PER")]
    island = "the/DET/1/det island/NOUN/-1/root of/ADP/3/case Oru/PROPN/1/nmod"
    assert named(island, ("place", 0, 4, 1)) == [("Oru", "GPE")]
    assert named(island, ("person", 0, 4, 1)) == []


def test_what_somebody_is_stands_before_the_name_but_for_saints() -> None:
    rows = "Vice/ADJ/1/compound Reeve/PROPN/2/nmod:desc Ana/PROPN/-1/root Velt/PROPN/2/flat"
    assert named(rows, ("person", 0, 4, 2)) == [("Ana Velt", "PER")]
    assert named("Saint/PROPN/1/nmod:desc Ana/PROPN/-1/root", ("person", 0, 2, 1)) == [("Saint Ana", "PER")]
