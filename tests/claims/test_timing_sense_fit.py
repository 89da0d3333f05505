"""The fit of the network of senses, on senses and windows made up so that one can tell what it has to learn."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from evaluation import reconciling_fit_sense
from evaluation.reconciling_fit_sense import Rows, fit, odds, rows_of, text_of
from strandline.claims.timing_sense import Sense

SIZE = 6


def _sense(*steps: int) -> bytes:
    return np.array([*steps, *[0] * (SIZE - len(steps))], np.int8).tobytes()


def _rows(count: int = 20_000) -> Rows:
    """What is right at "here" tells the happening's first number; what is wrong there, whether both words agree in
    their second. At "there" all is as likely as not."""
    chance = np.random.default_rng(5)
    windows, right, wrong = [], [], []
    for number in range(count):
        first, second, third = (int(sign) for sign in chance.choice([-32, 32], 3))
        name = ("here", "there")[number % 2]
        windows.append((_sense(first, second), _sense(0, third), name))
        coin = bool(chance.random() < 0.5)
        right.append(float(first > 0) if name == "here" else float(coin))
        wrong.append(float(second == third) if name == "here" else float(coin))
    return rows_of(windows, np.array(right), np.array(wrong), np.ones(count))


def test_the_network_learns_what_a_word_says_and_how_two_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconciling_fit_sense, "SEEDS", (1,))
    rows = _rows()
    here = np.array([name == "here" for name in rows.name])
    test = np.arange(len(here)) % 16 < 2
    network = fit(rows, ~test)
    found = odds(network, rows, test)
    gold = rows.gold[test]
    told = (found > 0) == (gold > 0.5)
    assert told[here[test], 0].mean() > 0.95
    assert told[here[test], 1].mean() > 0.9
    assert np.abs(found[~here[test]]).mean() < np.abs(found[here[test]]).mean() / 2


def test_the_same_rows_give_the_same_network_and_it_is_kept_whole() -> None:
    rows = _rows(400)
    everything = np.ones(400, np.bool_)
    written = text_of(fit(rows, everything))
    assert written == text_of(fit(rows, everything))
    network = Sense.of(tomllib.loads(written))
    assert list(network.names) == ["", "here", "there"]
    assert text_of(network) == written


def test_an_anchor_without_a_sense_weighs_nothing() -> None:
    windows = [(_sense(32), b"", "here"), (_sense(32), _sense(-32), "here")]
    rows = rows_of(windows, np.zeros(2), np.zeros(2), np.ones(2))
    assert rows.anchor[0] == len(rows.senses) - 1
    assert not rows.senses[-1].any()
