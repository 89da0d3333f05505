"""Names that the scores run together, told apart by their words."""

from __future__ import annotations

import pytest

from strandline.reading.features import NameLexicon
from strandline.reading.name_bounds import pieces

LEXICON = NameLexicon()


def cut(text: str, kind: str, following: str = "left") -> list[str]:
    forms = text.split()
    return [" ".join(forms[piece.first : piece.last]) for piece in pieces(forms, kind, following, LEXICON)]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Ana Velt of", "PER", ["Ana Velt"]),
        ("Walk for Water and", "EVENT", ["Walk for Water"]),
        ("of the Harbour Party", "ORG", ["the Harbour Party"]),
        ("Velt 's", "PER", ["Velt"]),
        ("Brenner 's", "ORG", ["Brenner 's"]),
        ("the", "WORK", []),
    ],
)
def test_words_that_begin_or_end_no_name_are_left_out(text: str, kind: str, expected: list[str]) -> None:
    assert cut(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Velt of the Harbour Party", ["Ana Velt", "Harbour Party"]),
        ("Harbour Party 's Leo Okoro", ["Harbour Party", "Leo Okoro"]),
        ("Velt and Okoro", ["Velt", "Okoro"]),
        ("Tom Tom Okoro", ["Tom", "Tom Okoro"]),
        ("James Velt Mary Okoro", ["James Velt", "Mary Okoro"]),
        ("Velt and Okoro Group", ["Velt and Okoro Group"]),
        ("Ada of Ravenna", ["Ada of Ravenna"]),
        ("Queen Ada II of Ravenna", ["Queen Ada II of Ravenna"]),
        ("Anna Maria Velt Okoro", ["Anna Maria Velt Okoro"]),
    ],
)
def test_persons_and_bodies_side_by_side(text: str, expected: list[str]) -> None:
    assert cut(text, "PER") == expected


def test_what_a_person_belongs_to_is_no_person() -> None:
    found = pieces(["Ana", "Velt", "of", "the", "Harbour", "Party"], "PER", "left", LEXICON)
    assert [piece.person for piece in found] == [True, False]


def test_a_role_names_nobody() -> None:
    assert cut("Special Representative", "PER", following="of") == []
    assert cut("Director of Lighthouses", "PER") == []
    assert cut("Director of the Senate", "PER") == ["Senate"]
    assert cut("Madam Speaker", "PER") == []
    assert cut("Velt", "PER", following="of") == ["Velt"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ravenna Ohio", ["Ravenna", "Ohio"]),
        ("san diego california", ["san diego", "california"]),
        ("Kansas City Missouri", ["Kansas City", "Missouri"]),
        ("Central Iowa", ["Central Iowa"]),
        ("New Mexico", ["New Mexico"]),
        ("Northern Ireland", ["Northern Ireland"]),
        ("Baja California", ["Baja California"]),
        ("Lake Michigan", ["Lake Michigan"]),
        ("Papua New Guinea", ["Papua New Guinea"]),
    ],
)
def test_a_town_and_what_it_lies_in_are_two_places(text: str, expected: list[str]) -> None:
    assert cut(text, "GPE") == expected


def test_a_name_said_twice_is_two_names() -> None:
    assert cut("Fort Velt Fort Velt", "FAC") == ["Fort Velt", "Fort Velt"]
