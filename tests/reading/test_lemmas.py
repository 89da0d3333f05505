from __future__ import annotations

import pytest

from strandline.reading.lemmas import Lemmatiser, parse_table

SCRIPTS = ("K", "L0+", "L3+", "L2+", "T0+")
TABLE = parse_table("left\tVERB\tleave\nleft\tADJ\tleft\nnew\tADJ\tnew\nsaw\tVERB\tsee saw\nparis\tPROPN\tParis\n")


@pytest.mark.parametrize(
    ("form", "upos", "script", "lemma"),
    [
        ("left", "VERB", "L0+", "leave"),  # the treebanks know better than the network
        ("Left", "ADJ", "L0+", "left"),
        ("New", "ADJ", "K", "New"),  # a capital that the network kept is kept
        ("saw", "VERB", "L0+", "saw"),  # either is possible: the network has read the sentence
        ("barking", "VERB", "L3+", "bark"),  # unknown to the treebanks
        ("Paris", "PROPN", "K", "Paris"),
        ("paris", "PROPN", "K", "Paris"),
    ],
)
def test_lemma(form: str, upos: str, script: str, lemma: str) -> None:
    assert Lemmatiser(SCRIPTS, TABLE).lemma(form, upos, SCRIPTS.index(script)) == lemma


def test_the_same_form_with_another_tag_is_looked_up_anew() -> None:
    lemmas = Lemmatiser(SCRIPTS, TABLE)
    assert lemmas.lemma("left", "VERB", 1) == "leave"
    assert lemmas.lemma("left", "ADJ", 1) == "left"
