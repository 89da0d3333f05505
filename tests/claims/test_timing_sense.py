"""Senses of words in, log odds of windows out: a network by hand, and the fitted one as it is kept."""

from __future__ import annotations

import numpy as np
import pytest

from strandline.claims.timing_choice import choice
from strandline.claims.timing_sense import STEPS, Sense, Senses, named, sense, senses_of, turned
from strandline.records import Reading, Sentence, Token, TriggerMention

BY_HAND = Sense.of(
    {
        "windows": ["", "beside at"],
        "happening": ["1000 0", "0 1000", "0 0"],
        "anchor": ["500 0", "0 500", "0 0"],
        "own": ["1000 0", "0 0", "0 2000", "0 0"],
        "other": ["0 0", "0 0", "3000 0", "0 0"],
        "both": ["0 0", "0 0", "0 0", "4000 4000"],
        "start": ["100 -100", "200 -200"],
    }
)


def _sense(*steps: int) -> bytes:
    return np.array(steps, np.int8).tobytes()


def _reading() -> Reading:
    """Three words, of which the last two are one trigger whose second word stands above the first."""
    words = [("mill", -1), ("broke", 2), ("down", 0)]
    tokens, start = [], 0
    for text, head in words:
        tokens.append(Token(start, start + len(text), text, text, "NOUN", "NN", "_", head, "dep", 0))
        start += len(text) + 1
    mention = TriggerMention(1, 5, 15, "broke down", "occurrence", (), (), 0.0, 0.9, _sense(STEPS, 0))
    other = TriggerMention(0, 0, 4, "mill", "occurrence", (), (), 0.0, 0.3)
    return Reading(sentences=(Sentence(0, 3, 0, 15, 0),), tokens=tuple(tokens), triggers=(other, mention))


def test_a_sense_is_that_of_the_word_that_stands_highest() -> None:
    assert senses_of(_reading()) == {2: _sense(STEPS, 0)}


def test_odds_weigh_both_words_and_their_products_by_the_name_of_the_window() -> None:
    one = turned([_sense(STEPS, -STEPS)], BY_HAND.happening)[0]
    other = turned([_sense(2 * STEPS, 0)], BY_HAND.anchor)
    assert one == pytest.approx(np.tanh([1.0, -1.0]))
    assert other[0] == pytest.approx(np.tanh([1.0, 0.0]))
    found = BY_HAND.odds(one, np.concatenate([other, other]), ["beside at", "unheard of"])
    t = float(np.tanh(1.0))
    assert found[0] == pytest.approx([0.2 - 2 * t + 3 * t, -0.2 + 4 * t * t], rel=1e-5)
    assert found[1] == pytest.approx([0.1 + t, -0.1], rel=1e-5)


def test_what_has_no_sense_weighs_nothing() -> None:
    senses = Senses(BY_HAND, _reading(), [0, 2])
    assert [item["m right"] for item in senses.features(0, [("", -1), ("beside at", 0)])] == [0.1, 0.2]
    alone, beside = senses.features(2, [("", -1), ("beside at", 0)])
    assert alone["m nothing"] == 0.0
    assert beside["m wrong"] == pytest.approx(-0.2)
    assert max(alone["m gap"], beside["m gap"]) == 0.0


def test_a_reading_without_senses_is_judged_by_the_names_of_windows() -> None:
    empty = Senses(BY_HAND, Reading(sentences=(), tokens=()), [])
    assert empty.features(3, [("", -1)]) == [{"m right": 0.1, "m wrong": -0.1, "m gap": 0.0, "m nothing": 0.0}]


def test_many_senses_at_once_are_as_each_alone() -> None:
    chance = np.random.default_rng(3)
    fitted = sense()
    size = len(fitted.happening) - 1
    senses = [chance.integers(-127, 128, size).astype(np.int8).tobytes() for _ in range(50)]
    together = turned(senses, fitted.happening)
    assert np.allclose(together, np.concatenate([turned([one], fitted.happening) for one in senses]), atol=1e-5)


def test_features_are_rounded_and_against_the_best() -> None:
    found = named(np.array([[0.123, -1.0], [1.0, 0.5]], np.float32))
    assert found[0] == {"m right": 0.12, "m wrong": -1.0, "m gap": -0.88, "m nothing": 0.0}
    assert found[1]["m gap"] == 0.0


def test_the_fitted_network_is_whole() -> None:
    fitted = sense()
    width = fitted.happening.shape[1]
    assert fitted.happening.shape == fitted.anchor.shape
    assert fitted.own.shape == fitted.other.shape == fitted.both.shape == (len(fitted.names), 2, width)
    assert fitted.start.shape == (len(fitted.names), 2)
    assert fitted.names[""] == 0
    assert choice().sense is fitted
