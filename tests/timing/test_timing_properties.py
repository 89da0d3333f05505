"""What must hold for any text and any date."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from strandline.records import Published, TimeExpression, days_from_civil
from strandline.timing import find_candidates, tag_times
from strandline.timing.cells import (
    RANK,
    Cell,
    bounds_of_cell,
    civil_from_days,
    convert,
    days_of,
    iso_week_of,
    shift_cell,
    weekday_of,
)
from strandline.timing.storyline import Stop, place, step_cost

VOCABULARY = """
the a of in on at by since until from to and or for about early late mid last next this that same previous following
day week month year decade century quarter weekend hour hours minute days weeks months years ago later earlier before
after every each Monday tuesday Sunday January Feb. March may June Sept. Dec. 12 31 1943 '98 1990s 7:30 p.m. a.m. noon
midnight 12/01/2013 2013-02-12 3rd 21st two three twenty-five half couple few several morning night tonight today
yesterday spring fall winter Christmas Easter BC AD now recently future GMT EST UTC+2 local time said will had been met
war 2,000 people $ % . , ; : ( ) - – — ’ ' " ½ Q3 FY past coming ordinary words
"""
WORDS = [*VOCABULARY.split(), "\n\n", "\n"]
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.text(max_size=120),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=30).map("".join),
)
DAYS = st.dates(datetime.date(1200, 1, 1), datetime.date(2400, 12, 31))


def on(day: datetime.date) -> Published:
    return Published(earliest=day.isoformat(), latest=day.isoformat(), basis="given")


def check(text: str, found: tuple[TimeExpression, ...]) -> None:
    reached = 0
    for one in found:
        assert reached <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        reached = one.end
        assert one.value
        if one.when is not None:
            assert one.when.earliest is not None or one.when.latest is not None
            assert "\n" not in one.when.reason
            assert one.when.reason.startswith('"')
            if one.when.earliest is not None and one.when.latest is not None:
                assert day_of(one.when.earliest) <= day_of(one.when.latest)


def day_of(stamp: str) -> tuple[int, str]:
    year, month, rest = stamp[1:].split("-", 2) if stamp[0] == "-" else stamp.split("-", 2)
    sign = -1 if stamp[0] == "-" else 1
    return days_from_civil(sign * int(year), int(month), int(rest[:2])), rest[2:8]


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.one_of(st.none(), DAYS))
def test_offsets_slice_and_intervals_are_in_order(text: str, day: datetime.date | None) -> None:
    found = tag_times(text, published=None if day is None else on(day))
    check(text, found)
    candidates = find_candidates(text)
    assert all(any(start <= one.start and one.end <= end for start, end in candidates) for one in found)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_same_input_gives_the_same_output(text: str) -> None:
    assert tag_times(text, published=on(datetime.date(2013, 2, 12))) == tag_times(
        text, published=on(datetime.date(2013, 2, 12))
    )


RELATIVE = (
    "yesterday", "today", "tomorrow", "two days ago", "three days from now", "the day before yesterday", "10 days ago",
    "a day ago", "12 days hence", "tonight", "yesterday morning", "five days earlier", "a week ago today",
    "two weeks from tomorrow", "earlier today", "late yesterday",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(RELATIVE), DAYS, st.integers(-40_000, 40_000))
def test_shifting_the_date_shifts_the_result(phrase: str, day: datetime.date, shift: int) -> None:
    if not datetime.date(1, 2, 1).toordinal() <= day.toordinal() + shift <= datetime.date(9999, 11, 1).toordinal():
        shift = 0
    later = day + datetime.timedelta(days=shift)
    ends = []
    for published in (day, later):
        when = tag_times(f"They met {phrase}.", published=on(published))[0].when
        assert when is not None
        assert when.earliest is not None
        ends.append(datetime.date.fromisoformat(when.earliest[:10]))
    assert (ends[1] - ends[0]).days == shift


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]), DAYS)
def test_a_weekday_in_the_past_is_in_the_last_seven_days(name: str, day: datetime.date) -> None:
    when = tag_times(f"They met on {name}.", published=on(day))[0].when
    assert when is not None
    assert when.earliest is not None
    found = datetime.date.fromisoformat(when.earliest)
    assert found.strftime("%A") == name
    assert 0 <= (day - found).days < 7


@settings(max_examples=200, deadline=None)
@given(st.integers(-3_000_000, 5_000_000))
def test_days_and_civil_dates_are_inverse(day: int) -> None:
    assert days_from_civil(*civil_from_days(day)) == day


@settings(max_examples=200, deadline=None)
@given(st.dates())
def test_the_calendar_is_that_of_the_standard_library(date: datetime.date) -> None:
    day = (date - datetime.date(1970, 1, 1)).days
    assert civil_from_days(day) == (date.year, date.month, date.day)
    assert weekday_of(day) == date.isoweekday()
    assert iso_week_of(day) == date.isocalendar()[:2]


COARSE = ("day", "week", "month", "quarter", "half", "year", "decade", "century", "millennium")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(COARSE), st.integers(-2_000_000, 2_000_000))
def test_a_cell_holds_the_days_that_it_is_made_of(unit: str, day: int) -> None:
    cell = convert(Cell("day", day), unit)
    first, last = days_of(cell)
    assert first <= day <= last
    assert convert(Cell("day", first), unit) == cell == convert(Cell("day", last), unit)
    assert convert(Cell("day", last + 1), unit) != cell
    low, high = bounds_of_cell(cell)
    assert low < high


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(("day", "week", "month", "quarter", "year")), st.integers(-500_000, 900_000), st.integers(-99, 99)
)
def test_shifting_there_and_back(unit: str, day: int, count: int) -> None:
    cell = convert(Cell("day", day), unit)
    assert shift_cell(shift_cell(cell, count, unit), -count, unit) == cell


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(-400, 400), min_size=1, max_size=12), st.booleans())
def test_a_story_keeps_every_stop(days: list[int], explicit: bool) -> None:
    cells = [Cell("day", day) for day in days]
    stops = [Stop(lambda _, cell=cell: (cell,), explicit, False, False) for cell in cells]  # type: ignore[misc]
    placed = place(stops)
    assert [one.cell for one in placed] == cells
    assert placed[0].on_line


def test_stepping_back_costs_more_than_stepping_on() -> None:
    june, july = Cell("month", 2013 * 12 + 5), Cell("month", 2013 * 12 + 6)
    assert 0 < step_cost(june, july) < step_cost(july, june)
    assert step_cost(june, Cell("day", days_of(june)[0] + 9)) == 0
    assert RANK["day"] < RANK["week"] < RANK["month"]
