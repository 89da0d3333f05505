"""What leaves the stage: interval, EDTF, zone, basis and reason of an expression."""

from __future__ import annotations

import pytest

from strandline.errors import UsageError
from strandline.records import Published, TimeExpression, When
from strandline.timing import TimingSettings, tag_times
from strandline.timing.edtf import parse

SATURDAY = Published(earliest="2020-01-11", latest="2020-01-11", basis="given")


def only(text: str, words: str | None = None, published: Published | None = SATURDAY, **more: object) -> TimeExpression:
    found = tag_times(text, published=published, **more)  # type: ignore[arg-type]
    chosen = [one for one in found if words is None or one.text == words]
    assert len(chosen) == 1, [one.text for one in found]
    return chosen[0]


def when(text: str, words: str | None = None, published: Published | None = SATURDAY, **more: object) -> When:
    found = only(text, words, published, **more).when
    assert found is not None
    return found


# ------------------------------------------------------------------------------------------------ reasons


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        (
            "The court ruled on Tuesday.",
            None,
            '"Tuesday" + published Sat 2020-01-11, past tense → Tue 2020-01-07',
        ),
        ("It was signed on 3 May 2019.", None, '"3 May 2019" → Fri 2019-05-03'),
        (
            "It fell on 3 May 2019. Two days later it rose.",
            "Two days later",
            '"Two days later" + “3 May 2019” (2019-05-03) → Sun 2019-05-05',
        ),
        (
            "For the past 18 months it was shut.",
            None,
            '"the past 18 months" + published Sat 2020-01-11 → 2018-07-11 to 2020-01-11',
        ),
        ("It opened in about 1850.", None, '"1850" → about 1850'),
        ("They left\ntwo  days\nago.", None, '"two days ago" + published Sat 2020-01-11 → Thu 2020-01-09'),
        (
            "It closed two days before Christmas.",
            "two days",
            '"two days" + before “Christmas” (2019-12-25) → Mon 2019-12-23',
        ),
        ("It opened at 5 p.m. GMT on 3 May 2019.", "5 p.m. GMT", None),
    ],
)
def test_reasons(text: str, words: str | None, reason: str | None) -> None:
    found = when(text, words).reason
    assert "\n" not in found
    if reason is not None:
        assert found == reason


def test_bases() -> None:
    assert when("It fell on 3 May 2019.").basis == "stated"
    assert when("It fell on Tuesday.").basis == "relative"
    assert when("It fell on Tuesday.").expression is not None
    assert when("It fell on Tuesday.").timex is not None


# ----------------------------------------------------------------------------------------------- no guess


@pytest.mark.parametrize(
    ("text", "value", "offset"),
    [
        ("They met yesterday.", "XXXX-XX-XX", "1 day before an unknown time"),
        ("They met two weeks ago.", "XXXX-WXX", "2 weeks before an unknown time"),
        ("They met on Tuesday.", "XXXX-WXX-2", "XXXX-WXX-2 of an unknown week"),
        ("They met on 3 May.", "XXXX-05-03", "XXXX-05-03 of an unknown year"),
        ("They met at 5 p.m.", "XXXX-XX-XXT17:00", "17:00 on a day that the text does not give"),
        ("The train was three hours late.", "PT3H", "3 hours after the time planned"),
    ],
)
def test_without_a_date_the_offset_is_kept(text: str, value: str, offset: str) -> None:
    found = only(text, published=None)
    assert (found.when, found.value, found.offset) == (None, value, offset)


def test_the_delay_says_what_it_came_to() -> None:
    text = "The concert was due to start at 7:30 p.m. It began three hours late."
    found = only(text, "three hours late", None)
    assert (found.type, found.value) == ("DURATION", "PT3H")
    assert found.offset is not None
    assert found.offset.endswith("22:30")


def test_a_bare_duration_points_at_nothing() -> None:
    assert only("It lasted two hours.").when is None
    assert only("They meet every Tuesday.").when is None


def test_a_wrong_date_is_refused() -> None:
    with pytest.raises(UsageError, match="'January' is no ISO date"):
        tag_times("on Monday", published=Published(earliest="January", latest="January", basis="given"))


