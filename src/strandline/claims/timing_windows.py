"""Stretches of time that a happening without a time of its own may lie in: a story in, windows out.

A window is a stretch around an anchor: what the sentence's constructions and repetition give; on the day of what a
toll or "the crash" speaks of; at, after or before the
nearest dated happening of the sentence; at the last dated happenings before it in the text, of the main line, of the
paragraph; at the entry that it stands under; at the story's leading happening, from it up to the report, or before
it; the document's own date, the day before, the week before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from strandline.claims.lexica import word_set
from strandline.claims.timing_clauses import looks_back
from strandline.claims.timing_makeup import Incidents, tells_toll
from strandline.claims.timing_network import DAY, Bounds, Tie
from strandline.claims.timing_signals import AHEAD, BUILT
from strandline.claims.timing_story import PUBLISHED, Story, is_day

NOTHING: Final = "nothing"
TIED: Final = "as tied"
_OLD: Final = 7 * DAY
_WIDEST: Final = 367 * DAY
_WEEK_DAYS: Final = 7
_GROUNDS: Final = frozenset({"for", "over"})
"""Before a noun for what something else is done about: the telling is not at it."""
_FRESH: Final = 2 * DAY
_LONG_PAST: Final = 21 * DAY
"""How long before a report the day lies that it names as background: earlier ones are those of histories."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time that a happening may lie in: ``name`` is anchor and place, ``ties`` put it into the network."""

    name: str
    anchor: int
    bounds: Bounds
    ties: tuple[Tie, ...] = ()


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
        self.main = [head for head in self.anchors if story.is_main(head)]
        self.stated = [head for head in self.anchors if head in story.own]
        self.incidents = Incidents(story, self.anchors)
        self.places = [entry.token for entry in story.entries]

    def of(self, head: int) -> list[Window]:
        """All windows that are open to a happening, saying nothing first; each stretch once, by its first name."""
        own = self.story.sure.bounds[head]
        found = [Window(NOTHING, PUBLISHED, own)]
        seen = {own}
        told = tells_toll(self.story, head)
        for window in (*self._tied(head), *self._by_incident(head), *self._by_anchor(head),
                       *self._by_entry(head), *self._by_lead(head),
                       *(() if told else self._by_publication(head))):  # fmt: skip
            bounds = None if self._is_past_life(head, window) else meet(own, window.bounds)
            if bounds is not None and bounds not in seen:
                seen.add(bounds)
                found.append(Window(window.name, window.anchor, bounds, window.ties))
        return found

    def _is_past_life(self, head: int, window: Window) -> bool:
        """Whether a window is at or after the death of its doer: "Brandt, who died on Monday, wrote two operas"."""
        if head not in self.story.lives or window.anchor == PUBLISHED:
            return False
        lemma = self.story.tree.tokens[window.anchor].lemma.lower()
        sure = window.name == TIED or window.name.endswith("before")
        return not sure and lemma in word_set("timing_of", "dying", "verbs")

    def last(self, head: int, anchors: list[int] | None = None) -> int | None:
        """The last anchor before a happening."""
        chosen = self.anchors if anchors is None else anchors
        place = bisect_left(chosen, head)
        return chosen[place - 1] if place else None

    def beside(self, head: int) -> int | None:
        """The nearest anchor of the sentence."""
        sentence = self.story.tree.reading.sentences[self.story.tree.tokens[head].sentence]
        first, end = bisect_left(self.anchors, sentence.first), bisect_left(self.anchors, sentence.last)
        inside = [other for other in self.anchors[first:end] if other != head]
        return min(inside, key=lambda other: (abs(other - head), other)) if inside else None

    def _tied(self, head: int) -> Iterator[Window]:
        known = self.story.known
        ties = [tie for tie in (known.low_by.get(head), known.high_by.get(head)) if tie is not None]
        if ties:
            yield Window(TIED, self.story.root_of(head), known.bounds[head], tuple(dict.fromkeys(ties)))

    def _by_anchor(self, head: int) -> Iterator[Window]:
        """At, after and before the anchor of the sentence; the same of the last ones before."""
        beside, last = self.beside(head), self.last(head)
        if beside is not None:
            if not self._ordered(head, beside) and self._tells_on(head, beside):
                yield self._at("beside at", head, beside)
            yield from self._around("beside", head, beside)
        if last is not None and last != beside:
            if self._tells_on(head, last):
                yield self._at("last at", head, last)
            if last != self.story.lead:
                yield from self._around("last", head, last)
        for name, anchors in (("main at", self.main), ("stated at", self.stated)):
            other = self.last(head, anchors)
            if other is not None and other not in (beside, last) and self._tells_on(head, other):
                yield self._at(name, head, other)
        first = self._first_of_paragraph(head)
        if first is not None and self._tells_on(head, first):
            yield self._at("paragraph at", head, first)

    def _first_of_paragraph(self, head: int) -> int | None:
        tokens, sentences = self.story.tree.tokens, self.story.tree.reading.sentences
        paragraph = sentences[tokens[head].sentence].paragraph
        first = tokens[head].sentence
        while first > 0 and sentences[first - 1].paragraph == paragraph:
            first -= 1
        place = bisect_left(self.anchors, sentences[first].first)
        return self.anchors[place] if place < len(self.anchors) and self.anchors[place] < head else None

    def _tells_on(self, head: int, anchor: int) -> bool:
        """Whether the telling may still be at an anchor: not at a wide time that only a noun has ("the 1991 deal"),
        nor when a thing would have been that was called off, nor outside at what somebody is quoted with."""
        story = self.story
        bounds = story.known.bounds[anchor]
        if story.sides[anchor] and story.sides[anchor] != story.sides[head]:
            return False
        if story.tenses[anchor] == "nominal" and (not is_day(bounds) or story.statuses[anchor] == "did_not_happen"):
            return False
        if story.tenses[anchor] == "nominal" and story.tree.case_of(anchor) in _GROUNDS:
            return False
        return (bounds.high or 0) - (bounds.low or 0) <= _WIDEST

    def _at(self, name: str, head: int, anchor: int) -> Window:
        bounds = self.story.known.bounds[anchor]
        tie = Tie(head, anchor, "same day", 1, f"the telling is at {self._words(anchor)}")
        return Window(name, anchor, Bounds(day_of(bounds.low), day_end(bounds.high)), (tie,))

    def _ordered(self, head: int, anchor: int) -> bool:
        """Whether a word of the sentence puts one of two happenings before the other."""
        pairs = ((head, anchor), (anchor, head))
        steps = [(self.story.steps.get(child), parent) for child, parent in pairs]
        return any(step is not None and step.parent == parent and step.relation != "together" for step, parent in steps)

    def _around(self, name: str, head: int, anchor: int) -> Iterator[Window]:
        """After and before an anchor, unless a word or construction of the sentence says which."""
        bounds, words = self.story.known.bounds[anchor], self._words(anchor)
        step = self.story.steps.get(head)
        told = step.relation if step is not None and step.parent == anchor and step.strength >= BUILT else ""
        if told != "child first":
            after = Tie(anchor, head, "before", 1, f"told as following {words}")
            yield Window(f"{name} after", anchor, Bounds(bounds.low, self._ceiling(head)), (after,))
        if told != "child later":
            before = Tie(head, anchor, "before", 1, f"told as leading to {words}")
            yield Window(f"{name} before", anchor, Bounds(None, bounds.high), (before,))

    def _by_incident(self, head: int) -> Iterator[Window]:
        """What speaks of something known, on the day of that: a toll, "the crash"."""
        incident = self.incidents.of(head)
        if incident is None:
            return
        anchor, alone = incident
        one = "the only" if alone else "one"
        bounds, words = self.story.known.bounds[anchor], self._words(anchor)
        tie = Tie(head, anchor, "same day", 1, f"it speaks of {words}")
        if not self._is_older_news(head, anchor):
            yield Window(f"{one} incident at", anchor, Bounds(day_of(bounds.low), day_end(bounds.high)), (tie,))
        on = Tie(anchor, head, "before", 1, f"it speaks of {words}")
        yield Window(f"{one} incident on", anchor, Bounds(bounds.low, self._ceiling(head)), (on,))

    def _by_entry(self, head: int) -> Iterator[Window]:
        """On the day of the diary's, the log's or the list's entry that it stands under."""
        place = bisect_left(self.places, head)
        if place:
            entry = self.story.entries[place - 1]
            low, high = entry.bounds.low or 0, entry.bounds.high or 0
            reason = f"it stands under “{entry.words}”"
            yield Window("entry at", entry.token, entry.bounds, (Tie(head, PUBLISHED, "within", 1, reason, low, high),))

    def _by_lead(self, head: int) -> Iterator[Window]:
        """On the story's day, from it on, or before it."""
        lead = self.story.lead
        if lead is None or lead == head:
            return
        bounds, words = self.story.known.bounds[lead], self._words(lead)
        tie = Tie(head, lead, "same day", 1, f"it belongs to the story of {words}")
        if not self._is_older_news(head, lead):
            yield Window("lead at", lead, Bounds(day_of(bounds.low), day_end(bounds.high)), (tie,))
        if self.story.tenses[head] != "pluperfect":
            on = Tie(lead, head, "before", 1, f"told in a report on {words}")
            yield Window("lead on", lead, Bounds(bounds.low, self._ceiling(head)), (on,))
        before = Tie(head, lead, "before", 1, f"it is background to {words}")
        yield Window("lead before", lead, Bounds(None, bounds.high), (before,))

    def _is_older_news(self, head: int, told: int) -> bool:
        """Whether a day lies days before the report and is named only after a happening: what the report opens with
        came later, or it would not be told now."""
        high = self.story.known.bounds[told].high
        if head > told or high is None or self.published is None or self.published.low is None:
            return False
        return _FRESH < self.published.low - high <= _LONG_PAST

    def _words(self, anchor: int) -> str:
        return f"“{self.story.tree.tokens[anchor].text}”"

    def _ceiling(self, head: int) -> int | None:
        return None if self.story.statuses[head] in AHEAD or self.published is None else self.published.high

    def _by_publication(self, head: int) -> Iterator[Window]:
        """The document's own day, the day before, the week before; what lies ahead of it."""
        if self.published is None or self.published.low is None or self.published.high is None:
            return
        low, high = self.published.low, self.published.high
        if self.story.statuses[head] in AHEAD and not looks_back(self.story.tree, head):
            tie = Tie(PUBLISHED, head, "before", 1, "told as still to come")
            yield Window("published ahead", PUBLISHED, Bounds(low, None), (tie,))
            if self.story.statuses[head] in ("possible", "conditional"):
                return  # what only may have been is no news of a day
        for name, days, words in (
            ("published day", 0, "told as news of the day"),
            ("published eve", 1, "told as news of the last day"),
            ("published week", _WEEK_DAYS, "told as news of the last week"),
        ):
            first = low - days * DAY
            tie = Tie(head, PUBLISHED, "within", 1, words, first, high)
            yield Window(name, PUBLISHED, Bounds(first, high), (tie,))


def day_of(value: int | None) -> int | None:
    """The beginning of a moment's day."""
    return None if value is None else value - value % DAY


def day_end(value: int | None) -> int | None:
    """The last second of a moment's day."""
    return None if value is None else value - value % DAY + DAY - 1


def meet(a: Bounds, b: Bounds) -> Bounds | None:
    """What two intervals share; None where it is nothing."""
    low = a.low if b.low is None else b.low if a.low is None else max(a.low, b.low)
    high = a.high if b.high is None else b.high if a.high is None else min(a.high, b.high)
    return None if low is not None and high is not None and low > high else Bounds(low, high)
