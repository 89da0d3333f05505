from __future__ import annotations

from strandline.claims.timing_whens import publication_when, with_clock
from strandline.records import Published, TimeExpression, When

PUBLISHED = Published(earliest="2024-05-07", latest="2024-05-07", basis="given")


def clock(text: str, value: str, offset: str) -> TimeExpression:
    kind = "DURATION" if value.startswith("P") else "TIME"
    return TimeExpression(
        start=3, end=3 + len(text), text=text, type=kind, value=value, mod=None, when=None, offset=offset
    )


def day(date: str) -> When:
    return When(
        earliest=date, latest=date, granularity="day", edtf=date, timex=None, expression=None, basis="inherited",
        qualifier="", zone=None, zone_assumed=False, reason="on the day of “met”",
    )  # fmt: skip


AT_NINE = clock("9:05 p.m.", "XXXX-XX-XXT21:05", "21:05 on a day that the text does not give")


def test_a_clock_on_an_unknown_day_is_kept_and_adds_no_day() -> None:
    found = with_clock(publication_when(PUBLISHED, ahead=False), AT_NINE)
    assert (found.earliest, found.latest) == (None, "2024-05-07")
    assert found.timex is not None
    assert found.timex.value == "XXXX-XX-XXT21:05"
    assert found.expression is not None
    assert (found.expression.start, found.expression.text) == (3, "9:05 p.m.")
    said, _, bounded = found.reason.partition("; ")
    assert said == '"9:05 p.m.": 21:05 on a day that the text does not give'
    assert bounded == "no day is given; not after the document's date 2024-05-07"


def test_a_clock_on_the_day_of_the_telling_is_a_minute_of_it() -> None:
    found = with_clock(day("2024-05-03"), AT_NINE)
    assert (found.earliest, found.latest, found.granularity) == ("2024-05-03T21:05", "2024-05-03T21:05", "minute")


def test_an_hour_that_was_missed_counts_as_the_hour() -> None:
    late = clock("two hours late", "PT2H", "2 hours after 18:00, the time planned: 20:00")
    found = with_clock(day("2024-05-03"), late)
    assert found.earliest == "2024-05-03T20:00"
    assert found.timex is not None
    assert found.timex.value == "2024-05-03T20:00"
