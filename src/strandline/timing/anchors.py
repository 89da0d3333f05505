"""What a relative expression leans on: the publication date, and the times that the text has mentioned so far.

A document is read from its publication date (news) or from its own story (a history, a report with dates of its own):
``Anchors.narrative`` says which. A mention moves the story on only when it is in the foreground; years in citations,
in names of things ("the 1902 pact"), after "since", and in clauses told as background do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from strandline.timing.cells import RANK, Cell, convert, days_of, year_of
from strandline.timing.timex import value_of, weekday_name

_MEMORY: Final = 60
"""How many mentions back an expression may lean."""
_NEAR: Final = 2
"""Sentences over which a telling goes on from a year."""
_TOPIC_SENTENCES: Final = 14
"""Sentences for which a report stays with the quarter that it has named."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that the text has named: its cell and where it stands (paragraph and sentence count from 0).

    ``foreground``: it moves the story on. ``topical``: it is named by itself, not counted from another. ``heading``:
    it is the document's own date at its head. ``dated``: the text gives its year. ``of_name``: it is that of a thing
    ("the act of 1974", "the minutes of 18 January"), not when something happened. ``token``: the token behind it.
    ``weekday``: it is named by its weekday alone. ``back``: it is counted back from another ("two years earlier").
    ``of_speech``: it is when somebody spoke ("the mayor said on Monday").
    """

    cell: Cell
    paragraph: int
    sentence: int
    foreground: bool
    topical: bool
    heading: bool
    text: str
    dated: bool = False
    of_name: bool = False
    token: int = 0
    weekday: bool = False
    back: bool = False
    of_speech: bool = False


@dataclass(slots=True)
class Anchors:
    """The anchors at one place of the text.

    ``published`` is a day cell, that of the dateline where ``dateline`` says so, or of a diary's entry (``entry``).
    ``planned`` is the cell that the line of the story gives the expression; ``beside`` a date of another time in the
    same sentence, whose year the expression shares; ``narrated`` a date of long ago that the telling goes on from;
    ``year`` the year right in front ("last year, in June"); ``article`` the word in front, "a" or "the"; ``sentence``
    and ``paragraph`` are the numbers of those that are being read. ``told_past``: what is said there has happened, so
    that a time ahead of the day of writing (a term, a plan) is no anchor of it.
    """

    published: Cell | None
    narrative: bool
    dateline: bool = False
    entry: bool = False
    southern: bool = False
    country: str | None = None
    day_first: bool | None = None
    mentions: list[Mention] = field(default_factory=list)
    topic: Cell | None = None
    planned: Cell | None = None
    beside: Mention | None = None
    narrated: Mention | None = None
    year: Mention | None = None
    article: str = ""
    sentence: int = 0
    paragraph: int = 0
    told_past: bool = False
    _topic_sentence: int = 0

    def note(self, mention: Mention) -> None:
        """Add a mention; mentions come in the order of the text."""
        self.mentions.append(mention)
        if mention.cell.unit == "quarter" and mention.foreground and mention.topical:
            over = self.published is None or days_of(mention.cell)[1] < self.published.index
            if self.topic is None or over:
                self.topic = mention.cell
        if mention.cell.unit == "quarter":
            self._topic_sentence = mention.sentence

    def told(self) -> Iterator[Mention]:
        """The mentions that an expression may lean on, the latest first."""
        for mention in reversed(self.mentions[-_MEMORY:]):
            if not (self.told_past and self.is_ahead(mention)):
                yield mention

    def is_ahead(self, mention: Mention) -> bool:
        """Whether a mention lies wholly after the day of writing."""
        return self.published is not None and not self.narrative and days_of(mention.cell)[0] > self.published.index

    def quarter(self) -> Cell | None:
        """The quarter that the sentences around are about."""
        return self.topic if self.sentence - self._topic_sentence <= _TOPIC_SENTENCES else None

    def moved_on(self, mention: Mention, coarser: Mention | None) -> bool:
        """Whether a month or the like came after a finer time and lies elsewhere: the story has left the finer one.

        A year alone has too many uses in the news (acts, elections, citations) to say so, unless the paragraph goes on
        from it ("In 2009 a ship was seized and found a week later").
        """
        if coarser is None or RANK[coarser.cell.unit] > RANK["year"]:
            return False
        if coarser.cell.unit == "year" and not self._goes_on_from(coarser):
            return False
        low, high = days_of(coarser.cell)
        first, last = days_of(mention.cell)
        return last < low or first > high

    def _goes_on_from(self, year: Mention) -> bool:
        """Whether what is being read goes on from a year that was just told of."""
        near = year.paragraph == self.paragraph and self.sentence - year.sentence <= _NEAR
        return near and year.dated and not year.of_name

    def last(self) -> Mention | None:
        """The last mention in the foreground; a finer one shortly before it, where it only repeats that one's year."""
        found: Mention | None = None
        for mention in self.told():
            if not mention.foreground:
                continue
            if found is None:
                found = mention
                if RANK[mention.cell.unit] < RANK["year"]:
                    return found
            elif found.sentence - mention.sentence > 1:
                return found
            elif RANK[mention.cell.unit] < RANK[found.cell.unit]:
                return mention if convert(mention.cell, found.cell.unit) == found.cell else found
        return found

    def just_told(self) -> Mention | None:
        """The last mention, told in passing or not, of the sentence or of the one in front: what "that" points at."""
        for mention in self.told():
            if self.sentence - mention.sentence > 1:
                return None
            if not mention.back and not mention.heading and RANK[mention.cell.unit] <= RANK["year"]:
                return mention
        return None

    def far_since(self, cell: Cell) -> bool:
        """Whether the paragraph has come, since a day was told, to a month or a year that the day is not in."""
        for mention in self.told():
            if mention.paragraph != self.paragraph or RANK[mention.cell.unit] <= RANK["day"]:
                return False
            beside = mention.sentence == self.sentence and mention.dated
            if (
                (mention.foreground or beside)
                and mention.topical
                and not mention.of_name
                and RANK[mention.cell.unit] <= RANK["year"]
            ):
                low, high = days_of(mention.cell)
                first, last = days_of(cell)
                return last < low or first > high
        return False

    def reference(self, unit: str) -> tuple[Mention | None, Mention | None]:
        """The last foreground mention that is fine enough for ``unit``, and a coarser one that came after it.

        Where the text has nothing in the foreground yet, its last mention will do.
        """
        just = self.just_told()
        fine = just is not None and RANK[just.cell.unit] <= RANK[unit] <= RANK["week"]
        if just is not None and fine and not self.narrative and not just.of_name:
            return just, None
        coarser: Mention | None = None
        for mention in self.told():
            if not mention.foreground:
                continue
            if RANK[mention.cell.unit] <= RANK[unit]:
                return mention, coarser
            coarser = coarser or mention
        last = next(self.told(), None)
        if coarser is None and last is not None and not last.heading and not self.narrative:
            return (last, None) if RANK[last.cell.unit] <= RANK[unit] else (None, last)
        return None, coarser

    def base_year(self) -> int | None:
        """Year of the story where it stands; the publication's where there is no story."""
        last = self.last()
        if self.narrative and last is not None:
            return year_of(last.cell)
        return None if self.published is None else year_of(self.published)


def written(anchors: Anchors) -> str:
    """When the text was written, in words for the reason; empty where that is not known."""
    if anchors.published is None:
        return ""
    source = "entry of" if anchors.entry else "dateline" if anchors.dateline else "published"
    return f"{source} {weekday_name(anchors.published.index)} {value_of(anchors.published)}"
