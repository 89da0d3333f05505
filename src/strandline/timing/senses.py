"""Is it a time at all? Tests that an expression must pass which could also be a number, a name or another word.

Each test is named by the ``weak`` column of the grammar and looks at the neighbouring words (lists in ``senses.toml``)
and, where a reader has been over the sentence, at its tags. It gives the node back, perhaps cut or changed, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from strandline.timing.cascade import Node
from strandline.timing.direction import ReadingTags, is_past_form
from strandline.timing.lexicon import read_toml, word_list
from strandline.timing.meanings import Amount, Deictic, Every, Fields, Part, Shifted, Window
from strandline.timing.scanning import Tokens


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a test looks: the tokens, the sentence's token range, and tags where there are some."""

    tokens: Tokens
    sentence: tuple[int, int]
    tags: ReadingTags | None
    narrative: bool = False

    def before(self, node: Node, back: int = 1) -> str:
        """The word in front, lower case; empty at the start of the sentence."""
        index = node.first - back
        return self.tokens.word(index) if index >= self.sentence[0] else ""

    def after(self, node: Node, ahead: int = 0) -> str:
        """The word behind, lower case; empty at the end of the sentence."""
        index = node.last + ahead
        return self.tokens.word(index) if index < self.sentence[1] else ""

    def after_as_written(self, node: Node, ahead: int = 0) -> str:
        """The word behind, as written."""
        index = node.last + ahead
        return self.tokens.surface(index) if index < self.sentence[1] else ""

    def has_any(self, words: frozenset[str]) -> bool:
        """Whether the sentence holds one of the words."""
        return any(self.tokens.word(index) in words for index in range(*self.sentence))


@cache
def _list(name: str) -> frozenset[str]:
    return word_list("senses.toml", name)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(read_toml("lexicon.toml")["Function"]["list"])


def accept(node: Node, around: Surroundings) -> Node | None:
    """The node if it is a time expression in these surroundings, perhaps cut or changed; else None."""
    if node.weak is None:
        return node
    return _TESTS[node.weak](node, around)


def _always(node: Node, around: Surroundings) -> Node | None:
    return node


def _drop_first(node: Node, around: Surroundings, *, word: str = "the") -> Node:
    return replace(node, first=node.first + 1) if around.tokens.word(node.first) == word else node


def is_modifier(node: Node, around: Surroundings) -> bool:
    """Whether the next word is a noun that the expression modifies ("the summer offensive")."""
    following = around.after_as_written(node)
    if not following or not following[0].isalpha():
        return following == "-" and around.after(node, 1) not in ("end",)
    lower = following.lower()
    if around.tags is not None:
        tag = around.tags.at(around.tokens.starts[node.last])
        if tag is not None:
            return tag.upos in ("NOUN", "PROPN", "ADJ") and tag.deprel not in ("nsubj", "nsubj:pass", "root")
    return following.islower() and lower not in _function_words() and not is_past_form(lower) and not lower.endswith("ly")


# ------------------------------------------------------------------------------------------------- years


def _year(node: Node, around: Surroundings) -> Node | None:
    tokens = around.tokens
    before, after = around.before(node), around.after(node)
    surface_before = tokens.surface(node.first - 1) if node.first > around.sentence[0] else ""
    year = node.meaning.year
    if before in ("$", "£", "€", "¥", "#", "/", "+", "=", "*", "№") or after in ("%", "°", "/", "=", "€"):
        return None
    if before in _list("before_number") or after in _list("after_number"):
        return None
    if before == "." and around.before(node, 2) in ("no", "nos", "p", "pp", "vol", "art", "sec", "ch"):
        return None
    if before == "-" and _joined_to_word(node, around):
        return None
    fits = before in _list("year_prepositions")
    if 1900 <= year <= 2050:
        return node if fits or _year_stands_free(node, around, surface_before) else None
    if 1400 <= year < 1900:
        return node if fits or before in ("(", "-", ",", "") or after in ("-", ")", ":") else None
    strict = before in ("in", "since", "until", "till", "circa", "around", "of", "from", "by", "before", "after")
    return node if strict and not _plural_follows(node, around) else None


