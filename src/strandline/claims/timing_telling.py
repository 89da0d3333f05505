"""What the telling makes of a happening that has no time of its own: candidate windows in, the one that is safe out.

A window is a stretch around an anchor: at, after or before the nearest dated happening of the sentence, at the last
dated happening before it in the text, or the document's own date with the day before. Two logistic models over features
that a person can read say how likely a window is right (lies in what the text supports) and how likely it is wrong
(excludes it). Only windows that are hardly ever wrong are taken, the best of them; else nothing is said, for a wrong
day costs more than a wide one. Weights: ``timing_telling.toml``, fitted on the project's own annotated articles by
``evaluation.reconciling_fit_times``.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from strandline.claims.lexica import lexicon
from strandline.claims.timing_clauses import is_definite
from strandline.claims.timing_network import DAY, Bounds, Tie
from strandline.claims.timing_signals import AHEAD, REAL
from strandline.claims.timing_story import PUBLISHED, Story, is_day

_TOLD: Final = frozenset({"past", "pluperfect", "nominal", "participle"})
_NEAR: Final = 3
_OLD: Final = 7 * DAY
_WIDEST: Final = 31 * DAY
"""Sentences that a day may lie behind for the telling to be still at it."""
_DISTANCES: Final = ((0, "0"), (1, "1"), (3, "2-3"), (9, "4-9"))
"""Sentences between a happening and its anchor, in steps."""
_WEEK_DAYS: Final = 7
_MONTH_DAYS: Final = 31
_YEAR_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time that a happening may lie in: ``name`` is anchor and place, ``tie`` puts it into the network."""

    name: str
    anchor: int
    bounds: Bounds
    tie: Tie | None


@dataclass(frozen=True)
class Weights:
    """Of one model, by name: a window ("beside at"), or a window and a feature ("beside at, tense past")."""

    by_name: Mapping[str, float]

    def chance(self, window: str, features: Sequence[str]) -> float:
        """Probability that the model gives a window."""
        score = sum(self.by_name.get(name, 0.0) for name in weight_names(window, features))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def weight_names(window: str, features: Sequence[str]) -> list[str]:
    """Names of the weights that count for a window with some features."""
    return [window, *(f"{window}, {name}" for name in features)]


@dataclass(frozen=True)
class Models:
    """How likely a window is right, how likely it is wrong, and the most that it may be wrong."""

    right: Weights
    wrong: Weights
    most_wrong: float

    def best(self, choices: Sequence[tuple[str, Sequence[str]]]) -> tuple[int, float]:
        """Which of some windows (name and features) to take, and how likely it is right; the first is saying
        nothing."""
        chosen, gain, chance = 0, 0.0, 0.0
        for index, (window, features) in enumerate(choices):
            right, wrong = self.right.chance(window, features), self.wrong.chance(window, features)
            if index == 0 or (wrong < self.most_wrong and right - wrong > gain + 1e-9):
                chosen, gain, chance = index, right - wrong, right
        return chosen, chance


@lru_cache(maxsize=1)
def _models() -> Models:
    data: dict[str, Any] = lexicon("timing_telling")
    return Models(Weights(data["right"]), Weights(data["wrong"]), float(data["most_wrong"]))


