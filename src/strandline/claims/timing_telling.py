"""What the telling makes of a happening that has no time of its own: windows in, the ties of the safe ones out.

Each window (``timing_windows``) stands for one account of when it was: where the constructions of its sentence or an
earlier mention put it, on the day that the telling is at, on the day of the story, as news of the last day, and so on.
How likely each is right and how likely it is wrong comes from what a reader sees of it (``timing_features``,
``timing_choice``). Only windows that are hardly ever wrong are taken, the best of them; else nothing is said, for a
wrong day costs more than a wide one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from strandline.claims.timing_choice import Choice, choice
from strandline.claims.timing_features import Features, Parts
from strandline.claims.timing_network import Bounds, Tie
from strandline.claims.timing_story import Story, is_day, is_one_day
from strandline.claims.timing_windows import TIED, Window, Windows

_GUESS: Final = 0.999
_LAST: Final = 1e-6
_BLOCK: Final = 128
"""Happenings that are judged at once, so that a long text takes no more memory than a short one."""


class Chosen(NamedTuple):
    """The window that a happening was given, by name, and how likely it is right and wrong."""

    name: str
    right: float
    wrong: float


class Telling:
    """The windows of one document, and the choice among them; ``chosen``, once the ties are drawn, says which.

    ``judge``: what chooses; without it, what ships.
    """

    def __init__(self, story: Story, published: Bounds | None, judge: Choice | None = None) -> None:
        self.story = story
        self.judge = judge or choice()
        self.chosen: dict[int, Chosen] = {}
        self._seen: dict[int, dict[str, float]] = {}
        self.windows = Windows(story, published)
        self.features = Features(self.windows)

    def ties(self, told: Sequence[Tie]) -> list[Tie]:
        """The ties that are worth drawing: of those that the words tell, the sure ones and those that a chosen window
        rests on; and those of the other windows that are chosen."""
        kept = {*self.story.certain, *self._of_the_others()}
        found: list[Tie] = []
        heads = [head for head in self.story.order if self.is_open(head)]
        for first in range(0, len(heads), _BLOCK):
            for head, window, chance in self._chosen(heads[first : first + _BLOCK]):
                strength = min(_GUESS, chance)
                if window.name == TIED:
                    kept.update(window.ties)
                else:
                    found += [replace(tie, strength=strength) for tie in window.ties]
                found += _held(head, window, strength - _LAST)
        return [*(tie for tie in told if tie in kept), *found]

    def _chosen(self, heads: Sequence[int]) -> Iterator[tuple[int, Window, float]]:
        """For each of some happenings the window to take, and how likely it is right."""
        offers = [self._offers(head) for head in heads]
        right, wrong = self.judge.chances_of([parts for offer in offers for _, parts in offer])
        place = 0
        for head, offer in zip(heads, offers, strict=True):
            end = place + len(offer)
            days = [is_one_day(window.bounds) for window, _ in offer]
            endless = [window.bounds.high is None for window, _ in offer]
            chosen = self.judge.best(right[place:end].tolist(), wrong[place:end].tolist(), days, endless)
            window, parts = offer[chosen]
            self._seen[head] = parts[0]
            found = self.chosen[head] = Chosen(window.name, float(right[place + chosen]), float(wrong[place + chosen]))
            yield head, window, found.right
            place = end

    def _of_the_others(self) -> Iterator[Tie]:
        """What narrows the happenings that the telling does not judge."""
        known = self.story.known
        for head in self.story.order:
            if head not in self.story.own and not self.is_open(head):
                yield from (tie for tie in (known.low_by.get(head), known.high_by.get(head)) if tie is not None)

    def is_open(self, head: int) -> bool:
        """Whether neither its own words nor a word of order give a happening a day or two."""
        story = self.story
        known = head not in story.statuses or head in story.own or head in story.unresolved
        return not known and not is_day(story.sure.bounds[head])

    def seen(self, head: int) -> dict[str, float]:
        """The features of a happening itself."""
        return self._seen.get(head) or self.features.of_head(head)

    def offers(self, head: int) -> list[tuple[Window, dict[str, float]]]:
        """The windows of a happening with their features; the first says nothing."""
        return [(window, {**own, **anchor, **named}) for window, (own, anchor, named) in self._offers(head)]

    def _offers(self, head: int) -> list[tuple[Window, Parts]]:
        windows = self.windows.of(head)
        return list(zip(windows, self.features.of(head, windows), strict=True))


def _held(head: int, window: Window, strength: float) -> list[Tie]:
    """The stretch of a chosen window by itself, where its anchor is no longer there to give it."""
    low, high = window.bounds
    if not window.ties or low is None or high is None:
        return []
    return [Tie(head, window.anchor, "within", strength, window.ties[0].reason, low, high)]
