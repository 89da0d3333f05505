"""What the telling makes of a happening that has no time of its own: candidate windows in, the one that is worth saying out.

A window is a stretch around an anchor: the time of the last dated happening before it in the text, of the next one, of another in
the same sentence, of the happening that the report is about, or the document's own date; at it, after it or before it. Two
logistic models over features that a person can read say how likely a window is right (lies in what the text supports) and how
likely it is wrong (excludes it). The window with the most to gain is taken, unless saying nothing is better; a wrong day costs
more than a wide one. Weights: ``timing_telling.toml``, fitted on the project's own annotated articles by
``evaluation.reconciling_fit_times``.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from strandline.claims.lexica import lexicon
from strandline.claims.timing_clauses import is_definite
from strandline.claims.timing_network import DAY, Bounds, Tie
from strandline.claims.timing_signals import AHEAD, REAL, sequence_of
from strandline.claims.timing_story import PUBLISHED, Story, is_day

Place = Literal["at", "after", "before", "eve", "week", "month"]
_WEEK_DAYS: Final = 7
_MONTH_DAYS: Final = 31
_YEAR_DAYS: Final = 366
_FAR: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time that a happening may lie in: ``name`` is anchor and place, ``tie`` puts it into the network."""

    name: str
    anchor: int
    bounds: Bounds
    tie: Tie | None


@dataclass(frozen=True)
class Weights:
    """Of one model: by window, then by feature; ``""`` is the window's own bias."""

    by_window: Mapping[str, Mapping[str, float]]

    def chance(self, window: str, features: list[str]) -> float:
        """Probability that the model gives a window."""
        own = self.by_window.get(window, {})
        score = own.get("", 0.0) + sum(own.get(name, 0.0) for name in features)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