def _joined_to_word(node: Node, around: Surroundings) -> bool:
    """A code such as "MQ-1999": letters directly in front of the hyphen."""
    tokens = around.tokens
    if node.first < 2 or tokens.ends[node.first - 1] != tokens.starts[node.first]:
        return False
    word = tokens.surface(node.first - 2)
    glued = tokens.ends[node.first - 2] == tokens.starts[node.first - 1]
    return glued and word.isalpha() and word.lower() not in ("mid", "post", "pre", "late", "early", "pro", "non")


def _plural_follows(node: Node, around: Surroundings) -> bool:
    after = around.after_as_written(node)
    return after.islower() and len(after) > 3 and after.endswith("s") and after not in _function_words()


def _year_stands_free(node: Node, around: Surroundings, before: str) -> bool:
    if not before or not before[0].isalnum():
        return not _plural_follows(node, around)
    if before[0].isdigit():
        return False
    return not _plural_follows(node, around)


def _year_words(node: Node, around: Surroundings) -> Node | None:
    following = around.after_as_written(node)
    if following == "-" or around.before(node) in ("$", "some", "nearly", "about", "than"):
        return None
    return None if _plural_follows(node, around) or around.after(node) in _list("after_number") else node


def _short_year(node: Node, around: Surroundings) -> Node | None:
    allowed = _list("year_prepositions") | {"(", "-", "class", "so-called", "called"}
    return node if around.before(node) in allowed else None


def _decade(node: Node, around: Surroundings) -> Node | None:
    text = around.tokens.surface(node.last - 1)
    before = around.before(node)
    if before in ("his", "her", "their", "my", "your", "our") or around.before(node, 2) in ("his", "her", "their", "my"):
        return None
    short = sum(character.isdigit() for character in text) == 2
    if short and around.has_any(frozenset(("temperatures", "degrees", "temperature", "highs", "lows", "weather"))):
        return None
    if short and text[0].isdigit() and around.tokens.word(node.first) != "the" and before not in ("early", "late", "-"):
        return None
    return _drop_first(node, around) if around.tokens.word(node.first) == "the" and is_modifier(node, around) else node


def _century(node: Node, around: Surroundings) -> Node | None:
    """Not in names: "20th Century Fox"."""
    named = around.tokens.surface(node.last - 1)[:1].isupper() and around.after_as_written(node)[:1].isupper()
    return None if named else _modifier_cut(node, around) if around.tokens.word(node.first) == "the" else node


def _modifier_cut(node: Node, around: Surroundings) -> Node | None:
    return _drop_first(node, around) if is_modifier(node, around) else node


# ------------------------------------------------------------------------------------- months and seasons


def _month(node: Node, around: Surroundings) -> Node | None:
    surface = around.tokens.surface(node.first)
    before = around.before(node)
    name = surface.lower().rstrip(".")
    following = around.after_as_written(node)
    if before in _list("person_titles"):
        return None
    if name in ("may", "march", "mar", "dec", "sun"):
        fits = before in _list("month_prepositions") or before in ("-", "–", "—", "(", "/")
        noun = surface[:1].isupper() and before in ("a", "an", "the", "its", "their", "his", "her") and is_modifier(node, around)
        if noun and following.islower():
            return node
        if name == "march" and before in ("the", "to", "that"):
            return node if before == "to" and "Month" in around.tokens.entries[node.first - 2].values else None
        return node if fits else None
    if len(name) <= 4 and not surface.endswith(".") and following[:1].isupper() and following.isalpha():
        return None
    if name in ("april", "june", "august", "jan", "augusta"):
        written = around.tokens.surface(node.first - 1) if node.first > around.sentence[0] else ""
        if written[:1].isupper() and written.isalpha() and before not in _list("month_prepositions"):
            return None
        named = following[:1].isupper() and following.isalpha() and before not in _list("month_prepositions")
        return None if named else node
    return node


