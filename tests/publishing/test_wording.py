from __future__ import annotations

import pytest
from chronology_samples import day
from hypothesis import given
from hypothesis import strategies as st

from strandline.publishing.wording import (
    UNDATED,
    figure_words,
    gist_line,
    heading_of,
    printable,
    stays_under,
    stretch_of,
    time_of,
)
from strandline.records import UNKNOWN_WHEN, EventFigure, Timex, days_from_civil


@pytest.mark.parametrize(
    ("earliest", "latest", "heading", "time"),
    [
        ("2024-03-01", "2024-03-01", "Friday, 1 March 2024", ""),
        ("2024-03-01T18:40+01:00", "2024-03-01T18:40+01:00", "Friday, 1 March 2024", "18:40"),
        ("2024-03-02T00:10+01:00", "2024-03-02T00:25+01:00", "Saturday, 2 March 2024", "00:10 – 00:25"),
        ("2024-03-01T22:00:00Z", "2024-03-02T03:30:00Z", "Friday, 1 March 2024", "22:00 – 2 Mar, 03:30"),
        ("2024-03-01", "2024-03-03", "Friday, 1 March 2024", "– 3 Mar"),
        ("2023-12-31", "2024-01-01", "Sunday, 31 December 2023", "– 1 Jan 2024"),
        (None, "2024-03-02T06:00+01:00", "Saturday, 2 March 2024", "by 06:00"),
        (None, "2024-03-02", "Saturday, 2 March 2024", "by then"),
        ("2024-03-03", None, "Sunday, 3 March 2024", "or later"),
        ("2024-03-03T10:00:15", None, "Sunday, 3 March 2024", "10:00:15 or later"),
        ("2024-02-01", "2024-02-29", "February 2024", ""),
        ("2024-01-01", "2024-12-31", "2024", ""),
        ("1990-01-01", "1999-12-31", "1990 – 1999", ""),
        ("2024-04-01", "2024-06-30", "April 2024 – June 2024", ""),
        ("2024-03-01T09:44+01:00", "2024-03-01T09:44:59+01:00", "Friday, 1 March 2024", "09:44"),
        ("2024-03-01T17:00+01:00", "2024-03-01T22:59:59+01:00", "Friday, 1 March 2024", "17:00 – 23:00"),
        ("2024-03-01T17:00", "2024-03-01T23:59:59", "Friday, 1 March 2024", "17:00 – 24:00"),
        ("2024-03-01T00:00", "2024-03-01T23:59:59", "Friday, 1 March 2024", ""),
        ("2024-03-01T10:00:59", "2024-03-01T10:00:59", "Friday, 1 March 2024", "10:00:59"),
        (None, "2024-03-02T05:59:59+01:00", "Saturday, 2 March 2024", "by 06:00"),
        ("-0043-03-15", "-0043-03-15", "Friday, 15 March 44 BC", ""),
    ],
)
def test_times_in_words(earliest: str | None, latest: str | None, heading: str, time: str) -> None:
    when = day("2024-03-01", earliest=earliest, latest=latest)
    assert heading_of(when) == heading
    assert time_of(when) == time


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "time"),
    [
        ("2024-03-01TEV", "2024-03-01T17:00+01:00", "2024-03-01T22:59:59+01:00", "in the evening"),
        ("2024-03-01TMO", "2024-03-01T05:00", "2024-03-01T11:59:59", "in the morning"),
        ("2024-03-01TNI", "2024-03-01T18:00", "2024-03-02T05:59:59", "at night"),
        ("2024-03-01TAF", "2024-03-01T12:00", "2024-03-03T17:59:59", "12:00 – 3 Mar, 18:00"),
        ("2024-03-01T18:00", "2024-03-01T18:00", "2024-03-01T18:59:59", "18:00 – 19:00"),
    ],
)
def test_a_part_of_a_day_is_named(value: str, earliest: str, latest: str, time: str) -> None:
    when = day(
        "2024-03-01", earliest=earliest, latest=latest, granularity="part-of-day", timex=Timex(type="TIME", value=value)
    )
    assert time_of(when) == time
    assert heading_of(when) == "Friday, 1 March 2024"
    assert time_of(day("2024-03-01", earliest=earliest, latest=latest, granularity="hour")) != "in the evening"


def test_a_part_of_a_day_is_never_about() -> None:
    evening = day("2024-03-01", earliest="2024-03-01T17:00", latest="2024-03-01T22:59:59", granularity="part-of-day",
                  timex=Timex(type="TIME", value="2024-03-01TEV"), qualifier="~")  # fmt: skip
    assert time_of(evening) == "in the evening"


def test_a_season_is_named() -> None:
    spring = day("2023-03-01", latest="2023-06-20", granularity="season", edtf="2023-21")
    assert heading_of(spring) == "Spring 2023"
    assert time_of(spring) == ""