class Telling:
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

    def ties(self) -> list[Tie]:
        """The ties of the windows that are worth saying, for all happenings that are still open."""
        found = []
        for head in sorted(self.story.statuses):
            if self.is_open(head):
                tie = self._best(head)
                if tie is not None:
                    found.append(tie)
        return found

    def is_open(self, head: int) -> bool:
        """Whether neither its own words nor the order of the sentence give a happening a day or two."""
        return head not in self.story.own and head not in self.story.unresolved and not is_day(
            self.story.known.bounds[head]
        )  # fmt: skip

    def _best(self, head: int) -> Tie | None:
        windows = self.windows(head)
        index, chance = _models().best([(window.name, self.features(head, window)) for window in windows])
        tie = windows[index].tie
        return None if tie is None else replace(tie, strength=chance)

    # ---------------------------------------------------------------------------------------------- windows

    def windows(self, head: int) -> list[Window]:
        """All windows that the network leaves open to a happening, saying nothing first."""
        own = self.story.known.bounds[head]
        found = [Window("nothing", PUBLISHED, own, None)]
        for window in (*self._by_anchor(head), *self._by_publication(head)):
            bounds = _meet(own, window.bounds)
            if bounds is not None and bounds != own:
                found.append(Window(window.name, window.anchor, bounds, window.tie))
        return found

    def _by_anchor(self, head: int) -> Iterator[Window]:
        """At, after and before the anchor of the sentence; at the last one before."""
        tokens = self.story.tree.tokens
        inside = [other for other in self.anchors if other != head and tokens[other].sentence == tokens[head].sentence]
        beside = min(inside, key=lambda other: (abs(other - head), other)) if inside else None
        place = bisect_left(self.anchors, head)
        last = self.anchors[place - 1] if place else None
        if beside is not None and not self._only_said(head, beside):
            bounds, words = self.story.known.bounds[beside], f"“{tokens[beside].text}”"
            yield self._at("beside at", head, beside)
            ceiling = None if self.story.statuses[head] in AHEAD or self.published is None else self.published.high
            after = Tie(beside, head, "before", 1, f"told as following {words}")
            yield Window("beside after", beside, Bounds(bounds.low, ceiling), after)
            before = Tie(head, beside, "before", 1, f"told as leading to {words}")
            yield Window("beside before", beside, Bounds(None, bounds.high), before)
        if last is not None and last != beside and self._goes_on(head, last) and not self._only_said(head, last):
            yield self._at("last at", head, last)

    def _goes_on(self, head: int, last: int) -> bool:
        """Whether the telling may still be at an anchor: told as past, and a wide time only in the very next
        sentence."""
        story, tokens = self.story, self.story.tree.tokens
        if story.tenses[head] not in _TOLD:
            return False
        apart = tokens[head].sentence - tokens[last].sentence
        if is_day(story.known.bounds[last]):
            return apart <= _NEAR
        bounds = story.known.bounds[last]
        if bounds.low is None or bounds.high is None or bounds.high - bounds.low > _WIDEST:
            return False
        return apart <= 1 and story.tenses[last] == story.tenses[head]

    def _only_said(self, head: int, anchor: int) -> bool:
        """Whether a verb of saying stands beside something older than a week: news is told when it is told."""
        high = self.story.known.bounds[anchor].high
        if head not in self.story.speech or self.published is None or self.published.low is None or high is None:
            return False
        return self.published.low - high > _OLD

    def _at(self, name: str, head: int, anchor: int) -> Window:
        bounds = self.story.known.bounds[anchor]
        tie = Tie(head, anchor, "same day", 1, f"the telling is at “{self.story.tree.tokens[anchor].text}”")
        return Window(name, anchor, Bounds(_day(bounds.low), _day_end(bounds.high)), tie)

    def _by_publication(self, head: int) -> Iterator[Window]:
        """The document's own day with the day before."""
        if self.published is None or self.published.low is None or self.published.high is None:
            return
        if self.story.statuses[head] in AHEAD:
            return
        low, high = self.published.low, self.published.high
        tie = Tie(head, PUBLISHED, "apart", 1, "told as news of the last day", 0, high - low + DAY)
        yield Window("published eve", PUBLISHED, Bounds(low - DAY, high), tie)

    # --------------------------------------------------------------------------------------------- features

    def features(self, head: int, window: Window) -> list[str]:
        """Names of what is true of a happening and a window."""
        return [*self._of_head(head), *(self._of_anchor(head, window.anchor) if window.anchor != PUBLISHED else ())]

    def _of_head(self, head: int) -> Iterator[str]:
        story, tree = self.story, self.story.tree
        status, tense = story.statuses[head], story.tenses[head]
        yield f"tense {tense}"
        yield "ahead" if status in AHEAD else "ongoing" if status == "ongoing" else "real" if status in REAL else "not"
        if head in story.speech or story.kinds.get(head) == "statement":
            yield "says"
        if story.is_main(head):
            yield "main"
        if head < story.body:
            yield "headline"
        if tense == "nominal":
            yield "definite" if is_definite(tree, head) else "indefinite"
        yield f"lead {self._age(story.lead)}"
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
