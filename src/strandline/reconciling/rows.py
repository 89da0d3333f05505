"""Sparse rows of words: sets of words in, matrices with a row for each set and a column for each word out.

The likeness of two sets is the product of their rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]


def binary_rows(rows: Iterable[frozenset[str]]) -> csr_matrix:
    """A row of ones for each set, columns in the order of the words."""
    sets = list(rows)
    column = {key: index for index, key in enumerate(sorted(frozenset().union(*sets)))}
    indices = [column[key] for row in sets for key in row]
    starts = np.cumsum([0, *(len(row) for row in sets)])
    matrix = csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(sets), max(1, len(column))))
    matrix.sort_indices()  # a set has no order, and sums are to come out the same to the last bit
    return matrix


def given_rows(sets: Sequence[Sequence[str]], column: dict[str, int], values: Sequence[float] | None) -> csr_matrix:
    """A row for each set over given columns, each with one value."""
    indices = [column[key] for row in sets for key in row]
    data = np.repeat(
        np.ones(len(sets)) if values is None else np.asarray(values, dtype=float), [len(row) for row in sets]
    )
    starts = np.cumsum([0, *(len(row) for row in sets)])
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
    matrix = csr_matrix(matrix.multiply(weights))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return csr_matrix(matrix.multiply(scale[:, None]))


def products(matrix: csr_matrix, a: Pairs, b: Pairs, other: csr_matrix | None = None) -> Floats:
    """Product of two rows, for each pair; ``other``: the matrix of the second row, if it is another."""
    return np.asarray(matrix[a].multiply((matrix if other is None else other)[b]).sum(axis=1)).ravel()