# ---------------------------------------------------------------------------------- intervals and EDTF


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "granularity", "edtf"),
    [
        ("in June", "2019-06-01", "2019-06-30", "month", "2019-06"),
        ("last fall", "2019-09-01", "2019-12-21", "season", "2019-23"),
        ("in 2003", "2003-01-01", "2003-12-31", "year", "2003"),
        ("in the 1980s", "1980-01-01", "1989-12-31", "decade", "198X"),
        ("in the 19th century", "1801-01-01", "1900-12-31", "century", "1801/1900"),
        ("in the third quarter of 2018", "2018-07-01", "2018-09-30", "quarter", "2018-07/2018-09"),
        ("last week", "2019-12-30", "2020-01-05", "week", "2019-12-30/2020-01-05"),
        ("last weekend", "2020-01-04", "2020-01-05", "week", "2020-01-04/2020-01-05"),
        ("in early May 2019", "2019-05-01", "2019-05-12", "month", "2019-05-01/2019-05-12"),
        ("in 55 BC", "-0054-01-01", "-0054-12-31", "year", "-0054"),
        ("around 1850", "1850-01-01", "1850-12-31", "year", "1850~"),
        ("at 17:30:15 on 3 May 2019", "2019-05-03T17:30:15", "2019-05-03T17:30:15", "instant", "2019-05-03T17:30:15"),
    ],
)
def test_intervals(text: str, earliest: str, latest: str, granularity: str, edtf: str) -> None:
    found = tag_times(f"It happened {text}.", published=SATURDAY)[0].when
    assert found is not None
    assert (found.earliest, found.latest, found.granularity, found.edtf) == (earliest, latest, granularity, edtf)
    assert str(parse(edtf)) == edtf


def test_a_month_and_some_days_are_a_stretch() -> None:
    found = only("It fell in May 2019. Ten days later it rose.", "Ten days later")
    assert found.value == "2019-XX-XX"
    assert found.when is not None
    assert (found.when.earliest, found.when.latest, found.when.granularity) == ("2019-05-11", "2019-06-10", "month")


def test_a_published_stretch_widens_what_leans_on_it() -> None:
    week = Published(earliest="2020-01-05", latest="2020-01-11", basis="metadata")
    found = when("They met yesterday.", published=week)
    assert (found.earliest, found.latest, found.qualifier) == ("2020-01-04", "2020-01-10", "?")
    assert "2020-01-04 to 2020-01-10" in found.reason
    assert when("They met in 2003.", published=week).qualifier == ""
    assert when("They met last month.", published=week).qualifier == ""


# -------------------------------------------------------------------------------------- numeric dates


@pytest.mark.parametrize(
    ("settings", "edtf", "qualifier"),
    [
        (TimingSettings(), "[2018-03-04,2018-04-03]", "?"),
        (TimingSettings(day_first=True), "2018-04-03", ""),
        (TimingSettings(day_first=False), "2018-03-04", ""),
        (TimingSettings(country="US"), "2018-03-04", ""),
        (TimingSettings(country="GB"), "2018-04-03", ""),
    ],
)
def test_numeric_dates(settings: TimingSettings, edtf: str, qualifier: str) -> None:
    found = when("It was signed on 03/04/2018.", settings=settings)
    assert (found.edtf, found.qualifier) == (edtf, qualifier)


def test_one_sure_numeric_date_tells_of_the_others() -> None:
    text = "The lease ran from 03/04/2018 to {}."
    assert when(text.format("25/12/2019"), "03/04/2018").earliest == "2018-04-03"
    assert when(text.format("12/25/2019"), "03/04/2018").earliest == "2018-03-04"


# ---------------------------------------------------------------------------------- seasons, holidays


def test_southern_seasons() -> None:
    for settings in (TimingSettings(southern=True), TimingSettings(country="AU")):
        found = when("It opened last winter.", settings=settings)
        assert (found.earliest, found.latest) == ("2019-06-01", "2019-09-22")
    assert when("It opened last winter.").earliest == "2018-12-01"


