"""The dateline of a report ("LIMA, Jan. 3 (Agency) — A mine ..."): the day on which it was written, from which its
"today" and its weekdays are counted, where the publication came later.

Comes in: the tokens, the expressions, the day of publication. Goes out: the day of the dateline, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from strandline.records import days_from_civil
from strandline.timing.cascade import Node
from strandline.timing.cells import Cell, civil_from_days, days_in_month, weekday_of
from strandline.timing.meanings import Fields
from strandline.timing.scanning import Tokens

_HEAD: Final = 400
"""Characters at the head of a text in which a dateline may stand."""
_LONGEST_PLACE: Final = 60
_OLDEST: Final = 60
"""Days that a report may be older than its publication."""
_PLACE: Final = re.compile(r"[ \t]*[A-Z][^\n\d:;!?]*[,(][ \t]*")
_BEHIND: Final = re.compile(r"\)?,?[ \t]*(?:\([^()\n]{2,30}\)[ \t]*)?(?:--|[-—–_])[ \t\n]")
_LABEL: Final = re.compile(
    r"\b(?:posted|published|updated|last updated|written|filed|date|dated|released)(?: on| at)?[ \t]*:?[ \t]*\Z",
    re.IGNORECASE,
)
_LINE_END: Final = re.compile(r"[.]?[ \t]*\n")
_SMALL_WORDS: Final = frozenset(
    ("de", "del", "da", "al", "el", "la", "and", "of", "the", "on", "sur", "am", "upon", "our", "from")
)


def find_dateline(tokens: Tokens, nodes: Sequence[Node], published: Cell | None) -> Cell | None:
    """The day of the dateline, None where there is none; it may not lie after the publication, nor long before."""
    for node, follower in zip_longest(nodes, nodes[1:]):
        if tokens.starts[node.first] > _HEAD:
            return None
        if not isinstance(node.meaning, Fields):
            continue
        if published is not None and node.meaning.weekday is not None and node.meaning.month is None:
            if _is_line_of_place(tokens, node):
                return Cell("day", published.index - (weekday_of(published.index) - node.meaning.weekday) % 7)
            continue
        if node.meaning.day is None:
            continue
        labelled = published is None and node.meaning.year is not None and _is_labelled(tokens, node)
        lifetime = follower is not None and follower.first - node.last <= 1
        if labelled or (_stands_alone(tokens, node) and not lifetime):
            day = _day_of(node.meaning, published)
            fits = day is not None and (published is None or 0 <= published.index - day <= _OLDEST)
            return Cell("day", day) if day is not None and fits else None
    return None


def _stands_alone(tokens: Tokens, node: Node) -> bool:
    """Whether a place stands in front of a date on its line, and a dash behind it."""
    text, start = tokens.text, tokens.starts[node.first]
    line = text.rfind("\n", max(0, start - _LONGEST_PLACE), start) + 1
    if start - line > _LONGEST_PLACE or _PLACE.fullmatch(text, line, start) is None:
        return False
    words = re.findall(r"[^\W\d_]+", text[line:start])
    named = all(word[0].isupper() or word in _SMALL_WORDS for word in words)
    return named and _BEHIND.match(text, tokens.ends[node.last - 1]) is not None


def _is_line_of_place(tokens: Tokens, node: Node) -> bool:
    """Whether a place and a weekday are a line by themselves, or stand in front of a dash: "GENEVA, Thursday night"."""
    text, start, end = tokens.text, tokens.starts[node.first], tokens.ends[node.last - 1]
    if _stands_alone(tokens, node):
        return True
    line = text.rfind("\n", 0, start) + 1
    if start - line > _LONGEST_PLACE or _PLACE.fullmatch(text, line, start) is None:
        return False
    named = all(word[0].isupper() or word in _SMALL_WORDS for word in re.findall(r"[^\W\d_]+", text[line:start]))
    return named and _LINE_END.match(text, end) is not None


def _is_labelled(tokens: Tokens, node: Node) -> bool:
    """Whether a date with its year is marked as the one of writing ("Posted: May 3, 2013"), or is a line by itself."""
    text, start, end = tokens.text, tokens.starts[node.first], tokens.ends[node.last - 1]
    if _LABEL.search(text, max(0, start - _LONGEST_PLACE), start) is not None:
        return True
    alone = start == 0 or text[start - 1] == "\n"
    return alone and end < len(text) and text[end] == "\n"


def _day_of(date: Fields, published: Cell | None) -> int | None:
    """The day of a pattern with month and day; without a year the last one up to the publication."""
    if date.month is None or date.day is None:
        return None
    if date.year is not None:
        return days_from_civil(date.year, date.month, date.day)
    if published is None:
        return None
    year = civil_from_days(published.index)[0]
    for candidate in (year, year - 1):
        if date.day <= days_in_month(candidate, date.month):
            day = days_from_civil(candidate, date.month, date.day)
            if day <= published.index:
                return day
    return None