@pytest.mark.parametrize(
    ("gist", "line"),
    [
        ("that nobody had been hurt", "nobody had been hurt"),
        ("and that the hatch was shut", "the hatch was shut"),
        ("And the tug turned back", "The tug turned back"),
        (", but the tug turned back", "the tug turned back"),
        ("that night the tug turned back", "that night the tug turned back"),
        ("and that same hour it sank", "that same hour it sank"),
        ("that was found on the bank", "that was found on the bank"),
        ("That tug turned back", "That tug turned back"),
        ("who had been given up", "who had been given up"),
        ("to have sunk", "to have sunk"),
        ("Andrea sailed", "Andrea sailed"),
        ("butter was thrown overboard", "butter was thrown overboard"),
        ("and ", "and "),
        ("", ""),
    ],
)
def test_a_line_does_not_begin_with_what_binds_it(gist: str, line: str) -> None:
    assert gist_line(gist) == line


@given(st.text())
def test_a_line_is_the_end_of_its_gist(gist: str) -> None:
    line = gist_line(gist)
    assert gist.endswith(line[1:])
    assert bool(line) == bool(gist)


def test_what_is_open_from_the_edge_of_a_year_stands_under_the_year() -> None:
    since = day("1934-01-01", latest=None, granularity="unknown")
    assert (heading_of(since), time_of(since)) == ("1934", "or later")
    until = day("1934-12-31", earliest=None, granularity="unknown")
    assert (heading_of(until), time_of(until)) == ("1934", "by then")
    assert heading_of(day("1934-01-01", latest=None)) == "Monday, 1 January 1934"


def test_a_stretch_of_days_may_stand_under_one_of_them() -> None:
    stretch = day("2024-04-05", latest="2024-04-11")
    assert stays_under(stretch, day("2024-04-11"))
    assert stretch_of(stretch) == "5 – 11 Apr"
    # Not under its first day, which is its own heading, nor under one that it leaves out, nor under another stretch.
    for other in (day("2024-04-05"), day("2024-04-12"), day("2024-04-06", latest="2024-04-07"), UNKNOWN_WHEN):
        assert not stays_under(stretch, other)
    assert not stays_under(UNKNOWN_WHEN, day("2024-04-11"))
    assert stretch_of(day("2023-12-30", latest="2024-01-02", qualifier="~")) == "about 30 Dec 2023 – 2 Jan 2024"
    assert stretch_of(day("2024-04-30", latest="2024-05-02", qualifier="?")) == "30 Apr – 2 May?"


def test_uncertain_times_say_so() -> None:
    assert time_of(day("2024-03-01", qualifier="?")) == "perhaps then"
    assert time_of(day("2024-03-01T20:55", qualifier="~")) == "about 20:55"
    assert time_of(day("2024-03-01", qualifier="~")) == "about then"
    assert time_of(day("2024-03-01T20:55", qualifier="?")) == "20:55?"
    assert heading_of(UNKNOWN_WHEN) == UNDATED
    assert time_of(UNKNOWN_WHEN) == ""


@given(st.dates(), st.dates())
def test_every_interval_has_words(one: object, other: object) -> None:
    first, last = sorted((str(one), str(other)))
    when = day(first, latest=last)
    assert heading_of(when)
    assert isinstance(time_of(when), str)


@given(st.dates())
def test_the_weekday_is_the_calendars(date: object) -> None:
    import datetime

    assert isinstance(date, datetime.date)
    assert heading_of(day(date.isoformat())).startswith(date.strftime("%A"))
    assert days_from_civil(date.year, date.month, date.day) == (date - datetime.date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("what", "low", "high", "words"),
    [
        ("killed", 3, 3, "3 killed"),
        ("killed", 3, None, "at least 3 killed"),
        ("injured", 0, 9, "up to 9 injured"),
        ("missing", 15, 20, "15 – 20 missing"),
        ("count", 61, 61, "61 passengers"),
        ("killed", 2300, 2300, "2,300 killed"),
        ("displaced", 1900, None, "at least 1,900 displaced"),
        ("killed", 0, None, "some killed"),
    ],
)
def test_figures_in_words(what: str, low: int, high: int | None, words: str) -> None:
    figure = EventFigure(what=what, low=low, high=high, whose="passengers", values=())  # type: ignore[arg-type]
    assert figure_words(figure) == words


def test_a_count_of_nobody_named_is_a_number() -> None:
    assert figure_words(EventFigure(what="count", low=2300, high=2300, whose=None, values=())) == "2,300"


@given(st.text())
def test_nothing_printed_controls_a_terminal(text: str) -> None:
    shown = printable(text)
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)
    assert "\u202e" not in shown
    assert printable("Ærø – 東京 🙂") == "Ærø – 東京 🙂"
