"""Where texts tell of several happenings of one sort: bare words, words for several, the order in a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reconciling_builders import Pile, facts_of_sentences, groups, place, when

from strandline.reconciling import reconcile
from strandline.reconciling.clustering import cluster
from strandline.reconciling.limits import DISTANCE, excluded, objections
from strandline.reconciling.sorts import Sorts
from strandline.reconciling.told_apart import in_turn
from strandline.records import Place

RAID: dict[str, Any] = {"kind": "assault"}


def on(day: str, **more: Any) -> dict[str, Any]:
    return {**RAID, "when": when(day), **more}


@pytest.mark.parametrize(
    ("sentence", "lemma", "bare", "several", "aside"),
    [
        ("They mourned after the [raid]", "raid", True, False, True),
        ("The [raid] shook the town", "raid", True, False, False),
        ("The [raid] on the mill shook the town", "raid", False, False, False),
        ("The night [raid] shook the town", "raid", False, False, False),
        ("He was behind recent [raids] in the valley", "raids", False, False, False),
        ("He was behind recent [raids] in the valley", "raid", False, True, False),
        ("They swore revenge for the [raid]", "raid", True, False, True),
        ("Farmers met for an hour before the dawn [raid]", "raid", False, False, True),
        ("Orlach answered the [raid]", "raid", True, False, False),
    ],
)
def test_how_a_noun_points_at_a_happening(sentence: str, lemma: str, bare: bool, several: bool, aside: bool) -> None:
    (fact,) = facts_of_sentences((sentence, {**RAID, "lemma": lemma}))
    assert (fact.bare, fact.several, fact.aside) == (bare, several, aside)


def test_documents_tell_of_several_happenings_of_a_sort_by_their_days() -> None:
    pile = Pile()
    pile.add("a", "2031-05-20", ("Gunmen made a [raid] on the mill", on("2031-05-12")), ("The [raid] was brief", RAID))
    pile.add("b", "2031-05-20", ("A [raid] hit the quay", on("2031-05-16")), ("A [flood] came", on("2031-05-18")))
    facts = pile.facts()
    sorts = Sorts(facts)
    pairs = {(one.claim.quote, two.claim.quote): (one.number, two.number) for one in facts for two in facts}
    own = pairs["Gunmen made a [raid] on the mill".replace("[", "").replace("]", ""), "The raid was brief"]
    both = pairs["The raid was brief", "A raid hit the quay"]
    assert sorts.several(*(np.array([item]) for item in own)).tolist() == [False]
    assert sorts.several(*(np.array([item]) for item in both)).tolist() == [True]


def test_a_bare_word_is_of_what_its_own_text_spoke_of_last_where_there_were_several() -> None:
    pile = Pile()
    mill, quay, bare = pile.add(
        "a", "2031-05-20",
        ("Gunmen made a [raid] on the mill", on("2031-05-12")),
        ("A second gang carried out a [raid] on the quay", on("2031-05-16")),
        ("Nobody has claimed the [raid]", RAID),
    )  # fmt: skip
    (other,) = pile.add("b", "2031-05-20", ("Nobody was seen near the mill after the [raid]", on("2031-05-12")))
    found = groups(reconcile(pile.documents, pile.claims).claims)
    assert any({quay.id, bare.id} <= group for group in found)
    assert not any({mill.id, bare.id} <= group or {other.id, bare.id} <= group for group in found)


def test_several_over_some_time_are_not_one_of_them() -> None:
    one, many = facts_of_sentences(
        ("A [raid] on the mill killed two", on("2031-05-12")),
        ("He was behind recent [raids] in the valley", {**on("2031-05-12"), "lemma": "raid"}),
    )
    assert excluded(one, many) == "one tells of several over some time"
    assert excluded(many, many) is None


@pytest.mark.parametrize(
    ("sentence", "turn"),
    [
        ("The [raid] came three days after the storming of the mill", True),
        ("The [raid] was a storming of the mill", False),
    ],
)
def test_one_sentence_that_tells_of_two_in_turn(sentence: str, turn: bool) -> None:
    pile = Pile()
    (claim,) = pile.add("a", "2031-05-20", (sentence, RAID))
    at = claim.quote.index("storming")
    (second,) = pile.add(
        "b", "2031-05-20", (sentence.replace("[raid]", "raid").replace("storming", "[storming]"), RAID)
    )
    first = next(fact for fact in pile.facts() if fact.claim.id == claim.id)
    other = next(fact for fact in pile.facts() if fact.claim.id == second.id)
    assert claim.quote[at : at + 8] == "storming"
    assert not in_turn(first, other)  # two documents
    from dataclasses import replace

    assert in_turn(first, replace(other, document=first.document)) is turn


def test_a_town_beside_its_country_is_where_it_happened() -> None:
    def land(name: str) -> Place:
        return place(name, level="country", country="XA", id="land:xa")

    def town(name: str, lat: float) -> Place:
        return place(name, country="XA", lat=lat, lon=20.0, precision=5.0)

    mill, quay = facts_of_sentences(
        ("A [raid] hit Orlach", {**RAID, "where": (town("Orlach", 40.0), land("Tarn"))}),
        ("A [raid] hit Skarvik", {**RAID, "where": (land("Tarn"), town("Skarvik", 44.0))}),
    )
    assert DISTANCE in list(objections(mill, quay))


def test_what_counts_for_little_neither_joins_nor_parts_clusters() -> None:
    chances = {(0, 1): 0.9, (0, 2): 0.0, (1, 2): 0.0}
    plain = cluster(4, chances, threshold=0.5, against=lambda a, b: 0.0, together=[(0, 2)], apart=set())
    light = cluster(
        4, chances, threshold=0.5, against=lambda a, b: 0.0, together=[(0, 2)], apart=set(),
        weights=[1.0, 1.0, 0.05, 1.0],
    )  # fmt: skip
    assert plain == [[0, 2], [1], [3]]
    assert light == [[0, 1, 2], [3]]
