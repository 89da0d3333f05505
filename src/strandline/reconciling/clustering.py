"""From pairs to clusters: average linkage over the scored pairs, so that one likely pair does not chain two happenings.

Two clusters are joined, likeliest first, where the mean over all pairs between them is above the threshold (a pair that
was never compared counts as unlikely) and what speaks against it does not: one pair that can never be one is enough,
of pairs that merely seem to exclude each other it takes a quarter, for one time or name that was read wrongly must not
part the reports of a happening. Ties go by the lowest numbers, so the result does not depend on the order of input.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

_UNSEEN: Final = 0.02
"""Chance of a pair that blocking never brought together."""
NEVER: Final = math.inf
"""What ``against`` gives for a pair that can never be one."""
_ROUNDED: Final = 1e-6
"""More than rounding takes from a mean or adds to it."""
_DOUBTS: Final = 0.25
"""Part of the pairs between two clusters that may seem to exclude each other."""

Pair = tuple[int, int]


def cluster(
    count: int, chances: Mapping[Pair, float], *, threshold: float, against: Callable[[int, int], float],
    together: list[Pair], apart: set[Pair], weights: Sequence[float] | None = None,
) -> list[list[int]]:  # fmt: skip
    """Clusters of ``range(count)``, each sorted, in order of their first member.

    Args:
        count: number of facts.
        chances: chance of each compared pair, lower number first.
        threshold: least mean chance between clusters that are joined.
        against: what speaks against two facts' being one happening: 0 nothing, 1 something that may have been read
            wrongly, ``NEVER`` what cannot be.
        together: pairs that a person joined; they override everything.
        apart: pairs that a person separated, lower number first.
        weights: how much each fact counts in what its cluster is held against; all the same where none are given.
    """
    state = _Clusters(weights or [1.0] * count, chances, against, apart)
    for a, b in together:
        state.join(state.of[a], state.of[b])
    joined = sorted({state.of[item] for pair in together for item in pair})
    # What is likely from the start is put in order once; only what comes of joining waits in a heap.
    first = sorted((-chance, *pair) for pair, chance in chances.items() if chance >= threshold)
    queue = [
        (-mean, min(one, other), max(one, other)) for one in joined for other, mean in state.likely(one, threshold)
    ]
    heapq.heapify(queue)
    done = 0
    while queue or done < len(first):
        if not queue or (done < len(first) and first[done] <= queue[0]):
            negative, a, b = first[done]
            done += 1
        else:
            negative, a, b = heapq.heappop(queue)
        one, two = state.of[a], state.of[b]
        if one == two or (one, two) != (a, b):
            continue
        if state.mean(one, two) != -negative or not state.may_join(one, two):
            continue
        merged = state.join(one, two)
        for other, mean in state.likely(merged, threshold):
            heapq.heappush(queue, (-mean, min(merged, other), max(merged, other)))
    return sorted((sorted(members) for members in state.members.values()), key=lambda members: members[0])


class _Clusters:
    """Clusters by their lowest member, with the sums of chances between them."""

    def __init__(
        self, weights: Sequence[float], chances: Mapping[Pair, float], against: Callable[[int, int], float],
        apart: set[Pair],
    ) -> None:  # fmt: skip
        self.of = list(range(len(weights)))
        self.members: dict[int, list[int]] = {item: [item] for item in self.of}
        self._own = weights
        self._weights = list(weights)
        self.sums: defaultdict[int, dict[int, tuple[float, float]]] = defaultdict(dict)
        for (a, b), chance in chances.items():
            both = weights[a] * weights[b]
            self.sums[a][b] = self.sums[b][a] = (chance * both, both)
        self._against = against
        self._apart = apart

    def mean(self, one: int, two: int) -> float:
        """Mean chance over all pairs between two clusters."""
        return _mean(*self.sums[one].get(two, (0.0, 0.0)), self._weights[one] * self._weights[two])

    def likely(self, one: int, least: float) -> Iterator[tuple[int, float]]:
        """The clusters whose mean with a cluster is ``least`` or more, in no order, each with the mean."""
        own = self._weights[one]
        nearly = least - _ROUNDED
        for other, (total, seen) in self.sums[one].items():
            pairs = own * self._weights[other]
            if total + _UNSEEN * (pairs - seen) >= nearly * pairs and (mean := _mean(total, seen, pairs)) >= least:
                yield other, mean

    def may_join(self, one: int, two: int) -> bool:
        """Whether no pair between them can never be one, and few seem to exclude each other."""
        left = _DOUBTS * self._weights[one] * self._weights[two]
        for a in self.members[one]:
            for b in self.members[two]:
                apart = self._apart and ((a, b) if a < b else (b, a)) in self._apart
                left -= NEVER if apart else self._against(a, b) * self._own[a] * self._own[b]
                if left < 0:
                    return False
        return True

    def join(self, one: int, two: int) -> int:
        """Join two clusters; returns the one that stays, which bears the lower number."""
        if one == two:
            return one
        keep, gone = min(one, two), max(one, two)
        moving = self.members.pop(gone)
        self._weights[keep] += self._weights[gone]
        self.members[keep] += moving
        for item in moving:
            self.of[item] = keep
        kept = self.sums[keep]
        for other, found in self.sums.pop(gone, {}).items():
            theirs = self.sums[other]
            theirs.pop(gone, None)
            if other != keep:
                before = kept.get(other)
                if before is not None:
                    found = (before[0] + found[0], before[1] + found[1])
                kept[other] = theirs[keep] = found
        return keep


def _mean(total: float, seen: float, pairs: float) -> float:
    """Mean of the chances of all pairs, those that were never compared with them."""
    return round((total + _UNSEEN * (pairs - seen)) / pairs, 9)