def _season(node: Node, around: Surroundings) -> Node | None:
    word = around.tokens.word(node.first)
    before, after = around.before(node), around.after(node)
    following = around.after_as_written(node)
    nouns = after in _list("season_nouns") or (following[:1].isupper() and following.lower() in _list("season_nouns"))
    if word in ("fall", "spring", "springs"):
        if before == "to" or after in ("of", "from", "to", "into", "in", "below", "apart", "behind", "short", "back", "out"):
            return None
        fits = before in ("in", "by", "since", "until", "early", "late", "mid", "during", "from", "through", "-", "and")
        return node if fits or nouns or (around.narrative and word == "spring") else None
    return node if before in _list("season_prepositions") or nouns or before in ("the", "a", "-") else None


def _the_season(node: Node, around: Surroundings) -> Node | None:
    word = around.tokens.word(node.last - 1)
    before, after = around.before(node), around.after(node)
    if word in ("fall", "spring"):
        if after in ("of", "from", "in", "to"):
            return None
        if before not in ("in", "during", "until", "by", "since", "over", "throughout", "through", "for", "before", "after",
                          "late", "early", "of", "from", "spent"):  # fmt: skip
            return _drop_first(node, around) if after in _list("season_nouns") else None
    if around.after_as_written(node)[:1].isupper() and after in _list("season_nouns"):
        return _drop_first(node, around)
    return _modifier_cut(node, around)


def _quarter(node: Node, around: Surroundings) -> Node | None:
    if around.has_any(_list("sports")) and not around.has_any(_list("finance")):
        return None
    text = around.tokens.surface(node.first)
    if len(text) == 2 and not text[0].isupper() and not text[0].isdigit():
        return None
    if around.tokens.surface(node.last - 2) == "-":
        return _drop_first(node, around)
    return _modifier_cut(node, around)


def _half(node: Node, around: Surroundings) -> Node | None:
    return node if around.has_any(_list("finance")) and not around.has_any(_list("sports")) else None


# ---------------------------------------------------------------------------------------- days and clocks


def _weekday(node: Node, around: Surroundings) -> Node | None:
    surface = around.tokens.surface(node.first)
    if around.before(node) in _list("weekday_names"):
        return None
    following = around.after_as_written(node)
    if following[:1].isupper() and following.lower() in _list("weekday_names"):
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
        return _drop_first(node, around)
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
    if before.lower() in _list("clock_before") or before in ("-", "–", "—", "(", ",", "", "~"):
        return node
    return node if around.after(node) in ("local", "on", "this", "that") and not before[:1].isupper() else None


def _noon(node: Node, around: Surroundings) -> Node | None:
    surface, following = around.tokens.surface(node.last - 1), around.after_as_written(node)
    titled = surface[:1].isupper() and (node.last - 1 > around.sentence[0])
    return None if titled or (surface[:1].isupper() and following[:1].isupper() and following.isalpha()) else node


def _part(node: Node, around: Surroundings) -> Node | None:
    word = around.tokens.word(node.last - 1)
    before, after = around.before(node), around.after(node)
    definite = around.tokens.word(node.first) == "the"
    if before not in _list("part_before") or (after == "of" and word not in ("night", "morning", "afternoon", "evening")):
        return None
    if before == "at" and word == "night" and not definite:
        return replace(node, meaning=Every(fields=node.meaning))
    if definite:
        return node if before in ("in", "during", "through", "throughout", "by", "late", "early", "into", "until") else None
    return node if before not in ("the", "in", "this") and word not in ("lunchtime",) else None


def _today(node: Node, around: Surroundings) -> Node | None:
    surface = around.tokens.surface(node.first)
    before = around.tokens.surface(node.first - 1) if node.first > around.sentence[0] else ""
    named = surface[:1].isupper() and before[:1].isupper() and before.isalpha() and before.lower() not in _function_words()
    return None if named else node


def _weekend(node: Node, around: Surroundings) -> Node | None:
    if around.tokens.word(node.first) == "the":
        return _modifier_cut(node, around)
    return node if around.before(node) not in ("a", "an", "every", "each", "per", "long") else None


# ------------------------------------------------------------------------------------------------ amounts


