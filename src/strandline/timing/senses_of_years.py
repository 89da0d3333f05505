"""Tests for years, decades and centuries: is this number a year, or does it count something?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from strandline.timing.cascade import Node
from strandline.timing.meanings import Fields, Part
from strandline.timing.surroundings import (
    Surroundings,
    cue_list,
    function_words,
    is_of_match,
    without_article,
)

_LONGEST_STREET: Final = 4
_TWO_DIGITS: Final = 2
_AREA_CODE: Final = 3
_FIRST_LIKELY: Final = 1900
_OTHER_PLURALS: Final = ("children", "men", "women", "people", "folk")


def _year(node: Node, around: Surroundings) -> Node | None:
    tokens = around.tokens
    before, after = around.before(node), around.after(node)
    surface_before = tokens.surface(node.first - 1) if node.first > around.sentence[0] else ""
    year = node.meaning.year
    if _is_season_of_two_years(node, around):
        return node
    if before in ("$", "£", "€", "¥", "#", "/", "+", "=", "*", "№") or after in ("%", "°", "/", "=", "€"):
        return None
    if _is_compared(node, around):
        return node if 1400 <= year <= 2050 else None
    if before in cue_list("before_number"):
        return None
    if after in cue_list("after_number") and not _is_sure_before(node, around):
        return None
    if before == "of" and around.before(node, 2) in cue_list("counted_nouns"):
        return None
    if before == "of" and year < _FIRST_LIKELY and _plural_follows(node, around) and _is_bare_number(node, around):
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
    if 1400 <= year <= 2050 and before in ("'s", "’s"):
        return node
    if 1900 <= year <= 2050:
        return node if fits or _year_stands_free(node, around, surface_before) else None
    if 1400 <= year < 1900:
        return node if fits or before in ("(", "-", ",", "") or after in ("-", ")", ":") else None
    return node if before in cue_list("before_early_year") and not _plural_follows(node, around) else None


def _is_bare_number(node: Node, around: Surroundings) -> bool:
    """Whether nothing in front of "of" says that a number behind it is a year: "a survey of 1709 teachers"."""
    front = around.tokens.entries[max(node.first - 2, 0)].values
    return not any(
        name in front for name in ("Month", "Season", "Unit", "OrdinalDay", "Ordinal", "Start", "End", "Middle")
    )


def _is_season_of_two_years(node: Node, around: Surroundings) -> bool:
    """ "the 2013/2014 season": one of two years with a stroke between them."""
    tokens = around.tokens
    for mark, other, step in ((node.first - 1, node.first - 2, -1), (node.last, node.last + 1, 1)):
        if tokens.word(mark) == "/" and 0 <= other < len(tokens):
            number = tokens.entries[other].values.get("Year")
            return bool(number == node.meaning.year + step)
    return False


def _is_compared(node: Node, around: Surroundings) -> bool:
    """ "rather than 2018", "since at least 1980": a year behind words that else stand in front of a number."""
    before, second = around.before(node), around.before(node, 2)
    if before == "than":
        return second in ("rather", "later", "earlier", "sooner", "other")
    return before == "least" and second == "at" and around.before(node, 3) in cue_list("before_least_year")


def _is_sure_before(node: Node, around: Surroundings) -> bool:
    """ "in 2008 or 2012", "until 1970 per the census": behind a year may stand what stands behind a number."""
    after = around.after(node)
    if after == "or":
        follower = around.tokens.entries[node.last + 1].values if around.after(node, 1) else {}
        return "Year" in follower or around.after(node, 1) in ("early", "late", "mid", "even", "perhaps", "possibly")
    sure = around.before(node) in cue_list("before_sure_year") and 1900 <= node.meaning.year <= 2050
    return sure and after in cue_list("after_sure_year")


def _heads_address(node: Node, around: Surroundings) -> bool:
    """ "1701 Locust Street"."""
    if around.before(node) in ("a", "an", "the") or around.before(node) in cue_list("possessives"):
        return False
    for ahead in range(1, _LONGEST_STREET):
        word = around.after_as_written(node, ahead)
        if word.lower() in cue_list("streets"):
            return True
        if not word[:1].isupper():
            return False
    return False


def _ends_other_range(node: Node, around: Surroundings) -> bool:
    """The second number of "pp. 1912-1920", "ISBN 1984-0231" or "620-294-1909"."""
    if not around.before(node, 2).isdigit():
        return False
    if (
        len(around.before(node, 2)) == _AREA_CODE
        and around.tokens.ends[node.first - 1] == around.tokens.starts[node.first]
    ):
        return True
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
    plural = after.endswith("s") or after.endswith(_OTHER_PLURALS)
    return after.islower() and len(after) > 3 and plural and after not in function_words()


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
    digits_first = short and text[0].isdigit() and around.tokens.word(node.first) != "the"
    if digits_first and before not in ("early", "late", "-") and not _follows_decade(node, around):
        return None
    return without_article(node, around)


def _follows_decade(node: Node, around: Surroundings) -> bool:
    """The second of "the 30s and 40s"."""
    if around.before(node) not in ("and", "or", "to") or not around.before(node, 2):
        return False
    return "Decade" in around.tokens.entries[node.first - 2].values


def _century(node: Node, around: Surroundings) -> Node | None:
    """Not in names: "20th Century Fox"."""
    named = around.tokens.surface(node.last - 1)[:1].isupper() and around.after_as_written(node)[:1].isupper()
    return None if named else without_article(node, around) if around.tokens.word(node.first) == "the" else node


def _decade_word(node: Node, around: Surroundings) -> Node | None:
    """Not an age: "in her early sixties", "somebody in their mid-20s"."""
    meaning = node.meaning.inner if isinstance(node.meaning, Part) else node.meaning
    digits = [sign for sign in around.tokens.surface(node.last - 1) if sign.isdigit()]
    aged = isinstance(meaning, Fields) and (meaning.short_decade is not None or len(digits) == _TWO_DIGITS)
    return None if aged and around.before(node) in cue_list("possessives") else node


def _early(node: Node, around: Surroundings) -> Node | None:
    """A part of a decade or of a quarter, which must be no age and no quarter of a match."""
    meaning = node.meaning.inner if isinstance(node.meaning, Part) else node.meaning
    quarterly = isinstance(meaning, Fields) and meaning.quarter is not None and meaning.year is None
    if quarterly and is_of_match(node, around):
        return None
    dated = around.tokens.word(node.first) == "the" and isinstance(meaning, Fields) and meaning.weekday is not None
    return without_article(node, around) if dated else _decade_word(node, around)


YEAR_TESTS: Final[dict[str, Callable[[Node, Surroundings], Node | None]]] = {
    "century": _century,
    "year": _year,
    "year-words": _year_words,
    "short-year": _short_year,
    "decade": _decade,
    "decade-word": _decade_word,
    "early": _early,
}
"""The tests by the name that the ``weak`` column of the grammar uses."""
