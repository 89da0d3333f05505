"""Stretches of time that a happening without a time of its own may lie in: a story in, windows with features out.

A window is a stretch around an anchor: at, after or before the nearest dated happening of the sentence; at the last
dated happening before it in the text; at the story's leading happening, from it up to the report, or before it; the
document's own date, the day before, the week before. Features say what a reader sees of the happening, of the anchor
and of how the two stand to one another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from strandline.claims.timing_clauses import is_definite, tells_of_several
from strandline.claims.timing_network import DAY, Bounds, Tie
from strandline.claims.timing_signals import AHEAD, REAL
from strandline.claims.timing_story import PUBLISHED, Story, is_day

_OLD: Final = 7 * DAY
_WIDE: Final = 31 * DAY
_WIDEST: Final = 367 * DAY
_NEAR: Final = 3
"""Times up to a month are handed on to the next sentence as they are, those up to a year a few sentences on."""
_DISTANCES: Final = ((0, "0"), (1, "1"), (3, "2-3"), (9, "4-9"))
"""Sentences between a happening and its anchor, in steps."""
_WEEK_DAYS: Final = 7
_MONTH_DAYS: Final = 31
_YEAR_DAYS: Final = 366
_MANY: Final = 3


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time that a happening may lie in: ``name`` is anchor and place, ``tie`` puts it into the network."""

    name: str
    anchor: int
    bounds: Bounds
    tie: Tie | None


