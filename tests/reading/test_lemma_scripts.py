"""Lemma edits: what is written for a pair makes the lemma again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.reading.lemma_scripts import apply_script, script_for

PAIRS = [
    ("Running", "run"), ("was", "be"), ("cities", "city"), ("better", "good"), ("NATO", "NATO"), ("Smiths", "Smith"),
    ("the", "the"), ("The", "the"), ("n't", "not"), ("p.m.", "p.m."), ("iPhone", "iPhone"), ("went", "go"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "lemma"), PAIRS)
def test_script_makes_the_lemma(form: str, lemma: str) -> None:
    assert apply_script(form, script_for(form, lemma)) == lemma


@given(st.text("abcdeABCDE", min_size=1, max_size=10), st.text("abcde", min_size=1, max_size=10))
def test_lower_case_lemmas_come_back(form: str, lemma: str) -> None:
    assert apply_script(form, script_for(form, lemma)) == lemma


def test_a_script_that_does_not_fit_leaves_the_form() -> None:
    assert apply_script("go", "L5+x") == "go"