@lru_cache(maxsize=1)
def _models() -> tuple[Weights, Weights, float]:
    data: dict[str, Any] = lexicon("timing_telling")
    return Weights(data["right"]), Weights(data["wrong"]), float(data["cost_of_wrong"])


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
        right, wrong, cost = _models()
        best: tuple[float, float] | None = None
        chosen: Window | None = None
        for window in self.windows(head):
            features = self.features(head, window)
            chance = right.chance(window.name, features)
            gain = chance - cost * wrong.chance(window.name, features)
            if best is None or gain > best[0] + 1e-9:
                best, chosen = (gain, chance), window
        if best is None or chosen is None or chosen.tie is None:
            return None
        tie = chosen.tie
        return Tie(tie.first, tie.second, tie.kind, best[1], tie.reason, tie.least, tie.most)

    # ---------------------------------------------------------------------------------------------- windows

    def windows(self, head: int) -> list[Window]:
        """All windows that the network leaves open to a happening, saying nothing first."""
        own = self.story.known.bounds[head]
        found = [Window("nothing", PUBLISHED, own, None)]
        for window in (*self._by_anchor(head), *self._by_publication(head)):
            bounds = _meet(own, window.bounds)
            if bounds is not None and (bounds != own or window.name.startswith("published after")):
                found.append(Window(window.name, window.anchor, bounds, window.tie))
        return found

    def _by_anchor(self, head: int) -> Iterator[Window]:
        """At, after and before each kind of anchor."""
        for name, anchor in self._anchors_of(head):
            bounds = self.story.known.bounds[anchor]
            words = f"“{self.story.tree.tokens[anchor].text}”"
            ceiling = None if self.story.statuses[head] in AHEAD else self._ceiling()
            same = Tie(head, anchor, "same day", 1, f"the telling is at {words}")
            yield Window(f"{name} at", anchor, Bounds(_day(bounds.low), _day_end(bounds.high)), same)
            yield Window(
                f"{name} after", anchor, Bounds(bounds.low, ceiling),
                Tie(anchor, head, "before", 1, f"told as following {words}"),
            )  # fmt: skip
            yield Window(
                f"{name} before", anchor, Bounds(None, bounds.high), Tie(head, anchor, "before", 1, f"told as leading to {words}")
            )  # fmt: skip

    def _anchors_of(self, head: int) -> Iterator[tuple[str, int]]:
        tokens = self.story.tree.tokens
        place = bisect_left(self.anchors, head)
        sentence = tokens[head].sentence
        inside = [other for other in self.anchors if tokens[other].sentence == sentence and other != head]
        seen: set[int] = set()
        if inside:
            near = min(inside, key=lambda other: (abs(other - head), other))
            seen.add(near)
            yield "beside", near
        for name, other in (
            ("last", self.anchors[place - 1] if place else None),
            ("main", self._last_main(head)),
            ("next", next((other for other in self.anchors[place:] if other != head), None)),
            ("lead", self.story.lead),
        ):
            if other is not None and other != head and other not in seen:
                seen.add(other)
                yield name, other

    def _last_main(self, head: int) -> int | None:
        place = bisect_left(self.anchors, head)
        return next((other for other in reversed(self.anchors[:place]) if self.story.is_main(other)), None)

    def _by_publication(self, head: int) -> Iterator[Window]:
        """The document's own day, the day before with it, its week; and what is still ahead of it."""
        if self.published is None or self.published.low is None or self.published.high is None:
            return
        low, high = self.published.low, self.published.high
        same = Tie(head, PUBLISHED, "same day", 1, "told as news of the document's date")
        yield Window("published at", PUBLISHED, self.published, same)
        for name, days, words in (
            ("eve", 1, "told as news of the last day"), ("week", _WEEK_DAYS, "told as news of the last week"),
            ("month", _MONTH_DAYS, "told as news of the last month"),
        ):  # fmt: skip
            tie = Tie(head, PUBLISHED, "apart", 1, words, 0, high - low + days * DAY)
            yield Window(f"published {name}", PUBLISHED, Bounds(low - days * DAY, high), tie)
        if self.story.statuses[head] not in REAL:
            ahead = Tie(PUBLISHED, head, "before", 1, "ahead of the document's date")
            yield Window("published after", PUBLISHED, Bounds(low, None), ahead)

    def _ceiling(self) -> int | None:
        return None if self.published is None else self.published.high

    # --------------------------------------------------------------------------------------------- features

    def features(self, head: int, window: Window) -> list[str]:
        """Names of what is true of a happening and a window."""
        found = list(self._of_head(head))
        if window.anchor != PUBLISHED:
            found += self._of_anchor(head, window.anchor)
        return found

    def _of_head(self, head: int) -> Iterator[str]:
        story, tree = self.story, self.story.tree
        status, tense = story.statuses[head], story.tenses[head]
        yield f"tense {tense}"
        yield "ahead" if status in AHEAD else "ongoing" if status == "ongoing" else "real" if status in REAL else "not"
        if head in story.speech or story.kinds.get(head) == "statement":
            yield "says"
        if story.spoken[head]:
            yield "spoken"
        yield "main" if story.is_main(head) else "subordinate"
        if head < story.body:
            yield "headline"
        elif tree.tokens[head].sentence <= tree.tokens[story.body].sentence + 1:
            yield "opening"
        if tense == "nominal":
            yield "definite" if is_definite(tree, head) else "indefinite"
        turn = sequence_of(tree, head)
        if turn is not None:
            yield f"turn {turn}"
        yield f"lead {self._age(story.lead)}"
        bounds = story.known.bounds[head]
        yield "low known" if bounds.low is not None else "low open"
        if self.published is not None and bounds.high is not None and bounds.high < (self.published.low or 0):
            yield "high known"

    def _of_anchor(self, head: int, anchor: int) -> Iterator[str]:
        story, tokens = self.story, self.story.tree.tokens
        apart = abs(tokens[head].sentence - tokens[anchor].sentence)
        yield f"apart {'0' if apart == 0 else '1' if apart == 1 else '2-3' if apart <= 3 else '4-9' if apart <= 9 else '10+'}"
        sentences = story.tree.reading.sentences
        one, two = sentences[tokens[head].sentence].paragraph, sentences[tokens[anchor].sentence].paragraph
        yield "one paragraph" if one == two else "other paragraph"
        yield f"age {self._age(anchor)}"
        yield "anchor main" if story.is_main(anchor) else "anchor aside"
        if story.tenses[anchor] == story.tenses[head]:
            yield "one tense"
        if not is_day(story.known.bounds[anchor]):
            yield "anchor wide"
        if story.statuses[anchor] in AHEAD:
            yield "anchor ahead"

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
