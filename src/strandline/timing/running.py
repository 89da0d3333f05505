"""One pass over the expressions of a document, in the order of the text: each is resolved by what stands before it.

Comes in: the expressions that the grammar found, the layout, the settings. Goes out: those that are times, each with
its ``Resolution``. Every look at a neighbour is bounded, so that the pass stays linear in the number of expressions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from strandline.timing.anchors import Anchors, Mention, written
from strandline.timing.cascade import Node
from strandline.timing.cells import DAY_S, PARTS, RANK, Cell, bounds_of_cell, civil_from_days, convert, year_of
from strandline.timing.direction import direction_of
from strandline.timing.layout import Layout
from strandline.timing.lexicon import word_list
from strandline.timing.line_numbers import settle_line_numbers
from strandline.timing.meanings import Amount, Deictic, Delay, Directed, Every, Fields, Joined, Meaning
from strandline.timing.plotting import is_background, is_story, plot
from strandline.timing.pointing import MODIFIER, Direction
from strandline.timing.resolving import (
    Resolution,
    Scene,
    after_start,
    counted_from,
    delayed_clock,
    ended_with,
    quarter_of_day,
    resolve,
    unknown,
)
from strandline.timing.senses import Surroundings, accept, is_modifier
from strandline.timing.sharing import (
    LINKS,
    is_as_fine,
    is_range,
    is_weekday_range,
    leans_on_reference,
    lent_fields,
    link_between,
    names_day,
    stands_before_its_date,
    stands_behind_its_date,
    unwrapped,
)
from strandline.timing.storyline import Placed
from strandline.timing.timex import value_of, weekday_name

_HEAD: Final = 250
_NEAR_SENTENCES: Final = 4
_NOON_WORDS: Final = frozenset({"noon", "midnight", "midday", "high", "twelve", "noontime"})
_NEIGHBOURS: Final = 24
_EVENING_S: Final = 18 * 3600
_SMALL_HOURS: Final = 6
_SHORTEST_PARTICIPLE: Final = 5
_SUBJECTS: Final = frozenset(("i", "we", "he", "she", "they", "you", "it"))
_DETERMINERS: Final = frozenset(("the", "a", "an", "its", "their", "his", "her", "'s", "’s", "this", "that", "for"))
_MONTH_FIRST: Final = frozenset(("US", "PH", "PW", "FM"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingSettings:
    """What is known of a document besides its date.

    Attributes:
        country: ISO 3166 alpha-2 code, for holidays, for the order of numeric dates and for the seasons.
        day_first: numeric dates are day/month (True) or month/day (False); None: by the text's own evidence.
        southern: seasons are those of the southern hemisphere.
    """

    country: str | None = None
    day_first: bool | None = None
    southern: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An expression and where it lies."""

    node: Node
    resolution: Resolution


