from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.ingest.date_phrases import find_dates, find_yearless, parse_metadata_date, weekday_of
from strandline.ingest.date_values import DateValue, ImpossibleDate

DAY = DateValue("2014-03-03", "2014-03-03")


@pytest.mark.parametrize(
    "phrase",
    [
        "3 March 2014", "March 3, 2014", "Mar. 3, 2014", "03 Mar 2014", "3-Mar-2014", "March 3rd, 2014",
        "3rd of March, 2014", "Monday, 3 March 2014", "Mon, Mar 3, 2014", "2014-03-03", "2014/03/03", "2014 March 3",
        "3.3.2014", "03.03.2014", "3/3/2014", "3. März 2014", "3 mars 2014", "3 de marzo de 2014", "lundi 3 mars 2014",
        "2014年3月3日",
    ],
)  # fmt: skip
def test_one_day_in_many_ways(phrase: str) -> None:
    (found,) = find_dates(f"issued {phrase} in Marl")
    assert found.value == DAY
    assert f"issued {phrase} in Marl"[found.start : found.end] == phrase


@pytest.mark.parametrize(
    ("phrase", "instant"),
    [
        ("3 March 2014, 10:15 GMT", "2014-03-03T10:15:00+00:00"),
        ("March 3, 2014 at 9 p.m. EST", "2014-03-03T21:00:00-05:00"),
        ("March 3, 2014 12:05 am", "2014-03-03T00:05:00"),
        ("Mon, 03 Mar 2014 10:15:30 +0530", "2014-03-03T10:15:30+05:30"),
        ("2014-03-03T10:15:00+01:00", "2014-03-03T10:15:00+01:00"),
        ("10.15am GMT, 3 March 2014", "2014-03-03T10:15:00+00:00"),
        ("3 March 2014 | 14:20", "2014-03-03T14:20:00"),
        ("3 March 2014 10:15 XYZ", "2014-03-03T10:15:00"),
    ],
)
def test_the_clock_beside_a_date_belongs_to_it(phrase: str, instant: str) -> None:
    (found,) = find_dates(phrase)
    assert found.value == DateValue(instant, instant)


def test_a_lone_number_after_a_date_is_no_hour() -> None:
    (found,) = find_dates("March 3, 2014, 7 sailors")
    assert found.value == DAY


def test_day_and_month_that_can_be_swapped_keep_both_readings() -> None:
    (found,) = find_dates("03/04/2014")
    assert found.value == DateValue("2014-03-04", "2014-04-03")
    assert [date.value for date in find_dates("13/04/2014, 04/13/2014")] == [DateValue("2014-04-13", "2014-04-13")] * 2


@pytest.mark.parametrize("phrase", ["2014-02-30", "30 February 2014", "13/13/2014", "April 31, 2014"])
def test_days_that_never_were_are_found_with_their_problem(phrase: str) -> None:
    (found,) = find_dates(phrase)
    assert found.value is None
    assert found.problem


@pytest.mark.parametrize(
    "phrase", ["v1.2.2014.5", "call 03-04-20145", "chapter 3 of 2014", "a/2014-03-03/b", "May 2014"]
)
def test_numbers_that_only_look_like_dates_are_passed_over(phrase: str) -> None:
    assert list(find_dates(phrase)) == []


def test_weekdays_are_checked_not_believed() -> None:
    right, wrong = find_dates("Monday, 3 March 2014; Tuesday, 3 March 2014")
    assert not right.wrong_weekday
    assert wrong.wrong_weekday
    assert wrong.value == DAY


@given(st.dates(min_value=datetime.date(1400, 1, 1)))
def test_weekday_of_agrees_with_the_calendar(day: datetime.date) -> None:
    assert weekday_of(day.isoformat()) == day.weekday()


@given(st.dates(min_value=datetime.date(1400, 1, 1)))
def test_written_out_dates_are_read_back(day: datetime.date) -> None:
    text = f"{day:%A}, {day.day} {day:%B} {day.year:04d}"
    (found,) = find_dates(text)
    assert found.value == DateValue(day.isoformat(), day.isoformat())
    assert not found.wrong_weekday


def test_month_and_day_without_a_year() -> None:
    (found,) = find_yearless("PORT MARL, Jan. 3 (Coast Agency)")
    assert (found.month, found.day, found.value) == (1, 3, None)
    (broken,) = find_yearless("PORT MARL, Feb. 30")
    assert broken.problem


@pytest.mark.parametrize(
    ("raw", "earliest"),
    [
        ("1393840800", "2014-03-03T10:00:00+00:00"),
        ("1393840800000", "2014-03-03T10:00:00+00:00"),
        ("201403031015", "2014-03-03T10:15:00"),
        ("20140303101500", "2014-03-03T10:15:00"),
        ("Mon, 03 Mar 2014 10:15:00 GMT", "2014-03-03T10:15:00+00:00"),
        ("2014-03-03T00:00:00Z", "2014-03-03"),
        ("2014-03-03T00:00:00-05:00", "2014-03-03"),
        ("March 2014", "2014-03-01"),
        (" 3 March 2014 ", "2014-03-03"),
    ],
)
def test_dates_in_metadata(raw: str, earliest: str) -> None:
    value = parse_metadata_date(raw)
    assert value is not None
    assert value.earliest == earliest


@pytest.mark.parametrize("raw", ["", "yesterday", "today", "12/2014", "3 March 2014 or 4 March 2014", "n/a"])
def test_metadata_that_give_no_single_date(raw: str) -> None:
    assert parse_metadata_date(raw) is None


def test_metadata_with_an_impossible_date_say_so() -> None:
    with pytest.raises(ImpossibleDate):
        parse_metadata_date("30 February 2014")


@given(st.text(max_size=200))
def test_any_line_is_searched_without_an_error(line: str) -> None:
    for found in [*find_dates(line), *find_yearless(line)]:
        assert 0 <= found.start < found.end <= len(line)
        if found.value is not None:
            first, last = found.value.seconds()
            assert first <= last
