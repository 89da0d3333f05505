"""The scorer on cases worked out by hand."""

from __future__ import annotations

import pytest

from evaluation.scoring_times import Tally, Timed, days_of_value, match, score
from evaluation.timing import in_scope, side_of


def test_a_perfect_answer() -> None:
    gold = [Timed(0, 6, "2013-02-12"), Timed(10, 15, "P2D")]
    tally = score(gold, gold)
    assert [tally.f1(measure) for measure in ("strict", "relaxed", "value")] == [100.0, 100.0, 100.0]
    assert (tally.days_gold, tally.interval_accuracy()) == (1, 100.0)


def test_extents_and_values_count_apart() -> None:
    # Of three gold expressions one is found exactly with a wrong value, one by half with the right value, one not at
    # all; one of the three answers is spurious: strict 1, relaxed 2, value 1 of 3 and 3.
    gold = [Timed(0, 6, "2013"), Timed(10, 20, "2014-05"), Timed(30, 35, "P1D")]
    tagged = [Timed(0, 6, "2012"), Timed(14, 20, "2014-05"), Timed(50, 55, "2001")]
    tally = score(gold, tagged)
    assert (tally.strict, tally.relaxed, tally.value) == (1, 2, 1)
    assert tally.f1("strict") == pytest.approx(100 / 3)
    assert tally.f1("relaxed") == pytest.approx(200 / 3)
    assert tally.f1("value") == pytest.approx(100 / 3)
    assert (tally.days_gold, tally.days_same) == (2, 1)


def test_one_expression_is_matched_once() -> None:
    gold = [Timed(0, 20, "2013")]
    assert match(gold, [Timed(0, 5, "2013"), Timed(6, 20, "2013")]) == [(0, 1)]
    assert match([Timed(0, 5, None), Timed(6, 20, None)], [Timed(0, 20, None)]) == [(1, 0)]
    assert match([Timed(0, 10, None), Timed(10, 20, None)], [Timed(10, 20, None), Timed(2, 8, None)]) == [
        (0, 1),
        (1, 0),
    ]
    assert match([Timed(0, 5, None)], [Timed(5, 9, None)]) == []


def test_the_same_extent_goes_before_a_longer_overlap() -> None:
    assert match([Timed(0, 4, None), Timed(0, 30, None)], [Timed(0, 4, None), Timed(0, 20, None)]) == [(0, 0), (1, 1)]


def test_gold_without_a_value_cannot_be_right() -> None:
    tally = score([Timed(0, 5, None)], [Timed(0, 5, "2013")])
    assert (tally.relaxed, tally.value, tally.days_gold) == (1, 0, 0)


def test_the_days_that_a_tagger_says_go_before_its_value() -> None:
    gold = [Timed(0, 5, "2013-W07")]
    assert score(gold, [Timed(0, 5, "X", ("2013-02-11", "2013-02-17"))]).days_same == 1
    assert score(gold, [Timed(0, 5, "2013-W07", ("2013-02-11", "2013-02-16"))]).days_same == 0


def test_counts_add_up() -> None:
    tally = Tally()
    tally += score([Timed(0, 5, "2013")], [Timed(0, 5, "2013")])
    tally += score([Timed(0, 5, "2013")], [])
    assert (tally.gold, tally.tagged, tally.strict) == (2, 1, 1)
    assert tally.f1("strict") == pytest.approx(200 / 3)
    assert Tally().f1("value") == 0.0


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2013", ("2013-01-01", "2013-12-31")),
        ("2012-02", ("2012-02-01", "2012-02-29")),
        ("2013-02-12", ("2013-02-12", "2013-02-12")),
        ("2013-02-12TMO", ("2013-02-12", "2013-02-12")),
        ("2013-Q3", ("2013-07-01", "2013-09-30")),
        ("2013-H2", ("2013-07-01", "2013-12-31")),
        ("2020-W53", ("2020-12-28", "2021-01-03")),
        ("2013-W07-WE", ("2013-02-16", "2013-02-17")),
        ("2013-02-30", None),
        ("2013-FA", None),
        ("199", None),
        ("XXXX-02-12", None),
        ("P3D", None),
        ("PAST_REF", None),
        ("0000", None),
        (None, None),
    ],
)
def test_days_of_a_value(value: str | None, days: tuple[str, str] | None) -> None:
    assert days_of_value(value) == days


def test_halves_are_fixed() -> None:
    assert {side_of(f"document-{number}") for number in range(40)} == {"tuned", "held"}
    assert side_of("document-1") == side_of("document-1")


def test_what_was_not_annotated_is_left_out() -> None:
    gold = [{"start": 3, "end": 9, "value": None}]
    salient = {"text": "On Monday it rained. On Friday it did not.", "times": gold, "events": []}
    tagged = [Timed(3, 9, "x"), Timed(24, 30, "y")]
    assert in_scope("timebank", salient, tagged) == tagged
    assert in_scope("timeset-dev", salient, tagged) == tagged[:1]
    assert in_scope("wikinews-apple", salient, tagged) == tagged[:1]
