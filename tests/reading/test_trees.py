"""Trees from scores: always a tree, always one root, and the best one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.reading.trees import best_heads


def is_tree(heads: list[int]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen = set()
        node = word
        while node:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node - 1]
    return True


def value(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads, 1)))


@given(st.integers(1, 12), st.integers(0, 10_000))
def test_any_scores_give_a_tree_with_one_root(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1)).astype(np.float32)
    assert is_tree(best_heads(scores))


@pytest.mark.parametrize("seed", range(40))
def test_small_trees_are_the_best(seed: int) -> None:
    words = 4
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1)).astype(np.float32)
    trees = [list(heads) for heads in itertools.product(range(words + 1), repeat=words) if is_tree(list(heads))]
    best = max(value(scores, heads) for heads in trees)
    assert value(scores, best_heads(scores)) == pytest.approx(best, abs=1e-5)


def test_cycles_are_broken() -> None:
    scores = np.full((4, 4), -5.0, np.float32)
    scores[1, 2] = scores[2, 1] = scores[3, 2] = 5.0
    scores[1, 0] = 0.0
    assert best_heads(scores) == [0, 1, 2]


def test_nothing_and_one_word() -> None:
    assert best_heads(np.zeros((1, 1), np.float32)) == []
    assert best_heads(np.zeros((2, 2), np.float32)) == [0]
