"""The temporal network and the Whens that are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.claims import timing_network
from strandline.claims.timing_network import DAY, OPEN, Bounds, Tie, local_bounds, tighten
from strandline.claims.timing_whens import bounded_when, date_of, interval_edtf, publication_when
from strandline.records import UNKNOWN_WHEN, Published, When, days_from_civil


def day(number: int) -> Bounds:
    return Bounds(number * DAY, number * DAY + DAY - 1)


def when(earliest: str | None, latest: str | None, **fields: Any) -> When:
    given = {field: getattr(UNKNOWN_WHEN, field) for field in UNKNOWN_WHEN.__struct_fields__}
    return When(**{**given, "earliest": earliest, "latest": latest, "basis": "stated", "granularity": "day", **fields})


def test_before_narrows_both_ends_and_passes_on() -> None:
    ties = [Tie(0, 1, "before", 5, "x"), Tie(1, 2, "before", 5, "x")]
    network = tighten({0: day(3), 1: OPEN, 2: day(7)}, ties)
    assert network.bounds[1] == Bounds(3 * DAY, 7 * DAY + DAY - 1)
    assert network.low_by[1] is ties[0]
    assert network.high_by[1] is ties[1]


def test_same_day_takes_the_day_over_and_not_the_hour() -> None:
    noon = Bounds(3 * DAY + DAY // 2, 3 * DAY + DAY // 2)
    assert tighten({0: OPEN, 1: noon}, [Tie(0, 1, "same day", 5, "x")]).bounds[0] == day(3)


def test_an_amount_of_time_moves_by_as_much() -> None:
    network = tighten({0: day(3), 1: OPEN}, [Tie(0, 1, "apart", 5, "two days after", 2 * DAY, 3 * DAY)])
    assert network.bounds[1] == Bounds(5 * DAY, 6 * DAY + DAY - 1)


def test_the_weaker_of_two_ties_that_contradict_gives_way_and_is_kept() -> None:
    strong, weak = Tie(0, 1, "same day", 9, "said"), Tie(0, 2, "same day", 3, "likely")
    network = tighten({0: OPEN, 1: day(3), 2: day(7)}, [weak, strong])
    assert network.bounds[0] == day(3)
    assert network.left_out == [weak]
    assert network.bounds[2] == day(7), "nothing of a tie that is left out stays"


def test_ties_that_push_each_other_on_for_ever_are_soon_found_to_contradict() -> None:
    ties = [Tie(0, 1, "apart", 5, "an hour after", 3600, 7200), Tie(1, 0, "apart", 3, "an hour after", 3600, 7200)]
    network = tighten({0: Bounds(0, None), 1: OPEN}, ties)
    assert network.left_out == [ties[1]]
    assert network.bounds == {0: Bounds(0, None), 1: Bounds(3600, None)}


ENDS = st.none() | st.integers(-3 * DAY, 3 * DAY)
BOUNDS = st.builds(Bounds, ENDS, ENDS).filter(lambda item: None in item or item.low <= item.high)  # type: ignore[operator]
SPANS = st.integers(-DAY, 2 * DAY)
NODES = st.integers(0, 5)
KINDS = st.sampled_from(["before", "same day", "apart", "within"])


@given(KINDS, SPANS, SPANS, BOUNDS, BOUNDS)
def test_a_slack_tie_narrows_nothing(kind: Any, least: int, most: int, one: Bounds, two: Bounds) -> None:
    tie = Tie(0, 1, kind, 1, "x", min(least, most), max(least, most))
    same = timing_network._narrowed(tie, one, two) == (one, two)
    if kind in ("before", "same day"):
        assert timing_network._is_slack(tie, one, two) == same
    else:
        assert same or not timing_network._is_slack(tie, one, two)


@given(
    st.lists(BOUNDS, min_size=6, max_size=6),
    st.lists(st.builds(Tie, NODES, NODES, KINDS, st.floats(1, 9), st.just("x"), SPANS, st.just(2 * DAY)), max_size=12),
)
def test_to_give_a_round_of_ties_up_early_changes_nothing(bounds: list[Bounds], ties: list[Tie]) -> None:
    known = dict(enumerate(bounds))
    early = tighten(known, ties)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(timing_network, "_TURNS", 1 << 40)
        assert tighten(known, ties) == early


def test_within_narrows_the_first_node_alone() -> None:
    network = tighten({0: OPEN, 1: day(9)}, [Tie(0, 1, "within", 0.5, "news", 8 * DAY, 10 * DAY - 1)])
    assert network.bounds == {0: Bounds(8 * DAY, 10 * DAY - 1), 1: day(9)}


def test_a_guess_is_judged_by_all_that_it_would_narrow_and_what_is_said_is_not() -> None:
    told_again, guess = Tie(0, 2, "same day", 5, "told again"), Tie(0, 1, "same day", 0.7, "likely")
    bounds = {0: OPEN, 1: day(3), 2: OPEN}
    judged: list[set[int]] = []

    def never(narrowed: Mapping[int, Bounds]) -> bool:
        judged.append(set(narrowed))
        return False

    network = tighten(bounds, [told_again, guess], never)
    assert judged == [{0, 2}]
    assert network.left_out == [guess]
    assert network.bounds == bounds
    said = Tie(0, 1, "same day", 9, "said")
    assert tighten(bounds, [told_again, said], never).bounds[2] == day(3)


def test_a_circle_of_ties_is_left_out_where_it_contradicts() -> None:
    ties = [Tie(0, 1, "apart", 9, "x", DAY, DAY), Tie(1, 0, "before", 3, "y")]
    network = tighten({0: day(3), 1: OPEN}, ties)
    assert [tie.reason for tie in network.left_out] == ["y"]
    assert network.bounds[1] == day(4)


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["before", "same day"]), st.integers(1, 9)),
        max_size=12,
    ),
    st.dictionaries(st.integers(0, 5), st.integers(0, 20), max_size=6),
)
def test_narrowing_never_widens_nor_turns_an_interval_round(rows: list[tuple[Any, ...]], days: dict[int, int]) -> None:
    bounds = {node: day(days[node]) if node in days else OPEN for node in range(6)}
    ties = [Tie(a, b, kind, strength, "x") for a, b, kind, strength in rows]
    network = tighten(bounds, ties)
    assert tighten(bounds, list(reversed(ties))).bounds.keys() == bounds.keys()
    for node, (low, high) in network.bounds.items():
        assert low is None or high is None or low <= high
        if bounds[node].low is not None:
            assert low is not None
            assert low >= bounds[node].low


def test_bounds_are_on_the_places_own_clock() -> None:
    start = days_from_civil(2031, 5, 16) * DAY
    assert local_bounds(when("2031-05-16T00:20+02:00", "2031-05-16T00:20+02:00")) == (start + 1200, start + 1200)
    assert local_bounds(when("2031-05-16", "2031-05-16")) == (start, start + DAY - 1)


@given(st.integers(-4000, 6000), st.integers(1, 12), st.integers(1, 28))
def test_dates_come_back_from_their_days(year: int, month: int, number: int) -> None:
    written = date_of(days_from_civil(year, month, number) * DAY + 5)
    assert written == f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{number:02}"


def test_a_when_of_an_interval() -> None:
    found = bounded_when(Bounds(0, 2 * DAY - 1), reason="because", source=None, inherited=False)
    assert (found.earliest, found.latest, found.granularity, found.basis) == (
        "1970-01-01",
        "1970-01-02",
        "unknown",
        "inferred",
    )
    assert found.edtf == "1970-01-01/1970-01-02"
    one = bounded_when(Bounds(0, DAY - 1), reason="because", source=None, inherited=True)
    assert (one.granularity, one.edtf, one.basis) == ("day", "1970-01-01", "inherited")
    assert interval_edtf(None, "2031-05-20") == "../2031-05-20"
    assert bounded_when(OPEN, reason="nobody knows", source=None, inherited=False).basis == "unknown"


def test_only_bounded_by_the_publication() -> None:
    dated = Published(earliest="2031-05-20", latest="2031-05-20", basis="given")
    past, ahead = publication_when(dated, ahead=False), publication_when(dated, ahead=True)
    assert (past.earliest, past.latest) == (None, "2031-05-20")
    assert (ahead.earliest, ahead.latest) == ("2031-05-20", None)
    assert publication_when(None, ahead=False) is UNKNOWN_WHEN
    assert interval_edtf(None, "2031-05-20") == "../2031-05-20"


@pytest.mark.parametrize("kind", ["before", "same day", "apart", "within"])
def test_a_tie_to_what_is_not_there_is_ignored(kind: Any) -> None:
    assert tighten({0: day(3)}, [Tie(0, 7, kind, 5, "x")]).bounds == {0: day(3)}