class Windows:
    """The anchors of one document, and the windows that they open for its happenings."""

    def __init__(self, story: Story, published: Bounds | None) -> None:
        self.story = story
        self.published = published
        bounds = story.known.bounds
        self.anchors = [
            head for head in sorted(story.statuses)
            if head >= story.body and bounds[head].low is not None and bounds[head].high is not None
            and (head in story.own or is_day(bounds[head]))
        ]  # fmt: skip
        days = {_day(bounds[head].low) for head in self.anchors if is_day(bounds[head])}
        self.days = "none" if not days else "one" if len(days) == 1 else "few" if len(days) <= _MANY else "many"

    # ---------------------------------------------------------------------------------------------- windows

    def of(self, head: int) -> list[Window]:
        """All windows that the network leaves open to a happening, saying nothing first."""
        own = self.story.known.bounds[head]
        found = [Window("nothing", PUBLISHED, own, None)]
        for window in (*self._by_anchor(head), *self._by_lead(head), *self._by_publication(head)):
            bounds = _meet(own, window.bounds)
            if bounds is not None and bounds != own:
                found.append(Window(window.name, window.anchor, bounds, window.tie))
        return found

    def _last(self, head: int) -> int | None:
        place = bisect_left(self.anchors, head)
        return self.anchors[place - 1] if place else None

    def _by_anchor(self, head: int) -> Iterator[Window]:
        """At, after and before the anchor of the sentence; the same of the last one before."""
        tokens = self.story.tree.tokens
        sentence = self.story.tree.reading.sentences[tokens[head].sentence]
        first, end = bisect_left(self.anchors, sentence.first), bisect_left(self.anchors, sentence.last)
        inside = [other for other in self.anchors[first:end] if other != head]
        beside = min(inside, key=lambda other: (abs(other - head), other)) if inside else None
        last = self._last(head)
        if beside is not None and not self._only_said(head, beside):
            if not self._ordered(head, beside):
                yield self._at("beside at", head, beside)
            yield from self._around("beside", head, beside)
        if last is not None and last != beside and not self._only_said(head, last):
            name = self._going_on(head, last)
            if name is not None:
                yield self._at(name, head, last)
            if last != self.story.lead:
                yield from self._around("last", head, last)

    def _at(self, name: str, head: int, anchor: int) -> Window:
        bounds = self.story.known.bounds[anchor]
        tie = Tie(head, anchor, "same day", 1, f"the telling is at {self._words(anchor)}")
        return Window(name, anchor, Bounds(_day(bounds.low), _day_end(bounds.high)), tie)

    def _ordered(self, head: int, anchor: int) -> bool:
        """Whether the sentence puts one of two happenings before the other."""
        pairs = ((head, anchor), (anchor, head))
        steps = [(self.story.steps.get(child), parent) for child, parent in pairs]
        return any(step is not None and step.parent == parent and step.relation != "together" for step, parent in steps)

    def _around(self, name: str, head: int, anchor: int) -> Iterator[Window]:
        bounds, words = self.story.known.bounds[anchor], self._words(anchor)
        after = Tie(anchor, head, "before", 1, f"told as following {words}")
        yield Window(f"{name} after", anchor, Bounds(bounds.low, self._ceiling(head)), after)
        before = Tie(head, anchor, "before", 1, f"told as leading to {words}")
        yield Window(f"{name} before", anchor, Bounds(None, bounds.high), before)

    def _by_lead(self, head: int) -> Iterator[Window]:
        """On the story's day, from it on, or before it."""
        lead = self.story.lead
        if lead is None or lead == head:
            return
        bounds, words = self.story.known.bounds[lead], self._words(lead)
        tie = Tie(head, lead, "same day", 1, f"it belongs to the story of {words}")
        yield Window("lead at", lead, Bounds(_day(bounds.low), _day_end(bounds.high)), tie)
        on = Tie(lead, head, "before", 1, f"told in a report on {words}")
        yield Window("lead on", lead, Bounds(bounds.low, self._ceiling(head)), on)
        before = Tie(head, lead, "before", 1, f"it is background to {words}")
        yield Window("lead before", lead, Bounds(None, bounds.high), before)

    def _words(self, anchor: int) -> str:
        return f"“{self.story.tree.tokens[anchor].text}”"

    def _ceiling(self, head: int) -> int | None:
        return None if self.story.statuses[head] in AHEAD or self.published is None else self.published.high

    def _going_on(self, head: int, last: int) -> str | None:
        """What the telling may still be at: any day, however far back, and a wider time in the next sentences."""
        story, tokens = self.story, self.story.tree.tokens
        bounds = story.known.bounds[last]
        if is_day(bounds):
            return "last at"
        apart = tokens[head].sentence - tokens[last].sentence
        width = (bounds.high or 0) - (bounds.low or 0)
        if width <= _WIDE and apart <= 1 and story.tenses[last] == story.tenses[head]:
            return "last at"
        return "last wide" if width <= _WIDEST and apart <= _NEAR else None

    def _only_said(self, head: int, anchor: int) -> bool:
        """Whether a verb of saying stands beside something older than a week: news is told when it is told."""
        high = self.story.known.bounds[anchor].high
        if head not in self.story.speech or self.published is None or self.published.low is None or high is None:
            return False
        return self.published.low - high > _OLD

    def _by_publication(self, head: int) -> Iterator[Window]:
        """The document's own day, the day before, the week before; what lies ahead of it."""
        if self.published is None or self.published.low is None or self.published.high is None:
            return
        low, high = self.published.low, self.published.high
        if self.story.statuses[head] in AHEAD:
            if self.story.known.bounds[head].high is not None:
                return  # it looks back, or something says by when
            tie = Tie(PUBLISHED, head, "before", 1, "told as still to come")
            yield Window("published ahead", PUBLISHED, Bounds(low, None), tie)
            return
        for name, days, words in (
            ("published day", 0, "told as news of the day"),
            ("published eve", 1, "told as news of the last day"),
            ("published week", _WEEK_DAYS, "told as news of the last week"),
        ):
            first = low - days * DAY
            yield Window(name, PUBLISHED, Bounds(first, high), Tie(head, PUBLISHED, "within", 1, words, first, high))

    # --------------------------------------------------------------------------------------------- features

    def features(self, head: int, windows: Sequence[Window]) -> list[tuple[str, ...]]:
        """Names of what is true of a happening and each of its windows."""
        own = tuple(self._of_head(head))
        anchors = {window.anchor for window in windows}
        with_anchor = {
            anchor: own if anchor == PUBLISHED else (*own, *self._of_anchor(head, anchor)) for anchor in anchors
        }
        return [with_anchor[window.anchor] for window in windows]

    def _of_head(self, head: int) -> Iterator[str]:
        story, tree = self.story, self.story.tree
        status, tense = story.statuses[head], story.tenses[head]
        yield f"tense {tense}"
        yield "ahead" if status in AHEAD else "ongoing" if status == "ongoing" else "real" if status in REAL else "not"
        if head in story.speech or story.kinds.get(head) == "statement":
            yield "says"
        if story.spoken[head]:
            yield "spoken"
        if story.is_main(head):
            yield "main"
        if head < story.body:
            yield "headline"
        if tense == "nominal":
            yield "definite" if is_definite(tree, head) else "indefinite"
        yield f"lead {self._age(story.lead)}"
        last = self._last(head)
        yield f"last {self._age(last)}"
        if last is not None and story.lead is not None:
            one, two = story.known.bounds[last], story.known.bounds[story.lead]
            yield (
                "last on lead"
                if _meet(one, two)
                else "last before lead"
                if (one.low or 0) < (two.low or 0)
                else ("last after lead")
            )
        yield f"days {self.days}"
        if story.is_timed(head):
            yield "timed"
        if tells_of_several(tree, head):
            yield "repeated"
        bounds = story.known.bounds[head]
        yield "low known" if bounds.low is not None else "low open"

    def _of_anchor(self, head: int, anchor: int) -> Iterator[str]:
        story, tokens = self.story, self.story.tree.tokens
        apart = abs(tokens[head].sentence - tokens[anchor].sentence)
        yield f"apart {next((name for most, name in _DISTANCES if apart <= most), '10+')}"
        sentences = story.tree.reading.sentences
        one, two = sentences[tokens[head].sentence].paragraph, sentences[tokens[anchor].sentence].paragraph
        yield "one paragraph" if one == two else "other paragraph"
        yield f"age {self._age(anchor)}"
        if anchor in story.speech or story.kinds.get(anchor) == "statement":
            yield "anchor says"
        if story.spoken[anchor]:
            yield "anchor spoken"
        if story.is_main(anchor):
            yield "anchor main"
        if not is_day(story.known.bounds[anchor]):
            yield "anchor wide"
        if apart == 0:
            clauses = story.tree.clause_head(head), story.tree.clause_head(anchor)
            yield "clause one" if clauses[0] == clauses[1] else "clause other"
            above, below = story.tree.ancestors(head), story.tree.ancestors(anchor)
            yield "tree above" if anchor in above else "tree below" if head in below else "tree beside"
            yield f"relation {tokens[head].deprel.partition(':')[0]}"
        if story.tenses[anchor] == story.tenses[head]:
            yield "one tense"

    def _age(self, anchor: int | None) -> str:
        """How long before the document's date an anchor lies, in steps."""
        if anchor is None:
            return "none"
        high = self.story.known.bounds[anchor].high
        if self.published is None or self.published.low is None or high is None:
            return "unknown"
        days = (self.published.low - high) // DAY
        steps = ((-1, "ahead"), (0, "0"), (1, "1"), (_WEEK_DAYS, "week"), (_MONTH_DAYS, "month"), (_YEAR_DAYS, "year"))
        return next((name for most, name in steps if days <= most), "older")


def _day(value: int | None) -> int | None:
    return None if value is None else value - value % DAY


def _day_end(value: int | None) -> int | None:
    return None if value is None else value - value % DAY + DAY - 1


def _meet(a: Bounds, b: Bounds) -> Bounds | None:
    """What two intervals share; None where it is nothing."""
    low = a.low if b.low is None else b.low if a.low is None else max(a.low, b.low)
    high = a.high if b.high is None else b.high if a.high is None else min(a.high, b.high)
    return None if low is not None and high is not None and low > high else Bounds(low, high)
