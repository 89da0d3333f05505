"""Confidence: what raises and lowers it, and that it is a probability."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.claims.confidence import confidence_of, probability
from strandline.claims.status import Standing
from strandline.records import TriggerMention


def mention(score: float, status: float = 0.9, category: str = "occurrence") -> TriggerMention:
    return TriggerMention(
        0, 0, 4, "sank", category, (("accident", 0.9),), (("happened", status), ("planned", 1 - status)), 2.0, score
    )


TOLD = Standing("happened", "told as a fact", decided=False)


def test_a_surer_trigger_and_an_agreed_status_make_a_surer_claim() -> None:
    assert confidence_of(mention(0.95), TOLD, 0) > confidence_of(mention(0.4), TOLD, 0)
    assert confidence_of(mention(0.9, 0.99), TOLD, 0) > confidence_of(mention(0.9, 0.3), TOLD, 0)


def test_a_status_that_words_decide_is_surer() -> None:
    planned = Standing("planned", "“will”", decided=True)
    guessed = Standing("planned", "read as planned from the wording", decided=False)
    assert confidence_of(mention(0.9), planned, 0) > confidence_of(mention(0.9), guessed, 0)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 5))
def test_it_is_a_probability(score: float, status: float, depth: int) -> None:
    assert 0 <= confidence_of(mention(score, status), TOLD, depth) <= 1


def test_far_from_the_middle_nothing_overflows() -> None:
    assert probability({"bias": 1.0}, {"bias": -1e9}) == pytest.approx(0, abs=1e-9)
    assert probability({"bias": 1.0}, {"bias": 1e9}) == pytest.approx(1, abs=1e-9)