def _amount(node: Node, around: Surroundings) -> Node | None:
    if _is_age(node, around):
        return None
    before, after = around.before(node), around.after(node)
    unit = node.meaning.unit
    if unit == "quarter" and (around.tokens.word(node.last - 1) == "quarter" or after == "of" or _is_fraction(node, around)):
        return None
    if unit == "second" and around.tokens.word(node.last - 1) == "second":
        return None if before not in ("per",) and after not in ("delay", "rule", "clip", "video", "ad") else node
    if before == "/" or (before == "." and around.tokens.starts[node.first] == around.tokens.ends[node.first - 1]):
        return None
    return node


def _is_fraction(node: Node, around: Surroundings) -> bool:
    words = {around.tokens.word(index) for index in range(node.first, node.last)}
    return bool(words & {"three", "3", "a", "one"})


def _is_age(node: Node, around: Surroundings) -> bool:
    after = around.after(node)
    if after == "old" or (after in ("-", "–") and around.after(node, 1) in ("old", "olds")):
        return True
    if after == "of" and around.after(node, 1) == "age":
        return True
    return around.before(node) in _list("age_before")


def _one_unit(node: Node, around: Surroundings) -> Node | None:
    unit = node.meaning.unit
    before, after = around.before(node), around.after(node)
    if _is_age(node, around) or unit in ("quarter",):
        return None
    if unit == "second" and after not in ("later", "ago", ",", ".", "to", "or"):
        return None
    if after == "-" and around.after(node, 1) in ("old",):
        return None
    if _is_rate(node, around, before):
        return replace(node, meaning=Every(unit=node.meaning.unit)) if unit != "generation" else None
    article = around.tokens.word(node.first)
    if article == "one" and unit == "day" and after not in ("later", "after", "before", "earlier", "ago", ",", "."):
        return node if before in ("for", "within", "in", "only", "than", "just", "after", "by", "least") else None
    if unit == "day" and article in ("a", "an") and after in ("when", "that", "of", "for", "in", "at") and before not in (
        "for", "within", "after", "in", "than", "about", "half"
    ):  # fmt: skip
        return None
    return node


def _is_rate(node: Node, around: Surroundings, before: str) -> bool:
    if around.tokens.word(node.first) not in ("a", "an") or around.after(node) in ("later", "ago", "earlier", "before", "after", "and"):
        return False
    if before in _list("rate_before"):
        return True
    if before[:1].isdigit() or before in ("%",):
        return True
    index = node.first - 1
    surface = around.tokens.surface(index)
    if surface.islower() and len(surface) > 3 and surface.endswith("s") and not surface.endswith(("ss", "us", "is")):
        quantity = any(
            around.tokens.word(back)[:1].isdigit() or "Num" in around.tokens.entries[back].values
            or around.tokens.word(back) in ("several", "many", "few", "thousands", "hundreds", "millions", "dozens", "times")
            for back in range(max(around.sentence[0], index - 4), index)
        )  # fmt: skip
        return quantity or surface in ("flights", "times")
    return False


def _bare_units(node: Node, around: Surroundings) -> Node | None:
    return node if around.before(node) in _list("bare_unit_before") else None


def _the_amount(node: Node, around: Surroundings) -> Node | None:
    if _is_age(node, around):
        return None
    hyphened = any(around.tokens.surface(index) == "-" for index in range(node.first, node.last))
    named = around.tokens.surface(node.last - 1)[:1].isupper() and around.after_as_written(node)[:1].isupper()
    hyphened = hyphened or named
    if (hyphened or is_modifier(node, around)) and around.tokens.word(node.first) == "the":
        return _drop_first(node, around)
    return node


def _units_alone(node: Node, around: Surroundings) -> Node | None:
    """"for weeks": not "in days gone by", and not where the units are counted by a word behind them."""
    unit = node.meaning.unit
    if unit in ("second", "minute", "quarter", "weekend") and around.before(node) not in ("within", "for"):
        return None
    before, after = around.before(node), around.after(node)
    if before == "in" and unit not in ("year", "decade", "month", "week", "generation", "century"):
        return None
    return None if after in ("of", "old", "when", "that") and before in ("in", "after", "last", "over") else node