@dataclass(slots=True)
class Run:
    """The state of the pass: the expressions that are times, the anchors, the line of the story."""

    layout: Layout
    settings: TimingSettings
    kept: list[Node]
    anchors: Anchors
    plan: dict[int, Placed] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)

    def all(self) -> list[Found]:
        """Resolve every expression."""
        for index, node in enumerate(self.kept):
            self.anchors.planned = self.plan[index].cell if index in self.plan else None
            self.anchors.beside = self._dated_beside(node)
            resolution = self._resolve(index, node)
            self._note(index, node, resolution)
            self.found.append(Found(node, self._widened(resolution)))
        return self.found

    # ------------------------------------------------------------------------------------------- one node

    def _scene(self, index: int, *, alone: bool = False) -> Scene:
        """What resolving an expression may look at; ``alone`` leaves its right neighbour out."""
        return Scene(
            anchors=self.anchors,
            direction=lambda: self._direction(self.kept[index]),
            day_of_sentence=lambda: self._day_for_clock(index),
            shared=None if alone else self._shared_fields(index),
        )

    def _resolve(self, index: int, node: Node) -> Resolution:
        meaning = node.meaning
        if isinstance(meaning, Delay):
            return self._delayed(index, meaning)
        if isinstance(meaning, Amount) and (counted := self._counted_from(index, meaning)) is not None:
            return counted
        if isinstance(meaning, Fields) and meaning.has_clock:
            meaning = self._with_meridiem(index, meaning)
            self.kept[index] = replace(node, meaning=meaning)
            if meaning.hour == 24 and self.layout.tokens.word(node.first - 1) in ("after", "past"):
                meaning = replace(meaning, hour=0)
            if self._is_either_half(node, meaning):
                return replace(resolve(meaning, self._scene(index)), uncertain=True)
        elif isinstance(meaning, Fields) and self.found and is_weekday_range(self.layout, self.kept[index - 1], node):
            return after_start(self.found[-1].resolution, resolve(meaning, self._scene(index)))
        elif leans_on_reference(meaning) and self._leans_on_clause(node):
            side = self.layout.tokens.word(node.last - 1)
            return unknown(UNIT_PATTERN.get(meaning.unit, "XXXX-XX-XX"), offset=f"{side} what the words behind it tell")
        elif leans_on_reference(meaning):
            twin = self._quarter_ended(index, node) or self._apposed(index, node)
            if twin is not None:
                return twin
        return resolve(meaning, self._scene(index))

    def _leans_on_clause(self, node: Node) -> bool:
        """ "the day after we return", "the day before leaving": counted from a clause, not from a time."""
        tokens = self.layout.tokens
        following = tokens.word(node.last)
        told = following in _SUBJECTS or (following.endswith("ing") and len(following) > _SHORTEST_PARTICIPLE)
        return told and tokens.word(node.last - 1) in ("after", "before")

    def _alone(self, index: int) -> Resolution:
        """A later expression, resolved ahead of its turn and without its right neighbour."""
        here = self.anchors.planned
        self.anchors.planned = self.plan[index].cell if index in self.plan else None
        found = resolve(self.kept[index].meaning, self._scene(index, alone=True))
        self.anchors.planned = here
        return found

    def _counted_from(self, index: int, amount: Amount) -> Resolution | None:
        """ "two days before Christmas": the length of time that it is, and the day that it comes to."""
        if index + 1 >= len(self.kept):
            return None
        words = self.layout.words_between(self.kept[index], self.kept[index + 1])
        sign = 1 if words in (["after"], ["following"]) else -1 if words in (["before"], ["prior", "to"]) else 0
        follower = self.kept[index + 1]
        if words in (["ended"], ["ending"], ["to"], ["through"]):
            return ended_with(amount, self._alone(index + 1), self.layout.text_of(follower))
        if not sign or is_modifier(follower, surroundings(follower, self.layout, story=self.anchors.narrative)):
            return None
        base = self._alone(index + 1)
        return counted_from(amount, sign, base, self.layout.text_of(follower))

    def _quarter_ended(self, index: int, node: Node) -> Resolution | None:
        """ "the quarter ended Sept. 30": the quarter of that day."""
        quarterly = isinstance(node.meaning, Deictic) and node.meaning.unit == "quarter"
        if not quarterly or self.layout.tokens.word(node.last) != "ended" or index + 1 >= len(self.kept):
            return None
        if self.kept[index + 1].first > node.last + 2:
            return None
        end = self._alone(index + 1).cell
        return None if end is None or end.unit != "day" else quarter_of_day(end)

    def _apposed(self, index: int, node: Node) -> Resolution | None:
        """ "Two days later, on Dec. 31": the date that stands beside it says which day it is."""
        if index + 1 < len(self.kept) and stands_before_its_date(self.layout, node, self.kept[index + 1]):
            twin = self._alone(index + 1)
            if twin.cell is not None and is_as_fine(twin.cell, node.meaning):
                return replace(twin, anchor=self._beside(self.kept[index + 1]))
        if index and stands_behind_its_date(self.layout, self.kept[index - 1], node):
            twin = self.found[-1].resolution
            if twin.cell is not None and is_as_fine(twin.cell, node.meaning):
                return replace(twin, anchor=self._beside(self.kept[index - 1]))
        return None

    def _beside(self, date: Node) -> str:
        return f"“{' '.join(self.layout.text_of(date).split())}”, the date beside it"

    def _shared_fields(self, index: int) -> Fields | None:
        """The pattern of the second date of a range, with the year that it lends to the first."""
        if index + 1 >= len(self.kept):
            return None
        node, follower = self.kept[index], self.kept[index + 1]
        lent = lent_fields(self.layout, node, follower)
        if lent is not None or not is_range(self.layout, node, follower):
            return lent
        if self.anchors.narrative:
            cell = self.plan[index + 1].cell if index + 1 in self.plan else None
        else:
            cell = self._alone(index + 1).cell
        return None if cell is None else replace(follower.meaning, year=year_of(cell))

    def _direction(self, node: Node) -> Direction:
        around = self.layout.around(node)
        found = direction_of(self.layout.tokens, node.first, node.last, around, self.layout.tags)
        dated = isinstance(node.meaning, Fields) and node.meaning.month is not None
        return MODIFIER if found.sign < 0 and dated and self._modifies(node) else found

    def _modifies(self, node: Node) -> bool:
        """ "the November election": the noun's own time, which the verb says nothing of."""
        if self.layout.tokens.word(node.first - 1) not in _DETERMINERS:
            return False
        return is_modifier(node, surroundings(node, self.layout, story=self.anchors.narrative))

    # ---------------------------------------------------------------------------------------- clock times

    def _with_meridiem(self, index: int, meaning: Fields) -> Fields:
        """ "at 12:47" after "at 12:36 a.m.": the half of the day that is nearer to the last clock time."""
        tokens, node = self.layout.tokens, self.kept[index]
        written = tokens.surface(node.first)
        if meaning.meridiem or meaning.hour is None or not 1 <= meaning.hour <= 12:
            return meaning
        if written.lower() in _NOON_WORDS:
            return meaning
        behind = self._part_behind(index)
        if behind is not None:
            return _in_part(meaning, behind)
        end = self._end_of_range(index)
        if end is not None:
            return _before_end(meaning, end)
        part = self._part_in_front(index)
        if part is not None and not written.startswith("0"):
            return _in_part(meaning, part)
        paragraph = self.layout.paragraph_of(node.first)
        for earlier in range(index - 1, max(-1, index - 1 - _NEIGHBOURS), -1):
            before = self.kept[earlier].meaning
            if written.startswith("0") or self.layout.paragraph_of(self.kept[earlier].first) < paragraph:
                return meaning
            if isinstance(before, Fields) and before.hour is not None and before.meridiem:
                now = before.hour * 60 + (before.minute or 0)
                half = meaning.hour % 12 * 60 + (meaning.minute or 0)
                later = min((half, half + 720), key=lambda time: min(abs(time - now), 1440 - abs(time - now)))
                return replace(meaning, hour=later // 60, meridiem="am" if later < 720 else "pm")
        return meaning

    def _end_of_range(self, index: int) -> Fields | None:
        """The clock time behind, with a.m. or p.m., of "5:00-6:30 p.m."."""
        if index + 1 >= len(self.kept):
            return None
        end = self.kept[index + 1].meaning
        end = end.clock if isinstance(end, Joined) else end
        linked = link_between(self.layout, self.kept[index], self.kept[index + 1]) in LINKS
        return end if linked and isinstance(end, Fields) and end.hour is not None and end.meridiem else None

    def _part_in_front(self, index: int) -> str | None:
        """The part of the day that the expression just in front names, in the same sentence."""
        if not index:
            return None
        front, node = self.kept[index - 1], self.kept[index]
        meaning = front.meaning.clock if isinstance(front.meaning, Joined) else unwrapped(front)
        named = isinstance(meaning, Fields) and meaning.hour is None and not meaning.small_hours
        near = self.layout.sentence_of(front.first) == self.layout.sentence_of(node.first)
        return meaning.part if isinstance(meaning, Fields) and named and near else None

    def _is_either_half(self, node: Node, clock: Fields) -> bool:
        """Whether a clock time in words may as well mean the other half of the day: "at half past nine"."""
        first = self.layout.tokens.word(node.first)
        spoken = not first[:1].isdigit() or self.layout.tokens.word(node.last - 1) == "o'clock"
        return spoken and first not in _NOON_WORDS and not clock.meridiem and 1 <= (clock.hour or 0) <= 12

    def _part_behind(self, index: int) -> str | None:
        """The part of the day that the expression right behind names: "at ten past two on Tuesday afternoon"."""
        if index + 1 >= len(self.kept):
            return None
        node, after = self.kept[index], self.kept[index + 1]
        between = [self.layout.tokens.word(token) for token in range(node.last, after.first)]
        meaning = after.meaning.clock if isinstance(after.meaning, Joined) else unwrapped(after)
        named = isinstance(meaning, Fields) and meaning.hour is None and not meaning.small_hours
        if (
            not isinstance(meaning, Fields)
            or not named
            or len(between) > 2
            or not set(between) <= {"on", "in", "the", "at"}
        ):
            return None
        return meaning.part if meaning.part in ("MO", "AF", "EV", "NI") else None

    def _delayed(self, index: int, meaning: Delay) -> Resolution:
        """ "three hours late", where a planned clock time stands near: the time that it came to."""
        plain = resolve(meaning, self._scene(index))
        here = self.kept[index]
        number = self.layout.sentence_of(here.first)
        near = self.kept[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS]
        for other in sorted(near, key=lambda node: abs(node.first - here.first)):
            clock = other.meaning
            close = abs(self.layout.sentence_of(other.first) - number) <= _NEAR_SENTENCES
            if close and isinstance(clock, Fields) and clock.has_clock and self._is_planned(other):
                return delayed_clock(plain, meaning, clock)
        return plain

    def _is_planned(self, node: Node) -> bool:
        planned = word_list("cues.toml", "schedule")
        return any(self.layout.tokens.word(token) in planned for token in range(*self.layout.around(node)))

    def _day_for_clock(self, index: int) -> tuple[Cell, str] | None:
        """The day that a clock time belongs to: named in the sentence, else the last day of the story."""
        layout, node = self.layout, self.kept[index]
        if self._is_repeated(index):
            return None
        if self._is_time_stamp(node) and layout.published is not None:
            return self._day_of_publication(layout.published)
        number = layout.sentence_of(node.first)
        last = layout.sentence(number)[1]
        for place in range(index + 1, min(index + _NEIGHBOURS, len(self.kept))):
            if self.kept[place].first >= last:
                break
            if names_day(self.kept[place].meaning):
                day = self._alone(place).cell
                if day is not None and RANK[day.unit] <= RANK["day"]:
                    return convert(day, "day"), f"{value_of(convert(day, 'day'))}, named in the sentence"
        meaning = self._with_meridiem(index, node.meaning) if isinstance(node.meaning, Fields) else node.meaning
        day_above = self._last_day(number, layout.paragraph_of(node.first), meaning)
        if day_above is None and self._heads_line(node) and layout.published is not None:
            return self._day_of_publication(layout.published)
        return day_above

    def _day_of_publication(self, published: Cell) -> tuple[Cell, str]:
        return published, written(self.anchors)

    def _last_day(self, sentence: int, paragraph: int, clock: Meaning) -> tuple[Cell, str] | None:
        for mention in reversed(self.anchors.mentions[-_NEIGHBOURS:]):
            if RANK[mention.cell.unit] > RANK["day"] or mention.heading:
                continue
            if mention.sentence == sentence or (mention.foreground and mention.paragraph >= paragraph - 2):
                day = convert(mention.cell, "day")
                words = f"“{mention.text}” ({weekday_name(day.index)} {value_of(day)})"
                if _is_small_hour(clock) and self._reached_evening(day):
                    return Cell("day", day.index + 1), f"{words}, past midnight"
                return day, words
        return None

    def _reached_evening(self, day: Cell) -> bool:
        """Whether the last clock time of a day that the text has named lies in its evening."""
        for mention in reversed(self.anchors.mentions[-_NEIGHBOURS:]):
            if RANK[mention.cell.unit] < RANK["day"]:
                return convert(mention.cell, "day") == day and _is_evening(mention.cell)
        return False

    def _is_repeated(self, index: int) -> bool:
        """ "at 5 p.m. on Mondays", "every day at noon"."""
        node = self.kept[index]
        for other in self.kept[max(0, index - 1) : index + 2]:
            near = 0 <= other.first - node.last <= 2 or 0 <= node.first - other.last <= 2
            if isinstance(other.meaning, Every) and near:
                return True
        return False

    def _heads_line(self, node: Node) -> bool:
        """A clock time at the head of a line, as in a log, of a text of several lines."""
        start, text = self.layout.tokens.starts[node.first], self.layout.tokens.text
        return (start == 0 or text[start - 1] == "\n") and "\n" in text

    def _is_time_stamp(self, node: Node) -> bool:
        """A clock time that is a line by itself, as in running coverage of a day."""
        tokens = self.layout.tokens
        start, end, text = tokens.starts[node.first], tokens.ends[node.last - 1], tokens.text
        if start == 0 and end == len(text):
            return False
        return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")

    # --------------------------------------------------------------------------------------------- anchors

    def _note(self, index: int, node: Node, resolution: Resolution) -> None:
        if resolution.cell is None or resolution.type in ("SET", "DURATION"):
            return
        heading = self._is_heading(node, resolution)
        if index in self.plan:
            foreground = self.plan[index].on_line
        else:
            foreground = not is_background(node, self.layout, story=self.anchors.narrative)
        self.anchors.note(
            Mention(
                cell=resolution.cell,
                paragraph=self.layout.paragraph_of(node.first),
                sentence=self.layout.sentence_of(node.first),
                foreground=foreground and not heading,
                topical=isinstance(node.meaning, (Fields, Directed)),
                heading=heading,
                text=" ".join(self.layout.text_of(node).split()),
                dated=resolution.explicit or (self.anchors.beside is not None and isinstance(node.meaning, Fields)),
            )
        )

    def _dated_beside(self, node: Node) -> Mention | None:
        """The last date in front, in the same sentence, if its year is far from that of the publication."""
        if not self.anchors.mentions or self.anchors.published is None:
            return None
        last = self.anchors.mentions[-1]
        far = abs(year_of(last.cell) - year_of(self.anchors.published)) > 1 and RANK[last.cell.unit] <= RANK["year"]
        apart = self.layout.sentence_of(node.first) - last.sentence
        if isinstance(node.meaning, Fields) and _is_day_only(node.meaning):
            front = self.found[-1].node.meaning
            named = last.dated or (isinstance(front, Fields) and front.month is not None)
            return last if named and apart <= 1 and RANK[last.cell.unit] <= RANK["month"] else None
        return last if last.dated and far and not apart and not last.heading else None

    def _is_heading(self, node: Node, resolution: Resolution) -> bool:
        """The document's own date at its head, which says when it was written, not when its story plays."""
        published = self.layout.published
        if published is None or resolution.cell != published or not resolution.explicit:
            return False
        tokens = self.layout.tokens
        before = tokens.word(node.first - 1)
        return tokens.starts[node.first] < _HEAD and before not in ("on", "of", "since", "until", "by")

    def _widened(self, resolution: Resolution) -> Resolution:
        """Bounds that leave room where the publication date itself is a stretch of days."""
        spread, published = self.layout.spread, self.layout.published
        if not spread or published is None or resolution.bounds is None or "published" not in resolution.anchor:
            return resolution
        cell = resolution.cell
        if cell is not None and RANK[cell.unit] >= RANK["month"]:
            earlier = Cell("day", published.index - spread)
            if convert(earlier, cell.unit) == convert(published, cell.unit):
                return resolution
        low, high = resolution.bounds
        return replace(resolution, bounds=(None if low is None else low - spread * DAY_S, high), uncertain=True)


def _before_end(clock: Fields, end: Fields) -> Fields:
    """The start of a range of clock times: in the same half of the day as its end, if that is not past it."""
    hour = (clock.hour or 0) % 12 + (12 if end.meridiem == "pm" else 0)
    late = (hour, clock.minute or 0) > (end.hour or 0, end.minute or 0)
    hour = (hour + 12) % 24 if late else hour
    return replace(clock, hour=hour, meridiem="pm" if hour >= 12 else "am")


def _in_part(clock: Fields, part: str) -> Fields:
    """ "on Saturday night, at 11:45": the half of the day that the part of the day says."""
    hour = (clock.hour or 0) % 12
    early = part == "MO" or (part == "NI" and hour < _SMALL_HOURS) or (part in ("MI", "DT") and hour > _SMALL_HOURS)
    return replace(clock, hour=hour if early else hour + 12, meridiem="am" if early else "pm")


def _is_evening(cell: Cell) -> bool:
    if cell.unit == "part":
        return PARTS[cell.index % len(PARTS)] in ("EV", "NI")
    return RANK[cell.unit] <= RANK["hour"] and bounds_of_cell(cell)[0] % DAY_S >= _EVENING_S


def _is_day_only(meaning: Fields) -> bool:
    """ "the 8th": a day of a month that the words do not name."""
    return meaning.day is not None and meaning.month is None and meaning.numeric is None


def _is_small_hour(clock: Meaning) -> bool:
    return isinstance(clock, Fields) and clock.hour is not None and clock.hour < _SMALL_HOURS


# ------------------------------------------------------------------------------------------------- setting up


def start_run(layout: Layout, nodes: list[Node], settings: TimingSettings) -> Run:
    """Throw out what is no time, set the anchors, and lay the line of the story where there is one."""
    nodes = settle_line_numbers(nodes, layout)
    story = is_story(nodes, layout.published)
    accepted = (accept(node, surroundings(node, layout, story=story)) for node in nodes)
    kept = [node for node in accepted if node is not None and node.first < node.last]
    anchors = Anchors(
        published=layout.published,
        narrative=story,
        dateline=layout.dateline,
        country=settings.country,
        southern=settings.southern or settings.country in _southern_countries(),
        day_first=_day_order(kept, layout, settings),
    )
    return Run(layout, settings, kept, anchors, plot(kept, layout, anchors) if story else {})


def surroundings(node: Node, layout: Layout, *, story: bool) -> Surroundings:
    """Where the tests of an expression look."""
    return Surroundings(layout.tokens, layout.around(node), layout.tags, story)


@cache
def _southern_countries() -> frozenset[str]:
    return word_list("lexicon.toml", "southern_countries")


def _day_order(kept: list[Node], layout: Layout, settings: TimingSettings) -> bool | None:
    """Day or month first in numeric dates: as set, else by the dates that fit only one way, else by the country."""
    if settings.day_first is not None:
        return settings.day_first
    votes = 0
    for node in kept:
        if node.weak == "numeric-date" and node.meaning.numeric is None:
            first, second, *_ = (int(digits) for digits in re.findall(r"\d+", layout.tokens.surface(node.first)))
            votes += (12 < first <= 31) - (first <= 12 < second)
    if votes:
        return votes > 0
    written_on = _order_of_publication(kept, layout.published)
    if written_on is not None:
        return written_on
    return None if settings.country is None else settings.country not in _MONTH_FIRST


def _order_of_publication(kept: list[Node], published: Cell | None) -> bool | None:
    """The order in which one of the dates is the day of publication; None where none is, or both orders fit."""
    if published is None:
        return None
    year, month, day = civil_from_days(published.index)
    for node in kept:
        numbers = node.meaning.numeric if node.weak == "numeric-date" else None
        if (
            numbers is not None
            and month != day
            and year % 100 == (node.meaning.year or node.meaning.short_year or 0) % 100
        ):
            if numbers == (day, month):
                return True
            if numbers == (month, day):
                return False
    return None
