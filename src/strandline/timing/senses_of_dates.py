"""Tests for dates and clock times: is this number a year, this word a month, this shape a time of day?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from strandline.timing.cascade import Node
from strandline.timing.meanings import Every, Fields, Part
from strandline.timing.surroundings import (
    Surroundings,
    cue_list,
    function_words,
    is_modifier,
    without_article,
    without_first,
)

_LONGEST_STREET: Final = 4
_LONGEST_GIVEN_NAME: Final = 4
_ADJECTIVE_ENDS: Final = ("an", "ish", "ese", "ern", "ox", "ch", "ic", "ant", "al", "ry", "'s")


def _year(node: Node, around: Surroundings) -> Node | None:
    tokens = around.tokens
    before, after = around.before(node), around.after(node)
    surface_before = tokens.surface(node.first - 1) if node.first > around.sentence[0] else ""
    year = node.meaning.year
    if before in ("$", "£", "€", "¥", "#", "/", "+", "=", "*", "№") or after in ("%", "°", "/", "=", "€"):
        return None
    if before in cue_list("before_number") or after in cue_list("after_number"):
        return None
    if before == "of" and around.before(node, 2) in cue_list("counted_nouns"):
        return None
    if around.after_as_written(node)[:1].isupper() and _heads_address(node, around):
        return None
    if before == "." and around.before(node, 2) in cue_list("before_stop_and_number"):
        return None
    if after == "-" and _counts_compound(node, around):
        return None
    if before in ("-", "–", "—") and _ends_other_range(node, around):
        return None
    if before == "-" and node.first >= 2:
        if around.tokens.word(node.first - 2) in ("pre", "post", "mid", "late", "early", "inter", "ante"):
            return node
        if _joined_to_word(node, around):
            return None
    fits = before in cue_list("year_prepositions")
    if 1900 <= year <= 2050:
        return node if fits or _year_stands_free(node, around, surface_before) else None
    if 1400 <= year < 1900:
        return node if fits or before in ("(", "-", ",", "") or after in ("-", ")", ":") else None
    return node if before in cue_list("before_early_year") and not _plural_follows(node, around) else None


def _heads_address(node: Node, around: Surroundings) -> bool:
    """ "1701 Locust Street"."""
    for ahead in range(1, _LONGEST_STREET):
        word = around.after_as_written(node, ahead)
        if word.lower() in cue_list("streets"):
            return True
        if not word[:1].isupper():
            return False
    return False


def _ends_other_range(node: Node, around: Surroundings) -> bool:
    """The second number of "pp. 1912-1920" or "ISBN 1984-0231"."""
    if not around.before(node, 2).isdigit():
        return False
    label = around.before(node, 4) if around.before(node, 3) == "." else around.before(node, 3)
    return label in cue_list("before_number") or label in cue_list("before_stop_and_number")


def _joined_to_word(node: Node, around: Surroundings) -> bool:
    """A code such as "MQ-1999": letters directly in front of the hyphen."""
    tokens = around.tokens
    if node.first < 2 or tokens.ends[node.first - 1] != tokens.starts[node.first]:
        return False
    word = tokens.surface(node.first - 2)
    glued = tokens.ends[node.first - 2] == tokens.starts[node.first - 1]
    return glued and word.isalpha() and word.lower() not in ("mid", "post", "pre", "late", "early", "pro", "non")


def _counts_compound(node: Node, around: Surroundings) -> bool:
    """ "a 2000-seat hall": a number that is joined to what it counts."""
    tokens, following = around.tokens, around.after(node, 1)
    glued = tokens.ends[node.last - 1] == tokens.starts[node.last] and following[:1].isalpha()
    glued = glued and tokens.ends[node.last] == tokens.starts[node.last + 1]
    return glued and following not in cue_list("year_compounds") and "Month" not in tokens.entries[node.last + 1].values


def _plural_follows(node: Node, around: Surroundings) -> bool:
    after = around.after_as_written(node)
    return after.islower() and len(after) > 3 and after.endswith("s") and after not in function_words()


def _year_stands_free(node: Node, around: Surroundings, before: str) -> bool:
    if not before or not before[0].isalnum():
        return not _plural_follows(node, around)
    if before[0].isdigit() or before.lower() in ("is", "are", "be"):
        return False
    return not _plural_follows(node, around)


def _year_words(node: Node, around: Surroundings) -> Node | None:
    following = around.after_as_written(node)
    if following == "-" or around.before(node) in ("$", "some", "nearly", "about", "than"):
        return None
    return None if _plural_follows(node, around) or around.after(node) in cue_list("after_number") else node


def _short_year(node: Node, around: Surroundings) -> Node | None:
    allowed = cue_list("year_prepositions") | {"(", "-", "class", "so-called", "called"}
    return node if around.before(node) in allowed else None


def _decade(node: Node, around: Surroundings) -> Node | None:
    text = around.tokens.surface(node.last - 1)
    before = around.before(node)
    if before in cue_list("possessives") or around.before(node, 2) in cue_list("possessives"):
        return None
    short = sum(character.isdigit() for character in text) == 2
    if short and around.has_any(cue_list("temperatures")):
        return None
    if short and text[0].isdigit() and around.tokens.word(node.first) != "the" and before not in ("early", "late", "-"):
        return None
    return without_article(node, around)


def _century(node: Node, around: Surroundings) -> Node | None:
    """Not in names: "20th Century Fox"."""
    named = around.tokens.surface(node.last - 1)[:1].isupper() and around.after_as_written(node)[:1].isupper()
    return None if named else without_article(node, around) if around.tokens.word(node.first) == "the" else node


def _month(node: Node, around: Surroundings) -> Node | None:
    surface = around.tokens.surface(node.first)
    before = around.before(node)
    name = surface.lower().rstrip(".")
    following = around.after_as_written(node)
    if before in cue_list("person_titles"):
        return None
    if name in ("may", "march", "mar", "dec", "sun"):
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


def _season(node: Node, around: Surroundings) -> Node | None:
    word = around.tokens.word(node.first)
    before, after = around.before(node), around.after(node)
    following = around.after_as_written(node)
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
        fits = before == "-" or before in cue_list("before_fall")
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
    if around.has_any(cue_list("sports")) and not around.has_any(cue_list("finance")):
        return None
    text = around.tokens.surface(node.first)
    if len(text) == 2 and not text[0].isupper() and not text[0].isdigit():
        return None
    if around.tokens.surface(node.last - 2) == "-":
        return without_first(node, around)
    return without_article(node, around)


def _holiday(node: Node, around: Surroundings) -> Node | None:
    """Not a surname: a holiday of one word behind a word with a capital that is no word of this lexicon."""
    if around.after(node) in cue_list("holiday_things"):
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
    if around.before(node) in cue_list("weekday_names"):
        return None
    following = around.after_as_written(node)
    if following[:1].isupper() and following.lower() in cue_list("weekday_names"):
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
    return node if around.after(node) in ("local", "on", "this", "that") and not before[:1].isupper() else None


def _minutes_to(node: Node, around: Surroundings) -> Node | None:
    """ "at five to one", not "won five to one": a clock time of so many minutes stands behind a preposition of time."""
    minutes = around.tokens.word(node.first) in ("five", "ten", "twenty", "twenty-five", "5", "10", "20", "25")
    timely = around.before(node) in ("at", "by", "before", "after", "until", "till", "about", "around", "from", "since")
    return node if minutes and timely else None


def _noon(node: Node, around: Surroundings) -> Node | None:
    names = ("noon", "midnight", "midday", "noontime")
    index = next((i for i in range(node.first, node.last) if around.tokens.word(i) in names), node.first)
    surface, following = around.tokens.surface(index), around.after_as_written(node)
    titled = surface[:1].isupper() and index > around.sentence[0]
    return None if titled or (surface[:1].isupper() and following[:1].isupper() and following.isalpha()) else node


def _part(node: Node, around: Surroundings) -> Node | None:
    word = around.tokens.word(node.last - 1)
    before, after = around.before(node), around.after(node)
    definite = around.tokens.word(node.first) == "the"
    if before not in cue_list("part_before") or (
        after == "of" and word not in ("night", "morning", "afternoon", "evening")
    ):
        return None
    if before == "at" and word == "night" and not definite:
        return replace(node, meaning=Every(fields=node.meaning))
    if definite:
        return node if before in cue_list("before_the_part") else None
    return node if before not in ("the", "in", "this") and word not in ("lunchtime",) else None


def _day_part(node: Node, around: Surroundings) -> Node | None:
    """Not in titles: "Monday Night Football"."""
    following = around.after_as_written(node)
    titled = around.tokens.surface(node.last - 1)[:1].isupper() and following[:1].isupper() and following.isalpha()
    return None if titled else node


def _decade_word(node: Node, around: Surroundings) -> Node | None:
    """Not an age: "in her early sixties"."""
    meaning = node.meaning.inner if isinstance(node.meaning, Part) else node.meaning
    aged = isinstance(meaning, Fields) and meaning.short_decade is not None
    return None if aged and around.before(node) in cue_list("possessives") else node


def _borrowed_hour(node: Node, around: Surroundings) -> Node | None:
    before = around.before(node)
    return node if before in ("from", "between", "at", "(", ",", "", "-", "until", "by") else None


def _nine_eleven(node: Node, around: Surroundings) -> Node | None:
    after = around.after(node)
    return None if after in ("of", "inches", "inch", "scale") else node


def _today(node: Node, around: Surroundings) -> Node | None:
    surface = around.tokens.surface(node.first)
    before = around.tokens.surface(node.first - 1) if node.first > around.sentence[0] else ""
    named = (
        surface[:1].isupper() and before[:1].isupper() and before.isalpha() and before.lower() not in function_words()
    )
    return None if named else node


def _weekend(node: Node, around: Surroundings) -> Node | None:
    if around.tokens.word(node.first) == "the":
        return without_article(node, around)
    return node if around.before(node) not in ("a", "an", "every", "each", "per", "long") else None


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
    "century": _century,
    "year": _year,
    "year-words": _year_words,
    "short-year": _short_year,
    "decade": _decade,
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
    "noon": _noon,
    "minutes-to": _minutes_to,
    "day-part": _day_part,
    "decade-word": _decade_word,
    "early": _decade_word,
    "part": _part,
    "today": _today,
    "borrowed-hour": _borrowed_hour,
    "nine-eleven": _nine_eleven,
    "weekend": _weekend,
    "ordinal-day": _ordinal_day,
    "borrowed": _borrowed,
}
"""The tests by the name that the ``weak`` column of the grammar uses."""
