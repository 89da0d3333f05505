"""How likely a window is right, and how likely it is wrong: features in, chances out.

Two sums of small decision trees, of which each level asks one question of all windows (``timing_choice.toml``, fitted
by ``evaluation.reconciling_fit_times``): the chance that a window lies in what a careful reader would give, and the
chance that it excludes the truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from strandline.claims.lexica import lexicon

Floats = NDArray[np.float64]
_SCALE = 1000.0


@dataclass(frozen=True)
class Trees:
    """``columns`` and ``thresholds`` are (trees, levels), ``leaves`` (trees, 2 ** levels): the bit of a level is set
    where a feature lies above its threshold. ``start`` is the score of a window before any tree."""

    start: float
    columns: NDArray[np.int64]
    thresholds: Floats
    leaves: Floats

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Trees:
        """Trees of a table of the lexicon: ``trees`` has a line each, "column:threshold … | leaf …", leaves in
        thousandths."""
        questions, leaves = [], []
        for line in table["trees"]:
            asked, _, values = line.partition("|")
            questions.append([item.split(":") for item in asked.split()])
            leaves.append([int(value) / _SCALE for value in values.split()])
        return cls(
            float(table["start"]),
            np.array([[int(column) for column, _ in tree] for tree in questions], np.int64),
            np.array([[float(threshold) for _, threshold in tree] for tree in questions], np.float64),
            np.array(leaves, np.float64),
        )

    @cached_property
    def _questions(self) -> tuple[NDArray[np.int64], Floats, NDArray[np.int64]]:
        """Columns and thresholds of all questions, each once, and which of them each level of each tree asks: trees
        mostly ask what others ask too."""
        pairs = np.stack([self.columns.ravel(), self.thresholds.ravel()], axis=1)
        distinct, asked = np.unique(pairs, axis=0, return_inverse=True)
        columns, thresholds = distinct[:, 0].astype(np.int64), distinct[:, 1].astype(np.float64)
        return columns, thresholds, asked.reshape(self.columns.shape).astype(np.int64)

    def chances(self, rows: Floats) -> Floats:
        """Chance of yes of each row of features, (rows, columns)."""
        if not len(rows) or not self.leaves.size:
            return np.full(len(rows), 1.0 / (1.0 + np.exp(-self.start)))
        columns, thresholds, asked = self._questions
        answers = np.ascontiguousarray(rows.T)[columns] > thresholds[:, None]
        places = np.zeros((len(rows), len(self.leaves)), np.int64)
        for level in range(self.columns.shape[1]):
            places |= answers[asked[:, level]].T.astype(np.int64) << level
        places += np.arange(len(self.leaves)) * self.leaves.shape[1]
        scores = self.start + self.leaves.ravel().take(places).sum(axis=1)
        found: Floats = 1.0 / (1.0 + np.exp(-scores))
        return found


def rows_of(known: Mapping[str, int], features: Sequence[Sequence[Mapping[str, float]]]) -> Floats:
    """Features by name as rows, (rows, columns): each row's in parts, no feature in two of them, as many parts for each
    row. ``known`` are the columns by name; what has none is left out.
    """
    place_of: dict[int, int] = {}
    places: list[int] = []
    counts: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    column_of = known.get
    for parts in features:
        for part in parts:
            place = place_of.get(id(part))
            if place is None:
                place = place_of[id(part)] = len(counts)
                before = len(columns)
                for name, value in part.items():
                    column = column_of(name)
                    if column is not None:
                        columns.append(column)
                        values.append(value)
                counts.append(len(columns) - before)
            places.append(place)
    distinct = np.zeros((len(counts), len(known)))
    distinct[np.repeat(np.arange(len(counts)), counts), columns] = values
    rows = np.zeros((len(features), len(known)))
    if places:
        for column_of_parts in np.array(places).reshape(len(features), -1).T:
            rows += distinct[column_of_parts]
    return rows


@dataclass(frozen=True)
class Choice:
    """The trees, the columns of the features they ask for, and how careful the choice is.

    ``most_wrong``: the largest chance of being wrong that a window may have. ``caution``: how much a chance of being
    wrong counts against one of being right. ``day_bonus``: how much chance a single day may cost against a wider
    window. ``most_wrong_endless``: ``most_wrong`` of a window without an end, which says that a thing is to come.
    """

    columns: Mapping[str, int]
    right: Trees
    wrong: Trees
    most_wrong: float
    caution: float
    day_bonus: float
    most_wrong_endless: float = 1.0

    def chances(self, features: Sequence[Mapping[str, float]]) -> tuple[Floats, Floats]:
        """Chances of being right and of being wrong of windows with some features."""
        return self.chances_of([(named,) for named in features])

    def chances_of(self, features: Sequence[Sequence[Mapping[str, float]]]) -> tuple[Floats, Floats]:
        """The same of windows each with its features in parts, no feature in two of them, and as many for each window.

        A part that several windows have in common is best given as one object: it is looked through once.
        """
        rows = rows_of(self.columns, features)
        return self.right.chances(rows), self.wrong.chances(rows)

    def best(
        self, right: Sequence[float], wrong: Sequence[float], one_day: Sequence[bool], endless: Sequence[bool]
    ) -> int:
        """Which of a happening's windows to take, the first of which says nothing: the best that is hardly ever
        wrong. ``one_day``: whether each is a single day; ``endless``: whether each has no end."""
        chosen, worth = 0, right[0] - self.caution * wrong[0]
        for place in range(1, len(right)):
            here = right[place] - self.caution * wrong[place] + self.day_bonus * one_day[place]
            most = min(self.most_wrong, self.most_wrong_endless) if endless[place] else self.most_wrong
            if wrong[place] < most and here > worth + 1e-9:
                chosen, worth = place, here
        return chosen


@lru_cache(maxsize=1)
def choice() -> Choice:
    """The choice as fitted."""
    data: dict[str, Any] = lexicon("timing_choice")
    columns = {name: place for place, name in enumerate(data["features"])}
    return Choice(
        columns, Trees.of(data["right"]), Trees.of(data["wrong"]), float(data["most_wrong"]), float(data["caution"]),
        float(data["day_bonus"]), float(data["most_wrong_endless"]),
    )  # fmt: skip
