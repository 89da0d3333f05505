"""The tagger: text in, time expressions with their meaning out.

Three steps. The cascade of ``cascade.py`` finds what could be a time and what it would mean; ``senses.py`` throws out what
is none; then the expressions are resolved in the order of the text, each against the publication date and what has been
mentioned before it (``anchors.py``, ``resolving.py``). Only the last step needs dates, only the second and third use a
reading, and neither needs one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from strandline.errors import UsageError
from strandline.records import Published, Reading, TimeExpression, days_from_civil
from strandline.timing.anchors import Anchors, Mention
from strandline.timing.cascade import Node, load_grammar
from strandline.timing.cells import DAY_S, RANK, Cell, convert, year_of
from strandline.timing.completing import cell_in_year
from strandline.timing.direction import MODIFIER, Direction, ReadingTags, direction_from_tags, direction_of
from strandline.timing.expressions import Place, expression_of
from strandline.timing.lexicon import word_list
from strandline.timing.meanings import Amount, Deictic, Directed, Fields, Joined, Meaning, Part, Shifted, Window
from strandline.timing.resolving import Resolution, Scene, resolve
from strandline.timing.scanning import Tokens, scan
from strandline.timing.senses import Surroundings, accept, is_modifier
from strandline.timing.timex import value_of, weekday_name

_DATE: Final = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)(?!\d)")
_LINKS: Final = frozenset(("to", "and", "-", "–", "—", "or", "through", "until", "till", "&", "/"))
_SPANS: Final = frozenset(("to", "-", "–", "—", "through", "until", "till"))
_APPOSITION: Final = frozenset((",", "on", "in", "(", "-", "—", "–", "the"))
_STORY_YEARS: Final = 8
_LOOK_AHEAD: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingSettings:
    """What is known of a document besides its date.

    Attributes:
        country: ISO 3166 alpha-2 code, for holidays and for the order of numeric dates.
        day_first: numeric dates are day/month (True) or month/day (False); None: by the text's own evidence.
        southern: seasons are those of the southern hemisphere.
    """

    country: str | None = None
    day_first: bool | None = None
    southern: bool = False


def tag_times(
    text: str,
    *,
    reading: Reading | None = None,
    published: Published | None = None,
    zone: str | None = None,
    zone_of_place: Callable[[str], str | None] | None = None,
    settings: TimingSettings | None = None,
) -> tuple[TimeExpression, ...]:
    """Find every time expression of a text and say what it means.

    Args:
        text: the document's canonical text.
        reading: what the reader saw, of the whole text or of some sentences only (then the rest goes by cheap cues).
        published: when the text was published; without it relative expressions keep an offset and get no interval.
        zone: IANA zone of the document, for clock times that name none (marked as assumed).
        zone_of_place: gives the IANA zone of a place by its name, or None.
        settings: what else is known of the document.

    Returns:
        Expressions in the order of the text; they do not overlap; positions are code points of ``text``.

    Raises:
        UsageError: ``published`` holds no ISO date.
    """
    tokens = scan(text, load_grammar().lexicon)
    nodes = [node for node in load_grammar().parse(tokens) if "Time" in node.categories]
    if not nodes:
        return ()
    document = _Document(tokens, ReadingTags(reading) if reading is not None else None, _published_cell(published))
    if published is not None and document.published is not None:
        document.spread = document.published.index - _day_of(published.earliest).index
    place = Place(reading, zone, zone_of_place)
    run = _Run(document, nodes, settings or TimingSettings())
    return tuple(expression_of(found.node, run.widened(found.resolution), tokens, place) for found in run.all())


def find_candidates(text: str) -> list[tuple[int, int]]:
    """Spans that may be time expressions, by lexicon and grammar alone: the sentences that hold them need reading."""
    grammar = load_grammar()
    tokens = scan(text, grammar.lexicon)
    return [
        (tokens.starts[node.first], tokens.ends[node.last - 1])
        for node in grammar.parse(tokens)
        if "Time" in node.categories
    ]


def _published_cell(published: Published | None) -> Cell | None:
    return None if published is None else _day_of(published.latest)


def _day_of(date: str) -> Cell:
    match = _DATE.match(date)
    if match is None or not 1 <= int(match[2]) <= 12 or not 1 <= int(match[3]) <= 31:
        raise UsageError(f"the publication date {date!r} is no ISO date (write it as 2020-01-31)")
    return Cell("day", days_from_civil(int(match[1]), int(match[2]), int(match[3])))


class _Document:
    """Sentences and paragraphs of the tokens, by their cheapest signs."""

    def __init__(self, tokens: Tokens, tags: ReadingTags | None, published: Cell | None) -> None:
        self.tokens = tokens
        self.tags = tags
        self.published = published
        self.spread = 0
        shapes = load_grammar().lexicon.shapes
        stop, paragraph = shapes["."].signature, shapes["paragraph"].signature
        self.paragraph_starts = [0]
        self.sentence_starts = [0]
        for index, character in enumerate(tokens.signature):
            if character == paragraph:
                self.paragraph_starts.append(index + 1)
                self.sentence_starts.append(index + 1)
            elif character == stop and self._ends_sentence(index):
                self.sentence_starts.append(index + 1)

    def _ends_sentence(self, index: int) -> bool:
        tokens = self.tokens
        following = tokens.surface(index + 1)
        if not following or tokens.ends[index] == tokens.starts[index + 1]:
            return following in ("”", '"', "’", "'", ")")
        word = tokens.surface(index - 1)
        if len(word) == 1 and word.isupper():
            return False
        return not (following[0].islower() or word in _ABBREVIATIONS)

    def sentence_of(self, token: int) -> int:
        """Number of the sentence that a token is in."""
        return bisect_right(self.sentence_starts, token) - 1

    def sentence(self, number: int) -> tuple[int, int]:
        """Token range of a sentence."""
        starts = self.sentence_starts
        return starts[number], starts[number + 1] if number + 1 < len(starts) else len(self.tokens)

    def paragraph_of(self, token: int) -> int:
        """Number of the paragraph that a token is in."""
        return bisect_right(self.paragraph_starts, token) - 1


_ABBREVIATIONS: Final = frozenset(
    "Mr Mrs Ms Dr Gen Sen Rep Gov Lt Col Sgt Capt Maj Adm Prof St Inc Corp Co Ltd Jr Sr vs No etc Rev Hon Pres Brig Cmdr "
    "Ave Blvd Rd Mt Ft Bros Calif Fla Tex Mass Mich Minn Conn Pa Va Ga Md Ala Ariz Colo Ill Ind Kan Ky La Miss Mo Mont Neb "
    "Nev Okla Ore Tenn Vt Wash Wis Wyo Del Ark".split()
)


@dataclass(slots=True)
class _Found:
    node: Node
    resolution: Resolution


@dataclass(slots=True)
class _Run:
    """One pass over the expressions of a document."""

    document: _Document
    nodes: list[Node]
    settings: TimingSettings
    anchors: Anchors = field(init=False)
    kept: list[Node] = field(init=False)

    def __post_init__(self) -> None:
        narrative = _is_story(self.nodes, self.document.published)
        kept = [accept(node, self._surroundings(node, narrative)) for node in self.nodes]
        self.kept = [node for node in kept if node is not None and node.first < node.last]
        self.anchors = Anchors(
            published=self.document.published, narrative=narrative, country=self.settings.country,
            southern=self.settings.southern or self.settings.country in _southern_countries(),
            day_first=self._day_order(),
        )  # fmt: skip

    def _surroundings(self, node: Node, narrative: bool) -> Surroundings:
        number = self.document.sentence_of(node.first)
        return Surroundings(self.document.tokens, self.document.sentence(number), self.document.tags, narrative)

    def _day_order(self) -> bool | None:
        """Day or month first in numeric dates: as set, else by the dates that fit only one way, else by the country."""
        if self.settings.day_first is not None:
            return self.settings.day_first
        votes = 0
        for node in self.kept:
            if node.weak == "numeric-date" and node.meaning.numeric is None:
                first, second, *_ = (int(digits) for digits in re.findall(r"\d+", self.document.tokens.surface(node.first)))
                votes += (12 < first <= 31) - (first <= 12 < second)
        if votes:
            return votes > 0
        return None if self.settings.country is None else self.settings.country not in ("US", "PH", "PW", "FM")

    def widened(self, resolution: Resolution) -> Resolution:
        """Bounds that leave room where the publication date itself is a stretch of days."""
        spread = self.document.spread
        cell = resolution.cell
        if not spread or resolution.bounds is None or "published" not in resolution.anchor:
            return resolution
        if cell is not None and RANK[cell.unit] >= RANK["month"] and self.document.published is not None:
            earlier = Cell("day", self.document.published.index - spread)
            if convert(earlier, cell.unit) == convert(self.document.published, cell.unit):
                return resolution
        low, high = resolution.bounds
        low = None if low is None else low - spread * DAY_S
        return replace(resolution, bounds=(low, high), uncertain=True)

    def all(self) -> list[_Found]:
        """Resolve every expression in the order of the text."""
        found: list[_Found] = []
        for index, node in enumerate(self.kept):
            self.anchors.ahead = self._next_full_date(index) if self.anchors.narrative else None
            resolution = self._resolve(index, node, found)
            found.append(_Found(node, resolution))
            self._note(index, node, resolution)
        return found

    def _next_full_date(self, index: int) -> Cell | None:
        """The next month or day with its year, where it is near."""
        for follower in self.kept[index + 1 : index + 1 + _LOOK_AHEAD]:
            meaning = follower.meaning.inner if isinstance(follower.meaning, Part) else follower.meaning
            if isinstance(meaning, Fields) and meaning.year is not None and meaning.month is not None:
                return cell_in_year(meaning, meaning.year, self.anchors)
        return None

    # ------------------------------------------------------------------------------------------- one node

    def _scene(self, index: int, node: Node, found: list[_Found]) -> Scene:
        tokens = self.document.tokens
        return Scene(
            anchors=self.anchors,
            direction=lambda: self._direction(node),
            text=tokens.text[tokens.starts[node.first] : tokens.ends[node.last - 1]],
            day_of_sentence=lambda: self._day_for_clock(index, node, found),
            shared=self._shared_fields(index, node),
        )

    def _resolve(self, index: int, node: Node, found: list[_Found]) -> Resolution:
        meaning = node.meaning
        if _leans_on_reference(meaning):
            twin = self._apposed(index, node, found)
            if twin is not None:
                return twin
        return resolve(meaning, self._scene(index, node, found))

    def _direction(self, node: Node) -> Direction:
        document = self.document
        tokens = document.tokens
        if document.tags is not None:
            known = direction_from_tags(document.tags, tokens.starts[node.first], tokens.ends[node.last - 1])
            if known is not None:
                return known
        sentence = document.sentence(document.sentence_of(node.first))
        found = direction_of(tokens, node.first, node.last, sentence)
        if found.sign < 0 and isinstance(node.meaning, Fields) and node.meaning.month is not None and self._modifies(node):
            return MODIFIER
        return found

    def _modifies(self, node: Node) -> bool:
        """"the November election": the noun's own time, which the verb says nothing of."""
        tokens = self.document.tokens
        if tokens.word(node.first - 1) not in ("the", "a", "an", "its", "their", "his", "her", "'s", "’s", "this", "that", "for"):
            return False
        return is_modifier(node, self._surroundings(node, self.anchors.narrative))

    def _between(self, first: Node, second: Node) -> list[str]:
        tokens = self.document.tokens
        if second.first - first.last > 4:
            return ["..."]
        return [tokens.word(index) for index in range(first.last, second.first)]

    def _shared_fields(self, index: int, node: Node) -> Fields | None:
        """The year that the second date of a range lends to the first."""
        if not isinstance(node.meaning, Fields) or index + 1 >= len(self.kept):
            return None
        follower = self.kept[index + 1]
        link = [word for word in self._between(node, follower) if word != "the"]
        meaning = follower.meaning.inner if hasattr(follower.meaning, "inner") else follower.meaning
        if len(link) == 1 and link[0] in _LINKS and isinstance(meaning, Fields):
            lends = meaning.year is not None or meaning.short_year is not None
            same = (meaning.month is None) == (node.meaning.month is None)
            if lends and same:
                return meaning
            if same and meaning.month is not None and link[0] in _SPANS and node.meaning.year is None:
                cell = resolve(meaning, self._scene(index + 1, follower, [])).cell
                return None if cell is None else replace(meaning, year=year_of(cell))
        return None

    def _apposed(self, index: int, node: Node, found: list[_Found]) -> Resolution | None:
        """"Two days later, on Dec. 31": the date that stands beside it says which day it is."""
        if index + 1 < len(self.kept):
            follower = self.kept[index + 1]
            between = self._between(node, follower)
            if between and set(between) <= _APPOSITION and between[0] in (",", "on", "(", "-", "—") and _is_dated(follower.meaning):
                twin = resolve(follower.meaning, self._scene(index + 1, follower, found))
                if twin.cell is not None and _as_fine(twin.cell, node.meaning):
                    return twin
        if found and _is_dated(found[-1].node.meaning):
            between = self._between(found[-1].node, node)
            twin = found[-1].resolution
            after = self.document.tokens.word(node.last)
            if between in ([","], ["("], ["-"]) and after not in ("of",) and twin.cell is not None and _as_fine(twin.cell, node.meaning):
                return twin
        return None

    def _day_for_clock(self, index: int, node: Node, found: list[_Found]) -> tuple[Cell, str] | None:
        """The day that a clock time belongs to: named in the sentence, else the last day of the story."""
        document = self.document
        number = document.sentence_of(node.first)
        last = document.sentence(number)[1]
        if self._is_time_stamp(node) and document.published is not None:
            return document.published, f"published {weekday_name(document.published.index)} {value_of(document.published)}"
        for follower in self.kept[index + 1 :]:
            if follower.first >= last:
                break
            if _names_day(follower.meaning):
                day = resolve(follower.meaning, self._scene(self.kept.index(follower), follower, found)).cell
                if day is not None and (day.unit == "day" or RANK[day.unit] < RANK["day"]):
                    return convert(day, "day"), f"{value_of(convert(day, 'day'))}, named in the sentence"
        paragraph = document.paragraph_of(node.first)
        for mention in reversed(self.anchors.mentions):
            if RANK[mention.cell.unit] > RANK["day"]:
                continue
            if mention.sentence == number or (mention.foreground and mention.paragraph >= paragraph - 2):
                day = convert(mention.cell, "day")
                return day, f"“{mention.text}” ({weekday_name(day.index)} {value_of(day)})"
        return None

    def _is_time_stamp(self, node: Node) -> bool:
        """A clock time that is a line by itself, as in running coverage of a day."""
        tokens = self.document.tokens
        start, end = tokens.starts[node.first], tokens.ends[node.last - 1]
        text = tokens.text
        return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")

    # ------------------------------------------------------------------------------------------- anchors

    def _note(self, index: int, node: Node, resolution: Resolution) -> None:
        cell = resolution.cell
        if cell is None or resolution.type in ("SET", "DURATION"):
            return
        document, tokens = self.document, self.document.tokens
        self.anchors.note(
            Mention(
                cell=cell,
                start=tokens.starts[node.first],
                paragraph=document.paragraph_of(node.first),
                sentence=document.sentence_of(node.first),
                foreground=self._is_foreground(node, resolution),
                explicit=resolution.explicit,
                topical=isinstance(node.meaning, (Fields, Directed)),
                text=tokens.text[tokens.starts[node.first] : tokens.ends[node.last - 1]],
            )
        )

    def _is_foreground(self, node: Node, resolution: Resolution) -> bool:
        """Whether a mention moves the story on: not so citations, background, and what lies beyond the story."""
        tokens, document = self.document.tokens, self.document
        begin, end = document.sentence(document.sentence_of(node.first))
        before = tokens.word(node.first - 1) if node.first > begin else ""
        after = tokens.word(node.last) if node.last < end else ""
        meaning = node.meaning
        if before == "since" or (_leans_on_reference(meaning) and _sign(meaning) < 0):
            return False
        if self._is_pluperfect(node, begin):
            return False
        if not self.anchors.narrative:
            return True
        if before in ("until", "till", "from") and not resolution.explicit:
            return False
        if isinstance(meaning, Fields) and meaning.season is not None and not resolution.explicit:
            return False
        initial = node.first - begin <= 3
        if resolution.cell is not None and resolution.cell.unit == "year" and isinstance(meaning, Fields):
            quoted = (before == "(" and after == ")") or before in ("the", "a", "of", "as", "until", "till")
            return not (self._jumps(resolution) and (quoted or not initial))
        if resolution.explicit and self._jumps(resolution) and (not initial or before in ("until", "till")):
            return self._confirms(resolution)
        self.anchors.pending = None
        return True

    def _confirms(self, resolution: Resolution) -> bool:
        """A leap to another time counts once a second date lies there too."""
        pending, self.anchors.pending = self.anchors.pending, resolution.cell
        if pending is None or resolution.cell is None:
            return False
        return abs(year_of(pending) - year_of(resolution.cell)) <= 2

    def _jumps(self, resolution: Resolution) -> bool:
        last = self.anchors.last()
        if last is None or resolution.cell is None:
            return False
        return abs(year_of(resolution.cell) - year_of(last.cell)) > 3

    def _is_pluperfect(self, node: Node, begin: int) -> bool:
        """"had called off a strike in June": told as background."""
        tokens = self.document.tokens
        for index in range(node.first - 1, max(begin, node.first - 12) - 1, -1):
            word = tokens.word(index)
            if word in (",", ";", "and", "but", "that", "when"):
                return False
            if word == "had":
                return True
        return False


