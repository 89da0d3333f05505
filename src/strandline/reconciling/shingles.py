"""Which documents share runs of words: texts in, shared fingerprints out, in time that grows with the number of words.

Fingerprints are hashes of five words in a row, thinned by winnowing (Schleimer, Wilkerson and Aiken 2003) so that every
run of eight shared words leaves at least one in common. A fingerprint ties each document to the first that has it and
to the one before, never all to all. Runs that stand in documents of otherwise different wording (footers, standing
notices) are boilerplate and count for nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

SHINGLE: Final = 5
"""Words in a row that make a fingerprint."""
_WINDOW: Final = 4
_WORD: Final = re.compile(r"\w+")
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_COMMON: Final = 4
"""In so many documents a run is looked at as boilerplate; ``_FEW`` where one house published them all."""
_FEW: Final = 3
_ONE_TEXT: Final = 0.7
"""Least part that several documents of one house share if they are versions of one text."""
_ALIKE: Final = 0.3
"""Least part of the shorter one's fingerprints that two documents of one text share, at the very least."""
Fingerprints = NDArray[np.uint64]


class Fingerprinter:
    """Hashes words, each once."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def words(self, text: str) -> NDArray[np.uint64]:
        """A hash for each word of a text, case folded."""
        return self.hashes(_WORD.findall(text.casefold()))

    def hashes(self, words: Collection[str]) -> NDArray[np.uint64]:
        """A hash for each word."""
        known = self._known
        for word in set(words).difference(known):
            known[word] = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
        return np.fromiter((known[word] for word in words), dtype=np.uint64, count=len(words))

    def of(self, text: str) -> Fingerprints:
        """Sorted distinct fingerprints of a text; empty where it has fewer than five words."""
        runs = runs_of(self.words(text), SHINGLE)
        if len(runs) <= _WINDOW:
            return np.unique(runs[:1])
        return np.unique(np.lib.stride_tricks.sliding_window_view(runs, _WINDOW).min(axis=1))


def runs_of(hashes: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    """Hashes of all runs of ``length`` words, in the order of the text."""
    count = max(0, len(hashes) - length + 1)
    runs = np.zeros(count, dtype=np.uint64)
    for place in range(length if count else 0):
        runs = runs * _MULTIPLIER + hashes[place : place + count]
        runs ^= runs >> np.uint64(29)
    return runs


class _Index:
    """All fingerprints of a pile, sorted, with the documents that have them."""

    def __init__(self, prints: Sequence[Fingerprints]) -> None:
        owners = np.repeat(np.arange(len(prints), dtype=np.int64), [len(own) for own in prints])
        values = np.concatenate([np.empty(0, dtype=np.uint64), *prints])
        order = np.lexsort((owners, values))
        self.values, self.owners = values[order], owners[order]
        new = np.ones(len(values), dtype=bool)
        new[1:] = self.values[1:] != self.values[:-1]
        self.starts = np.flatnonzero(new)
        self.sizes = np.diff(np.append(self.starts, len(values)))
        self.first = np.repeat(self.owners[self.starts], self.sizes)
        self.again = np.flatnonzero(~new)

    def pairs(self) -> Counter[tuple[int, int]]:
        """Links between documents: each with the first that has a fingerprint and with the one before."""
        found: Counter[tuple[int, int]] = Counter()
        found.update(_pairs(self.first[self.again], self.owners[self.again]))
        later = self.again[self.owners[self.again - 1] != self.first[self.again]]
        found.update(_pairs(self.owners[later - 1], self.owners[later]))
        return found

    def boilerplate(self, alike: set[tuple[int, int, int]], publishers: Sequence[str]) -> Fingerprints:
        """Fingerprints in several documents most of which are not alike, or not nearly one text of one publisher."""
        found = []
        common = self.sizes >= _FEW
        for start, size in zip(self.starts[common].tolist(), self.sizes[common].tolist(), strict=True):
            owners = self.owners[start : start + size].tolist()
            one_house = len({publishers[owner] for owner in owners}) == 1 and publishers[owners[0]] != ""
            if size < _COMMON and not one_house:
                continue
            level = 1 if one_house else 0
            tied = sum(
                (owners[0], one, level) in alike or (before, one, level) in alike for before, one in pairwise(owners)
            )
            if tied < (size - 1) / 2:
                found.append(self.values[start])
        return np.array(found, dtype=np.uint64)


def _pairs(lower: NDArray[np.int64], upper: NDArray[np.int64]) -> Iterable[tuple[int, int]]:
    return zip(lower.tolist(), upper.tolist(), strict=True)


def without_boilerplate(prints: Sequence[Fingerprints], publishers: Sequence[str]) -> list[Fingerprints]:
    """The same fingerprints without those of standing notices; see the module.

    Args:
        prints: fingerprints of each document.
        publishers: who published it, empty where unknown. Three notices of one house need not differ as much.
    """
    index = _Index(prints)
    alike: set[tuple[int, int, int]] = set()
    for (a, b), links in index.pairs().items():
        least = min(len(prints[a]), len(prints[b]))
        if links >= _ALIKE * least:
            alike.add((a, b, 0))
        if links >= _ONE_TEXT * least:
            alike.add((a, b, 1))
    standing = index.boilerplate(alike, publishers)
    if not len(standing):
        return list(prints)
    return [own[~np.isin(own, standing, assume_unique=True)] for own in prints]


def linked_pairs(prints: Sequence[Fingerprints]) -> Counter[tuple[int, int]]:
    """Pairs of documents with shared fingerprints, by index, lower first, and how many links they have."""
    return _Index(prints).pairs()


def shared(a: Fingerprints, b: Fingerprints) -> int:
    """How many fingerprints two documents have in common."""
    return len(np.intersect1d(a, b, assume_unique=True))
