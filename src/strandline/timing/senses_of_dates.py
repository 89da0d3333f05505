"""Tests for dates and clock times: is this number a year, this word a month, this shape a time of day?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from strandline.timing.cascade import Node
from strandline.timing.meanings import Every, Vague
from strandline.timing.pointing import is_past_at, is_past_form
from strandline.timing.surroundings import (
    Surroundings,
    cue_list,
    function_words,
    is_modifier,
    is_of_match,
    without_article,
    without_first,
)

_LONGEST_GIVEN_NAME: Final = 4
_FIRST_SURE_YEAR: Final = 1460
_LAST_MINUTE: Final = 59
_STILL_REACH: Final = 5
_ADJECTIVE_ENDS: Final = ("an", "ish", "ese", "ern", "ox", "ch", "ic", "ant", "al", "ry", "'s")


def _month(node: Node, around: Surroundings) -> Node | None:
    surface = around.tokens.surface(node.first)
    before = around.before(node)
    name = surface.lower().rstrip(".")
    following = around.after_as_written(node)
    if before in cue_list("person_titles") or _is_acronym(node, around):
        return None
    if name in ("may", "march", "mar", "dec", "sun"):
        compared = around.before(node, 2) if before in ("as", "than") else ""
        if _is_first_of_months(node, around) or compared in cue_list("before_as"):
            return node
        fits = before in cue_list("month_prepositions") or before in ("-", "–", "—", "(", "/")
        determined = before in ("a", "an", "the") or before in cue_list("possessives")
        noun = surface[:1].isupper() and determined and is_modifier(node, around)
        if noun and following.islower():
            return node
        if name == "march" and before in ("the", "to", "that"):
            month_before = "Month" in around.tokens.entries[node.first - 2].values
            return node if before == "to" and (month_before or not following.islower()) else None
        return node if fits else None
    short = len(name) <= _LONGEST_GIVEN_NAME and not surface.endswith(".") and name != "july"
    if short and before not in ("the", "last", "in") and following[:1].isupper() and following.isalpha():
        return None
    if name in ("april", "june", "august", "jan", "augusta"):
        written = around.tokens.surface(node.first - 1) if node.first > around.sentence[0] else ""
        if written[:1].isupper() and written.isalpha() and before not in cue_list("month_prepositions"):
            return None
        named = following[:1].isupper() and following.isalpha() and before not in cue_list("month_prepositions")
        return None if named else node
    return node


def _is_first_of_months(node: Node, around: Surroundings) -> bool:
    """ "May-June 2004", "March and April": joined to another month."""
    if around.after(node) not in ("-", "–", "—", "and", "or", "to", "through", "/"):
        return False
    index = node.last + 1
    follower = around.tokens.entries[index].values if index < around.sentence[1] else {}
    return "Month" in follower and around.tokens.surface(index)[:1].isupper()


def _is_acronym(node: Node, around: Surroundings) -> bool:
    """ "the Department of Conservation (DEC)": short, in capitals, and the words beside it are not."""
    surface = around.tokens.surface(node.first)
    if not surface.isupper() or len(surface) > _LONGEST_GIVEN_NAME:
        return False
    beside = (around.tokens.surface(node.first - 1), around.after_as_written(node))
    return not any(word.isupper() or word[:1].isdigit() for word in beside)


def _season(node: Node, around: Surroundings) -> Node | None:
    word = around.tokens.word(node.first)
    before, after = around.before(node), around.after(node)
    following = around.after_as_written(node)
    counted = "Ordinal" in around.tokens.entries[max(node.first - 1, 0)].values and before != "second"
    if counted and around.before(node, 2) in cue_list("possessives"):  # "in its first winter": one of its own count
        return None
    if after in cue_list("season_things") and before not in ("this", "last", "next", "each", "every"):
        return None
    nouns = after in cue_list("season_nouns") or (
        following[:1].isupper() and following.lower() in cue_list("season_nouns")
    )
    if word in ("fall", "spring", "springs"):
        if before == "to" or after in cue_list("after_falling"):
            return None
        if before in ("and", "or") and around.before(node, 2) in ("rise", "rises", "ebb"):
            return None
        joined = before == "-" and around.before(node, 2) in ("mid", "early", "late", "post", "pre")
        fits = joined or before in cue_list("before_fall")
        told = around.narrative and word == "spring" and (not before or before in function_words())
        return node if fits or nouns or told else None
    return node if before in cue_list("season_prepositions") or nouns or before in ("the", "a", "-") else None


def _the_season(node: Node, around: Surroundings) -> Node | None:
    word = around.tokens.word(node.last - 1)
    before, after = around.before(node), around.after(node)
    if after in cue_list("season_things"):
        return None
    if word in ("fall", "spring"):
        if after in ("of", "from", "in", "to"):
            return None
        if before not in cue_list("before_the_fall"):
            return without_first(node, around) if after in cue_list("season_nouns") else None
    if around.after_as_written(node)[:1].isupper():
        if after in cue_list("season_nouns"):
            return without_first(node, around)
        if around.tokens.surface(node.last - 1)[:1].isupper():
            return None
    return without_article(node, around)


def _quarter(node: Node, around: Surroundings) -> Node | None:
    if is_of_match(node, around):
        return None
    text = around.tokens.surface(node.first)
    if len(text) == 2 and not text[0].isupper() and not text[0].isdigit():
        return None
    if around.tokens.surface(node.last - 2) == "-":
        return without_first(node, around)
    return without_article(node, around)


def _holiday(node: Node, around: Surroundings) -> Node | None:
    """Not a surname: a holiday of one word behind a word with a capital that is no word of this lexicon."""
    if around.after(node) in cue_list("holiday_things") or around.before(node) in ("happy", "merry", "blessed"):
        return None
    if node.last - node.first == 1 and around.tokens.surface(node.first).islower():
        return None
    title = around.after_as_written(node)
    if node.last - node.first == 1 and title[:1].isupper() and title.isalpha() and len(title) > 1:
        return None
    if node.last - node.first > 1 or node.first - 1 <= around.sentence[0]:
        return node
    before = around.tokens.surface(node.first - 1)
    named = before[:1].isupper() and before.isalpha() and not around.tokens.entries[node.first - 1].known
    return None if named and not before.lower().endswith(_ADJECTIVE_ENDS) else node


def _half(node: Node, around: Surroundings) -> Node | None:
    return node if around.has_any(cue_list("finance")) and not around.has_any(cue_list("sports")) else None


def _weekday(node: Node, around: Surroundings) -> Node | None:
    surface = around.tokens.surface(node.first)
    if around.before(node) in cue_list("before_weekday_name"):
        return None
    if f"{around.before(node)} {surface.lower()}" in cue_list("named_like_weekdays"):
        return None
    following = around.after_as_written(node)
    if following[:1].isupper() and following.lower() in cue_list("after_weekday_name"):
        return None
    if len(surface) <= 3 or (surface.islower() and len(surface) < 6):
        return node if around.after(node) in (",", "-", "/") and surface[:1].isupper() else None
    return node


def _month_day(node: Node, around: Surroundings) -> Node | None:
    after = around.after(node)
    if after in ("%", "percent", "million", "billion", "points", "miles", "km", "votes"):
        return None
    if after in (".", ",") and around.after_as_written(node, 1)[:1].isdigit() and after == ".":
        return None
    meaning = node.meaning
    if (meaning.month, meaning.day, meaning.year) == (9, 11, None) and (
        after in cue_list("nine_eleven_nouns")
        or (around.before(node) == "-" and around.before(node, 2) in ("post", "pre"))
    ):
        node = replace(node, meaning=replace(meaning, year=2001))
    first = around.tokens.word(node.first)
    if first == "the" and is_modifier(node, around):
        return without_first(node, around)
    if first in ("may", "march") and around.before(node) in ("you", "we", "they", "he", "she", "it", "i"):
        return None
    return node


def _numeric_date(node: Node, around: Surroundings) -> Node | None:
    text = around.tokens.surface(node.first)
    mark = next(character for character in text if not character.isdigit())
    pieces = text.split(mark)
    long_year = len(pieces[0]) == 4 or len(pieces[2]) == 4
    return node if mark == "/" or long_year else None


def _clock(node: Node, around: Surroundings) -> Node | None:
    if node.meaning.meridiem or node.meaning.zone or node.last - node.first > 1:
        return node
    before = around.tokens.surface(node.first - 1) if node.first > around.sentence[0] else ""
    if before.lower() in cue_list("clock_before") or before in ("-", "–", "—", "(", ",", "", "~"):
        return node
    if around.after(node) in ("-", "–", "—") and node.last + 1 < len(around.tokens):
        return node if "Clock" in around.tokens.entries[node.last + 1].values else None
    return node if around.after(node) in ("local", "on", "this", "that") and not before[:1].isupper() else None


def _dated_clock(node: Node, around: Surroundings) -> Node | None:
    """ "21 June, 1340, off Aden": in a report of today four digits behind a date are no year of long ago."""
    year = node.meaning.year
    if year is None or not 1000 <= year < _FIRST_SURE_YEAR or year % 100 > _LAST_MINUTE or around.narrative:
        return node
    day_first = not around.tokens.surface(node.first)[:1].isalpha() and around.after(node) in (
        "",
        ",",
        ":",
        ";",
        ".",
        "–",
        "—",
    )
    if not day_first or around.tokens.word(node.last - 2) != "," or node.meaning.bc:
        return node
    clock = replace(node.meaning, year=None, hour=year // 100, minute=year % 100)
    return replace(node, meaning=clock, categories=frozenset(("Time", "Date", "DayClock")))


def _minutes_to(node: Node, around: Surroundings) -> Node | None:
    """ "at five to one", not "won five to one" nor "from five to six": so many minutes stand behind a preposition."""
    minutes = around.tokens.word(node.first) in ("five", "ten", "twenty", "twenty-five", "5", "10", "20", "25")
    timely = around.before(node) in ("at", "by", "before", "after", "until", "till", "about", "around", "since")
    return node if minutes and timely else None


def _quarter_to(node: Node, around: Surroundings) -> Node | None:
    """ "at a quarter to five", not "a quarter of 12 percent"."""
    front = around.before(node)
    timely = front in cue_list("clock_before") or front in ("", ",", "is", "was", "'s", "’s")
    told = "Meridiem" in around.tokens.entries[node.last - 1].values
    of = around.tokens.word(node.last - 2) == "of"
    return node if told or (timely and not (of and front not in ("at", "by", "until", "till", "from"))) else None


def _noon(node: Node, around: Surroundings) -> Node | None:
    names = ("noon", "midnight", "midday", "noontime")
    index = next((i for i in range(node.first, node.last) if around.tokens.word(i) in names), node.first)
    surface, following = around.tokens.surface(index), around.after_as_written(node)
    titled = surface[:1].isupper() and index > around.sentence[0]
    return None if titled or (surface[:1].isupper() and following[:1].isupper() and following.isalpha()) else node


def _part(node: Node, around: Surroundings) -> Node | None:
    found = _part_of_day(node, around)
    return _night_of_history(node, around) if found is None and around.history else found


def _night_of_history(node: Node, around: Surroundings) -> Node | None:
    """ "a night attack", "in daytime" in a history: a time of the day on no day that is told."""
    words = [around.tokens.word(index) for index in range(node.first, node.last)]
    by_day = "daytime" in words or "nighttime" in words
    if words[0] == "the" or not (by_day or "night" in words):
        return None
    modifies = len(words) > 1 or around.after(node) == "-" or is_modifier(node, around)
    return replace(node, meaning=Every(fields=node.meaning)) if by_day or modifies else None


def _part_of_day(node: Node, around: Surroundings) -> Node | None:
    word = around.tokens.word(node.last - 1)
    before, after = around.before(node), around.after(node)
    definite = around.tokens.word(node.first) == "the"
    sided = around.tokens.word(node.first + definite)
    if sided in ("early", "late", "predawn"):
        return None if sided == "late" and word == "night" and is_modifier(node, around) else node
    if before not in cue_list("part_before") or (
        after == "of" and word not in ("night", "morning", "afternoon", "evening")
    ):
        return None
    if before == "at" and word == "night" and not definite:
        return replace(node, meaning=Every(fields=node.meaning))
    if definite:
        if after in cue_list("things_of_a_part"):
            return None
        return node if before in cue_list("before_the_part") else None
    return node if before not in ("the", "in", "this") and word not in ("lunchtime",) else None


def _day_part(node: Node, around: Surroundings) -> Node | None:
    """Not in titles: "Monday Night Football"."""
    following = around.after_as_written(node)
    titled = around.tokens.surface(node.last - 1)[:1].isupper() and following[:1].isupper() and following.isalpha()
    return None if titled else node


def _borrowed_hour(node: Node, around: Surroundings) -> Node | None:
    before = around.before(node)
    return node if before in ("from", "between", "at", "(", ",", ";", ":", "", "-", "until", "by") else None


def _nine_eleven(node: Node, around: Surroundings) -> Node | None:
    after = around.after(node)
    return None if after in ("of", "inches", "inch", "scale") else node


def _today(node: Node, around: Surroundings) -> Node | None:
    surface = around.tokens.surface(node.first)
    before = around.tokens.surface(node.first - 1) if node.first > around.sentence[0] else ""
    named = (
        surface[:1].isupper() and before[:1].isupper() and before.isalpha() and before.lower() not in function_words()
    )
    if named:
        return None
    told = is_past_at(around.tokens, node.first - 1) or is_past_at(around.tokens, node.last)
    if surface.lower() == "tomorrow" and around.before(node) == "of" and _is_of_times_to_come(node, around):
        return replace(node, meaning=Vague(reference="FUTURE_REF"))
    at_large = surface.lower() == "today" and ((around.history and not told) or _is_at_large(node, around))
    return replace(node, meaning=Vague(reference="PRESENT_REF")) if at_large else node


def _is_of_times_to_come(node: Node, around: Surroundings) -> bool:
    """ "the leaders of tomorrow", not "the morning of tomorrow", "ahead of tomorrow", "the votes of tomorrow"."""
    noun, following = around.before(node, 2), around.after(node)
    listed = noun in cue_list("occasions_ahead") or is_past_form(noun)
    return noun.isalpha() and noun.endswith("s") and not listed and following in ("", ".", ",", ";", ")", '"', "”")


def _is_at_large(node: Node, around: Surroundings) -> bool:
    """ "known today as", "more than today", "today's youth": the times we live in, not the day of writing."""
    before, after = around.before(node), around.after(node)
    if before in cue_list("before_today_at_large") or after == "than":
        return True
    if after in ("'s", "’s"):
        return around.after(node, 1) in cue_list("things_of_today")
    return "still" in {around.before(node, back) for back in range(1, _STILL_REACH + 1)}


def _that_day(node: Node, around: Surroundings) -> Node | None:
    """ "on that Friday", not the "that" which begins a clause: "said that Friday's vote was lost"."""
    before = around.before(node)
    pointing = not before or around.tokens.word(node.first) != "that" or around.tokens.word(node.first + 1) == "same"
    owner = around.after(node) in ("'s", "’s") and before.isalpha() and before not in function_words()
    if pointing or not (owner or before in cue_list("before_that_clause")):
        return node
    return replace(node, first=node.first + 1, meaning=node.meaning.fields)


def _weekend(node: Node, around: Surroundings) -> Node | None:
    if around.tokens.word(node.first) == "the":
        return without_article(node, around)
    return None if around.before(node) in cue_list("before_idle_weekend") else node


def _ordinal_day(node: Node, around: Surroundings) -> Node | None:
    if around.before(node) not in cue_list("before_ordinal_day"):
        return None
    return None if is_modifier(node, around) or around.after_as_written(node)[:1].isupper() else node


def _borrowed(node: Node, around: Surroundings) -> Node | None:
    tokens = around.tokens
    following = tokens.surface(node.last)
    if following in ("-", "–", "—", "−"):
        before = around.before(node)
        return node if not before or not before[0].isdigit() else None
    before = tokens.surface(node.first - 1).lower() if node.first > around.sentence[0] else ""
    allowed = before in ("", "(", "-") or before in cue_list("before_borrowed")
    return node if allowed or tokens.word(node.first) == "the" else None


DATE_TESTS: Final[dict[str, Callable[[Node, Surroundings], Node | None]]] = {
    "month": _month,
    "season": _season,
    "the-season": _the_season,
    "quarter": _quarter,
    "half": _half,
    "holiday": _holiday,
    "weekday": _weekday,
    "month-day": _month_day,
    "numeric-date": _numeric_date,
    "clock": _clock,
    "dated-clock": _dated_clock,
    "noon": _noon,
    "minutes-to": _minutes_to,
    "quarter-to": _quarter_to,
    "day-part": _day_part,
    "part": _part,
    "today": _today,
    "borrowed-hour": _borrowed_hour,
    "nine-eleven": _nine_eleven,
    "that-day": _that_day,
    "weekend": _weekend,
    "ordinal-day": _ordinal_day,
    "borrowed": _borrowed,
}
"""The tests by the name that the ``weak`` column of the grammar uses."""
