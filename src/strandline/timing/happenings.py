"""The day of a happening that an expression is counted from: "the day after the vote", where the text has told when
the vote is.

Comes in: the layout, the token behind "after" or "before", what has been found so far. Goes out: the noun of the
happening, and its day: that of the last date that stands in one sentence with the same noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from strandline.timing.cascade import Node
from strandline.timing.cells import Cell
from strandline.timing.layout import Layout
from strandline.timing.meanings import Directed, Fields
from strandline.timing.pointing import is_past_form
from strandline.timing.resolution import Resolution
from strandline.timing.surroundings import function_words

_DETERMINERS: Final = frozenset(("the", "a", "an", "his", "her", "its", "their", "this", "that", "our", "my", "your"))
_LONGEST_PHRASE: Final = 4
_SHORTEST_NOUN: Final = 3
_NEIGHBOURS: Final = 24
_REACH: Final = 8


@dataclass(frozen=True, slots=True)
class Found:
    """An expression and where it lies."""

    node: Node
    resolution: Resolution


def happening_behind(layout: Layout, token: int) -> str:
    """The noun of the phrase that begins at a token ("vote" of "the second vote in parliament"); empty where there is
    none, or where a clause follows."""
    tokens = layout.tokens
    if tokens.word(token) not in _DETERMINERS:
        return ""
    noun = ""
    for index in range(token + 1, token + 1 + _LONGEST_PHRASE):
        surface = tokens.surface(index)
        if surface == "-" or surface.isdigit():
            continue
        if is_past_form(surface):
            return ""
        if not surface.isalpha() or surface in function_words() or surface.endswith("ly"):
            break
        if {"Unit", "Units", "Month", "Weekday"} & tokens.entries[index].values.keys():
            return ""
        noun = surface.lower()
    return noun if len(noun) >= _SHORTEST_NOUN else ""


def clause_behind(layout: Layout, token: int) -> bool:
    """Whether a short subject and a verb in the past begin at a token: "a man fled", "the two boats sank"."""
    tokens = layout.tokens
    subject = tokens.surface(token)
    named = subject[:1].isupper() and subject.isalpha()
    if not subject:
        return False
    if tokens.word(token) not in _DETERMINERS and not named and "Num" not in tokens.entries[token].values:
        return False
    if {"Month", "Weekday"} & tokens.entries[token].values.keys():
        return False
    begin = token + 1 if named else token + 2
    for index in range(begin, begin + _LONGEST_PHRASE):
        surface = tokens.surface(index)
        if is_past_form(surface):
            following = tokens.surface(index + 1)
            ends = not following.islower() or following in function_words()
            return ends or "Num" in tokens.entries[index + 1].values
        if not surface.isalpha() or surface in function_words():
            return False
    return False


def day_of_happening(layout: Layout, found: Sequence[Found], noun: str) -> tuple[Cell, str] | None:
    """The day that the text has given to a happening, with its words; None where it has given none."""
    for one in reversed(found[-_NEIGHBOURS:]):
        cell, node = one.resolution.cell, one.node
        if cell is None or cell.unit != "day" or not isinstance(node.meaning, (Fields, Directed)):
            continue
        begin, end = layout.sentence(layout.sentence_of(node.first))
        span = range(max(begin, node.first - _REACH), min(end, node.last + _REACH))
        if any(layout.tokens.word(index).removesuffix("s") == noun.removesuffix("s") for index in span):
            return cell, f"the {noun} of “{' '.join(layout.text_of(node).split())}”"
    return None