def _adjectival(node: Node, around: Surroundings) -> Node | None:
    """"a half-hour speech", "a month-long siege": the article belongs to the noun."""
    hyphened = any(around.tokens.surface(index) == "-" for index in range(node.first, node.last))
    article = around.tokens.word(node.first) in ("a", "an", "the")
    return replace(node, first=node.first + 1) if article and hyphened and is_modifier(node, around) else node


def _hyphened(node: Node, around: Surroundings) -> Node | None:
    """"a three-year period" whole, "three years period" only its amount."""
    return node


def _ordinal_day(node: Node, around: Surroundings) -> Node | None:
    if around.before(node) not in ("on", "from", "to", "until", "till", "since", "by", "of", "before", "after", "between", "and", "through"):
        return None
    return None if is_modifier(node, around) or around.after_as_written(node)[:1].isupper() else node


def _borrowed(node: Node, around: Surroundings) -> Node | None:
    tokens = around.tokens
    following = tokens.surface(node.last)
    if following in ("-", "–", "—", "−"):
        before = around.before(node)
        return node if not before or not before[0].isdigit() else None
    before = tokens.surface(node.first - 1).lower() if node.first > around.sentence[0] else ""
    allowed = ("from", "between", "on", "of", "the", "since", "until", "by", "and", "", "(", "dated", "-")
    return node if before in allowed or tokens.word(node.first) == "the" else None


# ---------------------------------------------------------------------------------------- units from anchors


def _last_unit(node: Node, around: Surroundings) -> Node | None:
    unit = node.meaning.unit
    if unit in ("second", "minute", "hour", "generation", "day"):
        return None
    if around.after(node) == "of":
        return None
    return _window_after_for(node, around)


def _window_after_for(node: Node, around: Surroundings) -> Node:
    """"for the next year" says how long, "next year" when."""
    meaning = node.meaning
    if around.before(node) == "for" and around.tokens.word(node.first) == "the" and isinstance(meaning, Deictic):
        sign = 1 if meaning.offset > 0 else -1
        return replace(node, meaning=Window(amount=Amount(parts=((1, meaning.unit),)), sign=sign, to=meaning.to))
    return node


def _following_unit(node: Node, around: Surroundings) -> Node | None:
    if node.meaning.unit in ("second", "generation") or around.tokens.word(node.last - 1) == "minute":
        return None
    return _window_after_for(node, around)


def _next_unit(node: Node, around: Surroundings) -> Node | None:
    unit = node.meaning.unit
    if unit in ("second", "minute", "generation"):
        return None
    if unit in ("day", "hour"):
        return replace(node, meaning=replace(node.meaning, to="reference"))
    return node


def _this_unit(node: Node, around: Surroundings) -> Node | None:
    unit = node.meaning.unit
    if around.tokens.surface(node.last - 1)[:1].isupper() and not around.tokens.surface(node.first).isupper():
        return None
    if unit in ("second", "minute", "generation"):
        return None
    if unit in ("day", "hour"):
        return replace(node, meaning=replace(node.meaning, to="reference"))
    return node


def _that_unit(node: Node, around: Surroundings) -> Node | None:
    return None if node.meaning.unit in ("second", "minute", "generation", "hour") else node


def _the_unit(node: Node, around: Surroundings) -> Node | None:
    unit = node.meaning.unit
    before, after = around.before(node), around.after(node)
    if unit == "quarter":
        fits = before in ("for", "in", "during", "of", "this", "from", "over", "throughout", "") and after not in ("of", "to")
        return node if fits and around.has_any(_list("finance") | {"quarter"}) and not around.has_any(_list("sports")) else None
    if unit in ("year", "month", "week") and after in ("ended", "ending"):
        return replace(node, meaning=Amount(parts=((1, unit),)))
    if unit in ("year", "month", "week"):
        fits = before in ("for", "during", "throughout", "through") and after in ("", ",", ".", "ended", "ending", "'s", "as")
        return node if fits else None
    return None


def _fiscal_unit(node: Node, around: Surroundings) -> Node | None:
    if around.after(node) in ("ended", "ending"):
        return replace(node, meaning=Amount(parts=((1, node.meaning.unit),)))
    return node if node.meaning.unit in ("year", "quarter", "month") else None


