from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strandline.ingest.date_lines import copyright_year, is_date_line, read_date_lines

from .builders import COUNCIL, DIVERS, FERRY


@pytest.mark.parametrize(
    "opening",
    [
        f" date 2014-03-03 {FERRY}",
        f"Date: 2014-03-03\n\n{FERRY}",
        f"DATE = 3 March 2014\n{FERRY}",
        f"Published: Monday, 3 March 2014\n{FERRY}",
        f"Published on March 3, 2014 by A. Writer\n{FERRY}",
        f"By Ann Writer | Posted 3 March 2014 | Updated 5 March 2014\n{FERRY}",
        f"Ferry lost off Marl\nMarch 03, 2014\n{FERRY}",
        f"Ferry lost off Marl\nMonday, March 3, 2014\N{NO-BREAK SPACE}\n{FERRY}",
        f"Ferry lost off Marl\nBy Ann Writer\n3 March 2014\n{FERRY}",
        f"The Harbour Gazette\t3 March 2014\n\nFerry lost off Marl\n{FERRY}",
        f"By Ann Writer | Updated 5 March 2014 | 3 March 2014\n{FERRY}",
        f"Harbour Relief, Marl, 3 March 2014, 18:00 local time (17:00 UTC)\n{FERRY}",
        f"STATEMENT\nPort Marl, 3 March 2014\n\n{FERRY}",
        f"March 3, 2014 {FERRY}",
        f"Ferry lost off Marl\n3 March 2014 - {FERRY}",
        f"PORT MARL, March 3, 2014 (Coast Agency) — {FERRY}",
        f"Port Marl, March 3, 2014 (CA) - {FERRY}",
        f"PORT MARL, Northland, March 3, 2014 /Coastwire/ -- {FERRY}",
        f"PORT MARL (March 3, 2014) – {FERRY}",
        f"PORT MARL (Coast Agency), 3 March 2014: {FERRY}",
    ],
)
def test_openings_that_date_a_text(opening: str) -> None:
    found = read_date_lines(opening).full
    assert found is not None
    assert found.value is not None
    assert found.value.earliest[:10] == "2014-03-03"


@pytest.mark.parametrize(
    "opening",
    [
        FERRY,
        f"On 3 March 2014 the lighthouse of Marl was closed for good. {FERRY}",
        f"On March 3, 2014, Northland and Westland - long at odds - signed. {FERRY}",
        f"March 3, 2014 was a cold day in Marl. {FERRY}",
        f"Released 3 March 2014 without charge, the captain went home. {FERRY}",
        f"The 3 March 2014 storm\n{FERRY}",
        f"What the storm of 3 March 2014 left behind\n{FERRY}",
        "3 March 2014: the ferry leaves.\n4 March 2014: the ferry is missed.\n5 March 2014: it is found.",
        "3 March 2014\nThe ferry leaves.\n4 March 2014\nIt is missed.\n5 March 2014\nIt is found.",
        f"{FERRY}\n\n{DIVERS} The inquiry of 3 March 2014 did not help.\n\n{COUNCIL}",
    ],
)
def test_dates_in_prose_do_not_date_a_text(opening: str) -> None:
    assert read_date_lines(opening).full is None


@pytest.mark.parametrize(
    "opening",
    [
        f"PORT MARL, Jan. 3 (Coast Agency) — {FERRY}",
        f"Port Marl, 3 January (CA) - {FERRY}",
        f"Date: January 3\n{FERRY}",
    ],
)
def test_a_dateline_without_a_year(opening: str) -> None:
    lines = read_date_lines(opening)
    assert lines.full is None
    assert lines.yearless is not None
    assert (lines.yearless.month, lines.yearless.day) == (1, 3)


def test_a_date_of_change_is_kept_apart() -> None:
    lines = read_date_lines(f"Ferry lost off Marl\nLast updated: 5 March 2014\n{FERRY}")
    assert lines.full is None
    assert lines.changed is not None
    assert lines.changed.value is not None


def test_a_date_that_never_was_is_reported_once() -> None:
    lines = read_date_lines(f"Date: 2014-02-30\n\n{FERRY}")
    assert lines.full is None
    assert lines.problems == (("Date: 2014-02-30", "2014-02 has no day 30"),)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("© 2014 Coast Agency", 2014),
        ("Copyright (c) by Coast Agency 2014", 2014),
        ("© 2010-2014 Coast Agency", None),
        ("© 2010\n© 2014", None),
        ("The year 2014 was wet.", None),
    ],
)
def test_the_year_of_a_copyright_line(text: str, year: int | None) -> None:
    assert copyright_year(f"{FERRY}\n\n{text}") == year


def test_date_lines_are_told_from_headlines() -> None:
    assert is_date_line("Monday, 3 March 2014")
    assert is_date_line("Published: 3 March 2014, 10:15 GMT")
    assert not is_date_line("Ferry lost off Marl")
    assert not is_date_line(FERRY)


@given(st.text(max_size=600))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_date_lines(text)
    copyright_year(text)
