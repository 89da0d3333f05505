"""Which documents share runs of words: texts in, shared fingerprints out, in time that grows with the number of words.

Fingerprints are hashes of five words in a row, thinned by winnowing (Schleimer, Wilkerson and Aiken 2003) so that every
run of eight shared words leaves at least one in common. A fingerprint ties each document to the first that has it and to
the one before, never all to all.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

SHINGLE: Final = 5
"""Words in a row that make a fingerprint."""
_WINDOW: Final = 4
_WORD: Final = re.compile(r"\w+")
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
Fingerprints = NDArray[np.uint64]


class Fingerprinter:
    """Hashes words once."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def _word(self, word: str) -> int:
        number = self._known.get(word)
        if number is None:
            number = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
            self._known[word] = number
        return number

    def of(self, text: str) -> Fingerprints:
        """Sorted distinct fingerprints of a text; empty where it has fewer than five words."""
        words = _WORD.findall(text.casefold())
        if len(words) < SHINGLE:
            return np.empty(0, dtype=np.uint64)
        hashes = np.fromiter((self._word(word) for word in words), dtype=np.uint64, count=len(words))
        runs = np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64)
        for place in range(SHINGLE):
            runs = runs * _MULTIPLIER + hashes[place : place + len(runs)]
            runs ^= runs >> np.uint64(29)
        if len(runs) <= _WINDOW:
            return np.unique(runs.min(keepdims=True))
        windows = np.lib.stride_tricks.sliding_window_view(runs, _WINDOW)
        return np.unique(windows.min(axis=1))


def linked_pairs(fingerprints: Sequence[Fingerprints]) -> Counter[tuple[int, int]]:
    """Pairs of documents with shared fingerprints, by index, lower first, and how many links they have.

    Each fingerprint links its documents in the order given: each with the first and with the one before.
    """
    owners = np.concatenate(
        [np.full(len(own), index, dtype=np.int64) for index, own in enumerate(fingerprints)]
        or [np.empty(0, dtype=np.int64)]
    )
    values = np.concatenate(list(fingerprints) or [np.empty(0, dtype=np.uint64)])
    order = np.lexsort((owners, values))
    values, owners = values[order], owners[order]
    found: Counter[tuple[int, int]] = Counter()
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))) if len(values) else np.empty(0, int)
    first_of = np.repeat(owners[starts], np.diff(np.append(starts, len(values)))) if len(values) else owners
    again = np.ones(len(values), dtype=bool)
    again[starts] = False
    positions = np.flatnonzero(again)
    found.update(_pairs(first_of[positions], owners[positions]))
    not_first = positions[owners[positions - 1] != first_of[positions]]
    found.update(_pairs(owners[not_first - 1], owners[not_first]))
    return found


def _pairs(lower: NDArray[np.int64], upper: NDArray[np.int64]) -> Iterable[tuple[int, int]]:
    return zip(lower.tolist(), upper.tolist(), strict=True)


def shared(a: Fingerprints, b: Fingerprints) -> int:
    """How many fingerprints two documents have in common."""
    return len(np.intersect1d(a, b, assume_unique=True))
