from __future__ import annotations

import pytest
from chronology_samples import day
from hypothesis import given
from hypothesis import strategies as st

from strandline.publishing.wording import UNDATED, figure_words, heading_of, printable, time_of
from strandline.records import UNKNOWN_WHEN, EventFigure, days_from_civil


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
        ("-0043-03-15", "-0043-03-15", "Friday, 15 March 44 BC", ""),
    ],
)
def test_times_in_words(earliest: str | None, latest: str | None, heading: str, time: str) -> None:
    when = day("2024-03-01", earliest=earliest, latest=latest)
    assert heading_of(when) == heading
    assert time_of(when) == time


def test_uncertain_times_say_so() -> None:
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
    ],
)
def test_figures_in_words(what: str, low: int, high: int | None, words: str) -> None:
    figure = EventFigure(what=what, low=low, high=high, whose="passengers", values=())  # type: ignore[arg-type]
    assert figure_words(figure) == words


@given(st.text())
def test_nothing_printed_controls_a_terminal(text: str) -> None:
    shown = printable(text)
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)
    assert "\u202e" not in shown
    assert printable("Ærø – 東京 🙂") == "Ærø – 東京 🙂"
