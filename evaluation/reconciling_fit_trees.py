"""Boosted oblivious trees: rows of features with a yes or no in, trees out.

Every tree asks the same question of all rows at each of its levels (Kohavi and Li 1995; boosted by Newton steps of the
logistic loss, Friedman 2001), so that a tree is a handful of questions and a table of values, small enough to be kept
as text and answered for a whole document at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS: Final = 24


@dataclass(frozen=True)
class Settings:
    """``trees`` of ``depth`` questions each, of which a random ``share`` of the columns is asked, fitted to a random
    ``part`` of the rows; ``rate`` of a step; ``ridge`` on the values of leaves."""

    trees: int = 200
    depth: int = 6
    rate: float = 0.1
    ridge: float = 10.0
    share: float = 0.3
    part: float = 0.6


@dataclass(frozen=True)
class Forest:
    """``questions``: column and threshold of each level of each tree; ``leaves``: (trees, 2 ** depth), the bit of level
    ``k`` set where the value lies above the threshold; ``start``: what every row begins with."""

    start: float
    questions: tuple[tuple[tuple[int, float], ...], ...]
    leaves: Floats

    def scores(self, rows: NDArray[np.float32]) -> Floats:
        """Log odds of each row; ``rows`` is (rows, columns)."""
        total = np.full(len(rows), self.start)
        for tree, values in zip(self.questions, self.leaves, strict=True):
            leaf = np.zeros(len(rows), np.int64)
            for level, (column, threshold) in enumerate(tree):
                leaf |= (rows[:, column] > threshold).astype(np.int64) << level
            total += values[leaf]
        return total


class Binned:
    """Rows in steps: of each column only the entries outside its commonest step, nought."""

    def __init__(self, rows: NDArray[np.float32]) -> None:
        self.rows = rows
        columns = rows.shape[1]
        self.thresholds = np.full((columns, BINS), np.inf)
        self.home = np.zeros(columns, np.int64)
        self.entries: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
        for column in range(columns):
            values = np.unique(rows[:, column])
            cuts = (values[1:] + values[:-1]) / 2
            if len(cuts) >= BINS:
                cuts = np.unique(np.quantile(rows[rows[:, column] != 0, column], np.linspace(0.02, 0.98, BINS - 1)))
            cuts = cuts[: BINS - 1]
            self.thresholds[column, : len(cuts)] = cuts
            steps = np.searchsorted(cuts, rows[:, column], side="left")
            self.home[column] = np.searchsorted(cuts, 0.0, side="left")
            inside = np.flatnonzero(steps != self.home[column])
            self.entries.append((inside, steps[inside]))

    def chosen(
        self, columns: NDArray[np.int64], part: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Row and key (place of the column among the chosen, step) of the entries of some columns and rows."""
        found = [self.entries[column] for column in columns]
        rows = np.concatenate([row for row, _ in found])
        keys = np.concatenate([steps + place * BINS for place, (_, steps) in enumerate(found)])
        kept = part[rows]
        return rows[kept], keys[kept]


def boost(binned: Binned, gold: Floats, weight: Floats, kept: NDArray[np.bool_], settings: Settings) -> Forest:
    """Fit a forest to some rows.

    Args:
        binned: all rows.
        gold: 1 for yes, (rows,).
        weight: what each row counts, (rows,).
        kept: the rows to learn from, (rows,).
        settings: see there.
    """
    chance = np.random.default_rng(11)
    mean = float(np.average(gold[kept], weights=weight[kept]))
    start = float(np.log(mean / (1 - mean)))
    scores = np.full(len(gold), start)
    questions, leaves = [], []
    columns = binned.rows.shape[1]
    for _ in range(settings.trees):
        odds = 1.0 / (1.0 + np.exp(-scores))
        slope, bend = weight * (odds - gold), weight * odds * (1 - odds)
        part = kept & (chance.random(len(gold)) < settings.part)
        some = np.sort(chance.choice(columns, int(columns * settings.share), replace=False))
        tree, leaf = _grow(binned, some, part, slope, bend, settings)
        count = 1 << settings.depth
        down = np.bincount(leaf[part], slope[part], count)
        values = -settings.rate * down / (np.bincount(leaf[part], bend[part], count) + settings.ridge)
        scores += values[leaf]
        questions.append(tree)
        leaves.append(values)
    return Forest(start, tuple(questions), np.array(leaves))


def _grow(
    binned: Binned, some: NDArray[np.int64], part: NDArray[np.bool_], slope: Floats, bend: Floats, settings: Settings
) -> tuple[tuple[tuple[int, float], ...], NDArray[np.int64]]:
    """The questions of one tree, and the leaf of every row."""
    rows, keys = binned.chosen(some, part)
    inside = np.flatnonzero(part)
    leaf = np.zeros(len(slope), np.int64)
    tree: list[tuple[int, float]] = []
    for level in range(settings.depth):
        width, shape = len(some) * BINS, (1 << level, len(some), BINS)
        places = leaf[rows] * width + keys
        sums = []
        for values in (slope, bend):
            table = np.bincount(places, values[rows], width << level).reshape(shape)
            whole = np.bincount(leaf[inside], values[inside], 1 << level)
            table[:, np.arange(len(some)), binned.home[some]] += whole[:, None] - table.sum(axis=2)
            sums.append((np.cumsum(table, axis=2), whole[:, None, None]))
        (low, low_all), (bent, bent_all) = sums
        gains = (low**2 / (bent + settings.ridge) + (low_all - low) ** 2 / (bent_all - bent + settings.ridge)).sum(
            axis=0
        )
        gains[~np.isfinite(binned.thresholds[some])] = -np.inf
        place, step = np.unravel_index(int(np.argmax(gains)), gains.shape)
        column, threshold = int(some[place]), float(binned.thresholds[some[place], step])
        tree.append((column, threshold))
        leaf |= (binned.rows[:, column] > threshold).astype(np.int64) << level
    return tuple(tree), leaf
