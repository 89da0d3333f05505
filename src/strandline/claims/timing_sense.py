"""How a happening and the anchor of a window suit each other by what the reader makes of the two words in their places.

The features that a reader of the rules sees say how a happening is told; this says what is told: that a "verdict" is
news of the day, that what was "injured" was so in the "crash" before it, that one is "founded" long before. A small
network (``timing_sense.toml``, fitted by ``evaluation.reconciling_fit_times``) turns the senses of both words
(``TriggerMention.sense``) into a few dozen numbers each, weighs them and their products by the window's name, and
gives two log odds, of right and of wrong. They are features of the window among the others (``timing_choice``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from strandline.claims.lexica import lexicon
from strandline.records import Reading

Floats = NDArray[np.float32]
STEPS: Final = 32
"""Steps of a sense to a standard deviation."""
_SCALE: Final = 1000.0
_ROWS: Final = 16
"""Rows of a product at once: numpy's BLAS wakes all its threads for larger ones, which costs more than it saves."""


@dataclass(frozen=True)
class Sense:
    """The network: D components of a sense, H numbers made of them, K names of windows, the first for all others.

    ``names``: window → its place. ``happening``, ``anchor``: (D + 1) × H, weights of a word's components and what is
    added. ``own``, ``other``, ``both``: K × 2 × H, what the numbers of the happening, of the anchor and the products
    of the two weigh for right and for wrong. ``start``: K × 2.
    """

    names: Mapping[str, int]
    happening: Floats
    anchor: Floats
    own: Floats
    other: Floats
    both: Floats
    start: Floats

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Sense:
        """The network of a lexicon: a line for each row, in thousandths."""
        names = {name: place for place, name in enumerate(data["windows"])}
        tables = {
            name: np.array([line.split() for line in data[name]], np.float32) / np.float32(_SCALE)
            for name in ("happening", "anchor", "own", "other", "both", "start")
        }
        for name in ("own", "other", "both"):
            tables[name] = tables[name].reshape(len(names), 2, -1)
        return cls(names, **tables)

    def odds(self, happening: Floats, anchors: Floats, names: Sequence[str]) -> Floats:
        """Log odds of right and wrong of some windows of a happening, (windows, 2).

        Args:
            happening: what ``turned`` makes of the happening, (H,).
            anchors: the same of each window's anchor, (windows, H); nought where it has no sense.
            names: each window's name.
        """
        rows = [self.names.get(name, 0) for name in names]
        weights = self.other[rows] + self.both[rows] * happening
        found: Floats = (
            (self.own[rows] * happening).sum(axis=2) + (weights * anchors[:, None, :]).sum(axis=2) + self.start[rows]
        )
        return found


def turned(senses: Sequence[bytes], table: Floats) -> Floats:
    """Senses by one of the network's two tables, (senses, H)."""
    steps = np.frombuffer(b"".join(senses), np.int8).reshape(len(senses), len(table) - 1)
    values = steps.astype(np.float32) / np.float32(STEPS)
    parts = [values[row : row + _ROWS] @ table[:-1] for row in range(0, len(values), _ROWS)]
    found: Floats = np.tanh(np.concatenate([*parts, table[:0]]) + table[-1])
    return found


def senses_of(reading: Reading) -> dict[int, bytes]:
    """The senses of a reading's triggers by the word of each that stands highest in the tree."""
    found: dict[int, bytes] = {}
    tokens = reading.tokens
    for mention in reading.triggers:
        if not mention.sense:
            continue
        first = last = mention.token
        while last < len(tokens) and tokens[last].start < mention.end:
            last += 1
        top = next((index for index in range(first, last) if not first <= tokens[index].head < last), first)
        found.setdefault(top, mention.sense)
    return found


def named(odds: Floats) -> list[dict[str, float]]:
    """Features of a happening's windows, the first of which says nothing, from their log odds, (windows, 2)."""
    right, wrong = odds[:, 0].tolist(), odds[:, 1].tolist()
    best, nothing = max(right), right[0]
    return [
        {
            "m right": round(one, 2), "m wrong": round(other, 2), "m gap": round(one - best, 2),
            "m nothing": round(one - nothing, 2),
        }
        for one, other in zip(right, wrong, strict=True)
    ]  # fmt: skip


class Senses:
    """What a network makes of the happenings of one document.

    Args:
        network: the network.
        reading: the document's reading.
        heads: the happenings.
    """

    def __init__(self, network: Sense, reading: Reading, heads: Sequence[int]) -> None:
        self.network = network
        known = senses_of(reading)
        with_sense = [head for head in heads if head in known]
        self.row_of = {head: row for row, head in enumerate(with_sense)}
        senses = [known[head] for head in with_sense]
        none = np.zeros_like(network.anchor[:1])
        self.happenings = np.concatenate([turned(senses, network.happening), none])
        self.anchors = np.concatenate([turned(senses, network.anchor), none])
        """One row more than there are, here as there: nought, for what has no sense."""

    def features(self, head: int, windows: Sequence[tuple[str, int]]) -> list[dict[str, float]]:
        """Features of the windows of a happening, each with its name and anchor. Where the reader does not tell its
        sense, they are what such windows have before anything is known of the words."""
        row = self.row_of.get(head, -1)
        rows = [self.row_of.get(anchor, -1) for _, anchor in windows]
        return named(self.network.odds(self.happenings[row], self.anchors[rows], [name for name, _ in windows]))


@lru_cache(maxsize=1)
def sense() -> Sense:
    """The network as fitted."""
    return Sense.of(lexicon("timing_sense"))
