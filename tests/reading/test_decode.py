from __future__ import annotations

import numpy as np

from strandline.reading.decode import agreed_types, names, told_places
from strandline.reading.tokenise import tokenise
from strandline.records import Name, NameType

TAGS = ("O", "B-PER", "I-PER", "B-GPE", "I-GPE", "B-LOC", "I-LOC")


def scored(*rows: dict[str, float]) -> np.ndarray:
    """Logits from chances of some tags; what is left is spread over the others."""
    table = np.full((len(rows), len(TAGS)), 1e-4, np.float32)
    for row, chances in zip(table, rows, strict=True):
        for tag, chance in chances.items():
            row[TAGS.index(tag)] = chance
    return np.log(table / table.sum(axis=1, keepdims=True))


def spans(text: str, *rows: dict[str, float]) -> list[tuple[str, str]]:
    found = names(scored(*rows), TAGS, tokenise(text), 0)
    return [(text[name.start : name.end], name.type) for name in found]


def test_a_name_whose_words_lean_to_different_types_stays_one_name() -> None:
    rows = ({"O": 0.98}, {"B-LOC": 0.7, "B-GPE": 0.3}, {"I-GPE": 0.5, "I-LOC": 0.45}, {"O": 0.99})
    assert spans("the West Bank again", *rows) == [("West Bank", "LOC")]


def test_a_name_cannot_go_on_before_it_has_begun() -> None:
    rows = ({"O": 0.97}, {"I-PER": 0.6, "B-PER": 0.35}, {"O": 0.99})
    assert spans("then Okoro left", *rows) == [("Okoro", "PER")]


def test_a_second_name_right_after_the_first_needs_to_be_likely() -> None:
    unsure = ({"B-PER": 0.9}, {"B-PER": 0.5, "I-PER": 0.45})
    sure = ({"B-PER": 0.9}, {"B-PER": 0.9, "I-PER": 0.05})
    assert spans("Ana Luz", *unsure) == [("Ana Luz", "PER")]
    assert spans("Ana Luz", *sure) == [("Ana", "PER"), ("Luz", "PER")]


def test_names_at_the_edges_and_none_at_all() -> None:
    assert spans("Ana sang Ana", {"B-PER": 0.9}, {"O": 0.99}, {"B-PER": 0.9}) == [("Ana", "PER")] * 2
    assert spans("all was well", {"O": 0.99}, {"O": 0.99}, {"O": 0.99}) == []


def test_mentions_of_one_name_agree_on_its_type() -> None:
    def name(first: int, kind: NameType, score: float) -> Name:
        return Name(first, first + 1, first, first + 1, "", kind, score)

    found = [name(0, "GPE", 0.5), name(3, "PER", 0.9), name(6, "PER", 0.6), name(9, "ORG", 0.9)]
    agreed = agreed_types(found, ["Lincoln", "lincoln", "Lincoln", "Senate"])
    assert [item.type for item in agreed] == ["PER", "PER", "PER", "ORG"]
    assert [item.text for item in agreed] == ["Lincoln", "lincoln", "Lincoln", "Senate"]


def placed(text: str, kind: NameType) -> NameType:
    return told_places([Name(0, len(text.split()), 0, len(text), text, kind, 0.9)])[0].type


def test_a_place_is_of_the_sort_that_its_words_tell() -> None:
    assert placed("Lake Turkana", "GPE") == "LOC"
    assert placed("the Kerio Valley", "GPE") == "LOC"
    assert placed("Ferry Rd.", "LOC") == "FAC"
    assert placed("Wilson Airport", "GPE") == "FAC"


def test_towns_and_states_that_look_like_land_stay_what_they_are() -> None:
    assert placed("Solomon Islands", "GPE") == "GPE"
    assert placed("Fort Worth", "GPE") == "GPE"
    assert placed("Lake", "GPE") == "GPE"


def test_a_person_or_a_body_named_like_a_place_is_left_alone() -> None:
    assert placed("Martin Lake", "PER") == "PER"
    assert placed("Kingsway Hospital", "ORG") == "ORG"
