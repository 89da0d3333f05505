"""The quote of a claim is the clause that states it, and each nested happening has one of its own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import Written, write

from strandline.claims.clauses import clause_of
from strandline.claims.speech import SpeechFinder
from strandline.claims.syntax import Tree
from strandline.records import Reading, Sentence, Token

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("clauses.toml").read_text("utf-8"))["case"]


def clause(written: Written, word: str) -> str:
    finder = SpeechFinder(written.tree)
    return written.words(*clause_of(written.tree, written.at(word), finder.cue_tokens(finder.frames())))


@pytest.mark.parametrize(
    ("parse", "word", "quote"), [(case["parse"], *item) for case in CASES for item in case["clauses"].items()]
)
def test_clause(parse: str, word: str, quote: str) -> None:
    assert clause(write(parse), word) == quote


def test_a_long_clause_is_not_the_quote_of_a_noun_in_it() -> None:
    """A happening named deep inside a clause of many words is quoted with its own phrase."""
    places = " ".join(f"and/CCONJ/{n + 1}/cc Town{n}/PROPN/8/conj" for n in range(10, 60, 2))
    written = write(
        "The/DET/2/det minister/NOUN/3/nsubj resigned/VERB/0/root/resign over/ADP/6/case the/DET/6/det leak/NOUN/3/obl "
        f"of/ADP/8/case papers/NOUN/6/nmod/paper on/ADP/8/case {places}"
    )
    assert clause(written, "resigned").startswith("The minister resigned")
    assert clause(written, "leak").startswith("the leak of papers")


# ---------------------------------------------------------------------------------------------------- properties

UPOS = ["VERB", "NOUN", "PROPN", "PUNCT", "CCONJ", "ADP", "AUX"]
RELATIONS = [
    "ccomp",
    "conj",
    "parataxis",
    "advcl",
    "acl",
    "nsubj",
    "obj",
    "obl",
    "nmod",
    "punct",
    "cc",
    "case",
    "appos",
]
WORDS = ["rain", "“", "”", '"', ",", "(", ")", "and", "fell", "said", "’"]


@st.composite
def readings(draw: st.DrawFn) -> tuple[str, Reading]:
    """A sentence with any tree over it: a head is an earlier or later word, never in a circle."""
    count = draw(st.integers(1, 12))
    order = draw(st.permutations(range(count)))
    rank = {index: position for position, index in enumerate(order)}
    text, tokens = "", []
    for index in range(count):
        word = draw(st.sampled_from(WORDS))
        start = len(text) + bool(text)
        text = f"{text} {word}" if text else word
        above = [other for other in range(count) if rank[other] < rank[index]]
        head = draw(st.sampled_from(above)) if above else -1
        relation = draw(st.sampled_from(RELATIONS)) if above else "root"
        upos = draw(st.sampled_from(UPOS))
        tokens.append(Token(start, len(text), word, word, upos, "", "_", head, relation, 0))
    return text, Reading(sentences=(Sentence(0, count, 0, len(text), 0),), tokens=tuple(tokens))


@settings(max_examples=150, deadline=None)
@given(readings(), st.data())
def test_any_clause_holds_its_word_and_slices_to_its_quote(made: tuple[str, Reading], data: st.DataObject) -> None:
    text, reading = made
    tree = Tree(reading)
    word = data.draw(st.integers(0, len(reading.tokens) - 1))
    cues = frozenset(data.draw(st.sets(st.integers(0, len(reading.tokens) - 1), max_size=3)))
    first, last = clause_of(tree, word, cues)
    assert 0 <= first <= word < last <= len(reading.tokens)
    start, end = tree.text(first, last)
    assert reading.tokens[word].text in text[start:end]
