"""The scorer on cases worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evaluation.reconciling_scorer import b_cubed, ceaf_e, conll, muc, without_singletons


def clusters(*groups: str) -> list[set[str]]:
    return [set(group) for group in groups]


def test_equal_clusterings_are_perfect() -> None:
    key = clusters("abc", "de", "f")
    for score in (muc(key, key), b_cubed(key, key), ceaf_e(key, key)):
        assert score == (1.0, 1.0, 1.0)
    assert conll(key, key) == 1.0


def test_one_cluster_split_in_two() -> None:
    # key {a b c d}, response {a b} {c d}: MUC keeps 2 of 3 links and both of its own; each mention sees half its
    # cluster;
    # one response cluster is aligned at 2·2/(4+2)
    key, response = clusters("abcd"), clusters("ab", "cd")
    assert muc(key, response)[:2] == pytest.approx((2 / 3, 1.0))
    assert b_cubed(key, response)[:2] == pytest.approx((0.5, 1.0))
    assert ceaf_e(key, response)[:2] == pytest.approx((2 / 3, 1 / 3))


def test_the_example_of_bagga_and_baldwin() -> None:
    # key: {1-5} {6 7} {8-12}; the response joins the first and the last: precision of B³ is 16/21·… worked out below
    key = clusters("12345", "67", "89ABC")
    response = clusters("12345" + "89ABC", "67")
    assert muc(key, response)[:2] == pytest.approx((1.0, 9 / 10))
    precision = Fraction(10, 12) * Fraction(1, 2) + Fraction(2, 12)
    assert b_cubed(key, response)[:2] == pytest.approx((1.0, float(precision)))


def test_alignment_is_the_best_not_the_first() -> None:
    key = clusters("ab", "cde")
    response = clusters("abc", "de")
    # {a b}~{a b c}: 4/5, {c d e}~{d e}: 4/5
    assert ceaf_e(key, response)[:2] == pytest.approx((0.8, 0.8))


def test_singletons_count_only_where_they_are_kept() -> None:
    key, response = clusters("ab", "c", "d"), clusters("ab", "cd")
    assert without_singletons(key) == [{"a", "b"}]
    assert muc(key, response)[:2] == pytest.approx((1.0, 0.5))
    assert b_cubed(key, response)[:2] == pytest.approx((1.0, 0.75))
    assert ceaf_e(key, response)[:2] == pytest.approx(((1 + 2 / 3) / 3, (1 + 2 / 3) / 2))


def test_a_mention_that_the_response_lacks_lowers_recall() -> None:
    key, response = clusters("abc"), clusters("ab")
    assert muc(key, response)[:2] == pytest.approx((0.5, 1.0))
    assert b_cubed(key, response)[:2] == pytest.approx((4 / 9, 1.0))


def test_nothing_in_common_is_zero() -> None:
    assert conll(clusters("ab"), clusters("cd")) == 0.0
