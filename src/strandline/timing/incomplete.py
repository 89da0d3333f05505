"""What a date leaves out, by its meaning alone: its year, its month, everything but its month."""

from __future__ import annotations

from strandline.timing.meanings import Deictic, Fields, Meaning


def lacks_year(meaning: Fields) -> bool:
    """A month, a season, a feast or a weekday without its year."""
    named = (meaning.month, meaning.season, meaning.holiday, meaning.weekday)
    return meaning.year is None and meaning.short_year is None and any(part is not None for part in named)


def is_month_only(meaning: Fields) -> bool:
    """ "in June": a month without a day and without its year."""
    return meaning.month is not None and meaning.day is None and meaning.year is None and meaning.short_year is None


def is_bare_quarter(meaning: Meaning) -> bool:
    """ "the quarter", which a report may be about from its first line."""
    return isinstance(meaning, Deictic) and meaning.unit == "quarter" and meaning.bare


def is_day_only(meaning: Fields) -> bool:
    """ "the 8th": a day of a month that the words do not name."""
    return meaning.day is not None and meaning.month is None and meaning.numeric is None
