"""How alike two documents are, as far as it tells whether they report one incident: documents in, features of pairs of
documents out.

Two reports of one incident share its people, its numbers and its rare words, and each is among the nearest of the
other; two reports of incidents of one kind share the words of the kind. So likeness is also taken in proportion to that
of each document's nearest.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from strandline.reconciling.candidates import related
from strandline.reconciling.rows import Floats, Pairs, given_rows, products, weighted_rows
from strandline.reconciling.texts import TextWords

_PROTAGONISTS: Final = 6
"""How many names stand for what a document is about."""
_NEAREST: Final = 4
"""So many of the documents nearest to one make its measure of what is near."""
_LEAST: Final = 0.05


class DocumentsAlike:
    """The documents of a pile, ready to be compared; all features are 0 for a document beside itself, unless said."""

    def __init__(self, documents: Sequence[TextWords], near: Sequence[tuple[int, int]] | None = None) -> None:
        owners = list(range(len(documents)))
        texts = [document.stems for document in documents]
        self._words = weighted_rows(texts, owners)
        self._leads = weighted_rows([document.lead_stems for document in documents], owners)
        proper = [document.proper for document in documents]
        self._names = weighted_rows([frozenset(own) for own in proper], owners)
        self._numbers = weighted_rows([document.numbers for document in documents], owners)
        leading = _protagonists(proper)
        self._led = np.array([bool(own) for own in leading], dtype=bool)
        known = frozenset(word for own in leading for word in own)
        column = {word: index for index, word in enumerate(sorted(known))}
        self._protagonists = given_rows(leading, column, [1.0 / max(1, len(own)) for own in leading])
        self._mentioned = given_rows([sorted(known & document.vocabulary) for document in documents], column, None)
        pairs = np.array(related(texts) if near is None else near, dtype=np.int64).reshape(-1, 2)
        self._near = _measure(pairs, products(self._words, pairs[:, 0], pairs[:, 1]), len(documents))
        self._near_lead = _measure(pairs, products(self._leads, pairs[:, 0], pairs[:, 1]), len(documents))

    def features(self, a: Pairs, b: Pairs) -> dict[str, Floats]:
        """Features of pairs of documents, by name, each of shape (pairs,)."""
        same = a == b
        one_way, other_way = self._present(a, b), self._present(b, a)
        untold = same | ~self._led[a] | ~self._led[b]
        words, leads = products(self._words, a, b), products(self._leads, a, b)
        found = {
            "documents": words,
            "documents, of the nearest": words / np.maximum(_LEAST, np.minimum(self._near[a], self._near[b])),
            "heads, of the nearest": leads / np.maximum(_LEAST, np.maximum(self._near_lead[a], self._near_lead[b])),
            "names of documents": products(self._names, a, b),
            "numbers of documents": products(self._numbers, a, b),
        }
        found = {name: np.where(same, 0.0, np.minimum(values, 2.0)) for name, values in found.items()}
        found["protagonists"] = np.where(same, 1.0, np.minimum(one_way, other_way))
        found["other protagonists"] = np.where(untold, 0.0, 1.0 - np.maximum(one_way, other_way))
        return found

    def _present(self, a: Pairs, b: Pairs) -> Floats:
        """Which part of the protagonists of documents ``a`` the documents ``b`` mention, 0 to 1."""
        return np.asarray(self._protagonists[a].multiply(self._mentioned[b]).sum(axis=1)).ravel()


def _measure(near: Pairs, likeness: Floats, count: int) -> Floats:
    """Mean likeness of each document to its nearest."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    for (a, b), value in zip(near.tolist(), likeness.tolist(), strict=True):
        found[a].append(value)
        found[b].append(value)
    return np.array(
        [sum(sorted(found[index], reverse=True)[:_NEAREST]) / _NEAREST if index in found else 0.0
         for index in range(count)]
    )  # fmt: skip


def _protagonists(proper: Sequence[Mapping[str, int]]) -> list[list[str]]:
    """The names that a document is about: those it gives most often, however many others give them as well.

    A name that stands in half the pile is what the pile is about, so it is not weighed by how rare it is.
    """
    having: Counter[str] = Counter()
    for own in proper:
        having.update(own.keys())
    total = len(proper) + 1.0
    return [
        sorted(own, key=lambda word: (-own[word] * math.log(2.0 + total / having[word]), word))[:_PROTAGONISTS]
        for own in proper
    ]
