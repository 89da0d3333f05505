"""Clock times: which half of the day they mean where they do not say, and which day they belong to.

Comes in: the expressions of a document and the anchors at each place. The half of the day is taken from a part of the
day beside the clock time, from the other end of a range, or from the last clock time; the day from the same sentence,
else from the last day of the story.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from strandline.timing.anchors import Anchors, written
from strandline.timing.cascade import Node
from strandline.timing.cells import DAY_S, PARTS, RANK, Cell, bounds_of_cell, convert
from strandline.timing.layout import Layout
from strandline.timing.lexicon import word_list
from strandline.timing.meanings import Every, Fields, Joined, Meaning
from strandline.timing.sharing import LINKS, link_between, names_day, unwrapped
from strandline.timing.timex import value_of, weekday_name

_NEAR_SENTENCES: Final = 4
_NOON_WORDS: Final = frozenset({"noon", "midnight", "midday", "high", "twelve", "noontime"})
_ABOUT: Final = frozenset(("about", "around", "approximately", "roughly", "nearly", "almost"))
_NEIGHBOURS: Final = 24
_EVENING_S: Final = 18 * 3600
_SMALL_HOURS: Final = 6
_NOON: Final = 12
_FEWEST_LINES: Final = 3
_CLAUSE_REACH: Final = 40
_OF_PLANS: Final = frozenset(("until", "till", "for", "by", "before", "after", "since"))
_LATE, _EARLY = 18 * 60, 6 * 60
"""Minutes of the day between which a log goes past midnight."""


@dataclass(slots=True)
class ClockTimes:
    """The clock times of a document; ``cell_ahead`` gives the cell of a later expression, ahead of its turn."""

    layout: Layout
    kept: list[Node]
    anchors: Anchors
    cell_ahead: Callable[[int], Cell | None]
    _log: bool | None = None
    _line: tuple[Cell, Cell, int, str] | None = None
    """The last line of a log: the day of writing, its day, its minute, where that is from."""

    def with_meridiem(self, index: int, meaning: Fields) -> Fields:
        """ "at 12:47" after "at 12:36 a.m.": the half of the day that is nearer to the last clock time."""
        tokens, node = self.layout.tokens, self.kept[index]
        written = tokens.surface(node.first)
        if meaning.hour == 24 and tokens.word(node.first - 1) in ("after", "past"):
            return replace(meaning, hour=0)  # the beginning of a day, where "at midnight" is the end of one
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
        paragraph, spoken = self.layout.paragraph_of(node.first), self.is_either_half(node, meaning)
        for earlier in range(index - 1, max(-1, index - 1 - _NEIGHBOURS), -1):
            before = self.kept[earlier].meaning
            if written.startswith("0") or self.layout.paragraph_of(self.kept[earlier].first) < paragraph:
                return meaning
            sure = isinstance(before, Fields) and before.hour is not None and before.hour > _NOON and spoken
            if isinstance(before, Fields) and before.hour is not None and (before.meridiem or sure):
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

    def is_either_half(self, node: Node, clock: Fields) -> bool:
        """Whether a clock time in words may as well mean the other half of the day: "at half past nine"."""
        words = [self.layout.tokens.word(token) for token in range(node.first, node.last)]
        first = next((word for word in words if word not in _ABOUT), "")
        spoken = not first[:1].isdigit() or "o'clock" in words
        return spoken and first not in _NOON_WORDS and not clock.meridiem and 1 <= (clock.hour or 0) <= _NOON

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

    def planned_clock(self, index: int) -> Fields | None:
        """The planned clock time that stands nearest to an expression, within a few sentences; None where none does."""
        here = self.kept[index]
        number = self.layout.sentence_of(here.first)
        near = self.kept[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS]
        for other in sorted(near, key=lambda node: abs(node.first - here.first)):
            clock = other.meaning
            close = abs(self.layout.sentence_of(other.first) - number) <= _NEAR_SENTENCES
            if close and isinstance(clock, Fields) and clock.has_clock and self._is_planned(other):
                return clock
        return None

    def _is_planned(self, node: Node) -> bool:
        planned = word_list("cues.toml", "schedule")
        return any(self.layout.tokens.word(token) in planned for token in range(*self.layout.around(node)))

    def day_of(self, index: int) -> tuple[Cell, str] | None:
        """The day that a clock time belongs to: named in the sentence, else the last day of the story."""
        layout, node = self.layout, self.kept[index]
        if self._is_repeated(index):
            return None
        if self._is_time_stamp(node) and not self._is_log() and self.anchors.published is not None:
            return self._day_of_publication(self.anchors.published)
        if self._heads_line(node) and self._is_log() and layout.published is not None:
            return self._day_of_log(index)
        number = layout.sentence_of(node.first)
        last = layout.sentence(number)[1]
        for place in range(index + 1, min(index + _NEIGHBOURS, len(self.kept))):
            if self.kept[place].first >= last or self._is_cut(node, self.kept[place]):
                break
            if names_day(self.kept[place].meaning) and not self._is_of_plan(node, self.kept[place]):
                day = self.cell_ahead(place)
                if day is not None and RANK[day.unit] <= RANK["day"]:
                    return convert(day, "day"), f"{value_of(convert(day, 'day'))}, named in the sentence"
        meaning = self.with_meridiem(index, node.meaning) if isinstance(node.meaning, Fields) else node.meaning
        day_above = self._last_day(number, layout.paragraph_of(node.first), meaning)
        if day_above is None and self._heads_line(node) and self.anchors.published is not None:
            return self._day_of_publication(self.anchors.published)
        return day_above

    def _is_log(self) -> bool:
        """Whether several lines of the text begin with a clock time."""
        if self._log is None:
            heads = (node for node in self.kept if isinstance(node.meaning, Fields) and node.meaning.has_clock)
            self._log = sum(not node.meaning.has_date and self._heads_line(node) for node in heads) >= _FEWEST_LINES
        return self._log

    def _day_of_log(self, index: int) -> tuple[Cell, str]:
        """The day of a line of a log: that of its heading or of the line above, past midnight the next, or the one
        before in a log with the newest line on top; of the first line that of a date above, else of the publication."""
        node, published = self.kept[index], self.anchors.published
        assert published is not None
        minute = (node.meaning.hour or 0) * 60 + (node.meaning.minute or 0)
        line, self._line = self._line, None
        day, words = published, written(self.anchors)
        if line is not None and line[0] == published:
            day, words = line[1], line[3]
            day = Cell(
                "day", day.index + (line[2] >= _LATE and minute < _EARLY) - (line[2] < _EARLY and minute >= _LATE)
            )
        elif not self.anchors.entry:
            above = next((one for one in self.anchors.told() if one.cell.unit == "day" and not one.heading), None)
            if above is not None and above.foreground and any(sign.isdigit() for sign in above.text):
                day = above.cell
                words = f"“{above.text}” ({weekday_name(day.index)} {value_of(day)})"
        self._line = (published, day, minute, words)
        return day, words

    def _is_cut(self, node: Node, later: Node) -> bool:
        """Whether a semicolon or a colon parts two expressions."""
        reach = range(node.last, min(later.first, node.last + _CLAUSE_REACH))
        return any(self.layout.tokens.surface(token) in (";", ":") for token in reach)

    def _is_of_plan(self, node: Node, later: Node) -> bool:
        """ "At noon the session was put off until 6 December": a day with a term's preposition is another's.

        Not so "from 9 a.m. until 5 p.m. Tuesday", the end of a range of clock times.
        """
        clock = later.meaning.clock if isinstance(later.meaning, Joined) else later.meaning
        if isinstance(clock, Fields) and clock.has_clock and later.first - node.last == 1:
            return False
        return later.first > node.last and self.layout.tokens.word(later.first - 1) in _OF_PLANS

    def _day_of_publication(self, published: Cell) -> tuple[Cell, str]:
        return published, written(self.anchors)

    def _last_day(self, sentence: int, paragraph: int, clock: Meaning) -> tuple[Cell, str] | None:
        spoken = None
        for mention in islice(self.anchors.told(), _NEIGHBOURS):
            headed = mention.heading and not (mention is self.anchors.mentions[-1] and mention.sentence == sentence)
            if RANK[mention.cell.unit] > RANK["day"] or headed:
                continue
            if mention.sentence == sentence or (mention.foreground and mention.paragraph >= paragraph - 2):
                day = convert(mention.cell, "day")
                if self.anchors.far_since(day):
                    return spoken
                words = f"“{mention.text}” ({weekday_name(day.index)} {value_of(day)})"
                if mention.of_speech and mention.sentence != sentence:  # what happened is older than what is said of it
                    spoken = spoken or (day, words)
                    continue
                if _is_small_hour(clock) and self._reached_evening(day):
                    return Cell("day", day.index + 1), f"{words}, past midnight"
                return day, words
        return spoken

    def _reached_evening(self, day: Cell) -> bool:
        """Whether the last clock time of a day that the text has named lies in its evening."""
        for mention in reversed(self.anchors.mentions[-_NEIGHBOURS:]):
            if RANK[mention.cell.unit] < RANK["day"] and not mention.text.endswith(("UTC", "GMT")):
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


def _is_small_hour(clock: Meaning) -> bool:
    return isinstance(clock, Fields) and clock.hour is not None and clock.hour < _SMALL_HOURS
