from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.ingest.date_values import DateValue, ImpossibleDate, at_clock, day_value, month_value, parse_iso


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2014-03-02", "2014-03-02", "2014-03-02"),
        ("20140302", "2014-03-02", "2014-03-02"),
        ("2014-03-02T09:30", "2014-03-02T09:30:00", "2014-03-02T09:30:00"),
        ("2014-03-02 09:30:11.250+0100", "2014-03-02T09:30:11+01:00", "2014-03-02T09:30:11+01:00"),
        ("2014-03-02T09:30:11Z", "2014-03-02T09:30:11+00:00", "2014-03-02T09:30:11+00:00"),
        ("20140302T093011Z", "2014-03-02T09:30:11+00:00", "2014-03-02T09:30:11+00:00"),
        ("2014-03-02T09:30-05", "2014-03-02T09:30:00-05:00", "2014-03-02T09:30:00-05:00"),
        ("2014-03-01/2014-03-05", "2014-03-01", "2014-03-05"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
    ],
)
def test_iso_forms_give_their_interval(text: str, earliest: str, latest: str) -> None:
    assert parse_iso(text) == DateValue(earliest, latest)


@pytest.mark.parametrize("text", ["", "March", "201403", "2014-3-2", "2014-03-02 late", "14-03-02", "２０１４-03-02"])
def test_what_is_no_iso_date_gives_nothing(text: str) -> None:
    assert parse_iso(text) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2014-02-30", "2014-02 has no day 30"),
        ("2014-13-01", "no month 13"),
        ("2013-02-29", "no day 29"),
        ("2014-03-02T25:00", "no time 25:00"),
        ("2014-03-02T09:30+19:00", "no UTC offset"),
        ("2014-03T09:30", "without a day"),
        ("2014-03-05/2014-03-01", "ends before it starts"),
    ],
)
def test_dates_that_never_were_are_named(text: str, says: str) -> None:
    with pytest.raises(ImpossibleDate, match=says):
        parse_iso(text)


@given(st.dates())
def test_every_day_of_the_calendar_goes_in_and_comes_out(day: datetime.date) -> None:
    assert parse_iso(day.isoformat()) == day_value(day.year, day.month, day.day) == DateValue(*[day.isoformat()] * 2)


@given(st.datetimes(timezones=st.timezones()).filter(lambda moment: moment.year > 1970))
def test_instants_keep_their_offset(moment: datetime.datetime) -> None:
    text = moment.isoformat(timespec="seconds")
    offset = moment.utcoffset()
    if offset is None or offset.seconds % 60:
        return
    assert parse_iso(text) == DateValue(text, text)


def test_month_and_clock() -> None:
    assert month_value(2014, 12) == DateValue("2014-12-01", "2014-12-31")
    assert at_clock(day_value(2016, 12, 31), 23, 59, 60).earliest == "2016-12-31T23:59:59"
    assert not month_value(2014, 12).is_single_day
    assert day_value(2014, 3, 2).seconds() == (1393718400, 1393804799)
