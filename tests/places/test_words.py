from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.places.words import lexicon, scan_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Peru's coast", ["Peru", "coast"]),
        ("the U.S.-led force", ["the", "U.S.", "led", "force"]),
        ("al-Marsa and Port-au-Prince", ["al-Marsa", "and", "Port-au-Prince"]),
        ("O’Hare, N'Djamena.", ["O’Hare", "N'Djamena"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [word.text for word in scan_words(text)] == words


def test_an_article_with_a_capital_after_it_counts_as_capital() -> None:
    word, other = scan_words("al-Marsa half-Turkish")
    assert word.capital
    assert not other.capital


@given(st.text(max_size=200))
def test_words_lie_where_they_say(text: str) -> None:
    last = 0
    for word in scan_words(text):
        assert text[word.start : word.end] == word.text
        assert last <= word.start < word.end
        last = word.end


def test_lexica_are_lower_case_and_whole() -> None:
    known = lexicon()
    assert all(word == word.lower() for word in known.titles | known.common_words | known.given_names)
    assert known.numbers["a hundred"] == 100
    assert known.compass["north-west"] == 315
