"""Sparse rows of words: sets of words in, matrices with a row for each set and a column for each word out.

The likeness of two sets is the product of their rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
_FEW: Final = 4
"""Columns in a row, on average, for which one word of bits will do; longer rows have ``_MORE_WORDS``."""
_MORE_WORDS: Final = 4
_MANY: Final = 16
"""Columns in a row, on average, beyond which most rows have some in common."""


def binary_rows(rows: Iterable[frozenset[str]]) -> csr_matrix:
    """A row of ones for each set, columns in the order of the words."""
    sets = list(rows)
    column = {key: index for index, key in enumerate(sorted(frozenset().union(*sets)))}
    indices, starts = _laid_out(sets, column)
    matrix = csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(sets), max(1, len(column))))
    matrix.sort_indices()  # a set has no order, and sums are to come out the same to the last bit
    return matrix


def _laid_out(sets: Sequence[Collection[str]], column: Mapping[str, int]) -> tuple[NDArray[np.int32], Pairs]:
    """The columns of all sets one after the other, and where each set begins, and the last ends."""
    starts = np.zeros(len(sets) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, sets), np.int64, len(sets)), out=starts[1:])
    keys = chain.from_iterable(sets)
    return np.fromiter(map(column.__getitem__, keys), np.int32, int(starts[-1])), starts


def given_rows(sets: Sequence[Sequence[str]], column: dict[str, int], values: Sequence[float] | None) -> csr_matrix:
    """A row for each set over given columns, each with one value."""
    indices, starts = _laid_out(sets, column)
    data = np.repeat(np.ones(len(sets)) if values is None else np.asarray(values, dtype=float), np.diff(starts))
    return csr_matrix((data, indices, starts), shape=(len(sets), max(1, len(column))))


def weighted_rows(sets: Sequence[frozenset[str]], owners: Sequence[int]) -> csr_matrix:
    """Rows of length one; a key weighs by the logarithm of how few owners (documents) have it."""
    matrix = binary_rows(sets)
    owner_rows = csr_matrix(
        (np.ones(len(owners)), (np.asarray(owners, dtype=np.int64), np.arange(len(owners)))),
        shape=(max([0, *owners]) + 1, max(1, len(owners))),
    ) if owners else None  # fmt: skip
    if owner_rows is None:
        return matrix
    having = owner_rows[:, : matrix.shape[0]] @ matrix
    counts = np.asarray((having > 0).sum(axis=0)).ravel()
    weights = np.log(1.0 + (owner_rows.shape[0] + 1.0) / (counts + 0.5))
    matrix.data *= weights[matrix.indices]
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    matrix.data *= np.repeat(scale, np.diff(matrix.indptr))
    return matrix


def products(matrix: csr_matrix, a: Pairs, b: Pairs, other: csr_matrix | None = None) -> Floats:
    """Product of two rows, for each pair; ``other``: the matrix of the second row, if it is another."""
    second = matrix if other is None else other
    if matrix.nnz + second.nnz > _MANY * (matrix.shape[0] + second.shape[0]):
        return np.asarray(matrix[a].multiply(second[b]).sum(axis=1)).ravel()
    found = np.zeros(len(a))
    near = np.flatnonzero(_may_meet(matrix, second, a, b))
    found[near] = np.asarray(matrix[a[near]].multiply(second[b[near]]).sum(axis=1)).ravel()
    return found


def _may_meet(matrix: csr_matrix, other: csr_matrix, a: Pairs, b: Pairs) -> NDArray[np.bool_]:
    """Whether two rows may have a column in common: most have none, which a few bits for each row tell at once."""
    words = 1 if matrix.nnz + other.nnz <= _FEW * (matrix.shape[0] + other.shape[0]) else _MORE_WORDS
    ones, others = _bits(matrix, words), _bits(other, words)
    found: NDArray[np.bool_] = (ones[0][a] & others[0][b]) != 0
    for one, two in zip(ones[1:], others[1:], strict=True):
        found |= (one[a] & two[b]) != 0
    return found


def _bits(matrix: csr_matrix, words: int) -> list[NDArray[np.uint64]]:
    """For each row, so many words of 64 bits, in which the bits of its columns are set; kept with the matrix."""
    kept: dict[int, list[NDArray[np.uint64]]] = vars(matrix).setdefault("bits_of_rows", {})
    if words not in kept:
        kept[words] = _worked_out(matrix, words)
    return kept[words]


def _worked_out(matrix: csr_matrix, words: int) -> list[NDArray[np.uint64]]:
    spread = matrix.indices.astype(np.uint64) * _SPREAD
    bits = np.uint64(1) << (spread >> np.uint64(58))
    word = (spread >> np.uint64(32)) % np.uint64(words)
    filled = np.flatnonzero(np.diff(matrix.indptr))
    found = []
    for number in range(words):
        row = np.zeros(matrix.shape[0], np.uint64)
        if len(filled):
            own = np.where(word == number, bits, np.uint64(0))
            row[filled] = np.bitwise_or.reduceat(own, matrix.indptr[filled])
        found.append(row)
    return found