@pytest.mark.parametrize(
    ("words", "country", "day"),
    [
        ("Independence Day", "US", "2019-07-04"),
        ("Independence Day", "IN", "2019-08-15"),
        ("Labor Day", "US", "2019-09-02"),
        ("Labor Day", "MX", "2019-05-01"),
        ("Easter", None, "2019-04-21"),
        ("Orthodox Easter", None, "2019-04-28"),
        ("Thanksgiving", "US", "2019-11-28"),
        ("Thanksgiving", "CA", "2019-10-14"),
        ("Diwali", None, "2019-10-27"),
        ("Yom Kippur", None, "2019-10-09"),
        ("Mother's Day", "GB", "2019-03-31"),
        ("D-Day", None, "1944-06-06"),
    ],
)
def test_holidays(words: str, country: str | None, day: str) -> None:
    found = when(f"They met on {words}.", settings=TimingSettings(country=country))
    assert (found.earliest, found.latest) == (day, day)


# ------------------------------------------------------------------------------------------------ zones


def zone_of(name: str) -> str | None:
    return {"Lima": "America/Lima", "Nairobi": "Africa/Nairobi"}.get(name)


def test_a_clock_time_has_the_zone_of_its_place() -> None:
    found = when(
        "In Lima the plane left at 5 p.m. local time on 3 May 2019.", "5 p.m. local time", zone_of_place=zone_of
    )
    assert (found.earliest, found.zone, found.zone_assumed) == ("2019-05-03T17:00-05:00", "America/Lima", False)
    assert found.reason.endswith("America/Lima")


def test_the_nearest_place_counts() -> None:
    text = "After stops in Lima it reached the gate in Nairobi at 5 p.m. on 3 May 2019."
    assert when(text, "5 p.m.", zone_of_place=zone_of).zone == "Africa/Nairobi"


def test_else_the_zone_of_the_document_and_marked_so() -> None:
    found = when("The plane left at 5 p.m. on 3 May 2019.", "5 p.m.", zone="Europe/Berlin", zone_of_place=zone_of)
    assert (found.earliest, found.zone, found.zone_assumed) == ("2019-05-03T17:00+02:00", "Europe/Berlin", True)
    assert when("The plane left on 3 May 2019.", zone="Europe/Berlin").zone is None


def test_a_named_zone_goes_before_all() -> None:
    found = when("In Lima it left at 5 p.m. GMT on 3 May 2019.", "5 p.m. GMT", zone_of_place=zone_of, zone="Asia/Tokyo")
    assert (found.earliest, found.zone_assumed) == ("2019-05-03T17:00+00:00", False)


def test_without_any_zone_the_clock_time_is_local() -> None:
    found = when("It left at 5 p.m. on 3 May 2019.", "5 p.m.")
    assert (found.earliest, found.zone, found.zone_assumed) == ("2019-05-03T17:00", None, False)


def test_past_midnight_is_the_next_day() -> None:
    found = when("Shots fell at 11:50 p.m. on 3 May 2019. At 12:10 they ceased.", "12:10")
    assert found.earliest == "2019-05-04T00:10"
    assert "past midnight" in found.reason


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        (
            "A barn burned in the early hours of Sunday morning.",
            "the early hours of Sunday morning",
            "2020-01-05T00:00",
            "2020-01-05T05:59:59",
        ),
        ("Rents have risen over the last year.", "the last year", "2019-01-11", "2020-01-11"),
        ("Rents rose last year.", "last year", "2019-01-01", "2019-12-31"),
    ],
)
def test_bounds_of_small_hours_and_of_a_year_that_ends_now(text: str, words: str, earliest: str, latest: str) -> None:
    found = when(text, words)
    assert (found.earliest, found.latest) == (earliest, latest)


def test_spoken_clock_beside_its_day_may_be_the_other_half() -> None:
    assert when("They met on Tuesday at ten past nine.", "ten past nine").qualifier == "?"
    assert when("They met at ten past nine on Tuesday.", "ten past nine").qualifier == "?"
    assert when("They met at ten past nine on Tuesday morning.", "ten past nine").qualifier == ""
    assert when("They met around noon yesterday.", "around noon yesterday").qualifier == "~"


@pytest.mark.parametrize("text", ["She left the day after", "She left the day after a", "the day before Miller fled"])
def test_a_day_beside_a_clause_at_the_end_of_a_text(text: str) -> None:
    (found,) = tag_times(text, published=SATURDAY)
    assert found.type == "DATE"
