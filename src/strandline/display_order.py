"""Where an event stands in the order of display, as a string that sorts: an event, its first claim and that claim's
document in, a key out.

First comes the day, then the clock where one is known, then the end of the interval: what ends sooner stands first, and
what is only known to lie before a day stands with that day. What times leave open, the texts decide: what has happened
stands before what is only meant to, and then everything stands where its first claim stands, by the date and id of the
document, the sentence, and the place in it. What somebody says comes after the deeds of the same sentence, for it is
mostly about them. The id comes last, so that no two keys are alike.

The keys are hexadecimal digits of fixed width, so that every database sorts them as Python does. They say nothing of
what the texts put before or after what: that comes on top of them. ``standing_after`` says in a line why one event
stands below another, and whether that is a tie.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from strandline.records import Claim, Document, Event, When, days_from_civil, instant_of

UNREAL: Final = frozenset({"planned", "proposed", "ordered", "threatened", "possible", "conditional"})
"""Standings of what has not happened, as far as the text goes."""

_SENTENCE_END: Final = re.compile(r"[.!?][”\"’')\]]*\s+(?=[“\"‘(]?[A-Z0-9])|\n")
_REACH: Final = 1_000
"""Code points before a word within which its sentence begins, or is taken to."""
_STEP: Final = 160
"""So many of them are looked through at once, from the word back: sentences are mostly short."""
_ZERO_DAY: Final = 1 << 31
_ZERO_SECOND: Final = 1 << 62
_NEVER: Final = (1 << 63) - 1
_NOWHERE: Final = "f" * 57
_READ: Final = {
    "to": "what stands above it was done for it",
    "had": "the text looks back from it on what stands above it (“had”)",
}
"""Words of the text that say nothing by themselves, and what they are read for."""


def display_key(event: Event, first: Claim | None, document: Document | None) -> str:
    """The whole key of an event.

    Args:
        event: with the time that it is shown with.
        first: its first claim; None where it stands on none.
        document: the document of that claim, with its text.
    """
    unreal = int(event.status in UNREAL)
    return f"{time_key(event.when)}{unreal}{_place_in_text(event, first, document)}{event.id}"


class Shown(NamedTuple):
    """An event of the display, with its first claim and that claim's document where it has them."""

    event: Event
    first: Claim | None
    document: Document | None


class Standing(NamedTuple):
    """Why an event stands below another, in a line; ``tie``: nothing tells that it came after it."""

    tie: bool
    reason: str


def standing_after(above: Shown, below: Shown, word: str | None = None) -> Standing:
    """Why one event stands below another.

    Args:
        above: the event that stands before the other.
        below: the other.
        word: what puts the one after the other, where a text does: the word of their pair.
    """
    if word is not None:
        return Standing(False, _said(word))
    first, second = above.event.when, below.event.when
    if _is_over(first, second):
        return Standing(False, "its time is later")
    one, other = time_key(first), time_key(second)
    if one > other:
        return Standing(False, "the texts put it after what stands above it")
    return Standing(True, f"nothing tells which came first; {_tie(above, below, one, other)}")


def _said(word: str) -> str:
    """What the word of a pair says: one of the text's own, or, after a colon, the usual course of such things."""
    kind, colon, rest = word.partition(": ")
    if colon:
        how = "usually" if kind == "usually" else "often"
        return f"such things {how} go so: {rest}" if ", then " in rest else f"it probably came later, {rest}"
    return _READ.get(kind, f"the text puts it after: “{kind}”")


def _is_over(first: When, second: When) -> bool:
    """Whether the first has ended before the second begins: on the world's clock, or on the place's own."""
    if first.latest is None or second.earliest is None:
        return False
    if "T" in first.latest and "T" in second.earliest:
        return instant_of(first.latest) < instant_of(second.earliest)
    return _day_of(first.latest) < _day_of(second.earliest)


def _tie(above: Shown, below: Shown, one: str, other: str) -> str:
    """What decides between two events that no time and no text puts in order; the times' parts of their keys."""
    if one != other:
        if other[0] == "1":
            return "what has no date stands last"
        if one[1:9] != other[1:9]:
            return "it stands under the later day"
        if one[9] != other[9]:
            return "of one day, what has no hour stands first"
        return f"what {'begins' if one[10:26] != other[10:26] else 'ends'} sooner stands first"
    if (above.event.status in UNREAL) != (below.event.status in UNREAL):
        return "what has happened stands before what is only meant to"
    if above.document is None or below.document is None:
        return "what was entered by hand stands last"
    if above.document.id != below.document.id:
        dates = [item.published and item.published.earliest for item in (above.document, below.document)]
        return "its report is the later one" if dates[0] != dates[1] else "their reports have no order of their own"
    if (
        above.first is not None
        and below.first is not None
        and _in_one_sentence(above.document.text, above.first, below.first)
    ):
        return "they stand in the order of their sentence, what is said after what is done"
    return "they stand in the order of their text"


def _in_one_sentence(text: str, first: Claim, second: Claim) -> bool:
    """Whether the words of two claims of one text stand in one sentence of it."""
    return sentence_start(text, first.trigger.start) == sentence_start(text, second.trigger.start)


def time_key(when: When) -> str:
    """The part of the key that time alone gives: the undated last."""
    return _key_between(when.earliest, when.latest)


@lru_cache(maxsize=1 << 16)
def _key_between(earliest: str | None, latest: str | None) -> str:
    """The same of two ends: a pile has few of them and asks for each again and again."""
    if earliest is None and latest is None:
        return f"1{0:08x}0{0:016x}{0:016x}"
    low = None if earliest is None else instant_of(earliest)
    high = None if latest is None else instant_of(latest, end_of_day=True)
    day = _day_of(earliest if earliest is not None else latest or "")
    clock = low if earliest is not None and "T" in earliest else None
    end = _NEVER if high is None else high + _ZERO_SECOND
    begin = 0 if clock is None else clock + _ZERO_SECOND
    return f"0{day + _ZERO_DAY:08x}{int(clock is not None)}{begin:016x}{end:016x}"


def sentence_start(text: str, at: int) -> int:
    """Where the sentence of a word begins, roughly (by its marks): code points."""
    least = max(0, at - _REACH)
    begin = at
    while begin > least:
        begin = max(least, begin - _STEP)
        while begin > least and not text[begin - 1].isalnum():  # not inside what ends a sentence
            begin -= 1
        end = _last_end(text, begin, at)
        if end is not None:
            return end
    return least


def _last_end(text: str, begin: int, at: int) -> int | None:
    """Where the last sentence ends between two places; None where none does."""
    found = None
    for match in _SENTENCE_END.finditer(text, begin, min(len(text), at + 1)):
        if match.end() <= at:
            found = match.end()
    return found


def sentence_ends(text: str) -> list[int]:
    """Where the sentences of a text end, roughly (by their marks): code points, in order."""
    return [match.end() for match in _SENTENCE_END.finditer(text)]


def _day_of(iso: str) -> int:
    """Days from 1970 on the place's own calendar, whatever its zone."""
    year, month, day = iso.partition("T")[0].rsplit("-", 2)
    return days_from_civil(int(year), int(month), int(day))


def _place_in_text(event: Event, first: Claim | None, document: Document | None) -> str:
    if first is None or document is None:
        return _NOWHERE
    published = document.published
    reported = "f" * 16 if published is None else f"{instant_of(published.earliest) + _ZERO_SECOND:016x}"
    sentence = sentence_start(document.text, first.trigger.start)
    says = int(event.kind == "statement")
    return f"{reported}{document.id:0<16}{sentence:08x}{says}{first.start:08x}{first.trigger.start:08x}"
