"""Tests for amounts and for words that count from an anchor: is this an age, a rate, an idiom?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from strandline.timing.cascade import Node
from strandline.timing.meanings import Amount, Deictic, Every, Fields, Part, Shifted, Vague, Window
from strandline.timing.surroundings import (
    Surroundings,
    cue_list,
    function_words,
    is_modifier,
    without_article,
    without_first,
)

_ADJECTIVE_ENDS: Final = (
    "ic", "ive", "ful", "ous", "al", "able", "ible", "less", "ing", "ed", "ent", "ant", "ish", "some", "y", "ary",
)  # fmt: skip
"""How most adjectives end that stand in front of a unit of time ("three horrific weeks")."""
_MODAL_REACH: Final = 4
_QUOTES: Final = ('"', "“", "”", "'", "‘", "’")


def _amount(node: Node, around: Surroundings) -> Node | None:
    if _is_age(node, around):
        return None
    before, after = around.before(node), around.after(node)
    unit = node.meaning.unit
    if unit == "quarter" and (
        around.tokens.word(node.last - 1) == "quarter" or after == "of" or _is_fraction(node, around)
    ):
        return None
    first = around.tokens.word(node.first)
    if (before in ("on", "some") and first == "some") or (before == "as" and first == "many"):
        return None
    if _is_title(node, around):
        return None
    if unit == "day" and around.tokens.word(node.first) == "one" and node.last - node.first == 2:
        if before in ("if", "until", "when", "then") or around.after(node) in ("last", "this", "next", "when"):
            return None
        if after == "in" and _is_of_calendar(node.last + 1, around):  # "one day in 1995": some day of that year
            return None
        if before in cue_list("before_some_day") or _is_to_come(node, around):
            return replace(node, meaning=Vague(reference="FUTURE_REF"))
    if unit == "second" and around.tokens.surface(node.last - 1) in ("Sec.", "Secs."):  # a section
        return None
    if unit == "second" and around.tokens.word(node.last - 1) == "second":
        return None if before not in ("per",) and after not in ("delay", "rule", "clip", "video", "ad") else node
    if around.tokens.word(node.first) == "about" and not around.narrative:
        node = replace(node, first=node.first + 1)
    if before == "/" or (before == "." and around.tokens.starts[node.first] == around.tokens.ends[node.first - 1]):
        return None
    return node


def _is_to_come(node: Node, around: Surroundings) -> bool:
    """ "One day they will return": a modal verb a little behind, and no word that counts from somewhere."""
    if around.before(node) in cue_list("before_one_day") or around.after(node) in cue_list("shift_words"):
        return False
    ahead = [around.after(node, step) for step in range(_MODAL_REACH)]
    return any(word in cue_list("modals") and word != "to" for word in ahead)


def _is_of_calendar(index: int, around: Surroundings) -> bool:
    """Whether a token is a year, a month or a season."""
    index += around.tokens.word(index) in ("early", "late", "the", "mid")
    values = around.tokens.entries[index].values if index < around.sentence[1] else {}
    return bool({"Year", "Month", "Season", "Decade"} & values.keys())


def _is_title(node: Node, around: Surroundings) -> bool:
    """ "the film 13 Hours": a unit with a capital in the middle of a sentence whose other words have none."""
    surface = around.tokens.surface(node.last - 1)
    if not surface[:1].isupper() or surface.isupper() or node.first <= around.sentence[0]:
        return False
    first = around.tokens.surface(node.first)
    beside = [around.tokens.surface(node.first - 1), around.after_as_written(node)]
    quoted = beside[0] in _QUOTES and first[:1].isdigit()
    return not (first.isalpha() and first.islower()) and (quoted or any(word.islower() for word in beside))


def _is_fraction(node: Node, around: Surroundings) -> bool:
    words = {around.tokens.word(index) for index in range(node.first, node.last)}
    return bool(words & {"three", "3", "a", "one"})


def _described(node: Node, around: Surroundings) -> Node | None:
    """An amount with a word between its number and its unit, which must be an adjective."""
    word = around.tokens.surface(node.last - 2)
    fits = word.islower() and word.endswith(_ADJECTIVE_ENDS) and node.meaning.unit not in ("quarter", "second")
    return _amount(node, around) if fits else None


def _is_age(node: Node, around: Surroundings) -> bool:
    after = around.after(node)
    if after == "old" or (after in ("-", "–") and around.after(node, 1) in ("old", "olds")):
        return True
    if after == "of" and around.after(node, 1) == "age":
        return True
    return around.before(node) in cue_list("age_before")


def _one_unit(node: Node, around: Surroundings) -> Node | None:
    unit, article = node.meaning.unit, around.tokens.word(node.first)
    before, after = around.before(node), around.after(node)
    if _is_age(node, around) or unit in ("quarter",):
        return None
    if unit == "minute" and around.tokens.word(node.last - 1) == "minute" and is_modifier(node, around):
        return None
    if around.before(node) == "it" and article in ("a", "an"):
        return None
    if unit == "day" and article in ("a", "an") and after in cue_list("things_of_a_day"):
        return None
    if unit == "second" and after not in ("later", "ago", ",", ".", "to", "or"):
        return None
    if after == "-" and around.after(node, 1) in ("old",):
        return None
    if before in cue_list("distances"):
        return None
    if unit == "weekend" and article in ("a", "an") and is_modifier(node, around):
        return replace(node, first=node.first + 1, meaning=Fields(weekend=True))
    if _is_rate(node, around, before):
        return replace(node, meaning=Every(unit=node.meaning.unit)) if unit != "generation" else None
    if article == "one" and unit == "day" and after not in (*cue_list("shift_words"), ",", "."):
        return node if before in cue_list("before_one_day") else None
    idle = unit == "day" and article in ("a", "an") and after in cue_list("after_idle_day")
    return None if idle and before not in cue_list("before_real_day") else node


def _is_rate(node: Node, around: Surroundings, before: str) -> bool:
    following = around.after(node)
    if around.tokens.word(node.first) not in ("a", "an") or following == "and" or following in cue_list("shift_words"):
        return False
    if before[:1].isdigit() and "Month" in around.tokens.entries[max(node.first - 2, 0)].values:
        return False
    if before in cue_list("rate_before") or before[:1].isdigit() or before == "%":
        return True
    if before in ("more", "less", "so") and around.before(node, 2) == "or" and around.before(node, 3)[:1].isdigit():
        return True
    index = node.first - 1
    if before in cue_list("counted_beings"):
        return any(_is_count(back, around) for back in range(max(around.sentence[0], index - 4), index))
    surface = around.tokens.surface(index)
    if surface.islower() and len(surface) > 3 and surface.endswith("s") and not surface.endswith(("ss", "us", "is")):
        counted = any(_is_count(back, around) for back in range(max(around.sentence[0], index - 4), index))
        return counted or surface in ("flights", "times")
    return False


def _is_count(index: int, around: Surroundings) -> bool:
    word = around.tokens.word(index)
    return word[:1].isdigit() or "Num" in around.tokens.entries[index].values or word in cue_list("vague_counts")


def _bare_units(node: Node, around: Surroundings) -> Node | None:
    return node if around.before(node) in cue_list("bare_unit_before") else None


def _the_amount(node: Node, around: Surroundings) -> Node | None:
    if _is_age(node, around):
        return None
    if around.tokens.word(node.last - 1) == "second" and around.tokens.surface(node.last - 2) != "-":
        return None
    hyphened = any(around.tokens.surface(index) == "-" for index in range(node.first, node.last))
    follower = around.after_as_written(node, around.after(node) in ("'", "’"))
    named = around.tokens.surface(node.last - 1)[:1].isupper() and follower[:1].isupper()
    hyphened = hyphened or named
    if (hyphened or is_modifier(node, around)) and around.tokens.word(node.first) == "the":
        return without_first(node, around)
    return node


def _units_alone(node: Node, around: Surroundings) -> Node | None:
    """ "for weeks": not "in days gone by", and not where the units are counted by a word behind them."""
    unit = node.meaning.unit
    if unit in ("second", "minute", "quarter", "weekend") and around.before(node) not in ("within", "for"):
        return None
    before, after = around.before(node), around.after(node)
    if before == "in" and unit not in ("year", "decade", "month", "week", "generation", "century", "day"):
        return None
    if before == "in" and after == "gone":
        return None
    if after == "of" and before in ("after", "over"):
        return node
    return None if after in ("of", "old", "when", "that") and before in ("in", "after", "last", "over") else node


def _units_of(node: Node, around: Surroundings) -> Node | None:
    """ "decades of neglect", not "the years of the war" nor "two years of"."""
    unit = node.meaning.unit
    if unit not in ("year", "decade", "century", "month", "week") or not around.before(node):
        return None
    front = around.tokens.entries[node.first - 1].values
    before = around.before(node)
    told = before in ("the", "of", "these", "those", "in", "-", "and", "or") or before in cue_list("possessives")
    told = told or "Num" in front or around.before(node, 2) == "the"
    return None if told or around.after(node, 1) in ("the", "age", "a", "an", "his", "her", "its", "their") else node


def _adjectival(node: Node, around: Surroundings) -> Node | None:
    """ "a half-hour speech", "a month-long siege": the article belongs to the noun."""
    hyphened = any(around.tokens.surface(index) == "-" for index in range(node.first, node.last))
    article = around.tokens.word(node.first) in ("a", "an", "the")
    return replace(node, first=node.first + 1) if article and hyphened and is_modifier(node, around) else node


def _hyphened(node: Node, around: Surroundings) -> Node | None:
    """ "a three-year period" whole; not the verb of "could one day stretch to the sea"."""
    word = around.tokens.word(node.last - 1)
    one_day = around.tokens.word(node.first) == "one" and node.last - node.first > len(("one", "day"))
    if one_day and word in ("stretch", "span"):
        return _amount(replace(node, last=node.last - 1), around)
    return node


def _last_unit(node: Node, around: Surroundings) -> Node | None:
    unit = node.meaning.unit
    personal = around.before(node) in ("our", "my", "his", "her", "your")
    if unit in ("second", "minute", "generation", "day") or personal:
        return None
    if around.after(node) == "of" or (unit == "hour" and around.before(node) not in ("in", "for", "over", "within")):
        return None
    if unit == "decade" and around.tokens.word(node.first) == "the":
        return replace(node, meaning=Window(amount=Amount(parts=((1, unit),)), sign=-1, to="published"))
    ahead = around.before(node) in cue_list("before_last_unit") and around.tokens.word(node.first) == "the"
    if ahead and unit in ("week", "month", "year") and not around.narrative:
        return replace(node, meaning=Window(amount=Amount(parts=((1, unit),)), sign=-1, to="published", as_date=True))
    return _window_after_for(node, around)


def _past_unit(node: Node, around: Surroundings) -> Node | None:
    """ "for the past year" says how long, "over the past year" when."""
    unit = node.meaning.amount.unit
    if unit in ("second", "minute", "generation"):
        return None
    dated = unit in ("week", "month", "quarter", "year") and around.before(node) != "for" and not around.narrative
    return replace(node, meaning=replace(node.meaning, as_date=True)) if dated else node


def _window_after_for(node: Node, around: Surroundings) -> Node:
    """ "for the next year", "spent the last year" say how long, "next year" when."""
    meaning = node.meaning
    words = {around.tokens.word(index) for index in range(node.first, node.last)}
    durative = (
        around.before(node) in cue_list("before_time_taken") and "the" in words and words & {"next", "last", "past"}
    )
    if durative and isinstance(meaning, Deictic):
        sign = 1 if meaning.offset > 0 else -1
        return replace(node, meaning=Window(amount=Amount(parts=((1, meaning.unit),)), sign=sign, to=meaning.to))
    return node


def _following_unit(node: Node, around: Surroundings) -> Node | None:
    if node.meaning.unit in ("second", "generation") or around.tokens.word(node.last - 1) == "minute":
        return None
    ahead = around.before(node) in cue_list("before_time_to_come") and around.tokens.word(node.last - 2) == "next"
    if ahead and not around.narrative and node.meaning.unit not in ("day", "hour", "minute"):
        return replace(node, meaning=replace(node.meaning, to="published"))
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
    if unit == "hour":
        return replace(node, meaning=Vague(reference="PRESENT_REF")) if around.before(node) in ("at", "by") else None
    if unit == "day":
        return replace(node, meaning=replace(node.meaning, to="reference"))
    return node


def _that_unit(node: Node, around: Surroundings) -> Node | None:
    return None if node.meaning.unit in ("second", "minute", "generation", "hour") else node


def _present(node: Node, around: Surroundings) -> Node | None:
    """Not in names: "Clean Water Now"; not in "now and then"."""
    if around.after(node) == "and" and around.after(node, 1) in ("then", "again"):
        return None
    surface = around.tokens.surface(node.first)
    if node.last - node.first > 1 or not surface[:1].isupper() or surface.isupper():
        return node
    front = around.tokens.surface(node.first - 1) if node.first > around.sentence[0] else ""
    return None if front[:1].isupper() and front.isalpha() and front.lower() not in function_words() else node


def _former(node: Node, around: Surroundings) -> Node | None:
    """What a history calls former was so before the time that it tells of; not "the former" of two."""
    following = around.after_as_written(node)
    named = following[:1].isupper() and following.isalpha()
    plain = around.before(node) == "the" and not named and not following.endswith("s")
    return node if around.history and (named or is_modifier(node, around)) and not plain else None


def _period(node: Node, around: Surroundings) -> Node | None:
    """The period of a report, not that of a costume: "the current period drama"."""
    return None if is_modifier(node, around) and not around.has_any(cue_list("finance")) else node


def _the_unit(node: Node, around: Surroundings) -> Node | None:
    unit = node.meaning.unit
    before, after = around.before(node), around.after(node)
    if unit == "quarter":
        fits = (not before or before in cue_list("before_the_quarter")) and after not in ("of", "to")
        return node if fits and not around.has_any(cue_list("sports")) else None
    if unit in ("year", "month", "week") and after in ("ended", "ending") and _dated(around.after_as_written(node, 1)):
        return replace(node, meaning=Amount(parts=((1, unit),)))
    if unit in ("year", "month", "week"):
        return node if _is_current(node, around) else None
    return None


def _is_current(node: Node, around: Surroundings) -> bool:
    """ "the 30th death of the year", "the week's first vote": a unit that holds the day of writing or the story."""
    before, after = around.before(node), around.after(node)
    if around.tokens.surface(node.last - 1)[:1].isupper() or after in cue_list("after_told_unit"):
        return False
    if after in ("'s", "’s"):
        return True
    if after == "in" and around.after(node, 1) == "which":
        return False
    if before not in cue_list("before_the_unit") or is_modifier(node, around):
        return False
    counted = around.tokens.entries[max(node.first - 2, 0)].values
    awarded = around.before(node, 2) in cue_list("awards")
    return not (before == "of" and ("Unit" in counted or "Units" in counted or awarded))


def _dated(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or word in ("tomorrow", "yesterday", "today")


def _fiscal_unit(node: Node, around: Surroundings) -> Node | None:
    if around.after(node) in ("ended", "ending"):
        return replace(node, meaning=Amount(parts=((1, node.meaning.unit),)))
    return node if node.meaning.unit in ("year", "quarter", "month") else None


def _current(node: Node, around: Surroundings) -> Node | None:
    after = around.after(node)
    if around.narrative or after in (*cue_list("after_plain_current"), ",", "."):
        return None
    before = around.tokens.surface(node.first - 1) if node.first > around.sentence[0] else ""
    qualified = before.islower() and before.isalpha() and before not in function_words()
    counted = "Num" in around.tokens.entries[max(node.first - 1, 0)].values
    return None if qualified and not counted and not before.endswith(("s", "ing", "ed")) else node


def _per(node: Node, around: Surroundings) -> Node | None:
    """Not a speed: "90 miles per hour"."""
    return None if around.before(node) in cue_list("distances") else node


def _past(node: Node, around: Surroundings) -> Node | None:
    words = [around.tokens.word(index) for index in range(node.first, node.last)]
    if words == ["the", "past"]:
        fits = around.before(node) in ("in", "of", "from", "than") and not is_modifier(node, around)
        return node if fits else None
    if words == ["recently"] and around.before(node) == "as" and around.after(node) == "as":
        return None
    if words == ["previously"]:
        return node if node.first == around.sentence[0] and not around.narrative else None
    return node


def _future(node: Node, around: Surroundings) -> Node | None:
    words = [around.tokens.word(index) for index in range(node.first, node.last)]
    if words == ["future"] and not is_modifier(node, around):
        timely = around.before(node) in ("in", "of", "for", "near", "foreseeable", "'s", "’s")
        if not timely and not around.history:  # "its future", "a bright future": not when, but how it will fare
            return None
    named = around.tokens.surface(node.last - 1)[:1].isupper() and node.first > around.sentence[0]
    if words == ["future"] and named:
        return None
    if words == ["the", "future"]:
        return without_article(node, around)
    return node


def _moment(node: Node, around: Surroundings) -> Node | None:
    """ "at the moment he is in Oslo", "for the moment"; not "at the moment Ann fell", "wait for the moment"."""
    if around.before(node) == "for":
        return None if around.before(node, 2) in ("wait", "waits", "waited", "waiting", "ready", "prepare") else node
    following = around.after_as_written(node)
    if not following[:1].isalpha() or following.lower() in cue_list("verbs_of_now"):
        return node
    ahead = {around.after(node, step) for step in range(1, _MODAL_REACH)}
    return node if ahead & cue_list("verbs_of_now") else None


def _weekends(node: Node, around: Surroundings) -> Node | None:
    """ "avoid the weekends", not "two weekends", "in recent weekends"."""
    front = around.tokens.entries[node.first - 1].values if node.first > around.sentence[0] else {}
    counted = "Num" in front or around.before(node) in (
        "recent",
        "past",
        "last",
        "few",
        "several",
        "many",
        "consecutive",
    )
    return None if counted else node


def _soon(node: Node, around: Surroundings) -> Node | None:
    """ "will soon begin", "it soon will begin": of what is to come, not "soon after" nor "he soon found"."""
    beside = {around.before(node), around.before(node, 2), around.after(node)}
    counted = around.after(node) in ("as", "after", "before", "afterward", "afterwards", "thereafter")
    if counted or around.before(node) in ("as", "too", "so", "how", "very"):
        return None
    return node if beside & cue_list("modals") and not around.narrative else None


def _anaphor(node: Node, around: Surroundings) -> Node | None:
    return node if around.narrative and around.before(node) in cue_list("anaphor_before") else None


def _then(node: Node, around: Surroundings) -> Node | None:
    return node if around.before(node) in cue_list("then_before") else None


def _frequency(node: Node, around: Surroundings) -> Node | None:
    word, surface = around.tokens.word(node.first), around.tokens.surface(node.first)
    if word in ("annual", "quarterly"):
        return None
    following = around.after_as_written(node)
    front = around.tokens.surface(node.first - 1) if node.first - 1 > around.sentence[0] else ""
    titled = following[:1].isupper() or (front[:1].isupper() and front.isalpha())
    return None if surface[:1].isupper() and titled else node


def _approx_date(node: Node, around: Surroundings) -> Node | None:
    word = around.tokens.word(node.first)
    before = around.before(node)
    meaning = node.meaning
    clock = isinstance(meaning, Shifted) or (isinstance(meaning, Fields) and meaning.has_clock)
    if word == "about" and not around.narrative and isinstance(meaning, Fields):
        return replace(node, first=node.first + 1)
    if word == "about" and not clock and before not in cue_list("about_before"):
        return replace(node, first=node.first + 1, meaning=replace(meaning, mod=None, approximate=False))
    moving = before in cue_list("around_not_before") or isinstance(meaning, Deictic)
    if word == "around" and moving:
        return replace(node, first=node.first + 1, meaning=replace(meaning, mod=None, approximate=False))
    return node


def _earlier_part(node: Node, around: Surroundings) -> Node | None:
    meaning = node.meaning
    bare = around.tokens.word(node.first + 1) not in ("in", "on", "during")
    if bare and isinstance(meaning, Part) and isinstance(meaning.inner, Fields) and meaning.inner.year is not None:
        return replace(node, first=node.first + 1, meaning=meaning.inner)
    return node


UNIT_TESTS: Final[dict[str, Callable[[Node, Surroundings], Node | None]]] = {
    "amount": _amount,
    "described": _described,
    "one-unit": _one_unit,
    "bare-units": _bare_units,
    "the-amount": _the_amount,
    "last-unit": _last_unit,
    "past-unit": _past_unit,
    "next-unit": _next_unit,
    "following-unit": _following_unit,
    "this-unit": _this_unit,
    "that-unit": _that_unit,
    "the-unit": _the_unit,
    "fiscal-unit": _fiscal_unit,
    "current": _current,
    "present": _present,
    "period": _period,
    "former": _former,
    "per": _per,
    "past": _past,
    "future": _future,
    "anaphor": _anaphor,
    "soon": _soon,
    "weekends": _weekends,
    "moment": _moment,
    "then": _then,
    "half-unit": _adjectival,
    "long": _adjectival,
    "units-alone": _units_alone,
    "units-of": _units_of,
    "hyphened": _hyphened,
    "frequency": _frequency,
    "approx-date": _approx_date,
    "earlier-part": _earlier_part,
}
"""The tests by the name that the ``weak`` column of the grammar uses."""
