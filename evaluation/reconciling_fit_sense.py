"""Fits the network of senses (``strandline.claims.timing_sense``); called by ``evaluation.reconciling_fit_times``.

Every window of every happening is a row: the sense of the happening, that of the window's anchor, the window's name;
whether it is right and whether it is wrong. With u and v what a layer each makes of the two senses and e, g what is
learnt of the window's name, the two log odds are linear in u, u·e, v·e, u·v, u·v·g (products number by number).
Fitted by Adam with decoupled decay (Loshchilov and Hutter 2019), inputs and products dropped out at random
(Srivastava et al. 2014); some networks that begin differently are joined to one, their odds averaged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from strandline.claims.timing_sense import STEPS, Sense, turned

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
WIDTH: Final = 24
SEEDS: Final = (1, 2, 3, 4)
EPOCHS: Final = 6
BATCH: Final = 512
RATE: Final = 4e-3
DECAY: Final = 0.02
DROPPED: Final = 0.3
WARMING: Final = 0.3
"""Share of the steps in which the rate goes up; in the others it goes down to nought."""
LEAST: Final = 100
"""A window of fewer rows is one of the others."""


@dataclass(frozen=True)
class Rows:
    """Windows of happenings that have a sense: ``senses`` (distinct, D) in standard deviations, the last one nought;
    ``happening`` and ``anchor``: which of them is whose (rows,), the last for an anchor without; ``name``: of the
    window; ``gold``: right and wrong (rows, 2); ``weight`` (rows,)."""

    senses: Floats
    happening: Ints
    anchor: Ints
    name: tuple[str, ...]
    gold: Floats
    weight: Floats


def rows_of(
    windows: Sequence[tuple[bytes, bytes, str]], right: NDArray[np.float64], wrong: NDArray[np.float64],
    weight: NDArray[np.float64],
) -> Rows:  # fmt: skip
    """Rows of windows: sense of the happening, of the anchor (empty: none), name."""
    known = sorted({item for first, second, _ in windows for item in (first, second) if item})
    place = {item: number for number, item in enumerate(known)}
    size = len(known[0])
    steps = np.frombuffer(b"".join(known) + bytes(size), np.int8).reshape(-1, size)
    return Rows(
        steps.astype(np.float32) / np.float32(STEPS),
        np.array([place[first] for first, _, _ in windows]),
        np.array([place.get(second, len(known)) for _, second, _ in windows]),
        tuple(name for _, _, name in windows),
        np.stack([right, wrong], axis=1).astype(np.float32),
        weight.astype(np.float32),
    )


def fit(rows: Rows, kept: NDArray[np.bool_]) -> Sense:
    """The network of some of the rows."""
    counts = Counter(name for name, wanted in zip(rows.name, kept, strict=True) if wanted)
    names = {
        "": 0,
        **{name: place + 1 for place, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))},
    }
    number = np.array([names.get(name, 0) for name in rows.name])
    found = [_Fitting(rows, number, len(names), seed).fitted(np.flatnonzero(kept)) for seed in SEEDS]
    joined = {
        key: np.concatenate([one[key] for one in found], axis=-1)
        for key in ("happening", "anchor", "own", "other", "both")
    }
    share = np.float32(1 / len(found))
    weights = {key: joined[key] * share for key in ("own", "other", "both")}
    start: Floats = np.mean([one["start"] for one in found], axis=0)
    return Sense(names, joined["happening"], joined["anchor"], **weights, start=start)


def odds(network: Sense, rows: Rows, wanted: NDArray[np.bool_]) -> Floats:
    """Log odds of the wanted rows, (wanted, 2)."""
    senses = [row.tobytes() for row in np.rint(rows.senses * STEPS).astype(np.int8)]
    first, second = turned(senses, network.happening), turned(senses, network.anchor)
    second[-1] = 0
    found = np.zeros((int(wanted.sum()), 2), np.float32)
    for place, row in enumerate(np.flatnonzero(wanted).tolist()):
        found[place] = network.odds(first[rows.happening[row]], second[[rows.anchor[row]]], [rows.name[row]])[0]
    return found


class _Fitting:
    """One network while it is fitted, its parameters by name."""

    def __init__(self, rows: Rows, number: Ints, count: int, seed: int) -> None:
        self.rows, self.number, self.count = rows, number, count
        self.chance = np.random.default_rng(seed)
        size = rows.senses.shape[1]
        near, far = size**-0.5, (5 * WIDTH) ** -0.5
        self.values: dict[str, Floats] = {
            "first": self._between(near, size, WIDTH), "first more": self._between(near, WIDTH),
            "second": self._between(near, size, WIDTH), "second more": self._between(near, WIDTH),
            "e": self.chance.standard_normal((count, WIDTH), np.float32),
            "g": self.chance.standard_normal((count, WIDTH), np.float32),
            "out": self._between(far, 5 * WIDTH, 2), "start": np.zeros((count, 2), np.float32),
        }  # fmt: skip
        self.mean = {name: np.zeros_like(value) for name, value in self.values.items()}
        self.square = {name: np.zeros_like(value) for name, value in self.values.items()}

    def _between(self, most: float, *shape: int) -> Floats:
        return (self.chance.random(shape, np.float32) * 2 - 1) * np.float32(most)

    def fitted(self, kept: Ints) -> dict[str, Floats]:
        """Fit to some rows; the tables of ``Sense``."""
        total = EPOCHS * -(-len(kept) // BATCH)
        step = 0
        for _ in range(EPOCHS):
            order = self.chance.permutation(kept)
            for first in range(0, len(order), BATCH):
                step += 1
                self._move(self._slopes(order[first : first + BATCH]), step, _rate(step / total))
        out = self.values["out"].T.reshape(2, 5, WIDTH)
        e, g = (self.values[name][:, None, :] for name in ("e", "g"))
        return {
            "happening": np.vstack([self.values["first"], self.values["first more"]]),
            "anchor": np.vstack([self.values["second"], self.values["second more"]]),
            "own": out[:, 0] + e * out[:, 1], "other": e * out[:, 2], "both": out[:, 3] + g * out[:, 4],
            "start": self.values["start"],
        }  # fmt: skip

    def _kept(self, *shape: int) -> Floats:
        """Nought for what is dropped, and for the rest what makes up for it."""
        return (self.chance.random(shape, np.float32) >= DROPPED).astype(np.float32) / np.float32(1 - DROPPED)

    def _slopes(self, batch: Ints) -> dict[str, Floats]:
        """Slopes of the mean loss over some rows."""
        rows, values = self.rows, self.values
        number = self.number[batch]
        size = rows.senses.shape[1]
        has = (rows.anchor[batch] < len(rows.senses) - 1).astype(np.float32)[:, None]
        head = rows.senses[rows.happening[batch]] * self._kept(len(batch), size)
        anchor = rows.senses[rows.anchor[batch]] * self._kept(len(batch), size)
        u = np.tanh(head @ values["first"] + values["first more"])
        v = np.tanh(anchor @ values["second"] + values["second more"]) * has
        e, g = values["e"][number], values["g"][number]
        dropped = self._kept(len(batch), 5 * WIDTH)
        features = np.concatenate([u, u * e, v * e, u * v, u * v * g], axis=1) * dropped
        score = features @ values["out"] + values["start"][number]
        error = (1 / (1 + np.exp(-score)) - rows.gold[batch]) * rows.weight[batch][:, None] / np.float32(2 * len(batch))
        back = np.split((error @ values["out"].T) * dropped, 5, axis=1)
        to_u = (back[0] + back[1] * e + back[3] * v + back[4] * v * g) * (1 - u * u)
        to_v = (back[2] * e + back[3] * u + back[4] * u * g) * (has - v * v)
        named = (number[None, :] == np.arange(self.count)[:, None]).astype(np.float32)
        return {
            "first": head.T @ to_u, "first more": to_u.sum(axis=0),
            "second": anchor.T @ to_v, "second more": to_v.sum(axis=0),
            "e": named @ (back[1] * u + back[2] * v), "g": named @ (back[4] * u * v),
            "out": features.T @ error, "start": named @ error,
        }  # fmt: skip

    def _move(self, slopes: dict[str, Floats], step: int, rate: float) -> None:
        for name, slope in slopes.items():
            mean, square, value = self.mean[name], self.square[name], self.values[name]
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            ahead = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
            value -= np.float32(rate) * (ahead + np.float32(DECAY) * value)


def _rate(share: float) -> float:
    """The rate after a share of the steps: up, then down, by cosines (Smith and Topin 2019)."""
    if share < WARMING:
        return RATE * (0.04 + 0.96 * 0.5 * float(1 - np.cos(np.pi * share / WARMING)))
    return RATE * 0.5 * float(1 + np.cos(np.pi * (share - WARMING) / (1 - WARMING)))


def text_of(network: Sense) -> str:
    """The network as TOML, in thousandths."""
    lines = [
        "# How a happening and a window's anchor suit each other by the senses of the two words; see timing_sense.py.",
        "# Fitted by evaluation.reconciling_fit_times on the project's own annotated articles. In thousandths.",
        'windows = [  # the first stands for all others',
        *(f'  "{name}",' for name in network.names), "]",
    ]  # fmt: skip
    for name in ("happening", "anchor", "own", "other", "both", "start"):
        table: Floats = getattr(network, name)
        rows = table.reshape(-1, table.shape[-1]).tolist()
        lines += [
            "",
            f"{name} = [",
            *(f'  "{" ".join(str(round(1000 * value)) for value in row)}",' for row in rows),
            "]",
        ]
    return "\n".join([*lines, ""])
