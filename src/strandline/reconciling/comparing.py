"""How alike two claims are: pairs of facts in, a row of features for each out, every feature one that a person can
read.

All pairs are compared at once with sparse matrices: a row for each fact, a column for each word, name or participant,
and the likeness of two facts is the product of their rows. Words weigh by how rare they are in the pile.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from strandline.reconciling.facts import DENIED, UNREAL, Fact
from strandline.reconciling.intervals import DAY
from strandline.reconciling.words import content_words, numbers_of, proper_words, stem, words_of
from strandline.records import Document

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]

FEATURES: Final = (
    "same word", "same word, common", "same family", "same kind", "other kind", "names", "no shared name",
    "same agent", "other agent", "same patient", "other patient", "same place", "other place", "words", "context",
    "documents", "documents, same word", "words, same word", "names, same word", "same document", "near in the text",
    "same day", "times overlap", "times apart", "both undated", "reported apart", "figures agree", "figures exclude",
    "one not real", "one denied", "statement", "protagonists", "other protagonists", "names of documents",
    "names of contexts", "numbers of documents", "protagonists, same word", "names of documents, same word",
)  # fmt: skip
"""Names of the features, in the order of the columns."""
CHUNK: Final = 100_000
"""Pairs that are compared at once: so many rows of features stand in memory."""
_PROTAGONISTS: Final = 6
"""How many names stand for what a document is about."""
_OPEN_LOW: Final = -(1 << 45)
_OPEN_HIGH: Final = 1 << 45


class Comparison:
    """The facts of a pile, ready to be compared."""

    def __init__(self, facts: Sequence[Fact], documents: Sequence[Document]) -> None:
        self.facts = facts
        self.stems = binary_rows(fact.stems for fact in facts)
        self.families = binary_rows(fact.families for fact in facts)
        self.names = weighted_rows([fact.names for fact in facts], [fact.document for fact in facts])
        self.words = weighted_rows([fact.words for fact in facts], [fact.document for fact in facts])
        self.context = weighted_rows([fact.context | fact.words for fact in facts], [fact.document for fact in facts])
        self.agents = binary_rows(fact.agents for fact in facts)
        self.patients = binary_rows(fact.patients for fact in facts)
        self.spots = binary_rows(fact.spots for fact in facts)
        self.places = binary_rows(fact.places for fact in facts)
        texts = [frozenset(stem(word) for word in content_words(document.text)) for document in documents]
        self.documents = weighted_rows(texts, list(range(len(texts))))
        proper = [proper_words(document.text) for document in documents]
        self.document_names = weighted_rows([frozenset(own) for own in proper], list(range(len(proper))))
        leading = _protagonists(proper)
        self._led = np.array([bool(own) for own in leading], dtype=bool)
        known = frozenset(word for own in leading for word in own)
        column = {word: index for index, word in enumerate(sorted(known))}
        self.protagonists = given_rows(leading, column, [1.0 / max(1, len(own)) for own in leading])
        self.mentioned = _rows(
            [sorted(known.intersection(words_of(document.text))) for document in documents], column, None
        )
        self.numbers = weighted_rows([numbers_of(document.text) for document in documents], list(range(len(documents))))
        self.near_names = weighted_rows([fact.near_names for fact in facts], [fact.document for fact in facts])
        self._columns = _Columns(facts)
        counts = np.asarray(self.stems.sum(axis=0)).ravel()
        rare = 1.0 / np.log2(2.0 + counts)
        self._commonness = 1.0 - np.asarray(self.stems.multiply(rare).max(axis=1).todense()).ravel()

    def features(self, pairs: Pairs) -> Floats:
        """Features of pairs of fact numbers; shape (pairs, features), float64."""
        parts = [self._chunk(pairs[start : start + CHUNK]) for start in range(0, len(pairs), CHUNK)]
        return np.concatenate(parts) if parts else np.zeros((0, len(FEATURES)))

    def _chunk(self, pairs: Pairs) -> Floats:
        a, b = pairs[:, 0], pairs[:, 1]
        columns = self._columns
        same_word = (products(self.stems, a, b) > 0).astype(float)
        family = ((products(self.families, a, b) > 0) & (same_word == 0)).astype(float)
        names = products(self.names, a, b)
        named = (columns.named[a] & columns.named[b]).astype(float)
        words, context = products(self.words, a, b), products(self.context, a, b)
        documents = products(self.documents, columns.document[a], columns.document[b])
        da, db = columns.document[a], columns.document[b]
        same_document = da == db
        documents = np.where(same_document, 0.0, documents)
        one_way, other_way = self._present(da, db), self._present(db, da)
        protagonists = np.where(same_document, 1.0, np.minimum(one_way, other_way))
        told = same_document | ~self._led[da] | ~self._led[db]
        strangers = np.where(told, 0.0, 1.0 - np.maximum(one_way, other_way))
        document_names = np.where(same_document, 0.0, products(self.document_names, da, db))
        numbers = np.where(same_document, 0.0, products(self.numbers, da, db))
        agents, patients = products(self.agents, a, b) > 0, products(self.patients, a, b) > 0
        two_agents, two_patients = columns.agent[a] & columns.agent[b], columns.patient[a] & columns.patient[b]
        place = products(self.places, a, b) > 0
        two_spots = columns.spot[a] & columns.spot[b]
        near = np.where(same_document, 1.0 / (1.0 + np.abs(columns.start[a] - columns.start[b]) / 300.0), 0.0)
        apart, overlap, both = columns.times(a, b)
        kinds = columns.kind[a] == columns.kind[b]
        vague = (columns.kind[a] == columns.other) | (columns.kind[b] == columns.other)
        agree, exclude = columns.figures(a, b)
        rows = [
            same_word, same_word * np.maximum(self._commonness[a], self._commonness[b]), family, (kinds & ~vague),
            (~kinds & ~vague), names, named * (names == 0), agents, two_agents & ~agents, patients,
            two_patients & ~patients, place,
            two_spots & ~(products(self.spots, a, b) > 0), words, context, documents, documents * same_word, words *
            same_word, names * same_word, same_document, near, both & overlap & columns.precise[a] & columns.precise[b],
            both & overlap, np.minimum(apart / DAY, 30.0) / 30.0, ~columns.dated[a] & ~columns.dated[b],
            columns.reported_apart(a, b), agree, exclude, columns.unreal[a] != columns.unreal[b], columns.denied[a] !=
            columns.denied[b], columns.said[a] | columns.said[b], protagonists, strangers, document_names,
            products(self.near_names, a, b), numbers, protagonists * same_word, document_names * same_word,
        ]  # fmt: skip
        return np.column_stack([np.asarray(row, dtype=float) for row in rows])

    def _present(self, a: Pairs, b: Pairs) -> Floats:
        """Which part of the protagonists of documents ``a`` the documents ``b`` mention, 0 to 1."""
        return np.asarray(self.protagonists[a].multiply(self.mentioned[b]).sum(axis=1)).ravel()


def _protagonists(proper: Sequence[Counter[str]]) -> list[list[str]]:
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


class _Columns:
    """What is compared of facts besides words, as arrays with an entry for each fact."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        kinds = sorted({fact.claim.kind for fact in facts} | {"other"})
        number = {kind: index for index, kind in enumerate(kinds)}
        self.other = number["other"]
        self.kind = _array(facts, lambda fact: number[fact.claim.kind])
        self.said = _array(facts, lambda fact: fact.claim.kind == "statement")
        self.document = _array(facts, lambda fact: fact.document)
        self.start = _array(facts, lambda fact: fact.claim.start)
        self.named = _array(facts, lambda fact: bool(fact.names))
        self.agent = _array(facts, lambda fact: bool(fact.agents))
        self.patient = _array(facts, lambda fact: bool(fact.patients))
        self.spot = _array(facts, lambda fact: bool(fact.spots))
        self.unreal = _array(facts, lambda fact: fact.claim.status in UNREAL)
        self.denied = _array(facts, lambda fact: fact.claim.status in DENIED)
        self.dated = _array(facts, lambda fact: fact.dated)
        self.precise = _array(facts, lambda fact: fact.precise)
        self.low = _array(facts, lambda fact: _OPEN_LOW if fact.interval.low is None else fact.interval.low)
        self.high = _array(facts, lambda fact: _OPEN_HIGH if fact.interval.high is None else fact.interval.high)
        self.shift = _array(facts, lambda fact: _OPEN_LOW if fact.interval.shift is None else fact.interval.shift)
        self.reported = _array(facts, lambda fact: _OPEN_LOW if fact.reported is None else fact.reported)
        figures = [[_figure(fact, what) for fact in facts] for what in ("killed", "injured", "missing")]
        self._figures = [(_ends(own, 0), _ends(own, 1)) for own in figures]

    def times(self, a: Pairs, b: Pairs) -> tuple[Any, Any, Any]:
        """Seconds between two intervals, whether they share an instant, whether both are dated."""
        known = (self.shift[a] != _OPEN_LOW) & (self.shift[b] != _OPEN_LOW)
        move = np.where(known, self.shift[a] - self.shift[b], 0)
        apart = np.maximum(0, np.maximum(self.low[b] + move - self.high[a], self.low[a] - self.high[b] - move))
        return apart, apart == 0, self.dated[a] & self.dated[b]

    def reported_apart(self, a: Pairs, b: Pairs) -> Any:
        """Days between two reports, from 0 to 1 for a month and more; half a month where one is undated."""
        known = (self.reported[a] != _OPEN_LOW) & (self.reported[b] != _OPEN_LOW)
        days = np.minimum(np.abs(self.reported[a] - self.reported[b]) / DAY, 30.0) / 30.0
        return np.where(known, days, 0.3)

    def figures(self, a: Pairs, b: Pairs) -> tuple[Any, Any]:
        """Whether some figure of the same thing agrees, and whether some excludes another."""
        agree = np.zeros(len(a), dtype=bool)
        exclude = np.zeros(len(a), dtype=bool)
        for low, high in self._figures:
            both = (low[a] >= 0) & (low[b] >= 0)
            meet = (low[a] <= high[b]) & (low[b] <= high[a])
            agree |= both & meet
            exclude |= both & ~meet
        return agree, exclude


def _figure(fact: Fact, what: str) -> tuple[int, int]:
    for figure in fact.claim.figures:
        if figure.what == what:
            return figure.low, _OPEN_HIGH if figure.high is None else figure.high
    return -1, -1


def _ends(figures: Sequence[tuple[int, int]], end: int) -> NDArray[np.int64]:
    return np.array([figure[end] for figure in figures], dtype=np.int64)


def _array(facts: Sequence[Fact], value: Callable[[Fact], Any]) -> NDArray[Any]:
    return np.array([value(fact) for fact in facts])


