"""The dates of a story as the stops of its line (``storyline.py``): is there a story, what are its dates, which are
background.

News is read from its day of publication. A document that names years and says next to nothing from the day of writing
(a history, a report, a page without a date) tells of its own time: there the years of "in April" come from the story.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from strandline.timing.anchors import Anchors
from strandline.timing.cascade import Node
from strandline.timing.cells import Cell, civil_from_days, year_of
from strandline.timing.completing import cell_in_year
from strandline.timing.layout import Layout
from strandline.timing.meanings import Deictic, Directed, Fields, Joined, Meaning, Shifted
from strandline.timing.pointing import is_past_form
from strandline.timing.sharing import (
    is_range,
    is_vague,
    leans_on_reference,
    lent_fields,
    looks_back,
    unwrapped,
    with_year_before,
)
from strandline.timing.shifting import moved
from strandline.timing.storyline import Placed, Stop, place

_STORY_DATES: Final = 8
_FEWEST_DATES: Final = 6
_FEWEST_MONTHS: Final = 3
_MONTHS_NEAR: Final = 2
_FEWEST_LONG_PAST: Final = 3
_LONG_PAST: Final = 10
_SENTENCE_HEAD: Final = 2
_PLUPERFECT_REACH: Final = 10
_LOOK_AHEAD: Final = 8
_CLAUSES_UP: Final = 6
_IN_NAMES: Final = frozenset(("the", "a", "of", "as", "until", "till", "from"))
_DASHES: Final = frozenset(("-", "–", "—"))
_IN_PASSING: Final = frozenset(("until", "till", "from", "as"))


def is_story(nodes: Sequence[Node], published: Cell | None) -> bool:
    """Whether a document tells of its own time: it gives years, and hardly says anything from the day of writing."""
    if published is None:
        return True
    dated = deictic = long_past = old = months = 0
    opens = True
    for node in nodes:
        meaning = unwrapped(node)
        if isinstance(meaning, Fields) and meaning.year is None and not dated and meaning.has_date:
            opens = False
        months += isinstance(meaning, Fields) and meaning.month is not None
        if isinstance(meaning, Fields) and meaning.year is not None:
            dated += 1
            old += meaning.year < year_of(published) - _LONG_PAST
            long_past += meaning.month is not None and meaning.year < year_of(published) - _LONG_PAST
        elif isinstance(meaning, Fields):
            deictic += meaning.weekday is not None and meaning.month is None
        elif isinstance(meaning, (Deictic, Shifted)):
            deictic += meaning.to == "published"
        else:
            deictic += isinstance(meaning, Joined) and not leans_on_reference(meaning.date)
    if not deictic and (dated >= _FEWEST_DATES or (opens and long_past == dated >= 2)):
        return True
    if not deictic and opens and old == dated >= 1 and months >= _FEWEST_MONTHS:
        return True
    return dated >= _STORY_DATES and dated >= 10 * deictic


def is_of_no_day(nodes: Sequence[Node], published: Cell | None) -> bool:
    """Whether a document tells of years long past, and nothing from a day near that of its publication: a guide, an
    essay, a lexicon's entry.

    Its "today" is then the times that its writer lives in, unless something happened "today".
    """
    if published is None:
        return False
    long_past = 0
    for node in nodes:
        meaning = unwrapped(node)
        date = meaning.date if isinstance(meaning, Joined) else meaning
        date = date.fields if isinstance(date, Directed) else date
        if _is_of_these_days(date, published, joined=date is not meaning):
            return False
        if isinstance(date, Fields):
            coarse = date.century is not None or date.decade is not None
            long_past += coarse or (date.year is not None and date.year < year_of(published) - _LONG_PAST)
    return long_past >= _FEWEST_LONG_PAST


def _is_of_these_days(date: Meaning, published: Cell, *, joined: bool) -> bool:
    """Whether a meaning is counted from the day of writing, or lies near it; "today" by itself may not be."""
    if isinstance(date, Fields):
        if date.weekday is not None or date.weekend or (date.year is None and date.day is not None):
            return True
        if date.year is None or date.month is None:
            return False
        return abs(date.year * 12 + date.month - 1 - _month_of(published)) <= _MONTHS_NEAR
    if not isinstance(date, (Deictic, Shifted)) or date.to != "published":
        return False
    unit = date.unit if isinstance(date, Deictic) else date.amount.unit
    today = isinstance(date, Deictic) and not date.offset and not joined
    return unit in ("minute", "hour", "week", "weekend") or (unit == "day" and not today)


def _month_of(day: Cell) -> int:
    year, month, _ = civil_from_days(day.index)
    return year * 12 + month - 1


def plot(nodes: Sequence[Node], layout: Layout, anchors: Anchors) -> dict[int, Placed]:
    """Cells and standing of the dates of a story, by the index of the expression."""
    indexes: list[int] = []
    stops: list[Stop] = []
    paragraph = -1
    for index, node in enumerate(nodes):
        opens = layout.paragraph_of(node.first) != paragraph
        stop = _stop(nodes, index, layout, anchors, opens=opens)
        paragraph = layout.paragraph_of(node.first)
        if stop is not None:
            indexes.append(index)
            stops.append(stop)
    return dict(zip(indexes, place(stops), strict=True))


def _stop(nodes: Sequence[Node], index: int, layout: Layout, anchors: Anchors, *, opens: bool) -> Stop | None:
    node = nodes[index]
    meaning = unwrapped(node)
    aside = is_background(node, layout, story=True)
    if isinstance(meaning, Fields):
        return _stop_of_date(meaning, nodes, index, layout, anchors, aside=aside, opens=opens)
    if isinstance(meaning, (Deictic, Shifted)) and leans_on_reference(meaning):
        if is_vague(meaning) or looks_back(meaning):
            return None
        return Stop(lambda reached: moved(meaning, reached), False, aside, opens)
    return None


def _stop_of_date(
    pattern: Fields, nodes: Sequence[Node], index: int, layout: Layout, anchors: Anchors, *, aside: bool, opens: bool
) -> Stop | None:
    follower = nodes[index + 1] if index + 1 < len(nodes) else None
    if pattern.year is None and follower is not None:
        lent = lent_fields(layout, nodes[index], follower)
        if lent is not None and lent.year is not None:
            pattern = with_year_before(pattern, lent, lent.year)
        elif pattern.month is not None and is_range(layout, nodes[index], follower):
            return None
    if pattern.year is not None:
        cell = cell_in_year(pattern, pattern.year, anchors)
        return None if cell is None else Stop(lambda _: (cell,), True, aside, opens)
    if not (pattern.month or pattern.season or pattern.quarter or pattern.half or pattern.holiday):
        return None
    ahead, looked_back_to = _next_year(nodes, index, layout)
    return Stop(
        lambda reached: _instances(pattern, reached, None if looked_back_to and reached is None else ahead, anchors),
        False,
        aside,
        opens,
        _looks_back(nodes[index], layout),
    )


def _instances(pattern: Fields, reached: Cell | None, ahead: int | None, anchors: Anchors) -> list[Cell]:
    years = set[int]() if ahead is None else {ahead - 1, ahead, ahead + 1}
    if reached is not None:
        years |= {year_of(reached) + step for step in (-1, 0, 1)}
    found = (cell_in_year(pattern, year, anchors) for year in sorted(years))
    return [cell for cell in found if cell is not None]


def _next_year(nodes: Sequence[Node], index: int, layout: Layout) -> tuple[int | None, bool]:
    """The next year that is named, where it is near, and whether the text only looks back to it ("since 2003")."""
    for place_ in range(index + 1, min(index + 1 + _LOOK_AHEAD, len(nodes))):
        meaning = unwrapped(nodes[place_])
        if isinstance(meaning, Fields) and meaning.year is not None:
            since = layout.tokens.word(nodes[place_].first - 1) == "since"
            return meaning.year, since and meaning.month is None
    return None, False


def is_background(node: Node, layout: Layout, *, story: bool) -> bool:
    """Whether the words around an expression mark it as said in passing: it does not move the story on."""
    tokens = layout.tokens
    begin, end = layout.around(node)
    before = tokens.word(node.first - 1) if node.first > begin else ""
    after = tokens.word(node.last) if node.last < end else ""
    meaning = node.meaning
    if before == "since" or looks_back(meaning) or _is_note(node, layout):
        return True
    if story and isinstance(meaning, Fields):
        bare = meaning.year is not None and meaning.month is None and meaning.season is None
        if bare and ((before == "(" and after == ")") or before in _IN_NAMES):
            return True
        if (before == "(" and after in _DASHES) or (after == ")" and before in _DASHES):
            return True
        if before in _IN_PASSING or (meaning.season is not None and meaning.year is None):
            return True
    return _is_pluperfect(node, layout, begin) or (after in (",", ")") and _is_inserted(node, layout, begin))


def _is_note(node: Node, layout: Layout) -> bool:
    """ "She denies it; she was dismissed on Friday": what is added to something that holds as the text is written."""
    tags = layout.tags
    index = None if tags is None else tags.index_at(layout.tokens.starts[node.first])
    if tags is None or index is None:
        return False
    top = index
    for _ in range(_CLAUSES_UP):
        token = tags.token(top)
        if token is None or token.head < 0:
            break
        top = token.head
    verb = tags.token(top)
    if verb is None or verb.upos != "VERB" or not (verb.xpos == "VBZ" or verb.text.endswith("s")):
        return False
    return any(item is not None and item.text == ";" for item in map(tags.token, range(top, index)))


def _is_inserted(node: Node, layout: Layout, begin: int) -> bool:
    """ "the bridge, built in 1901, fell": a date in a participle between commas."""
    for index in range(node.first - 1, max(begin, node.first - 8) - 1, -1):
        word = layout.tokens.word(index)
        if word in (",", "("):
            opener = layout.tokens.word(index + 1)
            return is_past_form(opener) or opener in ("which", "who", "whose", "where")
    return False


def _looks_back(node: Node, layout: Layout) -> bool:
    """Whether a clause tells what had happened before; "by June they had taken it" goes on to June."""
    if layout.tokens.word(node.first - 1) in ("by", "until", "till"):
        return False
    return _is_pluperfect(node, layout, layout.around(node)[0]) or _is_pluperfect_behind(node, layout)


def _is_pluperfect_behind(node: Node, layout: Layout) -> bool:
    """ "In March, the army had moved": a date at the head of a sentence, and the clause behind it is pluperfect."""
    begin, end = layout.around(node)
    if node.first - begin > _SENTENCE_HEAD:
        return False
    for index in range(node.last, min(end, node.last + _PLUPERFECT_REACH)):
        word = layout.tokens.word(index)
        if word == "had":
            return is_past_form(layout.tokens.word(index + 1)) or layout.tokens.word(index + 1) in ("been", "already")
        if is_past_form(word) or word in (";", "when", "that", "which", "who"):
            return False
    return False


def _is_pluperfect(node: Node, layout: Layout, begin: int) -> bool:
    """ "had called off a strike in June": told as background."""
    for index in range(node.first - 1, max(begin, node.first - 12) - 1, -1):
        word = layout.tokens.word(index)
        if word in (",", ";", "and", "but", "that", "when"):
            return False
        if word == "had":
            return True
    return False
