"""EDTF: our own reader and writer against the specification's examples and the ``edtf`` library."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strandline.errors import UsageError
from strandline.records import days_from_civil
from strandline.timing.cells import civil_from_days, days_in_month
from strandline.timing.edtf import Choice, Date, Instant, Interval, bounds, from_days, instant, parse

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import edtf as library

SPECIFIED = (
    "1985-04-12", "1985-04", "1985", "1985-04-12T23:20:30", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30-04",
    "1985-04-12T23:20:30+04:30", "1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08", "2004-02-01/2005-02",
    "2005/2006-02", "Y170000002", "Y-170000002", "2001-21", "1984?", "2004-06~", "2004-06-11%", "201X", "20XX",
    "2004-XX", "1985-04-XX", "1985-XX-XX", "1985-04-12/..", "1985-04/..", "1985/..", "../1985-04-12", "../1985",
    "1985-04-12/", "1985/", "/1985-04-12", "/1985", "-1985", "1984~/2004-06", "1984/2004-06~", "1984?/2004%",
    "[1667,1668,1670..1672]", "[..1760-12-03]", "[1760-12..]", "[1760-01,1760-02,1760-12..]",
    "[1667,1760-12]", "[..1984]", "{1667,1668,1670..1672}", "{1960,1961-12}", "{..1984}",
)  # fmt: skip
BAD = (
    "", "today", "85", "1985-13", "1985-00", "1985-04-31", "2023-02-29", "1900-02-29", "1985-4-1", "1985/1984", "../..",
    "/", "1985-04-12T24:61:00", "1985-04-12T23:20", "[1985", "{1985]", "[..]", "1985-21-01", "-0000", "Y1985",
    "198X-04", "1985-XX-04", "1985-04-12T23:20:30+25", "[1990..1980]", "x" * 30_000,
)  # fmt: skip


@pytest.mark.parametrize("text", SPECIFIED)
def test_read_and_written_as_it_was(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize("text", BAD)
def test_refused_with_a_reason(text: str) -> None:
    with pytest.raises(UsageError, match=r"EDTF"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1985", (1985, 1, 1), (1985, 12, 31)),
        ("2004-02", (2004, 2, 1), (2004, 2, 29)),
        ("201X", (2010, 1, 1), (2019, 12, 31)),
        ("20XX", (2000, 1, 1), (2099, 12, 31)),
        ("-0043", (-43, 1, 1), (-43, 12, 31)),
        ("-004X", (-49, 1, 1), (-40, 12, 31)),
        ("2004-02-01/2005-02", (2004, 2, 1), (2005, 2, 28)),
        ("[1667,1668,1670..1672]", (1667, 1, 1), (1672, 12, 31)),
        ("1985-04-12T23:20:30Z", (1985, 4, 12), (1985, 4, 12)),
    ],
)
def test_bounds(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    low, high = bounds(parse(text))
    assert low is not None
    assert high is not None
    assert (civil_from_days(low), civil_from_days(high)) == (first, last)


@pytest.mark.parametrize(("text", "open_end"), [("1985/..", 1), ("../1985", 0), ("[1985..]", 1), ("{..1985}", 0)])
def test_open_ends(text: str, open_end: int) -> None:
    found = bounds(parse(text))
    assert found[open_end] is None
    assert found[1 - open_end] is not None


MARKS = st.sampled_from(("", "?", "~", "%"))
YEARS = st.integers(-9999, 9999)
FULL = st.builds(
    lambda year, month, day, mark: Date(year, month, min(day, days_in_month(year, month)), mark),
    YEARS, st.integers(1, 12), st.integers(1, 31), MARKS,
)  # fmt: skip
DATES = st.one_of(
    FULL,
    st.builds(lambda year, mark: Date(year, None, None, mark), YEARS, MARKS),
    st.builds(lambda year, month, mark: Date(year, month, None, mark), YEARS, st.integers(1, 12), MARKS),
    st.builds(Date, YEARS, st.integers(21, 24)),
    st.builds(lambda decade: Date(decade * 10, None, None, "", 1), st.integers(0, 999)),
    st.builds(lambda century: Date(century * 100, None, None, "", 2), st.integers(0, 99)),
    st.builds(lambda year: Date(year, 0), YEARS),
    st.builds(lambda year, month: Date(year, month, 0), YEARS, st.integers(1, 12)),
    st.builds(Date, st.integers(10_000, 10**9)),
)
INSTANTS = st.builds(
    lambda date, hour, minute, second, zone: Instant(Date(date.year, date.month, date.day), hour, minute, second, zone),
    FULL, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.sampled_from(("", "Z", "+02:00", "-11")),
)  # fmt: skip


def ordered(first: Date, second: Date) -> Interval:
    lows = [bounds(one)[0] or 0 for one in (first, second)]
    return Interval(first, second) if lows[0] <= lows[1] else Interval(second, first)


INTERVALS = st.one_of(
    st.builds(ordered, DATES, DATES),
    st.builds(Interval, DATES, st.sampled_from(("..", ""))),
    st.builds(lambda date, start: Interval(start, date), DATES, st.sampled_from(("..", ""))),
)
CHOICES = st.builds(lambda members, all_of: Choice(tuple(members), all_of), st.lists(DATES, min_size=1), st.booleans())


@settings(max_examples=500, deadline=None)
@given(st.one_of(DATES, INSTANTS, INTERVALS, CHOICES))
def test_what_is_written_is_read_again(value: Date | Instant | Interval | Choice) -> None:
    assert parse(str(value)) == value


LAST_DAY = 2_932_896
"""9999-12-31, the last day that EDTF can write."""


def test_a_day_beyond_the_year_9999_becomes_its_year() -> None:
    assert from_days(LAST_DAY, LAST_DAY) == "9999-12-31"
    assert from_days(LAST_DAY + 1, LAST_DAY + 1) == "Y10000"
    assert from_days(LAST_DAY, LAST_DAY + 1) == "9999-12-31/Y10000"


@settings(max_examples=300, deadline=None)
@given(st.integers(-700_000, LAST_DAY - 40_000), st.integers(0, 40_000))
def test_days_become_an_edtf_with_the_same_days(first: int, length: int) -> None:
    text = from_days(first, first + length)
    assert text is not None
    assert bounds(parse(text)) == (first, first + length)


def test_days_are_written_as_short_as_can_be() -> None:
    new_year, eve = days_from_civil(2004, 1, 1), days_from_civil(2004, 12, 31)
    assert from_days(new_year, eve) == "2004"
    assert from_days(new_year, days_from_civil(2004, 1, 31), "~") == "2004-01~"
    assert from_days(new_year, days_from_civil(2005, 12, 31)) == "2004/2005"
    assert from_days(days_from_civil(2000, 1, 1), days_from_civil(2009, 12, 31)) == "200X"
    assert from_days(new_year, None) == "2004-01-01/.."
    assert from_days(None, eve) == "../2004-12-31"
    assert from_days(None, None) is None
    assert instant(2004, 2, 29, 86399, "Z") == "2004-02-29T23:59:59Z"
    assert instant(12004, 2, 29, 0, "") is None


def library_days(text: str) -> tuple[str, str]:
    value = library.parse_edtf(text)
    ends = (value.lower_strict(), value.upper_strict())
    return tuple(f"{end.tm_year:05d}-{end.tm_mon:02d}-{end.tm_mday:02d}" for end in ends)  # type: ignore[return-value]


@settings(max_examples=300, deadline=None)
@given(st.one_of(FULL, st.builds(Date, st.integers(1, 9999), st.integers(1, 12))))
def test_the_library_reads_the_same_days(date: Date) -> None:
    # The library leaves years before 1 to no calendar, so only those from 1 on are compared.
    if date.year < 1:
        return
    text = str(date)
    low, high = bounds(parse(text))
    assert low is not None
    assert high is not None
    ours = tuple("{:05d}-{:02d}-{:02d}".format(*civil_from_days(day)) for day in (low, high))
    assert library_days(text) == ours


@pytest.mark.parametrize("text", ["198X", "19XX", "1985", "2004-06~", "1984?", "1985-04-XX", "2004-02/2005-03"])
def test_the_library_agrees_on_other_forms(text: str) -> None:
    low, high = bounds(parse(text))
    assert low is not None
    assert high is not None
    value = library.parse_edtf(text)
    assert (value.lower_strict().tm_year, value.upper_strict().tm_year) == (
        civil_from_days(low)[0],
        civil_from_days(high)[0],
    )


@pytest.mark.parametrize("text", [one for one in SPECIFIED if not one.endswith(("-04", "..]"))])
def test_the_library_accepts_what_we_write(text: str) -> None:
    library.parse_edtf(str(parse(text)))
