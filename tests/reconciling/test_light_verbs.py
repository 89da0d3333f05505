"""A verb of many meanings ties two dated reports together only where something else does as well."""

from __future__ import annotations

import numpy as np

from strandline.reconciling.comparing import FEATURES
from strandline.reconciling.same_event import PairModel


def chance(**features: float) -> float:
    row = np.zeros((1, len(FEATURES)))
    for name, value in {"same word": 1.0, "dated reports": 1.0, **features}.items():
        row[0, FEATURES.index(name.replace("_", " "))] = value
    return float(PairModel.load().chances(row, more=4.0)[0])


def test_a_verb_of_many_meanings_alone_says_little() -> None:
    assert chance(light_words=1.0, words=0.2) < 0.5 * chance(light_words=1.0, words=0.3)


def test_a_shared_participant_or_shared_words_bring_it_back() -> None:
    assert chance(light_words=1.0, any_participant=1.0) > 0.9 * chance(any_participant=1.0)
    assert chance(light_words=1.0, words=0.4) > 0.9 * chance(words=0.4)
