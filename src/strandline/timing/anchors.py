"""What a relative expression leans on: the publication date, and the times that the text has mentioned so far.

A document is read from its publication date (news) or from its own story (a history, a report with dates of its own):
``Anchors.narrative`` says which. A mention moves the story on only when it is in the foreground; years in citations,
in names of things ("the 1902 pact"), after "since", and in clauses told as background do not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from strandline.timing.cells import RANK, Cell, convert, days_of, year_of
from strandline.timing.timex import value_of, weekday_name

_MEMORY: Final = 60
"""How many mentions back an expression may lean."""
_TOPIC_SENTENCES: Final = 14
"""Sentences for which a report stays with the quarter that it has named."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that the text has named: its cell and where it stands (paragraph and sentence count from 0).

    ``foreground``: it moves the story on. ``topical``: it is named by itself, not counted from another. ``heading``:
    it is the document's own date at its head. ``dated``: the text gives its year.
    """

    cell: Cell
    paragraph: int
    sentence: int
    foreground: bool
    topical: bool
    heading: bool
    text: str
    dated: bool = False


@dataclass(slots=True)
class Anchors:
    """The anchors at one place of the text.

    ``published`` is a day cell, that of the dateline where ``dateline`` says so. ``planned`` is the cell that the line
    of the story gives the expression; ``beside`` a date of another time in the same sentence, whose year the expression
    shares; ``sentence`` is the number of the sentence that is being read.
    """

    published: Cell | None
    narrative: bool
    dateline: bool = False
    southern: bool = False
    country: str | None = None
    day_first: bool | None = None
    mentions: list[Mention] = field(default_factory=list)
    topic: Cell | None = None
    planned: Cell | None = None
    beside: Mention | None = None
    sentence: int = 0
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

    def quarter(self) -> Cell | None:
        """The quarter that the sentences around are about."""
        return self.topic if self.sentence - self._topic_sentence <= _TOPIC_SENTENCES else None

    def moved_on(self, mention: Mention, coarser: Mention | None) -> bool:
        """Whether a month or the like came after a finer time and lies elsewhere: the story has left the finer one.

        A year alone has too many uses in the news (acts, elections, citations) to say so.
        """
        if coarser is None or RANK[coarser.cell.unit] >= RANK["year"]:
            return False
        low, high = days_of(coarser.cell)
        first, last = days_of(mention.cell)
        return last < low or first > high

    def last(self) -> Mention | None:
        """The last mention in the foreground; a finer one shortly before it, where it only repeats that one's year."""
        found: Mention | None = None
        for mention in reversed(self.mentions[-_MEMORY:]):
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

    def reference(self, unit: str) -> tuple[Mention | None, Mention | None]:
        """The last foreground mention that is fine enough for ``unit``, and a coarser one that came after it.

        Where the text has nothing in the foreground yet, its last mention will do.
        """
        coarser: Mention | None = None
        for mention in reversed(self.mentions[-_MEMORY:]):
            if not mention.foreground:
                continue
            if RANK[mention.cell.unit] <= RANK[unit]:
                return mention, coarser
            coarser = coarser or mention
        if coarser is None and self.mentions and not self.mentions[-1].heading and not self.narrative:
            last = self.mentions[-1]
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
    source = "dateline" if anchors.dateline else "published"
    return f"{source} {weekday_name(anchors.published.index)} {value_of(anchors.published)}"