def _shift_before(node: Node, around: Surroundings) -> Node | None:
    return node


# -------------------------------------------------------------------------------------------------- vague


def _current(node: Node, around: Surroundings) -> Node | None:
    after = around.after(node)
    return None if around.narrative or after in ("account", "accounts", "affairs", "events", "and", "of", ",", ".") else node


def _past(node: Node, around: Surroundings) -> Node | None:
    words = [around.tokens.word(index) for index in range(node.first, node.last)]
    if words == ["the", "past"]:
        fits = around.before(node) in ("in", "of", "from", "than") and not is_modifier(node, around)
        return node if fits else None
    if words == ["previously"]:
        return node if node.first == around.sentence[0] and not around.narrative else None
    return node


def _future(node: Node, around: Surroundings) -> Node | None:
    words = [around.tokens.word(index) for index in range(node.first, node.last)]
    if words == ["the", "future"]:
        return _modifier_cut(node, around)
    return node


def _anaphor(node: Node, around: Surroundings) -> Node | None:
    return node if around.narrative and around.before(node) in _list("anaphor_before") else None


def _then(node: Node, around: Surroundings) -> Node | None:
    return node if around.before(node) in _list("then_before") else None


def _frequency(node: Node, around: Surroundings) -> Node | None:
    word, surface = around.tokens.word(node.first), around.tokens.surface(node.first)
    if word in ("annual", "quarterly"):
        return None
    following = around.after_as_written(node)
    return None if surface[:1].isupper() and following[:1].isupper() else node


def _approx_date(node: Node, around: Surroundings) -> Node | None:
    word = around.tokens.word(node.first)
    before = around.before(node)
    meaning = node.meaning
    clock = isinstance(meaning, Shifted) or (isinstance(meaning, Fields) and meaning.has_clock)
    if word == "about" and not clock and before not in _list("about_before"):
        return replace(node, first=node.first + 1, meaning=replace(meaning, mod=None, approximate=False))
    if word == "around" and before in _list("around_not_before"):
        return replace(node, first=node.first + 1, meaning=replace(meaning, mod=None, approximate=False))
    return node


def _earlier_part(node: Node, around: Surroundings) -> Node | None:
    meaning = node.meaning
    bare = around.tokens.word(node.first + 1) not in ("in", "on", "during")
    if bare and isinstance(meaning, Part) and isinstance(meaning.inner, Fields) and meaning.inner.year is not None:
        return replace(node, first=node.first + 1, meaning=meaning.inner)
    return node


_TESTS: Final[dict[str, Callable[[Node, Surroundings], Node | None]]] = {
    "century": _century, "year": _year, "year-words": _year_words, "short-year": _short_year, "decade": _decade, "month": _month,
    "season": _season, "the-season": _the_season, "quarter": _quarter, "half": _half, "weekday": _weekday,
    "month-day": _month_day, "numeric-date": _numeric_date, "clock": _clock, "noon": _noon, "part": _part,
    "today": _today, "weekend": _weekend, "amount": _amount, "one-unit": _one_unit, "bare-units": _bare_units,
    "the-amount": _the_amount, "last-unit": _last_unit, "next-unit": _next_unit, "following-unit": _following_unit,
    "this-unit": _this_unit, "that-unit": _that_unit, "the-unit": _the_unit, "fiscal-unit": _fiscal_unit,
    "current": _current, "past": _past, "future": _future, "anaphor": _anaphor, "then": _then,
    "half-unit": _adjectival, "long": _adjectival, "units-alone": _units_alone, "hyphened": _hyphened, "ordinal-day": _ordinal_day, "borrowed": _borrowed,
    "frequency": _frequency, "approx-date": _approx_date, "earlier-part": _earlier_part,
}  # fmt: skip
for _name in ("decade-word", "named-year", "holiday", "hour-of-part", "quarter-to", "overnight",
              "current-unit", "previous-unit", "later", "earlier", "delay",
              "year-ago", "present", "day-part", "inside", "early", "part-of-date", "per"):  # fmt: skip
    _TESTS.setdefault(_name, _always)

__all__ = ["Amount", "Deictic", "Surroundings", "accept", "is_modifier"]
