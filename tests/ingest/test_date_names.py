from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.ingest.date_names import date_of_name, year_of_name
from strandline.ingest.date_values import DateValue


@pytest.mark.parametrize(
    ("path", "earliest", "latest"),
    [
        ("2014-03-02_council.txt", "2014-03-02", "2014-03-02"),
        ("wire/20140302.eml", "2014-03-02", "2014-03-02"),
        ("CA20140302.0117.txt", "2014-03-02", "2014-03-02"),
        ("scan_20140302T1015.pdf", "2014-03-02", "2014-03-02"),
        ("02-mar-2014.pdf", "2014-03-02", "2014-03-02"),
        ("02mar2014", "2014-03-02", "2014-03-02"),
        ("march_2_2014.docx", "2014-03-02", "2014-03-02"),
        ("2014-Mar-02.txt", "2014-03-02", "2014-03-02"),
        ("2014.03.02.txt", "2014-03-02", "2014-03-02"),
        ("13-04-2014.txt", "2014-04-13", "2014-04-13"),
        ("03-04-2014.txt", "2014-03-04", "2014-04-03"),
        ("02.03.2014 notes.txt", "2014-03-02", "2014-03-02"),
        ("2014/03/02/item.html", "2014-03-02", "2014-03-02"),
        ("2014-03-02/item.html", "2014-03-02", "2014-03-02"),
        ("pile.zip!/2014-03-02_x.txt", "2014-03-02", "2014-03-02"),
        ("log 2014-03-02 to 2014-03-08.txt", "2014-03-02", "2014-03-08"),
        ("report_2014-03.txt", "2014-03-01", "2014-03-31"),
        ("report-march2014.txt", "2014-03-01", "2014-03-31"),
    ],
)
def test_names_that_hold_a_date(path: str, earliest: str, latest: str) -> None:
    assert date_of_name(path) == (DateValue(earliest, latest), None)


@pytest.mark.parametrize(
    "path", ["notes.txt", "12345678.txt", "x99999999.txt", "call-555-2014.txt", "2014.txt", "v1.2.3.txt"]
)
def test_names_that_hold_none(path: str) -> None:
    assert date_of_name(path) == (None, None)


@pytest.mark.parametrize("path", ["2014-02-30_x.txt", "2014-13-01.txt", "31-apr-2014.txt"])
def test_a_day_that_never_was_is_complained_of(path: str) -> None:
    value, complaint = date_of_name(path)
    assert value is None
    assert complaint


def test_the_file_beats_its_folder() -> None:
    assert date_of_name("2014-03-02/2014-03-05.txt")[0] == DateValue("2014-03-05", "2014-03-05")


def test_the_one_year_of_a_name() -> None:
    assert year_of_name("2014/report.txt") == 2014
    assert year_of_name("2014/report-2015.txt") is None
    assert year_of_name("report.txt") is None


@given(st.text(max_size=80))
def test_any_name_is_read_without_an_error(name: str) -> None:
    date_of_name(name)
    year_of_name(name)
