"""One pass over the expressions of a document, in the order of the text: each is resolved by what stands before it.

Comes in: the expressions that the grammar found, the layout, the settings. Goes out: those that are times, each with
its ``Resolution``. Every look at a neighbour is bounded, so that the pass stays linear in the number of expressions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from strandline.timing.anchors import Anchors, Mention, written
from strandline.timing.cascade import Node
from strandline.timing.cells import DAY_S, RANK, Cell, convert, days_of, shift_cell, year_of
from strandline.timing.clock_times import ClockTimes
from strandline.timing.day_order import day_comes_first
from strandline.timing.direction import direction_of
from strandline.timing.entries import Entry, find_entries
from strandline.timing.happenings import Found, clause_behind, day_of_happening, happening_behind
from strandline.timing.incomplete import is_bare_quarter, is_day_only, is_month_only, lacks_year
from strandline.timing.layout import Layout
from strandline.timing.lexicon import word_list
from strandline.timing.line_numbers import settle_line_numbers
from strandline.timing.meanings import Amount, Deictic, Delay, Directed, Fields, Joined, Meaning, Shifted, Vague
from strandline.timing.mentioning import is_heading, is_of_name, is_of_speech, is_stamp, widened
from strandline.timing.narrated import narrated_before
from strandline.timing.plotting import is_background, is_of_no_day, is_story, plot
from strandline.timing.pointing import FUTURE, MODIFIER, PLANNED, Direction, cues
from strandline.timing.resolution import UNIT_PATTERN, clock_suffix, point
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
    is_as_fine,
    is_range,
    is_weekday_range,
    leans_on_reference,
    lent_fields,
    looks_back,
    stands_before_its_date,
    stands_behind_its_date,
)
from strandline.timing.storyline import Placed
from strandline.timing.timex import value_of

_SHORTEST_PARTICIPLE: Final = 5
_RECORD_REACH: Final = 9
_JOINING: Final = frozenset(("and", "or", ","))
_APPOSED: Final = 2
_YEAR_LINKS: Final = frozenset((",", "in", "the", "on", "at"))
_AHEAD_REACH: Final = 12
_OCCASION_REACH: Final = 3
_SUBJECTS: Final = frozenset(("i", "we", "he", "she", "they", "you", "it"))
_DETERMINERS: Final = frozenset(("the", "a", "an", "its", "their", "his", "her", "'s", "’s", "this", "that", "for"))


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


@dataclass(slots=True)
class Run:
    """The state of the pass: the expressions that are times, the anchors, the line of the story."""

    layout: Layout
    settings: TimingSettings
    kept: list[Node]
    anchors: Anchors
    plan: dict[int, Placed] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    of_no_day: bool = False
    clocks: ClockTimes = field(init=False)
    _page: int = 0

    def __post_init__(self) -> None:
        self.clocks = ClockTimes(self.layout, self.kept, self.anchors, lambda index: self._alone(index).cell)

    def all(self) -> list[Found]:
        """Resolve every expression."""
        for index, node in enumerate(self.kept):
            self._turn_page(node)
            self.anchors.planned = self.plan[index].cell if index in self.plan else None
            self.anchors.sentence = self.layout.sentence_of(node.first)
            self.anchors.paragraph = self.layout.paragraph_of(node.first)
            self.anchors.told_past = self._tells_past(node)
            self.anchors.beside = self._dated_beside(node)
            self.anchors.narrated = self._narrated(node)
            self.anchors.year = self._year_in_front(index, node)
            self.anchors.article = self._article(node)
            resolution = self._not_ahead(node, self._resolve(index, node))
            self._note(index, node, resolution)
            self.found.append(Found(node, widened(self.layout, resolution)))
        return self.found

    def _turn_page(self, node: Node) -> None:
        """Take the day of the entry that an expression stands in for the day of writing."""
        while self._page < len(self.entries) and self.entries[self._page].first <= node.first:
            day = self.entries[self._page].day
            self.anchors.published = day or self.layout.published
            self.anchors.entry = day is not None
            self._page += 1

    def _heads_entry(self, node: Node) -> bool:
        """Whether an expression is the heading of the entry that has just begun."""
        return bool(self._page) and self.entries[self._page - 1].first == node.first and self.anchors.entry

    # ------------------------------------------------------------------------------------------- one node

    def _scene(self, index: int, *, alone: bool = False) -> Scene:
        """What resolving an expression may look at; ``alone`` leaves its right neighbour out."""
        return Scene(
            anchors=self.anchors,
            direction=lambda: self._direction(self.kept[index]),
            day_of_sentence=lambda: self.clocks.day_of(index),
            shared=None if alone else self._shared_fields(index),
        )

    def _resolve(self, index: int, node: Node) -> Resolution:
        meaning = node.meaning
        if self._heads_entry(node) and self.anchors.published is not None:
            explicit = meaning.year is not None or meaning.short_year is not None
            words = "" if explicit else written(replace(self.anchors, published=self.layout.published, entry=False))
            return point(
                self.anchors.published, basis="relative" if words else "stated", anchor=words, explicit=explicit
            )
        if isinstance(meaning, Delay):
            return self._delayed(index, meaning)
        if isinstance(meaning, Amount):
            counted = self._counted_from(index, meaning) or self._due_in(index, meaning)
            if counted is not None:
                return counted
        if isinstance(meaning, Fields) and meaning.has_clock:
            meaning = self.clocks.with_meridiem(index, meaning)
            self.kept[index] = replace(node, meaning=meaning)
            if self.clocks.is_either_half(node, meaning):
                return replace(resolve(meaning, self._scene(index)), uncertain=True)
        elif isinstance(meaning, Joined) and self.clocks.is_either_half(node, meaning.clock):
            return replace(resolve(meaning, self._scene(index)), uncertain=True)
        elif isinstance(meaning, Fields) and self.found and self._goes_on(index):
            return after_start(self.found[-1].resolution, resolve(meaning, self._scene(index)))
        elif isinstance(meaning, Joined) and isinstance(meaning.date, Deictic) and leans_on_reference(meaning.date):
            told = self._from_what_follows(node, meaning.date)
            if told is not None and told.cell is None:
                return replace(told, type="TIME", value=told.value[:10] + clock_suffix(meaning.clock))
        elif self.of_no_day and self._is_at_large(node):
            return resolve(Vague(reference="PRESENT_REF"), self._scene(index))
        elif leans_on_reference(meaning):
            twin = (
                self._within(node)
                or self._quarter_ended(index, node)
                or self._apposed(index, node)
                or self._from_what_follows(node, meaning)
            )
            if twin is not None:
                return twin
        return resolve(meaning, self._scene(index))

    def _goes_on(self, index: int) -> bool:
        """Whether a weekday ends a range, or is joined to one that is still to come ("Saturday and Sunday")."""
        front, node = self.kept[index - 1], self.kept[index]
        if is_weekday_range(self.layout, front, node):
            return True
        start, published = self.found[-1].resolution.cell, self.anchors.published
        ahead = start is not None and published is not None and start.unit == "day" and start.index > published.index
        return ahead and is_weekday_range(self.layout, front, node, links=_JOINING)

    def _is_at_large(self, node: Node) -> bool:
        """ "Today it is a museum", in a text that says nothing else from its day: the times we live in."""
        meaning = node.meaning
        today = isinstance(meaning, Deictic) and (meaning.unit, meaning.offset, meaning.to) == ("day", 0, "published")
        return today and node.last - node.first == 1 and not self._direction(node).sign

    def _within(self, node: Node) -> Resolution | None:
        """ "It was signed in 1976 and broken within the year": at most such a time after what was just told."""
        meaning = node.meaning
        if self.layout.tokens.word(node.first - 1) != "within" or not getattr(meaning, "bare", False):
            return None
        if self.anchors.narrative or self._direction(node).sign >= 0:
            return None
        told = self.anchors.just_told()
        if told is None or self.anchors.paragraph != told.paragraph or meaning.unit not in RANK:
            return unknown(UNIT_PATTERN.get(meaning.unit, "XXXX"), offset=f"within a {meaning.unit} of an unknown time")
        low, high = days_of(told.cell)
        end = days_of(shift_cell(Cell("day", high), 1, meaning.unit))[1]
        unit = meaning.unit if RANK[meaning.unit] >= RANK[told.cell.unit] else told.cell.unit
        found = point(convert(told.cell, unit), basis="relative", anchor=f"“{told.text}” ({value_of(told.cell)})")
        return replace(found, bounds=(low * DAY_S, (end + 1) * DAY_S - 1), uncertain=True)

    def _from_what_follows(self, node: Node, meaning: Meaning) -> Resolution | None:
        """ "the day after the vote", "the day before we left": counted from what the text may have dated."""
        tokens = self.layout.tokens
        side, following = tokens.word(node.last - 1), tokens.word(node.last)
        if side not in ("after", "following", "before") or not isinstance(meaning, Deictic):
            return None
        noun = happening_behind(self.layout, node.last)
        told = following in _SUBJECTS or (following.endswith("ing") and len(following) > _SHORTEST_PARTICIPLE)
        told = told or (not noun and clause_behind(self.layout, node.last))
        known = day_of_happening(self.layout, self.found, noun) if noun else None
        if known is not None:
            cell = shift_cell(convert(known[0], meaning.unit), meaning.offset, meaning.unit)
            return point(cell, basis="relative", anchor=f"{known[1]} ({value_of(known[0])})")
        if not told and (not noun or self.anchors.narrative or self._has_story_near(node)):
            return None
        what = f"the {noun}" if noun else "what the words behind it tell"
        return unknown(UNIT_PATTERN.get(meaning.unit, "XXXX-XX-XX"), offset=f"{side} {what}")

    def _has_story_near(self, node: Node) -> bool:
        """Whether the sentence or the one before it has named a day that the story has reached."""
        last = self.anchors.mentions[-1] if self.anchors.mentions else None
        near = last is not None and self.layout.sentence_of(node.first) - last.sentence <= 1
        return near and last is not None and last.foreground and RANK[last.cell.unit] <= RANK["day"]

    def _due_in(self, index: int, amount: Amount) -> Resolution | None:
        """ "The vote will be in two weeks": a time about so long after the day of writing."""
        node, published = self.kept[index], self.anchors.published
        tokens = self.layout.tokens
        front = node.first - 1 - (tokens.word(node.first - 1) in ("about", "just", "around"))
        if published is None or self.anchors.narrative or tokens.word(front) != "in" or amount.bare or amount.high:
            return None
        if amount.mod not in (None, "APPROX") or any(count is None for count, _ in amount.parts):
            return None
        if tokens.word(node.first) == "another":
            return None
        if RANK[amount.unit] < RANK["day"] or tokens.word(node.last) in ("of", "when", "that", "-"):
            return None
        begin = self.layout.around(node)[0]
        if any(_is_record(tokens.word(token)) for token in range(max(begin, front - _RECORD_REACH), front)):
            return None
        if self._direction(node) not in (FUTURE, PLANNED):
            return None
        return resolve(Shifted(amount=amount, sign=1, to="published", approximate=True), self._scene(index))

    def _alone(self, index: int) -> Resolution:
        """A later expression, resolved ahead of its turn and without its right neighbour."""
        here = self.anchors.planned
        self.anchors.planned = self.plan[index].cell if index in self.plan else None
        found = resolve(self.kept[index].meaning, self._scene(index, alone=True))
        self.anchors.planned = here
        return found

    def _counted_from(self, index: int, amount: Amount) -> Resolution | None:
        """ "two days before Christmas": the length of time that it is, and the day that it comes to."""
        happened = self._counted_from_happening(self.kept[index], amount)
        if happened is not None or index + 1 >= len(self.kept):
            return happened
        words = self.layout.words_between(self.kept[index], self.kept[index + 1])
        sign = 1 if words in (["after"], ["following"]) else -1 if words in (["before"], ["prior", "to"]) else 0
        follower = self.kept[index + 1]
        if words and words[0] in ("ended", "ending", "to", "through") and set(words[1:]) <= {"in", "on"}:
            return ended_with(amount, self._alone(index + 1), self.layout.text_of(follower))
        if not sign or is_modifier(follower, surroundings(follower, self.layout, story=self.anchors.narrative)):
            return None
        base = self._alone(index + 1)
        return counted_from(amount, sign, base, self.layout.text_of(follower))

    def _counted_from_happening(self, node: Node, amount: Amount) -> Resolution | None:
        """ "two days after the vote", where the text has told when the vote is."""
        side = self.layout.tokens.word(node.last)
        noun = happening_behind(self.layout, node.last + 1) if side in ("after", "before") else ""
        apart = not self.found or node.first - self.found[-1].node.last > _APPOSED
        known = day_of_happening(self.layout, self.found, noun) if noun and apart else None
        return None if known is None else counted_from(amount, 1 if side == "after" else -1, point(known[0]), known[1])

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
        if getattr(node.meaning, "bare", False):
            return None
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
        if self.anchors.narrative and node.meaning.season is not None:
            return None
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
        tokens = self.layout.tokens
        if tokens.word(node.last) in ("'s", "’s"):
            ahead = range(node.last + 1, min(node.last + 1 + _OCCASION_REACH, self.layout.around(node)[1]))
            return any(tokens.word(token) in cues()["occasions"] for token in ahead)
        if tokens.word(node.first - 1) not in _DETERMINERS:
            return False
        return is_modifier(node, surroundings(node, self.layout, story=self.anchors.narrative))

    def _delayed(self, index: int, meaning: Delay) -> Resolution:
        """ "three hours late", where a planned clock time stands near: the time that it came to."""
        plain = resolve(meaning, self._scene(index))
        clock = self.clocks.planned_clock(index)
        return plain if clock is None else delayed_clock(plain, meaning, clock)

    # --------------------------------------------------------------------------------------------- anchors

    def _note(self, index: int, node: Node, resolution: Resolution) -> None:
        if resolution.cell is None or resolution.type in ("SET", "DURATION"):
            return
        own = not self._heads_entry(node)
        front = self.found[-1].node if self.found else None
        stamp = front is not None and is_stamp(node, front, resolution, self.anchors)
        heading = stamp or (own and is_heading(self.layout, node, resolution))
        if index in self.plan:
            foreground = self.plan[index].on_line
        else:
            foreground = not is_background(node, self.layout, story=self.anchors.narrative)
        of_name = is_of_name(self.layout, node)
        foreground = foreground and not (of_name and RANK[resolution.cell.unit] < RANK["year"])
        self.anchors.note(
            Mention(
                cell=resolution.cell,
                paragraph=self.layout.paragraph_of(node.first),
                sentence=self.layout.sentence_of(node.first),
                foreground=foreground and not heading,
                topical=isinstance(node.meaning, (Fields, Directed)) or is_bare_quarter(node.meaning),
                heading=heading,
                text=" ".join(self.layout.text_of(node).split()),
                dated=resolution.explicit or (self.anchors.beside is not None and isinstance(node.meaning, Fields)),
                of_name=of_name,
                token=node.last,
                back=looks_back(node.meaning),
                of_speech=not self.anchors.narrative and is_of_speech(self.layout, node),
                weekday=isinstance(node.meaning, Fields) and node.meaning.weekday is not None,
            )
        )

    def _not_ahead(self, node: Node, found: Resolution) -> Resolution:
        """ "The next day" of what has happened cannot lie ahead of the day of writing: its anchor is another one."""
        published, bounds = self.anchors.published, found.bounds
        if published is None or bounds is None or self.anchors.narrative or not leans_on_reference(node.meaning):
            return found
        if bounds[0] is None or bounds[0] < (published.index + 1) * DAY_S or self._direction(node).sign >= 0:
            return found
        if self.layout.tokens.word(node.first - 1) in cues()["deadline"]:
            return found
        return unknown(found.value, found.type, offset=f"not from {found.anchor}, which would lie ahead")

    def _tells_past(self, node: Node) -> bool:
        """Whether an expression tells what has happened; asked only where a time ahead could be its anchor."""
        if self.layout.tokens.word(node.first - 1) in cues()["deadline"]:
            return False
        ahead = any(self.anchors.is_ahead(mention) for mention in self.anchors.mentions[-_AHEAD_REACH:])
        return ahead and self._direction(node).sign < 0

    def _dated_beside(self, node: Node) -> Mention | None:
        """The last date in front, in the same sentence, if its year is far from that of the publication."""
        if not self.anchors.mentions or self.anchors.published is None:
            return None
        last = self.anchors.mentions[-1]
        far = abs(year_of(last.cell) - year_of(self.anchors.published)) > 1 and RANK[last.cell.unit] <= RANK["year"]
        apart = self.layout.sentence_of(node.first) - last.sentence
        if isinstance(node.meaning, Fields) and is_day_only(node.meaning):
            front = self.found[-1].node.meaning
            named = last.dated or (isinstance(front, Fields) and front.month is not None)
            return last if named and apart <= 1 and RANK[last.cell.unit] <= RANK["month"] else None
        ahead = last.cell.unit == "month" and self.anchors.is_ahead(last) and not apart
        if ahead and isinstance(node.meaning, Fields) and is_month_only(node.meaning):
            return last
        told = last.dated and last.foreground
        return last if told and far and not apart and not last.heading else None

    def _year_in_front(self, index: int, node: Node) -> Mention | None:
        """The year right in front of a month or a season: "last year, in June", "in 1996, in the autumn"."""
        if not index or not self.anchors.mentions or not isinstance(node.meaning, Fields):
            return None
        last, between = self.anchors.mentions[-1], self.layout.words_between(self.kept[index - 1], node)
        whole = last.cell.unit == "year" and last.token == self.kept[index - 1].last and not last.of_name
        apposed = bool(between) and between[0] == "," and set(between) <= _YEAR_LINKS
        return last if whole and apposed and lacks_year(node.meaning) else None

    def _article(self, node: Node) -> str:
        """The article of a weekday: "on a Sunday", "on the Thursday"."""
        tokens = self.layout.tokens
        word = tokens.word(node.first)
        word = word if word in ("a", "the") else tokens.word(node.first - 1)
        following = tokens.surface(node.last)
        alone = not following[:1].isalpha() or not is_modifier(
            node, surroundings(node, self.layout, story=self.anchors.narrative)
        )
        return word if word in ("a", "the") and alone else ""

    def _narrated(self, node: Node) -> Mention | None:
        """The date of long ago that a date without its year goes on from, in the past tense."""
        if not isinstance(node.meaning, Fields) or not lacks_year(node.meaning):
            return None
        mention = narrated_before(self.anchors, self.layout, node)
        return mention if mention is not None and self._direction(node).sign <= 0 else None


def _is_record(word: str) -> bool:
    """ "the worst in two years", "three times in a week": how long something took, not when it is due."""
    return word in cues()["record"] or (word.endswith("est") and len(word) > len("best"))


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
        day_first=settings.day_first,
    )
    if anchors.day_first is None:
        anchors.day_first = day_comes_first(kept, layout, settings.country)
    kept, entries = find_entries(kept, layout, anchors)
    plan = plot(kept, layout, anchors) if story else {}
    lone = not story and not entries and is_of_no_day(kept, layout.published)
    return Run(layout, settings, kept, anchors, plan, entries=entries, of_no_day=lone)


def surroundings(node: Node, layout: Layout, *, story: bool) -> Surroundings:
    """Where the tests of an expression look."""
    history = story and layout.published is not None
    return Surroundings(layout.tokens, layout.around(node), layout.tags, story, history)


@cache
def _southern_countries() -> frozenset[str]:
    return word_list("lexicon.toml", "southern_countries")