def _is_dated(meaning: Meaning) -> bool:
    return isinstance(meaning, Fields) and (meaning.month is not None or meaning.year is not None)


def _leans_on_reference(meaning: Meaning) -> bool:
    return getattr(meaning, "to", None) == "reference" and isinstance(meaning, (Shifted, Deictic))


def _sign(meaning: Any) -> int:
    return meaning.sign if isinstance(meaning, Shifted) else meaning.offset if isinstance(meaning, Deictic) else 0


def _as_fine(cell: Cell, meaning: Any) -> bool:
    unit = meaning.amount.unit if isinstance(meaning, Shifted) else meaning.unit
    return unit in RANK and RANK[cell.unit] <= RANK[unit]


def _names_day(meaning: Meaning) -> bool:
    if isinstance(meaning, Fields):
        return meaning.day is not None or meaning.weekday is not None or meaning.holiday is not None
    if isinstance(meaning, Joined):
        return _names_day(meaning.date)
    if isinstance(meaning, Directed):
        return _names_day(meaning.fields)
    return isinstance(meaning, Deictic) and meaning.unit == "day"


def _is_story(nodes: list[Node], published: Cell | None) -> bool:
    """Whether a document tells of its own time: far years abound and little is said from the day of writing."""
    if published is None:
        return True
    here = year_of(published)
    far = near = 0
    for node in nodes:
        meaning = node.meaning
        if isinstance(meaning, Fields) and meaning.year is not None:
            far += abs(meaning.year - here) > 2
            near += abs(meaning.year - here) <= 1
        elif isinstance(meaning, Fields):
            near += meaning.weekday is not None and meaning.month is None
        else:
            near += isinstance(meaning, (Deictic, Shifted)) and meaning.to == "published"
    return (far >= _STORY_YEARS and far >= 8 * near) or (far >= 5 and not near)


@cache
def _southern_countries() -> frozenset[str]:
    return word_list("lexicon.toml", "southern_countries")


__all__ = ["Amount", "TimingSettings", "find_candidates", "tag_times"]
